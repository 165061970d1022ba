"""The backward pass of a network with one hidden layer."""

import numpy as np

from lossedu.activations import ACTIVATIONS
from lossedu.autodiff import Tensor, apply
from lossedu.grading import Exercise, derivative_of, probe


def reference(x, w1, w2, upstream):
    """Let the library's engine walk back."""
    first, second = Tensor(np.asarray(w1)), Tensor(np.asarray(w2))
    h = apply(ACTIVATIONS["relu"], x @ first)
    slopes = ((h @ second) * upstream).sum().backward()
    return slopes[first], slopes[second]


exercise = Exercise(
    id="two_layer_backward",
    chapter="backpropagation",
    section="two-layers",
    task="""
    Write the backward pass of a network with one hidden layer and no biases. Forward it
    computes `h = relu(x @ w1)` and `out = h @ w2`.

    `x` has shape (n, i), a row for each example; `w1` has shape (i, h) and `w2` shape
    (h, o); `upstream` has shape (n, o) and holds the derivative of the loss with
    respect to each output. Return two arrays `dw1`, `dw2` with the shapes of `w1` and
    `w2`: the derivative of the loss with respect to each weight. Take the slope of ReLU
    at exactly 0 to be 0. The loss has been averaged already where it should be: divide
    by nothing.
    """,
    starter='''
    import numpy as np


    def two_layer_backward(x, w1, w2, upstream):
        """Derivatives of the loss in w1 (i, h) and w2 (h, o)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    returns=("dw1", "dw2"),
    hints=(
        "Go forward first and keep what each layer was given and what it made. Then "
        "go backwards: which of the two derivatives needs no slope of ReLU?",
        "The second layer is linear with the input h. What it sends back to h passes "
        "the ReLU only where the hidden unit was on, and then arrives at another "
        "linear layer, with the input x.",
        "`dw2 = h.T @ upstream` and `dh = upstream @ w2.T`. Set `dh` to 0 where `x @ "
        "w1` is not positive, and do with it for the first layer what you did for "
        "the second.",
    ),
    praise="The same three lines for every layer, from the last to the first: a deeper "
    "network only repeats them.",
)


def network(x, w1, w2, upstream):
    """Return what the upstream derivative makes of the output: a loss."""
    return upstream * (np.maximum(x @ w1, 0) @ w2)


SLOPES = [
    derivative_of(network, argument=1, part=0),
    derivative_of(network, argument=2, part=1),
]


@exercise.probes
def _(rng):
    yield probe(
        "one example, one unit off",
        [[1.0, 2.0]],
        [[1.0, -1.0], [0.5, -2.0]],
        [[3.0], [-4.0]],
        [[1.5]],
        oracles=SLOPES,
    )
    yield probe(
        "two examples",
        [[1.0, 2.0], [-1.0, 0.5]],
        [[1.0, -1.0, 0.5], [0.5, 1.0, -2.0]],
        [[2.0, 1.0], [-1.0, 0.5], [3.0, -2.0]],
        [[0.5, -1.0], [2.0, 1.5]],
        oracles=SLOPES,
    )
    turned = [[2, -1], [1, 1]], [[1, -2], [1, 3]]
    yield probe("whole numbers", [[1, 2], [3, -1], [-2, 1]], *turned, [[1, 2]] * 3)
    yield probe(
        "exactly 0 before the ReLU",
        [[1.0, 2.0]],
        [[2.0, 1.0], [-1.0, 1.0]],
        [[3.0], [0.5]],
        [[2.0]],
    )
    n, i, h, o = 6, 3, 5, 2
    sizes = (n, i), (i, h), (h, o), (n, o)
    arrays = [rng.normal(size=size) for size in sizes]
    yield probe("random batch", *arrays, visible=False, atol=1e-12)
    arrays = [rng.normal(size=(4, 4)) for _ in range(4)]
    yield probe("all of one size", *arrays, visible=False, atol=1e-12)
    arrays = [rng.normal(size=size).astype(np.float32) for size in sizes]
    yield probe("single precision", *arrays, visible=False, rtol=1e-3, atol=1e-4)
    arrays = [rng.normal(size=size) for size in ((3, 1), (1, 4), (4, 2), (3, 2))]
    yield probe("one input", *arrays, visible=False, atol=1e-12)


@exercise.solution
def layer_by_layer(x, w1, w2, upstream):
    a = x @ w1
    h = np.maximum(a, 0)
    da = (upstream @ w2.T) * (a > 0)
    return x.T @ da, h.T @ upstream


@exercise.alternative
def one_example_at_a_time(x, w1, w2, upstream):
    dw1, dw2 = np.zeros(w1.shape), np.zeros(w2.shape)
    for row, arriving in zip(x, upstream, strict=True):
        h = [max(a, 0.0) for a in row @ w1]
        dw2 += np.outer(h, arriving)
        back = [
            d if unit > 0 else 0.0 for d, unit in zip(w2 @ arriving, h, strict=True)
        ]
        dw1 += np.outer(row, back)
    return [dw1, dw2]


@exercise.alternative
def through_the_units_that_are_on(x, w1, w2, upstream):
    on = np.where(np.einsum("ni,ih->nh", x, w1) > 0, 1.0, 0.0)
    dw1 = np.einsum("ni,nh,ho,no->ih", x, on, w2, upstream)
    return dw1, np.einsum("ni,ih,nh,no->ho", x, w1, on, upstream)


@exercise.alternative
def unit_by_unit(x, w1, w2, upstream):
    dw1, dw2 = np.empty(w1.shape), np.empty(w2.shape)
    for unit in range(w1.shape[1]):
        a = (x * w1[:, unit]).sum(axis=1)
        on = a > 0
        dw2[unit] = a[on] @ upstream[on]
        dw1[:, unit] = (upstream[on] @ w2[unit]) @ x[on]
    return dw1, dw2


def forward(x, w1):
    """Return the hidden layer before and after the ReLU."""
    a = np.asarray(x @ w1, float)
    return a, np.maximum(a, 0)


@exercise.mistake
def relu_slope_forgotten(x, w1, w2, upstream):
    """Units that were off pass on what arrives, as if there were no ReLU on the way
    back. What slope has ReLU where its input is negative, and how can you tell such a
    unit?
    """
    _, h = forward(x, w1)
    return x.T @ (upstream @ w2.T), h.T @ upstream


@exercise.mistake
def no_relu_at_all(x, w1, w2, upstream):
    """Your network has no ReLU, neither forward nor backward: it is linear. What does
    the hidden layer make of a negative number?
    """
    a, _ = forward(x, w1)
    return x.T @ (upstream @ w2.T), a.T @ upstream


@exercise.mistake
def before_the_relu(x, w1, w2, upstream):
    """The derivative in `w2` was made with the hidden layer before its ReLU. Which
    numbers does the second layer multiply its weights with?
    """
    a, h = forward(x, w1)
    return x.T @ (upstream @ w2.T * (h > 0)), a.T @ upstream


@exercise.mistake
def relu_of_what_comes_back(x, w1, w2, upstream, *, masked=(False, True)):
    """On the way back you applied a ReLU to the derivatives: negative ones were set to
    0. Does the slope of a unit depend on what comes back, or on what went in?
    """
    _, h = forward(x, w1)
    back = np.maximum(upstream @ w2.T, 0)
    return x.T @ (back * (h > 0) if masked else back), h.T @ upstream


@exercise.mistake
def slope_one_at_zero(x, w1, w2, upstream):
    """A unit whose input is exactly 0 passes on what arrives. Which slope does the task
    give ReLU at 0?
    """
    a, h = forward(x, w1)
    return x.T @ (upstream @ w2.T * (a >= 0)), h.T @ upstream


@exercise.mistake
def units_exchanged(x, w1, w2, upstream, *, zero=(True, False)):
    """On the way back the units that were off pass on what arrives, and those that were
    on do not. On which side of 0 does ReLU rise?
    """
    a, h = forward(x, w1)
    off = a <= 0 if zero else a < 0
    return x.T @ (upstream @ w2.T * off), h.T @ upstream


@exercise.mistake
def value_for_slope(x, w1, w2, upstream):
    """On the way back you multiplied by the output of the ReLU, where its slope
    belongs. How steep is ReLU at 3, and how steep at 5?
    """
    _, h = forward(x, w1)
    return x.T @ (upstream @ w2.T * h), h.T @ upstream


@exercise.mistake
def sigmoid_slope(x, w1, w2, upstream):
    """On the way back you multiplied by h (1 - h), which is the slope of a sigmoid with
    the output h. Which function made h here, and what is its slope?
    """
    _, h = forward(x, w1)
    return x.T @ (upstream @ w2.T * h * (1 - h)), h.T @ upstream


@exercise.mistake
def relu_at_the_output(x, w1, w2, upstream):
    """Your network has a ReLU at the output as well: where the output is negative,
    nothing goes back. Which layers have one in the task?
    """
    _, h = forward(x, w1)
    passed = upstream * (h @ w2 > 0)
    return x.T @ (passed @ w2.T * (h > 0)), h.T @ passed


@exercise.mistake
def second_weights_left_out(x, w1, w2, upstream):
    """To each hidden unit goes the plain sum of what arrives at the outputs, without
    `w2`. How strongly does a hidden unit act on each output?
    """
    _, h = forward(x, w1)
    return x.T @ (upstream.sum(axis=1, keepdims=True) * (h > 0)), h.T @ upstream


@exercise.mistake
def upstream_left_out(x, w1, w2, upstream):
    """What arrives from above does not occur in your answer, as if it were 1
    everywhere. By what does the chain rule multiply the network's own slopes?
    """
    _, h = forward(x, w1)
    ones = np.ones(np.shape(upstream))
    return x.T @ (ones @ w2.T * (h > 0)), h.T @ ones


@exercise.mistake
def averaged(x, w1, w2, upstream):
    """You divided by the number of examples. Has the loss been averaged already,
    according to the task, and what would a second division do?
    """
    dw1, dw2 = layer_by_layer(x, w1, w2, upstream)
    return dw1 / len(x), dw2 / len(x)


@exercise.mistake
def order_changed(x, w1, w2, upstream):
    """The two results are exchanged: the derivative in `w2` comes first. In which order
    does the task ask for them?
    """
    return layer_by_layer(x, w1, w2, upstream)[::-1]


@exercise.mistake
def transposed(x, w1, w2, upstream):
    """Both derivatives have rows and columns exchanged. Which shape has each matrix of
    weights, and which shape should its derivative have?
    """
    dw1, dw2 = layer_by_layer(x, w1, w2, upstream)
    return dw1.T, dw2.T


@exercise.mistake
def flipped_sign(x, w1, w2, upstream):
    """Both derivatives have the wrong sign. The step of descent carries a minus: does
    the derivative itself carry one as well?
    """
    dw1, dw2 = layer_by_layer(x, w1, w2, upstream)
    return -dw1, -dw2
