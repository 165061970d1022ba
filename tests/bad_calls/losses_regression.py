"""Wrong calls of the regression losses and of the likelihoods."""

import numpy as np

from bad_calls import BadCall

PAIR = ([1.0, 2.0], [1.5, 0.5])
THREE = (*PAIR, [1.0, 4.0])
LOSSES = [
    "squared_error", "absolute_error", "huber", "smooth_l1", "log_cosh", "quantile",
    "absolute_percentage_error", "squared_log_error", "linex", "poisson_nll",
]  # fmt: skip
EQUAL = "they must be equal (nothing is broadcast here)"
SHAPES = [  # (y_true, y_pred, their shapes in words)
    ([1.0, 2.0], [[1.0], [2.0]], "(2,)", "(2, 1)"),
    ([[1.0], [2.0]], [1.0, 2.0], "(2, 1)", "(2,)"),
    ([1.0, 2.0], [1.0, 2.0, 3.0], "(2,)", "(3,)"),
    (1.0, [1.0, 2.0], "()", "(2,)"),
    ([1.0, 2.0], 1.0, "(2,)", "()"),
    ([], [1.0], "(0,)", "(1,)"),
]
NO_NUMBERS = [
    (np.array([1.0, None]), "object"),
    (np.array([1.0, 2.0j]), "complex128"),
    (np.array(["1", "2"]), "<U1"),
    (np.array([0, 1], "datetime64[s]"), "datetime64[s]"),
]
REAL = "it must be a real number"
SWITCH = "it must be True or False"


def both(name):
    """A function and its derivative."""
    return (name, f"{name}_grad")


CALLS = [
    BadCall(
        f,
        (y, p),
        {},
        ValueError,
        f"y_true has shape {a} and y_pred has shape {b}; {EQUAL}",
    )
    for name in LOSSES
    for f in both(name)
    for y, p, a, b in SHAPES
]
CALLS += [
    BadCall(
        f, args, {}, TypeError, f"{which} has dtype {dtype}; it must hold real numbers"
    )
    for name in LOSSES
    for f in both(name)
    for bad, dtype in NO_NUMBERS
    for which, args in (("y_true", (bad, PAIR[1])), ("y_pred", (PAIR[0], bad)))
]

# (function, hyper-parameter, rule, values beyond it)
RANGES = [
    ("huber", "delta", "> 0", [0, -1.0]),
    ("smooth_l1", "beta", "> 0", [0, -1.0]),
    ("quantile", "q", "in (0, 1)", [0, 1, -0.1, 1.1, 50]),
    ("linex", "a", "finite and not 0", [0, 0.0]),
]
CALLS += [
    BadCall(f, PAIR, {hyper: v}, ValueError, f"{hyper} is {v}; it must be {rule}")
    for name, hyper, rule, values in RANGES
    for f in both(name)
    for v in [*values, np.nan, np.inf, -np.inf]
]
CALLS += [
    BadCall(f, PAIR, {hyper: v}, TypeError, f"{hyper} is {v!r}; {REAL}")
    for name, hyper, _, _ in RANGES
    for f in both(name)
    for v in ["1", None, True, [0.5], 0.5 + 0j, np.array([0.5])]
]

# (function, arguments, hyper-parameters, message)
VALUES = [
    ("absolute_percentage_error", ([1.0, 0.0], [1.0, 1.0]), {},
     "y_true holds 0.0; it must be other than 0"),
    ("absolute_percentage_error", ([-0.0], [1.0]), {},
     "y_true holds -0.0; it must be other than 0"),
    ("squared_log_error", ([1.0, -1.0], PAIR[1]), {},
     "y_true holds -1.0; it must be > -1"),
    ("squared_log_error", (PAIR[0], [1.0, -1.5]), {},
     "y_pred holds -1.5; it must be > -1"),
    ("squared_log_error", (PAIR[0], [1.0, -1.0]), {},
     "y_pred holds -1.0; it must be > -1"),
    ("squared_log_error", ([1.0, -np.inf], PAIR[1]), {},
     "y_true holds -inf; it must be > -1"),
    ("poisson_nll", ([1.0, -1.0], PAIR[1]), {}, "y_true holds -1.0; it must be >= 0"),
    ("poisson_nll", ([1.0, -0.1], PAIR[1]), {"log_input": False},
     "y_true holds -0.1; it must be >= 0"),
    ("poisson_nll", ([0.0, 1.0], [0.0, 0.0]), {"log_input": False},
     "y_pred holds 0.0; it must be > 0, or 0 where y_true is 0"),
    ("poisson_nll", ([0.0, 1.0], [-0.5, 1.0]), {"log_input": False},
     "y_pred holds -0.5; it must be > 0, or 0 where y_true is 0"),
    ("gaussian_nll", (*PAIR, [1.0, 0.0]), {}, "variance holds 0.0; it must be > 0"),
    ("gaussian_nll", (*PAIR, [-2.0, 1.0]), {"full": True},
     "variance holds -2.0; it must be > 0"),
]  # fmt: skip
CALLS += [
    BadCall(f, args, hyper, ValueError, message)
    for name, args, hyper, message in VALUES
    for f in both(name)
]
CALLS += [
    BadCall(f, PAIR, {hyper: v}, TypeError, f"{hyper} is {v!r}; {SWITCH}")
    for f in both("poisson_nll")
    for hyper in ("log_input", "full")
    for v in (1, None, "yes")
]

# Three arrays.
GAUSSIAN = [*both("gaussian_nll"), "gaussian_nll_mean_grad"]
CALLS += [
    BadCall(
        f,
        args,
        {},
        ValueError,
        f"y_true has shape {a} and {which} has shape {b}; {EQUAL}",
    )
    for f in GAUSSIAN
    for args, a, which, b in [
        ((1.0, *THREE[1:]), "()", "y_pred", "(2,)"),
        (([[1.0], [2.0]], *THREE[1:]), "(2, 1)", "y_pred", "(2,)"),
        ((THREE[0], [1.0], THREE[2]), "(2,)", "y_pred", "(1,)"),
        ((*PAIR, 1.0), "(2,)", "variance", "()"),
        ((*PAIR, [[1.0], [4.0]]), "(2,)", "variance", "(2, 1)"),
    ]
]
CALLS += [
    BadCall(
        f,
        (*THREE[:i], bad, *THREE[i + 1 :]),
        {},
        TypeError,
        f"{which} has dtype {dtype}; it must hold real numbers",
    )
    for f in GAUSSIAN
    for bad, dtype in NO_NUMBERS
    for i, which in enumerate(("y_true", "y_pred", "variance"))
]
CALLS += [
    BadCall(f, THREE, {"full": v}, TypeError, f"full is {v!r}; {SWITCH}")
    for f in GAUSSIAN
    for v in (0, None, "no")
]
CALLS += [
    BadCall(
        "gaussian_nll_mean_grad",
        (*PAIR, [v, 1.0]),
        {},
        ValueError,
        f"variance holds {v}; it must be > 0",
    )
    for v in (0.0, -1.0, -np.inf)
]
