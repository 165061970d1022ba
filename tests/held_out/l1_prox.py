"""Mistakes of l1_prox, rewritten from their names and feedback alone."""

import numpy as np


def _soft(w, step):
    return np.sign(w) * np.maximum(np.abs(w) - step, 0)


def hard_threshold(w, *, step):
    return np.where(np.abs(w) > step, w, 0)


def hard_threshold__with_an_index(w, *, step):
    u = w.copy()
    u[np.abs(u) <= step] = 0
    return u


def crosses_zero(w, *, step):
    return w - step * np.sign(w)


def crosses_zero__with_where(w, *, step):
    return np.where(w > 0, w - step, np.where(w < 0, w + step, 0))


def small_ones_left(w, *, step):
    return np.where(np.abs(w) > step, w - step * np.sign(w), w)


def small_ones_left__with_a_loop(w, *, step):
    u = np.array(w, dtype=float)
    for i in range(len(w)):
        if w[i] >= step:
            u[i] = w[i] - step
        elif w[i] <= -step:
            u[i] = w[i] + step
    return u


def sign_lost(w, *, step):
    return np.maximum(np.abs(w) - step, 0)


def sign_lost__with_where(w, *, step):
    size = np.abs(w)
    return np.where(size <= step, 0, size - step)


def one_sided(w, *, step):
    return np.maximum(w - step, 0)


def one_sided__with_a_loop(w, *, step):
    return np.array([v - step if v > step else 0.0 for v in w])


def negative_ones_grow(w, *, step):
    return np.where(np.abs(w) > step, w - step, 0)


def negative_ones_grow__with_a_loop(w, *, step):
    u = np.zeros(len(w))
    for i, v in enumerate(w):
        if v > step or v < -step:
            u[i] = v - step
    return u


def away_from_zero(w, *, step):
    return w + step * np.sign(w)


def away_from_zero__small_ones_zero(w, *, step):
    return np.where(np.abs(w) <= step, 0, np.sign(w) * (np.abs(w) + step))


def what_is_taken_off(w, *, step):
    return np.clip(w, -step, step)


def what_is_taken_off__with_sign(w, *, step):
    return np.sign(w) * np.minimum(np.abs(w), step)


def same_factor_for_all(w, *, step):
    return w / (1 + step)


def same_factor_for_all__square_not_halved(w, *, step):
    return w / (1 + 2 * step)


def half_the_step(w, *, step):
    return np.sign(w) * np.maximum(np.abs(w) - step / 2, 0)


def half_the_step__with_where(w, *, step):
    half = 0.5 * step
    return np.where(w > half, w - half, np.where(w < -half, w + half, 0))


def twice_the_step(w, *, step):
    return np.sign(w) * np.maximum(np.abs(w) - 2 * step, 0)


def twice_the_step__in_two_parts(w, *, step):
    return np.maximum(w - 2 * step, 0) - np.maximum(-w - 2 * step, 0)


def one_vector(w, *, step):
    norm = np.sqrt(np.sum(w**2))
    if norm <= step:
        return np.zeros(len(w))
    return w * (1 - step / norm)


def one_vector__with_linalg(w, *, step):
    norm = np.linalg.norm(w)
    if norm == 0:
        return np.zeros_like(w)
    return w / norm * max(norm - step, 0)


def the_least_sum(w, *, step):
    u = _soft(w, step)
    return step * np.abs(u) + (u - w) ** 2 / 2


def the_least_sum__in_two_cases(w, *, step):
    size = np.abs(w)
    return np.where(size <= step, w**2 / 2, step * size - step**2 / 2)


def the_penalty(w, *, step):
    return step * np.abs(w)


def the_penalty__with_a_loop(w, *, step):
    return np.array([step * abs(v) for v in w])
