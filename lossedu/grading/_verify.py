"""Measure how good the graders are.

What is right must be accepted, what is wrong rejected, and a mistake named as itself,
over many seeds. Rewrites of the mistakes by people who have not seen the originals,
and changes of one token in right answers, tell how far that carries.
"""

from __future__ import annotations

import importlib.util
import inspect
import os
import sys
import textwrap
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from lossedu.grading._exercise import Exercise, FormatError, Probe, find
from lossedu.grading._judge import Verdict, judge
from lossedu.grading._match import RTOL, Sheet, close, sheet
from lossedu.grading._mutants import NAMES, Change, changes
from lossedu.grading._run import (
    Answer,
    Limits,
    Outcome,
    Trouble,
    run_forked,
    run_inline,
)
from lossedu.grading._worker import described, run

Function = Callable[..., Any]
UNNAMED, ACCEPTED = "unnamed", "accepted"
LEARNERS = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "sqrt": "square",
    "dot": "outer",
}
WIDER = range(1000, 1020)  # seeds that no grade uses, to see what a change changes
FRAMED = 2  # seeds for which results travel as they do from another process
PATIENCE = Limits(seconds=2.0)


class Survivor(NamedTuple):
    """A change of one token that changes results and that the grader accepts."""

    exercise: str
    function: str
    old: str
    new: str


@dataclass
class Scores:
    """What was measured of one exercise.

    Attributes
    ----------
    exercise, chapter : str
        Which one it is.
    answers : int
        Number of right answers that stand beside it, the reference among them.
    accepted, tried : int
        How many judgements of right answers said "right", of how many.
    declared, rewritten : dict
        For each mistake, how often what was said of it: its own name, that of another
        mistake, "unnamed", or "accepted". Declared forms, and rewrites.
    rewrites : dict
        Number of rewrites of each mistake.
    mutants, killed : int
        Changes of one token that change a result, and how many were rejected.
    survivors : list of Survivor
        The others.
    """

    exercise: str
    chapter: str
    answers: int = 0
    accepted: int = 0
    tried: int = 0
    declared: dict[str, Counter[str]] = field(default_factory=dict)
    rewritten: dict[str, Counter[str]] = field(default_factory=dict)
    rewrites: dict[str, int] = field(default_factory=dict)
    mutants: int = 0
    killed: int = 0
    survivors: list[Survivor] = field(default_factory=list)


def measure(name: str, seeds: int, rewrites: Path) -> Scores:
    """Measure one exercise over the seeds 0, 1, ... and return its scores.

    If a right answer is rejected, nothing else is counted: a judge that rejects
    everything would reject the mistakes as well.

    Parameters
    ----------
    name : str
        Id of the exercise.
    seeds : int
        Number of seeds.
    rewrites : Path
        Folder with ``<id>.py``, whose functions are called as the mistakes are;
        after two underscores anything may follow: ``flipped_sign__with_a_loop``.

    Returns
    -------
    Scores
    """
    exercise = find(name)
    right = [exercise.reference, *exercise.alternatives]
    scores = Scores(name, exercise.chapter, len(right), tried=seeds * len(right))
    judged = partial(_said, exercise, range(seeds))
    scores.accepted = sum(judged(function)[ACCEPTED] for function in right)
    if scores.accepted < scores.tried:
        return scores
    number = 0
    for mistake in exercise.mistakes:
        said = [
            _said(exercise, range(seeds), function, number + place)
            for place, function in enumerate(mistake.functions)
        ]
        number += len(said)
        scores.declared[mistake.name] = _added(said)
    for mistake_name, functions in _rewrites(exercise, rewrites).items():
        scores.rewrites[mistake_name] = len(functions)
        scores.rewritten[mistake_name] = _added(map(judged, functions))
    for function in right:
        _try_changes(exercise, function, scores)
    return scores


def _said(
    exercise: Exercise, seeds: range, function: Function, number: int | None = None
) -> Counter[str]:
    """Count what is said; `number` is that of a declared variant of a mistake."""
    said = (_name(_judged(exercise, seed, function, number)) for seed in seeds)
    return Counter(said)


def _judged(
    exercise: Exercise, seed: int, function: Function, number: int | None
) -> Verdict:
    probes = exercise.cases(seed)
    if seed < FRAMED:
        return judge(exercise, probes, run_inline(probes, function))
    known = _known(sheet(exercise, probes), number) if number is not None else None
    return judge(exercise, probes, known or _called(probes, function))


def _known(asked: Sheet, number: int) -> Outcome | None:
    """Return the run of a declared variant from what its sheet has of it anyway."""
    left = iter(asked.variants[number][1])
    answers = []
    for probe in asked.probes:
        values = tuple(
            value for value in islice(left, probe.parts) if value is not None
        )
        if len(values) < probe.parts:
            return None
        form = "parts" if probe.parts > 1 else "array"
        after = tuple(a for a in probe.arguments if isinstance(a, np.ndarray))
        answers.append(Answer(form, "ndarray", values, after))
    return Outcome(tuple(answers), asked.exercise.parameters)


def _called(probes: Sequence[Probe], function: Function) -> Outcome:
    """Call a function of this project on every probe, without a process or a frame."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answers = tuple(_answered(probe, function) for probe in probes)
    return Outcome(answers, _parameters(function))


@cache
def _parameters(function: Function) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)


def _answered(probe: Probe, function: Function) -> Answer:
    passed = [np.copy(a) if isinstance(a, np.ndarray) else a for a in probe.arguments]
    try:
        value = run(probe)(function, passed, probe.keywords)
    except Exception as error:
        return Answer(raised=Trouble(type(error).__name__, str(error), 0, ""))
    head, arrays = described(value, probe.parts)
    after = tuple(a for a in passed if isinstance(a, np.ndarray))
    return Answer(head["form"], head["type"], tuple(arrays), after)


def _name(verdict: Verdict) -> str:
    if verdict.status == "right":
        return ACCEPTED
    return " and ".join(verdict.mistakes) or UNNAMED


def _added(counts: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total += count
    return total


def _rewrites(exercise: Exercise, folder: Path) -> dict[str, list[Function]]:
    """Return the rewrites of each mistake, from the exercise's file in the folder."""
    found: dict[str, list[Function]] = {m.name: [] for m in exercise.mistakes}
    for name, function in _functions(folder / f"{exercise.id}.py"):
        mistake = name.partition("__")[0]
        if mistake not in found:
            raise FormatError(f"{exercise.id} has no mistake {mistake!r} to rewrite")
        found[mistake].append(function)
    return found


def _functions(file: Path) -> Iterator[tuple[str, Function]]:
    """Yield the public functions that a file defines."""
    spec = importlib.util.spec_from_file_location(f"rewrites_of_{file.stem}", file)
    if not file.exists() or spec is None or spec.loader is None:
        return
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, value in vars(module).items():
        own = inspect.isfunction(value) and value.__module__ == module.__name__
        if own and not name.startswith("_"):
            yield name, value


def _try_changes(exercise: Exercise, function: Function, scores: Scores) -> None:
    """Change one token at a time in a right answer and see which are rejected."""
    for change in _changes(function):
        mutant = _compiled(change, function)
        if not _survives(exercise, mutant):
            scores.killed += 1
        elif _differs(exercise, function, mutant):
            changed = (change.old, change.new)
            scores.survivors.append(Survivor(exercise.id, function.__name__, *changed))
    scores.mutants = scores.killed + len(scores.survivors)


def _changes(function: Function) -> Iterator[Change]:
    if function.__name__ == "<lambda>":
        raise FormatError("a right answer is a lambda; write it with def, to change it")
    source = textwrap.dedent(inspect.getsource(function))
    yield from changes(source[source.index("def ") :], NAMES | LEARNERS)


def _compiled(change: Change, function: Function) -> Function:
    """Return the function that the changed source defines, where it belongs."""
    namespace = dict(vars(sys.modules[function.__module__]))
    exec(compile(change.source, "<change>", "exec"), namespace)
    made: Function = namespace[function.__name__]
    return made


def _survives(exercise: Exercise, function: Function) -> bool:
    """Judge as a notebook does: a change may well make a loop endless."""
    probes = exercise.cases()
    forks = hasattr(os, "fork")
    apart = partial(run_forked, limits=PATIENCE) if forks else run_inline
    return judge(exercise, probes, apart(probes, function)).status == "right"


def _differs(exercise: Exercise, function: Function, other: Function) -> bool:
    """Tell whether two functions give other results on some of many more inputs."""
    for seed in WIDER:
        asked = sheet(exercise, exercise.cases(seed))
        for one, two in zip(
            asked.attempts(function), asked.attempts(other), strict=True
        ):
            if one is None or two is None or one.shape != two.shape:
                return one is not two
            rtol = max(
                1e-9, 100 * np.finfo(one.dtype).eps if one.dtype.kind == "f" else 0
            )
            with np.errstate(all="ignore"):
                alike = close(two, one, rtol=rtol, atol=RTOL * rtol)
            if not alike.all():
                return True
    return False
