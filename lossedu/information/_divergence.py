"""How far one distribution is from another."""

import math

import numpy as np
from numpy.typing import ArrayLike

from lossedu._check import Array
from lossedu._stable import log_ratio, phi, ratio, xlogy
from lossedu.information._arguments import distributions, log_of


def cross_entropy(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    r"""Cross-entropy: the mean surprise of one who believes q where p is true.

    .. math:: H(p, q) = -\sum_i p_i \log q_i = H(p) + D(p \parallel q)

    Parameters
    ----------
    p, q : array_like, shape (..., n)
        True and model probabilities of n outcomes, of equal shape; each row sums to 1.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits; > 0 and not 1.

    Returns
    -------
    ndarray, shape (...)
        One value a row, at least H(p); +inf where q is 0 and p is not.

    Raises
    ------
    ValueError
        If the shapes differ, a row of `p` or `q` is not a distribution, or `base` is
        not a base.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    Of distributions. `losses.categorical_cross_entropy` is the same as a loss, with
    label smoothing and weights; `losses.softmax_cross_entropy` takes logits.
    PyTorch's function of this name takes logits and reverses the arguments.

    References
    ----------
    I. J. Good (1952), Rational decisions, J. R. Stat. Soc. B 14(1), 107-114,
    doi:10.1111/j.2517-6161.1952.tb00104.x.

    Examples
    --------
    >>> cross_entropy([[0.5, 0.5]], [[0.25, 0.75]], base=2)
    array([1.20751875])
    """
    p, q = distributions(p=p, q=q)
    return (0 - xlogy(p, q).sum(axis=-1)) / log_of(base)


def cross_entropy_grad(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `cross_entropy` in q: -p / q, 0 where p is 0."""
    p, q = distributions(p=p, q=q)
    return (0 - ratio(p, q)) / log_of(base)


def _excess(p: Array, q: Array) -> Array:
    """Return p log(p / q) - p + q, which is never negative, uncancelled at p = q."""
    d, none = p - q, p == 0
    excess = p * log_ratio(p + none, q + none) - d
    near = 3 * np.abs(d) < q
    excess[near] = q[near] * phi(d[near] / q[near])
    return excess


def _gap(difference: Array) -> Array:
    """Return a difference of two sums that are 1, taken as 0 where it is rounding."""
    return difference * (np.abs(difference) > 64 * np.finfo(difference.dtype).eps)


def kl_divergence(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    r"""Kullback-Leibler divergence: what believing q costs where p is true.

    .. math:: D(p \parallel q) = \sum_i p_i \log \frac{p_i}{q_i} = H(p, q) - H(p)

    Parameters
    ----------
    p, q : array_like, shape (..., n)
        True and model probabilities of n outcomes, of equal shape; each row sums to 1.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits; > 0 and not 1.

    Returns
    -------
    ndarray, shape (...)
        One value a row, >= 0 and 0 only for p = q; +inf where q is 0 and p is not.

    Raises
    ------
    ValueError
        If the shapes differ, a row of `p` or `q` is not a distribution, or `base` is
        not a base.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    `scipy.stats.entropy(p, q)` and `torch.nn.functional.kl_div` (which takes log q and
    then p) add terms of either sign, and for nearly equal rows find little but
    rounding, often below 0. Here the terms are :math:`p \log(p/q) - p + q \ge 0`, to
    which the difference of the two sums is added only if it is more than rounding.

    References
    ----------
    S. Kullback, R. A. Leibler (1951), On information and sufficiency,
    Ann. Math. Statist. 22(1), 79-86, doi:10.1214/aoms/1177729694.

    Examples
    --------
    >>> kl_divergence([[0.5, 0.5]], [[0.25, 0.75]])
    array([0.14384104])
    >>> kl_divergence([[1.0, 0.0], [0.5, 0.5]], [[0.5, 0.5], [1.0, 0.0]], base=2)
    array([ 1., inf])
    """
    p, q = distributions(p=p, q=q)
    gap = _gap((p - q).sum(axis=-1))
    return (_excess(p, q).sum(axis=-1) + gap) / log_of(base)


def kl_divergence_grad(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `kl_divergence` in q: -p / q, 0 where p is 0."""
    return cross_entropy_grad(p, q, base=base)


def _spread(d: Array) -> Array:
    """Return (1 + d) log(1 + d) + (1 - d) log(1 - d), uncancelled at 0.

    Below 1/4 by its series, the sum of d^2k / (k (2k - 1)), to the eleventh term.
    """
    square = d * d
    series = np.zeros_like(d)
    for k in range(11, 0, -1):
        series = (series + 1 / (k * (2 * k - 1))) * square
    far = xlogy(1 + d, 1 + d) + xlogy(1 - d, 1 - d)
    return np.where(np.abs(d) < 0.25, series, far)


def js_divergence(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    r"""Jensen-Shannon divergence: the mean KL divergence from the middle.

    .. math:: J(p, q) = \tfrac12 D(p \parallel m) + \tfrac12 D(q \parallel m),
              \quad m = \tfrac12 (p + q)

    Parameters
    ----------
    p, q : array_like, shape (..., n)
        True and model probabilities of n outcomes, of equal shape; each row sums to 1.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits; > 0 and not 1.

    Returns
    -------
    ndarray, shape (...)
        One value a row, from 0 (p = q) to log 2 (nothing in common).

    Raises
    ------
    ValueError
        If the shapes differ, a row of `p` or `q` is not a distribution, or `base` is
        not a base.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    `scipy.spatial.distance.jensenshannon` is its square root, a metric; for nearly
    equal rows it is rounding or NaN.

    References
    ----------
    J. Lin (1991), Divergence measures based on the Shannon entropy,
    IEEE Trans. Inf. Theory 37(1), 145-151, doi:10.1109/18.61115.

    D. M. Endres, J. E. Schindelin (2003), A new metric for probability distributions,
    IEEE Trans. Inf. Theory 49(7), 1858-1860, doi:10.1109/TIT.2003.813506.

    Examples
    --------
    >>> js_divergence([[1.0, 0.0], [0.5, 0.5]], [[0.0, 1.0], [0.5, 0.5]], base=2)
    array([1., 0.])
    """
    p, q = distributions(p=p, q=q)
    spread = _spread(ratio(p - q, p + q))
    return ((p + q) * spread).sum(axis=-1) / (4 * log_of(base))


def js_divergence_grad(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `js_divergence` in q: half of log(q / m), m the mean of p and q."""
    p, q = distributions(p=p, q=q)
    d = ratio(q - p, p + q) + (p + q == 0)  # where both are 0: as q rises from 0
    with np.errstate(divide="ignore"):
        far = np.log(ratio(2 * q, p + q))
    return np.where(d > -0.5, np.log1p(np.maximum(d, -0.5)), far) / (2 * log_of(base))


def _marginals(p: Array) -> tuple[Array, Array]:
    """Return p(x) and p(y), each in the shape of the table."""
    rows, columns = p.sum(axis=-1, keepdims=True), p.sum(axis=-2, keepdims=True)
    return np.broadcast_to(rows, p.shape), np.broadcast_to(columns, p.shape)


def mutual_information(joint: ArrayLike, *, base: float = math.e) -> Array:
    r"""Mutual information: what knowing x tells about y, and y about x.

    .. math:: I(X; Y) = \sum_{x, y} p(x, y) \log \frac{p(x, y)}{p(x)\, p(y)}

    Parameters
    ----------
    joint : array_like, shape (..., m, n)
        Joint probabilities p(x, y), x on the last axis but one, y on the last; each
        table sums to 1.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits; > 0 and not 1.

    Returns
    -------
    ndarray, shape (...)
        One value a table, >= 0 and 0 only for independent x and y.

    Raises
    ------
    ValueError
        If `joint` has no two last axes, holds a negative number or a table that does
        not sum to 1, or `base` is not a base.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    It is the KL divergence of the table from the product of its margins.
    `sklearn.metrics.mutual_info_score` takes labels or counts instead of a table.

    References
    ----------
    C. E. Shannon (1948), A mathematical theory of communication, Bell Syst. Tech. J.
    27(3), 379-423, doi:10.1002/j.1538-7305.1948.tb01338.x.

    Examples
    --------
    >>> copy, independent = [[0.5, 0.0], [0.0, 0.5]], [[0.25, 0.25], [0.25, 0.25]]
    >>> mutual_information([copy, independent], base=2)
    array([1., 0.])
    """
    (p,) = distributions(2, joint=joint)
    r, c = _marginals(p)
    total = p.sum(axis=(-2, -1))
    gap = _gap(total * (1 - total))
    excess = r * _excess(ratio(p, r), c)  # r apart: the product r c may underflow
    return (excess.sum(axis=(-2, -1)) + gap) / log_of(base)


def mutual_information_grad(joint: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `mutual_information`: log(p(x, y) / (p(x) p(y))) - 1."""
    (p,) = distributions(2, joint=joint)
    r, c = _marginals(p)
    with np.errstate(divide="ignore"):
        lone = 0 - np.log(np.maximum(r, c))  # the first entry of an empty row or column
    log = np.where((r == 0) | (c == 0), lone, log_ratio(ratio(p, r), c))
    return (log - 1) / log_of(base)
