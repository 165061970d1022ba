"""The Gaussian error linear unit, exactly and with its left tail."""

import math

import numpy as np

from lossedu import activations
from lossedu.grading import Exercise, probe

exercise = Exercise(
    id="gelu",
    chapter="smooth-and-gated",
    section="gelu",
    task="""
    Write the Gaussian error linear unit in its exact form: each number times the
    probability that a standard normal variable is below it.

    `x` holds any real numbers, shape (n,), and so has the result. An approximation by a
    tanh or a sigmoid is not close enough. The result must keep its digits far to the
    left as well: at -10 it is tiny, about -7.6e-23, and not 0. `math.erf` and
    `math.erfc` are there, and take one number at a time.
    """,
    starter='''
    import math

    import numpy as np


    def gelu(x):
        """Each number times the normal probability below it, shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=activations.gelu,
    hints=(
        "Two factors: the number itself, and a probability between 0 and 1 that "
        "opens like a gate. What is that probability at 0, and far out on both "
        "sides?",
        "The error function is the normal distribution in another unit: it runs from "
        "minus 1 to 1, and its argument is x divided by the root of 2. What is 1 "
        "plus erf far to the left, and which function gives it without adding "
        "anything?",
        "The probability is `(1 + erf(x / sqrt(2))) / 2`, which is the same as "
        "`erfc(-x / sqrt(2)) / 2`, and the second form adds nothing to 1.",
    ),
    praise="A gate that asks how x compares with normal noise: smooth everywhere, and "
    "what transformers use in place of ReLU.",
)


@exercise.probes
def _(rng):
    yield probe("one of each sign", [-1.0, 0.0, 1.0])
    yield probe("whole numbers", [-2, 1, 3])
    yield probe("where the approximations part", [-2.5, -1.5, 1.5, 2.5])
    yield probe("far left", [-10.0, -8.0, -6.0, -5.0])
    yield probe("far right", [5.0, 8.0, 10.0, 30.0])
    yield probe("random batch", rng.normal(scale=2, size=7), visible=False)
    yield probe("left side", rng.uniform(-4, -0.1, 4), visible=False)
    yield probe("left tail", rng.uniform(-12, -9, 3), visible=False)
    signs = np.array([1, -1, 1, -1, 1])
    x = (signs * rng.uniform(0.1, 3, 5)).astype(np.float32)
    yield probe("single precision", x, visible=False, rtol=1e-4, atol=1e-6)
    yield probe("one element", rng.normal(size=1), visible=False)


@exercise.solution
def from_the_complement(x):
    return np.array([t * math.erfc(-t / math.sqrt(2)) / 2 for t in x])


@exercise.alternative
def each_side_from_its_own_tail(x):
    result = []
    for t in np.asarray(x, float):
        tail = math.erfc(abs(t) / math.sqrt(2)) / 2  # beyond abs(t), on one side
        result.append(t * (1 - tail) if t > 0 else t * tail)
    return result


@exercise.alternative
def less_what_the_gate_holds_back(x):
    a = np.abs(x)
    held = a / 2 * np.vectorize(math.erfc, otypes=[float])(a * np.sqrt(0.5))
    return np.maximum(x, 0) - held


@exercise.alternative
def in_the_dtype_of_the_input(x):
    out = np.empty(len(x), np.result_type(x.dtype, np.float32))
    for i, t in enumerate(x.tolist()):
        gate = math.erfc(-t * 0.5**0.5) if t < 0 else 1 + math.erf(t * 0.5**0.5)
        out[i] = 0.5 * t * gate
    return out


def erf(x):
    """Return the error function of each number."""
    return np.array([math.erf(t) for t in x])


def logistic(x):
    """Return the sigmoid of each number."""
    return activations.sigmoid(np.asarray(x, float))


def density(x):
    """Return the standard normal density at each number."""
    return np.exp(-(np.asarray(x, float) ** 2) / 2) / math.sqrt(2 * math.pi)


@exercise.mistake
def digits_lost(x):
    """Your formula is right on paper, and far to the left its digits are gone, as they
    are when 1 is added to an erf that rounds to minus 1. Which function gives the small
    rest without that sum?
    """
    return x / 2 * (1 + erf(x / math.sqrt(2)))


@exercise.mistake
def tanh_approximation(x):
    """You wrote the approximation by a tanh with a cubic term, which is up to 0.0005
    away. Which function is the normal probability itself?
    """
    u = math.sqrt(2 / math.pi) * (x + 0.044715 * np.asarray(x, float) ** 3)
    return x / 2 * (1 + np.tanh(u))


@exercise.mistake
def sigmoid_approximation(x):
    """You wrote the approximation by a sigmoid of 1.702 x, which is up to 0.02 away.
    Which curve, if not the logistic one, is the probability below x of normal noise?
    """
    return x * logistic(1.702 * x)


@exercise.mistake
def silu(x):
    """The gate is the plain sigmoid of x, which makes SiLU, also called swish. Which
    distribution does the gate of GELU belong to?
    """
    return x * logistic(x)


@exercise.mistake
def root_of_two_forgotten(x):
    """The error function is taken at x itself. It belongs to normal noise with variance
    one half: in which unit must x be measured, for a variance of 1?
    """
    return x / 2 * (1 + erf(x))


@exercise.mistake
def halved_instead_of_root(x):
    """The error function is taken at half of x. The normal density has the exponent
    minus x squared over 2, that of erf minus t squared: which t makes the two equal?
    """
    return x / 2 * (1 + erf(x / 2))


@exercise.mistake
def root_multiplied(x):
    """Inside the error function, x is multiplied by the root of 2 and not divided by
    it. Is your gate steeper or flatter than the normal distribution?
    """
    return x / 2 * (1 + erf(x * math.sqrt(2)))


@exercise.mistake
def half_forgotten(x):
    """The factor of one half is missing, so that your numbers are twice too large.
    Which values can a probability take, and which does 1 plus erf take?
    """
    return 2 * activations.gelu(x)


@exercise.mistake
def one_forgotten(x, *, factor=(0.5, 1)):
    """The gate is made of erf alone, without the 1 that lifts it. How probable is it
    that a normal variable is below 0, and what does your gate give there?
    """
    return factor * x * erf(x / math.sqrt(2))


@exercise.mistake
def gate_alone(x):
    """You returned the probability below x, which is the gate. What does the gate
    multiply?
    """
    return (1 + erf(x / math.sqrt(2))) / 2


@exercise.mistake
def density_for_probability(x):
    """The factor beside x is the height of the normal density at x. Is that the
    probability to be below x, and what does it tend to on the far right?
    """
    return x * density(x)


@exercise.mistake
def probability_above(x):
    """Your gate is the probability to be above x: it is open on the left and closed on
    the right. What should a large positive x become?
    """
    return x / 2 * (1 - erf(x / math.sqrt(2)))


@exercise.mistake
def relu(x):
    """The gate is shut below 0 and wide open above, which is ReLU. Which probability
    stands between the two, if x is -1?
    """
    return np.maximum(x, 0.0)


@exercise.mistake
def its_derivative(x):
    """These are the slopes of GELU, and the task asks for its values. Which value has a
    function that multiplies its input by something, at the input 0?
    """
    return (1 + erf(x / math.sqrt(2))) / 2 + x * density(x)
