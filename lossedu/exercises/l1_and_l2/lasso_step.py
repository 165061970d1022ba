"""One step of proximal gradient descent on the lasso."""

from functools import partial

import numpy as np

from lossedu import losses, regularizers
from lossedu.grading import Exercise, probe


def reference(x, y, w, *, strength, lr):
    """Descend on the loss by its derivative, then apply the penalty's proximal map."""
    slope = losses.squared_error_grad(y, x @ w) @ x / (2 * len(x))
    return regularizers.l1_prox(w - lr * slope, step=lr * strength)


exercise = Exercise(
    id="lasso_step",
    chapter="l1-and-l2",
    section="the-lasso-by-proximal-steps",
    task="""
    Write one step of proximal gradient descent (ISTA) on the lasso, in the convention
    of scikit-learn: the sum of the squared errors divided by 2 n, plus `strength` times
    the sum of the sizes of the weights.

    `x` has shape (n, d), a row for each example, `y` the shape (n,), `w` the shape
    (d,); the prediction is `x @ w`, without an intercept. First take a plain step of
    descent on the loss alone, with the rate `lr`. Then apply the proximal map of the
    penalty times this rate, so that small weights become exactly 0. Return the new
    weights, shape (d,). `strength` and `lr` are positive.
    """,
    starter='''
    import numpy as np


    def lasso_step(x, y, w, *, strength, lr):
        """The weights after one proximal gradient step, shape (d,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    alone=0,
    hints=(
        "Do the two parts one after the other: the loss has a derivative everywhere, "
        "the penalty has none at 0. What does each part change?",
        "The derivative of the loss is x.T @ (x @ w - y) / n. The proximal map moves "
        "each weight towards 0, by the rate times the strength, and stops at 0.",
        "With v = w - lr * gradient and t = lr * strength the result is "
        "np.sign(v) * np.maximum(np.abs(v) - t, 0).",
    ),
    praise="Repeat it and you have the lasso: the same weights as scikit-learn, zeros "
    "included.",
)

near = partial(probe, atol=1e-12)  # a weight may end near 0 by subtraction


@exercise.probes
def _(rng):
    usual = {"strength": 0.5, "lr": 0.2}
    yield near("one example", [[2.0, -1.0]], [3.0], [0.5, 1.0], keywords=usual)
    x, y = [[1.0, 2.0], [-1.0, 0.5], [3.0, 0.0]], [2.0, -3.0, 1.0]
    yield near("three examples", x, y, [1.0, -2.0], keywords=usual)
    yield near("from zero weights", x, y, [0.0, 0.0], keywords=usual)
    strong = {"strength": 8.0, "lr": 0.25}
    yield near("a strong penalty", x, y, [1.5, -2.5], keywords=strong)
    whole = [[1, 2], [0, -1]], [4, 1], [2, -1]
    yield near("whole numbers", *whole, keywords={"strength": 1, "lr": 0.5})
    for title, n, d in ("more rows", 7, 3), ("more columns", 3, 5):
        x, y, w = rng.normal(size=(n, d)), rng.normal(size=n), 2 * rng.normal(size=d)
        small = {"strength": 0.7, "lr": 0.3}
        yield near(title, x, y, w, keywords=small, visible=False)
    single = [rng.normal(size=s).astype(np.float32) for s in ((6, 2), 6, 2)]
    loose = partial(probe, rtol=1e-4, atol=1e-5)
    yield loose("single precision", *single, keywords=usual, visible=False)
    x, y, w = rng.normal(size=(4, 1)), rng.normal(size=4), 2 + rng.random(1)
    yield near("one weight", x, y, w, keywords=small, visible=False)


@exercise.solution
def descent_then_threshold(x, y, w, *, strength, lr):
    gradient = x.T @ (x @ w - y) / len(y)
    v = w - lr * gradient
    return np.sign(v) * np.maximum(np.abs(v) - lr * strength, 0)


@exercise.alternative
def example_by_example(x, y, w, *, strength, lr):
    v = np.array(w, float)
    for row, target in zip(x, y, strict=True):
        v += lr / len(x) * (target - np.dot(row, w)) * row
    limit = lr * strength
    return [u - limit if u > limit else min(u + limit, 0) for u in v]


@exercise.alternative
def with_the_normal_matrix(x, y, w, *, strength, lr):
    x, n = x.astype(float), len(x)
    v = w + lr * (x.T @ y / n - (x.T @ x / n) @ w)
    return v - np.clip(v, -lr * strength, lr * strength)


@exercise.alternative
def by_the_mean_of_the_rows(x, y, w, *, strength, lr):
    slopes = (x @ w - y)[:, None] * x
    v = w - lr * slopes.mean(axis=0)
    return np.where(np.abs(v) > lr * strength, v - lr * strength * np.sign(v), 0)


def slope(x, y, w):
    """Return the derivative of the loss, for mistakes made after it."""
    return x.T @ (x @ w - y) / len(y)


def soft(v, t):
    """Return the proximal map, for mistakes made before it."""
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


@exercise.mistake
def threshold_without_rate(x, y, w, *, strength, lr):
    """Your threshold is `strength` alone. The step on the loss is scaled by the rate:
    what becomes of the balance between loss and penalty if the other is not?
    """
    return soft(w - lr * slope(x, y, w), strength)


@exercise.mistake
def not_averaged(x, y, w, *, strength, lr):
    """Your step on the loss adds up over the examples and does not divide by their
    number. By what does the task divide the sum of the squared errors?
    """
    return soft(w - lr * len(y) * slope(x, y, w), lr * strength)


@exercise.mistake
def factor_two(x, y, w, *, strength, lr):
    """Your step on the loss is twice as long, as for the mean squared error. The task
    divides by 2 n: what does the 2 do to the derivative of a square?
    """
    return soft(w - 2 * lr * slope(x, y, w), lr * strength)


@exercise.mistake
def half_the_slope(x, y, w, *, strength, lr):
    """Your step on the loss is half as long: it divides by 2 n. Which factor does the
    derivative of a square bring?
    """
    return soft(w - lr * slope(x, y, w) / 2, lr * strength)


@exercise.mistake
def threshold_averaged(x, y, w, *, strength, lr):
    """You divided the threshold by the number of examples as well. Which of the two
    terms does the task divide by it?
    """
    return soft(w - lr * slope(x, y, w), lr * strength / len(y))


@exercise.mistake
def uphill(x, y, w, *, strength, lr):
    """Your step on the loss leads uphill. The derivative points to where the loss
    grows: which way should the weights go, and is the error prediction less target?
    """
    return soft(w + lr * slope(x, y, w), lr * strength)


@exercise.mistake
def no_penalty(x, y, w, *, strength, lr):
    """Your step is plain descent on the loss. What makes small weights exactly 0
    afterwards?
    """
    return w - lr * slope(x, y, w)


@exercise.mistake
def subgradient_step(x, y, w, *, strength, lr):
    """You added the sign of the weights, times `strength`, to the derivative and took
    one step. Can such a step end exactly at 0, or does it jump across?
    """
    return w - lr * (slope(x, y, w) + strength * np.sign(w))


@exercise.mistake
def penalty_twice(x, y, w, *, strength, lr):
    """The penalty acts twice in your step: by its sign in the gradient, and again by
    the threshold. Which of the two belongs to a proximal step?
    """
    v = w - lr * (slope(x, y, w) + strength * np.sign(w))
    return soft(v, lr * strength)


@exercise.mistake
def penalty_first(x, y, w, *, strength, lr, again=(True, False)):
    """You applied the threshold to the old weights and took the step on the loss after
    it, so that hardly any weight ends at 0. Which of the two comes last?
    """
    u = soft(w, lr * strength)
    return u - lr * slope(x, y, u if again else w)


@exercise.mistake
def crosses_zero(x, y, w, *, strength, lr):
    """After the step on the loss every weight is moved by the threshold, and the small
    ones end on the other side of 0. Where should those stop?
    """
    v = w - lr * slope(x, y, w)
    return v - lr * strength * np.sign(v)


@exercise.mistake
def hard_threshold(x, y, w, *, strength, lr):
    """Your last part sets small weights to 0 and leaves the others as they are. What
    does the penalty ask of a large weight, whose size it charges too?
    """
    v = w - lr * slope(x, y, w)
    return np.where(np.abs(v) > lr * strength, v, 0)


@exercise.mistake
def one_sided(x, y, w, *, strength, lr):
    """No weight of yours is ever negative: the threshold set those to 0. What should it
    make of a weight far below 0?
    """
    return np.maximum(w - lr * slope(x, y, w) - lr * strength, 0)


@exercise.mistake
def sign_lost(x, y, w, *, strength, lr):
    """Your threshold returns the sizes, so that negative weights come out positive.
    What brings the sign back after the size was shortened?
    """
    return np.maximum(np.abs(w - lr * slope(x, y, w)) - lr * strength, 0)


@exercise.mistake
def ridge(x, y, w, *, strength, lr, kind=(0, 1, 2, 3)):
    """You shrank the weights by the L2 penalty, in proportion to their size. Which
    penalty has the lasso, and which of the two gives exact zeros?
    """
    v, t = w - lr * slope(x, y, w), lr * strength
    return (v / (1 + t), v / (1 + 2 * t), v - t * w, v - 2 * t * w)[kind]
