"""Make the tables of the status page from what was run, proven and measured.

    python tools/make_status.py            # say what would change
    python tools/make_status.py --write    # store them, for the book

They are put together from the last run of the notebooks, the ledger of equations and
numbers, the list of exercises, and the tables of accuracy and speed. Nothing is
measured here.
"""

from __future__ import annotations

import csv
import io
import json
import statistics
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
import yaml

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "book"
STATUS = BOOK / "status"
LOST = ("zero", "NaN", "inf", "sign")  # worse than any figure
LIBRARIES = ("lossedu", "PyTorch", "SciPy", "JAX", "Keras")
NAMES = {
    "python": "Python",
    "numpy": "NumPy",
    "scipy": "SciPy",
    "torch": "PyTorch",
    "keras": "Keras",
    "optuna": "Optuna",
    "matplotlib": "Matplotlib",
    "altair": "Altair",
    "jupyter-book": "Jupyter Book",
    "sphinx": "Sphinx",
}
Row = Iterable[Any]


def tables() -> dict[str, str]:
    """Return the text of each table, by the name of its file."""
    made = {
        "versions": versions(),
        "pages": pages(),
        "accuracy": accuracy(),
        "speed": speed(),
    }
    return {name: _text(rows) for name, rows in made.items()}


def versions() -> list[Row]:
    """Return what the notebooks were last run with."""
    runs = _runs()
    days = sorted(run["on"] for run in runs["pages"].values())
    used = [(NAMES.get(name, name), what) for name, what in runs["versions"].items()]
    return [
        ("what", "version"),
        *used,
        ("run on", " to ".join(dict.fromkeys([days[0], days[-1]]))),
    ]


def pages() -> list[Row]:
    """Return what each notebook holds, and how long its last run took."""
    sys.path.insert(0, str(ROOT / "tests"))
    from ledger import rows

    from lossedu.exercises import CHAPTERS

    head = ["page", "code cells", "seconds", "equations", "definitions"]
    head += ["quoted sentences", "numbers computed", "exercises"]
    runs = _runs()["pages"]
    body: list[list[Any]] = []
    for page in _order():
        cells = nbformat.read(BOOK / f"{page}.ipynb", as_version=4).cells
        equations = rows.EQUATIONS.get(page, [])
        quoted = rows.NUMBERS.get(page, [])
        body.append(
            [
                f"[{_title(cells)}]({page}.ipynb)",
                sum(cell.cell_type == "code" for cell in cells),
                runs[page]["seconds"],
                len(equations),
                sum(row.definition for row in equations),
                len(quoted),
                sum(quotation.count("«") for quotation in quoted),
                len(CHAPTERS.get(page, ())),
            ]
        )
    sums = [round(sum(column), 1) for column in list(zip(*body, strict=True))[1:]]
    return [head, *body, ["all", *sums]]


def _title(cells: list[Any]) -> str:
    return str(cells[0].source.splitlines()[0].removeprefix("# "))


def accuracy() -> list[Row]:
    """Return how far each library is off, over all functions and both precisions."""
    head = "library", "precision", "figures", "median, ULP", "above 10 ULP", "lost"
    body = []
    for dtype in ("float64", "float32"):
        for library in LIBRARIES:
            found = _errors(library, dtype)
            lost = sum(text.split(",")[0] in LOST for text in found)
            errors = [_units(t) for t in found if t.split(",")[0] not in LOST]
            body.append(
                (
                    library,
                    dtype,
                    len(found),
                    statistics.median(errors),
                    sum(error > 10 for error in errors),
                    lost,
                )
            )
    return [head, *body]


def _units(text: str) -> float:
    """The error of a cell: of `72 (1.8)` what the function itself does not excuse."""
    return float(text.split()[-1].strip("()+"))


def _errors(library: str, dtype: str) -> list[str]:
    """What the tables of accuracy say of a library, values and derivatives."""
    return [
        text
        for path in sorted((BOOK / "accuracy").glob(f"*-{dtype}.csv"))
        for row in _read(path)
        for column, text in row.items()
        if column.split()[0] == library and text
    ]


def speed() -> list[Row]:
    """Return how much slower we are than each library, in the median."""
    head = "against", "precision", "rows", "median ratio", "largest ratio"
    body = []
    for dtype in ("float64", "float32"):
        rows = _read(BOOK / "speed" / f"{dtype}.csv")
        for column in list(rows[0])[4:]:
            found = [float(row[column]) for row in rows if row[column]]
            if found:
                middle = f"{statistics.median(found):.2g}"
                body.append((column, dtype, len(found), middle, f"{max(found):.2g}"))
    return [head, *body]


def _runs() -> Any:
    return json.loads((STATUS / "runs.json").read_text("utf8"))


def _order() -> list[str]:
    """The notebooks in the book's order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf8"))
    files = [row["file"] for part in toc["parts"] for row in part["chapters"]]
    return [page for page in files if (BOOK / f"{page}.ipynb").exists()]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def _text(rows: Iterable[Row]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def main() -> int:
    different = []
    for name, text in tables().items():
        path = STATUS / f"{name}.csv"
        if not path.exists() or path.read_text("utf8") != text:
            different.append(name)
            if "--write" in sys.argv[1:]:
                path.write_text(text, encoding="utf8", newline="\n")
    print("changed:", ", ".join(different) or "nothing")
    return int(bool(different) and "--write" not in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
