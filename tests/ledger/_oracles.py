"""What several ledgers draw, and what they compare the printed formulas with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from mpmath import mp

from ledger._equations import Point


def numbers(rng: np.random.Generator, *shape: int) -> Any:
    """Random numbers as nested lists, whose first index is 1 in the LaTeX."""
    if not shape:
        return mp.mpf(rng.normal())
    return [numbers(rng, *shape[1:]) for _ in range(shape[0])]


def sigmoid(z: Any) -> Any:
    return 1 / (1 + mp.exp(-z))


def softmax(z: Sequence[Any]) -> list[Any]:
    """Each probability as one over a sum of odds."""
    return [1 / mp.fsum(mp.exp(other - own) for other in z) for own in z]


def entropy(p: Sequence[Any]) -> Any:
    """Slope of the sum of p^s at s = 1, with its sign turned."""
    return -mp.diff(lambda s: mp.fsum(v**s for v in p), 1)


def distribution(rng: np.random.Generator, n: int) -> list[Any]:
    """A random distribution over n outcomes, none of them very rare."""
    values = [mp.mpf(v) for v in rng.uniform(0.05, 1, n)]
    return [v / mp.fsum(values) for v in values]


def moved(values: Sequence[Any], k: int, v: Any) -> list[Any]:
    """The list with v in place k, counted from 1."""
    return [*values[: k - 1], v, *values[k:]]


def slope_of(
    f: Callable[[Point, Any], Any], at: str = "z", order: int = 1
) -> Callable[[Point], Any]:
    """Numerical derivative of ``f(point, value)`` in the symbol `at`."""
    return lambda point: mp.diff(lambda v: f(point, v), point[at], order)
