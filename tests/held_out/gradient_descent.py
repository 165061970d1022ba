"""Mistakes of gradient_descent, rewritten from their names and feedback alone."""

import numpy as np


def uphill(hessian, start, *, lr, steps):
    x = start
    path = [x]
    for _ in range(steps):
        x = x + lr * hessian @ x
        path.append(x)
    return np.array(path)


def uphill__sign_twice(hessian, start, *, lr, steps):
    path = np.zeros((steps + 1, len(start)))
    path[0] = start
    for t in range(steps):
        grad = -np.dot(hessian, path[t])
        path[t + 1] = path[t] - lr * grad
    return path


def start_left_out(hessian, start, *, lr, steps):
    x = start
    path = []
    for _ in range(steps):
        x = x - lr * (hessian @ x)
        path.append(x)
    return np.array(path)


def start_left_out__array_filled(hessian, start, *, lr, steps):
    path = np.zeros((steps, len(start)))
    x = start
    for t in range(steps):
        x = x - lr * hessian.dot(x)
        path[t] = x
    return path


def one_step_short(hessian, start, *, lr, steps):
    path = [start]
    for _ in range(steps - 1):
        x = path[-1]
        path.append(x - lr * hessian @ x)
    return np.array(path)


def one_step_short__appended_before(hessian, start, *, lr, steps):
    x = np.array(start, dtype=float)
    path = []
    for _ in range(steps):
        path.append(x)
        x = x - lr * hessian @ x
    return np.vstack(path)


def one_step_too_many(hessian, start, *, lr, steps):
    path = [start]
    for _ in range(steps + 1):
        path.append(path[-1] - lr * hessian @ path[-1])
    return np.array(path)


def last_point_alone(hessian, start, *, lr, steps):
    x = start
    for _ in range(steps):
        x = x - lr * hessian @ x
    return x


def last_point_alone__of_the_list(hessian, start, *, lr, steps):
    points = [start]
    for _ in range(steps):
        x = points[-1]
        points.append(x - lr * (hessian @ x))
    return points[-1]


def points_as_columns(hessian, start, *, lr, steps):
    path = np.zeros((len(start), steps + 1))
    path[:, 0] = start
    for t in range(steps):
        path[:, t + 1] = path[:, t] - lr * hessian @ path[:, t]
    return path


def points_as_columns__stacked(hessian, start, *, lr, steps):
    x = start
    path = [x]
    for _ in range(steps):
        x = x - lr * hessian @ x
        path.append(x)
    return np.stack(path, axis=1)


def last_point_everywhere(hessian, start, *, lr, steps):
    x = start.astype(float)
    path = [start]
    for _ in range(steps):
        x -= lr * hessian @ x
        path.append(x)
    return np.array(path)


def last_point_everywhere__written_into(hessian, start, *, lr, steps):
    path = [np.array(start, dtype=float)]
    x = np.array(start, dtype=float)
    for _ in range(steps):
        grad = hessian @ x
        for i in range(len(x)):
            x[i] = x[i] - lr * grad[i]
        path.append(x)
    return np.array(path)


def gradient_of_the_start(hessian, start, *, lr, steps):
    grad = hessian @ start
    x = start
    path = [x]
    for _ in range(steps):
        x = x - lr * grad
        path.append(x)
    return np.array(path)


def gradient_of_the_start__wrong_name(hessian, start, *, lr, steps):
    path = np.empty((steps + 1, start.shape[0]))
    path[0] = start
    for t in range(1, steps + 1):
        path[t] = path[t - 1] - lr * hessian @ start
    return path


def diagonal_alone(hessian, start, *, lr, steps):
    x = start
    path = [x]
    for _ in range(steps):
        x = x - lr * np.diag(hessian) * x
        path.append(x)
    return np.array(path)


def diagonal_alone__with_loops(hessian, start, *, lr, steps):
    d = len(start)
    path = np.zeros((steps + 1, d))
    path[0] = start
    for t in range(steps):
        for i in range(d):
            path[t + 1, i] = path[t, i] - lr * hessian[i, i] * path[t, i]
    return path


def summed_over_the_wrong_axis(hessian, start, *, lr, steps):
    x = start
    path = [x]
    for _ in range(steps):
        grad = (hessian * x).sum(axis=0)
        x = x - lr * grad
        path.append(x)
    return np.array(path)


def summed_over_the_wrong_axis__with_loops(hessian, start, *, lr, steps):
    d = len(start)
    x = np.array(start, dtype=float)
    path = [x]
    for _ in range(steps):
        grad = np.zeros(d)
        for i in range(d):
            for j in range(d):
                grad[j] += hessian[i, j] * x[j]
        x = x - lr * grad
        path.append(x)
    return np.array(path)


def matrix_left_out(hessian, start, *, lr, steps):
    x = start
    path = [x]
    for _ in range(steps):
        x = x - lr * x
        path.append(x)
    return np.array(path)


def half_the_gradient(hessian, start, *, lr, steps):
    x = start
    path = [x]
    for _ in range(steps):
        grad = 0.5 * hessian @ x
        x = x - lr * grad
        path.append(x)
    return np.array(path)


def half_the_gradient__divided(hessian, start, *, lr, steps):
    path = np.zeros((steps + 1, len(start)))
    path[0] = start
    for t in range(steps):
        path[t + 1] = path[t] - lr * np.dot(hessian, path[t]) / 2
    return path


def twice_the_gradient(hessian, start, *, lr, steps):
    path = [start]
    for _ in range(steps):
        x = path[-1]
        path.append(x - lr * 2 * hessian @ x)
    return np.array(path)


def twice_the_gradient__with_transpose(hessian, start, *, lr, steps):
    x = start
    path = [x]
    for _ in range(steps):
        grad = (hessian + hessian.T) @ x
        x = x - lr * grad
        path.append(x)
    return np.array(path)


def rate_left_out(hessian, start, *, lr, steps):
    x = start
    path = [x]
    for _ in range(steps):
        x = x - hessian @ x
        path.append(x)
    return np.array(path)


def length_one(hessian, start, *, lr, steps):
    x = start
    path = [x]
    for _ in range(steps):
        grad = hessian @ x
        x = x - lr * grad / np.linalg.norm(grad)
        path.append(x)
    return np.array(path)


def length_one__zero_guarded(hessian, start, *, lr, steps):
    path = np.zeros((steps + 1, len(start)))
    path[0] = start
    for t in range(steps):
        grad = hessian @ path[t]
        length = np.sqrt((grad**2).sum())
        if length > 0:
            grad = grad / length
        path[t + 1] = path[t] - lr * grad
    return path


def one_coordinate_after_another(hessian, start, *, lr, steps):
    x = np.array(start, dtype=float)
    path = [x.copy()]
    for _ in range(steps):
        for i in range(len(x)):
            x[i] -= lr * hessian[i] @ x
        path.append(x.copy())
    return np.array(path)


def one_coordinate_after_another__three_loops(hessian, start, *, lr, steps):
    d = len(start)
    path = np.zeros((steps + 1, d))
    path[0] = start
    for t in range(1, steps + 1):
        path[t] = path[t - 1]
        for i in range(d):
            slope = 0.0
            for j in range(d):
                slope += hessian[i, j] * path[t, j]
            path[t, i] -= lr * slope
    return path


def heights(hessian, start, *, lr, steps):
    x = start
    values = [0.5 * x @ hessian @ x]
    for _ in range(steps):
        x = x - lr * hessian @ x
        values.append(0.5 * x @ hessian @ x)
    return np.array(values)


def heights__after_the_path(hessian, start, *, lr, steps):
    path = np.zeros((steps + 1, len(start)))
    path[0] = start
    for t in range(steps):
        path[t + 1] = path[t] - lr * hessian @ path[t]
    return ((path @ hessian) * path).sum(axis=1) / 2
