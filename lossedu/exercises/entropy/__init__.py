"""Exercises of the chapter on surprise and entropy."""
