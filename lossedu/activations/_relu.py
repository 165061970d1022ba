"""The rectified linear unit and its variants: straight lines that meet in kinks.

At a kink the derivative is 0 if 0 lies between the slopes on its two sides, else the
slope on its left. PyTorch does the same unless a docstring says otherwise.
"""

from __future__ import annotations  # np.random is not imported for its name alone

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array, Rng
from lossedu._stable import indicator, times


def relu(x: ArrayLike) -> Array:
    r"""Rectified linear unit: the positive part.

    .. math:: f(x) = \max(x, 0)

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.

    Returns
    -------
    ndarray, shape (...)
        Outputs, none below 0.

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As `torch.relu`, `jax.nn.relu` and `keras.ops.relu`. The kink is at 0, where the
    derivative is 0.

    References
    ----------
    V. Nair, G. E. Hinton (2010), Rectified linear units improve restricted Boltzmann
    machines, ICML, 807-814.

    Examples
    --------
    >>> relu([-2.0, 0.0, 3.0])
    array([0., 0., 3.])
    """
    (x,) = _check.arrays(x=x)
    return np.maximum(x, 0)


def relu_grad(x: ArrayLike) -> Array:
    """Derivative of `relu`: 1 on the right of 0; 0 on its left and at 0."""
    (x,) = _check.arrays(x=x)
    return indicator(x > 0, x)


def relu6(x: ArrayLike) -> Array:
    r"""Rectified linear unit capped at 6.

    .. math:: f(x) = \min(\max(x, 0), 6)

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.

    Returns
    -------
    ndarray, shape (...)
        Outputs in [0, 6].

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As `torch.nn.functional.relu6`, `jax.nn.relu6` and `keras.ops.relu6`. The kinks are
    at 0 and 6, where the derivative is 0. Bounded outputs suit fixed-point arithmetic
    with few bits.

    References
    ----------
    A. Krizhevsky (2010), Convolutional deep belief networks on CIFAR-10, unpublished
    manuscript.

    Examples
    --------
    >>> relu6([-2.0, 3.0, 8.0])
    array([0., 3., 6.])
    """
    (x,) = _check.arrays(x=x)
    return np.clip(x, 0, 6)


def relu6_grad(x: ArrayLike) -> Array:
    """Derivative of `relu6`: 1 between 0 and 6; 0 outside, at 0 and at 6."""
    (x,) = _check.arrays(x=x)
    return indicator((x > 0) & (x < 6), x)


def _like(x: Array, slope: float | Array) -> Array:
    """Return the slopes in the dtype of x, none of them infinite there."""
    most = float(np.finfo(x.dtype).max)
    return np.clip(np.asarray(slope, float), -most, most).astype(x.dtype)


def _bend(x: Array, slope: float | Array) -> Array:
    """Return x on the right of 0 and slope times x on the left."""
    a = _like(x, slope)
    line = times(a, x)
    if np.all(a <= 1):  # convex: the larger of two lines, faster than a choice
        return np.maximum(x, line)
    return np.where(x > 0, x, line)[()]


def _bend_grad(x: Array, slope: float | Array) -> Array:
    """Return the derivative of `_bend`; at 0 the slope, or 0 if that is negative."""
    a = _like(x, slope)
    left = (x < 0) | ((x == 0) & (a > 0))
    return indicator(x > 0, x) + a * left


def leaky_relu(x: ArrayLike, *, slope: float = 0.01) -> Array:
    r"""Rectified linear unit with a small slope on the left instead of 0.

    .. math:: f(x) = \max(x, 0) + a \min(x, 0)

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.
    slope : float, default 0.01
        The slope a on the left of 0; finite. With 0 it is `relu`, with -1 abs(x).

    Returns
    -------
    ndarray, shape (...)
        Outputs.

    Raises
    ------
    ValueError
        If `slope` is not finite.
    TypeError
        If `x` does not hold real numbers or `slope` is not one.

    Notes
    -----
    As `torch.nn.functional.leaky_relu` and `jax.nn.leaky_relu`; Keras's default slope
    is 0.2 in `keras.ops.leaky_relu` and 0.3 in `keras.layers.LeakyReLU`. The kink is at
    0, where the derivative is the slope on the left, or 0 if that is negative (PyTorch:
    always the slope on the left; JAX: 1). For a slope of at most 1, f is max(x, a x).
    A unit with a slope other than 0 still has a gradient where its input is negative.

    References
    ----------
    A. L. Maas, A. Y. Hannun, A. Y. Ng (2013), Rectifier nonlinearities improve neural
    network acoustic models, ICML Workshop on Deep Learning for Audio, Speech and
    Language Processing.

    Examples
    --------
    >>> leaky_relu([-2.0, 0.0, 3.0], slope=0.5)
    array([-1.,  0.,  3.])
    """
    (x,) = _check.arrays(x=x)
    return _bend(x, _check.number("slope", slope, "finite"))


def leaky_relu_grad(x: ArrayLike, *, slope: float = 0.01) -> Array:
    """Derivative of `leaky_relu`: 1 on the right of 0, the slope on its left.

    At 0 it is the slope, or 0 if that is negative.
    """
    (x,) = _check.arrays(x=x)
    return _bend_grad(x, _check.number("slope", slope, "finite"))


def prelu(x: ArrayLike, *, slope: float | ArrayLike) -> Array:
    r"""Parametric rectified linear unit: the slope on the left is learned.

    .. math:: f(x_i) = \max(x_i, 0) + a_i \min(x_i, 0)

    Parameters
    ----------
    x : array_like, shape (...) or (..., n)
        Inputs.
    slope : float or array_like, shape (n,)
        The slope a on the left of 0: one for all units, or one for each unit on the
        last axis; finite. The derivative in it is `prelu_slope_grad`.

    Returns
    -------
    ndarray, shape of `x`
        Outputs.

    Raises
    ------
    ValueError
        If `slope` is not finite or has another length than the last axis.
    TypeError
        If `x` or `slope` does not hold real numbers.

    Notes
    -----
    As `torch.nn.functional.prelu`, which has its units on axis 1, for (batch, units)
    the last. The derivative at the kink is that of `leaky_relu`.

    References
    ----------
    K. He, X. Zhang, S. Ren, J. Sun (2015), Delving deep into rectifiers: surpassing
    human-level performance on ImageNet classification, ICCV, 1026-1034,
    doi:10.1109/ICCV.2015.123.

    Examples
    --------
    >>> prelu([[-2.0, -2.0], [3.0, 3.0]], slope=[0.25, 0.5])
    array([[-0.5, -1. ],
           [ 3. ,  3. ]])
    """
    (x,) = _check.arrays(x=x)
    return _bend(x, _check.each_unit("slope", slope, x))


def prelu_grad(x: ArrayLike, *, slope: float | ArrayLike) -> Array:
    """Derivative of `prelu` in the input: 1 on the right of 0, the slope on its left.

    At 0 it is the slope, or 0 if that is negative.
    """
    (x,) = _check.arrays(x=x)
    return _bend_grad(x, _check.each_unit("slope", slope, x))


def prelu_slope_grad(x: ArrayLike, *, slope: float | ArrayLike) -> Array:
    r"""Derivative of `prelu` in the slope, for each element separately.

    .. math:: \frac{\partial f(x_i)}{\partial a_i} = \min(x_i, 0)

    Parameters
    ----------
    x : array_like, shape (...) or (..., n)
        Inputs.
    slope : float or array_like, shape (n,)
        As for `prelu`; the derivative does not depend on it.

    Returns
    -------
    ndarray, shape of `x`
        One derivative an element. The gradient of a slope is their sum over the
        elements that share it, weighted by the upstream gradient.

    Raises
    ------
    ValueError
        If `slope` is not finite or has another length than the last axis.
    TypeError
        If `x` or `slope` does not hold real numbers.

    Examples
    --------
    >>> x = [[-2.0, -3.0], [-1.0, 3.0]]
    >>> prelu_slope_grad(x, slope=[0.25, 0.5]).sum(axis=0)
    array([-3., -3.])
    """
    (x,) = _check.arrays(x=x)
    _check.each_unit("slope", slope, x)
    return np.minimum(x, 0)


def _drawn(x: Array, lower: float, upper: float, rng: Rng | None) -> float | Array:
    """Return the slopes of `rrelu`: the mean one, or a random one for each element."""
    lower = _check.number("lower", lower, "finite")
    upper = _check.number("upper", upper, "finite")
    if lower > upper:
        raise ValueError(
            f"lower is {lower} and upper is {upper}; lower must be at most upper"
        )
    if rng is None:
        return lower / 2 + upper / 2  # the sum might overflow
    return _check.generator("rng", rng).uniform(lower, upper, x.shape)


def rrelu(
    x: ArrayLike,
    *,
    lower: float = 1 / 8,
    upper: float = 1 / 3,
    rng: Rng | None = None,
) -> Array:
    r"""Randomised rectified linear unit: in training the slope on the left is random.

    .. math:: f(x) = \max(x, 0) + a \min(x, 0)

    with a drawn uniformly from l to u for each element; in evaluation

    .. math:: a = \frac{l + u}{2}

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.
    lower, upper : float, default 1/8 and 1/3
        The bounds l and u of the slope; finite, l at most u.
    rng : int or numpy.random.Generator, optional
        The seed or the generator of the slopes, for training; evaluation if absent.

    Returns
    -------
    ndarray, shape (...)
        Outputs.

    Raises
    ------
    ValueError
        If a bound is not finite, the bounds are in the wrong order, or the seed is
        negative.
    TypeError
        If `x` does not hold real numbers, a bound is not one, or `rng` is neither an
        integer nor a generator.

    Notes
    -----
    The same seed gives the same slopes here and in `rrelu_grad`. A generator advances
    as it draws: `rrelu_grad` needs one in the state that this one had before.
    As `torch.nn.functional.rrelu`, whose random numbers differ. The paper divides by a
    number drawn from 3 to 8; here and in PyTorch the slope itself is drawn. The
    derivative at the kink is that of `leaky_relu`.

    References
    ----------
    B. Xu, N. Wang, T. Chen, M. Li (2015), Empirical evaluation of rectified activations
    in convolutional network, arXiv:1505.00853.

    Examples
    --------
    >>> rrelu([-2.0, 3.0], lower=0.25, upper=0.75)
    array([-1.,  3.])
    >>> y = rrelu([-2.0, 3.0], lower=0.25, upper=0.75, rng=0)
    >>> bool(-1.5 <= y[0] <= -0.5)
    True
    """
    (x,) = _check.arrays(x=x)
    return _bend(x, _drawn(x, lower, upper, rng))


def rrelu_grad(
    x: ArrayLike,
    *,
    lower: float = 1 / 8,
    upper: float = 1 / 3,
    rng: Rng | None = None,
) -> Array:
    """Derivative of `rrelu`: 1 on the right of 0, the slope drawn on its left.

    At 0 it is the slope, or 0 if that is negative.
    """
    (x,) = _check.arrays(x=x)
    return _bend_grad(x, _drawn(x, lower, upper, rng))


def _hinges(
    x: Array, t_left: float, a_left: float, t_right: float, a_right: float
) -> tuple[float, float, float, float]:
    """Return the four numbers of `srelu`, checked, in the range of x's dtype."""
    t_l = _check.number("t_left", t_left, "finite")
    a_l = _check.number("a_left", a_left, "finite")
    t_r = _check.number("t_right", t_right, "finite")
    a_r = _check.number("a_right", a_right, "finite")
    if t_l > t_r:
        raise ValueError(
            f"t_left is {t_l} and t_right is {t_r}; t_left must be at most t_right"
        )
    t_l, t_r = _check.within(t_l, x), _check.within(t_r, x)
    return t_l, _check.within(a_l, x), t_r, _check.within(a_r, x)


def srelu(
    x: ArrayLike,
    *,
    t_left: float = -1.0,
    a_left: float = 0.2,
    t_right: float = 1.0,
    a_right: float = 0.2,
) -> Array:
    r"""S-shaped rectified linear unit: three lines, the middle one the identity.

    .. math:: f(x) = \min(\max(x, t_l), t_r)
              + a_l \min(x - t_l, 0) + a_r \max(x - t_r, 0)

    Parameters
    ----------
    x : array_like, shape (...)
        Inputs.
    t_left, t_right : float, default -1.0 and 1.0
        The thresholds where the lines meet; finite, the left one at most the right.
    a_left, a_right : float, default 0.2 and 0.2
        The slopes outside the thresholds; finite.

    Returns
    -------
    ndarray, shape (...)
        Outputs.

    Raises
    ------
    ValueError
        If a number is not finite or the thresholds are in the wrong order.
    TypeError
        If `x` does not hold real numbers or a parameter is not one.

    Notes
    -----
    In the paper each unit learns its four numbers; here they are given. Neither PyTorch
    nor Keras has it.
    The kinks are at the thresholds: with positive slopes the derivative is `a_left` at
    `t_left` and 1 at `t_right`, the slopes on their left.

    References
    ----------
    X. Jin, C. Xu, J. Feng, Y. Wei, J. Xiong, S. Yan (2016), Deep learning with S-shaped
    rectified linear activation units, AAAI, 1737-1743, doi:10.1609/aaai.v30i1.10287.

    Examples
    --------
    >>> srelu([-6.0, 0.5, 6.0])
    array([-2. ,  0.5,  2. ])
    """
    (x,) = _check.arrays(x=x)
    t_l, a_l, t_r, a_r = _hinges(x, t_left, a_left, t_right, a_right)
    with np.errstate(over="ignore"):
        left, right = np.minimum(x - t_l, 0), np.maximum(x - t_r, 0)
    return np.clip(x, t_l, t_r) + times(a_l, left) + times(a_r, right)


def srelu_grad(
    x: ArrayLike,
    *,
    t_left: float = -1.0,
    a_left: float = 0.2,
    t_right: float = 1.0,
    a_right: float = 0.2,
) -> Array:
    """Derivative of `srelu`: `a_left`, 1 and `a_right` on its three lines.

    At a threshold it is 0 if 0 lies between the two slopes, else the one on the left.
    """
    (x,) = _check.arrays(x=x)
    t_l, a_l, t_r, a_r = _hinges(x, t_left, a_left, t_right, a_right)
    after = 1.0 if t_l < t_r else a_r  # the slope on the right of t_left
    left = (x < t_l) | ((x == t_l) & (a_l * after > 0))
    middle = (x > t_l) & ((x < t_r) | ((x == t_r) & (a_r > 0)))
    outer = a_l * indicator(left, x) + a_r * indicator(x > t_r, x)
    return indicator(middle, x) + outer


def crelu(x: ArrayLike) -> Array:
    r"""Concatenated rectified linear unit: the positive part beside the negative one.

    .. math:: f_i = \max(x_i, 0), \quad f_{n+i} = \max(-x_i, 0)

    Parameters
    ----------
    x : array_like, shape (..., n)
        Inputs.

    Returns
    -------
    ndarray, shape (..., 2 n)
        Outputs, none below 0; in each pair at most one is positive.

    Raises
    ------
    ValueError
        If there is no last axis or it is empty.
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As `tf.nn.crelu`; in PyTorch ``torch.cat([x, -x], -1).relu()``. The sum of a pair is
    abs(x), so `crelu_grad`, the gradient of the sum, is the sign of x; `crelu_vjp`
    takes any other upstream gradient. The kink is at 0, where the derivative is 0.

    References
    ----------
    W. Shang, K. Sohn, D. Almeida, H. Lee (2016), Understanding and improving
    convolutional neural networks via concatenated rectified linear units, ICML,
    arXiv:1603.05201.

    Examples
    --------
    >>> crelu([-2.0, 3.0])
    array([0., 3., 2., 0.])
    """
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    return np.concatenate([np.maximum(x, 0), np.maximum(-x, 0)], axis=-1)


def crelu_grad(x: ArrayLike) -> Array:
    """Gradient of ``crelu(x).sum()``, the sum of abs(x): the sign of x, 0 at 0."""
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    return np.sign(x)


def crelu_vjp(upstream: ArrayLike, x: ArrayLike) -> Array:
    r"""Vector-Jacobian product of `crelu`: the gradient of ``(g * crelu(x)).sum()``.

    .. math:: g_i \theta(x_i) - g_{n+i} \theta(-x_i)

    with the step function :math:`\theta`, 1 on the right of 0 and 0 elsewhere.

    Parameters
    ----------
    upstream : array_like, shape (..., 2 n)
        The upstream gradient g, that of the loss in the output of `crelu`.
    x : array_like, shape (..., n)
        Inputs.

    Returns
    -------
    ndarray, shape (..., n)
        The gradient of the loss in `x`.

    Raises
    ------
    ValueError
        If `upstream` does not have the shape of ``crelu(x)``, or `x` has no last axis
        or an empty one.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    This is what `torch.autograd` computes in its backward pass.

    Examples
    --------
    >>> crelu_vjp([1.0, 2.0, 3.0, 4.0], [-5.0, 5.0])
    array([-3.,  2.])
    """
    (x,) = _check.arrays(x=x)
    g = _check.beside("upstream", upstream, x)
    _check.rows("x", x)
    n = x.shape[-1]
    if g.shape != (*x.shape[:-1], 2 * n):
        raise ValueError(
            f"upstream has shape {g.shape} and x has shape {x.shape}; "
            f"upstream must have that of crelu(x), {(*x.shape[:-1], 2 * n)}"
        )
    positive, negative = indicator(x > 0, x), indicator(x < 0, x)
    return times(positive, g[..., :n]) - times(negative, g[..., n:])


def maxout(x: ArrayLike) -> Array:
    r"""Maxout: the largest of the pieces on the last axis.

    .. math:: f(x) = \max_j x_j

    Parameters
    ----------
    x : array_like, shape (..., k)
        The k pieces of each unit on the last axis, as k linear layers give them.

    Returns
    -------
    ndarray, shape (...)
        One output a unit.

    Raises
    ------
    ValueError
        If there is no last axis or it is empty.
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    As ``x.max(-1).values`` in PyTorch. With the pieces 0 and x it is `relu`; with a x
    and x, a at most 1, it is `leaky_relu`. Where several pieces are the largest, the
    derivative is 1 at the first of them; ``torch.amax`` shares it out equally.

    References
    ----------
    I. J. Goodfellow, D. Warde-Farley, M. Mirza, A. Courville, Y. Bengio (2013), Maxout
    networks, ICML, arXiv:1302.4389.

    Examples
    --------
    >>> maxout([[1.0, 3.0, 2.0], [-1.0, -2.0, -3.0]])
    array([ 3., -1.])
    """
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    return x.max(axis=-1)


def maxout_grad(x: ArrayLike) -> Array:
    """Derivative of `maxout`: 1 at the first largest piece, 0 at the others."""
    (x,) = _check.arrays(x=x)
    _check.rows("x", x)
    k = x.argmax(axis=-1, keepdims=True)
    m = np.take_along_axis(x, k, axis=-1)
    hot = np.zeros_like(x)
    np.put_along_axis(hot, k, indicator(True, m), axis=-1)
    return hot
