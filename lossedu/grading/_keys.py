"""Single keys from a terminal, and signals that end or suspend a command.

While keys are read the terminal neither echoes them nor waits for Enter. However the
command ends, and while it is suspended, the terminal is as it was before.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

# What an arrow or a function key sends: its letters are no commands.
SPECIAL = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|O.|.)?")
Wait = Callable[[float], str]
Handler = Callable[[int, "FrameType | None"], Any]


class Ended(BaseException):
    """A signal asks the command to end; `number` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextlib.contextmanager
def keyboard() -> Iterator[tuple[Wait, bool]]:
    """Give a function that waits for keys, and whether there are any to wait for."""
    with _handling(dict.fromkeys(_ENDS, _end)):
        if not _is_at_terminal():
            yield _no_keys, False
        elif os.name == "nt":
            yield _windows, True
        else:
            with _posix(sys.stdin.fileno()) as wait:
                yield wait, True


def _is_at_terminal() -> bool:
    """Tell whether keys come here: a job in the background gets none."""
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    if not hasattr(os, "tcgetpgrp"):
        return True
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except OSError:  # a terminal without jobs, as in some containers
        return True


def _no_keys(seconds: float) -> str:
    time.sleep(seconds)
    return ""


def _windows(seconds: float) -> str:
    import msvcrt

    time.sleep(seconds)
    keys = ""
    while msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
        keys += msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
    return "" if keys[:1] in ("\0", "\xe0") else keys  # an arrow, or a function key


@contextlib.contextmanager
def _posix(terminal: int) -> Iterator[Wait]:
    import termios

    before = termios.tcgetattr(terminal)
    keys = termios.tcgetattr(terminal)
    keys[3] &= ~(termios.ICANON | termios.ECHO)

    def turn(mode: list[Any]) -> None:
        with contextlib.suppress(termios.error):  # the terminal may be gone
            termios.tcsetattr(terminal, termios.TCSANOW, mode)

    def suspend(number: int, frame: FrameType | None) -> None:
        turn(before)
        with _handling({number: signal.SIG_DFL}), _suspensions(signal.SIG_UNBLOCK):
            os.kill(os.getpid(), number)  # stops here until it is continued
        turn(keys)

    def wait(seconds: float) -> str:
        with _suspensions(signal.SIG_UNBLOCK):
            return _pressed(terminal, seconds)

    try:
        # A child that is being started would be stopped before it can leave this
        # group, and who starts it wait for ever: so only while keys are waited for.
        with _handling({signal.SIGTSTP: suspend}), _suspensions(signal.SIG_BLOCK):
            turn(keys)
            yield wait
    finally:
        turn(before)


@contextlib.contextmanager
def _suspensions(how: int) -> Iterator[None]:
    """Hold suspensions back, or let them through, for a while."""
    before = signal.pthread_sigmask(how, {signal.SIGTSTP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _pressed(terminal: int, seconds: float) -> str:
    """Return the keys that were pressed; "q" where the terminal is gone."""
    import select

    if not select.select([terminal], [], [], seconds)[0]:
        return ""
    try:
        data = os.read(terminal, 64)
    except OSError:
        return "q"
    return SPECIAL.sub("", data.decode("utf-8", "replace")) if data else "q"


def _end(number: int, _: FrameType | None) -> None:
    raise Ended(number)


_ENDS = [
    getattr(signal, name)
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK")
    if hasattr(signal, name)
]


@contextlib.contextmanager
def _handling(handlers: dict[Any, Any]) -> Iterator[None]:
    """Handle signals in another way for a while."""
    before = {number: signal.signal(number, h) for number, h in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
