"""Laws that hold for every function of every table."""

import inspect

import numpy as np
import pytest
from cases import CASES, IDS, TABLES

from lossedu import activations
from lossedu.gradcheck import check_grad, check_vjp

every = pytest.mark.parametrize("case", CASES, ids=IDS)
FLOATS = [np.float16, np.float32, np.float64]


def test_every_function_has_a_case():
    assert {case.name for case in CASES} == set(TABLES)


@every
def test_the_derivative_is_that_of_the_function(case):
    coupled = case.row if case.keeps else None
    for seed in range(3):
        check_grad(*case.pair, *case.args, coupled=coupled, seed=seed, **case.hyper)


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_the_product_with_the_jacobian(name):
    f, vjp = getattr(activations, name), getattr(activations, name + "_vjp")
    x = np.random.default_rng(1).normal(scale=3, size=(2, 3, 4))
    for seed in range(3):
        check_vjp(f, vjp, x, seed=seed)


@every
def test_shapes(case):
    last = case.args[-1]
    values = case.value(*case.args)
    shape = last.shape if case.keeps else last.shape[: last.ndim - case.row]
    if case.width != 1:
        shape = (*shape[:-1], int(case.width * shape[-1]))
    assert values.shape == shape
    assert case.grad(*case.args).shape == last.shape


@every
def test_each_item_of_a_batch_is_by_itself(case):
    if case.random:
        return
    for f in (case.value, case.grad):
        one_by_one = [f(*(a[i] for a in case.args)) for i in range(len(case.args[-1]))]
        # not equal to the bit: vector code may round a lone element another way
        np.testing.assert_allclose(f(*case.args), one_by_one, rtol=1e-14, atol=1e-16)


@every
def test_more_axes_are_more_items(case):
    if case.random:
        return
    for f in (case.value, case.grad):
        flat = f(*case.args)
        deep = f(*(np.stack([a, a])[:, :, None] for a in case.args))
        assert deep.shape == (2, len(flat), 1, *flat.shape[1:])
        np.testing.assert_allclose(deep[1, :, 0], flat, rtol=1e-14, atol=1e-16)


@every
@pytest.mark.parametrize("dtype", FLOATS)
def test_a_floating_dtype_is_kept(case, dtype):
    # labels first stay what they are: integers and bools do not widen a model
    args = [a if a.dtype.kind == "i" else a.astype(dtype) for a in case.args]
    one = args if case.random else [a[0] if case.row else a[0, 0] for a in args]
    for f in (case.value, case.grad):
        assert f(*args).dtype == dtype
        assert f(*one).dtype == dtype
        near = f(*case.args)
        # an eps in x moves a value by about its condition, here at most some tens
        np.testing.assert_allclose(
            f(*args),
            near,
            rtol=100 * np.finfo(dtype).eps,
            atol=50 * np.finfo(dtype).eps,
        )


@every
def test_the_widest_floating_dtype_wins(case):
    args = [a.astype(np.float32) if a.dtype.kind == "f" else a for a in case.args]
    args[-1] = args[-1].astype(np.float16)
    wide = np.float16 if len(args) == 1 or args[0].dtype.kind == "i" else np.float32
    for f in (case.value, case.grad):
        assert f(*args).dtype == wide


@every
def test_other_numbers_become_float64(case):
    whole = [np.full(a.shape, case.whole) for a in case.args]
    for a in whole[-2:]:
        if case.row and a.ndim > 1:  # a distribution of integers is certain
            a[(..., *[0] * case.row)] = 1
    for f in (case.value, case.grad):
        for kind in (int, np.int8, bool, np.longdouble):
            args = [a.astype(kind) for a in whole[-1:]]
            firsts = [a.astype(bool if kind is bool else int) for a in whole[:-1]]
            assert f(*firsts, *args).dtype == np.float64
        assert f(*(a.tolist() for a in whole)).dtype == np.float64


@every
def test_arguments_stay_as_they_were(case):
    args = [a.copy() for a in case.args]
    for a in args:
        a.flags.writeable = False
    for f in (case.value, case.grad):
        result = f(*args)
        assert not any(np.shares_memory(result, a) for a in args)
    for a, b in zip(args, case.args, strict=True):
        np.testing.assert_array_equal(a, b)


@every
def test_unequal_shapes_are_an_error(case):
    if len(case.args) == 1:
        return
    for i in range(1, len(case.args)):
        a = case.args[i]
        for f in (case.value, case.grad):
            for bad in (a[:, None], a[:1], a[:3], a[None]):
                with pytest.raises(ValueError, match="shape"):
                    f(*case.args[:i], bad, *case.args[i + 1 :])


@every
def test_nan_comes_through(case):
    place = (3, 1, 0)[: case.args[-1].ndim]
    for i in range(len(case.args)):
        if case.args[i].dtype.kind == "i":
            continue
        args = [a.copy() for a in case.args]
        args[i][place] = np.nan
        value, grad = case.value(*args), case.grad(*args)
        own = place[:1] if case.row else place
        assert np.isnan(value[own]).all() or (case.apart and np.isnan(value[own]).any())
        assert np.isnan(grad[place]).all() or (case.apart and np.isnan(grad[own]).any())
        kept = np.arange(5) != 3
        assert np.isfinite(value[kept]).all()
        assert np.isfinite(grad[kept]).all()


@every
def test_what_is_never_negative(case):
    """A case says of itself whether its values may be below 0, and then some are."""
    values = case.value(*case.args)
    assert (values.min() < 0) == case.negative


@every
def test_an_empty_batch_gives_an_empty_result(case):
    args = [a[:0] for a in case.args]
    values = case.value(*args)
    assert values.shape == case.value(*case.args)[:0].shape
    assert case.grad(*args).shape == args[-1].shape


@every
def test_one_item_without_a_batch(case):
    if case.random:
        return
    args = [a[0] if case.row else a[0, 0] for a in case.args]
    value, grad = case.value(*args), case.grad(*args)
    assert isinstance(value, (np.floating, np.ndarray))
    assert np.shape(grad) == np.shape(args[-1])
    if not case.keeps:
        assert isinstance(value, np.float64)  # a scalar, not an array of no axes


@every
def test_a_row_needs_its_axes(case):
    if not case.row:
        return
    lacking = [np.ones(1)[0] if a.ndim < 3 else np.ones(1) for a in case.args]
    none = [a[..., :0] if a.ndim > 1 else a for a in case.args]
    for f in (case.value, case.grad):
        for args in (lacking, none):
            with pytest.raises(ValueError, match=r"must have (a|2) last ax.s|shape"):
                f(*args)


@every
@pytest.mark.parametrize("bad", ["complex", "object", "str", "datetime64[s]"])
def test_what_is_no_real_number_is_an_error(case, bad):
    for i in range(len(case.args)):
        args = list(case.args)
        args[i] = np.zeros(args[i].shape, bad)
        for f in (case.value, case.grad):
            with pytest.raises(TypeError, match=f"dtype {args[i].dtype}".split("[")[0]):
                f(*args)


@every
def test_a_ragged_list_is_an_error(case):
    for f in (case.value, case.grad):
        with pytest.raises(ValueError, match="is not an array"):
            f(*case.args[:-1], [[1.0, 0.0], [1.0]])


@pytest.mark.parametrize("name", TABLES)
def test_value_and_derivative_have_one_signature(name):
    value, grad = (inspect.signature(f) for f in TABLES[name])
    assert value == grad


# Settings that have no natural default, but for these functions.
ASKED_FOR = {"rng", "rate", "slope"}
DEFAULTED = {("leaky_relu", "slope"), ("rrelu", "rng")}


@pytest.mark.parametrize("name", TABLES)
def test_arrays_are_positional_and_hyperparameters_keywords(name):
    for parameter in inspect.signature(TABLES[name].value).parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY:
            asked = parameter.name in ASKED_FOR
            asked &= (name, parameter.name) not in DEFAULTED
            assert (parameter.default is parameter.empty) == asked
        else:
            assert parameter.kind is parameter.POSITIONAL_OR_KEYWORD
            assert parameter.default is parameter.empty
