"""What several test files share: the built book, its address, a browser."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import command, missing

# A job in the background may have been told to ignore Ctrl-C, and would hand that on to
# the commands whose answer to Ctrl-C is tested.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent
# Files that go through the book: each of their pages is a job of its own, so that two
# workers share the work. Any other file is one job.
BY_PAGE = tuple(
    f"tests/test_{kind}.py" for kind in ("equations", "page", "prose", "site")
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Say which tests one worker of xdist does together (--dist loadfile)."""
    from xdist.scheduler import LoadFileScheduling

    class ByPage(LoadFileScheduling):
        # (Groups by a mark, --dist loadgroup, xdist 3.8 does not see under pytest 9.2.)
        def _split_scope(self, nodeid: str) -> str:
            file, _, test = nodeid.partition("::")
            if file in BY_PAGE:  # a row's name begins with its page and a colon
                return f"{file} {test.partition('[')[2].partition(':')[0] or test}"
            return file

    return ByPage(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def build(
    tmp_path_factory: pytest.TempPathFactory, testrun_uid: str
) -> subprocess.CompletedProcess[str]:
    """The build of the book; a warning is an error in it. Workers share one build."""
    from filelock import FileLock  # not where the package is tested alone

    shared = tmp_path_factory.getbasetemp().parent
    said = shared / f"build-{testrun_uid}.json"
    with FileLock(f"{said}.lock"):
        if not said.exists():
            line = [sys.executable, "tools/build_book.py"]
            done = subprocess.run(
                line, cwd=ROOT, capture_output=True, text=True, check=False
            )
            said.write_text(json.dumps([done.returncode, done.stdout, done.stderr]))
    return subprocess.CompletedProcess("build", *json.loads(said.read_text()))


@pytest.fixture(scope="session")
def html(build: subprocess.CompletedProcess[str]) -> Path:
    """The built book's folder. `test_the_book_builds` fails where there is none."""
    if build.returncode:
        pytest.skip("the book was not built")
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def address(html: Path) -> Iterator[str]:
    """The book's address on the server of `make serve`."""
    with command("tools/serve.py").serving(html) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium from the system. Where there is none: skip, in CI fail."""
    local = command("tools/browser.py")
    path = local.find_browser()
    if path is None:
        missing(local.NO_BROWSER)
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=local.FLAGS)
        yield chromium
        chromium.close()
