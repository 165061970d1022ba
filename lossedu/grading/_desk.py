"""The learner's folder: the answers in it, and how far each exercise is."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lossedu.grading._exercise import HINTS, Exercise, find, shelf
from lossedu.grading._files import set_aside, write_new, write_whole
from lossedu.grading._judge import Verdict
from lossedu.grading._memory import FOLDER, NAME, Memory, Unkept
from lossedu.grading._terminal import UsageError, fill, warn, width

State = Literal["passed", "older", "started", "new"]
DONE = "Every exercise is passed. To see them: lossedu list"
COMMENT = 79  # columns of the task in a file


@dataclass(frozen=True)
class Standing:
    """How far one exercise is.

    Attributes
    ----------
    id, chapter : str
        The exercise, and the page of the book that it belongs to.
    state : str
        "passed", "older" (passed before the exercise changed), "started" or "new".
    hints : int
        Number of hints that were read.
    attempts : int
        Number of answers that were judged until one was right.
    """

    id: str
    chapter: str
    state: State
    hints: int
    attempts: int


@dataclass(frozen=True)
class Desk:
    """A folder of answers."""

    folder: Path

    @classmethod
    def here(cls) -> Desk:
        """Return the folder `exercises` of this place, or the one we are in or under.

        Where there is none it is the one that will be made here.
        """
        try:
            here = Path.cwd()
        except OSError:
            raise UsageError("This folder is gone. Go to another one.") from None
        if (here / FOLDER).is_dir():
            return cls(here / FOLDER)
        return cls(_inside(here) or Memory.find(here) or here / FOLDER)

    def file(self, name: str) -> Path:
        """Return where the answer to an exercise stands."""
        return self.folder / f"{name}.py"

    def shown(self, name: str) -> str:
        """Return that place as it is seen from here."""
        return Path(os.path.relpath(self.file(name))).as_posix()

    def memory(self) -> Memory:
        """Return what is remembered, and tell the learner if it was damaged."""
        memory = Memory.load(self.folder)
        if memory.notice:
            warn(memory.notice)
        return memory

    def standings(self) -> list[Standing]:
        """Return how far every exercise is, in the book's order."""
        memory = self.memory()
        return [self._standing(find(name), memory) for name in shelf()]

    def _standing(self, exercise: Exercise, memory: Memory) -> Standing:
        record, name = memory[exercise.id], exercise.id
        state: State = "started" if self.file(name).exists() else "new"
        if record.passed:
            state = "passed" if record.passed == exercise.version else "older"
        return Standing(name, exercise.chapter, state, record.hints, record.attempts)

    def following(self, name: str = "", passed: Collection[str] = ()) -> str | None:
        """Return the next exercise that was never passed, after one and then around.

        What was passed is remembered; where that failed, the caller knows more.
        """
        todo = {s.id for s in self.standings() if s.state in ("started", "new")}
        todo -= {name, *passed}
        names = list(shelf())
        after = names.index(name) + 1 if name else 0
        around = (n for n in names[after:] + names[:after] if n in todo)
        return next(around, None)

    def write_starter(self, exercise: Exercise) -> bool:
        """Write the file to work in, never over an answer; tell whether it was new."""
        file = self.file(exercise.id)
        try:
            self.folder.mkdir(exist_ok=True)
            write_new(file, starter(exercise).encode())
        except FileExistsError:
            if self.folder.is_dir():
                return False
            text = f"There is a file called {self.folder.name} where the folder of the"
            raise UsageError(f"{text} exercises belongs. Rename it.") from None
        except OSError as error:
            raise _unwritable(self.shown(exercise.id), error) from None
        return True

    def open(self, exercise: Exercise) -> str:
        """Write the starter where there is no answer; return task, page and file."""
        written = self.write_starter(exercise)
        paragraphs = exercise.task.split("\n\n")
        state = "written" if written else "there already, and left as it is"
        return "\n\n".join(
            [
                *(fill(paragraph, width()) for paragraph in paragraphs),
                f"In the book: {exercise.link}\n{self.shown(exercise.id)} is {state}.",
            ]
        )

    def reset(self, exercise: Exercise) -> str:
        """Put the starter back and forget the exercise; say what became of it all."""
        file, name = self.file(exercise.id), exercise.id
        fresh = starter(exercise).encode()
        try:
            self.folder.mkdir(exist_ok=True)
            state = "again" if file.exists() else "now"
            old = file.read_bytes() if file.exists() else fresh
            copy = set_aside(file, ".bak", old) if old != fresh else None
            write_whole(file, fresh)
        except OSError as error:
            raise _unwritable(self.shown(name), error) from None
        kept = f"; what you wrote is kept as {copy.name}" if copy else ""
        self.remember(lambda memory: memory.forget(name))
        return (
            f"{self.shown(name)} is the starter {state}{kept}. The pass and the hints "
            f"of {name} are forgotten."
        )

    def remember(self, change: Callable[[Memory], object]) -> None:
        """Change what is remembered; where that cannot be kept, say so and go on."""
        try:
            memory = Memory.change(self.folder, change)
        except Unkept as error:
            return warn(str(error))
        if memory.notice:
            warn(memory.notice)

    def count(self, verdicts: Iterable[Verdict]) -> None:
        """Remember which answers were judged, where there is a folder of answers."""
        made = [v for v in verdicts if v.status != "not attempted"]

        def change(memory: Memory) -> None:
            for verdict in made:
                name, right = verdict.exercise, verdict.status == "right"
                memory.judged(name, find(name).version, right=right)

        if made and self.folder.is_dir():
            self.remember(change)

    def hint(self, exercise: Exercise) -> str:
        """Return the next hint, and remember that it was read."""
        number = self.memory().hint(exercise.id, HINTS)
        self.remember(lambda memory: memory.hint(exercise.id, HINTS))
        return exercise.hints[number]


def starter(exercise: Exercise) -> str:
    """Return what a file holds at first: the task as a comment, and the starter."""
    paragraphs = exercise.task.split("\n\n")
    notes = "\n\n".join(fill(part, COMMENT - 2) for part in paragraphs)
    notes += f"\n\nIn the book:\n{exercise.link}"
    notes += f"\nTo have it judged: lossedu check {exercise.id}"
    comment = "\n".join(f"# {line}".rstrip() for line in notes.splitlines())
    return f"{comment}\n\n{exercise.starter}"


def _inside(here: Path) -> Path | None:
    """Return this folder if it is one of answers."""
    if (here / NAME).is_file():
        return here
    answers = any((here / f"{name}.py").exists() for name in shelf())
    return here if here.name == FOLDER and answers else None


def _unwritable(shown: str, error: OSError) -> UsageError:
    return UsageError(
        f"{shown} cannot be written ({error.strerror}). Make the folder writable, or "
        "work in another one."
    )
