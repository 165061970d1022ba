"""Binary cross-entropy, from the logit."""

import math

import numpy as np

from lossedu import losses
from lossedu.activations import sigmoid, softplus
from lossedu.grading import Exercise, probe

exercise = Exercise(
    id="sigmoid_cross_entropy",
    chapter="binary-classification",
    section="compute-it-from-the-logit",
    task="""
    Write binary cross-entropy, in nats, straight from the logit: the model gives class
    1 the probability sigmoid(z), and `y_true` is what came out.

    `y_true` holds 0 or 1 (or a probability in between), `logits` any real numbers,
    both of shape (n,). The result has shape (n,), one loss for each element. It must
    be right, and so finite, for logits of 1000 and -1000, and keep its digits where a
    confident logit is right: for 40 and target 1 the loss is small but not 0.
    """,
    starter='''
    import numpy as np


    def sigmoid_cross_entropy(y_true, logits):
        """-y log(sigmoid(z)) - (1 - y) log(1 - sigmoid(z)), in nats, (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=losses.sigmoid_cross_entropy,
    hints=(
        "Put the sigmoid into the loss on paper first. Which logarithm is left for a "
        "target of 1, and which for 0?",
        "The exponential of a number that is never positive cannot overflow. What can "
        "be taken out of the logarithm, so that only such a one stays?",
        "log(1 + exp(z)) is np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))). Add the "
        "small part last, when the large ones have cancelled.",
    ),
    praise="Fused, the loss of a hopeless logit is about the logit's size and never "
    "infinite: training can come back from anywhere.",
)


@exercise.probes
def _(rng):
    yield probe("one of each", [0.0, 1.0], [1.5, 1.5])
    yield probe("three rows", [1.0, 0.0, 1.0], [-2.0, 0.5, 3.0])
    yield probe("whole-number targets", [0, 1, 1, 0], [0.3, -1.2, 2.0, -0.4])
    yield probe("confident and right", [1.0, 0.0], [40.0, -40.0], rtol=1e-9)
    yield probe("confident and wrong", [0.0, 1.0], [40.0, -40.0])
    yield probe("far out", [1.0, 0.0, 0.0, 1.0], [1e3, -1e3, 1e3, -1e3])
    y, z = rng.integers(0, 2, 9), rng.normal(scale=3, size=9)
    yield probe("random batch", y, z, visible=False)
    y, z = rng.uniform(size=7), rng.normal(size=7)
    yield probe("soft targets", y, z, visible=False)
    y, z = rng.integers(0, 2, 5), rng.normal(size=5).astype(np.float32)
    yield probe("single precision", y.astype(z.dtype), z, visible=False, rtol=1e-4)
    y, z = rng.integers(0, 2, 1), rng.normal(size=1)
    yield probe("one element", y, z, visible=False)


@exercise.solution
def small_part_last(y_true, logits):
    large = np.maximum(logits, 0) - y_true * logits
    return large + np.log1p(np.exp(-np.abs(logits)))


@exercise.alternative
def each_side_for_itself(y_true, logits):
    return y_true * np.logaddexp(0, -logits) + (1 - y_true) * np.logaddexp(0, logits)


@exercise.alternative
def one_element_at_a_time(y_true, logits):
    result = []
    for y, z in zip(y_true.tolist(), logits.tolist(), strict=True):
        small = math.log1p(math.exp(-abs(z)))
        result.append(small + (1 - y) * z if z > 0 else small - y * z)
    return result


@exercise.alternative
def in_single_precision_if_the_logits_are(y_true, logits):
    y = y_true.astype(logits.dtype)
    return (1 - y) * softplus(logits) + y * softplus(-logits)


def cost(y, z):
    """Return the loss of the reference, for mistakes that come after it."""
    return losses.sigmoid_cross_entropy(y, z)


@exercise.mistake
def missing_minus(y_true, logits):
    """Your numbers have the right size and are negative. What is the sign of the
    logarithm of a probability, and what should a cost be?
    """
    return -cost(y_true, logits)


@exercise.mistake
def terms_crossed(y_true, logits):
    """A good logit costs much and a bad one little: targets 0 and 1 have changed
    places. Should a large positive logit be cheap for a target of 1 or of 0?
    """
    return cost(1 - y_true, logits)


@exercise.mistake
def missing_second_term(y_true, logits):
    """Elements with target 0 cost nothing in your answer. What should a logit of 5 cost
    if the class turns out to be 0?
    """
    return y_true * softplus(-logits)


@exercise.mistake
def missing_first_term(y_true, logits):
    """Elements with target 1 cost nothing in your answer. What should a logit of -5
    cost if the class turns out to be 1?
    """
    return (1 - y_true) * softplus(logits)


@exercise.mistake
def labels_as_signs(y_true, logits):
    """You used the formula for labels -1 and 1, log(1 + exp(-y z)), with labels 0
    and 1. What does it give for a target of 0, whatever the logit?
    """
    return softplus(-y_true * logits)


@exercise.mistake
def hard_targets_only(y_true, logits, *, above=(0.5, 0.999)):
    """Each target was read as 0 or 1, and one in between costs what 0 or 1 would. What
    should a target of 0.3 cost, if both terms count with their weights?
    """
    return cost(np.where(y_true > above, 1.0, 0.0), logits)


@exercise.mistake
def base_two(y_true, logits):
    """Your result is in bits. In which unit is the loss asked for, and which base has
    its logarithm?
    """
    return cost(y_true, logits) / np.log(2)


@exercise.mistake
def averaged(y_true, logits):
    """You divided every loss by the number of elements. Should what one logit costs
    depend on how many others there are?
    """
    return cost(y_true, logits) / np.size(logits)


@exercise.mistake
def mean_of_all(y_true, logits):
    """You returned one number, the mean over the batch. How many losses does the task
    ask for, if every element has its own?
    """
    return np.mean(cost(y_true, logits))


@exercise.mistake
def summed(y_true, logits):
    """You added the losses up to a single number. How many does the task ask for, if
    every element has its own?
    """
    return np.sum(cost(y_true, logits))


@exercise.mistake
def swapped_arguments(y_true, logits):
    """The sigmoid was taken of the targets, and the logits were used as if they were
    the targets. Which of the two comes first in the signature?
    """
    return softplus(y_true) - logits * y_true


@exercise.mistake
def sigmoid_twice(y_true, logits):
    """The sigmoid was applied twice, so that no loss comes near 0, however good the
    logit. At which place in your code is the score a probability already?
    """
    return cost(y_true, sigmoid(logits))


@exercise.mistake
def the_slope(y_true, logits):
    """You returned the slope of the loss in the logit, which can be negative. The task
    asks for the loss itself: what does it cost to have given this logit?
    """
    return sigmoid(logits) - y_true


EPSILONS = (*(10.0**-n for n in (5, 6, 7, 8, 9, 10, 12, 15)), 2.0**-52)


def added(p, eps):
    """Return both probabilities with a small number added to each."""
    return p + eps, 1 - p + eps


def clipped(p, eps):
    """Return both probabilities after the first was clipped."""
    p = np.clip(p, eps, 1 - eps)
    return p, 1 - p


@exercise.mistake
def price_capped(y_true, logits, *, by=(added, clipped), eps=EPSILONS):
    """You kept the probability away from 0 and 1 with a small number, so that every
    hopeless logit costs the same. Should 1000 not cost more than 40, if both are wrong?
    What needs no such number, if the logit itself enters the loss?
    """
    p, rest = by(sigmoid(logits), eps)
    return -y_true * np.log(p) - (1 - y_true) * np.log(rest)


def weighted(y, happened, not_happened):
    """Return the loss as its formula says, where 0 times infinity is NaN."""
    return -y * happened - (1 - y) * not_happened


def chosen(y, happened, not_happened):
    """Return the loss without the term that counts for nothing."""
    both = np.where(y > 0, -y * happened, 0), np.where(y < 1, (1 - y) * not_happened, 0)
    return both[0] - both[1]


def quotient(z):
    """Return the sigmoid as infinity divided by infinity, if the logit is large."""
    return np.exp(z) / (1 + np.exp(z))


SIGMOIDS = sigmoid, quotient


@exercise.mistake
def logarithm_of_a_rounded_probability(
    y_true, logits, *, by=(weighted, chosen), squash=SIGMOIDS
):
    """You computed the probability first and then its logarithm. From a logit of about
    37 on the probability is rounded to 1, and what is left to it is 0. What do the two
    functions give if you put one into the other on paper?
    """
    p = squash(logits)
    return by(y_true, np.log(p), np.log(1 - p))


def from_one_side(y, z):
    """Return the loss from the exponential of the logit."""
    return np.log(1 + np.exp(z)) - y * z


def from_the_other(y, z):
    """Return the loss from the exponential of minus the logit."""
    return (1 - y) * z + np.log(1 + np.exp(-z))


def from_both(y, z, put=weighted):
    """Return the loss from both exponentials."""
    return put(y, -np.log(1 + np.exp(-z)), -np.log(1 + np.exp(z)))


def from_the_one_that_counts(y, z):
    """Return the loss from both exponentials, but none is multiplied by 0."""
    return from_both(y, z, put=chosen)


WAYS = from_one_side, from_the_other, from_both, from_the_one_that_counts


@exercise.mistake
def overflow(y_true, logits, *, way=WAYS):
    """The formula is right on paper, and for a large logit its exponential overflows.
    Which number can you take out of the logarithm, so that the exponent is never
    positive?
    """
    return way(y_true, logits)


@exercise.mistake
def digits_lost(y_true, logits):
    """Nearly right: where a confident logit is right, its digits are gone. The small
    rest was added to 1, or to a much larger number, and rounded away. Which function of
    NumPy takes the logarithm of 1 plus a small number, and what should be added last?
    """
    large = np.maximum(logits, 0) - y_true * logits
    return large + np.log(1 + np.exp(-np.abs(logits)))
