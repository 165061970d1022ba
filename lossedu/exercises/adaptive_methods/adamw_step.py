"""One step of AdamW: Adam with a decay that does not go through the averages."""

import numpy as np

from lossedu.grading import Exercise, probe
from lossedu.optimizers import AdamW


def reference(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    """Take the step of the library's AdamW."""
    adamw = AdamW(lr=lr, beta1=beta1, beta2=beta2, eps=eps, weight_decay=weight_decay)
    return adamw.step(w, g, adamw.init(w) if state is None else state)


exercise = Exercise(
    id="adamw_step",
    chapter="adaptive-methods",
    section="adamw",
    task="""
    Write one step of AdamW (Loshchilov and Hutter, 2019), as PyTorch does it. It is
    called again and again, with your own state handed back.

    `w` holds the weights and `g` the gradient of the loss at `w`, both of shape (n,).
    The step is that of Adam, from averages of `g` and its square that are corrected for
    their start at 0, with `eps` added to the root. Besides, each weight loses the share
    `lr` times `weight_decay` of what it was before the step, which enters neither the
    gradient nor the averages. `beta1` and `beta2` are the decays of the two averages.
    `state` is None at the first step and afterwards whatever you returned as the second
    value. Return the new weights, of shape (n,), and the new state. Change neither `w`
    nor `g` in place.
    """,
    starter='''
    import numpy as np


    def adamw_step(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
        """The weights after one step, shape (n,), and the state for the next."""
        if state is None:
            state = 0, np.zeros(len(w)), np.zeros(len(w))  # steps, two averages
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    stateful=True,
    hints=(
        "Write the step of Adam first, as if there were no decay. At which place can "
        "the decay join it without being divided by the root?",
        "Two things are taken from the old weights: the step of Adam, and a share of "
        "the weights themselves. Neither has to know of the other.",
        "`w - lr * weight_decay * w - lr * m_hat / (np.sqrt(v_hat) + eps)`, with m_hat "
        "and v_hat made from `g` alone.",
    ),
    praise="All weights decay at the same pace. Inside the gradient, Adam's root would "
    "spare the weights with large gradients, which is why L2 is not weight decay here.",
)

USUAL = {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.5}
QUICK = {"lr": 0.2, "beta1": 0.5, "beta2": 0.8, "eps": 1e-3, "weight_decay": 1.5}


@exercise.probes
def _(rng):
    yield probe("one step", [1.0, -2.0], [[0.5, 4.0]], keywords=USUAL)
    yield probe("decay alone", [3.0, -1.0], [[0.0, 0.0]] * 2, keywords=USUAL)
    turns = [[1.0, -3.0, 0.5], [-2.0, 0.5, 2.0], [0.25, 0.0, -4.0]]
    yield probe("three steps", [1.0, -2.0, 0.0], turns, keywords=USUAL)
    yield probe("short memory", [1.0, -2.0, 0.0], turns, keywords=QUICK)
    yield probe("no decay", [2.0], [[1.0]] * 2, keywords={**USUAL, "weight_decay": 0.0})
    w, g = rng.normal(scale=2, size=4), rng.normal(scale=3, size=(9, 4))
    yield probe("nine random steps", w, g, keywords=USUAL, visible=False)
    yield probe("another memory", w[:3], g[:6, :3], keywords=QUICK, visible=False)
    yield probe("a large eps", w, g[:3], keywords={**USUAL, "eps": 0.5}, visible=False)
    single = w.astype(np.float32), g[:4].astype(np.float32)
    yield probe(
        "single precision", *single, keywords=QUICK, visible=False, rtol=1e-4, atol=1e-5
    )


@exercise.solution
def decayed_beside_the_step(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    t, m, v = (0, np.zeros(len(w)), np.zeros(len(w))) if state is None else state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    new = w - lr * weight_decay * w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new, (t, m, v)


@exercise.alternative
def shrunk_first(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    state = state or {"t": 0, "m": 0.0, "v": 0.0}
    state["t"] += 1
    state["m"] += (1 - beta1) * (g - state["m"])
    state["v"] += (1 - beta2) * (g * g - state["v"])
    w = w * (1 - lr * weight_decay)
    root = np.sqrt(1 - beta2 ** state["t"])
    rate = lr * root / (1 - beta1 ** state["t"])
    return w - rate * state["m"] / (np.sqrt(state["v"]) + eps * root), state


@exercise.alternative
def from_the_whole_history(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    history = [*(state or []), np.array(g)]
    ages = np.arange(len(history))[::-1]
    m = np.average(history, axis=0, weights=beta1**ages)
    v = np.average(np.square(history), axis=0, weights=beta2**ages)
    return w - lr * (m / (np.sqrt(v) + eps) + weight_decay * w), history


@exercise.alternative
def one_weight_at_a_time(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    state = state or [(0, 0.0, 0.0)] * len(w)
    new, kept = [], []
    for weight, slope, (t, m, v) in zip(w, g, state, strict=True):
        t, m = t + 1, beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope**2
        step = m / (1 - beta1**t) / ((v / (1 - beta2**t)) ** 0.5 + eps)
        new.append(weight - lr * step - lr * weight_decay * weight)
        kept.append((t, m, v))
    return new, kept


def averaged(g, state, beta1, beta2):
    """Return the state with both averages, and these corrected for their start."""
    t, m, v = (0, np.zeros(len(g)), np.zeros(len(g))) if state is None else state
    t, m, v = t + 1, beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
    return (t, m, v), m / (1 - beta1**t), v / (1 - beta2**t)


def direction(g, state, *, beta1, beta2, eps, **_):
    """Return the direction of Adam and the state."""
    state, m, v = averaged(g, state, beta1, beta2)
    return m / (np.sqrt(v) + eps), state


@exercise.mistake
def l2_in_the_gradient(w, g, state, *, lr, weight_decay, **rest):
    """The decay was added to the gradient, so that it went through the averages: that
    is Adam with an L2 penalty. Which weights decay less when the root divides it?
    """
    step, state = direction(g + weight_decay * w, state, **rest)
    return w - lr * step, state


@exercise.mistake
def both_decays(w, g, state, *, lr, weight_decay, **rest):
    """The weights decay twice: once through the gradient and the averages, and once
    beside the step. Which of the two is decoupled?
    """
    step, state = direction(g + weight_decay * w, state, **rest)
    return w - lr * step - lr * weight_decay * w, state


@exercise.mistake
def decay_left_out(w, g, state, *, lr, weight_decay, **rest):
    """Your step is that of Adam, and the weights do not decay. What should happen to a
    weight whose gradient is always 0?
    """
    step, state = direction(g, state, **rest)
    return w - lr * step, state


@exercise.mistake
def decay_with_wrong_sign(w, g, state, *, lr, weight_decay, **rest):
    """The step of Adam is right, and the decay makes the weights larger. Where should
    it pull them?
    """
    step, state = direction(g, state, **rest)
    return w - lr * step + lr * weight_decay * w, state


@exercise.mistake
def decay_without_rate(w, g, state, *, lr, weight_decay, **rest):
    """The decay is not multiplied by the rate, so that it goes on at full strength
    however small the steps become. Which share of itself does a weight lose?
    """
    step, state = direction(g, state, **rest)
    return w - lr * step - weight_decay * w, state


@exercise.mistake
def decay_after_the_step(w, g, state, *, lr, weight_decay, **rest):
    """The step of Adam was taken first, and then the new weights decayed. Of which
    weights does the task take the share?
    """
    step, state = direction(g, state, **rest)
    return (w - lr * step) * (1 - lr * weight_decay), state


@exercise.mistake
def decay_divided_by_the_root(w, g, state, *, lr, weight_decay, **rest):
    """The decay joined the corrected average of the gradients and was divided by the
    root with it. Should how fast a weight decays depend on the size of its gradients?
    """
    state, m, v = averaged(g, state, rest["beta1"], rest["beta2"])
    return w - lr * (m + weight_decay * w) / (np.sqrt(v) + rest["eps"]), state


@exercise.mistake
def uphill(w, g, state, *, lr, weight_decay, **rest):
    """The decay is right, and the step along the averages leads uphill. The gradient
    points to where the loss grows: which way should the weights go?
    """
    step, state = direction(g, state, **rest)
    return w + lr * step - lr * weight_decay * w, state


@exercise.mistake
def no_correction(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    """The two averages start at 0 and were used as they are, so that the first steps
    have the wrong length. What do the weights of an average add up to after one step?
    """
    state = averaged(g, state, beta1, beta2)[0]
    step = state[1] / (np.sqrt(state[2]) + eps)
    return w - lr * step - lr * weight_decay * w, state


@exercise.mistake
def first_average_not_corrected(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    """Only the average of the squares is corrected for its start at 0. What does the
    average of the gradients start at?
    """
    state, _, v = averaged(g, state, beta1, beta2)
    return w - lr * (state[1] / (np.sqrt(v) + eps) + weight_decay * w), state


@exercise.mistake
def second_average_not_corrected(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    """Only the average of the gradients is corrected for its start at 0. What does the
    average of the squares start at?
    """
    state, m, _ = averaged(g, state, beta1, beta2)
    return w - lr * (m / (np.sqrt(state[2]) + eps) + weight_decay * w), state


@exercise.mistake
def one_step_late(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    """Your count of the steps is one too high where the averages are corrected. How
    many gradients are in the averages at the first step?
    """
    t, m, v = state = averaged(g, state, beta1, beta2)[0]
    m, v = m / (1 - beta1 ** (t + 1)), v / (1 - beta2 ** (t + 1))
    return w - lr * (m / (np.sqrt(v) + eps) + weight_decay * w), state


@exercise.mistake
def corrected_averages_kept(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    """The corrected averages go on to the next step, and are corrected again there.
    Which averages does the next step have to continue?
    """
    (t, _, _), m, v = averaged(g, state, beta1, beta2)
    return w - lr * (m / (np.sqrt(v) + eps) + weight_decay * w), (t, m, v)


@exercise.mistake
def eps_inside_the_root(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    """The small number stands under the root, where it counts as its own root,
    which is a much larger number. Where does the task add it?
    """
    state, m, v = averaged(g, state, beta1, beta2)
    return w - lr * m / np.sqrt(v + eps) - lr * weight_decay * w, state


@exercise.mistake
def root_left_out(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    """You divided by the average of the squares itself. What unit has a squared
    gradient, and what brings it back to that of a gradient?
    """
    state, m, v = averaged(g, state, beta1, beta2)
    return w - lr * m / (v + eps) - lr * weight_decay * w, state


@exercise.mistake
def betas_exchanged(w, g, state, *, lr, beta1, beta2, eps, weight_decay):
    """The two decays are exchanged. Which of the averages, that of the gradients or
    that of the squares, does `beta1` belong to?
    """
    step, state = direction(g, state, beta1=beta2, beta2=beta1, eps=eps)
    return w - lr * step - lr * weight_decay * w, state


@exercise.mistake
def memory_lost(w, g, state, *, lr, weight_decay, **rest):
    """Every step of yours is a first step: the averages start at 0 each time. What is
    in the second value that you return, and where is it read again?
    """
    step, state = direction(g, None, **rest)
    return w - lr * step - lr * weight_decay * w, state


@exercise.mistake
def the_change_alone(w, g, state, *, lr, weight_decay, sign=(-1, 1), **rest):
    """You returned the change and not the new weights. From where does the step
    start?
    """
    step, state = direction(g, state, **rest)
    return sign * lr * (step + weight_decay * w), state
