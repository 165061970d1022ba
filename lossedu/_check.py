"""Checks of arguments. An error names the argument, the rule and what came."""

import math
from collections.abc import Callable
from numbers import Integral, Real
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.floating[Any]]
Labels: TypeAlias = NDArray[np.integer[Any]]

# How far a row of probabilities may be from one in sum: room for printed tables and
# for the step of a finite difference, none for counts, scores or percentages.
SUM_TOLERANCE = 1e-3

_RULES: dict[str, Callable[[float], bool]] = {
    "> 0": lambda v: v > 0,
    ">= 0": lambda v: v >= 0,
    "in [0, 1]": lambda v: 0 <= v <= 1,
    "> 0 and not 1": lambda v: v > 0 and v != 1,
}


def _real(name: str, value: ArrayLike) -> NDArray[Any]:
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} is not an array: {error}") from None
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} has dtype {array.dtype}; it must hold real numbers")
    return array


def arrays(**named: ArrayLike) -> tuple[Array, ...]:
    """Return the arguments as arrays of one shape and one floating dtype.

    The dtype is that of the floating arguments (the widest, at most float64), so that
    integer and bool labels do not widen a float32 model; it is float64 if none is.
    """
    found = {name: _real(name, value) for name, value in named.items()}
    (first, a), *others = found.items()
    for name, b in others:
        if a.shape != b.shape:
            raise ValueError(
                f"{first} has shape {a.shape} and {name} has shape {b.shape}; "
                "they must be equal (nothing is broadcast here)"
            )
    floats = [b.dtype for b in found.values() if b.dtype.kind == "f"]
    dtype = np.result_type(*floats) if floats else np.dtype(float)
    if dtype.itemsize > 8:  # longdouble: the formulas are proven up to float64
        dtype = np.dtype(float)
    return tuple(b.astype(dtype, copy=False) for b in found.values())


def rows(name: str, x: Array, axes: int = 1) -> None:
    """Check that there are `axes` last axes and that none of them is empty."""
    if x.ndim < axes or 0 in x.shape[x.ndim - axes :]:
        wanted = "a last axis" if axes == 1 else f"{axes} last axes"
        raise ValueError(
            f"{name} has shape {x.shape}; it must have {wanted} of length 1 or more"
        )


def unit(name: str, p: Array) -> None:
    """Check that every element is in [0, 1]; NaN passes, to propagate."""
    bad = (p < 0) | (p > 1)
    if bad.any():
        raise ValueError(f"{name} holds {p[bad].flat[0]}; it must be in [0, 1]")


def binary(name: str, y: Array) -> None:
    """Check that every element is 0 or 1; NaN passes, to propagate."""
    bad = (y != 0) & (y != 1) & ~np.isnan(y)
    if bad.any():
        raise ValueError(f"{name} holds {y[bad].flat[0]}; it must be 0 or 1")


def distribution(name: str, p: Array, axes: int = 1) -> None:
    """Check that the last `axes` axes hold probabilities; NaN passes, to propagate."""
    rows(name, p, axes)
    if (p < 0).any():
        raise ValueError(f"{name} holds {p[p < 0].flat[0]}; it must be >= 0")
    total = p.sum(axis=tuple(range(-axes, 0)), dtype=float)
    bad = abs(total - 1) > SUM_TOLERANCE
    if bad.any():
        what = "row" if axes == 1 else "table"
        raise ValueError(
            f"{name} has a {what} that sums to {total[bad].flat[0]:.6g}; "
            f"each must sum to 1 (to within {SUM_TOLERANCE:g})"
        )


def labels(
    name: str, y: ArrayLike, shape: tuple[int, ...], n: int, ignored: int | None
) -> Labels:
    """Return class labels 0 .. n - 1 (or `ignored`) of the given shape."""
    array = _real(name, y)
    if array.dtype.kind == "f" and array.size:
        raise TypeError(f"{name} has dtype {array.dtype}; labels must be integers")
    if array.shape != shape:
        raise ValueError(
            f"{name} has shape {array.shape}; it must have shape {shape}, "
            "that of logits without its last axis"
        )
    whole = array.astype(np.int64)
    bad = (whole < 0) | (whole >= n)
    if ignored is not None:
        if not isinstance(ignored, Integral):
            raise TypeError(f"ignore_label is {ignored!r}; it must be an integer")
        bad &= whole != ignored
    if bad.any():
        raise ValueError(
            f"{name} holds {whole[bad].flat[0]}; labels must be in 0 .. {n - 1}"
        )
    return whole


def number(name: str, value: float, rule: str) -> float:
    """Return a hyper-parameter as a Python float, which leaves an array's dtype."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real):
        raise TypeError(f"{name} is {value!r}; it must be a real number")
    if not (math.isfinite(value) and _RULES[rule](float(value))):
        raise ValueError(f"{name} is {value}; it must be {rule}")
    return float(value)


def operand(value: Any, dtype: np.dtype[Any]) -> Any:
    """Return a constant of arithmetic with an array of this dtype.

    A number becomes a Python float and integers take the dtype, as in `arrays`; so
    neither widens the array.
    """
    if isinstance(value, Real):
        return float(value)
    whole = _real("operand", value).dtype.kind != "f"
    (array,) = arrays(operand=value)
    return array.astype(dtype) if whole else array


def function(name: str, value: Any) -> None:
    """Check that the argument can be called."""
    if not callable(value):
        raise TypeError(f"{name} is {value!r}; it must be a function")


def weights(name: str, value: ArrayLike | None, n: int, dtype: np.dtype[Any]) -> Array:
    """Return one weight for each of n classes; all ones for None."""
    if value is None:
        return np.ones(n, dtype)
    w = _real(name, value)
    if w.shape != (n,):
        raise ValueError(
            f"{name} has shape {w.shape}; it must have shape {(n,)}, one a class"
        )
    bad = ~(np.isfinite(w) & (w >= 0))
    if bad.any():
        raise ValueError(f"{name} holds {w[bad].flat[0]}; it must be finite and >= 0")
    return w.astype(dtype)
