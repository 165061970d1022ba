"""Judge an answer whenever it is saved.

`Settling` tells from how a file looks when it was saved, and `Session` what is to be
done when something happens; both know no file, no clock and no terminal. `_Loop` does
it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Literal

from lossedu.grading import _overview
from lossedu.grading._answers import Run, judged
from lossedu.grading._desk import DONE, Desk, starter
from lossedu.grading._exercise import Exercise, find
from lossedu.grading._judge import Verdict
from lossedu.grading._keys import Ended, Wait, keyboard
from lossedu.grading._report import text
from lossedu.grading._run import Limits, run_source
from lossedu.grading._terminal import UsageError, colour, fill, paint, show, width

Stamp = tuple[int, int, int]  # when it was changed, how long it is, which file it is
Event = Literal["saved", "gone"]

TICK = 0.05  # seconds between two looks at the file
SETTLED = 0.04  # a file that has not changed for so long is written
# Editors empty a file or move it away before they write: that is not what was saved.
UNLIKELY = 0.4
LAST = "Every other exercise is passed."
KEYS = "h hint   l list   n next   q quit"


class Settling:
    """Tells from looks at a file when it was saved, and when it is gone."""

    def __init__(self, known: Stamp | None, now: float) -> None:
        self._known, self._seen, self._since = known, known, now

    def look(self, stamp: Stamp | None, now: float) -> Event | None:
        """Return what happened, once the file has been so for long enough."""
        if stamp != self._seen:
            self._seen, self._since = stamp, now
        empty = stamp is None or stamp[1] == 0
        if stamp == self._known or now - self._since < (UNLIKELY if empty else SETTLED):
            return None
        self._known = stamp
        return "gone" if stamp is None else "saved"


class Do(Enum):
    """What is to be done."""

    OPEN = auto()  # write the starter if there is none, and print the task
    JUDGE = auto()
    GONE = auto()  # say that the file is not there
    HINT = auto()
    LIST = auto()
    LAST = auto()  # say that there is no other one left
    DONE = auto()  # say that all are passed
    STOP = auto()


@dataclass
class Session:
    """Which exercise is watched, what was done, and what is to be done next."""

    current: str
    following: Callable[[str, Collection[str]], str | None]
    judged: int = 0
    passed: list[str] = field(default_factory=list)

    def happened(self, event: str) -> list[Do]:
        """Return what to do when the file was saved or is gone, or at a key."""
        if event == "n":
            return self._move() or [Do.LAST]
        done = {"saved": Do.JUDGE, "gone": Do.GONE, "h": Do.HINT, "l": Do.LIST}
        done |= {"q": Do.STOP, "\x03": Do.STOP, "\x04": Do.STOP}
        return [done[event]] if event in done else []

    def verdict(self, *, right: bool) -> list[Do]:
        """Count a verdict; after a right answer the next exercise is watched."""
        self.judged += 1
        if not right:
            return []
        if self.current not in self.passed:
            self.passed.append(self.current)
        return self._move() or [Do.DONE, Do.STOP]

    def _move(self) -> list[Do]:
        name = self.following(self.current, self.passed)
        if name is None:
            return []
        self.current = name
        return [Do.OPEN]

    def summary(self) -> str:
        """Return what was done, in a line."""
        times = {0: "Nothing was judged", 1: "Judged once"}
        said = times.get(self.judged, f"Judged {self.judged} times")
        names = f": {', '.join(self.passed)}" if self.passed else ""
        return f"{said}, {len(self.passed)} passed{names}."


def watch(
    desk: Desk, name: str, limits: Limits, run: Run = run_source
) -> tuple[str, int]:
    """Judge an answer whenever it is saved, until a key or a signal ends it.

    Parameters
    ----------
    desk : Desk
        The folder of answers.
    name : str
        Id of the exercise to begin with.
    limits : Limits
        What an answer may use.
    run : callable
        Runs the text of an answer.

    Returns
    -------
    tuple
        What was done, in a line, and the exit code.
    """
    session, code = Session(name, desk.following), 0
    try:
        with keyboard() as (wait, keys):
            _Loop(desk, session, limits, run, wait, keys).run()
    except KeyboardInterrupt:
        show("")  # below the ^C that the terminal wrote
    except Ended as ended:
        code = 128 + ended.number
    return fill(session.summary(), width()), code


class _Loop:
    """Look at the file and the keys, and do what the session says."""

    def __init__(
        self,
        desk: Desk,
        session: Session,
        limits: Limits,
        run: Run,
        wait: Wait,
        keys: bool,
    ) -> None:
        self.desk, self.session, self.limits, self.judge_by = desk, session, limits, run
        self.wait, self.keys = wait, keys
        self.going = True

    @property
    def file(self) -> Path:
        return self.desk.file(self.session.current)

    def run(self) -> None:
        self.act([Do.OPEN])
        self.prepare()
        while self.going:
            for key in self.wait(TICK).lower():
                self.act(self.session.happened(key))
            event = self.settling.look(_stamp(self.file), time.monotonic())
            if event and self.going:
                self.act(self.session.happened(event))

    def prepare(self) -> None:
        """Run a starter, for what a runner starts once should not wait for a save."""
        exercise = find(self.session.current)
        source, probes = exercise.starter, exercise.cases()
        self.judge_by(exercise, probes, source, exercise.id, self.limits)

    def act(self, what: list[Do]) -> None:
        ways = {
            Do.OPEN: self.turn,
            Do.JUDGE: self.judge,
            Do.GONE: self.gone,
            Do.HINT: self.hint,
            Do.LIST: self.overview,
            Do.LAST: lambda: self.say(LAST),
            Do.DONE: lambda: self.say(DONE),
            Do.STOP: self.stop,
        }
        for one in what:
            ways[one]()

    def say(self, *said: str) -> None:
        """Print, with an empty line before it; end if nobody reads any more."""
        self.going = show("\n" + "\n\n".join(said)) and self.going

    def stop(self) -> None:
        self.going = False

    def turn(self) -> None:
        """Turn to an exercise; what was written before is like a save."""
        exercise = find(self.session.current)
        self.say(self.desk.open(exercise))
        state = {s.id: s.state for s in self.desk.standings()}[exercise.id]
        stamp = _stamp(self.file)
        begun = state != "passed" and _is_begun(self.file, exercise)
        self.settling = Settling(None if begun else stamp, time.monotonic())
        if self.keys and not begun:
            self.say(paint(KEYS, "2"))

    def judge(self) -> None:
        before = _stamp(self.file)
        try:
            verdict = judged(
                find(self.session.current), self.file, self.limits, self.judge_by
            )
        except UsageError as error:
            return self.say(str(error))
        if _stamp(self.file) == before:  # else it was saved anew, and is judged anew
            self.tell(verdict)

    def tell(self, verdict: Verdict) -> None:
        self.desk.count([verdict])
        then = self.session.verdict(right=verdict.status == "right")
        menu = [paint(KEYS, "2")] if self.keys and verdict.status != "right" else []
        self.say(text(verdict, width=width(), colour=colour()), *menu)
        self.act(then)

    def gone(self) -> None:
        shown = self.desk.shown(self.session.current)
        self.say(f"{shown} is gone. It is judged again once it is there.")

    def overview(self) -> None:
        self.say(_overview.by_exercise(self.desk.standings()))

    def hint(self) -> None:
        self.say(fill(self.desk.hint(find(self.session.current)), width()))


def _is_begun(file: Path, exercise: Exercise) -> bool:
    """Tell whether there is more than the starter to judge, or why there is not."""
    try:
        return file.read_bytes() != starter(exercise).encode()
    except OSError:
        return True


def _stamp(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
