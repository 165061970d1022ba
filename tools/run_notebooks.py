"""Run every notebook anew and store its outputs, in place.

    python tools/run_notebooks.py [NOTEBOOK ...]

Each is given the first cell that lets it run on Colab, too, and is run in an empty
folder, since it needs nothing but the package.

What depends on the run alone (times, the versions of the tools) is not stored in the
notebooks, so that running an unchanged one changes no byte of it. It goes to the page
of the status: when each was run, for how long, and with which versions.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import platform
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

BOOK = Path(__file__).resolve().parent.parent / "book"
RUNS = BOOK / "status" / "runs.json"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
# What decides which numbers come out, as it is called where it is installed from.
PACKAGES = ("numpy", "scipy", "scikit-learn", "torch", "keras", "optuna", "matplotlib")
PACKAGES += ("altair", "nbval", "jupyter-book", "sphinx", "lossedu")
# The first code cell of every notebook. Python rather than `%pip`, since the tests run
# the cells as Python; one statement that shows no value; no quotes for a shell to read.
FIRST_CELL = """\
# Only where the package is missing, as on Colab: this installs it.
if not __import__("importlib.util").util.find_spec("lossedu"):
    get_ipython().run_line_magic(
        "pip",
        "install lossedu[notebooks]@git+https://github.com/lossedu/lossedu",
    )"""


def run(path: Path) -> None:
    """Run a notebook and store its outputs, and nothing of the run."""
    notebook = nbformat.read(path, as_version=4)
    begin(notebook)
    with tempfile.TemporaryDirectory() as empty:
        folder = {"metadata": {"path": empty}}
        NotebookClient(
            notebook, kernel_name="python3", resources=folder, coalesce_streams=True
        ).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    nbformat.write(notebook, path)


def begin(notebook: nbformat.NotebookNode) -> None:
    """Put the first cell below the title, in place of one that is there already."""
    rest = [
        cell
        for cell in notebook.cells
        if cell.get("id") != "install" and cell.source != FIRST_CELL
    ]
    first = nbformat.v4.new_code_cell(
        FIRST_CELL, id="install", metadata={"tags": ["remove-cell"]}
    )
    notebook.cells = [*rest[:1], first, *rest[1:]]


def digest(path: Path) -> str:
    """Return what tells the code of a notebook from any other."""
    cells = nbformat.read(path, as_version=4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    return hashlib.sha256(json.dumps(code).encode()).hexdigest()[:16]


def record(path: Path, seconds: float) -> None:
    """Note that a notebook was run, and with what."""
    runs: dict[str, Any] = {"pages": {}}
    if RUNS.exists():
        runs = json.loads(RUNS.read_text("utf8"))
    runs["versions"] = {"python": platform.python_version()}
    runs["versions"] |= {name: version(name).split("+")[0] for name in PACKAGES}
    runs["pages"][path.relative_to(BOOK).with_suffix("").as_posix()] = {
        "seconds": round(seconds, 1),
        "on": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "code": digest(path),
    }
    runs["pages"] = {
        page: runs["pages"][page]
        for page in sorted(runs["pages"])
        if (BOOK / f"{page}.ipynb").exists()
    }
    RUNS.write_text(json.dumps(runs, indent=1) + "\n", encoding="utf8", newline="\n")


def main() -> None:
    named = [Path(name).resolve() for name in sys.argv[1:]]
    for path in named or sorted(BOOK.rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        start = time.perf_counter()
        run(path)
        seconds = time.perf_counter() - start
        record(path, seconds)
        print(f"{path.name}: {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main()
