"""The derivative of the Huber loss in the predictions."""

import math

import numpy as np

from lossedu import losses
from lossedu.grading import Exercise, derivative_of, probe

exercise = Exercise(
    id="huber_grad",
    chapter="regression",
    section="huber-loss",
    task="""
    Write the derivative of the Huber loss with respect to each prediction.

    `y_true` and `y_pred` have shape (n,), and so has the result. With the residual
    r = y_pred - y_true the loss is half the square of r as long as r is at most `delta`
    away from 0, and the straight line delta (abs(r) - delta / 2) beyond. `delta` is
    positive; where r is exactly `delta` away from 0, both pieces have the same slope.
    """,
    starter='''
    import numpy as np


    def huber_grad(y_true, y_pred, *, delta):
        """Slope of the Huber loss in each prediction, shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=losses.huber_grad,
    hints=(
        "Differentiate the two pieces one at a time. What is the slope of half a "
        "square, and what is the slope of a straight line?",
        "Sketch the slope against the residual, from far left to far right. Where does "
        "it rise, and at which two heights does it stay?",
        "Inside it is r, outside it is delta with the sign of r: that is r, limited "
        "on both sides. `np.clip` limits.",
    ),
    praise="No single outlier can pull with more than delta: this is what makes a fit "
    "robust, and the same idea clips gradients.",
)

SLOPE = derivative_of(losses.huber)


@exercise.probes
def _(rng):
    one, two = {"delta": 1.0}, {"delta": 2.0}
    yield probe("near and far", [0.0, 0.0], [0.5, 3.0], keywords=one, oracles=[SLOPE])
    yield probe("too low", [1.0, 4.0], [0.25, -2.0], keywords=two, oracles=[SLOPE])
    yield probe("at delta", [0.0, 0.0, 1.0], [2.0, -2.0, 1.0], keywords=two)
    yield probe("whole numbers", [3, 0, 2, 1], [1, 5, 2, 8], keywords={"delta": 2.5})
    yield probe("outliers", [1e6, 0.0], [0.0, 1e6], keywords={"delta": 0.5})
    y, p = rng.normal(scale=2, size=(2, 9))
    p[:4] = np.add(y[:4], [0.3, -0.4, 2.0, -1.5])  # some on every piece
    wide, narrow = {"delta": 1.3}, {"delta": 0.7}
    yield probe("random batch", y, p, keywords=wide, visible=False, oracles=[SLOPE])
    yield probe("narrow", y, p, keywords=narrow, visible=False, oracles=[SLOPE])
    y, p = rng.normal(scale=2, size=(2, 6)).astype(np.float32)
    yield probe(
        "single precision", y, p, keywords=wide, visible=False, rtol=1e-4, atol=1e-6
    )
    y, p = rng.normal(size=(2, 1))
    yield probe("one element", y, p, keywords=wide, visible=False)


@exercise.solution
def residual_limited_on_both_sides(y_true, y_pred, *, delta):
    return np.clip(y_pred - y_true, -delta, delta)


@exercise.alternative
def piece_by_piece(y_true, y_pred, *, delta):
    r = y_pred - y_true
    return np.where(np.abs(r) <= delta, r, delta * np.sign(r))


@exercise.alternative
def one_element_at_a_time(y_true, y_pred, *, delta):
    slopes = []
    for y, p in zip(y_true, y_pred, strict=True):
        r = float(p - y)
        slopes.append(r if abs(r) < delta else math.copysign(delta, r))
    return slopes


@exercise.alternative
def shrunk_to_the_limit(y_true, y_pred, *, delta):
    r = np.subtract(y_pred, y_true, dtype=float)
    return r * (delta / np.maximum(np.abs(r), delta))


def residual(y_true, y_pred):
    """Return what the predictions are above the truth."""
    return np.subtract(y_pred, y_true, dtype=float)


def pieces(r, inside, outside, delta, edge):
    """Return one piece near 0 and the other one beyond; `edge` is < or <=."""
    return np.where(edge(np.abs(r), delta), inside, outside)


EDGES = (np.less_equal, np.less)


@exercise.mistake
def flipped_sign(y_true, y_pred, *, delta):
    """Your slopes have the wrong sign, as if `y_true` were moved. If a prediction is
    too high and is raised further, does the loss grow or fall?
    """
    return -losses.huber_grad(y_true, y_pred, delta=delta)


@exercise.mistake
def not_limited(y_true, y_pred, *, delta):
    """You returned the residual, however large it is, and `delta` has no effect: that
    is the slope of half the squared error. What is the slope of the straight line?
    """
    return residual(y_true, y_pred)


@exercise.mistake
def always_constant(y_true, y_pred, *, delta, scaled=(True, False)):
    """Only the sign of the residual matters in your answer, as for an absolute error.
    What is the slope of the piece near 0, where the loss is half a square?
    """
    return (delta if scaled else 1.0) * np.sign(residual(y_true, y_pred))


@exercise.mistake
def delta_left_out(y_true, y_pred, *, delta, edge=EDGES):
    """Beyond `delta` your slope is 1 or -1, and so it jumps at the threshold. Which
    factor does the straight line of the task have, and what is the slope just inside?
    """
    r = residual(y_true, y_pred)
    return pieces(r, r, np.sign(r), delta, edge)


@exercise.mistake
def smooth_l1(y_true, y_pred, *, delta):
    """Everything is divided by `delta`: that is the slope of the loss called smooth L1,
    which is Huber's divided by it. What is the largest slope of the loss in the task?
    """
    return losses.huber_grad(y_true, y_pred, delta=delta) / delta


@exercise.mistake
def sign_of_the_far_lost(y_true, y_pred, *, delta, edge=EDGES):
    """Beyond the threshold your slope is `delta` on both sides, also where the
    prediction is far too low. Which way does the straight line run there?
    """
    r = residual(y_true, y_pred)
    return pieces(r, r, delta, delta, edge)


@exercise.mistake
def flat_outside(y_true, y_pred, *, delta, edge=EDGES):
    """Beyond the threshold your slope is 0, as if the loss were constant there. A
    straight line that goes on rising has which slope?
    """
    r = residual(y_true, y_pred)
    return pieces(r, r, 0.0, delta, edge)


@exercise.mistake
def square_not_halved(y_true, y_pred, *, delta, edge=EDGES):
    """Inside the threshold your slope is twice the residual, so that it jumps from 2
    delta to delta. What does the half in the loss do to the factor of the derivative?
    """
    r = residual(y_true, y_pred)
    return pieces(r, 2 * r, delta * np.sign(r), delta, edge)


@exercise.mistake
def residual_kept_outside(y_true, y_pred, *, delta, edge=EDGES):
    """Beyond the threshold your slope is delta times the residual and goes on growing.
    What is left of abs(r) when it is differentiated?
    """
    r = residual(y_true, y_pred)
    return pieces(r, r, delta * r, delta, edge)


@exercise.mistake
def branches_exchanged(y_true, y_pred, *, delta):
    """The two pieces are exchanged: your slope is constant near 0 and grows far out.
    For which residuals is the loss the half of a square?
    """
    r = residual(y_true, y_pred)
    return pieces(r, delta * np.sign(r), r, delta, np.less_equal)


@exercise.mistake
def one_side_not_limited(y_true, y_pred, *, delta, side=("below", "above")):
    """Your slope is limited on one side only: far off on the other side it is the whole
    residual. A residual of -100 is below `delta`: is it near 0 as well?
    """
    r = residual(y_true, y_pred)
    return np.minimum(r, delta) if side == "below" else np.maximum(r, -delta)


@exercise.mistake
def the_loss(y_true, y_pred, *, delta):
    """You returned the Huber loss itself. The task asks for its slope: how much does
    the loss change when the prediction is raised a little, and may that be negative?
    """
    return losses.huber(y_true, y_pred, delta=delta)


@exercise.mistake
def pseudo_huber(y_true, y_pred, *, delta):
    """You differentiated the smooth relative with a root, called pseudo-Huber. The loss
    of the task is made of two pieces: what is the slope of each?
    """
    r = residual(y_true, y_pred)
    return r / np.sqrt(1 + (r / delta) ** 2)


@exercise.mistake
def mean_of_all(y_true, y_pred, *, delta):
    """You returned one number, the mean over the batch. Each prediction can be moved
    alone: how many slopes does the task ask for?
    """
    return np.mean(losses.huber_grad(y_true, y_pred, delta=delta))
