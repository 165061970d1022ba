"""Accuracy in units in the last place, against mpmath at 60 digits.

The bounds are what was measured over these points (the comment beside it), with slack
for another processor's exp and log. Where a result is a difference
that the problem itself makes ill-conditioned, the bound grows by its condition number.
A result of 0 or of the wrong sign, where the true one is a float, is wrong by far more
than any bound, and a warning is an error in these tests, so both are excluded too.
"""

import numpy as np
import pytest

from lossedu import _stable, losses
from lossedu import activations as act
from lossedu import information as info

mpmath = pytest.importorskip("mpmath")
mp = mpmath.mp.clone() if hasattr(mpmath.mp, "clone") else mpmath.mp
mp.dps = 60
mpf = mp.mpf

DTYPES = [np.float32, np.float64]


def ulps(got, exact):
    """Distance of a float from an exact number in units of that float's last place."""
    if not np.isfinite(got):
        return np.inf
    info_ = np.finfo(type(got))
    least = float(info_.smallest_subnormal)
    nearest = max(abs(float(exact)), least)
    unit = max(2.0 ** (np.frexp(nearest)[1] - info_.nmant - 1), least)
    return float(abs(mpf(float(got)) - exact) / mpf(unit))


def logits(dtype):
    """Tiny, small, middling and large logits of either sign, and known trap places."""
    big = {np.float32: 80.0, np.float64: 700.0}[dtype]
    tiny = {np.float32: 1e-38, np.float64: 1e-300}[dtype]
    rng = np.random.default_rng(0)
    x = np.concatenate(
        [
            np.geomspace(tiny, 1e-3, 20),
            np.geomspace(1e-3, big, 120),
            rng.uniform(0, 40, 80),
            # s (1 - s) is 0 beyond these, a threshold of PyTorch, the trap of -xy
            [16.64, 16.7, 19.06, 19.1, 20.0, 20.1, 33.2, 33.4, 36.7, 36.8, 37.0, 40.0],
        ]
    )
    return np.concatenate([x, -x, [0.0]]).astype(dtype)


def sigma(x):
    return 1 / (1 + mp.exp(-x))


def plus(x):
    return mp.log1p(mp.exp(x)) if x < 0 else x + mp.log1p(mp.exp(-x))


ELEMENT = [  # (function, exact, bound), measured maximum in the comment
    (act.sigmoid, sigma, 4),  # 2.4
    (act.sigmoid_grad, lambda x: sigma(x) * sigma(-x), 6),  # 3.3
    (act.log_sigmoid, lambda x: -plus(-x), 3),  # 1.7
    (act.log_sigmoid_grad, lambda x: sigma(-x), 4),  # 2.4
    (act.softplus, plus, 3),  # 1.7
    (act.softplus_grad, sigma, 4),  # 2.4
    (act.tanh, mp.tanh, 3),  # 1.2
    (act.tanh_grad, lambda x: 1 / mp.cosh(x) ** 2, 8),  # 3.2
]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(
    ("f", "exact", "bound"), ELEMENT, ids=[f.__name__ for f, *_ in ELEMENT]
)
def test_activations(f, exact, bound, dtype):
    x = logits(dtype)
    worst = max(map(ulps, f(x), (exact(mpf(float(v))) for v in x)))
    assert worst <= bound


def test_the_sigmoid_beyond_where_its_rounding_is_1():
    assert act.sigmoid_grad(40.0) == pytest.approx(float(mp.exp(-40)), rel=1e-15)
    assert act.sigmoid_grad(np.float32(20)) == pytest.approx(2.0611536e-9, rel=1e-6)
    assert act.sigmoid_grad(-745.0) == 5e-324
    assert act.tanh_grad(20.0) == pytest.approx(4 * float(mp.exp(-40)), rel=1e-15)
    assert act.tanh_grad(372.0) > 0
    assert act.log_sigmoid(745.0) == -5e-324
    assert act.softplus(-745.0) == 5e-324


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("y", [0.0, 0.25, 0.5, 1.0])
@pytest.mark.parametrize("w", [1.0, 3.0])
def test_sigmoid_cross_entropy(dtype, y, w):
    x = logits(dtype)
    ys = np.full_like(x, y)
    value = losses.sigmoid_cross_entropy(ys, x, pos_weight=w)
    grad = losses.sigmoid_cross_entropy_grad(ys, x, pos_weight=w)
    for v, a, b in zip(x, value, grad, strict=True):
        v = mpf(float(v))
        assert ulps(a, (1 - y) * plus(v) + w * y * plus(-v)) <= 4
        up, down = (1 - y) * sigma(v), w * y * sigma(-v)
        exact = up - down
        if exact != 0:  # else the root itself, where any float is far off in ulps
            assert ulps(b, exact) <= 4 * (up + down) / abs(exact)


def test_sigmoid_cross_entropy_at_the_trap():
    for x in (-33.2, -33.4, -40.0, -700.0):
        exact = float(mp.log1p(mp.exp(mpf(x))))
        assert losses.sigmoid_cross_entropy(0, x) == pytest.approx(exact, rel=1e-15)
        assert losses.sigmoid_cross_entropy(1, -x) == pytest.approx(exact, rel=1e-15)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("y", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("w", [1.0, 3.0])
def test_binary_cross_entropy(dtype, y, w):
    eps, tiny = np.finfo(dtype).eps, float(np.finfo(dtype).tiny)
    p = np.concatenate(
        [
            np.geomspace(tiny, 0.5, 100, dtype=dtype),
            1 - np.geomspace(eps, 0.5, 60, dtype=dtype),
            np.linspace(0.01, 0.99, 99, dtype=dtype),
        ]
    )
    ys = np.full_like(p, y)
    value = losses.binary_cross_entropy(ys, p, pos_weight=w)
    grad = losses.binary_cross_entropy_grad(ys, p, pos_weight=w)
    for v, a, b in zip(p, value, grad, strict=True):
        v = mpf(float(v))
        exact = -w * y * mp.log(v) - (1 - y) * mp.log1p(-v)
        assert ulps(a, exact) <= 4
        up, down = (1 - y) / (1 - v), w * y / v
        if abs(up - down) > 0 and down < np.finfo(dtype).max:
            assert ulps(b, up - down) <= 3 * (up + down) / abs(up - down)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("gamma", "power"), [(2.0, 2), (0.0, 0), (0.5, 1), (5.0, 5)])
@pytest.mark.parametrize("y", [0, 1])
def test_sigmoid_focal(dtype, gamma, power, y):
    x = logits(dtype)
    ys = np.full(x.shape, y)
    value = losses.sigmoid_focal(ys, x, gamma=gamma, alpha=0.25)
    grad = losses.sigmoid_focal_grad(ys, x, gamma=gamma, alpha=0.25)
    a = mpf(0.25) if y else mpf(0.75)
    least = np.finfo(dtype).tiny
    for v, loss, d in zip(x, value, grad, strict=True):
        z = mpf(float(v)) * (1 - 2 * y)
        u = sigma(z)
        # the power multiplies the relative error of u
        bound = 6 + 4 * power
        if u**gamma > least:
            assert ulps(loss, a * u**gamma * plus(z)) <= bound
            exact = (1 - 2 * y) * a * u**gamma * (u + gamma * (1 - u) * plus(z))
            assert ulps(d, exact) <= bound + 4


def rows_of_logits(dtype):
    """Rows whose gaps go from 0 to 700, some beside a large common offset."""
    rng = np.random.default_rng(0)
    big = {np.float32: 80.0, np.float64: 700.0}[dtype]
    rows = [rng.normal(scale=s, size=4) for s in (1e-6, 0.1, 1, 3, 10, big / 8) * 5]
    rows += [[0, g, 0, -1] for g in (20, 36, 37, 40, 60, big)]
    rows += [[1e4, 1e4 + g, 1e4 - 1, 1e4] for g in (0, 1, 5, 37, 60)]
    rows += [[-1e4, -1e4 + 0.5, 1e4, 9990.0], [0, 0, 0, 0]]
    return [np.array(r, dtype) for r in rows if np.ptp(r) < big * 1.02 or r[2] == 1e4]


def exact_softmax(row):
    x = [mpf(float(v)) for v in row]
    m = max(x)
    k = x.index(m)
    e = [mp.exp(v - m) for v in x]
    rest = sum(v for i, v in enumerate(e) if i != k)
    return [v / (1 + rest) for v in e], [v - m - mp.log1p(rest) for v in x]


def gap_bound(row, k=4):
    """exp(x - m) is off by the rounding of x - m, half an ulp of the gap."""
    return k + float(np.ptp(np.asarray(row, float)))


@pytest.mark.parametrize("dtype", DTYPES)
def test_softmax_and_its_logarithm(dtype):
    tiny = float(np.finfo(dtype).tiny)
    for row in rows_of_logits(dtype):
        p, log_p = exact_softmax(row)
        bound = gap_bound(row)
        for got, exact in zip(act.softmax(row), p, strict=True):
            if exact > tiny:
                assert ulps(got, exact) <= bound
        for got, exact in zip(act.log_softmax(row), log_p, strict=True):
            if abs(exact) > tiny:
                assert ulps(got, exact) <= bound
        # every entry of both Jacobians, the diagonal's 1 - p from the other classes
        jac, log_jac = act.softmax_jacobian(row), act.log_softmax_jacobian(row)
        for i in range(4):
            for j in range(4):
                others = sum(p[n] for n in range(4) if n != j)
                log_exact = others if i == j else -p[j]
                exact = p[i] * log_exact
                if abs(log_exact) > tiny:
                    assert ulps(log_jac[i, j], log_exact) <= bound + 2
                if abs(exact) > tiny:
                    assert ulps(jac[i, j], exact) <= 2 * bound + 2


@pytest.mark.parametrize("dtype", DTYPES)
def test_products_with_the_jacobians(dtype):
    tiny = float(np.finfo(dtype).tiny)
    gs = [[1, 0, 0, 0], [0, 0, 1, 0], [0.5, -2, 1, 3], [1, 1, 1, 1.5]]
    for row in rows_of_logits(dtype):
        p, _ = exact_softmax(row)
        for g in gs:
            got = act.softmax_vjp(np.array(g, dtype), row)
            log_got = act.log_softmax_vjp(np.array(g, dtype), row)
            for i in range(4):
                terms = [p[i] * p[j] * (mpf(g[i]) - g[j]) for j in range(4)]
                check_sum(got[i], terms, 2 * gap_bound(row), tiny)
                terms = [p[j] * g[i] for j in range(4) if j != i]
                terms += [-p[i] * g[j] for j in range(4) if j != i]
                check_sum(log_got[i], terms, 2 * gap_bound(row), tiny)


def check_sum(got, terms, bound, tiny):
    """Bound the error of a sum of terms by its condition, sum of |t| over |sum|."""
    exact = mp.fsum(terms)
    size = mp.fsum(abs(t) for t in terms)
    if abs(exact) > tiny and size < 1e6 * abs(exact):
        assert ulps(got, exact) <= bound * size / abs(exact)


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_gradient_of_log_softmax_of_nearly_equal_logits(dtype):
    for size in (1e-30, 1e-12, 1e-6, 1e-3, 1.0, 20.0):
        row = (np.array([0.5, -1.0, 0.0, 3.0]) * size).astype(dtype)
        p, _ = exact_softmax(row)
        for j, got in enumerate(act.log_softmax_grad(row)):
            terms = [p[i] - p[j] for i in range(4)]
            check_sum(got, terms, gap_bound(row, 6), 0)


@pytest.mark.parametrize("dtype", DTYPES)
def test_softmax_cross_entropy(dtype):
    tiny = float(np.finfo(dtype).tiny)
    soft = np.array([0.125, 0.5, 0.25, 0.125], dtype)
    for row in rows_of_logits(dtype):
        p, log_p = exact_softmax(row)
        bound = gap_bound(row)
        for t in range(4):
            value = losses.sparse_softmax_cross_entropy(t, row)
            if abs(log_p[t]) > tiny:
                assert ulps(value, -log_p[t]) <= bound
            hot = np.eye(4, dtype=dtype)[t]
            assert losses.softmax_cross_entropy(hot, row) == value
            grads = (
                losses.sparse_softmax_cross_entropy_grad(t, row),
                losses.softmax_cross_entropy_grad(hot, row),
            )
            for j in range(4):
                others = sum(p[n] for n in range(4) if n != j)
                exact = -others if j == t else p[j]
                if abs(exact) > tiny:
                    assert all(ulps(g[j], exact) <= bound + 2 for g in grads)
        value = losses.softmax_cross_entropy(soft, row)
        exact = -sum(mpf(float(y)) * v for y, v in zip(soft, log_p, strict=True))
        assert ulps(value, exact) <= 4


def test_a_confident_class_keeps_its_loss_and_its_derivative():
    exact = float(mp.log1p(mp.exp(-40)))
    for x in ([40.0, 0.0], [1e4 + 40, 1e4]):
        assert losses.sparse_softmax_cross_entropy(0, x) == pytest.approx(exact)
        assert act.log_softmax(x)[0] == pytest.approx(-exact)
        grad = losses.sparse_softmax_cross_entropy_grad(0, x)
        assert grad == pytest.approx([-exact, exact])
        grad = losses.softmax_cross_entropy_grad([1.0, 0.0], x)
        assert grad == pytest.approx([-exact, exact])


@pytest.mark.parametrize("dtype", DTYPES)
def test_categorical_cross_entropy(dtype):
    rng = np.random.default_rng(0)
    for _ in range(50):
        y, q = rng.dirichlet(np.full(4, 0.3), 2).astype(dtype)
        q = np.maximum(q, np.finfo(dtype).tiny)
        value = losses.categorical_cross_entropy(y, q)
        terms = [
            -mpf(float(a)) * mp.log(mpf(float(b))) for a, b in zip(y, q, strict=True)
        ]
        assert ulps(value, mp.fsum(terms)) <= 5
        grad = losses.categorical_cross_entropy_grad(y, q)
        for a, b, g in zip(y, q, grad, strict=True):
            if np.finfo(dtype).tiny < a / b < np.inf:
                assert ulps(g, -mpf(float(a)) / mpf(float(b))) <= 1


def pairs(dtype):
    """Distributions far and near, whose floats sum to exactly 1 (dyadic numbers)."""
    digits = {np.float32: 20, np.float64: 44}[dtype]
    rng = np.random.default_rng(0)
    one = 2**digits
    for _ in range(40):
        a, b = (np.diff(np.sort(rng.integers(1, one, 3)), prepend=0, append=one)
                for _ in range(2))  # fmt: skip
        yield (a / one).astype(dtype), (b / one).astype(dtype)
        for shift in (1, 64, 4096, one // 1000):
            c = a + shift * np.array([1, -2, 0, 1])
            if (c > 0).all() and (a > 0).all():
                yield (a / one).astype(dtype), (c / one).astype(dtype)


def exact_row(row):
    return [mpf(float(v)) for v in row]


@pytest.mark.parametrize("dtype", DTYPES)
def test_divergences(dtype):
    for p, q in pairs(dtype):
        a, b = exact_row(p), exact_row(q)
        if min(*a, *b) == 0:
            continue
        assert p.sum(dtype=float) == q.sum(dtype=float) == 1
        kl = mp.fsum(x * mp.log(x / y) for x, y in zip(a, b, strict=True))
        assert ulps(info.kl_divergence(p, q), kl) <= 8
        js = mp.fsum(
            (x * mp.log(2 * x / (x + y)) + y * mp.log(2 * y / (x + y))) / 2
            for x, y in zip(a, b, strict=True)
        )
        assert ulps(info.js_divergence(p, q), js) <= 12
        for got, x, y in zip(info.kl_divergence_grad(p, q), a, b, strict=True):
            assert ulps(got, -x / y) <= 1
        for got, x, y in zip(info.js_divergence_grad(p, q), a, b, strict=True):
            # log of 1 + d, d = (q - p) / (p + q), has no condition beyond that of d
            assert ulps(got, mp.log(2 * y / (x + y)) / 2) <= 4


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_kernel_of_the_divergences(dtype):
    # up to a third, where another form takes over; measured maximum 3.8
    u = np.concatenate([np.geomspace(1e-9, 1 / 3, 300), [0.3333]])
    u = np.concatenate([u, -u]).astype(dtype)
    for v, got in zip(u, _stable.phi(u), strict=True):
        v = mpf(float(v))
        assert ulps(got, (1 + v) * mp.log(1 + v) - v) <= 5


@pytest.mark.parametrize("dtype", DTYPES)
def test_entropies(dtype):
    rng = np.random.default_rng(0)
    tables = rng.dirichlet(np.full(6, 0.3), 40).astype(dtype).reshape(-1, 2, 3)
    tables = list(tables)
    tables += [np.array([[1, 1e-9, 1e-20], [1e-30, 0, 0]], dtype)]
    for t in tables:
        rows = [exact_row(r) for r in t]
        flat = [v for r in rows for v in r if v > 0]
        joint = mp.fsum(-v * mp.log(v) for v in flat)
        size = mp.fsum(abs(v * mp.log(v)) for v in flat)
        assert ulps(info.joint_entropy(t), joint) <= 4 * size / abs(joint)
        assert ulps(info.entropy(t.ravel()), joint) <= 4 * size / abs(joint)
        given = mp.fsum(-v * mp.log(v / mp.fsum(r)) for r in rows for v in r if v > 0)
        assert ulps(info.conditional_entropy(t), given) <= 5
        margins = [
            [mp.fsum(r) for r in rows],
            [mp.fsum(c) for c in zip(*rows, strict=True)],
        ]
        grad = info.mutual_information_grad(t)
        share = info.conditional_entropy_grad(t)
        for i in range(2):
            for j in range(3):
                v = rows[i][j]
                if v > 0 and margins[0][i] != v:
                    others = mp.fsum(rows[i]) / v
                    assert ulps(share[i, j], mp.log(others)) <= 4
                    log = mp.log(v / margins[0][i] / margins[1][j])
                    # log(ratio) is off by some eps, and 1 is taken from it
                    off = 12 * np.finfo(dtype).eps * float(1 + abs(log))
                    assert abs(float(grad[i, j] - float(log - 1))) <= off


@pytest.mark.parametrize("dtype", DTYPES)
def test_mutual_information(dtype):
    # tables of dyadic numbers with sum 1, from dependent to nearly independent
    one = {np.float32: 2**18, np.float64: 2**40}[dtype]
    rng = np.random.default_rng(0)
    even = np.array([[one // 4, one // 4], [one // 4, one // 4]])
    tables = [even + s * np.array([[1, -1], [-1, 1]]) for s in (1, 3, 99, one // 9)]
    tables += [np.diff(np.sort(rng.integers(1, one, 3)), prepend=0, append=one)
               .reshape(2, 2) for _ in range(20)]  # fmt: skip
    for t in tables:
        v = [exact_row(r) for r in (t / one).astype(dtype)]
        r, c = [sum(a) for a in v], [sum(a) for a in zip(*v, strict=True)]
        exact = mp.fsum(
            v[i][j] * mp.log(v[i][j] / r[i] / c[j])
            for i in range(2)
            for j in range(2)
            if v[i][j]
        )
        got = info.mutual_information((t / one).astype(dtype))
        # margins round to an eps, so the distance d of a cell from independence is
        # known to eps / d, and the information, of second order in it, to twice that
        d = max(
            float(abs(v[i][j] / r[i] / c[j] - 1)) for i in range(2) for j in range(2)
        )
        assert got >= 0
        assert ulps(got, exact) <= 24 + 8 / d


@pytest.mark.parametrize("dtype", DTYPES)
def test_self_information(dtype):
    p = np.geomspace(np.finfo(dtype).tiny, 1, 200, dtype=dtype)
    p[-1] = 1 - np.finfo(dtype).epsneg
    for v, a, b in zip(
        p, info.self_information(p), info.self_information_grad(p), strict=True
    ):
        assert ulps(a, -mp.log(mpf(float(v)))) <= 2
        assert ulps(b, -1 / mpf(float(v))) <= 1
    for base in (2, 10):
        for v, a in zip(p, info.self_information(p, base=base), strict=True):
            assert ulps(a, -mp.log(mpf(float(v))) / mp.log(base)) <= 4


@pytest.mark.parametrize("dtype", DTYPES)
def test_squared_error(dtype):
    rng = np.random.default_rng(0)
    y, p = (rng.normal(size=(2, 100)) * np.geomspace(1e-9, 1e9, 100)).astype(dtype)
    for a, b, v, d in zip(
        y,
        p,
        losses.squared_error(y, p),
        losses.squared_error_grad(y, p),
        strict=True,
    ):
        r = mpf(float(b)) - mpf(float(a))
        assert ulps(v, r * r) <= 2.5
        assert ulps(d, 2 * r) <= 1
