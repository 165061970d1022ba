"""The notebooks: run, stored and described as a chapter must be.

nbval compares every stored output with what the code prints today; `make test` runs
it. What nbval lets pass is checked here: a cell that was never run, an output that
holds a path of somebody's machine, a figure that says nothing to who cannot see it.
"""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "book"
NOTEBOOKS = sorted(
    path.relative_to(BOOK).as_posix()
    for path in BOOK.rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
WIDTH = 79
# A folder of somebody's machine, a clock, an object's address, a time that it took.
OF_ONE_RUN = re.compile(
    r"(?:^|[\s'\"(=:])(?:/(?:home|root|Users|tmp|work|usr|opt|var)/|[A-Z]:\\\\)"
    r"|\b\d{1,2}:\d{2}:\d{2}\b|\b0x[0-9a-f]{6,}|\bin \d+(?:\.\d+)? ?(?:s|ms|seconds)\b"
)
EXEMPT = re.compile(r"(NBVAL_\w+|nbval-[\w-]+)(.*)")
Notebook = dict[str, Any]


def text_of(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


def outputs_of(cell: Notebook) -> Iterator[str]:
    """The texts among a cell's outputs."""
    for output in cell.get("outputs", []):
        yield text_of(output.get("text", ""))
        for kind, data in output.get("data", {}).items():
            if kind.startswith("text/"):
                yield text_of(data)


def is_figure(cell: Notebook) -> bool:
    kinds = {k for output in cell["outputs"] for k in output.get("data", {})}
    return any(kind.startswith("image/") for kind in kinds)


def faults_of_run(cell: Notebook, place: int) -> Iterator[str]:
    if cell["execution_count"] != place:
        yield f"it was run as number {cell['execution_count']}"
    for output in cell["outputs"]:
        if output["output_type"] == "error":
            yield f"it ends in an error: {output['ename']}"
        if output.get("name") == "stderr":
            yield f"it writes a warning: {text_of(output['text'])[:60]}"
    for text in outputs_of(cell):
        if 'class="explorable"' in text:
            continue  # a chart's specification; its numbers are not of one run
        if found := OF_ONE_RUN.search(text):
            yield f"its output belongs to one run: {found.group().strip()}"


def faults_of_text(cell: Notebook) -> Iterator[str]:
    source = text_of(cell["source"])
    for line in source.splitlines():
        if len(line) > WIDTH:
            yield f"a line has {len(line)} columns: {line[:40]}..."
    for marker in EXEMPT.finditer(source):
        if not re.search(r"\w{3}", marker.group(2)):
            yield f"{marker.group(1)} without a reason beside it"
    for tag in cell["metadata"].get("tags", []):
        if tag.startswith(("nbval", "raises-exception", "skip-execution")):
            yield f"the tag {tag} exempts it"


def faults_of_figure(cell: Notebook) -> Iterator[str]:
    described = cell["metadata"].get("mystnb", {})
    if len(described.get("image", {}).get("alt", "")) < 20:
        yield "a figure without alt text (mystnb: image: alt)"
    if len(described.get("figure", {}).get("caption", "")) < 20:
        yield "a figure without a caption (mystnb: figure: caption)"


def faults(notebook: Notebook) -> list[str]:
    """What is wrong with a notebook, cell by cell."""
    found = []
    if notebook["metadata"].get("kernelspec", {}).get("name") != "python3":
        found.append("its kernel is not python3")
    run = 0
    for number, cell in enumerate(notebook["cells"]):
        if not text_of(cell["source"]).strip():
            found.append(f"cell {number}: it is empty")
            continue
        if cell["cell_type"] != "code":
            continue
        run += 1
        checks = [faults_of_run(cell, run), faults_of_text(cell)]
        checks += [faults_of_figure(cell)] if is_figure(cell) else []
        found += [f"cell {number}: {fault}" for check in checks for fault in check]
    return found


def read(name: str) -> Notebook:
    loaded: Notebook = json.loads((BOOK / name).read_text("utf8"))
    return loaded


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook(name: str) -> None:
    found = faults(read(name))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook_is_in_the_table_of_contents(name: str) -> None:
    contents = yaml.safe_dump(yaml.safe_load((ROOT / "_toc.yml").read_text("utf8")))
    assert f"file: {name.removesuffix('.ipynb')}\n" in contents


# --- the checks themselves ----------------------------------------------------------

SMALL: Notebook = {
    "cells": [
        {
            "cell_type": "code",
            "execution_count": 1,
            "id": "one",
            "metadata": {},
            "outputs": [
                {"name": "stdout", "output_type": "stream", "text": ["0.4055\n"]}
            ],
            "source": ["import math\n", "print(round(math.log(1.5), 4))"],
        }
    ],
    "metadata": {"kernelspec": {"display_name": "P", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def changed(**cell: Any) -> Notebook:
    notebook = copy.deepcopy(SMALL)
    notebook["cells"][0].update(cell)
    return notebook


def printed(text: str) -> list[Notebook]:
    return [{"name": "stdout", "output_type": "stream", "text": [text]}]


PICTURE = [
    {"output_type": "display_data", "metadata": {}, "data": {"image/png": "iVBORw0K"}}
]
FAULTY = {
    "never run": changed(execution_count=None, outputs=[]),
    "run out of order": changed(execution_count=2),
    "error": changed(
        outputs=[{"output_type": "error", "ename": "E", "evalue": "", "traceback": []}]
    ),
    "warning": changed(
        outputs=[{"name": "stderr", "output_type": "stream", "text": ["Warning: x"]}]
    ),
    "path": changed(outputs=printed("saved in /home/ann/data.csv\n")),
    "address": changed(outputs=printed("<object at 0x7f3a1c2b4d60>\n")),
    "clock": changed(outputs=printed("started 12:31:07\n")),
    "time": changed(outputs=printed("trained in 2.31 s\n")),
    "figure": changed(outputs=PICTURE),
    "exempt": changed(source=["# NBVAL_IGNORE_OUTPUT\n", "print(1)"]),
    "tag": changed(metadata={"tags": ["nbval-skip"]}),
    "long line": changed(source=["x = " + " + ".join(["1"] * 30)]),
    "empty": changed(source=[]),
    "kernel": {**SMALL, "metadata": {"kernelspec": {"name": "ir"}}},
}


def test_a_good_notebook_has_no_fault() -> None:
    assert faults(SMALL) == []
    described = {"image": {"alt": "A curve that falls to a minimum."}}
    described["figure"] = {"caption": "The loss falls to its minimum."}
    assert faults(changed(outputs=PICTURE, metadata={"mystnb": described})) == []
    reason = "# NBVAL_IGNORE_OUTPUT: the date differs from day to day\n"
    assert faults(changed(source=[reason, "print(1)"])) == []


@pytest.mark.parametrize("fault", FAULTY)
def test_each_fault_is_noticed(fault: str) -> None:
    assert len(faults(FAULTY[fault])) == (2 if fault == "figure" else 1)


def nbval(path: Path, notebook: Notebook) -> str:
    """What nbval says, called as in the Makefile."""
    path.write_text(json.dumps(notebook), "utf8")
    line = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "-q",
        "-c",
        ROOT / "pyproject.toml",
    ]
    line += ["-p", "no:cacheprovider", "-p", "no:xdist", path]
    done = subprocess.run(
        line, cwd=path.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return "passed" if done.returncode == 0 else done.stdout


def test_nbval_finds_a_changed_digit(tmp_path: Path) -> None:
    path = tmp_path / "small.ipynb"
    assert nbval(path, SMALL) == "passed"
    assert "mismatch" in nbval(path, changed(outputs=printed("0.4056\n")))


def test_nbval_lets_pass_what_was_never_run(tmp_path: Path) -> None:
    """Why `faults` looks at the counts: nbval compares nothing with nothing."""
    never = FAULTY["never run"]
    assert faults(never) != []
    assert nbval(tmp_path / "never.ipynb", never) == "passed"
