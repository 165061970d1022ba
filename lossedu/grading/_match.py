"""Compare results with what is expected, and with what mistakes would give."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossedu.grading._exercise import Exercise, Mistake, Probe
from lossedu.grading._run import Answer, Outcome
from lossedu.grading._worker import run

Array = NDArray[Any]
Results = Sequence[Array | None]

# A mistake may be written less accurately than its declared form, so that results
# near 0 are compared with a slack that no probe of the reference has.
RTOL, ATOL = 1e-6, 1e-10


def close(
    value: Array, wanted: Array, *, rtol: float, atol: float
) -> NDArray[np.bool_]:
    """Tell element by element whether two results agree; NaN agrees with NaN.

    To be called where NumPy does not warn: differences of infinities are NaN.
    """
    a, b = np.asarray(value, np.float64), np.asarray(wanted, np.float64)
    near = np.isfinite(b) & (np.abs(a - b) <= atol + rtol * np.abs(b))
    if near.all():
        return np.asarray(near)
    return np.asarray(near | (a == b) | (np.isnan(a) & np.isnan(b)))


class Mark(NamedTuple):
    """Shape and first number of a result."""

    shape: tuple[int, ...]
    number: float


class Item(NamedTuple):
    """One result that is judged: a probe, and which of its results."""

    probe: Probe
    part: int

    @property
    def name(self) -> str:
        """Name of the result; empty if there is only one."""
        return self.probe.returns[self.part] if self.probe.returns else ""

    @property
    def slack(self) -> tuple[float, float]:
        """How far, relatively and absolutely, the results of one mistake may differ."""
        return max(RTOL, self.probe.rtol), max(ATOL, self.probe.atol)

    def same(self, value: Array | None, other: Array | None) -> bool:
        """Tell whether two results are the same as far as mistakes are compared."""
        if value is None or other is None or value.shape != other.shape:
            return False
        rtol, atol = self.slack
        return bool(close(value, other, rtol=rtol, atol=atol).all())

    def alike(self, one: Mark, two: Mark) -> bool:
        """Tell quickly whether two results can be the same, from a number of each."""
        a, b = one.number, two.number
        rtol, atol = self.slack
        near = a == b or abs(a - b) <= atol + rtol * abs(b) or (a != a and b != b)
        return one.shape == two.shape and near

    def failure(self, value: Array | None, wanted: Array) -> NDArray[np.bool_]:
        """Return where a result is wrong, a mask of the expected result's shape."""
        if value is None or value.shape != wanted.shape:
            return np.ones(wanted.shape, bool)
        wrong = ~close(value, wanted, rtol=self.probe.rtol, atol=self.probe.atol)
        for oracle in self.probe.oracles:
            if oracle.part == self.part:
                wrong |= ~np.asarray(oracle.holds(self.probe, value), bool)
        return wrong


@dataclass(frozen=True, eq=False)
class Sheet:
    """The questions of one run and what is known before an answer comes.

    A call may have several results. Whatever is a list here and in `Evidence` has one
    entry for each of them, in the order of `items`.
    """

    exercise: Exercise
    probes: tuple[Probe, ...]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All results that are judged."""
        return tuple(Item(p, part) for p in self.probes for part in range(p.parts))

    @cached_property
    def expected(self) -> tuple[Array, ...]:
        """What the reference gives."""
        reference = self.exercise.reference
        return tuple(np.asarray(r) for p in self.probes for r in _parts(p, reference))

    @cached_property
    def variants(self) -> tuple[tuple[Mistake, Results], ...]:
        """What the declared mistakes give, each variant for itself."""
        return tuple(
            (mistake, [_numeric(r) for r in self.attempts(function)])
            for mistake in self.exercise.mistakes
            for function in mistake.functions
        )

    @cached_property
    def marks(self) -> tuple[int, list[Mark | None]]:
        """The result that tells most variants apart, and its mark in each of them."""
        rows = [[_mark(r) for r in results] for _, results in self.variants]
        columns = [list(column) for column in zip(*rows, strict=True)]
        best = max(range(len(columns)), key=lambda i: len(set(columns[i])), default=0)
        return best, columns[best] if columns else []

    def near(self, results: Results) -> Iterator[tuple[Mistake, Results]]:
        """Yield the variants of which one number agrees: only these can be the same."""
        best, marks = self.marks
        item, mine = self.items[best], _mark(results[best])
        for variant, mark in zip(self.variants, marks, strict=True):
            if mine is not None and mark is not None and item.alike(mine, mark):
                yield variant

    @cached_property
    def scales(self) -> list[list[float | None]]:
        """What each variant multiplies a result by, for who makes two mistakes."""
        return [
            _settled(
                [_scale(*pair) for pair in zip(results, self.expected, strict=True)]
            )
            for _, results in self.variants
        ]

    def attempts(self, function: Callable[..., Any]) -> Iterator[Array | None]:
        """Yield what a mistake gives; on some input it may well give nothing."""
        for probe in self.probes:
            try:
                parts = [np.asarray(part) for part in _parts(probe, function)]
            except (ArithmeticError, ValueError, IndexError, TypeError):
                parts = []
            whole = len(parts) == probe.parts
            yield from parts if whole else [None] * probe.parts

    def same(self, results: Results, others: Results) -> bool:
        """Tell whether two runs gave the same everywhere, shapes included."""
        triples = zip(self.items, results, others, strict=True)
        return all(item.same(a, b) for item, a, b in triples)


def _parts(probe: Probe, function: Callable[..., Any]) -> Sequence[Any]:
    """Return the results of a function of this project, warnings left aside."""
    fresh = [np.copy(a) if isinstance(a, np.ndarray) else a for a in probe.arguments]
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = run(probe)(function, fresh, probe.keywords)
    return made if probe.parts > 1 else [made]


@lru_cache(maxsize=256)
def sheet(exercise: Exercise, probes: tuple[Probe, ...]) -> Sheet:
    """Return the sheet for these probes; what it has computed is kept."""
    return Sheet(exercise, probes)


@dataclass(frozen=True)
class Evidence:
    """What is known about one run: the questions, the answers and the truth."""

    sheet: Sheet
    outcome: Outcome

    @property
    def exercise(self) -> Exercise:
        """The exercise that was answered."""
        return self.sheet.exercise

    @property
    def probes(self) -> tuple[Probe, ...]:
        """The calls that were to be made."""
        return self.sheet.probes

    @property
    def items(self) -> tuple[Item, ...]:
        """The results that were to be given."""
        return self.sheet.items

    @property
    def expected(self) -> tuple[Array, ...]:
        """The right results."""
        return self.sheet.expected

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """What came back, one for each probe that was reached."""
        return self.outcome.answers

    @cached_property
    def given(self) -> list[Array | None]:
        """The results as they came, None where there is none."""
        pairs = zip(self.probes, self.answers, strict=False)
        return [v for p, a in pairs for v in (a.values or (None,) * p.parts)]

    @cached_property
    def values(self) -> Results:
        """The results as numbers, None where there are none that can be compared."""
        return [_numeric(value) for value in self.given]

    @cached_property
    def failures(self) -> list[NDArray[np.bool_]]:
        """Where each result is wrong: a mask of the expected result's shape."""
        both = zip(self.items, self.values, self.expected, strict=True)
        return [item.failure(value, wanted) for item, value, wanted in both]

    @cached_property
    def parts_wrong(self) -> frozenset[int]:
        """Which of several results are wrong on some input."""
        pairs = zip(self.items, self.failures, strict=True)
        return frozenset(item.part for item, mask in pairs if mask.any())

    def of_wrong_parts(self) -> Iterator[tuple[int, Array | None, Array]]:
        """Yield number, value and truth of the results that are wrong on some input.

        What has another shape than the truth is given as None.
        """
        triples = zip(self.items, self.values, self.expected, strict=True)
        for index, (item, value, wanted) in enumerate(triples):
            if item.part in self.parts_wrong:
                fits = value is not None and value.shape == wanted.shape
                yield index, value if fits else None, wanted

    @cached_property
    def right(self) -> bool:
        """Whether nothing is wrong anywhere."""
        return len(self.answers) == len(self.probes) and not any(
            bool(mask.any()) for mask in self.failures
        )

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
        for mistake, results in self.sheet.near(self.values):
            if self.sheet.same(self.values, results):
                yield (mistake,)

    def _overflowing(self) -> Iterator[tuple[Mistake, ...]]:
        """Yield mistakes that were made beside an overflow on a far-out input.

        The numbers that did come out must be the mistake's, and most inputs must have
        given some. If they are the right ones as well, they tell no mistake.
        """
        finite = [v is not None and bool(np.all(np.isfinite(v))) for v in self.values]
        if all(finite) or 2 * sum(finite) <= len(finite):
            return
        for mistake, results in self.sheet.variants:
            patched = [_filled(*p) for p in zip(self.values, results, strict=True)]
            if self.sheet.same(patched, results) and not self._right_where_finite():
                yield (mistake,)

    def _right_where_finite(self) -> bool:
        pairs = zip(self.values, self.expected, strict=True)
        return self.sheet.same([_filled(*pair) for pair in pairs], self.expected)

    def _double(self) -> Iterator[tuple[Mistake, ...]]:
        """Yield the pairs of mistakes of which one scales what the other gives.

        Whole numbers are counts and positions, which nobody scales.
        """
        if all(wanted.dtype.kind in "iub" for wanted in self.expected):
            return
        variants, scales = self.sheet.variants, self.sheet.scales
        for first, second in combinations(range(len(variants)), 2):
            one, two = variants[first], variants[second]
            if one[0] is two[0]:
                continue
            if self._composed(scales[first], two[1]) or self._composed(
                scales[second], one[1]
            ):
                yield (one[0], two[0])

    def _composed(self, scales: Sequence[float | None], results: Results) -> bool:
        """Tell whether this run is the other's results, scaled; most fail at once."""
        both = zip(self.items, self.values, scales, results, strict=True)
        return all(
            item.same(value, _scaled(scale, result))
            for item, value, scale, result in both
        )


def _filled(value: Array | None, other: Array | None) -> Array | None:
    """Replace what is NaN or infinite by what another result has there."""
    if value is None or other is None or value.shape != other.shape:
        return value
    return np.asarray(np.where(np.isfinite(value), value, other))


def _mark(value: Array | None) -> Mark | None:
    if value is None:
        return None
    return Mark(value.shape, float(value.flat[0]) if value.size else 0.0)


def _numeric(value: Array | None) -> Array | None:
    if value is None or value.dtype.kind not in "fiub":
        return None
    return value


def _scale(one: Array | None, truth: Array) -> float | None:
    """Return the one number that a mistake multiplies a result by, if it is one.

    A mistake that changes all numbers by a factor (a sign, a mean) does so to another
    mistake's numbers as well. Where all that is known is 0 the factor is NaN: unknown.
    """
    if one is None or one.shape != truth.shape:
        return None
    with np.errstate(all="ignore"):
        known = np.isfinite(truth) & np.isfinite(one) & (np.abs(truth) > 1e-9)
        if not np.any(known):
            return np.nan if np.all(close(one, truth, rtol=0, atol=ATOL)) else None
        factors = np.asarray(one, float)[known] / np.asarray(truth, float)[known]
        alike = bool(np.all(close(factors, factors[0], rtol=1e-5, atol=0)))
    return float(factors[0]) if alike else None


def _settled(scales: list[float | None]) -> list[float | None]:
    """Replace a factor that is unknown by that of all others, if they agree."""
    known = [scale for scale in scales if scale is not None and not np.isnan(scale)]
    alike = known and np.allclose(known, known[0], rtol=1e-5)
    default = known[0] if alike else 1.0
    return [
        default if scale is not None and np.isnan(scale) else scale for scale in scales
    ]


def _scaled(scale: float | None, result: Array | None) -> Array | None:
    if scale is None or result is None:
        return None
    with np.errstate(all="ignore"):
        return np.asarray(result * scale)


def ratio(evidence: Evidence) -> tuple[str, list[float]] | None:
    """Return in what way results are multiples of the expected ones, if they are.

    The way is "constant", "rows" (times the number of rows) or "per row" (divided
    by it), these two perhaps with a minus, and the list holds the factor of each
    result that tells one. If only one of several results is ever wrong, it is about
    that one.
    """
    found = list(_factors(evidence))
    if any(factor is None for factor, _ in found) or not found:
        return None
    factors = np.array([factor for factor, _ in found], float)
    rows = np.array([count for _, count in found], float)
    if np.allclose(factors, 1.0, rtol=1e-5):
        return None
    ways = {"constant": np.full(rows.shape, factors[0]), "rows": rows}
    ways |= {"per row": 1 / rows, "minus rows": -rows, "minus per row": -1 / rows}
    for way, wanted in ways.items():
        if np.allclose(factors, wanted, rtol=1e-5, atol=0):
            return way, [float(factor) for factor in factors]
    return None


def _factors(evidence: Evidence) -> Iterator[tuple[float | None, int]]:
    """Yield factor and number of rows of each result whose numbers tell a factor."""
    for index, value, wanted in evidence.of_wrong_parts():
        if value is None:
            yield None, 1
            continue
        a, b = np.asarray(value, float), wanted.astype(float)
        finite = np.isfinite(a) & np.isfinite(b)
        if _largest(b[finite]) < 1e-6:  # no factor shows there, but another mistake may
            if np.any(evidence.failures[index]) and _largest(a[finite]) >= 1e-6:
                yield None, 1
            continue
        factor = float(np.sum(a[finite] * b[finite]) / np.sum(b[finite] ** 2))
        near = evidence.items[index].same(a[finite], factor * b[finite])
        fits = near and np.array_equal(np.isinf(a), np.isinf(b))
        yield (factor if fits else None), count_rows(evidence, index)


def _largest(values: Array) -> float:
    return float(np.max(np.abs(values), initial=0.0))


def count_rows(evidence: Evidence, index: int) -> int:
    """Return the rows of a batch: the length of the first argument that has one."""
    probe = evidence.items[index].probe
    lengths = [np.shape(a)[0] for a in probe.arguments if np.ndim(a)]
    return lengths[0] if lengths and not probe.stateful else 1


def offset(evidence: Evidence) -> float | None:
    """Return what is added to every expected number, if it is always the same."""
    parts = []
    for _, value, wanted in evidence.of_wrong_parts():
        if value is None:
            return None
        parts.append(np.ravel(np.subtract(value, wanted, dtype=float)))
    gaps = np.concatenate(parts)
    if not np.all(np.isfinite(gaps)) or abs(gaps[0]) < 1e-6:
        return None
    alike = np.all(close(gaps, gaps[0], rtol=RTOL, atol=ATOL))
    return float(gaps[0]) if alike else None


GATHERED: dict[str, Callable[[Array], Any]] = {
    "added up to one number": np.sum,
    "averaged to one number": np.mean,
    "added up over its first axis": partial(np.sum, axis=0),
    "averaged over its first axis": partial(np.mean, axis=0),
    "added up over its last axis": partial(np.sum, axis=-1),
    "averaged over its last axis": partial(np.mean, axis=-1),
    "with rows and columns exchanged": np.transpose,
    "with an axis of length 1 at the end": partial(np.expand_dims, axis=-1),
    "with an axis of length 1 in front": partial(np.expand_dims, axis=0),
}


def collapsed(evidence: Evidence) -> str:
    """Return how the right results were gathered or turned, if they were; else ""."""
    pairs = list(zip(evidence.items, evidence.values, evidence.expected, strict=True))
    for words, gather in GATHERED.items():
        if all(item.same(v, _gathered(gather, wanted)) for item, v, wanted in pairs):
            return words
    return ""


def _gathered(gather: Callable[[Array], Any], wanted: Array) -> Array | None:
    """Gather a result; one without axes has none to gather over."""
    if wanted.ndim == 0:
        return wanted
    return np.asarray(gather(wanted))
