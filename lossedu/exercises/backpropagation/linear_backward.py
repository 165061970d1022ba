"""The derivatives of a linear layer, from those that arrive at its output."""

import numpy as np

from lossedu.grading import Exercise, derivative_of, probe


def reference(x, w, upstream):
    """Return the derivatives by index: the sums of the chain rule, written out."""
    return (
        np.einsum("no,io->ni", upstream, w),
        np.einsum("ni,no->io", x, upstream),
        np.einsum("no->o", upstream),
    )


exercise = Exercise(
    id="linear_backward",
    chapter="backpropagation",
    section="a-linear-layer",
    task="""
    Write the backward pass of the linear layer `x @ w + b`.

    `x` has shape (n, i), a row for each example; `w` has shape (i, o); `upstream` has
    shape (n, o) and holds the derivative of the loss with respect to each output.
    Return three arrays `dx`, `dw`, `db` with the shapes of `x`, `w` and `b`: the
    derivative of the loss with respect to each. `b` has shape (o,). The loss has been
    averaged already where it should be: divide by nothing.
    """,
    starter='''
    import numpy as np


    def linear_backward(x, w, upstream):
        """Derivatives of the loss in x (n, i), w (i, o) and b (o,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    returns=("dx", "dw", "db"),
    hints=(
        "Take one output o of one example n and write it as a sum. Which entries of x, "
        "w and b does it contain, and with which factor?",
        "Each derivative has the shape of what it belongs to. Which products of "
        "`upstream` with `x` or `w` have these shapes at all?",
        "A weight is used by every example and so its derivative adds over them: "
        "x.T @ upstream. The bias is used in the same way, with 1 in place of x.",
    ),
    praise="Two matrix products: the backward pass of a layer costs about twice its "
    "forward pass, however many weights it has.",
)


def layer(x, w, upstream):
    """Return what the upstream derivative makes of the layer's output: a loss."""
    return upstream * (x @ w)


SLOPES = [derivative_of(layer, argument=0), derivative_of(layer, argument=1, part=1)]


@exercise.probes
def _(rng):
    yield probe(
        "one example, one output",
        [[2.0, -1.0]],
        [[0.5], [3.0]],
        [[1.5]],
        oracles=SLOPES,
    )
    yield probe(
        "two examples",
        [[1.0, 2.0], [-1.0, 0.5]],
        [[1.0, 0.0, 2.0], [-1.0, 3.0, 0.5]],
        [[0.1, -0.2, 0.3], [1.0, 0.5, -0.5]],
        oracles=SLOPES,
    )
    yield probe("whole numbers", [[1, 2], [3, 4]], [[1, 0], [2, -1]], [[1, -1], [2, 3]])
    n, i, o = 5, 3, 4
    arrays = rng.normal(size=(n, i)), rng.normal(size=(i, o)), rng.normal(size=(n, o))
    yield probe("random batch", *arrays, visible=False, oracles=SLOPES)
    n = 3  # square, so that a forgotten transpose still has the right shapes
    square = [rng.normal(size=(n, n)) for _ in range(3)]
    yield probe("all of one size", *square, visible=False, oracles=SLOPES)
    single = [rng.normal(size=size).astype(np.float32) for size in [(4, 2), (2, 1)]]
    upstream = rng.normal(size=(4, 1)).astype(np.float32)
    yield probe(
        "single precision", *single, upstream, visible=False, rtol=1e-4, atol=1e-5
    )


@exercise.solution
def with_matrix_products(x, w, upstream):
    return upstream @ w.T, x.T @ upstream, upstream.sum(axis=0)


@exercise.alternative
def one_example_at_a_time(x, w, upstream):
    dw, db, rows = np.zeros(w.shape), np.zeros(w.shape[1]), []
    for row, arriving in zip(x, upstream, strict=True):
        rows.append(w @ arriving)
        dw += np.outer(row, arriving)
        db += arriving
    return [np.array(rows), dw, db]


@exercise.alternative
def number_by_number(x, w, upstream):
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(w.shape[1])
    for n, o in np.ndindex(upstream.shape):
        db[o] += upstream[n, o]
        for i in range(len(w)):
            dx[n, i] += w[i, o] * upstream[n, o]
            dw[i, o] += x[n, i] * upstream[n, o]
    return dx, dw, db


@exercise.alternative
def by_broadcasting(x, w, upstream):
    dw = (x[:, :, None] * upstream[:, None, :]).sum(0)
    return (upstream[:, None, :] * w).sum(-1), dw, np.ones(len(x)) @ upstream


@exercise.mistake
def averaged(x, w, upstream):
    """You divided the derivatives of the weights and of the bias by the number of
    examples. Has the loss been averaged already, according to the task, and what would
    this do twice?
    """
    return upstream @ w.T, x.T @ upstream / len(x), upstream.mean(axis=0)


@exercise.mistake
def weights_averaged(x, w, upstream):
    """Only the derivative of the weights is averaged over the examples, the bias's is
    added up. Why should the two be treated differently, if every example uses both?
    """
    return upstream @ w.T, x.T @ upstream / len(x), upstream.sum(axis=0)


@exercise.mistake
def bias_averaged(x, w, upstream):
    """Only the derivative of the bias is averaged over the examples, the weights' is
    added up. Why should the two be treated differently, if every example uses both?
    """
    return upstream @ w.T, x.T @ upstream, upstream.mean(axis=0)


@exercise.mistake
def bias_not_summed(x, w, upstream):
    """The derivative of the bias still has a row for each example. How many biases are
    there, and which examples does each of them act on?
    """
    return upstream @ w.T, x.T @ upstream, upstream


@exercise.mistake
def bias_kept_its_axis(x, w, upstream):
    """The derivative of the bias has an axis of length 1 that the bias has not. What
    shape does the task give `b`?
    """
    return upstream @ w.T, x.T @ upstream, upstream.sum(axis=0, keepdims=True)


@exercise.mistake
def bias_summed_over_outputs(x, w, upstream):
    """The derivative of the bias was added up over the outputs, and each output has a
    bias of its own. Which axis of `upstream` are the examples?
    """
    return upstream @ w.T, x.T @ upstream, upstream.sum(axis=1)


@exercise.mistake
def bias_of_ones(x, w, upstream):
    """The derivative of the bias is the number of examples everywhere. That is the
    slope of the output in the bias: what arrives at the output and multiplies it?
    """
    db = np.full(w.shape[1], float(len(x)))
    return upstream @ w.T, x.T @ upstream, db


@exercise.mistake
def transposed_weights_out(x, w, upstream):
    """The derivative in the weights has rows and columns exchanged. Which shape has
    `w`, and which shape should its derivative have?
    """
    return upstream @ w.T, upstream.T @ x, upstream.sum(axis=0)


@exercise.mistake
def upstream_left_out(x, w, upstream, *, slopes=("added", "turned", "bare")):
    """What arrives from above does not occur in your answer. By what does the chain
    rule multiply the layer's own slopes?
    """
    ones = np.ones(np.shape(upstream))
    if slopes == "added":
        return ones @ w.T, x.T @ ones, ones.sum(axis=0)
    return (w.T, x.T, ones[0]) if slopes == "turned" else (w, x, ones[0])


@exercise.mistake
def order_changed(x, w, upstream):
    """The first two results are exchanged: the derivative in the weights comes first.
    In which order does the task ask for them?
    """
    return x.T @ upstream, upstream @ w.T, upstream.sum(axis=0)


@exercise.mistake
def dx_summed_over_examples(x, w, upstream, *, rows=("none", "one", "all")):
    """The derivative in the input was added up over the examples. Does one example's
    input act on the output of another, or has each row a derivative of its own?
    """
    dx = upstream.sum(axis=0) @ w.T
    if rows != "none":
        dx = np.tile(dx, (len(x) if rows == "all" else 1, 1))
    return dx, x.T @ upstream, upstream.sum(axis=0)


@exercise.mistake
def flipped_sign(x, w, upstream):
    """All your derivatives have the wrong sign. The step of descent carries a minus:
    does the derivative itself carry one as well?
    """
    return -(upstream @ w.T), -(x.T @ upstream), -upstream.sum(axis=0)
