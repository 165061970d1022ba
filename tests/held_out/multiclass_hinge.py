"""Mistakes of multiclass_hinge, rewritten from their names and feedback alone."""

import numpy as np


def _lacks(labels, scores):
    rows = np.arange(len(labels))
    true = scores[rows, labels][:, None]
    lacks = np.maximum(0, 1 - true + scores)
    lacks[rows, labels] = 0
    return lacks


def not_divided(labels, scores):
    return _lacks(labels, scores).sum(axis=1)


def not_divided__loop(labels, scores):
    n, k = scores.shape
    loss = np.zeros(n)
    for i in range(n):
        for j in range(k):
            if j != labels[i]:
                loss[i] += max(0, 1 - scores[i, labels[i]] + scores[i, j])
    return loss


def divided_by_the_wrong_classes(labels, scores):
    k = scores.shape[1]
    return _lacks(labels, scores).sum(axis=1) / (k - 1)


def divided_by_the_wrong_classes__loop(labels, scores):
    loss = []
    for label, row in zip(labels, scores, strict=True):
        wrong = np.delete(row, label)
        loss.append(np.maximum(0, 1 - row[label] + wrong).mean())
    return np.array(loss)


def true_class_counted(labels, scores):
    true = scores[np.arange(len(labels)), labels][:, None]
    return np.maximum(0, 1 - true + scores).mean(axis=1)


def true_class_counted__loop(labels, scores):
    n, k = scores.shape
    loss = np.zeros(n)
    for i in range(n):
        for j in range(k):
            loss[i] += max(0, 1 - scores[i, labels[i]] + scores[i, j])
    return loss / k


def divided_by_the_rows(labels, scores):
    return _lacks(labels, scores).sum(axis=1) / len(scores)


def worst_class_alone(labels, scores):
    return _lacks(labels, scores).max(axis=1)


def worst_class_alone__divided(labels, scores):
    k = scores.shape[1]
    return _lacks(labels, scores).max(axis=1) / k


def no_margin(labels, scores):
    true = scores[np.arange(len(labels)), labels][:, None]
    return np.maximum(0, scores - true).sum(axis=1) / scores.shape[1]


def no_margin__in_the_condition(labels, scores):
    n, k = scores.shape
    true = scores[np.arange(n), labels][:, None]
    lacks = np.where(scores > true, 1 - true + scores, 0)
    return lacks.sum(axis=1) / k


def leads_reversed(labels, scores):
    rows = np.arange(len(labels))
    lacks = np.maximum(0, 1 + scores[rows, labels][:, None] - scores)
    lacks[rows, labels] = 0
    return lacks.sum(axis=1) / scores.shape[1]


def never_cut_off(labels, scores):
    rows = np.arange(len(labels))
    lacks = 1.0 - scores[rows, labels][:, None] + scores
    lacks[rows, labels] = 0
    return lacks.mean(axis=1)


def never_cut_off__loop(labels, scores):
    n, k = scores.shape
    loss = np.zeros(n)
    for i in range(n):
        for j in range(k):
            if j != labels[i]:
                loss[i] += 1 - scores[i, labels[i]] + scores[i, j]
    return loss / k


def cut_off_after_the_sum(labels, scores):
    rows = np.arange(len(labels))
    lacks = 1.0 - scores[rows, labels][:, None] + scores
    lacks[rows, labels] = 0
    return np.maximum(0, lacks.sum(axis=1)) / scores.shape[1]


def squared(labels, scores):
    return (_lacks(labels, scores) ** 2).sum(axis=1) / scores.shape[1]


def squared__loop(labels, scores):
    loss = []
    for label, row in zip(labels, scores, strict=True):
        total = 0.0
        for j, s in enumerate(row):
            if j != label:
                total += max(0, 1 - row[label] + s) ** 2
        loss.append(total / len(row))
    return np.array(loss)


def each_class_against_zero(labels, scores):
    k = scores.shape[1]
    signs = 2 * np.eye(k)[labels] - 1
    return np.maximum(0, 1 - signs * scores).sum(axis=1) / k


def each_class_against_zero__loop(labels, scores):
    n, k = scores.shape
    loss = np.zeros(n)
    for i in range(n):
        for j in range(k):
            y = 1 if j == labels[i] else -1
            loss[i] += max(0, 1 - y * scores[i, j])
    return loss / k


def highest_for_true(labels, scores):
    rows = np.arange(len(labels))
    lacks = np.maximum(0, 1 - scores.max(axis=1, keepdims=True) + scores)
    lacks[rows, labels] = 0
    return lacks.sum(axis=1) / scores.shape[1]


def highest_for_true__argmax(labels, scores):
    return _lacks(scores.argmax(axis=1), scores).sum(axis=1) / scores.shape[1]


def labels_from_one(labels, scores):
    return _lacks(labels - 1, scores).sum(axis=1) / scores.shape[1]


def not_summed(labels, scores):
    return _lacks(labels, scores) / scores.shape[1]


def not_summed__not_divided(labels, scores):
    rows = np.arange(len(labels))
    lacks = np.maximum(0, 1 - scores[rows, labels][:, None] + scores)
    lacks[rows, labels] = 0
    return lacks


def mean_of_all(labels, scores):
    loss = _lacks(labels, scores).sum(axis=1) / scores.shape[1]
    return loss.mean()


def summed_over_rows(labels, scores):
    return _lacks(labels, scores).sum() / scores.shape[1]


def cross_entropy(labels, scores):
    z = scores - scores.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels]


def cross_entropy__by_the_definition(labels, scores):
    e = np.exp(scores)
    p = e / e.sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(labels)), labels])
