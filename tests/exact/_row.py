"""A function with its exact mathematics, and how it is evaluated."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

import lossedu

Exact = Callable[..., Any]


@dataclass(frozen=True, eq=False)
class Row:
    """A function with one kind of arguments and one setting of its hyper-parameters.

    `value` and `grad` take one point in exact numbers: a number for an element-wise
    argument, a list for a row. A list that they return is one result an entry.
    `sizes` are the sums of the absolute values of the terms that value and derivative
    are made of, where these may cancel: an error is allowed to grow by size / |exact|.
    """

    name: str  # "losses.huber"
    points: Callable[[type], tuple[np.ndarray, ...]]
    value: Exact
    grad: Exact | None = None
    hyper: dict[str, Any] = field(default_factory=dict)
    note: str = ""  # what is particular about the points
    bounds: tuple[float, float] = (4, 4)  # of value and derivative, in ULP
    float32: tuple[float, float] | None = None  # where other than in float64
    reason: str = ""  # why a bound is above 4
    sizes: tuple[Exact | None, Exact | None] = (None, None)
    tail: float = 1  # growth below the normal numbers, where a factor underflows first
    derivative: str = ""  # its name, where it is not that of the value with _grad
    wrt: int = -1  # the argument of the derivative
    upstream: tuple[float, ...] | None = None  # of a derivative that is a _vjp
    rivals: dict[str, str] = field(default_factory=dict)

    @property
    def module(self) -> str:
        return self.name.split(".")[0]

    @property
    def function(self) -> str:
        return self.name.split(".")[1]

    @property
    def label(self) -> str:
        """The function as the table names it."""
        settings = [f"{k}={_short(v)}" for k, v in self.hyper.items()]
        return ", ".join(filter(None, [self.function, *settings, self.note]))

    @property
    def derivative_name(self) -> str:
        kind = "grad" if self.upstream is None else "vjp"
        return self.derivative or f"{self.function}_{kind}"

    @property
    def exists(self) -> bool:
        """Whether the package has the function."""
        return hasattr(getattr(lossedu, self.module, None), self.function)

    def limits(self, dtype: type) -> tuple[float, float]:
        """The bounds of value and derivative in a dtype."""
        return self.float32 if dtype is np.float32 and self.float32 else self.bounds

    def seed(self, shape: tuple[int, ...], dtype: type) -> np.ndarray:
        """The upstream gradient of the outputs: ones, if none is given."""
        return np.broadcast_to(
            np.asarray(1 if self.upstream is None else self.upstream, dtype), shape
        ).copy()


def _short(value: Any) -> str:
    """A setting as the table prints it."""
    if isinstance(value, float):
        return f"{value:.4g}"
    return "…" if isinstance(value, tuple) else str(value)


def ours(row: Row, args: tuple[np.ndarray, ...], dtype: type) -> tuple[Any, Any]:
    """What this package gives."""
    module = getattr(lossedu, row.module)
    value = getattr(module, row.function)(*args, **row.hyper)
    if row.grad is None:
        return value, None
    grad = getattr(module, row.derivative_name)
    if row.upstream is not None:
        args = (row.seed(value.shape, dtype), *args)
    return value, grad(*args, **row.hyper)


def _names(args: tuple[Any, ...]) -> dict[str, Any]:
    """The arguments as a line calls them: y first, x last, p between."""
    return {"y": args[0], "p": args[len(args) // 2], "x": args[-1]}


def _by_torch(
    row: Row,
    args: tuple[np.ndarray, ...],
    dtype: type,
    names: dict[str, Any],
    line: str,
) -> tuple[np.ndarray, np.ndarray]:
    torch = importlib.import_module("torch")
    tensors = tuple(torch.tensor(a) for a in args)
    x = tensors[row.wrt].requires_grad_()
    names = names | {"torch": torch, "F": torch.nn.functional} | _names(tensors)
    value = eval(line, names)
    upstream = torch.tensor(row.seed(tuple(value.shape), dtype)).to(value.dtype)
    (grad,) = torch.autograd.grad(value, x, upstream)
    return value.detach().numpy(), grad.numpy()


def by_torch(row: Row, args: tuple[np.ndarray, ...], dtype: type) -> tuple[Any, Any]:
    """What PyTorch gives, the derivative by its autograd."""
    return _by_torch(row, args, dtype, {}, row.rivals["torch"])


def by_keras(row: Row, args: tuple[np.ndarray, ...], dtype: type) -> tuple[Any, Any]:
    """What Keras gives on its PyTorch backend (KERAS_BACKEND=torch)."""
    keras = importlib.import_module("keras")
    keras.config.set_floatx(np.dtype(dtype).name)
    return _by_torch(row, args, dtype, {"keras": keras}, row.rivals["keras"])


def by_jax(row: Row, args: tuple[np.ndarray, ...], dtype: type) -> tuple[Any, Any]:
    """What JAX gives, the derivative by its vjp."""
    jax = importlib.import_module("jax")
    jax.config.update("jax_enable_x64", True)
    arrays = [jax.numpy.asarray(a) for a in args]

    def f(x: Any) -> Any:
        arrays[row.wrt] = x
        return eval(
            row.rivals["jax"], {"jax": jax, "jnp": jax.numpy} | _names(tuple(arrays))
        )

    value, back = jax.vjp(f, arrays[row.wrt])
    (grad,) = back(jax.numpy.asarray(row.seed(value.shape, dtype)).astype(value.dtype))
    return np.asarray(value), np.asarray(grad)


def by_scipy(row: Row, args: tuple[np.ndarray, ...], dtype: type) -> tuple[Any, Any]:
    """What SciPy gives, which has no derivatives."""
    names = {
        name: importlib.import_module(f"scipy.{module}")
        for name, module in (
            ("special", "special"),
            ("stats", "stats"),
            ("distance", "spatial.distance"),
        )
    }
    with np.errstate(all="ignore"):
        return np.asarray(
            eval(row.rivals["scipy"], {"np": np} | names | _names(args))
        ), None


BY = {"torch": by_torch, "scipy": by_scipy, "jax": by_jax, "keras": by_keras}
