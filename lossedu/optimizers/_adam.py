"""Adam and its kin: a running mean of the gradients over their root mean square."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from lossedu import _check
from lossedu._check import Array
from lossedu._tree import Tree
from lossedu.optimizers._rate import Rate, rate, settle
from lossedu.optimizers._update import each, raised, zeros


class AdamState(NamedTuple):
    """Steps taken, the mean m and mean square v, the v_max that divides.

    v_max is the largest v so far with `amsgrad`, else v itself.
    """

    t: int
    m: Tree
    v: Tree
    v_max: Tree


@dataclass(frozen=True, kw_only=True)
class Adam:
    r"""Adam: running means of the gradient and its square, corrected for their start.

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
        The shares of the two means that a step keeps; in [0, 1).
    eps : float, default 1e-8
        Keeps the division from 0 / 0; > 0.
    weight_decay : float, default 0.0
        Adds `weight_decay` times x to the gradient, as an L2 penalty would; >= 0.
        `AdamW` decays the weights themselves.
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
    As `torch.optim.Adam` and `optax.adam`: eps is outside the root and added after the
    correction. Keras adds it before the correction, the paper's "epsilon hat". With
    `amsgrad`, Reddi et al. correct neither mean; PyTorch and this class correct m and
    the largest v, and optax takes the largest of the corrected v.

    Without the correction the first step would be (1 - beta1) / sqrt(1 - beta2) times
    as long as the rate, 3.16 times with the defaults; with it, once.

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
    r"""AdamW: Adam with a weight decay that the gradients do not scale.

    .. math:: x_t = (1 - \alpha \lambda) x_{t-1}
              - \alpha \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}

    with the means of `Adam`, in which the decay has no part.

    Parameters
    ----------
    lr : float or function, default 0.001
        Learning rate alpha, or a schedule ``step -> rate`` whose step counts from 0;
        >= 0.
    beta1, beta2 : float, default 0.9 and 0.999
        The shares of the two means that a step keeps; in [0, 1).
    eps : float, default 1e-8
        Keeps the division from 0 / 0; > 0.
    weight_decay : float, default 0.01
        The decay lambda: a step takes lr times lambda of each weight; >= 0.
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
    As `torch.optim.AdamW`. `optax.adamw` decays by 0.0001 by default. In the paper the
    schedule alone multiplies lambda; here, as in PyTorch, the whole rate does.

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
    """Steps taken, the mean m of the gradients and their decaying largest size u."""

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
        The shares of the mean and of the largest size that a step keeps; in [0, 1).
    eps : float, default 1e-8
        Keeps the division from 0 / 0; > 0.

    Raises
    ------
    ValueError
        If a hyper-parameter is out of its range.
    TypeError
        If a hyper-parameter is not a number.

    Notes
    -----
    As `torch.optim.Adamax`; the paper has no eps. The size u is the limit of the root
    of order p of a decaying sum of p-th powers, for p to infinity, and needs no
    correction for its start.

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


class NAdamState(NamedTuple):
    """Steps taken, the mean m and mean square v, the product of all mu so far."""

    t: int
    m: Tree
    v: Tree
    mu_product: float


@dataclass(frozen=True, kw_only=True)
class NAdam:
    r"""NAdam: Adam with Nesterov's momentum.

    The momentum rises with the steps, and the correction takes the product of all:

    .. math:: \mu_t = \beta_1 \Bigl(1 - \tfrac12\, 0.96^{\psi t}\Bigr),
              \quad \hat g_t = \frac{g_t}{1 - \prod_{i=1}^t \mu_i},
              \quad \hat m_t = \frac{m_t}{1 - \prod_{i=1}^{t+1} \mu_i}

    .. math:: x_t = x_{t-1} - \alpha \frac{(1 - \mu_t) \hat g_t + \mu_{t+1} \hat m_t}
              {\sqrt{\hat v_t} + \epsilon}

    with the means m and v and the corrected v of `Adam`.

    Parameters
    ----------
    lr : float or function, default 0.002
        Learning rate alpha, or a schedule ``step -> rate`` whose step counts from 0;
        >= 0.
    beta1, beta2 : float, default 0.9 and 0.999
        The shares of the two means that a step keeps; in [0, 1).
    eps : float, default 1e-8
        Keeps the division from 0 / 0; > 0.
    momentum_decay : float, default 0.004
        How fast mu rises from about beta1 / 2 to beta1: psi in the formula; >= 0.

    Raises
    ------
    ValueError
        If a hyper-parameter is out of its range.
    TypeError
        If a hyper-parameter is not a number.

    Notes
    -----
    As `torch.optim.NAdam`, which keeps the product of mu in float32 unless the default
    dtype is float64 and so differs in the eighth digit. `optax.nadam` has a constant
    mu.

    References
    ----------
    T. Dozat (2016), Incorporating Nesterov momentum into Adam, ICLR workshop,
    openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ.

    Examples
    --------
    >>> import numpy as np
    >>> nadam, x = NAdam(lr=0.1), np.array([1.0, 2.0])
    >>> nadam.step(x, np.array([3.0, -30.0]), nadam.init(x))[0].round(4)
    array([0.8944, 2.1056])
    """

    lr: Rate = 2e-3
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    momentum_decay: float = 4e-3

    def __post_init__(self) -> None:
        """Check the hyper-parameters."""
        settle(self, lr=">= 0", beta1="in [0, 1)", beta2="in [0, 1)", eps="> 0")
        settle(self, momentum_decay=">= 0")

    def init(self, params: Tree) -> NAdamState:
        """Return the state before the first step."""
        return NAdamState(0, zeros(params), zeros(params), 1.0)

    def step(
        self, params: Tree, grads: Tree, state: NAdamState
    ) -> tuple[Tree, NAdamState]:
        """Return the parameters and the state after one step."""
        lr, t = rate(self.lr, state, NAdamState), state.t + 1
        b1, b2 = self.beta1, self.beta2
        mu, mu_next = (
            b1 * (1 - 0.5 * 0.96 ** (s * self.momentum_decay)) for s in (t, t + 1)
        )
        mu_product = state.mu_product * mu

        def update(x: Array, g: Array, m: Array, v: Array) -> tuple[Any, ...]:
            m = b1 * m + (1 - b1) * g
            v = b2 * v + (1 - b2) * np.square(g)
            g_hat = g / (1 - mu_product)
            m_hat = m / (1 - mu_product * mu_next)
            v_hat = v / (1 - b2**t)
            d = ((1 - mu) * g_hat + mu_next * m_hat) / raised(np.sqrt(v_hat), self.eps)
            return x - lr * d, m, v

        x, m, v = each(update, params, grads, m=state.m, v=state.v)
        return x, NAdamState(t, m, v, mu_product)


class RAdamState(NamedTuple):
    """Steps taken, the mean m and mean square v of the gradients."""

    t: int
    m: Tree
    v: Tree


@dataclass(frozen=True, kw_only=True)
class RAdam:
    r"""RAdam: Adam that trusts its root mean square only when enough steps made it.

    The number of gradients in the running mean square is about

    .. math:: \rho_t = \rho_\infty - \frac{2 t \beta_2^t}{1 - \beta_2^t},
              \quad \rho_\infty = \frac{2}{1 - \beta_2} - 1

    Above 5, the variance of Adam's denominator is finite, and its step is shortened by

    .. math:: r_t = \sqrt{\frac{(\rho_t - 4) (\rho_t - 2) \rho_\infty}
              {(\rho_\infty - 4) (\rho_\infty - 2) \rho_t}},
              \quad x_t = x_{t-1} - \alpha r_t \hat m_t
              \frac{\sqrt{1 - \beta_2^t}}{\sqrt{v_t} + \epsilon}

    Up to 5 the step is the rate times the corrected mean of the gradients alone.

    Parameters
    ----------
    lr : float or function, default 0.001
        Learning rate alpha, or a schedule ``step -> rate`` whose step counts from 0;
        >= 0.
    beta1, beta2 : float, default 0.9 and 0.999
        The shares of the two means that a step keeps; in [0, 1). With a `beta2` up to
        2 / 3 no step is adaptive.
    eps : float, default 1e-8
        Keeps the division from 0 / 0; > 0.

    Raises
    ------
    ValueError
        If a hyper-parameter is out of its range.
    TypeError
        If a hyper-parameter is not a number.

    Notes
    -----
    As `torch.optim.RAdam`: eps is added to the root of the uncorrected v, so it weighs
    more in the first steps than that of `Adam`. The paper has no eps, and asks for more
    than 4 in place of 5. With the defaults the first 5 steps are not adaptive.

    References
    ----------
    L. Liu, H. Jiang, P. He, W. Chen, X. Liu, J. Gao, J. Han (2020), On the variance of
    the adaptive learning rate and beyond, ICLR, arXiv:1908.03265.

    Examples
    --------
    >>> import numpy as np
    >>> radam, x = RAdam(lr=0.1), np.array([1.0, 2.0])
    >>> radam.step(x, np.array([3.0, -30.0]), radam.init(x))[0].round(6)
    array([0.7, 5. ])
    """

    lr: Rate = 1e-3
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8

    def __post_init__(self) -> None:
        """Check the hyper-parameters."""
        settle(self, lr=">= 0", beta1="in [0, 1)", beta2="in [0, 1)", eps="> 0")

    def init(self, params: Tree) -> RAdamState:
        """Return the state before the first step."""
        return RAdamState(0, zeros(params), zeros(params))

    def step(
        self, params: Tree, grads: Tree, state: RAdamState
    ) -> tuple[Tree, RAdamState]:
        """Return the parameters and the state after one step."""
        lr, t = rate(self.lr, state, RAdamState), state.t + 1
        b1, b2 = self.beta1, self.beta2
        c1, c2 = 1 - b1**t, 1 - b2**t
        r = _rectification(b2, t)

        def update(x: Array, g: Array, m: Array, v: Array) -> tuple[Any, ...]:
            m = b1 * m + (1 - b1) * g
            v = b2 * v + (1 - b2) * np.square(g)
            d = m / c1
            if r is not None:
                d = r * d * c2**0.5 / raised(np.sqrt(v), self.eps)
            return x - lr * d, m, v

        x, m, v = each(update, params, grads, m=state.m, v=state.v)
        return x, RAdamState(t, m, v)


def _rectification(beta2: float, t: int) -> float | None:
    """The factor r of RAdam's step t, or None while the step is not adaptive."""
    n = 2 / (1 - beta2) - 1
    rho = n - 2 * t * beta2**t / (1 - beta2**t)
    if rho <= 5:
        return None
    return float(((rho - 4) * (rho - 2) * n / ((n - 4) * (n - 2) * rho)) ** 0.5)
