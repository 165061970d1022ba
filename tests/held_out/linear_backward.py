"""Mistakes of linear_backward, rewritten from their names and feedback alone."""

import numpy as np


def averaged(x, w, upstream):
    n = len(x)
    dx = upstream @ w.T
    dw = x.T @ upstream / n
    db = upstream.sum(axis=0) / n
    return dx, dw, db


def averaged__with_mean(x, w, upstream):
    dw = (x[:, :, None] * upstream[:, None, :]).mean(axis=0)
    return np.dot(upstream, w.T), dw, np.mean(upstream, axis=0)


def weights_averaged(x, w, upstream):
    dx = upstream @ w.T
    dw = x.T @ upstream / x.shape[0]
    db = upstream.sum(axis=0)
    return dx, dw, db


def weights_averaged__with_a_loop(x, w, upstream):
    dw = np.zeros(w.shape)
    for row, d in zip(x, upstream, strict=True):
        dw += np.outer(row, d) / len(x)
    return upstream @ w.T, dw, upstream.sum(0)


def bias_averaged(x, w, upstream):
    dx = upstream @ w.T
    dw = x.T @ upstream
    db = upstream.mean(axis=0)
    return dx, dw, db


def bias_averaged__sum_over_n(x, w, upstream):
    dx = np.dot(upstream, w.T)
    dw = np.dot(x.T, upstream)
    db = np.sum(upstream, axis=0) / len(upstream)
    return dx, dw, db


def bias_not_summed(x, w, upstream):
    return upstream @ w.T, x.T @ upstream, upstream.copy()


def bias_not_summed__times_ones(x, w, upstream):
    dx = np.dot(upstream, w.T)
    dw = np.dot(x.T, upstream)
    db = upstream * np.ones(w.shape[1])
    return dx, dw, db


def bias_kept_its_axis(x, w, upstream):
    dx = upstream @ w.T
    dw = x.T @ upstream
    db = np.sum(upstream, axis=0, keepdims=True)
    return dx, dw, db


def bias_kept_its_axis__row_of_ones(x, w, upstream):
    ones = np.ones((1, len(x)))
    return upstream @ w.T, x.T @ upstream, ones @ upstream


def bias_summed_over_outputs(x, w, upstream):
    return upstream @ w.T, x.T @ upstream, upstream.sum(axis=1)


def bias_of_ones(x, w, upstream):
    n, o = upstream.shape
    return upstream @ w.T, x.T @ upstream, np.ones((n, o)).sum(axis=0)


def bias_of_ones__full(x, w, upstream):
    dx = upstream @ w.T
    dw = x.T @ upstream
    db = np.full(w.shape[1], len(x))
    return dx, dw, db


def transposed_weights_out(x, w, upstream):
    dx = upstream @ w.T
    dw = upstream.T @ x
    db = upstream.sum(axis=0)
    return dx, dw, db


def transposed_weights_out__outer_products(x, w, upstream):
    dw = np.zeros((w.shape[1], w.shape[0]))
    for i in range(len(x)):
        dw += np.outer(upstream[i], x[i])
    return upstream @ w.T, dw, upstream.sum(axis=0)


def upstream_left_out(x, w, upstream):
    ones = np.ones(upstream.shape)
    return ones @ w.T, x.T @ ones, ones.sum(axis=0)


def upstream_left_out__bare_slopes(x, w, upstream):
    return w.T, x.T, np.ones(w.shape[1])


def order_changed(x, w, upstream):
    dx = upstream @ w.T
    dw = x.T @ upstream
    db = upstream.sum(axis=0)
    return dw, dx, db


def order_changed__with_einsum(x, w, upstream):
    dw = np.einsum("ni,no->io", x, upstream)
    dx = np.einsum("no,io->ni", upstream, w)
    return dw, dx, np.einsum("no->o", upstream)


def dx_summed_over_examples(x, w, upstream):
    dx = (upstream @ w.T).sum(axis=0)
    dw = x.T @ upstream
    db = upstream.sum(axis=0)
    return dx, dw, db


def dx_summed_over_examples__keepdims(x, w, upstream):
    dx = np.sum(upstream @ w.T, axis=0, keepdims=True)
    return dx, x.T @ upstream, np.sum(upstream, axis=0)


def dx_summed_over_examples__upstream_summed_first(x, w, upstream):
    db = upstream.sum(axis=0)
    dw = x.T @ upstream
    dx = w @ db
    return dx, dw, db


def flipped_sign(x, w, upstream):
    return -upstream @ w.T, -x.T @ upstream, -upstream.sum(axis=0)


def flipped_sign__with_loops(x, w, upstream):
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(w.shape[1])
    for n in range(x.shape[0]):
        for o in range(w.shape[1]):
            db[o] -= upstream[n, o]
            for i in range(w.shape[0]):
                dw[i, o] -= x[n, i] * upstream[n, o]
                dx[n, i] -= w[i, o] * upstream[n, o]
    return dx, dw, db
