"""Mistakes of one_standard_error, rewritten from their names and feedback alone."""

import numpy as np


def best_mean(errors):
    return np.argmin(errors.mean(axis=1))


def best_mean__with_loop(errors):
    best = 0
    for i in range(len(errors)):
        if np.mean(errors[i]) < np.mean(errors[best]):
            best = i
    return best


def least_regularised(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    se = errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return np.where(means <= means[best] + se)[0][-1]


def least_regularised__with_loop(errors):
    means = errors.mean(axis=1)
    best = means.argmin()
    limit = means[best] + np.std(errors[best], ddof=1) / np.sqrt(len(errors[best]))
    chosen = best
    for i in range(len(means)):
        if means[i] <= limit:
            chosen = i
    return chosen


def limit_counts_as_outside(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    limit = means[best] + errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    for i in range(best):
        if means[i] < limit:
            return i
    return best


def limit_counts_as_outside__argmax(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    se = errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return np.argmax(means < means[best] + se)


def standard_deviation(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    return np.argmax(means <= means[best] + errors[best].std(ddof=1))


def divided_by_the_folds(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    se = errors[best].std(ddof=1) / errors.shape[1]
    return np.where(means <= means[best] + se)[0][0]


def folds_in_the_divisor(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    se = errors[best].std() / np.sqrt(errors.shape[1])
    return np.where(means <= means[best] + se)[0][0]


def folds_in_the_divisor__by_hand(errors):
    folds = errors.shape[1]
    means = errors.sum(axis=1) / folds
    best = np.argmin(means)
    variance = np.sum((errors[best] - means[best]) ** 2) / folds
    limit = means[best] + np.sqrt(variance / folds)
    return np.argmax(means <= limit)


def standard_error_of_each(errors):
    means = errors.mean(axis=1)
    se = errors.std(axis=1, ddof=1) / np.sqrt(errors.shape[1])
    return np.where(means - se <= means.min())[0][0]


def standard_error_of_each__with_loop(errors):
    lowest = errors.mean(axis=1).min()
    for i, row in enumerate(errors):
        se = np.std(row, ddof=1) / np.sqrt(len(row))
        if row.mean() <= lowest + se:
            return i
    return len(errors) - 1


def spread_of_the_means(errors):
    means = errors.mean(axis=1)
    se = means.std(ddof=1) / np.sqrt(len(means))
    return np.argmax(means <= means.min() + se)


def spread_of_everything(errors):
    means = errors.mean(axis=1)
    se = errors.std(ddof=1) / np.sqrt(errors.shape[1])
    return np.argmax(means <= means.min() + se)


def spread_of_everything__root_of_size(errors):
    means = errors.mean(axis=1)
    se = np.std(errors, ddof=1) / np.sqrt(errors.size)
    return np.where(means <= np.min(means) + se)[0][0]


def variance_for_deviation(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    se = errors[best].var(ddof=1) / errors.shape[1]
    return np.where(means <= means[best] + se)[0][0]


def variance_for_deviation__root_of_folds(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    se = np.var(errors[best], ddof=1) / np.sqrt(errors.shape[1])
    return np.argmax(means <= means[best] + se)


def last_of_the_best(errors):
    means = errors.mean(axis=1)
    best = np.where(means == means.min())[0][-1]
    se = errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return np.where(means <= means[best] + se)[0][0]


def last_of_the_best__with_loop(errors):
    means = errors.mean(axis=1)
    best = 0
    for i in range(len(means)):
        if means[i] <= means[best]:
            best = i
    limit = means[best] + errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return np.argmax(means <= limit)


def stopped_at_the_first_outside(errors):
    means = errors.mean(axis=1)
    i = np.argmin(means)
    limit = means[i] + errors[i].std(ddof=1) / np.sqrt(errors.shape[1])
    while i > 0 and means[i - 1] <= limit:
        i = i - 1
    return i


def stopped_at_the_first_outside__with_break(errors):
    means = errors.mean(axis=1)
    best = int(np.argmin(means))
    limit = means[best] + errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    chosen = best
    for i in range(best, -1, -1):
        if means[i] > limit:
            break
        chosen = i
    return chosen


def worst_within_the_limit(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    limit = means[best] + errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    within = np.where(means <= limit)[0]
    return within[np.argmax(means[within])]


def worst_within_the_limit__masked(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    se = errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return np.argmax(np.where(means <= means[best] + se, means, -np.inf))


def nearest_to_the_limit(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    limit = means[best] + errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return np.argmin(np.abs(means - limit))


def folds_and_settings_exchanged(errors):
    means = errors.mean(axis=0)
    best = np.argmin(means)
    se = errors[:, best].std(ddof=1) / np.sqrt(errors.shape[0])
    return np.argmax(means <= means[best] + se)


def counted_from_one(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    se = errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return np.where(means <= means[best] + se)[0][0] + 1


def counted_from_one__with_enumerate(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    limit = means[best] + errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    for number, mean in enumerate(means, start=1):
        if mean <= limit:
            return number
    return best + 1


def mean_returned(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    se = errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return means[means <= means[best] + se][0]


def all_within(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    se = errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return np.where(means <= means[best] + se)[0]


def all_within__as_mask(errors):
    means = errors.mean(axis=1)
    best = np.argmin(means)
    se = errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return means <= means[best] + se
