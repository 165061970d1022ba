"""Answers with several results, and answers that keep a state between calls."""

from dataclasses import replace

import numpy as np
import pytest

from lossedu.grading import Exercise, FormatError, Oracle, derivative_of, find, judge
from lossedu.grading import probe as make_probe
from lossedu.grading._run import Limits, run_forked, run_inline, run_source

LAYER, ADAM = find("linear_backward"), find("adam_step")


def right(x, w, u):
    return u @ w.T, x.T @ u, u.sum(0)


def said(exercise, function, run=run_inline):
    probes = exercise.cases()
    return judge(exercise, probes, run(probes, function))


def test_a_tuple_and_a_list_of_results_are_right():
    assert said(LAYER, right).status == "right"
    assert said(LAYER, lambda x, w, u: list(right(x, w, u))).status == "right"
    lists = said(LAYER, lambda x, w, u: [part.tolist() for part in right(x, w, u)])
    assert lists.status == "right"


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda x, w, u: right(x, w, u)[:2], "returned 2 values"),
        (lambda x, w, u: (*right(x, w, u), 0), "returned 4 values"),
        (lambda x, w, u: (x,), "returned 1 value."),
        (lambda x, w, u: u @ w.T, "returned one array"),
        (lambda x, w, u: dict(enumerate(right(x, w, u))), "returned dict"),
    ],
)
def test_another_number_of_results(function, words):
    verdict = said(LAYER, function)
    assert (verdict.status, verdict.reason) == ("wrong", "count")
    assert words in verdict.message
    assert "dx, dw and db, in this order" in verdict.message


def test_one_result_is_none():
    verdict = said(LAYER, lambda x, w, u: (u @ w.T, None, u.sum(0)))
    assert verdict.reason == "none"
    assert said(LAYER, lambda x, w, u: None).reason == "none"


def test_one_result_holds_no_numbers():
    verdict = said(LAYER, lambda x, w, u: (u @ w.T, "dw", u.sum(0)))
    assert verdict.reason == "dtype"
    assert "returned str" in verdict.message


def test_which_of_several_results_is_wrong_is_said():
    verdict = said(LAYER, lambda x, w, u: (u @ w.T, x.T @ u, u.sum(0) + u.std()))
    assert verdict.reason == "value"
    assert verdict.numbers[1].startswith("db: expected ")
    assert "There `dx` and `dw` are right and `db` is not." in verdict.message
    both = said(LAYER, lambda x, w, u: (u @ w.T + u.max(), x.T @ u, u.sum(0) + u.max()))
    assert "There `dw` is right and `dx` and `db` are not." in both.message


def test_the_arguments_are_shown_whole_where_a_result_needs_them_all():
    verdict = said(LAYER, lambda x, w, u: (u @ w.T + 1 / u.max(), x.T @ u, u.sum(0)))
    assert "x = [[2, -1]], w = [[0.5], [3]], upstream = [[1.5]]" in verdict.numbers[0]


def test_a_wrong_shape_names_its_result():
    verdict = said(LAYER, lambda x, w, u: (u @ w.T, x.T @ u, np.append(u.sum(0), 0)))
    assert verdict.reason == "shape"
    assert "Your `db` has the shape (2,) and (1,) is expected" in verdict.message


def test_a_mistake_in_one_result_is_named():
    verdict = said(LAYER, lambda x, w, u: (u @ w.T, x.T @ u, u.mean(0)))
    assert verdict.mistakes == ("bias_averaged",)


def test_an_oracle_is_about_its_own_result():
    never = Oracle("nothing holds", lambda probe, value: False, part=1)
    probes = tuple(
        make_probe(p.title, *p.arguments, oracles=[never]) for p in LAYER.cases()[:1]
    )
    (bare,) = probes
    stamped = (replace(bare, returns=LAYER.returns),)
    verdict = judge(LAYER, stamped, run_inline(stamped, right))
    assert verdict.status == "wrong"
    assert verdict.numbers[1].startswith("dw: ")


def test_a_derivative_is_taken_in_the_argument_that_is_asked_for():
    slope = derivative_of(lambda x, y, *, k: k * x**2 * y, argument=0)
    asked = make_probe("one", [3.0], [5.0], keywords={"k": 2.0})
    assert np.all(slope.holds(asked, np.array([60.0])))
    assert not np.any(slope.holds(asked, np.array([18.0])))  # in y


# A step that is repeated.


def step(w, g, state, *, lr, beta1, beta2, eps):
    t, m, v = state or (0, 0.0, 0.0)
    t, m, v = t + 1, beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
    root = np.sqrt(v / (1 - beta2**t)) + eps
    return w - lr * m / (1 - beta1**t) / root, (t, m, v)


def test_any_state_will_do():
    assert said(ADAM, step).status == "right"

    class Kept:
        m = v = t = 0.0

    def with_an_object(w, g, state, *, lr, beta1, beta2, eps):
        state = state or Kept()
        before = (int(state.t), state.m, state.v)
        w, (state.t, state.m, state.v) = step(
            w, g, before, lr=lr, beta1=beta1, beta2=beta2, eps=eps
        )
        return [w, state]

    assert said(ADAM, with_an_object).status == "right"


def test_a_state_that_is_changed_in_place_is_the_answers_own():
    def in_place(w, g, state, *, lr, beta1, beta2, eps):
        state = [0, np.zeros(len(w)), np.zeros(len(w))] if state is None else state
        state[0] += 1
        state[1][:] = beta1 * state[1] + (1 - beta1) * g
        state[2][:] = beta2 * state[2] + (1 - beta2) * g * g
        m, v = state[1] / (1 - beta1 ** state[0]), state[2] / (1 - beta2 ** state[0])
        return w - lr * m / (np.sqrt(v) + eps), state

    assert said(ADAM, in_place).status == "right"


@pytest.mark.parametrize(
    "function",
    [lambda w, g, s, **k: w - g, lambda w, g, s, **k: (w, s, g)],
)
def test_a_step_returns_a_pair(function):
    verdict = said(ADAM, function)
    assert verdict.reason == "count"
    assert "w and the state" in verdict.message


@pytest.mark.parametrize(
    "function",
    [lambda w, g, s, **k: None, lambda w, g, s, **k: (None, s)],
)
def test_a_step_that_returns_none(function):
    assert said(ADAM, function).reason == "none"


def test_weights_that_change_their_shape_are_no_numbers():
    def growing(w, g, state, **rest):
        return np.append(w, 0.0), state

    assert said(ADAM, growing).reason == "shape"
    (probe,) = [p for p in ADAM.cases() if p.title == "three steps"]
    verdict = judge(ADAM, [probe], run_inline([probe], growing))
    assert (verdict.reason, verdict.status) == ("dtype", "wrong")
    assert "returned list" in verdict.message


def test_weights_changed_in_place_are_seen_at_the_first_step():
    def in_place(w, g, state, *, lr, **rest):
        w -= lr * g
        return w, state

    verdict = said(ADAM, in_place)
    assert verdict.reason == "arguments"
    assert "`w`" in verdict.message

    def gradient_too(w, g, state, *, lr, **rest):
        g *= lr
        return w - g, state

    assert "`g`" in said(ADAM, gradient_too).message


def test_a_wrong_step_says_after_which_step():
    """The first step is right here, and the second is taken with a doubled rate."""

    def late(w, g, state, *, lr, **rest):
        new, state = step(w, g, state, lr=lr * (2 if state else 1), **rest)
        return new, state

    verdict = said(ADAM, late)
    assert verdict.reason == "value"
    assert verdict.numbers[0].startswith("the same gradient twice, after step 2, el")
    assert "w = [0], g (a row for each step) = [[2], [2]]" in verdict.numbers[0]


def test_a_wrong_shape_is_told_without_the_steps_in_front():
    verdict = said(ADAM, lambda w, g, s, **k: (np.array([w - g]), s))
    assert verdict.reason == "shape"
    assert "shape (1, 2) and (2,) is expected" in verdict.message


def test_a_starter_of_a_step_is_not_attempted():
    namespace = {}
    exec(ADAM.starter, namespace)
    assert said(ADAM, namespace["adam_step"]).status == "not attempted"


@pytest.mark.parametrize("exercise", [LAYER, ADAM])
def test_a_process_apart_gives_the_same_verdict(exercise):
    probes, wrong = exercise.cases(), exercise.mistakes[0]
    function = wrong.functions[0]
    forked = judge(exercise, probes, run_forked(probes, function, Limits()))
    assert forked == said(exercise, function)
    assert forked.mistakes == (wrong.name,)
    text = exercise.solution_text
    outcome = run_source(exercise, probes, text, "answer.py", Limits())
    assert judge(exercise, probes, outcome).status == "right"


def make(**changes):
    starter = "def two(x):\n    # TODO\n    raise NotImplementedError\n"
    parts = {"id": "two", "chapter": "c", "section": "s", "task": "t", "praise": "p"}
    parts |= {"starter": starter, "reference": abs, "hints": ("a", "b", "c")}
    return Exercise(**{**parts, **changes})


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"returns": ("one",)}, "one result needs no name"),
        ({"returns": ("a", "b"), "stateful": True}, "a step returns one array"),
    ],
)
def test_forms_that_do_not_go_together(changes, complaint):
    with pytest.raises(FormatError, match=complaint):
        make(**changes)


def test_a_solution_is_there_once():
    exercise = make()
    with pytest.raises(FormatError, match="no solution"):
        _ = exercise.solution_text
    exercise.solution(right)
    assert exercise.alternatives == [right]
    with pytest.raises(FormatError, match="two solutions"):
        exercise.solution(right)


def test_only_numbers_of_a_tuple_are_variants():
    exercise = make()

    @exercise.mistake
    def scaled(x, *, delta=1.0, eps=(0.1, 0.2)):
        """You added something. What?"""
        return x + delta + eps

    (mistake,) = exercise.mistakes
    assert [f(0, delta=2.0) for f in mistake.functions] == [2.1, 2.2]


def test_a_row_that_is_needed_whole_is_shown_whole():
    exercise = make(alone=1, reference=lambda x: x - x.max(-1, keepdims=True))
    exercise.probes(lambda rng: iter([make_probe("rows", [[1.0, 2.0], [3.0, 5.0]])]))
    probes = exercise.cases()
    verdict = judge(exercise, probes, run_inline(probes, lambda x: x - x.max()))
    assert verdict.numbers[0] == "rows, element 0, 0: x = [1, 2]"


def test_a_ratio_by_rows_is_shown_on_more_than_one_row():
    verdict = said(LAYER, lambda x, w, u: [p * -1 / len(x) for p in right(x, w, u)])
    assert verdict.reason == "ratio"
    assert (
        "-0.5 times the expected value, and the batch has two rows" in verdict.message
    )


DOUBLE = make(id="two", reference=lambda x: 2.0 * x)
DOUBLE.probes(
    lambda rng: iter(
        [
            make_probe("rows", [[1.0, 2.0, 4.0], [3.0, 5.0, 8.0]]),
            make_probe("hidden", rng.normal(size=(3, 4)), visible=False),
        ]
    )
)


@pytest.mark.parametrize(
    ("gather", "words"),
    [
        (np.sum, "added up to one number"),
        (np.mean, "averaged to one number"),
        (lambda x: x.sum(0), "added up over its first axis"),
        (lambda x: x.mean(0), "averaged over its first axis"),
        (lambda x: x.sum(-1), "added up over its last axis"),
        (lambda x: x.mean(-1), "averaged over its last axis"),
        (np.transpose, "with rows and columns exchanged"),
        (lambda x: x[..., None], "with an axis of length 1 at the end"),
        (lambda x: x[None], "with an axis of length 1 in front"),
    ],
)
def test_a_right_result_that_was_gathered_is_recognised(gather, words):
    verdict = said(DOUBLE, lambda x: gather(2 * x))
    assert verdict.reason == "shape"
    assert f"It is the right result, {words}." in verdict.message
    wrong = said(DOUBLE, lambda x: gather(2 * x) + 0.1)
    assert "It is the right result" not in wrong.message


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (lambda x: 2.0, "Your `dx` is twice the expected value on every input."),
        (len, "Your `dx` is twice the expected value, and the batch has two rows."),
        (lambda x: 1 / len(x), "Your `dx` is half the expected value, and the batch"),
        (lambda x: -len(x), "Your `dx` is -2 times the expected value, and the batch"),
    ],
)
def test_a_ratio_is_told_of_the_one_result_that_has_it(factor, words):
    verdict = said(LAYER, lambda x, w, u: (factor(x) * (u @ w.T), x.T @ u, u.sum(0)))
    assert verdict.reason == "ratio"
    assert words in verdict.message


def test_an_offset_is_told_of_the_one_result_that_has_it():
    verdict = said(LAYER, lambda x, w, u: (u @ w.T, x.T @ u, u.sum(0) - 1))
    assert verdict.reason == "offset"
    assert "Every number of `db` is 1 below the expected one." in verdict.message


def test_a_factor_beside_a_mistake_counts_where_the_truth_is_0():
    """The sign is that of all other numbers, although 0 itself has none."""
    exercise = make(id="two", reference=lambda x: 2.0 * x)
    exercise.probes(lambda rng: iter([make_probe("with 0", [0.0, 1.0, -3.0])]))

    @exercise.mistake
    def one_more(x):
        """You added one. Why?"""
        return 2.0 * x + 1

    @exercise.mistake
    def sign(x):
        """Your sign is wrong. Which should it be?"""
        return -2.0 * x

    assert said(exercise, lambda x: -2.0 * x - 1).mistakes == ("one_more", "sign")


def test_a_factor_that_differs_by_element_is_no_second_mistake():
    """Otherwise any result would be some mistake times what is left."""
    exercise = make(id="two", reference=lambda x: 2.0 * x)
    exercise.probes(lambda rng: iter([make_probe("some", [1.0, 2.0, -3.0])]))

    @exercise.mistake
    def squared(x):
        """You squared. Why?"""
        return 2.0 * x * x

    @exercise.mistake
    def negative(x):
        """You lost the sign. Where?"""
        return 2.0 * np.abs(x)

    verdict = said(exercise, lambda x: 2.0 * x * np.abs(x))
    assert verdict.mistakes == ()


def test_whole_numbers_are_blamed_only_where_they_are_the_rounded_truth():
    exercise = make(id="two", reference=lambda x: 0.4 * x)
    exercise.probes(lambda rng: iter([make_probe("whole", [1, 2, 3])]))
    cut = said(exercise, lambda x: (0.4 * x).astype(int))
    assert cut.reason == "dtype"
    assert said(exercise, lambda x: x + 7 * x**2).reason == "value"


def test_nothing_but_zeros_is_said_so():
    verdict = said(LAYER, lambda x, w, u: (0 * x, 0 * w, 0 * u.sum(0)))
    assert "Your result is 0 on every input." in verdict.message


def test_nobody_scales_positions():
    exercise = make(id="two", reference=np.argmax)
    exercise.probes(lambda rng: iter([make_probe("some", [1.0, 5.0, 3.0, 4.0])]))

    @exercise.mistake
    def twice(x):
        """You doubled. Why?"""
        return 2 * np.argmax(x)

    @exercise.mistake
    def last(x):
        """You took the last. Which?"""
        return np.array(3)

    assert said(exercise, lambda x: 6).mistakes == ()


def test_right_numbers_beside_an_overflow_name_no_mistake():
    """The mistake differs from the truth only where nothing came out."""
    exercise = make(id="two", reference=lambda x: np.minimum(x, 1e300))
    values = [[1.0, 2.0], [3.0], [4.0, 1e305]]
    exercise.probes(lambda rng: iter([make_probe(str(v), v) for v in values]))

    @exercise.mistake
    def capped(x):
        """You capped it. Where?"""
        return np.minimum(x, 1e10)

    def overflowing(x):
        with np.errstate(all="ignore"):
            return np.where(x > 1e200, np.nan, x)

    verdict = said(exercise, overflowing)
    assert (verdict.reason, verdict.mistakes) == ("not finite", ())
