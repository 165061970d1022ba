"""Exercises that are done in the page itself.

* Where a chapter has a starter and below it ``check("ID", ID)``, the page has
  a box with an editor instead; ``exercises/exercises.js`` makes it work. In
  the notebook both stay what they are: cells.
* The task of an exercise has an anchor.
* ``{exercises}`` lists all of them, and shows how far the reader is.
* The package goes into the site as a wheel, for Python in the browser. Where
  that Python comes from says the setting ``pyodide_url``; what may come from
  there says ``exercises/pyodide.json``.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from lossedu import __version__
from lossedu.exercises import CHAPTERS
from lossedu.grading import Limits, find, shelf
from lossedu.grading._exercise import following
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

HERE = Path(__file__).parent / "exercises"
ROOT = HERE.parents[2]
FOLDER = "exercises"  # in the site's _static
SCRIPT = "exercises.js"
ON_DEMAND = ("editor.js", "worker.js")
CHECK = re.compile(r'check\("(?P<name>\w+)", (?P=name)\)')
# What the wheel is made from.
PROJECT = ("pyproject.toml", "README.md", "LICENSE")
MAKE_WHEEL = (
    "import sys; from setuptools import build_meta; "
    "build_meta.build_wheel(sys.argv[1])"
)
ZIP_BEGINS = "315532800"  # 1980: the first day that a ZIP file knows
BOX = 'class="exercise-box"'
PROGRESS = 'class="exercise-progress"'
BUTTONS = """\
<div class="exercise-tools" role="group" aria-label="Exercise {id}">
<button type="button" data-do="edit">Edit</button>
<button type="button" data-do="run">Run</button>
<button type="button" data-do="check">Check</button>
<button type="button" data-do="stop" hidden>Stop</button>
<button type="button" data-do="hint">Hint</button>
<button type="button" data-do="solution">Solution</button>
<button type="button" data-do="reset">Reset</button>
</div>
<div class="exercise-state" role="status"></div>
<div class="exercise-output"></div>
<div class="exercise-verdict" role="status"></div>
<div class="exercise-hints" aria-live="polite"></div>
<div class="exercise-solution" aria-live="polite"></div>
"""
ELSEWHERE = """\
<p class="exercise-elsewhere">On your own machine: this page's notebook, or \
<code>lossedu start {id}</code> in a terminal. \
<a href="{how}">How exercises work</a></p>
"""
OVERVIEW = """\
<p class="exercise-sum"><progress max="{count}" value="0" \
aria-label="Exercises passed"></progress> <span class="sum"></span></p>
{chapters}
<div class="exercise-tools" role="group" aria-label="Your progress">
<button type="button" data-do="export">Export</button>
<button type="button" data-do="import">Import</button>
<button type="button" data-do="forget">Forget all</button>
<input type="file" accept="application/json,.json" hidden \
aria-label="File to import">
</div>
<div class="exercise-state" role="status"></div>
"""


class exercise_box(nodes.General, nodes.Element):
    """The cell with a starter; `exercise` is its id."""


class exercise_overview(nodes.General, nodes.Element):
    """All exercises by chapter."""


class Exercises(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        for name in shelf():
            depend(self.env, name)
        return [exercise_overview()]


def depend(env: BuildEnvironment, name: str) -> None:
    """Have the page read anew when the exercise's module changes."""
    find(name)
    env.note_dependency(sys.modules[shelf()[name]].__file__)


# --- from cells to boxes -------------------------------------------------


def code(cell: nodes.container) -> str:
    block = next(cell.findall(nodes.literal_block), None)
    return block.astext().strip() if block is not None else ""


def make_boxes(app: Sphinx, doctree: nodes.document) -> None:
    """Replace the cells of each exercise by its box.

    Its task can be linked to by number and by name: ``#exercise-2``.
    """
    page, titles = app.env.docname, titles_of(app.env)
    wanted = set(CHAPTERS.get(page, ()))
    count = 0
    task = before = None
    for node in list(doctree.findall(nodes.Element)):
        if (
            isinstance(node, nodes.admonition)
            and "exercise" in node["classes"]
        ):
            count += 1
            task = node
            task["ids"].append(f"exercise-{count}")
        if node.get("nb_element") != "cell_code":
            continue
        check = CHECK.fullmatch(code(node))
        if check and check["name"] in wanted:
            exercise = find(check["name"])
            if before is None or code(before) != exercise.starter.strip():
                raise ValueError(f"{page}: no starter above {check[0]}")
            if task is None:
                raise ValueError(f"{page}: no task above {check[0]}")
            depend(app.env, exercise.id)
            task["ids"].append(anchor(exercise.id))
            titles[exercise.id] = task[0].astext().partition(": ")[2]
            box = exercise_box(exercise=exercise.id)
            before.replace_self(box)
            box += before
            node.parent.remove(node)
            wanted.remove(exercise.id)
        before = node
    if wanted:
        raise ValueError(f"{page}: no exercise {', '.join(sorted(wanted))}")


def anchor(name: str) -> str:
    return f"exercise-{name.replace('_', '-')}"


def titles_of(env: BuildEnvironment) -> dict[str, str]:
    """What the exercises that were read are called, by their ids."""
    if not hasattr(env, "book_exercises"):
        env.book_exercises = {}
    return env.book_exercises


# --- from boxes to HTML --------------------------------------------------


def start_box(page: HTML5Translator, node: exercise_box) -> None:
    exercise = find(node["exercise"])
    page.body.append(
        f'<div {BOX} data-exercise="{exercise.id}"'
        f' data-version="{exercise.version}">'
    )


def end_box(page: HTML5Translator, node: exercise_box) -> None:
    exercise = find(node["exercise"])
    later = following(exercise.id)
    known = {
        "hints": exercise.hints,
        "solved": exercise.solution_note,
        "lossedu": __version__,
        "next": later and {"id": later, "href": address(page, later)},
    }
    data = json.dumps(known, ensure_ascii=False).replace("<", "\\u003c")
    how = f"{uri(page, 'exercises')}#in-the-page"
    shown = page.highlighter.highlight_block(exercise.solution_text, "python")
    page.body.append(
        BUTTONS.format(id=exercise.id)
        + ELSEWHERE.format(id=exercise.id, how=how)
        + f'<script type="application/json">{data}</script>'
        + f"<template>{shown}</template></div>"
    )


def uri(page: HTML5Translator, docname: str) -> str:
    """The address of another page, from the page that is written."""
    builder = page.builder
    return builder.get_relative_uri(builder.current_docname, docname)


def address(page: HTML5Translator, name: str) -> str:
    docname = find(name).link.partition(".html#")[0]
    return f"{uri(page, docname)}#{anchor(name)}"


def show_overview(page: HTML5Translator, node: exercise_overview) -> None:
    env = page.builder.env
    titles = titles_of(env)
    chapters = []
    for chapter, names in CHAPTERS.items():
        title = escape(env.titles[chapter].astext())
        rows = "\n".join(
            f'<li data-exercise="{name}" data-version="{find(name).version}">'
            f'<a href="{address(page, name)}">{escape(titles[name])}</a> '
            f'<code>{name}</code> <span class="standing"></span></li>'
            for name in names
        )
        chapters.append(
            f'<section id="of-{chapter.split("/")[1]}">'
            f'<h2><a href="{uri(page, chapter)}">{title}</a> '
            '<span class="count"></span></h2>'
            f"\n<ul>\n{rows}\n</ul></section>"
        )
    page.body.append(
        f"<div {PROGRESS}>"
        + OVERVIEW.format(count=len(shelf()), chapters="\n".join(chapters))
        + "</div>"
    )
    raise nodes.SkipNode


def add_script(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: Any
) -> None:
    if any(kind in context.get("body", "") for kind in (BOX, PROGRESS)):
        app.add_js_file(SCRIPT, loading_method="defer")


# --- what the script loads -----------------------------------------------


def digest(*files: Path) -> str:
    whole = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        whole.update(f"{file.relative_to(ROOT)} {len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()[:16]


def make_wheel(folder: Path) -> Path:
    """Return the package as a wheel, made anew where a file has changed."""
    project = [ROOT / name for name in PROJECT]
    package = sorted((ROOT / "lossedu").rglob("*.py"))
    package.append(ROOT / "lossedu" / "py.typed")
    stamp = folder / digest(*project, *package)
    if not stamp.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        # A copy, so that nothing old or new lies about in the tree.
        with tempfile.TemporaryDirectory() as copy:
            for file in [*project, *package]:
                target = Path(copy) / file.relative_to(ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
            made = Path(copy) / "made"
            subprocess.run(
                [sys.executable, "-c", MAKE_WHEEL, str(made)],
                cwd=copy,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "SOURCE_DATE_EPOCH": ZIP_BEGINS},
            )
            shutil.copytree(made, stamp)
    (wheel,) = stamp.glob("*.whl")
    return wheel


def settings(source: str, wheel: Path) -> dict[str, Any]:
    """What the page's script and its worker need to know."""
    pins = json.loads((HERE / "pyodide.json").read_text("utf8"))
    if not urlsplit(source).scheme:  # a folder of the site
        source = f"../../{source.lstrip('/')}"
    content = wheel.read_bytes()
    hashed = b64encode(hashlib.sha256(content).digest()).decode()
    return {
        "pyodide": f"{source.rstrip('/')}/",
        "files": pins["files"],
        "lock": pins["lock"],
        "wheel": {
            "address": f"{wheel.name}?v={wheel.parent.name}",
            "integrity": f"sha256-{hashed}",
        },
        "seconds": Limits.seconds,
    }


def write_static(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    folder = static / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / SCRIPT, static / SCRIPT)
    for name in ON_DEMAND:
        shutil.copyfile(HERE / name, folder / name)
    wheel = make_wheel(Path(app.doctreedir).parent / ".wheel")
    for old in folder.glob("*.whl"):
        old.unlink()
    shutil.copyfile(wheel, folder / wheel.name)
    said = json.dumps(settings(app.config.pyodide_url, wheel), indent=1)
    (folder / "settings.json").write_text(said, "utf8")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_config_value("pyodide_url", "", "", [str])
    app.add_node(exercise_box, html=(start_box, end_box))
    app.add_node(exercise_overview, html=(show_overview, None))
    app.add_directive("exercises", Exercises)
    app.connect("builder-inited", write_static)
    app.connect("doctree-read", make_boxes)
    app.connect("html-page-context", add_script)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
