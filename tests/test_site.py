"""The built book in a real browser.

Every page, in both themes and at three widths, is asked the questions a reader
would ask: is an error shown, is the mathematics set, are the pictures there, does
the page stay within the screen, can it be read? `test_the_checks_bite` puts each
fault into a page once and sees it found.
"""

from __future__ import annotations

import gzip
import importlib
import json
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit
from urllib.request import Request, urlopen
from xml.etree import ElementTree

import pytest
from commands import command
from toc import TOC

import lossedu
from lossedu.exercises import CHAPTERS as EXERCISES

ROOT = Path(__file__).resolve().parent.parent
ARTIFACTS = ROOT / "test-artifacts"
WIDTHS = (1280, 768, 390)
THEMES = ("light", "dark")
SEVERE = {"serious", "critical"}
# What stands in a page where mathematics has not been set.
RAW_LATEX = re.compile(
    r"\$\$|\$[^$\s]+\$|\\\(|\\\[|\\(?:d?frac|begin|sum|log|sigma|mathbb|hat)\b"
)


CHAPTERS = [name for name in TOC if (ROOT / "book" / f"{name}.ipynb").exists()]
PAGES = [*TOC, "search", "genindex", "404"]
MODULES = [*(name for name in lossedu.__all__ if name != "Pair"), "grading", "plotting"]


# --- looking at a page -------------------------------------------------------------

# Text outside code, as it is seen: not what is written for screen readers alone.
VISIBLE_TEXT = """() => {
  const skip = "pre, code, script, style, .katex-mathml, .highlight";
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const text = [];
  while (walk.nextNode())
    if (!walk.currentNode.parentElement.closest(skip))
      text.push(walk.currentNode.data);
  return text.join(" ");
}"""

# Images that did not load, or say nothing to who cannot see them.
BAD_IMAGES = """() => [...document.images]
  .filter((i) => !(i.complete && i.naturalWidth > 0 && i.alt.trim()))
  .map((i) => i.outerHTML.slice(0, 120))"""

# Icons for which the style has no sign.
BARE_ICONS = """() => [...document.querySelectorAll("i[class*='fa-']")]
  .filter((i) => /^(none|normal)$/.test(getComputedStyle(i, "::before").content))
  .map((i) => i.className)"""

# What sticks out of the screen without a box around it that scrolls.
STICKING_OUT = """() => {
  const scrolls = (e) => {
    for (let p = e; p && p !== document.body; p = p.parentElement)
      if (/auto|scroll/.test(getComputedStyle(p).overflowX)) return true;
    return false;
  };
  const out = [...document.querySelectorAll(".bd-article *")]
    .filter((e) => e.getClientRects().length
      && !e.closest(".katex-mathml, .katex svg, .sr-only, .visually-hidden")
      && e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e))
    .map((e) => e.outerHTML.slice(0, 120));
  if (document.documentElement.scrollWidth > innerWidth)
    out.push("the page is " + document.documentElement.scrollWidth + " px wide");
  return out.slice(0, 5);
}"""

# What scrolls is marked in the frame after a resize.
PAUSE = "() => new Promise((resolve) => setTimeout(resolve, 150))"

SETTLE = """async () => {
  window.dispatchEvent(new Event("pointermove"));
  while (document.documentElement.classList.contains("first-things-first"))
    await new Promise((resolve) => setTimeout(resolve, 50));
  await document.fonts.ready;
  for (const image of document.images) image.loading = "eager";
  for (const chart of document.querySelectorAll("figure.explorable")) {
    chart.scrollIntoView();
    for (let n = 0; n < 200 && !/true|failed/.test(chart.dataset.ready); n++)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
  scrollTo({ top: 0, behavior: "instant" });
  // A colour on its way to that of the theme has no contrast of its own.
  await Promise.race([
    Promise.allSettled(document.getAnimations().map((a) => a.finished)),
    new Promise((resolve) => setTimeout(resolve, 1000)),
  ]);
}"""


@contextmanager
def opened(browser: Any, address: str, theme: str = "light") -> Iterator[Any]:
    """Open an empty page that collects what goes wrong in its list `faults`."""
    # As on a first visit: nothing is stored, and the theme is the system's.
    context = browser.new_context(
        viewport={"width": WIDTHS[0], "height": 900}, color_scheme=theme
    )
    page = context.new_page()
    page.faults = []

    def said(message: Any) -> None:
        if message.type == "error":
            page.faults.append(f"{message.text} ({message.location.get('url')})")

    page.on("console", said)
    page.on("pageerror", lambda error: page.faults.append(str(error)))

    def asked(request: Any) -> None:
        if not request.url.startswith((address, "data:", "blob:", "about:")):
            page.faults.append(f"asked another host: {request.url}")

    page.on("request", asked)
    yield page
    context.close()


def settled(page: Any, url: str) -> None:
    page.goto(url, wait_until="load")
    page.evaluate(SETTLE)


def content_faults(page: Any) -> list[str]:
    """Raw or wrong mathematics, missing pictures, charts that are not drawn."""
    text = page.evaluate(VISIBLE_TEXT)
    found = [f"raw LaTeX: {m.group()}" for m in RAW_LATEX.finditer(text)]
    found += [f"image: {image}" for image in page.evaluate(BAD_IMAGES)]
    wrong = page.locator(".katex-error").count()
    found += [f"{wrong} formulas that KaTeX cannot read"] if wrong else []
    found += [f"an icon without a picture: {i}" for i in page.evaluate(BARE_ICONS)]
    charts = page.locator("figure.explorable")
    found += [
        f"chart {n} is not drawn"
        for n in range(charts.count())
        if charts.nth(n).get_attribute("data-ready") != "true"
    ]
    return found


def layout_faults(page: Any) -> list[str]:
    """What sticks out of the screen, at each width."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(PAUSE)
        found += [f"at {width} px: {what}" for what in page.evaluate(STICKING_OUT)]
    return found


def axe_faults(page: Any, *, contrast: bool = True) -> list[str]:
    """Serious and critical findings of axe-core."""
    from axe_playwright_python.sync_playwright import Axe

    # A formula's thousand boxes have the colour of the text around them.
    context = {"exclude": [[".katex > *"]]}
    rules = {"color-contrast": {"enabled": contrast}}
    options = {"resultTypes": ["violations"], "rules": rules}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{v['impact']} {v['id']}: {node['html'][:120]}"
        for v in found
        if v["impact"] in SEVERE
        for node in v["nodes"][:3]
    ]


def test_the_book_builds_without_a_warning(build: Any) -> None:
    assert build.returncode == 0, build.stderr


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", PAGES)
def test_page(browser: Any, address: str, name: str, theme: str) -> None:
    shot = ARTIFACTS / f"{name.replace('/', '-')}-{theme}"
    shown = name in CHAPTERS or name == "index"
    with opened(browser, address, theme) as page:
        settled(page, f"{address}/{name}.html")
        found = [*page.faults, *content_faults(page)]
        if shown:
            page.screenshot(path=f"{shot}-wide.png", full_page=True)
        found += axe_faults(page)
        found += layout_faults(page)  # leaves the page at a phone's width
        if shown:
            page.screenshot(path=f"{shot}-phone.png", full_page=True)
        # Contrast is the same at every width, all else in every theme, and both are
        # slow to measure: once is enough.
        if theme == THEMES[0]:
            page.evaluate(PAUSE)  # the picture was another resize
            again = axe_faults(page, contrast=False)
            found += [f"on a phone: {what}" for what in again]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_guide_fits_one_printed_page(
    browser: Any, address: str, paper: str
) -> None:
    with opened(browser, address) as page:
        settled(page, f"{address}/guide.html")
        ARTIFACTS.mkdir(exist_ok=True)
        pdf = page.pdf(path=ARTIFACTS / f"guide-{paper}.pdf", format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


# --- charts to move ---------------------------------------------------------------


def drawing(chart: Any) -> str:
    return str(chart.locator(".vega-chart svg").first.inner_html())


@pytest.mark.parametrize("name", CHAPTERS)
def test_explorable_moves_by_keyboard(browser: Any, address: str, name: str) -> None:
    with opened(browser, address) as page:
        settled(page, f"{address}/{name}.html")
        for chart in page.locator("figure.explorable").all():
            before = drawing(chart)
            control = chart.locator("input, select").first
            assert control.evaluate("e => e.labels.length > 0"), "it has no label"
            control.focus()
            value = control.input_value()
            for _ in range(5):
                page.keyboard.press("ArrowRight")
            assert control.input_value() != value
            page.wait_for_timeout(300)
            assert drawing(chart) != before
        assert page.faults == []


def test_explorable_says_so_when_it_cannot_be_drawn(browser: Any, address: str) -> None:
    with_chart = [n for n in CHAPTERS if "vega-spec" in source(n)]
    assert with_chart, "no chapter has a chart to move"
    with opened(browser, address) as page:
        page.route("**/vega.js", lambda route: route.abort())
        settled(page, f"{address}/{with_chart[0]}.html")
        assert page.locator("figure.explorable[data-ready=failed]").count() > 0
        assert (
            "could not be drawn"
            in page.locator(".explorable-failed").first.inner_text()
        )


def source(name: str) -> str:
    return (ROOT / "book" / f"{name}.ipynb").read_text("utf8")


# --- the keyboard, and the order of reading -----------------------------------------

# Where the focus is, and how one sees that it is there.
FOCUSED = """() => {
  const active = document.activeElement;
  // (The theme's arrow stands beside the box that opens.)
  const e = active.querySelector(":scope > .toctree-toggle") ?? active;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const ring = (s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0;
  return {
    what: e.outerHTML.slice(0, 100),
    seen: ring(style) || style.boxShadow !== "none"
      || ring(getComputedStyle(e.closest("summary, label, form, .card, li") ?? e)),
    there: box.width > 0 && box.height > 0,
  };
}"""


def tabbed(page: Any, times: int) -> Iterator[dict[str, Any]]:
    """Press Tab so many times, and say each time where the focus is."""
    for _ in range(times):
        page.keyboard.press("Tab")
        yield page.evaluate(FOCUSED)


@pytest.mark.parametrize("name", ["index", "losses/binary-classification"])
def test_every_stop_of_the_keyboard_is_seen(
    browser: Any, address: str, name: str
) -> None:
    with opened(browser, address) as page:
        settled(page, f"{address}/{name}.html")
        stops = list(tabbed(page, 80))
    # After the last stop the browser's own bar has its turn, and then the first.
    stops = [stop for stop in stops if not stop["what"].startswith("<body")]
    assert len({stop["what"] for stop in stops}) > 60
    assert [stop["what"] for stop in stops if not stop["there"]] == []
    assert [stop["what"] for stop in stops if not stop["seen"]] == []


def test_the_first_stop_leads_past_the_menus(browser: Any, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}/{CHAPTERS[3]}.html")
        (first,) = tabbed(page, 1)
        assert "Skip to main content" in first["what"]
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = "document.activeElement.closest('#main-content') !== null"
        assert page.evaluate(inside)


def test_menus_search_and_theme_by_keyboard(browser: Any, address: str) -> None:
    with opened(browser, address) as page:
        settled(page, f"{address}/losses/binary-classification.html")
        page.locator(".dropdown-launch-buttons > button").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert "colab" in page.evaluate("document.activeElement.href")
        page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        box = page.locator(".search-button__wrapper.show input[name=q]")
        box.wait_for()
        page.keyboard.type("softmax")
        assert box.input_value() == "softmax"
        page.keyboard.press("Escape")
        assert page.locator(".search-button__wrapper.show").count() == 0
        page.locator("button.theme-switch-button").first.focus()
        seen = set()
        for _ in range(3):
            page.keyboard.press("Enter")
            seen.add(page.evaluate("document.documentElement.dataset.mode"))
        assert seen == {"auto", "light", "dark"}
        assert page.faults == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_is_folded_opens_by_keyboard(
    browser: Any, address: str, name: str
) -> None:
    opens = "e => e.closest('details').open"
    with opened(browser, address) as page:
        settled(page, f"{address}/{name}.html")
        for fold in page.locator(".bd-article summary").all():
            before = fold.evaluate(opens)
            if not fold.is_visible():  # in another one, which is closed
                continue
            fold.focus()
            page.keyboard.press("Enter")
            assert fold.evaluate(opens) != before


# The page as one reads it that has no styles, and what it shows twice or not at all.
BARE = """() => {
  for (const sheet of document.styleSheets) sheet.disabled = true;
  const shown = (e) => e.getClientRects().length > 0;
  const count = (query) => [...document.querySelectorAll(query)].filter(shown).length;
  const blocks = [...document.querySelectorAll(
    ".bd-article section > :is(h1, h2, h3, p, ul, ol, figure, div, table, details)")]
    .filter(shown);
  return {
    tops: blocks.map((e) => e.getBoundingClientRect().top),
    formulas: count(".katex-mathml > math"),
    boxes: count(".katex-html"),
    heading: document.querySelector("h1").getBoundingClientRect().top
      < document.querySelector(".bd-article p").getBoundingClientRect().top,
  };
}"""
TOPS = """() => [...document.querySelectorAll(
    ".bd-article section > :is(h1, h2, h3, p, ul, ol, figure, div, table, details)")]
  .filter((e) => e.getClientRects().length)
  .map((e) => e.getBoundingClientRect().top)"""


@pytest.mark.parametrize("name", TOC)
def test_the_order_of_reading_needs_no_styles(
    browser: Any, address: str, name: str
) -> None:
    with opened(browser, address) as page:
        settled(page, f"{address}/{name}.html")
        tops = page.evaluate(TOPS)
        bare = page.evaluate(BARE)
    assert tops == sorted(tops), "the styles show another order"
    assert bare["tops"] == sorted(bare["tops"])
    assert bare["heading"]
    assert bare["boxes"] == 0, "a formula is there twice"
    if "eqno" in (ROOT / "_build" / "html" / f"{name}.html").read_text("utf8"):
        assert bare["formulas"] > 0


def test_a_wrong_order_and_an_unseen_stop_are_noticed(
    browser: Any, address: str
) -> None:
    reverse = ".bd-article > section { display: flex; flex-direction: column-reverse }"
    no_ring = "* { outline: none !important; box-shadow: none !important }"
    with opened(browser, address) as page:
        settled(page, f"{address}/notation.html")
        page.add_style_tag(content=no_ring)
        assert not any(stop["seen"] for stop in tabbed(page, 5))
        page.add_style_tag(content=reverse)
        tops = page.evaluate(TOPS)
        assert tops != sorted(tops)
        page.evaluate("document.querySelector('.katex-html').hidden = false")
        assert page.evaluate(BARE)["boxes"] > 0


# Which sections the browser has laid out.
LAID_OUT = """() => [...document.querySelectorAll(
    ".bd-article section section:not(:has(> section))")]
  .map((s) => s.firstElementChild.checkVisibility({ contentVisibilityAuto: true }))"""


def test_what_is_far_below_is_laid_out_once_the_reader_moves(
    browser: Any, address: str
) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}/information/entropy.html", wait_until="networkidle")
        first = page.evaluate(LAID_OUT)
        assert first[0]
        assert first.count(False) > 8
        page.mouse.move(300, 300)
        page.wait_for_function(f"({LAID_OUT})().every((there) => there)")
        page.evaluate(SETTLE)


def test_the_theme_does_not_look_at_every_box(html: Path) -> None:
    lean = command("book/_ext/book_lean.py")
    theme = resources.files("pydata_sphinx_theme") / "theme" / "pydata_sphinx_theme"
    source = (theme / "static" / lean.THEME_SCRIPT).read_text("utf8")
    assert len(lean.LOOK_AT_ALL.findall(source)) == 1
    built = (html / "_static" / lean.THEME_SCRIPT).read_text("utf8")
    assert built == lean.LOOK_AT_ALL.sub("", source)


# As a reader follows a link on the page.
FOLLOW = """(id) => {
  const link = document.createElement("a");
  link.href = "#" + id;
  document.body.append(link);
  link.click();
}"""

# Where an element is on the screen once the page has stopped to scroll.
RESTING_PLACE = """async (id) => {
  const place = () => document.getElementById(id).getBoundingClientRect().top;
  let before = NaN;
  for (let same = 0; same < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    same = place() === before ? same + 1 : 0;
    before = place();
  }
  return before;
}"""


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_link_to_an_equation_leads_to_it(
    browser: Any, address: str, html: Path, name: str
) -> None:
    """Sections far from the screen are laid out late; the aim has to hold."""
    anchors = sorted(Links((html / f"{name}.html").read_text("utf8")).anchors)
    aims = [anchor for anchor in anchors if anchor.startswith("equation-")]
    if not aims:
        assert name == "exercises"
        return
    first, second = random.Random(name).choices(aims, k=2)
    with opened(browser, address) as page:
        page.goto(f"{address}/{name}.html#{first}")
        assert 0 <= page.evaluate(RESTING_PLACE, first) < 900
        page.goto(f"{address}/{name}.html")
        page.evaluate(FOLLOW, second)
        assert 0 <= page.evaluate(RESTING_PLACE, second) < 900


def test_a_page_that_is_missing_says_so_at_any_depth(
    browser: Any, address: str
) -> None:
    with opened(browser, address) as page:
        answer = page.goto(f"{address}/no/such/page.html")
        assert answer.status == 404
        page.faults.clear()  # the browser's own word on the 404
        assert page.locator("article h1").inner_text() == "Page not found"
        width = page.locator(".bd-article-container").bounding_box()["width"]
        assert width < 800, "it has the book's styles"
        page.locator("article a", has_text="Search").click()
        page.wait_for_url("**/search.html")
        assert page.faults == []


# --- weight ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def measure() -> Any:
    return command("tools/measure_site.py")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light(browser: Any, address: str, measure: Any, name: str) -> None:
    weight = measure.weigh(browser, address, f"{name}.html")
    assert weight.kilobytes <= measure.PAGE_LIMIT
    assert weight.elsewhere == []


def test_a_heavy_page_is_noticed(browser: Any, measure: Any, tmp_path: Path) -> None:
    noise = random.Random(0).randbytes(1000 * measure.PAGE_LIMIT)
    (tmp_path / "noise.bin").write_bytes(noise)
    own = '<script>fetch("noise.bin").then((said) => said.arrayBuffer())</script>'
    stranger = '<img src="http://127.0.0.2:9/x.png">'
    (tmp_path / "index.html").write_text(own + stranger)
    with command("tools/serve.py").serving(tmp_path) as address:
        weight = measure.weigh(browser, address, "index.html")
    assert weight.kilobytes > measure.PAGE_LIMIT
    assert weight.elsewhere == ["http://127.0.0.2:9/x.png"]


# The colours of code: of names, which are in no box of their own, and of operators.
CODE_COLORS = """() => [...document.querySelectorAll(".highlight pre")].map((pre) => {
  const probe = (kind) => {
    const box = pre.appendChild(document.createElement("span"));
    box.className = kind;
    const color = getComputedStyle(box).color;
    box.remove();
    return color;
  };
  return [getComputedStyle(pre).color, probe("n"), probe("p"), probe("o")];
})"""


@pytest.mark.parametrize("theme", THEMES)
def test_names_in_code_need_no_box(browser: Any, address: str, theme: str) -> None:
    with opened(browser, address, theme) as page:
        page.goto(f"{address}/losses/binary-classification.html")
        assert page.locator(".highlight :is(.n, .p)").count() == 0
        for pre, name, bracket, operator in page.evaluate(CODE_COLORS):
            assert pre == name == bracket != operator


def test_the_whole_site_is_small(html: Path, measure: Any) -> None:
    assert measure.site_megabytes(html) <= measure.SITE_LIMIT


def test_text_is_compressed_on_its_way(address: str) -> None:
    asked = Request(f"{address}/index.html", headers={"Accept-Encoding": "gzip"})
    with urlopen(asked) as packed, urlopen(f"{address}/index.html") as plain:
        body, text = packed.read(), plain.read()
    assert len(body) < len(text) / 3
    assert gzip.decompress(body) == text


def test_pictures_come_late_and_say_their_size(html: Path) -> None:
    shown = {
        tag
        for page in html.rglob("*.html")
        for tag in re.findall(r"<img [^>]*_images/[^>]*>", page.read_text("utf8"))
    }
    assert shown
    form = re.compile(r'_images/(\w+\.webp)" width="\d+" height="\d+" loading="lazy"')
    names = [form.search(tag) for tag in shown]
    assert all(names)
    assert all((html / "_images" / name[1]).exists() for name in names if name)


# The numbers of the signs that styles put before and after what a page shows.
SIGNS = """() => [...document.querySelectorAll("*")].flatMap((e) =>
  ["::before", "::after"].flatMap((place) =>
    [...getComputedStyle(e, place).content].map((sign) => sign.codePointAt(0))))
  .filter((code) => code >= 0xe000 && code <= 0xf8ff)"""


def test_the_icon_fonts_have_every_sign(browser: Any, address: str, html: Path) -> None:
    fonts = pytest.importorskip("fontTools.ttLib")
    held = set()
    for path in html.glob("_static/vendor/fontawesome/*/webfonts/*"):
        held |= set(fonts.TTFont(path).getBestCmap())
    with opened(browser, address) as page:
        for name in PAGES:
            page.goto(f"{address}/{name}.html")
            shown = set(page.evaluate(SIGNS))
            assert shown
            assert {f"{code:x} on {name}" for code in shown - held} == set()


# --- formulas -----------------------------------------------------------------------


def test_a_formula_is_set_for_the_eye_and_for_the_ear() -> None:
    page = command("book/_ext/book_math.py").typeset(r"\frac{1}{2}", False)
    assert '<span class="katex-mathml"><math' in page
    assert "<mfrac>" in page
    assert '<span class="katex-html" aria-hidden="true" hidden>' in page


CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3}
CHILDREN |= {"munder": 2, "mover": 2, "munderover": 3}


def crippled(text: str) -> list[str]:
    """The parts of a page's MathML that have a child too many or too few."""
    return [
        ElementTree.tostring(part, encoding="unicode")
        for math in re.findall("<math .*?</math>", text, re.DOTALL)
        for part in ElementTree.fromstring(math).iter()
        if len(part) != CHILDREN.get(part.tag.rpartition("}")[2], len(part))
    ]


@pytest.mark.parametrize("name", TOC)
def test_mathml_is_well_formed(html: Path, name: str) -> None:
    assert crippled((html / f"{name}.html").read_text("utf8")) == []


@pytest.mark.parametrize("latex", [r"\lambda_{\max}", r"x_{\min}^2", r"\max_i x_i"])
def test_a_function_as_an_index_is_one_child(latex: str) -> None:
    math = command("book/_ext/book_math.py")
    assert crippled(math.typeset(latex, True)) == []
    assert "katex-html" in math.typeset(latex, True)


def test_crippled_mathml_is_noticed() -> None:
    assert crippled("<math x=''><msub><mi>a</mi></msub></math>")


@pytest.mark.parametrize("wrong", [r"\frac{1}", r"\nothing", "a^b^c", "$x$", "ä"])
def test_a_formula_that_cannot_be_read_is_refused(wrong: str) -> None:
    quickjs = pytest.importorskip("quickjs")
    with pytest.raises(quickjs.JSException, match="KaTeX parse error"):
        command("book/_ext/book_math.py").typeset(wrong, True)


# --- links, search, API -----------------------------------------------------------


class Links(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if value and key in {"href", "src"}:
                self.links.append(value)
            elif value and key in {"id", "name"}:
                self.anchors.add(value)


def broken_links(html: Path) -> list[str]:
    pages = {page: Links(page.read_text("utf8")) for page in html.rglob("*.html")}
    root = command("tools/serve.py").published_root()
    found = []
    for page, parsed in pages.items():
        for link in parsed.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link == "#":
                continue
            path = unquote(parts.path)
            folder = html if path.startswith(root) else page.parent
            target = (folder / path.removeprefix(root) if path else page).resolve()
            where = f"{page.relative_to(html)}: {link}"
            if not target.is_file():
                found.append(f"{where} (no such file)")
            elif target in pages and parts.fragment:
                anchors = pages[target].anchors
                found += [where] * (unquote(parts.fragment) not in anchors)
    return found


def test_internal_links_and_anchors(html: Path) -> None:
    found = broken_links(html)
    assert not found, "\n".join(found)


def test_no_page_names_a_host_to_load_from(html: Path) -> None:
    loads = re.compile(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="https?://[^"]*"')
    found = [
        f"{page.relative_to(html)}: {match.group()}"
        for page in html.rglob("*.html")
        for match in loads.finditer(page.read_text("utf8"))
        if 'rel="canonical"' not in match.group()
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("words", ["cross-entropy", "交叉熵", "困惑度", "perplexity"])
def test_search_finds_a_term_in_both_languages(
    browser: Any, address: str, words: str
) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}/search.html?q={words}")
        page.wait_for_selector("#search-results li a")
        page.wait_for_timeout(500)
        hits = page.locator("#search-results li a").all()
        found = {urljoin(page.url, hit.get_attribute("href")) for hit in hits}
    assert any("/glossary.html" in hit for hit in found), found


def equations() -> dict[str, str]:
    """What each equation says, by the end of its address."""
    says = command("book/_ext/book_search.py").sayings()
    return {f"#equation-{label}": saying for label, saying in says.items()}


def test_search_finds_an_equation_by_what_it_says(browser: Any, address: str) -> None:
    sample = random.Random(0).sample(sorted(equations().items()), 12)
    with opened(browser, address) as page:
        for anchor, saying in sample:
            page.goto(f"{address}/search.html?q={quote(saying)}")
            hit = page.locator("#search-results li > a").first
            assert (hit.get_attribute("href") or "").endswith(anchor), saying
            assert "(equation, in " in hit.locator("..").inner_text()
        assert page.faults == []


def test_the_search_knows_every_equation(html: Path) -> None:
    index = (html / "searchindex.js").read_text("utf8")
    parsed = json.loads(index[index.index("(") + 1 : index.rindex(")")])
    known = {row[3] for rows in parsed["objects"].values() for row in rows}
    assert {f"#{name}" for name in known} >= set(equations())
    assert len(equations()) >= 395


def test_what_was_found_shows_a_formula_once(browser: Any, address: str) -> None:
    read = "(html) => Search.htmlToText(html).replace(/\\s+/g, ' ').trim()"
    formula = command("book/_ext/book_math.py").typeset("v_t = 2", False)
    page_found = f'<div role="main"><p>So {formula} here.</p></div>'
    with opened(browser, address) as page:
        settled(page, f"{address}/search.html?q=softmax")
        assert page.evaluate(read, page_found) == "So vt=2 here."


@pytest.mark.parametrize("name", CHAPTERS)
def test_an_exercise_has_an_anchor(html: Path, name: str) -> None:
    text = (html / f"{name}.html").read_text("utf8")
    boxes = re.findall(
        r'<div class="exercise admonition" id="exercise-(\d+)">\s*'
        r'<span id="exercise-[a-z0-9-]+"></span>'
        r'<p class="admonition-title">Exercise (\d+):',
        text,
    )
    assert len(boxes) == text.count(">Exercise ")
    assert all(anchor == number for anchor, number in boxes)
    assert [int(anchor) for anchor, _ in boxes] == list(range(1, len(boxes) + 1))
    names = {exercise.replace("_", "-") for exercise in EXERCISES.get(name, ())}
    title = '<p class="admonition-title">Exercise'
    named = re.findall(rf'<span id="exercise-([a-z0-9-]+)"></span>{title}', text)
    assert set(named) == names


@pytest.mark.parametrize("module", MODULES)
def test_api_page_lists_every_public_name(html: Path, module: str) -> None:
    names = importlib.import_module(f"lossedu.{module}").__all__
    page = Links((html / "api" / f"{module}.html").read_text("utf8"))
    missing = [n for n in names if f"lossedu.{module}.{n}" not in page.anchors]
    assert missing == []


def test_every_public_module_has_an_api_page() -> None:
    package = ROOT / "lossedu"
    public = {
        path.stem if path.suffix else path.name
        for path in package.iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists())
        and not path.name.startswith("_")
    }
    assert public - {"exercises"} == set(MODULES)
    assert {f"api/{module}" for module in MODULES} <= set(TOC)


# --- the checks themselves ----------------------------------------------------------

BROKEN = """<!doctype html><html lang="en"><title>Broken</title><body><main>
<h1>Broken</h1>
<article class="bd-article">
<p>{body}</p>
</article></main></body></html>"""
FAULTS = {
    "raw LaTeX": (content_faults, r"The sum \(\sum_i x_i\) is not set."),
    "display LaTeX": (content_faults, "$$ x $$"),
    "inline LaTeX": (content_faults, "The rate $O(1/k^2)$ is not set."),
    "missing image": (content_faults, '<img src="/none.png" alt="A curve.">'),
    "no alt text": (
        content_faults,
        '<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">',
    ),
    "wrong formula": (content_faults, '<span class="katex-error">x</span>'),
    "icon": (content_faults, '<i class="fas fa-lightbulb"></i>'),
    "chart": (content_faults, '<figure class="explorable"></figure>'),
    "wide": (layout_faults, '<span style="display:block;width:2000px">wide</span>'),
    "cut off": (
        layout_faults,
        '<span style="display:block;overflow:hidden"><b style="display:block;'
        'width:2000px">cut off</b></span>',
    ),
    "contrast": (axe_faults, '<span style="color:#ccc">hard to read</span>'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_checks_bite(browser: Any, address: str, fault: str) -> None:
    check, body = FAULTS[fault]
    with opened(browser, address) as page:
        page.goto(f"{address}/index.html")
        page.set_content(BROKEN.replace("{body}", "Nothing is wrong here."))
        assert check(page) == []
        page.set_content(BROKEN.replace("{body}", body))
        assert check(page) != []


@pytest.mark.parametrize(
    "script",
    [
        "console.error('broken')",
        "setTimeout(() => { throw new Error('broken') })",
        "fetch('http://127.0.0.2:9/').catch(() => {})",
    ],
)
def test_a_page_that_fails_or_asks_elsewhere_is_noticed(
    browser: Any, address: str, script: str
) -> None:
    with opened(browser, address) as page:
        settled(page, f"{address}/index.html")
        assert page.faults == []
        page.evaluate(script)
        page.wait_for_timeout(200)
        assert page.faults != []


def test_a_broken_link_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="b.html#here">x</a><a href="#no">y</a>')
    assert len(broken_links(tmp_path)) == 2
    (tmp_path / "b.html").write_text('<p id="here">')
    assert len(broken_links(tmp_path)) == 1
