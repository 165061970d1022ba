"""The server of `_warm`: a process that has NumPy and forks a child for an answer.

It is started as isolated as the interpreter of a single answer, learns no expected
value, and reads nothing that a child writes: an answer meets what one would meet in
a fresh interpreter, only sooner.
"""

from __future__ import annotations

import contextlib
import gc
import os
import random
import socket
import struct
import time
from pathlib import Path
from typing import NoReturn

import numpy as np
import numpy.random  # with what a child would import first, each one anew

from lossedu.grading import _process, _worker

with contextlib.suppress(ImportError):
    import resource  # noqa: F401

RUN, LOOK, AWAIT, KILL = b"R", b"?", b"W", b"K"  # what the judge's side may ask
FILES = 4  # that come with RUN: request, frames, output, folder
REPLY = struct.Struct("<i")
SWEEP = 1.0  # seconds to spend on what an answer left behind


def main() -> None:
    """Serve on standard input, a socket, until the other side has closed it."""
    _protect()
    gc.collect()
    gc.freeze()  # what no collection touches is not copied into the children
    child: _process.Own | None = None
    with socket.socket(fileno=os.dup(0)) as control:
        while asked := _asked(control):
            command, files = asked
            if command == RUN:
                child = _process.Own(_forked(files))
                reply = child.pid
            elif child is not None:
                reply = _done(command, child)
                child = child if command == LOOK else None
            control.sendall(REPLY.pack(reply))
    if child is not None:
        _done(KILL, child)


def _asked(control: socket.socket) -> tuple[bytes, list[int]] | None:
    """Return the next command with its files, or None if nobody is there any more."""
    command, files, _, _ = socket.recv_fds(control, 1, FILES)
    return (command, files) if command else None


def _done(command: bytes, child: _process.Own) -> int:
    """Carry out a command that concerns a child."""
    if command == LOOK:
        return child.has_ended()
    status = child.end(patient=command == AWAIT)
    _sweep()
    return status


def _protect() -> None:
    """Keep other processes of the user out of this memory, and take in orphans.

    Where the platform knows neither (macOS), the answer could do as much to the
    process that judges: it is what a container is for.
    """
    _process.hide()
    _process.control(36, 1)  # PR_SET_CHILD_SUBREAPER


def _forked(files: list[int]) -> int:
    pid = _process._fork()
    if pid == 0:
        _be_child(files)
    for file in files:
        os.close(file)
    return pid


def _be_child(files: list[int]) -> NoReturn:
    """Become what a fresh interpreter is: its three streams, and nothing else."""
    try:
        os.setsid()
        *streams, folder = files
        os.fchdir(folder)
        for number, file in enumerate(streams):
            os.dup2(file, number)
        os.closerange(len(streams), 1 << 16)
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002 - an answer may use the global generator
        _worker.main()
    finally:
        os._exit(1)


def _sweep() -> None:
    """Kill what an answer started outside its group: it has become a child of ours."""
    end = time.monotonic() + SWEEP
    while (left := _children()) and time.monotonic() < end:
        for pid in left:
            _process.kill(pid)
        for pid in left:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _children() -> list[int]:
    file = Path(f"/proc/self/task/{os.getpid()}/children")
    try:
        return [int(pid) for pid in file.read_text(encoding="ascii").split()]
    except OSError:  # not Linux, or built without
        return []
