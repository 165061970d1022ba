"""The teacher's commands: grade, report."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lossedu.grading._exercise import find, shelf
from lossedu.grading._terminal import USAGE, Add, UsageError, seconds, width

if TYPE_CHECKING:
    from lossedu.grading._batch import Cluster, Found, Job, Journal, Pool
    from lossedu.grading._formats import Results, Row
    from lossedu.grading._progress import Progress
    from lossedu.grading._submissions import Answer

# The commands import what they need when they are called: other commands need not.

SECONDS = 2.0
UNDER_WAY = 3  # answers for each core, so that one that sleeps holds up no other
HANDED_IN = """\
FOLDER holds a folder, a notebook or a Python file for each learner:

  alice/huber_grad.py     a file that bears the name of the exercise
  bruno/week3.ipynb       a notebook with any number of exercises
  chloe.ipynb, dana.py    a single file with any number of exercises

From a notebook, the last definition of a function counts, with the imports,
constants and functions that it needs. Lines that only IPython understands are left
out, and a cell that is no Python costs only itself.

Results go into OUT: results.json, results.csv, and journal.jsonl, which keeps what
has been judged. Interrupted, or after somebody handed in again, the same command
judges only what is new. The same submissions and the same seed give the same bytes.

Each answer runs in a process of its own with limits on time and memory, but with
your rights: it could read your files or use the network. Grade submissions that you
do not trust in a container.

exit codes: 0 graded, 64 wrong usage, or something could not be read (it is named,
and all the rest was graded), 130 interrupted"""


def add_commands(add: Add) -> None:
    """Add the teacher's commands to the command line."""
    grade = add("grade", _grade, "judge what a class has handed in")
    grade.formatter_class = argparse.RawDescriptionHelpFormatter
    grade.epilog = HANDED_IN
    grade.add_argument(
        "folder", type=Path, metavar="FOLDER", help="what was handed in; see below"
    )
    _add_choice(grade)
    _add_ways(grade)
    _add_formats(grade)
    report = add("report", _report, "say which mistakes a class made")
    report.add_argument("results", type=Path, metavar="RESULTS.json")
    form = report.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help="for a page")
    form.add_argument("--json", action="store_true", help="for programs")


def _add_choice(grade: argparse.ArgumentParser) -> None:
    grade.add_argument(
        "--out", type=Path, metavar="OUT", help="where results go (FOLDER-results)"
    )
    grade.add_argument(
        "--exercise",
        action="append",
        metavar="ID",
        help="judge this exercise alone; give it again for more (all)",
    )
    grade.add_argument(
        "--learner",
        type=name,
        metavar="NAME",
        help="FOLDER is the work of one, called so",
    )


def _add_ways(grade: argparse.ArgumentParser) -> None:
    where = grade.add_mutually_exclusive_group()
    where.add_argument(
        "--workers",
        type=number,
        metavar="N",
        help=f"how many answers run at once ({UNDER_WAY} for each core)",
    )
    where.add_argument(
        "--dask", metavar="ADDRESS", help="let the Dask cluster there do the work"
    )
    grade.add_argument(
        "--seconds", type=seconds, default=SECONDS, help="time for an answer (2)"
    )
    grade.add_argument(
        "--seed", type=seed, default=0, help="of the inputs that are tried (0)"
    )
    grade.add_argument(
        "--fresh", action="store_true", help="judge again what has been judged"
    )


def _add_formats(grade: argparse.ArgumentParser) -> None:
    grade.add_argument("--junit", action="store_true", help="write OUT/junit.xml")
    grade.add_argument(
        "--gradescope",
        action="store_true",
        help="write OUT/gradescope/LEARNER/results.json",
    )
    grade.add_argument(
        "--classroom",
        action="store_true",
        help="write OUT/classroom/LEARNER.txt: what a step of GitHub Classroom gives "
        "its reporter as RESULTS",
    )


def name(given: str) -> str:
    """Read the name of a learner, who may get a folder that is called so."""
    if not given.strip(". ") or set(given) & set("/\\\0"):
        raise argparse.ArgumentTypeError("it must be fit to name a file")
    return given


def number(given: str) -> int:
    value = int(given)
    if not 1 <= value <= 1024:
        raise argparse.ArgumentTypeError("it must be from 1 to 1024")
    return value


def seed(given: str) -> int:
    value = int(given)
    if value < 0:
        raise argparse.ArgumentTypeError("it must not be negative")
    return value


def _grade(chosen: argparse.Namespace) -> tuple[str, int]:
    from lossedu.grading._submissions import answers

    exercises = _exercises(chosen.exercise)
    out = _out(chosen)
    found = answers(chosen.folder, exercises, chosen.learner)
    journal = _journal(out, chosen.fresh)
    try:
        results, speed = _judged(chosen, exercises, found, journal)
        files = _written(chosen, out, results)
    except KeyboardInterrupt:
        kept = f"lossedu: interrupted. What was judged is kept in {out}; the same "
        print(kept + "command goes on from there.", file=sys.stderr)
        raise
    finally:
        journal.close()
    code = _complain(results.rows)
    return "\n".join([_summary(results.rows), speed, *files]), code


def _exercises(given: list[str] | None) -> list[str]:
    """Return the exercises in question, in the order of the book."""
    for name in given or ():
        find(name)
    return [name for name in shelf() if not given or name in given]


def _out(chosen: argparse.Namespace) -> Path:
    """Return the folder for the results, which is never among the submissions."""
    folder = _resolved(chosen.folder)
    if not (folder.name or chosen.out):
        raise UsageError(
            f"There is no place beside {folder}. Give a folder with --out."
        )
    out = _resolved(chosen.out or folder.with_name(folder.name + "-results"))
    if out == folder or folder in out.parents:
        text = f"{out} is inside the submissions. Give another folder with --out."
        raise UsageError(text)
    return out


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # before Python 3.13 a link in a circle
        raise UsageError(f"{path} is a link that leads nowhere.") from None


def _journal(out: Path, fresh: bool) -> Journal:
    from lossedu.grading._batch import Journal

    try:
        out.mkdir(parents=True, exist_ok=True)
        return Journal(out / "journal.jsonl", fresh)
    except OSError as error:
        text = f"Nothing can be written into {out} ({error.strerror}). Give another "
        raise UsageError(text + "folder with --out.") from None


def _judged(
    chosen: argparse.Namespace,
    exercises: list[str],
    found: list[Answer],
    journal: Journal,
) -> tuple[Results, str]:
    """Judge what there is a source of; return the results and how fast it went."""
    from lossedu.grading._batch import judged
    from lossedu.grading._formats import Results
    from lossedu.grading._progress import Progress
    from lossedu.grading._run import Limits

    settings: dict[str, Any] = {"seed": chosen.seed, "seconds": chosen.seconds}
    jobs = {a: _job(a, settings) for a in found if a.source is not None}
    new = {job for job in jobs.values() if job.key not in journal.known}
    progress = Progress(len(new))
    try:
        by_job = judged(
            list(jobs.values()), journal, lambda: _pool(chosen), progress.show
        )
    finally:
        progress.close()
    versions = {name: find(name).version for name in exercises}
    rows = tuple(
        _row(answer, by_job[jobs[answer]] if answer in jobs else None)
        for answer in found
    )
    settings |= {"memory": Limits.memory}
    return Results(**settings, exercises=versions, rows=rows), _speed(progress, new)


def _job(answer: Answer, settings: dict[str, Any]) -> Job:
    from lossedu.grading._batch import Job

    assert answer.source is not None
    return Job(answer.exercise, answer.source, answer.label, **settings)


def _row(answer: Answer, found: Found | None) -> Row:
    from lossedu.grading._formats import row

    if found is None:
        found = {"exercise": answer.exercise, "status": "not attempted"}
        found |= {"reason": answer.reason, "message": answer.trouble}
    return row({**found, "learner": answer.learner, "file": answer.file})


def _pool(chosen: argparse.Namespace) -> Pool | Cluster:
    from lossedu.grading._batch import Cluster, Pool

    if chosen.dask is None:
        return Pool(chosen.workers or UNDER_WAY * (os.cpu_count() or 1))
    try:
        return Cluster(chosen.dask)
    except ImportError:
        text = "--dask needs the package distributed: pip install 'lossedu[dask]'"
        raise UsageError(text) from None
    except (OSError, ValueError) as error:
        text = f"No Dask scheduler answers at {chosen.dask} ({type(error).__name__})."
        raise UsageError(f"{text} Is it running, and is the address right?") from None


def _speed(progress: Progress, new: set[Job]) -> str:
    spent = progress.seconds
    if not new:
        return "All of it was judged before."
    return f"{len(new)} judged in {spent:.1f} s, {len(new) / spent:.0f} a second."


def _written(chosen: argparse.Namespace, out: Path, results: Results) -> list[str]:
    """Write what is asked for, and say where it is."""
    from lossedu.grading._formats import write

    files = _files(chosen, results)
    for name, text in files.items():
        try:
            write(out / name, text)
        except OSError as error:
            said = f"{out / name} cannot be written ({error.strerror}). Nothing that "
            said += "was judged is lost: give the command again."
            raise UsageError(said) from None
    tops = dict.fromkeys(name.partition("/")[0] for name in files)
    return [f"Written into {chosen.out or out}: {', '.join(tops)}"]


def _files(chosen: argparse.Namespace, results: Results) -> dict[str, str]:
    from lossedu.grading import _formats as formats

    files = {"results.json": formats.as_json(results)}
    files["results.csv"] = formats.as_csv(results)
    if chosen.junit:
        files["junit.xml"] = formats.as_junit(results)
    for learner, rows in formats.by_learner(results.rows):
        if chosen.gradescope:
            place = f"gradescope/{learner}/results.json"
            files[place] = formats.as_gradescope(rows)
        if chosen.classroom:
            files[f"classroom/{learner}.txt"] = formats.as_classroom(rows)
    return files


def _summary(rows: Sequence[Row]) -> str:
    learners = len({row.learner for row in rows})
    states = Counter(row.status for row in rows)
    order = ("right", "wrong", "crashed", "not attempted")
    counts = ", ".join(f"{states[s]} {s}" for s in order if states[s])
    return f"{learners} learner{'s' * (learners != 1)}: {counts}"


def _complain(rows: Iterable[Row]) -> int:
    """Say what could not be read, once for each file, and return the exit code."""
    from lossedu.grading._class import UNREAD

    unread = dict.fromkeys(
        (row.learner, row.message) for row in rows if row.reason in UNREAD
    )
    for learner, message in unread:
        print(f"lossedu: {learner}: {message}", file=sys.stderr)
    return USAGE if unread else 0


def _report(chosen: argparse.Namespace) -> tuple[str, int]:
    from lossedu.grading import _class, _formats

    try:
        results = _formats.from_json(chosen.results.read_text(encoding="utf-8"))
    except OSError as error:
        text = f"{chosen.results} cannot be read ({error.strerror}). Give the "
        raise UsageError(text + "results.json that lossedu grade wrote.") from None
    except ValueError as error:
        why = error if isinstance(error, _formats.Foreign) else "it is no text"
        text = f"{chosen.results} holds no results: {why}."
        raise UsageError(text) from None
    report = _class.report(results)
    if chosen.json:
        return _class.as_json(report), 0
    if chosen.markdown:
        return _class.as_markdown(report), 0
    return _class.as_text(report, width()), 0
