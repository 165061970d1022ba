"""Two variants of Adam: with Nesterov's momentum, and with a rectified start."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from lossedu._check import Array
from lossedu._tree import Tree
from lossedu.optimizers._rate import Rate, rate, settle
from lossedu.optimizers._update import each, raised, zeros


class NAdamState(NamedTuple):
    """Steps taken, the running mean m and mean square v, the product of all mu."""

    t: int
    m: Tree
    v: Tree
    mu_product: float


@dataclass(frozen=True, kw_only=True)
class NAdam:
    r"""NAdam: Adam with Nesterov's momentum.

    The momentum mu rises from step to step, and the correction is by their product:

    .. math:: \mu_t = \beta_1 \Bigl(1 - \tfrac12\, 0.96^{\psi t}\Bigr),
              \quad \hat g_t = \frac{g_t}{1 - \prod_{i=1}^t \mu_i},
              \quad \hat m_t = \frac{m_t}{1 - \prod_{i=1}^{t+1} \mu_i}

    .. math:: x_t = x_{t-1} - \alpha \frac{(1 - \mu_t) \hat g_t + \mu_{t+1} \hat m_t}
              {\sqrt{\hat v_t} + \epsilon}

    with the means m and v and the corrected mean of squares of `Adam`.

    Parameters
    ----------
    lr : float or function, default 0.002
        Learning rate alpha, or a schedule ``step -> rate`` whose step counts from 0;
        >= 0.
    beta1, beta2 : float, default 0.9 and 0.999
        Decay rates of the two means, the shares that a step keeps; in [0, 1).
    eps : float, default 1e-8
        Added to the denominator, which may be 0; > 0.
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
    dtype is float64 and so differs in the eighth digit. Keras has a psi of 1, and
    `optax.nadam` a constant mu.

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
    r"""RAdam: Adam that uses its root mean square only once enough steps are in it.

    The number of gradients that the running mean square averages is in effect

    .. math:: \rho_t = \rho_\infty - \frac{2 t \beta_2^t}{1 - \beta_2^t},
              \quad \rho_\infty = \frac{2}{1 - \beta_2} - 1

    Above 5 the step is Adam's, shortened by a factor r that offsets its variance:

    .. math:: r_t = \sqrt{\frac{(\rho_t - 4) (\rho_t - 2) \rho_\infty}
              {(\rho_\infty - 4) (\rho_\infty - 2) \rho_t}},
              \quad x_t = x_{t-1} - \alpha r_t \hat m_t
              \frac{\sqrt{1 - \beta_2^t}}{\sqrt{v_t} + \epsilon}

    Up to 5, where that variance is large or infinite, the step is the rate times the
    corrected mean of the gradients alone.

    Parameters
    ----------
    lr : float or function, default 0.001
        Learning rate alpha, or a schedule ``step -> rate`` whose step counts from 0;
        >= 0.
    beta1, beta2 : float, default 0.9 and 0.999
        Decay rates of the two means, the shares that a step keeps; in [0, 1). With a
        `beta2` up to 2 / 3 no step is adaptive.
    eps : float, default 1e-8
        Added to the denominator, which may be 0; > 0.

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
