r"""Random points at which the docstrings' formulas are compared."""

from collections.abc import Callable
from typing import Any

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import sigmoid, softmax

N, M = 4, 3  # outcomes of x and of y


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
