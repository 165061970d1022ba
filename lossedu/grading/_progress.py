"""How far a long command has come, on standard error."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from lossedu.grading._terminal import width

EARLY = 3.0  # seconds and
FEW = 10  # pieces of work before which no estimate is worth giving
SELDOM = 30.0  # seconds between two lines where nobody watches


class Progress:
    """A bar with the time left on a terminal, elsewhere a line now and then."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        """Take the number of pieces; the time runs from here."""
        self._total, self._stream = total, stream or sys.stderr
        self._started = self._told = time.monotonic()
        self._bar = self._stream.isatty()
        self._drawn = -1.0

    @property
    def seconds(self) -> float:
        """Time since the start."""
        return time.monotonic() - self._started

    def show(self, done: int) -> None:
        """Say how many pieces are done."""
        now = time.monotonic()
        if self._bar and (now - self._drawn > 0.1 or done == self._total):
            self._drawn = now
            self._stream.write(f"\r{self._line(done)}\x1b[K")
            self._stream.flush()
        elif not self._bar and now - self._told > SELDOM:
            self._told = now
            self._stream.write(f"{done} of {self._total}, {self._left(done)}\n")
            self._stream.flush()

    def close(self) -> None:
        """Leave the line of the bar."""
        if self._bar and self._drawn >= 0:
            self._stream.write("\n")

    def _line(self, done: int) -> str:
        said = f" {done} of {self._total}, {self._left(done)}"
        room = max(4, min(30, width() - len(said) - 3))
        full = room * done // max(1, self._total)
        return f"[{'#' * full}{'.' * (room - full)}]{said}"

    def _left(self, done: int) -> str:
        if done >= self._total:
            return "all done"
        return left(done, self._total, self.seconds)


def left(done: int, total: int, seconds: float) -> str:
    """Say in words how long the rest may take.

    The mean since the start: it grows while an answer hangs and nothing ends, and
    one that hung long ago weighs as much as it will again.
    """
    if done < FEW or seconds < EARLY:
        return "the time left is not known yet"
    rest = (total - done) * seconds / done
    if rest < 60:
        return f"about {max(1, round(rest))} s left"
    if rest < 5400:
        return f"about {round(rest / 60)} min left"
    return f"about {rest / 3600:.1f} h left"
