"""Mistakes of binary_cross_entropy, rewritten from their names and feedback alone."""

import numpy as np


def missing_minus(y_true, y_prob):
    one = np.where(y_true > 0, y_true * np.log(y_prob), 0)
    zero = np.where(y_true < 1, (1 - y_true) * np.log1p(-y_prob), 0)
    return one + zero


def missing_minus__with_a_loop(y_true, y_prob):
    cost = np.zeros(len(y_true))
    for i in range(len(y_true)):
        if y_true[i] > 0:
            cost[i] += y_true[i] * np.log(y_prob[i])
        if y_true[i] < 1:
            cost[i] += (1 - y_true[i]) * np.log1p(-y_prob[i])
    return cost


def missing_second_term(y_true, y_prob):
    return -np.where(y_true > 0, y_true * np.log(y_prob), 0)


def missing_second_term__with_a_loop(y_true, y_prob):
    cost = np.zeros(len(y_true))
    for i in range(len(y_true)):
        if y_true[i] != 0:
            cost[i] = -y_true[i] * np.log(y_prob[i])
    return cost


def missing_first_term(y_true, y_prob):
    return -np.where(y_true < 1, (1 - y_true) * np.log1p(-y_prob), 0)


def missing_first_term__with_a_loop(y_true, y_prob):
    cost = np.zeros(len(y_true))
    for i in range(len(y_true)):
        if y_true[i] < 1:
            cost[i] = -(1 - y_true[i]) * np.log1p(-y_prob[i])
    return cost


def terms_crossed(y_true, y_prob):
    a = np.where(y_true < 1, (1 - y_true) * np.log(y_prob), 0)
    b = np.where(y_true > 0, y_true * np.log1p(-y_prob), 0)
    return -a - b


def terms_crossed__with_a_loop(y_true, y_prob):
    cost = np.zeros(len(y_true))
    for i in range(len(y_true)):
        if y_true[i] < 1:
            cost[i] -= (1 - y_true[i]) * np.log(y_prob[i])
        if y_true[i] > 0:
            cost[i] -= y_true[i] * np.log1p(-y_prob[i])
    return cost


def base_two(y_true, y_prob):
    one = np.where(y_true > 0, y_true * np.log2(y_prob), 0)
    zero = np.where(y_true < 1, (1 - y_true) * np.log1p(-y_prob) / np.log(2), 0)
    return -(one + zero)


def base_two__with_a_loop(y_true, y_prob):
    cost = np.zeros(len(y_true))
    for i in range(len(y_true)):
        if y_true[i] > 0:
            cost[i] -= y_true[i] * np.log(y_prob[i])
        if y_true[i] < 1:
            cost[i] -= (1 - y_true[i]) * np.log1p(-y_prob[i])
    return cost / np.log(2)


def base_ten(y_true, y_prob):
    one = np.where(y_true > 0, y_true * np.log10(y_prob), 0)
    zero = np.where(y_true < 1, (1 - y_true) * np.log1p(-y_prob) / np.log(10), 0)
    return -(one + zero)


def base_ten__with_a_loop(y_true, y_prob):
    cost = np.zeros(len(y_true))
    for i in range(len(y_true)):
        if y_true[i] > 0:
            cost[i] -= y_true[i] * np.log(y_prob[i])
        if y_true[i] < 1:
            cost[i] -= (1 - y_true[i]) * np.log1p(-y_prob[i])
    return cost / np.log(10)


def mean_of_all(y_true, y_prob):
    one = np.where(y_true > 0, y_true * np.log(y_prob), 0)
    zero = np.where(y_true < 1, (1 - y_true) * np.log1p(-y_prob), 0)
    return -(one + zero).mean()


def mean_of_all__with_a_loop(y_true, y_prob):
    total = 0.0
    for y, p in zip(y_true, y_prob, strict=True):
        if y > 0:
            total -= y * np.log(p)
        if y < 1:
            total -= (1 - y) * np.log1p(-p)
    return total / len(y_true)


def summed(y_true, y_prob):
    one = np.where(y_true > 0, y_true * np.log(y_prob), 0)
    zero = np.where(y_true < 1, (1 - y_true) * np.log1p(-y_prob), 0)
    return -np.sum(one + zero)


def summed__with_a_loop(y_true, y_prob):
    cost = np.zeros(len(y_true))
    for i in range(len(y_true)):
        if y_true[i] > 0:
            cost[i] -= y_true[i] * np.log(y_prob[i])
        if y_true[i] < 1:
            cost[i] -= (1 - y_true[i]) * np.log1p(-y_prob[i])
    return cost.sum()


def averaged(y_true, y_prob):
    one = np.where(y_true > 0, y_true * np.log(y_prob), 0)
    zero = np.where(y_true < 1, (1 - y_true) * np.log1p(-y_prob), 0)
    return -(one + zero) / len(y_true)


def averaged__with_a_loop(y_true, y_prob):
    cost = np.zeros(len(y_true))
    for i in range(len(y_true)):
        if y_true[i] > 0:
            cost[i] -= y_true[i] * np.log(y_prob[i])
        if y_true[i] < 1:
            cost[i] -= (1 - y_true[i]) * np.log1p(-y_prob[i])
    return cost / cost.size


def swapped_arguments(y_true, y_prob):
    one = np.where(y_prob > 0, y_prob * np.log(y_true), 0)
    zero = np.where(y_prob < 1, (1 - y_prob) * np.log1p(-y_true), 0)
    return -(one + zero)


def swapped_arguments__in_the_call(y_true, y_prob):
    def cost(y, p):
        one = np.where(y > 0, y * np.log(p), 0)
        zero = np.where(y < 1, (1 - y) * np.log1p(-p), 0)
        return -one - zero

    return cost(y_prob, y_true)


def sigmoid_again(y_true, y_prob):
    p = 1 / (1 + np.exp(-y_prob))
    return -y_true * np.log(p) - (1 - y_true) * np.log(1 - p)


def sigmoid_again__from_logits(y_true, y_prob):
    z = y_prob
    return np.log(1 + np.exp(z)) - y_true * z


def squared_error(y_true, y_prob):
    return (y_true - y_prob) ** 2


def squared_error__product(y_true, y_prob):
    error = y_prob - y_true
    return error * error


def the_slope(y_true, y_prob):
    one = np.where(y_true > 0, y_true / y_prob, 0)
    zero = np.where(y_true < 1, (1 - y_true) / (1 - y_prob), 0)
    return zero - one


def the_slope__with_a_loop(y_true, y_prob):
    slope = np.zeros(len(y_true))
    for i in range(len(y_true)):
        if y_true[i] > 0:
            slope[i] -= y_true[i] / y_prob[i]
        if y_true[i] < 1:
            slope[i] += (1 - y_true[i]) / (1 - y_prob[i])
    return slope


def epsilon_added(y_true, y_prob):
    eps = 1e-12
    return -y_true * np.log(y_prob + eps) - (1 - y_true) * np.log(1 - y_prob + eps)


def epsilon_added__larger(y_true, y_prob):
    eps = 1e-7
    one = y_true * np.log(y_prob + eps)
    zero = (1 - y_true) * np.log1p(-y_prob + eps)
    return -(one + zero)


def clipped(y_true, y_prob):
    p = np.clip(y_prob, 1e-7, 1 - 1e-7)
    return -(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


def clipped__at_1e_15(y_true, y_prob):
    eps = 1e-15
    p = np.minimum(np.maximum(y_prob, eps), 1 - eps)
    return -y_true * np.log(p) - (1 - y_true) * np.log1p(-p)


def zero_times_infinity(y_true, y_prob):
    return -y_true * np.log(y_prob) - (1 - y_true) * np.log1p(-y_prob)


def zero_times_infinity__with_a_loop(y_true, y_prob):
    cost = np.zeros(len(y_true))
    for i in range(len(y_true)):
        y, p = y_true[i], y_prob[i]
        cost[i] = -(y * np.log(p) + (1 - y) * np.log1p(-p))
    return cost


def digits_lost(y_true, y_prob):
    one = np.where(y_true > 0, y_true * np.log(y_prob), 0)
    zero = np.where(y_true < 1, (1 - y_true) * np.log(1 - y_prob), 0)
    return -(one + zero)


def digits_lost__with_a_loop(y_true, y_prob):
    cost = np.zeros(len(y_true))
    for i in range(len(y_true)):
        q = 1 - y_prob[i]
        if y_true[i] > 0:
            cost[i] -= y_true[i] * np.log(y_prob[i])
        if y_true[i] < 1:
            cost[i] -= (1 - y_true[i]) * np.log(q)
    return cost
