"""What the chapter on many classes prints."""

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import distribution, moved, sigmoid, softmax
from lossedu import activations, losses

# Oracles. Softmax is found from its odds, by one sum of ratios for each class; slopes
# are numerical derivatives, best answers are roots of them.


def crossed(p, z):
    """The price of logits: each class's surprise, weighted with p."""
    return -mp.fdot(p, [mp.log(v) for v in softmax(z)])


def logits(rng):
    """A row of logits, its softmax, a certain label and uncertain ones."""
    K = int(rng.integers(3, 6))
    z = [mp.mpf(v) for v in rng.normal(scale=1.5, size=K)]
    k, j = (int(v) for v in rng.choice(K, 2, replace=bool(rng.integers(2))) + 1)
    T = mp.mpf(rng.uniform(0.4, 3))
    return {
        "K": K,
        "n": K,  # the bound of a sum that leaves one class out
        "k": k,
        "j": j,
        "y": int(rng.integers(1, K + 1)),
        "z": z,
        "a": softmax(z),
        "T": T,
        "q": softmax([v / T for v in z]),
        "b": mp.mpf(rng.normal(scale=3)),
        "p": distribution(rng, K),
        "g": [mp.mpf(v) for v in rng.normal(size=K)],
        "x": [mp.mpf(v) for v in rng.normal(size=K)],
        "varepsilon": mp.mpf(rng.uniform(0.05, 0.6)),
        "sigma": sigmoid,
    }


def certain(rng):
    """The same with a certain label, in p as well as in y."""
    point = logits(rng)
    p = [mp.mpf(k == point["y"]) for k in range(1, point["K"] + 1)]
    return point | {"p": p}


def two(rng):
    return logits(rng) | {
        "K": 2,
        "z": (z := [mp.mpf(v) for v in rng.normal(scale=2, size=2)]),
        "a": softmax(z),
    }


def other_class(rng):
    point = certain(rng)
    return point | {"j": 1 + point["y"] % point["K"]}


def weighted(rng):
    """Class weights, and the answer that costs least with them."""
    K = int(rng.integers(2, 5))
    c = [mp.mpf(v) for v in rng.uniform(0.3, 5, K)]
    p = distribution(rng, K)
    j = int(rng.integers(1, K + 1))
    return {"K": K, "j": j, "c": c, "p": p, "a": cheapest(c, p)}


def cheapest(c, p):
    """Where moving probability between two classes no longer pays: c p / a is even."""
    level = mp.findroot(
        lambda t: mp.fsum(u * v / t for u, v in zip(c, p, strict=True)) - 1, 1
    )
    return [u * v / level for u, v in zip(c, p, strict=True)]


def rate(rng):
    gamma = mp.mpf(rng.uniform(0.5, 3))
    return {
        "rho": mp.mpf(rng.uniform(0.05, 0.95)),
        "c": [mp.mpf(rng.uniform(0.5, 12))],
        "gamma": gamma,
        "z": mp.mpf(rng.normal(scale=2)),
        "sigma": sigmoid,
    }


def weighted_price(point, z):
    """Expected price of a logit if positives count more."""
    rho, (c,) = point["rho"], point["c"]
    return -rho * c * mp.log(sigmoid(z)) - (1 - rho) * mp.log(sigmoid(-z))


def focal_price(gamma, y, z):
    """Surprise at a label, times a power of the other label's probability."""
    z = z if y else -z
    return -(sigmoid(-z) ** gamma) * mp.log(sigmoid(z))


def focal(rng):
    point = rate(rng)
    return point | {"a": sigmoid(point["z"])}


def focal_best(rng):
    """A logit, and the true rate at which its expected price no longer falls."""
    point = focal(rng)
    up, down = (
        mp.diff(lambda z, y=y: focal_price(point["gamma"], y, z), point["z"])
        for y in (1, 0)
    )
    return point | {"rho": down / (down - up)}


def sample(rng):
    """Labels, whole-number weights and prices of a batch."""
    n, K = 6, 3
    y = [1, 2, 3, *(int(v) for v in rng.integers(1, K + 1, n - 3))]
    c = [int(v) for v in rng.permutation([1, 2, 5])]
    return {"n": n, "y": y, "c": c, "loss": [mp.mpf(v) for v in rng.gamma(2, size=n)]}


def repeated(point):
    """Plain mean over a list that holds every example as often as it weighs."""
    rows = [
        loss
        for y, loss in zip(point["y"], point["loss"], strict=True)
        for _ in range(point["c"][y - 1])
    ]
    return mp.fsum(rows) / len(rows)


def groups(rng):
    """Answers in three groups, and which of them are right."""
    K, said, right = 3, [], []
    for size in rng.integers(3, 7, K):
        said.append([mp.mpf(v) for v in rng.uniform(0.2, 1, size)])
        right.append([int(v) for v in rng.integers(0, 2, size)])
    n_k = [len(v) for v in said]
    return {
        "K": K,
        "size": n_k,
        "n": sum(n_k),
        "a": [mp.fsum(v) / len(v) for v in said],
        "rho": [mp.mpf(sum(v)) / len(v) for v in right],
        "said": said,
        "right": right,
    }


def gaps(point):
    """What the answers of each group claim too much in all, counted one by one."""
    claimed = [
        mp.fsum(a - v for a, v in zip(said, right, strict=True))
        for said, right in zip(point["said"], point["right"], strict=True)
    ]
    return mp.fsum(abs(v) for v in claimed) / mp.fsum(point["size"])


def slope(of, at="z", k="j", order=1):
    """Numerical derivative of ``of(point, list)`` in entry k of a list."""

    def value(point):
        place = point[k]
        return mp.diff(
            lambda v: of(point, moved(point[at], place, v)),
            point[at][place - 1],
            order,
        )

    return value


TRUE = {"[k = j]": lambda p: mp.mpf(p["k"] == p["j"])}
SLOPE_OF_A = {
    r"\frac{\partial a_k}{\partial z_j}": slope(lambda p, z: softmax(z)[p["k"] - 1])
}
LOSS = {r"\ell": lambda p: crossed(p["p"], p["z"])}


def smoothed(point, z):
    """Mean price over all labels that smoothing may put in the place of the true one."""
    e, K = point["varepsilon"], point["K"]
    drawn = mp.fsum(crossed([mp.mpf(i == k) for i in range(K)], z) for k in range(K))
    return (1 - e) * crossed(point["p"], z) + e * drawn / K


def smoothed_gap(point):
    """The lead at which the price of smoothed labels, all others even, is lowest."""
    K = point["K"]
    even = [mp.mpf(0)] * K
    one = point | {"p": [mp.mpf(1), *even[1:]]}
    return mp.findroot(
        lambda t: mp.diff(lambda v: smoothed(one, [v, *even[1:]]), t), 1.5
    )


EQUATIONS = [
    Equation(
        "eq-mc-odds",
        r"\log \frac{a_k}{a_j} = z_k - z_j",
        "a difference of logits is the logarithm of odds",
        logits,
        {r"\frac{a_k}{a_j}": lambda p: p["a"][p["k"] - 1] / p["a"][p["j"] - 1]},
        definition=True,
    ),
    Equation(
        "eq-mc-softmax",
        r"a_k = \frac{1}{\sum_{j=1}^{K} e^{z_j - z_k}}"
        r" = \frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}",
        "softmax solves the equations of the odds",
        logits,
        code=lambda p: activations.softmax(p["z"])[int(p["k"]) - 1],
    ),
    Equation(
        "eq-mc-shift",
        r"\frac{e^{z_k + b}}{\sum_{j=1}^{K} e^{z_j + b}}"
        r" = \frac{e^{b} e^{z_k}}{e^{b} \sum_{j=1}^{K} e^{z_j}} = a_k",
        "a number added to all logits changes nothing",
        logits,
        code=lambda p: activations.softmax(p["z"] + p["b"])[int(p["k"]) - 1],
    ),
    Equation(
        "eq-mc-two",
        r"\begin{aligned} a_1 &= \frac{e^{z_1}}{e^{z_1} + e^{z_2}}"
        r" = \frac{1}{1 + e^{-(z_1 - z_2)}} \\ &= \sigma(z_1 - z_2) \end{aligned}",
        "softmax of two classes is the sigmoid of the difference",
        two,
    ),
    Equation(
        "eq-mc-temperature",
        r"\frac{q_k}{q_j} = e^{(z_k - z_j) / T} = \Bigl( \frac{a_k}{a_j} \Bigr)^{1/T}",
        "a temperature raises the odds to a power",
        logits,
    ),
    Equation(
        "eq-mc-log-slope",
        r"\frac{\partial \log a_k}{\partial z_j} = [k = j] - a_j",
        "the derivative of a log-probability",
        logits,
        {
            r"\frac{\partial \log a_k}{\partial z_j}": slope(
                lambda p, z: mp.log(softmax(z)[p["k"] - 1])
            ),
            **TRUE,
        },
        code=lambda p: activations.log_softmax_jacobian(p["z"])[
            int(p["k"]) - 1, int(p["j"]) - 1
        ],
    ),
    Equation(
        "eq-mc-jacobian",
        r"\frac{\partial a_k}{\partial z_j} = a_k \bigl( [k = j] - a_j \bigr)",
        "the Jacobian of softmax",
        logits,
        {**SLOPE_OF_A, **TRUE},
        code=lambda p: activations.softmax_jacobian(p["z"])[
            int(p["k"]) - 1, int(p["j"]) - 1
        ],
    ),
    Equation(
        "eq-mc-rows",
        r"\sum_{j=1}^{K} \frac{\partial a_k}{\partial z_j}"
        r" = a_k - a_k \sum_{j=1}^{K} a_j = 0",
        "a row of the Jacobian adds up to 0",
        logits,
        SLOPE_OF_A,
    ),
    Equation(
        "eq-mc-vjp",
        r"\sum_{k=1}^{K} g_k \frac{\partial a_k}{\partial z_j}"
        r" = a_j \Bigl( g_j - \sum_{k=1}^{K} a_k g_k \Bigr)",
        "an upstream slope goes back through softmax",
        logits,
        SLOPE_OF_A,
        code=lambda p: activations.softmax_vjp(p["g"], p["z"])[int(p["j"]) - 1],
    ),
    Equation(
        "eq-mc-loss",
        r"\ell = -\sum_{k=1}^{K} p_k \log a_k"
        r" = \log \sum_{j=1}^{K} e^{z_j} - \sum_{k=1}^{K} p_k z_k",
        "cross-entropy in terms of logits",
        logits,
        LOSS,
        code=lambda p: losses.softmax_cross_entropy(p["p"], p["z"]),
    ),
    Equation(
        "eq-mc-mistake",
        r"\frac{\partial \ell}{\partial z_j}"
        r" = a_j \Bigl( -\frac{p_j}{a_j} + 1 \Bigr) = a_j - p_j",
        "the slope is answer minus truth",
        logits,
        {r"\frac{\partial \ell}{\partial z_j}": slope(lambda p, z: crossed(p["p"], z))},
        code=lambda p: losses.softmax_cross_entropy_grad(p["p"], p["z"])[
            int(p["j"]) - 1
        ],
    ),
    Equation(
        "eq-mc-variance",
        r"\begin{aligned} \sum_{k=1}^{K} \sum_{j=1}^{K} & x_k x_j \,"
        r" a_k \bigl( [k = j] - a_j \bigr) \\ = & \sum_{k=1}^{K} a_k x_k^2"
        r" - \Bigl( \sum_{k=1}^{K} a_k x_k \Bigr)^2 \\ \ge & \, 0 \end{aligned}",
        "along any line the second derivative is a variance",
        logits,
        TRUE,
        # The same by a numerical second derivative of the loss along the line.
        code=lambda p: float(
            mp.diff(
                lambda t: crossed(
                    [mp.mpf(1), *[mp.mpf(0)] * (int(p["K"]) - 1)],
                    [
                        mp.mpf(float(z)) + t * mp.mpf(float(x))
                        for z, x in zip(p["z"], p["x"], strict=True)
                    ],
                ),
                0,
                2,
            )
        ),
    ),
    Equation(
        "eq-mc-lse",
        r"\begin{aligned} \log \sum_{j=1}^{K} e^{z_j}"
        r" &= \log \Bigl( e^{b} \sum_{j=1}^{K} e^{z_j - b} \Bigr) \\"
        r" &= b + \log \sum_{j=1}^{K} e^{z_j - b} \end{aligned}",
        "any number can be taken out of the sum",
        logits,
    ),
    Equation(
        "eq-mc-smooth",
        r"\ell = -(1 - \varepsilon) \sum_{k=1}^{K} p_k \log a_k"
        r" - \frac{\varepsilon}{K} \sum_{k=1}^{K} \log a_k",
        "label smoothing is a mixture of two prices",
        logits,
        {r"\ell": lambda p: smoothed(p, p["z"])},
        code=lambda p: losses.softmax_cross_entropy(
            p["p"], p["z"], label_smoothing=float(p["varepsilon"])
        ),
    ),
    Equation(
        "eq-mc-smooth-slope",
        r"\frac{\partial \ell}{\partial z_k}"
        r" = a_k - (1 - \varepsilon) p_k - \frac{\varepsilon}{K}",
        "its slope is answer minus smoothed truth",
        logits,
        {r"\frac{\partial \ell}{\partial z_k}": slope(smoothed, k="k")},
        code=lambda p: losses.softmax_cross_entropy_grad(
            p["p"], p["z"], label_smoothing=float(p["varepsilon"])
        )[int(p["k"]) - 1],
    ),
    Equation(
        "eq-mc-gap",
        r"\begin{aligned} z_y - z_j &= \log"
        r" \frac{1 - \varepsilon + \varepsilon / K}{\varepsilon / K} \\"
        r" &= \log \Bigl( 1 + \frac{K (1 - \varepsilon)}{\varepsilon} \Bigr)"
        r" \end{aligned}",
        "the lead at which smoothed labels cost least",
        other_class,
        {"z_y - z_j": smoothed_gap},
    ),
    Equation(
        "eq-mc-multilabel",
        r"\ell = -\log \sigma(z_y) - \sum_{j \ne y} \log(1 - \sigma(z_j))",
        "one sigmoid a class, prices added up",
        certain,
        {
            r"\ell": lambda p: mp.fsum(
                mp.log(1 + mp.exp(-v if k == p["y"] else v))
                for k, v in enumerate(p["z"], 1)
            )
        },
    ),
    Equation(
        "eq-mc-ece",
        r"\mathrm{ECE} = \sum_{k=1}^{K} \frac{n_k}{n} \, | \rho_k - a_k |",
        "the calibration error is the gaps' mean, weighted by size",
        groups,
        {
            r"\mathrm{ECE}": gaps,
            r"\frac{n_k}{n}": lambda p: mp.mpf(p["size"][p["k"] - 1]) / p["n"],
        },
        definition=True,
    ),
    Equation(
        "eq-mc-temperature-slope",
        r"\begin{aligned} \frac{\partial \ell}{\partial T}"
        r" &= -\frac{1}{T^2} \sum_{k=1}^{K} (q_k - p_k) z_k \\"
        r" &= \frac{1}{T^2} \Bigl( z_y - \sum_{k=1}^{K} q_k z_k \Bigr)"
        r" \end{aligned}",
        "the slope in the temperature",
        certain,
        {
            r"\frac{\partial \ell}{\partial T}": lambda p: mp.diff(
                lambda T: crossed(p["p"], [v / T for v in p["z"]]), p["T"]
            )
        },
    ),
    Equation(
        "eq-mc-weighted",
        r"\ell = -\sum_{k=1}^{K} c_k p_k \log a_k",
        "each class counts with its weight",
        weighted,
        {
            # A plain price of labels that come c_k p_k times.
            r"\ell": lambda p: mp.log(
                mp.fprod(
                    a ** (-u * v)
                    for a, u, v in zip(p["a"], p["c"], p["p"], strict=True)
                )
            )
        },
        code=lambda p: losses.categorical_cross_entropy(p["p"], p["a"], weight=p["c"]),
        definition=True,
    ),
    Equation(
        "eq-mc-weighted-best",
        r"a_j = \frac{c_j p_j}{\sum_{k=1}^{K} c_k p_k}",
        "the answer that costs least with weights",
        weighted,
    ),
    Equation(
        "eq-mc-unweight",
        r"p_j = \frac{1}{\sum_{k=1}^{K} a_k / c_k} \cdot \frac{a_j}{c_j}",
        "and the true rates from it",
        weighted,
    ),
    Equation(
        "eq-mc-weighted-logit",
        r"z = \log \frac{c_1 \rho}{1 - \rho} = \log \frac{\rho}{1 - \rho} + \log c_1",
        "a weight shifts the best logit",
        rate,
        {
            "z": lambda p: mp.findroot(
                lambda z: mp.diff(lambda v: weighted_price(p, v), z), 0
            )
        },
    ),
    Equation(
        "eq-mc-threshold",
        r"\rho = \frac{1}{1 + c_1}",
        "the true rate at which a weighted model answers one half",
        rate,
        {
            r"\rho": lambda p: mp.findroot(
                lambda r: mp.diff(
                    lambda v: weighted_price(p | {"rho": r}, v), mp.mpf(0)
                ),
                0.3,
            )
        },
    ),
    Equation(
        "eq-mc-resampled",
        r"E[\ell] = \frac{\sum_{i=1}^{n} c_{y_i} \ell_i}{\sum_{i=1}^{n} c_{y_i}}",
        "a draw by weight costs the weighted mean",
        sample,
        {
            r"E[\ell]": repeated,
            "c_{y_i}": lambda p: mp.mpf(p["c"][p["y"][p["i"] - 1] - 1]),
            r"\ell_i": lambda p: p["loss"][p["i"] - 1],
        },
    ),
    Equation(
        "eq-mc-focal",
        r"\ell = -(1 - a)^{\gamma} \log a",
        "focal loss of a true label of 1",
        focal,
        {r"\ell": lambda p: focal_price(p["gamma"], 1, p["z"])},
        code=lambda p: losses.sigmoid_focal(1, p["z"], gamma=float(p["gamma"])),
        definition=True,
    ),
    Equation(
        "eq-mc-focal-slope",
        r"\frac{\partial \ell}{\partial z}"
        r" = -(1 - a)^{\gamma} \bigl( 1 - a - \gamma a \log a \bigr)",
        "its slope in the logit",
        focal,
        {
            r"\frac{\partial \ell}{\partial z}": lambda p: mp.diff(
                lambda z: focal_price(p["gamma"], 1, z), p["z"]
            )
        },
        code=lambda p: losses.sigmoid_focal_grad(1, p["z"], gamma=float(p["gamma"])),
    ),
    Equation(
        "eq-mc-focal-best",
        r"\frac{\rho}{1 - \rho} = \frac{a^{\gamma}"
        r" \bigl( a - \gamma (1 - a) \log(1 - a) \bigr)}"
        r"{(1 - a)^{\gamma} \bigl( 1 - a - \gamma a \log a \bigr)}",
        "the odds at which an answer costs least under focal loss",
        focal_best,
    ),
]
NUMBERS = [
    "derive softmax from odds, its Jacobian, and the slope $a_k - p_k$ of "
    "its cross-entropy, and write the loss so that it is right for logits of "
    "1000;",
    "The digits data hold «len(digit)» images of 8 × 8 pixels.",
    "Above, the image of 8 by 8 grey pixels.",
    "Below, a bar for the score of each digit from 0 to 9.",
    "Three bars are high and nearly equal, those of «', '.join(str(k) for k "
    "in sorted(scores.argsort()[-3:])[:2])» and "
    "«sorted(scores.argsort()[-3:])[2]»; the bar of «scores.argmin()» "
    "reaches lowest.",
    "Some scores are negative, and dividing by their sum is no help: it is 0.",
    "Squaring first makes the digit with the most negative score, "
    "«by_square.argmax()», the most probable.",
    'And does "«100 * surest:.0f» %" for this image, as softmax will say, '
    "mean that such an answer is right in «100 * surest:.0f» cases of 100?",
    "On the right the probabilities add up to 1, so $a_k$ is one over the "
    "sum of all $e^{z_j - z_k}$.",
    "So the model gives «surest:.2f» to the digit «first_three[0]», and the "
    "image shows a «answer».",
    "So $K$ logits hold only $K - 1$ free numbers: you may fix one at 0 and "
    "lose nothing.",
    "For two classes divide above and below by $e^{z_1}$:",
    "Divide all logits by a number $T > 0$, the **temperature**, and call "
    "the new probabilities $q_k$.",
    "Their log-odds are divided by $T$, so the odds are raised to the power $1/T$:",
    "For $T > 1$ all odds move towards even, for $T < 1$ away from it.",
    "In the limits you get $1/K$ for all, or everything for the largest.",
    r"*Entropy* is the expected surprise, here $-\sum_k q_k \log q_k$: 0 if "
    r"one digit has everything, at most $\log 10$, which is «np.log(10):.2f».",
    "The entropy passes half of its maximum at «halfway:.2f».",
    "The first term gives 1 if $k = j$ and 0 if not, written $[k = j]$.",
    "On the diagonal this is $a_k (1 - a_k)$, the slope of the sigmoid.",
    "So its columns add up to 0 as well, and the sum of a softmax stays 1: the "
    "derivative of that *sum* is 0 whatever the logits are, and a test that "
    "differentiates it sees nothing.",
    "A network needs only this product: about $2 K$ multiplications, not $K^2$.",
    "In the package `p` is our $a$, and `rest` is $1 - a_k$, added up from "
    "the other probabilities because a subtraction would lose its digits.",
    r"Put in $\log a_k = z_k - \log \sum_j e^{z_j}$; the $p_k$ add up to 1:",
    r"The sum there becomes $-\sum_k p_k = -1$, and $a_j$ times $-p_j / a_j$ "
    "is $-p_j$:",
    "These slopes add up to 0.",
    "So scores that start at 0 always have the sum 0, as those of our image did.",
    r"Go in the direction $x_1, \dots, x_K$ (no inputs here).",
    "Two layers of one weight each are enough: logits $w_1 w_2$ and 0, and "
    "the first class is true.",
    "Both ends cost «ends[3.0, 3.0]:.4f», and the point halfway between them "
    "costs «ends[0.0, 0.0]:.4f».",
    "In half precision, in which large networks are often trained, a logit "
    "of 12 is too much.",
    "Out comes NaN, or infinity for a loss of "
    "«losses.sparse_softmax_cross_entropy(0, [0.0, 800.0]):.0f».",
    "Exercise 1: log-sum-exp",
    "One of them is 0, so the sum is at least 1 and its logarithm is not that of 0.",
    "A label can be written as a row, 1 at the true class and 0 elsewhere: *one-hot*.",
    "One-hot labels have the shape $(n, K)$ of the logits, integers the "
    "shape $(n,)$: no axis of length 1.",
    "Exercise 2: integer labels",
    "For a certain label the slope at the true class is $a_y - 1$, negative "
    "for any logits.",
    "The loss approaches 0 and never gets there, so on data that can be told "
    "apart the logits grow as long as you train.",
    "Exercise 3: the slope, with smoothing",
    r"The target $p_k$ has become $(1 - \varepsilon) p_k + \varepsilon / K$, "
    "which still adds up to 1, so says",
    "It is 0 where the answer equals the target.",
    r"For a certain label that is $1 - \varepsilon + \varepsilon / K$ for the "
    r"true class and $\varepsilon / K$ for each other one.",
    r"With $\varepsilon = 0.1$ and ten classes the lead of the true logit "
    "stops at «stopped[0.1][0]:.2f», and the loss at «stopped[0.1][1]:.2f», "
    "the entropy of the smoothed target: do not compare it with an "
    "unsmoothed loss.",
    "Without smoothing the lead has reached «stopped[0.0][0]:.1f» and grows on.",
    "At the smoothed minimum a model says «0.9 + 0.1 / 10:.2f» for every "
    "training image, however clear it is.",
    "The ten sigmoids need not add up to 1, or to anything.",
    "The network has a hidden layer of 32 units, each of which puts out "
    r"$\max(z, 0)$ of a weighted sum of the pixels, and learns by descent",
    r"Only the loss differs; the softmax gets $\tfrac12, \tfrac12$ as target "
    "for two digits.",
    "The sigmoids name the exact set in «100 * "
    "sets_right['sigmoid'].mean():.0f» % of the images, the softmax in «100 "
    "* sets_right['softmax'].mean():.0f» %: a difference of «100 * "
    "sets_gap.mean():.1f» ± «100 * sets_gap.std():.1f» points.",
    'A softmax that spreads «1 / 2:.1f» and «1 / 2:.1f» can mean "both are '
    'there" or "one of the two".',
    "Sigmoids can say 0.9 and 0.9.",
    "A model is *calibrated* if, of all images for which its highest "
    "probability is 0.8, eight in ten are named right.",
    "A perfect model gets «luck[897, 10]:.3f» with 897 answers in ten "
    "groups, and «luck[100, 50]:.3f» with 100 in fifty.",
    "The linear model has «linear_ece:.3f», more than luck.",
    "It says «confidence.mean():.2f» on average and is right in «100 * "
    "correct.mean():.0f» % of cases: not sure enough.",
    "$T$ is below 1, and on the half that was not used the error falls from "
    "«other_ece[0]:.3f» to «other_ece[1]:.3f», no more than luck.",
    '"«100 * surest:.0f» %" was too modest: it becomes «100 * answered:.0f» %.',
    "Whether *that* is right in «100 * answered:.0f» cases of 100 these data "
    "cannot say: only «near» of «half.sum()» answers lie anywhere near.",
    "Since the derivative of $z_k / T$ in $T$ is $-z_k / T^2$, the chain "
    "rule with gives",
    "At the best $T$ this is 0 on average: the logit of the true class is, "
    "on average, what the model expects it to be.",
    "Now a network with 32 hidden units: ten splits, «X.shape[1]» images to "
    "train on, «X_valid.shape[1]» to validate, «X_test.shape[1]» to test, "
    "with one-hot labels and with smoothing of 0.1, at four rates.",
    "Groups of fewer than 40 answers are left out.",
    "Without smoothing: the higher the rate, the closer the training loss "
    "came to 0 in 200 steps, from «train_loss[0.0, 0.03]:.3f» to "
    "«train_loss[0.0, 1.0]:.5f», and the surer the network.",
    "The best temperature grows from «heat[0.0, 0.03]:.2f» to «heat[0.0, "
    "1.0]:.2f», and the log loss from «raw[0.0, 0.03][2].mean():.2f» to "
    "«raw[0.0, 1.0][2].mean():.2f», while accuracy changes by "
    "«np.ptp([raw[0.0, r][0].mean() for r in (0.03, 0.1, 0.3, 1.0)]):.3f».",
    "The smoothed network is right in «100 * raw[chosen[0.1]][0].mean():.0f» "
    "% of cases and says «100 * raw[chosen[0.1]][1].mean():.0f» % on "
    "average: a calibration error of «raw[chosen[0.1]][3].mean():.3f», "
    "larger than that of the worst one-hot network, «raw[0.0, "
    "1.0][3].mean():.3f».",
    "A temperature of «heat[chosen[0.1]]:.2f», below 1, mends it.",
    "After that it is ahead in what remains: at the rate chosen for each, "
    "log loss lower by «-smooth_gain[2].mean():.3f» ± "
    "«smooth_gain[2].std():.3f» (in «wins» splits of «len(X_test)») and "
    "accuracy higher by «smooth_gain[0].mean():.3f» ± "
    "«smooth_gain[0].std():.3f».",
    "The calibration errors, «mended[chosen[0.0]][3].mean():.3f» and "
    "«mended[chosen[0.1]][3].mean():.3f», are not told apart.",
    "Is this digit an 8?",
    "«np.sum(digit == 8)» of the «len(digit)» images are.",
    "Who never says yes is right in «100 * np.mean(digit != 8):.0f» % of "
    "cases, so accuracy is of little use.",
    "That is 0 at",
    "To go back, divide by the weights and make the sum 1 again,",
    r"With two classes, true rate $\rho$ and weight $c_1$ on the first only, "
    "says in logits",
    r"The answer passes one half where $c_1 \rho = 1 - \rho$, at the true rate",
    "You get the same decisions from an unweighted model with its threshold "
    "there , for $c_1 = 9$ at «1 / (1 + 9):.1f», and you keep the "
    "probabilities.",
    "Oversampling the rare class *is* weighting, with chance added: showing "
    "a row twice and giving it the weight 2 are the same sum.",
    "For a true label of 1,",
    "and for 0 the same with $a$ and $1 - a$ exchanged.",
    r"By the product rule the derivative in $a$ is $\gamma (1 - a)^{\gamma - "
    r"1} \log a - (1 - a)^{\gamma} / a$.",
    r"Times the sigmoid's slope $a (1 - a)$, and with $(1 - a)^{\gamma}$ "
    "taken out,",
    r"For a label of 0 it is $a^{\gamma} (a - \gamma (1 - a) \log(1 - a))$.",
    r"Weigh the first with $\rho$, the second with $1 - \rho$, and set the "
    "sum to 0:",
    r"For $\gamma = 0$ the right side is $a / (1 - a)$ and the best answer "
    "the true rate.",
    r"With $\gamma = 2$, of the five rates below only one half is answered "
    "truly: focal loss is not proper.",
    "At a true rate of 0.1 focal loss is best served by "
    "«best_focal[0.1]:.2f», at 0.9 by «best_focal[0.9]:.2f»: pulled towards "
    "one half from both sides.",
    "Twelve splits: 600 images to train on, 400 to validate, 797 to test.",
    "A linear model with one output, 300 steps of descent with momentum, "
    "each on all training images.",
    "The weight is the number of other images for each eight, about «mean_weight:.0f».",
    r"Focal loss has $\gamma = 2$.",
    "Look at recall alone, and class weights and oversampling win: they find "
    "«100 * eights['class weights'][:, 1].mean():.0f» % of the eights, plain "
    "training «100 * eights['plain'][:, 1].mean():.0f» %.",
    "But precision has fallen from «eights['plain'][:, 2].mean():.2f» to "
    "«eights['class weights'][:, 2].mean():.2f», log loss and calibration "
    "error have risen,",
    "*Plain, moved* is the plain model, its threshold at $1 / (1 + c_1)$: a "
    "few more eights than the weighted model finds, and more false ones with "
    "them.",
    "Their recalls are then «alarms[:, 0].mean():.3f» and «alarms[:, "
    "1].mean():.3f», a difference of «abs(alarm_gap.mean()):.3f» ± "
    "«alarm_gap.std():.3f»: none that could be told from chance.",
    "The four curves lie almost on each other and fall from near 1 on the left.",
    "The marks for a threshold of one half are apart: plain and focal near "
    "recall «eights['plain'][:, 1].mean():.1f», class weights and "
    "oversampling near recall «eights['class weights'][:, 1].mean():.1f», "
    "lower on the same curve.",
    "In average precision focal loss is ahead by «spread(ap_own)».",
    "Before you credit the loss, look at the rates: focal chose "
    "«rate8['focal']», plain «rate8['plain']», and with both at "
    "«rate8['focal']» the difference is «spread(ap_same)».",
    "Undone by , the weighted model's log loss goes from «eights['class "
    "weights'][:, 4].mean():.3f» to «eights['weights undone'][:, "
    "4].mean():.3f» and its calibration error from «eights['class "
    "weights'][:, 5].mean():.3f» to «eights['weights undone'][:, "
    "5].mean():.3f»; plain training has «eights['plain'][:, 4].mean():.3f» "
    "and «eights['plain'][:, 5].mean():.3f» without ado.",
    "Focal loss goes from «eights['focal'][:, 5].mean():.3f» to "
    "«eights['focal undone'][:, 5].mean():.3f» in calibration error.",
    "loss sticks at «twice[10]:.2f» for ten classes, «twice[3]:.2f» for "
    "three, though answers are right",
    r"first loss far above $\log K$, here «wild:.0f» instead of «fresh:.2f»",
    "NaN or infinity, in half precision from a logit of 12",
    "probabilities of a row do not add up to 1, here «sums.min():.2f» to "
    "«sums.max():.2f»",
    "`.sum(axis=-1)`",
    "loss does not fall below «stopped[0.1][1]:.2f» with smoothing of 0.1",
    "accuracy «never:.2f», recall 0",
    "exact set in «100 * sets_right['sigmoid'].mean():.0f» % against «100 * "
    "sets_right['softmax'].mean():.0f» %",
    "log loss «raw[0.0, 1.0][2].mean():.2f» to «mended[0.0, "
    "1.0][2].mean():.2f» for the surest network; nothing to gain at the "
    "lowest rate",
    "log loss lower by «-smooth_gain[2].mean():.3f» ± "
    "«smooth_gain[2].std():.3f»; without $T$ a calibration error of "
    "«raw[chosen[0.1]][3].mean():.2f»",
    "recall «eights['plain, moved'][:, 1].mean():.2f» at precision "
    "«eights['plain, moved'][:, 2].mean():.2f», log loss «eights['plain'][:, "
    "4].mean():.3f»",
    "recall «eights['class weights'][:, 1].mean():.2f» at precision "
    "«eights['class weights'][:, 2].mean():.2f»; calibration error "
    "«eights['class weights'][:, 5].mean():.3f», undone «eights['weights "
    "undone'][:, 5].mean():.3f»",
    "here average precision «ap_at['focal', 0.03].mean():.3f» against "
    "«ap_at['plain', 0.03].mean():.3f»; calibration error "
    "«eights['focal'][:, 5].mean():.3f», undone «eights['focal undone'][:, "
    "5].mean():.3f»",
    "Rows and columns add up to 0, so test it with uneven weights.",
]
