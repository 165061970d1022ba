"""What the chapter on choosing, combining and designing losses prints."""

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import moved
from lossedu import losses

# Points.


def number(rng, low=-2.0, high=2.0):
    return mp.mpf(rng.uniform(low, high))


def gaussian(rng):
    """A normal truth, an answer, two prices and a setting."""
    return {
        "mu": number(rng),
        "v": number(rng, 0.3, 2),
        "x": number(rng),
        "c": [number(rng, 0.5, 3), number(rng, 0.5, 3)],
        "alpha": number(rng, 0.3, 1.5),
        "y": number(rng),
    }


def residual(rng):
    y, guess = number(rng), number(rng)
    return {"y": y, "guess": guess, "r": guess - y, "alpha": number(rng, -1.5, 1.5)}


def sample(rng):
    return {
        "alpha": number(rng, 0.3, 1.5),
        "x": number(rng),
        "sample": [number(rng) for _ in range(5)],
    }


def tasks(rng):
    """Residuals of K tasks, and a log variance for each."""
    K = int(rng.integers(2, 5))
    r = [[number(rng) for _ in range(4)] for _ in range(K)]
    return {
        "K": K,
        "k": int(rng.integers(1, K + 1)),
        "r": r,
        "ell": [mp.fsum(v * v for v in row) / 4 for row in r],
        "u": [number(rng) for _ in range(K)],
    }


def curves(rng):
    """K losses of one parameter, a rate and a weight for each."""
    K = int(rng.integers(2, 5))
    settings = [(number(rng), number(rng, 0.2, 2)) for _ in range(K)]
    return {
        "K": K,
        "k": 1,
        "theta": number(rng),
        "eta": number(rng, 0.01, 0.5),
        "c": [number(rng, 0.1, 3) for _ in range(K)],
        "settings": settings,
    }


def species(rng):
    """Two samples, weights that add up to 1, and the answer that is best for them."""
    one = [number(rng, 0, 1) for _ in range(4)]
    two = [number(rng, 2, 3) for _ in range(5)]
    c = number(rng, 0.1, 0.9)
    point = {"c": [1 - c, c], "samples": [one, two]}
    point["best"] = mp.findroot(
        lambda x: mp.diff(lambda t: weighted(point, t), x), mp.mpf(1)
    )
    point["mu"] = [mp.fsum(s) / len(s) for s in (one, two)]
    point["v"] = [
        mp.fsum(v * v for v in s) / len(s) - m * m
        for s, m in zip((one, two), point["mu"], strict=True)
    ]
    return point


def classes(rng):
    K = int(rng.integers(3, 6))
    y = [int(v) for v in rng.permutation([1, 0, *rng.integers(0, 2, K - 2)])]
    z = [number(rng) for _ in range(K)]
    point = {"K": K, "k": int(rng.integers(1, K + 1)), "y": y, "z": z}
    # Softmax as the slope of the log-sum-exp, and the group by its logits alone.
    point["q"] = [
        mp.diff(lambda t, k=k: log_sum([*z[:k], t, *z[k + 1 :]]), z[k])
        for k in range(K)
    ]
    point["a"] = mp.exp(-coarse(y, z))
    return point


# Oracles.


def density(p):
    return lambda t: (
        mp.exp(-((t - p["mu"]) ** 2) / (2 * p["v"])) / mp.sqrt(2 * mp.pi * p["v"])
    )


def over(p, f, *breaks):
    """Expectation of f under the normal truth, by quadrature."""
    d, reach = density(p), 18 * mp.sqrt(p["v"])
    ends = [p["mu"] - reach, p["mu"] + reach]
    inner = sorted([p["mu"], *breaks])
    return mp.quad(lambda t: f(t) * d(t), [ends[0], *inner, ends[1]])


def below(p, x):
    return mp.ncdf((x - p["mu"]) / mp.sqrt(p["v"]))


def short(p, x):
    """Expected excess of x over the normal truth, in closed form."""
    s = mp.sqrt(p["v"])
    t = (x - p["mu"]) / s
    return s * (t * mp.ncdf(t) + mp.npdf(t))


def price(p, x):
    """The expected bill by quadrature over the truth."""
    c = p["c"]
    return over(p, lambda t: c[0] * (x - t) if t < x else c[1] * (t - x), x)


def bill(p, x):
    """The expected bill in closed form."""
    return p["c"][0] * short(p, x) + p["c"][1] * (short(p, x) - (x - p["mu"]))


def linex(alpha, r):
    """The integral of the slope that is wished for."""
    return mp.quad(lambda t: alpha * mp.expm1(alpha * t), [0, r])


def best_linex(p):
    """Where the mean linex over a sample is lowest: a root of its derivative."""

    def risk(x):
        return mp.fsum(linex_value(p["alpha"], x - y) for y in p["sample"])

    return mp.findroot(lambda x: mp.diff(risk, x), -1)


def linex_value(alpha, r):
    """Twice the square of a hyperbolic sine, and what is odd in the residual."""
    x = alpha * r
    return 2 * mp.sinh(x / 2) ** 2 + mp.sinh(x) - x


def weighted(p, x):
    return mp.fsum(
        c * mp.fsum((x - v) ** 2 for v in s) / len(s)
        for c, s in zip(p["c"], p["samples"], strict=True)
    )


def on_species(p, k, x):
    return mp.fsum((x - v) ** 2 for v in p["samples"][k]) / len(p["samples"][k])


def part(p, k, theta):
    """Loss k as a function of the parameter."""
    a, b = p["settings"][k - 1]
    return mp.cosh(b * theta - a)


def task_total(p, u):
    """Twice the mean Gaussian negative log-likelihood, residual by residual."""
    return mp.fsum(
        2 * (mp.log(mp.sqrt(mp.exp(s))) + r * r / (2 * mp.exp(s))) / 4
        for s, row in zip(u, p["r"], strict=True)
        for r in row
    )


def best_u(p):
    """Each log variance at the root of the total's derivative in it."""
    return [
        mp.findroot(
            lambda t, k=k: mp.diff(lambda s: task_total(p, moved(p["u"], k, s)), t),
            mp.mpf(0),
        )
        for k in range(1, p["K"] + 1)
    ]


def at_best(rng):
    point = tasks(rng)
    u = best_u(point)
    return point | {"u": u, "v": [mp.exp(s) for s in u]}


def logs(p):
    """The slope of the sum of the logarithms in the shared parameter."""
    return mp.diff(
        lambda t: mp.fsum(mp.log(part(p, k, t)) for k in range(1, p["K"] + 1)),
        p["theta"],
    )


def log_sum(z):
    return mp.log(mp.fsum(mp.exp(v) for v in z))


def coarse(y, z):
    """Surprise at the group: from the odds of being outside it."""
    inside = [v for v, keep in zip(z, y, strict=True) if keep]
    outside = [v for v, keep in zip(z, y, strict=True) if not keep]
    return mp.log1p(mp.exp(log_sum(outside) - log_sum(inside)))


LINEX = {r"\ell": lambda p: linex(p["alpha"], p["r"])}
ANSWER = {r"\hat y": lambda p: p["guess"]}

EQUATIONS = [
    Equation(
        "eq-bill",
        r"R(\hat y) = c_1\,E[\max(\hat y - Y, 0)] + c_2\,E[\max(Y - \hat y, 0)]",
        "the expected bill has a part for too high and one for too low",
        gaussian,
        {
            r"R(\hat y)": lambda p: price(p, p["x"]),
            r"E[\max(\hat y - Y, 0)]": lambda p: short(p, p["x"]),
            r"E[\max(Y - \hat y, 0)]": lambda p: short(p, p["x"]) - p["x"] + p["mu"],
        },
    ),
    Equation(
        "eq-bill-slope",
        r"R'(\hat y) = c_1\,P(Y < \hat y) - c_2\,P(Y > \hat y)",
        "raising the answer costs for the truths below and saves for those above",
        gaussian,
        {
            r"R'(\hat y)": lambda p: mp.diff(lambda x: bill(p, x), p["x"]),
            r"P(Y < \hat y)": lambda p: below(p, p["x"]),
            r"P(Y > \hat y)": lambda p: mp.ncdf((p["mu"] - p["x"]) / mp.sqrt(p["v"])),
        },
    ),
    Equation(
        "eq-bill-level",
        r"P(Y < \hat y) = \frac{c_2}{c_1 + c_2}",
        "the best answer is a quantile, at the level that the prices give",
        gaussian,
        {
            r"P(Y < \hat y)": lambda p: below(
                p,
                mp.findroot(
                    lambda x: mp.diff(lambda t: bill(p, t), x), p["mu"], tol=1e-70
                ),
            )
        },
    ),
    Equation(
        "eq-attempt-slope",
        r"\frac{\partial}{\partial r} (e^{-r} - 1)^2 = 2 e^{-r} (1 - e^{-r})",
        "the attempt's slope vanishes where the answer is too high",
        residual,
        {
            r"\frac{\partial}{\partial r} (e^{-r} - 1)^2": lambda p: mp.diff(
                lambda r: mp.expm1(-r) ** 2, p["r"]
            )
        },
    ),
    Equation(
        "eq-linex",
        r"\ell = e^{\alpha r} - \alpha r - 1",
        "linex is exponential above and linear below, and 0 at a residual of 0",
        residual,
        LINEX,
        code=lambda p: losses.linex(p["y"], p["guess"], a=float(p["alpha"])),
    ),
    Equation(
        "eq-linex-slope",
        r"\frac{\partial \ell}{\partial \hat y} = \alpha\,(e^{\alpha r} - 1)",
        "its derivative in the answer",
        residual,
        {
            r"\frac{\partial \ell}{\partial \hat y}": lambda p: mp.diff(
                lambda x: linex_value(p["alpha"], x - p["y"]), p["guess"]
            )
        },
        code=lambda p: losses.linex_grad(p["y"], p["guess"], a=float(p["alpha"])),
    ),
    Equation(
        "eq-linex-curvature",
        r"\frac{\partial^2 \ell}{\partial \hat y^2} = \alpha^2 e^{\alpha r} > 0",
        "it bends upward everywhere",
        residual,
        {
            r"\frac{\partial^2 \ell}{\partial \hat y^2}": lambda p: mp.diff(
                lambda x: linex_value(p["alpha"], x - p["y"]), p["guess"], 2
            )
        },
    ),
    Equation(
        "eq-linex-condition",
        r"E[e^{\alpha (\hat y - Y)}] = e^{\alpha \hat y}\,E[e^{-\alpha Y}] = 1",
        "at the best answer the mean exponential is 1",
        lambda rng: (point := sample(rng)) | {"guess": best_linex(point)},
        {
            r"E[e^{\alpha (\hat y - Y)}]": lambda p: (
                mp.fsum(mp.exp(p["alpha"] * (p["guess"] - y)) for y in p["sample"]) / 5
            ),
            r"E[e^{-\alpha Y}]": lambda p: (
                mp.fsum(mp.exp(-p["alpha"] * y) for y in p["sample"]) / 5
            ),
            **ANSWER,
        },
    ),
    Equation(
        "eq-linex-best",
        r"\hat y = -\frac{1}{\alpha} \log E[e^{-\alpha Y}]",
        "the best answer, from the mean exponential of the truth",
        sample,
        {
            r"E[e^{-\alpha Y}]": lambda p: (
                mp.fsum(mp.exp(-p["alpha"] * y) for y in p["sample"]) / 5
            ),
            r"\hat y": best_linex,
        },
    ),
    Equation(
        "eq-linex-square",
        r"(y - \mu)^2 + 2 \alpha v y = (y - \mu + \alpha v)^2"
        r" + 2 \alpha \mu v - \alpha^2 v^2",
        "completing the square in the exponent",
        gaussian,
    ),
    Equation(
        "eq-linex-gaussian",
        r"E[e^{-\alpha Y}] = e^{-\alpha \mu + \alpha^2 v / 2}",
        "the mean exponential of a Gaussian",
        gaussian,
        {
            r"E[e^{-\alpha Y}]": lambda p: over(
                p,
                lambda t: mp.exp(-p["alpha"] * t),
                p["mu"] - p["alpha"] * p["v"],
            )
        },
    ),
    Equation(
        "eq-linex-shift",
        r"\hat y = \mu - \frac{\alpha v}{2}",
        "for a Gaussian truth the answer keeps away from the mean",
        gaussian,
        {
            r"\hat y": lambda p: (
                -mp.log(
                    over(
                        p,
                        lambda t: mp.exp(-p["alpha"] * t),
                        p["mu"] - p["alpha"] * p["v"],
                    )
                )
                / p["alpha"]
            )
        },
    ),
    Equation(
        "eq-weighted-sum",
        r"\ell = \sum_{k=1}^{K} c_k \ell_k",
        "the weighted sum of several losses",
        lambda rng: (
            (point := curves(rng))
            | {
                "ell": [
                    part(point, k, point["theta"]) for k in range(1, point["K"] + 1)
                ]
            }
        ),
        {
            r"\ell_k": lambda p: p["ell"][p["k"] - 1],
            r"\ell": lambda p: mp.fdot(p["c"], p["ell"]),
        },
        definition=True,
    ),
    Equation(
        "eq-weight-is-rate",
        r"\eta\,\frac{\partial \ell}{\partial \theta} = \sum_{k=1}^{K} (\eta c_k)\,"
        r"\frac{\partial \ell_k}{\partial \theta}",
        "a weight multiplies the learning rate of its part",
        curves,
        {
            r"\eta\,\frac{\partial \ell}{\partial \theta}": lambda p: mp.diff(
                lambda t: (
                    p["eta"]
                    * mp.fsum(
                        p["c"][k - 1] * part(p, k, t) for k in range(1, p["K"] + 1)
                    )
                ),
                p["theta"],
            ),
            r"\frac{\partial \ell_k}{\partial \theta}": lambda p: mp.diff(
                lambda t: part(p, p["k"], t), p["theta"]
            ),
        },
    ),
    Equation(
        "eq-front-answer",
        r"\hat y = c_1 \mu_1 + c_2 \mu_2",
        "the best answer for two groups is the weighted mean of their means",
        species,
        {r"\hat y": lambda p: p["best"]},
    ),
    Equation(
        "eq-front-slope",
        r"\frac{d \ell_2}{d \ell_1} = -\frac{c_1}{c_2}",
        "the weights fix the slope of the front",
        species,
        {
            r"\frac{d \ell_2}{d \ell_1}": lambda p: (
                mp.diff(lambda x: on_species(p, 1, x), p["best"])
                / mp.diff(lambda x: on_species(p, 0, x), p["best"])
            )
        },
    ),
    Equation(
        "eq-welsch",
        r"\ell(y, \hat y) = 1 - e^{-(\hat y - y)^2 / 2}",
        "the Welsch loss: the area under its slope",
        residual,
        {
            r"\ell(y, \hat y)": lambda p: mp.quad(
                lambda t: t * mp.npdf(t) * mp.sqrt(2 * mp.pi), [0, p["r"]]
            ),
            **ANSWER,
        },
    ),
    Equation(
        "eq-nll-log-variance",
        r"\tfrac12 \Bigl(\log v + \frac{r^2}{v}\Bigr)"
        r" = \tfrac12 \bigl(u + e^{-u} r^2\bigr)",
        "the Gaussian likelihood in the logarithm of the variance",
        lambda rng: (u := number(rng)) and {"u": u, "v": mp.exp(u), "r": number(rng)},
        code=lambda p: losses.gaussian_nll(0.0, p["r"], p["v"]),
    ),
    Equation(
        "eq-uncertainty-total",
        r"\ell = \sum_{k=1}^{K} \bigl(e^{-u_k} \ell_k + u_k\bigr)",
        "the total is twice the mean Gaussian negative log-likelihood",
        tasks,
        {
            r"\ell_k": lambda p: p["ell"][p["k"] - 1],
            r"\ell": lambda p: task_total(p, p["u"]),
        },
    ),
    Equation(
        "eq-uncertainty-slope",
        r"\frac{\partial \ell}{\partial u_k} = 1 - e^{-u_k} \ell_k",
        "the derivative of the total in a log variance",
        tasks,
        {
            r"\frac{\partial \ell}{\partial u_k}": lambda p: mp.diff(
                lambda s: task_total(p, moved(p["u"], p["k"], s)), p["u"][p["k"] - 1]
            ),
            r"\ell_k": lambda p: p["ell"][p["k"] - 1],
        },
    ),
    Equation(
        "eq-uncertainty-best",
        r"v_k = e^{u_k} = \ell_k",
        "the best variance is the loss itself",
        at_best,
        {r"\ell_k": lambda p: p["ell"][p["k"] - 1]},
    ),
    Equation(
        "eq-uncertainty-logs",
        r"\sum_{k=1}^{K} \bigl(e^{-u_k} \ell_k + u_k\bigr)"
        r" = K + \sum_{k=1}^{K} \log \ell_k",
        "at the best variances the total is a sum of logarithms",
        at_best,
        {r"\ell_k": lambda p: p["ell"][p["k"] - 1]},
    ),
    Equation(
        "eq-uncertainty-pull",
        r"\frac{\partial}{\partial \theta} \sum_{k=1}^{K} \log \ell_k"
        r" = \sum_{k=1}^{K} \frac{1}{\ell_k} \frac{\partial \ell_k}{\partial \theta}",
        "each task pulls with one over its loss",
        curves,
        {
            r"\frac{\partial}{\partial \theta} \sum_{k=1}^{K} \log \ell_k": logs,
            r"\frac{\partial \ell_k}{\partial \theta}": lambda p: mp.diff(
                lambda t: part(p, p["k"], t), p["theta"]
            ),
            r"\ell_k": lambda p: part(p, p["k"], p["theta"]),
        },
    ),
    Equation(
        "eq-group",
        r"a = \sum_{k=1}^{K} y_k q_k",
        "the probability of a group is the sum of its classes'",
        classes,
    ),
    Equation(
        "eq-group-loss",
        r"-\log a = \log \sum_{j=1}^{K} e^{z_j} - \log \sum_{j=1}^{K} y_j e^{z_j}",
        "the surprise at the group, from the logits",
        classes,
    ),
    Equation(
        "eq-group-slope",
        r"\frac{\partial}{\partial z_k} (-\log a) = q_k - \frac{y_k q_k}{a}",
        "model minus target, the target being the belief within the group",
        classes,
        {
            r"\frac{\partial}{\partial z_k} (-\log a)": lambda p: mp.diff(
                lambda v: coarse(p["y"], moved(p["z"], p["k"], v)), p["z"][p["k"] - 1]
            )
        },
    ),
]
NUMBERS = [
    # Inline formulas, and numbers that are chosen and not computed.
    "Each point that the forecast is too high wastes «HIGH» of whatever",
    "Each point that it is too low costs «LOW», because",
    r"hit exactly with probability 0, so $P(Y > \hat y) = 1 - P(Y < \hat y)$.",
    "set the slope to 0 and solve",
    r"which charges $1 - \tau$ for a point",
    "geometric mean of $1 + y$, less 1.",
    "at the rates 0.3, 0.4 and 0.6, the hinge loss jumps from $«scored['hinge'][1]:.0f»$ to"
    " «scored['hinge'][2]:.0f» between 0.4 and 0.6:",
    "the kink of the absolute error at 0.",
    "the 0-1 loss. It meets",
    "One weight moves, the others rest; «len(some)» of the tumours.",
    "Loss on «len(some)» tumours against one weight from «moved[0]:.0f» to «moved[-1]:.0f»."
    " The 0-1 loss goes down a staircase",
    "the 0-1 loss are exactly 0, and",
    "residuals that are exactly 0 while",
    "Note that the 0-1 loss is",
    "most often 0, and goes on.",
    "where the slope is 0 or nearly so.",
    r"you meet $(e^{y - \hat y} - 1)^2$, which",
    "it is $(e^{-r} - 1)^2$, and",
    "the loss tends to 1 and the slope to 0, a plateau:",
    r"At $r = 0$ it has",
    "Subtract 1, so that",
    "lies flat below 1 where",
    "from «r[0]:.0f» to «r[-1]:.0f». Linex with setting 1 falls in a straight line from 3 to 0 at"
    " residual 0 and then rises steeply. Linex with setting 0.5 is flatter. The attempt comes"
    " down steeply to 0 at residual 0, rises again and levels off just below 1.",
    "Exercise 1: a loss and its derivative",
    "Exercise 2: weights that are learned",
    "brings a factor of 1.",
    "It is 0 at $r = 0$ and nowhere",
    "set it to 0. The answer",
    r"the exponent $-(y - \mu)^2 / (2 v)$.",
    r"$-1 / (2 v)$ times the left",
    r"The rest, times $-1 / (2 v)$, comes",
    "is $e^x - 1$ with all",
    "At a setting of 2 the progressions answer $«answers[2.0][1]:.2f»$ where the rule says $-1$:",
    "the lowest lies at $«standard.min():.1f»$.",
    "Keras 3 runs",
    "A weight of 1 means",
    "grows by 100. Cross-entropy",
    r"with $c_1 + c_2 = 1$.",
    r"$v_k + (\hat y - \mu_k)^2$.",
    r"slope is $2 c_1 (\hat y - \mu_1) + 2 c_2 (\hat y - \mu_2)$, and",
    "weight of versicolor from 0.2 up to 0.8 in",
    r"$\tfrac12 (\log v + r^2 / v)$",
    "The mean of $r^2$ is",
    "brings down $-1$:",
    "It is 0 where",
    r"100 times larger adds $\log 100$, which",
    r"tends to 0, its weight $1 / \ell_k$ grows",
    "*training* loss to 0.",
    "Start it at 0, as is usual",
    "From $u = 0$ the learned",
    "falls towards 0. The trap",
    "loops (0, 6, 8, 9), straight strokes (1, 4, 7) and open bows (2, 3, 5).",
    "be 1 for the classes of the true group and 0 for the others",
    "adds up to 1.",
    "its slope is 0",
    "the root of 0: its slope is infinite, and infinity times 0 is NaN",
    "total loss below 0",
    "on its way to 0",
    r"Linex, $e^{\alpha r} - \alpha r - 1$, has the slope $\alpha (e^{\alpha r} - 1)$ and",
    r"answers $\mu - \alpha v / 2$.",
    r"end at $1 / \ell_k$ and",
    # The bill.
    "ten measurements of «len(progression)» patients",
    "The bill is «np.mean(squared_bills):.0f» a patient",
    r"its level is «LOW» out of «LOW + HIGH», or $\tau = «TAU»$.",
    "is «LOW + HIGH» times the quantile loss",
    "above «100 * TAU:.0f» % of the training",
    "save about «10 * round(10 * (1 - billed[:, 1].mean() / np.mean(squared_bills)))» % of the bill.",
    "spread by «scatter[0]:.0f» points in the lowest quarter of the forecasts and by"
    " «min(scatter[1:]):.0f» to «max(scatter[1:]):.0f» in the others.",
    "Let the scatter grow from 0, on",
    "line for the «100 * TAU:.0f» % level",
    "grows from 0, the quantile loss saves"
    " «100 * (1 - fanned[:, 1].mean() / fanned[:, 0].mean()):.0f» % against the shift,"
    " «word(int(fanned[:, 2].mean() / fanned[:, 2].std()))» times the spread",
    "bill «billed[:, 0].mean():.1f» in place of «np.mean(squared_bills):.1f»;"
    r" against quantile $«billed[:, 2].mean():.1f» \pm «billed[:, 2].std():.1f»$,"
    " no difference",
    "bill «fanned[:, 1].mean():.2f», with a shift «fanned[:, 0].mean():.2f»",
    # What a loss asks for.
    "on the «len(progression)» progressions.",
    "Then «np.sum(slipped != progression)» of the «len(slipped)» are multiplied",
    "ask for the mean, «asked['squared_error'][0]:.1f», and with"
    " «np.sum(slipped != progression)» bad rows both go up by"
    " «100 * (asked['poisson_nll'][1] / asked['poisson_nll'][0] - 1):.0f» %.",
    "asks for the «100 * TAU:.0f» % level.",
    "of which 30 % are yes, and three classes with the shares 0.5, 0.3 and 0.2.",
    "for a rate of 0.30 it says «said['sigmoid_focal']:.2f», so",
    "asks for «asked['squared_error'][0]:.1f», the mean; «np.sum(slipped != progression)»"
    " slips lift it to «asked['squared_error'][1]:.1f»",
    "«asked['absolute_error'][0]:.1f», «asked['log_cosh'][0]:.1f» and"
    " «asked['huber'][0]:.1f»; with the slips «asked['absolute_error'][1]:.1f»,"
    " «asked['log_cosh'][1]:.1f» and «asked['huber'][1]:.1f»",
    r"leans to $«answers[2.0][1]:.2f»$ deviations at a setting of 2",
    "asks for the geometric mean, «asked['squared_log_error'][0]:.1f»",
    "asks for «asked['absolute_percentage_error'][0]:.1f», where the median is"
    " «np.median(progression):.1f»",
    "asks for the mean, «asked['poisson_nll'][0]:.1f»",
    "asks for mean and deviation, «asked_mean:.1f» and «asked_spread:.1f»",
    "answers «said['sigmoid_cross_entropy']:.2f» for a rate of 0.30",
    "answers the shares «told[0]:.1f», «told[1]:.1f» and «told[2]:.1f»",
    "answers «said['sigmoid_focal']:.2f» for a rate of 0.30",
    "jumps from $«scored['hinge'][1]:.0f»$ to «scored['hinge'][2]:.0f» between the rates"
    " 0.4 and 0.6",
    "«direction:.3f», and «longer:.3f» for an answer ten times as long",
    # What a loss must be.
    "All «flat['0-1 loss']» slopes",
    "after 100 steps nothing",
    "went from «100 * after['start']:.1f» % to «100 * after['cross-entropy']:.1f» % mistakes:",
    "all «flat['0-1 loss']» slopes of the 0-1 loss are 0; cross-entropy goes"
    " from «100 * after['start']:.1f» % to «100 * after['cross-entropy']:.1f» % mistakes",
    "the Gaussian one is $«negative:.1f»$ here.",
    # Linex.
    "it explodes: «tried[0]:.0f» at «-off[0]:.0f» below.",
    "at «off[4]:.0f» above you pay «tried[4]:.3f» and learn with a slope of"
    " «tried_slope[4]:.3f».",
    r"Let a point too high cost $c_1$ and a point too low $c_2$.",
    "grows by $c_1$ times that little. For every truth above, it falls by $c_2$ times",
    "`np.expm1(x)`",
    r"Let $\ell_1$ be the mean loss on the first species and $\ell_2$ on the second, and"
    r" minimise $c_1 \ell_1 + c_2 \ell_2$ with",
    r"changes $c_1 \ell_1 + c_2 \ell_2$ by nothing: what $c_1 \ell_1$ gains, $c_2 \ell_2$ loses:",
    "follows the rule to «round(max(abs(found[0] + a / 2) for a, found in answers.items()), 2)».",
    "leans to «wrong_side:.2f» in place of $«answers[2.0][1]:.2f»$",
    "«ended['sum']:.0e» after 20 steps where the mean gives «ended['mean']:.2f»",
    # Sums.
    "jumps by «edge[1] - edge[0]:.2f» cm",
    "the same «reached['squared error'][400] - reached['squared error'][200]:.2f» cm with",
    "leaves out «edge[1] - edge[0]:.2f» cm of answers",
    "«fit_on.shape[1]» images for training, «valid.shape[1]» for validation,"
    " «test.shape[1]» for the test, «word(DRAWS)» draws, side by side in an extra first axis;"
    " «HIDDEN» hidden units",
    "falls from «alone[:, 0].mean():.2f» to «by_weight[1.0][:, 0].mean():.2f». The"
    " squared error starts at «begin[1]:.0f» and the cross-entropy at «begin[0]:.1f», so",
    "the ink, about $10^{-3}$, brings both to like size, and accuracy back to"
    " «by_weight[1e-3][:, 0].mean():.2f».",
    "cost «-(weighted['u from 0'] - alone)[:, 0].mean():.2f» of accuracy",
    "starts «np.log(begin[1]):.1f» below the logarithm",
    "Adam moves it by about «RATES[1] * STEPS:.1f» in «STEPS» steps.",
    "has grown from «np.mean(1 / first[0]):.1f» to «last.mean():.0f»,",
    "accuracy «tuned[:, 0].mean():.2f» with the best of three,"
    " «by_weight[1.0][:, 0].mean():.2f» with raw units, «alone[:, 0].mean():.2f» with two"
    " networks",
    "accuracy «weighted['u from log of losses'][:, 0].mean():.2f», and"
    " «tuned[:, 0].mean():.2f» with the best fixed weight",
    # Levels.
    "Let «few.shape[1]» digits have labels. Of «more.shape[1]» more somebody",
    "only the «few.shape[1]»; *groups first*",
    "groups of all «everyone.shape[1]», then",
    "on «valid.shape[1]» validation images.",
    "the same «few.shape[1]» fine labels and the same «more.shape[1]» groups",
    "give «gains['both at once'].mean():.3f»,"
    " «word(gains['both at once'].mean() / gains['both at once'].std())» times the spread",
    "learned from «few.shape[1]» digits",
    r"$+«gains['both at once'].mean():.3f» \pm «gains['both at once'].std():.3f»$ of accuracy; one"
    r" after the other $+«gains['groups first'].mean():.3f» \pm «gains['groups first'].std():.3f»$",
]
