"""Adam, AdamW, Adamax: a running mean of the gradients over their running size."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from lossedu import _check
from lossedu._check import Array
from lossedu._tree import Tree
from lossedu.optimizers._rate import Rate, rate, settle
from lossedu.optimizers._update import each, raised, zeros


class AdamState(NamedTuple):
    """Steps taken, the running mean m and mean square v, and the v_max that is used.

    With `amsgrad` v_max is the largest v so far, else v itself.
    """

    t: int
    m: Tree
    v: Tree
    v_max: Tree


@dataclass(frozen=True, kw_only=True)
class Adam:
    r"""Adam: step by the mean gradient over its root mean square, both running means.

    .. math:: m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t,
              \quad v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t^2

    .. math:: \hat m_t = \frac{m_t}{1 - \beta_1^t},
              \quad \hat v_t = \frac{v_t}{1 - \beta_2^t},
              \quad x_t = x_{t-1} - \alpha \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}

    Parameters
    ----------
    lr : float or function, default 0.001
        Learning rate alpha, or a schedule ``step -> rate`` whose step counts from 0;
        >= 0.
    beta1, beta2 : float, default 0.9 and 0.999
        Decay rates of the two means, the shares that a step keeps; in [0, 1).
    eps : float, default 1e-8
        Added to the denominator, which may be 0; > 0.
    weight_decay : float, default 0.0
        Adds `weight_decay` times x to the gradient, as a penalty of half of it times
        the squared norm would; >= 0. `AdamW` decays the weights themselves.
    amsgrad : bool, default False
        Whether to divide by the largest v so far, as Reddi et al. do.

    Raises
    ------
    ValueError
        If a hyper-parameter is out of its range.
    TypeError
        If a hyper-parameter is not a number, or `amsgrad` not a bool.

    Notes
    -----
    The division by 1 - beta^t corrects the two means for their start at 0. As
    `torch.optim.Adam` and `optax.adam`: eps is outside the root and added after the
    correction. Keras adds it before the correction, the paper's "epsilon hat". With
    `amsgrad`, Reddi et al. correct neither mean; PyTorch and this class correct m and
    the largest v, and optax takes the largest of the corrected v.

    Without the correction the first step would be (1 - beta1) / sqrt(1 - beta2) times
    the rate, 3.16 times with the defaults; with it, the step is the rate itself.

    References
    ----------
    D. P. Kingma, J. Ba (2015), Adam: a method for stochastic optimization, ICLR,
    arXiv:1412.6980.

    S. J. Reddi, S. Kale, S. Kumar (2018), On the convergence of Adam and beyond, ICLR,
    openreview.net/forum?id=ryQu7f-RZ (amsgrad).

    Examples
    --------
    >>> import numpy as np
    >>> adam = Adam(lr=0.1)
    >>> params = {"w": np.array([1.0, 2.0]), "b": np.array(0.5)}
    >>> grads = {"w": np.array([3.0, -30.0]), "b": np.array(0.0)}
    >>> params, state = adam.step(params, grads, adam.init(params))
    >>> params
    {'w': array([0.9, 2.1]), 'b': np.float64(0.5)}
    >>> state.t, state.m["w"].round(6)
    (1, array([ 0.3, -3. ]))
    """

    lr: Rate = 1e-3
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    weight_decay: float = 0.0
    amsgrad: bool = False

    def __post_init__(self) -> None:
        """Check the hyper-parameters."""
        settle(self, lr=">= 0", beta1="in [0, 1)", beta2="in [0, 1)", eps="> 0")
        settle(self, weight_decay=">= 0")
        _check.flag("amsgrad", self.amsgrad)

    def init(self, params: Tree) -> AdamState:
        """Return the state before the first step."""
        return AdamState(0, zeros(params), zeros(params), zeros(params))

    def step(
        self, params: Tree, grads: Tree, state: AdamState
    ) -> tuple[Tree, AdamState]:
        """Return the parameters and the state after one step."""
        lr, t = rate(self.lr, state, AdamState), state.t + 1

        def update(x: Array, g: Array, *moments: Array) -> tuple[Any, ...]:
            if self.weight_decay > 0:
                g = g + self.weight_decay * x
            d, *moments_t = _direction(self, t, g, *moments)
            return x - lr * d, *moments_t

        moments = {"m": state.m, "v": state.v, "v_max": state.v_max}
        x, m, v, v_max = each(update, params, grads, **moments)
        return x, AdamState(t, m, v, v_max)


@dataclass(frozen=True, kw_only=True)
class AdamW:
    r"""AdamW: Adam with a decoupled weight decay, which the gradients do not scale.

    .. math:: x_t = (1 - \alpha \lambda) x_{t-1}
              - \alpha \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}

    with the means of `Adam`, which the decay does not enter.

    Parameters
    ----------
    lr : float or function, default 0.001
        Learning rate alpha, or a schedule ``step -> rate`` whose step counts from 0;
        >= 0.
    beta1, beta2 : float, default 0.9 and 0.999
        Decay rates of the two means, the shares that a step keeps; in [0, 1).
    eps : float, default 1e-8
        Added to the denominator, which may be 0; > 0.
    weight_decay : float, default 0.01
        The decay lambda: a step multiplies each weight by 1 - lr lambda; >= 0.
    amsgrad : bool, default False
        Whether to divide by the largest v so far, as Reddi et al. do.

    Raises
    ------
    ValueError
        If a hyper-parameter is out of its range.
    TypeError
        If a hyper-parameter is not a number, or `amsgrad` not a bool.

    Notes
    -----
    As `torch.optim.AdamW`. The default decay is 0.004 in Keras and 0.0001 in optax. In
    the paper the schedule alone multiplies lambda; here, as in PyTorch, the whole rate
    does.

    References
    ----------
    I. Loshchilov, F. Hutter (2019), Decoupled weight decay regularization, ICLR,
    arXiv:1711.05101.

    Examples
    --------
    >>> import numpy as np
    >>> adamw, x = AdamW(lr=0.1, weight_decay=0.5), np.array([1.0, 2.0])
    >>> adamw.step(x, np.array([3.0, 0.0]), adamw.init(x))[0].round(6)
    array([0.85, 1.9 ])
    """

    lr: Rate = 1e-3
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    weight_decay: float = 0.01
    amsgrad: bool = False

    def __post_init__(self) -> None:
        """Check the hyper-parameters."""
        settle(self, lr=">= 0", beta1="in [0, 1)", beta2="in [0, 1)", eps="> 0")
        settle(self, weight_decay=">= 0")
        _check.flag("amsgrad", self.amsgrad)

    def init(self, params: Tree) -> AdamState:
        """Return the state before the first step."""
        return AdamState(0, zeros(params), zeros(params), zeros(params))

    def step(
        self, params: Tree, grads: Tree, state: AdamState
    ) -> tuple[Tree, AdamState]:
        """Return the parameters and the state after one step."""
        lr, t = rate(self.lr, state, AdamState), state.t + 1

        def update(x: Array, g: Array, *moments: Array) -> tuple[Any, ...]:
            d, *moments_t = _direction(self, t, g, *moments)
            return (1 - lr * self.weight_decay) * x - lr * d, *moments_t

        moments = {"m": state.m, "v": state.v, "v_max": state.v_max}
        x, m, v, v_max = each(update, params, grads, **moments)
        return x, AdamState(t, m, v, v_max)


def _direction(
    adam: Adam | AdamW, t: int, g: Array, m: Array, v: Array, v_max: Array
) -> tuple[Any, ...]:
    """Return what the rate multiplies in step t, counted from 1, and the moments."""
    b1, b2 = adam.beta1, adam.beta2
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * np.square(g)
    v_max = np.maximum(v_max, v) if adam.amsgrad else v
    m_hat = m / (1 - b1**t)
    v_hat = v_max / (1 - b2**t)
    return m_hat / raised(np.sqrt(v_hat), adam.eps), m, v, v_max


class AdamaxState(NamedTuple):
    """Steps taken, the running mean m of the gradients, their decaying maximum u."""

    t: int
    m: Tree
    u: Tree


@dataclass(frozen=True, kw_only=True)
class Adamax:
    r"""Adamax: Adam with the largest recent gradient in place of the root mean square.

    .. math:: m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t,
              \quad u_t = \max(\beta_2 u_{t-1}, |g_t| + \epsilon)

    .. math:: x_t = x_{t-1} - \frac{\alpha}{1 - \beta_1^t} \frac{m_t}{u_t}

    Parameters
    ----------
    lr : float or function, default 0.002
        Learning rate alpha, or a schedule ``step -> rate`` whose step counts from 0;
        >= 0.
    beta1, beta2 : float, default 0.9 and 0.999
        Decay rates of the mean and of the maximum, the shares that a step keeps; in
        [0, 1).
    eps : float, default 1e-8
        Added to the size of the gradient, which may be 0; > 0.

    Raises
    ------
    ValueError
        If a hyper-parameter is out of its range.
    TypeError
        If a hyper-parameter is not a number.

    Notes
    -----
    As `torch.optim.Adamax`. The paper has no eps; Keras adds it to u. The size u is the
    limit, as p goes to infinity, of the p-th root of a running mean of abs(g)^p, and
    needs no correction for its start.

    References
    ----------
    D. P. Kingma, J. Ba (2015), Adam: a method for stochastic optimization, ICLR,
    arXiv:1412.6980, section 7.1.

    Examples
    --------
    >>> import numpy as np
    >>> adamax, x = Adamax(lr=0.1), np.array([1.0, 2.0])
    >>> adamax.step(x, np.array([3.0, -30.0]), adamax.init(x))[0].round(6)
    array([0.9, 2.1])
    """

    lr: Rate = 2e-3
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8

    def __post_init__(self) -> None:
        """Check the hyper-parameters."""
        settle(self, lr=">= 0", beta1="in [0, 1)", beta2="in [0, 1)", eps="> 0")

    def init(self, params: Tree) -> AdamaxState:
        """Return the state before the first step."""
        return AdamaxState(0, zeros(params), zeros(params))

    def step(
        self, params: Tree, grads: Tree, state: AdamaxState
    ) -> tuple[Tree, AdamaxState]:
        """Return the parameters and the state after one step."""
        lr, t = rate(self.lr, state, AdamaxState), state.t + 1
        b1, b2 = self.beta1, self.beta2

        def update(x: Array, g: Array, m: Array, u: Array) -> tuple[Any, ...]:
            m = b1 * m + (1 - b1) * g
            u = np.maximum(b2 * u, raised(np.abs(g), self.eps))
            return x - lr / (1 - b1**t) * m / u, m, u

        x, m, u = each(update, params, grads, m=state.m, u=state.u)
        return x, AdamaxState(t, m, u)
