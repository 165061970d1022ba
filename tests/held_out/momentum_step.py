"""Mistakes of momentum_step, rewritten from their names and feedback alone."""

import numpy as np


def uphill(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w + lr * velocity, velocity


def uphill__gradient_subtracted(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity - g
    w = w - lr * velocity
    return w, velocity


def averaged_velocity(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + (1 - momentum) * g
    return w - lr * velocity, velocity


def averaged_velocity__moved_towards(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    new_velocity = velocity + (1 - momentum) * (g - velocity)
    return w - lr * new_velocity, new_velocity


def average_after_the_first(w, g, state, *, lr, momentum):
    if state is None:
        velocity = g.astype(float)
    else:
        velocity = momentum * state + (1 - momentum) * g
    return w - lr * velocity, velocity


def average_after_the_first__begins_as_gradient(w, g, state, *, lr, momentum):
    velocity = g.copy() if state is None else state
    velocity = momentum * velocity + (1 - momentum) * g
    return w - lr * velocity, velocity


def average_with_correction(w, g, state, *, lr, momentum):
    if state is None:
        t, velocity = 0, np.zeros(len(w))
    else:
        t, velocity = state
    t = t + 1
    velocity = momentum * velocity + (1 - momentum) * g
    corrected = velocity / (1 - momentum**t)
    return w - lr * corrected, (t, velocity)


def plain_descent(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - lr * g, velocity


def plain_descent__state_not_returned(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - lr * velocity, None


def velocity_with_wrong_sign(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = g - momentum * velocity
    return w - lr * velocity, velocity


def velocity_with_wrong_sign__mixed_conventions(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    new_velocity = -momentum * velocity - g
    return w + lr * new_velocity, new_velocity


def one_step_late(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    new_w = w - lr * velocity
    velocity = momentum * velocity + g
    return new_w, velocity


def one_step_late__in_one_line(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    return w - lr * velocity, momentum * velocity + g


def nesterov(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - lr * (g + momentum * velocity), velocity


def nothing_is_lost(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = velocity + g
    return w - lr * velocity, velocity


def momentum_on_the_gradient(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = velocity + momentum * g
    return w - lr * velocity, velocity


def momentum_on_both(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * (velocity + g)
    return w - lr * velocity, velocity


def momentum_on_both__with_loop(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    new_velocity = np.zeros(len(w))
    new_w = np.zeros(len(w))
    for i in range(len(w)):
        new_velocity[i] = momentum * velocity[i] + momentum * g[i]
        new_w[i] = w[i] - lr * new_velocity[i]
    return new_w, new_velocity


def share_exchanged(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = (1 - momentum) * velocity + g
    return w - lr * velocity, velocity


def share_exchanged__lost_share(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = velocity - momentum * velocity + g
    return w - lr * velocity, velocity


def average_the_wrong_way_round(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * g + (1 - momentum) * velocity
    return w - lr * velocity, velocity


def rate_on_the_gradient_alone(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    new_w = w - lr * g - momentum * velocity
    velocity = momentum * velocity + g
    return new_w, velocity


def rate_on_the_gradient_alone__bracket(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    step = momentum * velocity + lr * g
    return w - step, momentum * velocity + g


def last_gradient_alone(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - lr * velocity, g


def last_gradient_alone__previous(w, g, state, *, lr, momentum):
    previous = np.zeros(len(w)) if state is None else state
    return w - lr * (g + momentum * previous), g.copy()


def first_gradient_twice(w, g, state, *, lr, momentum):
    velocity = g if state is None else state
    velocity = momentum * velocity + g
    return w - lr * velocity, velocity


def first_gradient_twice__with_if(w, g, state, *, lr, momentum):
    if state is None:
        state = g.copy()
    new_state = momentum * state + g
    return w - lr * new_state, new_state


def rate_twice(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + lr * g
    return w - lr * velocity, velocity


def rate_left_out(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - velocity, velocity


def the_change_alone(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return -lr * velocity, velocity


def the_change_alone__positive(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    step = lr * velocity
    return step, velocity
