"""Optimizers, whose state is in the open, and what is done to a gradient before.

An optimizer is its hyper-parameters. What it remembers is a value that goes in and
comes out of its steps, none of which changes an argument::

    >>> import numpy as np
    >>> from lossedu.optimizers import Adam
    >>> adam = Adam(lr=0.1)
    >>> x = np.array([1.0, -2.0])
    >>> state = adam.init(x)
    >>> for _ in range(3):
    ...     x, state = adam.step(x, 2 * x, state)
    >>> state.t
    3

Parameters and gradients are an array each, or lists, tuples and dicts of arrays, one in
another if need be, of the same structure; a list of numbers is a list of arrays without
axes. Each array keeps its floating dtype; for one of float16, the state and the step
are of float32.

`SGD` and `Adam` can add the gradient of an L2 penalty. For the others add it yourself:
``grads + weight_decay * params`` is the `weight_decay` of PyTorch's optimizers.
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
