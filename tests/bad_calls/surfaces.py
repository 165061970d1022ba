"""Wrong calls of the surfaces."""

import numpy as np

from bad_calls import BadCall

NAMES = [
    f"{name}{part}"
    for name in ("quadratic_bowl", "rosenbrock", "beale", "saddle")
    for part in ("", "_grad", "_hessian")
]
BOWLS = [name for name in NAMES if name.startswith("quadratic")]
LENGTH = "; it must have a last axis of length 2"

CALLS = [
    BadCall(name, (x,), {}, error, message)
    for name in NAMES
    for x, error, message in (
        (1.0, ValueError, "x has shape ()" + LENGTH),
        ([1.0], ValueError, "x has shape (1,)" + LENGTH),
        ([1.0, 2.0, 3.0], ValueError, "x has shape (3,)" + LENGTH),
        (np.zeros((2, 3)), ValueError, "x has shape (2, 3)" + LENGTH),
        (np.zeros((2, 0)), ValueError, "x has shape (2, 0)" + LENGTH),
        (["1", "2"], TypeError, "x has dtype <U1; it must hold real numbers"),
        ([1j, 0], TypeError, "x has dtype complex128; it must hold real numbers"),
        ([None, 1], TypeError, "x has dtype object; it must hold real numbers"),
    )
]
CALLS += [
    BadCall(name, ([1.0, 2.0],), {"curvature": c}, error, message)
    for name in BOWLS
    for c, error, message in (
        (1.0, ValueError, "curvature has shape (); it must have shape (n,)"),
        ([], ValueError, "curvature has shape (0,); it must have shape (n,)"),
        (
            [[1.0, 2.0]],
            ValueError,
            "curvature has shape (1, 2); it must have shape (n,)",
        ),
        (
            [1.0, 2.0, 3.0],
            ValueError,
            "x has shape (2,); it must have a last axis of length 3",
        ),
        ([1.0, 0.0], ValueError, "curvature holds 0.0; it must be finite and > 0"),
        ([-1.0, 1.0], ValueError, "curvature holds -1.0; it must be finite and > 0"),
        ([1.0, np.inf], ValueError, "curvature holds inf; it must be finite and > 0"),
        ([np.nan, 1.0], ValueError, "curvature holds nan; it must be finite and > 0"),
        (["a", "b"], TypeError, "curvature has dtype <U1; it must hold real numbers"),
    )
]
