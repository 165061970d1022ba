"""The gradient, shortened to a largest norm."""

import math

import numpy as np

from lossedu import optimizers
from lossedu.grading import Exercise, probe

exercise = Exercise(
    id="clip_by_norm",
    chapter="learning-rate",
    section="clipping",
    task="""
    Shorten a gradient that is too long.

    `g` holds the gradient, of shape (n,) or (n, k). Its norm is the Euclidean norm of
    all its entries together, as one vector. If the norm is above `limit`, return the
    gradient in the same direction with the norm `limit`; otherwise return its numbers
    as they are. `limit` is positive. The result has the shape of `g`. A gradient of
    zeros stays one, and entries of 1e200, whose squares overflow, are shortened like
    any other. Divide by exactly the norm: add no small number to it.
    """,
    starter='''
    import numpy as np


    def clip_by_norm(g, *, limit):
        """The gradient with a norm of at most `limit`, in the shape of g."""
        # TODO
        raise NotImplementedError
    ''',
    reference=optimizers.clip_by_norm,
    alone=0,
    hints=(
        "The direction stays if every entry is multiplied by one and the same factor. "
        "Which factor makes the norm equal to `limit`?",
        "The factor is never above 1. And a norm can be measured in any unit: what if "
        "the unit is the largest entry?",
        "With m = np.abs(g).max() the norm is m * np.sqrt(np.sum((g / m) ** 2)), if m "
        "is not 0. Above `limit` the result is g / norm * limit, otherwise g.",
    ),
    praise="One step over a cliff of the loss can undo a thousand; clipping bounds its "
    "length and keeps its direction.",
)


@exercise.probes
def _(rng):
    yield probe("too long", [3.0, -4.0], keywords={"limit": 2.0})
    yield probe("short enough", [0.6, -0.8], keywords={"limit": 2.0})
    yield probe("all zeros", [0.0, 0.0, 0.0], keywords={"limit": 0.5})
    rows = [[1.0, -2.0, 2.0], [0.0, 4.0, 0.0]]
    yield probe("a matrix", rows, keywords={"limit": 2.5})
    yield probe("whole numbers", [8, 0, -6], keywords={"limit": 4})
    yield probe("a small limit", [3e-4, -4e-4], keywords={"limit": 2e-4})
    huge = [3e200, 0.0, 0.0, -4e200, 0.0, 0.0, 0.0, 0.0]  # shown after the smaller ones
    yield probe("far out", huge, keywords={"limit": 2.0})
    g = rng.normal(scale=3, size=(4, 3))
    yield probe("a random matrix", g, keywords={"limit": 1.5}, visible=False)
    g = rng.uniform(0.5, 1, size=9)
    yield probe("a random vector", g, keywords={"limit": 1.2}, visible=False)
    yield probe("one short entry", g[:1], keywords={"limit": 5.0}, visible=False)
    g, short = rng.normal(size=7).astype(np.float32), {"limit": 0.3}
    yield probe("single precision", g, keywords=short, visible=False, rtol=1e-4)


@exercise.solution
def measured_in_the_largest_entry(g, *, limit):
    largest = np.abs(g).max()
    if largest == 0:
        return g.copy()
    norm = largest * np.sqrt(np.sum((g / largest) ** 2))
    return g / norm * limit if norm > limit else g.copy()


@exercise.alternative
def number_by_number(g, *, limit):
    norm = math.hypot(*g.ravel().tolist())
    factor = limit / norm if norm > limit else 1.0
    return [float(entry) * factor for entry in g] if g.ndim == 1 else g * factor


@exercise.alternative
def direction_times_length(g, *, limit):
    unit = g / (np.max(np.abs(g)) or 1)
    length = np.linalg.norm(unit)
    shrunk = unit * (limit / max(length, 1))
    return np.where(np.abs(shrunk) < np.abs(g), shrunk, g)


@exercise.alternative
def one_entry_after_the_other(g, *, limit):
    norm = np.hypot.reduce(g, axis=None)  # the root of the sum so far, and one more
    return g * (1 if norm <= limit else limit / norm)


def careful(g, axis=None):
    """Return the norm, with no square that overflows."""
    m = np.max(np.abs(g)) or 1
    return m * np.sqrt(np.sum((g / m) ** 2, axis=axis, keepdims=axis is not None))


def plain(g, axis=None):
    """Return the norm as most people write it."""
    squares = np.sum(np.asarray(g, float) ** 2, axis=axis, keepdims=axis is not None)
    return np.sqrt(squares)


# Who makes a mistake need not be careful about overflow, and mostly is not.
NORMS = (careful, plain)


@exercise.mistake
def entry_by_entry(g, *, limit):
    """Each entry was clipped by itself to the range from -limit to limit, which turns
    the direction. By what can all entries be multiplied so that it stays?
    """
    return np.clip(g, -limit, limit)


@exercise.mistake
def row_by_row(g, *, limit, norm=NORMS):
    """Each row, along the last axis, was shortened by a norm of its own. How many norms
    has a gradient if all its entries are one vector?
    """
    return g * np.minimum(1, limit / norm(g, -1))


@exercise.mistake
def column_by_column(g, *, limit, norm=NORMS):
    """The norm was taken along the first axis, so that a matrix has one for each
    column. How many norms has a gradient if all its entries are one vector?
    """
    return g * np.minimum(1, limit / norm(g, 0))


@exercise.mistake
def spectral_norm(g, *, limit, norm=NORMS):
    """A matrix was measured by its largest singular value, which NumPy calls its norm
    of order 2. Which norm looks at all the entries as one vector?
    """
    unit = np.max(np.abs(g)) or 1
    length = unit * np.linalg.norm(g / unit, 2) if np.ndim(g) == 2 else norm(g)
    return g / length * limit if length > limit else g


@exercise.mistake
def only_the_large_entries(g, *, limit, norm=NORMS):
    """Entries larger than `limit` were scaled and the others left as they are, which
    turns the direction. What has to be compared with it: each entry, or the norm?
    """
    return np.where(np.abs(g) > limit, g / (norm(g) or 1) * limit, g)


@exercise.mistake
def always_rescaled(g, *, limit, norm=NORMS, zero=(np.nan, 0.0)):
    """Your gradient always has the norm `limit`, and a short one was made longer. What
    should happen to a gradient whose norm is below the limit?
    """
    return g / norm(g) * limit if np.any(g) else np.full(np.shape(g), zero)


@exercise.mistake
def length_one(g, *, limit, norm=NORMS):
    """A gradient that is too long gets the norm 1 in your answer. Which norm should it
    get?
    """
    return g / norm(g) if norm(g) > limit else g


@exercise.mistake
def root_left_out(g, *, limit, norm=NORMS, tested=(1, 2)):
    """The factor is `limit` over the sum of the squares, without a root. Which unit has
    a square, if the limit is a length?
    """
    return g / norm(g) ** 2 * limit if norm(g) ** tested > limit else g


@exercise.mistake
def sum_of_the_sizes(g, *, limit):
    """You measured the gradient by the sum of the sizes of its entries, the L1 norm.
    What does the Euclidean norm do to each entry before it adds them?
    """
    norm = np.sum(np.abs(g))
    return g / norm * limit if norm > limit else g


@exercise.mistake
def largest_entry(g, *, limit):
    """You measured the gradient by its largest entry. How long is the vector of 3 and
    4, and how much of that is the 4?
    """
    norm = np.max(np.abs(g))
    return g / norm * limit if norm > limit else g


@exercise.mistake
def root_mean_square(g, *, limit, norm=NORMS):
    """You took the mean of the squares under the root, so that the measure does not
    grow with the number of entries. Does the Euclidean norm divide by that number?
    """
    length = norm(g) / np.sqrt(np.size(g))
    return g / length * limit if length > limit else g


@exercise.mistake
def wrong_ones_shortened(g, *, limit, norm=NORMS, zero=(np.nan, 0.0)):
    """The comparison is the wrong way round: a long gradient passes and a short one is
    stretched to `limit`. Which of the two should be changed?
    """
    if not np.any(g):
        return np.full(np.shape(g), zero)
    return g / norm(g) * limit if norm(g) < limit else g


@exercise.mistake
def small_number_added(g, *, limit, norm=NORMS, eps=(1e-4, 1e-5, 1e-6, 1e-7, 1e-8)):
    """You added a small number to the norm, as PyTorch does, and the gradient comes out
    a little too short. When would the division go wrong without it, and is it done
    then?
    """
    return g * np.minimum(1, limit / (norm(g) + eps))


@exercise.mistake
def zero_by_zero(g, *, limit, norm=NORMS):
    """Nearly right: a gradient of zeros has the norm 0, and 0 divided by 0 is NaN. Does
    such a gradient need to be shortened, and so divided, at all?
    """
    return g / norm(g) * np.minimum(norm(g), limit)


@exercise.mistake
def squares_overflow(g, *, limit):
    """Nearly right: where the squares overflow, the norm is infinite and the gradient
    becomes 0. Which number can all entries be divided by before they are squared?
    """
    return g * (limit / max(plain(g), limit))
