"""Mistakes of sparse_softmax_cross_entropy, from their names and feedback alone."""

import numpy as np


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def missing_minus(labels, logits):
    return _log_softmax(logits)[np.arange(len(labels)), labels]


def missing_minus__loop(labels, logits):
    result = []
    for label, row in zip(labels, logits, strict=True):
        row = row - row.max()
        result.append(row[label] - np.log(np.exp(row).sum()))
    return np.array(result)


def all_classes(labels, logits):
    z = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(z).sum(axis=1, keepdims=True)) - z


def table_of_all_pairs(labels, logits):
    return -_log_softmax(logits)[:, labels]


def table_of_all_pairs__true_logits(labels, logits):
    z = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(z).sum(axis=1, keepdims=True)) - z[:, labels]


def mean_of_all(labels, logits):
    log_p = _log_softmax(logits)
    return -log_p[np.arange(len(labels)), labels].mean()


def summed(labels, logits):
    log_p = _log_softmax(logits)
    return -np.sum(log_p[np.arange(len(labels)), labels])


def summed__loop(labels, logits):
    total = 0.0
    for i in range(len(labels)):
        z = logits[i] - np.max(logits[i])
        total += np.log(np.sum(np.exp(z))) - z[labels[i]]
    return total


def mean_over_classes(labels, logits):
    one_hot = np.eye(logits.shape[1])[labels]
    return -(one_hot * _log_softmax(logits)).mean(axis=1)


def mean_over_classes__divided(labels, logits):
    n, k = logits.shape
    return -_log_softmax(logits)[np.arange(n), labels] / k


def base_two(labels, logits):
    log_p = _log_softmax(logits) / np.log(2)
    return -log_p[np.arange(len(labels)), labels]


def probability(labels, logits):
    return _softmax(logits)[np.arange(len(labels)), labels]


def probability__loop(labels, logits):
    result = []
    for label, row in zip(labels, logits, strict=True):
        e = np.exp(row - row.max())
        result.append(e[label] / e.sum())
    return np.array(result)


def raw_logit(labels, logits):
    return -logits[np.arange(len(labels)), labels]


def raw_logit__one_hot(labels, logits):
    one_hot = np.eye(logits.shape[1])[labels]
    return -np.sum(one_hot * logits, axis=1)


def softmax_twice(labels, logits):
    log_p = _log_softmax(_softmax(logits))
    return -log_p[np.arange(len(labels)), labels]


def softmax_twice__log_of_it(labels, logits):
    p = _softmax(_softmax(logits))
    return -np.log(p[np.arange(len(labels)), labels])


def softmax_over_the_rows(labels, logits):
    z = logits - logits.max(axis=0)
    log_p = z - np.log(np.exp(z).sum(axis=0))
    return -log_p[np.arange(len(labels)), labels]


def labels_from_one(labels, logits):
    return -_log_softmax(logits)[np.arange(len(labels)), labels - 1]


def labels_from_one__loop(labels, logits):
    log_p = _log_softmax(logits)
    result = np.zeros(len(labels))
    for i in range(len(labels)):
        result[i] = -log_p[i, labels[i] - 1]
    return result


def predicted_class(labels, logits):
    return -_log_softmax(logits).max(axis=1)


def predicted_class__argmax(labels, logits):
    predicted = np.argmax(logits, axis=1)
    return -_log_softmax(logits)[np.arange(len(predicted)), predicted]


def true_class_left_out(labels, logits):
    rows = np.arange(len(labels))
    others = np.array(logits, dtype=float)
    others[rows, labels] = -np.inf
    m = others.max(axis=1)
    return m + np.log(np.exp(others - m[:, None]).sum(axis=1)) - logits[rows, labels]


def true_class_left_out__taken_away(labels, logits):
    rows = np.arange(len(labels))
    z = logits - logits.max(axis=1, keepdims=True)
    e = np.exp(z)
    e[rows, labels] = 0
    return np.log(e.sum(axis=1)) - z[rows, labels]


def shift_in_one_term_only(labels, logits):
    z = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(z).sum(axis=1)) - logits[np.arange(len(labels)), labels]


def shift_in_one_term_only__loop(labels, logits):
    result = []
    for i, label in enumerate(labels):
        row = logits[i]
        log_sum = np.log(np.sum(np.exp(row - row.max())))
        result.append(-(row[label] - log_sum))
    return np.array(result)


def one_shift_for_all_rows(labels, logits):
    z = logits - np.max(logits)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels]


def one_shift_for_all_rows__added_back(labels, logits):
    m = logits.max()
    log_sum = m + np.log(np.exp(logits - m).sum(axis=1))
    return log_sum - logits[np.arange(len(labels)), labels]


def overflow(labels, logits):
    log_sum = np.log(np.exp(logits).sum(axis=1))
    return log_sum - logits[np.arange(len(labels)), labels]


def overflow__by_the_definition(labels, logits):
    e = np.exp(logits)
    p = e / e.sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(labels)), labels])


def logarithm_of_a_rounded_probability(labels, logits):
    p = _softmax(logits)
    return -np.log(p[np.arange(len(labels)), labels])


def logarithm_of_a_rounded_probability__one_hot(labels, logits):
    one_hot = np.eye(logits.shape[1])[labels]
    return -np.sum(one_hot * np.log(_softmax(logits)), axis=1)


def price_capped(labels, logits):
    p = np.clip(_softmax(logits), 1e-12, 1.0)
    return -np.log(p[np.arange(len(labels)), labels])


def price_capped__added(labels, logits):
    p = _softmax(logits)[np.arange(len(labels)), labels]
    return -np.log(p + 1e-9)
