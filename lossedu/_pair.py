"""A function beside its derivative."""

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._stable import times


class Pair(NamedTuple):
    """A function and its derivative, a row of a module's table.

    Parameters
    ----------
    value : callable
        The function, ``value(*arrays, **hyper)``.
    grad : callable
        Its derivative: same signature, the shape of the last array, equal to the
        gradient of ``value(...).sum()`` in that array.

    Examples
    --------
    >>> from lossedu import losses
    >>> value, grad = losses.LOSSES["squared_error"]
    >>> value(0.0, 3.0), grad(0.0, 3.0)
    (np.float64(9.0), np.float64(6.0))
    """

    value: Callable[..., Any]
    grad: Callable[..., Any]

    def vjp(self, upstream: ArrayLike, *arrays: ArrayLike, **hyper: Any) -> Array:
        """Gradient of ``(upstream * value(...)).sum()`` in the last array.

        The upstream weights times the derivative, where the function is element-wise or
        gives one value a row. One that mixes a row and keeps its axis needs more than
        the gradient of its sum: then ``name_vjp`` beside ``name`` is called.
        """
        name = getattr(self.value, "__name__", "")
        module = sys.modules.get(getattr(self.value, "__module__", ""))
        own = getattr(module, f"{name}_vjp", None)
        if own is not None:
            return own(upstream, *arrays, **hyper)
        slope = np.asarray(self.grad(*arrays, **hyper))
        g = _check.beside("upstream", upstream, slope)
        if g.shape == slope.shape:
            return times(g, slope)
        shape = np.shape(self.value(*arrays, **hyper))
        if shape != slope.shape[: len(shape)]:
            raise ValueError(
                f"{name} has shape {shape} for an array of shape {slope.shape}; it "
                "must be element-wise or row-wise to be differentiated without a vjp"
            )
        if g.shape != shape:
            raise ValueError(
                f"upstream has shape {g.shape}; it must have that of the value, {shape}"
            )
        return times(g.reshape(g.shape + (1,) * (slope.ndim - g.ndim)), slope)
