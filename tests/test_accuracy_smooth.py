"""Accuracy of the smooth activations, in the manner of test_accuracy.

Each exact value is given as the terms of a sum. Where they have two signs, the bound is
the stated one times the condition of the sum, sum of abs(term) over abs(sum).
"""

import numpy as np
import pytest

pytest.importorskip("mpmath")

from commands import command
from exact._ulp import mp, mpf, ulps
from exact.activations import sigma
from test_accuracy import DTYPES

from lossedu import _stable
from lossedu import activations as act

ROOT_OF_HALF_PI = mp.sqrt(mp.pi / 2)
CUBIC = mpf(44715) / 10**6


def points(dtype, big):
    """Tiny, small, middling and large inputs of either sign, up to `big`."""
    tiny = {np.float32: 1e-30, np.float64: 1e-290}[dtype]
    rng = np.random.default_rng(0)
    x = np.concatenate(
        [
            np.geomspace(tiny, 1e-3, 20),
            np.geomspace(1e-3, big, 150),
            rng.uniform(0, big, 80),
            rng.uniform(0, 3, 80),
        ]
    )
    return np.concatenate([x, -x, [0.0]]).astype(dtype)


def below(x):
    """Probability of a normal number below x."""
    return mp.erfc(-x / mp.sqrt(2)) / 2


def density(x):
    return mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def tanh_logit(x):
    return 2 * (x + CUBIC * x**3) / ROOT_OF_HALF_PI


def mish_gate(x):
    return mp.tanh(mp.log1p(mp.exp(x)))


EXACT = {
    "softsign": lambda x: [x / (1 + abs(x))],
    "softsign_grad": lambda x: [1 / (1 + abs(x)) ** 2],
    "gelu": lambda x: [x * below(x)],
    "gelu_grad": lambda x: [below(x), x * density(x)],
    "gelu_tanh": lambda x: [x * sigma(tanh_logit(x))],
    "gelu_tanh_grad": lambda x: [
        sigma(tanh_logit(x)),
        x
        * (2 * (1 + 3 * CUBIC * x**2) / ROOT_OF_HALF_PI)
        * sigma(tanh_logit(x))
        * sigma(-tanh_logit(x)),
    ],
    "silu": lambda x: [x * sigma(x)],
    "silu_grad": lambda x: [sigma(x), x * sigma(x) * sigma(-x)],
    "mish": lambda x: [x * mish_gate(x)],
    "mish_grad": lambda x: [
        mish_gate(x),
        x * (1 - mish_gate(x) ** 2) * sigma(x),
    ],
}
ALL = {np.float32: 80.0, np.float64: 700.0}
# where exp(-x^2 / 2) is a normal float, and where it underflows to 0: between them
# the unit is the smallest float, and a slope has x / sqrt(2 pi) times its error
NORMAL = {np.float32: 13.2, np.float64: 37.6}
DEEP = {np.float32: 14.4, np.float64: 38.6}
BOUNDS = [  # (name, largest x, bound); in the comment the maximum of 800 000 floats
    ("softsign", ALL, 2),  # 1.5
    ("softsign_grad", ALL, 5),  # 3.4
    ("gelu", DEEP, 8),  # 5.4 in float32, 3.4 in float64
    ("gelu_grad", NORMAL, 7),  # 4.1, 3.4
    ("silu", ALL, 6),  # 3.8, 2.6: NumPy's exp alone is off by 2.2 in float32
    ("silu_grad", ALL, 6),  # 2.8, 2.9
    ("mish", ALL, 7),  # 4.7, 2.4
    ("mish_grad", ALL, 6),  # 3.0, 3.3
]


def excess(f, name, x, spread=lambda v: 1, **hyper):
    """Largest error in ULP over its condition and the given spread."""
    found = 0
    for v, got in zip(x, f(x, **hyper), strict=True):
        v = mpf(float(v))
        terms = EXACT[name](v)
        exact = mp.fsum(terms)
        size = mp.fsum(abs(t) for t in terms)
        if exact != 0:
            condition = size / abs(exact) * spread(v)
            found = max(found, ulps(got, exact) / float(condition))
        else:
            assert got == 0
    return found


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("name", "big", "bound"), BOUNDS, ids=[b[0] for b in BOUNDS])
def test_smooth_activations(name, big, bound, dtype):
    x = points(dtype, big[dtype])
    assert excess(getattr(act, name), name, x) <= bound


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ["gelu_tanh", "gelu_tanh_grad"])
def test_gelu_tanh(name, dtype):
    # the logit of the gate, up to 700, is rounded some times, each time by half an eps
    # of itself, which is an absolute error of the exponential's argument
    x = points(dtype, {np.float32: 9.0, np.float64: 20.0}[dtype])
    off = excess(getattr(act, name), name, x, lambda v: 1 + abs(tanh_logit(v)) / 2)
    assert off <= 5  # measured 3.6


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("beta", [0.0, 0.5, 1.0, 1.702, -3.0])
def test_swish(beta, dtype):
    x = points(dtype, ALL[dtype] / max(1, abs(beta)))
    b = mpf(float(dtype(beta)))
    rounded = beta not in (0.0, 0.5, 1.0)  # beta x is, by half an eps of itself
    for v, y, d in zip(
        x, act.swish(x, beta=beta), act.swish_grad(x, beta=beta), strict=True
    ):
        v = mpf(float(v))
        spread = 1 + abs(b * v) / 2 if rounded else 1
        assert ulps(y, v * sigma(b * v)) <= 5 * spread  # measured 3.2
        terms = [sigma(b * v), b * v * sigma(b * v) * sigma(-b * v)]
        size, exact = mp.fsum(map(abs, terms)), mp.fsum(terms)
        assert ulps(d, exact) <= 5 * spread * float(size / abs(exact))


@pytest.mark.parametrize("dtype", DTYPES)
def test_gated_units(dtype):
    b = points(dtype, ALL[dtype])
    a = np.random.default_rng(1).normal(scale=3, size=b.size).astype(dtype)
    x = np.stack([a, b], axis=-1)
    slopes = act.swiglu_grad(x)[:, 1]
    for u, v, y, s, d in zip(
        a, b, act.glu(x)[:, 0], act.swiglu(x)[:, 0], slopes, strict=True
    ):
        u, v = mpf(float(u)), mpf(float(v))
        assert ulps(y, u * sigma(v)) <= 5  # measured 3.3
        assert ulps(s, u * v * sigma(v)) <= 6  # measured 3.7
        terms = [u * t for t in EXACT["silu_grad"](v)]
        size, exact = mp.fsum(map(abs, terms)), mp.fsum(terms)
        assert ulps(d, exact) <= 6 * float(size / abs(exact))


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_kernels_of_gelu(dtype):
    rng = np.random.default_rng(0)
    big = DEEP[dtype]
    a = [rng.uniform(0, big, 300), np.geomspace(1e-9, big, 300), [0.0, 1.0, 4.0]]
    a = np.concatenate(a).astype(dtype)
    for v, tail, e in zip(
        a, _stable.scaled_normal_tail(a), _stable.exp_half_square(a), strict=True
    ):
        v = mpf(float(v))
        exact = mp.exp(v * v / 2) * mp.erfc(v / mp.sqrt(2)) / 2
        assert ulps(tail, exact) <= 3  # measured 2.6
        assert ulps(e, mp.exp(-v * v / 2)) <= 5  # measured 3.3 in float32, 2 in float64


def test_the_coefficients_are_those_that_the_tool_makes():
    assert command("tools/make_normal_tail.py").tables() == {
        "FLOAT64": _stable._TAIL_FLOAT64,
        "FLOAT32": _stable._TAIL_FLOAT32,
    }


@pytest.mark.parametrize(
    ("name", "guess", "place", "value"),
    [
        ("gelu", -0.75, -0.75179, -0.16997),
        ("gelu_tanh", -0.75, -0.75246, -0.17004),
        ("silu", -1.28, -1.27846, -0.27846),
        ("mish", -1.19, -1.19243, -0.30884),
    ],
)
def test_the_minimum_is_where_the_docstring_says(name, guess, place, value):
    f, grad = act.ACTIVATIONS[name]
    root = mp.findroot(lambda x: mp.fsum(EXACT[name + "_grad"](x)), guess)
    least = float(EXACT[name](root)[0])
    assert float(root) == pytest.approx(place, abs=5e-6)
    assert least == pytest.approx(value, abs=5e-6)
    assert f"not below {value} (at {place})" in f.__doc__
    assert f(float(root)) == pytest.approx(least, rel=1e-15)
    # the slopes' terms are below 1/2 and change by less than 1 over a unit step
    assert abs(grad(float(root))) <= 4e-16
    assert grad(float(root) - 1e-6) < 0 < grad(float(root) + 1e-6)
    assert (f(np.linspace(-50, 50, 5001)) >= least).all()
