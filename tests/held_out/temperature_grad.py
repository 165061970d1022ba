"""Mistakes of temperature_grad, rewritten from their names and feedback alone."""

import numpy as np


def _softmax(z, axis=1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _parts(labels, logits, temperature):
    p = _softmax(logits / temperature)
    return logits[np.arange(len(labels)), labels], (p * logits).sum(axis=1)


def _one_hot(labels, logits):
    y = np.zeros(logits.shape)
    y[np.arange(len(labels)), labels] = 1
    return y


def flipped_sign(labels, logits, *, temperature):
    own, expected = _parts(labels, logits, temperature)
    return np.mean(expected - own) / temperature**2


def flipped_sign__minus_of_the_power_forgotten(labels, logits, *, temperature):
    p = _softmax(logits / temperature)
    grad = p - _one_hot(labels, logits)
    return (grad * logits / temperature**2).sum(axis=1).mean()


def in_the_inverse_temperature(labels, logits, *, temperature):
    own, expected = _parts(labels, logits, temperature)
    return np.mean(expected - own)


def in_the_inverse_temperature__with_a_loop(labels, logits, *, temperature):
    scale = 1 / temperature
    total = 0.0
    for label, z in zip(labels, logits, strict=True):
        e = np.exp(scale * (z - z.max()))
        p = e / e.sum()
        total += p @ z - z[label]
    return total / len(labels)


def division_forgotten(labels, logits, *, temperature):
    own, expected = _parts(labels, logits, temperature)
    return np.mean(own - expected)


def division_forgotten__with_one_hot(labels, logits, *, temperature):
    p = _softmax(logits / temperature)
    y = _one_hot(labels, logits)
    return np.sum((y - p) * logits) / len(labels)


def one_division_missing(labels, logits, *, temperature):
    own, expected = _parts(labels, logits, temperature)
    return np.mean(own - expected) / temperature


def one_division_missing__scaled_logits(labels, logits, *, temperature):
    z = logits / temperature
    p = _softmax(z)
    y = _one_hot(labels, logits)
    return ((y - p) * z).sum(axis=1).mean()


def one_division_too_many(labels, logits, *, temperature):
    own, expected = _parts(labels, logits, temperature)
    return np.mean(own - expected) / temperature**3


def one_division_too_many__scaled_logits(labels, logits, *, temperature):
    z = logits / temperature
    p = _softmax(z)
    own = z[np.arange(len(labels)), labels]
    return np.mean(own - np.sum(p * z, axis=1)) / temperature**2


def added_up(labels, logits, *, temperature):
    own, expected = _parts(labels, logits, temperature)
    return np.sum(own - expected) / temperature**2


def added_up__with_a_loop(labels, logits, *, temperature):
    total = 0.0
    for label, z in zip(labels, logits, strict=True):
        s = z / temperature
        e = np.exp(s - s.max())
        p = e / e.sum()
        total += (z[label] - p @ z) / temperature**2
    return total


def one_for_each_row(labels, logits, *, temperature):
    own, expected = _parts(labels, logits, temperature)
    return (own - expected) / temperature**2


def one_for_each_row__with_one_hot(labels, logits, *, temperature):
    p = _softmax(logits / temperature)
    grad = p - _one_hot(labels, logits)
    return np.sum(grad * -logits / temperature**2, axis=1)


def averaged_over_the_classes_too(labels, logits, *, temperature):
    p = _softmax(logits / temperature)
    y = _one_hot(labels, logits)
    return np.mean((y - p) * logits) / temperature**2


def averaged_over_the_classes_too__at_the_end(labels, logits, *, temperature):
    n, k = logits.shape
    own, expected = _parts(labels, logits, temperature)
    return np.sum(own - expected) / (n * k * temperature**2)


def softmax_of_the_plain_logits(labels, logits, *, temperature):
    p = _softmax(logits)
    own = logits[np.arange(len(labels)), labels]
    return np.mean(own - (p * logits).sum(axis=1)) / temperature**2


def softmax_of_the_plain_logits__with_a_loop(labels, logits, *, temperature):
    slopes = []
    for label, z in zip(labels, logits, strict=True):
        e = np.exp(z - np.max(z))
        p = e / np.sum(e)
        slopes.append((z[label] - np.dot(p, z)) / temperature**2)
    return np.mean(slopes)


def logits_multiplied(labels, logits, *, temperature):
    p = _softmax(logits * temperature)
    own = logits[np.arange(len(labels)), labels]
    return np.mean((p * logits).sum(axis=1) - own)


def logits_multiplied__with_one_hot(labels, logits, *, temperature):
    p = _softmax(temperature * logits)
    grad = p - _one_hot(labels, logits)
    return (grad * logits).sum() / len(labels)


def the_loss_itself(labels, logits, *, temperature):
    z = logits / temperature
    z = z - z.max(axis=1, keepdims=True)
    own = z[np.arange(len(labels)), labels]
    return np.mean(np.log(np.exp(z).sum(axis=1)) - own)


def the_loss_itself__with_a_loop(labels, logits, *, temperature):
    total = 0.0
    for label, row in zip(labels, logits, strict=True):
        z = row / temperature
        top = z.max()
        total += top + np.log(np.sum(np.exp(z - top))) - z[label]
    return total / len(labels)


def label_forgotten(labels, logits, *, temperature):
    p = _softmax(logits / temperature)
    return -np.mean((p * logits).sum(axis=1)) / temperature**2


def label_forgotten__with_a_loop(labels, logits, *, temperature):
    total = 0.0
    for z in logits:
        e = np.exp((z - z.max()) / temperature)
        p = e / e.sum()
        total += np.sum(p * (-z / temperature**2))
    return total / len(logits)


def only_the_label(labels, logits, *, temperature):
    own = logits[np.arange(len(labels)), labels]
    return np.mean(own) / temperature**2


def only_the_label__with_one_hot(labels, logits, *, temperature):
    y = _one_hot(labels, logits)
    return (y * logits / temperature**2).sum(axis=1).mean()


def term_of_the_label_alone(labels, logits, *, temperature):
    rows = np.arange(len(labels))
    p = _softmax(logits / temperature)[rows, labels]
    return np.mean((1 - p) * logits[rows, labels]) / temperature**2


def term_of_the_label_alone__with_a_loop(labels, logits, *, temperature):
    p = _softmax(logits / temperature)
    total = 0.0
    for i, label in enumerate(labels):
        total += (p[i, label] - 1) * -logits[i, label] / temperature**2
    return total / len(labels)


def plain_mean_of_the_classes(labels, logits, *, temperature):
    own = logits[np.arange(len(labels)), labels]
    return np.mean(own - logits.mean(axis=1)) / temperature**2


def plain_mean_of_the_classes__one_over_k(labels, logits, *, temperature):
    k = logits.shape[1]
    y = _one_hot(labels, logits)
    return np.sum((y - 1 / k) * logits) / len(labels) / temperature**2


def largest_for_the_label(labels, logits, *, temperature):
    p = _softmax(logits / temperature)
    expected = (p * logits).sum(axis=1)
    return np.mean(logits.max(axis=1) - expected) / temperature**2


def largest_for_the_label__with_argmax(labels, logits, *, temperature):
    guess = np.argmax(logits, axis=1)
    own, expected = _parts(guess, logits, temperature)
    return (own - expected).mean() / temperature**2


def softmax_down_the_columns(labels, logits, *, temperature):
    p = _softmax(logits / temperature, axis=0)
    own = logits[np.arange(len(labels)), labels]
    return np.mean(own - (p * logits).sum(axis=1)) / temperature**2


def softmax_down_the_columns__with_one_hot(labels, logits, *, temperature):
    z = logits / temperature
    e = np.exp(z - z.max(axis=0))
    p = e / e.sum(axis=0)
    grad = p - _one_hot(labels, logits)
    return np.sum(grad * -logits) / temperature**2 / len(labels)


def overflow(labels, logits, *, temperature):
    e = np.exp(logits / temperature)
    p = e / e.sum(axis=1, keepdims=True)
    own = logits[np.arange(len(labels)), labels]
    return np.mean(own - (p * logits).sum(axis=1)) / temperature**2


def overflow__one_shift_for_all(labels, logits, *, temperature):
    z = logits / temperature
    e = np.exp(z - z.max())
    p = e / e.sum(axis=1, keepdims=True)
    y = _one_hot(labels, logits)
    return ((y - p) * logits).sum(axis=1).mean() / temperature**2
