"""Losses for a real-valued target, one loss an element."""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array


def squared_error(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    y, p = _check.arrays(y_true=y_true, y_pred=y_pred)
    with np.errstate(over="ignore"):
        return np.square(p - y)


def squared_error_grad(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """Derivative of `squared_error`: twice the residual."""
    y, p = _check.arrays(y_true=y_true, y_pred=y_pred)
    with np.errstate(over="ignore"):
        return 2 * (p - y)
