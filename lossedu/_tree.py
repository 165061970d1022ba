"""Parameters: an array, or arrays in nested lists, tuples and dicts."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

Tree: TypeAlias = Any


def leaves(tree: Tree) -> dict[str, Any]:
    """The arrays of a tree by their places: "" for a lone array, else "['w'][0]"."""
    if isinstance(tree, dict):
        branches: Iterable[tuple[Any, Tree]] = tree.items()
    elif isinstance(tree, (list, tuple)):
        branches = enumerate(tree)
    else:
        return {"": tree}
    return {
        f"[{key!r}]{place}": leaf
        for key, branch in branches
        for place, leaf in leaves(branch).items()
    }


def frame(tree: Tree) -> Tree:
    """The dicts and lists of a tree without its arrays; a tuple counts as a list."""
    if isinstance(tree, dict):
        return {k: frame(branch) for k, branch in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [frame(branch) for branch in tree]
    return None


def like(tree: Tree, found: dict[str, Any], place: str = "") -> Tree:
    """Return a tree of the same structure with other arrays at its places."""
    if isinstance(tree, dict):
        return {k: like(branch, found, f"{place}[{k!r}]") for k, branch in tree.items()}
    if isinstance(tree, (list, tuple)):
        make = getattr(tree, "_make", type(tree))  # a NamedTuple takes no iterable
        return make(like(b, found, f"{place}[{i}]") for i, b in enumerate(tree))
    return found[place]


def each(f: Callable[[Any], Any], tree: Tree) -> Tree:
    """Return a tree of the same structure with f of each array."""
    return like(tree, {place: f(leaf) for place, leaf in leaves(tree).items()})
