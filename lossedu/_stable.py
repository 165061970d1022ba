"""Kernels that several modules share, each without cancellation or overflow."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossedu._check import Array


def times(c: Array, x: Array) -> Array:
    """C times x, and 0 where c is 0 though x be infinite."""
    with np.errstate(invalid="ignore", over="ignore"):
        product = c * x
    if np.isnan(product).any():
        product = np.where((c == 0) & np.isinf(x), 0, product)[()]
    return product


def ratio(a: Array, b: Array) -> Array:
    """A / b, and 0 where a is 0 though b be 0."""
    with np.errstate(divide="ignore", over="ignore"):
        quotient: Array = a / (b + (a == 0))
    return quotient


def xlogy(x: Array, y: Array) -> Array:
    """X log y, and 0 where x is 0 though y be 0."""
    with np.errstate(divide="ignore"):
        product: Array = x * np.log(y + (x == 0))
    return product


Place: TypeAlias = tuple[NDArray[np.intp], NDArray[np.intp]]


def exp_others(x: Array) -> tuple[Place, Array, Array, Array]:
    """Split each row into its largest element and the others.

    The rows of x, whatever axes stand before its last, come as a matrix. Returns the
    place of each row's maximum x_k in it, the differences d = x - x_k, the others'
    exp(d) with 0 at k, and their sum s1: softmax is exp(d) / (1 + s1), where the
    1 is the largest element's own term, left out of the sum that log1p takes.
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
    """Vector times Jacobian of the log-softmax, from what `exp_others` gives."""
    others = g.reshape(e.shape).copy()
    own = others[top][:, None]
    others[top] = 0
    rest = others.sum(axis=1, keepdims=True)
    v = others - e * ((own + rest) / (1 + s1))
    v[top] = ((s1 * own - rest) / (1 + s1))[:, 0]  # 1 - p_k = s1 / S
    return v.reshape(g.shape)


def log_ratio(p: Array, q: Array) -> Array:
    """Log(p / q) of non-negative numbers, 0 for 0 / 0, also where p / q overflows.

    Beside p = q it has the absolute accuracy of a logarithm; its callers need no more.
    """
    both = (p == 0) & (q == 0)
    p, q = p + both, q + both
    least = np.finfo(q.dtype).tiny
    with np.errstate(divide="ignore", over="ignore"):
        log: Array = np.log(p / np.maximum(q, least))
        if (q < least).any():
            log = log - np.log(np.minimum(q / least, 1))
    return log


def phi(u: Array) -> Array:
    """(1 + u) log(1 + u) - u for -1/3 <= u <= 1/3, never negative, uncancelled at 0.

    By the series of atanh: log(1 + u) = 2 (r + r^3/3 + r^5/5 + ...) with
    r = u / (2 + u), and |r| <= 1/5 makes eleven terms enough for float64.
    """
    r = u / (2 + u)
    square = r * r
    tail = np.zeros_like(r)  # r^2/3 + r^4/5 + ...
    for k in range(11, 0, -1):
        tail = (tail + 1 / (2 * k + 1)) * square
    value: Array = 2 * r * (r + (1 + r) * tail) / (1 - r)
    return value
