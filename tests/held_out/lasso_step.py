"""Mistakes of lasso_step, rewritten from their names and feedback alone."""

import numpy as np


def _soft(z, t):
    return np.sign(z) * np.maximum(np.abs(z) - t, 0)


def _descent(x, y, w, lr):
    return w - lr * x.T @ (x @ w - y) / len(y)


def threshold_without_rate(x, y, w, *, strength, lr):
    grad = x.T @ (x @ w - y) / len(x)
    z = w - lr * grad
    return np.sign(z) * np.maximum(np.abs(z) - strength, 0)


def threshold_without_rate__with_where(x, y, w, *, strength, lr):
    z = _descent(x, y, w, lr)
    shrunk = np.where(z > 0, z - strength, z + strength)
    return np.where(np.abs(z) <= strength, 0, shrunk)


def not_averaged(x, y, w, *, strength, lr):
    grad = x.T @ (x @ w - y)
    return _soft(w - lr * grad, lr * strength)


def not_averaged__with_a_loop(x, y, w, *, strength, lr):
    grad = np.zeros(len(w))
    for row, target in zip(x, y, strict=True):
        grad += (row @ w - target) * row
    z = w - lr * grad
    return np.sign(z) * np.maximum(np.abs(z) - lr * strength, 0)


def factor_two(x, y, w, *, strength, lr):
    grad = 2 * x.T @ (x @ w - y) / len(y)
    return _soft(w - lr * grad, lr * strength)


def factor_two__with_mean(x, y, w, *, strength, lr):
    error = x @ w - y
    grad = (2 * error[:, None] * x).mean(axis=0)
    z = w - lr * grad
    t = lr * strength
    return np.where(z > t, z - t, np.where(z < -t, z + t, 0))


def half_the_slope(x, y, w, *, strength, lr):
    grad = x.T @ (x @ w - y) / (2 * len(y))
    return _soft(w - lr * grad, lr * strength)


def half_the_slope__with_mean(x, y, w, *, strength, lr):
    error = x @ w - y
    grad = 0.5 * np.mean(x * error[:, None], axis=0)
    z = w - lr * grad
    return np.sign(z) * np.maximum(np.abs(z) - strength * lr, 0)


def threshold_averaged(x, y, w, *, strength, lr):
    n = len(y)
    z = w - lr * x.T @ (x @ w - y) / n
    return _soft(z, lr * strength / n)


def threshold_averaged__with_where(x, y, w, *, strength, lr):
    n, _ = x.shape
    z = w - lr / n * (x.T @ (x @ w - y))
    t = lr / n * strength
    return np.where(np.abs(z) <= t, 0, z - t * np.sign(z))


def uphill(x, y, w, *, strength, lr):
    grad = x.T @ (x @ w - y) / len(y)
    return _soft(w + lr * grad, lr * strength)


def uphill__error_turned_round(x, y, w, *, strength, lr):
    error = y - x @ w
    z = w - lr * x.T @ error / len(y)
    return np.sign(z) * np.maximum(np.abs(z) - lr * strength, 0)


def no_penalty(x, y, w, *, strength, lr):
    return w - lr * x.T @ (x @ w - y) / len(y)


def no_penalty__with_mean(x, y, w, *, strength, lr):
    error = x @ w - y
    grad = np.mean(error[:, None] * x, axis=0)
    return w - lr * grad


def subgradient_step(x, y, w, *, strength, lr):
    grad = x.T @ (x @ w - y) / len(y) + strength * np.sign(w)
    return w - lr * grad


def subgradient_step__in_two_steps(x, y, w, *, strength, lr):
    z = _descent(x, y, w, lr)
    return z - lr * strength * np.sign(w)


def penalty_twice(x, y, w, *, strength, lr):
    grad = x.T @ (x @ w - y) / len(y) + strength * np.sign(w)
    return _soft(w - lr * grad, lr * strength)


def penalty_twice__with_where(x, y, w, *, strength, lr):
    t = lr * strength
    z = _descent(x, y, w, lr) - t * np.sign(w)
    return np.where(z > t, z - t, np.where(z < -t, z + t, 0))


def penalty_first(x, y, w, *, strength, lr):
    u = _soft(w, lr * strength)
    return u - lr * x.T @ (x @ u - y) / len(y)


def penalty_first__slope_at_the_old_weights(x, y, w, *, strength, lr):
    grad = x.T @ (x @ w - y) / len(y)
    shrunk = np.sign(w) * np.maximum(np.abs(w) - lr * strength, 0)
    return shrunk - lr * grad


def crosses_zero(x, y, w, *, strength, lr):
    z = _descent(x, y, w, lr)
    return z - lr * strength * np.sign(z)


def crosses_zero__with_where(x, y, w, *, strength, lr):
    z = w - lr * x.T @ (x @ w - y) / len(y)
    t = lr * strength
    return np.where(z > 0, z - t, np.where(z < 0, z + t, z))


def hard_threshold(x, y, w, *, strength, lr):
    z = _descent(x, y, w, lr)
    return np.where(np.abs(z) > lr * strength, z, 0)


def hard_threshold__with_an_index(x, y, w, *, strength, lr):
    z = w - lr * x.T @ (x @ w - y) / len(y)
    z[np.abs(z) <= lr * strength] = 0
    return z


def one_sided(x, y, w, *, strength, lr):
    z = _descent(x, y, w, lr)
    return np.maximum(z - lr * strength, 0)


def one_sided__with_a_loop(x, y, w, *, strength, lr):
    z = w - lr * x.T @ (x @ w - y) / len(y)
    out = np.zeros(len(z))
    for j in range(len(z)):
        if z[j] > lr * strength:
            out[j] = z[j] - lr * strength
    return out


def sign_lost(x, y, w, *, strength, lr):
    z = _descent(x, y, w, lr)
    return np.maximum(np.abs(z) - lr * strength, 0)


def sign_lost__with_where(x, y, w, *, strength, lr):
    size = np.abs(w - lr * x.T @ (x @ w - y) / len(y))
    t = lr * strength
    return np.where(size > t, size - t, 0)


def ridge(x, y, w, *, strength, lr):
    z = _descent(x, y, w, lr)
    return z / (1 + lr * strength)


def ridge__by_its_gradient(x, y, w, *, strength, lr):
    grad = x.T @ (x @ w - y) / len(y) + strength * w
    return w - lr * grad
