"""Check a derivative against central differences.

For learners too: they write a loss and its derivative, and `check_grad` says whether
the one is the derivative of the other and, if not, where and by how much it is off.

A central difference with step h is wrong by about h^2 / 6 times the third derivative,
and by the rounding of f, eps f / h. The step, eps^(1/3) or 6e-6 of the larger of abs(x)
and 1, balances the two. The tolerance is their sum: the first is estimated from the
difference to step 2 h, of which it is a third; the second is bounded by
8 eps (1 + abs(f)) / h. So it follows the function instead of being chosen: some 1e-10
for a smooth function of size 1. Differences cannot judge a derivative beside a kink:
take points farther from it than two steps.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array

__all__ = [
    "GradReport",
    "check_grad",
    "check_vjp",
    "compare_grad",
    "numerical_grad",
    "numerical_jacobian",
]

_EPS = float(np.finfo(float).eps)
_STEP = _EPS ** (1 / 3)  # balances the h^2 of the formula and the eps / h of rounding


class GradReport(NamedTuple):
    """What a comparison of a derivative with central differences found.

    Parameters
    ----------
    derivative : ndarray
        The derivative under test, times the upstream weights.
    difference : ndarray, of the same shape
        The central differences, times the same weights.
    tolerance : ndarray, of the same shape
        How far the two may be apart.

    Examples
    --------
    >>> from lossedu import losses
    >>> report = compare_grad(losses.squared_error, losses.squared_error_grad, 0.0, 3.0)
    >>> report.ok, report.derivative.shape
    (True, ())
    """

    derivative: Array
    difference: Array
    tolerance: Array

    @property
    def wrong(self) -> Any:
        """Where they differ by more than the tolerance, or are not numbers."""
        return ~(np.abs(self.derivative - self.difference) <= self.tolerance)

    @property
    def ok(self) -> bool:
        """Whether they agree everywhere."""
        return not self.wrong.any()

    def __str__(self) -> str:
        """Say in a sentence where they differ and by how much."""
        error = np.abs(self.derivative - self.difference)
        if self.ok:
            return (
                f"derivative agrees with central differences at all {error.size} "
                f"places (largest difference {error.max(initial=0):.2g})"
            )
        excess = np.nan_to_num(np.where(self.wrong, error, -np.inf), nan=np.inf)
        place = np.unravel_index(excess.argmax(), error.shape)
        return (
            f"derivative is not that of the function at {self.wrong.sum()} of "
            f"{error.size} places, worst at {tuple(map(int, place))}: derivative "
            f"{self.derivative[place]:.10g}, central difference "
            f"{self.difference[place]:.10g}, allowed {self.tolerance[place]:.2g}"
        )


def _floats(name: str, value: Any) -> Array:
    """Return a float64 copy of an array of real numbers."""
    (array,) = _check.arrays(**{name: value})
    return np.array(array, dtype=float)


def _split(args: tuple[ArrayLike, ...]) -> tuple[list[Any], Array]:
    """Return the arguments but the last, and a float64 copy of the last."""
    if not args:
        raise TypeError("f has no argument here; the derivative is in the last one")
    *data, last = args
    x = _floats("the last argument", last)
    _check.refuse("the last argument", x, ~np.isfinite(x), "finite")
    return [_array(place, a) for place, a in enumerate(data)], x


def _array(place: int, value: ArrayLike) -> Any:
    try:
        return np.asarray(value)
    except ValueError as error:
        raise ValueError(f"argument {place} is not an array: {error}") from None


def _step(step: float) -> float:
    """Return a step that changes every x."""
    h = _check.number("step", step, "> 0")
    if h < _EPS:
        raise ValueError(
            f"step is {step}; it must be >= {_EPS:.2g}: x with less added is x"
        )
    return h


def _differences(
    f: Callable[..., Any], args: tuple[Any, ...], hyper: dict[str, Any], step: float
) -> tuple[Array, Array]:
    """Return the Jacobian by central differences and the bound of its rounding."""
    data, x = _split(args)
    _check.function("f", f)

    def value(x: Array) -> Array:
        return _floats("the value of f", f(*data, x, **hyper))

    h = step * np.maximum(1, np.abs(x))
    y = value(x)
    jacobian = np.empty(y.shape + x.shape)
    noise = np.empty_like(jacobian)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += h[place]
        down[place] -= h[place]
        rise = value(up) - value(down)
        run = up[place] - down[place]
        jacobian[(..., *place)] = rise / run
        # What does not rise does not depend on x, unless nothing rises: then the rise
        # may be below the rounding of f, as beside 1 where a sigmoid is saturated.
        moved = (rise != 0) | (not rise.any())
        noise[(..., *place)] = moved * 8 * _EPS * (1 + np.abs(y)) / run
    return jacobian, noise


def numerical_jacobian(
    f: Callable[..., Any], *args: ArrayLike, step: float = _STEP, **hyper: Any
) -> Array:
    """Jacobian of a function by central differences.

    Parameters
    ----------
    f : callable
        The function, ``f(*args, **hyper)``, returning an array.
    *args : array_like
        Arguments of `f`; the derivative is in the last of them.
    step : float, default 6.1e-06
        Step of the differences, relative to the larger of abs(x) and 1; >= 2.2e-16.
    **hyper
        Keyword arguments of `f`.

    Returns
    -------
    ndarray, shape of the value followed by shape of the last argument
        Element [i, j] is the derivative of value i in argument j.

    Raises
    ------
    ValueError
        If the last argument is not finite, or a setting is out of its range.
    TypeError
        If `f` is not a function, or its value or the last argument does not hold
        real numbers.

    Examples
    --------
    >>> import numpy as np
    >>> numerical_jacobian(np.cumsum, [1.0, 2.0]).round(6)
    array([[1., 0.],
           [1., 1.]])
    """
    return _differences(f, args, hyper, _step(step))[0]


def numerical_grad(
    f: Callable[..., Any],
    *args: ArrayLike,
    weights: ArrayLike | None = None,
    step: float = _STEP,
    **hyper: Any,
) -> Array:
    """Gradient of a weighted sum of a function's values by central differences.

    Parameters
    ----------
    f : callable
        The function, ``f(*args, **hyper)``, returning an array.
    *args : array_like
        Arguments of `f`; the derivative is in the last of them.
    weights : array_like, of the shape of the value, optional
        Upstream gradient; ones if absent, for the gradient of ``f(...).sum()``.
    step : float, default 6.1e-06
        Step of the differences, relative to the larger of abs(x) and 1; >= 2.2e-16.
    **hyper
        Keyword arguments of `f`.

    Returns
    -------
    ndarray, shape of the last argument
        The gradient, right to about 1e-10 for a smooth function of size 1.

    Raises
    ------
    ValueError
        If the last argument is not finite, `weights` has not the shape of the value, or
        `step` is out of its range.
    TypeError
        If `f` is not a function, or its value, `weights` or the last argument does not
        hold real numbers.

    Examples
    --------
    >>> from lossedu import losses
    >>> numerical_grad(losses.squared_error, [1.0, 2.0], [1.5, 3.0]).round(6)
    array([1., 2.])
    """
    jacobian = numerical_jacobian(f, *args, step=step, **hyper)
    ndim = jacobian.ndim - np.ndim(args[-1])
    shape = jacobian.shape[:ndim]
    w = np.ones(shape) if weights is None else _floats("weights", weights)
    if w.shape != shape:
        raise ValueError(
            f"weights has shape {w.shape}; it must have shape {shape}, "
            "that of the value of f"
        )
    return np.tensordot(w, jacobian, axes=ndim)


def _upstream(shape: tuple[int, ...], seed: int) -> Array:
    """Return weights of either sign and unequal size: a sum of ones hides errors."""
    rng = np.random.default_rng(_check.whole("seed", seed, 0))
    return rng.uniform(0.5, 1.5, shape) * rng.choice([-1.0, 1.0], shape)


def _spread(u: Array, shape: tuple[int, ...]) -> Array:
    """Repeat u along the last axes of a shape that begins with its own."""
    return np.broadcast_to(u.reshape(u.shape + (1,) * (len(shape) - u.ndim)), shape)


def _report(
    derivative: Any, u: Array, f: Any, args: Any, hyper: Any, step: float
) -> GradReport:
    step = _step(step)
    fine, noise = _differences(f, args, hyper, step)
    coarse, _ = _differences(f, args, hyper, 2 * step)
    tolerance = np.tensordot(np.abs(u), np.abs(fine - coarse) + noise, axes=u.ndim)
    return GradReport(derivative, np.tensordot(u, fine, axes=u.ndim), tolerance)


def _start(
    f: Any, args: Any, hyper: dict[str, Any]
) -> tuple[list[Any], Array, tuple[int, ...]]:
    """Return the arguments but the last, the last, and the shape of the value."""
    data, x = _split(args)
    value = _check.function("f", f)(*data, x, **hyper)
    return data, x, _floats("the value of f", value).shape


def _derivative(name: str, df: Any, args: Any, hyper: dict[str, Any]) -> Array:
    """Return the derivative under test, which has the shape of the last argument."""
    given = _check.function(name, df)(*args, **hyper)
    derivative, shape = _floats("the derivative", given), args[-1].shape
    if derivative.shape != shape:
        raise AssertionError(
            f"derivative has shape {derivative.shape}; "
            f"it must have that of the last argument, {shape}"
        )
    return derivative


def _free(shape: tuple[int, ...], whole: tuple[int, ...], coupled: int | None) -> int:
    """Return how many first axes value and last argument share."""
    if coupled is None:
        free = min(len(shape), len(whole))
    else:
        free = len(whole) - _check.whole("coupled", coupled, 0)
        if free < 0:
            raise ValueError(
                f"coupled is {coupled}; the last argument has {len(whole)} axes"
            )
    if shape[:free] != whole[:free]:
        raise ValueError(
            f"the value of f has shape {shape} and the last argument {whole}; "
            f"their first {free} axes must be equal"
        )
    return free


def compare_grad(
    f: Callable[..., Any],
    grad: Callable[..., Any],
    *args: ArrayLike,
    coupled: int | None = None,
    seed: int = 0,
    step: float = _STEP,
    **hyper: Any,
) -> GradReport:
    """Compare a derivative with central differences and report, right or wrong.

    Parameters
    ----------
    f : callable
        The function, ``f(*args, **hyper)``, returning an array.
    grad : callable
        Its derivative: same arguments, the shape of the last, equal to the gradient of
        ``f(...).sum()``.
    *args : array_like
        Arguments of `f`; the derivative is in the last of them.
    coupled : int, optional
        How many last axes of the argument `f` mixes: 0 if it is element-wise, 1 if it
        works on rows. If absent, the number of axes that `f` drops; give it if `f`
        keeps the axis that it mixes, as `log_softmax` does.
    seed : int, default 0
        Seed of the random upstream weights, of either sign and of sizes from 0.5 to
        1.5. With weights of 1, errors of opposite sign could cancel.
    step : float, default 6.1e-06
        Step of the differences, relative to the larger of abs(x) and 1; >= 2.2e-16.
    **hyper
        Keyword arguments of `f` and `grad`.

    Returns
    -------
    GradReport
        Printed, it says in a sentence what was found.

    Raises
    ------
    AssertionError
        If the derivative has not the shape of the last argument.
    ValueError
        If the last argument is not finite, the first axes of the value are not its
        first axes, or a setting is out of its range.
    TypeError
        If `f` or `grad` is not a function, or what they return or the last argument
        does not hold real numbers.

    Examples
    --------
    >>> import numpy as np
    >>> print(compare_grad(np.sin, np.cos, 1.0).ok)
    True
    >>> print(compare_grad(np.sin, np.sin, 1.0).ok)
    False
    """
    data, x, shape = _start(f, args, hyper)
    derivative = _derivative("grad", grad, (*data, x), hyper)
    free = _free(shape, x.shape, coupled)
    u = _upstream(x.shape[:free], seed)
    each = _spread(u, shape)
    return _report(derivative * _spread(u, x.shape), each, f, args, hyper, step)


def check_grad(
    f: Callable[..., Any],
    grad: Callable[..., Any],
    *args: ArrayLike,
    coupled: int | None = None,
    seed: int = 0,
    step: float = _STEP,
    **hyper: Any,
) -> GradReport:
    """Check a derivative against central differences.

    Parameters
    ----------
    f : callable
        The function, ``f(*args, **hyper)``, returning an array.
    grad : callable
        Its derivative: same arguments, the shape of the last, equal to the gradient of
        ``f(...).sum()``.
    *args : array_like
        Arguments of `f`; the derivative is in the last of them.
    coupled : int, optional
        How many last axes of the argument `f` mixes: 0 if it is element-wise, 1 if it
        works on rows. If absent, the number of axes that `f` drops; give it if `f`
        keeps the axis that it mixes, as `log_softmax` does.
    seed : int, default 0
        Seed of the random upstream weights, of either sign and of sizes from 0.5 to
        1.5. With weights of 1, errors of opposite sign could cancel.
    step : float, default 6.1e-06
        Step of the differences, relative to the larger of abs(x) and 1; >= 2.2e-16.
    **hyper
        Keyword arguments of `f` and `grad`.

    Returns
    -------
    GradReport
        Printed, it says in a sentence what was found.

    Raises
    ------
    AssertionError
        If the derivative has not the shape of the last argument, or differs from the
        differences; the message says where and by how much.
    ValueError
        If the last argument is not finite, the first axes of the value are not its
        first axes, or a setting is out of its range.
    TypeError
        If `f` or `grad` is not a function, or what they return or the last argument
        does not hold real numbers.

    Examples
    --------
    >>> from lossedu import losses
    >>> report = check_grad(
    ...     losses.sigmoid_focal, losses.sigmoid_focal_grad, [1, 0], [0.5, 2.0], gamma=3
    ... )
    >>> report.ok
    True
    >>> check_grad(lambda x: x**2, lambda x: x, 3.0)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    AssertionError: derivative is not that of the function at 1 of 1 places...
    """
    report = compare_grad(
        f, grad, *args, coupled=coupled, seed=seed, step=step, **hyper
    )
    if not report.ok:
        raise AssertionError(str(report))
    return report


def check_vjp(
    f: Callable[..., Any],
    vjp: Callable[..., Any],
    *args: ArrayLike,
    seed: int = 0,
    step: float = _STEP,
    **hyper: Any,
) -> GradReport:
    """Check a vector-Jacobian product against central differences.

    Parameters
    ----------
    f : callable
        The function, ``f(*args, **hyper)``, returning an array.
    vjp : callable
        Its product, ``vjp(upstream, *args, **hyper)``: the gradient of
        ``(upstream * f(*args, **hyper)).sum()`` in the last argument.
    *args : array_like
        Arguments of `f`; the derivative is in the last of them.
    seed : int, default 0
        Seed of the random upstream weights, of either sign and of sizes from 0.5 to
        1.5. With weights of 1, errors of opposite sign could cancel.
    step : float, default 6.1e-06
        Step of the differences, relative to the larger of abs(x) and 1; >= 2.2e-16.
    **hyper
        Keyword arguments of `f` and `vjp`.

    Returns
    -------
    GradReport
        Printed, it says in a sentence what was found.

    Raises
    ------
    AssertionError
        If the product has not the shape of the last argument, or differs from the
        differences; the message says where and by how much.
    ValueError
        If the last argument is not finite or a setting is out of its range.
    TypeError
        If `f` or `vjp` is not a function, or what they return or the last argument
        does not hold real numbers.

    Examples
    --------
    >>> from lossedu import activations
    >>> check_vjp(activations.softmax, activations.softmax_vjp, [0.0, 1.0, 3.0]).ok
    True
    """
    data, x, shape = _start(f, args, hyper)
    u = _upstream(shape, seed)
    derivative = _derivative("vjp", vjp, (u, *data, x), hyper)
    report = _report(derivative, u, f, args, hyper, step)
    if not report.ok:
        raise AssertionError(str(report))
    return report
