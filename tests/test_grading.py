"""The judge's steps in their order, the notebook's cards and the command line."""

import html.parser
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

import lossedu
from lossedu import losses
from lossedu.activations import sigmoid
from lossedu.exercises import CHAPTERS
from lossedu.grading import (
    Limits,
    Result,
    UnknownExercise,
    Verdict,
    _notebook,
    check,
    derivative_of,
    find,
    hint,
    judge,
    probe,
    progress,
    solution,
)
from lossedu.grading._exercise import following, shelf
from lossedu.grading._frames import DTYPES
from lossedu.grading._memory import Memory
from lossedu.grading._oracles import central_difference
from lossedu.grading._report import COLOUR, NEUTRAL
from lossedu.grading._run import run_inline, run_source

ID = "sigmoid_cross_entropy_grad"
EXERCISE = find(ID)
PROBES = EXERCISE.cases()
ROOT = Path(lossedu.__file__).parents[1]


def right(y_true, logits):
    y = np.asarray(y_true)
    return (1 - y) * sigmoid(logits) - y * sigmoid(-logits)


def said(function):
    verdict = judge(EXERCISE, PROBES, run_inline(PROBES, function))
    assert len(verdict.message.split()) <= 80
    return verdict


def said_of(source, **limits):
    """Judge a text, in an interpreter of its own."""
    text = textwrap.dedent(source)
    outcome = run_source(EXERCISE, PROBES, text, f"{ID}.py", Limits(**limits))
    verdict = judge(EXERCISE, PROBES, outcome)
    assert len(verdict.message.split()) <= 80
    return verdict


# The order of the steps.


def test_right_is_praised():
    verdict = said(right)
    assert (verdict.status, verdict.reason) == ("right", "right")
    assert verdict.message == EXERCISE.praise
    assert verdict.numbers == ()


def test_not_attempted_comes_first():
    def starter(logits):
        raise NotImplementedError

    def both(y_true, logits):
        logits += 1
        raise NotImplementedError

    assert said(both).status == "not attempted"
    assert said(starter).reason == "signature"  # it cannot even be called


@pytest.mark.parametrize(
    ("source", "reason", "words"),
    [
        (f"def {ID}(y_true, logits)\n    pass\n", "syntax", "Line 1"),
        (f"def {ID}(y, z):\n    return (y\n", "syntax", "Line 2"),
        ("x = 1\n", "missing", f"no function {ID}"),
        ("def sigmoid_grad(y, z):\n    pass\n", "missing", "it defines sigmoid_grad"),
        (f"def {ID}(y, z): pass\n" * 2, "duplicate", "lines 1, 2"),
        (f"import nonesuch\ndef {ID}(y, z): pass\n", "import", "nonesuch"),
        (f"1 / 0\ndef {ID}(y, z): pass\n", "import", "ZeroDivisionError"),
        (f"def {ID}(z):\n    return z\n", "signature", "takes (z)"),
        (f"import nonesuch\ndef {ID}(y, z): pass\n", "import", "Is it spelt right"),
        (f"{ID} = 3\n", "not callable", "type int"),
        (f"def {ID}(y, z):\nreturn y\n", "syntax", "neighbours be indented?"),
        (f"def {ID}(y, z:\n    return y\n", "syntax", "What is missing there"),
        ("\0", "syntax", "cannot read"),
        ("(" * 10_000, "syntax", "cannot read"),
    ],
)
def test_a_file_that_gives_no_function(source, reason, words):
    verdict = said_of(source)
    assert (verdict.status, verdict.reason) == ("wrong", reason)
    assert words in verdict.message


def test_the_function_may_be_imported_or_assigned():
    source = f"""
    from lossedu.losses import {ID} as f
    {ID} = f
    """
    assert said_of(source).status == "right"


@pytest.mark.parametrize("future", ["", "from __future__ import annotations\n"])
def test_a_file_may_define_a_dataclass(future):
    source = """
from dataclasses import dataclass

@dataclass
class One:
    value: float = 1.0

def sigmoid_cross_entropy_grad(y_true, logits):
    raise RuntimeError(One(), One.__annotations__)
"""
    kind = "'float'" if future else "<class 'float'>"
    words = said_of(future + source).message
    assert "One(value=1.0)" in words
    assert kind in words


def test_parameters_in_the_other_order_are_seen():
    verdict = said(lambda logits, y_true: right(y_true, logits))
    assert verdict.reason == "signature"
    assert "(logits, y_true)" in verdict.message


def test_other_names_defaults_and_variable_arguments_are_fine():
    assert said(lambda y, z, scale=1.0: scale * right(y, z)).status == "right"
    assert said(lambda *arrays: right(*arrays)).status == "right"


def test_what_is_no_function_is_no_function():
    verdict = said(np.zeros(3))
    assert verdict.reason == "not callable"
    assert "without parentheses" in verdict.message


def test_an_error_says_where_and_on_which_input():
    source = f"""
    def {ID}(y_true, logits):
        if logits > 0:
            return 1
    """
    verdict = said_of(source)
    assert (verdict.status, verdict.reason) == ("crashed", "error")
    assert "ValueError" in verdict.message
    assert "Line 3: `if logits > 0:`" in verdict.message
    assert "element by element" in verdict.message
    assert verdict.probe == "one of each"
    assert verdict.numbers == ("one of each: y_true = [0, 1], logits = [1.5, 1.5]",)


def test_a_long_error_in_a_long_line_still_fits():
    words = " ".join(["word"] * 60)
    source = f"""
    def {ID}(y_true, logits):
        raise ValueError("truth value of an array {words}")  # {words}
    """
    assert said_of(source).reason == "error"


def test_an_error_on_a_hidden_input_does_not_show_it():
    def fragile(y_true, logits):
        if len(logits) == 7:
            raise ValueError("seven")
        return right(y_true, logits)

    verdict = said(fragile)
    assert "on a hidden input" in verdict.message
    assert verdict.numbers == ()
    assert verdict.probe == ""


def test_an_error_does_not_quote_the_numbers_of_a_hidden_input():
    def quoting(y_true, logits):
        if len(logits) == 7:
            raise KeyError(logits[0], -2.5e-07, 1e-30, 3.0, "shape (7,) at 3, exp1.")
        return right(y_true, logits)

    def always(y_true, logits):
        raise KeyError(logits[0])

    words = said(quoting).message
    assert "(np.float64(…), …, …, …, 'shape (7,) at 3, exp1.')" in words
    assert "1.5" in said(always).message


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf")])
def test_there_is_some_time_for_an_answer(seconds):
    with pytest.raises(ValueError, match="above 0"):
        check(ID, right, seconds=seconds)


def test_a_crash_comes_before_a_mistake():
    def both(y_true, logits):
        if len(logits) == 3:
            raise KeyError("no")
        return -right(y_true, logits)

    assert said(both).reason == "error"


def test_time_says_on_which_input():
    source = f"""
    import time
    def {ID}(y_true, logits):
        if len(logits) == 3:
            time.sleep(60)
        return y_true
    """
    verdict = said_of(source, seconds=0.3)
    assert (verdict.status, verdict.reason) == ("crashed", "time")
    assert "'three rows', after 0.3 s" in verdict.message


def test_time_at_import():
    verdict = said_of(
        "while True:\n    pass\n\ndef f(): pass\n" * 0 + LOOP, seconds=0.3
    )
    assert verdict.reason == "time"
    assert "imported" in verdict.message


LOOP = f"while True:\n    pass\n\n\ndef {ID}(y, z):\n    return z\n"


@pytest.mark.parametrize(
    "change", ["logits += 1", "y_true[0] = 5", "logits.shape = -1, 1"]
)
def test_changed_arguments_come_before_values(change):
    function = f"def f(y_true, logits):\n    r = right(y_true, logits)\n    {change}\n"
    space = {"right": right}
    exec(function + "    return r\n", space)
    verdict = said(space["f"])
    assert (verdict.status, verdict.reason) == ("wrong", "arguments")
    assert f"`{re.split('[^a-z_]', change)[0]}`" in verdict.message


def test_none_comes_before_shape():
    verdict = said(lambda y_true, logits: None)
    assert verdict.reason == "none"
    assert "return" in verdict.message


@pytest.mark.parametrize(
    ("function", "reason", "words"),
    [
        (lambda y, z: right(y, z)[:, None], "shape", "(2, 1)"),
        (lambda y, z: right(y, z)[:1], "shape", "(1,) and (2,)"),
        (lambda y, z: 0.5, "shape", "()"),
        (lambda y, z: "text", "dtype", "returned str"),
        (lambda y, z: {1: 2}, "dtype", "returned dict"),
        (lambda y, z: [[1.0], [1.0, 2.0]], "dtype", "returned list"),
        (lambda y, z: right(y, z).astype(object), "dtype", "dtype object"),
        (lambda y, z: right(y, z) * (1 + 0j), "dtype", "complex"),
        (lambda y, z: np.zeros_like(y) + right(y, z).astype(y.dtype), "dtype", "int64"),
        (lambda y, z: right(y, z).astype(np.float16), "dtype", "float16"),
    ],
)
def test_shape_and_dtype(function, reason, words):
    verdict = said(function)
    assert (verdict.status, verdict.reason) == ("wrong", reason)
    assert words in verdict.message


def test_what_a_teacher_accepts_is_accepted():
    for function in (
        lambda y, z: right(y, z).tolist(),
        lambda y, z: tuple(right(y, z)),
        lambda y, z: right(y, z).astype(np.float64),
        lambda y, z: right(y, z).astype(np.longdouble),
        lambda y, z: np.asfortranarray(right(y, z)),
        lambda y, z: np.repeat(right(y, z), 2)[::2],
        lambda y, z: right(y, z).view(np.matrix.__base__),
        lambda y, z: right(y, z).astype(">f8"),
    ):
        assert said(function).status == "right"


def test_a_python_number_is_accepted_for_a_result_without_axes():
    exercise = find("cross_entropy")
    (one,) = [p for p in exercise.cases() if p.title == "one distribution"]
    for kind, status in ((float, "right"), (lambda x: [float(x)], "wrong")):
        outcome = run_inline([one], lambda p, q, kind=kind: kind(-p @ np.log(q)))
        assert judge(exercise, [one], outcome).status == status


def test_nan_comes_before_numbers():
    def undefined(y_true, logits):
        return right(y_true, logits) + np.where(logits == 3, np.nan, 0.25)

    verdict = said(undefined)
    assert verdict.reason == "not finite"
    assert "contains NaN on the input 'three rows'" in verdict.message
    assert verdict.numbers[0].startswith("three rows, element 2:")
    assert verdict.numbers[1] == "expected -0.0474259, yours nan"


def test_nan_comes_before_a_ratio():
    verdict = said(lambda y, z: 3 * right(y, z) + np.where(z == 3, np.nan, 0))
    assert verdict.reason == "not finite"


def test_an_overflow_is_shown_where_it_is():
    (overflow,) = [m for m in EXERCISE.mistakes if m.name == "overflow"]
    verdict = said(overflow.functions[0])
    assert verdict.probe == "far out"
    assert verdict.numbers[1] == "expected 0, yours nan"


def test_infinity_is_called_infinity():
    verdict = said(lambda y, z: right(y, z) / (z != 2))
    assert "contains infinity on the input 'whole-number targets'" in verdict.message


def test_a_mistake_is_named_beside_an_overflow():
    def naive(y_true, logits):
        s = np.exp(logits) / (1 + np.exp(logits))
        return (s - y_true) * s * (1 - s)

    verdict = said(naive)
    assert verdict.mistakes == ("kept_the_slope",)
    assert verdict.probe == "one of each"  # and not where it is NaN
    assert "nan" not in verdict.numbers[1]


def test_two_mistakes_at_once():
    verdict = said(lambda y, z: -right(y, z) / len(z))
    assert verdict.reason == "two mistakes"
    assert set(verdict.mistakes) == {"flipped_sign", "averaged"}
    assert "wrong sign" in verdict.message
    assert "divided by the number" in verdict.message


def test_two_mistakes_of_which_one_takes_an_axis():
    verdict = said(lambda y, z: -right(y, z).sum())
    assert set(verdict.mistakes) == {"flipped_sign", "summed"}


def test_two_that_tie_claim_nothing():
    exercise = find(ID)
    declared, probes = exercise.mistakes[:], exercise.cases(99)
    try:

        @exercise.mistake
        def also_flipped(y_true, logits):
            """The same once more. Is it?"""
            return -right(y_true, logits)

        outcome = run_inline(probes, lambda y, z: -right(y, z))
        verdict = judge(exercise, probes, outcome)
    finally:
        exercise.mistakes[:] = declared
    assert verdict.mistakes == ()
    assert verdict.reason == "ratio"
    assert "-1 times" in verdict.message


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda y, z: 3 * right(y, z), "three times"),
        (lambda y, z: right(y, z) / 2, "half the expected"),
        (lambda y, z: right(y, z) / np.log(2), "1/ln 2 times"),
        (lambda y, z: 0.7 * right(y, z), "0.7 times"),
    ],
)
def test_a_constant_ratio(function, words):
    verdict = said(function)
    assert verdict.reason == "ratio"
    assert words in verdict.message


def test_no_ratio_is_claimed_where_something_else_is_wrong_as_well():
    hinge = find("hinge_grad")

    def doubled_but_never_flat(y_true, scores):
        flat = np.where(np.all(y_true * scores > 1), 5.0, 0.0)
        return np.where(y_true * scores < 1, -2 * y_true, flat)

    outcome = run_inline(hinge.cases(), doubled_but_never_flat)
    verdict = judge(hinge, hinge.cases(), outcome)
    assert "every input" not in verdict.message


def test_short_floats_are_not_said_to_differ_from_the_input():
    counts = find("double_softmax_floor")  # of whole numbers

    def short(classes):
        return np.float16(counts.reference(classes))

    verdict = judge(counts, counts.cases(), run_inline(counts.cases(), short))
    assert verdict.message.startswith("Your result is float16 where float64 is expect")


def test_a_ratio_that_is_the_number_of_rows():
    verdict = said(lambda y, z: right(y, z) * len(z))
    assert verdict.reason == "ratio"
    assert "twice the expected value, and the batch has two rows" in verdict.message


def test_a_constant_offset():
    verdict = said(lambda y, z: right(y, z) - 0.25)
    assert verdict.reason == "offset"
    assert "0.25 below" in verdict.message


def test_else_the_smallest_failing_input_with_both_numbers():
    def odd(y_true, logits):
        return np.where(logits == 2.0, 0.125, right(y_true, logits))

    verdict = said(odd)
    assert verdict.reason == "value"
    assert verdict.probe == "whole-number targets"
    assert "8 of 9 inputs" in verdict.message
    assert verdict.numbers == (
        "whole-number targets, element 2: y_true = 1, logits = 2",
        "expected -0.119203, yours 0.125",
    )


def test_a_hidden_input_is_named_and_not_shown():
    verdict = said(lambda y, z: right(y, z) + (len(z) == 9) * z**2 * 0.01)
    assert verdict.reason == "value"
    assert "'random batch'" in verdict.message
    assert verdict.numbers == ()


def test_numbers_that_differ_late_are_written_out():
    verdict = said(lambda y, z: right(y, z) * np.where(z == 40, 1 + 1e-7, 1))
    assert verdict.numbers[1] == "expected -4.24835425529e-18, yours -4.24835468013e-18"


def test_an_infinite_number_expected_is_not_met_by_a_finite_one():
    exercise = find("binary_cross_entropy")

    def capped(y_true, y_prob):
        return np.minimum(exercise.reference(y_true, y_prob), 100.0)

    probes = exercise.cases()
    assert judge(exercise, probes, run_inline(probes, capped)).status == "wrong"


@pytest.mark.parametrize("code", [c for c in sorted(DTYPES) if "c" not in c])
def test_numbers_of_any_kind_and_size_get_a_verdict(code):
    dtype = np.dtype(code)
    most = {"f": np.finfo, "b": lambda _: np.iinfo(np.int8)}.get(dtype.kind, np.iinfo)
    for value in (0, 1, most(dtype).max, most(dtype).min):
        full = np.array(value).astype(dtype)
        verdict = said(lambda y, z, full=full: np.full(z.shape, full))
        assert verdict.status == "wrong"


def test_an_oracle_rejects_what_is_close_enough_to_the_reference():
    loose = [
        probe("loose", [0.0, 1.0], [1.5, 1.5], rtol=9.0, oracles=oracles)
        for oracles in ([], [derivative_of(losses.sigmoid_cross_entropy)])
    ]
    for one, status in zip(loose, ("right", "wrong"), strict=True):
        outcome = run_inline([one], lambda y, z: 2 * right(y, z))
        assert judge(EXERCISE, [one], outcome).status == status
        assert judge(EXERCISE, [one], run_inline([one], right)).status == "right"


def test_central_differences_are_those_of_a_sum():
    slope = central_difference(lambda a, x: a * x**3, (2.0, np.array([[1.0, -2.0]])))
    np.testing.assert_allclose(slope, [[6.0, 24.0]], rtol=1e-9)


# The three ways of running agree.


ANSWERS = [right, lambda y, z: -right(y, z), lambda y, z: None, lambda z: z]


@pytest.mark.parametrize("function", ANSWERS)
def test_a_forked_child_gives_the_verdict_of_the_page(function):
    assert check(ID, function).verdict == said(function)


def test_an_interpreter_gives_the_verdict_of_the_page():
    source = f"""
    import numpy as np
    def {ID}(y_true, logits):
        return y_true - 1 / (1 + np.exp(-logits))
    """
    function = lambda y_true, logits: y_true - sigmoid(logits)  # noqa: E731
    inline, apart = said(function), said_of(source)
    assert apart == inline


def test_without_fork_the_source_is_sent(monkeypatch, tmp_path):
    file = tmp_path / "cell.py"
    file.write_text(
        f"def {ID}(y_true, logits):\n    return y_true - 1 / (1 + np.exp(-logits))\n"
    )
    space = {"np": np}
    exec(compile(file.read_text(), str(file), "exec"), space)
    monkeypatch.delattr(os, "fork")
    assert check(ID, space[ID]).verdict.mistakes == ("flipped_sign",)
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert check(ID, space[ID]).verdict.mistakes == ("flipped_sign",)


def test_what_windows_does_instead_of_watching():
    """The loop of another platform, which this one can run as well."""
    from lossedu.grading import _process, _worker

    head = {
        "source": LOOP,
        "name": ID,
        "label": "x.py",
        "seconds": 1.0,
        "memory": 1 << 30,
    }
    request = _process.pack(head) + _worker.pack_case(_worker.Case((1.0,), {}, True))
    for source, ended in ((request, "time"), (b"", "closed")):
        with open(os.devnull, "rb") as nothing:
            pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
            process = _process.start("_worker", "/", stdin=nothing, **pipes)
            process.kill() if not source else None
            raw = _process._communicate(process, Limits(seconds=0.2, startup=0.1))
        assert raw.ended in (ended, "closed")


def test_prints_are_kept_but_not_those_on_hidden_inputs():
    def chatty(y_true, logits):
        print("rows", len(logits))
        sys.stderr.write("\x1b[2Jcleared\n")
        return right(y_true, logits)

    for verdict in (said(chatty), check(ID, chatty).verdict):
        assert verdict.status == "right"
        assert verdict.printed.count("rows") == 5
        assert "rows 9" not in verdict.printed
        assert "\x1b" not in verdict.printed


# The notebook.


@pytest.fixture
def session(monkeypatch, tmp_path):
    monkeypatch.setattr(_notebook, "_session", Memory())
    monkeypatch.chdir(tmp_path)


class Page(html.parser.HTMLParser):
    """Collect tags and text, and see that every tag is closed."""

    def __init__(self, source):
        super().__init__()
        self.open, self.tags, self.text = [], [], ""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def lightness(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("colour", [*COLOUR.values(), NEUTRAL])
def test_borders_are_seen_on_light_and_dark_pages(colour):
    for page in ("#ffffff", "#121212", "#14181e", "#111111"):
        light, dark = sorted((lightness(colour), lightness(page)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3, (colour, page)


def loud(y_true, logits):
    print("<b>hello</b>")
    return -right(y_true, logits)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (right, "✓ Right"),
        (loud, "✗ Not right yet"),
        (lambda y, z: 1 / 0, "! Did not finish"),
    ],
)
def test_a_card_says_in_words_what_it_shows_in_colour(session, function, words):
    page = Page(check(ID, function)._repr_html_())
    assert words in page.text
    (tag, attributes) = page.tags[0]
    assert (tag, attributes["role"]) == ("div", "status")
    assert "color: inherit" in attributes["style"]
    assert ID in page.text


def test_a_card_escapes_what_came_from_the_learner(session):
    page = Page(check(ID, loud)._repr_html_())
    assert "<b>hello</b>" in page.text
    assert ("b", {}) not in page.tags
    assert "details" in [tag for tag, _ in page.tags]


def test_back_quotes_become_code_only_in_pairs():
    for message, codes in (("`a < b` is", 1), ("one ` alone", 0)):
        card = Result(Verdict(ID, "wrong", "value", message))._repr_html_()
        page = Page(card)
        assert sum(tag == "code" for tag, _ in page.tags) == codes + 1
        assert message.replace("`", "" if codes else "`") in page.text


def test_the_text_of_a_result_is_short_and_always_the_same(session):
    for function in (right, loud, lambda y, z: None, lambda z: z, lambda y, z: 1 / 0):
        texts = {repr(check(ID, function)) for _ in range(3)}
        assert len(texts) == 1
        (text,) = texts
        assert 1 <= len(text.splitlines()) <= 4
        assert not re.search(r"/|0x[0-9a-f]{4}|\d+ ?ms", text.replace("1 / 0", ""))


def test_a_name_that_is_not_there_suggests_near_ones():
    with pytest.raises(UnknownExercise, match=f"Did you mean {ID}"):
        check("sigmoid_cross_entropy_gard", right)


def test_the_name_comes_first_and_in_quotes(session):
    with pytest.raises(TypeError, match=r"first, in quotes; here came a function\."):
        check(right, ID)
    with pytest.raises(TypeError, match="in quotes"):
        hint(right)


def test_a_right_answer_says_what_is_next(session):
    later = f"Next: {following(ID)}."
    assert repr(check(ID, right)).splitlines()[-1] == later
    assert later in check(ID, right)._repr_html_()
    assert "Next" not in repr(check(ID, lambda y, z: -right(y, z)))
    last = list(shelf())[-1]
    assert "Next" not in repr(check(last, find(last).reference))


def test_progress_is_kept_where_the_terminal_keeps_it(session, tmp_path, monkeypatch):
    (tmp_path / "exercises").mkdir()
    below = tmp_path / "book" / "losses"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    check(ID, right)
    assert not list((tmp_path / "exercises").iterdir())  # the terminal has no file yet
    Memory.change(tmp_path / "exercises", lambda memory: memory.hint(ID, 3))
    check(ID, lambda y, z: -right(y, z))
    assert Memory.load(tmp_path / "exercises")[ID].attempts == 1
    check(ID, lambda y, z: None)
    check(ID, right)
    record = Memory.load(tmp_path / "exercises")[ID]
    assert (record.passed, record.attempts, record.hints) == (EXERCISE.version, 3, 1)
    monkeypatch.setattr(_notebook, "_session", Memory())  # another kernel
    assert solution(ID).code == EXERCISE.solution_text
    assert f"1 of {len(shelf())} solved" in repr(progress())


def test_progress_that_cannot_be_kept_is_said_and_the_verdict_given(session, tmp_path):
    folder = tmp_path / "exercises"
    Memory.change(folder, lambda memory: memory.hint(ID, 3))
    (folder / ".lossedu.json").write_text('{"version": 99, "exercises": {}}')
    said = repr(check(ID, right))
    assert said.startswith("✓")
    assert "newer lossedu" in said
    assert solution(ID).code == EXERCISE.solution_text


def test_an_exercise_that_has_changed_is_not_solved_any_more(session, monkeypatch):
    check(ID, right)
    monkeypatch.setitem(vars(EXERCISE), "version", "another")
    assert "Not solved yet" in repr(solution(ID))


def test_hints_come_one_after_the_other(session):
    hints = [hint(ID).text for _ in range(4)]
    assert hints == [*EXERCISE.hints, EXERCISE.hints[-1]]
    assert not re.search(r"\d of \d|left", repr(hint(ID)))
    Page(hint(ID)._repr_html_())


def test_the_solution_opens_once_solved(session):
    assert solution(ID).title == "Not solved yet"
    assert "return" in solution(ID, show=True).code
    assert check(ID, right).right
    assert solution(ID).code == EXERCISE.solution_text
    Page(solution(ID)._repr_html_())


def test_progress_counts_by_chapter(session):
    count = len(CHAPTERS["losses/binary-classification"])
    assert f"binary-classification 0/{count}" in repr(progress())
    check(ID, right)
    check("cross_entropy", lambda p, q: p)
    assert f"binary-classification 1/{count}: {ID}" in repr(progress())
    assert repr(progress()).startswith("Progress: 1 of ")


def test_importing_the_judge_asks_for_no_process():
    code = (
        "import sys\n"
        "import numpy.random\n"  # some versions of NumPy ask for a process
        "class Refuse:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name in {'subprocess', 'multiprocessing', 'resource',\n"
        "                    'selectors', 'matplotlib', '_posixsubprocess'}:\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Refuse())\n"
        "import os\n"
        "sys.platform = 'emscripten'\n"
        "from lossedu.grading import check\n"
        "from lossedu.losses import sigmoid_cross_entropy_grad as f\n"
        f"assert check('{ID}', f).right\n"
        f"assert not check('{ID}', lambda y, z: -f(y, z)).right\n"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    subprocess.run(command, env={"PYTHONPATH": str(ROOT)}, check=True)
