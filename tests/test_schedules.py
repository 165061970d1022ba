"""Schedules: PyTorch's rates, and the values at every boundary."""

import math
from fractions import Fraction
from functools import partial

import numpy as np
import pytest

from lossedu import schedules
from lossedu.schedules import (
    constant,
    cosine,
    exponential_decay,
    inverse_sqrt,
    one_cycle,
    step_decay,
    warmup,
)

EVERY = [
    partial(constant, lr=0.3),
    partial(step_decay, lr=0.3, every=7),
    partial(exponential_decay, lr=0.3, factor=0.9),
    partial(inverse_sqrt, lr=0.3, warmup_steps=5),
    partial(cosine, lr=0.3, steps=20, lowest=0.02),
    partial(warmup, lr=0.3, steps=5),
    partial(warmup, lr=0.3, steps=5, then=partial(cosine, lr=0.3, steps=20)),
    partial(one_cycle, lr=0.3, steps=20),
]
every = pytest.mark.parametrize("schedule", EVERY, ids=lambda s: s.func.__name__)


def test_every_schedule_is_here():
    assert {schedule.func.__name__ for schedule in EVERY} == set(schedules.__all__)


# (schedule, {step: rate}), by hand: below, on and above each boundary.
EXACT = [
    (partial(constant, lr=0.25), {0: 0.25, 1: 0.25, 10**9: 0.25}),
    (partial(constant, lr=0), {0: 0}),
    (
        partial(step_decay, lr=2, every=3, factor=0.5),
        {0: 2, 1: 2, 2: 2, 3: 1, 4: 1, 5: 1, 6: 0.5, 2.99: 2, 3.01: 1},
    ),
    (partial(step_decay, lr=2, every=3), {2: 2, 3: 0.2}),
    (partial(step_decay, lr=2, every=1, factor=0.5), {0: 2, 1: 1, 2: 0.5}),
    (partial(step_decay, lr=2, every=3, factor=1), {0: 2, 100: 2}),
    (partial(exponential_decay, lr=2, factor=0.5), {0: 2, 1: 1, 2: 0.5, 10: 2**-9}),
    (partial(exponential_decay, lr=2, factor=0.25), {0.5: 1}),
    (partial(exponential_decay, lr=2, factor=1), {0: 2, 99: 2}),
    (
        partial(inverse_sqrt, lr=2, warmup_steps=4),
        {0: 0.5, 1: 1, 2: 1.5, 3: 2, 4: 2 * math.sqrt(4 / 5), 15: 1, 63: 0.5},
    ),
    (partial(inverse_sqrt, lr=2, warmup_steps=1), {0: 2, 3: 1, 15: 0.5}),
    (
        partial(cosine, lr=3, steps=6, lowest=1),
        {0: 3, 1: 2 + math.sqrt(3) / 2, 2: 2.5, 3: 2, 4: 1.5, 6: 1, 7: 1, 10**9: 1},
    ),
    (partial(cosine, lr=0.1, steps=6, lowest=0.1), {0: 0.1, 3: 0.1, 9: 0.1}),
    (partial(cosine, lr=0.3, steps=1), {0: 0.3, 0.5: 0.15, 1: 0, 2: 0}),
    (partial(warmup, lr=2, steps=4), {0: 0.5, 1: 1, 2: 1.5, 3: 2, 4: 2, 5: 2}),
    (partial(warmup, lr=2, steps=1), {0: 2, 1: 2}),
    (
        partial(
            warmup, lr=2, steps=2, then=partial(exponential_decay, lr=8, factor=0.5)
        ),
        {0: 1, 1: 2, 2: 8, 3: 4, 4: 2},
    ),
    (
        partial(one_cycle, lr=4, steps=10, rise=0.5, start_factor=0.5, end_factor=0.25),
        # the peak is step 4, the last step 9
        {0: 2, 1: 2 + 1 - math.sqrt(0.5), 2: 3, 4: 4, 6.5: 2.25, 9: 0.5, 10: 0.5},
    ),
    (
        partial(one_cycle, lr=1, steps=5, rise=0.5, start_factor=0, end_factor=1),
        # the peak is between steps 1 and 2
        {0: 0, 0.75: 0.5, 1.5: 1, 2.75: 0.5, 4: 0, 99: 0},
    ),
    (
        partial(one_cycle, lr=1, steps=3, rise=0.5, start_factor=0.5, end_factor=0),
        {0: 0.5, 0.5: 1, 1.25: 0.5, 2: 0},
    ),
    (partial(one_cycle, lr=1, steps=100), {0: 1 / 25, 29: 1, 99: 4e-6, 100: 4e-6}),
]


@pytest.mark.parametrize(("schedule", "rates"), EXACT)
def test_exact_values(schedule, rates):
    for step, rate in rates.items():
        # pi / 2 and its sine round, and so does 1 less a share
        assert schedule(step) == pytest.approx(rate, rel=4e-16, abs=2e-16)


def test_the_ends_are_exact():
    """A half cosine ends on the very numbers that were asked for."""
    for lr, lowest in ((0.1, 0.03), (0.3, 0.1), (0.7, 0.0)):
        assert cosine(0, lr=lr, steps=7, lowest=lowest) == lr
        assert cosine(7, lr=lr, steps=7, lowest=lowest) == lowest
        assert one_cycle(4, lr=lr, steps=10, rise=0.5) == lr
        assert one_cycle(0, lr=lr, steps=10, rise=0.5) == lr * (1 / 25)
        assert one_cycle(9, lr=lr, steps=10, rise=0.5) == lr * (1 / 25) * 1e-4
        assert warmup(3, lr=lr, steps=4) == lr


def test_a_cosine_does_not_cancel_before_its_end():
    """1 + cos(pi t / n) would lose ten of sixteen digits here."""
    n = 10**5
    rate = cosine(n - 1, lr=1.0, steps=n)
    # sin(u)^2 = u^2 - u^4 / 3 with u = pi / (2 n)
    u = math.pi / (2 * n)
    assert rate == pytest.approx(u * u * (1 - u * u / 3), rel=1e-11)


@pytest.mark.parametrize("n", [10**3, 10**6, 10**9, 10**12])
def test_no_half_cosine_cancels_at_its_low_end(n):
    """Nor is the share of the steps that are left a difference of shares."""
    close = {"rel": 1e-15, "abs": 0}
    u = math.pi / (2 * n)
    assert cosine(n - 1, lr=1.0, steps=n) == pytest.approx(math.sin(u) ** 2, **close)
    cycle = partial(one_cycle, lr=1.0, steps=n, rise=0.5, start_factor=0.0)
    up = math.sin(math.pi / 2 / (n / 2 - 1)) ** 2
    down = math.sin(math.pi / 2 / (n / 2)) ** 2
    assert cycle(1) == pytest.approx(up, **close)
    assert cycle(n - 2) == pytest.approx(down, **close)


@pytest.mark.parametrize("lr", [0.1, 0.3, 0.7, 1e-3])
def test_between_equal_rates_a_half_cosine_is_constant(lr):
    t = np.arange(1000)
    assert (cosine(t, lr=lr, lowest=lr, steps=997) == lr).all()
    same = partial(one_cycle, lr=lr, start_factor=1.0, end_factor=1.0)
    assert (same(t, steps=997) == lr).all()


@pytest.mark.parametrize("n", [7, 100, 1001])
def test_a_half_cosine_never_turns(n):
    t = np.arange(n + 3)
    assert (np.diff(cosine(t, lr=0.7, steps=n, lowest=0.01)) <= 0).all()
    cycle = one_cycle(t, lr=0.7, steps=n)
    peak = cycle.argmax()
    assert (np.diff(cycle[: peak + 1]) >= 0).all()
    assert (np.diff(cycle[peak:]) <= 0).all()


def test_one_to_the_power_nan_is_nan():
    for schedule in (partial(step_decay, every=3), exponential_decay):
        rates = schedule([np.nan, 2.0, np.inf], lr=0.5, factor=1.0)
        np.testing.assert_array_equal(rates, [np.nan, 0.5, 0.5])
        assert np.isnan(schedule(np.nan, lr=0.5, factor=1.0))


def test_steps_of_a_warmup_are_equal():
    rates = [Fraction(float(warmup(t, lr=1.0, steps=8))) for t in range(8)]
    assert rates == [Fraction(t + 1, 8) for t in range(8)]


def scheduled(name, steps, lr=0.3, **settings):
    """PyTorch's rates, the first before any step of its scheduler."""
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    scheduler = getattr(torch.optim.lr_scheduler, name)(optimizer, **settings)
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


@pytest.mark.parametrize(
    ("mine", "name", "settings"),
    [
        (
            partial(step_decay, lr=0.3, every=7, factor=0.5),
            "StepLR",
            {"step_size": 7, "gamma": 0.5},
        ),
        (
            partial(step_decay, lr=0.3, every=10),
            "StepLR",
            {"step_size": 10},
        ),
        (
            partial(exponential_decay, lr=0.3, factor=0.9),
            "ExponentialLR",
            {"gamma": 0.9},
        ),
        (
            partial(cosine, lr=0.3, steps=60),
            "CosineAnnealingLR",
            {"T_max": 60},
        ),
        (
            partial(cosine, lr=0.3, steps=60, lowest=0.02),
            "CosineAnnealingLR",
            {"T_max": 60, "eta_min": 0.02},
        ),
        (
            partial(warmup, lr=0.3, steps=8),
            "LinearLR",
            {"start_factor": 1 / 8, "total_iters": 7},
        ),
        (
            partial(constant, lr=0.3),
            "ConstantLR",
            {"factor": 1.0},
        ),
        (partial(one_cycle, lr=0.3, steps=61), "OneCycleLR", {}),
        (
            partial(one_cycle, lr=0.3, steps=61, rise=0.47),
            "OneCycleLR",
            {"pct_start": 0.47},
        ),
        (
            partial(one_cycle, lr=0.3, steps=61, start_factor=0.1, end_factor=0.01),
            "OneCycleLR",
            {"div_factor": 10, "final_div_factor": 100},
        ),
    ],
)
def test_live_rates_of_pytorch(mine, name, settings):
    if name == "OneCycleLR":
        settings = {"max_lr": 0.3, "total_steps": 61, **settings}
    theirs = scheduled(name, 60, **settings)
    # PyTorch multiplies the last rate by a ratio, 60 times, each of some eps, and its
    # cosine has the absolute accuracy of one: some eps of the largest rate
    np.testing.assert_allclose(mine(np.arange(60)), theirs, rtol=2e-14, atol=2e-16)
    np.testing.assert_allclose([mine(t) for t in range(60)], theirs, 2e-14, 2e-16)


def test_live_two_schedules_in_a_row_are_a_sequence():
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3)
    of = torch.optim.lr_scheduler
    rise = of.LinearLR(optimizer, start_factor=0.2, total_iters=4)
    fall = of.ExponentialLR(optimizer, gamma=0.8)
    both = of.SequentialLR(optimizer, [rise, fall], milestones=[5])
    mine = partial(
        warmup, lr=0.3, steps=5, then=partial(exponential_decay, lr=0.3, factor=0.8)
    )
    for t in range(20):
        assert mine(t) == pytest.approx(optimizer.param_groups[0]["lr"], rel=1e-13)
        optimizer.step()
        both.step()


def test_the_papers_rate_of_attention():
    """d^-0.5 min(s^-0.5, s w^-1.5), s from 1: Vaswani et al., equation 3."""
    d, w = 512, 4000
    for s in (1, 100, 3999, 4000, 4001, 10**5):
        paper = d**-0.5 * min(s**-0.5, s * w**-1.5)
        mine = inverse_sqrt(s - 1, lr=(d * w) ** -0.5, warmup_steps=w)
        assert mine == pytest.approx(paper, rel=1e-15)


@every
def test_a_rate_has_the_shape_of_its_step(schedule):
    t = np.arange(40)
    rates = schedule(t)
    assert rates.shape == (40,)
    assert rates.dtype == np.float64
    assert schedule(t.reshape(5, 8)).shape == (5, 8)
    assert schedule([]).shape == (0,)
    assert schedule(t.astype(np.float16)).tolist() == rates.tolist()
    for step in (0, np.int8(3), True, 7.0):
        assert type(schedule(step)) is np.float64
        assert schedule(step) == rates[int(step)]
    assert (rates >= 0).all()
    assert rates.max() == pytest.approx(0.3)


@every
def test_steps_stay_as_they_were(schedule):
    t = np.arange(10.0)
    t.flags.writeable = False
    assert not np.shares_memory(schedule(t), t)


@every
def test_nan_comes_through_and_infinity_is_the_end(schedule):
    rates = schedule([np.nan, 3, np.inf])
    assert np.isnan(rates).tolist() == [True, False, False]
    assert rates[2] == pytest.approx(schedule(10**9), abs=1e-4)


@every
def test_a_rate_of_0_is_0(schedule):
    settings = {k: v for k, v in schedule.keywords.items() if k not in ("lr", "then")}
    none = schedule.func(np.arange(40), lr=0, **(settings | _lowest(settings)))
    assert (none == 0).all()


def _lowest(settings):
    return {"lowest": 0.0} if "lowest" in settings else {}
