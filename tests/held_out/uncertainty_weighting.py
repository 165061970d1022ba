"""Mistakes of uncertainty_weighting, rewritten from their names and feedback alone."""

import numpy as np


def halves_everywhere(losses, log_variances):
    s = log_variances
    total = np.sum(0.5 * np.exp(-s) * losses + 0.5 * s)
    grad = 0.5 - 0.5 * np.exp(-s) * losses
    return total, grad


def halves_everywhere__two_sigma_squared(losses, log_variances):
    variance = np.exp(log_variances)
    total = (losses / (2 * variance) + log_variances / 2).sum()
    grad = (1 - losses / variance) / 2
    return total, grad


def half_of_s(losses, log_variances):
    precision = np.exp(-log_variances)
    total = np.sum(precision * losses + 0.5 * log_variances)
    grad = -precision * losses + 0.5
    return total, grad


def half_of_s__log_of_the_deviation(losses, log_variances):
    sigma = np.exp(log_variances / 2)
    total = np.sum(losses / sigma**2 + np.log(sigma))
    return total, 0.5 - losses / sigma**2


def half_of_the_weight(losses, log_variances):
    w = 0.5 * np.exp(-log_variances)
    return (w * losses + log_variances).sum(), 1 - w * losses


def half_of_the_weight__with_a_loop(losses, log_variances):
    total = 0.0
    grad = np.zeros(len(losses))
    for i in range(len(losses)):
        part = losses[i] / (2 * np.exp(log_variances[i]))
        total += part + log_variances[i]
        grad[i] = 1 - part
    return total, grad


def s_not_added(losses, log_variances):
    weighted = np.exp(-log_variances) * losses
    return weighted.sum(), -weighted


def s_not_added__divided_by_the_variance(losses, log_variances):
    var = np.exp(log_variances)
    return np.dot(losses, 1 / var), -losses / var


def s_subtracted(losses, log_variances):
    weighted = np.exp(-log_variances) * losses
    total = np.sum(weighted - log_variances)
    grad = -weighted - 1
    return total, grad


def s_subtracted__with_a_loop(losses, log_variances):
    total, grad = 0.0, np.zeros(len(losses))
    for i in range(len(losses)):
        part = losses[i] / np.exp(log_variances[i])
        total += part - log_variances[i]
        grad[i] = -(part + 1)
    return total, grad


def weight_grows(losses, log_variances):
    weighted = np.exp(log_variances) * losses
    total = np.sum(weighted + log_variances)
    grad = weighted + 1
    return total, grad


def weight_grows__with_a_loop(losses, log_variances):
    total = 0.0
    grad = []
    for loss, s in zip(losses, log_variances, strict=True):
        total = total + np.exp(s) * loss + s
        grad.append(np.exp(s) * loss + 1)
    return total, np.array(grad)


def minus_of_the_exponent_forgotten(losses, log_variances):
    weights = np.exp(-log_variances)
    total = np.sum(weights * losses + log_variances)
    grad = weights * losses + 1
    return total, grad


def minus_of_the_exponent_forgotten__with_dot(losses, log_variances):
    w = np.exp(-log_variances)
    return w @ losses + log_variances.sum(), 1 + losses * w


def one_missing_in_grad(losses, log_variances):
    weights = np.exp(-log_variances)
    total = np.sum(weights * losses + log_variances)
    grad = -weights * losses
    return total, grad


def one_missing_in_grad__through_the_variance(losses, log_variances):
    var = np.exp(log_variances)
    total = np.sum(losses / var) + np.sum(np.log(var))
    return total, -losses / var


def grad_flipped(losses, log_variances):
    weights = np.exp(-log_variances)
    total = np.sum(weights * losses + log_variances)
    grad = weights * losses - 1
    return total, grad


def weight_squared(losses, log_variances):
    weights = np.exp(-2 * log_variances)
    total = np.sum(weights * losses + log_variances)
    grad = 1 - 2 * weights * losses
    return total, grad


def weight_squared__through_sigma(losses, log_variances):
    sigma = np.exp(log_variances)
    total = (losses / sigma**2).sum() + log_variances.sum()
    grad = -2 * losses / sigma**2 + 1
    return total, grad


def variance_for_its_logarithm(losses, log_variances):
    v = log_variances
    total = np.sum(losses / v + np.log(v))
    grad = -losses / v**2 + 1 / v
    return total, grad


def variance_for_its_logarithm__slope_in_the_logarithm(losses, log_variances):
    v = log_variances
    total = np.sum(losses / v + np.log(v))
    grad = 1 - losses / v
    return total, grad


def square_of_s(losses, log_variances):
    s = log_variances
    total = np.sum(np.exp(-s) * losses + s**2)
    grad = -np.exp(-s) * losses + 2 * s
    return total, grad


def log_of_one_plus_the_variance(losses, log_variances):
    var = np.exp(log_variances)
    total = np.sum(losses / var + np.log(1 + var))
    grad = -losses / var + var / (1 + var)
    return total, grad


def log_of_one_plus_the_variance__with_log1p(losses, log_variances):
    s = log_variances
    total = (np.exp(-s) * losses + np.log1p(np.exp(s))).sum()
    grad = 1 / (1 + np.exp(-s)) - np.exp(-s) * losses
    return total, grad


def averaged(losses, log_variances):
    weights = np.exp(-log_variances)
    total = np.mean(weights * losses + log_variances)
    grad = (1 - weights * losses) / len(losses)
    return total, grad


def averaged__sum_over_k(losses, log_variances):
    k = losses.shape[0]
    weighted = losses / np.exp(log_variances)
    total = (weighted.sum() + log_variances.sum()) / k
    return total, 1 / k - weighted / k


def total_not_summed(losses, log_variances):
    weights = np.exp(-log_variances)
    total = weights * losses + log_variances
    grad = 1 - weights * losses
    return total, grad


def total_not_summed__through_the_variance(losses, log_variances):
    var = np.exp(log_variances)
    return losses / var + log_variances, 1 - losses / var


def grad_in_the_losses(losses, log_variances):
    weights = np.exp(-log_variances)
    total = np.sum(weights * losses + log_variances)
    return total, weights


def grad_in_the_losses__through_the_variance(losses, log_variances):
    var = np.exp(log_variances)
    return (losses / var + log_variances).sum(), 1 / var


def order_changed(losses, log_variances):
    weights = np.exp(-log_variances)
    total = np.sum(weights * losses + log_variances)
    grad = 1 - weights * losses
    return grad, total
