"""Losses for two classes, from a probability or from a logit."""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._stable import ratio, sigmoids, times, xlogy
from lossedu.activations import sigmoid, softplus


def _factors(
    y: Array, label_smoothing: float, pos_weight: float
) -> tuple[Array, Array]:
    """Return the factors of -log p and of -log(1 - p) in the loss.

    Each is computed from y: one minus the other would cancel for a tiny smoothing.
    """
    _check.unit("y_true", y)
    s = _check.number("label_smoothing", label_smoothing, "in [0, 1]")
    w = _check.within(_check.number("pos_weight", pos_weight, "> 0"), y)
    return w * (y * (1 - s) + s / 2), (1 - y) * (1 - s) + s / 2


def binary_cross_entropy(
    y_true: ArrayLike,
    y_prob: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    pos_weight: float = 1.0,
) -> Array:
    r"""Cross-entropy of two classes, from a probability: the log loss.

    .. math:: \ell = -w\, y \log p - (1 - y) \log(1 - p)

    Parameters
    ----------
    y_true : array_like, shape (...)
        Labels 0 and 1, or probabilities of class 1 between them.
    y_prob : array_like, shape (...)
        The model's probability p of class 1, in [0, 1].
    label_smoothing : float, default 0.0
        The share s, in [0, 1], of the probability that is spread evenly over the
        classes: y becomes y (1 - s) + s / 2.
    pos_weight : float, default 1.0
        The weight w of class 1; > 0.

    Returns
    -------
    ndarray, shape (...)
        One loss an element, in nats. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ, an element is outside [0, 1], or a hyper-parameter is
        out of its range.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As ``torch.nn.BCELoss(reduction="none")`` with its arguments exchanged and
    `keras.losses.BinaryCrossentropy`, but where p is certain and wrong (y = 1, p = 0)
    the loss is infinite. PyTorch caps it at 100; Keras clips p to [1e-7, 1 - 1e-7],
    which caps it at about 16 with a derivative of 0. Where a probability is 0 or 1 only
    by rounding, call `sigmoid_cross_entropy` on the logit instead. `torch.nn.BCELoss`
    has weights of elements and no `pos_weight`.

    References
    ----------
    I. J. Good (1952), Rational decisions, J. R. Stat. Soc. B 14(1), 107-114,
    doi:10.1111/j.2517-6161.1952.tb00104.x.

    C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna (2016), Rethinking the
    Inception architecture for computer vision, CVPR, 2818-2826,
    doi:10.1109/CVPR.2016.308 (label smoothing).

    Examples
    --------
    >>> binary_cross_entropy([1.0, 0.0, 1.0], [0.5, 0.0, 0.0])
    array([0.69314718, 0.        ,        inf])
    """
    y, p = _check.arrays(y_true=y_true, y_prob=y_prob)
    _check.unit("y_prob", p)
    pos, neg = _factors(y, label_smoothing, pos_weight)
    with np.errstate(divide="ignore", over="ignore"):
        log_rest = np.log1p(-p + (neg == 0) * p)
        return 0 - (xlogy(pos, p) + neg * log_rest)


def binary_cross_entropy_grad(
    y_true: ArrayLike,
    y_prob: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    pos_weight: float = 1.0,
) -> Array:
    """Derivative of `binary_cross_entropy` in the probability: (p - y) / (p (1 - p)).

    Computed as (1 - y) / (1 - p) - w y / p, with its limits at p = 0 and p = 1.
    """
    y, p = _check.arrays(y_true=y_true, y_prob=y_prob)
    _check.unit("y_prob", p)
    pos, neg = _factors(y, label_smoothing, pos_weight)
    return ratio(neg, 1 - p) - ratio(pos, p)


def sigmoid_cross_entropy(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    pos_weight: float = 1.0,
) -> Array:
    r"""Cross-entropy of two classes, from a logit: the logistic loss.

    .. math:: \ell = -w\, y \log \sigma(x) - (1 - y) \log \sigma(-x)

    Parameters
    ----------
    y_true : array_like, shape (...)
        Labels 0 and 1, or probabilities of class 1 between them.
    logits : array_like, shape (...)
        The model's logit x of class 1, any real number.
    label_smoothing : float, default 0.0
        The share s, in [0, 1], of the probability that is spread evenly over the
        classes: y becomes y (1 - s) + s / 2.
    pos_weight : float, default 1.0
        The weight w of class 1; > 0.

    Returns
    -------
    ndarray, shape (...)
        One loss an element, in nats. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ, a label is outside [0, 1], or a hyper-parameter is out of
        its range.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As ``torch.nn.BCEWithLogitsLoss(reduction="none")`` (there `pos_weight` may be an
    array) and `optax.losses.sigmoid_binary_cross_entropy`, both with their arguments
    exchanged. PyTorch's form with - x y cancels: it gives 0 for y = 0 and x <= -33.3;
    here no term is negative. Label smoothing is that of
    `keras.losses.BinaryCrossentropy`.

    References
    ----------
    D. R. Cox (1958), The regression analysis of binary sequences,
    J. R. Stat. Soc. B 20(2), 215-232, doi:10.1111/j.2517-6161.1958.tb00292.x.

    S. A. Solla, E. Levin, M. Fleisher (1988), Accelerated learning in layered neural
    networks, Complex Systems 2(6), 625-640.

    Examples
    --------
    >>> sigmoid_cross_entropy([1, 0, 0], [0.0, -40.0, 1000.0])
    array([6.93147181e-01, 4.24835426e-18, 1.00000000e+03])
    """
    y, x = _check.arrays(y_true=y_true, logits=logits)
    pos, neg = _factors(y, label_smoothing, pos_weight)
    linear = times(neg, np.maximum(x, 0)) + times(pos, np.maximum(-x, 0))
    with np.errstate(over="ignore"):
        return linear + (pos + neg) * np.log1p(np.exp(-np.abs(x)))


def sigmoid_cross_entropy_grad(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    pos_weight: float = 1.0,
) -> Array:
    """Derivative of `sigmoid_cross_entropy` in the logit: sigmoid(x) - y.

    Computed as (1 - y) sigmoid(x) - w y sigmoid(-x), which does not cancel for a label
    0 or 1.
    """
    y, x = _check.arrays(y_true=y_true, logits=logits)
    pos, neg = _factors(y, label_smoothing, pos_weight)
    return neg * sigmoid(x) - pos * sigmoid(-x)


def _wrong_side(
    y_true: ArrayLike, logits: ArrayLike, gamma: float, alpha: float | None
) -> tuple[Array, Array, float, Array]:
    """Return dz/dx, the logit z of the wrong class, gamma and the class's weight."""
    y, x = _check.arrays(y_true=y_true, logits=logits)
    _check.binary("y_true", y)
    sign = 1 - 2 * y
    g = _check.within(_check.number("gamma", gamma, ">= 0"), x)
    if alpha is None:
        return sign, sign * x, g, np.abs(sign)
    a = _check.number("alpha", alpha, "in [0, 1]")
    return sign, sign * x, g, a * y + (1 - a) * (1 - y)


def sigmoid_focal(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    gamma: float = 2.0,
    alpha: float | None = None,
) -> Array:
    r"""Focal loss of two classes: cross-entropy with less weight on easy examples.

    With the probability :math:`u` of the wrong class,

    .. math:: \ell = -\alpha_y\, u^\gamma \log(1 - u),
              \quad \alpha_1 = \alpha, \ \alpha_0 = 1 - \alpha.

    Parameters
    ----------
    y_true : array_like, shape (...)
        Labels 0 and 1.
    logits : array_like, shape (...)
        The model's logit of class 1, any real number.
    gamma : float, default 2.0
        The focusing exponent; >= 0. At 0, without alpha, the loss is
        `sigmoid_cross_entropy`.
    alpha : float, optional
        The weight of class 1, in [0, 1]; class 0 has 1 - alpha. If absent, both have 1.
        The paper uses 0.25 with a gamma of 2.

    Returns
    -------
    ndarray, shape (...)
        One loss an element, in nats. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ, a label is neither 0 nor 1, or a hyper-parameter is out of
        its range.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As `optax.losses.sigmoid_focal_loss` and `torchvision.ops.sigmoid_focal_loss` (there
    the default alpha is 0.25, and -1 means none), with their arguments exchanged.
    torchvision computes u as 1 - p_t, p_t the probability of the true class, which is 0
    for a logit beyond 37 on the right side. Both accept labels between 0 and 1, which
    the paper does not define.

    References
    ----------
    T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár (2017), Focal loss for dense
    object detection, ICCV, 2999-3007, doi:10.1109/ICCV.2017.324.

    Examples
    --------
    >>> sigmoid_focal([1, 1, 0], [0.0, 2.0, -40.0])
    array([1.73286795e-01, 1.80356284e-03, 7.66764807e-53])
    """
    _, z, g, a = _wrong_side(y_true, logits, gamma, alpha)
    return times(a * sigmoid(z) ** g, softplus(z))


def sigmoid_focal_grad(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    gamma: float = 2.0,
    alpha: float | None = None,
) -> Array:
    """Derivative of `sigmoid_focal` in the logit.

    It is u^gamma (u - gamma (1 - u) log(1 - u)), u as in the loss, times the class's
    weight, and negative for class 1; neither term in the bracket is negative.
    """
    sign, z, g, a = _wrong_side(y_true, logits, gamma, alpha)
    u, rest = sigmoids(z)
    return sign * a * u**g * (u + g * times(rest, softplus(z)))
