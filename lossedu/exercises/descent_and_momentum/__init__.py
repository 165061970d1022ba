"""Exercises of the chapter on gradient descent and momentum."""
