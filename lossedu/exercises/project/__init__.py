"""Exercises of the project: a calibrated classifier."""
