"""What the chapter on linear layers, the sigmoid and tanh prints."""

from itertools import product

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import numbers, sigmoid
from lossedu import activations

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
NUMBERS = [
    # Inline formulas, and numbers that are chosen and not computed.
    "the obvious code returns 0;",
    "stretched to run from -1 to 1.",
    r"matrices $W_1$ and $W_2$ are one layer with the matrix product $W_1 W_2$.",
    r"with mean 0 and variance $2 / (\text{inputs} + \text{outputs})$",
    "two inputs that are 0 or 1. The answer is 1 if exactly one of them is 1.",
    "contains $w_1$ once, $w_2$ once and",
    "(0, 1) and (1, 0) are filled, (0, 0) and (1, 1) are empty.",
    "switches: 1 if the sum reaches a threshold, else 0. But",
    "has the slope 0, and none",
    r"$\sigma(-z) = 1 - \sigma(z)$, and its slope is $\sigma(z)(1 - \sigma(z))$, never"
    r" above $\tfrac14$.",
    "right far from 0?",
    r"Multiply $1 / (1 + e^{-z})$ above",
    r"The third is $\tfrac12 + \tfrac12 \tanh \tfrac{z}{2}$",
    "Ask them far from 0:",
    "although $e^{1000}$ overflows on the way, with a warning: one divided by infinity"
    " is 0.",
    "at -40 it says «at_minus_40['1/2 + tanh(z/2)/2']:.0f».",
    "Exercise 1: the sigmoid",
    "Exercise 2: the slope of tanh",
    r"never exceeds 1. On the right of 0 the answer is $1 / (1 + e^{-|z|})$, on the left"
    r" $e^{-|z|} / (1 + e^{-|z|})$:",
    "At 40 the sigmoid differs from 1 by «at_minus_40['1 / (1 + e^-z)']:.1e», and the"
    " number format has nothing between 1 and 1 - «np.finfo(float).epsneg:.1e».",
    "it runs from -1 to 1. Make",
    r"denominator of $\sigma(2z)$. Second: $2 - 1$.",
    "with $z/2$ in place",
    r"$\sigma(z) = \tfrac12 + \tfrac12 \tanh \tfrac z2$",
    "a factor 2 from the height and a factor 2 from the steepness.",
    r"$\sigma(2z) = \tfrac12 (1 + a)$ and $1 - \sigma(2z) = \tfrac12 (1 - a)$",
    "where $a = 0$, at $z = 0$, and there it is 1, four",
    r"Put $a_j = 2\,\sigma(2z_j) - 1$ into",
    "around 0, the sigmoid",
    "start at 0 and should become «goal[0]:.0f» and «goal[1]:.0f», the",
    "between 0 and 1, or are the same",
    "from (0, 0) to («goal[0]:.0f», «goal[1]:.0f»).",
    r"$\tfrac12 (z - y)^2$",
    r"is $z - y$, its second derivative 1, and",
    r"A step of length 1 moves each by $1/\sqrt n$.",
    "far from 0. A neuron",
    r"slope is $e^{-z} / (1 + e^{-z})^2$.",
    r"$1 - \sigma(z)$, whose",
    "lies between 1 and 4 and falls to 1 on",
    "each step of 1 divides it by about «np.e:.1f». That of tanh is"
    r" $4\,\sigma'(2z)$.",
    "never becomes 0: an",
    "as $a (1 - a)$ and $1 - a^2$",
    "rounded to 1, the difference is 0.",
    "where $a$ and 1 agree in most places, $1 - a^2$ keeps",
    r"into $4\,\sigma'(2z)$, with",
    "with 60 digits.",
    "$z / (1 + |z|)$, also runs from -1 to 1",
    "input to $[-1, 1]$, and the *hard sigmoid* is a ramp from 0 at -3 to 1 at 3.",
    "exactly 0 in any arithmetic.",
    r"$1.7159 \tanh \tfrac23 z$.",
    "inputs with mean square 1 leave with a mean square close to 1.",
    "mean square at 1 (one layer leaves «lecun[1]:.2f», twenty «lecun[-1]:.2f»), but it is"
    " steeper at 0, and",
    r"at most $\tfrac14$. With weights of size 1 or less, twenty sigmoids leave at most"
    r" $4^{-20}$ of the slope, that is «4.0**-20:.1e».",
    "with mean 0 and variance $v$",
    "$W_j W_k$ is 0: for",
    "average of $W_j^2$ is $v$.",
    "mean of $f'(z_j)^2$.",
    "With $v = 1/n$ the factor $n v$ is 1, and",
    r"compromise $2 / (\text{inputs} + \text{outputs})$.",
    r"Near $z = 0$ it is a factor of $\tfrac14$ a layer for the sigmoid and 1 for tanh",
    "mean of $f(z)^2$, which the next layer gets, and the mean of $f'(z)^2$ are",
    r"$\sqrt{n v}$: 1 for Glorot's weights, 2 for",
    "is below 1 everywhere but at 0. Most",
    "nearer to 0, where the slope is nearly 1. LeCun",
    "slope is nearly 0. So",
    "the mean of $f'(z)^2$, and neither",
    "lie between 0 and 1. The long",
    "between -1 and 1, with room",
    "pixels from 0 to 16 fed in",
    "hidden outputs at 0 or 1 before",
    "a slope of exactly 0",
    r"$\tanh z = 2\,\sigma(2z) - 1$. Networks",
    r"at most $\tfrac14$, that of tanh at most 1. Both",
    "never 0, unless a formula subtracts the rounded output from 1.",
    "mean of $f'(z)^2$. That",
    # Twenty layers, and one.
    "takes «weights.shape[-1]» numbers, multiplies",
    "each of the «weights.shape[-1]» sums",
    "one part in $10^{«-np.log10(arrived['sigmoid']):.0f»}$: if",
    "need «1 / arrived['sigmoid'] / 365 / 1e9:.0f» billion years.",
    "one part in $10^{«-np.log10(first['sigmoid', 1.0]):.0f»}$ through sigmoids",
    "weight matrix: «sizes_drawn[0]» by «sizes_drawn[1]» on the left, «sizes_drawn[1]»"
    " by «sizes_drawn[2]» on the right.",
    "are «len(images)» images of «int(images.shape[1]**0.5)» by"
    " «int(images.shape[1]**0.5)» pixels.",
    "two hidden layers of «deep_linear['layers'][0][0].shape[-1]» neurons",
    "trained as three: the difference is «gap.mean():.3f» ± «gap.std():.3f».",
    # XOR.
    "Start 200 networks at random, once with two hidden neurons and once with four, and"
    " give each 1000 steps.",
    "on 50 other networks",
    "with a standard error of «100 * (solved['tanh', 2] * (1 - solved['tanh', 2]) / 200)**0.5:.0f» percentage points each,"
    " «100 * solved['sigmoid', 2]:.0f» and «100 * solved['tanh', 2]:.0f» %",
    # Around zero.
    "rate, «walk_rates[0]», both need «mean_steps['positive'][0]:.0f» steps. At the best"
    " rate of each it is «mean_steps['positive'].min():.0f» against"
    " «mean_steps['centred'].min():.0f»:",
    "over «len(positive)» runs until the weights are within 0.1 of the goal.",
    r"With $\mu = \tfrac12$ and 32 inputs that is «32 * 0.5**2:.0f».",
    "a hidden layer of 32 neurons that",
    "bends by «steepest['sigmoid']:.2f»,"
    " «steepest['sigmoid'] / second['sigmoid']:.0f» times as much as the next. One half"
    " less, and the ratio is"
    " «steepest['sigmoid less 1/2'] / second['sigmoid less 1/2']:.1f».",
    # Saturation.
    "gone from «zero_from['sigmoid']» on, that of tanh from «zero_from['tanh']», though",
    "Two panels for inputs from -8 to 8. Above, the sigmoid runs from 0 to 1; tanh,"
    " softsign and hard tanh from -1 to 1, softsign",
    "softsign stays above 0.01, the sigmoid falls from «far['sigmoid'][0.0]» in two"
    " straight lines to «far['sigmoid'][8.0]:.4f», tanh from «far['tanh'][0.0]:.0f» to"
    " below 0.000001, hard tanh is 1 between -1 and 1 and absent elsewhere.",
    "At 16 the slope of softsign is «far['softsign'][16.0]:.4f», that of the sigmoid"
    " «far['sigmoid'][16.0]:.1e», that of tanh «far['tanh'][16.0]:.1e».",
    "slope at 16: «far['softsign'][16.0]:.4f», tanh «far['tanh'][16.0]:.1e». Through"
    " «len(draw)» layers «first['softsign', 1.0]:.2f» arrives, tanh"
    " «first['tanh', 1.0]:.1f»",
    # The vanishing gradient.
    "a network of «len(draw)», before",
    "from layer «len(draw)» on the right to layer 1 on the left, relative to layer"
    " «len(draw)». Tanh at gain 2 rises to about «first['tanh', 2.0]:.0f», tanh at gain"
    " 1 falls to about «first['tanh', 1.0]:.1f», the sigmoid at gain 4 falls to about"
    " «first['sigmoid', 4.0]:.4f», at gain 1 to about 1e-12.",
    "within a factor of «off:.1f», from «first['sigmoid', 0.5]:.1e» to"
    " «first['tanh', 4.0]:.0e».",
    "at gain 1 a fifth",
    "Softsign loses more, «first['softsign', 1.0]:.2f»,",
    "With gain 10 half",
    "start with gain 10 trains",
    "between gain 1 and 1.5 and",
    # Digits.
    "hidden layer of «shallow['tanh']['layers'][0][0].shape[-1]» neurons, four ways",
    "are «abs(edge['sigmoid'].mean()):.3f» apart, with a spread of"
    " «edge['sigmoid'].std():.3f», and are right on 95 % after"
    " «quick['sigmoid'].mean():.1f» and «quick['tanh'].mean():.1f» epochs.",
    "is only «edge['linear'].mean():.3f» ± «edge['linear'].std():.3f» behind.",
    "Tanh is right on «100 * deep['tanh']['test'].mean():.1f» % of",
    "another start, on «100 * restarted.mean():.1f» %. What",
    "the distance, «restart_gap.mean():.3f», is smaller than its spread,"
    " «restart_gap.std():.3f».",
    "second row, «deep['sigmoid less 1/2']['test'].mean():.3f».",
    "differs by «image_spread['sigmoid'][4][0]:.3f» between images, around means of size"
    " «image_spread['sigmoid'][4][1]:.2f».",
    "still differ by «image_spread['tanh'][4][0]:.3f».",
    "moved, but by «moved['sigmoid']:.2f» of their size, where those of tanh moved by"
    " «moved['tanh']:.2f».",
    # Tables.
    r"loss below «lowest:.2f», which is $\log 10$",
    "over the inputs: «image_spread['sigmoid'][4][0]:.3f» in the",
    "«100 * flat_share['raw pixels']:.0f» % with raw pixels,"
    " «100 * flat_share['standardised']:.1f» % standardised",
    "«first['tanh', 4.0]:.0e» times the slope at the first of «len(draw)» layers for"
    " gain 4",
    "from «zero_from['sigmoid']» on for the sigmoid, «zero_from['tanh']» for tanh",
    "at $z = 4$ with target 0 the loss has slope «output_slope:.2f», the sigmoid itself"
    " «hidden_slope:.3f»",
    "keeps «kept[5.0]:.2f» of itself over 100 steps at $z = 5$, and «kept[0.0]:.0e» at"
    " $z = 0$",
    "after 100 steps «largest['tanh']:.1f» and «largest['sigmoid']:.2f»; without a bend"
    " «largest['linear']:.0e»",
    "test accuracy «shallow['sigmoid']['test'].mean():.3f» and"
    " «shallow['tanh']['test'].mean():.3f», difference «edge['sigmoid'].mean():.3f» ±"
    " «edge['sigmoid'].std():.3f»",
    "«deep['tanh']['test'].mean():.3f» with five layers; sigmoids from the same weights"
    " «deep['sigmoid']['test'].mean():.3f»",
    "«restarted.mean():.3f» with five layers",
    "two linear hidden layers «deep_linear['test'].mean():.3f», none"
    " «plain['test'].mean():.3f»",
]
