"""Argument checks: what passes, what does not, and what the error says."""

import math
from fractions import Fraction

import numpy as np
import pytest

from lossedu import _check, information, losses


def message(error, call, *args, **hyper):
    with pytest.raises(error) as caught:
        call(*args, **hyper)
    return str(caught.value)


def test_unequal_shapes_are_named():
    assert message(ValueError, losses.squared_error, [1.0] * 4, [[1.0]] * 4) == (
        "y_true has shape (4,) and y_pred has shape (4, 1); "
        "they must be equal (nothing is broadcast here)"
    )


def test_a_scalar_is_not_broadcast_either():
    assert "(2,)" in message(ValueError, losses.squared_error, 1.0, [1.0, 2.0])


def test_the_kind_of_an_array_is_named():
    said = message(TypeError, losses.squared_error, [1.0], ["a"])
    assert said == "y_pred has dtype <U1; it must hold real numbers"
    said = message(TypeError, losses.squared_error, [1j], [1.0])
    assert said == "y_true has dtype complex128; it must hold real numbers"


def test_a_ragged_list_is_named():
    said = message(ValueError, losses.squared_error, [[1.0], []], [1.0])
    assert said.startswith("y_true is not an array: ")


@pytest.mark.parametrize(
    ("dtypes", "result"),
    [
        (("f2",), "f2"),
        (("f4",), "f4"),
        (("f8",), "f8"),
        (("g",), "f8"),  # no formula is proven beyond float64
        (("i8",), "f8"),
        (("u1", "?"), "f8"),
        (("i8", "f4"), "f4"),  # integer labels do not widen a model
        (("?", "f2"), "f2"),
        (("f2", "f4"), "f4"),
        (("f8", "f4"), "f8"),
        (("g", "f4"), "f8"),
    ],
)
def test_the_common_dtype(dtypes, result):
    found = _check.arrays(**{f"a{i}": np.ones(3, d) for i, d in enumerate(dtypes)})
    assert [a.dtype for a in found] == [np.dtype(result)] * len(dtypes)


def test_an_array_of_the_right_kind_is_not_copied():
    x = np.ones(3, np.float32)
    assert _check.arrays(x=x)[0] is x


@pytest.mark.parametrize("p", [0.0, 1.0, 0.5, math.nan])
def test_a_probability_is_from_0_to_1(p):
    _check.unit("p", np.array([p]))


@pytest.mark.parametrize("p", [-5e-324, np.nextafter(1, 2), math.inf, -math.inf])
def test_nothing_else_is_a_probability(p):
    said = message(ValueError, information.self_information, [0.5, p])
    assert said == f"p holds {np.float64(p)}; it must be in [0, 1]"


@pytest.mark.parametrize("y", [0.0, 1.0, math.nan])
def test_a_binary_label_is_0_or_1(y):
    _check.binary("y_true", np.array([y]))


@pytest.mark.parametrize("y", [-1.0, 0.5, 2.0, math.inf])
def test_nothing_else_is_a_binary_label(y):
    said = message(ValueError, losses.sigmoid_focal, [1.0, y], [0.0, 0.0])
    assert said == f"y_true holds {y}; it must be 0 or 1"


@pytest.mark.parametrize("total", [1 - 1e-3, 1 - 9e-4, 1.0, 1 + 9e-4, 1 + 1e-3])
def test_a_row_sums_to_1_within_a_thousandth(total):
    # on the boundary, 0.999 and 1.001 are nearer to 1 than 1e-3 by rounding
    edge = 1e-12 if abs(total - 1) > 9.9e-4 else 0
    p = np.array([0.25, total - 0.25 - math.copysign(edge, total - 1)])
    information.entropy(p)


@pytest.mark.parametrize(
    ("total", "shown"), [(1 - 1.1e-3, "0.9989"), (1.0011, "1.0011"), (3.0, "3")]
)
def test_no_other_row_is_a_distribution(total, shown):
    said = message(ValueError, information.entropy, [[0.5, 0.5], [0.25, total - 0.25]])
    assert said == (
        f"p has a row that sums to {shown}; each must sum to 1 (to within 0.001)"
    )


def test_the_sum_of_half_floats_is_taken_in_float64():
    p = np.full(4096, 2.0**-12, np.float16)
    assert information.entropy(p, base=2) == 12


def test_a_joint_table_sums_to_1():
    said = message(ValueError, information.joint_entropy, [[0.5, 0.5], [0.5, 0.5]])
    assert said.startswith("joint has a table that sums to 2; each must sum to 1")


def test_a_probability_in_a_row_is_not_negative():
    said = message(ValueError, information.entropy, [0.0, 0.75, 0.75, -0.5])
    assert said == "p holds -0.5; it must be >= 0"
    information.entropy([1.0, -0.0])


def test_a_row_with_nan_is_no_error():
    assert np.isnan(information.entropy([0.5, np.nan]))


@pytest.mark.parametrize("shape", [(), (0,), (3, 0)])
def test_a_row_has_a_last_axis(shape):
    said = message(ValueError, information.entropy, np.ones(shape))
    assert said == f"p has shape {shape}; it must have a last axis of length 1 or more"


@pytest.mark.parametrize("shape", [(), (3,), (3, 0), (0, 3)])
def test_a_table_has_two_last_axes(shape):
    said = message(ValueError, information.joint_entropy, np.ones(shape))
    assert said == (
        f"joint has shape {shape}; it must have 2 last axes of length 1 or more"
    )


def test_one_class_is_enough():
    assert information.entropy([1.0]) == 0
    assert information.joint_entropy([[1.0]]) == 0


LOGITS = np.zeros((2, 3))
SPARSE = losses.sparse_softmax_cross_entropy


@pytest.mark.parametrize("y", [[0, 1], [2, 2], [True, False], np.uint8([1, 2])])
def test_labels_are_integers_from_0_to_n_minus_1(y):
    assert SPARSE(y, LOGITS).shape == (2,)


@pytest.mark.parametrize("bad", [-1, 3, 100, -100])
def test_no_other_integer_is_a_label(bad):
    said = message(ValueError, SPARSE, [0, bad], LOGITS)
    assert said == f"y_true holds {bad}; labels must be in 0 .. 2"
    assert SPARSE([0, bad], LOGITS, ignore_label=bad)[1] == 0
    assert "holds" in message(ValueError, SPARSE, [0, bad], LOGITS, ignore_label=7)


@pytest.mark.parametrize("y", [[0.0, 1.0], [0.5, 1.0]])
def test_floats_are_no_labels(y):
    said = message(TypeError, SPARSE, y, LOGITS)
    assert said == "y_true has dtype float64; labels must be integers"


def test_no_labels_at_all_are_fine_of_any_dtype():
    assert SPARSE([], np.zeros((0, 3))).shape == (0,)


@pytest.mark.parametrize("bad", [1.0, "1", [1]])
def test_an_ignored_label_is_an_integer(bad):
    said = message(TypeError, SPARSE, [0, 1], LOGITS, ignore_label=bad)
    assert said == f"ignore_label is {bad!r}; it must be an integer"


@pytest.mark.parametrize("bad", [2**63, -(2**63) - 1, 2**64])
def test_an_ignored_label_is_not_cut_off(bad):
    y = np.array([0, 2**63], np.uint64)
    said = message(ValueError, SPARSE, y, LOGITS, ignore_label=bad)
    assert said == f"ignore_label is {bad}; it must fit in 64 bits with a sign"
    for least in (2**63 - 1, -(2**63)):
        assert SPARSE([0, least], LOGITS, ignore_label=least)[1] == 0


def test_labels_have_the_shape_of_the_logits_without_classes():
    said = message(ValueError, SPARSE, [[0], [1]], LOGITS)
    assert said == (
        "y_true has shape (2, 1); it must have shape (2,), "
        "that of logits without its last axis"
    )


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ("> 0", [5e-324, 1, 1e308], [0, -5e-324, -1]),
        (">= 0", [0, 5e-324, 1], [-5e-324, -1]),
        ("in [0, 1]", [0, 0.5, 1], [-5e-324, np.nextafter(1, 2)]),
        ("in [0, 1)", [0, 0.5, np.nextafter(1, 0)], [-5e-324, 1, 2]),
        ("in (0, 1)", [5e-324, 0.5, np.nextafter(1, 0)], [-1, 0, 1]),
        ("in (0, 1]", [5e-324, 0.5, 1], [-1, 0, np.nextafter(1, 2)]),
        ("> 0 and not 1", [5e-324, 0.5, np.nextafter(1, 2), 10], [0, -1, 1]),
    ],
)
def test_the_range_of_a_number(rule, good, bad):
    for v in good:
        assert _check.number("v", v, rule) == v
    for v in [*bad, math.inf, -math.inf, math.nan]:
        assert message(ValueError, _check.number, "v", v, rule) == (
            f"v is {v}; it must be {rule}"
        )


@pytest.mark.parametrize("v", [2, 2.0, np.float32(2), np.int8(2), Fraction(2)])
def test_a_number_of_any_type_becomes_a_float(v):
    assert type(_check.number("v", v, "> 0")) is float


@pytest.mark.parametrize("v", ["2", None, True, np.True_, 2j, [2.0], np.ones(1)])
def test_nothing_else_is_a_number(v):
    said = message(TypeError, _check.number, "v", v, "> 0")
    assert said == f"v is {v!r}; it must be a real number"


@pytest.mark.parametrize("n", [1, 3, np.int8(3), np.uint64(3)])
def test_a_count_becomes_an_int(n):
    assert type(_check.whole("n", n, 1)) is int
    assert _check.whole("n", n, 1) == n


def test_a_count_has_a_least_value():
    assert message(ValueError, _check.whole, "n", 1, 2) == "n is 1; it must be >= 2"
    assert _check.whole("n", 2, 2) == 2


def test_a_count_is_not_beyond_every_float():
    assert _check.whole("n", 2**1023 - 1, 1) == 2**1023 - 1
    for n in (2**1023, 10**400, 10**9999):
        said = message(ValueError, _check.whole, "n", n, 1)
        assert said == f"n has {n.bit_length()} bits; it must be < 2**1023"


@pytest.mark.parametrize("n", [1.0, "1", None, True, np.True_, [1], np.ones(1, int)])
def test_nothing_else_is_a_count(n):
    said = message(TypeError, _check.whole, "n", n, 1)
    assert said == f"n is {n!r}; it must be an integer"


@pytest.mark.parametrize("value", [True, False, np.True_, np.False_])
def test_a_switch_is_a_bool(value):
    assert _check.flag("on", value) is bool(value)


@pytest.mark.parametrize("value", [1, 0, "True", None])
def test_nothing_else_is_a_switch(value):
    said = message(TypeError, _check.flag, "on", value)
    assert said == f"on is {value!r}; it must be True or False"


def test_a_function_can_be_called():
    assert _check.function("f", abs) is abs
    said = message(TypeError, _check.function, "f", 3)
    assert said == "f is 3; it must be a function"


HYPER = [
    ("label_smoothing", "in [0, 1]", -0.1),
    ("pos_weight", "> 0", 0.0),
]


@pytest.mark.parametrize("name", ["binary_cross_entropy", "sigmoid_cross_entropy"])
@pytest.mark.parametrize(("key", "rule", "bad"), HYPER)
def test_hyperparameters_of_binary_losses(name, key, rule, bad):
    for f in losses.LOSSES[name]:
        said = message(ValueError, f, [0.0], [0.5], **{key: bad})
        assert said == f"{key} is {bad}; it must be {rule}"


@pytest.mark.parametrize(("key", "rule"), [("gamma", ">= 0"), ("alpha", "in [0, 1]")])
def test_hyperparameters_of_the_focal_loss(key, rule):
    for f in losses.LOSSES["sigmoid_focal"]:
        said = message(ValueError, f, [0.0], [0.5], **{key: -1})
        assert said == f"{key} is -1; it must be {rule}"


ROWS = [
    "categorical_cross_entropy",
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
]


@pytest.mark.parametrize("name", ROWS)
def test_hyperparameters_of_losses_of_rows(name):
    y = [0] if name.startswith("sparse") else [[1.0, 0.0]]
    for f in losses.LOSSES[name]:
        said = message(ValueError, f, y, [[0.5, 0.5]], label_smoothing=2)
        assert said == "label_smoothing is 2; it must be in [0, 1]"
        said = message(ValueError, f, y, [[0.5, 0.5]], weight=[1.0])
        assert said == "weight has shape (1,); it must have shape (2,), one a class"
        for bad in (-1.0, np.inf, np.nan):
            said = message(ValueError, f, y, [[0.5, 0.5]], weight=[1.0, bad])
            assert said == f"weight holds {bad}; it must be finite and >= 0"
        said = message(TypeError, f, y, [[0.5, 0.5]], weight=["a", "b"])
        assert said == "weight has dtype <U1; it must hold real numbers"
        f(y, [[0.5, 0.5]], weight=[0, 1])


@pytest.mark.parametrize("name", ROWS[:2])
def test_true_rows_are_distributions(name):
    for f in losses.LOSSES[name]:
        said = message(ValueError, f, [[1.0, 1.0]], [[0.5, 0.5]])
        assert said.startswith("y_true has a row that sums to 2;")
        said = message(ValueError, f, [[2.0, -1.0]], [[0.5, 0.5]])
        assert said == "y_true holds -1.0; it must be >= 0"


def test_model_probabilities_are_checked():
    for f in losses.LOSSES["categorical_cross_entropy"]:
        said = message(ValueError, f, [[1.0, 0.0]], [[1.0, 1.0]])
        assert said.startswith("y_prob has a row that sums to 2;")
    for f in losses.LOSSES["binary_cross_entropy"]:
        assert message(ValueError, f, [1.0], [1.5]).startswith("y_prob holds 1.5;")
        assert message(ValueError, f, [-0.5], [0.5]).startswith("y_true holds -0.5;")
    for f in losses.LOSSES["sigmoid_cross_entropy"]:
        assert message(ValueError, f, [1.5], [0.5]).startswith("y_true holds 1.5;")


@pytest.mark.parametrize("name", information.INFORMATION)
def test_a_base_is_positive_and_not_1(name):
    first = [[0.25, 0.25], [0.25, 0.25]]
    table = "joint" in name or "conditional" in name or "mutual" in name
    a = first if table else [0.5, 0.5]
    args = (a, a) if "divergence" in name or name == "cross_entropy" else (a,)
    for f in information.INFORMATION[name]:
        for bad in (-2, 0, 1):
            said = message(ValueError, f, *args, base=bad)
            assert said == f"base is {bad}; it must be > 0 and not 1"
        f(*args, base=0.5)


def test_a_generator_has_a_name_that_is_known():
    for f in information.INFORMATION["f_divergence"]:
        said = message(ValueError, f, [1.0], [1.0], generator="KL")
        assert said == (
            "generator is 'KL'; it must be one of "
            "kl, reverse_kl, js, hellinger, chi2, neyman_chi2, tv"
        )
        said = message(TypeError, f, [1.0], [1.0], generator=3)
        assert said == "generator is 3; it must be a name, a Pair or a Generator"
