"""Exercises of the chapter on the learning rate and how it changes."""
