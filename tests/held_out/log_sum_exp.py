"""Mistakes of log_sum_exp, rewritten from their names and feedback alone."""

import math

import numpy as np


def _lse(logits):
    m = logits.max(axis=1)
    return m + np.log(np.exp(logits - m[:, None]).sum(axis=1))


def overflow(logits):
    return np.log(np.exp(logits).sum(axis=1))


def overflow__loop(logits):
    result = np.zeros(len(logits))
    for i, row in enumerate(logits):
        total = 0.0
        for z in row:
            total += np.exp(z)
        result[i] = np.log(total)
    return result


def shifted_by_another_number(logits):
    m = logits.mean(axis=1, keepdims=True)
    return m[:, 0] + np.log(np.sum(np.exp(logits - m), axis=1))


def shifted_by_another_number__smallest(logits):
    m = logits.min(axis=1)
    return m + np.log(np.exp(logits - m[:, None]).sum(axis=1))


def one_shift_for_all_rows(logits):
    m = np.max(logits)
    return m + np.log(np.exp(logits - m).sum(axis=1))


def shift_not_added_back(logits):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1))


def shift_not_added_back__loop(logits):
    return np.array([np.log(np.sum(np.exp(row - max(row)))) for row in logits])


def shift_subtracted_again(logits):
    m = logits.max(axis=1)
    return np.log(np.exp(logits - m[:, None]).sum(axis=1)) - m


def largest_alone(logits):
    return logits.max(axis=1)


def largest_alone__loop(logits):
    return np.array([max(row) for row in logits])


def largest_counted_twice(logits):
    m = logits.max(axis=1)
    return m + np.log1p(np.exp(logits - m[:, None]).sum(axis=1))


def largest_counted_twice__loop(logits):
    result = []
    for row in logits:
        m = row.max()
        total = 1.0
        for z in row:
            total += math.exp(z - m)
        result.append(m + math.log(total))
    return np.array(result)


def mean_for_sum(logits):
    m = logits.max(axis=1, keepdims=True)
    return m[:, 0] + np.log(np.exp(logits - m).mean(axis=1))


def base_two(logits):
    m = logits.max(axis=1)
    return m + np.log2(np.exp(logits - m[:, None]).sum(axis=1))


def base_two__converted(logits):
    return _lse(logits) / np.log(2)


def wrong_axis(logits):
    m = logits.max(axis=0)
    return m + np.log(np.exp(logits - m).sum(axis=0))


def wrong_axis__loop(logits):
    result = []
    for j in range(logits.shape[1]):
        column = logits[:, j]
        m = column.max()
        result.append(m + np.log(np.sum(np.exp(column - m))))
    return np.array(result)


def one_for_all_rows(logits):
    m = logits.max()
    return m + np.log(np.sum(np.exp(logits - m)))


def mean_over_the_rows(logits):
    return _lse(logits).mean()


def kept_the_axis(logits):
    m = logits.max(axis=1, keepdims=True)
    return m + np.log(np.exp(logits - m).sum(axis=1, keepdims=True))


def kept_the_axis__new_axis(logits):
    m = np.max(logits, axis=1)[:, None]
    s = np.exp(logits - m).sum(axis=1)[:, None]
    return np.log(s) + m


def column_met_a_row(logits):
    m = logits.max(axis=1, keepdims=True)
    return m + np.log(np.exp(logits - m).sum(axis=1))


def column_met_a_row__sum_kept(logits):
    m = logits.max(axis=1)
    return m + np.log(np.exp(logits - m[:, None]).sum(axis=1, keepdims=True))


def sum_of_the_logits(logits):
    m = logits.max(axis=1)
    return m + np.log(np.exp(logits - m[:, None])).sum(axis=1)


def sum_of_the_logits__directly(logits):
    return np.sum(logits, axis=1)


def no_logarithm(logits):
    return np.exp(logits).sum(axis=1)


def no_logarithm__shift_added(logits):
    m = logits.max(axis=1)
    return m + np.exp(logits - m[:, None]).sum(axis=1)


def softmax_instead(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def log_softmax_instead(logits):
    z = logits - logits.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def log_softmax_instead__of_the_softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.log(e / e.sum(axis=1, keepdims=True))


def logits_clipped(logits):
    z = np.clip(logits, -500, 500)
    return np.log(np.exp(z).sum(axis=1))


def logits_clipped__and_shifted(logits):
    return _lse(np.clip(logits, -100, 100))
