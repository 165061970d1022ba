"""Wrong calls of the schedules."""

import math

from bad_calls import BadCall

# A right call of each, whose settings are made wrong in turn.
RIGHT = {
    "constant": {"lr": 0.1},
    "step_decay": {"lr": 0.1, "every": 3, "factor": 0.5},
    "exponential_decay": {"lr": 0.1, "factor": 0.5},
    "inverse_sqrt": {"lr": 0.1, "warmup_steps": 3},
    "cosine": {"lr": 0.1, "steps": 9, "lowest": 0.01},
    "warmup": {"lr": 0.1, "steps": 3},
    "one_cycle": {"lr": 0.1, "steps": 9, "rise": 0.3, "start_factor": 0.1,
                  "end_factor": 0.1},
}  # fmt: skip
RULES = {
    "lr": (">= 0", [-0.1, math.nan, math.inf]),
    "factor": ("in (0, 1]", [0, -0.5, 1.5, math.nan, math.inf]),
    "lowest": (">= 0", [-0.1, math.nan, math.inf]),
    "rise": ("in (0, 1)", [0, 1, -0.5, 1.5, math.nan]),
    "start_factor": ("in [0, 1]", [-0.1, 1.1, math.nan]),
    "end_factor": ("in [0, 1]", [-0.1, 1.1, math.nan]),
    "every": (">= 1", [0, -3]),
    "steps": (">= 1", [0, -3]),
    "warmup_steps": (">= 1", [0, -3]),
}
WHOLE = {"every", "steps", "warmup_steps"}
NOT_NUMBERS = ["0.1", None, True, 1j, [0.1]]

STEPS = [
    (-1, ValueError, "step holds -1.0; it must be >= 0"),
    ([0, 2, -3], ValueError, "step holds -3.0; it must be >= 0"),
    (-math.inf, ValueError, "step holds -inf; it must be >= 0"),
    ("3", TypeError, "step has dtype <U1; it must hold real numbers"),
    (3j, TypeError, "step has dtype complex128; it must hold real numbers"),
    (None, TypeError, "step has dtype object; it must hold real numbers"),
]

CALLS = [
    BadCall(name, (step,), right, error, message)
    for name, right in RIGHT.items()
    for step, error, message in STEPS
]
for name, right in RIGHT.items():
    for key in right:
        rule, values = RULES[key]
        CALLS += [
            BadCall(name, (0,), {**right, key: value}, ValueError,
                    f"{key} is {value}; it must be {rule}")
            for value in values
        ]  # fmt: skip
        kind = "an integer" if key in WHOLE else "a real number"
        CALLS += [
            BadCall(name, (0,), {**right, key: value}, TypeError,
                    f"{key} is {value!r}; it must be {kind}")
            for value in NOT_NUMBERS + [2.5] * (key in WHOLE)
        ]  # fmt: skip
CALLS += [
    BadCall(
        "cosine",
        (0,),
        {"lr": 0.1, "steps": 9, "lowest": 0.2},
        ValueError,
        "lowest is 0.2; it must be at most lr, 0.1",
    ),
    BadCall(
        "one_cycle",
        (0,),
        {"lr": 0.1, "steps": 3, "rise": 0.3},
        ValueError,
        "rise is 0.3 of 3 steps; it must be more than one step",
    ),
    BadCall(
        "one_cycle",
        (0,),
        {"lr": 0.1, "steps": 4, "rise": 0.25},
        ValueError,
        "rise is 0.25 of 4 steps; it must be more than one step",
    ),
    BadCall(
        "warmup",
        (0,),
        {"lr": 0.1, "steps": 3, "then": 0.1},
        TypeError,
        "then is 0.1; it must be a function",
    ),
    BadCall(
        "warmup",
        ([0, 1],),
        {"lr": 0.1, "steps": 3, "then": lambda step: 0.1},
        ValueError,
        "step has shape (2,) and then(step) has shape (); "
        "they must be equal (nothing is broadcast here)",
    ),
    BadCall(
        "warmup",
        (0,),
        {"lr": 0.1, "steps": 3, "then": lambda step: "a"},
        TypeError,
        "then(step) has dtype <U1; it must hold real numbers",
    ),
]
