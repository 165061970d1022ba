"""One step of RMSprop, with its average of the squares kept between the steps."""

import numpy as np

from lossedu.grading import Exercise, probe
from lossedu.optimizers import RMSProp


def reference(w, g, state, *, lr, rho, eps):
    """Take the step of the library's RMSProp."""
    rmsprop = RMSProp(lr=lr, rho=rho, eps=eps)
    return rmsprop.step(w, g, rmsprop.init(w) if state is None else state)


exercise = Exercise(
    id="rmsprop_step",
    chapter="adaptive-methods",
    section="rmsprop",
    task="""
    Write one step of RMSprop. It is called again and again, with your own state handed
    back.

    `w` holds the weights and `g` the gradient at `w`, both of shape (n,). For each
    weight a running average of the squared gradient is kept; it is 0 before the first
    step and is not corrected for that. `rho` is its decay: the share of itself that the
    average keeps at each step. Today's gradient is divided by the root of the new
    average, to which `eps` is added outside the root, as in PyTorch; the weights move
    against the quotient, by the rate `lr` times it. `state` is None at the first step
    and afterwards whatever you returned as the second value. Return the new weights, of
    shape (n,), and the new state. Change neither `w` nor `g` in place. `g` may hold
    zeros and whole numbers.
    """,
    starter='''
    import numpy as np


    def rmsprop_step(w, g, state, *, lr, rho, eps):
        """The weights after one step, shape (n,), and the state for the next."""
        average = np.zeros(len(w)) if state is None else state
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    stateful=True,
    hints=(
        "What do the two shares in an average add up to, and which of them belongs to "
        "the new square?",
        "First the average takes up the square of today's gradient. Its root is then "
        "the size of gradient that is usual for this weight.",
        "`average = rho * average + (1 - rho) * g**2`, and then "
        "`w - lr * g / (np.sqrt(average) + eps)`.",
    ),
    praise="Each weight now steps by how unusual its gradient is, not by how large: a "
    "weight whose gradients are always tiny moves as far as the others.",
)

USUAL = {"lr": 0.1, "rho": 0.75, "eps": 1e-8}
QUICK = {"lr": 0.4, "rho": 0.36, "eps": 1e-3}


@exercise.probes
def _(rng):
    yield probe("one step", [1.0, -2.0], [[0.5, 4.0]], keywords=USUAL)
    yield probe("the same gradient twice", [0.0], [[2.0], [2.0]], keywords=USUAL)
    turns = [[1.0, -3.0, 0.5], [-2.0, 0.5, 0.0], [0.25, 0.0, -4.0]]
    yield probe("three steps", [1.0, 2.0, 0.0], turns, keywords=USUAL)
    yield probe("short memory", [1.0, 2.0, 0.0], turns, keywords=QUICK)
    yield probe("a gradient of 0", [3.0, 1.0], [[0.0, 2.0]] * 2, keywords=USUAL)
    large = {**USUAL, "eps": 0.5}
    yield probe("a large eps", [1.0, -2.0], [[0.5, 4.0]], keywords=large)
    yield probe("whole numbers", [2.0, -3.0], [[1, 4], [-2, 5], [3, 1]], keywords=USUAL)
    w, g = rng.normal(scale=2, size=4), rng.normal(scale=3, size=(9, 4))
    usual = {"lr": 0.01, "rho": 0.99, "eps": 1e-8}
    yield probe("nine random steps", w, g, keywords=usual, visible=False)
    yield probe("another memory", w[:3], g[:6, :3], keywords=QUICK, visible=False)
    single = w.astype(np.float32), g[:4].astype(np.float32)
    yield probe(
        "single precision", *single, keywords=USUAL, visible=False, rtol=1e-4, atol=1e-5
    )


@exercise.solution
def with_a_running_average(w, g, state, *, lr, rho, eps):
    average = np.zeros(len(w)) if state is None else state
    average = rho * average + (1 - rho) * g**2
    return w - lr * g / (np.sqrt(average) + eps), average


@exercise.alternative
def moved_towards_the_square(w, g, state, *, lr, rho, eps):
    state = {"v": np.zeros(len(w))} if state is None else state
    state["v"] += (1 - rho) * (g * g - state["v"])
    rates = lr / (eps + state["v"] ** 0.5)
    return w - rates * g, state


@exercise.alternative
def from_the_whole_history(w, g, state, *, lr, rho, eps):
    history = [*(state or []), np.array(g, float)]
    shares = (1 - rho) * rho ** np.arange(len(history))[::-1]
    size = np.linalg.norm(np.sqrt(shares)[:, None] * history, axis=0)
    return w - lr * g / (size + eps), history


@exercise.alternative
def one_weight_at_a_time(w, g, state, *, lr, rho, eps):
    state, new, kept = state or [0.0] * len(w), [], []
    for weight, slope, v in zip(w.tolist(), g.tolist(), state, strict=True):
        kept.append(rho * v + (1 - rho) * slope**2)
        new.append(weight - lr * slope / (kept[-1] ** 0.5 + eps))
    return new, kept


def old(state, g):
    """Return the average before this step."""
    return np.zeros(len(g)) if state is None else state


def stepped(w, g, v, lr, eps):
    """Return the weights after a step with this average, and the average."""
    return w - lr * g / (np.sqrt(v) + eps), v


@exercise.mistake
def uphill(w, g, state, *, lr, rho, eps):
    """Your steps lead uphill. The gradient points to where the loss grows: which way
    should the weights go?
    """
    return stepped(w, g, rho * old(state, g) + (1 - rho) * g**2, -lr, eps)


@exercise.mistake
def sum_of_all_squares(w, g, state, *, lr, rho, eps):
    """You added up all squares and `rho` has no effect: that is AdaGrad, whose steps
    only ever shrink. What should happen to squares that are long past?
    """
    return stepped(w, g, old(state, g) + g**2, lr, eps)


@exercise.mistake
def whole_square_added(w, g, state, *, lr, rho, eps):
    """The old average decays and the new square is added in full, so that it is a sum
    that grows too large. What should the two shares of an average add up to?
    """
    return stepped(w, g, rho * old(state, g) + g**2, lr, eps)


@exercise.mistake
def shares_exchanged(w, g, state, *, lr, rho, eps):
    """In your average the new square has the share `rho` and the past the rest. How
    long should an average with a decay of 0.99 remember?
    """
    return stepped(w, g, (1 - rho) * old(state, g) + rho * g**2, lr, eps)


@exercise.mistake
def corrected_for_the_start(w, g, state, *, lr, rho, eps):
    """You corrected the average for its start at 0, as Adam does. What does the task
    say about the first steps?
    """
    t, v = (0, np.zeros(len(g))) if state is None else state
    t, v = t + 1, rho * v + (1 - rho) * g**2
    return stepped(w, g, v / (1 - rho**t), lr, eps)[0], (t, v)


@exercise.mistake
def started_at_the_first_square(w, g, state, *, lr, rho, eps):
    """Your average begins as the first squared gradient, so that the first step has the
    length of the rate. What is the average before the first step, and what afterwards?
    """
    v = g**2 if state is None else rho * state + (1 - rho) * g**2
    return stepped(w, g, v, lr, eps)


@exercise.mistake
def root_left_out(w, g, state, *, lr, rho, eps):
    """You divided by the average of the squares itself. What unit has a squared
    gradient, and what brings it back to that of a gradient?
    """
    v = rho * old(state, g) + (1 - rho) * g**2
    return w - lr * g / (v + eps), v


@exercise.mistake
def root_kept(w, g, state, *, lr, rho, eps):
    """The root of the average goes on to the next step, where it is taken for the
    average. Of what is it an average: of squares or of sizes?
    """
    root = np.sqrt(rho * old(state, g) + (1 - rho) * g**2)
    return w - lr * g / (root + eps), root


@exercise.mistake
def eps_inside_the_root(w, g, state, *, lr, rho, eps):
    """The small number stands under the root, as in Keras, where it counts as its own
    root. Where does the task add it?
    """
    v = rho * old(state, g) + (1 - rho) * g**2
    return w - lr * g / np.sqrt(v + eps), v


@exercise.mistake
def eps_left_out(w, g, state, *, lr, rho, eps):
    """The small number does not occur in your step. What is divided by what for a
    weight whose gradient has always been 0?
    """
    return stepped(w, g, rho * old(state, g) + (1 - rho) * g**2, lr, 0.0)


@exercise.mistake
def bracket_left_out(w, g, state, *, lr, rho, eps):
    """The small number is added to the new weights and not to the root. Which comes
    first, a division or a sum, and what would make the root and it belong together?
    """
    new, v = stepped(w, g, rho * old(state, g) + (1 - rho) * g**2, lr, 0.0)
    return new + eps, v


@exercise.mistake
def one_step_late(w, g, state, *, lr, rho, eps):
    """You divided by the root of the average before today's square was in it: in the
    first step that is nothing but the small number. Which comes first?
    """
    new, _ = stepped(w, g, old(state, g), lr, eps)
    return new, rho * old(state, g) + (1 - rho) * g**2


@exercise.mistake
def memory_lost(w, g, state, *, lr, rho, eps):
    """Every step of yours is a first step: the average starts at 0 each time. What is
    in the second value that you return, and where is it read again?
    """
    return stepped(w, g, (1 - rho) * g**2, lr, eps)


@exercise.mistake
def today_alone(w, g, state, *, lr, rho, eps):
    """You divided by the size of today's gradient, which leaves little but its sign.
    With what is that size to be averaged, and how much does `rho` keep of it?
    """
    return stepped(w, g, g**2, lr, eps)


@exercise.mistake
def average_of_the_sizes(w, g, state, *, lr, rho, eps):
    """You averaged the absolute values of the gradient and took no root. What do the
    letters RMS stand for, and in which order?
    """
    v = rho * old(state, g) + (1 - rho) * np.abs(g)
    return w - lr * g / (v + eps), v


@exercise.mistake
def averaged_gradient(w, g, state, *, lr, rho, eps):
    """The step uses a running average of the gradients with the same decay, as Adam
    does with its own. Which gradient does the task divide by the root?
    """
    m, v = (0.0, 0.0) if state is None else state
    m, v = rho * m + (1 - rho) * g, rho * v + (1 - rho) * g**2
    return stepped(w, m, v, lr, eps)[0], (m, v)


@exercise.mistake
def centred(w, g, state, *, lr, rho, eps):
    """You took the square of the average gradient off the average of the squares, which
    is the centred form. What should the root be taken of here?
    """
    m, v = (0.0, 0.0) if state is None else state
    m, v = rho * m + (1 - rho) * g, rho * v + (1 - rho) * g**2
    return stepped(w, g, v - m**2, lr, eps)[0], (m, v)


@exercise.mistake
def one_average_for_all(w, g, state, *, lr, rho, eps, pool=(np.mean, np.sum)):
    """All weights share one average, so that they are divided by the same root. What
    becomes of a weight whose gradients are a thousand times smaller than the others'?
    """
    v = rho * old(state, g) + (1 - rho) * pool(g**2)
    return stepped(w, g, v, lr, eps)


@exercise.mistake
def plain_descent(w, g, state, *, lr, rho, eps):
    """Your step is plain gradient descent, without the average. By what is the gradient
    divided, so that weights with small gradients move as far as the others?
    """
    return w - lr * g, state


@exercise.mistake
def the_change_alone(w, g, state, *, lr, rho, eps, sign=(-1, 1)):
    """You returned the change and not the new weights. From where does the step
    start?
    """
    return stepped(0.0, g, rho * old(state, g) + (1 - rho) * g**2, -sign * lr, eps)
