"""Exercises of the chapter on smooth and gated activations."""
