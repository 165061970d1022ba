"""Mistakes of swish_grad, rewritten from their names and feedback alone."""

import math

import numpy as np


def _sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def gate_alone(x, *, beta):
    return _sigmoid(beta * x)


def gate_alone__in_one_line(x, *, beta):
    return 1 / (1 + np.exp(-beta * x))


def second_term_alone(x, *, beta):
    s = _sigmoid(beta * x)
    return beta * x * s * (1 - s)


def second_term_alone__in_two_parts(x, *, beta):
    s = 1 / (1 + np.exp(-beta * x))
    slope = beta * s * (1 - s)
    return x * slope


def product_of_slopes(x, *, beta):
    s = _sigmoid(beta * x)
    return beta * s * (1 - s)


def product_of_slopes__written_out(x, *, beta):
    s = 1 / (1 + np.exp(-beta * x))
    dx = np.ones(len(x))
    ds = beta * (s - s**2)
    return dx * ds


def beta_left_out_of_the_slope(x, *, beta):
    s = _sigmoid(beta * x)
    return s + x * s * (1 - s)


def beta_left_out_of_the_slope__by_the_value(x, *, beta):
    s = 1 / (1 + np.exp(-beta * x))
    f = x * s
    return s + f * (1 - s)


def beta_times_too_large(x, *, beta):
    s = _sigmoid(beta * x)
    return beta * (s + beta * x * s * (1 - s))


def beta_times_too_large__with_a_substitution(x, *, beta):
    z = beta * x
    s = 1 / (1 + np.exp(-z))
    slope_in_z = s + z * s * (1 - s)
    return slope_in_z * beta


def beta_on_both_terms(x, *, beta):
    s = _sigmoid(beta * x)
    return beta * (s + x * s * (1 - s))


def beta_on_both_terms__as_two_terms(x, *, beta):
    s = _sigmoid(beta * x)
    first = beta * s
    second = x * (beta * s * (1 - s))
    return first + second


def beta_ignored(x, *, beta):
    s = _sigmoid(x)
    return s + x * s * (1 - s)


def beta_ignored__factored(x, *, beta):
    s = 1 / (1 + np.exp(-x))
    return s * (1 + x * (1 - s))


def beta_left_out_of_the_gate(x, *, beta):
    s = _sigmoid(x)
    return s + beta * x * s * (1 - s)


def beta_left_out_of_the_gate__factored(x, *, beta):
    s = 1 / (1 + np.exp(-x))
    return s * (1 + beta * x * (1 - s))


def divided_by_beta(x, *, beta):
    s = _sigmoid(x / beta)
    return s + x / beta * s * (1 - s)


def divided_by_beta__only_in_the_gate(x, *, beta):
    s = _sigmoid(x / beta)
    return s + beta * x * s * (1 - s)


def rest_forgotten(x, *, beta):
    s = _sigmoid(beta * x)
    return s + beta * x * s


def rest_forgotten__factored(x, *, beta):
    s = 1 / (1 + np.exp(-beta * x))
    return s * (1 + beta * x)


def rest_alone(x, *, beta):
    s = _sigmoid(beta * x)
    return s + beta * x * (1 - s)


def rest_alone__with_a_slope(x, *, beta):
    s = 1 / (1 + np.exp(-beta * x))
    ds = beta * (1 - s)
    return 1 * s + x * ds


def terms_subtracted(x, *, beta):
    s = _sigmoid(beta * x)
    return s - beta * x * s * (1 - s)


def terms_subtracted__minus_in_the_slope(x, *, beta):
    s = 1 / (1 + np.exp(-beta * x))
    ds = -beta * s * (1 - s)
    return s + x * ds


def slope_in_beta(x, *, beta):
    s = _sigmoid(beta * x)
    return x**2 * s * (1 - s)


def slope_in_beta__in_two_parts(x, *, beta):
    s = 1 / (1 + np.exp(-beta * x))
    ds = x * s * (1 - s)
    return x * ds


def its_value(x, *, beta):
    return x * _sigmoid(beta * x)


def its_value__with_a_loop(x, *, beta):
    out = []
    for v in x:
        e = math.exp(-abs(beta * v))
        out.append(v / (1 + e) if v >= 0 else v * e / (1 + e))
    return np.array(out)


def overflow(x, *, beta):
    e = np.exp(beta * x)
    s = e / (1 + e)
    return s + beta * x * s * (1 - s)


def overflow__negative_exponent(x, *, beta):
    e = np.exp(-beta * x)
    return 1 / (1 + e) + x * beta * e / (1 + e) ** 2
