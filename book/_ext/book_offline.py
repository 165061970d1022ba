"""The pages ask nobody but their own host, and carry only what they use.

* Icons: the theme loads Font Awesome twice, as a font and as 1.5 MB of
  JavaScript. The font is enough, with the icons that the pages show.
* Pictures say their size, are loaded when the reader comes near, and are WebP.
* Thebe: names a content network in every page, and is not used.
* Vega: written from ``vl_convert``, and loaded only where a page has an
  explorable chart, when the reader comes near it.
"""

from __future__ import annotations

import re
import shutil
from functools import partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import vl_convert
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from PIL import Image
from sphinx.application import Sphinx

HERE = Path(__file__).parent
EXPLORABLE = 'class="explorable"'
ICON_SCRIPT = re.compile(
    r'\s*<script src="[^"]*fontawesome[^"]*\.js[^"]*"></script>'
)
# The theme's arrows that fold the table of contents have no name to read out.
ARROW = '<summary><span class="toctree-toggle"'
NAMED_ARROW = ARROW.replace("<summary>", '<summary aria-label="Its pages">')
# A picture that a notebook has drawn.
PICTURE = re.compile(
    r'(?P<start><img [^>]*src="[^"]*_images/)(?P<name>[^"/]+\.png)"'
)
ICON = re.compile(r"\bfa-[a-z0-9-]+")
ICON_RULE = re.compile(
    r"(?P<names>(?:\.fa-[a-z0-9-]+:before,?)+)"
    r'\{content:"\\(?P<code>[0-9a-f]+) ?"\}'
)
# A sign in another style: by its number, or as it is.
SIGN = re.compile(r"""["'](?:\\([ef][0-9a-f]{3})|([\ue000-\uf8ff]))["']""")
FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
ICON_FONTS = {
    "fa-solid-900": ("Font Awesome 6 Free", 900),
    "fa-brands-400": ("Font Awesome 6 Brands", 400),
}
VEGA = "vega.js"
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


def lean_image(tag: re.Match[str], out: Path) -> str:
    """A picture says its size, comes when it is near, and is lossless WebP."""
    image = out / "_images" / tag["name"]
    target = image.with_suffix(".webp")
    if not target.exists():
        with Image.open(image) as picture:
            picture.save(target, lossless=True, method=4)
    with Image.open(target) as picture:
        width, height = picture.size
    return (
        f'{tag["start"]}{target.name}" width="{width}" height="{height}"'
        ' loading="lazy" decoding="async"'
    )


def lean_icons(static: Path, used: set[str]) -> None:
    """Write the icon font and its rules anew, with the icons in use alone."""
    (folder,) = (static / "vendor" / "fontawesome").iterdir()
    theme = Path(str(files("pydata_sphinx_theme"))) / "theme"
    theme /= "pydata_sphinx_theme/static/vendor/fontawesome"
    source = theme / folder.name
    style = folder / "css" / "all.min.css"
    # Other styles use signs too, as the one beside a note's title.
    codes = {
        int(code, 16) if code else ord(sign)
        for other in static.rglob("*.css")
        if other != style
        for code, sign in SIGN.findall(other.read_text("utf8"))
    }
    names = " ".join([*sorted(used), *(f"{code:x}" for code in sorted(codes))])
    stamp = f"/* {folder.name}: {names} */\n"
    if style.read_text("utf8").startswith(stamp):
        return

    def keep(rule: re.Match[str]) -> str:
        if used.isdisjoint(ICON.findall(rule["names"])):
            return ""
        codes.add(int(rule["code"], 16))
        return rule[0]

    css = (source / "css" / "all.min.css").read_text("utf8")
    css = FONT_FACE.sub("", ICON_RULE.sub(keep, css))
    subset = folder / "webfonts"
    shutil.rmtree(subset)
    subset.mkdir()
    for name, (family, weight) in ICON_FONTS.items():
        font = TTFont(
            source / "webfonts" / f"{name}.ttf", recalcTimestamp=False
        )
        subsetter = Subsetter(Options(layout_features=[], hinting=False))
        subsetter.populate(unicodes=codes & set(font.getBestCmap()))
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(subset / f"{name}.woff")
        css += (
            f'@font-face{{font-family:"{family}";font-weight:{weight};'
            f"font-display:block;src:url(../webfonts/{name}.woff)}}"
        )
    style.write_text(stamp + css, "utf8")


def make_lean(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    for unused in static.rglob("fontawesome/*/js"):
        shutil.rmtree(unused)
    for pattern in ("*.map", "*webpack-macros.html"):
        for unused in static.rglob(pattern):
            unused.unlink()
    icons: set[str] = set()
    for page in out.rglob("*.html"):
        text = page.read_text("utf8")
        lean = FONT_PRELOAD.sub("", ICON_SCRIPT.sub("", text))
        lean = lean.replace(ARROW, NAMED_ARROW)
        lean = PICTURE.sub(partial(lean_image, out=out), lean)
        icons.update(ICON.findall(lean))
        if lean != text:
            page.write_text(lean, "utf8")
    for script in static.rglob("*.js"):
        if script.name != VEGA:
            icons.update(ICON.findall(script.read_text("utf8")))
    lean_icons(static, icons)
    for converted in out.glob("_images/*.png"):
        converted.unlink()


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", drop_thebe)
    app.connect("builder-inited", write_static)
    app.connect("html-page-context", add_explorable_script)
    app.connect("build-finished", make_lean)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
