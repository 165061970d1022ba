"""A function beside its derivative."""

from collections.abc import Callable
from typing import Any, NamedTuple


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
