"""Formulas in the docstrings of the losses with a margin and of directions."""

import numpy as np
from mpmath import mp

from ledger.docstrings._draw import N, row
from lossedu import losses


def signed(rng):
    """A label of either sign and a score that reaches the margin or does not."""
    return {"y": int(rng.choice([-1, 1])), "s": mp.mpf(rng.normal())}


def scored(rng):
    """Scores of N classes, the true class t, and weights."""
    s = [mp.mpf(v) for v in rng.normal(size=N)]
    w = [mp.mpf(v) for v in rng.uniform(0.5, 2, N)]
    t = int(rng.integers(1, N + 1))
    return {"n": N, "s": s, "w": w, "t": t, "m": mp.mpf(rng.uniform(0.5, 2))}


def two_rows(rng):
    u, v = ([mp.mpf(a) for a in rng.normal(size=N)] for _ in range(2))
    return {"n": N, "u": u, "v": v}


def others(p):
    """The scores of the wrong classes."""
    return [s for j, s in enumerate(p["s"], 1) if j != p["t"]]


def ramp(x):
    """The larger of x and 0."""
    return (x + abs(x)) / 2


def law_of_cosines(p):
    """1 - cos of the angle opposite to the side u - v of a triangle."""
    a, b = mp.norm(p["u"]), mp.norm(p["v"])
    c = mp.norm([u - v for u, v in zip(p["u"], p["v"], strict=True)])
    return 1 - (a**2 + b**2 - c**2) / (2 * a * b)


FORMULAS = [
    row(
        "losses.hinge",
        r"\ell = \max(0, 1 - y s)",
        signed,
        reads={r"\ell": lambda p: ramp(1 - p["y"] * p["s"])},
        code=lambda p: losses.hinge(p["y"], p["s"]),
    ),
    row(
        "losses.squared_hinge",
        r"\ell = \bigl(\max(0, 1 - y s)\bigr)^2",
        signed,
        reads={r"\ell": lambda p: ramp(1 - p["y"] * p["s"]) ** 2},
        code=lambda p: losses.squared_hinge(p["y"], p["s"]),
    ),
    row(
        "losses.categorical_hinge",
        r"\ell = \max\Bigl(0, 1 + \max_{j \ne t} s_j - s_t\Bigr)",
        scored,
        reads={
            # The maximum over the wrong classes of the hinge against each of them.
            r"\ell": lambda p: max(ramp(1 + v - p["s"][p["t"] - 1]) for v in others(p)),
            r"\max_{j \ne t} s_j": lambda p: sorted(others(p))[-1],
        },
        code=lambda p: losses.categorical_hinge(np.eye(N)[int(p["t"]) - 1], p["s"]),
    ),
    row(
        "losses.multiclass_hinge",
        r"\ell = \frac{w_t}{n} \sum_{j \ne t} \max(0, m - s_t + s_j)",
        scored,
        reads={
            r"\ell": lambda p: (
                p["w"][p["t"] - 1]
                * mp.fsum(ramp(p["m"] + v - p["s"][p["t"] - 1]) for v in others(p))
                / N
            )
        },
        code=lambda p: losses.multiclass_hinge(
            int(p["t"]) - 1, p["s"], margin=float(p["m"]), weight=p["w"]
        ),
    ),
    row(
        "losses.cosine_distance",
        r"\ell = 1 - \frac{\sum_i u_i v_i}{\|u\| \|v\|} = \tfrac12 \sum_i"
        r" \Bigl(\frac{u_i}{\|u\|} - \frac{v_i}{\|v\|}\Bigr)^2",
        two_rows,
        reads={
            r"\ell": law_of_cosines,
            r"\|u\|": lambda p: mp.norm(p["u"]),
            r"\|v\|": lambda p: mp.norm(p["v"]),
        },
        code=lambda p: losses.cosine_distance(p["u"], p["v"]),
    ),
]
