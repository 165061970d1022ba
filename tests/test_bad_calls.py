"""Every wrong call is refused, with the argument, the rule and what came."""

import inspect

import pytest
from bad_calls import all_calls
from numpy.typing import ArrayLike

import lossedu

CALLS = [
    pytest.param(module, call, id=f"{module}.{call.name}: {call.message[:60]}")
    for module, calls in all_calls().items()
    for call in calls
]
FUNCTIONS = [
    pytest.param(module, name, id=f"{module}.{name}")
    for module in lossedu.__all__
    for name in getattr(getattr(lossedu, module), "__all__", ())
    if inspect.isfunction(getattr(getattr(lossedu, module), name))
]


@pytest.mark.parametrize(("module", "call"), CALLS)
def test_it_is_refused(module, call):
    function = getattr(getattr(lossedu, module.split("_")[0]), call.name)
    with pytest.raises(call.error) as caught:
        function(*call.args, **call.hyper)
    assert type(caught.value) is call.error
    assert str(caught.value) == call.message


def lacking(function, rows):
    """What kinds of wrong call a function can have and has no row of."""
    parameters = inspect.signature(function).parameters.values()
    arrays = [p for p in parameters if p.annotation in (ArrayLike, "ArrayLike")]
    positional = [p for p in arrays if p.kind is not p.KEYWORD_ONLY]
    if positional and not any("must hold real numbers" in r.message for r in rows):
        yield "an array that holds no real numbers"
    if len(positional) > 1 and not any(
        r.error is ValueError and " has shape " in r.message for r in rows
    ):
        yield "arrays of unequal shapes"
    for parameter in parameters:
        name = parameter.name
        if parameter.kind is parameter.KEYWORD_ONLY and not any(
            name in r.hyper and r.message.startswith((f"{name} ", f"{name}."))
            for r in rows
        ):
            yield f"a wrong {name}"


@pytest.mark.parametrize(("module", "name"), FUNCTIONS)
def test_every_kind_of_wrong_call_has_a_row(module, name):
    rows = [
        call
        for file, calls in all_calls().items()
        for call in calls
        if file.split("_")[0] == module and call.name == name
    ]
    function = getattr(getattr(lossedu, module), name)
    assert list(lacking(function, rows)) == []


def test_a_function_without_rows_is_found_to_lack_them():
    found = list(lacking(lossedu.losses.sigmoid_focal, []))
    assert found == [
        "an array that holds no real numbers",
        "arrays of unequal shapes",
        "a wrong gamma",
        "a wrong alpha",
    ]
    found = list(lacking(lossedu.gradcheck.numerical_grad, []))
    assert found == [
        "an array that holds no real numbers",
        "a wrong weights",
        "a wrong step",
    ]
