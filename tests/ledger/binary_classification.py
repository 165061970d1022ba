"""What the chapter on binary classification prints."""

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import sigmoid, slope_of
from lossedu import losses


def surprise(y, a):
    """Minus the logarithm of the probability given to what happened."""
    return -mp.log(a if y else 1 - a)


def price(y, a):
    """The expected surprise at a label that is 1 with probability y."""
    return y * surprise(1, a) + (1 - y) * surprise(0, a)


def batch(rng):
    return {
        "n": 4,
        "y": list(rng.permutation([0, 1, 1, 0])),
        "a": [mp.mpf(a) for a in rng.uniform(0.1, 0.9, 4)],
    }


def output(rng):
    return {"y": mp.mpf(rng.uniform()), "a": mp.mpf(rng.uniform(0.05, 0.95))}


def logit(rng):
    return {
        "y": mp.mpf(rng.uniform()),
        "z": mp.mpf(rng.normal(scale=3)),
        "sigma": sigmoid,
    }


def rate(rng):
    return {"rho": mp.mpf(rng.uniform()), "a": mp.mpf(rng.uniform(0.05, 0.95))}


def neuron(rng):
    w, b, x = (mp.mpf(v) for v in rng.normal(size=3))
    z = w * x + b
    return {
        "y": mp.mpf(rng.uniform()),
        "w": w,
        "b": b,
        "x": x,
        "z": z,
        "a": sigmoid(z),
        "sigma": sigmoid,
    }


def layer(rng):
    w, x = ([mp.mpf(v) for v in rng.normal(size=3)] for _ in range(2))
    return {
        "y": mp.mpf(rng.uniform()),
        "w": w,
        "x": x,
        "j": int(rng.integers(1, 4)),
        "z": mp.fdot(w, x),
        "sigma": sigmoid,
    }


def likelihood(point):
    """A product of the probabilities of what happened, picked and not raised."""
    return mp.fprod(
        a if y else 1 - a for y, a in zip(point["y"], point["a"], strict=True)
    )


def layer_slope(point):
    """Derivative of the loss in weight j, by moving that weight."""
    j = point["j"] - 1

    def loss(weight):
        w = [*point["w"][:j], weight, *point["w"][j + 1 :]]
        return price(point["y"], sigmoid(mp.fdot(w, point["x"])))

    return mp.diff(loss, point["w"][j])


SIGMOID_SLOPE = {r"\sigma'(z)": slope_of(lambda p, z: sigmoid(z), "z")}
LOSS_OF_LOGIT = {r"\ell": lambda p: price(p["y"], sigmoid(p["z"]))}
LOSS_SLOPE = {
    r"\frac{\partial \ell}{\partial z}": slope_of(
        lambda p, z: price(p["y"], sigmoid(z)), "z"
    )
}
# What "wanted" asks for, got by integrating (a - y) over z: no formula is reused.
WANTED_SLOPE = {
    r"\frac{\partial C}{\partial a}": lambda p: (
        (p["a"] - p["y"]) / mp.diff(sigmoid, mp.log(p["a"] / (1 - p["a"])))
    )
}

EQUATIONS = [
    Equation(
        "eq-bernoulli",
        r"P(y \mid a) = a^{y} (1 - a)^{1 - y}",
        "one formula gives the probability of either label",
        lambda rng: {"y": int(rng.integers(2)), "a": mp.mpf(rng.uniform(0.1, 0.9))},
        {r"P(y \mid a)": lambda p: p["a"] if p["y"] else 1 - p["a"]},
    ),
    Equation(
        "eq-likelihood",
        r"L = \prod_{i=1}^{n} a_i^{y_i} (1 - a_i)^{1 - y_i}",
        "the likelihood multiplies the probabilities of what happened",
        batch,
        {"L": likelihood},
    ),
    Equation(
        "eq-negative-log-likelihood",
        r"-\log L = \sum_{i=1}^{n} \bigl( -y_i \log a_i"
        r" - (1 - y_i) \log(1 - a_i) \bigr)",
        "its negative logarithm is a sum over the examples",
        batch,
        {r"\log L": lambda p: mp.log(likelihood(p))},
    ),
    Equation(
        "eq-bce",
        r"\ell(y, a) = -y \log a - (1 - y) \log(1 - a)",
        "binary cross-entropy is the expected surprise",
        output,
        {r"\ell(y, a)": lambda p: price(p["y"], p["a"])},
        code=lambda p: losses.binary_cross_entropy(p["y"], p["a"]),
    ),
    Equation(
        "eq-expected-price",
        r"R(a) = -\rho \log a - (1 - \rho) \log(1 - a)",
        "the expected price of answering a when the rate is r",
        rate,
        {"R(a)": lambda p: price(p["rho"], p["a"])},
    ),
    Equation(
        "eq-expected-price-slope",
        r"R'(a) = -\frac{\rho}{a} + \frac{1 - \rho}{1 - a} = \frac{a - \rho}{a (1 - a)}",
        "its derivative, which changes sign at a = rho alone",
        rate,
        {"R'(a)": slope_of(lambda p, a: price(p["rho"], a), "a")},
        code=lambda p: losses.binary_cross_entropy_grad(p["rho"], p["a"]),
    ),
    Equation(
        "eq-logit",
        r"z = \log \frac{a}{1 - a}",
        "the logit is the logarithm of the odds: the sigmoid's inverse",
        lambda rng: {"a": mp.mpf(rng.uniform(0.01, 0.99))},
        {"z": lambda p: mp.findroot(lambda z: sigmoid(z) - p["a"], 0)},
    ),
    Equation(
        "eq-sigmoid",
        r"\sigma(z) = \frac{e^{z}}{1 + e^{z}} = \frac{1}{1 + e^{-z}}",
        "the sigmoid solves the logit's equation for the probability",
        logit,
        {
            r"\sigma(z)": lambda p: mp.findroot(
                lambda a: mp.log(a / (1 - a)) - p["z"], sigmoid(p["z"]) * 0.9
            )
        },
    ),
    Equation(
        "eq-sigmoid-mirror",
        r"1 - \sigma(z) = \frac{e^{-z}}{1 + e^{-z}} = \sigma(-z)",
        "swapping the labels swaps the sign of the logit",
        logit,
    ),
    Equation(
        "eq-sigmoid-slope",
        r"\sigma'(z) = \frac{e^{-z}}{(1 + e^{-z})^2}"
        r" = \sigma(z)\,(1 - \sigma(z)) \le \tfrac14",
        "the slope is the product of both probabilities, at most a quarter",
        logit,
        SIGMOID_SLOPE,
    ),
    Equation(
        "eq-squared-error-neuron",
        r"C = \tfrac12 (y - a)^2",
        "half the squared error",
        output,
        {"C": lambda p: (p["a"] * p["a"] - 2 * p["a"] * p["y"] + p["y"] ** 2) / 2},
        code=lambda p: losses.squared_error(p["y"], p["a"]) / 2,
        definition=True,
    ),
    Equation(
        "eq-squared-error-neuron-slope",
        r"\frac{\partial C}{\partial w} = (a - y)\,\sigma'(z)\,x",
        "the chain rule: mistake, slope, input",
        neuron,
        {
            r"\frac{\partial C}{\partial w}": slope_of(
                lambda p, w: (p["y"] - sigmoid(w * p["x"] + p["b"])) ** 2 / 2, "w"
            ),
            **SIGMOID_SLOPE,
        },
    ),
    Equation(
        "eq-wanted",
        r"\frac{\partial C}{\partial a}\,\sigma'(z) = a - y",
        "binary cross-entropy meets the wish: its slopes multiply to the mistake",
        neuron,
        {
            r"\frac{\partial C}{\partial a}": slope_of(
                lambda p, a: price(p["y"], a), "a"
            ),
            **SIGMOID_SLOPE,
        },
    ),
    Equation(
        "eq-wanted-in-output",
        r"\frac{\partial C}{\partial a} = \frac{a - y}{a (1 - a)}"
        r" = \frac{1 - y}{1 - a} - \frac{y}{a}",
        "the wish divided by the slope, and split into parts",
        output,
        WANTED_SLOPE,
    ),
    Equation(
        "eq-integrated",
        r"C = -(1 - y) \log(1 - a) - y \log a",
        "integrating the parts gives binary cross-entropy, constant zero at a = y",
        output,
        {
            # From the truth to a, on top of the price of the truth itself.
            "C": lambda p: (
                price(p["y"], p["y"])
                + mp.quad(
                    lambda t: (1 - p["y"]) / (1 - t) - p["y"] / t, [p["y"], p["a"]]
                )
            )
        },
    ),
    Equation(
        "eq-mistake",
        r"\frac{\partial \ell}{\partial z} = \sigma(z) - y",
        "the derivative in the logit is the mistake",
        logit,
        LOSS_SLOPE,
        code=lambda p: losses.sigmoid_cross_entropy_grad(p["y"], p["z"]),
    ),
    Equation(
        "eq-weight-slope",
        r"\frac{\partial \ell}{\partial w_j} = (\sigma(z) - y)\,x_j",
        "a weight gets the mistake times its input",
        layer,
        {r"\frac{\partial \ell}{\partial w_j}": layer_slope},
    ),
    Equation(
        "eq-curvature",
        r"\frac{\partial^2 \ell}{\partial z^2} = \sigma'(z) > 0",
        "the second derivative is positive: the loss is convex in the logit",
        logit,
        {
            r"\frac{\partial^2 \ell}{\partial z^2}": slope_of(
                lambda p, z: price(p["y"], sigmoid(z)), "z", 2
            ),
            **SIGMOID_SLOPE,
        },
    ),
    Equation(
        "eq-from-logit",
        r"\begin{aligned} \ell &= -y \log \sigma(z) - (1 - y) \log \sigma(-z) \\"
        r" &= y \log(1 + e^{-z}) + (1 - y) \log(1 + e^{z}) \end{aligned}",
        "the loss with the sigmoid put into it",
        logit,
        LOSS_OF_LOGIT,
    ),
    Equation(
        "eq-softplus",
        r"\log(1 + e^{z}) = \max(z, 0) + \log(1 + e^{-|z|})",
        "one form that never overflows, for both signs",
        logit,
    ),
    Equation(
        "eq-fused",
        r"\ell = (1 - y) \max(z, 0) + y \max(-z, 0) + \log(1 + e^{-|z|})",
        "the loss as a sum of terms that are never negative",
        logit,
        LOSS_OF_LOGIT,
        code=lambda p: losses.sigmoid_cross_entropy(p["y"], p["z"]),
    ),
    Equation(
        "eq-mistake-split",
        r"\frac{\partial \ell}{\partial z} = (1 - y)\,\sigma(z) - y\,\sigma(-z)",
        "the derivative without a difference of almost equal numbers",
        logit,
        LOSS_SLOPE,
        code=lambda p: losses.sigmoid_cross_entropy_grad(p["y"], p["z"]),
    ),
    Equation(
        "eq-start-bias",
        r"b_0 = \log \frac{\rho}{1 - \rho}",
        "the output bias at which the expected price is lowest",
        lambda rng: {"rho": mp.mpf(rng.uniform(0.05, 0.95))},
        {
            "b_0": lambda p: mp.findroot(
                lambda b: mp.diff(lambda t: price(p["rho"], sigmoid(t)), b), 0.1
            )
        },
    ),
    Equation(
        "eq-start",
        r"H(\rho) = -\rho \log \rho - (1 - \rho) \log(1 - \rho)",
        "the first loss of a model that answers the share of positives",
        lambda rng: {"rho": mp.mpf(rng.uniform(0.05, 0.95))},
        {r"H(\rho)": lambda p: price(p["rho"], p["rho"])},
    ),
]
NUMBERS = [
    # Inline formulas, and numbers that are chosen and not computed.
    "returns 0, infinity or NaN",
    '"99 %"',
    '"1 %"',
    "label $y$ be 1 or 0 and let the model say that 1 has probability",
    "an exponent of 0 turns a factor into 1:",
    r"$-\log a$ when the answer was 1, $-\log(1 - a)$ when it was 0.",
    "The price of an answer when the truth is 1.",
    "Squared error never asks for more than «round(losses.squared_error(1, 0))».",
    "from 0 to 1. Both curves are 0 at output 1. Squared error rises gently to 1 at"
    " output 0.",
    "lie between 0 and 1. Odds do half of the work: $a / (1 - a)$ runs from 0 to"
    " infinity.",
    "A logit of 0 means even odds",
    r"$e \approx «np.e:.2f»$",
    "multiply by $1 - a$, collect",
    "two numbers that add up to 1 is",
    "hence the quarter, at $z = 0$. Keep the other end in mind: far from 0 one",
    "the input 1 and ask it to answer 0.",
    "$w = «starts['a little wrong'][0]»$ and $b = «starts['a little wrong'][1]»$",
    "$w = b = «starts['very wrong'][0]:.0f»$",
    "learning rate «train.__defaults__[0]».",
    "here 1.",
    "0/1 target",
    "it is $a (1 - a)$",
    "$a (1 - y) - y (1 - a)$",
    "target of 0.",
    "from -6 to 6, for target 0.",
    "it rises from 0 to 1 in an S",
    "is back near 0 at logit 6.",
    r"use $1 - \sigma(z) = \sigma(-z)$",
    r"The logarithm $\log(1 + e^{z})$ is $z$",
    "$y + (1 - y) = 1$",
    "For $y = 1$ and $z = 40$ it takes the difference of 1 and a number that is 1 to"
    " sixteen digits.",
    "$y$ and $1 - y$",
    "with 400 digits",
    "$[10^{-7}, 1 - 10^{-7}]$",
    "Its derivative there is 0:",
    "codes *malignant* as 0, so turn the labels round to let 1 be",
    "Started at $w = 0$",
    "coding, 0 for malignant",
    "labels are $-1$ and $1$",
    "shapes `(n, 1)` and",
    "probability of exactly 0 or 1",
    "bias starts at 0 on",
    "loss below 0 ",
    "labels 0 and 1, a network",
    "Exercise 1: the loss from probabilities",
    "Exercise 2: the loss from the logit",
    "Exercise 3: the derivative in the logit",
    # The two forecasters, and the best answers.
    "comes out «likelihood['cautious'] / likelihood['bold']:.0f» times lower, although"
    " it is better on «word(np.sum(np.abs(ill - bold) < np.abs(ill - cautious)))»"
    " patients of ten",
    "for a rate of «share» its best answer is «best['absolute error']:.0f».",
    # The slow neuron.
    "«max(t for t, a in enumerate(squared['very wrong']) if a > 0.93) // 10 * 10» steps.",
    "From «squared['a little wrong'][0]:.2f» the output falls at once and reaches"
    " «squared['a little wrong'][-1]:.2f» at step 300. From"
    " «squared['very wrong'][0]:.2f» it stays above 0.93 until step 150, then drops to"
    " «squared['very wrong'][-1]:.2f».",
    "after 100 steps the first neuron has fallen to «squared['a little wrong'][100]:.2f»."
    " The second is still at «squared['very wrong'][100]:.2f». It took"
    " «half_squared['very wrong']» steps to cross one half; the first took"
    " «half_squared['a little wrong']».",
    "At $z = «sum(starts['very wrong']):.0f»$ the mistake is as large as one could wish,"
    " «parts['very wrong'][0]:.2f», but the sigmoid is nearly flat: its slope is"
    " «parts['very wrong'][1]:.3f» and the product «parts['very wrong'][2]:.3f»."
    " At $z = «sum(starts['a little wrong']):.1f»$ the mistake is smaller,"
    " «parts['a little wrong'][0]:.2f», the slope «parts['a little wrong'][1]:.3f» and"
    " the product «parts['a little wrong'][2]:.3f»:"
    " «word(parts['a little wrong'][2] / parts['very wrong'][2])» times the step.",
    "one half within «max(half_crossed.values())» steps, and at step 300 they stand at"
    " «crossed['a little wrong'][-1]:.4f» and «crossed['very wrong'][-1]:.4f».",
    "is highest, «hump.max():.3f», at an output of «peak:.2f»,",
    "peaks near logit «float(np.log(peak / (1 - peak))):.1f»",
    "at logits «sum(starts['a little wrong'])» and «sum(starts['very wrong']):.0f».",
    "cross-entropy does at «train.__defaults__[0]»?",
    "There is, at «fast:.2f», nearly «fast / train.__defaults__[0]:.0f» times the"
    " rate.",
    # From logits.
    "Beyond a loss of «-np.log(eps):.2f» the clipped",
    # Real data.
    "describes «len(malignant)» tumours by «measured.shape[1]» measurements",
    "a loss of 16.12",
    "Ten random splits",
    "all starting near «np.mean([rows[0] for rows in paths['cross-entropy']]):.0f».",
    "all climb above 0.9 within «-(-max(arrived['cross-entropy']) // 10) * 10» steps.",
    "their mean is «np.mean(paths['squared error'], axis=0)[100]:.2f» at step 100 and"
    " «np.mean(paths['squared error'], axis=0)[-1]:.2f» at step 300.",
    "back on every split within «max(arrived['cross-entropy'])» steps. Squared error"
    " arrives on «word(sum(k is not None for k in arrived['squared error']))» split of"
    " «word(len(arrived['squared error']))» in the"
    " «len(paths['squared error'][0])» steps",
    "it gives 0.8, eight in ten",
    "five points from near «seen[0]:.0f» to near «seen[-1]:.0f»,",
    "with «size[1:4].min()» to «size[1:4].max()» tumours in a middle group",
    # What goes wrong, and the choice.
    "«best['cross-entropy']:.3f» for a rate of «share»",
    "accuracy «noisy['squared error'][:, 0].mean():.3f» against"
    " «noisy['cross-entropy'][:, 0].mean():.3f» here",
    "accuracies «clean['cross-entropy'][:, 0].mean():.3f» and"
    " «clean['squared error'][:, 0].mean():.3f», their difference"
    " «clean_gap[:, 0].mean():.3f» ± «clean_gap[:, 0].std():.3f»",
    # Formulas and choices of the sections that follow the cold reading.
    "many numbers below 1 soon",
    "$0.4^{1000}$ as «0.4**1000:.0f»)",
    r"$\rho (1 - a)^2 + (1 - \rho) a^2$",
    r"$2 (a - \rho)$",
    r"$0 \log 0$ counts as 0,",
    "whose weight is 0.",
    "$1 - 10^{-12}$",
    "`np.log1p(t)`",
    r"$\log(1 + t)$",
    "to cancel the 2 of",
    "$(C(z + h) - C(z - h)) / 2h$",
    "hardest at an output of «peak:.2f» and",
    r"$\sigma'(z) \le \tfrac14$",
    "At four times the rate it needs «quadruple[0]» and «quadruple[1]» steps. The rest,"
    " «quadruple[1]» against «half_crossed['very wrong']»,",
    "$1 + e^{-40}$ rounds to «1 + np.exp(-40):.0f», and its logarithm to"
    " «np.log(1 + np.exp(-40)):.0f».",
    "Use `np.log1p`",
    "hard label, 0 or 1 (a",
    "in which 0 times infinity is 0.",
    "at logits of 2, 40, -40 and -800.",
    r"The NaN is $0 \log 0$: for $y = 1$ the second term has the weight 0 and the"
    " logarithm of 0.",
    "The «abs(obvious(0, -40.0)):.0f» in the fourth row",
    "A logit of 40 is not needed",
    "the sigmoid is exactly 1 from «full» on.",
    "at «len(y_soft)» random logits",
    "scaled to mean 0 and standard deviation 1 on",
    "our derivative is not 0 but",
    "At rate 3 squared error arrives within «quick['squared error', 3.0][1]» steps, at"
    " rate 30 within «quick['squared error', 30.0][1]». Cross-entropy needs"
    " «quick['cross-entropy', 3.0][0]» or «quick['cross-entropy', 3.0][1]» at rate 3.",
    "Each loss gets one rate of «word(len(RATES))»: the one",
    "in «more» runs of «len(noisy_gap)» and less in «less», and its log loss is lower in"
    " «'all ' if surer == len(noisy_gap) else ''»«surer».",
    "chose it a rate of «noisy_rates['cross-entropy']», at which «steps» steps do not",
    "pulls with «100 * pull['cross-entropy']:.0f» % of",
    "and with «100 * pull['squared error']:.0f» % under",
    "gain of about «word(100 * noisy_gap[:, 0].mean())» percentage point on",
    r"$\sqrt{a (1 - a) / n}$",
    "dotted line. «steps» steps.",
    "After «steps» steps all «word(np.sum(np.abs(seen - said) <= error))» groups",
    "After 3000 steps the lowest group has"
    " «'left its bar' if abs(long_seen - long_said) > long_error else 'not'»: it says"
    " «long_said:.3f», and «long_seen:.3f» are",
    "a label of -1,",
    "between «floor[0]:.2f» and «floor[1]:.2f» although",
    "loss of «early:.0f» at the start, and later 100 times",
    "weights near 0 and",
    "Here it saves «start_zero - start_share:.2f». With 1 positive in 100 it saves"
    " «np.log(2) - rare:.2f».",
    "back from a wrong start in «quick['cross-entropy', 3.0][0]» to"
    " «quick['cross-entropy', 3.0][1]» steps at rate 3; squared error in"
    " «quick['squared error', 30.0][0]» to «quick['squared error', 30.0][1]» at rate 30",
    "loses digits near 1: «near:.3f» at a logit of 35;"
    " «'infinite' if np.isinf(rounded) else 'not'» where the probability is rounded to 1",
]
