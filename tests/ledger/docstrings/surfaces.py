"""Formulas in the docstrings of lossedu.surfaces."""

from mpmath import mp

from ledger.docstrings._draw import row
from lossedu import surfaces


def point(rng):
    a, b = rng.normal(size=2)
    return {"a": mp.mpf(a), "b": mp.mpf(b)}


def bowl(rng):
    return {
        "n": 4,
        "c": [mp.mpf(v) for v in rng.uniform(0.5, 9, 4)],
        "x": [mp.mpf(v) for v in rng.normal(size=4)],
    }


def at(surface):
    return lambda p: surface([p["a"], p["b"]])


FORMULAS = [
    row(
        "surfaces.quadratic_bowl",
        r"\tfrac12 \sum_i c_i x_i^2",
        bowl,
        code=lambda p: surfaces.quadratic_bowl(p["x"], curvature=p["c"]),
    ),
    row(
        "surfaces.rosenbrock",
        r"(1 - a)^2 + 100 (b - a^2)^2",
        point,
        code=at(surfaces.rosenbrock),
    ),
    row(
        "surfaces.beale",
        r"(1.5 - a + a b)^2 + (2.25 - a + a b^2)^2 + (2.625 - a + a b^3)^2",
        point,
        code=at(surfaces.beale),
    ),
    row("surfaces.saddle", r"a^2 - b^2", point, code=at(surfaces.saddle)),
]
