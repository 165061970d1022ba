"""What the chapter on surprise and entropy prints."""

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import distribution, entropy
from lossedu import information

# Oracles. Surprise is an integral, entropy the derivative of a power sum: no formula
# with a logarithm in it is used to check another one.


def surprise(p):
    """The area under 1 / t from p to 1, in nats."""
    return mp.quad(lambda t: 1 / t, [p, 1])


def bits(p):
    return surprise(p) / surprise(mp.mpf(1) / 2)


def coin(rho):
    return entropy([rho, 1 - rho])


# Points.


def probability(rng):
    return {"p": mp.mpf(rng.uniform(0.05, 0.95)), "h": surprise}


def fitting(rng):
    """A probability, a number of events, and the coins that just fit, by halving."""
    p, n = mp.mpf(rng.uniform(0.05, 0.95)), int(rng.integers(5, 12))
    k, power = 0, p**n
    while power <= mp.mpf(1) / 2:
        k, power = k + 1, power * 2
    return {"p": p, "n": n, "k": k, "h": bits}


def outcomes(rng):
    K = int(rng.integers(3, 6))
    j, k = (int(v) for v in rng.permutation(K)[:2] + 1)
    return {"K": K, "j": j, "k": k, "p": distribution(rng, K), "h": surprise}


def toss(rng):
    return {"rho": mp.mpf(rng.uniform(0.05, 0.95))}


def some_equal(rng):
    """Outcomes as unequal as may be, or nearly equal, which leaves the bound no room."""
    point = outcomes(rng)
    K, bent = point["K"], mp.mpf(rng.choice([1e-6, 1]))
    return {**point, "p": [(1 - bent) / K + bent * v for v in point["p"]]}


def moving(rng):
    point = outcomes(rng)
    p, j, k = point["p"], point["j"], point["k"]
    shift = mp.mpf(rng.uniform(-0.5, 0.5)) * min(p[j - 1], p[k - 1])
    return {**point, "varepsilon": shift}


def moved(point):
    """Derivative in the shift of what both outcomes have in the entropy."""
    one, two = point["p"][point["j"] - 1], point["p"][point["k"] - 1]
    return mp.diff(lambda t: entropy([one - t, two + t]), point["varepsilon"])


def merging(rng):
    point = outcomes(rng)
    one, two = point["p"][point["j"] - 1], point["p"][point["k"] - 1]
    return {**point, "rho": one / (one + two), "H": coin}


class Table:
    """Probabilities that can be written p(k, j)."""

    def __init__(self, rows):
        self.rows = rows

    def __call__(self, k, j):
        return self.rows[int(k) - 1][int(j) - 1]


def joint(rng):
    K = int(rng.integers(2, 5))
    flat = distribution(rng, K * K)
    rows = [flat[K * k : K * k + K] for k in range(K)]
    k, j = (int(v) for v in rng.integers(1, K + 1, 2))
    return {
        "K": K,
        "k": k,
        "j": j,
        "p": Table(rows),
        "X": [mp.fsum(row) for row in rows],
        "Y": [mp.fsum(column) for column in zip(*rows, strict=True)],
    }


def in_row(point):
    """Entropy of the row of the point, divided by its sum."""
    row = point["p"].rows[int(point["k"]) - 1]
    return entropy([v / mp.fsum(row) for v in row])


def whole(point):
    return entropy([v for row in point["p"].rows for v in row])


def left(point):
    """What the pair holds and the row does not, each by a power sum."""
    return whole(point) - entropy(point["X"])


def averaged(point):
    """Entropy of each row, averaged with the weights of the rows."""
    return mp.fsum(
        share * entropy([v / share for v in row])
        for share, row in zip(point["X"], point["p"].rows, strict=True)
    )


def as_float(point):
    return [[float(v) for v in row] for row in point["p"].rows]


def column(rng):
    """Probabilities of one column, with the shares of the rows and their mean."""
    K = int(rng.integers(2, 5))
    shares = distribution(rng, K)
    t = [mp.mpf(v) for v in rng.uniform(0.05, 0.95, K)]
    mean = mp.fsum(a * b for a, b in zip(shares, t, strict=True))
    return {"K": K, "t": t, "mu": mean, "X": shares}


def tangent(rng):
    t, mean = (mp.mpf(v) for v in rng.uniform(0.05, 0.95, 2))
    return {"t": t, "mu": mean}


def prefix_code(rng):
    """Depths of the leaves of a random tree, some of them left unused."""
    depths = [1, 1]
    for _ in range(int(rng.integers(1, 5))):
        depth = depths.pop(int(rng.integers(len(depths))))
        depths += [depth + 1, depth + 1]
    K = int(rng.integers(max(2, len(depths) - 1), len(depths) + 1))
    k = int(rng.integers(1, K + 1))
    return {"K": K, "k": k, "n": depths[:K], "p": distribution(rng, K)}


def rounded_up(rng):
    """For each outcome the first power of one half that does not exceed it."""
    point = outcomes(rng)
    lengths = []
    for p in point["p"]:
        length = 0
        while mp.mpf(2) ** -length > p:
            length += 1
        lengths.append(length)
    return {**point, "n": lengths}


def samples(rng):
    K = int(rng.integers(2, 6))
    return {"K": K, "n": int(rng.integers(10, 100)), "p": distribution(rng, K)}


def half_the_bends(point):
    """Half of the bend of -t log t times the variance of a share, added up.

    The bend by a numerical derivative, the variance from the two values of one example.
    """

    def curve(t):
        return t * surprise(t)

    return mp.fsum(
        mp.diff(curve, p, 2) / 2 * (p * (1 - p) ** 2 + (1 - p) * p**2) / point["n"]
        for p in point["p"]
    )


# Meanings of what SymPy cannot read.
H_P = {"H(p)": lambda p: entropy(p["p"])}
ROW = {"P(X = k)": lambda p: p["X"][int(p["k"]) - 1]}
PAIR = {"P(X = k, Y = j)": lambda p: p["p"](p["k"], p["j"])}
IN_ROW = {
    r"P(Y = j \mid X = k)": lambda p: (
        p["p"](p["k"], p["j"]) / mp.fsum(p["p"].rows[int(p["k"]) - 1])
    )
}
LEFT = {r"H(Y \mid X)": left}

EQUATIONS = [
    Equation(
        "eq-surprise-adds",
        r"h(p_j p_k) = h(p_j) + h(p_k)",
        "surprise at independent events adds up",
        outcomes,
    ),
    Equation(
        "eq-surprise-power",
        r"h(p^n) = n\,h(p)",
        "n independent events of one probability surprise n times as much",
        fitting,
    ),
    Equation(
        "eq-surprise-fit",
        r"2^k \le \frac{1}{p^n} < 2^{k + 1}",
        "the number of tosses that just fits",
        fitting,
        code=lambda p: 2 ** p["k"],
    ),
    Equation(
        "eq-surprise-squeeze",
        r"\frac{k}{n} \le h(p) \le \frac{k + 1}{n}",
        "the surprise in bits lies between two numbers of tosses for each event",
        fitting,
        code=lambda p: p["k"] / p["n"],
    ),
    Equation(
        "eq-surprise",
        r"h(p) = -\log p",
        "surprise is the negative logarithm",
        probability,
        code=lambda p: information.self_information(p["p"]),
    ),
    Equation(
        "eq-surprise-parts",
        r"P(X = k, Y = j) = P(X = k)\,P(Y = j \mid X = k)",
        "the share of a share is a product",
        joint,
        {**PAIR, **ROW, **IN_ROW},
        definition=True,
    ),
    Equation(
        "eq-surprise-chain",
        r"-\log P(X = k, Y = j) = -\log P(X = k) - \log P(Y = j \mid X = k)",
        "the surprise of news in parts adds up",
        joint,
        {**PAIR, **ROW, **IN_ROW},
    ),
    Equation(
        "eq-entropy-mean",
        r"H(p) = \sum_{k=1}^{K} p_k h(p_k) = -\sum_{k=1}^{K} p_k \log p_k",
        "entropy is the expected surprise",
        outcomes,
        H_P,
        code=lambda p: information.entropy(p["p"]),
    ),
    Equation(
        "eq-entropy-two",
        r"H(\rho) = -\rho \log \rho - (1 - \rho) \log(1 - \rho)",
        "the entropy of a coin",
        toss,
        {r"H(\rho)": lambda p: coin(p["rho"])},
        code=lambda p: information.entropy([p["rho"], 1 - p["rho"]]),
    ),
    Equation(
        "eq-entropy-two-slope",
        r"H'(\rho) = -\log \rho - 1 + \log(1 - \rho) + 1 = \log \frac{1 - \rho}{\rho}",
        "its slope is the logarithm of the odds of tails",
        toss,
        {
            r"H'(\rho)": lambda p: mp.diff(
                lambda r: r * surprise(r) + (1 - r) * surprise(1 - r), p["rho"]
            )
        },
    ),
    Equation(
        "eq-entropy-move",
        r"\frac{d}{d\varepsilon} \bigl(-(p_j - \varepsilon) \log(p_j - \varepsilon)"
        r" - (p_k + \varepsilon) \log(p_k + \varepsilon)\bigr)"
        r" = \log \frac{p_j - \varepsilon}{p_k + \varepsilon}",
        "moving probability from the larger to the smaller raises the entropy",
        moving,
        {
            r"\frac{d}{d\varepsilon}"
            r" \bigl(-(p_j - \varepsilon) \log(p_j - \varepsilon)"
            r" - (p_k + \varepsilon) \log(p_k + \varepsilon)\bigr)": moved
        },
    ),
    Equation(
        "eq-entropy-bounds",
        r"0 \le H(p) \le \log K",
        "entropy lies between 0 and that of equal outcomes",
        some_equal,
        H_P,
    ),
    Equation(
        "eq-entropy-grouping",
        r"-p_j \log p_j - p_k \log p_k"
        r" = -(p_j + p_k) \log(p_j + p_k) + (p_j + p_k) H(\rho)",
        "merging loses the entropy of which of the two, as often as it is asked",
        merging,
    ),
    Equation(
        "eq-entropy-joint",
        r"H(X, Y) = -\sum_{k=1}^{K} \sum_{j=1}^{K} p(k, j) \log p(k, j)",
        "joint entropy is that of the table as one list",
        joint,
        {"H(X, Y)": whole},
        code=lambda p: information.joint_entropy(as_float(p)),
    ),
    Equation(
        "eq-entropy-row",
        r"H(Y \mid X = k) = -\sum_{j=1}^{K} P(Y = j \mid X = k)"
        r" \log P(Y = j \mid X = k)",
        "the entropy of one row, divided by its sum",
        joint,
        {r"H(Y \mid X = k)": in_row, **IN_ROW},
    ),
    Equation(
        "eq-entropy-conditional",
        r"H(Y \mid X) = \sum_{k=1}^{K} P(X = k)\,H(Y \mid X = k)",
        "conditional entropy is the average over the rows",
        joint,
        {**LEFT, **ROW, r"H(Y \mid X = k)": in_row},
        code=lambda p: information.conditional_entropy(as_float(p)),
    ),
    Equation(
        "eq-entropy-chain",
        r"H(X, Y) = H(X) + H(Y \mid X)",
        "first the one, then what is left of the other",
        joint,
        {
            "H(X, Y)": whole,
            "H(X)": lambda p: entropy(p["X"]),
            r"H(Y \mid X)": averaged,
        },
    ),
    Equation(
        "eq-entropy-tangent",
        r"-t \log t \le -\mu \log \mu + (-\log \mu - 1)(t - \mu)"
        r" = -t \log \mu - (t - \mu)",
        "a curve that bends downward lies below its tangents",
        tangent,
        code=lambda p: p["t"] * information.self_information(p["t"]),
    ),
    Equation(
        "eq-entropy-mixed",
        r"\sum_{k=1}^{K} P(X = k)\,(-t_k \log t_k) \le -\mu \log \mu",
        "the mean of the curve is below the curve at the mean",
        column,
        ROW,
        code=lambda p: p["X"] @ (p["t"] * information.self_information(p["t"])),
    ),
    Equation(
        "eq-entropy-told",
        r"H(Y \mid X) \le H(Y)",
        "being told never makes less certain on average",
        joint,
        {r"H(Y \mid X)": averaged, "H(Y)": lambda p: entropy(p["Y"])},
        code=lambda p: information.conditional_entropy(as_float(p)),
    ),
    Equation(
        "eq-kraft",
        r"\sum_{k=1}^{K} 2^{-n_k} \le 1",
        "the intervals of the words fit on the line",
        prefix_code,
    ),
    Equation(
        "eq-code-tangent",
        r"-p_k \log p_k \le -p_k \log 2^{-n_k} - (p_k - 2^{-n_k})"
        r" = p_k n_k \log 2 - p_k + 2^{-n_k}",
        "the tangent at the width of the word's interval",
        prefix_code,
        code=lambda p: (p["p"] * information.self_information(p["p"]))[int(p["k"]) - 1],
    ),
    Equation(
        "eq-code-lower",
        r"\frac{H(p)}{\log 2} \le \sum_{k=1}^{K} p_k n_k",
        "no prefix code is shorter than the entropy on average",
        prefix_code,
        H_P,
        code=lambda p: information.entropy(p["p"], base=2),
    ),
    Equation(
        "eq-code-shannon",
        r"-\log_2 p_k \le n_k < -\log_2 p_k + 1",
        "the surprise rounded up",
        rounded_up,
        code=lambda p: information.self_information(p["p"], base=2)[int(p["k"]) - 1],
    ),
    Equation(
        "eq-code-bounds",
        r"\frac{H(p)}{\log 2} \le \sum_{k=1}^{K} p_k n_k < \frac{H(p)}{\log 2} + 1",
        "surprises rounded up are less than one bit longer than the entropy",
        rounded_up,
        H_P,
        code=lambda p: information.entropy(p["p"], base=2),
    ),
    Equation(
        "eq-entropy-bias",
        r"\sum_{k=1}^{K} \tfrac12 \Bigl(-\frac{1}{p_k}\Bigr)"
        r" \frac{p_k (1 - p_k)}{n} = -\frac{K - 1}{2 n}",
        "the plug-in entropy is too small by about this much",
        samples,
        code=half_the_bends,
    ),
    Equation(
        "eq-entropy-density",
        r"-\int_{0}^{1/2} 2 \log 2 \, dx = -\log 2",
        "the entropy of a density can be negative",
        lambda rng: {},
        {
            r"\int_{0}^{1/2} 2 \log 2 \, dx": lambda p: mp.quad(
                lambda x: 2 * mp.log(2), [0, mp.mpf(1) / 2]
            )
        },
    ),
]
FAV = "entropy_of['a favourite']"
NUMBERS = [
    # The cup.
    r"$\log_2 x$ is the exponent that makes $x$ out of 2, so that"
    r" $\log_2 8 = «np.log2(8):.0f»$.",
    "at each stage, 1/2, 1/4 and 1/8, with"
    " «information.self_information(1 / 2, base=2):.0f»,"
    " «information.self_information(1 / 4, base=2):.0f» and"
    " «information.self_information(1 / 8, base=2):.0f» bits below.",
    # Surprise.
    "certain, $p_k = 1$, and this reads $h(p_j) = h(p_j) + h(1)$. So $h(1)$ is"
    " «information.self_information(1.0):.0f»: what",
    "apply the sum $n - 1$ times",
    r"worth 1 bit: $h(\tfrac12) = «information.self_information(1 / 2, base=2):.0f»$.",
    r"$h(2^{-n}) = n$",
    r"$\tfrac18 = 2^{-3}$ is «-np.log2(1 / 8):.0f» bits",
    "What about $p = 0.3$, which",
    "lies between $k$ and $k + 1$ bits",
    "bounds is $1/n$. Take",
    "the whole part of $1 / p^n$ has $k + 1$ binary digits",
    r"Take $\log_2$ of all",
    r"$k \le -n \log_2 p < k + 1$",
    "once in $1/p^n$ times, and",
    "tosses once in $2^k$.",
    r"natural logarithm, written $\log x$, is $1/x$.",
    r"and $-\log_2 p$ lies",
    "at most $1/n$, for",
    r"$h(p) = -\log_2 p$ in",
    r"A fair coin is $\log 2 = «np.log(2):.3f»$ nats. Divide by that to get bits: the cup is"
    " «information.self_information(1 / 8):.3f» nats, and one nat is"
    " «1 / np.log(2):.3f» bits.",
    "Exercise 1: surprise",
    "Exercise 2: entropy",
    "Exercise 3: conditional entropy",
    # Entropy.
    "the weight 0. It counts as 0, which",
    r"In bits $-p \log_2 p$ is $n / 2^n$ at $p = 2^{-n}$, and",
    "four one year in «1 / favourite[-1]:.0f» each",
    "is worth «entropy_of['equal teams']:.0f» bits. With",
    "surprise by «-np.log2(favourite[-1]):.0f» bits, but",
    "the news is «-np.log2(favourite[0]):.0f» bit.",
    f"Together that is «{FAV}:.2f» bits.",
    r"$-\log \rho - 1$ for the first",
    r"the second, $1 - \rho$ falls",
    "fraction is above 1 as long",
    r"$\rho = \tfrac12$, and its height is $\log 2$, one",
    "heads from 0 to 1, in bits. The entropy is an arch from 0 to"
    " «arch.max():.0f» bit at one half and back to 0. The",
    "top of the picture to 0. The",
    "with its top, «(rho * heads)[top]:.2f» bits, at «rho[top]:.2f».",
    "No probability is above 1, so no surprise is below 0, and",
    "their average. It is 0 only if every",
    r"slope $\log(p_j - \varepsilon) + 1$ and $-\log(p_k + \varepsilon) - 1$:",
    "the fraction is above 1 and its",
    "add up to 1 is $1/K$. Unless all are $1/K$, one",
    "is at $1/K$ exactly",
    "outcome is at $1/K$. After at most $K - 1$ such",
    r"from «rises[0]:.2f» bits to $\log_2 8 = «rises[-1]:.0f»$.",
    r"for $k$ with $1 - \rho$.",
    # Joint and conditional entropy.
    "The train holds «table['H(Y)']:.3f» bits.",
    "it holds «table['H(Y | X = rain)']:.0f» bit, *more*",
    "the average of «table['H(Y | X = dry)']:.0f» and «table['H(Y | X = rain)']:.0f» with",
    "quarter is «table['H(Y | X)']:.3f», and that is less than «table['H(Y)']:.3f».",
    r"slope is $-\log t - 1$, and the slope of that is $-1/t$.",
    r"the slope $-\log \mu - 1$.",
    r"(At $t = 0$ the left side is 0 and",
    r"$t_k - \mu$ is 0, so",
    "that is «table['H(Y)'] - table['H(Y | X)']:.3f» bits of «table['H(Y)']:.3f».",
    # Digits.
    "«images.shape[1]» pixels with grey levels from 0 to «images.max():.0f», and"
    " «len(thresholds)» thresholds",
    "The best of «gained.size» questions gains «best_gain:.3f» of «class_bits:.3f» bits.",
    "with yes on «100 * yes:.0f» % of the images, so its answer holds"
    " «answer_bits:.3f» bits. Of these «unsure:.3f» remain",
    # Codes.
    "a number between 0 and 1, written",
    "an interval of width $2^{-n_k}$.",
    "A line from 0 to 1 cut into",
    "The lamp can do with «favourite @ lengths:.2f» signals",
    r"and $\mu = 2^{-n_k}$, whose logarithm is $-n_k \log 2$:",
    "the $p_k$ add up to 1, and the $2^{-n_k}$ to at most 1, by Kraft. Those two parts"
    r" together are at most 0. Leave them out and divide by $\log 2$:",
    "Equality needs $p_k = 2^{-n_k}$ for",
    r"From the left half, $2^{-n_k} \le p_k$.",
    "For «len(trials)» random distributions",
    "lengths up to «lists.max()» bits",
    "shortest each time: «excess['Huffman'].mean():.3f» bits above the entropy on average"
    " and «excess['Huffman'].max():.2f» at most. Surprises rounded up are"
    " «excess['rounded up'].mean():.3f» above on average and"
    " «excess['rounded up'].max():.2f» at most",
    "A coin with 90 % heads has an entropy of «coin_bits:.3f» bits",
    "less than $1/n$ of a bit",
    "blocks of two save from «saves:.2f» on.",
    r"which make $1 - \rho$. So $\rho^2 > 1 - \rho$, and that begins at"
    " «(5 ** 0.5 - 1) / 2:.3f».",
    "in «len(worse)» of «len(shares) * (len(blocks) - 1)» cases it is, by up to"
    " «worst:.3f» bits.",
    # English.
    "are «len(pages)» pages of English. Keep the «len(string.ascii_lowercase)» letters",
    "saves «np.log2(27) - letter_bits:.2f» of «np.log2(27):.2f» bits.",
    "within «letter_huffman - letter_bits:.2f» of the entropy",
    "another «letter_bits - next_bits:.2f», on average. After a q only"
    " «row_bits[alphabet.index('q')]:.2f» bits are open. After a space there are"
    " «row_bits[0]:.2f», *more*",
    "Compressors do better: «packed['lzma']:.1f» to «packed['zlib']:.1f» bits.",
    "entropy of blocks of $k + 1$ letters less",
    "worth «counted[7]:.2f» bits. Is",
    "between 0.6 and 1.3 bits.",
    "Make a code from «len(pages) - 1» pages",
    "must not have the share 0.",
    "share with $k - 1$ letters",
    "letters of context, «min(contexts)» to «max(contexts)». Both curves begin at"
    " «counted[0]:.1f» bits. As counted, the bits fall without end, to"
    " «counted[-1]:.1f». On a page that was held out they fall to"
    " «paid[4].min():.1f» at «word(lowest)» letters",
    "differ by «paid[4][1] - counted[1]:.2f» bits, with two by half",
    "counting says «counted[7]:.2f» bits and new pages charge «paid[4][7]:.2f».",
    "cheapest bill of all is «cheapest:.2f» bits, «word(cheapest / counted[7])» times",
    "is at «word(lowest)» letters, «paid[4][lowest]:.2f» bits, with",
    "settles at «paid[10][7]:.2f».",
    "a spread of «spread[lowest]:.2f» bits.",
    # The bias.
    r"slope of the slope, is $-1/p_k$ for",
    "They add up to 1, and together",
    "adds 1 with probability $p_k$ and 0 otherwise, which has the variance"
    " $p_k (1 - p_k)^2 + (1 - p_k) p_k^2 = p_k (1 - p_k)$. Over",
    "squares by $n^2$.",
    "averages to 0. The",
    "the $1 - p_k$ add up to $K - 1$.",
    "With 100 letters the estimate is «-sample[100]['error']:.3f» bits too small on"
    " average, as the formula says. With 1000 it is «-sample[1000]['error']:.3f». With 10 letters the"
    " formula says «-sample[10]['formula']:.3f» and the truth is"
    " «-sample[10]['error']:.3f»: only «sample[10]['seen']:.1f» of the «len(alphabet)»",
    "At 100 letters that leaves an error of «-sample[100]['corrected']:.3f», less than"
    " the spread of a single sample, «sample[100]['spread']:.3f».",
    "«100 * once:.0f» % of the contexts",
    # Densities.
    "may be above 1. Put",
    r"of width $\tfrac12$. Its height must be 2, so that the area is 1:",
    "has the probability 0. And it",
    # What goes wrong, and the choice.
    f"favourite has «{FAV}:.2f» bits, which is «right:.3f» nats.",
    "outcomes of probability 0 out",
    "that is «1 / np.log(2):.2f» times",
    r"$0 \log 0$ as typed",
    "outcomes of probability 0",
    "how 0 is treated",
    "cup «-np.log2(1 / 8):.0f» bits, final «-np.log2(1 / 4):.0f», cup after the final"
    " «-np.log2(1 / 2):.0f»",
    f"«entropy_of['equal teams']:.2f» bits for equal teams, «{FAV}:.2f» with",
    "of «gained.size» gains «best_gain:.3f» of «class_bits:.3f» bits, and scikit-learn"
    " asks the"
    " «'same' if tree.feature[0] == pixel and abs(tree_gain - best_gain) < 1e-9 else 0»",
    "from «table['H(Y)']:.3f» bits to «table['H(Y | X = rain)']:.3f», the average falls"
    " to «table['H(Y | X)']:.3f»",
    "«letter_huffman:.3f» bits; entropy «letter_bits:.3f», surprises rounded up"
    " «letter_rounded:.3f»",
    "«per_toss[1]:.3f», «per_toss[2]:.3f», «per_toss[3]:.3f» bits for blocks of one, two,"
    " three; entropy «coin_bits:.3f»",
    "plug-in plus $(K - 1)/(2n)$ nats for",
    "error at 100 letters «-sample[100]['corrected']:.3f» bits instead of"
    " «-sample[100]['error']:.3f»; at 10 letters still"
    " «-sample[10]['corrected']:.3f»",
    "«paid[4][7]:.2f» bits paid where counting says «counted[7]:.2f»",
    # Summary.
    r"It is between 0 and $\log K$.",
    "by about $(K - 1)/(2n)$ nats",
]
