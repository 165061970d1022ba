"""Run an answer on every probe, and read what came back.

Runners give the same `Outcome`: `run_forked` for a function in a notebook, `run_source`
for a file, `run_inline` and `run_source_inline` where there are no processes. Importing
this module asks for nothing that a browser does not have.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import os
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossedu.grading import _worker
from lossedu.grading._exercise import Exercise, Function, Probe
from lossedu.grading._frames import (
    BODY_CAP,
    HEAD_CAP,
    Frame,
    ProtocolError,
    pack,
    unpack,
)

Array = NDArray[Any]
Told = Callable[[bytes | str], object]
OUTPUT_CAP = 4096


@dataclass(frozen=True)
class Limits:
    """What a run may use.

    Attributes
    ----------
    seconds : float
        Time for the answer, from when it starts to be imported.
    startup : float
        Time for an interpreter to come up before that.
    memory : int
        Bytes of address space beyond what the process has at its start.
    """

    seconds: float = 5.0
    startup: float = 30.0
    memory: int = 1 << 30


class Raw(NamedTuple):
    """What a process left behind: bytes, and how it ended."""

    frames: bytes
    output: bytes
    ended: str  # "closed", "time", "flood", "lingering" or "startup"
    status: int = 0  # exit code, or minus the number of a signal


class Trouble(NamedTuple):
    """An error with its place in the learner's code."""

    reason: str
    text: str
    line: int
    code: str


@dataclass(frozen=True)
class Answer:
    """What one call gave: a value, or the exception that it raised."""

    form: str = "none"
    type: str = "NoneType"
    values: tuple[Array, ...] = ()
    arguments: tuple[Array | None, ...] = ()  # None: no longer of its shape or dtype
    raised: Trouble | None = None


@dataclass(frozen=True)
class Outcome:
    """All that the judge is told about one run.

    There are fewer answers than probes if the process ended early, and `ended`
    says how: "finished", "time", "exit", "signal", "startup" or "protocol".
    """

    answers: tuple[Answer, ...] = ()
    parameters: tuple[str, ...] = ()
    refused: Trouble | None = None
    ended: str = "finished"
    detail: str = ""
    output: str = ""
    seconds: float = field(default=Limits.seconds, compare=False)
    memory: int = field(default=Limits.memory, compare=False)


def run_function(
    exercise: Exercise, probes: Sequence[Probe], function: Function, limits: Limits
) -> Outcome:
    """Run a function of this process, as far apart from it as the platform allows."""
    if sys.platform == "emscripten":
        return run_inline(probes, function)
    if hasattr(os, "fork"):
        return run_forked(probes, function, limits)
    return run_source(exercise, probes, _source_of(function), "your cell", limits)


def _source_of(function: Function) -> str:
    """Return the text of a function, with the one import that a cell leaves out."""
    try:
        text = textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        return ""
    return "import numpy as np\n" + text


def run_forked(probes: Sequence[Probe], function: Function, limits: Limits) -> Outcome:
    """Run the function in a forked child: this process survives what it does."""
    from lossedu.grading._process import forked

    raw = forked(function, _cases(probes), limits, _most(probes))
    return read(raw, probes, limits)


def run_source(
    exercise: Exercise,
    probes: Sequence[Probe],
    source: str,
    label: str,
    limits: Limits,
) -> Outcome:
    """Run the text of an answer in a fresh, isolated interpreter."""
    from lossedu.grading._process import interpreted

    head = {"source": source, "name": exercise.id, "label": label}
    raw = interpreted(head, _cases(probes), limits, _most(probes))
    return read(raw, probes, limits)


def run_inline(probes: Sequence[Probe], function: Function) -> Outcome:
    """Run the function here, for a Web Worker that the page can end.

    Its results pass through the same frames, so that they are plain arrays.
    """
    return _inline(probes, partial(_worker.serve, function), lambda data: None)


def run_source_inline(
    exercise: Exercise, probes: Sequence[Probe], source: str, label: str, told: Told
) -> Outcome:
    """Run the text of an answer here.

    Who is `told` each frame and each printed text when it is made can end the run at
    any time, and still know how far it came.
    """
    serve = partial(_worker.serve_source, source, exercise.id, label)
    return _inline(probes, serve, told)


def _inline(probes: Sequence[Probe], serve: Callable[..., None], told: Told) -> Outcome:
    frames = bytearray()

    def send(data: bytes) -> None:
        frames.extend(data)
        told(data)

    out = Stream(OUTPUT_CAP, told)
    send(pack({"kind": "hello"}))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        serve(_cases(probes), send, out)
    raw = Raw(bytes(frames), out.getvalue().encode(errors="replace"), "closed")
    return read(raw, probes, Limits())


class Stream(io.StringIO):
    """A stream that keeps a little, and nothing of what hidden inputs print."""

    def __init__(self, most: int, told: Told) -> None:
        """Keep that many characters, and tell of each text that is kept."""
        super().__init__()
        self._visible, self._most, self._told = True, most, told

    def show(self, visible: bool) -> None:
        """Keep what is printed from here on, or not."""
        self._visible = visible

    @property
    def full(self) -> bool:
        """Whether no more is kept."""
        return self.tell() >= self._most

    def write(self, text: str, /) -> int:
        """Keep the part of the text for which there is room."""
        kept = text[: max(0, self._most - self.tell())] if self._visible else ""
        if kept:
            super().write(kept)
            self._told(kept)
        return len(text)


def _cases(probes: Iterable[Probe]) -> list[_worker.Case]:
    return [case(probe) for probe in probes]


def case(probe: Probe) -> _worker.Case:
    """Return the part of a probe that an answer may see."""
    rest = (probe.visible, probe.parts, probe.stateful)
    return _worker.Case(probe.arguments, probe.keywords, *rest)


def _most(probes: Sequence[Probe]) -> int:
    """Return how many bytes of frames an honest run can send at most."""
    return (len(probes) + 2) * (HEAD_CAP + 64) + BODY_CAP


def read(raw: Raw, probes: Sequence[Probe], limits: Limits) -> Outcome:
    """Make an outcome of what a process sent; believe only what is well-formed."""
    output = plain(raw.output[:OUTPUT_CAP].decode("utf-8", "replace"))
    parts: dict[str, Any] = {"output": output}
    parts |= {"seconds": limits.seconds, "memory": limits.memory}
    try:
        frames = list(_whole(raw))
        parts |= _believed(frames, probes)
        parts |= _ending(raw, parts, len(probes))
    except ProtocolError as error:
        return Outcome(ended="protocol", detail=str(error), output=output)
    return Outcome(**parts)


def _whole(raw: Raw) -> Iterable[Frame]:
    """Yield the frames; one that was cut by the end of the process is left out."""
    if raw.ended == "flood":
        raise ProtocolError("more came back than all results together can be")
    if raw.ended == "lingering":
        raise ProtocolError("a second process still ran when the first had ended")
    try:
        yield from unpack(raw.frames)
    except ProtocolError as error:
        if raw.ended == "closed" or "cut short" not in str(error):
            raise


def _believed(frames: list[Frame], probes: Sequence[Probe]) -> dict[str, Any]:
    """Check the frames' order, number and fields, and return what they say."""
    if not frames:
        return {}
    if frames[0] != ({"kind": "hello"}, ()):
        raise ProtocolError("the first frame is not the worker's")
    if len(frames) == 1:
        return {}
    (head, arrays), answers = frames[1], frames[2:]
    if head.get("kind") == "refused" and not answers and not arrays:
        return {"refused": _refusal(head)}
    if len(answers) > len(probes):
        raise ProtocolError(f"{len(answers)} results came back for {len(probes)} calls")
    parameters = _ready(head, arrays)
    both = enumerate(zip(answers, probes, strict=False))
    return {
        "parameters": parameters,
        "answers": tuple(_answer(index, *pair) for index, pair in both),
    }


def _ready(head: dict[str, Any], arrays: tuple[Array, ...]) -> tuple[str, ...]:
    match head:
        case {"kind": "ready", "parameters": list(names)} if len(head) == 2:
            if not arrays and all(isinstance(name, str) for name in names):
                return tuple(plain(name) for name in names)
    raise ProtocolError("the second frame does not describe the function")


def _refusal(head: dict[str, Any]) -> Trouble:
    refused = _trouble(head, {"kind", "reason"}, "reason")
    if refused.reason not in _worker.REFUSALS:
        raise ProtocolError("a function is refused for a reason that there is not")
    return refused


def _trouble(head: dict[str, Any], extra: set[str], reason: str) -> Trouble:
    """Return an error that a frame reports, with its texts made harmless."""
    wanted = {"text": str, "line": int, "code": str, reason: str}
    if set(head) != set(wanted) | extra:
        raise ProtocolError("a frame reports an error with other fields than it has")
    if any(type(head[name]) is not kind for name, kind in wanted.items()):
        raise ProtocolError("a frame reports an error in fields of another type")
    said, text, code = (plain(head[name]) for name in (reason, "text", "code"))
    return Trouble(said, text, head["line"], code)


def _answer(index: int, frame: Frame, probe: Probe) -> Answer:
    """Return what one call gave, if the frame is the one due for that call."""
    head, arrays = frame
    if type(head.get("probe")) is not int or head["probe"] != index:
        raise ProtocolError(f"the result of call {index} is not where it is due")
    if head.get("kind") == "raised" and not arrays:
        return Answer(raised=_trouble(head, {"kind", "probe"}, "type"))
    match head:
        case {
            "kind": "value",
            "form": str(form),
            "type": str(name),
            "same": list(same),
        }:
            if len(head) == 5 and len(same) == _passed(probe):
                return _value(form, plain(name), arrays, same, probe.parts)
    raise ProtocolError("a frame is neither a value nor an error")


def _passed(probe: Probe) -> int:
    """Return how many arrays a call is given."""
    return sum(isinstance(argument, np.ndarray) for argument in probe.arguments)


def _value(
    form: str, name: str, arrays: tuple[Array, ...], same: list[object], parts: int
) -> Answer:
    """Split the arrays of a frame into the result and the arguments afterwards."""
    alone = "parts" if parts > 1 else "array number sequence"
    many = parts if form in alone.split() else 0
    known = many or form in ("none", "other", "count")
    kept = sum(flag is True for flag in same)
    if not known or len(arrays) != many + kept:
        raise ProtocolError("a frame has another number of arrays than its form")
    rest = iter(arrays[many:])
    after = tuple(next(rest) if flag is True else None for flag in same)
    return Answer(form, name, arrays[:many], after)


def _ending(raw: Raw, parts: dict[str, Any], wanted: int) -> dict[str, Any]:
    """Say how the run ended, if it did before the last answer."""
    if "refused" in parts or len(parts.get("answers", ())) == wanted:
        return {}
    if raw.ended == "time":
        return {"ended": "time" if raw.frames else "startup"}
    if raw.status < 0:
        return {"ended": "signal", "detail": _signal(-raw.status)}
    if not raw.frames:
        return {"ended": "startup"}
    return {"ended": "exit", "detail": str(raw.status)}


def _signal(number: int) -> str:
    import signal

    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def is_blank(source: str) -> bool:
    """Tell whether there is nothing in an answer but comments."""
    lines = (line.strip() for line in source.splitlines())
    return all(not line or line.startswith("#") for line in lines)


def plain(text: str) -> str:
    """Return the text without what moves a cursor or cannot be encoded."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)
