"""What the chapter on margins prints."""

import numpy as np
from mpmath import mp

from ledger._equations import DIGITS, Equation
from ledger._oracles import sigmoid, slope_of
from lossedu import losses


def ramp(x):
    """The larger of x and 0."""
    return (x + abs(x)) / 2


def surprise(y, s):
    """At the label y, if 1 has the probability sigmoid of s."""
    return -mp.log(sigmoid(s) if y > 0 else 1 - sigmoid(s))


def squared(y, s):
    return ramp(1 - y * s) ** 2


def expected(loss):
    """The expected price of a score, 1 being the label at the rate rho."""
    return lambda p, s: p["rho"] * loss(1, s) + (1 - p["rho"]) * loss(-1, s)


# Points.


def signed(rng):
    """A label of either sign and a score that reaches the margin or does not."""
    return {
        "y": int(rng.choice([-1, 1])),
        "s": mp.mpf(rng.normal(scale=1.5)),
        "sigma": sigmoid,
    }


def right(rng):
    """A score of the right sign, and a factor."""
    p = signed(rng)
    return p | {"s": p["y"] * abs(p["s"]), "beta": mp.mpf(rng.uniform(0.5, 3))}


def rate(rng):
    """A share of positives, and a score between the kinks."""
    return {"rho": mp.mpf(rng.uniform(0.1, 0.9)), "s": mp.mpf(rng.uniform(-0.9, 0.9))}


def cheapest(loss):
    """A share of positives, and the score where the expected price is flat."""
    price = expected(loss)

    def draw(rng):
        p = rate(rng)
        with mp.workdps(DIGITS):
            best = mp.findroot(
                lambda s: mp.diff(lambda v: price(p, v), s), p["rho"] - 0.5
            )
        return p | {"s": best}

    return draw


def plane(rng):
    """A line in two dimensions, a point, and its distance from the line."""
    w, x = ([mp.mpf(v) for v in rng.normal(size=2)] for _ in range(2))
    b, t = mp.mpf(rng.normal()), mp.mpf(rng.normal())
    return {"w": w, "x": x, "b": b, "t": t, "s": mp.fdot(w, x) + b}


def walked(rng):
    """The same with t as the distance, found by going along the line."""
    p = plane(rng)
    w, x = p["w"], p["x"]
    on_line = [mp.mpf(0), -p["b"] / w[1]]

    def squared_distance(u):
        here = on_line[0] + u * w[1], on_line[1] - u * w[0]
        return (here[0] - x[0]) ** 2 + (here[1] - x[1]) ** 2

    with mp.workdps(DIGITS):
        nearest = mp.findroot(lambda u: mp.diff(squared_distance, u), 0)
        return p | {"t": mp.sign(p["s"]) * mp.sqrt(squared_distance(nearest))}


def batch(rng):
    n, size = 5, 3
    x = [[mp.mpf(v) for v in row] for row in rng.normal(size=(n, size))]
    w = [mp.mpf(v) for v in rng.normal(size=size)]
    b = mp.mpf(rng.normal())
    return {
        "n": n,
        "x": x,
        "y": [int(v) for v in rng.permutation([1, -1, 1, -1, 1])],
        "w": w,
        "b": b,
        "s": [mp.fdot(w, row) + b for row in x],
        "j": int(rng.integers(1, size + 1)),
        "lambda": mp.mpf(rng.uniform(0.2, 3)),
    }


def classes(rng):
    """Scores of K classes and the number of the true one."""
    K = 4
    s = [mp.mpf(v) for v in rng.normal(size=K)]
    return {"n": K, "K": K, "s": s, "y": int(rng.integers(1, K + 1))}


def rows(rng):
    K = 4
    y, v = ([mp.mpf(a) for a in rng.normal(size=K)] for _ in range(2))
    return {"K": K, "y": y, "v": v}


# Oracles.


def mean_hinge(p, w=None):
    """The mean of what the margins lack."""
    lacks = [
        ramp(1 - y * (mp.fdot(w or p["w"], x) + p["b"]))
        for y, x in zip(p["y"], p["x"], strict=True)
    ]
    return mp.fsum(lacks) / p["n"]


def objective(p, w):
    """Half lambda times the squared length, and the mean hinge."""
    return p["lambda"] * mp.fsum(v * v for v in w) / 2 + mean_hinge(p, w)


def objective_slope(p):
    """Derivative of the objective in weight j, by moving that weight."""
    j = p["j"] - 1
    return mp.diff(
        lambda v: objective(p, [*p["w"][:j], v, *p["w"][j + 1 :]]), p["w"][j]
    )


def others(p):
    """The scores of the wrong classes."""
    return [s for j, s in enumerate(p["s"], 1) if j != p["y"]]


def law_of_cosines(p):
    """1 - cos of the angle opposite to the third side of a triangle."""
    a, b = mp.norm(p["y"]), mp.norm(p["v"])
    c = mp.norm([u - v for u, v in zip(p["y"], p["v"], strict=True)])
    return 1 - (a**2 + b**2 - c**2) / (2 * a * b)


MISTAKE = {r"[y s \le 0]": lambda p: mp.mpf(p["y"] * p["s"] <= 0)}
LENGTH = {r"\|w\|": lambda p: mp.norm(p["w"])}
MEAN_HINGE = {"R(w, b)": mean_hinge}
OBJECTIVE_SLOPE = (
    r"\frac{\partial}{\partial w_j} & \Bigl(\frac{\lambda}{2} \|w\|^2 + R(w, b)\Bigr)"
)

EQUATIONS = [
    Equation(
        "eq-margin-hinge",
        r"\ell(y, s) = \max(0, 1 - y s)",
        "the hinge charges what the margin lacks of 1",
        signed,
        {r"\ell(y, s)": lambda p: ramp(1 - p["y"] * p["s"])},
        code=lambda p: losses.hinge(p["y"], p["s"]),
    ),
    Equation(
        "eq-margin-ceiling",
        r"[y s \le 0] \le \max(0, 1 - y s)",
        "the hinge is never below the zero-one loss",
        signed,
        MISTAKE,
    ),
    Equation(
        "eq-margin-hinge-slope",
        r"\frac{\partial \ell}{\partial s} = -y\,[y s < 1]",
        "minus the label below the margin, nothing beyond",
        signed,
        {
            r"\frac{\partial \ell}{\partial s}": slope_of(
                lambda p, s: ramp(1 - p["y"] * s), "s"
            ),
            "[y s < 1]": lambda p: mp.mpf(p["y"] * p["s"] < 1),
        },
        code=lambda p: losses.hinge_grad(p["y"], p["s"]),
    ),
    Equation(
        "eq-margin-squared-slope",
        r"\frac{\partial}{\partial s} \max(0, 1 - y s)^2 = -2 y \max(0, 1 - y s)",
        "the squared hinge pulls in proportion to what is lacking",
        signed,
        {
            r"\frac{\partial}{\partial s} \max(0, 1 - y s)^2": slope_of(
                lambda p, s: squared(p["y"], s), "s"
            )
        },
        code=lambda p: losses.squared_hinge_grad(p["y"], p["s"]),
    ),
    Equation(
        "eq-margin-logistic",
        r"-\log \sigma(y s) = \log(1 + e^{-y s})",
        "cross-entropy of a sigmoid as a function of the margin",
        signed,
        {r"-\log \sigma(y s)": lambda p: surprise(p["y"], p["s"])},
        code=lambda p: losses.sigmoid_cross_entropy((1 + p["y"]) / 2, p["s"]),
    ),
    Equation(
        "eq-margin-log-ceiling",
        r"[y s \le 0] \le \log_2 (1 + e^{-y s})",
        "in bits the logistic loss is never below the zero-one loss",
        signed,
        MISTAKE,
    ),
    Equation(
        "eq-margin-expected",
        r"\begin{aligned} R(s) &= \rho \max(0, 1 - s) \\"
        r" &\quad + (1 - \rho) \max(0, 1 + s) \end{aligned}",
        "the expected hinge of one score for all",
        lambda rng: rate(rng) | {"s": mp.mpf(rng.normal(scale=2))},
        {
            "R(s)": lambda p: expected(lambda y, s: ramp(1 - y * s))(p, p["s"]),
        },
    ),
    Equation(
        "eq-margin-expected-slope",
        r"R'(s) = -\rho + (1 - \rho) = 1 - 2 \rho",
        "between the kinks the expected hinge has one slope",
        rate,
        {"R'(s)": slope_of(expected(lambda y, s: ramp(1 - y * s)), "s")},
    ),
    Equation(
        "eq-margin-squared-expected-slope",
        r"\begin{aligned} R'(s) &= -2 \rho (1 - s) + 2 (1 - \rho)(1 + s) \\"
        r" &= 2 \bigl(s - (2 \rho - 1)\bigr) \end{aligned}",
        "the slope of the expected squared hinge",
        rate,
        {"R'(s)": slope_of(expected(squared), "s")},
    ),
    Equation(
        "eq-margin-squared-best",
        r"s = 2 \rho - 1",
        "the cheapest score under the squared hinge",
        cheapest(squared),
    ),
    Equation(
        "eq-margin-logistic-best",
        r"s = \log \frac{\rho}{1 - \rho}",
        "the cheapest score under the logistic loss",
        cheapest(surprise),
    ),
    Equation(
        "eq-margin-walk",
        r"\begin{aligned} w \cdot \Bigl(x - t\,\frac{w}{\|w\|}\Bigr) + b"
        r" &= s - t\,\frac{w \cdot w}{\|w\|} \\"
        r" &= s - t\,\|w\| \end{aligned}",
        "the score after a walk of length t against the weights",
        plane,
        {
            r"w \cdot \Bigl(x - t\,\frac{w}{\|w\|}\Bigr)": lambda p: mp.fdot(
                p["w"],
                [
                    x - p["t"] * w / mp.norm(p["w"])
                    for x, w in zip(p["x"], p["w"], strict=True)
                ],
            ),
            r"w \cdot x": lambda p: mp.fdot(p["w"], p["x"]),
            r"w \cdot w": lambda p: mp.fsum(v * v for v in p["w"]),
            **LENGTH,
        },
    ),
    Equation(
        "eq-margin-distance",
        r"t = \frac{s}{\|w\|}",
        "the distance from the line, found by going along the line",
        walked,
        LENGTH,
    ),
    Equation(
        "eq-margin-objective",
        r"R(w, b) = \frac{1}{n} \sum_{i=1}^{n} \max(0, 1 - y_i s_i)",
        "the mean hinge: what a support vector machine adds to its penalty",
        batch,
        MEAN_HINGE,
        definition=True,
    ),
    Equation(
        "eq-margin-objective-slope",
        r"\begin{aligned} \frac{\partial}{\partial w_j} &"
        r" \Bigl(\frac{\lambda}{2} \|w\|^2 + R(w, b)\Bigr) \\"
        r" &= \lambda w_j"
        r" - \frac{1}{n} \sum_{i=1}^{n} [y_i s_i < 1]\,y_i x_{ij} \end{aligned}",
        "a subgradient of penalty and mean hinge: only margins below 1 pull",
        batch,
        {
            OBJECTIVE_SLOPE: objective_slope,
            "x_{ij}": lambda p: p["x"][p["i"] - 1][p["j"] - 1],
            "[y_i s_i < 1]": lambda p: mp.mpf(
                p["y"][p["i"] - 1] * p["s"][p["i"] - 1] < 1
            ),
        },
    ),
    Equation(
        "eq-margin-scaled",
        r"\begin{aligned} \frac{1}{\lambda} &"
        r" \Bigl(\frac{\lambda}{2} \|w\|^2 + R(w, b)\Bigr) \\"
        r" &= \frac12 \|w\|^2"
        r" + \frac{1}{n \lambda} \sum_{i=1}^{n} \max(0, 1 - y_i s_i) \end{aligned}",
        "the same as scikit-learn scales it",
        batch,
        MEAN_HINGE | LENGTH,
    ),
    Equation(
        "eq-margin-grow",
        r"\frac{\partial}{\partial \beta} \log(1 + e^{-\beta y s})"
        r" = -y s\,\sigma(-\beta y s) < 0",
        "a right answer costs less the larger the weights",
        right,
        {
            r"\frac{\partial}{\partial \beta} \log(1 + e^{-\beta y s})": slope_of(
                lambda p, beta: surprise(p["y"], beta * p["s"]), "beta"
            )
        },
    ),
    Equation(
        "eq-margin-pull",
        r"\sigma(-s) = \frac{1}{1 + e^{s}} = \frac{e^{-s}}{1 + e^{-s}}"
        r" = e^{-s}\,\sigma(s)",
        "the pull of a right answer falls like a power of e",
        signed,
    ),
    Equation(
        "eq-margin-crammer",
        r"\ell = \max\Bigl(0, 1 + \max_{j \ne y} s_j - s_y\Bigr)",
        "the best wrong class pays",
        classes,
        {
            # The maximum over the wrong classes of the hinge against each of them.
            r"\ell": lambda p: max(ramp(1 + v - p["s"][p["y"] - 1]) for v in others(p)),
            r"\max_{j \ne y} s_j": lambda p: sorted(others(p))[-1],
        },
        code=lambda p: losses.categorical_hinge(
            np.eye(len(p["s"]))[int(p["y"]) - 1], p["s"]
        ),
    ),
    Equation(
        "eq-margin-weston",
        r"\ell = \frac{1}{K} \sum_{j \ne y} \max(0, 1 + s_j - s_y)",
        "every wrong class pays",
        classes,
        {
            r"\ell": lambda p: (
                mp.fsum(ramp(1 + v - p["s"][p["y"] - 1]) for v in others(p))
                / len(p["s"])
            )
        },
        code=lambda p: losses.multiclass_hinge(int(p["y"]) - 1, p["s"]),
    ),
    Equation(
        "eq-margin-cosine",
        r"\ell = 1 - \frac{\sum_{j=1}^{K} y_j \hat y_j}{\|y\|\,\|\hat y\|}",
        "cosine distance, by the law of cosines",
        rows,
        {
            r"\ell": law_of_cosines,
            r"\|y\|": lambda p: mp.norm(p["y"]),
            r"\|\hat y\|": lambda p: mp.norm(p["v"]),
            r"\hat y_j": lambda p: p["v"][p["j"] - 1],
        },
        code=lambda p: losses.cosine_distance(p["y"], p["v"]),
    ),
]

NUMBERS = [
    # Chosen numbers, years and inline formulas.
    "trained without the 1 in it;",
    "the petals of 150 flowers. Setosa is",
    "is wrong by 0.2 cm (standard deviation),",
    "labels $y = 1$ and $y = -1$. A model puts",
    r"so count them: 1 for $y s \le 0$ and 0 otherwise. This is",
    "Unless a score is exactly 0, a small enough",
    "derivative is 0 at the best line as at the worst.",
    "mean surrogate of 0.1 means at most 10 % mistakes.",
    r"the wrong side, $\max(0, -y s)$, and",
    "moved. Multiply by 0, and the loss is 0.",
    "All weights 0 is a perfect",
    "every score is 0, nothing is predicted,",
    "a score of 0 a mistake, and",
    "the custom is 1. That is the",
    "margin lacks of 1:",
    r"$[y s \le 0]$ for 1 where the statement is true and 0 where not:",
    r"$y s \le 0$ the left side is 1 and $1 - y s$ is at least 1. Elsewhere the "
    "left side is 0 and the right",
    "s$ is below 1 the loss is the straight line $1 - y s$.",
    "s$ is above 1 it is constantly 0. At $y s = 1$ the graph has",
    "the package takes 0. What is the",
    "Exercise 1: the slope of",
    "The derivative of $1 - y s$",
    "a constant is 0:",
    "margin lacks of 1. Its sign is the bracket.",
    r"**squared hinge** charges $\max(0, 1 - y s)^2$. By the chain",
    "times that of $1 - y s$",
    "It falls to 0 at the margin of 1, so the pieces",
    r"gives the label 1 the probability $\sigma(s)$, and the label $-1$ the "
    r"probability $1 - \sigma(s) =",
    r"$y s \le 0$ the power is at least 1, and $\log_2 2 = 1$. Elsewhere the left "
    "side is 0, and the right",
    "y s from -2 to 2.5. The zero-one loss",
    "a step from 1 to 0 at margin 0. The perceptron's loss falls to 0 at margin"
    " 0. The hinge falls",
    "straight line to 0 at margin 1. The squared hinge",
    "the picture to 0 at margin 1. The log loss",
    "bits passes through 1 at margin 0 and approaches 0 without reaching it.",
    "has the label 1. All get the",
    "of $s = -1$ only the first",
    "of $s = 1$ only the second",
    r"with the slope $1 - \rho$: it",
    r"For $\rho > \tfrac12$ this is negative,",
    r"until $s = 1$, and 1 is best. For $\rho < \tfrac12$ it rises from $s = -1$"
    " on, and $-1$ is best. The",
    "nothing else: shares of 51 % and 99 % get the same",
    "its best score is 0 whatever the share.",
    "no score beyond 1 or below $-1$ can be best,",
    "cancel). It is 0 at",
    r"share: $\rho$ is $(1 + s)/2$. Under",
    "slope at margin 0 exists and is",
    "of the label 1. The hinge knows",
    "the share from 0 to 1. The hinge jumps from -1 to 1 at one half.",
    "straight line from -1 to 1. The logistic loss",
    "a number between 0 and 1 comes out. Does",
    "of 569 tumours 200 to train on, 150 to choose by and 219 for the test, in",
    "trained on, here the 150. If the score",
    "the slope is near 1. (Platt",
    r"From $\lambda = 0.001$ to 0.1 the accuracy",
    "the score is 0?",
    r"Write $\|w\| = \sqrt{w_1^2 + w_2^2}$ for the length",
    "with $w$ is 0, and two arrows whose product is 0 stand at",
    "step of length 1 in that direction",
    r"\cdot w$ is $\|w\|^2$. You are on",
    "when this is 0, so the distance",
    r"smallest margin is 1. Then no example is nearer than $1 / \|w\|$, and",
    r"of the width $2 / \|w\|$ is",
    "margin is below 1.",
    "a margin below 1, but charge for",
    "to cancel the 2 of the derivative.",
    "in $w_j$ and 1 in $b$.",
    r"minimise $\tfrac{\lambda}{2} \|w\|^2 + R(w, b)$: small",
    r"So `C` is $1 / (n \lambda)$:",
    r"divide $1 / \lambda$ by the number of the step,",
    "the count starts at 100, so that",
    r"the slope is 0, so $\lambda w$",
    "is at most 1. (One at exactly 1 may enter with",
    "a slope of 0. Remove them, and",
    "all margins are 1: its loss is 0 on many lines,",
    r"has the derivative $1 / (1 + e^{-\beta y",
    "and $e^{-z} / (1 + e^{-z})$ is",
    "$y s > 0$,",
    r"$\sigma(y s)$ is nearly 1, and the pull",
    "measurements of the 150 flowers, setosa against",
    "of an extra input 1, so the",
    "kinds of errors: 10 % at random, or the 2 % farthest out",
    "be at least 1. There are $K - 1$ wrong ones, and",
    "pushed down with 1, in the second",
    "the margin with $1/K$, and the true",
    "Exercise 2: every wrong class",
    "have the probabilities 0.45, 0.40 and 0.15 for inputs that",
    "the last at 0 and search the",
    "a share of 0.60 for the first",
    "single linear layer, 300 images for training, 300 for choosing the",
    "It is 0 for the same direction, 1 at a right angle, 2 for the opposite.",
    "its negative, from $-1$ to 1.",
    "logistic loss? Take 10 images of each",
    "digits, for all 45 pairs of digits.",
    "three values on 20 other images. One",
    "accuracy over the 45 pairs; there are",
    "on 20 images with 64 pixels each, where",
    "one class always cost 1",
    "labels are 0 and 1; label 0 makes $y s = 0$",
    "score goes below 0",
    "loss 0, and all predictions are 0",
    "at $w = 0$: 1 for a hinge",
    "`1 / (n *",
    "similarity goes to $-1$",
    "The hinge charges $1 - y s$ below the margin 1. Its slope is $-y$ there "
    "and 0 beyond. Without the 1, zero weights win.",
    r"score is $\pm 1$: it knows which",
    r"weights. Hinge plus $\tfrac{\lambda}{2} \|w\|^2$ is the support",
    r"`C` is $1 / (n \lambda)$. Only examples with a margin of at most 1 carry",
    # Measured.
    "line makes «wrong['upright']:,» mistakes, the slanted one makes "
    "«word(wrong['slanted'])». Counting",
    "nearest flower is «nearest['upright']:.2f» cm from the one line and "
    "«nearest['slanted']:.2f» cm from the",
    "ceiling: it is «np.log(2):.2f» at a score of 0. In bits it",
    "to 0.1 the accuracy moves from «accurate[0].mean():.3f» to "
    "«accurate[2].mean():.3f», and the slope from «slopes[0].mean():.2f» to "
    "«slopes[2].mean():.2f». Without a shift, a score of 1 then stands for a "
    "probability of «activations.sigmoid(slopes[0].mean()):.2f» under the one and "
    "«activations.sigmoid(slopes[2].mean()):.2f» under the other.",
    r"At $\lambda = 0.1$ the sigmoid of the score costs "
    "«tested[0, 2].mean():.3f», after Platt scaling «tested[1, 2].mean():.3f».",
    r"at $\lambda = 1$ it costs «tested[2, 3].mean():.3f». With",
    "hinge score costs «excess[0].mean():.3f» ± «excess[0].std():.3f» more than the "
    "logistic loss and Platt scaling «excess[1].mean():.3f» ± "
    "«excess[1].std():.3f» (±",
    "Its corridor of «2 * half:.2f» cm is the",
    "«support.sum()» flowers of «len(X)» decide. (The `C`",
    "a weight moves by «100 * turned:.0f» % of the largest. As $w$",
    "becomes wider, from «corridor[0]:.2f» to «corridor[-1]:.2f» cm, and more",
    "inside it, from «how_many[0]» to «how_many[-1]».",
    "with the margins 10 and 20, the first pulls "
    "«activations.sigmoid(-10.0) / activations.sigmoid(-20.0):,.0f» times as hard.",
    "the learning rate 1, the margin is «trace['plain', 10_000][0]:.2f» of the widest,",
    "direction is still «trace['plain', 10_000][1]:.0f» degrees off. Divided",
    "the direction is «trace['divided by the loss', 1000][1]:.1f» degrees off after",
    "corridor on these data, «to_svc:.0f» degrees away.",
    "its spread. With «round(0.02 * 200)» far ones among 200, the squared hinge"
    " loses «100 * -gap['far', 'squared hinge'][0]:.1f» ± «100 * "
    "gap['far', 'squared hinge'][1]:.1f» percentage points against",
    "the hinge, loses «100 * -gap['far', 'logistic'][0]:.1f» ± «100 * "
    "gap['far', 'logistic'][1]:.1f», just above its",
    "and the wrong ones have «100 * pulls['far', 'hinge']:.0f» % of the",
    "wrong ones have «100 * pulls['far', 'logistic']:.0f» %.",
    "from five, the other «truth[:, TEST].shape[1]» for the test. Ten random splits,"
    " 200 steps of gradient descent from 0.",
    "the distance is «longer[1][0]:.2f» as before; the squared error grows from "
    "«longer[1][1]:.0f» to «longer[10][1]:.0f».",
    "wide corridor buys «buys['widest corridor', 'perceptron'][0]:.1f» ± "
    "«buys['widest corridor', 'perceptron'][1]:.1f» percentage points over",
    "the widest corridor: «buys['hinge', 'widest corridor'][0]:.2f» ± "
    "«buys['hinge', 'widest corridor'][1]:.2f». So the gain",
    "hinge stays at «squashed:.2f» though all answers",
    r"$\lambda$ a mean: «small:.2f» became «large:.2f»",
    "of the inputs: «tilt[1]:.0f» degrees became «tilt[10]:.0f»",
    "the bias, too: «bias[1]:.1f» in place of «bias[0]:.1f»; squared",
    "slope: «slopes[0].mean():.2f» to «slopes[3].mean():.2f» where 1 is right",
    "log loss «chosen_loss[2].mean():.3f» and «chosen_loss[1].mean():.3f», "
    r"$\lambda$ chosen by it; sigmoid of a hinge score from "
    "«tested[0].mean(axis=1).min():.3f» to «tested[0].mean(axis=1).max():.3f», by",
    "hinge minus logistic «buys['hinge', 'logistic'][0]:.2f» ± «buys['hinge', "
    "'logistic'][1]:.2f» points; both about «buys['widest corridor', "
    "'perceptron'][0]:.0f» above the perceptron's",
    "«robust['far', 'hinge']:.3f»; squared hinge "
    "«robust['far', 'squared hinge']:.3f», logistic «robust['far', "
    "'logistic']:.3f», just outside",
    "hinge «robust['random', 'hinge']:.3f», squared hinge "
    "«robust['random', 'squared hinge']:.3f», logistic «robust['random', "
    "'logistic']:.3f»",
    "«support.sum()» of «len(X)» flowers do; under",
    "a weight moves by «100 * turned:.0f» % without the rest",
    r"best score is $2 \rho - 1$: «best['squared hinge'][4]:.2f» for a share of "
    "«shares[4]:.1f»",
    "accuracies «digits['softmax'].mean():.3f», "
    "«digits['Crammer-Singer'].mean():.3f» and "
    "«digits['Weston-Watkins'].mean():.3f»; ties at shares of 0.45, 0.40 and "
    "0.15",
    "as long: «longer[10][0]:.2f» as before; the squared error grows from "
    "«longer[1][1]:.0f» to «longer[10][1]:.0f»",
]
