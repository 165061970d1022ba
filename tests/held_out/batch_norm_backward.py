"""Mistakes of batch_norm_backward, rewritten from their names and feedback alone."""

import numpy as np


def _normalised(x, eps):
    root = np.sqrt(x.var(axis=0) + eps)
    return (x - x.mean(axis=0)) / root, root


def _right_dx(x, gamma, upstream, eps):
    xhat, root = _normalised(x, eps)
    inner = upstream - upstream.mean(axis=0) - xhat * (upstream * xhat).mean(axis=0)
    return gamma / root * inner


def statistics_held_fixed(x, gamma, upstream, *, eps):
    xhat, root = _normalised(x, eps)
    dx = gamma * upstream / root
    return dx, (upstream * xhat).sum(axis=0), upstream.sum(axis=0)


def statistics_held_fixed__written_out(x, gamma, upstream, *, eps):
    mean = np.mean(x, axis=0)
    var = np.mean((x - mean) ** 2, axis=0)
    inv = 1 / np.sqrt(var + eps)
    dgamma = np.sum(upstream * (x - mean) * inv, axis=0)
    dbeta = np.sum(upstream, axis=0)
    dxhat = upstream * gamma
    return dxhat * inv, dgamma, dbeta


def mean_held_fixed(x, gamma, upstream, *, eps):
    xhat, root = _normalised(x, eps)
    dgamma = (upstream * xhat).sum(axis=0)
    dx = gamma / root * (upstream - xhat * dgamma / len(x))
    return dx, dgamma, upstream.sum(axis=0)


def mean_held_fixed__by_the_chain(x, gamma, upstream, *, eps):
    n = len(x)
    xc = x - x.mean(axis=0)
    var = (xc**2).mean(axis=0)
    dxhat = upstream * gamma
    dvar = np.sum(dxhat * xc, axis=0) * -0.5 * (var + eps) ** -1.5
    dx = dxhat / np.sqrt(var + eps) + dvar * 2 * xc / n
    dgamma = np.sum(upstream * xc / np.sqrt(var + eps), axis=0)
    return dx, dgamma, upstream.sum(axis=0)


def variance_held_fixed(x, gamma, upstream, *, eps):
    xhat, root = _normalised(x, eps)
    dx = gamma / root * (upstream - upstream.mean(axis=0))
    return dx, (upstream * xhat).sum(axis=0), upstream.sum(axis=0)


def variance_held_fixed__by_the_chain(x, gamma, upstream, *, eps):
    n = x.shape[0]
    std = np.sqrt(np.var(x, axis=0) + eps)
    xhat = (x - np.mean(x, axis=0)) / std
    dxhat = upstream * gamma
    dmean = -np.sum(dxhat / std, axis=0)
    dx = dxhat / std + dmean / n
    return dx, np.sum(upstream * xhat, axis=0), np.sum(upstream, axis=0)


def way_through_variance_added(x, gamma, upstream, *, eps):
    xhat, root = _normalised(x, eps)
    dgamma = (upstream * xhat).sum(axis=0)
    dbeta = upstream.sum(axis=0)
    n = len(x)
    dx = gamma / root * (upstream - dbeta / n + xhat * dgamma / n)
    return dx, dgamma, dbeta


def way_through_variance_added__by_the_chain(x, gamma, upstream, *, eps):
    n = len(x)
    xc = x - x.mean(axis=0)
    var = (xc**2).mean(axis=0)
    std = np.sqrt(var + eps)
    dxhat = upstream * gamma
    dvar = np.sum(dxhat * xc, axis=0) * 0.5 / std**3
    dmean = -np.sum(dxhat, axis=0) / std
    dx = dxhat / std + dvar * 2 * xc / n + dmean / n
    return dx, np.sum(upstream * xc / std, axis=0), np.sum(upstream, axis=0)


def sums_for_means(x, gamma, upstream, *, eps):
    xhat, root = _normalised(x, eps)
    dgamma = (upstream * xhat).sum(axis=0)
    dbeta = upstream.sum(axis=0)
    dx = gamma / root * (upstream - dbeta - xhat * dgamma)
    return dx, dgamma, dbeta


def sums_for_means__by_the_chain(x, gamma, upstream, *, eps):
    xhat, root = _normalised(x, eps)
    dxhat = upstream * gamma
    dx = dxhat - np.sum(dxhat, axis=0) - xhat * np.sum(dxhat * xhat, axis=0)
    return dx / root, np.sum(upstream * xhat, axis=0), np.sum(upstream, axis=0)


def gamma_left_out(x, gamma, upstream, *, eps):
    xhat, root = _normalised(x, eps)
    dgamma = (upstream * xhat).sum(axis=0)
    dbeta = upstream.sum(axis=0)
    n = len(x)
    dx = (upstream - dbeta / n - xhat * dgamma / n) / root
    return dx, dgamma, dbeta


def gamma_left_out__over_n(x, gamma, upstream, *, eps):
    n = len(x)
    xhat, root = _normalised(x, eps)
    dx = n * upstream - upstream.sum(axis=0) - xhat * np.sum(upstream * xhat, axis=0)
    dx = dx / (n * root)
    return dx, np.sum(upstream * xhat, axis=0), upstream.sum(axis=0)


def one_over_n_left_out(x, gamma, upstream, *, eps):
    n = len(x)
    xhat, root = _normalised(x, eps)
    dgamma = (upstream * xhat).sum(axis=0)
    dbeta = upstream.sum(axis=0)
    dx = gamma / root * (n * upstream - dbeta - xhat * dgamma)
    return dx, dgamma, dbeta


def one_over_n_left_out__with_gamma_inside(x, gamma, upstream, *, eps):
    n, _ = x.shape
    mean = x.mean(axis=0)
    inv = (x.var(axis=0) + eps) ** -0.5
    xhat = (x - mean) * inv
    dxhat = upstream * gamma
    dx = inv * (n * dxhat - dxhat.sum(axis=0) - xhat * (dxhat * xhat).sum(axis=0))
    return dx, (upstream * xhat).sum(axis=0), upstream.sum(axis=0)


def centred_for_normalised(x, gamma, upstream, *, eps):
    xhat, root = _normalised(x, eps)
    centred = x - x.mean(axis=0)
    through_var = centred * (upstream * xhat).mean(axis=0)
    dx = gamma / root * (upstream - upstream.mean(axis=0) - through_var)
    return dx, (upstream * xhat).sum(axis=0), upstream.sum(axis=0)


def centred_for_normalised__in_both_places(x, gamma, upstream, *, eps):
    n = len(x)
    xc = x - x.mean(axis=0)
    std = np.sqrt((xc**2).mean(axis=0) + eps)
    dgamma = np.sum(upstream * xc / std, axis=0)
    dbeta = np.sum(upstream, axis=0)
    dx = upstream - dbeta / n - xc * np.sum(upstream * xc, axis=0) / n
    return gamma * dx / std, dgamma, dbeta


def gamma_in_its_own_derivative(x, gamma, upstream, *, eps):
    xhat, _ = _normalised(x, eps)
    dgamma = (upstream * gamma * xhat).sum(axis=0)
    return _right_dx(x, gamma, upstream, eps), dgamma, upstream.sum(axis=0)


def gamma_in_its_own_derivative__with_dxhat(x, gamma, upstream, *, eps):
    xhat, root = _normalised(x, eps)
    dxhat = gamma * upstream
    dgamma = np.sum(dxhat * xhat, axis=0)
    dx = (dxhat - dxhat.mean(axis=0) - xhat * dgamma / len(x)) / root
    return dx, dgamma, np.sum(upstream, axis=0)


def gamma_met_the_input(x, gamma, upstream, *, eps):
    dgamma = (upstream * x).sum(axis=0)
    return _right_dx(x, gamma, upstream, eps), dgamma, upstream.sum(axis=0)


def gamma_met_the_input__less_its_mean(x, gamma, upstream, *, eps):
    centred = x - x.mean(axis=0)
    dgamma = np.sum(upstream * centred, axis=0)
    return _right_dx(x, gamma, upstream, eps), dgamma, np.sum(upstream, axis=0)


def averaged(x, gamma, upstream, *, eps):
    xhat, _ = _normalised(x, eps)
    dgamma = (upstream * xhat).mean(axis=0)
    return _right_dx(x, gamma, upstream, eps), dgamma, upstream.mean(axis=0)


def averaged__used_again(x, gamma, upstream, *, eps):
    n = len(x)
    xhat, root = _normalised(x, eps)
    dgamma = np.sum(upstream * xhat, axis=0) / n
    dbeta = np.sum(upstream, axis=0) / n
    dx = gamma / root * (upstream - dbeta - xhat * dgamma)
    return dx, dgamma, dbeta


def not_summed(x, gamma, upstream, *, eps):
    xhat, _ = _normalised(x, eps)
    return _right_dx(x, gamma, upstream, eps), upstream * xhat, upstream.copy()


def unbiased_variance(x, gamma, upstream, *, eps):
    root = np.sqrt(x.var(axis=0, ddof=1) + eps)
    xhat = (x - x.mean(axis=0)) / root
    dgamma = (upstream * xhat).sum(axis=0)
    dbeta = upstream.sum(axis=0)
    n = len(x)
    dx = gamma / root * (upstream - dbeta / n - xhat * dgamma / n)
    return dx, dgamma, dbeta


def unbiased_variance__all_the_way(x, gamma, upstream, *, eps):
    n = len(x)
    xc = x - x.mean(axis=0)
    var = np.sum(xc**2, axis=0) / (n - 1)
    std = np.sqrt(var + eps)
    xhat = xc / std
    dxhat = upstream * gamma
    dvar = -0.5 * np.sum(dxhat * xc, axis=0) / std**3
    dx = dxhat / std - np.mean(dxhat / std, axis=0) + dvar * 2 * xc / (n - 1)
    return dx, np.sum(upstream * xhat, axis=0), np.sum(upstream, axis=0)


def eps_left_out(x, gamma, upstream, *, eps):
    std = x.std(axis=0)
    xhat = (x - x.mean(axis=0)) / std
    dgamma = (upstream * xhat).sum(axis=0)
    dbeta = upstream.sum(axis=0)
    n = len(x)
    dx = gamma / std * (upstream - dbeta / n - xhat * dgamma / n)
    return dx, dgamma, dbeta


def eps_left_out__by_the_chain(x, gamma, upstream, *, eps):
    n = len(x)
    xc = x - x.mean(axis=0)
    var = np.mean(xc**2, axis=0)
    dxhat = upstream * gamma
    dvar = -0.5 * np.sum(dxhat * xc, axis=0) * var**-1.5
    dmean = -np.sum(dxhat, axis=0) / np.sqrt(var)
    dx = dxhat / np.sqrt(var) + 2 * xc * dvar / n + dmean / n
    dgamma = np.sum(upstream * xc / np.sqrt(var), axis=0)
    return dx, dgamma, np.sum(upstream, axis=0)


def eps_outside_the_root(x, gamma, upstream, *, eps):
    std = x.std(axis=0) + eps
    xhat = (x - x.mean(axis=0)) / std
    dgamma = (upstream * xhat).sum(axis=0)
    dbeta = upstream.sum(axis=0)
    n = len(x)
    dx = gamma / std * (upstream - dbeta / n - xhat * dgamma / n)
    return dx, dgamma, dbeta


def eps_outside_the_root__by_the_chain(x, gamma, upstream, *, eps):
    n = len(x)
    xc = x - x.mean(axis=0)
    root = np.sqrt(np.mean(xc**2, axis=0))
    std = root + eps
    dxhat = upstream * gamma
    dstd = -np.sum(dxhat * xc, axis=0) / std**2
    slope = xc / (n * np.where(root == 0, 1.0, root))
    dxc = dxhat / std + dstd * slope
    dx = dxc - dxc.mean(axis=0)
    return dx, np.sum(upstream * xc / std, axis=0), np.sum(upstream, axis=0)


def rows_normalised(x, gamma, upstream, *, eps):
    mean = x.mean(axis=1, keepdims=True)
    root = np.sqrt(x.var(axis=1, keepdims=True) + eps)
    xhat = (x - mean) / root
    dxhat = upstream * gamma
    dx = dxhat - dxhat.mean(axis=1, keepdims=True)
    dx = dx - xhat * (dxhat * xhat).mean(axis=1, keepdims=True)
    return dx / root, (upstream * xhat).sum(axis=0), upstream.sum(axis=0)


def rows_normalised__only_the_statistics(x, gamma, upstream, *, eps):
    mean = x.mean(axis=1, keepdims=True)
    root = np.sqrt(x.var(axis=1, keepdims=True) + eps)
    xhat = (x - mean) / root
    dgamma = np.sum(upstream * xhat, axis=0)
    dbeta = np.sum(upstream, axis=0)
    n = len(x)
    dx = gamma / root * (upstream - dbeta / n - xhat * dgamma / n)
    return dx, dgamma, dbeta


def order_changed(x, gamma, upstream, *, eps):
    xhat, _ = _normalised(x, eps)
    dgamma = (upstream * xhat).sum(axis=0)
    dbeta = upstream.sum(axis=0)
    return _right_dx(x, gamma, upstream, eps), dbeta, dgamma
