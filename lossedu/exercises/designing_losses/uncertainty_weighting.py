"""Several losses in one, each with a weight that is learned."""

import math

import numpy as np

from lossedu.grading import Exercise, derivative_of, probe


def reference(losses, log_variances):
    """Return the total and its derivative, from the weighted losses."""
    weighted = np.divide(losses, np.exp(log_variances))
    return (weighted + log_variances).sum(), 1 - weighted


exercise = Exercise(
    id="uncertainty_weighting",
    chapter="designing-losses",
    section="weights-that-are-learned",
    task="""
    Write the total of several losses whose weights are learned (Kendall, Gal and
    Cipolla, 2018), and its derivative in what is learned.

    `losses` holds the loss of each task, `log_variances` the logarithm of a variance
    for each task, both of shape (k,). The paper has factors of one half that depend on
    the kind of each loss; here, as in the first author's code, there are none: each
    task adds its loss times e to the minus u, plus u, where u is its log variance.
    Return `total`, one number of shape (), the sum over the tasks, and `grad`, of shape
    (k,), the derivative of the total with respect to each log variance. A loss may be
    0, a log variance negative.
    """,
    starter='''
    import numpy as np


    def uncertainty_weighting(losses, log_variances):
        """The total, one number, and its derivative in log_variances, (k,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    returns=("total", "grad"),
    alone=0,
    hints=(
        "Take one task with its loss fixed, and draw its part of the total over its "
        "log variance. Which term grows, and which one falls?",
        "A log variance occurs in one task's part alone, and there in two places: in "
        "the exponent and in the term that is added. Differentiate both.",
        "With w = np.exp(-log_variances) the total is the sum of `w * losses + "
        "log_variances`. The derivative of w in the log variance is -w.",
    ),
    praise="Where the derivative is 0 the variance equals the loss: every task then "
    "counts as 1, whatever unit its loss came in.",
)


def total(losses, log_variances):
    """Return what the numerical derivative is taken of."""
    return losses / np.exp(log_variances) + log_variances


SLOPE = derivative_of(total, argument=1, part=1)


@exercise.probes
def _(rng):
    yield probe("one task", [2.0], [0.5], oracles=[SLOPE])
    yield probe("two tasks", [3.0, 0.5], [1.0, -0.25], oracles=[SLOPE])
    yield probe("log variances of 0", [4.0, 0.25, 1.5], [0.0, 0.0, 0.0])
    yield probe("a loss of 0", [0.0, 2.5, 1.0], [-1.5, 2.0, 0.75], oracles=[SLOPE])
    yield probe("whole numbers", [1, 5, 2, 7], [2, -1, 1, 3], oracles=[SLOPE])
    yield probe("losses of unlike size", [1e6, 1e-3], [12.0, -8.0])
    losses, s = rng.gamma(2.0, size=5), rng.normal(size=5)
    yield probe("random tasks", losses, s, visible=False, oracles=[SLOPE])
    losses, s = rng.uniform(0.5, 4, size=3), rng.uniform(0.2, 3, size=3)
    yield probe("large variances", losses, s, visible=False)
    losses, s = rng.gamma(2.0, size=4), rng.normal(size=4)
    single = losses.astype(np.float32), s.astype(np.float32)
    yield probe("single precision", *single, visible=False, rtol=1e-4, atol=1e-4)


@exercise.solution
def with_weights(losses, log_variances):
    weights = np.exp(-log_variances)
    total = np.sum(weights * losses + log_variances)
    return total, 1 - weights * losses


@exercise.alternative
def one_task_at_a_time(losses, log_variances):
    total, grad = 0.0, []
    for loss, s in zip(losses, log_variances, strict=True):
        total += loss * math.exp(-s) + s
        grad.append(1 - loss * math.exp(-s))
    return total, grad


@exercise.alternative
def through_the_variances(losses, log_variances):
    variances = np.exp(log_variances)
    in_the_variances = 1 / variances - losses / variances**2
    total = np.dot(losses, 1 / variances) + np.log(variances).sum()
    return [total, in_the_variances * variances]


@exercise.alternative
def by_complex_steps(losses, log_variances):
    k, step = len(losses), 1e-30
    moved = log_variances + 1j * step * np.eye(k)  # a row for each derivative
    totals = (np.exp(-moved) * losses + moved).sum(axis=1)
    return float(totals[0].real), totals.imag / step


@exercise.alternative
def from_the_logarithm_of_each_loss(losses, log_variances):
    gaps = [
        math.log(loss) - s if loss else -math.inf
        for loss, s in zip(losses, log_variances, strict=True)
    ]
    ratios = np.exp(gaps)
    return ratios.sum() + sum(log_variances), -np.subtract(ratios, 1)


def parts(losses, log_variances):
    """Return weight times loss, and the log variance, for mistakes made after that."""
    s = np.asarray(log_variances, float)
    return np.exp(-s) * losses, s


@exercise.mistake
def halves_everywhere(losses, log_variances):
    """Both terms are halved, as in the paper's form for squared errors, and so total
    and derivative are half as large. What does the task say about factors of one
    half?
    """
    weighted, s = parts(losses, log_variances)
    return (weighted + s).sum() / 2, (1 - weighted) / 2


@exercise.mistake
def half_of_s(losses, log_variances):
    """You added half of u for each task and left its weighted loss whole, as in the
    paper's form for cross-entropy. With which factor does u stand in the task?
    """
    weighted, s = parts(losses, log_variances)
    return (weighted + s / 2).sum(), 1 / 2 - weighted


@exercise.mistake
def half_of_the_weight(losses, log_variances):
    """You halved the weight of each loss and added the whole of u. At which variance is
    a task's part smallest then, and does the task ask for a half?
    """
    weighted, s = parts(losses, log_variances)
    return (weighted / 2 + s).sum(), 1 - weighted / 2


@exercise.mistake
def s_not_added(losses, log_variances):
    """Total and derivative contain the weighted losses alone. Where does descent drive
    the variances, if nothing punishes a large one?
    """
    weighted, _ = parts(losses, log_variances)
    return weighted.sum(), -weighted


@exercise.mistake
def s_subtracted(losses, log_variances):
    """You subtracted u where the task adds it, in the total and in its derivative. Both
    terms then fall when u grows: where would descent come to rest?
    """
    weighted, s = parts(losses, log_variances)
    return (weighted - s).sum(), -1 - weighted


@exercise.mistake
def weight_grows(losses, log_variances):
    """Your weights are e to the plus u, in the total and in its derivative. Should a
    task with a large variance count more than the others, or less?
    """
    weighted, s = parts(losses, -np.asarray(log_variances))
    return (weighted - s).sum(), weighted + 1


@exercise.mistake
def minus_of_the_exponent_forgotten(losses, log_variances):
    """The total is right, and in the derivative the weighted loss is added to 1. What
    does the chain rule bring down from an exponent of minus u?
    """
    weighted, s = parts(losses, log_variances)
    return (weighted + s).sum(), 1 + weighted


@exercise.mistake
def one_missing_in_grad(losses, log_variances):
    """The total is right, and the derivative is that of the weighted losses alone. What
    is the derivative of the u that is added to them?
    """
    weighted, s = parts(losses, log_variances)
    return (weighted + s).sum(), -weighted


@exercise.mistake
def grad_flipped(losses, log_variances):
    """The total is right, and its derivative has the wrong sign. If the loss is 0, does
    the total grow or fall with u?
    """
    weighted, s = parts(losses, log_variances)
    return (weighted + s).sum(), weighted - 1


@exercise.mistake
def weight_squared(losses, log_variances):
    """Your weight is e to the minus 2 u, as if u were the logarithm of a standard
    deviation; u itself is added once. What is `log_variances` the logarithm of?
    """
    s = np.asarray(log_variances, float)
    weighted = np.exp(-2 * s) * losses
    return (weighted + s).sum(), 1 - 2 * weighted


@exercise.mistake
def variance_for_its_logarithm(losses, log_variances, *, in_logarithm=(False, True)):
    """You treated what is passed as the variances themselves: you divided each loss by
    it and added its logarithm. What comes of a negative one, and what was passed?
    """
    s = np.asarray(log_variances, float)
    slopes = 1 - losses / s
    return (losses / s + np.log(s)).sum(), slopes if in_logarithm else slopes / s


@exercise.mistake
def square_of_s(losses, log_variances):
    """You added the square of u, in the derivative 2 u, where the task adds u. What
    would pull every log variance back to 0, whatever its loss?
    """
    weighted, s = parts(losses, log_variances)
    return (weighted + s**2).sum(), 2 * s - weighted


@exercise.mistake
def log_of_one_plus_the_variance(losses, log_variances):
    """You added log(1 + variance), which is never negative, where the task adds u. That
    is another author's form: which logarithm is u itself?
    """
    weighted, s = parts(losses, log_variances)
    total = weighted.sum() + np.logaddexp(0, s).sum()
    return total, 1 / (1 + np.exp(-s)) - weighted


@exercise.mistake
def averaged(losses, log_variances):
    """You took the mean over the tasks, in the total and in its derivative. What would
    a further task change about the weight of the others, and what does the task ask?
    """
    weighted, s = parts(losses, log_variances)
    return (weighted + s).mean(), (1 - weighted) / len(s)


@exercise.mistake
def total_not_summed(losses, log_variances):
    """Your total still has an entry for each task. Of how many numbers can an optimizer
    follow the slope?
    """
    weighted, s = parts(losses, log_variances)
    return weighted + s, 1 - weighted


@exercise.mistake
def grad_in_the_losses(losses, log_variances):
    """Your derivative holds the weights, e to the minus u: it is the derivative in the
    losses. With respect to what does the task ask for it?
    """
    weighted, s = parts(losses, log_variances)
    return (weighted + s).sum(), np.exp(-s)


@exercise.mistake
def order_changed(losses, log_variances):
    """The two results are exchanged: the derivative comes first. In which order does
    the task ask for them?
    """
    weighted, s = parts(losses, log_variances)
    return 1 - weighted, (weighted + s).sum()
