"""What the chapter on smooth and gated activations prints."""

from mpmath import mp

from ledger._equations import Equation
from lossedu import activations

# Oracles: areas, tanh in place of the sigmoid, numerical derivatives, roots.


def sigmoid(z):
    return (1 + mp.tanh(z / 2)) / 2


def density(z):
    return mp.diff(mp.ncdf, z)


def swish(z, beta):
    return z / 2 * (1 + mp.tanh(beta * z / 2))


def softmax(z):
    """Each probability as one over a sum of ratios."""
    return [1 / mp.fsum(mp.exp(other - own) for other in z) for own in z]


def poisson(y, rate):
    """The part of the Poisson loss that depends on the rate."""
    return rate - y * mp.log(rate)


# Points.


def number(rng):
    return {
        "z": mp.mpf(rng.normal(scale=2)),
        "t": mp.mpf(rng.normal(scale=2)),
        "sigma": sigmoid,
        "Phi": mp.ncdf,
        "varphi": density,
        "pi": mp.pi,
    }


def steep(rng):
    point = number(rng)
    beta = mp.mpf(rng.uniform(0.3, 4))
    return point | {"beta": beta, "t": beta * point["z"]}


def bottom(rng):
    """The place of the dip, where the slope found numerically is 0."""
    return {"t": mp.findroot(lambda t: mp.diff(lambda s: swish(s, 1), t), -1.3)}


def two_halves(rng):
    z = [mp.mpf(v) for v in rng.normal(scale=1.5, size=2)]
    return {"z": z, "sigma": sigmoid}


def row(rng):
    K = int(rng.integers(2, 6))
    z, g = ([mp.mpf(v) for v in rng.normal(scale=2, size=K)] for _ in range(2))
    j, k = (int(v) for v in rng.integers(1, K + 1, size=2))
    return {"K": K, "z": z, "g": g, "a": softmax(z), "j": j, "k": k}


def count(rng):
    return {
        "y": mp.mpf(int(rng.integers(1, 9))),
        "z": mp.mpf(rng.normal(scale=1.5)),
        "sigma": sigmoid,
    }


# Readings.


def slope_of(f, at="z"):
    """Numerical derivative of ``f(point, value)`` in the symbol `at`."""
    return lambda p: mp.diff(lambda v: f(p, v), p[at])


def moved(p, v):
    j = p["j"]
    return [*p["z"][: j - 1], v, *p["z"][j:]]


def in_logit(f):
    """Numerical derivative in logit j of ``f(point, probabilities)``."""
    return lambda p: mp.diff(lambda v: f(p, softmax(moved(p, v))), p["z"][p["j"] - 1])


def in_half(f, half):
    def slope(p):
        def value(v):
            z = list(p["z"])
            z[half] = v
            return f(*z)

        return mp.diff(value, p["z"][half])

    return slope


def gated(signal, gate):
    return signal / (1 + mp.exp(-gate))


def below(p):
    return mp.quad(lambda t: mp.exp(-t * t / 2), [-mp.inf, -9, p["z"]]) / mp.sqrt(
        2 * mp.pi
    )


def above(p):
    return mp.quad(lambda t: mp.exp(-t * t / 2), [p["z"], 9, mp.inf]) / mp.sqrt(
        2 * mp.pi
    )


def hard(z):
    """Hard swish piece by piece."""
    if abs(z) >= 3:
        return z if z > 0 else mp.mpf(0)
    return z * z / 6 + z / 2


SWISH_SLOPE = {
    "f'(z)": slope_of(lambda p, z: swish(z, p["beta"])),
    r"\sigma'(\beta z)": lambda p: mp.diff(sigmoid, p["beta"] * p["z"]),
}
SAME = {"[k = j]": lambda p: mp.mpf(p["k"] == p["j"])}

EQUATIONS = [
    Equation(
        "eq-smooth-softplus-slope",
        r"\frac{d}{dt} \log(1 + e^{t}) = \frac{e^{t}}{1 + e^{t}} = \sigma(t)",
        "softplus has the sigmoid as its slope",
        number,
        {
            r"\frac{d}{dt} \log(1 + e^{t})": slope_of(
                lambda p, t: mp.log(1 + mp.exp(t)), "t"
            )
        },
        code=lambda p: activations.softplus_grad(p["t"]),
    ),
    Equation(
        "eq-smooth-softplus",
        r"\int_{-\infty}^{z} \sigma(t)\,dt = \log(1 + e^{z})",
        "softplus is the area below the sigmoid",
        number,
        {
            r"\int_{-\infty}^{z} \sigma(t)\,dt": lambda p: mp.quad(
                sigmoid, [-mp.inf, -80, -40, -20, -10, -5, p["z"]]
            )
        },
        code=lambda p: activations.softplus(p["z"]),
    ),
    Equation(
        "eq-smooth-softplus-gap",
        r"\frac{1}{\beta} \log(1 + e^{\beta z}) - \max(z, 0)"
        r" = \frac{1}{\beta} \log(1 + e^{-\beta |z|}) \le \frac{\log 2}{\beta}",
        "a sharper softplus is nearer to ReLU, everywhere at once",
        steep,
    ),
    Equation(
        "eq-smooth-gelu",
        r"E[z\,[X < z]] = z\,P(X < z) + 0 \cdot P(X \ge z) = z\,\Phi(z)",
        "GELU is the mean of a number that is kept at random",
        number,
        {
            r"E[z\,[X < z]]": lambda p: mp.quad(
                lambda t: p["z"] * mp.npdf(t), [-mp.inf, -9, p["z"]]
            ),
            r"P(X < z)": below,
            r"P(X \ge z)": above,
        },
        code=lambda p: activations.gelu(p["z"]),
    ),
    Equation(
        "eq-smooth-gelu-slope",
        r"\frac{d}{dz} \bigl(z\,\Phi(z)\bigr) = \Phi(z) + z\,\varphi(z)",
        "the product rule, with the density as the slope of the probability",
        number,
        {r"\frac{d}{dz} \bigl(z\,\Phi(z)\bigr)": slope_of(lambda p, z: z * mp.ncdf(z))},
        code=lambda p: activations.gelu_grad(p["z"]),
    ),
    Equation(
        "eq-smooth-erfc",
        r"\Phi(z) = \frac{1}{2} \Bigl(1 + \operatorname{erf} \frac{z}{\sqrt{2}}\Bigr)"
        r" = \frac{1}{2} \operatorname{erfc} \frac{-z}{\sqrt{2}}",
        "the normal probability by the error function and by its complement",
        number,
        {
            r"\Phi(z)": below,
            r"\operatorname{erf} \frac{z}{\sqrt{2}}": lambda p: mp.erf(
                p["z"] / mp.sqrt(2)
            ),
            r"\operatorname{erfc} \frac{-z}{\sqrt{2}}": lambda p: mp.erfc(
                -p["z"] / mp.sqrt(2)
            ),
        },
    ),
    Equation(
        "eq-smooth-steepness",
        r"\varphi(0) = \frac{1}{\sqrt{2 \pi}} = \frac{1}{4} \sqrt{\frac{8}{\pi}}",
        "the slope of the gate at 0, as a quarter of a steepness",
        number,
    ),
    Equation(
        "eq-smooth-gelu-tanh",
        r"\Bigl| z\,\Phi(z) - z\,\sigma\Bigl(\sqrt{\frac{8}{\pi}}\,"
        r"(z + 0.044715\,z^3)\Bigr) \Bigr| < 0.0005",
        "the tanh formula is within 0.0005 of GELU",
        lambda rng: number(rng) | {"z": mp.mpf(rng.uniform(1, 3))},
    ),
    Equation(
        "eq-smooth-swish",
        r"f(z) = z\,\sigma(\beta z) = \frac{z}{1 + e^{-\beta z}}",
        "swish gates a number by itself",
        steep,
        {"f(z)": lambda p: swish(p["z"], p["beta"])},
        code=lambda p: activations.swish(p["z"], beta=float(p["beta"])),
    ),
    Equation(
        "eq-smooth-swish-gap",
        r"\max(z, 0) - z\,\sigma(\beta z) = |z|\,\sigma(-\beta |z|)",
        "the gap between swish and ReLU",
        steep,
    ),
    Equation(
        "eq-smooth-swish-slope",
        r"f'(z) = \sigma(\beta z) + \beta z\,\sigma'(\beta z)",
        "the product rule, with beta from the inside of the gate",
        steep,
        SWISH_SLOPE,
        code=lambda p: activations.swish_grad(p["z"], beta=float(p["beta"])),
    ),
    Equation(
        "eq-smooth-swish-slope-factored",
        r"f'(z) = \sigma(t)\,\bigl(1 + t\,\sigma(-t)\bigr)",
        "the slope depends on beta z alone",
        steep,
        SWISH_SLOPE,
    ),
    Equation(
        "eq-smooth-swish-dip",
        "t = -1 - e^{t}",
        "where swish is lowest",
        bottom,
    ),
    Equation(
        "eq-smooth-slope-mirror",
        "f'(z) + f'(-z) = 1",
        "the slope exceeds 1 by as much as it falls below 0",
        steep,
        {
            "f'(z)": SWISH_SLOPE["f'(z)"],
            "f'(-z)": lambda p: mp.diff(lambda v: swish(v, p["beta"]), -p["z"]),
        },
    ),
    Equation(
        "eq-smooth-mish-gate",
        r"\tanh(\log(1 + e^{z})) = \frac{(1 + e^{z})^2 - 1}{(1 + e^{z})^2 + 1}",
        "the gate of mish with one exponential",
        number,
        {r"\tanh(\log(1 + e^{z}))": lambda p: mp.tanh(mp.log1p(mp.exp(p["z"])))},
        code=lambda p: activations.mish(p["z"]) / p["z"],
    ),
    Equation(
        "eq-smooth-hard-swish",
        r"f(z) = \frac{z}{6} \min(\max(z + 3, 0), 6)",
        "hard swish is a line, a parabola and a line",
        lambda rng: {"z": mp.mpf(rng.uniform(-5, 5))},
        {"f(z)": lambda p: hard(p["z"])},
        code=lambda p: activations.hard_swish(p["z"]),
    ),
    Equation(
        "eq-smooth-glu",
        r"f(z_1, z_2) = z_1\,\sigma(z_2)",
        "one half of the numbers gates the other",
        two_halves,
        {"f(z_1, z_2)": lambda p: gated(*p["z"])},
        code=lambda p: activations.glu(p["z"])[0],
        definition=True,
    ),
    Equation(
        "eq-smooth-glu-path",
        r"\frac{\partial f}{\partial z_1} = \sigma(z_2)",
        "the slope in the signal is the gate",
        two_halves,
        {r"\frac{\partial f}{\partial z_1}": in_half(gated, 0)},
        code=lambda p: activations.glu_grad(p["z"])[0],
    ),
    Equation(
        "eq-smooth-glu-gate",
        r"\frac{\partial f}{\partial z_2} = z_1\,\sigma'(z_2)",
        "the slope in the gate's half",
        two_halves,
        {
            r"\frac{\partial f}{\partial z_2}": in_half(gated, 1),
            r"\sigma'(z_2)": lambda p: mp.diff(sigmoid, p["z"][1]),
        },
        code=lambda p: activations.glu_grad(p["z"])[1],
    ),
    Equation(
        "eq-smooth-gated-tanh-slope",
        r"\frac{\partial}{\partial z_1} \tanh(z_1)\,\sigma(z_2)"
        r" = (1 - \tanh(z_1)^2)\,\sigma(z_2)",
        "the bounded signal multiplies the slope by that of the tanh",
        two_halves,
        {
            r"\frac{\partial}{\partial z_1} \tanh(z_1)\,\sigma(z_2)": in_half(
                lambda signal, gate: gated(mp.tanh(signal), gate), 0
            ),
            r"\tanh(z_1)": lambda p: mp.tanh(p["z"][0]),
        },
    ),
    Equation(
        "eq-smooth-softmax",
        r"a_k = \frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}",
        "the softmax",
        row,
        code=lambda p: activations.softmax(p["z"])[int(p["k"]) - 1],
        definition=True,
    ),
    Equation(
        "eq-smooth-softmax-jacobian",
        r"\frac{\partial a_k}{\partial z_j} = a_k\,([k = j] - a_j)",
        "every probability depends on every logit",
        row,
        {
            r"\frac{\partial a_k}{\partial z_j}": in_logit(lambda p, a: a[p["k"] - 1]),
            **SAME,
        },
    ),
    Equation(
        "eq-smooth-softmax-vjp",
        r"\begin{aligned} \frac{\partial \ell}{\partial z_j}"
        r" &= \sum_{k=1}^{K} g_k\,a_k\,([k = j] - a_j) \\"
        r" &= g_j\,a_j - a_j \sum_{k=1}^{K} g_k\,a_k \\"
        r" &= a_j \Bigl(g_j - \sum_{k=1}^{K} a_k\,g_k\Bigr) \end{aligned}",
        "back through the softmax: what differs from the weighted mean",
        row,
        {
            r"\frac{\partial \ell}{\partial z_j}": in_logit(
                lambda p, a: mp.fdot(p["g"], a)
            ),
            **SAME,
        },
        code=lambda p: activations.softmax_vjp(p["g"], p["z"])[int(p["j"]) - 1],
    ),
    Equation(
        "eq-smooth-softmax-sum",
        r"\sum_{j=1}^{K} a_j \Bigl(g_j - \sum_{k=1}^{K} a_k\,g_k\Bigr) = 0",
        "the slopes of a row add up to nothing",
        row,
    ),
    Equation(
        "eq-smooth-exp-head",
        r"\frac{\partial}{\partial z} \bigl(e^{z} - y\,z\bigr) = e^{z} - y",
        "the Poisson loss of an exponential output: the mistake",
        count,
        {
            r"\frac{\partial}{\partial z} \bigl(e^{z} - y\,z\bigr)": slope_of(
                lambda p, z: poisson(p["y"], mp.exp(z))
            )
        },
    ),
    Equation(
        "eq-smooth-softplus-head",
        r"\frac{\partial}{\partial z} \bigl(\hat y - y \log \hat y\bigr)"
        r" = \sigma(z)\,\Bigl(1 - \frac{y}{\hat y}\Bigr)",
        "the Poisson loss of a softplus output",
        count,
        {
            r"\frac{\partial}{\partial z} \bigl(\hat y - y \log \hat y\bigr)": slope_of(
                lambda p, z: poisson(p["y"], mp.log1p(mp.exp(z)))
            ),
            r"\hat y": lambda p: mp.log1p(mp.exp(p["z"])),
        },
    ),
]
NUMBERS: list[str] = []
