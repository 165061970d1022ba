"""Entropy, cross-entropy and divergences of discrete distributions."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._pair import Pair
from lossedu._stable import log_ratio, phi, ratio, times, xlogy

__all__ = [
    "GENERATORS",
    "INFORMATION",
    "Generator",
    "conditional_entropy",
    "conditional_entropy_grad",
    "cross_entropy",
    "cross_entropy_grad",
    "entropy",
    "entropy_grad",
    "f_divergence",
    "f_divergence_grad",
    "joint_entropy",
    "joint_entropy_grad",
    "js_divergence",
    "js_divergence_grad",
    "kl_divergence",
    "kl_divergence_grad",
    "mutual_information",
    "mutual_information_grad",
    "perplexity",
    "perplexity_grad",
    "self_information",
    "self_information_grad",
]


def _log(base: float) -> float:
    """Return the natural logarithm of a base, 1 nat being log(base) of its units."""
    return math.log(_check.number("base", base, "> 0 and not 1"))


def _distributions(axes: int = 1, **named: ArrayLike) -> tuple[Array, ...]:
    found = _check.arrays(**named)
    for name, p in zip(named, found, strict=True):
        _check.distribution(name, p, axes)
    return found


def self_information(p: ArrayLike, *, base: float = math.e) -> Array:
    (p,) = _check.arrays(p=p)
    _check.unit("p", p)
    with np.errstate(divide="ignore"):
        return (0 - np.log(p)) / _log(base)


def self_information_grad(p: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `self_information`: -1 / p, in units of the base."""
    (p,) = _check.arrays(p=p)
    _check.unit("p", p)
    with np.errstate(divide="ignore", over="ignore"):
        return -1 / p / _log(base)


def entropy(p: ArrayLike, *, base: float = math.e) -> Array:
    (p,) = _distributions(p=p)
    return (0 - xlogy(p, p).sum(axis=-1)) / _log(base)


def entropy_grad(p: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `entropy`: -log p - 1, +inf where p is 0."""
    (p,) = _distributions(p=p)
    with np.errstate(divide="ignore"):
        return (-1 - np.log(p)) / _log(base)


def joint_entropy(joint: ArrayLike, *, base: float = math.e) -> Array:
    (p,) = _distributions(2, joint=joint)
    return (0 - xlogy(p, p).sum(axis=(-2, -1))) / _log(base)


def joint_entropy_grad(joint: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `joint_entropy`: -log p - 1, +inf where p is 0."""
    (p,) = _distributions(2, joint=joint)
    with np.errstate(divide="ignore"):
        return (-1 - np.log(p)) / _log(base)


def _log_share(p: Array) -> Array:
    """Return log(p / row sum): a certain element is judged by what is left over."""
    k = p.argmax(axis=-1, keepdims=True)
    m = np.take_along_axis(p, k, axis=-1)
    others = p.copy()
    np.put_along_axis(others, k, 0, axis=-1)
    rest = others.sum(axis=-1, keepdims=True)
    share = log_ratio(p, np.broadcast_to(m + rest, p.shape))
    np.put_along_axis(share, k, -np.log1p(ratio(rest, m)), axis=-1)
    return share


def conditional_entropy(joint: ArrayLike, *, base: float = math.e) -> Array:
    (p,) = _distributions(2, joint=joint)
    return times(p, 0 - _log_share(p)).sum(axis=(-2, -1)) / _log(base)


def conditional_entropy_grad(joint: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `conditional_entropy`: -log p(y | x), 0 in an empty row."""
    (p,) = _distributions(2, joint=joint)
    return (0 - _log_share(p)) / _log(base)


def cross_entropy(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    p, q = _distributions(p=p, q=q)
    return (0 - xlogy(p, q).sum(axis=-1)) / _log(base)


def cross_entropy_grad(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `cross_entropy` in q: -p / q, 0 where p is 0."""
    p, q = _distributions(p=p, q=q)
    return (0 - ratio(p, q)) / _log(base)


def _excess(p: Array, q: Array) -> Array:
    """Return p log(p / q) - p + q, which is never negative, uncancelled at p = q."""
    u = np.clip(ratio(p - q, q), -0.25, 0.25)
    far = times(p, log_ratio(p, q)) - (p - q)
    return np.where(np.abs(p - q) < q / 4, q * phi(u), far)


def _gap(difference: Array, n: int) -> Array:
    """Return a difference of two sums that are 1, taken as 0 where it is rounding."""
    return difference * (np.abs(difference) > n * np.finfo(difference.dtype).eps)


def kl_divergence(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    p, q = _distributions(p=p, q=q)
    gap = _gap((p - q).sum(axis=-1), p.shape[-1])
    return (_excess(p, q).sum(axis=-1) + gap) / _log(base)


def kl_divergence_grad(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `kl_divergence` in q: -p / q, 0 where p is 0."""
    return cross_entropy_grad(p, q, base=base)


def js_divergence(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    p, q = _distributions(p=p, q=q)
    d = ratio(p - q, p + q)
    return ((p + q) * (phi(d) + phi(-d)) / 4).sum(axis=-1) / _log(base)


def js_divergence_grad(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `js_divergence` in q: half of log(q / m), m the mean of p and q."""
    p, q = _distributions(p=p, q=q)
    d = ratio(q - p, p + q) + (p + q == 0)  # where both are 0: as q rises from 0
    with np.errstate(divide="ignore"):
        far = np.log(ratio(2 * q, p + q) + (p + q == 0))
    return np.where(d > -0.5, np.log1p(np.maximum(d, -0.5)), far) / (2 * _log(base))


def _marginals(p: Array) -> tuple[Array, Array]:
    """Return p(x) and p(y), each in the shape of the table."""
    rows, columns = p.sum(axis=-1, keepdims=True), p.sum(axis=-2, keepdims=True)
    return np.broadcast_to(rows, p.shape), np.broadcast_to(columns, p.shape)


def mutual_information(joint: ArrayLike, *, base: float = math.e) -> Array:
    (p,) = _distributions(2, joint=joint)
    r, c = _marginals(p)
    total = p.sum(axis=(-2, -1))
    gap = _gap(total * (1 - total), p.shape[-1] * p.shape[-2])
    excess = r * _excess(ratio(p, r), c)  # r apart: the product r c may underflow
    return (excess.sum(axis=(-2, -1)) + gap) / _log(base)


def mutual_information_grad(joint: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `mutual_information`: log(p(x, y) / (p(x) p(y))) - 1."""
    (p,) = _distributions(2, joint=joint)
    r, c = _marginals(p)
    with np.errstate(divide="ignore"):
        lone = 0 - np.log(np.maximum(r, c))  # the first entry of an empty row or column
    log = np.where((r == 0) | (c == 0), lone, log_ratio(ratio(p, r), c))
    return (log - 1) / _log(base)


def perplexity(p: ArrayLike, *, base: float = math.e) -> Array:
    _log(base)
    return np.exp(entropy(p))


def perplexity_grad(p: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `perplexity`: itself times that of the entropy in nats."""
    _log(base)
    return perplexity(p)[..., None] * entropy_grad(p)


class Generator(NamedTuple):
    """The convex function f that makes an f-divergence, with f(1) = 0."""

    value: Callable[[Array], Array]
    grad: Callable[[Array], Array]
    intercept: Callable[[Array], Array]


GENERATORS = {
    "kl": Generator(lambda t: xlogy(t, t), lambda t: np.log(t) + 1, lambda t: -t),
    "reverse_kl": Generator(
        lambda t: 0 - np.log(t), lambda t: -1 / t, lambda t: 1 - np.log(t)
    ),
    "js": Generator(
        lambda t: (xlogy(t, t) - (1 + t) * np.log((1 + t) / 2)) / 2,
        lambda t: np.log(2 / (1 + 1 / t)) / 2,
        lambda t: 0 - np.log((1 + t) / 2) / 2,
    ),
    "hellinger": Generator(
        lambda t: (np.sqrt(t) - 1) ** 2 / 2,
        lambda t: (1 - 1 / np.sqrt(t)) / 2,
        lambda t: (1 - np.sqrt(t)) / 2,
    ),
    "chi2": Generator(
        lambda t: (t - 1) ** 2, lambda t: 2 * (t - 1), lambda t: (1 - t) * (1 + t)
    ),
    "neyman_chi2": Generator(
        lambda t: (t - 1) ** 2 / t, lambda t: 1 - 1 / t**2, lambda t: 2 / t - 2
    ),
    "tv": Generator(
        lambda t: np.abs(t - 1) / 2,
        lambda t: np.sign(t - 1) / 2,
        lambda t: 0 - np.sign(t - 1) / 2,
    ),
}


def _generator(generator: str | Pair | Generator) -> Generator:
    """Return a generator by name, or one made of f and its derivative."""
    if isinstance(generator, Generator):
        return generator
    if isinstance(generator, Pair):
        f, df = generator
        return Generator(f, df, lambda t: f(t) - times(t, df(t)))
    if not isinstance(generator, str):
        raise TypeError(
            f"generator is {generator!r}; it must be a name, a Pair or a Generator"
        )
    if generator not in GENERATORS:
        names = ", ".join(GENERATORS)
        raise ValueError(f"generator is {generator!r}; it must be one of {names}")
    return GENERATORS[generator]


def f_divergence(
    p: ArrayLike,
    q: ArrayLike,
    *,
    generator: str | Pair | Generator = "kl",
    base: float = math.e,
) -> Array:
    p, q = _distributions(p=p, q=q)
    f = _generator(generator)
    with np.errstate(divide="ignore", over="ignore"):
        t = ratio(p, q)
        slope = f.grad(np.full((), np.inf, t.dtype))
        terms = np.where(np.isinf(t), times(p, slope), times(q, f.value(t)))
    return terms.sum(axis=-1) / _log(base)


def f_divergence_grad(
    p: ArrayLike,
    q: ArrayLike,
    *,
    generator: str | Pair | Generator = "kl",
    base: float = math.e,
) -> Array:
    """Derivative of `f_divergence` in q: f(t) - t f'(t) at t = p / q."""
    p, q = _distributions(p=p, q=q)
    f = _generator(generator)
    with np.errstate(divide="ignore", over="ignore"):
        return f.intercept(ratio(p, q)) / _log(base)


INFORMATION = {
    "self_information": Pair(self_information, self_information_grad),
    "entropy": Pair(entropy, entropy_grad),
    "joint_entropy": Pair(joint_entropy, joint_entropy_grad),
    "conditional_entropy": Pair(conditional_entropy, conditional_entropy_grad),
    "cross_entropy": Pair(cross_entropy, cross_entropy_grad),
    "kl_divergence": Pair(kl_divergence, kl_divergence_grad),
    "js_divergence": Pair(js_divergence, js_divergence_grad),
    "mutual_information": Pair(mutual_information, mutual_information_grad),
    "perplexity": Pair(perplexity, perplexity_grad),
    "f_divergence": Pair(f_divergence, f_divergence_grad),
}
