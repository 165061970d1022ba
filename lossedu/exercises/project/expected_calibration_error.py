"""How far confidence and hit rate are apart, on average over bins of confidence."""

import math
from functools import partial

import numpy as np

from lossedu.grading import Exercise, probe


def filled(y_true, y_prob, bins):
    """Return size, hit rate, mean confidence and number of each bin that is used."""
    y, p = np.asarray(y_true, float), np.asarray(y_prob, float)
    place = np.searchsorted(np.arange(1, bins + 1) / bins, p)  # a border: the lower bin
    size = np.bincount(place, minlength=bins)
    hits, sure = (np.bincount(place, part, minlength=bins) for part in (y, p))
    (used,) = np.nonzero(size)
    size = size[used]
    return size, hits[used] / size, sure[used] / size, used


def reference(y_true, y_prob, *, bins):
    """Weigh the gap of each bin with its share of the predictions."""
    size, hit_rate, confidence, _ = filled(y_true, y_prob, bins)
    return np.sum(size * np.abs(hit_rate - confidence)) / len(y_true)


exercise = Exercise(
    id="expected_calibration_error",
    chapter="project",
    section="calibration",
    task="""
    Write the expected calibration error: how far the confidence of a classifier is from
    its hit rate, on average over bins.

    `y_true` is 1 where the prediction was right and 0 where it was wrong, `y_prob` its
    confidence, from 0 to 1; both have shape (n,), n at least 1. `bins` is a whole
    number, passed by name: cut the range from 0 to 1 into so many bins of equal width.
    A confidence on the border of two bins belongs to the lower one, and 0 to the first
    bin. The gap of a bin is the absolute difference of its hit rate and its mean
    confidence. Return one number, shape (): the mean of the gaps, each weighted with
    the share of the predictions that is in its bin. An empty bin counts nothing.
    """,
    starter='''
    import numpy as np


    def expected_calibration_error(y_true, y_prob, *, bins):
        """Mean gap of hit rate and confidence, weighted by the bins' shares."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    alone=0,
    hints=(
        "Which bin is each prediction in? Then look at one bin alone: how often was "
        "it right, and how sure was it on average?",
        "A bin with 3 of 12 predictions has the weight 3/12. What would a bin "
        "without any prediction divide by, and can it be skipped?",
        "For each bin from lo to hi take `inside = (y_prob > lo) & (y_prob <= hi)`, "
        "the first one with 0 as well, and add `inside.mean() * "
        "abs(y_true[inside].mean() - y_prob[inside].mean())`.",
    ),
    praise="A network that says 0.9 should be right nine times in ten. One number now "
    "says how far from that it is; say with how many bins you measured it.",
)


@exercise.probes
def _(rng):
    two, four, five = {"bins": 2}, {"bins": 4}, {"bins": 5}
    yield probe("all in one bin", [1, 0, 1, 1], [0.8, 0.7, 0.95, 0.85], keywords=two)
    y, p = [1.0, 1.0, 0.0, 0.0, 1.0], [0.3, 0.4, 0.9, 0.8, 0.7]
    yield probe("too sure in one bin, not in the other", y, p, keywords=two)
    y, p = [1.0, 1.0, 1.0, 0.0], [0.65, 0.7, 0.55, 0.3]
    yield probe("not sure enough", y, p, keywords=five)
    y, p = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], [0.25, 0.5, 0.75, 0.6, 0.95, 0.1]
    yield probe("on the borders", y, p, keywords=four)
    y, p = [1.0, 0.0, 1.0, 1.0, 0.0], [0.0, 0.2, 1.0, 0.8, 1.0]
    yield probe("0 and 1", y, p, keywords=four)
    yield probe("whole numbers", [1, 0, 1, 1, 1], [0, 0, 1, 1, 1], keywords=five)
    y, p = [1.0, 0.0, 1.0, 1.0], [0.75] * 4
    yield probe("calibrated", y, p, keywords=two, atol=1e-12)
    y, p = rng.integers(0, 2, 30), rng.uniform(0.05, 0.95, 30)
    ten = {"bins": 10}
    yield probe("random batch", y, p, keywords=ten, visible=False, atol=1e-12)
    y, p = rng.integers(0, 2, 6), rng.uniform(0.05, 0.95, 6)
    yield probe("more bins than rows", y, p, keywords=ten, visible=False, atol=1e-12)
    p = rng.uniform(0.05, 0.95, 12).astype(np.float32)
    y = rng.integers(0, 2, 12).astype(np.float32)
    single = partial(probe, visible=False, rtol=1e-4, atol=1e-5)
    yield single("single precision", y, p, keywords={"bins": 3})


@exercise.solution
def bin_by_bin(y_true, y_prob, *, bins):
    total = 0.0
    for number in range(bins):
        inside = (y_prob > number / bins) & (y_prob <= (number + 1) / bins)
        if number == 0:
            inside |= y_prob == 0
        if inside.any():
            gap = abs(y_true[inside].mean() - y_prob[inside].mean())
            total += inside.mean() * gap
    return total


@exercise.alternative
def one_prediction_at_a_time(y_true, y_prob, *, bins):
    surplus = dict.fromkeys(range(1, bins + 1), 0.0)  # of hits over confidence
    for y, p in zip(y_true.tolist(), y_prob.tolist(), strict=True):
        surplus[max(math.ceil(p * bins), 1)] += y - p
    return sum(abs(total) for total in surplus.values()) / len(y_true)


@exercise.alternative
def with_a_table_of_who_is_where(y_true, y_prob, *, bins):
    upper = np.linspace(0, 1, bins + 1)[1:-1]
    place = np.digitize(y_prob, upper, right=True)
    inside = place == np.arange(bins)[:, None]
    return np.abs(inside @ (y_true - y_prob.astype(float))).sum() / len(y_prob)


@exercise.alternative
def from_the_counts_below_each_border(y_true, y_prob, *, bins):
    order = np.argsort(y_prob)
    rest = np.append(0, np.cumsum(np.asarray(y_true - y_prob, float)[order]))
    borders = np.arange(bins + 1) / bins
    below = np.searchsorted(y_prob[order], borders, side="right")
    below[0] = 0
    return np.mean(np.abs(np.diff(rest[below]))) * bins / len(order)


ENDS = ("", "highest alone", "highest lost", "lowest lost")


def between(y_true, y_prob, borders, side="right", ends=""):
    """Return the error with other borders; `ends` says what becomes of both ends."""
    y, p = np.asarray(y_true, float), np.asarray(y_prob, float)
    place = np.searchsorted(borders[1:-1], p, side=side)
    place[p >= borders[-1]] += ends == "highest alone"
    lost = {"lowest lost": p <= borders[0], "highest lost": p >= borders[-1]}
    surplus = np.where(lost.get(ends, False), 0, y - p)
    return np.sum(np.abs(np.bincount(place, surplus))) / len(y)


def error(size, gap):
    """Return the mean of the gaps, weighted with the sizes of the bins."""
    return np.sum(size * gap) / np.sum(size)


@exercise.mistake
def border_to_the_upper_bin(y_true, y_prob, *, bins, ends=ENDS[:3]):
    """A confidence on the border of two bins went into the upper one. Into which does
    the task put it, and what does a confidence of 1 then belong to?
    """
    return between(y_true, y_prob, np.linspace(0, 1, bins + 1), "right", ends)


@exercise.mistake
def zero_in_no_bin(y_true, y_prob, *, bins):
    """Predictions with a confidence of exactly 0 are in none of your bins. Which bin
    does the task give them, and which comparison keeps them out?
    """
    inside = np.asarray(y_prob) > 0
    kept = reference(y_true[inside], y_prob[inside], bins=bins)
    return kept * np.mean(inside)


@exercise.mistake
def one_bin_too_few(y_true, y_prob, *, bins, side=("left", "right"), ends=ENDS[:2]):
    """You have one bin fewer than was asked for. How many borders, both ends counted,
    have 5 bins?
    """
    return between(y_true, y_prob, np.linspace(0, 1, bins), side, ends)


@exercise.mistake
def bins_over_the_data(y_true, y_prob, *, bins, ends=ENDS):
    """Your bins reach from the lowest to the highest confidence that occurs. From where
    to where does the task cut, whatever the data are?
    """
    borders = np.linspace(np.min(y_prob), np.max(y_prob), bins + 1)
    return between(y_true, y_prob, borders, "left", ends)


@exercise.mistake
def bins_weighted_alike(y_true, y_prob, *, bins):
    """Every bin that is not empty has the same weight in your mean. Should a bin with
    one prediction count as much as one with a thousand?
    """
    _, hit_rate, confidence, _ = filled(y_true, y_prob, bins)
    return np.mean(np.abs(hit_rate - confidence))


@exercise.mistake
def divided_by_all_bins(y_true, y_prob, *, bins):
    """You added the gaps and divided by the number of bins, the empty ones included.
    Which weight does the task give a bin, and which an empty one?
    """
    _, hit_rate, confidence, _ = filled(y_true, y_prob, bins)
    return np.sum(np.abs(hit_rate - confidence)) / bins


@exercise.mistake
def gaps_added_up(y_true, y_prob, *, bins):
    """You added up the gaps of the bins, without any weight. Can your result be larger
    than 1, and may a mean of gaps be?
    """
    _, hit_rate, confidence, _ = filled(y_true, y_prob, bins)
    return np.sum(np.abs(hit_rate - confidence))


@exercise.mistake
def counts_for_shares(y_true, y_prob, *, bins):
    """You weighted each gap with the number of predictions in the bin. What must the
    weights of a mean add up to?
    """
    return reference(y_true, y_prob, bins=bins) * len(y_true)


@exercise.mistake
def signs_kept(y_true, y_prob, *, bins, sign=(1, -1)):
    """Your result has a sign and is the same for any number of bins: one that is too
    sure makes up for one that is not sure enough. Of which differences does the task
    take the size?
    """
    return sign * (np.mean(y_prob) - np.mean(y_true))


@exercise.mistake
def no_bins(y_true, y_prob, *, bins):
    """Your result is the same for any number of bins: it is the gap of the overall hit
    rate and the overall confidence. What makes up for what in it, and of which
    differences does the task take the size?
    """
    return np.abs(np.mean(y_prob) - np.mean(y_true))


@exercise.mistake
def distance_of_each_prediction(y_true, y_prob, *, bins):
    """You averaged the distance of each single prediction from 0 or 1. Somebody who
    says 0.7 and is right seven times in ten: is anything wrong with that forecast?
    """
    return np.mean(np.abs(np.subtract(y_prob, y_true, dtype=float)))


@exercise.mistake
def squared_distance_of_each_prediction(y_true, y_prob, *, bins):
    """You averaged the squared distances of the single predictions, which is the Brier
    score. What is compared within a bin before any distance is taken?
    """
    return np.mean(np.subtract(y_prob, y_true, dtype=float) ** 2)


@exercise.mistake
def largest_gap(y_true, y_prob, *, bins):
    """You returned the largest gap of all bins, which is called the maximum calibration
    error. An expected one is a mean: how much does each bin count in it?
    """
    _, hit_rate, confidence, _ = filled(y_true, y_prob, bins)
    return np.max(np.abs(hit_rate - confidence))


@exercise.mistake
def gaps_squared(y_true, y_prob, *, bins, power=(1.0, 0.5)):
    """You squared the gaps before you averaged them; a root of the mean would not undo
    that. Which distance of hit rate and confidence does the task name?
    """
    size, hit_rate, confidence, _ = filled(y_true, y_prob, bins)
    return error(size, (hit_rate - confidence) ** 2) ** power


@exercise.mistake
def middle_of_the_bin(y_true, y_prob, *, bins):
    """You compared the hit rate with the middle of the bin. With which confidence does
    the task compare it?
    """
    size, hit_rate, _, used = filled(y_true, y_prob, bins)
    return error(size, np.abs(hit_rate - (used + 0.5) / bins))


@exercise.mistake
def labels_for_hits(y_true, y_prob, *, bins, sure=(False, True), least=(0.5, 0.501)):
    """You compared `y_true` with a decision at one half, as if it held the classes.
    What does a 1 in it say about the prediction already?
    """
    p = np.asarray(y_prob, float)
    hits = (p >= least) == y_true
    return reference(hits, np.maximum(p, 1 - p) if sure else p, bins=bins)


@exercise.mistake
def empty_bins_divide(y_true, y_prob, *, bins):
    """An empty bin gives NaN in your answer: the mean of no numbers is 0 divided by 0,
    and NaN times a weight of 0 is NaN. What does the task let an empty bin count?
    """
    used = filled(y_true, y_prob, bins)[-1]
    return reference(y_true, y_prob, bins=bins) if len(used) == bins else np.nan
