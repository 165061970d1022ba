"""Formulas in the docstrings of the piecewise and exponential activations.

What f means is computed with branches, or by an integral, where the formula has none.
"""

from mpmath import mp

from ledger.docstrings._draw import N, row
from lossedu import activations


def drawn(rng, *names, low=-2, high=2):
    return {name: mp.mpf(rng.uniform(low, high)) for name in names}


def input_of(function):
    """An input from -9 to 9, and f as a function of it."""
    return lambda rng: drawn(rng, "x", low=-9, high=9) | {"f": function}


def bent(x, a):
    return x if x > 0 else a * x


def leaky(rng):
    point = drawn(rng, "x", "a")
    return point | {"f": lambda x: bent(x, point["a"])}


def parametric(rng):
    point = {
        "x": [mp.mpf(v) for v in rng.normal(size=N)],
        "a": [mp.mpf(v) for v in rng.normal(size=N)],
        "i": int(rng.integers(1, N + 1)),
    }
    return point | {"f": lambda x: bent(x, point["a"][point["x"].index(x)])}


def at(p, array):
    return array[int(p["i"]) - 1]


def random_slope(rng):
    """The middle of l and u, half way from one to the other."""
    point = drawn(rng, "l", low=0, high=1) | drawn(rng, "u", low=1)
    return point | {"a": point["l"] + (point["u"] - point["l"]) / 2}


def three_lines(rng):
    point = drawn(rng, "x", low=-4, high=4) | drawn(rng, "l", "r")
    t = sorted(drawn(rng, "l", "r").values())
    return {"x": point["x"], "t": t, "a": [point["l"], point["r"]]}


def s_shaped(p):
    x, (t_l, t_r), (a_l, a_r) = p["x"], p["t"], p["a"]
    if x >= t_r:
        return t_r + a_r * (x - t_r)
    return x if x > t_l else t_l + a_l * (x - t_l)


def concatenated(rng):
    x = [mp.mpf(v) for v in rng.normal(size=N)]
    return {
        "x": x,
        "n": N,
        "i": int(rng.integers(1, N + 1)),
        "g": [mp.mpf(v) for v in rng.normal(size=2 * N)],
        "theta": lambda v: int(v > 0),
    }


def slow_elu(x, alpha, length=1):
    """The integral of its derivative."""
    if x > 0:
        return x
    return alpha / length * mp.quad(lambda t: mp.exp(t / length), [0, x])


def elu(rng):
    point = drawn(rng, "x", low=-5) | drawn(rng, "alpha", low=0.2)
    return point | {"f": lambda x: slow_elu(x, point["alpha"])}


def celu(rng):
    point = drawn(rng, "x", low=-5) | drawn(rng, "alpha", low=0.2)
    return point | {"f": lambda x: slow_elu(x, point["alpha"], point["alpha"])}


def moment(k):
    """Of exp(z) - 1 on the left of 0, of a standard normal z."""
    return mp.quad(lambda z: mp.expm1(z) ** k * mp.npdf(z), [-40, -8, -2, 0])


def selu_numbers():
    """Mean 0 gives alpha, for E max(z, 0) = -alpha E expm1; variance 1 gives lambda."""
    alpha = mp.quad(lambda z: z * mp.npdf(z), [0, 2, 8, 40]) / -moment(1)
    return alpha, 1 / mp.sqrt(mp.mpf(1) / 2 + alpha**2 * moment(2))


def selu(rng):
    alpha, scale = selu_numbers()
    return drawn(rng, "x", low=-5) | {
        "alpha": alpha,
        "lambda": scale,
        "pi": +mp.pi,
        "Phi": mp.ncdf,
        "f": lambda x: scale * slow_elu(x, alpha),
    }


FORMULAS = [
    row(
        "activations.relu",
        r"f(x) = \max(x, 0)",
        input_of(lambda x: (x + abs(x)) / 2),
        code=lambda p: activations.relu(p["x"]),
    ),
    row(
        "activations.relu6",
        r"f(x) = \min(\max(x, 0), 6)",
        input_of(lambda x: sorted([0, x, 6])[1]),
        code=lambda p: activations.relu6(p["x"]),
    ),
    row(
        "activations.leaky_relu",
        r"f(x) = \max(x, 0) + a \min(x, 0)",
        leaky,
        code=lambda p: activations.leaky_relu(p["x"], slope=float(p["a"])),
    ),
    row(
        "activations.prelu",
        r"f(x_i) = \max(x_i, 0) + a_i \min(x_i, 0)",
        parametric,
        code=lambda p: at(p, activations.prelu(p["x"], slope=p["a"])),
    ),
    row(
        "activations.prelu_slope_grad",
        r"\frac{\partial f(x_i)}{\partial a_i} = \min(x_i, 0)",
        parametric,
        reads={
            r"\frac{\partial f(x_i)}{\partial a_i}": lambda p: mp.diff(
                lambda a: bent(at(p, p["x"]), a), at(p, p["a"])
            )
        },
        code=lambda p: at(p, activations.prelu_slope_grad(p["x"], slope=p["a"])),
    ),
    row(
        "activations.rrelu",
        r"f(x) = \max(x, 0) + a \min(x, 0)",
        leaky,
        code=lambda p: activations.rrelu(
            p["x"], lower=float(p["a"]), upper=float(p["a"])
        ),
    ),
    row(
        "activations.rrelu",
        r"a = \frac{l + u}{2}",
        random_slope,
        code=lambda p: -activations.rrelu(-1, lower=float(p["l"]), upper=float(p["u"])),
    ),
    row(
        "activations.srelu",
        r"f(x) = \min(\max(x, t_l), t_r) + a_l \min(x - t_l, 0) + a_r \max(x - t_r, 0)",
        three_lines,
        reads={
            "f(x)": s_shaped,
            "t_l": lambda p: p["t"][0],
            "t_r": lambda p: p["t"][1],
            "a_l": lambda p: p["a"][0],
            "a_r": lambda p: p["a"][1],
        },
        code=lambda p: activations.srelu(
            p["x"],
            t_left=float(p["t"][0]),
            a_left=float(p["a"][0]),
            t_right=float(p["t"][1]),
            a_right=float(p["a"][1]),
        ),
    ),
    row(
        "activations.crelu",
        r"f_i = \max(x_i, 0)",
        concatenated,
        reads={"f_i": lambda p: (at(p, p["x"]) + abs(at(p, p["x"]))) / 2},
        code=lambda p: at(p, activations.crelu(p["x"])),
    ),
    row(
        "activations.crelu",
        r"f_{n+i} = \max(-x_i, 0)",
        concatenated,
        reads={"f_{n+i}": lambda p: (abs(at(p, p["x"])) - at(p, p["x"])) / 2},
        code=lambda p: at(p, activations.crelu(p["x"])[N:]),
    ),
    row(
        "activations.crelu_vjp",
        r"g_i \theta(x_i) - g_{n+i} \theta(-x_i)",
        concatenated,
        reads={"g_{n+i}": lambda p: at(p, p["g"][N:])},
        code=lambda p: at(p, activations.crelu_vjp(p["g"], p["x"])),
    ),
    row(
        "activations.maxout",
        r"f(x) = \max_j x_j",
        parametric,
        reads={
            "f(x)": lambda p: sorted(p["x"])[-1],
            r"\max_j x_j": lambda p: -min(-v for v in p["x"]),
        },
        code=lambda p: activations.maxout(p["x"]),
    ),
    row(
        "activations.hard_sigmoid",
        r"f(x) = \frac{\min(\max(x + 3, 0), 6)}{6}",
        input_of(lambda x: sorted([0, (x + 3) / 6, 1])[1]),
        code=lambda p: activations.hard_sigmoid(p["x"]),
    ),
    row(
        "activations.hard_tanh",
        r"f(x) = \min(\max(x, -1), 1) = \frac{|x + 1| - |x - 1|}{2}",
        input_of(lambda x: sorted([-1, x, 1])[1]),
        code=lambda p: activations.hard_tanh(p["x"]),
    ),
    row(
        "activations.hard_swish",
        r"f(x) = \frac{x \min(\max(x + 3, 0), 6)}{6}",
        input_of(lambda x: x * sorted([0, (x + 3) / 6, 1])[1]),
        code=lambda p: activations.hard_swish(p["x"]),
    ),
    row(
        "activations.elu",
        r"f(x) = \max(x, 0) + \alpha (e^{\min(x, 0)} - 1)",
        elu,
        code=lambda p: activations.elu(p["x"], alpha=float(p["alpha"])),
    ),
    row(
        "activations.selu",
        r"f(x) = \lambda (\max(x, 0) + \alpha (e^{\min(x, 0)} - 1))",
        selu,
        code=lambda p: activations.selu(p["x"]),
    ),
    row(
        "activations.selu",
        r"\alpha = \frac{1}{\sqrt{2 \pi} (\frac12 - \sqrt{e}\, \Phi(-1))}",
        selu,
    ),
    row(
        "activations.selu",
        r"\lambda^{-2} = \tfrac12 "
        r"+ \alpha^2 (e^2 \Phi(-2) - 2 \sqrt{e}\, \Phi(-1) + \tfrac12)",
        selu,
    ),
    row(
        "activations.celu",
        r"f(x) = \max(x, 0) + \alpha (e^{\min(x, 0) / \alpha} - 1)",
        celu,
        code=lambda p: activations.celu(p["x"], alpha=float(p["alpha"])),
    ),
]
