"""Change one token of a source: a sign, a factor, a comparison, a constant, a name.

Graders and tests are measured by how many of these changes they notice.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

OPERATORS: dict[type[ast.AST], list[type[ast.AST]]] = {
    ast.Add: [ast.Sub],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div],
    ast.Div: [ast.Mult],
    ast.Pow: [ast.Mult],
    ast.BitAnd: [ast.BitOr],
    ast.BitOr: [ast.BitAnd],
    ast.And: [ast.Or],
    ast.Or: [ast.And],
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}
NAMES = {
    "maximum": "minimum",
    "log": "log1p",
    "log1p": "log",
    "exp": "expm1",
    "expm1": "exp",
    "any": "all",
    "argmax": "argmin",
    "isinf": "isnan",
    "isnan": "isinf",
    "xlogy": "times",
    "times": "ratio",
    "ratio": "times",
    "zeros_like": "ones_like",
    "ones": "zeros",
    "sigmoid": "softplus",
    "softplus": "sigmoid",
}
NAMES |= {"minimum": "maximum", "all": "any"}


class Change(NamedTuple):
    """A source with one token changed."""

    line: int
    function: str  # the one that it is in, "" outside of any
    old: str
    new: str
    arithmetic: bool
    source: str


def changes(source: str, names: Mapping[str, str] = NAMES) -> Iterator[Change]:
    """Yield every change of one token.

    Parameters
    ----------
    source : str
        Text of a module.
    names : mapping, optional
        Which names are exchanged for which others.

    Yields
    ------
    Change
    """
    tree = ast.parse(source)
    types, axes, inside = _types(tree), _axes(tree), _inside(tree)
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in types:
            continue
        for field, new, arithmetic in _alternatives(node, names):
            if id(node) in axes and new == -1:
                continue
            changed = copy.deepcopy(tree)
            target = next(n for i, n in enumerate(ast.walk(changed)) if i == place)
            setattr(target, field, new)
            yield Change(
                getattr(node, "lineno", 0),
                inside.get(id(node), ""),
                ast.unparse(node),
                ast.unparse(target),
                arithmetic,
                ast.unparse(changed),
            )


def _types(tree: ast.Module) -> set[int]:
    """Return the nodes of annotations, which change nothing."""
    return {
        id(inner)
        for node in ast.walk(tree)
        for field in ("annotation", "returns")
        if getattr(node, field, None)
        for inner in ast.walk(getattr(node, field))
    }


def _axes(tree: ast.Module) -> set[int]:
    """Return the axes: of a matrix, 1 and -1 are the same."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "axis"
    }


def _inside(tree: ast.Module) -> dict[int, str]:
    """Return the name of the function or class that each node is in."""
    return {
        id(inner): top.name
        for top in tree.body
        if isinstance(top, ast.FunctionDef | ast.ClassDef)
        for inner in ast.walk(top)
    }


def _alternatives(
    node: ast.AST, names: Mapping[str, str]
) -> Iterator[tuple[str, Any, bool]]:
    """Yield (field, new content, whether it is arithmetic) for one node."""
    match node:
        case ast.BinOp(op=op) | ast.BoolOp(op=op):
            for new in OPERATORS.get(type(op), []):
                yield "op", new(), not isinstance(op, ast.BitAnd | ast.BitOr)
        case ast.Compare(ops=[op]):
            for new in OPERATORS[type(op)]:
                yield "ops", [new()], False
        case ast.UnaryOp(op=ast.USub()):
            yield "op", ast.UAdd(), True
        case ast.UnaryOp(op=ast.Not() | ast.Invert()):
            yield "op", ast.UAdd(), False
        case ast.Constant(value=bool(value)):
            yield "value", not value, False
        case ast.Constant(value=int(value) | float(value)):
            yield "value", value + 1, True
            if value:
                yield "value", -value, True
        case ast.Attribute(attr=name) if name in names:
            yield "attr", names[name], True
        case ast.Name(id=name) if name in names:
            yield "id", names[name], True
        case ast.Call(
            func=ast.Attribute(attr="maximum" | "minimum") | ast.Name(id="max" | "min")
        ):
            pass  # in either order the same
        case ast.Call(args=[first, second]) if ast.dump(first) != ast.dump(second):
            yield "args", [second, first], True
