"""Formulas in the docstrings of lossedu.activations."""

from mpmath import mp

from ledger.docstrings._draw import DELTA, entry, logits, number, partial, row, softmax
from lossedu import activations

FORMULAS = [
    row(
        "activations.sigmoid",
        r"\sigma(x) = \frac{1}{1 + e^{-x}}",
        number,
        code=lambda p: activations.sigmoid(p["x"]),
    ),
    row(
        "activations.log_sigmoid",
        r"\log \sigma(x) = -\log(1 + e^{-x}) = \min(x, 0) - \log(1 + e^{-|x|})",
        number,
        code=lambda p: activations.log_sigmoid(p["x"]),
    ),
    row(
        "activations.softplus",
        r"\log(1 + e^x) = \max(x, 0) + \log(1 + e^{-|x|})",
        number,
        code=lambda p: activations.softplus(p["x"]),
    ),
    row(
        "activations.tanh",
        r"\tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}} = 2 \sigma(2 x) - 1",
        number,
        reads={r"\tanh x": lambda p: mp.tanh(p["x"])},
        code=lambda p: activations.tanh(p["x"]),
    ),
    row(
        "activations.softmax",
        r"p_i = \frac{e^{x_i}}{\sum_j e^{x_j}}",
        logits,
        code=lambda p: entry(activations.softmax(p["x"]), p, "i"),
    ),
    row(
        "activations.softmax_jacobian",
        r"\frac{\partial p_i}{\partial x_j} = p_i (\delta_{ij} - p_j)",
        logits,
        reads={r"\frac{\partial p_i}{\partial x_j}": partial(softmax), **DELTA},
        code=lambda p: entry(activations.softmax_jacobian(p["x"]), p, "i", "j"),
    ),
    row(
        "activations.softmax_vjp",
        r"p_i \Bigl(g_i - \sum_j p_j g_j\Bigr)",
        logits,
        code=lambda p: entry(activations.softmax_vjp(p["g"], p["x"]), p, "i"),
    ),
    row(
        "activations.log_softmax",
        r"\log p_i = x_i - \log \sum_j e^{x_j}",
        logits,
        code=lambda p: entry(activations.log_softmax(p["x"]), p, "i"),
    ),
    row(
        "activations.log_softmax_jacobian",
        r"\frac{\partial \log p_i}{\partial x_j} = \delta_{ij} - p_j",
        logits,
        reads={
            r"\frac{\partial \log p_i}{\partial x_j}": partial(
                lambda x: [mp.log(v) for v in softmax(x)]
            ),
            **DELTA,
        },
        code=lambda p: entry(activations.log_softmax_jacobian(p["x"]), p, "i", "j"),
    ),
    row(
        "activations.log_softmax_vjp",
        r"g_i - p_i \sum_j g_j",
        logits,
        code=lambda p: entry(activations.log_softmax_vjp(p["g"], p["x"]), p, "i"),
    ),
]
