"""Wrong calls of the smooth ramps, the softsign and the gated units."""

import numpy as np

from bad_calls import BadCall

ELEMENT = ["softsign", "gelu", "gelu_tanh", "silu", "swish", "mish"]
ROW = ["glu", "swiglu"]
NOT_REAL = [
    (["a", "b"], "<U1"),
    ([1j, 2.0], "complex128"),
    ([None, 2.0], "object"),
    (np.zeros(2, "datetime64[s]"), "datetime64[s]"),
]
HALVES = "it must have a last axis of even length, 2 or more"
BETAS = [
    (float("nan"), ValueError, "beta is nan; it must be finite"),
    (float("inf"), ValueError, "beta is inf; it must be finite"),
    (-float("inf"), ValueError, "beta is -inf; it must be finite"),
    (np.float32("inf"), ValueError, "beta is inf; it must be finite"),
    (None, TypeError, "beta is None; it must be a real number"),
    ("1", TypeError, "beta is '1'; it must be a real number"),
    (True, TypeError, "beta is True; it must be a real number"),
    (1j, TypeError, "beta is 1j; it must be a real number"),
    ([1.0, 2.0], TypeError, "beta is [1.0, 2.0]; it must be a real number"),
    (np.ones(1), TypeError, "beta is array([1.]); it must be a real number"),
]

CALLS = [
    BadCall(
        name + end,
        (x,),
        {},
        TypeError,
        f"x has dtype {dtype}; it must hold real numbers",
    )
    for name in ELEMENT + ROW
    for end in ("", "_grad")
    for x, dtype in NOT_REAL
]
CALLS += [
    BadCall("swish" + end, ([1.0],), {"beta": beta}, error, message)
    for end in ("", "_grad")
    for beta, error, message in BETAS
]
CALLS += [
    BadCall(name + end, (x,), {}, ValueError, f"x has shape {shape}; {HALVES}")
    for name in ROW
    for end in ("", "_grad")
    for x, shape in [
        (1.0, "()"),
        ([], "(0,)"),
        ([1.0], "(1,)"),
        ([1.0, 2.0, 3.0], "(3,)"),
        (np.ones((2, 0)), "(2, 0)"),
        (np.ones((4, 3)), "(4, 3)"),
    ]
]
for name in ROW:
    vjp = f"{name}_vjp"
    CALLS += [
        BadCall(
            vjp,
            (g, [1.0, 2.0]),
            {},
            TypeError,
            f"upstream has dtype {dtype}; it must hold real numbers",
        )
        for g, dtype in NOT_REAL
    ]
    CALLS += [
        BadCall(
            vjp,
            ([1.0], x),
            {},
            TypeError,
            f"x has dtype {dtype}; it must hold real numbers",
        )
        for x, dtype in NOT_REAL
    ]
    CALLS += [
        BadCall(vjp, ([1.0], x), {}, ValueError, f"x has shape {shape}; {HALVES}")
        for x, shape in [(1.0, "()"), ([], "(0,)"), ([1.0, 2.0, 3.0], "(3,)")]
    ]
    CALLS += [
        BadCall(
            vjp,
            (g, x),
            {},
            ValueError,
            f"upstream has shape {g_shape} and x has shape {x_shape}; "
            f"upstream must have shape {half}, that of half of x",
        )
        for g, x, g_shape, x_shape, half in [
            (1.0, [1.0, 2.0], "()", "(2,)", "(1,)"),
            ([1.0, 2.0], [1.0, 2.0], "(2,)", "(2,)", "(1,)"),
            ([[1.0]], [1.0, 2.0], "(1, 1)", "(2,)", "(1,)"),
            (np.ones(2), np.ones((3, 4)), "(2,)", "(3, 4)", "(3, 2)"),
            (np.ones((1, 2)), np.ones((3, 4)), "(1, 2)", "(3, 4)", "(3, 2)"),
        ]
    ]
