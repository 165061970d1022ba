"""The chapters print the exercises in the exercises' own words."""

import json

import pytest

pytest.importorskip("myst_parser")

from ledger import _pages
from ledger._pages import source

from lossedu.exercises import CHAPTERS
from lossedu.grading import _exercise

PAGES = {path.stem: path for path in _pages.paths() if path.suffix == ".ipynb"}
EXERCISES = [_exercise.find(name) for name in _exercise.shelf()]
PRINTED = [exercise for exercise in EXERCISES if exercise.chapter in PAGES]


@pytest.fixture(params=PRINTED, ids=lambda exercise: exercise.id)
def exercise(request):
    return request.param


@pytest.fixture
def cells(exercise):
    return json.loads(PAGES[exercise.chapter].read_text(encoding="utf-8"))["cells"]


def test_task_is_printed(exercise):
    printed = " ".join(_pages.read(PAGES[exercise.chapter]).prose)
    assert " ".join(exercise.task.split()) in printed


def test_starter_then_check(exercise, cells):
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    place = [source(cell).strip() for cell in code].index(exercise.starter.strip())
    check = code[place + 1]
    assert source(check).strip() == f'check("{exercise.id}", {exercise.id})'
    assert "Not attempted" in "".join(check["outputs"][0]["data"]["text/plain"])


def test_section_is_on_the_page(exercise, cells):
    """The section is where the exercise stands: the last heading before it."""
    headings = []
    for cell in cells:
        if f"def {exercise.id}(" in source(cell):
            break
        if cell["cell_type"] == "markdown":
            lines = source(cell).splitlines()
            headings += [line for line in lines if line.startswith("#")]
    slugs = [_pages.slug(heading) for heading in headings if heading.startswith("##")]
    assert exercise.section in slugs[-2:]


def test_the_link_leads_to_the_page(exercise):
    page, _, section = exercise.link.partition(".html#")
    assert _pages.BOOK / f"{page}.ipynb" == PAGES[exercise.chapter]
    assert section == exercise.section


@pytest.mark.parametrize("page", CHAPTERS)
def test_every_chapter_has_two(page):
    assert len(CHAPTERS[page]) >= 2


def test_every_page_of_a_part_is_a_chapter():
    """A chapter whose name is misspelt in the table would print no exercise."""
    parts = {chapter.split("/")[0] for chapter in CHAPTERS}
    pages = [path.relative_to(_pages.BOOK) for path in PAGES.values()]
    inside = {p.with_suffix("").as_posix() for p in pages if p.parts[0] in parts}
    assert inside <= set(CHAPTERS)
