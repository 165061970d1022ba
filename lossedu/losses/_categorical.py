"""Losses for many classes, from probabilities or from logits."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossedu import _check
from lossedu._check import Array, Labels
from lossedu._stable import Place, exp_others, pull_back, ratio, times, xlogy


def _targets(
    y: Array, label_smoothing: float, weight: ArrayLike | None, dtype: np.dtype[Any]
) -> Array:
    """Return the factor of -log p_i in the loss, for each class i."""
    _check.distribution("y_true", y)
    n = y.shape[-1]
    s = _check.number("label_smoothing", label_smoothing, "in [0, 1]")
    t = y * (1 - s) + s / n if s > 0 else y
    return t if weight is None else t * _check.weights("weight", weight, n, dtype)


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
        The share s, in [0, 1], of the probability that is spread evenly over the
        classes: y becomes y (1 - s) + s / n.
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
    sum and clips it at 1e-7. Here a row that does not sum to 1 is an error, and where
    the true class has probability 0 the loss is infinite. PyTorch has it only from
    log-probabilities (`torch.nn.NLLLoss`). The derivative is the partial one in each
    p_i with the others fixed; it does not keep the sum at 1.

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


def _surprise(t: Array, d: Array, s1: Array) -> Array:
    """Return each row's sum of t times -log softmax, from `exp_others`."""
    each = times(t.reshape(d.shape), np.log1p(s1) - d)
    return each.sum(axis=1).reshape(t.shape[:-1])[()]


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
        The share s, in [0, 1], of the probability that is spread evenly over the
        classes: y becomes y (1 - s) + s / n.
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
    `optax.losses.softmax_cross_entropy`. A logit of -inf (a masked class) adds
    nothing where y is 0; PyTorch and optax return NaN. Label smoothing is that of
    PyTorch and Keras.

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
    return _surprise(t, d, s1)


def softmax_cross_entropy_grad(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
) -> Array:
    """Derivative of `softmax_cross_entropy` in the logits: softmax(x) - y.

    With class weights it is softmax(x) times the sum of all w y, minus w y.
    """
    y, x = _check.arrays(y_true=y_true, logits=logits)
    t = _targets(y, label_smoothing, weight, x.dtype)
    top, _, e, s1 = exp_others(x)
    return pull_back(-t, top, e, s1)


def softmax_cross_entropy_with_grad(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
) -> tuple[Array, Array]:
    """Loss and derivative of `softmax_cross_entropy` at once, for a training step.

    The same numbers as the two functions give, in little more time than one takes: the
    exponentials, the most expensive part, are computed once.

    Parameters
    ----------
    y_true, logits, label_smoothing, weight
        As in `softmax_cross_entropy`.

    Returns
    -------
    tuple of two ndarrays, shapes (...) and (..., n)
        What `softmax_cross_entropy` and `softmax_cross_entropy_grad` return.

    Raises
    ------
    ValueError, TypeError
        As `softmax_cross_entropy`.

    Examples
    --------
    >>> softmax_cross_entropy_with_grad([1.0, 0.0], [0.0, 0.0])
    (np.float64(0.6931471805599453), array([-0.5,  0.5]))
    """
    y, x = _check.arrays(y_true=y_true, logits=logits)
    t = _targets(y, label_smoothing, weight, x.dtype)
    top, d, e, s1 = exp_others(x)
    return _surprise(t, d, s1), pull_back(-t, top, e, s1)


class _Labelled(NamedTuple):
    """Checked arguments of the losses with integer labels."""

    x: Array  # (..., n)
    y: Labels  # (rows,), 0 where ignored
    kept: NDArray[np.bool_]  # (rows,)
    w: Array  # (n,)
    s: float


def _labelled(
    y_true: ArrayLike,
    logits: ArrayLike,
    label_smoothing: float,
    weight: ArrayLike | None,
    ignore_label: int | None,
) -> _Labelled:
    (x,) = _check.arrays(logits=logits)
    _check.rows("logits", x)
    n = x.shape[-1]
    y = _check.labels("y_true", y_true, "logits", x, ignore_label).ravel()
    kept = np.ones(y.shape, bool) if ignore_label is None else y != ignore_label
    s = _check.number("label_smoothing", label_smoothing, "in [0, 1]")
    return _Labelled(x, y * kept, kept, _check.weights("weight", weight, n, x.dtype), s)


def _label_loss(data: _Labelled, d: Array, s1: Array) -> Array:
    """Return the loss of each row, from `exp_others`."""
    x, y, kept, w, s = data
    log_s = np.log1p(s1)
    loss = times((1 - s) * w[y], log_s[:, 0] - d[np.arange(len(d)), y])
    if s > 0:
        loss = loss + s * times(w, log_s - d).mean(axis=1)
    return np.where(kept, loss, 0).reshape(x.shape[:-1])[()]


def _label_slope(data: _Labelled, top: Place, e: Array, s1: Array) -> Array:
    """Return the derivative in each row's logits, from `exp_others`."""
    x, y, kept, w, s = data
    label = top[0], y
    # 1 - p at the label, times 1 + s1: the other classes' terms, without cancellation
    others = np.where(top[1] == y, s1[:, 0], 1 + s1[:, 0] - e[label])
    scale = (1 - s) * w[y] / (1 + s1[:, 0])
    slope = e * scale[:, None]
    slope[top] = scale
    slope[label] = -others * scale
    if s > 0:
        all_classes = np.broadcast_to(w, e.shape)
        slope = slope - s / x.shape[-1] * pull_back(all_classes, top, e, s1)
    if not kept.all():
        slope[~kept] = 0
    return slope.reshape(x.shape)


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
        The share s, in [0, 1], of the probability that is spread evenly over the
        classes: the loss is that of `softmax_cross_entropy` for the one-hot label and
        the same s.
    weight : array_like, shape (n,), optional
        One weight w a class, >= 0; ones if absent.
    ignore_label : int, optional
        A label that means "none", in 0 .. n - 1 or not: rows with it have loss 0 and
        derivative 0.

    Returns
    -------
    ndarray, shape (...)
        One loss a row, in nats. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If `y_true` does not have the shape of `logits` without its last axis, a label
        is out of range, or a hyper-parameter is out of its range.
    TypeError
        If labels are not integers (or bool), `ignore_label` is not an integer, or
        logits or weights are not real numbers.

    Notes
    -----
    As ``torch.nn.CrossEntropyLoss(reduction="none")`` with its arguments exchanged and
    classes on the last axis (PyTorch: axis 1), where `ignore_label` is `ignore_index`,
    by default -100; and
    ``keras.losses.SparseCategoricalCrossentropy(from_logits=True)``, where it is
    `ignore_class`. For a batch with ignored rows or weights, PyTorch's mean divides by
    the sum of the weights of the labels that are kept, not by the number of rows:
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
    data = _labelled(y_true, logits, label_smoothing, weight, ignore_label)
    _, d, _, s1 = exp_others(data.x)
    return _label_loss(data, d, s1)


def sparse_softmax_cross_entropy_grad(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
    ignore_label: int | None = None,
) -> Array:
    """Derivative of `sparse_softmax_cross_entropy` in the logits: softmax(x) - y.

    Here y is the one-hot label. At the label it is computed as minus the sum of the
    other probabilities, since p - 1 would cancel.
    """
    data = _labelled(y_true, logits, label_smoothing, weight, ignore_label)
    top, _, e, s1 = exp_others(data.x)
    return _label_slope(data, top, e, s1)


def sparse_softmax_cross_entropy_with_grad(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weight: ArrayLike | None = None,
    ignore_label: int | None = None,
) -> tuple[Array, Array]:
    """Loss and derivative of `sparse_softmax_cross_entropy` at once, for training.

    The same numbers as the two functions give, in little more time than one takes: the
    exponentials, the most expensive part, are computed once.

    Parameters
    ----------
    y_true, logits, label_smoothing, weight, ignore_label
        As in `sparse_softmax_cross_entropy`.

    Returns
    -------
    tuple of two ndarrays, shapes (...) and (..., n)
        What `sparse_softmax_cross_entropy` and its `_grad` return.

    Raises
    ------
    ValueError, TypeError
        As `sparse_softmax_cross_entropy`.

    Examples
    --------
    >>> sparse_softmax_cross_entropy_with_grad(0, [0.0, 0.0])
    (np.float64(0.6931471805599453), array([-0.5,  0.5]))
    """
    data = _labelled(y_true, logits, label_smoothing, weight, ignore_label)
    top, d, e, s1 = exp_others(data.x)
    return _label_loss(data, d, s1), _label_slope(data, top, e, s1)
