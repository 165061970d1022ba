"""The book's tables of accuracy: whole, as measured anew, and no worse than PyTorch."""

import json

import numpy as np
import pytest

pytest.importorskip("mpmath")

from commands import ROOT, command
from exact import ROWS
from test_accuracy import DTYPES, HERE, by_row, errors

# What a maximum over some hundred points owes to luck: half an ulp on either side.
LUCK = 1


TOOL = command("tools/measure_accuracy.py")


# Where NumPy's exponential in float32 (2.5 ULP) is behind PyTorch's (1 ULP): the slack.
WORSE = {
    ("tanh", "float32", "value"): 1.25,  # NumPy's without the newest instructions
    ("selu", "float32", "value"): 1.75,
    ("celu, alpha=0.3", "float32", "value"): 1.5,
    ("poisson_nll", "float32", "derivative"): 1.25,
    ("poisson_nll, full=True", "float32", "derivative"): 1.25,
}


def test_what_is_worse_than_pytorch_exists():
    assert {label for label, *_ in WORSE} <= {row.label for row in ROWS}


@pytest.mark.parametrize("dtype", DTYPES)
@by_row([row for row in HERE if "torch" in row.rivals])
def test_no_row_is_worse_than_pytorch(row, dtype):
    pytest.importorskip("torch")
    pairs = zip(errors(row, dtype, "ours"), errors(row, dtype, "torch"), strict=True)
    for what, (own, theirs) in zip(("value", "derivative"), pairs, strict=False):
        slack = WORSE.get((row.label, np.dtype(dtype).name, what), LUCK)
        assert theirs.faults or own.scaled <= theirs.scaled + slack, what


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("family", TOOL.FAMILIES)
def test_the_book_has_every_row(family, dtype):
    stored, wanted = TOOL.stored(family, dtype), TOOL.columns(family)
    rows = [row for row in ROWS if row.module == family]
    assert list(stored) == [row.label for row in rows]
    for row in rows:
        line = stored[row.label]
        assert list(line) == ["function", *wanted]
        for column, (library, of_grad) in wanted.items():
            there = row.exists if library == "ours" else library in row.rivals
            there = there and (row.grad is not None or not of_grad)
            assert bool(line[column]) == there, (row.label, column)


def near(stored, fresh):
    """Whether two cells agree, but for another processor's vector code and luck.

    With NumPy's vector code switched off the figures moved by up to 2.4 times; those
    before a bracket, where cancellation multiplies a rounding, by up to 4.
    """
    if not (stored[0].isdigit() and fresh[0].isdigit()):
        return stored == fresh
    pairs = [
        *zip(*(map(number, cell.split()) for cell in (stored, fresh)), strict=False)
    ]
    factors = (5, 2.5) if len(pairs) > 1 else (2.5,)
    return all(max(p) <= f * min(p) + LUCK for p, f in zip(pairs, factors, strict=True))


def number(figure):
    return float(figure.strip("()+"))


def test_near():
    assert near("1.4", "4.5")
    assert not near("1.4", "4.6")
    assert near("72 (1.8)", "20 (2.5)")
    assert not near("72 (1.8)", "12 (2.5)")
    assert not near("72 (1.8)", "72 (5.8)")
    assert not near("zero", "1.0")
    assert not near("1.0", "zero")
    assert near("NaN, zero", "NaN, zero")


@pytest.mark.parametrize("library", ["ours", "torch", "scipy"])
@pytest.mark.parametrize("dtype", DTYPES)
@by_row(HERE)
def test_the_book_says_what_is_measured(row, dtype, library):
    if library != "ours":
        pytest.importorskip(library)
        if library not in row.rivals:
            return
    line = TOOL.stored(row.module, np.dtype(dtype).name)[row.label]
    found = errors(row, dtype, library)
    for column, (who, of_grad) in TOOL.columns(row.module).items():
        if who == library and of_grad < len(found):
            fresh = TOOL.cell(found[of_grad])
            assert near(line[column], fresh), (column, line[column], fresh)


def test_the_versions_are_named():
    versions = json.loads((ROOT / "book" / "accuracy" / "versions.json").read_text())
    assert set(versions) == {"NumPy", *TOOL.NAMES.values()}


# What the page says in words of other libraries' tables: a part of a cell.
SAID = [
    *(("activations", name, f"{library} derivative", "zero")
      for name in ("sigmoid", "tanh") for library in ("PyTorch", "JAX", "Keras")),
    *(("activations", "gelu", f"{library} value", "zero")
      for library in ("PyTorch", "Keras")),
    ("activations", "mish", "PyTorch derivative", "sign"),
    *(("activations", name, "JAX derivative", "zero")
      for name in ("elu, alpha=1", "celu, alpha=1", "selu")),
    *(("activations", "log_softmax", f"{library} value", "zero")
      for library in ("PyTorch", "SciPy", "JAX", "Keras")),
    *(("losses", "sparse_softmax_cross_entropy", f"{library} {what}", "zero")
      for library in ("PyTorch", "JAX", "Keras") for what in ("value", "derivative")),
    *(("activations", "gelu_tanh", f"{library} derivative", "NaN")
      for library in ("PyTorch", "JAX", "Keras")),
    *(("losses", "sigmoid_cross_entropy", f"{library} {what}", "zero")
      for library in ("PyTorch", "Keras") for what in ("value", "derivative")),
    *(("information", "kl_divergence", f"{library} value", "sign")
      for library in ("PyTorch", "JAX", "Keras")),
    ("losses", "squared_error", "Keras value", "inf"),
]  # fmt: skip


@pytest.mark.parametrize("said", SAID, ids=lambda said: " ".join(said[1:]))
def test_what_the_page_says_of_others(said):
    family, function, column, part = said
    assert part in TOOL.stored(family, "float64")[function][column].split(", ")
