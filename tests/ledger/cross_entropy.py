"""What the chapter on cross-entropy and divergence prints."""

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import distribution, entropy, moved, softmax
from lossedu import activations, information, losses

# Oracles. Each is a derivative of a power sum at a point, so that no formula with a
# logarithm in it is used to check another one.


def crossed(p, q):
    """Slope of the sum of p q^s at s = 0, with its sign turned."""
    return -mp.diff(lambda s: mp.fsum(a * b**s for a, b in zip(p, q, strict=True)), 0)


def divergence(p, q):
    """Slope of the sum of p^s q^(1 - s) at s = 1."""
    return mp.diff(
        lambda s: mp.fsum(a**s * b ** (1 - s) for a, b in zip(p, q, strict=True)), 1
    )


def mixture(p, q):
    return [(a + b) / 2 for a, b in zip(p, q, strict=True)]


class Table:
    """Probabilities that can be written p_k as well as p(k) or p(k, y)."""

    def __init__(self, values):
        self.values = values

    def __getitem__(self, place):
        return self.values[place]

    def __call__(self, *places):
        value = self.values
        for place in places:
            # A digit counts from 0, an outcome from 1; a list is closed to a ring.
            value = value[int(place) - 1]
        return value


# Points.


def pair(rng):
    K = int(rng.integers(2, 6))
    p, q = distribution(rng, K), distribution(rng, K)
    k = int(rng.integers(1, K + 1))
    return {"K": K, "k": k, "p": p, "q": q, "m": mixture(p, q)}


def logits(rng):
    K = int(rng.integers(2, 6))
    z = [mp.mpf(v) for v in rng.normal(scale=2, size=K)]
    k = int(rng.integers(1, K + 1))
    return {"K": K, "k": k, "p": distribution(rng, K), "z": z, "q": softmax(z)}


def sample(rng):
    """Labels of n examples, their shares p, and a model q."""
    K, n = 3, 8
    y = [1, 2, 3, *(int(v) for v in rng.integers(1, K + 1, n - 3))]
    q = Table(distribution(rng, K))
    p = [mp.mpf(y.count(k)) / n for k in range(1, K + 1)]
    return {"K": K, "n": n, "y": y, "p": p, "q": q}


def joint(rng):
    """Pixel groups and digits together, and the same as if they were independent."""
    K = 3
    flat = distribution(rng, K * 10)
    p = [flat[10 * k : 10 * k + 10] for k in range(K)]
    rows = [mp.fsum(row) for row in p]
    columns = [mp.fsum(column) for column in zip(*p, strict=True)]
    q = [[r * c for c in columns] for r in rows]
    k, y = int(rng.integers(1, K + 1)), int(rng.integers(10))
    return {
        "K": K,
        "k": k,
        "y": y,
        "p": Table(p),
        "q": Table(q),
        "rows": rows,
        "columns": columns,
    }


def flat(table):
    return [v for row in table.values for v in row]


def left(point):
    """Entropy of the digit within each group, averaged over the groups."""
    return mp.fsum(
        share * entropy([v / share for v in row])
        for share, row in zip(point["rows"], point["p"].values, strict=True)
    )


def shared(point):
    """Mutual information by three joint entropies."""
    return (
        entropy(point["rows"]) + entropy(point["columns"]) - entropy(flat(point["p"]))
    )


def likelihood(point):
    return mp.fprod(point["q"][y - 1] for y in point["y"])


# Meanings of what SymPy cannot read.
H_P = {"H(p)": lambda p: entropy(p["p"])}
H_PQ = {"H(p, q)": lambda p: crossed(p["p"], p["q"])}
D_PQ = {r"D(p \,\|\, q)": lambda p: divergence(p["p"], p["q"])}
D_PM = {r"D(p \,\|\, m)": lambda p: divergence(p["p"], p["m"])}
D_QM = {r"D(q \,\|\, m)": lambda p: divergence(p["q"], p["m"])}
LOG_L = {r"\log L": lambda p: mp.log(likelihood(p))}
MUTUAL = {"I(X; Y)": shared}

EQUATIONS = [
    Equation(
        "eq-entropy-recalled",
        r"H(p) = \sum_{k=1}^{K} p_k (-\log p_k) = -\sum_{k=1}^{K} p_k \log p_k",
        "entropy is the expected surprise",
        pair,
        H_P,
        code=lambda p: information.entropy(p["p"]),
    ),
    Equation(
        "eq-cross-entropy",
        r"H(p, q) = -\sum_{k=1}^{K} p_k \log q_k",
        "cross-entropy is the surprise of a believer in q, weighted with p",
        pair,
        H_PQ,
        code=lambda p: information.cross_entropy(p["p"], p["q"]),
    ),
    Equation(
        "eq-extra-surprise",
        r"-\log q_k = -\log p_k + \log \frac{p_k}{q_k}",
        "a surprise is that of one who knows, and one's own",
        pair,
    ),
    Equation(
        "eq-split",
        r"\begin{aligned} H(p, q) &= \sum_{k=1}^{K} p_k \Bigl(-\log p_k"
        r" + \log \frac{p_k}{q_k}\Bigr) \\ &= -\sum_{k=1}^{K} p_k \log p_k"
        r" + \sum_{k=1}^{K} p_k \log \frac{p_k}{q_k} \end{aligned}",
        "weighted and added up, the sum comes apart",
        pair,
        H_PQ,
    ),
    Equation(
        "eq-kl",
        r"D(p \,\|\, q) = \sum_{k=1}^{K} p_k \log \frac{p_k}{q_k} = H(p, q) - H(p)",
        "relative entropy is cross-entropy minus entropy",
        pair,
        {**D_PQ, **H_PQ, **H_P},
        code=lambda p: information.kl_divergence(p["p"], p["q"]),
    ),
    Equation(
        "eq-tangent",
        r"\log t \le \log 1 + (t - 1) = t - 1",
        "the logarithm is never above its tangent at 1",
        lambda rng: {"t": mp.mpf(rng.uniform(0.01, 4))},
    ),
    Equation(
        "eq-tangent-gap",
        r"\frac{d}{dt} \bigl(t - 1 - \log t\bigr) = 1 - \frac{1}{t}"
        r" = \frac{t - 1}{t}",
        "the gap falls before 1 and rises after",
        lambda rng: {"t": mp.mpf(rng.uniform(0.1, 4))},
        {
            r"\frac{d}{dt} \bigl(t - 1 - \log t\bigr)": lambda p: mp.diff(
                lambda t: t - 1 - mp.log(t), p["t"]
            )
        },
    ),
    Equation(
        "eq-gibbs",
        r"-D(p \,\|\, q) = \sum_{k=1}^{K} p_k \log \frac{q_k}{p_k}"
        r" \le \sum_{k=1}^{K} p_k \Bigl(\frac{q_k}{p_k} - 1\Bigr)"
        r" = \sum_{k=1}^{K} q_k - \sum_{k=1}^{K} p_k = 0",
        "Gibbs' inequality, by the tangent",
        pair,
        D_PQ,
    ),
    Equation(
        "eq-from-uniform",
        r"D(p \,\|\, q) = \log K - H(p) \ge 0",
        "the divergence from uniform is what the entropy lacks of its maximum",
        lambda rng: (
            (point := pair(rng))
            | {"q": [mp.mpf(1) / point["K"] for _ in range(point["K"])]}
        ),
        {**D_PQ, **H_P},
        code=lambda p: information.kl_divergence(p["p"], p["q"]),
    ),
    Equation(
        "eq-mixture",
        r"m_k = \tfrac12 p_k + \tfrac12 q_k",
        "the mixture is halfway between both",
        pair,
        {
            "m_k": lambda p: (
                p["q"][p["k"] - 1] + (p["p"][p["k"] - 1] - p["q"][p["k"] - 1]) / 2
            )
        },
        definition=True,
    ),
    Equation(
        "eq-js",
        r"J(p, q) = \tfrac12 D(p \,\|\, m) + \tfrac12 D(q \,\|\, m)"
        r" = H(m) - \tfrac12 H(p) - \tfrac12 H(q)",
        "Jensen-Shannon is the mean divergence from the mixture, or what mixing adds",
        pair,
        {
            # What a draw tells about a fair coin that chose between p and q.
            "J(p, q)": lambda p: (
                mp.log(2)
                + entropy(p["m"])
                - entropy([v / 2 for v in [*p["p"], *p["q"]]])
            ),
            **D_PM,
            **D_QM,
            **H_P,
            "H(m)": lambda p: entropy(p["m"]),
            "H(q)": lambda p: entropy(p["q"]),
        },
        code=lambda p: information.js_divergence(p["p"], p["q"]),
    ),
    Equation(
        "eq-js-bound",
        r"D(p \,\|\, m) = \sum_{k=1}^{K} p_k \log \frac{p_k}{m_k}"
        r" \le \sum_{k=1}^{K} p_k \log 2 = \log 2",
        "no divergence from the mixture is above log 2",
        pair,
        D_PM,
    ),
    Equation(
        "eq-independent",
        r"q(k, y) = P(X = k)\,P(Y = y)",
        "independence multiplies the shares",
        joint,
        {
            "P(X = k)": lambda p: mp.fsum(p["p"][p["k"] - 1]),
            "P(Y = y)": lambda p: mp.fsum(row[p["y"] - 1] for row in p["p"].values),
        },
        definition=True,
    ),
    Equation(
        "eq-mutual",
        r"I(X; Y) = D(p \,\|\, q) = \sum_{k=1}^{K} \sum_{y=0}^{9}"
        r" p(k, y) \log \frac{p(k, y)}{q(k, y)}",
        "mutual information is the divergence from independence",
        joint,
        {
            **MUTUAL,
            r"D(p \,\|\, q)": lambda p: divergence(flat(p["p"]), flat(p["q"])),
        },
    ),
    Equation(
        "eq-mutual-surprise",
        r"\log \frac{p(k, y)}{q(k, y)}"
        r" = -\log P(Y = y) + \log P(Y = y \mid X = k)",
        "each logarithm is the surprise at the digit before the look less that after",
        joint,
        {
            "P(Y = y)": lambda p: mp.fsum(row[p["y"] - 1] for row in p["p"].values),
            r"P(Y = y \mid X = k)": lambda p: (
                p["p"](p["k"], p["y"]) / mp.fsum(p["p"][p["k"] - 1])
            ),
        },
    ),
    Equation(
        "eq-mutual-entropies",
        r"I(X; Y) = H(Y) - H(Y \mid X)",
        "it is the entropy that a look at the pixel saves",
        joint,
        {
            **MUTUAL,
            "H(Y)": lambda p: entropy(p["columns"]),
            r"H(Y \mid X)": left,
        },
    ),
    Equation(
        "eq-likelihood-by-outcome",
        r"-\frac{1}{n} \log L = -\frac{1}{n} \sum_{i=1}^{n} \log q(y_i)"
        r" = -\sum_{k=1}^{K} p_k \log q_k",
        "the average negative log-likelihood is the cross-entropy from the shares",
        sample,
        LOG_L,
    ),
    Equation(
        "eq-slope-in-q",
        r"\frac{\partial}{\partial q_k} H(p, q) = -\frac{p_k}{q_k}",
        "the derivative in one probability, the others fixed",
        pair,
        {
            r"\frac{\partial}{\partial q_k} H(p, q)": lambda p: mp.diff(
                lambda v: (
                    -mp.fdot(p["p"], [mp.log(u) for u in moved(p["q"], p["k"], v)])
                ),
                p["q"][p["k"] - 1],
            )
        },
        code=lambda p: information.cross_entropy_grad(p["p"], p["q"])[int(p["k"]) - 1],
    ),
    Equation(
        "eq-softmax-model",
        r"q_k = \frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}",
        "softmax turns any numbers into a distribution",
        logits,
        code=lambda p: activations.softmax(p["z"])[int(p["k"]) - 1],
        definition=True,
    ),
    Equation(
        "eq-log-softmax-model",
        r"\log q_k = z_k - \log \sum_{j=1}^{K} e^{z_j}",
        "the logarithm of softmax is a difference",
        logits,
        code=lambda p: activations.log_softmax(p["z"])[int(p["k"]) - 1],
    ),
    Equation(
        "eq-cross-entropy-of-logits",
        r"H(p, q) = -\sum_{k=1}^{K} p_k z_k + \log \sum_{j=1}^{K} e^{z_j}",
        "cross-entropy as a function of the logits",
        logits,
        H_PQ,
        code=lambda p: losses.softmax_cross_entropy(p["p"], p["z"]),
    ),
    Equation(
        "eq-q-minus-p",
        r"\frac{\partial}{\partial z_k} H(p, q) = q_k - p_k",
        "through softmax the slope is believed minus true",
        logits,
        {
            r"\frac{\partial}{\partial z_k} H(p, q)": lambda p: mp.diff(
                lambda v: (
                    -mp.fdot(
                        p["p"],
                        [mp.log(u) for u in softmax(moved(p["z"], p["k"], v))],
                    )
                ),
                p["z"][p["k"] - 1],
            )
        },
        code=lambda p: losses.softmax_cross_entropy_grad(p["p"], p["z"])[
            int(p["k"]) - 1
        ],
    ),
    Equation(
        "eq-perplexity",
        r"e^{H(p, q)} = \prod_{k=1}^{K} q_k^{-p_k}",
        "perplexity is a weighted geometric mean of one over the probabilities",
        pair,
        H_PQ,
    ),
    Equation(
        "eq-perplexity-of-sample",
        r"e^{-\frac{1}{n} \log L} = \Bigl( \prod_{i=1}^{n} q(y_i)"
        r" \Bigr)^{-\frac{1}{n}}",
        "on a sample it is one over the geometric mean of what the labels got",
        sample,
        LOG_L,
    ),
]
NUMBERS = [
    # The question.
    "The old code needs «sent['valley']:.2f» bits a day, a code made for the mountain "
    "«sent['mountain']:.2f».",
    "Is «bill['mountain', 'mountain']:.2f» the least, or would",
    "How much of the «sent['valley']:.2f» is",
    # Entropy and cross-entropy.
    r"is $-\log p$: 0 for what is certain",
    r"With $\log_2$ it is",
    r"probability $\tfrac18$ has «information.self_information(valley[2], base=2):.0f»"
    " of them",
    r"$0 \log 0$ counts as 0, which",
    "costs «bill['mountain', 'valley']:.3f» bits a day, as the message showed. The "
    "opposite mistake costs «bill['valley', 'mountain']:.3f». A code that fits costs "
    "«bill['valley', 'valley']:.3f» in both places.",
    "Exercise 1: cross-entropy",
    "Exercise 2: relative entropy",
    # Relative entropy.
    "Of the «bill['mountain', 'valley']:.3f» bits, "
    "«bill['mountain', 'mountain']:.3f» belong to the weather and "
    "«extra['mountain']:.3f» to the code. The opposite mistake adds "
    "«extra['valley']:.3f» bits",
    "Is «bill['mountain', 'mountain']:.2f» bits the least?",
    "the slope 1 at $t = 1$ and",
    "Below $t = 1$ this is",
    "smallest at $t = 1$, where it is 0, and",
    "The straight line t - 1 and the curve log t for t from 0 to 3.",
    "touches it at t = 1, at height 0.",
    "add up to 1. (If some $p_k$ are 0, leave",
    "add up to at most 1, and the",
    "When is it 0? The tangent touches at $t = 1$ only, so",
    "then add up to 1 already",
    "(If $q_k$ is 0 where",
    r"$-\log_2 q_k$ for some $q_k$ that add up to at most 1",
    "fewer than «bill['mountain', 'mountain']:.2f» bits a day",
    "uniform $q_k = 1/K$",
    "that is «missing:.2f» of «np.log2(len(words)):.0f» bits:",
    # Two directions.
    "petal lengths of «len(petal)» flowers",
    "no petal is between 2 and 3 cm. Let",
    "the mean of «len(petal)» narrow Gaussians",
    "in two groups, from 1 to 2 and from 3 to 7 cm",
    "centred at «covering[0]:.1f» cm, near",
    "stands on the long group at «seeking[0]:.1f» cm.",
    "and there a $q$ near 0 is",
    "It has the mean «covering[0]:.2f» and the width «covering[1]:.2f», the same",
    "It has the mean «centre:.2f» and the width «spread:.2f», the same",
    "and there a $p$ near 0 is",
    "at «seeking[0]:.2f» with half the width, «seeking[1]:.2f».",
    "at «seeking_short[0]:.2f». Both",
    "which makes «-np.log(np.mean(petal > 2)):.2f» nats, and the price found is "
    "«seeking[2]:.2f».",
    "that makes «-np.log(np.mean(petal < 2)):.2f» nats, and so does",
    "that makes «seeking_short[2]:.2f» nats, and so does",
    "expects «100 * in_gap['covering']:.1f» % of the petals where there are none, and "
    "«100 * below_zero:.1f» % with",
    "is «dearer:.1f» nats; the covering bump paid «covering[2]:.2f».",
    "from a width of «two» down",
    # A zero in q.
    "If $q_k = 0$ for",
    r"$q_k \log(q_k / p_k)$ is 0 there.",
    "with $p = (0.3, 0.7)$ and $q = (t, 1 - t)$.",
    "All are 0 at the truth alone.",
    "against t from 0 to 1, all 0 at t = 0.3.",
    "rises to «information.kl_divergence([0, 1], [0.3, 0.7]):.2f» at t = 0 and "
    "«information.kl_divergence([1, 0], [0.3, 0.7]):.2f» at t = 1.",
    "«information.js_divergence([0, 1], [0.3, 0.7]):.2f» at t = 0 and "
    "«information.js_divergence([1, 0], [0.3, 0.7]):.2f» at t = 1.",
    "weather for «seen[0].sum()» days",
    "In «100 * hopeless.mean():.1f» % of the trials",
    "costs «one_more.max():.2f» bits a day",
    "on average, for this weather: «one_more[~hopeless].mean():.3f» bits against "
    "«counted[~hopeless].mean():.3f».",
    # Jensen-Shannon.
    "which is 0 only where both are.",
    "$p_k / m_k$ is at most 2:",
    r"weights $\tfrac12 p_k + \tfrac12 q_k = m_k$: together",
    r"at most $\log 2$, one bit",
    # Mutual information.
    "and 0 only if pixel and digit",
    "are «len(images)» images of 8 by 8 pixels with grey levels from 0 to "
    "«levels.max()».",
    "Map of 8 by 8 squares",
    "outer columns are near 0. The darkest squares are in columns 2 and 5, above all "
    "«told.max():.2f» at row «row», column «column».",
    "at row «row» and column «column», tells «told.max():.2f» of the "
    "«digit_bits:.2f» bits.",
    "most often a «np.argsort(-best_table[0])[0]», a «np.argsort(-best_table[0])[1]» "
    "or a «np.argsort(-best_table[0])[2]», which",
    "black, a «np.argsort(-best_table[3])[0]», a «np.argsort(-best_table[3])[1]» or a "
    "«np.argsort(-best_table[3])[2]».",
    "chance alone gives «noise[4, 1797][1]:.3f» bits, little beside"
    " «noise[4, 1797][0]:.2f».",
    "With 17 levels, «noise[17, 100][0]:.2f» less «noise[17, 100][1]:.2f» is far less"
    " than the «noise[17, 1797][0]:.2f» of all",
    "all «levels.max() + 1» grey levels and only 100 images the pixel seems to tell "
    "«noise[17, 100][0]:.2f» bits, and «noise[17, 100][1]:.2f» of them",
    "$(K - 1)(10 - 1)/(2n)$ nats for a table of $K$ by 10 with",
    "and with 100 it is only roughly right",
    "chance can only add to their 0.",
    # Learning.
    "stops at their entropy, not at 0.",
    "the sum is 1. What",
    "add up to 1:",
    "The slope is 0 exactly where the belief is the truth, and never larger than 1 in size.",
    "Let «len(days[:200])» days on the mountain",
    "entropy, «lowest:.4f» nats. On new days the learned belief costs "
    "«true_price:.4f», since 200 days are not the mountain. The best possible there is "
    "«true_least:.4f».",
    # Perplexity.
    'What does "«true_price:.1f» nats" feel like?',
    "raise 2 to their power",
    "wavers between «perplexity[10]:.2f» digits instead of 10. With `C` at 1 and at 10 "
    "it is right on «100 * accuracy[1]:.1f» % and «100 * accuracy[10]:.1f» % of the "
    "images",
    "«perplexity[1]:.2f» against «perplexity[10]:.2f». At 10 000 accuracy is down by "
    "«100 * (accuracy[10] - accuracy[10_000]):.1f» percentage",
    "Perplexity is up at «perplexity[10_000]:.2f».",
    "costs «dearest[10_000]:.1f» nats, where a uniform guess would have paid "
    "«np.log(10):.1f».",
    # What goes wrong.
    "the right answer is «right:.3f» nats.",
    "here by «right / wrong[\"reduction='mean', its default\"]:.0f», and",
    "goes from «clipped[0]:.2f» to «clipped[1]:.2f» nats when the clip goes from 1e-7 "
    "to 1e-15.",
    r"close to $\varepsilon^2 / (2 \cdot 0.3 \cdot 0.7)$",
    "arithmetic with 50 digits",
    "differ by 1e-8 no digit is right",
    "a negative KL of size 1",
    "«1 / np.log(2):.2f» times another's",
    r"$0 \log 0$ as typed",
    # The table of choice.
    "led to the shares in «steps» steps",
    "a loss that is 0 when",
    "costs «bill['mountain', 'mountain']:.3f» bits under the best code; $D$ is then "
    "«information.kl_divergence(mountain, mountain):.0f»",
    "width «covering[1]:.2f» over both groups, «100 * in_gap['covering']:.1f» % of it",
    "width «seeking[1]:.2f» on one group, «100 * in_gap['seeking']:.1f» % in the gap; "
    "two valleys up to a width of «two»",
    "broken triangles: «broken['square root of J']», beside «broken['J']» for $J$",
    "«noise[4, 1797][0]:.2f» bits beside «noise[4, 1797][1]:.3f» with four groups; "
    "«noise[17, 100][0]:.2f» beside «noise[17, 100][1]:.2f» with 100 images and "
    "«levels.max() + 1» levels",
    "«perplexity[10]:.2f» and «perplexity[1]:.2f» where accuracy is "
    "«100 * accuracy[10]:.1f» % and «100 * accuracy[1]:.1f» %",
    # Summary.
    r"because $\log t \le t - 1$, and 0 only for $q = p$.",
    r"finite, at most $\log 2$; its",
    # What the cold reading added.
    r"a word of $-\log_2 q_k$ bits",
    "its words of «len(valley_code[0])», «len(valley_code[1])», «len(valley_code[2])» and"
    r" «len(valley_code[3])» bits are the surprises at $\tfrac1«1 / valley[0]:.0f»$,"
    r" $\tfrac1«1 / valley[1]:.0f»$, $\tfrac1«1 / valley[2]:.0f»$ and"
    r" $\tfrac1«1 / valley[3]:.0f»$.",
    r"no probability is above 1, so no surprise $-\log p_k$ is below 0.",
    "near the width of the data, «spread:.2f», and",
    r"divides it by $\log 2$ to",
    "a $p$ that is 1 at the observed label and 0 elsewhere",
    "entropy of such a $p$ is 0.",
    "the training loss above 0.",
    "It is not 0 at the best",
    "that is not 0 for $q = p$",
    "Counted from data it is not 0 even",
]
