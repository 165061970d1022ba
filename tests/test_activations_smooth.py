"""Smooth ramps, softsign and gated units: exact values, limits, identities."""

import numpy as np
import pytest

from lossedu.activations import (
    gelu,
    gelu_grad,
    gelu_tanh,
    gelu_tanh_grad,
    glu,
    glu_grad,
    glu_vjp,
    mish,
    mish_grad,
    sigmoid,
    sigmoid_grad,
    silu,
    silu_grad,
    softplus,
    softsign,
    softsign_grad,
    swiglu,
    swiglu_grad,
    swiglu_vjp,
    swish,
    swish_grad,
    tanh,
)
from lossedu.gradcheck import check_vjp

LOG3 = np.log(3)
INF = np.inf
FLOATS = [np.float16, np.float32, np.float64]
X = np.random.default_rng(0).normal(scale=4, size=(6, 5))

# (function, x, value), the value by hand: e^log3 = 3; Phi(1) from a table.
EXACT = [
    (softsign, 0, 0),
    (softsign, 3, 0.75),
    (softsign, -1, -0.5),
    (softsign_grad, 0, 1),
    (softsign_grad, 1, 0.25),
    (softsign_grad, -3, 0.0625),
    (gelu, 0, 0),
    (gelu, 1, 0.84134474606854295),
    (gelu, -1, -0.15865525393145705),
    (gelu_grad, 0, 0.5),
    (gelu_grad, 1, 0.84134474606854295 + 0.24197072451914335),
    (gelu_grad, -1, 0.15865525393145705 - 0.24197072451914335),
    (gelu_tanh, 0, 0),
    (gelu_tanh_grad, 0, 0.5),
    (silu, 0, 0),
    (silu, LOG3, 0.75 * LOG3),
    (silu, -LOG3, -0.25 * LOG3),
    (silu_grad, 0, 0.5),
    (silu_grad, LOG3, 0.75 + 0.1875 * LOG3),
    (silu_grad, -LOG3, 0.25 - 0.1875 * LOG3),
    (swish, LOG3, 0.75 * LOG3),
    (swish_grad, -LOG3, 0.25 - 0.1875 * LOG3),
    (mish, 0, 0),
    (mish, LOG3, 15 / 17 * LOG3),
    (mish, -LOG3, -0.28 * LOG3),
    (mish_grad, 0, 0.6),
    (mish_grad, LOG3, 15 / 17 + 48 / 289 * LOG3),
    (mish_grad, -LOG3, 0.28 - 0.2304 * LOG3),
]


@pytest.mark.parametrize(("f", "x", "value"), EXACT)
def test_exact_values(f, x, value):
    # an eps of terms below 1, which cancel in a slope
    assert f(x) == pytest.approx(value, rel=1e-15, abs=1e-16)


@pytest.mark.parametrize(
    ("beta", "share", "slope"),
    [
        (1, 0.75, 0.75 + 0.1875 * LOG3),
        (-1, 0.25, 0.25 - 0.1875 * LOG3),
        (0, 0.5, 0.5),
        (2, 0.9, 0.9 + 0.09 * 2 * LOG3),
        (-2, 0.1, 0.1 - 0.09 * 2 * LOG3),
    ],
)
def test_swish_by_hand(beta, share, slope):
    assert swish(LOG3, beta=beta) == pytest.approx(share * LOG3, rel=1e-15)
    assert swish_grad(LOG3, beta=beta) == pytest.approx(slope, rel=2e-15)


def test_gelu_tanh_by_its_formula():
    u = np.sqrt(2 / np.pi) * (X + 0.044715 * X**3)
    # where 1 + tanh does not cancel
    right = u > -1
    value = (X / 2 * (1 + np.tanh(u)))[right]
    np.testing.assert_allclose(gelu_tanh(X)[right], value, rtol=4e-15)


# (function, limit at -inf, limit at inf)
LIMITS = [
    (softsign, -1, 1),
    (softsign_grad, 0, 0),
    *((f, 0, INF) for f in (gelu, gelu_tanh, silu, swish, mish)),
    *((f, 0, 1) for f in (gelu_grad, gelu_tanh_grad, silu_grad, swish_grad, mish_grad)),
]


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("f", "left", "right"), LIMITS)
def test_limits(f, left, right, dtype):
    huge = np.finfo(dtype).max
    result = f(np.array([-INF, INF, -huge, huge], dtype))
    finite = [v if np.isfinite(v) else np.copysign(huge, v) for v in (left, right)]
    np.testing.assert_array_equal(result, [left, right, *finite])
    assert result.dtype == dtype


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(
    ("beta", "left", "right", "slopes"),
    [
        (1e308, 0, INF, (0, 1)),
        (2, 0, INF, (0, 1)),
        (0, -INF, INF, (0.5, 0.5)),
        (-0.0, -INF, INF, (0.5, 0.5)),
        (-2, -INF, 0, (1, 0)),
        (-1e308, -INF, 0, (1, 0)),
    ],
)
def test_limits_of_swish(beta, left, right, slopes, dtype):
    x = np.array([-INF, INF], dtype)
    np.testing.assert_array_equal(swish(x, beta=beta), [left, right])
    np.testing.assert_array_equal(swish_grad(x, beta=beta), slopes)
    huge = np.array([-1, 1], dtype) * np.finfo(dtype).max
    share = np.array([0.5 if beta == 0 else left != 0, 0.5 if beta == 0 else right > 0])
    np.testing.assert_array_equal(swish(huge, beta=beta), share * huge)
    np.testing.assert_array_equal(swish_grad(huge, beta=beta), slopes)
    assert np.isnan(swish(dtype("nan"), beta=beta))
    assert np.isnan(swish_grad(dtype("nan"), beta=beta))


def test_a_beta_too_large_or_too_small_for_the_dtype():
    x = np.array([-2, 0, 3], np.float32)
    np.testing.assert_array_equal(swish(x, beta=1e300), [0, 0, 3])
    np.testing.assert_array_equal(swish(x, beta=-1e300), [-2, 0, 0])
    np.testing.assert_array_equal(swish(x, beta=1e-300), x / 2)
    np.testing.assert_array_equal(swish_grad(x, beta=1e300), [0, 0.5, 1])
    assert swish(x, beta=np.float64(2)).dtype == np.float32


def test_a_zero_of_either_sign_has_one_slope():
    for f in (gelu_grad, gelu_tanh_grad, silu_grad, swish_grad):
        assert f(0.0) == f(-0.0) == 0.5
    assert softsign_grad(-0.0) == 1
    assert mish_grad(-0.0) == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("f", "x", "size"),
    [  # size: the value's order of magnitude, by its leading term
        (gelu, [-8.39, -10, -20, -37, -38.3], lambda a: density(a)),
        (gelu_grad, [-8.39, -10, -20, -37, -38.3], lambda a: a * density(a)),
        (silu, [-20, -300, -700, -710, -740], lambda a: a * np.exp(-a)),
        (silu_grad, [-20, -300, -700, -710, -740], lambda a: a * np.exp(-a)),
        (swish, [-20, -300, -700, -710, -740], lambda a: a * np.exp(-a)),
        (mish, [-20, -300, -700, -710, -740], lambda a: a * np.exp(-a)),
        (mish_grad, [-20, -300, -700, -710, -740], lambda a: a * np.exp(-a)),
    ],
)
def test_the_far_left_is_negative_and_not_zero(f, x, size):
    x = np.array(x, dtype=float)
    values = f(x)
    assert (values < 0).all()
    np.testing.assert_allclose(-values, size(-x), rtol=0.06)
    single = np.float32([-16.5, -60, -88.8, -100]) if f not in (gelu, gelu_grad) else (
        np.float32([-5.6, -9, -13])
    )  # fmt: skip
    assert (f(single) < 0).all()


def density(x):
    return np.exp(-x * x / 2) / np.sqrt(2 * np.pi)


def test_the_tails_of_gelu_tanh_are_negative_and_not_zero():
    assert (gelu_tanh(np.linspace(-21.5, -0.1, 300)) < 0).all()
    assert (gelu_tanh_grad(np.linspace(-21.5, -0.8, 300)) < 0).all()


def test_no_ramp_is_above_the_relu_or_far_below():
    x = np.linspace(-30, 30, 6001)
    relu = np.maximum(x, 0)
    for f, gap in ((gelu, 0.17), (gelu_tanh, 0.1701), (silu, 0.2785), (mish, 0.31)):
        y = f(x)
        assert (y <= relu).all()
        assert (relu - y).max() <= gap
        assert (relu - y).max() > 0.99 * gap


def test_a_ramp_takes_off_its_mirror_image():
    for f in (gelu, gelu_tanh, silu, swish):
        # each side rounds once beside x
        np.testing.assert_allclose(f(X) - f(-X), X, rtol=5e-16)
    for f in (gelu_grad, gelu_tanh_grad, silu_grad, swish_grad):
        np.testing.assert_allclose(f(X) + f(-X), 1, rtol=1e-15)
    np.testing.assert_array_equal(softsign(-X), -softsign(X))
    np.testing.assert_array_equal(softsign_grad(-X), softsign_grad(X))


def test_gelu_is_x_times_a_normal_probability():
    special = pytest.importorskip("scipy.special")
    stats = pytest.importorskip("scipy.stats")
    x = np.linspace(-37, 37, 371)
    # ndtr of SciPy 1.17 squares x in one piece: eps x^2 / 2, some 700 eps at 37
    np.testing.assert_allclose(gelu(x), x * special.ndtr(x), rtol=2e-13)
    np.testing.assert_allclose(gelu(x), x * stats.norm.cdf(x), rtol=2e-13)
    slope = stats.norm.cdf(X) + X * stats.norm.pdf(X)
    np.testing.assert_allclose(gelu_grad(X), slope, rtol=2e-13, atol=1e-16)


def test_what_resembles_gelu():
    x = np.linspace(-8, 8, 16001)
    # the largest differences, at +-2.699 and +-2.270
    off = np.abs(gelu_tanh(x) - gelu(x))
    assert off.max() == pytest.approx(4.73236e-4, rel=1e-5)
    off = np.abs(silu(1.702 * x) / 1.702 - gelu(x))
    assert off.max() == pytest.approx(0.0203349, rel=1e-5)
    near = swish(x, beta=1.702)
    np.testing.assert_allclose(near, silu(1.702 * x) / 1.702, rtol=1e-14)


def test_the_kin_of_silu():
    # two roundings more, in the product with the sigmoid
    np.testing.assert_allclose(silu(X), X * sigmoid(X), rtol=1e-15)
    np.testing.assert_allclose(swish(X, beta=1), silu(X), rtol=1e-15)
    np.testing.assert_array_equal(swish_grad(X, beta=1), silu_grad(X))
    np.testing.assert_array_equal(swish(X), swish(X, beta=1.0))
    np.testing.assert_array_equal(swish(X, beta=0), X / 2)
    np.testing.assert_array_equal(swish_grad(X, beta=0), np.full_like(X, 0.5))
    np.testing.assert_array_equal(swish(-X, beta=-3), -swish(X, beta=3))
    np.testing.assert_array_equal(swish_grad(-X, beta=-3), swish_grad(X, beta=3))
    slope = sigmoid(X) + X * sigmoid_grad(X)
    np.testing.assert_allclose(silu_grad(X), slope, rtol=1e-13, atol=1e-16)


@pytest.mark.parametrize("beta", [10, 1e3, 1e6])
def test_a_steep_swish_is_a_relu(beta):
    # |x| sigmoid(-beta |x|) is largest at 1.27846 / beta, the W of 1/e being 0.27846
    x = np.linspace(-3, 3, 60001) / beta
    off = np.abs(swish(x, beta=beta) - np.maximum(x, 0))
    assert off.max() == pytest.approx(0.2784645 / beta, rel=1e-6)
    np.testing.assert_allclose(
        swish(X, beta=1e5), np.maximum(X, 0), rtol=1e-15, atol=1e-16
    )


def test_mish_is_x_times_tanh_of_softplus():
    # where softplus and tanh are far from 1, so that the outer form keeps its digits
    np.testing.assert_allclose(mish(X), X * tanh(softplus(X)), rtol=2e-15)
    t, s = tanh(softplus(X)), sigmoid(X)
    np.testing.assert_allclose(
        mish_grad(X), t + X * (1 - t * t) * s, rtol=1e-12, atol=1e-15
    )


def test_softsign_and_its_slope():
    np.testing.assert_allclose(softsign_grad(X), (1 - np.abs(softsign(X))) ** 2, 1e-13)
    assert (np.diff(softsign(np.linspace(-9, 9, 99))) > 0).all()


PAIR = np.random.default_rng(2).normal(scale=2, size=(4, 3, 6))
A, B = PAIR[..., :3], PAIR[..., 3:]


def beside(a, b):
    return np.concatenate([a, b], axis=-1)


def test_gated_units_by_hand():
    x = [2.0, 3.0, 0.0, LOG3]
    np.testing.assert_allclose(glu(x), [1, 2.25], rtol=1e-15)
    np.testing.assert_allclose(glu_grad(x), [0.5, 0.75, 0.5, 0.5625], rtol=1e-15)
    np.testing.assert_allclose(swiglu(x), [0, 2.25 * LOG3], rtol=1e-15)
    slopes = [0, 0.75 * LOG3, 1, 2.25 + 0.5625 * LOG3]
    np.testing.assert_allclose(swiglu_grad(x), slopes, rtol=1e-15)
    g = [-1.0, 4.0]
    np.testing.assert_allclose(glu_vjp(g, x), [-0.5, 3, -0.5, 2.25], rtol=1e-15)
    np.testing.assert_allclose(
        swiglu_vjp(g, x), [0, 3 * LOG3, -1, 9 + 2.25 * LOG3], rtol=1e-15
    )


def test_gated_units_of_halves():
    np.testing.assert_array_equal(glu(PAIR), A * sigmoid(B))
    np.testing.assert_array_equal(swiglu(PAIR), A * silu(B))
    np.testing.assert_array_equal(glu(beside(A, np.zeros_like(A))), A / 2)
    np.testing.assert_array_equal(swiglu(beside(A, np.zeros_like(A))), 0 * A)
    np.testing.assert_array_equal(glu(beside(np.zeros_like(B), B)), np.zeros_like(B))
    np.testing.assert_array_equal(swiglu(beside(np.ones_like(B), B)), silu(B))
    np.testing.assert_allclose(glu(beside(B, B)), silu(B), rtol=1e-15)
    np.testing.assert_allclose(swiglu(PAIR), B * glu(PAIR), rtol=1e-15)


@pytest.mark.parametrize(
    ("f", "grad", "vjp"),
    [(glu, glu_grad, glu_vjp), (swiglu, swiglu_grad, swiglu_vjp)],
)
def test_products_with_the_jacobian(f, grad, vjp):
    for seed in range(3):
        check_vjp(f, vjp, PAIR, seed=seed)
    g = np.random.default_rng(3).normal(size=A.shape)
    np.testing.assert_allclose(vjp(g, PAIR), beside(g, g) * grad(PAIR), rtol=1e-15)
    np.testing.assert_array_equal(vjp(np.ones_like(A), PAIR), grad(PAIR))
    for dtype in FLOATS:
        assert vjp(g.astype(dtype), PAIR.astype(dtype)).dtype == dtype
    assert vjp(g, PAIR.astype(np.float32)).dtype == np.float64
    assert vjp([1], [1, 0]).dtype == np.float64
    assert vjp(np.ones((0, 2)), np.ones((0, 4))).shape == (0, 4)
    assert np.isnan(vjp(np.full_like(g, np.nan), PAIR)).all()
    kept, upstream = PAIR.copy(), g.copy()
    result = vjp(g, PAIR)
    np.testing.assert_array_equal(PAIR, kept)
    np.testing.assert_array_equal(g, upstream)
    assert not np.shares_memory(result, PAIR)
    assert not np.shares_memory(f(PAIR), PAIR)


def test_gated_units_at_infinity():
    # input and gate's logit in pairs: an open gate, a closed one, an infinite input
    a, b = np.array([2, 2, INF, -INF, 0.0]), np.array([INF, -INF, 1, INF, INF])
    np.testing.assert_array_equal(glu(beside(a, b)), [2, 0, INF, -INF, 0])
    np.testing.assert_array_equal(swiglu(beside(a[:4], b[:4])), [INF, 0, INF, -INF])
    assert np.isnan(glu([INF, -INF]))
    assert np.isnan(swiglu([INF, -INF]))
    assert swiglu([1e300, 1e300]) == INF
    np.testing.assert_array_equal(glu_grad([2, INF]), [1, 0])
    np.testing.assert_array_equal(glu_grad([2, -INF]), [0, 0])
    np.testing.assert_array_equal(swiglu_grad([2, INF]), [INF, 2])
    np.testing.assert_array_equal(swiglu_grad([2, -INF]), [0, 0])
    np.testing.assert_array_equal(glu_vjp([1e300], [1e300, 0.0]), [5e299, INF])
    np.testing.assert_array_equal(swiglu_vjp([1e300], [1e300, 1e300]), [INF, INF])


def test_nan_stays_in_its_unit():
    x = PAIR.copy()
    x[0, 0, 1] = x[0, 1, 5] = np.nan
    for f in (glu, swiglu):
        nan = np.isnan(f(x))
        assert nan[0, 0, 1]
        assert nan[0, 1, 2]
        assert nan.sum() == 2
    for f in (glu_grad, swiglu_grad):
        nan = np.isnan(f(x))
        # the slope in a needs b alone, that in b needs both
        assert nan[0, 0, 4]
        assert nan[0, 1, 2]
        assert nan[0, 1, 5]
        assert nan.sum() == 3
