"""Decide whether an answer is right and, if it is not, say what was done.

NumPy and the standard library alone, and no process: the same judge decides in
the terminal, in a notebook and in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lossedu.grading._exercise import Exercise, Mistake, Probe
from lossedu.grading._match import (
    Evidence,
    Item,
    collapsed,
    count_rows,
    offset,
    ratio,
    sheet,
)
from lossedu.grading._run import Outcome, Trouble

Array = NDArray[Any]
Shape = tuple[int, ...]
Status = Literal["right", "wrong", "not attempted", "crashed"]

WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
CONSTANTS = ((1 / np.log(2), "1/ln 2"), (np.log(2), "ln 2"), (-1.0, "-1"))
TEXT_WORDS = 25


@dataclass(frozen=True)
class Verdict:
    """What the judge says about one answer.

    Attributes
    ----------
    exercise : str
        Id of the exercise.
    status : str
        "right", "wrong", "not attempted" or "crashed".
    reason : str
        In one word which rule decided, for programs: "mistake", "shape", "time" ...
    message : str
        What to tell the learner, in at most 80 words.
    numbers : tuple of str
        A failing input with the expected and the given number, if they may be shown.
    mistakes : tuple of str
        The declared mistakes that were recognised: none, one or two.
    probe : str
        Title of the input that the message is about; empty for a hidden one.
    printed : str
        What the answer printed, except on hidden inputs.
    """

    exercise: str
    status: Status
    reason: str
    message: str
    numbers: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    probe: str = ""
    printed: str = ""


def judge(exercise: Exercise, probes: Sequence[Probe], outcome: Outcome) -> Verdict:
    """Decide about one run and explain it: the first step that applies speaks."""
    evidence = Evidence(sheet(exercise, tuple(probes)), outcome)
    with np.errstate(all="ignore"):  # an answer may be of any size
        for step in STEPS:
            said = step(evidence)
            if said is not None:
                return _verdict(evidence, said)
    raise AssertionError("the last step always applies")


@dataclass(frozen=True)
class _Said:
    """What a step says; `about` is the number of the result that shows it."""

    reason: str
    message: str
    status: Status = "wrong"
    about: int | None = None
    compare: bool = False
    mistakes: tuple[str, ...] = ()


def _verdict(evidence: Evidence, said: _Said) -> Verdict:
    about = None if said.about is None else evidence.items[said.about].probe
    shown = about is not None and about.visible
    return Verdict(
        exercise=evidence.exercise.id,
        status=said.status,
        reason=said.reason,
        message=said.message,
        numbers=tuple(_numbers(evidence, said)) if shown else (),
        mistakes=said.mistakes,
        probe=about.title if about is not None and shown else "",
        printed=evidence.outcome.output,
    )


# The steps, in the order in which they are asked.


def _not_attempted(evidence: Evidence) -> _Said | None:
    raised = [answer.raised for answer in evidence.answers]
    if raised and all(
        t is not None and t.reason == "NotImplementedError" for t in raised
    ):
        text = f"Nothing to judge yet. Write {evidence.exercise.signature}."
        return _Said("not attempted", text, "not attempted")
    return None


def _cannot_be_called(evidence: Evidence) -> _Said | None:
    exercise, trouble = evidence.exercise, evidence.outcome.refused
    if trouble is not None:
        return _Said(trouble.reason, REFUSALS[trouble.reason](exercise, trouble))
    names, wanted = evidence.outcome.parameters, exercise.parameters
    if names[: len(wanted)] != wanted and sorted(names) == sorted(wanted):
        text = f"Your function takes ({', '.join(names)}). In which order does the task"
        return _Said("signature", f"{text} pass them: {exercise.signature}?")
    return None


def _stopped(evidence: Evidence) -> _Said | None:
    for index, answer in enumerate(evidence.answers):
        if answer.raised is not None:
            text = _raised(answer.raised, evidence.probes[index])
            return _Said("error", text, "crashed", _first(evidence, index))
    outcome = evidence.outcome
    if outcome.ended == "finished":
        return None
    index = len(evidence.answers)
    about = index if outcome.parameters and index < len(evidence.probes) else None
    place = "while your file was imported"
    if about is not None:
        place, about = _place(evidence.probes[about]), _first(evidence, about)
    return _Said(
        outcome.ended, ENDINGS[outcome.ended](outcome, place), "crashed", about
    )


def _changed_arguments(evidence: Evidence) -> _Said | None:
    for index, (probe, answer) in enumerate(
        zip(evidence.probes, evidence.answers, strict=True)
    ):
        name = _changed(evidence.exercise, probe, answer.arguments)
        if name:
            return _Said(
                "arguments",
                f"Your function changed `{name}`, which belongs to whoever called it. "
                "Which line writes into the array that was passed, and what would "
                "make a new one?",
                about=_first(evidence, index),
            )
    return None


def _returned_nothing(evidence: Evidence) -> _Said | None:
    if any(answer.form == "none" for answer in evidence.answers):
        text = "Your function returned None. Does every way through it end in `return`?"
        return _Said("none", text)
    return None


def _number_of_results(evidence: Evidence) -> _Said | None:
    exercise = evidence.exercise
    for answer in evidence.answers:
        if answer.form == "count":
            *names, last = exercise.returns or (exercise.parameters[0], "the state")
            wanted = f"{', '.join(names)} and {last}"
            text = f"Your function returned {answer.type}. The task asks for {wanted}"
            return _Said("count", f"{text}, in this order: what does `return` list?")
    return None


def _right(evidence: Evidence) -> _Said | None:
    if evidence.right:
        return _Said("right", evidence.exercise.praise, "right")
    return None


def _shape_or_dtype(evidence: Evidence) -> _Said | None:
    """A declared mistake speaks first: "summed" teaches more than "shape ()"."""
    for index, (value, wanted) in enumerate(
        zip(evidence.given, evidence.expected, strict=True)
    ):
        if value is None or value.dtype.kind == "c":
            kind = "complex numbers" if value is not None else _type(evidence, index)
            text = f"Your function returned {kind}. The task asks for an array of real"
            return _Said("dtype", f"{text} numbers; what is each element of yours?")
        if value.shape != wanted.shape:
            return _named(evidence) or _shape(evidence, index)
    return _named(evidence) or _dtype(evidence)


def _type(evidence: Evidence, index: int) -> str:
    """Return the type of what came where no numbers came."""
    probe = evidence.items[index].probe
    return evidence.answers[evidence.probes.index(probe)].type


def _shape(evidence: Evidence, index: int) -> _Said:
    value, wanted = evidence.given[index], evidence.expected[index]
    assert value is not None
    item = evidence.items[index]
    mine, theirs = _shapes(item.probe, value.shape, wanted.shape)
    text = (
        f"Your {_result(item)} has the shape {mine} and {theirs} is expected "
        f"{_place(item.probe)}. "
    )
    gathered = collapsed(evidence)
    if gathered:
        text += f"It is the right result, {gathered}. Does the task ask for that?"
    elif value.ndim < wanted.ndim:
        text += "What collapses the axis that is missing?"
    else:
        text += "Which axis should not be there, or has another length than it should?"
    return _Said("shape", text, about=index)


def _dtype(evidence: Evidence) -> _Said | None:
    """Whole numbers and short floats matter only where they made a result wrong."""
    for index in _failing(evidence):
        value, wanted = evidence.given[index], evidence.expected[index]
        item, probe = evidence.items[index], evidence.items[index].probe
        assert value is not None
        if value.dtype.kind in "iub" and _is_cut(value, wanted):
            text = (
                f"Your {_result(item)} holds whole numbers ({value.dtype}), and the "
                "expected ones have decimals. Was it made like an array of integers, "
                "or rounded?"
            )
            return _Said("dtype", text, about=index, compare=True)
        if value.dtype.itemsize < wanted.dtype.itemsize and np.allclose(
            value, wanted, rtol=max(1e-3, probe.rtol), atol=1e-3
        ):
            text = (
                f"Your {_result(item)} is {value.dtype} where {wanted.dtype} is "
                "expected, and digits were lost. Where does your code change the dtype?"
            )
            return _Said("dtype", text, about=index, compare=True)
    return None


def _not_finite(evidence: Evidence) -> _Said | None:
    for index in _failing(evidence):
        value, wanted = evidence.given[index], evidence.expected[index]
        item = evidence.items[index]
        assert value is not None
        bad = ~np.isfinite(value) & np.isfinite(wanted)
        if np.any(bad):
            what = "NaN" if np.any(np.isnan(value[bad])) else "infinity"
            text = (
                f"Your {_result(item)} contains {what} {_place(item.probe)}. Which "
                "step overflows, divides by 0 or takes the logarithm of 0 there?"
            )
            return _Said("not finite", text, about=index, compare=True)
    return None


def _named(evidence: Evidence) -> _Said | None:
    """Name the mistake, or the two mistakes, that give these numbers."""
    found = evidence.named
    if not found:
        return None
    names = tuple(mistake.name for mistake in found)
    about = _shown_by(evidence, found)
    if len(found) == 1:
        return _Said("mistake", found[0].feedback, "wrong", about, True, names)
    text = "Two things at once. " + " ".join(mistake.said for mistake in found)
    text += " Which of the two can you see in your code? Repair it and check again."
    return _Said("two mistakes", text, "wrong", about, True, names)


def _multiple(evidence: Evidence) -> _Said | None:
    found = ratio(evidence)
    if found is None:
        return None
    way, factors = found
    index = next(_failing(evidence))
    name = _result_that_fails(evidence)
    text = f"Your {name} is {_times(factors[0])} the expected value on every input."
    if not any(factors):
        text = f"Your {name} is 0 on every input. Where should its numbers come from?"
        return _Said("ratio", text, about=index, compare=True)
    if way != "constant":
        wrong = list(_failing(evidence))
        index = next((i for i in wrong if count_rows(evidence, i) > 1), index)
        text = f"Your {name} is {_by_rows(way, count_rows(evidence, index))}"
    text += " Where does that factor come from?"
    return _Said("ratio", text, about=index, compare=True)


def _by_rows(way: str, rows: int) -> str:
    factor = (-1 if "minus" in way else 1) * (rows if "rows" in way else 1 / rows)
    count = WORDS[rows] if rows < len(WORDS) else str(rows)
    return f"{_times(factor)} the expected value, and the batch has {count} rows."


def _result_that_fails(evidence: Evidence) -> str:
    """Name the one of several results that is wrong, or none if all are."""
    names = {_result(i) for i in evidence.items if i.part in evidence.parts_wrong}
    return names.pop() if len(names) == 1 else "result"


def _shifted(evidence: Evidence) -> _Said | None:
    gap = offset(evidence)
    if gap is None:
        return None
    side = "above" if gap > 0 else "below"
    name = _result_that_fails(evidence)
    every = "Every number" if name == "result" else f"Every number of {name}"
    text = f"{every} is {abs(gap):.6g} {side} the expected one. Which term is that?"
    return _Said("offset", text, about=next(_failing(evidence)), compare=True)


def _otherwise(evidence: Evidence) -> _Said:
    index = next(_failing(evidence))
    probe = evidence.items[index].probe
    pairs = zip(evidence.items, evidence.failures, strict=True)
    failed = {item.probe.title for item, mask in pairs if np.any(mask)}
    count = len(evidence.probes)
    text = f"{count - len(failed)} of {count} inputs come out right. "
    if not probe.visible:
        text += "All that may be shown are among them; the one that fails is called "
        text += f"{probe.title!r}. What is different about it?"
        return _Said("value", text, about=index, compare=True)
    text += f"The smallest that does not is {probe.title!r}. "
    text += _which(evidence, probe)
    text += "Work it out by hand: at which step does your code part from you?"
    return _Said("value", text, about=index, compare=True)


Step = Callable[[Evidence], _Said | None]
STEPS: tuple[Step, ...] = (
    _not_attempted,
    _cannot_be_called,
    _stopped,
    _changed_arguments,
    _returned_nothing,
    _number_of_results,
    _right,
    _shape_or_dtype,
    _not_finite,
    _multiple,
    _shifted,
    _otherwise,
)


# What the steps need to know and to say.


def _failing(evidence: Evidence) -> Iterator[int]:
    """Yield the results that are wrong, the most telling first.

    That is one which may be shown, and of these one with NaN, and a small one.
    """
    wrong = [i for i, mask in enumerate(evidence.failures) if mask.any()]

    def key(index: int) -> tuple[bool, bool, int]:
        probe = evidence.items[index].probe
        return not probe.visible, not _is_broken(evidence, index), probe.size

    yield from sorted(wrong, key=key)


def _shown_by(evidence: Evidence, found: Sequence[Mistake]) -> int | None:
    """Return the result that shows the mistake, rather than an overflow beside it."""
    wrong = list(_failing(evidence))
    own = [results for mistake, results in evidence.sheet.variants if mistake in found]
    for index in wrong:
        item, value = evidence.items[index], evidence.values[index]
        same = any(item.same(value, results[index]) for results in own)
        if same and item.probe.visible:
            return index
    return wrong[0] if wrong else None


def _is_broken(evidence: Evidence, index: int) -> bool:
    """Tell whether a result is wrong because it is NaN or infinite."""
    value, mask = evidence.values[index], evidence.failures[index]
    if value is None or value.shape != mask.shape:
        return False
    return bool((mask & ~np.isfinite(value)).any())


def _changed(
    exercise: Exercise, probe: Probe, after: tuple[Array | None, ...]
) -> str | None:
    """Return the name of the first argument that is not as it was passed."""
    both = zip(exercise.parameters, probe.arguments, strict=False)
    arrays = [(name, a) for name, a in both if isinstance(a, np.ndarray)]
    for (name, before), now in zip(arrays, after, strict=True):
        if now is None or before.shape != now.shape or before.dtype != now.dtype:
            return name
        if before.tobytes() != now.tobytes():  # bytes: NaN is equal to itself
            return name
    return None


def _first(evidence: Evidence, index: int) -> int:
    """Return the number of the first result of a probe."""
    return sum(probe.parts for probe in evidence.probes[:index])


def _result(item: Item) -> str:
    return f"`{item.name}`" if item.name else "result"


def _is_cut(value: Array, wanted: Array) -> bool:
    """Tell whether whole numbers are the expected ones, cut or rounded."""
    ways = (np.trunc, np.round, np.floor, np.ceil)
    return any(np.array_equal(value, way(wanted)) for way in ways)


def _shapes(probe: Probe, mine: Shape, theirs: Shape) -> tuple[Shape, Shape]:
    """Return both shapes as the answer returned them, not with the steps in front."""
    return (mine[1:], theirs[1:]) if probe.stateful else (mine, theirs)


def _which(evidence: Evidence, probe: Probe) -> str:
    """Say which of several results are wrong on an input, if not all are."""
    both = zip(evidence.items, evidence.failures, strict=True)
    masks = {item.name: np.any(mask) for item, mask in both if item.probe is probe}
    good = [f"`{name}`" for name, wrong in masks.items() if not wrong]
    bad = [f"`{name}`" for name, wrong in masks.items() if wrong]
    if not good:
        return ""
    verbs = ["is" if len(names) == 1 else "are" for names in (good, bad)]
    text = f"There {' and '.join(good)} {verbs[0]} right"
    return f"{text} and {' and '.join(bad)} {verbs[1]} not. "


def _place(probe: Probe) -> str:
    return f"on the input {probe.title!r}" if probe.visible else "on a hidden input"


def _cut(text: str) -> str:
    words = text.split()
    return " ".join(words[:TEXT_WORDS]) + (" …" if len(words) > TEXT_WORDS else "")


def _where(trouble: Trouble) -> str:
    if not trouble.line:
        return ""
    code = f": `{_cut(trouble.code)}`" if trouble.code else ""
    return f" Line {trouble.line}{code}."


ADVICE = {
    "truth value of an array": "`if` asks one question and an array has many answers: "
    "what chooses element by element?",
    "is not defined": "Is the name written as you defined it, and imported in the "
    "same file?",
    "could not be broadcast": "Which shapes meet there?",
    "only 0-dimensional arrays": "Does that function take one number or an array?",
    "only length-1 arrays": "Does that function take one number or an array?",
    "math range error": "Which exponent grows too large there?",
    "numpy boolean negative": "What turns True and False into numbers first?",
    "numpy boolean subtract": "What turns True and False into numbers first?",
    "math domain error": "Of which numbers is there no logarithm or root?",
    "division by zero": "What is divided by there, and when is it 0?",
    "unexpected keyword argument": "Which settings does the starter name?",
    "mismatch in its core dimension": "Which shapes do the two arrays have there?",
    "'NoneType'": "Which value is None there: a state before the first step, or what "
    "a function without `return` gives?",
    "No module named": "Is it spelt right and installed, or does its code belong into "
    "this file?",
}


# An error may quote the input: shapes and positions help, and are no numbers of it.
FRACTION = re.compile(r"(?<![\w.])[-+]?(\d*\.\d+(e[-+]?\d+)?|\d+\.?e[-+]?\d+)")


def _raised(trouble: Trouble, probe: Probe) -> str:
    place = _place(probe)
    if not probe.visible:
        trouble = trouble._replace(text=FRACTION.sub("…", trouble.text))
    if trouble.reason == "SystemExit":
        text = f"Your code ended the program {place}.{_where(trouble)}"
        return f"{text} What should be returned instead?"
    text = f"Your function raised {trouble.reason} {place}"
    text += f": {_cut(trouble.text).rstrip('.')}." if trouble.text else "."
    return text + _where(trouble) + _advice(trouble)


def _advice(trouble: Trouble) -> str:
    return next((f" {a}" for key, a in ADVICE.items() if key in trouble.text), "")


def _refused_call(exercise: Exercise, trouble: Trouble) -> str:
    text = f"Your function takes {_cut(trouble.text)}, and the task calls it as"
    return f"{text} {exercise.signature}. Do the arguments agree in number and order?"


def _missing(exercise: Exercise, trouble: Trouble) -> str:
    text = f"The file has no function {exercise.id}"
    defined = f" (it defines {_cut(trouble.text)})" if trouble.text else ""
    return f"{text}{defined}. Is the name spelt as in the task, and at the margin?"


def _unparsed(_: Exercise, trouble: Trouble) -> str:
    text = f"Python cannot read the file: {_cut(trouble.text)}.{_where(trouble)}"
    if "indent" in trouble.text:
        return f"{text} How far should this line and its neighbours be indented?"
    return f"{text} What is missing there or just before?"


REFUSALS: dict[str, Callable[[Exercise, Trouble], str]] = {
    "syntax": _unparsed,
    "missing": _missing,
    "duplicate": lambda e, t: (
        f"The file defines {e.id} more than once, in lines {t.text}. Which is meant?"
    ),
    "import": lambda _, t: (
        f"The file stops while it is imported: {_cut(t.text)}.{_where(t)}{_advice(t)}"
    ),
    "signature": _refused_call,
    "not callable": lambda e, t: (
        f"What was given as {e.id} is of type {t.text} and not a function. Should it "
        "be the function itself, without parentheses?"
    ),
}

ENDINGS: dict[str, Callable[[Outcome, str], str]] = {
    "time": lambda o, place: (
        f"Stopped {place}, after {o.seconds:g} s. Which loop does not end?"
    ),
    "startup": lambda o, _: "The interpreter for your answer did not start. Try again.",
    "exit": lambda o, place: (
        f"Your code ended its process {place} (exit code {o.detail}). What should be "
        "returned instead?"
    ),
    "signal": lambda o, place: (
        f"The process of your answer was ended by {o.detail} {place}. Does it recurse "
        "without end, or take more memory than there is?"
    ),
    "protocol": lambda o, _: (
        f"What came back is not what calls of your function give ({o.detail}). Does it "
        "start processes, or write to files that it did not open?"
    ),
}


def _times(factor: float) -> str:
    known = [name for value, name in CONSTANTS if np.isclose(factor, value, rtol=1e-6)]
    if known:
        return f"{known[0]} times"
    for number, word in ((2, "twice"), (0.5, "half")):
        if np.isclose(factor, number, rtol=1e-6):
            return word
    whole = round(factor)
    if np.isclose(factor, whole, rtol=1e-6) and 2 < whole < len(WORDS):
        return f"{WORDS[whole]} times"
    return f"{factor:.6g} times"


def _numbers(evidence: Evidence, said: _Said) -> Iterator[str]:
    """Yield the input that the message is about, and both numbers if compared."""
    assert said.about is not None
    item = evidence.items[said.about]
    if not said.compare:
        yield _call(evidence.exercise, item.probe, None, None)
        return
    wanted, value = evidence.expected[said.about], evidence.values[said.about]
    alike = value is not None and value.shape == wanted.shape
    index = _worst(evidence.failures[said.about], value) if alike else None
    yield _call(evidence.exercise, item.probe, index, wanted.shape)
    if value is not None:
        pair = (wanted[index], value[index]) if index is not None else (wanted, value)
        name = f"{item.name}: " if item.name else ""
        yield name + "expected {}, yours {}".format(*_told_apart(*pair))


def _worst(mask: NDArray[np.bool_], value: Array | None) -> tuple[int, ...]:
    """Return the first wrong element, one that is not finite if there is one."""
    broken = mask & ~np.isfinite(np.asarray(value, float))
    chosen = np.atleast_1d(broken if broken.any() else mask)
    return tuple(int(axis[0]) for axis in np.nonzero(chosen))[: mask.ndim]


def _call(
    exercise: Exercise, probe: Probe, index: Shape | None, shape: Shape | None
) -> str:
    """Write the arguments, only those of one element where one can be looked at."""
    cut = _cut_to(exercise, probe, index, shape)
    names = exercise.parameters
    parts = []
    for name, argument in zip(names, probe.arguments, strict=False):
        shown = np.asarray(argument)
        if probe.stateful and name == names[1]:
            name += " (a row for each step)"
        parts.append(f"{name} = {_text(shown[cut] if shown.ndim else shown)}")
    parts += [f"{name} = {value:g}" for name, value in probe.keywords.items()]
    return f"{probe.title}{_element(probe, index)}: " + ", ".join(parts)


def _cut_to(
    exercise: Exercise, probe: Probe, index: Shape | None, shape: Shape | None
) -> Shape:
    """Return the index under which all arguments can be looked at alone."""
    if not index or shape is None or probe.stateful or probe.parts > 1:
        return ()
    axes = index[: exercise.alone] if exercise.alone is not None else index
    shapes = [np.shape(a) for a in probe.arguments if np.ndim(a)]
    fits = [given[: len(axes)] == shape[: len(axes)] for given in shapes]
    return axes if all(fits) else ()


def _element(probe: Probe, index: Shape | None) -> str:
    """Say which element of the result it is, and after which step."""
    if not index:
        return ""
    step, rest = (index[0], index[1:]) if probe.stateful else (None, index)
    words = f", after step {step + 1}" if step is not None else ""
    return words + (f", element {', '.join(map(str, rest))}" if rest else "")


def _told_apart(wanted: Any, value: Any) -> tuple[str, str]:
    """Write two numbers with as many digits as it takes to see that they differ."""
    for digits in (6, 12, 17):
        pair = _text(np.asarray(wanted), digits), _text(np.asarray(value), digits)
        if pair[0] != pair[1]:
            break
    return pair


def _text(array: Array, digits: int = 6) -> str:
    if array.ndim == 0:
        return f"{float(array) + 0.0:.{digits}g}"  # + 0.0 makes 0 of -0
    parts = [_text(part, digits) for part in array[:6]]
    return "[" + ", ".join(parts + ["…"] * (len(array) > 6)) + "]"
