"""What the chapter on the penalties L1 and L2 prints."""

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import slope_of
from lossedu import losses, regularizers


def positive(rng, low=0.2, high=2.0):
    return mp.mpf(rng.uniform(low, high))


def numbers(rng, n):
    return [mp.mpf(v) for v in rng.normal(scale=1.5, size=n)]


def zero_of(rising, size=50):
    """Where a rising function passes 0, also by a jump, by halving."""
    low, high = -mp.mpf(size), mp.mpf(size)
    for _ in range(220):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


# Points.


def data(rng):
    """One weight, four examples."""
    return {
        "n": 4,
        "w": mp.mpf(rng.normal()),
        "x": numbers(rng, 4),
        "y": numbers(rng, 4),
    }


def multiplied_out(p):
    """Half the mean squared error, from three sums over the data."""
    w, x, y = p["w"], p["x"], p["y"]
    total = w * w * mp.fdot(x, x) - 2 * w * mp.fdot(x, y) + mp.fdot(y, y)
    return total / (2 * p["n"])


def penalised(rng):
    return {"n": 3, "w": numbers(rng, 3), "R": mp.norm, "lambda": positive(rng)}


def turned(rng):
    """Ridge regression with two weights, solved before the axes are turned."""
    angle, strength = mp.mpf(rng.uniform(0, 3)), positive(rng)
    axes = mp.matrix([[mp.cos(angle), -mp.sin(angle)], [mp.sin(angle), mp.cos(angle)]])
    bends, free = [positive(rng), positive(rng)], numbers(rng, 2)
    table = axes * mp.diag(bends) * axes.T
    solved = mp.lu_solve(table + strength * mp.eye(2), table * (axes * mp.matrix(free)))
    return {
        "j": int(rng.integers(1, 3)),
        "w": list(axes.T * solved),
        "lambda": strength,
        "bends": bends,
        "free": free,
    }


def one_weight(rng):
    free, strength = mp.mpf(rng.normal(scale=2)), positive(rng)
    return {
        "free": free,
        "lambda": strength,
        "w": zero_of(lambda w: strength * mp.sign(w) + w - free),
    }


def step(rng):
    return {
        "w": mp.mpf(rng.normal()),
        "before": mp.mpf(rng.normal()),
        "slope": mp.mpf(rng.normal()),
        "rate": positive(rng),
        "lambda": positive(rng),
    }


def charged(p):
    """The w at which line, distance and penalty have subgradients that cancel."""
    return zero_of(
        lambda w: p["slope"] + (w - p["before"]) / p["rate"] + p["lambda"] * mp.sign(w)
    )


def at_zero(rng):
    """The strength that just holds the slope at w = 0."""
    n, j = 4, int(rng.integers(1, 3))
    x, y = [numbers(rng, 2) for _ in range(n)], numbers(rng, n)

    def loss(w):
        return mp.fsum((w * x[i][j - 1] - y[i]) ** 2 for i in range(n)) / (2 * n)

    return {"n": n, "j": j, "x": x, "y": y, "lambda": abs(mp.diff(loss, 0))}


def belief(rng):
    """Three examples with normal noise, and a prior."""
    n, v = 3, positive(rng)
    x, y, w = numbers(rng, n), numbers(rng, n), mp.mpf(rng.normal())
    r = [w * a - b for a, b in zip(x, y, strict=True)]
    likelihood = mp.fprod(
        mp.npdf(b, w * a, mp.sqrt(v)) for a, b in zip(x, y, strict=True)
    )
    return {
        "n": n,
        "v": v,
        "r": r,
        "pi": mp.pi,
        "likelihood": likelihood,
        "prior": mp.exp(-abs(w)) / 2,
    }


def prior(rng):
    return {
        "n": int(rng.integers(2, 9)),
        "v": positive(rng),
        "v0": positive(rng),
        "mu": positive(rng),
        "at": positive(rng),
    }


def normal_pull(p):
    """Slope of the normal prior's penalty, per unit of the weight."""
    return (
        slope_of(
            lambda p, w: -p["v"] / p["n"] * mp.log(mp.npdf(w, 0, mp.sqrt(p["v0"]))),
            "at",
        )(p)
        / p["at"]
    )


def laplace_pull(p):
    """Slope of the Laplace prior's penalty on the right of 0."""
    return slope_of(
        lambda p, w: -p["v"] / p["n"] * mp.log(mp.exp(-w / p["mu"]) / (2 * p["mu"])),
        "at",
    )(p)


def with_momentum(rng):
    """Decoupled decay beside a running sum, stepped until it rests."""
    beta, strength, free = positive(rng, 0.1, 0.5), positive(rng), mp.mpf(rng.normal())
    w, m, rate = mp.mpf(0), mp.mpf(0), mp.mpf("0.3")
    for _ in range(900):
        m = beta * m + (w - free)
        w = (1 - rate * strength) * w - rate * m
    return {"beta": beta, "lambda": strength, "w": w, "g": w - free}


def with_adamw(rng):
    """Decoupled decay beside a slope divided by a fixed root, stepped until it rests."""
    v, strength = positive(rng), positive(rng)
    bend, free = positive(rng), mp.mpf(rng.normal())
    w, rate = mp.mpf(0), mp.mpf("0.1")
    for _ in range(6000):
        w = w - rate * bend * (w - free) / mp.sqrt(v) - rate * strength * w
    return {
        "v": v,
        "lambda": strength,
        "w": w,
        "g": bend * (w - free),
        "bend": bend,
        "free": free,
    }


CURVED = {
    r"\lambda_j": lambda p: p["bends"][p["j"] - 1],
    r"\hat w_j": lambda p: p["free"][p["j"] - 1],
}
# The third of these stand-ins is the letter eta itself.
STEP = {
    "w_t": lambda p: p["before"],
    "g_t": lambda p: p["slope"],
    r"\eta": lambda p: p["rate"],
}

EQUATIONS = [
    Equation(
        "eq-pen-loss",
        r"R(w) = \frac{1}{2n} \sum_{i=1}^{n} (w \cdot x_i - y_i)^2",
        "half the mean squared error",
        data,
        {"R(w)": multiplied_out},
        code=lambda p: losses.squared_error(p["y"], p["w"] * p["x"]).mean() / 2,
        definition=True,
    ),
    Equation(
        "eq-pen-l1",
        r"R_1(w) = R(w) + \lambda \sum_j |w_j|",
        "the loss and the L1 penalty",
        penalised,
        {"R_1(w)": lambda p: mp.norm(p["w"]) + p["lambda"] * mp.norm(p["w"], 1)},
        definition=True,
    ),
    Equation(
        "eq-pen-l2",
        r"R_2(w) = R(w) + \frac{\lambda}{2} \sum_j w_j^2",
        "the loss and the L2 penalty",
        penalised,
        {"R_2(w)": lambda p: mp.norm(p["w"]) + p["lambda"] * mp.norm(p["w"]) ** 2 / 2},
        definition=True,
    ),
    Equation(
        "eq-pen-ridge-slope",
        r"\lambda_j (w_j - \hat w_j) + \lambda w_j = 0",
        "at the minimum of ridge regression the two slopes cancel in each direction",
        turned,
        CURVED,
    ),
    Equation(
        "eq-pen-shrink",
        r"w_j = \frac{\lambda_j}{\lambda_j + \lambda}\,\hat w_j",
        "ridge regression multiplies each part by its curvature's share",
        turned,
        CURVED,
    ),
    Equation(
        "eq-pen-soft",
        r"w = \operatorname{sign}(\hat w)\,\max(|\hat w| - \lambda, 0)",
        "the minimum for one weight under the L1 penalty",
        one_weight,
        {
            r"\operatorname{sign}(\hat w)": lambda p: mp.sign(p["free"]),
            r"\hat w": lambda p: p["free"],
        },
        code=lambda p: regularizers.l1_prox(p["free"], step=float(p["lambda"])),
    ),
    Equation(
        "eq-pen-square",
        r"\begin{aligned} &\eta\,g_t (w - w_t) + \tfrac12 (w - w_t)^2 \\"
        r" &\quad = \tfrac12 \bigl( w - (w_t - \eta\,g_t) \bigr)^2"
        r" - \tfrac12 \eta^2 g_t^2 \end{aligned}",
        "line and distance are a distance from the end of the plain step",
        step,
        STEP,
    ),
    Equation(
        "eq-pen-ista",
        r"w_{t+1} = \operatorname{sign}(\hat w)\,"
        r"\max(|\hat w| - \eta \lambda, 0)",
        "the proximal step minimises line, distance and penalty",
        step,
        {
            "w_{t+1}": charged,
            r"\operatorname{sign}(\hat w)": lambda p: mp.sign(
                p["before"] - p["rate"] * p["slope"]
            ),
            r"\eta": lambda p: p["rate"],
            r"\hat w": lambda p: p["before"] - p["rate"] * p["slope"],
        },
    ),
    Equation(
        "eq-pen-all-zero",
        r"\lambda = \frac{1}{n}\,\Bigl| \sum_{i=1}^{n} x_{ij}\,y_i \Bigr|",
        "the strength that just holds the size of the slope at w = 0",
        at_zero,
        {"x_{ij}": lambda p: p["x"][p["i"] - 1][p["j"] - 1]},
    ),
    Equation(
        "eq-pen-posterior",
        r"\begin{aligned} &-\log\bigl( L(w)\,q(w) \bigr) \\"
        r" &\quad = \frac{1}{2v} \sum_{i=1}^{n} r_i^2 + \frac{n}{2} \log(2 \pi v)"
        r" - \log q(w) \end{aligned}",
        "the posterior's negative logarithm, from the product of normal densities",
        belief,
        {
            r"L(w)\,q(w)": lambda p: p["likelihood"] * p["prior"],
            r"\log q(w)": lambda p: mp.log(p["prior"]),
        },
    ),
    Equation(
        "eq-pen-gauss",
        r"\lambda = \frac{v}{n\,v_0}",
        "the strength that belongs to a normal prior",
        prior,
        {r"\lambda": normal_pull, "v_0": lambda p: p["v0"]},
    ),
    Equation(
        "eq-pen-laplace",
        r"\lambda = \frac{v}{n\,\mu}",
        "the strength that belongs to a Laplace prior",
        prior,
        {r"\lambda": laplace_pull},
    ),
    Equation(
        "eq-pen-decay",
        r"w_t - \eta\,(g_t + \lambda w_t) = (1 - \eta \lambda)\,w_t - \eta\,g_t",
        "a step with the penalty's slope is a decay and a step",
        step,
        STEP,
    ),
    Equation(
        "eq-pen-momentum",
        r"g = -(1 - \beta)\,\lambda\,w",
        "where decoupled decay with momentum rests",
        with_momentum,
    ),
    Equation(
        "eq-pen-adamw",
        r"g = -\lambda \sqrt{v}\,w",
        "where AdamW rests, for a fixed root",
        with_adamw,
    ),
    Equation(
        "eq-pen-adamw-rest",
        r"w_j = \frac{\lambda_j}{\lambda_j + \lambda \sqrt{v}}\,\hat w_j",
        "the same for a loss of known curvature",
        with_adamw,
        {
            r"\hat w_j": lambda p: p["free"],
            "w_j": lambda p: p["w"],
            r"\lambda_j": lambda p: p["bend"],
        },
    ),
]
NUMBERS = [
    # Names that end in a digit, where they stand.
    "L1 and L2",
    "the weights: on their sizes (L1) or on their squares",
    "(L1) or on their squares (L2). It shows what each price",
    "predict where Adam with an L2 penalty and AdamW come",
    "that of the blood value `s1` alone moves the predictions",
    "typical split), but those of `s1`, `s2`, `s3` and `s5`",
    "split), but those of `s1`, `s2`, `s3` and `s5` together",
    "but those of `s1`, `s2`, `s3` and `s5` together by",
    "of `s1`, `s2`, `s3` and `s5` together by",
    "price on the weights. The L1 penalty charges the size",
    "size of each weight, the L2 penalty its square:",
    '"L1 gives sparse solutions", ones with',
    "of two things: of the L1 *loss*, which charges the size",
    "each residual, and of the L1 *penalty*. Draw",
    "of what it charges. The L1 loss passes through",
    "no example. From here on L1 means the penalty.",
    "the weights that minimise $R_1$. Others with a smaller",
    "they would have the smaller $R_1$. So these are also",
    "L2 multiplies",
    "raises the weight of `s1` and lowers those of `s2`,",
    "`s1` and lowers those of `s2`, `s3` and `s5`. Since `s1`",
    "and lowers those of `s2`, `s3` and `s5`. Since `s1` is",
    "those of `s2`, `s3` and `s5`. Since `s1` is the total",
    "`s2`, `s3` and `s5`. Since `s1` is the total cholesterol",
    "For the L1 penalty take a single weight,",
    "the proximal map of L1",
    "L1: subtracts",
    "L2: multiplies",
    "it gains at least on $R_1$.",
    "right end, then bmi and s5 rise first, bp and s3",
    "s5 rise first, bp and s3 follow, and s1 falls far",
    "bp and s3 follow, and s1 falls far below",
    "from the right; bmi and s5 are the largest.",
    "the body mass index and `s5` enter first, then blood",
    "then blood pressure and `s3`. showed that between two",
    "So does L2 make weights equal? Where",
    "constant, and it is the L2 penalty with",
    r"\mu$ and a constant: the L1 penalty with",
    "Weight decay is not always L2",
    "plain descent that is the L2 penalty:",
    "resting place is that of $R_2$. If the weights decay",
    "w$. Decoupled decay is an L2 penalty of strength",
    "That is the minimum of $R_2$. AdamW rests where its two",
    "uncertainty. *At rest*, Adam with L2 has both useful weights",
    "steps, Adam with L2 has left the useless noisy",
    'which of the two "is L2"? Adam with L2 ends at',
    'two "is L2"? Adam with L2 ends at the minimum of',
    "ends at the minimum of $R_2$, but hardly shrinks noisy",
    "Tuned, AdamW and Adam with L2 do not differ:",
    "the L1 penalty was added to the",
    "AdamW or L2, tuned for itself",
    "The L1 loss makes residuals",
    "the L1 penalty weights. A price is",
    "a limit; the diamond of L1 has corners on the axes.",
    r"L2 multiplies by $\lambda_j / (\lambda_j",
    r"L1 subtracts $\lambda$ and stops at",
    "L2 is a normal prior, L1",
    "L2 is a normal prior, L1 a Laplace prior, at the",
    "plain descent, decay is L2; decoupled and with momentum,",
    "L2; decoupled and with momentum, L2 of strength",
    r"- \beta) \lambda$. Under Adam, L2 works at a pace divided",
    # Inline formulas, and numbers that are chosen and not computed.
    "mean 0 and standard deviation 1 on",
    "The halves cancel the 2 of",
    r"$\lambda \ge 0$",
    "noise of standard deviation 1.",
    "Draw «len(X_drawn)» examples with «X_drawn.shape[1]» normal features, of which the"
    " first «word(np.sum(w_true != 0))» matter",
    "one weight is exactly 0.",
    r"$\tfrac12 \lambda_j (w_j - \hat w_j)^2$",
    r"$\tfrac12 \lambda w_j^2$",
    "is near 1.",
    "is near 0: what",
    "it is never 0.",
    "of curvature 1 with",
    r"$\tfrac12 (w - \hat w)^2 + \lambda \lvert w \rvert$",
    "slope $-1$ on the left of 0 and $1$ on the right. At 0 it has",
    "between $-1$ and $1$ is",
    "where 0 is among",
    "either side of 0 that",
    "At 0 it asks",
    "Exercise 1: the proximal map",
    "Exercise 2: one step",
    r"which is 0 at $w = \hat w - \lambda$",
    "the best is 0:",
    "`l2` has no half",
    "become exactly 0",
    r"$1/\sqrt{t}$",
    "Near 0 a step",
    "carries the weight over 0 by",
    r"$2\eta\lambda$",
    "small, and not 0.",
    r"$\tfrac{1}{2\eta} (w - w_t)^2$",
    "in exercise 1: it is",
    r"$\eta = 1 / \lambda_{\max}$",
    "*every* weight 0?",
    "$w = 0$",
    "So all weights are 0 from",
    "weights leave 0 one",
    "none is 0 at any",
    "are 0 at the right end",
    "s5 rise first, bp and s3 follow, and s1 falls far below 0 on the left",
    "s5 are the largest",
    r"$\sqrt{10}$",
    "correlation 0.99, each with the true weight 1, and noise of standard deviation 1,"
    " 200 times,",
    "strength 0.3, fixed",
    "Draw 50 examples",
    "corner at 0 as",
    "amount, or to exactly 0.",
    "with mean 0 and variance $v_0$",
    "$w^2 / 2 v_0$",
    "Exactly 0 has probability 0 in it",
    "data, which has the smallest expected squared error, is not 0 either.",
    r"$x = 1$ and $v = 1$, and the prior with $\mu = 1$, so $\lambda = 1$",
    "to pull to 0.",
    "divided by $2n$",
    "`lossedu.regularizers.l2`",
    r"factor $\tfrac12 \lambda$",
    r"$2 \lambda$",
    "just below 1 at",
    r"$m_t = \beta m_{t-1} + g_t$",
    r"$m_t = g / (1 - \beta)$",
    r"$\lambda w + m_t = 0$",
    r"$(1 - \beta) \lambda$",
    r"$\beta = 0.9$, a tenth.",
    "scatter around 0.",
    r"mean step is 0 where $g + \lambda w = 0$",
    "that start at 1. Two are useful (curvature 1, minimum at 1),",
    "times «scatter[0]» (quiet) or «scatter[1]:.0f» (noisy)",
    r"rate 0.01 and $\lambda = 0.1$, mean of «journey.__defaults__[1]» runs.",
    "with 32 hidden ReLU",
    "«trained.__defaults__[0]» steps of 32 images, «word(len(NET_RATES))» rates, and the"
    " two decays «word(len(NETS['AdamW'][1]))» strengths",
    "none exactly 0",
    "near 0 throughout",
    r"$\tfrac12$ or 2",
    "loss makes residuals 0,",
    "shrinkage, never 0.",
    "stops at 0:",
    "of 0. A plain step",
    "within $10^{-6}$ at all",
    # A better fit, a worse prediction.
    "«len(FEATURES) and word(len(FEATURES))» measurements of «len(progress)» patients",
    "That makes «SPLITS[64][0][0][0].shape[1]».",
    "into «len(SPLITS[10][0][0][1])» to train on, «len(SPLITS[10][0][1][1])» to choose",
    "and «len(SPLITS[10][0][2][1])» for the test,",
    "falls from «plain[10][:, 0].mean():.1f» to «plain[64][:, 0].mean():.1f». On new"
    " patients it rises from «plain[10][:, 1].mean():.1f» to"
    " «plain[64][:, 1].mean():.1f», worse than answering the mean,"
    " «np.mean(blind):.1f».",
    "the 64 weights have learned what these «len(SPLITS[64][0][0][1])» patients",
    "Among 64, that of the blood value",
    "alone moves the predictions by «moves[64][0]:.0f» (their",
    "together by «moves[64][1]:.0f»: large weights that"
    " «'cancel' if moves[64][1] < 0.2 * moves[64][0] else 'not'». Among ten it is"
    " «moves[10][0]:.0f» and «moves[10][1]:.0f».",
    # A price on the weights.
    "through «sparse['L1 loss']['residuals']» examples, as many as it has weights and a"
    " bias, and keeps all «30 - sparse['L1 loss']['weights']» features.",
    r"$\lambda = «by_penalty.alpha»$, drops «sparse['L1 penalty']['weights']» features"
    " and passes through «['no', 'one'][sparse['L1 penalty']['residuals']]» example.",
    "a cross at («free[0]:.0f», «free[1]:.0f»)",
    "right corner, («corner[0]:.0f», «corner[1]:.0f»)",
    "same reach at («held[0]:.0f», «held[1]:.0f»)",
    "diamond, which reaches to «corner[0]:.1f», belongs to $\\lambda = 30$, the disc of"
    " the same reach to $\\lambda = «disc_strength:.2f»$.",
    # What a price does to one weight.
    "direction, of curvature «curvature[0]:.3g»,",
    r"At $\lambda = 0.1$ ridge regression keeps «factors[0]:.2f» of this direction, and"
    " «factors[-1]:.2f» of the steepest.",
    "«wanted[0]» becomes «by_l2[0]»",
    "amount: «wanted[3]:.0f» becomes «by_l1[3]:.0f»",
    "in proportion: «wanted[3]:.0f» becomes «by_l2[3]:.0f»",
    "on the «word(np.sum(by_penalty.coef_ != 0))» kept features (*refitted*) each weight"
    r" has lost «lost.min():.2f» to «lost.max():.2f», about"
    r" $\lambda = «by_penalty.alpha»$:",
    "are too short by «short['lasso']:.2f» on average, and refitted by"
    " «short['refitted']:.2f».",
    # Steps that reach zero.
    r"$\lambda = «STRENGTH:.0f»$, where scikit-learn's lasso sets"
    " «word(gone.sum())» weights to 0: «STEPS» steps",
    "In the last hundred steps,"
    " «'none of the' if zeros.max() == 0 else 'some'» «word(gone.sum())» is exactly 0 at",
    "«per.min():.1f» to «per.max():.1f» times",
    "The same «word(np.sum((ista == 0) & gone))» zeros, exactly,"
    " «'and the same weights to' if agrees_1e8 else 'not'» $10^{-8}$.",
    # The path.
    "at all «len(strengths)» strengths",
    "«'Both computations agree' if path_agrees else 'not'»",
    "logarithmic scale, «strengths[-1]:.1f» to «strengths[0]:.0f».",
    "Set «len(final[1])» patients aside",
    "lowest at «SLIDER[picked['lasso'][0]]:.2g» and «SLIDER[picked['ridge'][0]]:.2g»,"
    " where hardly any penalty is left: «len(final[1])» patients are",
    "At 10 the error is «at_ten['lasso']:.1f» under the lasso and"
    " «at_ten['ridge']:.1f» under ridge regression:",
    "takes «SLIDER[picked['lasso'][1]]:.1f» and «SLIDER[picked['ridge'][1]]:.2f», where",
    "$\\lambda = 10$, 1 on the slider,",
    "the decoupled one rests at «rests['no momentum']:.4f» too.",
    "rests at «rests['penalty']:.4f», and decoupled at «rests['decoupled']:.4f»,",
    "keeps «np.sum(fitted['lasso'][picked['lasso'][1]] != 0)» weights. On the"
    " «len(last_test[1])» patients",
    "lie between «min(rmse(last_test, fitted[k][i]) for k in picked for i in"
    " picked[k]):.1f» and «max(rmse(last_test, fitted[k][i]) for k in picked for i in"
    " picked[k]):.1f», and without a penalty it is «free_300:.1f».",
    "Back to the 64 features.",
    "out of «len(GRID)», from «GRID[0]:.0f» to «GRID[-1]:.1f», that",
    "damage: «min(pay[k].mean() for k in WAYS):.1f» to"
    " «max(pay[k].mean() for k in WAYS):.1f» where none gives"
    " «pay['64, no penalty'].mean():.1f».",
    "with «np.mean(kept_count['lasso']):.0f» weights of 64 on average, is ahead of"
    " ridge regression by «np.mean(pay['ridge'] - pay['lasso']):.1f» ±"
    " «np.std(pay['ridge'] - pay['lasso']):.1f», on «ahead» splits of «len(orders)».",
    "the lasso's 64 are «behind.mean():.1f» ± «behind.std():.1f» behind.",
    # Weights that go together.
    "In «100 * alone['lasso']:.0f» % of the draws",
    "«apart['lasso']:.2f» apart on average.",
    "together: «apart['ridge']:.2f» apart under ridge regression,"
    " «apart['elastic net']:.2f» under",
    "2 and 0 became «equal[1.0][0]:.2f» and «equal[1.0][1]:.2f». At correlation 0.9"
    " they are «equal[0.9][0]:.2f» and «equal[0.9][1]:.2f», not",
    "Take «N_TRAIN» of scikit-learn's",
    "to train on and «N_VALID» to choose by, in «word(S)» splits, and",
    # What you believed before; which weights.
    "Where $y$ is 0.5, the most plausible weight is exactly «posterior[0.5][0]:.0f», and the"
    " mean is «posterior[0.5][1]:.2f».",
    "change by up to «changed['lasso']:.1f». So",
    "the mean prediction is «levels['penalised']:.1f» where the mean score is"
    " «progress.mean():.1f».",
    # Weight decay.
    "near «1 / 1.1:.2f», and AdamW has the quiet one at «toy['AdamW'][1][0]:.2f» and"
    " the noisy one at «toy['AdamW'][1][1]:.2f».",
    "after 1000 steps, Adam with L2 has left the useless noisy weight"
    " «toy['Adam with L2'][0][3]:.2f» of itself and AdamW «toy['AdamW'][0][3]:.2f»; the"
    " shares above, taken 1000 times, leave «left_l2:.2f» and «left_w:.2f».",
    "do not differ: «net_gap[0].mean():.3f» ± «net_gap[0].std():.3f» in loss,"
    " «net_gap[1].mean():.3f» ± «net_gap[1].std():.3f» in accuracy.",
    "over no decay, «decay_gap[0].mean():.3f» ± «decay_gap[0].std():.3f» in loss,",
    "chosen: «tuned['Adam with L2'][1]» and «tuned['AdamW'][1]». To change",
    # What goes wrong, and the choice.
    "«zeros.sum()» by plain steps, «np.sum(ista == 0)» by proximal",
    "up to «changed['lasso']:.1f» apart",
    "mean prediction: «levels['penalised']:.1f» in place of «progress.mean():.1f»",
    "at 0.99 one of two was dropped in «100 * alone['lasso']:.0f» % of the draws",
    "«short['lasso']:.2f» too short before, «short['refitted']:.2f» after",
    "weight after 1000 steps: «toy['Adam with L2'][0][3]:.2f» of it left; AdamW «toy['AdamW'][0][3]:.2f»",
    "64 features: RMSE «min(pay[k].mean() for k in WAYS):.1f» to"
    " «max(pay[k].mean() for k in WAYS):.1f», without"
    " «pay['64, no penalty'].mean():.1f»",
    "«np.mean(kept_count['lasso']):.0f» of 64 weights kept,"
    " «np.mean(pay['ridge'] - pay['lasso']):.1f» ±"
    " «np.std(pay['ridge'] - pay['lasso']):.1f» ahead of ridge",
    "drawn data: «short['lasso']:.2f» too short before, «short['refitted']:.2f» after",
    "two weights «apart['ridge']:.2f» and «apart['elastic net']:.2f»; lasso"
    " «apart['lasso']:.2f»",
    "ten weights, «len(final[1])» patients: RMSE «free_300:.1f» without a penalty,"
    " «min(rmse(last_test, fitted[k][i]) for k in picked for i in picked[k]):.1f» to"
    " «max(rmse(last_test, fitted[k][i]) for k in picked for i in picked[k]):.1f» with",
    "«np.sum(ista == 0)» zeros of «gone.sum()»; plain steps «zeros.sum()»",
    "loss difference «net_gap[0].mean():.3f» ± «net_gap[0].std():.3f»",
]
