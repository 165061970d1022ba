"""The status page says what was last run, and its tables are what they stand for."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("nbformat")
pytest.importorskip("myst_parser")
pytest.importorskip("nbclient")
pytest.importorskip("sympy")

import nbformat
from commands import command
from ledger._pages import BOOK, paths
from test_project import pins

run_notebooks = command("tools/run_notebooks.py")
TABLES = command("tools/make_status.py").tables()
RUNS = json.loads(run_notebooks.RUNS.read_text("utf8"))
NOTEBOOKS = [
    path.relative_to(BOOK).with_suffix("").as_posix()
    for path in paths()
    if path.suffix == ".ipynb"
]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_what_it_stands_for(name):
    """If not: python tools/make_status.py --write."""
    stored = (BOOK / "status" / f"{name}.csv").read_text("utf8")
    assert stored == TABLES[name]


def test_every_notebook_has_its_run():
    assert list(RUNS["pages"]) == NOTEBOOKS


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_what_was_run_is_what_is_printed(page):
    """If not: python tools/run_notebooks.py with the notebook's name."""
    assert RUNS["pages"][page]["code"] == run_notebooks.digest(BOOK / f"{page}.ipynb")


def test_a_changed_cell_is_another_run(tmp_path):
    notebook = nbformat.read(BOOK / "notation.ipynb", as_version=4)
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
    cell.source += "\nn = 3"
    nbformat.write(notebook, tmp_path / "copy.ipynb")
    assert run_notebooks.digest(tmp_path / "copy.ipynb") not in {
        run["code"] for run in RUNS["pages"].values()
    }


def test_what_was_run_with_is_what_is_pinned():
    pinned = {name: pin.split("+")[0] for name, pin in pins().items()}
    used = {n: v for n, v in RUNS["versions"].items() if n not in ("python", "lossedu")}
    assert used == {name: pinned[name] for name in used}
