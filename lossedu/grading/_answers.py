"""From what a learner types to the answer that is meant, and to its verdict."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from lossedu.grading._desk import Desk
from lossedu.grading._exercise import Exercise, Probe, chapters, find, meant, shelf
from lossedu.grading._judge import Verdict, judge
from lossedu.grading._run import Limits, Outcome, is_blank, run_source
from lossedu.grading._terminal import UsageError
from lossedu.grading._worker import SOURCE_CAP

Run = Callable[[Exercise, Sequence[Probe], str, str, Limits], Outcome]
Answer = tuple[Exercise, Path]


def named(given: str) -> Exercise:
    """Return the exercise of that id, in capitals or not, with a folder and .py or not.

    Raises
    ------
    UsageError
        If there is none; it names what is spelt nearly so.
    """
    known = shelf()
    plain = Path(given).name.lower().removesuffix(".py").replace("-", "_")
    if plain in known:
        return find(plain)
    chapter = plain.replace("_", "-")
    if chapter in chapters():
        text = f"{chapter} is a chapter. To see its exercises: lossedu list {chapter}"
        raise UsageError(text)
    near = meant(plain, known) or " To see them: lossedu list"
    raise UsageError(f"There is no exercise {given!r}.{near}")


def answer(desk: Desk, given: str) -> Answer:
    """Return the exercise and the file that an argument of `check` means."""
    if given in shelf():
        return find(given), desk.file(given)
    path = Path(given)
    _require_answer(path)
    if path.is_file():
        return _of_file(path), path
    bare = path.name == given
    if not bare or path.suffix:
        beside = path.with_name(f"{path.name}.py")
        if beside.is_file():
            return _of_file(beside), beside
        if not bare or not desk.file(path.stem).is_file():
            raise UsageError(f"There is no file {given}.{_instead(path)}")
    exercise = named(given)
    return exercise, desk.file(exercise.id)


def _require_answer(path: Path) -> None:
    """Refuse what cannot be an answer, and say what to do instead."""
    if path.is_dir():
        text = f"{path} is a folder. Name a file in it, or none: `lossedu check` alone"
        raise UsageError(f"{text} judges all that you have started.")
    if path.suffix == ".ipynb":
        raise UsageError(
            f"{path} is a notebook. Judge its functions in it, with `check` in a cell, "
            "or copy the function into the file that `lossedu start ID` writes."
        )
    if path.is_file() and path.suffix != ".py":
        raise UsageError(f"{path} is no Python file. An answer is a file ID.py.")


def _of_file(path: Path) -> Exercise:
    try:
        return named(path.name)
    except UsageError as error:
        text = f"{path.name} answers no exercise: its name should be that of one."
        raise UsageError(f"{text} {error}") from None


def _instead(path: Path) -> str:
    """Return how to get the file, where the name is that of an exercise."""
    stem = path.stem.lower()
    return f" To write one: lossedu start {stem}" if stem in shelf() else ""


def started(desk: Desk) -> list[Answer]:
    """Return all answers of a folder, in the book's order."""
    found = [(find(n), desk.file(n)) for n in shelf() if desk.file(n).exists()]
    if not found:
        raise UsageError("No exercise has been started here. To start: lossedu start")
    return found


def judged(
    exercise: Exercise, file: Path, limits: Limits, run: Run = run_source
) -> Verdict:
    """Judge the answer in a file.

    Raises
    ------
    UsageError
        If the file cannot be read as text.
    """
    try:
        source = read(file)
    except FileNotFoundError:
        ask = "There is no answer in this folder yet. "
        ask += f"`lossedu start {exercise.id}` writes a file."
        return Verdict(exercise.id, "not attempted", "not started", ask)
    if is_blank(source):
        ask = f"{file.name} has no code yet. `lossedu reset {exercise.id}` puts the"
        ask += " starter back."
        return Verdict(exercise.id, "not attempted", "not attempted", ask)
    probes = exercise.cases()
    _hide()
    return judge(exercise, probes, run(exercise, probes, source, file.name, limits))


def _hide() -> None:
    """Keep the answer out of the memory of the judge, which is this process."""
    if sys.platform == "linux":
        from lossedu.grading._process import hide  # a browser has no processes

        hide()


def read(file: Path) -> str:
    """Return the text of an answer. A stray byte in it is for Python to refuse."""
    if file.exists() and not file.is_file():  # a pipe would have us wait for ever
        raise UsageError(
            f"{file.name} is no file. Move it away: lossedu start writes one."
        )
    try:
        with file.open("rb") as stream:
            data = stream.read(SOURCE_CAP + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UsageError(f"{file.name} cannot be read: {error.strerror}.") from None
    if len(data) > SOURCE_CAP:
        raise UsageError(f"{file.name} is larger than {SOURCE_CAP >> 10} KiB.")
    if b"\0" in data:
        text = f"{file.name} is not text in UTF-8. Save it as such in your editor, or"
        raise UsageError(f"{text} begin anew: lossedu reset {file.stem}")
    return data.decode("utf-8-sig", "replace")
