"""Mistakes of nesterov_step, rewritten from their names and feedback alone."""

import numpy as np


def uphill(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w + lr * (g + momentum * velocity), velocity


def plain_momentum(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - lr * velocity, velocity


def plain_momentum__ahead_from_the_old(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    ahead = momentum * velocity + g
    new_velocity = momentum * velocity + g
    return w - lr * ahead, new_velocity


def plain_descent(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - lr * g, velocity


def plain_descent__velocity_unused(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    w = w - lr * g
    return w, velocity


def whole_velocity_added(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - lr * (velocity + g), velocity


def whole_velocity_enlarged(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - lr * (1 + momentum) * velocity, velocity


def whole_velocity_enlarged__as_a_sum(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    direction = velocity + momentum * velocity
    return w - lr * direction, velocity


def gradient_not_added_again(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - lr * momentum * velocity, velocity


def gradient_not_added_again__ahead(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    new_velocity = g + momentum * velocity
    ahead = momentum * new_velocity
    return w - lr * ahead, new_velocity


def looking_back(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - lr * (g - momentum * velocity), velocity


def direction_kept_as_velocity(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    velocity = momentum * velocity + g
    return w - lr * velocity, velocity


def direction_kept_as_velocity__own_name(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    direction = g + momentum * velocity
    return w - lr * direction, direction


def averaged_velocity(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + (1 - momentum) * g
    return w - lr * (g + momentum * velocity), velocity


def averaged_throughout(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + (1 - momentum) * g
    ahead = momentum * velocity + (1 - momentum) * g
    return w - lr * ahead, velocity


def averaged_throughout__share_taken_first(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    share = (1 - momentum) * g
    velocity = momentum * velocity + share
    return w - lr * (share + momentum * velocity), velocity


def averaged_direction(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    direction = (1 - momentum) * g + momentum * velocity
    return w - lr * direction, velocity


def nothing_is_lost(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = velocity + g
    return w - lr * (g + momentum * velocity), velocity


def nothing_is_lost__with_loop(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state.copy()
    new = np.zeros(len(w))
    for i in range(len(w)):
        velocity[i] += g[i]
        new[i] = w[i] - lr * (momentum * velocity[i] + g[i])
    return new, velocity


def memory_lost(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w))
    velocity = momentum * velocity + g
    return w - lr * (g + momentum * velocity), velocity


def memory_lost__none_returned(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - lr * (g + momentum * velocity), None


def first_gradient_twice(w, g, state, *, lr, momentum):
    velocity = g if state is None else state
    velocity = momentum * velocity + g
    return w - lr * (g + momentum * velocity), velocity


def rate_twice(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + lr * g
    return w - lr * (lr * g + momentum * velocity), velocity


def rate_twice__step_first(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    step = lr * g
    velocity = momentum * velocity + step
    ahead = momentum * velocity + step
    return w - lr * ahead, velocity


def rate_left_out(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return w - (g + momentum * velocity), velocity


def the_change_alone(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    return -lr * (g + momentum * velocity), velocity


def the_change_alone__positive(w, g, state, *, lr, momentum):
    velocity = np.zeros(len(w)) if state is None else state
    velocity = momentum * velocity + g
    ahead = g + momentum * velocity
    return lr * ahead, velocity
