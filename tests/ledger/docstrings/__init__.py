"""The formulas in the package's docstrings, which the API pages print.

A formula is checked as one on a page is: its sides against each other, and its leftmost
side against the function that carries it. There is one file a module of lossedu.
"""

import importlib
import pkgutil

FORMULAS = [
    row
    for module in pkgutil.iter_modules(__path__)
    if not module.name.startswith("_")
    for row in importlib.import_module(f"{__name__}.{module.name}").FORMULAS
]
