"""The exercises of the course, one module each, in chapter folders.

``lossedu/exercises/<chapter>/<id>.py`` defines one `lossedu.grading.Exercise` under the
name ``exercise``. `CHAPTERS` lists them: the chapters in the book's order, as
``<part>/<chapter>``, and the exercises of a chapter from easy to hard.
"""

CHAPTERS: dict[str, tuple[str, ...]] = {
    "information/entropy": ("self_information", "entropy", "conditional_entropy"),
    "information/cross-entropy": ("cross_entropy", "kl_divergence"),
    "losses/regression": (
        "mean_squared_error_grad",
        "quantile",
        "huber_grad",
        "log_cosh",
    ),
    "losses/binary-classification": (
        "binary_cross_entropy",
        "sigmoid_cross_entropy",
        "sigmoid_cross_entropy_grad",
    ),
    "losses/many-classes": (
        "log_sum_exp",
        "sparse_softmax_cross_entropy",
        "softmax_cross_entropy_grad",
    ),
    "losses/margins": ("hinge_grad", "multiclass_hinge"),
    "losses/designing-losses": ("linex_with_grad", "uncertainty_weighting"),
    "activations/sigmoid-and-tanh": ("sigmoid", "tanh_grad"),
    "activations/relu-family": ("relu_grad", "elu_grad", "prelu_backward"),
    "activations/smooth-and-gated": ("gelu", "swish_grad", "softmax_vjp"),
    "learning/backpropagation": (
        "product_of_sum_grad",
        "linear_backward",
        "two_layer_backward",
    ),
    "learning/descent-and-momentum": (
        "gradient_descent",
        "sgd_step",
        "momentum_step",
        "nesterov_step",
    ),
    "learning/adaptive-methods": ("rmsprop_step", "adam_step", "adamw_step"),
    "learning/learning-rate": ("clip_by_norm", "warmup_cosine"),
    "regularization/l1-and-l2": ("l1_prox", "lasso_step"),
    "regularization/noise-and-patience": (
        "inverted_dropout",
        "early_stopping",
        "batch_norm_backward",
    ),
    "regularization/tuning": ("one_standard_error", "cross_validated_errors"),
    "together/project": ("temperature_grad", "expected_calibration_error"),
    "together/claims": ("double_softmax_floor", "largest_stable_rate"),
}
