"""Information: exact values, the laws of the theory, and limits."""

import math

import numpy as np
import pytest

from lossedu import Pair, information
from lossedu.gradcheck import check_grad
from lossedu.information import (
    GENERATORS,
    INFORMATION,
    Generator,
    conditional_entropy,
    conditional_entropy_grad,
    cross_entropy,
    cross_entropy_grad,
    entropy,
    entropy_grad,
    f_divergence,
    f_divergence_grad,
    joint_entropy,
    js_divergence,
    js_divergence_grad,
    kl_divergence,
    kl_divergence_grad,
    mutual_information,
    mutual_information_grad,
    perplexity,
    perplexity_grad,
    self_information,
    self_information_grad,
)

INF = np.inf
rng = np.random.default_rng(3)
P = rng.dirichlet(np.full(5, 0.7), size=200)
Q = rng.dirichlet(np.full(5, 0.7), size=200)
JOINT = rng.dirichlet(np.full(6, 0.7), size=100).reshape(100, 2, 3)
LOG = np.log

# (function, arguments, value in bits, derivative in bits), by hand; L is log2 e.
L = 1 / math.log(2)
EXACT = [
    (self_information, ([0.125, 1.0],), [3, 0], [-8 * L, -L]),
    (entropy, ([0.5, 0.25, 0.25],), 1.5, [1 - L, 2 - L, 2 - L]),
    (entropy, ([1.0, 0.0],), 0, [-L, INF]),
    (cross_entropy, ([0.5, 0.5], [0.25, 0.75]), 2 - LOG(3) * L / 2,
     [-2 * L, -2 * L / 3]),
    (cross_entropy, ([1.0, 0.0], [0.5, 0.5]), 1, [-2 * L, 0]),
    (cross_entropy, ([0.5, 0.5], [1.0, 0.0]), INF, [-L / 2, -INF]),
    (cross_entropy, ([1.0, 0.0], [1.0, 0.0]), 0, [-L, 0]),
    (kl_divergence, ([0.5, 0.5], [0.25, 0.75]), 1 - LOG(3) * L / 2,
     [-2 * L, -2 * L / 3]),
    (kl_divergence, ([1.0, 0.0], [0.25, 0.75]), 2, [-4 * L, 0]),
    (kl_divergence, ([0.25, 0.75], [1.0, 0.0]), INF, [-L / 4, -INF]),
    (kl_divergence, ([0.0, 1.0], [0.0, 1.0]), 0, [0, -L]),
    (js_divergence, ([1.0, 0.0], [0.0, 1.0]), 1, [-INF, 0.5]),
    (js_divergence, ([1.0, 0.0, 0], [0.5, 0.5, 0]), 1.5 - 0.75 * LOG(3) * L,
     [0.5 * (1 - LOG(3) * L), 0.5, 0.5]),
    (joint_entropy, ([[0.25, 0.25], [0.5, 0.0]],), 1.5, [[2 - L, 2 - L], [1 - L, INF]]),
    (conditional_entropy, ([[0.25, 0.25], [0.5, 0.0]],), 0.5, [[1, 1], [0, INF]]),
    (conditional_entropy, ([[0.0, 0.0], [0.5, 0.5]],), 1, [[0, 0], [1, 1]]),
    (mutual_information, ([[0.5, 0.0], [0.0, 0.5]],), 1,
     [[1 - L, -INF], [-INF, 1 - L]]),
    (mutual_information, ([[0.25, 0.25], [0.25, 0.25]],), 0, [[-L, -L], [-L, -L]]),
    (mutual_information, ([[0.0, 0.0], [0.75, 0.25]],), 0,
     [[2 - LOG(3) * L - L, 2 - L], [-L, -L]]),
    (mutual_information, ([[0.0, 0.0], [0.0, 1.0]],), 0, [[INF, -L], [-L, -L]]),
    (mutual_information, ([[0.0, 0.5], [0.0, 0.5]],), 0, [[1 - L, -L], [1 - L, -L]]),
]  # fmt: skip


@pytest.mark.parametrize(("f", "args", "value", "grad"), EXACT)
def test_exact_values(f, args, value, grad):
    df = INFORMATION[f.__name__].grad
    for dtype, eps in ((np.float64, 1e-15), (np.float32, 6e-7), (np.float16, 5e-3)):
        args = [np.array(a, dtype) for a in args]
        bits = f(*args, base=2)
        np.testing.assert_allclose(bits, value, rtol=eps, atol=eps / 4)
        assert not np.signbit(bits).any()
        slope = df(*args, base=2)
        np.testing.assert_allclose(slope, grad, rtol=2 * eps, atol=eps)
    nats = f(*args, base=math.e)
    np.testing.assert_array_equal(nats, f(*args))


@pytest.mark.parametrize("name", [n for n in INFORMATION if n != "perplexity"])
def test_a_base_is_a_unit(name):
    args = (JOINT,) if name in TABLE else (P, Q)[: 2 if name in OF_TWO else 1]
    for f in INFORMATION[name]:
        for base in (2, 10.0, 0.5):
            np.testing.assert_allclose(
                f(*args, base=base) * math.log(base), f(*args), rtol=1e-14
            )


TABLE = {"joint_entropy", "conditional_entropy", "mutual_information"}
OF_TWO = {"cross_entropy", "kl_divergence", "js_divergence", "f_divergence"}


def test_self_information_of_the_impossible():
    assert self_information(0.0) == INF
    assert self_information_grad(0.0) == -INF
    assert self_information_grad(5e-324) == -INF
    assert self_information(5e-324, base=2) == 1074
    assert not np.signbit(self_information(1.0))


def test_entropy_is_the_mean_surprise():
    np.testing.assert_allclose(
        entropy(P), (P * self_information(P)).sum(-1), rtol=1e-14
    )


def test_entropy_is_between_0_and_log_n():
    assert (entropy(P) >= 0).all()
    assert (entropy(P) < math.log(5)).all()
    assert entropy(np.full(8, 0.125), base=2) == 3
    assert entropy(np.eye(4)).tolist() == [0, 0, 0, 0]


def test_independent_surprises_add():
    p, q = P[:, :, None], Q[:, None, :]
    np.testing.assert_allclose(
        joint_entropy(p * q), entropy(P) + entropy(Q), rtol=1e-13
    )


def test_cross_entropy_is_entropy_plus_divergence():
    both = entropy(P) + kl_divergence(P, Q)
    np.testing.assert_allclose(cross_entropy(P, Q), both, rtol=1e-14)
    np.testing.assert_allclose(cross_entropy(P, P), entropy(P), rtol=1e-14)
    np.testing.assert_array_equal(cross_entropy_grad(P, Q), kl_divergence_grad(P, Q))


def test_cross_entropy_is_entropy_plus_divergence_for_rows_off_1():
    p, q = P * 1.0009, Q * 0.9992
    both = entropy(p) + kl_divergence(p, q)
    np.testing.assert_allclose(cross_entropy(p, q), both, rtol=1e-14)


def test_divergence_is_positive_but_for_equal_rows():
    assert (kl_divergence(P, Q) > 0).all()
    assert (js_divergence(P, Q) > 0).all()
    for f in (kl_divergence, js_divergence):
        for rows in (P, P.astype(np.float32), np.eye(5)):
            assert (f(rows, rows) == 0).all()


@pytest.mark.parametrize("size", [1e-3, 1e-6, 1e-9, 1e-12, 1e-15])
def test_divergence_of_nearly_equal_rows_is_positive(size):
    shift = np.array([1, -1, 0, 0, 0]) * size
    q = (P + 0.01) / (P + 0.01).sum(axis=-1, keepdims=True)
    r = (q + shift) / (q + shift).sum(axis=-1, keepdims=True)
    moved = (q != r).any(axis=-1)
    assert moved.sum() > 150
    for f in (kl_divergence, js_divergence):
        assert (f(q[moved], r[moved]) > 0).all()
    if size > 1e-14:
        # to second order it is half of chi-square, an eighth of it for Jensen-Shannon
        chi2 = ((q - r) ** 2 / q).sum(axis=-1)
        near = {"rtol": max(200 * size, 1e-6)}
        np.testing.assert_allclose(kl_divergence(q, r), chi2 / 2, **near)
        np.testing.assert_allclose(js_divergence(q, r), chi2 / 8, **near)


@pytest.mark.parametrize("factor", [0.9995, 1 - 2e-14, 1 + 2e-14, 1.0005])
def test_rows_that_do_not_quite_sum_to_1(factor):
    # by the formula, sum of p log(p / q), what is beyond rounding counts
    p = np.array([0.25, 0.25, 0.5])
    want = factor * math.log(factor)
    assert kl_divergence(p * factor, p) == pytest.approx(want, rel=0.1, abs=0)


def test_the_gap_of_rounding_is_dropped_up_to_64_eps():
    p = np.array([0.5, 0.5])
    eps = 2.0**-52
    for k, gap in (
        (1, 0),
        (63, 0),
        (64, 0),
        (65, 65 * eps),
        (-64, 0),
        (-65, -65 * eps),
    ):
        # the rest, of second order, is far below eps
        assert kl_divergence(p, p - [k * eps, 0]) == pytest.approx(gap, abs=1e-25)
    for k, gap in ((64, 0), (66, 66 * eps)):
        table = np.array([[0.25, 0.25], [0.25, 0.25 - k * eps]])
        assert mutual_information(table) == pytest.approx(gap, abs=1e-25)


def test_jensen_shannon_is_symmetric_and_bounded():
    np.testing.assert_array_equal(js_divergence(P, Q), js_divergence(Q, P))
    assert (js_divergence(P, Q) < math.log(2)).all()
    assert js_divergence([1, 0, 0], [0, 0.5, 0.5], base=2) == 1
    m = (P + Q) / 2
    by_definition = (kl_divergence(P, m) + kl_divergence(Q, m)) / 2
    np.testing.assert_allclose(js_divergence(P, Q), by_definition, rtol=1e-13)


def test_the_root_of_jensen_shannon_is_a_metric():
    r = np.roll(P, 1, axis=0)
    d = np.sqrt
    direct = d(js_divergence(P, Q))
    assert (direct <= d(js_divergence(P, r)) + d(js_divergence(r, Q))).all()


def test_the_chain_rule():
    x = JOINT.sum(axis=-1)
    chain = entropy(x) + conditional_entropy(JOINT)
    np.testing.assert_allclose(joint_entropy(JOINT), chain, rtol=1e-13)
    y = JOINT.sum(axis=-2)
    chain = entropy(y) + conditional_entropy(np.swapaxes(JOINT, -1, -2))
    np.testing.assert_allclose(joint_entropy(JOINT), chain, rtol=1e-13)


def test_knowing_does_not_hurt():
    y = JOINT.sum(axis=-2)
    assert (conditional_entropy(JOINT) <= entropy(y)).all()
    assert (conditional_entropy(JOINT) >= 0).all()
    assert conditional_entropy([[0.5, 0.0], [0.0, 0.5]]) == 0


def test_mutual_information_is_a_divergence_from_independence():
    x, y = JOINT.sum(axis=-1), JOINT.sum(axis=-2)
    product = (x[:, :, None] * y[:, None, :]).reshape(100, 6)
    flat = JOINT.reshape(100, 6)
    np.testing.assert_allclose(
        mutual_information(JOINT), kl_divergence(flat, product), rtol=1e-12
    )
    gain = entropy(y) - conditional_entropy(JOINT)
    np.testing.assert_allclose(mutual_information(JOINT), gain, rtol=1e-9, atol=1e-15)
    turned = np.swapaxes(JOINT, -1, -2)
    np.testing.assert_allclose(
        mutual_information(JOINT), mutual_information(turned), rtol=1e-12
    )


def test_mutual_information_of_tables_off_1():
    table = JOINT * 1.0005
    x, y = table.sum(axis=-1), table.sum(axis=-2)
    direct = table * np.log(table / (x[:, :, None] * y[:, None, :]))
    np.testing.assert_allclose(
        mutual_information(table), direct.sum(axis=(-1, -2)), rtol=1e-11
    )


def test_independence_has_no_information():
    table = P[:, :, None] * Q[:, None, :3] / Q[:, None, :3].sum(-1, keepdims=True)
    assert (mutual_information(table) >= 0).all()
    assert mutual_information(table).max() < 1e-28


def test_mutual_information_of_a_rare_pair():
    # p(x) p(y) = 1e-400 is below any float, and yet the pair has 1e-200 log 1e200
    table = [[1e-200, 0.0], [0.0, 1.0]]
    want = 1e-200 * 200 * math.log(10)
    # the certain pair gives -log(1) = 0 but 1e-200 by the exact margins
    assert mutual_information(table) == pytest.approx(want, rel=1e-2)
    assert mutual_information_grad(table)[0, 0] == pytest.approx(200 * math.log(10) - 1)


def test_what_is_left_over_judges_a_certain_y():
    table = [[1.0, 1e-20, 1e-30]]
    want = 1e-20 * (1 + 20 * math.log(10)) + 1e-30 * (1 + 30 * math.log(10))
    assert conditional_entropy(table) == pytest.approx(want, rel=1e-15)
    assert conditional_entropy_grad(table)[0, 0] == pytest.approx(1e-20, rel=1e-9)


def test_perplexity_counts():
    assert perplexity(np.full(8, 0.125)) == pytest.approx(8, rel=1e-15)
    assert perplexity(np.eye(3)).tolist() == [1, 1, 1]
    assert (perplexity(P) < 5).all()
    np.testing.assert_allclose(perplexity(P), np.prod(P**-P, axis=-1), rtol=1e-14)
    for f in (perplexity, perplexity_grad):
        np.testing.assert_array_equal(f(P, base=2), f(P))
    np.testing.assert_allclose(perplexity(P), 2 ** entropy(P, base=2), rtol=1e-14)
    assert perplexity_grad([1.0, 0.0]).tolist() == [-1, INF]
    np.testing.assert_allclose(
        perplexity_grad([0.5, 0.5]), 2 * (LOG(2) - 1), rtol=1e-15
    )
    assert entropy_grad([1.0, 0.0]).tolist() == [-1, INF]


# Divergences of a convex function ----------------------------------------------------

CLOSED = {
    "kl": kl_divergence,
    "reverse_kl": lambda p, q: kl_divergence(q, p),
    "js": js_divergence,
    "hellinger": lambda p, q: ((np.sqrt(p) - np.sqrt(q)) ** 2).sum(-1) / 2,
    "chi2": lambda p, q: ((p - q) ** 2 / q).sum(-1),
    "neyman_chi2": lambda p, q: ((p - q) ** 2 / p).sum(-1),
    "tv": lambda p, q: np.abs(p - q).sum(-1) / 2,
}


def test_every_generator_has_a_closed_form():
    assert list(CLOSED) == list(GENERATORS)


@pytest.mark.parametrize("name", CLOSED)
def test_a_generator_gives_its_divergence(name):
    p, q = P + 0.02, Q + 0.02
    p, q = p / p.sum(-1, keepdims=True), q / q.sum(-1, keepdims=True)
    np.testing.assert_allclose(
        f_divergence(p, q, generator=name), CLOSED[name](p, q), rtol=1e-11
    )
    np.testing.assert_allclose(f_divergence(p, p, generator=name), 0, atol=1e-15)
    np.testing.assert_array_equal(
        f_divergence(p, q, generator=GENERATORS[name]),
        f_divergence(p, q, generator=name),
    )


def test_the_default_generator_is_that_of_kl():
    np.testing.assert_allclose(f_divergence(P, Q), kl_divergence(P, Q), rtol=1e-11)
    np.testing.assert_allclose(f_divergence_grad(P, Q), kl_divergence_grad(P, Q), 1e-14)
    np.testing.assert_allclose(
        f_divergence_grad(P, Q, generator="js"), js_divergence_grad(P, Q), rtol=1e-9
    )


@pytest.mark.parametrize("name", GENERATORS)
def test_a_generator_is_convex_with_its_tangent(name):
    f = GENERATORS[name]
    t = np.array([0.01, 0.3, 0.9, 1.1, 2.0, 40.0])
    assert f.value(np.ones(1)) == 0
    check_grad(f.value, f.grad, t)
    assert (np.diff(f.grad(t)) >= 0).all()
    np.testing.assert_allclose(f.intercept(t), f.value(t) - t * f.grad(t), rtol=1e-12)
    # beyond every t the slope is that of f itself, and the intercept falls to its limit
    # the slower one is the logarithm, log(1e300) = 690
    huge = np.array([1e150])
    slope = f.grad(np.array([INF]))
    assert slope >= f.value(huge) / huge - 1e-12
    if np.isfinite(slope):
        np.testing.assert_allclose(f.value(huge) / huge, slope, rtol=1e-12, atol=1e-140)
    else:
        assert f.value(huge) / huge > 300


# (name, value and derivative for p = (1, 0, 0), q = (0, 1, 0)): nothing in common
APART = [
    ("kl", INF, [-INF, 0, 0]),
    ("reverse_kl", INF, [-INF, INF, INF]),
    ("js", math.log(2), [-INF, math.log(2) / 2, math.log(2) / 2]),
    ("hellinger", 1, [-INF, 0.5, 0.5]),
    ("chi2", INF, [-INF, 1, 1]),
    ("neyman_chi2", INF, [-2, INF, INF]),
    ("tv", 1, [-0.5, 0.5, 0.5]),
]


@pytest.mark.parametrize(("name", "value", "grad"), APART)
def test_rows_with_nothing_in_common(name, value, grad):
    p, q = [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]
    assert f_divergence(p, q, generator=name) == pytest.approx(value, rel=1e-15)
    slope = f_divergence_grad(p, q, generator=name)
    np.testing.assert_allclose(slope, grad, rtol=1e-15)
    # where q is almost 0 it is almost the same
    q = [1e-20, 1.0, 0.0]
    tail = f_divergence_grad(p, q, generator=name)[0]
    assert tail == grad[0] or tail < -4


@pytest.mark.parametrize("name", ["kl", "js", "hellinger", "tv"])
def test_a_divergence_is_finite_where_it_should_be(name):
    d = f_divergence([0.5, 0.5, 0.0], [0.25, 0.25, 0.5], generator=name)
    assert np.isfinite(d)
    assert d > 0


def test_total_variation_has_a_subgradient_at_its_kink():
    assert f_divergence_grad([0.5, 0.5], [0.5, 0.5], generator="tv").tolist() == [0, 0]
    t = np.array([0.5, 1.0, 2.0])
    assert GENERATORS["tv"].grad(t).tolist() == [-0.5, 0, 0.5]


def test_a_pair_of_ones_own():
    own = Pair(lambda t: (t - 1) ** 2, lambda t: 2 * (t - 1))
    named = {"generator": "chi2"}
    np.testing.assert_allclose(
        f_divergence(P, Q, generator=own), f_divergence(P, Q, **named)
    )
    np.testing.assert_allclose(
        f_divergence_grad(P, Q, generator=own),
        f_divergence_grad(P, Q, **named),
        rtol=1e-9,
    )
    # its intercept far out is the difference of two infinities, which is not known
    assert np.isnan(f_divergence_grad([1.0, 0.0], [0.0, 1.0], generator=own)[0])
    own = Pair(GENERATORS["kl"].value, GENERATORS["kl"].grad)  # 0 times -inf at t = 0
    assert f_divergence_grad([0.0, 1.0], [0.5, 0.5], generator=own).tolist() == [0, -2]
    own = Pair(lambda t: (t - 1) ** 2, lambda t: 2 * (t - 1))
    whole = Generator(*own, lambda t: 1 - t**2)
    assert f_divergence_grad([1.0, 0.0], [0.0, 1.0], generator=whole)[0] == -INF


def test_the_base_of_an_f_divergence():
    bits = f_divergence([1.0, 0.0], [0.5, 0.5], base=2)
    assert bits == 1
    assert f_divergence_grad([1.0, 0.0], [0.5, 0.5], base=2)[0] == -2 * L


def test_an_f_divergence_does_not_grow_when_outcomes_are_merged():
    p, q = P + 0.01, Q + 0.01
    p, q = p / p.sum(-1, keepdims=True), q / q.sum(-1, keepdims=True)
    merge = np.array([[1, 1, 0, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 0, 1]]).T
    for name in GENERATORS:
        fine = f_divergence(p, q, generator=name)
        coarse = f_divergence(p @ merge, q @ merge, generator=name)
        assert (coarse <= fine + 1e-14).all()


def test_divergences_where_the_model_is_tiny():
    # log(p / q) of 1 and the least float: p / q would overflow
    least = 5e-324
    want = 0.5 * math.log(0.5) + 0.5 * (math.log(0.5) + 1074 * math.log(2))
    assert kl_divergence([0.5, 0.5], [1.0, least]) == pytest.approx(want, rel=1e-14)
    assert kl_divergence_grad([0.5, 0.5], [1.0, least]).tolist() == [-0.5, -INF]
    assert js_divergence([0.5, 0.5], [1.0, least]) < math.log(2)
    assert js_divergence_grad([0.5, 0.5], [1.0, least])[1] == pytest.approx(
        (math.log(4) - 1074 * math.log(2)) / 2, rel=1e-14
    )


@pytest.mark.parametrize("name", GENERATORS)
@pytest.mark.parametrize(
    ("dtype", "tiny"), [(np.float16, 6e-6), (np.float32, 1e-44), (np.float32, 1e-30)]
)
def test_a_ratio_beyond_a_narrow_dtype(name, dtype, tiny):
    p, q = np.array([0.5, 0.5], dtype), np.array([1, tiny], dtype)
    for f in (f_divergence, f_divergence_grad):
        got, want = (
            f(p, q, generator=name),
            f(p.astype(float), q.astype(float), generator=name),
        )
        assert got.dtype == dtype
        assert np.isfinite(want).all()
        with np.errstate(over="ignore"):
            np.testing.assert_array_equal(got, want.astype(dtype))


@pytest.mark.parametrize("name", GENERATORS)
def test_a_ratio_beyond_float64(name):
    p, q = [0.5, 0.5], [1.0, 5e-324]
    value = f_divergence(p, q, generator=name)
    near = f_divergence(p, [1.0, 1e-305], generator=name)
    if name == "chi2":
        assert value == INF  # the truth is 5e322
    else:  # the logarithm of 1e305 in place of 1e323, which is 6 % less
        assert near - 1e-12 <= value <= 1.1 * near < INF
    grad = f_divergence_grad(p, q, generator=name)
    assert not np.isnan(grad).any()
    if name != "chi2":
        assert np.isfinite(grad).all()
    if name == "js":
        assert grad[1] == -math.log(np.finfo(float).max / 2) / 2


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_a_share_among_the_subnormals(dtype):
    least = np.finfo(dtype).smallest_subnormal
    joint = np.array([[0.25, 0.0], [0.75 - 2 * least, 2 * least]], dtype)
    want = math.log(0.75) - math.log(2) - math.log(float(least))
    got = information.conditional_entropy_grad(joint)[1, 1]
    assert got == pytest.approx(want, rel=float(np.finfo(dtype).eps))


def test_the_module_has_no_more_than_it_says():
    assert set(INFORMATION) | {f"{n}_grad" for n in INFORMATION} | {
        "GENERATORS",
        "Generator",
        "INFORMATION",
    } == set(information.__all__)
