"""The chain rule, taken backwards: reverse-mode differentiation on arrays.

Each operation on a `Tensor` makes a new one that remembers its inputs and, for each, a
vector-Jacobian product: the way back from the gradient of the output to that of the
input. `Tensor.backward` walks from a result to its inputs and adds up what arrives at
each, which is backpropagation. Nothing in the package broadcasts but these operators.
"""

import copy
import heapq
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check, _tree, _ways, activations
from lossedu._check import Array
from lossedu._pair import Pair

__all__ = ["Tensor", "apply", "grad", "value_and_grad"]


def _both(f: Any, left: Any, right: Any) -> Any:
    """The operator f, and its reflection for an array or a number on the left."""
    vjp = _ways.fitted(left, 0), _ways.fitted(right, 1)
    return (
        lambda self, other: apply(f, self, self._operand(other), vjp=vjp),
        lambda self, other: apply(f, self._operand(other), self, vjp=vjp),
    )


class Tensor:
    """An array that remembers how it was made.

    Tensors, arrays and numbers mix in ``+ - * / @``, the latter two as constants; there
    are ``-x``, ``x**p`` with a number p, ``x[index]`` and the methods below.

    Parameters
    ----------
    value : array_like
        Real numbers. A floating dtype is kept, others become float64. The array is not
        copied: leave it as it is while the Tensor is in use.

    Examples
    --------
    >>> x, y, z = Tensor(-2.0), Tensor(5.0), Tensor(-4.0)
    >>> gradients = ((x + y) * z).backward()
    >>> [float(gradients[t]) for t in (x, y, z)]
    [-4.0, -4.0, 3.0]
    """

    __array_ufunc__ = None  # an array on the left leaves the operator to the Tensor
    __iter__ = None  # nor is it a sequence, which its index alone would make it
    _numbers = itertools.count()

    def __init__(self, value: ArrayLike) -> None:
        self.value: Array = _check.arrays(value=value)[0]
        self._sources: list[tuple[Tensor, Any]] = []  # each with its way back
        self._number = next(self._numbers)  # above those of all that it is made from

    def __array__(self, *_: Any, **__: Any) -> Array:
        raise TypeError(
            "a Tensor is not an array: its derivative would be lost; "
            "lift the function with apply, or take .value"
        )

    def __repr__(self) -> str:
        return f"Tensor({self.value!r})"

    def backward(self) -> "dict[Tensor, Array]":
        """Gradients of this scalar in itself and in every Tensor it was made from.

        Nothing is stored in the Tensors. The arrays returned may share memory.
        """
        if self.value.ndim:
            raise ValueError(
                f"the result has shape {self.value.shape}; only a scalar has a "
                "gradient: take .mean(), .sum() or a weighted sum"
            )
        gradients, waiting = {self: np.ones_like(self.value)}, [(-self._number, self)]
        while waiting:
            _, node = heapq.heappop(waiting)  # made last: all that use it are done
            for a, way in node._sources:
                g = _ways.checked(way(gradients[node]), a.value)
                if a not in gradients:
                    heapq.heappush(waiting, (-a._number, a))
                gradients[a] = gradients[a] + g if a in gradients else g
        return gradients

    def _operand(self, other: Any) -> Any:
        return other if isinstance(other, Tensor) else _check.operand(other, self.value)

    # y = f(a, b); how the gradient g of y comes back to a; and how to b
    __add__, __radd__ = _both(np.add, lambda g, *_: g, lambda g, *_: g)
    __sub__, __rsub__ = _both(np.subtract, lambda g, *_: g, lambda g, *_: -g)
    __mul__, __rmul__ = _both(np.multiply, lambda g, a, b: g * b, lambda g, a, b: g * a)
    __truediv__, __rtruediv__ = _both(
        np.divide, lambda g, a, b: g / b, lambda g, a, b: -g / b * (a / b)
    )
    __matmul__, __rmatmul__ = _both(np.matmul, _ways.matmul_left, _ways.matmul_right)

    def __neg__(self) -> "Tensor":
        return self * -1

    def __pow__(self, exponent: float) -> "Tensor":
        p = self._operand(exponent)
        if not isinstance(p, float):
            raise TypeError(f"exponent is {exponent!r}; it must be a number")
        return apply(lambda a, p: a**p, self, p, vjp=(_ways.power, None))

    def __getitem__(self, index: Any) -> "Tensor":
        return apply(lambda a, i: a[i], self, index, vjp=(_ways.index, None))

    def exp(self) -> "Tensor":
        """Exponential of each element."""
        return apply(np.exp, self, vjp=lambda g, a: g * np.exp(a))

    def log(self) -> "Tensor":
        """Natural logarithm of each element."""
        return apply(np.log, self, vjp=lambda g, a: g / a)

    def tanh(self) -> "Tensor":
        """Hyperbolic tangent of each element."""
        return apply(np.tanh, self, vjp=lambda g, a: g * activations.tanh_grad(a))

    def sum(self, axis: _ways.Axis = None, *, keepdims: bool = False) -> "Tensor":
        """Sum over one axis, several or all."""
        return apply(np.sum, self, vjp=_ways.spread, axis=axis, keepdims=keepdims)

    def mean(self, axis: _ways.Axis = None, *, keepdims: bool = False) -> "Tensor":
        """Mean over one axis, several or all."""
        return apply(np.mean, self, vjp=_ways.mean, axis=axis, keepdims=keepdims)

    def max(self, axis: _ways.Axis = None, *, keepdims: bool = False) -> "Tensor":
        """Maximum over one axis, several or all; equal maxima share the gradient."""
        return apply(np.max, self, vjp=_ways.maximum, axis=axis, keepdims=keepdims)

    def reshape(self, *shape: Any) -> "Tensor":
        """Put the elements into another shape, as ``x.reshape(2, -1)``."""
        return apply(lambda a: a.reshape(*shape), self, vjp=_ways.reshape)

    def transpose(self, *axes: int) -> "Tensor":
        """Permute the axes into this order; without arguments, reverse them."""
        return apply(np.transpose, self, vjp=_ways.transpose, axes=axes or None)

    T = property(transpose)


def apply(f: Any, *arrays: Any, vjp: Any = None, **hyper: Any) -> Tensor:
    """Apply a function of arrays with a known derivative, as one node of the graph.

    Parameters
    ----------
    f : Pair or callable
        A row of a module's table, or any function of arrays together with its `vjp`.
    *arrays : Tensor or array_like
        Arguments of `f`; those that are not Tensors are constants.
    vjp : callable or tuple, optional
        ``vjp(upstream, *arrays, **hyper)``, the gradient of ``(upstream * f).sum()`` in
        the last array; in a tuple, one for each array. A Pair brings its own.
    **hyper
        Keyword arguments of `f`. A random generator draws the same on the way back.

    Returns
    -------
    Tensor
        The value of `f`.

    Examples
    --------
    >>> from lossedu.losses import LOSSES
    >>> z = Tensor([0.0, 0.0])
    >>> apply(LOSSES["sparse_softmax_cross_entropy"], 1, z).backward()[z]
    array([ 0.5, -0.5])
    """
    if isinstance(f, Pair):
        f, vjp = f.value, vjp or f.vjp
    ways = vjp if isinstance(vjp, tuple) else (*[None] * (len(arrays) - 1), vjp)
    if len(ways) != len(arrays):
        raise ValueError(f"arrays: {len(arrays)}, vjp: {len(ways)}; one is for each")
    values = [a.value if isinstance(a, Tensor) else a for a in arrays]
    before = copy.deepcopy(hyper)  # a generator in it has not drawn yet
    y = Tensor(_check.function("f", f)(*values, **hyper))
    for i, (a, way) in enumerate(zip(arrays, ways, strict=True)):
        if isinstance(a, Tensor):
            _check.function(f"vjp of array {i}, a Tensor,", way)
            y._sources.append((a, _ways.bound(way, values, before)))
    return y


def value_and_grad(f: Callable[..., Tensor]) -> Callable[..., tuple[Any, Any]]:
    """Make a function that returns the value of f and its gradient.

    Parameters
    ----------
    f : callable
        As for `grad`.

    Returns
    -------
    callable
        Takes the arguments of `f`.

    Examples
    --------
    >>> value_and_grad(lambda x: x * x)(3.0)
    (np.float64(9.0), np.float64(6.0))
    """
    _check.function("f", f)

    def both(*args: Any, **hyper: Any) -> tuple[Any, Any]:
        if not args:
            raise TypeError("there is no positional argument to take the derivative in")
        x = _tree.each(Tensor, args[-1])
        y = f(*args[:-1], x, **hyper)
        if not isinstance(y, Tensor):
            raise TypeError(f"f returned {y!r}; it must return a Tensor")
        found = y.backward()  # without what f did not use
        gradient = _tree.each(lambda a: np.zeros_like(a.value) + found.get(a, 0), x)
        return y.value[()], gradient

    return both


def grad(f: Callable[..., Tensor]) -> Callable[..., Any]:
    """Make a function that returns the gradient of f in its last argument.

    Parameters
    ----------
    f : callable
        Must return a scalar Tensor. It gets its last positional argument as a Tensor,
        or as the same list, tuple or dict with a Tensor for each array.

    Returns
    -------
    callable
        Takes the arguments of `f`; returns new arrays with the structure, the shapes
        and the floating dtypes of the last.

    Examples
    --------
    >>> def loss(x, y, model):
    ...     return (model["weight"] * x - model["bias"] - y) ** 2
    >>> grad(loss)(2.0, 1.0, {"weight": 3.0, "bias": 0.0})
    {'weight': np.float64(20.0), 'bias': np.float64(-10.0)}
    """
    both = value_and_grad(f)
    return lambda *args, **hyper: both(*args, **hyper)[1]
