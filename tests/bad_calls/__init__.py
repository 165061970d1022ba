"""Wrong calls of every public function, and what each is told.

There is one file a module of lossedu, or one a part of it (losses_margin), with one row
a wrong call: the function's name, its arguments, its hyper-parameters, the type of the
error and its whole message.
"""

import importlib
import pkgutil
from typing import Any, NamedTuple


class BadCall(NamedTuple):
    """A call that must fail, and how."""

    name: str
    args: tuple[Any, ...]
    hyper: dict[str, Any]
    error: type[Exception]
    message: str


def all_calls():
    """The wrong calls by the name of their file."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    names = [name for name in names if not name.startswith("_")]
    return {name: importlib.import_module(f"{__name__}.{name}").CALLS for name in names}
