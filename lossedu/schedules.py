"""Learning rates that change with the step.

A schedule is a plain function of the step, which counts from 0. With its settings bound
it can be the `lr` of an optimizer::

    >>> from functools import partial
    >>> from lossedu import schedules
    >>> from lossedu.optimizers import SGD
    >>> sgd = SGD(lr=partial(schedules.cosine, lr=0.1, steps=500))

The step may be an array, to plot a schedule, or a fraction, to count epochs.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array

__all__ = [
    "constant",
    "cosine",
    "exponential_decay",
    "inverse_sqrt",
    "one_cycle",
    "step_decay",
    "warmup",
]


def constant(step: ArrayLike, *, lr: float) -> Array:
    r"""The same rate for every step.

    .. math:: \alpha_t = \alpha

    Parameters
    ----------
    step : array_like, shape (...)
        Steps t taken so far; >= 0.
    lr : float
        The rate alpha; >= 0.

    Returns
    -------
    float or ndarray, shape (...)
        The rate of each step.

    Raises
    ------
    ValueError
        If a step is negative, or `lr` out of its range.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    For arguments that must be a schedule, such as the `then` of `warmup`.

    References
    ----------
    H. Robbins, S. Monro (1951), A stochastic approximation method,
    Ann. Math. Statist. 22(3), 400-407, doi:10.1214/aoms/1177729586 (under noise the
    rates must tend to 0).

    Examples
    --------
    >>> constant([0, 1000], lr=0.1)
    array([0.1, 0.1])
    """
    t = _steps(step)
    return np.where(np.isnan(t), t, _check.number("lr", lr, ">= 0"))[()]


def step_decay(step: ArrayLike, *, lr: float, every: int, factor: float = 0.1) -> Array:
    r"""A rate that is multiplied by a factor every so many steps.

    .. math:: \alpha_t = \alpha\, f^{\lfloor t / n \rfloor}

    Parameters
    ----------
    step : array_like, shape (...)
        Steps t taken so far; >= 0.
    lr : float
        The first rate alpha; >= 0.
    every : int
        How many steps n have one rate; >= 1.
    factor : float, default 0.1
        The factor f between two rates; in (0, 1].

    Returns
    -------
    float or ndarray, shape (...)
        The rate of each step.

    Raises
    ------
    ValueError
        If a step is negative, or a setting out of its range.
    TypeError
        If a step or a setting is not a real number, or `every` not an integer.

    Notes
    -----
    As `torch.optim.lr_scheduler.StepLR`, where `every` is `step_size` and the factor
    `gamma`.

    References
    ----------
    R. Ge, S. M. Kakade, R. Kidambi, P. Netrapalli (2019), The step decay schedule: a
    near optimal, geometrically decaying learning rate procedure for least squares,
    NeurIPS 32, 14977-14988, arXiv:1904.12838.

    Examples
    --------
    >>> step_decay([0, 29, 30, 60], lr=1.0, every=30)
    array([1.  , 1.  , 0.1 , 0.01])
    """
    t = _steps(step)
    n = _check.whole("every", every, 1)
    f = _check.number("factor", factor, "in (0, 1]")
    return _check.number("lr", lr, ">= 0") * _power(f, np.floor(t / n))


def exponential_decay(step: ArrayLike, *, lr: float, factor: float) -> Array:
    r"""A rate that is multiplied by a factor every step.

    .. math:: \alpha_t = \alpha f^t

    Parameters
    ----------
    step : array_like, shape (...)
        Steps t taken so far; >= 0.
    lr : float
        The first rate alpha; >= 0.
    factor : float
        The factor f between two steps; in (0, 1].

    Returns
    -------
    float or ndarray, shape (...)
        The rate of each step.

    Raises
    ------
    ValueError
        If a step is negative, or a setting out of its range.
    TypeError
        If a step or a setting is not a real number.

    Notes
    -----
    As `torch.optim.lr_scheduler.ExponentialLR`, where the factor is `gamma`. With a
    factor below 1 the rates add up to lr / (1 - factor): with bounded gradients the
    path has bounded length, and may stop short of a minimum farther away.

    References
    ----------
    X. Li, Z. Zhuang, F. Orabona (2021), A second look at exponential and cosine step
    sizes: simplicity, adaptivity, and performance, ICML, arXiv:2002.05273.

    Examples
    --------
    >>> exponential_decay([0, 1, 2], lr=1.0, factor=0.5)
    array([1.  , 0.5 , 0.25])
    """
    t = _steps(step)
    f = _check.number("factor", factor, "in (0, 1]")
    return _check.number("lr", lr, ">= 0") * _power(f, t)


def inverse_sqrt(step: ArrayLike, *, lr: float, warmup_steps: int) -> Array:
    r"""A rate that rises linearly, then falls as one over the square root of the step.

    .. math:: \alpha_t = \alpha \min\Bigl(\frac{t + 1}{n}, \sqrt{\frac{n}{t + 1}}\Bigr)

    Parameters
    ----------
    step : array_like, shape (...)
        Steps t taken so far; >= 0.
    lr : float
        The largest rate alpha, that of the last warm-up step; >= 0.
    warmup_steps : int
        Steps n of the rise; >= 1. With 1 the rate only falls.

    Returns
    -------
    float or ndarray, shape (...)
        The rate of each step.

    Raises
    ------
    ValueError
        If a step is negative, or a setting out of its range.
    TypeError
        If a step or a setting is not a real number, or `warmup_steps` not an integer.

    Notes
    -----
    The paper counts steps from 1 and gives the peak as 1 / sqrt(d n), for a model of
    width d; here `lr` is the peak.

    References
    ----------
    A. Vaswani, N. Shazeer, N. Parmar, J. Uszkoreit, L. Jones, A. N. Gomez, L. Kaiser,
    I. Polosukhin (2017), Attention is all you need, NeurIPS, arXiv:1706.03762,
    section 5.3.

    Examples
    --------
    >>> inverse_sqrt([0, 1, 3, 15, 63], lr=1.0, warmup_steps=4)
    array([0.25, 0.5 , 1.  , 0.5 , 0.25])
    """
    t = _steps(step)
    n = _check.whole("warmup_steps", warmup_steps, 1)
    peak = _check.number("lr", lr, ">= 0")
    return peak * np.minimum((t + 1) / n, np.sqrt(n / (t + 1)))


def cosine(step: ArrayLike, *, lr: float, steps: int, lowest: float = 0.0) -> Array:
    r"""A rate that falls along half a cosine, and then stays.

    .. math:: \alpha_t = \alpha_n
              + \frac{\alpha_0 - \alpha_n}{2} \Bigl(1 + \cos \frac{\pi t}{n}\Bigr)

    up to step n.

    Parameters
    ----------
    step : array_like, shape (...)
        Steps t taken so far; >= 0.
    lr : float
        The first rate; >= 0.
    steps : int
        Steps n of the fall; >= 1.
    lowest : float, default 0.0
        The rate at step n and after; from 0 to `lr`.

    Returns
    -------
    float or ndarray, shape (...)
        The rate of each step.

    Raises
    ------
    ValueError
        If a step is negative, or a setting out of its range.
    TypeError
        If a step or a setting is not a real number, or `steps` not an integer.

    Notes
    -----
    As `torch.optim.lr_scheduler.CosineAnnealingLR` up to step n; after it, PyTorch's
    rate rises again. It is `optax.cosine_decay_schedule` with an `alpha` of
    lowest / lr. The paper restarts it again and again.

    References
    ----------
    I. Loshchilov, F. Hutter (2017), SGDR: stochastic gradient descent with warm
    restarts, ICLR, arXiv:1608.03983.

    Examples
    --------
    >>> cosine([0, 25, 50, 75, 100, 101], lr=1.0, steps=100).round(4)
    array([1.    , 0.8536, 0.5   , 0.1464, 0.    , 0.    ])
    """
    t = _steps(step)
    n = _check.whole("steps", steps, 1)
    first = _check.number("lr", lr, ">= 0")
    last = _check.number("lowest", lowest, ">= 0")
    if last > first:
        raise ValueError(f"lowest is {lowest}; it must be at most lr, {lr}")
    t = np.minimum(t, n)
    return _half_cosine(first, last, t / n, (n - t) / n)


def warmup(
    step: ArrayLike,
    *,
    lr: float,
    steps: int,
    then: Callable[[Array], ArrayLike] | None = None,
) -> Array:
    r"""A rate that rises linearly, before another schedule.

    .. math:: \alpha_t = \alpha\, \frac{t + 1}{n}

    before step n, so that the first step has the rate alpha / n, not 0, and the last
    step of the rise has alpha.

    Parameters
    ----------
    step : array_like, shape (...)
        Steps t taken so far; >= 0.
    lr : float
        The rate alpha at the end of the rise; >= 0.
    steps : int
        Steps n of the rise; >= 1.
    then : function, optional
        The schedule that follows, which counts its own steps from 0; `lr` if absent.

    Returns
    -------
    float or ndarray, shape (...)
        The rate of each step.

    Raises
    ------
    ValueError
        If a step is negative, a setting out of its range, or what `then` gives has
        another shape.
    TypeError
        If a step or a setting is not a real number, `steps` not an integer, or `then`
        not a function.

    Notes
    -----
    It is ``torch.optim.lr_scheduler.LinearLR(start_factor=1 / n, total_iters=n - 1)``.

    References
    ----------
    P. Goyal, P. Dollár, R. Girshick, P. Noordhuis, L. Wesolowski, A. Kyrola,
    A. Tulloch, Y. Jia, K. He (2017), Accurate, large minibatch SGD: training ImageNet
    in 1 hour, arXiv:1706.02677, section 2.2.

    Examples
    --------
    >>> from functools import partial
    >>> warmup([0, 1, 3, 4, 9], lr=1.0, steps=4)
    array([0.25, 0.5 , 1.  , 1.  , 1.  ])
    >>> warmup([3, 4, 5], lr=1.0, steps=4,
    ...        then=partial(exponential_decay, lr=1.0, factor=0.5))
    array([1. , 1. , 0.5])
    """
    t = _steps(step)
    n = _check.whole("steps", steps, 1)
    peak = _check.number("lr", lr, ">= 0")
    rise = peak * (np.minimum(t + 1, n) / n)
    if then is None:
        return rise
    later = _check.function("then", then)(np.maximum(t - n, 0))
    _, after = _check.arrays(**{"step": t, "then(step)": later})
    return np.where(t >= n, after, rise)[()]


def one_cycle(
    step: ArrayLike,
    *,
    lr: float,
    steps: int,
    rise: float = 0.3,
    start_factor: float = 1 / 25,
    end_factor: float = 1e-4,
) -> Array:
    r"""A rate that rises along half a cosine, falls along another, and then stays.

    .. math:: \alpha_t = \alpha_0
              + \frac{\alpha_p - \alpha_0}{2} \Bigl(1 - \cos \frac{\pi t}{p}\Bigr),
              \quad \alpha_t = \alpha_e + \frac{\alpha_p - \alpha_e}{2}
              \Bigl(1 + \cos \frac{\pi (t - p)}{e - p}\Bigr)

    up to the peak p, and from there to the last step e. The peak is `rise` times
    `steps`, less 1, and need not be a whole step.

    Parameters
    ----------
    step : array_like, shape (...)
        Steps t taken so far; >= 0.
    lr : float
        The largest rate, at p; >= 0.
    steps : int
        Steps of the whole cycle, e + 1 of them; >= 1. After it the last rate stays.
    rise : float, default 0.3
        The share of the steps that rise; in (0, 1), and more than one step.
    start_factor : float, default 1/25
        The first rate over the largest; in [0, 1].
    end_factor : float, default 1e-4
        The last rate over the first; in [0, 1].

    Returns
    -------
    float or ndarray, shape (...)
        The rate of each step.

    Raises
    ------
    ValueError
        If a step is negative, or a setting out of its range.
    TypeError
        If a step or a setting is not a real number, or `steps` not an integer.

    Notes
    -----
    As `torch.optim.lr_scheduler.OneCycleLR`, whose `div_factor` is 1 / `start_factor`
    and `final_div_factor` 1 / `end_factor`; after the last step its rate rises once and
    then it raises an error. It moves the momentum against the rate, too. The paper's
    rate is piecewise linear, which PyTorch has as ``anneal_strategy="linear"``.

    References
    ----------
    L. N. Smith, N. Topin (2018), Super-convergence: very fast training of neural
    networks using large learning rates, arXiv:1708.07120.

    Examples
    --------
    >>> one_cycle([0, 4, 9, 14, 19, 20], lr=1.0, steps=20, rise=0.5).round(4)
    array([0.04  , 0.4366, 1.    , 0.5   , 0.    , 0.    ])
    """
    t = _steps(step)
    n = _check.whole("steps", steps, 1)
    top = _check.number("lr", lr, ">= 0")
    peak = _check.number("rise", rise, "in (0, 1)") * n - 1
    if peak <= 0:
        raise ValueError(f"rise is {rise} of {n} steps; it must be more than one step")
    first = top * _check.number("start_factor", start_factor, "in [0, 1]")
    last = first * _check.number("end_factor", end_factor, "in [0, 1]")
    rise_t, fall_t = np.minimum(t, peak), np.clip(t, peak, n - 1)
    up = _half_cosine(first, top, rise_t / peak, (peak - rise_t) / peak)
    fall = n - 1 - peak
    down = _half_cosine(top, last, (fall_t - peak) / fall, (n - 1 - fall_t) / fall)
    return np.where(t > peak, down, up)[()]


def _steps(step: ArrayLike) -> Array:
    """Return the steps in float64, in which every count is exact; NaN passes."""
    (t,) = _check.arrays(step=step)
    bad = t < 0
    if bad.any():
        raise ValueError(f"step holds {t[bad].flat[0]}; it must be >= 0")
    return t.astype(float)[()]


def _power(f: float, t: Array) -> Array:
    """Return f to the power t, but NaN for NaN, to which 1 would be blind."""
    power: Array = f**t + np.clip(t, 0, 0)
    return power


def _half_cosine(first: float, last: float, gone: Array, left: Array) -> Array:
    """Go from `first` to `last` along half a cosine, at exactly both at its ends.

    The shares of the way that are gone and left sum to 1; each comes by itself, for
    near its end it has no digits in 1 less the other.
    """
    near = np.sin(np.pi / 2 * np.minimum(gone, left)) ** 2  # (1 - cos) / 2, uncancelled
    way = last - first
    return np.where(gone <= left, first + way * near, last - way * near)[()]
