"""Activation functions and their derivatives.

Every derivative is taken from x, never from the rounded output: ``s * (1 - s)`` is
exactly 0 from x = 36.8 on, where the derivative of the sigmoid is 1.1e-16.
"""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._pair import Pair
from lossedu._stable import exp_others

__all__ = [
    "ACTIVATIONS",
    "log_sigmoid",
    "log_sigmoid_grad",
    "log_softmax",
    "log_softmax_grad",
    "log_softmax_jacobian",
    "log_softmax_vjp",
    "sigmoid",
    "sigmoid_grad",
    "softmax",
    "softmax_jacobian",
    "softmax_vjp",
    "softplus",
    "softplus_grad",
    "tanh",
    "tanh_grad",
]


def sigmoid(x: ArrayLike) -> Array:
    r"""Logistic sigmoid: a logit to a probability.

    .. math:: \sigma(x) = \frac{1}{1 + e^{-x}}

    Parameters
    ----------
    x : array_like, shape (...)
        Logits, that is natural logarithms of odds.

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
    As `torch.sigmoid`, `keras.ops.sigmoid` and `scipy.special.expit`. The exponential
    is only taken of -abs(x), so it cannot overflow.

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
    return np.maximum(e, x >= 0) * (1 / (1 + e))  # 1 where x >= 0, else e


def sigmoid_grad(x: ArrayLike) -> Array:
    """Derivative of `sigmoid`, s (1 - s), but from x, so that it is not 0 beyond 36.8.

    PyTorch, JAX and Keras take it from the rounded s and return 0 there.
    """
    (x,) = _check.arrays(x=x)
    e = np.exp(-np.abs(x))
    w = 1 + e
    return e / (w * w)


def log_sigmoid(x: ArrayLike) -> Array:
    r"""Logarithm of the sigmoid: a logit to a log-probability.

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
    r"""Softplus, a smooth ramp.

    .. math:: \log(1 + e^x) = \max(x, 0) + \log(1 + e^{-|x|})

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.

    Returns
    -------
    ndarray, shape (...)
        Positive outputs; about exp(x) on the left and x on the right.

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    `torch.nn.Softplus` has a sharpness `beta`, ``softplus(beta * x) / beta`` here,
    and returns x itself above a threshold of 20, which drops a term of 2e-9.

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
    As `numpy.tanh`, which it is, and `torch.tanh`.

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
    """Derivative of `tanh`, 1 - tanh(x)^2, but as sech(x)^2: not 0 beyond 19.1."""
    (x,) = _check.arrays(x=x)
    e = np.exp(-np.abs(x))
    sech = 2 * e / (1 + e * e)
    return sech * sech


def softmax(x: ArrayLike) -> Array:
    r"""Softmax: a row of logits to a row of probabilities.

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
    As ``torch.softmax(x, dim=-1)``. There is no `softmax_grad`: the sum of a row is
    always 1, so the gradient of the sum is 0 and says nothing. `softmax_jacobian` has
    every partial derivative, `softmax_vjp` the gradient of a weighted sum.
    A row in which nothing but -inf, or more than one inf, stands has no limit: NaN.

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
    k, _, e, s1 = exp_others(x)
    np.put_along_axis(e, k, 1, axis=-1)
    return e / (1 + s1)


def softmax_and_rest(x: Array) -> tuple[Array, Array]:
    """Return the softmax p and 1 - p, neither by cancellation."""
    k, _, e, s1 = exp_others(x)
    np.put_along_axis(e, k, 1, axis=-1)
    p = e / (1 + s1)
    rest = 1 - p  # exact enough where p <= 1/2, which is everywhere but at k
    np.put_along_axis(rest, k, s1 / (1 + s1), axis=-1)
    return p, rest


def softmax_jacobian(x: ArrayLike) -> Array:
    r"""Jacobian of `softmax`, for each row a matrix.

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

    Notes
    -----
    `torch.autograd.functional.jacobian` of a batch has (..., n, ..., n) instead, all
    zero between different rows.

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
    r"""Vector times Jacobian of `softmax`: the gradient of ``(g * softmax(x)).sum()``.

    .. math:: p_i \Bigl(g_i - \sum_j p_j g_j\Bigr)

    Parameters
    ----------
    upstream : array_like, shape (..., n)
        The upstream gradient g, that of the loss in the softmax's output.
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

    Notes
    -----
    What `torch.autograd` computes in its backward pass.

    Examples
    --------
    >>> softmax_vjp([1.0, 0.0], [0.0, 0.0])
    array([ 0.25, -0.25])
    """
    g, x = _check.arrays(upstream=upstream, x=x)
    _check.rows("x", x)
    k = x.argmax(axis=-1, keepdims=True)
    p = softmax(x)
    g = g - np.take_along_axis(g, k, axis=-1)  # no change, as g + c gives the same
    return p * (g - (p * g).sum(axis=-1, keepdims=True))


def log_softmax(x: ArrayLike) -> Array:
    r"""Logarithm of the softmax: a row of logits to a row of log-probabilities.

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
    As ``torch.log_softmax(x, dim=-1)``, but for a confident class: PyTorch, JAX, Keras
    and SciPy take log(1 + tiny) = 0 there, here the 1 is left to log1p.

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
    return d - np.log1p(s1)


def log_softmax_grad(x: ArrayLike) -> Array:
    """Gradient of ``log_softmax(x).sum()``: 1 - n p_j for n classes.

    As sum of (p_i - p_j) over i, by expm1, so that nearly equal logits keep their
    digits. `log_softmax_vjp` takes any other upstream gradient than ones.
    """
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    _, d, _, s1 = exp_others(x)
    t = np.expm1(d)
    return (t.sum(axis=-1, keepdims=True) - x.shape[-1] * t) / (1 + s1)


def log_softmax_jacobian(x: ArrayLike) -> Array:
    r"""Jacobian of `log_softmax`, for each row a matrix.

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
    r"""Vector times Jacobian: the gradient of ``(g * log_softmax(x)).sum()``.

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

    Notes
    -----
    With g = -y, a row of probabilities, this is the softmax cross-entropy's p - y.

    Examples
    --------
    >>> log_softmax_vjp([-1.0, 0.0], [0.0, 0.0])
    array([-0.5,  0.5])
    """
    g, x = _check.arrays(upstream=upstream, x=x)
    _check.rows("x", x)
    k, _, e, s1 = exp_others(x)
    top = np.take_along_axis(g, k, axis=-1)
    others = g.copy()
    np.put_along_axis(others, k, 0, axis=-1)
    rest = others.sum(axis=-1, keepdims=True)
    v = others - e * ((top + rest) / (1 + s1))
    np.put_along_axis(v, k, (s1 * top - rest) / (1 + s1), axis=-1)  # 1 - p_k = s1 / S
    return v


# softmax is absent: its rows sum to 1, so the gradient of its sum is 0 everywhere.
ACTIVATIONS = {
    "sigmoid": Pair(sigmoid, sigmoid_grad),
    "log_sigmoid": Pair(log_sigmoid, log_sigmoid_grad),
    "softplus": Pair(softplus, softplus_grad),
    "tanh": Pair(tanh, tanh_grad),
    "log_softmax": Pair(log_softmax, log_softmax_grad),
}
