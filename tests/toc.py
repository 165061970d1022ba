"""The pages of the book, in the order of its table of contents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent


def files(entry: Any) -> Iterator[str]:
    """All files of a table of contents, or of a part of it."""
    if isinstance(entry, list):
        for item in entry:
            yield from files(item)
    elif isinstance(entry, dict):
        yield from (entry[key] for key in ("root", "file") if key in entry)
        for key in ("parts", "chapters", "sections"):
            yield from files(entry.get(key, []))


TOC = list(files(yaml.safe_load((ROOT / "_toc.yml").read_text("utf8"))))
