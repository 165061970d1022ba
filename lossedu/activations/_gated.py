"""Gated linear units: one half of the last axis times a gate made of the other."""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu.activations._sigmoid import sigmoid, sigmoid_grad
from lossedu.activations._smooth import silu, silu_grad


def _product(a: Array, b: Array) -> Array:
    """Return a b without a warning: inf where it overflows, NaN for inf times 0."""
    with np.errstate(over="ignore", invalid="ignore"):
        product: Array = a * b
    return product


def _upstream(upstream: ArrayLike, x: ArrayLike) -> tuple[Array, Array, Array]:
    """Return the upstream gradient and the halves of x, of one shape."""
    (x,) = _check.arrays(x=x)
    a, b = _check.halves("x", x)
    (g,) = _check.arrays(upstream=upstream)
    if g.shape != a.shape:
        raise ValueError(
            f"upstream has shape {g.shape} and x has shape {x.shape}; "
            f"upstream must have shape {a.shape}, that of half of x"
        )
    g, a, b = _check.arrays(upstream=upstream, a=a, b=b)
    return g, a, b


def glu(x: ArrayLike) -> Array:
    r"""Gated linear unit: the first half of the last axis, gated by the second.

    With :math:`a` the first half and :math:`b` the second, element by element,

    .. math:: a\, \sigma(b) = \frac{a}{1 + e^{-b}}

    Parameters
    ----------
    x : array_like, shape (..., 2 n)
        Inputs, followed by the logits of their gates.

    Returns
    -------
    ndarray, shape (..., n)
        Inputs times gates.

    Raises
    ------
    ValueError
        If there is no last axis, or its length is 0 or odd.
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As ``torch.nn.functional.glu(x, dim=-1)``, ``jax.nn.glu(x, axis=-1)`` and
    `keras.activations.glu`. An infinite input times a gate that has underflowed to 0
    is NaN. The derivative in an input is its gate, whatever the input.

    References
    ----------
    Y. N. Dauphin, A. Fan, M. Auli, D. Grangier (2017), Language modeling with gated
    convolutional networks, ICML, PMLR 70, 933-941.

    Examples
    --------
    >>> glu([2.0, 3.0, 0.0, 1000.0])
    array([1., 3.])
    """
    (x,) = _check.arrays(x=x)
    a, b = _check.halves("x", x)
    return _product(a, sigmoid(b))


def glu_grad(x: ArrayLike) -> Array:
    """Gradient of ``glu(x).sum()``: sigmoid(b) in the first half, a sigmoid'(b) after.

    In words: the gates, then the inputs times the slopes of the gates.
    """
    (x,) = _check.arrays(x=x)
    a, b = _check.halves("x", x)
    return np.concatenate([sigmoid(b), _product(a, sigmoid_grad(b))], axis=-1)


def glu_vjp(upstream: ArrayLike, x: ArrayLike) -> Array:
    r"""Vector-Jacobian product of `glu`: the gradient of ``(g * glu(x)).sum()``.

    In the two halves of `x`,

    .. math:: g\, \sigma(b), \quad g\, a\, \sigma(b)\, \sigma(-b)

    Parameters
    ----------
    upstream : array_like, shape (..., n)
        The upstream gradient g, that of the loss in the output.
    x : array_like, shape (..., 2 n)
        Inputs, followed by the logits of their gates.

    Returns
    -------
    ndarray, shape (..., 2 n)
        The gradient of the loss in `x`.

    Raises
    ------
    ValueError
        If `x` has no last axis, its length is 0 or odd, or `upstream` does not have the
        shape of half of `x`.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    This is what `torch.autograd` computes in its backward pass.

    Examples
    --------
    >>> glu_vjp([1.0, 2.0], [4.0, 4.0, 0.0, 0.0])
    array([0.5, 1. , 1. , 2. ])
    """
    g, a, b = _upstream(upstream, x)
    slope = _product(a, sigmoid_grad(b))
    return np.concatenate([_product(g, sigmoid(b)), _product(g, slope)], axis=-1)


def swiglu(x: ArrayLike) -> Array:
    r"""SwiGLU: the first half of the last axis times the `silu` of the second.

    With :math:`a` the first half and :math:`b` the second, element by element,

    .. math:: a\, b\, \sigma(b) = \frac{a\, b}{1 + e^{-b}}

    Parameters
    ----------
    x : array_like, shape (..., 2 n)
        Inputs a, followed by the inputs b of their gates.

    Returns
    -------
    ndarray, shape (..., n)
        Inputs times gates.

    Raises
    ------
    ValueError
        If there is no last axis, or its length is 0 or odd.
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    The order of the halves is that of `glu`. In a transformer the paper's
    SwiGLU(x, W, V) = silu(x W) * (x V) is here
    ``swiglu(np.concatenate([x @ V, x @ W], axis=-1))``; some implementations put x W
    first. An infinite input times a gate of 0 is NaN.

    References
    ----------
    N. Shazeer (2020), GLU variants improve transformer, arXiv:2002.05202.

    Examples
    --------
    >>> swiglu([2.0, 3.0, 1.0, 0.0])
    array([1.46211716, 0.        ])
    """
    (x,) = _check.arrays(x=x)
    a, b = _check.halves("x", x)
    return _product(a, silu(b))


def swiglu_grad(x: ArrayLike) -> Array:
    """Gradient of ``swiglu(x).sum()``: silu(b) in the first half, a silu'(b) after.

    In words: the gates, then the inputs times the slopes of the gates.
    """
    (x,) = _check.arrays(x=x)
    a, b = _check.halves("x", x)
    return np.concatenate([silu(b), _product(a, silu_grad(b))], axis=-1)


def swiglu_vjp(upstream: ArrayLike, x: ArrayLike) -> Array:
    r"""Vector-Jacobian product of `swiglu`: the gradient of ``(g * swiglu(x)).sum()``.

    In the two halves of `x`,

    .. math:: g\, b\, \sigma(b),
              \quad g\, a\, \sigma(b)\, \bigl(1 + b\, \sigma(-b)\bigr)

    Parameters
    ----------
    upstream : array_like, shape (..., n)
        The upstream gradient g, that of the loss in the output.
    x : array_like, shape (..., 2 n)
        Inputs a, followed by the inputs b of their gates.

    Returns
    -------
    ndarray, shape (..., 2 n)
        The gradient of the loss in `x`.

    Raises
    ------
    ValueError
        If `x` has no last axis, its length is 0 or odd, or `upstream` does not have the
        shape of half of `x`.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    This is what `torch.autograd` computes in its backward pass.

    Examples
    --------
    >>> swiglu_vjp([1.0, 2.0], [4.0, 4.0, 0.0, 0.0])
    array([0., 0., 2., 4.])
    """
    g, a, b = _upstream(upstream, x)
    slope = _product(a, silu_grad(b))
    return np.concatenate([_product(g, silu(b)), _product(g, slope)], axis=-1)
