"""The choosing guide says what the chapters measured, and leads to where they did."""

import re

import pytest

pytest.importorskip("myst_parser")

from ledger import _pages

GUIDE = _pages.BOOK / "guide.md"
LINK = re.compile(r"\[([^]]+)\]\(([\w/-]+\.ipynb)#([\w-]+)\)")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


def rows():
    """The rows of the tables, without their heads."""
    lines = GUIDE.read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("|")]
    heads = [i - 1 for i, line in enumerate(table) if set(line) <= set("|- ")]
    return [r for i, r in enumerate(table) if i not in heads and i - 1 not in heads]


def faults(row):
    """What is wrong with a row."""
    _, situation, choose, measured, _ = row.split("|")
    link = LINK.fullmatch(measured.strip())
    if link is None:
        return [f"its last column is no link: {measured}"]
    text, page, anchor = link.groups()
    if NUMBER.search(text) is None:
        return ["it has no figure"]
    section = _pages.sections(_pages.BOOK / page).get(anchor)
    if section is None:
        return [f"{page} has no section {anchor}"]
    return [
        f"{number} is not in {page}#{anchor}"
        for number in NUMBER.findall(situation + choose + text)
        if not re.search(rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)", section)
    ]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.split("|")[1].strip())
def test_a_row_stands_on_its_measurement(row):
    assert faults(row) == []


def test_every_row_is_in_a_table_that_was_read():
    links = re.findall(r"\]\(", GUIDE.read_text(encoding="utf-8"))
    assert len(links) == len(rows()) > 20


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.split("|")[1].strip())
def test_a_changed_figure_is_found(row):
    """Each figure is made another one; the section has no such number by chance."""
    measured = row.split("|")[3]
    for number in NUMBER.finditer(LINK.search(measured)[1]):
        start = row.index(measured) + measured.index("[") + 1 + number.start()
        other = number[0][:-1] + str((int(number[0][-1]) + 3) % 10) + "7"
        assert faults(row[:start] + other + row[start + len(number[0]) :]) != []


BROKEN = {
    "no link": "| a | b | 3 of 4 |",
    "no figure": "| a | b | [all of it](losses/regression.ipynb#on-real-data) |",
    "no section": "| a | b | [3 of 4](losses/regression.ipynb#on-ideal-data) |",
}


@pytest.mark.parametrize("row", BROKEN.values(), ids=BROKEN)
def test_a_broken_row_is_found(row):
    assert faults(row) != []
