"""What the chapter on tuning prints."""

from itertools import product

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import slope_of

TRIES = r"n_{\text{tries}}"
BELL_OF_BEST = (
    r"\int_{-\infty}^{\infty} z\,\varphi(z)\,\Phi(z)^{n_{\text{tries}} - 1}\,dz"
)

SQUARE = r"E\Bigl[ \bigl( Y - \sum_i w_i X_i \bigr)^2 \Bigr]"
LEFT = r"\begin{aligned} &" + SQUARE + r" \\"


# Points.


def one_input(rng):
    """Inputs and targets of a line through 0, and a penalty."""
    x, y = ([mp.mpf(v) for v in rng.normal(size=6)] for _ in range(2))
    return {"x": x, "y": y, "lambda": mp.mpf(rng.uniform(0.1, 5))}


def sample(rng):
    return {"a": mp.mpf(rng.uniform(0.05, 0.95)), "n": int(rng.integers(2, 9))}


def best_of(rng):
    return {
        "k": int(rng.integers(2, 9)),
        "z": mp.mpf(rng.normal()),
        "Phi": mp.ncdf,
    }


def folds(rng):
    K = int(rng.integers(3, 9))
    size = int(rng.integers(1, 6))
    errors = [mp.mpf(v) for v in rng.uniform(1, 2, K)]
    return {"K": K, "n": K * size, "R": errors}


def process(rng):
    """Four quantities that vary together; the last is the one to be guessed.

    Each is a sum of six independent parts of variance 1 with the coefficients A, so
    that the mean of a product of two is the product of their coefficients.
    """
    A = mp.matrix(rng.normal(size=(4, 6)).tolist())
    table = A * A.T
    return {
        "n": 3,
        "Y": 4,
        "i": int(rng.integers(1, 4)),
        "A": A,
        "v": [[table[i, j] for j in range(4)] for i in range(4)],
        "w": [mp.mpf(v) for v in rng.normal(size=3)],
    }


def solved(rng):
    """The same with the weights of the best guess, found by orthogonal steps."""
    p = process(rng)
    seen, wanted = p["A"][:3, :].T, p["A"][3, :].T
    w, _ = mp.qr_solve(seen, wanted)
    return p | {"w": [w[i] for i in range(3)]}


def improvement(rng):
    mean, variance = mp.mpf(rng.normal()), mp.mpf(rng.uniform(0.2, 2))
    lowest = mp.mpf(rng.normal())
    return {
        "mu": mean,
        "v": variance,
        "lowest": lowest,
        "z": (lowest - mean) / mp.sqrt(variance),
        "Phi": mp.ncdf,
        "varphi": mp.npdf,
    }


def verdicts(rng):
    """The probabilities that only the first model is right, or only the second."""
    one, other = (mp.mpf(v) for v in rng.uniform(0.05, 0.4, 2))
    return {"p": [one, other], "n": int(rng.integers(1, 5))}


# Meanings.


def squares(p, w):
    return mp.fsum((w * x - y) ** 2 for x, y in zip(p["x"], p["y"], strict=True))


def fitted(p, penalty):
    """Loss on the data at the weight where the penalised loss is flat."""
    w = mp.findroot(
        lambda w: mp.diff(lambda t: squares(p, t) + penalty * t**2, w), mp.mpf(0)
    )
    return squares(p, w)


def scatter(p):
    """Variance of a share, over all counts that can come up."""
    a, n = p["a"], p["n"]
    chance = [mp.binomial(n, k) * a**k * (1 - a) ** (n - k) for k in range(n + 1)]
    mean = mp.fsum(c * k / n for k, c in enumerate(chance))
    return mp.fsum(c * (mp.mpf(k) / n - mean) ** 2 for k, c in enumerate(chance))


def all_below(p):
    one = mp.quad(mp.npdf, [-mp.inf, -2, 0, p["z"]])
    return mp.fprod(one for _ in range(p["k"]))


def mean_of_best(p):
    """The area beside the distribution of the best, on both sides of 0."""
    n = p["k"]
    return mp.quad(
        lambda z: 1 - mp.ncdf(z) ** n - mp.ncdf(-z) ** n, [0, 1, 2, 4, 8, 16]
    )


def integral_of_best(p):
    n = p["k"]
    return mp.quad(
        lambda z: z * mp.npdf(z) * mp.ncdf(z) ** (n - 1),
        [-16, -8, -4, -2, 0, 2, 4, 8, 16],
    )


def by_leaving_out(p):
    """The jackknife's variance of the mean: what leaving out one value changes."""
    R, K = p["R"], p["K"]
    without = [(mp.fsum(R) - r) / (K - 1) for r in R]
    middle = mp.fsum(without) / K
    return mp.mpf(K - 1) / K * mp.fsum((v - middle) ** 2 for v in without)


def missed(p):
    """Variance of what is left of the last quantity after the guess."""
    A, w = p["A"], p["w"]
    left = [A[3, c] - mp.fsum(w[i] * A[i, c] for i in range(3)) for c in range(A.cols)]
    return mp.fsum(v**2 for v in left)


def expected_gain(p):
    """By an integral over the error itself, and not over its standardised form."""
    scale = mp.sqrt(p["v"])
    return mp.quad(
        lambda y: (p["lowest"] - y) * mp.npdf(y, p["mu"], scale),
        [p["lowest"] - step for step in (40, 20, 10, 5, 2, 1, 0)],
    )


def gain_over_bell(p):
    scale = mp.sqrt(p["v"])
    return mp.quad(
        lambda t: (p["lowest"] - p["mu"] - scale * t) * mp.npdf(t),
        [p["z"] - step for step in (40, 20, 10, 5, 2, 1, 0)],
    )


def paired(p):
    """Variance of the mean score over all scores that n images can have."""
    chance = {1: p["p"][0], -1: p["p"][1], 0: 1 - p["p"][0] - p["p"][1]}
    all_scores = list(product(chance, repeat=p["n"]))
    weight = [mp.fprod(chance[s] for s in scores) for scores in all_scores]
    means = [mp.mpf(sum(scores)) / p["n"] for scores in all_scores]
    centre = mp.fdot(weight, means)
    return mp.fsum(q * (m - centre) ** 2 for q, m in zip(weight, means, strict=True))


def together(*letters):
    """The covariance of two of the quantities, by the letters of its index."""
    return lambda p: p["v"][p[letters[0]] - 1][p[letters[1]] - 1]


COVARIANCE = {
    "v_{ij}": together("i", "j"),
    "v_{iY}": together("i", "Y"),
    "v_{YY}": together("Y", "Y"),
}
GAIN = {
    r"E[\max(R_{\min} - Y, 0)]": expected_gain,
    r"R_{\min}": lambda p: p["lowest"],
}

EQUATIONS = [
    Equation(
        "eq-tun-training",
        r"R(w_0) \le R(w_\lambda)",
        "the training loss is lowest without a penalty",
        one_input,
        {
            r"R(w_0)": lambda p: fitted(p, 0),
            r"R(w_\lambda)": lambda p: fitted(p, p["lambda"]),
        },
    ),
    Equation(
        "eq-tun-accuracy",
        r"v = \frac{a (1 - a)}{n}",
        "the variance of a measured accuracy",
        sample,
        {"v": scatter},
    ),
    Equation(
        "eq-tun-best-below",
        r"P\bigl( \max_k X_k \le z \bigr) = \Phi(z)^{n_{\text{tries}}}",
        "the best is below z if all are",
        best_of,
        {
            r"P\bigl( \max_k X_k \le z \bigr)": all_below,
            TRIES: lambda p: p["k"],
        },
    ),
    Equation(
        "eq-tun-best-mean",
        r"\begin{aligned} &E\bigl[ \max_k X_k \bigr] \\ &= n_{\text{tries}} "
        + BELL_OF_BEST
        + r" \end{aligned}",
        "the expected maximum of independent normal numbers",
        best_of,
        {
            r"E\bigl[ \max_k X_k \bigr]": mean_of_best,
            BELL_OF_BEST: integral_of_best,
            TRIES: lambda p: p["k"],
        },
    ),
    Equation(
        "eq-tun-cv",
        r"\mu = \frac{1}{K} \sum_{k=1}^{K} R_k",
        "the mean over the folds, from which their squared distances are least",
        folds,
        {
            r"\mu": lambda p: mp.findroot(
                lambda m: mp.diff(lambda t: mp.fsum((r - t) ** 2 for r in p["R"]), m),
                1,
            )
        },
    ),
    Equation(
        "eq-tun-se",
        r"v = \frac{1}{K (K - 1)} \sum_{k=1}^{K} (R_k - \mu)^2",
        "the variance of the mean, estimated from the spread of the folds",
        lambda rng: (p := folds(rng)) | {"mu": mp.fsum(p["R"]) / p["K"]},
        {"v": by_leaving_out},
    ),
    Equation(
        "eq-tun-gp-weights",
        r"\sum_j v_{ij} w_j = v_{iY}",
        "the weights of the best guess",
        solved,
        COVARIANCE,
    ),
    Equation(
        "eq-tun-gp-variance",
        LEFT + r" &= v_{YY} - \sum_i w_i v_{iY} \end{aligned}",
        "the expected squared error of the best guess",
        solved,
        {SQUARE: missed, **COVARIANCE},
    ),
    Equation(
        "eq-tun-ei-integral",
        r"\begin{aligned} &E[\max(R_{\min} - Y, 0)] \\ &\quad"
        r" = \int_{-\infty}^{z} (R_{\min} - \mu - \sqrt{v}\,t)\,\varphi(t)\,dt"
        r" \end{aligned}",
        "the expected improvement as an integral over the standard normal density",
        improvement,
        {
            r"E[\max(R_{\min} - Y, 0)]": expected_gain,
            r"\int_{-\infty}^{z} (R_{\min} - \mu - \sqrt{v}\,t)\,\varphi(t)\,dt": (
                gain_over_bell
            ),
        },
    ),
    Equation(
        "eq-tun-bell",
        r"\varphi'(t) = -t\,\varphi(t)",
        "the slope of the bell curve",
        lambda rng: {"t": mp.mpf(rng.normal()), "varphi": mp.npdf},
        {r"\varphi'(t)": slope_of(lambda p, t: mp.npdf(t), "t")},
    ),
    Equation(
        "eq-tun-ei",
        r"\begin{aligned} &E[\max(R_{\min} - Y, 0)] \\ &\quad"
        r" = (R_{\min} - \mu)\,\Phi(z) + \sqrt{v}\,\varphi(z) \end{aligned}",
        "the expected improvement of a normal guess",
        improvement,
        GAIN,
    ),
    Equation(
        "eq-tun-paired",
        r"v = \frac{p_1 + p_2 - (p_1 - p_2)^2}{n}",
        "the variance of a difference in accuracy on the same images",
        verdicts,
        {"v": paired},
    ),
]
NUMBERS = [
    # Inline formulas, and numbers that are chosen and not computed.
    "Toss a coin for each of 200 people, and draw «draw_noise(1, rng)[0].shape[1]»"
    " numbers for each",
    "five of the 50 columns,",
    "Try 1000 choices of columns, keep the best, and let it answer 10,000 new people."
    " All this «len(looked)» times;",
    "$w_0$ for the weights",
    "it chooses 0.",
    "diabetes set has «word(body.shape[1])» measurements of «len(body)» people",
    "falls with «'every' if np.all(np.diff(on_training) < 0) else 'not every'» step"
    " towards 0 and",
    "is worth 1 with probability $a$ and 0 otherwise,",
    "$E[X^2] - (E[X])^2 = a - a^2$, since $1^2 = 1$ and $0^2 = 0$.",
    "by $n^2$.",
    "For $a = \\tfrac12$ and 100 people it is «one_error:.2f». An accuracy of"
    " «np.mean(looked):.2f» is «word((np.mean(looked) - 0.5) / one_error)» of these away"
    " from one half,",
    "we had 1000.",
    "to mean 0 and variance 1.",
    "scatter about 0.90 with a standard deviation of 0.02.",
    "over «worth.shape[0]» searches",
    "With 100 validation examples, how far apart are the curves after 200 tries?",
    "within 0.01 of each other",
    "Exercise 1: cross-validated errors",
    "Exercise 2: the one-standard-error rule",
    "$K - 1$ in place",
    "Draw «len(R[0])» data sets of «len(R)» rows with «truth.shape[0]» inputs",
    "penalty 5.",
    "60 people with tossed labels, 1000 columns of noise.",
    "60 people and 200 choices of columns",
    "batches of 32,",
    "(..., 1, 1)",
    "whole numbers from 0.",
    "«len(part)» images to train, «len(valid_part)» to validate, «len(test_part)» to"
    " test; «Network().n_steps» steps a training;",
    "0.001 against 0.002 is as large a difference as 1 against 2. Drawn evenly between"
    " «RATE[0]» and «RATE[1]:.0f»,"
    " «word(10 * (RATE[1] - 1) / (RATE[1] - RATE[0]))» of ten rates would be above 1.",
    "$3^3 = «3**3»$ trainings",
    "with probability 0.95, and «int(np.ceil(np.log(0.05) / np.log(0.95)))» independent"
    " ones all miss it with $0.95^{59}$, about «0.95**59:.2f». So 59 tries find one of"
    " the best twentieth with a probability of «100 * (1 - 0.95**59):.0f» %,",
    "$X_1, X_2, \\dots$",
    "$-2\\,E[(Y - \\sum_j w_j X_j)\\,X_i]$, that is $-2 v_{iY} + 2 \\sum_j v_{ij} w_j$.",
    "^2]$ in $w_i$",
    "lowest point it is 0:",
    "has covariance 0 with",
    "It is 0 at a value",
    "each $v_{iY}$ is 0.",
    "covariance 0 means",
    "$\\varphi(t) = e^{-t^2/2} / \\sqrt{2\\pi}$",
    "which is 0 at $-\\infty$,",
    "width 16, no penalty.",
    "with probability 0.1 counts as that, $\\log 10$. Two rates are tried first,"
    " «10 ** tried[0]:.2f» and «10 ** tried[1]:.1f»; the rule chooses"
    " «word(len(tried) - 2)» more.",
    "learning rate from 0.001 to 10. Four points",
    "on «len(test_part)» test images an accuracy of 0.95 has a standard error of"
    " «np.sqrt(0.95 * 0.05 / len(test_part)):.3f».",
    "Score an image 1, -1 or, if both or neither are right, 0.",
    "$p_1$ be the probability",
    "$p_2$ that only",
    "$p_1 - p_2$;",
    "$p_1 + p_2$.",
    "with 27 random trainings, and gives the old one three,",
    "5 or 10 folds",
    "rate «Network().rate», as in Keras' plain gradient descent, width"
    " «Network().width» and",
    # The best of many.
    "The best of 1000 is right for «100 * np.mean(looked):.0f» % of the people by whom"
    " it was chosen, and for «100 * np.mean(was):.0f» % of the others.",
    "at a penalty of «by_valid:.0f».",
    "The best of 10 looks «best_is[10]:.2f» standard errors too good, the best of"
    " 1000 looks «best_is[1000]:.2f»:",
    "this predicts «predicted:.3f», and «np.mean(looked):.3f» was measured.",
    "They are «apart[100]:.3f» apart, two and a half standard deviations"
    "«'' if abs(apart[100] / 0.02 - 2.5) < 0.1 else ' not'»",
    "From «enough» examples on they are less than 0.01 apart. And no: every step of"
    " every true curve leads «'up' if np.min(steps) > 0 else 'down'». With 100 examples,"
    " 200 tries gain «gain:.3f».",
    "by the training loss the penalty is always 0.",
    # Cross-validation.
    "With two folds the estimate, «estimate[2]:.2f», is far above the true"
    " «all_rows:.2f»:",
    "With ten folds it is «estimate[10]:.2f», with one row a fold (*leave-one-out*)"
    " «estimate[60]:.2f». The spread over the data sets is «spread[10]:.2f» for"
    " ten folds. The standard error from the folds says «rough[10]:.2f», too"
    " «'little' if rough[10] < spread[10] else 'much'» by about"
    " «'a quarter' if abs(1 - rough[10] / spread[10] - 1 / 4) < 0.03 else 'not'».",
    "Selection before the split finds «leak.mean():.2f» in pure noise; inside the fold,"
    " «none.mean():.2f» ± «none.std():.2f», no better than tossing.",
    "The best of 200 looks right for «100 * np.mean(flat):.0f» % of the people, the"
    " nested estimate says «100 * np.mean(nested):.0f» % ± «100 * np.std(nested):.0f» %.",
    # The searches.
    "lowest point near rate «10 ** where[actual.argmin()]:.0f» and jumps up above"
    " «10 ** after_four[0][3]:.2f».",
    "The five rates end at a loss of «found.min():.2f»; the lowest of «len(where)»"
    " rates between 0.001 and 10 has «actual.min():.2f».",
    "from 0.1 up to «10 ** tried[2]:.3f» and «10 ** tried[3]:.2f», where the loss"
    " is low, then far out to «10 ** tried[4]:.2f», where the margin is wide,",
    "jumps out of the band above «10 ** tried[3]:.2f».",
    "Grid search stays at «right['grid'].mean():.3f» on the test images; the other two"
    " reach «right['random'].mean():.3f» and «right['TPE'].mean():.3f». Its three rates"
    " are «coarse['network__rate'][0]:.4f», «coarse['network__rate'][1]:.1f» and"
    " «coarse['network__rate'][2]:.1f»,",
    "«len(rates)» rates by «len(decays)» decays by «len(WIDTHS)» widths,"
    " «len(every)» settings, on five random splits",
    "Four ways to spend «BUDGET» trainings:",
    "random search, «len(searches['random']) // 5» times on each split;",
    "TPE, «len(searches['TPE']) // 5» times on each split.",
    "*The even grid loses*, «pm(on_test['grid'])» against"
    " «pm(on_test['random'])» for random search. It tried three rates.",
    "With nine rates it reaches «pm(on_test['grid on the rate'])». It",
    "*TPE ends lower than random search*, as a rule. Its first ten",
    "the search ends at «pm(theirs)», and TPE at «pm(ours)»: lower in «tpe_wins» of"
    " «len(ours)» cases and equal in «duel_ties». But look at the test images:"
    " «pm(on_test['TPE'])» against «pm(on_test['random'])» is a",
    "*The defaults reach «np.mean(default):.3f».* That is no verdict on 0.01 as a rate:"
    " «Network().n_steps» steps are few.",
    "the best rate lies"
    " «'inside' if all(0 < w[0] < 12 for w in winners) else 'outside'» its range. The"
    " best decay is the smallest of the table on"
    " «word(sum(w[1] == 0 for w in winners))» splits of five, the best width the"
    " largest on «word(sum(w[2] == 2 for w in winners))», so a real search would go on"
    " to smaller decays and to a width of 64.",
    "The difference is «a - b:.3f». Unpaired, its standard error is"
    " «unpaired:.4f», paired «paired:.4f», since the two give the same verdict, right"
    " or wrong, on «100 * (1 - p1 - p2):.0f» % of the images.",
    "The placebo wins «100 * wins:.0f» % of the comparisons, «placebo.mean():.3f»"
    " against «old.mean():.3f». Given the same budget, the same method wins"
    " «100 * fair_wins:.0f» % against itself and draws «100 * fair_ties:.0f» %.",
    # The table of choices.
    "200 tries look less than 0.01 too good from «enough» examples on,"
    " «apart[100]:.3f» with 100",
    "error «estimate[5]:.2f» and «estimate[10]:.2f» where the truth is"
    " «all_rows:.2f»; «estimate[2]:.2f» with two folds",
    "«100 * np.mean(nested):.0f» % on noise, where the best of 200 says"
    " «100 * np.mean(flat):.0f» %",
    "nine rates: test accuracy «pm(on_test['grid on the rate'])»",
    "«pm(on_test['random'])», an even grid «pm(on_test['grid'])»",
    "loss «pm(ours)» after «BUDGET» trainings, random «pm(theirs)»",
]
