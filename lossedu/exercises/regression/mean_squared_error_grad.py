"""The derivative of the mean squared error in the predictions."""

import numpy as np

from lossedu import losses
from lossedu.grading import Exercise, derivative_of, probe


def reference(y_true, y_pred):
    """Return the library's slopes of the squared errors, over their number."""
    return losses.squared_error_grad(y_true, y_pred) / np.size(y_pred)


exercise = Exercise(
    id="mean_squared_error_grad",
    chapter="regression",
    section="squared-error",
    task="""
    Write the derivative of the mean squared error with respect to the predictions: how
    fast the mean grows with each of them.

    `y_true` and `y_pred` have the same shape, (n,) or (n, k), and the mean is taken
    over all their elements, n or n times k. The result has that shape too, one slope
    for each prediction, in the unit of `y_true`.
    """,
    starter='''
    import numpy as np


    def mean_squared_error_grad(y_true, y_pred):
        """Derivative of mean((y_pred - y_true)**2) in y_pred, of its shape."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    hints=(
        "Write the mean of two elements out as a sum. In how many of its terms does "
        "the first prediction appear?",
        "The derivative of a square brings down a factor, and the mean has a divisor "
        "that no derivative removes. How many elements does it count in a table?",
        "`2 * (y_pred - y_true) / y_pred.size`, where `size` counts all elements.",
    ),
    praise="The divisor is part of the loss: with a mean, the same learning rate "
    "serves small batches and large ones.",
)


def loss(y_true, y_pred):
    """Return the mean squared error."""
    return np.mean(np.square(y_pred - y_true))


SLOPE = derivative_of(loss)


@exercise.probes
def _(rng):
    yield probe("one prediction", [1.0], [4.0], oracles=[SLOPE])
    yield probe("three", [1.0, 2.0, 3.0], [1.5, 2.0, -1.0], oracles=[SLOPE])
    yield probe("whole numbers", [3, 1, 2, 0], [1, 3, 2, 2])
    table = [[1.0, 0.0, 2.0], [0.5, 3.0, -1.0]]
    yield probe("a table", table, [[2.0, 1.0, 0.0], [0.0, 3.5, 3.0]], oracles=[SLOPE])
    y, p = rng.normal(scale=3, size=(2, 7))
    yield probe("random batch", y, p, visible=False, oracles=[SLOPE])
    y, p = rng.normal(scale=3, size=(2, 4, 3))
    yield probe("random table", y, p, visible=False, oracles=[SLOPE])
    y, p = rng.normal(size=(2, 2, 5))
    yield probe("a wide table", y, p, visible=False, oracles=[SLOPE])
    y, p = rng.normal(size=(2, 5)).astype(np.float32)
    yield probe("single precision", y, p, visible=False, rtol=1e-4)


@exercise.solution
def over_the_number_of_elements(y_true, y_pred):
    return 2 * (y_pred - y_true) / y_pred.size


@exercise.alternative
def one_element_at_a_time(y_true, y_pred):
    slopes = np.empty(y_pred.shape)
    for index in np.ndindex(y_pred.shape):
        slopes[index] = 2 / y_pred.size * (y_pred[index] - y_true[index])
    return slopes


@exercise.alternative
def by_the_chain_rule(y_true, y_pred):
    residual = np.subtract(y_pred, y_true, dtype=float)
    upstream = np.full_like(residual, 1 / residual.size)
    return (upstream * residual + residual * upstream).tolist()


@exercise.alternative
def from_a_step_of_one(y_true, y_pred):
    def changed(step):
        return np.square(np.asarray(y_pred, float) + step - y_true)

    return (changed(1) - changed(-1)) / 2 / np.prod(y_pred.shape)


def residual(y_true, y_pred):
    """Return what the predictions are above the truth."""
    return np.subtract(y_pred, y_true, dtype=float)


@exercise.mistake
def flipped_sign(y_true, y_pred):
    """Your slopes have the wrong sign, as if `y_true` were moved. If a prediction is
    too high and is raised further, does the loss grow or fall?
    """
    return -reference(y_true, y_pred)


@exercise.mistake
def missing_two(y_true, y_pred):
    """Your slopes are half of what they should be: the derivative of a square brings
    down a factor. Is there a half in the loss of this task that would cancel it?
    """
    return reference(y_true, y_pred) / 2


@exercise.mistake
def not_averaged(y_true, y_pred):
    """You returned the slope of the sum of the squares. The loss is their mean: what
    does its divisor do to a derivative?
    """
    return 2 * residual(y_true, y_pred)


@exercise.mistake
def one_number(y_true, y_pred):
    """You returned a single number, the sum of all slopes, which is also twice the mean
    residual. Each prediction can be moved alone: how many slopes are there?
    """
    return np.sum(reference(y_true, y_pred))


@exercise.mistake
def the_loss_itself(y_true, y_pred):
    """You returned the mean squared error, and its derivative is asked for. How does
    it change if one prediction is raised a little, and how many predictions are there?
    """
    return loss(y_true, y_pred)


@exercise.mistake
def not_differentiated(y_true, y_pred, *, shared=(True, False)):
    """You returned the squared errors of the elements. The task asks for slopes: what
    is the derivative of a square, and can it be negative?
    """
    squares = np.square(residual(y_true, y_pred))
    return squares / squares.size if shared else squares


@exercise.mistake
def kept_the_square(y_true, y_pred):
    """You brought the factor 2 down and kept the square as well, so that no slope is
    negative. Which power is left over when a square is differentiated?
    """
    return 2 * np.square(residual(y_true, y_pred)) / np.size(y_pred)


@exercise.mistake
def sign_lost(y_true, y_pred):
    """Your slopes have the right size and are never negative. If a prediction is too
    low and is raised, does the loss grow or fall?
    """
    return np.abs(reference(y_true, y_pred))


@exercise.mistake
def sign_alone(y_true, y_pred, *, shared=(True, False)):
    """Only the sign of the residual is left in your slopes, which is the derivative of
    the absolute error. Should a prediction that is far off not be pulled harder?
    """
    signs = np.sign(residual(y_true, y_pred))
    return signs / signs.size if shared else signs


@exercise.mistake
def root_mean_square(y_true, y_pred):
    """You differentiated the root of the mean squared error, which divides by that
    root. Is there a root in the loss of this task?
    """
    return reference(y_true, y_pred) / (2 * np.sqrt(loss(y_true, y_pred)))


@exercise.mistake
def divided_by_rows(y_true, y_pred):
    """In a table you divided by the number of rows alone. Over how many elements is
    the mean taken there?
    """
    return 2 * residual(y_true, y_pred) / len(y_pred)


@exercise.mistake
def divided_by_columns(y_true, y_pred):
    """In a table you divided by the number of columns alone, the length of the last
    axis. Over how many elements is the mean taken there?
    """
    return 2 * residual(y_true, y_pred) / np.shape(y_pred)[-1]


@exercise.mistake
def divided_twice(y_true, y_pred):
    """You divided by the number of elements twice. The mean has one divisor: at which
    place in your code has it been used already?
    """
    return reference(y_true, y_pred) / np.size(y_pred)
