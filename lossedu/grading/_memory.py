"""What the terminal remembers: one small file beside the exercises."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

NAME = ".lossedu.json"
VERSION = 1


@dataclass
class Memory:
    """Which exercises were passed, in which version, and how many hints were read.

    Attributes
    ----------
    passed : dict
        Fingerprint of the exercise that was passed, by id.
    hints : dict
        Number of hints shown, by id.
    """

    passed: dict[str, str] = field(default_factory=dict)
    hints: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Memory:
        """Read the file; one that is missing or damaged remembers nothing."""
        try:
            data = json.loads((folder / NAME).read_text(encoding="utf-8"))
            passed, hints = data["passed"], data["hints"]
            return cls(
                {str(key): str(value) for key, value in passed.items()},
                {str(key): int(value) for key, value in hints.items()},
            )
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def save(self, folder: Path) -> None:
        """Write the file in one step: a crash leaves the old one or the new one."""
        folder.mkdir(exist_ok=True)
        text = json.dumps({"version": VERSION, **asdict(self)}, indent=2) + "\n"
        handle, name = tempfile.mkstemp(dir=folder, prefix=NAME)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(name, folder / NAME)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
