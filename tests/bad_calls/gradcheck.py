"""Wrong calls of the checks of derivatives.

A derivative of the wrong shape is no wrong call but what these checks are there to
find; they say so by an AssertionError.
"""

import numpy as np

from bad_calls import BadCall
from bad_calls._make import (
    INF,
    NAN,
    NO_NUMBERS,
    NOT_REAL,
    OUTSIDE,
    RAGGED,
    numpys_words,
)

X = np.array([0.5, -1.0])
COMPARE = ["compare_grad", "check_grad"]
CHECK = [*COMPARE, "check_vjp"]
EVERY = [*CHECK, "numerical_jacobian", "numerical_grad"]


def product(u, x):
    return u * np.cos(x)


def functions(name):
    """The functions that a check takes before the arguments."""
    if name in COMPARE:
        return (np.sin, np.cos)
    return (np.sin, product) if name == "check_vjp" else (np.sin,)


def returning(value):
    return lambda *args: value


def bad(names, args, error, message, **hyper):
    return [
        BadCall(name, (*functions(name), *args), hyper, error, message)
        for name in names
    ]


CALLS = []

# The function, its derivative and what they return.
for _f in (None, 3, "sin", [np.sin]):
    for _name in EVERY:
        _rest = functions(_name)[1:]
        _said = f"f is {_f!r}; it must be a function"
        CALLS.append(BadCall(_name, (_f, *_rest, X), {}, TypeError, _said))
    for _name in CHECK:
        _what = "vjp" if _name == "check_vjp" else "grad"
        _said = f"{_what} is {_f!r}; it must be a function"
        CALLS.append(BadCall(_name, (np.sin, _f, X), {}, TypeError, _said))
for _value, _dtype in NOT_REAL:
    for _name in EVERY:
        _args = (returning(_value), *functions(_name)[1:], X)
        _said = f"the value of f has dtype {_dtype}; it must hold real numbers"
        CALLS.append(BadCall(_name, _args, {}, TypeError, _said))
    for _name in CHECK:
        _said = f"the derivative has dtype {_dtype}; it must hold real numbers"
        _args = (np.sin, returning(_value), X)
        CALLS.append(BadCall(_name, _args, {}, TypeError, _said))
for _name in CHECK:
    _words = numpys_words(RAGGED)
    _said = f"the derivative is not an array: {_words}"
    _args = (np.sin, returning(RAGGED), X)
    CALLS.append(BadCall(_name, _args, {}, ValueError, _said))
    _said = f"the value of f is not an array: {_words}"
    _args = (returning(RAGGED), np.cos, X)
    CALLS.append(BadCall(_name, _args, {}, ValueError, _said))

# The arguments.
_said = "f has no argument here; the derivative is in the last one"
CALLS += bad(EVERY, (), TypeError, _said)
for _value, _dtype in NOT_REAL:
    _said = f"the last argument has dtype {_dtype}; it must hold real numbers"
    CALLS += bad(EVERY, (_value,), TypeError, _said)
_said = f"the last argument is not an array: {numpys_words(RAGGED)}"
CALLS += bad(EVERY, (RAGGED,), ValueError, _said)
_said = f"argument 1 is not an array: {numpys_words(RAGGED)}"
CALLS += bad(EVERY, (X, RAGGED, X), ValueError, _said)
for _value in (NAN, INF, -INF):
    _said = f"the last argument holds {_value}; it must be finite"
    CALLS += bad(EVERY, ([0.5, _value],), ValueError, _said)

# The settings.
for _value in NO_NUMBERS:
    _said = f"step is {_value!r}; it must be a real number"
    CALLS += bad(EVERY, (X,), TypeError, _said, step=_value)
for _value in OUTSIDE["> 0"]:
    _said = f"step is {_value}; it must be > 0"
    CALLS += bad(EVERY, (X,), ValueError, _said, step=_value)
for _value in (1e-300, 2.2e-16):
    _said = f"step is {_value}; it must be >= 2.2e-16: x with less added is x"
    CALLS += bad(EVERY, (X,), ValueError, _said, step=_value)
for _setting, _names in (("seed", CHECK), ("coupled", COMPARE)):
    for _value in (0.0, "0", True, [0], 1j, NAN):
        _said = f"{_setting} is {_value!r}; it must be an integer"
        CALLS += bad(_names, (X,), TypeError, _said, **{_setting: _value})
    _said = f"{_setting} is -1; it must be >= 0"
    CALLS += bad(_names, (X,), ValueError, _said, **{_setting: -1})
CALLS += bad(CHECK, (X,), TypeError, "seed is None; it must be an integer", seed=None)
_said = "coupled is 2; the last argument has 1 axes"
CALLS += bad(COMPARE, (X,), ValueError, _said, coupled=2)
_said = "coupled is 1; the last argument has 0 axes"
CALLS += bad(COMPARE, (0.5,), ValueError, _said, coupled=1)


def column_sums(x):
    return x.sum(axis=0)


for _free, _hyper in ((1, {}), (2, {"coupled": 0}), (1, {"coupled": 1})):
    for _name in COMPARE:
        _said = (
            "the value of f has shape (3,) and the last argument (2, 3); "
            f"their first {_free} axes must be equal"
        )
        _args = (column_sums, np.ones_like, np.ones((2, 3)))
        CALLS.append(BadCall(_name, _args, _hyper, ValueError, _said))

# The weights of the value, which has here the shape (2,).
for _value in (1.0, [1.0], [1.0, 2.0, 3.0], [[1.0, 2.0]], np.eye(2)):
    _said = (
        f"weights has shape {np.shape(_value)}; it must have shape (2,), "
        "that of the value of f"
    )
    CALLS += bad(["numerical_grad"], (X,), ValueError, _said, weights=_value)
for _value, _dtype in NOT_REAL:
    if _value is not None:
        _said = f"weights has dtype {_dtype}; it must hold real numbers"
        CALLS += bad(["numerical_grad"], (X,), TypeError, _said, weights=_value)
