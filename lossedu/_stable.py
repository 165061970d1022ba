"""Kernels that several modules share, each without cancellation or overflow."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossedu._check import Array


def indicator(holds: Any, x: Array) -> Array:
    """Return 1 where a condition on x holds, 0 elsewhere, and NaN where x is NaN."""
    return holds + np.clip(x, 0, 0)


def times(c: Array | NDArray[np.bool_] | float, x: Array) -> Array:
    """Return c x, and 0 where c is 0, even for an infinite x."""
    with np.errstate(invalid="ignore", over="ignore"):
        product = c * x
    if np.isnan(product).any():
        product = np.where((c == 0) & np.isinf(x), 0, product)[()]
    return product


def ratio(a: Array, b: Array) -> Array:
    """Return a / b, and 0 where a is 0, even for b = 0."""
    with np.errstate(divide="ignore", over="ignore"):
        quotient: Array = a / (b + (a == 0))
    return quotient


def xlogy(x: Array, y: Array) -> Array:
    """Return x log y, and 0 where x is 0, even for y = 0."""
    with np.errstate(divide="ignore"):
        product: Array = x * np.log(y + (x == 0))
    return product


def sigmoids(v: Array) -> tuple[Array, Array]:
    """Return sigmoid(v) and sigmoid(-v), from one exponential."""
    e = np.exp(-np.abs(v))
    w = 1 / (1 + e)
    return np.maximum(e, v >= 0) * w, np.maximum(e, v <= 0) * w


# Row and column indices of one element in each row of a matrix.
Place: TypeAlias = tuple[NDArray[np.intp], NDArray[np.intp]]


def exp_others(x: Array) -> tuple[Place, Array, Array, Array]:
    """Split each row into its largest element and the others.

    The axes of x before the last are merged, so that its rows form a matrix. Returns
    the place of each row's maximum x_k, the differences d = x - x_k, the others'
    exp(d) with 0 at k, and their sum s1. Then softmax is exp(d) / (1 + s1), and the
    logarithm of its denominator is log1p(s1), without adding the 1 first.
    """
    x = x.reshape(-1, x.shape[-1])
    top = np.arange(len(x)), x.argmax(axis=1)
    m = x[top]
    with np.errstate(invalid="ignore", over="ignore"):
        d = x - m[:, None]
    d[top] = own = np.where(np.isnan(m), m, 0)  # x_k - x_k, 0 for an infinite x_k too
    e = np.exp(d)
    e[top] = 0
    return top, d, e, (e.sum(axis=1) + own)[:, None]


def softmax_and_rest(x: Array) -> tuple[Array, Array]:
    """Return the softmax p and 1 - p, neither by cancellation."""
    top, _, e, s1 = exp_others(x)
    e[top] = 1
    p = e / (1 + s1)
    rest = 1 - p  # exact enough where p <= 1/2, which is everywhere but at k
    rest[top] = (s1 / (1 + s1))[:, 0]
    return p.reshape(x.shape), rest.reshape(x.shape)


def pull_back(g: Array, top: Place, e: Array, s1: Array) -> Array:
    """Return the vector-Jacobian product of log-softmax, from `exp_others`."""
    others = g.reshape(e.shape).copy()
    own = others[top][:, None]
    others[top] = 0
    rest = others.sum(axis=1, keepdims=True)
    v = others - e * ((own + rest) / (1 + s1))
    v[top] = ((s1 * own - rest) / (1 + s1))[:, 0]  # 1 - p_k = s1 / S
    return v.reshape(g.shape)


def log_ratio(p: Array, q: Array) -> Array:
    """Return log(p / q) of non-negative numbers, also beyond the floats; 0 for 0 / 0.

    Near p = q the absolute error is small, not the relative one; callers need no more.
    """
    both = (p == 0) & (q == 0)
    p, q = p + both, q + both
    with np.errstate(divide="ignore", over="ignore"):
        t = p / q
        log: Array = np.log(t)
        extreme = (t < np.finfo(t.dtype).tiny) | (t == np.inf)
        if extreme.any():  # t has lost its digits; the logarithms lie far apart
            log = np.where(extreme, np.log(p) - np.log(q), log)[()]
    return log


def phi(u: Array) -> Array:
    """Return (1 + u) log(1 + u) - u for |u| <= 1/3, >= 0, without cancellation at 0.

    By the series of atanh: log(1 + u) = 2 (r + r^3/3 + r^5/5 + ...) with
    r = u / (2 + u); as |r| <= 1/5, eleven terms are enough for float64.
    """
    r = u / (2 + u)
    square = r * r
    tail = np.zeros_like(r)  # r^2/3 + r^4/5 + ...
    for k in range(11, 0, -1):
        tail = (tail + 1 / (2 * k + 1)) * square
    value: Array = 2 * r * (r + (1 + r) * tail) / (1 - r)
    return value


# Powers of t, the highest first: printed by tools/make_normal_tail.py.
_TAIL_FLOAT64 = (
    -6.763267210562454e-10,
    -1.5456221598143852e-09,
    5.474708632048689e-09,
    1.7442583764419795e-08,
    -1.7932121916642413e-08,
    -1.1022354013739079e-07,
    -1.237153366992197e-09,
    5.507747965364098e-07,
    4.0671730125154447e-07,
    -2.6118464340168558e-06,
    -3.433372216853275e-06,
    1.3626315192600401e-05,
    2.1250446856208376e-05,
    -8.785300442645791e-05,
    -9.443033944152223e-05,
    0.0006948970692570495,
    -0.00028562308680939413,
    -0.0050023785870514665,
    0.01793609747886859,
    -0.03219783742831453,
    0.02860036405357749,
    0.013999634724430469,
    -0.09670347732652607,
    0.47205320650984467,
)
_TAIL_FLOAT32 = (
    -5.8091235258713935e-05,
    -4.999051445334621e-05,
    0.0006649886920591677,
    -0.0003258309986512783,
    -0.004987714249865996,
    0.01795281747500939,
    -0.032201162891248414,
    0.028597467869693007,
    0.013999913667926737,
    -0.096703335413774,
    0.4720532026941583,
)


def exp_half_square(a: Array) -> Array:
    """Return exp(-a^2 / 2); exp would magnify the rounding error of a^2.

    With h, a truncated to a multiple of 1/256, h^2 is exact in float32 and float64; the
    rest of the exponent, (h - a)(h + a) / 2, is small and gets a factor of its own
    (Cody 1969, Math. Comp. 23(107), 631-637, doi:10.1090/S0025-5718-1969-0247736-4).
    """
    h = np.floor(256 * a) / 256
    return np.exp(-h * h / 2) * np.exp((h - a) * (h + a) / 2)


def scaled_normal_tail(a: Array) -> Array:
    """Return exp(a^2 / 2) Q(a) for a >= 0, Q the upper tail of the standard normal.

    This is half the scaled complementary error function of a / sqrt(2), by the method
    of Shepherd and Laframboise (1981, Math. Comp. 36(153), 249-253,
    doi:10.1090/S0025-5718-1981-0595058-X): (1 + a) times it varies little, and is
    approximated by a polynomial in t = (a - 4) / (a + 4), within 3 ULP.
    """
    t = (a - 4) / (a + 4)
    total = np.zeros_like(t)
    for c in _TAIL_FLOAT64 if t.dtype == np.float64 else _TAIL_FLOAT32:
        total *= t
        total += c
    return total / (1 + a)
