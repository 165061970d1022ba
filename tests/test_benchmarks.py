"""What the benchmarks compare computes the same."""

import numpy as np
import pytest
from cases import tables
from commands import command
from ledger import speed as ledger

pytest.importorskip("torch")
pytest.importorskip("scipy")
pytest.importorskip("sklearn")

speed = command("benchmarks/speed.py")

SUBJECTS = {
    f"{module.__name__.removeprefix('lossedu.')}.{name}": pair
    for module, table in tables().items()
    for name, pair in table.items()
}
LINES = speed.torch_lines()
SMALL = (12, 4)


@pytest.mark.parametrize("full", SUBJECTS)
def test_contenders_compute_the_same(full):
    pair = SUBJECTS[full]
    if full.split(".")[1] in speed.LEFT_OUT or full.startswith("surfaces"):
        return
    shapes, kinds, hyper = speed.given(full, pair)
    shape = SMALL[:1] if len(shapes[0]) == 1 else SMALL
    arrays = [kind(shape) for kind in kinds]
    value, grad = pair.value(*arrays, **hyper), pair.grad(*arrays, **hyper)
    calls = speed.rivals(full, LINES, arrays)
    if "PyTorch" in calls and "rng" not in hyper:  # it draws in its own way
        np.testing.assert_allclose(calls["PyTorch"](), value, rtol=1e-9, atol=1e-12)
        (slope,) = calls["PyTorch with derivative"]()
        np.testing.assert_allclose(slope, grad, rtol=1e-9, atol=1e-12)
    if "SciPy" in calls:
        np.testing.assert_allclose(calls["SciPy"](), value, rtol=1e-9, atol=1e-12)
    if "scikit-learn" in calls:
        assert calls["scikit-learn"]() == pytest.approx(value.mean(), rel=1e-9)


def test_every_line_belongs_to_a_function():
    assert {*speed.TORCH, *speed.SCIPY, *speed.SKLEARN, *speed.REMARKS} <= {
        *SUBJECTS,
        "activations.softmax",
        "optimizers.Adam.step",
    }
    assert {name for name in speed.GIVEN if "." in name} <= set(SUBJECTS)
    compared = {*LINES, *speed.SCIPY, *speed.SKLEARN}
    assert len(compared & set(SUBJECTS)) > 55


@pytest.mark.parametrize("dtype", speed.DTYPES)
def test_the_tables_are_whole(dtype):
    rows = ledger.table(dtype)
    subjects = {name for name in SUBJECTS if not name.startswith("surfaces")}
    subjects = {n for n in subjects if n.split(".")[1] not in speed.LEFT_OUT}
    assert {row["function"] for row in rows} == subjects | {
        "activations.softmax",
        "optimizers.Adam.step",
    }
    assert all(float(row["ms"]) > 0 for row in rows)
    slow = set()
    for row in rows:
        ratios = {k: float(row[k]) for k in speed.RIVALS if row[k]}
        for rival in speed.over(ratios | {"function": row["function"]}):
            slow.add((row["function"], row["size"], rival))
    listed = [row for row in ledger.table("slower") if row["dtype"] == dtype]
    assert {(row["function"], row["size"], row["against"]) for row in listed} == slow
    assert all(row["why"] for row in listed)
