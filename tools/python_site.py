"""The built book as a site that takes Python from a folder of its own."""

from __future__ import annotations

import json
from pathlib import Path

from get_pyodide import pins

SETTINGS = Path("_static", "exercises", "settings.json")


def link_all(source: Path, target: Path, own: str) -> None:
    """Link whatever is in a folder, but for one name."""
    target.mkdir(exist_ok=True)
    for entry in source.iterdir():
        if entry.name != own:
            (target / entry.name).symlink_to(entry)


def make(html: Path, site: Path, python: Path) -> Path:
    """Make the site in a new folder out of links to the built book.

    The hashes are those of the files in the folder, which need not be the pinned ones.
    """
    link_all(html, site, "_static")
    link_all(html / "_static", site / "_static", "exercises")
    link_all(html / SETTINGS.parent, site / SETTINGS.parent, SETTINGS.name)
    (site / "pyodide").symlink_to(python)
    found = pins(python)
    settings = json.loads((html / SETTINGS).read_text("utf8"))
    settings |= {key: found[key] for key in ("files", "lock")}
    settings |= {"pyodide": "../../pyodide/"}
    (site / SETTINGS).write_text(json.dumps(settings), "utf8")
    return site
