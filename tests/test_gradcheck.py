"""The check of derivatives: it passes right ones and finds wrong ones."""

import inspect

import numpy as np
import pytest

from lossedu import activations, gradcheck
from lossedu.gradcheck import (
    check_grad,
    check_vjp,
    compare_grad,
    numerical_grad,
    numerical_jacobian,
)

X = np.array([[-1.5, 0.25, 3.0], [0.0, 2.0, -0.5]])


def cube(x):
    return np.asarray(x) ** 3


def cube_grad(x):
    return 3 * np.asarray(x) ** 2


def log_sum(x):
    return np.log(np.exp(x).sum(axis=-1))


def log_sum_grad(x):
    return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)


# A quadratic has no third derivative, so central differences are exact but for
# rounding, which is eps |f| / h, at most 2e-16 * 9 / 6e-6 = 3e-10 here.
ROUNDING = 3e-10


def test_numerical_jacobian_of_a_quadratic():
    a = np.array([[1.0, 2.0], [0.5, -3.0], [0.0, 1.0]])
    jacobian = numerical_jacobian(lambda x: (a @ x) ** 2, [0.5, -1.0])
    exact = 2 * (a @ [0.5, -1.0])[:, None] * a
    np.testing.assert_allclose(jacobian, exact, rtol=0, atol=10 * ROUNDING)


def test_numerical_jacobian_has_both_shapes():
    assert numerical_jacobian(cube, X).shape == (2, 3, 2, 3)
    assert numerical_jacobian(log_sum, X).shape == (2, 2, 3)
    assert numerical_jacobian(cube, 2.0).shape == ()
    assert numerical_jacobian(cube, np.zeros((0, 2))).shape == (0, 2, 0, 2)


def test_numerical_grad_sums_or_weighs():
    np.testing.assert_allclose(numerical_grad(np.square, X), 2 * X, atol=ROUNDING)
    w = np.arange(6.0).reshape(2, 3) - 2
    weighted = numerical_grad(np.square, X, weights=w)
    np.testing.assert_allclose(weighted, 2 * w * X, atol=10 * ROUNDING)
    assert isinstance(numerical_grad(np.square, 3.0), (np.ndarray, float))
    np.testing.assert_allclose(numerical_grad(np.square, 3.0), 6, atol=ROUNDING)


def test_numerical_grad_is_in_the_last_argument_and_passes_keywords():
    def f(a, x, *, k):
        return a * a * x * k

    grad = numerical_grad(f, [1.0, 3.0], [5.0, 7.0], k=2.0)
    np.testing.assert_allclose(grad, [2, 18], atol=20 * ROUNDING)


def test_the_step_can_be_chosen():
    # with a step of 1/2 the difference of x^3 is 3 x^2 + 1/4, in exact binary fractions
    assert numerical_grad(cube, [1.0], step=0.5)[0] == 3.25
    assert numerical_grad(cube, [4.0], step=0.125)[0] == 48.25  # relative to x beyond 1
    assert numerical_grad(cube, [0.0], step=0.5)[0] == 0.25  # but not within


def test_the_default_step_balances_the_two_errors():
    assert pytest.approx(2.0**-52) == gradcheck._STEP**3


def test_integers_are_arguments_too():
    np.testing.assert_allclose(numerical_grad(cube, [1, 2]), [3, 12], atol=1e-8)


@pytest.mark.parametrize("x", [X, X[0], 0.7, np.zeros((0, 3)), X * 1e3, X * 1e-3])
def test_a_right_derivative_passes(x):
    for seed in range(5):
        report = check_grad(cube, cube_grad, x, seed=seed)
        assert report.ok
        assert not report.wrong.any()
        assert report.derivative.shape == np.shape(x)
        assert "agrees with central differences" in str(report)


def test_a_right_derivative_of_rows_passes():
    assert check_grad(log_sum, log_sum_grad, X).derivative.shape == (2, 3)


@pytest.mark.parametrize(
    "factor", [-1, 0, 0.5, 2, 1 + 1e-8, 1 - 1e-8, np.nan, np.inf], ids=str
)
def test_a_wrong_derivative_does_not(factor):
    with pytest.raises(AssertionError, match="is not that of the function"):
        check_grad(cube, lambda x: factor * cube_grad(x), X[0])


def test_one_wrong_place_is_found_and_named():
    def wrong(x):
        grad = cube_grad(x)
        grad[1, 2] += 1e-4
        grad[0, 1] += 1e-6
        return grad

    report = compare_grad(cube, wrong, X)
    assert not report.ok
    assert report.wrong.tolist() == [[False, True, False], [False, False, True]]
    said = str(report)
    assert "at 2 of 6 places, worst at (1, 2): derivative " in said
    with pytest.raises(AssertionError) as caught:
        check_grad(cube, wrong, X)
    assert str(caught.value) == said


def test_the_numbers_in_the_sentence():
    two = np.array([1.0, 2.0])
    report = gradcheck.GradReport(two, np.array([1.0, 2.25]), np.array([0.125, 0.0625]))
    assert str(report) == (
        "derivative is not that of the function at 1 of 2 places, worst at (1,): "
        "derivative 2, central difference 2.25, allowed 0.062"
    )
    report = gradcheck.GradReport(
        two, np.array([0.875, 1.97]), np.array([0.125, 0.125])
    )
    assert report.ok  # on the tolerance
    assert str(report) == (
        "derivative agrees with central differences at all 2 places "
        "(largest difference 0.12)"
    )


def test_nan_is_worse_than_any_difference():
    report = gradcheck.GradReport(
        np.array([1.0, np.nan, 3.0]), np.array([9.0, 2.0, 3.0]), np.ones(3)
    )
    assert report.wrong.tolist() == [True, True, False]
    assert "worst at (1,)" in str(report)


def test_a_value_that_is_not_finite_is_no_agreement():
    with np.errstate(all="ignore"):
        assert not compare_grad(lambda x: x * np.nan, lambda x: x * np.nan, X).ok


def test_the_shape_of_a_derivative():
    said = "derivative has shape {}; it must have that of the last argument, (2, 3)"
    for wrong in (lambda x: cube_grad(x).sum(), lambda x: cube_grad(x)[None]):
        shape = np.shape(wrong(X))
        for check, grad in (
            (check_grad, wrong),
            (compare_grad, wrong),
            (check_vjp, lambda u, x, w=wrong: w(x)),
        ):
            with pytest.raises(AssertionError) as caught:
                check(cube, grad, X)
            assert str(caught.value) == said.format(shape)


def test_defaults():
    for f in (check_grad, compare_grad, check_vjp):
        assert inspect.signature(f).parameters["seed"].default == 0
        assert inspect.signature(f).parameters["step"].default == gradcheck._STEP


def test_upstream_weights_are_unequal_and_of_either_sign():
    u = gradcheck._upstream((200,), 0)
    assert ((np.abs(u) >= 0.5) & (np.abs(u) <= 1.5)).all()
    assert (u > 0).any()
    assert (u < 0).any()
    assert len(set(np.abs(u))) == 200
    assert (u != gradcheck._upstream((200,), 1)).all()
    assert (u == gradcheck._upstream((200,), 0)).all()


def test_a_function_that_mixes_its_batch_is_found_out():
    # The gradient of this sum is right, but rows are not independent: x minus the
    # mean of the batch sums to 0 over the batch.
    def centred(x):
        return (x - x.mean(axis=0)).sum(axis=-1)

    def zero(x):
        return np.zeros_like(x)

    assert np.abs(numerical_grad(centred, X)).max() < 1e-9
    assert not compare_grad(centred, zero, X).ok


def test_axes_that_are_mixed_but_kept():
    def cumulative(x):
        return np.cumsum(x**2, axis=-1)

    def grad(x):
        return 2 * x * np.arange(x.shape[-1], 0, -1)

    assert not compare_grad(cumulative, grad, X).ok
    assert check_grad(cumulative, grad, X, coupled=1).ok
    everything = np.cumsum(np.ones(6)).reshape(2, 3)[::-1, ::-1]
    assert check_grad(
        lambda x: np.cumsum(x**2).reshape(x.shape),
        lambda x: 2 * x * everything,
        X,
        coupled=2,
    ).ok


def test_the_data_before_the_last_argument_is_not_varied():
    def f(a, x, *, k=1):
        return k * a**2 * x**2

    def grad(a, x, *, k=1):
        return 2 * k * a**2 * x

    assert check_grad(f, grad, X[0], X[1] + 3, k=3).ok
    assert not compare_grad(f, lambda a, x, k: grad(a, x), X[0], X[1] + 3, k=3).ok


def test_arguments_are_not_changed():
    x = X.copy()
    x.flags.writeable = False
    check_grad(cube, cube_grad, x)


@pytest.mark.parametrize("x", [-1e-4, 0.0, 1e-4])
def test_a_kink_at_a_point_or_farther_than_two_steps(x):
    assert check_grad(np.abs, np.sign, x).ok  # at the kink the mean of both sides, 0
    assert not compare_grad(np.abs, lambda x: np.sign(x) + 0.1, x).ok


def test_right_and_wrong_products():
    def softmax(x):
        return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)

    def vjp(u, x, sign=-1):
        p = softmax(x)
        return p * (u + sign * (p * u).sum(axis=-1, keepdims=True))

    for seed in range(3):
        assert check_vjp(softmax, vjp, X, seed=seed).ok
    for wrong in (0, 1, -1 + 1e-7):
        with pytest.raises(AssertionError, match="is not that of the function"):
            check_vjp(softmax, lambda u, x, w=wrong: vjp(u, x, w), X)


def test_a_product_with_data_before_the_last_argument():
    a = np.array([[1.0, 2.0], [0.5, -3.0], [0.0, 1.0]])
    vjp = [lambda u, a, x, k=1, s=s: s * k * a.T @ u for s in (1, -1)]
    assert check_vjp(lambda a, x, k=1: k * a @ x, vjp[0], a, [1.0, 2.0], k=3).ok
    with pytest.raises(AssertionError, match="is not that of the function"):
        check_vjp(lambda a, x, k=1: k * a @ x, vjp[1], a, [1.0, 2.0], k=3)


def test_the_tolerance_is_tight_and_follows_the_step():
    report = compare_grad(np.sin, np.cos, X)
    assert report.tolerance.max() < 2e-9
    assert np.abs(report.derivative - report.difference).max() < 1e-10
    assert compare_grad(np.sin, np.cos, X, step=1e-3).tolerance.max() > 1e-7
    assert check_vjp(np.sin, lambda u, x: u * np.cos(x), X, step=1e-3).ok
    # 8 eps (1 + |f|) / (2 h) for a linear function, which has no other error
    linear = compare_grad(lambda x: 2 * x, lambda x: 2 + 0 * x, np.ones(1), step=2**-9)
    weight = np.abs(linear.difference / 2)
    assert linear.tolerance / weight == 8 * 2.0**-52 * (1 + 2) / 2**-8


def test_the_tolerance_holds_three_times_the_error_of_the_formula():
    # x^3 by steps h and 2 h is off by h^2 and 4 h^2, so the two differ by 3 h^2
    report = compare_grad(cube, cube_grad, np.ones(1), step=2**-6)
    weight = np.abs(report.derivative) / 3
    assert report.tolerance / weight == pytest.approx(3 * 2**-12, rel=1e-9)
    error = np.abs(report.derivative - report.difference)
    assert error / weight == pytest.approx(2**-12, rel=1e-9)


def test_a_flat_function_has_a_derivative_of_0():
    flat = compare_grad(lambda x: 0 * x + 5, lambda x: 0 * x, X)
    assert flat.ok
    assert flat.tolerance.max() < 1e-8
    assert not compare_grad(lambda x: 0 * x + 5, lambda x: 0 * x + 1e-7, X).ok


def test_what_is_lost_in_rounding_is_allowed_for():
    """The rise of a sigmoid at 40 is below the rounding of its value, 1."""
    for name, x in (("sigmoid", 40.0), ("tanh", 20.0), ("selu", -40.0)):
        assert check_grad(*activations.ACTIVATIONS[name], x).ok
    assert check_grad(lambda x: 1e12 + x, lambda x: 0 * x + 1, 1.0).ok


def test_values_that_do_not_depend_on_an_element_add_no_noise():
    lone = compare_grad(np.square, lambda x: 2 * x, X[:1, :1])
    among = compare_grad(np.square, lambda x: 2 * x, X)
    assert among.tolerance[0, 0] == pytest.approx(lone.tolerance[0, 0], rel=1e-6)


def test_the_least_step_is_one_that_changes_every_x():
    x = np.array([0.0, 0.75, -1.0, 1.9999, 1e9, -1e300])
    slope = numerical_jacobian(lambda x: x, x, step=2.0**-52)
    np.testing.assert_array_equal(slope, np.eye(6))
