"""Dropout in training, with the draws given."""

import numpy as np

from lossedu import regularizers
from lossedu.grading import Exercise, probe


class Known(np.random.Generator):
    """A source of draws that are known: high where an element is kept."""

    def __init__(self, kept):
        super().__init__(np.random.PCG64(0))
        self.kept = np.asarray(kept)

    def random(self, size):  # type: ignore[override]
        return np.where(self.kept.reshape(size), 1.0, -1.0)


def reference(x, kept, *, rate):
    """Apply the library's dropout, which draws what is kept itself."""
    return regularizers.dropout(x, rate=rate, rng=Known(kept))


exercise = Exercise(
    id="inverted_dropout",
    chapter="noise-and-patience",
    section="inverted-scaling",
    task="""
    Write inverted dropout, as it is applied in training.

    `x` holds activations, of shape (n, d). `kept` has the same shape and says what the
    draw was: 1 or True for an activation that is kept, 0 or False for one that is
    dropped. `rate` is the probability to drop one, above 0 and below 1. Return the
    activations, shape (n, d): 0 where dropped, and the others scaled so that the mean
    over all possible draws is `x`.
    """,
    starter='''
    import numpy as np


    def inverted_dropout(x, kept, *, rate):
        """The activations after dropout, 0 or scaled up, shape (n, d)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    hints=(
        "Take one activation of 1 and a rate of 0.75. In how many of four draws is it "
        "kept, and what must it be there for a mean of 1?",
        "It is kept with the probability 1 - rate, so that without scaling its mean "
        "would be 1 - rate times what it should be.",
        "Multiply by the mask and divide by the probability to keep: "
        "x * kept / (1 - rate).",
    ),
    praise="The mean is right already in training, so that in evaluation dropout is "
    "simply left out.",
)


@exercise.probes
def _(rng):
    yield probe("one row", [[2.0, -3.0]], [[1, 0]], keywords={"rate": 0.75})
    x = [[1.0, -2.0, 0.5], [3.0, 4.0, -1.5]]
    mask = [[1, 0, 1], [1, 1, 0]]
    yield probe("two rows", x, mask, keywords={"rate": 0.2})
    yield probe("True and False", x, np.equal(mask, 1), keywords={"rate": 0.6})
    whole = [[1, 2], [3, 4], [5, 6]], [[0, 1], [1, 1], [1, 0]]
    yield probe("whole numbers", *whole, keywords={"rate": 0.1})
    for title, n, rate in ("few dropped", 5, 0.3), ("most dropped", 4, 0.9):
        x, kept = rng.normal(size=(n, 3)), rng.random((n, 3)) >= rate
        kept[0] = [True, False, True]  # some of each, whatever was drawn
        yield probe(title, x, kept, keywords={"rate": rate}, visible=False)
    x = rng.normal(size=(3, 2)).astype(np.float32)
    kept, less = np.array([[1, 0]] * 3, np.float32), {"rate": 0.4}
    yield probe("single precision", x, kept, keywords=less, visible=False, rtol=1e-4)


@exercise.solution
def masked_and_scaled(x, kept, *, rate):
    return x * kept / (1 - rate)


@exercise.alternative
def chosen_element_by_element(x, kept, *, rate):
    return np.where(kept, x / (1 - rate), 0)


@exercise.alternative
def number_by_number(x, kept, *, rate):
    result = []
    for row, mask in zip(x, kept, strict=True):
        keep = 1 - rate
        result.append([a / keep if m else 0 for a, m in zip(row, mask, strict=True)])
    return result


@exercise.alternative
def into_zeros(x, kept, *, rate):
    result = np.zeros(x.shape)
    there = np.asarray(kept, bool)
    result[there] = x[there] * (1 + rate / (1 - rate))
    return result


@exercise.mistake
def not_scaled(x, kept, *, rate):
    """The activations that are kept were not scaled. What is the mean of an activation
    over all draws, if some of them make it 0?
    """
    return x * kept


@exercise.mistake
def divided_by_the_rate(x, kept, *, rate):
    """You divided by the probability to drop. What is the probability that an
    activation is there at all?
    """
    return x * kept / rate


@exercise.mistake
def multiplied_by_the_chance_to_keep(x, kept, *, rate):
    """You multiplied by the probability to keep, which makes the activations smaller a
    second time. The others are missing: should those that are left grow or shrink?
    """
    return x * kept * (1 - rate)


@exercise.mistake
def multiplied_by_the_rate(x, kept, *, rate):
    """You multiplied by the probability to drop. What happens to the mean over all
    draws when the rate is tiny, and what should happen?
    """
    return x * kept * rate


@exercise.mistake
def mask_turned_round(x, kept, *, rate):
    """You dropped what should be kept and kept the rest. What does a 1 in `kept` mean,
    according to the task?
    """
    return x * (1 - np.asarray(kept, float)) / (1 - rate)


@exercise.mistake
def dropped_ones_not_zero(x, kept, *, rate):
    """All activations are scaled up and none is dropped. Where does `kept` come in?"""
    return x / (1 - rate)


@exercise.mistake
def dropped_ones_left(x, kept, *, rate):
    """Dropped activations stay as they are, and the others are scaled up. What should a
    dropped one send on?
    """
    return np.where(kept, x / (1 - rate), x)


@exercise.mistake
def evaluation(x, kept, *, rate):
    """You returned the activations unchanged, as dropout does in evaluation. What is
    different in training?
    """
    return np.array(x)


@exercise.mistake
def share_of_this_draw(x, kept, *, rate, axis=(None, -1, 0), guard=(True, False)):
    """You divided by the share that this draw happened to keep. Is that share the same
    as the probability, and over what does the task take the mean?
    """
    share = np.mean(np.asarray(kept, float), axis=axis, keepdims=axis is not None)
    return x * kept / np.where((share == 0) & guard, 1, share)


@exercise.mistake
def root_of_the_chance(x, kept, *, rate):
    """You divided by the square root of the probability to keep, which preserves the
    mean of the squares. Which mean does the task ask for?
    """
    return x * kept / np.sqrt(1 - rate)


@exercise.mistake
def one_plus_the_rate(x, kept, *, rate):
    """You scaled by 1 plus the rate. At a rate of one half, half of the draws have the
    activation: which factor makes up for the other half?
    """
    return x * kept * (1 + rate)


@exercise.mistake
def the_slope(x, kept, *, rate):
    """You returned what each activation is multiplied by, which is the derivative. The
    task asks for the activations: where does `x` come in?
    """
    return np.ones(np.shape(x)) * kept / (1 - rate)


@exercise.mistake
def dropped_ones_cut_out(x, kept, *, rate):
    """You left the dropped activations out, so that the result is a list of the others.
    Which shape does the next layer expect, and what stands where one was dropped?
    """
    return x[np.asarray(kept, bool)] / (1 - rate)
