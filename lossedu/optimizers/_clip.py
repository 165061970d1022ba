"""Limits on the gradients before a step takes them."""

import numpy as np

from lossedu import _check
from lossedu._check import Array
from lossedu._tree import Tree, leaves, like


def clip_by_norm(grads: Tree, *, limit: float) -> Tree:
    r"""Shorten the gradients together, so that their norm is at most `limit`.

    With the Euclidean norm of all the arrays as one vector,

    .. math:: \min\Bigl(1, \frac{c}{|g|}\Bigr) g

    Parameters
    ----------
    grads : ndarray, or lists, tuples and dicts of them
        The gradients g.
    limit : float
        The largest norm c; > 0.

    Returns
    -------
    ndarray, or the same structure
        The gradients, in the same direction as before.

    Raises
    ------
    ValueError
        If `limit` is not positive and finite.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As `optax.clip_by_global_norm` and `torch.nn.utils.clip_grad_norm_`; the latter adds
    1e-6 to the norm, so that it shortens a little more. No square overflows here. Where
    a gradient is infinite or NaN there is no direction to keep, and all become NaN.

    References
    ----------
    R. Pascanu, T. Mikolov, Y. Bengio (2013), On the difficulty of training recurrent
    neural networks, ICML, 1310-1318, arXiv:1211.5063.

    Examples
    --------
    >>> import numpy as np
    >>> clip_by_norm({"w": np.array([3.0, 0.0]), "b": np.array(-4.0)}, limit=1.0)
    {'w': array([0.6, 0. ]), 'b': np.float64(-0.8)}
    """
    c = _check.number("limit", limit, "> 0")
    found = _arrays(grads)
    sizes = [np.abs(g).max(initial=0) for g in found.values()]
    largest = np.max(sizes, initial=0.0)  # NaN if one is
    with np.errstate(invalid="ignore"):  # of infinite gradients
        units = {p: g.astype(float) / (largest or 1.0) for p, g in found.items()}
    norm = np.maximum(1, np.sqrt(sum(np.square(u).sum() for u in units.values())))
    if largest <= c / norm:
        return like(grads, {p: g.copy()[()] for p, g in found.items()})
    shorter = {p: (u * (c / norm)).astype(found[p].dtype) for p, u in units.items()}
    return like(grads, shorter)


def clip_by_value(grads: Tree, *, limit: float) -> Tree:
    r"""Clip each element of the gradients to the range from -limit to limit.

    .. math:: \max(-c, \min(c, g))

    Parameters
    ----------
    grads : ndarray, or lists, tuples and dicts of them
        The gradients g.
    limit : float
        The largest size c of an element; > 0.

    Returns
    -------
    ndarray, or the same structure
        The clipped gradients, whose direction may be another.

    Raises
    ------
    ValueError
        If `limit` is not positive and finite.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As `torch.nn.utils.clip_grad_value_` and `optax.clip`. NaN stays NaN.

    References
    ----------
    A. Graves (2013), Generating sequences with recurrent neural networks,
    arXiv:1308.0850.

    Examples
    --------
    >>> import numpy as np
    >>> clip_by_value(np.array([3.0, 0.5, -np.inf]), limit=1.0)
    array([ 1. ,  0.5, -1. ])
    """
    c = _check.number("limit", limit, "> 0")
    with np.errstate(over="ignore"):  # a limit beyond the largest float16
        cut = {p: np.clip(g, -c, c) for p, g in _arrays(grads).items()}
    return like(grads, cut)


def _arrays(grads: Tree) -> dict[str, Array]:
    """Return the arrays by their places, each with its own floating dtype."""
    named = leaves(grads)
    return {p: _check.arrays(**{f"grads{p}": g})[0] for p, g in named.items()}
