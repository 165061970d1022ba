"""Hinge losses: the true class must win by a margin, or the loss is positive."""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array, Labels
from lossedu._stable import times


def _lack(y_true: ArrayLike, scores: ArrayLike) -> tuple[Array, Array]:
    """Return the labels and how far each score falls short of the margin 1, or 0."""
    y, s = _check.arrays(y_true=y_true, scores=scores)
    _check.signs("y_true", y)
    return y, np.maximum(1 - y * s, 0)


def hinge(y_true: ArrayLike, scores: ArrayLike) -> Array:
    r"""Hinge loss of two classes: 0 from the margin 1 on, linear below it.

    .. math:: \ell = \max(0, 1 - y s)

    Parameters
    ----------
    y_true : array_like, shape (...)
        Labels y, -1 and 1.
    scores : array_like, shape (...)
        The model's scores s, any real numbers; the sign is the prediction.

    Returns
    -------
    ndarray, shape (...)
        One loss an element, in units of the margin. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ or a label is neither -1 nor 1.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As `keras.losses.hinge` and `sklearn.metrics.hinge_loss`, which average. Keras
    reads labels 0 and 1 as -1 and 1; here a label 0 is an error. The loss is at least
    1 for every score of the wrong sign. At the kink, the margin y s = 1, the derivative
    is 0.

    References
    ----------
    C. Cortes, V. Vapnik (1995), Support-vector networks, Machine Learning 20(3),
    273-297, doi:10.1007/BF00994018.

    Examples
    --------
    >>> hinge([1, 1, -1], [2.0, 0.25, 0.5])
    array([0.  , 0.75, 1.5 ])
    """
    _, lack = _lack(y_true, scores)
    return lack


def hinge_grad(y_true: ArrayLike, scores: ArrayLike) -> Array:
    """Derivative of `hinge` in the score: -y below the margin 1, 0 from it on."""
    y, lack = _lack(y_true, scores)
    return 0 - y * np.sign(lack)


def squared_hinge(y_true: ArrayLike, scores: ArrayLike) -> Array:
    r"""Squared hinge loss of two classes, without a kink.

    .. math:: \ell = \bigl(\max(0, 1 - y s)\bigr)^2

    Parameters
    ----------
    y_true : array_like, shape (...)
        Labels y, -1 and 1.
    scores : array_like, shape (...)
        The model's scores s, any real numbers; the sign is the prediction.

    Returns
    -------
    ndarray, shape (...)
        One loss an element, in units of the margin squared. Take ``.mean()`` for a
        batch.

    Raises
    ------
    ValueError
        If the shapes differ or a label is neither -1 nor 1.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As `keras.losses.squared_hinge`, which averages and reads labels 0 and 1 as -1 and
    1. It is the default loss of `sklearn.svm.LinearSVC`. The derivative is continuous,
    and 0 from the margin y s = 1 on.

    References
    ----------
    Y. Tang (2013), Deep learning using linear support vector machines,
    arXiv:1306.0239.

    Examples
    --------
    >>> squared_hinge([1, 1, -1], [2.0, 0.5, 0.5])
    array([0.  , 0.25, 2.25])
    """
    _, lack = _lack(y_true, scores)
    with np.errstate(over="ignore"):
        return np.square(lack)


def squared_hinge_grad(y_true: ArrayLike, scores: ArrayLike) -> Array:
    """Derivative of `squared_hinge` in the score: -2 y max(0, 1 - y s)."""
    y, lack = _lack(y_true, scores)
    with np.errstate(over="ignore"):
        return 0 - 2 * y * lack


def _best_other(y_true: ArrayLike, scores: ArrayLike) -> tuple[Array, Array, Array]:
    """Return the labels, the scores of the others, and each row's shortfall.

    The true class has -inf among the others. The shortfall is what the true score needs
    to be 1 above the best of them, or 0.
    """
    y, s = _check.arrays(y_true=y_true, scores=scores)
    _check.rows("scores", s, least=2)
    _check.one_hot("y_true", y)
    t = y.argmax(axis=-1, keepdims=True)
    others = s.copy()
    np.put_along_axis(others, t, -np.inf, axis=-1)
    with np.errstate(invalid="ignore", over="ignore"):
        lead = others.max(axis=-1) - np.take_along_axis(s, t, axis=-1)[..., 0]
    one = y.sum(axis=-1)  # NaN if a label is
    return y, others, np.maximum(one + lead, 0)


def categorical_hinge(y_true: ArrayLike, scores: ArrayLike) -> Array:
    r"""Hinge loss of n classes: the best wrong class against the true class t.

    .. math:: \ell = \max\Bigl(0, 1 + \max_{j \ne t} s_j - s_t\Bigr)

    Parameters
    ----------
    y_true : array_like, shape (..., n)
        One-hot rows: 1 at the true class t, 0 elsewhere; n >= 2.
    scores : array_like, shape (..., n)
        The model's scores s, any real numbers; the largest is the prediction.

    Returns
    -------
    ndarray, shape (...)
        One loss a row, in units of the margin. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ, a row is shorter than 2, or a row of `y_true` is not
        one-hot.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As `sklearn.metrics.hinge_loss` for more than two classes, which averages, and as
    `keras.losses.categorical_hinge` where a wrong class has a score of 0 or more: Keras
    counts the true class in the inner maximum with a score of 0, so that its loss
    changes when a constant is added to all scores. For two classes it is
    ``hinge(y, s_1 - s_0)`` with y = 1 for class 1 and y = -1 for class 0.

    Where the loss is positive, the derivative is 1 at the best wrong class, the first
    if several are best, and -1 at the true class; at the kink, a lead of exactly 1, it
    is 0. Where the loss is a difference of equal infinities it is NaN.

    References
    ----------
    K. Crammer, Y. Singer (2001), On the algorithmic implementation of multiclass
    kernel-based vector machines, J. Mach. Learn. Res. 2, 265-292.

    Examples
    --------
    >>> categorical_hinge([[1, 0, 0], [0, 0, 1]], [[3.0, 1.0, 2.0], [3.0, 1.0, 2.5]])
    array([0. , 1.5])
    """
    *_, lack = _best_other(y_true, scores)
    return lack


def categorical_hinge_grad(y_true: ArrayLike, scores: ArrayLike) -> Array:
    """Derivative of `categorical_hinge` in the scores.

    1 at the best wrong class (the first if several are best) and -1 at the true class,
    where the loss is positive; else 0.
    """
    y, others, lack = _best_other(y_true, scores)
    best = np.arange(y.shape[-1]) == others.argmax(axis=-1, keepdims=True)
    slope = np.sign(lack)[..., None]
    return slope * best - slope * y


def _lacks(
    y_true: ArrayLike, scores: ArrayLike, margin: float, weight: ArrayLike | None
) -> tuple[Labels, Array, Array]:
    """Return the labels, their weights, and the shortfall against each wrong class.

    Their last axes have length 1, 1 and n; the true class has the shortfall 0.
    """
    (s,) = _check.arrays(scores=scores)
    _check.rows("scores", s, least=2)
    t = _check.labels("y_true", y_true, "scores", s)[..., None]
    m = _check.number("margin", margin, ">= 0")
    w = _check.weights("weight", weight, s.shape[-1], s.dtype)
    with np.errstate(invalid="ignore", over="ignore"):
        lacks = np.maximum(m + (s - np.take_along_axis(s, t, axis=-1)), 0)
    np.put_along_axis(lacks, t, 0, axis=-1)
    return t, w[t], lacks


def multiclass_hinge(
    y_true: ArrayLike,
    scores: ArrayLike,
    *,
    margin: float = 1.0,
    weight: ArrayLike | None = None,
) -> Array:
    r"""Hinge loss of n classes: every wrong class against the true class t.

    With the margin :math:`m`,

    .. math:: \ell = \frac{w_t}{n} \sum_{j \ne t} \max(0, m - s_t + s_j)

    Parameters
    ----------
    y_true : array_like of int, shape (...)
        Labels 0 .. n - 1.
    scores : array_like, shape (..., n)
        The model's scores s, any real numbers; the largest is the prediction; n >= 2.
    margin : float, default 1.0
        How far each wrong score should be below the true one, in the unit of the
        scores; >= 0.
    weight : array_like, shape (n,), optional
        One weight w a class, >= 0; ones if absent.

    Returns
    -------
    ndarray, shape (...)
        One loss a row, in the unit of the scores. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If `y_true` does not have the shape of `scores` without its last axis, a row is
        shorter than 2, a label is out of range, or a hyper-parameter is out of its
        range.
    TypeError
        If labels are not integers (or bool), or scores, the margin or weights are not
        real numbers.

    Notes
    -----
    As ``torch.nn.MultiMarginLoss(p=1, reduction="none")`` with its arguments exchanged.
    As there the sum of n - 1 terms is divided by n; the paper does not divide. A term
    at its kink, a class exactly at the margin, has the derivative 0. Where a term is a
    difference of equal infinities the loss is NaN.

    References
    ----------
    J. Weston, C. Watkins (1999), Support vector machines for multi-class pattern
    recognition, European Symposium on Artificial Neural Networks (ESANN), 219-224.

    Examples
    --------
    >>> multiclass_hinge([0, 2], [[3.0, 1.0, 2.5], [3.0, 1.0, 2.5]])
    array([0.16666667, 0.5       ])
    """
    _, w, lacks = _lacks(y_true, scores, margin, weight)
    mean = (lacks / lacks.shape[-1]).sum(axis=-1)  # a sum first could overflow
    return times(w[..., 0], mean)


def multiclass_hinge_grad(
    y_true: ArrayLike,
    scores: ArrayLike,
    *,
    margin: float = 1.0,
    weight: ArrayLike | None = None,
) -> Array:
    """Derivative of `multiclass_hinge` in the scores.

    w / n at each wrong class within the margin, minus their sum at the true class.
    """
    t, w, lacks = _lacks(y_true, scores, margin, weight)
    within = np.sign(lacks)
    count = within.sum(axis=-1, keepdims=True)
    np.put_along_axis(within, t, 0 - count, axis=-1)
    return w * within / lacks.shape[-1]
