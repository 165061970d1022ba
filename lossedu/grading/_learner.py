"""The learner's commands: list, start, check, hint, solution."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Sequence
from pathlib import Path

from lossedu.grading._exercise import HINTS, Exercise, find, shelf
from lossedu.grading._judge import Verdict, judge
from lossedu.grading._memory import Memory
from lossedu.grading._report import EXIT, as_json, text
from lossedu.grading._run import Limits, run_source
from lossedu.grading._terminal import Add, UsageError, colour, seconds, width
from lossedu.grading._worker import SOURCE_CAP

FOLDER = Path("exercises")
CODES = """\
exit codes of check: 0 right, 1 wrong (a file that does not parse as well),
2 not attempted, 3 crashed or timed out, 64 wrong usage; of several answers
the first of 3, 1, 2 that occurs"""


def add_commands(add: Add) -> None:
    """Add the learner's commands to the command line."""
    add("list", _list, "list the exercises by chapter with their state")
    start = add("start", _start, "write exercises/ID.py to work in")
    start.add_argument("id", nargs="?", metavar="ID")
    check = add("check", _check, "judge answers, by default all that were started")
    check.formatter_class = argparse.RawDescriptionHelpFormatter
    check.epilog = CODES
    check.add_argument("answers", nargs="*", metavar="ID or FILE")
    check.add_argument("--json", action="store_true", help="print the verdicts as JSON")
    check.add_argument(
        "--seconds", type=seconds, default=Limits.seconds, help="time for an answer"
    )
    hint = add("hint", _hint, "show the next hint")
    hint.add_argument("id", metavar="ID")
    solution = add("solution", _solution, "show the solution once it is solved")
    solution.add_argument("id", metavar="ID")
    solution.add_argument("--show", action="store_true", help="show it at once")


# The commands: each returns what to print and the exit code.


def _list(_: argparse.Namespace) -> tuple[str, int]:
    memory = Memory.load(FOLDER)
    known = [find(name) for name in shelf()]
    lines = []
    for chapter in dict.fromkeys(exercise.chapter for exercise in known):
        lines.append(chapter)
        inside = [exercise for exercise in known if exercise.chapter == chapter]
        lines += [f"  {e.id:<32} {_state(e, memory)}" for e in inside]
    passed = sum(_state(e, memory) == "passed" for e in known)
    return "\n".join([*lines, "", _bar(passed, len(known))]), 0


def _bar(done: int, of: int, width: int = 24) -> str:
    full = width * done // of
    return f"[{'#' * full}{'.' * (width - full)}] {done} of {of} passed"


def _state(exercise: Exercise, memory: Memory) -> str:
    version = memory.passed.get(exercise.id)
    if version is not None:
        same = version == exercise.version
        return "passed" if same else "passed in an older version"
    return "started" if _file(exercise.id).exists() else "-"


def _start(chosen: argparse.Namespace) -> tuple[str, int]:
    exercise = find(chosen.id or _next())
    file = _file(exercise.id)
    FOLDER.mkdir(exist_ok=True)
    try:
        with file.open("x", encoding="utf-8") as stream:  # never over an answer
            stream.write(exercise.starter)
        state = f"Written: {file.as_posix()}. Then: lossedu check {exercise.id}"
    except FileExistsError:
        state = f"{file.as_posix()} is there already and was left as it is."
    where = f"Explained in {exercise.chapter}, section {exercise.section}."
    return "\n".join([_task(exercise), "", where, state]), 0


def _next() -> str:
    """Return the first exercise that has not been started."""
    for name in shelf():
        if not _file(name).exists():
            return name
    raise UsageError("All exercises have been started. See: lossedu list")


def _task(exercise: Exercise) -> str:
    paragraphs = exercise.task.split("\n\n")
    return "\n\n".join(textwrap.fill(" ".join(p.split()), width()) for p in paragraphs)


def _check(chosen: argparse.Namespace) -> tuple[str, int]:
    answers = [_answer(given) for given in chosen.answers] or _started()
    limits = Limits(seconds=chosen.seconds)
    verdicts = [_judged(exercise, file, limits) for exercise, file in answers]
    _remember(verdicts)
    codes = {EXIT[verdict.status] for verdict in verdicts}
    code = next(code for code in (3, 1, 2, 0) if code in codes)
    if chosen.json:
        return as_json(verdicts), code
    texts = [text(v, width=width(), colour=colour()) for v in verdicts]
    return "\n\n".join(texts), code


def _answer(given: str) -> tuple[Exercise, Path]:
    """Return the exercise and the file that an argument means."""
    file = Path(given)
    if file.suffix != ".py" and file.name == given:
        return find(given), _file(given)
    if not file.exists():
        raise UsageError(f"There is no file {given}.")
    return find(file.stem), file


def _started() -> list[tuple[Exercise, Path]]:
    found = [(find(name), _file(name)) for name in shelf() if _file(name).exists()]
    if not found:
        raise UsageError("No exercise has been started here. See: lossedu start")
    return found


def _judged(exercise: Exercise, file: Path, limits: Limits) -> Verdict:
    probes = exercise.cases()
    try:
        source = _source(file)
    except FileNotFoundError:
        ask = f"There is no answer yet. `lossedu start {exercise.id}` writes a file."
        return Verdict(exercise.id, "not attempted", "not started", ask)
    outcome = run_source(exercise, probes, source, file.name, limits)
    return judge(exercise, probes, outcome)


def _source(file: Path) -> str:
    """Read an answer; what is no text is for Python to refuse, not for us."""
    try:
        with file.open("rb") as stream:
            data = stream.read(SOURCE_CAP + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from None
    if len(data) > SOURCE_CAP:
        raise UsageError(f"{file} is larger than {SOURCE_CAP >> 10} KiB.")
    return data.decode("utf-8-sig", "replace")


def _remember(verdicts: Sequence[Verdict]) -> None:
    """Keep what was passed, where there is a folder of exercises to keep it in."""
    right = [v.exercise for v in verdicts if v.status == "right"]
    if right and FOLDER.is_dir():
        memory = Memory.load(FOLDER)
        memory.passed |= {name: find(name).version for name in right}
        memory.save(FOLDER)


def _hint(chosen: argparse.Namespace) -> tuple[str, int]:
    exercise, memory = find(chosen.id), Memory.load(FOLDER)
    number = min(memory.hints.get(exercise.id, 0), HINTS - 1)
    memory.hints[exercise.id] = number + 1
    memory.save(FOLDER)
    return textwrap.fill(exercise.hints[number], width()), 0


def _solution(chosen: argparse.Namespace) -> tuple[str, int]:
    exercise = find(chosen.id)
    if chosen.show or exercise.id in Memory.load(FOLDER).passed:
        return exercise.solution().rstrip(), 0
    ask = f"It opens once you have solved it, or with: lossedu solution {exercise.id}"
    return f"{ask} --show", 0


def _file(name: str) -> Path:
    return FOLDER / f"{name}.py"
