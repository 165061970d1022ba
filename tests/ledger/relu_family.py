"""What the chapter on the ReLU family prints."""

from functools import cache
from itertools import product

from mpmath import mp

from ledger._equations import Equation
from lossedu import activations


def bent(z, left=0, right=1):
    """A line of one slope on the left of 0 and of another on its right."""
    return right * z if z > 0 else left * z


def number(rng, **more):
    return {"z": mp.mpf(rng.normal(scale=3))} | more


def rectified(rng):
    return number(rng) | {"c": mp.mpf(rng.uniform(0.2, 5))}


def leaky(rng):
    return number(rng, alpha=mp.mpf(rng.uniform(0.05, 0.6)))


def slope_of(f):
    return lambda p: mp.diff(lambda z: f(p, z), p["z"])


def points(rng):
    """Points from left to right, the place i of one, and some x between them."""
    x = sorted(mp.mpf(v) for v in rng.uniform(-3, 3, 5))
    y = [mp.mpf(v) for v in rng.normal(size=5)]
    i = int(rng.integers(2, 5))
    return {
        "n": 5,
        "i": i,
        "x": Both(x, x[0] + mp.mpf(rng.uniform(0, 1)) * (x[-1] - x[0])),
        "y": y,
        "w": [bend(x, y, k) for k in range(4)],
    }


class Both(list):
    """Points with an index, and one without: x_i beside x."""

    def __init__(self, values, alone):
        super().__init__(values)
        self.alone = alone


def steepness(x, y, k):
    return mp.diff(lambda t: joined(x, y, t), (x[k] + x[k + 1]) / 2)


def bend(x, y, k):
    """Slope right of point k less the slope left of it, both measured."""
    return steepness(x, y, k) - (steepness(x, y, k - 1) if k else 0)


def joined(x, y, t):
    """Height at t of the line that joins the points: a weighted mean of two."""
    k = max(i for i in range(len(x) - 1) if x[i] <= t)
    share = (t - x[k]) / (x[k + 1] - x[k])
    return (1 - share) * y[k] + share * y[k + 1]


def around(name, offset):
    return lambda p: p[name][p["i"] - 1 + offset]


def chain(rng):
    """A chain of four units, and the z of each."""
    w, b = ([mp.mpf(v) for v in rng.normal(size=4)] for _ in range(2))
    b = [abs(v) + 1 for v in b] if rng.uniform() < 0.7 else b
    point = {"d": 4, "w": w, "b": b, "x": mp.mpf(rng.normal())}
    return point | {"z": ends(point, point["x"])[0]}


def ends(p, a):
    zs = []
    for w, b in zip(p["w"], p["b"], strict=True):
        zs.append(w * a + b)
        a = bent(zs[-1])
    return zs, a


def signs(rng):
    """Three inputs, a variance, and every sign of the weights equally likely."""
    a = [mp.mpf(v) for v in rng.uniform(0.2, 2, 3)]
    return {"n_{l}": 3, "a": a, "v": mp.mpf(rng.uniform(0.2, 2))}


def outcomes(p):
    """All sums that signs of the weights and a round of the inputs can give."""
    a, size = p["a"], mp.sqrt(p["v"])
    for turn, signs_ in product(range(3), product((-1, 1), repeat=3)):
        around_ = a[turn:] + a[:turn]
        yield mp.fsum(s * size * v for s, v in zip(signs_, around_, strict=True))


def mean(values):
    values = list(values)
    return mp.fsum(values) / len(values)


def normal(f, size=1):
    """E[f(z)] for normal z, as an integral."""
    return mp.quad(
        lambda t: f(size * t) * mp.npdf(t), [-40, -12, -6, -2, 0, 2, 6, 12, 40]
    )


def spread(rng):
    return {"s": mp.mpf(rng.uniform(0.5, 3))}


def width(rng):
    return {"n_{l}": int(rng.integers(2, 200)), "alpha": mp.mpf(rng.uniform(0, 0.6))}


def keeping(left):
    """The variance at which a layer of n units keeps the mean square of z."""

    def solve(p):
        passed = normal(lambda z: bent(z, left(p)) ** 2)
        return mp.findroot(lambda v: p["n_{l}"] * v * passed - 1, mp.mpf(1) / 50)

    return solve


def back(rng):
    return {
        "n_{l+1}": 3,
        "v": mp.mpf(rng.uniform(0.2, 2)),
        "a": [mp.mpf(v) for v in rng.normal(size=3)],
    }


def gated(p):
    """Slopes below: sums over every sign of the weights, open half of the time."""
    return mean(s * s * gate for s in outcomes(p) for gate in (0, 1))


def batch(rng):
    x, g = ([mp.mpf(v) for v in rng.normal(size=4)] for _ in range(2))
    return {
        "n": 4,
        "i": int(rng.integers(1, 5)),
        "x": x,
        "g": g,
        "eta": mp.mpf(rng.uniform(0.1, 2)),
        "w": mp.mpf(rng.normal()),
        "b": mp.mpf(rng.normal()),
    }


def pushed(p):
    """How far z moves, by a numerical gradient of a loss with the slopes g."""

    def loss(w, b):
        return mean(g * (w * x + b) for g, x in zip(p["g"], p["x"], strict=True))

    x = p["x"][p["i"] - 1]
    w = p["w"] - p["eta"] * mp.diff(lambda w: loss(w, p["b"]), p["w"])
    b = p["b"] - p["eta"] * mp.diff(lambda b: loss(p["w"], b), p["b"])
    return w * x + b - (p["w"] * x + p["b"])


def slopes(rng):
    z, g = ([mp.mpf(v) for v in rng.normal(size=4)] for _ in range(2))
    return {"n": 4, "z": z, "g": g, "alpha": mp.mpf(rng.uniform(0.1, 0.5))}


def in_slope(p):
    return mp.diff(
        lambda a: mp.fsum(
            g * bent(z, a) for g, z in zip(p["g"], p["z"], strict=True)
        ),
        p["alpha"],
    )


def drawn(rng):
    low, high = sorted(mp.mpf(v) for v in rng.uniform(0, 1, 2))
    return number(rng) | {"alpha": [low, high]}


def drawn_mean(p):
    low, high = p["alpha"]
    return mp.quad(lambda a: bent(p["z"], a), [low, high]) / (high - low)


def hinges(rng):
    return {
        "z": mp.mpf(rng.uniform(-6, 6)),
        "beta": sorted(mp.mpf(v) for v in rng.normal(size=2)),
        "alpha": [mp.mpf(v) for v in rng.uniform(0.05, 0.6, 2)],
    }


def s_shaped(p):
    """From the middle outwards, the slope of each piece times its length."""
    (low, high), (left, right), z = p["beta"], p["alpha"], p["z"]
    if z < low:
        return low - left * (low - z)
    return high + right * (z - high) if z > high else z


def pieces(rng):
    return {"z": [mp.mpf(v) for v in rng.normal(size=3)]}


def below(rng):
    """A number left of 0, far enough from it for a numerical derivative."""
    return {
        "z": -mp.mpf(rng.uniform(0.1, 4)),
        "alpha": mp.mpf(rng.uniform(0.3, 2)),
    }


def grown(z, alpha, length=1):
    """The exponential left side as the integral of its slope."""
    if z > 0:
        return z
    return -alpha / length * mp.quad(lambda t: mp.exp(t / length), [z, 0])


def elu(rng):
    return number(rng, alpha=mp.mpf(rng.uniform(0.3, 2)))


def scaled(rng):
    return elu(rng) | {"kappa": mp.mpf(rng.uniform(0.5, 2))}


def standard(rng):
    alpha, kappa = selu_numbers()
    return {
        "pi": +mp.pi,
        "Phi": mp.ncdf,
        "alpha": alpha,
        "kappa": kappa,
    }


@cache
def selu_numbers():
    """By search: the mean 0 and then the mean square 1, with integrals alone."""

    def output(z, alpha):
        return z if z > 0 else alpha * mp.expm1(z)

    left = normal(lambda z: output(z, 1) if z <= 0 else mp.mpf(0))
    right = normal(lambda z: z if z > 0 else mp.mpf(0))
    alpha = mp.findroot(lambda a: right + a * left, 1.5)
    return alpha, 1 / mp.sqrt(normal(lambda z: output(z, alpha) ** 2))


SLOPE = "f'(z)"
VALUE = "f(z)"

EQUATIONS = [
    Equation(
        "eq-relu",
        r"f(z) = \max(z, 0)",
        "the positive part: half the sum of a number and its size",
        rectified,
        {VALUE: lambda p: (p["z"] + abs(p["z"])) / 2},
        code=lambda p: activations.relu(p["z"]),
    ),
    Equation(
        "eq-relu-slope",
        r"f'(z) = [z > 0]",
        "the slope is 1 on the right and 0 on the left",
        rectified,
        {SLOPE: slope_of(lambda p, z: bent(z)), "[z > 0]": lambda p: int(p["z"] > 0)},
        code=lambda p: activations.relu_grad(p["z"]),
    ),
    Equation(
        "eq-relu-polyline",
        r"\hat y = y_1 + \sum_{i=1}^{n-1} w_i \max(x - x_i, 0)",
        "a line that joins points is a sum of ReLUs, one for each change of slope",
        points,
        {
            r"\hat y": lambda p: joined(p["x"], p["y"], p["x"].alone),
            r"\max(x - x_i, 0)": lambda p: bent(p["x"].alone - p["x"][p["i"] - 1]),
        },
    ),
    Equation(
        "eq-relu-bend",
        r"w_i = \frac{y_{i+1} - y_i}{x_{i+1} - x_i}"
        r" - \frac{y_i - y_{i-1}}{x_i - x_{i-1}}",
        "the weight of a ReLU is the change of slope at its point",
        points,
        {
            "y_{i+1}": around("y", 1),
            "x_{i+1}": around("x", 1),
            "y_{i-1}": around("y", -1),
            "x_{i-1}": around("x", -1),
        },
    ),
    Equation(
        "eq-relu-path",
        r"\frac{\partial a_d}{\partial x} = \prod_{l=1}^{d} w_l f'(z_l)",
        "along a path the slope is a product of weights and slopes",
        chain,
        {
            r"\frac{\partial a_d}{\partial x}": lambda p: mp.diff(
                lambda x: ends(p, x)[1], p["x"]
            ),
            "f'(z_l)": lambda p: int(p["z"][int(p["l"]) - 1] > 0),
        },
    ),
    Equation(
        "eq-relu-homogeneous",
        r"\max(c z, 0) = c \max(z, 0)",
        "a positive factor can be taken out of a ReLU",
        rectified,
    ),
    Equation(
        "eq-relu-sum",
        r"E[z^2] = \sum_{j=1}^{n_l} E[w_j^2]\,E[a_j^2] = n_l v\, E[a^2]",
        "the mean square of a sum, counted over all signs of its weights",
        signs,
        {
            "E[z^2]": lambda p: mean(s * s for s in outcomes(p)),
            "E[w_j^2]": lambda p: mean(s * s * p["v"] for s in (-1, 1)),
            "E[a_j^2]": lambda p: mean(v * v for v in p["a"]),
            "E[a^2]": lambda p: mean(v * v for v in p["a"]),
        },
    ),
    Equation(
        "eq-relu-half",
        r"E[f(z)^2] = \tfrac12 E[z^2]",
        "a ReLU passes half of the mean square of what is symmetric",
        spread,
        {
            "E[f(z)^2]": lambda p: normal(lambda z: bent(z) ** 2, p["s"]),
            "E[z^2]": lambda p: normal(lambda z: z * z, p["s"]),
        },
    ),
    Equation(
        "eq-he",
        r"v = \frac{2}{n_l}",
        "the variance at which a layer of ReLUs keeps the mean square",
        width,
        {"v": keeping(lambda p: 0)},
    ),
    Equation(
        "eq-relu-back",
        r"E[g_j^2] = \tfrac12 n_{l+1} v\, E[g_k^2]",
        "on the way back the same factor, if weights and slopes are independent",
        back,
        {
            "E[g_j^2]": gated,
            "E[g_k^2]": lambda p: mean(v * v for v in p["a"]),
            "n_{l+1}": lambda p: p["n_{l+1}"],
        },
    ),
    Equation(
        "eq-relu-push",
        r"\Delta z_i = -\frac{\eta}{n} \sum_{k=1}^{n} g_k (x_i x_k + 1)",
        "how far one step on the mean loss moves z of one example",
        batch,
        {r"\Delta z_i": pushed, r"\eta": lambda p: p["eta"]},
    ),
    Equation(
        "eq-leaky",
        r"f(z) = \max(z, 0) + \alpha \min(z, 0)",
        "the leaky ReLU has the slope alpha on the left",
        leaky,
        {VALUE: lambda p: bent(p["z"], p["alpha"])},
        code=lambda p: activations.leaky_relu(p["z"], slope=float(p["alpha"])),
    ),
    Equation(
        "eq-leaky-scale",
        r"v = \frac{2}{(1 + \alpha^2)\, n_l}",
        "the variance at which a layer of leaky ReLUs keeps the mean square",
        width,
        {"v": keeping(lambda p: p["alpha"])},
    ),
    Equation(
        "eq-prelu-slope",
        r"\frac{\partial \ell}{\partial \alpha} = \sum_{i=1}^{n} g_i \min(z_i, 0)",
        "the derivative in a learned slope adds over the examples",
        slopes,
        {r"\frac{\partial \ell}{\partial \alpha}": in_slope},
    ),
    Equation(
        "eq-rrelu-mean",
        r"E[f(z)] = \max(z, 0) + \frac{\alpha_1 + \alpha_2}{2} \min(z, 0)",
        "the mean output over random slopes is the output at the mean slope",
        drawn,
        {"E[f(z)]": drawn_mean},
        code=lambda p: activations.rrelu(
            p["z"], lower=float(p["alpha"][0]), upper=float(p["alpha"][1])
        ),
    ),
    Equation(
        "eq-relu6",
        r"f(z) = \min(\max(z, 0), 6)",
        "the middle one of 0, z and 6",
        number,
        {VALUE: lambda p: sorted([0, p["z"], 6])[1]},
        code=lambda p: activations.relu6(p["z"]),
    ),
    Equation(
        "eq-srelu",
        r"f(z) = \min(\max(z, \beta_1), \beta_2)"
        r" + \alpha_1 \min(z - \beta_1, 0) + \alpha_2 \max(z - \beta_2, 0)",
        "three pieces, the middle one the identity",
        hinges,
        {VALUE: s_shaped},
        code=lambda p: activations.srelu(
            p["z"],
            t_left=float(p["beta"][0]),
            a_left=float(p["alpha"][0]),
            t_right=float(p["beta"][1]),
            a_right=float(p["alpha"][1]),
        ),
    ),
    Equation(
        "eq-crelu-sign",
        r"z = \max(z, 0) - \max(-z, 0)",
        "the two outputs of a CReLU differ by its input",
        number,
    ),
    Equation(
        "eq-crelu-size",
        r"|z| = \max(z, 0) + \max(-z, 0)",
        "the two outputs of a CReLU add up to the size of its input",
        number,
        code=lambda p: activations.crelu([p["z"]]).sum(),
    ),
    Equation(
        "eq-maxout",
        r"f(z) = \max_k z_k",
        "the largest of the pieces",
        pieces,
        {
            VALUE: lambda p: sorted(p["z"])[-1],
            r"\max_k z_k": lambda p: -min(-v for v in p["z"]),
        },
        code=lambda p: activations.maxout(p["z"]),
        definition=True,
    ),
    Equation(
        "eq-maxout-tangent",
        r"x^2 - (2 t x - t^2) = (x - t)^2 \ge 0",
        "a parabola lies above its tangent at t by the square of the distance",
        lambda rng: dict(
            zip("xt", (mp.mpf(v) for v in rng.normal(size=2)), strict=True)
        ),
    ),
    Equation(
        "eq-elu",
        r"f(z) = \max(z, 0) + \alpha \bigl(e^{\min(z, 0)} - 1\bigr)",
        "the ELU is the integral of alpha e^z on the left",
        elu,
        {VALUE: lambda p: grown(p["z"], p["alpha"])},
        code=lambda p: activations.elu(p["z"], alpha=float(p["alpha"])),
    ),
    Equation(
        "eq-elu-slope",
        r"f'(z) = \alpha e^{z}",
        "the slope of the ELU on the left",
        below,
        {SLOPE: slope_of(lambda p, z: p["alpha"] * mp.expm1(z))},
        code=lambda p: activations.elu_grad(p["z"], alpha=float(p["alpha"])),
    ),
    Equation(
        "eq-celu",
        r"f(z) = \max(z, 0) + \alpha \bigl(e^{\min(z, 0) / \alpha} - 1\bigr)",
        "the CELU is the integral of e^(z / alpha) on the left",
        elu,
        {VALUE: lambda p: grown(p["z"], p["alpha"], p["alpha"])},
        code=lambda p: activations.celu(p["z"], alpha=float(p["alpha"])),
    ),
    Equation(
        "eq-celu-slope",
        r"f'(z) = e^{z / \alpha}",
        "the slope of the CELU on the left",
        below,
        {SLOPE: slope_of(lambda p, z: p["alpha"] * mp.expm1(z / p["alpha"]))},
        code=lambda p: activations.celu_grad(p["z"], alpha=float(p["alpha"])),
    ),
    Equation(
        "eq-selu",
        r"f(z) = \kappa \Bigl(\max(z, 0)"
        r" + \alpha \bigl(e^{\min(z, 0)} - 1\bigr)\Bigr)",
        "an ELU times a factor",
        scaled,
        {VALUE: lambda p: p["kappa"] * grown(p["z"], p["alpha"])},
    ),
    Equation(
        "eq-selu-right",
        r"E[\max(z, 0)] = \int_0^\infty z\, \varphi(z)\, dz = \frac{1}{\sqrt{2 \pi}}",
        "the mean of the positive part of a standard normal number",
        standard,
        {
            r"E[\max(z, 0)]": lambda p: normal(bent),
            r"\int_0^\infty z\, \varphi(z)\, dz": lambda p: mp.quad(
                lambda z: z * mp.npdf(z), [0, 1, 4, 12, 40]
            ),
        },
    ),
    Equation(
        "eq-selu-exponential",
        r"\int_{-\infty}^0 e^{z} \varphi(z)\, dz = \sqrt{e}\, \Phi(-1)",
        "the mean of e to the z over negative z, by completing the square",
        standard,
        {
            r"\int_{-\infty}^0 e^{z} \varphi(z)\, dz": lambda p: mp.quad(
                lambda z: mp.exp(z) * mp.npdf(z), [-60, -20, -8, -2, 0]
            )
        },
    ),
    Equation(
        "eq-selu-alpha",
        r"\alpha = \frac{1}{\sqrt{2 \pi}\, \bigl(\tfrac12 - \sqrt{e}\, \Phi(-1)\bigr)}",
        "the alpha that makes the mean output 0, against a root finder",
        standard,
        code=lambda p: activations.selu(-1e3) / -activations.selu(1.0),
    ),
    Equation(
        "eq-selu-kappa",
        r"\frac{1}{\kappa^2} = \tfrac12 + \alpha^2 \bigl(e^2\, \Phi(-2)"
        r" - 2 \sqrt{e}\, \Phi(-1) + \tfrac12\bigr)",
        "the kappa that makes the variance of the output 1",
        standard,
        code=lambda p: activations.selu(1.0) ** -2,
    ),
]
NUMBERS = []
