"""Sigmoid, tanh and swish made of straight lines, for arithmetic of few bits.

The derivative at a kink follows the rule of `_relu`.
"""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._stable import indicator


def hard_sigmoid(x: ArrayLike) -> Array:
    r"""Sigmoid of three lines, from -3 to 3 straight up.

    .. math:: f(x) = \frac{\min(\max(x + 3, 0), 6)}{6}

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.

    Returns
    -------
    ndarray, shape (...)
        Outputs in [0, 1].

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As `torch.nn.functional.hardsigmoid`, `keras.ops.hard_sigmoid` and
    `jax.nn.hard_sigmoid`: the slope is 1/6, which PyTorch's derivative rounds to
    float32 in float64 too. Courbariaux et al. (2015, arXiv:1511.00363) have 1/2, from
    -1 to 1. The kinks are at -3 and 3, where the derivative is 0.

    References
    ----------
    A. Howard et al. (2019), Searching for MobileNetV3, ICCV, arXiv:1905.02244.

    Examples
    --------
    >>> hard_sigmoid([-4.0, 0.0, 1.5])
    array([0.  , 0.5 , 0.75])
    """
    (x,) = _check.arrays(x=x)
    return np.clip(x + 3, 0, 6) / 6


def hard_sigmoid_grad(x: ArrayLike) -> Array:
    """Derivative of `hard_sigmoid`: 1/6 between -3 and 3; 0 outside and at both."""
    (x,) = _check.arrays(x=x)
    return indicator((x > -3) & (x < 3), x) / 6


def hard_tanh(x: ArrayLike) -> Array:
    r"""Hyperbolic tangent of three lines: the input, stopped at -1 and 1.

    .. math:: f(x) = \min(\max(x, -1), 1) = \frac{|x + 1| - |x - 1|}{2}

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
    As `torch.nn.functional.hardtanh` and `jax.nn.hard_tanh`. The kinks are at -1 and 1,
    where the derivative is 0.

    References
    ----------
    R. Collobert, J. Weston, L. Bottou, M. Karlen, K. Kavukcuoglu, P. Kuksa (2011),
    Natural language processing (almost) from scratch, J. Mach. Learn. Res. 12,
    2493-2537.

    Examples
    --------
    >>> hard_tanh([-2.0, 0.5, 3.0])
    array([-1. ,  0.5,  1. ])
    """
    (x,) = _check.arrays(x=x)
    return np.clip(x, -1, 1)


def hard_tanh_grad(x: ArrayLike) -> Array:
    """Derivative of `hard_tanh`: 1 between -1 and 1; 0 outside and at both."""
    (x,) = _check.arrays(x=x)
    return indicator((x > -1) & (x < 1), x)


def hard_swish(x: ArrayLike) -> Array:
    r"""Swish with the sigmoid of three lines: the input times `hard_sigmoid`.

    .. math:: f(x) = \frac{x \min(\max(x + 3, 0), 6)}{6}

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.

    Returns
    -------
    ndarray, shape (...)
        Outputs: 0 up to -3, the input from 3 on, and -3/8 at the least, at -3/2.

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As `torch.nn.functional.hardswish` and `jax.nn.hard_swish`, but for -inf, where both
    give NaN and the limit is 0. The kinks are at -3, where the derivative is 0, and at
    3, where it is 3/2, the slope on the left (PyTorch: 1).

    References
    ----------
    A. Howard et al. (2019), Searching for MobileNetV3, ICCV, arXiv:1905.02244.

    Examples
    --------
    >>> hard_swish([-1.5, 1.0, 4.0])
    array([-0.375     ,  0.66666667,  4.        ])
    """
    (x,) = _check.arrays(x=x)
    return np.maximum(x, -3) * hard_sigmoid(x)  # 0, not inf times 0, at -inf


def hard_swish_grad(x: ArrayLike) -> Array:
    """Derivative of `hard_swish`: (2 x + 3) / 6 between -3 and 3, 1 on their right.

    At -3 it is 0, which lies between the slopes; at 3 it is the left one, 3/2.
    """
    (x,) = _check.arrays(x=x)
    between = (x > -3) & (x <= 3)
    return (2 * np.clip(x, -3, 3) + 3) / 6 * between + (x > 3)
