"""The pages ask nobody but their own host, and carry only what they use.

* Icons: the theme loads Font Awesome twice, as a font and as 1.5 MB of
  JavaScript. The font is enough.
* Thebe: names a content network in every page, and is not used.
* Vega: written from ``vl_convert``, and loaded only where a page has an
  explorable chart, when the reader comes near it.
"""

from __future__ import annotations

import re
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert
from sphinx.application import Sphinx

HERE = Path(__file__).parent
EXPLORABLE = 'class="explorable"'
ICON_SCRIPT = re.compile(
    r'\s*<script src="[^"]*fontawesome[^"]*\.js[^"]*"></script>'
)
# The theme's arrows that fold the table of contents have no name to read out.
ARROW = '<summary><span class="toctree-toggle"'
NAMED_ARROW = ARROW.replace("<summary>", '<summary aria-label="Its pages">')
FONT_PRELOAD = re.compile(r'\s*<link rel="preload" as="font"[^>]*>')


def drop_thebe(app: Sphinx, config: Any) -> None:
    styles = app.registry.css_files
    styles[:] = [style for style in styles if style[0] != "sphinx-thebe.css"]
    for listeners in app.events.listeners.values():
        listeners[:] = [
            listener
            for listener in listeners
            if not listener.handler.__module__.startswith("sphinx_thebe")
        ]


def write_vega(static: Path) -> None:
    """Write the bundle once for each version of the tool that makes it."""
    stamp = f"/* vl-convert-python {version('vl-convert-python')} */\n"
    bundle = static / "vega.js"
    if not bundle.exists() or not bundle.read_text("utf8").startswith(stamp):
        bundle.write_text(stamp + vl_convert.javascript_bundle(), "utf8")
    shutil.copyfile(HERE / "explorable.js", static / "explorable.js")


def write_static(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    static.mkdir(parents=True, exist_ok=True)
    write_vega(static)


def add_explorable_script(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: Any
) -> None:
    if EXPLORABLE in context.get("body", ""):
        app.add_js_file("explorable.js", loading_method="defer")


def make_lean(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    for page in out.rglob("*.html"):
        text = page.read_text("utf8")
        lean = FONT_PRELOAD.sub("", ICON_SCRIPT.sub("", text))
        lean = lean.replace(ARROW, NAMED_ARROW)
        if lean != text:
            page.write_text(lean, "utf8")
    for unused in static.rglob("fontawesome/*/js"):
        shutil.rmtree(unused)
    for pattern in ("*.map", "*webpack-macros.html"):
        for unused in static.rglob(pattern):
            unused.unlink()


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", drop_thebe)
    app.connect("builder-inited", write_static)
    app.connect("html-page-context", add_explorable_script)
    app.connect("build-finished", make_lean)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
