"""The format of an exercise, and the shelf on which exercises are found."""

from __future__ import annotations

import ast
import difflib
import hashlib
import importlib
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from itertools import product
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossedu.grading._oracles import Oracle

Array = NDArray[Any]
Function = Callable[..., Any]
Generator = Callable[["np.random.Generator"], Iterator["Probe"]]
F = TypeVar("F", bound=Function)
G = TypeVar("G", bound=Generator)

HINTS = 3


class FormatError(ValueError):
    """An exercise module lacks a part, or has one that cannot be right."""


class UnknownExercise(LookupError):
    """No exercise has this name."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, eq=False)
class Probe:
    """One call that is made of an answer, and what must hold of its result."""

    title: str
    arguments: tuple[Array | float, ...]
    keywords: Mapping[str, float]
    visible: bool
    rtol: float
    atol: float
    oracles: tuple[Oracle, ...]
    returns: tuple[str, ...] = ()
    stateful: bool = False

    @property
    def parts(self) -> int:
        """Number of results of a call."""
        return max(1, len(self.returns))

    @property
    def size(self) -> int:
        """Number of numbers that go in."""
        return sum(np.size(argument) for argument in self.arguments)


def probe(
    title: str,
    *arguments: ArrayLike,
    visible: bool = True,
    rtol: float = 1e-6,
    atol: float = 0.0,
    oracles: Sequence[Oracle] = (),
    keywords: Mapping[str, float] | None = None,
) -> Probe:
    """Describe one call that is made of every answer.

    Parameters
    ----------
    title : str
        What is special about the input, in a few words.
    *arguments : array_like
        Positional arguments. A sequence becomes an array; a Python number stays.
    visible : bool, default True
        Whether the learner may see the input. A hidden one is never printed.
    rtol, atol : float
        How far a result may be from the reference: ``atol + rtol * abs(reference)``.
    oracles : sequence of Oracle, optional
        What must hold besides closeness to the reference, its shape, a numeric
        dtype, finiteness and unchanged arguments, which always must.
    keywords : mapping, optional
        Hyper-parameters, passed by name.

    Returns
    -------
    Probe
    """
    plain = tuple(a if isinstance(a, int | float) else _fixed(a) for a in arguments)
    return Probe(
        title, plain, dict(keywords or {}), visible, rtol, atol, tuple(oracles)
    )


def _fixed(argument: ArrayLike) -> Array:
    array = np.array(argument)
    array.flags.writeable = False
    return array


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that people give, and what to tell who gave it."""

    name: str
    feedback: str
    functions: tuple[Function, ...]

    @property
    def title(self) -> str:
        """The name in words."""
        return self.name.replace("_", " ")

    @property
    def said(self) -> str:
        """What was done, without the question."""
        return self.feedback.split(". ")[0].rstrip(".") + "."


@dataclass(eq=False)
class Exercise:
    """One exercise: its task, and all that is needed to judge an answer.

    Parameters
    ----------
    id : str
        Name of the function to write, and of the module that defines the exercise.
    chapter, section : str
        Page of the book and the anchor on it where the subject is explained.
    task : str
        What to write, with units and shapes, in plain sentences.
    starter : str
        Signature, docstring, ``# TODO`` and ``raise NotImplementedError``.
    reference : callable
        The library's own function.
    hints : tuple of str
        Three of them, from mild to nearly there.
    praise : str
        One sentence for a right answer: why it matters.
    returns : tuple of str, optional
        Names of the results, if the task asks for more than one: ``("dx", "dw")``.
        An answer gives them as a tuple or list in this order.
    stateful : bool, default False
        Whether the answer is a step that is repeated, with the signature
        ``f(w, g, state, ...) -> (w, state)``. A probe then holds the first `w` and
        all `g`, one a row; the state is `None` at first and then what the answer made
        of it. What is judged is `w` after each step.
    alone : int, optional
        How many leading axes of a result can be looked at alone, when a wrong number
        is shown with its input: all of them by default, 1 if a row is needed as a
        whole, 0 if everything is.

    Raises
    ------
    FormatError
        If a part is missing or empty, or the starter is not one.
    """

    id: str
    chapter: str
    section: str
    task: str
    starter: str
    reference: Function
    hints: tuple[str, ...]
    praise: str
    returns: tuple[str, ...] = ()
    stateful: bool = False
    alone: int | None = None
    alternatives: list[Function] = field(default_factory=list, init=False)
    mistakes: list[Mistake] = field(default_factory=list, init=False)
    _generate: Generator | None = field(default=None, init=False, repr=False)
    _shown: Function | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        """Tidy the texts and refuse what later would be found by a learner."""
        self.task = inspect.cleandoc(self.task)
        self.starter = textwrap.dedent(self.starter).strip() + "\n"
        for part in ("id", "chapter", "section", "task", "praise"):
            self._require(bool(getattr(self, part).strip()), f"{part} is empty")
        self._require(
            len(self.hints) == HINTS and all(hint.strip() for hint in self.hints),
            f"it has {len(self.hints)} hints; {HINTS} are wanted, none empty",
        )
        self._require(callable(self.reference), "the reference is not callable")
        self._require(len(self.returns) != 1, "one result needs no name")
        self._require(not (self.returns and self.stateful), "a step returns one array")
        self._require_starter()

    def _require(self, holds: bool, complaint: str) -> None:
        if not holds:
            raise FormatError(f"exercise {self.id!r}: {complaint}")

    def _require_starter(self) -> None:
        for part in ("# TODO", "raise NotImplementedError"):
            self._require(part in self.starter, f"the starter has no `{part}`")
        try:
            names = [node.name for node in _functions(self.starter)]
        except SyntaxError as error:
            raise FormatError(
                f"exercise {self.id!r}: the starter does not parse"
            ) from error
        self._require(names == [self.id], f"the starter must define {self.id} alone")

    def probes(self, generate: G) -> G:
        """Register the generator of probes, which takes a random generator."""
        self._require(self._generate is None, "it has two generators of probes")
        self._generate = generate
        return generate

    def alternative(self, function: F) -> F:
        """Register a right answer that is written differently."""
        self.alternatives.append(function)
        return function

    def solution(self, function: F) -> F:
        """Register the right answer that is shown to who asks for one.

        It stands for itself: besides its own lines it uses what the module imports.
        """
        self._require(self._shown is None, "it has two solutions")
        self._shown = function
        return self.alternative(function)

    def mistake(self, function: F) -> F:
        """Register a wrong answer; its docstring is what the learner is told.

        Some mistakes hold a number that everybody chooses differently. A keyword-only
        parameter with a tuple as its default lists the values: `eps=(1e-7, 1e-8)`.
        """
        name = function.__name__
        feedback = " ".join((function.__doc__ or "").split())
        self._require(bool(feedback), f"the mistake {name} has no docstring")
        self._require("?" in feedback, f"the mistake {name} asks no question")
        taken = [mistake.name for mistake in self.mistakes]
        self._require(name not in taken, f"there are two mistakes {name}")
        self.mistakes.append(Mistake(name, feedback, tuple(_variants(function))))
        return function

    def cases(self, seed: int = 0) -> tuple[Probe, ...]:
        """Return the probes that a seed gives, the same objects each time."""
        return _cases(self, seed)

    def _made(self, seed: int) -> Iterator[Probe]:
        if self._generate is None:
            raise FormatError(f"exercise {self.id!r}: it has no probes")
        for made in self._generate(np.random.default_rng(seed)):
            yield replace(made, returns=self.returns, stateful=self.stateful)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """Names of the positional parameters, from the starter."""
        (node,) = _functions(self.starter)
        return tuple(arg.arg for arg in [*node.args.posonlyargs, *node.args.args])

    @property
    def signature(self) -> str:
        """The call as the learner reads it."""
        (node,) = _functions(self.starter)
        return f"{self.id}({ast.unparse(node.args)})"

    @property
    def link(self) -> str:
        """The end of the address where the book explains it."""
        return f"{chapters()[self.chapter]}/{self.chapter}.html#{self.section}"

    @cached_property
    def version(self) -> str:
        """A short fingerprint of what is right: better words leave it as it is."""
        return _fingerprint(_judged(self._source))

    @cached_property
    def edition(self) -> str:
        """A short fingerprint of the whole module, words and mistakes included."""
        return _fingerprint(self._source)

    @property
    def _source(self) -> str:
        return inspect.getsource(inspect.getmodule(self._generate) or self.reference)

    @property
    def solution_note(self) -> str:
        """What is said with the solution: where it is in the library, if it is."""
        module = self.reference.__module__.partition("._")[0]
        if module.startswith("lossedu.exercises"):
            return "One way to write it."
        name = self.reference.__qualname__
        return f"One way to write it. In this library: {module}.{name}."

    @cached_property
    def solution_text(self) -> str:
        """The source of the solution, as a learner would write it into a file."""
        if self._shown is None:
            raise FormatError(f"exercise {self.id!r}: it has no solution")
        (node,) = _functions(textwrap.dedent(inspect.getsource(self._shown)))
        node.decorator_list = []
        used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        imports = [line for line in _imports(self._source) if _bound(line) & used]
        return "\n".join([*imports, "", "", _written(self._shown, self.id)]).lstrip()


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# What is read and not judged: settings of an Exercise, and what is registered with it.
READ = {"chapter", "section", "task", "starter", "hints", "praise", "alone"}
BESIDE = {"solution", "alternative", "mistake"}


def _judged(source: str) -> str:
    """Return the code of a module that decides what is right, comments left out."""
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if not _is_beside(node)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Exercise":
            node.keywords = [k for k in node.keywords if k.arg not in READ]
    return ast.unparse(tree)


def _is_beside(node: ast.stmt) -> bool:
    """Tell whether it is a text, a right answer or a mistake."""
    if isinstance(node, ast.FunctionDef):
        named = (d.attr for d in node.decorator_list if isinstance(d, ast.Attribute))
        return any(name in BESIDE for name in named)
    return isinstance(node, ast.Expr)


def _written(function: Function, name: str) -> str:
    """Return the lines of a function without decorators, under another name."""
    source = textwrap.dedent(inspect.getsource(function))
    (node,) = _functions(source)
    body = "\n".join(source.splitlines()[node.lineno - 1 :])
    return body.replace(f"def {node.name}(", f"def {name}(", 1) + "\n"


def _imports(source: str) -> list[str]:
    kinds = (ast.Import, ast.ImportFrom)
    return [ast.unparse(n) for n in ast.parse(source).body if isinstance(n, kinds)]


def _bound(line: str) -> set[str]:
    """Return the names that an import binds."""
    (node,) = ast.parse(line).body
    assert isinstance(node, ast.Import | ast.ImportFrom)
    return {alias.asname or alias.name.partition(".")[0] for alias in node.names}


@lru_cache(maxsize=256)
def _cases(exercise: Exercise, seed: int) -> tuple[Probe, ...]:
    return tuple(exercise._made(seed))


def _variants(function: Function) -> Iterator[Function]:
    defaults: Mapping[str, Any] = function.__kwdefaults__ or {}
    choices = {key: c for key, c in defaults.items() if isinstance(c, tuple)}
    for values in product(*choices.values()):
        yield partial(function, **dict(zip(choices, values, strict=True)))


def _functions(source: str) -> list[ast.FunctionDef]:
    return [n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef)]


def shelf() -> dict[str, str]:
    """Return the module of every exercise by its id, in the book's order."""
    from lossedu.exercises import CHAPTERS

    return {
        name: f"lossedu.exercises.{chapter.split('/')[1].replace('-', '_')}.{name}"
        for chapter, names in CHAPTERS.items()
        for name in names
    }


def chapters() -> dict[str, str]:
    """Return the part of every chapter, in the book's order."""
    from lossedu.exercises import CHAPTERS

    return {name.split("/")[1]: name.split("/")[0] for name in CHAPTERS}


def following(name: str) -> str:
    """Return the exercise that comes after another one in the book; "" at the end."""
    known = list(shelf())
    later = known[known.index(name) + 1 :] if name in known else []
    return later[0] if later else ""


def meant(given: str, known: Iterable[str]) -> str:
    """Return a question that names what is spelt nearly so, or nothing."""
    near = difflib.get_close_matches(given, list(known), n=3, cutoff=0.5)
    return f" Did you mean {' or '.join(near)}?" if near else ""


def find(name: str) -> Exercise:
    """Return the exercise of that id, or say which ids are near.

    Raises
    ------
    UnknownExercise
        If there is none.
    TypeError
        If the name is no text.
    """
    if not isinstance(name, str):
        kind = type(name).__name__
        text = f"The name of the exercise comes first, in quotes; here came a {kind}."
        raise TypeError(text)
    known = shelf()
    if name not in known:
        raise UnknownExercise(f"There is no exercise {name!r}.{meant(name, known)}")
    module = importlib.import_module(known[name])
    exercise: Exercise = module.exercise
    folder = known[name].split(".")[-2]
    if (exercise.id, exercise.chapter.replace("-", "_")) != (name, folder):
        raise FormatError(f"{known[name]} holds {exercise.chapter}/{exercise.id}")
    return exercise
