"""What every command of the terminal needs."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from typing import Protocol

Command = Callable[[argparse.Namespace], tuple[str, int]]
USAGE = 64  # exit code of a command that cannot be carried out as it was given


class Add(Protocol):
    """Adds a command to the command line."""

    def __call__(
        self, name: str, function: Command, what: str
    ) -> argparse.ArgumentParser:
        """Return the parser of the command, which takes its arguments.

        The function returns what to print and the exit code.
        """


class UsageError(Exception):
    """The command cannot be carried out as it was given."""


def seconds(given: str) -> float:
    """Read a limit on time from an argument."""
    value = float(given)
    if not 0 < value <= 3600:
        raise argparse.ArgumentTypeError("it must be above 0 and at most 3600")
    return value


def width() -> int:
    """Return the columns to write in: those of the terminal, at most 80."""
    return max(20, min(shutil.get_terminal_size().columns or 80, 80))


def colour() -> bool:
    """Tell whether to colour: on a terminal, unless NO_COLOR asks for none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def show(said: str) -> None:
    """Print, and do not complain if the reader (`| head`) has had enough."""
    data = (said + "\n").encode(sys.stdout.encoding or "utf-8", "replace")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
