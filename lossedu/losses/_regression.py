"""Losses for a real-valued target, one loss an element."""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array


def squared_error(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    r"""Squared error; its mean is least for the conditional mean.

    .. math:: \ell = (\hat y - y)^2

    Parameters
    ----------
    y_true, y_pred : array_like, shape (...)
        True and predicted values, of equal shape and in the same unit.

    Returns
    -------
    ndarray, shape (...)
        One loss an element, in that unit squared. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As ``torch.nn.MSELoss(reduction="none")`` with its arguments exchanged.
    `optax.losses.l2_loss` has half of it.

    References
    ----------
    C. M. Bishop (2006), Pattern Recognition and Machine Learning, Springer,
    section 1.5.5.

    Examples
    --------
    >>> squared_error([1.0, 2.0], [1.5, 2.0])
    array([0.25, 0.  ])
    """
    y, p = _check.arrays(y_true=y_true, y_pred=y_pred)
    with np.errstate(over="ignore"):
        return np.square(p - y)


def squared_error_grad(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """Derivative of `squared_error` in the prediction: twice the residual."""
    y, p = _check.arrays(y_true=y_true, y_pred=y_pred)
    with np.errstate(over="ignore"):
        return 2 * (p - y)
