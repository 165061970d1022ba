"""Losses for a real-valued target, one loss an element.

All but the two relative ones, `absolute_percentage_error` and `squared_log_error`,
depend on the residual r = y_pred - y_true alone.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._stable import times


def _residual(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """Return y_pred - y_true: NaN for two equal infinities, whatever the loss."""
    y, p = _check.arrays(y_true=y_true, y_pred=y_pred)
    with np.errstate(over="ignore", invalid="ignore"):
        return p - y


def squared_error(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    r"""Squared error; its expected value is least at the conditional mean.

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
    `optax.losses.l2_loss` is half of it; `sklearn.metrics.mean_squared_error` is its
    mean.

    References
    ----------
    C. M. Bishop (2006), Pattern Recognition and Machine Learning, Springer,
    section 1.5.5.

    Examples
    --------
    >>> squared_error([1.0, 2.0], [1.5, 2.0])
    array([0.25, 0.  ])
    """
    r = _residual(y_true, y_pred)
    with np.errstate(over="ignore"):
        return np.square(r)


def squared_error_grad(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """Derivative of `squared_error` in the prediction: twice the residual."""
    r = _residual(y_true, y_pred)
    with np.errstate(over="ignore"):
        return 2 * r


def absolute_error(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    r"""Absolute error; its expected value is least at the conditional median.

    .. math:: \ell = |\hat y - y|

    Parameters
    ----------
    y_true, y_pred : array_like, shape (...)
        True and predicted values, of equal shape and in the same unit.

    Returns
    -------
    ndarray, shape (...)
        One loss an element, in that unit. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As ``torch.nn.L1Loss(reduction="none")`` with its arguments exchanged;
    `sklearn.metrics.mean_absolute_error` is its mean. At a residual of 0 the derivative
    is 0, one of the subgradients -1 .. 1.

    References
    ----------
    T. Gneiting (2011), Making and evaluating point forecasts, J. Am. Stat. Assoc.
    106(494), 746-762, doi:10.1198/jasa.2011.r10138.

    Examples
    --------
    >>> absolute_error([1.0, 2.0], [1.5, 0.0])
    array([0.5, 2. ])
    """
    return np.abs(_residual(y_true, y_pred))


def absolute_error_grad(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """Derivative of `absolute_error` in the prediction: the residual's sign, 0 at 0."""
    return np.sign(_residual(y_true, y_pred))


def huber(y_true: ArrayLike, y_pred: ArrayLike, *, delta: float = 1.0) -> Array:
    r"""Huber loss: quadratic near zero, linear beyond `delta`.

    With the residual :math:`r = \hat y - y`,

    .. math:: \ell = \tfrac12 \min(|r|, \delta)^2 + \delta \max(|r| - \delta, 0)

    Parameters
    ----------
    y_true, y_pred : array_like, shape (...)
        True and predicted values, of equal shape and in the same unit.
    delta : float, default 1.0
        Residual at which the loss turns linear, in the unit of `y_true`; > 0.

    Returns
    -------
    ndarray, shape (...)
        One loss an element, in that unit squared. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ or `delta` is not positive and finite.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As ``torch.nn.HuberLoss(reduction="none")`` with its arguments exchanged, and
    `scipy.special.huber` of the residual. Where `delta` is large against the residuals
    it is half of `squared_error`; where it is small, about `delta` times
    `absolute_error`. The derivative is continuous at the threshold.

    References
    ----------
    P. J. Huber (1964), Robust estimation of a location parameter,
    Ann. Math. Statist. 35(1), 73-101, doi:10.1214/aoms/1177703732.

    Examples
    --------
    >>> huber([0.0, 0.0], [0.5, 3.0])
    array([0.125, 2.5  ])
    """
    a = np.abs(_residual(y_true, y_pred))
    d = _check.within(_check.number("delta", delta, "> 0"), a)
    t = np.minimum(a, d)
    with np.errstate(over="ignore"):
        return t * (a - t / 2)


def huber_grad(y_true: ArrayLike, y_pred: ArrayLike, *, delta: float = 1.0) -> Array:
    """Derivative of `huber` in the prediction: the residual clipped to +-`delta`."""
    r = _residual(y_true, y_pred)
    d = _check.within(_check.number("delta", delta, "> 0"), r)
    return np.clip(r, -d, d)


def smooth_l1(y_true: ArrayLike, y_pred: ArrayLike, *, beta: float = 1.0) -> Array:
    r"""Smooth absolute error: the Huber loss divided by its threshold.

    With the residual :math:`r = \hat y - y`,

    .. math:: \ell = \frac{\min(|r|, \beta)^2}{2 \beta} + \max(|r| - \beta, 0)

    Parameters
    ----------
    y_true, y_pred : array_like, shape (...)
        True and predicted values, of equal shape and in the same unit.
    beta : float, default 1.0
        Residual at which the loss turns linear, in the unit of `y_true`; > 0.

    Returns
    -------
    ndarray, shape (...)
        One loss an element, in that unit. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ or `beta` is not positive and finite.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As ``torch.nn.SmoothL1Loss(reduction="none")`` with its arguments exchanged; there a
    `beta` of 0 is allowed and means `absolute_error`. It is `huber` with delta = beta,
    divided by beta: the slope far from 0 is 1 or -1 for every `beta`, the curvature at
    0 is 1 / `beta`.

    References
    ----------
    R. Girshick (2015), Fast R-CNN, ICCV, 1440-1448, doi:10.1109/ICCV.2015.169.

    Examples
    --------
    >>> smooth_l1([0.0, 0.0], [0.5, 3.0], beta=2.0)
    array([0.0625, 2.    ])
    """
    a = np.abs(_residual(y_true, y_pred))
    b = _check.within(_check.number("beta", beta, "> 0"), a)
    t = np.minimum(a, b)
    return t / b * (a - t / 2)


def smooth_l1_grad(y_true: ArrayLike, y_pred: ArrayLike, *, beta: float = 1.0) -> Array:
    """Derivative of `smooth_l1` in the prediction: r / `beta` clipped to +-1."""
    r = _residual(y_true, y_pred)
    b = _check.within(_check.number("beta", beta, "> 0"), r)
    return np.clip(r, -b, b) / b


def log_cosh(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    r"""Logarithm of the hyperbolic cosine of the residual, a smooth absolute error.

    .. math:: \ell = \log \cosh(\hat y - y)

    Parameters
    ----------
    y_true, y_pred : array_like, shape (...)
        True and predicted values, of equal shape and in the same unit. The loss turns
        from quadratic to linear at a residual of about 1, so the unit matters.

    Returns
    -------
    ndarray, shape (...)
        One loss an element. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    About r^2 / 2 for a small residual r and abs(r) - log 2 for a large one. As
    `optax.losses.log_cosh` and `keras.losses.LogCosh`, which subtract log 2 and so lose
    every digit where the residual is below 1e-8. Here it is log(1 + 2 sinh(r / 2)^2),
    which does not cancel.

    References
    ----------
    R. A. Saleh, A. K. Md. E. Saleh (2022), Statistical properties of the log-cosh loss
    function used in machine learning, arXiv:2208.04564.

    Examples
    --------
    >>> log_cosh([0.0, 0.0, 0.0], [1e-10, 1.0, 1000.0])
    array([5.00000000e-21, 4.33780830e-01, 9.99306853e+02])
    """
    a = np.abs(_residual(y_true, y_pred))
    linear = -math.log(np.finfo(a.dtype).eps) / 2  # beyond, linear to rounding
    t = np.minimum(a, linear)
    return np.log1p(2 * np.square(np.sinh(t / 2))) + (a - t)


def log_cosh_grad(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """Derivative of `log_cosh` in the prediction: tanh of the residual."""
    return np.tanh(_residual(y_true, y_pred))


def _slopes(q: float, r: Array) -> tuple[float, float]:
    """Return the slopes of the quantile loss above and below the truth."""
    q = _check.number("q", q, "in (0, 1)")
    return _check.within(1 - q, r), _check.within(q, r)


def quantile(y_true: ArrayLike, y_pred: ArrayLike, *, q: float = 0.5) -> Array:
    r"""Quantile (pinball) loss; its expected value is least at the q-quantile.

    With the residual :math:`r = \hat y - y`,

    .. math:: \ell = \max((1 - q)\, r, -q\, r)

    Parameters
    ----------
    y_true, y_pred : array_like, shape (...)
        True and predicted values, of equal shape and in the same unit.
    q : float, default 0.5
        The level of the quantile, in (0, 1): the share of true values that should lie
        below the prediction.

    Returns
    -------
    ndarray, shape (...)
        One loss an element, in that unit. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ or `q` is not in (0, 1).
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    `sklearn.metrics.mean_pinball_loss` is its mean (there q is `alpha`). For q = 0.5 it
    is half of `absolute_error`. At a residual of 0 the derivative is 0, one of the
    subgradients -q .. 1 - q.

    References
    ----------
    R. Koenker, G. Bassett (1978), Regression quantiles, Econometrica 46(1), 33-50,
    doi:10.2307/1913643.

    Examples
    --------
    >>> quantile([0.0, 0.0], [-1.0, 1.0], q=0.9)
    array([0.9, 0.1])
    """
    r = _residual(y_true, y_pred)
    above, below = _slopes(q, r)
    return above * np.maximum(r, 0) + below * np.maximum(-r, 0)


def quantile_grad(y_true: ArrayLike, y_pred: ArrayLike, *, q: float = 0.5) -> Array:
    """Derivative of `quantile` in the prediction: 1 - q above the truth, -q below.

    At a residual of 0 it is 0.
    """
    s = np.sign(_residual(y_true, y_pred))
    above, below = _slopes(q, s)
    return above * np.maximum(s, 0) - below * np.maximum(-s, 0)


def absolute_percentage_error(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    r"""Absolute error relative to the truth, as a fraction.

    .. math:: \ell = \frac{|\hat y - y|}{|y|}

    Parameters
    ----------
    y_true, y_pred : array_like, shape (...)
        True and predicted values, of equal shape and in the same unit; no true value
        may be 0.

    Returns
    -------
    ndarray, shape (...)
        One loss an element, a fraction: 0.1 is ten percent. Take ``.mean()`` for a
        batch.

    Raises
    ------
    ValueError
        If the shapes differ or a true value is 0.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    `sklearn.metrics.mean_absolute_percentage_error` is its mean and
    `keras.losses.MeanAbsolutePercentageError` a hundred times that; both replace a true
    value of 0 by a tiny one, and a single such value then dominates the mean. Where all
    values are positive, the loss of a prediction that is too low is below 1, of one
    that is too high unbounded: the best constant is at or below the median. At a
    residual of 0 the derivative is 0.

    References
    ----------
    R. J. Hyndman, A. B. Koehler (2006), Another look at measures of forecast accuracy,
    Int. J. Forecast. 22(4), 679-688, doi:10.1016/j.ijforecast.2006.03.001.

    Examples
    --------
    >>> absolute_percentage_error([100.0, -4.0], [110.0, -3.0])
    array([0.1 , 0.25])
    """
    y, p = _check.arrays(y_true=y_true, y_pred=y_pred)
    _check.refuse("y_true", y, y == 0, "other than 0")
    with np.errstate(over="ignore", invalid="ignore"):
        # the second is never less, and finite where the residual overflows
        return np.fmin(np.abs(p - y) / np.abs(y), 1 + np.abs(p / y))


def absolute_percentage_error_grad(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """Derivative of `absolute_percentage_error`: the residual's sign over abs(y)."""
    y, p = _check.arrays(y_true=y_true, y_pred=y_pred)
    _check.refuse("y_true", y, y == 0, "other than 0")
    with np.errstate(over="ignore", invalid="ignore"):
        return np.sign(p - y) / np.abs(y)


def _log_distance(y_true: ArrayLike, y_pred: ArrayLike) -> tuple[Array, Array, Array]:
    """Return the prediction, the residual's sign and the distance of the logarithms.

    The distance is log1p of abs(residual) over 1 plus the lesser of the two values.
    """
    y, p = _check.arrays(y_true=y_true, y_pred=y_pred)
    _check.refuse("y_true", y, y <= -1, "> -1")
    _check.refuse("y_pred", p, p <= -1, "> -1")
    lesser = 1 + np.minimum(y, p)
    with np.errstate(over="ignore", invalid="ignore"):
        r = p - y
        d = np.log1p(np.abs(r) / lesser)
        # never less than d, and finite where the quotient overflows
        far = np.log1p(np.abs(r)) - np.log(np.minimum(lesser, 1))
        return p, np.sign(r), np.minimum(d, far)


def squared_log_error(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    r"""Squared error of log(1 + y): for large values, of the logarithm of the ratio.

    .. math:: \ell = \bigl(\log(1 + \hat y) - \log(1 + y)\bigr)^2

    Parameters
    ----------
    y_true, y_pred : array_like, shape (...)
        True and predicted values, of equal shape; > -1, usually counts or amounts.

    Returns
    -------
    ndarray, shape (...)
        One loss an element. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ or a value is not above -1.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    `sklearn.metrics.mean_squared_log_error` is its mean;
    `keras.losses.MeanSquaredLogarithmicError` is too, but replaces values below 1e-7 by
    1e-7. Both subtract two logarithms, which cancels for close values; here one
    logarithm of one quotient is taken. The best constant is the geometric mean of
    1 + y, less 1.

    References
    ----------
    C. Tofallis (2015), A better measure of relative prediction accuracy for model
    selection and model estimation, J. Oper. Res. Soc. 66(8), 1352-1362,
    doi:10.1057/jors.2014.103.

    Examples
    --------
    >>> squared_log_error([0.0, 99.0, 1.0], [0.0, 999.0, 1.0 + 1e-12])
    array([0.00000000e+00, 5.30189811e+00, 2.50044452e-25])
    """
    _, _, d = _log_distance(y_true, y_pred)
    return np.square(d)


def squared_log_error_grad(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """Derivative of `squared_log_error`: 2 (log ratio) / (1 + y_pred).

    The log ratio is log(1 + y_pred) - log(1 + y_true).
    """
    p, s, d = _log_distance(y_true, y_pred)
    return times(2 / (1 + p), s * d)


def linex(y_true: ArrayLike, y_pred: ArrayLike, *, a: float = 1.0) -> Array:
    r"""Linear-exponential loss: exponential to one side, linear to the other.

    With the residual :math:`r = \hat y - y`,

    .. math:: \ell = e^{a r} - a r - 1

    Parameters
    ----------
    y_true, y_pred : array_like, shape (...)
        True and predicted values, of equal shape and in the same unit.
    a : float, default 1.0
        Asymmetry, in the reciprocal of that unit; finite, not 0. If positive,
        predictions that are too high cost more; if negative, those that are too low.

    Returns
    -------
    ndarray, shape (...)
        One loss an element. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ or `a` is 0 or not finite.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    About (a r)^2 / 2 for a small a r. The best constant is
    ``-np.log(np.mean(np.exp(-a * y))) / a``, below the mean for a positive `a` unless
    all y are equal. Zellner's form has a factor b in front.

    References
    ----------
    A. Zellner (1986), Bayesian estimation and prediction using asymmetric loss
    functions, J. Am. Stat. Assoc. 81(394), 446-451,
    doi:10.1080/01621459.1986.10478289.

    Examples
    --------
    >>> linex([0.0, 0.0, 0.0], [-1.0, 1.0, 1e-10])
    array([3.67879441e-01, 7.18281828e-01, 5.00000000e-21])
    """
    r = _residual(y_true, y_pred)
    a = _check.within(_check.number("a", a, "finite and not 0"), r)
    with np.errstate(over="ignore"):
        x = a * r
        t = np.clip(x, -0.5, 0.5)
        series = np.zeros_like(t)  # 1/2! + t/3! + t^2/4! + ...
        for k in range(15, 1, -1):
            series = series * t + 1 / math.factorial(k)
        s = x - t
        # e^x - x - 1 = (e^t - t - 1) + (e^t (e^s - 1) - s); the cap avoids inf - inf
        return t * t * series + (np.exp(t) * np.expm1(s) - np.minimum(s, 1e4))


def linex_grad(y_true: ArrayLike, y_pred: ArrayLike, *, a: float = 1.0) -> Array:
    """Derivative of `linex` in the prediction: a (e^(a r) - 1)."""
    r = _residual(y_true, y_pred)
    a = _check.within(_check.number("a", a, "finite and not 0"), r)
    half = math.log(np.finfo(r.dtype).max) / 2
    with np.errstate(over="ignore"):
        x = a * r
        # in two factors: e^x may overflow where a e^x does not
        return a * np.expm1(np.minimum(x, half)) * np.exp(np.maximum(x - half, 0))
