"""Where PyTorch, Keras, scikit-learn and this package differ: book/conventions.md.

Each row of that page's tables has a test here under its name. The test runs the
libraries, says from what they return what each cell must be, and compares it with what
is printed.
"""

import math
import os
import re
from pathlib import Path

import numpy as np
import pytest

os.environ.setdefault("KERAS_BACKEND", "torch")
torch = pytest.importorskip("torch")
keras = pytest.importorskip("keras")
metrics = pytest.importorskip("sklearn.metrics")
linear = pytest.importorskip("sklearn.linear_model")

from lossedu import (  # noqa: E402
    activations,
    information,
    losses,
    optimizers,
    regularizers,
)

F = torch.nn.functional
PAGE = Path(__file__).parents[1] / "book" / "conventions.md"
LINES = re.findall(r"^\| (\w.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
TABLE = {name: cells for name, *cells in (line.split(" | ") for line in LINES)}
NONE = "—"


def test_named(name):
    """The name of the test of a row."""
    return "test_" + re.sub(r"\W+", "_", name.lower()).strip("_")


test_named.__test__ = False


def printed(*cells):
    """Compare with the row that the calling test is named after."""
    current = os.environ["PYTEST_CURRENT_TEST"].split("::")[1].split(" ")[0]
    (row,) = (cells for name, cells in TABLE.items() if test_named(name) == current)
    assert row == list(cells)


def test_every_row_has_a_test():
    assert len(TABLE) >= 30
    tests = {name for name in globals() if name.startswith("test_")}
    assert {test_named(name) for name in TABLE} <= tests


def test_no_number_stands_outside_of_the_tables():
    text = [line for line in PAGE.read_text("utf-8").splitlines() if line[:1] != "|"]
    assert not re.search(r"\d", " ".join(text))


def tensor(*values):
    return torch.tensor(values, dtype=torch.float64)


def from_keras(value):
    return value.detach().numpy()  # Keras computes with PyTorch here


def which(value, **meanings):
    """The name of the one meaning that a value has."""
    near = [k for k, v in meanings.items() if math.isclose(value, v, rel_tol=1e-6)]
    assert len(near) == 1, (value, meanings)
    return near[0].replace("_", " ")


def number(value):
    """A float as the page prints it."""
    return f"{float(value):.4g}" if 1e-3 < abs(value) < 1e4 else f"{float(value):.3g}"


Y, P = np.array([0.0, 1.0, 1.0]), np.array([0.1, 0.6, 0.9])


def test_order_of_arguments():
    # cross-entropy is not symmetric: the other order gives another number, or none
    meanings = {"truth, model": -np.log([0.9, 0.6, 0.9]).mean()}
    mine = losses.binary_cross_entropy(Y, P).mean()
    theirs = F.binary_cross_entropy(tensor(*P), tensor(*Y)).item()
    with pytest.raises(RuntimeError):
        F.binary_cross_entropy(tensor(-1.0), tensor(0.5))  # first: a probability
    k = from_keras(keras.losses.binary_crossentropy(Y, P))
    s = metrics.log_loss(Y, P)
    assert [mine, theirs, k, s] == pytest.approx([*meanings.values()] * 4, rel=1e-6)
    printed("truth, model", "model, truth", "truth, model", "truth, model")


def test_what_comes_back():
    assert losses.squared_error(Y, P).shape == (3,)
    x, one = np.zeros((3, 4)), np.ones(3, int)
    assert losses.sparse_softmax_cross_entropy(one, x).shape == (3,)
    mean = ((Y - P) ** 2).mean()
    assert F.mse_loss(tensor(*P), tensor(*Y)).item() == pytest.approx(mean)
    assert from_keras(keras.losses.MeanSquaredError()(Y, P)) == pytest.approx(mean)
    assert metrics.mean_squared_error(Y, P) == pytest.approx(mean)
    printed("one loss an element or row", "the mean", "the mean", "the mean")


def test_axis_of_the_classes():
    x = np.random.default_rng(0).normal(size=(2, 3, 4))
    y = np.ones((2, 3), int)
    mine = losses.sparse_softmax_cross_entropy(y, x)
    second = F.cross_entropy(
        torch.tensor(x).movedim(-1, 1), torch.tensor(y), reduction="none"
    )
    np.testing.assert_allclose(mine, second, rtol=1e-12)
    k = keras.losses.sparse_categorical_crossentropy(y, x, from_logits=True)
    np.testing.assert_allclose(from_keras(k), mine, rtol=1e-5)
    p = activations.softmax(x[0])  # scikit-learn has two axes: the second is the last
    s = metrics.log_loss(y[0], p, labels=range(4))
    assert s == pytest.approx(mine[0].mean())
    printed("last", "the second", "last", "the second")


def test_shape_3_against_3_1():
    column = P[:, None]
    with pytest.raises(ValueError, match="must be equal"):
        losses.squared_error(Y, column)
    with pytest.warns(UserWarning, match="broadcasting"):
        theirs = F.mse_loss(torch.tensor(column), tensor(*Y)).item()
    spread = ((Y - column) ** 2).mean()
    assert theirs == pytest.approx(spread)
    flat = ((Y - P) ** 2).mean()
    assert abs(flat - spread) > 0.1
    k = from_keras(keras.losses.MeanSquaredError()(Y, column))
    assert k == pytest.approx(flat)
    assert metrics.mean_squared_error(Y, column) == pytest.approx(flat)
    printed(
        "an error", "spread to (3, 3), with a warning", "taken for (3,)",
        "taken for (3,)",
    )  # fmt: skip


def test_a_float64_model():
    assert losses.squared_error(Y, P).dtype == np.float64
    assert F.mse_loss(tensor(*P), tensor(*Y)).dtype == torch.float64
    loss = keras.losses.MeanSquaredError()(Y, P)
    assert from_keras(loss).dtype == np.float32
    fine = metrics.mean_squared_error([0.0], [1 + 2.0**-40])
    assert fine == (1 + 2.0**-40) ** 2
    stays = "stays float64"
    printed(stays, stays, "becomes float32", stays)


def test_a_row_of_probabilities_that_sums_to_0_6():
    with pytest.raises(ValueError, match=r"sums to 0\.6"):
        losses.categorical_cross_entropy([[1, 0]], [[0.3, 0.3]])
    k = keras.losses.categorical_crossentropy(np.eye(2)[:1], np.full((1, 2), 0.3))
    assert float(k) == pytest.approx(math.log(2))
    with pytest.warns(UserWarning, match="sum to one"):
        s = metrics.log_loss([0], [[0.3, 0.3]], labels=[0, 1])
    assert s == pytest.approx(-math.log(0.3))
    printed("an error", NONE, "divided by its sum", "taken as it is, with a warning")


def test_what_cross_entropy_is_given():
    p = np.array([[0.2, 0.5, 0.3]])
    right = -math.log(0.5)
    assert losses.categorical_cross_entropy([[0, 1, 0]], p) == pytest.approx(right)
    assert losses.softmax_cross_entropy([[0, 1, 0]], np.log(p)) == pytest.approx(right)
    x, y = torch.tensor(p), torch.tensor([1])
    meanings = {
        "probabilities": right,
        "logits": -math.log(activations.softmax(p)[0, 1]),
    }
    theirs = which(F.cross_entropy(x, y).item(), **meanings)
    k = keras.losses.CategoricalCrossentropy()(np.eye(3)[1:2], p)
    s = metrics.log_loss([1], p, labels=range(3))
    k, s = (which(float(v), **meanings) for v in (from_keras(k), s))
    printed("the name says which", theirs, k, s)


def test_cross_entropy_at_probability_0():
    k = from_keras(keras.losses.binary_crossentropy(np.ones(1), np.zeros(1)))
    printed(
        number(losses.binary_cross_entropy(1, 0.0)),
        number(F.binary_cross_entropy(tensor(0.0), tensor(1.0)).item()),
        number(k),
        number(metrics.log_loss([1], [0.0], labels=[0, 1])),
    )


def test_its_slope_there():
    x = tensor(0.0).requires_grad_()
    F.binary_cross_entropy(x, tensor(1.0)).backward()
    z = torch.zeros(1, requires_grad=True)
    keras.losses.binary_crossentropy(torch.ones(1), z).backward()
    mine = losses.binary_cross_entropy_grad(1, 0.0)
    printed(number(mine), number(x.grad.item()), number(z.grad.item()), NONE)


X = np.random.default_rng(1).normal(size=(4, 3))
CLASS = np.array([0, 2, 1, 2])


def test_the_mean_with_an_ignored_label():
    each = losses.sparse_softmax_cross_entropy(CLASS, X, ignore_label=2)
    meanings = {
        "over_all": each.sum() / 4,
        "over_the_labels_that_count": each.sum() / 2,
    }
    assert each.shape == (4,)
    t = F.cross_entropy(torch.tensor(X), torch.tensor(CLASS), ignore_index=2).item()
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=2)
    k = from_keras(loss(CLASS, X))
    printed("yours to take", which(t, **meanings), which(float(k), **meanings), NONE)


def test_a_label_ignored_unasked():
    y = np.array([0, -100])
    with pytest.raises(ValueError, match="holds -100"):
        losses.sparse_softmax_cross_entropy(y, X[:2])
    t = F.cross_entropy(torch.tensor(X[:2]), torch.tensor(y), reduction="none")
    assert t[1] == 0
    assert keras.losses.SparseCategoricalCrossentropy().ignore_class is None
    printed("none", "-100", "none", NONE)


def test_focal_weight_of_class_1_unasked():
    plain = losses.sigmoid_focal(1, 0.5)
    assert plain == losses.sigmoid_focal(0, -0.5)
    k = [
        keras.losses.binary_focal_crossentropy(y, p, from_logits=True)
        for y, p in ((np.ones(1), np.array([0.5])), (np.zeros(1), np.array([-0.5])))
    ]
    assert [float(v) for v in k] == pytest.approx([plain, plain], rel=1e-6)
    assert not hasattr(F, "sigmoid_focal_loss")
    printed("none", NONE, "none", NONE)


def test_order_in_kl():
    p, q = np.array([[0.9, 0.1]]), np.array([[0.5, 0.5]])
    right = information.kl_divergence(p, q)[0]
    assert abs(right - information.kl_divergence(q, p)[0]) > 0.1
    logs = torch.tensor(np.log(q))
    t = F.kl_div(logs, torch.tensor(p), reduction="batchmean").item()
    k = from_keras(keras.losses.kl_divergence(p, q))[0]
    assert [t, k] == pytest.approx([right, right], rel=1e-6)
    printed("p, q", "log q, p", "p, q", NONE)


def test_kl_where_q_is_0():
    p, q = np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]])
    logs = torch.tensor([[0.0, -np.inf]], dtype=torch.float64)
    t = F.kl_div(logs, torch.tensor(p), reduction="batchmean").item()
    k = from_keras(keras.losses.kl_divergence(p, q))[0]
    printed(number(information.kl_divergence(p, q)[0]), number(t), f"{k:.2f}", NONE)


def test_squared_error():
    mine = losses.squared_error(1.0, 4.0)
    t = F.mse_loss(tensor(4.0), tensor(1.0)).item()
    k = float(keras.losses.mean_squared_error(np.ones(1), np.full(1, 4.0)))
    s = metrics.mean_squared_error([1.0], [4.0])
    meanings = {"(ŷ_−_y)²": 9.0, "half_of_(ŷ_−_y)²": 4.5}
    printed(*(which(v, **meanings) for v in (mine, t, k, s)))


def test_huber_5_off_with_delta_2():
    mine = losses.huber(0.0, 5.0, delta=2)
    t = F.huber_loss(tensor(5.0), tensor(0.0), delta=2).item()
    k = float(keras.losses.Huber(delta=2)(np.zeros(1), np.full(1, 5.0)))
    printed(*map(number, (mine, t, k)), NONE)


def test_smooth_l1():
    mine = losses.smooth_l1(0.0, 5.0, beta=2)
    t = F.smooth_l1_loss(tensor(5.0), tensor(0.0), beta=2).item()
    assert mine == t == losses.huber(0.0, 5.0, delta=2) / 2
    same = "Huber divided by beta"
    assert not any("smooth" in name.lower() for name in vars(keras.losses))
    printed(same, same, NONE, NONE)


def test_3_for_2_in_percentage_error():
    mine = losses.absolute_percentage_error(2.0, 3.0)
    k = float(
        keras.losses.mean_absolute_percentage_error(np.full(1, 2.0), 3 * np.ones(1))
    )
    s = metrics.mean_absolute_percentage_error([2.0], [3.0])
    printed(number(mine), NONE, number(k), number(s))


def test_percentage_error_of_a_true_0():
    with pytest.raises(ValueError, match="y_true"):
        losses.absolute_percentage_error(0.0, 3.0)
    k = float(keras.losses.mean_absolute_percentage_error(np.zeros(1), 3 * np.ones(1)))
    s = metrics.mean_absolute_percentage_error([0.0], [3.0])
    printed("an error", NONE, number(k), number(s))


def test_log_error_of_0_5():
    right = math.log(0.5) ** 2
    mine = losses.squared_log_error(0.0, -0.5)
    k = float(
        keras.losses.mean_squared_logarithmic_error(np.zeros(1), np.full(1, -0.5))
    )
    s = metrics.mean_squared_log_error([0.0], [-0.5])
    assert [mine, s, k] == pytest.approx([right, right, 0])
    printed("log(1 − 0.5)²", NONE, "taken for 0", "log(1 − 0.5)²")


def test_labels_of_the_hinge():
    with pytest.raises(ValueError, match="must be -1 or 1"):
        losses.hinge(0.0, 0.5)
    mine = losses.hinge(-1.0, 0.5)
    # PyTorch's margin loss of two inputs is max(0, margin - y (a - b))
    t = F.margin_ranking_loss(tensor(0.5), tensor(0.0), tensor(-1.0), margin=1).item()
    k = float(keras.losses.hinge(np.zeros(1), np.full(1, 0.5)))
    s = metrics.hinge_loss([3, 7], [0.5, 1.0], labels=[3, 7]) * 2
    assert [mine, t, k, s] == [1.5] * 4
    printed(
        "−1 and 1", "−1 and 1", "0 and 1 become −1 and 1",
        "any two, the larger is positive",
    )  # fmt: skip


def test_multi_class_hinge_n_classes():
    x, y = np.array([[1.0, 0.5, 0.75, -9.0]]), np.array([0])
    others = [0.5, 0.75, 0.0]
    meanings = {
        "sum_of_the_others,_divided_by_n": sum(others) / 4,
        "the_worst_other": max(others),
    }
    mine = losses.multiclass_hinge(y, x)[0]
    assert losses.categorical_hinge(np.eye(4)[y], x)[0] == max(others)
    t = F.multi_margin_loss(torch.tensor(x), torch.tensor(y)).item()
    k = float(keras.losses.categorical_hinge(np.eye(4)[y], x))
    s = metrics.hinge_loss(y, x, labels=range(4))
    printed(*(which(v, **meanings) for v in (mine, t, k, s)))


def test_same_direction_in_cosine_loss():
    a, b = np.array([[3.0, 4.0]]), np.array([[6.0, 8.0]])
    t = F.cosine_embedding_loss(torch.tensor(a), torch.tensor(b), torch.ones(1)).item()
    k = float(keras.losses.cosine_similarity(a, b))
    cells = losses.cosine_distance(a, b)[0], t, k
    printed(
        *(f"{round(v, 6):g}".replace("-", "−").replace("−0", "0") for v in cells), NONE
    )


def test_poisson_the_model_gives():
    y, x = 2.0, 0.7
    meanings = {"log_of_the_rate": math.exp(x) - y * x, "the_rate": x - y * math.log(x)}
    mine = losses.poisson_nll(y, x)
    t = F.poisson_nll_loss(tensor(x), tensor(y)).item()
    k = float(keras.losses.poisson(np.full(1, y), np.full(1, x)))
    best = y - y * math.log(y)
    s = metrics.mean_poisson_deviance([y], [x]) / 2 + best
    printed(*(which(v, **meanings) for v in (mine, t, k, s)))


def test_poisson_what_is_left_out():
    y, rate = 3.0, 2.0
    whole = rate - y * math.log(rate) + math.log(6)
    mine = losses.poisson_nll(y, rate, log_input=False)
    t = F.poisson_nll_loss(tensor(rate), tensor(y), log_input=False).item()
    k = float(keras.losses.poisson(np.full(1, y), np.full(1, rate)))
    left = {"log_y!": math.log(6)}
    best = y - y * math.log(y)  # at the rate y
    s = metrics.mean_poisson_deviance([y], [rate])
    assert s == pytest.approx(2 * (whole - math.log(6) - best))
    assert losses.poisson_nll(y, rate, log_input=False, full=True) == pytest.approx(
        whole
    )
    cells = [which(whole - v, **left) for v in (mine, t, k)]
    printed(*cells, "all but the distance from the best, doubled")


def test_gelu_unasked():
    exact = float(activations.gelu(1.0))
    t = F.gelu(tensor(1.0)).item()
    layer = float(keras.activations.gelu(torch.ones(1, dtype=torch.float64)))
    function = float(keras.ops.gelu(torch.ones(1, dtype=torch.float64)))
    meanings = {"exact": exact, "approximates": float(activations.gelu_tanh(1.0))}
    kinds = [which(v, **meanings) for v in (function, layer)]
    k = f"the function {kinds[0]}, the activation is {kinds[1]}"
    printed("exact", which(t, **meanings), k, NONE)


def test_slope_of_leaky_relu_unasked():
    t = -F.leaky_relu(tensor(-1.0)).item()
    minus = torch.full((1,), -1.0)
    function = -float(keras.ops.leaky_relu(minus))
    layer = -float(keras.layers.LeakyReLU()(minus))
    k = f"{function:.2g} the function, {layer:.2g} the layer"
    printed(f"{-activations.leaky_relu(-1.0):g}", f"{t:g}", k, NONE)


def test_hard_sigmoid_at_1():
    k = float(keras.ops.hard_sigmoid(torch.ones(1)))
    for v in (activations.hard_sigmoid(1.0), F.hardsigmoid(tensor(1.0)).item(), k):
        assert v == pytest.approx(2 / 3)
    printed("2/3", "2/3", "2/3", NONE)


def test_softplus_above_20():
    x = 21.0
    meanings = {"exact": math.exp(-x), "its_argument": 0.0}
    mine = activations.softplus(x) - x
    assert mine == pytest.approx(meanings["exact"], rel=1e-5)
    t = F.softplus(tensor(x)).item() - x
    k = float(keras.ops.softplus(tensor(x))) - x  # its backend's
    printed("exact", which(t, **meanings), which(k, **meanings), NONE)


def test_which_half_gates_in_glu():
    x = np.array([[2.0, 0.5]])
    meanings = {
        "the_second": 2.0 * activations.sigmoid(0.5),
        "the_first": 0.5 * activations.sigmoid(2.0),
    }
    t, k = F.glu(torch.tensor(x)).item(), float(keras.ops.glu(torch.tensor(x)))
    printed(*(which(v, **meanings) for v in (activations.glu(x)[0, 0], t, k)), NONE)


def test_relu_s_slope_at_0():
    slopes = [activations.relu_grad(0.0)]
    for relu in (F.relu, keras.ops.relu):
        x = torch.zeros(1, requires_grad=True)
        relu(x).sum().backward()
        slopes.append(x.grad.item())
    printed(*map(number, slopes), NONE)


G = [1.0, -0.5, 0.25, 2.0]  # the gradients of four steps of one weight, from 1


def ours(optimizer, grads=G):
    x, state = np.ones(1), optimizer.init(np.ones(1))
    for g in grads:
        x, state = optimizer.step(x, np.full(1, g), state)
    return x[0]


def in_torch(make, grads=G):
    x = torch.ones(1, dtype=torch.float64, requires_grad=True)
    optimizer = make([x])
    for g in grads:
        x.grad = tensor(g)
        optimizer.step()
    return x.item()


def in_keras(optimizer, grads=G):
    x = keras.Variable(np.ones(1, np.float32))
    optimizer.build([x])
    for g in grads:
        optimizer.apply([torch.full((1,), g)], [x])
    return float(x.value.detach())


def test_momentum_after_a_change_of_the_rate():
    def falling(step):
        return [0.5, 0.1][step]

    sgd = optimizers.SGD(lr=falling, momentum=0.5)
    # b is 1 and then 0.5 + 1; or the velocity is 0.5 and then 0.5 0.5 + 0.1
    meanings = {"the_rate_outside": 1 - 0.5 - 0.15, "the_rate_inside": 1 - 0.5 - 0.35}
    x = torch.ones(1, dtype=torch.float64, requires_grad=True)
    sgd_torch = torch.optim.SGD([x], lr=0.5, momentum=0.5)
    v = keras.Variable(np.ones(1, np.float32))
    sgd_keras = keras.optimizers.SGD(0.5, momentum=0.5)
    for step in range(2):
        sgd_torch.param_groups[0]["lr"] = sgd_keras.learning_rate = falling(step)
        x.grad = tensor(1.0)
        sgd_torch.step()
        sgd_keras.apply([torch.ones(1)], [v])
    found = ours(sgd, [1.0, 1.0]), x.item(), float(v.value.detach())
    printed(*(which(value, **meanings) for value in found), NONE)


def test_weight_decay_of_sgd_and_adam():
    cells = []
    for size in (1.0, 100.0):  # Adam scales a gradient away, and with it such a decay
        grads = [size]
        decay = {"lr": 0.1, "weight_decay": 0.5}
        found = (
            ours(optimizers.Adam(**decay), grads),
            in_torch(lambda x, decay=decay: torch.optim.Adam(x, **decay), grads),
            in_keras(keras.optimizers.Adam(0.1, weight_decay=0.5), grads),
        )
        meanings = {"joins_the_gradient": 0.9, "shrinks_the_weights": 0.85}
        cells.append([which(round(v, 5), **meanings) for v in found])
    assert cells[0] == cells[1]
    sgd = ours(optimizers.SGD(lr=0.1, weight_decay=0.5), [1.0])
    assert sgd == pytest.approx(1 - 0.1 * 1.5)
    printed(*cells[0], NONE)


def test_decay_of_adamw_unasked():
    t = torch.optim.AdamW([torch.zeros(1)]).defaults["weight_decay"]
    k = keras.optimizers.AdamW().weight_decay
    printed(*(f"{v:g}" for v in (optimizers.AdamW().weight_decay, t, k)), NONE)


def test_eps_of_adam():
    # a large eps shows where it stands: m, v of the first step are 0.1 g, 0.001 g^2
    g, eps = 1.0, 0.1
    after, before = g / (g + eps), 0.1 / (math.sqrt(1e-3) + eps) * math.sqrt(1e-3) / 0.1
    meanings = {"after_the_correction": 1 - after, "before_the_correction": 1 - before}
    found = (
        ours(optimizers.Adam(lr=1.0, eps=eps), [g]),
        in_torch(lambda x: torch.optim.Adam(x, lr=1.0, eps=eps), [g]),
        round(in_keras(keras.optimizers.Adam(1.0, epsilon=eps), [g]), 5),
    )
    meanings = {k: round(v, 5) for k, v in meanings.items()}
    default = (
        optimizers.Adam().eps,
        torch.optim.Adam([torch.zeros(1)]).defaults["eps"],
        keras.optimizers.Adam().epsilon,
    )
    cells = [
        f"{d:.0e}, {which(round(v, 5), **meanings)}"
        for d, v in zip(default, found, strict=True)
    ]
    printed(*cells, NONE)


def test_eps_of_rmsprop():
    g, eps = 1.0, 0.1
    v = 0.1 * g * g  # with a rho of 0.9
    meanings = {
        "outside_the_root": round(1 - g / (math.sqrt(v) + eps), 5),
        "inside_the_root": round(1 - g / math.sqrt(v + eps), 5),
    }
    found = (
        ours(optimizers.RMSProp(lr=1.0, rho=0.9, eps=eps), [g]),
        in_torch(lambda x: torch.optim.RMSprop(x, lr=1.0, alpha=0.9, eps=eps), [g]),
        in_keras(keras.optimizers.RMSprop(1.0, rho=0.9, epsilon=eps), [g]),
    )
    default = (
        optimizers.RMSProp().eps,
        torch.optim.RMSprop([torch.zeros(1)]).defaults["eps"],
        keras.optimizers.RMSprop().epsilon,
    )
    cells = [
        f"{d:.0e}, {which(round(v, 5), **meanings)}"
        for d, v in zip(default, found, strict=True)
    ]
    printed(*cells, NONE)


def test_rho_of_rmsprop_unasked():
    t = torch.optim.RMSprop([torch.zeros(1)]).defaults["alpha"]
    k = keras.optimizers.RMSprop().rho
    printed(*(f"{v:g}" for v in (optimizers.RMSProp().rho, t, k)), NONE)


def test_adagrad_s_sum_begins_at():
    # the first step is lr g / sqrt(start + g^2)
    found = (
        ours(optimizers.AdaGrad(lr=1.0), [0.5]),
        in_torch(lambda x: torch.optim.Adagrad(x, lr=1.0), [0.5]),
        in_keras(keras.optimizers.Adagrad(1.0), [0.5]),
    )
    starts = [round((0.5 / (1 - v)) ** 2 - 0.25, 5) + 0.0 for v in found]
    printed(*(f"{v:g}" for v in starts), NONE)


def test_adadelta_s_rate_unasked():
    t = torch.optim.Adadelta([torch.zeros(1)]).defaults["lr"]
    k = float(keras.optimizers.Adadelta().learning_rate)
    printed(*(f"{v:g}" for v in (optimizers.AdaDelta().lr, t, k)), NONE)


def test_clipping_by_norm():
    grads = [np.array([3.0]), np.array([4.0])]  # together of norm 5
    mine = np.concatenate(optimizers.clip_by_norm(grads, limit=1.0))
    np.testing.assert_allclose(mine, [0.6, 0.8], rtol=1e-15)
    x = [torch.zeros(1, dtype=torch.float64, requires_grad=True) for _ in grads]
    for v, g in zip(x, grads, strict=True):
        v.grad = torch.tensor(g)
    torch.nn.utils.clip_grad_norm_(x, 1.0)
    assert x[0].grad.item() == pytest.approx(3 / (5 + 1e-6), rel=1e-12)
    v = [keras.Variable(np.zeros(1, np.float32)) for _ in grads]
    sgd = keras.optimizers.SGD(1.0, clipnorm=1.0)
    sgd.apply([torch.tensor(g, dtype=torch.float32) for g in grads], v)
    assert [float(w.value.detach()) for w in v] == pytest.approx([-1, -1])
    together = "all arrays together"
    printed(together, f"{together}, 1e-6 added", "each array by itself", NONE)


def test_dropout_s_number():
    x = np.ones(100_000)
    mine = regularizers.dropout(x, rate=0.2, rng=0)
    torch.manual_seed(0)
    t = F.dropout(torch.tensor(x), p=0.2).numpy()
    k = from_keras(keras.layers.Dropout(0.2, seed=0)(x, training=True))
    for y in (mine, t, k):  # 5 standard errors of a share of 0.2 are 0.0063
        assert (y == 0).mean() == pytest.approx(0.2, abs=0.0064)
        assert y.max() == pytest.approx(1 / 0.8)
    printed(*["the share dropped"] * 3, NONE)


def test_spatial_dropout_axis_of_the_channels():
    x = np.ones((64, 5, 6, 7))
    mine = regularizers.spatial_dropout(x, rate=0.5, rng=0)
    torch.manual_seed(0)
    t = F.dropout2d(torch.tensor(x), p=0.5).numpy()
    k = from_keras(keras.layers.SpatialDropout2D(0.5, seed=0)(x, training=True))
    cells = []
    for y in (mine, t, k):
        whole = {
            name: bool((y == y.max(axis=others, keepdims=True)).all())
            for name, others in {"last": (1, 2), "second": (2, 3)}.items()
        }
        assert sum(whole.values()) == 1
        cells.append(max(whole, key=whole.get))
    printed(*cells, NONE)


def test_l2_penalty_of_a_weight_3():
    mine = regularizers.l2(3.0)
    x = torch.full((1,), 3.0, requires_grad=True)
    x.grad = torch.zeros(1)
    torch.optim.SGD([x], lr=1.0, weight_decay=1.0).step()
    slope = 3.0 - x.item()  # of c w^2, so that the penalty is half of slope times w
    k = float(keras.regularizers.L2(1.0)(torch.full((1,), 3.0)))
    # where (4 - w)^2 + c w^2 is least, c = 4 / w - 1
    w = linear.Ridge(alpha=1.0, fit_intercept=False).fit([[1.0]], [4.0]).coef_[0]
    s = (4 / w - 1) * 9
    printed(
        f"{mine:g}", f"{slope * 3 / 2:g}, by weight decay", f"{k:g}", f"{s:g}, in Ridge"
    )


def test_elastic_net_of_a_weight_3_half_and_half():
    mine = regularizers.elastic_net(3.0, l1_ratio=0.5)
    k = float(keras.regularizers.L1L2(l1=0.5, l2=0.5)(torch.full((1,), 3.0)))
    net = linear.ElasticNet(alpha=1.0, l1_ratio=0.5, fit_intercept=False)
    w = net.fit([[1.0]], [4.0]).coef_[0]
    # where (4 - w)^2 / 2 + |w| / 2 + c w^2 is least, 2 c = (4 - 1 / 2) / w - 1
    s = 1.5 + (3.5 / w - 1) / 2 * 9
    printed(f"{mine:g}", NONE, f"{k:g}", f"{s:g}")
