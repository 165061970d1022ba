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
    """The exact results at all points of a row, one after the other."""

    numbers: list[Any]
    sizes: list[Any]
    points: list[int]  # of which point each is a result


class Worst(NamedTuple):
    """The largest error of one function over its points."""

    ulps: float  # the largest, faults left out
    scaled: float  # the largest after division by size / |exact|
    faults: tuple[str, ...]  # kinds of wrong results, sorted
    where: Any  # the arguments at the largest scaled error, or at a fault


@cache
def sample(row: Row, dtype: type) -> tuple[np.ndarray, ...]:
    """The arguments of all points."""
    return row.points(dtype)


@cache
def truth(row: Row, dtype: type, of_grad: bool) -> Truth:
    """The exact values, or derivatives, at the points of a row."""
    f, size = (row.grad, row.sizes[1]) if of_grad else (row.value, row.sizes[0])
    assert f is not None
    found = Truth([], [], [])
    for k, point in enumerate(zip(*sample(row, dtype), strict=True)):
        numbers = [exact_numbers(a) for a in point]
        results = list(flat(f(*numbers)))
        sizes = list(flat(size(*numbers))) if size else results
        found.numbers.extend(map(mpf, results))
        found.sizes.extend(abs(mpf(s)) for s in sizes)
        found.points.extend([k] * len(results))
        assert len(sizes) == len(results), row.label
    return found


def measure(got: Any, row: Row, dtype: type, of_grad: bool, *, normal: bool) -> Worst:
    """The largest error of results at the points of a row.

    With `normal`, arguments and true values below the smallest normal number are left
    out; some libraries turn those into 0 on purpose. What overflows always is.
    """
    exact = truth(row, dtype, of_grad)
    flat_got = np.asarray(got, dtype).ravel()
    assert len(flat_got) == len(exact.numbers), (row.label, len(flat_got))
    info = np.finfo(dtype)
    least = info.tiny if normal else 0.0
    given = [
        np.abs(a).reshape(len(a), -1) for a in sample(row, dtype) if a.dtype == dtype
    ]
    tiny = np.any([((a > 0) & (a < least)).any(axis=1) for a in given], axis=0)
    raw, scaled, faults, where = 0.0, 0.0, set(), None
    for g, e, size, k in zip(flat_got, *exact, strict=True):
        if abs(e) > info.max or 0 < abs(e) < least or tiny[k]:
            continue
        off = ulps(g, e, dtype)
        if e:
            tail = row.tail if abs(e) < info.tiny else 1
            own = off / max(float(size / abs(e)), tail)
        else:  # a true 0; where terms cancel to it, it is known to an ulp of these
            own = off * unit(0, dtype) / unit(size, dtype)
        kind = fault(g, e, own)
        if kind:
            faults.add(kind)
            own = np.inf
        elif e or not size:
            raw = max(raw, off)
        if own > scaled:
            scaled, where = own, tuple(a[k].tolist() for a in sample(row, dtype))
    return Worst(raw, scaled, tuple(sorted(faults)), where)
