"""The penalties and their proximal maps, exactly."""

from exact import _points as at
from exact._row import Row
from exact._ulp import mp, mpf

_DRAW = "a draw: each element is 0 or x / (1 - rate)"
WITHOUT = {
    f"{name}{end}": _DRAW
    for name in ("dropout", "spatial_dropout", "alpha_dropout")
    for end in ("", "_grad")
}
STEP = 0.3
RATIO = 0.25


def weights(dtype):
    return (at.real(dtype, kinks=(0.0, -STEP, STEP, -STEP * RATIO, STEP * RATIO)),)


def rows(dtype):
    return (at.rows_of_weights(dtype),)


def elastic_net(ratio):
    r = mpf(ratio)
    return {
        "value": lambda w: r * abs(w) + (1 - r) * w * w,
        "grad": lambda w: r * mp.sign(w) + 2 * (1 - r) * w,
        "hyper": {"l1_ratio": ratio},
    }


def norm(row):
    return mp.sqrt(mp.fsum(v * v for v in row))


def soft(w, threshold):
    return mp.sign(w) * max(abs(w) - threshold, 0)


def shrunk(row, threshold):
    return [v * max(1 - threshold / norm(row), 0) if v else mpf(0) for v in row]


def shrunk_size(row, threshold):
    size = [abs(v) * (1 + threshold / norm(row)) if v else mpf(0) for v in row]
    return size if norm(row) > threshold else [mpf(0)] * len(row)


def limited(row):
    return [v * min(1, 1 / norm(row)) for v in row]


ROWS = [
    Row(
        "regularizers.l1",
        weights,
        abs,
        mp.sign,
        bounds=(0, 0),
        rivals={"torch": "x.abs()", "jax": "jnp.abs(x)"},
    ),
    Row(
        "regularizers.l2",
        weights,
        lambda w: w * w,
        lambda w: 2 * w,
        bounds=(1, 0),
        rivals={"torch": "x.square()", "jax": "jnp.square(x)"},
    ),
    *(
        Row(
            "regularizers.elastic_net",
            weights,
            **elastic_net(ratio),
            rivals={"torch": f"{ratio} * x.abs() + (1 - {ratio}) * x.square()"},
        )
        for ratio in (0.5, 0.1)
    ),
    Row(
        "regularizers.group_lasso",
        rows,
        lambda row: 2 * norm(row),
        lambda row: [2 * v / norm(row) if v else mpf(0) for v in row],
        rivals={"torch": "2 * torch.linalg.vector_norm(x, dim=-1)"},
    ),
    Row(
        "regularizers.l1_prox",
        weights,
        lambda w: soft(w, mpf(STEP)),
        hyper={"step": STEP},
        sizes=(lambda w: (abs(w) + STEP) * (abs(w) > STEP), None),
        rivals={"torch": f"F.softshrink(x, {STEP})"},
    ),
    Row(
        "regularizers.l2_prox",
        weights,
        lambda w: w / (1 + 2 * mpf(STEP)),
        hyper={"step": STEP},
    ),
    Row(
        "regularizers.elastic_net_prox",
        weights,
        lambda w: soft(w, mpf(STEP) * RATIO) / (1 + 2 * mpf(STEP) * (1 - RATIO)),
        hyper={"step": STEP, "l1_ratio": RATIO},
        sizes=(lambda w: (abs(w) + STEP * RATIO) * (abs(w) > STEP * RATIO), None),
    ),
    Row(
        "regularizers.group_lasso_prox",
        rows,
        lambda row: shrunk(row, 2 * mpf(STEP)),
        hyper={"step": STEP},
        sizes=(lambda row: shrunk_size(row, 2 * mpf(STEP)), None),
    ),
    Row("regularizers.max_norm", rows, limited),
]
