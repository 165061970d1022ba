"""The built book with a Python of its own, for tests in a browser."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from commands import command

NO_PYODIDE = (
    "No Pyodide was found, so nothing was run in a page. Get it with "
    "`python tools/get_pyodide.py FOLDER` and name the folder in LOSSEDU_PYODIDE_DIR."
)
ROOT = Path(__file__).resolve().parent.parent
SETTINGS = Path("_static", "exercises", "settings.json")


def folder() -> Path:
    """The folder with Pyodide and NumPy; without one the test is skipped."""
    named = os.environ.get("LOSSEDU_PYODIDE_DIR")
    if not named:
        pytest.skip(NO_PYODIDE)
    return Path(named).resolve()


def link_all(source: Path, target: Path, own: str = "") -> None:
    """Link whatever is in a folder, but for one name."""
    target.mkdir(exist_ok=True)
    for entry in source.iterdir():
        if entry.name != own:
            (target / entry.name).symlink_to(entry)


def make(html: Path, site: Path, python: Path) -> Path:
    """The book as a site that takes Python from a folder of its own.

    The hashes are those of the files in the folder; whether they are the pinned ones is
    a test of its own.
    """
    link_all(html, site, "_static")
    link_all(html / "_static", site / "_static", "exercises")
    link_all(html / SETTINGS.parent, site / SETTINGS.parent, "settings.json")
    (site / "pyodide").symlink_to(python)
    settings = json.loads((html / SETTINGS).read_text("utf8"))
    found = command("tools/get_pyodide.py").pins(python)
    settings |= {
        "pyodide": "../../pyodide/",
        **{k: found[k] for k in ("files", "lock")},
    }
    (site / SETTINGS).write_text(json.dumps(settings), "utf8")
    return site
