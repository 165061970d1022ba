"""What the chapter on regression prints."""

import numpy as np
from mpmath import mp

from ledger._equations import Equation
from lossedu import losses

# Losses by their branches, none by the formula that the page prints.


def huber(r, delta):
    a = abs(r)
    return a * a / 2 if a <= delta else delta * (a - delta / 2)


def pinball(r, tau):
    return (1 - tau) * r if r > 0 else tau * -r


def log_cosh(r):
    return mp.log((mp.exp(r) + mp.exp(-r)) / 2)


def mean_loss(loss, y, answer):
    return mp.fsum(loss(answer - v) for v in y) / len(y)


def bell(r, v):
    """Slope of the normal distribution's probability below r."""
    return mp.diff(lambda t: mp.ncdf(t / mp.sqrt(v)), r)


def normalised(loss, r):
    """The density that a loss believes in: its exponential over the area."""
    area = mp.quad(lambda t: mp.exp(-loss(t)), [-mp.inf, 0, mp.inf])
    return mp.exp(-loss(r)) / area


def laplace(r, alpha):
    """Density of the difference of two exponential waiting times."""
    return mp.quad(
        lambda t: mp.exp(-(t + abs(r)) / alpha) * mp.exp(-t / alpha) / alpha**2,
        [0, mp.inf],
    )


# Points.


def truths(rng, n=5):
    """Several truths, their mean and variance, and an answer between two."""
    y = [mp.mpf(v) for v in rng.normal(scale=2, size=n)]
    low, high = sorted(y)[1:3]
    answer = low + (high - low) * mp.mpf(rng.uniform(0.1, 0.9))
    return {
        "n": n,
        "y": y,
        "answer": answer,
        "mu": mp.fsum(y) / n,
        # Half the mean squared distance of two truths.
        "v": mp.fsum((a - b) ** 2 for a in y for b in y) / (2 * n * n),
        "tau": mp.mpf(rng.uniform(0.1, 0.9)),
    }


def noise(rng):
    return {
        "r": mp.mpf(rng.normal()),
        "v": mp.mpf(rng.uniform(0.5, 3)),
        "alpha": mp.mpf(rng.uniform(0.5, 3)),
        "tau": mp.mpf(rng.uniform(0.1, 0.9)),
        "pi": mp.pi,
    }


def scaled(name):
    """A residual on either side of a threshold, in turn."""

    def draw(rng):
        d = mp.mpf(rng.uniform(0.5, 2))
        far = rng.choice([-2.5, -0.4, 0.4, 2.5])
        return {"r": d * mp.mpf(far), name: d}

    return draw


def several(rng):
    r = [mp.mpf(v) for v in rng.normal(size=4)]
    return {"n": 4, "r": r, "i": int(rng.integers(1, 5))}


def amounts(rng):
    y = [mp.mpf(v) for v in rng.uniform(0.5, 9, 5)]
    return {"n": 5, "y": y, "answer": mp.mpf(rng.uniform(0.5, 9))}


def amounts_of_both_signs(rng):
    p = amounts(rng)
    return p | {"y": [v * (-1) ** k for k, v in enumerate(p["y"])]}


def amount(rng):
    return {
        "y": mp.mpf(rng.uniform(0.5, 9)),
        "answer": mp.mpf(rng.uniform(0.5, 9)),
        "v": mp.mpf(rng.uniform(0.2, 2)),
        "pi": mp.pi,
    }


def count(rng):
    z = mp.mpf(rng.normal())
    return {"y": int(rng.integers(1, 7)), "z": z, "mu": mp.exp(z)}


def own_variance(rng):
    u = mp.mpf(rng.normal())
    return {"u": u, "v": mp.exp(u), "r": mp.mpf(rng.normal())}


def balance(rng):
    """Truths, Huber's answer found by bisection, and who is near and who is far."""
    y = [mp.mpf(v) for v in rng.normal(scale=2, size=7)] + [mp.mpf(30)]
    delta = mp.mpf(rng.uniform(0.8, 2))

    low, high = min(y), max(y)
    with mp.workdps(60):
        for _ in range(180):
            middle = (low + high) / 2
            moved = [mp.diff(lambda a, v=v: huber(a - v, delta), middle) for v in y]
            slope = mp.fsum(moved)
            low, high = (middle, high) if slope < 0 else (low, middle)
    answer = (low + high) / 2
    near = [v for v in y if abs(v - answer) < delta]
    below = sum(v < answer - delta for v in y)
    above = sum(v > answer + delta for v in y)
    return {
        "answer": answer,
        "delta": delta,
        # n_0 and mu_0: place -1 of each list.
        "n": [below, above, len(near)],
        "mu": [mp.fsum(near) / len(near)],
    }


def counts(p):
    return sum(v < p["answer"] for v in p["y"]), sum(v > p["answer"] for v in p["y"])


def slope_at_answer(loss):
    """Numerical derivative of the mean loss of one answer."""
    return lambda p: mp.diff(
        lambda a: mean_loss(lambda r: loss(r, p), p["y"], a), p["answer"]
    )


def slope_in_r(loss):
    return lambda p: mp.diff(lambda r: loss(r, p), p["r"])


def root_mean_square(r):
    return mp.sqrt(mp.fsum(v * v for v in r) / len(r))


def rmse_slope(p):
    i = p["i"] - 1
    return mp.diff(
        lambda v: root_mean_square([*p["r"][:i], v, *p["r"][i + 1 :]]), p["r"][i]
    )


def msle_answer(p):
    """Where the mean squared difference of the logarithms is lowest."""
    return mp.findroot(
        lambda t: mp.diff(
            lambda s: mp.fsum(
                (s - mp.quad(lambda x: 1 / x, [1, 1 + v])) ** 2 for v in p["y"]
            ),
            t,
        ),
        1,
    )


ANSWER = {r"\hat y": lambda p: p["answer"]}
BELOW_ABOVE = {"n_1": lambda p: counts(p)[0], "n_2": lambda p: counts(p)[1]}
BELL = {"q(r)": lambda p: bell(p["r"], p["v"])}
LAPLACE = {"q(r)": lambda p: laplace(p["r"], p["alpha"])}
SLOPE = r"\frac{\partial \ell}{\partial \hat y}"

EQUATIONS = [
    Equation(
        "eq-reg-residual",
        r"r = \hat y - y",
        "the residual is prediction minus truth",
        amount,
        {"r": lambda p: -(p["y"] - p["answer"]), **ANSWER},
        definition=True,
    ),
    Equation(
        "eq-reg-likelihood",
        r"-\log L = -\sum_{i=1}^{n} \log q(r_i)",
        "the negative log-likelihood adds up the prices of the misses",
        lambda rng: several(rng) | {"q": lambda r: mp.npdf(r, 0, 2)},
        {r"\log L": lambda p: mp.log(mp.fprod(mp.npdf(r, 0, 2) for r in p["r"]))},
    ),
    Equation(
        "eq-reg-mse",
        r"R(\hat y) = \frac{1}{n} \sum_{i=1}^{n} (\hat y - y_i)^2",
        "the mean squared error of one answer",
        truths,
        {
            r"R(\hat y)": lambda p: mean_loss(lambda r: r * r, p["y"], p["answer"]),
            **ANSWER,
        },
        code=lambda p: losses.squared_error(p["y"], np.full(5, p["answer"])).mean(),
        definition=True,
    ),
    Equation(
        "eq-reg-mse-slope",
        r"R'(\hat y) = \frac{2}{n} \sum_{i=1}^{n} (\hat y - y_i) = 2 (\hat y - \mu)",
        "its slope, which is 0 at the mean",
        truths,
        {r"R'(\hat y)": slope_at_answer(lambda r, p: r * r), **ANSWER},
    ),
    Equation(
        "eq-reg-mse-split",
        r"R(\hat y) = v + (\hat y - \mu)^2",
        "variance plus squared bias",
        truths,
        {
            r"R(\hat y)": lambda p: mean_loss(lambda r: r * r, p["y"], p["answer"]),
            **ANSWER,
        },
    ),
    Equation(
        "eq-reg-gaussian",
        r"q(r) = \frac{1}{\sqrt{2 \pi v}} \, e^{-\frac{r^2}{2 v}}",
        "the Gaussian density",
        noise,
        BELL,
    ),
    Equation(
        "eq-reg-gaussian-nll",
        r"-\log q(r) = \frac{r^2}{2 v} + \tfrac12 \log(2 \pi v)",
        "its surprise is the squared error, scaled, plus a constant",
        noise,
        BELL,
        code=lambda p: losses.gaussian_nll(0.0, p["r"], p["v"], full=True),
    ),
    Equation(
        "eq-reg-rmse-slope",
        r"\frac{\partial}{\partial \hat y_i} \sqrt{\frac{1}{n} \sum_{j=1}^{n} r_j^2}"
        r" = \frac{r_i}{n \sqrt{\frac{1}{n} \sum_{j=1}^{n} r_j^2}}",
        "the slope of the RMSE has all residuals in it",
        several,
        {
            r"\frac{\partial}{\partial \hat y_i}"
            r" \sqrt{\frac{1}{n} \sum_{j=1}^{n} r_j^2}": rmse_slope
        },
    ),
    Equation(
        "eq-reg-median-slope",
        r"R'(\hat y) = \frac{n_1 - n_2}{n}",
        "the slope of the mean absolute error counts",
        truths,
        {r"R'(\hat y)": slope_at_answer(lambda r, p: abs(r)), **BELOW_ABOVE},
    ),
    Equation(
        "eq-reg-laplace",
        r"q(r) = \frac{1}{2 \alpha} \, e^{-\frac{|r|}{\alpha}}",
        "the Laplace density",
        noise,
        LAPLACE,
    ),
    Equation(
        "eq-reg-laplace-nll",
        r"-\log q(r) = \frac{|r|}{\alpha} + \log(2 \alpha)",
        "its surprise is the absolute error, scaled, plus a constant",
        noise,
        LAPLACE,
    ),
    Equation(
        "eq-reg-pinball",
        r"\ell = \max\bigl((1 - \tau) r, -\tau r\bigr)",
        "the quantile loss in one line",
        noise,
        {r"\ell": lambda p: pinball(p["r"], p["tau"])},
        code=lambda p: losses.quantile(0.0, p["r"], q=float(p["tau"])),
    ),
    Equation(
        "eq-reg-quantile-slope",
        r"R'(\hat y) = (1 - \tau) \frac{n_1}{n} - \tau \frac{n_2}{n}"
        r" = \frac{n_1}{n} - \tau",
        "its slope is the share below minus the level",
        truths,
        {
            r"R'(\hat y)": slope_at_answer(lambda r, p: pinball(r, p["tau"])),
            **BELOW_ABOVE,
        },
    ),
    Equation(
        "eq-reg-asymmetric",
        r"q(r) = \frac{\tau (1 - \tau)}{\alpha} \, e^{-\frac{\ell}{\alpha}}",
        "the density that the quantile loss believes in",
        noise,
        {
            "q(r)": lambda p: normalised(
                lambda r: pinball(r, p["tau"]) / p["alpha"], p["r"]
            ),
            r"\ell": lambda p: pinball(p["r"], p["tau"]),
        },
    ),
    Equation(
        "eq-huber",
        r"\ell = \tfrac12 \min(|r|, \delta)^2 + \delta \max(|r| - \delta, 0)",
        "the Huber loss in one line",
        scaled("delta"),
        {r"\ell": lambda p: huber(p["r"], p["delta"])},
        code=lambda p: losses.huber(0.0, p["r"], delta=float(p["delta"])),
    ),
    Equation(
        "eq-huber-slope",
        r"\frac{\partial \ell}{\partial \hat y} ="
        r" \max\bigl(-\delta, \min(r, \delta)\bigr)",
        "its slope is the clipped residual",
        scaled("delta"),
        {SLOPE: slope_in_r(lambda r, p: huber(r, p["delta"]))},
        code=lambda p: losses.huber_grad(0.0, p["r"], delta=float(p["delta"])),
    ),
    Equation(
        "eq-huber-location",
        r"\hat y = \mu_0 + \delta \frac{n_2 - n_1}{n_0}",
        "Huber's answer is the mean of the near, shifted by the far",
        balance,
        ANSWER,
    ),
    Equation(
        "eq-huber-area",
        r"\int_{-\infty}^{\infty} e^{-\ell} \, dr"
        r" = \sqrt{2 \pi} \, (2 \Phi(\delta) - 1)"
        r" + \frac{2}{\delta} e^{-\frac{\delta^2}{2}}",
        "the area below the exponential of minus the Huber loss",
        lambda rng: {
            "delta": mp.mpf(rng.uniform(0.5, 2)),
            "pi": mp.pi,
            "Phi": mp.ncdf,
        },
        {
            r"\int_{-\infty}^{\infty} e^{-\ell} \, dr": lambda p: (
                2
                * mp.quad(
                    lambda r: mp.exp(-huber(r, p["delta"])),
                    [0, p["delta"], mp.inf],
                )
            )
        },
    ),
    Equation(
        "eq-smooth-l1",
        r"\ell = \frac{\min(|r|, \beta)^2}{2 \beta} + \max(|r| - \beta, 0)",
        "smooth L1 is Huber's loss over its threshold",
        scaled("beta"),
        {r"\ell": lambda p: huber(p["r"], p["beta"]) / p["beta"]},
        code=lambda p: losses.smooth_l1(0.0, p["r"], beta=float(p["beta"])),
    ),
    Equation(
        "eq-log-cosh-slope",
        r"\frac{\partial}{\partial \hat y} \log \cosh r"
        r" = \frac{e^{r} - e^{-r}}{e^{r} + e^{-r}} = \tanh r",
        "the slope of log-cosh is the hyperbolic tangent",
        noise,
        {
            r"\frac{\partial}{\partial \hat y} \log \cosh r": slope_in_r(
                lambda r, p: log_cosh(r)
            ),
            # The integral of its own slope.
            r"\tanh r": lambda p: mp.quad(
                lambda s: 4 / (mp.exp(s) + mp.exp(-s)) ** 2, [0, p["r"]]
            ),
        },
        code=lambda p: losses.log_cosh_grad(0.0, p["r"]),
    ),
    Equation(
        "eq-log-cosh-noise",
        r"q(r) = \frac{1}{\pi \cosh r}",
        "the density that log-cosh believes in",
        noise,
        {
            "q(r)": lambda p: normalised(log_cosh, p["r"]),
            r"\cosh r": lambda p: mp.exp(log_cosh(p["r"])),
        },
    ),
    Equation(
        "eq-log-cosh-far",
        r"\log \cosh r = |r| - \log 2 + \log(1 + e^{-2 |r|})",
        "log-cosh without overflow",
        noise,
        {r"\cosh r": lambda p: (mp.exp(p["r"]) + mp.exp(-p["r"])) / 2},
        code=lambda p: losses.log_cosh(0.0, p["r"]),
    ),
    Equation(
        "eq-log-cosh-near",
        r"\cosh r = 1 + 2 \Bigl(\sinh \frac{r}{2}\Bigr)^2",
        "the cosine is 1 plus twice a square",
        noise,
        {
            r"\cosh r": lambda p: (mp.exp(p["r"]) + mp.exp(-p["r"])) / 2,
            r"\sinh \frac{r}{2}": lambda p: mp.sinh(p["r"] / 2),
        },
    ),
    Equation(
        "eq-reg-msle-mean",
        r"\log(1 + \hat y) = \frac{1}{n} \sum_{i=1}^{n} \log(1 + y_i)",
        "squared log error asks for the mean of the logarithms",
        amounts,
        {r"\log(1 + \hat y)": msle_answer},
    ),
    Equation(
        "eq-reg-log-normal",
        r"q(y) = \frac{1}{(1 + y) \sqrt{2 \pi v}} \,"
        r" e^{-\frac{(\log(1 + \hat y) - \log(1 + y))^2}{2 v}}",
        "Gaussian in the logarithm, as a density of y",
        amount,
        {
            "q(y)": lambda p: mp.diff(
                lambda t: mp.ncdf(
                    mp.log((1 + t) / (1 + p["answer"])) / mp.sqrt(p["v"])
                ),
                p["y"],
            ),
            **ANSWER,
        },
    ),
    Equation(
        "eq-reg-mape",
        r"R(\hat y) = \frac{1}{n} \sum_{i=1}^{n} \frac{1}{|y_i|} \, |\hat y - y_i|",
        "percentage error weighs the absolute error",
        amounts_of_both_signs,
        {
            r"R(\hat y)": lambda p: (
                mp.fsum(max(p["answer"] / v - 1, 1 - p["answer"] / v) for v in p["y"])
                / 5
            ),
            **ANSWER,
        },
        code=lambda p: losses.absolute_percentage_error(
            p["y"], np.full(5, p["answer"])
        ).mean(),
    ),
    Equation(
        "eq-reg-poisson",
        r"\ell = \mu - y \log \mu = e^{z} - y z",
        "the surprise at a count, less log y!",
        count,
        {
            r"\ell": lambda p: (
                -mp.log(mp.exp(-p["mu"]) * p["mu"] ** p["y"] / mp.factorial(p["y"]))
                - mp.log(mp.factorial(p["y"]))
            )
        },
        code=lambda p: losses.poisson_nll(p["y"], p["z"]),
    ),
    Equation(
        "eq-reg-poisson-slope",
        r"\frac{\partial \ell}{\partial z} = e^{z} - y",
        "its slope in the log-rate is prediction minus truth",
        count,
        {
            r"\frac{\partial \ell}{\partial z}": lambda p: mp.diff(
                lambda z: -mp.log(mp.exp(-mp.exp(z)) * mp.exp(z) ** p["y"]), p["z"]
            )
        },
        code=lambda p: losses.poisson_nll_grad(p["y"], p["z"]),
    ),
    Equation(
        "eq-reg-own-variance",
        r"\ell = \tfrac12 \bigl(u + r^2 e^{-u}\bigr)",
        "the Gaussian surprise in the log-variance, less a constant",
        own_variance,
        {r"\ell": lambda p: -mp.log(bell(p["r"], p["v"])) - mp.log(2 * mp.pi) / 2},
        code=lambda p: losses.gaussian_nll(0.0, p["r"], p["v"]),
    ),
    Equation(
        "eq-reg-own-variance-slope",
        r"\frac{\partial \ell}{\partial u} = \tfrac12 \Bigl(1 - \frac{r^2}{v}\Bigr)",
        "its slope in the log-variance",
        own_variance,
        {
            r"\frac{\partial \ell}{\partial u}": lambda p: mp.diff(
                lambda u: -mp.log(mp.npdf(p["r"], 0, mp.exp(u / 2))), p["u"]
            )
        },
        code=lambda p: losses.gaussian_nll_grad(0.0, p["r"], p["v"]) * p["v"],
    ),
]
NUMBERS = [
    # Exercises, symbols and inline formulas.
    "Exercise 1: the slope of the mean",
    "Exercise 2: the quantile loss",
    "Exercise 3: the slope of the Huber loss",
    "Exercise 4: log-cosh",
    "The factor 2 comes down",
    r"is $2 (\hat y - \mu)(\mu - y_i)$, and its mean is 0, because",
    "add up to 0. The mean of",
    "times the slope $2 r_i / n$ of",
    "With $n_1$ truths below the answer and $n_2$ above,",
    "the package takes 0. If $n$ is even",
    r"a unit too high costs $1 - \tau$, then at $\tau = 0.9$ being",
    "*quantile* of level 0.9: nine",
    r"the slope $1 - \tau$, one above has",
    "$n_1 + n_2 = n$",
    r"is $\alpha / (1 - \tau)$ on",
    r"together $\alpha / (\tau (1 - \tau))$:",
    r"minus $\tfrac12 \delta^2$: a",
    "Above, what a miss costs.",
    "residuals from -4 to 4. Above, four losses, all 0 at residual 0:",
    "Huber with delta 1 and",
    "a step from -1 to 1, a line clipped at -1 and 1, and an S-shaped curve between"
    " -1 and 1.",
    "add up to 0. Let $n_0$ truths be",
    r"with the mean $\mu_0$, let $n_1$ be more than $\delta$ below it and $n_2$ more",
    r"pull with $n_0 (\hat y - \mu_0)$ together",
    r"with $\delta n_1$, those above with $-\delta n_2$. Set the sum to 0 and",
    r"by $\delta / n_0$ for",
    "If it shrinks to 0, nearly",
    r"two parts. Within $\delta$ it is $\sqrt{2 \pi}$ times",
    r"$2 \Phi(\delta) - 1$. In each",
    r"$e^{\delta^2 / 2} e^{-\delta |r|}$, whose",
    r"$e^{-\delta^2 / 2} / \delta$. Together",
    "noise of standard deviation 1 is 1.345 .",
    r"so $\delta = 1$ gives the mean:",
    r"called $\beta$:",
    "smooth L1's at most 1 for",
    "**Smooth L1** is",
    "a residual of 3 with threshold 2.",
    "from $-1$ to 1 like a",
    r"$\cosh r = \tfrac12 (e^{r} + e^{-r})$.",
    r"$\cosh 1000$ overflows, $\cosh 10^{-9}$ rounds to «np.cosh(1e-9):.0f».",
    "added to 1, before",
    "To predict 20 for 10 is as bad as 2000 for 1000, if",
    r"the best $\log(1 + \hat y)$ is",
    r"the factor $1 / (1 + y)$, the slope of $\log(1 + y)$:",
    "log-normal density of $1 + y$. The",
    "$1 / |y_i|$ times:",
    "An answer of 0 is 100 % off",
    r"a miss by 3 pulls a hundred times less at $\mu = 100$ than at $\mu = 1$.",
    r"squared error on $\log(1 + y)$, so",
    "a truth near 0: «tiny:.0f» for one answer of 1",
    "below $-1$",
    r"predict $\log(1 + y)$ instead",
    "Units, smooth L1, and",
    "the loss tends to 1, so",
    "Huber, smooth L1",
    "geometric mean of $1 + y$, less 1",
    # The letter.
    "The last value is 20.2 with",
    "a residual of 180 does not",
    "Let a miss of 180 g cost 180 times a miss of one gram, and not 32 400 times.",
    'counts as "above", at 21 g as at «readings[-1]:.0f».',
    "from 20 to «places[-1]:.0f». Which",
    r"set $\delta$ to «max(stops)»: from",
    r"With $\delta = 0.5$ it does not in «100 * outside[0.5]:.1f» % of the samples.",
    # What the other sections measure.
    "of «len(score)» patients show",
    "samples of «shape[1]» from three",
    "the mean scatters least, «scatter['Gaussian'][0]:.3f», and the median most,"
    " «scatter['Gaussian'][1]:.3f».",
    "the mean scatters «(lambda m, d, h: m / h)(*list(scatter.values())[2]):.1f»"
    " times as much as Huber's",
    "pays «100 * paid:.0f» % in variance",
    r"with «100 * beyond_one:.1f» % of the values more than 1 from the median, a"
    r" default of $\delta = 1$ is",
    "The percentage error's answer is «asked['percentage error']:.0f», far below the"
    " median of «np.median(score):.1f». (Of the medians between"
    " «np.sort(score)[220]:.0f» and «np.sort(score)[221]:.0f» the",
    # Real data.
    "its test MAE is larger than that of squared error by"
    " «clean_gap['absolute'].mean():.1f» ± «clean_gap['absolute'].std():.1f», and"
    " larger in «worse» splits of «len(clean_gap['absolute'])».",
    "Huber and log-cosh, «clean_gap['Huber'].mean():.1f» ±"
    " «clean_gap['Huber'].std():.1f» and «clean_gap['log-cosh'].mean():.1f» ±"
    " «clean_gap['log-cosh'].std():.1f», differ",
    "Percentage error is worse by «clean_gap['percentage'].mean():.1f» and predicts"
    " «-clean['percentage'][:, 2].mean():.1f» too low.",
    "the difference is «shuffled_gap.mean():.1f» ± «shuffled_gap.std():.1f».",
    "at the levels 0.1, 0.5 and 0.9. If",
    "«100 * too_far[300.0]:.0f» % or «100 * too_far[1.0]:.0f» % of the residuals"
    " beyond it",
    "throughout, by «-clean['percentage'][:, 2].mean():.1f» on the diabetes set",
    "that differ: «score.std():.1f» and «rmse_batches[17]:.1f»",
    "and falls, to $«exact_hit:.1f»$ and beyond",
    "test MAE «clean['squared'][:, 0].mean():.1f»; absolute error is"
    " «clean_gap['absolute'].mean():.1f» ± «clean_gap['absolute'].std():.1f» worse;"
    " on shuffled targets Huber differs by «shuffled_gap.mean():.1f» ±"
    " «shuffled_gap.std():.1f»",
    "MAE «slipped['Huber'][:, 0].mean():.1f» and «slipped['absolute'][:,"
    " 0].mean():.1f» with a tenth slipped; squared error «slipped['squared'][:,"
    " 0].mean():.1f»",
    "MAE «slipped['log-cosh'][:, 0].mean():.1f» there: no difference",
    "geometric mean, «geometric:.1f» where the mean is «score.mean():.1f»",
    "best answer «asked['percentage error']:.1f» where the median is"
    " «np.median(score):.1f»; test predictions «-clean['percentage'][:,"
    " 2].mean():.1f» too low",
    "Laplace noise: median scatters «scatter['Laplace'][1]:.3f», mean"
    " «scatter['Laplace'][0]:.3f»; Gaussian: «scatter['Gaussian'][1]:.3f» and"
    " «scatter['Gaussian'][0]:.3f»",
    "gets the slope 1 from each truth below the answer and $-1$ from each above.",
    "Any number from $-1$ to 1 is a",
    r"For $\tau = \tfrac12$ the loss",
    "asked in 1809 for",
    "Set the sum to 0 and solve, if $n_0 > 0$:",
    "of mean 0 and variance 1 lies",
    "our slope is 0.",
    r"far out the loss is $|r| - \log 2$. But",
    r"as 1 plus something. The square of $e^{r/2} - e^{-r/2}$ is $e^{r} - 2 +"
    r" e^{-r}$, which is $2 \cosh r - 2$. By definition $e^{r/2} - e^{-r/2}$ is also"
    r" $2 \sinh \frac{r}{2}$, with",
    "`np.log1p` takes the logarithm of 1 plus something",
    r"Near 0 the sine is about its argument and the logarithm about the something,"
    r" so the loss is about $\tfrac12 r^2$.",
    "A residual of 1e-9 costs «forms['lossedu'][0]:.0e», and only the near form has"
    " a digit of it; at 1000 only",
    "at a residual of about 1 and",
    r"$e^{-\ell} = 1 / \cosh r = 2 / (t + 1 / t)$ becomes that below $2 / (1 +"
    r" t^2)$. This is the derivative of $2 \arctan t$, which rises from 0 at $t = 0$"
    r" towards",
    "geometric mean** of $1 + y$, less 1. The",
    "does not fall to 0 and",
    r"the term $\log(2 \alpha |y_i|)$ of",
    "by any amount: 100 for 10 by «100 * losses.absolute_percentage_error(10.0,"
    " 100.0):.0f» %. It has no value at a truth of 0, and",
    "add up to 0 where it is",
    "the RMSE of all is «score.std():.1f», and batches of one give"
    " «rmse_batches[1]:.1f», the mean",
    "Their mean is «near.mean():.3f», and",
    r"with $\delta = 1$ the answer is «near.mean() + 1 / 4:.3f», the guess was"
    r" right, and for a reading of 2020 it",
    "The median stops at «np.median(sets[-1]):.1f», once",
    "two variances save «own_saves[0]:.3f» nats each, which is little, but more than"
    " any of «len(own_saves) - 1» random halves, at most «by_chance:.3f».",
    "Squared error goes from «clean['squared'][:, 0].mean():.1f» to"
    " «slipped['squared'][:, 0].mean():.1f». The constant has"
    " «slipped['constant'][:, 0].mean():.1f».",
    r"by $«slipped_gap['Huber'].mean():.1f» \pm «slipped_gap['Huber'].std():.1f»$,"
    r" log-cosh from Huber by $«slipped_gap['log-cosh'].mean():.1f» \pm"
    r" «slipped_gap['log-cosh'].std():.1f»$.",
    "(skewness $«skewness:.2f»$, where 0 is as far",
    "the mean of $r^4 / v^2$, is «kurtosis:.1f»; a Gaussian has"
    " «stats.norm.stats(moments='k') + 3:.0f», Laplace noise"
    " «stats.laplace.stats(moments='k') + 3:.0f»).",
    "On slipped targets 10 and 100 both give «of_delta['slipped', 10.0]:.1f», and"
    " 300 gives «of_delta['slipped', 300.0]:.1f». On clean ones it goes from"
    " «of_delta['clean', 10.0]:.1f» down to «of_delta['clean', 300.0]:.1f».",
    "targets 10 and 100 both give «of_delta['slipped', 100.0]:.1f», and",
    "falls from «per_unit['clean', 'squared']:.2f» to «per_unit['input',"
    " 'squared']:.2f» under squared error, and from «per_unit['clean',"
    " 'absolute']:.2f» to «per_unit['input', 'absolute']:.2f» under",
    "outside the test part and to 40 of",
    "With «max(held)» patients the range holds «held[331][:, 1].mean():.3f» ±"
    " «held[331][:, 1].std():.3f» of the test patients where 0.8 were promised,"
    " which",
    "With 40 it holds «held[40][:, 1].mean():.3f» ± «held[40][:, 1].std():.3f»: a"
    " line of eleven weights can run through «word(held[40][:, 0].mean())» of the 40"
    " patients",
    "They do for «100 * held[331][:, 2].mean():.1f» % of the test patients, and for"
    " «100 * held[40][:, 2].mean():.1f» % with 40.",
    "Scatter of «len(score)» diabetes scores against body mass index from «bmi[:,"
    " 0].min():.0f» to «bmi[:, 0].max():.0f», with three rising straight lines at"
    " the levels 0.1, 0.5 and 0.9.",
    "(here «100 * share['slipped']:.0f» % in a tenth; «100 * share['clean']:.0f» %"
    " on clean targets)",
    "than promised: «held[40][:, 1].mean():.3f» for 0.8",
    "down from «per_unit['clean', 'squared']:.2f» to «per_unit['input',"
    " 'squared']:.2f» (squared), from «per_unit['clean', 'absolute']:.2f» to"
    " «per_unit['input', 'absolute']:.2f» (absolute)",
    "«held[331][:, 1].mean():.3f» ± «held[331][:, 1].std():.3f» of the test patients"
    " in a range of 0.8; from 40 patients «held[40][:, 1].mean():.3f» ± «held[40][:,"
    " 1].std():.3f»",
    "variance «chins.var():.2f», mean «chins.mean():.2f»",
    "saves «own_saves[0]:.3f» nats each on the diabetes set; «len(own_saves) - 1»"
    " random halves at most «by_chance:.3f»",
    r"$\log(1 + y)$ of both, for",
    "It needs values above $-1$. All",
    "one that is 180 g off moved the answer from 20 to «report['squared error']:.0f».",
    "stay between «slipped['Huber'][:, 0].mean():.1f» and «slipped['absolute'][:,"
    " 0].mean():.1f».",
]
