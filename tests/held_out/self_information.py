"""Mistakes of self_information, rewritten from their names and feedback alone."""

import numpy as np


def missing_minus(p):
    return np.log2(p)


def missing_minus__natural_log_divided(p):
    return np.log(p) / np.log(2)


def nats(p):
    return -np.log(p)


def nats__of_the_inverse(p):
    return np.log(1 / p)


def base_ten(p):
    return -np.log10(p)


def base_ten__loop(p):
    result = np.zeros(len(p))
    for i in range(len(p)):
        result[i] = -np.log10(p[i])
    return result


def multiplied_by_ln_2(p):
    return -np.log(p) * np.log(2)


def multiplied_by_ln_2__of_the_inverse(p):
    in_nats = np.log(1 / p)
    return np.log(2) * in_nats


def weighted_by_p(p):
    return -p * np.log2(p)


def weighted_by_p__zero_kept_out(p):
    result = np.zeros(len(p))
    for i in range(len(p)):
        if p[i] > 0:
            result[i] = -p[i] * np.log2(p[i])
    return result


def the_entropy(p):
    positive = p[p > 0]
    return -np.sum(positive * np.log2(positive))


def the_entropy__zero_not_kept_out(p):
    return -(p * np.log2(p)).sum()


def one_over_p(p):
    return 1 / p


def one_over_p__loop(p):
    result = np.zeros(len(p))
    for i in range(len(p)):
        result[i] = np.inf if p[i] == 0 else 1 / p[i]
    return result


def one_minus_p(p):
    return 1 - p


def of_the_complement(p):
    return -np.log2(1 - p)


def of_the_complement__natural_log_divided(p):
    q = 1 - p
    return np.log(1 / q) / np.log(2)


def summed(p):
    return -np.log2(p).sum()


def summed__loop(p):
    total = 0.0
    for value in p:
        total += -np.log2(value)
    return total


def mean_of_all(p):
    return np.mean(-np.log2(p))


def mean_of_all__sum_divided(p):
    bits = -np.log(p) / np.log(2)
    return bits.sum() / len(p)


def zero_for_the_impossible(p):
    return np.where(p > 0, -np.log2(np.where(p > 0, p, 1)), 0)


def zero_for_the_impossible__loop(p):
    result = np.zeros(len(p))
    for i in range(len(p)):
        if p[i] != 0:
            result[i] = -np.log2(p[i])
    return result


def tiny_number(p):
    return -np.log2(p + 1e-12)


def tiny_number__clipped(p):
    return -np.log2(np.clip(p, 1e-15, 1))


def rounded(p):
    return np.round(-np.log2(p))


def rounded__up(p):
    return np.ceil(-np.log2(p))
