"""Hyper-parameters of the optimizers: the learning rate and the others."""

from collections.abc import Callable
from typing import Any, TypeAlias

from lossedu import _check

Rate: TypeAlias = float | Callable[[int], float]


def rate(lr: Rate, state: Any, kind: type[Any]) -> float:
    """The learning rate of the step that a state of this kind has come to."""
    if not isinstance(state, kind):
        raise TypeError(
            f"state is a {type(state).__name__}; it must be the {kind.__name__} of init"
        )
    step = state.t
    if callable(lr):
        return _check.number(f"lr({step})", lr(step), ">= 0")
    return lr


def settle(optimizer: Any, **rules: str) -> None:
    """Check hyper-parameters and keep each as a Python float, which leaves a dtype."""
    for name, rule in rules.items():
        value = getattr(optimizer, name)
        if not (name == "lr" and callable(value)):
            value = _check.number(name, value, rule)
        object.__setattr__(optimizer, name, value)  # the class is frozen
