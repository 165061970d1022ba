"""Penalties on weights, their proximal maps, and dropout.

The conventions of the whole module:

- A penalty has neither a strength nor a factor of one half: multiply it yourself, as
  in ``0.01 * l2(w).sum()``.
- A proximal map takes ``step``, the learning rate times the strength of the penalty.
- Dropout acts in training alone. In evaluation it is the identity, so that there is no
  function for it.
- `rng` is an integer seed, which draws the same at every call, or a NumPy Generator,
  which draws anew. A value and its derivative match if both get the same seed.
"""

from lossedu._pair import Pair
from lossedu.regularizers._dropout import (
    alpha_dropout,
    alpha_dropout_grad,
    dropout,
    dropout_grad,
    spatial_dropout,
    spatial_dropout_grad,
)
from lossedu.regularizers._penalties import (
    elastic_net,
    elastic_net_grad,
    group_lasso,
    group_lasso_grad,
    l1,
    l1_grad,
    l2,
    l2_grad,
)
from lossedu.regularizers._proximal import (
    elastic_net_prox,
    group_lasso_prox,
    l1_prox,
    l2_prox,
    max_norm,
)

__all__ = [
    "REGULARIZERS",
    "alpha_dropout",
    "alpha_dropout_grad",
    "dropout",
    "dropout_grad",
    "elastic_net",
    "elastic_net_grad",
    "elastic_net_prox",
    "group_lasso",
    "group_lasso_grad",
    "group_lasso_prox",
    "l1",
    "l1_grad",
    "l1_prox",
    "l2",
    "l2_grad",
    "l2_prox",
    "max_norm",
    "spatial_dropout",
    "spatial_dropout_grad",
]

# The proximal maps and max_norm are absent: they are steps of an optimizer, applied to
# weights and never differentiated.
REGULARIZERS = {
    "l1": Pair(l1, l1_grad),
    "l2": Pair(l2, l2_grad),
    "elastic_net": Pair(elastic_net, elastic_net_grad),
    "group_lasso": Pair(group_lasso, group_lasso_grad),
    "dropout": Pair(dropout, dropout_grad),
    "alpha_dropout": Pair(alpha_dropout, alpha_dropout_grad),
    "spatial_dropout": Pair(spatial_dropout, spatial_dropout_grad),
}
