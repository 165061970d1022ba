"""Wrong calls of the losses."""

from bad_calls import BadCall

CALLS = [
    BadCall(
        "squared_error",
        ([1.0, 2.0], [[1.0], [2.0]]),
        {},
        ValueError,
        "y_true has shape (2,) and y_pred has shape (2, 1); "
        "they must be equal (nothing is broadcast here)",
    ),
]
