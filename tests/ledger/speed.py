"""The numbers on the page of speed, from its tables."""

import csv
import json
import statistics
from pathlib import Path

BOOK = Path(__file__).parents[2] / "book" / "speed"


def table(dtype):
    """The rows of a table of the page."""
    with (BOOK / f"{dtype}.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def median(column, dtype="float64"):
    """The median of a column of ratios."""
    return statistics.median(float(row[column]) for row in table(dtype) if row[column])


def slow(dtype):
    """The rows of which a ratio to PyTorch is above the aim."""
    columns = ("PyTorch", "PyTorch with derivative")
    return [row for row in table(dtype) if any(float(row[c] or 0) > 4 for c in columns)]


def cell(function, size, column, dtype="float64"):
    """What stands in a table."""
    rows = {(row["function"], row["size"]): row for row in table(dtype)}
    return rows[function, size][column]


NAMES = {
    "median": median,
    "slow": slow,
    "table": table,
    "cell": cell,
    "used": json.loads((BOOK / "versions.json").read_text(encoding="utf8")),
}
_SPARSE = "'losses.sparse_softmax_cross_entropy', '4096 x 1000'"
NUMBERS = [
    "numbers: 1048576 of them",
    "so 2 means twice as slow and 0.5 twice as fast",
    "The median of all ratios to PyTorch is «median('PyTorch'):.1f» for a value in "
    "float64, and «median('PyTorch with derivative'):.1f» for a value with its "
    "derivative. At most 4 was the aim, and «len(slow('float64'))» of "
    "«len(table('float64'))» rows are above it in one column or more.",
    "on 4096 rows of 1000 classes needs "
    f"«cell({_SPARSE}, 'PyTorch with derivative')» of PyTorch's time in float64.",
    "on 64 rows they cost more than the function.",
    "`import lossedu` adds «used['import lossedu ms']» ms to `import numpy`, and all of "
    "its modules «used['import everything ms']» ms",
    "made with NumPy «used['numpy']», PyTorch «used['torch'].split('+')[0]», "
    "SciPy «used['scipy']» and scikit-learn «used['sklearn']» by the command",
    "float64",
    "float32",
]
