"""The derivative of binary cross-entropy in the logit."""

import math

import numpy as np

from lossedu import losses
from lossedu.activations import sigmoid
from lossedu.grading import Exercise, derivative_of, probe

exercise = Exercise(
    id="sigmoid_cross_entropy_grad",
    chapter="binary-classification",
    section="cancel-the-slope",
    task="""
    Write the derivative of binary cross-entropy with respect to the logit, one number
    for each element.

    `y_true` holds 0 or 1 (or a probability in between), `logits` any real numbers,
    both of shape (n,); the loss is in nats. The result has shape (n,) and must keep
    its digits for logits of 40 and -40, and be finite for 1000 and -1000.
    """,
    starter='''
    import numpy as np


    def sigmoid_cross_entropy_grad(y_true, logits):
        """d/dz of -y log(sigmoid(z)) - (1 - y) log(1 - sigmoid(z)), shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=losses.sigmoid_cross_entropy_grad,
    hints=(
        "Which two factors does the chain rule give, and what happens to the "
        "sigmoid's slope?",
        "After the slope has cancelled only the output and the target are left.",
        "It is sigmoid(z) - y. For large z, write it without subtracting two numbers "
        "that are almost equal: 1 - sigmoid(z) is sigmoid(-z).",
    ),
    praise="The slope has cancelled: a neuron that is badly wrong now learns fast, "
    "which is why frameworks offer this loss fused.",
)

SLOPE = derivative_of(losses.sigmoid_cross_entropy)


@exercise.probes
def _(rng):
    yield probe("one of each", [0.0, 1.0], [1.5, 1.5], oracles=[SLOPE])
    yield probe("three rows", [1.0, 0.0, 1.0], [-2.0, 0.5, 3.0])
    yield probe("whole-number targets", [0, 1, 1, 0], [0.3, -1.2, 2.0, -0.4])
    yield probe("confident and right", [1.0, 0.0], [40.0, -40.0], rtol=1e-9)
    yield probe("far out", [1.0, 0.0, 0.0, 1.0], [1e3, -1e3, 1e3, -1e3])
    y, z = rng.integers(0, 2, 9), rng.normal(scale=3, size=9)
    yield probe("random batch", y, z, visible=False, oracles=[SLOPE])
    y, z = rng.uniform(size=7), rng.normal(size=7)
    yield probe("soft targets", y, z, visible=False, oracles=[SLOPE])
    y, z = rng.integers(0, 2, 5), rng.normal(size=5).astype(np.float32)
    yield probe("single precision", y.astype(z.dtype), z, visible=False, rtol=1e-4)
    yield probe("one element", rng.integers(0, 2, 1), rng.normal(size=1), visible=False)


@exercise.alternative
def through_the_other_side(y_true, logits):
    y, z = np.asarray(y_true, float), np.asarray(logits, float)
    return (1 - y) * sigmoid(z) - y * sigmoid(-z)


@exercise.alternative
def one_element_at_a_time(y_true, logits):
    result = np.empty(len(logits))
    for i, (y, z) in enumerate(zip(y_true, logits, strict=True)):
        small = math.exp(-abs(z))
        here, other = 1 / (1 + small), small / (1 + small)
        s, rest = (here, other) if z >= 0 else (other, here)
        result[i] = (1 - y) * s - y * rest
    return result


@exercise.solution
def from_the_nearer_end(y_true, logits):
    y, z = np.asarray(y_true, float), np.asarray(logits, float)
    rest = np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z)))  # what is left to 0 or 1
    return np.where(z > 0, (1 - y) - rest, rest - y)


@exercise.alternative
def in_the_dtype_of_the_logits(y_true, logits):
    y = np.asarray(y_true, logits.dtype)
    return sigmoid(logits) * (1 - y) - sigmoid(-logits) * y


@exercise.mistake
def flipped_sign(y_true, logits):
    """Your numbers have the right size and the wrong sign. Which of the two is
    subtracted from which, if a descent step on a positive logit with target 0 should
    make the logit smaller?
    """
    return np.asarray(y_true) - sigmoid(logits)


@exercise.mistake
def kept_the_slope(y_true, logits):
    """There is a factor sigmoid'(z) left over, which belongs to the squared error. What
    does the derivative of the loss in the output, which divides by a(1 - a), do to it?
    """
    s = sigmoid(logits)
    return (s - np.asarray(y_true)) * s * (1 - s)


@exercise.mistake
def averaged(y_true, logits):
    """You divided by the number of elements. Is the derivative asked for that of the
    mean, or one for each element?
    """
    return (sigmoid(logits) - np.asarray(y_true)) / np.size(logits)


@exercise.mistake
def summed(y_true, logits):
    """You added the derivatives up to a single number. If every element has a logit of
    its own, how many slopes does the batch have?
    """
    return np.sum(sigmoid(logits) - np.asarray(y_true))


@exercise.mistake
def mean_of_all(y_true, logits):
    """You returned one number, the mean over the batch. Each logit can be moved alone:
    how many slopes does the task ask for?
    """
    return np.mean(sigmoid(logits) - np.asarray(y_true))


@exercise.mistake
def swapped_arguments(y_true, logits):
    """The sigmoid was taken of the targets, and the logits were used as they are. Which
    of the two arguments comes first, and which one is a score that needs squashing?
    """
    return sigmoid(y_true) - np.asarray(logits)


@exercise.mistake
def forgot_the_sigmoid(y_true, logits):
    """You compared the logit itself with the target. A logit can be 5 and a target
    cannot: what turns the score into a probability first?
    """
    return np.asarray(logits) - np.asarray(y_true)


@exercise.mistake
def sigmoid_twice(y_true, logits):
    """The sigmoid was applied twice, so that no probability of yours is below one half.
    At which place in your code is the score a probability already?
    """
    return sigmoid(sigmoid(logits)) - np.asarray(y_true)


@exercise.mistake
def the_loss_itself(y_true, logits):
    """These are the values of the loss, and the task asks for its slope. Can a slope be
    never negative, if a target of 1 pulls the logit up and one of 0 pulls it down?
    """
    return losses.sigmoid_cross_entropy(y_true, logits)


@exercise.mistake
def slope_in_the_probability(
    y_true, logits, *, kind=("fraction", "terms", "chosen", "hard"), exact=(False, True)
):
    """You differentiated with respect to the probability, not to the logit. Which
    factor does the chain rule add on the way from the one to the other?
    """
    y, s = np.asarray(y_true), sigmoid(logits)
    rest = sigmoid(-np.asarray(logits)) if exact else 1 - s
    if kind == "fraction":
        return (s - y) / (s * rest)
    if kind == "hard":
        return np.where(y == 1, -1 / s, 1 / rest)
    one, zero = y / s, (1 - y) / rest
    if kind == "chosen":
        one, zero = np.where(y > 0, one, 0), np.where(y < 1, zero, 0)
    return zero - one


@exercise.mistake
def hard_threshold(y_true, logits):
    """You rounded the output to a decision, 0 or 1, before comparing. Would a neuron
    that is right with 51 % then still learn anything?
    """
    return (np.asarray(logits) > 0) - np.asarray(y_true, float)


@exercise.mistake
def squared_error_slope(y_true, logits):
    """There is a factor 2 that belongs to a squared error. Where does a square appear
    in -y log a - (1 - y) log(1 - a)?
    """
    return 2 * (sigmoid(logits) - np.asarray(y_true))


@exercise.mistake
def only_the_positives(y_true, logits, *, soft=(True, False)):
    """An element with target 0 has no slope in your answer. What does the second term
    of the loss, the one with 1 - y, give for it?
    """
    weight = np.asarray(y_true) if soft else np.where(np.equal(y_true, 1), 1, 0)
    return -weight * sigmoid(-np.asarray(logits))


@exercise.mistake
def digits_lost(y_true, logits):
    """Your formula is right on paper, and on a confident input all digits are gone: 1
    minus a number that rounds to 1 is 0. Which function gives the small rest of the
    sigmoid directly, without a subtraction?
    """
    return sigmoid(logits) - np.asarray(y_true)


@exercise.mistake
def overflow(y_true, logits):
    """For a large logit both parts of your fraction overflow, and infinity divided by
    infinity is NaN. By what can both be divided, so that the exponent is never
    positive?
    """
    z = np.asarray(logits)
    return np.exp(z) / (1 + np.exp(z)) - np.asarray(y_true)
