"""The activations, exactly."""

from functools import cache

from exact import _points as at
from exact._row import Row
from exact._ulp import mp, mpf

# Beyond this an exponential is no float of any kind; mpmath would take long for it.
FAR = 20_000


@cache  # the points of many rows are the same
def exp(x):
    return mp.exp(min(max(x, -FAR), FAR))


@cache
def sigma(x):
    return 1 / (1 + exp(-x))


@cache
def plus(x):
    return mp.log1p(exp(x)) if x < 0 else x + mp.log1p(exp(-x))


@cache
def sech2(x):
    return 1 / mp.cosh(min(abs(x), FAR)) ** 2


def tanh(x):
    return mp.tanh(min(max(x, -FAR), FAR))


@cache
def normal_cdf(x):
    return mp.erfc(-min(max(x, -FAR), FAR) / mp.sqrt(2)) / 2


def normal_pdf(x):
    return exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def inner(x):
    """The argument u of the tanh of gelu_tanh, and its derivative."""
    c = mp.sqrt(2 / mp.pi)
    k = mpf("0.044715")
    return c * (x + k * x**3), c * (1 + 3 * k * x * x)


def u_growth(x):
    """Growth by the rounding of 2 u, whose exponential is taken on the left."""
    return 1 + 2 * min(abs(inner(x)[0]), FAR)


def gelu_tanh_terms(x):
    u, slope = inner(x)
    s = sigma(2 * u)
    return s, x * s * sigma(-2 * u) * 2 * slope


def total(terms):
    """The sum of what a function returns."""
    return lambda *args: mp.fsum(terms(*args))


def size(terms):
    """The sum of the absolute values of what a function returns."""
    return lambda *args: mp.fsum(map(abs, terms(*args)))


def swish_terms(b):
    return lambda x: (sigma(b * x), b * x * sigma(b * x) * sigma(-b * x))


def mish_terms(x):
    return tanh(plus(x)), x * sigma(x) * sech2(plus(x))


def swish_row(b, **rest):
    """A row of swish; b and b x are rounded before the exponential is taken."""
    inexact = 0 if b == 1 else 1

    def grows(x):
        return 1 + inexact * min(abs(b * x), FAR) / 2

    terms = swish_terms(mpf(b))
    return {
        "value": lambda x: x * sigma(b * x),
        "grad": total(terms),
        "tail": 100,  # x times an exponential that is off by half a subnormal
        "sizes": (
            lambda x: abs(x) * sigma(b * x) * grows(x),
            lambda x: size(terms)(x) * grows(x),
        ),
        **rest,
    }


def celu(alpha):
    """A row of celu; alpha and x / alpha are rounded before exp is taken of it."""
    a = mpf(alpha)

    def grad(x):
        return exp(min(x, 0) / a)

    def size(x):
        return grad(x) * (1 + (a != 1) * min(abs(x / a), FAR) / 2)

    return {
        "value": lambda x: x if x > 0 else a * mp.expm1(max(x / a, -FAR)),
        "grad": grad,
        "sizes": (None, size),
        "hyper": {"alpha": alpha},
    }


def one(*traps, **rest):
    """Points of one argument."""
    return lambda dtype: (at.real(dtype, *traps, **rest),)


def piece(*pieces):
    """A function of pieces, (upper end, function) from the left; the last has none."""

    def f(x):
        return next(g(x) for end, g in pieces if end is None or x < end)

    return f


def clip(x, low, high):
    return min(max(x, low), high)


def softmax(row):
    m = max(row)
    k = row.index(m)
    e = [exp(v - m) for v in row]
    rest = mp.fsum(v for i, v in enumerate(e) if i != k)
    return [v / (1 + rest) for v in e]


def log_softmax(row):
    m = max(row)
    k = row.index(m)
    rest = mp.fsum(exp(v - m) for i, v in enumerate(row) if i != k)
    return [v - m - mp.log1p(rest) for v in row]


def gap(row, bound=4):
    """Growth of a bound by the gap: exp(x - m) is off by the rounding of x - m."""
    return 1 + (max(row) - min(row)) / bound


UPSTREAM = (0.5, -2.0, 1.0, 3.0)
WEIGHTED = "weighted derivative"


def softmax_vjp_terms(row):
    p = softmax(row)
    pairs = list(enumerate(UPSTREAM))
    return [[p[i] * p[j] * (mpf(g) - h) for j, h in pairs] for i, g in pairs]


def log_softmax_vjp_terms(row):
    p = softmax(row)
    pairs = list(enumerate(UPSTREAM))
    return [
        [p[j] * mpf(g) for j, _ in pairs if j != i]
        + [-p[i] * mpf(h) for j, h in pairs if j != i]
        for i, g in pairs
    ]


def log_softmax_grad_terms(row):
    p = softmax(row)
    return [[a - b for a in p] for b in p]


def sums(terms):
    return lambda *args: [mp.fsum(t) for t in terms(*args)]


def sizes(terms, growth=lambda *args: 1):
    return lambda *args: [mp.fsum(map(abs, t)) * growth(*args) for t in terms(*args)]


def glu(row):
    (a, b), (c, d) = row[:2], row[2:]
    return [a * sigma(c), b * sigma(d)]


def glu_grad(row):
    (a, b), (c, d) = row[:2], row[2:]
    slopes = [sigma(v) * sigma(-v) for v in (c, d)]
    return [sigma(c), sigma(d), a * slopes[0], b * slopes[1]]


def weighted(terms):
    """The terms of a gated unit's derivative, its outputs weighted."""
    weights = UPSTREAM[:2] * 2
    return lambda row: [
        [g * t for t in part] for g, part in zip(weights, terms(row), strict=True)
    ]


def swiglu(row):
    return [a * c * sigma(c) for a, c in zip(row[:2], row[2:], strict=True)]


def swiglu_grad_terms(row):
    terms = swish_terms(1)
    gates = [[c * sigma(c)] for c in row[2:]]
    return gates + [
        [a * t for t in terms(c)] for a, c in zip(row[:2], row[2:], strict=True)
    ]


# The fixed point of a mean of 0 and a variance of 1 (Klambauer et al. 2017, eq. 14).
ROOT_E, TAIL = mp.sqrt(mp.e), mp.erfc(1 / mp.sqrt(2))
SELU_ALPHA = -mp.sqrt(2 / mp.pi) / (TAIL * ROOT_E - 1)
SELU_SCALE = (
    (1 - TAIL * ROOT_E)
    * mp.sqrt(2 * mp.pi)
    / mp.sqrt(
        2 * mp.erfc(mp.sqrt(2)) * mp.e**2
        + mp.pi * TAIL**2 * mp.e
        - 2 * (2 + mp.pi) * TAIL * ROOT_E
        + mp.pi
        + 2
    )
)


def linear(slope=1, offset=0):
    return lambda x: slope * x + offset


def constant(c):
    return lambda x: mpf(c)


ROOTS = {"silu": -1.2784645427610738, "gelu": -0.7517915246935645}
ROOTS |= {"gelu_tanh": -0.7524614220710172, "mish": -1.1924123380400245}

ROWS = [
    Row(
        "activations.sigmoid",
        one(),
        sigma,
        lambda x: sigma(x) * sigma(-x),
        rivals={
            "torch": "torch.sigmoid(x)",
            "scipy": "special.expit(x)",
            "jax": "jax.nn.sigmoid(x)",
            "keras": "keras.activations.sigmoid(x)",
        },
    ),
    Row(
        "activations.log_sigmoid",
        one(),
        lambda x: -plus(-x),
        lambda x: sigma(-x),
        bounds=(3, 4),
        rivals={
            "torch": "F.logsigmoid(x)",
            "scipy": "special.log_expit(x)",
            "jax": "jax.nn.log_sigmoid(x)",
            "keras": "keras.activations.log_sigmoid(x)",
        },
    ),
    Row(
        "activations.softplus",
        one(),
        plus,
        sigma,
        bounds=(3, 4),
        rivals={
            "torch": "F.softplus(x)",
            "scipy": "special.softplus(x)",
            "jax": "jax.nn.softplus(x)",
            "keras": "keras.activations.softplus(x)",
        },
    ),
    Row(
        "activations.tanh",
        one(),
        tanh,
        sech2,
        bounds=(3, 4),
        rivals={
            "torch": "torch.tanh(x)",
            "jax": "jnp.tanh(x)",
            "keras": "keras.activations.tanh(x)",
        },
    ),
    Row(
        "activations.hard_sigmoid",
        one(1.5, kinks=(-3.0, 3.0)),
        lambda x: clip((x + 3) / 6, 0, 1),
        piece((-3, constant(0)), (3, constant(mpf(1) / 6)), (None, constant(0))),
        rivals={
            "torch": "F.hardsigmoid(x)",
            "jax": "jax.nn.hard_sigmoid(x)",
            "keras": "keras.activations.hard_sigmoid(x)",
        },
    ),
    Row(
        "activations.hard_tanh",
        one(kinks=(-1.0, 1.0)),
        lambda x: clip(x, -1, 1),
        piece((-1, constant(0)), (1, constant(1)), (None, constant(0))),
        rivals={
            "torch": "F.hardtanh(x)",
            "jax": "jax.nn.hard_tanh(x)",
            "keras": "keras.activations.hard_tanh(x)",
        },
    ),
    Row(
        "activations.hard_swish",
        one(*at.beside(-1.5), kinks=(-3.0, 3.0)),
        lambda x: x * clip((x + 3) / 6, 0, 1),
        piece((-3, constant(0)), (3, lambda x: x / 3 + mpf(0.5)), (None, constant(1))),
        sizes=(
            None,
            piece(
                (-3, constant(0)),
                (3, lambda x: abs(x) / 3 + mpf(0.5)),
                (None, constant(1)),
            ),
        ),
        rivals={
            "torch": "F.hardswish(x)",
            "jax": "jax.nn.hard_swish(x)",
            "keras": "keras.activations.hard_silu(x)",
        },
    ),
    Row(
        "activations.softsign",
        one(),
        lambda x: x / (1 + abs(x)),
        lambda x: 1 / (1 + abs(x)) ** 2,
        rivals={
            "torch": "F.softsign(x)",
            "jax": "jax.nn.soft_sign(x)",
            "keras": "keras.activations.softsign(x)",
        },
    ),
    Row(
        "activations.relu",
        one(kinks=(0.0,)),
        lambda x: max(x, 0),
        piece((0, constant(0)), (None, constant(1))),
        bounds=(0, 0),
        rivals={
            "torch": "F.relu(x)",
            "jax": "jax.nn.relu(x)",
            "keras": "keras.activations.relu(x)",
        },
    ),
    Row(
        "activations.relu6",
        one(kinks=(0.0, 6.0)),
        lambda x: clip(x, 0, 6),
        piece((0, constant(0)), (6, constant(1)), (None, constant(0))),
        bounds=(0, 0),
        rivals={
            "torch": "F.relu6(x)",
            "jax": "jax.nn.relu6(x)",
            "keras": "keras.activations.relu6(x)",
        },
    ),
    *(
        Row(
            "activations.leaky_relu",
            one(kinks=(0.0,)),
            lambda x, s=slope: x if x > 0 else s * x,
            piece((0, constant(slope)), (None, constant(1))),
            {"slope": slope},
            bounds=(1, 1),
            rivals={
                "torch": f"F.leaky_relu(x, {slope})",
                "jax": f"jax.nn.leaky_relu(x, {slope})",
                "keras": f"keras.activations.leaky_relu(x, {slope})",
            },
        )
        for slope in (0.01, 0.2)
    ),
    Row(
        "activations.prelu",
        one(kinks=(0.0,)),
        lambda x: x if x > 0 else x / 4,
        piece((0, constant(0.25)), (None, constant(1))),
        {"slope": 0.25},
        bounds=(1, 0),
        rivals={"torch": "F.prelu(x, torch.tensor([0.25], dtype=x.dtype))"},
    ),
    Row(
        "activations.prelu",
        one(kinks=(0.0,)),
        lambda x: x if x > 0 else x / 4,
        lambda x: min(x, mpf(0)),
        {"slope": 0.25},
        note="derivative in the slope",
        bounds=(1, 0),
        derivative="prelu_slope_grad",
    ),
    Row(
        "activations.rrelu",
        one(kinks=(0.0,)),
        lambda x: x if x > 0 else (mpf(1 / 8) + mpf(1 / 3)) / 2 * x,
        piece((0, constant((mpf(1 / 8) + mpf(1 / 3)) / 2)), (None, constant(1))),
        bounds=(1, 1),
        rivals={"torch": "F.rrelu(x)"},
    ),
    Row(
        "activations.srelu",
        one(kinks=(-1.0, 1.0)),
        piece(
            (-1, linear(mpf(0.2), mpf(0.2) - 1)),
            (1, linear()),
            (None, linear(mpf(0.2), 1 - mpf(0.2))),
        ),
        piece((-1, constant(0.2)), (1, constant(1)), (None, constant(0.2))),
    ),
    Row(
        "activations.crelu",
        lambda dtype: (at.real(dtype, kinks=(0.0,))[:400].reshape(-1, 4),),
        lambda row: [max(v, mpf(0)) for v in row] + [max(-v, mpf(0)) for v in row],
        lambda row: [mp.sign(v) for v in row],
        bounds=(0, 0),
        rivals={"torch": "torch.cat([F.relu(x), F.relu(-x)], -1)"},
    ),
    Row(
        "activations.crelu",
        lambda dtype: (at.real(dtype, kinks=(0.0,))[:400].reshape(-1, 4),),
        lambda row: [max(v, mpf(0)) for v in row] + [max(-v, mpf(0)) for v in row],
        lambda row: [g if v > 0 else 2 * g for g, v in zip(UPSTREAM, row, strict=True)],
        note=WEIGHTED,
        upstream=(*UPSTREAM, *(-2 * g for g in UPSTREAM)),
        bounds=(0, 0),
    ),
    Row(
        "activations.maxout",
        lambda dtype: (at.rows_of_scores(dtype),),
        max,
        lambda row: [mpf(k == row.index(max(row))) for k in range(4)],
        bounds=(0, 0),
        rivals={"torch": "x.amax(-1)"},
    ),
    *(
        Row(
            "activations.elu",
            one(-37.5, -37.4, kinks=(0.0,)),
            lambda x, a=alpha: x if x > 0 else a * mp.expm1(max(x, -FAR)),
            lambda x, a=alpha: mpf(1) if x > 0 else a * exp(x),
            {"alpha": alpha},
            rivals={
                "torch": f"F.elu(x, {alpha})",
                "jax": f"jax.nn.elu(x, {alpha})",
                "keras": f"keras.activations.elu(x, {alpha})",
            },
        )
        for alpha in (1.0, 0.3)
    ),
    *(
        Row(
            "activations.celu",
            one(-37.5, -37.4, kinks=(0.0,)),
            **celu(alpha),
            rivals={
                "torch": f"F.celu(x, {alpha})",
                "jax": f"jax.nn.celu(x, {alpha})",
                "keras": f"keras.activations.celu(x, {alpha})",
            },
        )
        for alpha in (1.0, 0.3)
    ),
    Row(
        "activations.selu",
        one(-37.5, -37.4, kinks=(0.0,)),
        lambda x: SELU_SCALE * (x if x > 0 else SELU_ALPHA * mp.expm1(max(x, -FAR))),
        lambda x: SELU_SCALE * (1 if x > 0 else SELU_ALPHA * exp(x)),
        rivals={
            "torch": "F.selu(x)",
            "jax": "jax.nn.selu(x)",
            "keras": "keras.activations.selu(x)",
        },
    ),
    Row(
        "activations.gelu",
        one(-5.7, -8.28, -8.3, -8.4, -10.0, -13.9, -38.0, *at.beside(ROOTS["gelu"])),
        lambda x: x * normal_cdf(x),
        lambda x: normal_cdf(x) + x * normal_pdf(x),
        bounds=(18, 18),
        reason="x^2 / 2 in an exponential",
        sizes=(None, lambda x: normal_cdf(x) + abs(x) * normal_pdf(x)),
        rivals={
            "torch": "F.gelu(x)",
            "scipy": "x * special.ndtr(x)",
            "jax": "jax.nn.gelu(x, approximate=False)",
            "keras": "keras.activations.gelu(x, approximate=False)",
        },
    ),
    Row(
        "activations.gelu_tanh",
        one(-5.7, -8.3, -10.0, -21.0, *at.beside(ROOTS["gelu_tanh"])),
        lambda x: x * sigma(2 * inner(x)[0]),
        total(gelu_tanh_terms),
        reason="the rounding of u in exp(2 u)",
        sizes=(
            lambda x: abs(x) * sigma(2 * inner(x)[0]) * u_growth(x),
            lambda x: size(gelu_tanh_terms)(x) * u_growth(x),
        ),
        rivals={
            "torch": 'F.gelu(x, approximate="tanh")',
            "jax": "jax.nn.gelu(x)",
            "keras": "keras.activations.gelu(x, approximate=True)",
        },
    ),
    Row(
        "activations.silu",
        one(-745.0, *at.beside(ROOTS["silu"])),
        **swish_row(1),
        rivals={
            "torch": "F.silu(x)",
            "scipy": "x * special.expit(x)",
            "jax": "jax.nn.silu(x)",
            "keras": "keras.activations.silu(x)",
        },
    ),
    *(
        Row(
            "activations.swish",
            one(*at.beside(ROOTS["silu"] / beta)),
            **swish_row(beta),
            hyper={"beta": beta},
            rivals={
                "torch": f"x * torch.sigmoid({beta} * x)",
                "jax": f"x * jax.nn.sigmoid({beta} * x)",
            },
        )
        for beta in (1.702, -0.3)
    ),
    Row(
        "activations.mish",
        one(-88.8, -103.0, -709.0, -710.0, -740.0, *at.beside(ROOTS["mish"])),
        lambda x: x * tanh(plus(x)),
        total(mish_terms),
        bounds=(4, 8),
        reason="an exponential underflows before its product with x does",
        sizes=(None, size(mish_terms)),
        tail=150,
        rivals={
            "torch": "F.mish(x)",
            "jax": "jax.nn.mish(x)",
            "keras": "keras.activations.mish(x)",
        },
    ),
    Row(
        "activations.glu",
        lambda dtype: (at.halves(dtype),),
        glu,
        glu_grad,
        rivals={
            "torch": "F.glu(x, -1)",
            "jax": "jax.nn.glu(x, -1)",
            "keras": "keras.activations.glu(x, -1)",
        },
    ),
    Row(
        "activations.swiglu",
        lambda dtype: (at.halves(dtype),),
        swiglu,
        sums(swiglu_grad_terms),
        sizes=(None, sizes(swiglu_grad_terms)),
        rivals={
            "torch": "x[..., :2] * F.silu(x[..., 2:])",
            "jax": "x[..., :2] * jax.nn.silu(x[..., 2:])",
        },
    ),
    Row(
        "activations.glu",
        lambda dtype: (at.halves(dtype),),
        glu,
        sums(weighted(lambda row: [[v] for v in glu_grad(row)])),
        note=WEIGHTED,
        upstream=UPSTREAM[:2],
        rivals={"torch": "F.glu(x, -1)"},
    ),
    Row(
        "activations.swiglu",
        lambda dtype: (at.halves(dtype),),
        swiglu,
        sums(weighted(swiglu_grad_terms)),
        note=WEIGHTED,
        upstream=UPSTREAM[:2],
        sizes=(None, sizes(weighted(swiglu_grad_terms))),
        rivals={"torch": "x[..., :2] * F.silu(x[..., 2:])"},
    ),
    Row(
        "activations.softmax",
        lambda dtype: (at.rows_of_logits(dtype),),
        softmax,
        sums(softmax_vjp_terms),
        upstream=UPSTREAM,
        bounds=(4, 8),
        reason="a logit's gap from the largest is rounded before exp",
        sizes=(
            lambda row: [p * gap(row) for p in softmax(row)],
            sizes(softmax_vjp_terms, gap),
        ),
        rivals={
            "torch": "torch.softmax(x, -1)",
            "scipy": "special.softmax(x, axis=-1)",
            "jax": "jax.nn.softmax(x)",
            "keras": "keras.activations.softmax(x)",
        },
    ),
    Row(
        "activations.log_softmax",
        lambda dtype: (at.rows_of_logits(dtype),),
        log_softmax,
        sums(log_softmax_grad_terms),
        bounds=(4, 6),
        reason="a logit's gap from the largest is rounded before exp",
        sizes=(
            lambda row: [abs(v) * gap(row) for v in log_softmax(row)],
            sizes(log_softmax_grad_terms, lambda row: gap(row, 6)),
        ),
        rivals={
            "torch": "torch.log_softmax(x, -1)",
            "scipy": "special.log_softmax(x, axis=-1)",
            "jax": "jax.nn.log_softmax(x)",
            "keras": "keras.activations.log_softmax(x)",
        },
    ),
    Row(
        "activations.log_softmax",
        lambda dtype: (at.rows_of_logits(dtype),),
        log_softmax,
        sums(log_softmax_vjp_terms),
        note=WEIGHTED,
        upstream=UPSTREAM,
        bounds=(4, 8),
        reason="a logit's gap from the largest is rounded before exp",
        sizes=(
            lambda row: [abs(v) * gap(row) for v in log_softmax(row)],
            sizes(log_softmax_vjp_terms, gap),
        ),
        rivals={
            "torch": "torch.log_softmax(x, -1)",
            "jax": "jax.nn.log_softmax(x)",
            "keras": "keras.activations.log_softmax(x)",
        },
    ),
]
