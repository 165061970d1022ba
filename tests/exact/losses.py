"""The losses, exactly."""

import numpy as np

from exact import _points as at
from exact._row import Row
from exact._ulp import mp, mpf
from exact.activations import (
    FAR,
    clip,
    exp,
    gap,
    log_softmax,
    plus,
    sigma,
    size,
    sizes,
    softmax,
    sums,
    tanh,
    total,
)


def residual(f):
    """A function of prediction minus target as one of both."""
    return lambda y, p: f(p - y)


def log_cosh(r):
    if abs(r) < 1:
        return mp.log1p(2 * mp.sinh(r / 2) ** 2)
    return abs(r) - mp.log(2) + mp.log1p(exp(-2 * abs(r)))


def exp_rest(z):
    """e^z - 1 - z, by its series near 0."""
    if abs(z) >= 1:
        return exp(z) - 1 - z
    term, found, k = z * z / 2, mpf(0), 2
    while abs(term) > mpf(10) ** -70 * abs(found):
        found, k = found + term, k + 1
        term = term * z / k
    return found


def log_change(y, p):
    """The logarithm of (1 + p) / (1 + y), beside p = y too."""
    if abs(p - y) < (1 + y) / 2:
        return mp.log1p((p - y) / (1 + y))
    return mp.log1p(p) - mp.log1p(y)


def beside_kink(r):
    """Residuals below, on and above a kink, and all others."""
    return lambda dtype: at.residuals(dtype, r * 0.999, r, r * 1.001)


def huber(delta):
    d = mpf(delta)
    return {
        "points": beside_kink(delta),
        "value": residual(lambda r: (t := min(abs(r), d)) * (abs(r) - t / 2)),
        "grad": residual(lambda r: clip(r, -d, d)),
        "hyper": {"delta": delta},
    }


def smooth_l1(beta):
    b = mpf(beta)
    return {
        "points": beside_kink(beta),
        "value": residual(lambda r: r * r / (2 * b) if abs(r) < b else abs(r) - b / 2),
        "grad": residual(lambda r: clip(r / b, -1, 1)),
        "hyper": {"beta": beta},
    }


def quantile(level):
    q = mpf(level)
    return {
        "value": residual(lambda r: max(-q * r, (1 - q) * r)),
        "grad": residual(lambda r: 1 - q if r > 0 else -q),
        "hyper": {"q": level},
    }


def linex(sharpness):
    """A row of linex; a and a r are rounded before the exponential is taken."""
    a = mpf(sharpness)

    def grows(r):
        return 1 + (a != 1) * clip(a * r, 0, FAR) / 2

    def slope(r):
        return a * mp.expm1(clip(a * r, -FAR, FAR))

    return {
        "value": residual(lambda r: exp_rest(a * r)),
        "grad": residual(slope),
        "sizes": (
            residual(lambda r: exp_rest(a * r) * grows(r)),
            residual(lambda r: slope(r) * grows(r)),
        ),
        "hyper": {"a": sharpness},
    }


def from_zero(dtype):
    """Targets of 0, so that the prediction is the residual without rounding."""
    x = at.real(dtype, 1.0, -1.0, kinks=(0.0,))
    return 0 * x, x


def ratios(dtype):
    """Targets and predictions as `residuals` gives them, without targets of 0."""
    y, p = at.residuals(dtype)
    y = np.where(y == 0, dtype(1.5), y)
    return y[y != p], p[y != p]


def above_minus_one(dtype):
    """Targets and predictions above -1, alike and as unlike as they can be."""
    rng = np.random.default_rng(0)
    x = at.positive(dtype)
    low = -rng.uniform(0.01, 0.99, size=100).astype(dtype)
    edge = (np.float64(2) ** -np.arange(1, 20) - 1).astype(dtype)
    near = (x[40:] * (1 + np.float32(2) ** -12)).astype(dtype)
    y = [x, rng.permutation(x), low, x[40:], np.full_like(edge, 2), edge, x, 0 * x]
    p = [rng.permutation(x), 0 * x, low[::-1], near, edge, np.full_like(edge, 2)]
    y, p = np.concatenate(y), np.concatenate([*p, np.ones_like(x), x])
    return y[y != p], p[y != p]


def counts(dtype):
    """Counts and log-rates, beside the root too."""
    x = at.logits(dtype)
    x = x[abs(x) < at.BIG[dtype]][::3]
    y, x = at.with_labels(x, 0, 1, 2.5, 40)
    root = np.array(at.beside(np.log(40.0)), dtype)
    return np.concatenate([y, np.full_like(root, 40)]), np.concatenate([x, root])


def rates(dtype):
    """Counts and rates."""
    x = at.positive(dtype)[::2]
    y, x = at.with_labels(x, 0, 1, 2.5, 40)
    root = np.array(at.beside(40.0), dtype)
    return np.concatenate([y, np.full_like(root, 40)]), np.concatenate([x, root])


def poisson_terms(y, x):
    return exp(x), -y * x


def rate_terms(y, x):
    return x, -y * mp.log(x) if y else mpf(0)


def log_factorial(y):
    return mp.loggamma(y + 1)


def gaussian_points(dtype):
    """Targets, means and variances of all sizes, and beside the best variance."""
    rng = np.random.default_rng(0)
    v = at.positive(dtype)
    y, p = rng.normal(size=(2, len(v)))
    one = np.ones(12)
    root = np.array(at.beside(2.25))
    y, p = np.concatenate([y, 0 * one]), np.concatenate([p, 1.5 * one])
    return y.astype(dtype), p.astype(dtype), np.concatenate([v, root]).astype(dtype)


def gaussian_terms(full):
    def terms(y, p, v):
        constant = mp.log(2 * mp.pi) / 2 if full else mpf(0)
        return mp.log(v) / 2, (p - y) ** 2 / (2 * v), constant

    return terms


def gaussian_variance_terms(y, p, v):
    return 1 / (2 * v), -((p - y) ** 2) / (2 * v * v)


def categorical_hinge(y, row):
    t = y.index(1)
    rival = max(v for j, v in enumerate(row) if j != t)
    return max(1 + rival - row[t], mpf(0))


def categorical_hinge_grad(y, row):
    t = y.index(1)
    rival = max((v, -j) for j, v in enumerate(row) if j != t)
    j, on = -rival[1], mpf(categorical_hinge(y, row) > 0)
    return [on * ((k == j) - (k == t)) for k in range(len(row))]


def hinges(t, row, margin):
    return [margin - row[t] + v if j != t else mpf(0) for j, v in enumerate(row)]


def multiclass_hinge(margin, weight):
    def value(t, row):
        w = mpf(weight[t])
        return w * mp.fsum(max(h, 0) for h in hinges(t, row, margin)) / len(row)

    def grad(t, row):
        on = [mpf(h > 0) * weight[t] / len(row) for h in hinges(t, row, margin)]
        on[t] = -mp.fsum(v for j, v in enumerate(on) if j != t)
        return on

    def grows(t, row):
        parts = enumerate(hinges(t, row, margin))
        terms = (
            margin + abs(row[t]) + abs(row[j]) for j, h in parts if h > 0 and j != t
        )
        return mpf(weight[t]) * mp.fsum(terms) / len(row)

    return {"value": value, "grad": grad, "sizes": (grows, None)}


def scores(dtype):
    x = at.rows_of_scores(dtype)
    return np.tile(np.arange(4), len(x)), x.repeat(4, axis=0)


def one_hot_scores(dtype):
    y, x = scores(dtype)
    return np.eye(4, dtype=dtype)[y], x


def dot(u, v):
    return mp.fsum(a * b for a, b in zip(u, v, strict=True))


def cosine_terms(u, v):
    n, m = mp.sqrt(dot(u, u)), mp.sqrt(dot(v, v))
    c = dot(u, v) / (n * m)
    return [[-a / (n * m), c * b / m**2] for a, b in zip(u, v, strict=True)]


def cosine_distance(u, v):
    return 1 - dot(u, v) / mp.sqrt(dot(u, u) * dot(v, v))


def sides(y, w):
    """The weights of the negative and of the positive class."""
    return 1 - y, mpf(w) * y


def sigmoid_cross_entropy(w):
    def value(y, x):
        neg, pos = sides(y, w)
        return neg * plus(x) + pos * plus(-x)

    def terms(y, x):
        neg, pos = sides(y, w)
        return neg * sigma(x), -pos * sigma(-x)

    return {"value": value, "grad": total(terms), "sizes": (None, size(terms))}


def binary_cross_entropy(w):
    def value(y, p):
        neg, pos = sides(y, w)
        return -pos * mp.log(p) - neg * mp.log1p(-p)

    def terms(y, p):
        neg, pos = sides(y, w)
        return neg / (1 - p), -pos / p

    return {"value": value, "grad": total(terms), "sizes": (None, size(terms))}


def focal(gamma, alpha=None):
    """The focal loss; a power multiplies the relative error of what it is taken of."""

    def parts(y, x):
        z = x * (1 - 2 * y)
        a = mpf(1) if alpha is None else mpf(alpha) if y else 1 - mpf(alpha)
        return z, a * sigma(z) ** gamma, 1 - 2 * y

    def value(y, x):
        z, w, _ = parts(y, x)
        return w * plus(z)

    def grad(y, x):
        z, w, sign = parts(y, x)
        return sign * w * (sigma(z) + gamma * sigma(-z) * plus(z))

    hyper = {"gamma": gamma} | ({} if alpha is None else {"alpha": alpha})
    return {"value": value, "grad": grad, "hyper": hyper}


def focal_points(gamma):
    """Logits at which the power of the wrong side's probability does not underflow."""

    def points(dtype):
        x = at.logits(dtype)
        y, x = at.with_labels(x, 0, 1)
        kept = gamma * (1 - 2 * y) * x > np.log(float(np.finfo(dtype).tiny))
        return y[kept].astype(int), x[kept]

    return points


def hard(dtype):
    return at.with_labels(at.real(dtype), 0, 1)


def soft(dtype):
    return at.with_labels(at.logits(dtype), 0.25, 0.5)


def hard_probabilities(dtype):
    return at.with_labels(at.probabilities(dtype), 0, 1)


def soft_probabilities(dtype):
    return at.with_labels(at.probabilities(dtype), 0.25)


def class_weighted(t, row):
    return -log_softmax(row)[t]


def others(t, row):
    """Softmax minus the one-hot label, at the label minus the sum of the others."""
    p = softmax(row)
    p[t] = -mp.fsum(v for j, v in enumerate(p) if j != t)
    return p


def soft_value(y, row):
    return -mp.fsum(a * b for a, b in zip(y, log_softmax(row), strict=True) if a)


def soft_terms(y, row):
    """The derivative p_i - y_i as a sum over the other classes, y being of sum 1."""
    p = softmax(row)
    n = range(len(row))
    return [
        [p[i] * y[j] for j in n if j != i] + [-y[i] * p[j] for j in n if j != i]
        for i in n
    ]


def soft_rows(dtype):
    x = at.rows_of_logits(dtype)
    return np.tile(np.array([0.125, 0.5, 0.25, 0.125], dtype), (len(x), 1)), x


# test_losses holds these to the functions themselves, digit for digit.
WITHOUT = {
    "softmax_cross_entropy_with_grad": "both at once",
    "sparse_softmax_cross_entropy_with_grad": "both at once",
}
GAP = "a logit's gap from the largest is rounded before exp"

ROWS = [
    Row(
        "losses.squared_error",
        at.residuals,
        residual(lambda r: r * r),
        residual(lambda r: 2 * r),
        bounds=(2.5, 1),
        rivals={
            "torch": 'F.mse_loss(x, y, reduction="none")',
            "keras": "keras.losses.mean_squared_error(y[:, None], x[:, None])",
        },
    ),
    Row(
        "losses.absolute_error",
        at.residuals,
        residual(abs),
        residual(mp.sign),
        bounds=(1, 0),
        rivals={
            "torch": 'F.l1_loss(x, y, reduction="none")',
            "keras": "keras.losses.mean_absolute_error(y[:, None], x[:, None])",
        },
    ),
    *(
        Row(
            "losses.huber",
            **huber(delta),
            rivals={
                "torch": f'F.huber_loss(x, y, delta={delta}, reduction="none")',
                "scipy": f"special.huber({delta}, x - y)",
                "keras": f"keras.losses.huber(y[:, None], x[:, None], delta={delta})",
            },
        )
        for delta in (1.0, 0.3)
    ),
    *(
        Row(
            "losses.smooth_l1",
            **smooth_l1(beta),
            rivals={"torch": f'F.smooth_l1_loss(x, y, beta={beta}, reduction="none")'},
        )
        for beta in (1.0, 0.3)
    ),
    Row(
        "losses.log_cosh",
        lambda dtype: at.residuals(dtype, 0.999, 1.0, 1.001),
        residual(log_cosh),
        residual(tanh),
        rivals={"keras": "keras.losses.log_cosh(y[:, None], x[:, None])"},
    ),
    *(Row("losses.quantile", at.residuals, **quantile(q)) for q in (0.5, 0.9)),
    Row(
        "losses.absolute_percentage_error",
        ratios,
        lambda y, p: abs(p - y) / abs(y),
        lambda y, p: mp.sign(p - y) / abs(y),
        rivals={
            "keras": "keras.losses.mean_absolute_percentage_error"
            "(y[:, None], x[:, None]) / 100",
        },
    ),
    Row(
        "losses.squared_log_error",
        above_minus_one,
        lambda y, p: log_change(y, p) ** 2,
        lambda y, p: 2 * log_change(y, p) / (1 + p),
        rivals={
            "torch": "(torch.log1p(x) - torch.log1p(y)) ** 2",
        },
    ),
    *(Row("losses.linex", from_zero, **linex(a)) for a in (1.0, -0.7)),
    Row(
        "losses.poisson_nll",
        counts,
        total(poisson_terms),
        lambda y, x: exp(x) - y,
        sizes=(size(poisson_terms), lambda y, x: exp(x) + y),
        rivals={"torch": 'F.poisson_nll_loss(x, y, reduction="none")'},
    ),
    Row(
        "losses.poisson_nll",
        counts,
        lambda y, x: mp.fsum(poisson_terms(y, x)) + log_factorial(y),
        lambda y, x: exp(x) - y,
        {"full": True},
        sizes=(
            lambda y, x: (
                mp.fsum(poisson_terms(y, x)) + log_factorial(y) + abs(exp(x) - y)
            ),
            lambda y, x: exp(x) + y,
        ),
        rivals={"torch": 'F.poisson_nll_loss(x, y, full=True, reduction="none")'},
    ),
    Row(
        "losses.poisson_nll",
        rates,
        total(rate_terms),
        lambda y, x: 1 - y / x,
        {"log_input": False},
        sizes=(size(rate_terms), lambda y, x: 1 + y / x),
        rivals={
            "torch": 'F.poisson_nll_loss(x, y, log_input=False, reduction="none")',
            "keras": "keras.losses.poisson(y[:, None], x[:, None])",
        },
    ),
    *(
        Row(
            "losses.gaussian_nll",
            gaussian_points,
            total(gaussian_terms(full)),
            total(gaussian_variance_terms),
            {"full": True} if full else {},
            sizes=(size(gaussian_terms(full)), size(gaussian_variance_terms)),
            rivals={
                "torch": f'F.gaussian_nll_loss(p, y, x, full={full}, reduction="none")',
            },
        )
        for full in (False, True)
    ),
    Row(
        "losses.gaussian_nll",
        gaussian_points,
        total(gaussian_terms(False)),
        lambda y, p, v: (p - y) / v,
        note="in the mean",
        sizes=(size(gaussian_terms(False)), None),
        derivative="gaussian_nll_mean_grad",
        wrt=1,
        rivals={"torch": 'F.gaussian_nll_loss(p, y, x, reduction="none")'},
    ),
    Row(
        "losses.hinge",
        at.margins,
        lambda y, s: max(1 - y * s, 0),
        lambda y, s: -y if y * s < 1 else mpf(0),
        bounds=(1, 0),
        rivals={
            "torch": "torch.clamp(1 - y * x, min=0)",
            "keras": "keras.losses.hinge(y[:, None], x[:, None])",
        },
    ),
    Row(
        "losses.squared_hinge",
        at.margins,
        lambda y, s: max(1 - y * s, 0) ** 2,
        lambda y, s: -2 * y * max(1 - y * s, 0),
        bounds=(2.5, 1),
        rivals={
            "torch": "torch.clamp(1 - y * x, min=0) ** 2",
            "keras": "keras.losses.squared_hinge(y[:, None], x[:, None])",
        },
    ),
    Row(
        "losses.categorical_hinge",
        one_hot_scores,
        categorical_hinge,
        categorical_hinge_grad,
        bounds=(2, 0),
        sizes=(
            lambda y, row: (
                (1 + max(map(abs, row)) + abs(row[y.index(1)]))
                * (categorical_hinge(y, row) > 0)
            ),
            None,
        ),
        rivals={"keras": "keras.losses.categorical_hinge(y, x)"},
    ),
    Row(
        "losses.multiclass_hinge",
        scores,
        **multiclass_hinge(1, (1, 1, 1, 1)),
        rivals={"torch": 'F.multi_margin_loss(x, y, reduction="none")'},
    ),
    Row(
        "losses.multiclass_hinge",
        scores,
        **multiclass_hinge(mpf(0.3), (0.5, 2.0, 1.0, 3.0)),
        hyper={"margin": 0.3, "weight": (0.5, 2.0, 1.0, 3.0)},
        rivals={
            "torch": 'F.multi_margin_loss(x, y, margin=0.3, reduction="none", '
            "weight=torch.tensor([0.5, 2, 1, 3], dtype=x.dtype))",
        },
    ),
    Row(
        "losses.cosine_distance",
        at.rows_of_vectors,
        cosine_distance,
        sums(cosine_terms),
        bounds=(4, 6),
        reason="three norms and a quotient",
        sizes=(
            # half the square of a chord, each end of which is rounded
            lambda u, v: (d := cosine_distance(u, v)) + mp.sqrt(2 * d),
            sizes(cosine_terms),
        ),
        rivals={
            "torch": "1 - F.cosine_similarity(x, y, dim=-1)",
            "scipy": "[distance.cosine(a, b) for a, b in zip(y, x)]",
            "keras": "1 + keras.losses.cosine_similarity(y, x)",
        },
    ),
    *(
        Row(
            "losses.binary_cross_entropy",
            points,
            **binary_cross_entropy(w),
            hyper={} if w == 1 else {"pos_weight": w},
            note=note,
            bounds=(4, 3),
            rivals={
                "torch": 'F.binary_cross_entropy(x, y, reduction="none")',
                "keras": "keras.losses.binary_crossentropy(y[:, None], x[:, None])",
            }
            if w == 1
            else {},
        )
        for w in (1.0, 3.0)
        for points, note in (
            (hard_probabilities, ""),
            (soft_probabilities, "soft labels"),
        )
    ),
    *(
        Row(
            "losses.sigmoid_cross_entropy",
            points,
            **sigmoid_cross_entropy(w),
            hyper={} if w == 1 else {"pos_weight": w},
            note=note,
            rivals={
                "torch": "F.binary_cross_entropy_with_logits(x, y, "
                f'reduction="none", pos_weight=torch.tensor({w}, dtype=x.dtype))',
                "jax": f"-{w} * y * jax.nn.log_sigmoid(x)"
                " - (1 - y) * jax.nn.log_sigmoid(-x)",
            }
            | (
                {
                    "keras": "keras.losses.binary_crossentropy"
                    "(y[:, None], x[:, None], from_logits=True)"
                }
                if w == 1
                else {}
            ),
        )
        for w in (1.0, 3.0)
        for points, note in ((hard, ""), (soft, "soft labels"))
    ),
    *(
        Row(
            "losses.sigmoid_focal",
            focal_points(gamma),
            **focal(gamma, alpha),
            bounds=(6 + 4 * power, 10 + 4 * power),
            reason="a power multiplies the relative error of what it is taken of",
        )
        for gamma, power in ((2.0, 2), (0.0, 0), (0.5, 1), (5.0, 5))
        for alpha in ((0.25,) if gamma else (None, 0.25))
    ),
    Row(
        "losses.categorical_cross_entropy",
        at.dirichlets,
        lambda y, q: -mp.fsum(a * mp.log(b) for a, b in zip(y, q, strict=True)),
        lambda y, q: [-a / b for a, b in zip(y, q, strict=True)],
        bounds=(5, 1),
        reason="terms of unlike size add up",
        rivals={
            # Keras divides each row by its sum: another derivative
            "torch": "-torch.special.xlogy(y, x).sum(-1)",
        },
    ),
    Row(
        "losses.softmax_cross_entropy",
        at.with_one_hot,
        lambda y, row: class_weighted(y.index(1), row),
        lambda y, row: others(y.index(1), row),
        note="one-hot labels",
        bounds=(4, 6),
        reason=GAP,
        sizes=(
            lambda y, row: class_weighted(y.index(1), row) * gap(row),
            lambda y, row: [abs(v) * gap(row, 6) for v in others(y.index(1), row)],
        ),
        rivals={
            "torch": 'F.cross_entropy(x, y, reduction="none")',
            "jax": "-(y * jax.nn.log_softmax(x)).sum(-1)",
            "keras": "keras.losses.categorical_crossentropy(y, x, from_logits=True)",
        },
    ),
    Row(
        "losses.softmax_cross_entropy",
        soft_rows,
        soft_value,
        sums(soft_terms),
        note="soft labels",
        bounds=(4, 8),
        reason=GAP,
        sizes=(None, sizes(soft_terms, lambda y, row: gap(row))),
        rivals={
            "torch": 'F.cross_entropy(x, y, reduction="none")',
            "jax": "-(y * jax.nn.log_softmax(x)).sum(-1)",
            "keras": "keras.losses.categorical_crossentropy(y, x, from_logits=True)",
        },
    ),
    Row(
        "losses.sparse_softmax_cross_entropy",
        at.with_classes,
        class_weighted,
        others,
        bounds=(4, 6),
        reason=GAP,
        sizes=(
            lambda t, row: class_weighted(t, row) * gap(row),
            lambda t, row: [abs(v) * gap(row, 6) for v in others(t, row)],
        ),
        rivals={
            "torch": 'F.cross_entropy(x, y, reduction="none")',
            "jax": "-jnp.take_along_axis(jax.nn.log_softmax(x), y[:, None], -1)[:, 0]",
            "keras": "keras.losses.sparse_categorical_crossentropy"
            "(y, x, from_logits=True)",
        },
    ),
]
