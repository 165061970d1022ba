"""The one-standard-error rule: the simplest setting that is as good as the best."""

import math
import statistics

import numpy as np

from lossedu.grading import Exercise, probe


def reference(errors):
    """Return the index, with the variance written as a sum."""
    folds = errors.shape[1]
    means = errors.mean(axis=1, dtype=float)
    best = int(np.argmin(means))
    spread = np.sum((errors[best] - means[best]) ** 2) / (folds - 1)
    return int(np.flatnonzero(means <= means[best] + np.sqrt(spread / folds))[0])


exercise = Exercise(
    id="one_standard_error",
    chapter="tuning",
    section="one-standard-error",
    task="""
    Choose a setting by the one-standard-error rule.

    `errors` holds the error of each setting on each fold, shape (settings, folds); the
    smaller the better. The settings are ordered from the most regularised, which counts
    as the simplest, to the least regularised. There are at least two folds.

    The best setting is that with the lowest mean over the folds, the simplest of them
    if several share it. Its standard error is the standard deviation of its own errors,
    with the number of folds less one in the divisor (ddof=1), divided by the root of
    the number of folds. Return the index of the simplest setting whose mean is at most
    one such standard error above the lowest mean: a whole number from 0, shape ().
    A mean that lies exactly on the limit is within it. The curve of the means may go up
    and down: settings between the best and the one you return may be outside.
    """,
    starter='''
    import numpy as np


    def one_standard_error(errors):
        """Index of the simplest setting that is as good as the best, shape ()."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    hints=(
        "Make a limit first: a single number, from the row of the best setting alone. "
        "Then compare all means with it.",
        "Of all settings within the limit, the simplest is asked for. Where does it "
        "stand in this order of the settings?",
        "With `means`, `best = np.argmin(means)` and `limit = means[best] + "
        "errors[best].std(ddof=1) / np.sqrt(folds)`, the answer is the first index "
        "where `means <= limit` holds.",
    ),
    praise="Within one standard error the folds cannot tell the two settings apart, so "
    "the rule takes the one that has less room to fit noise.",
    alone=0,
)


@exercise.probes
def _(rng):
    yield probe("three settings", [[4.0, 6.0], [2.0, 3.0], [1.0, 3.0]])
    on_the_limit = [[5, 5, 6, 6], [3, 3, 3, 3], [5, 1, 1, 1], [9, 8, 7, 6]]
    yield probe("on the limit", on_the_limit)
    tie = [[6, 6, 6, 6], [3, 2, 2, 5], [3, 2, 3, 2], [1, 1, 7, 1], [8, 8, 8, 8]]
    yield probe("two are the best", tie)
    steep = [[3.0, 3.3, 3.0], [2.7, 3.2, 2.7], [2.5, 2.8, 2.8]]
    steep += [[2.6, 3.4, 2.3], [2.0, 2.8, 3.1], [2.3, 3.1, 2.1]]
    yield probe("downhill", steep)
    bumpy = [[2.2, 2.8, 2.5], [2.5, 2.9, 2.0], [2.4, 2.7, 2.7]]
    bumpy += [[2.1, 2.4, 2.5], [3.0, 3.0, 2.7], [1.8, 2.0, 2.9]]
    yield probe("up and down", bumpy)
    wild = [[3.6, 3.0, 2.4], [3.3, 3.2, 3.9], [2.9, 1.4, 3.2], [1.5, 1.5, 3.9]]
    yield probe("folds that differ", [*wild, [2.8, 2.1, 3.1]])
    curve = 1 + np.linspace(-1, 0.4, 15)[:, None] ** 2
    for title, folds in (("five folds", 5), ("ten folds", 10)):
        yield probe(title, rng.normal(curve, 0.3, (15, folds)), visible=False)
    single = rng.uniform(1, 2, size=(6, 3)).astype(np.float32)
    yield probe("single precision", single, visible=False)


@exercise.solution
def by_a_limit(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    limit = means[best] + errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return np.argmax(means <= limit)


@exercise.alternative
def one_setting_at_a_time(errors):
    rows = errors.tolist()
    lowest = min(rows, key=statistics.fmean)
    error = statistics.stdev(lowest) / math.sqrt(len(lowest))
    for index, row in enumerate(rows):
        if statistics.fmean(row) <= statistics.fmean(lowest) + error:
            return index


@exercise.alternative
def with_sums(errors):
    count = errors.shape[1]
    totals = errors.sum(axis=1, dtype=float)
    best = totals.argmin()
    left = errors[best] - totals[best] / count
    allowed = math.sqrt(count * (left @ left) / (count - 1))
    return np.flatnonzero(totals - totals[best] <= allowed).min()


@exercise.alternative
def from_the_best_backwards(errors):
    means = errors.mean(axis=1)
    best = chosen = list(means).index(min(means))
    error = np.sqrt(np.var(errors[best], ddof=1) / len(errors[0]))
    for index in range(best, -1, -1):
        if means[index] - means[best] <= error:
            chosen = index
    return float(chosen)


def limit(errors):
    """Return the means and how large they may be."""
    means = errors.mean(axis=1)
    best = np.argmin(means)
    return means, means[best] + errors[best].std(ddof=1) / np.sqrt(errors.shape[1])


def first(errors, extra):
    """Return the simplest setting that is at most so much above the lowest mean."""
    means = errors.mean(axis=1)
    return np.argmax(means <= means.min() + extra)


def row(errors):
    """Return the errors of the best setting."""
    return errors[np.argmin(errors.mean(axis=1))]


@exercise.mistake
def best_mean(errors):
    """You chose the setting with the lowest mean. How sure are the folds that a simpler
    one is worse, and what does the rule allow for that?
    """
    return np.argmin(errors.mean(axis=1))


@exercise.mistake
def least_regularised(errors):
    """Of the settings within the limit you took the last, the least regularised. At
    which end does the task put the simplest?
    """
    means, most = limit(errors)
    return np.flatnonzero(means <= most)[-1]


@exercise.mistake
def limit_counts_as_outside(errors):
    """A mean exactly on the limit counts as outside in your answer. What does the task
    say about it?
    """
    means, most = limit(errors)
    return np.argmax(means < most)


@exercise.mistake
def standard_deviation(errors):
    """You allowed a whole standard deviation above the lowest mean. That is how far one
    fold strays: how far does the mean of several folds stray?
    """
    return first(errors, row(errors).std(ddof=1))


@exercise.mistake
def divided_by_the_folds(errors):
    """The standard deviation was divided by the number of folds itself. With four times
    as many folds, how much more precise is a mean?
    """
    return first(errors, row(errors).std(ddof=1) / errors.shape[1])


@exercise.mistake
def folds_in_the_divisor(errors):
    """The standard deviation has the number of folds in its divisor, as NumPy has it
    unasked (ddof=0). Which divisor does the task want, where the mean itself comes from
    the same few numbers?
    """
    return first(errors, row(errors).std() / np.sqrt(errors.shape[1]))


@exercise.mistake
def standard_error_of_each(errors):
    """Each setting is compared by its own standard error: it is within if its own band
    reaches down to the lowest mean. Whose standard error does the task take for all?
    """
    own = errors.std(axis=1, ddof=1) / np.sqrt(errors.shape[1])
    return first(errors, own)


@exercise.mistake
def spread_of_the_means(errors, *, ddof=(1, 0)):
    """The standard error was taken from the means of the settings, divided by the root
    of their number. That is how much the settings differ: whose errors tell how sure
    the best mean is?
    """
    means = errors.mean(axis=1)
    return first(errors, means.std(ddof=ddof) / np.sqrt(len(means)))


@exercise.mistake
def spread_of_everything(errors, *, all_of_them=(False, True)):
    """The standard deviation was taken over all errors of all settings. Which errors
    tell how sure the mean of the best setting is?
    """
    count = errors.size if all_of_them else errors.shape[1]
    return first(errors, errors.std(ddof=1) / np.sqrt(count))


@exercise.mistake
def variance_for_deviation(errors, *, power=(0.5, 1.0)):
    """You allowed the variance of the best setting's errors, divided, and no root of it
    was taken. In which unit are the means, and in which is a variance?
    """
    return first(errors, row(errors).var(ddof=1) / errors.shape[1] ** power)


@exercise.mistake
def last_of_the_best(errors):
    """Where several settings share the lowest mean, you took the standard error of the
    last of them. Which does the task take for the best?
    """
    best = len(errors) - 1 - np.argmin(errors.mean(axis=1)[::-1])
    return first(errors, errors[best].std(ddof=1) / np.sqrt(errors.shape[1]))


@exercise.mistake
def stopped_at_the_first_outside(errors):
    """You walked from the best towards the simpler ones and stopped at the first that
    is outside. What does the task say about settings that lie between?
    """
    means, most = limit(errors)
    index = int(np.argmin(means))
    while index > 0 and means[index - 1] <= most:
        index -= 1
    return index


@exercise.mistake
def worst_within_the_limit(errors):
    """Of the settings within the limit you took that with the largest mean. By what
    does the task tell which one is the simplest?
    """
    means, most = limit(errors)
    return np.argmax(np.where(means <= most, means, -np.inf))


@exercise.mistake
def nearest_to_the_limit(errors):
    """You took the setting whose mean is nearest to the limit, on either side. On which
    side may it lie, and which of those there is asked for?
    """
    means, most = limit(errors)
    return np.argmin(np.abs(means - most))


@exercise.mistake
def folds_and_settings_exchanged(errors):
    """Rows and columns are exchanged: you compared the folds with each other. Which
    axis do the settings lie on, and over which is the mean taken?
    """
    return by_a_limit(np.asarray(errors).T)


@exercise.mistake
def counted_from_one(errors):
    """Your index counts from 1. What is the index of the first row?"""
    return by_a_limit(errors) + 1


@exercise.mistake
def mean_returned(errors):
    """You returned the mean error of the chosen setting. Does the task ask how good it
    is, or which one it is?
    """
    return errors.mean(axis=1)[by_a_limit(errors)]


@exercise.mistake
def all_within(errors, *, mark=(True, False)):
    """You returned all settings within the limit. Which one of them does the rule
    choose?
    """
    means, most = limit(errors)
    return means <= most if mark else np.flatnonzero(means <= most)
