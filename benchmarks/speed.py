"""How long the package takes beside PyTorch, SciPy and scikit-learn: `make bench`.

For every function of every table: its value, and its value with its derivative, on
2^20 elements in float32 and float64; functions of rows on (64, 10) and (4096, 1000);
one step of Adam on 2^20 parameters; `import lossedu` beside `import numpy`. PyTorch
runs on one thread, and its derivative comes from its autograd.

The contenders of a row take turns, several rounds long, and a figure is the median of
one over the median of the other, so that what else the machine does falls on all alike.
Writes book/measured/speed.csv, which the book prints, and says what it writes:

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
OUT = ROOT / "book" / "measured"
ROUNDS = 9
ELEMENTS = 2**20
DTYPES = {"float64": np.float64, "float32": np.float32}
F = torch.nn.functional
rng = np.random.default_rng(0)

# The lines that compute the same in SciPy (an array of values) ...
SCIPY = {
    "activations.sigmoid": "special.expit(x)",
    "activations.log_sigmoid": "special.log_expit(x)",
    "activations.gelu": "x * special.ndtr(x)",
    "activations.softmax": "special.softmax(x, axis=-1)",
    "activations.log_softmax": "special.log_softmax(x, axis=-1)",
    "losses.huber": "special.huber(1.0, x - y)",
    "losses.gaussian_nll": "-stats.norm.logpdf(y, z, x**0.5)",
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


def medians(*contenders):
    """Milliseconds of each, taking turns; None for a contender that is None."""
    runs = {i: f for i, f in enumerate(contenders) if f is not None}
    loops, spent = {}, {i: [] for i in runs}
    for i, f in runs.items():
        f()
        start = time.perf_counter()
        f()
        loops[i] = max(1, int(2e-3 / (time.perf_counter() - start)))
    for turn in range(ROUNDS):
        order = list(runs)
        for i in order[turn % len(order) :] + order[: turn % len(order)]:
            start = time.perf_counter()
            for _ in range(loops[i]):
                runs[i]()
            spent[i].append((time.perf_counter() - start) / loops[i])
    return [1e3 * statistics.median(spent[i]) if i in runs else None
            for i in range(len(contenders))]  # fmt: skip


def torch_lines():
    """PyTorch's line for each function, from the reference values of the tests."""
    lines = {}
    for path in sorted((ROOT / "tests" / "reference").glob("torch_*.json")):
        for row in json.loads(path.read_text())["rows"]:
            plain = set(row["hyper"]) <= set(ASKED_FOR)
            if plain and not any(np.ndim(v) for v in row["hyper"].values()):
                lines.setdefault(row["function"], row["line"])
    return lines


def in_torch(line, arrays):
    """Two calls that do what `line` says: without and with the derivative in x."""
    *first, last = (torch.tensor(a) for a in arrays)
    names = {"torch": torch, "F": F, "tensor": torch.tensor}
    names |= dict(zip("yz", first, strict=False))
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
    if line is None:
        return None
    names = {"np": np}
    for module in ("special", "stats", "spatial"):
        names[module] = importlib.import_module(f"scipy.{module}")
    names["metrics"] = importlib.import_module("sklearn.metrics")
    *first, names["x"] = arrays
    names |= dict(zip("yz", first, strict=False))
    code = compile(line, line, "eval")
    return lambda: eval(code, names)


def with_grad(module, name, pair):
    """Value and derivative, at once where there is a function for it."""
    at_once = getattr(module, f"{name}_with_grad", None)
    return at_once or (lambda *a, **h: (pair.value(*a, **h), pair.grad(*a, **h)))


def measure(module, name, pair, lines):
    """Yield a row of figures for each size of one function."""
    full = f"{module.__name__.removeprefix('lossedu.')}.{name}"
    parameters = inspect.signature(pair.value).parameters.values()
    hyper = {p.name: ASKED_FOR[p.name] for p in parameters
             if p.kind is p.KEYWORD_ONLY and p.default is p.empty}  # fmt: skip
    arity = sum(p.kind is not p.KEYWORD_ONLY for p in parameters)
    shapes, *kinds = GIVEN.get(full, (FLAT, *[normal] * arity))
    for shape in shapes:
        row = {"function": full, "size": " x ".join(map(str, shape))}
        for dtype_name, dtype in DTYPES.items():
            arrays = [kind(shape) for kind in kinds]
            arrays = [a if a.dtype.kind == "i" else a.astype(dtype) for a in arrays]
            both = with_grad(module, name, pair)
            rival = in_torch(lines[full], arrays) if full in lines else (None, None)
            calls = [
                lambda arrays=arrays: pair.value(*arrays, **hyper),
                lambda arrays=arrays, both=both: both(*arrays, **hyper),
                *rival,
                in_python(SCIPY.get(full), arrays),
                lambda arrays=arrays: pair.value(*arrays, **hyper).mean(),
                in_python(SKLEARN.get(full), arrays),
            ]
            if full not in SKLEARN:
                calls[5] = None
            mine, mine_both, other, other_both, sp, mean, sk = medians(*calls)
            row |= {
                f"{dtype_name} ms": mine,
                f"{dtype_name} with derivative ms": mine_both,
                f"{dtype_name} of torch": other and mine / other,
                f"{dtype_name} with derivative of torch": other_both
                and mine_both / other_both,
                f"{dtype_name} of scipy": sp and mine / sp,
                f"{dtype_name} of sklearn": sk and mean / sk,
            }
        yield row


def adam():
    """One step of Adam on as many parameters."""
    row = {"function": "optimizers.Adam.step", "size": str(ELEMENTS)}
    for dtype_name, dtype in DTYPES.items():
        p, g = rng.normal(size=(2, ELEMENTS)).astype(dtype)
        ours = lossedu.optimizers.Adam(lr=1e-3)
        state = ours.init(p)
        weight = torch.tensor(p, requires_grad=True)
        weight.grad = torch.tensor(g)
        theirs = torch.optim.Adam([weight], lr=1e-3)
        step = partial(ours.step, p, g, state)
        mine, other = medians(step, theirs.step)
        row |= {f"{dtype_name} ms": mine, f"{dtype_name} of torch": mine / other}
    return row


def imports():
    """Importing the package beside importing NumPy, each in a fresh process."""

    def call(code):
        return lambda: subprocess.run([sys.executable, "-c", code], check=True)

    with_us, without = medians(call("import lossedu"), call("import numpy"))
    return {"function": "import lossedu", "float64 ms": with_us - without}


def main():
    """Measure the rows that are asked for, print them, and write all of them."""
    torch.set_num_threads(1)
    words = sys.argv[1:]
    lines = torch_lines()
    sys.path.insert(0, str(ROOT / "tests"))
    tables = importlib.import_module("cases").tables()
    found = []
    for module, table in tables.items():
        for name, pair in table.items():
            skip = name in LEFT_OUT or module.__name__.endswith("surfaces")
            if not skip and (not words or any(word in name for word in words)):
                for row in measure(module, name, pair, lines):
                    found.append(row)
                    show(row)
    if not words:
        found += [adam(), imports()]
        show(found[-2])
        show(found[-1])
        write(found)


def show(row):
    """Print a row."""
    figures = [f"{k}: {v:.3g}" for k, v in row.items() if isinstance(v, float)]
    print(row["function"], row.get("size", ""), "|", ", ".join(figures), flush=True)


def write(found):
    """Write the table that the book prints, and what it was measured with."""
    OUT.mkdir(exist_ok=True)
    names = list(dict.fromkeys(key for row in found for key in row))
    with (OUT / "speed.csv").open("w", newline="") as file:
        table = csv.DictWriter(file, names, lineterminator="\n")
        table.writeheader()
        for row in found:
            table.writerow({k: f"{v:.3g}" if isinstance(v, float) else v
                            for k, v in row.items()})  # fmt: skip
    used = {m.__name__: m.__version__ for m in (np, torch, scipy, sklearn)}
    used["python"] = platform.python_version()
    (OUT / "speed.json").write_text(json.dumps(used, indent=1) + "\n")


if __name__ == "__main__":
    main()
