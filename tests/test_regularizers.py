"""Penalties, proximal maps, max-norm and dropout: exact values, meaning, limits."""

import math
from fractions import Fraction

import numpy as np
import pytest

from lossedu import regularizers
from lossedu.losses import squared_error
from lossedu.regularizers import (
    REGULARIZERS,
    alpha_dropout,
    alpha_dropout_grad,
    dropout,
    dropout_grad,
    elastic_net,
    elastic_net_grad,
    elastic_net_prox,
    group_lasso,
    group_lasso_grad,
    group_lasso_prox,
    l1,
    l1_grad,
    l1_prox,
    l2,
    l2_grad,
    l2_prox,
    max_norm,
    spatial_dropout,
    spatial_dropout_grad,
)
from lossedu.regularizers._dropout import SATURATION

INF, NAN = np.inf, np.nan
FLOATS = [np.float16, np.float32, np.float64]
rng = np.random.default_rng(0)
W = rng.normal(scale=2, size=(40, 4))
V = rng.normal(scale=2, size=(40, 4))

# --- penalties ------------------------------------------------------------------------

# (name, w, hyper, value, derivative), by hand.
EXACT = [
    ("l1", -3.0, {}, 3, -1),
    ("l1", 0.5, {}, 0.5, 1),
    ("l1", 0.0, {}, 0, 0),
    ("l1", -0.0, {}, 0, 0),
    ("l2", -3.0, {}, 9, -6),
    ("l2", 0.5, {}, 0.25, 1),
    ("l2", 0.0, {}, 0, 0),
    ("elastic_net", -3.0, {}, 6, -3.5),
    ("elastic_net", 3.0, {"l1_ratio": 0.25}, 7.5, 4.75),
    ("elastic_net", 3.0, {"l1_ratio": 0}, 9, 6),
    ("elastic_net", -3.0, {"l1_ratio": 1}, 3, -1),
    ("elastic_net", 0.0, {}, 0, 0),
    ("group_lasso", [3.0, 0.0, -4.0, 0.0], {}, 10, [1.2, 0, -1.6, 0]),
    ("group_lasso", [-2.0], {}, 2, [-1]),
    ("group_lasso", [0.0, 0.0], {}, 0, [0, 0]),
    ("group_lasso", [0.0, -0.0, 0.0, 2.0], {}, 4, [0, 0, 0, 2]),
]


@pytest.mark.parametrize(("name", "w", "hyper", "value", "grad"), EXACT)
def test_exact_values(name, w, hyper, value, grad):
    f, df = REGULARIZERS[name]
    # each is a few operations of half an ulp
    np.testing.assert_allclose(f(w, **hyper), value, rtol=5e-16)
    np.testing.assert_allclose(df(w, **hyper), grad, rtol=5e-16)


@pytest.mark.parametrize("dtype", FLOATS)
def test_limits_of_what_is_element_wise(dtype):
    huge, tiny = np.finfo(dtype).max, np.finfo(dtype).smallest_subnormal
    w = np.array([-INF, INF, -huge, huge, -tiny, tiny], dtype)
    side = [-1, 1, -1, 1, -1, 1]
    np.testing.assert_array_equal(l1(w), np.abs(w))
    np.testing.assert_array_equal(l1_grad(w), side)
    np.testing.assert_array_equal(l2(w), [INF] * 4 + [0] * 2)
    twice = [-INF, INF, -INF, INF, -2 * tiny, 2 * tiny]
    np.testing.assert_array_equal(l2_grad(w), twice)
    np.testing.assert_array_equal(elastic_net(w, l1_ratio=1), np.abs(w))
    np.testing.assert_array_equal(elastic_net_grad(w, l1_ratio=1), side)
    np.testing.assert_array_equal(elastic_net(w, l1_ratio=0), [INF] * 4 + [0] * 2)
    np.testing.assert_array_equal(elastic_net_grad(w, l1_ratio=0), twice)
    np.testing.assert_array_equal(elastic_net(w)[:4], [INF] * 4)
    np.testing.assert_array_equal(elastic_net_grad(w)[:2], [-INF, INF])
    for f in (l1, l2, elastic_net):
        assert np.signbit(f(np.array([-0.0, 0.0], dtype))).tolist() == [False] * 2


def test_the_elastic_net_lies_between_its_ends():
    np.testing.assert_array_equal(elastic_net(W, l1_ratio=1), l1(W))
    np.testing.assert_allclose(elastic_net(W, l1_ratio=0), l2(W), rtol=4e-16)
    for rho in (0.25, 0.5, 0.75):
        # two roundings on each side of terms of one sign
        mixed = rho * l1(W) + (1 - rho) * l2(W)
        np.testing.assert_allclose(elastic_net(W, l1_ratio=rho), mixed, rtol=1e-15)


def test_an_elastic_net_in_exact_fractions():
    w = rng.integers(-99, 99, 50) / 8
    exact = [(abs(Fraction(v)) + 3 * Fraction(v) ** 2) / 4 for v in w]
    # few enough binary digits for no rounding at all
    assert elastic_net(w, l1_ratio=0.25).tolist() == [float(v) for v in exact]


def test_a_group_of_one_weight_has_the_l1_penalty():
    np.testing.assert_array_equal(group_lasso(W[..., None]), l1(W))
    np.testing.assert_array_equal(group_lasso_grad(W[..., None])[..., 0], l1_grad(W))
    np.testing.assert_array_equal(
        group_lasso_prox(W[..., None], step=0.5)[..., 0] == 0, np.abs(W) <= 0.5
    )


def test_groups_of_equal_weights_are_penalised_by_the_weight():
    for n in (1, 2, 5, 100):
        # which is what sqrt(n) is for: n |w|
        assert group_lasso(np.full(n, -0.5)) == pytest.approx(n / 2, rel=1e-15)


# (row, its norm, its direction)
NORMS = [
    ([3e200, 4e200], 5e200, [0.6, 0.8]),
    ([3e-200, -4e-200], 5e-200, [0.6, -0.8]),
    ([1.5e308, 1.5e308], INF, [0.5**0.5, 0.5**0.5]),
    ([5e-324, 0.0], 5e-324, [1, 0]),
    ([1e-320, 1e-320], 1.4140e-320, [0.5**0.5, 0.5**0.5]),
    ([1e300, 1e-300], 1e300, [1, 1e-600]),
    ([0.0, 0.0], 0, [0, 0]),
    ([INF, 1.0], INF, [1, 0]),
    ([1e308, -INF], INF, [0, -1]),
    ([INF, -INF], INF, [NAN, NAN]),
    ([NAN, 1.0], NAN, [NAN, NAN]),
    ([NAN, INF], NAN, [NAN, NAN]),
    ([NAN, 1e308], NAN, [NAN, NAN]),
]


@pytest.mark.parametrize(("w", "norm", "direction"), NORMS)
def test_the_norm_of_a_row_neither_overflows_nor_vanishes(w, norm, direction):
    root = math.sqrt(2)
    atol = 5e-324 if abs(norm) < 1e-300 else 0  # a subnormal has few digits
    np.testing.assert_allclose(group_lasso(w), root * norm, rtol=1e-15, atol=2 * atol)
    np.testing.assert_allclose(
        group_lasso_grad(w), root * np.array(direction), rtol=1e-15
    )


def test_infinite_elements_beside_others():
    np.testing.assert_array_equal(
        group_lasso_grad([[INF, 1.0], [0.0, 2.0], [0.0, 0.0]]),
        np.sqrt(2) * np.array([[1, 0], [0, 1], [0, 0]]),
    )
    assert not np.signbit(group_lasso_grad([0.0, 0.0])).any()
    np.testing.assert_array_equal(
        group_lasso_grad([[INF, INF, 1.0], [INF, 0.0, 1.0]]),
        [[NAN] * 3, [math.sqrt(3), 0, 0]],
    )
    np.testing.assert_array_equal(
        group_lasso_prox([[INF, 1.0], [INF, -INF]], step=3.0), [[INF, 1], [INF, -INF]]
    )
    np.testing.assert_array_equal(
        max_norm([[INF, 1.0], [-INF, 0.0]], limit=3.0), [[3, 0], [-3, 0]]
    )
    np.testing.assert_array_equal(max_norm([INF, -INF, 1.0]), [NAN] * 3)


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_a_row_of_small_floats_is_measured_in_float64(dtype):
    huge = np.finfo(dtype).max
    w = np.array([huge / 4, huge / 4], dtype)
    assert group_lasso(w) == 2 * w[0]
    assert group_lasso(np.array([huge, huge], dtype)) == INF  # beyond the dtype
    assert group_lasso(w).dtype == dtype


# --- what the strengths of other libraries mean ---------------------------------------

X = rng.normal(size=(30, 6))
Y = X @ [2.0, -1.0, 0.0, 0.0, 0.5, 0.0] + 0.1 * rng.normal(size=30)
N = len(Y)


def slope(w):
    """Gradient of the sum of squared errors."""
    return 2 * X.T @ (X @ w - Y)


def assert_least(slope, w, penalty, strength, **hyper):
    """Subgradient optimality: balance where w is not 0, and no pull above at 0."""
    pull = strength * REGULARIZERS[penalty].grad(w, **hyper)
    kink = strength * {"l1": 1, "l2": 0}.get(penalty, hyper.get("l1_ratio"))
    # scikit-learn stops at a dual gap of tol |y|^2, tol 1e-14: slopes right to 1e-6
    np.testing.assert_allclose((slope + pull)[w != 0], 0, atol=1e-6)
    assert (np.abs(slope[w == 0]) <= kink + 1e-6).all()


def test_ridge_has_the_sum_of_squared_errors():
    linear_model = pytest.importorskip("sklearn.linear_model")
    w = linear_model.Ridge(alpha=3.0, fit_intercept=False).fit(X, Y).coef_
    assert_least(slope(w), w, "l2", 3.0)


def test_lasso_has_half_of_the_mean():
    linear_model = pytest.importorskip("sklearn.linear_model")
    lasso = linear_model.Lasso(0.3, fit_intercept=False, tol=1e-14, max_iter=10**5)
    w = lasso.fit(X, Y).coef_
    assert 0 < (w == 0).sum() < 6
    assert_least(slope(w) / (2 * N), w, "l1", 0.3)


@pytest.mark.parametrize("rho", [0.25, 0.5, 0.9])
def test_elastic_net_has_half_of_the_square_there(rho):
    linear_model = pytest.importorskip("sklearn.linear_model")
    s = 0.3
    model = linear_model.ElasticNet(
        alpha=s * (2 - rho),
        l1_ratio=rho / (2 - rho),
        fit_intercept=False,
        tol=1e-14,
        max_iter=10**5,
    )
    w = model.fit(X, Y).coef_
    assert_least(slope(w) / (2 * N), w, "elastic_net", s, l1_ratio=rho)


def test_the_multi_task_lasso_has_no_root_of_n():
    linear_model = pytest.importorskip("sklearn.linear_model")
    tasks = np.stack([Y, 0.5 * Y + 0.1 * X[:, 1], X[:, 0]], axis=-1)
    model = linear_model.MultiTaskLasso(
        0.4, fit_intercept=False, tol=1e-14, max_iter=10**5
    )
    wanted = model.fit(X, tasks).coef_.T  # (features, tasks): a row is a group
    w, lr = np.zeros((6, 3)), N / np.linalg.norm(X, 2) ** 2
    for _ in range(2000):
        w = w - lr * X.T @ (X @ w - tasks) / N
        w = group_lasso_prox(w, step=lr * 0.4 / math.sqrt(3))
    np.testing.assert_allclose(w, wanted, atol=1e-7)
    np.testing.assert_array_equal(w == 0, wanted == 0)
    assert 0 < (w == 0).all(axis=-1).sum() < 6


def test_a_weight_decay_of_pytorch_is_twice_the_strength():
    torch = pytest.importorskip("torch")
    w = torch.tensor(W[0], requires_grad=True)
    torch.optim.SGD([w], lr=0.1, weight_decay=0.3).step(lambda: 0)
    assert w.tolist() == W[0].tolist()  # without a gradient nothing decays
    w.grad = torch.zeros_like(w)
    torch.optim.SGD([w], lr=0.1, weight_decay=0.3).step()
    ours = W[0] - 0.1 * (0.3 / 2) * l2_grad(W[0])
    np.testing.assert_allclose(w.tolist(), ours, rtol=1e-15)


# --- proximal maps --------------------------------------------------------------------


def sums(f):
    return lambda u, **hyper: f(u, **hyper).sum()


# (proximal map, its penalty as a sum, derivative, hyper)
PROX = [
    (l1_prox, sums(l1), l1_grad, {}),
    (l2_prox, sums(l2), l2_grad, {}),
    (elastic_net_prox, sums(elastic_net), elastic_net_grad, {}),
    (elastic_net_prox, sums(elastic_net), elastic_net_grad, {"l1_ratio": 0.2}),
    (group_lasso_prox, sums(group_lasso), group_lasso_grad, {}),
]
PROX_IDS = [f"{p.__name__}{h or ''}" for p, *_, h in PROX]
STEPS = [0.05, 0.5, 1.0, 3.0]
proximal = pytest.mark.parametrize(("prox", "f", "df", "hyper"), PROX, ids=PROX_IDS)
stepped = pytest.mark.parametrize("step", STEPS)


@proximal
@stepped
def test_it_is_the_least_of_all_points(prox, f, df, hyper, step):
    """F(v) >= F(u) + |v - u|^2 / 2 for every v: F is strongly convex, u its minimum."""
    for w in W[:8]:
        u = prox(w, step=step, **hyper)

        def total(v, w=w):
            return step * f(v, **hyper) + ((v - w) ** 2).sum() / 2

        for size in (1e-4, 1e-2, 1, 10):
            for v in u + size * rng.normal(size=(20, 4)):
                # sums of numbers below 1000, each right to some eps
                least = total(u) + ((v - u) ** 2).sum() / 2
                assert total(v) >= least - 1e-12 * max(1, least)


@pytest.mark.parametrize(("prox", "f", "df", "hyper"), PROX[:4], ids=PROX_IDS[:4])
@stepped
def test_it_is_the_minimum_that_scipy_finds(prox, f, df, hyper, step):
    optimize = pytest.importorskip("scipy.optimize")
    for w in W[:5].ravel():
        found = optimize.minimize_scalar(
            lambda u, w=w: step * f(u, **hyper) + (u - w) ** 2 / 2,
            bounds=(-abs(w) - 1, abs(w) + 1),
            method="bounded",
            options={"xatol": 1e-12},
        )
        # values alone place a minimum to about the root of eps
        assert prox(w, step=step, **hyper) == pytest.approx(found.x, abs=2e-7)


@proximal
@stepped
def test_the_way_gone_is_a_step_along_a_subgradient(prox, f, df, hyper, step):
    u = prox(W, step=step, **hyper)
    away = u != 0
    gone = step * df(u, **hyper)
    # w - u of numbers below 10: an eps of 10, twice
    np.testing.assert_allclose((W - u)[away], gone[away], rtol=1e-14, atol=1e-14)
    if prox is group_lasso_prox:
        norms = np.linalg.norm(W, axis=-1)
        assert ((u == 0).all(axis=-1) == (norms <= step * 2)).all()
        assert ((u == 0).any(axis=-1) == (norms <= step * 2)).all()
    else:
        rho = {l1_prox: 1, l2_prox: 0}.get(prox, hyper.get("l1_ratio", 0.5))
        np.testing.assert_array_equal(~away, np.abs(W) <= step * rho)


@proximal
@stepped
def test_it_is_firmly_nonexpansive(prox, f, df, hyper, step):
    near = prox(W, step=step, **hyper) - prox(V, step=step, **hyper)
    left = (near**2).sum(axis=-1)
    assert (left <= (near * (W - V)).sum(axis=-1) + 1e-13).all()  # eps of 100


@proximal
@stepped
def test_its_only_fixed_point_is_the_minimum(prox, f, df, hyper, step):
    zeros = prox(np.zeros(4), step=step, **hyper)
    assert zeros.tolist() == [0] * 4
    assert (np.abs(prox(W, step=step, **hyper)) < np.abs(W)).all()
    u = W
    for _ in range(800):
        u = prox(u, step=step, **hyper)
    # thresholds end at exactly 0; 1.1^-800 is 1e-33
    assert np.abs(u).max() <= 1e-30


@stepped
def test_the_decomposition_of_moreau(step):
    """What a map takes away is the map of the conjugate penalty."""
    taken = W - l1_prox(W, step=step)
    # the conjugate of |u| is 0 on [-1, 1] and infinite outside: a projection
    np.testing.assert_allclose(taken, np.clip(W, -step, step), atol=1e-15)
    # that of a norm, on a ball; a difference of numbers below 10
    taken = W - group_lasso_prox(W, step=step)
    np.testing.assert_allclose(taken, max_norm(W, limit=2 * step), atol=5e-15)
    # that of u^2 is v^2 / 4: t times argmin of v^2 / (4 t) + (v - w / t)^2 / 2
    conjugate = step * (W / step) / (1 + 1 / (2 * step))
    np.testing.assert_allclose(W - l2_prox(W, step=step), conjugate, atol=5e-15)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("t", [0.1, 0.5, 1.0, 3.0])
def test_exactly_0_below_and_on_the_threshold(dtype, t):
    edge = dtype(t)
    below, above = np.nextafter(edge, dtype(0)), np.nextafter(edge, dtype(9))
    w = np.array([below, edge, above, -below, -edge, -above], dtype)
    beyond = [0, 0, above - edge, 0, 0, edge - above]
    np.testing.assert_array_equal(l1_prox(w, step=t), beyond)
    assert not np.signbit(l1_prox(w[[3, 4]], step=t)).any()  # 0, not -0
    np.testing.assert_array_equal(elastic_net_prox(w, step=t, l1_ratio=1), beyond)
    half = elastic_net_prox(w, step=2 * t, l1_ratio=0.5)
    np.testing.assert_array_equal(half == 0, [True, True, False] * 2)
    assert l1_prox(w, step=t).dtype == half.dtype == dtype


@pytest.mark.parametrize("t", [0.1, 0.3, 1.0, 2.5])
def test_rows_exactly_0_below_and_on_the_threshold(t):
    edge = 2 * t  # sqrt(4) t
    for w in (np.nextafter(edge, 0), edge, np.nextafter(edge, 9)):
        u = group_lasso_prox([0.0, w, 0.0, 0.0], step=t)
        assert (u == 0).all() == (w <= edge)
        assert u[[0, 2, 3]].tolist() == [0] * 3


def test_exact_values_of_the_maps():
    assert l1_prox([-3.0, -1.0, 0.25, 2.0], step=0.5).tolist() == [-2.5, -0.5, 0, 1.5]
    assert l2_prox([-3.0, 0.0, 1.5], step=0.25).tolist() == [-2, 0, 1]
    u = elastic_net_prox([-3.0, 0.5, 1.5], step=2.0, l1_ratio=0.25)
    np.testing.assert_allclose(u, [-0.625, 0, 0.25], rtol=3e-16)
    u = elastic_net_prox([-3.0, 0.5, 1.5], step=2.0)  # a share of one half
    np.testing.assert_allclose(u, [-2 / 3, 0, 1 / 6], rtol=3e-16)
    u = group_lasso_prox([[3.0, 0.0, -4.0, 0.0]], step=0.5)
    np.testing.assert_allclose(u, [[2.4, 0, -3.2, 0]], rtol=3e-16)
    u = max_norm([[3.0, -4.0], [0.3, 0.4]])
    np.testing.assert_allclose(u, [[0.6, -0.8], [0.3, 0.4]], rtol=3e-16)


def test_the_elastic_net_thresholds_first():
    t, rho = 1.0, 0.5
    ends = elastic_net_prox(W, step=t, l1_ratio=1), l1_prox(W, step=t)
    np.testing.assert_array_equal(*ends)
    ends = elastic_net_prox(W, step=t, l1_ratio=0), l2_prox(W, step=t)
    np.testing.assert_array_equal(*ends)
    first = l2_prox(l1_prox(W, step=t * rho), step=t * (1 - rho))
    np.testing.assert_array_equal(elastic_net_prox(W, step=t, l1_ratio=rho), first)
    other = l1_prox(l2_prox(W, step=t * (1 - rho)), step=t * rho)
    assert np.abs(other - first).max() > 0.1


def test_an_explicit_step_of_decay_can_change_the_sign():
    t = 0.75
    assert 1.0 - t * l2_grad(1.0) < 0 < l2_prox(1.0, step=t)


def test_the_threshold_is_that_of_pytorch():
    torch = pytest.importorskip("torch")
    for t in STEPS:
        theirs = torch.nn.functional.softshrink(torch.tensor(W), t).numpy()
        np.testing.assert_array_equal(l1_prox(W, step=t), theirs)


def huge_steps(dtype):
    return [1e5, float(np.finfo(dtype).max), 1e308, 1.7976931348623157e308]


@pytest.mark.parametrize("dtype", FLOATS)
def test_a_huge_step_and_an_infinite_weight(dtype):
    w = np.array([-INF, INF, 2.0, -2.0, 0.0], dtype)
    for t in huge_steps(dtype):
        np.testing.assert_array_equal(l1_prox(w, step=t), [-INF, INF, 0, 0, 0])
        u = elastic_net_prox(w, step=t, l1_ratio=1)
        np.testing.assert_array_equal(u, [-INF, INF, 0, 0, 0])
        u = l2_prox(w, step=t)
        # half a unit of the smallest float, and of a factor near it in float64
        least = float(np.finfo(dtype).smallest_subnormal)
        want = [-INF, INF, 1 / t, -1 / t, 0]
        np.testing.assert_allclose(u.astype(float), want, rtol=1e-3, atol=least)
        u = elastic_net_prox(w, step=t)
        np.testing.assert_array_equal(u, [-INF, INF, 0, 0, 0])
        u = group_lasso_prox(np.array([[INF, 2.0], [3.0, 4.0]], dtype), step=t)
        np.testing.assert_array_equal(u, [[INF, 2], [0, 0]])
        np.testing.assert_array_equal(
            max_norm(np.array([3.0, 4.0], dtype), limit=t), [3, 4]
        )
        with np.errstate(over="ignore"):
            end = np.array([-t, 0], dtype)  # the point of the ball in its direction
        np.testing.assert_array_equal(
            max_norm(np.array([-INF, 1], dtype), limit=t), end
        )


MAPS = [
    *(lambda w, f=f, h=h: f(w, step=0.5, **h) for f, _, _, h in PROX),
    max_norm,
]


@pytest.mark.parametrize("f", MAPS)
def test_what_holds_for_every_map(f):
    for dtype in FLOATS:
        assert f(W.astype(dtype)).dtype == dtype
    w = W.copy()
    w.flags.writeable = False
    result = f(w)
    assert not np.shares_memory(result, w)
    assert f(W.tolist()).tolist() == result.tolist()
    for kind in (int, bool, np.longdouble, np.int8):
        assert f(np.ones((2, 3), kind)).dtype == np.float64
    assert f(np.ones((0, 4))).shape == (0, 4)
    np.testing.assert_array_equal(f(W[0]), result[0])
    deep = f(W.reshape(2, 20, 1, 4))
    np.testing.assert_array_equal(deep.reshape(40, 4), result)
    w = W.copy()
    w[3, 1] = NAN
    result = f(w)
    assert np.isnan(result[3, 1])
    assert np.isfinite(result[np.arange(40) != 3]).all()


@pytest.mark.parametrize("f", [group_lasso_prox, max_norm])
def test_a_row_with_nan_is_nan(f):
    settings = {"step": 0.1} if f is group_lasso_prox else {}
    assert np.isnan(f([NAN, 0.1, INF], **settings)).all()
    assert np.isnan(f([NAN, 1e308], **settings)).all()


def test_a_scalar_gives_a_scalar():
    for result in (
        l1_prox(2.0, step=0.5),
        l2_prox(2.0, step=0.5),
        elastic_net_prox(2.0, step=0.5),
        dropout(2.0, rate=0.5, rng=0),
        dropout_grad(2.0, rate=0.5, rng=0),
        alpha_dropout(2.0, rate=0.5, rng=0),
        alpha_dropout_grad(2.0, rate=0.5, rng=0),
    ):
        assert type(result) is np.float64


# --- gradient steps with a map --------------------------------------------------------


def descend(after, steps):
    """Lasso by gradient steps, each followed by `after(w, lr)`."""
    w, lr = np.ones(6), N / np.linalg.norm(X, 2) ** 2
    for _ in range(steps):
        w = after(w - lr * slope(w) / (2 * N), lr)
    return w


def test_with_the_map_the_lasso_is_reached_zeros_and_all():
    linear_model = pytest.importorskip("sklearn.linear_model")
    lasso = linear_model.Lasso(0.3, fit_intercept=False, tol=1e-15, max_iter=10**6)
    wanted = lasso.fit(X, Y).coef_
    w = descend(lambda w, lr: l1_prox(w, step=lr * 0.3), 2000)
    np.testing.assert_allclose(w, wanted, rtol=0, atol=1e-8)
    np.testing.assert_array_equal(w == 0, wanted == 0)
    assert 0 < (w == 0).sum() < 6

    # a subgradient step goes past 0 and comes back
    w = descend(lambda w, lr: w - lr * 0.3 * l1_grad(w), 2000)
    assert (w != 0).all()
    assert np.abs(w[wanted == 0]).max() > 1e-4


def test_the_objective_falls_at_every_step():
    values = []

    def after(w, lr):
        w = elastic_net_prox(w, step=lr * 0.3)
        values.append(
            squared_error(Y, X @ w).sum() / (2 * N) + 0.3 * elastic_net(w).sum()
        )
        return w

    descend(after, 100)
    assert (np.diff(values) <= 1e-15).all()


# --- max-norm -------------------------------------------------------------------------


@pytest.mark.parametrize("c", [0.5, 1.0, 3.0, 100.0])
def test_the_nearest_point_of_the_ball(c):
    u = max_norm(W, limit=c)
    norms = np.linalg.norm(u, axis=-1)
    assert (norms <= c * (1 + 4e-16)).all()
    long = np.linalg.norm(W, axis=-1) > c
    assert long.any() == (c < 100)
    np.testing.assert_allclose(norms[long], c, rtol=4e-16)
    np.testing.assert_array_equal(u[~long], W[~long])
    # obtuse with every other point of the ball, up to an eps of 100
    ball = rng.normal(size=(200, 1, 4))
    ball *= c * rng.uniform(size=(200, 1, 1)) / np.linalg.norm(ball, axis=-1)[..., None]
    assert (((W - u) * (ball - u)).sum(axis=-1) <= 1e-13 * c).all()
    np.testing.assert_allclose(max_norm(u, limit=c), u, rtol=4e-16)


def test_a_row_on_the_limit_is_unchanged():
    for w in ([3.0, 4.0], [0.0, np.nextafter(5, 0)], [0.0, 5.0]):
        assert max_norm(w, limit=5.0).tolist() == w
    assert max_norm([0.0, np.nextafter(5, 9)], limit=5.0).tolist() == [0, 5]
    assert max_norm([0.0, 0.0], limit=5.0).tolist() == [0, 0]
    assert max_norm([3e200, 4e200]) == pytest.approx([0.6, 0.8], rel=4e-16)


def test_the_max_norm_of_pytorch_divides_by_a_little_more():
    torch = pytest.importorskip("torch")
    theirs = torch.renorm(torch.tensor(W), 2, 0, 1.5).numpy()
    ours = max_norm(W, limit=1.5)
    # 1e-7 beside a norm above 1.5
    np.testing.assert_allclose(ours, theirs, rtol=1e-7)
    assert np.abs(ours - theirs).max() > 1e-9


# --- dropout --------------------------------------------------------------------------

DROPOUTS = [
    (dropout, dropout_grad),
    (alpha_dropout, alpha_dropout_grad),
    (spatial_dropout, spatial_dropout_grad),
]
every = pytest.mark.parametrize(("f", "df"), DROPOUTS, ids=lambda f: f.__name__)
A = rng.normal(size=(5, 7, 6, 4))


class Given(np.random.Generator):
    """A generator whose draws keep what it is told to keep."""

    def __init__(self, kept):
        super().__init__(np.random.PCG64(0))
        self.kept = kept

    def random(self, shape):
        assert tuple(shape) == self.kept.shape
        return self.kept.astype(float)


def test_exact_values_of_dropout():
    kept = np.array([True, False, True, False])
    x = [1.0, 2.0, -3.0, 0.0]
    assert dropout(x, rate=0.75, rng=Given(kept)).tolist() == [4, 0, -12, 0]
    assert dropout_grad(x, rate=0.75, rng=Given(kept)).tolist() == [4, 0, 4, 0]
    kept = np.array([[[True, False]]])
    x = [[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]]
    y = spatial_dropout(x, rate=0.5, rng=Given(kept))
    assert y.tolist() == [[[2, 0], [6, 0], [10, 0]]]
    slope = spatial_dropout_grad(x, rate=0.5, rng=Given(kept))
    assert slope.tolist() == [[[2, 0], [2, 0], [2, 0]]]


@pytest.mark.parametrize(
    ("draw", "kept"), [(0.0, 0), (np.nextafter(0.5, 0), 0), (0.5, 1), (0.75, 1)]
)
@pytest.mark.parametrize("f", [dropout, spatial_dropout])
def test_an_element_is_kept_from_the_rate_on(f, draw, kept):
    class One(np.random.Generator):
        def random(self, shape):
            return np.full(shape, draw)

    # a draw from [0, 1) is below the rate with just that probability
    x = np.full((1, 1, 1), 3.0)
    assert f(x, rate=0.5, rng=One(np.random.PCG64(0))) == 6 * kept


@pytest.mark.parametrize("p", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("name", ["dropout", "alpha_dropout"])
def test_dropout_is_that_of_pytorch_for_its_draws(name, p):
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    x = torch.tensor(A, requires_grad=True)
    y = getattr(torch.nn.functional, name)(x, p, training=True)
    (slope,) = torch.autograd.grad(y.sum(), x)
    kept = slope.numpy() != 0
    f, df = REGULARIZERS[name]
    ours = f(A, rate=p, rng=Given(kept))
    # some roundings of numbers up to 100
    np.testing.assert_allclose(ours, y.detach().numpy(), rtol=1e-13, atol=1e-14)
    np.testing.assert_allclose(df(A, rate=p, rng=Given(kept)), slope, rtol=1e-14)


@pytest.mark.parametrize("p", [0.2, 0.5, 0.9])
def test_spatial_dropout_is_that_of_pytorch_with_the_channels_moved(p):
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    x = torch.tensor(np.moveaxis(A, -1, 1).copy(), requires_grad=True)
    y = torch.nn.functional.dropout2d(x, p)
    (slope,) = torch.autograd.grad(y.sum(), x)
    last = np.moveaxis(slope.numpy(), 1, -1)
    kept = last[:, :1, :1] != 0
    ours = spatial_dropout(A, rate=p, rng=Given(kept))
    theirs = np.moveaxis(y.detach().numpy(), 1, -1)
    np.testing.assert_allclose(ours, theirs, rtol=1e-15)
    ours = spatial_dropout_grad(A, rate=p, rng=Given(kept))
    np.testing.assert_allclose(ours, last, rtol=1e-15)


@every
def test_without_a_rate_nothing_changes(f, df):
    np.testing.assert_allclose(f(A, rate=0, rng=0), A, rtol=1e-15)
    np.testing.assert_array_equal(df(A, rate=0, rng=0), np.ones_like(A))


@every
def test_a_seed_draws_the_same_and_a_generator_anew(f, df):
    hyper = {"rate": 0.5, "rng": 7}
    first, slope = f(A, **hyper), df(A, **hyper)
    np.testing.assert_array_equal(f(A, **hyper), first)
    np.testing.assert_array_equal(f(A, rate=0.5, rng=np.int64(7)), first)
    np.testing.assert_array_equal(f(A, rate=0.5, rng=np.random.default_rng(7)), first)
    # the derivative belongs to the value: of two points it is the difference
    np.testing.assert_allclose(f(A + 1, **hyper) - first, slope, atol=1e-14)
    assert not np.array_equal(f(A, rate=0.5, rng=8), first)
    source = np.random.default_rng(7)
    np.testing.assert_array_equal(f(A, rate=0.5, rng=source), first)
    assert not np.array_equal(f(A, rate=0.5, rng=source), first)
    small = df(A.astype(np.float16), **hyper)
    np.testing.assert_array_equal(small == 0, slope == 0)


@every
def test_a_dropped_infinity_is_dropped_and_nan_is_not(f, df):
    for bad in (INF, -INF, NAN, -0.0, 1e308):
        x = np.full((3, 2, 50), bad)
        y, slope = f(x, rate=0.5, rng=0), df(x, rate=0.5, rng=0)
        finite = f(np.ones_like(x), rate=0.5, rng=0)
        dropped = df(np.ones_like(x), rate=0.5, rng=0) == 0
        assert dropped.any()
        assert (~dropped).any()
        if np.isnan(bad):
            assert np.isnan(y).all()
            assert np.isnan(slope).all()
        else:
            np.testing.assert_array_equal(y[dropped], finite[dropped])
            np.testing.assert_array_equal(slope == 0, dropped)
        if np.isinf(bad):
            assert (y[~dropped] == bad).all()


def test_a_channel_of_an_example_is_dropped_whole():
    slope = spatial_dropout_grad(A, rate=0.5, rng=0)
    assert (slope == slope[:, :1, :1]).all()
    maps = slope[:, 0, 0]
    assert len(np.unique(maps, axis=0)) > 1  # examples differ
    assert len(np.unique(maps, axis=1)) > 1  # and channels
    for shape in [(0, 2, 3), (2, 0, 3), (2, 3, 0), (2, 3, 4), (2, 3, 4, 5, 6)]:
        x = np.ones(shape)
        assert spatial_dropout(x, rate=0.5, rng=0).shape == shape
        assert spatial_dropout_grad(x, rate=0.5, rng=0).shape == shape


COUNT = 400_000


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.8])
@pytest.mark.parametrize("f", [dropout, alpha_dropout])
def test_the_rate_is_the_probability_to_drop(f, rate):
    slope = REGULARIZERS[f.__name__].grad(np.ones(COUNT), rate=rate, rng=1)
    dropped = slope == 0
    # a share of COUNT draws has the standard error sqrt(r (1 - r) / COUNT)
    error = math.sqrt(rate * (1 - rate) / COUNT)
    assert abs(dropped.mean() - rate) <= 5 * error
    # neighbours are independent: their product has mean r^2, and at most that error
    both = (dropped[1:] & dropped[:-1]).mean()
    assert abs(both - rate**2) <= 5 * math.sqrt(rate**2 * 3 / COUNT)


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.8])
def test_the_mean_of_dropout_is_kept(rate):
    x = np.full(COUNT, 3.0)
    y = dropout(x, rate=rate, rng=2)
    assert set(np.unique(y)) == {0.0, 3 / (1 - rate)}
    # x^2 r / (1 - r) is the variance of an element, by the two values above
    assert abs(y.mean() - 3) <= 5 * 3 * math.sqrt(rate / (1 - rate) / COUNT)
    maps = np.full((COUNT // 10, 2, 10), 3.0)
    y = spatial_dropout(maps, rate=rate, rng=2)
    assert abs(y.mean() - 3) <= 5 * 3 * math.sqrt(rate / (1 - rate) / COUNT)


def test_what_selu_tends_to():
    """From the two equations of a standard normal input, mean 0 and variance 1."""
    mp = pytest.importorskip("mpmath").mp
    with mp.workdps(40):
        left = mp.sqrt(mp.e) * mp.ncdf(-1)  # integral of e^x over the left half
        alpha = 1 / mp.sqrt(2 * mp.pi) / (mp.mpf(1) / 2 - left)
        square = mp.e**2 * mp.ncdf(-2) - 2 * left + mp.mpf(1) / 2
        scale = 1 / mp.sqrt(mp.mpf(1) / 2 + alpha**2 * square)
        assert float(-scale * alpha) == SATURATION


@pytest.mark.parametrize("rate", [0.05, 0.3, 0.5, 0.9])
def test_alpha_dropout_keeps_mean_and_variance(rate):
    one = np.array([1.0])

    def y(x, kept):
        given = Given(np.array([kept]))
        return alpha_dropout(x * one, rate=rate, rng=given)[0]

    down, up, zero = y(0, False), y(1, True), y(0, True)
    a = up - zero
    # a mixture of a x + zero with variance a^2, and of a point
    mean = (1 - rate) * zero + rate * down
    square = (1 - rate) * (a**2 + zero**2) + rate * down**2
    assert mean == pytest.approx(0, abs=1e-15)
    assert square == pytest.approx(1, rel=2e-15)
    # a dropped element stands for the left end of SELU
    left = y(SATURATION, True)
    assert down == pytest.approx(left, rel=1e-14)

    x = np.random.default_rng(3).normal(size=COUNT)
    got = alpha_dropout(x, rate=rate, rng=4)
    # the mean of COUNT numbers of variance 1
    assert abs(got.mean()) <= 5 / math.sqrt(COUNT)
    # their variance has the error sqrt((m4 - 1) / COUNT), m4 the fourth moment
    fourth = 3 * a**4 + 6 * a**2 * zero**2 + zero**4
    m4 = (1 - rate) * fourth + rate * down**4
    assert abs(got.var() - 1) <= 5 * math.sqrt((m4 - 1) / COUNT)


def test_dropout_does_not_keep_the_variance():
    x = np.random.default_rng(3).normal(size=COUNT)
    # x^2 / (1 - r) on average, 2 for one half, far from 1
    assert dropout(x, rate=0.5, rng=4).var() > 1.9


def test_a_dropped_element_of_alpha_dropout_does_not_cancel():
    kept = np.zeros(1, bool)
    got = alpha_dropout([5.0], rate=1 - 2**-40, rng=Given(kept))
    r = Fraction(1) - Fraction(1, 2**40)
    s = Fraction(SATURATION)
    exact = s * (1 - r) / math.sqrt((1 - r) * (1 + r * s * s))
    assert got[0] == pytest.approx(float(exact), rel=1e-15)


@pytest.mark.parametrize("f", [dropout, spatial_dropout])
def test_a_rate_near_1_in_half_precision(f):
    """1 - r is 0 in float16, and its inverse infinite."""
    x = np.array([0, 2**-24, -(2**-20), 2], np.float16).reshape(1, 1, 4)
    kept = np.ones((1, 1, 4) if f is spatial_dropout else x.shape, bool)
    y = f(x, rate=1 - 2**-30, rng=Given(kept))
    assert y.dtype == np.float16
    assert y.ravel().tolist() == [0, 64, -1024, INF]
    assert (f(x, rate=1 - 2**-30, rng=Given(~kept)) == 0).all()


@pytest.mark.parametrize("f", [dropout_grad, alpha_dropout_grad, spatial_dropout_grad])
def test_a_slope_beyond_half_precision(f):
    x = np.array([1, -1], np.float16).reshape(1, 1, 2)
    kept = np.array([True, False]).reshape(1, 1, 2)
    slopes = f(x, rate=1 - 2**-50, rng=Given(kept))
    assert slopes.dtype == np.float16
    assert slopes.ravel().tolist() == [INF, 0]


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_alpha_dropout_near_1_in_a_small_float(dtype):
    """1 - r is not cancelled there either: it is that of float64, rounded."""
    x = np.array([3, 0.5, -2], dtype)
    kept = np.array([False, True, True])
    for rate in (0.3, 0.999, 1 - 1.1e-6, 1 - 1e-9):
        y = alpha_dropout(x, rate=rate, rng=Given(kept))
        exact = alpha_dropout(x.astype(float), rate=rate, rng=Given(kept))
        assert y.dtype == dtype
        # the float nearest to a number of four roundings in float32, or these; x + s r
        # of kept ones loses two bits
        wide = np.finfo(np.float32).eps
        np.testing.assert_allclose(
            y, exact.astype(dtype), rtol=np.finfo(dtype).eps + 16 * wide
        )


def test_there_is_no_derivative_of_a_step_of_an_optimizer():
    for name in ("l1_prox", "l2_prox", "elastic_net_prox", "group_lasso_prox"):
        assert name in regularizers.__all__
        assert f"{name}_grad" not in regularizers.__all__
    assert "max_norm" not in REGULARIZERS
