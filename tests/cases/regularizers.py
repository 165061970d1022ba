"""Cases of the penalties and the dropouts."""

import numpy as np

from cases._make import REAL, cases
from lossedu.regularizers import REGULARIZERS

MAPS = np.random.default_rng(21).normal(scale=2.0, size=(5, 3, 4))
SHARES = [{}, {"l1_ratio": 0.0}, {"l1_ratio": 0.3}, {"l1_ratio": 1.0}]

# The laws put a NaN where these seeds drop and, for maps, where one keeps.
DRAWN = {"keeps": True, "negative": True, "random": True}
DRAWS = [{"rate": 0.0, "rng": 0}, {"rate": 0.4, "rng": 0}, {"rate": 0.75, "rng": 3}]

CASES = [
    *cases(REGULARIZERS, "l1", (REAL,)),
    *cases(REGULARIZERS, "l2", (REAL,)),
    *cases(REGULARIZERS, "elastic_net", (REAL,), *SHARES),
    *cases(REGULARIZERS, "group_lasso", (REAL,), row=1),
    *cases(REGULARIZERS, "dropout", (REAL,), *DRAWS, **DRAWN),
    *cases(REGULARIZERS, "alpha_dropout", (REAL,), *DRAWS, **DRAWN),
    *cases(REGULARIZERS, "spatial_dropout", (MAPS,), *DRAWS, **DRAWN),
]
