"""Say a verdict as text, as a card in a page, and as JSON."""

from __future__ import annotations

import html
import json
import re
import textwrap
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from lossedu.grading._judge import Verdict

EXIT = {"right": 0, "wrong": 1, "not attempted": 2, "crashed": 3}
ICON = {"right": "✓", "wrong": "✗", "not attempted": "○", "crashed": "!"}
TITLE = {
    "right": "Right",
    "wrong": "Not right yet",
    "not attempted": "Not attempted",
    "crashed": "Did not finish",
}
# Each is a good three times as light or as dark as white paper and as a dark page,
# which is what a border needs that carries meaning. The text keeps the page's colour.
COLOUR = {
    "right": "#2e8b57",
    "wrong": "#d5443a",
    "not attempted": "#b07d1a",
    "crashed": "#d5443a",
}
NEUTRAL = "#5b7fa6"
ANSI = {"right": "32", "wrong": "31", "not attempted": "33", "crashed": "31"}
SCHEMA = 1
PRINTED_LINES = 12
COMMAND = re.compile("`lossedu [^`]*`")
CARD = (
    "border-left: 0.35em solid {colour}; background: {colour}1f; color: inherit; "
    "padding: 0.6em 0.9em; margin: 0.5em 0; border-radius: 0.2em; "
    "max-width: 46em; overflow-wrap: anywhere"
)
CODE = (
    "margin: 0.5em 0 0; color: inherit; background: transparent; white-space: pre-wrap"
)


@dataclass(frozen=True)
class Result:
    """The verdict on one answer, as a cell shows it.

    Attributes
    ----------
    verdict : Verdict
        What was decided, as data.
    notes : tuple of str
        What is next, and whether progress could be kept.
    """

    verdict: Verdict
    notes: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.verdict.status == "right"

    def __repr__(self) -> str:
        return "\n".join([*_lines(self.verdict), *self.notes])

    def _repr_html_(self) -> str:
        return card(self.verdict, self.notes)


@dataclass(frozen=True)
class Note:
    """A title, a sentence and perhaps some code, as a cell shows them."""

    title: str
    text: str
    code: str = ""

    def __repr__(self) -> str:
        code = f"\n\n{self.code.rstrip()}" if self.code else ""
        return f"{self.title}: {self.text}{code}"

    def _repr_html_(self) -> str:
        return _card(NEUTRAL, self.title, self.text, _pre(self.code))


def _lines(verdict: Verdict) -> list[str]:
    """Return one to four lines, the same on every machine."""
    icon, title = ICON[verdict.status], TITLE[verdict.status]
    return [f"{icon} {verdict.exercise}: {title}", verdict.message, *verdict.numbers]


def card(verdict: Verdict, notes: Iterable[str] = ()) -> str:
    """Return the verdict as HTML that reads well on a light and on a dark page."""
    title = f"{ICON[verdict.status]} {TITLE[verdict.status]}"
    numbers = _pre("\n".join(verdict.numbers))
    return _card(
        COLOUR[verdict.status],
        title,
        verdict.message,
        numbers + _printed_card(verdict) + "".join(map(_paragraph, notes)),
        verdict.exercise,
    )


def _card(colour: str, title: str, text: str, rest: str, name: str = "") -> str:
    code = f" <code>{html.escape(name)}</code>" if name else ""
    return (
        f'<div role="status" style="{CARD.format(colour=colour)}">'
        f"<strong>{html.escape(title)}</strong>{code}"
        f"{_paragraph(text)}{rest}</div>"
    )


def _paragraph(text: str) -> str:
    return f'<p style="margin: 0.3em 0 0">{_marked(text)}</p>'


def _marked(text: str) -> str:
    """Escape a message, and set what stands between back-quotes as code."""
    parts = html.escape(text).split("`")
    if len(parts) % 2 == 0:  # an odd quote, perhaps from the learner's own line
        return html.escape(text)
    code = [f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts)]
    return "".join(code)


def _pre(text: str) -> str:
    return f'<pre style="{CODE}">{html.escape(text.rstrip())}</pre>' if text else ""


def _printed_card(verdict: Verdict) -> str:
    printed = clipped(verdict.printed)
    if not printed:
        return ""
    return f"<details><summary>What it printed</summary>{_pre(printed)}</details>"


def clipped(printed: str) -> str:
    """Return the first lines of what was printed."""
    lines = printed.rstrip().splitlines()
    return "\n".join(lines[:PRINTED_LINES] + ["…"] * (len(lines) > PRINTED_LINES))


def text(verdict: Verdict, *, width: int, colour: bool) -> str:
    """Return the verdict for a terminal of that width."""
    head, message, *numbers = _lines(verdict)
    if colour:
        head = f"\x1b[1;{ANSI[verdict.status]}m{head}\x1b[0m"
    parts = [head, _wrapped(message, width)]
    parts += [_wrapped(line, width, "  ", "    ") for line in numbers]
    printed = clipped(verdict.printed)
    if printed:
        parts += ["It printed:", textwrap.indent(printed, "  | ")]
    return "\n".join(parts)


def _wrapped(said: str, width: int, first: str = "", then: str = "") -> str:
    """Wrap at spaces alone, and not within a command."""
    bound = COMMAND.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), said)
    wrapped = textwrap.fill(
        bound,
        width,
        initial_indent=first,
        subsequent_indent=then,
        break_on_hyphens=False,
    )
    return wrapped.replace("\N{NO-BREAK SPACE}", " ")


def as_json(verdicts: Iterable[Verdict]) -> str:
    """Return verdicts as one JSON object, without a path or a time in it."""
    results = [asdict(verdict) for verdict in verdicts]
    return json.dumps({"schema": SCHEMA, "results": results}, indent=2)
