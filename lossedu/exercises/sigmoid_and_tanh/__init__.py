"""Exercises of the chapter on the sigmoid and tanh."""
