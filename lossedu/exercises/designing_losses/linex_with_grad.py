"""A loss of one's own, LINEX, together with its derivative."""

import math

import numpy as np

from lossedu import losses
from lossedu.grading import Exercise, derivative_of, probe


def reference(y_true, y_pred, *, a):
    """Return the library's loss and its derivative."""
    return losses.linex(y_true, y_pred, a=a), losses.linex_grad(y_true, y_pred, a=a)


exercise = Exercise(
    id="linex_with_grad",
    chapter="designing-losses",
    section="a-loss-of-your-own",
    task="""
    Write the linear-exponential loss (LINEX) and its derivative in the prediction. With
    r the prediction minus the target, the loss is e to the (a r), minus a r, minus 1:
    for a positive `a` predictions that are too high cost more than those that are too
    low.

    `y_true` and `y_pred` hold real numbers, both of shape (n,). `a` is a number that is
    not 0, of either sign, passed by name. Return two arrays `loss` and `grad`, both of
    shape (n,): one loss an element, by this formula without a further factor, and its
    derivative with respect to `y_pred`. The loss must keep at least six digits where r
    is as small as a millionth.
    """,
    starter='''
    import numpy as np


    def linex_with_grad(y_true, y_pred, *, a):
        """The loss and its derivative in y_pred, both of shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    returns=("loss", "grad"),
    hints=(
        "Give the product of a and r a name. What do the loss and its derivative have "
        "to be where it is 0?",
        "The chain rule goes through the product, which has the slope a in the "
        "prediction. Each of the three terms of the loss has a derivative of its own.",
        "With x = a * r the derivative is a * (e to the x, minus 1). `np.expm1(x)` is "
        "e to the x minus 1 with all its digits: use it in both results.",
    ),
    praise="A loss may say what errors cost in your own problem. With its slope, which "
    "was checked here by small steps, an optimizer has all that it needs.",
)

SLOPE = derivative_of(lambda *pair, a: losses.linex(*pair, a=a), argument=1, part=1)


@exercise.probes
def _(rng):
    high = {"a": 2.0}
    yield probe("too high", [1.0], [2.5], keywords=high, oracles=[SLOPE])
    y, p = [0.5, 2.0, -1.0], [1.0, 0.25, 0.5]
    yield probe("too high and too low", y, p, keywords=high, oracles=[SLOPE])
    yield probe("a negative a", y, p, keywords={"a": -0.5}, oracles=[SLOPE])
    whole = [3, 0, -2, 1], [1, 2, -2, 4]
    yield probe("whole numbers", *whole, keywords={"a": 0.5}, oracles=[SLOPE])
    small = [1e-6, -2e-6, 4e-4]
    yield probe("small residuals", np.zeros(3), small, keywords={"a": 1.5})
    yield probe("far out", [0.0, 0.0], [100.0, -200.0], keywords={"a": 2.5})
    a = float(rng.uniform(0.3, 0.8))
    y, p = rng.normal(scale=2, size=(2, 7))
    p[:2] = y[0] + 1.3, y[1] - 1.7
    yield probe("random batch", y, p, keywords={"a": a}, visible=False, oracles=[SLOPE])
    y, p = rng.normal(size=(2, 5))
    yield probe("mirrored", y, p, keywords={"a": -2 * a}, visible=False)
    pair = rng.normal(size=(2, 4)).astype(np.float32)
    yield probe(
        "single precision",
        *pair,
        keywords={"a": a},
        visible=False,
        rtol=1e-4,
        atol=1e-5,
    )


@exercise.solution
def with_expm1(y_true, y_pred, *, a):
    x = a * (y_pred - y_true)
    rest = np.expm1(x)  # e to the x minus 1, without losing its digits
    return rest - x, a * rest


@exercise.alternative
def one_element_at_a_time(y_true, y_pred, *, a):
    loss, grad = [], []
    for y, p in zip(y_true, y_pred, strict=True):
        x = a * (float(p) - float(y))
        loss.append(math.expm1(x) - x)
        grad.append(a * math.expm1(x))
    return loss, grad


@exercise.alternative
def with_a_series_near_zero(y_true, y_pred, *, a):
    x = a * np.subtract(y_pred, y_true)
    series = x**2 / 2 + x**3 / 6
    loss = np.where(np.abs(x) < 1e-3, series, np.exp(x) - x - 1)
    return [loss, a * np.exp(x) - a]


@exercise.alternative
def through_the_hyperbolic_sine(y_true, y_pred, *, a):
    half = a * (y_pred - y_true) / 2
    rest = 2 * np.exp(half) * np.sinh(half)
    return (rest - 2 * half).tolist(), (a * rest).tolist()


def right(y_true, y_pred, a):
    """Return both results, for mistakes that come after them or in one of them."""
    x = a * np.subtract(y_pred, y_true)
    return np.expm1(x) - x, a * np.expm1(x)


@exercise.mistake
def residual_reversed(y_true, y_pred, *, a):
    """Your residual is the target minus the prediction, in the loss and in its slope in
    the prediction: a positive a now punishes what is too low. Which of the two is
    subtracted in the task?
    """
    loss, grad = right(y_true, y_pred, -a)
    return loss, grad


@exercise.mistake
def reversed_and_slope_in_the_residual(y_true, y_pred, *, a):
    """Your residual is the target minus the prediction, and the slope is taken in that
    residual, not in the prediction. How does the residual change when the prediction
    grows, and how is it defined in the task?
    """
    return right(y_pred, y_true, a)


@exercise.mistake
def grad_flipped(y_true, y_pred, *, a):
    """The loss is right, and its derivative has the wrong sign: it is the
    derivative in the target. Does the loss grow or fall when a prediction that is too
    high grows?
    """
    loss, grad = right(y_true, y_pred, a)
    return loss, -grad


@exercise.mistake
def a_missing_in_grad(y_true, y_pred, *, a):
    """The derivative is that in the product of a and r, without the factor a in front.
    How fast does the product grow with the prediction?
    """
    loss, grad = right(y_true, y_pred, a)
    return loss, grad / a


@exercise.mistake
def linear_term_not_differentiated(y_true, y_pred, *, a):
    """In the derivative only the exponential is left: a times e to the (a r). What is
    the derivative of the term minus a r, and what should the slope be where r is 0?
    """
    x = a * np.subtract(y_pred, y_true)
    return np.expm1(x) - x, a * np.exp(x)


@exercise.mistake
def a_missing_in_front_of_one(y_true, y_pred, *, a):
    """In the derivative a multiplies the exponential alone, and plain 1 is subtracted.
    What is the derivative of a r in the prediction?
    """
    x = a * np.subtract(y_pred, y_true)
    return np.expm1(x) - x, a * np.exp(x) - 1


@exercise.mistake
def linear_term_left_out(y_true, y_pred, *, a):
    """The linear term is missing in the loss and in its derivative: e to the (a r)
    minus 1 is negative for some predictions. What holds the loss up on the other
    side?
    """
    x = a * np.subtract(y_pred, y_true)
    return np.expm1(x), a * np.exp(x)


@exercise.mistake
def linear_term_added(y_true, y_pred, *, a):
    """You added the linear term, in the loss and in its derivative. Is your slope 0 for
    a prediction that is right, and what sign has the term in the task?
    """
    x = a * np.subtract(y_pred, y_true)
    return np.expm1(x) + x, a * (np.exp(x) + 1)


@exercise.mistake
def linear_term_without_a(y_true, y_pred, *, a):
    """You subtracted r where the task subtracts a r, in the loss and accordingly in the
    derivative. Where does the slope vanish then, if it should for a right prediction?
    """
    r = np.subtract(y_pred, y_true)
    return np.expm1(a * r) - r, a * np.exp(a * r) - 1


@exercise.mistake
def one_not_subtracted(y_true, y_pred, *, a):
    """Your loss is larger by 1 everywhere, and its derivative is right. What should a
    prediction cost that is exactly right?
    """
    loss, grad = right(y_true, y_pred, a)
    return loss + 1, grad


@exercise.mistake
def a_as_a_factor(y_true, y_pred, *, a):
    """You multiplied loss and derivative by a, and left it out of the exponent and of
    the linear term. How can a negative a then turn the loss to the other side?
    """
    loss, grad = right(y_true, y_pred, 1.0)
    return a * loss, a * grad


@exercise.mistake
def averaged(y_true, y_pred, *, a):
    """Your loss is one number, the mean over the batch, and your derivative is that of
    the mean. How many losses does the task ask for?
    """
    loss, grad = right(y_true, y_pred, a)
    return loss.mean(), grad / len(grad)


@exercise.mistake
def loss_averaged_alone(y_true, y_pred, *, a):
    """Your loss is one number, the mean over the batch, and your derivative is that of
    each element. How many losses does the task ask for?
    """
    loss, grad = right(y_true, y_pred, a)
    return loss.mean(), grad


@exercise.mistake
def grad_divided_by_the_batch(y_true, y_pred, *, a):
    """The losses are right and the derivatives are divided by their number. If every
    element has a loss of its own, has anything been averaged?
    """
    loss, grad = right(y_true, y_pred, a)
    return loss, grad / len(grad)


@exercise.mistake
def order_changed(y_true, y_pred, *, a):
    """The two results are exchanged: the derivative comes first. In which order does
    the task ask for them?
    """
    return right(y_true, y_pred, a)[::-1]


@exercise.mistake
def digits_lost(y_true, y_pred, *, a):
    """The formulas are right on paper, and for small residuals your result has lost
    its digits. Nearly equal numbers are subtracted there, such as e to the x and 1:
    which function of NumPy gives that difference directly?
    """
    x = a * np.subtract(y_pred, y_true)
    return np.exp(x) - x - 1, a * (np.exp(x) - 1)
