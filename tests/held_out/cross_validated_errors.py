"""Mistakes of cross_validated_errors, rewritten from their names and feedback alone."""

import numpy as np


def _ridge(x, y, penalty):
    return np.linalg.solve(x.T @ x + penalty * np.eye(x.shape[1]), x.T @ y)


def training_errors(x, y, folds, penalties):
    result = []
    for penalty in penalties:
        errors = []
        for fold in np.unique(folds):
            train = folds != fold
            w = _ridge(x[train], y[train], penalty)
            errors.append(np.mean((x[train] @ w - y[train]) ** 2))
        result.append(np.mean(errors))
    return np.array(result)


def fitted_to_all_rows(x, y, folds, penalties):
    result = []
    for penalty in penalties:
        w = _ridge(x, y, penalty)
        errors = []
        for fold in np.unique(folds):
            test = folds == fold
            errors.append(np.mean((x[test] @ w - y[test]) ** 2))
        result.append(np.mean(errors))
    return np.array(result)


def fitted_to_all_rows__squares_first(x, y, folds, penalties):
    d = x.shape[1]
    out = np.zeros(len(penalties))
    names = np.unique(folds)
    for i, lam in enumerate(penalties):
        w = np.linalg.inv(x.T @ x + lam * np.eye(d)) @ x.T @ y
        squares = (y - x @ w) ** 2
        for k in names:
            out[i] += squares[folds == k].mean() / len(names)
    return out


def fold_and_rest_exchanged(x, y, folds, penalties):
    result = []
    for penalty in penalties:
        errors = []
        for fold in np.unique(folds):
            train = folds == fold
            test = folds != fold
            w = _ridge(x[train], y[train], penalty)
            errors.append(np.mean((x[test] @ w - y[test]) ** 2))
        result.append(np.mean(errors))
    return np.array(result)


def every_row_alike(x, y, folds, penalties):
    result = []
    for penalty in penalties:
        residuals = np.zeros(len(y))
        for fold in np.unique(folds):
            test = folds == fold
            w = _ridge(x[~test], y[~test], penalty)
            residuals[test] = y[test] - x[test] @ w
        result.append(np.mean(residuals**2))
    return np.array(result)


def every_row_alike__sum_over_n(x, y, folds, penalties):
    out = np.zeros(len(penalties))
    for i, lam in enumerate(penalties):
        for k in np.unique(folds):
            a, b = x[folds != k], y[folds != k]
            w = np.linalg.solve(a.T @ a + lam * np.eye(x.shape[1]), a.T @ b)
            out[i] += np.sum((x[folds == k] @ w - y[folds == k]) ** 2)
    return out / len(y)


def summed_over_the_rows(x, y, folds, penalties):
    result = []
    for penalty in penalties:
        errors = []
        for fold in np.unique(folds):
            test = folds == fold
            w = _ridge(x[~test], y[~test], penalty)
            errors.append(np.sum((x[test] @ w - y[test]) ** 2))
        result.append(np.mean(errors))
    return np.array(result)


def summed_over_the_rows__dot(x, y, folds, penalties):
    names = np.unique(folds)
    out = np.zeros(len(penalties))
    for k in names:
        test = folds == k
        xt, yt = x[~test], y[~test]
        for i, lam in enumerate(penalties):
            w = np.linalg.solve(xt.T @ xt + lam * np.eye(x.shape[1]), xt.T @ yt)
            r = y[test] - x[test] @ w
            out[i] += r @ r
    return out / len(names)


def summed_over_the_folds(x, y, folds, penalties):
    out = np.zeros(len(penalties))
    for i, lam in enumerate(penalties):
        for k in np.unique(folds):
            test = folds == k
            w = _ridge(x[~test], y[~test], lam)
            out[i] += np.mean((x[test] @ w - y[test]) ** 2)
    return out


def not_averaged_over_folds(x, y, folds, penalties):
    names = np.unique(folds)
    errors = np.zeros((len(penalties), len(names)))
    for i, lam in enumerate(penalties):
        for j, k in enumerate(names):
            test = folds == k
            w = _ridge(x[~test], y[~test], lam)
            errors[i, j] = np.mean((x[test] @ w - y[test]) ** 2)
    return errors


def penalty_times_the_rows(x, y, folds, penalties):
    d = x.shape[1]
    result = []
    for penalty in penalties:
        errors = []
        for fold in np.unique(folds):
            train = folds != fold
            xt, yt = x[train], y[train]
            a = xt.T @ xt + penalty * len(xt) * np.eye(d)
            w = np.linalg.solve(a, xt.T @ yt)
            errors.append(np.mean((x[~train] @ w - y[~train]) ** 2))
        result.append(np.mean(errors))
    return np.array(result)


def penalty_times_the_rows__mean_of_squares(x, y, folds, penalties):
    out = np.zeros(len(penalties))
    names = np.unique(folds)
    for i, lam in enumerate(penalties):
        for k in names:
            xt, yt = x[folds != k], y[folds != k]
            n = len(yt)
            w = np.linalg.solve(xt.T @ xt / n + lam * np.eye(x.shape[1]), xt.T @ yt / n)
            out[i] += ((x[folds == k] @ w - y[folds == k]) ** 2).mean()
    return out / len(names)


def penalty_doubled(x, y, folds, penalties):
    d = x.shape[1]
    result = []
    for penalty in penalties:
        errors = []
        for fold in np.unique(folds):
            train = folds != fold
            xt, yt = x[train], y[train]
            w = np.linalg.solve(xt.T @ xt + 2 * penalty * np.eye(d), xt.T @ yt)
            errors.append(np.mean((x[~train] @ w - y[~train]) ** 2))
        result.append(np.mean(errors))
    return np.array(result)


def penalty_doubled__squares_halved(x, y, folds, penalties):
    out = np.zeros(len(penalties))
    names = np.unique(folds)
    for i, lam in enumerate(penalties):
        for k in names:
            xt, yt = x[folds != k], y[folds != k]
            a = 0.5 * xt.T @ xt + lam * np.eye(x.shape[1])
            w = np.linalg.inv(a) @ (0.5 * xt.T @ yt)
            out[i] += ((x[folds == k] @ w - y[folds == k]) ** 2).mean()
    return out / len(names)


def penalty_halved(x, y, folds, penalties):
    d = x.shape[1]
    result = []
    for penalty in penalties:
        errors = []
        for fold in np.unique(folds):
            train = folds != fold
            xt, yt = x[train], y[train]
            w = np.linalg.solve(xt.T @ xt + 0.5 * penalty * np.eye(d), xt.T @ yt)
            errors.append(np.mean((x[~train] @ w - y[~train]) ** 2))
        result.append(np.mean(errors))
    return np.array(result)


def penalty_halved__two_of_the_squares(x, y, folds, penalties):
    out = np.zeros(len(penalties))
    names = np.unique(folds)
    for i, lam in enumerate(penalties):
        for k in names:
            xt, yt = x[folds != k], y[folds != k]
            w = np.linalg.solve(
                2 * xt.T @ xt + lam * np.identity(x.shape[1]), 2 * xt.T @ yt
            )
            out[i] += ((x[folds == k] @ w - y[folds == k]) ** 2).mean()
    return out / len(names)


def penalty_on_every_entry(x, y, folds, penalties):
    result = []
    for penalty in penalties:
        errors = []
        for fold in np.unique(folds):
            train = folds != fold
            xt, yt = x[train], y[train]
            w = np.linalg.solve(xt.T @ xt + penalty, xt.T @ yt)
            errors.append(np.mean((x[~train] @ w - y[~train]) ** 2))
        result.append(np.mean(errors))
    return np.array(result)


def penalty_on_every_entry__pinv(x, y, folds, penalties):
    d = x.shape[1]
    names = np.unique(folds)
    out = np.zeros(len(penalties))
    for i, lam in enumerate(penalties):
        for k in names:
            xt, yt = x[folds != k], y[folds != k]
            w = np.linalg.pinv(xt.T @ xt + lam * np.ones((d, d))) @ xt.T @ yt
            out[i] += np.mean((x[folds == k] @ w - y[folds == k]) ** 2)
    return out / len(names)


def penalty_left_out(x, y, folds, penalties):
    result = []
    for _ in penalties:
        errors = []
        for fold in np.unique(folds):
            train = folds != fold
            w = np.linalg.lstsq(x[train], y[train], rcond=None)[0]
            errors.append(np.mean((x[~train] @ w - y[~train]) ** 2))
        result.append(np.mean(errors))
    return np.array(result)


def penalty_left_out__normal_equations(x, y, folds, penalties):
    errors = []
    for fold in np.unique(folds):
        xt, yt = x[folds != fold], y[folds != fold]
        w = np.linalg.solve(xt.T @ xt, xt.T @ yt)
        errors.append(np.mean((x[folds == fold] @ w - y[folds == fold]) ** 2))
    return np.full(len(penalties), np.mean(errors))


def with_an_intercept(x, y, folds, penalties):
    ones = np.column_stack([np.ones(len(x)), x])
    eye = np.eye(ones.shape[1])
    eye[0, 0] = 0
    result = []
    for penalty in penalties:
        errors = []
        for fold in np.unique(folds):
            train = folds != fold
            xt, yt = ones[train], y[train]
            w = np.linalg.solve(xt.T @ xt + penalty * eye, xt.T @ yt)
            errors.append(np.mean((ones[~train] @ w - y[~train]) ** 2))
        result.append(np.mean(errors))
    return np.array(result)


def with_an_intercept__centred(x, y, folds, penalties):
    names = np.unique(folds)
    out = np.zeros(len(penalties))
    for i, lam in enumerate(penalties):
        for k in names:
            test = folds == k
            x_mean = x[~test].mean(axis=0)
            y_mean = y[~test].mean()
            w = _ridge(x[~test] - x_mean, y[~test] - y_mean, lam)
            prediction = (x[test] - x_mean) @ w + y_mean
            out[i] += np.mean((prediction - y[test]) ** 2)
    return out / len(names)


def root_taken(x, y, folds, penalties):
    result = []
    for penalty in penalties:
        errors = []
        for fold in np.unique(folds):
            test = folds == fold
            w = _ridge(x[~test], y[~test], penalty)
            errors.append(np.sqrt(np.mean((x[test] @ w - y[test]) ** 2)))
        result.append(np.mean(errors))
    return np.array(result)


def root_taken__at_the_end(x, y, folds, penalties):
    result = []
    for penalty in penalties:
        errors = []
        for fold in np.unique(folds):
            test = folds == fold
            w = _ridge(x[~test], y[~test], penalty)
            errors.append(np.mean((x[test] @ w - y[test]) ** 2))
        result.append(np.sqrt(np.mean(errors)))
    return np.array(result)


def penalty_in_the_error(x, y, folds, penalties):
    result = []
    for penalty in penalties:
        errors = []
        for fold in np.unique(folds):
            test = folds == fold
            w = _ridge(x[~test], y[~test], penalty)
            error = np.mean((x[test] @ w - y[test]) ** 2)
            errors.append(error + penalty * np.sum(w**2))
        result.append(np.mean(errors))
    return np.array(result)
