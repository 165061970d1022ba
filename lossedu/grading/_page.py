"""What a page of the book asks of Python in the reader's browser.

There is one interpreter there, in a Web Worker, for the answer and for the judge. The
page keeps the time. It is told each frame when it is made, so that it can end the
worker and still have the run judged, by the next one.
"""

from __future__ import annotations

import ast
import contextlib
import contextvars
import json
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np

from lossedu.grading import _worker
from lossedu.grading._exercise import Exercise, find
from lossedu.grading._judge import Verdict, judge
from lossedu.grading._report import ICON, TITLE, clipped
from lossedu.grading._run import (
    Limits,
    Raw,
    Stream,
    Told,
    case,
    is_blank,
    plain,
    read,
    run_source_inline,
)

PRINTED_CAP = 20_000
ALONE = (
    "In the page there is NumPy and no other library. PyTorch and all that the course "
    "uses are there in a notebook."
)


def check(name: str, source: str, told: Told) -> str:
    """Judge the text of an answer, and return the verdict as JSON.

    Parameters
    ----------
    name : str
        Id of the exercise.
    source : str
        What stands in the editor.
    told : callable
        Is given each frame (bytes) and each printed text (str) when it is made, and
        an empty frame when the run is over and the judge begins.

    Returns
    -------
    str
        An object with `status`, `title`, `message`, `numbers`, `printed` and `note`.
    """
    exercise = find(name)
    if is_blank(source):
        text = "There is no code yet. Reset puts the starter back."
        return _said(Verdict(name, "not attempted", "not attempted", text))
    if len(source) > _worker.SOURCE_CAP:
        text = f"Your answer is longer than {_worker.SOURCE_CAP >> 10} KiB. What of it"
        return _said(Verdict(name, "wrong", "long", f"{text} does the task need?"))
    probes = exercise.cases()
    outcome = _apart(
        lambda: run_source_inline(exercise, probes, source, _label(name), told)
    )
    told(b"")
    return _said(judge(exercise, probes, outcome))


def cut_short(
    name: str,
    frames: bytes | memoryview,
    printed: str,
    ended: str,
    status: int,
    seconds: float,
    told: Told,
) -> str:
    """Judge a run that was ended, from the frames that had come; as `check` does.

    Parameters
    ----------
    name : str
        Id of the exercise.
    frames : bytes or memoryview
        All frames of the run.
    printed : str
        What it printed.
    ended : {"time", "closed"}
        Whether the page ended it, or it ended by itself.
    status : int
        Then its exit code, or minus the number of a signal.
    seconds : float
        Time after which the page ends a run.
    told : callable
        Is given an empty frame, since nothing runs any more.
    """
    told(b"")
    exercise = find(name)
    probes = exercise.cases()
    raw = Raw(bytes(frames), printed.encode(errors="replace"), ended, status)
    limits = Limits(seconds=seconds)
    return _said(judge(exercise, probes, read(raw, probes, limits)))


def run(name: str, source: str, told: Told) -> None:
    """Run the text, and tell what it prints and the value of a last expression.

    Where that is nothing, the function is called on the first input of the exercise.
    """
    exercise = find(name)
    out = Stream(PRINTED_CAP, lambda text: told(plain(str(text))))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            _apart(lambda: _run(exercise, source, out))
        except BaseException as error:
            print(_trace(error, _label(name)))
    if out.full:
        told("\n… There is more, and it is not shown.")


def _run(exercise: Exercise, source: str, out: Stream) -> None:
    label = _label(exercise.id)
    names = _worker.opened(source, label)
    tree = ast.parse(source, label)
    is_value = bool(tree.body) and isinstance(tree.body[-1], ast.Expr)
    last = [tree.body.pop()] if is_value else []
    exec(compile(tree, label, "exec", dont_inherit=True), names)
    exec(compile(ast.Interactive(last), label, "single", dont_inherit=True), names)
    if out.tell() == 0:
        _call(exercise, names.get(exercise.id))


def _call(exercise: Exercise, function: Any) -> None:
    """Call the function on the first input that may be seen, and print what it gave."""
    if not callable(function):
        print(f"It ran, printed nothing and defined no function {exercise.id}.")
        return
    given = next(probe for probe in exercise.cases() if probe.visible)
    arguments = _worker.copies(case(given).first)
    shown = [*map(_number, arguments)]
    shown += [f"{key}={value:g}" for key, value in given.keywords.items()]
    print(f"It ran and printed nothing. On the input {given.title!r}:\n")
    print(f"{exercise.id}({', '.join(shown)})\n")
    print(function(*arguments, **given.keywords))


def _number(argument: Any) -> str:
    if isinstance(argument, np.ndarray):
        return np.array2string(argument, separator=", ", threshold=60)
    return repr(argument)


def _trace(error: BaseException, label: str) -> str:
    """Return the traceback as far as it lies in the learner's own text."""
    said = traceback.TracebackException.from_exception(error, compact=True)
    own = [frame for frame in said.stack if frame.filename == label]
    said.stack = traceback.StackSummary.from_list(own)
    said.__cause__ = said.__context__ = None
    return "".join(said.format()).rstrip()


def _apart(work: Callable[[], Any]) -> Any:
    """Work so that an answer leaves as little as possible behind for the next one."""
    with _put_back(), warnings.catch_warnings():
        return contextvars.copy_context().run(work)


@contextlib.contextmanager
def _put_back() -> Iterator[None]:
    """Give the names of all modules their values back afterwards."""
    modules = [m for m in list(sys.modules.values()) if isinstance(m, ModuleType)]
    before = [(vars(module), dict(vars(module))) for module in modules]
    depth = sys.getrecursionlimit()
    try:
        yield
    finally:
        for names, values in before:
            names.update(values)
        sys.setrecursionlimit(depth)


def _label(name: str) -> str:
    return f"{name}.py"


def _said(verdict: Verdict) -> str:
    missing = "No module named" in verdict.message
    return json.dumps(
        {
            "status": verdict.status,
            "title": f"{ICON[verdict.status]} {TITLE[verdict.status]}",
            "message": verdict.message,
            "numbers": verdict.numbers,
            "printed": clipped(verdict.printed),
            "note": ALONE if missing else "",
        }
    )
