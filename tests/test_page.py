"""Exercises in the page, in a real browser with a real Python.

Without the folder LOSSEDU_PYODIDE_DIR names, what needs Python is skipped.
"""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("yaml")

from commands import command

from lossedu.exercises import CHAPTERS
from lossedu.grading import Limits, find, judge
from lossedu.grading._overview import WORDS
from lossedu.grading._report import ICON, TITLE
from lossedu.grading._warm import Warm

ROOT = Path(__file__).resolve().parent.parent
get_pyodide, make_class, python_site, serve = (
    command(f"tools/{name}.py")
    for name in ("get_pyodide", "make_class", "python_site", "serve")
)
SETTINGS = python_site.SETTINGS
NO_PYODIDE = (
    "No Pyodide was found, so nothing was run in a page. Get it with "
    "`python tools/get_pyodide.py FOLDER` and name the folder in LOSSEDU_PYODIDE_DIR."
)
SCRIPT_LIMIT = 60_000  # bytes
PATIENCE = 30_000  # milliseconds: a machine may be busy
EXERCISES = [
    pytest.param(name, id=f"{chapter}:{name}")
    for chapter, names in CHAPTERS.items()
    for name in names
]


# --- a page and its exercises ------------------------------------------------------


def python_folder() -> Path:
    """The folder with Pyodide and NumPy; without one the test is skipped."""
    named = os.environ.get("LOSSEDU_PYODIDE_DIR")
    if not named:
        pytest.skip(NO_PYODIDE)
    return Path(named).resolve()


@pytest.fixture(scope="session")
def site(html: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The book's address, with a Python of its own."""
    python = python_folder()
    folder = python_site.make(html, tmp_path_factory.mktemp("site"), python)
    with serve.serving(folder) as address:
        yield address


@contextmanager
def opened(browser: Any, expected: str = "nothing", **options: Any) -> Iterator[Any]:
    """A new page with a storage of its own, in which no other error may be raised."""
    options = {"viewport": {"width": 1100, "height": 900}} | options
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert set(errors) <= {expected}


class Box:
    """An exercise on a page."""

    def __init__(self, page: Any, name: str) -> None:
        self.page, self.name = page, name
        self.root = page.locator(f'.exercise-box[data-exercise="{name}"]')

    def do(self, action: str) -> None:
        self.root.locator(f'button[data-do="{action}"]').click()

    def said(self, part: str) -> str:
        """What stands in a part of the box."""
        return self.root.locator(f".exercise-{part}").inner_text()

    def write(self, text: str) -> None:
        """Write an answer as a reader does who pastes it."""
        if not self.root.locator(".cm-content").count():
            self.do("edit")
        self.root.locator(".cm-content").fill(text)

    def written(self) -> str:
        """What stands in the editor."""
        return "\n".join(self.root.locator(".cm-line").all_text_contents())

    def wait(self) -> None:
        """Wait until nothing runs any more."""
        self.root.locator('button[data-do="stop"]').wait_for(state="hidden")

    def checked(self, text: str | None = None) -> tuple[str, str, list[str]]:
        """Check an answer and return the card's title, message and numbers."""
        if text is not None:
            self.write(text)
        self.do("check")
        self.wait()
        return self.card()

    def card(self) -> tuple[str, str, list[str]]:
        card = self.root.locator(".exercise-verdict .said")
        title = card.locator("> strong").text_content()
        message = card.locator("> p").first.text_content()
        numbers = card.locator("> pre").all_text_contents()
        return title, message, numbers[0].split("\n") if numbers else []

    def kept(self) -> dict[str, Any] | None:
        """What the browser keeps of it."""
        key = json.dumps(f"lossedu:{self.name}")
        return json.loads(self.page.evaluate(f"localStorage.getItem({key})") or "null")


def chapter(name: str) -> str:
    return find(name).link.partition("#")[0]


def visit(page: Any, address: str, name: str) -> Box:
    page.goto(f"{address}/{chapter(name)}")
    return Box(page, name)


def solution(name: str) -> str:
    return find(name).solution_text


# --- the same judge as everywhere --------------------------------------------------


@pytest.fixture(scope="module")
def terminal() -> Iterator[Any]:
    """Judge a text as the terminal does, and return what it says."""
    with Warm() as warm:

        def said(name: str, source: str) -> tuple[str, str, list[str]]:
            exercise = find(name)
            probes = exercise.cases()
            run = warm.run(exercise, probes, source, f"{name}.py", Limits())
            return in_words(judge(exercise, probes, run))

        yield said


def in_words(verdict: Any) -> tuple[str, str, list[str]]:
    """A verdict as a card in a page says it, in which code has no back-quotes."""
    title = f"{ICON[verdict.status]} {TITLE[verdict.status]}"
    even = verdict.message.count("`") % 2 == 0
    message = verdict.message.replace("`", "") if even else verdict.message
    return title, message, list(verdict.numbers)


@pytest.fixture(scope="module")
def pages(browser: Any, site: str) -> Iterator[Any]:
    """Go to an exercise; the page stays open for the others of its chapter."""
    with opened(browser) as page:
        boxes: dict[str, Box] = {}

        def box(name: str) -> Box:
            if not page.url.startswith(f"{site}/{chapter(name)}"):
                visit(page, site, name)
            return boxes.setdefault(name, Box(page, name))

        yield box


@pytest.mark.parametrize("name", EXERCISES)
def test_every_answer_is_judged_as_in_the_terminal(
    pages: Any, terminal: Any, name: str
) -> None:
    exercise = find(name)
    box = pages(name)
    assert box.checked() == terminal(name, exercise.starter)
    assert box.card()[0] == "○ Not attempted"
    differ = []
    for mistake in exercise.mistakes:
        source = make_class.source(exercise, mistake.functions[0].func)
        here, there = box.checked(source), terminal(name, source)
        assert box.kept()["text"] == source
        if here != there or here[1] != mistake.feedback.replace("`", ""):
            differ.append((mistake.name, here, there))
    assert not differ
    assert box.checked(solution(name)) == terminal(name, solution(name))
    assert box.card()[0] == "✓ Right"
    assert box.kept()["passed"] == exercise.version


# --- what an answer may do ---------------------------------------------------------

NAME = "sigmoid_cross_entropy"
STARTER = find(NAME).starter
RIGHT = solution(NAME)


def answer(body: str, before: str = "") -> str:
    lines = [f"    {line}" for line in body.splitlines()]
    head = f"import numpy as np\n{before}\n\n\ndef {NAME}(y_true, logits):"
    return "\n".join([head, *lines, ""])


@pytest.fixture
def box(browser: Any, site: str) -> Iterator[Box]:
    """An exercise on a page of its own, with a browser that has seen nothing."""
    with opened(browser) as page:
        yield visit(page, site, NAME)


ENDINGS = {
    "an endless loop": answer("while True:\n    pass"),
    "an endless loop later": answer("while len(logits) > 1:\n    pass\nreturn logits"),
    "an endless loop that prints": answer("while True:\n    print('still here')"),
    "an endless loop at the margin": answer("return logits", "while True:\n    pass"),
    "a syntax error": answer("return np.log((logits)"),
    "a wrong indentation": answer("x = 1\n  return x"),
    "a name that is missing": answer("return np.log(q)"),
    "an error in a hidden input": answer(
        "if logits.max() > 500:\n    raise ValueError(f'{logits[0]} is large')\n"
        "return np.logaddexp(0, logits) - y_true * logits"
    ),
    "another name": "def sigmoid(y_true, logits):\n    return logits\n",
    "two of that name": answer("return logits") * 2,
    "other arguments": f"def {NAME}(logits):\n    return logits\n",
    "an exit": answer("import sys\nsys.exit(0)"),
    "an exit at the margin": answer("return logits", "raise SystemExit"),
    "recursion without end": answer(f"return {NAME}(y_true, logits)"),
    "a question to nobody": answer("return input('y? ')"),
    "nothing returned": answer("logits - y_true"),
    "changed arguments": answer("logits += 1\nreturn logits"),
    "a flood of print": answer(f"print('x' * 10**6)\nreturn logits\n{'#' * 99}"),
    "a text": answer("return 'four'"),
}


@pytest.mark.parametrize("case", ENDINGS)
def test_what_goes_wrong_is_said_as_in_the_terminal(
    box: Box, terminal: Any, case: str
) -> None:
    assert box.checked(ENDINGS[case]) == terminal(NAME, ENDINGS[case])
    assert box.checked(RIGHT)[0] == "✓ Right"


@pytest.mark.parametrize(
    ("body", "workers"),
    [
        ("kept = []\nwhile True:\n    kept.append(np.ones(10**6))", 0),
        ("return np.ones((8000, 20000)) + logits[0]", 1),
    ],
    ids=["little by little", "all at once"],
)
def test_a_memory_hog_is_stopped(box: Box, body: str, workers: int) -> None:
    """Memory that a worker has taken goes back when the worker goes."""
    title, message, _ = box.checked(answer(body))
    assert title == "! Did not finish"
    assert "MemoryError" in message
    box.page.wait_for_timeout(500)
    assert len(box.page.workers) == workers
    assert box.checked(RIGHT)[0] == "✓ Right"


@pytest.mark.parametrize("call", ["_exit(0)", "abort()"])
def test_an_answer_that_ends_python_itself(box: Box, call: str) -> None:
    title, message, _ = box.checked(answer(f"import os\nos.{call}"))
    assert title == "! Did not finish"
    assert "ended" in message
    assert box.checked(RIGHT)[0] == "✓ Right"


def test_what_an_answer_patches_is_put_back(box: Box) -> None:
    patched = answer(
        "return logits",
        "import builtins, math\nnp.log1p = np.exp = np.isfinite = np.allclose = len\n"
        "np.seterr(all='raise')\nmath.isclose = builtins.abs = lambda *a, **k: True\n"
        "import sys\nsys.setrecursionlimit(60)\nnp.random.seed(0)",
    )
    assert box.checked(patched)[0] == "✗ Not right yet"
    assert box.checked(answer("return logits"))[0] == "✗ Not right yet"
    assert box.checked(RIGHT)[0] == "✓ Right"


def test_stop_ends_a_run_at_once(box: Box) -> None:
    box.write(ENDINGS["an endless loop"])
    box.do("check")
    box.root.get_by_text("Running …").wait_for()
    box.do("stop")
    box.wait()
    assert box.said("state") == "Stopped."
    assert not box.said("verdict")
    assert box.checked(RIGHT)[0] == "✓ Right"


@pytest.mark.parametrize("file", ["settings.json", "pyodide.asm.wasm"])
def test_stop_ends_the_loading(box: Box, file: str) -> None:
    held: list[Any] = []
    box.page.route(f"**/{file}", lambda route: held.append(route))
    box.do("check")
    box.page.wait_for_timeout(500)
    box.do("stop")
    box.wait()
    assert box.said("state") == "Stopped."
    for route in held:
        route.continue_()
    box.page.unroute(f"**/{file}")
    box.page.wait_for_timeout(500)
    assert not box.said("verdict")
    assert box.checked()[0] == "○ Not attempted"


def test_stop_while_a_run_that_was_ended_is_judged(box: Box) -> None:
    box.write(ENDINGS["an endless loop"])
    box.do("check")
    box.root.get_by_text("Running …").wait_for()
    box.root.get_by_text("Python is being loaded").wait_for()
    box.do("stop")
    box.wait()
    assert box.said("state") == "Stopped."
    assert not box.said("verdict")


def test_reset_waits_for_what_runs(box: Box) -> None:
    box.write(RIGHT)
    box.do("check")
    box.root.locator('button[data-do="reset"]').click(force=True)
    box.wait()
    assert box.written() == RIGHT
    assert box.card()[0] == "✓ Right"


# --- Run ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (answer("return logits") + "print('one'); 1 + 1\n", "one\n2"),
        ("import numpy as np\nnp.arange(3)\n", "array([0, 1, 2])"),
        (f"x = 1\n\n\n{answer('return logits * 0')}", f"{NAME}([0., 1.], [1.5, 1.5])"),
        ("x = 1", f"defined no function {NAME}"),
        ("a = 1\nb = a / 0\n", "line 2, in <module>\n    b = a / 0"),
        ("def f(:\n", "SyntaxError"),
        ("print('y' * 30000)", "There is more, and it is not shown."),
        (STARTER, "NotImplementedError"),
        ("import torch", "No module named 'torch'"),
    ],
)
def test_run_shows_what_a_text_gives(box: Box, text: str, shown: str) -> None:
    box.write(text)
    box.do("run")
    box.wait()
    assert shown in box.said("output")
    assert "_page.py" not in box.said("output")
    assert not box.said("verdict")


@pytest.mark.parametrize(
    ("text", "shown", "said"),
    [
        ("print('first')\nwhile True:\n    pass", "first", "Stopped after 5 s."),
        ("import os\nprint('first')\nos._exit(3)", "first", "Python came to its end."),
        ("print('first')", "first", "It ran."),
    ],
)
def test_how_a_run_ended_is_said(box: Box, text: str, shown: str, said: str) -> None:
    box.write(text)
    box.do("run")
    box.wait()
    assert shown in box.said("output")
    assert box.said("state").startswith(said)


def test_a_flood_leaves_the_page_usable(box: Box) -> None:
    box.write("while True:\n    print('z' * 1000)")
    box.do("run")
    box.wait()
    assert len(box.said("output")) < 21_000
    assert box.checked(RIGHT)[0] == "✓ Right"


def test_what_is_not_in_the_page_is_said(box: Box) -> None:
    box.checked(answer("return logits", "import torch"))
    assert "No module named 'torch'" in box.said("verdict")
    assert "In the page there is NumPy and no other library." in box.said("verdict")


def test_no_code_is_not_attempted(box: Box) -> None:
    title, message, _ = box.checked("# what now?\n")
    assert title == "○ Not attempted"
    assert message == "There is no code yet. Reset puts the starter back."


# --- loading -----------------------------------------------------------------------


def test_a_lost_network_costs_nothing_but_another_click(box: Box) -> None:
    box.page.route("**/pyodide.asm.wasm", lambda route: route.abort())
    box.write(RIGHT)
    box.do("check")
    box.wait()
    assert "pyodide.asm.wasm did not come. Is there a network?" in box.said("state")
    box.page.unroute("**/pyodide.asm.wasm")
    assert box.checked()[0] == "✓ Right"
    assert not box.said("state")


def test_another_file_than_the_pinned_one_is_refused(box: Box) -> None:
    def changed(route: Any) -> None:
        body = route.fetch().body()
        route.fulfill(body=body + b"\n// more", content_type="text/javascript")

    box.page.route("**/pyodide.js", changed)
    box.do("check")
    box.wait()
    assert "is not the file that this book was tested with." in box.said("state")


def test_a_host_that_does_not_know_webassembly_does_as_well(box: Box) -> None:
    def plain(route: Any) -> None:
        route.fulfill(response=route.fetch(), content_type="text/plain")

    box.page.route("**/pyodide.asm.wasm", plain)
    assert box.checked(RIGHT)[0] == "✓ Right"


def test_a_browser_that_cannot_run_python_says_so(box: Box) -> None:
    broken = b"\0asm, but nothing that can be run"
    hashed = get_pyodide.integrity(broken)

    def settings(route: Any) -> None:
        found = route.fetch().json()
        found["files"]["pyodide.asm.wasm"]["integrity"] = hashed
        route.fulfill(json=found)

    box.page.route("**/settings.json", settings)
    box.page.route(
        "**/pyodide.asm.wasm",
        lambda route: route.fulfill(body=broken, content_type="application/wasm"),
    )
    box.do("check")
    box.wait()
    assert "this browser cannot run it" in box.said("state")


def test_writing_without_a_network_asks_once(box: Box) -> None:
    asked: list[str] = []
    box.page.on("request", lambda request: asked.append(request.url))
    box.page.route("**/pyodide/**", lambda route: route.abort())
    box.do("edit")
    box.root.locator(".cm-content").press_sequentially("a = 1\nb = 2", delay=100)
    box.page.wait_for_timeout(1000)
    assert len([url for url in asked if url.endswith("worker.js")]) == 1
    assert not box.said("state")


def test_an_idle_exercise_says_nothing_of_the_loading(box: Box) -> None:
    box.write(ENDINGS["an endless loop"])
    box.do("check")
    box.root.get_by_text("Running …").wait_for()
    box.do("stop")
    box.wait()
    with box.page.expect_worker():
        box.root.locator(".cm-content").press_sequentially("#")
    box.page.wait_for_timeout(4000)
    assert box.said("state") == "Stopped."


def test_a_site_that_is_gone_is_said(box: Box) -> None:
    box.page.route("**/settings.json", lambda route: route.abort())
    box.do("check")
    box.wait()
    assert "this site cannot be reached" in box.said("state")


def test_a_page_opened_as_a_file_says_what_to_do(browser: Any, html: Path) -> None:
    with opened(browser) as page:
        box = visit(page, html.as_uri(), NAME)
        box.do("check")
        box.wait()
        assert "Give it an address: make serve, or python" in box.said("state")


def test_without_its_editor_a_page_has_a_plain_one(box: Box) -> None:
    box.page.route("**/editor.js", lambda route: route.abort())
    box.do("edit")
    box.root.locator("textarea").fill(RIGHT)
    assert box.checked()[0] == "✓ Right"
    assert box.kept()["text"] == RIGHT


def test_a_reload_in_the_middle_keeps_the_text(box: Box) -> None:
    box.write(RIGHT)
    box.do("check")
    box.page.reload()
    assert box.root.locator("pre").first.text_content() == RIGHT
    assert not box.said("verdict")
    assert not box.said("state")
    assert box.checked()[0] == "✓ Right"
    box.page.reload()
    assert box.card()[0] == "✓ Right"


def test_two_exercises_at_once_have_their_own_verdicts(box: Box, terminal: Any) -> None:
    other = Box(box.page, "binary_cross_entropy")
    wrong = "def binary_cross_entropy(y_true, y_prob):\n    return y_prob\n"
    other.write(wrong)
    box.write(ENDINGS["an endless loop"])
    box.do("check")
    other.do("check")
    box.root.get_by_text("Running …").wait_for()
    assert other.said("state") == "Waiting for its turn …"
    for each in (box, other):
        each.wait()
    assert box.card() == terminal(NAME, ENDINGS["an endless loop"])
    assert other.card() == terminal(other.name, wrong)


def test_stop_ends_its_own_exercise_alone(box: Box) -> None:
    other = Box(box.page, "binary_cross_entropy")
    box.write(ENDINGS["an endless loop later"])
    box.do("check")
    other.do("check")
    other.do("stop")
    other.wait()
    assert other.said("state") == "Stopped."
    assert box.root.locator('button[data-do="stop"]').is_visible()
    box.wait()
    assert "Stopped on" in box.said("verdict")
    assert not other.said("verdict")
    assert other.checked()[0] == "○ Not attempted"


# --- what is kept ------------------------------------------------------------------

NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); },
})"""
FULL_STORAGE = """Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError");
}"""


@pytest.mark.parametrize(
    ("hindrance", "error"), [(NO_STORAGE, "denied"), (FULL_STORAGE, "full")]
)
def test_without_storage_it_works_and_says_so(
    browser: Any, site: str, hindrance: str, error: str
) -> None:
    with opened(browser, expected=error) as page:  # the theme's scripts raise it
        page.add_init_script(hindrance)
        box = visit(page, site, NAME)
        box.write("x = 1")
        assert "This browser keeps nothing for this site." in box.said("state")
        assert box.checked(RIGHT)[0] == "✓ Right"
        assert "This browser keeps nothing for this site." in box.said("state")
        box.do("solution")
        assert "One way to write it." in box.said("solution")


def test_hints_come_one_by_one_and_are_remembered(box: Box) -> None:
    hints = find(NAME).hints
    plain = [hint.replace("`", "") for hint in hints]
    for number in (1, 2, 3, 3):
        box.do("hint")
        shown = box.root.locator(".exercise-hints p").all_text_contents()
        assert shown == plain[:number]
    box.page.reload()
    assert not box.said("hints")
    box.do("hint")
    assert box.root.locator(".exercise-hints p").count() == 3
    assert box.kept()["hints"] == 3


def test_the_solution_opens_when_it_is_solved_or_wanted(box: Box) -> None:
    box.do("solution")
    assert "It opens with a right answer." in box.said("solution")
    assert "def " not in box.said("solution")
    box.root.get_by_text("Show it anyway").click()
    assert RIGHT.strip() in box.said("solution")
    box.page.reload()
    box.checked(RIGHT)
    box.do("solution")
    assert RIGHT.strip() in box.said("solution")
    assert find(NAME).solution_note in box.said("solution")


def test_reset_can_be_taken_back(box: Box) -> None:
    box.checked(RIGHT)
    before = box.kept()
    box.do("reset")
    assert box.kept() is None
    assert box.written() == STARTER
    assert not box.said("verdict")
    box.root.get_by_text("Bring it back").click()
    assert box.kept() == before
    assert box.card()[0] == "✓ Right"
    box.checked()


def test_a_change_makes_the_verdict_an_old_one(box: Box) -> None:
    label = """() => getComputedStyle(
      document.querySelector(".exercise-verdict strong"), "::after").content"""
    box.checked(RIGHT)
    assert box.page.evaluate(label) == "none"
    box.write(RIGHT + "\n# a change\n")
    assert box.page.evaluate(label) == '" (before your last change)"'
    box.page.reload()
    assert box.page.evaluate(label) == '" (before your last change)"'
    assert box.card()[0] == "✓ Right"


def test_a_text_of_any_length_is_kept(box: Box) -> None:
    long = RIGHT + "#" * 150_000
    assert "longer than 128 KiB" in box.checked(long)[1]
    assert box.kept()["text"] == long
    box.page.reload()
    assert box.root.locator("pre").first.text_content() == long


def test_attempts_are_counted_until_one_is_right(box: Box) -> None:
    box.checked()
    assert "attempts" not in (box.kept() or {}) or not box.kept()["attempts"]
    for text, attempts in ((answer("return logits"), 1), (RIGHT, 2), (RIGHT + "#", 2)):
        box.checked(text)
        assert box.kept()["attempts"] == attempts


def test_the_next_exercise_is_a_link(box: Box) -> None:
    box.checked(RIGHT)
    link = box.root.locator(".exercise-verdict a")
    assert link.text_content() == "sigmoid_cross_entropy_grad"
    link.click()
    assert "#exercise-sigmoid-cross-entropy-grad" in box.page.url
    task = box.page.locator(".admonition:has(:target)")
    assert task.inner_text().startswith("Exercise 3")


def test_another_tab_learns_of_a_change(box: Box) -> None:
    other = box.page.context.new_page()
    there = visit(other, box.page.url.partition("/losses")[0], NAME)
    there.do("edit")
    box.checked(RIGHT)
    other.get_by_text("✓ Right").wait_for()
    assert there.written() == RIGHT


def test_what_was_passed_before_a_change_of_the_exercise(box: Box) -> None:
    key = json.dumps(f"lossedu:{NAME}")
    box.page.evaluate(f"""localStorage.setItem({key}, '{{"passed": "0123"}}')""")
    box.page.reload()
    box.checked(RIGHT)
    assert box.kept()["passed"] == find(NAME).version
    assert box.kept()["attempts"] == 1


# --- all exercises -----------------------------------------------------------------


@contextmanager
def progress(browser: Any, address: str) -> Iterator[Any]:
    with opened(browser, accept_downloads=True) as page:
        page.goto(f"{address}/progress.html")
        yield page


def imported(page: Any, content: str, tmp_path: Path) -> str:
    file = tmp_path / "progress.json"
    file.write_text(content, "utf8")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Import").click()
    chooser.value.set_files(file)
    page.wait_for_function("document.querySelector('.exercise-state').textContent")
    return page.locator(".exercise-state").inner_text()


def exported(page: Any) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    return Path(download.value.path()).read_text("utf8")


PASSED = {"passed": find(NAME).version, "lossedu": "0.1.0", "hints": 2, "attempts": 3}
FILE = {
    "version": 1,
    "exercises": {NAME: PASSED, "entropy": {"passed": "", "attempts": 1}},
    "answers": {NAME: RIGHT, "entropy": "def entropy(p):\n    return <b>p</b>\n"},
}


def test_progress_goes_to_another_browser(
    browser: Any, address: str, tmp_path: Path
) -> None:
    with progress(browser, address) as page:
        assert "0 of 50 passed" in page.locator(".exercise-sum").inner_text()
        said = imported(page, json.dumps(FILE), tmp_path)
        assert said == "progress.json: 2 of 50 exercises changed."
        assert "1 of 50 passed" in page.locator(".exercise-sum").inner_text()
        row = page.locator(f'li[data-exercise="{NAME}"]')
        assert row.locator(".standing").inner_text() == "passed"
        first = page.locator("#of-entropy")
        assert "0 of 3" in first.inner_text()
        assert "started" in first.inner_text()
        saved = json.loads(exported(page))
        assert saved["exercises"][NAME] == PASSED
        assert saved["answers"] == FILE["answers"]
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Forget all").click()
        assert "0 of 50 passed" in page.locator(".exercise-sum").inner_text()
        imported(page, json.dumps(saved), tmp_path)
        assert json.loads(exported(page)) == saved
        page.reload()
        assert row.locator(".standing").inner_text() == "passed"
        box = visit(page, address, NAME)
        assert box.root.locator("pre").first.text_content() == RIGHT


def test_what_was_passed_in_an_older_version_does_not_count(
    browser: Any, address: str, tmp_path: Path
) -> None:
    """As in the terminal, in the same words."""
    with progress(browser, address) as page:
        file = {"version": 1, "exercises": {NAME: PASSED | {"passed": "0123"}}}
        imported(page, json.dumps(file), tmp_path)
        standings = page.locator(".standing").all_text_contents()
        assert sorted(set(standings)) == [WORDS["new"], WORDS["older"]]
        assert "0 of 50 passed" in page.locator(".exercise-sum").inner_text()
        imported(page, json.dumps(FILE), tmp_path)  # there it was passed anew
        assert "1 of 50 passed" in page.locator(".exercise-sum").inner_text()


def test_the_terminal_reads_what_the_page_saves(
    browser: Any, address: str, tmp_path: Path
) -> None:
    from lossedu.grading._memory import NAME as FILE_NAME
    from lossedu.grading._memory import Memory

    with progress(browser, address) as page:
        imported(page, json.dumps(FILE), tmp_path)
        (tmp_path / FILE_NAME).write_text(exported(page), "utf8")
        memory = Memory.load(tmp_path)
        assert not memory.notice
        assert memory[NAME].passed == find(NAME).version
        Memory.change(tmp_path, lambda memory: memory.hint("quantile", 3))
        imported(page, (tmp_path / FILE_NAME).read_text("utf8"), tmp_path)
        assert json.loads(exported(page))["exercises"]["quantile"]["hints"] == 1


@pytest.mark.parametrize("taken", [True, False])
def test_answers_that_differ_are_asked_about(
    browser: Any, address: str, tmp_path: Path, taken: bool
) -> None:
    with progress(browser, address) as page:
        imported(page, json.dumps(FILE), tmp_path)
        questions: list[str] = []

        def decide(dialog: Any) -> None:
            questions.append(dialog.message)
            dialog.accept() if taken else dialog.dismiss()

        page.on("dialog", decide)
        file = {"version": 1, "exercises": {}, "answers": {NAME: "# theirs"}}
        imported(page, json.dumps(file), tmp_path)
        (question,) = questions
        assert question.startswith("One answer here and in the file differ.")
        saved = json.loads(exported(page))
        assert saved["answers"][NAME] == ("# theirs" if taken else RIGHT)
        assert saved["exercises"][NAME] == PASSED


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no JSON",
        "[]",
        "null",
        '{"version": 1}',
        '{"version": "1", "exercises": {}}',
    ],
)
def test_a_file_of_another_kind_is_refused(
    browser: Any, address: str, tmp_path: Path, content: str
) -> None:
    with progress(browser, address) as page:
        said = imported(page, content, tmp_path)
        assert said.startswith("progress.json is no file that this page or")


def test_a_newer_file_is_refused(browser: Any, address: str, tmp_path: Path) -> None:
    with progress(browser, address) as page:
        said = imported(page, '{"version": 2, "exercises": {}}', tmp_path)
        assert said == "progress.json is from a newer version of this book."


HOSTILE = {
    "passed": ["x"],
    "hints": -1,
    "attempts": 1e300,
    "verdict": {"status": "right", "title": "<img src=x onerror=alert(1)>"},
    "__proto__": {"passed": "x"},
}


def test_what_a_file_brings_is_text_and_nothing_else(
    browser: Any, address: str, tmp_path: Path
) -> None:
    text = "<img src=x onerror=alert(1)>"
    file = {"version": 1, "exercises": {NAME: HOSTILE}, "answers": {NAME: text}}
    with progress(browser, address) as page:
        alerts: list[Any] = []
        page.on("dialog", lambda dialog: (alerts.append(dialog), dialog.dismiss()))
        imported(page, json.dumps(file), tmp_path)
        saved = json.loads(exported(page))
        assert saved == {"version": 1, "exercises": {}, "answers": {NAME: text}}
        key = json.dumps(f"lossedu:{NAME}")
        kept = {"hints": 9, "verdict": HOSTILE["verdict"], "text": text}
        page.evaluate(f"localStorage.setItem({key}, {json.dumps(json.dumps(kept))})")
        box = visit(page, address, NAME)
        box.do("hint")
        box.do("edit")
        box.root.locator(".cm-content").wait_for()
        assert box.root.locator("img").count() == 0
        assert text in box.said("verdict")
        assert not alerts


# --- before anything is clicked, and without JavaScript ------------------------------


def test_nothing_is_loaded_for_a_reader_who_only_reads(
    browser: Any, address: str
) -> None:
    with opened(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        visit(page, address, NAME)
        for _ in range(40):
            page.mouse.wheel(0, 1500)
            page.wait_for_timeout(50)
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if url.partition("?")[0].endswith("exercises.js")]
        assert not [url for url in asked if "/exercises/" in url or "pyodide" in url]
        assert not page.workers


def test_the_page_s_own_script_is_small(html: Path) -> None:
    assert (html / "_static" / "exercises.js").stat().st_size < SCRIPT_LIMIT


def test_without_javascript_there_is_a_starter_and_a_way(
    browser: Any, address: str
) -> None:
    with opened(browser, java_script_enabled=False) as page:
        box = visit(page, address, NAME)
        assert box.root.locator("pre").first.inner_text().strip() == STARTER.strip()
        assert not box.root.get_by_role("button").count()
        assert f"lossedu start {NAME}" in box.root.inner_text()
        page.goto(f"{address}/progress.html")
        assert page.locator(".exercise-progress li").count() == len(EXERCISES)
        assert not page.get_by_role("button", name="Export").count()


# --- what is built -----------------------------------------------------------------

EXTENSION = ROOT / "book" / "_ext" / "exercises"


def test_the_wheel_is_the_package_as_it_is(html: Path) -> None:
    settings = json.loads((html / SETTINGS).read_text("utf8"))
    name = settings["wheel"]["address"].partition("?")[0]
    wheel = html / SETTINGS.parent / name
    assert settings["wheel"]["integrity"] == get_pyodide.integrity(wheel.read_bytes())
    with zipfile.ZipFile(wheel) as packed:
        inside = {n: packed.read(n) for n in packed.namelist() if "dist-info" not in n}
    package = ROOT / "lossedu"
    files = [*package.rglob("*.py"), package / "py.typed"]
    wanted = {p.relative_to(package.parent).as_posix(): p.read_bytes() for p in files}
    assert inside == wanted


@pytest.mark.parametrize(
    ("setting", "asked"),
    [
        ("_static/pyodide", "../../_static/pyodide/"),
        ("/pyodide/", "../../pyodide/"),
        ("https://mirror.example.org/p", "https://mirror.example.org/p/"),
    ],
)
def test_python_may_come_from_the_site_or_a_mirror(
    html: Path, setting: str, asked: str
) -> None:
    pytest.importorskip("sphinx")
    wheel = next((html / SETTINGS.parent).glob("*.whl"))
    settings = command("book/_ext/book_exercises.py").settings
    assert settings(setting, wheel)["pyodide"] == asked


def test_what_a_page_loads_is_pinned(html: Path) -> None:
    settings = json.loads((html / SETTINGS).read_text("utf8"))
    pins = get_pyodide.pinned()
    assert settings["pyodide"] == get_pyodide.source()
    assert f"/v{pins['version']}/" in settings["pyodide"]
    assert (settings["files"], settings["lock"]) == (pins["files"], pins["lock"])
    assert settings["seconds"] == Limits.seconds
    assert all(f["integrity"].startswith("sha256-") for f in pins["files"].values())
    whole = sum(file["bytes"] for file in pins["files"].values())
    page = (ROOT / "book" / "exercises.ipynb").read_text("utf8")
    assert f"about {whole / 1e6:.0f} MB" in page
    numpy = pins["lock"]["packages"]["numpy"]
    assert {*get_pyodide.CORE, numpy["file_name"]} == set(pins["files"])


def test_the_folder_of_these_tests_is_what_is_pinned() -> None:
    found, pins = get_pyodide.pins(python_folder()), get_pyodide.pinned()
    if found["version"] != pins["version"]:
        pytest.skip(
            f"The folder has Pyodide {found['version']}, not {pins['version']}."
        )
    assert found == pins


def test_the_files_can_be_had_from_a_mirror(tmp_path: Path) -> None:
    mirror = python_folder()
    if get_pyodide.pins(mirror) != get_pyodide.pinned():
        pytest.skip("The folder has another Pyodide than the pinned one.")
    get_pyodide.download(f"{mirror.as_uri()}/", tmp_path)
    assert get_pyodide.pins(tmp_path) == get_pyodide.pinned()
    (tmp_path / "pyodide.js").write_text("other")
    with pytest.raises(SystemExit, match="is not the file that is pinned"):
        get_pyodide.download(f"{tmp_path.as_uri()}/", tmp_path)
    with pytest.raises(SystemExit, match="cannot be had from"):
        get_pyodide.download(f"{(tmp_path / 'nowhere').as_uri()}/", tmp_path / "new")


def test_the_editor_is_made_of_what_its_lock_names() -> None:
    """Whether the recipe gives the same bytes is looked at by the weekly workflow."""
    lock = json.loads((ROOT / "tools/editor/package-lock.json").read_text("utf8"))
    head = (EXTENSION / "editor.js").read_text("utf8").partition("*/")[0]
    inside = re.findall(r"(?<=[ \n])((?:@[a-z]+/)?[a-z-]+)@([\d.]+)", head)
    for name, version in inside:
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert {"@codemirror/view", "@codemirror/lang-python"} <= dict(inside).keys()
    assert head.count("Permission is hereby granted") >= 3
    assert "resolved" not in json.dumps(lock)


# --- keyboard, screen reader, phone ------------------------------------------------


def test_tab_indents_and_can_be_escaped(browser: Any, address: str) -> None:
    with opened(browser) as page:
        box = visit(page, address, NAME)
        box.root.get_by_role("button", name="Edit").press("Enter")
        editor = box.root.get_by_role("textbox", name=f"Your answer: {NAME}")
        editor.wait_for()
        page.keyboard.press("ControlOrMeta+End")
        page.keyboard.type("def f():")  # a bracket that is typed twice counts once
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("return [1")
        assert box.kept()["text"].endswith("def f():\n        return [1]")
        page.keyboard.press("ControlOrMeta+z")
        assert not box.kept()["text"].endswith("return [1]")
        assert editor.evaluate("e => e === document.activeElement")
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Run"
        described = editor.get_attribute("aria-describedby")
        assert "Escape, then Tab, leaves" in page.locator(f"#{described}").inner_text()


def test_check_and_run_by_keyboard(box: Box) -> None:
    box.write(answer("return logits"))
    box.page.keyboard.press("ControlOrMeta+Enter")
    box.root.get_by_text("✗ Not right yet").wait_for()
    box.wait()
    box.page.keyboard.press("Shift+Enter")
    box.root.get_by_text("On the input 'one of each'").wait_for()
    assert box.kept()["text"] == answer("return logits")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_exercise_in_use_can_be_read_by_all(
    browser: Any, site: str, theme: str
) -> None:
    looks = pytest.importorskip("test_site")
    with opened(browser, color_scheme=theme) as page:
        box = visit(page, site, NAME)
        for text in (answer("print(1)\nreturn logits"), RIGHT):
            box.checked(text)
            for action in ("run", "hint", "solution", "hint"):
                box.do(action)
                box.wait()
            page.evaluate(looks.SETTLE)
            assert not looks.axe_faults(page)
        box.do("reset")
        assert not looks.axe_faults(page)
        page.goto(f"{site}/progress.html")
        assert not looks.axe_faults(page)


def test_on_a_phone_all_fits_and_can_be_touched(browser: Any, site: str) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True}
    with opened(browser, has_touch=True, **phone) as page:
        box = visit(page, site, NAME)
        box.checked(answer(f"return logits  # {'long ' * 40}"))
        for action in ("run", "hint", "solution"):
            box.do(action)
            box.wait()
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390
        for button in box.root.get_by_role("button").all():
            assert button.bounding_box()["height"] >= 44
        size = box.root.locator(".cm-content").evaluate(
            "e => getComputedStyle(e).fontSize"
        )
        assert float(size.removesuffix("px")) >= 16
