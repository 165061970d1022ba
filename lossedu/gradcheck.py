"""Check a derivative against central differences."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

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
    """What a comparison with central differences found."""

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
        excess = np.nan_to_num(np.where(self.wrong, error, -1), nan=np.inf)
        place = np.unravel_index(excess.argmax(), error.shape)
        return (
            f"derivative differs from central differences at {self.wrong.sum()} of "
            f"{error.size} places, most at {tuple(map(int, place))}: derivative "
            f"{self.derivative[place]:.10g}, central difference "
            f"{self.difference[place]:.10g}, allowed {self.tolerance[place]:.2g}"
        )


def _differences(
    f: Callable[..., Any], args: tuple[Any, ...], hyper: dict[str, Any], step: float
) -> tuple[Array, Array]:
    """Return the Jacobian by central differences and the bound of its rounding."""
    *data, last = args
    x = np.array(last, dtype=float)
    h = step * np.maximum(1, np.abs(x))
    y = np.asarray(f(*data, x, **hyper), dtype=float)
    jacobian = np.zeros(y.shape + x.shape)
    noise = np.zeros_like(jacobian)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += h[place]
        down[place] -= h[place]
        rise = np.asarray(f(*data, up, **hyper)) - np.asarray(f(*data, down, **hyper))
        run = up[place] - down[place]
        jacobian[(..., *place)] = rise / run
        noise[(..., *place)] = np.where(rise == 0, 0, 8 * _EPS * (1 + np.abs(y)) / run)
    return jacobian, noise


def numerical_jacobian(
    f: Callable[..., Any], *args: ArrayLike, step: float = _STEP, **hyper: Any
) -> Array:
    return _differences(f, args, hyper, step)[0]


def numerical_grad(
    f: Callable[..., Any],
    *args: ArrayLike,
    weights: ArrayLike | None = None,
    step: float = _STEP,
    **hyper: Any,
) -> Array:
    jacobian = numerical_jacobian(f, *args, step=step, **hyper)
    ndim = jacobian.ndim - np.ndim(args[-1])
    w = np.ones(jacobian.shape[:ndim]) if weights is None else np.asarray(weights)
    return np.tensordot(w, jacobian, axes=ndim)


def _upstream(shape: tuple[int, ...], seed: int) -> Array:
    """Return weights of either sign and unequal size: a sum of ones hides errors."""
    rng = np.random.default_rng(seed)
    return rng.uniform(0.5, 1.5, shape) * rng.choice([-1.0, 1.0], shape)


def _spread(u: Array, shape: tuple[int, ...]) -> Array:
    """Repeat u along the last axes of a shape that begins with its own."""
    return np.broadcast_to(u.reshape(u.shape + (1,) * (len(shape) - u.ndim)), shape)


def _report(
    derivative: Any, u: Array, f: Any, args: Any, hyper: Any, step: float
) -> GradReport:
    fine, noise = _differences(f, args, hyper, step)
    coarse, _ = _differences(f, args, hyper, 2 * step)
    tolerance = np.tensordot(np.abs(u), np.abs(fine - coarse) + noise, axes=u.ndim)
    return GradReport(derivative, np.tensordot(u, fine, axes=u.ndim), tolerance)


def _same_shape(derivative: Array, x: Array) -> None:
    if derivative.shape != x.shape:
        raise AssertionError(
            f"derivative has shape {derivative.shape}; "
            f"it must have that of the last argument, {x.shape}"
        )


def compare_grad(
    f: Callable[..., Any],
    grad: Callable[..., Any],
    *args: ArrayLike,
    coupled: int | None = None,
    seed: int = 0,
    step: float = _STEP,
    **hyper: Any,
) -> GradReport:
    *data, last = args
    x = np.array(last, dtype=float)
    derivative = np.asarray(grad(*data, x, **hyper), dtype=float)
    _same_shape(derivative, x)
    shape = np.shape(f(*data, x, **hyper))
    free = len(shape) if coupled is None else x.ndim - coupled
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
    *data, last = args
    x = np.array(last, dtype=float)
    u = _upstream(np.shape(f(*data, x, **hyper)), seed)
    derivative = np.asarray(vjp(u, *data, x, **hyper), dtype=float)
    _same_shape(derivative, x)
    report = _report(derivative, u, f, args, hyper, step)
    if not report.ok:
        raise AssertionError(str(report))
    return report
