"""When to stop training, from the validation losses."""

import numpy as np

from lossedu.grading import Exercise, probe


def reference(losses, *, patience):
    """Follow the epochs with a counter of those without improvement."""
    best = waited = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best, waited = epoch, 0
        else:
            waited += 1
        if waited == patience:
            return best, epoch
    return best, len(losses) - 1


exercise = Exercise(
    id="early_stopping",
    chapter="noise-and-patience",
    section="early-stopping",
    task="""
    Decide when training stops, and which epoch's weights are kept.

    `losses` holds the validation loss after each epoch, shape (n,), n at least 1;
    epochs are counted from 0. An epoch improves if its loss is below the best before
    it: an equal one is no improvement. Epoch 0 always improves. Training stops as soon
    as `patience` epochs in a row have brought no improvement, and sees none of the
    losses after them; `patience` is 1 or more. Return two whole numbers: `best`, the
    epoch of the best loss that training saw, and `stopped`, the last epoch that was
    trained. If patience is never exhausted, that is the last one there is.
    """,
    starter='''
    import numpy as np


    def early_stopping(losses, *, patience):
        """The best epoch and the last one that was trained, counted from 0."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    returns=("best", "stopped"),
    alone=0,
    hints=(
        "What has to be remembered from epoch to epoch? Two numbers are enough.",
        "Remember the epoch of the best loss so far. The number of epochs since then, "
        "all without improvement, is a difference.",
        "In a loop over the epochs: if losses[epoch] < losses[best], best = epoch; "
        "else, if epoch - best >= patience, return best, epoch.",
    ),
    praise="The cheapest regularizer: the number of epochs is tuned in a single run, "
    "and the weights of the best one are kept.",
)


@exercise.probes
def _(rng):
    late = [5.0, 3.0, 4.0, 6.0, 7.0, 2.0, 1.0]
    yield probe("a better one too late", late, keywords={"patience": 3})
    yield probe("equal losses", [2.0, 2.0, 2.0, 2.0], keywords={"patience": 2})
    yield probe("patience of one", [3.0, 2.0, 2.5, 1.0], keywords={"patience": 1})
    slow = [3.0, 2.0, 2.5, 2.4, 2.3, 2.2, 2.1]
    yield probe("worse, then slowly better", slow, keywords={"patience": 4})
    turns = [9.0, 7.0, 8.0, 6.0, 6.5, 5.0, 5.5, 4.0, 4.5]
    yield probe("ups and downs", turns, keywords={"patience": 2})
    yield probe("whole numbers", [4, 2, 3, 2, 1, 1], keywords={"patience": 3})
    yield probe("one epoch", [0.7], keywords={"patience": 5})
    hair = [0.5, 0.49999, 0.49998, 0.6, 0.7]  # for who asks for more than "below"
    yield probe("better by a hair", hair, keywords={"patience": 1})
    walk = 9 + np.cumsum(rng.normal(size=25))
    yield probe("a random walk", walk, keywords={"patience": 4}, visible=False)
    noisy = np.exp(-np.arange(30) / 8) + 0.05 * rng.normal(size=30)
    yield probe("a noisy curve", noisy, keywords={"patience": 5}, visible=False)
    steps = rng.integers(0, 5, 12)
    yield probe("many equal ones", steps, keywords={"patience": 6}, visible=False)
    short = rng.random(10).astype(np.float32)
    yield probe("single precision", short, keywords={"patience": 2}, visible=False)


@exercise.solution
def epoch_by_epoch(losses, *, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            return best, epoch
    return best, len(losses) - 1


@exercise.alternative
def with_running_minima(losses, *, patience):
    lowest = np.minimum.accumulate(losses)
    epochs = np.arange(len(losses))
    improved = np.append(True, lowest[1:] < lowest[:-1])
    best = np.maximum.accumulate(np.where(improved, epochs, 0))
    tired = epochs[epochs - best >= patience]
    stop = tired[0] if len(tired) else epochs[-1]
    return best[stop], stop


@exercise.alternative
def by_windows(losses, *, patience):
    seen = [float(loss) for loss in losses]
    for stop in range(patience, len(seen)):
        before = seen[: stop + 1 - patience]
        if min(seen[stop + 1 - patience : stop + 1]) >= min(before):
            return before.index(min(before)), stop
    return seen.index(min(seen)), len(seen) - 1


@exercise.alternative
def with_a_flag(losses, *, patience):
    lowest, best, left, stopped = float("inf"), 0.0, patience, 0.0
    for epoch, loss in enumerate(losses):
        if left > 0:
            stopped = float(epoch)
            better = loss < lowest
            left = patience if better else left - 1
            best, lowest = (stopped, loss) if better else (best, lowest)
    return [np.float32(best), np.float32(stopped)]


def stop(losses, patience):
    """Return the two results in their order, for mistakes made after them."""
    return reference(losses, patience=patience)


@exercise.mistake
def ties_improve(losses, *, patience):
    """A loss equal to the best counts as an improvement in your answer. What does the
    task say of an equal one?
    """
    best = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] <= losses[best]:
            best = epoch
        elif epoch - best >= patience:
            return best, epoch
    return best, len(losses) - 1


@exercise.mistake
def one_epoch_late(losses, *, patience):
    """You train one epoch more than patience allows. With a patience of 1, how many
    epochs without improvement are there when training stops?
    """
    return stop(losses, patience + 1)


@exercise.mistake
def one_epoch_early(losses, *, patience, first=(0, 1)):
    """You stop one epoch too early, as if the best epoch were itself one without
    improvement. How many epochs after the best one does a patience of 2 allow?
    """
    if patience == 1 and first == 0:
        return 0, 0
    return stop(losses, max(patience - 1, 1))


@exercise.mistake
def first_epoch_waits(losses, *, patience):
    """Epoch 0 is counted as one without improvement, as if it were compared with
    itself. Which epochs can fail to improve on it?
    """
    best, stopped = stop([losses[0], *losses], patience)
    return max(best - 1, 0), stopped - 1


@exercise.mistake
def best_of_all(losses, *, patience, after=(True, False)):
    """Your best epoch is that of the smallest of all losses. Which of them had training
    seen when its patience was exhausted?
    """
    best, last = int(np.argmin(losses)), len(losses) - 1
    return best, min(best + patience, last) if after else stop(losses, patience)[1]


@exercise.mistake
def never_stops(losses, *, patience, whole=(True, False)):
    """Your training goes on to the last epoch whatever the losses are. How many epochs
    in a row may bring no improvement?
    """
    best = np.argmin(losses) if whole else stop(losses, patience)[0]
    return int(best), len(losses) - 1


@exercise.mistake
def stops_at_the_best(losses, *, patience, always=(True, False)):
    """You return the best epoch as the one where patience ended training. When is it
    known that no better one follows at once, and which epoch has been trained by then?
    """
    best, stopped = stop(losses, patience)
    return best, best if always or stopped - best == patience else stopped


@exercise.mistake
def compared_with_the_previous(
    losses, *, patience, follow=(True, False), equal=(False, True)
):
    """Each loss was compared with the one just before it. If the loss jumps up and then
    creeps down, is that an improvement on the best?
    """
    last = waited = 0
    for epoch in range(1, len(losses)):
        better = losses[epoch] < losses[epoch - 1]
        better = better or (equal and losses[epoch] == losses[epoch - 1])
        last, waited = (epoch, 0) if better else (last, waited + 1)
        if waited >= patience:
            break
    else:
        epoch = len(losses) - 1
    return last if follow else int(np.argmin(losses[: epoch + 1])), epoch


@exercise.mistake
def all_bad_epochs_counted(losses, *, patience):
    """All epochs without improvement are counted, from the start of training. What
    should an improvement do to the count?
    """
    best = bad = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        else:
            bad += 1
            if bad >= patience:
                return best, epoch
    return best, len(losses) - 1


@exercise.mistake
def patience_left_out(losses, *, patience):
    """You stop at the first epoch without improvement. What is `patience` for, if a
    validation loss is noisy?
    """
    return stop(losses, 1)


@exercise.mistake
def counted_from_one(losses, *, patience):
    """Both epochs are one too high. What is the number of the first epoch, according to
    the task?
    """
    best, stopped = stop(losses, patience)
    return best + 1, stopped + 1


@exercise.mistake
def number_of_epochs(losses, *, patience):
    """Your second result is the number of epochs that were trained. If they are counted
    from 0, which number has the last of them?
    """
    best, stopped = stop(losses, patience)
    return best, stopped + 1


@exercise.mistake
def length_at_the_end(losses, *, patience):
    """Where patience lasts to the end, your second result is the length of the array.
    Which number has its last epoch?
    """
    best, stopped = stop(losses, patience)
    return best, stopped if stopped - best >= patience else len(losses)


@exercise.mistake
def order_changed(losses, *, patience):
    """Your two results are exchanged. Which of them does the task ask for first?"""
    return stop(losses, patience)[::-1]


@exercise.mistake
def loss_for_the_epoch(losses, *, patience):
    """Your first result is the best loss itself. Which weights should be loaded again,
    and what is needed to find them?
    """
    best, stopped = stop(losses, patience)
    return losses[best], stopped


@exercise.mistake
def largest_is_best(losses, *, patience):
    """You treat a larger number as an improvement, as for an accuracy. What do the
    numbers in `losses` measure?
    """
    return stop(-np.asarray(losses, float), patience)
