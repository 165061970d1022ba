"""Newton's method: steps from the second derivatives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array
from lossedu._tree import Tree
from lossedu.optimizers._rate import Rate, rate, settle
from lossedu.optimizers._update import each


class NewtonState(NamedTuple):
    """Steps taken."""

    t: int


@dataclass(frozen=True, kw_only=True)
class Newton:
    r"""Newton's method: the gradient divided by the curvature.

    .. math:: (H + \lambda I) d_t = g_t,
              \quad x_t = x_{t-1} - \alpha d_t

    with the matrix H of second derivatives at the old x.

    Parameters
    ----------
    hessian : function
        ``hessian(x)``: the second derivatives at x, of the shape of x twice: (n, n)
        for a vector of n parameters.
    lr : float or function, default 1.0
        Length alpha of the step, 1 for Newton's own, or a schedule ``step -> rate``
        whose step counts from 0; >= 0.
    damping : float, default 0.0
        Added to every curvature, lambda in the formula; >= 0. Once it exceeds minus the
        least eigenvalue of H, the step goes downhill; a large one makes it gradient
        descent with a rate of about alpha / lambda.

    Raises
    ------
    ValueError
        If a hyper-parameter is out of its range. In a step: if the Hessian has not the
        shape of the parameters twice, or is singular with the damping.
    TypeError
        If `hessian` is not a function, or another hyper-parameter not a number. In a
        step: if the parameters are not one array.

    Notes
    -----
    One step with a rate of 1 reaches the stationary point of a quadratic, be it a
    minimum, a saddle or a maximum. The system is solved, H not inverted. A Hessian that
    holds NaN or infinity gives a step of NaN.

    References
    ----------
    J. Nocedal, S. J. Wright (2006), Numerical Optimization, 2nd ed., Springer,
    doi:10.1007/978-0-387-40065-5, section 3.3.

    K. Levenberg (1944), A method for the solution of certain non-linear problems in
    least squares, Q. Appl. Math. 2(2), 164-168, doi:10.1090/qam/10666 (damping).

    Examples
    --------
    >>> import numpy as np
    >>> from lossedu import surfaces
    >>> newton = Newton(hessian=surfaces.quadratic_bowl_hessian)
    >>> x = np.array([3.0, -4.0])
    >>> newton.step(x, surfaces.quadratic_bowl_grad(x), newton.init(x))
    (array([0., 0.]), NewtonState(t=1))
    """

    hessian: Callable[[Any], ArrayLike]
    lr: Rate = 1.0
    damping: float = 0.0

    def __post_init__(self) -> None:
        """Check the hyper-parameters."""
        _check.function("hessian", self.hessian)
        settle(self, lr=">= 0", damping=">= 0")

    def init(self, params: Tree) -> NewtonState:
        """Return the state before the first step."""
        _one_array(params)
        return NewtonState(0)

    def step(
        self, params: Tree, grads: Tree, state: NewtonState
    ) -> tuple[Tree, NewtonState]:
        """Return the parameters and the state after one step."""
        lr = rate(self.lr, state, NewtonState)

        def update(x: Array, g: Array) -> tuple[Any, ...]:
            return (x - lr * self._solve(x, g),)

        _one_array(params)
        (x,) = each(update, params, grads)
        return x, NewtonState(state.t + 1)

    def _solve(self, x: Array, g: Array) -> Array:
        """Return d with (H + damping I) d = g."""
        (h,) = _check.arrays(**{"hessian(params)": self.hessian(x)})
        if h.shape != x.shape * 2:
            raise ValueError(
                f"hessian(params) has shape {h.shape}; "
                f"it must have shape {x.shape * 2}, that of params twice"
            )
        a = h.astype(float).reshape(x.size, x.size) + self.damping * np.eye(x.size)
        b = g.ravel().astype(float)
        try:
            d = np.linalg.solve(a, b)
        except np.linalg.LinAlgError:
            d = np.full_like(b, np.nan)  # as NumPy answers in a browser
        if np.isfinite(a).all() and np.isfinite(b).all() and np.isnan(d).any():
            raise ValueError("hessian(params) is singular; give a damping")
        return d.reshape(x.shape)


def _one_array(params: Tree) -> None:
    if isinstance(params, (dict, list, tuple)):
        raise TypeError(
            f"params is a {type(params).__name__}; Newton takes one array, "
            "whose parameters share a Hessian"
        )
    _check.arrays(params=params)
