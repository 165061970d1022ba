"""Mistakes of clip_by_norm, rewritten from their names and feedback alone."""

import numpy as np


def _length(g):
    top = np.max(np.abs(g))
    if top == 0:
        return 0.0
    return top * np.sqrt(np.sum((g / top) ** 2))


def entry_by_entry(g, *, limit):
    return np.clip(g, -limit, limit)


def entry_by_entry__with_where(g, *, limit):
    return np.where(np.abs(g) > limit, np.sign(g) * limit, g)


def row_by_row(g, *, limit):
    top = np.abs(g).max(axis=-1, keepdims=True)
    top = np.where(top == 0, 1.0, top)
    norm = top * np.sqrt(((g / top) ** 2).sum(axis=-1, keepdims=True))
    safe = np.where(norm == 0, 1.0, norm)
    return np.where(norm > limit, g / safe * limit, g)


def row_by_row__with_a_loop(g, *, limit):
    rows = []
    for row in np.atleast_2d(g):
        norm = _length(row)
        if norm > limit:
            row = row / norm * limit
        rows.append(row)
    return np.array(rows).reshape(g.shape)


def column_by_column(g, *, limit):
    top = np.abs(g).max(axis=0)
    top = np.where(top > 0, top, 1.0)
    norm = top * np.sqrt(((g / top) ** 2).sum(axis=0))
    factor = np.where(norm > limit, limit / np.maximum(norm, limit), 1.0)
    return g * factor


def column_by_column__with_a_loop(g, *, limit):
    if g.ndim == 1:
        norm = _length(g)
        return g / norm * limit if norm > limit else g.copy()
    out = np.zeros(g.shape)
    for j in range(g.shape[1]):
        norm = _length(g[:, j])
        if norm > limit:
            out[:, j] = g[:, j] / norm * limit
        else:
            out[:, j] = g[:, j]
    return out


def spectral_norm(g, *, limit):
    top = np.abs(g).max()
    if top == 0:
        return g.copy()
    norm = top * np.linalg.norm(g / top, 2)
    if norm > limit:
        return g / norm * limit
    return g.copy()


def spectral_norm__with_svd(g, *, limit):
    norm = _length(g) if g.ndim == 1 else np.linalg.svd(g, compute_uv=False)[0]
    if norm <= limit:
        return g.copy()
    return g * (limit / norm)


def only_the_large_entries(g, *, limit):
    norm = _length(g)
    if norm <= limit:
        return g.copy()
    return np.where(np.abs(g) > limit, g / norm * limit, g)


def only_the_large_entries__with_an_index(g, *, limit):
    out = g.astype(float)
    large = np.abs(g) > limit
    if large.any():
        out[large] = out[large] * (limit / _length(g))
    return out


def always_rescaled(g, *, limit):
    norm = _length(g)
    if norm == 0:
        return g.copy()
    return g / norm * limit


def always_rescaled__in_two_steps(g, *, limit):
    top = np.abs(g).max()
    if top > 0:
        unit = g / top
        unit = unit / np.sqrt((unit**2).sum())
        return limit * unit
    return np.zeros(g.shape)


def length_one(g, *, limit):
    norm = _length(g)
    if norm > limit:
        return g / norm
    return g.copy()


def length_one__with_where(g, *, limit):
    top = np.abs(g).max()
    if top == 0:
        return g.copy()
    small = g / top
    root = np.sqrt(np.sum(small * small))
    return np.where(top * root > limit, small / root, g)


def root_left_out(g, *, limit):
    norm = _length(g)
    if norm > limit:
        return g / norm / norm * limit
    return g.copy()


def root_left_out__also_compared(g, *, limit):
    top = np.abs(g).max()
    if top == 0:
        return g.copy()
    scaled = g / top
    squares = np.sum(scaled**2)
    if top * squares > limit / top:
        return scaled / squares / top * limit
    return g.copy()


def sum_of_the_sizes(g, *, limit):
    norm = np.sum(np.abs(g))
    if norm > limit:
        return g * (limit / norm)
    return g.copy()


def sum_of_the_sizes__with_minimum(g, *, limit):
    norm = np.abs(g).sum()
    if norm == 0:
        return g.copy()
    return g * np.minimum(1, limit / norm)


def largest_entry(g, *, limit):
    norm = np.max(np.abs(g))
    if norm > limit:
        return g / norm * limit
    return g.copy()


def largest_entry__with_maximum(g, *, limit):
    return g / np.maximum(np.abs(g).max() / limit, 1)


def root_mean_square(g, *, limit):
    top = np.abs(g).max()
    if top == 0:
        return g.copy()
    rms = top * np.sqrt(np.mean((g / top) ** 2))
    if rms > limit:
        return g / rms * limit
    return g.copy()


def root_mean_square__divided_by_size(g, *, limit):
    norm = _length(g) / np.sqrt(g.size)
    return g * (limit / norm) if norm > limit else g.copy()


def wrong_ones_shortened(g, *, limit):
    norm = _length(g)
    if 0 < norm < limit:
        return g / norm * limit
    return g.copy()


def wrong_ones_shortened__with_maximum(g, *, limit):
    norm = _length(g)
    if norm == 0:
        return g.copy()
    return g / norm * np.maximum(norm, limit)


def small_number_added(g, *, limit):
    norm = _length(g)
    if norm > limit:
        return g * (limit / (norm + 1e-6))
    return g.copy()


def small_number_added__smaller_and_with_minimum(g, *, limit):
    return g * np.minimum(1.0, limit / (_length(g) + 1e-8))


def zero_by_zero(g, *, limit):
    top = np.abs(g).max()
    norm = top * np.sqrt(np.sum((g / top) ** 2))
    return g * np.minimum(1, limit / norm)


def zero_by_zero__short_by_minimum(g, *, limit):
    norm = np.float64(_length(g))
    return g / norm * np.minimum(norm, limit)


def squares_overflow(g, *, limit):
    norm = np.sqrt(np.sum(g**2))
    if norm > limit:
        return g * limit / norm
    return g.copy()


def squares_overflow__with_linalg(g, *, limit):
    norm = np.linalg.norm(g)
    return g * (limit / norm) if norm > limit else g.copy()
