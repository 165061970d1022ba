"""Exercises of the chapter on cross-entropy and relative entropy."""
