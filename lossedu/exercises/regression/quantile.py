"""Quantile loss, also called pinball loss."""

import numpy as np

from lossedu import losses
from lossedu.grading import Exercise, Oracle, probe

exercise = Exercise(
    id="quantile",
    chapter="regression",
    section="quantile-loss",
    task="""
    Write the quantile loss, also called pinball loss, of each prediction.

    `y_true` and `y_pred` have shape (n,) and one unit; the result has shape (n,) and
    that unit. `q`, between 0 and 1, is the share of true values that should come to lie
    below the prediction. Where the prediction is too low, each unit costs q; where it
    is too high, each unit costs 1 - q. Where it is exact, the loss is 0.
    """,
    starter='''
    import numpy as np


    def quantile(y_true, y_pred, *, q):
        """Loss of each prediction of the q-quantile, shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=losses.quantile,
    hints=(
        "Two straight lines meet at an exact prediction, and the loss is never below "
        "0. What is the slope of each?",
        "With q = 0.9 nine of ten true values should lie below the prediction. Which "
        "of the two must cost more, to be too low or to be too high?",
        "The larger of two lines: `np.maximum(q * (y_true - y_pred), (q - 1) * ...)`, "
        "with the same residual in the second.",
    ),
    praise="Two fits, at q = 0.05 and at q = 0.95, make a forecast with a range: nine "
    "of ten values should fall between them.",
)

NOT_NEGATIVE = Oracle("is never negative", lambda probe, value: value >= 0)


@exercise.probes
def _(rng):
    yield probe("one low, one high", [3.0, 3.0], [1.0, 4.0], keywords={"q": 0.9})
    yield probe("a low quantile", [3.0, 3.0], [1.0, 4.0], keywords={"q": 0.2})
    yield probe("the median", [1.0, 2.0, -1.0], [2.5, 2.0, -4.0], keywords={"q": 0.5})
    yield probe("exact", [2.0, -1.0], [2.0, -1.0], keywords={"q": 0.7})
    yield probe("whole numbers", [3, 0, 2], [1, 5, 2], keywords={"q": 0.25})
    y, p = rng.normal(scale=3, size=(2, 9))
    yield probe(
        "random batch",
        y,
        p,
        keywords={"q": 0.8},
        visible=False,
        oracles=[NOT_NEGATIVE],
    )
    y = rng.normal(size=5)
    low, high = y - rng.uniform(0.5, 5, 5), y + rng.uniform(0.5, 5, 5)
    yield probe("all too low", y, low, keywords={"q": 0.35}, visible=False)
    yield probe("all too high", y, high, keywords={"q": 0.35}, visible=False)
    y, p = rng.normal(size=(2, 6)).astype(np.float32)
    tenth = {"q": 0.1}
    yield probe(
        "single precision", y, p, keywords=tenth, visible=False, rtol=1e-4, atol=1e-6
    )
    y, p = rng.normal(size=(2, 1))
    yield probe("one element", y, p, keywords=tenth, visible=False)


@exercise.solution
def the_larger_of_two_lines(y_true, y_pred, *, q):
    short = y_true - y_pred  # by how much the prediction is too low
    return np.maximum(q * short, (q - 1) * short)


@exercise.alternative
def one_element_at_a_time(y_true, y_pred, *, q):
    costs = []
    for y, p in zip(y_true, y_pred, strict=True):
        costs.append(q * (y - p) if p < y else (1 - q) * (p - y))
    return costs


@exercise.alternative
def with_a_chosen_weight(y_true, y_pred, *, q):
    weight = np.where(y_pred < y_true, q, 1 - q)
    return weight * np.abs(y_pred - y_true)


@exercise.alternative
def as_a_tilted_absolute_error(y_true, y_pred, *, q):
    r = np.subtract(y_true, y_pred, dtype=float)
    return np.abs(r) / 2 + (q - 0.5) * r


def residual(y_true, y_pred):
    """Return what the predictions are above the truth."""
    return np.subtract(y_pred, y_true, dtype=float)


@exercise.mistake
def sides_exchanged(y_true, y_pred, *, q):
    """The two weights are exchanged: too low costs 1 - q and too high costs q. If nine
    of ten values should lie below the prediction, which of the two must cost more?
    """
    return losses.quantile(y_pred, y_true, q=q)


@exercise.mistake
def smaller_line(y_true, y_pred, *, q):
    """You took the lower of the two lines, so that your losses are never above 0 and
    the steeper one is on the wrong side. Which of the two lines is above 0 on each
    side?
    """
    return -losses.quantile(y_pred, y_true, q=q)


@exercise.mistake
def flipped_sign(y_true, y_pred, *, q):
    """Your losses have the right size and the wrong sign. What does it cost to be
    exact, and can any other prediction cost less?
    """
    return -losses.quantile(y_true, y_pred, q=q)


@exercise.mistake
def negative_above(y_true, y_pred, *, q):
    """Where the prediction is too high your loss is negative, and it falls as the
    prediction rises. Which sign has the residual there, and which should the cost have?
    """
    r = residual(y_true, y_pred)
    return np.where(r > 0, -(1 - q) * r, -q * r)


@exercise.mistake
def negative_below(y_true, y_pred, *, q):
    """Where the prediction is too low your loss is negative, and the farther it is off
    the less it costs. Which sign has the residual there, and which should a cost have?
    """
    r = residual(y_true, y_pred)
    return np.where(r > 0, (1 - q) * r, q * r)


@exercise.mistake
def absolute_error(y_true, y_pred, *, q):
    """You returned the absolute error: `q` has no effect. Which of the two sides should
    be the dearer one, and by how much?
    """
    return np.abs(residual(y_true, y_pred))


@exercise.mistake
def same_weight(y_true, y_pred, *, q, low=(True, False)):
    """Both sides have the same weight in your loss. It would be least at the median
    whatever `q` is: what should a unit cost on the other side?
    """
    return (q if low else 1 - q) * np.abs(residual(y_true, y_pred))


@exercise.mistake
def nothing_above(y_true, y_pred, *, q):
    """A prediction that is too high costs nothing in your loss. Which prediction would
    then be the best of all, and what does the task charge for it?
    """
    return q * np.maximum(-residual(y_true, y_pred), 0)


@exercise.mistake
def nothing_below(y_true, y_pred, *, q):
    """A prediction that is too low costs nothing in your loss. Which prediction would
    then be the best of all, and what does the task charge for it?
    """
    return (1 - q) * np.maximum(residual(y_true, y_pred), 0)


@exercise.mistake
def lines_alike(y_true, y_pred, *, q, side=(1, -1)):
    """Your two lines, with the slopes q and 1 - q, rise in the same direction, and so
    the larger of them is negative on one side. Which sign does the second slope need?
    """
    r = side * residual(y_true, y_pred)
    return np.maximum(q * r, (1 - q) * r)


@exercise.mistake
def weight_alone(y_true, y_pred, *, q, exact=("q", "1 - q", "0")):
    """You returned the weights, q where the prediction is too low and 1 - q where it is
    too high. By what is a price for each unit multiplied?
    """
    r = residual(y_true, y_pred)
    at_zero = {"q": q, "1 - q": 1 - q, "0": 0.0}[exact]
    return np.where(r == 0, at_zero, np.where(r > 0, 1 - q, q))


@exercise.mistake
def expectile(y_true, y_pred, *, q):
    """You weighted the squared error: such a loss leads to an expectile, which is to
    the mean what a quantile is to the median. How does the cost of the task grow with
    the distance?
    """
    r = residual(y_true, y_pred)
    return np.where(r > 0, 1 - q, q) * r**2


@exercise.mistake
def the_slope(y_true, y_pred, *, q, exact=(0, 1, -1)):
    """You returned the derivative of the loss in the prediction. It does not depend on
    how far off the prediction is: what does the loss itself do?
    """
    r = residual(y_true, y_pred)
    side = np.where(r == 0, exact, np.sign(r))
    return np.choose(side.astype(int) + 1, [-q, 0.0, 1 - q])


@exercise.mistake
def mean_of_all(y_true, y_pred, *, q):
    """You returned one number, the mean over the batch. How many losses does the task
    ask for, if every prediction has its own?
    """
    return np.mean(losses.quantile(y_true, y_pred, q=q))
