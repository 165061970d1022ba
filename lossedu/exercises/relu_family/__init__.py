"""Exercises of the chapter on the ReLU and its variants."""
