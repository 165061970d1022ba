"""Wrong calls of the measures of information."""

import numpy as np

from bad_calls._make import (
    INF,
    no_distribution,
    no_rows,
    not_a_number,
    not_real,
    pair,
    unequal,
)
from lossedu import Pair
from lossedu.information import GENERATORS, Generator

ROW, TABLE = [0.5, 0.25, 0.25], [[0.5, 0.25], [0.25, 0.0]]
ONE = pair("self_information", p=[0.5, 0.25])
ROWS = [pair(name, p=ROW) for name in ("entropy", "perplexity")]
TWO = [
    pair(name, p=ROW, q=[0.25, 0.5, 0.25])
    for name in ("cross_entropy", "kl_divergence", "js_divergence", "f_divergence")
]
TABLES = [
    pair(name, joint=TABLE)
    for name in ("joint_entropy", "conditional_entropy", "mutual_information")
]
F_DIVERGENCE = TWO[-1]

CALLS = []
for _call in (ONE, *ROWS, *TWO, *TABLES):
    CALLS += not_real(_call) + not_a_number(_call, "base", "> 0 and not 1")
for _call in TWO:
    CALLS += unequal(_call)
for _bad in (-0.5, -5e-324, np.nextafter(1, 2), 2.0, INF, -INF):
    CALLS += ONE.bad(ValueError, f"p holds {_bad}; it must be in [0, 1]", p=[0.5, _bad])
for _call in (*ROWS, *TWO):
    for _name in _call.args:
        CALLS += no_distribution(_call, _name)
    _more = {"q"} & set(_call.args)
    for _x in (1.0, [], [[], []]):
        CALLS += no_rows(_call, "p", _x, **dict.fromkeys(_more, _x))

for _call in TABLES:
    for _x in (1.0, [], [0.5, 0.5], [[]], np.zeros((0, 2)), np.zeros((3, 2, 0))):
        CALLS += no_rows(_call, "joint", _x, axes=2)
    for _bad, _total in [
        ([[0.5, 0.5], [0.5, 0.5]], "2"),  # each row a distribution, as if conditional
        ([[20, 30], [10, 40]], "100"),
        ([[0, 0], [0, 0]], "0"),
        ([TABLE, [[0.5, 0.25], [0.25, 0.0011]]], "1.0011"),
        ([[0.5, 0.25], [0.2489, 0.0]], "0.9989"),
        ([[INF, 0], [0, 0]], "inf"),
    ]:
        _said = (
            f"joint has a table that sums to {_total}; "
            "each must sum to 1 (to within 0.001)"
        )
        CALLS += _call.bad(ValueError, _said, joint=_bad)
    for _bad in (-0.25, -5e-324, -INF):
        _said = f"joint holds {_bad}; it must be >= 0"
        CALLS += _call.bad(ValueError, _said, joint=[[1.0, 0.25], [0.0, _bad]])

for _bad in ("KL", "", "kl_divergence"):
    _said = f"generator is {_bad!r}; it must be one of {', '.join(GENERATORS)}"
    CALLS += F_DIVERGENCE.bad(ValueError, _said, generator=_bad)
for _bad in (None, 3, abs, (abs, abs), ["kl"], np.array(["kl", "js"])):
    _said = f"generator is {_bad!r}; it must be a name, a Pair or a Generator"
    CALLS += F_DIVERGENCE.bad(TypeError, _said, generator=_bad)
for _bad, _part, _what in [
    (Pair(1, abs), "value", "1"),
    (Pair(abs, "kl"), "grad", "'kl'"),
    (Generator(None, abs, abs), "value", "None"),
    (Generator(abs, 2.0, abs), "grad", "2.0"),
    (Generator(abs, abs, [0]), "intercept", "[0]"),
]:
    _said = f"generator.{_part} is {_what}; it must be a function"
    CALLS += F_DIVERGENCE.bad(TypeError, _said, generator=_bad)
