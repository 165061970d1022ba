"""Exercises of the chapter on dropout, early stopping and batch normalisation."""
