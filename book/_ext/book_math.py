"""Formulas are set when the book is built, so that no page waits for a script.

KaTeX (``katex/``) runs in QuickJS. A formula becomes HTML for the eye and
MathML for screen readers. One that KaTeX cannot read is a warning, and so
fails the build.
"""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import quickjs
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

KATEX = Path(__file__).parent / "katex"
STYLE = "katex-swap.min.css"
# As JSON: quickjs-ng 0.17 cannot hand over a string that was made by adding.
SETTER = """
(latex, display) => JSON.stringify(katex.renderToString(
  latex, {displayMode: display, strict: "error", throwOnError: true}))
"""
MATHML = re.compile("<math .*?</math>", re.DOTALL)
ElementTree.register_namespace("", "http://www.w3.org/1998/Math/MathML")
INDEXED = {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
OF = "\u2061"
BOXES = '<span class="katex-html" aria-hidden="true"'
logger = logging.getLogger(__name__)


@cache
def setter() -> Any:
    """KaTeX, loaded once in each process that writes pages."""
    context = quickjs.Context()
    context.eval((KATEX / "katex.min.js").read_text("utf8"))
    return context.eval(SETTER)


@cache
def typeset(latex: str, display: bool) -> str:
    """Set a formula; raises quickjs.JSException where it is no valid LaTeX."""
    html = str(json.loads(setter()(latex, display)))
    if OF in html:
        html = MATHML.sub(lambda math: without_of(math[0]), html)
    # Without the book's styles the MathML alone is shown.
    return html.replace(BOXES, f"{BOXES} hidden")


def without_of(math: str) -> str:
    """Drop the sign for "of" after a function's name that is an index.

    KaTeX writes it there as well, and then the index is one child too many.
    """
    tree = ElementTree.fromstring(math)
    for parent in tree.iter():
        if parent.tag.rpartition("}")[2] in INDEXED:
            for sign in [child for child in parent if child.text == OF]:
                parent.remove(sign)
    return ElementTree.tostring(tree, encoding="unicode")


def formula(node: nodes.Element, latex: str, *, display: bool) -> str:
    try:
        return typeset(latex, display)
    except quickjs.JSException as error:
        said = str(error).splitlines()[0]
        logger.warning("%s: %s", said, json.dumps(latex), location=node)
        return f'<span class="katex-error">{escape(said)}</span>'


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(self.starttag(node, "span", "", CLASS="math notranslate"))
    self.body.append(formula(node, node.astext(), display=False) + "</span>")
    raise nodes.SkipNode


def visit_display(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math notranslate"))
    if node["number"]:
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    latex = node.astext()
    if r"\\" in latex and r"\begin" not in latex:
        latex = rf"\begin{{split}}{latex}\end{{split}}"
    self.body.append(formula(node, latex, display=True) + "</div>\n")
    raise nodes.SkipNode


def copy_style(app: Sphinx) -> None:
    if app.builder.format == "html":
        target = Path(app.outdir) / "_static" / "katex"
        shutil.copytree(KATEX / "fonts", target / "fonts", dirs_exist_ok=True)
        shutil.copyfile(KATEX / STYLE, target / STYLE)


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_html_math_renderer(
        "katex", (visit_inline, None), (visit_display, None)
    )
    app.add_css_file(f"katex/{STYLE}", priority=400)
    app.connect("builder-inited", copy_style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
