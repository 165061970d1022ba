"""Wrong calls of the optimizers. Wrong steps are in test_optimizers."""

import math
from types import SimpleNamespace

import numpy as np

from bad_calls import BadCall
from lossedu.optimizers import SGD, Adam, Newton

FIRST = ["SGD", "AdaGrad", "AdaDelta", "RMSProp", "Adam", "AdamW", "Adamax", "NAdam"]
FIRST += ["RAdam", "Lion"]
WITH = {
    "lr": FIRST,
    "eps": ["AdaGrad", "AdaDelta", "RMSProp", "Adam", "AdamW", "Adamax", "NAdam"],
    "beta1": ["Adam", "AdamW", "Adamax", "NAdam", "RAdam", "Lion"],
    "beta2": ["Adam", "AdamW", "Adamax", "NAdam", "RAdam", "Lion"],
    "rho": ["AdaDelta", "RMSProp"],
    "momentum": ["SGD", "RMSProp"],
    "dampening": ["SGD"],
    "weight_decay": ["SGD", "Adam", "AdamW", "Lion"],
    "momentum_decay": ["NAdam"],
}
WITH["eps"] += ["RAdam"]
NOT_NEGATIVE = (">= 0", [-1e-9, -1, math.nan, math.inf])
SHARE = ("in [0, 1)", [-0.1, 1, 1.0, 1.5, math.nan])
RULES = {
    "lr": NOT_NEGATIVE,
    "weight_decay": NOT_NEGATIVE,
    "momentum_decay": NOT_NEGATIVE,
    "damping": NOT_NEGATIVE,
    "eps": ("> 0", [0, -1e-9, math.nan, math.inf]),
    "beta1": SHARE,
    "beta2": SHARE,
    "rho": SHARE,
    "momentum": SHARE,
    "dampening": ("in [0, 1]", [-0.1, 1.1, math.nan]),
}
NOT_NUMBERS = ["0.1", None, True, 1j, [0.1]]


def wrong(name, key, **others):
    """Every wrong value of a hyper-parameter."""
    rule, values = RULES[key]
    found = [(v, ValueError, f"{key} is {v}; it must be {rule}") for v in values]
    found += [
        (v, TypeError, f"{key} is {v!r}; it must be a real number") for v in NOT_NUMBERS
    ]
    return [
        BadCall(name, (), {**others, key: v}, error, message)
        for v, error, message in found
    ]


CALLS = [
    call for key, names in WITH.items() for name in names for call in wrong(name, key)
]
CALLS += wrong("Newton", "lr", hessian=np.diag) + wrong(
    "Newton", "damping", hessian=np.diag
)
CALLS += [
    BadCall(name, (), {key: v}, TypeError, f"{key} is {v!r}; it must be True or False")
    for name, key in (
        ("SGD", "nesterov"),
        ("RMSProp", "centered"),
        ("Adam", "amsgrad"),
        ("AdamW", "amsgrad"),
    )
    for v in (1, 0, "True", None)
]
LOOK_AHEAD = "nesterov is True; it needs momentum > 0 and dampening 0"
CALLS += [
    BadCall("SGD", (), {"nesterov": True, **hyper}, ValueError, LOOK_AHEAD)
    for hyper in ({}, {"momentum": 0.9, "dampening": 0.1})
]
CALLS += [
    BadCall(
        "SGD",
        (),
        {"dampening": 0.5},
        ValueError,
        "dampening is 0.5; it needs momentum > 0",
    ),
    BadCall(
        "Newton", (), {"hessian": 3}, TypeError, "hessian is 3; it must be a function"
    ),
]

G = np.array([3.0, 4.0])
CALLS += [
    BadCall(name, (G,), {"limit": v}, ValueError, f"limit is {v}; it must be > 0")
    for name in ("clip_by_norm", "clip_by_value")
    for v in (0, -1.0, math.nan, math.inf)
]
CALLS += [
    BadCall(
        name, (G,), {"limit": v}, TypeError, f"limit is {v!r}; it must be a real number"
    )
    for name in ("clip_by_norm", "clip_by_value")
    for v in NOT_NUMBERS
]
CALLS += [
    BadCall(
        name,
        ({"w": [G, bad]},),
        {"limit": 1.0},
        TypeError,
        f"grads['w'][1] has dtype {bad.dtype}; it must hold real numbers",
    )
    for name in ("clip_by_norm", "clip_by_value")
    for bad in (np.array("a"), np.array(1j), np.array(None))
]


HALF = [SimpleNamespace(init=None), SimpleNamespace(step=None)]


def identity(x):
    """A gradient."""
    return x


def call(*args, error=ValueError, says, **hyper):
    """A wrong call of minimize."""
    return BadCall("minimize", args, {"steps": 3, **hyper}, error, says)


CALLS += [
    call(3, G, SGD(), error=TypeError, says="grad is 3; it must be a function"),
    call(
        identity, G, "SGD", error=TypeError,
        says="optimizer is 'SGD'; it must have init and step",
    ),
    call(
        identity, G, 3, error=TypeError,
        says="optimizer is 3; it must have init and step",
    ),
    call(
        identity, G, Adam, error=TypeError,
        says="optimizer is the class Adam; it must be an object of it, as Adam()",
    ),
    call(identity, G, SGD(), steps=-1, says="steps is -1; it must be >= 0"),
    call(
        identity, G, SGD(), steps=2.0, error=TypeError,
        says="steps is 2.0; it must be an integer",
    ),
    call(
        identity, G, SGD(), steps=True, error=TypeError,
        says="steps is True; it must be an integer",
    ),
    call(
        identity, ["a"], SGD(), error=TypeError,
        says="x0 has dtype <U1; it must hold real numbers",
    ),
    call(
        identity, [1j], SGD(), error=TypeError,
        says="x0 has dtype complex128; it must hold real numbers",
    ),
    call(
        lambda x: x[:, None], G, Adam(),
        says="params has shape (2,) and grads has shape (2, 1); "
        "they must be equal (nothing is broadcast here)",
    ),
    call(
        lambda x: 1.0, G, Adam(),
        says="params has shape (2,) and grads has shape (); "
        "they must be equal (nothing is broadcast here)",
    ),
    call(
        lambda x: x.astype(complex), G, Adam(), error=TypeError,
        says="grads has dtype complex128; it must hold real numbers",
    ),
    call(
        identity, G, SGD(lr=lambda t: 0.5 - t),
        says="lr(1) is -0.5; it must be >= 0",
    ),
    call(
        identity, G, SGD(lr=lambda t: "fast"), error=TypeError,
        says="lr(0) is 'fast'; it must be a real number",
    ),
    call(
        identity, G, Newton(hessian=lambda x: np.eye(3)),
        says="hessian(params) has shape (3, 3); it must have shape (2, 2), "
        "that of params twice",
    ),
    call(
        identity, G, Newton(hessian=lambda x: x),
        says="hessian(params) has shape (2,); it must have shape (2, 2), "
        "that of params twice",
    ),
    call(
        identity, G, Newton(hessian=lambda x: 1j * np.eye(2)), error=TypeError,
        says="hessian(params) has dtype complex128; it must hold real numbers",
    ),
    call(
        identity, G, Newton(hessian=lambda x: np.ones((2, 2))),
        says="hessian(params) is singular; give a damping",
    ),
]  # fmt: skip
CALLS += [
    call(
        identity,
        G,
        half,
        error=TypeError,
        says=f"optimizer is {half!r}; it must have init and step",
    )
    for half in HALF
]
