"""Formulas in the docstrings of lossedu.losses."""

import numpy as np
from mpmath import mp

from ledger.docstrings._draw import binary, focal, logits, row, weighted_surprise
from lossedu import losses

FORMULAS = [
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
