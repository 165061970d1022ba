"""The cross-validated errors of ridge regression, one for each penalty."""

import numpy as np

from lossedu.grading import Exercise, probe


def reference(x, y, folds, penalties):
    """Return the errors by least squares on rows that stand for the penalty."""
    d, table = x.shape[1], []
    for held in (folds == fold for fold in np.unique(folds)):
        errors = []
        for penalty in penalties:
            rows = np.vstack([x[~held], np.sqrt(penalty) * np.eye(d, dtype=x.dtype)])
            targets = np.concatenate([y[~held], np.zeros(d, y.dtype)])
            w = np.linalg.lstsq(rows, targets, rcond=None)[0]
            errors.append(np.mean((x[held] @ w - y[held]) ** 2))
        table.append(errors)
    return np.mean(table, axis=0)


exercise = Exercise(
    id="cross_validated_errors",
    chapter="tuning",
    section="cross-validation",
    task="""
    Estimate by cross-validation how well ridge regression predicts, for several
    penalties.

    `x` holds the inputs, shape (n, d), and `y` the targets, shape (n,). `folds` holds a
    whole number for each row, shape (n,): the fold in which the row is held out. The
    numbers of the folds need not begin at 0 nor be consecutive, and folds may have
    different sizes. `penalties` holds numbers above 0, shape (p,).

    For each penalty and each fold, fit the weights to all rows outside the fold: they
    minimise the sum (not the mean) of the squared errors plus the penalty times the sum
    of the squared weights. There is no intercept, and nothing is centred or scaled. The
    fold's error is the mean of the squared errors on its own rows. Return for each
    penalty the mean over the folds, each fold counting the same: shape (p,).
    """,
    starter='''
    import numpy as np


    def cross_validated_errors(x, y, folds, penalties):
        """Mean over the folds of the error on the rows held out, shape (p,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    hints=(
        "Write it for one penalty and one fold first. Which rows may the weights have "
        "seen, and on which are they judged?",
        "Where the derivative of the penalised sum is 0, there is a system of d "
        "equations: X'X plus the penalty on its diagonal, times w, is X'y.",
        "With `out = folds == k`, and a and b the rows of x and y where it is False: "
        "`w = np.linalg.solve(a.T @ a + penalty * np.eye(d), a.T @ b)`.",
    ),
    praise="No row has been predicted by weights that had seen it: that is all that "
    "cross-validation does, and why its error may be believed.",
    alone=0,
)


def sample(rng, folds, d):
    """Return random rows for these folds."""
    x = rng.normal(size=(len(folds), d)) + 0.5
    return x, x @ rng.uniform(0.5, 2, d) + rng.normal(1, 0.5, len(folds)), folds


@exercise.probes
def _(rng):
    column = [[1.0], [2.0], [-1.0]]
    yield probe("one input", column, [2.0, 3.0, 1.0], [0, 0, 1], [0.5, 4.0])
    four = [[1.0, 0.0], [0.0, 2.0], [1.0, 1.0], [2.0, -1.0]]
    yield probe("one penalty", four, [1.0, 3.0, 2.5, 0.5], [0, 1, 0, 1], [1.0])
    five = [*four, [-1.0, 3.0]]
    targets, sizes = [1.0, 3.0, 2.5, 0.5, 4.0], [7, 7, 7, 2, -1]
    yield probe("folds of different sizes", five, targets, sizes, [0.1, 1.0, 10.0])
    whole = [[1, 0], [0, 2], [1, 1], [2, -1], [3, 1]]
    yield probe("whole numbers", whole, [1, 4, 3, 0, 5], [0, 1, 2, 0, 1], [1, 5])
    folds = rng.permutation(np.repeat([0, 1, 2], [6, 4, 3]))
    many = [0.01, 0.3, 2.0, 50.0]
    yield probe("random rows", *sample(rng, folds, 4), many, visible=False)
    alone = sample(rng, np.array([5, 1, 3, 0, 9, 8]), 2)
    yield probe("each row a fold", *alone, [0.5, 8.0], visible=False)
    x, y, folds = sample(rng, rng.permutation(np.repeat([1, 2], [6, 4])), 3)
    x, y, few = (a.astype(np.float32) for a in (x, y, np.array([0.5, 2.0, 9.0])))
    yield probe("single precision", x, y, folds, few, visible=False, rtol=1e-3)


@exercise.solution
def by_the_normal_equations(x, y, folds, penalties):
    errors = []
    for penalty in penalties:
        of_folds = []
        for fold in np.unique(folds):
            out = folds == fold
            a, b = x[~out], y[~out]
            w = np.linalg.solve(a.T @ a + penalty * np.eye(x.shape[1]), a.T @ b)
            of_folds.append(np.mean((x[out] @ w - y[out]) ** 2))
        errors.append(np.mean(of_folds))
    return np.array(errors)


@exercise.alternative
def by_singular_values(x, y, folds, penalties):
    total, labels, p = np.zeros(len(penalties)), sorted(set(folds.tolist())), penalties
    for fold in labels:
        out = folds == fold
        u, s, vt = np.linalg.svd(x[~out], full_matrices=False)
        w = (s / (s**2 + p[:, None]) * (u.T @ y[~out])) @ vt
        total += ((w @ x[out].T - y[out]) ** 2).mean(axis=1)
    return total / len(labels)


@exercise.alternative
def by_products_of_rows(x, y, folds, penalties):
    gram, errors = x @ x.T, []
    for fold in np.unique(folds):
        out = folds == fold
        inner, across = gram[~out][:, ~out], gram[out][:, ~out]
        alphas = [
            np.linalg.solve(inner + c * np.eye(len(inner)), y[~out]) for c in penalties
        ]
        errors.append([np.mean((across @ alpha - y[out]) ** 2) for alpha in alphas])
    return np.mean(errors, axis=0).tolist()


@exercise.alternative
def from_one_fit_with_all_rows(x, y, folds, penalties):
    errors = []
    for penalty in penalties:
        hat = x @ np.linalg.solve(x.T @ x + penalty * np.eye(x.shape[1]), x.T)
        parts = []
        for fold in np.unique(folds):
            out = np.flatnonzero(folds == fold)
            block = np.eye(len(out)) - hat[np.ix_(out, out)]
            parts.append(np.mean(np.linalg.solve(block, (y - hat @ y)[out]) ** 2))
        errors.append(np.mean(parts))
    return errors


def ridge(a, b, penalty):
    """Return the weights of ridge regression."""
    return np.linalg.solve(a.T @ a + penalty * np.eye(a.shape[1]), a.T @ b)


def mean_square(a, b, w):
    """Return the error of a fold."""
    return np.mean((a @ w - b) ** 2)


def table(x, y, folds, penalties, fit=ridge, score=mean_square, rows=None):
    """Return an error for each penalty and fold, made as a mistake makes it."""
    outs = [folds == fold for fold in np.unique(folds)]
    pairs = [rows(out) if rows else (~out, out) for out in outs]
    return np.array(
        [[score(x[j], y[j], fit(x[i], y[i], p)) for i, j in pairs] for p in penalties]
    )


def means(*arguments, **choices):
    """Return the mean over the folds."""
    return table(*arguments, **choices).mean(axis=1)


@exercise.mistake
def training_errors(x, y, folds, penalties):
    """The errors are measured on the rows to which the weights were fitted. Which rows
    tell how well a model predicts what it has not seen?
    """
    return means(x, y, folds, penalties, rows=lambda held: (~held, ~held))


@exercise.mistake
def fitted_to_all_rows(x, y, folds, penalties):
    """The weights were fitted to all rows, those held out included, so that they had
    seen what they are judged on. Which rows may a fold's weights know?
    """
    return means(x, y, folds, penalties, rows=lambda held: (slice(None), held))


@exercise.mistake
def fold_and_rest_exchanged(x, y, folds, penalties):
    """The weights are fitted to the fold and judged on all other rows. Which of the two
    is held out?
    """
    return means(x, y, folds, penalties, rows=lambda held: (held, ~held))


@exercise.mistake
def every_row_alike(x, y, folds, penalties):
    """You averaged over all rows at once, so that a large fold counts more than a small
    one. Over what does the task take the last mean?
    """
    made = table(x, y, folds, penalties)
    return np.average(made, axis=1, weights=np.unique(folds, return_counts=True)[1])


@exercise.mistake
def summed_over_the_rows(x, y, folds, penalties):
    """The error of a fold is the sum of its squared errors, which grows with the fold.
    What does the task take over the rows of a fold?
    """
    return means(x, y, folds, penalties, ridge, lambda a, b, w: sum((a @ w - b) ** 2))


@exercise.mistake
def summed_over_the_folds(x, y, folds, penalties):
    """The errors of the folds are added up, so that more folds give a larger number.
    What does the task take over the folds?
    """
    return table(x, y, folds, penalties).sum(axis=1)


@exercise.mistake
def not_averaged_over_folds(x, y, folds, penalties):
    """You returned an error for each penalty and fold, penalties as rows. How many
    numbers does the task want for a penalty?
    """
    return table(x, y, folds, penalties)


@exercise.mistake
def penalty_times_the_rows(x, y, folds, penalties, *, every=(False, True)):
    """The number of rows multiplies your penalty. That belongs to the mean of the
    squared errors: what does the task minimise?
    """
    n = len(x) if every else 0
    return means(x, y, folds, penalties, lambda a, b, p: ridge(a, b, p * (n or len(a))))


@exercise.mistake
def penalty_doubled(x, y, folds, penalties):
    """Your penalty is twice as strong as it should be. Did you halve the squared errors
    and not the penalty, or differentiate only one of the two?
    """
    return means(x, y, folds, 2 * penalties)


@exercise.mistake
def penalty_halved(x, y, folds, penalties):
    """Your penalty is half as strong as it should be. Both the squared errors and the
    squared weights have a derivative with a factor of two: what is left of it?
    """
    return means(x, y, folds, penalties / 2)


@exercise.mistake
def penalty_on_every_entry(x, y, folds, penalties):
    """The penalty was added to every entry of the matrix of the normal equations. Which
    entries does the derivative of a sum of squared weights touch?
    """
    return means(
        x, y, folds, penalties, lambda a, b, p: np.linalg.solve(a.T @ a + p, a.T @ b)
    )


@exercise.mistake
def penalty_left_out(x, y, folds, penalties):
    """Your weights are those of plain least squares, whatever the penalty is. What else
    do the weights of ridge regression keep small?
    """
    return means(x, y, folds, 0 * penalties)


@exercise.mistake
def with_an_intercept(x, y, folds, penalties):
    """Your fits have an intercept without a penalty, or were centred, which comes to
    the same. What should the model predict where all inputs are 0?
    """

    def fit(a, b, p):
        w = ridge(a - a.mean(axis=0), b - b.mean(), p)
        return w, b.mean() - a.mean(axis=0) @ w

    def score(a, b, w):
        return mean_square(a, b - w[1], w[0])

    return means(x, y, folds, penalties, fit, score)


@exercise.mistake
def root_taken(x, y, folds, penalties, *, at_the_end=(False, True)):
    """You took the root of the mean squares. In which unit does the task want the
    errors, that of the targets or that of their square?
    """
    made = table(x, y, folds, penalties)
    return np.sqrt(made.mean(axis=1)) if at_the_end else np.sqrt(made).mean(axis=1)


@exercise.mistake
def penalty_in_the_error(x, y, folds, penalties):
    """The penalty times the sum of the squared weights was added to the error of each
    fold. What is judged on the rows held out: the predictions or the weights?
    """
    sizes = means(x, y, folds, penalties, score=lambda a, b, w: w @ w)
    return means(x, y, folds, penalties) + penalties * sizes
