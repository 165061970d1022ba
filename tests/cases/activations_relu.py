"""Cases of the piecewise linear, hard and exponential activations.

WIDE has elements on every line of every function, and none within 0.06 of a kink: the
steps of a difference and the rounding to float16 stay on one line.
"""

from cases._make import REAL, cases
from lossedu.activations import ACTIVATIONS

WIDE = 3 * REAL
SLOPES = [0.25, -0.5, 0.0, 1.5]
BENT = {"t_left": -1.5, "a_left": 0.4, "t_right": 0.6, "a_right": 2}
MEETING = {"t_left": 0.5, "a_left": -0.5, "t_right": 0.5, "a_right": 0}
DEPTHS = [{}, {"alpha": 0.5}, {"alpha": 3}]


def _of(name, *hypers, **rest):
    return cases(ACTIVATIONS, name, (WIDE,), *hypers, keeps=True, **rest)


CASES = [
    *_of("relu"),
    *_of("relu6"),
    *_of("leaky_relu", {}, {"slope": 0.5}, {"slope": 1}, {"slope": 2.5}, negative=True),
    *_of("leaky_relu", {"slope": 0}, {"slope": -1}),
    *_of("prelu", {"slope": 0.25}, negative=True),
    *_of("prelu", {"slope": SLOPES}, row=1, apart=True, negative=True),
    *_of("rrelu", {}, {"lower": 1, "upper": 2}, negative=True),
    *_of("rrelu", {"lower": -0.5, "upper": 0.1}),
    *_of("srelu", {}, BENT, negative=True),
    *_of("srelu", MEETING),
    *_of("crelu", row=1, width=2, apart=True),
    *cases(ACTIVATIONS, "maxout", (WIDE,), row=1, negative=True),
    *_of("hard_sigmoid"),
    *_of("hard_tanh", negative=True),
    *_of("hard_swish", negative=True),
    *_of("elu", *DEPTHS, negative=True),
    *_of("selu", negative=True),
    *_of("celu", *DEPTHS, negative=True),
]
