"""Activations: exact values, meaning, limits, and matrices of derivatives."""

import numpy as np
import pytest

from lossedu import activations
from lossedu.activations import (
    ACTIVATIONS,
    log_sigmoid,
    log_sigmoid_grad,
    log_softmax,
    log_softmax_grad,
    log_softmax_jacobian,
    log_softmax_vjp,
    sigmoid,
    sigmoid_grad,
    softmax,
    softmax_jacobian,
    softmax_vjp,
    softplus,
    softplus_grad,
    tanh,
    tanh_grad,
)
from lossedu.gradcheck import numerical_jacobian

LOG2, LOG3 = np.log(2), np.log(3)
X = np.random.default_rng(0).normal(scale=4, size=(6, 5))

# (function, x, value), the value by hand: e^log3 = 3.
EXACT = [
    (sigmoid, 0, 0.5),
    (sigmoid, LOG3, 0.75),
    (sigmoid, -LOG3, 0.25),
    (sigmoid_grad, 0, 0.25),
    (sigmoid_grad, LOG3, 0.1875),
    (sigmoid_grad, -LOG3, 0.1875),
    (log_sigmoid, 0, -LOG2),
    (log_sigmoid, -LOG3, -2 * LOG2),
    (log_sigmoid_grad, 0, 0.5),
    (log_sigmoid_grad, LOG3, 0.25),
    (softplus, 0, LOG2),
    (softplus, LOG3, 2 * LOG2),
    (softplus_grad, 0, 0.5),
    (softplus_grad, LOG3, 0.75),
    (tanh, 0, 0),
    (tanh, LOG3, 0.8),
    (tanh, -LOG3, -0.8),
    (tanh_grad, 0, 1),
    (tanh_grad, LOG3, 0.36),
    (tanh_grad, -LOG3, 0.36),
]


@pytest.mark.parametrize(("f", "x", "value"), EXACT)
def test_exact_values(f, x, value):
    assert f(x) == pytest.approx(value, rel=1e-15, abs=0)


# (function, limit at -inf, limit at inf)
LIMITS = [
    (sigmoid, 0, 1),
    (sigmoid_grad, 0, 0),
    (log_sigmoid, -np.inf, 0),
    (log_sigmoid_grad, 1, 0),
    (softplus, 0, np.inf),
    (softplus_grad, 0, 1),
    (tanh, -1, 1),
    (tanh_grad, 0, 0),
]


@pytest.mark.parametrize(("f", "left", "right"), LIMITS)
def test_limits(f, left, right):
    for dtype in (np.float16, np.float32, np.float64):
        huge = np.finfo(dtype).max
        result = f(np.array([-np.inf, np.inf, -huge, huge], dtype))
        finite = [v if np.isfinite(v) else np.copysign(huge, v) for v in (left, right)]
        np.testing.assert_array_equal(result, [left, right, *finite])


def test_symmetries():
    np.testing.assert_allclose(sigmoid(X) + sigmoid(-X), 1, rtol=1e-15)
    np.testing.assert_array_equal(sigmoid_grad(X), sigmoid_grad(-X))
    np.testing.assert_array_equal(tanh(X), -tanh(-X))
    np.testing.assert_array_equal(log_sigmoid(X), -softplus(-X))
    np.testing.assert_allclose(softplus(X) - softplus(-X), X, rtol=1e-13, atol=1e-14)


def test_the_sigmoids_never_fall():
    x = np.linspace(-30, 30, 601)
    for name in ("sigmoid", "log_sigmoid", "softplus", "tanh"):
        f, grad = ACTIVATIONS[name]
        assert (np.diff(f(x)) >= 0).all()
        assert (grad(x) > 0).all()


def test_softmax_is_a_distribution():
    p = softmax(X)
    assert (p > 0).all()
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-15)
    np.testing.assert_allclose(p, np.exp(X) / np.exp(X).sum(-1, keepdims=True), 1e-13)


def test_softmax_by_hand():
    # weights 1 : 2 : 5
    x = np.log([1.0, 2.0, 5.0])
    np.testing.assert_allclose(softmax(x), [0.125, 0.25, 0.625], rtol=1e-15)
    np.testing.assert_allclose(np.exp(log_softmax(x)), [0.125, 0.25, 0.625], rtol=1e-15)
    assert softmax([7.0]) == 1
    assert log_softmax([7.0]) == 0


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_softmax_vjp_of_upstreams_as_far_apart_as_floats_can_be(dtype):
    most = np.finfo(dtype).max
    got = activations.softmax_vjp(np.array([most, -most]), np.zeros(2, dtype))
    np.testing.assert_array_equal(got, [most / 2, -most / 2])


def test_softmax_does_not_see_a_constant():
    shifted = np.ldexp(np.round(np.ldexp(X, 20)), -20)  # so that adding 1024 is exact
    np.testing.assert_array_equal(softmax(shifted + 1024), softmax(shifted))
    np.testing.assert_array_equal(log_softmax(shifted + 1024), log_softmax(shifted))


def test_softmax_of_two_is_a_sigmoid():
    two = np.stack([X, np.zeros_like(X)], axis=-1)
    np.testing.assert_allclose(softmax(two)[..., 0], sigmoid(X), rtol=1e-15)
    np.testing.assert_allclose(log_softmax(two)[..., 0], log_sigmoid(X), rtol=1e-15)


INF = np.inf


@pytest.mark.parametrize(
    ("x", "p"),
    [
        ([INF, 0, 1], [1, 0, 0]),
        ([0, -INF, 0], [0.5, 0, 0.5]),
        ([INF, -INF], [1, 0]),
        ([-INF], [1]),
        ([INF], [1]),
        ([1e308, -1e308], [1, 0]),
    ],
)
def test_softmax_at_infinity(x, p):
    np.testing.assert_array_equal(softmax(x), p)
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(log_softmax(x), np.log(p), rtol=1e-15)
    np.testing.assert_allclose(
        softmax_jacobian(x), np.diag(p) - np.outer(p, p), rtol=1e-15
    )
    np.testing.assert_allclose(log_softmax_jacobian(x), np.eye(len(p)) - p, rtol=1e-15)
    np.testing.assert_allclose(
        log_softmax_grad(x), 1 - len(p) * np.array(p), rtol=1e-15
    )
    g = np.arange(1.0, len(p) + 1)
    np.testing.assert_allclose(softmax_vjp(g, x), g @ softmax_jacobian(x), atol=1e-15)
    np.testing.assert_allclose(
        log_softmax_vjp(g, x), g @ log_softmax_jacobian(x), atol=1e-15
    )


@pytest.mark.parametrize("x", [[INF, INF, 0], [-INF, -INF], [np.nan], [0, np.nan]])
def test_softmax_without_a_limit_is_nan(x):
    assert np.isnan(softmax(x)).all()
    assert np.isnan(log_softmax(x)).all()


def test_jacobians_by_hand():
    x = np.log([1.0, 3.0])
    jacobian = [[0.1875, -0.1875], [-0.1875, 0.1875]]
    np.testing.assert_allclose(softmax_jacobian(x), jacobian, rtol=1e-15)
    jacobian = [[0.75, -0.75], [-0.25, 0.25]]
    np.testing.assert_allclose(log_softmax_jacobian(x), jacobian, rtol=1e-15)
    np.testing.assert_allclose(log_softmax_grad(x), [0.5, -0.5], rtol=1e-15)


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_jacobian_and_product(name):
    f = getattr(activations, name)
    jacobian = getattr(activations, name + "_jacobian")
    vjp = getattr(activations, name + "_vjp")
    g = np.random.default_rng(1).normal(size=X.shape)
    assert jacobian(X).shape == (6, 5, 5)
    for row, j in zip(X, jacobian(X), strict=True):
        # central differences of values up to 10 are right to about 1e-9
        np.testing.assert_allclose(j, numerical_jacobian(f, row), rtol=0, atol=1e-9)
    np.testing.assert_allclose(
        vjp(g, X), np.einsum("...i,...ij->...j", g, jacobian(X)), rtol=0, atol=1e-14
    )
    np.testing.assert_allclose(vjp(g, X).sum(axis=-1), 0, atol=1e-14)


def test_the_gradient_of_the_sum_is_a_product_with_ones():
    ones = np.ones_like(X)
    np.testing.assert_allclose(
        log_softmax_grad(X), log_softmax_vjp(ones, X), atol=1e-14
    )
    assert np.abs(softmax_vjp(ones, X)).max() < 1e-15  # why there is no softmax_grad
    assert not hasattr(activations, "softmax_grad")


@pytest.mark.parametrize("f", [softmax_vjp, log_softmax_vjp])
def test_products_check_their_arguments(f):
    with pytest.raises(ValueError, match=r"upstream has shape \(2,\) and x has shape"):
        f([1.0, 2.0], [[1.0, 2.0]])
    with pytest.raises(ValueError, match=r"x has shape \(\)"):
        f(1.0, 1.0)
    with pytest.raises(TypeError, match="upstream has dtype"):
        f(["a"], [1.0])
    assert f(np.ones(2, np.float32), np.ones(2, np.float32)).dtype == np.float32
    assert f(np.ones((0, 2)), np.ones((0, 2))).shape == (0, 2)
    g = np.array([np.nan, 1.0])
    assert np.isnan(f(g, [0.0, 1.0])).all()
    g, x = np.array([1.0, 2.0]), np.array([3.0, 1.0])
    f(g, x)
    assert g.tolist() + x.tolist() == [1, 2, 3, 1]


@pytest.mark.parametrize("f", [softmax, softmax_jacobian, log_softmax_jacobian])
def test_rows_check_their_argument(f):
    for bad in (1.0, np.ones((3, 0))):
        with pytest.raises(ValueError, match="x has shape"):
            f(bad)
    with pytest.raises(TypeError, match="x has dtype"):
        f(["a"])
    for dtype in (np.float16, np.float32):
        assert f(np.ones(2, dtype)).dtype == dtype
    assert f(np.ones((0, 2))).shape[0] == 0
    x = np.array([3.0, 1.0])
    f(x)
    assert x.tolist() == [3, 1]
