"""The PDF and the EPUB of the whole book, as a reader of them finds them.

Each is made once. What is asked of it is asked by functions that return the faults
they find; `test_the_checks_of_the_...` puts each fault in once and sees it found.
"""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

pytest.importorskip("yaml")

from commands import command, missing
from test_site import RAW_LATEX, VISIBLE_TEXT
from toc import TOC

INSTALL = "{} is not installed: `apt-get install {}`"
MB = 1_000_000
A4 = (595, 842)
XHTML = "{http://www.w3.org/1999/xhtml}"
MATH = "{http://www.w3.org/1998/Math/MathML}"
OPF = "{http://www.idpf.org/2007/opf}"

# What reaches beyond its page's text on the right. (The style cuts nothing off.)
STICKING_OUT = """() => {
  const faults = (page) => {
    const edge = page.getBoundingClientRect().right + 1;
    return [...page.querySelectorAll("*")]
      .filter((e) => !e.parentElement.closest("svg") && e.getClientRects().length)
      .filter((e) => e.getBoundingClientRect().right > edge)
      .map((e) => page.id + ": " + e.outerHTML.slice(0, 120));
  };
  return [...document.querySelectorAll("section.page")].flatMap(faults);
}"""


def plain(text: str) -> str:
    return " ".join(text.split())


def squeezed(text: str) -> str:
    return "".join(text.split())


def letters(text: str) -> str:
    """The text without what a formula in a heading brings along."""
    return re.sub(r"[^A-Za-z]", "", text)


@pytest.fixture(scope="module")
def tools() -> Callable[[str], Any]:
    return lambda name: command(f"tools/{name}.py")


# --- the PDF --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed(html: Path, browser: Any, tools: Callable[[str], Any]) -> Path:
    maker = tools("make_pdf")
    maker.make(browser)
    return Path(maker.PDF)


@pytest.fixture(scope="module")
def pdf(printed: Path) -> Iterator[Any]:
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(printed) as opened:
        yield opened


@pytest.fixture(scope="module")
def texts(printed: Path) -> list[str]:
    """Each page's text, in one line."""
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(printed)
    found = [plain(page.get_textpage().get_text_bounded()) for page in document]
    document.close()
    return found


@pytest.fixture(scope="module")
def view(printed: Path, browser: Any, tools: Callable[[str], Any]) -> Iterator[Any]:
    """The page that was printed, in a browser."""
    with tools("make_pdf").laid_out(browser) as page:
        yield page


@pytest.fixture(scope="module")
def chapters(html: Path) -> dict[str, str]:
    """The title of each page of the book."""
    soup = pytest.importorskip("bs4").BeautifulSoup
    strainer = pytest.importorskip("bs4").SoupStrainer("h1")
    found = {}
    for name in TOC:
        page = soup(
            (html / f"{name}.html").read_text("utf8"),
            "html.parser",
            parse_only=strainer,
        )
        found[name] = plain(page.h1.get_text()).removesuffix("#")
    return found


@pytest.fixture(scope="module")
def lines(
    printed: Path, browser: Any, tools: Callable[[str], Any]
) -> dict[str, tuple[str, int]]:
    """What the contents say: for each anchor a title and a page."""
    with tools("make_pdf").laid_out(browser, "front.html") as page:
        entries = page.eval_on_selector_all(
            ".contents a",
            "all => all.map((a) => [a.hash.slice(1), a.children[0].innerText,"
            " a.children[2].innerText])",
        )
    return {anchor: (plain(title), int(n)) for anchor, title, n in entries}


def outlined(items: Any) -> Iterator[tuple[str, Any]]:
    """The titles of a PDF's outline, with what they lead to."""
    for item in items:
        yield plain(item.title), item.destination
        yield from outlined(item.children)


def test_pdf_outline_has_every_heading(
    pdf: Any,
    texts: list[str],
    chapters: dict[str, str],
    lines: dict[str, tuple[str, int]],
    tools: Callable[[str], Any],
) -> None:
    numbers = {page.objgen: n for n, page in enumerate(pdf.pages, start=1)}
    with pdf.open_outline() as outline:
        found = [(t, numbers[place[0].objgen]) for t, place in outlined(outline.root)]
    landings = tools("make_pdf").landings(pdf)
    begin = [(t, landings[name.replace("/", "-")]) for name, t in chapters.items()]
    assert set(begin) <= set(found)
    titles = {title for title, _ in found}
    assert {title for title, _ in lines.values()} <= titles
    assert [n for _, n in begin] == sorted({n for _, n in begin})
    missed = [t for t, n in found if letters(t) not in letters(texts[n - 1])]
    assert missed == []


def contents_faults(lines: dict[str, tuple[str, int]], texts: list[str]) -> list[str]:
    """Lines of the contents whose page has not their title."""
    return [
        f"{title} is not on page {number}"
        for title, number in lines.values()
        if not 1 <= number <= len(texts) or title not in texts[number - 1]
    ]


def test_pdf_contents_tell_the_page(
    lines: dict[str, tuple[str, int]],
    pdf: Any,
    texts: list[str],
    tools: Callable[[str], Any],
) -> None:
    assert {name.replace("/", "-") for name in TOC} <= set(lines)
    assert contents_faults(lines, texts) == []
    landings = tools("make_pdf").landings(pdf)
    assert {a: n for a, (_, n) in lines.items()} == {a: landings[a] for a in lines}
    # Without spaces: PDFium takes the lines of the narrow columns for upright ones.
    shown = squeezed("".join(texts[1 : landings["index"] - 1]))
    said = [squeezed(f"{title}{number}") for title, number in lines.values()]
    absent = [line for line in said if line not in shown]
    assert absent == []


def link_faults(pdf: Any) -> list[str]:
    """Links that lead nowhere, or to where the book was built."""
    found, anchors = [], set(pdf.Root.Dests.keys())
    for number, page in enumerate(pdf.pages, start=1):
        for note in page.get("/Annots", ()):
            if "/Dest" in note:
                if str(note.Dest) not in anchors:
                    found.append(f"page {number}: {note.Dest}")
            elif not re.match(r"https?://(?!127\.|localhost)", str(note.A.URI)):
                found.append(f"page {number}: {note.A.URI}")
    return found


def test_pdf_links_lead_somewhere(pdf: Any) -> None:
    assert link_faults(pdf) == []
    kinds = [
        ("/Dest" in note) for page in pdf.pages for note in page.get("/Annots", ())
    ]
    assert kinds.count(True) > 500
    assert kinds.count(False) > 300


def test_nothing_sticks_out_of_the_paper(view: Any, pdf: Any) -> None:
    assert view.evaluate(STICKING_OUT) == []
    sizes = {tuple(round(float(x)) for x in page.mediabox) for page in pdf.pages}
    assert sizes == {(0, 0, *A4)}


def fonts_of(page: Any) -> Iterator[tuple[str, bool]]:
    """The names of a page's fonts, and whether each is in the file."""
    for font in page.Resources.get("/Font", {}).values():
        if font.Subtype == "/Type3":
            yield "(drawn)", True
            continue
        inner = font.get("/DescendantFonts", [font])[0]
        described = inner.get("/FontDescriptor", {})
        embedded = any(f"/FontFile{n}" in described for n in ("", "2", "3"))
        yield str(font.BaseFont), embedded


def test_pdf_has_its_fonts_and_chinese_is_text(
    pdf: Any, texts: list[str], tools: Callable[[str], Any]
) -> None:
    assert all(embedded for page in pdf.pages for _, embedded in fonts_of(page))
    (found, *_) = [n for n, text in enumerate(texts) if "交叉熵" in text]
    if tools("chinese_font").installed() is None:
        missing(INSTALL.format("Noto Serif CJK SC", "fonts-noto-cjk"))
    assert any("NotoSerifCJK" in name for name, _ in fonts_of(pdf.pages[found]))


def empty_pages(texts: list[str]) -> list[int]:
    """Pages with nothing but their head and their number."""
    return [n for n, text in enumerate(texts, start=1) if len(text.split()) < 12]


def test_pdf_pages_are_not_empty_and_have_no_latex(texts: list[str], view: Any) -> None:
    assert empty_pages(texts) == []
    text = view.evaluate(VISIBLE_TEXT)
    assert [match.group() for match in RAW_LATEX.finditer(text)] == []


def in_articles(html: Path, mark: str) -> int:
    """How often something stands in the book's pages, beside their frames."""
    pages = [(html / f"{name}.html").read_text("utf8") for name in TOC]
    return sum(
        p[p.index("<article") : p.index("</article>")].count(mark) for p in pages
    )


def explorable(html: Path) -> int:
    return in_articles(html, 'class="vega-spec"')


def test_pdf_has_every_chart_and_says_where_it_moves(html: Path, view: Any) -> None:
    assert view.locator(".chart[aria-label] svg").count() == explorable(html) > 10
    notes = view.locator(".explorable figcaption").all_inner_texts()
    assert all("page online" in note for note in notes)
    assert view.locator("summary, button, input, select, details").count() == 0


def test_pdf_says_what_it_is(pdf: Any, printed: Path) -> None:
    assert str(pdf.docinfo["/Title"]).startswith("lossedu: ")
    assert str(pdf.docinfo["/Author"]) == "The lossedu authors"
    assert "/CreationDate" not in pdf.docinfo
    assert str(pdf.Root.Lang) == "en"
    assert pdf.Root.MarkInfo.Marked
    assert printed.stat().st_size < 25 * MB


def test_the_checks_of_the_pdf_bite(
    lines: dict[str, tuple[str, int]], view: Any, pdf: Any, texts: list[str]
) -> None:
    title, number = lines["glossary"]
    assert contents_faults({"glossary": (title, number - 1)}, texts) != []
    assert empty_pages([*texts, "VI. Together Claims 7"]) != []
    note = next(
        note
        for page in pdf.pages
        for note in page.get("/Annots", ())
        if "/Dest" in note
    )
    pikepdf = pytest.importorskip("pikepdf")
    before, note.Dest = note.Dest, pikepdf.Name("/nowhere")
    assert link_faults(pdf) != []
    note.Dest = before
    wide = "<div id='wide' style='width:900px'>x</div>"
    view.evaluate("html => document.querySelector('#status').innerHTML += html", wide)
    assert view.evaluate(STICKING_OUT) != []
    view.evaluate("() => document.querySelector('#wide').remove()")
    assert RAW_LATEX.search(r"is \frac{1}{2}")


# --- the EPUB -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bound(html: Path, tools: Callable[[str], Any]) -> Path:
    pytest.importorskip("vl_convert")
    maker = tools("make_epub")
    maker.make()
    return Path(maker.EPUB)


@pytest.fixture(scope="module")
def files(bound: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(bound) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def documents(files: dict[str, bytes]) -> dict[str, ElementTree.Element]:
    """The pages; raises ElementTree.ParseError where one is not well formed."""
    return {
        name: ElementTree.fromstring(content)
        for name, content in files.items()
        if name.endswith(".xhtml")
    }


def manifest_faults(files: dict[str, bytes]) -> list[str]:
    """Files that are listed and not there, or there and not listed."""
    package = ElementTree.fromstring(files["EPUB/package.opf"])
    listed = {f"EPUB/{item.get('href')}" for item in package.iter(f"{OPF}item")}
    there = {name for name in files if name.startswith("EPUB/")} - {"EPUB/package.opf"}
    return sorted(listed ^ there)


def reference_faults(files: dict[str, bytes]) -> list[str]:
    """Links and pictures that lead nowhere, and pictures that say nothing."""
    pages, found = documents(files), []
    anchors = {
        name: {e.get("id") for e in page.iter() if e.get("id")}
        for name, page in pages.items()
    }
    for name, page in pages.items():
        for element in page.iter():
            link = element.get("href") or element.get("src")
            if element.tag == f"{XHTML}img" and not (element.get("alt") or "").strip():
                found.append(f"{name}: {link} has no text")
            if link is None or urlsplit(link).scheme in {"http", "https"}:
                continue
            parts = urlsplit(link)
            base = posixpath.join(posixpath.dirname(name), parts.path)
            target = base if parts.path else name
            lost = parts.fragment and unquote(parts.fragment) not in anchors.get(
                target, ()
            )
            if target not in files or lost:
                found.append(f"{name}: {link}")
    return found


def formula_faults(files: dict[str, bytes]) -> list[str]:
    """Formulas that are not MathML."""
    found = []
    for name, page in documents(files).items():
        for place in page.iter():
            if "math" in (place.get("class") or "").split():
                if len(list(place.iter(f"{MATH}math"))) != 1:
                    found.append(f"{name}: no MathML")
                elif RAW_LATEX.search("".join(place.itertext())):
                    found.append(f"{name}: LaTeX beside MathML")
    return found


def test_epub_begins_as_an_epub(bound: Path) -> None:
    with zipfile.ZipFile(bound) as archive:
        first = archive.infolist()[0]
        assert first.filename == "mimetype"
        assert first.compress_type == zipfile.ZIP_STORED
        assert archive.read(first) == b"application/epub+zip"
    assert bound.stat().st_size < 15 * MB


def test_epub_is_whole(files: dict[str, bytes]) -> None:
    assert manifest_faults(files) == []
    assert reference_faults(files) == []
    assert formula_faults(files) == []


def test_epub_has_every_formula_and_every_chart(
    files: dict[str, bytes], html: Path
) -> None:
    formulas = in_articles(html, '<span class="katex-mathml">')
    within = [f for page in documents(files).values() for f in page.iter(f"{MATH}math")]
    assert len(within) == formulas > 3000
    assert all(formula.get("alttext") for formula in within)
    charts = [name for name in files if "-chart-" in name]
    assert len(charts) == explorable(html)


def test_epub_lists_every_chapter(
    files: dict[str, bytes], chapters: dict[str, str]
) -> None:
    contents = ElementTree.fromstring(files["EPUB/nav.xhtml"])
    lines = contents.find(f".//{XHTML}nav[@id='toc']").iter(f"{XHTML}a")
    links = {a.get("href"): plain("".join(a.itertext())) for a in lines}
    for name, title in chapters.items():
        assert links[f"{name.replace('/', '-')}.xhtml"] == title


def test_epub_says_which_words_are_chinese(files: dict[str, bytes]) -> None:
    glossary = ElementTree.fromstring(files["EPUB/glossary.xhtml"])
    terms = {t.text: t.get("lang") for t in glossary.iter(f"{XHTML}dt")}
    assert terms["交叉熵"] == "zh-Hans"
    assert terms["cross-entropy"] is None


def test_epub_says_how_it_can_be_read(files: dict[str, bytes]) -> None:
    package = files["EPUB/package.opf"].decode()
    for kind in ("accessMode", "accessibilityFeature", "accessibilityHazard"):
        assert f'property="schema:{kind}"' in package


def test_epubcheck_finds_nothing(bound: Path) -> None:
    program = shutil.which("epubcheck")
    if program is None:
        missing(INSTALL.format("EPUBCheck", "epubcheck"))
    # Debian's is the Java archive itself.
    start = ["java", "-jar"] if zipfile.is_zipfile(program) else []
    done = subprocess.run(
        [*start, program, "--failonwarnings", str(bound)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


FAULTS = {
    "not listed": (manifest_faults, "EPUB/guide.xhtml", None),
    "lost page": (reference_faults, "EPUB/guide.xhtml", None),
    "lost anchor": (
        reference_faults,
        "EPUB/losses-margins.xhtml",
        ('id="fig-', 'id="g-'),
    ),
    "lost picture": (
        reference_faults,
        "EPUB/losses-margins.xhtml",
        ("-chart-1.png", "-chart-9.png"),
    ),
    "no text": (reference_faults, "EPUB/losses-margins.xhtml", ('alt="', 'title="')),
    "no MathML": (formula_faults, "EPUB/notation.xhtml", ("<math ", "<maths ")),
    "LaTeX": (formula_faults, "EPUB/notation.xhtml", ("<mi>x</mi>", r"\frac")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_checks_of_the_epub_bite(files: dict[str, bytes], fault: str) -> None:
    check, name, change = FAULTS[fault]
    broken = dict(files)
    if change is None:
        del broken[name]
    else:
        old, new = change
        text = files[name].decode()
        if new == "<maths ":
            text = text.replace("</math>", "</maths>")
        broken[name] = text.replace(old, new).encode()
    assert broken != files
    assert check(files) == []
    assert check(broken) != []
