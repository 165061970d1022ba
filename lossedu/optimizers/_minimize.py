"""Descent from a start, step by step."""

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._tree import Tree


class Optimizer(Protocol):
    """What `minimize` needs of an optimizer."""

    def init(self, params: Tree) -> Any:
        """Return the state before the first step."""

    def step(self, params: Tree, grads: Tree, state: Any) -> tuple[Tree, Any]:
        """Return the parameters and the state after one step."""


def minimize(
    grad: Callable[[Any], ArrayLike], x0: ArrayLike, optimizer: Optimizer, *, steps: int
) -> Array:
    """Follow an optimizer downhill and return its path.

    Parameters
    ----------
    grad : function
        ``grad(x)``: the gradient at x, of the shape of x.
    x0 : array_like, shape (...)
        The start.
    optimizer : SGD, Adam, Newton, ...
        An optimizer of this module, or any object with its two methods ``init`` and
        ``step``.
    steps : int
        How many steps to take; >= 0.

    Returns
    -------
    ndarray, shape (steps + 1, ...)
        The points of the path, the start first.

    Raises
    ------
    ValueError
        If a gradient has not the shape of `x0`, or `steps` is negative.
    TypeError
        If `grad` is not a function, `optimizer` lacks a method or is a class, or `x0`
        does not hold real numbers.

    Notes
    -----
    It is a loop of ``x, state = optimizer.step(x, grad(x), state)``. It never stops
    early: a path that diverges goes on to infinity and NaN.

    Examples
    --------
    >>> from lossedu import optimizers, surfaces
    >>> sgd = optimizers.SGD(lr=0.1)
    >>> minimize(surfaces.quadratic_bowl_grad, [4.0, 1.0], sgd, steps=2)
    array([[4.  , 1.  ],
           [3.6 , 0.  ],
           [3.24, 0.  ]])
    """
    _check.function("grad", grad)
    if not (hasattr(optimizer, "init") and hasattr(optimizer, "step")):
        raise TypeError(f"optimizer is {optimizer!r}; it must have init and step")
    if isinstance(optimizer, type):
        name = optimizer.__name__
        raise TypeError(
            f"optimizer is the class {name}; it must be an object of it, as {name}()"
        )
    (x,) = _check.arrays(x0=x0)
    state = optimizer.init(x)
    path = np.empty((1 + _check.whole("steps", steps, 0), *x.shape), x.dtype)
    path[0] = x
    for t in range(steps):
        x, state = optimizer.step(x, np.asarray(grad(x)), state)
        path[t + 1] = x
    return path
