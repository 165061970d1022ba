"""Cases of the losses of scores with a margin, and of directions."""

from functools import partial

import numpy as np

from cases._make import CLASS, LABEL, OTHER, REAL, cases
from lossedu.losses import LOSSES

SIGN = 2 * LABEL - 1
HOT = np.eye(4)[CLASS]
WEIGHT = [0.5, 2.0, 1.0, 0.0]
MARGINS = [{}, {"margin": 0.0}, {"margin": 2.5}, {"weight": WEIGHT}]
MARGINS += [{"margin": 0.5, "weight": WEIGHT}]

_cases = partial(cases, LOSSES)
CASES = [
    *_cases("hinge", (SIGN, REAL), whole=1),
    *_cases("squared_hinge", (SIGN, REAL), whole=1),
    *_cases("categorical_hinge", (HOT, REAL), row=1),
    *_cases("multiclass_hinge", (CLASS, REAL), *MARGINS, row=1),
    *_cases("cosine_distance", (REAL, OTHER), row=1),
]
