"""Losses for classes, from probabilities or from logits."""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array, Labels
from lossedu._stable import exp_others, ratio, times, xlogy
from lossedu.activations import log_softmax_vjp, sigmoid, softplus


def _sides(y: Array, label_smoothing: float, pos_weight: float) -> tuple[Array, Array]:
    """Return the weights of the positive and of the negative class."""
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
    """Derivative of `binary_cross_entropy` in the probability."""
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
    """Derivative of `sigmoid_cross_entropy` in the logit: sigmoid(x) - y."""
    y, x = _check.arrays(y_true=y_true, logits=logits)
    pos, neg = _sides(y, label_smoothing, pos_weight)
    return neg * sigmoid(x) - pos * sigmoid(-x)


def _targets(
    y_true: ArrayLike,
    model: Array,
    label_smoothing: float,
    weight: ArrayLike | None,
) -> Array:
    """Return the weight of each class's log-probability in the loss."""
    (y,) = _check.arrays(y_true=y_true)
    _check.distribution("y_true", y)
    s = _check.number("label_smoothing", label_smoothing, "in [0, 1]")
    w = _check.weights("weight", weight, model)
    n = y.shape[-1]
    return ((y * (1 - s) + s / n) * w).astype(model.dtype, copy=False)


def categorical_cross_entropy(
    y_true: ArrayLike,
    y_prob: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
) -> Array:
    y, p = _check.arrays(y_true=y_true, y_prob=y_prob)
    _check.distribution("y_prob", p)
    t = _targets(y, p, label_smoothing, weight)
    return 0 - xlogy(t, p).sum(axis=-1)


def categorical_cross_entropy_grad(
    y_true: ArrayLike,
    y_prob: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
) -> Array:
    """Derivative of `categorical_cross_entropy` in the probabilities: -y / p."""
    y, p = _check.arrays(y_true=y_true, y_prob=y_prob)
    _check.distribution("y_prob", p)
    t = _targets(y, p, label_smoothing, weight)
    return 0 - ratio(t, p)


def softmax_cross_entropy(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
) -> Array:
    y, x = _check.arrays(y_true=y_true, logits=logits)
    _check.rows("logits", x)
    t = _targets(y, x, label_smoothing, weight)
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
    _check.rows("logits", x)
    t = _targets(y, x, label_smoothing, weight)
    return 0 - log_softmax_vjp(t, x)


def _one_hot(
    y_true: ArrayLike, logits: Array, ignore_label: int | None
) -> tuple[Array, Labels]:
    """Return the labels as rows of 0 and 1, and which of them count."""
    _check.rows("logits", logits)
    n = logits.shape[-1]
    y = _check.labels("y_true", y_true, logits.shape[:-1], n, ignore_label)
    kept = np.ones(y.shape, bool) if ignore_label is None else y != ignore_label
    return (np.where(kept, y, 0)[..., None] == np.arange(n)).astype(logits.dtype), kept


def sparse_softmax_cross_entropy(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
    ignore_label: int | None = None,
) -> Array:
    (x,) = _check.arrays(logits=logits)
    y, kept = _one_hot(y_true, x, ignore_label)
    loss = softmax_cross_entropy(y, x, label_smoothing=label_smoothing, weight=weight)
    return np.where(kept, loss, 0)


def sparse_softmax_cross_entropy_grad(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
    ignore_label: int | None = None,
) -> Array:
    """Derivative of `sparse_softmax_cross_entropy` in the logits."""
    (x,) = _check.arrays(logits=logits)
    y, kept = _one_hot(y_true, x, ignore_label)
    grad = softmax_cross_entropy_grad(
        y, x, label_smoothing=label_smoothing, weight=weight
    )
    return np.where(kept[..., None], grad, 0)


def _wrong_side(
    y_true: ArrayLike, logits: ArrayLike, gamma: float, alpha: float | None
) -> tuple[Array, Array, float, Array]:
    """Return the sign z / x, the logit z of the wrong class, gamma and the weight."""
    y, x = _check.arrays(y_true=y_true, logits=logits)
    _check.binary("y_true", y)
    sign = 1 - 2 * y
    gamma = _check.number("gamma", gamma, ">= 0")
    if alpha is None:
        return sign, sign * x, gamma, np.ones_like(x)
    a = _check.number("alpha", alpha, "in [0, 1]")
    return sign, sign * x, gamma, a * y + (1 - a) * (1 - y)


def sigmoid_focal(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    gamma: float = 2.0,
    alpha: float | None = None,
) -> Array:
    _, z, g, a = _wrong_side(y_true, logits, gamma, alpha)
    return times(a * sigmoid(z) ** g, softplus(z))


def sigmoid_focal_grad(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    gamma: float = 2.0,
    alpha: float | None = None,
) -> Array:
    """Derivative of `sigmoid_focal` in the logit."""
    sign, z, g, a = _wrong_side(y_true, logits, gamma, alpha)
    u = sigmoid(z)
    return sign * a * u**g * (u + g * times(sigmoid(-z), softplus(z)))
