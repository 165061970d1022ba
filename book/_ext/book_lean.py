"""The pages carry only what they use, and nothing holds up their first sight.

* Styles: one file instead of twelve, so that the page waits once.
* Scripts: none is waited for.
* What is far below the screen is laid out once the reader moves.
* Icons: the theme loads Font Awesome twice, as a font and as 1.5 MB of
  JavaScript. The font is enough, with the icons that the pages show.
* Pictures say their size, are loaded when the reader comes near, and are WebP.
* Notebooks to download: an explorable chart is in them once instead of twice.
* What only the theme's makers need is removed.
"""

from __future__ import annotations

import json
import re
import shutil
from functools import partial
from importlib.resources import files
from logging import getLogger
from os.path import relpath
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from PIL import Image
from sphinx.application import Sphinx
from sphinx.util import logging

STATIC = Path(__file__).parent.parent / "_static"
STYLES = "styles.css"
STYLE = re.compile(
    r'\s*<link [^>]*href="(?P<top>[^":?]*)_static/(?P<name>[^"?]+\.css)'
    r'[^"]*"[^>]*>'
)
IMPORT = re.compile(r'@import (?:url\()?["\']?([^"\');]+)["\']?\)?;')
ADDRESS = re.compile(r'url\((["\']?)(?!data:|#)([^)"\']+)\1\)')
ICON_SCRIPT = re.compile(
    r'\s*<script src="[^"]*fontawesome[^"]*\.js[^"]*"></script>'
)
WAITED_FOR = re.compile(r"<script (?=[^>]*\bsrc=)(?![^>]*\bdefer\b)")
# For the theme's menu of versions alone; it would wait for a script.
PAGENAME = re.compile(
    r"\s*<script>DOCUMENTATION_OPTIONS\.pagename = [^<]*</script>"
)
# Names and brackets in code have the colour of the whole.
PLAIN_CODE = re.compile(r'<span class="[np]">([^<]*)</span>')
# What is in a menu that nobody has opened.
MENU_LOGO = re.compile(r"<img (?=[^>]*_static/images/logo_)")
PRELOAD = re.compile(r'\s*<link rel="preload"[^>]*>')
# The theme's own look at every box that may scroll lays the whole page out
# before it can be used; book.js looks at those that are near.
THEME_SCRIPT = "scripts/pydata-sphinx-theme.js"
LOOK_AT_ALL = re.compile(
    r',"complete"===document\.readyState\?(\w)\(\):'
    r'window\.addEventListener\("load",\1\)'
)
# Where a reader comes to the top of a page, what is far below is laid out when
# the reader moves (book.js). An aim or a place to return to needs it at once.
FIRST_THINGS_FIRST = """<script>
if (!location.hash
    && performance.getEntriesByType("navigation")[0]?.type === "navigate")
  document.documentElement.classList.add("first-things-first");
</script>
"""
UNUSED = (
    "*.map",
    "*webpack-macros.html",
    "locales",
    "fontawesome/*/js",
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
logger = logging.getLogger(__name__)


def keep_styles(static: Path, kept: Path) -> None:
    """Take out of the site the styles that go into the joined one."""
    for path in list(static.rglob("*.css")):
        if path != static / STYLES:
            target = kept / path.relative_to(static)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)


def style(path: Path, kept: Path) -> str:
    """Return a style with what it imports, as it reads at the top."""

    def imported(rule: re.Match[str]) -> str:
        return style(path.parent / rule[1], kept)

    def moved(rule: re.Match[str]) -> str:
        return f"url({relpath(path.parent / rule[2], kept)})"

    text = path.read_text("utf8").removeprefix('@charset "UTF-8";')
    return IMPORT.sub(imported, ADDRESS.sub(moved, text)) + "\n"


def write_styles(
    static: Path, kept: Path, asked: set[tuple[str, ...]]
) -> None:
    """Join the styles that new pages ask for, or the same as last time."""
    joined = static / STYLES
    if not asked:
        asked = {
            tuple(joined.read_text("utf8").split("\n", 1)[0].split()[1:-1])
        }
    if len(asked) > 1:
        logger.warning("the pages do not ask for the same styles: %s", asked)
    names = max(asked, key=len)
    text = "".join(style(kept / name, kept) for name in names)
    joined.write_text(f"/* {' '.join(names)} */\n{text}", "utf8")


def one_style(page: str, asked: set[tuple[str, ...]]) -> str:
    """Replace the page's styles by the joined one, and note their names."""
    found = list(STYLE.finditer(page))
    names = tuple(link["name"] for link in found)
    if names == (STYLES,):
        return page
    asked.add(names)
    joined = f"{found[0]['top']}_static/{STYLES}"
    start, end = found[0].span()
    head = f'\n{FIRST_THINGS_FIRST}<link rel="stylesheet" href="{joined}">'
    return page[:start] + head + STYLE.sub("", page[end:])


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


def lean_icons(static: Path, kept: Path, used: set[str]) -> None:
    """Write the icon font and its rules anew, with the icons in use alone."""
    (folder,) = (static / "vendor" / "fontawesome").iterdir()
    theme = Path(str(files("pydata_sphinx_theme"))) / "theme"
    theme /= "pydata_sphinx_theme/static/vendor/fontawesome"
    source = theme / folder.name
    style = kept / folder.relative_to(static) / "css" / "all.min.css"
    # Other styles use signs too, as the one beside a note's title.
    codes = {
        int(code, 16) if code else ord(sign)
        for other in kept.rglob("*.css")
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


def lean_theme(script: Path) -> None:
    """Leave the boxes that scroll to book.js."""
    lean, found = LOOK_AT_ALL.subn("", script.read_text("utf8"))
    if found:
        script.write_text(lean, "utf8")


def lean_page(page: str, out: Path, asked: set[tuple[str, ...]]) -> str:
    for superfluous in (ICON_SCRIPT, PRELOAD, PAGENAME):
        page = superfluous.sub("", page)
    page = WAITED_FOR.sub("<script defer ", one_style(page, asked))
    page = MENU_LOGO.sub('<img loading="lazy" ', page)
    page = PLAIN_CODE.sub(r"\1", page)
    page = page.replace(ARROW, NAMED_ARROW)
    return PICTURE.sub(partial(lean_image, out=out), page)


def lean_notebook(path: Path) -> None:
    """Drop the page's drawing of a chart where JupyterLab's is beside it."""
    text = path.read_text("utf8")
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if any("vegalite" in kind for kind in data):
                data.pop("text/html", None)
    lean = json.dumps(notebook, ensure_ascii=False, separators=(",", ":"))
    if lean != text:
        path.write_text(lean, "utf8")


def make_lean(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    # Sphinx copies these only when a page has changed.
    shutil.copytree(STATIC, static, dirs_exist_ok=True)
    for pattern in UNUSED:
        for unused in static.rglob(pattern):
            shutil.rmtree(unused) if unused.is_dir() else unused.unlink()
    icons: set[str] = set()
    asked: set[tuple[str, ...]] = set()
    for path in out.rglob("*.html"):
        text = path.read_text("utf8")
        lean = lean_page(text, out, asked)
        icons.update(ICON.findall(lean))
        if lean != text:
            path.write_text(lean, "utf8")
    for script in static.rglob("*.js"):
        if script.name != "vega.js":
            icons.update(ICON.findall(script.read_text("utf8")))
    kept = Path(app.doctreedir).parent / ".styles"
    keep_styles(static, kept)
    lean_icons(static, kept, icons)
    lean_theme(static / THEME_SCRIPT)
    write_styles(static, kept, asked)
    for converted in out.glob("_images/*.png"):
        converted.unlink()
    for notebook in out.glob("_sources/**/*.ipynb"):
        lean_notebook(notebook)


def setup(app: Sphinx) -> dict[str, Any]:
    # After the theme, which writes the colours of code when all is built.
    app.connect("build-finished", make_lean, priority=900)
    getLogger("fontTools").setLevel("WARNING")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
