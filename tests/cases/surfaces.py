"""Cases of the surfaces."""

import numpy as np

from cases._make import cases
from lossedu.surfaces import SURFACES

rng = np.random.default_rng(21)
# of size 1, so that Rosenbrock's factor of 100 leaves float16 some digits
PLACE = rng.uniform(-1.2, 1.2, size=(5, 2))
PLACE4 = rng.uniform(-1.2, 1.2, size=(5, 4))

CASES = [
    *cases(SURFACES, "quadratic_bowl", (PLACE,), {}, {"curvature": [3, 0.5]}, row=1),
    *cases(SURFACES, "quadratic_bowl", (PLACE4,), {"curvature": [1, 2, 5, 9]}, row=1),
    *cases(SURFACES, "rosenbrock", (PLACE,), row=1),
    *cases(SURFACES, "beale", (PLACE,), row=1),
    *cases(SURFACES, "saddle", (PLACE,), row=1, negative=True),
]
