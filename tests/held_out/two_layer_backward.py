"""Mistakes of two_layer_backward, rewritten from their names and feedback alone."""

import numpy as np


def _right(x, w1, w2, upstream):
    pre = x @ w1
    h = np.maximum(pre, 0)
    dw2 = h.T @ upstream
    dw1 = x.T @ (upstream @ w2.T * (pre > 0))
    return dw1, dw2


def relu_slope_forgotten(x, w1, w2, upstream):
    h = np.maximum(x @ w1, 0)
    dw2 = h.T @ upstream
    dh = upstream @ w2.T
    return x.T @ dh, dw2


def relu_slope_forgotten__with_a_loop(x, w1, w2, upstream):
    dw1 = np.zeros(w1.shape)
    dw2 = np.zeros(w2.shape)
    for row, u in zip(x, upstream, strict=True):
        h = np.maximum(row @ w1, 0)
        dw2 += np.outer(h, u)
        dw1 += np.outer(row, w2 @ u)
    return dw1, dw2


def no_relu_at_all(x, w1, w2, upstream):
    h = x @ w1
    return x.T @ (upstream @ w2.T), h.T @ upstream


def no_relu_at_all__with_a_loop(x, w1, w2, upstream):
    dw1 = np.zeros(w1.shape)
    dw2 = np.zeros(w2.shape)
    for i in range(len(x)):
        h = x[i] @ w1
        dw2 += np.outer(h, upstream[i])
        dw1 += np.outer(x[i], w2 @ upstream[i])
    return dw1, dw2


def before_the_relu(x, w1, w2, upstream):
    pre = x @ w1
    dw2 = pre.T @ upstream
    dpre = (upstream @ w2.T) * (pre > 0)
    return x.T @ dpre, dw2


def before_the_relu__with_where(x, w1, w2, upstream):
    h = x @ w1
    dh = upstream @ w2.T
    return x.T @ np.where(h > 0, dh, 0), h.T @ upstream


def relu_of_what_comes_back(x, w1, w2, upstream):
    h = np.maximum(x @ w1, 0)
    dw2 = h.T @ upstream
    dpre = np.maximum(upstream @ w2.T, 0)
    return x.T @ dpre, dw2


def relu_of_what_comes_back__and_the_slope(x, w1, w2, upstream):
    pre = x @ w1
    h = np.maximum(pre, 0)
    dh = upstream @ w2.T
    dpre = np.where(pre > 0, np.maximum(dh, 0), 0)
    return x.T @ dpre, h.T @ upstream


def slope_one_at_zero(x, w1, w2, upstream):
    pre = x @ w1
    h = np.maximum(pre, 0)
    dw2 = h.T @ upstream
    dpre = (upstream @ w2.T) * (pre >= 0)
    return x.T @ dpre, dw2


def slope_one_at_zero__with_an_index(x, w1, w2, upstream):
    pre = x @ w1
    dpre = upstream @ w2.T
    dpre[pre < 0] = 0
    h = np.where(pre > 0, pre, 0)
    return x.T @ dpre, h.T @ upstream


def units_exchanged(x, w1, w2, upstream):
    pre = x @ w1
    h = np.maximum(pre, 0)
    dpre = (upstream @ w2.T) * (pre <= 0)
    return x.T @ dpre, h.T @ upstream


def units_exchanged__below_zero_only(x, w1, w2, upstream):
    pre = x @ w1
    h = np.maximum(pre, 0)
    dpre = np.where(pre < 0, upstream @ w2.T, 0)
    return x.T @ dpre, h.T @ upstream


def value_for_slope(x, w1, w2, upstream):
    h = np.maximum(x @ w1, 0)
    dpre = (upstream @ w2.T) * h
    return x.T @ dpre, h.T @ upstream


def value_for_slope__with_a_loop(x, w1, w2, upstream):
    dw1 = np.zeros(w1.shape)
    dw2 = np.zeros(w2.shape)
    for row, u in zip(x, upstream, strict=True):
        h = np.maximum(row @ w1, 0)
        dw2 += np.outer(h, u)
        dw1 += np.outer(row, (w2 @ u) * h)
    return dw1, dw2


def sigmoid_slope(x, w1, w2, upstream):
    h = np.maximum(x @ w1, 0)
    dpre = (upstream @ w2.T) * h * (1 - h)
    return x.T @ dpre, h.T @ upstream


def sigmoid_slope__with_a_slope(x, w1, w2, upstream):
    h = np.maximum(0, x @ w1)
    slope = h - h**2
    dh = upstream.dot(w2.T)
    return x.T.dot(dh * slope), h.T.dot(upstream)


def relu_at_the_output(x, w1, w2, upstream):
    pre = x @ w1
    h = np.maximum(pre, 0)
    out = h @ w2
    dout = upstream * (out > 0)
    dw2 = h.T @ dout
    dpre = (dout @ w2.T) * (pre > 0)
    return x.T @ dpre, dw2


def relu_at_the_output__with_where(x, w1, w2, upstream):
    h = np.maximum(x @ w1, 0)
    out = np.maximum(h @ w2, 0)
    dout = np.where(out > 0, upstream, 0)
    dh = np.where(h > 0, dout @ w2.T, 0)
    return x.T @ dh, h.T @ dout


def second_weights_left_out(x, w1, w2, upstream):
    pre = x @ w1
    h = np.maximum(pre, 0)
    dh = upstream.sum(axis=1, keepdims=True)
    return x.T @ (dh * (pre > 0)), h.T @ upstream


def second_weights_left_out__with_ones(x, w1, w2, upstream):
    h = np.maximum(x @ w1, 0)
    dh = upstream @ np.ones(w2.shape).T
    dh[h == 0] = 0
    return x.T @ dh, h.T @ upstream


def upstream_left_out(x, w1, w2, upstream):
    pre = x @ w1
    h = np.maximum(pre, 0)
    ones = np.ones(upstream.shape)
    dw2 = h.T @ ones
    return x.T @ (ones @ w2.T * (pre > 0)), dw2


def upstream_left_out__with_sums(x, w1, w2, upstream):
    pre = x @ w1
    h = np.maximum(pre, 0)
    dw2 = np.repeat(h.sum(axis=0)[:, None], w2.shape[1], axis=1)
    dw1 = x.T @ ((pre > 0) * w2.sum(axis=1))
    return dw1, dw2


def averaged(x, w1, w2, upstream):
    n = len(x)
    pre = x @ w1
    h = np.maximum(pre, 0)
    dpre = (upstream @ w2.T) * (pre > 0)
    return x.T @ dpre / n, h.T @ upstream / n


def averaged__in_what_arrives(x, w1, w2, upstream):
    dout = upstream / x.shape[0]
    pre = x @ w1
    h = np.where(pre > 0, pre, 0)
    dw2 = h.T @ dout
    dw1 = x.T @ np.where(pre > 0, dout @ w2.T, 0)
    return dw1, dw2


def order_changed(x, w1, w2, upstream):
    pre = x @ w1
    h = np.maximum(pre, 0)
    dw2 = h.T @ upstream
    dpre = (upstream @ w2.T) * (pre > 0)
    return dw2, x.T @ dpre


def transposed(x, w1, w2, upstream):
    pre = x @ w1
    h = np.maximum(pre, 0)
    dpre = (upstream @ w2.T) * (pre > 0)
    return dpre.T @ x, upstream.T @ h


def transposed__at_the_end(x, w1, w2, upstream):
    dw1, dw2 = _right(x, w1, w2, upstream)
    return dw1.T, dw2.T


def flipped_sign(x, w1, w2, upstream):
    pre = x @ w1
    h = np.maximum(pre, 0)
    dpre = (upstream @ w2.T) * (pre > 0)
    return -x.T @ dpre, -h.T @ upstream


def flipped_sign__at_the_end(x, w1, w2, upstream):
    dw1, dw2 = _right(x, w1, w2, upstream)
    return -dw1, -dw2
