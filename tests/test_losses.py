"""Losses: exact values, meaning, and limits."""

from fractions import Fraction

import numpy as np
import pytest
from cases import CASES

from lossedu import activations, information, losses
from lossedu.gradcheck import numerical_grad
from lossedu.losses import LOSSES

LOG2, LOG3, INF = np.log(2), np.log(3), np.inf
rng = np.random.default_rng(0)

# (name, y_true, model, hyper, value, derivative), by hand. sigmoid(log 3) = 3/4.
EXACT = [
    ("squared_error", 1.0, 4.0, {}, 9, 6),
    ("squared_error", 4.0, 1.0, {}, 9, -6),
    ("squared_error", -2.0, -2.0, {}, 0, 0),
    ("binary_cross_entropy", 1, 0.25, {}, 2 * LOG2, -4),
    ("binary_cross_entropy", 0, 0.75, {}, 2 * LOG2, 4),
    ("binary_cross_entropy", 0.5, 0.5, {}, LOG2, 0),
    ("binary_cross_entropy", 1, 0.25, {"pos_weight": 3}, 6 * LOG2, -12),
    ("binary_cross_entropy", 0, 0.75, {"pos_weight": 3}, 2 * LOG2, 4),
    (
        "binary_cross_entropy",
        1,
        0.25,
        {"label_smoothing": 1},
        2 * LOG2 - LOG3 / 2,
        -4 / 3,
    ),
    ("binary_cross_entropy", 1, 0.5, {"label_smoothing": 0.5}, LOG2, -1),
    ("sigmoid_cross_entropy", 1, 0.0, {}, LOG2, -0.5),
    ("sigmoid_cross_entropy", 0, 0.0, {}, LOG2, 0.5),
    ("sigmoid_cross_entropy", 1, -LOG3, {}, 2 * LOG2, -0.75),
    ("sigmoid_cross_entropy", 0, LOG3, {}, 2 * LOG2, 0.75),
    ("sigmoid_cross_entropy", 1, -LOG3, {"pos_weight": 3}, 6 * LOG2, -2.25),
    ("sigmoid_cross_entropy", 0, LOG3, {"pos_weight": 3}, 2 * LOG2, 0.75),
    (
        "sigmoid_cross_entropy",
        0,
        LOG3,
        {"label_smoothing": 0.5},
        2 * LOG2 - LOG3 / 4,
        0.5,
    ),
    ("sigmoid_focal", 1, 0.0, {}, LOG2 / 4, -0.125 - LOG2 / 4),
    ("sigmoid_focal", 0, 0.0, {"gamma": 1}, LOG2 / 2, 0.25 + LOG2 / 4),
    ("sigmoid_focal", 0, LOG3, {"gamma": 0}, 2 * LOG2, 0.75),
    ("sigmoid_focal", 1, 0.0, {"gamma": 0, "alpha": 0.25}, LOG2 / 4, -0.125),
    ("sigmoid_focal", 0, 0.0, {"gamma": 0, "alpha": 0.25}, LOG2 * 0.75, 0.375),
    ("sigmoid_focal", 0, 0.0, {"gamma": 0, "alpha": 1}, 0, 0),
    ("categorical_cross_entropy", [0, 1], [0.75, 0.25], {}, 2 * LOG2, [0, -4]),
    (
        "categorical_cross_entropy",
        [0.5, 0.5],
        [0.5, 0.5],
        {"weight": [1, 3]},
        2 * LOG2,
        [-1, -3],
    ),
    (
        "categorical_cross_entropy",
        [0, 1],
        [0.5, 0.5],
        {"label_smoothing": 0.5},
        LOG2,
        [-0.5, -1.5],
    ),
    ("softmax_cross_entropy", [0, 1], [LOG3, 0.0], {}, 2 * LOG2, [0.75, -0.75]),
    (
        "softmax_cross_entropy",
        [0.5, 0.5],
        [LOG3, 0.0],
        {},
        2 * LOG2 - LOG3 / 2,
        [0.25, -0.25],
    ),
    (
        "softmax_cross_entropy",
        [0, 1],
        [LOG3, 0.0],
        {"weight": [1, 3]},
        6 * LOG2,
        [2.25, -2.25],
    ),
    (
        "softmax_cross_entropy",
        [0, 1],
        [LOG3, 0.0],
        {"label_smoothing": 1},
        2 * LOG2 - LOG3 / 2,
        [0.25, -0.25],
    ),
    ("sparse_softmax_cross_entropy", 1, [LOG3, 0.0], {}, 2 * LOG2, [0.75, -0.75]),
    (
        "sparse_softmax_cross_entropy",
        0,
        [LOG3, 0.0],
        {},
        2 * LOG2 - LOG3,
        [-0.25, 0.25],
    ),
    (
        "sparse_softmax_cross_entropy",
        1,
        [LOG3, 0.0],
        {"weight": [1, 3]},
        6 * LOG2,
        [2.25, -2.25],
    ),
    ("sparse_softmax_cross_entropy", 1, [LOG3, 0.0], {"ignore_label": 1}, 0, [0, 0]),
]


@pytest.mark.parametrize(("name", "y", "x", "hyper", "value", "grad"), EXACT)
def test_exact_values(name, y, x, hyper, value, grad):
    f, df = LOSSES[name]
    np.testing.assert_allclose(f(y, x, **hyper), value, rtol=4e-16 * 4, atol=0)
    np.testing.assert_allclose(df(y, x, **hyper), grad, rtol=1e-15, atol=1e-16)


def test_squared_error_in_exact_fractions():
    y, p = rng.integers(-99, 99, (2, 50)) / 8
    exact = [(Fraction(b) - Fraction(a)) ** 2 for a, b in zip(y, p, strict=True)]
    assert losses.squared_error(y, p).tolist() == [float(v) for v in exact]


# (name, y_true, model, value, derivative): the limits at certainty and infinity.
LIMITS = [
    ("binary_cross_entropy", 0, 0.0, 0, 1),
    ("binary_cross_entropy", 1, 1.0, 0, -1),
    ("binary_cross_entropy", 1, 0.0, INF, -INF),
    ("binary_cross_entropy", 0, 1.0, INF, INF),
    ("binary_cross_entropy", 0.5, 0.0, INF, -INF),
    ("binary_cross_entropy", 0.5, 1.0, INF, INF),
    ("sigmoid_cross_entropy", 0, -INF, 0, 0),
    ("sigmoid_cross_entropy", 1, INF, 0, 0),
    ("sigmoid_cross_entropy", 0, INF, INF, 1),
    ("sigmoid_cross_entropy", 1, -INF, INF, -1),
    ("sigmoid_cross_entropy", 0.25, INF, INF, 0.75),
    ("sigmoid_cross_entropy", 0.25, -INF, INF, -0.25),
    ("sigmoid_focal", 0, -INF, 0, 0),
    ("sigmoid_focal", 1, INF, 0, 0),
    ("sigmoid_focal", 0, INF, INF, 1),
    ("sigmoid_focal", 1, -INF, INF, -1),
    ("categorical_cross_entropy", [1, 0], [1, 0], 0, [-1, 0]),
    ("categorical_cross_entropy", [1, 0], [0, 1], INF, [-INF, 0]),
    ("categorical_cross_entropy", [0.5, 0.5], [1, 0], INF, [-0.5, -INF]),
    ("softmax_cross_entropy", [1, 0], [0, -INF], 0, [0, 0]),
    ("softmax_cross_entropy", [1, 0], [INF, 0], 0, [0, 0]),
    ("softmax_cross_entropy", [0, 1], [0, -INF], INF, [1, -1]),
    ("softmax_cross_entropy", [0, 1], [INF, 0], INF, [1, -1]),
    ("sparse_softmax_cross_entropy", 0, [0, -INF], 0, [0, 0]),
    ("sparse_softmax_cross_entropy", 1, [0, -INF], INF, [1, -1]),
]


@pytest.mark.parametrize(("name", "y", "x", "value", "grad"), LIMITS)
def test_limits(name, y, x, value, grad):
    for dtype in (np.float16, np.float32, np.float64):
        for f, limit in zip(LOSSES[name], (value, grad), strict=True):
            result = f(y, np.array(x, dtype))
            np.testing.assert_array_equal(result, limit)
        assert not np.signbit(LOSSES[name].value(y, np.array(x, dtype)))  # 0, not -0


def test_a_masked_class_costs_nothing_with_smoothing_or_weight():
    for f in (losses.softmax_cross_entropy, losses.softmax_cross_entropy_grad):
        a = f([[0.5, 0.5, 0]], [[1.0, 2.0, -INF]], weight=[1, 2, 3])
        b = f([[0.5, 0.5]], [[1.0, 2.0]], weight=[1, 2])
        np.testing.assert_allclose(a[..., :2], b, rtol=1e-15)
    f = losses.sparse_softmax_cross_entropy
    assert f(0, [1.0, 2.0, -INF], label_smoothing=0.1) == INF  # there it costs
    a = f(0, [1.0, 2.0, -INF], label_smoothing=0.1, weight=[1, 1, 0])
    # weights of 0.9 + 0.1 / 3 and 0.1 / 3 on the losses log(1 + e) and that less 1
    want = (0.9 + 0.1 / 3) * np.log1p(np.e) + 0.1 / 3 * (np.log1p(np.e) - 1)
    assert a == pytest.approx(want, rel=1e-15)
    assert f(2, [1.0, 2.0, -INF], weight=[1, 1, 0]) == 0


def test_smoothing_by_1_forgets_the_label_even_a_masked_one():
    f = losses.sparse_softmax_cross_entropy
    assert f(1, [0.0, -INF], label_smoothing=1) == INF
    assert f(1, [0.0, -INF], label_smoothing=1, weight=[1, 0]) == 0
    a, b = (f(k, [0.0, 2.0], label_smoothing=1) for k in (0, 1))
    assert a == b == np.log1p(np.exp(2.0)) - 1


def test_a_sum_over_many_classes_may_exceed_float16_their_mean_not():
    x = np.linspace(-20, 20, 8000).astype(np.float16)
    f = losses.sparse_softmax_cross_entropy
    want = f(0, x.astype(float), label_smoothing=0.1)
    assert f(0, x, label_smoothing=0.1) == pytest.approx(want, rel=2e-3)  # 2 eps


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("name", ["binary_cross_entropy", "sigmoid_cross_entropy"])
def test_a_weight_beyond_the_dtype_is_its_largest_float(dtype, name):
    most = float(np.finfo(dtype).max)
    y, x = np.array([0, 1, 1, 0.5], dtype), np.array([0.5, 0.5, 0.0625, 0.75], dtype)
    for f in LOSSES[name]:
        got = f(y, x, pos_weight=min(1e3 * most, 1.7e308))
        np.testing.assert_allclose(got, f(y, x, pos_weight=min(most, 1.7e308)))
        assert not np.isnan(got).any()
    value, grad = LOSSES["sigmoid_cross_entropy"]
    assert grad(dtype(1), dtype(0), pos_weight=1.7e308) == -min(most, 1.7e308) / 2
    assert value(dtype(1), dtype(-1), pos_weight=1.7e308) == INF


def test_class_weights_beyond_the_dtype():
    x = np.array([1, 2], np.float16)
    f = losses.sparse_softmax_cross_entropy_grad
    assert f(0, x, weight=[1e9, 1])[1] == f(0, x, weight=[65504, 1])[1] < INF


def test_a_focus_beyond_the_dtype():
    y, x = np.array([0, 1, 1], np.float16), np.array([1, 2, -20], np.float16)
    for f in LOSSES["sigmoid_focal"]:
        np.testing.assert_array_equal(f(y, x, gamma=1e9), f(y, x, gamma=65504))
        assert np.isfinite(f(y, x, gamma=1e9)).all()
        np.testing.assert_array_equal(f(y, x, gamma=1e-9), f(y, x, gamma=6e-8))
    assert losses.sigmoid_focal(np.float16(1), np.float16(-20), gamma=1e9) == 20


def test_a_class_of_weight_0_costs_nothing_however_wrong():
    for f in LOSSES["sigmoid_focal"]:
        assert f(0, INF, alpha=1) == 0
        assert f(1, -INF, alpha=0) == 0


@pytest.mark.parametrize("big", [1e200, 1e308])
def test_a_huge_residual_is_no_warning(big):
    assert losses.squared_error(-big, big) == INF
    assert losses.squared_error_grad(-1e308, 1e308) == INF
    assert losses.squared_error_grad(0.0, 1e308) == INF


def test_a_tiny_probability_is_no_warning():
    assert losses.binary_cross_entropy_grad(1, 5e-324) == -INF
    assert losses.categorical_cross_entropy_grad([0.5, 0.5], [5e-324, 1])[0] == -INF


# Meaning -----------------------------------------------------------------------------


def test_the_mean_minimises_squared_error():
    y = rng.gamma(2.0, size=1001)
    at = [losses.squared_error(y, np.full_like(y, m)).mean() for m in y]
    best = losses.squared_error(y, np.full_like(y, y.mean())).mean()
    assert best <= min(at)
    np.testing.assert_allclose(best, y.var(), rtol=1e-14)
    slope = losses.squared_error_grad(y, np.full_like(y, y.mean())).sum()
    assert abs(slope) < 1e-11
    median = losses.squared_error(y, np.full_like(y, np.median(y))).mean()
    np.testing.assert_allclose(
        median - best, (np.median(y) - y.mean()) ** 2, rtol=1e-12
    )


def test_the_mean_minimises_binary_cross_entropy():
    y = np.array([1.0, 0, 0, 1, 0, 0, 0, 1])
    grid = np.linspace(0, 1, 801)  # holds 3/8
    mean_loss = [losses.binary_cross_entropy(y, np.full(8, p)).mean() for p in grid]
    assert grid[np.argmin(mean_loss)] == y.mean() == 0.375
    assert min(mean_loss) == pytest.approx(information.entropy([0.375, 0.625]))
    slope = losses.binary_cross_entropy_grad(y, np.full(8, 0.375)).sum()
    assert abs(slope) < 1e-14


def test_true_probabilities_minimise_categorical_cross_entropy():
    p = rng.dirichlet(np.ones(4))
    least = losses.categorical_cross_entropy(p, p)
    assert least == pytest.approx(information.entropy(p))
    for q in rng.dirichlet(np.ones(4), size=100):
        assert losses.categorical_cross_entropy(p, q) > least
    slope = losses.softmax_cross_entropy_grad(p, np.log(p))
    np.testing.assert_allclose(slope, 0, atol=1e-15)


def test_logits_and_probabilities_agree():
    x, y = rng.normal(scale=3, size=(2, 40)), rng.random((2, 40))
    p = activations.sigmoid(x)
    for hyper in ({}, {"label_smoothing": 0.3, "pos_weight": 2.0}):
        a = losses.sigmoid_cross_entropy(y, x, **hyper)
        np.testing.assert_allclose(a, losses.binary_cross_entropy(y, p, **hyper), 1e-12)
        chained = losses.binary_cross_entropy_grad(y, p, **hyper) * p * (1 - p)
        a = losses.sigmoid_cross_entropy_grad(y, x, **hyper)
        np.testing.assert_allclose(a, chained, rtol=1e-11, atol=1e-13)
    x, y = rng.normal(scale=3, size=(9, 4)), rng.dirichlet(np.ones(4), 9)
    q = activations.softmax(x)
    for hyper in ({}, {"label_smoothing": 0.3, "weight": [1, 2, 0, 0.5]}):
        a = losses.softmax_cross_entropy(y, x, **hyper)
        np.testing.assert_allclose(
            a, losses.categorical_cross_entropy(y, q, **hyper), 1e-12
        )
        chained = activations.softmax_vjp(
            losses.categorical_cross_entropy_grad(y, q, **hyper), x
        )
        a = losses.softmax_cross_entropy_grad(y, x, **hyper)
        np.testing.assert_allclose(a, chained, rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize(
    "hyper",
    [
        {},
        {"label_smoothing": 0.25},
        {"label_smoothing": 1},
        {"weight": [0.5, 0, 2]},
        {"label_smoothing": 0.1, "weight": [0.5, 0, 2]},
    ],
)
def test_sparse_labels_are_one_hot_rows(hyper):
    x = rng.normal(scale=5, size=(4, 6, 3))
    y = rng.integers(0, 3, (4, 6))
    for sparse, dense in (
        (losses.sparse_softmax_cross_entropy, losses.softmax_cross_entropy),
        (losses.sparse_softmax_cross_entropy_grad, losses.softmax_cross_entropy_grad),
    ):
        want = dense(np.eye(3)[y], x, **hyper)
        np.testing.assert_allclose(sparse(y, x, **hyper), want, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("name", ["softmax", "sparse_softmax"])
def test_loss_and_derivative_at_once_are_the_same_numbers(name):
    cases = [case for case in CASES if case.name == f"{name}_cross_entropy"]
    assert len(cases) >= 4
    for case in cases:
        both = getattr(losses, f"{name}_cross_entropy_with_grad")
        y, x = (np.stack([a, a[::-1]]) for a in case.args)
        loss, slope = both(y, x, **case.hyper)
        np.testing.assert_array_equal(loss, case.value(y, x))
        np.testing.assert_array_equal(slope, case.grad(y, x))
        loss, slope = both(y[0, 0], x[0, 0], **case.hyper)
        assert isinstance(loss, np.float64)
        np.testing.assert_array_equal(slope, case.grad(y[0, 0], x[0, 0]))


def test_two_classes_are_one_logit():
    x = rng.normal(scale=3, size=30)
    y = rng.integers(0, 2, 30)
    rows = np.stack([np.zeros(30), x], axis=-1)
    a = losses.sparse_softmax_cross_entropy(y, rows)
    np.testing.assert_allclose(a, losses.sigmoid_cross_entropy(y, x), rtol=1e-14)
    a = losses.sparse_softmax_cross_entropy(y, rows, label_smoothing=0.2)
    b = losses.sigmoid_cross_entropy(y, x, label_smoothing=0.2)
    np.testing.assert_allclose(a, b, rtol=1e-14)


def test_focal_without_focus_is_cross_entropy():
    x = rng.normal(scale=5, size=50)
    y = rng.integers(0, 2, 50)
    for focal, plain in (
        (losses.sigmoid_focal, losses.sigmoid_cross_entropy),
        (losses.sigmoid_focal_grad, losses.sigmoid_cross_entropy_grad),
    ):
        np.testing.assert_allclose(focal(y, x, gamma=0), plain(y, x), rtol=1e-14)
        half = 2 * focal(y, x, gamma=0, alpha=0.5)
        np.testing.assert_allclose(half, plain(y, x), rtol=1e-14)


def test_focus_plays_down_easy_examples():
    easy, hard = losses.sigmoid_focal([1, 1], [4.0, -4.0])
    plain = losses.sigmoid_cross_entropy([1, 1], [4.0, -4.0])
    u = 1 / (1 + np.exp(4.0))
    assert easy / plain[0] == pytest.approx(u**2)
    assert hard / plain[1] == pytest.approx((1 - u) ** 2)


def test_smoothing_moves_the_minimum_inwards():
    grid = np.linspace(0.01, 0.99, 99)
    loss = losses.binary_cross_entropy(np.ones(99), grid, label_smoothing=0.2)
    assert grid[np.argmin(loss)] == pytest.approx(0.9)


def test_pos_weight_moves_the_minimum_to_the_weighted_mean():
    y = np.array([1.0, 0, 0, 0])
    slope = losses.binary_cross_entropy_grad(y, np.full(4, 0.5), pos_weight=3).sum()
    assert slope == 0  # 3 * 1 against 3 * 1


def test_an_ignored_row_counts_for_nothing():
    x = rng.normal(size=(3, 4))
    x[1] = np.nan
    for ignored, y in ((-1, [0, -1, 3]), (-100, [0, -100, 3]), (2, [0, 2, 3])):
        for hyper in ({}, {"label_smoothing": 0.1, "weight": [1, 2, 3, 4]}):
            for f in LOSSES["sparse_softmax_cross_entropy"]:
                a = f(y, x, ignore_label=ignored, **hyper)
                assert (a[1] == 0).all()
                np.testing.assert_array_equal(a[[0, 2]], f([0, 3], x[[0, 2]], **hyper))


def test_weights_keep_a_float32_model():
    f = losses.sparse_softmax_cross_entropy
    x = np.zeros((1, 2), np.float32)
    assert f([0], x, weight=np.array([1.0, 2.0])).dtype == np.float32
    assert f([0], x, weight=[1, 2], label_smoothing=np.float64(0.5)).dtype == np.float32
    f = losses.softmax_cross_entropy_grad
    y = np.eye(2, dtype=np.float32)[:1]
    assert f(y, x, weight=np.array([1.0, 2.0])).dtype == np.float32


def test_a_loss_of_a_batch_by_hand():
    x = np.array([[1.0, 2.0], [0.5, -1.0]])
    y = np.array([1, 0])
    grad = numerical_grad(lambda x: losses.sparse_softmax_cross_entropy(y, x).mean(), x)
    direct = losses.sparse_softmax_cross_entropy_grad(y, x) / 2
    np.testing.assert_allclose(direct, grad, atol=1e-9)
