"""What every command of the terminal needs."""

from __future__ import annotations

import argparse
import codecs
import os
import shutil
import sys
import textwrap
from collections.abc import Callable
from typing import Protocol

Command = Callable[[argparse.Namespace], tuple[str, int]]
USAGE = 64  # exit code of a command that cannot be carried out as it was given
# What stands for a symbol on a terminal that does not have it.
PLAIN = {"✓": "+", "✗": "x", "○": "o", "·": ".", "↻": "~", "…": "...", "—": "-"}
PLAIN |= {"█": "#", "░": ".", "−": "-", "×": "x", "’": "'"}


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


def paint(said: str, codes: str) -> str:
    """Return the text in a colour or weight, where there is colour."""
    return f"\x1b[{codes}m{said}\x1b[0m" if said and colour() else said


def fill(said: str, columns: int, hanging: str = "") -> str:
    """Wrap a paragraph at spaces alone: a command or an option stays in one piece."""
    return textwrap.fill(
        " ".join(said.split()),
        columns,
        subsequent_indent=hanging,
        break_on_hyphens=False,
    )


def show(said: str) -> bool:
    """Print, and tell whether anybody reads: `| head` may have had enough."""
    data = (said + "\n").encode(sys.stdout.encoding or "utf-8", "lossedu.plain")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except OSError:  # a closed pipe, or a terminal that was closed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def warn(said: str) -> None:
    """Say something beside the command's output, which programs may read."""
    sys.stdout.flush()
    print(f"lossedu: {said}", file=sys.stderr, flush=True)


def _plain(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    missing = error.object[error.start : error.end]
    return "".join(PLAIN.get(c, "?") for c in missing), error.end


codecs.register_error("lossedu.plain", _plain)
