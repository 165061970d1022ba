"""Mistakes of elu_grad, rewritten from their names and feedback alone."""

import numpy as np


def the_function_itself(x, *, alpha):
    return np.where(x > 0, x, alpha * (np.exp(x) - 1))


def the_function_itself__with_expm1(x, *, alpha):
    return np.maximum(x, 0) + alpha * np.expm1(np.minimum(x, 0))


def alpha_left_out(x, *, alpha):
    return np.where(x > 0, 1, np.exp(x))


def alpha_left_out__with_minimum(x, *, alpha):
    return np.exp(np.minimum(x, 0))


def alpha_on_both_sides(x, *, alpha):
    return alpha * np.where(x > 0, 1, np.exp(x))


def alpha_on_both_sides__with_minimum(x, *, alpha):
    return alpha * np.exp(np.minimum(x, 0))


def one_at_the_kink(x, *, alpha):
    return np.where(x >= 0, 1, alpha * np.exp(x))


def one_at_the_kink__with_a_mask(x, *, alpha):
    slope = np.ones(len(x))
    slope[x < 0] = alpha * np.exp(x[x < 0])
    return slope


def zero_at_the_kink(x, *, alpha):
    slope = np.zeros(len(x))
    slope[x > 0] = 1
    slope[x < 0] = alpha * np.exp(x[x < 0])
    return slope


def zero_at_the_kink__with_a_loop(x, *, alpha):
    slope = np.zeros(len(x))
    for i in range(len(x)):
        if x[i] > 0:
            slope[i] = 1
        elif x[i] < 0:
            slope[i] = alpha * np.exp(x[i])
    return slope


def slope_of_celu(x, *, alpha):
    return np.where(x > 0, 1, np.exp(x / alpha))


def slope_of_celu__with_a_mask(x, *, alpha):
    slope = np.ones(len(x))
    left = x <= 0
    slope[left] = np.exp(x[left] / alpha)
    return slope


def value_on_the_left(x, *, alpha):
    return np.where(x > 0, 1, alpha * (np.exp(x) - 1))


def value_on_the_left__with_a_loop(x, *, alpha):
    slope = np.ones(len(x))
    for i in range(len(x)):
        if x[i] <= 0:
            slope[i] = alpha * np.exp(x[i]) - alpha
    return slope


def value_on_the_right(x, *, alpha):
    return np.where(x > 0, x, alpha * np.exp(x))


def value_on_the_right__with_a_loop(x, *, alpha):
    return np.array([z if z > 0 else alpha * np.exp(z) for z in x])


def slope_of_relu(x, *, alpha):
    return np.where(x > 0, 1.0, 0.0)


def slope_of_relu__astype(x, *, alpha):
    return (x > 0).astype(float)


def slope_of_leaky_relu(x, *, alpha):
    return np.where(x > 0, 1, alpha)


def slope_of_leaky_relu__with_a_loop(x, *, alpha):
    return np.array([1.0 if z > 0 else alpha for z in x])


def minus_alpha(x, *, alpha):
    return np.where(x > 0, 1, -alpha * np.exp(x))


def minus_alpha__with_a_loop(x, *, alpha):
    slope = np.ones(len(x))
    for i in range(len(x)):
        if x[i] <= 0:
            slope[i] = -(alpha * np.exp(x[i]))
    return slope


def exponent_flipped(x, *, alpha):
    return np.where(x > 0, 1, alpha * np.exp(-x))


def exponent_flipped__with_abs(x, *, alpha):
    return np.where(x > 0, 1, alpha * np.exp(np.abs(x)))


def sides_exchanged(x, *, alpha):
    return np.where(x < 0, 1, alpha * np.exp(x))


def sides_exchanged__at_the_kink_too(x, *, alpha):
    return np.where(x > 0, alpha * np.exp(x), 1)


def selu_factor(x, *, alpha):
    return 1.0507 * np.where(x > 0, 1, alpha * np.exp(x))


def selu_factor__all_digits(x, *, alpha):
    scale = 1.0507009873554805
    return np.where(x > 0, scale, scale * alpha * np.exp(x))


def digits_lost(x, *, alpha):
    elu = np.where(x > 0, x, alpha * (np.exp(x) - 1))
    return np.where(x > 0, 1, elu + alpha)


def digits_lost__cut_off(x, *, alpha):
    x = np.maximum(x, -30)
    return np.where(x > 0, 1, alpha * np.exp(x))


def overflow(x, *, alpha):
    return (x > 0) * 1 + (x <= 0) * alpha * np.exp(x)


def overflow__with_a_float_mask(x, *, alpha):
    right = (x > 0).astype(float)
    return right + (1 - right) * (alpha * np.exp(x))
