"""Mistakes of rmsprop_step, rewritten from their names and feedback alone."""

import numpy as np


def uphill(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * g**2
    return w + lr * g / (np.sqrt(average) + eps), average


def sum_of_all_squares(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = average + g**2
    return w - lr * g / (np.sqrt(average) + eps), average


def sum_of_all_squares__with_loop(w, g, state, *, lr, rho, eps):
    total = np.zeros(len(w)) if state is None else state.copy()
    new = np.zeros(len(w))
    for i in range(len(w)):
        total[i] += g[i] * g[i]
        new[i] = w[i] - lr * g[i] / (total[i] ** 0.5 + eps)
    return new, total


def whole_square_added(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + g**2
    return w - lr * g / (np.sqrt(average) + eps), average


def shares_exchanged(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = (1 - rho) * average + rho * g**2
    return w - lr * g / (np.sqrt(average) + eps), average


def shares_exchanged__moved_towards(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = average + rho * (np.square(g) - average)
    step = g / (np.sqrt(average) + eps)
    return w - lr * step, average


def corrected_for_the_start(w, g, state, *, lr, rho, eps):
    t, average = (0, np.zeros(len(w))) if state is None else state
    t = t + 1
    average = rho * average + (1 - rho) * g**2
    corrected = average / (1 - rho**t)
    return w - lr * g / (np.sqrt(corrected) + eps), (t, average)


def started_at_the_first_square(w, g, state, *, lr, rho, eps):
    average = g**2 if state is None else state
    average = rho * average + (1 - rho) * g**2
    return w - lr * g / (np.sqrt(average) + eps), average


def started_at_the_first_square__with_if(w, g, state, *, lr, rho, eps):
    if state is None:
        state = g * g
    average = rho * state + (1 - rho) * g * g
    return w - lr * g / (np.sqrt(average) + eps), average


def root_left_out(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * g**2
    return w - lr * g / (average + eps), average


def root_kept(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = np.sqrt(rho * average + (1 - rho) * g**2)
    return w - lr * g / (average + eps), average


def root_kept__own_name(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * g**2
    rms = np.sqrt(average)
    return w - lr * g / (rms + eps), rms


def eps_inside_the_root(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * g**2
    return w - lr * g / np.sqrt(average + eps), average


def eps_left_out(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * g**2
    return w - lr * g / np.sqrt(average), average


def eps_left_out__with_loop(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    new_average = np.zeros(len(w))
    new_w = np.zeros(len(w))
    for i in range(len(w)):
        new_average[i] = rho * average[i] + (1 - rho) * g[i] ** 2
        new_w[i] = w[i] - lr / np.sqrt(new_average[i]) * g[i]
    return new_w, new_average


def bracket_left_out(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * g**2
    return w - lr * g / np.sqrt(average) + eps, average


def one_step_late(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    new_w = w - lr * g / (np.sqrt(average) + eps)
    average = rho * average + (1 - rho) * g**2
    return new_w, average


def one_step_late__wrong_name(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    new_average = rho * average + (1 - rho) * g**2
    return w - lr * g / (np.sqrt(average) + eps), new_average


def memory_lost(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w))
    average = rho * average + (1 - rho) * g**2
    return w - lr * g / (np.sqrt(average) + eps), average


def memory_lost__state_returned_unchanged(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * g**2
    return w - lr * g / (np.sqrt(average) + eps), state


def today_alone(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * g**2
    return w - lr * g / (np.sqrt(g**2) + eps), average


def today_alone__absolute(w, g, state, *, lr, rho, eps):
    return w - lr * g / (np.abs(g) + eps), state


def average_of_the_sizes(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * np.abs(g)
    return w - lr * g / (average + eps), average


def average_of_the_sizes__root_of_square(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * np.sqrt(g**2)
    return w - lr * g / (average + eps), average


def averaged_gradient(w, g, state, *, lr, rho, eps):
    if state is None:
        mean, average = np.zeros(len(w)), np.zeros(len(w))
    else:
        mean, average = state
    mean = rho * mean + (1 - rho) * g
    average = rho * average + (1 - rho) * g**2
    return w - lr * mean / (np.sqrt(average) + eps), (mean, average)


def centred(w, g, state, *, lr, rho, eps):
    if state is None:
        average, mean = np.zeros(len(w)), np.zeros(len(w))
    else:
        average, mean = state
    average = rho * average + (1 - rho) * g**2
    mean = rho * mean + (1 - rho) * g
    variance = average - mean**2
    return w - lr * g / (np.sqrt(variance) + eps), (average, mean)


def one_average_for_all(w, g, state, *, lr, rho, eps):
    average = 0.0 if state is None else state
    average = rho * average + (1 - rho) * np.mean(g**2)
    return w - lr * g / (np.sqrt(average) + eps), average


def one_average_for_all__sum(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * np.sum(g**2)
    return w - lr * g / (np.sqrt(average) + eps), average


def plain_descent(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * g**2
    return w - lr * g, average


def the_change_alone(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * g**2
    return -lr * g / (np.sqrt(average) + eps), average


def the_change_alone__positive(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * g**2
    step = lr * g / (np.sqrt(average) + eps)
    return step, average
