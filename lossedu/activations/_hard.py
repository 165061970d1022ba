"""Piecewise linear sigmoid and tanh, and a swish with that sigmoid: no exponentials.

The derivative at a kink follows the rule of `_relu`.
"""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._stable import indicator


def hard_sigmoid(x: ArrayLike) -> Array:
    r"""Piecewise linear sigmoid: 0 up to -3, 1 from 3 on, a line between.

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
    float32 in float64 too. In Courbariaux et al. (2015, arXiv:1511.00363) it is 1/2,
    from -1 to 1. The kinks are at -3 and 3, where the derivative is 0.

    References
    ----------
    A. Howard et al. (2019), Searching for MobileNetV3, ICCV, 1314-1324,
    doi:10.1109/ICCV.2019.00140.

    Examples
    --------
    >>> hard_sigmoid([-4.0, 0.0, 1.5])
    array([0.  , 0.5 , 0.75])
    """
    (x,) = _check.arrays(x=x)
    return np.clip(x + 3, 0, 6) / 6


def hard_sigmoid_grad(x: ArrayLike) -> Array:
    """Derivative of `hard_sigmoid`: 1/6 between the kinks -3 and 3; 0 elsewhere."""
    (x,) = _check.arrays(x=x)
    return indicator((x > -3) & (x < 3), x) / 6


def hard_tanh(x: ArrayLike) -> Array:
    r"""Piecewise linear tanh: the input clipped to [-1, 1].

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
    As `torch.nn.functional.hardtanh`, `jax.nn.hard_tanh` and `keras.ops.hard_tanh`. The
    kinks are at -1 and 1, where the derivative is 0 (JAX: 1).

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
    """Derivative of `hard_tanh`: 1 between the kinks -1 and 1; 0 elsewhere."""
    (x,) = _check.arrays(x=x)
    return indicator((x > -1) & (x < 1), x)


def hard_swish(x: ArrayLike) -> Array:
    r"""Swish with a piecewise linear gate: the input times `hard_sigmoid`.

    .. math:: f(x) = \frac{x \min(\max(x + 3, 0), 6)}{6}

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.

    Returns
    -------
    ndarray, shape (...)
        Outputs: 0 up to -3, the input from 3 on; the minimum is -3/8, at -3/2.

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As `torch.nn.functional.hardswish`, `jax.nn.hard_swish` and `keras.ops.hard_silu`,
    but with the limit 0 at -inf, where they give NaN. The kinks are at -3, where the
    derivative is 0, and at 3, where it is 3/2, the slope on the left (PyTorch and JAX:
    1).

    References
    ----------
    A. Howard et al. (2019), Searching for MobileNetV3, ICCV, 1314-1324,
    doi:10.1109/ICCV.2019.00140.

    Examples
    --------
    >>> hard_swish([-1.5, 1.0, 4.0])
    array([-0.375     ,  0.66666667,  4.        ])
    """
    (x,) = _check.arrays(x=x)
    return np.maximum(x, -3) * hard_sigmoid(x)  # 0, not inf times 0, at -inf


def hard_swish_grad(x: ArrayLike) -> Array:
    """Derivative of `hard_swish`: (2 x + 3) / 6 between -3 and 3, 0 left, 1 right.

    At -3 it is 0, which lies between the slopes; at 3 it is 3/2, the slope on the left.
    """
    (x,) = _check.arrays(x=x)
    between = (x > -3) & (x <= 3)
    return (2 * np.clip(x, -3, 3) + 3) / 6 * between + (x > 3)
