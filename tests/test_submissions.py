"""What a class hands in: which file counts, and what is taken from a notebook."""

import json
import os

import pytest

from lossedu.grading._submissions import FILE_CAP, answers
from lossedu.grading._terminal import UsageError
from lossedu.grading._worker import SOURCE_CAP, Refusal, load

ID, OTHER = "cross_entropy", "kl_divergence"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "hw").mkdir()
    return tmp_path / "hw"


def notebook(*cells, **more):
    made = [{"cell_type": "code", "source": cell, **more} for cell in cells]
    made.insert(0, {"cell_type": "markdown", "source": f"def {ID}(): pass"})
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4})


def put(folder, name, text):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def found(folder, *exercises, **settings):
    return answers(folder, exercises or (ID,), **settings)


def value(source, *arguments):
    """What the function of a source gives."""
    return load(source, ID, "answer.py")(*arguments)


def of_notebook(folder, *cells):
    put(folder, "ann.ipynb", notebook(*cells))
    (answer,) = found(folder)
    return answer


ONE = f"def {ID}(p, q):\n    return 1\n"


def test_a_row_for_every_learner_and_exercise(folder):
    put(folder, f"alice/{ID}.py", ONE)
    put(folder, "bruno/week 3.ipynb", notebook(ONE))
    put(folder, "chloe.ipynb", notebook(f"def {OTHER}(p, q): pass"))
    put(folder, "dana.py", ONE + f"\ndef {OTHER}(p, q): pass\n")
    (folder / "emil").mkdir()
    rows = found(folder, ID, OTHER)
    assert [(a.learner, a.exercise, a.file) for a in rows] == [
        ("alice", ID, f"alice/{ID}.py"),
        ("alice", OTHER, ""),
        ("bruno", ID, "bruno/week 3.ipynb"),
        ("bruno", OTHER, ""),
        ("chloe", ID, ""),
        ("chloe", OTHER, "chloe.ipynb"),
        ("dana", ID, "dana.py"),
        ("dana", OTHER, "dana.py"),
        ("emil", ID, ""),
        ("emil", OTHER, ""),
    ]
    missing = [a for a in rows if a.source is None]
    assert [a.learner for a in missing] == ["alice", "bruno", "chloe", "emil", "emil"]
    assert {a.reason for a in missing} == {"missing"}
    assert f"defines {OTHER}" in missing[0].trouble


def test_what_is_no_submission_is_left_aside(folder):
    put(folder, "ann.py", ONE)
    for name in (".git/x.py", "__pycache__/y.py", "readme.txt", ".hidden.py"):
        put(folder, name, ONE)
    put(folder, "ann/.ipynb_checkpoints/z.ipynb", "{")
    assert [a.file for a in found(folder)] == ["ann.py"]


def test_a_link_to_a_folder_is_not_followed(folder):
    put(folder, "ann/own.py", "x = 1")
    (folder / "ann" / "all").symlink_to(folder.parent, target_is_directory=True)
    put(folder.parent, "other.py", ONE)
    (answer,) = found(folder)
    assert answer.source is None


def test_the_file_with_the_name_counts_then_the_last_that_has_the_function(folder):
    put(folder, "ann/z.py", ONE)
    put(folder, "ann/a.py", ONE.replace("1", "2"))
    assert found(folder)[0].file == "ann/z.py"
    put(folder, f"ann/{ID}.py", "x = 1")  # the judge says what is missing in it
    assert found(folder)[0].file == f"ann/{ID}.py"


def test_a_file_that_does_not_parse_is_an_answer_if_it_means_to_be(folder):
    put(folder, "ann.py", ONE + "(")
    put(folder, "bob.py", "x = (")
    ann, bob = found(folder)
    assert (ann.source, bob.source) == (ONE + "(", None)


def test_one_learner(folder):
    put(folder, f"{ID}.py", ONE)
    put(folder, f"{OTHER}.py", "x = 1")
    (answer,) = found(folder, learner="ann")
    assert (answer.learner, answer.source) == ("ann", ONE)
    with pytest.raises(UsageError, match="--learner"):
        found(folder)


# Notebooks.


def test_the_function_comes_with_what_it_needs_and_nothing_else(folder):
    answer = of_notebook(
        folder,
        "import math\nimport matplotlib.pyplot as plt\nBASE = 2\nSCALE = 5 * BASE\n",
        "def helper(x):\n    return SCALE * math.floor(x)\n\nplt.plot([1])",
        "raise SystemExit\n",
        f"@(lambda f: f)\ndef {ID}(p, q):\n    y = helper(p)\n    return y + q",
        f"check('{ID}', {ID})\nprint(1 / 0)",
    )
    assert value(answer.source, 2.5, 1) == 21
    for word in ("plt", "SystemExit", "check", "print"):
        assert word not in answer.source
    assert answer.label == "ann.ipynb"


def test_the_last_definition_counts_as_in_a_kernel(folder):
    assert value(of_notebook(folder, ONE, ONE.replace("1", "2")).source, 0, 0) == 2
    both = "K = 1\n" + ONE.replace("1", "K") + ONE.replace("1", "K + 1") + "K = 5"
    assert value(of_notebook(folder, both).source, 0, 0) == 6


def test_a_cell_that_is_no_python_costs_only_itself(folder):
    answer = of_notebook(folder, ONE, f"def {ID}(p, q):\n    return (\n", "K = )")
    assert value(answer.source, 0, 0) == 1


def test_a_broken_attempt_is_judged_if_there_is_no_other(folder):
    broken = f"def {ID}(p, q):\n    return (\n"
    answer = of_notebook(folder, "x = )", broken)
    assert answer.source == broken
    with pytest.raises(Refusal):
        value(answer.source)


@pytest.mark.parametrize(
    "magic",
    [
        "%matplotlib inline",
        "%%time",
        "!pip install numpy",
        "?print",
        "np.exp?",
        "np.exp??",
        "files = !ls",
        "for _ in range(2):\n    %timeit 1",
    ],
)
def test_what_only_ipython_understands_is_left_out(folder, magic):
    assert value(of_notebook(folder, f"{magic}\n{ONE}").source, 0, 0) == 1


def test_a_cell_of_another_language_is_none(folder):
    assert of_notebook(folder, f"%%bash\n{ONE}").source is None


def test_the_operator_that_looks_like_magic_stays(folder):
    cell = f"def {ID}(p, q):\n    return (p\n        % q)\n"
    assert value(of_notebook(folder, cell).source, 7, 4) == 3


@pytest.mark.parametrize("rest", ["% 4 == 3", "!= 8"])
def test_an_operator_in_front_of_a_line_is_no_magic(folder, rest):
    cell = f"%matplotlib inline\ndef {ID}(p, q):\n    return (p\n        {rest})\n"
    assert value(of_notebook(folder, cell).source, 7, 0) is True


@pytest.mark.parametrize(
    "change",
    [
        "made[0] = 5",
        "made.update({0: 5})",
        "for i in range(3):\n    made[i] = 5",
        "if made == {}:\n    made[0], rest = 5, 6",
        "made.setdefault(0, []); made[0] = 5",
    ],
)
def test_what_changes_a_constant_comes_along(folder, change):
    function = f"def {ID}(p, q):\n    return made[0]"
    answer = of_notebook(folder, "made = {}", change, function)
    assert value(answer.source, 0, 0) == 5


def test_what_is_called_of_a_module_or_in_a_function_does_not_come_along(folder):
    cells = "import math\nmath.stop()", "made = [1]", "def f(): made.append(2)\nf()"
    function = f"def {ID}(p, q):\n    return math.floor(made[-1])"
    answer = of_notebook(folder, *cells, function)
    assert value(answer.source, 0, 0) == 1


def test_a_function_that_is_wrapped_afterwards(folder):
    wrap = f"def twice(f):\n    return lambda p, q: 2 * f(p, q)\n{ID} = twice({ID})\n"
    assert value(of_notebook(folder, ONE, wrap).source, 0, 0) == 2


def test_imports_that_others_depend_on_come_along(folder):
    answer = of_notebook(
        folder,
        f"from math import *\ndef {ID}(p, q):\n    return floor(p)",
        "from __future__ import annotations",
    )
    assert answer.source.startswith("from __future__")
    assert value(answer.source, 1.5, 0) == 1


def test_names_of_a_function_are_not_those_of_the_notebook(folder):
    text = f"y = 1 / 0\ndef {ID}(p, q):\n    y = p\n    return [x for x in [y]]\nx = 0"
    answer = of_notebook(folder, text)
    assert "1 / 0" not in answer.source
    assert "x = 0" not in answer.source


def test_statements_on_one_line_and_other_alphabets(folder):
    cell = f"é = 3; λ = 'ü'; def_ = 4\ndef {ID}(p, q): return é\n"
    answer = of_notebook(folder, cell)
    assert value(answer.source, 0, 0) == 3
    assert "def_" not in answer.source


def test_older_notebooks_and_sources_in_lines(folder):
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": [ONE]}]}]}
    put(folder, "ann.ipynb", json.dumps(old))
    assert value(found(folder)[0].source, 0, 0) == 1
    lines = ONE.splitlines(keepends=True)
    assert value(of_notebook(folder, lines).source, 0, 0) == 1


# What cannot be read.


@pytest.mark.parametrize(
    "text", ["", "not JSON", "[]", "3", "{}", '{"cells": [3]}', "[" * 100_000]
)
def test_a_file_that_is_no_notebook_costs_only_its_learner(folder, text):
    put(folder, "ann.ipynb", text)
    put(folder, "bob.py", ONE)
    ann, bob = found(folder)
    assert (ann.source, ann.reason) == (None, "unreadable")
    assert "ann.ipynb" in ann.trouble
    assert bob.source == ONE


def test_a_broken_file_beside_a_good_one_does_no_harm(folder):
    put(folder, "ann/z.ipynb", "{")
    put(folder, "ann/a.py", ONE)
    first, second = found(folder, ID, OTHER)
    assert (first.source, second.reason) == (ONE, "unreadable")


def test_a_file_that_cannot_be_opened(folder):
    (folder / "ann.py").symlink_to(folder / "nowhere.py")
    (answer,) = found(folder)
    assert answer.reason == "unreadable"
    assert "cannot be read" in answer.trouble


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_nobody_waits_for_a_pipe(folder):
    os.mkfifo(folder / "ann.py")
    (folder / "bob.py").symlink_to(os.devnull)
    ann, bob = found(folder)
    assert ann.reason == bob.reason == "unreadable"
    assert "a pipe or a device" in ann.trouble


def test_text_in_two_bytes_a_character_is_none(folder):
    (folder / "ann.py").write_bytes(ONE.encode("utf-16"))
    (answer,) = found(folder)
    assert "it is not text in UTF-8" in answer.trouble


def test_what_is_too_large(folder):
    put(folder, "ann.py", ONE + "#" * SOURCE_CAP)
    with (folder / "bob.ipynb").open("wb") as stream:
        stream.truncate(FILE_CAP + 1)
    ann, bob = found(folder)
    assert (ann.reason, bob.reason) == ("too long", "unreadable")
    assert ann.source is bob.source is None


def test_folders_that_hold_no_class(folder):
    with pytest.raises(UsageError, match="There is no folder"):
        found(folder / "nowhere")
    with pytest.raises(UsageError, match="holds no submission"):
        found(folder)
    put(folder, "ann.py", ONE)
    with pytest.raises(UsageError, match="is a file"):
        found(folder / "ann.py")
