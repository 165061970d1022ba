"""The exercises of the course, one module each, in chapter folders.

``lossedu/exercises/<chapter>/<id>.py`` defines one `lossedu.grading.Exercise` under the
name ``exercise``. `CHAPTERS` lists them: the chapters in the book's order, and the
exercises of a chapter from easy to hard.
"""

CHAPTERS: dict[str, tuple[str, ...]] = {
    "cross-entropy": ("cross_entropy", "kl_divergence"),
    "binary-classification": ("binary_cross_entropy", "sigmoid_cross_entropy_grad"),
    "backpropagation": ("linear_backward",),
    "descent-and-momentum": (
        "gradient_descent",
        "sgd_step",
        "momentum_step",
        "nesterov_step",
    ),
    "adaptive-methods": ("rmsprop_step", "adam_step", "adamw_step"),
    "tuning": ("one_standard_error", "cross_validated_errors"),
}
