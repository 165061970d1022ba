"""The derivative of softmax cross-entropy in the logits, with label smoothing."""

import math
from functools import partial

import numpy as np

from lossedu import losses
from lossedu.activations import sigmoid, softmax, softmax_jacobian
from lossedu.grading import Exercise, derivative_of, probe


def reference(y_true, logits, *, smoothing):
    """Return the library's derivative."""
    return losses.softmax_cross_entropy_grad(y_true, logits, label_smoothing=smoothing)


def loss(y_true, logits, *, smoothing):
    """Return the library's loss, one number a row."""
    return losses.softmax_cross_entropy(y_true, logits, label_smoothing=smoothing)


exercise = Exercise(
    id="softmax_cross_entropy_grad",
    chapter="many-classes",
    section="label-smoothing",
    task="""
    Write the derivative of softmax cross-entropy with respect to the logits, with label
    smoothing.

    `y_true` has shape (n, k): a row for each example with the true probabilities of the
    k classes, one-hot or soft; it sums to 1. `logits` has the same shape and holds any
    real numbers. `smoothing`, from 0 to 1, is the share of each target row that is
    spread evenly over all k classes, the true one included, before the loss is taken,
    as PyTorch and Keras do. Each row has a loss of its own: divide by nothing. The
    result has shape (n, k) and must be right for logits of 1000 and -1000.
    """,
    starter='''
    import numpy as np


    def softmax_cross_entropy_grad(y_true, logits, *, smoothing):
        """Derivative of each row's loss in its logits, shape (n, k)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    alone=1,
    hints=(
        "Start without smoothing: which difference is left when the derivative of the "
        "logarithm meets that of softmax?",
        "Smoothing changes the targets and nothing else. What should the smoothed row "
        "be if the share is 1, and what must it always sum to?",
        "It is softmax minus t with `t = (1 - smoothing) * y_true + smoothing / k`, "
        "where k is logits.shape[1]. Take each row's largest logit off before exp.",
    ),
    praise="Forecast minus target again, and with smoothing the target is never "
    "certain: the logits stop growing once the forecast is sure enough.",
)

SLOPE = derivative_of(loss)
NONE, SOME = {"smoothing": 0.0}, {"smoothing": 0.3}


@exercise.probes
def _(rng):
    one, z = [[0.0, 1.0, 0.0]], [[0.5, 0.0, -1.0]]
    yield probe("no smoothing", one, z, keywords=NONE, oracles=[SLOPE])
    yield probe("some smoothing", one, z, keywords=SOME, oracles=[SLOPE])
    yield probe("all smoothed away", one, z, keywords={"smoothing": 1.0})
    two = [[0, 1], [1, 0], [0, 1]], [[1, 3], [2, -1], [0, 0]]
    yield probe("whole numbers, two classes", *two, keywords=SOME)
    far = [[1e3, 0.0, -1e3], [999.0, 1e3, -1e3], [-1e3, -1001.0, -1e3]]
    few = {"smoothing": 0.1}
    yield probe("far out", np.eye(3)[[0, 2, 1]], far, keywords=few, atol=1e-12)
    few = {"smoothing": rng.uniform(0.05, 0.4)}
    hidden = partial(probe, keywords=few, visible=False)
    y, z = np.eye(4)[rng.integers(0, 4, 5)], rng.normal(scale=2, size=(5, 4))
    yield hidden("random rows", y, z, oracles=[SLOPE], atol=1e-12)
    y, z = rng.dirichlet(np.ones(5), 3), rng.normal(size=(3, 5))
    yield hidden("soft targets", y, z, oracles=[SLOPE], atol=1e-12)
    y, z = np.eye(3)[[2, 0]], rng.normal(size=(2, 3))
    single = y.astype(np.float32), z.astype(np.float32)
    yield hidden("single precision", *single, rtol=1e-4, atol=1e-6)


@exercise.solution
def forecast_minus_target(y_true, logits, *, smoothing):
    e = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    p = e / np.sum(e, axis=1, keepdims=True)
    return p - ((1 - smoothing) * y_true + smoothing / logits.shape[1])


@exercise.alternative
def one_row_at_a_time(y_true, logits, *, smoothing):
    table = []
    for targets, row in zip(y_true.tolist(), logits.tolist(), strict=True):
        e = [math.exp(z - max(row)) for z in row]
        t = [y + smoothing * (1 / len(row) - y) for y in targets]
        table.append([a / math.fsum(e) - b for a, b in zip(e, t, strict=True)])
    return table


@exercise.alternative
def by_the_jacobian(y_true, logits, *, smoothing):
    uniform = np.ones(logits.shape[1]) / logits.shape[1]
    t = (y_true - uniform) * (1 - smoothing) + uniform
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    slopes = np.exp(log_p)[:, None, :] - np.eye(logits.shape[1])  # minus d log p / d z
    return np.einsum("nk,nki->ni", t, slopes)


@exercise.alternative
def as_a_mixture_of_two_derivatives(y_true, logits, *, smoothing):
    p = softmax(logits)
    return (1 - smoothing) * (p - y_true) + smoothing * (p - 1 / len(p[0]))


def smoothed(y_true, logits, smoothing):
    """Return the right targets, for mistakes that are not about them."""
    return (1 - smoothing) * y_true + smoothing / logits.shape[1]


@exercise.mistake
def flipped_sign(y_true, logits, *, smoothing):
    """Your numbers have the right size and the wrong sign. Which way should a step of
    descent, which subtracts the derivative, move the logit of the true class?
    """
    return -reference(y_true, logits, smoothing=smoothing)


@exercise.mistake
def smoothing_ignored(y_true, logits, *, smoothing):
    """Your derivative is that of the targets as they came: `smoothing` changes nothing.
    Which of the two, forecast or target, should it change, and how?
    """
    return reference(y_true, logits, smoothing=0.0)


def in_proportion(y, s, part):
    """Return targets of which the others get a part, if the target is soft as well."""
    return (1 - s) * y + part * (1 - y)


def if_certain(y, s, part):
    """Return such targets where only a target of 1 is the true class."""
    return np.where(y == 1, 1 - s, part)


def if_possible(y, s, part):
    """Return such targets where every target above 0 is true."""
    return np.where(y > 0, (1 - s) * y, part)


WAYS = in_proportion, if_certain, if_possible


@exercise.mistake
def spread_over_the_others(y_true, logits, *, smoothing, way=WAYS):
    """You spread the share over the other classes only, k - 1 of them. That is another
    convention: what does the task say about the true class?
    """
    part = smoothing / (logits.shape[1] - 1)
    return softmax(logits) - way(y_true, smoothing, part)


@exercise.mistake
def true_class_gets_no_part(y_true, logits, *, smoothing, way=WAYS):
    """The share was divided among all k classes, but the true one did not get its part
    back. What does a row of your smoothed targets sum to?
    """
    part = smoothing / logits.shape[1]
    return softmax(logits) - way(y_true, smoothing, part)


@exercise.mistake
def nothing_taken_away(y_true, logits, *, smoothing):
    """Every class got its part of the share, but the targets were not made smaller for
    it. What does a row of your smoothed targets sum to?
    """
    return softmax(logits) - (y_true + smoothing / logits.shape[1])


@exercise.mistake
def nothing_spread(y_true, logits, *, smoothing):
    """The targets were made smaller by the share, but what was taken away went to no
    class. What does a row of your smoothed targets sum to?
    """
    return softmax(logits) - (1 - smoothing) * y_true


@exercise.mistake
def share_to_every_class(y_true, logits, *, smoothing):
    """Each class got the whole share instead of its part of it. Among how many classes
    is it spread, and what does a row of your smoothed targets sum to?
    """
    return softmax(logits) - ((1 - smoothing) * y_true + smoothing)


@exercise.mistake
def divided_by_the_rows(y_true, logits, *, smoothing):
    """You divided the share by the number of rows. Among whom is it spread, the
    examples of the batch or the classes of a row, and which axis counts those?
    """
    return softmax(logits) - ((1 - smoothing) * y_true + smoothing / len(logits))


@exercise.mistake
def slope_scaled(y_true, logits, *, smoothing):
    """You took the derivative without smoothing and made all of it smaller by the
    share. Does smoothing change the forecast as well, or the target alone?
    """
    return (1 - smoothing) * (softmax(logits) - y_true)


@exercise.mistake
def shares_exchanged(y_true, logits, *, smoothing):
    """The label keeps the share `smoothing`, and the rest is spread: the two have
    changed places. What should be left of the smoothing if it is 0?
    """
    return reference(y_true, logits, smoothing=1 - smoothing)


@exercise.mistake
def forecast_smoothed(y_true, logits, *, smoothing):
    """You smoothed the forecast and left the targets as they are. What do the names say
    that label smoothing changes?
    """
    return smoothed(softmax(logits), logits, smoothing) - y_true


@exercise.mistake
def no_softmax(y_true, logits, *, smoothing):
    """You subtracted the targets from the logits themselves. What turns a row of scores
    into probabilities first?
    """
    return logits - smoothed(y_true, logits, smoothing)


@exercise.mistake
def sigmoid_for_softmax(y_true, logits, *, smoothing):
    """You squashed every logit alone, with the sigmoid. What must the probabilities of
    a row sum to, if exactly one class is true?
    """
    return sigmoid(logits) - smoothed(y_true, logits, smoothing)


@exercise.mistake
def softmax_over_the_rows(y_true, logits, *, smoothing):
    """Your softmax makes the columns sum to 1: the examples compete for each class.
    Which axis holds the scores of one example?
    """
    return softmax(logits.T).T - smoothed(y_true, logits, smoothing)


@exercise.mistake
def softmax_jacobian_kept(y_true, logits, *, smoothing, whole=(True, False)):
    """You multiplied forecast minus target by the slope of softmax once more. Is that
    difference the derivative in the probabilities, or already in the logits?
    """
    slope = reference(y_true, logits, smoothing=smoothing)
    p, jacobian = softmax(logits), softmax_jacobian(logits)
    return np.einsum("ni,nij->nj", slope, jacobian) if whole else slope * p * (1 - p)


@exercise.mistake
def averaged(y_true, logits, *, smoothing, over=(len, np.size)):
    """You divided by the number of rows, or of all elements. Is the derivative asked
    for that of a mean, or of each row's own loss?
    """
    return reference(y_true, logits, smoothing=smoothing) / over(logits)


@exercise.mistake
def the_loss_itself(y_true, logits, *, smoothing):
    """You returned the loss of each row and not its derivative. How many slopes has a
    row with k logits?
    """
    return loss(y_true, logits, smoothing=smoothing)


@exercise.mistake
def overflow(y_true, logits, *, smoothing):
    """The formula is right on paper, but the exponential of 1000 overflows, and
    infinity divided by infinity is NaN. What may be subtracted from a row of logits
    without changing its softmax?
    """
    p = np.exp(logits) / np.sum(np.exp(logits), axis=1, keepdims=True)
    return p - smoothed(y_true, logits, smoothing)


@exercise.mistake
def one_shift_for_all_rows(y_true, logits, *, smoothing):
    """You subtracted the largest logit of the whole array. A row far below it then has
    only zeros, and 0 divided by 0 is NaN. Which number belongs to each row?
    """
    e = np.exp(logits - np.max(logits))
    return e / e.sum(axis=1, keepdims=True) - smoothed(y_true, logits, smoothing)
