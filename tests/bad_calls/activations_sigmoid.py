"""Wrong calls of the sigmoids, the ramp that belongs to them, and the softmax."""

import numpy as np

from bad_calls import BadCall

ELEMENT = ["sigmoid", "log_sigmoid", "softplus", "tanh"]
ROW = ["softmax", "log_softmax"]
ONE = [
    *(name + end for name in ELEMENT for end in ("", "_grad")),
    "softmax",
    "softmax_jacobian",
    "log_softmax",
    "log_softmax_grad",
    "log_softmax_jacobian",
]
NOT_REAL = [
    (["a", "b"], "<U1"),
    ([1j, 2.0], "complex128"),
    ([None, 2.0], "object"),
    (np.zeros(2, "datetime64[s]"), "datetime64[s]"),
]
AXIS = "it must have a last axis of length 1 or more"

CALLS = [
    BadCall(
        name, (x,), {}, TypeError, f"x has dtype {dtype}; it must hold real numbers"
    )
    for name in ONE
    for x, dtype in NOT_REAL
]
CALLS += [
    BadCall(name, (x,), {}, ValueError, f"x has shape {shape}; {AXIS}")
    for name in ONE
    if "softmax" in name
    for x, shape in [(1.0, "()"), ([], "(0,)"), (np.ones((3, 0)), "(3, 0)")]
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
            ([1.0, 2.0], x),
            {},
            TypeError,
            f"x has dtype {dtype}; it must hold real numbers",
        )
        for x, dtype in NOT_REAL
    ]
    CALLS += [
        BadCall(
            vjp,
            (np.ones(g), np.ones(x)),
            {},
            ValueError,
            f"upstream has shape {g} and x has shape {x}; "
            "they must be equal (nothing is broadcast here)",
        )
        for g, x in [((), (2,)), ((1,), (2,)), ((2,), (3, 2)), ((3, 1), (3, 2))]
    ]
    CALLS += [
        BadCall(
            vjp, (np.ones(s), np.ones(s)), {}, ValueError, f"x has shape {s}; {AXIS}"
        )
        for s in [(), (0,), (3, 0)]
    ]
