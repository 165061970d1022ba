"""Every function with its exact value and derivative, for the table of accuracy.

A file a family, in which each row gives a function with its settings, the points at
which it is measured, the mathematics of it at 60 digits, how far from that it may be,
and the line by which other libraries compute the same.
"""

import importlib
import pkgutil

_MODULES = [
    importlib.import_module(f"exact.{module.name}")
    for module in pkgutil.iter_modules(__path__)
    if not module.name.startswith("_")
]
ROWS = [row for module in _MODULES for row in module.ROWS]
# Functions of the tables without a row, each with the reason.
WITHOUT = {
    name: why
    for module in _MODULES
    for name, why in getattr(module, "WITHOUT", {}).items()
}
