"""The learning rate of each step: a linear rise, then half a cosine."""

import math
from functools import partial

import numpy as np

from lossedu import schedules
from lossedu.grading import Exercise, probe


def reference(step, *, lr, warmup, steps):
    """Return the library's warm-up, followed by its cosine."""
    fall = partial(schedules.cosine, lr=lr, steps=steps - warmup)
    return schedules.warmup(step, lr=lr, steps=warmup, then=fall)


exercise = Exercise(
    id="warmup_cosine",
    chapter="learning-rate",
    section="warm-up",
    task="""
    Write a learning rate that rises along a line and then falls along half a cosine.

    `step` holds whole numbers, counted from 0, shape (n,), in any order; return the
    rate of each, shape (n,). The rise takes the first `warmup` steps: step 0 has the
    rate lr / warmup, not 0, and step warmup - 1 has `lr`. The fall starts at step
    `warmup`, which has the rate `lr` once more, and reaches 0 at step `steps`: it takes
    steps - warmup steps. After it the rate stays 0. `warmup` is at least 1 and less
    than `steps`.
    """,
    starter='''
    import numpy as np


    def warmup_cosine(step, *, lr, warmup, steps):
        """The rate of each step, shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    hints=(
        "There are three pieces: the rise, the fall and what comes after. Which steps "
        "belong to each?",
        "For the fall you need the share of its way that is gone: 0 at step `warmup`, "
        "1 at step `steps` and never more.",
        "With that share p the fall is lr * (1 + np.cos(np.pi * p)) / 2, the rise is "
        "lr * (step + 1) / warmup, and np.where(step < warmup, rise, fall) chooses.",
    ),
    praise="Large models are trained on this curve: small steps while the averages of "
    "Adam fill, and small ones again to settle at the end.",
)

near = partial(probe, atol=1e-12)  # the cosine ends at 0


@exercise.probes
def _(rng):
    short = {"lr": 0.8, "warmup": 4, "steps": 10}
    yield near("the rise", [0, 1, 2, 3], keywords=short)
    yield near("the fall", [4, 5, 6, 7, 8, 9], keywords=short)
    yield near("after the end", [10, 11, 14, 40], keywords=short)
    alone = {"lr": 0.3, "warmup": 1, "steps": 6}
    yield near("one step of warm-up", [0, 1, 2, 5, 6, 9], keywords=alone)
    long = {"lr": 2.0, "warmup": 30, "steps": 200}
    some = rng.integers(0, 300, 12)
    yield near("in any order", some, keywords=long, visible=False)
    flat = {"lr": 1e-3, "warmup": 12, "steps": 17}
    some = rng.permutation(20)
    yield near("a long rise", some, keywords=flat, visible=False)
    some = rng.integers(0, 250, 9).astype(np.float32)
    loose = partial(probe, rtol=1e-4, atol=1e-5)
    yield loose("single precision", some, keywords=long, visible=False)
    some = rng.integers(31, 199, 1)
    yield near("one step alone", some, keywords=long, visible=False)


@exercise.solution
def piece_by_piece(step, *, lr, warmup, steps):
    rise = lr * (step + 1) / warmup
    share = np.clip((step - warmup) / (steps - warmup), 0, 1)
    fall = lr * (1 + np.cos(np.pi * share)) / 2
    return np.where(step < warmup, rise, fall)


@exercise.alternative
def one_step_at_a_time(step, *, lr, warmup, steps):
    rates = []
    for t in step:
        if t < warmup:
            rates.append(lr * (t + 1) / warmup)
        elif t < steps:
            angle = math.pi * (t - warmup) / (steps - warmup)
            rates.append(lr * 0.5 * (1 + math.cos(angle)))
        else:
            rates.append(0)
    return rates


@exercise.alternative
def with_a_squared_cosine(step, *, lr, warmup, steps):
    gone = np.minimum(np.maximum(step, warmup), steps) - warmup
    fall = np.cos(np.pi / 2 * gone / (steps - warmup)) ** 2
    return lr * np.minimum((step + 1.0) / warmup, 1) * fall


@exercise.alternative
def into_the_pieces_of_an_array(step, *, lr, warmup, steps):
    step, rates = np.asarray(step, float), np.zeros(len(step))
    rising = step < warmup
    falling = ~rising & (step < steps)
    rates[rising] = np.linspace(lr / warmup, lr, warmup)[step[rising].astype(int)]
    left = (steps - step[falling]) / (steps - warmup)
    rates[falling] = lr * (1 - np.cos(np.pi * left)) / 2
    return rates


def share(t, warmup, steps):
    """Return the share of the fall that is gone."""
    return np.clip((t - warmup) / (steps - warmup), 0, 1)


def cosine(p):
    """Return what is left of the rate."""
    return (1 + np.cos(np.pi * p)) / 2


def after(step, steps, zero, fall):
    """Return the fall, with 0 at or after the end for who wrote that apart."""
    over = {"from the end": step >= steps, "after it": step > steps}
    return np.where(over.get(zero, False), 0.0, fall)


ZERO = ("from the end", "after it", "not apart")


@exercise.mistake
def rise_from_zero(step, *, lr, warmup, steps):
    """Your rise gives step t the share t / warmup, so that the first step has the rate
    0 and moves nothing. Which rate does the task give to step 0?
    """
    fall = lr * cosine(share(step, warmup, steps))
    return np.where(step < warmup, lr * step / warmup, fall)


@exercise.mistake
def rise_over_one_more(step, *, lr, warmup, steps):
    """Your rise is divided by warmup + 1, so that no step of it has the full rate. How
    many steps does it have, and which share has the last of them?
    """
    fall = lr * cosine(share(step, warmup, steps))
    return np.where(step < warmup, lr * (step + 1) / (warmup + 1), fall)


@exercise.mistake
def rise_one_step_too_long(step, *, lr, warmup, steps):
    """Step number `warmup` still belongs to your rise and gets a rate above `lr`. If
    counting starts at 0, which is the last step of the rise?
    """
    fall = lr * cosine(share(step, warmup, steps))
    return np.where(step <= warmup, lr * (step + 1) / warmup, fall)


@exercise.mistake
def no_rise(step, *, lr, warmup, steps):
    """There is no rise: the cosine falls from step 0 to step `steps`. What should the
    first `warmup` steps do?
    """
    return lr * cosine(np.clip(step / steps, 0, 1))


@exercise.mistake
def rise_times_cosine(step, *, lr, warmup, steps):
    """Your rise multiplies a cosine that falls from step 0 on, so that `lr` is never
    reached. At which step should the cosine be at its top?
    """
    fall = lr * cosine(np.clip(step / steps, 0, 1))
    return np.minimum((step + 1) / warmup, 1) * fall


@exercise.mistake
def fall_counted_from_zero(step, *, lr, warmup, steps):
    """Your cosine runs from step 0 to step `steps`, and the rise only hides its
    beginning: the rate jumps down when the rise is over. How many steps has the fall
    behind it at step `warmup`?
    """
    fall = lr * cosine(np.clip(step / steps, 0, 1))
    return np.where(step < warmup, lr * (step + 1) / warmup, fall)


@exercise.mistake
def start_not_subtracted(step, *, lr, warmup, steps, zero=(*ZERO, "clipped")):
    """Your fall has the right length and counts from step 0: the share of it that is
    gone is the whole step over steps - warmup. How many of its steps are gone at step
    `warmup`?
    """
    p = step / (steps - warmup)
    fall = after(
        step, steps, zero, lr * cosine(np.minimum(p, 1) if zero == "clipped" else p)
    )
    return np.where(step < warmup, lr * (step + 1) / warmup, fall)


@exercise.mistake
def fall_too_long(step, *, lr, warmup, steps, zero=ZERO):
    """Your fall starts at step `warmup` and is stretched over `steps` steps, which is
    too long for it. How many steps are left after the rise?
    """
    fall = after(step, steps, zero, lr * cosine(np.clip((step - warmup) / steps, 0, 1)))
    return np.where(step < warmup, lr * (step + 1) / warmup, fall)


@exercise.mistake
def zero_one_step_early(step, *, lr, warmup, steps):
    """Your fall reaches 0 at step number steps - 1, one step early, as if it had one
    step less. At which step does the task want the 0?
    """
    gone = (step - warmup) / max(steps - 1 - warmup, 1)
    fall = lr * cosine(np.clip(gone, 0, 1))
    return np.where(step < warmup, lr * (step + 1) / warmup, fall)


@exercise.mistake
def rises_again(step, *, lr, warmup, steps):
    """After step `steps` your cosine goes on and the rate rises again. What keeps the
    share of the way that is gone at 1?
    """
    fall = lr * cosine((step - warmup) / (steps - warmup))
    return np.where(step < warmup, lr * (step + 1) / warmup, fall)


@exercise.mistake
def no_fall(step, *, lr, warmup, steps, zero=ZERO):
    """After the rise your rate stays at `lr`. What should it do between step `warmup`
    and step `steps`?
    """
    rise = lr * np.minimum((step + 1) / warmup, 1)
    return after(step, steps, zero, rise)


@exercise.mistake
def below_zero(step, *, lr, warmup, steps, zero=ZERO):
    """Your fall is the cosine itself, which goes from 1 to -1, and so the rate becomes
    negative half-way. How is that range brought to 1 and 0?
    """
    half = lr * np.cos(np.pi * share(step, warmup, steps))
    return np.where(
        step < warmup, lr * (step + 1) / warmup, after(step, steps, zero, half)
    )


@exercise.mistake
def quarter_of_a_turn(step, *, lr, warmup, steps):
    """Your fall is the first quarter of a turn of the cosine, from its top to its zero,
    and is steepest at the end. Which part of the cosine goes from 1 to -1, and how is
    that brought to the range from 1 to 0?
    """
    fall = lr * np.cos(np.pi / 2 * share(step, warmup, steps))
    return np.where(step < warmup, lr * (step + 1) / warmup, fall)


@exercise.mistake
def half_left_out(step, *, lr, warmup, steps):
    """Your fall starts at twice `lr`: 1 plus the cosine is 2 at the top. By what must
    it be multiplied to start where the rise ended?
    """
    fall = lr * 2 * cosine(share(step, warmup, steps))
    return np.where(step < warmup, lr * (step + 1) / warmup, fall)


@exercise.mistake
def cosine_upside_down(step, *, lr, warmup, steps, zero=ZERO):
    """Your second piece starts at 0 and climbs to `lr`: the cosine has the wrong sign.
    What is the cosine of 0, and what should the share be there?
    """
    fall = after(step, steps, zero, lr * (1 - cosine(share(step, warmup, steps))))
    return np.where(step < warmup, lr * (step + 1) / warmup, fall)


@exercise.mistake
def pi_left_out(step, *, lr, warmup, steps, zero=ZERO):
    """You took the cosine of the share itself, from 0 to 1, and so it comes down to
    about three quarters of `lr` only. Which angle does half a turn end at?
    """
    p = share(step, warmup, steps)
    fall = after(step, steps, zero, lr * (1 + np.cos(p)) / 2)
    return np.where(step < warmup, lr * (step + 1) / warmup, fall)
