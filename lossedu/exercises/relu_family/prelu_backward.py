"""The derivatives of the parametric ReLU in its input and in its slopes."""

import numpy as np

from lossedu import activations
from lossedu.grading import Exercise, derivative_of, probe


def reference(x, slope, upstream):
    """Multiply the library's slopes by what arrives, and add over the examples."""
    dx = upstream * activations.prelu_grad(x, slope=slope)
    dslope = upstream * activations.prelu_slope_grad(x, slope=slope)
    return dx, dslope.sum(axis=0)


exercise = Exercise(
    id="prelu_backward",
    chapter="relu-family",
    section="a-slope-that-is-learned",
    task="""
    Write the backward pass of the parametric ReLU: it gives x on the right of 0 and
    slope times x on the left, with a learned slope for each channel.

    `x` has shape (n, channels), a row for each example; `slope` has shape (channels,)
    and holds positive numbers; `upstream` has the shape of `x` and holds the derivative
    of the loss with respect to each output. Return two arrays `dx` and `dslope`, with
    the shapes of `x` and `slope`: the derivative of the loss with respect to each. At
    the kink, where x is exactly 0, use the slope on the left, as the library does. The
    loss has been averaged already where it should be: divide by nothing.
    """,
    starter='''
    import numpy as np


    def prelu_backward(x, slope, upstream):
        """Derivatives of the loss in x (n, channels) and slope (channels,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    returns=("dx", "dslope"),
    hints=(
        "Write down the output of one element on each side of 0. What is its "
        "derivative in x there, and what is it in the slope?",
        "A slope is used by every example of its channel, but only where x is "
        "negative. What happens to derivatives of what is used more than once?",
        "dx is `upstream * np.where(x > 0, 1, slope)`. The output's derivative in the "
        "slope is np.minimum(x, 0); times upstream, it adds over axis 0.",
    ),
    praise="The slope is a weight like any other: it is shared by the examples, so its "
    "derivative adds over them, and an optimizer can learn it.",
)


def layer(x, slope, upstream):
    """Return what the upstream derivative makes of the output: a loss."""
    return upstream * activations.prelu(x, slope=slope)


IN_SLOPE = derivative_of(layer, argument=1, part=1)
SLOPES = [derivative_of(layer, argument=0), IN_SLOPE]


@exercise.probes
def _(rng):
    yield probe(
        "one example", [[-2.0, 3.0]], [0.25, 0.5], [[1.5, -1.0]], oracles=SLOPES
    )
    x = [[-1.0, 2.0, -3.0], [0.5, -4.0, -0.5]]
    upstream = [[2.0, 0.1, 0.5], [-0.2, 0.25, -3.0]]
    yield probe("two examples", x, [0.1, 0.2, 0.3], upstream, oracles=SLOPES)
    x, upstream = (
        [[0.0, -1.0], [-3.0, 0.0], [2.0, 0.0]],
        [[2.0, 1.0], [1, -4.0], [3, 5]],
    )
    yield probe("at the kink", x, [0.25, 0.5], upstream, oracles=[IN_SLOPE])
    yield probe("whole numbers", [[-2, 1], [3, -4]], [2, 3], [[5, 1], [-1, 2]])
    x, upstream = rng.normal(size=(2, 5, 3))
    x[:2] = np.abs(x[:2]) * [[1, -1, 1], [-1, 1, -1]]  # both signs in every channel
    slope = rng.uniform(0.1, 0.6, size=3)
    yield probe("random batch", x, slope, upstream, visible=False, oracles=SLOPES)
    x, upstream = rng.normal(size=(2, 3, 3))
    x[0] = -np.abs(x[0])
    slope = rng.uniform(1.2, 3, size=3)
    yield probe("steep slopes", x, slope, upstream, visible=False)
    x, upstream = rng.normal(size=(2, 4, 2)).astype(np.float32)
    slope = rng.uniform(0.1, 0.6, size=2).astype(np.float32)
    single = x, slope, upstream
    yield probe("single precision", *single, visible=False, rtol=1e-4, atol=1e-5)
    x, upstream = rng.normal(size=(2, 4, 1))
    x[:2] = [[-0.7], [0.9]]
    slope = rng.uniform(0.1, 0.6, size=1)
    yield probe("one channel", x, slope, upstream, visible=False)


@exercise.solution
def with_a_choice(x, slope, upstream):
    dx = upstream * np.where(x > 0, 1, slope)
    dslope = upstream * np.where(x > 0, 0, x)
    return dx, dslope.sum(axis=0)


@exercise.alternative
def with_a_mask(x, slope, upstream):
    left = x <= 0
    dx = np.array(upstream, float)
    dx[left] = (upstream * slope)[left]
    return [dx, np.einsum("nc,nc->c", upstream, x * left)]


@exercise.alternative
def one_channel_at_a_time(x, slope, upstream):
    dx, dslope = np.zeros(x.shape), []
    for c, a in enumerate(slope):
        left = x[:, c] <= 0
        dx[:, c] = upstream[:, c] * (1 - (1 - a) * left)
        dslope.append(upstream[left, c] @ x[left, c])
    return dx, dslope


@exercise.alternative
def number_by_number(x, slope, upstream):
    dx, dslope = np.array(upstream, float), [0.0] * len(slope)
    for n, c in np.ndindex(x.shape):
        if x[n, c] <= 0:
            dx[n, c] *= slope[c]
            dslope[c] += upstream[n, c] * x[n, c]
    return dx, dslope


def inside(x, slope, upstream):
    """Return the derivative in the input, for mistakes that are in the other."""
    return upstream * np.where(x > 0, 1, slope)


def each(x, upstream):
    """Return the derivative in the slope that each element gives."""
    return upstream * np.minimum(x, 0)


@exercise.mistake
def dslope_averaged(x, slope, upstream):
    """The derivative in the slopes is the mean over the examples, not the sum. Has the
    loss been averaged already, according to the task?
    """
    return inside(x, slope, upstream), each(x, upstream).mean(axis=0)


@exercise.mistake
def dslope_not_summed(x, slope, upstream):
    """The derivative in the slopes still has a row for each example. How many slopes
    are there, and which examples does each of them act on?
    """
    return inside(x, slope, upstream), each(x, upstream)


@exercise.mistake
def dslope_kept_its_axis(x, slope, upstream, *, axis=(0, -1)):
    """The derivative in the slopes has an axis of length 1 that the slopes have not.
    What shape does the task give `slope`?
    """
    dslope = each(x, upstream).sum(axis=0)
    return inside(x, slope, upstream), np.expand_dims(dslope, axis)


@exercise.mistake
def dslope_summed_over_channels(x, slope, upstream):
    """The derivative in the slopes was added up over the channels, and each channel has
    a slope of its own. Which axis of `x` are the examples?
    """
    return inside(x, slope, upstream), each(x, upstream).sum(axis=1)


@exercise.mistake
def dslope_one_number(x, slope, upstream):
    """The derivative in the slopes was added up to a single number, as for one slope
    that all channels share. How many slopes does the task give you?
    """
    return inside(x, slope, upstream), each(x, upstream).sum()


@exercise.mistake
def dslope_from_all_inputs(x, slope, upstream):
    """The derivative in the slopes counts positive inputs as well. Does the output of a
    positive input change when the slope does?
    """
    return inside(x, slope, upstream), (upstream * x).sum(axis=0)


@exercise.mistake
def dslope_without_upstream(x, slope, upstream):
    """The derivative in the slopes does not contain what arrives: it is the sum of the
    negative inputs alone. By what does the chain rule multiply each of them?
    """
    return inside(x, slope, upstream), np.minimum(x, 0).sum(axis=0)


@exercise.mistake
def upstream_left_out(x, slope, upstream):
    """What arrives from above does not occur in either of your results. By what does
    the chain rule multiply the layer's own slopes?
    """
    ones = np.ones(np.shape(upstream))
    return inside(x, slope, ones), each(x, ones).sum(axis=0)


@exercise.mistake
def dslope_without_input(x, slope, upstream, *, zero=(False, True)):
    """The derivative in the slopes is the sum of what arrives where x is negative,
    without x. In slope times x, what is the derivative with respect to the slope?
    """
    left = x <= 0 if zero else x < 0
    return inside(x, slope, upstream), (upstream * left).sum(axis=0)


@exercise.mistake
def dslope_times_slope(x, slope, upstream):
    """The derivative in the slopes still contains the slope as a factor: it is the sum
    of the outputs on the left, times what arrives. What is left of slope times x when
    one differentiates in the slope?
    """
    return inside(x, slope, upstream), slope * each(x, upstream).sum(axis=0)


@exercise.mistake
def dslope_flipped_sign(x, slope, upstream):
    """The derivative in the slopes alone has the wrong sign, as if the left side held
    the size of x and not x itself. What happens to a negative output if the slope
    grows?
    """
    return inside(x, slope, upstream), -each(x, upstream).sum(axis=0)


@exercise.mistake
def dx_one_at_the_kink(x, slope, upstream):
    """Where the input is exactly 0, `dx` has the slope 1 of the right side. To which
    side does the task count 0?
    """
    dx = upstream * np.where(x >= 0, 1, slope)
    return dx, each(x, upstream).sum(axis=0)


@exercise.mistake
def dx_zero_on_the_left(x, slope, upstream):
    """In `dx` nothing comes through from negative inputs, as with the plain ReLU. How
    much does the output change with x there?
    """
    return upstream * (x > 0), each(x, upstream).sum(axis=0)


@exercise.mistake
def dx_sides_exchanged(x, slope, upstream, *, zero=(False, True)):
    """In `dx` the sides are exchanged: positive inputs have the learned slope and
    negative ones the slope 1. On which side of 0 does the layer give x itself?
    """
    left = x <= 0 if zero else x < 0
    return upstream * np.where(left, 1, slope), each(x, upstream).sum(axis=0)


@exercise.mistake
def dx_value_for_the_slope(x, slope, upstream):
    """In `dx` you multiplied what arrives by the layer's output, where its slope
    belongs. If a positive input grows by a little, how much does the output grow?
    """
    value = activations.prelu(x, slope=slope)
    return upstream * value, each(x, upstream).sum(axis=0)


@exercise.mistake
def order_changed(x, slope, upstream):
    """The two results are exchanged: the derivative in the slopes comes first. In which
    order does the task ask for them?
    """
    return each(x, upstream).sum(axis=0), inside(x, slope, upstream)
