"""Wrong calls of the reverse-mode engine."""

import numpy as np

from bad_calls import BadCall
from lossedu import autodiff, losses

X = autodiff.Tensor([1.0, 2.0])
LOST = (
    "a Tensor is not an array: its derivative would be lost; "
    "lift the function with apply, or take .value"
)
FUNCTION = "it must be a function"
SQUARE = losses.LOSSES["squared_error"]

CALLS = [
    BadCall(
        "Tensor",
        (np.ones(2, complex),),
        {},
        TypeError,
        "value has dtype complex128; it must hold real numbers",
    ),
    BadCall(
        "Tensor",
        ("ab",),
        {},
        TypeError,
        "value has dtype <U2; it must hold real numbers",
    ),
    BadCall(
        "Tensor",
        ({"w": 1.0},),
        {},
        TypeError,
        "value has dtype object; it must hold real numbers",
    ),
    BadCall("Tensor", (X,), {}, TypeError, LOST),
    BadCall("apply", (3, X), {}, TypeError, f"f is 3; {FUNCTION}"),
    BadCall("apply", (None, X), {}, TypeError, f"f is None; {FUNCTION}"),
    BadCall(
        "apply",
        (np.sin, X),
        {},
        TypeError,
        f"vjp of array 0, a Tensor, is None; {FUNCTION}",
    ),
    BadCall(
        "apply",
        (np.sin, X),
        {"vjp": 2.0},
        TypeError,
        f"vjp of array 0, a Tensor, is 2.0; {FUNCTION}",
    ),
    BadCall(
        "apply",
        (SQUARE, X, [1.0, 2.0]),
        {},
        TypeError,
        f"vjp of array 0, a Tensor, is None; {FUNCTION}",
    ),
    BadCall(
        "apply",
        (np.add, [1.0, 2.0], X),
        {"vjp": (np.add, None)},
        TypeError,
        f"vjp of array 1, a Tensor, is None; {FUNCTION}",
    ),
    BadCall(
        "apply",
        (np.add, X, X),
        {"vjp": (np.add,)},
        ValueError,
        "arrays: 2, vjp: 1; one is for each",
    ),
    BadCall(
        "apply",
        (np.sin, X),
        {"vjp": (np.cos, np.cos)},
        ValueError,
        "arrays: 1, vjp: 2; one is for each",
    ),
    BadCall("apply", (SQUARE,), {}, ValueError, "arrays: 0, vjp: 1; one is for each"),
    BadCall(
        "apply",
        (SQUARE, [1.0, 2.0, 3.0], X),
        {},
        ValueError,
        "y_true has shape (3,) and y_pred has shape (2,); "
        "they must be equal (nothing is broadcast here)",
    ),
    BadCall("grad", (None,), {}, TypeError, f"f is None; {FUNCTION}"),
    BadCall("grad", ([1.0],), {}, TypeError, f"f is [1.0]; {FUNCTION}"),
    BadCall("value_and_grad", (3,), {}, TypeError, f"f is 3; {FUNCTION}"),
]
