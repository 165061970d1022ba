"""The logistic sigmoid, with its digits far out on the left."""

import math

import numpy as np

from lossedu import activations
from lossedu.grading import Exercise, probe

exercise = Exercise(
    id="sigmoid",
    chapter="sigmoid-and-tanh",
    section="the-sigmoid",
    task="""
    Write the logistic sigmoid, which turns a logit into a probability: 1 divided by
    1 plus e to the minus x.

    `x` holds any real numbers, of shape (n,); the result has the same shape. A small
    result must keep its digits: for x of -40 it is about 4.2e-18 and not 0. For 1000
    and -1000 it must be 1 and 0, not NaN. Warnings of NumPy do not count.
    """,
    starter='''
    import numpy as np


    def sigmoid(x):
        """The probability that belongs to the logit x, shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=activations.sigmoid,
    hints=(
        "Which values should come out at 0, far out on the right and far out on the "
        "left? Check your formula there first.",
        "A fraction may be multiplied by e to the x above and below. For which x is "
        "which of the two forms free of large exponentials?",
        "With e = np.exp(-np.abs(x)), which never exceeds 1, it is 1 / (1 + e) on the "
        "right of 0 and e / (1 + e) on the left. `np.where` chooses.",
    ),
    praise="It is between 0 and 1 everywhere, and its small values keep their digits: "
    "a probability of 1e-18 still has a logarithm, 0 has none.",
)

# A limit on the input, of 5 to 20, is one on the output as well.
LIMITS = (10, 20, 5, 6, 7, 8, 12, 15, 16, 18)
EPSILONS = (*(10.0**-n for n in range(3, 10)), *(1 / (1 + math.e**n) for n in LIMITS))


@exercise.probes
def _(rng):
    yield probe("the middle", [0.0])
    yield probe("both sides", [-2.0, 0.5, 3.0])
    yield probe("whole numbers", [-3, -1, 0, 2])
    yield probe("far out on the left", [-40.0, -20.0, -30.0])
    # Whoever limits x to plus and minus 500 has no 0 there, and is right enough.
    yield probe("very far out", [1e3, -1e3, 1.0], atol=1e-100)
    yield probe("random batch", rng.normal(scale=3, size=9), visible=False)
    yield probe("one element", rng.uniform(0.5, 2, size=1), visible=False)
    x = np.sort(rng.uniform(-45, -25, size=4))
    yield probe("all saturated", x, visible=False, rtol=1e-5)
    x = rng.normal(size=5).astype(np.float32)
    yield probe("single precision", x, visible=False, rtol=1e-4)


@exercise.solution
def from_a_small_exponential(x):
    e = np.exp(-np.abs(x))  # never above 1
    return np.where(x >= 0, 1, e) / (1 + e)


@exercise.alternative
def as_it_is_written(x):
    return 1 / (1 + np.exp(-x))  # infinity in the denominator gives the right 0


@exercise.alternative
def one_element_at_a_time(x):
    result = []
    for z in x:
        if z > 0:
            result.append(1 / (1 + math.exp(-z)))
        else:
            result.append(math.exp(z) / (1 + math.exp(z)))
    return result


@exercise.alternative
def through_the_logarithm(x):
    return np.exp(-np.logaddexp(np.zeros(x.shape, x.dtype), -x))


@exercise.alternative
def with_limited_input(x):
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


s = activations.sigmoid


@exercise.mistake
def falls_instead_of_rising(x):
    """Your curve falls from 1 to 0 where it should rise from 0 to 1. Which sign has the
    exponent, if a large positive logit should give a probability near 1?
    """
    return s(-x)


@exercise.mistake
def tanh_itself(x):
    """Your values run from -1 to 1, which is the hyperbolic tangent. What has to be
    done to its height and to its argument to make a probability of it?
    """
    return np.tanh(x)


@exercise.mistake
def twice_too_steep(x):
    """You took the sigmoid of twice the logit, as one gets by shifting and halving
    tanh(x) alone. How must the argument of tanh change along with its height?
    """
    return s(2 * x)


@exercise.mistake
def one_left_out(x):
    """You returned e to the x: the 1 in the denominator is missing, and results exceed
    1. What keeps a probability from growing beyond 1 on the right?
    """
    return np.exp(x)


@exercise.mistake
def not_inverted(x):
    """You returned the denominator, 1 plus e to the minus x, and did not divide by it.
    Can a probability be above 1?
    """
    return 1 + np.exp(-x)


@exercise.mistake
def minus_in_the_denominator(x):
    """Your denominator is 1 minus the exponential, so that it is 0 for a logit of 0.
    Which probability belongs to even odds?
    """
    return 1 / (1 - np.exp(-x))


@exercise.mistake
def the_slope(x):
    """You returned the slope of the sigmoid, s(1 - s), which is largest in the middle.
    Where should the sigmoid itself be largest?
    """
    return activations.sigmoid_grad(x)


@exercise.mistake
def softmax_of_the_batch(x):
    """Your values add up to 1 over the whole array: that is a softmax. Are the elements
    classes that compete, or does each logit have a probability of its own?
    """
    e = np.exp(x - np.max(x))
    return e / e.sum()


@exercise.mistake
def base_two(x):
    """The power has base 2 where the task says e. By which factor is every logit too
    small in your formula?
    """
    return s(np.log(2) * x)


@exercise.mistake
def the_logarithm(x):
    """You returned the logarithm of the sigmoid, which is never positive. What does a
    probability look like, and which step goes back to it?
    """
    return activations.log_sigmoid(x)


@exercise.mistake
def softplus(x):
    """You returned softplus, log(1 + e to the x), which grows without limit. How is it
    related to the sigmoid: as its integral or as its derivative?
    """
    return activations.softplus(x)


@exercise.mistake
def hard_sigmoid(x, *, slope=(1 / 6, 0.2, 0.25)):
    """You drew a straight line through one half and cut it off at 0 and 1, the hard
    sigmoid. Which curve approaches its limits without ever reaching them?
    """
    return np.clip(slope * x + 0.5, 0, 1)


@exercise.mistake
def hard_threshold(x, *, at_zero=(1.0, 0.0, 0.5)):
    """You returned a decision, 1 for positive logits and 0 for negative ones. How would
    a logit of 0.1 differ from one of 10, and what is the slope to learn from?
    """
    return np.heaviside(np.asarray(x, float), at_zero)


@exercise.mistake
def clipped(x, *, eps=EPSILONS):
    """Your values stay a billionth or more away from 0 and 1, through a limit on the
    input or on the output. Which probability does the task want for a logit of
    -40, and is it below that limit?
    """
    return np.clip(s(x), eps, 1 - eps)


@exercise.mistake
def digits_lost(x):
    """Only your tiniest results are wrong: their digits are lost, because they are what
    a subtraction of nearly equal numbers leaves, or because they were cut off. Which of
    your steps cannot give 1e-18: does it pass through a number near 1, or set a limit?
    """
    return 1 - 1 / (1 + np.exp(x))


@exercise.mistake
def overflow(x):
    """For a logit of 1000 both parts of your fraction overflow, and infinity divided by
    infinity is NaN. By what can both be divided, so that the exponent is never
    positive?
    """
    return np.exp(x) / (1 + np.exp(x))
