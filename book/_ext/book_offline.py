"""The pages ask nobody but their own host.

* Thebe: names a content network in every page, and is not used.
* Vega: written from ``vl_convert``, and loaded only where a page has an
  explorable chart, when the reader comes near it.
"""

from __future__ import annotations

import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert
from sphinx.application import Sphinx

HERE = Path(__file__).parent
EXPLORABLE = 'class="explorable"'
VEGA = "vega.js"


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
    bundle = static / VEGA
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


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", drop_thebe)
    app.connect("builder-inited", write_static)
    app.connect("html-page-context", add_explorable_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
