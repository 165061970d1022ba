"""What the chapter on descent and momentum prints."""

from itertools import combinations

import numpy as np
from mpmath import mp

from ledger._equations import Equation
from lossedu import surfaces
from lossedu.optimizers import SGD


def number(rng, low, high):
    return mp.mpf(rng.uniform(low, high))


def bend(p, w):
    """Half the curvature times the square, the parabola of the chapter."""
    return p["lambda"][0] * w**2 / 2


def slope(p, w):
    return mp.diff(lambda v: bend(p, v), w)


def one(rng):
    """One weight on a parabola, with a rate at which it shrinks."""
    curvature = number(rng, 0.5, 3)
    rate = number(rng, 0.1, 1.9) / curvature
    return {
        "lambda": [curvature],
        "eta": rate,
        "rate": rate,  # the stand-ins of _equations include eta
        "beta": number(rng, 0.2, 0.9),
        "theta": number(rng, -2, 2),
        "m": number(rng, -2, 2),
        "t": int(rng.integers(2, 7)),
        "v": number(rng, 0.3, 2),
        "w": number(rng, -2, 2),
    }


def ends(rng):
    """A smallest and a largest curvature, and a momentum."""
    low = number(rng, 0.5, 2)
    high = low * number(rng, 3, 30)
    return {
        r"\lambda_{\min}": low,
        r"\lambda_{\max}": high,
        "beta": number(rng, 0.2, 0.9),
    }


LOW = {r"\lambda_{\min}": lambda p: p[r"\lambda_{\min}"]}
HIGH = {r"\lambda_{\max}": lambda p: p[r"\lambda_{\max}"]}


def valley(f, low, high):
    """Where a convex f is lowest, by cutting off a third again and again."""
    for _ in range(400):
        one_third, two_thirds = low + (high - low) / 3, high - (high - low) / 3
        if f(one_third) < f(two_thirds):
            high = two_thirds
        else:
            low = one_third
    return (low + high) / 2


def worst(p, eta):
    """What a step leaves of the distance along the slower of two directions."""
    parabolas = [p[r"\lambda_{\min}"], p[r"\lambda_{\max}"]]
    return max(
        abs(1 - eta * mp.diff(lambda w, c=c: c * w**2 / 2, 1)) for c in parabolas
    )


def best_rate(p):
    return valley(lambda eta: worst(p, eta), mp.mpf(0), 3 / p[r"\lambda_{\max}"] + 1)


def moved(p, nesterov=False, steps=1):
    """Places and velocities of heavy-ball steps from theta and m."""
    theta, m, kept = p["theta"], p["m"], []
    kept.append((theta, m))
    for _ in range(steps):
        ahead = theta - p["rate"] * p["beta"] * m if nesterov else theta
        m = p["beta"] * m + slope(p, ahead)
        theta = theta - p["rate"] * m
        kept.append((theta, m))
    return kept


def spectrum(curvature, eta, beta, nesterov=False):
    """Eigenvalues of the step that takes (theta, m) to the next pair."""
    columns = []
    for theta, m in ((mp.mpf(1), mp.mpf(0)), (mp.mpf(0), mp.mpf(1))):
        point = {"lambda": [curvature], "rate": eta, "beta": beta, "theta": theta}
        columns.append(moved(point | {"m": m}, nesterov)[1])
    matrix = mp.matrix(2, 2)
    for j, column in enumerate(columns):
        matrix[0, j], matrix[1, j] = column
    return mp.eig(matrix, right=False)


def border(p, beta=0, nesterov=False):
    """The rate at which the largest eigenvalue of a step reaches size 1, by halving."""
    curvature = p[r"\lambda_{\max}"]
    low, high = mp.mpf(0), 5 / curvature
    for _ in range(120):
        half = (low + high) / 2
        size = max(abs(r) for r in spectrum(curvature, half, beta, nesterov))
        low, high = (low, half) if size > 1 else (half, high)
    return low


def complex_point(rng):
    """A direction whose two factors are complex, found by drawing."""
    while True:
        p = one(rng)
        roots = spectrum(p["lambda"][0], p["rate"], p["beta"])
        if all(abs(mp.im(r)) > 0.05 for r in roots):
            return p | {"roots": roots}


def real_point(rng):
    """A direction whose two factors are real."""
    while True:
        p = one(rng)
        p["rate"] = p["eta"] = p["rate"] / 20
        roots = spectrum(p["lambda"][0], p["rate"], p["beta"])
        if all(abs(mp.im(r)) < 1e-30 for r in roots):
            return p | {"rho": mp.re(roots[0])}


def tuned(p):
    """Rate and root of the momentum at which both ends have equal factors."""

    def gap(eta, root):
        return [
            (1 + root**2 - eta * c) ** 2 - 4 * root**2
            for c in (p[r"\lambda_{\min}"], p[r"\lambda_{\max}"])
        ]

    # The one where the window's lower end meets the flat direction.
    ratio = mp.sqrt(p[r"\lambda_{\max}"] / p[r"\lambda_{\min}"])
    near = valley(lambda s: abs((1 + s) - ratio * (1 - s)), mp.mpf(0), mp.mpf(1))
    start = (
        (1 - near) ** 2 / p[r"\lambda_{\min}"] * mp.mpf("1.001"),
        near * mp.mpf("0.999"),
    )
    eta, root = mp.findroot(gap, start)
    return eta, root


def rows_of(rng, n=5):
    return {"g": [mp.mpf(v) for v in rng.normal(size=n)], "n": n}


def batches(rng):
    p = rows_of(rng)
    size = int(rng.integers(2, 5))
    means = [mp.fsum(b) / size for b in combinations(p["g"], size)]
    mu = mp.fsum(means) / len(means)
    everyone = mp.fsum(p["g"]) / 5
    v = mp.fsum((x - everyone) ** 2 for x in p["g"]) / 5
    noise = mp.fsum((x - everyone) ** 2 for x in means) / len(means)
    return p | {"size": size, "mean": mu, "mu": everyone, "v": v, "noise": noise}


def pair_mean(p):
    """Mean product of two deviations, over all ordered pairs of different examples."""
    off = [g - p["mu"] for g in p["g"]]
    pairs = [a * b for i, a in enumerate(off) for j, b in enumerate(off) if i != j]
    return mp.fsum(pairs) / len(pairs)


def noisy_square(p):
    """Mean square after one step from w, the noise being plus or minus its spread."""
    noise = mp.sqrt(p["v"])
    ways = [p["w"] - p["rate"] * (slope(p, p["w"]) + s * noise) for s in (-1, 1)]
    return mp.fsum(w**2 for w in ways) / 2


def balance(p):
    """Squares of the noises of all former steps, each shrunk since."""
    shrink = mp.diff(lambda w: w - p["rate"] * slope(p, w), mp.mpf(1))
    return p["rate"] ** 2 * p["v"] * mp.nsum(lambda k: shrink ** (2 * k), [0, mp.inf])


def sums(rng):
    g = [mp.mpf(v) for v in rng.normal(size=5)]
    beta, m = number(rng, 0.3, 0.9), [mp.mpf(0)]
    for value in g:
        m.append(beta * m[-1] + value)
    return {"g": g, "beta": beta, "m": m, "t": 5}


def changing(rng):
    """Three steps of a slope and a rate that change, the rate outside or inside."""
    g = [mp.mpf(v) for v in rng.normal(size=3)]
    eta = [number(rng, 0.1, 1) for _ in range(3)]
    beta = number(rng, 0.2, 0.9)
    m, theta, move, inner = mp.mpf(0), [mp.mpf(0)], mp.mpf(0), [mp.mpf(0)]
    for slope_, rate in zip(g, eta, strict=True):
        m = beta * m + slope_
        theta.append(theta[-1] - rate * m)
        move = beta * move - rate * slope_
        inner.append(inner[-1] + move)
    return {"g": g[-1], "rate": eta, "beta": beta, "theta": theta, "inner": inner}


def steps_of(key):
    return {
        r"\theta_t - \theta_{t-1}": lambda p: p[key][-1] - p[key][-2],
        r"\theta_{t-1} - \theta_{t-2}": lambda p: p[key][-2] - p[key][-3],
        r"\eta_t": lambda p: p["rate"][-1],
        r"\eta_{t-1}": lambda p: p["rate"][-2],
        "g_t": lambda p: p["g"],
    }


def looked_ahead(p):
    """The place looked ahead to after a step of the original form, its slope and m."""
    (theta, m), (new, velocity) = moved(p, nesterov=True)
    ahead = theta - p["rate"] * p["beta"] * m
    return {
        "before": ahead,
        "after": new - p["rate"] * p["beta"] * velocity,
        "g": slope(p, ahead),
        "m": velocity,
    }


def turned(rng):
    """A turned bowl and a point, with its curvatures and its distances along them."""
    angle = number(rng, 0.2, 1.3)
    axes = mp.matrix([[mp.cos(angle), -mp.sin(angle)], [mp.sin(angle), mp.cos(angle)]])
    curvature = [number(rng, 0.5, 2), number(rng, 3, 9)]
    hessian = axes * mp.diag(curvature) * axes.T
    x = mp.matrix([mp.mpf(v) for v in rng.normal(size=2)])
    return {
        "hessian": hessian,
        "x": x,
        "lambda": curvature,
        "w": list(axes.T * x),
        "n": 2,
    }


def height(p, x):
    return (x.T * p["hessian"] * x)[0] / 2


def sgd_place(p, **settings):
    """Where the package's SGD is after one step on the parabola."""
    sgd = SGD(lr=float(p["rate"]), **settings)
    curvature, theta = float(np.ravel(p["lambda"])[0]), float(p["theta"])
    return sgd.step(np.array(theta), np.array(curvature * theta), sgd.init(0.0))[0]


EQUATIONS = [
    Equation(
        "eq-dm-step",
        r"\theta_t = \theta_{t-1} - \eta\,\nabla R(\theta_{t-1})",
        "gradient descent: against the slope, by the rate times it",
        one,
        {
            r"\nabla R(\theta_{t-1})": lambda p: slope(p, p["theta"]),
            r"\theta_{t-1}": lambda p: p["theta"],
            r"\eta": lambda p: p["rate"],
            r"\theta_t": lambda p: p["theta"] - p["rate"] * p["lambda"][0] * p["theta"],
        },
        code=sgd_place,
        definition=True,
    ),
    Equation(
        "eq-dm-factor",
        r"\theta_t = \theta_{t-1} - \eta \lambda_1 \theta_{t-1}"
        r" = (1 - \eta \lambda_1)\,\theta_{t-1}",
        "each step multiplies the weight by one number",
        one,
        {
            r"\theta_{t-1}": lambda p: p["theta"],
            r"\theta_t": lambda p: p["theta"] - p["rate"] * slope(p, p["theta"]),
        },
        code=sgd_place,
    ),
    Equation(
        "eq-dm-bowl",
        r"R = \tfrac12 \sum_j \lambda_j w_j^2",
        "a turned bowl is a sum of parabolas along its own directions",
        turned,
        {"R": lambda p: height(p, p["x"])},
        code=lambda p: surfaces.quadratic_bowl(p["w"], curvature=p["lambda"]),
    ),
    Equation(
        "eq-dm-limit",
        r"\eta_{\text{limit}} = \frac{2}{\lambda_{\max}}",
        "the rate at which the steepest direction stops shrinking",
        ends,
        {r"\eta_{\text{limit}}": border, **HIGH},
    ),
    Equation(
        "eq-dm-best-rate",
        r"\eta_{\text{best}} = \frac{2}{\lambda_{\min} + \lambda_{\max}}",
        "the rate at which the slower of the two directions is fastest",
        ends,
        {r"\eta_{\text{best}}": best_rate, **LOW, **HIGH},
    ),
    Equation(
        "eq-dm-best-factor",
        r"\begin{aligned} \max_j |1 - \eta\lambda_j|"
        r" &= 1 - \frac{2 \lambda_{\min}}{\lambda_{\min} + \lambda_{\max}} \\"
        r" &= \frac{\lambda_{\max} - \lambda_{\min}}{\lambda_{\max} + \lambda_{\min}}"
        r" \end{aligned}",
        "what a step at the best rate leaves of the distance",
        ends,
        {
            r"\max_j |1 - \eta\lambda_j|": lambda p: worst(p, best_rate(p)),
            **LOW,
            **HIGH,
        },
    ),
    Equation(
        "eq-dm-unbiased",
        r"E\Bigl[ \frac{1}{n_{\text{batch}}} \sum_{i \in \text{batch}} g_i \Bigr]"
        r" = \frac{1}{n} \sum_{i=1}^{n} g_i = \mu",
        "the mean of a batch is right on average, over all batches",
        batches,
        {
            r"E\Bigl[ \frac{1}{n_{\text{batch}}} \sum_{i \in \text{batch}} g_i"
            r" \Bigr]": lambda p: p["mean"]
        },
    ),
    Equation(
        "eq-dm-pair",
        r"E[(g_i - \mu)(g_j - \mu)] = -\frac{v}{n - 1}",
        "two different draws lean against each other",
        batches,
        {r"E[(g_i - \mu)(g_j - \mu)]": pair_mean},
    ),
    Equation(
        "eq-dm-batch-variance",
        r"\begin{aligned} v_{\text{batch}} &= \frac{v}{n_{\text{batch}}}"
        r" \Bigl( 1 - \frac{n_{\text{batch}} - 1}{n - 1} \Bigr) \\"
        r" &= \frac{v}{n_{\text{batch}}} \cdot \frac{n - n_{\text{batch}}}{n - 1}"
        r" \end{aligned}",
        "the variance of a batch drawn without repetition, over all batches",
        batches,
        {
            r"v_{\text{batch}}": lambda p: p["noise"],
            r"n_{\text{batch}}": lambda p: p["size"],
        },
    ),
    Equation(
        "eq-dm-floor-step",
        r"E[w_t^2] = (1 - \eta\lambda_1)^2\,E[w_{t-1}^2] + \eta^2 v",
        "a noisy step shrinks the square and adds the noise's",
        one,
        {r"E[w_t^2]": noisy_square, r"E[w_{t-1}^2]": lambda p: p["w"] ** 2},
    ),
    Equation(
        "eq-dm-floor",
        r"E[w^2] = \frac{\eta\,v}{\lambda_1 (2 - \eta\lambda_1)}",
        "the balance of shrinking and noise",
        one,
        {r"E[w^2]": balance},
    ),
    Equation(
        "eq-dm-sum",
        r"m_t = \beta\,m_{t-1} + g_t = \sum_{k=1}^{t} \beta^{t-k} g_k",
        "the velocity is a sum of all slopes with falling weights",
        sums,
        {
            "m_t": lambda p: p["m"][-1],
            "m_{t-1}": lambda p: p["m"][-2],
            "g_t": lambda p: p["g"][-1],
        },
        code=lambda p: summed_by_sgd(p),
    ),
    Equation(
        "eq-dm-move",
        r"\theta_t = \theta_{t-1} - \eta\,m_t",
        "the weights follow the velocity",
        lambda rng: one(rng) | {"m": mp.mpf(0)},
        {
            r"\theta_t": lambda p: moved(p)[1][0],
            r"\theta_{t-1}": lambda p: p["theta"],
            r"\eta": lambda p: p["rate"],
            "m_t": lambda p: moved(p)[1][1],
        },
        code=lambda p: sgd_place(p, momentum=float(p["beta"])),
        definition=True,
    ),
    Equation(
        "eq-dm-two-term",
        r"\theta_t = (1 + \beta - \eta\lambda_1)\,\theta_{t-1} - \beta\,\theta_{t-2}",
        "momentum on a parabola, written with the last two places",
        one,
        {
            r"\theta_{t-2}": lambda p: moved(p, steps=2)[0][0],
            r"\theta_{t-1}": lambda p: moved(p, steps=2)[1][0],
            r"\eta": lambda p: p["rate"],
            r"\theta_t": lambda p: moved(p, steps=2)[2][0],
        },
    ),
    Equation(
        "eq-dm-factors",
        r"\rho^2 - (1 + \beta - \eta\lambda_1)\,\rho + \beta = 0",
        "the factors are the eigenvalues of the step",
        real_point,
    ),
    Equation(
        "eq-dm-size",
        r"|\rho_1| = |\rho_2| = \sqrt{\beta}",
        "complex factors have the root of the momentum as their size",
        complex_point,
        {
            r"|\rho_1|": lambda p: abs(p["roots"][0]),
            r"|\rho_2|": lambda p: abs(p["roots"][1]),
        },
    ),
    Equation(
        "eq-dm-window",
        r"(1 - \sqrt{\beta})^2 < \eta\lambda_j < (1 + \sqrt{\beta})^2",
        "where both factors are complex",
        complex_point,
        {r"\eta\lambda_j": lambda p: p["rate"] * p["lambda"][0]},
    ),
    Equation(
        "eq-dm-momentum-rate",
        r"\eta_{\text{best}} = \frac{4}{\bigl( \sqrt{\lambda_{\min}}"
        r" + \sqrt{\lambda_{\max}} \bigr)^2}",
        "the rate at which the window just holds all curvatures",
        ends,
        {r"\eta_{\text{best}}": lambda p: tuned(p)[0], **LOW, **HIGH},
    ),
    Equation(
        "eq-dm-best-momentum",
        r"\sqrt{\beta_{\text{best}}} = \frac{\sqrt{\lambda_{\max}}"
        r" - \sqrt{\lambda_{\min}}}{\sqrt{\lambda_{\max}} + \sqrt{\lambda_{\min}}}",
        "the smallest momentum whose window holds all curvatures",
        ends,
        {r"\sqrt{\beta_{\text{best}}}": lambda p: tuned(p)[1], **LOW, **HIGH},
    ),
    Equation(
        "eq-dm-momentum-limit",
        r"\eta_{\text{limit}} = \frac{2 (1 + \beta)}{\lambda_{\max}}",
        "momentum bears a larger rate",
        ends,
        {r"\eta_{\text{limit}}": lambda p: border(p, p["beta"]), **HIGH},
    ),
    Equation(
        "eq-dm-inside",
        r"\theta_t - \theta_{t-1} = \beta\,(\theta_{t-1} - \theta_{t-2}) - \eta_t\,g_t",
        "with the rate inside, a move is a share of the last one and a new part",
        changing,
        steps_of("inner"),
        definition=True,
    ),
    Equation(
        "eq-dm-outside",
        r"\begin{aligned} \theta_t - \theta_{t-1} &= \frac{\eta_t}{\eta_{t-1}}\,\beta\,"
        r"(\theta_{t-1} - \theta_{t-2}) \\ &\quad - \eta_t\,g_t \end{aligned}",
        "with the rate outside, the last move is rescaled by the change of the rate",
        changing,
        steps_of("theta"),
    ),
    Equation(
        "eq-dm-nesterov",
        r"m_t = \beta\,m_{t-1} + \nabla R(\theta_{t-1} - \eta\beta\,m_{t-1})",
        "the slope is taken where the velocity leads",
        one,
        {
            r"\nabla R(\theta_{t-1} - \eta\beta\,m_{t-1})": lambda p: slope(
                p, p["theta"] - p["rate"] * p["beta"] * p["m"]
            ),
            "m_t": lambda p: moved(p, nesterov=True)[1][1],
            "m_{t-1}": lambda p: p["m"],
        },
        definition=True,
    ),
    Equation(
        "eq-dm-nesterov-form",
        r"\tilde\theta_t = \tilde\theta_{t-1} - \eta\,(g_t + \beta\,m_t)",
        "the place looked ahead to moves as PyTorch moves its weights",
        one,
        {
            r"\tilde\theta_t": lambda p: looked_ahead(p)["after"],
            r"\tilde\theta_{t-1}": lambda p: looked_ahead(p)["before"],
            r"\eta": lambda p: p["rate"],
            "g_t": lambda p: looked_ahead(p)["g"],
            "m_t": lambda p: looked_ahead(p)["m"],
        },
    ),
    Equation(
        "eq-dm-nesterov-share",
        r"m_t = \beta\,(1 - \eta\lambda_1)\,m_{t-1} + \lambda_1 \theta_{t-1}",
        "on a parabola, Nesterov's momentum is momentum with another share",
        one,
        {
            "m_t": lambda p: moved(p, nesterov=True)[1][1],
            "m_{t-1}": lambda p: p["m"],
            r"\eta": lambda p: p["rate"],
            r"\theta_{t-1}": lambda p: p["theta"],
        },
    ),
    Equation(
        "eq-dm-nesterov-limit",
        r"\eta_{\text{limit}} = \frac{2 + 2\beta}{(1 + 2\beta)\,\lambda_{\max}}",
        "Nesterov's momentum bears a smaller rate",
        ends,
        {
            r"\eta_{\text{limit}}": lambda p: border(p, p["beta"], nesterov=True),
            **HIGH,
        },
    ),
]


def summed_by_sgd(p):
    """The velocity that the package's SGD keeps."""
    sgd = SGD(lr=0.1, momentum=float(p["beta"]))
    x, state = np.zeros(1), sgd.init(np.zeros(1))
    for g in p["g"]:
        x, state = sgd.step(x, np.full(1, float(g)), state)
    return state.b[0]


NUMBERS = [
    # Inline formulas, and numbers that are chosen and not computed.
    "lowest where both are 0. Start at («START[0]:.0f», «START[1]:.0f») and take «HOOK_STEPS»",
    "Exercise 1: the path",
    "Exercise 2: a stochastic step",
    "Exercise 3: a step with momentum",
    "Exercise 4: a step that looks ahead",
    r"$R = \tfrac12 \lambda_1 \theta^2$. Its slope is $\lambda_1 \theta$, and the derivative of"
    r" the slope, $\lambda_1$, is",
    r"by its power $(1 - \eta \lambda_1)^t$.",
    r"between -1 and 1, and grow without end if it is larger or smaller."
    r" $1 - \eta\lambda_1$ is below 1 if the rate is positive, and above -1 as long as"
    r" $\eta\lambda_1$ is below 2. So the walk tends to the minimum if"
    r" $0 < \eta < 2 / \lambda_1$.",
    r"At $\eta = 1/\lambda_1$ one step does it.",
    r"At $2/\lambda_1$ the weight",
    r"own factor $1 - \eta\lambda_j$. That",
    r"$1 - \eta\lambda_{\min} = \eta\lambda_{\max} - 1$",
    "steepest one falls fast, passes 0, and",
    "is about $1 - x$, with $x$ for",
    r"Since $(1 - x)^t$ is about $e^{-xt}$, ten",
    "the best rate is 2/11 and the factor 9/11.",
    "direction passes 1.",
    "learning rate from 0 to «etas[-1]:.2f». For curvature 1 a line falls slowly from 1 to"
    " «factors['curvature 1'][-1]:.2f». For curvature 10 a V falls to 0 at rate 0.1, rises,"
    " crosses the first line at «2 / 11:.2f», where a dot marks «9 / 11:.2f», and passes 1"
    " at 0.2.",
    "mean 0 and variance 1); with the bias there are «len(lowest)» weights.",
    r"$\tfrac12 \lambda \lVert w \rVert^2$ with $\lambda = «PENALTY»$,",
    "regression at $w = 0$:",
    r"So $2/\lambda_{\max}$ is the border",
    "until 99 % of",
    "from $w = 0$ is gained",
    r"the other $n - 1$ deviations from $\mu$",
    "all $n$ add up to 0.",
    r"$-(g_i - \mu)/(n - 1)$",
    r"$n_{\text{batch}}(n_{\text{batch}} - 1)$ products",
    r"Divide by $n_{\text{batch}}^2$",
    "common denominator $n - 1$",
    "last factor is nearly 1. For all $n$ it is 0:",
    "over the «len(lowest)» weights and measured by «DRAWS» batches:",
    "uncorrelated, all curvatures would now be 1.",
    "random amount of mean 0, and",
    r"The step multiplies $w$ by $1 - \eta\lambda_1$ and",
    "the noise has mean 0 and",
    r"when $E[w_t^2]$ and $E[w_{t-1}^2]$",
    r"$1 - (1 - \eta\lambda_1)^2 = \eta\lambda_1 (2 - \eta\lambda_1)$",
    r"$\eta v / (4 - 2\eta\lambda_1)$. At a small rate it is $\eta v / 4$, and",
    r"height of $\eta/4$ times",
    "do not, such as $1/t$.",
    "the regression from $w = 0$ on batches of «SMALL», drawn with repetition,"
    " «RUNS» times at once,",
    "falls from the largest of them as 1/(1 + t/100).",
    "and `lr` is 1.)",
    "digits, «len(digit)» images of 8 by 8 pixels",
    "one hidden layer of 16 tanh neurons",
    "compared after «EXAMPLES» examples and after «SAME_STEPS» steps.",
    r"approaches $1 + \beta + \beta^2 + \dots$ times that slope. Multiply this series by"
    r" $1 - \beta$: all terms cancel but the 1.",
    r"*effective rate* $\eta/(1 - \beta)$. With",
    r"the sum is $1/(1 + \beta)$, about half a slope",
    r"With $\beta = 0.9$ that is «word(1 / (1 - 0.9))» times the rate.",
    r"curvature $\lambda_1$, so that $g_t = \lambda_1 \theta_{t-1}$.",
    r"$\eta\,m_{t-1} = \theta_{t-2} - \theta_{t-1}$",
    r"divide by $\rho^{t-2}$",
    r"solutions $\rho_1$ and $\rho_2$. If they differ, each",
    r"$(\rho - \rho_1)(\rho - \rho_2)$",
    "with $i^2 = -1$. Their product is $a^2 + b^2$, the",
    r"$(1 + \beta - \eta\lambda_j)^2 < 4\beta$",
    r"$1 + \beta - 2\sqrt\beta$ and $1 + \beta + 2\sqrt\beta$",
    r"$\sqrt{\eta\lambda_{\min}} = 1 - \sqrt\beta$ to"
    r" $\sqrt{\eta\lambda_{\max}} = 1 + \sqrt\beta$.",
    "condition number of 100 has become one of «round(100**0.5)».",
    r"size is $\sqrt\beta$, below 1.",
    "can pass 1 in size",
    r"only at 1 or -1. Put $\rho = 1$ into",
    r"and $\eta\lambda_1 = 0$ is left. Put $\rho = -1$, and it is"
    r" $\eta\lambda_1 = 2 + 2\beta$:",
    r"condition number «kappas[0]» to «kappas[-1]». Beside",
    r"usual rate $1/\lambda_{\max}$ and",
    r"There $\theta_{t-1} - \theta_{t-2} = -\eta_{t-1} m_{t-1}$. Solve it for $m_{t-1}$,",
    r"$-\eta_t m_t = -\eta_t \beta\,m_{t-1} - \eta_t g_t$:",
    "the fraction is 1 and",
    "Let the slope be 1 throughout, and the rate fall from «drop(49)» to «drop(50)» after 50"
    " steps:",
    r"$m_t = \beta\,m_{t-1} + (1 - \beta)\,g_t$.",
    r"All slopes count $1 - \beta$ times as much, so the rate has to be $1/(1 - \beta)$ times",
    r"for the slope at $\tilde\theta_{t-1}$. Then $\theta_t = \theta_{t-1} - \eta\,m_t$, and"
    r" $\theta_{t-1} = \tilde\theta_{t-1} + \eta\beta\,m_{t-1}$. Together"
    r" $\tilde\theta_t = \tilde\theta_{t-1} + \eta\beta\,m_{t-1} - \eta\,m_t -"
    r" \eta\beta\,m_t$. Since $m_t = \beta\,m_{t-1} + g_t$,",
    r"with $\beta = 0.9$, plain descent holds to «limits['bowl'][1]», momentum to"
    r" «swing['bowl'][1]:.2f».",
    r"$\lambda_1 (\theta_{t-1} - \eta\beta\,m_{t-1})$",
    r"below 0 beyond $\eta\lambda_1 = 1$.",
    r"$\eta\lambda_1 = 2 + 2\beta$ and solve",
    "same «len(MANY)» rates, every",
    "choose between «word(len(SHARES))» shares besides, so it has «word(len(SHARES))» times",
    "stays below 0.0001, within «BUDGET»:",
    r"$2/(\lambda_{\min} + \lambda_{\max})$",
    r"by $1 - \eta\lambda_j$. The steepest direction sets the limit $2/\lambda_{\max}$,",
    r"falls as $1/n_{\text{batch}}$. At a constant rate the noise keeps you about $\eta/4$",
    r"effective rate $\eta/(1 - \beta)$, a pace",
    r"a limit $2(1 + \beta)/\lambda_{\max}$.",
    # Five rates, and the limit.
    "With 0.02 you are still «left[0.02]:.2f» away, with 0.18 as good as there. At 0.20 the"
    " walk comes no closer than «left[0.20]:.0f», and at 0.21 it leaves",
    "the best of the «word(len(left))» rates",
    "on the «len(tumours)» tumours",
    "Their «measured.shape[1]» measurements",
    "the curvature is «at_zero / curvatures[-1]:.0f» times as large as at the minimum, so"
    " 0.9 of the limit is far too much there: the first step raises the loss from"
    " «far[0.9][0]:.3f» to «far[0.9][1]:.3f».",
    "with 1.5 times the limit",
    "between «far[1.5][500:].min():.1f» and «far[1.5][500:].max():.1f».",
    "diabetes in «len(patients)» patients by a straight line in «word(patients.shape[1])»"
    " measurements",
    "From «scaling['as they are']:.0e» steps to «scaling['standardised']:.0e», by",
    # Noise.
    "within «np.ceil(100 * max(abs(batch_noise[k] / predicted_noise[k] - 1) for k in"
    " batch_noise)):.0f» % of each other.",
    "above the prediction by «100 * (floor[0.4][0] / (0.1 * total / SMALL) - 1):.0f» %,"
    " «100 * (floor[0.2][0] / (0.05 * total / SMALL) - 1):.0f» % and"
    " «100 * (floor[0.1][0] / (0.025 * total / SMALL) - 1):.0f» %, because",
    "is larger, by «100 * (wider[0] - 1):.0f» %, «100 * (wider[1] - 1):.0f» % and"
    " «100 * (wider[2] - 1):.0f» %. The falling rate goes"
    " «'below' if falling < floor[0.1][0] else 'X'» all three.",
    "After «SAME_STEPS» *steps* the full batch has a training loss of"
    " «plain[200, 60][0].mean():.4f» and batches of 8 have «plain[8, 60][0].mean():.4f»; on"
    " the test part they are behind by «later». After"
    " «EXAMPLES» *examples* the full batch has had «EXAMPLES // N_TRAIN» steps: a training"
    " loss of «plain[200, 12][0].mean():.4f» against «plain[8, 300][0].mean():.4f», and"
    " «fewer» behind",
    "a smaller rate, «plain[8, 300][2]:.2f» in place of «plain[200, 12][2]:.2f».",
    # Momentum.
    "At the same rate, 0.9 arrives «word(crossings[0.0] // crossings[0.9])» times sooner"
    " and swings past the minimum by «100 * overshoot[0.9]:.0f» %. With 0.99 the weight"
    " swings to the other side by «100 * overshoot[0.99]:.0f» % of its start, and arrives"
    " «'later' if crossings[0.99] > crossings[0.0] else 'X'» than with no momentum at all.",
    "still «np.linalg.norm(forty['plain'][-1]):.1f» from the centre after 40 steps. Below,"
    " momentum jumps up to «np.abs(forty['momentum'][:, 1]).max():.1f» high,",
    "The exponents are «exponent['plain']:.0f» and about one half,",
    "a rate «settings(50, 'momentum')['lr'] / settings(50, 'plain')['lr']:.1f» times",
    "after the change is «word(moves['inside'][50] / moves['outside'][50])» times as long",
    "times as large, here «word(1 / (1 - 0.9))» times.",
    "So the first move is already «moves['mean'][0]:.3f», and",
    "A share of 0.9 is too much for this bowl: plain descent at 0.18 is"
    " «'closer' if ended['plain', 0.18] < min(v for (m, _), v in ended.items() if m !="
    " 'plain') else 'X'» than both ever are.",
    "at the rates up to «max(r for m, r in ended if ended['Nesterov', r] <"
    " ended['momentum', r]):.2f» Nesterov is closer than momentum after 40 steps. At"
    " «min(r for r in offered if ended['Nesterov', r] > 10)» it is lost.",
    # Other ground, and digits.
    "plain descent «'does not arrive' if ground['rosenbrock', 'plain'][0] > BUDGET else"
    " 'X'», and on Beale's plain it takes «ground['beale', 'plain'][0] / ground['beale',"
    " 'momentum'][0]:.1f» times the steps of momentum.",
    "ahead with batches of «BATCHES[1]» and «BATCHES[2]»: after «SAME_STEPS» steps with full batches they"
    " leave a training loss of «on_digits['momentum'][200, 60][0].mean():.4f» and"
    " «on_digits['Nesterov'][200, 60][0].mean():.4f», plain descent"
    " «plain[200, 60][0].mean():.4f». In batches of «BATCHES[0]» all three are close after"
    " «EXAMPLES // BATCHES[0]» steps.",
    "neither gains beyond the spread in «'any' if all(g.mean() > -g.std() for g in"
    " gaps.values()) else 'X'» of the «word(len(plain))» cases, and momentum with full"
    " batches is behind after «SAME_STEPS» steps, by «pm(gaps['momentum', 200, 60])».",
    "lost after 20 of the 40 steps",
    # The tables.
    "curvature there: «at_zero:.2f» against «curvatures[-1]:.2f»",
    "inputs: «scaling['as they are']:.0e» steps raw, «scaling['standardised']:.0e» standardised",
    "half the rate: «floor[0.2][0]:.5f» becomes «floor[0.1][0]:.5f»",
    "the limit, «summed:.5f» in place of «limit:.5f»",
    "0.99 arrives at step «crossings[0.99]», 0.9 at step «crossings[0.9]»",
    "height: at most «kept[1:].max():.2f» with it, «lost.max():.2f» without",
    "after it: «-moves['inside'][50]:.3f» inside, «-moves['outside'][50]:.3f» outside",
    "«left[0.18]:.0e» left after «HOOK_STEPS» steps at 0.18; at 0.21 it diverges",
    "condition number from «condition['as they are']:.0e» to"
    " «condition['standardised']:.0e»",
    "«needed['momentum'][-1]» steps in place of"
    " «needed['plain'][-1]» at condition number «kappas[-1]»",
    "the bowl: «ground['quadratic_bowl', 'momentum'][0]» steps with 0.5,"
    " «ground['quadratic_bowl', 'plain'][0]» without; 0.99 on a parabola",
    "test loss after «EXAMPLES» examples in batches of 8:"
    " «plain[8, 300][1].mean():.3f» plain, «on_digits['momentum'][8, 300][1].mean():.3f» and"
    " «on_digits['Nesterov'][8, 300][1].mean():.3f»",
    "limits «swing['bowl'][0]:.3f» and «ahead_trial:.3f»; «ground['rosenbrock',"
    " 'momentum'][0]» and «ground['rosenbrock', 'Nesterov'][0]» steps in the valley,"
    " «ground['beale', 'momentum'][0]» and «ground['beale', 'Nesterov'][0]» on the plain",
    "training loss after «EXAMPLES» examples: «plain[8, 300][0].mean():.4f» in batches of 8,"
    " «plain[200, 12][0].mean():.4f» in full ones",
    "training loss after «SAME_STEPS» steps: «plain[8, 60][0].mean():.4f» in batches of 8,"
    " «plain[200, 60][0].mean():.4f» in full ones",
    "«falling:.5f» above it at the end; «floor[0.4][0]:.5f» at a constant 0.4",
]
