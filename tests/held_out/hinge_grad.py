"""Mistakes of hinge_grad, rewritten from their names and feedback alone."""

import numpy as np


def flipped_sign(y_true, scores):
    return np.where(y_true * scores < 1, y_true, 0)


def flipped_sign__mask(y_true, scores):
    active = 1 - y_true * scores > 0
    return y_true * active


def kink_counted(y_true, scores):
    return np.where(y_true * scores <= 1, -y_true, 0)


def kink_counted__mask(y_true, scores):
    return -y_true * (1 - y_true * scores >= 0)


def kink_halved(y_true, scores):
    margin = y_true * scores
    return np.where(margin < 1, -y_true, np.where(margin == 1, -y_true / 2, 0))


def kink_halved__loop(y_true, scores):
    grad = np.zeros(len(scores))
    for i in range(len(scores)):
        m = y_true[i] * scores[i]
        if m < 1:
            grad[i] = -y_true[i]
        elif m == 1:
            grad[i] = -0.5 * y_true[i]
    return grad


def label_left_out(y_true, scores):
    return np.where(y_true * scores < 1, -1.0, 0.0)


def labels_ignored(y_true, scores):
    return np.where(scores < 1, -1.0, 0.0)


def no_margin(y_true, scores):
    return np.where(y_true * scores < 0, -y_true, 0)


def no_margin__zero_counts(y_true, scores):
    grad = np.zeros(len(scores))
    wrong = y_true * scores <= 0
    grad[wrong] = -y_true[wrong]
    return grad


def label_missing_in_the_condition(y_true, scores):
    return np.where(scores < 1, -y_true, 0)


def label_missing_in_the_condition__mask(y_true, scores):
    active = (1 - scores) > 0
    return -y_true * active


def band_around_zero(y_true, scores):
    return np.where(np.abs(scores) < 1, -y_true, 0)


def band_around_zero__of_the_margin(y_true, scores):
    margin = y_true * scores
    return -y_true * ((margin > -1) & (margin < 1))


def never_flat(y_true, scores):
    return -y_true * np.ones(len(scores))


def never_flat__short(y_true, scores):
    return -y_true


def other_side(y_true, scores):
    return np.where(y_true * scores > 1, -y_true, 0)


def other_side__kink_counts(y_true, scores):
    return np.where(y_true * scores < 1, 0, -y_true)


def the_loss_itself(y_true, scores):
    return np.maximum(0, 1 - y_true * scores)


def squared_hinge_slope(y_true, scores):
    return -2 * y_true * np.maximum(0, 1 - y_true * scores)


def squared_hinge_slope__of_the_half(y_true, scores):
    lack = 1 - y_true * scores
    return np.where(lack > 0, -y_true * lack, 0)


def logistic_slope(y_true, scores):
    return -y_true / (1 + np.exp(y_true * scores))


def logistic_slope__with_sigmoid(y_true, scores):
    sigmoid = 1 / (1 + np.exp(-y_true * scores))
    return -y_true * (1 - sigmoid)


def slope_in_the_label(y_true, scores):
    return np.where(y_true * scores < 1, -scores, 0)


def labels_converted(y_true, scores):
    y = 2 * y_true - 1
    return np.where(y * scores < 1, -y, 0)


def averaged(y_true, scores):
    return np.where(y_true * scores < 1, -y_true, 0) / len(scores)


def summed(y_true, scores):
    return np.where(y_true * scores < 1, -y_true, 0).sum()


def summed__loop(y_true, scores):
    total = 0.0
    for y, s in zip(y_true, scores, strict=True):
        if y * s < 1:
            total -= y
    return total


def mean_of_all(y_true, scores):
    return np.mean(np.where(y_true * scores < 1, -y_true, 0))
