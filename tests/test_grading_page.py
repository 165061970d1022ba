"""What a page asks of Python, here without a browser: all in one interpreter."""

import builtins
import json
import math
import sys
import warnings

import numpy as np
import pytest

from lossedu.grading import Limits, _page, find, judge, shelf
from lossedu.grading._run import run_source
from lossedu.grading._worker import SOURCE_CAP

NAME = "sigmoid_cross_entropy"
LABEL = f"{NAME}.py"
RIGHT = find(NAME).solution_text


def answer(*body, before=""):
    lines = "".join(f"    {line}\n" for line in body)
    return f"import numpy as np\n{before}\n\n\ndef {NAME}(y_true, logits):\n{lines}"


def check(source, name=NAME):
    """The verdict, and what the page was told on the way."""
    told = []
    return json.loads(_page.check(name, source, told.append)), told


def run(source):
    told = []
    _page.run(NAME, source, told.append)
    return "".join(told)


def terminal(source):
    exercise = find(NAME)
    probes = exercise.cases()
    return judge(
        exercise, probes, run_source(exercise, probes, source, LABEL, Limits())
    )


@pytest.mark.parametrize(
    "source",
    [
        find(NAME).starter,
        RIGHT,
        answer("print('seen')", "return logits"),
        answer("return np.log(q)"),
        answer("return logits", before="raise SystemExit(3)"),
        answer("return (logits"),
        answer("logits += 1", "return logits"),
        "def other(x):\n    return x\n",
    ],
)
def test_the_verdict_is_that_of_the_terminal(source):
    said, _ = check(source)
    verdict = terminal(source)
    assert said["status"] == verdict.status
    assert said["message"] == verdict.message
    assert tuple(said["numbers"]) == verdict.numbers
    assert said["printed"].split() == verdict.printed.split()[:6]


def test_frames_and_prints_are_told_when_they_are_made():
    _, told = check(answer("print('one')", "return logits"))
    frames = [each for each in told if isinstance(each, bytes)]
    printed = "".join(each for each in told if isinstance(each, str))
    assert len(frames) == len(find(NAME).cases()) + 3  # hello, ready and the mark
    assert told[-1] == b""
    assert b"" not in told[:-1]
    assert printed.count("one") == sum(probe.visible for probe in find(NAME).cases())


@pytest.mark.parametrize("frames", [1, 2, 5])
def test_a_run_that_was_ended_is_judged_by_its_frames(frames):
    _, told = check(answer("return np.logaddexp(0, logits) - y_true * logits"))
    sent = [each for each in told if isinstance(each, bytes)]
    marks = []
    given = (b"".join(sent[:frames]), "it said this\n", "time", 0, 2.5)
    said = json.loads(_page.cut_short(NAME, *given, marks.append))
    place = "while your file was imported"
    if frames > 1:
        place = f"on the input {find(NAME).cases()[frames - 2].title!r}"
    assert said["message"].startswith(f"Stopped {place}, after 2.5 s.")
    assert said["status"] == "crashed"
    assert said["printed"] == "it said this"
    assert marks == [b""]


def test_a_worker_that_came_to_its_end_is_said():
    _, told = check(RIGHT)
    hello = next(each for each in told if isinstance(each, bytes))
    given = (memoryview(hello), "", "closed")
    aborted = json.loads(_page.cut_short(NAME, *given, -6, 5.0, print))
    assert "was ended by SIGABRT" in aborted["message"]
    left = json.loads(_page.cut_short(NAME, *given, 3, 5.0, print))
    assert "ended its process" in left["message"]
    assert "exit code 3" in left["message"]


def test_frames_that_are_forged_are_no_pass():
    said = json.loads(_page.cut_short(NAME, b"\0" * 99, "", "closed", 0, 5.0, print))
    assert said["status"] == "crashed"


@pytest.mark.parametrize("source", ["", "\n\n", "# later\n   # much later"])
def test_no_code_is_not_attempted(source):
    said, told = check(source)
    assert said["status"] == "not attempted"
    assert said["message"] == "There is no code yet. Reset puts the starter back."
    assert not told


def test_a_text_that_is_too_long_is_not_run():
    said, told = check(RIGHT + "#" * SOURCE_CAP)
    assert said["status"] == "wrong"
    assert "longer than 128 KiB" in said["message"]
    assert not told
    assert check(RIGHT + "#" * 1000)[0]["status"] == "right"


def test_a_library_that_is_not_in_the_page_is_said():
    said, _ = check(answer("return logits", before="import nothing_like_it"))
    assert "No module named" in said["message"]
    assert said["note"] == _page.ALONE
    assert check(answer("return logits"))[0]["note"] == ""


@pytest.mark.parametrize("judged", [True, False])
def test_what_an_answer_patches_is_put_back(judged):
    before = (np.exp, builtins.abs, math.log, np.geterr(), sys.getrecursionlimit())
    patch = (
        "import builtins, math, sys\nnp.exp = builtins.abs = len\ndel math.log\n"
        "np.seterr(all='ignore')\nsys.setrecursionlimit(900)\nnp.new = 1\n"
        "import warnings\nwarnings.simplefilter('error', ImportWarning)"
    )
    filters = list(warnings.filters)
    source = answer("return logits", before=patch)
    assert check(source)[0]["status"] == "wrong" if judged else run(source)
    after = (np.exp, builtins.abs, math.log, np.geterr(), sys.getrecursionlimit())
    assert before == after
    assert warnings.filters == filters
    del np.new


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("1 + 1", "2\n"),
        ("None", "It ran, printed nothing and defined no function"),
        ("x = 3\nprint(x)", "3\n"),
        ("", "It ran, printed nothing and defined no function"),
        ("import sys\nprint('\\x1b[31mred', file=sys.stderr)", "�[31mred\n"),
        ("def f(:", f'File "{LABEL}", line 1\n    def f(:'),
        ("raise KeyError('k') from ValueError('v')", "KeyError: 'k'"),
        (answer("return logits * 0"), f"{NAME}([0., 1.], [1.5, 1.5])\n\n[0. 0.]\n"),
        (answer("y_true[0] = 7", "return y_true") * 2, "[7. 1.]"),
        (find(NAME).starter, "NotImplementedError"),
    ],
)
def test_run_shows_what_a_text_gives(source, shown):
    said = run(source)
    assert shown in said
    assert "_page.py" not in said
    assert "direct cause" not in said


def test_run_leaves_the_exercise_s_input_as_it_is():
    run(answer("y_true[0] = 7", "return y_true"))
    assert check(RIGHT)[0]["status"] == "right"


def test_what_run_shows_has_an_end():
    said = run("for _ in range(10**5):\n    print('word')")
    assert len(said) < _page.PRINTED_CAP + 100
    assert said.endswith("There is more, and it is not shown.")


@pytest.mark.parametrize("name", shelf())
def test_a_solution_is_called_on_an_input_that_may_be_seen(name):
    told = []
    _page.run(name, find(name).solution_text, told.append)
    said = "".join(told)
    assert "It ran and printed nothing. On the input" in said
    assert f"\n{name}(" in said
    assert "Traceback" not in said
