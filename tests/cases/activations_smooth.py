"""Cases of the smooth ramps, the softsign and the gated units."""

from cases._make import OTHER, REAL, cases
from lossedu.activations import ACTIVATIONS

BETAS = [{}, {"beta": 0.0}, {"beta": 0.5}, {"beta": 1.702}, {"beta": -3}]

CASES = [
    case
    for name in ("softsign", "gelu", "gelu_tanh", "silu", "mish")
    for case in cases(ACTIVATIONS, name, (REAL,), keeps=True, negative=True)
]
CASES += cases(ACTIVATIONS, "swish", (REAL,), *BETAS, keeps=True, negative=True)
HALVED = {"row": 1, "keeps": True, "width": 0.5, "apart": True, "negative": True}
CASES += cases(ACTIVATIONS, "glu", (OTHER,), **HALVED)
CASES += cases(ACTIVATIONS, "swiglu", (OTHER,), **HALVED)
