"""Mistakes of sigmoid, rewritten from their names and feedback alone."""

import numpy as np


def falls_instead_of_rising(x):
    return 1 / (1 + np.exp(x))


def falls_instead_of_rising__with_a_loop(x):
    result = np.zeros(len(x))
    for i in range(len(x)):
        z = -x[i]
        result[i] = 1 / (1 + np.exp(-z))
    return result


def tanh_itself(x):
    return np.tanh(x)


def tanh_itself__through_exp(x):
    return 2 / (1 + np.exp(-2 * x)) - 1


def twice_too_steep(x):
    return (np.tanh(x) + 1) / 2


def twice_too_steep__through_exp(x):
    return 1 / (1 + np.exp(-2 * x))


def one_left_out(x):
    return 1 / np.exp(-x)


def one_left_out__plain_exp(x):
    return np.exp(x)


def not_inverted(x):
    return 1 + np.exp(-x)


def minus_in_the_denominator(x):
    return 1 / (1 - np.exp(-x))


def minus_in_the_denominator__with_steps(x):
    e = np.exp(-x)
    denominator = 1 - e
    return np.ones(len(x)) / denominator


def the_slope(x):
    s = 1 / (1 + np.exp(-x))
    one_minus_s = 1 / (1 + np.exp(x))
    return s * one_minus_s


def the_slope__of_the_absolute_value(x):
    e = np.exp(-np.abs(x))
    return e / (1 + e) ** 2


def softmax_of_the_batch(x):
    e = np.exp(x - x.max())
    return e / e.sum()


def softmax_of_the_batch__through_the_logarithm(x):
    shifted = x - np.max(x)
    return np.exp(shifted - np.log(np.sum(np.exp(shifted))))


def base_two(x):
    return 1 / (1 + 2.0 ** (-x))


def base_two__with_exp2(x):
    return 1 / (1 + np.exp2(-x))


def the_logarithm(x):
    return -np.logaddexp(0, -x)


def the_logarithm__with_two_branches(x):
    rest = np.log1p(np.exp(-np.abs(x)))
    return np.where(x > 0, -rest, x - rest)


def softplus(x):
    return np.logaddexp(0, x)


def softplus__with_maximum(x):
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def hard_sigmoid(x):
    return np.clip(0.2 * x + 0.5, 0, 1)


def hard_sigmoid__sixth(x):
    return np.minimum(np.maximum(x + 3, 0), 6) / 6


def hard_threshold(x):
    return (x > 0).astype(float)


def hard_threshold__rounded(x):
    return np.where(1 / (1 + np.exp(-x)) >= 0.5, 1.0, 0.0)


def clipped(x):
    x = np.clip(x, -20, 20)
    return 1 / (1 + np.exp(-x))


def clipped__the_output(x):
    s = 1 / (1 + np.exp(-x))
    return np.clip(s, 1e-7, 1 - 1e-7)


def digits_lost(x):
    return 0.5 * (1 + np.tanh(x / 2))


def digits_lost__cut_off(x):
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def overflow(x):
    return np.exp(x) / (1 + np.exp(x))


def overflow__with_a_loop(x):
    p = np.zeros(x.shape)
    for i, z in enumerate(x):
        odds = np.exp(z)
        p[i] = odds / (odds + 1)
    return p
