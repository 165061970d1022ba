"""Lion: steps of a fixed size, of which the gradients give only the sign."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from lossedu._check import Array
from lossedu._tree import Tree
from lossedu.optimizers._rate import Rate, rate, settle
from lossedu.optimizers._update import each, zeros


class LionState(NamedTuple):
    """Steps taken, and the running mean m of the gradients."""

    t: int
    m: Tree


@dataclass(frozen=True, kw_only=True)
class Lion:
    r"""Lion: step by the sign of a running mean of the gradients.

    .. math:: c_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t,
              \quad m_t = \beta_2 m_{t-1} + (1 - \beta_2) g_t

    .. math:: x_t = x_{t-1} - \alpha (\operatorname{sign} c_t + \lambda x_{t-1})

    Parameters
    ----------
    lr : float or function, default 0.0001
        Learning rate alpha, or a schedule ``step -> rate`` whose step counts from 0;
        >= 0. It is the size of each step; the paper takes a third to a tenth of
        `AdamW`'s.
    beta1, beta2 : float, default 0.9 and 0.99
        The shares of m in the step and in the next m; in [0, 1).
    weight_decay : float, default 0.0
        The decay lambda: a step multiplies each weight by 1 - lr lambda; >= 0. The
        paper takes three to ten times `AdamW`'s.

    Raises
    ------
    ValueError
        If a hyper-parameter is out of its range.
    TypeError
        If a hyper-parameter is not a number.

    Notes
    -----
    As the paper's algorithm 2, `keras.optimizers.Lion` and `optax.lion`, whose decay is
    0.001 by default. PyTorch has no Lion. Where c is 0 only the decay acts.

    References
    ----------
    X. Chen, C. Liang, D. Huang, E. Real, K. Wang, H. Pham, X. Dong, T. Luong,
    C.-J. Hsieh, Y. Lu, Q. V. Le (2023), Symbolic discovery of optimization algorithms,
    NeurIPS 36, 49205-49233, doi:10.52202/075280-2140, arXiv:2302.06675.

    Examples
    --------
    >>> import numpy as np
    >>> lion, x = Lion(lr=0.1), np.array([1.0, 2.0])
    >>> lion.step(x, np.array([3.0, -30.0]), lion.init(x))[0]
    array([0.9, 2.1])
    """

    lr: Rate = 1e-4
    beta1: float = 0.9
    beta2: float = 0.99
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        """Check the hyper-parameters."""
        settle(self, lr=">= 0", beta1="in [0, 1)", beta2="in [0, 1)")
        settle(self, weight_decay=">= 0")

    def init(self, params: Tree) -> LionState:
        """Return the state before the first step."""
        return LionState(0, zeros(params))

    def step(
        self, params: Tree, grads: Tree, state: LionState
    ) -> tuple[Tree, LionState]:
        """Return the parameters and the state after one step."""
        lr, b1, b2 = rate(self.lr, state, LionState), self.beta1, self.beta2

        def update(x: Array, g: Array, m: Array) -> tuple[Any, ...]:
            c = b1 * m + (1 - b1) * g
            m = b2 * m + (1 - b2) * g
            d = np.sign(c)
            if self.weight_decay > 0:  # 0 times an infinite x is NaN
                d = d + self.weight_decay * x
            return x - lr * d, m

        x, m = each(update, params, grads, m=state.m)
        return x, LionState(state.t + 1, m)
