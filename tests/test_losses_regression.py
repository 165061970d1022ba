"""Regression losses and likelihoods: exact values, limits, meaning, accuracy."""

import inspect
import math

import numpy as np
import pytest

from lossedu import losses
from lossedu.gradcheck import check_grad
from lossedu.losses import LOSSES

LOG2, INF = math.log(2), math.inf
E = math.e
FLOATS = [np.float16, np.float32, np.float64]
RESIDUAL = [  # of the residual alone, with settings other than the default
    ("squared_error", {}),
    ("absolute_error", {}),
    ("huber", {"delta": 0.3}),
    ("smooth_l1", {"beta": 0.3}),
    ("log_cosh", {}),
    ("quantile", {"q": 0.3}),
    ("linex", {"a": 0.3}),
    ("linex", {"a": -2}),
]

# (name, y_true, y_pred, hyper, value, derivative), by hand.
EXACT = [
    ("absolute_error", 1.0, 4.0, {}, 3, 1),
    ("absolute_error", 4.0, 1.0, {}, 3, -1),
    ("absolute_error", -2.0, -2.0, {}, 0, 0),
    # inside, on and outside the threshold, either side
    ("huber", 1.0, 1.5, {}, 1 / 8, 0.5),
    ("huber", 1.0, 2.0, {}, 1 / 2, 1),
    ("huber", 1.0, 4.0, {}, 5 / 2, 1),
    ("huber", 4.0, 1.0, {}, 5 / 2, -1),
    ("huber", 0.0, 0.0, {}, 0, 0),
    ("huber", 0.0, 1.75, {"delta": 2}, 49 / 32, 1.75),
    ("huber", 0.0, -2.0, {"delta": 2}, 2, -2),
    ("huber", 0.0, -3.0, {"delta": 2}, 4, -2),
    ("huber", 0.0, 3.0, {"delta": 0.5}, 11 / 8, 0.5),
    ("smooth_l1", 1.0, 1.5, {}, 1 / 8, 0.5),
    ("smooth_l1", 1.0, 2.0, {}, 1 / 2, 1),
    ("smooth_l1", 4.0, 1.0, {}, 5 / 2, -1),
    ("smooth_l1", 0.0, 0.0, {}, 0, 0),
    ("smooth_l1", 0.0, 1.5, {"beta": 2}, 9 / 16, 0.75),
    ("smooth_l1", 0.0, -2.0, {"beta": 2}, 1, -1),
    ("smooth_l1", 0.0, -3.0, {"beta": 2}, 2, -1),
    ("smooth_l1", 0.0, 3.0, {"beta": 0.5}, 11 / 4, 1),
    # cosh(log 2) = 5/4, tanh(log 2) = 3/5
    ("log_cosh", 0.0, LOG2, {}, math.log(5 / 4), 3 / 5),
    ("log_cosh", LOG2, 0.0, {}, math.log(5 / 4), -3 / 5),
    ("log_cosh", 3.0, 3.0, {}, 0, 0),
    ("quantile", 1.0, 4.0, {}, 3 / 2, 1 / 2),
    ("quantile", 1.0, 4.0, {"q": 0.75}, 3 / 4, 1 / 4),
    ("quantile", 4.0, 1.0, {"q": 0.75}, 9 / 4, -3 / 4),
    ("quantile", 4.0, 4.0, {"q": 0.75}, 0, 0),
    ("absolute_percentage_error", 4.0, 5.0, {}, 1 / 4, 1 / 4),
    ("absolute_percentage_error", 4.0, 3.0, {}, 1 / 4, -1 / 4),
    ("absolute_percentage_error", -4.0, 3.0, {}, 7 / 4, 1 / 4),
    ("absolute_percentage_error", -4.0, -5.0, {}, 1 / 4, -1 / 4),
    ("absolute_percentage_error", -4.0, -4.0, {}, 0, 0),
    ("squared_log_error", 0.0, 3.0, {}, 4 * LOG2**2, LOG2),
    ("squared_log_error", 3.0, 0.0, {}, 4 * LOG2**2, -4 * LOG2),
    ("squared_log_error", 0.0, -0.75, {}, 4 * LOG2**2, -16 * LOG2),
    ("squared_log_error", -0.5, -0.5, {}, 0, 0),
    ("linex", 2.0, 3.0, {}, E - 2, E - 1),
    ("linex", 3.0, 2.0, {}, 1 / E, 1 / E - 1),
    ("linex", 2.0, 2.5, {"a": -2}, 1 / E, 2 - 2 / E),
    ("linex", 2.0, 1.5, {"a": -2}, E - 2, 2 - 2 * E),
    ("linex", 2.0, 2.0, {"a": -2}, 0, 0),
    ("poisson_nll", 0, 0.0, {}, 1, 1),
    ("poisson_nll", 3, 0.0, {}, 1, -2),
    ("poisson_nll", 3, 1.0, {}, E - 3, E - 3),
    ("poisson_nll", 3, 0.0, {"full": True}, 1 + math.log(6), -2),
    ("poisson_nll", 3, 2.0, {"log_input": False}, 2 - 3 * LOG2, -1 / 2),
    ("poisson_nll", 1, 2.0, {"log_input": False}, 2 - LOG2, 1 / 2),
    ("poisson_nll", 0, 2.0, {"log_input": False}, 2, 1),
    ("poisson_nll", 0, 0.0, {"log_input": False}, 0, 1),
    ("poisson_nll", 4, 2.0, {"log_input": False, "full": True}, 2 + math.log(1.5), -1),
]


@pytest.mark.parametrize(("name", "y", "p", "hyper", "value", "grad"), EXACT)
def test_exact_values(name, y, p, hyper, value, grad):
    f, df = LOSSES[name]
    # a few roundings of terms of size 1; 3 e - 8 and such are rounded here too
    np.testing.assert_allclose(f(y, p, **hyper), value, rtol=1e-15, atol=0)
    np.testing.assert_allclose(df(y, p, **hyper), grad, rtol=1e-15, atol=0)


def test_exact_values_of_the_gaussian():
    y, m, v = [1.0, 1.0, 1.0, 1.0], [1.0, 2.0, -1.0, 5.0], [1.0, 1.0, 4.0, 4.0]
    value = [0, 0.5, 0.5 + LOG2, 2 + LOG2]
    np.testing.assert_allclose(losses.gaussian_nll(y, m, v), value, rtol=1e-15)
    whole = np.array(value) + math.log(math.tau) / 2
    np.testing.assert_allclose(losses.gaussian_nll(y, m, v, full=True), whole, 1e-15)
    for full in (False, True):
        grad = losses.gaussian_nll_grad(y, m, v, full=full)
        assert grad.tolist() == [0.5, 0, 0, -3 / 8]
        grad = losses.gaussian_nll_mean_grad(y, m, v, full=full)
        assert grad.tolist() == [0, 1, -0.5, 1]


# (name, y_true, y_pred, hyper, value, derivative): the limits at infinity.
LIMITS = [
    ("squared_error", 0, INF, {}, INF, INF),
    ("squared_error", -INF, 0, {}, INF, INF),
    ("absolute_error", 0, -INF, {}, INF, -1),
    ("absolute_error", -INF, 0, {}, INF, 1),
    ("huber", 0, INF, {"delta": 2}, INF, 2),
    ("huber", 0, -INF, {"delta": 2}, INF, -2),
    ("smooth_l1", 0, INF, {"beta": 2}, INF, 1),
    ("smooth_l1", 0, -INF, {"beta": 2}, INF, -1),
    ("log_cosh", 0, INF, {}, INF, 1),
    ("log_cosh", INF, 0, {}, INF, -1),
    ("quantile", 0, INF, {"q": 0.75}, INF, 0.25),
    ("quantile", 0, -INF, {"q": 0.75}, INF, -0.75),
    ("absolute_percentage_error", 2, -INF, {}, INF, -0.5),
    ("absolute_percentage_error", INF, 2, {}, 1, 0),
    ("absolute_percentage_error", -INF, 2, {}, 1, 0),
    ("squared_log_error", 0, INF, {}, INF, 0),
    ("squared_log_error", INF, 0, {}, INF, -INF),
    ("linex", 0, INF, {"a": 0.5}, INF, INF),
    ("linex", 0, -INF, {"a": 0.5}, INF, -0.5),
    ("linex", 0, INF, {"a": -0.5}, INF, 0.5),
    ("linex", 0, -INF, {"a": -0.5}, INF, -INF),
    ("poisson_nll", 0, -INF, {}, 0, 0),
    ("poisson_nll", 2, -INF, {}, INF, -2),
    ("poisson_nll", 2, INF, {}, INF, INF),
    ("poisson_nll", 0, INF, {"full": True}, INF, INF),
    ("poisson_nll", 2, INF, {"log_input": False}, INF, 1),
    ("poisson_nll", 0, INF, {"log_input": False}, INF, 1),
]


@pytest.mark.parametrize(("name", "y", "p", "hyper", "value", "grad"), LIMITS)
@pytest.mark.parametrize("dtype", FLOATS)
def test_limits(name, y, p, hyper, value, grad, dtype):
    for f, limit in zip(LOSSES[name], (value, grad), strict=True):
        result = f(np.array(y, dtype), np.array(p, dtype), **hyper)
        np.testing.assert_array_equal(result, limit)


@pytest.mark.parametrize("dtype", FLOATS)
def test_limits_of_the_gaussian(dtype):
    y, m, v = np.array([[0, 0, 0, INF], [INF, 2, -INF, 2], [4, INF, 4, 4]], dtype)
    assert losses.gaussian_nll(y, m, v).tolist() == [INF] * 4
    assert losses.gaussian_nll_grad(y, m, v).tolist() == [-INF, 0, -INF, -INF]
    assert losses.gaussian_nll_mean_grad(y, m, v).tolist() == [INF, 0, -INF, -INF]


# Settings beyond the range of the small dtypes, and of some residuals.
SIZES = (1e-320, 1e-9, 1, 1e6, 1e300)
EXTREME = [
    *[("huber", {"delta": v}) for v in SIZES],
    *[("smooth_l1", {"beta": v}) for v in SIZES],
    *[("linex", {"a": v}) for v in SIZES],
    *[("linex", {"a": -v}) for v in SIZES],
    *[("quantile", {"q": v}) for v in (1e-320, 1e-9, 0.5, 1 - 2**-53)],
    *[("poisson_nll", {"full": v}) for v in (True, False)],
    *[("poisson_nll", {"full": v, "log_input": False}) for v in (True, False)],
    *[(name, {}) for name in ("squared_error", "absolute_error", "log_cosh")],
    *[(name, {}) for name in ("absolute_percentage_error", "squared_log_error")],
]


def extremes(dtype):
    """Every kind of number a dtype has, of either sign, each beside each."""
    i = np.finfo(dtype)
    some = [0, float(i.smallest_subnormal), i.tiny, 1e-3, 1, 10, 700, i.max, INF]
    x = np.array([*some, np.nan, *np.negative(some)], dtype)
    return [a.ravel() for a in np.meshgrid(x, x)]


def allowed(name, y, p, hyper):
    """Where a loss takes these values."""
    if name == "absolute_percentage_error":
        return y != 0
    if name == "squared_log_error":
        return ~(y <= -1) & ~(p <= -1)
    if name == "poisson_nll":
        rate = hyper.get("log_input", True) | ~((p < 0) | ((p == 0) & ~(y == 0)))
        return ~(y < 0) & rate & ~np.isinf(y)  # an infinite count has no likelihood
    return np.full(y.shape, True)


@pytest.mark.parametrize(("name", "hyper"), EXTREME)
@pytest.mark.parametrize("dtype", FLOATS)
def test_only_two_infinities_leave_the_range_and_nothing_warns(name, hyper, dtype):
    y, p = extremes(dtype)
    kept = allowed(name, y, p, hyper)
    y, p = y[kept], p[kept]
    for f in LOSSES[name]:
        result = f(y, p, **hyper)  # a warning is an error here
        lost = np.isnan(y) | np.isnan(p) | (np.isinf(y) & (y == p))
        opposite = np.isinf(y) & np.isinf(p) & (y != p)
        np.testing.assert_array_equal(np.isnan(result)[~opposite], lost[~opposite])


@pytest.mark.parametrize("dtype", FLOATS)
def test_the_gaussian_leaves_the_range_with_two_infinities_only(dtype):
    y, p = extremes(dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        endless = np.isinf(p - y)
    for v in np.unique(p[p > 0]):
        for f in (*LOSSES["gaussian_nll"], losses.gaussian_nll_mean_grad):
            lost = np.isnan(y) | np.isnan(p) | (np.isinf(y) & (y == p))
            far = np.isinf(v) & endless
            result = f(y, p, np.full_like(y, v))
            np.testing.assert_array_equal(np.isnan(result)[~far], lost[~far])


def test_equal_infinities_are_no_residual():
    for name, hyper in RESIDUAL:
        for f in LOSSES[name]:
            assert np.isnan(f([INF, -INF], [INF, -INF], **hyper)).all()


@pytest.mark.parametrize("size", [1e-300, 1e-160, 1e-150, 1e-20, 1e20, 1e150, 1e300])
@pytest.mark.parametrize("sign", [-1, 1])
def test_a_residual_of_any_size(size, sign):
    """What is known in closed form of a tiny and of a huge residual."""
    r = sign * size
    square = size * size  # 0 or inf where that is the float nearest to the truth
    small = size < 1
    want = {
        "absolute_error": (size, sign),
        "huber": (square / 2, r) if small else (size, sign),
        "smooth_l1": (square / 2, r) if small else (size, sign),
        "log_cosh": (square / 2, r) if small else (size, sign),
        "quantile": (size / 2, sign / 2),
        "linex": (square / 2, r) if small else ((INF, INF) if r > 0 else (size, -1)),
    }
    for name, values in want.items():
        for f, value in zip(LOSSES[name], values, strict=True):
            # 5e-324 is a rounding of a square of 1e-320
            np.testing.assert_allclose(f(0.0, r), value, rtol=4e-16, atol=5e-324)
    f, df = LOSSES["absolute_percentage_error"]
    assert f(r, 2 * r) == 1
    np.testing.assert_allclose(df(r, 2 * r), sign / size, rtol=4e-16)
    assert f(size, -r) == 1 + sign


def test_what_overflows_on_the_way_only():
    f = losses.absolute_percentage_error
    assert f(-1.5e308, 1.5e308) == 2  # the residual is beyond the floats
    f, df = LOSSES["squared_log_error"]
    low = 2.0**-53 - 1
    np.testing.assert_allclose(
        f([low, 1e308], [1e308, low]), (53 * LOG2 + 308 * math.log(10)) ** 2, rtol=1e-15
    )
    assert df(1e308, low) == pytest.approx(
        -2 * (53 * LOG2 + 308 * math.log(10)) * 2**53
    )
    assert f(np.float16(-0.99), np.float16(3e4)) == pytest.approx(223, rel=1e-3)
    # a e^(a r) where e^(a r), e^710, is beyond the floats; its condition is 710
    want = math.exp(710 + math.log(1e-5))
    np.testing.assert_allclose(losses.linex_grad(0.0, 7.1e7, a=1e-5), want, rtol=1e-12)
    np.testing.assert_allclose(losses.linex_grad(0.0, 7.1e7, a=-1e-5), 1e-5, rtol=1e-15)
    # squares of residuals beyond the floats, the loss not
    np.testing.assert_allclose(losses.gaussian_nll(0.0, 1e200, 1e300), 5e99)
    np.testing.assert_allclose(losses.gaussian_nll_grad(0.0, 1e300, 1e200), -5e199)
    for r in (2.1e-155, -2.1e-155):  # 1.05 standard deviations
        grad = losses.gaussian_nll_grad(0.0, r, 4e-310)
        np.testing.assert_allclose(grad, -1.28125e308, rtol=1e-12)
    # 10000! is 10^35659, its logarithm 82109: beyond float16, the loss is not
    y = np.float16(1e4)
    got = losses.poisson_nll(y, y, log_input=False, full=True)
    assert got == pytest.approx(math.log(2e4 * math.pi) / 2, rel=1e-3)  # eps
    assert losses.poisson_nll(1e306, 700.0, full=True) == pytest.approx(
        3.6e306, rel=0.1
    )
    assert losses.poisson_nll(1.0, 1e300) == INF
    # an infinite count, a rate that is 0 or infinite, a ratio beyond the floats
    f = losses.poisson_nll
    assert f(INF, 2.0, full=True) == f(0.0, INF, full=True) == INF
    assert f(2.0, -800.0, full=True) == pytest.approx(1600 + LOG2, rel=1e-15)
    assert f(2.0, -744.2, full=True) == pytest.approx(1488.4 + LOG2, rel=1e-15)
    assert f(0.0, 0.0, log_input=False, full=True) == 0
    got = f(1e-300, 1e300, log_input=False, full=True)
    assert got == pytest.approx(1e300, rel=1e-15)


# 5 eps for two positive terms and their sum, and what an error of eps in the rate does,
# to second order.
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("log_input", [False, True])
def test_the_full_poisson_loss_of_a_large_count(dtype, log_input):
    mp = pytest.importorskip("mpmath").mp
    eps = float(np.finfo(dtype).eps)
    for y in (0.25, 1, 3, 15, 15.5, 16, 17, 100, 1e4, 1e6, 1e9, 1e15):
        for factor in (1e-3, 0.5, 0.74, 0.76, 0.999, 1, 1.001, 1.3, 1.6, 20):
            y_, x = dtype(y), dtype(math.log(y * factor) if log_input else y * factor)
            got = losses.poisson_nll(y_, x, log_input=log_input, full=True)
            with mp.workdps(60):
                k, model = mp.mpf(float(y_)), mp.mpf(float(x))
                rate, log = (
                    (mp.exp(model), model) if log_input else (model, mp.log(model))
                )
                want = rate - k * log + mp.loggamma(k + 1)
                slack = 5 * want + abs(rate - k) + eps * rate
                assert abs(float(got) - want) <= eps * slack, (y, factor)


# Meaning -----------------------------------------------------------------------------


def best(name, y, *, low, high, **hyper):
    """The constant prediction at which the mean derivative changes sign."""
    for _ in range(200):
        middle = (low + high) / 2
        if LOSSES[name].grad(y, np.full_like(y, middle), **hyper).sum() < 0:
            low = middle
        else:
            high = middle
    return middle


def mean_losses(name, y, at, **hyper):
    """Mean losses of constant predictions."""
    f = LOSSES[name].value
    return np.array([f(y, np.full_like(y, m), **hyper).mean() for m in at])


def samples():
    """A skewed, a heavy-tailed and a discrete sample of 101 values."""
    rng = np.random.default_rng(3)
    return {
        "skewed": rng.gamma(2.0, size=101),
        "heavy-tailed": rng.standard_cauchy(101),
        "discrete": rng.poisson(4.0, 101).astype(float),
    }


@pytest.mark.parametrize("kind", samples())
def test_the_median_minimises_absolute_error(kind):
    y = samples()[kind]
    at = np.unique(y)
    loss = mean_losses("absolute_error", y, at)
    assert at[loss.argmin()] == np.median(y)
    steps = losses.absolute_error_grad(y, np.full_like(y, np.median(y)))
    # 0 among the subgradients: of n values, those equal to the median have slope 0
    assert abs(steps.sum()) <= (y == np.median(y)).sum()


@pytest.mark.parametrize("kind", samples())
@pytest.mark.parametrize("q", [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975])
def test_the_quantile_minimises_the_quantile_loss(kind, q):
    y = samples()[kind]
    at = np.unique(y)
    loss = mean_losses("quantile", y, at, q=q)
    # 101 q is not whole, so the minimum is at one value of the sample alone
    assert at[loss.argmin()] == np.quantile(y, q, method="inverted_cdf")
    beside = np.array([-1e-6, 1e-6]) + at[loss.argmin()]
    assert (mean_losses("quantile", y, beside, q=q) > loss.min()).all()


def test_a_smooth_absolute_error_lies_between_mean_and_median():
    y = samples()["skewed"]
    median, mean = np.median(y), y.mean()
    assert median < mean
    for name, hyper in (("log_cosh", {}), ("huber", {}), ("smooth_l1", {})):
        assert median < best(name, y, low=0, high=9, **hyper) < mean
    near_mean = best("huber", y, low=0, high=9, delta=1e9)
    near_median = best("huber", y, low=0, high=9, delta=1e-9)
    assert near_mean == pytest.approx(mean, rel=1e-13)
    assert near_median == pytest.approx(median, abs=2e-9)


def test_an_outlier_moves_the_mean_and_not_the_others():
    y = samples()["skewed"]
    worse = y.copy()
    worse[0] = 1e6
    for name in ("huber", "smooth_l1", "log_cosh"):
        shift = best(name, worse, low=0, high=1e6) - best(name, y, low=0, high=1e6)
        assert abs(shift) < 0.05
    assert best("squared_error", worse, low=0, high=1e6) > 9000


def test_percentage_error_is_least_below_the_median():
    y = samples()["skewed"]
    at = np.sort(y)
    m = at[mean_losses("absolute_percentage_error", y, at).argmin()]
    assert m < np.median(y)
    weight = 1 / np.sort(y)  # the median of values weighted by 1 / y
    assert m == at[np.searchsorted(weight.cumsum(), weight.sum() / 2)]


def test_the_geometric_mean_minimises_squared_log_error():
    y = samples()["discrete"]
    m = best("squared_log_error", y, low=0, high=20)
    assert m == pytest.approx(np.expm1(np.log1p(y).mean()), rel=1e-13)
    least = mean_losses("squared_log_error", y, [m])[0]
    assert least == pytest.approx(np.log1p(y).var(), rel=1e-13)


@pytest.mark.parametrize("a", [-2.0, -0.1, 0.5, 3.0])
def test_the_best_constant_of_linex(a):
    y = samples()["skewed"]
    m = best("linex", y, low=-20, high=20, a=a)
    assert m == pytest.approx(-np.log(np.mean(np.exp(-a * y))) / a, rel=1e-12)
    assert (m < y.mean()) == (a > 0)


def test_the_mean_minimises_the_poisson_loss():
    y = samples()["discrete"]
    m = best("poisson_nll", y, low=-9, high=9)
    assert m == pytest.approx(np.log(y.mean()), rel=1e-13)
    m = best("poisson_nll", y, low=1e-9, high=99, log_input=False)
    assert m == pytest.approx(y.mean(), rel=1e-13)


def test_mean_and_variance_minimise_the_gaussian_loss():
    y = samples()["skewed"]
    mean, variance = np.full_like(y, y.mean()), np.full_like(y, y.var())
    # sums of 101 terms of size 1, each right to some eps
    assert abs(losses.gaussian_nll_grad(y, mean, variance).sum()) < 1e-13
    assert abs(losses.gaussian_nll_mean_grad(y, mean, variance).sum()) < 1e-13
    least = losses.gaussian_nll(y, mean, variance).mean()
    assert least == pytest.approx((math.log(y.var()) + 1) / 2, rel=1e-14)
    for u, v in ((1.01, 1), (0.99, 1), (1, 1.01), (1, 0.99)):
        assert losses.gaussian_nll(y, mean * u, variance * v).mean() > least


# Identities --------------------------------------------------------------------------

R = np.random.default_rng(4).normal(scale=3.0, size=200)
ZERO = np.zeros_like(R)


@pytest.mark.parametrize(("name", "hyper"), RESIDUAL)
def test_a_loss_of_the_residual_is_one(name, hyper):
    """Moving both values changes nothing; at no residual, no loss and no slope."""
    y = np.random.default_rng(5).integers(-99, 99, R.size) / 8
    p = np.round(R * 8) / 8  # dyadic numbers: their sums and differences are exact
    for f in LOSSES[name]:
        np.testing.assert_array_equal(f(y, y + p, **hyper), f(ZERO, p, **hyper))
        np.testing.assert_array_equal(f(y, y, **hyper), 0)
        assert not np.signbit(LOSSES[name].value(y, y, **hyper)).any()
    assert (LOSSES[name].value(ZERO, R, **hyper) > 0).all()


@pytest.mark.parametrize("name", ["absolute_error", "huber", "smooth_l1", "log_cosh"])
def test_a_symmetric_loss(name):
    f, df = LOSSES[name]
    np.testing.assert_array_equal(f(ZERO, R), f(R, ZERO))
    np.testing.assert_array_equal(df(ZERO, R), -df(R, ZERO))


def test_the_limits_of_huber():
    for a, b in zip(LOSSES["huber"], LOSSES["squared_error"], strict=True):
        np.testing.assert_array_equal(a(ZERO, R, delta=1e300), b(ZERO, R) / 2)
    for a, b in zip(LOSSES["huber"], LOSSES["absolute_error"], strict=True):
        for d in (1e-3, 1e-6, 1e-9):
            # the difference is d^2 / 2 in the value, for a residual above d
            exact = d * b(ZERO, R) - (d * d / 2 if a is losses.huber else 0)
            np.testing.assert_allclose(a(ZERO, R, delta=d), exact, rtol=1e-12)


@pytest.mark.parametrize("b", [1e-300, 0.1, 1.0, 3.0, 1e300])
def test_smooth_l1_is_huber_over_its_threshold(b):
    # half of huber(delta=1e300) is right for its value there too
    for f, g in zip(LOSSES["smooth_l1"], LOSSES["huber"], strict=True):
        want = g(ZERO, R, delta=b) / b
        np.testing.assert_allclose(f(ZERO, R, beta=b), want, rtol=1e-15)


def test_the_middle_quantile_is_half_the_absolute_error():
    for f, g in zip(LOSSES["quantile"], LOSSES["absolute_error"], strict=True):
        np.testing.assert_array_equal(f(ZERO, R), g(ZERO, R) / 2)
    for q in (0.1, 0.75):  # q and 1 - q together make the absolute error
        both = losses.quantile(ZERO, R, q=q) + losses.quantile(R, ZERO, q=q)
        np.testing.assert_allclose(both, np.abs(R), rtol=1e-15)


def test_log_cosh_near_and_far():
    r = np.array([1e-2, 1e-4, 1e-8, 1e-100])
    # r^2 / 2 - r^4 / 12 + r^6 / 45, the next term below an eps of it
    want = r * r * (0.5 - r * r / 12 + r**4 / 45 - 17 * r**6 / 2520)
    np.testing.assert_allclose(losses.log_cosh(0 * r, r), want, rtol=1e-15)
    r = np.array([19.0, 100.0, 1e9, 1e308])
    np.testing.assert_allclose(losses.log_cosh(0 * r, r), r - LOG2, rtol=3e-16)


def test_linex_near_and_far():
    for a in (1e-3, -1e-3):
        r = np.array([1e-2, -1e-4, 1e-8, 1e-100])
        x = a * r
        want = x * x / 2 * (1 + x / 3 + x * x / 12)
        np.testing.assert_allclose(losses.linex(0 * r, r, a=a), want, rtol=2e-15)
    r = np.array([-40.0, -1e9])
    np.testing.assert_allclose(losses.linex(0 * r, r), -r - 1, rtol=1e-15)
    np.testing.assert_allclose(losses.linex(0.0, 40.0), math.exp(40) - 41, rtol=1e-15)
    for x in (-0.5, 0.5):  # where the series ends
        just = np.nextafter(x, [-1, x, 1])
        want = [math.expm1(v) - v for v in just]
        np.testing.assert_allclose(losses.linex(0 * just, just), want, rtol=2e-15)


def test_squared_log_error_is_squared_error_of_logarithms():
    rng = np.random.default_rng(6)
    y, p = rng.gamma(2.0, 9.0, size=(2, 50))
    want = losses.squared_error(np.log1p(y), np.log1p(p))
    np.testing.assert_allclose(
        losses.squared_log_error(y, p), want, rtol=1e-13, atol=1e-16
    )
    want = losses.squared_error_grad(np.log1p(y), np.log1p(p)) / (1 + p)
    np.testing.assert_allclose(losses.squared_log_error_grad(y, p), want, rtol=1e-13)
    both = losses.squared_log_error(p, y)
    np.testing.assert_array_equal(both, losses.squared_log_error(y, p))


def test_percentage_error_has_no_unit():
    y, p = R, R[::-1]
    f, df = LOSSES["absolute_percentage_error"]
    np.testing.assert_array_equal(f(8 * y, 8 * p), f(y, p))
    np.testing.assert_array_equal(df(8 * y, 8 * p), df(y, p) / 8)
    np.testing.assert_array_equal(f(-y, -p), f(y, p))


@pytest.mark.parametrize("full", [False, True])
def test_rate_and_log_rate_agree(full):
    rng = np.random.default_rng(7)
    y, x = rng.poisson(5.0, 60), rng.normal(1.5, 1.0, 60)
    f, df = LOSSES["poisson_nll"]
    rate = np.exp(x)
    a, b = f(y, x, full=full), f(y, rate, log_input=False, full=full)
    np.testing.assert_allclose(a, b, rtol=1e-13, atol=1e-14)
    chained = rate * df(y, rate, log_input=False, full=full)
    np.testing.assert_allclose(df(y, x, full=full), chained, rtol=1e-12)


def test_the_full_poisson_loss_is_a_probability():
    y = np.arange(200)
    for rate in (0.1, 1.0, 7.5, 60.0):
        nll = losses.poisson_nll(y, np.full(200, rate), log_input=False, full=True)
        assert np.exp(-nll).sum() == pytest.approx(1, rel=1e-13)
        assert (np.exp(-nll) * y).sum() == pytest.approx(rate, rel=1e-13)
        assert (nll > 0).all()


def test_the_log_factorial_is_exact_for_counts():
    for n in (0, 1, 2, 5, 20, 170, 1000):
        added = losses.poisson_nll(n, 0.0, full=True) - losses.poisson_nll(n, 0.0)
        exact = math.log(math.factorial(n))
        # log n!, times and over n, and the 1 of both losses: a few eps
        assert added == pytest.approx(exact, rel=1e-15, abs=1e-15)
    huge = losses.poisson_nll([1e299, 1e301], [0.0, 0.0], full=True)
    want = np.array(
        [1e299 * (299 * math.log(10) - 1), 1e301 * (301 * math.log(10) - 1)]
    )
    np.testing.assert_allclose(huge, want, rtol=1e-14)
    half = losses.poisson_nll(0.5, 0.0, full=True) - 1
    assert half == pytest.approx(math.log(math.sqrt(math.pi) / 2), rel=1e-14)


def test_twice_the_excess_is_the_poisson_deviance():
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(8)
    y, rate = rng.poisson(3.0, 90).astype(float), rng.gamma(3.0, size=90)
    assert (y == 0).any()
    for full in (False, True):
        at = [losses.poisson_nll(y, r, log_input=False, full=full) for r in (rate, y)]
        excess = (at[0] - at[1]).mean()
        deviance = metrics.mean_poisson_deviance(y, rate)
        assert 2 * excess == pytest.approx(deviance, rel=1e-13)


def test_the_gaussian_of_variance_1_is_half_the_squared_error():
    one = np.ones_like(R)
    value = losses.gaussian_nll(ZERO, R, one)
    np.testing.assert_array_equal(value, losses.squared_error(ZERO, R) / 2)
    np.testing.assert_array_equal(losses.gaussian_nll_mean_grad(ZERO, R, one), R)


def test_the_full_gaussian_loss_is_a_density():
    x = np.linspace(-40, 40, 4001)
    for v in (0.5, 4.0):
        nll = losses.gaussian_nll(x, np.full(4001, 1.0), np.full(4001, v), full=True)
        # the trapezoid rule of a smooth function that vanishes at both ends
        assert np.exp(-nll).sum() * 0.02 == pytest.approx(1, rel=1e-12)
        variance = (np.exp(-nll) * (x - 1) ** 2).sum() * 0.02
        assert variance == pytest.approx(v, rel=1e-12)


@pytest.mark.parametrize("full", [False, True])
def test_the_derivative_in_the_mean(full):
    f, df = losses.gaussian_nll, losses.gaussian_nll_mean_grad
    assert inspect.signature(df) == inspect.signature(f)
    rng = np.random.default_rng(9)
    y, m = rng.normal(size=(2, 5, 4))
    v = rng.uniform(0.2, 3, (5, 4))
    for seed in range(3):
        check_grad(
            lambda y, v, m: losses.gaussian_nll(y, m, v, full=full),
            lambda y, v, m: losses.gaussian_nll_mean_grad(y, m, v, full=full),
            y, v, m, seed=seed,
        )  # fmt: skip
    for dtype in FLOATS:
        small = [a.astype(dtype) for a in (y, m, v)]
        got = losses.gaussian_nll_mean_grad(*small, full=full)
        assert got.dtype == dtype
        np.testing.assert_allclose(got, (m - y) / v, rtol=99 * np.finfo(dtype).eps)
    assert isinstance(losses.gaussian_nll_mean_grad(0, 1, 2), np.float64)
    assert losses.gaussian_nll_mean_grad([], [], []).shape == (0,)


# Accuracy ----------------------------------------------------------------------------


def ulps(got, exact):
    """Distance from an exact number in units of the last place of a float64."""
    if got == float(exact):  # or both beyond the floats
        return 0
    return float(abs(exact - float(got)) / float(np.spacing(abs(float(exact)))))


@pytest.fixture(scope="module")
def mp():
    mpmath = pytest.importorskip("mpmath")
    with mpmath.workdps(60):
        yield mpmath.mp


def exact_values(mp, name, r, h):
    """Value and derivative of a loss of the residual, by cases or by mpmath."""
    a, h = abs(r), mp.mpf(h)
    if name == "huber":
        return (a * a / 2 if a <= h else h * (a - h / 2)), max(min(r, h), -h)
    if name == "smooth_l1":
        value, slope = exact_values(mp, "huber", r, h)
        return value / h, slope / h
    if name == "log_cosh":
        return mp.log1p(2 * mp.sinh(a / 2) ** 2), mp.tanh(r)
    if name == "quantile":
        return max((1 - h) * r, -h * r), (r > 0) - h
    with mp.extradps(60):  # e^x - x - 1 loses digits down to x = 1e-60
        return mp.exp(h * r) - h * r - 1, h * mp.expm1(h * r)


HYPER = {"huber": "delta", "smooth_l1": "beta", "quantile": "q", "linex": "a"}


# measured maxima of value and derivative, with a rounding of r in them: huber 2.3, 0.5;
# smooth_l1 2.4, 1.2; log_cosh 4.0 (2.3 where r is exact), 1.9; quantile 1.3, 0;
# linex 3.6, 2.0
@pytest.mark.parametrize(
    ("name", "h"),
    [
        ("huber", 0.3),
        ("huber", 1),
        ("smooth_l1", 0.3),
        ("smooth_l1", 1),
        ("log_cosh", 0),
        ("quantile", 0.9),
        ("linex", 1),
        ("linex", -2),
        ("linex", 0.3),
    ],
)
def test_accuracy_in_the_residual(name, h, mp):
    hyper = {HYPER[name]: h} if name in HYPER else {}
    rng = np.random.default_rng(10)
    size = np.concatenate([np.geomspace(1e-30, 1e3, 300), rng.uniform(0.2, 4, 200)])
    y = rng.choice([0.0, 0.125, 1.0], 500) * np.minimum(size, 1)
    p = y + size * rng.choice([-1, 1], 500)
    got = [f(y, p, **hyper) for f in LOSSES[name]]
    for u, v, *pair in zip(y, p, *got, strict=True):
        r = mp.mpf(v) - mp.mpf(u)
        condition = max(1, abs(h * r)) if name == "linex" else 1  # of e^(a r)
        for value, exact in zip(pair, exact_values(mp, name, r, h), strict=True):
            if abs(exact) < np.finfo(float).max:
                assert ulps(value, exact) <= 4 * condition


def test_accuracy_of_relative_errors(mp):
    rng = np.random.default_rng(11)
    y = np.concatenate(
        [np.geomspace(1e-300, 1e300, 200), 10 ** rng.uniform(-5, 5, 400)]
    )
    p = np.concatenate([rng.permutation(y[:200]), y[200:] * (1 + rng.normal(size=400))])
    p[400:] = y[400:] * (1 + np.geomspace(1e-15, 1e-2, 200))
    got = [f(y, p) for f in LOSSES["absolute_percentage_error"]]
    for u, v, *pair in zip(y, p, *got, strict=True):
        a, b = mp.mpf(u), mp.mpf(v)
        assert ulps(pair[0], abs(b - a) / a) <= 2  # 1.2
        assert ulps(pair[1], mp.sign(b - a) / a) <= 1  # 0.5
    y[:100] = np.geomspace(1e-16, 1, 100) - 1  # near -1 too
    kept = (p > -1) & (y > -1)
    y, p = y[kept], p[kept]
    got = [f(y, p) for f in LOSSES["squared_log_error"]]
    for u, v, *pair in zip(y, p, *got, strict=True):
        d = mp.log((1 + mp.mpf(v)) / (1 + mp.mpf(u)))
        assert (
            ulps(pair[0], d * d) <= 5
        )  # 4.0: two roundings of d, and that of r, twice
        assert ulps(pair[1], 2 * d / (1 + mp.mpf(v))) <= 4  # 3.2


def test_accuracy_of_the_poisson_loss(mp):
    rng = np.random.default_rng(12)
    y = rng.integers(0, 40, 500).astype(float)
    x = np.log(y + 1) + rng.normal(size=500) * np.geomspace(1e-9, 9, 500)
    for log_input, p in ((True, x), (False, np.exp(x))):
        value, full, grad = (
            losses.poisson_nll(y, p, log_input=log_input),
            losses.poisson_nll(y, p, log_input=log_input, full=True),
            losses.poisson_nll_grad(y, p, log_input=log_input),
        )
        for k, v, *got in zip(y, p, value, full, grad, strict=True):
            k, v = mp.mpf(k), mp.mpf(v)
            rate, log_rate = (mp.exp(v), v) if log_input else (v, mp.log(v))
            more = mp.loggamma(k + 1)
            for g, terms in zip(
                got,
                [
                    (rate, -k * log_rate),
                    (rate, -k * log_rate, more),
                    (rate, -k) if log_input else ((rate - k) / rate,),
                ],
                strict=True,
            ):
                condition = sum(map(abs, terms)) / abs(sum(terms))
                assert ulps(g, sum(terms)) <= 2.5 * condition  # 1.8


def test_accuracy_of_the_gaussian_loss(mp):
    rng = np.random.default_rng(13)
    y, m = rng.normal(size=(2, 600))
    v = 10.0 ** rng.uniform(-4, 4, 600)
    m[300:], v[300:] = 10.0 ** rng.uniform([[-150]] * 2, [[150]] * 2, (2, 300))
    got = [f(y, m, v) for f in LOSSES["gaussian_nll"]]
    got += [losses.gaussian_nll_mean_grad(y, m, v)]
    for a, b, c, *three in zip(y, m, v, *got, strict=True):
        r, c = mp.mpf(b) - mp.mpf(a), mp.mpf(c)
        z2 = r * r / c
        for g, terms in zip(
            three,
            [(mp.log(c) / 2, z2 / 2), (0.5 / c, -z2 / 2 / c), (r / c,)],
            strict=True,
        ):
            condition = sum(map(abs, terms)) / abs(sum(terms))
            assert ulps(g, sum(terms)) <= 4.5 * condition  # 3.9, 3.9 and 1.4
