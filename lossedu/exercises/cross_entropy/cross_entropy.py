"""Cross-entropy of two distributions."""

import math

import numpy as np

from lossedu import information
from lossedu.grading import Exercise, probe

exercise = Exercise(
    id="cross_entropy",
    chapter="cross-entropy",
    section="cross-entropy",
    task="""
    Write the cross-entropy H(p, q): how many nats a symbol costs on average if symbols
    come from `p` and the code was made for `q`.

    Both arguments hold probabilities along the last axis, (k,) for one distribution or
    (n, k) for n of them; the result has no last axis. A symbol that never comes costs
    nothing, even if `q` rules it out as well; one that comes and was ruled out costs
    infinitely much.
    """,
    starter='''
    import numpy as np


    def cross_entropy(p, q):
        """Sum over the last axis of -p log(q), in nats."""
        # TODO
        raise NotImplementedError
    ''',
    reference=information.cross_entropy,
    hints=(
        "What does one symbol cost if the code expects it with probability q, and how "
        "often does it come?",
        "The classes are on the last axis, whether there are rows before it or not. "
        "And what is 0 times the logarithm of 0 to count?",
        "np.where(p > 0, p * np.log(q), 0), summed with axis=-1, and a sign.",
    ),
    praise="This is what every classifier minimises: p is the label, q the forecast.",
)

EPSILONS = (*(10.0**-n for n in (5, 6, 7, 8, 9, 10, 12, 15, 16, 20)), 2.0**-52)


@exercise.probes
def _(rng):
    yield probe("one distribution", [0.5, 0.25, 0.25], [0.25, 0.25, 0.5])
    p = [[0.5, 0.5, 0.0], [0.1, 0.2, 0.7]]
    yield probe("two rows", p, [[0.25, 0.25, 0.5], [0.3, 0.3, 0.4]])
    yield probe("never comes", [0.5, 0.5, 0.0], [0.6, 0.4, 0.0])
    yield probe("ruled out", [[0.5, 0.5], [0.0, 1.0]], [[1.0, 0.0], [0.5, 0.5]])
    p, q = rng.dirichlet(np.ones(4), 3), rng.dirichlet(np.ones(4), 3)
    yield probe("random rows", p, q, visible=False)
    p, q = rng.dirichlet(np.ones(2), 5), rng.dirichlet(np.ones(2), 5)
    yield probe("two classes", p, q, visible=False)
    p, q = (rng.dirichlet(np.ones(3), 2).astype(np.float32) for _ in range(2))
    yield probe("single precision", p, q, visible=False, rtol=1e-4)
    p, q = rng.dirichlet(np.ones(3), (2, 2)), rng.dirichlet(np.ones(3), (2, 2))
    yield probe("a table of rows", p, q, visible=False)
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
                total -= a * math.log(b) if b > 0 else -math.inf
        sums.append(total)
    return np.reshape(sums, p.shape[:-1])


@exercise.alternative
def as_entropy_plus_excess(p, q):
    return information.entropy(p) + information.kl_divergence(p, q)


@exercise.solution
def with_the_zeros_taken_out(p, q):
    return np.sum(p * -np.log(np.where(p > 0, q, 1)), axis=-1)


@exercise.alternative
def as_a_list(p, q):
    return with_the_zeros_taken_out(p, q).tolist()


@exercise.mistake
def missing_minus(p, q):
    """Your numbers have the right size and are negative. What is the sign of the
    logarithm of a probability, and what should a cost be?
    """
    return -information.cross_entropy(p, q)


@exercise.mistake
def swapped_arguments(p, q):
    """You computed H(q, p). From which of the two do the symbols come, and for which
    was the code made?
    """
    return information.cross_entropy(q, p)


@exercise.mistake
def base_two(p, q):
    """Your result is in bits. In which unit is it asked for, and which base has its
    logarithm?
    """
    return information.cross_entropy(p, q, base=2)


@exercise.mistake
def base_ten(p, q):
    """You took the logarithm to base 10. Which base gives nats?"""
    return information.cross_entropy(p, q, base=10)


@exercise.mistake
def entropy_of_p(p, q):
    """You returned the entropy of p, in which nothing depends on q. For which
    distribution was the code made that is paid for here?
    """
    return information.entropy(p)


@exercise.mistake
def entropy_of_q(p, q):
    """You returned the entropy of q, in which nothing depends on p. How often does each
    symbol really come?
    """
    return information.entropy(q)


@exercise.mistake
def relative_entropy(p, q):
    """You returned the relative entropy, which is 0 if the code fits. Does a symbol
    cost nothing under the best code?
    """
    return information.kl_divergence(p, q)


@exercise.mistake
def mean_over_classes(p, q):
    """You took the mean over the classes. The p already weigh them: what do the weights
    of an average add up to?
    """
    return information.cross_entropy(p, q) / np.shape(p)[-1]


@exercise.mistake
def not_summed(p, q):
    """You returned one number for each class. What does a symbol cost on average, over
    all the classes that it can be?
    """
    return -np.where(p > 0, p * np.log(np.where(p > 0, q, 1)), 0)


@exercise.mistake
def summed(p, q):
    """You added up all rows to a single number. If each row is a distribution of its
    own, how many results are there?
    """
    return np.sum(information.cross_entropy(p, q))


@exercise.mistake
def mean_of_all(p, q, *, divided=((), (1, 2, 3), (2, 3), (2,))):
    """You averaged the rows to a single number. If each row is a distribution of its
    own, how many results are there?
    """
    total = information.cross_entropy(p, q)
    if not divided:
        return np.mean(total)
    return np.sum(total) / (len(p) if np.ndim(p) in divided else 1)


@exercise.mistake
def first_axis(p, q):
    """You summed over the first axis, across different distributions. Along which axis
    do the probabilities of one distribution lie?
    """
    return -np.sum(np.where(p > 0, p * np.log(np.where(p > 0, q, 1)), 0), axis=0)


@exercise.mistake
def zero_times_infinity(p, q):
    """The formula is right on paper, and where both probabilities are 0 it computes 0
    times infinity, which is NaN. What should a symbol cost that never comes?
    """
    return -np.sum(p * np.log(q), axis=-1)


@exercise.mistake
def tiny_number(p, q, *, eps=EPSILONS, guard=(np.add, np.maximum)):
    """A tiny number that you added or clipped with gives a symbol that was ruled out a
    finite price. Which price does the task ask for? If a symbol that never comes is
    left out, what is there still to guard?
    """
    return -np.sum(p * np.log(guard(q, eps)), axis=-1)
