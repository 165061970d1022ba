"""What the page on notation prints."""

from mpmath import mp

from ledger._equations import Equation
from lossedu import losses


def batch(rng):
    n = 4
    y, x = ([mp.mpf(v) for v in rng.normal(size=n)] for _ in range(2))
    return {"n": n, "y": y, "x": x, "k": int(rng.integers(1, n + 1))}


def package_gradient(point):
    """Entry k of the package's own derivative, for squared error."""
    y, x = ([float(v) for v in point[name]] for name in "yx")
    return mp.mpf(float(losses.squared_error_grad(y, x)[point["k"] - 1]))


def slope_of_the_sum(point):
    """Derivative of the sum of squared errors in entry k, numerically."""
    k = point["k"] - 1

    def total(v):
        x = [*point["x"][:k], v, *point["x"][k + 1 :]]
        return mp.fsum((a - b) ** 2 for a, b in zip(point["y"], x, strict=True))

    # The package answers in double precision, so compare what that can hold.
    return mp.mpf(float(mp.diff(total, point["x"][k])))


EQUATIONS = [
    Equation(
        "eq-bits",
        r"\log_2 x = \frac{\log x}{\log 2}",
        "a logarithm in base two from the natural one",
        lambda rng: {"x": mp.mpf(rng.uniform(0.1, 5))},
        {r"\log_2 x": lambda p: mp.findroot(lambda t: 2**t - p["x"], 0.5)},
    ),
    Equation(
        "eq-grad-convention",
        r"g_k = \frac{\partial}{\partial x_k} \sum_{i=1}^{n} f(y_i, x_i)",
        "a derivative is that of the sum, one number for each entry",
        batch,
        {
            "g_k": package_gradient,
            r"\frac{\partial}{\partial x_k} \sum_{i=1}^{n} f(y_i, x_i)": (
                slope_of_the_sum
            ),
        },
        definition=True,
    ),
]
NUMBERS = [
    r"$\lVert w \rVert_1$",
    r"$\beta$, $\beta_1$, $\beta_2$",
    "`momentum`, `beta1`, `beta2`",
    r"$\nabla R(\theta)$, $\nabla^2 R(\theta)$",
    "for its start at 0",
    "1 where it is true, 0 where not",
    "probability $1/e$",
    r"probability $\tfrac12$",
    "**1. Arrays",
    "`sigmoid_focal(y_true, logits, gamma=2.0)`",
    "**2. Truth",
    "**3. `f_grad`",
    "**4. Nothing",
    r"to $«len(y)» \times «len(prediction)»$ without",
    "«got / wanted:.0f» times too",
    "is 0 where 0 is",
]
