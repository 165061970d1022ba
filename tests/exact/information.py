"""The measures of information, exactly."""

from exact import _points as at
from exact._row import Row
from exact._ulp import mp, mpf


def log(x):
    return mp.log(x) if x else mpf(0)


def xlogy(x, y):
    return x * mp.log(y) if x else mpf(0)


def in_base(base, f):
    """The function in units of a base, whose logarithm Python rounds."""
    unit = 1 if base is None else mp.log(base)

    def g(*args):
        found = f(*args)
        return [v / unit for v in found] if isinstance(found, list) else found / unit

    return g


def hyper(base):
    return {} if base is None else {"base": base}


def entropy_terms(p):
    return [-xlogy(v, v) for v in p]


def flat(table):
    return [v for row in table for v in row]


def of_sum(terms, f=lambda v: v):
    return lambda *args: mp.fsum(map(f, terms(*args)))


def entropy_grad(p):
    return [-log(v) - 1 for v in p]


def entropy_grad_size(p):
    return [abs(log(v)) + 1 for v in p]


def conditional(table):
    return mp.fsum(-v * mp.log(v / mp.fsum(r)) for r in table for v in r if v)


def conditional_grad(table):
    return [
        mp.log1p(mp.fsum(r[:j] + r[j + 1 :]) / v) if v else mp.inf
        for r in table
        for j, v in enumerate(r)
    ]


def log_dependence(table):
    """The logarithm of each cell over the product of its margins."""
    rows, columns = map(mp.fsum, table), [mp.fsum(c) for c in zip(*table, strict=True)]
    return [
        mp.log(v / s / c) if v else mp.inf
        for r, s in zip(table, rows, strict=True)
        for v, c in zip(r, columns, strict=True)
    ]


def mutual(table):
    return mp.fsum(
        v * w for v, w in zip(flat(table), log_dependence(table), strict=True) if v
    )


def mutual_size(table):
    """The information over the distance d from independence, of second order in it."""
    d = max(abs(mp.expm1(w)) for w in log_dependence(table) if w < mp.inf)
    return mutual(table) * (1 + 1 / (3 * d))


def kl(p, q):
    return mp.fsum(a * mp.log(a / b) for a, b in zip(p, q, strict=True))


def kl_grad(p, q):
    return [-a / b for a, b in zip(p, q, strict=True)]


def js(p, q):
    middle = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    return (kl(p, middle) + kl(q, middle)) / 2


def js_grad(p, q):
    return [mp.log(2 * b / (a + b)) / 2 for a, b in zip(p, q, strict=True)]


def perplexity(p):
    return mp.exp(mp.fsum(entropy_terms(p)))


# Functions f of an f-divergence with their derivatives.
GENERATORS = {
    "kl": (lambda t: t * mp.log(t), lambda t: mp.log(t) + 1),
    "reverse_kl": (lambda t: -mp.log(t), lambda t: -1 / t),
    "js": (
        lambda t: (t * mp.log(t) - (1 + t) * mp.log((1 + t) / 2)) / 2,
        lambda t: mp.log(2 * t / (1 + t)) / 2,
    ),
    "hellinger": (
        lambda t: (mp.sqrt(t) - 1) ** 2 / 2,
        lambda t: (1 - 1 / mp.sqrt(t)) / 2,
    ),
    "chi2": (lambda t: (t - 1) ** 2, lambda t: 2 * (t - 1)),
    "neyman_chi2": (lambda t: (t - 1) ** 2 / t, lambda t: 1 - 1 / t**2),
    "tv": (lambda t: abs(t - 1) / 2, lambda t: mp.sign(t - 1) / 2),
}


def f_divergence(name):
    """A row of an f-divergence; beside p = q the rounding of p / q is all there is."""
    f, slope = GENERATORS[name]

    def value(p, q):
        return mp.fsum(b * f(a / b) for a, b in zip(p, q, strict=True))

    def grad(p, q):
        ratios = (a / b for a, b in zip(p, q, strict=True))
        return [f(t) - t * slope(t) for t in ratios]

    def value_size(p, q):
        """Each term with the error that f makes of half an ulp of its argument."""
        terms = ((b, a / b) for a, b in zip(p, q, strict=True))
        return mp.fsum(
            b * (abs(f(t)) + abs(t * slope(t)) + EDGE[name](t)) for b, t in terms
        )

    def grad_size(p, q):
        ratios = (a / b for a, b in zip(p, q, strict=True))
        return [abs(f(t)) + abs(t * slope(t)) + EDGE[name](t) for t in ratios]

    return {"value": value, "grad": grad, "sizes": (value_size, grad_size)}


# What a formula adds and takes away again beside t = 1, times an eps.
EDGE = {
    "kl": lambda t: 0,
    "reverse_kl": lambda t: 1,
    "js": lambda t: 1 + t,
    "hellinger": lambda t: 1 + mp.sqrt(t),
    "chi2": lambda t: 1 + t * t,
    "neyman_chi2": lambda t: 1 + 1 / t,
    "tv": lambda t: 1 + t,
}


def dense_tables(dtype):
    """The joint tables in which every row has two outcomes or more."""
    (found,) = at.tables(dtype)
    return (found[((found > 0).sum(axis=-1) > 1).all(axis=-1)],)


def surprising(dtype):
    x = at.probabilities(dtype)
    return (x,)


def distributions(dtype):
    return (at.two_distributions(dtype)[0],)


BASES = (None, 2, 10.0)
SUMS = "terms of unlike size add up"

ROWS = [
    *(
        Row(
            "information.self_information",
            surprising,
            in_base(base, lambda p: -mp.log(p)),
            in_base(base, lambda p: -1 / p),
            hyper(base),
            bounds=(2, 1) if base is None else (4, 2),
            rivals={"torch": "-torch.log(x)", "jax": "-jnp.log(x)"}
            if base is None
            else {},
        )
        for base in BASES
    ),
    *(
        Row(
            "information.entropy",
            distributions,
            in_base(base, of_sum(entropy_terms)),
            in_base(base, entropy_grad),
            hyper(base),
            sizes=(
                in_base(base, of_sum(entropy_terms, abs)),
                in_base(base, entropy_grad_size),
            ),
            rivals={
                "torch": "torch.special.entr(x).sum(-1)",
                "scipy": "stats.entropy(x, axis=-1)",
                "jax": "jax.scipy.special.entr(x).sum(-1)",
            }
            if base is None
            else {},
        )
        for base in BASES
    ),
    Row(
        "information.perplexity",
        distributions,
        perplexity,
        lambda p: [perplexity(p) * v for v in entropy_grad(p)],
        bounds=(8, 12),
        reason="the entropy is rounded before exp",
        sizes=(None, lambda p: [perplexity(p) * v for v in entropy_grad_size(p)]),
        rivals={"torch": "torch.special.entr(x).sum(-1).exp()"},
    ),
    Row(
        "information.joint_entropy",
        dense_tables,
        lambda t: mp.fsum(entropy_terms(flat(t))),
        lambda t: entropy_grad(flat(t)),
        sizes=(
            lambda t: mp.fsum(map(abs, entropy_terms(flat(t)))),
            lambda t: entropy_grad_size(flat(t)),
        ),
        rivals={
            "torch": "torch.special.entr(x).sum((-2, -1))",
            "scipy": "special.entr(x).sum(axis=(-2, -1))",
            "jax": "jax.scipy.special.entr(x).sum((-2, -1))",
        },
    ),
    Row(
        "information.conditional_entropy",
        dense_tables,
        conditional,
        conditional_grad,
        bounds=(5, 4),
        reason=SUMS,
    ),
    Row(
        "information.mutual_information",
        at.dyadic_tables,
        mutual,
        lambda t: [w - 1 for w in log_dependence(t)],
        bounds=(24, 12),
        reason="margins are rounded, which tells most beside independence",
        sizes=(mutual_size, lambda t: [1 + abs(w) for w in log_dependence(t)]),
    ),
    Row(
        "information.cross_entropy",
        at.dirichlets,
        lambda p, q: -mp.fsum(a * mp.log(b) for a, b in zip(p, q, strict=True)),
        kl_grad,
        bounds=(5, 1),
        reason=SUMS,
        rivals={
            "torch": "-torch.special.xlogy(y, x).sum(-1)",
            "scipy": "-special.xlogy(y, x).sum(axis=-1)",
            "jax": "-jax.scipy.special.xlogy(y, x).sum(-1)",
        },
    ),
    Row(
        "information.kl_divergence",
        at.two_distributions,
        kl,
        kl_grad,
        bounds=(8, 1),
        reason=SUMS,
        rivals={
            "torch": 'F.kl_div(x.log(), y, reduction="none").sum(-1)',
            "scipy": "special.rel_entr(y, x).sum(axis=-1)",
            "jax": "jax.scipy.special.rel_entr(y, x).sum(-1)",
            "keras": "keras.losses.kl_divergence(y, x)",
        },
    ),
    Row(
        "information.js_divergence",
        at.two_distributions,
        js,
        js_grad,
        bounds=(12, 4),
        reason=SUMS,
        rivals={"scipy": "distance.jensenshannon(y, x, axis=-1) ** 2"},
    ),
    *(
        Row(
            "information.f_divergence",
            at.two_distributions,
            **f_divergence(name),
            hyper={"generator": name},
        )
        for name in GENERATORS
    ),
]
