"""One step of stochastic gradient descent, with a decay of the weights."""

import numpy as np

from lossedu.grading import Exercise, probe
from lossedu.optimizers import SGD


def reference(w, g, state, *, lr, weight_decay):
    """Take the step of the library's SGD without momentum."""
    sgd = SGD(lr=lr, weight_decay=weight_decay)
    return sgd.step(w, g, sgd.init(w) if state is None else state)


exercise = Exercise(
    id="sgd_step",
    chapter="descent-and-momentum",
    section="stochastic-gradient-descent",
    task="""
    Write one step of stochastic gradient descent with weight decay. It is called again
    and again, for one batch after another.

    `w` holds the weights and `g` the gradient of the batch's loss at `w`, both of shape
    (n,). `lr` is the rate. `weight_decay` is the strength of an L2 penalty that is not
    yet in `g`: half of it times the sum of the squared weights joins the loss, so that
    its derivative joins the gradient, as in PyTorch's SGD. Return the new weights, of
    shape (n,), and a state. The steps of other exercises keep something in `state`,
    which is None at first and then what you returned; this one needs nothing of it.
    Change neither `w` nor `g` in place. `g` may hold whole numbers.
    """,
    starter='''
    import numpy as np


    def sgd_step(w, g, state, *, lr, weight_decay):
        """The weights after one step, shape (n,), and the state: None."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    stateful=True,
    hints=(
        "Differentiate half of a strength times the square of one weight. What does "
        "the penalty add to the gradient of that weight?",
        "There is one gradient, that of the loss with its penalty, and one rate that "
        "multiplies all of it.",
        "`return w - lr * (g + weight_decay * w), state`",
    ),
    praise="Without a gradient each weight is multiplied by 1 - lr weight_decay at "
    "every step: that is where the name decay comes from.",
)

USUAL = {"lr": 0.1, "weight_decay": 0.5}
STRONG = {"lr": 0.25, "weight_decay": 1.5}


@exercise.probes
def _(rng):
    yield probe("one step", [1.0, -2.0], [[0.5, 4.0]], keywords=USUAL)
    turns = [[1.0, -3.0, 0.5], [-2.0, 0.25, 1.0], [0.5, 0.0, -4.0]]
    yield probe("three steps", [3.0, -1.0, 0.0], turns, keywords=USUAL)
    without = {"lr": 0.1, "weight_decay": 0.0}
    yield probe("no decay", [1.0, -2.0], [[0.5, 4.0], [1.0, 1.0]], keywords=without)
    yield probe("a gradient of 0", [4.0, -2.0], [[0.0, 0.0]] * 2, keywords=STRONG)
    yield probe("whole numbers", [2.0, -3.0], [[1, 4], [-2, 5]], keywords=STRONG)
    w, g = rng.normal(scale=2, size=4), rng.normal(scale=3, size=(8, 4))
    yield probe("eight random steps", w, g, keywords=USUAL, visible=False)
    yield probe("a stronger decay", w[:3], g[:5, :3], keywords=STRONG, visible=False)
    single = w.astype(np.float32), g[:4].astype(np.float32)
    yield probe(
        "single precision",
        *single,
        keywords=USUAL,
        visible=False,
        rtol=1e-4,
        atol=1e-5,
    )
    w, g = rng.normal(size=1), rng.normal(size=(3, 1))
    yield probe("one weight", w, g, keywords=USUAL, visible=False)


@exercise.solution
def with_the_penalty_in_the_gradient(w, g, state, *, lr, weight_decay):
    return w - lr * (g + weight_decay * w), state


@exercise.alternative
def shrunk_before_the_step(w, g, state, *, lr, weight_decay):
    return (1 - lr * weight_decay) * w - lr * g, "nothing is kept"


@exercise.alternative
def one_weight_at_a_time(w, g, state, *, lr, weight_decay):
    new = []
    for weight, slope in zip(w.tolist(), g.tolist(), strict=True):
        slope += weight_decay * weight
        new.append(weight - lr * slope)
    return [new, (state or 0) + 1]


@exercise.alternative
def in_two_moves(w, g, state, *, lr, weight_decay):
    moved = np.array(w, float)
    moved -= lr * weight_decay * moved
    moved += -lr * np.asarray(g)
    return moved, None


@exercise.mistake
def uphill(w, g, state, *, lr, weight_decay):
    """Your steps lead uphill, and the decay makes the weights grow. Which way does the
    gradient of the loss point, and which way should the weights go?
    """
    return w + lr * (g + weight_decay * w), state


@exercise.mistake
def decay_left_out(w, g, state, *, lr, weight_decay):
    """Your step goes down the gradient of the batch and knows no decay. What does the
    penalty of the task add to that gradient?
    """
    return w - lr * g, state


@exercise.mistake
def decay_with_wrong_sign(w, g, state, *, lr, weight_decay):
    """The step against the gradient is right, and the decay makes the weights larger.
    Where should a penalty on large weights pull them?
    """
    return w - lr * (g - weight_decay * w), state


@exercise.mistake
def decay_without_rate(w, g, state, *, lr, weight_decay):
    """The decay is not multiplied by the rate, so that a step takes the whole of it. If
    the penalty is a part of the loss, what happens to its derivative in a step?
    """
    return w - lr * g - weight_decay * w, state


@exercise.mistake
def bracket_left_out(w, g, state, *, lr, weight_decay):
    """The decay is added to the weights, with the wrong sign and without the rate. If
    it belongs to the gradient, what should the minus and the rate apply to?
    """
    return w - lr * g + weight_decay * w, state


@exercise.mistake
def decay_doubled(w, g, state, *, lr, weight_decay):
    """The weights decay twice as fast as they should. Which factor does the task put in
    front of the squares, and does your code count the penalty once?
    """
    return w - lr * (g + 2 * weight_decay * w), state


@exercise.mistake
def decay_halved(w, g, state, *, lr, weight_decay):
    """The weights decay half as fast as they should. The penalty has a factor of one
    half: what becomes of it in the derivative of a square?
    """
    return w - lr * (g + weight_decay * w / 2), state


@exercise.mistake
def penalty_for_its_derivative(w, g, state, *, lr, weight_decay, half=(0.5, 1.0)):
    """The squares of the weights were added to the gradient, and so negative weights
    become still more negative. What is the derivative of a square?
    """
    return w - lr * (g + half * weight_decay * w**2), state


@exercise.mistake
def penalty_added_as_a_number(w, g, state, *, lr, weight_decay, half=(0.5, 1.0)):
    """The sum of all squared weights was added to each gradient: the penalty itself, a
    single number for all. How does it change when one of the weights does?
    """
    return w - lr * (g + half * weight_decay * np.sum(w**2)), state


@exercise.mistake
def decay_by_the_sign(w, g, state, *, lr, weight_decay):
    """All weights decay by the same amount, large or small: that is the derivative of
    their absolute values, an L1 penalty. What is the derivative of a square?
    """
    return w - lr * (g + weight_decay * np.sign(w)), state


@exercise.mistake
def decay_of_the_gradient(w, g, state, *, lr, weight_decay):
    """The decay multiplies the gradient instead of the weights. What should shrink in
    the long run when the gradient is 0?
    """
    return w - lr * (g + weight_decay * g), state


@exercise.mistake
def decay_after_the_step(w, g, state, *, lr, weight_decay):
    """The step was taken first, and then the new weights decayed. At which weights are
    both parts of the gradient taken, that of the loss and that of the penalty?
    """
    moved = w - lr * g
    return moved - lr * weight_decay * moved, state


@exercise.mistake
def rate_left_out(w, g, state, *, lr, weight_decay):
    """Each step is the whole gradient with its decay, whatever the rate is. What should
    `lr` multiply?
    """
    return w - (g + weight_decay * w), state


@exercise.mistake
def rate_on_the_decay_alone(w, g, state, *, lr, weight_decay):
    """The rate multiplies the decay and not the gradient of the batch. Is there a
    reason to treat one part of the gradient in another way than the other?
    """
    return w - g - lr * weight_decay * w, state


@exercise.mistake
def the_change_alone(w, g, state, *, lr, weight_decay, sign=(-1, 1)):
    """You returned the change and not the new weights. From where does the step
    start?
    """
    return sign * lr * (g + weight_decay * w), state


@exercise.mistake
def divided_by_their_number(w, g, state, *, lr, weight_decay):
    """The step was divided by the number of weights. What does the batch's loss average
    over, and has that to do with how many weights there are?
    """
    return w - lr * (g + weight_decay * w) / len(w), state


@exercise.mistake
def gradients_added_up(w, g, state, *, lr, weight_decay, decay_too=(True, False)):
    """Each step uses the sum of all gradients so far instead of the last one. What does
    the task say about what has to be kept between the steps?
    """
    decay = weight_decay * w
    total = (0 if state is None else state) + g + decay_too * decay
    return w - lr * (total + (not decay_too) * decay), total
