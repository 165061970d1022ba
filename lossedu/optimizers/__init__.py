"""Optimizers whose state is in the open, and limits on the gradients they take.

An optimizer holds its hyper-parameters alone. The state is a value that each step takes
and returns; no argument is changed::

    >>> import numpy as np
    >>> from lossedu.optimizers import Adam
    >>> adam = Adam(lr=0.1)
    >>> x = np.array([1.0, -2.0])
    >>> state = adam.init(x)
    >>> for _ in range(3):
    ...     x, state = adam.step(x, 2 * x, state)
    >>> state.t
    3

Parameters and gradients are arrays, or nested lists, tuples and dicts of arrays with
the same structure; a list of numbers is a list of 0-d arrays. Each array keeps its
floating dtype; for float16 the state and the step are computed in float32. A step
raises a ValueError if the structures or the shapes of parameters, gradients and state
differ, or if a schedule gives a rate that is negative or not finite, and a TypeError if
one of them does not hold real numbers.

`SGD` and `Adam` can add the gradient of an L2 penalty. For the others add it yourself:
``grads + weight_decay * params`` is what `weight_decay` does in PyTorch's optimizers,
AdamW excepted.
"""

from lossedu.optimizers._adam import Adam, Adamax, AdamW
from lossedu.optimizers._adam_variants import NAdam, RAdam
from lossedu.optimizers._adaptive import AdaDelta, AdaGrad, RMSProp
from lossedu.optimizers._clip import clip_by_norm, clip_by_value
from lossedu.optimizers._minimize import minimize
from lossedu.optimizers._newton import Newton
from lossedu.optimizers._sgd import SGD
from lossedu.optimizers._sign import Lion

__all__ = [
    "SGD",
    "AdaDelta",
    "AdaGrad",
    "Adam",
    "AdamW",
    "Adamax",
    "Lion",
    "NAdam",
    "Newton",
    "RAdam",
    "RMSProp",
    "clip_by_norm",
    "clip_by_value",
    "minimize",
]
