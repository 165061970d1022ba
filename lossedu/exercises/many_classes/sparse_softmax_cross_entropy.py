"""Cross-entropy of many classes, from whole-number labels and logits."""

import math

import numpy as np

from lossedu import losses
from lossedu.activations import log_softmax, softmax
from lossedu.grading import Exercise, probe

exercise = Exercise(
    id="sparse_softmax_cross_entropy",
    chapter="many-classes",
    section="one-hot-and-integer-labels",
    task="""
    Write softmax cross-entropy for whole-number labels: minus the logarithm, in nats,
    of the probability that softmax gives to the true class.

    `labels` has shape (n,) and holds the number of the true class of each row, from 0
    to k - 1. `logits` has shape (n, k): a row of k scores for each example, any real
    numbers. The result has shape (n,), one loss a row, averaged over nothing. It must
    be right, and so finite, for logits of 1000 and -1000.
    """,
    starter='''
    import numpy as np


    def sparse_softmax_cross_entropy(labels, logits):
        """-log softmax(logits) at the label of each row (n, k), shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=losses.sparse_softmax_cross_entropy,
    hints=(
        "Write the logarithm of the true class's softmax as a difference on paper. "
        "What happens to the exponential in the numerator?",
        "The loss is the logarithm of the row's sum of exponentials minus the true "
        "logit. What may be subtracted from a whole row without changing it?",
        "With `z = logits - logits.max(axis=1, keepdims=True)`, subtract the true one, "
        "`z[np.arange(len(z)), labels]`, from `np.log(np.exp(z).sum(axis=1))`.",
    ),
    praise="Frameworks ask for logits and a label, and now you know why: no one-hot "
    "table is built, and no logarithm of a probability that was rounded to 0.",
)


@exercise.probes
def _(rng):
    yield probe("one row", [1], [[0.0, 1.0, -0.5]])
    z = [[2.0, 1.0, 0.5], [-1.0, 0.5, 3.0]]
    yield probe("two rows", [0, 1], z)
    yield probe("the same scores, other labels", [1, 0], z)
    yield probe("whole-number logits", [2, 0, 1, 1], [[1, 2, 4], [0, 3, 1]] * 2)
    yield probe("far out and right", [0, 2], [[1e3, 0.0, -1e3], [-1e3, -2e3, 990.0]])
    yield probe("far out and wrong", [1, 2], [[1e3, 0.0, -1e3], [1e3, 995.0, -1e3]])
    yield probe("behind by 40", [2], [[20.0, 0.0, -20.0]])
    yield probe("rows far apart", [0, 1], [[-1e3, -1001.0], [1001.0, 1e3]])
    n, k = 6, 4
    y, z = rng.integers(0, k, n), rng.normal(scale=2, size=(n, k))
    yield probe("random rows", y, z, visible=False)
    y, z = rng.integers(0, 5, 3), rng.normal(size=(3, 5)).astype(np.float32)
    yield probe("single precision", y, z, visible=False, rtol=1e-4, atol=1e-5)


@exercise.solution
def sum_minus_the_true_logit(labels, logits):
    z = logits - np.max(logits, axis=1, keepdims=True)
    true = z[np.arange(len(z)), labels]
    return np.log(np.sum(np.exp(z), axis=1)) - true


@exercise.alternative
def one_row_at_a_time(labels, logits):
    result = []
    for label, row in zip(labels.tolist(), logits.tolist(), strict=True):
        top = max(row)
        total = math.fsum(math.exp(z - top) for z in row)
        result.append(top - row[label] + math.log(total))
    return result


@exercise.alternative
def with_one_hot_rows(labels, logits):
    one_hot = np.eye(logits.shape[1], dtype=logits.dtype)[labels]
    return -np.sum(one_hot * log_softmax(logits), axis=1)


@exercise.alternative
def by_the_lead_of_each_class(labels, logits):
    lead = logits - np.take_along_axis(logits, labels[:, None], axis=1)
    return np.logaddexp.reduce(lead, axis=1)


def cost(labels, logits):
    """Return the loss of the reference, for mistakes that come after it."""
    return losses.sparse_softmax_cross_entropy(labels, logits)


def picked(labels, table):
    """Return the entry of each row that its label points to."""
    return table[np.arange(len(labels)), labels]


def weighted(labels, table):
    """Return the sum of each row's entries with one-hot weights; 0 by inf is NaN."""
    return np.sum(np.eye(table.shape[1])[labels] * table, axis=1)


@exercise.mistake
def missing_minus(labels, logits):
    """Your numbers have the right size and are negative. What is the sign of the
    logarithm of a probability, and what should a cost be?
    """
    return -cost(labels, logits)


@exercise.mistake
def all_classes(labels, logits):
    """You returned a table with a loss for every class, whatever the label. Which entry
    of each row is the one that counts?
    """
    return -log_softmax(logits)


@exercise.mistake
def table_of_all_pairs(labels, logits):
    """Your result is a table (n, n): from every row you took the entries of all the
    labels. Which row does each label belong to, and how do you name the row as well?
    """
    return -log_softmax(logits)[:, labels]


@exercise.mistake
def mean_of_all(labels, logits):
    """You returned one number, the mean over the rows. How many losses does the task
    ask for, if every row has its own?
    """
    return np.mean(cost(labels, logits))


@exercise.mistake
def summed(labels, logits):
    """You added the losses of all rows up to one number. How many does the task ask
    for, if every row has its own?
    """
    return np.sum(cost(labels, logits))


@exercise.mistake
def mean_over_classes(labels, logits):
    """You divided each loss by the number of classes, as a mean over one-hot rows does.
    Over what does cross-entropy add up, and how many of these terms are not 0?
    """
    return cost(labels, logits) / logits.shape[1]


@exercise.mistake
def base_two(labels, logits):
    """Your result is in bits. In which unit is the loss asked for, and which base has
    its logarithm?
    """
    return cost(labels, logits) / np.log(2)


@exercise.mistake
def probability(labels, logits):
    """You returned the probability of the true class. It is large where the loss should
    be small: which function turns it into a cost in nats?
    """
    return picked(labels, softmax(logits))


@exercise.mistake
def raw_logit(labels, logits):
    """You returned minus the true logit, as if it were a logarithm of a probability
    already. By what does softmax normalise a row, and where is it in your answer?
    """
    return -picked(labels, logits)


@exercise.mistake
def softmax_twice(labels, logits):
    """Softmax was applied twice, so that even a perfect row costs much. Which of the
    functions that you use contains a softmax already?
    """
    return cost(labels, softmax(logits))


@exercise.mistake
def softmax_over_the_rows(labels, logits):
    """Your softmax makes the columns sum to 1: the examples compete for each class.
    Which axis holds the scores of one example?
    """
    return -picked(labels, log_softmax(logits.T).T)


@exercise.mistake
def labels_from_one(labels, logits):
    """You took the class before the one that the label names, as if classes were
    counted from 1. Which number has the first class, according to the task?
    """
    return cost(labels - 1 + logits.shape[1] * (labels == 0), logits)


@exercise.mistake
def predicted_class(labels, logits):
    """You took the probability of the class with the highest score, not that of the
    true one. What does it cost then to be certain and wrong?
    """
    return cost(np.argmax(logits, axis=1), logits)


@exercise.mistake
def true_class_left_out(labels, logits):
    """Your sum of exponentials runs over the wrong classes alone, and the loss becomes
    negative. Which classes does the denominator of softmax contain?
    """
    true = np.arange(logits.shape[1]) == labels[:, None]
    others = np.logaddexp.reduce(np.where(true, -np.inf, logits), axis=1)
    return others - picked(labels, logits)


@exercise.mistake
def shift_in_one_term_only(labels, logits):
    """The largest logit was subtracted in the sum of exponentials but not from the
    true logit. What has to be done in both places, or made up for at the end?
    """
    return cost(labels, logits) - np.max(logits, axis=1)


def ratio(z):
    """Return the softmax without a shift."""
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


@exercise.mistake
def one_shift_for_all_rows(labels, logits, *, of_ratio=(False, True)):
    """You subtracted the largest logit of the whole array. A row far below it then
    consists of zeros, which have no finite logarithm and no ratio. Which number belongs
    to each row?
    """
    z = logits - np.max(logits)
    if of_ratio:
        return -np.log(picked(labels, ratio(z)))
    return np.log(np.exp(z).sum(axis=1)) - picked(labels, z)


@exercise.mistake
def overflow(labels, logits, *, by=(picked, weighted, None)):
    """The formula is right on paper, but the exponential of 1000 overflows, and that of
    -1000 is rounded to 0. What may be subtracted from a whole row of logits without
    changing its softmax?
    """
    if by is not None:
        return -by(labels, np.log(ratio(logits)))
    return np.log(np.exp(logits).sum(axis=1)) - picked(labels, logits)


@exercise.mistake
def logarithm_of_a_rounded_probability(labels, logits, *, by=(picked, weighted)):
    """You computed the probability first and its logarithm afterwards. A hopeless
    class has a probability that is rounded to 0, and so a loss that is infinite, or
    NaN. What is the logarithm of a quotient of exponentials, simplified on paper?
    """
    return -by(labels, np.log(softmax(logits)))


EPSILONS = (*(10.0**-n for n in (5, 6, 7, 8, 9, 10, 12, 15, 16, 20)), 2.0**-52)


@exercise.mistake
def price_capped(labels, logits, *, eps=EPSILONS, add=(True, False)):
    """You kept the probability away from 0 with a small number, so that every hopeless
    row costs the same. Should a lead of 2000 for a wrong class not cost more than one
    of 1000? What is the logarithm of softmax, simplified on paper?
    """
    p = picked(labels, softmax(logits))
    return -np.log(p + eps if add else np.clip(p, eps, 1 - eps))
