"""Exercises of the chapter on the penalties L1 and L2."""
