"""Conditional entropy: what remains open about y for one who knows x."""

import math

import numpy as np

from lossedu import information
from lossedu.grading import Exercise, probe

exercise = Exercise(
    id="conditional_entropy",
    chapter="entropy",
    section="joint-and-conditional-entropy",
    task="""
    Write the conditional entropy H(Y | X): how many nats of surprise y still holds, on
    average, for one who has been told x.

    `joint` is a table of shape (m, k): the row is x, the column is y, each entry the
    probability that both come together, and the whole table sums to 1. The result is
    one number, of shape (). An entry of 0 counts for nothing, and a row may be all 0:
    that x never comes.
    """,
    starter='''
    import numpy as np


    def conditional_entropy(joint):
        """H(Y | X) in nats, from a table with a row for each x, shape ()."""
        # TODO
        raise NotImplementedError
    ''',
    reference=information.conditional_entropy,
    hints=(
        "Suppose you are told x. Which part of the table is left, and what do its "
        "entries have to be divided by to be a distribution again?",
        "Each row has an entropy of its own. How often does each x come, and so with "
        "which weight does its row enter the mean? Or else: what is the surprise of "
        "the pair, and how much of it did x hold?",
        "The sum over all entries above 0 of -p(x, y) log(p(x, y) / p(x)), where p(x) "
        "is `joint.sum(axis=1, keepdims=True)`.",
    ),
    praise="A feature x helps to predict y exactly as much as it brings this number "
    "below the entropy of y: decision trees are grown by it.",
)


@exercise.probes
def _(rng):
    yield probe("two by two", [[0.25, 0.25], [0.375, 0.125]])
    yield probe("three columns", [[0.1, 0.2, 0.3], [0.2, 0.1, 0.1]])
    yield probe("an entry of 0", [[0.25, 0.25], [0.5, 0.0]])
    yield probe("y follows from x", [[0.5, 0.0], [0.0, 0.25], [0.0, 0.25]], atol=1e-7)
    yield probe("an empty row", [[0.3, 0.2, 0.1], [0.0] * 3, [0.1, 0.1, 0.2]])
    yield probe("whole numbers", [[0, 0, 0], [0, 1, 0]], atol=1e-7)
    table = rng.dirichlet(np.full(12, 2.0)).reshape(3, 4)
    yield probe("random table", table, visible=False)
    table = rng.dirichlet(np.full(10, 2.0)).reshape(5, 2)
    yield probe("more rows than columns", table, visible=False)
    table = rng.dirichlet(np.full(9, 2.0)).reshape(3, 3)
    yield probe("a square table", table, visible=False)
    table = rng.dirichlet(np.full(6, 2.0)).reshape(2, 3).astype(np.float32)
    yield probe("single precision", table, visible=False, rtol=1e-4)


@exercise.solution
def from_the_share_of_each_row(joint):
    row = joint.sum(axis=1, keepdims=True)
    share = joint / np.where(row > 0, row, 1)  # p(y | x)
    return -np.sum(joint * np.log(np.where(joint > 0, share, 1)))


@exercise.alternative
def one_row_at_a_time(joint):
    total = 0.0
    for row in joint:
        weight = sum(row)
        for p in row:
            if p > 0:
                total += p * math.log(weight / p)
    return total


@exercise.alternative
def by_the_chain_rule(joint):
    return information.joint_entropy(joint) - information.entropy(joint.sum(axis=1))


@exercise.alternative
def of_the_entries_above_zero(joint):
    x, y = np.nonzero(joint)
    pair, known = joint[x, y], joint.sum(axis=1)[x]
    return np.log2(known / pair) @ pair * np.log(2)


@exercise.alternative
def mean_of_the_entropies_of_rows(joint):
    rows = joint[joint.any(axis=1)]
    weights = rows.sum(axis=1)
    return np.average(information.entropy(rows / weights[:, None]), weights=weights)


def of_rows(joint):
    """Return the entropy of each row for itself, 0 of an empty one, and its weight."""
    row = joint.sum(axis=1, keepdims=True)
    share = joint / np.where(row > 0, row, 1)
    return -np.sum(share * np.log(np.where(share > 0, share, 1)), axis=1), row[:, 0]


@exercise.mistake
def the_other_way(joint):
    """You computed H(X | Y): what remains open about the row for one who knows the
    column. Which of the two is known here, and along which axis does the other lie?
    """
    return information.conditional_entropy(joint.T)


@exercise.mistake
def joint_entropy(joint):
    """You computed H(X, Y), the surprise of the pair. How much of it is gone for one
    who has been told x, or what has a row to be divided by to be a distribution?
    """
    return information.joint_entropy(joint)


@exercise.mistake
def entropy_of_y(joint):
    """You computed H(Y), the entropy of the sums of the columns, as if x were unknown.
    Where does the knowledge of x come in?
    """
    return information.entropy(joint.sum(axis=0))


@exercise.mistake
def entropy_of_x(joint):
    """You computed H(X), the entropy of the sums of the rows. That much is learned by
    being told x: what is still open about y afterwards?
    """
    return information.entropy(joint.sum(axis=1))


@exercise.mistake
def mutual_information(joint):
    """You computed what x tells about y, the mutual information. The task asks for the
    rest: how much of the entropy of y is left when x is known?
    """
    return information.mutual_information(joint)


@exercise.mistake
def rows_not_weighted(joint):
    """You added up the entropies of the rows, each with the full weight. How often does
    each x come, and what should the weights of a mean add up to?
    """
    return np.sum(of_rows(joint)[0])


@exercise.mistake
def mean_over_rows(joint, *, empty=(True, False)):
    """You took the plain mean of the entropies of the rows, as if every x were equally
    frequent. Which number of the table says how often an x comes?
    """
    entropies, weights = of_rows(joint)
    return np.mean(entropies if empty else entropies[weights > 0])


@exercise.mistake
def one_for_each_row(joint, *, weighted=(False, True)):
    """You returned one number for each row of the table, weighted or not. One number is
    asked for, the mean over x: with which weights are the rows' entropies added up?
    """
    entropies, weights = of_rows(joint)
    return entropies * weights if weighted else entropies


@exercise.mistake
def mean_over_entries(joint):
    """You divided the sum by the number of entries of the table. The probabilities
    weigh the terms already: what do they add up to?
    """
    return information.conditional_entropy(joint) / np.size(joint)


@exercise.mistake
def missing_minus(joint):
    """Your number has the right size and is negative. What is the sign of the logarithm
    of a probability, or which of the two entropies in the difference is the larger?
    """
    return -information.conditional_entropy(joint)


@exercise.mistake
def base_two(joint):
    """Your result is in bits. In which unit is it asked for, and which base has its
    logarithm?
    """
    return information.conditional_entropy(joint, base=2)


@exercise.mistake
def entropy_of_x_added(joint):
    """You added the entropy of x to that of the pair. The pair is the more surprising
    of the two: is what x held to be added to it, or taken away?
    """
    return information.joint_entropy(joint) + information.entropy(joint.sum(axis=1))


@exercise.mistake
def zero_times_infinity(joint):
    """The formula is right on paper, and where an entry is 0 it computes 0 times
    infinity, which is NaN. What should a pair count that never comes?
    """
    return -np.sum(joint * np.log(joint / joint.sum(axis=1, keepdims=True)))


@exercise.mistake
def empty_row(joint):
    """A row that is all 0 makes your result NaN: it was divided by its sum, which is 0.
    What is the weight of an x that never comes, and what should its row count?
    """
    row = joint.sum(axis=1, keepdims=True)
    share = joint / row
    return -np.sum(joint * np.log(np.where(share == 0, 1, share)))
