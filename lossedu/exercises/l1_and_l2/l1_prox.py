"""The proximal map of the L1 penalty: soft thresholding."""

from functools import partial

import numpy as np

from lossedu import regularizers
from lossedu.grading import Exercise, probe

exercise = Exercise(
    id="l1_prox",
    chapter="l1-and-l2",
    section="the-corner-at-zero",
    task="""
    Write the proximal map of the L1 penalty.

    `w` holds weights, shape (n,), and `step` is a positive number. For each weight w
    find the number u for which the sum of two terms is smallest: `step` times the size
    of u, and half the square of u - w. Return these numbers, shape (n,). Where the
    size of w is `step` or less, the result is exactly 0.
    """,
    starter='''
    import numpy as np


    def l1_prox(w, *, step):
        """The u with the smallest step * abs(u) + (u - w)**2 / 2, shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=regularizers.l1_prox,
    hints=(
        "Take a positive w and a u between 0 and w. What is the slope of the sum in u, "
        "and where is it 0?",
        "The u of a positive w is w - step, unless that is negative: then 0 is best. "
        "What is the mirror image of it, for a negative w?",
        "The size shrinks by `step`, but not below 0, and the sign stays: np.sign(w) "
        "times np.maximum(np.abs(w) - step, 0).",
    ),
    praise="A plain step of descent on the penalty jumps over 0 and back again; yours "
    "lands on it and stays. So the lasso drops features.",
)


@exercise.probes
def _(rng):
    yield probe("both signs", [2.0, -3.0], keywords={"step": 0.5})
    yield probe("small ones", [0.3, -0.1, 0.0, 1.5], keywords={"step": 0.4})
    yield probe("at the edge", [0.75, -0.75, 0.5], keywords={"step": 0.75})
    yield probe("whole numbers", [5, -1, 0, -4, 2], keywords={"step": 2})
    w = rng.normal(size=12)
    yield probe("random", w, keywords={"step": 0.6}, visible=False)
    w = rng.uniform(-3, 3, size=8)
    yield probe("a long step", w, keywords={"step": 1.7}, visible=False)
    yield probe("all to 0", w, keywords={"step": 3.5}, visible=False)
    w, loose = rng.normal(size=9).astype(np.float32), partial(probe, rtol=1e-4)
    short = {"step": 0.2}
    yield loose("single precision", w, keywords=short, visible=False, atol=1e-6)
    w = rng.uniform(1, 3, size=1)
    yield probe("one weight", w, keywords=short, visible=False)


@exercise.solution
def size_and_sign(w, *, step):
    return np.sign(w) * np.maximum(np.abs(w) - step, 0)


@exercise.alternative
def one_weight_at_a_time(w, *, step):
    result = []
    for weight in w:
        if weight > step:
            result.append(weight - step)
        elif weight < -step:
            result.append(weight + step)
        else:
            result.append(0)
    return result


@exercise.alternative
def two_one_sided_parts(w, *, step):
    return np.clip(w - step, 0, None) - np.clip(-w - step, 0, None)


@exercise.alternative
def the_best_of_three(w, *, step):
    w = np.array(w, float)
    u = np.array([w * 0, w - step, w + step])
    cost = step * np.abs(u) + (u - w) ** 2 / 2
    return u[cost.argmin(axis=0), np.arange(len(w))]


@exercise.alternative
def by_a_mask(w, *, step):
    moved = w - step * np.sign(w)
    moved[np.abs(w) <= step] = 0
    return moved


EITHER = (True, False)  # whether a weight at the edge counts as small


def is_small(w, step, edge):
    """Tell which weights are small, at the edge as it is said."""
    return (np.abs(w) < step) | (edge & (np.abs(w) == step))


@exercise.mistake
def hard_threshold(w, *, step, edge=EITHER):
    """Small weights become 0 and the others stay as they are, which is the hard
    threshold. What does the penalty ask of a large weight, whose size it charges too?
    """
    return np.where(is_small(w, step, edge), 0, w)


@exercise.mistake
def crosses_zero(w, *, step, side=(0, 1, -1)):
    """All weights move by `step` towards 0, and the small ones end on the other side.
    Is a u there better than 0, if both terms are larger?
    """
    return w - step * np.where(w == 0, side, np.sign(w))


@exercise.mistake
def small_ones_left(w, *, step, edge=EITHER):
    """Weights whose size is below `step` stay as they are. For such a weight, which
    term of the sum grows faster between 0 and w?
    """
    return np.where(is_small(w, step, edge), w, w - step * np.sign(w))


@exercise.mistake
def sign_lost(w, *, step):
    """Your results are the sizes: negative weights come out positive. What brings the
    sign back after the size was shortened?
    """
    return np.maximum(np.abs(w) - step, 0)


@exercise.mistake
def one_sided(w, *, step):
    """Every negative weight became 0. What should a weight far below 0 become, if the
    penalty looks only at its size?
    """
    return np.maximum(w - step, 0)


@exercise.mistake
def negative_ones_grow(w, *, step, edge=EITHER):
    """You subtracted `step` from negative weights as well, which takes them farther
    from 0. Which direction shrinks a negative number?
    """
    return np.where(is_small(w, step, edge), 0, w - step)


@exercise.mistake
def away_from_zero(w, *, step, zero=("alone", "edge", "below", "down")):
    """Your weights move away from 0 by `step`. Does the penalty charge less for a
    larger weight?
    """
    if zero == "down":
        return np.where(w > 0, w + step, w - step)
    small = (zero != "alone") & is_small(w, step, zero == "edge")
    return np.where(small, 0, w + step * np.sign(w))


@exercise.mistake
def what_is_taken_off(w, *, step):
    """You clipped the weights to the range from -step to step. That is what the map
    takes off each of them: what is left?
    """
    return np.clip(w, -step, step)


@exercise.mistake
def same_factor_for_all(w, *, step, share=(1, 2, 0.5), kind=(0, 1, 2)):
    """All weights are multiplied by one factor, as for the L2 penalty. How does the
    slope of the size of u differ from the slope of its square?
    """
    s = share * step
    return w * (1 / (1 + s), 1 - s, max(0, 1 - s))[kind]


@exercise.mistake
def half_the_step(w, *, step):
    """Your weights move by half of `step`, as they would if the square were not halved.
    What is the slope of half the square of u - w?
    """
    return np.sign(w) * np.maximum(np.abs(w) - step / 2, 0)


@exercise.mistake
def twice_the_step(w, *, step):
    """Your weights move by twice `step`. What are the slopes of the two terms, and
    where do they cancel?
    """
    return np.sign(w) * np.maximum(np.abs(w) - 2 * step, 0)


@exercise.mistake
def one_vector(w, *, step, root=EITHER):
    """You shortened the array as one vector by its norm, as the group lasso does. Has
    the sum to be smallest for each weight or for the whole length?
    """
    t = step * np.sqrt(len(w)) if root else step
    return w * max(0, 1 - t / np.linalg.norm(w))


@exercise.mistake
def the_least_sum(w, *, step):
    """You returned how small the sum of the two terms becomes. The task asks for the
    place, not the value: which u makes it so small?
    """
    u = size_and_sign(w, step=step)
    return step * np.abs(u) + (u - w) ** 2 / 2


@exercise.mistake
def the_penalty(w, *, step):
    """You returned the penalty of the weights themselves, `step` times their sizes. The
    task asks for new weights: which u costs less than w?
    """
    return step * np.abs(w)
