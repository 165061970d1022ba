r"""The formulas in the package's docstrings, which the API pages print.

A formula is checked as one on a page is: its sides against each other, and its leftmost
side against the function that carries it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from mpmath import mp

from ledger._equations import Equation
from lossedu import activations, information, losses

N, M = 4, 3  # outcomes of x and of y


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def distribution(rng, n=N):
    p = [mp.mpf(v) for v in rng.uniform(0.1, 1, n)]
    return [v / mp.fsum(p) for v in p]


def entropy(p):
    return -mp.fsum(v * mp.log(v) for v in p)


def number(rng):
    return {"x": mp.mpf(rng.normal(scale=3)), "sigma": sigmoid}


def two(rng):
    p, q = distribution(rng), distribution(rng)
    middle = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    return {"n": N, "p": p, "q": q, "m": middle, "i": int(rng.integers(1, N + 1))}


def table(rng):
    """A joint distribution, its margins and its conditionals, as functions."""
    joint = [distribution(rng, M) for _ in range(N)]
    share = distribution(rng)
    joint = [[s * v for v in row] for s, row in zip(share, joint, strict=True)]
    columns = [mp.fsum(row[j] for row in joint) for j in range(M)]

    return {
        "n": N,
        "m": M,
        "p": lambda x, y: joint[x - 1][y - 1],
        "joint": joint,
        "rows": share,
        "columns": columns,
    }


def softmax(x):
    e = [mp.exp(v) for v in x]
    return [v / mp.fsum(e) for v in e]


def logits(rng):
    x = [mp.mpf(v) for v in rng.normal(scale=2, size=N)]
    i, j = (int(k) for k in rng.integers(1, N + 1, 2))
    return {
        "n": N,
        "x": x,
        "p": softmax(x),
        "g": [mp.mpf(v) for v in rng.normal(size=N)],
        "w": [mp.mpf(v) for v in rng.uniform(0.5, 2, N)],
        "y": distribution(rng),
        "i": i,
        "j": j,
        "t": i,
    }


def binary(rng):
    return number(rng) | {
        "y": mp.mpf(rng.uniform()),
        "p": mp.mpf(rng.uniform(0.05, 0.95)),
        "w": mp.mpf(rng.uniform(0.5, 2)),
    }


def focal(rng):
    x, y = mp.mpf(rng.normal(scale=2)), int(rng.integers(2))
    alpha = mp.mpf(rng.uniform(0.1, 0.9))
    return {
        "x": x,
        "y": y,
        "alpha": alpha,
        "alpha_y": alpha if y else 1 - alpha,
        "gamma": mp.mpf(rng.uniform(0.5, 3)),
        "u": sigmoid(-x if y else x),  # of the wrong side
    }


def row(name: str, latex: str, draw: Callable[..., Any], **rest: Any) -> Equation:
    """A row labelled by the function's name, whose claim is the function's."""
    return Equation(name, latex, "the formula of the docstring", draw, **rest)


def partial(function: Callable[..., Any]) -> Callable[..., Any]:
    """Derivative of entry i of a function of the logits in logit j, numerically."""

    def at(p):
        j = p["j"] - 1
        return mp.diff(
            lambda v: function([*p["x"][:j], v, *p["x"][j + 1 :]])[p["i"] - 1],
            p["x"][j],
        )

    return at


def entry(array: Any, p: Any, *names: str) -> Any:
    return array[tuple(int(p[name]) - 1 for name in names)]


def crossed(p, q):
    return -mp.fsum(a * mp.log(b) for a, b in zip(p, q, strict=True))


def joint_entropy(p):
    return mp.fsum(entropy(r) for r in p["joint"])


def weighted_surprise(p):
    """What both losses of a row of classes are, from the probabilities."""
    return mp.fsum(
        w * y * mp.log(1 / a) for w, y, a in zip(p["w"], p["y"], p["p"], strict=True)
    )


def divergence(p, q):
    return mp.fsum(a * mp.log(a / b) for a, b in zip(p, q, strict=True))


def squeeze(t):
    """A generator with an asymmetric shape, for the f-divergence."""
    return t * mp.log(t) + (t - 1) ** 2


DELTA = {r"\delta_{ij}": lambda p: int(p["i"] == p["j"])}
TABLE = {
    "H(X, Y)": joint_entropy,
    "H(X)": lambda p: entropy(p["rows"]),
}


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
    row(
        "information.self_information",
        r"I(p) = -\log p",
        lambda rng: {"p": mp.mpf(rng.uniform())},
        # How often a fair coin must show heads for the same surprise, in nats.
        reads={"I(p)": lambda p: mp.findroot(lambda v: mp.exp(-v) - p["p"], 1)},
        code=lambda p: information.self_information(p["p"]),
    ),
    row(
        "information.entropy",
        r"H(p) = -\sum_i p_i \log p_i",
        two,
        reads={"H(p)": lambda p: entropy(p["p"])},
        code=lambda p: information.entropy(p["p"]),
    ),
    row(
        "information.joint_entropy",
        r"H(X, Y) = -\sum_{x, y} p(x, y) \log p(x, y)",
        table,
        reads=TABLE,
        code=lambda p: information.joint_entropy(p["joint"]),
    ),
    row(
        "information.conditional_entropy",
        r"H(Y \mid X) = -\sum_{x, y} p(x, y) \log p(y \mid x) = H(X, Y) - H(X)",
        table,
        reads={
            r"H(Y \mid X)": lambda p: mp.fsum(
                s * entropy([v / s for v in r])
                for s, r in zip(p["rows"], p["joint"], strict=True)
            ),
            r"p(y \mid x)": lambda p: p["p"](p["x"], p["y"]) / p["rows"][p["x"] - 1],
            **TABLE,
        },
        code=lambda p: information.conditional_entropy(p["joint"]),
    ),
    row(
        "information.mutual_information",
        r"I(X; Y) = \sum_{x, y} p(x, y) \log \frac{p(x, y)}{p(x)\, p(y)}",
        table,
        reads={
            "I(X; Y)": lambda p: (
                entropy(p["rows"]) + entropy(p["columns"]) - joint_entropy(p)
            ),
            "p(x)": lambda p: p["rows"][p["x"] - 1],
            "p(y)": lambda p: p["columns"][p["y"] - 1],
        },
        code=lambda p: information.mutual_information(p["joint"]),
    ),
    row(
        "information.perplexity",
        r"b^{H_b(p)} = \prod_i p_i^{-p_i}",
        lambda rng: two(rng) | {"b": mp.mpf(rng.uniform(1.5, 9))},
        reads={"H_b(p)": lambda p: entropy(p["p"]) / mp.log(p["b"])},
        code=lambda p: information.perplexity(p["p"]),
    ),
    row(
        "information.cross_entropy",
        r"H(p, q) = -\sum_i p_i \log q_i = H(p) + D(p \parallel q)",
        two,
        reads={
            "H(p, q)": lambda p: crossed(p["p"], p["q"]),
            "H(p)": lambda p: entropy(p["p"]),
            r"D(p \parallel q)": lambda p: divergence(p["p"], p["q"]),
        },
        code=lambda p: information.cross_entropy(p["p"], p["q"]),
    ),
    row(
        "information.kl_divergence",
        r"D(p \parallel q) = \sum_i p_i \log \frac{p_i}{q_i} = H(p, q) - H(p)",
        two,
        reads={
            r"D(p \parallel q)": lambda p: divergence(p["p"], p["q"]),
            "H(p, q)": lambda p: crossed(p["p"], p["q"]),
            "H(p)": lambda p: entropy(p["p"]),
        },
        code=lambda p: information.kl_divergence(p["p"], p["q"]),
    ),
    row(
        "information.js_divergence",
        r"J(p, q) = \tfrac12 D(p \parallel m) + \tfrac12 D(q \parallel m)",
        two,
        reads={
            # The entropy of the mixture above the mean entropy: another formula.
            "J(p, q)": lambda p: (
                entropy(p["m"]) - (entropy(p["p"]) + entropy(p["q"])) / 2
            ),
            r"D(p \parallel m)": lambda p: divergence(p["p"], p["m"]),
            r"D(q \parallel m)": lambda p: divergence(p["q"], p["m"]),
        },
        code=lambda p: information.js_divergence(p["p"], p["q"]),
    ),
    row(
        "information.js_divergence",
        r"m = \tfrac12 (p + q)",
        lambda rng: {k: v[0] for k, v in two(rng).items() if k in "pqm"},
        definition=True,
    ),
    row(
        "information.f_divergence",
        r"D_f(p \parallel q) = \sum_i q_i\, f\!\left(\frac{p_i}{q_i}\right)",
        lambda rng: two(rng) | {"f": squeeze},
        reads={
            r"D_f(p \parallel q)": lambda p: (
                divergence(p["p"], p["q"])
                + mp.fsum((a - b) ** 2 / b for a, b in zip(p["p"], p["q"], strict=True))
            )
        },
        code=lambda p: (
            information.f_divergence(p["p"], p["q"], generator="kl")
            + information.f_divergence(p["p"], p["q"], generator="chi2")
        ),
    ),
    row(
        "losses.squared_error",
        r"\ell = (\hat y - y)^2",
        lambda rng: dict(zip("ab", map(mp.mpf, rng.normal(size=2)), strict=True)),
        reads={
            r"\ell": lambda p: (p["a"] - p["b"]) ** 2,
            r"\hat y": lambda p: p["b"],
            "y": lambda p: p["a"],
        },
        code=lambda p: losses.squared_error(p["a"], p["b"]),
    ),
    row(
        "losses.binary_cross_entropy",
        r"\ell = -w\, y \log p - (1 - y) \log(1 - p)",
        binary,
        reads={
            r"\ell": lambda p: (
                p["w"] * p["y"] * mp.log(1 / p["p"])
                + (1 - p["y"]) * mp.log(1 / (1 - p["p"]))
            )
        },
        code=lambda p: losses.binary_cross_entropy(
            p["y"], p["p"], pos_weight=float(p["w"])
        ),
    ),
    row(
        "losses.sigmoid_cross_entropy",
        r"\ell = -w\, y \log \sigma(x) - (1 - y) \log \sigma(-x)",
        binary,
        reads={
            r"\ell": lambda p: (
                p["w"] * p["y"] * mp.log(1 + mp.exp(-p["x"]))
                + (1 - p["y"]) * mp.log(1 + mp.exp(p["x"]))
            )
        },
        code=lambda p: losses.sigmoid_cross_entropy(
            p["y"], p["x"], pos_weight=float(p["w"])
        ),
    ),
    row(
        "losses.sigmoid_focal",
        r"\ell = -\alpha_y\, u^\gamma \log(1 - u)",
        focal,
        reads={
            r"\ell": lambda p: (
                p["alpha_y"] * p["u"] ** p["gamma"] * mp.log(1 / (1 - p["u"]))
            ),
            r"\alpha_y": lambda p: p["alpha_y"],
        },
        code=lambda p: losses.sigmoid_focal(
            p["y"], p["x"], gamma=float(p["gamma"]), alpha=float(p["alpha"])
        ),
    ),
    row(
        "losses.sigmoid_focal",
        r"\alpha_1 = \alpha",
        focal,
        reads={r"\alpha_1": lambda p: p["alpha"]},
        definition=True,
    ),
    row(
        "losses.sigmoid_focal",
        r"\alpha_0 = 1 - \alpha",
        focal,
        reads={r"\alpha_0": lambda p: 1 - p["alpha"]},
        definition=True,
    ),
    row(
        "losses.categorical_cross_entropy",
        r"\ell = -\sum_i w_i\, y_i \log p_i",
        logits,
        reads={r"\ell": weighted_surprise},
        code=lambda p: losses.categorical_cross_entropy(p["y"], p["p"], weight=p["w"]),
    ),
    row(
        "losses.softmax_cross_entropy",
        r"\ell = \sum_i w_i\, y_i \Bigl(\log \sum_j e^{x_j} - x_i\Bigr)",
        logits,
        reads={r"\ell": weighted_surprise},
        code=lambda p: losses.softmax_cross_entropy(p["y"], p["x"], weight=p["w"]),
    ),
    row(
        "losses.sparse_softmax_cross_entropy",
        r"\ell = w_y \Bigl(\log \sum_j e^{x_j} - x_y\Bigr)",
        lambda rng: (lambda p: p | {"y": p["t"]})(logits(rng)),
        reads={
            r"\ell": lambda p: p["w"][p["t"] - 1] * mp.log(1 / p["p"][int(p["t"]) - 1])
        },
        code=lambda p: losses.sparse_softmax_cross_entropy(
            int(p["t"]) - 1, p["x"], weight=np.asarray(p["w"])
        ),
    ),
]
