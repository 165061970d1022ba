"""Wrong calls of the losses for classes."""

import numpy as np

from bad_calls._make import (
    INF,
    NAN,
    no_distribution,
    no_labels,
    no_rows,
    not_a_number,
    not_real,
    not_weights,
    pair,
    trio,
    unequal,
)

BINARY = pair("binary_cross_entropy", y_true=[1, 0], y_prob=[0.5, 0.25])
SIGMOID = pair("sigmoid_cross_entropy", y_true=[1, 0], logits=[0.5, -2.0])
FOCAL = pair("sigmoid_focal", y_true=[1, 0], logits=[0.5, -2.0])
ROW = [0.5, 0.25, 0.25]
CATEGORICAL = pair("categorical_cross_entropy", y_true=ROW, y_prob=ROW)
SOFTMAX = trio("softmax_cross_entropy", y_true=ROW, logits=[0.5, 2.0, -1.0])
SPARSE = trio("sparse_softmax_cross_entropy", y_true=[0, 2], logits=[[0.5, 2, 1]] * 2)
BEYOND = (-0.5, -5e-324, np.nextafter(1, 2), 2.0, INF, -INF)

CALLS = []
for _call in (BINARY, SIGMOID, FOCAL, CATEGORICAL, SOFTMAX):
    CALLS += not_real(_call) + unequal(_call)
CALLS += not_real(SPARSE)

for _call, _name in ((BINARY, "y_true"), (BINARY, "y_prob"), (SIGMOID, "y_true")):
    for _bad in BEYOND:
        _said = f"{_name} holds {_bad}; it must be in [0, 1]"
        CALLS += _call.bad(ValueError, _said, **{_name: [0.5, _bad]})
    _said = f"{_name} holds -1.0; it must be in [0, 1]"  # a label of another convention
    CALLS += _call.bad(ValueError, _said, **{_name: [1, -1]})
for _bad in (0.5, *BEYOND):
    _said = f"y_true holds {_bad}; it must be 0 or 1"
    CALLS += FOCAL.bad(ValueError, _said, y_true=[1, _bad])

for _call in (CATEGORICAL, SOFTMAX):
    CALLS += no_distribution(_call, "y_true")
for _x in (1.0, [], [[], []]):
    CALLS += no_rows(CATEGORICAL, "y_prob", _x, y_true=_x)
    CALLS += no_rows(SOFTMAX, "y_true", _x, logits=_x)
    CALLS += no_rows(SPARSE, "logits", _x)
CALLS += no_distribution(CATEGORICAL, "y_prob")
CALLS += no_labels(SPARSE, "y_true", "logits", 3, [0, [0], [0, 1, 2], [[0], [1]], []])

for _call in (BINARY, SIGMOID, CATEGORICAL, SOFTMAX, SPARSE):
    CALLS += not_a_number(_call, "label_smoothing", "in [0, 1]")
for _call in (BINARY, SIGMOID):
    CALLS += not_a_number(_call, "pos_weight", "> 0")
for _call in (CATEGORICAL, SOFTMAX, SPARSE):
    CALLS += not_weights(_call, 3)
CALLS += not_a_number(FOCAL, "gamma", ">= 0")
CALLS += [  # an alpha of None is right: no weights
    row for row in not_a_number(FOCAL, "alpha", "in [0, 1]")
    if row.hyper["alpha"] is not None
]  # fmt: skip
for _bad in (1.0, NAN, INF, "1", True, 1j, [1], np.array(1)):
    _said = f"ignore_label is {_bad!r}; it must be an integer"
    CALLS += SPARSE.bad(TypeError, _said, ignore_label=_bad)
for _ignored, _bad in ((-1, -2), (0, 3), (-100, -1)):
    _said = f"y_true holds {_bad}; labels must be in 0 .. 2"
    CALLS += SPARSE.bad(ValueError, _said, y_true=[1, _bad], ignore_label=_ignored)
# as an int64 the label would be the ignored -1
_said = "y_true holds 18446744073709551615; labels must be in 0 .. 2"
_label = np.array([0, 2**64 - 1], np.uint64)
CALLS += SPARSE.bad(ValueError, _said, y_true=_label, ignore_label=-1)
