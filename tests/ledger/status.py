"""The numbers on the status page, from its tables."""

import csv
from pathlib import Path

from lossedu.grading import _exercise

BOOK = Path(__file__).parents[2] / "book" / "status"


def table(name):
    """The rows of a table of the page."""
    with (BOOK / f"{name}.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def total(column):
    """The sum of a column of the table of mutants."""
    return sum(int(row[column]) for row in table("mutation"))


NAMES = {"total": total, "exercises": len(_exercise.shelf())}
NUMBERS = [
    "There are «exercises» graded exercises.",
    "There are «total('changes')» such changes, of which «total('left out')» change "
    "nothing. «total('tried')» were tried, drawn evenly from the files, and "
    "«total('survive')» was noticed by no test: "
    "«100 * (1 - total('survive') / total('tried')):.1f» % were found.",
]
