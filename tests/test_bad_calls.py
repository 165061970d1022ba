"""Every wrong call is refused, with the argument, the rule and what came."""

import pytest
from bad_calls import all_calls

import lossedu

CALLS = [
    pytest.param(module, call, id=f"{module}.{call.name}: {call.message[:60]}")
    for module, calls in all_calls().items()
    for call in calls
]


@pytest.mark.parametrize(("module", "call"), CALLS)
def test_it_is_refused(module, call):
    function = getattr(vars(lossedu)[module.split("_")[0]], call.name)
    with pytest.raises(call.error) as caught:
        function(*call.args, **call.hyper)
    assert type(caught.value) is call.error
    assert str(caught.value) == call.message
