"""What a step does to each array of the parameters."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lossedu import _check
from lossedu._check import Array
from lossedu._tree import Tree, frame, leaves, like


def zeros(params: Tree) -> Tree:
    """Return a zero for each parameter, of float32 at least."""
    found = {}
    for place, x in leaves(params).items():
        (array,) = _check.arrays(**{f"params{place}": x})
        # an eps of 1e-8 and most squared gradients are 0 in float16
        dtype = np.result_type(array.dtype, np.float32)
        found[place] = np.zeros(array.shape, dtype)
    return like(params, found)


def raised(a: Array, eps: float) -> Array:
    """Return a + eps, above 0 for a >= 0 though eps be 0 in the dtype of a."""
    return a + max(eps, float(np.finfo(a.dtype).smallest_subnormal))


def _places(named: dict[str, dict[str, Any]]) -> list[str]:
    """Check that all trees have arrays at the same places, and return these."""
    (first, those), *others = named.items()
    for name, found in others:
        for a, b, lacking in (
            (first, name, those.keys() - found.keys()),
            (name, first, found.keys() - those.keys()),
        ):
            if lacking:
                raise ValueError(
                    f"{a}{min(lacking)} is an array and {b} has none there; "
                    "they must have the same structure"
                )
    return list(those)


def each(
    update: Callable[..., tuple[Any, ...]], params: Tree, grads: Tree, **moments: Tree
) -> tuple[Tree, ...]:
    """Return the trees (x, *moments) that update(x, g, *moments) makes of each array.

    An array keeps its floating dtype; a step that overflows is infinite or NaN without
    a warning, as in a loop that diverges.
    """
    trees = {"params": params, "grads": grads}
    trees |= {f"state.{name}": tree for name, tree in moments.items()}
    named = {name: leaves(tree) for name, tree in trees.items()}
    places = _places(named)
    for name, tree in trees.items():
        if frame(tree) != frame(params):
            raise ValueError(
                f"a list and a dict stand at one place of params and {name}; "
                "they must have the same structure"
            )
    results: list[dict[str, Any]] = [{} for _ in range(1 + len(moments))]
    for place in places:
        given = {f"{name}{place}": found[place] for name, found in named.items()}
        x, g, *rest = _check.arrays(**given)
        own = [_check.arrays(x=a)[0].dtype for a in given.values()]
        with np.errstate(over="ignore", invalid="ignore"):
            new = update(x, g, *rest)
            for result, a, dtype in zip(results, new, own[:1] + own[2:], strict=True):
                result[place] = a.astype(dtype, copy=False)
    return tuple(like(params, result) for result in results)
