"""Make the stored trajectories of other libraries' optimizers again, in place.

Every row of tests/reference/trajectories/<library>.json names an optimizer of lossedu,
its hyper-parameters, and the line by which that library makes the same; this runs the
line on the row's problem and fills in where the parameters are at some of the steps.
Run it where the library is:

    python tools/make_trajectories.py torch
    python tools/make_trajectories.py optax
"""

import importlib
import json
import sys
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parents[1] / "tests" / "reference" / "trajectories"
STEPS = 60
STORED = (1, 2, 6, 20, 60)


def torch_path(row, problem, start, steps=STEPS):
    """Return the parameters after every step, the start first, by PyTorch."""
    torch = importlib.import_module("torch")
    default = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)  # else NAdam rounds a product to float32
    try:
        p = [torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in start]
        names = {"torch": torch, "tensor": torch.tensor, "p": p}
        optimizer = eval(row["line"], names)
        path = [[a.detach().numpy().copy() for a in p]]
        for _ in range(steps):
            optimizer.zero_grad()
            eval(problem["line"], names).backward()
            optimizer.step()
            path.append([a.detach().numpy().copy() for a in p])
    finally:
        torch.set_default_dtype(default)
    return path


def optax_path(row, problem, start, steps=STEPS):
    """Return the parameters after every step, the start first, by optax."""
    jax = importlib.import_module("jax")
    jax.config.update("jax_enable_x64", True)
    names = {"optax": importlib.import_module("optax"), "tensor": jax.numpy.array}
    slope = jax.grad(lambda p: eval(problem["line"], {**names, "p": p}))
    optimizer = eval(row["line"], names)
    p = [jax.numpy.array(a, dtype="float64") for a in start]
    state = optimizer.init(p)
    path = [p]
    for _ in range(steps):
        change, state = optimizer.update(slope(p), state, p)
        p = names["optax"].apply_updates(p, change)
        path.append(p)
    return [[np.asarray(a) for a in p] for p in path]


PATHS = {"torch": torch_path, "optax": optax_path}


def main(library):
    """Fill in the library's file."""
    file = FOLDER / f"{library}.json"
    content = json.loads(file.read_text())
    content["version"] = importlib.import_module(library).__version__
    for row in content["rows"]:
        problem = content["problems"][row["problem"]]
        path = PATHS[library](row, problem, problem["start"])
        row["path"] = {str(t): [a.tolist() for a in path[t]] for t in STORED}
    rows = ",\n".join("  " + json.dumps(row) for row in content.pop("rows"))
    head = json.dumps(content)[1:-1]
    file.write_text(f'{{{head}, "rows": [\n{rows}\n]}}\n')


if __name__ == "__main__":
    main(sys.argv[1])
