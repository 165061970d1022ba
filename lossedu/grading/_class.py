"""What the results of a class tell its teacher."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import asdict, dataclass

from lossedu.grading._formats import Results, Row

NAMES = 6  # of learners that a line lists, before it says how many more there are
UNREAD = ("unreadable", "too long")


@dataclass(frozen=True)
class Standing:
    """How a class did in one exercise.

    Attributes
    ----------
    exercise : str
        Its id.
    right, attempted, missing, unread : int
        Numbers of learners: with a right answer, with any, with none, and with one
        that could not be read.
    """

    exercise: str
    right: int
    attempted: int
    missing: int
    unread: int

    @property
    def share(self) -> float:
        """How many of those who tried have it right; 1 if nobody tried."""
        return self.right / self.attempted if self.attempted else 1.0


@dataclass(frozen=True)
class Group:
    """Learners of whom the same is to be said.

    Attributes
    ----------
    exercise : str
        The exercise that they answered.
    name : str
        The mistake, or two of them, or in a word which rule decided.
    mistakes : tuple of str
        The declared mistakes that were recognised.
    message : str
        What one of them was told.
    numbers : tuple of str
        Numbers that one of them was shown.
    learners : tuple of str
        Who they are.
    """

    exercise: str
    name: str
    mistakes: tuple[str, ...]
    message: str
    numbers: tuple[str, ...]
    learners: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What the results of a class tell; the largest groups come first.

    Attributes
    ----------
    learners, answers : int
        How many there are; an answer is one that was handed in and could be read.
    exercises : tuple of Standing
        The hardest first.
    mistakes : tuple of Group
        By declared mistake.
    unexplained : tuple of Group
        Wrong numbers that no known mistake gives; who has the same is in one group.
    stopped : tuple of Group
        Answers that gave no numbers to compare: syntax, errors, time.
    """

    learners: int
    answers: int
    exercises: tuple[Standing, ...]
    mistakes: tuple[Group, ...]
    unexplained: tuple[Group, ...]
    stopped: tuple[Group, ...]

    @property
    def tried(self) -> tuple[Standing, ...]:
        """The exercises that somebody attempted."""
        return tuple(s for s in self.exercises if s.attempted)


def report(results: Results) -> Report:
    """Sum up the results of a class."""
    wrong = [row for row in results.rows if row.status in ("wrong", "crashed")]
    known = [row for row in wrong if row.mistakes]
    others = [row for row in wrong if not row.mistakes]
    standings = [_standing(name, results.rows) for name in results.exercises]
    return Report(
        learners=len({row.learner for row in results.rows}),
        answers=sum(standing.attempted for standing in standings),
        exercises=tuple(sorted(standings, key=lambda s: s.share)),
        mistakes=_grouped(known, lambda row: row.mistakes),
        unexplained=_grouped([r for r in others if r.digest], lambda row: row.digest),
        stopped=_grouped([r for r in others if not r.digest], lambda row: row.reason),
    )


def _standing(exercise: str, rows: Iterable[Row]) -> Standing:
    mine = [row for row in rows if row.exercise == exercise]
    idle = [row for row in mine if row.status == "not attempted"]
    unread = sum(row.reason in UNREAD for row in idle)
    right = sum(row.score for row in mine)
    return Standing(exercise, right, len(mine) - len(idle), len(idle) - unread, unread)


def _grouped(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> tuple[Group, ...]:
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        groups.setdefault((row.exercise, key(row)), []).append(row)
    made = [_group(rows) for rows in groups.values()]
    return tuple(sorted(made, key=lambda g: (-len(g.learners), g.exercise, g.name)))


def _group(rows: list[Row]) -> Group:
    first = rows[0]
    name = " and ".join(first.mistakes) or first.reason
    learners = tuple(row.learner for row in rows)
    return Group(
        first.exercise, name, first.mistakes, first.message, first.numbers, learners
    )


def as_json(report: Report) -> str:
    """Return the report for programs."""
    return json.dumps({"schema": 1, **asdict(report)}, indent=1)


def as_text(report: Report, width: int) -> str:
    """Return the report for a terminal of that width."""
    lines = [f"{report.learners} learners, {report.answers} answers."]
    for title, groups in _sections(report):
        lines += ["", title]
        for group in groups:
            head = f"{group.exercise}, {_part(report, group)}"
            lines += _hanging(f"{head} {group.message}", width)
            lines += [f"    {line}" for line in _shown(group)]
            lines += _hanging(_names(group.learners), width, "    ")
    lines += ["", "Exercises, the hardest first"]
    room = max((len(s.exercise) for s in report.tried), default=0)
    lines += [f"  {s.exercise:<{room}}  {_share(s)}" for s in report.tried]
    lines += _hanging(_idle(report), width)
    return "\n".join(lines)


def _hanging(text: str, width: int, indent: str = "  ") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent="    ")


def as_markdown(report: Report) -> str:
    """Return the report for a page."""
    lines = [f"# {report.learners} learners, {report.answers} answers"]
    for title, groups in _sections(report):
        lines += ["", f"## {title}", ""]
        for group in groups:
            head = f"- `{group.exercise}`, {_part(report, group)}"
            lines.append(f"{head} {_plain(group.message)}")
            lines += [f"  `{line}`" for line in _shown(group)]
            lines.append(f"  ({_plain(_names(group.learners))})")
    lines += ["", "## Exercises, the hardest first", ""]
    lines += ["| exercise | right | |", "|---|---|---|"]
    for standing in report.tried:
        right, _, rest = _share(standing).partition(" right")
        lines.append(f"| `{standing.exercise}` | {right} | {rest.strip(', ')} |")
    lines += ["", idle] if (idle := _idle(report)) else []
    return "\n".join(lines)


def _idle(report: Report) -> str:
    """Name the exercises of which there is nothing to say but that nobody tried."""
    names = tuple(s.exercise for s in report.exercises if not s.attempted)
    return f"Attempted by nobody: {_names(names)}" if names else ""


def _plain(text: str) -> str:
    """Keep Markdown from reading what may be a learner's text, outside of code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:  # an odd quote, perhaps from the learner's own line
        return _escaped(text)
    return "`".join(p if i % 2 else _escaped(p) for i, p in enumerate(parts))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("<", "&lt;").replace("*", "\\*")


def _sections(report: Report) -> Iterator[tuple[str, tuple[Group, ...]]]:
    titled = {
        "Mistakes": report.mistakes,
        "Wrong numbers that no known mistake explains": report.unexplained,
        "Answers that gave no numbers to compare": report.stopped,
    }
    return (pair for pair in titled.items() if pair[1])


def _shown(group: Group) -> tuple[str, ...]:
    """Return the numbers where they are all that there is to go by."""
    return group.numbers if not group.mistakes else ()


def _part(report: Report, group: Group) -> str:
    attempted = {s.exercise: s.attempted for s in report.exercises}
    return f"{group.name}: {len(group.learners)} of {attempted[group.exercise]}:"


def _names(learners: tuple[str, ...]) -> str:
    more = len(learners) - NAMES
    return ", ".join(learners[:NAMES]) + (f" and {more} more" if more > 0 else "")


def _share(standing: Standing) -> str:
    said = f"{standing.right} of {standing.attempted} right"
    if standing.missing:
        said += f", {standing.missing} not attempted"
    if standing.unread:
        said += f", {standing.unread} unreadable"
    return said
