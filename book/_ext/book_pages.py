"""What the book's pages need beyond Jupyter Book.

* A page can show the chart to move of a chapter: ``{explorable} path/name``.
* Figures, tables, listings and equations are counted from 1 on every page.
* A Chinese term says that it is Chinese, for screen readers and fonts.
* A bibliography is a plain list, in the order of author and year.
* The API pages leave out what only says "Alias for field number 0".
* A change of these extensions themselves builds every page anew.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

from docutils import nodes
from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style as UnsortedStyle
from pybtex.style.labels import BaseLabelStyle
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Explorable(SphinxDirective):
    """Show the chart to move of a notebook, with the caption it has there."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        file, path = self.env.relfn2path(f"{self.arguments[0]}.ipynb")
        self.env.note_dependency(file)
        notebook = json.loads(Path(path).read_text("utf8"))
        for cell in notebook["cells"]:
            for output in cell.get("outputs", []):
                html = "".join(output.get("data", {}).get("text/html", ""))
                if 'class="explorable"' in html:
                    return [nodes.raw("", html, format="html")]
        raise self.error(f"{file} has no chart to move.")


class KeyLabels(BaseLabelStyle):
    """The key: unique in all bibliographies, and not shown."""

    def format_labels(self, sorted_entries: list) -> Any:
        return (entry.key for entry in sorted_entries)


class BookStyle(UnsortedStyle):
    """Author, year; with links to the DOI and to arXiv."""

    default_label_style = KeyLabels
    default_sorting_style = "author_year_title"


class PlainReferences(SphinxPostTransform):
    """Make each list of citations a plain list that links still reach."""

    default_priority = 6  # after the bibliography (5), before links (10)

    def run(self, **options: Any) -> None:
        for box in list(self.document.findall(nodes.container)):
            if not box.children or not isinstance(box[0], nodes.citation):
                continue
            references = nodes.bullet_list(classes=["references"])
            for citation in box.children:
                item = nodes.list_item(ids=citation["ids"])
                item += [
                    c
                    for c in citation.children
                    if not isinstance(c, nodes.label)
                ]
                references += item
            box.replace_self(references)


def restore_numbers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Hand Sphinx back its own numbers, so that it sees what has changed."""
    env.toc_fignumbers = getattr(env, "book_fignumbers", env.toc_fignumbers)
    return []


def number_on_each_page(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Count again, after Sphinx has counted (priority 500) the whole book."""
    env.book_fignumbers = env.toc_fignumbers  # type: ignore[attr-defined]
    env.toc_fignumbers = {
        page: {
            kind: {label: (n,) for n, label in enumerate(numbers, start=1)}
            for kind, numbers in kinds.items()
        }
        for page, kinds in env.toc_fignumbers.items()
    }
    return []


def mark_chinese(app: Sphinx, doctree: nodes.document) -> None:
    for term in doctree.findall(nodes.term):
        if CHINESE.search(term.astext()):
            term["classes"].append("language-zh-Hans")


def adopt(app: Sphinx, doctree: nodes.document) -> None:
    """Make all nodes of a page name the page as their document.

    What MyST has had read as reStructuredText names a document that holds the
    whole environment, and Sphinx would store that with each page of the API:
    a build with nothing to do took half as long again to read it.
    """
    for node in doctree.findall():
        node.document = doctree


def skip_fields(
    app: Sphinx, what: str, name: str, member: Any, skip: bool, options: Any
) -> bool | None:
    return True if type(member).__name__ == "_tuplegetter" else None


def own_digest() -> str:
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(
        b"".join(source.read_bytes() for source in sources)
    ).hexdigest()


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_config_value("book_extensions", own_digest(), "env", [str])
    register_plugin(
        "pybtex.style.formatting", "lossedu", BookStyle, force=True
    )
    app.add_directive("explorable", Explorable)
    app.add_post_transform(PlainReferences)
    app.connect("env-get-updated", restore_numbers, priority=400)
    app.connect("env-get-updated", number_on_each_page, priority=600)
    app.connect("doctree-read", mark_chinese)
    app.connect("doctree-read", adopt)
    app.connect("autodoc-skip-member", skip_fields)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
