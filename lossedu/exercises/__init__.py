"""The exercises of the course, one module each, in chapter folders.

``lossedu/exercises/<chapter>/<id>.py`` defines one `lossedu.grading.Exercise` under the
name ``exercise``. `CHAPTERS` lists them: the chapters in the book's order, and the
exercises of a chapter from easy to hard.
"""

CHAPTERS: dict[str, tuple[str, ...]] = {
    "cross-entropy": ("cross_entropy", "kl_divergence"),
    "binary-classification": (
        "binary_cross_entropy",
        "sigmoid_cross_entropy",
        "sigmoid_cross_entropy_grad",
    ),
    "many-classes": (
        "log_sum_exp",
        "sparse_softmax_cross_entropy",
        "softmax_cross_entropy_grad",
    ),
    "margins": ("hinge_grad", "multiclass_hinge"),
    "backpropagation": ("linear_backward",),
    "adaptive-methods": ("adam_step",),
    "claims": ("double_softmax_floor", "largest_stable_rate"),
}
