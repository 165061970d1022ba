"""What the chapter on adaptive methods prints.

A running mean or sum is compared with a sum over the whole history of slopes, and a
step with the way that all steps before it have gone; both with the package after as
many steps. Histories and walks are those of the package's docstrings.
"""

from itertools import product

from mpmath import mp

from ledger._equations import Equation
from ledger.docstrings import optimizers as walks
from lossedu import optimizers
from lossedu.optimizers import _adam_variants


def drawn(walk):
    """A walk of the docstrings' ledger, in this chapter's symbols."""

    def draw(rng):
        p = walk(rng)
        return p | {"theta": p["x"], "eta": p["alpha"], "varepsilon": p["epsilon"]}

    return draw


def history(rng):
    return drawn(lambda rng: walks.history(rng) | {"x": None})(rng)


def rmsprop(rng):
    p = walks.rmsprop(rng)
    p["beta"][1] = p["rho"]
    return p


def adadelta(rng):
    """With the paper's rate of 1, and so that the moves are the package's d."""

    def chosen(rng):
        p = walks.adadelta(rng)
        p["beta"][1], p["alpha"] = p["rho"], mp.mpf(1)
        return p | {"x": walks.walk(p, p["d"])}

    return drawn(chosen)(rng)


def steady(rng):
    """The same positive slope again and again, in means that start at 0."""
    p = history(rng)
    g = abs(p["g"][0]) + 1
    m, v = [], []
    for i in range(p["t"]):
        m.append((1 - p["beta"][0]) * g + (p["beta"][0] * m[-1] if i else 0))
        v.append((1 - p["beta"][1]) * g * g + (p["beta"][1] * v[-1] if i else 0))
    return p | {"g": g, "m": m, "v": v}


def steady_step(p):
    """The package's last step, after as many equal slopes."""
    adagrad = optimizers.AdaGrad(lr=float(p["eta"]), eps=1e-30)
    way = optimizers.minimize(lambda x: float(p["g"]), 0.0, adagrad, steps=int(p["t"]))
    return way[-2] - way[-1]


def by_chance(rng):
    """Slopes that are one of two numbers, with a probability."""
    p = history(rng)
    return p | {
        "t": 4,
        "values": [mp.mpf(v) for v in rng.normal(size=2)],
        "share": mp.mpf(rng.uniform(0.1, 0.9)),
    }


def expected_mean(p):
    """Over all sequences of four slopes, each with its probability."""
    total = mp.mpf(0)
    for sequence in product((0, 1), repeat=p["t"]):
        m, chance = mp.mpf(0), mp.mpf(1)
        for k in sequence:
            m += (1 - p["beta"][0]) * (p["values"][k] - m)
            chance *= p["share"] if k else 1 - p["share"]
        total += chance * m
    return total


def powers(rng):
    p = history(rng)
    k = int(rng.integers(2, 6))
    share, v = p["beta"][1] ** k, mp.mpf(0)
    for g in p["g"]:
        v = v + (1 - share) * (mp.exp(k * mp.log(abs(g))) - v)
    return p | {"k": k, "v": [v] * p["t"]}


def faded(p, t):
    """The largest of the slopes' sizes, each faded by its age."""
    share = p["beta"][1]
    return max(share ** (t - 1 - i) * abs(p["g"][i]) for i in range(t))


def nadam(rng):
    """With a constant share."""
    p = walks.adam(rng)
    share = p["beta"][0]
    steps = []
    for t in range(1, p["t"] + 1):
        ages = [share**i for i in range(t + 1)]
        old = mp.fsum(share ** (t - i) * p["g"][i] for i in range(t))
        now = p["g"][t - 1] / mp.fsum(ages[:t])
        size = mp.sqrt(p["hats"][1][t - 1]) + p["epsilon"]
        steps.append((old / mp.fsum(ages) + now) / size)
    return p | {"x": walks.walk(p, steps)}


def run_nadam(p):
    hyper = walks.betas(walks_point(p), eps="epsilon")
    return walks.after(optimizers.NAdam(**hyper, momentum_decay=1e9), p)


def walks_point(p):
    return p | {"alpha": p["eta"], "epsilon": p["varepsilon"]}


def lion(rng):
    """Without decay, and with means that nearly balance today's slope."""
    p = walks.history(rng, least=4)
    sizes = [mp.mpf(s) for s in rng.uniform(0.2, 3, p["t"])]
    p["g"] = [s * (-1) ** i for i, s in enumerate(sizes)]
    m = walks.mean(p["beta"][1], p["g"])
    c = [
        a - (1 - p["beta"][0]) * (a - g)
        for a, g in zip([mp.mpf(0), *m], p["g"], strict=False)
    ]
    return p | {"m": m, "c": c, "x": walks.walk(p, [mp.sign(a) for a in c])}


def run_lion(p):
    return walks.after(optimizers.Lion(**walks.betas(walks_point(p))), p)


def parabola(rng):
    low, start, other = (mp.mpf(v) for v in rng.normal(size=3))
    return {
        "low": low,
        "start": start,
        "other": other,
        "curved": mp.mpf(rng.uniform(0.5, 3)),
        "lambda": mp.mpf(rng.uniform(0.1, 2)),
    }


def height(p, x):
    return p["curved"] / 2 * (x - p["low"]) ** 2


def slope_at(name):
    return lambda p: mp.diff(lambda x: height(p, x), p[name])


def damped_bottom(p):
    """The bottom of the parabola with a spring to the start."""
    return mp.findroot(
        lambda x: mp.diff(
            lambda y: height(p, y) + p["lambda"] / 2 * (y - p["start"]) ** 2, x
        ),
        p["low"],
    )


def run_newton(p, damping):
    newton = optimizers.Newton(hessian=lambda x: p["curved"], damping=damping)
    grad = p["curved"] * (p["start"] - p["low"])
    return newton.step(p["start"], grad, newton.init(p["start"]))[0]


def hill(a, b):
    return mp.exp(a / 2) + a * a * b / 3 + mp.cos(b) + 2 * a * a + b**4


def two_weights(rng):
    """A place, and Newton's step from it by Cramer's rule."""
    a, b = (mp.mpf(v) for v in rng.uniform(0.5, 1.5, 2))
    part = lambda i, j: mp.diff(hill, (a, b), (i, j))  # noqa: E731
    det = part(2, 0) * part(0, 2) - part(1, 1) ** 2
    return {
        "a": a,
        "b": b,
        "move": (
            (part(0, 1) * part(1, 1) - part(1, 0) * part(0, 2)) / det,
            (part(1, 0) * part(1, 1) - part(0, 1) * part(2, 0)) / det,
        ),
    }


def along_the_move(p):
    """How the first slope changes along the step: the Hessian's first row."""
    a, b = p["a"], p["b"]
    da, db = p["move"]
    return mp.diff(
        lambda s: mp.diff(lambda x: hill(x, b + s * db), a + s * da), mp.mpf(0)
    )


# The rate first: the third stand-in of the reader is called eta itself.
RATE = {r"\eta": lambda p: p["alpha"]}
OLD = {r"\theta_{t-1}": lambda p: p["theta"][p["t"] - 2]}
OLD_SQUARE = walks.before("v")
HATS = walks.HATS


def moves(p, t):
    """Running mean of the squared moves after t steps."""
    return walks.mean(p["beta"][1], [d * d for d in p["d"]])[t - 1]


EQUATIONS = [
    Equation(
        "eq-am-adagrad-sum",
        r"v_t = v_{t-1} + g_t^2",
        "AdaGrad adds up the squares",
        drawn(walks.adagrad),
        OLD_SQUARE,
        code=lambda p: walks.run_adagrad(p)[1].v,
    ),
    Equation(
        "eq-am-adagrad",
        r"\theta_t = \theta_{t-1} - \eta\,\frac{g_t}{\sqrt{v_t} + \varepsilon}",
        "and divides by their root",
        drawn(walks.adagrad),
        RATE | OLD,
        code=lambda p: walks.run_adagrad(p)[0],
    ),
    Equation(
        "eq-am-steady",
        r"\eta\,\frac{g}{\sqrt{t\,g^2}} = \frac{\eta}{\sqrt{t}}",
        "so steady slopes give steps that fall like one over the root of t",
        steady,
        code=steady_step,
    ),
    Equation(
        "eq-am-mean-square",
        r"v_t = \beta_2\,v_{t-1} + (1 - \beta_2)\,g_t^2",
        "RMSprop keeps a running mean of the squares",
        drawn(rmsprop),
        OLD_SQUARE,
        code=lambda p: walks.run_rmsprop(p)[1].v,
    ),
    Equation(
        "eq-am-adadelta",
        r"\theta_t = \theta_{t-1} - \frac{\sqrt{v_{\theta, t-1} + \varepsilon}}"
        r"{\sqrt{v_t + \varepsilon}}\;g_t",
        "AdaDelta takes the unit of its step from the steps before",
        adadelta,
        OLD | {r"v_{\theta, t-1}": lambda p: moves(p, p["t"] - 1)},
        code=lambda p: walks.run_adadelta(p)[0],
    ),
    Equation(
        "eq-am-adadelta-moves",
        r"v_{\theta, t} = \beta_2 v_{\theta, t-1}"
        r" + (1 - \beta_2) (\theta_t - \theta_{t-1})^2",
        "of which it keeps a running mean square",
        adadelta,
        OLD
        | {
            r"v_{\theta, t-1}": lambda p: moves(p, p["t"] - 1),
            r"v_{\theta, t}": lambda p: moves(p, p["t"]),
        },
        code=lambda p: walks.run_adadelta(p)[1].u,
    ),
    Equation(
        "eq-am-mean",
        r"m_t = \beta_1\,m_{t-1} + (1 - \beta_1)\,g_t",
        "Adam keeps a running mean of the slopes",
        drawn(walks.adam),
        walks.before("m"),
        code=lambda p: walks.run_adam(p)[1].m,
    ),
    Equation(
        "eq-am-unrolled",
        r"m_t = (1 - \beta_1) \sum_{i=1}^{t} \beta_1^{t-i}\,g_i",
        "which is a weighted sum over all slopes",
        drawn(walks.adam),
        code=lambda p: walks.run_adam(p)[1].m,
    ),
    Equation(
        "eq-am-expected",
        r"E[m_t] = (1 - \beta_1)\,E[g] \sum_{i=1}^{t} \beta_1^{t-i}",
        "its expectation, over all sequences of slopes",
        by_chance,
        {
            "E[m_t]": expected_mean,
            "E[g]": lambda p: mp.fdot(p["values"], [1 - p["share"], p["share"]]),
        },
    ),
    Equation(
        "eq-am-telescope",
        r"(1 - \beta_1) \sum_{i=1}^{t} \beta_1^{t-i} = 1 - \beta_1^{t}",
        "the weights add up to less than 1",
        history,
    ),
    Equation(
        "eq-am-corrected-mean",
        r"\hat m_t = \frac{m_t}{1 - \beta_1^t}",
        "the correction divides by the sum of the weights",
        drawn(walks.adam),
        HATS,
    ),
    Equation(
        "eq-am-corrected-square",
        r"\hat v_t = \frac{v_t}{1 - \beta_2^t}",
        "the same for the squares",
        drawn(walks.adam),
        HATS,
    ),
    Equation(
        "eq-am-adam",
        r"\theta_t = \theta_{t-1} -"
        r" \eta\,\frac{\hat m_t}{\sqrt{\hat v_t} + \varepsilon}",
        "Adam's step",
        drawn(walks.adam),
        RATE | OLD | HATS,
        code=lambda p: walks.run_adam(p)[0],
    ),
    Equation(
        "eq-am-uncorrected",
        r"\frac{m_t}{\sqrt{v_t}} = \frac{1 - \beta_1^t}{\sqrt{1 - \beta_2^t}}",
        "a step without the correction, under steady slopes",
        steady,
    ),
    Equation(
        "eq-am-eps",
        r"\frac{\sqrt{v_t} + \varepsilon}{\sqrt{1 - \beta_2^t}}"
        r" = \sqrt{\hat v_t} + \frac{\varepsilon}{\sqrt{1 - \beta_2^t}}",
        "an epsilon added before the correction is a larger one after it",
        drawn(walks.adam),
        HATS,
    ),
    Equation(
        "eq-am-adamw",
        r"\theta_t = (1 - \eta \lambda)\,\theta_{t-1} -"
        r" \eta\,\frac{\hat m_t}{\sqrt{\hat v_t} + \varepsilon}",
        "AdamW takes the decay from the weight itself",
        drawn(walks.adamw),
        RATE | OLD | HATS,
        code=lambda p: walks.run_adamw(p)[0],
    ),
    Equation(
        "eq-am-power",
        r"v_t = (1 - \beta_2^k) \sum_{i=1}^{t} \beta_2^{k(t-i)}\,|g_i|^k",
        "a running mean of a power of the slopes",
        powers,
    ),
    Equation(
        "eq-am-adamax",
        r"v_{\infty, t} = \max(\beta_2\,v_{\infty, t-1}, |g_t|)",
        "whose root tends to the largest faded slope",
        history,
        {
            r"v_{\infty, t-1}": lambda p: faded(p, p["t"] - 1),
            r"v_{\infty, t}": lambda p: faded(p, p["t"]),
        },
        code=lambda p: (
            walks.after(
                optimizers.Adamax(**walks.betas(p) | {"eps": 1e-30}), p | {"start": 0.0}
            )[1].u
        ),
    ),
    Equation(
        "eq-am-amsgrad",
        r"v_{\max, t} = \max(v_{\max, t-1}, v_t)",
        "AMSGrad's mean square never falls",
        drawn(walks.adam),
        {
            r"v_{\max, t-1}": lambda p: max(p["v"][: p["t"] - 1]),
            r"v_{\max, t}": lambda p: max(p["v"]),
        },
        code=lambda p: (
            walks.after(optimizers.Adam(**walks.betas(p), amsgrad=True), p)[1].v_max
        ),
    ),
    Equation(
        "eq-am-nadam",
        r"\theta_t = \theta_{t-1} - \frac{\eta}{\sqrt{\hat v_t} + \varepsilon}"
        r" \Bigl( \frac{\beta_1 m_t}{1 - \beta_1^{t+1}}"
        r" + \frac{(1 - \beta_1)\,g_t}{1 - \beta_1^{t}} \Bigr)",
        "NAdam counts today's slope once more",
        drawn(nadam),
        RATE | OLD | HATS,
        code=lambda p: run_nadam(p)[0],
    ),
    Equation(
        "eq-am-length",
        r"n_t = n_\infty - \frac{2\,t\,\beta_2^t}{1 - \beta_2^t}",
        "the length of a plain mean with numbers as old",
        drawn(walks.radam),
        {"n_t": lambda p: p["length"][-1], r"n_\infty": lambda p: p["limit"]},
    ),
    Equation(
        "eq-am-radam",
        r"\eta_t = \eta\,\sqrt{ \frac{(n_t - 4)(n_t - 2)\,n_\infty}"
        r"{(n_\infty - 4)(n_\infty - 2)\,n_t}}",
        "RAdam's rate makes up for the variance",
        drawn(walks.radam),
        {
            r"\eta_t": lambda p: p["alpha"] * p["r"][-1],
            **RATE,
            "n_t": lambda p: p["length"][-1],
            r"n_\infty": lambda p: p["limit"],
        },
        code=lambda p: (
            p["eta"] * _adam_variants._rectification(float(p["beta"][1]), int(p["t"]))
        ),
    ),
    Equation(
        "eq-am-lion",
        r"\theta_t = \theta_{t-1} -"
        r" \eta\,\text{sign}(\beta_1 m_{t-1} + (1 - \beta_1)\,g_t)",
        "Lion steps by a sign",
        drawn(lion),
        RATE | OLD | walks.before("m") | {r"\text{sign}": lambda p: mp.sign},
        code=lambda p: run_lion(p)[0],
    ),
    Equation(
        "eq-am-lion-mean",
        r"m_t = \beta_2\,m_{t-1} + (1 - \beta_2)\,g_t",
        "and takes the slope up with another share",
        drawn(lion),
        walks.before("m"),
        code=lambda p: run_lion(p)[1].m,
    ),
    Equation(
        "eq-am-newton-one",
        r"\theta_1 = \theta_0 - \frac{g_0}{\lambda_j}",
        "Newton's step ends at the bottom of a parabola",
        parabola,
        {
            r"\theta_1": lambda p: p["low"],
            r"\theta_0": lambda p: p["start"],
            "g_0": slope_at("start"),
            r"\lambda_j": lambda p: p["curved"],
        },
        code=lambda p: run_newton(p, 0.0),
    ),
    Equation(
        "eq-am-newton",
        r"\nabla^2 R(\theta_0)\,(\theta_1 - \theta_0) = -\nabla R(\theta_0)",
        "along the step the slopes change by as much as they are: their first entry",
        two_weights,
        {
            r"\nabla^2 R(\theta_0)\,(\theta_1 - \theta_0)": along_the_move,
            r"\nabla R(\theta_0)": lambda p: mp.diff(lambda x: hill(x, p["b"]), p["a"]),
        },
    ),
    Equation(
        "eq-am-damped",
        r"\theta_1 = \theta_0 - \frac{g_0}{\lambda_j + \lambda}",
        "damping adds a number to the curvature",
        parabola,
        {
            r"\theta_1": damped_bottom,
            r"\theta_0": lambda p: p["start"],
            "g_0": slope_at("start"),
            r"\lambda_j": lambda p: p["curved"],
        },
        code=lambda p: run_newton(p, float(p["lambda"])),
    ),
    Equation(
        "eq-am-secant",
        r"\lambda_j = \frac{g_1 - g_0}{\theta_1 - \theta_0}",
        "two slopes of a parabola tell its curvature",
        parabola,
        {
            r"\lambda_j": lambda p: mp.diff(lambda x: height(p, x), p["low"], 2),
            "g_1": slope_at("other"),
            "g_0": slope_at("start"),
            r"\theta_1": lambda p: p["other"],
            r"\theta_0": lambda p: p["start"],
        },
    ),
]
NUMBERS = [
    # Inline formulas, and numbers that are chosen and not computed.
    r"$\theta_t = \theta_{t-1} - \eta\,g_t$ with",
    "word 1 in all of them, word 2 in every second,",
    "adds 1 to a number $y$ or takes 1 away, and noise of standard deviation 1 comes",
    "from «SIZE» messages, «BATCH» a step,",
    "Word 1 moves at every step, word «COLUMNS» at one",
    r"like $1/\sqrt t$, and",
    "(1000 messages kept aside",
    "and starting at 0:",
    "from dividing 0 by 0.",
    r"slope: $g_1$ is",
    "With the same slope $g > 0$ at each step",
    "$v_t = t\\,g^2$, and",
    r"close to $2 \eta \sqrt t$, since $2\sqrt t$ has the slope $1 / \sqrt t$.",
    "Exercise 1: a step of RMSprop",
    r"The share is written $\beta_2$ here",
    r"counts $\beta_2^i$ of a new",
    r"$v_t$ tends to $g^2$, so",
    "the mean starts at 0, and so the first",
    r"$10^{-6}$, and that is square metres",
    r"$\beta_1 = «optimizers.Adam().beta1»$ and"
    r" $\beta_2 = «optimizers.Adam().beta2»$. Both means start at 0, so they",
    "$m_1$ is a tenth of the slope and $v_1$ a thousandth",
    r"for $m_{t-1}$ into that for $m_t$, then the one for $m_{t-2}$, and so on down to"
    r" $m_0 = 0$. Each time older slopes get another factor $\beta_1$:",
    r"$1 + \beta_1 + \beta_1^2 + \dots + \beta_1^{t-1}$. Multiply it with $1 - \beta_1$,",
    r"by the factor $1 - \beta_1^t$, and $v_t$ by $1 - \beta_2^t$.",
    "Exercise 2: a step of Adam",
    "let the slope be $g > 0$ at each step. Then",
    "times $g$ and $g^2$, and a",
    "the correction it is 1 times",
    r"Multiply the loss with 1000. All slopes are 1000 times",
    "the paper's Algorithm 1, PyTorch",
    r"divide by $\sqrt{1 - \beta_2^t}$:",
    r"where $10^{-8}$ counts as its root, $10^{-4}$: Keras",
    r"for slopes near 1. At $10^{-7}$ the first",
    r"An *L2 penalty* adds $\tfrac{\lambda}{2} \theta^2$ to the loss",
    "a first slope of 10 makes a step of $\\eta$, and 10.5 with a penalty makes",
    "Exercise 3: a step of AdamW",
    "Two weights at 1 show",
    r"noise about 0, of size 0.1 for one and 10 for the other. $\lambda ="
    r" «optimizers.AdamW(weight_decay=0.1).weight_decay»$, rate 0.001, mean of"
    r" «noise.shape[2]» runs.",
    "$(1 - 0.0001)^{1000}$. With L2 inside Adam",
    r"the share $\beta_2^k$:",
    r"between the largest $\beta_2^{t-i} |g_i|$ and $t^{1/k}$ times it, and $t^{1/k}$"
    r" tends to 1 as $k$ grows. So does the root of $1 - \beta_2^k$.",
    r"it is $|g_1|$ already.",
    "one weight between $-1$ and 1 and the slopes «three_slopes[0]:.0f», $-1$, $-1$, 3,"
    " $-1$, $-1$ and so on,",
    r"The mean slope is $\tfrac13$, so the best place is $-1$. With $\beta_1 = 0$ and a"
    r" $\beta_2$ of 0.1 Adam divides the 3 by nearly 3. Then it forgets, and divides"
    r" each $-1$ by little more than 1.",
    r"falls like $1 / \sqrt t$ in all runs",
    r"for every $\beta_2$.",
    r"`lossedu` $\beta_1$ also",
    "a normal distribution of size 1 it should be 1:",
    "rises from near 0, a",
    r"the share $\beta_2$ has in effect",
    r"$n_\infty = 2 / (1 - \beta_2) - 1$ in the end.",
    r"of $1/\sqrt{\hat v_t}$ is nearly proportional to $n / ((n - 2)(n - 4))$.",
    "Up to $n_t = 5$ (in the paper 4) it",
    r"a straight line: $g_0$ at $\theta_0$, rising",
    r"It is 0 where $g_0 + \lambda_j (\theta_1 - \theta_0) = 0$, so",
    r"is $1 / \lambda_j$. For",
    r"derivatives $\nabla^2 R$, the",
    "*where the slope is 0*, and",
    r"$-g_0 / \lambda_j$ points",
    "has $n^2$ numbers, and solving the system takes about $n^3 / 3$",
    "has «n_weights» weights: «8 * n_weights**2 / 1e6:.0f» MB,"
    r" $«f'{n_weights**3 / 3:.0e}'[0]» \cdot"
    r" 10^«np.floor(np.log10(n_weights**3 / 3)):.0f»$ multiplications a step. With ten"
    r" million weights it is «8 * 1e14 / 1e12:.0f» TB and"
    r" $«f'{1e21 / 3:.0e}'[0]» \cdot 10^{20}$.",
    r"some $20\,n$ numbers in the place of $n^2$.",
    "a bowl of curvatures 1 and 100 along the axes; the same bowl turned by 30 degrees;",
    r"from $10^{-5}$ to «SURFACE_RATES[-1]:.0f» in steps of $\sqrt{10}$, and «BUDGET»"
    " evaluations",
    "below a height of 0.001 and",
    "at how many of the «len(SURFACE_RATES)» rates",
    "All start at (1, 1). The minimum is the cross at (3, 0.5).",
    "is lowest at step 20?",
    "with a damping of «walkers['Newton, damped'].damping:.0f». All start",
    "At the start the curvatures are «curvatures[0]:.1f» and «curvatures[1]:.1f».",
    "A damping of «walkers['Newton, damped'].damping:.0f» is larger than"
    " «-curvatures[0]:.1f», and leads to the cross."
    "«'' if beale_paths['Newton, damped'][-1] @ [1, 0] > 2.9 else 'no'»",
    "At (1, 1) one curvature",
    "where both slopes are 0: a saddle. A damping",
    "«SIZES[0][0]» pixels, «SIZES[0][1]» hidden units with ReLU, «SIZES[2][1]» logits,"
    " «n_weights» weights, batches of 32, three passes through"
    " «tuning_cuts[0][0].shape[1]» training images.",
    r"AdamW with $\lambda = «NET_METHODS['AdamW'].weight_decay»$. Counted",
    "reaches «100 * BARS[0]:.0f» %, and those at which it comes near the best of all,"
    " within «best - BARS[1]:.2f».",
    r"Beyond $2 / \lambda_{\max}$ each",
    "its mean starts at 0",
    "L2 inside Adam",
    r"come rarely, $\beta_2$ small",
    r"a larger $\beta_2$",
    r"fall like $1 / \sqrt t$; RMSprop",
    r"A mean that starts at 0 is too small by $1 - \beta^t$; without",
    "With both shares 0 it is a sign",
    "is not L2 inside",
    "where the slope is 0: to the",
    # Rare words.
    "they stay «rare['SGD'][0].mean():.3f» away. At a falling rate it does,"
    " «rare['SGD, falling'][0].mean():.3f», and the rare words, which had few turns"
    " while the rate was high, are left behind, «rare['SGD, falling'][1].mean():.3f»."
    " AdaGrad is good at both, «rare['AdaGrad'][0].mean():.3f» and"
    " «rare['AdaGrad'][1].mean():.3f». How?",
    "a «'hundred' if round(2500 / 25) == 100 else ''» times the steps, a"
    " «'tenth' if abs(length[2499] / length[24] - 0.1) < 1e-6 else ''» of the length.",
    r"with $\beta_2 = «rms.rho»$ half of the weight lies on the last"
    " «np.ceil(np.log(0.5) / np.log(rms.rho)):.0f» steps.",
    # The correction.
    "the first step is «factor[0.999][0]:.2f» times too long, the"
    " «'twelfth' if peak == 12 else ''» «factor[0.999].max():.2f» times, and the excess"
    " lasts for «'two' if 2000 <= settled < 2500 else ''» thousand steps. The correction"
    " makes all of them 1.",
    "from 1 to «len(factor[0.999])» on a logarithmic axis. The curve for a beta2 of"
    " «max(factor)» starts at «factor[0.999][0]:.2f», peaks at"
    " «factor[0.999].max():.2f» at step «peak» and comes down to"
    " «factor[0.999][-1]:.0f» after more than «settled // 1000 * 1000» steps. The curve"
    " for «min(factor)» starts at «factor[0.9][0]:.2f» and rises to"
    " «factor[0.9][29]:.0f» by step 30. A dotted line marks 1.",
    '"«factor[0.999][0]:.2f» times too long in the first step",'
    r" $(1 - 0.9) / \sqrt{1 - 0.999}$. That is",
    r"the quotient rises to «factor[0.999].max():.2f». With $\beta_2 = «min(factor)»$ the"
    r" first step is «factor[0.9][0]:.3f» of the rate: $m_1$ is $0.1\,g$, and"
    r" $\sqrt{v_1}$ is $«np.sqrt(1 - 0.9):.3f»\,g$.",
    r"makes it longer, «burst:.2f» times $\eta$.",
    r"an $\varepsilon$ «1 / np.sqrt(1 - 0.999):.1f» times as large.",
    "by a factor of «eps_steps['after the correction'][2] / eps_steps['inside the"
    " root'][2]:.0f», and",
    # Relatives.
    "loses «'half' if 0.4 < left['Adam'][0] < 0.6 else ''» of itself, and the one with"
    " large slopes a «'hundredth' if 0.985 < left['Adam'][1] < 0.995 else ''».",
    "At 0.1 Adam walks to the worst place there is."
    "«'' if walks[0.1, False] > 0.95 > -0.95 > walks[0.1, True] else 'no'»",
    "at 0.9 and at the usual 0.999 Adam arrives too."
    "«'' if max(walks[0.9, False], walks[0.999, False]) < -0.95 else 'no'»",
    "The first «'five' if radam_steps[4] > 29.9 > 1 > radam_steps[5] else ''» steps are"
    " as long as the slope is large, «radam_steps[0]:.0f». The sixth is"
    " «radam_steps[5]:.3f». So RAdam does see the size of the loss, until step 5.",
    "Look at the second step: up to «float(f'{heights[2]:.0e}'):.0f».",
    "arrives in «word(len(heights) - 1)»:",
    # Surfaces and paths.
    "AdaGrad needs «steps_to['AdaGrad'][0].min():.0f» evaluations in the first bowl, at"
    " the edge of the grid, and"
    "«'' if steps_to['AdaGrad'][0].argmin() == len(SURFACE_RATES) - 1 else 'no'»"
    " «steps_to['AdaGrad'][1].min():.0f» in the second, NAdam"
    " «steps_to['NAdam'][0].min():.0f» and «steps_to['NAdam'][1].min():.0f». Adam loses"
    " little, «steps_to['Adam'][0].min():.0f» and «steps_to['Adam'][1].min():.0f».",
    "«'SGD and momentum do not care' if all((steps_to[n][0] == steps_to[n][1]).all()"
    " for n in ('SGD', 'momentum')) else ''» how a bowl is turned",
    "Adam arrives at «np.isfinite(steps_to['Adam'][1]).sum()» rates in the turned bowl"
    " and at «np.isfinite(steps_to['Adam'][3]).sum()» on Beale's surface, SGD at"
    " «np.isfinite(steps_to['SGD'][1]).sum()» and"
    " «np.isfinite(steps_to['SGD'][3]).sum()», momentum at"
    " «np.isfinite(steps_to['momentum'][1]).sum()» and"
    " «np.isfinite(steps_to['momentum'][3]).sum()».",
    "«'momentum' if min(steps_to, key=lambda n: steps_to[n][2].min()) == 'momentum' else"
    " ''» is the quickest of those with a rate, «steps_to['momentum'][2].min():.0f», and"
    " most do not arrive. L-BFGS needs «lbfgs['Rosenbrock']» there, and less elsewhere"
    "«'' if max(lbfgs.values()) == lbfgs['Rosenbrock'] else 'no'». AdaDelta and RAdam"
    " arrive nowhere, Lion only with its last evaluation"
    "«'' if [n for n, table in steps_to.items() if not np.isfinite(table).any()]"
    " == ['AdaDelta', 'RAdam'] and steps_to['Lion'].min() == BUDGET else 'no'»",
    "It ends at («beale_paths['Newton'][1][0] + 0.0:.0f»,"
    " «beale_paths['Newton'][1][1]:.0f»),",
    "Of the other four, «'SGD' if min(list(METHODS)[:2] + ['RMSprop', 'Adam'],"
    " key=at_20.get) == 'SGD' else ''» is lowest at step 20, and is the last"
    " but one to arrive«'' if steps_to['SGD'][3].min() < steps_to['RMSprop'][3].min()"
    " and steps_to['SGD'][3].min() > max(steps_to[n][3].min() for n in ('Adam',"
    " 'momentum')) else 'no'».",
    # Digits.
    "the same «'eleven' if len(NET_RATES) == 11 else ''» rates on"
    " «word(len(TUNING))» random cuts",
    "With it «word(len(NEW))» *fresh*",
    "from «NET_RATES[0]:.4f» to «NET_RATES[-1]:.0f» on a logarithmic axis",
    "drops below 0.25 at a rate of «NET_RATES[np.argmax((NET_RATES > 1) & (valid['SGD'] <"
    " 0.25))]:.0f». The other two stay above 0.88 up to the largest rate."
    "«'' if min(valid[n][-1] for n in ('Adam', 'AdaGrad')) > 0.88 else 'no'»"
    " A dotted line marks 0.85.",
    "Only «word(len(beyond))» differences are larger than their spread: AdaGrad and"
    " RMSprop are ahead of Adam by «against['AdaGrad'].mean():.3f» and"
    " «against['RMSprop'].mean():.3f», Lion is behind by"
    " «-against['Lion'].mean():.3f»."
    "«'' if set(beyond) == {'AdaGrad', 'RMSprop', 'Lion'} else 'no'»",
    "chose a rate of «net_rate['uncorrected']:.4f» in place of «net_rate['Adam']:.4f», a"
    " «'third' if 0.3 < net_rate['uncorrected'] / net_rate['Adam'] < 0.36 else ''», and"
    " was not worse"
    "«'' if against['uncorrected'].mean() > -against['uncorrected'].std() else 'no'».",
    "three passes are «3 * 30» steps, and",
    "SGD reaches «100 * BARS[0]:.0f» % at «good['SGD'][0]», a factor of"
    " «np.sqrt(10) ** (good['SGD'][0] - 1):.0f» from the lowest to the highest, Adam at"
    " «good['Adam'][0]», a factor of «np.sqrt(10) ** (good['Adam'][0] - 1):.0f», and the"
    " grid ends there"
    "«'' if all(valid['Adam'][-good['Adam'][0]:] >= BARS[0]) else 'no'»",
    "SGD has «good['SGD'][1]», Adam «good['Adam'][1]», RMSprop «good['RMSprop'][1]».",
    "RAdam and AdaDelta, at «good['RAdam'][0]» rates above «100 * BARS[0]:.0f» %, hardly"
    "«'' if good['RAdam'][0] == good['AdaDelta'][0] else 'no'»",
    # Tables and summary.
    "up to «factor[0.999].max():.2f» times the rate",
    "first step: «rms_length[0]:.0f» times the rate for a share of «rms.rho»",
    "slopes at the start: 30 makes a step of «radam_steps[0]:.0f» times the rate",
    "Lion stayed up to «swing:.2f» away at rate «lion.lr»;",
    r"at a slope of $10^{-7}$: «eps_steps['after the correction'][2]:.4f»,"
    " «eps_steps['before it'][2]:.4f» or «eps_steps['inside the root'][2]:.4f» of",
    "«left['Adam'][1]:.2f» left, where decay leaves «left['AdamW'][1]:.2f»",
    "eigenvalues of the Hessian: «curvatures[0]:.1f» on Beale's",
    "«100 * BARS[0]:.0f» % at «good['Adam'][0]» and «good['RMSprop'][0]» of"
    " «'eleven' if len(NET_RATES) == 11 else ''» rates, SGD at «good['SGD'][0]»; near"
    " the best at «good['Adam'][1]», «good['RMSprop'][1]» and «good['SGD'][1]»",
    "test accuracy «tested['SGD'].mean():.3f» for SGD, «tested['Adam'].mean():.3f» for"
    " Adam, difference «pm(against['SGD'])»",
    "error of the rare half «rare['AdaGrad'][1].mean():.3f», SGD"
    " «rare['SGD'][1].mean():.3f»",
    "both weights at «left['AdamW'][0]:.2f»; with L2 at «left['Adam'][0]:.2f» and"
    " «left['Adam'][1]:.2f»",
    "at 0.1 Adam ends at «walks[0.1, False]:.2f», AMSGrad at «walks[0.1, True]:.2f»; at"
    " 0.999 no difference",
    "«-against['Lion'].mean():.3f» behind Adam at a",
    "differences from it «pm(against['NAdam'])», «pm(against['Adamax'])»,"
    " «pm(against['RAdam'])»",
    "over the «word(len(NEW))» cuts, which share",
    "«'Nine' if len(close) == 9 and all(close) else ''» methods (the last is AMSGrad)",
    "arrived on «'none' if not np.isfinite(steps_to['AdaDelta']).any() else ''» of"
    " «word(len(GROUND))» surfaces;",
    "its factor wanted «net_rate['AdaDelta']:.0f» on digits",
    "«lbfgs['bowl']», «lbfgs['turned bowl']», «lbfgs['Rosenbrock']» and"
    " «lbfgs['Beale']» evaluations on the surfaces, tuned momentum"
    " «steps_to['momentum'][0].min():.0f», «steps_to['momentum'][1].min():.0f»,"
    " «steps_to['momentum'][2].min():.0f» and «steps_to['momentum'][3].min():.0f»",
    "Rosenbrock's valley to «heights[-1]:.0e» in «len(heights) - 1» steps; from (1, 1)",
    "steps are up to «factor[0.999].max():.2f» times too long at the usual",
]
