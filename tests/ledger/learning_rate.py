"""What the chapter on the learning rate prints."""

from itertools import product

from mpmath import mp

from ledger._equations import Equation
from lossedu import losses, optimizers, schedules


def positive(rng, low=0.2, high=1.0):
    return mp.mpf(rng.uniform(low, high))


# One weight with a noisy slope: every draw of the noise is listed.


def weight(rng):
    """A weight that has one of four values, and noise of plus or minus its root."""
    return {
        "lambda": [positive(rng)],
        "eta": positive(rng),
        "v": positive(rng),
        "values": [mp.mpf(x) for x in rng.normal(size=4)],
    }


def mean_square(p):
    return mp.fsum(x * x for x in p["values"]) / len(p["values"])


def mean_square_after(p, eta, values=None):
    """The mean square after a step, over all values and both draws of the noise."""
    values = p["values"] if values is None else values
    draws = [
        (x - eta * (p["lambda"][0] * x + sign * mp.sqrt(p["v"]))) ** 2
        for x, sign in product(values, (-1, 1))
    ]
    return mp.fsum(draws) / len(draws)


def best_rate(p, values=None):
    """Where the slope of the mean square in the rate is 0."""

    def slope(eta):
        return mp.diff(lambda e: mean_square_after(p, e, values), eta)

    return mp.findroot(slope, (mp.mpf("0.1"), mp.mpf("0.3")), tol=1e-60)


def from_one_start(rng):
    p = weight(rng)
    first = mp.mpf(rng.uniform(0.5, 2))
    return p | {"t": int(rng.integers(0, 5)), "theta": [first], "start": first}


def best_rate_later(p):
    """The best rate after t steps, each taken with its best rate."""
    values = [p["start"]]
    for _ in range(p["t"]):
        square = mean_square_after(p, best_rate(p, values), values)
        values = [mp.sqrt(square)]
    return best_rate(p, values)


def rates(rng):
    n = 4
    return {
        "n": n,
        "lambda": [positive(rng)],
        "eta": [positive(rng, 0.1, 0.9) for _ in range(n)],
    }


# A convex loss with its minimum at 0, followed step by step.


def convex(x):
    return mp.log(mp.cosh(x)) + x * x / 8


def descent(rng):
    """The points, their slopes with some noise left out, and the loss."""
    n, eta = 4, positive(rng)
    points = [mp.mpf(rng.uniform(-3, 3))]
    for _ in range(n):
        points.append(points[-1] - eta * mp.diff(convex, points[-1]))
    return {
        "n": n,
        "t": int(rng.integers(1, n + 1)),
        "eta": eta,
        "theta": points,
        "g": [mp.diff(convex, x) for x in points],
        "R": convex,
    }


def budget(rng):
    n = int(rng.integers(2, 9))
    return {
        "n": n,
        "g": [mp.mpf(rng.normal()) for _ in range(n)],
        "theta": [mp.mpf(rng.normal())],
    }


def lowest_bound(p):
    """The rate at which the bound of the path is lowest."""

    def bound(eta):
        left = (p["theta"][0] ** 2 + mp.fsum((eta * g) ** 2 for g in p["g"])) / eta
        return left / (2 * p["n"])

    # In the logarithm of the rate the bound is a bowl.
    log = mp.findroot(lambda u: mp.diff(lambda w: bound(mp.exp(w)), u), 0, tol=1e-60)
    return mp.exp(log)


# Schedules.


def schedule(rng):
    n = int(rng.integers(3, 12))
    return {
        "n": n,
        "t": int(rng.integers(1, n)),
        "eta": [positive(rng)],
        "pi": +mp.pi,
    }


def peaked(rng):
    p = schedule(rng)
    return p | {"eta": p["eta"][0], "t": int(rng.integers(0, 25))}


def half_cosine(p, t):
    """First rate less the integral of a fall that is steepest in the middle."""
    gone = mp.quad(lambda s: mp.sin(mp.pi * s), [0, mp.mpf(t) / p["n"]])
    return p["eta"][0] * (1 - mp.pi / 2 * gone)


def halved(p):
    """By the root of one half, step by step."""
    root = mp.findroot(lambda f: f ** p["n"] - mp.mpf(1) / 2, 0.9)
    return mp.fprod([p["eta"][0], *[root] * p["t"]])


def two_ends(rng):
    return {
        "n": 5,
        "t": int(rng.integers(0, 6)),
        "eta": [positive(rng), *(positive(rng) for _ in range(5))],
        "low": positive(rng, 0.001, 0.01),
        "high": positive(rng, 1, 10),
    }


def by_equal_factors(p):
    """The rate whose logarithm divides the way as the step divides the run."""
    low, high = mp.log(p["low"]), mp.log(p["high"])
    return mp.exp(low + (high - low) * p["t"] / p["n"])


# Clipping.


def gradient(rng):
    return {
        "g": [mp.mpf(x) for x in rng.normal(scale=2, size=3)],
        "j": int(rng.integers(1, 4)),
        "delta": positive(rng, 0.5, 4),
    }


def residual(rng):
    return {"r": mp.mpf(rng.normal(scale=2)), "delta": positive(rng, 0.5, 2)}


def huber(p, r):
    """A parabola, continued by its tangents."""
    d = p["delta"]
    return r * r / 2 if abs(r) <= d else d * abs(r) - d * d / 2


SQUARE = {r"E[\theta_t^2]": mean_square}

EQUATIONS = [
    Equation(
        "eq-rate-range",
        r"\eta_t = \eta_0 \cdot \left( \frac{\eta_n}{\eta_0} \right)^{t/n}",
        "a rate that rises by the same factor at every step",
        lambda rng: (
            (p := two_ends(rng)) | {"eta": [*p["eta"][:4], p["high"], p["low"]]}
        ),
        {r"\eta_t": by_equal_factors},
    ),
    Equation(
        "eq-rate-square",
        r"E[\theta_{t+1}^2] = (1 - \eta \lambda_1)^2 E[\theta_t^2] + \eta^2 v",
        "a step shrinks the mean square and adds the noise to it",
        weight,
        {
            r"E[\theta_{t+1}^2]": lambda p: mean_square_after(p, p["eta"]),
            **SQUARE,
        },
    ),
    Equation(
        "eq-rate-best",
        r"\eta_t = \frac{\lambda_1 E[\theta_t^2]}{\lambda_1^2 E[\theta_t^2] + v}",
        "the rate after which the mean square is smallest",
        weight,
        {r"\eta_t": best_rate, **SQUARE},
    ),
    Equation(
        "eq-rate-reciprocal",
        r"\frac{1}{E[\theta_{t+1}^2]}"
        r" = \frac{1}{E[\theta_t^2]} + \frac{\lambda_1^2}{v}",
        "with the best rate the reciprocal grows by the same amount at each step",
        weight,
        {
            r"E[\theta_{t+1}^2]": lambda p: mean_square_after(p, best_rate(p)),
            **SQUARE,
        },
    ),
    Equation(
        "eq-rate-harmonic",
        r"\eta_t = \frac{1}{\lambda_1 \bigl( t + 1 + v / (\lambda_1^2 \theta_0^2)"
        r" \bigr)}",
        "the best rates fall like one over the step",
        from_one_start,
        {r"\eta_t": best_rate_later},
    ),
    Equation(
        "eq-rate-reach",
        r"e^{\lambda_1 \sum_{k=1}^{n} \eta_k}"
        r" \cdot \prod_{k=1}^{n} (1 - \eta_k \lambda_1) \le 1",
        "what is left of the start, against the sum of the rates",
        rates,
    ),
    Equation(
        "eq-rate-telescope",
        r"\theta_{t+1}^2 = \theta_t^2 - 2 \eta\, g_t \theta_t + \eta^2 g_t^2",
        "the squared distance after a step",
        descent,
        {r"\theta_{t+1}^2": lambda p: p["theta"][p["t"]] ** 2},
    ),
    Equation(
        "eq-rate-bound",
        r"\begin{aligned}"
        r" & \frac{1}{n} \sum_{t=1}^{n} \bigl( R(\theta_t) - R(0) \bigr) \\"
        r" & \qquad \le \frac{\theta_1^2}{2 \eta n}"
        r" + \frac{\eta}{2 n} \sum_{t=1}^{n} g_t^2"
        r" \end{aligned}",
        "the mean excess of the path, against distance and slopes",
        descent,
    ),
    Equation(
        "eq-rate-inverse-sqrt",
        r"\eta = \frac{|\theta_1|}{\sqrt{\sum_{t=1}^{n} g_t^2}}",
        "the rate that makes the bound smallest",
        budget,
        {r"\eta": lowest_bound},
    ),
    Equation(
        "eq-rate-exponential",
        r"\eta_t = \eta_0 \cdot 2^{-t/n_{\text{half}}}",
        "a rate that halves every n steps",
        schedule,
        {r"\eta_t": halved, r"n_{\text{half}}": lambda p: p["n"]},
        code=lambda p: schedules.exponential_decay(
            p["t"], lr=float(p["eta"][0]), factor=0.5 ** (1 / float(p["n"]))
        ),
    ),
    Equation(
        "eq-rate-cosine",
        r"\eta_t = \frac{\eta_0}{2} \Bigl( 1 + \cos \frac{\pi t}{n_{\text{steps}}} \Bigr)",
        "half a cosine",
        schedule,
        {
            r"\eta_t": lambda p: half_cosine(p, p["t"]),
            r"n_{\text{steps}}": lambda p: p["n"],
        },
        code=lambda p: schedules.cosine(
            p["t"], lr=float(p["eta"][0]), steps=int(p["n"])
        ),
    ),
    Equation(
        "eq-rate-isqrt",
        r"\eta_t = \eta \, \min\Bigl( \frac{t + 1}{n_{\text{rise}}},"
        r" \sqrt{\frac{n_{\text{rise}}}{t + 1}} \Bigr)",
        "a linear rise, then one over the root of the step",
        peaked,
        {
            r"\eta_t": lambda p: (
                mp.fsum([p["eta"] / p["n"]] * (p["t"] + 1))
                if p["t"] < p["n"]
                else p["eta"] * mp.exp(mp.log(mp.mpf(p["n"]) / (p["t"] + 1)) / 2)
            ),
            r"n_{\text{rise}}": lambda p: p["n"],
        },
        code=lambda p: schedules.inverse_sqrt(
            p["t"], lr=float(p["eta"]), warmup_steps=int(p["n"])
        ),
    ),
    Equation(
        "eq-rate-clip",
        r"\min\Bigl( 1, \frac{\delta}{\lVert g \rVert} \Bigr)\, g_j",
        "one entry of a gradient that is clipped by its norm",
        gradient,
        {r"\lVert g \rVert": lambda p: mp.norm(mp.matrix(p["g"]))},
        code=lambda p: optimizers.clip_by_norm(p["g"], limit=float(p["delta"]))[
            int(p["j"]) - 1
        ],
    ),
    Equation(
        "eq-rate-huber",
        r"\begin{aligned} \ell'(r) &= \min\Bigl( 1, \frac{\delta}{|r|} \Bigr)\, r \\"
        r" &= \max(-\delta, \min(\delta, r)) \end{aligned}",
        "clipping a single number is the slope of the Huber loss",
        residual,
        {r"\ell'(r)": lambda p: mp.diff(lambda r: huber(p, r), p["r"])},
        code=lambda p: losses.huber_grad(0.0, p["r"], delta=float(p["delta"])),
    ),
]

NUMBERS = [
    # Inline formulas, and numbers that are chosen and not computed.
    r"bends by $\lambda_1$ converges for rates below $2/\lambda_1$ and no others",
    r"a guess, $\log 10$ for ten classes",
    r"from $\eta_0$ at step 0 to $\eta_n$ at step $n$:",
    r"minimum at 0 and curvature $\lambda_1$. If the errors of the slopes have mean 0",
    r"the curvature times $E[\theta^2]$, and",
    r"$-2 \lambda_1 (1 - \eta \lambda_1) E[\theta_t^2] + 2 \eta v = 0$. Solved",
    r"With it $1 - \eta_t \lambda_1$ is",
    r"$v E[\theta_t^2]\,(v + \lambda_1^2 E[\theta_t^2])$ comes",
    r"it is $1/\theta_0^2 + t \lambda_1^2 / v$. Divide above and below by"
    r" $\lambda_1 E[\theta_t^2]$ and",
    "The best rate falls like $1/t$. The squared distance then falls like $1/t$ too,",
    "and 50 for the rest of the bracket.",
    r"by $1 - \eta_k \lambda_1$ at step $k$. The number $(1 - x)\,e^x$ is never above 1, as"
    r" it is highest at $x = 0$. With rates below $1/\lambda_1$ all",
    "must shrink to 0: every start",
    r"(For $x$ up to $\tfrac12$, $1 - x$ is at least $4^{-x}$, so the product of small"
    r" rates is at least $4$ to the power of minus their sum times $\lambda_1$.)",
    r"step $t$ adds $\eta_t^2 v$ to the squared",
    "the rates tend to 0.)",
    r"The rate $1/t$ meets both: its sum grows like $\log t$ and $1/t^2$ adds up to less"
    r" than 2.",
    r"The rate $1/t$ needs $\lambda_1$; too",
    "convex with its minimum at 0, and",
    r"followed to 0, ends at or below $R(0)$: $R(\theta_t) - g_t \theta_t \le R(0)$. So"
    r" $g_t \theta_t$ is at least the excess $R(\theta_t) - R(0)$. (If",
    r"drop the last $\theta^2$, which",
    "`SGD(lr=partial(schedules.cosine, lr=0.1, steps=500))`",
    "often by 10, at fixed",
    "Dividing by 10 after a third",
    "straight down to 0 at the end",
    "lingers near 0, as",
    r"recommend a rise over $2 / (1 - \beta_2)$ steps;",
    "Exercise 1: warm-up, then a cosine",
    "Exercise 2: clip a gradient by its norm",
    "its own steps from 0.",
    "over the first 30 %.",
    r"by $1 / (1 - \beta)$.",
    "has come to 0, jump",
    "stays at 0.",
    "The 0 belongs to step 10, which",
    "at 0 in code that divides $t$ by them and counts from 0, and",
    "the slope is 0 on every batch,",
    "applied 50 times from 0.5, is to end at 0.7.",
    "With a rate of 0.01 that",
    "a warm-up that counts from 0",
    "cosine or linear fall to 0, highest rate about twice the best constant",
    "$1/t$",
    r"about $\tfrac14 \eta v$. The best falling rate for one weight is like $1/t$;"
    r" without the curvature it is like $1/\sqrt n$.",
    "a fall to 0 gained",
    # Ten rates.
    "are «len(images)» images of «int(images.shape[1]**0.5)» by"
    " «int(images.shape[1]**0.5)» pixels.",
    "into «train_part[0].shape[1]» images for training, «valid_part[0].shape[1]» for"
    " validation and «test_part[0].shape[1]» for testing.",
    "layer of «start([64, 16, 10], 1)[0][0].shape[-1]» ReLU units",
    "«len(fates)» steps, each on a *batch* of 16 images,",
    "by factors of «GRID[1] / GRID[0]:.0f».",
    "the loss after «len(fates)» steps, for five cuts,",
    "training part after «len(fates)» steps against",
    "from about «ends['training'].mean(axis=0)[0]:.1f» at «GRID[0]:.3f» to below 0.1 at"
    " «GRID[7]» and shoot up out of the picture at «GRID[8]:.0f».",
    "at rate «GRID[1]:.4f» a slow smooth fall to about"
    " «smooth(fates[:, 0, 1], 9)[-1]:.0f», at «GRID[5]» a quick fall to below 0.1, at"
    " «GRID[8]:.0f» jumps around 1 and above.",
    "training loss, «GRID[ends['training'].mean(axis=0).argmin()]», and one at which no cut"
    " trains well lies a factor of"
    " «GRID[np.argmax(ends['training'].min(axis=0) > 1.5 + 9 * (GRID < 0.3))] /"
    " GRID[ends['training'].mean(axis=0).argmin()]:.0f». The",
    "lowest at «best_sgd», well before",
    # The range test.
    "The run is «2 * 60» steps, «word(2)» epochs",
    "smoothed over «range_test.__defaults__[-1]» steps.",
    "came out between «min(v.min() for k, v in tested.items() if k[1] == 'a tenth'):.2f»"
    " and «max(v.max() for k, v in tested.items() if k[1] == 'a tenth'):.2f» of the best",
    "run from «min(v.min() for k, v in tested.items() if k[1] == 'steepest'):.2f» to"
    " «max(v.max() for k, v in tested.items() if k[1] == 'steepest'):.2f» times",
    # The floor.
    r"They balance where $E[\theta^2]\,(2 \eta \lambda_1 - \eta^2 \lambda_1^2)"
    r" = \eta^2 v$. For",
    r"that is $\tfrac14 \eta v$: the",
    "The floor should be «noise / 4:.3f» times the rate. At rate «constants[1]» it is"
    " «late[1] / constants[1]:.2f»; at «constants[0]» it is"
    " «late[0] / constants[0]:.2f»: the",
    r"point $\theta_t$, counted from 1.",
    "mean 0, this holds on average",
    r"penalty of $\lambda = «PENALTY»$ has",
    "a batch of «BATCH» images",
    "Constant rate «constants[0]» falls fastest and stays near «late[0]:.2f» from step 50"
    " on. Rate «constants[1]» gets down to about «late[1]:.3f» and stays.",
    "the mean of the path of rate «constants[0]» keep falling, to about «falling:.3f» and"
    " «averaged:.3f» at step «STEPS».",
    "It ends at «falling:.4f»; the constant «constants[0]», with which it starts, at"
    " «final[0.2]:.3f».",
    "stuck at its floor, ends at «averaged:.4f».",
    # Schedules.
    "With a half-life of 10 steps they add up to «reach:.1f» times the first.",
    "The «word(9)» schedules compared below, for «len(drawn['cosine'])» steps.",
    "highest rate «drawn['constant'].max():.0f». Above: constant at"
    " «drawn['constant'][0]:.0f», step with two drops",
    "rises to step «int((drawn['warm-up, cosine'] < 1).argmin()) + 1» and falls,"
    " one-cycle rises to step «int(drawn['one-cycle'].argmax())» and falls, inverse root"
    " rises to step «int(drawn['inverse root'].argmax()) + 1» and falls slowly to about"
    " «drawn['inverse root'][-1]:.1f»,",
    r"The limit $2/\lambda_{\max}$ of the start is as low as «limit[0].min():.2f» on one"
    " cut, and above «np.floor(10 * limit[10].min()) / 10:.1f» on all cuts ten steps",
    "Adam's first step has the full length, its hundredth about"
    " «dict([(7, 'a seventh'), (8, 'an eighth')])[round(1 / adam_step[100])]» of it.",
    "have «120» steps, with and without a rise over the first «30».",
    "from «warm['SGD, large start'][0][np.array(warm['SGD, large start'][1]) == 5].max()"
    ":.3f» to"
    " «warm['SGD, large start'][0][np.array(warm['SGD, large start'][2]) == 5].max():.3f»:"
    " one cut more. With Adam that rate stays where it is,"
    " «warm['Adam, six layers'][0][np.array(warm['Adam, six layers'][1]) == 5].max():.3f»,",
    "stays where it is,"
    " «warm['Adam, six layers'][0][np.array(warm['Adam, six layers'][2]) == 5].max():.3f»,",
    # Libraries.
    "back at the full rate at step «at_steps[int(np.argmax(past > 0.999))]».",
    "Of 10 steps the last is number «at_steps[1]», with the rate"
    " «float(schedules.cosine(9, lr=1.0, steps=10)):.3f».",
    "give «per_step:.0e» or «per_epoch:.1g» at the same step",
    # The contest.
    "the same «word(len(PEAKS))», by",
    "one epoch («BUDGETS[0]» steps) and four («BUDGETS[1]»),",
    "in one case of «2**CUTS // 2».",
    "at «BUDGETS[1]» steps all lie within"
    " «max(abs(edge(('clean', 240), n).mean()) for n in long):.1f» points of",
    "at both budgets, by"
    " «min(edge(('noisy', b), n).mean() for b in BUDGETS for n in ('linear', 'cosine', 'warm-up, cosine')):.1f» to"
    " «max(edge(('noisy', b), n).mean() for b in BUDGETS for n in ('linear', 'cosine', 'warm-up, cosine')):.1f» points.",
    "too early for a single epoch: «-edge(('clean', 60), 'step').mean():.1f» points lost,",
    "for a single epoch: «-edge(('noisy', 60), 'step').mean():.1f» points lost",
    "At «BUDGETS[1]» noisy steps the constant took"
    " «results['noisy', 240]['constant'][0]:.3f», and the schedules"
    " «min(results['noisy', 240][n][0] for n in list(long)[1:])» or"
    " «max(results['noisy', 240][n][0] for n in list(long)[1:])».",
    "at the next rate up is «np.diff(results['noisy', 240]['constant'][2])[1]:.2f» higher.",
    "At «PEAKS[at]», $2^{«np.log2(PEAKS[at]):.0f»}$: how far",
    "a loss of «half:.2f», half that of a guess, at a highest rate of «PEAKS[-2]:.0f»,"
    " $2^«np.log2(PEAKS[-2]):.0f»$, and of «PEAKS[-1]:.0f»,"
    " $2^«np.log2(PEAKS[-1]):.0f»$?",
    "Half way, at step «middles[112]», the two are still close,"
    " «levels['constant'][0]:.2f» and «levels['cosine'][0]:.2f». At the end the cosine is"
    " at «levels['cosine'][1]:.2f», the constant at «levels['constant'][1]:.2f»:",
    "all «word(len(fine[0]))» train at a highest rate of «PEAKS[-2]:.0f», where the constant"
    " does not, while «'none' if not fine[1] else 'some'» does at «PEAKS[-1]:.0f».",
    # Batches.
    # Clipping.
    "from «across[0]:.0f» to «across[-1]:.0f» at b = -2.7. Above, the loss falls slowly to"
    " about «before:.0f», drops vertically to near 0 at about w = «place:.1f» and rises"
    " again.",
    "near «round(common, -1):.0f» everywhere but for a spike of more than 100000",
    "drops by «before - after:.1f» within 0.0002 of $w$. Along the line the slope has a"
    " length of about «common:.0f», at the wall one of «wall:.1e».",
    "throws the weights «round(0.01 * wall, -2):.0f» units away",
    "slopes («layers['first'][0]:.0f», «layers['first'][1]:.0f») and"
    " («layers['second'][0]», «layers['second'][1]»), and a limit of 1:",
    "here by «turned['each entry by itself']:.1f» degrees",
    "«word(len(RATES)).title()» rates, three limits",
    "and none, «len(course)» steps",
    "the rates «RATES[3]» and «RATES[4]» train, which do not without:"
    " «ended[:, 2, 3].mean():.2f» ± «ended[:, 2, 3].std():.2f» against"
    " «ended[:, 0, 3].mean():.2f» ± «ended[:, 0, 3].std():.2f» at rate «RATES[3]».",
    "smaller than its spread, «gain.mean():.2f» ± «gain.std():.2f».",
    "The limit «LIMITS[1]:.0f» cuts «100 * clipped_share[1]:.0f» % of the steps at rate"
    " «RATES[middle]» and does little. The limit «LIMITS[3]» cuts"
    " «'all' if clipped_share[3] > 0.995 else 'many'» of them:",
    "the best rate is «word(RATES[own[3]] / RATES[own[2]])» times as high,"
    " «RATES[own[3]]:.0f».",
    # Tables.
    "twice the rate: «GRID[3]:.4f» left a training loss of"
    " «ends['training'].mean(axis=0)[3]:.3f», «GRID[4]:.4f» one of"
    " «ends['training'].mean(axis=0)[4]:.3f»",
    "the cliff lies within a factor of"
    " «1 / GRID[ends['training'].mean(axis=0).argmin()]:.0f» of the rate",
    "a mean of the points: «final[0.2]:.4f» becomes «averaged:.4f»",
    r"$2/\lambda_{\max}$: «limit[0][1]:.2f» at the start, «limit[10][1]:.2f» after ten"
    " steps, on one cut",
    "the first rate: «first['counted from 0'][0]:.3f»",
    "the rate is nearly 0 in the first epoch",
    "the printed rate: «per_step:.0e» in place of «per_epoch:.0e»",
    "the rate after the last step: «past[-1]:.3f» at step «at_steps[-1]» of 10",
    "the longest slope: «wall:.1e» at the wall, «common:.1f» along the line",
    "«min(v.min() for k, v in tested.items() if k[1] == 'a tenth'):.2f» to"
    " «max(v.max() for k, v in tested.items() if k[1] == 'a tenth'):.2f» of the best rate"
    " in «word(2 * CUTS)» tests",
    "accuracy in points «entry(('noisy', 240), 'cosine')[:-1]» and"
    " «entry(('noisy', 240), 'linear')[:-1]» at «BUDGETS[1]» steps",
    "«entry(('noisy', 240), 'inverse root')[:-1]» points; excess loss «averaged:.4f» in place"
    " of «final[0.2]:.4f» on the convex task",
    "excess loss «falling:.4f» in place of «final[0.2]:.4f»",
    "clipped steps: «100 * clipped_share[3]:.0f» % at limit «LIMITS[3]», rate"
    " «RATES[middle]»",
    "«max(warm['SGD, large start'][2])» of 5 cuts train at rate"
    " «warm['SGD, large start'][0][3]:.3f»,"
    " «warm['SGD, large start'][1][3]» without",
    "loss «ended[:, 2, 3].mean():.2f» ± «ended[:, 2, 3].std():.2f» in place of"
    " «ended[:, 0, 3].mean():.2f» ± «ended[:, 0, 3].std():.2f» at rate «RATES[3]», six"
    " layers",
]
