"""Mistakes of warmup_cosine, rewritten from their names and feedback alone."""

import math

import numpy as np


def _rise(step, lr, warmup):
    return lr * (step + 1) / warmup


def _fall(step, lr, warmup, steps):
    gone = np.clip((step - warmup) / (steps - warmup), 0, 1)
    return lr * 0.5 * (1 + np.cos(np.pi * gone))


def rise_from_zero(step, *, lr, warmup, steps):
    return np.where(step < warmup, lr * step / warmup, _fall(step, lr, warmup, steps))


def rise_from_zero__with_a_loop(step, *, lr, warmup, steps):
    rates = []
    for t in step:
        if t < warmup:
            rates.append(lr * t / warmup)
        elif t < steps:
            part = (t - warmup) / (steps - warmup)
            rates.append(lr / 2 * (1 + math.cos(math.pi * part)))
        else:
            rates.append(0.0)
    return np.array(rates)


def rise_over_one_more(step, *, lr, warmup, steps):
    rise = lr * (step + 1) / (warmup + 1)
    return np.where(step < warmup, rise, _fall(step, lr, warmup, steps))


def rise_over_one_more__with_an_index(step, *, lr, warmup, steps):
    rate = _fall(step, lr, warmup, steps)
    early = step < warmup
    rate[early] = (step[early] + 1) / (warmup + 1) * lr
    return rate


def rise_one_step_too_long(step, *, lr, warmup, steps):
    rise = lr * (step + 1) / warmup
    return np.where(step <= warmup, rise, _fall(step, lr, warmup, steps))


def rise_one_step_too_long__with_a_loop(step, *, lr, warmup, steps):
    out = np.zeros(len(step))
    for i, t in enumerate(step):
        if t <= warmup:
            out[i] = (t + 1) * lr / warmup
        elif t <= steps:
            angle = np.pi * (t - warmup) / (steps - warmup)
            out[i] = lr * (1 + np.cos(angle)) / 2
    return out


def no_rise(step, *, lr, warmup, steps):
    gone = np.minimum(step / steps, 1)
    return lr * (1 + np.cos(np.pi * gone)) / 2


def no_rise__with_where(step, *, lr, warmup, steps):
    fall = 0.5 * lr * (1 + np.cos(np.pi * step / steps))
    return np.where(step < steps, fall, 0.0)


def rise_times_cosine(step, *, lr, warmup, steps):
    up = np.minimum((step + 1) / warmup, 1)
    gone = np.minimum(step / steps, 1)
    return lr * up * 0.5 * (1 + np.cos(np.pi * gone))


def rise_times_cosine__with_where(step, *, lr, warmup, steps):
    rate = np.where(step < steps, lr / 2 * (1 + np.cos(np.pi * step / steps)), 0.0)
    return np.where(step < warmup, rate * (step + 1) / warmup, rate)


def fall_counted_from_zero(step, *, lr, warmup, steps):
    gone = np.minimum(step / steps, 1)
    fall = lr * (1 + np.cos(np.pi * gone)) / 2
    return np.where(step < warmup, _rise(step, lr, warmup), fall)


def fall_counted_from_zero__with_a_loop(step, *, lr, warmup, steps):
    rates = []
    for t in step:
        if t < warmup:
            rates.append(lr * (t + 1) / warmup)
        elif t >= steps:
            rates.append(0.0)
        else:
            rates.append(0.5 * lr * (1 + math.cos(math.pi * t / steps)))
    return np.array(rates)


def start_not_subtracted(step, *, lr, warmup, steps):
    gone = np.minimum(step / (steps - warmup), 1)
    fall = lr * 0.5 * (1 + np.cos(np.pi * gone))
    return np.where(step < warmup, _rise(step, lr, warmup), fall)


def start_not_subtracted__zero_at_the_end(step, *, lr, warmup, steps):
    fall = lr * 0.5 * (1 + np.cos(np.pi * step / (steps - warmup)))
    fall = np.where(step >= steps, 0.0, fall)
    return np.where(step < warmup, (step + 1) / warmup * lr, fall)


def fall_too_long(step, *, lr, warmup, steps):
    gone = np.clip((step - warmup) / steps, 0, 1)
    fall = lr * 0.5 * (1 + np.cos(np.pi * gone))
    return np.where(step < warmup, _rise(step, lr, warmup), fall)


def fall_too_long__zero_after_the_end(step, *, lr, warmup, steps):
    out = np.zeros(len(step))
    for i in range(len(step)):
        t = step[i]
        if t < warmup:
            out[i] = lr * (t + 1) / warmup
        elif t <= steps:
            out[i] = lr * (1 + np.cos(np.pi * (t - warmup) / steps)) / 2
    return out


def zero_one_step_early(step, *, lr, warmup, steps):
    length = max(steps - 1 - warmup, 1)
    gone = np.clip((step - warmup) / length, 0, 1)
    fall = lr * 0.5 * (1 + np.cos(np.pi * gone))
    return np.where(step < warmup, _rise(step, lr, warmup), fall)


def zero_one_step_early__with_a_loop(step, *, lr, warmup, steps):
    last = steps - 1
    rates = []
    for t in step:
        if t < warmup:
            rates.append(lr * (t + 1) / warmup)
        elif t >= last:
            rates.append(0.0)
        else:
            angle = math.pi * (t - warmup) / (last - warmup)
            rates.append(lr * (1 + math.cos(angle)) / 2)
    return np.array(rates)


def rises_again(step, *, lr, warmup, steps):
    gone = (step - warmup) / (steps - warmup)
    fall = lr * 0.5 * (1 + np.cos(np.pi * gone))
    return np.where(step < warmup, _rise(step, lr, warmup), fall)


def rises_again__with_a_loop(step, *, lr, warmup, steps):
    def rate(t):
        if t < warmup:
            return lr * (t + 1) / warmup
        angle = math.pi * (t - warmup) / (steps - warmup)
        return lr / 2 * (1 + math.cos(angle))

    return np.array([rate(t) for t in step])


def no_fall(step, *, lr, warmup, steps):
    return lr * np.minimum((step + 1) / warmup, 1)


def no_fall__zero_at_the_end(step, *, lr, warmup, steps):
    rate = np.where(step < warmup, lr * (step + 1) / warmup, lr)
    return np.where(step >= steps, 0.0, rate)


def below_zero(step, *, lr, warmup, steps):
    gone = np.clip((step - warmup) / (steps - warmup), 0, 1)
    fall = lr * np.cos(np.pi * gone)
    return np.where(step < warmup, _rise(step, lr, warmup), fall)


def below_zero__zero_at_the_end(step, *, lr, warmup, steps):
    gone = (step - warmup) / (steps - warmup)
    fall = np.where(gone < 1, lr * np.cos(np.pi * gone), 0.0)
    return np.where(step < warmup, _rise(step, lr, warmup), fall)


def quarter_of_a_turn(step, *, lr, warmup, steps):
    gone = np.clip((step - warmup) / (steps - warmup), 0, 1)
    fall = lr * np.cos(np.pi / 2 * gone)
    return np.where(step < warmup, _rise(step, lr, warmup), fall)


def quarter_of_a_turn__with_a_loop(step, *, lr, warmup, steps):
    rates = []
    for t in step:
        if t < warmup:
            rates.append(lr * (t + 1) / warmup)
        elif t < steps:
            angle = 0.5 * math.pi * (t - warmup) / (steps - warmup)
            rates.append(lr * math.cos(angle))
        else:
            rates.append(0.0)
    return np.array(rates)


def half_left_out(step, *, lr, warmup, steps):
    gone = np.clip((step - warmup) / (steps - warmup), 0, 1)
    fall = lr * (1 + np.cos(np.pi * gone))
    return np.where(step < warmup, _rise(step, lr, warmup), fall)


def half_left_out__with_an_index(step, *, lr, warmup, steps):
    rate = lr * (step + 1) / warmup
    late = step >= warmup
    angle = np.pi * np.minimum(step[late] - warmup, steps - warmup)
    rate[late] = lr + lr * np.cos(angle / (steps - warmup))
    return rate


def cosine_upside_down(step, *, lr, warmup, steps):
    gone = np.clip((step - warmup) / (steps - warmup), 0, 1)
    fall = lr * 0.5 * (1 - np.cos(np.pi * gone))
    return np.where(step < warmup, _rise(step, lr, warmup), fall)


def cosine_upside_down__zero_at_the_end(step, *, lr, warmup, steps):
    gone = (step - warmup) / (steps - warmup)
    fall = lr * (1 - np.cos(np.pi * gone)) / 2
    fall = np.where(step < steps, fall, 0.0)
    return np.where(step < warmup, _rise(step, lr, warmup), fall)


def pi_left_out(step, *, lr, warmup, steps):
    gone = np.clip((step - warmup) / (steps - warmup), 0, 1)
    fall = lr * 0.5 * (1 + np.cos(gone))
    return np.where(step < warmup, _rise(step, lr, warmup), fall)


def pi_left_out__zero_after_the_end(step, *, lr, warmup, steps):
    gone = (step - warmup) / (steps - warmup)
    fall = np.where(step <= steps, lr * (1 + np.cos(gone)) / 2, 0.0)
    return np.where(step < warmup, (step + 1) * lr / warmup, fall)
