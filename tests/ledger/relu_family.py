"""What the chapter on the ReLU family prints."""

from functools import cache
from itertools import product

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import slope_of
from lossedu import activations


def bent(z, left=0, right=1):
    """A line of one slope on the left of 0 and of another on its right."""
    return right * z if z > 0 else left * z


def number(rng, **more):
    return {"z": mp.mpf(rng.normal(scale=3))} | more


def leaky(rng):
    return number(rng, alpha=mp.mpf(rng.uniform(0.05, 0.6)))


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
        lambda a: mp.fsum(g * bent(z, a) for g, z in zip(p["g"], p["z"], strict=True)),
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
        number,
        {VALUE: lambda p: (p["z"] + abs(p["z"])) / 2},
        code=lambda p: activations.relu(p["z"]),
    ),
    Equation(
        "eq-relu-slope",
        r"f'(z) = [z > 0]",
        "the slope is 1 on the right and 0 on the left",
        number,
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
        r"\frac{\partial R}{\partial \alpha} = \sum_{i=1}^{n} g_i \min(z_i, 0)",
        "the derivative in a learned slope adds over the examples",
        slopes,
        {r"\frac{\partial R}{\partial \alpha}": in_slope},
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
NUMBERS = [
    # Computed.
    "At rate 0.71 the network reads «at(died['ReLU'], 0.71)[2]:.0%» of the test images, at rate 1 still «at(died['ReLU'], 1)[2]:.0%», and you might look no further.",
    "But «at(died['ReLU'], 1)[0]:.0%» of its units contribute nothing to any image.",
    "At 1.19 it is «at(died['ReLU'], 1.19)[0]:.0%», and now the accuracy shows it.",
    "Not once in «hidden.size» cases.",
    "From 8 units on, doubling leaves about a quarter of the error: «worst[8]:.3f» with 8, «worst[16]:.3f» with 16, «worst[32]:.4f» with 32.",
    "At the start the shares are «zeros['at the start'][0]:.2f» and «zeros['at the start'][1]:.2f».",
    "Training moves them little here, to «zeros['after training'][0]:.2f» and «zeros['after training'][1]:.2f».",
    "With Glorot's variance «ratio[1][1]:.0e» of the gradient's mean square is left after 19 layers, with 3 in place of 2 it is multiplied by about «round(ratio[3][1], -2):.0f».",
    "With He's variance the size of the signal survives, but the cosine between two different digits grows from «alike[0]:.2f» in layer 1 to «alike[2]:.2f» in layer 20.",
    "On pixels no bracket is negative, on standardised inputs «negative['standardised']:.0%» are, and the largest share of dead ReLUs behind them is «most:.2f», at rates up to 2.",
    "«course['ReLU'][early] / course['ReLU'][-1]:.0%» of the final share is there after 20 of 100 steps, while the slopes $g_k$ are still large.",
    "A slope of 0.01 loses nearly as many units as none, «course['leaky, 0.01'][-1]:.2f» against «course['ReLU'][-1]:.2f». One of 0.25 loses «course['leaky, 0.25'][-1]:.2f», but at rate 1.41 it loses «at(died['leaky, 0.25'], 1.41)[0]:.2f» as well.",
    "ReLU and leaky ReLU with slope 0.01 rise together, from «at(died['ReLU'], 0.71)[0]:.2f» and «at(died['leaky, 0.01'], 0.71)[0]:.2f» to «at(died['ReLU'], 2)[0]:.2f» and «at(died['leaky, 0.01'], 2)[0]:.2f».",
    "ReLU on standardised inputs stays at «most:.2f».",
    "for ReLU and leaky ReLU «at(died['ReLU'], 0.71)[2]:.2f» and «at(died['leaky, 0.01'], 0.71)[2]:.2f» at rate 0.71, «at(died['ReLU'], 1)[2]:.2f» and «at(died['leaky, 0.01'], 1)[2]:.2f» at rate 1, and «at(died['ReLU'], 2)[2]:.2f» and «at(died['leaky, 0.01'], 2)[2]:.2f» at rate 2",
    "on standardised inputs «at(died['standardised'], 1)[2]:.2f» at rate 1 and «at(died['standardised'], 2)[2]:.2f» at rate 2.",
    "Here that share is passed between rates 1 and 1.19, and at 2 it is «at(died['ReLU'], 2)[0]:.0%»: there is no ceiling.",
    "± «at(died['ReLU'], 1)[1]:.2f» between splits at rate 1.",
    "Behind pixels «fell['pixels'][0]» of the 192 units in the first layer (32 in each of six networks) were dead by step 80, and «revived['pixels'][0]» came back",
    "In the second layer «revived['pixels'][1]» of «fell['pixels'][1]» did.",
    "Behind standardised inputs «fell['standardised'][0]» died in the first layer and «fell['standardised'][1]» in the second.",
    "At rate 1, «at(died['leaky, 0.01'], 1)[0]:.2f» ± «at(died['leaky, 0.01'], 1)[1]:.2f» of the units with slope 0.01 were never positive, and «at(died['ReLU'], 1)[0]:.2f» ± «at(died['ReLU'], 1)[1]:.2f» of the ReLUs",
    "With a slope of 0.25 it was «at(died['leaky, 0.25'], 1)[0]:.2f» ± «at(died['leaky, 0.25'], 1)[1]:.2f» at rate 1.",
    "The slopes leave their start in both directions, from «learned[0.0][1]:.2f» to «learned[0.0][2]:.2f».",
    "With decay their mean is «learned[0.05][0]:.2f» in place of «learned[0.0][0]:.2f». The accuracy is no worse for it, «learned[0.05][3]:.3f» against «learned[0.0][3]:.3f».",
    "ELU, CELU with alpha 2 and SELU, levelling out on the left at -1, -2 and «-kappa * alpha:.2f».",
    "For a normal $z$ the ELU's mean is «shifts['elu'][0] / shifts['relu'][0]:.0%» of the ReLU's, in the trained networks «shifts['elu'][1] / shifts['relu'][1]:.0%» and «shifts['elu'][2] / shifts['relu'][2]:.0%».",
    "A mean square of 4 is down to «after(4.0, 20):.2f» after 20 layers, one of 0.25 up to «after(0.25, 20):.2f»: each layer leaves «pull:.2f» of a small deviation.",
    "in layer 20 the mean square of its output, ideally one half, is «far['ReLU, 2/n']['square']:.2f» ± «far['ReLU, 2/n']['sd']:.2f», that of the ELU «far['ELU']['square']:.2f» ± «far['ELU']['sd']:.2f», of the SELU «far['SELU, 1/n']['square']:.2f» ± «far['SELU, 1/n']['sd']:.2f».",
    "with He's the mean square is «far['SELU, 2/n']['square']:.0f» in layer 20.",
    "on the way back the mean square of the slope still grows, by a factor of «far['SELU, 1/n']['back']:.1f» over 19 layers.",
    "After 20 layers two digits have the cosine «far['SELU, 1/n']['cosine']:.2f» with SELU, «far['ELU']['cosine']:.2f» with ELU and «far['ReLU, 2/n']['cosine']:.2f» with ReLU.",
    "CReLU and maxout need more weights for each unit, so they get fewer units, 19 and 14, which makes «result['CReLU'][3]» and «result['maxout'][3]» weights and biases in all, against «result['ReLU'][3]».",
    "After 50 steps SReLU leads the ReLU by «gap['SReLU'][0][0]:.3f» ± «gap['SReLU'][0][1]:.3f», and so does tanh, by «gap['tanh'][0][0]:.3f» ± «gap['tanh'][0][1]:.3f».",
    "After 100 steps the largest difference of all is «most_gap:.3f», «round(450 * most_gap)» of 450 test images, and «'none is' if all(abs(d[0]) <= d[1] for _, d in gap.values()) else 'some are'» larger than its spread.",
    "«soon['ReLU'].mean():.0f» ± «soon['ReLU'].std():.0f» for the ReLU and «soon['tanh'].mean():.0f» ± «soon['tanh'].std():.0f» for tanh.",
    "With He's scale it arrives, and still the network reaches about «tall_test['ReLU, 2/n'].mean():.1f» in the time in which ELU reaches «tall_test['ELU'].mean():.1f» and SELU «tall_test['SELU, 1/n'].mean():.1f», both of them in every run ahead of every ReLU run.",
    "the share of units with $z \\le 0$ on all training examples; here «at(died['ReLU'], 1)[0]:.2f» at rate 1, «start_silent:.2f» before training",
    "`X.min()`; standardise: largest share «most:.2f» then",
    "«ratio[1][1]:.0e» of it was left",
    "«alike[2]:.2f» in layer 20",
    "here «top:.0f» at a good rate",
    "the list of decayed parameters; here a mean of «learned[0.05][0]:.2f» in place of «learned[0.0][0]:.2f»",
    "with 2 the mean square was «far['SELU, 2/n']['square']:.0f» in layer 20",
    "accuracy «result['ReLU'][0][1].mean():.3f» ± «result['ReLU'][0][1].std():.3f»; silent in layer 1, standardised: «most:.2f»",
    "difference «gap['leaky, 0.01'][1][0]:+.3f» ± «gap['leaky, 0.01'][1][1]:.3f»; never positive at rate 1: «at(died['leaky, 0.01'], 1)[0]:.2f», ReLU «at(died['ReLU'], 1)[0]:.2f»",
    "never positive at rate 1.19: «course['leaky, 0.25'][-1]:.2f», at 1.41: «at(died['leaky, 0.25'], 1.41)[0]:.2f»",
    "difference «gap['PReLU'][1][0]:+.3f» ± «gap['PReLU'][1][1]:.3f»; slopes from «learned[0.0][1]:.2f» to «learned[0.0][2]:.2f»",
    "difference «gap['RReLU'][1][0]:+.3f» ± «gap['RReLU'][1][1]:.3f» with random slopes",
    "difference «gap['ReLU6'][1][0]:+.3f» ± «gap['ReLU6'][1][1]:.3f»; 8-bit step «6 / 255:.3f» in place of «top / 255:.2f»",
    "difference «gap['SReLU'][1][0]:+.3f» ± «gap['SReLU'][1][1]:.3f», after 50 steps «gap['SReLU'][0][0]:+.3f» ± «gap['SReLU'][0][1]:.3f»",
    "difference «gap['CReLU'][1][0]:+.3f» ± «gap['CReLU'][1][1]:.3f» with equal weights",
    "difference «gap['maxout'][1][0]:+.3f» ± «gap['maxout'][1][1]:.3f», weights equal; $x^2$ from 8 pieces to «bowl[8]:.3f»",
    "accuracy «tall_test['ELU'].mean():.1f» in 20 layers, ReLU «tall_test['ReLU, 2/n'].mean():.1f»; ahead in every run",
    "difference «gap['CELU, 2'][1][0]:+.3f» ± «gap['CELU, 2'][1][1]:.3f» with $\\alpha = 2$",
    "mean cosine «far['SELU, 1/n']['cosine']:.2f», ReLU «far['ReLU, 2/n']['cosine']:.2f»; accuracy «tall_test['SELU, 1/n'].mean():.1f» in 20 layers, ReLU «tall_test['ReLU, 2/n'].mean():.1f»",
    "A slope of 0.01 «'changed little' if abs(at(died['ReLU'], 1)[0] - at(died['leaky, 0.01'], 1)[0]) < at(died['ReLU'], 1)[1] else 'helped'» in 100 steps.",
    # Chosen, or part of a formula.
    "The rectified linear unit keeps a positive number and replaces a negative one by 0.",
    "derive how large the first weights of a ReLU network must be, and predict what becomes of the signal after 20 layers if they are not;",
    "The digits of scikit-learn are 1797 images of 8 by 8 pixels with grey levels from 0 to 16.",
    "Divide the levels by 16, so that every input lies between 0 and 1.",
    "Split the images six times at random into 900 for training, 447 for validation and 450 for the test.",
    "each pixel shifted and scaled to mean 0 and standard deviation 1 on the training images.",
    "It sees 32 images, a *mini-batch*, and follows their mean loss.",
    "Train one hidden layer of 32 ReLUs at several learning rates for 100 steps.",
    "the share of test images that are read correctly, and the share of hidden units that put out 0 for *every one* of the 900 training images.",
    "Exercise 1: backward through the ReLU",
    "Write the backward pass of the ReLU, which is the larger of x and 0.",
    "At the kink, where x is exactly 0, the slope is taken to be 0, as in PyTorch.",
    "To the right of 0 the ReLU is the line $z$ with slope 1, to the left the line 0 with slope 0.",
    "With a bracket that is 1 where its content is true and 0 where not,",
    "At $z = 0$ the ReLU has no derivative",
    "the slope is 0 on one side and 1 on the other.",
    "PyTorch takes 0, and so does this package.",
    "Only where a $z$ is *exactly* 0.",
    "biases start at 0, so for a black image every unit starts exactly on the kink.",
    "Take points $x_1 < x_2 < \\dots < x_n$ with heights $y_i$, and join them.",
    "Start at the left end, at height $y_1$.",
    "(For $i = 1$ nothing is on the left, and the second fraction is left out.)",
    "It has $n - 1$ hidden units with weight 1 and bias $-x_i$, an output weight $w_i$ for each, and the output bias $y_1$. does it for one wave of the sine.",
    "(The one that starts at the middle of the wave adds 0: the line does not bend there.)",
    "straight lines that are 0 up to a point and then rise or fall.",
    "**A path is open or closed.** Follow one path from an input $x = a_0$ through $d$ layers, one unit in each, $a_l = f(z_l)$ with $z_l = w_l a_{l-1} + b_l$.",
    "With ReLUs each $f'(z_l)$ is 0 or 1.",
    "One closed unit and the whole product is 0.",
    "With a sigmoid a factor of at most $\\tfrac14$ stands in every place.",
    "**Half of the outputs are 0 at the start.** Weights are drawn from a distribution that is symmetric about 0, and biases start at 0.",
    "So $z$ is positive with probability $\\tfrac12$, whatever the input, unless it is all 0.",
    "Let a unit of layer $l + 1$ add up the outputs of the $n_l$ units below, with independent weights of mean 0 and variance $v$ and no bias.",
    "The weights do not depend on the inputs, and a product $w_j w_k$ of two different weights has mean 0.",
    "So only the squares stay, and $E[w_j^2] = v$:",
    "So half of $E[z^2]$ comes from positive $z$, which the ReLU keeps, and half from negative, which it drops:",
    "a layer multiplies the mean square by $\\tfrac12 n_l v$.",
    "To keep it, set this to 1 and solve for the variance:",
    "Glorot's, of the last chapter , has $v = 1 / n_l$ where all layers are equally wide.",
    "It was made for units with slope 1 at 0, such as tanh.",
    "With ReLUs it loses a factor of 2 in each layer, $2^{20}$ in twenty.",
    "A slope is a weighted sum of the slopes $g_k$ of the $n_{l+1}$ units above, multiplied by $f'(z)$, which is 1 half of the time:",
    "The next cell sends 100 standardised digits through 20 layers of 100 units, six times with other digits and weights, then random slopes back.",
    "1 if they point the same way, 0 if they have nothing in common.",
    "its $z$ is at most 0 for every training example.",
    "It puts out 0, and its slope is 0, for all of them.",
    "If no input is ever negative, it is at least 1 for every pair of examples.",
    "If $\\eta$ is large enough, every $z_i$ ends below 0.",
    "From then on every $g_k$ is 0, because the unit's own slope is a factor of it, and no further step moves the unit.",
    "The *leaky ReLU*, of which more below, goes on to the left with a small slope, here 0.01 or 0.25.",
    "**Predict, then look.** At rate 1.19, do the ReLUs die at an even pace, or early?",
    "Does a slope of 0.01 on the left keep more units alive, or a slope of 0.25?",
    "Up to a rate of about 1 the accuracy hides what happens to the units.",
    "Two panels against the learning rate from 0.71 to 2.",
    "It is often said that up to 40 % of the units can die if the rate is too high.",
    "A dead unit's weights get the slope 0, so gradient descent does not move them.",
    "Look at the dead units of a network with two hidden layers every 20 steps, at rates at which many die.",
    "If a slope of 0 is the trouble, take another.",
    "The **leaky ReLU** has a small slope $\\alpha$ on the left, 0.01 in PyTorch and here:",
    "Its slope is 1 on the right and $\\alpha$ on the left.",
    "For $\\alpha = 0$ it is the ReLU, for $\\alpha = 1$ it changes nothing.",
    "$f(0) = 0$, and what it lets through is proportional to $z$.",
    "The half of $E[z^2]$ that the ReLU drops now comes through with the factor $\\alpha^2$.",
    "So $\\tfrac12$ becomes $\\tfrac12 (1 + \\alpha^2)$, and the variance that keeps the mean square is",
    "At 1.41 the slope helps a little, «at(died['leaky, 0.01'], 1.41)[0]:.2f» ± «at(died['leaky, 0.01'], 1.41)[1]:.2f» against «at(died['ReLU'], 1.41)[0]:.2f» ± «at(died['ReLU'], 1.41)[1]:.2f».",
    "The **parametric ReLU**, PReLU , makes it a weight, one for each unit (or each *channel*, a group of units that share it), starting at 0.25.",
    "Exercise 2: backward through the parametric ReLU",
    "Write the backward pass of the parametric ReLU: it gives x on the right of 0 and slope times x on the left, with a learned slope for each channel.",
    "At the kink, where x is exactly 0, use the slope on the left, as the library does.",
    "It pulls $\\alpha$ towards 0, which turns the unit back into a ReLU.",
    "The next cell trains 32 slopes in each of two layers with and without.",
    "The **randomised ReLU**, RReLU , draws the slope in training, anew for each element, evenly between two bounds $\\alpha_1$ and $\\alpha_2$.",
    "They are $\\tfrac18$ and $\\tfrac13$ unless you say otherwise.",
    "**ReLU6** stops at 6:",
    "Its slope is 1 between 0 and 6, and 0 elsewhere.",
    "if 8 bits have to cover everything from 0 to the largest output, a small largest output gives a fine step.",
    "Between two thresholds $\\beta_1 \\le \\beta_2$ it changes nothing, and outside it goes on with the slopes $\\alpha_1$ on the left and $\\alpha_2$ on the right:",
    "The package takes them as given, by default $-1$, $1$ and twice $0.2$",
    "At most one of the two is not 0, and nothing is lost.",
    "wherever $z$ is not 0, one of its two outputs has the slope 1 or $-1$.",
    "The slope is 1 for the largest $z_k$ and 0 for the others.",
    "With $z_1 = z$ and $z_2 = 0$ this is the ReLU, with $-z$ in place of 0 it is $|z|$.",
    "Take $x^2$.",
    "Its tangent at $t$ is $2 t x - t^2$, and",
    "Exercise 3: the slope of the ELU",
    "On the right of 0 the unit gives x itself, on the left alpha times (e to the x, minus 1).",
    "At 0 itself it is alpha, the slope on the left.",
    "for alpha 1 and x of -40 it is about 4.2e-18 and not 0.",
    "For 1000 and -1000 it must be 1 and 0, not NaN.",
    "On the left the 1 goes away in the derivative, so for $z < 0$",
    "And `expm1` is $e^z - 1$ with all its digits",
    "near 0 the subtraction would lose them.",
    "Just left of 0 the slope is $\\alpha$, right of 0 it is 1.",
    "So only for $\\alpha = 1$ is the slope of the ELU without a jump.",
    "Far out on the left it is nearly 0: the ELU saturates there as a sigmoid does.",
    "But the derivative of the exponent is $1 / \\alpha$, which cancels the factor in front.",
    "For $z < 0$",
    "and that tends to 1 at $z = 0$ for every $\\alpha$",
    "For $\\alpha = 1$ CELU and ELU are the same. shows them beside the others.",
    "Four panels of output against z from -4 to 4, except the second, to 8.",
    "ReLU, and a leaky ReLU of slope 0.25 inside a grey fan of slopes from one eighth to one third.",
    "ReLU6, flat from 6 on, and the S-shaped ReLU, steep between -1 and 1 and gentle outside.",
    "**What the left side is for.** A ReLU's output is never negative, so its mean is not 0, and the next layer gets that mean as if it were a bias, the same for every input.",
    "Can it be made 0?",
    "*If $z$ is standard normal, let the output have mean 0 and variance 1.* Take the mean first.",
    "because $z \\varphi(z)$ is the derivative of $-\\varphi(z)$, so the integral is $\\varphi(0)$.",
    "The exponents add up to $z - \\tfrac12 z^2$, and that is $\\tfrac12 - \\tfrac12 (z - 1)^2$",
    "a normal density shifted by 1, times $\\sqrt e$.",
    "Its part below 0 is $\\Phi(-1)$:",
    "The same steps with $e^{2 z}$ give a shift by 2 and $e^2\\, \\Phi(-2)$.",
    "The mean of the 1 that is subtracted is $\\Phi(0) = \\tfrac12$.",
    "Set the mean of to 0.",
    "With mean 0 the variance is the mean square.",
    "The right side gives $\\tfrac12$ as in .",
    "On the left the square $(e^{z} - 1)^2$ is $e^{2 z} - 2 e^{z} + 1$, and each term has just been integrated.",
    "Set $\\kappa^2$ times the sum to 1:",
    "a root finder turns the two numbers until mean and mean square on a fine grid are 0 and 1.",
    "Draw the weights with variance $1 / n_l$ (LeCun's initialisation) and mean 0.",
    "Suppose its mean square is more than 1.",
    "Near 0 the slopes are $\\kappa$ on the right and $\\kappa \\alpha$ on the left, both above 1, so the output shrinks less than $z$ did.",
    "Either way the next layer is closer to 1.",
    "The cell follows that through 20 layers, first for exactly normal $z$, then for the digits and networks of before.",
    "It holds for weights of variance $1 / n_l$",
    "A mean of 0 leaves no common direction.",
    "Digits again, standardised, two hidden layers of 24 units.",
    "With two hidden layers of 24 units the members differ",
    "But the width of 24 was chosen with these figures in sight. So look at two others,"
    " 100 steps each:",
    "On 16 units «'all four lead the ReLU' if min(d[0] for (_, u), d in others.items()"
    " if u == 16) > 0 else ''», by «min(d[0] for (_, u), d in others.items() if u == 16)"
    ":.3f» to «max(d[0] for (_, u), d in others.items() if u == 16):.3f»,"
    " «word(sum(d[0] > d[1] for (_, u), d in others.items()"
    " if u == 16))» of them by more than their spread.",
    "On 32 the leads are «min(d[0] for (_, u), d in others.items() if u == 32):.3f» to"
    " «max(d[0] for (_, u), d in others.items() if u == 32):.3f».",
    "and where by «max(d[0] for d in others.values()):.3f» at most",
    "«others['srelu', 16][0]:+.3f» ± «others['srelu', 16][1]:.3f» with 16 units",
    "difference «others['elu', 16][0]:+.3f» ± «others['elu', 16][1]:.3f» with 16 units",
    "Every member starts from the same random numbers, scaled so that its own $z$ keeps the mean square 1.",
    "Its learning rate is the best of five on the validation part, after 50 steps and again after 100, the same five for all.",
    "on a convolutional network of four layers and one set of small photographs, each at its own rate, ReLUs came to a training error of 25 % in a sixth of the time.",
    "Here the time is the number of steps until 90 % of the validation images are right, each at the rate that is best for it",
    "Twenty hidden layers of 24 units, 70 steps, three splits, four rates for each, and for the ReLU both scales.",
    "Here a mean near 0 pays.",
    "some hidden outputs are 0 for every image",
    "learned slopes are all near 0",
    "use $1 / n_l$",
    '"Difference" is that from the ReLU after 100 steps of the fair comparison with 24'
    " units, in accuracy.",
    "the simplest will do: few layers, standardised inputs, $v = 2/n_l$",
    "leaky, 0.01",
    "leaky, 0.25",
    "ReLU6",
    "0.2 beyond $-1$",
    "as ELU, where $\\alpha$ is not 1 and must leave no kink",
    "deep, fully connected, $v = 1/n_l$, no normalisation",
    "The ReLU's slope is 1 or 0.",
    "their variance must be $2 / n_l$, since a ReLU passes half of the mean square.",
    "Half of its outputs are 0 at the start.",
    "A unit dies when a step pushes its $z$ below 0 for all examples.",
    "SELU's two numbers give mean 0 and variance 1, for $v = 1 / n_l$.",
    "In twenty a mean near 0 did matter.",
]
