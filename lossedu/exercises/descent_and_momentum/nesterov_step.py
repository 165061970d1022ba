"""One step of gradient descent with Nesterov's momentum."""

import numpy as np

from lossedu.grading import Exercise, probe
from lossedu.optimizers import SGD


def reference(w, g, state, *, lr, momentum):
    """Take the step of the library's SGD with Nesterov's momentum."""
    sgd = SGD(lr=lr, momentum=momentum, nesterov=True)
    return sgd.step(w, g, sgd.init(w) if state is None else state)


exercise = Exercise(
    id="nesterov_step",
    chapter="descent-and-momentum",
    section="nesterov",
    task="""
    Write one step of gradient descent with Nesterov's momentum, in the form of PyTorch.
    It is called again and again, with your own state handed back.

    `w` holds the weights and `g` the gradient at `w`, both of shape (n,). A velocity,
    which is 0 before the first step, keeps the share `momentum` of itself at each step
    and takes up the whole gradient, as with plain momentum. The weights move by the
    rate `lr` against what the velocity would be if the same gradient came once more.
    Only the velocity itself goes on to the next step. `state` is None at the first step
    and afterwards whatever you returned as the second value. Return the new weights, of
    shape (n,), and the new state. Change neither `w` nor `g` in place. `g` may hold
    whole numbers.
    """,
    starter='''
    import numpy as np


    def nesterov_step(w, g, state, *, lr, momentum):
        """The weights after one step, shape (n,), and the state for the next."""
        velocity = np.zeros(len(w)) if state is None else state
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    stateful=True,
    hints=(
        "Two things are computed: the velocity that is kept, and the direction in "
        "which the weights move. Which of the two is new beside plain momentum?",
        "The direction is made from the new velocity in the same way as the new "
        "velocity is made from the old one.",
        "`velocity = momentum * velocity + g`; the direction is "
        "`momentum * velocity + g` with the new velocity, and only the first is kept.",
    ),
    praise="The newest gradient counts for 1 + momentum in the step instead of 1: it "
    "corrects the course sooner, before the velocity has overshot.",
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
def looking_ahead(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - lr * (g + momentum * velocity), velocity


@exercise.alternative
def with_the_rate_inside(w, g, state, *, lr, momentum):
    before = 0.0 if state is None else state
    move = momentum * before - lr * g
    return w - momentum * before + (1 + momentum) * move, move


@exercise.alternative
def by_plain_steps_and_overshooting(w, g, state, *, lr, momentum):
    before = w if state is None else state
    plain = w - lr * g
    return plain + momentum * (plain - before), plain


@exercise.alternative
def from_the_whole_history(w, g, state, *, lr, momentum):
    history = [*(state or []), np.array(g)]
    shares = momentum ** np.arange(len(history), 0, -1)
    shares[-1] += 1
    return w - lr * np.tensordot(shares, history, 1), history


@exercise.alternative
def one_weight_at_a_time(w, g, state, *, lr, momentum):
    state = state or [0.0] * len(w)
    kept = [momentum * v + float(slope) for v, slope in zip(state, g, strict=True)]
    new = [
        float(x) - lr * (float(slope) + momentum * v)
        for x, slope, v in zip(w, g, kept, strict=True)
    ]
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
    return w + lr * (g + momentum * v), v


@exercise.mistake
def plain_momentum(w, g, state, *, lr, momentum):
    """Your steps are those of plain momentum, which do not look ahead. If you looked
    ahead from the old velocity, what does the new one already contain?
    """
    v = momentum * kept(state, g) + g
    return w - lr * v, v


@exercise.mistake
def plain_descent(w, g, state, *, lr, momentum):
    """Your step is plain gradient descent: neither a velocity nor the momentum has an
    effect. What does the velocity collect, and where does it enter the step?
    """
    return w - lr * g, state


@exercise.mistake
def whole_velocity_added(w, g, state, *, lr, momentum):
    """The gradient was added to the whole new velocity. If the same gradient came once
    more, what share of the velocity would be kept first?
    """
    v = momentum * kept(state, g) + g
    return w - lr * (g + v), v


@exercise.mistake
def whole_velocity_enlarged(w, g, state, *, lr, momentum):
    """Your direction is 1 + momentum times the velocity, old gradients included. Which
    part of the velocity should count that much, if only one gradient comes once more?
    """
    v = momentum * kept(state, g) + g
    return w - lr * (1 + momentum) * v, v


@exercise.mistake
def gradient_not_added_again(w, g, state, *, lr, momentum):
    """The direction is the new velocity times the momentum, and nothing else. If the
    same gradient came once more, what would the velocity take up besides?
    """
    v = momentum * kept(state, g) + g
    return w - lr * momentum * v, v


@exercise.mistake
def looking_back(w, g, state, *, lr, momentum):
    """The velocity is subtracted from the gradient in the direction of the step. Does
    looking ahead follow the velocity or go against it?
    """
    v = momentum * kept(state, g) + g
    return w - lr * (g - momentum * v), v


@exercise.mistake
def direction_kept_as_velocity(w, g, state, *, lr, momentum):
    """The direction of the step goes on as the velocity, so that each gradient counts
    more than once from then on. Which of the two does the task keep for the next step?
    """
    v = momentum * kept(state, g) + g
    direction = g + momentum * v
    return w - lr * direction, direction


@exercise.mistake
def averaged_velocity(w, g, state, *, lr, momentum):
    """Your velocity is a running average, in which the gradient counts for what the
    momentum leaves over. How much of the gradient does the velocity take up, according
    to the task?
    """
    v = momentum * kept(state, g) + (1 - momentum) * g
    return w - lr * (g + momentum * v), v


@exercise.mistake
def averaged_throughout(w, g, state, *, lr, momentum):
    """Both the velocity and the direction take up only the share of the gradient that
    the momentum leaves over. That is another convention, with shorter steps: how much
    of the gradient does the task want?
    """
    v = momentum * kept(state, g) + (1 - momentum) * g
    return w - lr * ((1 - momentum) * g + momentum * v), v


@exercise.mistake
def averaged_direction(w, g, state, *, lr, momentum):
    """The velocity is right, and in the direction the gradient counts only for what the
    momentum leaves over, as in an average. With which weight does the task add it?
    """
    v = momentum * kept(state, g) + g
    return w - lr * ((1 - momentum) * g + momentum * v), v


@exercise.mistake
def nothing_is_lost(w, g, state, *, lr, momentum):
    """Your velocity is the sum of all gradients and keeps the whole of itself; the
    momentum comes in only where the step looks ahead. What share of the velocity should
    be left after a step?
    """
    v = kept(state, g) + g
    return w - lr * (g + momentum * v), v


@exercise.mistake
def memory_lost(w, g, state, *, lr, momentum):
    """Every step of yours is a first step, in which the velocity starts at 0. What is
    in the second value that you return, and where is it read again?
    """
    return w - lr * (g + momentum * g), state


@exercise.mistake
def first_gradient_twice(w, g, state, *, lr, momentum):
    """The velocity begins as the first gradient and then takes it up once more. What
    should the velocity be before the first step?
    """
    v = momentum * (g if state is None else state) + g
    return w - lr * (g + momentum * v), v


@exercise.mistake
def rate_twice(w, g, state, *, lr, momentum):
    """The rate multiplies the gradient on its way into the direction and the velocity,
    and then the direction again. How often should the rate count?
    """
    v = momentum * kept(state, g) + lr * g
    return w - lr * (lr * g + momentum * v), v


@exercise.mistake
def rate_left_out(w, g, state, *, lr, momentum):
    """The weights move by the whole direction, whatever the rate is. Where does `lr`
    come in?
    """
    v = momentum * kept(state, g) + g
    return w - (g + momentum * v), v


@exercise.mistake
def the_change_alone(w, g, state, *, lr, momentum, sign=(-1, 1)):
    """You returned the change and not the new weights. From where does the step
    start?
    """
    v = momentum * kept(state, g) + g
    return sign * lr * (g + momentum * v), v
