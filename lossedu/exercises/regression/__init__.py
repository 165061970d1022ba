"""Exercises of the chapter on losses for regression."""
