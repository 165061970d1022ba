"""Mistakes of tanh_grad, rewritten from their names and feedback alone."""

import numpy as np


def tanh_itself(x):
    return np.tanh(x)


def tanh_itself__through_the_sigmoid(x):
    return 2 / (1 + np.exp(-2 * x)) - 1


def flipped_sign(x):
    return -1 / np.cosh(x) ** 2


def flipped_sign__through_exp(x):
    return -4 / (np.exp(x) + np.exp(-x)) ** 2


def square_left_out(x):
    t = np.tanh(x)
    return 1 - t


def square_left_out__with_a_loop(x):
    out = np.zeros(len(x))
    for i in range(len(x)):
        out[i] = 2 / (1 + np.exp(2 * x[i]))
    return out


def plus_the_square(x):
    return 1 + np.tanh(x) ** 2


def rule_of_the_sigmoid(x):
    t = np.tanh(x)
    return t * (1 - t)


def rule_of_the_sigmoid__multiplied_out(x):
    return np.tanh(x) - np.tanh(x) ** 2


def slope_of_the_sigmoid(x):
    s = 1 / (1 + np.exp(-x))
    rest = 1 / (1 + np.exp(x))
    return s * rest


def slope_of_the_sigmoid__of_the_absolute_value(x):
    e = np.exp(-np.abs(x))
    return e / (1 + e) ** 2


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_at_twice_x(x):
    return _sigmoid(2 * x) * _sigmoid(-2 * x)


def sigmoid_at_twice_x__of_the_absolute_value(x):
    e = np.exp(-2 * np.abs(x))
    return e / (1 + e) ** 2


def half_the_slope(x):
    return 2 * _sigmoid(2 * x) * _sigmoid(-2 * x)


def half_the_slope__with_cosh(x):
    return 1 / (2 * np.cosh(x) ** 2)


def output_expected(x):
    return 1 - x**2


def output_expected__factors(x):
    return (1 - x) * (1 + x)


def tanh_twice(x):
    t = np.tanh(x)
    return 1 - np.tanh(t) ** 2


def tanh_twice__with_cosh(x):
    x = np.tanh(x)
    return 1 / np.cosh(x) ** 2


def cosh_not_squared(x):
    return 1 / np.cosh(x)


def cosh_not_squared__through_exp(x):
    return 2 / (np.exp(x) + np.exp(-x))


def trigonometric(x):
    return 1 / np.cos(x) ** 2


def trigonometric__with_tan(x):
    return 1 + np.tan(x) ** 2


def hard_tanh(x):
    return np.where(np.abs(x) < 1, 1.0, 0.0)


def hard_tanh__borders_included(x):
    return ((x >= -1) & (x <= 1)).astype(float)


def clipped(x):
    x = np.clip(x, -10, 10)
    return 1 / np.cosh(x) ** 2


def clipped__at_five(x):
    x = np.maximum(np.minimum(x, 5), -5)
    return 1 - np.tanh(x) ** 2


def digits_lost(x):
    return 1 - np.tanh(x) ** 2


def digits_lost__cut_off(x):
    return 1 / np.cosh(np.clip(x, -15, 15)) ** 2


def overflow(x):
    e = np.exp(2 * x)
    return 4 * e / (e + 1) ** 2


def overflow__on_the_left(x):
    e = np.exp(-2 * x)
    return 4 * e / (1 + e) ** 2
