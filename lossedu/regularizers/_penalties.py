"""Penalties on weights, without a strength: multiply them yourself."""

import math

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._stable import times


def l1(w: ArrayLike) -> Array:
    r"""L1 penalty, that of the lasso, which sets weights to exactly 0.

    .. math:: |w| = \max(w, -w)

    Parameters
    ----------
    w : array_like, shape (...)
        Weights.

    Returns
    -------
    ndarray, shape (...)
        One penalty an element. Take ``.sum()`` for a model.

    Raises
    ------
    TypeError
        If `w` does not hold real numbers.

    Notes
    -----
    The derivative at 0 is 0, which is a subgradient. A subgradient step therefore does
    not move a weight away from 0, but hardly ever brings one there; `l1_prox` does.

    As `keras.regularizers.L1` without its strength. `sklearn.linear_model.Lasso` with
    n rows of data minimises ``squared_error(y, X @ w).sum() / (2 * n)
    + alpha * l1(w).sum()``.

    References
    ----------
    R. Tibshirani (1996), Regression shrinkage and selection via the lasso,
    J. R. Stat. Soc. B 58(1), 267-288, doi:10.1111/j.2517-6161.1996.tb02080.x.

    Examples
    --------
    >>> l1([-2.0, 0.0, 0.5])
    array([2. , 0. , 0.5])
    """
    (w,) = _check.arrays(w=w)
    return np.abs(w)


def l1_grad(w: ArrayLike) -> Array:
    """Derivative of `l1`: the sign, with 0 at 0."""
    (w,) = _check.arrays(w=w)
    return np.sign(w)


def l2(w: ArrayLike) -> Array:
    r"""L2 penalty, that of ridge regression, without a factor of one half.

    .. math:: w^2

    Parameters
    ----------
    w : array_like, shape (...)
        Weights.

    Returns
    -------
    ndarray, shape (...)
        One penalty an element. Take ``.sum()`` for a model.

    Raises
    ------
    TypeError
        If `w` does not hold real numbers.

    Notes
    -----
    As `keras.regularizers.L2` without its strength. `sklearn.linear_model.Ridge`
    minimises ``squared_error(y, X @ w).sum() + alpha * l2(w).sum()``.

    PyTorch's ``weight_decay=s`` adds s w to the gradient, the derivative of s / 2 times
    this penalty: a strength here is half of a weight decay there. With an adaptive
    optimizer a penalty and a decay of the weights are not the same.

    References
    ----------
    A. E. Hoerl, R. W. Kennard (1970), Ridge regression: biased estimation for
    nonorthogonal problems, Technometrics 12(1), 55-67,
    doi:10.1080/00401706.1970.10488634.

    Examples
    --------
    >>> l2([-2.0, 0.0, 0.5])
    array([4.  , 0.  , 0.25])
    """
    (w,) = _check.arrays(w=w)
    with np.errstate(over="ignore"):
        return np.square(w)


def l2_grad(w: ArrayLike) -> Array:
    """Derivative of `l2`: twice the weight."""
    (w,) = _check.arrays(w=w)
    with np.errstate(over="ignore"):
        return 2 * w


def elastic_net(w: ArrayLike, *, l1_ratio: float = 0.5) -> Array:
    r"""Elastic net: the L1 and the L2 penalty, mixed.

    .. math:: \rho\, |w| + (1 - \rho)\, w^2

    Parameters
    ----------
    w : array_like, shape (...)
        Weights.
    l1_ratio : float, default 0.5
        The share rho of `l1`, in [0, 1]; the rest is `l2`.

    Returns
    -------
    ndarray, shape (...)
        One penalty an element. Take ``.sum()`` for a model.

    Raises
    ------
    ValueError
        If `l1_ratio` is not in [0, 1].
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    The derivative at 0 is 0, which is a subgradient.

    `sklearn.linear_model.ElasticNet` has half of the square and, with n rows of data,
    1 / (2 n) of the squared errors. A strength s with a share rho here is there
    ``alpha = s * (2 - rho)`` with ``l1_ratio = rho / (2 - rho)``.

    References
    ----------
    H. Zou, T. Hastie (2005), Regularization and variable selection via the elastic net,
    J. R. Stat. Soc. B 67(2), 301-320, doi:10.1111/j.1467-9868.2005.00503.x.

    Examples
    --------
    >>> elastic_net([-2.0, 0.0, 0.5], l1_ratio=0.5)
    array([3.   , 0.   , 0.375])
    """
    (w,) = _check.arrays(w=w)
    rho = _check.number("l1_ratio", l1_ratio, "in [0, 1]")
    size = np.abs(w)
    with np.errstate(over="ignore"):
        # not (1 - rho) w^2 by itself, 0 times inf for a share of 1 and a large w
        return size * (rho + times(1 - rho, size))


def elastic_net_grad(w: ArrayLike, *, l1_ratio: float = 0.5) -> Array:
    """Derivative of `elastic_net`: rho sign(w) + 2 (1 - rho) w, with 0 at 0."""
    (w,) = _check.arrays(w=w)
    rho = _check.number("l1_ratio", l1_ratio, "in [0, 1]")
    return rho * np.sign(w) + times(2 * (1 - rho), w)


def _ends(w: Array) -> Array:
    """Return the limit of the direction of each infinite row.

    Beside one infinite element the others vanish; with several there is no limit, and
    the row is NaN.
    """
    infinite = np.isinf(w)
    alone = infinite.sum(axis=-1, keepdims=True) == 1
    return np.where(alone, infinite * np.sign(w), np.nan)


def measured(w: Array) -> tuple[Array, Array, Array]:
    """Return rows along those of w, their norms, and the norms of w, all in float64.

    A row is multiplied by a power of two before it is squared, so that no square
    overflows or vanishes.
    """
    w = w.astype(float, copy=False)
    size = np.abs(w).max(axis=-1, keepdims=True)
    far = np.isinf(size)
    if far.any():
        w = np.where(far, _ends(w), w)
    _, k = np.frexp(np.where(far, 1, size))
    scale = np.ldexp(1.0, np.clip(-k, -1021, 1021))  # finite, and so its inverse
    with np.errstate(over="ignore"):  # of a norm, or beside a NaN
        u = w * scale
        length = np.sqrt(np.square(u).sum(axis=-1, keepdims=True))
        return u, length, np.where(far, size, length / scale)


def group_lasso(w: ArrayLike) -> Array:
    r"""Group lasso: an L1 penalty on the norms of rows, which sets whole rows to 0.

    .. math:: \sqrt{n}\, \lVert w \rVert_2 = \sqrt{n \sum_i w_i^2}

    Parameters
    ----------
    w : array_like, shape (..., n)
        Weights; each row is a group.

    Returns
    -------
    ndarray, shape (...)
        One penalty a row. Take ``.sum()`` for a model.

    Raises
    ------
    ValueError
        If there is no last axis, or an empty one.
    TypeError
        If `w` does not hold real numbers.

    Notes
    -----
    The factor sqrt(n) makes groups of unequal size comparable; each size needs its own
    call. The derivative at a row of zeros is 0, which is a subgradient. For groups
    of one weight it is `l1`.

    `sklearn.linear_model.MultiTaskLasso`, whose group is one feature's weights over all
    tasks, has the norm without sqrt(n).

    References
    ----------
    M. Yuan, Y. Lin (2006), Model selection and estimation in regression with grouped
    variables, J. R. Stat. Soc. B 68(1), 49-67, doi:10.1111/j.1467-9868.2005.00532.x.

    Examples
    --------
    >>> group_lasso([[3.0, 0.0, 0.0, 4.0], [0.0, 0.0, 0.0, 0.0]])
    array([10.,  0.])
    """
    (w,) = _check.arrays(w=w)
    _check.rows("w", w)
    _, _, norm = measured(w)
    with np.errstate(over="ignore"):
        return (math.sqrt(w.shape[-1]) * norm[..., 0]).astype(w.dtype)


def group_lasso_grad(w: ArrayLike) -> Array:
    """Derivative of `group_lasso`: sqrt(n) w / norm(w), with 0 for a row of zeros."""
    (w,) = _check.arrays(w=w)
    _check.rows("w", w)
    u, length, _ = measured(w)
    return (math.sqrt(w.shape[-1]) * (u / (length + (length == 0)))).astype(w.dtype)
