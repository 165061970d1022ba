"""Parameters: an array, or arrays in lists, tuples and dicts, one in another."""

from collections.abc import Callable
from typing import Any


def each(f: Callable[[Any], Any], tree: Any) -> Any:
    """Return a tree of the same structure with f of each array."""
    if isinstance(tree, dict):
        return {key: each(f, branch) for key, branch in tree.items()}
    if isinstance(tree, (list, tuple)):
        make = getattr(tree, "_make", type(tree))  # a NamedTuple takes no iterable
        return make(each(f, branch) for branch in tree)
    return f(tree)
