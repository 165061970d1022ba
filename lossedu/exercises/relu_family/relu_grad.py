"""The derivative of the ReLU, times what arrives from above."""

import numpy as np

from lossedu import activations
from lossedu.grading import Exercise, derivative_of, probe


def reference(x, upstream):
    """Multiply the library's slope by what arrives."""
    return activations.relu_grad(x) * upstream


exercise = Exercise(
    id="relu_grad",
    chapter="relu-family",
    section="the-relu",
    task="""
    Write the backward pass of the ReLU, which is the larger of x and 0.

    `x` holds the inputs and `upstream` the derivative of the loss with respect to each
    output of the ReLU, both of shape (n, units). Return the derivative of the loss with
    respect to each input, of the same shape: the slope of the ReLU times what arrives.
    At the kink, where x is exactly 0, the slope is taken to be 0, as in PyTorch. Sum
    over nothing, divide by nothing, and change neither array in place.
    """,
    starter='''
    import numpy as np


    def relu_grad(x, upstream):
        """Derivative of the loss in x (n, units), from that in the output."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    hints=(
        "Which two values can the slope of the ReLU have, and what decides between "
        "them? Draw the curve.",
        "A unit whose input was positive hands on what arrives, unchanged. What do the "
        "others hand on? Look at 0 itself too.",
        "A comparison such as `x > 0` gives an array of True and False, and "
        "`np.where(mask, a, b)` chooses by it. `upstream * mask` does as well.",
    ),
    praise="A unit whose input is negative for every example receives nothing and "
    "learns nothing: that is a dead unit, in one line.",
)


def layer(x, upstream):
    """Return what the upstream derivative makes of the output: a loss."""
    return upstream * activations.relu(x)


SLOPE = derivative_of(layer, argument=0)
LEAKS = (0.01, 0.001, 0.02, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5)


@exercise.probes
def _(rng):
    yield probe("one row", [[-1.5, 2.0]], [[3.0, -0.5]], oracles=[SLOPE])
    x = [[0.5, -2.0, 3.0], [-0.25, 4.0, -1.0]]
    upstream = [[2.0, 0.3, -1.0], [-4.0, 0.25, 5.0]]
    yield probe("two rows", x, upstream, oracles=[SLOPE])
    yield probe("at the kink", [[0.0, 0.0, 1.0]], [[2.0, -3.0, 0.5]])
    x = [[-3, 0, 2], [8, 12, -9]]
    yield probe("whole numbers", x, [[2, 7, -3], [4, -6, 1]])
    n, k = 5, 3
    x, upstream = rng.normal(scale=2, size=(n, k)), rng.normal(size=(n, k))
    yield probe("random batch", x, upstream, visible=False)
    x = rng.normal(size=(3, 3))
    x[rng.permuted(np.eye(3, dtype=bool), axis=0)] = 0
    yield probe("zeros among others", x, rng.normal(size=(3, 3)), visible=False)
    x, upstream = rng.normal(size=(2, 2, 4)).astype(np.float32)
    yield probe("single precision", x, upstream, visible=False, rtol=1e-4)


@exercise.solution
def with_a_mask(x, upstream):
    return upstream * (x > 0)


@exercise.alternative
def with_a_choice(x, upstream):
    return np.where(x <= 0, 0, upstream)


@exercise.alternative
def in_a_copy(x, upstream):
    result = np.array(upstream)
    result[x <= 0] = 0
    return result


@exercise.alternative
def number_by_number(x, upstream):
    both = zip(x, upstream, strict=True)
    return [
        [arriving if value > 0 else 0.0 for value, arriving in zip(*rows, strict=True)]
        for rows in both
    ]


@exercise.alternative
def in_single_precision(x, upstream):
    slope = np.heaviside(np.asarray(x, np.float32), np.float32(0))
    return np.float32(upstream) * slope


@exercise.mistake
def upstream_left_out(x, upstream):
    """You returned the slope of the ReLU alone, 0 or 1. By what does the chain rule
    multiply it?
    """
    return np.where(x > 0, 1.0, 0.0)


@exercise.mistake
def one_at_the_kink(x, upstream):
    """Where the input is exactly 0 you used the slope 1, that of the right side. Which
    slope does the task choose there?
    """
    return upstream * (x >= 0)


@exercise.mistake
def half_at_the_kink(x, upstream):
    """Where the input is exactly 0 you used the slope one half, the mean of both sides.
    Which slope does the task choose there?
    """
    return upstream * np.heaviside(np.asarray(x, float), 0.5)


@exercise.mistake
def value_for_the_slope(x, upstream):
    """You multiplied by the ReLU's output, where its slope belongs. If a positive input
    grows by a little, by how many times as much does the output grow?
    """
    return upstream * np.maximum(x, 0)


@exercise.mistake
def forward_pass(x, upstream):
    """You returned the output of the ReLU itself, the forward pass. What part does
    `upstream` play in the derivative?
    """
    return np.maximum(x, 0) * 1.0


@exercise.mistake
def relu_of_the_upstream(x, upstream):
    """You applied the ReLU to what arrives, so that negative derivatives are lost. Is
    it the sign of `upstream` that decides, or the sign of the input?
    """
    return np.maximum(upstream, 0) * 1.0


@exercise.mistake
def positive_upstream_only(x, upstream):
    """You let through what arrives only where both it and the input are positive. May a
    derivative of the loss not be negative?
    """
    return np.maximum(upstream, 0) * (x > 0)


@exercise.mistake
def arguments_exchanged(x, upstream):
    """The roles of the arguments are exchanged: you let `x` through where `upstream` is
    positive. Which of the two was the input of the ReLU?
    """
    return x * (upstream > 0)


@exercise.mistake
def sides_exchanged(x, upstream, *, at_zero=(False, True)):
    """You let through what arrives where the input is negative, and stop it where it is
    positive. On which side of 0 does the ReLU rise?
    """
    return upstream * (1 - np.heaviside(np.asarray(x, float), not at_zero))


@exercise.mistake
def passed_on_unchanged(x, upstream):
    """You handed on what arrives, whatever the input was. How much does the output of
    the ReLU change with an input that is negative?
    """
    return upstream * 1.0


@exercise.mistake
def absolute_value(x, upstream):
    """Where the input is negative you handed on what arrives with the opposite sign.
    That is the slope of the absolute value: what is the ReLU's slope on the left?
    """
    return upstream * np.sign(x)


@exercise.mistake
def leak(x, upstream, *, slope=LEAKS, kink=(None, 0, 1)):
    """On the left of 0 a small part of what arrives gets through, as in a leaky ReLU.
    What is the slope of the plain one there?
    """
    left = np.where(x < 0, slope, slope if kink is None else kink)
    return upstream * np.where(x > 0, 1, left)


@exercise.mistake
def capped_at_six(x, upstream):
    """For inputs above 6 you let nothing through, which belongs to the ReLU6. Where
    does the plain one stop rising?
    """
    return upstream * ((x > 0) & (x < 6))


@exercise.mistake
def summed_over_rows(x, upstream, *, keepdims=(False, True)):
    """You added the derivatives up over the rows, so that one row is left. Can the
    input of each example not move alone?
    """
    return (upstream * (x > 0)).sum(axis=0, keepdims=keepdims)


@exercise.mistake
def averaged(x, upstream):
    """You divided by the number of rows. Where would an average over the batch have
    been taken, and is its factor not in `upstream` already?
    """
    return upstream * (x > 0) / len(x)


@exercise.mistake
def flipped_sign(x, upstream):
    """All your derivatives have the wrong sign. The step of descent carries a minus:
    does the slope of a rising line carry one as well?
    """
    return -upstream * (x > 0)
