"""The derivative of the exponential linear unit."""

import math

import numpy as np

from lossedu import activations
from lossedu.grading import Exercise, derivative_of, probe

exercise = Exercise(
    id="elu_grad",
    chapter="relu-family",
    section="elu-selu-and-celu",
    task="""
    Write the derivative of the exponential linear unit, ELU. On the right of 0 the
    unit gives x itself, on the left alpha times (e to the x, minus 1).

    `x` holds the inputs, of shape (n,), and `alpha` is a positive number, passed by
    name. The result has the shape of `x`. At 0 itself it is alpha, the slope on the
    left. It must keep its digits far out on the left: for alpha 1 and x of -40 it is
    about 4.2e-18 and not 0. For 1000 and -1000 it must be 1 and 0, not NaN. Warnings
    of NumPy do not count.
    """,
    starter='''
    import numpy as np


    def elu_grad(x, *, alpha):
        """The slope of the ELU at x, shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=activations.elu_grad,
    hints=(
        "Differentiate the two branches one by one. Which one contains alpha after "
        "that, and what has become of the minus 1?",
        "Choose between the branches element by element. To which of them does 0 "
        "belong, and may the exponential see an input of 1000 at all?",
        "`np.where(x > 0, right, left)` chooses, and np.exp(np.minimum(x, 0)) is never "
        "above 1. The left branch is alpha times that.",
    ),
    praise="Unlike the ReLU it hands something on from the left too, though far out so "
    "little that a unit there learns no faster than a saturated sigmoid.",
)

SLOPE = derivative_of(activations.elu)


@exercise.probes
def _(rng):
    yield probe("both sides", [-2.0, 3.0], keywords={"alpha": 1.0}, oracles=[SLOPE])
    left = [-1.0, -0.5, 0.25]
    yield probe("another alpha", left, keywords={"alpha": 1.5}, oracles=[SLOPE])
    yield probe("at the kink", [0.0, 1.0, -1.0], keywords={"alpha": 0.3})
    yield probe("whole numbers", [-3, 0, 2, -1], keywords={"alpha": 2})
    yield probe("far out on the left", [-40.0, -20.0], keywords={"alpha": 1.0})
    # Whoever limits x to -500 has no 0 there, and is right enough.
    far = [-1e3, 1e3, -0.5]
    yield probe("very far out", far, keywords={"alpha": 0.5}, atol=1e-100)
    alpha = float(rng.uniform(1.2, 2.5))
    x = np.concatenate([rng.normal(scale=2, size=7), [-1.2, 0.8]])
    yield probe("random batch", x, keywords={"alpha": alpha}, visible=False)
    x = rng.uniform(-45, -25, size=4)
    large = {"alpha": alpha}
    yield probe("all saturated", x, keywords=large, visible=False, rtol=1e-5)
    x = rng.normal(size=5).astype(np.float32)
    small = {"alpha": float(rng.uniform(0.2, 0.7))}
    yield probe("single precision", x, keywords=small, visible=False, rtol=1e-4)
    x = rng.normal(size=1)
    yield probe("one element", x, keywords=large, visible=False)


@exercise.solution
def with_a_choice(x, *, alpha):
    return np.where(x > 0, 1, alpha * np.exp(np.minimum(x, 0)))


@exercise.alternative
def in_two_parts(x, *, alpha):
    result = np.ones(x.shape)
    left = x <= 0
    result[left] = alpha * np.exp(x[left])
    return result


@exercise.alternative
def one_element_at_a_time(x, *, alpha):
    return [1.0 if value > 0 else alpha * math.exp(value) for value in x]


@exercise.alternative
def through_the_logarithm(x, *, alpha):
    return np.exp((x <= 0) * (np.log(alpha) + x))


@exercise.alternative
def with_a_mask(x, *, alpha):
    mask = np.heaviside(np.asarray(x, float), 0)
    return mask + (1 - mask) * alpha * np.exp(np.minimum(x, 0))


def e(x):
    """Return e to the power of x, and of 0 on the right, for mistakes on the left."""
    return np.exp(np.minimum(x, 0))


@exercise.mistake
def the_function_itself(x, *, alpha):
    """You returned the ELU and not its slope. What is the slope of the straight part,
    and can the other part, which rises, have a negative one?
    """
    return activations.elu(x, alpha=alpha)


@exercise.mistake
def alpha_left_out(x, *, alpha):
    """On the left you have e to the x without alpha. What happens to a constant factor
    when one differentiates?
    """
    return np.where(x > 0, 1, e(x))


@exercise.mistake
def alpha_on_both_sides(x, *, alpha):
    """You multiplied the slope on the right by alpha as well. What does the unit give
    for a positive x, and does alpha occur there?
    """
    return alpha * np.where(x > 0, 1, e(x))


@exercise.mistake
def one_at_the_kink(x, *, alpha):
    """At 0 itself you used the slope on the right, which is 1. To which side does the
    task count 0?
    """
    return np.where(x >= 0, 1, alpha * e(x))


@exercise.mistake
def zero_at_the_kink(x, *, alpha):
    """At 0 itself your slope is 0, for neither branch covers it. To which side does the
    task count 0?
    """
    return np.where(x > 0, 1, alpha * e(x)) * (np.asarray(x) != 0)


@exercise.mistake
def slope_of_celu(x, *, alpha):
    """On the left you have e to the power of x divided by alpha, which is the slope of
    CELU. How does alpha enter the ELU: in the exponent or as a factor?
    """
    return np.where(x > 0, 1, np.exp(np.minimum(x, 0) / alpha))


@exercise.mistake
def value_on_the_left(x, *, alpha):
    """On the left you have the value of the ELU, minus 1 included, and on the right the
    slope. What becomes of a constant that is subtracted when one differentiates?
    """
    return np.where(x > 0, 1, alpha * np.expm1(np.minimum(x, 0)))


@exercise.mistake
def value_on_the_right(x, *, alpha):
    """On the right you have x, the value of the ELU, and on the left the slope. How
    steep is the straight line there?
    """
    return np.where(x > 0, x, alpha * e(x))


@exercise.mistake
def slope_of_relu(x, *, alpha):
    """On the left and at 0 your slope is 0, as that of the ReLU. How does the ELU
    approach minus alpha on the left: at once or bit by bit?
    """
    return np.where(x > 0, 1.0, 0.0)


@exercise.mistake
def slope_of_leaky_relu(x, *, alpha):
    """On the left your slope is alpha everywhere, that of a straight line. What does
    the exponential become when it is differentiated?
    """
    return np.where(x > 0, 1, float(alpha))


@exercise.mistake
def minus_alpha(x, *, alpha):
    """On the left your slope is negative. The ELU falls towards minus alpha when one
    walks to the left: which sign has the slope of a curve that rises to the right?
    """
    return np.where(x > 0, 1, -alpha * e(x))


@exercise.mistake
def exponent_flipped(x, *, alpha):
    """On the left your exponent is minus x, so that the slope grows without limit. How
    steep should the ELU be far out on the left, where it is nearly flat?
    """
    return np.where(x > 0, 1, alpha * np.exp(-np.minimum(x, 0)))


@exercise.mistake
def sides_exchanged(x, *, alpha, zero=(True, False)):
    """The branches are exchanged: your slope is 1 on the left and alpha times e to the
    x on the right. On which side is the ELU a straight line?
    """
    left = x <= 0 if zero else x < 0
    return np.where(left, 1, alpha * np.exp(x))


@exercise.mistake
def selu_factor(x, *, alpha):
    """Everything is multiplied by 1.0507, the factor of SELU. Does the task mention
    such a factor in the ELU?
    """
    return 1.0507009873554805 * activations.elu_grad(x, alpha=alpha)


@exercise.mistake
def digits_lost(x, *, alpha):
    """Only your tiniest results are wrong: their digits are lost, because they were got
    from numbers near alpha, such as the unit's output plus alpha, or were cut off.
    Which of your steps cannot give 1e-18: does it add such numbers, or set a limit?
    """
    return np.where(x > 0, 1, activations.elu(x, alpha=alpha) + alpha)


@exercise.mistake
def overflow(x, *, alpha):
    """On the far right the exponential overflows, and you multiplied it by 0 to remove
    it: infinity times 0 is NaN. What can be done to x before, so that the exponential
    stays small?
    """
    return (x > 0) + (x <= 0) * alpha * np.exp(x)
