"""The slope of the cross-entropy in the temperature that calibrates a network."""

import math
from functools import partial

import numpy as np

from lossedu import losses
from lossedu.activations import softmax
from lossedu.grading import Exercise, Oracle, probe


def cost(labels, logits, *, temperature):
    """Return the mean cross-entropy at this temperature."""
    scaled = np.asarray(logits) / temperature
    return np.mean(losses.sparse_softmax_cross_entropy(labels, scaled))


def reference(labels, logits, *, temperature):
    """Apply the chain rule to the library's derivative in the logits."""
    z = np.asarray(logits)
    slope = losses.sparse_softmax_cross_entropy_grad(labels, z / temperature)
    return -np.mean(np.sum(slope * z, axis=1)) / temperature**2


exercise = Exercise(
    id="temperature_grad",
    chapter="project",
    section="temperature",
    task="""
    A trained network is calibrated by dividing all its logits by one number, the
    temperature, before the softmax. Write the derivative of the mean cross-entropy with
    respect to that temperature.

    `labels` holds the right class of each example, whole numbers from 0 to k - 1, shape
    (n,); `logits` has shape (n, k), a row for each example. `temperature` is a positive
    number, passed by name. The loss is in nats: the mean over the examples of the
    cross-entropy of the softmax of `logits / temperature`. Return its derivative in the
    temperature, one number, shape (). Logits of 1000 and -1000 must work, in one batch.
    """,
    starter='''
    import numpy as np


    def temperature_grad(labels, logits, *, temperature):
        """Derivative of the mean cross-entropy in the temperature, shape ()."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    alone=0,
    hints=(
        "The temperature acts on the loss through every scaled logit. What is the "
        "slope of the loss in a scaled logit, and that of a scaled logit in the "
        "temperature?",
        "The slope in a scaled logit is the probability, less 1 at the label. The "
        "slope of z / T in T is minus z over T squared. Multiply the two for each "
        "class: over what do you sum, and over what do you average?",
        "For each row it is `(z[label] - (p * z).sum()) / T**2`, with `p` the "
        "softmax of `z / T`, taken after its largest number was subtracted. Then the "
        "mean.",
    ),
    praise="The slope is 0 where the logit of the label is on average what the network "
    "expects it to be: one number, found on held-out data, repairs its confidence.",
)


def measured(case, value):
    """Tell whether a number is the slope that a small step in the temperature gives."""
    t, step = case.keywords["temperature"], 1e-5
    up, down = (cost(*case.arguments, temperature=t + s) for s in (step, -step))
    return np.abs(value - (up - down) / (2 * step)) <= 1e-8 + 1e-6 * np.abs(value)


SLOPE = Oracle("equals the slope of the loss, measured by a small step", measured)


@exercise.probes
def _(rng):
    one, two, half = ({"temperature": t} for t in (1.0, 2.0, 0.5))
    seen = partial(probe, oracles=[SLOPE])
    yield seen("one row, two classes", [0], [[2.0, -1.0]], keywords=two)
    z = [[1.0, 2.0, 0.0], [3.0, -1.0, 0.5]]
    yield seen("two rows, as they are", [0, 0], z, keywords=one)
    yield seen("two rows, colder", [2, 1], z, keywords=half)
    z = [[1, 0, 3, -2], [2, 2, -1, 0], [0, 4, 1, 1]]
    yield probe("whole numbers", [2, 3, 1], z, keywords={"temperature": 4})
    far = [[1000.0, 999.0, 1000.0], [-1000.0, -1003.0, -1001.0]]
    yield probe("far out", [1, 2], far, keywords=half)
    unseen = partial(seen, visible=False, atol=1e-9)
    z, labels = rng.normal(scale=3, size=(7, 4)), rng.integers(0, 4, 7)
    yield unseen("random batch", labels, z, keywords={"temperature": 1.7})
    z, labels = rng.normal(scale=2, size=(3, 5)), rng.integers(0, 5, 3)
    yield unseen("a low temperature", labels, z, keywords={"temperature": 0.3})
    z, three = rng.normal(size=(4, 3)).astype(np.float32), {"temperature": 3.0}
    single = partial(probe, visible=False, rtol=1e-4, atol=1e-5)
    yield single("single precision", [2, 0, 1, 1], z, keywords=three)


@exercise.solution
def label_less_expected_logit(labels, logits, *, temperature):
    scaled = logits / temperature
    e = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    at_label = logits[np.arange(len(labels)), labels]
    return np.mean(at_label - (p * logits).sum(axis=1)) / temperature**2


@exercise.alternative
def one_row_at_a_time(labels, logits, *, temperature):
    slopes = []
    for label, row in zip(labels, logits.tolist(), strict=True):
        e = [math.exp((z - max(row)) / temperature) for z in row]
        ahead = [row[label] - z for z in row]
        mean = sum(w * a for w, a in zip(e, ahead, strict=True)) / sum(e)
        slopes.append(mean / temperature**2)
    return sum(slopes) / len(slopes)


@exercise.alternative
def from_one_hot_labels(labels, logits, *, temperature):
    z = logits.astype(float)
    off = np.eye(z.shape[1])[labels] - softmax(z / temperature)
    return float(np.einsum("nk,nk->", off, z)) / len(z) / temperature**2


@exercise.alternative
def through_the_inverse_temperature(labels, logits, *, temperature):
    b = 1 / temperature
    others = logits - np.take_along_axis(logits, labels[:, None], axis=1)
    in_b = np.average(others, axis=1, weights=softmax(b * logits))
    return -(b**2) * in_b.mean()


def expected(logits, temperature):
    """Return the mean logit of each row, weighted with the probabilities."""
    z = np.asarray(logits, float)
    return (softmax(z / temperature) * z).sum(axis=1)


def chosen(labels, logits):
    """Return the logit of each row's label."""
    return np.asarray(logits, float)[np.arange(len(labels)), labels]


@exercise.mistake
def flipped_sign(labels, logits, *, temperature):
    """Your slope has the wrong sign. If the label has the largest logit, a higher
    temperature makes the network less sure of it: does the loss grow or fall?
    """
    return -reference(labels, logits, temperature=temperature)


@exercise.mistake
def in_the_inverse_temperature(labels, logits, *, temperature):
    """Your derivative is that in 1 over the temperature, the factor that the logits are
    multiplied by. What is the slope of that factor in the temperature?
    """
    return np.mean(expected(logits, temperature) - chosen(labels, logits))


@exercise.mistake
def division_forgotten(labels, logits, *, temperature):
    """The difference of the logits is right, and was divided by no temperature at all.
    What is the slope of z over T in T, at a T of 2?
    """
    return np.mean(chosen(labels, logits) - expected(logits, temperature))


@exercise.mistake
def one_division_missing(labels, logits, *, temperature):
    """Your result is the temperature times what it should be: you divided once. What is
    the slope of 1 over T, and which power of T does it hold?
    """
    return temperature * reference(labels, logits, temperature=temperature)


@exercise.mistake
def one_division_too_many(labels, logits, *, temperature):
    """You divided by the third power of the temperature, perhaps since the logits were
    divided already. Which power of T does the slope of z over T hold?
    """
    return reference(labels, logits, temperature=temperature) / temperature


@exercise.mistake
def added_up(labels, logits, *, temperature):
    """You added the slopes of the examples up. Of which loss does the task ask the
    derivative, the sum or the mean?
    """
    return len(labels) * reference(labels, logits, temperature=temperature)


@exercise.mistake
def one_for_each_row(labels, logits, *, temperature):
    """You returned one slope for each example. All of them share one temperature: how
    many slopes has the mean loss in it?
    """
    return (chosen(labels, logits) - expected(logits, temperature)) / temperature**2


@exercise.mistake
def averaged_over_the_classes_too(labels, logits, *, temperature):
    """You divided by the number of classes as well. One example costs one number: over
    what is the mean of the task taken?
    """
    return reference(labels, logits, temperature=temperature) / np.shape(logits)[1]


@exercise.mistake
def softmax_of_the_plain_logits(labels, logits, *, temperature):
    """Your probabilities are those of a temperature of 1. Of which numbers does the
    loss take the softmax?
    """
    apart = chosen(labels, logits) - expected(logits, 1.0)
    return np.mean(apart) / temperature**2


@exercise.mistake
def logits_multiplied(labels, logits, *, temperature):
    """You multiplied the logits by the temperature, and differentiated that. What does
    the task do to them, and does a high temperature make a network more sure or less?
    """
    return np.mean(expected(logits, 1 / temperature) - chosen(labels, logits))


@exercise.mistake
def the_loss_itself(labels, logits, *, temperature):
    """You returned the loss, and the task asks for its slope in the temperature. Can a
    slope be never negative, if there is a best temperature?
    """
    return cost(labels, logits, temperature=temperature)


@exercise.mistake
def label_forgotten(labels, logits, *, temperature):
    """Only the mean logit under the probabilities occurs in your answer, and that of
    the label does not. What is subtracted from the probability of the label, in the
    slope of the cross-entropy?
    """
    return -np.mean(expected(logits, temperature)) / temperature**2


@exercise.mistake
def only_the_label(labels, logits, *, temperature):
    """Only the logit of the label occurs in your answer. The denominator of the softmax
    holds the temperature as well: what does its slope add?
    """
    return np.mean(chosen(labels, logits)) / temperature**2


@exercise.mistake
def term_of_the_label_alone(labels, logits, *, temperature):
    """Of the sum over the classes you took the term of the label alone. Which other
    scaled logits change with the temperature, and does the loss depend on them?
    """
    z = chosen(labels, logits)
    off = 1 - chosen(labels, softmax(np.asarray(logits) / temperature))
    return np.mean(off * z) / temperature**2


@exercise.mistake
def plain_mean_of_the_classes(labels, logits, *, temperature):
    """You compared the logit of the label with the plain mean of its row. With which
    weights do the classes enter the mean?
    """
    return np.mean(chosen(labels, logits) - np.mean(logits, axis=1)) / temperature**2


@exercise.mistake
def largest_for_the_label(labels, logits, *, temperature):
    """You took the largest logit of each row, which is what the network predicts. Which
    logit does the loss look at, if the prediction is wrong?
    """
    apart = np.max(logits, axis=1) - expected(logits, temperature)
    return np.mean(apart) / temperature**2


@exercise.mistake
def softmax_down_the_columns(labels, logits, *, temperature):
    """The softmax was taken over the examples. Which axis of the logits are the
    classes, whose probabilities must add up to 1?
    """
    z = np.asarray(logits, float)
    p = softmax(z.T / temperature).T
    return np.mean(chosen(labels, z) - (p * z).sum(axis=1)) / temperature**2


@exercise.mistake
def overflow(labels, logits, *, temperature, shifted=(False, True)):
    """Your formula is right, and for logits of 1000 and -1000 in one batch it gives
    NaN. What may be subtracted from all logits of one row, without any change of its
    softmax?
    """
    z = np.asarray(logits, float) / temperature
    e = np.exp(z - z.max() if shifted else z)
    p = e / e.sum(axis=1, keepdims=True)
    apart = chosen(labels, logits) - (p * logits).sum(axis=1)
    return np.mean(apart) / temperature**2
