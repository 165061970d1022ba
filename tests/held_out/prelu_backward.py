"""Mistakes of prelu_backward, rewritten from their names and feedback alone."""

import numpy as np


def dslope_averaged(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = (upstream * np.minimum(x, 0)).mean(axis=0)
    return dx, dslope


def dslope_averaged__sum_over_n(x, slope, upstream):
    n = len(x)
    dx = np.where(x > 0, upstream, upstream * slope)
    dslope = np.where(x > 0, 0, upstream * x).sum(axis=0) / n
    return dx, dslope


def dslope_not_summed(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = upstream * np.where(x > 0, 0, x)
    return dx, dslope


def dslope_not_summed__with_a_mask(x, slope, upstream):
    left = x <= 0
    dx = upstream * (~left + left * slope)
    dslope = np.zeros(x.shape)
    dslope[left] = upstream[left] * x[left]
    return dx, dslope


def dslope_kept_its_axis(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = np.sum(upstream * np.minimum(x, 0), axis=0, keepdims=True)
    return dx, dslope


def dslope_kept_its_axis__reshaped(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = np.sum(upstream * x * (x <= 0), axis=0).reshape(-1, 1)
    return dx, dslope


def dslope_summed_over_channels(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = np.sum(upstream * np.minimum(x, 0), axis=1)
    return dx, dslope


def dslope_one_number(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = np.sum(upstream * np.minimum(x, 0))
    return dx, dslope


def dslope_one_number__with_a_loop(x, slope, upstream):
    dx = np.zeros(x.shape)
    total = 0.0
    for i in range(x.shape[0]):
        for c in range(x.shape[1]):
            if x[i, c] > 0:
                dx[i, c] = upstream[i, c]
            else:
                dx[i, c] = slope[c] * upstream[i, c]
                total += x[i, c] * upstream[i, c]
    return dx, total


def dslope_from_all_inputs(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = np.sum(upstream * x, axis=0)
    return dx, dslope


def dslope_from_all_inputs__with_einsum(x, slope, upstream):
    dx = np.where(x > 0, upstream, slope * upstream)
    return dx, np.einsum("nc,nc->c", x, upstream)


def dslope_without_upstream(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = np.sum(np.minimum(x, 0), axis=0)
    return dx, dslope


def dslope_without_upstream__with_a_mask(x, slope, upstream):
    dx = np.where(x > 0, upstream, slope * upstream)
    dslope = (x * (x < 0)).sum(axis=0)
    return dx, dslope


def upstream_left_out(x, slope, upstream):
    dx = np.where(x > 0, 1, slope)
    dslope = np.where(x > 0, 0, x).sum(axis=0)
    return dx, dslope


def upstream_left_out__with_a_loop(x, slope, upstream):
    dx = np.ones(x.shape)
    dslope = np.zeros(slope.shape)
    for i in range(x.shape[0]):
        for c in range(x.shape[1]):
            if x[i, c] <= 0:
                dx[i, c] = slope[c]
                dslope[c] += x[i, c]
    return dx, dslope


def dslope_without_input(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = np.sum(upstream * (x < 0), axis=0)
    return dx, dslope


def dslope_without_input__zero_counts_as_left(x, slope, upstream):
    dx = np.where(x > 0, upstream, upstream * slope)
    dslope = np.where(x > 0, 0, upstream).sum(axis=0)
    return dx, dslope


def dslope_times_slope(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = np.sum(upstream * slope * np.minimum(x, 0), axis=0)
    return dx, dslope


def dslope_times_slope__from_dx(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    left = x <= 0
    dslope = np.sum(dx * x * left, axis=0)
    return dx, dslope


def dslope_flipped_sign(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = np.sum(upstream * np.maximum(-x, 0), axis=0)
    return dx, dslope


def dslope_flipped_sign__with_abs(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = np.sum(upstream * np.abs(x) * (x < 0), axis=0)
    return dx, dslope


def dx_one_at_the_kink(x, slope, upstream):
    dx = upstream * np.where(x >= 0, 1, slope)
    dslope = np.sum(upstream * np.minimum(x, 0), axis=0)
    return dx, dslope


def dx_one_at_the_kink__with_a_loop(x, slope, upstream):
    dx = np.zeros(x.shape)
    dslope = np.zeros(len(slope))
    for i in range(x.shape[0]):
        for c in range(x.shape[1]):
            if x[i, c] < 0:
                dx[i, c] = upstream[i, c] * slope[c]
                dslope[c] += upstream[i, c] * x[i, c]
            else:
                dx[i, c] = upstream[i, c]
    return dx, dslope


def dx_zero_on_the_left(x, slope, upstream):
    dx = upstream * (x > 0)
    dslope = np.sum(upstream * np.minimum(x, 0), axis=0)
    return dx, dslope


def dx_zero_on_the_left__with_where(x, slope, upstream):
    dx = np.where(x > 0, upstream, 0)
    dslope = np.where(x > 0, 0, x * upstream).sum(axis=0)
    return dx, dslope


def dx_sides_exchanged(x, slope, upstream):
    dx = upstream * np.where(x > 0, slope, 1)
    dslope = np.sum(upstream * np.minimum(x, 0), axis=0)
    return dx, dslope


def dx_sides_exchanged__right_at_zero(x, slope, upstream):
    dx = upstream * np.where(x < 0, 1, slope)
    dslope = np.sum(upstream * np.minimum(x, 0), axis=0)
    return dx, dslope


def dx_value_for_the_slope(x, slope, upstream):
    dx = upstream * np.where(x > 0, x, slope * x)
    dslope = np.sum(upstream * np.minimum(x, 0), axis=0)
    return dx, dslope


def dx_value_for_the_slope__with_min_and_max(x, slope, upstream):
    out = np.maximum(x, 0) + slope * np.minimum(x, 0)
    dslope = np.sum(upstream * np.minimum(x, 0), axis=0)
    return out * upstream, dslope


def order_changed(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = np.sum(upstream * np.minimum(x, 0), axis=0)
    return dslope, dx
