"""Mistakes of expected_calibration_error.

Rewritten from their names and feedback alone.
"""

import numpy as np


def _bins(y_prob, bins):
    for i in range(bins):
        inside = (y_prob > i / bins) & (y_prob <= (i + 1) / bins)
        if i == 0:
            inside = inside | (y_prob == 0)
        if inside.any():
            yield inside


def border_to_the_upper_bin(y_true, y_prob, *, bins):
    total = 0.0
    for i in range(bins):
        inside = (y_prob >= i / bins) & (y_prob < (i + 1) / bins)
        if i == bins - 1:
            inside = inside | (y_prob == 1)
        if inside.any():
            gap = abs(y_true[inside].mean() - y_prob[inside].mean())
            total += inside.mean() * gap
    return total


def border_to_the_upper_bin__one_in_no_bin(y_true, y_prob, *, bins):
    n = len(y_prob)
    edges = np.arange(bins + 1) / bins
    ece = 0.0
    for i in range(bins):
        inside = (y_prob >= edges[i]) & (y_prob < edges[i + 1])
        count = inside.sum()
        if count > 0:
            ece += count / n * abs(y_true[inside].mean() - y_prob[inside].mean())
    return ece


def zero_in_no_bin(y_true, y_prob, *, bins):
    n = len(y_prob)
    ece = 0.0
    for i in range(bins):
        inside = (y_prob > i / bins) & (y_prob <= (i + 1) / bins)
        count = inside.sum()
        if count > 0:
            ece += count / n * abs(y_true[inside].mean() - y_prob[inside].mean())
    return ece


def zero_in_no_bin__with_sums(y_true, y_prob, *, bins):
    edges = np.arange(bins + 1) / bins
    total = 0.0
    for i in range(bins):
        inside = (edges[i] < y_prob) & (y_prob <= edges[i + 1])
        total += abs(np.sum(y_true[inside]) - np.sum(y_prob[inside]))
    return total / len(y_prob)


def one_bin_too_few(y_true, y_prob, *, bins):
    edges = np.linspace(0, 1, bins)
    ece = 0.0
    for i in range(len(edges) - 1):
        inside = (y_prob > edges[i]) & (y_prob <= edges[i + 1])
        if i == 0:
            inside = inside | (y_prob == 0)
        if inside.any():
            gap = abs(y_true[inside].mean() - y_prob[inside].mean())
            ece += inside.mean() * gap
    return ece


def one_bin_too_few__at_least_one(y_true, y_prob, *, bins):
    ece = 0.0
    for inside in _bins(y_prob, max(bins - 1, 1)):
        ece += inside.mean() * abs(y_true[inside].mean() - y_prob[inside].mean())
    return ece


def bins_over_the_data(y_true, y_prob, *, bins):
    edges = np.linspace(y_prob.min(), y_prob.max(), bins + 1)
    ece = 0.0
    for i in range(bins):
        inside = (y_prob > edges[i]) & (y_prob <= edges[i + 1])
        if i == 0:
            inside = inside | (y_prob == edges[0])
        if inside.any():
            gap = abs(y_true[inside].mean() - y_prob[inside].mean())
            ece += inside.mean() * gap
    return ece


def bins_over_the_data__with_searchsorted(y_true, y_prob, *, bins):
    _, edges = np.histogram(y_prob, bins)
    index = np.searchsorted(edges, y_prob, side="left") - 1
    index = np.clip(index, 0, bins - 1)
    ece = 0.0
    for b in np.unique(index):
        inside = index == b
        ece += inside.mean() * abs(np.mean(y_true[inside]) - np.mean(y_prob[inside]))
    return ece


def bins_weighted_alike(y_true, y_prob, *, bins):
    gaps = []
    for inside in _bins(y_prob, bins):
        gaps.append(abs(y_true[inside].mean() - y_prob[inside].mean()))
    return np.mean(gaps)


def bins_weighted_alike__with_a_count(y_true, y_prob, *, bins):
    total = 0.0
    used = 0
    for i in range(bins):
        inside = (y_prob > i / bins) & (y_prob <= (i + 1) / bins)
        if i == 0:
            inside |= y_prob == 0
        if not inside.any():
            continue
        total += np.abs(np.mean(y_true[inside]) - np.mean(y_prob[inside]))
        used += 1
    return total / used


def divided_by_all_bins(y_true, y_prob, *, bins):
    total = 0.0
    for inside in _bins(y_prob, bins):
        total += abs(y_true[inside].mean() - y_prob[inside].mean())
    return total / bins


def divided_by_all_bins__with_an_array(y_true, y_prob, *, bins):
    gaps = np.zeros(bins)
    edges = np.arange(bins + 1) / bins
    index = np.maximum(np.searchsorted(edges, y_prob, side="left") - 1, 0)
    for b in range(bins):
        if np.any(index == b):
            gaps[b] = y_true[index == b].mean() - y_prob[index == b].mean()
    return np.abs(gaps).mean()


def gaps_added_up(y_true, y_prob, *, bins):
    total = 0.0
    for inside in _bins(y_prob, bins):
        total += abs(y_true[inside].mean() - y_prob[inside].mean())
    return total


def counts_for_shares(y_true, y_prob, *, bins):
    total = 0.0
    for inside in _bins(y_prob, bins):
        gap = abs(y_true[inside].mean() - y_prob[inside].mean())
        total += inside.sum() * gap
    return total


def counts_for_shares__with_sums(y_true, y_prob, *, bins):
    total = 0.0
    for inside in _bins(y_prob, bins):
        total += abs(y_true[inside].sum() - y_prob[inside].sum())
    return total


def signs_kept(y_true, y_prob, *, bins):
    total = 0.0
    for inside in _bins(y_prob, bins):
        gap = y_true[inside].mean() - y_prob[inside].mean()
        total += inside.mean() * gap
    return total


def signs_kept__confidence_first(y_true, y_prob, *, bins):
    n = len(y_prob)
    total = 0.0
    for inside in _bins(y_prob, bins):
        gap = np.mean(y_prob[inside]) - np.mean(y_true[inside])
        total += gap * np.sum(inside) / n
    return total


def no_bins(y_true, y_prob, *, bins):
    return abs(y_true.mean() - y_prob.mean())


def no_bins__mean_of_the_differences(y_true, y_prob, *, bins):
    return np.abs(np.mean(y_prob - y_true))


def distance_of_each_prediction(y_true, y_prob, *, bins):
    return np.mean(np.abs(y_true - y_prob))


def distance_of_each_prediction__in_bins(y_true, y_prob, *, bins):
    total = 0.0
    for inside in _bins(y_prob, bins):
        gap = np.abs(y_true[inside] - y_prob[inside]).mean()
        total += inside.mean() * gap
    return total


def squared_distance_of_each_prediction(y_true, y_prob, *, bins):
    return np.mean((y_true - y_prob) ** 2)


def squared_distance_of_each_prediction__in_bins(y_true, y_prob, *, bins):
    total = 0.0
    for inside in _bins(y_prob, bins):
        total += np.sum((y_prob[inside] - y_true[inside]) ** 2)
    return total / len(y_prob)


def largest_gap(y_true, y_prob, *, bins):
    gaps = []
    for inside in _bins(y_prob, bins):
        gaps.append(abs(y_true[inside].mean() - y_prob[inside].mean()))
    return max(gaps)


def largest_gap__kept_in_a_loop(y_true, y_prob, *, bins):
    worst = 0.0
    for i in range(bins):
        low = -1 if i == 0 else i / bins
        inside = (y_prob > low) & (y_prob <= (i + 1) / bins)
        if inside.sum() > 0:
            gap = np.abs(y_true[inside].mean() - y_prob[inside].mean())
            worst = np.maximum(worst, gap)
    return worst


def gaps_squared(y_true, y_prob, *, bins):
    total = 0.0
    for inside in _bins(y_prob, bins):
        gap = y_true[inside].mean() - y_prob[inside].mean()
        total += inside.mean() * gap**2
    return total


def gaps_squared__with_a_root(y_true, y_prob, *, bins):
    total = 0.0
    for inside in _bins(y_prob, bins):
        gap = y_true[inside].mean() - y_prob[inside].mean()
        total += inside.mean() * gap**2
    return np.sqrt(total)


def middle_of_the_bin(y_true, y_prob, *, bins):
    total = 0.0
    for i in range(bins):
        low = -1 if i == 0 else i / bins
        inside = (y_prob > low) & (y_prob <= (i + 1) / bins)
        if inside.any():
            middle = (i + 0.5) / bins
            total += inside.mean() * abs(y_true[inside].mean() - middle)
    return total


def middle_of_the_bin__with_edges(y_true, y_prob, *, bins):
    edges = np.arange(bins + 1) / bins
    middles = (edges[:-1] + edges[1:]) / 2
    index = np.maximum(np.searchsorted(edges, y_prob) - 1, 0)
    total = 0.0
    for b in np.unique(index):
        hits = y_true[index == b]
        total += len(hits) / len(y_true) * np.abs(np.mean(hits) - middles[b])
    return total


def labels_for_hits(y_true, y_prob, *, bins):
    hits = (y_prob >= 0.5) == (y_true == 1)
    total = 0.0
    for inside in _bins(y_prob, bins):
        gap = abs(hits[inside].mean() - y_prob[inside].mean())
        total += inside.mean() * gap
    return total


def labels_for_hits__above_one_half(y_true, y_prob, *, bins):
    predicted = (y_prob > 0.5).astype(int)
    hits = predicted == y_true
    total = 0.0
    for inside in _bins(y_prob, bins):
        gap = abs(np.mean(hits[inside]) - np.mean(y_prob[inside]))
        total += inside.sum() / len(y_prob) * gap
    return total


def empty_bins_divide(y_true, y_prob, *, bins):
    total = 0.0
    for i in range(bins):
        low = -1 if i == 0 else i / bins
        inside = (y_prob > low) & (y_prob <= (i + 1) / bins)
        gap = abs(y_true[inside].mean() - y_prob[inside].mean())
        total += inside.mean() * gap
    return total


def empty_bins_divide__with_bincount(y_true, y_prob, *, bins):
    edges = np.arange(bins + 1) / bins
    index = np.maximum(np.searchsorted(edges, y_prob) - 1, 0)
    count = np.bincount(index, minlength=bins)
    hits = np.bincount(index, weights=y_true, minlength=bins) / count
    sure = np.bincount(index, weights=y_prob, minlength=bins) / count
    return np.sum(count / len(y_prob) * np.abs(hits - sure))
