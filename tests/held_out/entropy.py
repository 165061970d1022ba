"""Mistakes of entropy, rewritten from their names and feedback alone."""

import numpy as np


def _plogp(p):
    return p * np.log(np.where(p > 0, p, 1))


def missing_minus(p):
    return np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1)


def missing_minus__zero_after_the_log(p):
    terms = np.where(p == 0, 0, p * np.log(p))
    return terms.sum(axis=-1)


def base_two(p):
    safe = np.where(p > 0, p, 1)
    return -(p * np.log2(safe)).sum(axis=-1)


def base_two__divided(p):
    h = -_plogp(p).sum(axis=-1)
    return h / np.log(2)


def unweighted(p):
    safe = np.where(p > 0, p, 1)
    return -np.log(safe).sum(axis=-1)


def unweighted__zeros_included(p):
    return np.sum(-np.log(p), axis=-1)


def mean_over_outcomes(p):
    safe = np.where(p > 0, p, 1)
    return np.mean(-p * np.log(safe), axis=-1)


def mean_over_outcomes__sum_divided(p):
    k = p.shape[-1]
    return -_plogp(p).sum(axis=-1) / k


def normalised(p):
    safe = np.where(p > 0, p, 1)
    h = -(p * np.log(safe)).sum(axis=-1)
    return h / np.log(p.shape[-1])


def normalised__each_term(p):
    k = p.shape[-1]
    return np.sum(-_plogp(p) / np.log(k), axis=-1)


def not_summed(p):
    return -p * np.log(np.where(p > 0, p, 1))


def not_summed__zero_after_the_log(p):
    return np.where(p == 0, 0, -p * np.log(p))


def summed(p):
    positive = p[p > 0]
    return -(positive * np.log(positive)).sum()


def summed__no_axis(p):
    return np.sum(-_plogp(p))


def mean_of_all(p):
    safe = np.where(p > 0, p, 1)
    return (-(p * np.log(safe)).sum(axis=-1)).mean()


def mean_of_all__sum_divided(p):
    h = -np.sum(np.where(p == 0, 0, p * np.log(p)), axis=-1)
    return h.sum() / h.size


def first_axis(p):
    safe = np.where(p > 0, p, 1)
    return -(p * np.log(safe)).sum(axis=0)


def first_axis__builtin_sum(p):
    terms = np.where(p == 0, 0, -p * np.log(p))
    return sum(terms)


def zero_times_infinity(p):
    return -(p * np.log(p)).sum(axis=-1)


def zero_times_infinity__of_the_inverse(p):
    return np.sum(p * np.log(1 / p), axis=-1)


def tiny_number(p):
    return -(p * np.log(p + 1e-12)).sum(axis=-1)


def tiny_number__clipped(p):
    p = np.clip(p, 1e-9, 1)
    return -np.sum(p * np.log(p), axis=-1)


def one_added(p):
    return -(p * np.log(1 + p)).sum(axis=-1)


def one_added__log1p(p):
    surprise = -np.log1p(p)
    return np.sum(p * surprise, axis=-1)


def one_added__without_the_minus(p):
    return np.sum(np.log(p + 1) * p, axis=-1)


def gini(p):
    return 1 - (p**2).sum(axis=-1)


def gini__one_against_the_other(p):
    return np.sum(p * (1 - p), axis=-1)


def with_the_complement(p):
    q = 1 - p
    terms = p * np.log(np.where(p > 0, p, 1)) + q * np.log(np.where(q > 0, q, 1))
    return -terms.sum(axis=-1)


def with_the_complement__two_sums(p):
    return -_plogp(p).sum(axis=-1) - _plogp(1 - p).sum(axis=-1)
