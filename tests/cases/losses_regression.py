"""Cases of the regression losses and of the likelihoods."""

from functools import partial

import numpy as np

from cases._make import OTHER, PROBABILITY, REAL, cases
from lossedu.losses import LOSSES

rng = np.random.default_rng(21)
COUNT = rng.poisson(3.0, size=(5, 4)).astype(float)
VARIANCE = rng.uniform(0.1, 3.0, size=(5, 4))

_cases = partial(cases, LOSSES)
CASES = [
    *_cases("absolute_error", (REAL, OTHER)),
    *_cases("huber", (REAL, OTHER), {}, {"delta": 0.4}, {"delta": 3}),
    *_cases("smooth_l1", (REAL, OTHER), {}, {"beta": 0.4}, {"beta": 3}),
    *_cases("log_cosh", (REAL, OTHER)),
    *_cases("quantile", (REAL, OTHER), {}, {"q": 0.1}, {"q": 0.75}),
    *_cases("absolute_percentage_error", (REAL, OTHER), whole=1),
    *_cases("squared_log_error", (np.exp(REAL), np.exp(OTHER))),
    *_cases("squared_log_error", (PROBABILITY, -PROBABILITY)),
    *_cases("linex", (REAL, OTHER), {}, {"a": -0.5}, {"a": 0.3}),
    *_cases("poisson_nll", (COUNT, OTHER), negative=True),
    *_cases("poisson_nll", (COUNT, OTHER), {"full": True}),
    *_cases("poisson_nll", (COUNT, np.exp(OTHER)), {"log_input": False}, negative=True),
    *_cases("poisson_nll", (COUNT, np.exp(OTHER)), {"log_input": False, "full": True}),
    *_cases("gaussian_nll", (REAL, OTHER, VARIANCE), negative=True, whole=1),
    *_cases("gaussian_nll", (REAL, OTHER, VARIANCE), {"full": True}, whole=1),
]
