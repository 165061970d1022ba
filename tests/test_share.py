"""What is shown of a page elsewhere: search engines, chats, papers."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

pytest.importorskip("yaml")

import yaml
from toc import TOC

ROOT = Path(__file__).resolve().parent.parent
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text("utf8"))
BASE = CONFIG["sphinx"]["config"]["html_baseurl"]
META = re.compile(r'<meta (?:name|property)="([\w:]+)" content="([^"]*)" ?/>')
TITLE = re.compile(r"<title>\s*(.*?)\s*</title>", re.DOTALL)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')


@pytest.fixture(scope="module")
def heads(html: Path) -> dict[str, str]:
    """The head of each page."""
    texts = {page: (html / f"{page}.html").read_text("utf8") for page in TOC}
    return {page: text.partition("</head>")[0] for page, text in texts.items()}


def said(head: str) -> dict[str, str]:
    return {name: unescape(content) for name, content in META.findall(head)}


@pytest.mark.parametrize("page", TOC)
def test_a_page_says_what_it_is(heads: dict[str, str], page: str) -> None:
    head = heads[page]
    tags = said(head)
    title = unescape(TITLE.search(head)[1])  # type: ignore[index]
    assert title == f"{tags['og:title']} — lossedu"
    assert 40 <= len(tags["description"]) <= 160
    assert re.search(r"(\w\)?[.?!]”?|\w\.\.\.)$", tags["description"])
    assert tags["og:description"] == tags["description"]
    assert CANONICAL.findall(head) == [f"{BASE}{page}.html"] == [tags["og:url"]]


def test_no_two_pages_say_the_same(heads: dict[str, str]) -> None:
    for name in ("og:title", "description", "og:image"):
        counts = Counter(said(head)[name] for head in heads.values())
        assert [text for text, count in counts.items() if count > 1] == [], name


@pytest.mark.parametrize("page", TOC)
def test_a_page_has_a_card(html: Path, heads: dict[str, str], page: str) -> None:
    image = pytest.importorskip("PIL.Image")
    tags = said(heads[page])
    assert tags["og:image"].startswith(BASE)
    card = html / tags["og:image"].removeprefix(BASE)
    with image.open(card) as picture:
        size = picture.size
        inks = picture.convert("L").histogram()
    assert size == (int(tags["og:image:width"]), int(tags["og:image:height"]))
    assert card.stat().st_size < 60_000
    assert sum(inks[:100]) > 8000, "there are letters on it"
    assert tags["og:title"] in tags["og:image:alt"]


def test_the_sitemap_has_every_page(html: Path) -> None:
    tree = ElementTree.parse(html / "sitemap.xml")
    found = [node.text for node in tree.iter() if node.tag.endswith("}loc")]
    assert sorted(found) == sorted(f"{BASE}{page}.html" for page in TOC)


def test_the_first_page_says_how_to_cite() -> None:
    entry = (ROOT / "book" / "index.md").read_text("utf8").partition("```bibtex")[2]
    fields = dict(re.findall(r"^  (\w+) +=\s*\{+(.*?)\}+,?$", entry, re.MULTILINE))
    citation: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf8"))
    assert fields == {
        "author": citation["authors"][0]["name"],
        "title": citation["title"],
        "year": citation["date-released"][:4],
        "version": citation["version"],
        "url": citation["repository-code"],
    }
