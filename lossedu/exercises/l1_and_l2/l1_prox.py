"""The proximal map of the L1 penalty: soft thresholding."""

import numpy as np

from lossedu import regularizers
from lossedu.grading import Exercise, probe

exercise = Exercise(
    id="l1_prox",
    chapter="l1-and-l2",
    section="proximal-steps",
    task="""
    Write the proximal map of the L1 penalty.

    For each weight w of the array `w`, shape (n,), find the u that makes
    step abs(u) + (u - w)**2 / 2 smallest, where abs(u) is the size of u. `step` is
    positive. Return these u, of shape (n,). Where the size of w is `step` or less the
    result is exactly 0.
    """.replace("(u - w)**2 / 2", "half the square of u - w"),
    starter='''
    import numpy as np


    def l1_prox(w, *, step):
        """The u with the smallest step * abs(u) + (u - w)**2 / 2, shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=regularizers.l1_prox,
    hints=(
        "Take a positive w and a u between 0 and w. What is the slope of the sum in u, "
        "and where is it 0?",
        "The u for a positive w is w - step, unless that is negative: then 0 is best. "
        "What does the mirror image give for a negative w?",
        "The size shrinks by `step` but not below 0, and the sign stays: use np.sign(w) "
        "and np.maximum(np.abs(w) - step, 0).",
    ),
    praise="A plain step of descent on the penalty jumps over 0 and back; this one "
    "lands on it, and that is how the lasso selects.",
)
