"""What runs beside the learner's function: call it on every probe, send frames.

Nothing here knows an expected value or decides anything. The learner's code can
change whatever is in this process; all it can gain is a frame with wrong numbers.
"""

from __future__ import annotations

import ast
import inspect
import linecache
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from types import ModuleType, TracebackType
from typing import IO, Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from lossedu.grading._frames import (
    REQUEST_CAP,
    Frame,
    ProtocolError,
    pack,
    portable,
    unpack,
)

Function = Callable[..., Any]
Send = Callable[[bytes], None]
TEXT_CAP = 300
SOURCE_CAP = 1 << 17  # JSON may need six bytes for one


class Case(NamedTuple):
    """A call to make: the part of a probe that the answer may see."""

    arguments: tuple[NDArray[Any] | float, ...]
    keywords: Mapping[str, float]
    visible: bool
    parts: int = 1
    stateful: bool = False

    @property
    def first(self) -> tuple[Any, ...]:
        """The arguments of the first call that is made of the function."""
        if not self.stateful:
            return self.arguments
        start, given = self.arguments
        return start, np.asarray(given)[0], None


class Stateful(Protocol):
    """What says whether a function is called once, or is a step that is repeated."""

    @property
    def stateful(self) -> bool:
        """Whether it is a step."""


class Output(Protocol):
    """Where the learner's prints go; those on a hidden input go nowhere."""

    def show(self, visible: bool) -> None:
        """Let what is printed from here on be seen, or not."""


REFUSALS = ("not callable", "signature", "import", "syntax", "duplicate", "missing")


class Refusal(Exception):
    """The source gives no function to call."""

    def __init__(self, reason: str, text: str, line: int = 0, code: str = "") -> None:
        """Keep what the frame will say."""
        super().__init__(reason)
        self.head: dict[str, Any] = {"kind": "refused", "reason": reason}
        self.head |= {"text": _short(text), "line": line, "code": _short(code)}


def serve(function: Function, cases: Iterable[Case], send: Send, out: Output) -> None:
    """Send the function's parameters, then one frame for each case."""
    cases = list(cases)
    try:
        send(pack(_ready(function, cases[0])))
    except Refusal as refusal:
        send(pack(refusal.head))
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for index, case in enumerate(cases):
            out.show(case.visible)
            send(_answer(function, index, case))


def serve_source(
    source: str, name: str, label: str, cases: Iterable[Case], send: Send, out: Output
) -> None:
    """Serve the function that a text defines, or send why there is none."""
    try:
        function = load(source, name, label)
    except Refusal as refusal:
        send(pack(refusal.head))
    else:
        serve(function, cases, send, out)


def _ready(function: Function, case: Case) -> dict[str, Any]:
    """Describe the parameters, or refuse a function that cannot be called so."""
    if not callable(function):
        raise Refusal("not callable", type(function).__name__)
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some built-in functions have none
        return {"kind": "ready", "parameters": []}
    try:
        signature.bind(*case.first, **case.keywords)
    except TypeError:
        raise Refusal("signature", str(signature)) from None
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    names = [p.name for p in signature.parameters.values() if p.kind in kinds]
    return {"kind": "ready", "parameters": [_short(name) for name in names[:20]]}


def _answer(function: Function, index: int, case: Case) -> bytes:
    """Call the function once and pack what came of it."""
    arguments = copies(case.arguments)
    passed = [a for a in arguments if isinstance(a, np.ndarray)]
    before = [(a.shape, a.dtype) for a in passed]
    try:
        value = run(case)(function, arguments, case.keywords)
        head, values = described(value, case.parts)
    except BaseException as error:
        head = {"kind": "raised", "probe": index, **_error(error, function)}
        return pack(head)
    same = [(a.shape, a.dtype) == b for a, b in zip(passed, before, strict=True)]
    head |= {"kind": "value", "probe": index, "same": same}
    return pack(head, [*values, *compress(passed, same)])


def copies(arguments: Iterable[Any]) -> list[Any]:
    """Return arguments that an answer may write into."""
    return [np.copy(a) if isinstance(a, np.ndarray) else a for a in arguments]


class Uneven(NamedTuple):
    """What a step returned that is not a pair of an array and a state."""

    value: Any


def call(
    function: Function, arguments: Sequence[Any], keywords: Mapping[str, float]
) -> Any:
    """Call the function once."""
    return function(*arguments, **keywords)


def follow(
    function: Function, arguments: Sequence[Any], keywords: Mapping[str, float]
) -> Any:
    """Repeat a step from a start, once for each row, and return where it led.

    The state that the function returns goes back into it and nowhere else.
    """
    here, given = arguments
    path: list[NDArray[Any]] = []
    state = None
    for each in given:
        made = function(here, each, state, **keywords)
        if not isinstance(made, tuple | list) or len(made) != 2:
            return None if made is None else Uneven(made)
        if made[0] is None:
            return None
        path.append(np.array(made[0]))
        here, state = np.array(made[0]), made[1]
    return path


def run(
    case: Stateful,
) -> Callable[[Function, Sequence[Any], Mapping[str, float]], Any]:
    """Return the way in which a probe calls a function."""
    return follow if case.stateful else call


def described(value: Any, parts: int) -> tuple[dict[str, Any], list[NDArray[Any]]]:
    """Say what sort of thing was returned, and give its numbers if it has any."""
    if parts == 1 and not isinstance(value, Uneven):
        form, array = _as_array(value)
        return _carried(form, value, [array] if array is not None else [])
    if value is None:
        return _carried("none", value, [])
    many = isinstance(value, tuple | list) and not isinstance(value, Uneven)
    if not many or len(value) != parts:
        lone = value.value if isinstance(value, Uneven) else value
        return {"form": "count", "type": _short(_counted(lone))}, []
    both = [_as_array(part) for part in value]
    for part, (form, array) in zip(value, both, strict=True):
        if array is None:
            return _carried("none" if form == "none" else "other", part, [])
    return _carried("parts", value, [array for _, array in both if array is not None])


def _counted(value: Any) -> str:
    """Say how many things were returned where another number was due."""
    if isinstance(value, tuple | list):
        return f"{len(value)} value" + "s" * (len(value) != 1)
    return "one array" if isinstance(value, np.ndarray) else type(value).__name__


def _carried(
    form: str, value: Any, arrays: list[NDArray[Any]]
) -> tuple[dict[str, Any], list[NDArray[Any]]]:
    head: dict[str, Any] = {"form": form, "type": _short(type(value).__name__)}
    try:
        return head, [portable(array) for array in arrays]
    except (ProtocolError, TypeError):
        kinds = ", ".join(f"dtype {a.dtype}, shape {a.shape}" for a in arrays)
        text = f"{type(value).__name__} of {kinds}"
        return {"form": "other", "type": _short(text)}, []


def _as_array(value: Any) -> tuple[str, NDArray[Any] | None]:
    if value is None:
        return "none", None
    if isinstance(value, np.ndarray | np.generic):
        return "array", np.asarray(value)
    if isinstance(value, bool | int | float | complex):
        return "number", np.asarray(value)
    if isinstance(value, list | tuple) or hasattr(value, "__array__"):
        try:
            return "sequence", np.asarray(value)
        except Exception:
            return "other", None
    return "other", None


def _error(error: BaseException, function: Function) -> dict[str, Any]:
    code = getattr(function, "__code__", None)
    filename = code.co_filename if code else ""
    line = _line(error.__traceback__, filename)
    shown = linecache.getline(filename, line).strip() if line else ""
    return {
        "type": _short(type(error).__name__),
        "text": _message(error),
        "line": line,
        "code": _short(shown),
    }


def _line(trace: TracebackType | None, filename: str) -> int:
    """Return the last line of the learner's own file on the way to the error."""
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _message(error: BaseException) -> str:
    try:
        return _short(str(error))
    except BaseException:  # an exception may define __str__, wrongly
        return ""


def _short(text: str) -> str:
    return text if len(text) <= TEXT_CAP else text[: TEXT_CAP - 1] + "…"


def load(source: str, name: str, label: str) -> Function:
    """Run the source of an answer and return its one function of that name."""
    namespace = opened(source, label)
    _require_one(_parsed(source, label), name)
    try:
        # Without the `__future__` of this file.
        exec(compile(source, label, "exec", dont_inherit=True), namespace)
        found: Function = namespace[name]
    except BaseException as error:
        text = f"{type(error).__name__}: {_message(error)}"
        line = _line(error.__traceback__, label)
        shown = linecache.getline(label, line).strip() if line else ""
        raise Refusal("import", text, line, shown) from None
    return found


def opened(source: str, label: str) -> dict[str, Any]:
    """Return the names of a new module, whose lines an error can show.

    The module is found by who looks for it, as a dataclass does.
    """
    lines = source.splitlines(keepends=True)
    linecache.cache[label] = (len(source), None, lines, label)
    module = sys.modules["answer"] = ModuleType("answer")
    module.__file__ = label
    return vars(module)


def _parsed(source: str, label: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source, label)
    except SyntaxError as error:
        code = (error.text or "").strip()
        raise Refusal("syntax", error.msg, error.lineno or 0, code) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise Refusal("syntax", _message(error)) from None


def _require_one(tree: ast.Module, name: str) -> None:
    """Refuse a file that has the function twice, or not at all."""
    defined = [n for n in tree.body if isinstance(n, ast.FunctionDef)]
    lines = [node.lineno for node in defined if node.name == name]
    if len(lines) > 1:
        raise Refusal("duplicate", ", ".join(map(str, lines)), lines[-1])
    if not lines and name not in _assigned(tree):
        raise Refusal("missing", ", ".join(node.name for node in defined))


def _assigned(tree: ast.Module) -> set[str]:
    """Names that the module binds otherwise: by assignment or import."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name)
    return names


class Descriptors:
    """Standard output and error as file descriptors, which may go nowhere."""

    def __init__(self, kept: int) -> None:
        """Send both streams to the descriptor `kept`, and read nothing."""
        self._kept = os.dup(kept)
        self._nowhere = os.open(os.devnull, os.O_RDWR)
        self.descriptors = (self._kept, self._nowhere)
        os.dup2(self._nowhere, 0)
        # Streams of the parent may hold text that is not the learner's.
        sys.stdin, sys.stdout, sys.stderr = map(_stream, range(3))
        self.show(True)

    def show(self, visible: bool) -> None:
        """Let what is printed from here on be seen, or not."""
        self.flush()
        for stream in (1, 2):
            os.dup2(self._kept if visible else self._nowhere, stream)

    def flush(self) -> None:
        """Write what the streams still hold; a stream that was closed holds nothing."""
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:
                continue


def _stream(number: int) -> IO[str]:
    mode = "w" if number else "r"
    return open(number, mode, closefd=False, encoding="utf-8", errors="replace")


def write_all(descriptor: int, data: bytes) -> None:
    """Write to a pipe, however little it takes at a time."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def limit(seconds: float, memory: int, files: bool) -> None:
    """Limit this process, where the platform knows how; see the package's page."""
    try:
        import resource
    except ImportError:
        return
    cpu = int(seconds) + 2  # in case that the parent, who keeps the time, is gone
    wanted = {"RLIMIT_CPU": cpu, "RLIMIT_CORE": 0, "RLIMIT_AS": _mapped() + memory}
    if files:
        wanted |= {"RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": 64}
    for name, value in wanted.items():
        kind = getattr(resource, name, None)
        if kind is not None:
            _lower(resource, kind, value)


def _lower(resource: Any, kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):  # macOS takes no limit on the address space
        return


def _mapped() -> int:
    """Return the bytes of address space that this process has already."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:
            return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def main() -> None:
    """Serve the request on standard input; the frames go to standard output."""
    with open(0, "rb", closefd=False) as stream:
        data = stream.read()
    request, *frames = unpack(data, REQUEST_CAP)
    pipe = os.dup(1)
    out = Descriptors(2)
    fields = request.head
    limit(fields["seconds"], fields["memory"], files=True)
    write_all(pipe, pack({"kind": "hello"}))
    texts = (fields["source"], fields["name"], fields["label"])
    serve_source(*texts, _cases(frames), lambda data: write_all(pipe, data), out)
    out.flush()
    os._exit(0)  # at once: what the answer registered to run at exit is not asked


def _cases(frames: Iterable[Frame]) -> Iterator[Case]:
    for head, arrays in frames:
        arguments = (
            a if keep else a.item()
            for a, keep in zip(arrays, head["kept"], strict=True)
        )
        rest = (head[name] for name in Case._fields[1:])
        yield Case(tuple(arguments), *rest)


def pack_case(case: Case) -> bytes:
    """Return the frame that asks for a call."""
    arrays = [np.asarray(argument) for argument in case.arguments]
    kept = [isinstance(argument, np.ndarray) for argument in case.arguments]
    head = {name: getattr(case, name) for name in Case._fields[1:]}
    return pack({**head, "kept": kept, "keywords": dict(case.keywords)}, arrays)
