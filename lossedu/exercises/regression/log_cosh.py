"""The logarithm of the hyperbolic cosine, a smooth absolute error."""

import math

import numpy as np

from lossedu import losses
from lossedu.grading import Exercise, probe

exercise = Exercise(
    id="log_cosh",
    chapter="regression",
    section="log-cosh",
    task="""
    Write the log-cosh loss: the natural logarithm of the hyperbolic cosine of the
    residual y_pred - y_true, one loss for each prediction.

    `y_true` and `y_pred` have shape (n,), and so has the result. It must be finite and
    right for residuals of 1000 and -1000, where the cosine itself overflows, and keep
    nine digits for small residuals such as 0.00001, where the cosine is nearly 1.
    """,
    starter='''
    import numpy as np


    def log_cosh(y_true, y_pred):
        """Logarithm of cosh(y_pred - y_true), shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=losses.log_cosh,
    hints=(
        "cosh(r) is the mean of exp(r) and exp(-r). Which of the two counts for a "
        "large residual, and what is the logarithm of its half?",
        "Take the larger exponential out of the sum, and its logarithm is the absolute "
        "value. For a tiny residual, which two numbers of nearly the same size does "
        "your formula then subtract?",
        "With a = abs(r): a - log(2) + log1p(exp(-2a)) for large a, and for small a "
        "`np.log1p(2 * np.sinh(a / 2)**2)`, which subtracts nothing. Limit the "
        "argument of each before `np.where` chooses.",
    ),
    praise="Right on paper and right in floating point are two things: for residuals "
    "below 1e-8 the usual formula, which takes log 2 away, has no right digit.",
)


@exercise.probes
def _(rng):
    yield probe("one and minus two", [0.0, 0.0], [1.0, -2.0])
    yield probe("exact", [2.0, -1.0], [2.0, -1.0], atol=1e-15)
    yield probe("whole numbers", [1, 2, 3], [3, 2, 0], atol=1e-15)
    yield probe("far out", [0.0, 0.0], [1000.0, -1000.0])
    # Here the smaller exponential counts still, if not for much.
    yield probe("halfway out", [0.0, 0.0, 0.0], [4.5, -5.5, 6.5])
    yield probe("tiny residuals", [0.0, 0.0], [1e-5, -1e-5], rtol=1e-9)
    yield probe("small residuals", [0.0, 0.0], [0.08, -0.009], rtol=1e-9)
    y = rng.normal(scale=3, size=7)
    spread = rng.permutation(7) + rng.random(7)  # no wide gap, whatever is drawn
    r = (0.2 + 0.55 * spread) * [1, -1, 1, -1, 1, -1, 1]
    yield probe("random batch", y, y + r, visible=False)
    r = rng.uniform(720, 2000, 3) * [1, -1, 1]
    yield probe("random outliers", np.zeros(3), r, visible=False)
    r = 10 ** rng.uniform(-5, -3, 1)
    yield probe("one tiny residual", np.zeros(1), r, visible=False, rtol=1e-9)
    y, r = rng.normal(size=5), rng.uniform(0.2, 4, 5) * [1, -1, 1, -1, 1]
    pair = y.astype(np.float32), (y + r).astype(np.float32)
    yield probe("single precision", *pair, visible=False, rtol=1e-3, atol=1e-5)


@exercise.solution
def in_two_pieces(y_true, y_pred):
    a = np.abs(np.subtract(y_pred, y_true, dtype=float))
    near = np.log1p(2 * np.sinh(np.minimum(a, 1) / 2) ** 2)
    far = a - np.log(2) + np.log1p(np.exp(-2 * a))
    return np.where(a < 1, near, far)


@exercise.alternative
def one_element_at_a_time(y_true, y_pred):
    result = []
    for y, p in zip(y_true, y_pred, strict=True):
        a = abs(float(p) - float(y))
        if a < 0.01:  # the first terms of the series
            result.append(a**2 / 2 - a**4 / 12 + a**6 / 45)
        else:
            result.append(a - math.log(2) + math.log1p(math.exp(-2 * a)))
    return result


@exercise.alternative
def from_the_absolute_value_down(y_true, y_pred):
    a = np.abs(y_pred - y_true)
    return a + np.log1p(np.expm1(-2 * a) / 2)


@exercise.alternative
def through_the_tangent(y_true, y_pred):
    a = np.abs(np.asarray(y_pred, float) - y_true)
    near = -np.log1p(-np.square(np.tanh(np.minimum(a, 2)))) / 2
    return near + np.where(a > 2, np.logaddexp(a, -a) - np.logaddexp(2, -2), 0)


LN_2 = math.log(2)
SERIES = (0.1, 1), (0.01, 1), (0.1, 2), (0.5, 1), (0.5, 2), (1, 1), (1, 2)
LIMITS = (*range(10, 100, 10), 15, 25, 88, *range(100, 701, 50), 705, 709, 710)


def residual(y_true, y_pred):
    """Return what the predictions are above the truth."""
    return np.subtract(y_pred, y_true, dtype=float)


@exercise.mistake
def overflow(y_true, y_pred):
    """The formula is right on paper, and for a large residual an intermediate number
    overflows, whatever its sign, so that the loss is infinite. What is the logarithm of
    an exponential, if it is taken before and not after?
    """
    return np.log(np.cosh(residual(y_true, y_pred)))


@exercise.mistake
def overflow_on_one_side(y_true, y_pred, *, side=(1, -1)):
    """An exponential overflows for large residuals of one sign, and of the other sign
    all is well. The loss does not care about the sign: what can be done with it before
    anything else?
    """
    r = side * residual(y_true, y_pred)
    return r + np.log1p(np.exp(-2 * r)) - np.log(2)


@exercise.mistake
def digits_lost(y_true, y_pred):
    """All residuals come out right but the tiny ones, whose loss has too few right
    digits. Is it made there from numbers near 1, which hold no more of it, or from a
    series that is cut off too early?
    """
    return np.logaddexp(residual(y_true, y_pred), -residual(y_true, y_pred)) - np.log(2)


@exercise.mistake
def series_too_short(y_true, y_pred, *, until=SERIES):
    """Up to some residual you use a series, perhaps a parabola alone, with too few
    terms to reach so far. How large is the first term left out at the border?
    """
    r, (border, terms) = residual(y_true, y_pred), until
    near = r**2 / 2 - (r**4 / 12 if terms > 1 else 0)
    return np.where(np.abs(r) < border, near, losses.log_cosh(y_true, y_pred))


@exercise.mistake
def half_forgotten(y_true, y_pred):
    """Your loss is too large by the logarithm of 2 everywhere, and not 0 for an exact
    prediction. What is the sum of the two exponentials divided by to be a cosine?
    """
    return np.logaddexp(residual(y_true, y_pred), -residual(y_true, y_pred))


@exercise.mistake
def constant_forgotten_far_out(y_true, y_pred):
    """For large residuals you returned the absolute value alone, and so the loss jumps
    where the formulas change. How far below the absolute value does the curve stay?
    """
    r = residual(y_true, y_pred)
    return np.where(np.abs(r) > 20, np.abs(r), losses.log_cosh(y_true, y_pred))


@exercise.mistake
def residual_clipped(y_true, y_pred, *, limit=LIMITS):
    """You clipped the residual so that nothing overflows, and beyond the limit every
    prediction costs the same. How much more should a residual of 1000 cost than one of
    900?
    """
    return np.log(np.cosh(np.clip(residual(y_true, y_pred), -limit, limit)))


@exercise.mistake
def straight_lines(y_true, y_pred, *, below=(LN_2, 0.0)):
    """You returned the absolute value, perhaps less a constant: two straight lines with
    a corner where they meet. What does the smaller of the two exponentials add near 0?
    """
    return np.abs(residual(y_true, y_pred)) - below


@exercise.mistake
def parabola(y_true, y_pred, *, factor=(0.5, 1)):
    """You returned the squared residual, or half of it, which is what the loss looks
    like near 0. How does it grow for large residuals, and why is the loss chosen for
    data with outliers?
    """
    return factor * residual(y_true, y_pred) ** 2


@exercise.mistake
def the_slope(y_true, y_pred):
    """You returned the hyperbolic tangent, which is the derivative of the loss. The
    loss itself is asked for: may it be negative, and does it stop at 1?
    """
    return np.tanh(residual(y_true, y_pred))


@exercise.mistake
def logarithm_left_out(y_true, y_pred):
    """You returned the hyperbolic cosine without its logarithm, so that an exact
    prediction costs 1 and an outlier exponentially much. Which step is missing?
    """
    return np.cosh(residual(y_true, y_pred))


@exercise.mistake
def cosine(y_true, y_pred):
    """You took the cosine of a circle, which is never above 1 and has no logarithm
    where it is negative. Which cosine is made of two exponentials?
    """
    return np.log(np.cos(residual(y_true, y_pred)))


@exercise.mistake
def other_base(y_true, y_pred, *, base=(2, 10)):
    """You took the logarithm to the base 2 or 10. Which one undoes the exponentials of
    which the cosine is made, so that the loss far out has the slope 1?
    """
    return losses.log_cosh(y_true, y_pred) / np.log(base)


@exercise.mistake
def mean_of_all(y_true, y_pred):
    """You returned one number, the mean over the batch. How many losses does the task
    ask for, if every prediction has its own?
    """
    return np.mean(losses.log_cosh(y_true, y_pred))


@exercise.mistake
def summed(y_true, y_pred):
    """You added the losses up to a single number. How many does the task ask for, if
    every prediction has its own?
    """
    return np.sum(losses.log_cosh(y_true, y_pred))
