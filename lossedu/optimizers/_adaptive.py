"""AdaGrad, AdaDelta, RMSProp: a rate for each parameter, from its gradients."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from lossedu import _check
from lossedu._check import Array
from lossedu._tree import Tree
from lossedu.optimizers._rate import Rate, rate, settle
from lossedu.optimizers._update import each, raised, zeros


class AdaGradState(NamedTuple):
    """Steps taken, and the sum v of the squared gradients."""

    t: int
    v: Tree


@dataclass(frozen=True, kw_only=True)
class AdaGrad:
    r"""AdaGrad: rates that fall as a parameter's squared gradients add up.

    .. math:: v_t = v_{t-1} + g_t^2,
              \quad x_t = x_{t-1} - \alpha \frac{g_t}{\sqrt{v_t} + \epsilon}

    Parameters
    ----------
    lr : float or function, default 0.01
        Learning rate alpha, or a schedule ``step -> rate`` whose step counts from 0;
        >= 0.
    eps : float, default 1e-10
        Added to the denominator, which may be 0; > 0.

    Raises
    ------
    ValueError
        If a hyper-parameter is out of its range.
    TypeError
        If a hyper-parameter is not a number.

    Notes
    -----
    As `torch.optim.Adagrad`. Keras and optax start v at 0.1 and add eps inside the
    root. PyTorch's ``lr_decay=d`` is the schedule ``lambda t: lr / (1 + d * t)``.

    A constant gradient g makes v = t g^2, so that the steps shrink as 1 / sqrt(t).

    References
    ----------
    J. Duchi, E. Hazan, Y. Singer (2011), Adaptive subgradient methods for online
    learning and stochastic optimization, J. Mach. Learn. Res. 12, 2121-2159.

    Examples
    --------
    >>> import numpy as np
    >>> adagrad, x = AdaGrad(lr=0.1), np.array([1.0, 2.0])
    >>> adagrad.step(x, np.array([3.0, -30.0]), adagrad.init(x))
    (array([0.9, 2.1]), AdaGradState(t=1, v=array([  9., 900.])))
    """

    lr: Rate = 1e-2
    eps: float = 1e-10

    def __post_init__(self) -> None:
        """Check the hyper-parameters."""
        settle(self, lr=">= 0", eps="> 0")

    def init(self, params: Tree) -> AdaGradState:
        """Return the state before the first step."""
        return AdaGradState(0, zeros(params))

    def step(
        self, params: Tree, grads: Tree, state: AdaGradState
    ) -> tuple[Tree, AdaGradState]:
        """Return the parameters and the state after one step."""
        lr = rate(self.lr, state, AdaGradState)

        def update(x: Array, g: Array, v: Array) -> tuple[Any, ...]:
            v = v + np.square(g)
            return x - lr * g / raised(np.sqrt(v), self.eps), v

        x, v = each(update, params, grads, v=state.v)
        return x, AdaGradState(state.t + 1, v)


class AdaDeltaState(NamedTuple):
    """Steps taken, and the mean squares v of the gradients and u of the steps."""

    t: int
    v: Tree
    u: Tree


@dataclass(frozen=True, kw_only=True)
class AdaDelta:
    r"""AdaDelta: steps in the unit of the parameter, without a rate to choose.

    .. math:: v_t = \rho v_{t-1} + (1 - \rho) g_t^2,
              \quad d_t = \frac{\sqrt{u_{t-1} + \epsilon}}{\sqrt{v_t + \epsilon}} g_t

    .. math:: u_t = \rho u_{t-1} + (1 - \rho) d_t^2,
              \quad x_t = x_{t-1} - \alpha d_t

    Parameters
    ----------
    lr : float or function, default 1.0
        Factor alpha of the step, 1 in the paper, or a schedule ``step -> rate`` whose
        step counts from 0; >= 0.
    rho : float, default 0.9
        Decay rate of the mean squares, the share that a step keeps; in [0, 1).
    eps : float, default 1e-6
        Added inside both roots; > 0. It sets the first step, of about
        sqrt(eps / (1 - rho)), which would be 0 without it.

    Raises
    ------
    ValueError
        If a hyper-parameter is out of its range.
    TypeError
        If a hyper-parameter is not a number.

    Notes
    -----
    As `torch.optim.Adadelta`. The paper and Keras take a rho of 0.95.

    References
    ----------
    M. D. Zeiler (2012), ADADELTA: an adaptive learning rate method, arXiv:1212.5701.

    Examples
    --------
    >>> import numpy as np
    >>> adadelta, x = AdaDelta(rho=0.75, eps=0.75), np.array(2.0)
    >>> adadelta.step(x, np.array(3.0), adadelta.init(x))[0].round(6)
    np.float64(0.5)
    """

    lr: Rate = 1.0
    rho: float = 0.9
    eps: float = 1e-6

    def __post_init__(self) -> None:
        """Check the hyper-parameters."""
        settle(self, lr=">= 0", rho="in [0, 1)", eps="> 0")

    def init(self, params: Tree) -> AdaDeltaState:
        """Return the state before the first step."""
        return AdaDeltaState(0, zeros(params), zeros(params))

    def step(
        self, params: Tree, grads: Tree, state: AdaDeltaState
    ) -> tuple[Tree, AdaDeltaState]:
        """Return the parameters and the state after one step."""
        lr, rho, eps = rate(self.lr, state, AdaDeltaState), self.rho, self.eps

        def update(x: Array, g: Array, v: Array, u: Array) -> tuple[Any, ...]:
            v = rho * v + (1 - rho) * np.square(g)
            d = np.sqrt(raised(u, eps)) / np.sqrt(raised(v, eps)) * g
            u = rho * u + (1 - rho) * np.square(d)
            return x - lr * d, v, u

        x, v, u = each(update, params, grads, v=state.v, u=state.u)
        return x, AdaDeltaState(state.t + 1, v, u)


class RMSPropState(NamedTuple):
    """Steps taken, the running mean square v and mean m, and the momentum b."""

    t: int
    v: Tree
    m: Tree
    b: Tree


@dataclass(frozen=True, kw_only=True)
class RMSProp:
    r"""RMSProp: step by the gradient over its running root mean square.

    .. math:: v_t = \rho v_{t-1} + (1 - \rho) g_t^2,
              \quad x_t = x_{t-1} - \alpha \frac{g_t}{\sqrt{v_t} + \epsilon}

    Centred, the variance v - m^2 stands in place of v, with m the running mean of the
    gradients. With momentum, b = mu b + g / (sqrt(v) + eps) stands in place of the
    fraction.

    Parameters
    ----------
    lr : float or function, default 0.01
        Learning rate alpha, or a schedule ``step -> rate`` whose step counts from 0;
        >= 0.
    rho : float, default 0.99
        Decay rate of the mean square, the share that a step keeps; in [0, 1).
    eps : float, default 1e-8
        Added to the denominator, which may be 0; > 0.
    momentum : float, default 0.0
        Momentum mu: the share of b that a step keeps; in [0, 1).
    centered : bool, default False
        Whether to divide by the running standard deviation instead.

    Raises
    ------
    ValueError
        If a hyper-parameter is out of its range.
    TypeError
        If a hyper-parameter is not a number, or `centered` not a bool.

    Notes
    -----
    As `torch.optim.RMSprop`, where rho is `alpha`. Hinton's lecture and Keras take a
    rho of 0.9. Keras and, by default, optax add eps inside the root.

    It is `Adam` with a `beta1` of 0 and without the correction of v for its start at 0,
    so the first step is 1 / sqrt(1 - rho) times as long: 10 times for a rho of 0.99.

    A variance that rounding would make negative is 0 here; in PyTorch it is NaN.

    References
    ----------
    T. Tieleman, G. Hinton (2012), Lecture 6.5: rmsprop, Neural Networks for Machine
    Learning, Coursera (unpublished slides).

    A. Graves (2013), Generating sequences with recurrent neural networks,
    arXiv:1308.0850 (centred, with momentum).

    Examples
    --------
    >>> import numpy as np
    >>> rmsprop, x = RMSProp(lr=0.1, rho=0.75), np.array([1.0, 2.0])
    >>> rmsprop.step(x, np.array([3.0, -30.0]), rmsprop.init(x))[0].round(6)
    array([0.8, 2.2])
    """

    lr: Rate = 1e-2
    rho: float = 0.99
    eps: float = 1e-8
    momentum: float = 0.0
    centered: bool = False

    def __post_init__(self) -> None:
        """Check the hyper-parameters."""
        settle(self, lr=">= 0", rho="in [0, 1)", eps="> 0", momentum="in [0, 1)")
        _check.flag("centered", self.centered)

    def init(self, params: Tree) -> RMSPropState:
        """Return the state before the first step."""
        return RMSPropState(0, zeros(params), zeros(params), zeros(params))

    def step(
        self, params: Tree, grads: Tree, state: RMSPropState
    ) -> tuple[Tree, RMSPropState]:
        """Return the parameters and the state after one step."""
        lr, rho, mu = rate(self.lr, state, RMSPropState), self.rho, self.momentum

        def update(x: Array, g: Array, v: Array, m: Array, b: Array) -> tuple[Any, ...]:
            v = rho * v + (1 - rho) * np.square(g)
            m = rho * m + (1 - rho) * g
            # v >= m^2 but for rounding
            s = np.maximum(v - np.square(m), 0) if self.centered else v
            b = mu * b + g / raised(np.sqrt(s), self.eps)
            return x - lr * b, v, m, b

        x, v, m, b = each(update, params, grads, v=state.v, m=state.m, b=state.b)
        return x, RMSPropState(state.t + 1, v, m, b)
