r"""Formulas in the docstrings of the regression losses and of the likelihoods.

The loss on the left is computed in another way than the formula on the right: by its
branches, as an integral of its derivative, or from a density.
"""

from mpmath import mp

from ledger.docstrings._draw import row
from lossedu import losses


def pair(rng):
    """True a and predicted b, either sign."""
    return dict(zip("ab", map(mp.mpf, rng.normal(scale=2, size=2)), strict=True))


def residual(name, low=0.2, high=2.0):
    """A residual, as two values, and a positive hyper-parameter of that name."""

    def draw(rng):
        p = pair(rng)
        return p | {"r": p["b"] - p["a"], name: mp.mpf(rng.uniform(low, high))}

    return draw


def amounts(rng):
    """Two values above -1."""
    return {k: mp.exp(v) - 1 for k, v in pair(rng).items()}


def count(rng):
    x = mp.mpf(rng.normal())
    return {"y": int(rng.integers(1, 6)), "x": x, "lambda": mp.exp(x)}


def spread(rng):
    return pair(rng) | {"v": mp.mpf(rng.uniform(0.2, 2))}


def two_branches(p, d):
    """The Huber loss by cases."""
    a = abs(p["r"])
    return a**2 / 2 if a <= d else d * (a - d / 2)


def distance(p):
    return max(p["a"] - p["b"], p["b"] - p["a"])


def log_density(p):
    return mp.log(mp.npdf(p["a"], p["b"], mp.sqrt(p["v"])))


VALUES = {r"\hat y": lambda p: p["b"], "y": lambda p: p["a"]}

FORMULAS = [
    row(
        "losses.absolute_error",
        r"\ell = |\hat y - y|",
        pair,
        reads={r"\ell": distance, **VALUES},
        code=lambda p: losses.absolute_error(p["a"], p["b"]),
    ),
    row(
        "losses.huber",
        r"\ell = \tfrac12 \min(|r|, \delta)^2 + \delta \max(|r| - \delta, 0)",
        residual("delta"),
        reads={r"\ell": lambda p: two_branches(p, p["delta"])},
        code=lambda p: losses.huber(p["a"], p["b"], delta=float(p["delta"])),
    ),
    row(
        "losses.smooth_l1",
        r"\ell = \frac{\min(|r|, \beta)^2}{2 \beta} + \max(|r| - \beta, 0)",
        residual("beta"),
        reads={r"\ell": lambda p: two_branches(p, p["beta"]) / p["beta"]},
        code=lambda p: losses.smooth_l1(p["a"], p["b"], beta=float(p["beta"])),
    ),
    row(
        "losses.log_cosh",
        r"\ell = \log \cosh(\hat y - y)",
        pair,
        reads={
            r"\ell": lambda p: mp.quad(mp.tanh, [0, p["b"] - p["a"]]),
            r"\cosh(\hat y - y)": lambda p: mp.cosh(p["b"] - p["a"]),
        },
        code=lambda p: losses.log_cosh(p["a"], p["b"]),
    ),
    row(
        "losses.quantile",
        r"\ell = \max((1 - q)\, r, -q\, r)",
        residual("q", 0.1, 0.9),
        reads={r"\ell": lambda p: ((p["r"] > 0) - p["q"]) * p["r"]},
        code=lambda p: losses.quantile(p["a"], p["b"], q=float(p["q"])),
    ),
    row(
        "losses.absolute_percentage_error",
        r"\ell = \frac{|\hat y - y|}{|y|}",
        pair,
        reads={r"\ell": lambda p: distance(p) / mp.sqrt(p["a"] ** 2), **VALUES},
        code=lambda p: losses.absolute_percentage_error(p["a"], p["b"]),
    ),
    row(
        "losses.squared_log_error",
        r"\ell = \bigl(\log(1 + \hat y) - \log(1 + y)\bigr)^2",
        amounts,
        reads={
            r"\ell": lambda p: (
                mp.quad(lambda t: 1 / (1 + t), [p["a"], p["b"]]) ** 2  # of its slope
            ),
            **VALUES,
        },
        code=lambda p: losses.squared_log_error(p["a"], p["b"]),
    ),
    row(
        "losses.linex",
        r"\ell = e^{a r} - a r - 1",
        lambda rng: {
            k: mp.mpf(v) for k, v in zip("ar", rng.normal(size=2), strict=True)
        },
        reads={
            r"\ell": lambda p: mp.quad(
                lambda t: p["a"] * mp.expm1(p["a"] * t), [0, p["r"]]
            )
        },
        code=lambda p: losses.linex(0.0, p["r"], a=float(p["a"])),
    ),
    row(
        "losses.poisson_nll",
        r"\ell = e^x - y x",
        count,
        reads={
            r"\ell": lambda p: (
                -mp.log(mp.exp(-p["lambda"]) * p["lambda"] ** p["y"])  # times 1 / y!
            )
        },
        code=lambda p: losses.poisson_nll(p["y"], p["x"]),
    ),
    row(
        "losses.poisson_nll",
        r"\ell = \lambda - y \log \lambda",
        count,
        reads={
            r"\ell": lambda p: mp.exp(p["x"]) - p["y"] * p["x"],
            r"\lambda": lambda p: p["lambda"],
        },
        code=lambda p: losses.poisson_nll(p["y"], p["lambda"], log_input=False),
    ),
    row(
        "losses.gaussian_nll",
        r"\ell = \tfrac12 \Bigl(\log v + \frac{(\hat y - y)^2}{v}\Bigr)",
        spread,
        reads={r"\ell": lambda p: -log_density(p) - mp.log(2 * mp.pi) / 2, **VALUES},
        code=lambda p: losses.gaussian_nll(p["a"], p["b"], p["v"]),
    ),
]
