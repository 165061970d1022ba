"""Read a page of the book as its reader sees it: blocks of prose, and equations.

The Markdown is parsed by MyST's own parser, the one that builds the book, so that
what is checked is what is printed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

BOOK = Path(__file__).parents[2] / "book"

# Roles and links whose digits are names of things, not printed numbers.
NAMES = re.compile(r"\{(?:cite[:\w]*|eq|numref|ref|doc|term)\}`[^`]*`|\]\([^)]*\)")
# Fenced directives that hold text; the others hold code.
TEXT_DIRECTIVES = re.compile(
    r"^\{(admonition|note|tip|warning|important|seealso|dropdown|grid[\w-]*|card|"
    r"glossary|list-table|table|tab-[\w]+|figure|epigraph)\}\s*(.*)$"
)


@dataclass
class Page:
    """What a page says: its displayed equations and its blocks of prose."""

    path: Path
    equations: list[tuple[str | None, str]] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Path inside the book, without its ending."""
        return self.path.relative_to(BOOK).with_suffix("").as_posix()


def paths() -> list[Path]:
    """Every page with a source of its own, in a fixed order."""
    found = [*BOOK.rglob("*.ipynb"), *BOOK.rglob("*.md")]
    return sorted(
        p
        for p in found
        if not {"_build", "_static", ".ipynb_checkpoints"} & set(p.parts)
    )


def read(path: Path, notebook: dict[str, Any] | None = None) -> Page:
    """The page at `path`; `notebook` stands in for its content in tests."""
    page = Page(path)
    if path.suffix == ".md":
        _markdown(path.read_text(encoding="utf-8"), page)
        return page
    cells = (notebook or json.loads(path.read_text(encoding="utf-8")))["cells"]
    for cell in cells:
        if cell["cell_type"] == "markdown":
            _markdown(source(cell), page)
        elif cell["cell_type"] == "code":
            page.code.append(source(cell))
            page.prose += [flat(text) for text in _labels(cell["metadata"])]
    return page


def source(cell: dict[str, Any]) -> str:
    """What a cell of a notebook says, in one piece."""
    return "".join(cell["source"])


def sections(path: Path) -> dict[str, str]:
    """What a notebook says and prints below each of its headings, by its anchor."""
    found, anchor = {"": ""}, ""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            for output in cell["outputs"]:
                data = output.get("text") or output.get("data", {}).get(
                    "text/plain", ""
                )
                found[anchor] += "".join(data) + "\n"
            continue
        for line in source(cell).splitlines(keepends=True):
            if line.startswith("#"):
                anchor = slug(line)
                found[anchor] = ""
            else:
                found[anchor] += line
    return found


def slug(heading: str) -> str:
    """The anchor of a heading, as MyST makes it."""
    kept = [c for c in heading.lstrip("# ").lower() if c.isalnum() or c in " -"]
    return "-".join("".join(kept).split())


def flat(text: str) -> str:
    """Text on one line, without the names that roles and links hold."""
    return " ".join(NAMES.sub(" ", text).split())


def _labels(metadata: dict[str, Any]) -> list[str]:
    mystnb = metadata.get("mystnb", {})
    return [
        text
        for text in (
            mystnb.get("figure", {}).get("caption"),
            mystnb.get("image", {}).get("alt"),
        )
        if text
    ]


def _parser() -> Any:
    extensions = {"dollarmath", "colon_fence", "deflist"}
    return create_md_parser(
        MdParserConfig(enable_extensions=extensions), DocutilsRenderer
    )


def _markdown(text: str, page: Page) -> None:
    for token in _parser().parse(text):
        if token.type == "inline":
            page.prose.append(flat(token.content))
        elif token.type in ("math_block", "math_block_label", "amsmath"):
            label = token.info if token.type == "math_block_label" else None
            page.equations.append((label or None, " ".join(token.content.split())))
        elif token.type in ("fence", "colon_fence"):
            _directive(token.info.strip(), token.content, page)


def _directive(info: str, content: str, page: Page) -> None:
    lines = content.splitlines()
    options = [line for line in lines if re.match(r"^:[\w-]+:", line)]
    body = "\n".join(line for line in lines if line not in options)
    if info.startswith("{math}"):
        label = re.search(r"^:label:\s*(\S+)", content, re.M)
        page.equations.append((label and label[1], " ".join(body.split())))
    elif found := TEXT_DIRECTIVES.match(info):
        if found[2] and found[1] != "figure":
            page.prose.append(flat(found[2]))
        page.prose += [
            flat(o.split(":alt:", 1)[1]) for o in options if o.startswith(":alt:")
        ]
        _markdown(body, page)
