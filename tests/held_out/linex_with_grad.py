"""Mistakes of linex_with_grad, rewritten from their names and feedback alone."""

import numpy as np


def residual_reversed(y_true, y_pred, *, a):
    r = y_true - y_pred
    loss = np.expm1(a * r) - a * r
    grad = -a * np.expm1(a * r)
    return loss, grad


def residual_reversed__with_a_loop(y_true, y_pred, *, a):
    loss = np.zeros(len(y_true))
    grad = np.zeros(len(y_true))
    for i in range(len(y_true)):
        x = a * (y_true[i] - y_pred[i])
        loss[i] = np.expm1(x) - x
        grad[i] = -a * np.expm1(x)
    return loss, grad


def reversed_and_slope_in_the_residual(y_true, y_pred, *, a):
    r = y_true - y_pred
    return np.expm1(a * r) - a * r, a * np.expm1(a * r)


def reversed_and_slope_in_the_residual__minus_in_front(y_true, y_pred, *, a):
    ar = -a * (y_pred - y_true)
    e = np.expm1(ar)
    return e - ar, a * e


def grad_flipped(y_true, y_pred, *, a):
    r = y_pred - y_true
    loss = np.expm1(a * r) - a * r
    grad = -a * np.expm1(a * r)
    return loss, grad


def grad_flipped__one_line(y_true, y_pred, *, a):
    x = a * (y_pred - y_true)
    return np.expm1(x) - x, -(np.expm1(x) * a)


def a_missing_in_grad(y_true, y_pred, *, a):
    r = y_pred - y_true
    return np.expm1(a * r) - a * r, np.expm1(a * r)


def a_missing_in_grad__with_a_loop(y_true, y_pred, *, a):
    loss, grad = np.zeros(len(y_true)), np.zeros(len(y_true))
    for i in range(len(y_true)):
        z = a * (y_pred[i] - y_true[i])
        grad[i] = np.expm1(z)
        loss[i] = grad[i] - z
    return loss, grad


def linear_term_not_differentiated(y_true, y_pred, *, a):
    r = y_pred - y_true
    loss = np.expm1(a * r) - a * r
    grad = a * np.exp(a * r)
    return loss, grad


def linear_term_not_differentiated__one_exponential(y_true, y_pred, *, a):
    x = a * (y_pred - y_true)
    e = np.expm1(x)
    return e - x, a * (e + 1)


def a_missing_in_front_of_one(y_true, y_pred, *, a):
    r = y_pred - y_true
    loss = np.expm1(a * r) - a * r
    grad = a * np.exp(a * r) - 1
    return loss, grad


def a_missing_in_front_of_one__with_a_loop(y_true, y_pred, *, a):
    loss, grad = np.zeros(len(y_true)), np.zeros(len(y_true))
    for i in range(len(y_true)):
        r = y_pred[i] - y_true[i]
        loss[i] = np.expm1(a * r) - a * r
        grad[i] = np.exp(a * r) * a - 1.0
    return loss, grad


def linear_term_left_out(y_true, y_pred, *, a):
    r = y_pred - y_true
    loss = np.expm1(a * r)
    grad = a * np.exp(a * r)
    return loss, grad


def linear_term_left_out__plain_exp(y_true, y_pred, *, a):
    e = np.exp(a * (y_pred - y_true))
    return e - 1, a * e


def linear_term_added(y_true, y_pred, *, a):
    r = y_pred - y_true
    loss = np.expm1(a * r) + a * r
    grad = a * (np.exp(a * r) + 1)
    return loss, grad


def linear_term_added__two_terms(y_true, y_pred, *, a):
    r = y_pred - y_true
    return a * r + np.expm1(a * r), a * np.exp(a * r) + a


def linear_term_without_a(y_true, y_pred, *, a):
    r = y_pred - y_true
    loss = np.expm1(a * r) - r
    grad = a * np.exp(a * r) - 1
    return loss, grad


def linear_term_without_a__split(y_true, y_pred, *, a):
    e = np.expm1(a * (y_pred - y_true))
    loss = e - y_pred + y_true
    return loss, a * (e + 1) - 1


def one_not_subtracted(y_true, y_pred, *, a):
    r = y_pred - y_true
    loss = np.exp(a * r) - a * r
    grad = a * np.expm1(a * r)
    return loss, grad


def one_not_subtracted__one_exponential(y_true, y_pred, *, a):
    x = a * (y_pred - y_true)
    e = np.exp(x)
    return e - x, a * e - a


def a_as_a_factor(y_true, y_pred, *, a):
    r = y_pred - y_true
    loss = a * (np.expm1(r) - r)
    grad = a * np.expm1(r)
    return loss, grad


def a_as_a_factor__plain_exp_in_the_slope(y_true, y_pred, *, a):
    r = y_pred - y_true
    e = np.expm1(r)
    return a * e - a * r, a * np.exp(r) - a


def averaged(y_true, y_pred, *, a):
    r = y_pred - y_true
    loss = np.mean(np.expm1(a * r) - a * r)
    grad = a * np.expm1(a * r) / len(y_true)
    return loss, grad


def averaged__sum_over_n(y_true, y_pred, *, a):
    n = y_true.shape[0]
    total = 0.0
    grad = np.zeros(n)
    for i in range(n):
        x = a * (y_pred[i] - y_true[i])
        total += np.expm1(x) - x
        grad[i] = a / n * np.expm1(x)
    return total / n, grad


def loss_averaged_alone(y_true, y_pred, *, a):
    r = y_pred - y_true
    return (np.expm1(a * r) - a * r).mean(), a * np.expm1(a * r)


def loss_averaged_alone__sum_over_n(y_true, y_pred, *, a):
    x = a * (y_pred - y_true)
    e = np.expm1(x)
    return sum(e - x) / len(x), a * e


def grad_divided_by_the_batch(y_true, y_pred, *, a):
    r = y_pred - y_true
    loss = np.expm1(a * r) - a * r
    grad = a * np.expm1(a * r) / len(r)
    return loss, grad


def grad_divided_by_the_batch__factor_in_front(y_true, y_pred, *, a):
    n = y_pred.shape[0]
    x = a * (y_pred - y_true)
    return np.expm1(x) - x, a / n * np.expm1(x)


def order_changed(y_true, y_pred, *, a):
    r = y_pred - y_true
    loss = np.expm1(a * r) - a * r
    grad = a * np.expm1(a * r)
    return grad, loss


def digits_lost(y_true, y_pred, *, a):
    r = y_pred - y_true
    loss = np.exp(a * r) - a * r - 1
    grad = a * (np.exp(a * r) - 1)
    return loss, grad


def digits_lost__in_the_loss_alone(y_true, y_pred, *, a):
    r = y_pred - y_true
    loss = np.exp(a * r) - a * r - 1
    grad = a * np.expm1(a * r)
    return loss, grad
