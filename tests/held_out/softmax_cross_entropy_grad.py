"""Mistakes of softmax_cross_entropy_grad, from their names and feedback alone."""

import numpy as np


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _smooth(y, smoothing):
    return (1 - smoothing) * y + smoothing / y.shape[1]


def flipped_sign(y_true, logits, *, smoothing):
    return _smooth(y_true, smoothing) - _softmax(logits)


def flipped_sign__loop(y_true, logits, *, smoothing):
    n, k = logits.shape
    grad = np.zeros((n, k))
    for i in range(n):
        e = np.exp(logits[i] - logits[i].max())
        p = e / e.sum()
        for j in range(k):
            t = (1 - smoothing) * y_true[i, j] + smoothing / k
            grad[i, j] = t - p[j]
    return grad


def smoothing_ignored(y_true, logits, *, smoothing):
    return _softmax(logits) - y_true


def spread_over_the_others(y_true, logits, *, smoothing):
    k = y_true.shape[1]
    target = (1 - smoothing) * y_true + smoothing / (k - 1) * (1 - y_true)
    return _softmax(logits) - target


def spread_over_the_others__largest_is_true(y_true, logits, *, smoothing):
    n, k = y_true.shape
    part = np.full((n, k), smoothing / (k - 1))
    part[np.arange(n), y_true.argmax(axis=1)] = 0
    return _softmax(logits) - ((1 - smoothing) * y_true + part)


def true_class_gets_no_part(y_true, logits, *, smoothing):
    k = y_true.shape[1]
    target = y_true * (1 - smoothing) + (1 - y_true) * smoothing / k
    return _softmax(logits) - target


def true_class_gets_no_part__where(y_true, logits, *, smoothing):
    k = y_true.shape[1]
    target = np.where(y_true > 0, (1 - smoothing) * y_true, smoothing / k)
    return _softmax(logits) - target


def nothing_taken_away(y_true, logits, *, smoothing):
    target = y_true + smoothing / y_true.shape[1]
    return _softmax(logits) - target


def nothing_spread(y_true, logits, *, smoothing):
    target = (1 - smoothing) * y_true
    return _softmax(logits) - target


def nothing_spread__subtracted(y_true, logits, *, smoothing):
    return _softmax(logits) - (y_true - smoothing * y_true)


def share_to_every_class(y_true, logits, *, smoothing):
    target = (1 - smoothing) * y_true + smoothing
    return _softmax(logits) - target


def share_to_every_class__ones(y_true, logits, *, smoothing):
    uniform = np.ones_like(logits)
    target = (1 - smoothing) * y_true + smoothing * uniform
    return _softmax(logits) - target


def divided_by_the_rows(y_true, logits, *, smoothing):
    target = (1 - smoothing) * y_true + smoothing / len(y_true)
    return _softmax(logits) - target


def slope_scaled(y_true, logits, *, smoothing):
    return (1 - smoothing) * (_softmax(logits) - y_true)


def shares_exchanged(y_true, logits, *, smoothing):
    target = smoothing * y_true + (1 - smoothing) / y_true.shape[1]
    return _softmax(logits) - target


def forecast_smoothed(y_true, logits, *, smoothing):
    p = _softmax(logits)
    p = (1 - smoothing) * p + smoothing / p.shape[1]
    return p - y_true


def no_softmax(y_true, logits, *, smoothing):
    return logits - _smooth(y_true, smoothing)


def sigmoid_for_softmax(y_true, logits, *, smoothing):
    p = 1 / (1 + np.exp(-logits))
    return p - _smooth(y_true, smoothing)


def sigmoid_for_softmax__stable(y_true, logits, *, smoothing):
    p = 0.5 * (1 + np.tanh(logits / 2))
    k = logits.shape[1]
    return p - ((1 - smoothing) * y_true + smoothing / k)


def softmax_over_the_rows(y_true, logits, *, smoothing):
    e = np.exp(logits - logits.max(axis=0))
    p = e / e.sum(axis=0)
    return p - _smooth(y_true, smoothing)


def softmax_jacobian_kept(y_true, logits, *, smoothing):
    p = _softmax(logits)
    return (p - _smooth(y_true, smoothing)) * p * (1 - p)


def softmax_jacobian_kept__whole_matrix(y_true, logits, *, smoothing):
    p = _softmax(logits)
    diff = p - _smooth(y_true, smoothing)
    grad = np.zeros(logits.shape)
    for i in range(len(p)):
        jacobian = np.diag(p[i]) - np.outer(p[i], p[i])
        grad[i] = jacobian @ diff[i]
    return grad


def averaged(y_true, logits, *, smoothing):
    return (_softmax(logits) - _smooth(y_true, smoothing)) / len(y_true)


def averaged__all_elements(y_true, logits, *, smoothing):
    return (_softmax(logits) - _smooth(y_true, smoothing)) / logits.size


def the_loss_itself(y_true, logits, *, smoothing):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -(_smooth(y_true, smoothing) * log_p).sum(axis=1)


def overflow(y_true, logits, *, smoothing):
    e = np.exp(logits)
    p = e / e.sum(axis=1, keepdims=True)
    return p - _smooth(y_true, smoothing)


def overflow__loop(y_true, logits, *, smoothing):
    k = logits.shape[1]
    grad = []
    for y, z in zip(y_true, logits, strict=True):
        p = np.exp(z) / np.sum(np.exp(z))
        grad.append(p - (1 - smoothing) * y - smoothing / k)
    return np.array(grad)


def one_shift_for_all_rows(y_true, logits, *, smoothing):
    e = np.exp(logits - np.max(logits))
    p = e / e.sum(axis=1, keepdims=True)
    return p - _smooth(y_true, smoothing)
