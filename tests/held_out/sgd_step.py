"""Mistakes of sgd_step, rewritten from their names and feedback alone."""

import numpy as np


def uphill(w, g, state, *, lr, weight_decay):
    return w + lr * (g + weight_decay * w), None


def uphill__in_two_lines(w, g, state, *, lr, weight_decay):
    grad = g + weight_decay * w
    w = w + lr * grad
    return w, state


def decay_left_out(w, g, state, *, lr, weight_decay):
    return w - lr * g, None


def decay_with_wrong_sign(w, g, state, *, lr, weight_decay):
    grad = g - weight_decay * w
    return w - lr * grad, None


def decay_with_wrong_sign__factor(w, g, state, *, lr, weight_decay):
    return w * (1 + lr * weight_decay) - lr * g, state


def decay_without_rate(w, g, state, *, lr, weight_decay):
    return w - lr * g - weight_decay * w, None


def decay_without_rate__factor(w, g, state, *, lr, weight_decay):
    shrunk = (1 - weight_decay) * w
    return shrunk - lr * g, state


def bracket_left_out(w, g, state, *, lr, weight_decay):
    return w - lr * g + weight_decay * w, None


def decay_doubled(w, g, state, *, lr, weight_decay):
    return w - lr * (g + 2 * weight_decay * w), None


def decay_doubled__counted_twice(w, g, state, *, lr, weight_decay):
    grad = g + weight_decay * w
    return w - lr * grad - lr * weight_decay * w, state


def decay_halved(w, g, state, *, lr, weight_decay):
    return w - lr * (g + 0.5 * weight_decay * w), None


def decay_halved__in_two_lines(w, g, state, *, lr, weight_decay):
    penalty_grad = weight_decay / 2 * w
    return w - lr * (g + penalty_grad), state


def penalty_for_its_derivative(w, g, state, *, lr, weight_decay):
    grad = g + weight_decay / 2 * w**2
    return w - lr * grad, None


def penalty_for_its_derivative__without_the_half(w, g, state, *, lr, weight_decay):
    return w - lr * (g + weight_decay * np.square(w)), state


def penalty_added_as_a_number(w, g, state, *, lr, weight_decay):
    penalty = 0.5 * weight_decay * np.sum(w**2)
    grad = g + penalty
    return w - lr * grad, None


def penalty_added_as_a_number__without_the_half(w, g, state, *, lr, weight_decay):
    return w - lr * (g + weight_decay * (w @ w)), state


def decay_by_the_sign(w, g, state, *, lr, weight_decay):
    return w - lr * (g + weight_decay * np.sign(w)), None


def decay_by_the_sign__with_loop(w, g, state, *, lr, weight_decay):
    new = np.zeros(len(w))
    for i in range(len(w)):
        sign = 0
        if w[i] > 0:
            sign = 1
        elif w[i] < 0:
            sign = -1
        new[i] = w[i] - lr * (g[i] + weight_decay * sign)
    return new, state


def decay_of_the_gradient(w, g, state, *, lr, weight_decay):
    grad = g + weight_decay * g
    return w - lr * grad, None


def decay_after_the_step(w, g, state, *, lr, weight_decay):
    w = w - lr * g
    w = w - lr * weight_decay * w
    return w, None


def decay_after_the_step__factor(w, g, state, *, lr, weight_decay):
    return (w - lr * g) * (1 - lr * weight_decay), state


def rate_left_out(w, g, state, *, lr, weight_decay):
    return w - (g + weight_decay * w), None


def rate_on_the_decay_alone(w, g, state, *, lr, weight_decay):
    return w - g - lr * weight_decay * w, None


def rate_on_the_decay_alone__bracket(w, g, state, *, lr, weight_decay):
    step = g + lr * weight_decay * w
    return w - step, state


def the_change_alone(w, g, state, *, lr, weight_decay):
    return -lr * (g + weight_decay * w), None


def the_change_alone__positive(w, g, state, *, lr, weight_decay):
    grad = g + weight_decay * w
    return lr * grad, state


def divided_by_their_number(w, g, state, *, lr, weight_decay):
    return w - lr * (g + weight_decay * w) / len(w), None


def divided_by_their_number__in_loop(w, g, state, *, lr, weight_decay):
    n = w.shape[0]
    new = np.zeros(n)
    for i in range(n):
        new[i] = w[i] - lr / n * (g[i] + weight_decay * w[i])
    return new, state


def gradients_added_up(w, g, state, *, lr, weight_decay):
    total = np.zeros(len(w)) if state is None else state
    total = total + g
    return w - lr * (total + weight_decay * w), total


def gradients_added_up__with_decay(w, g, state, *, lr, weight_decay):
    grad = g + weight_decay * w
    if state is not None:
        grad = grad + state
    return w - lr * grad, grad
