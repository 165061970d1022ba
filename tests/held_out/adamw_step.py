"""Mistakes of adamw_step, rewritten from their names and feedback alone."""

import numpy as np


def l2_in_the_gradient(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    g = g + weight_decay * w
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), (t, m, v)


def both_decays(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    grad = g + weight_decay * w
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    new_w = w - lr * m_hat / (np.sqrt(v_hat) + eps) - lr * weight_decay * w
    return new_w, (t, m, v)


def both_decays__bracket(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    steps, mean, square = state
    steps += 1
    g = g + weight_decay * w
    mean = beta1 * mean + (1 - beta1) * g
    square = beta2 * square + (1 - beta2) * g * g
    adam = (mean / (1 - beta1**steps)) / (np.sqrt(square / (1 - beta2**steps)) + eps)
    return w - lr * (adam + weight_decay * w), (steps, mean, square)


def decay_left_out(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), (t, m, v)


def decay_with_wrong_sign(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    new_w = w - lr * m_hat / (np.sqrt(v_hat) + eps) + lr * weight_decay * w
    return new_w, (t, m, v)


def decay_with_wrong_sign__bracket(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    step = (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w - lr * (step - weight_decay * w), (t, m, v)


def decay_without_rate(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    new_w = w - lr * m_hat / (np.sqrt(v_hat) + eps) - weight_decay * w
    return new_w, (t, m, v)


def decay_without_rate__factor(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    w = w * (1 - weight_decay)
    w = w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, (t, m, v)


def decay_after_the_step(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    w = w - lr * weight_decay * w
    return w, (t, m, v)


def decay_after_the_step__factor(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    adam = w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return (1 - lr * weight_decay) * adam, (t, m, v)


def decay_divided_by_the_root(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    new_w = w - lr * (m_hat + weight_decay * w) / (np.sqrt(v_hat) + eps)
    return new_w, (t, m, v)


def uphill(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * weight_decay * w
    w = w + lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, (t, m, v)


def no_correction(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    new_w = w - lr * (m / (np.sqrt(v) + eps) + weight_decay * w)
    return new_w, (t + 1, m, v)


def no_correction__with_loop(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    steps, old_mean, old_square = state
    mean = np.zeros(len(w))
    square = np.zeros(len(w))
    new = np.zeros(len(w))
    for i in range(len(w)):
        mean[i] = beta1 * old_mean[i] + (1 - beta1) * g[i]
        square[i] = beta2 * old_square[i] + (1 - beta2) * g[i] ** 2
        new[i] = w[i] * (1 - lr * weight_decay)
        new[i] -= lr * mean[i] / (np.sqrt(square[i]) + eps)
    return new, (steps + 1, mean, square)


def first_average_not_corrected(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    v_hat = v / (1 - beta2**t)
    w = w - lr * weight_decay * w - lr * m / (np.sqrt(v_hat) + eps)
    return w, (t, m, v)


def second_average_not_corrected(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    w = w - lr * weight_decay * w - lr * m_hat / (np.sqrt(v) + eps)
    return w, (t, m, v)


def one_step_late(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1 ** (t + 1))
    v_hat = v / (1 - beta2 ** (t + 1))
    w = w - lr * (m_hat / (np.sqrt(v_hat) + eps) + weight_decay * w)
    return w, (t, m, v)


def one_step_late__count_begins_at_one(
    w, g, state, *, lr, beta1, beta2, eps, weight_decay
):
    if state is None:
        state = 1, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t += 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = (1 - lr * weight_decay) * w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, (t, m, v)


def corrected_averages_kept(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m = m / (1 - beta1**t)
    v = v / (1 - beta2**t)
    w = w - lr * weight_decay * w - lr * m / (np.sqrt(v) + eps)
    return w, (t, m, v)


def corrected_averages_kept__hats(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m_hat = (beta1 * m + (1 - beta1) * g) / (1 - beta1**t)
    v_hat = (beta2 * v + (1 - beta2) * g**2) / (1 - beta2**t)
    w = w - lr * (m_hat / (np.sqrt(v_hat) + eps) + weight_decay * w)
    return w, (t, m_hat, v_hat)


def eps_inside_the_root(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * weight_decay * w - lr * m_hat / np.sqrt(v_hat + eps)
    return w, (t, m, v)


def root_left_out(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * weight_decay * w - lr * m_hat / (v_hat + eps)
    return w, (t, m, v)


def betas_exchanged(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta2 * m + (1 - beta2) * g
    v = beta1 * v + (1 - beta1) * g**2
    m_hat = m / (1 - beta2**t)
    v_hat = v / (1 - beta1**t)
    w = w - lr * weight_decay * w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, (t, m, v)


def betas_exchanged__square_first(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, square, mean = state
    t += 1
    square = beta1 * square + (1 - beta1) * np.square(g)
    mean = beta2 * mean + (1 - beta2) * g
    root = np.sqrt(square / (1 - beta1**t))
    w = (1 - lr * weight_decay) * w - lr * mean / (1 - beta2**t) / (root + eps)
    return w, (t, square, mean)


def memory_lost(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * weight_decay * w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, (t, m, v)


def memory_lost__old_state_returned(
    w, g, state, *, lr, beta1, beta2, eps, weight_decay
):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * weight_decay * w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, state


def the_change_alone(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    change = -lr * (m_hat / (np.sqrt(v_hat) + eps) + weight_decay * w)
    return change, (t, m, v)
