"""Optimizers: whole trajectories of other libraries, and what the papers promise."""

import copy
import itertools
import json
import math
import re
from collections import namedtuple
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from commands import command

from lossedu import optimizers, schedules, surfaces
from lossedu.optimizers import (
    SGD,
    AdaDelta,
    AdaGrad,
    Adam,
    Adamax,
    AdamW,
    Lion,
    NAdam,
    Newton,
    RAdam,
    RMSProp,
    clip_by_norm,
    clip_by_value,
    minimize,
)

HERE = Path(__file__).parent
FIRST_ORDER = [
    *(SGD, AdaGrad, AdaDelta, RMSProp, Adam),
    *(AdamW, Adamax, NAdam, RAdam, Lion),
]
OPTIMIZERS = [optimizer() for optimizer in FIRST_ORDER]
OPTIMIZERS += [
    SGD(momentum=0.9),
    SGD(momentum=0.9, nesterov=True, weight_decay=0.1),
    RMSProp(momentum=0.9, centered=True),
    Adam(amsgrad=True, weight_decay=0.1),
    Lion(weight_decay=0.1),
]
every = pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=str)


def follow(optimizer, slope, start, steps):
    """The parameters after every step, the start first."""
    params, state = start, optimizer.init(start)
    path = [params]
    for _ in range(steps):
        params, state = optimizer.step(params, slope(params), state)
        path.append(params)
    return path


def one_step(optimizer, x, g, steps=1):
    """Where a constant gradient brings a number in some steps."""
    return follow(optimizer, lambda _: np.asarray(g), np.asarray(x), steps)[-1]


# Trajectories -------------------------------------------------------------------------

FILES = [
    json.loads(path.read_text())
    for path in sorted((HERE / "reference" / "trajectories").glob("*.json"))
]
ROWS = [
    pytest.param(file, row, id=f"{row['line']} {row['problem']}")
    for file in FILES
    for row in file["rows"]
]
CURVATURE = np.array([[1.0, 10.0], [100.0, 1000.0]])
MATRIX = np.array([[4.0, 1.0, 0.0], [1.0, 3.0, -0.5], [0.0, -0.5, 0.25]])


def quadratic_slope(p):
    """A bowl with a condition of 1000, and one whose axes are turned."""
    return [CURVATURE * p[0], MATRIX @ p[1] - 1]


def valley_slope(p):
    """Rosenbrock's valley from five starts at once, its coordinates two arrays."""
    rise = p[1] - p[0] ** 2
    return [2 * (p[0] - 1) - 400 * p[0] * rise, 200 * rise]


SLOPES = {"quadratic": quadratic_slope, "valley": valley_slope}
# Either side rounds each step by some eps, which the steps after it multiply by at most
# 100, as a test shows: 60 steps make 1e-12 of parameters whose size is 1.
CLOSE = {"rtol": 1e-12, "atol": 1e-12}


def ours(row, start, steps):
    """The path of our optimizer on the row's problem."""
    hyper = dict(row["hyper"])
    if isinstance(hyper.get("lr"), str):  # a rate that falls: an expression of the step
        hyper["lr"] = eval("lambda t: " + hyper["lr"])
    optimizer = getattr(optimizers, row["optimizer"])(**hyper)
    plain, penalty = SLOPES[row["problem"]], row.get("penalty", 0.0)

    def slope(p):
        return [g + penalty * x for g, x in zip(plain(p), p, strict=True)]

    return follow(optimizer, slope, [np.array(a) for a in start], steps)


@pytest.mark.parametrize(("file", "row"), ROWS)
def test_a_trajectory_does_not_amplify_rounding(file, row):
    """So what two libraries round differently stays small: the settings are stable."""
    start = [np.array(a) for a in file["problems"][row["problem"]]["start"]]
    rng = np.random.default_rng(0)
    moved = [a * (1 + 1e-9 * rng.choice([-1, 1], a.shape)) for a in start]
    for a, b in zip(ours(row, start, 60), ours(row, moved, 60), strict=True):
        for x, y in zip(a, b, strict=True):
            np.testing.assert_allclose(x, y, rtol=0, atol=1e-7)


@pytest.mark.parametrize("kind", FIRST_ORDER)
def test_steps_are_counted_from_0(kind):
    state = kind().init(np.ones(2))
    assert state.t == 0
    assert kind().step(np.ones(2), np.ones(2), state)[1].t == 1


def test_a_trajectory_says_where_it_comes_from():
    assert [file["library"] for file in FILES] == ["optax", "torch"]
    assert all(file["version"][0].isdigit() and file["steps"] == 60 for file in FILES)
    names = {row["optimizer"] for file in FILES for row in file["rows"]}
    assert names == {optimizer.__name__ for optimizer in FIRST_ORDER}


@pytest.mark.parametrize(("file", "row"), ROWS)
def test_stored_trajectories(file, row):
    path = ours(row, file["problems"][row["problem"]]["start"], file["steps"])
    assert max(map(int, row["path"])) == 60
    for t, there in row["path"].items():
        for mine, theirs in zip(path[int(t)], there, strict=True):
            np.testing.assert_allclose(mine, theirs, **CLOSE)


@pytest.mark.parametrize(("file", "row"), ROWS)
def test_live_trajectories(file, row):
    """From another start than the stored one, at every step."""
    pytest.importorskip(file["library"])
    make_trajectories = command("tools/make_trajectories.py")
    problem = file["problems"][row["problem"]]
    start = [(0.9 * np.array(a)).tolist() for a in problem["start"]]
    theirs = make_trajectories.PATHS[file["library"]](row, problem, start)
    mine = ours(row, start, file["steps"])
    assert len(mine) == len(theirs) == 61
    for t, (a, b) in enumerate(zip(mine, theirs, strict=True)):
        for x, y in zip(a, b, strict=True):
            np.testing.assert_allclose(x, y, **CLOSE, err_msg=f"step {t}")


def test_live_nadam_in_pytorch_keeps_its_momentum_in_float32():
    """The docstring's reason for setting the default dtype when paths are made."""
    torch = pytest.importorskip("torch")
    p = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.NAdam([p])
    p.sum().backward()
    optimizer.step()
    assert optimizer.state[p]["mu_product"].dtype == torch.float32


def test_live_schedule_is_the_rate_of_a_scheduler():
    torch = pytest.importorskip("torch")
    x = np.array([1.0, -2.0, 0.3])
    rate = partial(schedules.cosine, lr=0.1, steps=30)
    mine = follow(Adam(lr=rate), lambda x: x**3, x, 30)
    p = torch.tensor(x, requires_grad=True)
    optimizer = torch.optim.Adam([p], lr=0.1)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 30)
    for t in range(30):
        optimizer.zero_grad()
        (p**4 / 4).sum().backward()
        optimizer.step()
        scheduler.step()
        np.testing.assert_allclose(mine[t + 1], p.detach().numpy(), **CLOSE)


def test_the_rate_of_a_step_counts_from_0():
    seen = []

    def rate(step):
        seen.append(step)
        return 0.5**step

    path = follow(SGD(lr=rate), lambda x: np.array(1.0), np.array(0.0), 4)
    assert path == [0, -1, -1.5, -1.75, -1.875]
    assert seen == [0, 1, 2, 3]
    assert all(type(step) is int for step in seen)


# Each optimizer in exact fractions ----------------------------------------------------


def sign(v):
    return (v > 0) - (v < 0)


def test_lion_in_exact_fractions():
    """Algorithm 2 of Chen et al. (2023), on a gradient that turns."""
    lr, b1, b2, decay = (Fraction(v) for v in (0.125, 0.75, 0.875, 0.25))
    g = [Fraction(v, 16) for v in (8, -1, 3, -12, -2, 5, 9, -30, 1, 0, 2, 7)]
    x, m, exact = Fraction(1), Fraction(0), []
    for v in g:
        u = sign(b1 * m + (1 - b1) * v) + decay * x
        x, m = x - lr * u, b2 * m + (1 - b2) * v
        exact.append(x)
    lion = Lion(lr=0.125, beta1=0.75, beta2=0.875, weight_decay=0.25)
    y, state = np.float64(1), lion.init(np.float64(1))
    for v, want in zip(g, exact, strict=True):
        y, state = lion.step(y, np.float64(v), state)
        # 1 - lr decay is 31/32: five bits more a step, so that ten are exact
        assert float(y) == pytest.approx(float(want), rel=4e-16)
    assert state.m == pytest.approx(float(m), rel=1e-15)


def test_a_step_of_each_by_hand():
    """From 2 with a gradient of 3, where every square root is of a square."""
    for optimizer, want in [
        (SGD(lr=0.5), 0.5),
        (SGD(lr=0.5, weight_decay=0.5), 0),
        (SGD(lr=0.5, momentum=0.5, nesterov=True), 2 - 0.5 * (3 + 1.5)),
        (AdaGrad(lr=0.5, eps=1.0), 2 - 0.5 * 3 / 4),
        (AdaDelta(lr=0.5, rho=0.75, eps=0.75), 2 - 0.5 * math.sqrt(0.25) * 3),
        (RMSProp(lr=0.5, rho=0.75, eps=0.5), 2 - 0.5 * 3 / 2),
        (Adam(lr=0.5, eps=1.0), 2 - 0.5 * 3 / 4),
        (Adam(lr=0.5, eps=1.0, weight_decay=2.0), 2 - 0.5 * 7 / 8),
        (AdamW(lr=0.5, eps=1.0, weight_decay=0.5), 1.5 - 0.5 * 3 / 4),
        (Adamax(lr=0.5, eps=1.0), 2 - 0.5 * 3 / 4),
        (RAdam(lr=0.5), 0.5),
        (Lion(lr=0.5, weight_decay=0.5), 1),
        (Newton(hessian=lambda x: np.float64(6)), 1.5),
        (Newton(hessian=lambda x: np.float64(4), lr=0.5, damping=2.0), 1.75),
    ]:
        assert float(one_step(optimizer, 2.0, 3.0)) == pytest.approx(want, rel=4e-15)


# What the literature says -------------------------------------------------------------

G = np.array([3.0, -0.25, 1e-3, -40.0, 0.0])


def test_adam_without_memory_is_sign_descent():
    adam = Adam(lr=0.5, beta1=0.0, beta2=0.0, eps=1e-3)
    path = follow(adam, lambda x: G, np.zeros(5), 4)
    for t in range(5):
        np.testing.assert_allclose(path[t], -0.5 * t * G / (abs(G) + 1e-3), rtol=1e-14)


@pytest.mark.parametrize("t", [1, 2, 10])
def test_a_corrected_mean_of_equal_gradients_is_the_gradient(t):
    """So each of Adam's steps is lr sign(g), whatever the betas."""
    for optimizer in (Adam, partial(AdamW, weight_decay=0.0), Adamax):
        x = one_step(optimizer(lr=0.5, eps=1e-200), np.zeros(5), G, t)
        # 1 - 0.999^t has lost three digits, and the powers round t times
        np.testing.assert_allclose(x, -0.5 * t * np.sign(G), rtol=1e-13 * t)


def test_without_correction_adams_first_step_would_be_three_times_too_long():
    adam = Adam(lr=1.0, eps=1e-200)
    _, state = adam.step(np.float64(0), np.float64(7), adam.init(np.float64(0)))
    too_long = state.m / np.sqrt(state.v)
    assert too_long == pytest.approx(0.1 / math.sqrt(0.001), rel=1e-13)
    assert too_long == pytest.approx(3.1623, abs=1e-4)
    assert one_step(adam, 0.0, 7.0) == pytest.approx(-1)


def test_rmsprop_is_adam_without_mean_and_without_correction():
    """RMSProp(lr, rho, eps) is Adam(beta1=0, beta2=rho) at lr / c and eps / c.

    With c = sqrt(1 - rho^t), Adam divides by sqrt(v) / c + eps, which is RMSProp's
    denominator over c if its eps is divided too: a new rate and eps for each step.
    """
    rho, eps = 0.9, 1e-2
    x, y = np.array([1.0, -2.0]), np.array([1.0, -2.0])
    rmsprop = RMSProp(lr=0.1, rho=rho, eps=eps)
    state, adam_state = rmsprop.init(x), Adam().init(y)
    for t in range(1, 60):
        c = math.sqrt(1 - rho**t)
        adam = Adam(lr=0.1 / c, beta1=0.0, beta2=rho, eps=eps / c)
        x, state = rmsprop.step(x, x**3, state)
        y, adam_state = adam.step(y, y**3, adam_state)
        np.testing.assert_allclose(x, y, rtol=1e-13)


def test_rmsprops_first_step_is_too_long_by_the_root_of_its_share():
    x = one_step(RMSProp(lr=0.5, rho=0.99, eps=1e-200), 0.0, 7.0)
    assert x == pytest.approx(-0.5 * 10, rel=1e-13)


def test_centred_rmsprop_divides_by_the_standard_deviation():
    g = np.random.default_rng(1).normal(3.0, 0.5, size=400)
    rmsprop = RMSProp(centered=True, rho=0.99)
    x, state = 0.0, rmsprop.init(0.0)
    for v in g:
        x, state = rmsprop.step(x, v, state)
    w = 0.01 * 0.99 ** np.arange(400)[::-1]
    assert state.m == pytest.approx(w @ g, rel=1e-13)
    assert state.v == pytest.approx(w @ g**2, rel=1e-13)


def test_a_variance_that_rounding_makes_negative_is_0():
    """PyTorch takes its root and returns NaN."""
    rmsprop = RMSProp(lr=0.1, rho=0.5, centered=True)
    path = follow(rmsprop, lambda x: np.full(99, 0.1) * np.arange(99), np.zeros(99), 99)
    assert np.isfinite(path[-1]).all()


def test_adagrads_rate_falls_as_one_over_the_root_of_t():
    path = np.array(follow(AdaGrad(lr=0.5), lambda x: G, np.zeros(5), 50))
    steps = np.arange(1, 51)[:, None]
    want = -0.5 * np.sign(G) / np.sqrt(steps)
    # eps is 1e-7 of the gradient 0.001
    np.testing.assert_allclose(np.diff(path, axis=0), want, rtol=2e-7)


def test_adadelta_has_the_unit_of_its_parameter():
    """Gradients a thousand times as large change nothing, but for eps."""
    a = one_step(AdaDelta(eps=1e-20), 0.0, 2.0, 30)
    b = one_step(AdaDelta(eps=1e-20), 0.0, 2000.0, 30)
    assert a == pytest.approx(b, rel=1e-12)


def test_adadeltas_first_step_is_about_the_root_of_eps_over_1_minus_rho():
    x = one_step(AdaDelta(), 0.0, 5.0)
    assert x == pytest.approx(-math.sqrt(1e-6 / 0.1), rel=1e-6)


def test_adamaxs_size_is_the_limit_of_a_norm():
    """(sum of b^(p (t - i)) |g_i|^p)^(1 / p) goes to max b^(t - i) |g_i|."""
    g = np.random.default_rng(2).normal(size=20)
    adamax = Adamax(beta2=0.9)
    x, state = 0.0, adamax.init(0.0)
    for v in g:
        x, state = adamax.step(x, v, state)
    decayed = 0.9 ** np.arange(20)[::-1] * abs(g)
    # 20 equal terms would make a factor of 20^(1 / p); eps adds 1e-8
    for p, rel in ((10, 0.35), (100, 0.031), (1000, 0.0031)):
        assert np.linalg.norm(decayed, p) == pytest.approx(float(state.u), rel=rel)
    assert state.u == pytest.approx(decayed.max(), abs=2e-8)


def test_radam_is_descent_with_momentum_in_its_first_steps():
    """Until the sixth step with beta2 = 0.999; then it is rectified Adam."""
    g = np.random.default_rng(3).normal(size=(7, 2))
    radam = RAdam(lr=0.5, beta1=0.75)
    x, state = np.zeros(2), radam.init(np.zeros(2))
    y, m = np.zeros(2), np.zeros(2)
    apart = []
    for t, v in enumerate(g, 1):
        x, state = radam.step(x, v, state)
        m = 0.75 * m + 0.25 * v
        y = y - 0.5 * m / (1 - 0.75**t)
        apart.append(abs(x - y).max())
    assert max(apart[:5]) < 1e-15
    assert apart[5] > 0.1


def test_radams_threshold_is_5():
    """N = 2 / (1 - beta2) - 1 is the limit of rho; it is 5 for a beta2 of 2 / 3."""
    g = np.random.default_rng(4).normal(size=400)

    def is_plain(beta2, eps):
        radam = RAdam(lr=1.0, beta1=0.0, beta2=beta2, eps=eps)
        x, state = 0.0, radam.init(0.0)
        for v in g:
            before, (x, state) = x, radam.step(x, v, state)
        return bool(before - x == pytest.approx(g[-1], rel=1e-9))

    assert is_plain(0.5, 1e-8)
    assert is_plain(0.66, 1e-8)
    assert not is_plain(0.67, 1e-8)


@pytest.mark.parametrize(("t", "rho"), [(5, 4.9960), (6, 5.9942)])
def test_the_length_of_radams_mean(t, rho):
    """Sum of w^2 in place of Liu et al.'s approximation is within a thousandth."""
    b = 0.999
    assert 2 / (1 - b) - 1 - 2 * t * b**t / (1 - b**t) == pytest.approx(rho, abs=1e-4)


def test_newton_reaches_the_minimum_of_a_quadratic_in_one_step():
    rng = np.random.default_rng(5)
    a = rng.normal(size=(6, 6))
    h = a @ a.T + np.eye(6)
    x0, best = rng.normal(size=(2, 6))
    path = minimize(lambda x: h @ (x - best), x0, Newton(hessian=lambda x: h), steps=1)
    # the condition of h, about 30, times some eps
    np.testing.assert_allclose(path[1], best, rtol=1e-13)
    assert not np.allclose(path[0], best, atol=0.1)


def test_newton_goes_to_a_saddle_too():
    newton = Newton(hessian=surfaces.saddle_hessian)
    path = minimize(surfaces.saddle_grad, [3.0, -2.0], newton, steps=1)
    assert path[1].tolist() == [0, 0]


def test_newton_converges_quadratically():
    newton = Newton(hessian=surfaces.rosenbrock_hessian)
    path = minimize(surfaces.rosenbrock_grad, [-1.2, 1.0], newton, steps=7)
    error = np.abs(path - 1).max(axis=1)
    # 0.06, 9e-6, 2e-11, 0: the digits double and more
    assert (error[4:-1] > [0.05, 5e-6, 1e-11]).all()
    assert (error[4:] < [0.06, 1e-5, 3e-11, 1e-15]).all()


def test_much_damping_is_gradient_descent():
    damped = Newton(hessian=surfaces.rosenbrock_hessian, lr=1e12, damping=1e12)
    x = np.array([-1.2, 1.0])
    g = surfaces.rosenbrock_grad(x)
    d = x - damped.step(x, g, damped.init(x))[0]
    np.testing.assert_allclose(d, g, rtol=1e-8)  # H / damping is 1e-9


def test_newton_takes_a_matrix_of_parameters():
    h = np.arange(16.0).reshape(2, 2, 2, 2) + 10 * np.eye(4).reshape(2, 2, 2, 2)
    x, g = np.ones((2, 2)), np.array([[1.0, 2.0], [3.0, 4.0]])
    newton = Newton(hessian=lambda x: h)
    d = x - newton.step(x, g, newton.init(x))[0]
    np.testing.assert_allclose(np.tensordot(h, d), g, rtol=1e-13)


@pytest.mark.parametrize("browser", [False, True])
def test_newton_says_that_a_hessian_is_singular(browser, monkeypatch):
    """NumPy in a browser raises nothing and answers NaN."""
    if browser:
        monkeypatch.setattr(np.linalg, "solve", lambda a, b: np.full_like(b, np.nan))
    newton, x = Newton(hessian=lambda x: np.ones((2, 2))), np.array([1.0, 2.0])
    with pytest.raises(ValueError, match="singular; give a damping"):
        newton.step(x, x, newton.init(x))


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_curvature_that_is_no_number_gives_no_step(bad):
    newton = Newton(hessian=lambda x: np.diag([1.0, bad]))
    x, _ = newton.step(np.ones(2), np.ones(2), newton.init(np.ones(2)))
    assert np.isnan(x).any() == np.isnan(bad)


@pytest.mark.parametrize("lr", [1e-3, 0.5])
def test_each_step_of_lion_has_one_size(lr):
    path = np.array(follow(Lion(lr=lr), lambda x: x**3 - G, np.ones(5), 50))
    np.testing.assert_allclose(abs(np.diff(path, axis=0)), lr, rtol=1e-12)


def test_lion_stays_where_its_mean_is_0():
    assert one_step(Lion(lr=1.0), 2.0, 0.0, 3) == 2


def test_amsgrads_denominator_never_falls():
    g = 10 * np.random.default_rng(6).normal(size=(99, 3)) / np.arange(1, 100)[:, None]
    for optimizer, falls in ((Adam(amsgrad=True), False), (Adam(), True)):
        x, state, seen = np.zeros(3), optimizer.init(np.zeros(3)), []
        for v in g:
            x, state = optimizer.step(x, v, state)
            seen.append(state.v_max)
        assert (np.diff(seen, axis=0) < 0).any() == falls
        assert np.array_equal(state.v_max, state.v) == falls


# Linear recursions on a quadratic -----------------------------------------------------


@pytest.mark.parametrize("share", [0.1, 1.0, 1.9, 1.999, 2.001, 2.5])
def test_descent_on_a_quadratic_converges_up_to_2_over_the_curvature(share):
    """The error in each direction is multiplied by 1 - lr c."""
    c = np.array([1.0, 10.0, 50.0])
    path = minimize(lambda x: c * x, np.ones(3), SGD(lr=share / 50), steps=200)
    want = (1 - share / 50 * c) ** np.arange(201)[:, None]
    np.testing.assert_allclose(path, want, rtol=1e-11, atol=1e-300)
    assert (abs(path[-1, 2]) < 1) == (share < 2)


def test_on_the_boundary_it_neither_converges_nor_diverges():
    path = minimize(lambda x: 8 * x, 3.0, SGD(lr=2 / 8), steps=101)
    assert path.tolist() == [3, -3] * 51


@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize(
    ("lr", "mu"), [(0.05, 0.5), (0.05, 0.9), (0.2, 0.95), (0.35, 0.3)]
)
def test_momentum_on_a_quadratic_is_a_linear_recursion(lr, mu, nesterov):
    """x_t = a r^t + b s^t, with r and s the roots of the recursion's polynomial.

    Heavy ball: x_{t+1} = (1 + mu - lr c) x_t - mu x_{t-1}. In torch's form of Nesterov,
    y = x - lr mu b, the point looked ahead to, is what the optimizer holds:
    y_{t+1} = (1 + mu) (1 - lr c) y_t - mu (1 - lr c) y_{t-1}.
    """
    c = 3.0
    path = minimize(lambda x: c * x, 1.0, SGD(lr=lr, momentum=mu, nesterov=nesterov),
                    steps=40)  # fmt: skip
    keep = 1 - lr * c
    if nesterov:
        polynomial = [1, -(1 + mu) * keep, mu * keep]
    else:
        polynomial = [1, -(1 + mu - lr * c), mu]
    r, s = np.roots(polynomial).astype(complex)
    a, b = np.linalg.solve([[1, 1], [r, s]], path[:2])
    t = np.arange(41)
    closed = a * r**t + b * s**t
    np.testing.assert_allclose(closed.imag, 0, atol=1e-12)
    np.testing.assert_allclose(path, closed.real, rtol=1e-10, atol=1e-13)
    first = 1 - lr * c * (1 + mu if nesterov else 1)
    assert path[1] == pytest.approx(first, rel=1e-14)


def test_momentum_0_is_descent_without_memory():
    path = follow(SGD(lr=0.1), lambda x: x**2 - 2, np.array([1.0, 3.0]), 30)
    for x, following in itertools.pairwise(path):
        np.testing.assert_allclose(following, x - 0.1 * (x**2 - 2), rtol=1e-15)


def test_a_constant_gradient_reaches_its_final_speed():
    """1 / (1 - mu) times the rate; with dampening tau (1 - tau) times that."""
    for tau in (0.0, 0.5):
        sgd = SGD(lr=1.0, momentum=0.9, dampening=tau)
        path = follow(sgd, lambda x: np.array(2.0), np.array(0.0), 400)
        assert path[-2] - path[-1] == pytest.approx(20 * (1 - tau), rel=1e-12)


# Weight decay -------------------------------------------------------------------------


def slope(x):
    return np.array([0.5, -3.0, 0.01]) * x + np.array([1.0, 0.1, -2.0])


def test_adamw_without_decay_is_adam():
    x = np.array([1.0, -2.0, 3.0])
    for hyper in ({}, {"amsgrad": True}, {"beta1": 0.5, "eps": 1e-2}):
        a = follow(Adam(lr=0.1, **hyper), slope, x, 60)
        b = follow(AdamW(lr=0.1, weight_decay=0.0, **hyper), slope, x, 60)
        np.testing.assert_array_equal(a, b)


def test_adamw_with_decay_is_not_adam_with_a_penalty():
    x = np.array([1.0, -2.0, 3.0])
    a = follow(Adam(lr=0.1, weight_decay=0.1), slope, x, 10)[-1]
    b = follow(AdamW(lr=0.1, weight_decay=0.1), slope, x, 10)[-1]
    assert (abs(a - b) > 1e-3).all()


def test_a_penalty_is_part_of_the_gradient():
    x = np.array([1.0, -2.0, 3.0])
    for optimizer in (SGD, Adam):
        a = follow(optimizer(lr=0.1, weight_decay=0.3), slope, x, 20)
        b = follow(optimizer(lr=0.1), lambda x: slope(x) + 0.3 * x, x, 20)
        np.testing.assert_allclose(a, b, rtol=1e-14)


@pytest.mark.parametrize("optimizer", [AdamW, Lion])
def test_decoupled_decay_multiplies(optimizer):
    """Without a gradient, by 1 - lr decay each step."""
    path = follow(optimizer(lr=0.1, weight_decay=0.5), np.zeros_like, np.ones(2), 20)
    want = 0.95 ** np.arange(21)[:, None] * np.ones(2)
    np.testing.assert_allclose(path, want, rtol=1e-14)


def test_decoupled_decay_is_the_same_for_every_gradient():
    """While a penalty in Adam vanishes in a large gradient."""
    g = np.array([1.0, 1e6])

    def effect(optimizer, decay):
        plain = one_step(optimizer(weight_decay=0.0, lr=0.1), [2.0, 2.0], g, 5)
        return plain - one_step(optimizer(weight_decay=decay, lr=0.1), [2.0, 2.0], g, 5)

    few, many = effect(AdamW, 0.1)
    assert few == pytest.approx(many, rel=1e-7)
    few, many = effect(Adam, 0.1)
    assert abs(many) < 1e-6 * abs(few) or abs(few) < 1e-3


# The contract -------------------------------------------------------------------------


@every
def test_a_step_changes_no_argument(optimizer):
    params = {"w": np.ones((2, 3)), "b": [np.ones(3), np.float64(1)]}
    grads = {"w": np.full((2, 3), 2.0), "b": [np.full(3, -2.0), np.float64(3)]}
    state = optimizer.init(params)
    for _ in range(2):
        kept = copy.deepcopy((params, grads, state))
        for array in (params["w"], grads["w"], params["b"][0], grads["b"][0]):
            array.flags.writeable = False
        new, new_state = optimizer.step(params, grads, state)
        np.testing.assert_equal((params, grads, state), kept)
        assert not np.shares_memory(new["w"], params["w"])
        assert state.t == kept[2].t == new_state.t - 1
        params, state = new, new_state


@every
def test_a_tree_is_its_arrays_one_by_one(optimizer):
    Pair = namedtuple("Pair", "first second")
    rng = np.random.default_rng(7)
    a, b, c = rng.normal(size=(2, 3)), rng.normal(size=4), rng.normal(size=())

    def grads(p):
        return {"a": [p["a"][0] ** 3, (p["a"][1][0] ** 3,)],
                "b": Pair(p["b"].first ** 3, {})}  # fmt: skip

    tree = {"a": [a, (b,)], "b": Pair(c, {})}
    together = follow(optimizer, grads, tree, 9)[-1]
    assert type(together["a"]) is list
    assert type(together["a"][1]) is tuple
    assert type(together["b"]) is Pair
    assert together["b"].second == {}
    found = together["a"][0], together["a"][1][0], together["b"].first
    for alone, mine in zip((a, b, c), found, strict=True):
        want = follow(optimizer, lambda x: x**3, alone, 9)[-1]
        np.testing.assert_allclose(mine, want, rtol=1e-14)


def test_a_dict_may_have_another_order():
    params = {"w": np.array(1.0), "b": np.array(2.0)}
    grads = {"b": np.array(20.0), "w": np.array(10.0)}
    for optimizer in (SGD(lr=0.1), Lion(lr=0.1)):
        new, _ = optimizer.step(params, grads, optimizer.init(params))
        alone = one_step(optimizer, 1.0, 10.0), one_step(optimizer, 2.0, 20.0)
        assert (new["w"], new["b"]) == alone
        assert list(new) == ["w", "b"]


@every
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_a_floating_dtype_is_kept(optimizer, dtype):
    x = np.array([1.0, -2.0, 0.5])
    params = [x.astype(dtype), x.astype(np.float64)]
    state = optimizer.init(params)
    for _ in range(5):
        params, state = optimizer.step(params, [p * 2 for p in params], state)
    assert [p.dtype for p in params] == [dtype, np.float64]
    kept = np.float64 if dtype == np.float64 else np.float32
    for moment in state[1:3]:
        if isinstance(moment, list):
            assert [m.dtype for m in moment] == [kept, np.float64]
    eps = np.finfo(dtype).eps
    np.testing.assert_allclose(params[0], params[1], rtol=20 * eps, atol=20 * eps)


@every
def test_a_hyperparameter_of_numpy_does_not_widen(optimizer):
    values = vars(optimizer) | {"lr": np.float64(0.1)}
    wide = {k: np.float64(v) if isinstance(v, float) else v for k, v in values.items()}
    x = np.ones(2, np.float32)
    same = type(optimizer)(**wide)
    assert all(type(v) in (float, bool) for v in vars(same).values())
    assert one_step(same, x, x).dtype == np.float32


@every
def test_the_gradients_dtype_does_not_widen(optimizer):
    x = np.ones(2, np.float32)
    new, state = optimizer.step(x, np.ones(2), optimizer.init(x))
    assert new.dtype == np.float32
    again, _ = optimizer.step(new, np.ones(2), state)
    assert again.dtype == np.float32


@every
def test_whole_numbers_become_float64(optimizer):
    new, _ = optimizer.step([1, 2], [3, 4], optimizer.init([1, 2]))
    assert all(type(v) is np.float64 for v in new)
    new, _ = optimizer.step(
        np.array([1, 2]), np.ones(2, np.float32), optimizer.init(np.array([1, 2]))
    )
    assert new.dtype == np.float64


@every
def test_nothing_is_no_gradient_of_0_over_0(optimizer):
    for dtype in (np.float16, np.float32, np.float64):
        x = np.zeros(3, dtype)
        assert np.array_equal(one_step(optimizer, x, x, 3), x)


@every
def test_nan_stays_in_its_element(optimizer):
    x = one_step(optimizer, np.ones(3), np.array([1.0, np.nan, 1.0]), 3)
    # nothing can be said of the sign of NaN
    assert np.isnan(x).tolist() == [False, True, False]


@every
@pytest.mark.parametrize("huge", [1e200, np.inf])
def test_a_huge_gradient_is_no_warning(optimizer, huge):
    x = one_step(optimizer, np.ones(2), np.array([huge, 1.0]), 3)
    assert np.isfinite(x[1])


@every
def test_a_result_beyond_the_dtype_is_no_warning(optimizer):
    same = type(optimizer)(**(vars(optimizer) | {"lr": 1e30}))
    x = one_step(same, np.ones(1, np.float16), np.ones(1, np.float16))
    assert x.dtype == np.float16
    assert x[0] < -100  # AdaDelta's and NAdam's first steps are much below the rate


@pytest.mark.parametrize("optimizer", [o for o in FIRST_ORDER if hasattr(o, "eps")])
def test_an_eps_below_the_dtype_prevents_0_over_0_too(optimizer):
    for dtype in (np.float16, np.float32):
        zero = np.zeros(1, dtype)
        tiny = optimizer(eps=1e-300)
        # AdamW's decay of 1e-5 a step is all that moves it
        assert one_step(tiny, zero + 1, zero, 3) == pytest.approx(1, rel=1e-3)
        assert np.isfinite(one_step(tiny, zero + 1, zero + 1, 3))


@every
def test_an_infinite_parameter_stays(optimizer):
    """But for a decay that moves it: 0 times infinity has no part in a step."""
    x = np.array([np.inf, -np.inf])
    if getattr(optimizer, "weight_decay", 0) == 0:
        assert np.array_equal(one_step(optimizer, x, np.ones(2), 3), x)


@every
def test_nothing_to_learn(optimizer):
    for params in (np.zeros((0, 3)), [], {}, ()):
        new, _ = optimizer.step(params, params, optimizer.init(params))
        np.testing.assert_equal(new, params)


@every
def test_hyperparameters_are_frozen_and_keywords(optimizer):
    with pytest.raises(AttributeError):
        optimizer.lr = 1.0
    with pytest.raises(TypeError, match="positional"):
        type(optimizer)(0.1)
    assert next(iter(vars(optimizer))) == "lr"
    assert type(optimizer)(**vars(optimizer)) == optimizer


# PyTorch's, but for Lion, whose are the paper's, and Newton's.
MEANS = {"beta1": 0.9, "beta2": 0.999}
DEFAULTS = {
    SGD: {"lr": 1e-3, "momentum": 0, "dampening": 0, "nesterov": False,
          "weight_decay": 0},
    AdaGrad: {"lr": 1e-2, "eps": 1e-10},
    AdaDelta: {"lr": 1, "rho": 0.9, "eps": 1e-6},
    RMSProp: {"lr": 1e-2, "rho": 0.99, "eps": 1e-8, "momentum": 0, "centered": False},
    Adam: {"lr": 1e-3, **MEANS, "eps": 1e-8, "weight_decay": 0, "amsgrad": False},
    AdamW: {"lr": 1e-3, **MEANS, "eps": 1e-8, "weight_decay": 0.01, "amsgrad": False},
    Adamax: {"lr": 2e-3, **MEANS, "eps": 1e-8},
    NAdam: {"lr": 2e-3, **MEANS, "eps": 1e-8, "momentum_decay": 4e-3},
    RAdam: {"lr": 1e-3, **MEANS, "eps": 1e-8},
    Lion: {"lr": 1e-4, "beta1": 0.9, "beta2": 0.99, "weight_decay": 0},
}  # fmt: skip


@pytest.mark.parametrize("optimizer", FIRST_ORDER)
def test_defaults(optimizer):
    assert vars(optimizer()) == DEFAULTS[optimizer]
    newton = Newton(hessian=np.diag)
    assert vars(newton) == {"hessian": np.diag, "lr": 1, "damping": 0}


def test_live_defaults_are_those_of_pytorch():
    torch = pytest.importorskip("torch")
    theirs = {"AdaGrad": "Adagrad", "AdaDelta": "Adadelta", "RMSProp": "RMSprop"}
    p = torch.zeros(1, requires_grad=True)
    for optimizer in FIRST_ORDER[:-1]:
        name = theirs.get(optimizer.__name__, optimizer.__name__)
        default = getattr(torch.optim, name)([p]).defaults
        if "betas" in default:
            default["beta1"], default["beta2"] = default["betas"]
        default["rho"] = default.get("rho", default.get("alpha"))
        for key, value in DEFAULTS[optimizer].items():
            assert value == default[key], (name, key)


@every
def test_every_optimizer_goes_down(optimizer):
    settings = {"lr": {AdaDelta: 10.0, AdaGrad: 0.1}.get(type(optimizer), 0.01)}
    same = type(optimizer)(**(vars(optimizer) | settings))
    path = minimize(surfaces.quadratic_bowl_grad, [1.0, 1.0], same, steps=100)
    assert surfaces.quadratic_bowl(path[-1]) < 0.5 * surfaces.quadratic_bowl(path[0])


# (params, grads, error, message): what a step refuses.
ONE = np.ones(2)
WRONG_STEPS = [
    (ONE, [ONE], "params is an array and grads has none there; "),
    ([ONE], ONE, "params[0] is an array and grads has none there; "),
    ([ONE], [ONE, ONE], "grads[1] is an array and params has none there; "),
    ({"w": ONE, "b": ONE}, {"w": ONE}, "params['b'] is an array and grads has none "),
    ({"w": ONE}, {"w": ONE, "b": ONE}, "grads['b'] is an array and params has none "),
    ({"w": [ONE]}, {"w": ONE}, "params['w'][0] is an array and grads has none there; "),
    (
        {"w": [ONE, ONE]},
        {"w": [ONE, np.ones((2, 1))]},
        "params['w'][1] has shape (2,) and grads['w'][1] has shape (2, 1); they must ",
    ),
    (ONE, np.ones(()), "params has shape (2,) and grads has shape (); they must be "),
]
FIRST_OF_EACH = [optimizer() for optimizer in FIRST_ORDER]


@pytest.mark.parametrize("optimizer", FIRST_OF_EACH, ids=str)
@pytest.mark.parametrize(("params", "grads", "message"), WRONG_STEPS)
def test_a_wrong_step_is_refused(optimizer, params, grads, message):
    state = optimizer.init(params)
    with pytest.raises(ValueError, match="^" + re.escape(message)):
        optimizer.step(params, grads, state)


@pytest.mark.parametrize("optimizer", FIRST_OF_EACH, ids=str)
def test_a_state_of_other_parameters_is_refused(optimizer):
    name = optimizer.init(ONE)._fields[1]
    said = f"params has shape (2,) and state.{name} has shape (3,); they must be equal"
    with pytest.raises(ValueError, match=re.escape(said)):
        optimizer.step(ONE, ONE, optimizer.init(np.ones(3)))
    said = f"state.{name}['w'] is an array and params has none there; "
    with pytest.raises(ValueError, match=re.escape(said)):
        optimizer.step({}, {}, optimizer.init({"w": ONE}))


@pytest.mark.parametrize("optimizer", FIRST_OF_EACH, ids=str)
def test_a_state_of_another_optimizer_is_refused(optimizer):
    own = type(optimizer.init(ONE)).__name__
    for state, name in (
        (None, "NoneType"),
        (Newton(hessian=abs).init(ONE), "NewtonState"),
    ):
        said = f"^state is a {name}; it must be the {own} of init$"
        with pytest.raises(TypeError, match=said):
            optimizer.step(ONE, ONE, state)


def test_adams_state_is_not_that_of_descent():
    said = "^state is a SGDState; it must be the AdamState of init$"
    for optimizer in (Adam(), AdamW()):
        with pytest.raises(TypeError, match=said):
            optimizer.step(ONE, ONE, SGD().init(ONE))
    said = "^state is a SGDState; it must be the NewtonState of init$"
    with pytest.raises(TypeError, match=said):
        Newton(hessian=np.diag).step(ONE, ONE, SGD().init(ONE))


@pytest.mark.parametrize(
    ("params", "grads"), [([ONE], {0: ONE}), ({"w": (ONE,)}, {"w": {0: ONE}})]
)
def test_a_list_is_no_dict(params, grads):
    said = "a list and a dict stand at one place of params and grads; "
    with pytest.raises(ValueError, match="^" + said):
        SGD().step(params, grads, SGD().init(params))
    with pytest.raises(ValueError, match=r"of params and state\.b; "):
        SGD().step(params, params, SGD().init(grads))


@pytest.mark.parametrize("bad", ["object", "str", "complex"])
def test_what_is_no_real_number_is_refused(bad):
    x = {"w": np.zeros(2, bad)}
    for optimizer in FIRST_OF_EACH:
        with pytest.raises(TypeError, match=re.escape("params['w'] has dtype")):
            optimizer.init(x)
        with pytest.raises(TypeError, match=re.escape("grads['w'] has dtype")):
            optimizer.step({"w": ONE}, x, optimizer.init({"w": ONE}))


def test_newtons_hyperparameters_are_frozen_and_keywords():
    newton = Newton(hessian=np.diag)
    with pytest.raises(AttributeError):
        newton.damping = 1.0
    with pytest.raises(TypeError, match="positional"):
        Newton(np.diag)


@pytest.mark.parametrize("tree", [[1.0], (1.0,), {"w": 1.0}])
def test_newton_takes_one_array(tree):
    newton = Newton(hessian=np.diag)
    said = f"params is a {type(tree).__name__}; Newton takes one array"
    with pytest.raises(TypeError, match=said):
        newton.init(tree)
    with pytest.raises(TypeError, match=said):
        newton.step(tree, tree, newton.init(ONE))
    with pytest.raises(TypeError, match="params has dtype"):
        newton.init("a")


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_newton_keeps_a_floating_dtype(dtype):
    newton = Newton(hessian=surfaces.quadratic_bowl_hessian)
    x = np.array([3, -4], dtype)
    new, state = newton.step(x, surfaces.quadratic_bowl_grad(x), newton.init(x))
    assert new.dtype == dtype
    assert new.tolist() == [0, 0]
    assert state.t == 1
    assert x.tolist() == [3, -4]


# minimize -----------------------------------------------------------------------------


def test_the_path_begins_at_the_start_and_has_every_step():
    path = minimize(lambda x: x, [[4.0, 2.0]], SGD(lr=0.5), steps=2)
    assert path.tolist() == [[[4, 2]], [[2, 1]], [[1, 0.5]]]
    assert minimize(lambda x: x, 4.0, SGD(lr=0.5), steps=0).tolist() == [4]
    assert minimize(lambda x: x, np.float32(4), SGD(), steps=1).dtype == np.float32
    assert minimize(lambda x: x, [4, 2], SGD(), steps=1).dtype == np.float64


def test_the_path_is_the_optimizers_own():
    adam = Adam(lr=0.3)
    x0 = np.array([-1.2, 1.0])
    path = minimize(surfaces.rosenbrock_grad, x0, adam, steps=20)
    want = follow(adam, surfaces.rosenbrock_grad, x0, 20)
    np.testing.assert_array_equal(path, want)


def test_a_path_that_diverges_goes_on():
    path = minimize(lambda x: np.minimum(-x, 0), 1e300, SGD(lr=1e3), steps=20)
    assert path[-1] == np.inf


def test_minimize_needs_two_methods_alone():
    class Walk:
        def init(self, params):
            return None

        def step(self, params, grads, state):
            return params + 1, state

    assert minimize(lambda x: x, 0.0, Walk(), steps=3).tolist() == [0, 1, 2, 3]


# Clipping -----------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [4.9, 5.0, 5.1])
def test_the_norm_of_all_arrays_is_limited(limit):
    grads = {"w": np.array([[3.0, 0.0]]), "b": (np.array(-4.0),)}
    clipped = clip_by_norm(grads, limit=limit)
    factor = min(1, limit / 5)
    np.testing.assert_allclose(clipped["w"], [[3 * factor, 0]], rtol=1e-15)
    np.testing.assert_allclose(clipped["b"][0], -4 * factor, rtol=1e-15)
    if limit >= 5:
        assert clipped["w"].tolist() == [[3, 0]]
        assert not np.shares_memory(clipped["w"], grads["w"])


def test_live_clipping_agrees_with_pytorch():
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(8)
    grads = [rng.normal(size=(3, 4)), rng.normal(size=5)]
    p = [torch.zeros(g.shape, dtype=torch.float64) for g in grads]
    for limit in (0.1, 2.0, 100.0):
        for a, g in zip(p, grads, strict=True):
            a.grad = torch.tensor(g)
        norm = float(torch.nn.utils.clip_grad_norm_(p, limit))
        mine = clip_by_norm(grads, limit=limit)
        # PyTorch adds 1e-6 to the norm before it divides
        factor = (norm + 1e-6) / norm if norm > limit else 1
        for a, g in zip(p, mine, strict=True):
            np.testing.assert_allclose(g, a.grad.numpy() * factor, rtol=1e-13)
        for a, g in zip(p, grads, strict=True):
            a.grad = torch.tensor(g)
        torch.nn.utils.clip_grad_value_(p, limit)
        for a, g in zip(p, clip_by_value(grads, limit=limit), strict=True):
            np.testing.assert_array_equal(g, a.grad.numpy())


@pytest.mark.parametrize("size", [5e-324, 1e-300, 1e200, 1.7e308])
def test_a_norm_neither_overflows_nor_vanishes(size):
    clipped = clip_by_norm([np.full(3, size), np.full(1, -size)], limit=2.0)
    if size < 1:
        assert clipped[0].tolist() == [size] * 3
    else:
        assert np.concatenate(clipped).tolist() == [1, 1, 1, -1]


def test_a_small_limit_keeps_its_digits():
    clipped = clip_by_norm(np.array([3e307, 4e307]), limit=1e-20)
    np.testing.assert_allclose(clipped, [6e-21, 8e-21], rtol=1e-15)


def test_a_norm_at_the_limit_changes_nothing():
    """To the bit: 8.4 / 8.4 and 6.3 / 8.4, times 8.4, would be 6.3 but for an ulp."""
    assert clip_by_norm(np.array([8.4, 6.3]), limit=10.5).tolist() == [8.4, 6.3]


def test_tiny_gradients_are_limited_too():
    clipped = clip_by_norm(np.array([3e-300, 4e-300]), limit=1e-300)
    np.testing.assert_allclose(clipped, [6e-301, 8e-301], rtol=1e-15)


def test_no_gradient_is_not_scaled():
    assert clip_by_norm(np.zeros(2), limit=1.0).tolist() == [0, 0]
    assert clip_by_norm([], limit=1.0) == []
    assert clip_by_norm(np.zeros((0, 2)), limit=1.0).shape == (0, 2)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_gradient_without_direction_is_nan(bad):
    clipped = clip_by_norm([np.array([1.0, bad]), np.array(2.0)], limit=1.0)
    assert np.isnan(clipped[0]).all()
    assert np.isnan(clipped[1])


def test_each_element_is_limited():
    grads = [np.array([2.0, 1.0, 0.999, -1.001]), np.array(np.nan)]
    clipped = clip_by_value(grads, limit=1.0)
    assert clipped[0].tolist() == [1, 1, 0.999, -1]
    assert np.isnan(clipped[1])
    assert not np.shares_memory(clipped[0], grads[0])


@pytest.mark.parametrize("clip", [clip_by_norm, clip_by_value])
def test_clipping_keeps_a_floating_dtype(clip):
    for limit in (1.0, np.float64(1), 1e9):
        grads = [np.ones(9, np.float16), np.float32(2), np.ones(2), 3]
        kept = [g.dtype for g in clip(grads, limit=limit)]
        assert kept == [np.float16, np.float32, np.float64, np.float64]


def test_half_floats_do_not_overflow_in_their_sum():
    g = np.full(65536, 10.0, np.float16)
    np.testing.assert_allclose(clip_by_norm(g, limit=256.0), 1, rtol=1e-3)
