"""The surprise in one distribution."""

import math

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._stable import log_ratio, ratio, times, xlogy
from lossedu.information._arguments import distributions, log_of


def self_information(p: ArrayLike, *, base: float = math.e) -> Array:
    r"""Self-information: how surprising it is that something of probability p happens.

    .. math:: I(p) = -\log p

    Parameters
    ----------
    p : array_like, shape (...)
        Probabilities, each by itself in [0, 1].
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits; > 0 and not 1.

    Returns
    -------
    ndarray, shape (...)
        One value an element, >= 0; +inf where p is 0.

    Raises
    ------
    ValueError
        If an element is outside [0, 1] or `base` is not a base.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    Also called surprisal. `scipy.special.entr`, in nats, is p times it.

    References
    ----------
    C. E. Shannon (1948), A mathematical theory of communication, Bell Syst. Tech. J.
    27(3), 379-423, doi:10.1002/j.1538-7305.1948.tb01338.x.

    Examples
    --------
    >>> self_information([1.0, 0.5, 0.125], base=2)
    array([0., 1., 3.])
    """
    (p,) = _check.arrays(p=p)
    _check.unit("p", p)
    with np.errstate(divide="ignore"):
        return (0 - np.log(p)) / log_of(base)


def self_information_grad(p: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `self_information`: -1 / p over the logarithm of the base."""
    (p,) = _check.arrays(p=p)
    _check.unit("p", p)
    with np.errstate(divide="ignore", over="ignore"):
        return -1 / p / log_of(base)


def entropy(p: ArrayLike, *, base: float = math.e) -> Array:
    r"""Entropy: the mean surprise of a distribution.

    .. math:: H(p) = -\sum_i p_i \log p_i

    Parameters
    ----------
    p : array_like, shape (..., n)
        Probabilities of n outcomes; each row sums to 1.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits; > 0 and not 1.

    Returns
    -------
    ndarray, shape (...)
        One value a row, from 0 (certain) to log n (all n alike).

    Raises
    ------
    ValueError
        If `p` has no last axis, holds a negative number or a row that does not sum to
        1, or `base` is not a base.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As ``scipy.stats.entropy(p, axis=-1)``, which divides a row by its sum; here a row
    that does not sum to 1 is an error. ``torch.distributions.Categorical(p).entropy()``
    clips p at the machine's epsilon.

    References
    ----------
    C. E. Shannon (1948), A mathematical theory of communication, Bell Syst. Tech. J.
    27(3), 379-423, doi:10.1002/j.1538-7305.1948.tb01338.x.

    Examples
    --------
    >>> entropy([[0.5, 0.5], [1.0, 0.0]], base=2)
    array([1., 0.])
    """
    (p,) = distributions(p=p)
    return (0 - xlogy(p, p).sum(axis=-1)) / log_of(base)


def entropy_grad(p: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `entropy`: -log p - 1, +inf where p is 0."""
    (p,) = distributions(p=p)
    with np.errstate(divide="ignore"):
        return (-1 - np.log(p)) / log_of(base)


def joint_entropy(joint: ArrayLike, *, base: float = math.e) -> Array:
    r"""Joint entropy: the mean surprise of a pair.

    .. math:: H(X, Y) = -\sum_{x, y} p(x, y) \log p(x, y)

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
        One value a table, from 0 to log(m n).

    Raises
    ------
    ValueError
        If `joint` has no two last axes, holds a negative number or a table that does
        not sum to 1, or `base` is not a base.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    `entropy` of the table laid out as one row.

    References
    ----------
    T. M. Cover, J. A. Thomas (2006), Elements of Information Theory, 2nd ed., Wiley,
    section 2.2, doi:10.1002/047174882X.

    Examples
    --------
    >>> joint_entropy([[[0.25, 0.25], [0.5, 0.0]]], base=2)
    array([1.5])
    """
    (p,) = distributions(2, joint=joint)
    return (0 - xlogy(p, p).sum(axis=(-2, -1))) / log_of(base)


def joint_entropy_grad(joint: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `joint_entropy`: -log p - 1, +inf where p is 0."""
    (p,) = distributions(2, joint=joint)
    with np.errstate(divide="ignore"):
        return (-1 - np.log(p)) / log_of(base)


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
    r"""Conditional entropy: the mean surprise of y for one who knows x.

    .. math:: H(Y \mid X) = -\sum_{x, y} p(x, y) \log p(y \mid x) = H(X, Y) - H(X)

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
        One value a table, from 0 (y follows from x) to log n.

    Raises
    ------
    ValueError
        If `joint` has no two last axes, holds a negative number or a table that does
        not sum to 1, or `base` is not a base.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    It is H(Y | X), of the columns given the row; for H(X | Y) exchange the last axes.

    References
    ----------
    T. M. Cover, J. A. Thomas (2006), Elements of Information Theory, 2nd ed., Wiley,
    section 2.2, doi:10.1002/047174882X.

    Examples
    --------
    >>> conditional_entropy([[[0.25, 0.25], [0.5, 0.0]]], base=2)
    array([0.5])
    """
    (p,) = distributions(2, joint=joint)
    return times(p, 0 - _log_share(p)).sum(axis=(-2, -1)) / log_of(base)


def conditional_entropy_grad(joint: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `conditional_entropy`: -log p(y | x), 0 in an empty row."""
    (p,) = distributions(2, joint=joint)
    return (0 - _log_share(p)) / log_of(base)


def perplexity(p: ArrayLike, *, base: float = math.e) -> Array:
    r"""Perplexity: the number of equally likely outcomes that would surprise as much.

    .. math:: b^{H_b(p)} = \prod_i p_i^{-p_i}

    Parameters
    ----------
    p : array_like, shape (..., n)
        Probabilities of n outcomes; each row sums to 1.
    base : float, default e
        Base b of logarithm and power, which cancel: any base gives the same.

    Returns
    -------
    ndarray, shape (...)
        One number a row, from 1 (certain) to n (all n alike).

    Raises
    ------
    ValueError
        If `p` has no last axis, holds a negative number or a row that does not sum to
        1, or `base` is not a base.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    Of a distribution. A language model's perplexity on a text is the power of its mean
    cross-entropy, ``np.exp(loss.mean())`` for a loss in nats.

    References
    ----------
    F. Jelinek, R. L. Mercer, L. R. Bahl, J. K. Baker (1977), Perplexity: a measure of
    the difficulty of speech recognition tasks, J. Acoust. Soc. Am. 62(S1), S63,
    doi:10.1121/1.2016299.

    Examples
    --------
    >>> perplexity([[1.0, 0.0], [0.5, 0.5]])
    array([1., 2.])
    """
    log_of(base)
    return np.exp(entropy(p))


def perplexity_grad(p: ArrayLike, *, base: float = math.e) -> Array:
    """Derivative of `perplexity`: itself times that of the entropy in nats."""
    log_of(base)
    return perplexity(p)[..., None] * entropy_grad(p)
