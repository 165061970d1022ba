"""The exercises of the course, one module each, in chapter folders.

``lossedu/exercises/<chapter>/<id>.py`` defines one `lossedu.grading.Exercise` under the
name ``exercise``. `CHAPTERS` lists them: the chapters in the book's order, and the
exercises of a chapter from easy to hard.
"""

CHAPTERS: dict[str, tuple[str, ...]] = {
    "entropy": ("self_information", "entropy", "conditional_entropy"),
    "cross-entropy": ("cross_entropy", "kl_divergence"),
    "regression": ("mean_squared_error_grad", "quantile", "huber_grad", "log_cosh"),
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
    "designing-losses": ("linex_with_grad", "uncertainty_weighting"),
    "sigmoid-and-tanh": ("sigmoid", "tanh_grad"),
    "relu-family": ("relu_grad", "elu_grad", "prelu_backward"),
    "smooth-and-gated": ("gelu", "swish_grad", "softmax_vjp"),
    "backpropagation": ("product_of_sum_grad", "linear_backward", "two_layer_backward"),
    "descent-and-momentum": (
        "gradient_descent",
        "sgd_step",
        "momentum_step",
        "nesterov_step",
    ),
    "adaptive-methods": ("rmsprop_step", "adam_step", "adamw_step"),
    "learning-rate": ("clip_by_norm", "warmup_cosine"),
    "l1-and-l2": ("l1_prox", "lasso_step"),
    "noise-and-patience": ("inverted_dropout", "early_stopping", "batch_norm_backward"),
    "tuning": ("one_standard_error", "cross_validated_errors"),
    "project": ("temperature_grad", "expected_calibration_error"),
    "claims": ("double_softmax_floor", "largest_stable_rate"),
}
