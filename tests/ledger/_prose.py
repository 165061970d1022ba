"""Check the numbers that stand in sentences, tables, captions and alt texts.

A chapter's ledger quotes its sentences with the numbers replaced by the expressions
that give them, in the names of the chapter's own notebook::

    "After 100 steps the first has fallen to «slow[100]:.2f»."

The notebook is run, each quotation is filled in, and the result must stand on the page.
Every digit on the page must lie inside a quotation. So a changed digit is found, and a
sentence that no longer agrees with the code is found too. A quotation without « » pins
a number that nothing computes: a year, a chosen learning rate, an inline formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

_FIELD = re.compile(r"«(.+?)»")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")

_WORDS = ("zero one two three four five six seven eight nine ten eleven twelve").split()  # noqa: SIM905


def word(value: float) -> str:
    """A whole number up to twelve as prose writes it."""
    return _WORDS[round(value)]


def fill(quotation: str, names: Mapping[str, Any]) -> str:
    """The quotation with its fields computed."""

    def compute(match: re.Match[str]) -> str:
        scope = {"word": word, **names}
        return str(eval("f'''{" + match[1] + "}'''", scope))

    return " ".join(_FIELD.sub(compute, quotation).split())


def faults(
    prose: Iterable[str], quotations: Iterable[str], names: Mapping[str, Any]
) -> list[str]:
    """Quotations not on the page, then numbers on the page that none covers."""
    blocks = list(prose)
    texts = [fill(quotation, names) for quotation in quotations]
    return missing(blocks, texts) + uncovered(blocks, texts)


def missing(blocks: list[str], texts: list[str]) -> list[str]:
    """The texts that stand nowhere on the page."""
    return [
        f"not on the page: {text!r}"
        for text in texts
        if not any(_bounded(text).search(block) for block in blocks)
    ]


def uncovered(blocks: list[str], texts: list[str]) -> list[str]:
    """The numbers on the page that no text covers, with what is around them."""
    found = []
    for block in blocks:
        spans = [m.span() for text in texts for m in _bounded(text).finditer(block)]
        found += [
            f"nothing computes {number[0]} in: "
            f"…{block[max(0, number.start() - 60) : number.end() + 40]}…"
            for number in _NUMBER.finditer(block)
            if not any(a <= number.start() and number.end() <= b for a, b in spans)
        ]
    return found


@cache
def _bounded(text: str) -> re.Pattern[str]:
    """The text as a pattern that does not begin or end inside a longer number."""
    left = r"(?<![\d.])" if text[0].isdigit() else ""
    right = r"(?!\d|\.\d)" if text[-1].isdigit() else ""
    return re.compile(left + re.escape(text) + right)
