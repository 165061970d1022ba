"""Losses and their derivatives, truth first and model last, never reduced."""

from lossedu._pair import Pair
from lossedu.losses._classification import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    categorical_cross_entropy,
    categorical_cross_entropy_grad,
    sigmoid_cross_entropy,
    sigmoid_cross_entropy_grad,
    sigmoid_focal,
    sigmoid_focal_grad,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
    sparse_softmax_cross_entropy,
    sparse_softmax_cross_entropy_grad,
)
from lossedu.losses._margin import (
    categorical_hinge,
    categorical_hinge_grad,
    hinge,
    hinge_grad,
    multiclass_hinge,
    multiclass_hinge_grad,
    squared_hinge,
    squared_hinge_grad,
)
from lossedu.losses._regression import squared_error, squared_error_grad
from lossedu.losses._similarity import cosine_distance, cosine_distance_grad

__all__ = [
    "LOSSES",
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "categorical_cross_entropy",
    "categorical_cross_entropy_grad",
    "categorical_hinge",
    "categorical_hinge_grad",
    "cosine_distance",
    "cosine_distance_grad",
    "hinge",
    "hinge_grad",
    "multiclass_hinge",
    "multiclass_hinge_grad",
    "sigmoid_cross_entropy",
    "sigmoid_cross_entropy_grad",
    "sigmoid_focal",
    "sigmoid_focal_grad",
    "softmax_cross_entropy",
    "softmax_cross_entropy_grad",
    "sparse_softmax_cross_entropy",
    "sparse_softmax_cross_entropy_grad",
    "squared_error",
    "squared_error_grad",
    "squared_hinge",
    "squared_hinge_grad",
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
    "hinge": Pair(hinge, hinge_grad),
    "squared_hinge": Pair(squared_hinge, squared_hinge_grad),
    "categorical_hinge": Pair(categorical_hinge, categorical_hinge_grad),
    "multiclass_hinge": Pair(multiclass_hinge, multiclass_hinge_grad),
    "cosine_distance": Pair(cosine_distance, cosine_distance_grad),
}
