"""Accuracy in units in the last place, against mpmath at 60 digits.

The rows of `exact` say what is measured where. A result of 0, NaN or the wrong sign
where the true one is a float is a fault, whatever the bound, and a warning is an error
in these tests. The bounds have slack for another processor's exp and log. Where a
result is a difference that the problem itself makes ill-conditioned, the bound grows by
its condition number.
"""

import inspect
from functools import cache

import numpy as np
import pytest

pytest.importorskip("mpmath")

from exact import ROWS, WITHOUT
from exact._points import rows_of_logits
from exact._row import BY, ours
from exact._ulp import fault, measure, mp, mpf, sample, ulps
from exact.activations import log_softmax, softmax

import lossedu
from lossedu import _stable, losses
from lossedu import activations as act
from lossedu import information as info

DTYPES = [np.float32, np.float64]
HERE = [row for row in ROWS if row.exists]


def by_row(rows, id_=lambda row: f"{row.module}.{row.label}"):
    return pytest.mark.parametrize("row", rows, ids=map(id_, rows))


@cache
def errors(row, dtype, who, normal=True):
    """The largest errors of value and derivative, by ourselves or a rival."""
    results = (ours if who == "ours" else BY[who])(row, sample(row, dtype), dtype)
    return [
        measure(got, row, dtype, of_grad, normal=normal)
        for of_grad, got in enumerate(results)
        if got is not None and (row.grad is not None or not of_grad)
    ]


@pytest.mark.parametrize("family", sorted({row.module for row in ROWS}))
def test_every_function_has_a_row(family):
    rows = [row for row in HERE if row.module == family]
    measured = {row.function for row in rows}
    measured |= {row.derivative_name for row in rows if row.grad is not None}
    module = getattr(lossedu, family, None)
    for name in getattr(module, "__all__", ()):
        if inspect.isfunction(getattr(module, name)) and "jacobian" not in name:
            assert (name in measured) != (name in WITHOUT), name


def test_no_two_rows_have_one_name():
    names = [(row.module, row.label) for row in ROWS]
    assert len(names) == len(set(names))


def test_a_bound_above_4_has_its_reason():
    for row in ROWS:
        bounds = (*row.bounds, *(row.float32 or ()))
        assert max(bounds) <= 4 or row.reason, row.label


@pytest.mark.parametrize("dtype", DTYPES)
@by_row(HERE)
def test_errors(row, dtype):
    found = errors(row, dtype, "ours", normal=False)
    for what, error, bound in zip(
        ("value", "derivative"), found, row.limits(dtype), strict=False
    ):
        assert not error.faults, (what, error.faults, error.where)
        assert error.scaled <= bound, (what, error.scaled, error.where)


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_measure(dtype):
    one, eps = dtype(1), np.finfo(dtype).eps
    assert ulps(one + eps, mpf(1)) == 1
    assert ulps(one, mpf(1) + mpf(float(eps)) / 2) == 0.5
    assert ulps(one - eps, mpf(1) - mpf(float(eps)) / 2) == 1
    assert ulps(dtype(np.nan), mpf(1)) == ulps(dtype(np.inf), mpf(1)) == np.inf
    least = np.finfo(dtype).smallest_subnormal
    assert ulps(dtype(0), mpf(float(least)) * 3) == 3
    assert fault(dtype(0), mpf(1), 9) == "zero"
    assert fault(-one, mpf(1), 9) == "sign"
    assert fault(dtype(np.nan), mpf(1), 9) == "NaN"
    assert fault(dtype(np.inf), mpf(1), 9) == "inf"
    assert fault(one, mpf(1), 0) == fault(dtype(0), mpf(0), 0) == ""


def exact_row(row):
    return [mpf(float(v)) for v in row]


def test_the_sigmoid_beyond_where_its_rounding_is_1():
    assert act.sigmoid_grad(40.0) == pytest.approx(float(mp.exp(-40)), rel=1e-15)
    assert act.sigmoid_grad(np.float32(20)) == pytest.approx(2.0611536e-9, rel=1e-6)
    assert act.sigmoid_grad(-745.0) == 5e-324
    assert act.tanh_grad(20.0) == pytest.approx(4 * float(mp.exp(-40)), rel=1e-15)
    assert act.tanh_grad(372.0) > 0
    assert act.log_sigmoid(745.0) == -5e-324
    assert act.softplus(-745.0) == 5e-324


def test_sigmoid_cross_entropy_at_the_trap():
    for x in (-33.2, -33.4, -40.0, -700.0):
        exact = float(mp.log1p(mp.exp(mpf(x))))
        assert losses.sigmoid_cross_entropy(0, x) == pytest.approx(exact, rel=1e-15)
        assert losses.sigmoid_cross_entropy(1, -x) == pytest.approx(exact, rel=1e-15)


def gap_bound(row, k=4):
    """exp(x - m) is off by the rounding of x - m, half an ulp of the gap."""
    return k + float(np.ptp(np.asarray(row, float)))


@pytest.mark.parametrize("dtype", DTYPES)
def test_softmax_and_its_logarithm(dtype):
    tiny = float(np.finfo(dtype).tiny)
    for row in rows_of_logits(dtype):
        p, log_p = softmax(exact_row(row)), log_softmax(exact_row(row))
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
        p = softmax(exact_row(row))
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
        p = softmax(exact_row(row))
        for j, got in enumerate(act.log_softmax_grad(row)):
            terms = [p[i] - p[j] for i in range(4)]
            check_sum(got, terms, gap_bound(row, 6), 0)


@pytest.mark.parametrize("dtype", DTYPES)
def test_softmax_cross_entropy(dtype):
    tiny = float(np.finfo(dtype).tiny)
    soft = np.array([0.125, 0.5, 0.25, 0.125], dtype)
    for row in rows_of_logits(dtype):
        p, log_p = softmax(exact_row(row)), log_softmax(exact_row(row))
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
