"""Activation functions and their derivatives."""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._pair import Pair
from lossedu._stable import exp_others

__all__ = [
    "ACTIVATIONS",
    "log_sigmoid",
    "log_sigmoid_grad",
    "log_softmax",
    "log_softmax_grad",
    "log_softmax_jacobian",
    "log_softmax_vjp",
    "sigmoid",
    "sigmoid_grad",
    "softmax",
    "softmax_jacobian",
    "softmax_vjp",
    "softplus",
    "softplus_grad",
    "tanh",
    "tanh_grad",
]


def sigmoid(x: ArrayLike) -> Array:
    (x,) = _check.arrays(x=x)
    e = np.exp(-np.abs(x))
    return np.maximum(e, x >= 0) * (1 / (1 + e))


def sigmoid_grad(x: ArrayLike) -> Array:
    """Derivative of `sigmoid`, from x: s (1 - s) would be 0 beyond 36.7."""
    (x,) = _check.arrays(x=x)
    e = np.exp(-np.abs(x))
    w = 1 / (1 + e)
    return e * w * w


def log_sigmoid(x: ArrayLike) -> Array:
    (x,) = _check.arrays(x=x)
    return np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x)))


def log_sigmoid_grad(x: ArrayLike) -> Array:
    """Derivative of `log_sigmoid`: the sigmoid of -x."""
    (x,) = _check.arrays(x=x)
    return sigmoid(-x)


def softplus(x: ArrayLike) -> Array:
    (x,) = _check.arrays(x=x)
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def softplus_grad(x: ArrayLike) -> Array:
    """Derivative of `softplus`: the sigmoid of x."""
    return sigmoid(x)


def tanh(x: ArrayLike) -> Array:
    (x,) = _check.arrays(x=x)
    return np.tanh(x)


def tanh_grad(x: ArrayLike) -> Array:
    """Derivative of `tanh`, from x: 1 - tanh(x)^2 would be 0 beyond 19.1."""
    (x,) = _check.arrays(x=x)
    e = np.exp(-np.abs(x))
    sech = 2 * e / (1 + e * e)
    return sech * sech


def softmax(x: ArrayLike) -> Array:
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    k, _, e, s1 = exp_others(x)
    np.put_along_axis(e, k, 1, axis=-1)
    return e / (1 + s1)


def _softmax_and_rest(x: Array) -> tuple[Array, Array]:
    """Return p and 1 - p, each without cancellation."""
    k, _, e, s1 = exp_others(x)
    np.put_along_axis(e, k, 1, axis=-1)
    p = e / (1 + s1)
    rest = 1 - p
    np.put_along_axis(rest, k, s1 / (1 + s1), axis=-1)
    return p, rest


def softmax_jacobian(x: ArrayLike) -> Array:
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    p, rest = _softmax_and_rest(x)
    off = -p[..., :, None] * p[..., None, :]  # (..., n, n)
    own = np.eye(x.shape[-1], dtype=bool)
    return np.where(own, (p * rest)[..., None], off)


def softmax_vjp(upstream: ArrayLike, x: ArrayLike) -> Array:
    g, x = _check.arrays(upstream=upstream, x=x)
    _check.rows("x", x)
    k = x.argmax(axis=-1, keepdims=True)
    p = softmax(x)
    g = g - np.take_along_axis(g, k, axis=-1)  # a constant changes nothing
    return p * (g - (p * g).sum(axis=-1, keepdims=True))


def log_softmax(x: ArrayLike) -> Array:
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    _, d, _, s1 = exp_others(x)
    return d - np.log1p(s1)


def log_softmax_grad(x: ArrayLike) -> Array:
    """Gradient of ``log_softmax(x).sum()``: 1 - n softmax(x) for n classes."""
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    _, d, _, s1 = exp_others(x)
    t = np.expm1(d)
    return (t.sum(axis=-1, keepdims=True) - x.shape[-1] * t) / (1 + s1)


def log_softmax_jacobian(x: ArrayLike) -> Array:
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    p, rest = _softmax_and_rest(x)
    own = np.eye(x.shape[-1], dtype=bool)
    return np.where(own, rest[..., None], -p[..., None, :])


def log_softmax_vjp(upstream: ArrayLike, x: ArrayLike) -> Array:
    g, x = _check.arrays(upstream=upstream, x=x)
    _check.rows("x", x)
    k, _, e, s1 = exp_others(x)
    g_k = np.take_along_axis(g, k, axis=-1)
    others = g.copy()
    np.put_along_axis(others, k, 0, axis=-1)
    rest = others.sum(axis=-1, keepdims=True)
    v = others - e * ((g_k + rest) / (1 + s1))
    np.put_along_axis(v, k, (s1 * g_k - rest) / (1 + s1), axis=-1)
    return v


# softmax is absent: its rows sum to 1, so the gradient of its sum is 0 everywhere.
ACTIVATIONS = {
    "sigmoid": Pair(sigmoid, sigmoid_grad),
    "log_sigmoid": Pair(log_sigmoid, log_sigmoid_grad),
    "softplus": Pair(softplus, softplus_grad),
    "tanh": Pair(tanh, tanh_grad),
    "log_softmax": Pair(log_softmax, log_softmax_grad),
}
