"""Kernels that several modules share, each without cancellation or overflow."""

import numpy as np
from numpy.typing import NDArray

from lossedu._check import Array


def times(c: Array | NDArray[np.bool_] | float, x: Array) -> Array:
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


def exp_others(x: Array) -> tuple[NDArray[np.intp], Array, Array, Array]:
    """Split each row into its largest element and the others.

    Returns the place k of the maximum, the differences d = x - x_k, the others'
    exp(d) with 0 at k, and their sum s1: softmax is exp(d) / (1 + s1), where the
    1 is the largest element's own term, left out of the sum that log1p takes.
    """
    k = x.argmax(axis=-1, keepdims=True)
    m = np.take_along_axis(x, k, axis=-1)
    with np.errstate(invalid="ignore", over="ignore"):
        d = x - m
    own = np.where(np.isnan(m), m, 0)  # x_k - x_k, 0 for an infinite x_k too
    np.put_along_axis(d, k, own, axis=-1)
    e = np.exp(d)
    np.put_along_axis(e, k, 0, axis=-1)
    return k, d, e, e.sum(axis=-1, keepdims=True) + own


def softmax_and_rest(x: Array) -> tuple[Array, Array]:
    """Return the softmax p and 1 - p, neither by cancellation."""
    k, _, e, s1 = exp_others(x)
    np.put_along_axis(e, k, 1, axis=-1)
    p = e / (1 + s1)
    rest = 1 - p  # exact enough where p <= 1/2, which is everywhere but at k
    np.put_along_axis(rest, k, s1 / (1 + s1), axis=-1)
    return p, rest


def log_ratio(p: Array, q: Array) -> Array:
    """Log(p / q) of non-negative numbers, 0 for 0 / 0, also where p / q overflows.

    Beside p = q it has the absolute accuracy of a logarithm; its callers need no more.
    """
    both = (p == 0) & (q == 0)
    p, q = p + both, q + both
    least = np.finfo(q.dtype).tiny
    with np.errstate(divide="ignore", over="ignore"):
        ratio_log = np.log(p / np.maximum(q, least))
        return ratio_log - np.log(np.minimum(q / least, 1))  # 0 but for a tiny q


def phi(u: Array) -> Array:
    """(1 + u) log(1 + u) - u for -1 <= u <= 1, never negative, uncancelled at 0.

    Near 0 by the series of atanh: log(1 + u) = 2 (r + r^3/3 + r^5/5 + ...) with
    r = u / (2 + u), and |r| < 1/7 makes nine terms enough for float64.
    """
    r = u / (2 + u)
    tail = np.zeros_like(r)  # r^2/3 + r^4/5 + ...
    for k in range(9, 0, -1):
        tail = (tail + 1 / (2 * k + 1)) * (r * r)
    near = 2 * r * (r + (1 + r) * tail) / (1 - r)
    with np.errstate(divide="ignore"):
        far = times(1 + u, np.log1p(u)) - u
    value: Array = np.where(np.abs(u) < 0.25, near, far)
    return value
