"""The derivative of tanh, with its digits where tanh is saturated."""

import math

import numpy as np

from lossedu import activations
from lossedu.grading import Exercise, derivative_of, probe

exercise = Exercise(
    id="tanh_grad",
    chapter="sigmoid-and-tanh",
    section="saturation",
    task="""
    Write the derivative of the hyperbolic tangent at `x`.

    `x` holds any real numbers, of shape (n,): the input of tanh, not its output. The
    result has the same shape. It must keep its digits where tanh is saturated: for x
    of 20 or -20 it is about 1.7e-17 and not 0. For 1000 and -1000 it must be 0, not
    NaN. Warnings of NumPy do not count.
    """,
    starter='''
    import numpy as np


    def tanh_grad(x):
        """The slope of tanh at x, shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=activations.tanh_grad,
    hints=(
        "What is the largest value of the slope, and where? What should it be far out "
        "on both sides?",
        "On paper it is 1 minus tanh squared. What is left of it in 16 digits when "
        "tanh has been rounded to 1? Write it with exponentials instead.",
        "It is 1 / cosh(x)**2, which subtracts nothing. Written with "
        "z = np.exp(-2 * np.abs(x)), which cannot overflow, it is 4 * z / (1 + z)**2.",
    ),
    praise="A saturated unit learns slowly and not never: in exact arithmetic the "
    "slope is small, and 0 only where a formula has rounded it away.",
)

SLOPE = derivative_of(activations.tanh)


@exercise.probes
def _(rng):
    yield probe("the middle", [0.0], oracles=[SLOPE])
    yield probe("both sides", [-0.5, 0.25, 1.5], oracles=[SLOPE])
    yield probe("whole numbers", [-2, 0, 3], oracles=[SLOPE])
    yield probe("saturated", [20.0, -20.0, 15.0])
    # Whoever limits x to plus and minus 300 has no 0 there, and is right enough.
    yield probe("very far out", [1e3, -1e3, 0.5], atol=1e-100)
    yield probe("random batch", rng.normal(size=9), visible=False, oracles=[SLOPE])
    yield probe("one element", rng.uniform(0.2, 0.8, size=1), visible=False)
    x = rng.uniform(14, 25, size=4) * [1, -1, 1, -1]
    yield probe("all saturated", x, visible=False, rtol=1e-5)
    x = rng.normal(size=5).astype(np.float32)
    yield probe("single precision", x, visible=False, rtol=1e-4, atol=1e-6)


@exercise.solution
def from_a_small_exponential(x):
    z = np.exp(-2 * np.abs(x))  # never above 1
    return 4 * z / (1 + z) ** 2


@exercise.alternative
def with_cosh(x):
    return 1 / np.cosh(x) ** 2  # infinity in the denominator gives the right 0


@exercise.alternative
def one_element_at_a_time(x):
    result = []
    for value in x:
        e = math.exp(-abs(value))
        result.append((2 * e / (1 + e * e)) ** 2)
    return result


@exercise.alternative
def through_the_sigmoid(x):
    return 4 * activations.sigmoid(2 * x) * activations.sigmoid(-2 * x)


@exercise.alternative
def through_the_logarithm(x):
    return np.exp(2 * (np.log(2) - np.logaddexp(x, -x)))


slope = activations.tanh_grad


@exercise.mistake
def tanh_itself(x):
    """You returned tanh and not its slope. Where is the curve steepest, and what is
    your result there?
    """
    return np.tanh(x)


@exercise.mistake
def flipped_sign(x):
    """Your slope is negative everywhere, and has the right size. Does tanh fall or
    rise from the left to the right?
    """
    return -slope(x)


@exercise.mistake
def square_left_out(x):
    """You returned 1 minus tanh itself, not 1 minus its square. Tanh is odd: can its
    slope on the left then differ from that on the right?
    """
    return 1 - np.tanh(x)


@exercise.mistake
def plus_the_square(x):
    """You added the square of tanh to 1, so that your slope grows to both sides. What
    happens to the slope where tanh goes flat?
    """
    return 1 + np.tanh(x) ** 2


@exercise.mistake
def rule_of_the_sigmoid(x):
    """You used t(1 - t) with t for tanh, and that rule belongs to the sigmoid. What
    does it give at 0, where tanh is steepest?
    """
    return np.tanh(x) * (1 - np.tanh(x))


@exercise.mistake
def slope_of_the_sigmoid(x):
    """You returned the slope of the sigmoid, which is never above one quarter. How
    steep is tanh in the middle?
    """
    return activations.sigmoid_grad(x)


@exercise.mistake
def sigmoid_at_twice_x(x):
    """Your slope is a quarter of the right one: that of the sigmoid, taken at twice the
    input. In tanh(x), written as twice the sigmoid of 2x minus 1, which factors does
    the chain rule bring out?
    """
    return slope(x) / 4


@exercise.mistake
def half_the_slope(x):
    """Your slope is half of the right one. If you wrote tanh through the sigmoid, as
    twice the sigmoid of 2x minus 1: how many factors of 2 does its derivative have?
    """
    return slope(x) / 2


@exercise.mistake
def output_expected(x):
    """You returned 1 minus the square of the input, as if the input were the output of
    tanh already. What does the task pass to you, and which function comes first?
    """
    return 1 - np.asarray(x) ** 2


@exercise.mistake
def tanh_twice(x):
    """The hyperbolic tangent was applied twice, to the input and to the result again.
    At which place in your code is the number an output already?
    """
    return 1 - np.tanh(np.tanh(x)) ** 2


@exercise.mistake
def cosh_not_squared(x):
    """You divided 1 by the hyperbolic cosine itself, not by its square. Far out, which
    power of e to the minus x should be left?
    """
    return 1 / np.cosh(x)


@exercise.mistake
def trigonometric(x):
    """You returned the slope of the tangent of a circle, 1 divided by the squared
    cosine. How does the hyperbolic tangent differ: which of the two never exceeds 1?
    """
    return 1 / np.cos(x) ** 2


@exercise.mistake
def hard_tanh(x):
    """Your slope is 1 between -1 and 1 and 0 outside, which is that of the hard tanh.
    How does the slope of a smooth curve get from one value to the other?
    """
    return np.where(np.abs(x) < 1, 1.0, 0.0)


@exercise.mistake
def clipped(x, *, cut=(10, 1, 2, 3, 4, 5, 6, 7, 8, 9)):
    """The input was limited to plus and minus 10, or less, before the slope was taken,
    so that the slope never falls below a certain value. What should it be at 20?
    """
    return slope(np.clip(x, -cut, cut))


@exercise.mistake
def digits_lost(x):
    """Only your tiniest results are wrong: their digits are lost, because they are what
    a subtraction of nearly equal numbers leaves, or because they were cut off. Which of
    your steps cannot give 1e-17: does it subtract from 1, or set a limit?
    """
    return 1 - np.tanh(x) ** 2


@exercise.mistake
def overflow(x, *, sign=(1, -1, 0)):
    """Far out an exponential overflows above and below in your fraction, and infinity
    divided by infinity is NaN. The slope is the same on both sides: which sign can the
    exponent always have?
    """
    if sign == 0:  # both exponentials, in a fraction for tanh
        return 1 - ((np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))) ** 2
    z = np.exp(2.0 * sign * x)
    return 4 * z / (z + 1) ** 2
