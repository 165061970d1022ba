"""Binary cross-entropy, from the probability of the class 1."""

import math

import numpy as np

from lossedu import losses
from lossedu.grading import Exercise, probe

exercise = Exercise(
    id="binary_cross_entropy",
    chapter="binary-classification",
    section="from-a-coin-to-a-loss",
    task="""
    Write binary cross-entropy: what it costs, in nats, to have given the probability
    `y_prob` to class 1 when `y_true` came out.

    `y_true` holds 0 or 1 (or a probability in between), `y_prob` probabilities, both of
    shape (n,). The result has shape (n,). It is 0 for a forecast that is certain and
    right, infinite for one that is certain and wrong, and keeps its digits for a
    probability of 1e-12.
    """,
    starter='''
    import numpy as np


    def binary_cross_entropy(y_true, y_prob):
        """-y log(p) - (1 - y) log(1 - p), in nats, shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=losses.binary_cross_entropy,
    hints=(
        "How likely did the forecast make what then happened? Start from that number.",
        "If a target of 0 or 1 switches a term off, 0 times the logarithm of 0 must "
        "not spoil the sum. Which function chooses element by element?",
        "np.where(y > 0, y * np.log(p), 0) is the first term, and np.log1p(-p) is "
        "log(1 - p) without loss of digits.",
    ),
    praise="It is the negative log-likelihood of a coin: whoever minimises it is "
    "honest about the probability.",
)

EPSILONS = (*(10.0**-n for n in (5, 6, 7, 8, 9, 10, 12, 15, 16, 20)), 2.0**-52)


@exercise.probes
def _(rng):
    yield probe("one of each", [0.0, 1.0], [0.7, 0.7])
    yield probe("three rows", [1.0, 0.0, 1.0], [0.9, 0.2, 0.5])
    yield probe("whole-number targets", [0, 1, 1, 0], [0.3, 0.8, 0.6, 0.1])
    yield probe("certain and right", [1.0, 0.0], [1.0, 0.0])
    yield probe("certain and wrong", [1.0, 0.0], [0.0, 1.0])
    yield probe("a small probability", [0.0, 1.0], [1e-12, 1e-12], rtol=1e-9)
    y, p = rng.integers(0, 2, 9), rng.uniform(0.02, 0.98, 9)
    yield probe("random batch", y, p, visible=False)
    y, p = rng.uniform(size=7), rng.uniform(0.02, 0.98, 7)
    yield probe("soft targets", y, p, visible=False)
    y, p = rng.integers(0, 2, 5), rng.uniform(0.02, 0.98, 5).astype(np.float32)
    yield probe("single precision", y.astype(p.dtype), p, visible=False, rtol=1e-4)
    y, p = rng.integers(0, 2, 1), rng.uniform(0.02, 0.98, 1)
    yield probe("one element", y, p, visible=False)


@exercise.alternative
def one_element_at_a_time(y_true, y_prob):
    result = []
    for y, p in zip(y_true, y_prob, strict=True):
        first = y * math.log(p) if y > 0 and p > 0 else (-math.inf if y > 0 else 0)
        rest = math.log1p(-p) if p < 1 else -math.inf
        result.append(-first - ((1 - y) * rest if y < 1 else 0))
    return np.array(result)


@exercise.solution
def only_the_terms_that_count(y_true, y_prob):
    result = np.zeros(np.shape(y_prob))
    result[y_true > 0] -= y_true[y_true > 0] * np.log(y_prob[y_true > 0])
    result[y_true < 1] -= (1 - y_true[y_true < 1]) * np.log1p(-y_prob[y_true < 1])
    return result


@exercise.alternative
def in_the_dtype_of_the_probability(y_true, y_prob):
    y = np.asarray(y_true, y_prob.dtype)
    happened = np.where(y > 0, y * np.log(np.where(y > 0, y_prob, 1)), 0)
    return -happened - np.where(y < 1, (1 - y) * np.log1p(-y_prob * (y < 1)), 0)


def cost(y, p):
    """Return the loss of the reference, for mistakes that come after it."""
    return losses.binary_cross_entropy(y, p)


@exercise.mistake
def missing_minus(y_true, y_prob):
    """Your numbers have the right size and are negative. What is the sign of the
    logarithm of a probability, and what should a cost be?
    """
    return -cost(y_true, y_prob)


@exercise.mistake
def missing_second_term(y_true, y_prob):
    """Elements with target 0 cost nothing in your answer. What should a forecast of
    0.99 cost if the class turns out to be 0?
    """
    return np.where(np.asarray(y_true) > 0, -y_true * np.log(y_prob), 0.0)


@exercise.mistake
def missing_first_term(y_true, y_prob):
    """Elements with target 1 cost nothing in your answer. What should a forecast of
    0.01 cost if the class turns out to be 1?
    """
    y = np.asarray(y_true, float)
    return np.where(y < 1, -(1 - y) * np.log1p(-y_prob), 0.0)


@exercise.mistake
def terms_crossed(y_true, y_prob):
    """A good forecast costs much and a bad one little. Which logarithm belongs to the
    elements whose target is 1?
    """
    return cost(1 - np.asarray(y_true), y_prob)


@exercise.mistake
def base_two(y_true, y_prob):
    """Your result is in bits. In which unit is the loss asked for, and which base has
    its logarithm?
    """
    return cost(y_true, y_prob) / np.log(2)


@exercise.mistake
def base_ten(y_true, y_prob):
    """You took the logarithm to base 10. Which base gives nats?"""
    return cost(y_true, y_prob) / np.log(10)


@exercise.mistake
def mean_of_all(y_true, y_prob):
    """You returned one number, the mean over the batch. How many costs does the task
    ask for, if every element has its own?
    """
    return np.mean(cost(y_true, y_prob))


@exercise.mistake
def summed(y_true, y_prob):
    """You added the costs up to a single number. How many does the task ask for, if
    every element has its own?
    """
    return np.sum(cost(y_true, y_prob))


@exercise.mistake
def averaged(y_true, y_prob):
    """You divided every cost by the number of elements. Should what one forecast costs
    depend on how many others there are?
    """
    return cost(y_true, y_prob) / np.size(y_prob)


@exercise.mistake
def swapped_arguments(y_true, y_prob):
    """You took the logarithm of the targets and weighted it with the forecast. Which of
    the two comes first, and of which does one take the logarithm?
    """
    return cost(y_prob, y_true)


@exercise.mistake
def sigmoid_again(y_true, y_prob):
    """You applied the sigmoid to what is a probability already. What does `y_prob`
    hold, according to the task?
    """
    return losses.sigmoid_cross_entropy(y_true, y_prob)


@exercise.mistake
def squared_error(y_true, y_prob):
    """You squared the difference. What does that charge at most for a forecast that is
    certain and wrong, and what should it cost?
    """
    return (np.asarray(y_true) - y_prob) ** 2


@exercise.mistake
def the_slope(y_true, y_prob):
    """You returned the slope of the loss in the probability. The task asks for the loss
    itself: what does it cost to have said p?
    """
    return losses.binary_cross_entropy_grad(y_true, y_prob)


@exercise.mistake
def epsilon_added(y_true, y_prob, *, eps=EPSILONS):
    """You added a small number inside the logarithm. It makes the loss finite where it
    should be infinite, and negative for a forecast that is right. How can the term that
    counts for nothing be left out instead?
    """
    y, p = np.asarray(y_true, float), y_prob
    return -y * np.log(p + eps) - (1 - y) * np.log(1 - p + eps)


@exercise.mistake
def clipped(y_true, y_prob, *, eps=EPSILONS):
    """You clipped the probability away from 0 and 1, so that a forecast that is certain
    and wrong has a finite price. Who set it? How can the term that counts for nothing
    be left out instead?
    """
    y, p = np.asarray(y_true, float), np.clip(y_prob, eps, 1 - eps)
    return -y * np.log(p) - (1 - y) * np.log(1 - p)


@exercise.mistake
def zero_times_infinity(y_true, y_prob):
    """The formula is right on paper, and where the forecast is certain it computes 0
    times infinity, which is NaN. What should a term count whose weight is 0?
    """
    y, p = np.asarray(y_true, float), y_prob
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


@exercise.mistake
def digits_lost(y_true, y_prob):
    """Nearly right: for a tiny probability, 1 - p has lost the digits of p before the
    logarithm is taken. Which function of NumPy takes the logarithm of 1 plus a small
    number?
    """
    y, p = np.asarray(y_true, float), np.asarray(y_prob)
    happened = np.where(y > 0, y * np.log(np.where(y > 0, p, 1)), 0)
    return -happened - np.where(y < 1, (1 - y) * np.log(1 - p * (y < 1)), 0)
