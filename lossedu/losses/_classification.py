"""Losses for classes, from probabilities or from logits."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array, Labels
from lossedu._stable import exp_others, ratio, softmax_and_rest, times, xlogy
from lossedu.activations import (
    log_softmax_vjp,
    sigmoid,
    softplus,
)


def _sides(y: Array, label_smoothing: float, pos_weight: float) -> tuple[Array, Array]:
    """Return the weight of the positive and that of the negative class.

    Each from y itself: one minus the other would cancel for a tiny label smoothing.
    """
    _check.unit("y_true", y)
    s = _check.number("label_smoothing", label_smoothing, "in [0, 1]")
    w = _check.number("pos_weight", pos_weight, "> 0")
    return w * (y * (1 - s) + s / 2), (1 - y) * (1 - s) + s / 2


def binary_cross_entropy(
    y_true: ArrayLike,
    y_prob: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    pos_weight: float = 1.0,
) -> Array:
    r"""Cross-entropy of two classes, from a probability.

    .. math:: \ell = -w\, y \log p - (1 - y) \log(1 - p)

    Parameters
    ----------
    y_true : array_like, shape (...)
        Labels 0 and 1, or probabilities of class 1 between them.
    y_prob : array_like, shape (...)
        The model's probability p of class 1, in [0, 1].
    label_smoothing : float, default 0.0
        The share s, in [0, 1], of the label that is spread evenly:
        y becomes y (1 - s) + s / 2.
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
    The loss of a certain mistake (y = 1, p = 0) is infinite, as it should be.
    `torch.nn.BCELoss` stops it at 100 and Keras clips p at 1e-7, so at 16.12 with a
    derivative of 0; both hide the mistake. Where a probability can be 0 or 1 only by
    rounding, call `sigmoid_cross_entropy` on the logit instead.
    `torch.nn.BCELoss` has a `weight` of elements and no `pos_weight`.

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
    pos, neg = _sides(y, label_smoothing, pos_weight)
    with np.errstate(divide="ignore"):
        log_rest = np.log1p(-p + (neg == 0) * p)
    return 0 - (xlogy(pos, p) + neg * log_rest)


def binary_cross_entropy_grad(
    y_true: ArrayLike,
    y_prob: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    pos_weight: float = 1.0,
) -> Array:
    """Derivative of `binary_cross_entropy` in the probability.

    (p - y) / (p (1 - p)), as (1 - y) / (1 - p) - y / p: with its limits at 0 and 1.
    """
    y, p = _check.arrays(y_true=y_true, y_prob=y_prob)
    _check.unit("y_prob", p)
    pos, neg = _sides(y, label_smoothing, pos_weight)
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
        The share s, in [0, 1], of the label that is spread evenly:
        y becomes y (1 - s) + s / 2.
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
    As `torch.nn.BCEWithLogitsLoss` with its arguments exchanged (there `pos_weight`
    may be an array) and `optax.losses.sigmoid_binary_cross_entropy`. PyTorch adds and
    subtracts x y, which leaves 0 for y = 0 and x <= -33.3; here all terms have one
    sign. Label smoothing is that of `keras.losses.BinaryCrossentropy`.

    References
    ----------
    D. R. Cox (1958), The regression analysis of binary sequences,
    J. R. Stat. Soc. B 20(2), 215-232, doi:10.1111/j.2517-6161.1958.tb00292.x.

    S. A. Solla, E. Levin, M. Fleisher (1988), Accelerated learning in layered neural
    networks, Complex Systems 2, 625-640.

    Examples
    --------
    >>> sigmoid_cross_entropy([1, 0, 0], [0.0, -40.0, 1000.0])
    array([6.93147181e-01, 4.24835426e-18, 1.00000000e+03])
    """
    y, x = _check.arrays(y_true=y_true, logits=logits)
    pos, neg = _sides(y, label_smoothing, pos_weight)
    linear = times(neg, np.maximum(x, 0)) + times(pos, np.maximum(-x, 0))
    return linear + (pos + neg) * np.log1p(np.exp(-np.abs(x)))


def sigmoid_cross_entropy_grad(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    pos_weight: float = 1.0,
) -> Array:
    """Derivative of `sigmoid_cross_entropy` in the logit: sigmoid(x) - y.

    As (1 - y) sigmoid(x) - y sigmoid(-x), which does not cancel for a label 0 or 1.
    """
    y, x = _check.arrays(y_true=y_true, logits=logits)
    pos, neg = _sides(y, label_smoothing, pos_weight)
    return neg * sigmoid(x) - pos * sigmoid(-x)


def _targets(
    y: Array, label_smoothing: float, weight: ArrayLike | None, dtype: np.dtype[Any]
) -> Array:
    """Return the factor of each class's negative log-probability in the loss."""
    _check.distribution("y_true", y)
    n = y.shape[-1]
    s = _check.number("label_smoothing", label_smoothing, "in [0, 1]")
    return _check.weights("weight", weight, n, dtype) * (y * (1 - s) + s / n)


def categorical_cross_entropy(
    y_true: ArrayLike,
    y_prob: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
) -> Array:
    r"""Cross-entropy of n classes, from probabilities.

    .. math:: \ell = -\sum_i w_i\, y_i \log p_i

    Parameters
    ----------
    y_true : array_like, shape (..., n)
        True probabilities of the classes, one-hot for a certain label; rows sum to 1.
    y_prob : array_like, shape (..., n)
        The model's probabilities p; rows sum to 1.
    label_smoothing : float, default 0.0
        The share s, in [0, 1], of the label that is spread evenly:
        y becomes y (1 - s) + s / n.
    weight : array_like, shape (n,), optional
        One weight w a class, >= 0; ones if absent.

    Returns
    -------
    ndarray, shape (...)
        One loss a row, in nats. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ, a row is not a distribution (to within 1e-3 in its sum),
        or a hyper-parameter is out of its range.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As `keras.losses.CategoricalCrossentropy`, which divides each row of `y_prob` by its
    sum and clips it at 1e-7; here a row that does not sum to 1 is an error and the loss
    of a certain mistake is infinite. PyTorch has it only from log-probabilities
    (`torch.nn.NLLLoss`). The derivative is that of the formula, in each of p_1 .. p_n
    as if the others stayed (their sum is not kept at 1).

    References
    ----------
    I. J. Good (1952), Rational decisions, J. R. Stat. Soc. B 14(1), 107-114,
    doi:10.1111/j.2517-6161.1952.tb00104.x.

    Examples
    --------
    >>> categorical_cross_entropy([[0, 1, 0], [1, 0, 0]], [[0.2, 0.5, 0.3], [1, 0, 0]])
    array([0.69314718, 0.        ])
    """
    y, p = _check.arrays(y_true=y_true, y_prob=y_prob)
    _check.distribution("y_prob", p)
    t = _targets(y, label_smoothing, weight, p.dtype)
    return 0 - xlogy(t, p).sum(axis=-1)


def categorical_cross_entropy_grad(
    y_true: ArrayLike,
    y_prob: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
) -> Array:
    """Derivative of `categorical_cross_entropy` in the probabilities: -w y / p.

    It is 0 where y is 0, even at p = 0.
    """
    y, p = _check.arrays(y_true=y_true, y_prob=y_prob)
    _check.distribution("y_prob", p)
    t = _targets(y, label_smoothing, weight, p.dtype)
    return 0 - ratio(t, p)


def softmax_cross_entropy(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
) -> Array:
    r"""Cross-entropy of n classes, from logits and true probabilities.

    .. math:: \ell = \sum_i w_i\, y_i \Bigl(\log \sum_j e^{x_j} - x_i\Bigr)

    Parameters
    ----------
    y_true : array_like, shape (..., n)
        True probabilities of the classes, one-hot for a certain label; rows sum to 1.
    logits : array_like, shape (..., n)
        The model's logits x, any real numbers.
    label_smoothing : float, default 0.0
        The share s, in [0, 1], of the label that is spread evenly:
        y becomes y (1 - s) + s / n.
    weight : array_like, shape (n,), optional
        One weight w a class, >= 0; ones if absent.

    Returns
    -------
    ndarray, shape (...)
        One loss a row, in nats. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ, a row of `y_true` is not a distribution (to within 1e-3
        in its sum), or a hyper-parameter is out of its range.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As `torch.nn.CrossEntropyLoss` with class probabilities as target, its arguments
    exchanged and classes on the last axis (PyTorch: axis 1);
    ``keras.losses.CategoricalCrossentropy(from_logits=True)``; and
    `optax.losses.softmax_cross_entropy`. A logit of -inf (a masked class) costs
    nothing where y is 0; PyTorch and optax return NaN.

    References
    ----------
    J. S. Bridle (1990), Training stochastic model recognition algorithms as networks
    can lead to maximum mutual information estimation of parameters,
    Advances in Neural Information Processing Systems 2, 211-217.

    C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna (2016), Rethinking the
    Inception architecture for computer vision, CVPR, 2818-2826,
    doi:10.1109/CVPR.2016.308 (label smoothing).

    Examples
    --------
    >>> softmax_cross_entropy([[0.5, 0.5], [1.0, 0.0]], [[0.0, 0.0], [40.0, 0.0]])
    array([6.93147181e-01, 4.24835426e-18])
    """
    y, x = _check.arrays(y_true=y_true, logits=logits)
    t = _targets(y, label_smoothing, weight, x.dtype)
    _, d, _, s1 = exp_others(x)
    return times(t, np.log1p(s1) - d).sum(axis=-1)


def softmax_cross_entropy_grad(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
) -> Array:
    """Derivative of `softmax_cross_entropy` in the logits: softmax(x) - y."""
    y, x = _check.arrays(y_true=y_true, logits=logits)
    t = _targets(y, label_smoothing, weight, x.dtype)
    return log_softmax_vjp(-t, x)


def _labels(
    y_true: ArrayLike, logits: Array, ignore_label: int | None
) -> tuple[Labels, Labels]:
    """Return the labels with a last axis of 1, 0 for ignored ones, and which count."""
    _check.rows("logits", logits)
    y = _check.labels("y_true", y_true, "logits", logits, ignore_label)
    kept = np.ones(y.shape, bool) if ignore_label is None else y != ignore_label
    return (y * kept)[..., None], kept


def sparse_softmax_cross_entropy(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
    ignore_label: int | None = None,
) -> Array:
    r"""Cross-entropy of n classes, from logits and integer labels.

    .. math:: \ell = w_y \Bigl(\log \sum_j e^{x_j} - x_y\Bigr)

    Parameters
    ----------
    y_true : array_like of int, shape (...)
        Labels 0 .. n - 1.
    logits : array_like, shape (..., n)
        The model's logits x, any real numbers.
    label_smoothing : float, default 0.0
        The share s, in [0, 1], of the label that is spread evenly: the loss is that of
        `softmax_cross_entropy` for a one-hot label smoothed by s.
    weight : array_like, shape (n,), optional
        One weight w a class, >= 0; ones if absent.
    ignore_label : int, optional
        A label that means "none": such rows have loss 0 and derivative 0.

    Returns
    -------
    ndarray, shape (...)
        One loss a row, in nats.

    Raises
    ------
    ValueError
        If `y_true` has not the shape of `logits` without its last axis, a label is out
        of range, or a hyper-parameter is out of its range.
    TypeError
        If labels are not integers (or bool), or logits not real numbers.

    Notes
    -----
    As ``torch.nn.CrossEntropyLoss(reduction="none")`` with its arguments exchanged and
    classes on the last axis (PyTorch: axis 1), where `ignore_label` is `ignore_index`
    and -100 is ignored unasked; and
    ``keras.losses.SparseCategoricalCrossentropy(from_logits=True)``, where it is
    `ignore_class`. For a batch with ignored rows or weights, PyTorch's mean divides by
    the sum of the weights of the labels that count, not by their number:
    ``loss.sum() / weight[y_true[y_true != ignore_label]].sum()``.

    References
    ----------
    J. S. Bridle (1990), Training stochastic model recognition algorithms as networks
    can lead to maximum mutual information estimation of parameters,
    Advances in Neural Information Processing Systems 2, 211-217.

    Examples
    --------
    >>> sparse_softmax_cross_entropy([0, 0, -1], [[0, 0], [40, 0], [1, 2]],
    ...                              ignore_label=-1)
    array([6.93147181e-01, 4.24835426e-18, 0.00000000e+00])
    """
    (x,) = _check.arrays(logits=logits)
    y, kept = _labels(y_true, x, ignore_label)
    n = x.shape[-1]
    s = _check.number("label_smoothing", label_smoothing, "in [0, 1]")
    w = _check.weights("weight", weight, n, x.dtype)
    _, d, _, s1 = exp_others(x)
    log_s = np.log1p(s1)
    loss = (1 - s) * times(w[y], log_s - np.take_along_axis(d, y, axis=-1))[..., 0]
    if s > 0:
        loss = loss + s / n * times(w, log_s - d).sum(axis=-1)
    return np.where(kept, loss, 0)[()]


def sparse_softmax_cross_entropy_grad(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
    ignore_label: int | None = None,
) -> Array:
    """Derivative of `sparse_softmax_cross_entropy` in the logits: softmax(x) - y.

    At the label it is minus the other probabilities, not p - 1, which would cancel.
    """
    (x,) = _check.arrays(logits=logits)
    y, kept = _labels(y_true, x, ignore_label)
    n = x.shape[-1]
    s = _check.number("label_smoothing", label_smoothing, "in [0, 1]")
    w = _check.weights("weight", weight, n, x.dtype)
    p, rest = softmax_and_rest(x)
    np.put_along_axis(p, y, -np.take_along_axis(rest, y, axis=-1), axis=-1)
    grad = (1 - s) * w[y] * p
    if s > 0:
        grad = grad - s / n * log_softmax_vjp(np.broadcast_to(w, x.shape), x)
    return np.where(kept[..., None], grad, 0)


def _wrong_side(
    y_true: ArrayLike, logits: ArrayLike, gamma: float, alpha: float | None
) -> tuple[Array, Array, float, Array]:
    """Return dz/dx, the logit z of the wrong class, gamma and the class's weight."""
    y, x = _check.arrays(y_true=y_true, logits=logits)
    _check.binary("y_true", y)
    sign = 1 - 2 * y
    g = _check.number("gamma", gamma, ">= 0")
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
    r"""Focal loss of two classes: cross-entropy that plays down easy examples.

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
        Focus; >= 0. At 0 the loss is `sigmoid_cross_entropy`.
    alpha : float, optional
        The weight of class 1, in [0, 1], class 0 having 1 - alpha; absent, both have 1.
        The paper takes 0.25 with a gamma of 2.

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
    the default alpha is 0.25, and a negative one means none). Both take 1 - p_t by
    subtraction, which is 0 for a logit beyond 37, and both accept soft labels, of which
    the paper says nothing.

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
    """Derivative of `sigmoid_focal` in the logit; its terms have one sign.

    Up to sign and weight u^gamma (u - gamma (1 - u) log(1 - u)), u as in the loss.
    """
    sign, z, g, a = _wrong_side(y_true, logits, gamma, alpha)
    u = sigmoid(z)
    return sign * a * u**g * (u + g * times(sigmoid(-z), softplus(z)))
