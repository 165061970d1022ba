"""Formulas in the docstrings of lossedu.regularizers."""

import numpy as np
from mpmath import mp

from ledger.docstrings._draw import row
from lossedu import regularizers


def weight(rng):
    """A weight, a step and a share, on either side of the threshold."""
    return {
        "w": mp.mpf(rng.normal(scale=2)),
        "t": mp.mpf(rng.uniform(0.1, 2)),
        "rho": mp.mpf(rng.uniform(0.1, 0.9)),
    }


def group(rng):
    n = 4
    return {
        "n": mp.mpf(n),
        "w": [mp.mpf(v) for v in rng.normal(size=n)],
        "t": mp.mpf(rng.uniform(0.1, 1.2)),
        "c": mp.mpf(rng.uniform(0.5, 3)),
        "i": int(rng.integers(1, n + 1)),
    }


def length(p):
    return mp.sqrt(mp.fsum(v * v for v in p["w"]))


def zero_of(rising, size):
    """Where a rising function of u passes 0 (also by a jump), by halving."""
    low, high = -mp.mpf(size), mp.mpf(size)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def argmin(p, l1=0, l2=0):
    """Minimum of l1 |u| + l2 u^2 + (u - w)^2 / 2: its slope rises through 0."""
    return zero_of(
        lambda u: l1 * mp.sign(u) + 2 * l2 * u + u - p["w"], 2 + 3 * abs(p["w"])
    )


def shortened(p):
    """The proximal map of a row: along w the problem is that of one number."""
    norm = length(p)
    best = argmin({"w": norm}, l1=p["t"] * mp.sqrt(p["n"]))
    return p["w"][p["i"] - 1] / norm * best


def nearest(p):
    """Nearest point of the ball: w / (1 + m), its norm c, with a multiplier m >= 0."""
    norm = length(p)
    m = max(mp.mpf(0), zero_of(lambda m: p["c"] * (1 + m) - norm, 1 + norm / p["c"]))
    return p["w"][p["i"] - 1] / (1 + m)


def drawn(rng):
    """An activation and what a seed makes of it."""
    seed, rate = int(rng.integers(1000)), float(rng.uniform(0.2, 0.8))
    kept = np.random.default_rng(seed).random() >= rate
    r, s = mp.mpf(rate), mp.mpf("-1.7580993408473768")
    mean = r * s  # of k x + (1 - k) s, for x of mean 0 and variance 1
    variance = (1 - r) + r * s**2 - mean**2
    return {
        "x": mp.mpf(rng.normal()),
        "k": int(kept),
        "r": r,
        "s": s,
        "mean": mean,
        "a": 1 / mp.sqrt(variance),
        "b": -mean / mp.sqrt(variance),
        "seed": seed,
    }


def settings(p):
    return {"rate": float(p["r"]), "rng": int(p["seed"])}


def weight_of(p):
    return {"step": float(p["t"]), "l1_ratio": float(p["rho"])}


NORM = {r"\lVert w \rVert_2": length}
SIGN = {r"\operatorname{sign}(w)": lambda p: mp.sign(p["w"])}

FORMULAS = [
    row(
        "regularizers.l1",
        r"|w| = \max(w, -w)",
        weight,
        code=lambda p: regularizers.l1(p["w"]),
    ),
    row(
        "regularizers.l2",
        r"w^2",
        weight,
        code=lambda p: regularizers.l2(p["w"]),
    ),
    row(
        "regularizers.elastic_net",
        r"\rho\, |w| + (1 - \rho)\, w^2",
        weight,
        code=lambda p: regularizers.elastic_net(p["w"], l1_ratio=float(p["rho"])),
    ),
    row(
        "regularizers.group_lasso",
        r"\sqrt{n}\, \lVert w \rVert_2 = \sqrt{n \sum_i w_i^2}",
        group,
        reads=NORM,
        code=lambda p: regularizers.group_lasso(p["w"]),
    ),
    row(
        "regularizers.l1_prox",
        r"\arg\min_u \Bigl(t\, |u| + \tfrac12 (u - w)^2\Bigr) = \operatorname{sign}(w) \max(|w| - t, 0)",
        weight,
        reads={
            r"\arg\min_u \Bigl(t\, |u| + \tfrac12 (u - w)^2\Bigr)": lambda p: argmin(
                p, l1=p["t"]
            ),
            **SIGN,
        },
        code=lambda p: regularizers.l1_prox(p["w"], step=float(p["t"])),
    ),
    row(
        "regularizers.l2_prox",
        r"\arg\min_u \Bigl(t\, u^2 + \tfrac12 (u - w)^2\Bigr) = \frac{w}{1 + 2 t}",
        weight,
        reads={
            r"\arg\min_u \Bigl(t\, u^2 + \tfrac12 (u - w)^2\Bigr)": lambda p: argmin(
                p, l2=p["t"]
            )
        },
        code=lambda p: regularizers.l2_prox(p["w"], step=float(p["t"])),
    ),
    row(
        "regularizers.elastic_net_prox",
        r"\arg\min_u \Bigl(t \rho\, |u| + t (1 - \rho)\, u^2 + \tfrac12 (u - w)^2\Bigr) = \frac{\operatorname{sign}(w) \max(|w| - t \rho, 0)}{1 + 2 t (1 - \rho)}",
        weight,
        reads={
            r"\arg\min_u \Bigl(t \rho\, |u| + t (1 - \rho)\, u^2 + \tfrac12 (u - w)^2\Bigr)": lambda p: (
                argmin(p, l1=p["t"] * p["rho"], l2=p["t"] * (1 - p["rho"]))
            ),
            **SIGN,
        },
        code=lambda p: regularizers.elastic_net_prox(p["w"], **weight_of(p)),
    ),
    row(
        "regularizers.group_lasso_prox",
        r"u_i = w_i \max\Bigl(1 - \frac{t \sqrt{n}}{\lVert w \rVert_2}, 0\Bigr)",
        group,
        reads={"u_i": shortened, **NORM},
        code=lambda p: regularizers.group_lasso_prox(p["w"], step=float(p["t"]))[
            int(p["i"]) - 1
        ],
    ),
    row(
        "regularizers.max_norm",
        r"u_i = w_i \min\Bigl(1, \frac{c}{\lVert w \rVert_2}\Bigr)",
        group,
        reads={"u_i": nearest, **NORM},
        code=lambda p: regularizers.max_norm(p["w"], limit=float(p["c"]))[
            int(p["i"]) - 1
        ],
    ),
    row(
        "regularizers.dropout",
        r"y = \frac{k\, x}{1 - r}",
        drawn,
        reads={"y": lambda p: p["x"] / (1 - p["r"]) if p["k"] else mp.mpf(0)},
        code=lambda p: regularizers.dropout(p["x"], **settings(p)),
    ),
    row(
        "regularizers.alpha_dropout",
        r"y = a \bigl(k\, x + (1 - k)\, s\bigr) + b",
        drawn,
        # The mixture, made to have mean 0 and variance 1.
        reads={"y": lambda p: p["a"] * ((p["x"] if p["k"] else p["s"]) - p["mean"])},
        code=lambda p: regularizers.alpha_dropout(p["x"], **settings(p)),
    ),
    row(
        "regularizers.alpha_dropout",
        r"a = \frac{1}{\sqrt{(1 - r) (1 + r s^2)}}",
        drawn,
    ),
    row("regularizers.alpha_dropout", r"b = -a\, r\, s", drawn),
    row(
        "regularizers.spatial_dropout",
        r"y = \frac{k\, x}{1 - r}",
        drawn,
        reads={"y": lambda p: p["x"] / (1 - p["r"]) if p["k"] else mp.mpf(0)},
        code=lambda p: regularizers.spatial_dropout(
            np.reshape(p["x"], (1, 1, 1)), **settings(p)
        ).item(),
    ),
]
