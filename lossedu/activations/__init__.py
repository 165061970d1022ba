"""Activation functions and their derivatives."""

from lossedu._pair import Pair
from lossedu.activations._sigmoid import (
    log_sigmoid,
    log_sigmoid_grad,
    sigmoid,
    sigmoid_grad,
    softplus,
    softplus_grad,
    tanh,
    tanh_grad,
)
from lossedu.activations._softmax import (
    log_softmax,
    log_softmax_grad,
    log_softmax_jacobian,
    log_softmax_vjp,
    softmax,
    softmax_jacobian,
    softmax_vjp,
)

__all__ = [
    "ACTIVATIONS",
    "log_sigmoid",
    "log_sigmoid_grad",
    "log_softmax",
    "log_softmax_grad",
    "log_softmax_jacobian",
    "log_softmax_vjp",
    "sigmoid",
    "sigmoid_grad",
    "softmax",
    "softmax_jacobian",
    "softmax_vjp",
    "softplus",
    "softplus_grad",
    "tanh",
    "tanh_grad",
]

# softmax is absent: its rows sum to 1, so the gradient of its sum is 0 everywhere.
ACTIVATIONS = {
    "sigmoid": Pair(sigmoid, sigmoid_grad),
    "log_sigmoid": Pair(log_sigmoid, log_sigmoid_grad),
    "softplus": Pair(softplus, softplus_grad),
    "tanh": Pair(tanh, tanh_grad),
    "log_softmax": Pair(log_softmax, log_softmax_grad),
}
