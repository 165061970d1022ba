"""Mistakes of kl_divergence, rewritten from their names and feedback alone."""

import numpy as np


def _kl(p, q):
    return np.where(p > 0, p * np.log(p / q), 0).sum(axis=-1)


def flipped_sign(p, q):
    return np.where(p > 0, p * np.log(q / p), 0).sum(axis=-1)


def flipped_sign__minus_in_front(p, q):
    return -np.where(p > 0, p * (np.log(p) - np.log(q)), 0).sum(axis=-1)


def swapped_arguments(p, q):
    return np.where(q > 0, q * np.log(q / p), 0).sum(axis=-1)


def swapped_arguments__in_the_call(p, q):
    return _kl(q, p)


def base_two(p, q):
    return np.where(p > 0, p * np.log2(p / q), 0).sum(axis=-1)


def base_two__divided(p, q):
    return _kl(p, q) / np.log(2)


def cross_entropy(p, q):
    return -np.where(p > 0, p * np.log(q), 0).sum(axis=-1)


def cross_entropy__with_a_mask(p, q):
    cost = np.zeros(p.shape)
    cost[p > 0] = -p[p > 0] * np.log(q[p > 0])
    return cost.sum(axis=-1)


def both_directions(p, q):
    return (_kl(p, q) + _kl(q, p)) / 2


def both_directions__mean(p, q):
    return np.mean([_kl(p, q), _kl(q, p)], axis=0)


def sum_of_directions(p, q):
    return _kl(p, q) + _kl(q, p)


def sum_of_directions__one_sum(p, q):
    terms = np.where(p == q, 0, (p - q) * (np.log(p) - np.log(q)))
    return terms.sum(axis=-1)


def jensen_shannon(p, q):
    m = (p + q) / 2
    return 0.5 * _kl(p, m) + 0.5 * _kl(q, m)


def jensen_shannon__with_entropies(p, q):
    m = (p + q) / 2

    def entropy(d):
        return -np.where(d > 0, d * np.log(d), 0).sum(axis=-1)

    return entropy(m) - (entropy(p) + entropy(q)) / 2


def unweighted(p, q):
    return np.where(p > 0, np.log(p / q), 0).sum(axis=-1)


def unweighted__difference_of_logarithms(p, q):
    return np.sum(np.where(p > 0, np.log(p) - np.log(q), 0), axis=-1)


def weighted_by_q(p, q):
    return np.where(q > 0, q * np.log(p / q), 0).sum(axis=-1)


def weighted_by_q__both_must_come(p, q):
    return np.where((p > 0) & (q > 0), q * np.log(p / q), 0).sum(axis=-1)


def absolute_terms(p, q):
    return np.where(p > 0, np.abs(p * np.log(p / q)), 0).sum(axis=-1)


def absolute_terms__of_the_logarithm(p, q):
    return np.where(p > 0, p * np.abs(np.log(p) - np.log(q)), 0).sum(axis=-1)


def mean_over_classes(p, q):
    return np.where(p > 0, p * np.log(p / q), 0).mean(axis=-1)


def mean_over_classes__sum_over_k(p, q):
    return _kl(p, q) / p.shape[-1]


def not_summed(p, q):
    return np.where(p > 0, p * np.log(p / q), 0)


def not_summed__with_a_mask(p, q):
    terms = np.zeros(p.shape)
    mask = p > 0
    terms[mask] = p[mask] * np.log(p[mask] / q[mask])
    return terms


def summed(p, q):
    return np.where(p > 0, p * np.log(p / q), 0).sum()


def summed__with_a_mask(p, q):
    mask = p > 0
    return np.sum(p[mask] * np.log(p[mask] / q[mask]))


def mean_of_all(p, q):
    return _kl(p, q).mean()


def mean_of_all__with_a_mask(p, q):
    mask = p > 0
    total = np.sum(p[mask] * (np.log(p[mask]) - np.log(q[mask])))
    return total / (p.size / p.shape[-1])


def first_axis(p, q):
    return np.where(p > 0, p * np.log(p / q), 0).sum(axis=0)


def first_axis__builtin_sum(p, q):
    return sum(np.where(p > 0, p * np.log(p / q), 0))


def zero_times_infinity(p, q):
    return np.sum(p * np.log(p / q), axis=-1)


def zero_times_infinity__difference_of_logarithms(p, q):
    return np.sum(p * (np.log(p) - np.log(q)), axis=-1)


def tiny_number(p, q):
    eps = 1e-12
    return np.sum(p * np.log((p + eps) / (q + eps)), axis=-1)


def tiny_number__clipped(p, q):
    p = np.clip(p, 1e-7, 1)
    q = np.clip(q, 1e-7, 1)
    return np.sum(p * np.log(p / q), axis=-1)


def tiny_number__under_the_fraction(p, q):
    terms = np.zeros(p.shape)
    comes = p > 0
    terms[comes] = p[comes] * np.log(p[comes] / (q[comes] + 1e-9))
    return terms.sum(axis=-1)
