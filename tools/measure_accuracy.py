"""Measure the accuracy of every function again, ours and that of other libraries.

Writes book/accuracy/<family>-<dtype>.csv, which the page book/accuracy.md shows: the
largest errors in units in the last place over the points of tests/exact. A library that
is not installed keeps the figures it has; for all of them, in an environment with JAX:

    python tools/measure_accuracy.py
"""

from __future__ import annotations

import csv
import importlib
import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "book" / "accuracy"
DTYPES = {"float64": np.float64, "float32": np.float32}
FAMILIES = ("activations", "losses", "information", "regularizers")
NAMES = {"torch": "PyTorch", "scipy": "SciPy", "jax": "JAX", "keras": "Keras"}
VALUE_ONLY = ("scipy",)  # it has no derivatives


def rows(family: str) -> list[Any]:
    """Return the rows of a family, in the order of its table."""
    from exact import ROWS

    return [row for row in ROWS if row.module == family]


def columns(family: str) -> dict[str, tuple[str, int]]:
    """Return the columns that hold figures: whose they are, and 1 for a derivative."""
    found = {"lossedu value": ("ours", 0), "lossedu derivative": ("ours", 1)}
    for library, name in NAMES.items():
        if any(library in row.rivals for row in rows(family)):
            found[f"{name} value"] = (library, 0)
            if library not in VALUE_ONLY:
                found[f"{name} derivative"] = (library, 1)
    return found


def figure(ulps: float) -> str:
    """Return a number of units as the table prints it: 1.3, 18, 6e5."""
    if ulps < 1000:
        return f"{ulps:.1f}" if ulps < 10 else f"{ulps:.0f}"
    if ulps == np.inf:
        return "1e308+"
    digit, power = f"{ulps:.0e}".split("e")
    return f"{digit}e{int(power)}"


def cell(worst: Any) -> str:
    """Return a cell: the faults, or the largest error and what is left of it.

    In brackets stands the error in units of the terms that cancel, where it differs.
    """
    if worst.faults:
        return ", ".join(worst.faults)
    raw, scaled = figure(worst.ulps), figure(worst.scaled)
    return raw if worst.ulps <= 4 or raw == scaled else f"{raw} ({scaled})"


def measured(row: Any, dtype: type, library: str) -> list[str]:
    """Return the cells of value and derivative, empty where there is none."""
    from exact._row import BY, ours
    from exact._ulp import measure, sample

    if not (row.exists if library == "ours" else library in row.rivals):
        return ["", ""]
    with warnings.catch_warnings():
        warnings.simplefilter("error" if library == "ours" else "ignore")
        by = ours if library == "ours" else BY[library]
        results = by(row, sample(row, dtype), dtype)
    return [
        ""
        if got is None or (of_grad and row.grad is None)
        else cell(measure(got, row, dtype, bool(of_grad), normal=True))
        for of_grad, got in enumerate(results)
    ]


def path(family: str, dtype: str) -> Path:
    """Return the file of a family's table."""
    return FOLDER / f"{family}-{dtype}.csv"


def stored(family: str, dtype: str) -> dict[str, dict[str, str]]:
    """Return the cells that are written, by function and column."""
    if not path(family, dtype).exists():
        return {}
    with path(family, dtype).open(encoding="utf8", newline="") as file:
        return {line["function"]: line for line in csv.DictReader(file)}


def installed(library: str) -> str | None:
    """Return the version of a library, or None."""
    try:
        return str(importlib.import_module(library).__version__)
    except ImportError:
        return None


def write(family: str, dtype: str, libraries: set[str]) -> None:
    """Measure one table, and keep what cannot be measured here."""
    old, wanted = stored(family, dtype), columns(family)
    lines = []
    for row in rows(family):
        line = {"function": row.label}
        line |= {c: old.get(row.label, {}).get(c) or "" for c in wanted}
        for library in libraries:
            cells = measured(row, DTYPES[dtype], library)
            own = {c: k for c, (who, k) in wanted.items() if who == library}
            line |= {c: cells[k] for c, k in own.items()}
        lines.append(line)
        print(dtype, *line.values(), sep=" | ", flush=True)
    with path(family, dtype).open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, ["function", *wanted], lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def main() -> None:
    """Write every table and the versions that were measured."""
    os.environ.setdefault("KERAS_BACKEND", "torch")
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]
    FOLDER.mkdir(exist_ok=True)
    versions_path = FOLDER / "versions.json"
    versions = json.loads(versions_path.read_text()) if versions_path.exists() else {}
    here = {library: v for library in NAMES if (v := installed(library))}
    versions |= {NAMES[library]: v.split("+")[0] for library, v in here.items()}
    versions["NumPy"] = np.__version__
    versions_path.write_text(
        json.dumps(dict(sorted(versions.items())), indent=1) + "\n"
    )
    for family in FAMILIES:
        for dtype in DTYPES:
            write(family, dtype, {"ours", *here})


if __name__ == "__main__":
    main()
