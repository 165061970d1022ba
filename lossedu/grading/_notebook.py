"""What a learner calls in a notebook cell."""

from __future__ import annotations

from typing import Any

from lossedu.grading._exercise import HINTS, Exercise, find, shelf
from lossedu.grading._judge import Verdict, judge
from lossedu.grading._report import Note, Result
from lossedu.grading._run import Limits, run_function

# What this session has seen; a file beside the exercises is the terminal's memory.
_passed: set[str] = set()
_hints: dict[str, int] = {}


def check(name: str, function: Any, *, seconds: float = Limits.seconds) -> Result:
    """Judge a function as the answer to an exercise.

    Parameters
    ----------
    name : str
        Id of the exercise.
    function : callable
        Your function, without parentheses.
    seconds : float, default 5
        Time after which it is stopped.

    Returns
    -------
    Result
        Shown as a card at the end of a cell; ``result.verdict`` holds it as data. A
        wrong answer raises nothing.

    Raises
    ------
    UnknownExercise
        If there is no exercise of that name.
    """
    exercise = find(name)
    probes = exercise.cases()
    limits = Limits(seconds=seconds)
    verdict = judge(exercise, probes, run_function(exercise, probes, function, limits))
    _remember(verdict)
    return Result(verdict)


def _remember(verdict: Verdict) -> None:
    if verdict.status == "right":
        _passed.add(verdict.exercise)


def hint(name: str) -> Note:
    """Return the next hint for an exercise; after the last one, the last again.

    Parameters
    ----------
    name : str
        Id of the exercise.

    Returns
    -------
    Note
        The hint, shown as a card.
    """
    exercise = find(name)
    number = min(_hints.get(name, 0), HINTS - 1)
    _hints[name] = number + 1
    return Note("Hint", exercise.hints[number])


def solution(name: str, *, show: bool = False) -> Note:
    """Return a right answer to an exercise, once it is solved.

    Parameters
    ----------
    name : str
        Id of the exercise.
    show : bool, default False
        Show it although no check in this session has passed.

    Returns
    -------
    Note
        The source, shown as a card.
    """
    exercise = find(name)
    if show or name in _passed:
        return Note("Solution", _solved(exercise), exercise.solution_text)
    call = f'solution("{name}", show=True)'
    return Note("Not solved yet", f"It opens with a right answer, or with {call}.")


def _solved(exercise: Exercise) -> str:
    module = exercise.reference.__module__.partition("._")[0]
    if module.startswith("lossedu.exercises"):
        return "One way to write it."
    return f"One way to write it. In this library: {module}.{_named(exercise)}."


def _named(exercise: Exercise) -> str:
    return exercise.reference.__qualname__


def progress() -> Note:
    """Return which exercises have been solved in this session, by chapter.

    Returns
    -------
    Note
        One line for each chapter.
    """
    known = [find(name) for name in shelf()]
    done = [e for e in known if e.id in _passed]
    chapters = dict.fromkeys(e.chapter for e in known)
    lines = [_line(chapter, known, done) for chapter in chapters]
    return Note("Progress", f"{len(done)} of {len(known)} solved.", "\n".join(lines))


def _line(chapter: str, known: list[Exercise], done: list[Exercise]) -> str:
    solved = [e.id for e in done if e.chapter == chapter]
    count = sum(e.chapter == chapter for e in known)
    names = f": {', '.join(solved)}" if solved else ""
    return f"{chapter} {len(solved)}/{count}{names}"
