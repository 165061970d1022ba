"""The lowest loss that is left to a network with one softmax too many."""

import math

import numpy as np

from lossedu import losses
from lossedu.activations import softmax
from lossedu.grading import Exercise, probe


def confident(k):
    """Return the scores of a row that is certain of the class 0, and right."""
    return np.where(np.arange(k) == 0, 1000.0, 0.0)


def reference(classes):
    """Apply softmax to such a row and feed the result into softmax cross-entropy."""
    fed = [softmax(confident(k)) for k in classes]
    return np.array([losses.sparse_softmax_cross_entropy(0, row) for row in fed])


exercise = Exercise(
    id="double_softmax_floor",
    chapter="claims",
    section="a-softmax-before-cross-entropy-in-pytorch-is-harmless",
    task="""
    A network ends in a softmax layer, and its output is passed, as if it were logits,
    to a loss that applies softmax once more. Write how low the training loss can get:
    the smallest cross-entropy, in nats, that an example with one true class can reach,
    or come as near to as you like, whatever the scores before the first softmax are.

    `classes` has shape (n,) and holds whole numbers of classes, 1 or more. The result
    has shape (n,), the limit for each number. It is 0 for a single class.
    """,
    starter='''
    import numpy as np


    def double_softmax_floor(classes):
        """Smallest cross-entropy after two softmaxes, by class count, (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    hints=(
        "The first softmax gives numbers between 0 and 1. Which row of such numbers is "
        "the best that the second one could be fed with?",
        "At best the true class is fed in as 1 and each of the others as 0. Work out "
        "the softmax of that row, and minus the logarithm of its true entry.",
        "The second softmax gives the true class e / (e + k - 1). Its negative "
        "logarithm is `np.log(np.e + k - 1) - 1`.",
    ),
    praise="The network trains, its accuracy may even be fine, and the loss hangs over "
    "a floor that no rate moves: look for a softmax too many.",
)


@exercise.probes
def _(rng):
    yield probe("three classes", [3])
    yield probe("two classes", [2])
    yield probe("a single class", [1], atol=1e-12)
    yield probe("ten classes and more", [10, 100])
    yield probe("small and large", [4, 2, 7, 1000, 5], rtol=1e-9)
    yield probe("random numbers", rng.integers(2, 60, 7), visible=False)
    few = rng.integers(2, 12, 4).astype(np.int32)
    yield probe("short integers", few, visible=False)
    yield probe("one number", rng.integers(11, 40, 1), visible=False)


@exercise.solution
def by_the_formula(classes):
    return np.log(np.e + classes - 1) - 1


@exercise.alternative
def from_the_probability(classes):
    return -np.log(math.e / (math.e + (classes - 1)))


@exercise.alternative
def one_count_at_a_time(classes):
    return [math.log1p((k - 1) * math.exp(-1)) for k in classes.tolist()]


@exercise.alternative
def as_a_sum_over_the_classes(classes):
    floors = np.zeros(len(classes))
    for i, k in enumerate(classes):
        fed = np.eye(k)[0]
        floors[i] = np.log(np.exp(fed).sum()) - fed[0]
    return floors


@exercise.mistake
def no_floor(classes):
    """You returned 0, which is the limit with one softmax. What are the largest and the
    smallest number that the second softmax is fed with?
    """
    return np.zeros(len(classes))


@exercise.mistake
def where_training_starts(classes):
    """You returned the loss of a row in which all classes are alike, the logarithm of
    their number. Can the two softmaxes do nothing better than that?
    """
    return np.log(classes)


@exercise.mistake
def all_classes_as_others(classes):
    """You counted the true class among the others as well. How many classes are fed in
    as 0 if one of them is fed in as 1?
    """
    return np.log1p(classes / math.e)


@exercise.mistake
def one_other_class(classes, *, alone=(1.0, 0.0)):
    """You counted a single other class, however many there are. How many terms has the
    sum in the denominator of the second softmax?
    """
    return np.where(classes > 1, 1.0, alone) * np.log1p(math.exp(-1))


@exercise.mistake
def others_alone(classes):
    """The sum in the denominator has only the wrong classes in your answer. Which class
    is missing in the denominator of softmax?
    """
    return np.log(classes - 1) - 1


@exercise.mistake
def inverted_exponent(classes):
    """The lead of 1 has the wrong sign: every wrong class is fed in as 1 more than the
    true one. Which row is the best that can be fed in?
    """
    return np.log1p((classes - 1) * math.e)


@exercise.mistake
def true_class_fed_in_as_nothing(classes, *, alone=(1.0, 0.0)):
    """Your number is the logarithm of the denominator alone, 1 too much. It is the loss
    if a wrong class is fed in as 1 and the true one as 0: what stands in the numerator
    of the true class in the best row?
    """
    return np.where(classes > 1, np.log(math.e + classes - 1), alone)


@exercise.mistake
def missing_minus(classes):
    """Your numbers have the right size and are negative. What is the sign of the
    logarithm of a probability, and what should a cost be?
    """
    return -reference(classes)


@exercise.mistake
def probability(classes):
    """You returned the highest probability that the true class can get. Which function
    turns it into a cost in nats?
    """
    return math.e / (math.e + classes - 1)


@exercise.mistake
def missing_probability(classes):
    """You returned what the true class lacks to a probability of 1. Which function of
    its probability is cross-entropy?
    """
    return (classes - 1) / (math.e + classes - 1)


LOGITS = math.log2(math.e), 1.0  # of the true class, in bits or left as it was


@exercise.mistake
def base_two(classes, *, logit=LOGITS):
    """You took the logarithm to base 2. In which unit is the loss asked for, and which
    base has its logarithm?
    """
    return np.log2(math.e + classes - 1) - logit


@exercise.mistake
def scores_of_one(classes):
    """You gave the network a score of 1 for the true class and 0 for the others, and
    then applied both softmaxes. Are these the best scores, or can they grow further?
    """
    p = math.e / (math.e + classes - 1)
    return np.log1p((classes - 1) * np.exp((1 - p) / np.maximum(classes - 1, 1) - p))


@exercise.mistake
def mean_over_classes(classes):
    """You divided the loss by the number of classes. Over how many of them does
    cross-entropy add up, if only one is true?
    """
    return reference(classes) / classes


@exercise.mistake
def mean_of_all(classes):
    """You returned one number, the mean over the entries of `classes`. How many limits
    does the task ask for?
    """
    return np.mean(reference(classes))


@exercise.mistake
def summed(classes):
    """You returned one number, the sum over the entries of `classes`. How many limits
    does the task ask for?
    """
    return np.sum(reference(classes))
