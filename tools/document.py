"""The built pages as one document: what the PDF and the EPUB have in common.

The pages are read in the order of `_toc.yml`. Of each is kept what a reader of paper
needs: nothing to click, nothing folded, every chart as a picture.
"""

from __future__ import annotations

import json
import posixpath
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import vl_convert
import yaml
from bs4 import BeautifulSoup, SoupStrainer, Tag

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "_build"
HTML = BUILD / "html"
# Matplotlib brings them along, so that type is the same on every machine.
FONTS = Path(find_spec("matplotlib").submodule_search_locations[0])
FONTS = FONTS / "mpl-data" / "fonts" / "ttf"
ARTICLE = SoupStrainer("article")
CHART_WIDTH = 600
CHART_CONFIG = {
    "background": "white",
    "font": "DejaVu Sans",
    "view": {"stroke": "transparent"},
    "axis": {"labelFontSize": 12, "titleFontSize": 13, "titleFontWeight": "normal"},
    "legend": {"labelFontSize": 12, "titleFontSize": 13, "titleFontWeight": "normal"},
}
ON_SCREEN_ONLY = (
    "a.headerlink, .toctree-wrapper, .sd-summary-state-marker, style, "
    ".exercise-box > :not(.cell, .exercise-elsewhere), "
    ".exercise-progress > :not(section), script:not(.vega-spec)"
)
# Colours that code keeps: keywords, strings, comments, numbers, a terminal's own.
CALM = re.compile(r"k\w?|s\w?|c\w?|m\w|-Color.*")


@dataclass
class Page:
    """A page of the book: its place in the whole, what it is called, its article.

    `sections` has the identifier and the title of each.
    """

    name: str
    part: str
    depth: int
    title: str
    sections: list[tuple[str, str]]
    body: Tag

    @property
    def key(self) -> str:
        """Its name where a slash may not stand."""
        return self.name.replace("/", "-")


def plain(element: Tag) -> str:
    """An element's text in one line; of a formula what is seen of it, once."""
    twice = {id(s) for f in element.find_all(class_="katex-mathml") for s in f.strings}
    said = "".join(s for s in element.strings if id(s) not in twice)
    return " ".join(said.split())


@cache
def about() -> dict[str, str]:
    """What the book says of itself in CITATION.cff, and where it is online."""
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf8"))
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf8"))
    title, _, subtitle = said["title"].partition(": ")
    return {
        "title": title,
        "subtitle": subtitle[0].upper() + subtitle[1:],
        "author": said["authors"][0]["name"],
        "abstract": " ".join(said["abstract"].split()),
        "version": str(said["version"]),
        "date": str(said["date-released"]),
        "repository": said["repository-code"],
        "online": config["sphinx"]["config"]["html_baseurl"],
    }


def contents() -> Iterator[tuple[str, str, int]]:
    """Each page's name, part and depth, in the order of the table of contents."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf8"))
    yield toc["root"], "", 0
    for part in toc["parts"]:
        for chapter in part["chapters"]:
            yield chapter["file"], part["caption"], 0
            for section in chapter.get("sections", ()):
                yield section["file"], part["caption"], 1


def read_book(address: Callable[[str, str], str]) -> list[Page]:
    """Read all pages; `address` says where in the document a page's anchor is."""
    if not (HTML / "index.html").exists():
        sys.exit("There is no book yet: run `make book` first.")
    places = list(contents())
    names = {name for name, _, _ in places}
    pages = []
    for name, part, depth in places:
        text = (HTML / f"{name}.html").read_text("utf8")
        body = BeautifulSoup(text, "html.parser", parse_only=ARTICLE).article
        for element in body.select(ON_SCREEN_ONLY):
            element.decompose()
        unfold(body)
        calm(body)
        for link in body.find_all("a", href=True):
            link["href"] = resolved(link["href"], name, names, address)
        sections = [(h.parent["id"], plain(h)) for h in body.find_all("h2")]
        pages.append(Page(name, part, depth, plain(body.h1), sections, body))
    return pages


def unfold(body: Tag) -> None:
    """Show what a click would show; where the click has no name of its own, drop it."""
    for details in body.select("details"):
        name = details.summary.extract().select_one(".sd-summary-text")
        details.name = "div"
        if name is not None:
            name.name, name["class"] = "p", ["summary"]
            details.insert(0, name)


def calm(body: Tag) -> None:
    """Leave the few colours of code that help; the rest is text in one piece."""
    for code in body.find_all("pre"):
        for span in code.find_all("span"):
            if not any(CALM.fullmatch(name) for name in span.get("class", ())):
                span.unwrap()
        code.smooth()


def resolved(
    link: str, page: str, names: set[str], address: Callable[[str, str], str]
) -> str:
    """Where a link of a page leads: within the document, or to the page online."""
    parts = urlsplit(link)
    if parts.scheme:  # the DOI of one paper has angle brackets
        return link.replace("<", "%3C").replace(">", "%3E")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), parts.path))
    name = path.removesuffix(".html") if parts.path else page
    if name in names:
        return address(name, unquote(parts.fragment))
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return about()["online"] + path + fragment


def charts(page: Page) -> Iterator[tuple[Tag, dict[str, Any], str]]:
    """The page's charts that can be moved: place, specification, alternative text.

    Each is made a figure like others; its caption says where it can be moved.
    """
    for figure in page.body.select("figure.explorable"):
        script = figure.select_one("script.vega-spec").extract()
        place = figure.select_one(".vega-chart")
        spec = json.loads(script.string)
        note = figure.figcaption
        note.append(f" Drawn for {starting_position(spec)}; it can be moved in the ")
        online = f"{about()['online']}{page.name}.html"
        link = BeautifulSoup(f'<a href="{online}">page online</a>', "html.parser")
        note.append(link)
        note.append(".")
        spec |= {"width": CHART_WIDTH, "autosize": {"type": "fit-x"}}
        yield place, spec, place["aria-label"]


def starting_position(spec: dict[str, Any]) -> str:
    """What the chart's controls say at first: "learning rate 0.15"."""
    bound = [p for p in spec["params"] if "bind" in p]
    return ", ".join(f"{p['bind']['name'].strip()} {p['value']}" for p in bound)


def chart_svg(spec: dict[str, Any]) -> str:
    register_fonts()
    return str(vl_convert.vegalite_to_svg(spec, config=CHART_CONFIG))


def chart_png(spec: dict[str, Any]) -> bytes:
    register_fonts()
    return bytes(vl_convert.vegalite_to_png(spec, config=CHART_CONFIG, scale=2))


@cache
def register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))
