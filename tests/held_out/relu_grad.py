"""Mistakes of relu_grad, rewritten from their names and feedback alone."""

import numpy as np


def upstream_left_out(x, upstream):
    return (x > 0).astype(float)


def upstream_left_out__with_where(x, upstream):
    return np.where(x > 0, 1.0, 0.0)


def one_at_the_kink(x, upstream):
    return upstream * (x >= 0)


def one_at_the_kink__negative_set_to_zero(x, upstream):
    dx = upstream.copy()
    dx[x < 0] = 0
    return dx


def half_at_the_kink(x, upstream):
    return upstream * np.heaviside(x, 0.5)


def half_at_the_kink__from_the_sign(x, upstream):
    return upstream * (1 + np.sign(x)) / 2


def value_for_the_slope(x, upstream):
    return upstream * np.maximum(0, x)


def value_for_the_slope__with_where(x, upstream):
    return np.where(x > 0, x * upstream, 0)


def forward_pass(x, upstream):
    return np.maximum(0, x)


def forward_pass__with_the_mask(x, upstream):
    return x * (x > 0)


def relu_of_the_upstream(x, upstream):
    return np.maximum(upstream, 0)


def relu_of_the_upstream__with_the_mask(x, upstream):
    return np.where(upstream > 0, upstream, 0)


def positive_upstream_only(x, upstream):
    return np.where((x > 0) & (upstream > 0), upstream, 0)


def positive_upstream_only__relu_at_the_end(x, upstream):
    dx = (x > 0) * upstream
    return np.maximum(dx, 0)


def arguments_exchanged(x, upstream):
    return x * (upstream > 0)


def arguments_exchanged__set_to_zero(x, upstream):
    dx = x.copy()
    dx[upstream <= 0] = 0
    return dx


def sides_exchanged(x, upstream):
    return upstream * (x < 0)


def sides_exchanged__positive_set_to_zero(x, upstream):
    return np.where(x > 0, 0, upstream)


def passed_on_unchanged(x, upstream):
    return upstream.copy()


def passed_on_unchanged__slope_of_one(x, upstream):
    slope = np.ones(x.shape)
    return slope * upstream


def absolute_value(x, upstream):
    return upstream * np.sign(x)


def absolute_value__with_two_masks(x, upstream):
    return upstream * (x > 0) - upstream * (x < 0)


def leak(x, upstream):
    return np.where(x > 0, upstream, 0.01 * upstream)


def leak__a_tenth_and_nothing_at_zero(x, upstream):
    slope = np.zeros(x.shape)
    slope[x > 0] = 1
    slope[x < 0] = 0.1
    return slope * upstream


def capped_at_six(x, upstream):
    return upstream * ((x > 0) & (x < 6))


def capped_at_six__with_a_loop(x, upstream):
    dx = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            if 0 < x[i, j] <= 6:
                dx[i, j] = upstream[i, j]
    return dx


def summed_over_rows(x, upstream):
    return np.sum(upstream * (x > 0), axis=0)


def summed_over_rows__with_keepdims(x, upstream):
    return np.where(x > 0, upstream, 0).sum(axis=0, keepdims=True)


def averaged(x, upstream):
    return upstream * (x > 0) / len(x)


def averaged__with_shape(x, upstream):
    n, _units = x.shape
    return np.where(x > 0, upstream / n, 0)


def flipped_sign(x, upstream):
    return -upstream * (x > 0)


def flipped_sign__with_a_loop(x, upstream):
    dx = np.zeros(x.shape)
    for i in range(len(x)):
        for j in range(len(x[i])):
            if x[i, j] > 0:
                dx[i, j] = -upstream[i, j]
    return dx
