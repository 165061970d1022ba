"""Exercises of the chapter on methods with a rate for each weight."""
