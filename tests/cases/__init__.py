"""Arguments for every function of every table, for the tests that hold for all."""

import importlib
import pkgutil

import lossedu

_MODULES = [
    importlib.import_module(f"cases.{module.name}")
    for module in pkgutil.iter_modules(__path__)
    if not module.name.startswith("_")
]
CASES = [case for module in _MODULES for case in module.CASES]
IDS = [f"{c.name}-{','.join(f'{k}={v}' for k, v in c.hyper.items())}" for c in CASES]


def tables():
    """The package's tables of functions beside their derivatives, by module."""
    found = {}
    for module in (getattr(lossedu, name) for name in lossedu.__all__):
        for name in getattr(module, "__all__", ()):
            table = getattr(module, name)
            if isinstance(table, dict) and all(
                isinstance(row, lossedu.Pair) for row in table.values()
            ):
                found[module] = table
    return found


TABLES = {name: pair for table in tables().values() for name, pair in table.items()}
