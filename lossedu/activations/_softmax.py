"""The softmax of a row and its logarithm."""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._stable import exp_others, pull_back, softmax_and_rest


def softmax(x: ArrayLike) -> Array:
    r"""Softmax: maps a row of logits to a row of probabilities.

    .. math:: p_i = \frac{e^{x_i}}{\sum_j e^{x_j}}

    Parameters
    ----------
    x : array_like, shape (..., n)
        Logits, the classes on the last axis.

    Returns
    -------
    ndarray, shape (..., n)
        Rows of probabilities, each with sum 1.

    Raises
    ------
    ValueError
        If there is no last axis or it is empty.
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As ``torch.softmax(x, dim=-1)``, `jax.nn.softmax` and `scipy.special.softmax`. There
    is no `softmax_grad`: a row always sums to 1, so the gradient of its sum is 0 and
    says nothing. `softmax_jacobian` has every partial derivative, `softmax_vjp` the
    gradient of a weighted sum. A class with the only inf of its row has probability 1
    (the others give NaN); a row of -inf alone, or with more than one inf, is NaN.

    References
    ----------
    J. S. Bridle (1990), Training stochastic model recognition algorithms as networks
    can lead to maximum mutual information estimation of parameters,
    Advances in Neural Information Processing Systems 2, 211-217.

    P. Blanchard, D. J. Higham, N. J. Higham (2021), Accurately computing the
    log-sum-exp and softmax functions, IMA J. Numer. Anal. 41(4), 2311-2330,
    doi:10.1093/imanum/draa038.

    Examples
    --------
    >>> softmax([0.0, 1.0, 1001.0])
    array([0., 0., 1.])
    >>> softmax([[0.0, 0.0], [0.0, 1.0]])
    array([[0.5       , 0.5       ],
           [0.26894142, 0.73105858]])
    """
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    top, _, e, s1 = exp_others(x)
    e[top] = 1
    return (e / (1 + s1)).reshape(x.shape)


def softmax_jacobian(x: ArrayLike) -> Array:
    r"""Jacobian of `softmax`, a matrix for each row.

    .. math:: \frac{\partial p_i}{\partial x_j} = p_i (\delta_{ij} - p_j)

    Parameters
    ----------
    x : array_like, shape (..., n)
        Logits, the classes on the last axis.

    Returns
    -------
    ndarray, shape (..., n, n)
        Partial derivatives: output i on the last axis but one, input j on the last.

    Raises
    ------
    ValueError
        If there is no last axis or it is empty.
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    `torch.autograd.functional.jacobian` of a batch has shape (..., n, ..., n) instead,
    with zeros between different rows.

    Examples
    --------
    >>> softmax_jacobian([0.0, 0.0])
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    p, rest = softmax_and_rest(x)
    between = -p[..., :, None] * p[..., None, :]  # (..., n, n)
    own = np.eye(x.shape[-1], dtype=bool)
    return np.where(own, (p * rest)[..., None], between)


def softmax_vjp(upstream: ArrayLike, x: ArrayLike) -> Array:
    r"""Vector-Jacobian product of softmax: the gradient of ``(g * softmax(x)).sum()``.

    .. math:: p_i \Bigl(g_i - \sum_j p_j g_j\Bigr)

    Parameters
    ----------
    upstream : array_like, shape (..., n)
        The upstream gradient g, that of the loss in the probabilities.
    x : array_like, shape (..., n)
        Logits, the classes on the last axis.

    Returns
    -------
    ndarray, shape (..., n)
        The gradient of the loss in `x`; each row has sum 0.

    Raises
    ------
    ValueError
        If the shapes differ, or there is no last axis or it is empty.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    This is what `torch.autograd` computes in its backward pass.

    Examples
    --------
    >>> softmax_vjp([1.0, 0.0], [0.0, 0.0])
    array([ 0.25, -0.25])
    """
    g, x = _check.arrays(upstream=upstream, x=x)
    _check.rows("x", x)
    k = x.argmax(axis=-1, keepdims=True)
    p = softmax(x)
    half = g / 2  # of differences, which may overflow
    half = half - np.take_along_axis(half, k, axis=-1)  # g + c gives the same as g
    return 2 * p * (half - (p * half).sum(axis=-1, keepdims=True))


def log_softmax(x: ArrayLike) -> Array:
    r"""Logarithm of the softmax: maps a row of logits to log-probabilities.

    .. math:: \log p_i = x_i - \log \sum_j e^{x_j}

    Parameters
    ----------
    x : array_like, shape (..., n)
        Logits, the classes on the last axis.

    Returns
    -------
    ndarray, shape (..., n)
        Natural logarithms of probabilities, none above 0.

    Raises
    ------
    ValueError
        If there is no last axis or it is empty.
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As ``torch.log_softmax(x, dim=-1)``, `jax.nn.log_softmax` and
    `scipy.special.log_softmax`, except that these and Keras round the log-probability
    of a very probable class to 0, as log(1 + tiny); here it is log1p(tiny).

    References
    ----------
    P. Blanchard, D. J. Higham, N. J. Higham (2021), Accurately computing the
    log-sum-exp and softmax functions, IMA J. Numer. Anal. 41(4), 2311-2330,
    doi:10.1093/imanum/draa038.

    Examples
    --------
    >>> log_softmax([0.0, 0.0])
    array([-0.69314718, -0.69314718])
    >>> log_softmax([0.0, 40.0])
    array([-4.00000000e+01, -4.24835426e-18])
    """
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    _, d, _, s1 = exp_others(x)
    return (d - np.log1p(s1)).reshape(x.shape)


def log_softmax_grad(x: ArrayLike) -> Array:
    """Gradient of ``log_softmax(x).sum()``: 1 - n p_j for n classes.

    Computed as the sum of p_i - p_j over i, by expm1, which does not cancel for nearly
    equal logits. `log_softmax_vjp` takes an upstream gradient other than ones.
    """
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    _, d, _, s1 = exp_others(x)
    t = np.expm1(d)
    grad = (t.sum(axis=1, keepdims=True) - x.shape[-1] * t) / (1 + s1)
    return grad.reshape(x.shape)


def log_softmax_jacobian(x: ArrayLike) -> Array:
    r"""Jacobian of `log_softmax`, a matrix for each row.

    .. math:: \frac{\partial \log p_i}{\partial x_j} = \delta_{ij} - p_j

    Parameters
    ----------
    x : array_like, shape (..., n)
        Logits, the classes on the last axis.

    Returns
    -------
    ndarray, shape (..., n, n)
        Partial derivatives: output i on the last axis but one, input j on the last.

    Raises
    ------
    ValueError
        If there is no last axis or it is empty.
    TypeError
        If `x` does not hold real numbers.

    Examples
    --------
    >>> log_softmax_jacobian([0.0, 0.0])
    array([[ 0.5, -0.5],
           [-0.5,  0.5]])
    """
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    p, rest = softmax_and_rest(x)
    own = np.eye(x.shape[-1], dtype=bool)
    return np.where(own, rest[..., None], -p[..., None, :])


def log_softmax_vjp(upstream: ArrayLike, x: ArrayLike) -> Array:
    r"""Vector-Jacobian product: the gradient of ``(g * log_softmax(x)).sum()``.

    .. math:: g_i - p_i \sum_j g_j

    Parameters
    ----------
    upstream : array_like, shape (..., n)
        The upstream gradient g, that of the loss in the log-probabilities.
    x : array_like, shape (..., n)
        Logits, the classes on the last axis.

    Returns
    -------
    ndarray, shape (..., n)
        The gradient of the loss in `x`; each row has sum 0.

    Raises
    ------
    ValueError
        If the shapes differ, or there is no last axis or it is empty.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    For g = -y, y a row of probabilities, it is p - y, the derivative of the softmax
    cross-entropy.

    Examples
    --------
    >>> log_softmax_vjp([-1.0, 0.0], [0.0, 0.0])
    array([-0.5,  0.5])
    """
    g, x = _check.arrays(upstream=upstream, x=x)
    _check.rows("x", x)
    top, _, e, s1 = exp_others(x)
    return pull_back(g, top, e, s1)
