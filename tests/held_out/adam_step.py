"""Mistakes of adam_step, rewritten from their names and feedback alone."""

import numpy as np


def no_correction(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    w = w - lr * m / (np.sqrt(v) + eps)
    return w, (t, m, v)


def no_correction__without_a_count(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = np.zeros(len(w)), np.zeros(len(w))
    m, v = state
    m = m + (1 - beta1) * (g - m)
    v = v + (1 - beta2) * (g * g - v)
    return w - lr * m / (v**0.5 + eps), (m, v)


def first_average_not_corrected(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    v_hat = v / (1 - beta2**t)
    return w - lr * m / (np.sqrt(v_hat) + eps), (t, m, v)


def first_average_not_corrected__with_a_dict(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = {"t": 0, "m": np.zeros(len(w)), "v": np.zeros(len(w))}
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * g
    v = beta2 * state["v"] + (1 - beta2) * g * g
    root = np.sqrt(v / (1 - beta2**t)) + eps
    new_w = w - lr * m / root
    return new_w, {"t": t, "m": m, "v": v}


def second_average_not_corrected(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    return w - lr * m_hat / (np.sqrt(v) + eps), (t, m, v)


def second_average_not_corrected__with_a_dict(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = {"t": 0, "m": np.zeros(len(w)), "v": np.zeros(len(w))}
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * g
    v = beta2 * state["v"] + (1 - beta2) * g * g
    lr_t = lr / (1 - beta1**t)
    new_w = w - lr_t * m / (v**0.5 + eps)
    return new_w, {"t": t, "m": m, "v": v}


def corrected_by_step_one(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1)
    v_hat = v / (1 - beta2)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), (t + 1, m, v)


def corrected_by_step_one__count_not_kept(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    step = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**step)
    v_hat = v / (1 - beta2**step)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), (t, m, v)


def one_step_late(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 1, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), (t, m, v)


def one_step_late__plus_one_twice(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t += 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1 ** (t + 1))
    v_hat = v / (1 - beta2 ** (t + 1))
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), (t, m, v)


def uphill(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w + lr * m_hat / (np.sqrt(v_hat) + eps), (t, m, v)


def uphill__with_a_dict(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = {"t": 0, "m": np.zeros(len(w)), "v": np.zeros(len(w))}
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * g
    v = beta2 * state["v"] + (1 - beta2) * g * g
    change = (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    new_w = w - -lr * change
    return new_w, {"t": t, "m": m, "v": v}


def root_left_out(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (v_hat + eps), (t, m, v)


def root_left_out__with_a_dict(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = {"t": 0, "m": np.zeros(len(w)), "v": np.zeros(len(w))}
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * g
    v = beta2 * state["v"] + (1 - beta2) * g * g
    change = (m / (1 - beta1**t)) / (v / (1 - beta2**t) + eps)
    new_w = w - lr * change
    return new_w, {"t": t, "m": m, "v": v}


def eps_inside_the_root(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / np.sqrt(v_hat + eps), (t, m, v)


def eps_inside_the_root__with_a_dict(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = {"t": 0, "m": np.zeros(len(w)), "v": np.zeros(len(w))}
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * g
    v = beta2 * state["v"] + (1 - beta2) * g * g
    denominator = (v / (1 - beta2**t) + eps) ** 0.5
    new_w = w - lr * (m / (1 - beta1**t)) / denominator
    return new_w, {"t": t, "m": m, "v": v}


def eps_before_the_correction(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    root = (np.sqrt(v) + eps) / np.sqrt(1 - beta2**t)
    return w - lr * m_hat / root, (t, m, v)


def eps_before_the_correction__in_the_step_size(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    lr_t = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return w - lr_t * m / (np.sqrt(v) + eps), (t, m, v)


def eps_left_out(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / np.sqrt(v_hat), (t, m, v)


def eps_left_out__in_the_step_size(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = {"t": 0, "m": np.zeros(len(w)), "v": np.zeros(len(w))}
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * g
    v = beta2 * state["v"] + (1 - beta2) * g * g
    lr_t = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    new_w = w - lr_t * m / np.sqrt(v)
    return new_w, {"t": t, "m": m, "v": v}


def betas_exchanged(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta2 * m + (1 - beta2) * g
    v = beta1 * v + (1 - beta1) * g**2
    m_hat = m / (1 - beta2**t)
    v_hat = v / (1 - beta1**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), (t, m, v)


def betas_exchanged__in_the_averages_alone(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = {"t": 0, "m": np.zeros(len(w)), "v": np.zeros(len(w))}
    t = state["t"] + 1
    m = beta2 * state["m"] + (1 - beta2) * g
    v = beta1 * state["v"] + (1 - beta1) * g * g
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    new_w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new_w, {"t": t, "m": m, "v": v}


def weights_of_the_average_exchanged(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = (1 - beta1) * m + beta1 * g
    v = (1 - beta2) * v + beta2 * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), (t, m, v)


def weights_of_the_average_exchanged__corrected_for_it(
    w, g, state, *, lr, beta1, beta2, eps
):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * g + (1 - beta1) * m
    v = beta2 * g**2 + (1 - beta2) * v
    m_hat = m / (1 - (1 - beta1) ** t)
    v_hat = v / (1 - (1 - beta2) ** t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), (t, m, v)


def plain_gradient(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    v_hat = v / (1 - beta2**t)
    return w - lr * g / (np.sqrt(v_hat) + eps), (t, m, v)


def plain_gradient__average_not_kept(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = {"t": 0, "m": np.zeros(len(w)), "v": np.zeros(len(w))}
    t = state["t"] + 1
    m = state["m"]
    v = beta2 * state["v"] + (1 - beta2) * g * g
    root = np.sqrt(v / (1 - beta2**t))
    new_w = w - lr * g / (root + eps)
    return new_w, {"t": t, "m": m, "v": v}


def forgot_the_state(w, g, state, *, lr, beta1, beta2, eps):
    t, m, v = 0, np.zeros(len(w)), np.zeros(len(w))
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), (t, m, v)


def forgot_the_state__old_one_returned(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), state


def the_change_alone(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return -lr * m_hat / (np.sqrt(v_hat) + eps), (t, m, v)


def the_change_alone__without_the_minus(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    step = lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return step, (t, m, v)


def plain_descent(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    return w - lr * g, state


def plain_descent__averages_unused(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    new_w = np.zeros(len(w))
    for i in range(len(w)):
        new_w[i] = w[i] - lr * g[i]
    return new_w, (t + 1, m, v)


def averages_not_weighted(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m, v = state
    t = t + 1
    m = beta1 * m + g
    v = beta2 * v + g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), (t, m, v)


def averages_not_weighted__with_a_loop(w, g, state, *, lr, beta1, beta2, eps):
    if state is None:
        state = 0, np.zeros(len(w)), np.zeros(len(w))
    t, m_old, v_old = state
    t = t + 1
    new_w, m, v = np.zeros(len(w)), np.zeros(len(w)), np.zeros(len(w))
    for i in range(len(w)):
        m[i] = m_old[i] * beta1 + g[i]
        v[i] = v_old[i] * beta2 + g[i] ** 2
        root = np.sqrt(v[i] / (1 - beta2**t))
        new_w[i] = w[i] - lr * m[i] / (1 - beta1**t) / (root + eps)
    return new_w, (t, m, v)
