"""Negative log-likelihoods: of a count (Poisson) and of a real value (normal)."""

import math

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._stable import log_ratio, phi, ratio, times


def _rate(
    y_true: ArrayLike, y_pred: ArrayLike, log_input: bool
) -> tuple[Array, Array, Array]:
    """Return the counts, the rates and their logarithms, finite where a count is 0."""
    y, x = _check.arrays(y_true=y_true, y_pred=y_pred)
    _check.refuse("y_true", y, y < 0, ">= 0")
    if _check.flag("log_input", log_input):
        with np.errstate(over="ignore"):
            return y, np.exp(x), x
    bad = (x < 0) | ((x == 0) & (y > 0))
    _check.refuse("y_pred", x, bad, "> 0, or 0 where y_true is 0")
    with np.errstate(divide="ignore"):
        return y, x, np.log(x + (y == 0))


def _stirling_rest(v: float) -> float:
    """Return log(v!) - (v log v - v), which is about log(2 pi v) / 2."""
    if v < 16:
        return math.log(math.gamma(v + 1) * math.exp(v) / v**v)
    u = 1 / v / v
    series = 1 / 12 - u * (1 / 360 - u * (1 / 1260 - u * (1 / 1680 - u / 1188)))
    return (math.log(2 * math.pi) + math.log(v)) / 2 + series / v


def _least_loss(y: Array) -> Array:
    """Return the loss at the rate y, with log y!, also between the integers."""
    counts, place = np.unique(y, return_inverse=True)  # few, as a rule
    least = [_stirling_rest(v) for v in counts.tolist()]
    return np.array(least, y.dtype)[place].reshape(y.shape)


def _excess(y: Array, rate: Array, d: Array) -> Array:
    """Return rate - y - y d for d = log(rate / y), uncancelled at rate = y."""
    # an infinite rate outweighs any count
    y = np.minimum(y, np.finfo(y.dtype).max) * np.isfinite(rate)
    near = rate * phi(np.clip(ratio(y - rate, rate), -1 / 3, 1 / 3))
    return np.where(3 * np.abs(y - rate) < rate, near, rate - y - times(y, d))[()]


def poisson_nll(
    y_true: ArrayLike, y_pred: ArrayLike, *, log_input: bool = True, full: bool = False
) -> Array:
    r"""Negative log-likelihood of a count under a Poisson distribution.

    From the logarithm x of the rate, or from the rate :math:`\lambda = e^x` itself,

    .. math:: \ell = e^x - y x, \quad \ell = \lambda - y \log \lambda

    Parameters
    ----------
    y_true : array_like, shape (...)
        Counts y; >= 0, usually integers.
    y_pred : array_like, shape (...)
        The model's log-rates, any real numbers; or, without `log_input`, its rates,
        which are the expected counts: > 0, or 0 where the count is 0.
    log_input : bool, default True
        Whether `y_pred` holds log-rates.
    full : bool, default False
        Whether to add log y!, which does not depend on the model.

    Returns
    -------
    ndarray, shape (...)
        One loss an element, in nats. Take ``.mean()`` for a batch. It may be negative
        without `full`.

    Raises
    ------
    ValueError
        If the shapes differ, a count is negative, or a rate is negative, or 0 where
        the count is not.
    TypeError
        If an argument does not hold real numbers, or `log_input` or `full` is not a
        bool.

    Notes
    -----
    As ``torch.nn.PoissonNLLLoss(reduction="none")`` with its arguments exchanged; it
    adds 1e-8 to a rate before the logarithm, and for `full` uses Stirling's
    approximation of log y!, and 0 for a count up to 1. Here log y! is not approximated:
    with `full` the loss is minus `scipy.stats.poisson.logpmf`.
    The loss is least where the rate equals the count; twice the mean excess over that
    is `sklearn.metrics.mean_poisson_deviance`. The best constant rate is the mean of
    the counts.

    References
    ----------
    J. A. Nelder, R. W. M. Wedderburn (1972), Generalized linear models,
    J. R. Stat. Soc. A 135(3), 370-384, doi:10.2307/2344614.

    Examples
    --------
    >>> poisson_nll([0, 3], [0.0, 1.0])
    array([ 1.        , -0.28171817])
    >>> poisson_nll([0, 3], [1.0, 2.0], log_input=False, full=True)
    array([1.        , 1.71231793])
    """
    y, rate, log_rate = _rate(y_true, y_pred, log_input)
    with np.errstate(over="ignore", invalid="ignore"):
        if not _check.flag("full", full):  # an infinite rate outweighs any count
            return rate - times(y * np.isfinite(rate), log_rate)
        tiny = rate < np.finfo(rate.dtype).tiny  # e^x has lost its digits, x has not
        d = np.where(tiny, log_rate - np.log(y + (y == 0)), log_ratio(rate, y))
        return _excess(y, rate, d) + _least_loss(y)


def poisson_nll_grad(
    y_true: ArrayLike, y_pred: ArrayLike, *, log_input: bool = True, full: bool = False
) -> Array:
    """Derivative of `poisson_nll` in the log-rate: rate - y; in the rate: 1 - y / rate.

    The second is computed as (rate - y) / rate, which does not cancel; for y = 0
    it is 1.
    """
    y, rate, _ = _rate(y_true, y_pred, log_input)
    _check.flag("full", full)
    with np.errstate(over="ignore", invalid="ignore"):
        if log_input:
            return rate - y
        rate = np.minimum(rate, np.finfo(rate.dtype).max) + (y == 0)
        return (rate - y) / rate


def _standardised(
    y_true: ArrayLike, y_pred: ArrayLike, variance: ArrayLike, full: bool
) -> tuple[Array, Array, Array]:
    """Return the residual, the variance, and the residual in standard deviations."""
    y, m, v = _check.arrays(y_true=y_true, y_pred=y_pred, variance=variance)
    _check.refuse("variance", v, v <= 0, "> 0")
    _check.flag("full", full)
    with np.errstate(over="ignore", invalid="ignore"):
        r = m - y
        return r, v, r / np.sqrt(v)


def gaussian_nll(
    y_true: ArrayLike, y_pred: ArrayLike, variance: ArrayLike, *, full: bool = False
) -> Array:
    r"""Negative log-likelihood of a value under a normal distribution.

    For a model that predicts a mean and a variance v:

    .. math:: \ell = \tfrac12 \Bigl(\log v + \frac{(\hat y - y)^2}{v}\Bigr)

    Parameters
    ----------
    y_true, y_pred : array_like, shape (...)
        True values and predicted means, of equal shape and in the same unit.
    variance : array_like, shape (...)
        The model's variances v, in that unit squared, of the same shape; > 0.
    full : bool, default False
        Whether to add log(2 pi) / 2, which does not depend on the model.

    Returns
    -------
    ndarray, shape (...)
        One loss an element, in nats. Take ``.mean()`` for a batch. It may be negative.

    Raises
    ------
    ValueError
        If the shapes differ or a variance is not positive.
    TypeError
        If an argument does not hold real numbers or `full` is not a bool.

    Notes
    -----
    As ``torch.nn.GaussianNLLLoss(reduction="none")`` with y_pred and y_true exchanged,
    which raises variances below 1e-6 to 1e-6. With `full` it is minus
    `scipy.stats.norm.logpdf`. `gaussian_nll_grad` is the derivative in the variance,
    the last argument; `gaussian_nll_mean_grad` that in the prediction. The best
    constant prediction and variance are the mean and the variance of the true values.

    References
    ----------
    D. A. Nix, A. S. Weigend (1994), Estimating the mean and variance of the target
    probability distribution, ICNN, 55-60, doi:10.1109/ICNN.1994.374138.

    Examples
    --------
    >>> gaussian_nll([0.0, 0.0], [1.0, 3.0], [1.0, 9.0])
    array([0.5       , 1.59861229])
    """
    _, v, z = _standardised(y_true, y_pred, variance, full)
    with np.errstate(over="ignore"):
        loss = np.log(v) / 2 + z * (z / 2)
        return loss + math.log(2 * math.pi) / 2 if full else loss


def gaussian_nll_grad(
    y_true: ArrayLike, y_pred: ArrayLike, variance: ArrayLike, *, full: bool = False
) -> Array:
    """Derivative of `gaussian_nll` in the variance v: (1 - z^2) / (2 v).

    Here z is the residual in standard deviations.
    """
    _, v, z = _standardised(y_true, y_pred, variance, full)
    z = np.abs(z)
    with np.errstate(over="ignore"):
        return (1 - z) / v * ((1 + z) / 2)  # in this order it overflows last


def gaussian_nll_mean_grad(
    y_true: ArrayLike, y_pred: ArrayLike, variance: ArrayLike, *, full: bool = False
) -> Array:
    """Derivative of `gaussian_nll` in the prediction: the residual over the variance.

    Parameters
    ----------
    y_true, y_pred : array_like, shape (...)
        True values and predicted means, of equal shape and in the same unit.
    variance : array_like, shape (...)
        The model's variances, in that unit squared, of the same shape; > 0.
    full : bool, default False
        As for `gaussian_nll`; it does not change the derivative.

    Returns
    -------
    ndarray, shape (...)
        One derivative an element, in the reciprocal of that unit.

    Raises
    ------
    ValueError, TypeError
        As `gaussian_nll`.

    Examples
    --------
    >>> gaussian_nll_mean_grad([0.0, 0.0], [1.0, 3.0], [1.0, 9.0])
    array([1.        , 0.33333333])
    """
    r, v, _ = _standardised(y_true, y_pred, variance, full)
    with np.errstate(over="ignore", invalid="ignore"):
        return r / v
