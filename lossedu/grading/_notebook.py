"""What a learner calls in a notebook cell.

Progress lasts as long as the kernel. Where the terminal has a file for it, in a folder
`exercises` at or above the notebook, it is kept there as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lossedu.grading._exercise import HINTS, Exercise, find, following, shelf
from lossedu.grading._judge import Verdict, judge
from lossedu.grading._memory import Memory, Unkept
from lossedu.grading._report import Note, Result
from lossedu.grading._run import Limits, run_function

_session = Memory()


def check(name: str, function: Any, *, seconds: float = Limits.seconds) -> Result:
    """Judge a function as the answer to an exercise.

    Parameters
    ----------
    name : str
        Id of the exercise.
    function : callable
        Your function, without parentheses.
    seconds : float, default 5
        Time after which it is stopped, at most an hour.

    Returns
    -------
    Result
        Shown as a card at the end of a cell; ``result.verdict`` holds it as data. A
        wrong answer raises nothing.

    Raises
    ------
    UnknownExercise
        If there is no exercise of that name.
    ValueError
        If `seconds` is no time to wait.
    """
    if not 0 < seconds <= 3600:
        raise ValueError(f"seconds is {seconds}; above 0 and at most 3600 is possible")
    exercise = find(name)
    probes = exercise.cases()
    limits = Limits(seconds=seconds)
    verdict = judge(exercise, probes, run_function(exercise, probes, function, limits))
    return Result(verdict, (*_next(verdict), *_remember(exercise, verdict)))


def _next(verdict: Verdict) -> list[str]:
    later = following(verdict.exercise) if verdict.status == "right" else ""
    return [f"Next: {later}."] if later else []


def _remember(exercise: Exercise, verdict: Verdict) -> list[str]:
    """Count the answer, and say so if the file could not be written."""
    if verdict.status == "not attempted":
        return []
    right = verdict.status == "right"

    def count(memory: Memory) -> None:
        memory.judged(exercise.id, exercise.version, right=right)

    count(_session)
    folder = Memory.find(Path.cwd())
    try:
        notice = Memory.change(folder, count).notice if folder else ""
    except Unkept as error:
        notice = str(error)
    return [notice] if notice else []


def _passed() -> set[str]:
    """Return what was passed as it is now, in this session or in the file."""
    folder = Memory.find(Path.cwd())
    memories = [_session, Memory.load(folder)] if folder else [_session]
    return {
        name
        for name in shelf()
        if any(m[name].passed == find(name).version for m in memories)
    }


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
    return Note("Hint", exercise.hints[_session.hint(exercise.id, HINTS)])


def solution(name: str, *, show: bool = False) -> Note:
    """Return a right answer to an exercise, once it is solved.

    Parameters
    ----------
    name : str
        Id of the exercise.
    show : bool, default False
        Show it although it has not been solved yet.

    Returns
    -------
    Note
        The source, shown as a card.
    """
    exercise = find(name)
    if show or name in _passed():
        return Note("Solution", exercise.solution_note, exercise.solution_text)
    call = f'solution("{name}", show=True)'
    return Note("Not solved yet", f"It opens with a right answer, or with {call}.")


def progress() -> Note:
    """Return which exercises have been solved, by chapter.

    Returns
    -------
    Note
        One line for each chapter.
    """
    known, passed = [find(name) for name in shelf()], _passed()
    done = [e for e in known if e.id in passed]
    chapters = dict.fromkeys(e.chapter for e in known)
    lines = [_line(chapter, known, done) for chapter in chapters]
    return Note("Progress", f"{len(done)} of {len(known)} solved.", "\n".join(lines))


def _line(chapter: str, known: list[Exercise], done: list[Exercise]) -> str:
    solved = [e.id for e in done if e.chapter == chapter]
    count = sum(e.chapter == chapter for e in known)
    names = f": {', '.join(solved)}" if solved else ""
    return f"{chapter} {len(solved)}/{count}{names}"
