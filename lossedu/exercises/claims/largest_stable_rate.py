"""The rate beyond which gradient descent runs away on a quadratic bowl."""

import numpy as np

from lossedu.grading import Exercise, Oracle, probe


def reference(hessian):
    """Return the limit from the largest eigenvalue."""
    return 2 / np.linalg.eigvalsh(hessian)[-1]


exercise = Exercise(
    id="largest_stable_rate",
    chapter="claims",
    section="a-high-rate-makes-descent-diverge",
    task="""
    Write the limit of the learning rate for plain gradient descent on a quadratic bowl:
    below it the weights come to rest at the minimum from every start, above it they run
    away from nearly every start.

    `hessian` has shape (d, d) and holds the second derivatives of the loss in the d
    weights, the same everywhere. It is symmetric and positive definite, and need not be
    diagonal. The result is a single number, of shape (). The loss is half the product
    of w, H and w again, where H is the matrix, so that its gradient is H w.
    """,
    starter='''
    import numpy as np


    def largest_stable_rate(hessian):
        """The rate above which descent diverges, from the matrix (d, d)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    alone=0,
    hints=(
        "Take one weight first. A step multiplies it by 1 minus rate times curvature: "
        "for which rates does that shrink it?",
        "With more weights, the bowl acts like one weight along some directions. What "
        "are they called, and which of them runs away first?",
        "The curvatures along these directions are `np.linalg.eigvalsh(hessian)`, in "
        "growing order. One of them alone sets the limit, 2 divided by it.",
    ),
    praise="The steepest direction sets the rate and the flattest one waits for it: "
    "that gap, the condition number, is why momentum and Adam exist.",
)


def is_definite(matrix):
    """Tell whether all curvatures are positive, by elimination."""
    try:
        factor = np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError:
        return False
    return not np.any(np.isnan(factor))  # a browser's NumPy raises nothing


def just_stable(probe, rate):
    """Tell whether 2 - rate times H is positive just below the rate, and not above."""
    (h,) = probe.arguments
    two = 2 * np.eye(len(h))
    below, above = (is_definite(two - (rate * f) * h) for f in (1 - 1e-3, 1 + 1e-3))
    return below and not above


EDGE = Oracle("is where one direction stops shrinking, and none before", just_stable)


def bowl(rng, d):
    """Return a random positive definite matrix whose curvatures differ."""
    q, _ = np.linalg.qr(rng.normal(size=(d, d)))
    h = q * np.geomspace(0.5, 20.0, d) @ q.T
    return (h + h.T) / 2


@exercise.probes
def _(rng):
    yield probe("one weight", [[4.0]], oracles=[EDGE])
    yield probe("two weights apart", [[1.0, 0.0], [0.0, 10.0]], oracles=[EDGE])
    yield probe("two weights coupled", [[2.0, -1.0], [-1.0, 2.0]], oracles=[EDGE])
    yield probe("whole numbers", [[5, 2], [2, 2]], oracles=[EDGE])
    three = [[4.0, -2.0, 0.5], [-2.0, 3.0, 1.0], [0.5, 1.0, 2.0]]
    yield probe("three weights", three, oracles=[EDGE])
    yield probe("steep and flat", [[1e6, 0.0, 0.0], [0.0, 1e-6, 0.0], [0.0, 0.0, 3.0]])
    yield probe("random bowl", bowl(rng, 4), visible=False, oracles=[EDGE])
    yield probe("flat random bowl", 1e-3 * bowl(rng, 3), visible=False)
    h = bowl(rng, 3).astype(np.float32)
    yield probe("single precision", h, visible=False, rtol=1e-4)


@exercise.solution
def from_the_largest_eigenvalue(hessian):
    return 2 / np.linalg.eigvalsh(hessian).max()


@exercise.alternative
def from_the_spectral_norm(hessian):
    return float(2 / np.linalg.norm(hessian, 2))


@exercise.alternative
def by_squaring_again_and_again(hessian):
    power, log_norm, count = np.array(hessian, float), 0.0, 1.0
    for _ in range(30):  # the trace of a high power is that of its largest eigenvalue
        size = np.trace(power)
        log_norm += np.log(size) / count
        power, count = (power / size) @ (power / size), 2 * count
    return 2 / np.exp(log_norm)


@exercise.alternative
def by_bisection(hessian):
    low, high = 0.0, 2.0 / np.trace(hessian) * len(hessian)
    for _ in range(60):
        middle = (low + high) / 2
        rest = 2 * np.eye(len(hessian)) - middle * hessian
        low, high = (middle, high) if is_definite(rest) else (low, middle)
    return low


def curvatures(hessian):
    """Return the eigenvalues in growing order."""
    return np.linalg.eigvalsh(hessian)


@exercise.mistake
def one_over_the_largest(hessian):
    """You returned the rate that reaches the minimum of the steepest direction in one
    step. May a step not lead beyond the minimum, as long as it ends nearer?
    """
    return 1 / curvatures(hessian)[-1]


@exercise.mistake
def from_the_smallest(hessian, *, factor=(2, 1)):
    """You used the smallest curvature, the flattest direction. What happens at that
    rate along the steepest one?
    """
    return factor / curvatures(hessian)[0]


@exercise.mistake
def from_the_trace(hessian, *, factor=(2, 1)):
    """You divided by the sum of all curvatures, the trace. The steepest direction alone
    is never above it, so your rate is safe: but is it the limit?
    """
    return factor / np.trace(hessian)


@exercise.mistake
def from_the_mean(hessian, *, factor=(2, 1)):
    """You divided by the mean curvature. What happens at that rate along a direction
    that is steeper than the mean?
    """
    return factor * len(hessian) / np.trace(hessian)


@exercise.mistake
def from_the_diagonal(hessian, *, factor=(2, 1)):
    """You used the largest entry of the matrix, which stands on the diagonal: the
    curvature along one weight. If weights are coupled, can the bowl be steeper along a
    direction between them?
    """
    return factor / np.max(np.diag(hessian))


@exercise.mistake
def from_the_row_sums(hessian, *, factor=(2, 1)):
    """You divided by the largest row sum of sizes. The largest curvature is never above
    it, so your rate is safe: but is it the limit?
    """
    return factor / np.abs(hessian).sum(axis=1).max()


@exercise.mistake
def from_the_whole_norm(hessian, *, factor=(2, 1)):
    """You divided by the root of the sum of all squared entries. For which matrices is
    that the largest curvature, and is it so with two steep directions?
    """
    return factor / np.linalg.norm(hessian)


@exercise.mistake
def from_the_determinant(hessian, *, factor=(2, 1)):
    """You divided by the determinant, the product of all curvatures. What happens to
    your rate if one direction becomes flatter and the steepest stays as it is?
    """
    return factor / np.linalg.det(hessian)


@exercise.mistake
def root_of_the_curvature(hessian, *, factor=(2, 2**0.5, 1)):
    """Your rate has the root of the curvature where the curvature belongs. What does
    one step multiply a weight by, and does a root occur in it?
    """
    return factor / np.sqrt(curvatures(hessian)[-1])


@exercise.mistake
def fastest_rate(hessian):
    """You returned the rate at which the bowl is descended fastest, from the sum of the
    smallest and the largest curvature. Does it diverge just above that rate?
    """
    return 2 / (curvatures(hessian)[0] + curvatures(hessian)[-1])


@exercise.mistake
def upside_down(hessian):
    """You divided the curvature by 2, and not 2 by the curvature. Should a steeper bowl
    allow a larger rate or a smaller one?
    """
    return curvatures(hessian)[-1] / 2


@exercise.mistake
def curvature_itself(hessian):
    """You returned the largest curvature. At which rate does a step along it arrive as
    far from the minimum as it started, on the other side?
    """
    return curvatures(hessian)[-1]


@exercise.mistake
def condition_number(hessian):
    """You returned the ratio of the largest and the smallest curvature. That says how
    slow descent will be: which of the two curvatures limits the rate?
    """
    return curvatures(hessian)[-1] / curvatures(hessian)[0]


@exercise.mistake
def one_for_each_direction(
    hessian, *, factor=(2, 1), listed=(np.linalg.eigvalsh, np.linalg.eigvals)
):
    """You returned a rate for each direction. Descent has a single rate for all of
    them: which one is safe for all?
    """
    return factor / listed(hessian)
