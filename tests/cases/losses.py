"""Cases of the losses."""

from functools import partial

from cases._make import CLASS, LABEL, OTHER, PROBABILITY, REAL, SOFT, P, Q, cases
from lossedu.losses import LOSSES

WEIGHT = [0.5, 2.0, 1.0, 0.0]
BINARY = [{}, {"label_smoothing": 0.2}, {"pos_weight": 3.0}]
BINARY += [{"label_smoothing": 0.1, "pos_weight": 0.4}]
ROWS = [{}, {"label_smoothing": 0.2}, {"weight": WEIGHT}]
ROWS += [{"label_smoothing": 0.1, "weight": WEIGHT}]
FOCUS = [{}, {"gamma": 0.0}, {"gamma": 0.5, "alpha": 0.25}, {"gamma": 3, "alpha": 1}]
SPARSE = [*ROWS, {"ignore_label": 2}]

_cases = partial(cases, LOSSES)
CASES = [
    *_cases("squared_error", (REAL, OTHER)),
    *_cases("binary_cross_entropy", (LABEL, PROBABILITY), *BINARY),
    *_cases("binary_cross_entropy", (SOFT, PROBABILITY), *BINARY),
    *_cases("sigmoid_cross_entropy", (LABEL, REAL), *BINARY),
    *_cases("sigmoid_cross_entropy", (SOFT, REAL), *BINARY),
    *_cases("categorical_cross_entropy", (P, Q), *ROWS, row=1),
    *_cases("softmax_cross_entropy", (P, REAL), *ROWS, row=1),
    *_cases("sparse_softmax_cross_entropy", (CLASS, REAL), *SPARSE, row=1),
    *_cases("sigmoid_focal", (LABEL, REAL), *FOCUS),
]
