"""The derivatives of batch normalisation, from those that arrive at its output."""

from functools import partial

import numpy as np

from lossedu.autodiff import Tensor
from lossedu.grading import Exercise, derivative_of, probe


def reference(x, gamma, upstream, *, eps):
    """Run the layer forwards, and let the library's engine find the way back."""
    x, gamma, beta = Tensor(x), Tensor(gamma), Tensor(np.zeros_like(gamma))
    centred = x - x.mean(axis=0)
    variance = (centred * centred).mean(axis=0)
    y = gamma * (centred * (variance + eps) ** -0.5) + beta
    gradients = (y * upstream).sum().backward()
    return gradients[x], gradients[gamma], gradients[beta]


exercise = Exercise(
    id="batch_norm_backward",
    chapter="noise-and-patience",
    section="the-derivative-of-batch-normalisation",
    task="""
    Write the backward pass of batch normalisation in training mode.

    `x` has shape (n, d), a row for each example. The layer takes from each column
    its mean over the batch, divides it by sqrt(variance + eps), multiplies it by
    `gamma` and adds beta, both of shape (d,). The variance is the mean of the
    squares (biased: it divides by n). `upstream`, shape (n, d), is the derivative
    of the loss with respect to each output. Return three arrays: `dx`, `dgamma` and
    `dbeta`, the derivatives of the loss with respect to x, gamma and beta, in their
    shapes. The loss has been averaged already where it should be. A column whose
    numbers are all equal is no exception; `eps` is positive.
    """,
    starter='''
    import numpy as np


    def batch_norm_backward(x, gamma, upstream, *, eps):
        """Derivatives of the loss in x (n, d), gamma (d,) and beta (d,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    returns=("dx", "dgamma", "dbeta"),
    hints=(
        "Give the normalised x a name. The output is gamma times it plus beta: which "
        "two derivatives can you write down at once?",
        "x acts on the output in three ways: by itself, through the mean and through "
        "the variance. What does moving a whole column do to the output?",
        "With h the normalised x, s the root and m(...) the mean over the batch, dx is "
        "gamma / s * (upstream - m(upstream) - h * m(upstream * h)).",
    ),
    praise="Shift and stretch are taken out of the gradient of every column: the layer "
    "would undo both anyway.",
)


def layer(x, gamma, upstream, *, eps):
    """Return what the upstream derivative makes of the layer's output: a loss."""
    h = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    return upstream * (gamma * h)


SLOPES = [derivative_of(layer, argument=0), derivative_of(layer, argument=1, part=1)]


@exercise.probes
def _(rng):
    near = partial(probe, atol=1e-10)
    one = [[1.0], [3.0], [1.0], [3.0]], [2.0], [[1.0], [0.0], [-2.0], [3.0]]
    exact = {"eps": 0.5625}  # with a variance of 1 the root is 1.25
    yield near("one column", *one, keywords=exact, oracles=SLOPES)
    x = [[1.0, -2.0], [0.5, 1.0], [-3.0, 2.0]]
    gamma, upstream = [1.5, -0.5], [[1.0, 2.0], [-1.0, 0.5], [0.5, 1.0]]
    yield near("three examples", x, gamma, upstream, keywords={"eps": 1e-5})
    whole = [[1, 4], [2, 0], [6, 5]], [2, 3], [[1, 0], [2, -1], [-1, 4]]
    yield near("whole numbers", *whole, keywords={"eps": 1})
    still = [[2.0, 1.0], [2.0, -1.0], [2.0, 3.0]]
    yield near("a constant column", still, gamma, upstream, keywords={"eps": 1e-5})
    for title, n, d, eps in ("random batch", 6, 3, 0.3), ("more columns", 4, 5, 1e-3):
        arrays = [rng.normal(size=s) for s in ((n, d), d, (n, d))]
        yield near(title, *arrays, visible=False, keywords={"eps": eps}, oracles=SLOPES)
    arrays = [rng.normal(size=s).astype(np.float32) for s in ((8, 2), 2, (8, 2))]
    loose = partial(probe, rtol=1e-4, atol=1e-4, keywords={"eps": 0.1})
    yield loose("single precision", *arrays, visible=False)


@exercise.solution
def two_means_taken_out(x, gamma, upstream, *, eps):
    root = np.sqrt(x.var(axis=0) + eps)
    h = (x - x.mean(axis=0)) / root
    rest = upstream - upstream.mean(axis=0) - h * (upstream * h).mean(axis=0)
    return gamma / root * rest, (upstream * h).sum(axis=0), upstream.sum(axis=0)


@exercise.alternative
def link_by_link(x, gamma, upstream, *, eps):
    n, centred = len(x), x - x.mean(0)
    inverse = (np.square(centred).sum(0) / n + eps) ** -0.5
    at_h = upstream * gamma
    at_variance = -0.5 * (at_h * centred).sum(0) * inverse**3
    at_centred = at_h * inverse + at_variance * 2 * centred / n
    at_mean = -at_centred.sum(0)
    dgamma = (upstream * centred * inverse).sum(0)
    return [at_centred + at_mean / n, dgamma, np.ones(n) @ upstream]


@exercise.alternative
def by_the_whole_jacobian(x, gamma, upstream, *, eps):
    n, dx, dgamma = len(x), np.zeros(x.shape), np.zeros(len(gamma))
    for k in range(len(gamma)):
        root = (np.mean((x[:, k] - x[:, k].mean()) ** 2) + eps) ** 0.5
        h = (x[:, k] - x[:, k].mean()) / root
        jacobian = (np.eye(n) - 1 / n - np.outer(h, h) / n) / root
        dx[:, k] = gamma[k] * (upstream[:, k] @ jacobian)
        dgamma[k] = h @ upstream[:, k]
    return dx, dgamma, upstream.sum(axis=0)


@exercise.alternative
def from_the_two_sums(x, gamma, upstream, *, eps):
    n, root = len(x), np.sqrt(np.mean(x**2.0, 0) - np.mean(x, 0) ** 2 + eps)
    h = (x - np.mean(x, 0)) / root
    dgamma, dbeta = np.einsum("nd,nd->d", h, upstream), np.einsum("nd->d", upstream)
    return gamma / (n * root) * (n * upstream - dbeta - h * dgamma), dgamma, dbeta


def parts(x, gamma, upstream, eps, ddof=0):
    """Return the normalised x and the three results, for mistakes made after them."""
    root = np.sqrt(np.var(x, axis=0, ddof=ddof) + eps)
    h = (x - np.mean(x, axis=0)) / root
    return h, gamma / root, np.sum(upstream * h, axis=0), np.sum(upstream, axis=0)


@exercise.mistake
def statistics_held_fixed(x, gamma, upstream, *, eps):
    """You treated mean and variance as constants, as they are in evaluation. On what do
    they depend in training, and which two ways from x to the loss are then missing?
    """
    _, scale, dgamma, dbeta = parts(x, gamma, upstream, eps)
    return scale * upstream, dgamma, dbeta


@exercise.mistake
def mean_held_fixed(x, gamma, upstream, *, eps):
    """The way through the mean is missing from your derivative in x. What must the
    derivatives of a column add up to, if moving all of it changes nothing?
    """
    h, scale, dgamma, dbeta = parts(x, gamma, upstream, eps)
    return scale * (upstream - h * dgamma / len(x)), dgamma, dbeta


@exercise.mistake
def variance_held_fixed(x, gamma, upstream, *, eps):
    """The way through the variance is missing from your derivative in x. What happens
    to the output when a column is stretched?
    """
    _, scale, dgamma, dbeta = parts(x, gamma, upstream, eps)
    return scale * (upstream - dbeta / len(x)), dgamma, dbeta


@exercise.mistake
def way_through_variance_added(x, gamma, upstream, *, eps):
    """The part that comes through the variance has the wrong sign. If a number far from
    the mean grows, does the root that divides all of them grow or shrink?
    """
    h, scale, dgamma, dbeta = parts(x, gamma, upstream, eps)
    return scale * (upstream - dbeta / len(x) + h * dgamma / len(x)), dgamma, dbeta


@exercise.mistake
def sums_for_means(x, gamma, upstream, *, eps):
    """In the derivative in x you took off sums over the batch where means belong. With
    which share does one example enter the mean of its column?
    """
    h, scale, dgamma, dbeta = parts(x, gamma, upstream, eps)
    return scale * (upstream - dbeta - h * dgamma), dgamma, dbeta


@exercise.mistake
def gamma_left_out(x, gamma, upstream, *, eps):
    """The derivative in x does not contain gamma. By what is the normalised x
    multiplied on its way to the output?
    """
    h, scale, dgamma, dbeta = parts(x, np.ones(len(gamma)), upstream, eps)
    return scale * (upstream - (dbeta + h * dgamma) / len(x)), dgamma, dbeta


@exercise.mistake
def one_over_n_left_out(x, gamma, upstream, *, eps):
    """Your derivative in x is n times too large, everything else is right. By what are
    two sums divided to make them means, if `upstream` itself was taken n times?
    """
    dx, dgamma, dbeta = two_means_taken_out(x, gamma, upstream, eps=eps)
    return len(x) * dx, dgamma, dbeta


@exercise.mistake
def centred_for_normalised(x, gamma, upstream, *, eps, both=(False, True)):
    """In the part that comes through the variance, x less its mean stands where the
    normalised x belongs. How often is that part divided by the root?
    """
    h, scale, dgamma, dbeta = parts(x, gamma, upstream, eps)
    centred = x - np.mean(x, axis=0)
    stretch = centred * np.sum(upstream * (centred if both else h), axis=0)
    return scale * (upstream - (dbeta + stretch) / len(x)), dgamma, dbeta


@exercise.mistake
def gamma_in_its_own_derivative(x, gamma, upstream, *, eps):
    """Your derivative in gamma contains gamma. The output is gamma times something:
    what is the slope of a product in its first factor?
    """
    dx, dgamma, dbeta = two_means_taken_out(x, gamma, upstream, eps=eps)
    return dx, gamma * dgamma, dbeta


@exercise.mistake
def gamma_met_the_input(x, gamma, upstream, *, eps, centred=(True, False)):
    """Your derivative in gamma multiplies by an x that is not normalised. What does the
    layer multiply gamma by?
    """
    dx, _, dbeta = two_means_taken_out(x, gamma, upstream, eps=eps)
    h = x - np.mean(x, axis=0) if centred else x
    return dx, np.sum(upstream * h, axis=0), dbeta


@exercise.mistake
def averaged(x, gamma, upstream, *, eps):
    """The derivatives in gamma and beta are means over the batch. Has the loss been
    averaged already, according to the task?
    """
    dx, dgamma, dbeta = two_means_taken_out(x, gamma, upstream, eps=eps)
    return dx, dgamma / len(x), dbeta / len(x)


@exercise.mistake
def not_summed(x, gamma, upstream, *, eps):
    """The derivatives in gamma and beta still have a row for each example. How many
    gammas are there, and which examples does each of them act on?
    """
    h, *_ = parts(x, gamma, upstream, eps)
    dx, _, _ = two_means_taken_out(x, gamma, upstream, eps=eps)
    return dx, upstream * h, upstream


@exercise.mistake
def unbiased_variance(x, gamma, upstream, *, eps, whole=(True, False)):
    """Your variance divides by n - 1. Which does the layer use in training, according
    to the task?
    """
    h, scale, dgamma, dbeta = parts(x, gamma, upstream, eps, ddof=1)
    n = len(x)
    rest = upstream - dbeta / n - h * dgamma / (n - 1 if whole else n)
    return scale * rest, dgamma, dbeta


@exercise.mistake
def eps_left_out(x, gamma, upstream, *, eps):
    """`eps` does not occur in your answer. What is divided by what in a column whose
    numbers are all equal?
    """
    return two_means_taken_out(x, gamma, upstream, eps=0)


@exercise.mistake
def eps_outside_the_root(x, gamma, upstream, *, eps, whole=(True, False)):
    """You added `eps` to the standard deviation and not to the variance. What stands
    under the root, according to the task?
    """
    centred, deviation = x - np.mean(x, axis=0), np.std(x, axis=0)
    h = centred / (deviation + eps)
    dgamma, dbeta = np.sum(upstream * h, axis=0), np.sum(upstream, axis=0)
    stretch = centred / np.where(deviation == 0, 1, deviation) if whole else h
    rest = (upstream - (dbeta + stretch * dgamma) / len(x)) / (deviation + eps)
    return gamma * rest, dgamma, dbeta


@exercise.mistake
def rows_normalised(x, gamma, upstream, *, eps, way=("rows", "gamma later", "batch")):
    """You took mean and variance over the columns of each row, as layer normalisation
    does. Along which axis does a batch lie?
    """
    root = np.sqrt(np.var(x, axis=1, keepdims=True) + eps)
    h = (x - np.mean(x, axis=1, keepdims=True)) / root
    mean = partial(np.mean, axis=0 if way == "batch" else 1, keepdims=True)
    u = upstream * (gamma if way == "rows" else 1)
    dx = (u - mean(u) - h * mean(u * h)) / root * (1 if way == "rows" else gamma)
    return dx, np.sum(upstream * h, axis=0), np.sum(upstream, axis=0)


@exercise.mistake
def order_changed(x, gamma, upstream, *, eps):
    """The second and third result are exchanged. Which of them belongs to gamma?"""
    dx, dgamma, dbeta = two_means_taken_out(x, gamma, upstream, eps=eps)
    return dx, dbeta, dgamma
