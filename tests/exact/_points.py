"""Where functions are measured: the whole useful range, and the places of known traps.

Every maker takes a dtype and gives the arguments, all of one length: element-wise
ones of shape (k,), row-wise ones (k, n).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

BIG = {np.float32: 80.0, np.float64: 700.0}  # whose exponential is a float
TINY = {np.float32: 1e-38, np.float64: 1e-300}
HUGE = {np.float32: 1e38, np.float64: 1e300}


def logits(dtype: type) -> np.ndarray:
    """Tiny, small, middling and large logits of either sign, and known trap places."""
    rng = np.random.default_rng(0)
    x = np.concatenate(
        [
            np.geomspace(TINY[dtype], 1e-3, 20),
            np.geomspace(1e-3, BIG[dtype], 120),
            rng.uniform(0, 40, 80),
            # s (1 - s) is 0 beyond these, a threshold of PyTorch, the trap of -xy
            [16.64, 16.7, 19.06, 19.1, 20.0, 20.1, 33.2, 33.4, 36.7, 36.8, 37.0, 40.0],
        ]
    )
    return np.concatenate([x, -x, [0.0]]).astype(dtype)


def real(
    dtype: type, *traps: float, kinks: tuple[float, ...] = (), few: bool = False
) -> np.ndarray:
    """Logits and what lies beyond: up to the largest numbers, and beside the kinks.

    A kink itself is left out: what stands there is a convention.
    """
    x = logits(dtype)
    if few:
        x = x[::2]
    beyond = np.geomspace(BIG[dtype], HUGE[dtype], 12)
    far = [1e3, 5e3, 1e4, *beyond]
    x = np.concatenate([x, far, np.negative(far), traps]).astype(dtype)
    at = np.array(kinks, dtype)
    apart = 4 * np.where(at == 0, dtype(TINY[dtype]), np.spacing(abs(at)))
    x = np.concatenate([x, at - apart, at + apart]).astype(dtype)
    return x[~np.isin(x, at)]


def beside(root: float) -> list[float]:
    """Points on both sides of a root, the nearest 1 % away."""
    return [root * (1 + s * 2.0**-k) for k in range(2, 8) for s in (-1, 1)]


def positive(dtype: type) -> np.ndarray:
    """Positive numbers over the whole range."""
    x = [np.geomspace(TINY[dtype], HUGE[dtype], 120), np.geomspace(1e-3, 1e3, 80)]
    return np.concatenate([*x, [1 - 2.0**-20, 1.0, 1 + 2.0**-20]]).astype(dtype)


def probabilities(dtype: type) -> np.ndarray:
    """Probabilities from the smallest to the one next to 1."""
    eps, tiny = np.finfo(dtype).eps, float(np.finfo(dtype).tiny)
    return np.concatenate(
        [
            np.geomspace(tiny, 0.5, 100, dtype=dtype),
            1 - np.geomspace(eps, 0.5, 60, dtype=dtype),
            np.linspace(0.01, 0.99, 99, dtype=dtype),
        ]
    )


def with_labels(x: np.ndarray, *labels: float) -> tuple[np.ndarray, np.ndarray]:
    """Every number with every label, the labels first."""
    y = np.repeat(np.array(labels, x.dtype), len(x))
    return y, np.tile(x, len(labels))


def residuals(dtype: type, *traps: float) -> tuple[np.ndarray, np.ndarray]:
    """Targets and predictions whose residuals go from tiny to huge; none is 0."""
    rng = np.random.default_rng(0)
    r = np.concatenate(
        [
            np.geomspace(TINY[dtype], 1e-3, 20),
            np.geomspace(1e-3, BIG[dtype], 60),
            np.geomspace(BIG[dtype], HUGE[dtype], 12),
            traps,
        ]
    )
    r = np.concatenate([r, -r]).astype(dtype)
    y, p = (rng.normal(size=(2, 100)) * np.geomspace(1e-9, 1e9, 100)).astype(dtype)
    near = rng.normal(size=40).astype(dtype)
    shift = np.float32(1) + np.float32(2) ** -np.arange(1, 21).repeat(2)
    y = np.concatenate([np.zeros_like(r), y, near])
    p = np.concatenate([r, p, (near * shift).astype(dtype)])
    return y[y != p], p[y != p]


def rows_of_logits(dtype: type) -> np.ndarray:
    """Rows whose gaps go from 0 to 700, some beside a large common offset."""
    rng = np.random.default_rng(0)
    big = BIG[dtype]
    rows = [rng.normal(scale=s, size=4) for s in (1e-6, 0.1, 1, 3, 10, big / 8) * 5]
    rows += [[0, g, 0, -1] for g in (20, 36, 37, 40, 60, big)]
    rows += [[1e4, 1e4 + g, 1e4 - 1, 1e4] for g in (0, 1, 5, 37, 60)]
    rows += [[-1e4, -1e4 + 0.5, 1e4, 9990.0], [0, 0, 0, 0]]
    return np.array([r for r in rows if np.ptp(r) < big * 1.02 or r[2] == 1e4]).astype(
        dtype
    )


def with_classes(dtype: type) -> tuple[np.ndarray, np.ndarray]:
    """Every row of logits with every label."""
    x = rows_of_logits(dtype)
    return np.tile(np.arange(4), len(x)), x.repeat(4, axis=0)


def with_one_hot(dtype: type) -> tuple[np.ndarray, np.ndarray]:
    """Every row of logits with every label as a row."""
    y, x = with_classes(dtype)
    return np.eye(4, dtype=dtype)[y], x


def dirichlets(dtype: type) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of distributions, far from each other, some entries tiny."""
    rng = np.random.default_rng(0)
    y, q = rng.dirichlet(np.full(4, 0.3), (2, 50)).astype(dtype)
    return y, np.maximum(q, np.finfo(dtype).tiny)


def pairs(dtype: type) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Distributions far and near, whose floats sum to exactly 1 (dyadic numbers)."""
    digits = {np.float32: 20, np.float64: 44}[dtype]
    rng = np.random.default_rng(0)
    one = 2**digits
    for _ in range(40):
        a, b = (np.diff(np.sort(rng.integers(1, one, 3)), prepend=0, append=one)
                for _ in range(2))  # fmt: skip
        yield (a / one).astype(dtype), (b / one).astype(dtype)
        for shift in (1, 64, 4096, one // 1000):
            c = a + shift * np.array([1, -2, 0, 1])
            if (c > 0).all() and (a > 0).all():
                yield (a / one).astype(dtype), (c / one).astype(dtype)


def two_distributions(dtype: type) -> tuple[np.ndarray, np.ndarray]:
    """All `pairs` without a 0."""
    p, q = map(np.array, zip(*pairs(dtype), strict=True))
    kept = (p > 0).all(axis=-1) & (q > 0).all(axis=-1)
    return p[kept], q[kept]


def tables(dtype: type) -> tuple[np.ndarray]:
    """Joint tables, one of them nearly certain."""
    rng = np.random.default_rng(0)
    found = rng.dirichlet(np.full(6, 0.3), 40).astype(dtype).reshape(-1, 2, 3)
    tiny = np.array([[[1, 1e-9, 1e-20], [1e-30, 0, 0]]], dtype)
    return (np.concatenate([found, tiny]),)


def dyadic_tables(dtype: type) -> tuple[np.ndarray]:
    """Joint tables that sum to exactly 1, from dependent to nearly independent."""
    one = {np.float32: 2**18, np.float64: 2**40}[dtype]
    rng = np.random.default_rng(0)
    even = np.array([[one // 4, one // 4], [one // 4, one // 4]])
    found = [even + s * np.array([[1, -1], [-1, 1]]) for s in (1, 3, 99, one // 9)]
    found += [np.diff(np.sort(rng.integers(1, one, 3)), prepend=0, append=one)
              .reshape(2, 2) for _ in range(20)]  # fmt: skip
    return (np.array([(t / one).astype(dtype) for t in found]),)


def rows_of_weights(dtype: type) -> np.ndarray:
    """Rows from 1e-300 to 1e300 in size, some with zeros, one of unlike entries."""
    rng = np.random.default_rng(0)
    scale = np.geomspace(TINY[dtype], HUGE[dtype] / 4, 40)
    rows = rng.normal(size=(100, 4))
    rows[:40] *= scale[:, None]
    rows[50:60, 1:3] = 0
    rows[60, :] = [1e8, 1.0, 1e-8, 0.0]
    return rows.astype(dtype)


def rows_of_vectors(dtype: type) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of vectors at all angles and sizes, none parallel to the last digit."""
    rng = np.random.default_rng(0)
    u, v = rng.normal(size=(2, 120, 4))
    angle = 2.0 ** -np.arange(1, 21).repeat(2)[:, None]
    sign = np.where(np.arange(40) % 2, 1, -1)[:, None]
    v[40:80] = sign * (u[40:80] + angle * v[40:80])
    scale = np.geomspace(TINY[dtype], HUGE[dtype] / 8, 20)[:, None]
    u[80:100], v[80:100] = u[80:100] * scale, v[80:100] * scale[::-1]
    u[100:120], v[100:120] = u[100:120] * scale, v[100:120] * scale
    return u.astype(dtype), v.astype(dtype)


def rows_of_scores(dtype: type) -> np.ndarray:
    """Rows of scores on both sides of the margin, without ties."""
    rng = np.random.default_rng(0)
    scale = np.geomspace(1e-3, 1e3, 60)
    return (rng.normal(size=(60, 4)) * scale[:, None]).astype(dtype)


def margins(dtype: type) -> tuple[np.ndarray, np.ndarray]:
    """Labels of -1 and 1 with scores, beside the margin but not on it."""
    y, s = with_labels(real(dtype, kinks=(-1.0, 1.0)), -1, 1)
    return y, s


def halves(dtype: type) -> np.ndarray:
    """Rows of four: two that are passed on and two that gate."""
    gate = real(dtype, few=True)
    gate = gate[abs(gate) < BIG[dtype] ** 2]
    rng = np.random.default_rng(0)
    rows = rng.normal(scale=3, size=(len(gate), 4))
    rows[:, 2], rows[:, 3] = gate, gate[::-1]
    return rows.astype(dtype)
