"""Relations that a right answer satisfies, element by element."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from lossedu.grading._exercise import Probe

Array = NDArray[Any]


@dataclass(frozen=True)
class Oracle:
    """A relation between the arguments of a call and its result.

    Attributes
    ----------
    sentence : str
        What holds for a right answer, in words for the learner.
    holds : callable
        Takes the probe and the result; gives True where the relation holds,
        one value an element or one for all.
    """

    sentence: str
    holds: Callable[[Probe, Array], Any]


def derivative_of(
    loss: Callable[..., Any], *, rtol: float = 1e-6, atol: float = 1e-8
) -> Oracle:
    """Return the oracle "equals the numerical derivative in the last argument".

    It shares no line with the reference, so that a slip in the reference cannot
    make a wrong answer right. Its tolerance is that of central differences, and
    so it belongs on inputs of moderate size.
    """

    def holds(probe: Probe, value: Array) -> Any:
        slope = central_difference(loss, probe.arguments)
        return np.abs(value - slope) <= atol + rtol * np.abs(slope)

    return Oracle("equals the slope of the loss, measured by a small step", holds)


def central_difference(loss: Callable[..., Any], arguments: tuple[Any, ...]) -> Array:
    """Differentiate ``loss(*arguments).sum()`` in the last argument."""
    *fixed, last = arguments
    point: NDArray[np.float64] = np.asarray(last, dtype=np.float64)
    slope = np.empty_like(point)
    for index in np.ndindex(point.shape):
        step = 6e-6 * max(
            1.0, abs(float(point[index]))
        )  # the cube root of the rounding
        above, below = point.copy(), point.copy()
        above[index] += step
        below[index] -= step
        rise = np.sum(loss(*fixed, above)) - np.sum(loss(*fixed, below))
        slope[index] = rise / (above[index] - below[index])
    return slope
