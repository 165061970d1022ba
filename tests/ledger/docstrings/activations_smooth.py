"""Formulas in the docstrings of the smooth ramps, the softsign and the gated units."""

from mpmath import mp

from ledger.docstrings._draw import number, row, sigmoid
from lossedu import activations


def gate(rng):
    """An input, the logit of its gate and an upstream gradient."""
    a, b, g = (mp.mpf(v) for v in rng.normal(scale=2, size=3))
    return {"a": a, "b": b, "g": g, "sigma": sigmoid}


def beta(rng):
    return number(rng) | {"beta": mp.mpf(rng.normal(scale=2))}


def cubic(_=None):
    return mp.mpf(44715) / 10**6  # the decimal fraction, where SymPy reads a float


def tanh_logit(rng):
    p = number(rng)
    u = p["x"] * (1 + cubic() * p["x"] ** 2) / mp.sqrt(mp.pi / 2)
    return p | {"u": u, "pi": mp.pi}


def probability_below(p):
    """Of a standard normal number, by integrating its density from 0."""
    density = mp.quad(lambda t: mp.exp(-t * t / 2), [0, p["x"] / 2, p["x"]])
    return mp.mpf(1) / 2 + density / mp.sqrt(2 * mp.pi)


FORMULAS = [
    row(
        "activations.softsign",
        r"\frac{x}{1 + |x|}",
        number,
        code=lambda p: activations.softsign(p["x"]),
    ),
    row(
        "activations.gelu",
        r"x\, \Phi(x) = \frac{x}{2} \operatorname{erfc} \frac{-x}{\sqrt{2}}",
        number,
        reads={
            r"\Phi(x)": probability_below,
            r"\operatorname{erfc} \frac{-x}{\sqrt{2}}": lambda p: mp.erfc(
                -p["x"] / mp.sqrt(2)
            ),
        },
        code=lambda p: activations.gelu(p["x"]),
    ),
    row(
        "activations.gelu_tanh",
        r"\frac{x}{2} (1 + \tanh u) = x\, \sigma(2 u)",
        tanh_logit,
        reads={r"\tanh u": lambda p: mp.tanh(p["u"])},
        code=lambda p: activations.gelu_tanh(p["x"]),
    ),
    row(
        "activations.gelu_tanh",
        r"u = \sqrt{\frac{2}{\pi}} (x + 0.044715\, x^3)",
        tanh_logit,
        reads={"0.044715": cubic},
        definition=True,
    ),
    row(
        "activations.silu",
        r"x\, \sigma(x) = \frac{x}{1 + e^{-x}}",
        number,
        code=lambda p: activations.silu(p["x"]),
    ),
    row(
        "activations.swish",
        r"x\, \sigma(\beta x) = \frac{x}{1 + e^{-\beta x}}",
        beta,
        code=lambda p: activations.swish(p["x"], beta=float(p["beta"])),
    ),
    row(
        "activations.mish",
        r"x \tanh(\log(1 + e^x)) = x\, \frac{e^{2x} + 2 e^x}{e^{2x} + 2 e^x + 2}",
        number,
        reads={r"\tanh(\log(1 + e^x))": lambda p: mp.tanh(mp.log1p(mp.exp(p["x"])))},
        code=lambda p: activations.mish(p["x"]),
    ),
    row(
        "activations.glu",
        r"a\, \sigma(b) = \frac{a}{1 + e^{-b}}",
        gate,
        code=lambda p: activations.glu([p["a"], p["b"]])[0],
    ),
    row(
        "activations.glu_vjp",
        r"g\, \sigma(b)",
        gate,
        code=lambda p: activations.glu_vjp([p["g"]], [p["a"], p["b"]])[0],
    ),
    row(
        "activations.glu_vjp",
        r"g\, a\, \sigma(b)\, \sigma(-b)",
        gate,
        code=lambda p: activations.glu_vjp([p["g"]], [p["a"], p["b"]])[1],
    ),
    row(
        "activations.swiglu",
        r"a\, b\, \sigma(b) = \frac{a\, b}{1 + e^{-b}}",
        gate,
        code=lambda p: activations.swiglu([p["a"], p["b"]])[0],
    ),
    row(
        "activations.swiglu_vjp",
        r"g\, b\, \sigma(b)",
        gate,
        code=lambda p: activations.swiglu_vjp([p["g"]], [p["a"], p["b"]])[0],
    ),
    row(
        "activations.swiglu_vjp",
        r"g\, a\, \sigma(b)\, \bigl(1 + b\, \sigma(-b)\bigr)",
        gate,
        code=lambda p: activations.swiglu_vjp([p["g"]], [p["a"], p["b"]])[1],
    ),
]
