"""What the functions of distributions check, and the unit of their results."""

import math

from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array


def log_of(base: float) -> float:
    """Return the natural logarithm of a base: so many nats are one of its units."""
    return math.log(_check.number("base", base, "> 0 and not 1"))


def distributions(axes: int = 1, **named: ArrayLike) -> tuple[Array, ...]:
    """Return arguments of one shape, each a distribution on the last `axes` axes."""
    found = _check.arrays(**named)
    for name, p in zip(named, found, strict=True):
        _check.distribution(name, p, axes)
    return found
