"""Wrong calls of the piecewise linear, hard and exponential activations."""

import numpy as np

from bad_calls import BadCall

INF, NAN = np.inf, np.nan
ROW = [1.0, -2.0]
ROWS = ("crelu", "maxout")  # those that need a last axis
ALONE = ("relu", "relu6", "hard_sigmoid", "hard_tanh", "hard_swish", "selu")
NAMES = (*ALONE, *ROWS, "leaky_relu", "prelu", "rrelu", "srelu", "elu", "celu")
ASKED_FOR = {"prelu": {"slope": 0.25}}
RAGGED = [[1.0, 2.0], [3.0]]


def both(name, args, hyper, error, message):
    """The value and the derivative are told the same."""
    functions = [name, f"{name}_grad"]
    if name == "prelu":
        functions.append("prelu_slope_grad")
    return [BadCall(f, args, hyper, error, message) for f in functions]


def ragged():
    """What NumPy says of a list that is no array differs between its versions."""
    try:
        np.asarray(RAGGED)
    except ValueError as error:
        return f"x is not an array: {error}"


def not_an_array(name):
    """What every function of one array says of what is none."""
    hyper = ASKED_FOR.get(name, {})
    for x, dtype in [
        ([1j], "complex128"),
        (["a"], "<U1"),
        ([None], "object"),
        (None, "object"),
        (np.zeros(2, "M8[s]"), "datetime64[s]"),
    ]:
        said = f"x has dtype {dtype}; it must hold real numbers"
        yield from both(name, (x,), hyper, TypeError, said)
    yield from both(name, (RAGGED,), hyper, ValueError, ragged())


def not_a_number(name, setting):
    """What is said of a setting that is no number, or not a finite one."""
    for value in (True, "1", None, 1j, [1.0]):
        said = f"{setting} is {value!r}; it must be a real number"
        yield from both(name, (ROW,), {setting: value}, TypeError, said)


def out_of_range(name, setting, rule, *values):
    for value in values:
        said = f"{setting} is {value}; it must be {rule}"
        yield from both(name, (ROW,), {setting: value}, ValueError, said)


CALLS = [call for name in NAMES for call in not_an_array(name)]

for _name in ROWS:
    for _x in (1.0, [], np.ones((3, 0))):
        _said = (
            f"x has shape {np.shape(_x)}; it must have a last axis of length 1 or more"
        )
        CALLS += both(_name, (_x,), {}, ValueError, _said)

for _name, _settings in {
    "leaky_relu": ("slope",),
    "rrelu": ("lower", "upper"),
    "srelu": ("t_left", "a_left", "t_right", "a_right"),
}.items():
    for _setting in _settings:
        CALLS += not_a_number(_name, _setting)
        CALLS += out_of_range(_name, _setting, "finite", INF, -INF, NAN)

for _name in ("elu", "celu"):
    CALLS += not_a_number(_name, "alpha")
    CALLS += out_of_range(_name, "alpha", "> 0", 0, 0.0, -1e-300, -1, INF, -INF, NAN)

# One slope a unit, and x has two units.
SLOPES = [
    ([0.1, 0.2, 0.3], "(3,)"),
    ([0.1], "(1,)"),
    ([], "(0,)"),
    ([[0.1, 0.2]], "(1, 2)"),
    (np.array(0.1), "()"),
]
for _slope, _shape in SLOPES:
    for _x, _wanted in ((ROW, "(2,)"), ([ROW], "(2,)"), (1.0, "()")):
        if _shape != _wanted:
            _said = (
                f"slope has shape {_shape}; it must be a number "
                f"or have shape {_wanted}, one a unit"
            )
            CALLS += both("prelu", (_x,), {"slope": _slope}, ValueError, _said)
for _bad in (INF, -INF, NAN):
    CALLS += out_of_range("prelu", "slope", "finite", _bad)
    _said = f"slope holds {_bad}; it must be finite"
    CALLS += both("prelu", (ROW,), {"slope": [0.1, _bad]}, ValueError, _said)
for _slope in (True, np.True_):
    _said = f"slope is {_slope!r}; it must be a real number"
    CALLS += both("prelu", (ROW,), {"slope": _slope}, TypeError, _said)
for _slope, _dtype in (("ab", "<U2"), (None, "object"), ([1j, 1], "complex128")):
    _said = f"slope has dtype {_dtype}; it must hold real numbers"
    CALLS += both("prelu", (ROW,), {"slope": _slope}, TypeError, _said)

CALLS += both(
    "rrelu",
    (ROW,),
    {"lower": 0.5},
    ValueError,
    f"lower is 0.5 and upper is {1 / 3}; lower must be at most upper",
)
CALLS += both(
    "rrelu",
    (ROW,),
    {"lower": 2, "upper": 1, "rng": 0},
    ValueError,
    "lower is 2.0 and upper is 1.0; lower must be at most upper",
)
for _rng in (True, 1.0, "0", [0], np.random):
    _said = f"rng is {_rng!r}; it must be an integer seed or a numpy Generator"
    CALLS += both("rrelu", (ROW,), {"rng": _rng}, TypeError, _said)
CALLS += both(
    "rrelu", (ROW,), {"rng": -1}, ValueError, "rng is -1; a seed must be >= 0"
)

CALLS += both(
    "srelu",
    (ROW,),
    {"t_left": 2},
    ValueError,
    "t_left is 2.0 and t_right is 1.0; t_left must be at most t_right",
)
CALLS += both(
    "srelu",
    (ROW,),
    {"t_right": -1.5},
    ValueError,
    "t_left is -1.0 and t_right is -1.5; t_left must be at most t_right",
)

for _upstream, _x, _wanted in [
    ([1.0, 2.0], ROW, (4,)),
    ([1.0, 2.0, 3.0], ROW, (4,)),
    ([[1.0, 2.0, 3.0, 4.0]], ROW, (4,)),
    ([1.0, 2.0, 3.0, 4.0], [ROW], (1, 4)),
    (1.0, ROW, (4,)),
]:
    CALLS.append(
        BadCall(
            "crelu_vjp",
            (_upstream, _x),
            {},
            ValueError,
            f"upstream has shape {np.shape(_upstream)} and x has shape {np.shape(_x)}; "
            f"upstream must have that of crelu(x), {_wanted}",
        )
    )
CALLS += [
    BadCall(
        "crelu_vjp",
        (1.0, 1.0),
        {},
        ValueError,
        "x has shape (); it must have a last axis of length 1 or more",
    ),
    BadCall(
        "crelu_vjp",
        (["a"], ROW),
        {},
        TypeError,
        "upstream has dtype <U1; it must hold real numbers",
    ),
    BadCall(
        "crelu_vjp",
        ([1.0] * 4, [1j, 0]),
        {},
        TypeError,
        "x has dtype complex128; it must hold real numbers",
    ),
]
