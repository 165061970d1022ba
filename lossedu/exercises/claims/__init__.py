"""Exercises of the chapter that checks what is often claimed."""
