"""Cases of the activations."""

from cases._make import REAL, cases
from lossedu.activations import ACTIVATIONS

CASES = [
    case
    for name in ("sigmoid", "softplus")
    for case in cases(ACTIVATIONS, name, (REAL,), keeps=True)
]
CASES += cases(ACTIVATIONS, "tanh", (REAL,), keeps=True, negative=True)
CASES += cases(ACTIVATIONS, "log_sigmoid", (REAL,), keeps=True, negative=True)
CASES += cases(ACTIVATIONS, "log_softmax", (REAL,), row=1, keeps=True, negative=True)
