"""How far the learner is: by exercise, by chapter, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from lossedu.grading._desk import Standing
from lossedu.grading._report import SCHEMA
from lossedu.grading._terminal import paint, width

MARK = {"passed": "✓", "older": "↻", "started": "○", "new": "·"}
PAINT = {"passed": "32", "older": "33", "started": "33", "new": "2"}
WORDS = {
    "passed": "passed",
    "older": "passed in an older version",
    "started": "started",
    "new": "not started",
}
OLDER = "An exercise that has changed since counts once `lossedu check` passes it anew."


def chapters(standings: Sequence[Standing]) -> dict[str, list[Standing]]:
    """Return the exercises by chapter, both in the book's order."""
    found: dict[str, list[Standing]] = {}
    for standing in standings:
        found.setdefault(standing.chapter, []).append(standing)
    return found


def by_exercise(standings: Sequence[Standing]) -> str:
    """Return a line for every chapter, and one for every exercise in it."""
    lines = []
    for chapter, inside in chapters(standings).items():
        lines.append(_beside(chapter, _bar(inside), weight="1"))
        lines += [f"  {_mark(s)} {s.id}" for s in inside]
    return "\n".join([*lines, "", _total(standings), _legend(standings)])


def by_chapter(standings: Sequence[Standing]) -> str:
    """Return a line for every chapter, with a mark for every exercise."""
    lines = []
    for chapter, inside in chapters(standings).items():
        marks = "".join(map(_mark, inside)) + " " * (5 - len(inside))
        lines.append(_beside(chapter, f"{marks} {_passed(inside)} of {len(inside)}"))
    return "\n".join([*lines, "", _total(standings), _legend(standings)])


def exercises_json(standings: Sequence[Standing]) -> str:
    """Return every exercise with its state as JSON."""
    rows = [asdict(standing) for standing in standings]
    return json.dumps({"schema": SCHEMA, "exercises": rows}, indent=2)


def chapters_json(standings: Sequence[Standing]) -> str:
    """Return how many exercises of every chapter are in which state, as JSON."""
    rows = []
    for chapter, inside in chapters(standings).items():
        states = [standing.state for standing in inside]
        counts = {state: states.count(state) for state in MARK}  # type: ignore[arg-type]
        rows.append({"chapter": chapter, "exercises": len(inside), **counts})
    return json.dumps({"schema": SCHEMA, "chapters": rows}, indent=2)


def _beside(name: str, rest: str, weight: str = "") -> str:
    """Write a chapter's name and what belongs to it, in two columns."""
    padded = f"{name:<{min(30, width() - 16)}}"
    return f"{paint(padded, weight) if weight else padded} {rest}"


def _bar(some: Sequence[Standing], columns: int = 6) -> str:
    """Draw how many were passed; full only when all were."""
    done = _passed(some)
    full = columns * done // len(some)
    bar = paint("█" * full, "32") + paint("░" * (columns - full), "2")
    return f"{bar} {done} of {len(some)}"


def _passed(some: Sequence[Standing]) -> int:
    return sum(standing.state == "passed" for standing in some)


def _mark(standing: Standing) -> str:
    return paint(MARK[standing.state], PAINT[standing.state])


def _total(standings: Sequence[Standing]) -> str:
    return f"{_bar(standings, min(30, width() - 20))} passed"


def _legend(standings: Sequence[Standing]) -> str:
    """Explain the marks that occur."""
    seen = {standing.state for standing in standings}
    parts = [f"{MARK[state]} {WORDS[state]}" for state in MARK if state in seen]
    legend = "  ".join(parts)
    if len(legend) > width():
        legend = "\n".join(parts)
    return f"{legend}\n{OLDER}" if "older" in seen else legend
