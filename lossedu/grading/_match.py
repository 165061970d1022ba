"""Compare results with what is expected, and with what mistakes would give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossedu.grading._exercise import Exercise, Mistake, Probe
from lossedu.grading._run import Answer, Outcome

Array = NDArray[Any]
Results = Sequence[Array | None]

# A mistake may be written less accurately than its declared form, so that results
# near 0 are compared with a slack that no probe of the reference has.
SLACK = {"rtol": 1e-6, "atol": 1e-10}


def close(
    value: Array, wanted: Array, *, rtol: float, atol: float
) -> NDArray[np.bool_]:
    """Tell element by element whether two results agree; NaN agrees with NaN."""
    a, b = np.asarray(value, np.float64), np.asarray(wanted, np.float64)
    with np.errstate(all="ignore"):
        near = np.isfinite(b) & (np.abs(a - b) <= atol + rtol * np.abs(b))
    return np.asarray(near | (a == b) | (np.isnan(a) & np.isnan(b)))


def same(results: Results, others: Results) -> bool:
    """Tell whether two runs gave the same on every probe, shapes included."""
    return all(
        a is not None
        and b is not None
        and a.shape == b.shape
        and bool(np.all(close(a, b, **SLACK)))
        for a, b in zip(results, others, strict=True)
    )


@dataclass(frozen=True)
class Evidence:
    """What is known about one run: the questions, the answers and the truth."""

    exercise: Exercise
    probes: tuple[Probe, ...]
    outcome: Outcome

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """What came back, one for each probe that was reached."""
        return self.outcome.answers

    @cached_property
    def expected(self) -> tuple[Array, ...]:
        """What the reference gives."""
        return tuple(probe.call(self.exercise.reference) for probe in self.probes)

    @cached_property
    def values(self) -> Results:
        """The results as numbers, None where there are none that can be compared."""
        return [_numeric(answer.value) for answer in self.answers]

    @cached_property
    def failures(self) -> list[NDArray[np.bool_]]:
        """Where each result is wrong: a mask of the expected result's shape."""
        both = zip(self.probes, self.values, self.expected, strict=True)
        return [_failure(*triple) for triple in both]

    @cached_property
    def right(self) -> bool:
        """Whether nothing is wrong anywhere."""
        return len(self.answers) == len(self.probes) and not any(
            bool(np.any(mask)) for mask in self.failures
        )

    @cached_property
    def of_mistakes(self) -> dict[str, list[Results]]:
        """What each declared mistake gives on the probes, by name and variant."""
        return {
            m.name: [[_attempt(p, f) for p in self.probes] for f in m.functions]
            for m in self.exercise.mistakes
        }

    @cached_property
    def named(self) -> tuple[Mistake, ...]:
        """The declared mistakes that this run equals: the one, or the two at once.

        Empty if there is none, and if more than one explanation fits.
        """
        for explain in (self._single, self._overflowing, self._double):
            found = list(dict.fromkeys(explain()))
            if found:
                return found[0] if len(found) == 1 else ()
        return ()

    def _single(self) -> Iterator[tuple[Mistake, ...]]:
        for mistake in self.exercise.mistakes:
            if any(same(self.values, r) for r in self.of_mistakes[mistake.name]):
                yield (mistake,)

    def _overflowing(self) -> Iterator[tuple[Mistake, ...]]:
        """Yield mistakes that were made beside an overflow on a far-out input.

        The numbers that did come out must be the mistake's, and most inputs must have
        given some. A mistake that only loses digits is none of these: it has the
        right numbers.
        """
        finite = [v is not None and bool(np.all(np.isfinite(v))) for v in self.values]
        if all(finite) or 2 * sum(finite) <= len(finite):
            return
        for mistake in self.exercise.mistakes:
            for results in self.of_mistakes[mistake.name]:
                patched = [_filled(*p) for p in zip(self.values, results, strict=True)]
                if same(patched, results) and not self._right_where_finite(results):
                    yield (mistake,)

    def _right_where_finite(self, results: Results) -> bool:
        pairs = zip(results, self.expected, strict=True)
        return same([_filled(*pair) for pair in pairs], self.expected)

    def _double(self) -> Iterator[tuple[Mistake, ...]]:
        for one, two in combinations(self.exercise.mistakes, 2):
            pairs = product(self.of_mistakes[one.name], self.of_mistakes[two.name])
            made = (both for pair in pairs for both in _composed(*pair, self.expected))
            if any(same(self.values, both) for both in made):
                yield (one, two)


def _filled(value: Array | None, other: Array | None) -> Array | None:
    """Replace what is NaN or infinite by what another result has there."""
    if value is None or other is None or value.shape != other.shape:
        return value
    return np.asarray(np.where(np.isfinite(value), value, other))


def _numeric(value: Array | None) -> Array | None:
    if value is None or value.dtype.kind not in "fiub":
        return None
    return value


def _failure(probe: Probe, value: Array | None, wanted: Array) -> NDArray[np.bool_]:
    if value is None or value.shape != wanted.shape:
        return np.ones(wanted.shape, bool)
    wrong = ~close(value, wanted, rtol=probe.rtol, atol=probe.atol)
    for oracle in probe.oracles:
        wrong |= ~np.asarray(oracle.holds(probe, value), bool)
    return wrong


def _attempt(probe: Probe, function: Callable[..., Any]) -> Array | None:
    """Return what a mistake gives; on some input it may well give nothing."""
    try:
        return _numeric(probe.call(function))
    except (ArithmeticError, ValueError, IndexError, TypeError):
        return None


def _composed(one: Results, two: Results, truth: Results) -> Iterator[Results]:
    """Yield what somebody who makes both mistakes would get.

    A mistake that changes each number by a factor (a sign, a mean) does so to the
    other mistake's numbers as well. If the shape is another, as that of a sum, the
    factor must be one for all.
    """
    for first, second in ((one, two), (two, one)):
        triples = list(zip(first, second, truth, strict=True))
        made = [_scaled(*triple) for triple in triples]
        if all(part is not None for part in made):
            yield made


def _scaled(one: Array | None, two: Array | None, truth: Array | None) -> Array | None:
    if one is None or two is None or truth is None or one.shape != truth.shape:
        return None
    with np.errstate(all="ignore"):
        factor = np.where(one == truth, 1.0, one / truth)
        known = np.abs(truth) > 1e-9  # numbers near 0 tell no factor
        both = np.isinf(one) & np.isinf(truth)
        factor = np.where(both, np.sign(one) * np.sign(truth), factor)
        if two.shape == truth.shape:
            return np.asarray(two * factor)
        factors = factor[known] if np.any(known) else np.ones(1)
        if np.all(close(factors, factors[0], rtol=1e-5, atol=0)):
            return np.asarray(two * factors[0])
    return None


def ratio(evidence: Evidence) -> tuple[str, list[float]] | None:
    """Return in what way results are multiples of the expected ones, if they are.

    The way is "constant", "rows" (times the number of rows) or "per row" (divided
    by it), and the list holds the factor of each probe that tells one.
    """
    found = list(_factors(evidence))
    if any(factor is None for factor, _ in found) or not found:
        return None
    factors = np.array([factor for factor, _ in found], float)
    rows = np.array([count for _, count in found], float)
    if np.allclose(factors, 1.0, rtol=1e-6):
        return None
    ways = {"constant": np.full(rows.shape, factors[0]), "rows": rows}
    ways["per row"] = 1 / rows
    for way, wanted in ways.items():
        if np.allclose(factors, wanted, rtol=1e-6, atol=0):
            return way, [float(factor) for factor in factors]
    return None


def _factors(evidence: Evidence) -> Iterator[tuple[float | None, int]]:
    """Yield factor and number of rows of each probe whose numbers tell a factor."""
    for value, wanted in zip(evidence.values, evidence.expected, strict=True):
        if value is None or value.shape != wanted.shape:
            yield None, 1
            continue
        a, b = np.asarray(value, float), wanted.astype(float)
        finite = np.isfinite(a) & np.isfinite(b)
        if np.max(np.abs(b[finite]), initial=0.0) < 1e-6:
            continue
        factor = float(np.sum(a[finite] * b[finite]) / np.sum(b[finite] ** 2))
        near = close(a[finite], factor * b[finite], **SLACK)
        fits = bool(np.all(near)) and np.array_equal(np.isinf(a), np.isinf(b))
        yield (factor if fits else None), (len(wanted) if wanted.ndim else 1)


def offset(evidence: Evidence) -> float | None:
    """Return what is added to every expected number, if it is always the same."""
    parts = []
    for value, wanted in zip(evidence.values, evidence.expected, strict=True):
        if value is None or value.shape != wanted.shape:
            return None
        parts.append(np.ravel(np.subtract(value, wanted, dtype=float)))
    gaps = np.concatenate(parts)
    if not np.all(np.isfinite(gaps)) or abs(gaps[0]) < 1e-6:
        return None
    return float(gaps[0]) if np.all(close(gaps, gaps[0], **SLACK)) else None
