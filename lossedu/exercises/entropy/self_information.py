"""Self-information: the surprise of one outcome, in bits."""

import math

import numpy as np

from lossedu import information
from lossedu.grading import Exercise, probe


def reference(p):
    """Return the library's surprise, in bits."""
    return information.self_information(p, base=2)


exercise = Exercise(
    id="self_information",
    chapter="entropy",
    section="surprise",
    task="""
    Write the self-information: how many bits of surprise there are in an outcome that
    had the probability `p`.

    `p` has shape (n,) and holds probabilities from 0 to 1, each of an outcome of its
    own, so that they need not sum to 1. The result has shape (n,). A fair coin that
    falls on heads is worth one bit, an outcome that was certain 0 bits, and one that
    was impossible is infinitely surprising.
    """,
    starter='''
    import numpy as np


    def self_information(p):
        """Surprise of outcomes of probability p, in bits, shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    hints=(
        "A team that wins the cup with probability 1/8 has won three rounds, each like "
        "the toss of a coin. How does 3 come out of 1/8?",
        "Probabilities of independent events are multiplied and their surprises should "
        "add up. Which function turns products into sums, and in which base is a half "
        "worth one?",
        "`-np.log2(p)`. At 0 it gives infinity by itself, with a warning that does no "
        "harm.",
    ),
    praise="Bits count yes-or-no questions: surprise adds up where probabilities "
    "multiply, and everything else in this chapter is an average of it.",
)

EPSILONS = (*(10.0**-n for n in (5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 30, 300)), 2.0**-52)


@exercise.probes
def _(rng):
    yield probe("a coin and a cup", [0.5, 0.125])
    yield probe("no powers of two", [0.3, 0.9, 0.05])
    yield probe("certain", [1.0, 0.25])
    yield probe("impossible", [0.0, 0.25])
    yield probe("whole numbers", [1, 0, 1])
    yield probe("very rare", [1e-20, 1e-200])
    yield probe("random outcomes", rng.uniform(0.02, 0.98, 7), visible=False)
    yield probe("one rare outcome", 10 ** -rng.uniform(3, 100, 1), visible=False)
    p = rng.uniform(0.02, 0.98, 5).astype(np.float32)
    yield probe("single precision", p, visible=False, rtol=1e-4, atol=1e-6)


@exercise.solution
def with_the_logarithm_to_base_two(p):
    with np.errstate(divide="ignore"):  # the logarithm of 0 is meant
        return -np.log2(p)


@exercise.alternative
def one_outcome_at_a_time(p):
    return [-math.log(a, 2) if a > 0 else math.inf for a in p]


@exercise.alternative
def of_the_reciprocal(p):
    odds = np.full(len(p), np.inf)
    odds[p > 0] = 1 / p[p > 0]
    return np.log(odds) / np.log(2)


@exercise.alternative
def from_exponent_and_fraction(p):
    fraction, exponent = np.frexp(np.asarray(p, float))
    return np.where(p > 0, -exponent - np.log2(np.where(p > 0, fraction, 1)), np.inf)


@exercise.mistake
def missing_minus(p):
    """Your numbers have the right size and are negative. What is the sign of the
    logarithm of a probability, and can a surprise be less than none?
    """
    return -reference(p)


@exercise.mistake
def nats(p):
    """Your result is in nats: you took the natural logarithm. In which unit is it asked
    for, and what would the toss of a coin be worth in yours?
    """
    return -np.log(p)


@exercise.mistake
def base_ten(p):
    """You took the logarithm to base 10. Which base makes a coin worth one?"""
    return -np.log10(p)


@exercise.mistake
def multiplied_by_ln_2(p):
    """You turned nats into bits by multiplying with ln 2. A nat is larger than a bit:
    should there be more bits or fewer than nats?
    """
    return -np.log(p) * np.log(2)


@exercise.mistake
def weighted_by_p(p, *, at_zero=(0.0, np.nan)):
    """You multiplied each surprise by its probability, as the terms of an entropy are.
    How surprised is somebody to whom the outcome has already happened?
    """
    q = np.where(p > 0, p, 1)
    return np.where(p > 0, -q * np.log2(q), at_zero)


@exercise.mistake
def the_entropy(p, *, at_zero=(0.0, np.nan)):
    """You returned one number, the surprises weighted by their probabilities and added
    up, which is an entropy. How many outcomes does the task ask about, and is each to
    have a surprise of its own?
    """
    return np.sum(weighted_by_p(p, at_zero=at_zero))


@exercise.mistake
def one_over_p(p):
    """You returned 1 / p without taking a logarithm, so that two independent outcomes
    multiply. Which function makes their surprises add up instead?
    """
    return 1 / p


@exercise.mistake
def one_minus_p(p):
    """You measured the surprise by 1 - p, which is never above 1. What should the
    surprise of ten tosses in a row be, if that of one is one bit?
    """
    return 1 - p


@exercise.mistake
def of_the_complement(p):
    """You took the logarithm of 1 - p: what is certain comes out as infinitely
    surprising. Which event has the probability 1 - p, and which one happened?
    """
    return -np.log2(1 - p)


@exercise.mistake
def summed(p):
    """You added the surprises up to a single number. How many does the task ask for, if
    every outcome has its own?
    """
    return np.sum(reference(p))


@exercise.mistake
def mean_of_all(p):
    """You returned one number, the plain mean of the surprises. How many does the task
    ask for, if every outcome has its own?
    """
    return np.mean(reference(p))


@exercise.mistake
def zero_for_the_impossible(p):
    """An outcome of probability 0 has no surprise in your answer. To leave it out is
    right in a weighted sum: what does the surprise itself do as p goes to 0?
    """
    return np.where(p > 0, -np.log2(np.where(p > 0, p, 1)), 0.0)


def clipped(p, eps):
    return np.clip(p, eps, 1 - eps)


def put_for_zero(p, eps):
    return np.where(p > 0, p, eps)


GUARDS = (np.add, np.maximum, clipped, put_for_zero)


@exercise.mistake
def tiny_number(p, *, eps=EPSILONS, guard=GUARDS):
    """A tiny number that you added, clipped with or put in the place of 0 makes the
    impossible finitely surprising. Who chose that price? What does the logarithm do as
    p goes to 0, and why should the result hide it?
    """
    return -np.log2(guard(p, eps))


@exercise.mistake
def rounded(p, *, whole=(np.ceil, np.floor, np.round)):
    """You rounded to whole bits. A code word has a whole length, but is an outcome of
    probability 0.3 exactly as surprising as some row of coin tosses?
    """
    return whole(reference(p))
