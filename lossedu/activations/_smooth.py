"""The input times a smooth gate between 0 and 1 (gelu, silu, mish), and softsign.

If g(x) + g(-x) = 1, as for the gates of gelu and silu, then x g(x) is
max(x, 0) - |x| g(-|x|). So only the small side of the gate is computed, and the left
tail keeps its digits, where 1 minus the large side would be 0.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._stable import exp_half_square, scaled_normal_tail, sigmoids, times
from lossedu.activations._sigmoid import sigmoid

# Beyond this every gate is 0 or 1; clipping to it avoids infinity times 0.
_FAR = 1000.0


def softsign(x: ArrayLike) -> Array:
    r"""Softsign: a sigmoid from -1 to 1 that saturates slowly.

    .. math:: \frac{x}{1 + |x|}

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
    As `torch.nn.Softsign`, `jax.nn.soft_sign` and `keras.activations.softsign`, but
    with the limits -1 and 1 at the infinities, where the quotient is NaN. Its slope
    falls as 1 / x^2, that of `tanh` exponentially. At 0 it has a first derivative but
    no second.

    References
    ----------
    J. Turian, J. Bergstra, Y. Bengio (2009), Quadratic features and deep architectures
    for chunking, NAACL HLT, Companion Volume: Short Papers, 245-248.

    Examples
    --------
    >>> softsign([-3.0, 0.0, 1.0])
    array([-0.75,  0.  ,  0.5 ])
    """
    (x,) = _check.arrays(x=x)
    largest = np.finfo(x.dtype).max
    x = np.clip(x, -largest, largest)
    return x / (1 + np.abs(x))


def softsign_grad(x: ArrayLike) -> Array:
    """Derivative of `softsign`: 1 / (1 + abs(x))^2, squared last: no overflow."""
    (x,) = _check.arrays(x=x)
    w = 1 / (1 + np.abs(x))
    return w * w


def _tail(x: Array) -> tuple[Array, Array]:
    """Return a = abs(x), at which the normal tail is needed, and exp(-a^2/2).

    The first is capped just beyond where the second underflows to 0.
    """
    info = np.finfo(x.dtype)
    least = math.log(info.tiny) + math.log(info.eps)  # of the smallest float
    a = np.minimum(np.abs(x), math.sqrt(-2 * least) + 1)
    return a, exp_half_square(a)


def gelu(x: ArrayLike) -> Array:
    r"""Gaussian error linear unit: x times the standard normal probability below x.

    .. math:: x\, \Phi(x) = \frac{x}{2} \operatorname{erfc} \frac{-x}{\sqrt{2}}

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.

    Returns
    -------
    ndarray, shape (...)
        Outputs, not below -0.16997 (at -0.75179); about 0 on the left, x on the right.

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As `torch.nn.GELU`, ``jax.nn.gelu(approximate=False)`` and
    `keras.activations.gelu`, but with the limit 0 at -inf, where they give NaN. PyTorch
    computes Phi as (1 + erf) / 2, which is 0 below -8.4; here the tail is kept down to
    the smallest float, near -38. `gelu_tanh` is within 0.0005 of it, and
    ``swish(x, beta=1.702)`` within 0.021.

    References
    ----------
    D. Hendrycks, K. Gimpel (2016), Gaussian error linear units (GELUs),
    arXiv:1606.08415.

    Examples
    --------
    >>> gelu([-10.0, -1.0, 0.0, 1.0])
    array([-7.61985302e-23, -1.58655254e-01,  0.00000000e+00,  8.41344746e-01])
    """
    (x,) = _check.arrays(x=x)
    a, e = _tail(x)
    return np.maximum(x, 0) - e * (a * scaled_normal_tail(a))  # less |x| Q(|x|)


def gelu_grad(x: ArrayLike) -> Array:
    """Derivative of `gelu`: Phi(x) + x phi(x), phi the standard normal density."""
    (x,) = _check.arrays(x=x)
    a, e = _tail(x)
    rise = e * (a / math.sqrt(2 * math.pi) - scaled_normal_tail(a))
    side = np.copysign(1, x)
    return np.maximum(side, 0) + side * rise


def _tanh_gate(x: Array) -> tuple[Array, Array]:
    """Return v = 2 u, the logit of the gate of `gelu_tanh`, and x v'(x)."""
    k = math.sqrt(8 / math.pi)
    cubic = 0.044715 * k * (x * x)
    return x * (k + cubic), x * (k + 3 * cubic)


def gelu_tanh(x: ArrayLike) -> Array:
    r"""Approximation of `gelu` by a hyperbolic tangent.

    .. math:: \frac{x}{2} (1 + \tanh u) = x\, \sigma(2 u),
              \quad u = \sqrt{\frac{2}{\pi}} (x + 0.044715\, x^3)

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.

    Returns
    -------
    ndarray, shape (...)
        Outputs, not below -0.17004 (at -0.75246); within 0.0005 of `gelu`.

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As ``torch.nn.GELU(approximate="tanh")``, `jax.nn.gelu` and
    ``keras.activations.gelu(approximate=True)``, but with the limit 0 at -inf, where
    they give NaN. A model trained with it should be run with it, not with `gelu`. Its
    left tail is too thin: 0.16 of that of `gelu` at -5, 1.6e-15 of it at -10.

    References
    ----------
    D. Hendrycks, K. Gimpel (2016), Gaussian error linear units (GELUs),
    arXiv:1606.08415.

    Examples
    --------
    >>> gelu_tanh([-10.0, -1.0, 0.0, 1.0])
    array([-1.20409235e-37, -1.58808009e-01,  0.00000000e+00,  8.41191991e-01])
    """
    (x,) = _check.arrays(x=x)
    left = np.maximum(-np.abs(x), -50)  # the gate is 0 beyond -22
    v, _ = _tanh_gate(left)
    e = np.exp(v)
    return np.maximum(x, 0) + left * e / (1 + e)


def gelu_tanh_grad(x: ArrayLike) -> Array:
    """Derivative of `gelu_tanh`: s (1 + 2 x u' (1 - s)) with s = sigmoid(2 u).

    PyTorch and JAX give NaN where the square of x overflows, beyond 1e154 in float64.
    """
    (x,) = _check.arrays(x=x)
    v, slope = _tanh_gate(np.clip(x, -50, 50))
    s, rest = sigmoids(v)
    return s * (1 + slope * rest)


def silu(x: ArrayLike) -> Array:
    r"""Sigmoid linear unit: x times its sigmoid.

    .. math:: x\, \sigma(x) = \frac{x}{1 + e^{-x}}

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.

    Returns
    -------
    ndarray, shape (...)
        Outputs, not below -0.27846 (at -1.27846); about 0 on the left, x on the right.

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As `torch.nn.SiLU`, `jax.nn.silu` and `keras.activations.silu`, but with the limit 0
    at -inf, where they give NaN; PyTorch returns 0 from -709.8 on. It is
    ``swish(x, beta=1)``.

    References
    ----------
    S. Elfwing, E. Uchibe, K. Doya (2018), Sigmoid-weighted linear units for neural
    network function approximation in reinforcement learning, Neural Networks 107, 3-11,
    doi:10.1016/j.neunet.2017.12.012.

    Examples
    --------
    >>> silu([-1000.0, -1.0, 0.0, 1.0])
    array([ 0.        , -0.26894142,  0.        ,  0.73105858])
    """
    (x,) = _check.arrays(x=x)
    left = np.maximum(-np.abs(x), -_FAR)
    e = np.exp(left)
    return np.maximum(x, 0) + left * e / (1 + e)


def silu_grad(x: ArrayLike) -> Array:
    """Derivative of `silu`: s (1 + x (1 - s)), s = sigmoid(x), without cancellation."""
    (x,) = _check.arrays(x=x)
    x = np.clip(x, -_FAR, _FAR)
    s, rest = sigmoids(x)
    return s * (1 + x * rest)


def _swish_logit(x: Array, beta: float) -> Array:
    """Return beta x: infinite where it overflows, 0 for a beta of 0."""
    number = _check.number("beta", beta, "finite")
    largest = float(np.finfo(x.dtype).max)
    b = x.dtype.type(min(max(number, -largest), largest))  # 0 for a tiny beta
    with np.errstate(over="ignore"):
        return b * x if b else np.where(np.isnan(x), x, 0)


def swish(x: ArrayLike, *, beta: float = 1.0) -> Array:
    r"""Swish: x times the sigmoid of beta x.

    .. math:: x\, \sigma(\beta x) = \frac{x}{1 + e^{-\beta x}}

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.
    beta : float, default 1.0
        Steepness of the gate; finite. The larger it is, the nearer to `relu`; 0 gives
        x / 2; a negative one gives ``-swish(-x, beta=-beta)``.

    Returns
    -------
    ndarray, shape (...)
        Outputs.

    Raises
    ------
    ValueError
        If `beta` is not finite.
    TypeError
        If `x` or `beta` does not hold real numbers.

    Notes
    -----
    With beta = 1 it is `silu`, `torch.nn.SiLU` and `jax.nn.swish`; with beta = 1.702 it
    is close to `gelu`. The paper also trains beta; here it is given. At the infinity
    where the gate is 0 the value is its limit, 0.

    References
    ----------
    P. Ramachandran, B. Zoph, Q. V. Le (2017), Searching for activation functions,
    arXiv:1710.05941.

    Examples
    --------
    >>> swish([-1.0, 0.0, 1.0], beta=2.0)
    array([-0.11920292,  0.        ,  0.88079708])
    """
    (x,) = _check.arrays(x=x)
    return times(sigmoid(_swish_logit(x, beta)), x)


def swish_grad(x: ArrayLike, *, beta: float = 1.0) -> Array:
    """Derivative of `swish` in x: the derivative of `silu` at beta x."""
    (x,) = _check.arrays(x=x)
    return silu_grad(_swish_logit(x, beta))


def _mish_terms(x: Array) -> tuple[Array, Array, Array]:
    """Return p, q and D, with e^x = p / q and the larger of p and q equal to 1.

    With u = e^x the gate tanh(log(1 + u)) is (u^2 + 2u) / (u^2 + 2u + 2). Multiplied by
    q^2 above and below it is p (p + 2q) / D, in which nothing overflows.
    """
    e = np.exp(-np.abs(x))
    p, q = np.maximum(e, x >= 0), np.maximum(e, x <= 0)
    return p, q, p * (p + 2 * q) + 2 * q * q


def mish(x: ArrayLike) -> Array:
    r"""Mish: x times the hyperbolic tangent of softplus(x).

    .. math:: x \tanh(\log(1 + e^x)) = x\, \frac{e^{2x} + 2 e^x}{e^{2x} + 2 e^x + 2}

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.

    Returns
    -------
    ndarray, shape (...)
        Outputs, not below -0.30884 (at -1.19243); about 0 on the left, x on the right.

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As `torch.nn.Mish`, `jax.nn.mish` and `keras.activations.mish`, but with the limit 0
    at -inf, where they give NaN. The second form needs one exponential and neither
    logarithm nor hyperbolic tangent.

    References
    ----------
    D. Misra (2020), Mish: a self regularized non-monotonic activation function, BMVC,
    arXiv:1908.08681.

    Examples
    --------
    >>> mish([-1000.0, -1.0, 0.0, 1.0])
    array([-0.        , -0.30340146,  0.        ,  0.86509839])
    """
    (x,) = _check.arrays(x=x)
    p, q, d = _mish_terms(x)
    return np.maximum(x, -_FAR) * (p * (p + 2 * q) / d)


def mish_grad(x: ArrayLike) -> Array:
    """Derivative of `mish`: n / (n + 2) + 4 x u (1 + u) / (n + 2)^2.

    Here u = e^x and n = u^2 + 2u. PyTorch's has the wrong sign from -710 on.
    """
    (x,) = _check.arrays(x=x)
    x = np.clip(x, -_FAR, _FAR)
    p, q, d = _mish_terms(x)
    return p / d * (p + 2 * q + 4 * x * (p + q) * (q * q / d))
