"""Mistakes of mean_squared_error_grad, from their names and feedback alone."""

import numpy as np


def flipped_sign(y_true, y_pred):
    return 2 * (y_true - y_pred) / y_true.size


def flipped_sign__minus_in_front(y_true, y_pred):
    residual = y_pred - y_true
    return -2 / residual.size * residual


def missing_two(y_true, y_pred):
    return (y_pred - y_true) / y_pred.size


def missing_two__loop(y_true, y_pred):
    result = np.zeros(y_pred.shape)
    for i in np.ndindex(y_pred.shape):
        result[i] = (y_pred[i] - y_true[i]) / y_pred.size
    return result


def not_averaged(y_true, y_pred):
    return 2 * (y_pred - y_true)


def not_averaged__two_terms(y_true, y_pred):
    return 2 * y_pred - 2 * y_true


def one_number(y_true, y_pred):
    return 2 * (y_pred - y_true).mean()


def one_number__summed(y_true, y_pred):
    slopes = 2 * (y_pred - y_true) / y_true.size
    return np.sum(slopes)


def the_loss_itself(y_true, y_pred):
    return np.mean((y_pred - y_true) ** 2)


def the_loss_itself__sum_divided(y_true, y_pred):
    residual = y_true - y_pred
    return (residual * residual).sum() / residual.size


def not_differentiated(y_true, y_pred):
    return (y_pred - y_true) ** 2


def not_differentiated__divided(y_true, y_pred):
    return (y_pred - y_true) ** 2 / y_true.size


def kept_the_square(y_true, y_pred):
    return 2 * (y_pred - y_true) ** 2 / y_true.size


def kept_the_square__np_square(y_true, y_pred):
    n = np.prod(y_true.shape)
    squared = np.square(y_true - y_pred)
    return 2 / n * squared


def sign_lost(y_true, y_pred):
    return 2 * np.abs(y_pred - y_true) / y_true.size


def sign_lost__root_of_the_square(y_true, y_pred):
    distance = np.sqrt((y_pred - y_true) ** 2)
    return 2 * distance / distance.size


def sign_alone(y_true, y_pred):
    return np.sign(y_pred - y_true) / y_true.size


def sign_alone__not_averaged(y_true, y_pred):
    return np.where(y_pred > y_true, 1.0, np.where(y_pred < y_true, -1.0, 0.0))


def root_mean_square(y_true, y_pred):
    residual = y_pred - y_true
    rmse = np.sqrt(np.mean(residual**2))
    return residual / (residual.size * rmse)


def root_mean_square__chain_rule(y_true, y_pred):
    mse = ((y_pred - y_true) ** 2).mean()
    mse_grad = 2 * (y_pred - y_true) / y_pred.size
    return 0.5 / np.sqrt(mse) * mse_grad


def divided_by_rows(y_true, y_pred):
    return 2 * (y_pred - y_true) / len(y_true)


def divided_by_rows__shape(y_true, y_pred):
    n = y_pred.shape[0]
    return (2 / n) * (y_pred - y_true)


def divided_by_columns(y_true, y_pred):
    return 2 * (y_pred - y_true) / y_pred.shape[-1]


def divided_by_columns__loop(y_true, y_pred):
    result = np.zeros(y_pred.shape)
    k = y_pred.shape[-1]
    for j in range(k):
        result[..., j] = 2 * (y_pred[..., j] - y_true[..., j]) / k
    return result


def divided_twice(y_true, y_pred):
    n = y_true.size
    return 2 * (y_pred - y_true) / n / n


def divided_twice__in_two_steps(y_true, y_pred):
    upstream = np.ones(y_pred.shape) / y_pred.size
    local = 2 * (y_pred - y_true) / y_pred.size
    return upstream * local
