"""Cases of the measures of information."""

from functools import partial

from cases._make import JOINT, PROBABILITY, P, Q, cases
from lossedu.information import GENERATORS, INFORMATION

BASES = [{}, {"base": 2}, {"base": 10.0}]
NAMED = [{"generator": name} for name in GENERATORS]
TABLES_OF_TWO = ["joint_entropy", "conditional_entropy", "mutual_information"]

_cases = partial(cases, INFORMATION)
CASES = [
    *_cases("self_information", (PROBABILITY,), *BASES),
    *_cases("entropy", (P,), *BASES, row=1),
    *_cases("perplexity", (P,), *BASES, row=1),
    *_cases("cross_entropy", (P, Q), *BASES, row=1),
    *_cases("kl_divergence", (P, Q), *BASES, row=1),
    *_cases("js_divergence", (P, Q), *BASES, row=1),
    *_cases("f_divergence", (P, Q), *BASES, *NAMED, row=1),
]
for _name in TABLES_OF_TWO:
    CASES += _cases(_name, (JOINT,), *BASES, row=2)
