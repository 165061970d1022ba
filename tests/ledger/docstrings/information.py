"""Formulas in the docstrings of lossedu.information."""

from mpmath import mp

from ledger.docstrings._draw import (
    TABLE,
    crossed,
    divergence,
    entropy,
    joint_entropy,
    row,
    squeeze,
    table,
    two,
)
from lossedu import information

FORMULAS = [
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
]
