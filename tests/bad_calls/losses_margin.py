"""Wrong calls of the losses with a margin and of directions."""

from bad_calls._make import (
    INF,
    no_labels,
    no_rows,
    not_a_number,
    not_real,
    not_weights,
    pair,
    unequal,
)

HINGE = pair("hinge", y_true=[1, -1], scores=[0.5, 2.0])
SQUARED = pair("squared_hinge", y_true=[1, -1], scores=[0.5, 2.0])
HOT = pair("categorical_hinge", y_true=[[0, 1, 0]], scores=[[0.5, 2.0, 1.0]])
MANY = pair("multiclass_hinge", y_true=[0, 2], scores=[[0.5, 2.0, 1.0]] * 2)
COSINE = pair("cosine_distance", y_true=[[1.0, 2.0]], y_pred=[[0.5, 2.0]])

CALLS = []
for _call in (HINGE, SQUARED, HOT, COSINE):
    CALLS += not_real(_call) + unequal(_call)
for _call in (HINGE, SQUARED):
    for _bad in (0.0, 0.5, 2.0, -2.0, INF, -INF):
        _said = f"y_true holds {_bad}; it must be -1 or 1"
        CALLS += _call.bad(ValueError, _said, y_true=[1, _bad])
    _said = "y_true holds 0.0; it must be -1 or 1"
    CALLS += _call.bad(ValueError, _said, y_true=[0, 1])
    CALLS += _call.bad(ValueError, _said, y_true=[True, False])

for _bad in ([0.5, 0.5, 0], [0, 0, 2], [-1, 1, 1], [0, INF, 0]):
    _which = next(float(v) for v in _bad if v not in (0, 1))
    _said = f"y_true holds {_which}; it must be 0 or 1"
    CALLS += HOT.bad(ValueError, _said, y_true=[_bad])
for _bad in ([0, 0, 0], [1, 1, 0], [True, True, True]):
    _said = f"y_true has a row with {sum(_bad)} ones; each must have exactly one"
    CALLS += HOT.bad(ValueError, _said, y_true=[_bad])
for _x in (1.0, [], [1.0], [[1.0], [1.0]], [[], []]):
    CALLS += no_rows(HOT, "scores", _x, least=2, y_true=_x)
    CALLS += no_rows(MANY, "scores", _x, least=2)

CALLS += not_real(MANY)
CALLS += no_labels(MANY, "y_true", "scores", 3, [0, [0], [0, 1, 2], [[0], [1]], []])
CALLS += not_a_number(MANY, "margin", ">= 0")
CALLS += not_weights(MANY, 3)

for _x in (1.0, [], [[], []]):
    CALLS += no_rows(COSINE, "y_true", _x, y_pred=_x)
for _name in ("y_true", "y_pred"):
    for _bad in ([[0.0, -0.0]], [[0, 0]], [[False, False]]):
        _said = f"{_name} has a row of zeros; each must have a direction"
        CALLS += COSINE.bad(ValueError, _said, **{_name: _bad})
