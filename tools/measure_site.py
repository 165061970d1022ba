"""Measure the built book as a reader's browser meets it, worst page first.

    python tools/measure_site.py [--lighthouse COMMAND] [PAGE ...]

Each page is opened once in a fresh headless Chromium, from a local server that
compresses as a static host does. Printed are what was transferred before the reader
does anything (KB of 1000 bytes), the number of requests, and those to another host.
With --lighthouse (its command, from `npm install lighthouse`) also its four scores for
a phone; where one is too low, the medians of three runs, since it measures time. The
last lines weigh the whole site and say whether the targets are met.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from browser import FLAGS, NO_BROWSER, find_browser
from serve import HTML, serving

PAGE_LIMIT = 600  # KB
SITE_LIMIT = 25  # MB
SCORES = {"performance": 90, "accessibility": 100, "best-practices": 100, "seo": 95}


class Weight(NamedTuple):
    """What came with a page: KB, requests, and addresses of other hosts."""

    kilobytes: float
    requests: int
    elsewhere: list[str]


def pages(folder: Path) -> list[str]:
    """All pages, by their paths."""
    found = (path.relative_to(folder) for path in folder.rglob("*.html"))
    return sorted(p.as_posix() for p in found if p.parts[0] != "_static")


def weigh(browser: Any, address: str, page: str) -> Weight:
    """Open a page with an empty cache and add up what was transferred."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    view = context.new_page()
    asked: list[str] = []
    arrived: list[Any] = []
    view.on("request", lambda request: asked.append(request.url))
    view.on("requestfinished", lambda request: arrived.append(request))
    view.goto(f"{address}/{page}", wait_until="networkidle")
    sizes = [r.sizes() for r in arrived if r.url.startswith("http")]
    total = sum(s["responseBodySize"] + s["responseHeadersSize"] for s in sizes)
    own = (address, "data:", "blob:")
    elsewhere = sorted({url for url in asked if not url.startswith(own)})
    context.close()
    return Weight(total / 1000, len(sizes), elsewhere)


def scores(lighthouse: str, chromium: str, url: str) -> dict[str, int]:
    """Lighthouse's scores of a page; the medians of three runs where one is too low."""
    runs = [run_lighthouse(lighthouse, chromium, url)]
    if too_low(runs[0]):
        runs += [run_lighthouse(lighthouse, chromium, url) for _ in range(2)]
    return {name: round(median(run[name] for run in runs)) for name in SCORES}


def too_low(marks: dict[str, int]) -> bool:
    return any(marks[name] < least for name, least in SCORES.items())


def run_lighthouse(lighthouse: str, chromium: str, url: str) -> dict[str, int]:
    """Lighthouse's scores of a page, on its phone."""
    line = [*shlex.split(lighthouse), url, "--output=json", "--quiet"]
    line += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    line += [f"--only-categories={','.join(SCORES)}"]
    done = subprocess.run(
        line,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "CHROME_PATH": chromium},
    )
    found = json.loads(done.stdout)["categories"]
    return {name: round(100 * (found[name]["score"] or 0)) for name in SCORES}


def site_megabytes(folder: Path) -> float:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the built book.")
    parser.add_argument("--lighthouse", default="", help="the command that runs it")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="as index.html")
    options = parser.parse_args()
    if not (HTML / "index.html").exists():
        sys.exit("There is no book yet: run `make book` first.")
    chromium = find_browser()
    if chromium is None:
        sys.exit(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    named = options.pages or pages(HTML)
    weights, marks = {}, {}
    with serving(HTML) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for page in named:
            weights[page] = weigh(browser, address, page)
        browser.close()
        for page in named if options.lighthouse else ():
            marks[page] = scores(options.lighthouse, chromium, f"{address}/{page}")

    def worst_first(page: str) -> tuple[float, float]:
        return sum(marks.get(page, {}).values()), -weights[page].kilobytes

    print(f"{'page':45}   KB  requests  elsewhere", *(marks and SCORES), sep="  ")
    for page in sorted(named, key=worst_first):
        kilobytes, requests, elsewhere = weights[page]
        print(f"{page:45}{kilobytes:5.0f}  {requests:8}  {len(elsewhere):9}", end="")
        print("", *(f"{n:>{len(k)}}" for k, n in marks.get(page, {}).items()), sep="  ")
    site = site_megabytes(HTML)
    heavy = [p for p, w in weights.items() if w.kilobytes > PAGE_LIMIT]
    strangers = [p for p, w in weights.items() if w.elsewhere]
    low = [page for page, found in marks.items() if too_low(found)]
    print(f"whole site: {site:.1f} MB (at most {SITE_LIMIT})")
    print(f"above {PAGE_LIMIT} KB: {heavy or 'none'}")
    print(f"asking another host: {strangers or 'none'}")
    if marks:
        print(f"below {SCORES}: {low or 'none'}")
    return int(bool(heavy or strangers or low or site > SITE_LIMIT))


if __name__ == "__main__":
    sys.exit(main())
