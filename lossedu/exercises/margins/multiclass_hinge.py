"""The hinge loss of many classes."""

import numpy as np

from lossedu import losses
from lossedu.grading import Exercise, probe

exercise = Exercise(
    id="multiclass_hinge",
    chapter="margins",
    section="many-classes",
    task="""
    Write the hinge loss of many classes in the form of Weston and Watkins, scaled as
    PyTorch does: every wrong class is compared with the true one.

    `labels` has shape (n,) and holds the number of the true class of each row, from 0
    to k - 1. `scores` has shape (n, k), a row of k real numbers for each example. The
    true score should be at least 1 above that of every wrong class: a wrong class costs
    what the true score lacks of this, and nothing if it lacks nothing. The loss of a
    row is the sum over its k - 1 wrong classes, divided by k, the number of all
    classes. The result has shape (n,), one loss a row.
    """,
    starter='''
    import numpy as np


    def multiclass_hinge(labels, scores):
        """Sum of max(0, 1 - s_true + s_wrong) over wrong classes, by k, (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=losses.multiclass_hinge,
    hints=(
        "Take one row and write down what each wrong class lacks. Which number do they "
        "all have in common?",
        "With a column of the true scores, shape (n, 1), one subtraction gives the "
        "lead of every class over the true one. Which entry of it must not count?",
        "`true = scores[np.arange(len(scores)), labels][:, None]` is the column. Sum "
        "np.maximum(0, 1 + scores - true), take off the 1 of the true class, divide.",
    ),
    praise="Each wrong class that is too near pulls, all with the same force, and the "
    "others not at all: that is a support vector machine for many classes.",
)


@exercise.probes
def _(rng):
    s = [[2.0, 1.5, 0.0], [0.5, 1.0, -1.0]]
    yield probe("one row", [0], [[0.5, 1.0, 0.25]])
    yield probe("two rows", [0, 1], s)
    yield probe("the same scores, other labels", [2, 0], s)
    yield probe("beyond the margin", [1, 0], [[0.0, 4.0, -2.0, 2.5], [9.0, 1, 2, -3.0]])
    yield probe("far behind", [1, 1], [[5.0, -4.0, 1.0, 2.0], [3.0, 0.5, 0.25, 0.0]])
    yield probe("whole numbers", [2, 0, 1, 1], [[3, 1, 2], [0, 2, 5]] * 2)
    yield probe("two classes", [0, 1, 1], [[0.5, 0.25], [1.0, -1.0], [-3.0, -2.5]])
    # For who finds the true class by its score.
    yield probe("level with the true class", [1, 0], [[2.0, 2.0, -1.0], [0.5] * 3])
    n, k = 6, 4
    y, s = rng.integers(0, k, n), rng.normal(scale=2, size=(n, k))
    yield probe("random rows", y, s, visible=False, atol=1e-12)
    y, s = rng.integers(0, 5, 3), rng.normal(size=(3, 5)).astype(np.float32)
    yield probe("single precision", y, s, visible=False, rtol=1e-4, atol=1e-5)


@exercise.solution
def all_compared_at_once(labels, scores):
    rows = np.arange(len(scores))
    true = scores[rows, labels]
    lacks = np.maximum(0, 1 + scores - true[:, np.newaxis])
    lacks[rows, labels] = 0
    return lacks.sum(axis=1) / scores.shape[1]


@exercise.alternative
def one_row_at_a_time(labels, scores):
    result = []
    for label, row in zip(labels.tolist(), scores.tolist(), strict=True):
        total = 0.0
        for j, score in enumerate(row):
            if j != label:
                total += max(0.0, 1 - row[label] + score)
        result.append(total / len(row))
    return result


@exercise.alternative
def own_margin_taken_off(labels, scores):
    true = np.take_along_axis(scores, labels[:, None], axis=1)
    return np.maximum(0, 1 + scores - true).mean(axis=1) - 1 / scores.shape[1]


@exercise.alternative
def by_the_margins_that_are_violated(labels, scores):
    wrong = np.arange(scores.shape[1]) != labels[:, None]
    margins = np.sum(np.where(wrong, 0, scores), axis=1, keepdims=True) - scores
    near = wrong & (margins < 1)
    return ((1 - margins) * near).sum(1, dtype=float) / len(scores[0])


def cost(labels, scores):
    """Return the loss of the reference, for mistakes that come after it."""
    return losses.multiclass_hinge(labels, scores)


def leads(labels, scores):
    """Return by how much each class is above the true one, and which are wrong."""
    wrong = np.arange(scores.shape[1]) != labels[:, None]
    return scores - np.take_along_axis(scores, labels[:, None], axis=1), wrong


@exercise.mistake
def not_divided(labels, scores):
    """You added up what the wrong classes cost and divided by nothing, as in the paper.
    By which number does the task divide?
    """
    return cost(labels, scores) * scores.shape[1]


@exercise.mistake
def divided_by_the_wrong_classes(labels, scores):
    """You took the mean over the wrong classes, and so divided by k - 1. By which
    number does the task divide?
    """
    k = scores.shape[1]
    return cost(labels, scores) * k / (k - 1)


@exercise.mistake
def true_class_counted(labels, scores, *, divided=(True, False)):
    """The true class is compared with itself as well, and always lacks the whole
    margin. Over which classes does the sum run?
    """
    k = scores.shape[1]
    return (cost(labels, scores) * k + 1) / (k if divided else 1)


@exercise.mistake
def divided_by_the_rows(labels, scores):
    """You divided by the number of rows. Which number does the task name, and which
    axis of the scores has that length?
    """
    return cost(labels, scores) * scores.shape[1] / len(scores)


def worst_wrong(lead, wrong, true):
    """Return the lead of the best wrong class."""
    return np.where(wrong, lead, -np.inf).max(axis=1)


def worst_of_all(lead, wrong, true):
    """Return the lead of the best class, the true one included."""
    return lead.max(axis=1)


def worst_as_in_keras(lead, wrong, true):
    """Return the lead of the best wrong class, or that of a score of 0."""
    return np.where(wrong, lead, -true).max(axis=1)


WORST = worst_wrong, worst_of_all, worst_as_in_keras


@exercise.mistake
def worst_class_alone(labels, scores, *, worst=WORST, divided=(False, True)):
    """You took the maximum over the classes, so that only the one with the highest
    score costs something. That is the form of Crammer and Singer: which classes count
    in the one of the task?
    """
    lead, wrong = leads(labels, scores)
    true = np.take_along_axis(scores, labels[:, None], axis=1)
    return np.maximum(0, 1 + worst(lead, wrong, true)) / (
        len(lead[0]) if divided else 1
    )


@exercise.mistake
def no_margin(labels, scores, *, margin=(0, 1)):
    """A wrong class costs something only if it is above the true one. By how much
    should the true score be ahead, according to the task?
    """
    lead, wrong = leads(labels, scores)
    costs = np.where(lead > 0, margin + lead, 0)
    return np.sum(wrong * costs, axis=1) / scores.shape[1]


@exercise.mistake
def leads_reversed(labels, scores, *, own=(0, 1)):
    """True and wrong scores have changed places: a class far below the true one costs
    much. Which of the two should be larger by 1?
    """
    lead, wrong = leads(labels, scores)
    costs = np.maximum(wrong, own) * np.maximum(0, 1 - lead)
    return np.sum(costs, axis=1) / scores.shape[1]


@exercise.mistake
def never_cut_off(labels, scores):
    """Nothing is cut off at 0, so that a class far below the true one earns a
    reward. What should it cost beyond the margin?
    """
    lead, wrong = leads(labels, scores)
    return np.sum(wrong * (1 + lead), axis=1) / scores.shape[1]


@exercise.mistake
def cut_off_after_the_sum(labels, scores):
    """You added first and cut off at 0 afterwards: a class far below the true one makes
    up for one that is too near. Which comes first for each wrong class?
    """
    return np.maximum(0, never_cut_off(labels, scores))


@exercise.mistake
def squared(labels, scores):
    """You squared what each class lacks. Does the cost of a class in the task grow in
    proportion to its lack, or faster?
    """
    lead, wrong = leads(labels, scores)
    return np.sum(wrong * np.maximum(0, 1 + lead) ** 2, axis=1) / scores.shape[1]


@exercise.mistake
def each_class_against_zero(labels, scores, *, divided=(True, False)):
    """You used one hinge of two classes for each score, with the label 1 for the true
    class and -1 for the others. With what does the task compare a wrong score, with a
    number or with another score?
    """
    _, wrong = leads(labels, scores)
    lacks = np.maximum(0, 1 + np.where(wrong, scores, -scores))
    return lacks.sum(axis=1) / (scores.shape[1] if divided else 1)


@exercise.mistake
def highest_for_true(labels, scores, *, left_out=("highest", "true")):
    """You compared with the highest score of the row, where the true class's belongs.
    How much does it cost then to prefer a wrong class?
    """
    best = np.argmax(scores, axis=1)
    if left_out == "highest":
        return cost(best, scores)
    lacks = np.maximum(0, 1 + leads(best, scores)[0])
    return np.sum(lacks * leads(labels, scores)[1], axis=1) / scores.shape[1]


@exercise.mistake
def labels_from_one(labels, scores):
    """You took the class before the one that the label names, as if classes were
    counted from 1. Which number has the first class, according to the task?
    """
    return cost((labels - 1) % scores.shape[1], scores)


@exercise.mistake
def not_summed(labels, scores, *, divided=(True, False), own=(0, 1)):
    """You returned a table with what each class lacks. Which axis has to be added up,
    so that there is one loss a row?
    """
    lead, wrong = leads(labels, scores)
    costs = np.maximum(wrong, own) * np.maximum(0, 1 + lead)
    return costs / (scores.shape[1] if divided else 1)


@exercise.mistake
def mean_of_all(labels, scores):
    """You returned one number, the mean over the rows. How many losses does the task
    ask for, if every row has its own?
    """
    return np.mean(cost(labels, scores))


@exercise.mistake
def summed_over_rows(labels, scores):
    """You added the losses of all rows up to one number. How many does the task ask
    for, if every row has its own?
    """
    return np.sum(cost(labels, scores))


@exercise.mistake
def cross_entropy(labels, scores):
    """You returned softmax cross-entropy, which is never quite 0. What should a row
    cost whose true score is far beyond the margin?
    """
    return losses.sparse_softmax_cross_entropy(labels, scores)
