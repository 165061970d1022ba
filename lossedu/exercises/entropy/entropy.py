"""Entropy: the mean surprise of a distribution."""

import math

import numpy as np

from lossedu import information
from lossedu.grading import Exercise, Oracle, probe

exercise = Exercise(
    id="entropy",
    chapter="entropy",
    section="entropy",
    task="""
    Write the entropy of a distribution: how many nats of surprise its outcomes have on
    average.

    `p` holds probabilities along the last axis: shape (k,) for one distribution, (n, k)
    for n of them, or more axes in front. Each row sums to 1. The result has no last
    axis: shape (), (n,) and so on. An outcome of probability 0 never comes and counts
    for nothing, so that a distribution that is certain has the entropy 0 exactly.
    """,
    starter='''
    import numpy as np


    def entropy(p):
        """Sum over the last axis of -p log(p), in nats."""
        # TODO
        raise NotImplementedError
    ''',
    reference=information.entropy,
    alone=1,
    hints=(
        "The surprise of an outcome is the negative logarithm of its probability. How "
        "often does each surprise come, and so what is its weight in the mean?",
        "The outcomes are on the last axis, however many axes there are before it. And "
        "what should an outcome count that never comes?",
        "`np.log(np.where(p > 0, p, 1))` is the logarithm with the zeros taken out; "
        "weight it with p, sum with `axis=-1`, and mind the sign.",
    ),
    praise="No code can spend fewer nats a symbol on average, and no cross-entropy "
    "can fall below it: it is what remains when all is learned.",
)

NOT_NEGATIVE = Oracle("is never negative", lambda probe, value: value >= 0)

EPSILONS = (*(10.0**-n for n in (5, 6, 7, 8, 9, 10, 12, 15)), 2.0**-52)


@exercise.probes
def _(rng):
    yield probe("a fair coin", [0.5, 0.5])
    yield probe("three outcomes", [0.5, 0.25, 0.25])
    yield probe("two rows", [[0.5, 0.5, 0.0], [0.1, 0.2, 0.7]])
    yield probe("certain", [1.0, 0.0, 0.0], oracles=[NOT_NEGATIVE])
    yield probe("whole numbers", [[0, 1], [1, 0], [0, 1]])
    yield probe("random rows", rng.dirichlet(np.full(4, 2.0), 3), visible=False)
    yield probe("two outcomes", rng.dirichlet(np.full(2, 2.0), 5), visible=False)
    yield probe("a table of rows", rng.dirichlet(np.ones(3), (2, 4)), visible=False)
    p = rng.dirichlet(np.full(3, 2.0), 2).astype(np.float32)
    yield probe("single precision", p, visible=False, rtol=1e-4)
    yield probe("one row", rng.dirichlet(np.full(4, 2.0), 1), visible=False)


@exercise.solution
def with_the_zeros_taken_out(p):
    return np.sum(p * -np.log(np.where(p > 0, p, 1)), axis=-1)


@exercise.alternative
def one_row_at_a_time(p):
    sums = []
    for row in p.reshape(-1, p.shape[-1]):
        sums.append(sum(a * math.log(1 / a) for a in row if a > 0))
    return np.reshape(np.array(sums, float), p.shape[:-1])


@exercise.alternative
def with_nan_counted_as_nothing(p):
    with np.errstate(all="ignore"):
        return -np.nansum(p * np.log(p), axis=-1)


@exercise.alternative
def from_bits(p):
    bits = np.zeros(p.shape)
    bits[p > 0] = -p[p > 0] * np.log2(p[p > 0])
    return (bits.sum(-1) * np.log(2)).tolist()


def terms(p):
    """Return what each outcome adds, for mistakes made after it."""
    return -p * np.log(np.where(p > 0, p, 1))


@exercise.mistake
def missing_minus(p):
    """Your numbers have the right size and are negative. What is the sign of the
    logarithm of a probability, and can one be surprised by less than nothing?
    """
    return -information.entropy(p)


@exercise.mistake
def base_two(p):
    """Your result is in bits. In which unit is it asked for, and which base has its
    logarithm?
    """
    return information.entropy(p, base=2)


@exercise.mistake
def unweighted(p, *, at_zero=(np.inf, 0.0)):
    """You added up the surprises without weighting them, so that rare outcomes count
    as much as frequent ones. How often does each surprise come?
    """
    surprise = np.where(p > 0, -np.log(np.where(p > 0, p, 1)), at_zero)
    return np.sum(surprise, axis=-1)


@exercise.mistake
def mean_over_outcomes(p):
    """You took the mean over the outcomes: the sum is divided by how many there are.
    The p weigh them already: what do the weights of an average add up to?
    """
    return information.entropy(p) / np.shape(p)[-1]


@exercise.mistake
def normalised(p):
    """You divided by the logarithm of the number of outcomes, which makes the largest
    possible value 1. Is the share of the maximum asked for, or the nats themselves?
    """
    return information.entropy(p) / np.log(np.shape(p)[-1])


@exercise.mistake
def not_summed(p):
    """You returned one number for each outcome. What does one outcome surprise on
    average, over all that can come?
    """
    return terms(p)


@exercise.mistake
def summed(p):
    """You added up all rows to a single number. If each row is a distribution of its
    own, how many results are there?
    """
    return np.sum(information.entropy(p))


@exercise.mistake
def mean_of_all(p):
    """You averaged over the rows, to a single number. If each row is a distribution of
    its own, how many results are there?
    """
    return np.mean(information.entropy(p))


@exercise.mistake
def first_axis(p):
    """You summed over the first axis, across different distributions. Along which axis
    do the probabilities of one distribution lie?
    """
    return np.sum(terms(p), axis=0)


@exercise.mistake
def zero_times_infinity(p):
    """The formula is right on paper, and where p is 0 it computes 0 times infinity,
    which is NaN. What should an outcome count that never comes?
    """
    return -np.sum(p * np.log(p), axis=-1)


def added_in_the_logarithm(p, eps):
    return p, p + eps


def added(p, eps):
    return p + eps, p + eps


def raised(p, eps):
    return (np.maximum(p, eps),) * 2


def clipped_in_the_logarithm(p, eps):
    return p, np.clip(p, eps, 1 - eps)


def clipped(p, eps):
    return (np.clip(p, eps, 1 - eps),) * 2


GUARDS = (added_in_the_logarithm, added, raised, clipped_in_the_logarithm, clipped)


@exercise.mistake
def tiny_number(p, *, eps=EPSILONS, guard=GUARDS):
    """A tiny number that you added, clipped with or put in the place of 0 changes the
    probabilities, so that a certain distribution no longer has the entropy 0. How can
    an outcome that never comes be left out instead?
    """
    weight, inside = guard(p, eps)
    return -np.sum(weight * np.log(inside), axis=-1)


@exercise.mistake
def one_added(p, *, sign=(-1, 1)):
    """You took the logarithm of 1 + p, with a minus or without. It is finite at 0, but
    not 0 for an outcome that is certain: of which number is the surprise the logarithm?
    """
    return sign * np.sum(p * np.log1p(p), axis=-1)


@exercise.mistake
def gini(p):
    """You computed 1 minus the sum of the squares, the Gini impurity, which behaves
    alike but is not measured in nats. Which function of p is the surprise of an
    outcome?
    """
    return 1 - np.sum(np.square(p), axis=-1)


@exercise.mistake
def with_the_complement(p):
    """You added a term with 1 - p for every outcome, as in binary cross-entropy. Is
    what does not happen an outcome of its own here, or is it in the row already?
    """
    return np.sum(terms(p) + terms(1 - p), axis=-1)
