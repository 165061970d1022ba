"""Gradient descent, plain and with momentum."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from lossedu import _check
from lossedu._check import Array
from lossedu._tree import Tree
from lossedu.optimizers._rate import Rate, rate, settle
from lossedu.optimizers._update import each, zeros


class SGDState(NamedTuple):
    """Steps taken, and the momentum b."""

    t: int
    b: Tree


@dataclass(frozen=True, kw_only=True)
class SGD:
    r"""Stochastic gradient descent, with or without momentum.

    .. math:: b_t = \mu b_{t-1} + (1 - \tau) g_t, \quad x_t = x_{t-1} - \alpha b_t

    The first b is g itself, undamped. With Nesterov's momentum g + mu b takes the place
    of b in the step.

    Parameters
    ----------
    lr : float or function, default 0.001
        Learning rate alpha, or a schedule ``step -> rate`` whose step counts from 0;
        >= 0.
    momentum : float, default 0.0
        Momentum mu: the share of b that a step keeps; in [0, 1).
    dampening : float, default 0.0
        The share tau of the gradient that b leaves out; in [0, 1]. It needs a momentum.
    nesterov : bool, default False
        Whether to look ahead by Nesterov's momentum. It needs a momentum and no
        dampening.
    weight_decay : float, default 0.0
        Adds `weight_decay` times x to the gradient, as a penalty of half of it times
        the squared norm would; >= 0.

    Raises
    ------
    ValueError
        If a hyper-parameter is out of its range, or has no effect with the others.
    TypeError
        If a hyper-parameter is not a number, or `nesterov` not a bool.

    Notes
    -----
    As `torch.optim.SGD`, where the rate multiplies the whole of b. In Polyak's form, in
    Keras and in Sutskever et al. it is inside b, which is the same for a constant rate
    and differs after a change. PyTorch ignores a dampening without momentum.

    On a convex quadratic whose largest curvature is L, plain descent converges for
    every rate below 2 / L, and for a rate above diverges from almost every start.

    References
    ----------
    H. Robbins, S. Monro (1951), A stochastic approximation method,
    Ann. Math. Statist. 22(3), 400-407, doi:10.1214/aoms/1177729586.

    B. T. Polyak (1964), Some methods of speeding up the convergence of iteration
    methods, USSR Comput. Math. Math. Phys. 4(5), 1-17,
    doi:10.1016/0041-5553(64)90137-5.

    Y. Nesterov (1983), A method for solving the convex programming problem with
    convergence rate O(1/k^2), Dokl. Akad. Nauk SSSR 269, 543-547.

    I. Sutskever, J. Martens, G. Dahl, G. Hinton (2013), On the importance of
    initialization and momentum in deep learning, ICML, 1139-1147.

    Examples
    --------
    >>> import numpy as np
    >>> sgd = SGD(lr=0.5, momentum=0.5)
    >>> x = np.array([1.0, -2.0])
    >>> x, state = sgd.step(x, x, sgd.init(x))
    >>> x, state
    (array([ 0.5, -1. ]), SGDState(t=1, b=array([ 1., -2.])))
    """

    lr: Rate = 1e-3
    momentum: float = 0.0
    dampening: float = 0.0
    nesterov: bool = False
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        """Check the hyper-parameters."""
        settle(self, lr=">= 0", momentum="in [0, 1)", dampening="in [0, 1]")
        settle(self, weight_decay=">= 0")
        if _check.flag("nesterov", self.nesterov) and not (
            self.momentum > 0 and self.dampening == 0
        ):
            raise ValueError("nesterov is True; it needs momentum > 0 and dampening 0")
        if self.dampening > 0 and self.momentum == 0:
            raise ValueError(f"dampening is {self.dampening}; it needs momentum > 0")

    def init(self, params: Tree) -> SGDState:
        """Return the state before the first step."""
        return SGDState(0, zeros(params))

    def step(self, params: Tree, grads: Tree, state: SGDState) -> tuple[Tree, SGDState]:
        """Return the parameters and the state after one step."""
        lr, mu = rate(self.lr, state, SGDState), self.momentum
        share = 1 - self.dampening if state.t > 0 else 1.0

        def update(x: Array, g: Array, b: Array) -> tuple[Any, ...]:
            if self.weight_decay > 0:  # 0 times an infinite x is NaN
                g = g + self.weight_decay * x
            b = mu * b + share * g if mu > 0 else g
            d = g + mu * b if self.nesterov else b
            return x - lr * d, b

        x, b = each(update, params, grads, b=state.b)
        return x, SGDState(state.t + 1, b)
