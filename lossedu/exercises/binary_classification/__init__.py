"""Exercises of the chapter on classification into two classes."""
