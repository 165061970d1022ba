"""Mistakes of conditional_entropy, rewritten from their names and feedback alone."""

import numpy as np


def _entropy(p):
    p = p[p > 0]
    return -(p * np.log(p)).sum()


def the_other_way(joint):
    return _entropy(joint) - _entropy(joint.sum(axis=0))


def the_other_way__loop(joint):
    total = 0.0
    columns = joint.sum(axis=0)
    for i in range(joint.shape[0]):
        for j in range(joint.shape[1]):
            if joint[i, j] > 0:
                total -= joint[i, j] * np.log(joint[i, j] / columns[j])
    return total


def joint_entropy(joint):
    p = joint[joint > 0]
    return -np.sum(p * np.log(p))


def joint_entropy__loop(joint):
    total = 0.0
    for row in joint:
        for p in row:
            if p > 0:
                total -= p * np.log(p)
    return total


def entropy_of_y(joint):
    p_y = joint.sum(axis=0)
    p_y = p_y[p_y > 0]
    return -(p_y * np.log(p_y)).sum()


def entropy_of_y__loop(joint):
    total = 0.0
    for j in range(joint.shape[1]):
        p = joint[:, j].sum()
        if p > 0:
            total += p * np.log(1 / p)
    return total


def entropy_of_x(joint):
    p_x = joint.sum(axis=1)
    p_x = p_x[p_x > 0]
    return -(p_x * np.log(p_x)).sum()


def entropy_of_x__with_where(joint):
    p_x = np.sum(joint, axis=1)
    return -np.sum(np.where(p_x > 0, p_x * np.log(np.where(p_x > 0, p_x, 1)), 0))


def mutual_information(joint):
    h_x = _entropy(joint.sum(axis=1))
    h_y = _entropy(joint.sum(axis=0))
    return h_x + h_y - _entropy(joint)


def mutual_information__of_the_ratio(joint):
    independent = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    come = joint > 0
    return np.sum(joint[come] * np.log(joint[come] / independent[come]))


def rows_not_weighted(joint):
    total = 0.0
    for row in joint:
        if row.sum() > 0:
            total += _entropy(row / row.sum())
    return total


def rows_not_weighted__whole_table(joint):
    p_x = joint.sum(axis=1, keepdims=True)
    cond = joint / np.where(p_x > 0, p_x, 1)
    return -np.sum(cond * np.log(np.where(cond > 0, cond, 1)))


def mean_over_rows(joint):
    p_x = joint.sum(axis=1, keepdims=True)
    cond = joint / np.where(p_x > 0, p_x, 1)
    h = -(cond * np.log(np.where(cond > 0, cond, 1))).sum(axis=1)
    return h.mean()


def mean_over_rows__without_the_empty(joint):
    entropies = []
    for row in joint:
        if row.sum() > 0:
            entropies.append(_entropy(row / row.sum()))
    return np.mean(entropies)


def one_for_each_row(joint):
    p_x = joint.sum(axis=1, keepdims=True)
    cond = joint / np.where(p_x > 0, p_x, 1)
    return -(cond * np.log(np.where(cond > 0, cond, 1))).sum(axis=1)


def one_for_each_row__weighted(joint):
    result = np.zeros(len(joint))
    for i, row in enumerate(joint):
        p_x = row.sum()
        if p_x > 0:
            result[i] = p_x * _entropy(row / p_x)
    return result


def mean_over_entries(joint):
    p_x = joint.sum(axis=1, keepdims=True)
    cond = joint / np.where(p_x > 0, p_x, 1)
    return -np.mean(joint * np.log(np.where(cond > 0, cond, 1)))


def mean_over_entries__difference(joint):
    h = _entropy(joint) - _entropy(joint.sum(axis=1))
    return h / joint.size


def missing_minus(joint):
    p_x = joint.sum(axis=1, keepdims=True)
    cond = joint / np.where(p_x > 0, p_x, 1)
    return np.sum(joint * np.log(np.where(cond > 0, cond, 1)))


def missing_minus__difference_turned(joint):
    return _entropy(joint.sum(axis=1)) - _entropy(joint)


def base_two(joint):
    p_x = joint.sum(axis=1, keepdims=True)
    cond = joint / np.where(p_x > 0, p_x, 1)
    return -np.sum(joint * np.log2(np.where(cond > 0, cond, 1)))


def base_two__difference(joint):
    h = _entropy(joint) - _entropy(joint.sum(axis=1))
    return h / np.log(2)


def entropy_of_x_added(joint):
    return _entropy(joint) + _entropy(joint.sum(axis=1))


def entropy_of_x_added__loop(joint):
    total = 0.0
    for row in joint:
        p_x = row.sum()
        if p_x > 0:
            total -= p_x * np.log(p_x)
        for p in row:
            if p > 0:
                total -= p * np.log(p)
    return total


def zero_times_infinity(joint):
    p_x = joint.sum(axis=1, keepdims=True)
    cond = joint / np.where(p_x > 0, p_x, 1)
    return -np.sum(joint * np.log(cond))


def zero_times_infinity__difference(joint):
    p_x = joint.sum(axis=1)
    h_xy = -(joint * np.log(joint)).sum()
    return h_xy - _entropy(p_x)


def empty_row(joint):
    cond = joint / joint.sum(axis=1, keepdims=True)
    safe = np.where(cond == 0, 1, cond)
    return -np.sum(joint * np.log(safe))


def empty_row__loop(joint):
    total = 0.0
    for row in joint:
        p_x = row.sum()
        cond = row / p_x
        cond = cond[cond != 0]
        total += p_x * -(cond * np.log(cond)).sum()
    return total
