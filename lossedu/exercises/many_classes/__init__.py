"""Exercises of the chapter on classification into many classes."""
