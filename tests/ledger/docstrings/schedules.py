"""Formulas in the docstrings of lossedu.schedules."""

from mpmath import mp

from ledger.docstrings._draw import row
from lossedu import schedules


def draw(rng):
    t, n = int(rng.integers(0, 20)), int(rng.integers(2, 9))
    return {
        "t": t,
        "n": n,
        "alpha": mp.mpf(rng.uniform(0.1, 1)),
        "f": mp.mpf(rng.uniform(0.2, 0.9)),
    }


def product(p, times):
    """The rate after so many falls, one by one."""
    return mp.fprod([p["alpha"], *[p["f"]] * times])


def rising(rng):
    p = draw(rng)
    return p | {"t": p["t"] % p["n"]}


def half_cosine(first, last, share):
    """By the integral of its slope."""
    bend = mp.quad(lambda s: mp.pi / 2 * mp.sin(mp.pi * s), [0, share])
    return first + (last - first) * bend


def falling(rng):
    p = rising(rng)
    first, last = p["alpha"], p["alpha"] * mp.mpf(rng.uniform(0.1, 0.9))
    return p | {"first": first, "last": last, "pi": +mp.pi}


def cycle(rng):
    """A cycle of e + 1 steps, and a step on either side of its peak."""
    e = int(rng.integers(9, 20))
    rise, a, b = (mp.mpf(v) for v in rng.uniform(0.3, 0.7, 3))
    p = draw(rng) | {"e": e, "rise": rise, "a": a, "b": b, "pi": +mp.pi}
    return p | {"p": rise * (e + 1) - 1}


def up(rng):
    return cycle(rng) | {"t": int(rng.integers(0, 3))}


def down(rng):
    p = cycle(rng)
    return p | {"t": p["e"] - int(rng.integers(0, 2))}


def one_cycle(p):
    return schedules.one_cycle(
        p["t"],
        lr=float(p["alpha"]),
        steps=int(p["e"]) + 1,
        rise=float(p["rise"]),
        start_factor=float(p["a"]),
        end_factor=float(p["b"]),
    )


CYCLE = {
    r"\alpha_0": lambda p: p["a"] * p["alpha"],
    r"\alpha_p": lambda p: p["alpha"],
    r"\alpha_e": lambda p: p["b"] * p["a"] * p["alpha"],
}

FORMULAS = [
    row(
        "schedules.constant",
        r"\alpha_t = \alpha",
        draw,
        reads={r"\alpha_t": lambda p: p["alpha"]},
        code=lambda p: schedules.constant(p["t"], lr=float(p["alpha"])),
    ),
    row(
        "schedules.step_decay",
        r"\alpha_t = \alpha\, f^{\lfloor t / n \rfloor}",
        draw,
        reads={
            r"\alpha_t": lambda p: product(p, len(range(p["n"], p["t"] + 1, p["n"]))),
            r"\lfloor t / n \rfloor": lambda p: p["t"] // p["n"],
        },
        code=lambda p: schedules.step_decay(
            p["t"], lr=float(p["alpha"]), every=int(p["n"]), factor=float(p["f"])
        ),
    ),
    row(
        "schedules.exponential_decay",
        r"\alpha_t = \alpha f^t",
        draw,
        reads={r"\alpha_t": lambda p: product(p, p["t"])},
        code=lambda p: schedules.exponential_decay(
            p["t"], lr=float(p["alpha"]), factor=float(p["f"])
        ),
    ),
    row(
        "schedules.inverse_sqrt",
        r"\alpha_t = \alpha \min\Bigl(\frac{t + 1}{n}, \sqrt{\frac{n}{t + 1}}\Bigr)",
        draw,
        reads={
            r"\alpha_t": lambda p: (
                p["alpha"] * (p["t"] + 1) / p["n"]
                if p["t"] < p["n"]
                else p["alpha"] * mp.exp(mp.log(mp.mpf(p["n"]) / (p["t"] + 1)) / 2)
            )
        },
        code=lambda p: schedules.inverse_sqrt(
            p["t"], lr=float(p["alpha"]), warmup_steps=int(p["n"])
        ),
    ),
    row(
        "schedules.cosine",
        r"\alpha_t = \alpha_n + \frac{\alpha_0 - \alpha_n}{2} \Bigl(1 + \cos \frac{\pi t}{n}\Bigr)",
        falling,
        reads={
            r"\alpha_t": lambda p: half_cosine(
                p["first"], p["last"], mp.mpf(p["t"]) / p["n"]
            ),
            r"\alpha_n": lambda p: p["last"],
            r"\alpha_0": lambda p: p["first"],
        },
        code=lambda p: schedules.cosine(
            p["t"], lr=float(p["first"]), steps=int(p["n"]), lowest=float(p["last"])
        ),
    ),
    row(
        "schedules.warmup",
        r"\alpha_t = \alpha\, \frac{t + 1}{n}",
        rising,
        reads={
            r"\alpha_t": lambda p: mp.fsum([p["alpha"] / p["n"]] * (p["t"] + 1)),
        },
        code=lambda p: schedules.warmup(
            p["t"], lr=float(p["alpha"]), steps=int(p["n"])
        ),
    ),
    row(
        "schedules.one_cycle",
        r"\alpha_t = \alpha_0 + \frac{\alpha_p - \alpha_0}{2} \Bigl(1 - \cos \frac{\pi t}{p}\Bigr)",
        up,
        reads={
            r"\alpha_t": lambda p: half_cosine(
                p["a"] * p["alpha"], p["alpha"], p["t"] / p["p"]
            ),
            **CYCLE,
        },
        code=one_cycle,
    ),
    row(
        "schedules.one_cycle",
        r"\alpha_t = \alpha_e + \frac{\alpha_p - \alpha_e}{2} \Bigl(1 + \cos \frac{\pi (t - p)}{e - p}\Bigr)",
        down,
        reads={
            r"\alpha_t": lambda p: half_cosine(
                p["alpha"],
                p["b"] * p["a"] * p["alpha"],
                (p["t"] - p["p"]) / (p["e"] - p["p"]),
            ),
            **CYCLE,
        },
        code=one_cycle,
    ),
]
