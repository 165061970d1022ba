"""Make the PDF of the whole book from its built pages: _build/lossedu.pdf.

    python tools/make_pdf.py

All pages are joined into one and printed by a headless Chromium. That tells on which
pages the chapters begin; the contents are printed once more with these numbers, and
take the place of those without.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

import chinese_font
import pikepdf
from browser import FLAGS, NO_BROWSER, find_browser
from bs4 import BeautifulSoup, Tag
from document import BUILD, FONTS, Page, about, chart_svg, charts, plain, read_book
from serve import serving

HERE = Path(__file__).resolve().parent
PDF = BUILD / "lossedu.pdf"
JOINED = BUILD / "print"
KATEX = HERE.parent / "book" / "_ext" / "katex"
FRONT = JOINED / "front.pdf"
TEXT_WIDTH = 627  # px: 166 mm, A4 less its margins
# For each family the files of its upright, bold, slanted and bold slanted letters.
FACES = {
    "Book Serif": ("STIXGeneral", ("", "Bol", "Italic", "BolIta")),
    "Book Sans": ("DejaVuSans", ("", "-Bold", "-Oblique", "-BoldOblique")),
    "Book Mono": ("DejaVuSansMono", ("", "-Bold", "-Oblique", "-BoldOblique")),
}
LOOKS = (("normal", 400), ("normal", 700), ("italic", 400), ("italic", 700))
CALLED = re.compile("role$|aria-")
HEADING = re.compile(r"h[1-6]")
SHORT = 7  # rows of a table that stays in one piece

# What is wider than the text becomes smaller; a table's words break if they must.
FIT = """async () => {
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode()));
  for (const box of document.querySelectorAll(".katex-display")) {
    const ratio = box.clientWidth / box.scrollWidth;
    if (ratio < 1) box.style.fontSize = `${0.995 * ratio}em`;
  }
  for (const table of document.querySelectorAll("table")) {
    const room = table.parentElement.clientWidth;
    let size = parseFloat(getComputedStyle(table).fontSize);
    for (; table.offsetWidth > room && size > 8; size -= 0.25)
      table.style.fontSize = `${size}px`;
    table.classList.toggle("tight", table.offsetWidth > room);
  }
}"""


def anchor(name: str, fragment: str = "") -> str:
    """An identifier that no other page has."""
    return name.replace("/", "-") + (f"--{fragment}" if fragment else "")


def style(pages: list[Page]) -> str:
    """The print style, with its fonts and with the head of each chapter's pages."""
    rules = [(HERE / "pdf.css").read_text("utf8")]
    formulas = (KATEX / "katex-swap.min.css").read_text("utf8")
    rules.append(formulas.replace("url(fonts/", "url(../html/_static/katex/fonts/"))
    rules.append('@font-face{font-family:"Book Chinese";src:url("fonts/chinese.ttf")}')
    for family, (base, ends) in FACES.items():
        for end, (slant, weight) in zip(ends, LOOKS, strict=True):
            rules.append(
                f'@font-face{{font-family:"{family}";font-style:{slant};'
                f'font-weight:{weight};src:url("fonts/{base}{end}.ttf")}}'
            )
    small = 'color:#444;font:8.5pt "Book Sans"'
    for page in pages:
        left, right = json.dumps(page.part, ensure_ascii=False), json.dumps(page.title)
        rules.append(
            f"@page {page.key}{{@top-left{{content:{left};{small}}}"
            f"@top-right{{content:{right};{small}}}}}"
        )
        rules.append(f"#{page.key}{{page:{page.key}}}")
    return "\n".join(rules)


def for_paper(page: Page) -> None:
    """Make a page's article fit to be one section of many."""
    for formula in page.body.find_all(class_="katex"):
        source = formula.find(class_="katex-mathml").extract().annotation.get_text()
        boxes = formula.find(class_="katex-html")
        del boxes["aria-hidden"], boxes["hidden"]
        # Its source is what is read out: Chromium puts no MathML into a PDF. In the
        # outline it would stand beside the formula.
        if formula.find_parent(HEADING) is None:
            formula["role"], formula["aria-label"] = "img", " ".join(source.split())
    for element in page.body.find_all(id=True):
        element["id"] = anchor(page.name, element["id"])
    for image in page.body.find_all("img"):
        image["src"] = f"../html/_images/{image['src'].rsplit('/', 1)[1]}"
        del image["loading"], image["decoding"]
    for table in page.body.find_all("table"):
        if len(table.find_all("tr")) <= SHORT:
            table["class"] = [*table.get("class", ()), "short"]
    below = 0 if page.name == "index" else 1 + page.depth
    for heading in page.body.find_all(HEADING):
        level = int(heading.name[1])
        heading["class"] = f"level-{level}"
        heading.name = f"h{level + below}"
    for number, (place, spec, alt) in enumerate(charts(page)):
        own = anchor(page.name, f"chart-{number}-")
        svg = chart_svg(spec).replace(' id="', f' id="{own}')
        svg = svg.replace("url(#", f"url(#{own}")
        place.replace_with(picture(svg, alt))


def picture(svg: str, alt: str) -> Tag:
    box = BeautifulSoup('<div class="chart" role="img"></div>', "html.parser").div
    box["aria-label"] = alt
    drawing = BeautifulSoup(svg, "html.parser").svg
    for part in drawing.find_all(role=True):  # Vega describes each line and symbol
        part.attrs = {k: v for k, v in part.attrs.items() if not CALLED.match(k)}
    box.append(drawing)
    return box


def cover() -> str:
    """The title page."""
    book = {key: escape(value) for key, value in about().items()}
    return f"""<section class="cover"><img src="../html/_static/logo.svg" alt="">
<p class="title">{book["title"]}</p><p class="subtitle">{book["subtitle"]}</p>
<p class="author">{book["author"]}</p>
<p class="small">Version {book["version"]}, {book["date"]}. Text and figures: CC BY 4.0;
code: MIT licence.<br>Online: <a href="{book["online"]}">{book["online"]}</a><br>
Notebooks, package and tests: <a href="{book["repository"]}">{book["repository"]}</a>
</p></section>"""


def contents(pages: list[Page], numbers: dict[str, int]) -> str:
    """The table of contents; where a page's number is not known, 0."""

    def entry(kind: str, key: str, title: str) -> str:
        return (
            f'<li class="{kind}"><a href="#{key}"><span>{escape(title)}</span>'
            f'<span class="leader"></span><span>{numbers.get(key, 0)}</span></a></li>'
        )

    lines, part = [], ""
    for page in pages:
        if page.part != part:
            part = page.part
            lines.append(f'<li><p class="part">{escape(part)}</p></li>')
        lines.append(entry("chapter", page.key, page.title))
        lines += [
            entry("section", anchor(page.name, key), title)
            for key, title in page.sections
        ]
    return (
        '<section class="contents" id="contents"><h1 class="level-1">Contents</h1>'
        f"<ol>{''.join(lines)}</ol></section>"
    )


def sections(pages: list[Page]) -> Iterator[str]:
    """The pages, each a section; the first of a part has its title above."""
    part = ""
    for page in pages:
        kind = "page api" if page.name.startswith("api/") else "page"
        yield f'<section class="{kind}" id="{page.key}">'
        if page.part != part:
            part = page.part
            yield f'<h1 class="part">{escape(part)}</h1>'
        yield page.body.decode_contents() + "</section>"


def joined(pages: list[Page], body: str) -> str:
    """A page of HTML with the style of all pages."""
    book = about()
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{escape(book["title"])}: {escape(book["subtitle"])}</title>
<link rel="stylesheet" href="../.styles/pygments.css">
<style>{style(pages)}</style></head>
<body>{cover()}{body}</body></html>"""


def write_fonts(text: str) -> None:
    """Put the fonts beside the joined pages; Chinese has one if the system has."""
    folder = JOINED / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for base, ends in FACES.values():
        for end in ends:
            shutil.copyfile(FONTS / f"{base}{end}.ttf", folder / f"{base}{end}.ttf")
    if not chinese_font.write(text, folder / "chinese.ttf"):
        print(f"{chinese_font.FAMILY} was not found: the browser chooses a font.")


@contextmanager
def laid_out(chromium: Any, name: str = "index.html") -> Iterator[Any]:
    """What is to be printed in a browser, as wide as on paper, and made to fit."""
    with serving(BUILD) as address:
        view = chromium.new_page(viewport={"width": TEXT_WIDTH, "height": 950})
        view.emulate_media(media="print", color_scheme="light")
        view.goto(f"{address}/print/{name}", wait_until="load", timeout=120_000)
        view.evaluate(FIT)
        yield view
        view.close()


def print_page(chromium: Any, name: str, target: Path) -> None:
    with laid_out(chromium, name) as view:
        view.pdf(path=target, prefer_css_page_size=True, outline=True, tagged=True)


def landings(pdf: pikepdf.Pdf) -> dict[str, int]:
    """On which page each anchor is that something leads to."""
    numbers = {page.objgen: n for n, page in enumerate(pdf.pages, start=1)}
    found = pdf.Root.Dests.items()
    return {name.lstrip("/"): numbers[place[0].objgen] for name, place in found}


def number_contents(book: pikepdf.Pdf, front: pikepdf.Pdf) -> None:
    """Show the contents of `front`, which differ in their numbers alone."""
    for old, new in zip(book.pages, front.pages, strict=False):
        old.Contents = book.copy_foreign(new.Contents)
        old.Resources = book.copy_foreign(front.make_indirect(new.Resources))


def space_outline(items: list[pikepdf.OutlineItem], titles: dict[str, str]) -> None:
    """Give back the space where a heading has more than one line on its page."""
    for item in items:
        item.title = titles.get("".join(item.title.split()), item.title)
        space_outline(item.children, titles)


def describe(pdf: pikepdf.Pdf) -> None:
    """Say what book it is; not when and with what it was printed."""
    book = about()
    del pdf.docinfo
    pdf.docinfo["/Title"] = f"{book['title']}: {book['subtitle']}"
    pdf.docinfo["/Author"] = book["author"]
    pdf.docinfo["/Subject"] = book["abstract"]


def make(chromium: Any) -> None:
    """Write the PDF."""
    pages = read_book(lambda name, fragment: f"#{anchor(name, fragment)}")
    for page in pages:
        for_paper(page)
    headings = [plain(h) for page in pages for h in page.body.find_all(HEADING)]
    body = "".join(sections(pages))
    write_fonts(body)
    whole, front = JOINED / "index.html", JOINED / "front.html"
    whole.write_text(joined(pages, contents(pages, {}) + body), "utf8")
    print_page(chromium, whole.name, PDF)
    with pikepdf.open(PDF, allow_overwriting_input=True) as pdf:
        numbered = contents(pages, landings(pdf))
        front.write_text(joined(pages, numbered), "utf8")
        print_page(chromium, front.name, FRONT)
        with pikepdf.open(FRONT) as printed:
            number_contents(pdf, printed)
        with pdf.open_outline() as outline:
            space_outline(outline.root, {"".join(h.split()): h for h in headings})
        describe(pdf)
        pdf.save(
            PDF,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )


def main() -> int:
    path = find_browser()
    if path is None:
        sys.exit(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    start = time.perf_counter()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        make(chromium)
        chromium.close()
    size, seconds = PDF.stat().st_size / 1e6, time.perf_counter() - start
    print(f"The book is at {PDF} ({size:.1f} MB, made in {seconds:.0f} s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
