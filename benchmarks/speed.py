"""How long the package takes beside PyTorch, SciPy and scikit-learn: `make bench`.

For every function of every table: its value, and its value with its derivative, on
2^20 elements in float32 and float64; functions of rows on (64, 10) and (4096, 1000);
one step of Adam on 2^20 parameters; `import lossedu` beside `import numpy`. PyTorch
runs on one thread, and its derivative comes from its autograd.

The contenders of a row take turns, several rounds long, and a figure is the median of
one over the median of the other, so that what else the machine does falls on all alike.
Writes the tables in book/speed, which the book prints:

    python benchmarks/speed.py                 # all, some minutes
    python benchmarks/speed.py gelu softmax    # rows whose name holds a word
"""

import csv
import importlib
import inspect
import json
import platform
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np
import scipy
import sklearn
import torch

import lossedu

ROOT = Path(__file__).parents[1]
OUT = ROOT / "book" / "speed"
ROUNDS = 9
ELEMENTS = 2**20
DTYPES = {"float64": np.float64, "float32": np.float32}
F = torch.nn.functional
rng = np.random.default_rng(0)

# Lines of PyTorch in place of those of the tests, which are made for three rows ...
TORCH = {
    "regularizers.dropout": "F.dropout(x, 0.5)",
    "regularizers.alpha_dropout": "F.alpha_dropout(x, 0.5, training=True)",
    "losses.categorical_hinge": (
        "(1 + x.masked_fill(y == 1, -torch.inf).amax(-1) - (x * y).sum(-1)).relu()"
    ),
}
# ... the lines that compute the same in SciPy (an array of values) ...
SCIPY = {
    "activations.sigmoid": "special.expit(x)",
    "activations.log_sigmoid": "special.log_expit(x)",
    "activations.gelu": "x * special.ndtr(x)",
    "activations.log_softmax": "special.log_softmax(x, axis=-1)",
    "losses.huber": "special.huber(1.0, x - y)",
    "losses.gaussian_nll": "-stats.norm.logpdf(y, u, x**0.5) - 0.9189385332046727",
    "losses.softmax_cross_entropy": (
        "(y * (special.logsumexp(x, axis=-1, keepdims=True) - x)).sum(-1)"
    ),
    "losses.sparse_softmax_cross_entropy": (
        "special.logsumexp(x, axis=-1) - np.take_along_axis(x, y[:, None], 1)[:, 0]"
    ),
    "information.entropy": "special.entr(x).sum(-1)",
    "information.kl_divergence": "special.rel_entr(y, x).sum(-1)",
    "information.js_divergence": "spatial.distance.jensenshannon(y, x, axis=-1) ** 2",
}
# ... and in scikit-learn (the mean of the values, so ours takes its mean too).
SKLEARN = {
    "losses.squared_error": "metrics.mean_squared_error(y, x)",
    "losses.absolute_error": "metrics.mean_absolute_error(y, x)",
    "losses.quantile": "metrics.mean_pinball_loss(y, x, alpha=0.5)",
    "losses.absolute_percentage_error": "metrics.mean_absolute_percentage_error(y, x)",
    "losses.squared_log_error": "metrics.mean_squared_log_error(y, x)",
    "losses.hinge": "metrics.hinge_loss(y, x)",
    "losses.categorical_cross_entropy": "metrics.log_loss(y, x)",
}


RIVALS = ["PyTorch", "PyTorch with derivative", "SciPy", "scikit-learn"]
# Why a function is slower than it should be, and stays so.
_PASSES = "PyTorch's code is one pass over the data, ours some ten that can be read"
_CHECKS = "most of it is the checks of the arguments"
_PLACE = "finds the largest element of a row and its place, and leaves it out of a sum"
_TERMS = "sums terms that are never negative, exact for nearly equal rows"
REMARKS = {
    "activations.gelu_tanh": _PASSES,
    "activations.hard_swish": _PASSES,
    "activations.gelu": "the normal distribution's tail to the last digits, in NumPy",
    "activations.silu": _PASSES,
    "activations.log_softmax": _PLACE,
    "activations.sigmoid": "SciPy's code is one pass over the data, ours six",
    "activations.softmax": _PLACE,
    "activations.swish": _PASSES,
    "information.entropy": _CHECKS,
    "information.js_divergence": _TERMS,
    "information.kl_divergence": _TERMS,
    "losses.huber": _PASSES,
    "losses.multiclass_hinge": _CHECKS,
    "losses.sigmoid_cross_entropy": "terms of one sign, so that none cancels",
    "losses.smooth_l1": _PASSES,
    "losses.softmax_cross_entropy": "checks that the labels are distributions",
    "losses.sparse_softmax_cross_entropy": "a pass each where PyTorch has one for all",
    "losses.squared_log_error": "a logarithm of the quotient, without cancellation",
    "regularizers.group_lasso": "rows are scaled, so that no square overflows",
}


def rows_of(shape, concentration=1.0):
    """Rows of probabilities."""
    p = rng.gamma(concentration, size=shape) + 1e-6
    return p / p.sum(axis=-1, keepdims=True)


def one_hot(shape):
    """Rows with a single 1."""
    return np.eye(shape[1])[rng.integers(0, shape[1], shape[0])]


def normal(shape):
    """Logits, residuals, weights."""
    return rng.normal(scale=2, size=shape)


def positive(shape):
    """Rates, variances, prices."""
    return rng.gamma(2.0, size=shape) + 0.1


def binary(shape):
    """Labels 0 and 1."""
    return rng.integers(0, 2, shape).astype(float)


def signs(shape):
    """Labels -1 and 1."""
    return 2 * binary(shape) - 1


def unit(shape):
    """Probabilities."""
    return rng.uniform(0.01, 0.99, shape)


def labels(shape):
    """Integer labels of rows of classes."""
    return rng.integers(0, shape[1], shape[0])


ROWS = [(64, 10), (4096, 1000)]
WIDE = [(ELEMENTS // 4, 4)]
FLAT = [(ELEMENTS,)]
# What a function is given, where not an array of normal numbers for each argument.
GIVEN = {
    "activations.log_softmax": (ROWS, normal),
    "activations.glu": (WIDE, normal),
    "activations.swiglu": (WIDE, normal),
    "activations.crelu": (WIDE, normal),
    "activations.maxout": (WIDE, normal),
    "losses.absolute_percentage_error": (FLAT, positive, positive),
    "losses.squared_log_error": (FLAT, positive, positive),
    "losses.poisson_nll": (FLAT, positive, normal),
    "losses.gaussian_nll": (FLAT, normal, normal, positive),
    "losses.binary_cross_entropy": (FLAT, binary, unit),
    "losses.sigmoid_cross_entropy": (FLAT, binary, normal),
    "losses.sigmoid_focal": (FLAT, binary, normal),
    "losses.categorical_cross_entropy": (ROWS, one_hot, rows_of),
    "losses.softmax_cross_entropy": (ROWS, rows_of, normal),
    "losses.sparse_softmax_cross_entropy": (ROWS, labels, normal),
    "losses.hinge": (FLAT, signs, normal),
    "losses.squared_hinge": (FLAT, signs, normal),
    "losses.categorical_hinge": (ROWS, one_hot, normal),
    "losses.multiclass_hinge": (ROWS, labels, normal),
    "losses.cosine_distance": (ROWS, normal, normal),
    "regularizers.group_lasso": (WIDE, normal),
    "surfaces": (WIDE, normal),
    "information.self_information": (FLAT, unit),
    "information.entropy": (ROWS, rows_of),
    "information.perplexity": (ROWS, rows_of),
    "information.cross_entropy": (ROWS, rows_of, rows_of),
    "information.kl_divergence": (ROWS, rows_of, rows_of),
    "information.js_divergence": (ROWS, rows_of, rows_of),
    "information.f_divergence": (ROWS, rows_of, rows_of),
}
# What a setting without a default is here.
ASKED_FOR = {"rate": 0.5, "rng": 0, "slope": 0.25}
# No subject of a benchmark: tables of two variables, test surfaces of two numbers.
LEFT_OUT = {"joint_entropy", "conditional_entropy", "mutual_information"}
LEFT_OUT |= {"spatial_dropout"}


def medians(calls):
    """Milliseconds of each call, by its name; they take turns."""
    loops, spent = {}, {name: [] for name in calls}
    for name, call in calls.items():
        call()
        start = time.perf_counter()
        call()
        loops[name] = max(1, int(2e-3 / (time.perf_counter() - start)))
    for turn in range(ROUNDS):
        order = list(calls)
        for name in order[turn % len(order) :] + order[: turn % len(order)]:
            start = time.perf_counter()
            for _ in range(loops[name]):
                calls[name]()
            spent[name].append((time.perf_counter() - start) / loops[name])
    return {name: 1e3 * statistics.median(times) for name, times in spent.items()}


def torch_lines():
    """PyTorch's line for each function, from the reference values of the tests."""
    lines = {}
    for path in sorted((ROOT / "tests" / "reference").glob("torch_*.json")):
        for row in json.loads(path.read_text())["rows"]:
            plain = set(row["hyper"]) <= set(ASKED_FOR)
            if plain and not any(np.ndim(v) for v in row["hyper"].values()):
                lines.setdefault(row["function"], row["line"])
    return lines | TORCH


def in_torch(line, arrays):
    """Two calls that do what `line` says: without and with the derivative in x."""
    *first, last = (torch.tensor(a) for a in arrays)
    names = {"torch": torch, "F": F, "tensor": partial(torch.tensor, dtype=last.dtype)}
    names |= dict(zip("yu", first, strict=False))
    code = compile(line, line, "eval")

    def value():
        with torch.no_grad():
            return eval(code, names | {"x": last})

    def both():
        x = last.detach().requires_grad_()
        return torch.autograd.grad(eval(code, names | {"x": x}).sum(), x)

    return value, both


def in_python(line, arrays):
    """A call that does what a line of SciPy or scikit-learn says."""
    names = {"np": np}
    for module in ("special", "stats", "spatial"):
        names[module] = importlib.import_module(f"scipy.{module}")
    names["metrics"] = importlib.import_module("sklearn.metrics")
    *first, names["x"] = arrays
    names |= dict(zip("yu", first, strict=False))
    code = compile(line, line, "eval")
    return lambda: eval(code, names)


def with_grad(module, name, pair):
    """Value and derivative, at once where there is a function for it."""
    at_once = getattr(module, f"{name}_with_grad", None)
    return at_once or (lambda *a, **h: (pair.value(*a, **h), pair.grad(*a, **h)))


def given(full, pair):
    """Sizes, kinds of arrays and settings of a function."""
    parameters = inspect.signature(pair.value).parameters.values()
    hyper = {p.name: ASKED_FOR[p.name] for p in parameters
             if p.kind is p.KEYWORD_ONLY and p.default is p.empty}  # fmt: skip
    arity = sum(p.kind is not p.KEYWORD_ONLY for p in parameters)
    shapes, *kinds = GIVEN.get(full, (FLAT, *[normal] * arity))
    return shapes, kinds, hyper


def measure(module, name, pair, lines):
    """Yield a dtype and a row of figures for each size of one function."""
    full = f"{module.__name__.removeprefix('lossedu.')}.{name}"
    shapes, kinds, hyper = given(full, pair)
    for shape in shapes:
        for dtype_name, dtype in DTYPES.items():
            arrays = [kind(shape) for kind in kinds]
            arrays = [a if a.dtype.kind == "i" else a.astype(dtype) for a in arrays]
            value = partial(pair.value, *arrays, **hyper)
            both = partial(with_grad(module, name, pair), *arrays, **hyper)
            calls = {
                "ms": value,
                "ms with derivative": both,
                "mean": (lambda value=value: value().mean()),
            }
            calls |= rivals(full, lines, arrays)
            size = " x ".join(map(str, shape))
            yield dtype_name, figures(full, size, medians(calls))


def rivals(full, lines, arrays):
    """The calls of the other libraries that compute the same function."""
    calls = {}
    if full in lines:
        names = ("PyTorch", "PyTorch with derivative")
        calls |= zip(names, in_torch(lines[full], arrays), strict=True)
    if full in SCIPY:
        calls["SciPy"] = in_python(SCIPY[full], arrays)
    if full in SKLEARN:
        calls["scikit-learn"] = in_python(SKLEARN[full], arrays)
    return calls


def figures(function, size, ms):
    """A row of the table: milliseconds of ours, and its share of each rival's."""
    row = {"function": function, "size": size, "ms": ms["ms"]}
    mine = {"PyTorch with derivative": "ms with derivative", "scikit-learn": "mean"}
    if "ms with derivative" in ms:
        row["ms with derivative"] = ms["ms with derivative"]
    for rival in RIVALS:
        if rival in ms:
            row[rival] = ms[mine.get(rival, "ms")] / ms[rival]
    return row


def softmax():
    """Yield the softmax of rows, which is in no table as it has no plain derivative."""
    for shape in ROWS:
        for dtype_name, dtype in DTYPES.items():
            x = normal(shape).astype(dtype)
            calls = {
                "ms": lambda x=x: lossedu.activations.softmax(x),
                "PyTorch": in_torch("torch.softmax(x, -1)", [x])[0],
                "SciPy": in_python("special.softmax(x, axis=-1)", [x]),
            }
            size = " x ".join(map(str, shape))
            yield dtype_name, figures("activations.softmax", size, medians(calls))


def adam():
    """Yield one step of Adam on as many parameters."""
    for dtype_name, dtype in DTYPES.items():
        p, g = rng.normal(size=(2, ELEMENTS)).astype(dtype)
        ours = lossedu.optimizers.Adam(lr=1e-3)
        weight = torch.tensor(p, requires_grad=True)
        weight.grad = torch.tensor(g)
        theirs = torch.optim.Adam([weight], lr=1e-3)
        step = partial(ours.step, p, g, ours.init(p))
        found = medians({"ms": step, "PyTorch": theirs.step})
        yield dtype_name, figures("optimizers.Adam.step", str(ELEMENTS), found)


def imports():
    """Milliseconds that imports add to `import numpy`, in fresh processes."""
    everything = "import lossedu; [getattr(lossedu, n) for n in lossedu.__all__]"
    codes = {"lossedu": "import lossedu", "everything": everything}
    calls = {
        name: partial(subprocess.run, [sys.executable, "-c", code], check=True)
        for name, code in {"numpy": "import numpy", **codes}.items()
    }
    ms = medians(calls)
    return {f"import {name} ms": round(ms[name] - ms["numpy"], 1) for name in codes}


def main():
    """Measure the rows that are asked for, print them, and write all of them."""
    torch.set_num_threads(1)
    words = sys.argv[1:]
    lines = torch_lines()
    sys.path.insert(0, str(ROOT / "tests"))
    tables = importlib.import_module("cases").tables()
    found = {dtype_name: [] for dtype_name in DTYPES}
    subjects = [
        measure(module, name, pair, lines)
        for module, table in tables.items()
        for name, pair in table.items()
        if name not in LEFT_OUT and not module.__name__.endswith("surfaces")
        if not words or any(word in name for word in words)
    ]
    for subject in subjects if words else [*subjects, softmax(), adam()]:
        for dtype_name, row in subject:
            found[dtype_name].append(row)
            show(dtype_name, row)
    if not words:
        write(found, imports())


def rounded(row):
    """A row as it is printed: ratios with two digits, times with three."""
    digits = {"ms": 3, "ms with derivative": 3}
    return {k: f"{v:.{digits.get(k, 2)}g}" if isinstance(v, float) else v
            for k, v in row.items()}  # fmt: skip


def show(dtype_name, row):
    """Print a row."""
    print(dtype_name, *(f"{k} {v}," for k, v in rounded(row).items()), flush=True)


def write(found, import_times):
    """Write the tables that the book prints, and what they were measured with."""
    OUT.mkdir(exist_ok=True)
    slower = []
    for dtype_name, rows in found.items():
        head = ["function", "size", "ms", "ms with derivative", *RIVALS]
        write_table(dtype_name, head, map(rounded, rows))
        for row in rows:
            why = REMARKS.get(row["function"], "")
            slower += [
                {"function": row["function"], "size": row["size"], "dtype": dtype_name}
                | {"against": rival, "ratio": rounded(row)[rival], "why": why}
                for rival in over(row)
            ]
    head = ["function", "size", "dtype", "against", "ratio", "why"]
    write_table("slower", head, sorted(slower, key=lambda row: row["function"]))
    used = {m.__name__: m.__version__ for m in (np, torch, scipy, sklearn)}
    used |= {"python": platform.python_version()} | import_times
    (OUT / "versions.json").write_text(json.dumps(used, indent=1) + "\n")


def write_table(name, head, rows):
    """Write a table that the book prints."""
    with (OUT / f"{name}.csv").open("w", newline="") as file:
        table = csv.DictWriter(file, head, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def over(row):
    """The rivals beside which a row is slower than we want it to be."""
    limit = {"PyTorch": 4, "PyTorch with derivative": 4, "SciPy": 1, "scikit-learn": 1}
    if row["function"].endswith("softmax_cross_entropy"):
        limit["PyTorch with derivative"] = 1
    ratios = {rival: float(rounded(row).get(rival, 0)) for rival in limit}
    return [rival for rival, most in limit.items() if ratios[rival] > most]


if __name__ == "__main__":
    main()
