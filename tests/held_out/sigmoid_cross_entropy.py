"""Mistakes of sigmoid_cross_entropy, rewritten from their names and feedback alone."""

import numpy as np


def _loss(y, z):
    return np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))


def _sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def missing_minus(y_true, logits):
    log_p = -np.logaddexp(0, -logits)
    log_q = -np.logaddexp(0, logits)
    return y_true * log_p + (1 - y_true) * log_q


def missing_minus__turned_round(y_true, logits):
    rest = np.log1p(np.exp(-np.abs(logits)))
    return y_true * logits - np.maximum(logits, 0) - rest


def terms_crossed(y_true, logits):
    log_p = -np.logaddexp(0, -logits)
    log_q = -np.logaddexp(0, logits)
    return -(1 - y_true) * log_p - y_true * log_q


def terms_crossed__short_form(y_true, logits):
    z = logits
    return np.maximum(z, 0) - (1 - y_true) * z + np.log1p(np.exp(-np.abs(z)))


def missing_second_term(y_true, logits):
    return y_true * np.logaddexp(0, -logits)


def missing_second_term__by_hand(y_true, logits):
    log_p = np.minimum(logits, 0) - np.log1p(np.exp(-np.abs(logits)))
    return -y_true * log_p


def missing_first_term(y_true, logits):
    return (1 - y_true) * np.logaddexp(0, logits)


def labels_as_signs(y_true, logits):
    return np.logaddexp(0, -y_true * logits)


def labels_as_signs__by_hand(y_true, logits):
    m = -y_true * logits
    return np.maximum(m, 0) + np.log1p(np.exp(-np.abs(m)))


def hard_targets_only(y_true, logits):
    return np.where(y_true > 0.5, np.logaddexp(0, -logits), np.logaddexp(0, logits))


def hard_targets_only__exactly_one(y_true, logits):
    losses = []
    for y, z in zip(y_true, logits, strict=True):
        if y == 1:
            losses.append(np.logaddexp(0, -z))
        else:
            losses.append(np.logaddexp(0, z))
    return np.array(losses)


def base_two(y_true, logits):
    return _loss(y_true, logits) / np.log(2)


def base_two__logaddexp2(y_true, logits):
    z = logits / np.log(2)
    return y_true * np.logaddexp2(0, -z) + (1 - y_true) * np.logaddexp2(0, z)


def averaged(y_true, logits):
    return _loss(y_true, logits) / len(y_true)


def mean_of_all(y_true, logits):
    loss = y_true * np.logaddexp(0, -logits) + (1 - y_true) * np.logaddexp(0, logits)
    return loss.mean()


def summed(y_true, logits):
    return np.sum(_loss(y_true, logits))


def summed__loop(y_true, logits):
    total = 0.0
    for i in range(len(logits)):
        y = y_true[i]
        z = logits[i]
        total += max(z, 0) - y * z + np.log1p(np.exp(-abs(z)))
    return total


def swapped_arguments(y_true, logits):
    return np.maximum(y_true, 0) - logits * y_true + np.log1p(np.exp(-np.abs(y_true)))


def swapped_arguments__two_terms(y_true, logits):
    log_p = -np.logaddexp(0, -y_true)
    log_q = -np.logaddexp(0, y_true)
    return -(logits * log_p + (1 - logits) * log_q)


def sigmoid_twice(y_true, logits):
    p = _sigmoid(logits)
    return _loss(y_true, p)


def sigmoid_twice__with_probabilities(y_true, logits):
    p = _sigmoid(_sigmoid(logits))
    return -(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


def the_slope(y_true, logits):
    return _sigmoid(logits) - y_true


def the_slope__plain_sigmoid(y_true, logits):
    return 1 / (1 + np.exp(-logits)) - y_true


def price_capped(y_true, logits):
    p = 1 / (1 + np.exp(-logits))
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


def price_capped__added(y_true, logits):
    eps = 1e-12
    p = _sigmoid(logits)
    return -(y_true * np.log(p + eps) + (1 - y_true) * np.log(1 - p + eps))


def logarithm_of_a_rounded_probability(y_true, logits):
    p = 1 / (1 + np.exp(-logits))
    return -(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


def logarithm_of_a_rounded_probability__stable_sigmoid(y_true, logits):
    p = _sigmoid(logits)
    return -y_true * np.log(p) - (1 - y_true) * np.log1p(-p)


def overflow(y_true, logits):
    return y_true * np.log1p(np.exp(-logits)) + (1 - y_true) * np.log1p(np.exp(logits))


def overflow__short_form(y_true, logits):
    return (1 - y_true) * logits + np.log1p(np.exp(-logits))


def digits_lost(y_true, logits):
    z = logits
    return np.maximum(z, 0) - y_true * z + np.log(1 + np.exp(-np.abs(z)))


def digits_lost__subtracted_last(y_true, logits):
    return np.logaddexp(0, logits) - y_true * logits
