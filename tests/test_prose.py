"""Every number in a sentence, table, caption or alt text is computed or pinned."""

import re

import pytest

pytest.importorskip("myst_parser")

from ledger import _pages, _prose
from ledger.rows import NAMES, NUMBERS

# test_conventions and test_guide check every cell of the tables of those pages, which
# have no number elsewhere.
TABLES = ("conventions", "guide")
PAGES = [
    pytest.param(path, id=path.stem)
    for path in _pages.paths()
    if path.stem not in TABLES
]


@pytest.fixture(scope="module", params=PAGES)
def page(request):
    return _pages.read(request.param)


@pytest.fixture(scope="module")
def names(page):
    """The names that the page's notebook leaves behind, when run from top to bottom."""
    if page.path.suffix != ".ipynb":
        return NAMES.get(page.name, {})
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    scope = {"__name__": "__main__"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plt, "show", lambda: plt.close("all"))
        for source in page.code:
            exec(compile(source, page.name, "exec"), scope)
    if "torch" in scope:
        kind = str(scope["torch"].get_default_dtype())
        assert kind == "torch.float32", f"the page leaves {kind} as torch's default"
    return scope


def test_numbers(page, names):
    assert _prose.faults(page.prose, NUMBERS.get(page.name, []), names) == []


def test_a_changed_digit_is_found(page, names):
    """Each digit on the page in turn is made another one."""
    texts = [_prose.fill(q, names) for q in NUMBERS.get(page.name, [])]
    for block in page.prose:
        for digit in re.finditer(r"\d", block):
            wrong = str((int(digit[0]) + 1) % 10)
            changed = block[: digit.start()] + wrong + block[digit.end() :]
            assert _prose.uncovered([changed], texts), f"{digit[0]} -> {wrong}: {block}"
