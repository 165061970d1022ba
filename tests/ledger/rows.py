"""The rows of every page, by the page's path inside the book."""

from ledger import (
    accuracy,
    adaptive_methods,
    backpropagation,
    binary_classification,
    claims,
    cross_entropy,
    descent_and_momentum,
    designing_losses,
    entropy,
    graders,
    l1_and_l2,
    learning_rate,
    many_classes,
    margins,
    noise_and_patience,
    notation,
    plain_pages,
    project,
    regression,
    relu_family,
    sigmoid_and_tanh,
    smooth_and_gated,
    speed,
    status,
    tuning,
)
from lossedu.grading import _exercise

_PAGES = {
    "notation": notation,
    "information/entropy": entropy,
    "information/cross-entropy": cross_entropy,
    "losses/regression": regression,
    "losses/binary-classification": binary_classification,
    "losses/many-classes": many_classes,
    "losses/margins": margins,
    "losses/designing-losses": designing_losses,
    "activations/sigmoid-and-tanh": sigmoid_and_tanh,
    "activations/relu-family": relu_family,
    "activations/smooth-and-gated": smooth_and_gated,
    "learning/backpropagation": backpropagation,
    "learning/descent-and-momentum": descent_and_momentum,
    "learning/adaptive-methods": adaptive_methods,
    "learning/learning-rate": learning_rate,
    "regularization/l1-and-l2": l1_and_l2,
    "regularization/noise-and-patience": noise_and_patience,
    "regularization/tuning": tuning,
    "together/project": project,
    "together/claims": claims,
}
EQUATIONS = {page: module.EQUATIONS for page, module in _PAGES.items()}


def _tasks(page: str) -> list[str]:
    """The tasks that a chapter prints; test_exercise_pages compares them."""
    exercises = [_exercise.find(name) for name in _exercise.shelf()]
    return [
        paragraph
        for exercise in exercises
        if exercise.chapter == page.rsplit("/", 1)[-1]
        for paragraph in exercise.task.split("\n\n")
    ]


# What the expressions of a page that is no notebook may use.
_TABLES = {
    "accuracy": accuracy,
    "graders": graders,
    "speed": speed,
    "status": status,
}
NAMES = {page: module.NAMES for page, module in _TABLES.items()}
NUMBERS = (
    {page: module.NUMBERS for page, module in _TABLES.items()}
    | plain_pages.NUMBERS
    | {page: module.NUMBERS + _tasks(page) for page, module in _PAGES.items()}
)
