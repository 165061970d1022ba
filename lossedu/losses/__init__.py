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
from lossedu.losses._regression import squared_error, squared_error_grad

__all__ = [
    "LOSSES",
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "categorical_cross_entropy",
    "categorical_cross_entropy_grad",
    "sigmoid_cross_entropy",
    "sigmoid_cross_entropy_grad",
    "sigmoid_focal",
    "sigmoid_focal_grad",
    "softmax_cross_entropy",
    "softmax_cross_entropy_grad",
    "softmax_cross_entropy_with_grad",
    "sparse_softmax_cross_entropy",
    "sparse_softmax_cross_entropy_grad",
    "sparse_softmax_cross_entropy_with_grad",
    "squared_error",
    "squared_error_grad",
]

LOSSES = {
    "squared_error": Pair(squared_error, squared_error_grad),
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
