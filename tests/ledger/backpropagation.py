"""What the chapter on backpropagation prints."""

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import moved, numbers, slope_of, softmax
from lossedu import autodiff

# Points.


def three(rng):
    x, y, z = numbers(rng, 3)
    return {"x": x, "y": y, "z": z, "f": x * z + y * z, "q": mp.fsum([x, y])}


def multiplied_out(p, **inputs):
    p = p | inputs
    return p["x"] * p["z"] + p["y"] * p["z"]


def engine(name):
    """The package's slope of (x + y) z in one of the three."""

    def slope(p):
        leaves = {k: autodiff.Tensor(p[k]) for k in "xyz"}
        f = (leaves["x"] + leaves["y"]) * leaves["z"]
        return f.backward()[leaves[name]]

    return slope


def paths(rng):
    """Three results of x, and a loss of the three that mixes them."""
    results = [mp.sin, mp.exp, lambda x: x**3]
    c = numbers(rng, 3)
    x = numbers(rng)

    def loss(z):
        return c[0] * z[0] * z[1] + c[1] * mp.cos(z[2]) + c[2] * z[0] * z[2]

    z = [result(x) for result in results]
    g = [mp.diff(lambda v, k=k: loss(moved(z, k, v)), z[k - 1]) for k in (1, 2, 3)]
    return {"n": 3, "x": x, "g": g, "results": results, "loss": loss}


def row(rng):
    """A smooth loss of activations, and its slopes in these."""
    z, c = numbers(rng, 3), numbers(rng, 3)

    def loss(a):
        return mp.fsum(u * mp.sin(v + u) for u, v in zip(c, a, strict=True)) + a[0] * (
            a[1] - a[2]
        )

    a = [mp.tanh(v) for v in z]
    g = [mp.diff(lambda v, k=k: loss(moved(a, k, v)), a[k - 1]) for k in (1, 2, 3)]
    return {
        "k": int(rng.integers(1, 4)),
        "z": z,
        "g": g,
        "of_z": lambda z: loss([mp.tanh(v) for v in z]),
    }


def sums(X, W, b):
    columns = list(zip(*W, strict=True))
    return [
        [mp.fdot(inputs, column) + c for column, c in zip(columns, b, strict=True)]
        for inputs in X
    ]


def layer(rng):
    """Examples, inputs and units are three each: a sum without bounds runs to n."""
    n = 3
    X, W, c = numbers(rng, n, n), numbers(rng, n, n), numbers(rng, n, n)
    b = numbers(rng, n)

    def loss(X, W, b):
        return mp.fsum(
            c[i][k] * mp.sin(v)
            for i, values in enumerate(sums(X, W, b))
            for k, v in enumerate(values)
        )

    Z = sums(X, W, b)
    G = [[c[i][k] * mp.cos(Z[i][k]) for k in range(n)] for i in range(n)]
    places = {name: int(rng.integers(1, n + 1)) for name in "ijk"}
    return places | {"n": n, "X": X, "W": W, "b": b, "G": G, "Z": Z, "loss": loss}


def entry(name):
    """Entry of a table, at the indices where it stands."""
    letter, indices = name[0], name[3:5]

    def value(p):
        return p[letter][p[indices[0]] - 1][p[indices[1]] - 1]

    return {name: value}


def replaced(rows, i, j, v):
    return moved(rows, i, moved(rows[i - 1], j, v))


def slope_in_input(p):
    i, j = p["i"], p["j"]
    return mp.diff(
        lambda v: p["loss"](replaced(p["X"], i, j, v), p["W"], p["b"]),
        p["X"][i - 1][j - 1],
    )


def slope_in_weight(p):
    j, k = p["j"], p["k"]
    return mp.diff(
        lambda v: p["loss"](p["X"], replaced(p["W"], j, k, v), p["b"]),
        p["W"][j - 1][k - 1],
    )


def slope_in_bias(p):
    k = p["k"]
    return mp.diff(
        lambda v: p["loss"](p["X"], p["W"], moved(p["b"], k, v)), p["b"][k - 1]
    )


def logits(rng):
    n = 3
    y = [int(rng.integers(1, n + 1)) for _ in range(n)]
    places = {name: int(rng.integers(1, n + 1)) for name in "ik"}
    return places | {"n": n, "y": y, "Z": numbers(rng, n, n)}


def slope_in_logit(p):
    i, k = p["i"], p["k"]

    def mean(v):
        rows = replaced(p["Z"], i, k, v)
        return -mp.fsum(
            mp.log(softmax(z)[y - 1]) for z, y in zip(rows, p["y"], strict=True)
        ) / len(rows)

    return mp.diff(mean, p["Z"][i - 1][k - 1])


def curve(rng):
    """A function whose bends are largest at the right end."""
    c = mp.mpf(rng.uniform(0.5, 1.5))
    return {
        "f": lambda x: mp.exp(c * x),
        "x": mp.mpf(rng.uniform(0, 1)),
        "h": mp.mpf(rng.uniform(0.005, 0.02)),
    }


def largest(order):
    """The largest derivative of an order, between x - h and x + h."""

    def value(p):
        places = [p["x"] + p["h"] * mp.mpf(t) / 10 for t in range(-10, 11)]
        return max(abs(mp.diff(p["f"], t, order)) for t in places)

    return value


def both_errors(p, h):
    return p["third"] * h * h / 6 + p["varepsilon"] * abs(p["f"]) / h


def rounded(rng):
    p = {
        "third": mp.mpf(rng.uniform(0.5, 2)),
        "varepsilon": mp.mpf(rng.uniform(0.001, 0.01)),
        "f": numbers(rng),
    }
    h = mp.findroot(
        lambda h: mp.diff(lambda t: both_errors(p, t), h), (0.05, 1), solver="anderson"
    )
    return p | {"h": h}


def anywhere(rng):
    return rounded(rng) | {"h": mp.mpf(rng.uniform(0.1, 1))}


THIRD = {r"\max |f'''|": lambda p: p["third"]}
TANGENT = {"f'(x)": lambda p: mp.diff(p["f"], p["x"])}

EQUATIONS = [
    Equation(
        "eq-bp-forward",
        r"f = (x + y)\,z = q z",
        "the expression, and a name for its sum",
        three,
    ),
    Equation(
        "eq-bp-slope-z",
        r"\frac{\partial f}{\partial z} = q = x + y",
        "a factor gets the other factor",
        three,
        {
            r"\frac{\partial f}{\partial z}": slope_of(
                lambda p, v: multiplied_out(p, z=v)
            )
        },
        code=engine("z"),
    ),
    Equation(
        "eq-bp-slope-x",
        r"\frac{\partial f}{\partial x} ="
        r" \frac{\partial f}{\partial q}\,\frac{\partial q}{\partial x} = z \cdot 1",
        "along a path the local slopes multiply",
        three,
        {
            r"\frac{\partial f}{\partial x}": slope_of(
                lambda p, v: multiplied_out(p, x=v), "x"
            ),
            r"\frac{\partial f}{\partial q}": slope_of(lambda p, v: v * p["z"], "q"),
            r"\frac{\partial q}{\partial x}": slope_of(lambda p, v: v + p["y"], "x"),
        },
        code=engine("x"),
    ),
    Equation(
        "eq-bp-paths",
        r"\frac{\partial \ell}{\partial x} = \sum_k g_k\,\frac{\partial z_k}{\partial x}",
        "where paths meet, what arrives is added",
        paths,
        {
            r"\frac{\partial \ell}{\partial x}": lambda p: mp.diff(
                lambda v: p["loss"]([result(v) for result in p["results"]]), p["x"]
            ),
            r"\frac{\partial z_k}{\partial x}": lambda p: mp.diff(
                p["results"][p["k"] - 1], p["x"]
            ),
        },
    ),
    Equation(
        "eq-bp-square",
        r"\frac{d}{dx} (x \cdot x + x) = x + x + 1",
        "an input that is used three times gets three slopes",
        three,
        {r"\frac{d}{dx} (x \cdot x + x)": slope_of(lambda p, v: v**2 + v, "x")},
        code=lambda p: autodiff.grad(lambda x: x * x + x)(p["x"]),
    ),
    Equation(
        "eq-bp-elementwise",
        r"\frac{\partial \ell}{\partial z_k} ="
        r" \frac{\partial \ell}{\partial a_k}\,f'(z_k)",
        "an activation multiplies what arrives by its slope",
        row,
        {
            r"\frac{\partial \ell}{\partial z_k}": lambda p: mp.diff(
                lambda v: p["of_z"](moved(p["z"], p["k"], v)), p["z"][p["k"] - 1]
            ),
            r"\frac{\partial \ell}{\partial a_k}": lambda p: p["g"][p["k"] - 1],
            "f'(z_k)": lambda p: mp.diff(mp.tanh, p["z"][p["k"] - 1]),
        },
    ),
    Equation(
        "eq-bp-linear",
        r"Z_{ik} = \sum_j X_{ij} W_{jk} + b_k",
        "what a layer puts out for one example and unit",
        layer,
        entry("Z_{ik}") | entry("X_{ij}") | entry("W_{jk}"),
        definition=True,
    ),
    Equation(
        "eq-bp-dx",
        r"\frac{\partial R}{\partial X_{ij}} = \sum_k G_{ik} W_{jk}",
        "an input gets a sum over the units",
        layer,
        {r"\frac{\partial R}{\partial X_{ij}}": slope_in_input}
        | entry("G_{ik}")
        | entry("W_{jk}"),
    ),
    Equation(
        "eq-bp-dw",
        r"\frac{\partial R}{\partial W_{jk}} = \sum_i X_{ij} G_{ik}",
        "a weight gets a sum over the examples",
        layer,
        {r"\frac{\partial R}{\partial W_{jk}}": slope_in_weight}
        | entry("X_{ij}")
        | entry("G_{ik}"),
    ),
    Equation(
        "eq-bp-db",
        r"\frac{\partial R}{\partial b_k} = \sum_i G_{ik}",
        "a bias gets what arrives, added over the examples",
        layer,
        {r"\frac{\partial R}{\partial b_k}": slope_in_bias} | entry("G_{ik}"),
    ),
    Equation(
        "eq-bp-output",
        r"\frac{\partial R}{\partial Z_{ik}} = \frac{A_{ik} - [y_i = k]}{n}",
        "the walk back begins with answer minus truth, over the number of examples",
        logits,
        {
            r"\frac{\partial R}{\partial Z_{ik}}": slope_in_logit,
            "A_{ik}": lambda p: softmax(p["Z"][p["i"] - 1])[p["k"] - 1],
            "[y_i = k]": lambda p: mp.mpf(p["y"][p["i"] - 1] == p["k"]),
        },
    ),
    Equation(
        "eq-bp-one-sided",
        r"\Bigl| \frac{f(x + h) - f(x)}{h} - f'(x) \Bigr| \le \frac{h \max |f''|}{2}",
        "the error of a one-sided difference",
        curve,
        TANGENT | {r"\max |f''|": largest(2)},
    ),
    Equation(
        "eq-bp-central",
        r"\begin{aligned} \Bigl| \frac{f(x + h) - f(x - h)}{2h} & - f'(x) \Bigr| \\"
        r" & \le \frac{h^2 \max |f'''|}{6} \end{aligned}",
        "the error of a central difference",
        curve,
        TANGENT | {r"\max |f'''|": largest(3)},
    ),
    Equation(
        "eq-bp-total-slope",
        r"\begin{aligned} \frac{d}{dh} \Bigl( & \frac{h^2}{6} \max |f'''|"
        r" + \frac{\varepsilon |f|}{h} \Bigr) \\"
        r" & = \frac{h}{3} \max |f'''| - \frac{\varepsilon |f|}{h^2} \end{aligned}",
        "how both errors together change with the step",
        anywhere,
        {
            r"\frac{d}{dh} \Bigl( & \frac{h^2}{6} \max |f'''|"
            r" + \frac{\varepsilon |f|}{h} \Bigr)": slope_of(both_errors, "h"),
            **THIRD,
        },
    ),
    Equation(
        "eq-bp-best-step",
        r"h = \Bigl( \frac{3\,\varepsilon\,|f|}{\max |f'''|} \Bigr)^{1/3}",
        "the step at which both errors together are lowest",
        rounded,
        THIRD,
    ),
]
NUMBERS = [
    # Inline formulas, and numbers that are chosen and not computed.
    "a thesis of 1970 on",
    "Exercise 1: a product of a sum",
    "Exercise 2: a linear layer",
    "Exercise 3: two layers",
    "Where $f$ itself is the end, $g = 1$.",
    "has the slope 1 in itself",
    "local slope 1, and the same for $y$. So $x$ gets what $q$ had, times 1:",
    "the sum sends 1 to its right term:",
    "turns $n_1$ numbers into $n_2$, its",
    "with $n_1 n_2$ entries, the",
    "for each of the $n_1$ inputs",
    "only the diagonal is not 0, for «BATCH» examples of «W1.shape[1]» units"
    " «BATCH * W1.shape[1]» of «(BATCH * W1.shape[1]) ** 2» entries:",
    "takes $2K$ multiplications",
    "with the factor 1:",
    "with $t$ from 0 to $h$.",
    "The average of $t$ is $h / 2$:",
    r"over both sides, $\tfrac12 f'(x + t) + \tfrac12 f'(x - t)$. A",
    r"by at most $\tfrac12 t^2 \max |f'''|$, and the same on the other side. The average of"
    r" $t^2$ is $h^2 / 3$:",
    r"divided by $2h$, is wrong by up to $\varepsilon |f| / h$.",
    "Multiply by $3 h^2$ and",
    "a third derivative of size 1 that",
    "costs «error['one-sided'][-3] / error['one-sided'][-5]:.0f» times the error one-sided,"
    " «error['central'][-7] / error['central'][-9]:.0f» times central, as $h$ and $h^2$"
    " say.",
    "where the slope is 0. `check_grad`",
    "the error at step $2h$ is",
    "«'The first three mistakes are found' if not any(list(verdicts.values())[1:4]) else 0»,"
    " although every shape fits.",
    "If both forget the $1/n$, they «'agree' if verdicts['1/n left out of both'] else 0».",
    "$2x$ and 2 are the same at $x = 1$.",
    "is always 1, so its slope is 0, and",
    "difference of ReLU at 0 is one half",
    "through weights of 0. Only",
    "units put out 0, so the weights behind them get the slope 0, and",
    "is multiplied by $n v / 2$, and",
    "is $1 / n$ for equal widths, He's",
    "is $2 / n$. The engine",
    r"«word(len(SLOW))» rates from $4^{«np.log2(SLOW[0]) / 2:.0f»}$ to «SLOW[-1]:.0f». As",
    "With variance 1 / n, Glorot's for equal widths, it vanishes; with 3 / n it explodes.",
    "For 2 / n the line is nearly level. For 1 / n and 0.5 / n it falls to the left, for"
    " 3 / n it rises to the left.",
    "so set them to 0 before",
    "`(n, 1)` minus `(n,)` was stretched",
    "Weights of variance $2 / n$ for $n$ inputs,",
    "the $1/n$ missing in both: the check agreed",
    "variance $2 / n$",
    # The first question, and by hand.
    "images of «int(images.shape[1] ** 0.5)» by 8 pixels: «SHAPES[0][0]» inputs,"
    " «SHAPES[1][0]» hidden units, «SHAPES[3][0]» classes.",
    "«2 * weights_in_all» runs, for one step of a training that takes hundreds",
    "Yet all «weights_in_all» slopes can be had for about the price of"
    " «word(by_walk / one_run)» runs.",
    "at $x = «split['x'].value:.0f»$ and $y = «split['y'].value:.0f»$.",
    "at $x = «nodes['x'].value:.0f»$, $y = «nodes['y'].value:.0f»$,"
    " $z = «nodes['z'].value:.0f»$.",
    "Forwards, $q = «nodes['q'].value:.0f»$ and $f = «nodes['f'].value:.0f»$.",
    r"$q$ gets $«slopes[nodes['f']]:.0f» \cdot z = «slopes[nodes['q']]:.0f»$.",
    "which is «slopes[nodes['z']]:.0f». Go back",
    "above the circles: x = «nodes['x'].value:.0f», y = «nodes['y'].value:.0f»,"
    " z = «nodes['z'].value:.0f», q = «nodes['q'].value:.0f»,"
    " f = «nodes['f'].value:.0f».",
    "below the circles: f «slopes[nodes['f']]:.0f», q «slopes[nodes['q']]:.0f»,"
    " z «slopes[nodes['z']]:.0f», x «slopes[nodes['x']]:.0f»,"
    " y «slopes[nodes['y']]:.0f».",
    "local slopes: 1 from x and y, z = «nodes['z'].value:.0f» from q,"
    " q = «nodes['q'].value:.0f» from z.",
    # The engine.
    "At 3 the slope is «used['Number']:.0f». Without adding, the engine answers"
    " «used['Forgetful']:.0f»: the",
    "$2^{«np.log2(doubled(1.0, times)):.0f»}$ of them after «times» doublings,"
    " «calls[16][0]» calls in all.",
    "makes «calls[16][1]» visits, one",
    "«sum(length.values())» lines, with the longer ways back in a file of their own: less"
    " than «200 if sum(length.values()) < 200 else 0», without",
    "In $f = (x + y)(x + 1)$ the",
    "then $r = x + 1$, then",
    "reports first, and $x$ holds «dict(arrivals[:4])['x']:.0f». Then $q$ adds its"
    " «dict(arrivals)['q']:.0f», and the slope is «dict(arrivals)['x']:.0f».",
    "passed on its «dict(arrivals[:4])['x']:.0f» at once",
    "«weights_in_all» inputs take «weights_in_all» walks.",
    "with 5 examples, 3 inputs and 2 units only",
    # The network on digits.
    "digits are «len(images)» images of «int(images.shape[1] ** 0.5)» by"
    " «int(images.shape[1] ** 0.5)» pixels.",
    "Take 32 images and random weights.",
    "«'All' if agreeing == weights_in_all else 0» «agreeing» agree. `check_grad` took «runs» runs for it:"
    " «word((runs - 12) / agreeing)» for each",
    "«word((runs - 4 * agreeing) / 4)» more for each array.",
    "`G2 @ W2.T`, `X.T @ G1`, `A1.T @ G2`.",
    "The way back costs «walk_back / one_run:.2f» runs here, and at most 2 in a deep",
    "Central differences cost «by_differences / by_walk:.0f» times as much as both.",
    "into «training[0].shape[1]» training images, «valid[0].shape[1]» for validation and"
    " «test[0].shape[1]» for test",
    "Batches of «BATCH» images, «EPOCHS» passes through",
    "Of «word(len(RATES))» rates, each",
    "serves all «len(RATES) * CUTS» networks, «word(len(RATES))» rates by «word(CUTS)»"
    " cuts:",
    "«'All start above 2' if course[0].min() > 2 else 0», fall steeply in the first two"
    " epochs and then slowly, and end between «course[-1].min():.2f» and"
    " «course[-1].max():.2f».",
    "The rate that was kept, «chosen:.2f»,"
    " «'lies inside its grid' if RATES[0] < chosen < RATES[-1] else 0». The networks are"
    " right on «right.mean():.3f» of the test images.",
    # Checks.
    r"$\varepsilon = «eps * 1e16:.1f» \cdot 10^{-16}$.",
    "to a minimum near step «best_step['central']:.0e», the"
    " one-sided one to a higher minimum near «best_step['one-sided']:.0e».",
    # Starts.
    r"The loss stays at «twins['all 0'][0]:.2f», which is"
    r" $\log «10 if abs(twins['all 0'][0] - np.log(10)) < 0.01 else 0»$, that of"
    r" guessing.",
    "From «0.1» the weights move, but the «W1.shape[1]» units are one unit in «W1.shape[1]»"
    " copies.",
    "From 0 «'no weight moves' if twins['all 0'][2] == 0 else 0»:",
    "the training loss ends at «twins['random'][0]:.2f».",
    "three cuts, 3 epochs, «word(len(SLOW))» rates from",
    "layers 1 to «len(number)» relative to layer «len(number)», on",
    "From «arrives['0.5 / n']:.0e», where the slope *vanishes*, to"
    " «arrives['3 / n']:.0e», where it *explodes*, all four lie"
    " «'below' if all(arrives[n] < predicted[n] for n in SCALES) else 0» the prediction,"
    " by a factor of up to «off:.1f»: it",
    "geometric mean of «word(len(X10))» narrow",
    "it stays at «deep['1 / n'].mean():.2f»: the",
    "where training changes little («later['1 / n']:.0e»). With He's it is down to"
    " «deep['2 / n'].mean():.2f» after «3 * 960 // BATCH» steps. With $3 / n$ it begins"
    " at «at_start['3 / n']:.0f» and ends at «deep['3 / n'].mean():.2f»; by then"
    " «later['3 / n']:.1f» of the slope arrives. All rates kept"
    " «'lie inside the grid' if all(SLOW[0] < rate < SLOW[-1] for rate in kept_rates.values()) else 0».",
    "stood at «course[3].mean():.2f» after as many steps.",
    # What goes wrong.
    "that are there, «piled[0]:.0f», then «piled[1]:.0f», so",
    "here «(memory[64] - memory[32]) // 32» numbers for each example (three times 32,"
    " twice 10, and the loss), for 32 examples already «'more' if memory[32] > weights_in_all else 0» than the weights.",
    "here «piled[1]:.0f» in place of «piled[0]:.0f»",
    "used twice: «used['Forgetful']:.0f» in place of «used['Number']:.0f»",
    "`*=` on weights: «changed[0]:.0f» in place of 2",
    "the path: «cut_off:.0f» in place of 6, rounding has slope «rounded[0]:.0f»",
    "shapes: «stretched.value.shape» here",
    "spread of the weights: moved by «twins['all 0'][2]:.2f» from 0",
    "«arrives['1 / n']:.0e» of it in layer 1 for $1 / n$",
    "numbers kept: «memory[960]» for 960 examples, «weights_in_all» weights",
    # The choosing table.
    "«by_walk / one_run:.2f» runs, forward and back, for «weights_in_all» slopes; central"
    " differences «2 * weights_in_all» runs",
    "«calls[16][1]» visits in place of «calls[16][0]»",
    "equal to the engine and to PyTorch within"
    " «1e-13 if max(engine_and_hand, engine_and_torch) < 1e-13 else 1»",
    "error «least['central']:.0e», one-sided «least['one-sided']:.0e»; softmax with even"
    " weights: a wrong slope agreed",
    "loss «deep['2 / n'].mean():.2f» ± «deep['2 / n'].std():.2f» after"
    " «3 * 960 // BATCH» steps; with $1 / n$ «deep['1 / n'].mean():.2f»",
    "loss «twins['random'][0]:.2f», and «twins['all 0.1'][0]:.2f» from equal weights",
]
