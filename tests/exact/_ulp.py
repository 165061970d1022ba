"""Errors in units in the last place, against mpmath at 60 digits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import mpmath
import numpy as np

from exact._row import Row

mp = mpmath.mp.clone()
mp.dps = 60
mpf = mp.mpf


def unit(exact: Any, dtype: type) -> float:
    """The distance between the floats at an exact number."""
    info = np.finfo(dtype)
    least = float(info.smallest_subnormal)
    nearest = max(abs(float(exact)), least)
    return max(2.0 ** (int(np.frexp(nearest)[1]) - info.nmant - 1), least)


def ulps(got: Any, exact: Any, dtype: type | None = None) -> float:
    """Distance of a float from an exact number in units of that float's last place."""
    if not np.isfinite(got):
        return np.inf
    return float(abs(mpf(float(got)) - exact) / mpf(unit(exact, dtype or type(got))))


def fault(got: Any, exact: Any, off: float) -> str:
    """What is wrong with a float in kind, where the true value is finite and not 0."""
    if np.isnan(got):
        return "NaN"
    if np.isinf(got):
        return "inf"
    if exact == 0 or off <= 1:
        return ""
    if got == 0:
        return "zero"
    return "" if (got > 0) == (exact > 0) else "sign"


def exact_numbers(item: Any) -> Any:
    """A float as an exact number, an integer as itself, an array as a list."""
    if isinstance(item, np.ndarray):
        return [exact_numbers(v) for v in item]
    return int(item) if isinstance(item, np.integer) else mpf(float(item))


def flat(item: Any) -> Iterator[Any]:
    """The numbers of nested lists, in order."""
    if isinstance(item, list):
        for part in item:
            yield from flat(part)
    else:
        yield item


class Truth(NamedTuple):
    """The exact results at all points of a row, one after the other, and what is due.

    An entry has its number, the unit in the last place there, by how much an error may
    grow, whether it is outside the normal numbers, and which point it is of.
    """

    numbers: list[Any]
    units: list[float]
    growths: list[float]
    subnormal: list[bool]
    points: list[int]


class Worst(NamedTuple):
    """The largest error of one function over its points."""

    ulps: float  # the largest, faults left out
    scaled: float  # the largest after division by what it may grow by
    faults: tuple[str, ...]  # kinds of wrong results, sorted
    where: Any  # the arguments at the largest scaled error, or at a fault


@cache
def sample(row: Row, dtype: type) -> tuple[np.ndarray, ...]:
    """The arguments of all points."""
    return row.points(dtype)


def _subnormal(row: Row, dtype: type) -> np.ndarray:
    """Which points have an argument below the smallest normal number."""
    floats = [a for a in sample(row, dtype) if a.dtype == dtype]
    sizes = [np.abs(a).reshape(len(a), -1) for a in floats]
    least = np.finfo(dtype).tiny
    return np.any([((s > 0) & (s < least)).any(axis=1) for s in sizes], axis=0)


@cache
def truth(row: Row, dtype: type, of_grad: bool) -> Truth:
    """The exact values, or derivatives, at the points of a row."""
    f, size = (row.grad, row.sizes[1]) if of_grad else (row.value, row.sizes[0])
    assert f is not None
    found = Truth([], [], [], [], [])
    info, below = np.finfo(dtype), _subnormal(row, dtype)
    for k, point in enumerate(zip(*sample(row, dtype), strict=True)):
        arguments = [exact_numbers(a) for a in point]
        numbers = [mpf(e) for e in flat(f(*arguments))]
        sizes = [abs(mpf(s)) for s in flat(size(*arguments))] if size else numbers
        for e, s in zip(numbers, sizes, strict=True):
            found.numbers.append(e)
            found.points.append(k)
            if abs(e) > info.max:  # overflows: not measured
                found.units.append(np.inf)
                found.growths.append(1.0)
                found.subnormal.append(False)
                continue
            small = 0 < abs(e) < info.tiny
            # Where terms cancel to 0, it is known to a unit of these.
            growth = abs(s / e) if e else unit(s, dtype) / unit(0, dtype)
            found.units.append(unit(e, dtype))
            found.growths.append(max(float(growth), row.tail if small else 1.0))
            found.subnormal.append(small or bool(below[k]))
    return found


def measure(got: Any, row: Row, dtype: type, of_grad: bool, *, normal: bool) -> Worst:
    """The largest error of results at the points of a row.

    With `normal`, arguments and true values below the smallest normal number are left
    out; some libraries turn those into 0 on purpose. What overflows always is.
    """
    exact = truth(row, dtype, of_grad)
    results = np.asarray(got, dtype).ravel().tolist()
    assert len(results) == len(exact.numbers), (row.label, len(results))
    raw, scaled, faults, where = 0.0, 0.0, set(), None
    for g, e, ulp, growth, subnormal, k in zip(results, *exact, strict=True):
        if ulp == np.inf or (normal and subnormal):
            continue
        off = float(abs(mpf(g) - e)) / ulp if np.isfinite(g) else np.inf
        own = off / growth
        kind = fault(g, e, own)
        if kind:
            faults.add(kind)
            own = np.inf
        elif e or growth == 1:
            raw = max(raw, off)
        if own > scaled:
            scaled, where = own, tuple(a[k].tolist() for a in sample(row, dtype))
    return Worst(raw, scaled, tuple(sorted(faults)), where)
