"""The ways in: a notebook runs on Colab, on Binder, on a hub; a page leads there.

None of these is asked. What is checked: the line that installs the package asks for the
right thing, and only where it is missing; notebooks need nothing but the package and
what comes with it; the links of each page lead to its own file; Binder's script pins.
"""

from __future__ import annotations

import ast
import copy
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import util
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("yaml")
pytest.importorskip("nbformat")
pytest.importorskip("nbclient")

import nbformat
import yaml
from commands import command
from test_project import PROJECT, pins, requirement
from toc import TOC

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "book"
NOTEBOOKS = sorted(
    path.relative_to(BOOK).with_suffix("").as_posix()
    for path in BOOK.rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text("utf8"))
REPOSITORY = CONFIG["repository"]["url"]
run_notebooks = command("tools/run_notebooks.py")
FIRST = run_notebooks.FIRST_CELL
CHART = "application/vnd.vegalite.v5+json"
# What an import is called where it is installed from.
DISTRIBUTIONS = {"sklearn": "scikit-learn"}


def code_cells(page: str) -> list[Any]:
    cells = nbformat.read(BOOK / f"{page}.ipynb", as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


# --- the first line -----------------------------------------------------------------


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_a_notebook_begins_with_the_line(page: str) -> None:
    """If not: python tools/run_notebooks.py with the notebook's name."""
    first, *others = code_cells(page)
    assert first.source == FIRST
    assert first.metadata == {"tags": ["remove-cell"]}
    assert first.outputs == []
    assert [cell for cell in others if "run_line_magic" in cell.source] == []


def test_the_line_is_one_statement() -> None:
    assert len(ast.parse(FIRST).body) == 1
    assert max(map(len, FIRST.splitlines())) <= 79


def asked_for(monkeypatch: pytest.MonkeyPatch, *, missing: bool) -> list[list[str]]:
    """What the line asks IPython for, where the package is missing or is there."""
    found = util.find_spec
    asked: list[list[str]] = []

    class Shell:
        def run_line_magic(self, *words: str) -> None:
            asked.append(list(words))

    def find_spec(name: str) -> Any:
        return None if name == "lossedu" and missing else found(name)

    monkeypatch.setattr(util, "find_spec", find_spec)
    exec(FIRST, {"get_ipython": Shell})
    return asked


def test_the_line_does_nothing_where_the_package_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert asked_for(monkeypatch, missing=False) == []


def test_the_line_installs_the_package_where_it_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from packaging.requirements import Requirement

    ((magic, line),) = asked_for(monkeypatch, missing=True)
    assert magic == "pip"
    order, what = shlex.split(line)  # as the shell that IPython hands it to does
    assert order == "install"
    wanted = Requirement(what)
    assert wanted.name == PROJECT["name"]
    assert wanted.url == f"git+{REPOSITORY}"
    assert wanted.extras == {"notebooks"}
    assert wanted.extras <= set(PROJECT["optional-dependencies"])


# --- nothing but the package --------------------------------------------------------


def imported(page: str) -> Iterator[str]:
    """What a notebook imports from outside Python, as it is installed."""
    for cell in code_cells(page):
        for node in ast.walk(ast.parse(cell.source)):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                top = name.partition(".")[0]
                if top not in sys.stdlib_module_names:
                    yield DISTRIBUTIONS.get(top, top)


def test_the_extra_is_what_the_notebooks_import() -> None:
    extra = PROJECT["optional-dependencies"]["notebooks"]
    there = {"lossedu", "numpy", "IPython"}  # the package, what it needs, the kernel's
    found = {name for page in NOTEBOOKS for name in imported(page)}
    assert found - there == {requirement(line)[0] for line in extra}


def test_the_extra_fits_what_is_installed_already() -> None:
    """A pin would make Colab exchange half of what it has."""
    extra = PROJECT["optional-dependencies"]["notebooks"]
    assert [line for line in extra if not re.fullmatch(r"[\w-]+>=[\d.]+", line)] == []


def test_a_notebook_is_run_where_there_is_nothing(tmp_path: Path) -> None:
    """So what is stored of every notebook came without a file of the project's."""
    cell = nbformat.v4.new_code_cell("import os\nprint(os.listdir())")
    title = nbformat.v4.new_markdown_cell("# Title")
    small = nbformat.v4.new_notebook(cells=[title, cell])
    path = tmp_path / "small.ipynb"
    nbformat.write(small, path)
    code = "import pathlib, sys, run_notebooks as r; r.run(pathlib.Path(sys.argv[1]))"
    line = [sys.executable, "-c", code, path]
    subprocess.run(line, cwd=ROOT / "tools", check=True, capture_output=True)
    _, first, last = nbformat.read(path, as_version=4).cells
    assert first.source == FIRST
    assert last.outputs[0].text == "[]\n"


def test_the_line_is_put_in_once() -> None:
    title = nbformat.v4.new_markdown_cell("# Title")
    cell = nbformat.v4.new_code_cell("x = 1")
    notebook = nbformat.v4.new_notebook(cells=[title, cell])
    run_notebooks.begin(notebook)
    once = copy.deepcopy(notebook)
    assert [c.source for c in once.cells] == ["# Title", FIRST, "x = 1"]
    run_notebooks.begin(notebook)
    assert notebook == once
    notebook.cells[1].source = "old"
    run_notebooks.begin(notebook)
    assert notebook == once
    notebook.cells[1].id = "lost-on-the-way"
    run_notebooks.begin(notebook)
    assert notebook == once


# --- charts to move -----------------------------------------------------------------


def charts() -> Iterator[dict[str, Any]]:
    for page in NOTEBOOKS:
        for cell in code_cells(page):
            data = [output.get("data", {}) for output in cell.outputs]
            yield from (kinds[CHART] for kinds in data if CHART in kinds)


def test_jupyterlab_draws_a_chart() -> None:
    """What is stored is what the installed JupyterLab knows, and it can be drawn."""
    vl_convert = pytest.importorskip("vl_convert")
    scripts = Path(sys.prefix, "share", "jupyter", "lab", "static").glob("*.js")
    assert any(CHART.rpartition("+")[0] in s.read_text("utf8") for s in scripts)
    assert len(list(charts())) >= 19
    for spec in charts():
        assert spec["$schema"].endswith("/vega-lite/v5.json")
        vl_convert.vegalite_to_vega(spec, vl_version="5.21")


def test_colab_draws_a_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    altair = pytest.importorskip("altair")
    plotting = pytest.importorskip("lossedu.plotting")
    chart = altair.Chart(altair.Data(values=[{"x": 1}])).mark_point()
    shown = plotting.Explorable(chart, caption="A point.", alt="One point.")
    assert CHART in shown._repr_mimebundle_()
    monkeypatch.setitem(sys.modules, "google.colab", object())
    (_, html), _ = shown._repr_mimebundle_().items()
    assert html == chart.to_html()
    assert "vegaEmbed(" in html


# --- the links of a page ------------------------------------------------------------


class Menu(HTMLParser):
    """The links in the menus above a page, by what they are called."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: dict[str, str] = {}
        self.link = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            item = "dropdown-item" in (given.get("class") or "").split()
            self.link = (given.get("href") or "") if item else ""

    def handle_endtag(self, tag: str) -> None:
        self.link = "" if tag == "a" else self.link

    def handle_data(self, data: str) -> None:
        if self.link and data.strip():
            assert data.strip() not in self.links
            self.links[data.strip()] = self.link


def of_every_page(page: str, file: str) -> dict[str, str]:
    branch = CONFIG["repository"]["branch"]
    up = "../" * page.count("/")
    title = f"Issue%20on%20page%20%2F{page}.html"
    return {
        "Repository": REPOSITORY,
        "Show source": f"{REPOSITORY}/blob/{branch}/book/{file}?plain=1",
        "Suggest edit": f"{REPOSITORY}/edit/{branch}/book/{file}",
        "Open issue": f"{REPOSITORY}/issues/new?title={title}"
        "&body=Your%20issue%20content%20here.",
        Path(file).suffix: f"{up}_sources/{file}",
    }


def of_a_notebook(file: str) -> dict[str, str]:
    owner, name = REPOSITORY.split("/")[-2:]
    branch = CONFIG["repository"]["branch"]
    urls = {
        key: url.rstrip("/") for key, url in CONFIG["launch_buttons"].items() if url
    }
    links = {
        "Colab": f"{urls['colab_url']}/github/{owner}/{name}/blob/{branch}/book/{file}",
        "Binder": f"{urls['binderhub_url']}/v2/gh/{owner}/{name}/{branch}"
        f"?urlpath=lab/tree/book/{file}",
    }
    if hub := urls.get("jupyterhub_url"):
        asked = REPOSITORY.replace(":", "%3A")
        links["JupyterHub"] = (
            f"{hub}/hub/user-redirect/git-pull?repo={asked}"
            f"&urlpath=lab/tree/{name}/book/{file}&branch={branch}"
        )
    return links


@pytest.mark.parametrize("page", TOC)
def test_a_page_leads_to_its_file(html: Path, page: str) -> None:
    (file,) = [f"{page}{end}" for end in (".ipynb", ".md") if exists(f"{page}{end}")]
    wanted = of_every_page(page, file)
    if page in NOTEBOOKS:
        wanted |= of_a_notebook(file)
    assert Menu((html / f"{page}.html").read_text("utf8")).links == wanted


def exists(file: str) -> bool:
    return (BOOK / file).exists()


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_what_is_downloaded_is_the_notebook(html: Path, page: str) -> None:
    link = Menu((html / f"{page}.html").read_text("utf8")).links[".ipynb"]
    file = (html / f"{page}.html").parent / link
    source = json.loads((BOOK / f"{page}.ipynb").read_text("utf8"))
    for output in (o for cell in source["cells"] for o in cell.get("outputs", [])):
        if CHART in output.get("data", {}):
            del output["data"]["text/html"]  # what the page draws, and JupyterLab not
    assert json.loads(file.read_text("utf8")) == source
    nbformat.validate(nbformat.read(file, as_version=4))


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_the_page_does_not_show_the_line(html: Path, page: str) -> None:
    assert "run_line_magic" not in (html / f"{page}.html").read_text("utf8")


# --- Binder -------------------------------------------------------------------------


def test_binder_takes_from_conda_what_pip_would_not() -> None:
    made = yaml.safe_load((ROOT / "binder" / "environment.yml").read_text("utf8"))
    assert made["channels"] == ["conda-forge"]
    python, pip, torch = made["dependencies"]
    assert re.fullmatch(r"python=3\.1[1-4]", python)
    assert pip == "pip"
    extra = dict(map(requirement, PROJECT["optional-dependencies"]["notebooks"]))
    assert torch == f"pytorch-cpu{extra['torch']}"


# Stands in for Python: says which PyTorch there is, and keeps what pip is asked for.
PYTHON = """#!/bin/sh
if [ "$1" = -c ]; then echo torch==2.99; exit; fi
printf '%s\\n' "$@" > "$KEPT/line"
for word; do if [ -f "$word" ]; then cp "$word" "$KEPT/pins"; fi; done
"""


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
def test_binder_installs_what_the_book_was_made_with(tmp_path: Path) -> None:
    script = ROOT / "binder" / "postBuild"
    assert os.access(script, os.X_OK)
    (tmp_path / "python").write_text(PYTHON, "utf8")
    (tmp_path / "python").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    asked = os.environ | {"PATH": path, "KEPT": str(tmp_path), "TMPDIR": str(tmp_path)}
    subprocess.run([script], cwd=ROOT, env=asked, check=True)
    line = (tmp_path / "line").read_text().splitlines()
    assert line[:3] == ["-m", "pip", "install"]
    assert line[-2:] == ["--editable", ".[notebooks]"]
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["notebooks"]
    pinned = {requirement(line)[0]: pins()[requirement(line)[0]] for line in wanted}
    pinned["torch"] = "2.99"  # that of conda, and no other
    kept = (tmp_path / "pins").read_text().split()
    assert kept == [f"{name}=={kept_at}" for name, kept_at in sorted(pinned.items())]
