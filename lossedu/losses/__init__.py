"""Losses and their derivatives, truth first and model last, never reduced."""

from lossedu._pair import Pair
from lossedu.losses._binary import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    sigmoid_cross_entropy,
    sigmoid_cross_entropy_grad,
    sigmoid_focal,
    sigmoid_focal_grad,
)
from lossedu.losses._categorical import (
    categorical_cross_entropy,
    categorical_cross_entropy_grad,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
    softmax_cross_entropy_with_grad,
    sparse_softmax_cross_entropy,
    sparse_softmax_cross_entropy_grad,
    sparse_softmax_cross_entropy_with_grad,
)
from lossedu.losses._likelihood import (
    gaussian_nll,
    gaussian_nll_grad,
    gaussian_nll_mean_grad,
    poisson_nll,
    poisson_nll_grad,
)
from lossedu.losses._regression import (
    absolute_error,
    absolute_error_grad,
    absolute_percentage_error,
    absolute_percentage_error_grad,
    huber,
    huber_grad,
    linex,
    linex_grad,
    log_cosh,
    log_cosh_grad,
    quantile,
    quantile_grad,
    smooth_l1,
    smooth_l1_grad,
    squared_error,
    squared_error_grad,
    squared_log_error,
    squared_log_error_grad,
)

__all__ = [
    "LOSSES",
    "absolute_error",
    "absolute_error_grad",
    "absolute_percentage_error",
    "absolute_percentage_error_grad",
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "categorical_cross_entropy",
    "categorical_cross_entropy_grad",
    "gaussian_nll",
    "gaussian_nll_grad",
    "gaussian_nll_mean_grad",
    "huber",
    "huber_grad",
    "linex",
    "linex_grad",
    "log_cosh",
    "log_cosh_grad",
    "poisson_nll",
    "poisson_nll_grad",
    "quantile",
    "quantile_grad",
    "sigmoid_cross_entropy",
    "sigmoid_cross_entropy_grad",
    "sigmoid_focal",
    "sigmoid_focal_grad",
    "smooth_l1",
    "smooth_l1_grad",
    "softmax_cross_entropy",
    "softmax_cross_entropy_grad",
    "softmax_cross_entropy_with_grad",
    "sparse_softmax_cross_entropy",
    "sparse_softmax_cross_entropy_grad",
    "sparse_softmax_cross_entropy_with_grad",
    "squared_error",
    "squared_error_grad",
    "squared_log_error",
    "squared_log_error_grad",
]

LOSSES = {
    "squared_error": Pair(squared_error, squared_error_grad),
    "absolute_error": Pair(absolute_error, absolute_error_grad),
    "huber": Pair(huber, huber_grad),
    "smooth_l1": Pair(smooth_l1, smooth_l1_grad),
    "log_cosh": Pair(log_cosh, log_cosh_grad),
    "quantile": Pair(quantile, quantile_grad),
    "absolute_percentage_error": Pair(
        absolute_percentage_error, absolute_percentage_error_grad
    ),
    "squared_log_error": Pair(squared_log_error, squared_log_error_grad),
    "linex": Pair(linex, linex_grad),
    "poisson_nll": Pair(poisson_nll, poisson_nll_grad),
    "gaussian_nll": Pair(gaussian_nll, gaussian_nll_grad),
    "binary_cross_entropy": Pair(binary_cross_entropy, binary_cross_entropy_grad),
    "sigmoid_cross_entropy": Pair(sigmoid_cross_entropy, sigmoid_cross_entropy_grad),
    "categorical_cross_entropy": Pair(
        categorical_cross_entropy, categorical_cross_entropy_grad
    ),
    "softmax_cross_entropy": Pair(softmax_cross_entropy, softmax_cross_entropy_grad),
    "sparse_softmax_cross_entropy": Pair(
        sparse_softmax_cross_entropy, sparse_softmax_cross_entropy_grad
    ),
    "sigmoid_focal": Pair(sigmoid_focal, sigmoid_focal_grad),
}
