"""Mistakes of huber_grad, rewritten from their names and feedback alone."""

import numpy as np


def flipped_sign(y_true, y_pred, *, delta):
    return np.clip(y_true - y_pred, -delta, delta)


def flipped_sign__with_where(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return np.where(np.abs(r) <= delta, -r, -delta * np.sign(r))


def not_limited(y_true, y_pred, *, delta):
    return y_pred - y_true


def always_constant(y_true, y_pred, *, delta):
    return delta * np.sign(y_pred - y_true)


def always_constant__of_one(y_true, y_pred, *, delta):
    return np.sign(y_pred - y_true)


def delta_left_out(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return np.where(np.abs(r) <= delta, r, np.sign(r))


def delta_left_out__loop(y_true, y_pred, *, delta):
    slopes = np.zeros(len(y_pred))
    for i in range(len(y_pred)):
        r = y_pred[i] - y_true[i]
        if abs(r) < delta:
            slopes[i] = r
        else:
            slopes[i] = 1 if r > 0 else -1
    return slopes


def smooth_l1(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return np.where(np.abs(r) < delta, r / delta, np.sign(r))


def smooth_l1__clipped(y_true, y_pred, *, delta):
    return np.clip((y_pred - y_true) / delta, -1, 1)


def sign_of_the_far_lost(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return np.where(np.abs(r) <= delta, r, delta)


def sign_of_the_far_lost__loop(y_true, y_pred, *, delta):
    slopes = np.zeros(len(y_true))
    for i in range(len(y_true)):
        r = y_pred[i] - y_true[i]
        slopes[i] = r if abs(r) < delta else delta
    return slopes


def flat_outside(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return np.where(np.abs(r) <= delta, r, 0)


def flat_outside__mask_multiplied(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return r * (np.abs(r) < delta)


def square_not_halved(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return np.where(np.abs(r) <= delta, 2 * r, delta * np.sign(r))


def square_not_halved__loop(y_true, y_pred, *, delta):
    slopes = np.zeros(len(y_true))
    for i in range(len(y_true)):
        r = y_pred[i] - y_true[i]
        if r >= delta:
            slopes[i] = delta
        elif r <= -delta:
            slopes[i] = -delta
        else:
            slopes[i] = 2 * r
    return slopes


def residual_kept_outside(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return np.where(np.abs(r) <= delta, r, delta * r)


def residual_kept_outside__loop(y_true, y_pred, *, delta):
    slopes = np.zeros(len(y_true))
    for i in range(len(y_true)):
        r = y_pred[i] - y_true[i]
        slopes[i] = r if abs(r) < delta else delta * abs(r) * np.sign(r)
    return slopes


def branches_exchanged(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return np.where(np.abs(r) <= delta, delta * np.sign(r), r)


def branches_exchanged__wrong_comparison(y_true, y_pred, *, delta):
    r = y_pred - y_true
    small = np.abs(r) >= delta
    return np.where(small, r, delta * np.sign(r))


def one_side_not_limited(y_true, y_pred, *, delta):
    return np.minimum(y_pred - y_true, delta)


def one_side_not_limited__with_where(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return np.where(r <= delta, r, delta * np.sign(r))


def one_side_not_limited__truth_minus_prediction(y_true, y_pred, *, delta):
    r = y_true - y_pred
    return np.where(r < delta, -r, -delta)


def the_loss(y_true, y_pred, *, delta):
    r = np.abs(y_pred - y_true)
    return np.where(r <= delta, 0.5 * r**2, delta * (r - delta / 2))


def the_loss__clipped(y_true, y_pred, *, delta):
    a = np.abs(y_true - y_pred)
    inside = np.minimum(a, delta)
    return 0.5 * inside**2 + delta * (a - inside)


def pseudo_huber(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return r / np.sqrt(1 + (r / delta) ** 2)


def pseudo_huber__delta_in_the_root(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return delta * r / np.sqrt(delta**2 + r**2)


def mean_of_all(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return np.where(np.abs(r) <= delta, r, delta * np.sign(r)).mean()


def mean_of_all__sum_divided(y_true, y_pred, *, delta):
    slopes = np.clip(y_pred - y_true, -delta, delta)
    return np.sum(slopes) / len(slopes)
