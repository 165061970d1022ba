"""The results of a class in the formats that teachers and their tools read.

Nothing here depends on the time, the machine or the order in which results came:
the same submissions give the same bytes.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as xml

SCHEMA = 1
COLUMNS = ("learner", "exercise", "status", "reason", "mistakes", "score", "message")
# What XML 1.0 has no character for.
UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Row:
    """What was found of one learner and one exercise.

    Attributes
    ----------
    learner : str
        Whose answer it is.
    exercise, status, reason, message, numbers, mistakes, probe, printed
        As in `Verdict`.
    file : str
        The answer's path in the folder of submissions; empty if there is none.
    digest : str
        The same for two answers that gave the same numbers; empty if it gave none.
    """

    learner: str
    exercise: str
    status: str
    reason: str
    message: str
    numbers: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    probe: str = ""
    printed: str = ""
    file: str = ""
    digest: str = ""

    @property
    def score(self) -> int:
        """One point for a right answer."""
        return int(self.status == "right")

    @property
    def said(self) -> str:
        """Message and numbers, for the learner."""
        return "\n".join([self.message, *self.numbers])


@dataclass(frozen=True)
class Results:
    """The results of a class, and what they depend on."""

    seed: int
    seconds: float
    memory: int
    exercises: dict[str, str]  # the version of each
    rows: tuple[Row, ...]


class Foreign(ValueError):
    """A file does not hold results of a class."""


def as_json(results: Results) -> str:
    """Return the results as one JSON object, from which `from_json` reads them."""
    return json.dumps({"schema": SCHEMA, **asdict(results)}, indent=1) + "\n"


def from_json(text: str) -> Results:
    """Return the results that a file holds.

    Raises
    ------
    Foreign
        If it holds something else, or results of a later version.
    """
    try:
        data = json.loads(text)
        if data.pop("schema") != SCHEMA:
            raise Foreign("it was written by another version of lossedu")
        rows = tuple(row(fields) for fields in data.pop("rows"))
        versions = dict(data["exercises"])
        if not versions.keys() >= {row.exercise for row in rows}:
            raise ValueError("a row is about an exercise that was not graded")
        return Results(**data, rows=rows)
    except Foreign:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Foreign("it does not hold what `lossedu grade` writes") from None


def row(fields: dict[str, Any]) -> Row:
    """Return the row of which JSON gave the fields; TypeError if it gave others."""
    lists = {key: tuple(fields.get(key, ())) for key in ("numbers", "mistakes")}
    made = Row(**(fields | lists))
    texts = [value for value in asdict(made).values() if not isinstance(value, tuple)]
    parts = [*texts, *made.numbers, *made.mistakes]
    if not all(isinstance(part, str) for part in parts):
        raise TypeError("a field of a row is no text")
    return made


def as_csv(results: Results) -> str:
    """Return a table with one line for each learner and exercise.

    A field that a spreadsheet would take for a formula is led in by an apostrophe:
    the text of it may be a learner's.
    """
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow([*COLUMNS, "file"])
    for row in results.rows:
        named = asdict(row) | {"score": row.score, "mistakes": " ".join(row.mistakes)}
        table.writerow([_harmless(str(named[name])) for name in (*COLUMNS, "file")])
    return stream.getvalue()


def _harmless(text: str) -> str:
    text = _spoken(text)  # before Python 3.11 a table holds no NUL
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def as_junit(results: Results) -> str:
    """Return JUnit XML as Jenkins takes it: a suite for each learner.

    A wrong answer is a failure, one that crashed an error, and one that is missing
    was skipped.
    """
    root = xml.Element("testsuites", name="lossedu")
    for learner, rows in by_learner(results.rows):
        suite = xml.SubElement(root, "testsuite", name=_spoken(learner))
        for key, value in _counts(rows).items():
            suite.set(key, str(value))
        for row in rows:
            case = xml.SubElement(suite, "testcase", name=row.exercise)
            case.set("classname", _spoken(learner))
            _add_outcome(case, row)
    xml.indent(root)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + xml.tostring(root, "unicode")
        + "\n"
    )


ELEMENTS = {"wrong": "failure", "crashed": "error", "not attempted": "skipped"}


def _counts(rows: Sequence[Row]) -> dict[str, int]:
    status = [row.status for row in rows]
    return {
        "tests": len(rows),
        "failures": status.count("wrong"),
        "errors": status.count("crashed"),
        "skipped": status.count("not attempted"),
    }


def _add_outcome(case: xml.Element, row: Row) -> None:
    if row.status in ELEMENTS:
        said = xml.SubElement(case, ELEMENTS[row.status], type=row.reason)
        said.set("message", _spoken(row.message))
        said.text = _spoken("\n".join(row.numbers)) or None
    if row.printed:
        xml.SubElement(case, "system-out").text = _spoken(row.printed)


def _spoken(text: str) -> str:
    return UNSPEAKABLE.sub("\ufffd", text)


def as_gradescope(rows: Sequence[Row]) -> str:
    """Return what Gradescope reads of one submission, its ``results.json``."""
    tests = [
        {
            "name": row.exercise,
            "score": row.score,
            "max_score": 1,
            "status": "passed" if row.status == "right" else "failed",
            "output": row.said,
            "output_format": "text",
            "visibility": "visible",
        }
        for row in rows
    ]
    whole = {"score": sum(row.score for row in rows), "output": _summary(rows)}
    return json.dumps({**whole, "tests": tests}, indent=1) + "\n"


def _summary(rows: Sequence[Row]) -> str:
    return f"{sum(row.score for row in rows)} of {len(rows)} right."


def as_classroom(rows: Sequence[Row]) -> str:
    """Return what GitHub Classroom's reporter takes as the output of a grader."""
    words = {"right": "pass", "crashed": "error"}
    tests = [
        {
            "name": row.exercise,
            "status": words.get(row.status, "fail"),
            "score": row.score,
            "message": row.said,
            "test_code": "",
            "filename": row.file,
            "line_no": 0,
        }
        for row in rows
    ]
    status = "pass" if all(row.score for row in rows) else "fail"
    whole = {"version": 1, "status": status, "max_score": len(rows), "tests": tests}
    return base64.b64encode(json.dumps(whole).encode()).decode() + "\n"


def by_learner(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Return the rows of each learner."""
    return [(name, list(group)) for name, group in groupby(rows, lambda r: r.learner)]


def write(file: Path, text: str) -> None:
    """Write a file in one step: a crash leaves the old one or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".lossedu")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8", "replace"))
        os.chmod(name, 0o666 & ~_mask())  # what `open` would have given
        os.replace(name, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _mask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
