"""Mistakes of quantile, rewritten from their names and feedback alone."""

import numpy as np


def sides_exchanged(y_true, y_pred, *, q):
    diff = y_true - y_pred
    return np.where(diff > 0, (1 - q) * diff, -q * diff)


def sides_exchanged__larger_line(y_true, y_pred, *, q):
    r = y_pred - y_true
    return np.maximum(q * r, (q - 1) * r)


def smaller_line(y_true, y_pred, *, q):
    diff = y_true - y_pred
    return np.minimum(q * diff, (q - 1) * diff)


def smaller_line__loop(y_true, y_pred, *, q):
    losses = np.zeros(len(y_true))
    for i in range(len(y_true)):
        r = y_pred[i] - y_true[i]
        losses[i] = min(-q * r, (1 - q) * r)
    return losses


def flipped_sign(y_true, y_pred, *, q):
    diff = y_true - y_pred
    return -np.maximum(q * diff, (q - 1) * diff)


def flipped_sign__with_where(y_true, y_pred, *, q):
    r = y_pred - y_true
    return np.where(r < 0, q * r, (q - 1) * r)


def negative_above(y_true, y_pred, *, q):
    diff = y_true - y_pred
    return np.where(diff > 0, q * diff, (1 - q) * diff)


def negative_above__weights_first(y_true, y_pred, *, q):
    weight = np.where(y_pred > y_true, 1 - q, q)
    return weight * (y_true - y_pred)


def negative_below(y_true, y_pred, *, q):
    r = y_pred - y_true
    return np.where(r < 0, q * r, (1 - q) * r)


def negative_below__loop(y_true, y_pred, *, q):
    losses = np.zeros(len(y_pred))
    for i in range(len(y_pred)):
        r = y_pred[i] - y_true[i]
        losses[i] = q * r if y_pred[i] < y_true[i] else (1 - q) * r
    return losses


def absolute_error(y_true, y_pred, *, q):
    return np.abs(y_true - y_pred)


def absolute_error__with_where(y_true, y_pred, *, q):
    diff = y_true - y_pred
    return np.where(diff > 0, diff, -diff)


def same_weight(y_true, y_pred, *, q):
    return q * np.abs(y_true - y_pred)


def same_weight__one_minus_q(y_true, y_pred, *, q):
    return (1 - q) * np.abs(y_pred - y_true)


def nothing_above(y_true, y_pred, *, q):
    return q * np.maximum(y_true - y_pred, 0)


def nothing_above__loop(y_true, y_pred, *, q):
    losses = np.zeros(len(y_true))
    for i in range(len(y_true)):
        if y_pred[i] < y_true[i]:
            losses[i] = q * (y_true[i] - y_pred[i])
    return losses


def nothing_below(y_true, y_pred, *, q):
    return np.maximum((1 - q) * (y_pred - y_true), 0)


def nothing_below__with_where(y_true, y_pred, *, q):
    r = y_pred - y_true
    return np.where(r > 0, (1 - q) * r, 0)


def lines_alike(y_true, y_pred, *, q):
    diff = y_true - y_pred
    return np.maximum(q * diff, (1 - q) * diff)


def lines_alike__rising_with_the_prediction(y_true, y_pred, *, q):
    r = y_pred - y_true
    return np.maximum(q * r, (1 - q) * r)


def weight_alone(y_true, y_pred, *, q):
    return np.where(y_true > y_pred, q, 1 - q)


def weight_alone__zero_where_exact(y_true, y_pred, *, q):
    low = y_pred < y_true
    high = y_pred > y_true
    return q * low + (1 - q) * high


def expectile(y_true, y_pred, *, q):
    diff = y_true - y_pred
    return np.where(diff > 0, q, 1 - q) * diff**2


def expectile__loop(y_true, y_pred, *, q):
    losses = np.zeros(len(y_true))
    for i in range(len(y_true)):
        r = y_pred[i] - y_true[i]
        losses[i] = q * r**2 if r < 0 else (1 - q) * r**2
    return losses


def the_slope(y_true, y_pred, *, q):
    return np.where(y_pred < y_true, -q, 1 - q)


def the_slope__zero_where_exact(y_true, y_pred, *, q):
    low = y_pred < y_true
    high = y_pred > y_true
    return (1 - q) * high - q * low


def mean_of_all(y_true, y_pred, *, q):
    diff = y_true - y_pred
    return np.maximum(q * diff, (q - 1) * diff).mean()


def mean_of_all__loop(y_true, y_pred, *, q):
    total = 0.0
    for i in range(len(y_true)):
        r = y_pred[i] - y_true[i]
        total += -q * r if r < 0 else (1 - q) * r
    return total / len(y_true)
