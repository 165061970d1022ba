"""Surfaces to descend: functions of a point, with derivatives and known minima.

A point is a row: an array of shape (..., 2) holds many, and a surface gives one value a
row. The second derivatives are there for `lossedu.optimizers.Newton`.
"""

import functools
import operator
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._pair import Pair
from lossedu._stable import times

__all__ = [
    "MINIMA",
    "SURFACES",
    "beale",
    "beale_grad",
    "beale_hessian",
    "quadratic_bowl",
    "quadratic_bowl_grad",
    "quadratic_bowl_hessian",
    "rosenbrock",
    "rosenbrock_grad",
    "rosenbrock_hessian",
    "saddle",
    "saddle_grad",
    "saddle_hessian",
]


def _point(x: ArrayLike, n: int = 2) -> Array:
    (point,) = _check.arrays(x=x)
    if point.ndim == 0 or point.shape[-1] != n:
        raise ValueError(
            f"x has shape {point.shape}; it must have a last axis of length {n}"
        )
    return point


def _axes(x: ArrayLike) -> tuple[Array, Array]:
    point = _point(x)
    return point[..., 0], point[..., 1]


def _matrix(rows: list[list[Array]]) -> Array:
    """Return a matrix for each point, of shape (..., 2, 2)."""
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def quadratic_bowl(x: ArrayLike, *, curvature: ArrayLike = (1.0, 10.0)) -> Array:
    r"""Quadratic bowl, whose curvature differs from axis to axis.

    .. math:: \tfrac12 \sum_i c_i x_i^2

    Parameters
    ----------
    x : array_like, shape (..., n)
        Points.
    curvature : array_like, shape (n,), default (1, 10)
        The second derivative c along each axis; > 0. Its largest over its smallest is
        the condition number.

    Returns
    -------
    ndarray, shape (...)
        Heights, none below 0.

    Raises
    ------
    ValueError
        If the last axis of `x` has not the length of `curvature`, or a curvature is not
        positive and finite.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    The minimum is 0, at the origin. Gradient descent converges for rates below 2 over
    the largest c, and is fastest for 2 over the sum of the largest and the smallest.

    References
    ----------
    B. T. Polyak (1964), Some methods of speeding up the convergence of iteration
    methods, USSR Comput. Math. Math. Phys. 4(5), 1-17,
    doi:10.1016/0041-5553(64)90137-5.

    Examples
    --------
    >>> quadratic_bowl([[2.0, 0.0], [0.0, 2.0]])
    array([ 2., 20.])
    """
    point, c = _curved(x, curvature)
    with np.errstate(over="ignore"):
        return (c / 2 * np.square(point)).sum(axis=-1)


def quadratic_bowl_grad(x: ArrayLike, *, curvature: ArrayLike = (1.0, 10.0)) -> Array:
    """Derivative of `quadratic_bowl` in the point: c x."""
    point, c = _curved(x, curvature)
    with np.errstate(over="ignore"):
        return c * point


def quadratic_bowl_hessian(
    x: ArrayLike, *, curvature: ArrayLike = (1.0, 10.0)
) -> Array:
    """Second derivatives of `quadratic_bowl`: c on the diagonal.

    Parameters
    ----------
    x : array_like, shape (..., n)
        Points.
    curvature : array_like, shape (n,), default (1, 10)
        As that of `quadratic_bowl`.

    Returns
    -------
    ndarray, shape (..., n, n)
        A matrix a point.

    Raises
    ------
    ValueError
        If the last axis of `x` has not the length of `curvature`, or a curvature is not
        positive and finite.
    TypeError
        If an argument does not hold real numbers.

    Examples
    --------
    >>> quadratic_bowl_hessian([3.0, 4.0])
    array([[ 1.,  0.],
           [ 0., 10.]])
    """
    point, c = _curved(x, curvature)
    return np.broadcast_to(np.diag(c), (*point.shape, c.size)).copy()


def _curved(x: ArrayLike, curvature: ArrayLike) -> tuple[Array, Array]:
    (c,) = _check.arrays(curvature=curvature)
    if c.ndim != 1 or c.size == 0:
        raise ValueError(f"curvature has shape {c.shape}; it must have shape (n,)")
    bad = ~(np.isfinite(c) & (c > 0))
    if bad.any():
        raise ValueError(f"curvature holds {c[bad][0]}; it must be finite and > 0")
    point = _point(x, c.size)
    return point, c.astype(point.dtype)


def rosenbrock(x: ArrayLike) -> Array:
    r"""Rosenbrock's function: a curved valley, flat along its floor, steep across.

    .. math:: (1 - a)^2 + 100 (b - a^2)^2

    Parameters
    ----------
    x : array_like, shape (..., 2)
        Points (a, b).

    Returns
    -------
    ndarray, shape (...)
        Heights, none below 0.

    Raises
    ------
    ValueError
        If the last axis has not the length 2.
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    The minimum is 0, at (1, 1), where the condition number is 2508. The usual start is
    (-1.2, 1). As `scipy.optimize.rosen`, for two coordinates.

    References
    ----------
    H. H. Rosenbrock (1960), An automatic method for finding the greatest or least value
    of a function, Comput. J. 3(3), 175-184, doi:10.1093/comjnl/3.3.175.

    Examples
    --------
    >>> rosenbrock([[1.0, 1.0], [-1.0, 1.0], [0.0, 1.0]])
    array([  0.,   4., 101.])
    """
    a, b = _axes(x)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.square(1 - a) + 100 * np.square(b - np.square(a))


def rosenbrock_grad(x: ArrayLike) -> Array:
    """Derivative of `rosenbrock` in the point.

    With d = b - a^2 it is (2 (a - 1) - 400 a d, 200 d).
    """
    a, b = _axes(x)
    with np.errstate(over="ignore", invalid="ignore"):
        rise = b - np.square(a)  # over the valley's floor
        return np.stack([2 * (a - 1) - 400 * (a * rise), 200 * rise], axis=-1)


def rosenbrock_hessian(x: ArrayLike) -> Array:
    """Second derivatives of `rosenbrock`.

    Parameters
    ----------
    x : array_like, shape (..., 2)
        Points (a, b).

    Returns
    -------
    ndarray, shape (..., 2, 2)
        A matrix a point.

    Raises
    ------
    ValueError
        If the last axis has not the length 2.
    TypeError
        If `x` does not hold real numbers.

    Examples
    --------
    >>> rosenbrock_hessian([1.0, 1.0])
    array([[ 802., -400.],
           [-400.,  200.]])
    """
    a, b = _axes(x)
    with np.errstate(over="ignore", invalid="ignore"):
        along = 2 + 400 * (3 * np.square(a) - b)
        mixed = -400 * a
        return _matrix([[along, mixed], [mixed, np.full_like(a, 200)]])


def beale(x: ArrayLike) -> Array:
    r"""Beale's function: a plain between cliffs, with a minimum off to one side.

    .. math:: (1.5 - a + a b)^2 + (2.25 - a + a b^2)^2 + (2.625 - a + a b^3)^2

    Parameters
    ----------
    x : array_like, shape (..., 2)
        Points (a, b).

    Returns
    -------
    ndarray, shape (...)
        Heights, none below 0.

    Raises
    ------
    ValueError
        If the last axis has not the length 2.
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    The minimum is 0, at (3, 0.5). The usual start is (1, 1). It has a saddle at (0, 1).

    References
    ----------
    J. J. Moré, B. S. Garbow, K. E. Hillstrom (1981), Testing unconstrained optimization
    software, ACM Trans. Math. Softw. 7(1), 17-41, doi:10.1145/355934.355936, problem 5.

    Examples
    --------
    >>> beale([[3.0, 0.5], [0.0, 1.0], [1.0, 1.0]])
    array([ 0.      , 14.203125, 14.203125])
    """
    a, b, dtype = _wide_axes(x)
    with np.errstate(over="ignore", invalid="ignore"):
        return _total(np.square(r.value) for r in _residuals(a, b)).astype(dtype)


def beale_grad(x: ArrayLike) -> Array:
    """Derivative of `beale` in the point: twice each residual times its derivative."""
    a, b, dtype = _wide_axes(x)
    with np.errstate(over="ignore", invalid="ignore"):
        three = _residuals(a, b)
        # factors in front: the sum of the rest is never inf - inf
        in_a = 2 * (b - 1) * _total(r.value * r.over for r in three)
        in_b = 2 * times(a, _total(r.value * r.slope for r in three))
        return np.stack([in_a, in_b], axis=-1).astype(dtype)


def beale_hessian(x: ArrayLike) -> Array:
    """Second derivatives of `beale`.

    Parameters
    ----------
    x : array_like, shape (..., 2)
        Points (a, b).

    Returns
    -------
    ndarray, shape (..., 2, 2)
        A matrix a point.

    Raises
    ------
    ValueError
        If the last axis has not the length 2.
    TypeError
        If `x` does not hold real numbers.

    Examples
    --------
    >>> beale_hessian([3.0, 0.5])
    array([[  3.15625, -11.4375 ],
           [-11.4375 ,  46.125  ]])
    """
    a, b, dtype = _wide_axes(x)
    with np.errstate(over="ignore", invalid="ignore"):
        three = _residuals(a, b)
        aa = 2 * _total(np.square((b - 1) * r.over) for r in three)
        ab = 4 * _total((r.value - r.c / 2) * r.slope for r in three)
        bends = (  # a sixteenth of each, for a near the largest number
            times(a / 16, np.square(r.slope)) + times(r.bend, r.value / 16)
            for r in three
        )
        bb = 32 * times(a, _total(bends))
        return _matrix([[aa, ab], [ab, bb]]).astype(dtype)


class _Residual(NamedTuple):
    """A residual c + a (b - 1) q of Beale's function, where (b - 1) q is b^k - 1."""

    c: float
    value: Array
    over: Array  # q
    slope: Array  # of b^k
    bend: Array


def _wide_axes(x: ArrayLike) -> tuple[Array, Array, np.dtype[Any]]:
    """Return a and b in float64, which holds powers of a smaller float, and a dtype.

    Every b beyond 1e300 is as good as that: a power of it is infinite.
    """
    a, b = _axes(x)
    return a.astype(float), np.clip(b.astype(float), -1e300, 1e300), a.dtype


def _residuals(a: Array, b: Array) -> list[_Residual]:
    one, zero = np.ones_like(b), np.zeros_like(b)
    square = np.square(b)
    return [
        _Residual(c, c + times(a, (b - 1) * over), over, slope, bend)
        for c, over, slope, bend in (
            (1.5, one, one, zero),
            (2.25, b + 1, 2 * b, 2 * one),
            (2.625, square + b + 1, 3 * square, 6 * b),
        )
    ]


def _total(terms: Iterable[Array]) -> Array:
    return functools.reduce(operator.add, terms)


def saddle(x: ArrayLike) -> Array:
    r"""Saddle: rises along the first axis and falls along the second, without end.

    .. math:: a^2 - b^2

    Parameters
    ----------
    x : array_like, shape (..., 2)
        Points (a, b).

    Returns
    -------
    ndarray, shape (...)
        Heights.

    Raises
    ------
    ValueError
        If the last axis has not the length 2.
    TypeError
        If `x` does not hold real numbers.

    Notes
    -----
    There is no minimum. The derivative is 0 at the origin alone. Newton's method gets
    there from anywhere in one step. Gradient descent converges to it from the line
    b = 0; from anywhere else it goes down without end.

    References
    ----------
    Y. N. Dauphin, R. Pascanu, C. Gulcehre, K. Cho, S. Ganguli, Y. Bengio (2014),
    Identifying and attacking the saddle point problem in high-dimensional non-convex
    optimization, Advances in Neural Information Processing Systems 27,
    arXiv:1406.2572.

    Examples
    --------
    >>> saddle([[2.0, 1.0], [1.0, 2.0]])
    array([ 3., -3.])
    """
    a, b = _axes(np.abs(_point(x)))  # so that the sum is 0 only with the difference
    with np.errstate(over="ignore", invalid="ignore"):
        return times(a - b, a + b)


def saddle_grad(x: ArrayLike) -> Array:
    """Derivative of `saddle` in the point: (2 a, -2 b)."""
    point = _point(x)
    with np.errstate(over="ignore"):
        return point * np.array([2, -2], point.dtype)


def saddle_hessian(x: ArrayLike) -> Array:
    """Second derivatives of `saddle`: 2 and -2 on the diagonal.

    Parameters
    ----------
    x : array_like, shape (..., 2)
        Points (a, b).

    Returns
    -------
    ndarray, shape (..., 2, 2)
        A matrix a point.

    Raises
    ------
    ValueError
        If the last axis has not the length 2.
    TypeError
        If `x` does not hold real numbers.

    Examples
    --------
    >>> saddle_hessian([3.0, 4.0])
    array([[ 2.,  0.],
           [ 0., -2.]])
    """
    point = _point(x)
    matrix = np.diag([2, -2]).astype(point.dtype)
    return np.broadcast_to(matrix, (*point.shape, 2)).copy()


SURFACES = {
    "quadratic_bowl": Pair(quadratic_bowl, quadratic_bowl_grad),
    "rosenbrock": Pair(rosenbrock, rosenbrock_grad),
    "beale": Pair(beale, beale_grad),
    "saddle": Pair(saddle, saddle_grad),
}

# Where each surface is lowest, and there 0. The saddle is not here: it has no minimum.
MINIMA = {
    "quadratic_bowl": (0.0, 0.0),
    "rosenbrock": (1.0, 1.0),
    "beale": (3.0, 0.5),
}
