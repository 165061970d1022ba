"""Print the coefficients by which lossedu/_stable.py computes the normal tail.

The function (1 + a) exp(a^2 / 2) Q(a) of a >= 0, where Q is the probability that a
standard normal number exceeds a, stays between 0.39 and 0.57. In t = (a - 4) / (a + 4)
it is smooth from -1 to 1, and its Chebyshev series, cut where float64 (or float32) sees
no difference, is written out in powers of t. Needs mpmath:

    python tools/make_normal_tail.py
"""

from mpmath import mp

NODES = 60  # of which the last coefficients are below 1e-29
TERMS = {"FLOAT64": 24, "FLOAT32": 11}


def scaled_tail(t):
    """The function of t that is expanded; its limit at t = 1 is no node."""
    a = 4 * (1 + t) / (1 - t)
    return (1 + a) * mp.exp(a**2 / 2) * mp.erfc(a / mp.sqrt(2)) / 2


def chebyshev(f, terms):
    """The first coefficients of a function's Chebyshev series, by its values."""
    angles = [mp.pi * (2 * k + 1) / (2 * NODES) for k in range(NODES)]
    values = [f(mp.cos(v)) for v in angles]
    return [
        (1 if j == 0 else 2)
        * mp.fsum(y * mp.cos(j * v) for v, y in zip(angles, values, strict=True))
        / NODES
        for j in range(terms)
    ]


def powers(series):
    """A Chebyshev series in powers of t, the highest first."""
    low, high = [mp.mpf(1)], [mp.mpf(1), mp.mpf(0)]  # T_0 and T_1
    total = [series[0]]
    for c in series[1:]:
        total = [a + c * b for a, b in zip([0, *total], high, strict=True)]
        twice = [*(2 * v for v in high), mp.mpf(0)]
        low, high = high, [a - b for a, b in zip(twice, [0, 0, *low], strict=True)]
    return total


def tables():
    """The coefficients of each precision, as floats."""
    with mp.workdps(50):
        return {
            name: tuple(float(c) for c in powers(chebyshev(scaled_tail, terms)))
            for name, terms in TERMS.items()
        }


if __name__ == "__main__":
    for name, table in tables().items():
        print(f"_TAIL_{name} = (")
        print(*(f"    {c!r}," for c in table), sep="\n")
        print(")")
