"""The ways back of `autodiff` that are longer than a line.

Each turns the gradient g of an operation's output into that of an input, the array a.
"""

from typing import Any, TypeAlias

import numpy as np

from lossedu._check import Array

Axis: TypeAlias = int | tuple[int, ...] | None


def fit(g: Array, a: Array) -> Array:
    """Sum a gradient over the axes along which the array a was broadcast."""
    if g.shape == a.shape:
        return g
    extra = g.ndim - a.ndim
    long = [i for i, n in enumerate(a.shape, extra) if n == 1 != g.shape[i]]
    total: Array = g.sum(axis=(*range(extra), *long))
    return total.reshape(a.shape)


def spread(g: Array, a: Array, axis: Axis) -> Array:
    """Repeat what a reduction of the array a has left, along the axes that it took."""
    if axis is not None and g.ndim < a.ndim:
        g = np.expand_dims(g, axis)
    return np.broadcast_to(g, a.shape)


def mean(g: Array, a: Array, axis: Axis) -> Array:
    """Gradient of a mean: each of its n elements has one n-th."""
    n = a.size / max(g.size, 1)
    return spread(g / n, a, axis)


def maximum(g: Array, a: Array, axis: Axis) -> Array:
    """Gradient of a maximum: all to the largest element, equal ones share it."""
    top = ~(a < a.max(axis, keepdims=True))
    return spread(g, a, axis) * top / top.sum(axis, keepdims=True)


def power(g: Array, a: Array, p: float) -> Array:
    """Gradient of a power with a constant exponent; 0 for p = 0, at a = 0 too."""
    return g * (p * a ** (p - 1) if p else np.zeros_like(a))


def index(g: Array, a: Array, places: Any) -> Array:
    """Gradient of ``a[places]``; what was taken twice gets both gradients."""
    part = np.zeros_like(a)
    np.add.at(part, places, g)
    return part


def matmul_left(g: Array, a: Array, b: Array) -> Array:
    """Gradient of ``a @ b`` in a, before `fit`."""
    if b.ndim == 1:
        return g[..., None] * b
    if a.ndim == 1:
        g = g[..., None, :]
    return g @ b.swapaxes(-1, -2)


def matmul_right(g: Array, a: Array, b: Array) -> Array:
    """Gradient of ``a @ b`` in b, before `fit`."""
    if b.ndim == 1:
        return g[..., None] * a
    if a.ndim == 1:
        return a[:, None] * g[..., None, :]
    return a.swapaxes(-1, -2) @ g
