"""Exponential linear units: the input on the right, an exponential on the left.

A derivative is computed from x, never from the rounded output: ``expm1(x) + 1`` is
exactly 0 below x = -37.5, where the derivative is still 5e-17.
"""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array

# The positive values that let a standard normal keep mean 0 and variance 1.
_LAMBDA = 1.0507009873554804934193349852946
_ALPHA = 1.6732632423543772848170429916717


def elu(x: ArrayLike, *, alpha: float = 1.0) -> Array:
    r"""Exponential linear unit.

    .. math:: f(x) = \max(x, 0) + \alpha (e^{\min(x, 0)} - 1)

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.
    alpha : float, default 1.0
        The depth on the left, where f tends to -alpha; > 0.

    Returns
    -------
    ndarray, shape (...)
        Outputs, none below -alpha.

    Raises
    ------
    ValueError
        If `alpha` is not positive and finite.
    TypeError
        If `x` does not hold real numbers or `alpha` is not one.

    Notes
    -----
    As `torch.nn.functional.elu`, `jax.nn.elu` and `keras.ops.elu`. Unless alpha
    is 1 there is a kink at 0, where the derivative is alpha, the slope on the left.
    `celu` has no kink.

    References
    ----------
    D.-A. Clevert, T. Unterthiner, S. Hochreiter (2016), Fast and accurate deep network
    learning by exponential linear units (ELUs), ICLR, arXiv:1511.07289.

    Examples
    --------
    >>> elu([-1.0, 0.0, 2.0])
    array([-0.63212056,  0.        ,  2.        ])
    """
    (x,) = _check.arrays(x=x)
    a = _check.within(_check.number("alpha", alpha, "> 0"), x)
    return np.maximum(x, 0) + a * np.expm1(np.minimum(x, 0))


def elu_grad(x: ArrayLike, *, alpha: float = 1.0) -> Array:
    """Derivative of `elu`: 1 on the right of 0; alpha exp(x) on its left and at 0."""
    (x,) = _check.arrays(x=x)
    a = _check.within(_check.number("alpha", alpha, "> 0"), x)
    return a * np.exp(np.minimum(x, 0)) * (x <= 0) + (x > 0)


def selu(x: ArrayLike) -> Array:
    r"""Scaled exponential linear unit: keeps mean 0 and variance 1.

    .. math:: f(x) = \lambda (\max(x, 0) + \alpha (e^{\min(x, 0)} - 1))

    For a standard normal x, f(x) has mean 0 and variance 1 too if, with the normal
    distribution function :math:`\Phi`,

    .. math:: \alpha = \frac{1}{\sqrt{2 \pi} (\frac12 - \sqrt{e}\, \Phi(-1))}, \quad
              \lambda^{-2} = \tfrac12
              + \alpha^2 (e^2 \Phi(-2) - 2 \sqrt{e}\, \Phi(-1) + \tfrac12)

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.

    Returns
    -------
    ndarray, shape (...)
        Outputs, none below -1.7581, which is -lambda alpha.

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As `torch.nn.functional.selu`, `jax.nn.selu` and `keras.ops.selu`. There is a kink
    at 0, where the derivative is 1.7581, the slope on the left; the slope on the right
    is lambda, 1.0507.

    References
    ----------
    G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter (2017), Self-normalizing neural
    networks, Advances in Neural Information Processing Systems 30, 971-980,
    arXiv:1706.02515.

    Examples
    --------
    >>> selu([-1.0, 0.0, 2.0])
    array([-1.11133074,  0.        ,  2.10140197])
    """
    (x,) = _check.arrays(x=x)
    left = _LAMBDA * _ALPHA * np.expm1(np.minimum(x, 0))
    with np.errstate(over="ignore"):
        return _LAMBDA * np.maximum(x, 0) + left


def selu_grad(x: ArrayLike) -> Array:
    """Derivative of `selu`: lambda right of 0; lambda alpha exp(x) left and at 0."""
    return _LAMBDA * elu_grad(x, alpha=_ALPHA)


def celu(x: ArrayLike, *, alpha: float = 1.0) -> Array:
    r"""Continuously differentiable exponential linear unit: `elu` without a kink.

    .. math:: f(x) = \max(x, 0) + \alpha (e^{\min(x, 0) / \alpha} - 1)

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.
    alpha : float, default 1.0
        The depth on the left, where f tends to -alpha, and the length scale over which
        it does; > 0.

    Returns
    -------
    ndarray, shape (...)
        Outputs, none below -alpha.

    Raises
    ------
    ValueError
        If `alpha` is not positive and finite.
    TypeError
        If `x` does not hold real numbers or `alpha` is not one.

    Notes
    -----
    As `torch.nn.functional.celu`, `keras.ops.celu` and `jax.nn.celu`; PyTorch's
    derivative rounds alpha to float32 in float64 too. It is ``alpha * elu(x / alpha)``,
    whose slope is 1 on both sides of 0.

    References
    ----------
    J. T. Barron (2017), Continuously differentiable exponential linear units,
    arXiv:1704.07483.

    Examples
    --------
    >>> celu([-1.0, 0.0, 2.0], alpha=2.0)
    array([-0.78693868,  0.        ,  2.        ])
    """
    (x,) = _check.arrays(x=x)
    a = _check.within(_check.number("alpha", alpha, "> 0"), x)
    with np.errstate(over="ignore"):
        return np.maximum(x, 0) + a * np.expm1(np.minimum(x, 0) / a)


def celu_grad(x: ArrayLike, *, alpha: float = 1.0) -> Array:
    """Derivative of `celu`: exp(x / alpha) on the left of 0; 1 from 0 on."""
    (x,) = _check.arrays(x=x)
    a = _check.within(_check.number("alpha", alpha, "> 0"), x)
    with np.errstate(over="ignore"):
        return np.exp(np.minimum(x, 0) / a)
