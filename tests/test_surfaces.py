"""Surfaces: exact values, minima, and second derivatives."""

from fractions import Fraction

import numpy as np
import pytest

from lossedu import surfaces
from lossedu.gradcheck import numerical_jacobian
from lossedu.surfaces import MINIMA, SURFACES

rng = np.random.default_rng(0)
every = pytest.mark.parametrize("name", SURFACES)


def hessian(name):
    return getattr(surfaces, f"{name}_hessian")


# (name, point, height, slope, second derivatives), by hand.
EXACT = [
    ("quadratic_bowl", [2, 3], 47, [2, 30], [[1, 0], [0, 10]]),
    ("quadratic_bowl", [-2, 0], 2, [-2, 0], [[1, 0], [0, 10]]),
    ("rosenbrock", [0, 0], 1, [-2, 0], [[2, 0], [0, 200]]),
    ("rosenbrock", [0.5, 1], 56.5, [-151, 150], [[-98, -200], [-200, 200]]),
    ("rosenbrock", [-1, 2], 104, [396, 200], [[402, 400], [400, 200]]),
    ("beale", [0, 0], 14.203125, [-12.75, 0], [[6, 3], [3, 0]]),
    ("beale", [1, 1], 14.203125, [0, 27.75], [[0, 27.75], [27.75, 68.5]]),
    (
        "beale",
        [2, -1],
        # residuals -2.5, 2.25, -1.375, with slopes -2, 0, -2 and 2, -4, 6
        6.25 + 5.0625 + 1.890625,
        [15.5, -44.5],
        [[16, -54.25], [-54.25, 163]],
    ),
    ("saddle", [3, 1], 8, [6, -2], [[2, 0], [0, -2]]),
    ("saddle", [1, -3], -8, [2, 6], [[2, 0], [0, -2]]),
]


@pytest.mark.parametrize(("name", "x", "value", "grad", "second"), EXACT)
def test_exact_values(name, x, value, grad, second):
    for dtype in (np.float16, np.float32, np.float64):
        point = np.array(x, dtype)
        for f, want in (
            (SURFACES[name].value, value),
            (SURFACES[name].grad, grad),
            (hessian(name), second),
        ):
            result = f(point)
            assert result.dtype == dtype
            np.testing.assert_array_equal(result, np.array(want, dtype))


def beale(a, b):
    c = (Fraction(3, 2), Fraction(9, 4), Fraction(21, 8))
    return sum((c[k - 1] - a + a * b**k) ** 2 for k in (1, 2, 3))


FRACTIONS = {
    "quadratic_bowl": lambda a, b: a**2 / 2 + 5 * b**2,
    "rosenbrock": lambda a, b: (1 - a) ** 2 + 100 * (b - a**2) ** 2,
    "beale": beale,
    "saddle": lambda a, b: (a + b) * (a - b),
}


@every
def test_exact_fractions(name):
    """Eighths whose powers float64 holds, so that each result is exact or nearly."""
    for a, b in rng.integers(-16, 17, (40, 2)) / 8:
        exact = FRACTIONS[name](Fraction(a), Fraction(b))
        assert SURFACES[name].value([a, b]) == pytest.approx(float(exact), rel=1e-15)


@pytest.mark.parametrize("name", MINIMA)
def test_a_minimum_is_one(name):
    """Height and slope are 0 to the bit, the curvature is positive all round."""
    best = np.array(MINIMA[name])
    value, grad = SURFACES[name]
    assert value(best) == 0
    assert grad(best).tolist() == [0, 0]
    assert (np.linalg.eigvalsh(hessian(name)(best)) > 0).all()
    around = best + rng.normal(scale=2, size=(1000, 2))
    assert (value(around) > 0).all()


def test_the_saddle_has_no_minimum():
    assert set(SURFACES) - set(MINIMA) == {"saddle"}
    assert np.linalg.eigvalsh(surfaces.saddle_hessian([0.0, 0.0])).tolist() == [-2, 2]
    assert surfaces.saddle([0, 1e6]) == -1e12


def test_what_the_docstrings_say_of_a_place():
    h = surfaces.rosenbrock_hessian([1.0, 1.0])
    assert round(np.linalg.cond(h)) == 2508
    assert surfaces.rosenbrock([-1.2, 1.0]) == pytest.approx(24.2)
    assert surfaces.beale_grad([0.0, 1.0]).tolist() == [0, 0]
    low, high = np.linalg.eigvalsh(surfaces.beale_hessian([0.0, 1.0]))
    assert low < 0 < high


@every
def test_second_derivatives_are_those_of_the_gradient(name):
    grad, second = SURFACES[name].grad, hessian(name)
    for x in rng.uniform(-2, 2, (10, 2)):
        differences = numerical_jacobian(grad, x)
        # differences of a slope of up to 1e3 with a step of 6e-6 are right to 1e-7
        np.testing.assert_allclose(second(x), differences, rtol=1e-7, atol=1e-6)
        assert (second(x) == second(x).T).all()


@every
def test_second_derivatives_have_a_matrix_a_point(name):
    x = rng.normal(size=(2, 3, 2))
    h = hessian(name)(x)
    assert h.shape == (2, 3, 2, 2)
    np.testing.assert_allclose(h[1, 2], hessian(name)(x[1, 2]), rtol=1e-14)
    assert hessian(name)(x[:0]).shape == (0, 3, 2, 2)
    assert hessian(name)([1, 2]).dtype == np.float64
    h[...] = 0  # it is an array of its own


def test_a_bowl_has_as_many_axes_as_curvatures():
    c = np.array([0.5, 1.0, 2.0, 7.0])
    x = rng.normal(size=(3, 4))
    f, g, h = (
        getattr(surfaces, "quadratic_bowl" + s) for s in ("", "_grad", "_hessian")
    )
    np.testing.assert_allclose(f(x, curvature=c), (x * x) @ c / 2, rtol=1e-15)
    np.testing.assert_array_equal(g(x, curvature=c), c * x)
    np.testing.assert_array_equal(h(x, curvature=c), [np.diag(c)] * 3)
    x = x.astype(np.float32)
    for a in (f, g, h):
        assert a(x, curvature=c).dtype == np.float32


H = np.float16
FAR = [
    ("beale", [0, 1e154], 14.203125, [np.inf, 0]),
    ("beale", [0, -2e154], 14.203125, [-np.inf, 0]),
    ("beale", [1e160, -0.01], np.inf, [6.0404e160, -np.inf]),
    ("beale", H([0, 88]), 14.203125, [np.inf, 0]),
    ("beale", H([0, -300]), 14.203125, [-np.inf, 0]),
    ("beale", H([1e4, -0.01]), np.inf, [60404, -np.inf]),
    ("saddle", H([4e4, 4e4]), 0, [np.inf, -np.inf]),
    ("saddle", H([4e4, -4e4]), 0, [np.inf, np.inf]),
    ("saddle", [-1.7e308, 1.7e308], 0, [-np.inf, -np.inf]),
    ("rosenbrock", H([20, 710]), np.inf, [-np.inf, 62000]),
    ("rosenbrock", H([200, 4e4]), 39601, [398, 0]),
]


@pytest.mark.parametrize(("name", "x", "value", "grad"), FAR)
def test_what_overflows_has_the_sign_of_the_exact_value(name, x, value, grad):
    # of the inner numbers of float16 some are rounded
    np.testing.assert_allclose(SURFACES[name].value(x), value, rtol=1e-3)
    np.testing.assert_allclose(SURFACES[name].grad(x), grad, rtol=1e-3)


def test_a_second_derivative_that_overflows():
    """400 (3 a^2 - b) with 3 a^2 - b = 490, and with 3 a^2 beyond float16 too."""
    for point in ([20, 710], [200, 6e4]):
        h = surfaces.rosenbrock_hessian(H(point))
        assert h[0, 0] == np.inf


@every
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_no_finite_point_gives_nan(name, dtype):
    """Points of every size, and of sizes that go together to cancel or overflow."""
    least, most = np.finfo(dtype).minexp, np.finfo(dtype).maxexp
    sizes = np.exp2(rng.uniform(least, most - 0.01, (20000, 2)))
    sizes[::4, 0] = 0
    sizes[1::4, 1] = rng.uniform(0, 2, 5000)
    with np.errstate(over="ignore"):
        squares = np.square(sizes[2::4, 0])
    sizes[2::4, 1] = np.minimum(squares, np.finfo(dtype).max)
    sizes[3::8, 1] = sizes[3::8, 0]
    x = (rng.choice([-1, 1], sizes.shape) * sizes).astype(dtype)
    assert np.isfinite(x).all()
    for f in (*SURFACES[name], hessian(name)):
        bad = np.isnan(f(x)).reshape(len(x), -1).any(axis=1)
        assert not bad.any(), x[bad][:5]


@every
@pytest.mark.parametrize("huge", [1e160, 1e300, np.inf])
def test_far_away_is_no_warning(name, huge):
    for x in ([huge, 1.0], [-huge, 1.0], [1.0, huge], [huge, huge]):
        for f in (*SURFACES[name], hessian(name)):
            f(x)
    if name != "saddle":
        assert SURFACES[name].value([huge, 3.0]) == np.inf
    assert surfaces.saddle([huge, 1.0]) == np.inf
    assert surfaces.saddle([1.0, huge]) == -np.inf
