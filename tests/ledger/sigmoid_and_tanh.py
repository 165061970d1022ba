"""What the chapter on linear layers, the sigmoid and tanh prints."""

from itertools import product

from mpmath import mp

from ledger._equations import Equation
from lossedu import activations


def sigmoid(z):
    return 1 / (1 + mp.exp(-z))


def numbers(rng, *shape):
    """Random numbers as nested lists, whose first index is 1 in the LaTeX."""
    if not shape:
        return mp.mpf(rng.normal())
    return [numbers(rng, *shape[1:]) for _ in range(shape[0])]


# Points.


def input_(rng):
    z = mp.mpf(rng.normal(scale=3))
    return {"z": z, "a": mp.tanh(z), "sigma": sigmoid}


def layer(rng):
    """As many neurons as inputs: a sum without bounds runs to n."""
    n = 3
    return {
        "n": n,
        "k": int(rng.integers(1, n + 1)),
        "x": numbers(rng, n),
        "W": numbers(rng, n, n),
        "b": Biases(numbers(rng, n), mp.mpf(rng.normal())),
        "w": numbers(rng, n),
    }


class Biases:
    """b_k is the bias of hidden neuron k; b alone is that of the neuron on top."""

    def __init__(self, values, top):
        self.values, self.top = values, top

    def __getitem__(self, place):
        return self.values[place]

    def __add__(self, other):
        return self.top + other

    __radd__ = __add__

    def __mul__(self, other):
        return self.top * other

    __rmul__ = __mul__

    def _mpmath_(self, prec, rounding):
        return self.top


def sums(p):
    """What the neurons of the first layer add up, neuron by neuron."""
    return [
        mp.fdot(p["x"], [row[k] for row in p["W"]]) + p["b"][k] for k in range(p["n"])
    ]


def plane(rng):
    w, b = numbers(rng, 2), mp.mpf(rng.normal())
    return {"w": w, "b": b, "z": lambda x, y: w[0] * x + w[1] * y + b}


def between(rng):
    """Two neighbouring layers, and a smooth loss of the second's sums."""
    n = 3
    z, W, c = numbers(rng, n), numbers(rng, n, n), numbers(rng, n)

    def loss(z):
        a = [mp.tanh(v) for v in z]
        above = [mp.fdot(a, [row[k] for row in W]) for k in range(n)]
        return mp.fsum(u * mp.sin(v + u) for u, v in zip(c, above, strict=True))

    a = [mp.tanh(v) for v in z]
    above = [mp.fdot(a, [row[k] for row in W]) for k in range(n)]
    return {
        "n": n,
        "j": int(rng.integers(1, n + 1)),
        "z": z,
        "W": W,
        "g": [u * mp.cos(v + u) for u, v in zip(c, above, strict=True)],
        "loss": loss,
    }


def slope_in_z(p):
    j = p["j"] - 1
    return mp.diff(lambda v: p["loss"]([*p["z"][:j], v, *p["z"][j + 1 :]]), p["z"][j])


def neuron(rng):
    """One neuron with a loss of its sum."""
    n = 3
    w, a, u = numbers(rng, n), numbers(rng, n), mp.mpf(rng.normal())
    return {
        "j": int(rng.integers(1, n + 1)),
        "w": w,
        "a": a,
        "g": mp.cos(mp.fdot(w, a) + u),
        "u": u,
    }


def slope_in_w(p):
    j = p["j"] - 1

    def loss(v):
        return mp.sin(mp.fdot([*p["w"][:j], v, *p["w"][j + 1 :]], p["a"]) + p["u"])

    return mp.diff(loss, p["w"][j])


def tanh_layer(rng):
    n = 3
    z = numbers(rng, n)
    return {
        "n": n,
        "k": int(rng.integers(1, n + 1)),
        "z": z,
        "a": [mp.tanh(v) for v in z],
        "W": numbers(rng, n, n),
        "b": numbers(rng, n),
        "sigma": sigmoid,
    }


def sample(rng):
    """Equally likely rows of inputs, all inputs with one mean."""
    n, rows, mu = 4, 5, mp.mpf(rng.uniform(0.2, 1))
    columns = []
    for _ in range(n):
        column = numbers(rng, rows)
        centre = mp.fsum(column) / rows
        columns.append([v - centre + mu for v in column])
    return {"n": n, "mu": mu, "rows": list(zip(*columns, strict=True))}


def mean_square_of_sum(p):
    """In the direction in which all weights grow alike."""
    along = [mp.fsum(row) / mp.sqrt(p["n"]) for row in p["rows"]]
    return mp.fsum(v * v for v in along) / len(along)


def square_of_mean_sum(p):
    along = [mp.fsum(row) / mp.sqrt(p["n"]) for row in p["rows"]]
    return (mp.fsum(along) / len(along)) ** 2


def chain(rng):
    d = 4
    w, b = numbers(rng, d), numbers(rng, d)
    z1 = mp.mpf(rng.normal())
    z, here = [], z1
    for weight, bias in zip(w, b, strict=True):
        z.append(here)
        here = weight * sigmoid(here) + bias
    return {"d": d, "w": w, "b": b, "z": z}


def slope_through(p):
    def out(z):
        for weight, bias in zip(p["w"], p["b"], strict=True):
            z = weight * sigmoid(z) + bias
        return z

    return mp.diff(out, p["z"][0])


def draws(rng):
    """Weights that are plus or minus the root of v: every draw can be listed."""
    n = 3
    return {
        "n": n,
        "v": mp.mpf(rng.uniform(0.1, 2)),
        "a": numbers(rng, n),
        "g": numbers(rng, n),
        "z_j": mp.mpf(rng.normal()),
    }


def mean_square(p, values):
    """Mean over all draws of the squared sum of weights times values."""
    squares = [
        (mp.sqrt(p["v"]) * mp.fdot(signs, values)) ** 2
        for signs in product((-1, 1), repeat=p["n"])
    ]
    return mp.fsum(squares) / len(squares)


SIGMOID_SLOPE = {r"\sigma'(z)": lambda p: mp.diff(sigmoid, p["z"])}
# Read where it stands: inside a sum, with the sum's index.
WEIGHT = {"W_{jk}": lambda p: p["W"][p["j"] - 1][p["k"] - 1]}
TANH_SLOPE = {r"\frac{d}{dz} \tanh z": lambda p: mp.diff(mp.tanh, p["z"])}

EQUATIONS = [
    Equation(
        "eq-st-layer",
        r"a_k = f(z_k) = f\Bigl( \sum_j x_j W_{jk} + b_k \Bigr)",
        "a neuron puts out the activation of its weighted sum",
        lambda rng: (p := layer(rng)) | {"f": mp.tanh, "z": sums(p)},
        {"a_k": lambda p: mp.tanh(sums(p)[p["k"] - 1]), **WEIGHT},
        definition=True,
    ),
    Equation(
        "eq-st-back",
        r"\frac{\partial \ell}{\partial z_j} = f'(z_j) \sum_k W_{jk}\,g_k",
        "a slope goes back through a layer: the slope there, times a sum over weights",
        between,
        {
            r"\frac{\partial \ell}{\partial z_j}": slope_in_z,
            "f'(z_j)": lambda p: mp.diff(mp.tanh, p["z"][p["j"] - 1]),
            **WEIGHT,
        },
    ),
    Equation(
        "eq-st-collapse",
        r"\sum_k w_k \Bigl( \sum_j x_j W_{jk} + b_k \Bigr) + b"
        r" = \sum_j x_j \Bigl( \sum_k W_{jk} w_k \Bigr)"
        r" + \Bigl( \sum_k w_k b_k + b \Bigr)",
        "two linear layers are one, with other weights",
        layer,
        WEIGHT,
    ),
    Equation(
        "eq-st-xor",
        r"z(0, 1) + z(1, 0) = z(0, 0) + z(1, 1) = w_1 + w_2 + 2b",
        "the sums at opposite corners have equal totals",
        plane,
    ),
    Equation(
        "eq-st-rescale",
        r"2\,\sigma(2z) - 1 = \frac{2 - (1 + e^{-2z})}{1 + e^{-2z}}"
        r" = \frac{1 - e^{-2z}}{1 + e^{-2z}}"
        r" = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}",
        "tanh is a sigmoid, stretched, shifted and steeper",
        input_,
        code=lambda p: activations.tanh(p["z"]),
    ),
    Equation(
        "eq-st-tanh-slope",
        r"\frac{d}{dz} \tanh z = 4\,\sigma(2z)\,(1 - \sigma(2z))"
        r" = (1 + a)(1 - a) = 1 - a^2",
        "the slope of tanh, from the sigmoid's and from its own output",
        input_,
        TANH_SLOPE,
        code=lambda p: activations.tanh_grad(p["z"]),
    ),
    Equation(
        "eq-st-same-network",
        r"\sum_j a_j W_{jk} + b_k = \sum_j \sigma(2z_j) \cdot 2 W_{jk}"
        r" + \Bigl( b_k - \sum_j W_{jk} \Bigr)",
        "a layer on tanh is a layer on sigmoids with other weights and biases",
        tanh_layer,
        WEIGHT,
    ),
    Equation(
        "eq-st-one-sign",
        r"\frac{\partial \ell}{\partial w_j} = g\,a_j",
        "the slopes of a neuron's weights share the sign of g where inputs are positive",
        neuron,
        {r"\frac{\partial \ell}{\partial w_j}": slope_in_w},
    ),
    Equation(
        "eq-st-bend",
        r"E\Bigl[ \Bigl( \frac{1}{\sqrt n} \sum_{j=1}^{n} a_j \Bigr)^2 \Bigr]"
        r" \ge \Bigl( E\Bigl[ \frac{1}{\sqrt n} \sum_{j=1}^{n} a_j \Bigr] \Bigr)^2"
        r" = n \mu^2",
        "the direction in which all weights grow alike is steep where the mean is not 0",
        sample,
        {
            r"E\Bigl[ \Bigl( \frac{1}{\sqrt n} \sum_{j=1}^{n} a_j \Bigr)^2"
            r" \Bigr]": mean_square_of_sum,
            r"\Bigl( E\Bigl[ \frac{1}{\sqrt n} \sum_{j=1}^{n} a_j \Bigr]"
            r" \Bigr)^2": square_of_mean_sum,
        },
    ),
    Equation(
        "eq-st-tails",
        r"\sigma'(z) = \frac{e^{-|z|}}{(1 + e^{-|z|})^2}",
        "the sigmoid's slope in the exponential that falls on both sides",
        input_,
        SIGMOID_SLOPE,
        code=lambda p: activations.sigmoid_grad(p["z"]),
    ),
    Equation(
        "eq-st-tanh-slope-exp",
        r"\frac{d}{dz} \tanh z = \frac{4 e^{-2|z|}}{(1 + e^{-2|z|})^2}",
        "the slope of tanh without a difference of almost equal numbers",
        input_,
        TANH_SLOPE,
        code=lambda p: activations.tanh_grad(p["z"]),
    ),
    Equation(
        "eq-st-softsign-slope",
        r"f'(z) = \frac{1}{(1 + |z|)^2}",
        "the slope of softsign falls with the square of the distance",
        input_,
        {"f'(z)": lambda p: mp.diff(lambda z: z / (1 + abs(z)), p["z"])},
        code=lambda p: activations.softsign_grad(p["z"]),
    ),
    Equation(
        "eq-st-chain",
        r"\frac{\partial z}{\partial z_1} = \prod_{l=1}^{d} w_l\,f'(z_l)",
        "through a row of neurons the slopes and weights multiply",
        chain,
        {
            r"\frac{\partial z}{\partial z_1}": slope_through,
            "f'(z_l)": lambda p: mp.diff(sigmoid, p["z"][p["l"] - 1]),
        },
    ),
    Equation(
        "eq-st-forward",
        r"E[z^2] = v \sum_j a_j^2",
        "mean square of a sum with random weights",
        draws,
        {"E[z^2]": lambda p: mean_square(p, p["a"])},
    ),
    Equation(
        "eq-st-backward",
        r"E\Bigl[ \Bigl( \frac{\partial \ell}{\partial z_j} \Bigr)^2 \Bigr]"
        r" = f'(z_j)^2 \, v \sum_k g_k^2",
        "mean square of a slope that comes back through random weights",
        draws,
        {
            r"E\Bigl[ \Bigl( \frac{\partial \ell}{\partial z_j} \Bigr)^2"
            r" \Bigr]": lambda p: (
                mp.diff(sigmoid, p["z_j"]) ** 2 * mean_square(p, p["g"])
            ),
            "f'(z_j)": lambda p: mp.diff(sigmoid, p["z_j"]),
        },
    ),
]
NUMBERS: list[str] = []
