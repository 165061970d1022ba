"""Measure how long a reader waits for a verdict in the page: `measure_page.py FOLDER`.

FOLDER holds Pyodide and NumPy (`tools/get_pyodide.py`), and the book has been built. A
browser with an empty profile is the cold start; the same profile in a new browser,
after one more visit, is the start from its cache.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import python_site
from browser import FLAGS, NO_BROWSER, find_browser
from serve import HTML, serving

from lossedu.exercises import CHAPTERS
from lossedu.grading import find

TARGETS = {"cold": 8000, "from the cache": 3000, "again": 300}  # milliseconds
ROUNDS = 5
# From the click to the new verdict in the page.
CHECK = """(name) => new Promise((resolve) => {
  const box = document.querySelector(`[data-exercise="${name}"]`);
  const begun = performance.now();
  new MutationObserver((_, me) => {
    me.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - begun));
  }).observe(box.querySelector(".exercise-verdict"), { childList: true });
  box.querySelector('[data-do="check"]').click();
})"""
STORE = """([name, text]) => localStorage.setItem(
  `lossedu:${name}`, JSON.stringify({ text }))"""
IDLE = """(name) =>
  document.querySelector(`[data-exercise="${name}"] [data-do="stop"]`).hidden"""


def visit(page: Any, address: str, chapter: str) -> list[tuple[str, float, float]]:
    """Check the solution of each exercise of a chapter, twice."""
    page.goto(f"{address}/{chapter}.html")
    for name in CHAPTERS[chapter]:
        page.evaluate(STORE, [name, find(name).solution_text])
    page.reload()
    found = []
    for name in CHAPTERS[chapter]:
        times = []
        for _ in range(2):
            times.append(page.evaluate(CHECK, name))
            page.wait_for_function(IDLE, arg=name)
        found.append((name, *times))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the wait for a verdict.")
    parser.add_argument("folder", type=Path, help="where Pyodide and NumPy are")
    folder = parser.parse_args().folder.resolve()
    path = find_browser()
    if path is None:
        sys.exit(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    chapters = list(CHAPTERS)
    waits: dict[str, list[float]] = {name: [] for name in (*TARGETS, "a new exercise")}
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        site = python_site.make(HTML, Path(made, "site"), folder)
        with serving(site) as address:
            for number in range(ROUNDS):
                profile = Path(made, f"profile-{number}")
                for kind in ("cold", "", "from the cache"):
                    context = playwright.chromium.launch_persistent_context(
                        profile, executable_path=path, args=FLAGS
                    )
                    page = context.new_page()
                    (_, first, _), *_ = visit(page, address, chapters[number])
                    waits.get(kind, []).append(first)
                    page.wait_for_timeout(3000)  # the compiled code is written then
                    context.close()
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            for chapter in chapters:
                page = browser.new_page()
                (_, _, again), *others = visit(page, address, chapter)
                waits["again"] += [again, *(each[2] for each in others)]
                waits["a new exercise"] += [each[1] for each in others]
                page.close()
            browser.close()
    for kind, times in waits.items():
        most = f"at most {TARGETS[kind]}" if kind in TARGETS else "no target"
        print(
            f"{kind}: median {median(times):.0f} ms, worst {max(times):.0f} ms "
            f"of {len(times)} ({most})"
        )
    return int(any(median(waits[kind]) > most for kind, most in TARGETS.items()))


if __name__ == "__main__":
    sys.exit(main())
