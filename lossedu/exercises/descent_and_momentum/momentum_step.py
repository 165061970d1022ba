"""One step of gradient descent with momentum, in PyTorch's convention."""

import numpy as np

from lossedu.grading import Exercise, probe
from lossedu.optimizers import SGD


def reference(w, g, state, *, lr, momentum):
    """Take the step of the library's SGD with momentum."""
    sgd = SGD(lr=lr, momentum=momentum)
    return sgd.step(w, g, sgd.init(w) if state is None else state)


exercise = Exercise(
    id="momentum_step",
    chapter="descent-and-momentum",
    section="momentum",
    task="""
    Write one step of gradient descent with momentum. It is called again and again, with
    your own state handed back.

    `w` holds the weights and `g` the gradient at `w`, both of shape (n,). A velocity,
    which is 0 before the first step, keeps the share `momentum` of itself at each step
    and takes up the whole gradient, as in PyTorch. Then the weights move against the
    new velocity, by the rate `lr` times it. `state` is None at the first step and
    afterwards whatever you returned as the second value. Return the new weights, of
    shape (n,), and the new state. Change neither `w` nor `g` in place. `g` may hold
    whole numbers.
    """,
    starter='''
    import numpy as np


    def momentum_step(w, g, state, *, lr, momentum):
        """The weights after one step, shape (n,), and the state for the next."""
        velocity = np.zeros(len(w)) if state is None else state
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    stateful=True,
    hints=(
        "There are two moves: first the velocity changes, then the weights. Which of "
        "the two does the rate belong to?",
        "Nothing of the gradient is held back: a gradient that stays the same builds "
        "up a velocity that is many times as long.",
        "`velocity = momentum * velocity + g`, and then `w - lr * velocity`.",
    ),
    praise="With a steady gradient the velocity grows to g / (1 - momentum): a "
    "momentum of 0.9 makes the rate ten times as large where the slope does not turn.",
)

USUAL = {"lr": 0.1, "momentum": 0.9}
SHORT = {"lr": 0.5, "momentum": 0.25}


@exercise.probes
def _(rng):
    yield probe("one step", [1.0, -2.0], [[0.5, 4.0]], keywords=USUAL)
    yield probe("the same gradient", [0.0], [[2.0]] * 3, keywords=USUAL)
    turns = [[1.0, -3.0, 0.5], [-2.0, 0.5, 1.0], [0.25, 0.0, -4.0]]
    yield probe("three steps", [1.0, 2.0, 0.0], turns, keywords=USUAL)
    yield probe("short memory", [1.0, 2.0, 0.0], turns, keywords=SHORT)
    rest = [[2.0, -4.0], [0.0, 0.0], [0.0, 0.0]]
    yield probe("coasting", [0.0, 1.0], rest, keywords=SHORT)
    yield probe("whole numbers", [2.0, -3.0], [[1, 4], [-2, 5], [3, 1]], keywords=USUAL)
    w, g = rng.normal(scale=2, size=4), rng.normal(scale=3, size=(9, 4))
    yield probe("nine random steps", w, g, keywords=USUAL, visible=False)
    yield probe("another memory", w[:3], g[:6, :3], keywords=SHORT, visible=False)
    single = w.astype(np.float32), g[:4].astype(np.float32)
    yield probe(
        "single precision",
        *single,
        keywords=USUAL,
        visible=False,
        rtol=1e-4,
        atol=1e-5,
    )


@exercise.solution
def with_a_velocity(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - lr * velocity, velocity


@exercise.alternative
def with_the_rate_inside(w, g, state, *, lr, momentum):
    move = -lr * g if state is None else momentum * state - lr * g
    return w + move, move


@exercise.alternative
def from_the_last_two_points(w, g, state, *, lr, momentum):
    before = w if state is None else state  # the heavy ball
    return w - lr * g + momentum * (w - before), w


@exercise.alternative
def from_the_whole_history(w, g, state, *, lr, momentum):
    history = [*(state or []), np.array(g)]
    shares = momentum ** np.arange(len(history))[::-1]
    return w - lr * np.tensordot(shares, history, 1), history


@exercise.alternative
def one_weight_at_a_time(w, g, state, *, lr, momentum):
    state = state or [0.0] * len(w)
    kept = [momentum * v + float(slope) for v, slope in zip(state, g, strict=True)]
    new = [float(x) - lr * v for x, v in zip(w, kept, strict=True)]
    return new, kept


def kept(state, g):
    """Return the velocity before this step."""
    return np.zeros(len(g)) if state is None else state


@exercise.mistake
def uphill(w, g, state, *, lr, momentum):
    """Your steps lead uphill. The velocity adds up gradients, and these point to where
    the loss grows: which way should the weights go?
    """
    v = momentum * kept(state, g) + g
    return w + lr * v, v


@exercise.mistake
def averaged_velocity(w, g, state, *, lr, momentum):
    """Your velocity is a running average, in which the gradient counts for what the
    momentum leaves over. That is another convention, with shorter steps: how much of
    the gradient does the task want?
    """
    v = momentum * kept(state, g) + (1 - momentum) * g
    return w - lr * v, v


@exercise.mistake
def average_after_the_first(w, g, state, *, lr, momentum):
    """The first velocity is the gradient, and after it yours is a running average that
    takes up only a part of each gradient. How much of a later gradient does the task
    want?
    """
    v = g if state is None else momentum * state + (1 - momentum) * g
    return w - lr * v, v


@exercise.mistake
def average_with_correction(w, g, state, *, lr, momentum):
    """Your velocity is a running average, corrected for its start at 0, as in Adam. Is
    the velocity of the task an average or a sum?
    """
    t, v = (0, np.zeros(len(g))) if state is None else state
    t, v = t + 1, momentum * v + (1 - momentum) * g
    return w - lr * v / (1 - momentum**t), (t, v)


@exercise.mistake
def plain_descent(w, g, state, *, lr, momentum):
    """Your step is plain gradient descent: what went before has no effect. Does the
    velocity enter the step, and does it come back as the state?
    """
    return w - lr * g, state


@exercise.mistake
def velocity_with_wrong_sign(w, g, state, *, lr, momentum):
    """The velocity is subtracted from the gradient where it should be added, so that
    each step works against the one before. Should a ball that rolls downhill be
    braked by its own speed?
    """
    v = g - momentum * kept(state, g)
    return w - lr * v, v


@exercise.mistake
def one_step_late(w, g, state, *, lr, momentum):
    """The weights moved before the velocity took up the gradient, so that the first
    step leads nowhere. Which of the two moves comes first?
    """
    v = kept(state, g)
    return w - lr * v, momentum * v + g


@exercise.mistake
def nesterov(w, g, state, *, lr, momentum):
    """Your step is Nesterov's: it adds the gradient once more to the velocity times the
    momentum. Against what does the plain form move the weights?
    """
    v = momentum * kept(state, g) + g
    return w - lr * (g + momentum * v), v


@exercise.mistake
def nothing_is_lost(w, g, state, *, lr, momentum):
    """Your velocity is the sum of all gradients and keeps the whole of itself. What
    share of it should be left after a step?
    """
    v = kept(state, g) + g
    return w - lr * v, v


@exercise.mistake
def momentum_on_the_gradient(w, g, state, *, lr, momentum):
    """The momentum multiplies the new gradient, and the velocity keeps the whole of
    itself. Which of the two should lose something at each step?
    """
    v = kept(state, g) + momentum * g
    return w - lr * v, v


@exercise.mistake
def momentum_on_both(w, g, state, *, lr, momentum):
    """The momentum multiplies the new gradient as well as the old velocity. Which part
    of the sum is old enough to be damped?
    """
    v = momentum * (kept(state, g) + g)
    return w - lr * v, v


@exercise.mistake
def share_exchanged(w, g, state, *, lr, momentum):
    """Your velocity loses the share `momentum` at each step and keeps the rest, and
    takes up the whole gradient. With a momentum of 0.9, how much should be left?
    """
    v = (1 - momentum) * kept(state, g) + g
    return w - lr * v, v


@exercise.mistake
def average_the_wrong_way_round(w, g, state, *, lr, momentum):
    """Your velocity is a running average in which the new gradient counts for
    `momentum` and the old velocity for the rest. Which of the two is the momentum a
    share of, and is the velocity an average at all?
    """
    v = (1 - momentum) * kept(state, g) + momentum * g
    return w - lr * v, v


@exercise.mistake
def rate_on_the_gradient_alone(w, g, state, *, lr, momentum):
    """The rate multiplies the new gradient, and the share of the old velocity moves the
    weights without it. Of what is the velocity made, and in which unit?
    """
    v = kept(state, g)
    return w - lr * g - momentum * v, momentum * v + g


@exercise.mistake
def last_gradient_alone(w, g, state, *, lr, momentum):
    """Your memory reaches back a single step: to the gradient comes a share of the one
    before, and nothing older. What should be handed on as the state?
    """
    return w - lr * (g + momentum * kept(state, g)), g


@exercise.mistake
def first_gradient_twice(w, g, state, *, lr, momentum):
    """The velocity begins as the first gradient and then takes it up once more. What
    should the velocity be before the first step?
    """
    v = momentum * (g if state is None else state) + g
    return w - lr * v, v


@exercise.mistake
def rate_twice(w, g, state, *, lr, momentum):
    """The gradient is multiplied by the rate on its way into the velocity, and the
    velocity again when the weights move. How often should the rate count?
    """
    v = momentum * kept(state, g) + lr * g
    return w - lr * v, v


@exercise.mistake
def rate_left_out(w, g, state, *, lr, momentum):
    """The weights move by the whole velocity, whatever the rate is. Where does `lr`
    come in?
    """
    v = momentum * kept(state, g) + g
    return w - v, v


@exercise.mistake
def the_change_alone(w, g, state, *, lr, momentum, sign=(-1, 1)):
    """You returned the change and not the new weights. From where does the step
    start?
    """
    v = momentum * kept(state, g) + g
    return sign * lr * v, v
