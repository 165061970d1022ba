"""Writing files so that a crash at any moment loses nothing."""

from __future__ import annotations

import contextlib
import os
from itertools import count
from pathlib import Path


def write_whole(file: Path, data: bytes) -> None:
    """Write a file in one step: a crash leaves the whole old one or the whole new one.

    What a crash left of an earlier attempt is removed.
    """
    for stale in file.parent.glob(f"{file.name}.*.tmp"):
        with contextlib.suppress(OSError):
            stale.unlink()
    temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        write_new(temporary, data)
        os.replace(temporary, file)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _settle(file.parent)


def write_new(file: Path, data: bytes) -> None:
    """Write a file that must not be there yet, and wait until the disk has it.

    Raises
    ------
    FileExistsError
        If it is there.
    """
    with file.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def set_aside(file: Path, suffix: str, data: bytes) -> Path:
    """Write a copy beside a file, over no earlier copy, and return where it is."""
    for number in count():
        copy = file.with_name(f"{file.name}{suffix}{number or ''}")
        with contextlib.suppress(FileExistsError):
            write_new(copy, data)
            return copy
    raise AssertionError("there are numbers without end")


def _settle(folder: Path) -> None:
    """Wait until the disk has the folder's new entry, where a system can be asked."""
    with contextlib.suppress(OSError):  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
