"""Reference implementations for a course on losses and what surrounds them.

Functions are called through their module, so that a name says where it comes from::

    >>> from lossedu import losses
    >>> losses.squared_error([1.0, 2.0], [1.5, 2.0])
    array([0.25, 0.  ])

The package needs NumPy alone. `lossedu.plotting` also needs Matplotlib and Altair.
"""

import importlib
from typing import TYPE_CHECKING, Any

from lossedu._pair import Pair

if TYPE_CHECKING:
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


def __getattr__(name: str) -> Any:
    """Import a module when it is first asked for: `import lossedu` itself is quick."""
    if name in __all__:
        return importlib.import_module(f"lossedu.{name}")
    raise AttributeError(f"module 'lossedu' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names, though most are not imported yet."""
    return [*__all__, "__version__"]
