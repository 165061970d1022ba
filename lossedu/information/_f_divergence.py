"""Divergences made from a convex function."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._pair import Pair
from lossedu._stable import ratio, times, xlogy
from lossedu.information._arguments import distributions, log_of


class Generator(NamedTuple):
    """A convex function f with f(1) = 0, which makes an f-divergence.

    All three take an array of ratios t = p / q in [0, inf] and must give their limits
    at 0 and, but for `value`, at inf.

    Parameters
    ----------
    value : callable
        The function f.
    grad : callable
        Its derivative f'; f'(inf) is the price of an outcome that q does not allow.
    intercept : callable
        f(t) - t f'(t), where the tangent at t meets t = 0: the derivative of q f(p / q)
        in q. In closed form, for the difference cancels for a large t.

    Examples
    --------
    >>> f = GENERATORS["chi2"]
    >>> f.value(3.0), f.grad(3.0), f.intercept(3.0)
    (4.0, 4.0, -8.0)
    """

    value: Callable[[Array], Array]
    grad: Callable[[Array], Array]
    intercept: Callable[[Array], Array]


GENERATORS = {
    "kl": Generator(lambda t: xlogy(t, t), lambda t: np.log(t) + 1, lambda t: 0 - t),
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
        lambda t: (t - 1) / t * (t - 1), lambda t: 1 - 1 / t**2, lambda t: 2 / t - 2
    ),
    "tv": Generator(
        lambda t: np.abs(t - 1) / 2,
        lambda t: np.sign(t - 1) / 2,
        lambda t: 0 - np.sign(t - 1) / 2,
    ),
}


def _by_tangent(f: Callable[[Array], Array], df: Callable[[Array], Array]) -> Generator:
    """Return the generator of a function and its derivative alone."""

    def intercept(t: Array) -> Array:
        with np.errstate(invalid="ignore"):  # inf - inf: not known from f and f' alone
            return f(t) - times(t, df(t))

    return Generator(f, df, intercept)


def _generator(generator: str | Pair | Generator) -> Generator:
    """Return a generator by name, or one made of f and its derivative."""
    if isinstance(generator, (Generator, Pair)):
        for part, f in generator._asdict().items():
            _check.function(f"generator.{part}", f)
        if isinstance(generator, Generator):
            return generator
        return _by_tangent(*generator)
    if not isinstance(generator, str):
        raise TypeError(
            f"generator is {generator!r}; it must be a name, a Pair or a Generator"
        )
    if generator not in GENERATORS:
        names = ", ".join(GENERATORS)
        raise ValueError(f"generator is {generator!r}; it must be one of {names}")
    return GENERATORS[generator]


# Where t log t is still finite.
_FAR = 1e305


def _wide(
    p: ArrayLike, q: ArrayLike
) -> tuple[Array, Array, np.dtype[np.floating[Any]]]:
    """Return both in float64, where ratios of narrower floats fit, and the dtype."""
    p, q = distributions(p=p, q=q)
    return p.astype(float), q.astype(float), p.dtype


def f_divergence(
    p: ArrayLike,
    q: ArrayLike,
    *,
    generator: str | Pair | Generator = "kl",
    base: float = math.e,
) -> Array:
    r"""f-divergence: how far p is from q, as a convex function f judges their ratio.

    .. math:: D_f(p \parallel q) = \sum_i q_i\, f\!\left(\frac{p_i}{q_i}\right)

    Parameters
    ----------
    p, q : array_like, shape (..., n)
        True and model probabilities of n outcomes, of equal shape; each row sums to 1.
    generator : str, Pair or Generator, default "kl"
        The function f: a name of `GENERATORS` (see the notes), or ``Pair(f, df)`` of
        your own with its derivative, or a `Generator` with the tangent's intercept.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits; > 0 and not 1.
        The sum is divided by log(base), which suits the logarithmic generators.

    Returns
    -------
    ndarray, shape (...)
        One value a row, >= 0; 0 for p = q.

    Raises
    ------
    ValueError
        If the shapes differ, a row of `p` or `q` is not a distribution, `generator` is
        not a name of `GENERATORS`, or `base` is not a base.
    TypeError
        If an argument does not hold real numbers, or `generator` is none of the three.

    Notes
    -----
    ============= =========================== ======================================
    name          f(t)                        divergence
    ============= =========================== ======================================
    kl            t log t                     `kl_divergence` of p from q
    reverse_kl    -log t                      `kl_divergence` of q from p
    js            (t log t -                  `js_divergence`
                  (1 + t) log((1 + t)/2))/2
    hellinger     (sqrt(t) - 1)^2 / 2         squared Hellinger distance, at most 1
    chi2          (t - 1)^2                   Pearson: sum of (p - q)^2 / q
    neyman_chi2   (t - 1)^2 / t               Neyman: sum of (p - q)^2 / p
    tv            abs(t - 1) / 2              total variation, at most 1
    ============= =========================== ======================================

    Where q is 0 the term is p times f'(inf), the slope of f far out; where p is 0 it is
    q f(0). A function of your own must give these limits itself. At the kink of "tv"
    the derivative is 0, a subgradient.

    The terms have either sign; `kl_divergence` and `js_divergence` are more exact for
    nearly equal rows. Ratios t = p / q are taken in float64; above 1e154 they overflow
    in "chi2". Above 1e305, which takes a q below 1e-305, the term is p f(t) / t with t
    at 1e305; above 1.8e308 the derivative is that at 1.8e308.

    References
    ----------
    S. M. Ali, S. D. Silvey (1966), A general class of coefficients of divergence of one
    distribution from another, J. R. Stat. Soc. B 28(1), 131-142,
    doi:10.1111/j.2517-6161.1966.tb00626.x.

    F. Liese, I. Vajda (2006), On divergences and informations in statistics and
    information theory, IEEE Trans. Inf. Theory 52(10), 4394-4412,
    doi:10.1109/TIT.2006.881731.

    Examples
    --------
    >>> f_divergence([0.5, 0.5], [0.25, 0.75], generator="tv")
    np.float64(0.25)
    >>> f_divergence([1.0, 0.0], [0.5, 0.5], base=2)
    np.float64(1.0)
    >>> from lossedu import Pair
    >>> f = Pair(lambda t: (t - 1) ** 2 / (t + 1), lambda t: 1 - 4 / (t + 1) ** 2)
    >>> f_divergence([1.0, 0.0], [0.0, 1.0], generator=f)
    np.float64(2.0)
    """
    p, q, dtype = _wide(p, q)
    f = _generator(generator)
    with np.errstate(divide="ignore", over="ignore"):
        t = ratio(p, q)
        beyond = q == 0
        slope = f.grad(np.full_like(t, np.inf))
        value = f.value(np.where(beyond, 1, np.minimum(t, _FAR)))
        within = np.where(t > _FAR, times(p, value / _FAR), times(q, value))
        terms = np.where(beyond, times(p, slope), within)
        return (terms.sum(axis=-1) / log_of(base)).astype(dtype)


def f_divergence_grad(
    p: ArrayLike,
    q: ArrayLike,
    *,
    generator: str | Pair | Generator = "kl",
    base: float = math.e,
) -> Array:
    """Derivative of `f_divergence` in q: f(t) - t f'(t) at t = p / q."""
    p, q, dtype = _wide(p, q)
    f = _generator(generator)
    with np.errstate(divide="ignore", over="ignore"):
        t = ratio(p, q)
        t = np.where(q > 0, np.minimum(t, np.finfo(t.dtype).max), t)
        return (f.intercept(t) / log_of(base)).astype(dtype)
