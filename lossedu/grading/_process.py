"""Processes for an answer to run in, and the watch that is kept over them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn, Protocol

import numpy as np

import lossedu
from lossedu.grading import _worker
from lossedu.grading._frames import pack
from lossedu.grading._run import OUTPUT_CAP, Limits, Raw
from lossedu.grading._scratch import scratch

TICK = 0.05  # how long a look at the pipes may take
GRACE = 0.15  # how long a process may need to end after its pipes are closed
WAITID = hasattr(os, "waitid")  # macOS has it from Python 3.13 on
ONE_THREAD = {
    name + "_NUM_THREADS": "1"
    for name in ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB_MAXIMUM", "NUMEXPR")
} | {"VECLIB_MAXIMUM_THREADS": "1"}
# Python 3.10 has no flag that keeps the current folder off the path without -E.
BOOT = "import sys; sys.path[:] = filter(None, [*sys.path, *sys.argv[1:]]); "
BOOT += "del sys.argv[1:]; from lossedu.grading.{} import main; main()"


class Child(Protocol):
    """A process under watch: one of this process, or of a server."""

    def has_ended(self) -> bool:
        """Tell whether it has ended, without taking its status yet."""

    def end(self, patient: bool) -> int:
        """Kill it with all that it started, and return its status.

        A patient end first gives it the moment that it needs to end by itself.
        """


def forked(
    function: Any, cases: Sequence[_worker.Case], limits: Limits, most: int
) -> Raw:
    """Fork, call the function in the child, and return what it sent."""
    frames, frames_end = os.pipe()
    output, output_end = os.pipe()
    pid = _fork()
    if pid == 0:
        _be_child(function, cases, frames_end, output_end, limits)
    os.close(frames_end)
    os.close(output_end)
    try:
        return _watch(Own(pid), frames, output, limits, most)
    finally:
        os.close(frames)
        os.close(output)


def _fork() -> int:
    """Fork, although a notebook's kernel has several threads.

    Python 3.12 and later warn that the child may wait for a lock that a thread of
    the parent held. The child calls one function and ends without cleaning up, and
    if it does wait, the limit on time ends it: the warning is answered here.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*fork", DeprecationWarning)
        return os.fork()


def _be_child(
    function: Any,
    cases: Sequence[_worker.Case],
    frames: int,
    output: int,
    limits: Limits,
) -> NoReturn:
    """Leave the parent's session and files, and serve; never return."""
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        out = _worker.Descriptors(output)
        pipe = _alone(frames, out)
        # BLAS starts its threads anew after a fork, and each maps memory of its own.
        threads = (os.cpu_count() or 1) * (64 << 20)
        _worker.limit(limits.seconds, limits.memory + threads, files=False)
        _worker.write_all(pipe, pack({"kind": "hello"}))
        _worker.serve(function, cases, lambda b: _worker.write_all(pipe, b), out)
        out.flush()
    finally:
        os._exit(0)


def _alone(frames: int, out: _worker.Descriptors) -> int:
    """Close whatever else the parent has open, its sockets above all."""
    keep = sorted({0, 1, 2, frames, *out.descriptors})
    for below, above in zip(keep, [*keep[1:], 1 << 16], strict=True):
        os.closerange(below + 1, above)
    return frames


def interpreted(
    head: dict[str, Any], cases: Sequence[_worker.Case], limits: Limits, most: int
) -> Raw:
    """Run the source in a new interpreter that has nothing of this one."""
    with requested(head, cases, limits) as (request, folder):
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with start("_worker", folder, stdin=request, **streams) as process:
            return _watched(process, limits, most)


@contextlib.contextmanager
def requested(
    head: dict[str, Any], cases: Sequence[_worker.Case], limits: Limits
) -> Iterator[tuple[IO[bytes], str]]:
    """Give the file from which a worker reads its request, and a folder to work in."""
    head = {**head, "seconds": limits.seconds, "memory": limits.memory}
    request = pack(head) + b"".join(_worker.pack_case(case) for case in cases)
    with scratch() as folder, tempfile.TemporaryFile() as file:
        # A file and not a pipe: nobody has to write while the child reads.
        file.write(request)
        file.seek(0)
        yield file, folder


def start(module: str, folder: str, **streams: Any) -> subprocess.Popen[bytes]:
    """Start an isolated interpreter in which a module of this package is the program.

    What `-I` would do is done by hand, because it ignores the fixed hash seed as
    well: no variable of the environment is let in but ours, and no folder.
    """
    flags = ["-s", "-S", "-B", "-X", "utf8"]
    paths = [str(Path(package).parents[1]) for package in _packages()]
    return subprocess.Popen(
        [sys.executable, *flags, "-c", BOOT.format(module), *paths],
        bufsize=0,
        cwd=folder,
        env=_environment(),
        start_new_session=True,
        **streams,
    )


def _packages() -> list[str]:
    """Return where the two packages are: without `site`, nothing else says it."""
    return [str(lossedu.__file__), str(np.__file__)]


def _environment() -> dict[str, str]:
    """Return an environment with nothing of the learner's, and one BLAS thread.

    With the seed of the hashes, the order of a set is the same in every run.
    """
    needed = ("SYSTEMROOT",) if os.name == "nt" else ()
    kept = {name: os.environ[name] for name in needed}
    return ONE_THREAD | {"PYTHONHASHSEED": "0"} | kept


def _watched(process: subprocess.Popen[bytes], limits: Limits, most: int) -> Raw:
    if os.name == "nt":
        return _communicate(process, limits)
    assert process.stdout is not None
    assert process.stderr is not None
    frames, output = process.stdout.fileno(), process.stderr.fileno()
    raw = _watch(Own(process.pid), frames, output, limits, most)
    process.returncode = raw.status  # it has been waited for already
    return raw


def _communicate(process: subprocess.Popen[bytes], limits: Limits) -> Raw:
    """Wait without selectors, which know no pipes on Windows; caps come after."""
    try:
        frames, output = process.communicate(timeout=limits.startup + limits.seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        frames, output = process.communicate()
        return Raw(frames, output[:OUTPUT_CAP], "time")
    return Raw(frames, output[:OUTPUT_CAP], "closed", process.returncode)


def _watch(child: Child, frames: int, output: int, limits: Limits, most: int) -> Raw:
    """Read both pipes until they close or a limit is met; then end the whole group."""
    got = {frames: bytearray(), output: bytearray()}
    ended = ""
    try:
        ended = _read(child, got, {frames: most, output: OUTPUT_CAP}, limits)
    finally:  # also when the reader interrupts the check
        status = child.end(patient=ended == "closed")
    return Raw(bytes(got[frames]), bytes(got[output]), ended, status)


def _read(
    child: Child, got: dict[int, bytearray], caps: dict[int, int], limits: Limits
) -> str:
    """Fill the buffers, and return why there is nothing more to read."""
    frames = next(iter(got))
    deadline, over = time.monotonic() + limits.startup, False
    with selectors.DefaultSelector() as selector:
        for pipe in got:
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                return "lingering" if over else "time"
            started = bool(got[frames])
            ready = selector.select(min(left, TICK))
            for key, _ in ready:
                _take(selector, key.fd, got[key.fd], caps[key.fd], key.fd == frames)
            if got[frames] and not started:
                deadline = time.monotonic() + limits.seconds
            if len(got[frames]) > caps[frames]:
                return "flood"
            if not ready and not over and child.has_ended():
                # Somebody else holds the pipes: another process that it started.
                deadline, over = time.monotonic() + GRACE, True
    return "closed"


def _take(
    selector: selectors.BaseSelector, pipe: int, kept: bytearray, cap: int, whole: bool
) -> None:
    """Read a piece; of prints only the beginning is kept, of frames one piece over."""
    data = os.read(pipe, 1 << 16)
    if not data:
        selector.unregister(pipe)
    kept += data if whole else data[: max(0, cap - len(kept))]


class Own:
    """A child of this process, which leads a group of its own."""

    def __init__(self, pid: int) -> None:
        """Take the number that `fork` gave."""
        self.pid = pid

    def has_ended(self) -> bool:
        """Look whether the child has ended.

        As long as nobody takes its status, its number belongs to no other process.
        """
        if not WAITID:
            return False
        look = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self.pid, look) is not None

    def end(self, patient: bool) -> int:
        """Kill the child and all that it started, and return the child's status."""
        if patient:
            self._await_end()
        kill(self.pid)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _await_end(self) -> None:
        end = time.monotonic() + (GRACE if WAITID else 0)
        while not self.has_ended() and time.monotonic() < end:
            time.sleep(0.001)


def kill(pid: int) -> None:
    """Kill a process and its group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)  # it may not have had its own group yet


def hide() -> None:
    """Keep other processes of the user out of this memory, as far as Linux does it.

    Whoever may look into every process, as root may, is not kept out.
    """
    control(4, 0)  # PR_SET_DUMPABLE


def control(option: int, value: int) -> None:
    """Set what Linux knows of this process; where there is none, do nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, ctypes.c_ulong(value), 0, 0, 0)
