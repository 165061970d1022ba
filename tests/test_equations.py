"""Every displayed equation is labelled, listed as printed, and true."""

import copy
import inspect
import json
import re

import numpy as np
import pytest

pytest.importorskip("sympy")
pytest.importorskip("myst_parser")

from ledger import _equations, _pages
from ledger.docstrings import FORMULAS
from ledger.rows import EQUATIONS
from mpmath import mp

import lossedu
from lossedu import grading

ROWS = [
    pytest.param(row, id=f"{page}:{row.label}")
    for page, rows in EQUATIONS.items()
    for row in rows
]
PAGES = [pytest.param(path, id=path.stem) for path in _pages.paths()]


def differences(page):
    """How the equations of a page differ from the ledger's rows."""
    listed = EQUATIONS.get(page.name, [])
    rows = {row.label: " ".join(row.latex.split()) for row in listed}
    found = [f"unlabelled: {latex}" for label, latex in page.equations if not label]
    printed = {label: latex for label, latex in page.equations if label}
    found += [f"not in the ledger: {name}" for name in printed.keys() - rows.keys()]
    found += [f"not on the page: {name}" for name in rows.keys() - printed.keys()]
    found += [
        f"{name} is printed as {printed[name]} and listed as {rows[name]}"
        for name in printed.keys() & rows.keys()
        if printed[name] != rows[name]
    ]
    return found


@pytest.mark.parametrize("path", PAGES)
def test_printed_as_listed(path):
    assert differences(_pages.read(path)) == []


@pytest.mark.parametrize("row", ROWS)
def test_true(row):
    assert row.fault() is None


@pytest.mark.parametrize("row", ROWS)
def test_a_wrong_equation_is_found_though_the_ledger_agrees(row):
    """The twin bites: each mutant of the printed LaTeX is false or means the same."""
    for latex in _equations.mutants(row.latex):
        try:
            if row.fault(latex) is not None:
                continue
        except Exception:  # no longer readable, which is found as well
            continue
        assert means_the_same(row, latex), f"{latex} passes"


def means_the_same(row, latex):
    """Whether every side has kept its value (a b is b a)."""
    rng = np.random.default_rng(1)
    with mp.workdps(_equations.DIGITS):
        point = row.draw(rng)
        old, new = row.sides(point), row.sides(point, latex)
    return len(old) == len(new) and all(
        abs(a - b) <= _equations.TOLERANCE * max(1, abs(a))
        for a, b in zip(old, new, strict=True)
    )


def formulas():
    """The displayed formulas in the package's docstrings, by the function's name."""
    modules = [getattr(lossedu, name) for name in lossedu.__all__ if name != "Pair"]
    for module in [*modules, grading]:
        for name in module.__all__:
            text = inspect.getdoc(getattr(module, name)) or ""
            for block in re.findall(r"\.\. math::(.*?)(?=\n\S|\Z)", text, re.DOTALL):
                for latex in re.split(r",\s*\\quad|,\s*\\ (?=\\)", block):
                    short = module.__name__.removeprefix("lossedu.")
                    yield f"{short}.{name}", " ".join(latex.split()).rstrip(".")


def test_docstrings_are_printed_as_listed():
    listed = [(row.label, " ".join(row.latex.split())) for row in FORMULAS]
    assert sorted(formulas()) == sorted(listed)


@pytest.mark.parametrize("row", FORMULAS, ids=lambda row: row.label)
def test_docstring_is_true(row):
    assert row.fault() is None


@pytest.mark.parametrize("row", FORMULAS, ids=lambda row: row.label)
def test_a_wrong_docstring_is_found(row):
    test_a_wrong_equation_is_found_though_the_ledger_agrees(row)


def test_labels_are_unique_in_the_book():
    labels = [row.label for rows in EQUATIONS.values() for row in rows]
    assert len(labels) == len(set(labels))


def test_few_are_mere_definitions():
    rows = [row for rows in EQUATIONS.values() for row in rows]
    assert sum(row.definition for row in rows) <= len(rows) / 4


NOTEBOOKS = [path for path in _pages.paths() if path.suffix == ".ipynb"]


def flip_a_sign(latex):
    return next((m for m in _equations.mutants(latex) if len(m) == len(latex)), None)


def drop_a_factor(latex):
    return re.sub(r"\\tfrac1\d|\\,x(_j)?|\bp_k ", "", latex, count=1)


def swap_two_symbols(latex):
    return next(iter(_equations.mutants(latex)[::-1]), None)


CHANGES = {
    "a sign flipped": flip_a_sign,
    "a factor dropped": drop_a_factor,
    "two symbols swapped": swap_two_symbols,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_in_a_copy_of_a_notebook_is_found(change):
    """Each equation that has a sign, a factor, two symbols is changed in turn."""
    changed = 0
    for path in NOTEBOOKS:
        original = json.loads(path.read_text(encoding="utf-8"))
        for notebook in changed_copies(original, CHANGES[change]):
            assert differences(_pages.read(path, notebook))
            changed += 1
    assert changed >= len(NOTEBOOKS)


def changed_copies(original, change):
    """Copies of a notebook, each with one displayed equation changed."""
    for i, cell in enumerate(original["cells"]):
        source = "".join(cell["source"])
        if cell["cell_type"] != "markdown":
            continue
        for latex in source.split("$$")[1::2]:
            wrong = change(latex)
            if wrong not in (None, latex):
                notebook = copy.deepcopy(original)
                notebook["cells"][i]["source"] = source.replace(latex, wrong, 1)
                yield notebook
