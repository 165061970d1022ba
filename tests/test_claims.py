"""The chapter of claims: each has a question, a test, a verdict and a source."""

from __future__ import annotations

import ast
import copy
import json
import re
from typing import Any

import pytest

pytest.importorskip("myst_parser")

from ledger import _pages
from ledger._pages import source

PAGE = _pages.BOOK / "together" / "claims.ipynb"
MINIMUM = 45
WORDS = {"True.": "true", "True if": "true if", "False.": "false"}
Cell = dict[str, Any]


def claims_in(cells: list[Cell]) -> list[tuple[str, list[Cell]]]:
    """Each claim's heading, and the cells from it to the next heading of any rank."""
    found: list[tuple[str, list[Cell]]] = []
    inside = False
    for cell in cells:
        if cell["cell_type"] == "markdown":
            for heading in re.findall(r"^(#+) (.+)$", source(cell), re.M):
                inside = heading[0] == "###"
                if inside:
                    found.append((heading[1], []))
        if inside:
            found[-1][1].append(cell)
    return found


CLAIMS = claims_in(json.loads(PAGE.read_text("utf8"))["cells"])
each_claim = pytest.mark.parametrize(
    ("title", "cells"), [pytest.param(*c, id=c[0]) for c in CLAIMS]
)


def calls_of(cell: Cell) -> list[ast.Call]:
    """The calls of verdict in a cell."""
    return [
        node
        for node in ast.walk(ast.parse(source(cell)))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "verdict"
    ]


def faults_of_test(title: str, cell: Cell) -> list[str]:
    """What is wrong with the cell that tests a claim."""
    calls = calls_of(cell)
    if len(calls) != 1 or len(calls[0].args) != 2:
        return ["it does not call verdict once, with a claim and its evidence"]
    found, (claim, evidence) = [], calls[0].args
    if not (isinstance(claim, ast.Constant) and claim.value == title):
        found.append("verdict is not given the heading's text")
    if not isinstance(evidence, ast.Dict | ast.DictComp):
        found.append("the evidence is no dict")
    literals = [node for node in ast.walk(evidence) if isinstance(node, ast.Constant)]
    if any(isinstance(node.value, bool) for node in literals):
        found.append("a True or False is written into the evidence")
    values = evidence.values if isinstance(evidence, ast.Dict) else []
    if any(isinstance(value, ast.Constant) for value in values):
        found.append("a reading is a constant")
    return found


def printed_verdict(cell: Cell) -> str:
    """The last line that the test printed, which nbval compares with a new run."""
    lines = "".join("".join(out.get("text", "")) for out in cell["outputs"]).split("\n")
    return next((line for line in reversed(lines) if line), "").lower()


def faults(title: str, cells: list[Cell]) -> list[str]:
    """What a claim lacks."""
    prose = [source(cell) for cell in cells if cell["cell_type"] == "markdown"]
    tests = [cell for cell in cells if "hide-cell" in cell["metadata"].get("tags", [])]
    dropdowns = re.findall(
        r"^:::\{dropdown\} Verdict\n(.*?)^:::$", "\n".join(prose), re.M | re.S
    )
    found = []
    if f"### {title}\n\n**Predict first.** " not in prose[0]:
        found.append("the question does not stand below the heading")
    if len(tests) != 1 or len(dropdowns) != 1:
        return [*found, f"{len(tests)} tests and {len(dropdowns)} verdicts"]
    if cells.index(tests[0]) != len(cells) - 2:
        found.append("the test does not stand right before the verdict")
    found += faults_of_test(title, tests[0])
    (text,) = dropdowns
    bold = re.match(r"\*\*(True\.|True if|False\.)", text)
    if not bold:
        found.append("the verdict does not begin with True., True if or False.")
    elif WORDS[bold[1]] != printed_verdict(tests[0]):
        found.append(f"it says {bold[1]}, the test {printed_verdict(tests[0])}")
    found += [
        f"there is no {mark}"
        for mark in ("*Say instead:* ", "*Source:* ")
        if f"\n\n{mark}" not in text
    ]
    if not re.search(r"\{cite(:\w)?\}`\w+`", text.partition("*Source:*")[2]):
        found.append("nothing is cited as its source")
    return found


@each_claim
def test_claim(title: str, cells: list[Cell]) -> None:
    assert faults(title, cells) == []


def test_there_are_enough() -> None:
    assert len(CLAIMS) >= MINIMUM


def test_no_claim_stands_twice() -> None:
    titles = [title for title, _ in CLAIMS]
    assert len(titles) == len(set(titles))


# --- the checks themselves ----------------------------------------------------------


def prose(text: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


QUESTION = prose("### All swans are white\n\n**Predict first.** Which one is not?")
TEST: Cell = {
    "cell_type": "code",
    "metadata": {"tags": ["hide-cell"]},
    "source": 'verdict("All swans are white", {"in Perth": seen == "white"})',
    "outputs": [{"output_type": "stream", "text": ["fails  in Perth\n", "FALSE\n"]}],
}
VERDICT = prose(
    ":::{dropdown} Verdict\n**False.** Some are black.\n\n"
    '*Say instead:* "Some are."\n\n*Source:* {cite}`vlamingh1697`.\n:::'
)


def changed(cell: Cell, old: str, new: str) -> Cell:
    assert old in source(cell)
    return {**copy.deepcopy(cell), "source": source(cell).replace(old, new)}


TRUE = {**TEST, "outputs": [{"output_type": "stream", "text": ["TRUE\n"]}]}
BROKEN = {
    "no question": [changed(QUESTION, "Predict", "Think"), TEST, VERDICT],
    "no test": [QUESTION, VERDICT],
    "a test in view": [QUESTION, {**TEST, "metadata": {}}, VERDICT],
    "two tests": [QUESTION, TEST, TEST, VERDICT],
    "another title": [QUESTION, changed(TEST, "All swans", "Swans"), VERDICT],
    "no evidence": [QUESTION, changed(TEST, '{"in Perth": seen == "white"}', "{}[0]")],
    "a literal": [QUESTION, changed(TEST, 'seen == "white"', "False"), VERDICT],
    "a hidden literal": [
        QUESTION,
        changed(TEST, 'seen == "white"', "seen and False"),
        VERDICT,
    ],
    "a constant": [QUESTION, changed(TEST, 'seen == "white"', "0"), VERDICT],
    "no verdict": [QUESTION, TEST],
    "no bold word": [QUESTION, TEST, changed(VERDICT, "**False.**", "No.")],
    "another word": [QUESTION, TEST, changed(VERDICT, "**False.**", "**True if**")],
    "another outcome": [QUESTION, TRUE, VERDICT],
    "nothing instead": [QUESTION, TEST, changed(VERDICT, "Say instead", "Rather")],
    "no source": [QUESTION, TEST, changed(VERDICT, "*Source:*", "See")],
    "nothing cited": [QUESTION, TEST, changed(VERDICT, "{cite}`vlamingh1697`", "me")],
    "a cell between": [QUESTION, TEST, prose("By the way."), VERDICT],
}


def test_a_whole_claim_has_no_fault() -> None:
    ((title, cells),) = claims_in([prose("## Birds"), QUESTION, TEST, VERDICT])
    assert faults(title, cells) == []


@pytest.mark.parametrize("fault", BROKEN)
def test_each_fault_is_noticed(fault: str) -> None:
    ((title, cells),) = claims_in(BROKEN[fault])
    assert faults(title, cells) != []


def test_a_section_ends_the_last_claim() -> None:
    after = [prose("## All verdicts"), TEST]
    ((_, cells),) = claims_in([QUESTION, TEST, VERDICT, *after])
    assert cells == [QUESTION, TEST, VERDICT]
