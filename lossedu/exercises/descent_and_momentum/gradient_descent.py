"""Gradient descent in a bowl, from the start to the last step."""

import numpy as np

from lossedu.grading import Exercise, probe
from lossedu.optimizers import SGD, minimize


def reference(hessian, start, *, lr, steps):
    """Follow the library's plain descent downhill."""
    return minimize(lambda x: hessian @ x, start, SGD(lr=lr), steps=steps)


exercise = Exercise(
    id="gradient_descent",
    chapter="descent-and-momentum",
    section="gradient-descent",
    task="""
    Follow gradient descent in a bowl and return its path.

    The bowl is the function f(x) = x' H x / 2: half of the product of x, the matrix
    `hessian` and x again. `hessian` has shape (d, d) and is symmetric, and need
    not be diagonal; `start` is the first point, of shape (d,). Take `steps` steps with
    the rate `lr`, `steps` being 1 or more, each from where the last one ended. Return
    all points as rows, the start first: shape (steps + 1, d). With a rate that is too
    high the path leads away, and so should yours. `hessian` may hold whole numbers.
    """,
    starter='''
    import numpy as np


    def gradient_descent(hessian, start, *, lr, steps):
        """The points of the path, the start first, shape (steps + 1, d)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    hints=(
        "What is the gradient of f? Write f out for two coordinates and differentiate "
        "in the first of them: which entries of the matrix are left?",
        "The gradient is the matrix times the point. It is another one at each point, "
        "and each step goes against it.",
        "Begin with `path = [start]` and repeat "
        "`path.append(path[-1] - lr * hessian @ path[-1])`.",
    ),
    praise="Each step multiplies x by the same matrix, I - lr H: that is why a rate "
    "above 2 over the largest curvature leads away from the minimum.",
    alone=0,
)


@exercise.probes
def _(rng):
    bowl = [[2.0, 1.0], [1.0, 3.0]]
    one, three = {"lr": 0.1, "steps": 1}, {"lr": 0.25, "steps": 3}
    yield probe("one step", bowl, [1.0, -2.0], keywords=one)
    yield probe("three steps", bowl, [3.0, -2.0], keywords=three)
    whole = {"lr": 0.125, "steps": 2}
    yield probe("whole numbers", [[4, 1], [1, 2]], [2.0, -3.0], keywords=whole)
    high = {"lr": 0.9, "steps": 4}
    yield probe("too high a rate", [[3.0, 1.0], [1.0, 2.0]], [0.5, 1.0], keywords=high)
    keywords = {"lr": 0.1, "steps": 7}
    a = rng.normal(size=(3, 3))
    h, x = a @ a.T / 3 + np.eye(3), rng.normal(scale=2, size=3)
    yield probe("a random bowl", h, x, visible=False, keywords=keywords)
    h, x = rng.uniform(1, 3, (1, 1)), rng.uniform(1, 2, 1)
    yield probe("one coordinate", h, x, visible=False, keywords=keywords)
    a, x = rng.normal(size=(4, 4)), rng.normal(size=4).astype(np.float32)
    h = (a @ a.T / 4).astype(np.float32)
    yield probe(
        "single precision",
        *(h, x),
        visible=False,
        rtol=1e-4,
        atol=1e-5,
        keywords={"lr": 0.2, "steps": 2},
    )


@exercise.solution
def point_by_point(hessian, start, *, lr, steps):
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - lr * hessian @ path[-1])
    return np.array(path)


@exercise.alternative
def in_an_array_made_before(hessian, start, *, lr, steps):
    path = np.empty((steps + 1, len(start)))
    path[0] = start
    for t in range(steps):
        path[t + 1] = path[t] - lr * (hessian * path[t]).sum(axis=1)
    return path


@exercise.alternative
def by_powers_of_one_matrix(hessian, start, *, lr, steps):
    once = np.eye(len(start)) - lr * hessian
    return [np.linalg.matrix_power(once, t) @ start for t in range(steps + 1)]


@exercise.alternative
def along_the_axes_of_the_bowl(hessian, start, *, lr, steps):
    curvatures, axes = np.linalg.eigh(hessian)
    shrinking = (1 - lr * curvatures) ** np.arange(steps + 1)[:, None]
    return shrinking * (start @ axes) @ axes.T


@exercise.alternative
def number_by_number(hessian, start, *, lr, steps):
    rows, d = [[float(number) for number in start]], range(len(start))
    for _ in range(steps):
        x = rows[-1]
        rows.append(
            [x[i] - lr * sum(float(hessian[i, j]) * x[j] for j in d) for i in d]
        )
    return rows


def follow(slope, start, lr, steps):
    """Return the path against what `slope` gives at each point."""
    path = [np.array(start, float)]
    for _ in range(steps):
        path.append(path[-1] - lr * slope(path[-1]))
    return np.array(path)


@exercise.mistake
def uphill(hessian, start, *, lr, steps):
    """Your steps lead uphill. The gradient points to where f grows: which way should
    the next point lie?
    """
    return follow(lambda x: hessian @ x, start, -lr, steps)


@exercise.mistake
def start_left_out(hessian, start, *, lr, steps):
    """The path has all points but the start. Which row does the task want first, and
    how many rows should there be?
    """
    return follow(lambda x: hessian @ x, start, lr, steps)[1:]


@exercise.mistake
def one_step_short(hessian, start, *, lr, steps):
    """The path begins at the start and lacks the last point. How many points does a
    path have that consists of so many steps?
    """
    return follow(lambda x: hessian @ x, start, lr, steps - 1)


@exercise.mistake
def one_step_too_many(hessian, start, *, lr, steps):
    """The path has one step more than asked for. How many rows should there be, if the
    start is one of them?
    """
    return follow(lambda x: hessian @ x, start, lr, steps + 1)


@exercise.mistake
def last_point_alone(hessian, start, *, lr, steps):
    """You returned the last point only. What does the task want besides the end of the
    path?
    """
    return follow(lambda x: hessian @ x, start, lr, steps)[-1]


@exercise.mistake
def points_as_columns(hessian, start, *, lr, steps):
    """The points of your path are the columns. Which axis should count the steps,
    according to the shape in the task?
    """
    return follow(lambda x: hessian @ x, start, lr, steps).T


@exercise.mistake
def last_point_everywhere(hessian, start, *, lr, steps, begins=(False, True)):
    """Every point of your path after the start is the last one. If one array is changed
    at every step and put into the list each time, how many arrays does the list hold?
    """
    path = follow(lambda x: hessian @ x, start, lr, steps)
    path[int(begins) :] = path[-1]  # some remember the start apart
    return path


@exercise.mistake
def gradient_of_the_start(hessian, start, *, lr, steps):
    """All your steps are the same: they use the gradient at the start. Where should
    the gradient be taken for the second step?
    """
    return follow(lambda x: hessian @ start, start, lr, steps)


@exercise.mistake
def diagonal_alone(hessian, start, *, lr, steps):
    """Only the diagonal of the matrix enters your gradient. What do the entries beside
    it do to the slope in the first coordinate when the second one changes?
    """
    return follow(lambda x: np.diag(hessian) * x, start, lr, steps)


@exercise.mistake
def summed_over_the_wrong_axis(hessian, start, *, lr, steps):
    """Each coordinate is multiplied by the sum of its column of the matrix. In the
    product of a matrix with a point, over which coordinates does one row sum?
    """
    return follow(lambda x: (hessian * x).sum(axis=0), start, lr, steps)


@exercise.mistake
def matrix_left_out(hessian, start, *, lr, steps):
    """All coordinates shrink by the same factor, as if the bowl were round. How does
    the gradient of f depend on the matrix?
    """
    return follow(lambda x: x, start, lr, steps)


@exercise.mistake
def half_the_gradient(hessian, start, *, lr, steps):
    """Your steps are half as long as they should be. What becomes of the half in f when
    a square is differentiated?
    """
    return follow(lambda x: hessian @ x / 2, start, lr, steps)


@exercise.mistake
def twice_the_gradient(hessian, start, *, lr, steps):
    """Your steps are twice as long as they should be. The derivative of a square brings
    a factor of two: what else stands in f?
    """
    return follow(lambda x: 2 * hessian @ x, start, lr, steps)


@exercise.mistake
def rate_left_out(hessian, start, *, lr, steps):
    """Each step is the whole gradient, whatever the rate is. What is the number `lr`
    there for?
    """
    return follow(lambda x: hessian @ x, start, 1.0, steps)


@exercise.mistake
def length_one(hessian, start, *, lr, steps):
    """You divided the gradient by its length, so that all steps are equally long. What
    should happen to the steps near the minimum, where the bowl is flat?
    """
    return follow(lambda x: hessian @ x / np.linalg.norm(hessian @ x), start, lr, steps)


@exercise.mistake
def one_coordinate_after_another(hessian, start, *, lr, steps):
    """Within a step each coordinate already uses the new values of those before it. At
    which point should the whole gradient of a step be taken?
    """
    path = [np.array(start, float)]
    for _ in range(steps):
        x = path[-1].copy()
        for i in range(len(x)):
            x[i] -= lr * hessian[i] @ x
        path.append(x)
    return np.array(path)


@exercise.mistake
def heights(hessian, start, *, lr, steps):
    """You returned the values of f along the path. The task wants the points
    themselves: what did you have in hand before you computed f?
    """
    path = follow(lambda x: hessian @ x, start, lr, steps)
    return np.array([x @ hessian @ x / 2 for x in path])
