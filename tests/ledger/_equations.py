r"""Check a displayed equation by evaluating what is printed.

A row holds the LaTeX exactly as printed. It is cut at its relation signs, SymPy reads
each side, and the sides are compared to 30 digits at random points: the printed formula
is itself the test. What SymPy cannot read (``D_{\mathrm{KL}}(p \| q)``, a partial
derivative) is given a meaning in the row's `reads`, so that the rest of the side is
still read as printed.
"""

from __future__ import annotations

import itertools
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import sympy
from mpmath import mp
from sympy.core.function import AppliedUndef

Point = dict[str, Any]
DIGITS = 50
# Sides agree to 30 of 50 digits; mpmath's numerical derivatives reach 40.
TOLERANCE = mp.mpf(10) ** -30

# LaTeX that changes the look of an equation and not its meaning.
_LAYOUT = re.compile(
    r"\\(?:[,;:!]|quad|qquad|left|right|[bB]igg?[lr]?|displaystyle)(?![a-zA-Z])"
    r"|\\begin\{\w+\*?\}|\\end\{\w+\*?\}|&|\\\\|~"
)
_RELATIONS = {
    "=": lambda gap, size: abs(gap) <= TOLERANCE * size,
    r"\ge": lambda gap, size: gap >= -TOLERANCE * size,
    r"\le": lambda gap, size: gap <= TOLERANCE * size,
    "<": lambda gap, size: gap < 0,
    ">": lambda gap, size: gap > 0,
}
# Names given to the pieces that a row explains itself.
_STAND_INS = [rf"\{g}" for g in ("xi", "zeta", "upsilon", "psi", "omega", "Xi", "Psi")]


class Reading(NamedTuple):
    """Meaning of a piece, found where it stands: inside a sum with the sum's index."""

    of: Callable[[Point], Any]


@dataclass(frozen=True)
class Equation:
    """One displayed equation.

    Parameters
    ----------
    label, latex : str
        As printed; runs of white space count as one space.
    says : str
        The claim in one sentence.
    draw : callable
        ``draw(rng)`` gives a random point: a value for every symbol, a list for an
        indexed one (``p_k`` reads ``p[k - 1]``), a callable for a function.
    reads : mapping
        Meaning, at a point, of pieces of LaTeX that SymPy cannot read.
    code : callable, optional
        The package's value of the leftmost side at a point, compared in float64.
    definition : bool
        True where the equation only gives a name; at most a quarter may.
    """

    label: str
    latex: str
    says: str
    draw: Callable[[np.random.Generator], Point]
    reads: Mapping[str, Callable[[Point], Any]] = field(default_factory=dict)
    code: Callable[[Point], Any] | None = None
    definition: bool = False

    def fault(self, latex: str | None = None, points: int = 5) -> str | None:
        """What is wrong with the equation as printed, or None."""
        rng = np.random.default_rng(0)
        with mp.workdps(DIGITS):
            for _ in range(points):
                point = self.draw(rng)
                if found := self._fault_at(point, latex or self.latex):
                    return found
        return None

    def sides(self, point: Point, latex: str | None = None) -> list[Any]:
        """The value of every side at `point`, left to right."""
        pieces = dict(zip(_STAND_INS[: len(self.reads)], self.reads, strict=True))
        meanings = {
            stand_in.lstrip("\\"): Reading(self.reads[piece])
            for stand_in, piece in pieces.items()
        }
        return [
            evaluate(parse(_replace(side, pieces)), {**point, **meanings})
            for side in split(latex or self.latex)[0]
        ]

    def _fault_at(self, point: Point, latex: str) -> str | None:
        values = self.sides(point, latex)
        if len(values) < 2 and self.code is None:
            return f"{self.label}: there is no relation in it to check"
        for i, relation in enumerate(split(latex)[1]):
            left, right = values[i], values[i + 1]
            if not (mp.isfinite(left) and mp.isfinite(right)):
                return f"{self.label}: {left} beside {right} at {point}"
            size = max(abs(left), abs(right), mp.mpf(1) / 10**6)
            if not _RELATIONS[relation](left - right, size):
                return (
                    f"{self.label}: sides {i + 1} and {i + 2} are "
                    f"{mp.nstr(left, 12)} and {mp.nstr(right, 12)} at {point}"
                )
        if self.code is not None:
            mine = float(self.code(_floats(point)))
            if not np.isclose(mine, float(values[0]), rtol=1e-9, atol=1e-12):
                return f"{self.label}: the package gives {mine}, printed {values[0]}"
        return None


def split(latex: str) -> tuple[list[str], list[str]]:
    """Sides and relation signs of an equation, cut outside all brackets."""
    text = _LAYOUT.sub(" ", latex).rstrip(" .,;")
    sides, relations, depth, start = [], [], 0, 0
    for sign in re.finditer(r"\\[{}]|[{}()\[\]]|\\(?:ge|le)(?![a-zA-Z])|[=<>]", text):
        token = sign[0]
        if token in "{([":
            depth += 1
        elif token in "})]":
            depth -= 1
        elif token in _RELATIONS and depth == 0:
            if side := text[start : sign.start()].strip():
                sides.append(side)
                relations.append(token)
            start = sign.end()
    return [*sides, text[start:].strip()], relations


def _replace(side: str, pieces: Mapping[str, str]) -> str:
    for stand_in, piece in pieces.items():
        side = side.replace(_LAYOUT.sub(" ", piece).strip(), f" {stand_in} ")
    return side


@cache
def parse(side: str) -> sympy.Expr:
    """SymPy's reading of one side."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the generated parser's own deprecations
        from sympy.parsing.latex import parse_latex

        return parse_latex(_with_bounds(side), strict=True)


def _with_bounds(side: str) -> str:
    """Let an index without bounds run over all outcomes: y over m, the others over n."""
    side = side.replace(r"\tfrac", r"\frac")
    head, double, body = side.partition(r"\sum_{x, y}")
    if double:
        side = rf"{head} \sum_x (\sum_y ({body}))"
    side = re.sub(r"\\(sum|prod)_y(?!\w)", r"\\\1_{y=1}^{m}", side)
    # j \ne t: over all j, each term times chi(j, t), which is 0 for j = t and else 1.
    side = re.sub(r"\\sum_\{(\w) \\ne (\w)\}", r"\\sum_{\1=1}^{n} \\chi(\1, \2)", side)
    return re.sub(r"\\(sum|prod)_(\w)(?!\w)", r"\\\1_{\2=1}^{n}", side)


def evaluate(expr: sympy.Basic, point: Point) -> Any:
    """Value of a parsed expression, in mpmath's numbers."""
    if isinstance(expr, sympy.Symbol):
        return _look_up(expr.name, point)
    if isinstance(expr, sympy.Sum | sympy.Product):
        return _over(expr, point)
    values = [evaluate(argument, point) for argument in expr.args]
    name = expr.func.__name__
    if isinstance(expr, AppliedUndef):
        return _apply(_look_up(name, point | _FUNCTIONS), values)
    if expr.is_Number or expr.is_NumberSymbol:
        return mp.mpf(sympy.Float(expr, DIGITS))
    return _FUNCTIONS[name](*values)


def _over(expr: Any, point: Point) -> Any:
    """Value of a sum or product, its last index running outermost."""
    *inner, (index, low, high) = expr.limits
    body = expr.func(expr.function, *inner) if inner else expr.function
    span = range(int(evaluate(low, point)), int(evaluate(high, point)) + 1)
    terms = [evaluate(body, {**point, index.name: i}) for i in span]
    return mp.fsum(terms) if isinstance(expr, sympy.Sum) else mp.fprod(terms)


def _apply(head: Any, values: list[Any]) -> Any:
    # a(1 - a) is a call or a product; what a stands for decides.
    return head(*values) if callable(head) else head * mp.fprod(values)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "Add": lambda *v: mp.fsum(v),
    "Mul": lambda *v: mp.fprod(v),
    "Pow": lambda a, b: mp.mpf(a) ** b,
    "log": lambda x, base=mp.e: mp.log(x) / mp.log(base),
    "exp": mp.exp,
    "cos": mp.cos,
    "Abs": abs,
    "chi": lambda j, t: mp.mpf(j != t),
    "max": max,
    "min": min,
    "Max": max,
    "Min": min,
}


def _look_up(name: str, point: Point) -> Any:
    if name in point:
        value = point[name]
        return value.of(point) if isinstance(value, Reading) else value
    if name == "e":
        return mp.e
    base, _, index = name.partition("_")
    index = index.strip("{}")
    if base not in point:
        raise KeyError(f"no meaning is given for the symbol {name}")
    places = [
        int(i) if i.isdigit() else point[i] for i in re.split(r"[,\s]*", index) if i
    ]
    value = point[base]
    for place in places:
        value = value[place - 1]
    return value


def _floats(point: Point) -> Point:
    """The point with NumPy numbers, as the package takes them."""
    return {
        k: v if callable(v) else np.asarray(v, dtype=float) for k, v in point.items()
    }


def mutants(latex: str) -> list[str]:
    """The equation with one sign flipped, one factor dropped or two symbols swapped."""
    found = []
    for sign in re.finditer(r"[+-]", latex):
        other = "-" if sign[0] == "+" else "+"
        found.append(latex[: sign.start()] + other + latex[sign.end() :])
    for factor in re.finditer(r"\\t?frac\s*(?:\d\d|\{\w\}\{\w\})", latex):
        found.append(latex[: factor.start()] + " " + latex[factor.end() :])
    symbols = list(re.finditer(r"(?<![\\a-zA-Z{_])[a-zA-Z](?![a-zA-Z])", latex))
    for one, two in itertools.pairwise(symbols):
        if one[0] != two[0]:
            between = latex[one.end() : two.start()]
            swapped = two[0] + between + one[0]
            found.append(latex[: one.start()] + swapped + latex[two.end() :])
    return found
