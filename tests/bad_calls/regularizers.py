"""Wrong calls of the penalties, their proximal maps, and the dropouts."""

import math

import numpy as np

from bad_calls import BadCall

NAN, INF = math.nan, math.inf
X, ROW, MAPS = [1.0, -2.0], [[1.0, -2.0]], [[[1.0, -2.0]]]
DRAW = {"rate": 0.5, "rng": 0}

# (names, first argument, settings that are right)
KINDS = [
    (("l1", "l2"), "w", X, {}),
    (("elastic_net",), "w", X, {"l1_ratio": 0.5}),
    (("group_lasso",), "w", ROW, {}),
    (("l1_prox", "l2_prox"), "w", X, {"step": 0.5}),
    (("elastic_net_prox",), "w", X, {"step": 0.5, "l1_ratio": 0.5}),
    (("group_lasso_prox",), "w", ROW, {"step": 0.5}),
    (("max_norm",), "w", ROW, {"limit": 0.5}),
    (("dropout", "alpha_dropout"), "x", X, DRAW),
    (("spatial_dropout",), "x", MAPS, DRAW),
]
RULES = {"step": "> 0", "limit": "> 0", "l1_ratio": "in [0, 1]", "rate": "in [0, 1)"}
OUTSIDE = {
    "> 0": [0.0, -0.0, -1.0, -5e-324, NAN, INF, -INF],
    "in [0, 1]": [-5e-324, -1.0, 1.0000000000000002, 2, NAN, INF, -INF],
    "in [0, 1)": [-5e-324, -1.0, 1, 1.0, 2.0, NAN, INF, -INF],
}
WRONG_KIND = ["0.5", None, 1j, [0.5], True, np.array([0.5])]
NO_SEED = ["0", None, 0.0, 1j, True, [0], np.random.RandomState]
ROWS = ["group_lasso", "group_lasso_prox", "max_norm"]


def with_grads(names):
    """The names, and those of their derivatives where there are any."""
    for name in names:
        yield name
        if not name.endswith("_prox") and name != "max_norm":
            yield f"{name}_grad"


def calls():
    for names, argument, data, hyper in KINDS:
        for name in with_grads(names):
            for kind, dtype in [
                (object, "object"),
                (complex, "complex128"),
                (str, "<U32"),
                ("datetime64[s]", "datetime64[s]"),
            ]:
                message = f"{argument} has dtype {dtype}; it must hold real numbers"
                bad = np.zeros((1, 1, 2)).astype(kind)
                yield BadCall(name, (bad,), hyper, TypeError, message)
            for key in [key for key in RULES if key in hyper]:
                for value in OUTSIDE[RULES[key]]:
                    message = f"{key} is {value}; it must be {RULES[key]}"
                    yield BadCall(
                        name, (data,), hyper | {key: value}, ValueError, message
                    )
                for value in WRONG_KIND:
                    message = f"{key} is {value!r}; it must be a real number"
                    yield BadCall(
                        name, (data,), hyper | {key: value}, TypeError, message
                    )
            if "rng" in hyper:
                for value in NO_SEED:
                    message = (
                        f"rng is {value!r}; "
                        "it must be an integer seed or a numpy Generator"
                    )
                    yield BadCall(
                        name, (data,), hyper | {"rng": value}, TypeError, message
                    )
                yield BadCall(
                    name,
                    (data,),
                    hyper | {"rng": -1},
                    ValueError,
                    "rng is -1; a seed must be >= 0",
                )
            if name.removesuffix("_grad") in ROWS:
                for empty, shape in [(1.0, "()"), ([], "(0,)"), ([[], []], "(2, 0)")]:
                    message = (
                        f"w has shape {shape}; "
                        "it must have a last axis of length 1 or more"
                    )
                    yield BadCall(name, (empty,), hyper, ValueError, message)
            if name.startswith("spatial"):
                for flat, shape in [(1.0, "()"), (X, "(2,)"), (ROW, "(1, 2)")]:
                    message = (
                        f"x has shape {shape}; it must have three axes or more: "
                        "examples, positions (one axis or more), channels"
                    )
                    yield BadCall(name, (flat,), hyper, ValueError, message)


CALLS = list(calls())
