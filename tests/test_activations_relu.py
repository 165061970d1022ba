"""Piecewise linear, hard and exponential activations: values, kinks, identities."""

import copy
import math
from functools import partial

import numpy as np
import pytest

from lossedu.activations import (
    ACTIVATIONS,
    celu,
    celu_grad,
    crelu,
    crelu_grad,
    crelu_vjp,
    elu,
    elu_grad,
    hard_sigmoid,
    hard_sigmoid_grad,
    hard_swish,
    hard_tanh,
    leaky_relu,
    leaky_relu_grad,
    maxout,
    maxout_grad,
    prelu,
    prelu_grad,
    prelu_slope_grad,
    relu,
    relu6,
    relu_grad,
    rrelu,
    rrelu_grad,
    selu,
    srelu,
    srelu_grad,
)
from lossedu.activations._exponential import _ALPHA, _LAMBDA
from lossedu.gradcheck import check_grad, check_vjp, numerical_grad

INF, NAN, E = math.inf, math.nan, math.e
LOG2 = math.log(2)
FLOATS = [np.float16, np.float32, np.float64]
X = np.random.default_rng(0).normal(scale=4, size=(6, 5))
LINES = {"t_left": -2, "a_left": 0.5, "t_right": 1, "a_right": 3}

# (name, x, hyper, value, derivative), by hand.
EXACT = [
    ("relu", -2.0, {}, 0, 0),
    ("relu", 2.0, {}, 2, 1),
    ("relu6", -2.0, {}, 0, 0),
    ("relu6", 2.0, {}, 2, 1),
    ("relu6", 7.0, {}, 6, 0),
    ("leaky_relu", -2.0, {}, -0.02, 0.01),
    ("leaky_relu", -2.0, {"slope": 0.5}, -1, 0.5),
    ("leaky_relu", -2.0, {"slope": 3}, -6, 3),
    ("leaky_relu", -2.0, {"slope": -1}, 2, -1),
    ("leaky_relu", 2.0, {"slope": 3}, 2, 1),
    ("leaky_relu", 2.0, {"slope": -1}, 2, 1),
    ("prelu", -2.0, {"slope": 0.5}, -1, 0.5),
    ("prelu", [-2.0, 2.0], {"slope": [0.5, 0.5]}, [-1, 2], [0.5, 1]),
    ("prelu", [-2.0, -2.0, 2.0], {"slope": [3, -1, 3]}, [-6, 2, 2], [3, -1, 1]),
    ("rrelu", -48.0, {}, -11, 11 / 48),
    ("rrelu", 48.0, {}, 48, 1),
    ("rrelu", -2.0, {"lower": 0.25, "upper": 0.75}, -1, 0.5),
    ("srelu", -6.0, {}, -2, 0.2),
    ("srelu", 0.5, {}, 0.5, 1),
    ("srelu", 6.0, {}, 2, 0.2),
    ("srelu", -4.0, LINES, -3, 0.5),
    ("srelu", -1.5, LINES, -1.5, 1),
    ("srelu", 3.0, LINES, 7, 3),
    ("crelu", [-2.0, 3.0], {}, [0, 3, 2, 0], [-1, 1]),
    ("crelu", [0.0], {}, [0, 0], [0]),
    ("maxout", [1.0, 3.0, 2.0], {}, 3, [0, 1, 0]),
    ("maxout", [-2.0, -1.0, -1.0], {}, -1, [0, 1, 0]),
    ("maxout", [5.0], {}, 5, [1]),
    ("hard_sigmoid", -4.0, {}, 0, 0),
    ("hard_sigmoid", -1.5, {}, 0.25, 1 / 6),
    ("hard_sigmoid", 0.0, {}, 0.5, 1 / 6),
    ("hard_sigmoid", 4.0, {}, 1, 0),
    ("hard_tanh", -2.0, {}, -1, 0),
    ("hard_tanh", 0.5, {}, 0.5, 1),
    ("hard_tanh", 2.0, {}, 1, 0),
    ("hard_swish", -4.0, {}, 0, 0),
    ("hard_swish", -1.5, {}, -0.375, 0),
    ("hard_swish", 0.0, {}, 0, 0.5),
    ("hard_swish", 1.5, {}, 1.125, 1),
    ("hard_swish", 4.0, {}, 4, 1),
    ("elu", -LOG2, {}, -0.5, 0.5),
    ("elu", -LOG2, {"alpha": 3}, -1.5, 1.5),
    ("elu", 2.0, {"alpha": 3}, 2, 1),
    ("selu", -LOG2, {}, -_LAMBDA * _ALPHA / 2, _LAMBDA * _ALPHA / 2),
    ("selu", 2.0, {}, 2 * _LAMBDA, _LAMBDA),
    ("celu", -LOG2, {}, -0.5, 0.5),
    ("celu", -2 * LOG2, {"alpha": 2}, -1, 0.5),
    ("celu", 2.0, {"alpha": 3}, 2, 1),
]


@pytest.mark.parametrize(("name", "x", "hyper", "value", "grad"), EXACT)
def test_exact_values(name, x, hyper, value, grad):
    f, df = ACTIVATIONS[name]
    assert f(x, **hyper) == pytest.approx(value, rel=4e-16, abs=0)
    assert df(x, **hyper) == pytest.approx(grad, rel=4e-16, abs=0)


def test_the_defaults():
    x = [-3.0, -0.5, 2.0]
    for f, df, hyper in [
        (leaky_relu, leaky_relu_grad, {"slope": 0.01}),
        (rrelu, rrelu_grad, {"lower": 1 / 8, "upper": 1 / 3, "rng": None}),
        (srelu, srelu_grad, {"t_left": -1, "a_left": 0.2, "t_right": 1}),
        (srelu, srelu_grad, {"a_right": 0.2}),
        (elu, elu_grad, {"alpha": 1}),
        (celu, celu_grad, {"alpha": 1}),
    ]:
        np.testing.assert_array_equal(f(x), f(x, **hyper))
        np.testing.assert_array_equal(df(x), df(x, **hyper))


# (name, hyper, kink, value there, slope on its left, at it, on its right)
KINKS = [
    ("relu", {}, 0, 0, 0, 0, 1),
    ("relu6", {}, 0, 0, 0, 0, 1),
    ("relu6", {}, 6, 6, 1, 0, 0),
    ("leaky_relu", {}, 0, 0, 0.01, 0.01, 1),
    ("leaky_relu", {"slope": 0}, 0, 0, 0, 0, 1),
    ("leaky_relu", {"slope": 2}, 0, 0, 2, 2, 1),
    ("leaky_relu", {"slope": 1}, 0, 0, 1, 1, 1),
    ("leaky_relu", {"slope": -0.5}, 0, 0, -0.5, 0, 1),
    ("prelu", {"slope": 0.5}, 0, 0, 0.5, 0.5, 1),
    ("prelu", {"slope": 0.0}, 0, 0, 0, 0, 1),
    ("prelu", {"slope": -2}, 0, 0, -2, 0, 1),
    ("rrelu", {}, 0, 0, 11 / 48, 11 / 48, 1),
    ("rrelu", {"lower": -0.5, "upper": -0.25}, 0, 0, -0.375, 0, 1),
    ("srelu", {}, -1, -1, 0.2, 0.2, 1),
    ("srelu", {}, 1, 1, 1, 1, 0.2),
    ("srelu", {"a_left": 0}, -1, -1, 0, 0, 1),
    ("srelu", {"a_right": 0}, 1, 1, 1, 0, 0),
    ("srelu", {"a_left": -0.5}, -1, -1, -0.5, 0, 1),
    ("srelu", {"a_right": -0.5}, 1, 1, 1, 0, -0.5),
    ("srelu", {"a_right": -0.5}, -1, -1, 0.2, 0.2, 1),
    ("srelu", {"t_left": 1, "a_left": 2}, 1, 1, 2, 2, 0.2),  # no middle line
    ("srelu", {"t_left": 1, "a_left": -2}, 1, 1, -2, 0, 0.2),
    ("srelu", {"t_left": 1, "a_left": 2, "a_right": -3}, 1, 1, 2, 0, -3),
    ("srelu", {"t_left": 1, "a_left": -2, "a_right": -3}, 1, 1, -2, -2, -3),
    ("srelu", {"t_left": 1, "a_left": 0, "a_right": -3}, 1, 1, 0, 0, -3),
    ("srelu", {"t_left": 1, "a_left": 0, "a_right": 3}, 1, 1, 0, 0, 3),
    ("srelu", {"t_left": 1, "a_left": -2, "a_right": 0}, 1, 1, -2, 0, 0),
    ("srelu", {"t_left": 1, "a_left": 2, "a_right": 0}, 1, 1, 2, 0, 0),
    ("hard_sigmoid", {}, -3, 0, 0, 0, 1 / 6),
    ("hard_sigmoid", {}, 3, 1, 1 / 6, 0, 0),
    ("hard_tanh", {}, -1, -1, 0, 0, 1),
    ("hard_tanh", {}, 1, 1, 1, 0, 0),
    ("hard_swish", {}, -3, 0, 0, 0, -0.5),
    ("hard_swish", {}, 3, 3, 1.5, 1.5, 1),
    ("elu", {}, 0, 0, 1, 1, 1),
    ("elu", {"alpha": 0.5}, 0, 0, 0.5, 0.5, 1),
    ("elu", {"alpha": 2}, 0, 0, 2, 2, 1),
    ("selu", {}, 0, 0, _LAMBDA * _ALPHA, _LAMBDA * _ALPHA, _LAMBDA),
    ("celu", {"alpha": 0.5}, 0, 0, 1, 1, 1),
    ("celu", {"alpha": 2}, 0, 0, 1, 1, 1),
]


def around(kink, dtype):
    """The floats below, on and above."""
    sides = [np.nextafter(dtype(kink), dtype(s)) for s in (-INF, INF)]
    return np.array([sides[0], kink, sides[1]], dtype)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(
    ("name", "hyper", "kink", "value", "left", "at", "right"), KINKS
)
def test_below_on_and_above_a_kink(name, hyper, kink, value, left, at, right, dtype):
    f, df = ACTIVATIONS[name]
    x = around(kink, dtype)
    eps = np.finfo(dtype).eps
    # the neighbours are one eps of 6, at the most, away; a slope is at most 3
    np.testing.assert_allclose(f(x, **hyper), value, rtol=0, atol=20 * eps)
    assert f(x, **hyper)[1] == value
    np.testing.assert_allclose(df(x, **hyper), [left, at, right], rtol=4 * eps)
    assert f(x, **hyper).dtype == df(x, **hyper).dtype == dtype
    if kink == 0:
        assert f(dtype(-0.0), **hyper) == value
        assert df(dtype(-0.0), **hyper) == df(dtype(0.0), **hyper)


def test_a_kink_of_each_unit():
    x, slope = np.zeros((2, 4)), [0.5, -0.5, 0.0, 2.0]
    np.testing.assert_array_equal(prelu_grad(x, slope=slope), [[0.5, 0, 0, 2]] * 2)
    np.testing.assert_array_equal(prelu_slope_grad(x, slope=slope), np.zeros((2, 4)))


TORCH = {
    "relu": "relu",
    "relu6": "relu6",
    "leaky_relu": "leaky_relu",
    "rrelu": "rrelu",
    "hard_sigmoid": "hardsigmoid",
    "hard_tanh": "hardtanh",
    "hard_swish": "hardswish",
    "elu": "elu",
    "selu": "selu",
    "celu": "celu",
}


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("kink", [k for k in KINKS if k[0] in TORCH])
def test_pytorch_at_the_kinks(kink, dtype):
    """It agrees but for what the docstrings say."""
    torch = pytest.importorskip("torch")
    name, hyper, place, _, left, at, _ = kink
    f = getattr(torch.nn.functional, TORCH[name])
    x = torch.tensor([place], dtype=getattr(torch, dtype.__name__), requires_grad=True)
    (grad,) = torch.autograd.grad(f(x, *hyper.values()), x)
    if name == "hard_swish" and place == 3:
        at = 1
    if name in ("leaky_relu", "rrelu"):
        at = left
    assert grad.item() == pytest.approx(at, rel=2 * float(np.finfo(dtype).eps))


def test_pytorch_rounds_to_float32_in_float64():
    torch = pytest.importorskip("torch")
    for f, x, ours in [
        (torch.nn.functional.hardsigmoid, 1.0, hard_sigmoid_grad(1.0)),
        (lambda x: torch.celu(x, 0.3), -3.0, celu_grad(-3.0, alpha=0.3)),
    ]:
        x = torch.tensor(x, dtype=torch.float64, requires_grad=True)
        (grad,) = torch.autograd.grad(f(x), x)
        # half an eps of float32, in the exponent times x / alpha = 10
        assert 1e-9 < abs(grad.item() / ours - 1) < 7e-7


# (name, hyper, value at -inf and inf, derivative at -inf and inf)
LIMITS = [
    ("relu", {}, 0, INF, 0, 1),
    ("relu6", {}, 0, 6, 0, 0),
    ("leaky_relu", {}, -INF, INF, 0.01, 1),
    ("leaky_relu", {"slope": 0}, 0, INF, 0, 1),
    ("leaky_relu", {"slope": 2}, -INF, INF, 2, 1),
    ("leaky_relu", {"slope": -1}, INF, INF, -1, 1),
    ("prelu", {"slope": [0.0, 0.0]}, 0, INF, 0, 1),
    ("prelu", {"slope": [0.0, 2.0]}, 0, INF, 0, 1),
    ("prelu", {"slope": [2.0, 0.0]}, -INF, INF, 2, 1),
    ("rrelu", {}, -INF, INF, 11 / 48, 1),
    ("rrelu", {"lower": 0, "upper": 0, "rng": 0}, 0, INF, 0, 1),
    ("srelu", {}, -INF, INF, 0.2, 0.2),
    ("srelu", {"a_left": 0, "a_right": 0}, -1, 1, 0, 0),
    ("srelu", {"a_left": -1, "a_right": -1}, INF, -INF, -1, -1),
    ("hard_sigmoid", {}, 0, 1, 0, 0),
    ("hard_tanh", {}, -1, 1, 0, 0),
    ("hard_swish", {}, 0, INF, 0, 1),
    ("elu", {}, -1, INF, 0, 1),
    ("elu", {"alpha": 2}, -2, INF, 0, 1),
    ("selu", {}, -_LAMBDA * _ALPHA, INF, 0, _LAMBDA),
    ("celu", {"alpha": 2}, -2, INF, 0, 1),
    ("celu", {"alpha": 0.125}, -0.125, INF, 0, 1),
]


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("name", "hyper", "left", "right", "dleft", "dright"), LIMITS)
def test_limits(name, hyper, left, right, dleft, dright, dtype):
    f, df = ACTIVATIONS[name]
    x = np.array([-INF, INF], dtype)
    np.testing.assert_array_equal(f(x, **hyper), np.array([left, right], dtype))
    np.testing.assert_array_equal(df(x, **hyper), np.array([dleft, dright], dtype))
    # far out as at infinity, without a warning: the values by the slope, if any
    x = np.array([-1, 1], dtype) * np.finfo(dtype).max
    np.testing.assert_array_equal(df(x, **hyper), np.array([dleft, dright], dtype))
    values = f(x, **hyper)
    for value, limit in zip(values, (left, right), strict=True):
        assert np.sign(value) == np.sign(limit)
        assert value == dtype(limit) or math.isinf(limit)


def test_no_step_on_the_way_overflows():
    huge = 1.7e308
    assert srelu(huge, t_left=-huge) == 1 + (huge - 1) * 0.2
    assert srelu(-huge, t_right=huge, t_left=1) == pytest.approx(-huge / 5)
    assert srelu_grad(huge, t_left=-huge) == 0.2
    assert celu(-huge, alpha=1e-3) == -1e-3
    assert celu_grad(-huge, alpha=1e-3) == 0
    assert leaky_relu(huge, slope=huge) == huge
    assert leaky_relu(-huge, slope=2) == -INF


def test_positive_parts():
    np.testing.assert_array_equal(relu(X) - relu(-X), X)
    np.testing.assert_array_equal(relu(X) + relu(-X), np.abs(X))
    np.testing.assert_array_equal(relu6(X), np.minimum(relu(X), 6))
    # x - (x - 6) rounds, by an eps of at most 16
    np.testing.assert_allclose(relu(X) - relu(X - 6), relu6(X), atol=4e-15)


def test_leaky_relu_is_the_larger_of_two_lines():
    np.testing.assert_array_equal(leaky_relu(X, slope=0), relu(X))
    np.testing.assert_array_equal(leaky_relu_grad(X, slope=0), relu_grad(X))
    np.testing.assert_array_equal(leaky_relu(X, slope=1), X)
    np.testing.assert_array_equal(leaky_relu(X, slope=-1), np.abs(X))
    for a in (-0.5, 0.01, 0.3, 1):
        np.testing.assert_array_equal(leaky_relu(X, slope=a), np.maximum(X, a * X))
    for a in (1, 1.5, 4):
        np.testing.assert_array_equal(leaky_relu(X, slope=a), np.minimum(X, a * X))


@pytest.mark.parametrize("a", [-0.5, 0.0, 0.25, 2.0])
def test_prelu_with_one_slope_is_leaky_relu(a):
    value, grad = leaky_relu(X, slope=a), leaky_relu_grad(X, slope=a)
    for slope in (a, np.float32(a), [a] * 5, np.full(5, a, np.float32)):
        np.testing.assert_array_equal(prelu(X, slope=slope), value)
        np.testing.assert_array_equal(prelu_grad(X, slope=slope), grad)


def test_prelu_has_the_slopes_of_its_units():
    slope = np.array([0.25, -0.5, 0.0, 1.5, 1.0])
    expected = np.stack(
        [leaky_relu(X[:, j], slope=a) for j, a in enumerate(slope)], axis=-1
    )
    np.testing.assert_array_equal(prelu(X, slope=slope), expected)
    np.testing.assert_array_equal(prelu(X[None], slope=slope), expected[None])
    np.testing.assert_array_equal(prelu(X[0], slope=slope), expected[0])
    assert slope.tolist() == [0.25, -0.5, 0.0, 1.5, 1.0]


def test_the_derivative_of_prelu_in_the_slope():
    slope = np.array([0.25, -0.5, 0.0, 1.5, 1.0])
    g = np.random.default_rng(1).normal(size=X.shape)
    grad = (g * prelu_slope_grad(X, slope=slope)).sum(axis=0)
    # f is linear in the slope: a difference errs by its rounding alone, of sums to 100
    numeric = numerical_grad(lambda a: (g * prelu(X, slope=a)).sum(), slope)
    np.testing.assert_allclose(grad, numeric, atol=1e-8)
    one = (g * prelu_slope_grad(X, slope=0.3)).sum()
    np.testing.assert_allclose(one, grad.sum(), rtol=1e-13)
    for dtype in FLOATS:
        assert prelu_slope_grad(X.astype(dtype), slope=slope).dtype == dtype
    assert prelu_slope_grad([1, -2], slope=1).dtype == np.float64
    assert isinstance(prelu_slope_grad(-2.0, slope=0.5), np.float64)
    assert prelu_slope_grad(np.ones((0, 5)), slope=slope).shape == (0, 5)
    special = prelu_slope_grad([NAN, -INF, INF], slope=0.5)
    np.testing.assert_array_equal(special, [NAN, -INF, 0])
    assert not np.shares_memory(grad, X)


def test_the_derivative_of_prelu_in_the_slope_is_pytorchs():
    torch = pytest.importorskip("torch")
    g = np.random.default_rng(1).normal(size=X.shape)
    slope = torch.tensor([0.25, -0.5, 0.0, 1.5, 1.0], dtype=torch.float64)
    slope.requires_grad_()
    value = (torch.nn.functional.prelu(torch.tensor(X), slope) * torch.tensor(g)).sum()
    (grad,) = torch.autograd.grad(value, slope)
    ours = (g * prelu_slope_grad(X, slope=slope.detach().numpy())).sum(axis=0)
    np.testing.assert_allclose(ours, grad, rtol=1e-13)


MANY = np.random.default_rng(2).normal(size=20_000)


def test_rrelu_draws_evenly():
    stats = pytest.importorskip("scipy.stats")
    for lower, upper in [(1 / 8, 1 / 3), (-1, 2)]:
        slopes = -rrelu(-np.ones(20_000), lower=lower, upper=upper, rng=7)
        assert lower <= slopes.min() < slopes.max() <= upper
        even = stats.uniform(lower, upper - lower)
        # the seed is fixed; a wrong distribution has a p of 1e-10 or less
        assert stats.kstest(slopes, even.cdf).pvalue > 0.01


def test_rrelu_in_evaluation_is_its_mean_in_training():
    draws = [rrelu(X, rng=seed) for seed in range(4000)]
    deviation = (1 / 3 - 1 / 8) / math.sqrt(12) * np.maximum(-X, 0)
    off = np.abs(np.mean(draws, axis=0) - rrelu(X))
    assert (off <= 5 * deviation / math.sqrt(4000) + 1e-11).all()


def test_rrelu_draws_each_element_by_itself():
    slopes = -rrelu(-np.ones((100, 200)), rng=0)
    assert len(np.unique(slopes)) == slopes.size
    np.testing.assert_array_equal(rrelu(np.abs(MANY), rng=0), np.abs(MANY))


@pytest.mark.parametrize("rng", [0, 12, np.int64(5), np.random.default_rng(3)])
def test_the_same_seed_has_the_same_slopes(rng):
    value = rrelu(MANY, rng=copy.deepcopy(rng))
    grad = rrelu_grad(MANY, rng=copy.deepcopy(rng))
    np.testing.assert_allclose(MANY * grad, value, rtol=4e-16)
    np.testing.assert_array_equal(value, rrelu(MANY, rng=copy.deepcopy(rng)))
    assert not np.array_equal(value, rrelu(MANY, rng=1))
    check_grad(rrelu, rrelu_grad, X, rng=4)
    for dtype in FLOATS:
        x = np.full(50, -1, dtype)
        slopes = rrelu_grad(np.full(50, -1.0), rng=copy.deepcopy(rng)).astype(dtype)
        np.testing.assert_array_equal(rrelu(x, rng=copy.deepcopy(rng)), -slopes)
        np.testing.assert_array_equal(rrelu_grad(x, rng=copy.deepcopy(rng)), slopes)
        assert rrelu(x, rng=0).dtype == rrelu_grad(x, rng=0).dtype == dtype


def test_a_generator_moves_on_and_a_seed_does_not():
    rng = np.random.default_rng(0)
    first, second = rrelu(-np.ones(9), rng=rng), rrelu(-np.ones(9), rng=rng)
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(first, rrelu(-np.ones(9), rng=0))
    state = np.random.get_state()[1].tolist()  # noqa: NPY002
    rrelu(X, rng=0)
    assert np.random.get_state()[1].tolist() == state  # noqa: NPY002
    assert isinstance(rrelu(-1.0, rng=0), np.float64)
    assert rrelu(np.ones((0, 3)), rng=0).shape == (0, 3)


def test_rrelu_with_equal_bounds_is_leaky_relu():
    for rng in (None, 0):
        for a in (-0.5, 0.3, 2.0):
            hyper = {"lower": a, "upper": a, "rng": rng}
            np.testing.assert_array_equal(rrelu(X, **hyper), leaky_relu(X, slope=a))
            np.testing.assert_array_equal(
                rrelu_grad(X, **hyper), leaky_relu_grad(X, slope=a)
            )


def test_srelu_with_slopes_of_1_is_the_identity():
    for t in (0.0, 0.5, 3.0):
        value = srelu(X, t_left=-t, a_left=1, t_right=t, a_right=1)
        np.testing.assert_allclose(value, X, rtol=0, atol=4e-15)  # an eps of 16
        np.testing.assert_array_equal(
            srelu_grad(X, a_left=1, a_right=1), np.ones((6, 5))
        )


def test_what_srelu_contains():
    at_0 = {"t_left": 0, "t_right": 0}
    np.testing.assert_array_equal(srelu(X, a_left=0, a_right=1, **at_0), relu(X))
    np.testing.assert_array_equal(
        srelu(X, a_left=0.3, a_right=1, **at_0), leaky_relu(X, slope=0.3)
    )
    np.testing.assert_array_equal(srelu(X, a_left=0, a_right=0), hard_tanh(X))
    np.testing.assert_array_equal(
        srelu(X, t_left=0, a_left=0, t_right=6, a_right=0), relu6(X)
    )
    x = [-1.0, -0.0, 0.0, 1.0]
    np.testing.assert_array_equal(
        srelu_grad(x, a_left=0, a_right=1, **at_0), relu_grad(x)
    )


def test_the_halves_of_crelu():
    left, right = np.split(crelu(X), 2, axis=-1)
    np.testing.assert_array_equal(left, relu(X))
    np.testing.assert_array_equal(right, relu(-X))
    np.testing.assert_array_equal(left + right, np.abs(X))
    np.testing.assert_array_equal(left - right, X)
    np.testing.assert_array_equal(crelu_grad(X), np.sign(X))
    np.testing.assert_array_equal(crelu([-INF, INF, -0.0]), [0, INF, 0, INF, 0, 0])
    np.testing.assert_array_equal(crelu_grad([-INF, INF, -0.0]), [-1, 1, 0])
    x = np.array([1.0, NAN])
    np.testing.assert_array_equal(crelu(x), [1, NAN, 0, NAN])
    np.testing.assert_array_equal(crelu_grad(x), [1, NAN])


def test_the_product_with_the_jacobian_of_crelu():
    for seed in range(3):
        check_vjp(crelu, crelu_vjp, X, seed=seed)
        check_vjp(crelu, crelu_vjp, X[0], seed=seed)
    np.testing.assert_array_equal(crelu_vjp(np.ones((6, 10)), X), crelu_grad(X))
    # at 0 nothing, and nothing from what is cut off, though it be infinite
    g = [INF, INF, NAN, -INF, -INF, INF, 7.0, INF]
    np.testing.assert_array_equal(
        crelu_vjp(g, [0.0, -2.0, -3.0, 4.0]), [0, -INF, NAN, -INF]
    )


def test_the_product_with_the_jacobian_of_crelu_checks_as_others_do():
    one = np.ones(4)
    for dtype in FLOATS:
        assert crelu_vjp(one.astype(dtype), np.ones(2, dtype)).dtype == dtype
        assert crelu_vjp([1, 2, 3, 4], np.ones(2, dtype)).dtype == dtype
    assert crelu_vjp(one.astype("f4"), np.ones(2, "f2")).dtype == np.float32
    assert crelu_vjp(one.astype("f2"), np.ones(2, "f4")).dtype == np.float32
    assert crelu_vjp(np.ones((0, 4)), np.ones((0, 2))).shape == (0, 2)
    assert np.isnan(crelu_vjp(one, [NAN, 1.0])).tolist() == [True, False]
    g, x = np.array([1.0, 2.0]), np.array([3.0])
    crelu_vjp(g, x)
    assert g.tolist() + x.tolist() == [1, 2, 3]


def test_what_maxout_contains():
    for f, df, line in [
        (relu, relu_grad, np.zeros_like(X)),
        (leaky_relu, leaky_relu_grad, 0.01 * X),
    ]:
        pieces = np.stack([line, X], axis=-1)
        np.testing.assert_array_equal(maxout(pieces), f(X))
        slopes = maxout_grad(pieces)
        np.testing.assert_array_equal(slopes.sum(axis=-1), np.ones((6, 5)))
        own = slopes[..., 1] + slopes[..., 0] * (0.01 if f is leaky_relu else 0)
        np.testing.assert_array_equal(own, df(X))
    np.testing.assert_array_equal(maxout_grad([[0.0, 0.0]]), [[1, 0]])  # as relu at 0


def test_maxout_at_infinity_and_without_a_number():
    np.testing.assert_array_equal(maxout([[-INF, -INF], [INF, 1]]), [-INF, INF])
    np.testing.assert_array_equal(
        maxout_grad([[-INF, -INF], [1, INF]]), [[1, 0], [0, 1]]
    )
    np.testing.assert_array_equal(maxout([[NAN, INF], [0, 1]]), [NAN, 1])
    np.testing.assert_array_equal(
        maxout_grad([[0, NAN, INF], [0, 1, 1]]), [[0, NAN, 0], [0, 1, 0]]
    )


def test_the_hard_ones():
    np.testing.assert_array_equal(hard_sigmoid(X), relu6(X + 3) / 6)
    np.testing.assert_allclose(hard_sigmoid(X) + hard_sigmoid(-X), 1, rtol=3e-16)
    np.testing.assert_array_equal(hard_swish(X), X * hard_sigmoid(X))
    np.testing.assert_allclose(hard_swish(X) - hard_swish(-X), X, rtol=1e-15)
    np.testing.assert_array_equal(hard_tanh(X), np.minimum(np.maximum(X, -1), 1))
    np.testing.assert_array_equal(hard_tanh(-X), -hard_tanh(X))
    # tanh x = 2 sigmoid(2 x) - 1 of the soft ones, with lines of slope 1/6: at 3 x
    np.testing.assert_allclose(hard_tanh(X), 2 * hard_sigmoid(3 * X) - 1, atol=1e-15)
    x = np.linspace(-6, 6, 1201)
    assert x[hard_swish(x).argmin()] == pytest.approx(-1.5)
    assert hard_swish(x).min() == pytest.approx(-3 / 8, rel=1e-15)


def test_the_exponential_ones():
    np.testing.assert_array_equal(elu(X), celu(X))
    np.testing.assert_array_equal(elu_grad(X), celu_grad(X))
    for alpha in (0.3, 1, 2.5):
        scaled = alpha * elu(X / alpha)
        np.testing.assert_allclose(celu(X, alpha=alpha), scaled, rtol=1e-15)
        # on the left: f' = f + alpha, and alpha f' = f + alpha
        left = np.minimum(X, -1e-3)
        deep = elu(left, alpha=alpha) + alpha
        np.testing.assert_allclose(elu_grad(left, alpha=alpha), deep, atol=1e-15)
        deep = celu(left, alpha=alpha) + alpha
        np.testing.assert_allclose(
            alpha * celu_grad(left, alpha=alpha), deep, atol=1e-15
        )
    np.testing.assert_allclose(
        selu(X), _LAMBDA * elu(X, alpha=_ALPHA), rtol=5e-16, atol=0
    )
    # towards relu with a small alpha, and towards the identity with a large one
    np.testing.assert_allclose(celu(X, alpha=1e-9), relu(X), atol=1e-9)
    np.testing.assert_allclose(celu(X, alpha=1e9), X, rtol=1e-8)


@pytest.mark.parametrize("alpha", [0.25, 0.5, 1.0, 2.0, 10.0])
def test_celu_has_no_kink_and_elu_only_with_alpha_1_none(alpha):
    h = 1e-8
    for f, jump in ((celu, 0.0), (elu, 1 - alpha)):
        right, left = f(h, alpha=alpha) / h, -f(-h, alpha=alpha) / h
        # the second derivative on the left is alpha or 1 / alpha
        assert right - left == pytest.approx(jump, abs=h * max(alpha, 1 / alpha))
        df = ACTIVATIONS[f.__name__].grad
        step = df(1e-300, alpha=alpha) - df(-1e-300, alpha=alpha)
        assert step == jump


def test_the_derivatives_where_the_rounded_value_has_none():
    assert elu_grad(-40.0) == pytest.approx(math.exp(-40), rel=4e-16)
    assert celu_grad(-80.0, alpha=2) == pytest.approx(math.exp(-40), rel=4e-16)
    assert elu_grad(-745.0) > 0
    assert elu_grad(np.float32(-100)) > 0


def standard_normal(f):
    """The mean of f(z) by Gauss and Legendre on panels that end at the kink."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    total = 0.0
    for a in range(-14, 14, 2):
        z = a + 1 + nodes
        density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        total += (weights * density * f(z)).sum()
    return total


def test_selu_keeps_mean_0_and_variance_1():
    assert standard_normal(np.ones_like) == pytest.approx(1, abs=1e-14)
    assert standard_normal(selu) == pytest.approx(0, abs=1e-14)
    assert standard_normal(lambda z: selu(z) ** 2) == pytest.approx(1, abs=1e-14)


def test_the_numbers_of_selu_solve_its_two_equations():
    mpmath = pytest.importorskip("mpmath")
    with mpmath.mp.workdps(45):
        mp = mpmath.mp

        def moment(f, ends):
            return mp.quad(lambda z: f(z) * mp.npdf(z), ends)

        right = [moment(lambda z, k=k: z**k, [0, 1, 4, 20, 60]) for k in (1, 2)]
        left = [
            moment(lambda z, k=k: mp.expm1(z) ** k, [-60, -20, -4, -1, 0])
            for k in (1, 2)
        ]
        scale, alpha = mp.findroot(
            lambda s, a: (
                s * (right[0] + a * left[0]),
                s**2 * (right[1] + a**2 * left[1]) - 1,
            ),
            (1, 1.7),
        )
        # as the paper prints them
        assert mp.nstr(scale, 32) == "1.0507009873554804934193349852946"
        assert mp.nstr(alpha, 32) == "1.6732632423543772848170429916717"
        assert (float(scale), float(alpha)) == (_LAMBDA, _ALPHA)


def units(mp, got, exact):
    """Distance of a float from an exact number in units of its last place."""
    info = np.finfo(type(got))
    nearest = max(abs(float(exact)), float(info.tiny))
    return float(abs(mp.mpf(float(got)) - exact)) / math.ldexp(
        1, math.frexp(nearest)[1] - info.nmant - 1
    )


def bent(mp, x):
    return (x, mp.mpf(1)) if x > 0 else (x * mp.mpf(0.3), mp.mpf(0.3))


def straight(mp, x):
    return min(max(x + 3, 0), 6) / mp.mpf(6), int(abs(x) < 3) / mp.mpf(6)


def parabola(mp, x):
    slope = (2 * x + 3) / 6 if -3 < x <= 3 else int(x > 3)
    return x * straight(mp, x)[0], mp.mpf(slope)


def unit(mp, x, scale, alpha, length=1):
    """An exponential linear unit and its derivative."""
    if x > 0:
        return scale * x, mp.mpf(scale)
    left = scale * alpha * mp.expm1(x / length)
    return left, scale * alpha / length * mp.exp(x / length)


def scaled(mp, x):
    """That of SELU, by the closed form of its numbers."""
    phi1, phi2, half = mp.ncdf(-1), mp.ncdf(-2), mp.mpf(0.5)
    alpha = 1 / mp.sqrt(2 * mp.pi) / (half - mp.sqrt(mp.e) * phi1)
    rest = mp.e**2 * phi2 - 2 * mp.sqrt(mp.e) * phi1 + half
    return unit(mp, x, 1 / mp.sqrt(half + alpha**2 * rest), alpha)


# (name, hyper, exact value and derivative, bounds in ULP), measured in the comment
ACCURACY = [
    ("leaky_relu", {"slope": 0.3}, bent, (1.5, 1)),  # 1.0, 0.4
    ("hard_sigmoid", {}, straight, (1.5, 0.5)),  # 1.0, 0.3
    ("hard_swish", {}, parabola, (2, 1.5)),  # 1.4, 1.0
    ("elu", {}, partial(unit, scale=1, alpha=1), (3, 3)),  # 1.9, 2.0
    ("elu", {"alpha": 0.3}, partial(unit, scale=1, alpha=0.3), (3, 3)),  # 1.9, 2.0
    ("selu", {}, scaled, (4, 4)),  # 2.2, 2.3
    ("celu", {"alpha": 7}, partial(unit, scale=1, alpha=7, length=7), (4, 3)),  # 2.1, 2
]


def points(dtype):
    """Tiny to large numbers of either sign, and both sides of each kink."""
    big = {np.float32: 80.0, np.float64: 700.0}[dtype]
    spread = np.geomspace(100 * float(np.finfo(dtype).tiny), big, 150)
    x = np.concatenate([spread, np.random.default_rng(0).uniform(0, 8, 150)])
    kinks = [around(k, dtype) for k in (-3, 0, 3)]
    return np.concatenate([x.astype(dtype), -x.astype(dtype), *kinks])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("name", "hyper", "exact", "bounds"), ACCURACY, ids=lambda v: str(v)[:20]
)
def test_accuracy(name, hyper, exact, bounds, dtype):
    mpmath = pytest.importorskip("mpmath")
    f, df = ACTIVATIONS[name]
    x = points(dtype)
    worst = [0.0, 0.0]
    with mpmath.mp.workdps(40):
        rows = zip(x, f(x, **hyper), df(x, **hyper), strict=True)
        for v, *got in rows:
            known = exact(mpmath.mp, mpmath.mpf(float(v)))
            off = [units(mpmath.mp, a, b) for a, b in zip(got, known, strict=True)]
            if name == "celu":  # x / alpha rounds by half an eps, the exponent by more
                off[1] -= abs(float(v)) / 7 / 2 if v < 0 else 0
            worst = np.maximum(worst, off)
    assert (worst <= bounds).all()


# A setting beyond the dtype -----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "hyper", "nearest"),
    [
        ("elu", {"alpha": 1e5}, {"alpha": 65504}),
        ("elu", {"alpha": 1e-9}, {"alpha": 6e-8}),
        ("celu", {"alpha": 1e5}, {"alpha": 65504}),
        ("celu", {"alpha": 1e-8}, {"alpha": 6e-8}),
        ("leaky_relu", {"slope": 1e5}, {"slope": 65504}),
        ("leaky_relu", {"slope": -1e5}, {"slope": -65504}),
        ("prelu", {"slope": [1e5, 1, -1e5, 1, 1]}, {"slope": [65504, 1, -65504, 1, 1]}),
        (
            "rrelu",
            {"lower": 1.6e308, "upper": 1.7e308},
            {"lower": 65504, "upper": 65504},
        ),
        (
            "srelu",
            {"t_left": -1e5, "t_right": 1e5, "a_left": 1e-9, "a_right": -1e5},
            {"t_left": -65504, "t_right": 65504, "a_left": 6e-8, "a_right": -65504},
        ),
    ],
)
def test_a_setting_beyond_float16_is_its_nearest_float(name, hyper, nearest):
    x = np.array([-INF, -1, 0, 1, INF], np.float16)
    for f in ACTIVATIONS[name]:
        got = f(x, **hyper)
        np.testing.assert_array_equal(got, f(x, **nearest))
        assert got.dtype == x.dtype
        assert not np.isnan(got).any()


def test_elu_of_a_depth_beyond_float16():
    x = np.array([-1, 0, 1], np.float16)
    want = [65504 * math.expm1(-1), 0, 1]
    np.testing.assert_allclose(elu(x, alpha=1e5), want, rtol=1e-3)  # eps
    np.testing.assert_array_equal(celu(x, alpha=1e-8), np.array([-6e-8, 0, 1], "f2"))
    np.testing.assert_array_equal(celu_grad(x, alpha=1e-8), [0, 1, 1])


def test_the_middle_of_two_slopes_whose_sum_is_beyond_the_floats():
    assert rrelu(-1.0, lower=1.7e308, upper=1.7e308) == -1.7e308
