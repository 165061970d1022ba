"""Rows that many functions share: what is no number, no shape, no setting.

A `Call` is a right call, by the names of its arguments, from which each row changes one
argument. Values and derivatives are told the same.
"""

from typing import Any, NamedTuple

import numpy as np

from bad_calls import BadCall

NAN, INF = np.nan, np.inf
RAGGED = [[0.5, 0.5], [0.5]]
NOT_REAL = [
    (np.zeros(2, complex), "complex128"),
    (np.zeros(2, object), "object"),
    (np.array(["0", "1"]), "<U1"),
    (np.zeros(2, "datetime64[s]"), "datetime64[s]"),
    (None, "object"),
    ([0.5, None], "object"),
    ("0.5", "<U3"),
    ({0.5}, "object"),
]
NO_NUMBERS = ["0.5", None, True, np.True_, 0.5j, [0.5], np.array(0.5), np.ones(2)]
OUTSIDE = {
    "> 0": [0, -0.0, -5e-324, -1, NAN, INF, -INF],
    ">= 0": [-5e-324, -1, NAN, INF, -INF],
    "in [0, 1]": [-5e-324, -1, np.nextafter(1, 2), 2, NAN, INF, -INF],
    "> 0 and not 1": [0, 1, 1.0, -5e-324, -2, NAN, INF, -INF],
}


class Call(NamedTuple):
    """A right call: the names of a value and what goes with it, and its arguments."""

    names: tuple[str, ...]
    args: dict[str, Any]

    def bad(self, error, message, **changed):
        """Rows with some arguments or settings changed, one for each name."""
        args = tuple(changed.pop(k, v) for k, v in self.args.items())
        return [BadCall(name, args, changed, error, message) for name in self.names]


def pair(name, **args):
    """A right call of a function and of its derivative."""
    return Call((name, f"{name}_grad"), args)


def trio(name, **args):
    """A right call of a function, of its derivative, and of both at once."""
    return Call((name, f"{name}_grad", f"{name}_with_grad"), args)


def numpys_words(ragged):
    """What NumPy says of a list that is no array; it differs between versions."""
    try:
        np.asarray(ragged)
    except ValueError as error:
        return str(error)


def not_real(call, *names):
    """Rows in which an array (each, if none is named) holds no real numbers."""
    rows = []
    for name in names or call.args:
        for bad, dtype in NOT_REAL:
            said = f"{name} has dtype {dtype}; it must hold real numbers"
            rows += call.bad(TypeError, said, **{name: bad})
        said = f"{name} is not an array: {numpys_words(RAGGED)}"
        rows += call.bad(ValueError, said, **{name: RAGGED})
    return rows


def unequal(call):
    """Rows in which the shapes of two arrays differ, scalars among them."""
    (first, a), (second, b) = call.args.items()
    a, b = np.asarray(a), np.asarray(b)
    rows = []
    for x, y in [
        (a, b[..., None]),
        (a[..., None], b),
        (a, b[None]),
        (a, b[..., :1]),
        (a[..., :1], b),
        (a, b[..., :0]),
        (a.flat[0], b),
        (a, b.flat[0]),
    ]:
        said = (
            f"{first} has shape {np.shape(x)} and {second} has shape {np.shape(y)}; "
            "they must be equal (nothing is broadcast here)"
        )
        rows += call.bad(ValueError, said, **{first: x, second: y})
    return rows


def not_a_number(call, setting, rule):
    """Rows in which a setting is no number, or one beyond its range."""
    rows = []
    for bad in NO_NUMBERS:
        said = f"{setting} is {bad!r}; it must be a real number"
        rows += call.bad(TypeError, said, **{setting: bad})
    for bad in OUTSIDE[rule]:
        said = f"{setting} is {bad}; it must be {rule}"
        rows += call.bad(ValueError, said, **{setting: bad})
    said = f"{setting} is inf; it must be {rule}"
    return rows + call.bad(ValueError, said, **{setting: 10**400})


def not_weights(call, n):
    """Rows in which `weight` is not one finite weight >= 0 for each of n classes."""
    rows = []
    for bad in (1.0, np.ones(n - 1), np.ones(n + 1), np.ones((1, n)), []):
        said = (
            f"weight has shape {np.shape(bad)}; it must have shape ({n},), one a class"
        )
        rows += call.bad(ValueError, said, weight=bad)
    for bad in (-1.0, -5e-324, NAN, INF, -INF):
        said = f"weight holds {bad}; it must be finite and >= 0"
        rows += call.bad(ValueError, said, weight=[1.0] * (n - 1) + [bad])
    for bad, dtype in ((["a"] * n, "<U1"), ([1j] * n, "complex128")):
        said = f"weight has dtype {dtype}; it must hold real numbers"
        rows += call.bad(TypeError, said, weight=bad)
    said = f"weight is not an array: {numpys_words(RAGGED)}"
    return rows + call.bad(ValueError, said, weight=RAGGED)


def no_rows(call, name, x, least=1, axes=1, **others):
    """Rows in which an array lacks its last axes, or one of them is too short."""
    wanted = "a last axis" if axes == 1 else f"{axes} last axes"
    said = (
        f"{name} has shape {np.shape(x)}; "
        f"it must have {wanted} of length {least} or more"
    )
    return call.bad(ValueError, said, **{name: x}, **others)


def no_distribution(call, name):
    """Rows of three that are no probabilities; the other arrays are as they were."""
    rows = []
    for bad, total in [
        ([0.5, 0.5, 0.5], "1.5"),
        ([0.25, 0.25, 0.25], "0.75"),
        ([20.0, 30.0, 50.0], "100"),
        ([0.0, 0.0, 0.0], "0"),
        ([0.5, 0.5, 0.0011], "1.0011"),
        ([0.5, 0.4989, 0.0], "0.9989"),
        ([INF, 0.0, 0.0], "inf"),
        ([1.0, 1.0, 0.0], "2"),
    ]:
        said = (
            f"{name} has a row that sums to {total}; "
            "each must sum to 1 (to within 0.001)"
        )
        rows += call.bad(ValueError, said, **{name: bad})
    for bad, least in [([1.5, -0.5, 0], -0.5), ([1, -5e-324, 0], -5e-324),
                       ([-INF, 1, 0], -INF)]:  # fmt: skip
        said = f"{name} holds {least}; it must be >= 0"
        rows += call.bad(ValueError, said, **{name: bad})
    return rows


def no_labels(call, name, model, n, shapes):
    """Integer labels 0 .. n - 1, two of them: what is none, and of what shape."""
    rows = []
    for bad in ([0, n], [0, -1], [0, -100], [2**62, 0], np.uint64([0, 2**64 - 1])):
        which = next(v for v in bad if not 0 <= v < n)
        said = f"{name} holds {which}; labels must be in 0 .. {n - 1}"
        rows += call.bad(ValueError, said, **{name: bad})
    for bad, dtype in (([0.0, 1.0], "float64"), (np.float32([0, NAN]), "float32")):
        said = f"{name} has dtype {dtype}; labels must be integers"
        rows += call.bad(TypeError, said, **{name: bad})
    for bad in shapes:
        said = (
            f"{name} has shape {np.shape(bad)}; it must have shape (2,), "
            f"that of {model} without its last axis"
        )
        rows += call.bad(ValueError, said, **{name: bad})
    return rows
