"""Losses with a margin and of directions: exact values, meaning, limits, accuracy."""

import os
from fractions import Fraction

import numpy as np
import pytest

from lossedu import losses
from lossedu.losses import LOSSES

INF, NAN = np.inf, np.nan
BELOW, ABOVE = np.nextafter(1, 0), np.nextafter(1, 2)
EPS = np.finfo(float).eps
FLOATS = [np.float16, np.float32, np.float64]

# (name, y_true, model, hyper, value, derivative), by hand. Margins below, on and above.
EXACT = [
    ("hinge", 1, 0.0, {}, 1, -1),
    ("hinge", -1, 0.0, {}, 1, 1),
    ("hinge", 1, 0.25, {}, 0.75, -1),
    ("hinge", 1, -2.0, {}, 3, -1),
    ("hinge", -1, 2.0, {}, 3, 1),
    ("hinge", 1, BELOW, {}, EPS / 2, -1),
    ("hinge", 1, 1.0, {}, 0, 0),
    ("hinge", 1, ABOVE, {}, 0, 0),
    ("hinge", -1, -BELOW, {}, EPS / 2, 1),
    ("hinge", -1, -1.0, {}, 0, 0),
    ("hinge", -1, -ABOVE, {}, 0, 0),
    ("squared_hinge", 1, 0.0, {}, 1, -2),
    ("squared_hinge", -1, 0.5, {}, 2.25, 3),
    ("squared_hinge", 1, -2.0, {}, 9, -6),
    ("squared_hinge", 1, BELOW, {}, EPS**2 / 4, -EPS),
    ("squared_hinge", 1, 1.0, {}, 0, 0),
    ("squared_hinge", 1, ABOVE, {}, 0, 0),
    ("squared_hinge", -1, -3.0, {}, 0, 0),
    ("categorical_hinge", [0, 1, 0], [2.0, 0.5, 1.0], {}, 2.5, [1, -1, 0]),
    ("categorical_hinge", [1, 0, 0], [2.0, 0.5, 1.25], {}, 0.25, [-1, 0, 1]),
    ("categorical_hinge", [1, 0, 0], [2.0, 0.5, 1.0], {}, 0, [0, 0, 0]),
    ("categorical_hinge", [1, 0, 0], [2.0, 0.5, 0.75], {}, 0, [0, 0, 0]),
    ("categorical_hinge", [0, 0, 1], [-4.0, -3.0, -3.5], {}, 1.5, [0, 1, -1]),
    ("categorical_hinge", [0, 1], [0.0, 0.0], {}, 1, [1, -1]),
    ("multiclass_hinge", 1, [2.0, 0.5, 1.0], {}, 4 / 3, [1 / 3, -2 / 3, 1 / 3]),
    ("multiclass_hinge", 0, [2.0, 0.5, 1.25], {}, 0.25 / 3, [-1 / 3, 0, 1 / 3]),
    ("multiclass_hinge", 0, [2.0, 0.5, 1.0], {}, 0, [0, 0, 0]),
    ("multiclass_hinge", 0, [0.0, 0.0], {"margin": 0}, 0, [0, 0]),
    ("multiclass_hinge", 0, [0.0, 2.0], {"margin": 0}, 1, [-0.5, 0.5]),
    ("multiclass_hinge", 0, [0.0, 2.0], {"margin": 2}, 2, [-0.5, 0.5]),
    ("multiclass_hinge", 0, [2.0, 0.0], {"margin": 2}, 0, [0, 0]),
    ("multiclass_hinge", 0, [0.0, 2.0], {"weight": [4, 0]}, 6, [-2, 2]),
    ("multiclass_hinge", 1, [0.0, 2.0], {"weight": [4, 0]}, 0, [0, 0]),
    ("cosine_distance", [1.0, 0.0], [0.0, 2.0], {}, 1, [-0.5, 0]),
    ("cosine_distance", [0.0, 5.0], [0.0, 2.0], {}, 0, [0, 0]),
    ("cosine_distance", [0.0, 5.0], [0.0, -2.0], {}, 2, [0, 0]),
    # 3-4-5: cos = 0.6, and (0.6 v - u) / 5 with v = (0.6, 0.8)
    ("cosine_distance", [1.0, 0.0], [3.0, 4.0], {}, 0.4, [-0.128, 0.096]),
    ("cosine_distance", [-1.0, 0.0], [3.0, 4.0], {}, 1.6, [0.128, -0.096]),
    ("cosine_distance", [3.0], [-7.0], {}, 2, [0]),
]


@pytest.mark.parametrize(("name", "y", "x", "hyper", "value", "grad"), EXACT)
def test_exact_values(name, y, x, hyper, value, grad):
    f, df = LOSSES[name]
    np.testing.assert_allclose(f(y, x, **hyper), value, rtol=4 * EPS, atol=0)
    np.testing.assert_allclose(df(y, x, **hyper), grad, rtol=4 * EPS, atol=EPS / 4)


# (name, y_true, model, value, derivative): where a score or an element is infinite.
LIMITS = [
    ("hinge", 1, INF, 0, 0),
    ("hinge", -1, -INF, 0, 0),
    ("hinge", 1, -INF, INF, -1),
    ("hinge", -1, INF, INF, 1),
    ("squared_hinge", 1, INF, 0, 0),
    ("squared_hinge", 1, -INF, INF, -INF),
    ("squared_hinge", -1, INF, INF, INF),
    ("categorical_hinge", [1, 0, 0], [0, -INF, -INF], 0, [0, 0, 0]),
    ("categorical_hinge", [0, 1, 0], [-INF, 0, -INF], 0, [0, 0, 0]),
    ("categorical_hinge", [1, 0, 0], [INF, 0, 1], 0, [0, 0, 0]),
    ("categorical_hinge", [1, 0, 0], [INF, -INF, -INF], 0, [0, 0, 0]),
    ("categorical_hinge", [1, 0, 0], [0, -INF, INF], INF, [-1, 0, 1]),
    ("categorical_hinge", [1, 0, 0], [-INF, 0, 1], INF, [-1, 0, 1]),
    ("categorical_hinge", [1, 0], [INF, INF], NAN, [NAN, NAN]),
    ("multiclass_hinge", 0, [0, -INF, -INF], 0, [0, 0, 0]),
    ("multiclass_hinge", 0, [INF, 0, 1], 0, [0, 0, 0]),
    ("multiclass_hinge", 0, [-INF, 0], INF, [-0.5, 0.5]),
    ("multiclass_hinge", 0, [0, -INF, 3, INF], INF, [-0.5, 0, 0.25, 0.25]),
    ("multiclass_hinge", 0, [-INF, -INF], NAN, [NAN, NAN]),
    ("cosine_distance", [1, 0], [INF, 5], 0, [0, 0]),
    ("cosine_distance", [1, 0], [5, -INF], 1, [0, 0]),
    ("cosine_distance", [0, -INF], [0, 2], 2, [0, 0]),
    ("cosine_distance", [1, 0], [INF, INF], NAN, [NAN, NAN]),
]


@pytest.mark.parametrize(("name", "y", "x", "value", "grad"), LIMITS)
def test_limits(name, y, x, value, grad):
    for dtype in FLOATS:
        for f, limit in zip(LOSSES[name], (value, grad), strict=True):
            result = f(y, np.array(x, dtype))
            np.testing.assert_array_equal(result, limit)
            # 0, not -0, but for a slope divided by an infinite length
            negative = np.signbit(result) & (result == 0)
            assert not negative.any() or f is losses.cosine_distance_grad


def test_huge_scores_are_no_warning():
    big = np.finfo(float).max
    assert losses.hinge(1, -big) == big
    assert losses.squared_hinge(1, -big) == INF
    assert losses.squared_hinge_grad(1, -big) == -INF
    for f, y in ((losses.categorical_hinge, [1, 0]), (losses.multiclass_hinge, 0)):
        assert f(y, [-big, big]) == INF
        assert f(y, [big, -big]) == 0
    assert losses.multiclass_hinge_grad(0, [-big, big]).tolist() == [-0.5, 0.5]
    assert losses.multiclass_hinge(0, np.zeros(2, np.float32), margin=1e300) == INF


def test_the_sum_over_classes_does_not_overflow():
    big = 2.0**1022  # three of them are more than any float
    assert losses.multiclass_hinge(0, [0, big, big, big]) == big * 0.75
    x = np.full(1024, 100, np.float16)
    x[0] = 0  # a sum of 1023 * 101, where the largest float16 is 65504
    assert losses.multiclass_hinge(0, x) == np.float16(101 * 1023 / 1024)


def test_a_class_of_weight_0_costs_nothing_however_wrong():
    hyper = {"weight": [0, 1]}
    assert losses.multiclass_hinge(0, [-INF, 0.0], **hyper) == 0
    assert (losses.multiclass_hinge_grad(0, [-INF, 0.0], **hyper) == 0).all()


def test_a_not_a_number_among_the_others():
    x = [[1.0, NAN, 2.0], [0.0, 1.0, 2.0]]
    for f in LOSSES["categorical_hinge"]:  # which class is the best is not known
        assert np.isnan(f([[1, 0, 0], [1, 0, 0]], x)).tolist() in (
            [True, False],
            [[True] * 3, [False] * 3],
        )
    grad = losses.multiclass_hinge_grad([0, 0], x)
    assert np.isnan(grad).tolist() == [[True, True, False], [False] * 3]
    assert np.isnan(losses.multiclass_hinge(0, x[0]))


def test_weights_keep_a_float32_model():
    x = np.zeros((1, 2), np.float32)
    for f in LOSSES["multiclass_hinge"]:
        hyper = {"weight": np.array([1.0, 2.0]), "margin": np.float64(0.3)}
        assert f([0], x, **hyper).dtype == np.float32


# In exact fractions ------------------------------------------------------------------


def eighths(*shape, seed=0):
    """Numbers whose sums and differences are exact."""
    return np.random.default_rng(seed).integers(-40, 40, shape) / 8


def test_the_hinge_is_rounded_once():
    rng = np.random.default_rng(0)
    y = rng.choice([-1, 1], 400)
    s = rng.normal(size=400) * np.geomspace(1e-17, 1e17, 400)
    exact = [max(0, 1 - int(a) * Fraction(b)) for a, b in zip(y, s, strict=True)]
    assert losses.hinge(y, s).tolist() == [float(v) for v in exact]
    slope = [-int(a) if v else 0 for a, v in zip(y, exact, strict=True)]
    lost = [v > 0 and float(v) == 0 for v in exact]
    assert not any(lost)
    assert losses.hinge_grad(y, s).tolist() == slope
    # a square and its root's rounding: 3 half eps
    square = np.array([float(v**2) for v in exact])
    np.testing.assert_allclose(losses.squared_hinge(y, s), square, rtol=1.5 * EPS)
    slope = np.array([float(-2 * int(a) * v) for a, v in zip(y, exact, strict=True)])
    assert losses.squared_hinge_grad(y, s).tolist() == slope.tolist()


@pytest.mark.parametrize("n", [2, 3, 5, 8])
@pytest.mark.parametrize(("margin", "weight"), [(1, 1), (0, 1), (0.625, 3), (4, 0.25)])
def test_the_hinges_of_n_classes_in_exact_fractions(n, margin, weight):
    s, t = eighths(60, n), np.random.default_rng(1).integers(0, n, 60)
    w = np.arange(n) * weight + weight
    hyper = {"margin": margin, "weight": w}
    for row, c in zip(s, t, strict=True):
        a, m = [Fraction(v) for v in row], Fraction(margin)
        lead = {j: a[j] - a[c] for j in range(n) if j != c}
        lacks = {j: max(Fraction(0), m + v) for j, v in lead.items()}
        scale = Fraction(float(w[c])) / n
        value = losses.multiclass_hinge(c, row, **hyper)
        # exact lacks; a division and n - 1 sums of one sign, and the weight: n + 1
        assert abs(Fraction(value) - scale * sum(lacks.values())) <= (
            (n + 1) * Fraction(EPS) / 2 * scale * sum(lacks.values())
        )
        within = {j: int(v > 0) for j, v in lacks.items()}
        slope = within | {c: -sum(within.values())}
        grad = losses.multiclass_hinge_grad(c, row, **hyper)
        assert grad.tolist() == [float(scale * slope[j]) for j in range(n)]

        hot = np.eye(n)[c]
        k = min(j for j in lead if lead[j] == max(lead.values()))  # the first of equals
        one = max(Fraction(0), 1 + lead[k])
        assert losses.categorical_hinge(hot, row) == float(one)
        slope = {k: int(one > 0), c: -int(one > 0)}
        grad = losses.categorical_hinge_grad(hot, row)
        assert grad.tolist() == [slope.get(j, 0) for j in range(n)]


def test_the_hinges_of_n_classes_lose_no_more_than_their_condition():
    """A difference and a sum: half an eps of each, as exact as the scores' own eps."""
    rng = np.random.default_rng(2)
    for size in np.geomspace(1e-3, 1e3, 200):
        row = rng.normal(size=3) * size
        a = [Fraction(v) for v in row]
        lead = [v - a[0] for v in a[1:]]
        off = Fraction(EPS) / 2
        best = max(lead)
        value = Fraction(losses.categorical_hinge([1, 0, 0], row))
        error = abs(value - max(0, 1 + best))
        assert error <= off * (abs(best) + abs(1 + best)) * (1 + 2 * off)
        value = Fraction(losses.multiclass_hinge(0, row))
        error = abs(value - sum(max(0, 1 + v) for v in lead) / 3)
        assert error <= off * sum(abs(v) + 3 * abs(1 + v) for v in lead) / 3


# Meaning -----------------------------------------------------------------------------


def test_a_hinge_is_0_exactly_from_the_margin_on():
    s = np.array([BELOW, 1.0, ABOVE])
    for y in (1, -1):
        for name in ("hinge", "squared_hinge"):
            assert (LOSSES[name].value([y] * 3, y * s) == 0).tolist() == [False, 1, 1]
    rows = np.stack([s, np.zeros(3)], axis=-1)
    for f, y in (
        (losses.categorical_hinge, [[1, 0]] * 3),
        (losses.multiclass_hinge, [0] * 3),
    ):
        assert (f(y, rows) == 0).tolist() == [False, True, True]


def test_a_hinge_is_an_upper_bound_of_the_share_of_mistakes():
    rng = np.random.default_rng(3)
    y, s = rng.choice([-1, 1], 500), rng.normal(size=500)
    mistake = y * s <= 0
    for f in (losses.hinge, losses.squared_hinge):
        assert (f(y, s) >= mistake).all()
        assert (f(y, s) < mistake + 1).any()
    c, s = rng.integers(0, 4, 500), rng.normal(size=(500, 4))
    mistake = s.argmax(axis=-1) != c
    assert (losses.categorical_hinge(np.eye(4)[c], s) >= mistake).all()
    assert (losses.multiclass_hinge(c, s) >= mistake / 4).all()


def test_a_slope_at_the_kink_is_a_subgradient():
    """The line through the kink lies below the loss on either side of it."""
    d = np.linspace(-3, 3, 61)
    ones = np.ones(61)
    slope = losses.hinge_grad(1, 1.0)
    assert (losses.hinge(ones, 1 + d) >= losses.hinge(1, 1.0) + slope * d).all()
    at = np.array([2.0, 1.0, 1.0])  # both wrong classes exactly at the margin
    moves = eighths(300, 3)
    hot = np.tile([1, 0, 0], (300, 1))
    for f, df, y, many in (
        (losses.categorical_hinge, losses.categorical_hinge_grad, hot[0], hot),
        (losses.multiclass_hinge, losses.multiclass_hinge_grad, 0, np.zeros(300, int)),
    ):
        assert (f(many, at + moves) >= f(y, at) + moves @ df(y, at)).all()


def test_a_tie_is_the_first_class():
    grad = losses.categorical_hinge_grad([0, 0, 1, 0], [1.0, 2.0, 0.0, 2.0])
    assert grad.tolist() == [0, 1, -1, 0]
    moves = eighths(300, 4)  # it is a subgradient all the same
    at = np.array([1.0, 2.0, 0.0, 2.0])
    value = losses.categorical_hinge(np.tile([0, 0, 1, 0], (300, 1)), at + moves)
    assert (value >= 3 + moves @ grad).all()


def test_a_constant_added_to_all_scores_changes_nothing():
    s, t = eighths(50, 4), np.random.default_rng(4).integers(0, 4, 50)
    for c in (-100.0, 0.125, 2.0**20):
        for f in LOSSES["multiclass_hinge"]:
            np.testing.assert_array_equal(f(t, s + c), f(t, s))
        for f in LOSSES["categorical_hinge"]:
            np.testing.assert_array_equal(f(np.eye(4)[t], s + c), f(np.eye(4)[t], s))
    for name, y in (("multiclass_hinge", t), ("categorical_hinge", np.eye(4)[t])):
        # so the derivative sums to 0: exactly but for the rounding of 1 / n
        np.testing.assert_array_equal(LOSSES[name].grad(y, s).sum(axis=-1), 0)


def test_two_classes_are_one_score():
    """The margin of two classes is the difference d: max(0, 1 - y d), factor 1 and 1/2.

    The derivative of d in s_1 is 1 and in s_0 -1.
    """
    s, t = eighths(80, 2), np.random.default_rng(5).integers(0, 2, 80)
    y, d = 2 * t - 1, s[:, 1] - s[:, 0]
    hot = np.eye(2)[t]
    signs = np.array([-1, 1])
    slope = losses.hinge_grad(y, d)[:, None] * signs
    np.testing.assert_array_equal(losses.categorical_hinge(hot, s), losses.hinge(y, d))
    np.testing.assert_array_equal(losses.categorical_hinge_grad(hot, s), slope)
    half = losses.multiclass_hinge(t, s)
    np.testing.assert_array_equal(half, losses.hinge(y, d) / 2)
    np.testing.assert_array_equal(losses.multiclass_hinge_grad(t, s), slope / 2)


def test_one_wrong_class_or_all_of_them():
    """The largest term of a sum is at most the sum, at least its mean."""
    s, t = eighths(80, 4), np.random.default_rng(6).integers(0, 4, 80)
    best = losses.categorical_hinge(np.eye(4)[t], s)
    total = 4 * losses.multiclass_hinge(t, s)
    assert (best <= total).all()
    assert (total <= 3 * best).all()
    assert ((best == 0) == (total == 0)).all()


def test_the_margin_is_the_unit_of_the_scores():
    s, t = eighths(80, 4), np.random.default_rng(7).integers(0, 4, 80)
    wide = losses.multiclass_hinge(t, 4 * s, margin=4)
    np.testing.assert_array_equal(wide, 4 * losses.multiclass_hinge(t, s))
    w = np.array([0.5, 2, 0, 1])
    weighted = losses.multiclass_hinge(t, s, weight=w)
    np.testing.assert_array_equal(weighted, w[t] * losses.multiclass_hinge(t, s))


# Support vector machines -------------------------------------------------------------


def two_clouds():
    """Forty points of the plane, two clouds that a line through 0 can part."""
    rng = np.random.default_rng(8)
    x = rng.uniform(0.2, 0.7, (40, 2)) * np.repeat([[-1, -1], [1, 1]], 20, axis=0)
    return x + rng.normal(scale=0.1, size=x.shape), np.repeat([-1, 1], 20)


def test_a_machine_trained_by_subgradients_is_that_of_scikit_learn():
    svm = pytest.importorskip("sklearn.svm")
    x, y = two_clouds()
    decay, steps = 0.1, 4000

    def objective(w):
        return decay / 2 * w @ w + losses.hinge(y, x @ w).mean()

    w, mean = np.zeros(2), np.zeros(2)
    for t in range(1, steps + 1):
        slope = decay * w + losses.hinge_grad(y, x @ w) @ x / len(y)
        w = w - slope * 2 / (decay * (t + 1))
        mean = mean + (w - mean) * 2 / (t + 1)  # weights 1, 2, 3, ...
    model = svm.LinearSVC(loss="hinge", C=1 / (decay * len(y)), fit_intercept=False,
                          tol=1e-10, max_iter=10**6).fit(x, y)  # fmt: skip
    least = objective(model.coef_[0])
    # The mean of a strongly convex function's subgradient steps is within
    # 2 G^2 / (decay steps) of the least, with slopes of at most G.
    bound = 2 * (2 * np.linalg.norm(x, axis=1).max()) ** 2 / (decay * steps)
    assert -1e-8 <= objective(mean) - least <= bound
    assert bound < 0.15 * least
    assert (np.sign(x @ mean) == y).all()


def test_the_support_vectors_of_scikit_learn_are_where_the_hinge_is_not_0():
    svm = pytest.importorskip("sklearn.svm")
    x, y = two_clouds()
    model = svm.SVC(kernel="linear", C=0.5, tol=1e-10).fit(x, y)
    force = np.zeros(len(y))
    force[model.support_] = model.dual_coef_[0]  # alpha y, alpha from 0 to C
    s = model.decision_function(x)
    off = abs(y * s - 1) > 1e-6  # off the margin, where alpha is C or 0
    assert 30 < off.sum() < 40
    np.testing.assert_allclose(-0.5 * losses.hinge_grad(y, s)[off], force[off], 1e-9)
    assert (abs(force[~off]) <= 0.5).all()
    np.testing.assert_allclose(force @ x, model.coef_[0], rtol=1e-9)


def test_the_slope_of_the_squared_hinge_vanishes_at_scikit_learns_minimum():
    svm = pytest.importorskip("sklearn.svm")
    x, y = two_clouds()
    model = svm.LinearSVC(C=0.5, fit_intercept=False, tol=1e-12, max_iter=10**6)
    w = model.fit(x, y).coef_[0]
    pull = 0.5 * losses.squared_hinge_grad(y, x @ w) @ x
    assert losses.squared_hinge(y, x @ w).sum() > 0.5
    np.testing.assert_allclose(w + pull, 0, atol=1e-8)


def test_the_machine_of_crammer_and_singer_has_the_least_categorical_hinge():
    svm = pytest.importorskip("sklearn.svm")
    rng = np.random.default_rng(9)
    centres = np.array([[1, 0], [-0.5, 0.8], [-0.5, -0.8]])
    t = np.repeat([0, 1, 2], 15)
    x = centres[t] + rng.normal(scale=0.3, size=(45, 2))
    model = svm.LinearSVC(multi_class="crammer_singer", C=0.5, fit_intercept=False,
                          tol=1e-12, max_iter=10**6).fit(x, t)  # fmt: skip

    def objective(w):
        return (w * w).sum() / 2 + 0.5 * losses.categorical_hinge(
            np.eye(3)[t], x @ w.T
        ).sum()

    least = objective(model.coef_)
    for size in (1e-3, 1e-2, 0.1, 1):
        for _ in range(50):
            move = rng.normal(scale=size, size=(3, 2))
            # strongly convex: above the least by half the squared length of the move
            above = objective(model.coef_ + move) - least
            assert above >= (move * move).sum() / 2 - 1e-9


# Keras -------------------------------------------------------------------------------


# It works in float32, whatever it is given; scores here are of size 1, twelve at most.
KERAS = {"rtol": 0, "atol": 16 * np.finfo(np.float32).eps}


@pytest.fixture(scope="module")
def theirs():
    """Call a loss of Keras by its name."""
    pytest.importorskip("torch")
    os.environ.setdefault("KERAS_BACKEND", "torch")
    keras = pytest.importorskip("keras")
    return lambda name, y, x: np.asarray(getattr(keras.losses, name)(y, x), float)


@pytest.mark.parametrize("name", ["hinge", "squared_hinge"])
def test_keras_has_the_mean_of_the_hinges(theirs, name):
    rng = np.random.default_rng(10)
    y, s = rng.choice([-1.0, 1.0], (40, 3)), rng.normal(size=(40, 3))
    ours = LOSSES[name].value(y, s).mean(axis=-1)
    np.testing.assert_allclose(ours, theirs(name, y, s), **KERAS)


def test_keras_has_the_categorical_hinge_where_a_wrong_score_is_not_negative(theirs):
    rng = np.random.default_rng(10)
    t, s = np.eye(4)[rng.integers(0, 4, 40)], rng.normal(size=(40, 4))
    same = (s - 9 * t).max(axis=-1) >= 0
    assert 20 < same.sum() < 40
    ours, other = losses.categorical_hinge(t, s), theirs("categorical_hinge", t, s)
    np.testing.assert_allclose(ours[same], other[same], **KERAS)
    # else it takes the true class for a wrong one of score 0
    want = np.maximum(0, 1 - (t * s).sum(axis=-1))
    np.testing.assert_allclose(other[~same], want[~same], **KERAS)
    assert (other[~same] > ours[~same] + 0.1).any()
    np.testing.assert_allclose(ours, theirs("categorical_hinge", t, s + 8), **KERAS)


def test_keras_has_the_cosine_with_a_minus(theirs):
    u, v = np.random.default_rng(10).normal(size=(2, 40, 4))
    other = 1 + theirs("cosine_similarity", u, v)
    np.testing.assert_allclose(losses.cosine_distance(u, v), other, **KERAS)


# Directions --------------------------------------------------------------------------


def turned(u, angle):
    """A row at an angle to u, in a plane drawn at random."""
    other = np.random.default_rng(11).normal(size=u.shape)
    other -= (other @ u) / (u @ u) * u
    length = np.linalg.norm(u)
    return np.cos(angle) * u + np.sin(angle) * other / np.linalg.norm(other) * length


def test_the_distance_is_1_less_the_cosine_of_the_angle():
    u = np.random.default_rng(12).normal(size=5)
    for angle in np.linspace(0, np.pi, 41):
        d = losses.cosine_distance(u, turned(u, angle))
        assert d == pytest.approx(2 * np.sin(angle / 2) ** 2, abs=4 * EPS)


def test_lengths_do_not_matter():
    u, v = np.random.default_rng(13).normal(size=(2, 30, 4))
    d, slope = losses.cosine_distance(u, v), losses.cosine_distance_grad(u, v)
    for a in (2.0**-1000, 0.5, 2.0**1000):
        np.testing.assert_array_equal(losses.cosine_distance(a * u, v), d)
        np.testing.assert_array_equal(losses.cosine_distance(u, a * v), d)
        np.testing.assert_array_equal(losses.cosine_distance_grad(a * u, v), slope)
        np.testing.assert_array_equal(losses.cosine_distance_grad(u, a * v), slope / a)
    np.testing.assert_array_equal(losses.cosine_distance(v, u), d)
    np.testing.assert_allclose(losses.cosine_distance(-u, v), 2 - d, rtol=16 * EPS)


@pytest.mark.parametrize("dtype", FLOATS)
def test_it_is_never_below_0_nor_above_2(dtype):
    rng = np.random.default_rng(14)
    u = rng.normal(size=(2000, 3)).astype(dtype)
    scale = rng.uniform(0.1, 9, (2000, 1)).astype(dtype)
    for v in (u * scale, -u * scale):
        d = losses.cosine_distance(u, v)
        assert d.min() >= 0
        assert d.max() <= 2
    np.testing.assert_array_equal(losses.cosine_distance(u, u), 0)
    assert (losses.cosine_distance(u, -u) == 2).mean() > 0.3


def test_the_slope_is_orthogonal_to_the_prediction():
    u, v = np.random.default_rng(15).normal(size=(2, 500, 6))
    slope = losses.cosine_distance_grad(u, v)
    size = (abs(slope) * abs(v)).sum(axis=-1)
    assert (abs((slope * v).sum(axis=-1)) <= 8 * EPS * (1 + size)).all()
    # its length is the sine of the angle over the length of the prediction
    d = losses.cosine_distance(u, v)
    sine = np.sqrt(d * (2 - d))
    lengths = np.linalg.norm(slope, axis=-1) * np.linalg.norm(v, axis=-1)
    np.testing.assert_allclose(lengths, sine, rtol=1e-13)


def test_a_step_against_the_slope_turns_towards_the_truth():
    u, v = np.random.default_rng(16).normal(size=(2, 100, 4))
    step = v - 0.1 * losses.cosine_distance_grad(u, v)
    assert (losses.cosine_distance(u, step) < losses.cosine_distance(u, v)).all()


def test_where_1_less_the_cosine_has_no_digits():
    u, v = np.array([1.0, 0.0]), np.array([1.0, 1e-9])
    assert 1 - u @ v / np.linalg.norm(u) / np.linalg.norm(v) == 0
    assert losses.cosine_distance(u, v) == pytest.approx(5e-19, rel=4 * EPS)
    assert losses.cosine_distance(u, [1.0, 1e-160]) == 5e-321
    assert losses.cosine_distance_grad(u, v) == pytest.approx([-1e-18, 1e-9])


def test_rows_whose_squares_are_no_floats():
    for a in (1e300, 1e-300, 5e-324):
        for b in (1e300, 1e-300, 5e-324):
            assert losses.cosine_distance([a, a], [b, -b]) == pytest.approx(1)
            assert losses.cosine_distance([a, 0], [b, b]) == pytest.approx(1 - 0.5**0.5)
            grad = losses.cosine_distance_grad([a, a], [b, -b])
            with np.errstate(over="ignore"):
                want = np.array([-1, -1]) / np.float64(2) / b
            np.testing.assert_allclose(grad, want, rtol=4 * EPS)


def angles(dtype, rng):
    """Pairs of rows at angles from some eps to a half turn less some eps."""
    big = {np.float32: 1e30, np.float64: 1e300}[dtype]
    for angle in np.geomspace(10 * np.finfo(dtype).eps, 1, 14):
        for sign in (1, -1):
            for n in (2, 4, 50):
                u, other = rng.normal(size=(2, n))
                v = sign * u * rng.uniform(0.5, 2) + angle * other
                yield (u * big).astype(dtype), (v / big).astype(dtype)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_accuracy_of_the_cosine_distance(dtype):
    """Some eps times 1 plus the condition number, for nearly parallel rows too.

    An eps in the direction of a row turns it by so much, and the relative change of
    1 - cos a with the angle a is cot(a / 2), that of the slope's length 1 / sin a.
    """
    mp = pytest.importorskip("mpmath").mp.clone()
    mp.dps = 80
    eps = float(np.finfo(dtype).eps)
    for u, v in angles(dtype, np.random.default_rng(17)):
        a, b = ([mp.mpf(float(e)) for e in row] for row in (u, v))
        long_a, long_b = mp.norm(a), mp.norm(b)
        cosine = mp.fdot(a, b) / long_a / long_b
        exact = 1 - cosine
        off = abs(losses.cosine_distance(u, v) - exact) / exact
        assert off <= 4 * eps * (1 + mp.sqrt((2 - exact) / exact))  # measured 2.0
        slope = [(cosine * y / long_b - x / long_a) / long_b
                 for x, y in zip(a, b, strict=True)]  # fmt: skip
        got = losses.cosine_distance_grad(u, v)
        off = mp.norm([float(x) - y for x, y in zip(got, slope, strict=True)])
        sine = mp.sqrt(1 - cosine**2)
        assert off <= 5 * eps * (1 + 1 / sine) * mp.norm(slope)  # measured 2.2
