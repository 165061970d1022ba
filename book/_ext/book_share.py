"""What other sites, chats and search engines read of a page.

* A description: the page's own, or its first paragraph.
* Open Graph: title, description, and a card, drawn when the page is written.
* ``sitemap.xml``, whole after every build.
* The page for "not found" links from the root, so it works at any depth.
"""

from __future__ import annotations

import io
import re
from html import escape, unescape
from pathlib import Path
from textwrap import wrap
from typing import Any
from urllib.parse import urljoin, urlsplit

import vl_convert
from docutils import nodes
from PIL import Image
from sphinx.application import Sphinx

SPACES = re.compile(r"\s+")
# Whole sentences; at least so much that they say something.
SENTENCES = re.compile(r".{60,}[.?!”] ")
TAG = re.compile(r"<[^>]*>")
OWN_DESCRIPTION = re.compile(r'name="description" content="([^"]*)"')
DESCRIPTION = 160  # characters that search engines show
CARD = (1200, 630)
CARD_COLORS = 64
CARD_FORM = """\
<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"
 font-family="Noto Sans, Noto Sans CJK SC, Liberation Sans, sans-serif">
<rect width="1200" height="630" fill="#fbfbfa"/>
<rect y="606" width="1200" height="24" fill="#08677a"/>
<g transform="translate(80 64) scale(1.5)">{mark}</g>
<text x="196" y="122" font-size="46" fill="#323a45">{site}</text>
{lines}</svg>"""
# Pages that have no source.
MADE_PAGES = {
    "404": "There is no page of the book at this address.",
    "genindex": "Every name of the package lossedu, from A to Z.",
    "search": "Search the book for words, terms, functions and equations.",
}
NOT_FOUND = """<h1>Page not found</h1>
<p>There is no page of the book at this address. It may have been renamed: the
table of contents has all pages, and the search finds words, terms and
equations.</p>
<ul>
<li><a href="{root}index.html">The first page, and where to start</a></li>
<li><a href="{root}search.html">Search</a></li>
<li><a href="{root}guide.html">The choosing guide</a></li>
<li><a href="{root}genindex.html">Every function of the package</a></li>
</ul>"""


def describe(doctree: nodes.document) -> str:
    """Return the first paragraph that says something, or its beginning."""
    for paragraph in doctree.findall(nodes.paragraph):
        text = SPACES.sub(" ", paragraph.astext()).strip()
        if len(text) >= 40:
            return shorten(text)
    return ""


def shorten(text: str) -> str:
    """Cut a text after a sentence, or at least after a word."""
    if len(text) <= DESCRIPTION:
        return text
    if sentences := SENTENCES.match(text[: DESCRIPTION + 1]):
        return sentences[0].rstrip()
    return text[: DESCRIPTION - 3].rsplit(" ", 1)[0].rstrip(",;:") + "..."


def text_lines(text: str, y: int, size: int, style: str) -> tuple[str, int]:
    """Set a text in lines; return them and where they end."""
    set_lines = []
    for line in wrap(text, int(1900 / size)):
        y += round(1.28 * size)
        set_lines.append(
            f'<text x="80" y="{y}" font-size="{size}" {style}>'
            f"{escape(line)}</text>"
        )
    return "".join(set_lines), y


def draw_card(mark: str, site: str, title: str, description: str) -> bytes:
    """Return the card of a page as a PNG."""
    size = 76 if len(title) <= 50 else 60
    style = 'font-weight="700" fill="#16202c"'
    head, y = text_lines(title, 190, size, style)
    body, _ = text_lines(description, y + 30, 34, 'fill="#48525e"')
    inner = mark[mark.index(">") + 1 : mark.rindex("</svg>")]
    svg = CARD_FORM.format(mark=inner, site=escape(site), lines=head + body)
    with Image.open(io.BytesIO(vl_convert.svg_to_png(svg))) as drawn:
        flat = drawn.convert("RGB").quantize(CARD_COLORS)
    out = io.BytesIO()
    flat.save(out, "PNG", optimize=True)
    return out.getvalue()


def plain(html: str) -> str:
    return SPACES.sub(" ", unescape(TAG.sub("", html))).strip()


def meta(kind: str, name: str, said: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(said)}" />\n'


def share(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: Any
) -> None:
    """Add to the page's head what is shown where somebody shares it."""
    if doctree is None:
        said = MADE_PAGES.get(pagename)
        context["metatags"] = meta("name", "description", said) if said else ""
        return
    own = OWN_DESCRIPTION.search(context.get("metatags", ""))
    description = unescape(own[1]) if own else describe(doctree)
    title = plain(context["title"])
    site, base = app.config.html_title, app.config.html_baseurl
    card = f"_static/cards/{pagename.replace('/', '-')}.png"
    tags = [] if own else [("name", "description", description)]
    tags += [
        (
            "property",
            "og:type",
            "website" if pagename == "index" else "article",
        ),
        ("property", "og:site_name", site),
        ("property", "og:title", title),
        ("property", "og:description", description),
        ("property", "og:url", urljoin(base, f"{pagename}.html")),
        ("property", "og:image", urljoin(base, card)),
        ("property", "og:image:width", str(CARD[0])),
        ("property", "og:image:height", str(CARD[1])),
        ("property", "og:image:alt", f"{title}. {description}"),
        ("name", "twitter:card", "summary_large_image"),
    ]
    context["metatags"] = context.get("metatags", "") + "".join(
        meta(*tag) for tag in tags
    )
    target = Path(app.outdir) / card
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = (Path(app.srcdir) / "_static" / "logo.svg").read_text("utf8")
    target.write_bytes(draw_card(mark, site, title, description))


def write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    base = app.config.html_baseurl
    pages = "".join(
        f"<url><loc>{escape(urljoin(base, f'{name}.html'))}</loc></url>\n"
        for name in sorted(app.env.found_docs)
    )
    (Path(app.outdir) / "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{pages}</urlset>\n",
        "utf8",
    )


def from_the_root(app: Sphinx, config: Any) -> None:
    root = urlsplit(config.html_baseurl).path
    config.notfound_urls_prefix = root
    config.notfound_context = {
        "title": "Page not found",
        "body": NOT_FOUND.format(root=root),
    }


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("notfound.extension")
    app.connect("config-inited", from_the_root)
    app.connect("html-page-context", share)
    app.connect("build-finished", write_sitemap)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
