"""The numbers on the page of accuracy: from its tables, or from what they are made by."""

import csv
import json
from pathlib import Path

import numpy as np

BOOK = Path(__file__).parents[2] / "book" / "accuracy"


def cell(table, function, column):
    """What stands in a table of the page."""
    with (BOOK / f"{table}.csv").open(encoding="utf8", newline="") as file:
        return {row["function"]: row for row in csv.DictReader(file)}[function][column]


NAMES = {
    "cell": cell,
    "version": json.loads((BOOK / "versions.json").read_text(encoding="utf8")),
    "digits": lambda dtype: np.finfo(dtype).nmant + 1,
    # from where the sigmoid rounds to 1 to where its derivative is no normal number
    "left": -np.log(np.finfo(float).tiny) + np.log(np.finfo(float).epsneg / 2),
}
_WORST = "cell('activations-float64', 'softmax', 'lossedu value')"
NUMBERS = [
    "A float64 number has «digits('float64')» binary digits and a float32 number "
    "«digits('float32')», and the gap",
    "The exact values come from mpmath with 60 digits",
    "turns these into 0 on purpose",
    "`1.3` is the largest error in ULP, and `6e5` is one of 600 000.",
    f"`«{_WORST}»` is an error of «{_WORST}.split()[0]» units",
    "As soon as $s$ rounds to 1, this is 0, though the true derivative is a float for "
    "another «round(left, -1):.0f» units of the logit.",
    "$s(1-s)$",
    "has the derivative 0 on the far left",
    r"GELU takes $1+\operatorname{erf}$, which is 0 on the left",
    r"$-\log(1+\text{tiny})$, which all four libraries round to 0",
    "at the label, are exactly 0.",
    "on the right side it gives 0",
    "from 20 on, an error of "
    "«cell('activations-float64', 'softplus', 'PyTorch value')» units in float64.",
    "is one sixth in float32, also where the rest is float64, and",
    "at -100, keeps",
    "away from 0 and 1.",
    "of float64 arrays in float32",
    f"off by up to «{_WORST}.split()[0]» units, as in every library",
    "made with NumPy «version['NumPy']», PyTorch «version['PyTorch']», SciPy "
    "«version['SciPy']», JAX «version['JAX']» and Keras «version['Keras']» by",
]
