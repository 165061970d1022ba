"""Entropy, cross-entropy and divergences of discrete distributions.

The conventions of the whole module:

- The outcomes are on the last axis, and each row sums to 1 to within 1e-3: room for
  printed tables and for the step of a finite difference, none for counts or scores.
  A joint table p(x, y) has x on the last axis but one and y on the last.
- 0 log 0 is 0. A value that is infinite is +inf: no epsilon keeps log 0 finite.
- Values are in nats; ``base=2`` gives bits, ``base=10`` bans. A base is > 0 and not 1.
- A derivative is that of the printed formula in each probability by itself, the others
  fixed, so that the sum is not kept at 1. On the simplex only differences between the
  components of such a gradient count: a constant added to a row changes nothing.
  Where a probability is 0 it is the limit from above.
"""

from lossedu._pair import Pair
from lossedu.information._divergence import (
    cross_entropy,
    cross_entropy_grad,
    js_divergence,
    js_divergence_grad,
    kl_divergence,
    kl_divergence_grad,
    mutual_information,
    mutual_information_grad,
)
from lossedu.information._entropy import (
    conditional_entropy,
    conditional_entropy_grad,
    entropy,
    entropy_grad,
    joint_entropy,
    joint_entropy_grad,
    perplexity,
    perplexity_grad,
    self_information,
    self_information_grad,
)
from lossedu.information._f_divergence import (
    GENERATORS,
    Generator,
    f_divergence,
    f_divergence_grad,
)

__all__ = [
    "GENERATORS",
    "INFORMATION",
    "Generator",
    "conditional_entropy",
    "conditional_entropy_grad",
    "cross_entropy",
    "cross_entropy_grad",
    "entropy",
    "entropy_grad",
    "f_divergence",
    "f_divergence_grad",
    "joint_entropy",
    "joint_entropy_grad",
    "js_divergence",
    "js_divergence_grad",
    "kl_divergence",
    "kl_divergence_grad",
    "mutual_information",
    "mutual_information_grad",
    "perplexity",
    "perplexity_grad",
    "self_information",
    "self_information_grad",
]

INFORMATION = {
    "self_information": Pair(self_information, self_information_grad),
    "entropy": Pair(entropy, entropy_grad),
    "joint_entropy": Pair(joint_entropy, joint_entropy_grad),
    "conditional_entropy": Pair(conditional_entropy, conditional_entropy_grad),
    "cross_entropy": Pair(cross_entropy, cross_entropy_grad),
    "kl_divergence": Pair(kl_divergence, kl_divergence_grad),
    "js_divergence": Pair(js_divergence, js_divergence_grad),
    "mutual_information": Pair(mutual_information, mutual_information_grad),
    "perplexity": Pair(perplexity, perplexity_grad),
    "f_divergence": Pair(f_divergence, f_divergence_grad),
}
