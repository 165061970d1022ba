"""Make the EPUB of the whole book from its built pages: _build/lossedu.epub.

    python tools/make_epub.py

An EPUB 3: a file for each page, formulas as MathML, pictures and charts as PNG. The
fonts are those of the reading system, which has Chinese ones: the book says which of
its words are Chinese.
"""

from __future__ import annotations

import io
import re
import sys
import textwrap
import time
import zipfile
from html import escape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

import vl_convert
from bs4 import BeautifulSoup, Tag
from document import (
    BUILD,
    HTML,
    Page,
    about,
    chart_png,
    charts,
    read_book,
    register_fonts,
)
from PIL import Image

HERE = Path(__file__).resolve().parent
EPUB = BUILD / "lossedu.epub"
STYLE = (HERE / "epub.css").read_text("utf8")
STYLED = set(re.findall(r"\.([a-z][\w-]*)", STYLE))
KEPT = {"alt", "class", "colspan", "href", "id", "lang", "rowspan", "scope", "src"}
KEPT |= {"start", "style"}
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf"
media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
ACCESS = {
    "accessMode": ("textual", "visual"),
    "accessModeSufficient": ("textual,visual", "textual"),
    "accessibilityFeature": (
        "alternativeText",
        "MathML",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
    ),
    "accessibilityHazard": ("none",),
    "accessibilitySummary": (
        "Formulas are MathML, pictures and charts have alternative texts, and Chinese "
        "words are marked as such.",
    ),
}


class Entry(NamedTuple):
    """A line of the table of contents; a part leads nowhere itself."""

    title: str
    link: str
    below: list[Entry]


def file_name(name: str) -> str:
    return name.replace("/", "-") + ".xhtml"


def address(name: str, fragment: str) -> str:
    return file_name(name) + (f"#{fragment}" if fragment else "")


def on_white(picture: Image.Image) -> bytes:
    """A picture as PNG; on a ground of its own, as the page may be black."""
    ground = Image.new("RGB", picture.size, "white")
    seen = picture.convert("RGBA")
    ground.paste(seen, mask=seen.getchannel("A"))
    if ground.getcolors(256):
        ground = ground.convert("P", palette=Image.Palette.ADAPTIVE)
    stream = io.BytesIO()
    ground.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def take_pictures(page: Page) -> dict[str, bytes]:
    """The page's pictures by their names, which its article then has."""
    taken = {}
    for image in page.body.find_all("img"):
        source = HTML / "_images" / image["src"].rsplit("/", 1)[1]
        name = f"images/{source.stem[:16]}.png"
        with Image.open(source) as picture:
            taken[name] = on_white(picture)
        image["src"] = name
    for number, (place, spec, alt) in enumerate(charts(page), start=1):
        name = f"images/{page.key}-chart-{number}.png"
        with Image.open(io.BytesIO(chart_png(spec))) as picture:
            taken[name] = on_white(picture)
        image = BeautifulSoup("<img/>", "html.parser").img
        image["src"], image["alt"] = name, alt
        place.replace_with(image)
    return taken


def to_mathml(body: Tag) -> None:
    """Leave of each formula its MathML, with its source as its text."""
    for formula in body.find_all(class_="katex"):
        math = formula.math.extract()
        math["alttext"] = " ".join(math.annotation.extract().get_text().split())
        math.semantics.unwrap()
        formula.replace_with(math)


def to_xhtml(body: Tag) -> None:
    """Leave the attributes that an EPUB may have and the classes that are styled."""
    for element in list(body.find_all(True)):
        if element.find_parent("math") or element.name == "math":
            continue
        if "pst-scrollable-table-container" in element.get("class", ()):
            element["class"] = ["scrolls"]
        element.attrs = {k: v for k, v in element.attrs.items() if k in KEPT}
        named = [name for name in element.get("class", ()) if name in STYLED]
        element["class"] = named
        if not named:
            del element["class"]
        if "lang" in element.attrs:
            element["xml:lang"] = element["lang"]
        if element.name in {"div", "span"} and not element.attrs:
            element.unwrap()


def xhtml(title: str, body: str) -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
lang="en" xml:lang="en">
<head><title>{escape(title)}</title>
<link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>{body}</body>
</html>
"""


def entries(pages: list[Page]) -> list[Entry]:
    """The table of contents: parts, chapters, and what is below these."""
    found: list[Entry] = []
    for part, members in groupby(pages, key=lambda page: page.part):
        chapters: list[Entry] = []
        for page in members:
            below = [
                Entry(title, address(page.name, i), []) for i, title in page.sections
            ]
            here = chapters[-1].below if page.depth else chapters
            here.append(Entry(page.title, file_name(page.name), below))
        found += [Entry(part, "", chapters)] if part else chapters
    return found


def listed(lines: list[Entry]) -> str:
    """The table of contents as nested lists."""
    if not lines:
        return ""
    items = []
    for title, link, below in lines:
        text = escape(title)
        label = f'<a href="{link}">{text}</a>' if link else f"<span>{text}</span>"
        items.append(f"<li>{label}{listed(below)}</li>")
    return f"<ol>{''.join(items)}</ol>"


def navigation(pages: list[Page]) -> str:
    contents = (
        f'<nav epub:type="toc" id="toc"><h1>Contents</h1>{listed(entries(pages))}'
    )
    marks = (
        '</nav><nav epub:type="landmarks" hidden="hidden"><h2>Landmarks</h2><ol>'
        '<li><a epub:type="toc" href="nav.xhtml">Contents</a></li>'
        '<li><a epub:type="bodymatter" href="index.xhtml">Start</a></li></ol></nav>'
    )
    return xhtml("Contents", contents + marks)


def cover() -> bytes:
    """The title on the project's logo."""
    book = about()
    logo = (HTML / "_static" / "logo.svg").read_text("utf8")
    logo = logo.replace(
        'width="64" height="48"', 'x="150" y="420" width="640" height="480"'
    )
    lines = textwrap.wrap(book["subtitle"], 24)
    subtitle = "".join(
        f'<text x="150" y="{1210 + 76 * n}" font-size="58">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    svg = f"""<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="1800"
font-family="DejaVu Sans" fill="#1b2733"><rect width="1200" height="1800" fill="#fff"/>
{logo}<text x="150" y="1090" font-size="150" font-weight="700">{escape(book["title"])}
</text>{subtitle}<text x="150" y="1650" font-size="40">{escape(book["author"])}</text>
</svg>"""
    register_fonts()
    with Image.open(io.BytesIO(vl_convert.svg_to_png(svg))) as picture:
        return on_white(picture)


def package(files: dict[str, str | bytes], spine: list[str]) -> str:
    """The package document: what the book is, its files, their order."""
    book = about()
    kinds = {".xhtml": "application/xhtml+xml", ".png": "image/png", ".css": "text/css"}
    lines = []
    for name, content in files.items():
        properties = {"nav.xhtml": "nav", "cover.png": "cover-image"}.get(name, "")
        if isinstance(content, str) and "<math" in content:
            properties = "mathml"
        more = f' properties="{properties}"' if properties else ""
        lines.append(
            f'<item id="{identifier(name)}" href="{name}" '
            f'media-type="{kinds[Path(name).suffix]}"{more}/>'
        )
    items = "\n".join(lines)
    order = "\n".join(f'<itemref idref="{identifier(name)}"/>' for name in spine)
    access = "\n".join(
        f'<meta property="schema:{name}">{value}</meta>'
        for name, values in ACCESS.items()
        for value in values
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book"
xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book">{uuid5(NAMESPACE_URL, book["repository"]).urn}</dc:identifier>
<dc:title>{escape(book["title"])}: {escape(book["subtitle"])}</dc:title>
<dc:creator>{escape(book["author"])}</dc:creator>
<dc:language>en</dc:language>
<dc:date>{book["date"]}</dc:date>
<dc:source>{book["online"]}</dc:source>
<dc:rights>Text and figures: CC BY 4.0; code: MIT licence.</dc:rights>
<dc:description>{escape(book["abstract"])}</dc:description>
<meta property="dcterms:modified">{book["date"]}T00:00:00Z</meta>
{access}
</metadata>
<manifest>
{items}
</manifest>
<spine>
{order}
</spine>
</package>
"""


def identifier(name: str) -> str:
    return "i-" + re.sub(r"[^\w-]", "-", name)


def write(files: dict[str, str | bytes]) -> None:
    """Write the files with the date of the version: twice the same is the same."""
    year, month, day = (int(number) for number in about()["date"].split("-"))
    with zipfile.ZipFile(EPUB, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (year, month, day, 0, 0, 0))
            plain = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def make() -> None:
    """Write the EPUB."""
    pages = read_book(address)
    files: dict[str, str | bytes] = {
        "nav.xhtml": navigation(pages),
        "style.css": STYLE,
        "cover.png": cover(),
        "cover.xhtml": xhtml(
            "Cover",
            f'<p class="cover"><img src="cover.png" alt="{about()["title"]}"/></p>',
        ),
    }
    spine = ["cover.xhtml", "nav.xhtml"]
    part = ""
    for page in pages:
        files |= take_pictures(page)
        to_mathml(page.body)
        to_xhtml(page.body)
        above = f'<p class="part">{escape(page.part)}</p>' if page.part != part else ""
        part = page.part
        name = file_name(page.name)
        files[name] = xhtml(page.title, above + page.body.decode_contents())
        spine.append(name)
    whole = {f"EPUB/{name}": content for name, content in files.items()}
    start = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    write({**start, "EPUB/package.opf": package(files, spine), **whole})


def main() -> int:
    start = time.perf_counter()
    make()
    size, seconds = EPUB.stat().st_size / 1e6, time.perf_counter() - start
    print(f"The book is at {EPUB} ({size:.1f} MB, made in {seconds:.0f} s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
