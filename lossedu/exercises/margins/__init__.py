"""Exercises of the chapter on losses with a margin."""
