"""One step of Adam, with its two averages kept between the steps."""

import numpy as np

from lossedu.grading import Exercise, probe
from lossedu.optimizers import Adam


def reference(w, g, state, *, lr, beta1, beta2, eps):
    """Take the step of the library's Adam."""
    adam = Adam(lr=lr, beta1=beta1, beta2=beta2, eps=eps)
    return adam.step(w, g, adam.init(w) if state is None else state)


exercise = Exercise(
    id="adam_step",
    chapter="adaptive-methods",
    section="adam",
    task="""
    Write one step of Adam (Kingma and Ba, 2015). It is called again and again, with
    your own state handed back.

    `w` holds the weights and `g` the gradient at `w`, both of shape (n,). `state` is
    None at the first step and afterwards whatever you returned as the second value:
    keep in it what you need. `lr` is the step size, `beta1` and `beta2` the decay of
    the two averages, `eps` the small number that is added to the root as in the paper's
    Algorithm 1. Return the new weights, of shape (n,), and the new state. Change
    neither `w` nor `g` in place.
    """,
    starter='''
    import numpy as np


    def adam_step(w, g, state, *, lr, beta1, beta2, eps):
        """The weights after one step, shape (n,), and the state for the next."""
        if state is None:
            state = 0, np.zeros(len(w)), np.zeros(len(w))  # steps, two averages
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    stateful=True,
    hints=(
        "Two running averages are kept, of the gradient and of its square. Both start "
        "at 0: what does that do to them in the first steps?",
        "After t steps the weights in an average that started at 0 add up to "
        "1 - beta**t. Dividing by it makes an average again.",
        "m = beta1 * m + (1 - beta1) * g, v the same with g squared; then the step is "
        "lr * (m / (1 - beta1**t)) / (sqrt(v / (1 - beta2**t)) + eps), t from 1.",
    ),
    praise="The first step of every weight has the length lr, whatever the size of its "
    "gradient: the unit of the loss has cancelled.",
)

USUAL = {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
QUICK = {"lr": 0.01, "beta1": 0.5, "beta2": 0.8, "eps": 1e-3}


@exercise.probes
def _(rng):
    yield probe("one step", [1.0, -2.0], [[0.5, 4.0]], keywords=USUAL)
    yield probe("the same gradient twice", [0.0], [[2.0], [2.0]], keywords=USUAL)
    turns = [[1.0, -3.0], [-2.0, 0.5], [0.25, 0.0]]
    yield probe("three steps", [1.0, 1.0], turns, keywords=USUAL)
    yield probe("short memory", [1.0, 1.0], turns, keywords=QUICK)
    yield probe("a gradient of 0", [3.0], [[0.0], [0.0]], keywords=USUAL)
    w, g = rng.normal(size=4), rng.normal(scale=3, size=(12, 4))
    yield probe("twelve random steps", w, g, keywords=USUAL, visible=False)
    yield probe("another memory", w, g, keywords=QUICK, visible=False)
    large = {**USUAL, "eps": 0.5}
    yield probe("a large eps", w, g[:3], keywords=large, visible=False)


@exercise.solution
def with_corrected_averages(w, g, state, *, lr, beta1, beta2, eps):
    t, m, v = (0, np.zeros(len(w)), np.zeros(len(w))) if state is None else state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), (t, m, v)


@exercise.alternative
def with_a_corrected_rate(w, g, state, *, lr, beta1, beta2, eps):
    state = state or {"t": 0, "m": 0.0, "v": 0.0}
    state["t"] += 1
    state["m"] += (1 - beta1) * (g - state["m"])
    state["v"] += (1 - beta2) * (g * g - state["v"])
    root = np.sqrt(1 - beta2 ** state["t"])
    rate = lr * root / (1 - beta1 ** state["t"])
    return w - rate * state["m"] / (np.sqrt(state["v"]) + eps * root), state


@exercise.alternative
def from_the_whole_history(w, g, state, *, lr, beta1, beta2, eps):
    history = [*(state or []), np.array(g)]
    ages = np.arange(len(history))[::-1]
    m = np.average(history, axis=0, weights=beta1**ages)
    v = np.average(np.square(history), axis=0, weights=beta2**ages)
    return w - lr * m / (np.sqrt(v) + eps), history


@exercise.alternative
def one_weight_at_a_time(w, g, state, *, lr, beta1, beta2, eps):
    state = state or [(0, 0.0, 0.0)] * len(w)
    new, kept = [], []
    for weight, slope, (t, m, v) in zip(w, g, state, strict=True):
        t, m = t + 1, beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope**2
        root = (v / (1 - beta2**t)) ** 0.5
        new.append(weight - lr * m / (1 - beta1**t) / (root + eps))
        kept.append((t, m, v))
    return new, kept


def averages(g, state, beta1, beta2):
    """Return the number of the step and both averages, for mistakes made after them."""
    t, m, v = (0, np.zeros(len(g)), np.zeros(len(g))) if state is None else state
    return t + 1, beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2


@exercise.mistake
def no_correction(w, g, state, *, lr, beta1, beta2, eps):
    """The two averages start at 0 and were used as they are, so that the first steps
    have the wrong length. What do the weights of an average add up to after one step?
    """
    state = averages(g, state, beta1, beta2)
    _, m, v = state
    return w - lr * m / (np.sqrt(v) + eps), state


@exercise.mistake
def first_average_not_corrected(w, g, state, *, lr, beta1, beta2, eps):
    """Only the average of the squares is corrected for its start at 0. What does the
    average of the gradients start at?
    """
    state = averages(g, state, beta1, beta2)
    t, m, v = state
    return w - lr * m / (np.sqrt(v / (1 - beta2**t)) + eps), state


@exercise.mistake
def second_average_not_corrected(w, g, state, *, lr, beta1, beta2, eps):
    """Only the average of the gradients is corrected for its start at 0. What does the
    average of the squares start at?
    """
    state = averages(g, state, beta1, beta2)
    t, m, v = state
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v) + eps), state


@exercise.mistake
def corrected_by_step_one(w, g, state, *, lr, beta1, beta2, eps):
    """The correction is that of the first step at every step. Where do you count the
    steps, does the count grow, and does the correction use it?
    """
    state = averages(g, state, beta1, beta2)
    _, m, v = state
    return w - lr * m / (1 - beta1) / (np.sqrt(v / (1 - beta2)) + eps), state


@exercise.mistake
def one_step_late(w, g, state, *, lr, beta1, beta2, eps):
    """Your count of the steps is one too high where the averages are corrected. How
    many gradients are in the averages at the first step?
    """
    state = averages(g, state, beta1, beta2)
    t, m, v = state
    root = np.sqrt(v / (1 - beta2 ** (t + 1)))
    return w - lr * m / (1 - beta1 ** (t + 1)) / (root + eps), state


@exercise.mistake
def uphill(w, g, state, *, lr, beta1, beta2, eps):
    """Your steps lead uphill. The gradient points to where the loss grows: which way
    should the weights go?
    """
    new, state = with_corrected_averages(
        w, g, state, lr=lr, beta1=beta1, beta2=beta2, eps=eps
    )
    return 2 * w - new, state


@exercise.mistake
def root_left_out(w, g, state, *, lr, beta1, beta2, eps):
    """You divided by the average of the squares itself. What unit has a squared
    gradient, and what brings it back to that of a gradient?
    """
    state = averages(g, state, beta1, beta2)
    t, m, v = state
    return w - lr * m / (1 - beta1**t) / (v / (1 - beta2**t) + eps), state


@exercise.mistake
def eps_inside_the_root(w, g, state, *, lr, beta1, beta2, eps):
    """The small number stands under the root, where it counts as its own root,
    which is a much larger number. Where does the task add it?
    """
    state = averages(g, state, beta1, beta2)
    t, m, v = state
    return w - lr * m / (1 - beta1**t) / np.sqrt(v / (1 - beta2**t) + eps), state


@exercise.mistake
def eps_before_the_correction(w, g, state, *, lr, beta1, beta2, eps):
    """The small number was added before the average of the squares was corrected, so
    that it is magnified in the first steps. The paper's short form has an eps of its
    own for that: to which root does its Algorithm 1 add it?
    """
    state = averages(g, state, beta1, beta2)
    t, m, v = state
    root = (np.sqrt(v) + eps) / np.sqrt(1 - beta2**t)
    return w - lr * m / (1 - beta1**t) / root, state


@exercise.mistake
def eps_left_out(w, g, state, *, lr, beta1, beta2, eps):
    """The small number does not occur in your step. What is divided by what for a
    weight whose gradient has always been 0?
    """
    state = averages(g, state, beta1, beta2)
    t, m, v = state
    return w - lr * m / (1 - beta1**t) / np.sqrt(v / (1 - beta2**t)), state


@exercise.mistake
def betas_exchanged(w, g, state, *, lr, beta1, beta2, eps, both=(1, 0)):
    """The two decays are exchanged where the averages are made. Which of them, that of
    the gradients or that of the squares, does `beta1` belong to?
    """
    state = averages(g, state, beta2, beta1)
    t, m, v = state
    one, two = (beta2, beta1) if both else (beta1, beta2)
    return w - lr * m / (1 - one**t) / (np.sqrt(v / (1 - two**t)) + eps), state


@exercise.mistake
def weights_of_the_average_exchanged(
    w, g, state, *, lr, beta1, beta2, eps, both=(1, 0)
):
    """In your averages the newest value has the weight beta and the past the rest. How
    long should an average with a decay of 0.999 remember?
    """
    state = averages(g, state, 1 - beta1, 1 - beta2)
    t, m, v = state
    one, two = (1 - beta1, 1 - beta2) if both else (beta1, beta2)
    return w - lr * m / (1 - one**t) / (np.sqrt(v / (1 - two**t)) + eps), state


@exercise.mistake
def plain_gradient(w, g, state, *, lr, beta1, beta2, eps):
    """The step uses today's gradient, scaled by the root. Where does the average of the
    gradients come in?
    """
    state = averages(g, state, beta1, beta2)
    t, _, v = state
    return w - lr * g / (np.sqrt(v / (1 - beta2**t)) + eps), state


@exercise.mistake
def forgot_the_state(w, g, state, *, lr, beta1, beta2, eps):
    """Every step of yours is a first step: the averages start at 0 each time. Do you
    read what `state` holds, and is the second value that you return the new one?
    """
    return with_corrected_averages(w, g, None, lr=lr, beta1=beta1, beta2=beta2, eps=eps)


@exercise.mistake
def the_change_alone(w, g, state, *, lr, beta1, beta2, eps, sign=(1, -1)):
    """You returned the step alone and not the new weights. From where does the step
    start, and in which direction does it go?
    """
    step = {"lr": sign * lr, "beta1": beta1, "beta2": beta2, "eps": eps}
    new, state = with_corrected_averages(w, g, state, **step)
    return new - w, state


@exercise.mistake
def plain_descent(w, g, state, *, lr, beta1, beta2, eps):
    """Your step is plain gradient descent, without the averages. By what does Adam
    divide, so that weights with small gradients move as far as the others?
    """
    return w - lr * g, state


@exercise.mistake
def averages_not_weighted(w, g, state, *, lr, beta1, beta2, eps):
    """The new gradient was added with its full weight, so that both averages are
    sums that grow too large. What should the two weights of an average add up to?
    """
    t, m, v = (0, np.zeros(len(g)), np.zeros(len(g))) if state is None else state
    t, m, v = t + 1, beta1 * m + g, beta2 * v + g**2
    root = np.sqrt(v / (1 - beta2**t))
    return w - lr * m / (1 - beta1**t) / (root + eps), (t, m, v)
