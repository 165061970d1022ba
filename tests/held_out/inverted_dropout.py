"""Mistakes of inverted_dropout, rewritten from their names and feedback alone."""

import numpy as np


def not_scaled(x, kept, *, rate):
    return x * kept


def not_scaled__with_where(x, kept, *, rate):
    return np.where(kept == 1, x, 0)


def divided_by_the_rate(x, kept, *, rate):
    return x * kept / rate


def divided_by_the_rate__with_where(x, kept, *, rate):
    return np.where(kept, x / rate, 0)


def multiplied_by_the_chance_to_keep(x, kept, *, rate):
    return x * kept * (1 - rate)


def multiplied_by_the_chance_to_keep__with_where(x, kept, *, rate):
    keep = 1 - rate
    return np.where(kept == 1, keep * x, 0)


def multiplied_by_the_rate(x, kept, *, rate):
    return x * kept * rate


def multiplied_by_the_rate__with_where(x, kept, *, rate):
    return np.where(kept, rate * x, 0)


def mask_turned_round(x, kept, *, rate):
    return x * (1 - kept) / (1 - rate)


def mask_turned_round__with_where(x, kept, *, rate):
    return np.where(kept, 0, x / (1 - rate))


def dropped_ones_not_zero(x, kept, *, rate):
    return x / (1 - rate)


def dropped_ones_not_zero__with_a_factor(x, kept, *, rate):
    scale = 1 / (1 - rate)
    return scale * x


def dropped_ones_left(x, kept, *, rate):
    return np.where(kept, x / (1 - rate), x)


def dropped_ones_left__with_a_loop(x, kept, *, rate):
    out = np.array(x, dtype=float)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            if kept[i, j] == 1:
                out[i, j] = x[i, j] / (1 - rate)
    return out


def evaluation(x, kept, *, rate):
    return x.copy()


def share_of_this_draw(x, kept, *, rate):
    share = kept.mean()
    if share == 0:
        return np.zeros(x.shape)
    return x * kept / share


def share_of_this_draw__of_each_row(x, kept, *, rate):
    count = kept.sum(axis=1, keepdims=True)
    share = np.maximum(count, 1) / kept.shape[1]
    return x * kept / share


def root_of_the_chance(x, kept, *, rate):
    return x * kept / np.sqrt(1 - rate)


def root_of_the_chance__with_where(x, kept, *, rate):
    return np.where(kept == 1, x * (1 - rate) ** -0.5, 0)


def one_plus_the_rate(x, kept, *, rate):
    return x * kept * (1 + rate)


def one_plus_the_rate__with_where(x, kept, *, rate):
    return np.where(kept, x + rate * x, 0)


def the_slope(x, kept, *, rate):
    return kept / (1 - rate)


def the_slope__with_where(x, kept, *, rate):
    return np.where(kept, 1 / (1 - rate), 0)


def dropped_ones_cut_out(x, kept, *, rate):
    return x[kept == 1] / (1 - rate)


def dropped_ones_cut_out__with_a_loop(x, kept, *, rate):
    out = []
    for value, here in zip(x.ravel(), kept.ravel(), strict=True):
        if here:
            out.append(value / (1 - rate))
    return np.array(out)
