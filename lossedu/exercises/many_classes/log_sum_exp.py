"""The logarithm of a sum of exponentials, without overflow."""

import math

import numpy as np

from lossedu.activations import log_softmax, softmax
from lossedu.grading import Exercise, probe


def reference(logits):
    """Return it from the largest logit and the largest log-probability."""
    return np.max(logits, axis=-1) - np.max(log_softmax(logits), axis=-1)


exercise = Exercise(
    id="log_sum_exp",
    chapter="many-classes",
    section="log-sum-exp",
    task="""
    Write the natural logarithm of the sum of the exponentials of each row, the number
    by which softmax normalises.

    `logits` has shape (n, k): n rows of k scores, any real numbers. The result has
    shape (n,), one number a row. It must be right, and so finite, for logits of 1000
    and of -1000, also if both are in one array or in one row. A logit may be minus
    infinity, a class that is ruled out: it adds nothing to the sum. At least one logit
    of each row is finite.
    """,
    starter='''
    import numpy as np


    def log_sum_exp(logits):
        """log(exp(z_1) + ... + exp(z_k)) of each row (n, k), shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    hints=(
        "What happens to the result if 1000 is added to all logits of a row? So you "
        "may work with other logits than those that you are given.",
        "Take a number c out: the result is c plus the same expression of the logits "
        "minus c. With which c does no exponential overflow, and not all vanish?",
        "With `m = logits.max(axis=1, keepdims=True)`, add the logarithm of the sum of "
        "`np.exp(logits - m)` along the row to m, once the axis of length 1 is gone.",
    ),
    praise="Softmax and its cross-entropy are one subtraction away from this number, "
    "and with it neither can overflow.",
)


@exercise.probes
def _(rng):
    yield probe("one row", [[0.0, 1.0]])
    yield probe("two rows", [[1.0, 2.0, 0.5], [-1.0, 0.5, 0.0]])
    yield probe("whole numbers", [[0, 1], [3, -2], [2, 2]])
    yield probe("large", [[1000.0, 1001.0, 998.0]])
    yield probe("very negative", [[-1000.0, -1001.0, -998.0]])
    yield probe("rows far apart", [[1000.0, 1002.0], [-1000.0, -1001.0]])
    yield probe("far apart in a row", [[-1000.0, 0.0, 1000.0], [3.0, -1000.0, 2.0]])
    yield probe("a class is ruled out", [[-np.inf, 0.5, 2.0], [1.0, 2.0, -np.inf]])
    yield probe("random rows", rng.normal(scale=3, size=(5, 4)) + 5, visible=False)
    z = rng.normal(size=(4, 3)).astype(np.float32)
    yield probe("single precision", z, visible=False, rtol=1e-4, atol=1e-5)


@exercise.solution
def relative_to_the_largest(logits):
    m = np.max(logits, axis=1)
    return m + np.log(np.sum(np.exp(logits - m[:, np.newaxis]), axis=1))


@exercise.alternative
def two_at_a_time(logits):
    total = logits[:, 0]
    for column in logits.T[1:]:
        total = np.logaddexp(total, column)
    return total


@exercise.alternative
def one_row_at_a_time(logits):
    result = []
    for row in logits.tolist():
        top = max(row)
        result.append(top + math.log(math.fsum(math.exp(z - top) for z in row)))
    return result


@exercise.alternative
def sorted_first(logits):
    z = np.sort(logits, axis=1)
    return z[:, -1] + np.log1p(np.exp(z[:, :-1] - z[:, -1:]).sum(1))


TINY = 0.0, 1e-300, *(10.0**-n for n in (6, 7, 8, 9, 10, 12, 15, 16, 20)), 2.0**-52


@exercise.mistake
def overflow(logits, *, eps=TINY):
    """The formula is right on paper, but the exponential of 1000 overflows, and that of
    -1000 is rounded to 0. What could be subtracted from a row first, and how would the
    result have to be mended?
    """
    return np.log(np.exp(logits).sum(axis=1) + eps)


def smallest(z):
    """Return the smallest logit of each row."""
    return z.min(axis=1, keepdims=True)


def mean(z):
    """Return the mean of each row."""
    return z.mean(axis=1, keepdims=True)


def first(z):
    """Return the first logit of each row."""
    return z[:, :1]


def largest_in_size(z):
    """Return the largest of each row without its sign."""
    return abs(z).max(axis=1, keepdims=True)


@exercise.mistake
def shifted_by_another_number(logits, *, by=(smallest, mean, first, largest_in_size)):
    """You shifted each row, but not by its largest logit: what is left can still
    overflow, or vanish altogether. After which shift is no exponent positive, and one
    of them 0?
    """
    m = by(logits)
    return m[:, 0] + np.log(np.exp(logits - m).sum(axis=1))


@exercise.mistake
def one_shift_for_all_rows(logits):
    """You subtracted the largest logit of the whole array. A row far below it then
    consists of zeros, and the logarithm of 0 is minus infinity. Which number belongs to
    each row?
    """
    m = np.max(logits)
    return m + np.log(np.exp(logits - m).sum(axis=1))


@exercise.mistake
def shift_not_added_back(logits):
    """You subtracted the largest logit of each row and did not add it back. If all
    logits of a row grow by 1000, by how much should the result grow?
    """
    return reference(logits) - np.max(logits, axis=1)


@exercise.mistake
def shift_subtracted_again(logits):
    """At the end you subtracted the largest logit of the row once more. It was taken
    away inside the sum: what must happen outside to make up for it?
    """
    return reference(logits) - 2 * np.max(logits, axis=1)


@exercise.mistake
def largest_alone(logits):
    """You returned the largest logit of each row. The result lies a little above it:
    what do the other classes add, if two logits are equal?
    """
    return np.max(logits, axis=1)


@exercise.mistake
def largest_counted_twice(logits):
    """The largest logit is counted twice: once as the 1 that is added to the sum, and
    again within the sum. How many exponentials should a row of k logits have?
    """
    return np.logaddexp(reference(logits), np.max(logits, axis=1))


@exercise.mistake
def mean_for_sum(logits):
    """You averaged the exponentials of a row instead of adding them: the logarithm of
    the number of classes is missing. What should two logits of 0 give?
    """
    return reference(logits) - np.log(logits.shape[1])


@exercise.mistake
def base_two(logits, *, shift_kept=(False, True)):
    """You took the logarithm to base 2 of the sum. Which logarithm undoes the
    exponential, so that a row with a single logit gives back that logit?
    """
    m = np.max(logits, axis=1) if shift_kept else 0
    return m + (reference(logits) - m) / np.log(2)


@exercise.mistake
def wrong_axis(logits):
    """You added over the rows, and there is one number for each class. Which axis holds
    the k scores of one example?
    """
    return reference(logits.T)


@exercise.mistake
def one_for_all_rows(logits):
    """You added the exponentials of all rows up, and there is a single number. Which
    axis belongs to the sum, and which one should be left?
    """
    return reference(logits.reshape(-1))


@exercise.mistake
def mean_over_the_rows(logits):
    """You returned the mean over the rows, a single number. How many numbers does the
    task ask for, if each row has its own?
    """
    return np.mean(reference(logits))


@exercise.mistake
def kept_the_axis(logits):
    """The numbers are right, but they stand in a column of shape (n, 1). Which shape
    does the task ask for, and what kept the axis of length 1?
    """
    return reference(logits)[:, np.newaxis]


@exercise.mistake
def column_met_a_row(logits, *, way=(np.positive, np.transpose)):
    """The result is a table (n, n): a column of shape (n, 1) was added to n numbers of
    shape (n,), each to each. Which of the two should lose or keep its axis?
    """
    m = np.max(logits, axis=1)
    return way(m[:, np.newaxis] + (reference(logits) - m))


@exercise.mistake
def sum_of_the_logits(logits, *, shifted=(False, True), undone=(False, True)):
    """You added the logits themselves, as if the logarithm of each exponential were
    taken before the sum. Which comes first, the sum or the logarithm?
    """
    m = np.max(logits, axis=1, keepdims=True) * shifted
    each = np.log(np.exp(logits - m)) if undone else logits - m
    return m[:, 0] + np.sum(each, axis=1)


@exercise.mistake
def no_logarithm(logits, *, shifted=(False, True)):
    """You added up the exponentials and took no logarithm of their sum. What brings the
    result back to the unit of a logit?
    """
    m = np.max(logits, axis=1, keepdims=True) * shifted
    return m[:, 0] + np.exp(logits - m).sum(axis=1)


@exercise.mistake
def softmax_instead(logits):
    """You returned the softmax, a probability for each class. Its denominator, or
    rather the logarithm of it, is what the task asks for: how many has each row?
    """
    return softmax(logits)


def logarithm_of_a_ratio(z):
    """Return the log-softmax where nothing overflows."""
    return np.log(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))


def difference(z):
    """Return the log-softmax where nothing overflows, and elsewhere infinity."""
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


@exercise.mistake
def log_softmax_instead(logits, *, by=(log_softmax, logarithm_of_a_ratio, difference)):
    """You returned the logarithm of the softmax, one number for each class. Which
    number, the same for the whole row, did you subtract from the logits to get it?
    """
    return by(logits)


BOUNDS = (20, 30, 50, 80, 88, 100, 200, 300, 500, 600, 700, 705, 709)


@exercise.mistake
def logits_clipped(logits, *, bound=BOUNDS):
    """You cut the logits off at a bound, so that 1000 and 1001 count the same. That is
    finite and wrong. Which shift of a row makes its exponents small and loses nothing?
    """
    return reference(np.clip(logits, -bound, bound))
