"""Compare results with what is expected, and with what mistakes would give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
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
        near = np.abs(a - b) <= atol + rtol * np.abs(b)
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

    def results_of(self, mistake: Mistake) -> Results:
        """Return what a mistake gives on the probes."""
        return [_attempt(probe, mistake.function) for probe in self.probes]

    @cached_property
    def of_mistakes(self) -> dict[str, Results]:
        """What each declared mistake gives, by name."""
        return {m.name: self.results_of(m) for m in self.exercise.mistakes}

    @cached_property
    def named(self) -> tuple[Mistake, ...]:
        """The declared mistakes that this run equals: the one, or the two at once.

        Empty if there is none, and if more than one explanation fits.
        """
        for explain in (self._single, self._double):
            found = list(explain())
            if found:
                return found[0] if len(found) == 1 else ()
        return ()

    def _single(self) -> Iterator[tuple[Mistake, ...]]:
        for mistake in self.exercise.mistakes:
            if same(self.values, self.of_mistakes[mistake.name]):
                yield (mistake,)

    def _double(self) -> Iterator[tuple[Mistake, ...]]:
        for one, two in combinations(self.exercise.mistakes, 2):
            pair = self.of_mistakes[one.name], self.of_mistakes[two.name]
            if any(same(self.values, both) for both in _composed(*pair, self.expected)):
                yield (one, two)


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
        if two.shape == truth.shape:
            return np.asarray(two * factor)
        if factor.size and np.all(close(factor, factor.flat[0], rtol=1e-9, atol=0)):
            return np.asarray(two * factor.flat[0])
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
        elif np.max(np.abs(wanted), initial=0.0) > 1e-6:
            a, b = np.asarray(value, float), wanted.astype(float)
            factor = float(np.sum(a * b) / np.sum(b * b))
            fits = bool(np.all(close(a, factor * b, **SLACK)))
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
