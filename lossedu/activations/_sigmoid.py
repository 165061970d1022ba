"""The logistic sigmoid, its logarithm, its integral (softplus), and tanh.

Every derivative is computed from x, never from the rounded output: ``s * (1 - s)`` is
exactly 0 from x = 36.74 on, where the derivative of the sigmoid is still 1.1e-16.
"""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array


def sigmoid(x: ArrayLike) -> Array:
    r"""Logistic sigmoid: maps a logit to a probability.

    .. math:: \sigma(x) = \frac{1}{1 + e^{-x}}

    Parameters
    ----------
    x : array_like, shape (...)
        Logits, the natural logarithms of odds.

    Returns
    -------
    ndarray, shape (...)
        Probabilities in [0, 1].

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As `torch.sigmoid`, `keras.ops.sigmoid` and `scipy.special.expit`. Only the
    exponential of -abs(x) is computed, which cannot overflow.

    References
    ----------
    J. Berkson (1944), Application of the logistic function to bio-assay,
    J. Am. Stat. Assoc. 39(227), 357-365, doi:10.1080/01621459.1944.10500699.

    Examples
    --------
    >>> sigmoid([-1000.0, 0.0, 1.0])
    array([0.        , 0.5       , 0.73105858])
    """
    (x,) = _check.arrays(x=x)
    e = np.exp(-np.abs(x))
    return np.maximum(e, x >= 0) / (1 + e)  # 1 where x >= 0, else e


def sigmoid_grad(x: ArrayLike) -> Array:
    """Derivative of `sigmoid`: s (1 - s), computed from x, not from the rounded s.

    PyTorch, JAX and Keras compute it from s and, in float64, return 0 beyond 36.74.
    """
    (x,) = _check.arrays(x=x)
    e = np.exp(-np.abs(x))
    w = 1 + e
    return e / (w * w)


def log_sigmoid(x: ArrayLike) -> Array:
    r"""Logarithm of the sigmoid: maps a logit to a log-probability.

    .. math:: \log \sigma(x) = -\log(1 + e^{-x}) = \min(x, 0) - \log(1 + e^{-|x|})

    Parameters
    ----------
    x : array_like, shape (...)
        Logits.

    Returns
    -------
    ndarray, shape (...)
        Natural logarithms of probabilities, none above 0.

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As `torch.nn.functional.logsigmoid` and `jax.nn.log_sigmoid`.

    References
    ----------
    D. R. Cox (1958), The regression analysis of binary sequences,
    J. R. Stat. Soc. B 20(2), 215-232, doi:10.1111/j.2517-6161.1958.tb00292.x.

    Examples
    --------
    >>> log_sigmoid([-1000.0, 0.0, 40.0])
    array([-1.00000000e+03, -6.93147181e-01, -4.24835426e-18])
    """
    (x,) = _check.arrays(x=x)
    return np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x)))


def log_sigmoid_grad(x: ArrayLike) -> Array:
    """Derivative of `log_sigmoid`: the sigmoid of -x."""
    (x,) = _check.arrays(x=x)
    return sigmoid(-x)


def softplus(x: ArrayLike) -> Array:
    r"""Softplus: a smooth approximation of `relu`, the integral of the sigmoid.

    .. math:: \log(1 + e^x) = \max(x, 0) + \log(1 + e^{-|x|})

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.

    Returns
    -------
    ndarray, shape (...)
        Outputs, none below 0; about exp(x) far on the left and x far on the right.

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As `jax.nn.softplus`. `torch.nn.Softplus` has a sharpness `beta`, here
    ``softplus(beta * x) / beta``, and returns x itself where beta x is above 20, which
    drops a term of up to 2e-9.

    References
    ----------
    C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau, R. Garcia (2001), Incorporating
    second-order functional knowledge for better option pricing,
    Advances in Neural Information Processing Systems 13, 472-478.

    Examples
    --------
    >>> softplus([-1.0, 0.0, 1000.0])
    array([3.13261688e-01, 6.93147181e-01, 1.00000000e+03])
    """
    (x,) = _check.arrays(x=x)
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def softplus_grad(x: ArrayLike) -> Array:
    """Derivative of `softplus`: the sigmoid of x."""
    return sigmoid(x)


def tanh(x: ArrayLike) -> Array:
    r"""Hyperbolic tangent, a sigmoid from -1 to 1.

    .. math:: \tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}} = 2 \sigma(2 x) - 1

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.

    Returns
    -------
    ndarray, shape (...)
        Outputs in [-1, 1].

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    This is `numpy.tanh`; as `torch.tanh`, `jax.numpy.tanh` and `keras.ops.tanh`.

    References
    ----------
    X. Glorot, Y. Bengio (2010), Understanding the difficulty of training deep
    feedforward neural networks, AISTATS, PMLR 9, 249-256.

    Examples
    --------
    >>> tanh([-1.0, 0.0, 1.0])
    array([-0.76159416,  0.        ,  0.76159416])
    """
    (x,) = _check.arrays(x=x)
    return np.tanh(x)


def tanh_grad(x: ArrayLike) -> Array:
    """Derivative of `tanh`: 1 - tanh(x)^2, computed from x: not 0 beyond 19.1."""
    (x,) = _check.arrays(x=x)
    z = np.exp(-2 * np.minimum(np.abs(x), 1000))  # 0 at 1000, where 2 x is finite
    w = 1 + z
    return 4 * z / (w * w)
