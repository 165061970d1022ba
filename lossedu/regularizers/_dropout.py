"""Dropout in three forms, as used in training; in evaluation it is the identity."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossedu import _check
from lossedu._check import Array, Rng
from lossedu._stable import times

# What SELU tends to on the left, -lambda alpha. The two numbers are the solution of
# mean 0 and variance 1 of SELU for standard normal input. PyTorch and Keras have
# -1.7580993408473766, the float next to the right one.
SATURATION = -1.7580993408473768


def _drawn(
    x: ArrayLike, rate: float, rng: Rng
) -> tuple[Array, float, NDArray[np.bool_]]:
    """Return x, the rate and which elements are kept."""
    (x,) = _check.arrays(x=x)
    r = _check.number("rate", rate, "in [0, 1)")
    return x, r, _check.generator("rng", rng).random(x.shape) >= r


def _maps_drawn(
    x: ArrayLike, rate: float, rng: Rng
) -> tuple[Array, float, NDArray[np.bool_]]:
    """Return x, the rate and which maps are kept, with axes of length 1 for space."""
    (x,) = _check.arrays(x=x)
    if x.ndim < 3:
        raise ValueError(
            f"x has shape {x.shape}; it must have three axes or more: examples, "
            "positions (one axis or more), channels"
        )
    r = _check.number("rate", rate, "in [0, 1)")
    maps = (x.shape[0], *[1] * (x.ndim - 2), x.shape[-1])
    return x, r, _check.generator("rng", rng).random(maps) >= r


def _wide(x: Array) -> Array:
    """Return x in float32 at least: in float16, 1 - r may be 0 and its inverse not."""
    return x.astype(np.result_type(x, np.float32), copy=False)


def _scaled(kept: NDArray[np.bool_], x: Array, r: float) -> Array:
    """Return x / (1 - r) where it is kept, 0 elsewhere, NaN where x is NaN."""
    with np.errstate(over="ignore"):
        return (times(kept, _wide(x)) / (1 - r)).astype(x.dtype, copy=False)


def _slope(kept: NDArray[np.bool_], x: Array, slope: float) -> Array:
    """Return the slope where x is kept, 0 elsewhere, NaN where x is NaN."""
    with np.errstate(over="ignore"):
        slopes = (kept * _wide(x).dtype.type(slope)).astype(x.dtype, copy=False)
    return np.where(np.isnan(x), x, slopes)[()]


def dropout(x: ArrayLike, *, rate: float, rng: Rng) -> Array:
    r"""Inverted dropout: sets random elements to 0 and scales up the others.

    With k = 0 for an element that is dropped, which happens with probability r, and 1
    for one that is kept,

    .. math:: y = \frac{k\, x}{1 - r}

    Parameters
    ----------
    x : array_like, shape (...)
        Activations.
    rate : float
        The probability r to drop an element, in [0, 1).
    rng : int or numpy.random.Generator
        Source of the draws. A seed draws the same at every call, a Generator anew.

    Returns
    -------
    ndarray, shape (...)
        Activations, equal to x in the mean over all draws.

    Raises
    ------
    ValueError
        If `rate` is not in [0, 1), or a seed is negative.
    TypeError
        If an argument does not hold real numbers, or `rng` is neither seed nor
        Generator.

    Notes
    -----
    As `torch.nn.Dropout(p=rate)` and `keras.layers.Dropout(rate)` in training, with
    other random numbers. `rate` is the probability to drop there too, and may be 1; in
    the paper p is the probability to keep, and the weights are multiplied by p in
    evaluation instead.

    A dropped infinity is 0 (NaN in PyTorch). NaN stays NaN even if it is dropped, in
    the derivative too, so that no draw hides a fault.

    References
    ----------
    N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov (2014),
    Dropout: a simple way to prevent neural networks from overfitting, J. Mach. Learn.
    Res. 15, 1929-1958.

    Examples
    --------
    >>> dropout([1.0, 2.0, 3.0, 4.0], rate=0.5, rng=0)
    array([2., 0., 0., 0.])
    """
    x, r, kept = _drawn(x, rate, rng)
    return _scaled(kept, x, r)


def dropout_grad(x: ArrayLike, *, rate: float, rng: Rng) -> Array:
    """Derivative of `dropout`: 1 / (1 - r) where the element is kept, else 0."""
    x, r, kept = _drawn(x, rate, rng)
    return _slope(kept, x, 1 / (1 - r))


def _gain(r: float) -> float:
    """Return the factor that restores the variance of 1."""
    return 1 / math.sqrt((1 - r) * (1 + r * SATURATION * SATURATION))


def alpha_dropout(x: ArrayLike, *, rate: float, rng: Rng) -> Array:
    r"""Alpha dropout, for SELU: it keeps a mean of 0 and a variance of 1.

    With k = 0 for an element that is dropped, which happens with probability r, and 1
    for one that is kept, and with the limit s = -1.7581 of SELU on the left,

    .. math:: y = a \bigl(k\, x + (1 - k)\, s\bigr) + b,
              \quad a = \frac{1}{\sqrt{(1 - r) (1 + r s^2)}},
              \quad b = -a\, r\, s

    Parameters
    ----------
    x : array_like, shape (...)
        Activations, of mean 0 and variance 1.
    rate : float
        The probability r to drop an element, in [0, 1).
    rng : int or numpy.random.Generator
        Source of the draws. A seed draws the same at every call, a Generator anew.

    Returns
    -------
    ndarray, shape (...)
        Activations, of mean 0 and variance 1 over all draws.

    Raises
    ------
    ValueError
        If `rate` is not in [0, 1), or a seed is negative.
    TypeError
        If an argument does not hold real numbers, or `rng` is neither seed nor
        Generator.

    Notes
    -----
    As `torch.nn.AlphaDropout(p=rate)` and `keras.layers.AlphaDropout(rate)` in
    training, with other random numbers. Unlike `dropout` it keeps the mean of the whole
    input, not that of each element.

    NaN stays NaN even if it is dropped; a dropped infinity becomes a s + b.

    References
    ----------
    G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter (2017), Self-normalizing neural
    networks, Advances in Neural Information Processing Systems 30, arXiv:1706.02515.

    Examples
    --------
    >>> alpha_dropout([0.0, 0.0, 1.0], rate=0.5, rng=0)
    array([ 0.77919393, -0.77919393, -0.77919393])
    """
    x, r, kept = _drawn(x, rate, rng)
    wide = _wide(x)
    with np.errstate(over="ignore"):
        # b / a is -r s, so that a dropped element is a (1 - r) s without cancellation
        shift = SATURATION * (
            ~kept * wide.dtype.type(1 - r) - kept * wide.dtype.type(r)
        )
        y = _gain(r) * (times(kept, wide) + shift)
        return y.astype(x.dtype, copy=False)


def alpha_dropout_grad(x: ArrayLike, *, rate: float, rng: Rng) -> Array:
    """Derivative of `alpha_dropout`: the factor a where the element is kept, else 0."""
    x, r, kept = _drawn(x, rate, rng)
    return _slope(kept, x, _gain(r))


def spatial_dropout(x: ArrayLike, *, rate: float, rng: Rng) -> Array:
    r"""Spatial dropout: sets whole feature maps to 0 and scales up the others.

    With one k for each channel of each example, 0 if it is dropped, which happens with
    probability r, and 1 if it is kept,

    .. math:: y = \frac{k\, x}{1 - r}

    Parameters
    ----------
    x : array_like, shape (batch, ..., channels)
        Activations with one axis of positions or more; channels last.
    rate : float
        The probability r to drop a feature map, in [0, 1).
    rng : int or numpy.random.Generator
        Source of the draws. A seed draws the same at every call, a Generator anew.

    Returns
    -------
    ndarray, shape (batch, ..., channels)
        Activations, equal to x in the mean over all draws.

    Raises
    ------
    ValueError
        If `x` has less than three axes, `rate` is not in [0, 1), or a seed is negative.
    TypeError
        If an argument does not hold real numbers, or `rng` is neither seed nor
        Generator.

    Notes
    -----
    Neighbouring positions of a feature map are strongly correlated, so that dropping
    single ones removes little; this drops the whole map. As
    `keras.layers.SpatialDropout1D` to ``SpatialDropout3D`` with their default order of
    axes. `torch.nn.Dropout1d` to ``Dropout3d`` have the channels on the second axis.

    NaN stays NaN even if it is dropped; a dropped infinity is 0.

    References
    ----------
    J. Tompson, R. Goroshin, A. Jain, Y. LeCun, C. Bregler (2015), Efficient object
    localization using convolutional networks, CVPR, 648-656,
    doi:10.1109/CVPR.2015.7298664.

    Examples
    --------
    >>> spatial_dropout([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]], rate=0.5, rng=0)
    array([[[2., 0., 0.],
            [8., 0., 0.]]])
    """
    x, r, kept = _maps_drawn(x, rate, rng)
    return _scaled(kept, x, r)


def spatial_dropout_grad(x: ArrayLike, *, rate: float, rng: Rng) -> Array:
    """Derivative of `spatial_dropout`: 1 / (1 - r) where the map is kept, else 0."""
    x, r, kept = _maps_drawn(x, rate, rng)
    return _slope(kept, x, 1 / (1 - r))
