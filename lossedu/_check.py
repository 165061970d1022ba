"""Checks of arguments. An error names the argument, the rule and what came."""

from __future__ import annotations  # np.random is not imported for its name alone

import math
from collections.abc import Callable
from numbers import Integral, Real
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.floating[Any]]
Labels: TypeAlias = NDArray[np.integer[Any]]
# A seed or a generator; a string, because to name the class imports numpy.random.
Rng: TypeAlias = "int | np.random.Generator"

# How far a row of probabilities may be from one in sum: room for printed tables and
# for the step of a finite difference, none for counts, scores or percentages.
SUM_TOLERANCE = 1e-3

_RULES: dict[str, Callable[[float], bool]] = {
    "> 0": lambda v: v > 0,
    ">= 0": lambda v: v >= 0,
    "in [0, 1]": lambda v: 0 <= v <= 1,
    "in [0, 1)": lambda v: 0 <= v < 1,
    "in (0, 1)": lambda v: 0 < v < 1,
    "in (0, 1]": lambda v: 0 < v <= 1,
    "finite and not 0": lambda v: v != 0,
    "> 0 and not 1": lambda v: v > 0 and v != 1,
    "finite": lambda v: True,
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


def beside(name: str, value: ArrayLike, x: Array) -> Array:
    """Return an array that goes with x: of integers or bool it takes the dtype of x."""
    (array,) = arrays(**{name: value})
    return array if np.asarray(value).dtype.kind == "f" else array.astype(x.dtype)


def rows(name: str, x: Array, axes: int = 1, least: int = 1) -> None:
    """Check that there are `axes` last axes and that none is shorter than `least`."""
    if x.ndim < axes or min(x.shape[x.ndim - axes :]) < least:
        wanted = "a last axis" if axes == 1 else f"{axes} last axes"
        raise ValueError(
            f"{name} has shape {x.shape}; "
            f"it must have {wanted} of length {least} or more"
        )


def halves(name: str, x: Array) -> tuple[Array, Array]:
    """Return the two halves of the last axis."""
    if x.ndim < 1 or x.shape[-1] == 0 or x.shape[-1] % 2:
        raise ValueError(
            f"{name} has shape {x.shape}; it must have a last axis of even length, "
            "2 or more"
        )
    n = x.shape[-1] // 2
    return x[..., :n], x[..., n:]


def refuse(name: str, x: Array, bad: NDArray[np.bool_], rule: str) -> None:
    """Raise if any element is bad; a comparison lets NaN pass, to propagate."""
    if bad.any():
        raise ValueError(f"{name} holds {x[bad].flat[0]}; it must be {rule}")


def unit(name: str, p: Array) -> None:
    """Check that every element is in [0, 1]; NaN passes, to propagate."""
    refuse(name, p, (p < 0) | (p > 1), "in [0, 1]")


def binary(name: str, y: Array) -> None:
    """Check that every element is 0 or 1; NaN passes, to propagate."""
    refuse(name, y, (y != 0) & (y != 1) & ~np.isnan(y), "0 or 1")


def signs(name: str, y: Array) -> None:
    """Check that every element is -1 or 1; NaN passes, to propagate."""
    refuse(name, y, (np.abs(y) != 1) & ~np.isnan(y), "-1 or 1")


def one_hot(name: str, y: Array) -> None:
    """Check that every row is 0 but for a single 1; NaN passes, to propagate."""
    binary(name, y)
    ones = y.sum(axis=-1, dtype=float)
    bad = (ones != 1) & ~np.isnan(ones)
    if bad.any():
        raise ValueError(
            f"{name} has a row with {ones[bad].flat[0]:.0f} ones; "
            "each must have exactly one"
        )


def directed(name: str, x: Array) -> None:
    """Check that no row is all zeros, which has no direction."""
    rows(name, x)
    if (x == 0).all(axis=-1).any():
        raise ValueError(f"{name} has a row of zeros; each must have a direction")


def distribution(name: str, p: Array, axes: int = 1) -> None:
    """Check that the last `axes` axes hold probabilities; NaN passes, to propagate."""
    rows(name, p, axes)
    refuse(name, p, p < 0, ">= 0")
    total = p.sum(axis=tuple(range(-axes, 0)), dtype=float)
    bad = abs(total - 1) > SUM_TOLERANCE
    if bad.any():
        what = "row" if axes == 1 else "table"
        raise ValueError(
            f"{name} has a {what} that sums to {total[bad].flat[0]:.6g}; "
            f"each must sum to 1 (to within {SUM_TOLERANCE:g})"
        )


def labels(
    name: str, y: ArrayLike, model: str, x: Array, ignored: int | None = None
) -> Labels:
    """Return labels 0 .. n - 1 (or `ignored`), one a row of the model's n classes."""
    *batch, n = x.shape
    shape = tuple(batch)
    array = _real(name, y)
    if array.dtype.kind == "f" and array.size:
        raise TypeError(f"{name} has dtype {array.dtype}; labels must be integers")
    if array.shape != shape:
        raise ValueError(
            f"{name} has shape {array.shape}; it must have shape {shape}, "
            f"that of {model} without its last axis"
        )
    bad = (array < 0) | (array >= n)
    if ignored is not None:
        if not _is_integer(ignored):
            raise TypeError(f"ignore_label is {ignored!r}; it must be an integer")
        if not -(2**63) <= ignored < 2**63:
            raise ValueError(
                f"ignore_label is {ignored}; it must fit in 64 bits with a sign"
            )
        bad &= array != ignored
    if bad.any():
        raise ValueError(
            f"{name} holds {array[bad].flat[0]}; labels must be in 0 .. {n - 1}"
        )
    return array.astype(np.int64)


def _is_integer(value: Any) -> bool:
    """Say whether a value is a whole number and no truth value."""
    return isinstance(value, Integral) and not isinstance(value, bool)


def number(name: str, value: float, rule: str) -> float:
    """Return a hyper-parameter as a Python float, which leaves an array's dtype."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real):
        raise TypeError(f"{name} is {value!r}; it must be a real number")
    try:
        number = float(value)
    except OverflowError:  # an int or a fraction beyond the largest float
        value = number = math.inf
    if not (math.isfinite(number) and _RULES[rule](number)):
        raise ValueError(f"{name} is {value}; it must be {rule}")
    return number


def within(value: float, x: Array) -> float:
    """Return a hyper-parameter in the range of x's dtype, 0 only if it is 0."""
    limits = np.finfo(x.dtype)
    least, most = float(limits.smallest_subnormal), float(limits.max)
    return math.copysign(min(max(abs(value), least), most), value) if value else value


def whole(name: str, value: int, least: int) -> int:
    """Return a count as a Python int, at least `least`."""
    if not _is_integer(value):
        raise TypeError(f"{name} is {value!r}; it must be an integer")
    if value < least:
        raise ValueError(f"{name} is {value}; it must be >= {least}")
    bits = int(value).bit_length()
    if bits > 1023:
        raise ValueError(f"{name} has {bits} bits; it must be < 2**1023")
    return int(value)


def function(name: str, value: Callable[..., Any]) -> Callable[..., Any]:
    """Return an argument that must be callable."""
    if not callable(value):
        raise TypeError(f"{name} is {value!r}; it must be a function")
    return value


def flag(name: str, value: bool) -> bool:
    """Return a switch, which must be True or False."""
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} is {value!r}; it must be True or False")
    return bool(value)


def generator(name: str, value: Rng) -> np.random.Generator:
    """Return a random generator, a new one for an integer seed."""
    if isinstance(value, np.random.Generator):
        return value
    if not _is_integer(value):
        raise TypeError(
            f"{name} is {value!r}; it must be an integer seed or a numpy Generator"
        )
    if value < 0:
        raise ValueError(f"{name} is {value}; a seed must be >= 0")
    return np.random.default_rng(int(value))


def operand(value: Any, x: Array) -> Any:
    """Return a constant of arithmetic with an array x.

    A number becomes a Python float and integers take the dtype of x, as in `arrays`; so
    neither widens the result.
    """
    if isinstance(value, Real):
        return float(value)
    return beside("operand", value, x)


def weights(name: str, value: ArrayLike | None, n: int, dtype: np.dtype[Any]) -> Array:
    """Return one weight for each of n classes; all ones for None."""
    if value is None:
        return np.ones(n, dtype)
    w = _real(name, value)
    if w.shape != (n,):
        raise ValueError(
            f"{name} has shape {w.shape}; it must have shape {(n,)}, one a class"
        )
    refuse(name, w, ~(np.isfinite(w) & (w >= 0)), "finite and >= 0")
    return np.minimum(w, np.finfo(dtype).max, dtype=float).astype(dtype)


def each_unit(name: str, value: Any, x: Array) -> Array:
    """Return a finite number, or one for each unit on the last axis of x."""
    alone = isinstance(value, Real | np.bool_)
    if alone:
        return np.asarray(number(name, value, "finite"))
    array = _real(name, value)
    if array.shape != x.shape[-1:]:
        raise ValueError(
            f"{name} has shape {array.shape}; it must be a number "
            f"or have shape {x.shape[-1:]}, one a unit"
        )
    refuse(name, array, ~np.isfinite(array), "finite")
    return array
