"""Mistakes of sigmoid_cross_entropy_grad, from their names and feedback alone."""

import numpy as np


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def flipped_sign(y_true, logits):
    return y_true * _sigmoid(-logits) - (1 - y_true) * _sigmoid(logits)


def flipped_sign__written_out(y_true, logits):
    a = 1 / (1 + np.exp(-logits))
    rest = 1 / (1 + np.exp(logits))
    return -(a * (1 - y_true) - rest * y_true)


def kept_the_slope(y_true, logits):
    a, rest = _sigmoid(logits), _sigmoid(-logits)
    return (a * (1 - y_true) - rest * y_true) * a * rest


def kept_the_slope__of_the_absolute_value(y_true, logits):
    e = np.exp(-np.abs(logits))
    slope = e / (1 + e) ** 2
    return slope * ((1 - y_true) * _sigmoid(logits) - y_true * _sigmoid(-logits))


def averaged(y_true, logits):
    grad = (1 - y_true) * _sigmoid(logits) - y_true * _sigmoid(-logits)
    return grad / len(y_true)


def averaged__with_a_loop(y_true, logits):
    n = len(logits)
    grad = np.zeros(n)
    for i in range(n):
        a = 1 / (1 + np.exp(-logits[i]))
        rest = 1 / (1 + np.exp(logits[i]))
        grad[i] = (1 - y_true[i]) * a / n - y_true[i] * rest / n
    return grad


def summed(y_true, logits):
    return np.sum((1 - y_true) * _sigmoid(logits) - y_true * _sigmoid(-logits))


def summed__with_dot(y_true, logits):
    a, rest = _sigmoid(logits), _sigmoid(-logits)
    return (1 - y_true) @ a - y_true @ rest


def mean_of_all(y_true, logits):
    return np.mean((1 - y_true) * _sigmoid(logits) - y_true * _sigmoid(-logits))


def mean_of_all__with_a_loop(y_true, logits):
    total = 0.0
    for y, z in zip(y_true, logits, strict=True):
        total += (1 - y) / (1 + np.exp(-z)) - y / (1 + np.exp(z))
    return total / len(y_true)


def swapped_arguments(y_true, logits):
    return 1 / (1 + np.exp(-y_true)) - logits


def forgot_the_sigmoid(y_true, logits):
    return logits - y_true


def sigmoid_twice(y_true, logits):
    a = _sigmoid(_sigmoid(logits))
    return a - y_true


def sigmoid_twice__written_out(y_true, logits):
    p = 1 / (1 + np.exp(-logits))
    return (1 - y_true) / (1 + np.exp(-p)) - y_true / (1 + np.exp(p))


def the_loss_itself(y_true, logits):
    one = y_true * np.logaddexp(0, -logits)
    zero = (1 - y_true) * np.logaddexp(0, logits)
    return one + zero


def the_loss_itself__with_maximum(y_true, logits):
    z = logits
    return np.maximum(z, 0) - z * y_true + np.log1p(np.exp(-np.abs(z)))


def slope_in_the_probability(y_true, logits):
    a, rest = _sigmoid(logits), _sigmoid(-logits)
    one = np.where(y_true > 0, y_true / a, 0)
    zero = np.where(y_true < 1, (1 - y_true) / rest, 0)
    return zero - one


def slope_in_the_probability__with_a_loop(y_true, logits):
    grad = np.zeros(len(logits))
    for i in range(len(logits)):
        if y_true[i] > 0:
            grad[i] -= y_true[i] * (1 + np.exp(-logits[i]))
        if y_true[i] < 1:
            grad[i] += (1 - y_true[i]) * (1 + np.exp(logits[i]))
    return grad


def hard_threshold(y_true, logits):
    return (logits > 0) - y_true


def hard_threshold__rounded(y_true, logits):
    a = np.where(1 / (1 + np.exp(-logits)) >= 0.5, 1, 0)
    return a - y_true


def squared_error_slope(y_true, logits):
    return 2 * ((1 - y_true) * _sigmoid(logits) - y_true * _sigmoid(-logits))


def squared_error_slope__two_terms(y_true, logits):
    one = -2 * y_true / (1 + np.exp(logits))
    zero = 2 * (1 - y_true) / (1 + np.exp(-logits))
    return one + zero


def only_the_positives(y_true, logits):
    return -y_true / (1 + np.exp(logits))


def only_the_positives__with_where(y_true, logits):
    return np.where(y_true == 1, -1 / (1 + np.exp(logits)), 0)


def digits_lost(y_true, logits):
    return 1 / (1 + np.exp(-logits)) - y_true


def digits_lost__two_terms(y_true, logits):
    a = 1 / (1 + np.exp(-logits))
    return (1 - y_true) * a - y_true * (1 - a)


def overflow(y_true, logits):
    e = np.exp(logits)
    return (1 - y_true) * e / (1 + e) - y_true / (1 + e)


def overflow__one_fraction(y_true, logits):
    e = np.exp(logits)
    return ((1 - y_true) * e - y_true) / (1 + e)
