"""Back through the softmax: its Jacobian times what arrives, without the Jacobian."""

import math

import numpy as np

from lossedu import activations
from lossedu.activations import softmax
from lossedu.grading import Exercise, derivative_of, probe


def reference(logits, upstream):
    """Call the library, which takes its arguments in the other order."""
    return activations.softmax_vjp(upstream, logits)


exercise = Exercise(
    id="softmax_vjp",
    chapter="smooth-and-gated",
    section="softmax",
    task="""
    Write the backward pass of the softmax: the derivative of the loss with respect to
    the logits, from its derivative with respect to the probabilities.

    `logits` and `upstream` have shape (n, k): a row for each example, a column for each
    class. The forward pass takes the softmax of each row of `logits`; `upstream` holds
    the derivative of the loss with respect to each probability, any real numbers.
    Return an array of shape (n, k). The loss has been averaged already where it should
    be: divide by nothing more. Logits of 1000 and -1000 must work, in one batch and in
    one row.
    """,
    starter='''
    import numpy as np


    def softmax_vjp(logits, upstream):
        """Derivative of the loss in the logits, shape (n, k)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    alone=1,
    hints=(
        "Raise one logit a little. Its own probability grows: what do the others do, "
        "and at which rate? All of them pass on what arrives at them.",
        "The slope of probability i in logit j is p_i (1 - p_i) if they are the "
        "same, and -p_i p_j if not. Multiply by what arrives at i, and sum over i.",
        "What arrives counts only as far as it differs from its mean over the row, "
        "weighted with the probabilities: `p * (g - (p * g).sum(axis=1, "
        "keepdims=True))`, with the largest logit of each row subtracted first.",
    ),
    praise="No matrix is needed: k numbers a row where the Jacobian has k times k. "
    "Every attention layer does this on its way back.",
)


def weighted(logits, upstream):
    """Return a loss whose derivative in the probabilities is `upstream`."""
    return upstream * softmax(logits)


SLOPE = derivative_of(weighted, argument=0)
TINY = 1e-12  # what is left of a sum that should be 0


@exercise.probes
def _(rng):
    yield probe("one row, two classes", [[0.0, 1.0]], [[1.0, 0.0]], oracles=[SLOPE])
    yield probe(
        "two rows",
        [[0.0, 1.0, 2.0], [1.0, -1.0, 0.5]],
        [[1.0, 2.0, -1.0], [0.5, 3.0, 1.0]],
        oracles=[SLOPE],
    )
    yield probe("whole numbers", [[1, 0, 2, 0]], [[0, -2, 1, 3]])
    yield probe("the same everywhere", [[0.5, 1.0, -1.0]], [[2.0, 2.0, 2.0]], atol=TINY)
    far = [[1000.0, 1001.0], [-1000.0, -1002.0], [1000.0, -1000.0]]
    yield probe("far out", far, [[1.0, -1.0], [2.0, 0.5], [1.0, 3.0]], atol=TINY)
    z, g = rng.normal(scale=2, size=(5, 3)), rng.normal(size=(5, 3))
    yield probe("random batch", z, g, visible=False, atol=TINY, oracles=[SLOPE])
    z, g = rng.normal(size=(3, 3)), rng.normal(size=(3, 3))
    yield probe("as many rows as classes", z, g, visible=False, atol=TINY)
    z, g = rng.normal(size=(2, 4)), 3 + rng.normal(size=(2, 4))
    single = z.astype(np.float32), g.astype(np.float32)
    yield probe("single precision", *single, visible=False, rtol=1e-4, atol=1e-5)


@exercise.solution
def less_the_weighted_mean(logits, upstream):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return p * (upstream - (p * upstream).sum(axis=1, keepdims=True))


@exercise.alternative
def with_the_jacobian_of_each_row(logits, upstream):
    rows = []
    for p, g in zip(softmax(logits), upstream, strict=True):
        rows.append((np.diag(p) - np.outer(p, p)) @ g)
    return rows


@exercise.alternative
def with_all_jacobians_at_once(logits, upstream):
    return np.einsum("nij,ni->nj", activations.softmax_jacobian(logits), upstream)


@exercise.alternative
def number_by_number(logits, upstream):
    result = np.zeros(np.shape(logits))
    for n, (row, arriving) in enumerate(zip(logits, upstream, strict=True)):
        e = [math.exp(z - max(row)) for z in row]
        p = [part / sum(e) for part in e]
        for i, j in np.ndindex(len(p), len(p)):
            result[n, j] += arriving[i] * p[i] * ((i == j) - p[j])
    return result


@exercise.mistake
def diagonal_alone(logits, upstream):
    """You multiplied what arrives by p (1 - p), as if each probability depended on its
    own logit alone. What happens to the other probabilities if one logit grows?
    """
    p = softmax(logits)
    return upstream * p * (1 - p)


@exercise.mistake
def second_term_forgotten(logits, upstream):
    """You returned the probabilities times what arrives at them, and subtracted
    nothing. If all logits of a row grow by the same, no probability changes: what must
    the slopes of a row add up to?
    """
    return softmax(logits) * upstream


@exercise.mistake
def sum_not_weighted(logits, upstream):
    """Inside the bracket you subtracted the plain sum of what arrives at the row. With
    which weight does each class take part in that sum?
    """
    g = np.asarray(upstream)
    return softmax(logits) * (g - g.sum(axis=1, keepdims=True))


@exercise.mistake
def mean_not_weighted(logits, upstream):
    """Inside the bracket you subtracted the plain mean of what arrives at the row.
    Which weights, that add up to 1 as well, does the softmax give to the classes?
    """
    g = np.asarray(upstream)
    return softmax(logits) * (g - g.mean(axis=1, keepdims=True))


@exercise.mistake
def flipped_sign(logits, upstream):
    """All your slopes have the wrong sign. If what arrives is positive at one class and
    0 elsewhere, should raising its logit raise the loss or lower it?
    """
    return -reference(logits, upstream)


@exercise.mistake
def terms_added(logits, upstream):
    """Inside the bracket the weighted sum of the row is added and not subtracted. If
    one probability grows, do the others grow with it?
    """
    p = softmax(logits)
    return p * (upstream + (p * upstream).sum(axis=1, keepdims=True))


@exercise.mistake
def summed_over_the_examples(logits, upstream):
    """The sum that is subtracted runs down the columns, over the examples. Which
    numbers share a softmax: those of a row, or those of a column?
    """
    g = softmax(logits) * upstream
    return g - softmax(logits) * g.sum(axis=0)


@exercise.mistake
def summed_over_the_batch(logits, upstream):
    """The sum that is subtracted runs over all numbers of the batch, and is right for a
    batch of one row. Along which axis does one softmax end?
    """
    g = softmax(logits) * upstream
    return g - softmax(logits) * g.sum()


@exercise.mistake
def columns_for_rows(logits, upstream):
    """You took the softmax down the columns, and the sum as well. Which axis holds the
    classes, according to the task, and which the examples?
    """
    return reference(np.transpose(logits), np.transpose(upstream)).T


@exercise.mistake
def one_softmax_for_the_batch(logits, upstream, *, axis=(None, 1)):
    """One softmax was taken of the whole batch: the probabilities of all rows together
    add up to 1. What should the probabilities of one row add up to?
    """
    p = softmax(np.ravel(logits)).reshape(np.shape(logits))
    return p * (upstream - (p * upstream).sum(axis=axis, keepdims=True))


@exercise.mistake
def softmax_forgotten(logits, upstream):
    """The logits themselves stand where the probabilities should. What turns a row of
    scores into numbers that add up to 1?
    """
    z, g = np.asarray(logits), np.asarray(upstream)
    return z * (g - (z * g).sum(axis=1, keepdims=True))


@exercise.mistake
def factor_in_front_forgotten(logits, upstream):
    """The bracket is right, and it was not multiplied by the probability in front. If a
    class has the probability 0, what can its logit still change?
    """
    g = np.asarray(upstream)
    return g - (softmax(logits) * g).sum(axis=1, keepdims=True)


@exercise.mistake
def probability_less_upstream(logits, upstream):
    """You subtracted what arrives from the probabilities, as if it held the labels of a
    cross-entropy. Is a loss named in the task, or only its derivative?
    """
    return softmax(logits) - np.asarray(upstream)


@exercise.mistake
def log_softmax_instead(logits, upstream):
    """Your derivative is that of the logarithm of the softmax. Is what arrives the
    derivative in the probabilities, or in their logarithms?
    """
    g = np.asarray(upstream)
    return g - softmax(logits) * g.sum(axis=1, keepdims=True)


@exercise.mistake
def arguments_exchanged(logits, upstream):
    """The softmax was taken of `upstream`, and the logits came in where it belongs.
    Which argument comes first?
    """
    return reference(upstream, logits)


@exercise.mistake
def averaged(logits, upstream):
    """You divided by the number of rows. Has the loss been averaged already, according
    to the task, and what would a second division do?
    """
    return reference(logits, upstream) / len(logits)


@exercise.mistake
def overflow(logits, upstream):
    """Your formula is right, and for logits of 1000 and -1000 in one batch it gives
    NaN. What may be subtracted from all logits of one row, without any change of its
    softmax?
    """
    e = np.exp(logits)
    p = e / e.sum(axis=1, keepdims=True)
    return p * (upstream - (p * upstream).sum(axis=1, keepdims=True))


@exercise.mistake
def one_shift_for_all(logits, upstream):
    """One number was subtracted from the logits of all rows, and a row that is far
    below it gives 0 divided by 0. Which number suits each row, so that one of its
    exponentials is 1?
    """
    e = np.exp(logits - np.max(logits))
    p = e / e.sum(axis=1, keepdims=True)
    return p * (upstream - (p * upstream).sum(axis=1, keepdims=True))
