"""Mistakes of gelu, rewritten from their names and feedback alone."""

import math

import numpy as np


def _erfc(z):
    return np.array([math.erfc(v) for v in z])


def digits_lost(x):
    gate = np.array([0.5 * (1 + math.erf(v / math.sqrt(2))) for v in x])
    return x * gate


def digits_lost__one_minus_the_rest(x):
    out = []
    for v in x:
        above = 0.5 * math.erfc(v / math.sqrt(2))
        out.append(v * (1 - above))
    return np.array(out)


def tanh_approximation(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def tanh_approximation__as_a_sigmoid(x):
    inner = np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)
    return x / (1 + np.exp(-2 * inner))


def sigmoid_approximation(x):
    return x / (1 + np.exp(-1.702 * x))


def sigmoid_approximation__with_a_loop(x):
    out = np.zeros(len(x))
    for i, v in enumerate(x):
        e = math.exp(-abs(1.702 * v))
        gate = 1 / (1 + e) if v >= 0 else e / (1 + e)
        out[i] = v * gate
    return out


def silu(x):
    return x / (1 + np.exp(-x))


def silu__in_two_cases(x):
    e = np.exp(-np.abs(x))
    gate = np.where(x >= 0, 1 / (1 + e), e / (1 + e))
    return x * gate


def root_of_two_forgotten(x):
    return 0.5 * x * _erfc(-x)


def root_of_two_forgotten__with_a_loop(x):
    return np.array([v * math.erfc(-v) / 2 for v in x])


def halved_instead_of_root(x):
    return 0.5 * x * _erfc(-x / 2)


def halved_instead_of_root__with_a_loop(x):
    out = np.zeros(len(x))
    for i in range(len(x)):
        out[i] = x[i] * 0.5 * math.erfc(-0.5 * x[i])
    return out


def root_multiplied(x):
    return 0.5 * x * _erfc(-x * np.sqrt(2))


def root_multiplied__with_a_loop(x):
    root = math.sqrt(2)
    return np.array([0.5 * v * math.erfc(-root * v) for v in x])


def half_forgotten(x):
    return x * _erfc(-x / np.sqrt(2))


def half_forgotten__with_a_loop(x):
    out = []
    for v in x:
        if v < 0:
            out.append(v * math.erfc(-v / math.sqrt(2)))
        else:
            out.append(v * (1 + math.erf(v / math.sqrt(2))))
    return np.array(out)


def one_forgotten(x):
    return np.array([0.5 * v * math.erf(v / math.sqrt(2)) for v in x])


def one_forgotten__and_no_half(x):
    erf = np.array([math.erf(v / math.sqrt(2)) for v in x])
    return x * erf


def gate_alone(x):
    return 0.5 * _erfc(-x / np.sqrt(2))


def gate_alone__with_a_loop(x):
    return np.array([math.erfc(-v / math.sqrt(2)) / 2 for v in x])


def density_for_probability(x):
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return x * density


def density_for_probability__with_a_loop(x):
    root = math.sqrt(2 * math.pi)
    return np.array([v * math.exp(-0.5 * v * v) / root for v in x])


def probability_above(x):
    return 0.5 * x * _erfc(x / np.sqrt(2))


def probability_above__with_a_loop(x):
    return np.array([v * math.erfc(v / math.sqrt(2)) / 2 for v in x])


def relu(x):
    return np.maximum(x, 0)


def relu__with_where(x):
    gate = np.where(x > 0, 1.0, 0.0)
    return x * gate


def its_derivative(x):
    below = 0.5 * _erfc(-x / np.sqrt(2))
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return below + x * density


def its_derivative__with_a_loop(x):
    out = np.zeros(len(x))
    for i, v in enumerate(x):
        gate = 0.5 * math.erfc(-v / math.sqrt(2))
        out[i] = gate + v * math.exp(-v * v / 2) / math.sqrt(2 * math.pi)
    return out
