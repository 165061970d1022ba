"""The derivative of swish: a product whose two factors both hold x."""

import math

import numpy as np

from lossedu import activations
from lossedu.activations import sigmoid
from lossedu.grading import Exercise, derivative_of, probe

exercise = Exercise(
    id="swish_grad",
    chapter="smooth-and-gated",
    section="swish",
    task="""
    Write the derivative of swish with respect to `x`. Swish is `x` times the sigmoid of
    `beta` times `x`.

    `x` holds any real numbers, shape (n,), and so has the result: one slope for each
    element. `beta` is a positive number, passed by name. The result must be finite for
    -1000 and 1000, where exponentials overflow.
    """,
    starter='''
    import numpy as np


    def swish_grad(x, *, beta):
        """Slope of x * sigmoid(beta * x) in x, shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=activations.swish_grad,
    hints=(
        "Swish is a product, and both of its factors change with x. How many terms "
        "does the product rule give?",
        "One term is the gate as it is. The other is x times the slope of the gate, "
        "and that slope is the sigmoid's, times what the inside of the gate is "
        "multiplied by.",
        "With `s = sigmoid(beta * x)` it is `s + beta * x * s * (1 - s)`. The "
        "exponent of the sigmoid is never positive if you start from "
        "`np.exp(-abs(beta * x))`.",
    ),
    praise="The slope is above 1 in places and below 0 in others: unlike ReLU, swish "
    "still tells a unit on the negative side which way to move.",
)

SLOPE = derivative_of(activations.swish)


@exercise.probes
def _(rng):
    one, two, half = {"beta": 1.0}, {"beta": 2.0}, {"beta": 0.5}
    yield probe("one of each sign", [-1.0, 0.0, 2.0], keywords=one, oracles=[SLOPE])
    yield probe("a steep gate", [-1.0, 0.5, 2.0], keywords=two, oracles=[SLOPE])
    yield probe("a flat gate", [-3.0, 1.0, 4.0], keywords=half, oracles=[SLOPE])
    yield probe("whole numbers", [-2, 0, 1, 3], keywords={"beta": 3})
    yield probe("far out", [-1e3, -40.0, 40.0, 1e3], keywords=one, atol=1e-12)
    x = rng.normal(scale=2, size=7)
    usual = {"beta": 1.702}
    yield probe(
        "random batch", x, keywords=usual, visible=False, atol=1e-10, oracles=[SLOPE]
    )
    x = rng.normal(size=4)
    yield probe("a random gate", x, keywords=half, visible=False, atol=1e-10)
    x = rng.normal(size=5).astype(np.float32)
    yield probe(
        "single precision", x, keywords=two, visible=False, rtol=1e-4, atol=1e-5
    )
    x = rng.normal(size=1)
    yield probe("one element", x, keywords=two, visible=False, atol=1e-10)


@exercise.solution
def by_the_product_rule(x, *, beta):
    e = np.exp(-np.abs(beta * x))
    s = np.where(x > 0, 1, e) / (1 + e)
    return s + beta * x * s * (1 - s)


@exercise.alternative
def one_element_at_a_time(x, *, beta):
    result = []
    for z in (beta * x).tolist():
        small = math.exp(-abs(z))
        here, other = 1 / (1 + small), small / (1 + small)
        s = here if z >= 0 else other
        result.append(s + z * here * other)
    return result


@exercise.alternative
def from_the_value_and_the_gate(x, *, beta):
    gate = (1 + np.tanh(beta * x / 2)) / 2
    value = x * gate
    return beta * value + gate * (1 - beta * value)


@exercise.alternative
def in_the_dtype_of_the_input(x, *, beta):
    z = x * x.dtype.type(beta)
    return sigmoid(z) * (1 + z * sigmoid(-z))


@exercise.mistake
def gate_alone(x, *, beta):
    """You returned the gate: the slope of x, which is 1, times the sigmoid. Does the
    sigmoid not change with x as well, and which term does that add?
    """
    return sigmoid(beta * x)


@exercise.mistake
def second_term_alone(x, *, beta):
    """You returned x times the slope of the gate, without the other term of the product
    rule. If the gate stood still, what slope would be left?
    """
    return activations.swish_grad(x, beta=beta) - sigmoid(beta * x)


@exercise.mistake
def product_of_slopes(x, *, beta):
    """You returned the slope of the gate: the slopes of the two factors multiplied.
    What is the rule for the slope of a product?
    """
    return beta * activations.sigmoid_grad(beta * x)


@exercise.mistake
def beta_left_out_of_the_slope(x, *, beta):
    """Both terms are there, and the slope of the gate lacks a factor that is 1 only if
    beta is 1. What does the chain rule say about the inside of the sigmoid?
    """
    return sigmoid(beta * x) + x * activations.sigmoid_grad(beta * x)


@exercise.mistake
def beta_on_both_terms(x, *, beta):
    """Both terms of the product rule carry the factor beta in your answer. Which of the
    two comes from the inside of the sigmoid, where the chain rule applies?
    """
    return beta * (sigmoid(beta * x) + x * activations.sigmoid_grad(beta * x))


@exercise.mistake
def beta_times_too_large(x, *, beta):
    """Your slopes are beta times what they should be: they belong to z times the
    sigmoid of z, with beta times x for z. Does beta multiply the x in front of the
    sigmoid as well, according to the task?
    """
    return beta * activations.swish_grad(x, beta=beta)


@exercise.mistake
def beta_ignored(x, *, beta):
    """Your answer is the same for every beta: that for a beta of 1. Where does beta
    stand in the definition of swish?
    """
    return activations.swish_grad(x, beta=1.0)


@exercise.mistake
def beta_left_out_of_the_gate(x, *, beta):
    """The sigmoid is taken of x, and beta occurs only as a factor in the second term.
    What is inside the gate, according to the task?
    """
    return sigmoid(x) + beta * x * activations.sigmoid_grad(x)


@exercise.mistake
def divided_by_beta(x, *, beta, power=(-1, 0, 1)):
    """Your gate divides x by beta, as by a temperature, so that a large beta makes it
    flat. What does the task do to x with beta?
    """
    return sigmoid(x / beta) + x * beta**power * activations.sigmoid_grad(x / beta)


@exercise.mistake
def rest_forgotten(x, *, beta):
    """The slope of the sigmoid is taken to be the sigmoid itself. Far to the right the
    gate is open and stands still: what makes its slope vanish there?
    """
    s = sigmoid(beta * x)
    return s + beta * x * s


@exercise.mistake
def rest_alone(x, *, beta):
    """For the slope of the sigmoid you took 1 minus the sigmoid. Far to the left the
    gate is shut and stands still: what makes its slope vanish there?
    """
    return sigmoid(beta * x) + beta * x * sigmoid(-beta * np.asarray(x))


@exercise.mistake
def terms_subtracted(x, *, beta):
    """The two terms of the product rule are there, and one is subtracted from the
    other. Does the slope of the sigmoid carry a minus?
    """
    return 2 * sigmoid(beta * x) - activations.swish_grad(x, beta=beta)


@exercise.mistake
def slope_in_beta(x, *, beta):
    """You differentiated with respect to beta. What does the task hold fixed, and what
    does it vary?
    """
    return np.asarray(x) ** 2 * activations.sigmoid_grad(beta * x)


@exercise.mistake
def its_value(x, *, beta):
    """These are the values of swish, and the task asks for its slopes. Which slope has
    a curve that crosses 0 while it rises?
    """
    return activations.swish(x, beta=beta)


@exercise.mistake
def overflow(x, *, beta, side=(-1, 1)):
    """Near 0 your formula is right, and far out it gives NaN: an exponential is
    infinite there, and infinity divided by infinity is no number. How must the fraction
    be written, so that no exponent is positive?
    """
    e = np.exp(side * beta * x)
    s = 1 / (1 + e) if side < 0 else e / (1 + e)
    return s + beta * x * e / (1 + e) ** 2
