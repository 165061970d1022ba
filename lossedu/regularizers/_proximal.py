"""Proximal maps of the penalties, and the projection on a ball.

The proximal map of a penalty f takes w to the u that minimises t f(u) + (u - w)^2 / 2,
summed. The step t is the learning rate times the strength of the penalty. A gradient
step on a smooth loss and a proximal map in turn minimise the loss plus the penalty, and
reach exact zeros.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu.regularizers._penalties import measured


def _finite(t: float, w: Array) -> float:
    """Return t, or w's largest number if less: no inf - inf nor inf / inf later."""
    return min(t, float(np.finfo(w.dtype).max))


def _soft(w: Array, t: float) -> Array:
    """Return w minus its projection on [-t, t]: exactly 0 if abs(w) <= t."""
    t = _finite(t, w)
    return w - np.clip(w, -t, t)


def _shrunk(w: Array, t: float) -> Array:
    """Return w / (1 + 2 t), by a factor in float64, in which it is never 0."""
    factor = np.float64(0.5 / (0.5 + t))  # 1 / (1 + 2 t) is 0 for the largest t
    return (w * factor).astype(w.dtype, copy=False)


def l1_prox(w: ArrayLike, *, step: float) -> Array:
    r"""Proximal map of `l1`: soft thresholding.

    .. math:: \arg\min_u \Bigl(t\, |u| + \tfrac12 (u - w)^2\Bigr)
              = \operatorname{sign}(w) \max(|w| - t, 0)

    Parameters
    ----------
    w : array_like, shape (...)
        Weights.
    step : float
        The step t, learning rate times strength; > 0.

    Returns
    -------
    ndarray, shape (...)
        Weights nearer to 0 by t; those with abs(w) <= t are exactly 0.

    Raises
    ------
    ValueError
        If `step` is not positive and finite.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As `torch.nn.functional.softshrink`.

    References
    ----------
    I. Daubechies, M. Defrise, C. De Mol (2004), An iterative thresholding algorithm for
    linear inverse problems with a sparsity constraint, Commun. Pure Appl. Math. 57(11),
    1413-1457, doi:10.1002/cpa.20042.

    Examples
    --------
    >>> l1_prox([-2.0, 0.25, 0.75], step=0.5)
    array([-1.5 ,  0.  ,  0.25])
    """
    (w,) = _check.arrays(w=w)
    return _soft(w, _check.number("step", step, "> 0"))


def l2_prox(w: ArrayLike, *, step: float) -> Array:
    r"""Proximal map of `l2`: all weights shrink by one factor.

    .. math:: \arg\min_u \Bigl(t\, u^2 + \tfrac12 (u - w)^2\Bigr)
              = \frac{w}{1 + 2 t}

    Parameters
    ----------
    w : array_like, shape (...)
        Weights.
    step : float
        The step t, learning rate times strength; > 0.

    Returns
    -------
    ndarray, shape (...)
        Weights nearer to 0 by one factor; only a weight of 0 becomes 0.

    Raises
    ------
    ValueError
        If `step` is not positive and finite.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    An implicit step of gradient descent on t w^2. The explicit step, w (1 - 2 t),
    changes the sign of a weight for t > 1/2; this one never does.

    References
    ----------
    N. Parikh, S. Boyd (2014), Proximal algorithms, Found. Trends Optim. 1(3), 127-239,
    doi:10.1561/2400000003.

    Examples
    --------
    >>> l2_prox([-2.0, 0.0, 1.0], step=0.5)
    array([-1. ,  0. ,  0.5])
    """
    (w,) = _check.arrays(w=w)
    t = _check.number("step", step, "> 0")
    return _shrunk(w, t)


def elastic_net_prox(w: ArrayLike, *, step: float, l1_ratio: float = 0.5) -> Array:
    r"""Proximal map of `elastic_net`: soft thresholding, then one factor.

    .. math:: \arg\min_u \Bigl(t \rho\, |u| + t (1 - \rho)\, u^2
              + \tfrac12 (u - w)^2\Bigr)
              = \frac{\operatorname{sign}(w) \max(|w| - t \rho, 0)}{1 + 2 t (1 - \rho)}

    Parameters
    ----------
    w : array_like, shape (...)
        Weights.
    step : float
        The step t, learning rate times strength; > 0.
    l1_ratio : float, default 0.5
        The share rho of `l1`, in [0, 1]; the rest is `l2`.

    Returns
    -------
    ndarray, shape (...)
        Weights nearer to 0; those with abs(w) <= t rho are exactly 0.

    Raises
    ------
    ValueError
        If `step` is not positive and finite, or `l1_ratio` not in [0, 1].
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    `l1_prox` for a share of 1 and `l2_prox` for a share of 0. The two maps applied the
    other way round, first the factor and then the threshold, give another result.

    References
    ----------
    N. Parikh, S. Boyd (2014), Proximal algorithms, Found. Trends Optim. 1(3), 127-239,
    doi:10.1561/2400000003.

    Examples
    --------
    >>> elastic_net_prox([-2.0, 0.25, 1.5], step=1.0, l1_ratio=0.5)
    array([-0.75,  0.  ,  0.5 ])
    """
    (w,) = _check.arrays(w=w)
    t = _check.number("step", step, "> 0")
    rho = _check.number("l1_ratio", l1_ratio, "in [0, 1]")
    return _shrunk(_soft(w, t * rho), t * (1 - rho))


def group_lasso_prox(w: ArrayLike, *, step: float) -> Array:
    r"""Proximal map of `group_lasso`: shortens each row, a short one to 0.

    .. math:: u_i = w_i \max\Bigl(1 - \frac{t \sqrt{n}}{\lVert w \rVert_2}, 0\Bigr)

    Parameters
    ----------
    w : array_like, shape (..., n)
        Weights; each row is a group.
    step : float
        The step t, learning rate times strength; > 0.

    Returns
    -------
    ndarray, shape (..., n)
        Rows u of the same direction, shorter by t sqrt(n); those whose norm is not
        above that are exactly 0.

    Raises
    ------
    ValueError
        If `step` is not positive and finite, or there is no last axis, or an empty one.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    Minimises t sqrt(n) norm(u) + norm(u - w)^2 / 2. With n = 1 it is `l1_prox`. A row
    with an infinite element is left as it is, which is the limit.

    References
    ----------
    N. Parikh, S. Boyd (2014), Proximal algorithms, Found. Trends Optim. 1(3), 127-239,
    doi:10.1561/2400000003.

    Examples
    --------
    >>> group_lasso_prox([[3.0, 0.0, 0.0, 4.0], [0.5, 0.5, 0.5, 0.5]], step=1.0)
    array([[1.8, 0. , 0. , 2.4],
           [0. , 0. , 0. , 0. ]])
    """
    (w,) = _check.arrays(w=w)
    _check.rows("w", w)
    t = _check.number("step", step, "> 0")
    _, _, norm = measured(w)
    s = _finite(t * math.sqrt(w.shape[-1]), norm)
    with np.errstate(divide="ignore", over="ignore"):
        lost = np.minimum(s / norm, 1)  # 1 for a row of zeros
    return (w * (1 - lost)).astype(w.dtype)


def max_norm(w: ArrayLike, *, limit: float = 1.0) -> Array:
    r"""Max-norm constraint: shortens rows whose norm is above a limit to the limit.

    .. math:: u_i = w_i \min\Bigl(1, \frac{c}{\lVert w \rVert_2}\Bigr)

    Parameters
    ----------
    w : array_like, shape (..., n)
        Weights; each row holds the incoming weights of one unit.
    limit : float, default 1.0
        The largest norm c of a row; > 0.

    Returns
    -------
    ndarray, shape (..., n)
        The nearest rows u whose norm is at most c, up to rounding; a row that was not
        longer is unchanged.

    Raises
    ------
    ValueError
        If `limit` is not positive and finite, or there is no last axis, or an empty
        one.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    The projection on a ball, and so the proximal map of a penalty that is 0 inside and
    infinite outside. It is applied to the weights after a step and not differentiated,
    so it has no derivative here.

    As ``torch.renorm(w, 2, 0, limit)`` for a matrix, which adds 1e-7 to a norm that it
    divides by. `keras.constraints.MaxNorm` takes columns by default, since its weights
    of a unit are a column, and adds 1e-7 to every norm, so that short ones shrink too.

    References
    ----------
    N. Srebro, A. Shraibman (2005), Rank, trace-norm and max-norm, COLT, 545-560.

    G. E. Hinton, N. Srivastava, A. Krizhevsky, I. Sutskever, R. R. Salakhutdinov
    (2012), Improving neural networks by preventing co-adaptation of feature detectors,
    arXiv:1207.0580.

    Examples
    --------
    >>> max_norm([[3.0, 4.0], [0.3, 0.4]], limit=2.0)
    array([[1.2, 1.6],
           [0.3, 0.4]])
    """
    (w,) = _check.arrays(w=w)
    _check.rows("w", w)
    c = _check.number("limit", limit, "> 0")
    u, length, norm = measured(w)
    within = norm <= c
    with np.errstate(over="ignore"):  # of a large limit in the dtype of w
        return np.where(within, w, u / (length + within) * c).astype(w.dtype)
