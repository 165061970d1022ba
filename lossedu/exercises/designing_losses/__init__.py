"""Exercises of the chapter on choosing, combining and designing losses."""
