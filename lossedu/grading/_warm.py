"""Run answers as `run_source` does, in children of a server that is up already.

A fresh interpreter needs a moment to import NumPy, for every answer anew. Here one
server does it once and forks a child for each answer, which is limited, watched and
judged as that interpreter is. Where there is no fork, the interpreter it is.
"""

from __future__ import annotations

import os
import socket
import struct
import subprocess
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from lossedu.grading import _process, _worker
from lossedu.grading._exercise import Exercise, Probe
from lossedu.grading._run import Limits, Outcome, Raw, _cases, _most, read, run_source
from lossedu.grading._server import AWAIT, KILL, LOOK, REPLY, RUN

PATIENCE = 10.0  # seconds for the server to do what it is asked


class Lost(Exception):
    """The server does not answer any more."""


class Warm:
    """Runs answers, one after the other; end it with `close` or leave its `with`.

    One thread at a time may use it. The server is started by the first answer, and
    anew by the next one if an answer has ended it.
    """

    def __init__(self) -> None:
        """Start nothing yet."""
        self._server: _Server | None = None

    def __enter__(self) -> Warm:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the server; another answer would start a new one."""
        server, self._server = self._server, None
        if server is not None:
            server.close()

    def run(
        self,
        exercise: Exercise,
        probes: Sequence[Probe],
        source: str,
        label: str,
        limits: Limits,
    ) -> Outcome:
        """Run the text of an answer: `run_source`, sooner."""
        if not hasattr(os, "fork"):
            return run_source(exercise, probes, source, label, limits)
        head = {"source": source, "name": exercise.id, "label": label}
        raw = self._raw(head, _cases(probes), limits, _most(probes))
        return read(raw, probes, limits)

    def _raw(
        self,
        head: dict[str, Any],
        cases: Sequence[_worker.Case],
        limits: Limits,
        most: int,
    ) -> Raw:
        """Try twice: the first loss of a server may be another answer's doing."""
        for _ in range(2):
            if self._server is None:
                self._server = _Server()
            try:
                with _process.requested(head, cases, limits) as request:
                    return self._server.run(*request, limits, most)
            except Lost:
                self.close()
            except BaseException:  # interrupted: who knows what it was about to say
                self.close()
                raise
        return Raw(b"", b"", "closed", -9)


class _Server:
    """One server process and the socket to it."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with theirs:
            # Each child goes to a folder of its own.
            self._process = _process.start("_server", os.sep, stdin=theirs, **nowhere)

    def close(self) -> None:
        self._control.close()
        self._process.kill()
        self._process.wait()

    def run(self, request: Any, folder: str, limits: Limits, most: int) -> Raw:
        """Have a child forked, and watch it."""
        frames, frames_end = os.pipe()
        output, output_end = os.pipe()
        try:
            theirs = [frames_end, output_end, os.open(folder, os.O_RDONLY)]
            try:
                pid = self.ask(RUN, limits.startup, [request.fileno(), *theirs])
            finally:
                _close(*theirs)
            child = _Remote(self, pid)
            raw = _process._watch(child, frames, output, limits, most)
        finally:
            _close(frames, output)
        if child.lost:
            raise Lost
        return raw

    def ask(self, command: bytes, seconds: float, files: Sequence[int] = ()) -> int:
        """Send a command, and return the number that comes back."""
        self._control.settimeout(seconds)
        try:
            socket.send_fds(self._control, [command], files)
            data = self._control.recv(REPLY.size, socket.MSG_WAITALL)
            return int(REPLY.unpack(data)[0])
        except (OSError, struct.error) as error:  # a short answer is none
            raise Lost from error


def _close(*files: int) -> None:
    for file in files:
        os.close(file)


class _Remote:
    """A child of the server."""

    def __init__(self, server: _Server, pid: int) -> None:
        self._server, self._pid, self.lost = server, pid, False

    def has_ended(self) -> bool:
        return self.lost or bool(self._asked(LOOK))

    def end(self, patient: bool) -> int:
        status = self._asked(AWAIT if patient else KILL)
        if self.lost:
            _process.kill(self._pid)
        return status

    def _asked(self, command: bytes) -> int:
        try:
            return self._server.ask(command, PATIENCE)
        except Lost:
            self.lost = True
            return 1
