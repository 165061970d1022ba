"""Exercises of the chapter on tuning."""
