"""Accuracy of the regularizers in units in the last place, against mpmath.

As in test_accuracy: a bound is what was measured (the comment beside it) with slack.
"""

import numpy as np
import pytest

pytest.importorskip("mpmath")

from exact._ulp import mp, mpf, ulps
from test_accuracy import DTYPES

from lossedu import regularizers as reg


def weights(dtype):
    """Weights of either sign, from where a square is least to where it is largest."""
    ends = {np.float32: (1e-18, 1e18), np.float64: (1e-150, 1e150)}[dtype]
    w = np.concatenate([np.geomspace(*ends, 200), np.geomspace(1e-3, 1e3, 200)])
    return np.concatenate([w, -w]).astype(dtype)


T = 0.375
SHARES = [0.0, 0.125, 0.3, 1.0]


def soft(w, t):
    return mp.sign(w) * max(abs(w) - t, 0)


def mixed(w, rho):
    return rho * abs(w) + (1 - rho) * w * w


def mixed_grad(w, rho):
    return rho * mp.sign(w) + 2 * (1 - rho) * w


def mixed_prox(w, rho):
    return soft(w, T * rho) / (1 + 2 * T * (1 - rho))


ELEMENT = [  # (function, hyper, exact, bound), measured maximum in the comment
    (reg.l1, {}, lambda w, rho: abs(w), 0),
    (reg.l1_grad, {}, lambda w, rho: mp.sign(w), 0),
    (reg.l2, {}, lambda w, rho: w * w, 0.5),  # 0.5
    (reg.l2_grad, {}, lambda w, rho: 2 * w, 0),
    (reg.l1_prox, {"step": T}, lambda w, rho: soft(w, T), 0.5),  # 0.5
    (reg.l2_prox, {"step": T}, lambda w, rho: w / (1 + 2 * mpf(T)), 1.5),  # 1.2
]
for share in SHARES:
    hyper = {"l1_ratio": share}
    ELEMENT += [
        (reg.elastic_net, hyper, mixed, 3),  # 2.1
        (reg.elastic_net_grad, hyper, mixed_grad, 3),  # 1.6
        (
            reg.elastic_net_prox,
            hyper | {"step": T},
            mixed_prox,
            3,
        ),  # 1.9
    ]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(
    ("f", "hyper", "exact", "bound"), ELEMENT, ids=[f.__name__ for f, *_ in ELEMENT]
)
def test_penalties_and_their_maps(f, hyper, exact, bound, dtype):
    w, rho = weights(dtype), hyper.get("l1_ratio", 1)
    for v, got in zip(w, f(w, **hyper), strict=True):
        v = mpf(float(v))
        true = exact(v, mpf(rho))
        condition = 1
        if f is reg.elastic_net_prox and abs(v) > T * rho:
            # the threshold, rounded to the dtype, is taken from w
            condition += T * rho / (abs(v) - T * rho)
        if abs(true) > np.finfo(dtype).tiny or true == 0:
            assert ulps(got, true) <= bound * condition


@pytest.mark.parametrize("dtype", DTYPES)
def test_groups(dtype):
    rng = np.random.default_rng(0)
    least, most = {np.float32: (-44, 37), np.float64: (-322, 307)}[dtype]
    for power in np.linspace(least, most, 80):
        for spread in (0.1, 2, 10):
            w = rng.normal(size=5) * 10.0 ** rng.uniform(-spread, 0, 5)
            w = (w / np.abs(w).max() * 10.0**power).astype(dtype)
            exact = [mpf(float(v)) for v in w]
            norm = mp.sqrt(mp.fsum(v * v for v in exact))
            # measured 1.7: half an ulp of the root, of sqrt(5) and of their product,
            # and what the sum leaves after halving by the root
            assert ulps(reg.group_lasso(w), mp.sqrt(5) * norm) <= 2.5
            for got, v in zip(reg.group_lasso_grad(w), exact, strict=True):
                if mp.sqrt(5) * abs(v) / norm > np.finfo(dtype).tiny:
                    assert ulps(got, mp.sqrt(5) * v / norm) <= 3.5  # 2.3
            c = float(norm) / 3
            if c > np.finfo(dtype).tiny:
                for got, v in zip(reg.max_norm(w, limit=c), exact, strict=True):
                    if abs(v) > 10 * np.finfo(dtype).tiny:
                        assert ulps(got, mpf(c) * v / norm) <= 3.5  # 2.4
                t = c / 5**0.5
                lost = mpf(t) * mp.sqrt(5) / norm
                u = reg.group_lasso_prox(w, step=t)
                for got, v in zip(u, exact, strict=True):
                    if abs(v) > 10 * np.finfo(dtype).tiny:
                        assert ulps(got, v * (1 - lost)) <= 3.5  # 2.2


@pytest.mark.parametrize("dtype", DTYPES)
def test_groups_just_above_the_threshold(dtype):
    for gap in (1e-1, 1e-3, 1e-5):
        w = np.array([0.6, 0.8, 1.2, 1.6], dtype)
        exact = [mpf(float(v)) for v in w]
        norm = mp.sqrt(mp.fsum(v * v for v in exact))
        t = float(norm) / 2 * (1 - gap)
        kept = 1 - 2 * mpf(t) / norm
        for got, v in zip(reg.group_lasso_prox(w, step=t), exact, strict=True):
            # 1 - lost is off by an eps of 1, in float64 for every dtype
            off = np.finfo(float).eps / np.finfo(dtype).eps / gap
            assert ulps(got, v * kept) <= 2 + 4 * off


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("rate", [0.1, 0.5, 0.75])
def test_dropouts(dtype, rate):
    rng = np.random.default_rng(0)
    x = (rng.normal(size=400) * 10.0 ** rng.uniform(-10, 10, 400)).astype(dtype)
    kept = np.random.default_rng(5).random(400) >= rate
    r, s = mpf(rate), -mpf("1.758099340847376859940217520812")
    a = 1 / mp.sqrt((1 - r) * (1 + r * s * s))
    plain = reg.dropout(x, rate=rate, rng=5)
    alpha = reg.alpha_dropout(x, rate=rate, rng=5)
    for v, k, y, z in zip(x, kept, plain, alpha, strict=True):
        v = mpf(float(v))
        assert ulps(y, v * int(k) / (1 - r)) <= 1.5  # 0.9
        part = v if k else s
        size = abs(part) + abs(r * s)  # a sum of two terms, perhaps of unlike sign
        exact = part - r * s
        assert ulps(z, a * exact) <= 4 * size / abs(exact)
    slope = reg.dropout_grad(x, rate=rate, rng=5)
    assert max(ulps(d, int(k) / (1 - r)) for d, k in zip(slope, kept, strict=True)) <= 1
    slope = reg.alpha_dropout_grad(x, rate=rate, rng=5)
    assert max(ulps(d, int(k) * a) for d, k in zip(slope, kept, strict=True)) <= 3
