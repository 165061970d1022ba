"""Reference implementations for a course on losses and what surrounds them.

Functions are called through their module, so that a name says where it comes from::

    >>> from lossedu import losses
    >>> losses.squared_error([1.0, 2.0], [1.5, 2.0])
    array([0.25, 0.  ])

The package needs NumPy alone. `lossedu.plotting` also needs Matplotlib and Altair.
"""

from lossedu import (
    activations,
    autodiff,
    gradcheck,
    information,
    losses,
    optimizers,
    regularizers,
    schedules,
    surfaces,
)
from lossedu._pair import Pair

__all__ = [
    "Pair",
    "activations",
    "autodiff",
    "gradcheck",
    "information",
    "losses",
    "optimizers",
    "regularizers",
    "schedules",
    "surfaces",
]

__version__ = "0.1.0"
