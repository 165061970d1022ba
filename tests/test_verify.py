"""The measure of the graders notices a grader that is worse than it should be."""

import csv
import io
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from lossedu.grading import (
    Exercise,
    FormatError,
    _author,
    _verify,
    find,
    judge,
    probe,
    shelf,
)
from lossedu.grading.__main__ import main
from lossedu.grading._match import sheet
from lossedu.grading._mutants import changes
from lossedu.grading._run import run_inline
from lossedu.grading._verify import ACCEPTED, UNNAMED, Scores, Survivor, measure


def reference(x):
    return 2.0 * x + 1.0


def by_adding(x):
    return x + x + 1.0


def forgot(x):
    """You left out the constant. Where is it?"""
    return 2 * x


def once(x):
    """You took it once. How often is it asked for?"""
    return x + 1


def make(**changes):
    starter = "def line(x):\n    # TODO\n    raise NotImplementedError\n"
    parts = {"id": "line", "chapter": "c", "section": "s", "task": "t", "praise": "p"}
    parts |= {"starter": starter, "reference": reference, "hints": ("a", "b", "c")}
    return Exercise(**{**parts, **changes})


@pytest.fixture
def exercise(monkeypatch):
    made = make()
    made.probes(
        lambda rng: iter([probe("a few", [1.0, 3.0]), probe("one", [rng.normal()])])
    )
    made.solution(by_adding)
    made.mistake(forgot)
    made.mistake(once)
    monkeypatch.setattr(_verify, "find", {"line": made}.__getitem__)
    return made


def measured(folder, seeds=3):
    return measure("line", seeds, folder)


def test_a_good_exercise(exercise, tmp_path):
    scores = measured(tmp_path)
    assert (scores.answers, scores.accepted, scores.tried) == (2, 6, 6)
    assert scores.declared == {"forgot": Counter(forgot=3), "once": Counter(once=3)}
    assert scores.killed == scores.mutants > 0
    assert scores.survivors == []


def test_nothing_is_counted_where_a_right_answer_is_rejected(exercise, tmp_path):
    exercise.alternative(lambda x: 2 * x + 1.01)
    scores = measured(tmp_path)
    assert (scores.accepted, scores.tried) == (6, 9)
    assert scores.declared == {}
    assert scores.mutants == 0


def test_a_mistake_that_is_right_is_counted_as_accepted(exercise, tmp_path):
    @exercise.mistake
    def no_mistake(x):
        """You did well. Did you?"""
        return 1 + x * 2

    scores = measured(tmp_path)
    assert scores.declared["no_mistake"] == Counter({ACCEPTED: 3})


def test_two_mistakes_that_tie_are_unnamed(exercise, tmp_path):
    @exercise.mistake
    def forgot_too(x):
        """You left out the same. Where is it?"""
        return x + x

    scores = measured(tmp_path)
    assert scores.declared["forgot"] == Counter({UNNAMED: 3})


def test_rewrites_are_counted_by_what_is_said_of_them(exercise, tmp_path):
    (tmp_path / "line.py").write_text(
        "import numpy as np\nfrom math import sqrt\n"
        "def forgot(x): return np.add(x, x)\n"
        "def forgot__in_truth_once(x): return 1 + x\n"
        "def once(x): return x + 1.5\n"
        "def once__right(x): return 2 * x + 1\n"
        "def _helper(x): return x\n"
    )
    scores = measured(tmp_path)
    assert scores.rewrites == {"forgot": 2, "once": 2}
    assert scores.rewritten["forgot"] == Counter(forgot=3, once=3)
    assert scores.rewritten["once"] == Counter({UNNAMED: 3, ACCEPTED: 3})


def test_a_rewrite_of_a_mistake_that_there_is_not(exercise, tmp_path):
    (tmp_path / "line.py").write_text("def other(x): return x\n")
    with pytest.raises(FormatError, match="no mistake 'other'"):
        measured(tmp_path)


def test_a_lambda_has_no_source_to_change(exercise, tmp_path):
    exercise.alternative(lambda x: 2 * x + 1.0)
    with pytest.raises(FormatError, match="write it with def"):
        measured(tmp_path)


def test_an_exercise_that_is_not_well_formed_is_said_to_be_so(monkeypatch, capsys):
    def find(name):
        raise FormatError(f"exercise {name!r}: praise is empty")

    monkeypatch.setattr(_author, "find", find)
    assert main(["verify", "sigmoid"]) == 64
    assert capsys.readouterr().err == "lossedu: exercise 'sigmoid': praise is empty\n"


def test_a_change_that_only_other_inputs_show_is_a_survivor(exercise, tmp_path):
    exercise._generate = lambda rng: iter(
        [
            probe("ones", [1.0]),
            probe("more", [1.0 + (rng.bit_generator.seed_seq.entropy > 9)]),
        ]
    )

    def squared(x):
        return 1.0 * x + 1.0 * x**1.0 + 1.0

    exercise.reference = squared
    exercise.alternatives.clear()
    scores = measured(tmp_path)
    assert Survivor("line", "squared", "x ** 1.0", "x * 1.0") not in scores.survivors
    assert ("1.0", "-1.0") in [(s.old, s.new) for s in scores.survivors]
    assert all(s.function == "squared" for s in scores.survivors)
    assert scores.mutants == scores.killed + len(scores.survivors)


def test_an_endless_loop_is_a_rejected_change(exercise, tmp_path, monkeypatch):
    monkeypatch.setattr(_verify, "PATIENCE", _verify.Limits(seconds=0.3))

    def counted(x):
        n = 0
        while n < 2:
            n = n + 1
        return n * x + 1

    exercise.alternatives.clear()
    exercise.alternative(counted)
    scores = measured(tmp_path, seeds=1)
    assert scores.survivors == []


def test_changes_are_of_one_token():
    found = {(c.old, c.new) for c in changes("def f(x):\n    return x - 2 * x\n")}
    assert found == {
        ("x - 2 * x", "x + 2 * x"),
        ("2 * x", "2 / x"),
        ("2", "3"),
        ("2", "-2"),
    }


NAMES = ["forgot", "once", "third", "fourth", "fifth", "sixth"]
ALL_NAMED = {name: Counter({name: 100}) for name in NAMES}
GOOD = Scores(
    "line",
    "c",
    answers=4,
    accepted=8,
    tried=8,
    declared=ALL_NAMED,
    rewritten=ALL_NAMED,
    rewrites=dict.fromkeys(NAMES, 1),
    mutants=30,
    killed=30,
)


def changed(**fields):
    return Scores(**{**vars(GOOD), **fields})


def missed(*scores):
    return [target.title for target in _author.targets(scores) if not target.met]


def said(**counts):
    """The outcomes of a good exercise, but for one mistake."""
    return {**ALL_NAMED, "forgot": Counter(counts)}


def test_targets_are_met_and_missed():
    assert missed(GOOD) == []
    assert missed(GOOD, changed(accepted=7)) == ["right answers accepted"]
    other = said(forgot=40, once=60)
    assert missed(GOOD, changed(declared=other)) == ["mistakes named"]
    passed = said(forgot=99, accepted=1)
    assert missed(changed(declared=passed)) == ["mistakes rejected", "mistakes named"]
    wrong = ["rewrites named wrong"]
    assert missed(changed(rewritten=said(forgot=90, once=10))) == wrong
    few = changed(rewritten=said(forgot=68, unnamed=32))
    assert missed(few) == ["rewrites named right"]
    assert missed(changed(rewritten=said(forgot=71, unnamed=29))) == []
    assert missed(changed(rewritten=passed)) == ["rewrites rejected"]
    assert missed(changed(killed=28)) == ["changes of one token rejected"]
    without = {**GOOD.rewrites, "once": 0}
    assert missed(changed(rewrites=without)) == ["mistakes with a rewrite"]


@pytest.mark.parametrize(
    "short",
    [
        {"answers": 3},
        {"declared": {name: ALL_NAMED[name] for name in NAMES[:5]}},
        {"rewritten": {n: Counter({n: 79, UNNAMED: 21}) for n in NAMES}},
        {"killed": 26},
        {"mutants": 0, "killed": 0},
    ],
)
def test_many_good_exercises_do_not_hide_a_bad_one(short):
    others = [changed(rewrites=GOOD.rewrites) for _ in range(49)]
    assert "exercises with all their parts" in missed(*others, changed(**short))
    assert missed(*others) == []


def test_nothing_counted_is_nothing_reached():
    assert len(missed(Scores("line", "c"))) == 9


def test_a_share_says_100_only_if_nothing_is_missing():
    assert _author._percent(9999, 10000) == "99.9"
    assert _author._percent(7, 7) == "100"
    assert _author._percent(1, 8) == "12.5"
    assert _author._percent(0, 0) == "-"


def test_tables_hold_what_went_wrong():
    other = changed(
        rewritten=said(forgot=3, once=1),
        survivors=[Survivor("line", "f", "a, b", "b")],
    )
    files = {
        k: list(csv.reader(io.StringIO(v))) for k, v in _author.tables([other]).items()
    }
    assert ["line", "forgot", "rewritten", "once", "1"] in files["confusion.csv"]
    assert files["survivors.csv"][1] == ["line", "f", "a, b", "b"]
    assert files["exercises.csv"][1][:3] == ["line", "4", "100"]
    assert len(files["targets.csv"]) == 10


def test_the_command_compares_with_the_tables_of_the_book(
    tmp_path, monkeypatch, capsys
):
    scores = [GOOD]
    monkeypatch.setattr(_author, "_measured", lambda *_: iter(scores))
    folder = str(tmp_path / "tables")
    assert main(["verify"]) == 0
    assert main(["verify", "--tables", folder]) == 1
    assert "exercises.csv is not what was measured" in capsys.readouterr().out
    assert main(["verify", "--tables", folder, "--write"]) == 0
    assert main(["verify", "--tables", folder]) == 0
    scores[:] = [changed(killed=20)]
    assert main(["verify", "--tables", folder]) == 1
    assert (
        "MISSED changes of one token rejected: 20 of 30, 66.67 %"
        in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--seeds", "0"], "above 0"),
        (["--workers", "0"], "above 0"),
        (["--write"], "Write where"),
        (["nothing_like_it"], "no exercise"),
    ],
)
def test_wrong_usage(arguments, words, capsys):
    assert main(["verify", *arguments]) == 64
    assert words in capsys.readouterr().err


def test_the_command_measures_in_processes(tmp_path, capsys):
    arguments = ["--seeds", "1", "--workers", "2", "--rewrites", str(tmp_path)]
    assert main(["verify", "kl_divergence", *arguments]) == 1  # there are no rewrites
    out = capsys.readouterr().out
    assert "ok     mistakes named: " in out
    assert "MISSED rewrites named right: 0 of 0" in out


def test_dtype_decides_what_counts_as_a_change(exercise, tmp_path):
    """Rounding in another order is no change, in single precision either."""
    single = np.linspace(0.1, 0.9, 7, dtype=np.float32)
    exercise._generate = lambda rng: iter([probe("single", single, rtol=1e-4)])

    def scaled(x):
        return x * np.float32(3) * np.float32(0.1)

    def reordered(x):
        return x * (np.float32(3) * np.float32(0.1))

    assert np.any(scaled(single) != reordered(single))
    assert not _verify._differs(exercise, scaled, reordered)
    assert _verify._differs(exercise, scaled, lambda x: x * np.float32(0.3001))


def test_a_table_without_rows_says_so():
    assert _author.tables([GOOD])["survivors.csv"].splitlines()[1] == "-,-,-,-"
    assert _author.tables([GOOD])["mixed_up.csv"].splitlines()[1] == "-,-,-,-,-"


def test_calls_without_frames_get_the_same_verdict():
    for name in ("adam_step", "linear_backward", "entropy", "early_stopping"):
        exercise = find(name)
        probes = exercise.cases(3)
        functions = [f for m in exercise.mistakes for f in m.functions]

        def changing(*arguments, **settings):
            arguments[0][...] = 0
            return arguments[0]

        def raising(*arguments, **settings):
            raise ValueError("no")

        others = [changing, raising, lambda *a, **k: None, lambda *a, **k: (1, 2)]
        for function in [*functions, *others, *exercise.alternatives]:
            bare = judge(exercise, probes, _verify._called(probes, function))
            if function in functions:
                asked = sheet(exercise, probes)
                known = _verify._known(asked, functions.index(function))
                assert judge(exercise, probes, known) == bare
            framed = judge(exercise, probes, run_inline(probes, function))
            assert (bare.status, bare.reason) == (framed.status, framed.reason)
            assert bare.mistakes == framed.mistakes


def test_the_readme_counts_what_there_is():
    known = [find(name) for name in shelf()]
    mistakes = sum(len(exercise.mistakes) for exercise in known)
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    assert f"{len(known)} exercises, {mistakes} known mistakes" in readme
