"""The ways back of `autodiff` that are longer than a line, and what all have in common.

Each way turns the gradient g of an operation's output into that of an input, the
array a.
"""

import copy
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from lossedu import _check
from lossedu._check import Array

Axis: TypeAlias = int | tuple[int, ...] | None


def bound(way: Any, values: list[Any], hyper: dict[str, Any]) -> Callable[[Array], Any]:
    """Return the way back of one call, which copies `hyper` each time."""
    return lambda g: way(g, *values, **copy.deepcopy(hyper))


def checked(g: Any, a: Array) -> Array:
    """Return a gradient in the dtype of its array, whose shape it must have."""
    g, _ = _check.arrays(gradient=g, array=a)
    return g.astype(a.dtype, copy=False)


def fitted(way: Callable[..., Array], place: int) -> Callable[..., Array]:
    """Return the way to one of two arrays, summed over the axes it was broadcast on."""
    return lambda g, *both: fit(way(g, *both), both[place])


def fit(g: Array, a: Array) -> Array:
    """Sum a gradient over the axes along which the array a was broadcast."""
    if g.shape == a.shape:
        return g
    extra = g.ndim - a.ndim
    long = [i for i, n in enumerate(a.shape, extra) if n == 1]
    total: Array = g.sum(axis=(*range(extra), *long))
    return total.reshape(a.shape)


def spread(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:
    """Gradient of a sum: that of the total, for each element it was made from."""
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return np.broadcast_to(g, a.shape)


def mean(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:
    """Gradient of a mean: each of its n elements has one n-th."""
    n = a.size / max(g.size, 1)  # beyond the largest float16 when that is 65504
    return spread((g.astype(float) / n).astype(g.dtype), a, axis, keepdims)


def maximum(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:
    """Gradient of a maximum: all to the largest element, equal ones share it."""
    top = ~(a < a.max(axis, keepdims=True))
    return spread(g, a, axis, keepdims) * top / top.sum(axis, keepdims=True)


def reshape(g: Array, a: Array) -> Array:
    """Gradient of a reshaped array: in the old shape."""
    return g.reshape(a.shape)


def transpose(g: Array, a: Array, axes: tuple[int, ...] | None) -> Array:
    """Gradient of a transposed array: each axis goes back to its place."""
    order = np.arange(a.ndim)[slice(None, None, -1) if axes is None else list(axes)]
    return g.transpose(np.argsort(order))


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
