"""What the chapter on smooth and gated activations prints."""

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import moved, slope_of, softmax
from lossedu import activations

# Oracles: areas, tanh in place of the sigmoid, numerical derivatives, roots.


def sigmoid(z):
    return (1 + mp.tanh(z / 2)) / 2


def density(z):
    return mp.diff(mp.ncdf, z)


def swish(z, beta):
    return z / 2 * (1 + mp.tanh(beta * z / 2))


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


def in_logit(f):
    """Numerical derivative in logit j of ``f(point, probabilities)``."""
    return lambda p: mp.diff(
        lambda v: f(p, softmax(moved(p["z"], p["j"], v))), p["z"][p["j"] - 1]
    )


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
# Rows of the table of hidden activations: measured at both depths, or at one.
DEEP = ("ReLU", "tanh", "softplus", "GELU", "swish", "GLU", "SwiGLU, scaled")
SHALLOW = ("leaky ReLU", "mish", "hard swish", "SwiGLU", "ReLU, scaled")


def spread(values, digits=3):
    """A mean and its spread, as the chapter prints them."""
    return f"«({values}).mean():.{digits}f» ± «({values}).std():.{digits}f»"


NUMBERS = [
    # Does the kink matter?
    "Two hidden layers of 16 units, 48 points without noise,"
    " «fit_curves.__defaults__[0]» steps of Adam",
    "the smallest error at the 48 points",
    "Two panels over x from -3 to 3.",
    "a cosine between -2 and 2.",
    "off by "
    + spread("off['wave', 'relu'][0]")
    + " for ReLU and by "
    + spread("off['wave', 'silu'][0]")
    + " for swish",
    "The slopes are not: off by «off['wave', 'relu'][1].mean():.2f» and by"
    " «off['wave', 'silu'][1].mean():.2f»",
    "in the value as well: «off['zigzag', 'relu'][0].mean():.3f» for ReLU,"
    " «off['zigzag', 'silu'][0].mean():.3f» for swish",
    # Softplus and the family.
    r"the gap at 0 is «np.log(2):.2f».",
    "softplus above it, «activations.softplus(0.0):.2f» at 0; GELU and swish"
    " through 0, with shallow dips to «dip['gelu'][1]:.2f» and «dip['silu'][1]:.2f» on",
    # GELU.
    "beyond $z = «dip['gelu'][0]:.2f»$ it is the larger",
    r"$\beta = \sqrt{8 / \pi} = «best['slope at 0']:.3f»$",
    "So «best['gate']:.3f» is the best constant for the gate",
    "«best['product']:.3f» is better: it is off by «off_gelu(best['product']):.4f» in"
    " place of «off_gelu(1.702):.4f»",
    r'is $z\,\sigma(1.702\,z)$" is off by «off_gelu(1.702):.2f»,'
    " where the tanh formula is off by «tanh_gap.max():.4f».",
    # Swish.
    "swish has $«dip['silu'][3]:.3f»$ and GELU $«dip['gelu'][3]:.6f»$.",
    r"closest to GELU at $\beta = «best['product']:.3f»$.",
    "the same «best['product']:.3f», a smaller",
    # Hard versions and gates.
    "its slope is off by «hard['hard_swish'][1]:.2f» at one of them: it climbs to"
    " «activations.hard_swish_grad(3.0):.1f» and drops to"
    " «activations.hard_swish_grad(3.1):.0f».",
    "For $z_1 = 3$ the new factor is «activations.tanh_grad(3.0):.2f».",
    # Digits.
    "one half, «len(test)» images, is put away",
    "into «fit.shape[1]» images to fit and «valid.shape[1]» for validation, and the"
    " «fit.shape[1]» give",
    "two hidden layers or five, «layout('ReLU', 2)[0][1]» units wide,"
    " «layout('GLU', 2)[1][0]» if they are gated",
    "«EPOCHS» passes through the «fit.shape[1]» in batches of «SIZE», that is"
    " «len(BATCHES)» steps",
    "grid of «word(len(RATES))» learning rates",
    "a mean square of 1 in every",
    "by more than the spread, swish by " + spread("ahead['swish', 2]"),
    "gains " + spread("ahead['ReLU, scaled', 2]"),
    "And «len(BATCHES)» steps are few",
    "it reaches «accuracy['SwiGLU, scaled', 2].mean():.3f» where scaled ReLU reaches"
    " «accuracy['ReLU, scaled', 2].mean():.3f», and with five layers"
    " «accuracy['SwiGLU, scaled', 5].mean():.3f».",
    # Softmax.
    "one of 16 weights takes «heat[1.0][0]:.2f» of the sum on average, and in"
    " «100 * heat[1.0][1]:.0f» % of",
    # Outputs.
    "One block holds between «left.min():.0f» and «right.max():.0f» dark points",
    "softplus costs less, by"
    " «(output['left block', 'exp'] - output['left block', 'softplus']).mean():.2f»"
    " and by"
    " «(output['right block', 'exp'] - output['right block', 'softplus']).mean():.2f».",
    "is about «ink.mean():.0f»: there exp is"
    " «(output['whole half', 'softplus'] - output['whole half', 'exp']).mean():.2f»"
    " cheaper.",
    "«output['even or odd', 'identity'].mean():.3f» and"
    " «output['even or odd', 'sigmoid'].mean():.3f». But"
    " «100 * beyond['even or odd', 'identity']:.1f» % of its answers are"
    " not between 0 and 1",
    "is more accurate, by «(output['ten classes', 'softmax'] -"
    " output['ten classes', 'identity']).mean():.3f».",
    "between $-1$ and 1 lowers the error from"
    " «output['-1 to 1', 'identity'].mean():.3f» to"
    " «output['-1 to 1', 'tanh'].mean():.3f».",
    "costs most of all: «output['any number', 'positive'].mean():.3f» in place of"
    " «output['any number', 'identity'].mean():.3f».",
    "in units of 80 points around 150.",
    # What goes wrong, and the choice.
    r"run with $z\,\sigma(1.702\,z)$ change «100 * changed['1.702']:.2f» % of",
    "for «halves[0]:.0f» and $«halves[1]:.0f»$ it gives $«turned[0]:.2f»$ one way and"
    " $«turned[1]:.2f»$ the other.",
    "error «output['any number', 'identity'].mean():.3f»; with"
    " softplus «output['any number', 'positive'].mean():.3f»",
    "accuracy «output['even or odd', 'sigmoid'].mean():.3f», no better than the"
    " identity, of whose answers «100 * beyond['even or odd', 'identity']:.1f» % are",
    "accuracy «output['ten classes', 'softmax'].mean():.3f»; identity"
    " «output['ten classes', 'identity'].mean():.3f»",
    spread("output['left block', 'exp'] - output['left block', 'softplus']", 2)
    + " and "
    + spread("output['right block', 'exp'] - output['right block', 'softplus']", 2)
    + " cheaper than exp on two blocks",
    spread("output['whole half', 'softplus'] - output['whole half', 'exp']", 2)
    + " cheaper than softplus on the whole half",
    "error «output['-1 to 1', 'tanh'].mean():.3f»; identity"
    " «output['-1 to 1', 'identity'].mean():.3f», and"
    " «100 * beyond['-1 to 1', 'identity']:.1f» % outside",
    *(
        "; ".join(spread(f"accuracy['{name}', {depth}]") for depth in depths)
        for depths, names in (((2, 5), DEEP), ((2,), SHALLOW))
        for name in names
    ),
    r"The tanh formula is off by «tanh_gap.max():.4f», $z\,\sigma(1.702\,z)$ by"
    " «off_gelu(1.702):.2f»; «best['gate']:.3f» is best for the gate,"
    " «best['product']:.3f» for",
    "runs from $«1 - dip['silu'][2]:.2f»$ to «dip['silu'][2]:.2f» whatever",
    # Inline formulas, and numbers that are chosen and not computed.
    "what the number 1.702 is the best",
    "sigmoid $\\sigma(z) = 1 / (1 + e^{-z})$ has",
    "ReLU is $\\max(z, 0)$. The softmax",
    "a wave, $\\sin 2x$, and a zigzag",
    "a period of 3. Two hidden",
    "ReLU network is 0 wherever it",
    "step: the slope is 0 on the left, 1 on the right,",
    "Differentiate $\\log(1 + e^{t})$: the outer function gives $1 / (1 + e^{t})$, the",
    "the left $\\log(1 + e^{t})$ tends to $\\log 1 = 0$, so the area",
    "from that $\\log(1 + e^{z}) = \\max(z, 0) + \\log(1 + e^{-|z|})$.",
    "the right stays 1:",
    "exponential is at most 1, hence the bound, reached at $z = 0$. With growing",
    "With $\\beta = 1$ the gap at",
    "swish dip below 0 and come back,",
    "and then exceed 1.",
    "panels for z from -5 to 4. Top: ReLU with its corner at 0; softplus above",
    "ReLU steps from 0 to 1. Softplus rises",
    "swish start at 0, go below 0, rise through one half at 0, pass 1 and come back to 1.",
    "and replace it by 0 if not. So",
    "$[X < z]$ for 1 if that holds and 0 if not. The",
    "$P(X < z)$ and 0 otherwise, so",
    "number between 0 and 1 by which another",
    "lifts the slope above 1 on the right.",
    "area below $e^{-t^2} / \\sqrt{\\pi}$ between 0 and its argument.",
    "the exponent $-t^2 / 2$, so its unit is $\\sqrt 2$ times larger,",
    "where erfc is 1 minus erf, computed",
    "Exercise 1: GELU with its",
    "For $z = -9$ the error function is $-1$ to all sixteen digits, and $1 + \\operatorname{erf}$ is exactly 0. The complement",
    "hardly matters: $10^{-18}$ is lost in",
    "sigmoid has the slope $\\tfrac14$ at 0, so",
    "$\\Phi$ its slope at 0. One more term",
    "since $\\sigma(2t) = \\tfrac12 (1 + \\tanh t)$,",
    "plainer $z\\,\\sigma(1.702\\,z)$. Where does 1.702 come from? Search",
    "passes. For $\\beta = 0$ the gate stands",
    "and $f(z) = z / 2$, a line. For",
    "For $z \\ge 0$ this is $z\\,(1 - \\sigma(\\beta z))$; for $z < 0$ the maximum is 0 and $-z = |z|$.",
    "Exercise 2: the slope of",
    "$\\sigma(t)$ is never 0, so the slope is 0 where $t\\,\\sigma(-t) = -1$. Multiply by $1 + e^{t}$, since $\\sigma(-t) = 1 / (1 + e^{t})$:",
    "$\\sigma(t)$ into $1 - \\sigma(t)$,",
    "slope exceeds 1 on the right",
    "it falls below 0 on the left.",
    "none: at $z = -5$ swish",
    "gate $\\tanh(\\log(1 + e^{z}))$, another smooth step from 0 to 1. Since",
    "$\\tanh t = (e^{2t} - 1) / (e^{2t} + 1)$, and $e^{t} = 1 + e^{z}$ here",
    "and integers of 8 bits have no",
    "straight line from 0 at $-3$ to 1 at 3 and swish by",
    "corners back, at $-3$ and 3, and its slope",
    "numbers; one half, $z_1$, carries the signal and the other, $z_2$, decides how",
    "not contain $z_1$. However large",
    "the output is $z_1\\,z_2\\,\\sigma(z_2)$, called **SwiGLU**.",
    "classes, images of 8 by 8 pixels. One",
    "where $[k = j]$ is 1 if the two are equal and 0 if not. A slope",
    "row add up to 0,",
    "$a_j$ add up to 1 and both parts",
    "probability is nearly 1 the mean *is*",
    "factors are nearly 0: the softmax",
    "Exercise 3: back through",
    "two vectors of 64 independent numbers of mean 0 and variance 1 is a sum of 64"
    " products, each of variance 1, so its variance is 64. The scores are divided by"
    " $\\sqrt{64}$ , which is",
    "through. Divided by 8 none is stuck.",
    "share a sum of 1, and who is",
    "half of a digit, 32 pixels, predict",
    "small penalty of 0.005 times the squared",
    "*count*: how many of 16 points of a 4 by 4 block were dark.",
    "$\\hat y = \\log(1 + e^{z})$, the",
    "is well above 1, it *adds* to",
    "example always gets 1 for every class",
    "every answer is 1",
    "accuracy, 2 and 5 layers",
    "at most $\\log 2 / \\beta$ above",
    "$f'(z) + f'(-z) = 1$.",
    "probability is 1.",
    "and the second never exceeds 1.",
]
