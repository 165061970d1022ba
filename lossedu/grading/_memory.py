"""What is remembered: one small file beside the exercises.

It is written in one step and under a lock, so that a crash leaves the old file or the
new one, and two commands at once lose nothing. Where there is no such lock (Windows,
some network drives), a command reads the file again just before it writes: of two
within the same few milliseconds the later one wins.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

import lossedu
from lossedu.grading._files import set_aside, write_whole

FOLDER = "exercises"
NAME = ".lossedu.json"
VERSION = 1
PATIENCE = 5.0  # seconds to wait for another command that writes
# An entry without braces inside: what is whole in a file that is not.
ENTRY = re.compile(r'"(\w+)"\s*:\s*(\{[^{}]*\})')


class Unkept(Exception):
    """Progress could not be kept; the text says why, and what to do."""


@dataclass
class Record:
    """What is remembered of one exercise.

    Attributes
    ----------
    passed : str
        Fingerprint of the exercise that was passed; empty if none was.
    lossedu : str
        Version of the package in which it was passed.
    hints : int
        Number of hints that were shown.
    attempts : int
        Number of answers that were judged until one was right.
    """

    passed: str = ""
    lossedu: str = ""
    hints: int = 0
    attempts: int = 0


@dataclass
class Memory:
    """What is remembered of all exercises.

    Attributes
    ----------
    records : dict
        A `Record` by id; ``memory[id]`` makes one where there is none.
    notice : str
        A sentence for the learner if the file could not be read as it should be.
    """

    records: dict[str, Record] = field(default_factory=dict)
    notice: str = ""

    def __getitem__(self, name: str) -> Record:
        return self.records.setdefault(name, Record())

    def judged(self, name: str, version: str, *, right: bool) -> None:
        """Count an answer, and the pass if it is right; later ones change nothing."""
        record = self[name]
        if record.passed == version:
            return
        record.attempts += 1
        if right:
            record.passed, record.lossedu = version, lossedu.__version__

    def hint(self, name: str, of: int) -> int:
        """Return which hint is next, and remember that it was read; the last stays."""
        number = min(self[name].hints, of - 1)
        self[name].hints = number + 1
        return number

    def forget(self, name: str) -> None:
        """Forget all about one exercise."""
        self.records.pop(name, None)

    @classmethod
    def find(cls, start: Path) -> Path | None:
        """Return the folder of the nearest file at or above a path, if there is one.

        A file that belongs to another user is passed over.
        """
        for above in [start.resolve(), *start.resolve().parents]:
            if _is_ours(above / FOLDER / NAME):
                return above / FOLDER
        return None

    @classmethod
    def load(cls, folder: Path) -> Memory:
        """Read the file. A missing one is empty; a damaged one is repaired and told."""
        file = folder / NAME
        try:
            found = _read(file)
        except OSError as error:
            return cls(notice=f"{_shown(file)} cannot be read ({error.strerror}).")
        if found.state != "damaged":
            return found.memory
        try:
            return cls.change(folder, lambda _: None)
        except Unkept as error:
            return cls(found.memory.records, f"{_shown(file)} is damaged. {error}")

    @classmethod
    def change(cls, folder: Path, change: Callable[[Memory], object]) -> Memory:
        """Read the file, let a function change what it says, and write it.

        Raises
        ------
        Unkept
            If that is not possible. The file is then as it was.
        """
        file = folder / NAME
        try:
            folder.mkdir(exist_ok=True)
            with _locked(folder):
                return _changed(file, change)
        except OSError as error:
            raise Unkept(_unwritable(file, error)) from error


class _Found(NamedTuple):
    """What a file holds: its state is "whole", "damaged" or "newer"."""

    memory: Memory
    state: str
    data: bytes


def _changed(file: Path, change: Callable[[Memory], object]) -> Memory:
    memory, state, data = _read(file)
    if state == "newer":
        raise Unkept(
            f"{_shown(file)} was written by a newer lossedu and was left as it is, so "
            "this was not kept. Update lossedu, or move the file away."
        )
    before = _written(memory)
    change(memory)
    if state == "damaged":
        memory.notice = _set_aside(file, data)
    if state == "damaged" or _written(memory) != before:
        write_whole(file, _written(memory))
    return memory


def _set_aside(file: Path, data: bytes) -> str:
    """Keep a copy of a damaged file, and say so."""
    copy = set_aside(file, ".damaged", data)
    return (
        f"{_shown(file)} was damaged. What could be read of it counts; the damaged "
        f"file is kept as {copy.name}."
    )


def _read(file: Path) -> _Found:
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return _Found(Memory(), "whole", b"")
    text = data.decode("utf-8", "replace")
    try:
        version, entries = _parts(text)
        if version > VERSION:
            return _Found(Memory(_salvaged(text)), "newer", data)
        records = {name: _record(entry) for name, entry in entries.items()}
        return _Found(Memory(records), "whole", data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _Found(Memory(_salvaged(text)), "damaged", data)


def _parts(text: str) -> tuple[int, dict[str, Any]]:
    data = json.loads(text)
    version = data["version"]
    if type(version) is not int or version < 1:
        raise ValueError("the version is no version")
    return version, data["exercises"]


def _record(entry: dict[str, Any]) -> Record:
    record = Record(**entry)
    for part in fields(Record):
        value = getattr(record, part.name)
        if type(value) is not type(part.default):
            raise TypeError(f"{part.name} is of another type")
        if isinstance(value, int) and value < 0:
            raise ValueError(f"{part.name} is below 0")
    return record


def _salvaged(text: str) -> dict[str, Record]:
    """Return the entries that are whole, of each the fields that are known."""
    known = {part.name for part in fields(Record)}
    records = {}
    for name, entry in ENTRY.findall(text):
        with contextlib.suppress(ValueError, TypeError):
            found = {k: v for k, v in json.loads(entry).items() if k in known}
            records[name] = _record(found)
    return records


def _written(memory: Memory) -> bytes:
    kept = {n: asdict(r) for n, r in memory.records.items() if r != Record()}
    data = {"version": VERSION, "exercises": dict(sorted(kept.items()))}
    return (json.dumps(data, indent=2) + "\n").encode()


def _unwritable(file: Path, error: OSError) -> str:
    return (
        f"{_shown(file)} cannot be written ({error.strerror}), so this was not kept. "
        "Make the folder writable, or work in another one."
    )


def _shown(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def _is_ours(file: Path) -> bool:
    try:
        return file.is_file() and (
            not hasattr(os, "getuid") or file.stat().st_uid == os.getuid()
        )
    except OSError:
        return False


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Be the only one who writes there. The lock is the folder's: it leaves no file."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _await(lambda: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB), folder)
        yield
    finally:
        os.close(handle)


def _await(lock: Callable[[], None], folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            return lock()
        except BlockingIOError:
            time.sleep(0.01)
        except OSError:  # this file system has no locks
            return None
    raise Unkept(
        f"Another command has been writing in {folder.name} for {PATIENCE:g} s, so "
        "this was not kept. End it, and try again."
    )
