"""Make the stored reference values again, in place.

Every row of tests/reference/*.json names a function of lossedu, its arguments (the last
is x, those before it are y and u), and the line by which another library computes the
same; this fills in what the line gives, and for PyTorch its gradient in x. Run it where
those libraries are:

    python tools/make_reference.py
"""

import importlib
import json
from pathlib import Path

import numpy as np

REFERENCE = Path(__file__).parents[1] / "tests" / "reference"


def compute(library, row):
    """Return (value, gradient or None) of a row's line."""
    if library == "torch":
        return _torch(row)
    names = {"np": np}
    modules = ["scipy.special", "scipy.stats", "scipy.spatial", "scipy.optimize"]
    for module in [*modules, "sklearn.metrics"]:
        if module.startswith(library):
            names[module.split(".")[1]] = importlib.import_module(module)
    *first, names["x"] = map(np.array, row["args"])
    names.update(zip("yu", first, strict=False))
    return np.asarray(eval(row["line"], names)).tolist(), None


def _torch(row):
    torch = importlib.import_module("torch")
    *first, x = row["args"]
    x = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    names = {"torch": torch, "F": torch.nn.functional, "x": x}
    for name, a in zip("yu", first, strict=False):
        names[name] = torch.tensor(np.array(a))  # float64 or int64
    names["tensor"] = lambda v: torch.tensor(v, dtype=torch.float64)
    value = eval(row["line"], names)
    (grad,) = torch.autograd.grad(value.sum(), x)
    return value.tolist(), grad.tolist()


def main():
    """Fill in every file."""
    for path in sorted(REFERENCE.glob("*.json")):
        file = json.loads(path.read_text())
        file["version"] = importlib.import_module(file["library"]).__version__
        for row in file["rows"]:
            row["value"], row["grad"] = compute(file["library"], row)
        rows = ",\n".join("  " + json.dumps(row) for row in file.pop("rows"))
        head = json.dumps(file)[1:-1]
        path.write_text(f'{{{head}, "rows": [\n{rows}\n]}}\n')


if __name__ == "__main__":
    main()
