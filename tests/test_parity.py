"""Agreement with PyTorch, SciPy and scikit-learn.

The rows of reference/*.json hold what those libraries gave, in which version and by
which line; they are compared always, and computed anew where the library is installed.
Everything is float64, at points where the other library is accurate: its own rounding,
some eps of the largest intermediate, is the tolerance.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from cases import TABLES
from commands import command

import lossedu

HERE = Path(__file__).parent
PATHS = sorted((HERE / "reference").glob("*.json"))
FILES = {path.stem: json.loads(path.read_text()) for path in PATHS}
ROWS = [
    pytest.param(file["library"], row, id=f"{file['library']}: {row['line']}")
    for file in FILES.values()
    for row in file["rows"]
]
CLOSE = {"rtol": 2e-13, "atol": 2e-15}


def ours(row):
    module, name = row["function"].split(".")
    namespace = getattr(lossedu, module)
    *first, x = (np.array(a) for a in row["args"])
    value = getattr(namespace, name)(*first, x, **row["hyper"])
    grad = None
    if row["grad"] is not None:
        grad = getattr(namespace, f"{name}_grad")(*first, x, **row["hyper"])
    return value, grad


def test_every_loss_and_activation_has_a_reference():
    names = {row.values[1]["function"].split(".")[1] for row in ROWS}
    assert names >= set(TABLES)


def test_a_reference_says_where_it_comes_from():
    for name, file in FILES.items():
        assert {row["function"].split(".")[0] for row in file["rows"]} == {
            name.split("_")[1]
        }
        assert file["library"] in ("torch", "scipy", "sklearn")
        assert file["version"][0].isdigit()


@pytest.mark.parametrize(("library", "row"), ROWS)
def test_stored_values(library, row):
    value, grad = ours(row)
    np.testing.assert_allclose(value, row["value"], **CLOSE)
    if grad is not None:
        np.testing.assert_allclose(grad, row["grad"], **CLOSE)


@pytest.mark.parametrize(("library", "row"), ROWS)
def test_live_values(library, row):
    pytest.importorskip(library)
    make_reference = command("tools/make_reference.py")
    rng = np.random.default_rng(5)
    # other numbers than the stored ones: each row of a batch in another order
    order = [rng.permutation(len(row["args"][-1])) for _ in range(2)]
    for p in order:
        new = dict(row, args=[np.array(a)[p].tolist() for a in row["args"]])
        if row["function"].startswith("activations"):
            x = rng.normal(scale=4, size=(3, 4))
            new["args"] = [x.tolist()]
        value, grad = make_reference.compute(library, new)
        our_value, our_grad = ours(new)
        np.testing.assert_allclose(our_value, value, **CLOSE)
        if grad is not None:
            np.testing.assert_allclose(our_grad, grad, **CLOSE)


WEIGHT = [0.5, 2.0, 1.0, 0.25]
ROWS_OF_CLASSES = [
    {},
    {"label_smoothing": 0.1},
    {"weight": WEIGHT},
    {"label_smoothing": 0.3, "weight": WEIGHT},
]


def of_pytorch(f, y, x, **options):
    """Loss and derivative by PyTorch, whose classes are on the second axis."""
    torch = pytest.importorskip("torch")
    x = torch.tensor(x, requires_grad=True)
    if "weight" in options:
        options["weight"] = torch.tensor(options["weight"], dtype=torch.float64)
    loss = f(x, torch.tensor(y), reduction="none", **options)
    return loss.detach().numpy(), torch.autograd.grad(loss.sum(), x)[0].numpy()


@pytest.mark.parametrize("shape", [(), (5,), (2, 3), (2, 3, 1, 2), (0,), (2, 0)])
@pytest.mark.parametrize("options", ROWS_OF_CLASSES, ids=str)
def test_live_batches_of_any_shape(shape, options):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(3)
    x, labels = rng.normal(size=(*shape, 4)), rng.integers(0, 4, shape)
    soft = rng.dirichlet(np.ones(4), shape)
    ignored = np.where(rng.random(shape) < 0.3, -1, labels)
    cross_entropy = torch.nn.functional.cross_entropy
    second = 1 if shape else 0

    def theirs(y, **more):
        classes = (np.moveaxis(a, -1, second) for a in (y, x) if a.ndim > len(shape))
        y = next(classes) if y.ndim > len(shape) else y
        loss, slope = of_pytorch(cross_entropy, y, next(classes), **options, **more)
        return loss, np.moveaxis(slope, second, -1)

    losses = lossedu.losses
    for found, wanted in (
        (losses.sparse_softmax_cross_entropy_with_grad(labels, x, **options),
         theirs(labels)),
        (losses.softmax_cross_entropy_with_grad(soft, x, **options), theirs(soft)),
        (losses.sparse_softmax_cross_entropy_with_grad(ignored, x, ignore_label=-1,
                                                       **options),
         theirs(ignored, ignore_index=-1)),
    ):  # fmt: skip
        for a, b in zip(found, wanted, strict=True):
            assert a.shape == b.shape
            np.testing.assert_allclose(a, b, **CLOSE)


@pytest.mark.parametrize("shape", [(), (5,), (2, 3, 1), (0, 3)])
@pytest.mark.parametrize("options", [{}, {"pos_weight": 3.0}])
def test_live_binary_batches_of_any_shape(shape, options):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(4)
    y, x = rng.random(shape), np.asarray(rng.normal(size=shape))
    theirs = {k: torch.tensor(v) for k, v in options.items()}
    f = torch.nn.functional.binary_cross_entropy_with_logits
    loss, slope = of_pytorch(f, np.asarray(y), x, **theirs)
    pair = lossedu.losses.LOSSES["sigmoid_cross_entropy"]
    np.testing.assert_allclose(pair.value(y, x, **options), loss, **CLOSE)
    np.testing.assert_allclose(pair.grad(y, x, **options), slope, **CLOSE)
