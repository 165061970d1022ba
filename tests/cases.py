"""Arguments for every function of every table, for the tests that hold for all."""

from typing import NamedTuple

import numpy as np

from lossedu.activations import ACTIVATIONS
from lossedu.information import GENERATORS, INFORMATION
from lossedu.losses import LOSSES


class Case(NamedTuple):
    """One function with one kind of argument and its hyper-parameters."""

    name: str
    pair: tuple
    args: tuple  # float64; the batch is on the first axis
    hyper: dict
    row: int = 0  # how many last axes of the last argument make one value
    keeps: bool = False  # the value has the shape of the last argument all the same

    @property
    def value(self):
        """The function with its hyper-parameters."""
        return lambda *args: self.pair[0](*args, **self.hyper)

    @property
    def grad(self):
        """Its derivative with the same hyper-parameters."""
        return lambda *args: self.pair[1](*args, **self.hyper)


rng = np.random.default_rng(20)
REAL = rng.normal(scale=2.0, size=(5, 4))
OTHER = rng.normal(scale=2.0, size=(5, 4))
LABEL = np.array([[0, 1, 1, 0]] * 5, dtype=float)
SOFT = rng.uniform(0.05, 0.95, size=(5, 4))
PROBABILITY = rng.uniform(0.05, 0.95, size=(5, 4))
P = rng.dirichlet(np.full(4, 3.0), size=5)
Q = rng.dirichlet(np.full(4, 3.0), size=5)
JOINT = rng.dirichlet(np.full(6, 3.0), size=5).reshape(5, 2, 3)
CLASS = np.array([0, 3, 2, 1, 1])
WEIGHT = [0.5, 2.0, 1.0, 0.0]

BINARY = [{}, {"label_smoothing": 0.2}, {"pos_weight": 3.0}]
BINARY += [{"label_smoothing": 0.1, "pos_weight": 0.4}]
ROWS = [{}, {"label_smoothing": 0.2}, {"weight": WEIGHT}]
ROWS += [{"label_smoothing": 0.1, "weight": WEIGHT}]

CASES = [
    Case(name, pair, (REAL,), {}, 1 if name == "log_softmax" else 0, True)
    for name, pair in ACTIVATIONS.items()
]


def _add(name, args, *hypers, row=0, table=LOSSES):
    CASES.extend(Case(name, table[name], args, hyper, row) for hyper in hypers or [{}])


_add("squared_error", (REAL, OTHER))
_add("binary_cross_entropy", (LABEL, PROBABILITY), *BINARY)
_add("binary_cross_entropy", (SOFT, PROBABILITY), *BINARY)
_add("sigmoid_cross_entropy", (LABEL, REAL), *BINARY)
_add("sigmoid_cross_entropy", (SOFT, REAL), *BINARY)
_add("categorical_cross_entropy", (P, Q), *ROWS, row=1)
_add("softmax_cross_entropy", (P, REAL), *ROWS, row=1)
_add("sparse_softmax_cross_entropy", (CLASS, REAL), *ROWS, row=1)
_add("sparse_softmax_cross_entropy", (CLASS, REAL), {"ignore_label": 2}, row=1)
_FOCUS = [{}, {"gamma": 0.0}, {"gamma": 0.5, "alpha": 0.25}, {"gamma": 3, "alpha": 1}]
_add("sigmoid_focal", (LABEL, REAL), *_FOCUS)

_BASES = [{}, {"base": 2}, {"base": 10.0}]
_add("self_information", (PROBABILITY,), *_BASES, table=INFORMATION)
for _name in ("entropy", "perplexity"):
    _add(_name, (P,), *_BASES, row=1, table=INFORMATION)
for _name in ("joint_entropy", "conditional_entropy", "mutual_information"):
    _add(_name, (JOINT,), *_BASES, row=2, table=INFORMATION)
for _name in ("cross_entropy", "kl_divergence", "js_divergence"):
    _add(_name, (P, Q), *_BASES, row=1, table=INFORMATION)
_NAMED = [{"generator": g} for g in GENERATORS]
_add("f_divergence", (P, Q), *_BASES, *_NAMED, row=1, table=INFORMATION)

TABLES = {**ACTIVATIONS, **LOSSES, **INFORMATION}
IDS = [f"{c.name}-{','.join(f'{k}={v}' for k, v in c.hyper.items())}" for c in CASES]
