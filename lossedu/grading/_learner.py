"""The learner's commands: from list to reset."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from lossedu.grading import _overview
from lossedu.grading._answers import Answer, answer, judged, named, started
from lossedu.grading._desk import DONE, Desk, Standing
from lossedu.grading._exercise import Exercise, find, meant
from lossedu.grading._judge import Verdict
from lossedu.grading._report import EXIT, as_json, text
from lossedu.grading._run import Limits
from lossedu.grading._terminal import (
    USAGE,
    Add,
    UsageError,
    colour,
    fill,
    seconds,
    warn,
    width,
)

CODES = """\
exit codes of check: 0 right, 1 wrong (a file that does not parse as well),
2 not attempted, 3 crashed or timed out, 64 wrong usage; of several answers
the first of 64, 3, 1, 2 that occurs"""


def add_commands(add: Add) -> None:
    """Add the learner's commands to the command line."""
    _add_overviews(add)
    start = add("start", _start, "write exercises/ID.py to work in")
    start.add_argument("id", nargs="?", metavar="ID", help="default: the next in order")
    check = add("check", _check, "judge answers, by default all that were started")
    check.formatter_class = argparse.RawDescriptionHelpFormatter
    check.epilog = CODES
    check.add_argument("answers", nargs="*", metavar="ID or FILE")
    check.add_argument("--json", action="store_true", help="print the verdicts as JSON")
    _add_seconds(check)
    watch = add("watch", _watch, "judge an answer whenever it is saved")
    watch.add_argument("id", nargs="?", metavar="ID", help="default: the next in order")
    _add_seconds(watch)
    hint = add("hint", _hint, "show the next hint")
    hint.add_argument("id", metavar="ID")
    solution = add("solution", _solution, "show the solution once it is solved")
    solution.add_argument("id", metavar="ID")
    solution.add_argument("--show", action="store_true", help="show it at once")
    reset = add("reset", _reset, "put the starter back, and keep a copy of the answer")
    reset.add_argument("id", metavar="ID")


def _add_overviews(add: Add) -> None:
    listed = add("list", _list, "list the exercises by chapter with their state")
    listed.add_argument("chapter", nargs="?", metavar="CHAPTER", help="this one alone")
    progress = add("progress", _progress, "show how much of every chapter is passed")
    for parser in (listed, progress):
        parser.add_argument("--json", action="store_true", help="print it as JSON")


def _add_seconds(parser: argparse.ArgumentParser) -> None:
    what = "time for an answer (default: %(default)g)"
    parser.add_argument("--seconds", type=seconds, default=Limits.seconds, help=what)


# The commands: each returns what to print and the exit code.


def _list(chosen: argparse.Namespace) -> tuple[str, int]:
    standings = Desk.here().standings()
    if chosen.chapter is not None:
        standings = _of_chapter(standings, chosen.chapter)
    if chosen.json:
        return _overview.exercises_json(standings), 0
    return _overview.by_exercise(standings), 0


def _of_chapter(standings: Sequence[Standing], given: str) -> list[Standing]:
    known = _overview.chapters(standings)
    plain = given.lower().replace("_", "-")
    if plain not in known:
        near = meant(plain, known) or " To see them: lossedu progress"
        raise UsageError(f"There is no chapter {given!r}.{near}")
    return known[plain]


def _progress(chosen: argparse.Namespace) -> tuple[str, int]:
    desk = Desk.here()
    if not desk.folder.is_dir():  # the work may be in another one
        warn("Nothing has been started in this folder. To start: lossedu start")
    standings = desk.standings()
    if chosen.json:
        return _overview.chapters_json(standings), 0
    return _overview.by_chapter(standings), 0


def _start(chosen: argparse.Namespace) -> tuple[str, int]:
    desk = Desk.here()
    exercise = named(chosen.id) if chosen.id else _first_unstarted(desk)
    then = f"Write your answer there, then: lossedu check {exercise.id}"
    return f"{desk.open(exercise)}\n{then}", 0


def _first_unstarted(desk: Desk) -> Exercise:
    for standing in desk.standings():
        if not desk.file(standing.id).exists():
            return find(standing.id)
    raise UsageError("All exercises have been started. To see them: lossedu list")


def _check(chosen: argparse.Namespace) -> tuple[str, int]:
    desk = Desk.here()
    answers = [answer(desk, given) for given in chosen.answers] or started(desk)
    verdicts, unread = _verdicts(answers, Limits(seconds=chosen.seconds))
    desk.count(verdicts)
    codes = {EXIT[verdict.status] for verdict in verdicts}
    codes |= {USAGE} if unread else set()
    code = next(code for code in (USAGE, 3, 1, 2, 0) if code in codes)
    if chosen.json:
        return as_json(verdicts), code
    texts = [text(v, width=width(), colour=colour()) for v in verdicts]
    return "\n\n".join([*texts, *_after(desk, verdicts)]), code


def _verdicts(answers: Sequence[Answer], limits: Limits) -> tuple[list[Verdict], bool]:
    """Judge what can be read; say what cannot be, unless there is nothing else."""
    verdicts, unread = [], []
    for exercise, file in answers:
        try:
            verdicts.append(judged(exercise, file, limits))
        except UsageError as error:
            unread.append(str(error))
    if not verdicts:
        raise UsageError(" ".join(unread))
    for sentence in unread:
        warn(sentence)
    return verdicts, bool(unread)


def _after(desk: Desk, verdicts: Sequence[Verdict]) -> list[str]:
    """Return the command that comes next, if the verdicts agree on one."""
    statuses = {verdict.status for verdict in verdicts}
    name = verdicts[-1].exercise
    if statuses == {"right"}:
        following = desk.following(name)
        return [f"Go on: lossedu start {following}" if following else DONE]
    if len(verdicts) == 1 and statuses <= {"wrong", "crashed"}:
        return [f"Stuck? lossedu hint {name}"]
    return []


def _watch(chosen: argparse.Namespace) -> tuple[str, int]:
    from lossedu.grading._warm import Warm  # a browser has no processes,
    from lossedu.grading._watch import watch  # and no keys to read

    desk = Desk.here()
    name = named(chosen.id).id if chosen.id else desk.following()
    if name is None:
        return DONE, 0
    with Warm() as warm:
        return watch(desk, name, Limits(seconds=chosen.seconds), warm.run)


def _hint(chosen: argparse.Namespace) -> tuple[str, int]:
    return fill(Desk.here().hint(named(chosen.id)), width()), 0


def _solution(chosen: argparse.Namespace) -> tuple[str, int]:
    exercise = named(chosen.id)
    if chosen.show or Desk.here().memory()[exercise.id].passed:
        return exercise.solution_text.rstrip(), 0
    ask = f"It opens once you have solved it, or with: lossedu solution {exercise.id}"
    return f"{ask} --show", 0


def _reset(chosen: argparse.Namespace) -> tuple[str, int]:
    return fill(Desk.here().reset(named(chosen.id)), width()), 0
