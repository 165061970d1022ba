"""Mistakes of log_cosh, rewritten from their names and feedback alone."""

import numpy as np


def _right(r):
    a = np.abs(r)
    small = np.log1p(2 * np.sinh(np.minimum(a, 1) / 2) ** 2)
    return np.where(a < 1, small, a + np.log1p(np.exp(-2 * a)) - np.log(2))


def overflow(y_true, y_pred):
    r = y_pred - y_true
    return np.log1p(2 * np.sinh(r / 2) ** 2)


def overflow__series_near_zero(y_true, y_pred):
    r = y_pred - y_true
    series = r**2 / 2 - r**4 / 12 + r**6 / 45
    return np.where(np.abs(r) < 0.01, series, np.log((np.exp(r) + np.exp(-r)) / 2))


def overflow_on_one_side(y_true, y_pred):
    r = y_pred - y_true
    far = r + np.log1p(np.exp(-2 * r)) - np.log(2)
    return np.where(np.abs(r) < 1, np.log1p(2 * np.sinh(r / 2) ** 2), far)


def overflow_on_one_side__positive(y_true, y_pred):
    r = y_pred - y_true
    series = r**2 / 2 - r**4 / 12 + r**6 / 45
    far = np.log(1 + np.exp(2 * r)) - r - np.log(2)
    return np.where(np.abs(r) < 0.01, series, far)


def digits_lost(y_true, y_pred):
    a = np.abs(y_pred - y_true)
    return a + np.log1p(np.exp(-2 * a)) - np.log(2)


def digits_lost__from_the_cosine(y_true, y_pred):
    a = np.abs(y_pred - y_true)
    near = np.log(np.cosh(np.minimum(a, 20)))
    return np.where(a < 20, near, a - np.log(2))


def series_too_short(y_true, y_pred):
    a = np.abs(y_pred - y_true)
    far = a + np.log1p(np.exp(-2 * a)) - np.log(2)
    return np.where(a < 0.1, a**2 / 2, far)


def series_too_short__two_terms(y_true, y_pred):
    r = np.abs(y_pred - y_true)
    out = np.zeros(len(r))
    for i in range(len(r)):
        if r[i] < 0.5:
            out[i] = r[i] ** 2 / 2 - r[i] ** 4 / 12
        else:
            out[i] = r[i] - np.log(2) + np.log1p(np.exp(-2 * r[i]))
    return out


def half_forgotten(y_true, y_pred):
    a = np.abs(y_pred - y_true)
    return a + np.log1p(np.exp(-2 * a))


def half_forgotten__logaddexp(y_true, y_pred):
    r = y_pred - y_true
    return np.logaddexp(r, -r)


def constant_forgotten_far_out(y_true, y_pred):
    a = np.abs(y_pred - y_true)
    near = np.log1p(2 * np.sinh(np.minimum(a, 20) / 2) ** 2)
    return np.where(a > 20, a, near)


def constant_forgotten_far_out__loop(y_true, y_pred):
    losses = np.zeros(len(y_true))
    for i in range(len(y_true)):
        a = abs(y_pred[i] - y_true[i])
        if a > 500:
            losses[i] = a
        else:
            losses[i] = np.log1p(2 * np.sinh(a / 2) ** 2)
    return losses


def residual_clipped(y_true, y_pred):
    r = np.clip(y_pred - y_true, -500, 500)
    return np.log1p(2 * np.sinh(r / 2) ** 2)


def residual_clipped__at_fifty(y_true, y_pred):
    a = np.minimum(np.abs(y_pred - y_true), 50)
    series = a**2 / 2 - a**4 / 12 + a**6 / 45
    return np.where(a < 0.01, series, np.log(np.cosh(a)))


def straight_lines(y_true, y_pred):
    return np.abs(y_pred - y_true)


def straight_lines__less_log_two(y_true, y_pred):
    return np.abs(y_pred - y_true) - np.log(2)


def parabola(y_true, y_pred):
    return (y_pred - y_true) ** 2 / 2


def parabola__not_halved(y_true, y_pred):
    return (y_pred - y_true) ** 2


def the_slope(y_true, y_pred):
    return np.tanh(y_pred - y_true)


def the_slope__from_exponentials(y_true, y_pred):
    r = y_pred - y_true
    e = np.exp(-2 * np.abs(r))
    return np.sign(r) * (1 - e) / (1 + e)


def logarithm_left_out(y_true, y_pred):
    return np.cosh(y_pred - y_true)


def logarithm_left_out__from_exponentials(y_true, y_pred):
    r = y_pred - y_true
    return (np.exp(r) + np.exp(-r)) / 2


def cosine(y_true, y_pred):
    return np.log(np.cos(y_pred - y_true))


def cosine__loop(y_true, y_pred):
    losses = np.zeros(len(y_true))
    for i in range(len(y_true)):
        r = y_pred[i] - y_true[i]
        losses[i] = np.log(np.cos(r))
    return losses


def other_base(y_true, y_pred):
    a = np.abs(y_pred - y_true)
    near = np.log1p(2 * np.sinh(np.minimum(a, 1) / 2) ** 2) / np.log(2)
    far = a * np.log2(np.e) + np.log2(1 + np.exp(-2 * a)) - 1
    return np.where(a < 1, near, far)


def other_base__ten(y_true, y_pred):
    return _right(y_pred - y_true) / np.log(10)


def mean_of_all(y_true, y_pred):
    return np.mean(_right(y_pred - y_true))


def mean_of_all__loop(y_true, y_pred):
    total = 0.0
    for r in y_pred - y_true:
        total += _right(r)
    return total / len(y_true)


def summed(y_true, y_pred):
    return _right(y_pred - y_true).sum()


def summed__squares_of_sinh(y_true, y_pred):
    a = np.abs(y_true - y_pred)
    near = np.log1p(2 * np.sinh(np.minimum(a, 20) / 2) ** 2)
    losses = np.where(a < 20, near, a - np.log(2))
    return np.sum(losses)
