"""The derivative of the hinge loss in the score."""

import numpy as np

from lossedu import losses
from lossedu.activations import sigmoid
from lossedu.grading import Exercise, derivative_of, probe

exercise = Exercise(
    id="hinge_grad",
    chapter="margins",
    section="hinge",
    task="""
    Write the derivative of the hinge loss, the larger of 0 and 1 - y s, with respect to
    the score s, one number for each element.

    `y_true` holds the labels y, which are -1 or 1, and `scores` the scores s, any real
    numbers; both have the shape (n,). The result has shape (n,). At the kink, where y s
    is exactly 1, take the derivative to be 0.
    """,
    starter='''
    import numpy as np


    def hinge_grad(y_true, scores):
        """Derivative of max(0, 1 - y s) in the score s, shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=losses.hinge_grad,
    hints=(
        "Draw the loss against the score for a label of 1, and once more for -1. Which "
        "slopes occur, and where does each of them end?",
        "Only elements whose margin, label times score, is below 1 have a slope. It "
        "does not depend on how far below.",
        "`np.where(y_true * scores < 1, a, 0.0)` chooses element by element; a is the "
        "derivative of 1 - y s in s.",
    ),
    praise="An example beyond the margin no longer pulls. That is why a few examples, "
    "the support vectors, decide everything.",
)

SLOPE = derivative_of(losses.hinge)


@exercise.probes
def _(rng):
    y = [1.0, -1.0, 1.0, -1.0]
    yield probe("well beyond the margin", y[:3], [2.5, -3.0, 7.0], oracles=[SLOPE])
    yield probe("right but too near", y, [0.5, -0.25, 0.75, -0.5], oracles=[SLOPE])
    yield probe("wrong", [*y, -1.0], [-2.0, 1.5, -0.5, 0.25, 4.0], oracles=[SLOPE])
    yield probe("at the kink", y[:3], [1.0, -1.0, 1.0])
    yield probe("scores of 0 and at -1", [1.0, -1.0, 1.0, -1.0], [0.0, 0.0, -1.0, 1.0])
    yield probe("whole numbers", [1, -1, -1, 1, 1], [2, 3, -1, 0, -2])
    yield probe("far out", y, [1e300, 1e300, -1e300, -1e300])
    y, s = rng.choice([-1.0, 1.0], 9), rng.integers(-30, 30, 9) / 10 + 0.05
    yield probe("random batch", y, s, visible=False, oracles=[SLOPE])
    y, s = rng.choice([-1, 1], 6), rng.normal(scale=2, size=6).astype(np.float32)
    yield probe("single precision", y.astype(s.dtype), s, visible=False, rtol=1e-4)
    y, s = rng.choice([-1.0, 1.0], 1), rng.uniform(-0.9, 0.9, 1)
    yield probe("one element", y, s, visible=False)


@exercise.solution
def minus_the_label_inside(y_true, scores):
    return np.where(y_true * scores < 1, -y_true, 0.0)


@exercise.alternative
def one_element_at_a_time(y_true, scores):
    slopes = []
    for y, s in zip(y_true, scores, strict=True):
        slopes.append(-y if y * s < 1 else 0)
    return slopes


@exercise.alternative
def each_label_for_itself(y_true, scores):
    pushed_up = (y_true > 0) & (scores < 1)
    pushed_down = (y_true < 0) & (scores > -1)
    return pushed_down.astype(scores.dtype) - pushed_up


@exercise.alternative
def by_the_sign_of_the_lack(y_true, scores):
    lack = np.maximum(0, np.float32(1) - y_true * scores)
    return -np.sign(lack) * y_true


def below(margin, limit, with_it):
    """Tell which margins are below a limit, for mistakes made on either side of it."""
    return margin <= limit if with_it else margin < limit


@exercise.mistake
def flipped_sign(y_true, scores):
    """Your slopes have the right size and the wrong sign. Should the loss of a label 1
    grow or fall when its score grows?
    """
    return -losses.hinge_grad(y_true, scores)


@exercise.mistake
def kink_counted(y_true, scores):
    """Only the kink is not as asked: where label times score is exactly 1 you still
    return the slope of the side below. Which value does the task take there?
    """
    return np.where(y_true * scores <= 1, -y_true, 0.0)


@exercise.mistake
def kink_halved(y_true, scores):
    """At the kink you returned the middle between both slopes. That is a valid
    subgradient, but which value does the task take there?
    """
    return (np.sign(y_true * scores - 1) - 1) / 2 * y_true


@exercise.mistake
def label_left_out(y_true, scores, *, kink=(False, True)):
    """Inside the margin your slope is -1 for both labels. In which direction should
    the score of an element with label -1 go?
    """
    return np.where(below(y_true * scores, 1, kink), -1.0, 0.0)


@exercise.mistake
def labels_ignored(y_true, scores, *, kink=(False, True)):
    """The labels occur nowhere: every element is treated as if its label were 1. On
    which side of 0 are the scores that are right for a label of -1?
    """
    return np.where(below(scores, 1, kink), -1.0, 0.0)


@exercise.mistake
def no_margin(y_true, scores, *, kink=(False, True)):
    """Only elements on the wrong side of 0 have a slope, as for a perceptron. What does
    the hinge loss still charge for a score that is right but below the margin 1?
    """
    return np.where(below(y_true * scores, 0, kink), -y_true, 0.0)


@exercise.mistake
def label_missing_in_the_condition(y_true, scores, *, kink=(False, True)):
    """You compared the score itself with 1, for both labels. On which side of 0 are the
    scores that are right for a label of -1, and what is their margin?
    """
    return np.where(below(scores, 1, kink), -y_true, 0.0)


@exercise.mistake
def band_around_zero(y_true, scores, *, kink=(False, True)):
    """Only scores between -1 and 1 have a slope, so that the worst mistakes have none.
    Does the loss stop growing when a score is far on the wrong side?
    """
    return np.where(below(abs(scores), 1, kink), -y_true, 0.0)


@exercise.mistake
def never_flat(y_true, scores):
    """Your slope is minus the label everywhere, also beyond the margin. Which part of
    the loss is flat, and what is its slope there?
    """
    return -1.0 * y_true


@exercise.mistake
def other_side(y_true, scores, *, kink=(False, True)):
    """You chose the wrong side of the margin: elements beyond it have a slope, and
    those that cost something have none. Where is 1 - y s positive?
    """
    return np.where(below(y_true * scores, 1, not kink), 0.0, -y_true)


@exercise.mistake
def the_loss_itself(y_true, scores):
    """You returned the hinge loss and not its slope. How fast does it change, if a
    score inside the margin grows by a little?
    """
    return losses.hinge(y_true, scores)


@exercise.mistake
def squared_hinge_slope(y_true, scores, *, factor=(2, 1)):
    """Your slope grows with the distance from the margin. That belongs to the squared
    hinge: what is the slope of a straight line?
    """
    return -factor * y_true * losses.hinge(y_true, scores)


@exercise.mistake
def logistic_slope(y_true, scores):
    """You returned the slope of the logistic loss, which is smooth and never quite 0.
    Which values can the slope of the hinge take at all?
    """
    return -y_true * sigmoid(-y_true * scores)


@exercise.mistake
def slope_in_the_label(y_true, scores, *, kink=(False, True)):
    """Inside the margin you returned minus the score: labels and scores have changed
    places. In which of the two is the derivative asked for?
    """
    return np.where(below(y_true * scores, 1, kink), -scores, 0.0)


@exercise.mistake
def labels_converted(y_true, scores):
    """You turned labels from 0 and 1 into -1 and 1, but they are -1 and 1 already. What
    does 2y - 1 make of a label of -1?
    """
    y = 2 * y_true - 1
    return np.where(y * scores < 1, -y, 0.0)


@exercise.mistake
def averaged(y_true, scores):
    """You divided by the number of elements. Is the derivative asked for that of the
    mean, or one for each element?
    """
    return losses.hinge_grad(y_true, scores) / len(scores)


@exercise.mistake
def summed(y_true, scores):
    """You added the slopes up to a single number. If every element has a score of its
    own, how many slopes does the batch have?
    """
    return np.sum(losses.hinge_grad(y_true, scores))


@exercise.mistake
def mean_of_all(y_true, scores):
    """You returned one number, the mean over the batch. Each score can be moved alone:
    how many slopes does the task ask for?
    """
    return np.mean(losses.hinge_grad(y_true, scores))
