"""What the chapter on dropout, early stopping and batch normalisation prints."""

from itertools import product

import numpy as np
from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import moved, numbers, softmax
from lossedu import regularizers

# Dropout: every mask, with its probability.


def activation(rng):
    tenths = int(rng.integers(1, 10))
    return {"p": mp.mpf(tenths) / 10, "tenths": tenths, "a": mp.mpf(rng.normal())}


def over_ten_draws(p, f):
    """Mean over ten equally likely draws, of which `tenths` drop the unit."""
    scaled = p["a"] * 10 / (10 - p["tenths"])
    return mp.fsum(f(mp.mpf(0) if i < p["tenths"] else scaled) for i in range(10)) / 10


def over_masks(p, f):
    """Mean of f(scaled mask) over all masks of the inputs."""
    n, total = p["n"], mp.mpf(0)
    for mask in product((0, 1), repeat=n):
        chance = mp.fprod(1 - p["p"] if kept else p["p"] for kept in mask)
        total += chance * f([kept / (1 - p["p"]) for kept in mask])
    return total


def linear(rng):
    n = 3
    w, x = numbers(rng, n), numbers(rng, n)
    return {
        "n": n,
        "p": mp.mpf(rng.uniform(0.1, 0.9)),
        "w": w,
        "x": x,
        "z": mp.fdot(w, x),
        "y": mp.mpf(rng.normal()),
    }


def masked(p, mask):
    return mp.fsum(w * k * x for w, k, x in zip(p["w"], mask, p["x"], strict=True))


def regression(rng):
    """As many examples as inputs: a sum without bounds runs to n."""
    return linear(rng) | {"rows": numbers(rng, 3, 3), "targets": numbers(rng, 3)}


def half_mean_square(p, masks):
    """Half the mean squared error, a mask for each example."""
    return mp.fsum(
        (masked(p | {"x": row}, mask) - y) ** 2
        for row, y, mask in zip(p["rows"], p["targets"], masks, strict=True)
    ) / (2 * p["n"])


def mean_loss(p):
    """Mean over the masks, one for all examples: each term depends on its own alone."""
    return over_masks(p, lambda mask: half_mean_square(p, [mask] * p["n"]))


def classes(rng):
    n = 3
    W, x = numbers(rng, n, n), numbers(rng, n)  # a row for each class
    return {
        "n": n,
        "p": mp.mpf(rng.uniform(0.1, 0.9)),
        "x": x,
        "W": W,
        "z": [mp.fdot(row, x) for row in W],
        "k": 1,
        "j": int(rng.integers(2, n + 1)),
    }


def dropped_logits(p, mask):
    return [masked(p | {"w": row}, mask) for row in p["W"]]


def mean_log(index):
    return lambda p: over_masks(
        p, lambda k: mp.log(softmax(dropped_logits(p, k))[p[index] - 1])
    )


def difference(p, mask):
    z = dropped_logits(p, mask)
    return z[p["k"] - 1] - z[p["j"] - 1]


def selu(rng):
    """SELU's numbers, and the moments of what dropping leaves of -1 and 1."""
    level = -mp.mpf(-1.7580993408473768)
    kappa = mp.mpf("1.0507009873554805")
    p, a = mp.mpf(rng.uniform(0.1, 0.9)), mp.mpf(rng.normal())
    outcomes = [((1 - p) / 2, 1), ((1 - p) / 2, -1), (p, -level)]
    mean = mp.fsum(chance * value for chance, value in outcomes)
    v = mp.fsum(chance * (value - mean) ** 2 for chance, value in outcomes)
    point = {"p": p, "a": a, "kappa": kappa, "alpha": level / kappa}
    return point | {"v": v, "mean": mean}


def kept_by_alpha_dropout(p):
    x, rate = np.full(60, float(p["a"])), float(p["p"])
    slope = regularizers.alpha_dropout_grad(x, rate=rate, rng=0)
    return regularizers.alpha_dropout(x, rate=rate, rng=0)[slope > 0][0]


# A bowl.


def bowl(rng):
    return {
        "t": int(rng.integers(2, 6)),
        "rate": mp.mpf(rng.uniform(0.05, 0.5)),
        "bend": mp.mpf(rng.uniform(0.2, 1.5)),
        "lambda": mp.mpf(rng.uniform(0.1, 2)),
        "goal": mp.mpf(rng.normal()),
        "here": mp.mpf(rng.normal()),
    }


def loss_of(p):
    return lambda x: p["bend"] * (x - p["goal"]) ** 2 / 2


def stepped(p, x):
    return x - p["rate"] * mp.diff(loss_of(p), x)


def after_steps(p):
    x = mp.mpf(0)
    for _ in range(p["t"]):
        x = stepped(p, x)
    return x


def lowest_with_penalty(p):
    def total(x):
        return loss_of(p)(x) + p["lambda"] * x**2 / 2

    return mp.findroot(lambda x: mp.diff(total, x), p["goal"] / 2)


BOWL = {
    r"\theta^*": lambda p: p["goal"],
    r"\eta": lambda p: p["rate"],
    r"\lambda_j": lambda p: p["bend"],
}

# A batch.


def moments(z):
    """Mean and variance, the latter from all pairs of numbers."""
    n = len(z)
    pairs = mp.fsum((a - b) ** 2 for a in z for b in z)
    return mp.fsum(z) / n, pairs / (2 * n * n)


def normalised(z, eps, mean=None, variance=None):
    own_mean, own_variance = moments(z)
    mean = own_mean if mean is None else mean
    root = mp.sqrt((own_variance if variance is None else variance) + eps)
    return [(v - mean) / root for v in z]


def batch(rng):
    n = 4
    z, c = numbers(rng, n), numbers(rng, n)
    mu, v = moments(z)
    p = {
        "n": n,
        "K": n,
        "i": int(rng.integers(1, n + 1)),
        "k": int(rng.integers(1, n + 1)),
        "z": z,
        "c": c,
        "mu": mu,
        "v": v,
        "varepsilon": mp.mpf(rng.uniform(0.01, 0.5)),
        "gamma": mp.mpf(rng.uniform(0.5, 2)),
        "beta": mp.mpf(rng.normal()),
    }
    outputs = [p["gamma"] * h + p["beta"] for h in normalised(z, p["varepsilon"])]
    slopes = [u * mp.cos(out + u) for u, out in zip(c, outputs, strict=True)]
    return p | {"g": slopes}


def loss(p, **changed):
    """A smooth loss of the outputs, whose slope in output i is g_i."""
    hats = normalised(
        changed.get("z", p["z"]),
        p["varepsilon"],
        changed.get("mean"),
        changed.get("variance"),
    )
    gamma = changed.get("gamma", p["gamma"])
    return mp.fsum(
        u * mp.sin(gamma * h + p["beta"] + u) for u, h in zip(p["c"], hats, strict=True)
    )


def slope(name, at):
    """Numerical derivative of the loss in one of its arguments."""
    return lambda p: mp.diff(lambda v: loss(p, **{name: v}), p[at])


def slope_in_z(p):
    z, i = p["z"], p["i"]
    return mp.diff(lambda v: loss(p, z=moved(z, i, v)), z[i - 1])


def hat(index):
    return lambda p: normalised(p["z"], p["varepsilon"])[p[index] - 1]


def torch_norm(name, index):
    """PyTorch's value of one normalised number."""

    def value(p):
        import torch

        z = torch.tensor(p["z"], dtype=torch.float64)
        f = torch.nn.functional
        if name == "batch":
            z = z[:, None]
            out = f.batch_norm(z, None, None, training=True, eps=float(p["varepsilon"]))
        else:
            out = f.layer_norm(z, z.shape, eps=float(p["varepsilon"]))
        return out.flatten()[int(p[index]) - 1].item()

    return value


def unit(rng):
    """A normalised unit without eps: inputs, weights and a loss."""
    n = 3
    return {
        "n": n,
        "j": int(rng.integers(1, n + 1)),
        "t": mp.mpf(rng.uniform(0.5, 3)),
        "w": numbers(rng, n),
        "rows": numbers(rng, 5, n),
        "c": numbers(rng, 5),
    }


def unit_loss(p, w):
    hats = normalised([mp.fdot(row, w) for row in p["rows"]], 0)
    return mp.fsum(u * mp.sin(h + u) for u, h in zip(p["c"], hats, strict=True))


def unit_slope(p, w):
    j = p["j"]
    return mp.diff(lambda v: unit_loss(p, moved(w, j, v)), w[j - 1])


HATS = {r"\hat z_i": hat("i"), r"\hat z_j": hat("j")}

EQUATIONS = [
    Equation(
        "eq-np-mean",
        r"E[\tilde a] = (1 - p) \cdot \frac{a}{1 - p} + p \cdot 0 = a",
        "dropout keeps the mean",
        activation,
        {r"E[\tilde a]": lambda p: over_ten_draws(p, lambda a: a)},
    ),
    Equation(
        "eq-np-variance",
        r"\begin{aligned} E[(\tilde a - a)^2] &= (1 - p) \Bigl(\frac{p a}{1 - p}"
        r"\Bigr)^2 + p a^2 \\ &= p a^2 \Bigl(\frac{p}{1 - p} + 1\Bigr) \\"
        r" &= \frac{p}{1 - p}\, a^2 \end{aligned}",
        "dropout adds a variance in proportion to the square",
        activation,
        {
            r"E[(\tilde a - a)^2]": lambda p: over_ten_draws(
                p, lambda a: (a - p["a"]) ** 2
            )
        },
    ),
    Equation(
        "eq-np-sum",
        r"E[(\tilde z - z)^2] = \frac{p}{1 - p} \sum_j w_j^2 x_j^2",
        "the noise of a sum is the sum of the noises",
        linear,
        {
            r"E[(\tilde z - z)^2]": lambda p: over_masks(
                p, lambda k: (masked(p, k) - p["z"]) ** 2
            )
        },
    ),
    Equation(
        "eq-np-squared",
        r"E[(\tilde z - y)^2] = (z - y)^2 + \frac{p}{1 - p} \sum_j w_j^2 x_j^2",
        "the squared error with dropout is that without, and the noise",
        linear,
        {
            r"E[(\tilde z - y)^2]": lambda p: over_masks(
                p, lambda k: (masked(p, k) - p["y"]) ** 2
            )
        },
    ),
    Equation(
        "eq-np-ridge",
        r"\begin{aligned} E[\tilde R(w)] &= R(w) \\ &\quad + \frac{1}{2} \sum_j w_j^2"
        r" \Bigl( \frac{p}{1 - p} \cdot \frac{1}{n} \sum_{i=1}^{n} x_{ij}^2 \Bigr)"
        r" \end{aligned}",
        "dropout on the inputs of a linear regression is a ridge penalty",
        regression,
        {
            r"E[\tilde R(w)]": mean_loss,
            "R(w)": lambda p: half_mean_square(p, [[1] * p["n"]] * p["n"]),
            "x_{ij}": lambda p: p["rows"][p["i"] - 1][p["j"] - 1],
        },
    ),
    Equation(
        "eq-np-geometric",
        r"\begin{aligned} E[\log \tilde q_k] - E[\log \tilde q_j] &="
        r" E[\tilde z_k - \tilde z_j] \\ &= z_k - z_j \end{aligned}",
        "geometric means over the masks stand in the ratio of the single pass",
        classes,
        {
            r"E[\log \tilde q_k]": mean_log("k"),
            r"E[\log \tilde q_j]": mean_log("j"),
            r"E[\tilde z_k - \tilde z_j]": lambda p: over_masks(
                p, lambda mask: difference(p, mask)
            ),
        },
    ),
    Equation(
        "eq-np-alpha-variance",
        r"\begin{aligned} v &= (1 - p) \cdot 1 + p\, \kappa^2 \alpha^2"
        r" - p^2 \kappa^2 \alpha^2 \\ &= (1 - p) (1 + p\, \kappa^2 \alpha^2)"
        r" \end{aligned}",
        "the variance of units of mean 0 and variance 1 after dropping to the level",
        selu,
    ),
    Equation(
        "eq-np-alpha-kept",
        r"\tilde a = \frac{a + p \kappa \alpha}"
        r"{\sqrt{(1 - p) (1 + p\, \kappa^2 \alpha^2)}}",
        "what alpha dropout makes of a unit that it keeps",
        selu,
        {r"\tilde a": lambda p: (p["a"] - p["mean"]) / mp.sqrt(p["v"])},
        code=kept_by_alpha_dropout,
    ),
    Equation(
        "eq-np-step",
        r"\begin{aligned} \theta_{t+1} - \theta^* &= \theta_t"
        r" - \eta \lambda_j (\theta_t - \theta^*) - \theta^* \\"
        r" &= (1 - \eta \lambda_j) (\theta_t - \theta^*) \end{aligned}",
        "a step on a bowl multiplies the distance by one factor",
        bowl,
        {
            r"\theta_{t+1}": lambda p: stepped(p, p["here"]),
            **BOWL,
            r"\theta_t": lambda p: p["here"],
        },
    ),
    Equation(
        "eq-np-stopped",
        r"\theta_t = \bigl(1 - (1 - \eta \lambda_j)^t\bigr)\, \theta^*",
        "where t steps from 0 have come to",
        bowl,
        {r"\theta_t": after_steps, **BOWL},
    ),
    Equation(
        "eq-np-shrunk",
        r"\theta = \frac{\lambda_j}{\lambda_j + \lambda}\, \theta^*",
        "where a ridge penalty leads to",
        bowl,
        {**BOWL, r"\theta": lowest_with_penalty},
    ),
    Equation(
        "eq-np-bn",
        r"\hat z_i = \frac{z_i - \mu}{\sqrt{v + \varepsilon}}",
        "a number less its batch's mean, in units of its spread",
        batch,
        {r"\hat z_i": hat("i")},
        code=torch_norm("batch", "i"),
        definition=True,
    ),
    Equation(
        "eq-np-bn-gamma",
        r"\frac{\partial R}{\partial \gamma} = \sum_{i=1}^{n} g_i \hat z_i",
        "the slope in the scale",
        batch,
        {
            r"\frac{\partial R}{\partial \gamma}": slope("gamma", "gamma"),
            r"\hat z_i": hat("i"),
        },
    ),
    Equation(
        "eq-np-bn-path-variance",
        r"\frac{\partial R}{\partial v} = -\frac{\gamma}{2 (v + \varepsilon)}"
        r" \sum_{i=1}^{n} g_i \hat z_i",
        "the slope in the variance, the mean held fixed",
        batch,
        {
            r"\frac{\partial R}{\partial v}": slope("variance", "v"),
            r"\hat z_i": hat("i"),
        },
    ),
    Equation(
        "eq-np-bn-path-mean",
        r"\frac{\partial R}{\partial \mu}"
        r" = -\frac{\gamma}{\sqrt{v + \varepsilon}} \sum_{i=1}^{n} g_i",
        "the slope in the mean, the variance held fixed",
        batch,
        {r"\frac{\partial R}{\partial \mu}": slope("mean", "mu")},
    ),
    Equation(
        "eq-np-bn-ways",
        r"\begin{aligned} \frac{d R}{d z_i} = \frac{\gamma g_i}"
        r"{\sqrt{v + \varepsilon}} &+ \frac{2}{n} (z_i - \mu) \cdot"
        r" \frac{\partial R}{\partial v} \\ &+ \frac{1}{n} \cdot"
        r" \frac{\partial R}{\partial \mu} \end{aligned}",
        "three ways from a number to the loss",
        batch,
        {
            r"\frac{d R}{d z_i}": slope_in_z,
            r"\frac{\partial R}{\partial v}": slope("variance", "v"),
            r"\frac{\partial R}{\partial \mu}": slope("mean", "mu"),
        },
    ),
    Equation(
        "eq-np-bn-back",
        r"\begin{aligned} \frac{d R}{d z_i} = \frac{\gamma}{\sqrt{v + \varepsilon}}"
        r" \Bigl( g_i &- \frac{1}{n} \sum_{j=1}^{n} g_j \\ &- \hat z_i \cdot"
        r" \frac{1}{n} \sum_{j=1}^{n} g_j \hat z_j \Bigr) \end{aligned}",
        "the way back through batch normalisation",
        batch,
        {r"\frac{d R}{d z_i}": slope_in_z, **HATS},
    ),
    Equation(
        "eq-np-orthogonal",
        r"w \cdot \nabla R(w) = \sum_j w_j \frac{\partial R}{\partial w_j} = 0",
        "the gradient of normalised weights is at right angles to them",
        unit,
        {
            r"w \cdot \nabla R(w)": lambda p: mp.diff(
                lambda t: unit_loss(p, [t * w for w in p["w"]]), 1
            ),
            r"\frac{\partial R}{\partial w_j}": lambda p: unit_slope(p, p["w"]),
        },
    ),
    Equation(
        "eq-np-stretched",
        r"\nabla R(t w) = \frac{1}{t} \nabla R(w)",
        "longer weights have a shorter gradient",
        unit,
        {
            r"\nabla R(t w)": lambda p: unit_slope(p, [p["t"] * w for w in p["w"]]),
            r"\nabla R(w)": lambda p: unit_slope(p, p["w"]),
        },
    ),
    Equation(
        "eq-np-layer-norm",
        r"\hat z_k = \frac{z_k - \mu}{\sqrt{\frac{1}{K} \sum_{j=1}^{K} (z_j - \mu)^2"
        r" + \varepsilon}}",
        "mean and variance over the units of one example",
        batch,
        {r"\hat z_k": hat("k")},
        code=torch_norm("layer", "k"),
        definition=True,
    ),
]
NUMBERS = [
    # Inline formulas, and numbers that are chosen and not computed.
    "sets each unit of a layer to 0 with the",
    "with $p = 0.8$:",
    "Exercise 1: dropout with the draws given",
    "Exercise 2: when to stop",
    "Exercise 3: back through batch normalisation",
    r"With probability $1 - p$ it is kept. If it is then $a / (1 - p)$, and 0 otherwise,",
    r"the factor is $1 / (1 - p)$: at $p = 0.8$ whatever is kept counts"
    " «word(a[0] / thinned[0])» times.",
    r"$a / (1 - p) - a = p a / (1 - p)$",
    "takes $p a^2$ out of both terms, and the bracket is $1 / (1 - p)$.",
    "a unit that is 0 gets none.",
    r"$p = \tfrac12$",
    "the paper of 2014",
    "Whoever copies its 0.8 drops «word(round(5 * zeros))» units in five",
    "have mean 0, so in the mean of the square",
    "the first has mean 0, so the mean of their product is 0:",
    r"$\tfrac12 \lambda w_j^2$ for",
    "bracket: $p / (1 - p)$ times",
    r"mean square is 1 and $\lambda = p / (1 - p)$.",
    "keep mean 0 and variance 1 from",
    "dropped unit not to 0 but to",
    "If $a$ has mean 0 and mean square 1, the",
    "mean 0 and variance 1 are back.",
    "improvement (0 here)",
    "Start at 0, a distance",
    r"$\tfrac12 \lambda \theta^2$",
    r"$\lambda_j (\theta - \theta^*) + \lambda \theta = 0$",
    r"with $\lambda_j$ near 0, the",
    r"as its slope at 0 is $\eta t$;",
    r"$\lambda = 1 / (\eta t)$",
    r"$z_1, \dots, z_n$",
    r"$\mu = \tfrac1n \sum_i z_i$ and their variance"
    r" $v = \tfrac1n \sum_i (z_i - \mu)^2$,",
    "a division by 0:",
    "Move $z_1$ by",
    r"$(v + \varepsilon)^{-1/2}$ is $-\tfrac12 (v + \varepsilon)^{-3/2}$,",
    r"$-\tfrac2n \sum_i (z_i - \mu)$, and distances from a mean add up to 0.)",
    r"$\tfrac2n (z_i - \mu)$ and $\mu$ by $\tfrac1n$.",
    "by $t > 0$, so",
    "in $t$, at $t = 1$. The",
    r"$m_t = \beta m_{t-1} + (1 - \beta) \mu_t$.",
    r"Keras' 0.99 is $\beta$; PyTorch's 0.1 is $1 - \beta$.",
    "divides by $n - 1$. One batch of the two numbers 1 and 3 shows",
    "become «two[0]:.0f» and «two[1]:.0f», whichever they were. One number becomes 0. So",
    "image into 4000 random batches",
    r"$\mu = \tfrac1K \sum_j z_j$",
    "A 3 that is moved by a pixel is still a 3, so",
    "a mirrored 2 is no 2.",
    "An L2 penalty on",
    "an L2 penalty $",
    "an L2 penalty first",
    r"$\tfrac12 \lambda \lVert W \rVert^2$",
    r"multiplies by 0 or $1 / (1 - p)$.",
    r"$p\, a^2 / (1 - p)$",
    "penalty: $p / (1 - p)$ times",
    "keeps mean 0 and variance 1 for SELUs",
    # The problem.
    "Take «noisy[0][0].shape[2]» of scikit-learn's images",
    "one label in «word(1 / WRONG)» be wrong",
    "two hidden layers of «plain[0]['W'].shape[-1]» ReLUs trains on it for «EPOCHS»"
    " *epochs*, that is, «EPOCHS» passes",
    "on «noisy[1][0].shape[2]» other images",
    "A third part of «noisy[2][0].shape[2]» images",
    "for «word(CUTS)» random cuts",
    "momentum 0.9 on batches of «BATCH».",
    "falls to nearly «fitted[-1].mean():.0f», wrong labels included.",
    "Loss against epoch, 1 to «EPOCHS». The training loss falls from"
    " «fitted[0].mean():.1f» towards 0. The validation loss falls to its lowest at epoch"
    " «turn» and then rises steadily beyond 2. A dotted line marks «floor:.2f».",
    "is lowest after «turn» epochs, at «valid_loss.mean(axis=1).min():.2f». At the end it"
    " is «valid_loss[-1].mean():.2f».",
    "«'has not fallen' if test_right[-1].mean() >= test_right[turn - 1].mean() else 0»:"
    " «test_right[turn - 1].mean():.3f» then, «test_right[-1].mean():.3f» at the end, and"
    " «test_right[-1].std():.3f» of spread",
    "below «floor:.2f», the",
    # Dropout.
    "shrunk to a «'fifth' if abs(thinned[0] / a[0] - 0.2) < 0.01 else 0». The",
    "would be «word(round(a[0] / thinned[0]))» times",
    "«masked.size» standardised inputs of «len(X)» patients. Mask each patient 2000 times,"
    " fit ordinary least squares to all «2000 * len(X)» rows",
    "«least[4]:.2f» and «least[5]:.2f», belong to two",
    "(Mean product «twins:.2f»; of equal ones it would be 1.)",
    "from «gaps[0]:.2f» to «gaps[-1]:.2f». The",
    "lowest at $p = «drop_rates[best_drop]»$, hardly to be told from its neighbours, where"
    " the gap is still «gaps[best_drop]:.2f». Beyond 0.6 the",
    "all masks of «word(x.size)» inputs",
    "network with $p = 0.5$ from above",
    "the mean over «len(drawn_q)» masks, and",
    "«mode['dropout left on'][0].mean():.3f» right instead of"
    " «mode['evaluation mode'][0].mean():.3f», and «100 * changed:.0f» % other",
    "The mean of «len(drawn_q)» masks is right on"
    " «mode['mean of 100 masks'][0].mean():.3f» and the single pass on"
    " «mode['evaluation mode'][0].mean():.3f»: «'less apart than the spread' if abs((mode['mean of 100 masks'][0] - mode['evaluation mode'][0]).mean()) < mode['evaluation mode'][0].std() else 0».",
    "of itself, «mode['mean of 100 masks'][2].mean():.2f» against"
    " «mode['evaluation mode'][2].mean():.2f», and its loss is"
    " «'higher' if min(mode['mean of 100 masks'][1] - mode['evaluation mode'][1]) > 0 else 0».",
    "about «-level:.3f», and",
    "through «word(len(selu_square['none']))» networks of 20 layers of SELUs, with weights"
    " of variance $1/n$ for $n$ inputs, at $p = 0.1$.",
    "a rate of only 0.1 takes the mean square to «pm(selu_square['dropout'], 2)»; with"
    " alpha dropout it is «pm(selu_square['alpha dropout'], 2)», without noise"
    " «pm(selu_square['none'], 2)».",
    "inner «pixel.shape[1]» pixels of the digits from its «word(near.shape[-1])»"
    " neighbours",
    "The neighbours explain «100 * explained:.0f» % of a pixel, so",
    # Early stopping.
    "A patience of 1 finds the"
    " «'same best epochs' if np.array_equal(patient[1][1], patient[EPOCHS][1]) else 0» as"
    " one of «EPOCHS», in «patient[1][0]:.0f» epochs:",
    "is «valid_loss[-1].mean() - valid_loss.mean(axis=1).min():.2f» lower at",
    "accuracy «gain.mean():.3f» ± «gain.std():.3f», loss «relief.mean():.2f» ±"
    " «relief.std():.2f».",
    "«steps» steps at a rate of «eta».",
    "Dots: the «word(len(curvature))» directions",
    "from 0.03 to 100. Both curves rise in an S from 0 to 1. The early stop lies above the"
    " ridge penalty everywhere between, by at most «farthest:.1f». «word(stopped_share.size).title()»"
    " dots lie",
    "at most «farthest:.2f» of the",
    "at most 1.69 times that",
    # Batch normalisation.
    "In groups of 1 every unit",
    r"$\beta$ whatever the image: «grouped[1].mean():.3f» is guessing. With 8 the accuracy"
    " is «grouped[8].mean():.3f», with 40 it is «grouped[40].mean():.3f», near the"
    " «grouped['evaluation mode'].mean():.3f» of evaluation mode.",
    "on batches of 2: in",
    "half the sum of $g_1$ and $g_2$ is taken away",
    "of «plain[0]['W'].shape[-1]» ReLUs, clean labels, 12 epochs, «word(len(wide))»"
    " learning rates",
    "«word(len(near_best[False]))» of the «word(len(wide))» rates come within 0.1 of the"
    " best, with it «word(len(near_best[True]))», and these reach"
    " «word(near_best[True][-1] / near_best[False][-1])» times as far up. At the best rate"
    " of each the two «'do not differ by more than the spread' if abs(deep_gain.mean()) < deep_gain.std() else 0»:"
    " «deep_gain.mean():.2f» ± «deep_gain.std():.2f».",
    # Augmentation.
    "on the «clean[0][0].shape[2]» images with",
    "(It runs for 80 epochs, chosen after a look at 40, 60 and 100. The first difference"
    " was there at each, and largest at 40.)",
    "moves cost «-moves_gain.mean():.3f» ± «moves_gain.std():.3f». On images that really"
    " are moved, they are the difference between «augmented['moved', False].mean():.3f»"
    " and «augmented['moved', True].mean():.3f».",
    # The comparison.
    "on the same «noisy[0][0].shape[2]» images: nothing",
    "Each gets «EPOCHS» epochs and the same «word(len(RATES))» learning rates, and the"
    " penalty and dropout get «word(len(strengths['l2']))» strengths",
    "«'Only one row' if sum(e.mean() > e.std() for e in edge.values()) == 1 else 0» is"
    " clearly ahead: the L2 penalty, by «edge['l2'].mean():.3f» ± «edge['l2'].std():.3f».",
    "Dropout and batch normalisation"
    " «'do not differ' if all(abs(edge[n].mean()) < edge[n].std() for n in ('drop', 'batch norm')) else 0»"
    " from nothing by more than their spread. Early stopping is"
    " «-edge['early stop'].mean():.3f» ± «edge['early stop'].std():.3f» behind, and moves"
    " differ by «edge['moves'].mean():.3f» ± «edge['moves'].std():.3f».",
    "at its tuned rate of «setting['nothing'][0]», still has a training loss of"
    " «history[-1, 0, 1, RATES.index(setting['nothing'][0])].mean():.2f», and is no more"
    " accurate, «result['nothing'].mean():.3f», than the «test_right[-1].mean():.3f» of",
    "Dropout at rate «RATES[shown]» and $p = 0.5$ has a validation loss of"
    " «end_loss[1, 5].mean():.2f» against «lowest['drop'].mean():.2f», and is right on"
    " «mode['evaluation mode'][0].mean():.3f» of",
    # Tables.
    "still on: «mode['dropout left on'][0].mean():.3f» against"
    " «mode['evaluation mode'][0].mean():.3f» here",
    "training loss «end_loss[0, -1].mean():.2f» at $p = «drop_rates[-1]»$ here",
    "groups of 8: «grouped[8].mean():.3f», evaluation mode"
    " «grouped['evaluation mode'].mean():.3f»",
    "«ratio[0.5]:.2f» times too large at $p = 0.5$",
    "«edge['l2'].mean():.3f» ± «edge['l2'].std():.3f» ahead of nothing",
    "validation loss «end_loss[1, best_drop].mean():.2f» at $p = «drop_rates[best_drop]»$,"
    " «end_loss[1, 0].mean():.2f» without;",
    "mean square after 20 layers «selu_square['alpha dropout'].mean():.2f», with plain"
    " dropout «selu_square['dropout'].mean():.2f»",
    "neighbours explain «100 * explained:.0f» % of a pixel",
    "«patient[1][0]:.0f» epochs in place of «EPOCHS»; test accuracy no better",
    "within 0.1 of its best up to rate «near_best[True][-1]», without up to"
    " «near_best[False][-1]»; the best «deep_gain.mean():.2f» ± «deep_gain.std():.2f»"
    " apart",
    "in groups of 2: «grouped[2].mean():.3f»",
    "«augmented['moved', True].mean():.3f» against «augmented['moved', False].mean():.3f»"
    " on moved images; «moves_gain.mean():.3f» ± «moves_gain.std():.3f» on the others",
]
