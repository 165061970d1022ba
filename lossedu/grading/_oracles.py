"""Relations that a right answer satisfies, element by element."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
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
    part : int
        Which result it is about, if an answer has several.
    """

    sentence: str
    holds: Callable[[Probe, Array], Any]
    part: int = 0


def derivative_of(
    loss: Callable[..., Any],
    *,
    argument: int = -1,
    part: int = 0,
    rtol: float = 1e-6,
    atol: float = 1e-8,
) -> Oracle:
    """Return the oracle "equals the numerical derivative in that argument".

    It shares no line with the reference, so that a slip in the reference cannot
    make a wrong answer right. Its tolerance is that of central differences, and
    so it belongs on inputs of moderate size.

    Parameters
    ----------
    loss : callable
        Called as an answer is, keywords included; what it gives is summed up.
    argument : int, default -1
        Number of the argument in which the derivative is taken.
    part : int, default 0
        Which result is that derivative, if an answer has several.
    rtol, atol : float
        How far a result may be from the measured slope.

    Returns
    -------
    Oracle
    """

    @lru_cache(maxsize=256)
    def slope(probe: Probe) -> Array:
        called = partial(loss, **probe.keywords)
        return central_difference(called, probe.arguments, argument)

    def holds(probe: Probe, value: Array) -> Any:
        return np.abs(value - slope(probe)) <= atol + rtol * np.abs(slope(probe))

    said = "equals the slope of the loss, measured by a small step"
    return Oracle(said, holds, part)


def central_difference(
    loss: Callable[..., Any], arguments: tuple[Any, ...], argument: int = -1
) -> Array:
    """Differentiate ``loss(*arguments).sum()`` in one argument, by default the last."""
    argument %= len(arguments)
    before, after = arguments[:argument], arguments[argument + 1 :]
    point: NDArray[np.float64] = np.asarray(arguments[argument], dtype=np.float64)
    slope = np.empty_like(point)
    for index in np.ndindex(point.shape):
        step = 6e-6 * max(
            1.0, abs(float(point[index]))
        )  # the cube root of the rounding
        above, below = point.copy(), point.copy()
        above[index] += step
        below[index] -= step
        up, down = loss(*before, above, *after), loss(*before, below, *after)
        rise = np.sum(up) - np.sum(down)
        slope[index] = rise / (above[index] - below[index])
    return slope
