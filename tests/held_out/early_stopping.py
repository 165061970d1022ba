"""Mistakes of early_stopping, rewritten from their names and feedback alone."""

import numpy as np


def _right(losses, patience):
    best = 0
    waited = 0
    for t in range(1, len(losses)):
        if losses[t] < losses[best]:
            best = t
            waited = 0
        else:
            waited += 1
            if waited == patience:
                return best, t
    return best, len(losses) - 1


def ties_improve(losses, *, patience):
    best = 0
    waited = 0
    for t in range(1, len(losses)):
        if losses[t] <= losses[best]:
            best = t
            waited = 0
        else:
            waited += 1
            if waited == patience:
                return best, t
    return best, len(losses) - 1


def ties_improve__by_difference(losses, *, patience):
    best = 0
    for t, loss in enumerate(losses):
        if loss > losses[best]:
            if t - best >= patience:
                return best, t
        else:
            best = t
    return best, len(losses) - 1


def one_epoch_late(losses, *, patience):
    best = 0
    waited = 0
    for t in range(1, len(losses)):
        if losses[t] < losses[best]:
            best = t
            waited = 0
        else:
            waited += 1
            if waited > patience:
                return best, t
    return best, len(losses) - 1


def one_epoch_late__by_difference(losses, *, patience):
    best = 0
    for t in range(len(losses)):
        if losses[t] < losses[best]:
            best = t
        elif t - best > patience:
            return best, t
    return best, len(losses) - 1


def one_epoch_early(losses, *, patience):
    best = 0
    waited = 1
    for t in range(1, len(losses)):
        if losses[t] < losses[best]:
            best = t
            waited = 1
        else:
            waited += 1
            if waited >= patience:
                return best, t
    return best, len(losses) - 1


def one_epoch_early__by_difference(losses, *, patience):
    best = 0
    for t in range(len(losses)):
        if losses[t] < losses[best]:
            best = t
        if t - best >= patience - 1:
            return best, t
    return best, len(losses) - 1


def first_epoch_waits(losses, *, patience):
    best = 0
    best_loss = losses[0]
    waited = 0
    for t, loss in enumerate(losses):
        if loss < best_loss:
            best, best_loss = t, loss
            waited = 0
        else:
            waited += 1
        if waited >= patience:
            return best, t
    return best, len(losses) - 1


def first_epoch_waits__with_while(losses, *, patience):
    best = 0
    stopped = 0
    bad = 1
    while bad < patience and stopped < len(losses) - 1:
        stopped += 1
        if losses[stopped] < losses[best]:
            best = stopped
            bad = 0
        else:
            bad += 1
    return best, stopped


def best_of_all(losses, *, patience):
    _, stopped = _right(losses, patience)
    return int(np.argmin(losses)), stopped


def best_of_all__without_break(losses, *, patience):
    best = 0
    waited = 0
    stopped = None
    for t in range(1, len(losses)):
        if losses[t] < losses[best]:
            best = t
            waited = 0
        else:
            waited += 1
            if waited == patience and stopped is None:
                stopped = t
    if stopped is None:
        stopped = len(losses) - 1
    return best, stopped


def never_stops(losses, *, patience):
    return int(np.argmin(losses)), len(losses) - 1


def never_stops__with_a_loop(losses, *, patience):
    best = 0
    stopped = 0
    for t in range(1, len(losses)):
        if losses[t] < losses[best]:
            best = t
        stopped = t
    return best, stopped


def stops_at_the_best(losses, *, patience):
    best = 0
    waited = 0
    for t in range(1, len(losses)):
        if losses[t] < losses[best]:
            best = t
            waited = 0
        else:
            waited += 1
            if waited == patience:
                return best, best
    return best, len(losses) - 1


def stops_at_the_best__always(losses, *, patience):
    best = 0
    for t in range(1, len(losses)):
        if losses[t] < losses[best]:
            best = t
        elif t - best >= patience:
            break
    return best, best


def compared_with_the_previous(losses, *, patience):
    best = 0
    waited = 0
    for t in range(1, len(losses)):
        if losses[t] < losses[t - 1]:
            best = t
            waited = 0
        else:
            waited += 1
            if waited == patience:
                return best, t
    return best, len(losses) - 1


def compared_with_the_previous__only_for_the_count(losses, *, patience):
    waited = 0
    stopped = len(losses) - 1
    for t in range(1, len(losses)):
        waited = 0 if losses[t] < losses[t - 1] else waited + 1
        if waited == patience:
            stopped = t
            break
    return int(np.argmin(losses[: stopped + 1])), stopped


def all_bad_epochs_counted(losses, *, patience):
    best = 0
    bad = 0
    for t in range(1, len(losses)):
        if losses[t] < losses[best]:
            best = t
        else:
            bad += 1
            if bad == patience:
                return best, t
    return best, len(losses) - 1


def all_bad_epochs_counted__with_while(losses, *, patience):
    best = 0
    t = 0
    bad = 0
    while t + 1 < len(losses) and bad < patience:
        t += 1
        if losses[t] < losses[best]:
            best = t
        else:
            bad = bad + 1
    return best, t


def patience_left_out(losses, *, patience):
    best = 0
    for t in range(1, len(losses)):
        if losses[t] < losses[best]:
            best = t
        else:
            return best, t
    return best, len(losses) - 1


def patience_left_out__with_diff(losses, *, patience):
    worse = np.flatnonzero(np.diff(losses) >= 0)
    if len(worse) == 0:
        return len(losses) - 1, len(losses) - 1
    return int(worse[0]), int(worse[0]) + 1


def counted_from_one(losses, *, patience):
    best = 1
    best_loss = losses[0]
    waited = 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best_loss:
            best, best_loss = epoch, loss
            waited = 0
        elif epoch > 1:
            waited += 1
            if waited == patience:
                return best, epoch
    return best, len(losses)


def counted_from_one__added_at_the_end(losses, *, patience):
    best, stopped = _right(losses, patience)
    return best + 1, stopped + 1


def number_of_epochs(losses, *, patience):
    best = 0
    waited = 0
    trained = 1
    for t in range(1, len(losses)):
        trained += 1
        if losses[t] < losses[best]:
            best = t
            waited = 0
        else:
            waited += 1
            if waited == patience:
                break
    return best, trained


def number_of_epochs__added_at_the_end(losses, *, patience):
    best, stopped = _right(losses, patience)
    return best, stopped + 1


def length_at_the_end(losses, *, patience):
    best = 0
    waited = 0
    for t in range(1, len(losses)):
        if losses[t] < losses[best]:
            best = t
            waited = 0
        else:
            waited += 1
            if waited == patience:
                return best, t
    return best, len(losses)


def length_at_the_end__by_difference(losses, *, patience):
    best = 0
    stopped = len(losses)
    for t, loss in enumerate(losses):
        if loss < losses[best]:
            best = t
        elif t - best >= patience:
            stopped = t
            break
    return best, stopped


def order_changed(losses, *, patience):
    best = 0
    for t in range(len(losses)):
        if losses[t] < losses[best]:
            best = t
        elif t - best >= patience:
            return t, best
    return len(losses) - 1, best


def loss_for_the_epoch(losses, *, patience):
    best = losses[0]
    waited = 0
    for t in range(1, len(losses)):
        if losses[t] < best:
            best = losses[t]
            waited = 0
        else:
            waited += 1
            if waited == patience:
                return best, t
    return best, len(losses) - 1


def loss_for_the_epoch__with_min(losses, *, patience):
    _, stopped = _right(losses, patience)
    return np.min(losses[: stopped + 1]), stopped


def largest_is_best(losses, *, patience):
    best = 0
    waited = 0
    for t in range(1, len(losses)):
        if losses[t] > losses[best]:
            best = t
            waited = 0
        else:
            waited += 1
            if waited == patience:
                return best, t
    return best, len(losses) - 1


def largest_is_best__by_difference(losses, *, patience):
    best = 0
    top = losses[0]
    for t, value in enumerate(losses):
        if value > top:
            best, top = t, value
        elif t - best >= patience:
            return best, t
    return best, len(losses) - 1
