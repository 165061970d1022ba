"""Relative entropy, the Kullback-Leibler divergence."""

import math

import numpy as np

from lossedu import information
from lossedu.grading import Exercise, Oracle, probe

exercise = Exercise(
    id="kl_divergence",
    chapter="cross-entropy",
    section="relative-entropy",
    task="""
    Write the relative entropy D(p || q): how many nats a symbol costs more than it
    need, if symbols come from `p` and the code was made for `q`.

    Both arguments hold probabilities along the last axis, (k,) for one distribution or
    (n, k) for n of them; the result has no last axis. A symbol that never comes costs
    nothing, even if `q` rules it out as well; one that comes and was ruled out costs
    infinitely much.
    """,
    starter='''
    import numpy as np


    def kl_divergence(p, q):
        """Sum over the last axis of p log(p / q), in nats."""
        # TODO
        raise NotImplementedError
    ''',
    reference=information.kl_divergence,
    hints=(
        "What does a symbol cost under the code that was made, and what would it cost "
        "under the best one?",
        "The difference of two logarithms is one logarithm of a ratio, weighted by how "
        "often the symbol comes. What is its weight if it never comes?",
        "np.where(p > 0, p * np.log(p / q), 0), summed with axis=-1.",
    ),
    praise="It is 0 only where the forecast is the truth, and so minimising it is the "
    "same as learning the truth.",
)

NOT_NEGATIVE = Oracle("is never negative", lambda probe, value: value >= -1e-12)

EPSILONS = (*(10.0**-n for n in (5, 6, 7, 8, 9, 10, 12, 15, 16, 20)), 2.0**-52)
# Where else than in the ratio it was put shows in the numbers if it is not too tiny.
TINY = (
    *(("ratio", eps) for eps in EPSILONS),
    *(("weight", eps) for eps in EPSILONS[:4]),
    *(("q alone", eps) for eps in EPSILONS[:6]),
)


@exercise.probes
def _(rng):
    yield probe("one distribution", [0.5, 0.25, 0.25], [0.25, 0.25, 0.5])
    p = [[0.5, 0.5, 0.0], [0.1, 0.2, 0.7]]
    yield probe("two rows", p, [[0.25, 0.25, 0.5], [0.3, 0.3, 0.4]])
    yield probe("never comes", [0.5, 0.5, 0.0], [0.6, 0.4, 0.0])
    yield probe("ruled out", [[0.5, 0.5], [0.0, 1.0]], [[1.0, 0.0], [0.5, 0.5]])
    yield probe("the same twice", [0.2, 0.3, 0.5], [0.2, 0.3, 0.5], atol=1e-12)
    p, q = rng.dirichlet(np.ones(4), 3), rng.dirichlet(np.ones(4), 3)
    yield probe("random rows", p, q, visible=False, oracles=[NOT_NEGATIVE])
    p, q = rng.dirichlet(np.ones(2), 5), rng.dirichlet(np.ones(2), 5)
    yield probe("two classes", p, q, visible=False, atol=1e-9, oracles=[NOT_NEGATIVE])
    p, q = (rng.dirichlet(np.ones(3), 2).astype(np.float32) for _ in range(2))
    yield probe("single precision", p, q, visible=False, rtol=1e-3, atol=1e-5)
    p, q = rng.dirichlet(np.ones(3), (2, 2)), rng.dirichlet(np.ones(3), (2, 2))
    yield probe("a table of rows", p, q, visible=False, oracles=[NOT_NEGATIVE])
    p, q = rng.dirichlet(np.ones(4), 1), rng.dirichlet(np.ones(4), 1)
    yield probe("one row", p, q, visible=False)


@exercise.alternative
def one_row_at_a_time(p, q):
    rows = zip(p.reshape(-1, p.shape[-1]), q.reshape(-1, q.shape[-1]), strict=True)
    sums = []
    for row in rows:
        total = 0.0
        for a, b in zip(*row, strict=True):
            if a > 0:
                total += a * math.log(a / b) if b > 0 else math.inf
        sums.append(total)
    return np.reshape(sums, p.shape[:-1])


@exercise.alternative
def as_a_difference(p, q):
    return information.cross_entropy(p, q) - information.entropy(p)


@exercise.solution
def with_the_zeros_taken_out(p, q):
    a, b = np.where(p > 0, p, 1), np.where(p > 0, q, 1)
    return np.sum(p * (np.log(a) - np.log(b)), axis=-1)


@exercise.alternative
def as_a_list(p, q):
    return with_the_zeros_taken_out(p, q).tolist()


@exercise.mistake
def flipped_sign(p, q):
    """Your numbers have the right size and the wrong sign. Is log(q / p) positive or
    negative for a symbol that comes more often than the code expects?
    """
    return -information.kl_divergence(p, q)


@exercise.mistake
def swapped_arguments(p, q):
    """You computed D(q || p). From which of the two do the symbols come, and so which
    of them are the weights?
    """
    return information.kl_divergence(q, p)


@exercise.mistake
def base_two(p, q):
    """Your result is in bits. In which unit is it asked for, and which base has its
    logarithm?
    """
    return information.kl_divergence(p, q, base=2)


@exercise.mistake
def cross_entropy(p, q):
    """You returned the whole cost of a symbol, the cross-entropy. What of it would have
    to be paid under the best code as well?
    """
    return information.cross_entropy(p, q)


@exercise.mistake
def both_directions(p, q):
    """You averaged D(p || q) and D(q || p). Who is right about the symbols, and who
    only made the code?
    """
    there, back = information.kl_divergence(p, q), information.kl_divergence(q, p)
    return (there + back) / 2


@exercise.mistake
def sum_of_directions(p, q):
    """You added D(p || q) and D(q || p). Who is right about the symbols, and who only
    made the code?
    """
    return information.kl_divergence(p, q) + information.kl_divergence(q, p)


@exercise.mistake
def jensen_shannon(p, q):
    """You compared both with their mean, which is the Jensen-Shannon divergence. Which
    two distributions does the task compare?
    """
    return information.js_divergence(p, q)


@exercise.mistake
def unweighted(p, q, *, chosen=(True, False)):
    """Every symbol has the same weight in your sum. How often does each one come?"""
    terms = np.log(p) - np.log(q)
    return np.sum(np.where(p > 0, terms, 0) if chosen else terms, axis=-1)


@exercise.mistake
def weighted_by_q(p, q, *, chosen=("q", "both", "p", "all")):
    """You weighted the logarithm of p / q with q. Which of the two says how often a
    symbol really comes?
    """
    there = {"q": q > 0, "both": (p > 0) & (q > 0), "p": p > 0, "all": True}[chosen]
    return np.sum(np.where(there, q * (np.log(p) - np.log(q)), 0), axis=-1)


@exercise.mistake
def absolute_terms(p, q):
    """You made every term positive before adding. Can a symbol that is rarer than
    the code expects cost less than its fair price?
    """
    a, b = np.where(p > 0, p, 1), np.where(p > 0, q, 1)
    return np.sum(np.abs(p * (np.log(a) - np.log(b))), axis=-1)


@exercise.mistake
def mean_over_classes(p, q):
    """You took the mean over the classes. The p already weigh them: what do the weights
    of an average add up to?
    """
    return information.kl_divergence(p, q) / np.shape(p)[-1]


@exercise.mistake
def not_summed(p, q):
    """You returned one number for each class. What does a symbol cost on average, over
    all the classes that it can be?
    """
    a, b = np.where(p > 0, p, 1), np.where(p > 0, q, 1)
    return p * (np.log(a) - np.log(b))


@exercise.mistake
def summed(p, q):
    """You added up all rows to a single number. If each row is a distribution of its
    own, how many results are there?
    """
    return np.sum(information.kl_divergence(p, q))


@exercise.mistake
def mean_of_all(p, q, *, divided=((), (1, 2, 3), (2, 3), (2,))):
    """You averaged the rows to a single number. If each row is a distribution of its
    own, how many results are there?
    """
    total = information.kl_divergence(p, q)
    if not divided:
        return np.mean(total)
    return np.sum(total) / (len(p) if np.ndim(p) in divided else 1)


@exercise.mistake
def first_axis(p, q):
    """You summed over the first axis, across different distributions. Along which axis
    do the probabilities of one distribution lie?
    """
    return np.sum(not_summed(p, q), axis=0)


@exercise.mistake
def zero_times_infinity(p, q):
    """The formula is right on paper, and where p is 0 it computes 0 times infinity,
    which is NaN. What should a symbol count that never comes?
    """
    return np.sum(p * np.log(p / q), axis=-1)


@exercise.mistake
def tiny_number(p, q, *, tiny=TINY, guard=(np.add, np.maximum)):
    """A tiny number that you added or clipped with gives a symbol that was ruled out a
    finite price. Which price does the task ask for? If a symbol that never comes is
    left out, what is there still to guard?
    """
    place, eps = tiny
    a, b = guard(p, eps), guard(q, eps)
    if place == "q alone":
        return np.sum(np.where(p > 0, p * np.log(p / b), 0), axis=-1)
    return np.sum((a if place == "weight" else p) * np.log(a / b), axis=-1)
