"""What the cases of all tables are made of."""

from typing import NamedTuple

import numpy as np


class Case(NamedTuple):
    """One function with one kind of argument and its hyper-parameters."""

    name: str
    pair: tuple
    args: tuple  # float64; the batch is on the first axis
    hyper: dict
    row: int = 0  # how many last axes of the last argument make one value
    keeps: bool = False  # the value has the shape of the last argument all the same
    negative: bool = False  # the value may be below 0
    width: float = 1  # length of the value's last axis, that of the argument's being 1
    apart: bool = False  # no element of the value needs the whole row
    whole: int = 0  # a whole number that every argument may be
    random: bool = False  # drawn for the whole array, so that an item draws by itself

    @property
    def value(self):
        """The function with its hyper-parameters."""
        return lambda *args: self.pair[0](*args, **self.hyper)

    @property
    def grad(self):
        """Its derivative with the same hyper-parameters."""
        return lambda *args: self.pair[1](*args, **self.hyper)


def cases(pairs, name, args, *hypers, **rest):
    """Cases of one function of a table, one for each set of hyper-parameters."""
    return [Case(name, pairs[name], args, hyper, **rest) for hyper in hypers or [{}]]


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
