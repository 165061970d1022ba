"""A folder for an answer to work in, removed whatever the answer did to it."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator

FLAGS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


@contextlib.contextmanager
def scratch() -> Iterator[str]:
    """Give an empty folder, and remove it with all that was put into it.

    What cannot be removed stays: that is no reason to lose a verdict.
    """
    folder = tempfile.mkdtemp()
    # An answer may put another folder in its place: this one stays the one we made.
    top = None if os.name == "nt" else os.open(folder, FLAGS)
    try:
        yield folder
    finally:
        _remove(folder, top)


def _remove(folder: str, top: int | None) -> None:
    if top is None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        _empty(top)
    os.close(top)
    with contextlib.suppress(OSError):
        try:
            os.rmdir(folder)
        except NotADirectoryError:  # a link or a file in its place
            os.unlink(folder)


def _empty(top: int) -> None:
    """Empty a folder as long as there is less in it, however deep it is."""
    os.fchmod(top, 0o700)
    before: list[str] = []
    while (names := os.listdir(top)) and names != before:
        before = names
        for name in names:
            with contextlib.suppress(OSError):
                _take(top, name)


def _take(top: int, name: str) -> None:
    """Remove a file, or a folder after what is in it was moved up to the top."""
    try:
        return os.unlink(name, dir_fd=top)
    except (IsADirectoryError, PermissionError):  # macOS forbids it for folders
        os.chmod(name, 0o700, dir_fd=top)
    inside = os.open(name, FLAGS, dir_fd=top)
    try:
        for each in os.listdir(inside):
            new = uuid.uuid4().hex
            os.rename(each, new, src_dir_fd=inside, dst_dir_fd=top)
    finally:
        os.close(inside)
    os.rmdir(name, dir_fd=top)
