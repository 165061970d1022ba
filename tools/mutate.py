"""Break the package, one token at a time, and see whether a test notices.

    python tools/mutate.py                 # every mutant of the core
    python tools/mutate.py -n 100          # a random sample
    python tools/mutate.py lossedu/losses  # of some files

Each mutant changes one operator, comparison, constant, name or order of arguments in a
copy of the tree and runs the tests there until one fails. What survives is printed; a
survivor is a missing test, or a change that changes nothing and goes to
equivalent_mutants.txt with the reason.
"""

import argparse
import ast
import contextlib
import copy
import importlib
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORE = ["_check.py", "_stable.py", "gradcheck.py", "activations"]
CORE += ["information", "losses", "optimizers", "schedules.py", "surfaces.py"]
CORE = [f"lossedu/{name}" for name in CORE]
TESTS = ["check", "activations", "losses", "information", "gradcheck"]
TESTS += ["optimizers", "schedules", "surfaces", "bad_calls"]
TESTS += ["accuracy", "laws", "parity"]
HEAVY = ["numpy", "numpy.testing", "pytest", "mpmath", "doctest", "scipy.special"]

OPERATORS = {
    ast.Add: [ast.Sub],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div],
    ast.Div: [ast.Mult],
    ast.Pow: [ast.Mult],
    ast.BitAnd: [ast.BitOr],
    ast.BitOr: [ast.BitAnd],
    ast.And: [ast.Or],
    ast.Or: [ast.And],
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}
NAMES = {
    "maximum": "minimum",
    "log": "log1p",
    "log1p": "log",
    "exp": "expm1",
    "expm1": "exp",
    "any": "all",
    "argmax": "argmin",
    "isinf": "isnan",
    "isnan": "isinf",
    "xlogy": "times",
    "times": "ratio",
    "ratio": "times",
    "zeros_like": "ones_like",
    "ones": "zeros",
    "sigmoid": "softplus",
    "softplus": "sigmoid",
}
NAMES |= {"minimum": "maximum", "all": "any"}


def alternatives(node):
    """Yield (field, new content, whether it is arithmetic) for one node."""
    match node:
        case ast.BinOp(op=op) | ast.BoolOp(op=op):
            for new in OPERATORS.get(type(op), []):
                yield "op", new(), not isinstance(op, (ast.BitAnd, ast.BitOr))
        case ast.Compare(ops=[op]):
            for new in OPERATORS[type(op)]:
                yield "ops", [new()], False
        case ast.UnaryOp(op=ast.USub()):
            yield "op", ast.UAdd(), True
        case ast.UnaryOp(op=ast.Not() | ast.Invert()):
            yield "op", ast.UAdd(), False
        case ast.Constant(value=bool(value)):
            yield "value", not value, False
        case ast.Constant(value=int(value) | float(value)):
            yield "value", value + 1, True
            if value:
                yield "value", -value, True
        case ast.Attribute(attr=name) if name in NAMES:
            yield "attr", NAMES[name], True
        case ast.Name(id=name) if name in NAMES:
            yield "id", NAMES[name], True
        case ast.Call(func=ast.Attribute(attr="maximum" | "minimum")):
            pass  # in either order the same
        case ast.Call(args=[first, second]) if ast.dump(first) != ast.dump(second):
            yield "args", [second, first], True


def mutants(source):
    """Yield (line number, old, new, whether arithmetic, source) of every change."""
    tree = ast.parse(source)
    types = {
        id(inner)
        for node in ast.walk(tree)
        for field in ("annotation", "returns")
        if getattr(node, field, None)
        for inner in ast.walk(getattr(node, field))
    }
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in types:
            continue
        for field, new, arithmetic in alternatives(node):
            changed = copy.deepcopy(tree)
            target = next(n for i, n in enumerate(ast.walk(changed)) if i == place)
            setattr(target, field, new)
            yield (
                node.lineno,
                ast.unparse(node),
                ast.unparse(target),
                arithmetic,
                ast.unparse(changed),
            )


def known():
    """Return the changes listed as changing nothing: file, line, change."""
    lines = (ROOT / "tools" / "equivalent_mutants.txt").read_text().splitlines()
    return {tuple(line.split(" | ")[:3]) for line in lines if line[0] != "#"}


def judge(snapshot, item):
    """Return the mutant and whether no test notices, those of its file asked first."""
    path, source = item[0], item[-1]
    first = [t for t in TESTS if t in path.parts[1] or t in path.stem]
    groups = [first, [t for t in TESTS if t not in first]]
    with tempfile.TemporaryDirectory() as folder:
        ignore = shutil.ignore_patterns("__pycache__", "grading", "exercises")
        shutil.copytree(snapshot / "lossedu", Path(folder) / "lossedu", ignore=ignore)
        (Path(folder) / path).write_text(source)
        lives = all(passes(snapshot, folder, group) for group in groups if group)
    return item, lives


def passes(snapshot, folder, tests):
    """Run some test files in a process of its own, forked with NumPy already there."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (120, 120))  # for an endless loop
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        sys.dont_write_bytecode = True
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # seconds a process
        sys.path.insert(0, folder)
        files = [str(snapshot / "tests" / f"test_{t}.py") for t in tests]
        options = ["-xq", "-p", "no:cacheprovider", "-k", "not live"]
        os._exit(importlib.import_module("pytest").main([*options, *files]))
    return os.waitpid(child, 0)[1] == 0


def run(snapshot, work, processes):
    """Judge all mutants, print the survivors and return their number."""
    ask = partial(judge, snapshot)
    path = work[0][0]
    if not ask((path, (ROOT / path).read_text()))[1]:
        sys.exit("the tests fail on the unchanged package")
    alive = 0
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        for done, (item, lives) in enumerate(pool.imap_unordered(ask, work), 1):
            if lives:
                alive += 1
                path, line, old, new, arithmetic, _ = item
                kind = "arithmetic" if arithmetic else "other"
                print(f"{path}:{line}: {old}  ->  {new}  [{kind}]", flush=True)
            if done % 50 == 0:
                print(f"{done} of {len(work)}", file=sys.stderr, flush=True)
    return alive


def main():
    """Try the mutants on as many processes as asked and print what survives."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", default=CORE)
    parser.add_argument("-n", type=int, help="sample so many (seed 0)")
    parser.add_argument("-j", type=int, default=os.cpu_count())
    options = parser.parse_args()
    files = [ROOT / f for f in options.files]
    files = [p for f in files for p in (sorted(f.glob("*.py")) if f.is_dir() else [f])]
    work = [(p.relative_to(ROOT), *m) for p in files for m in mutants(p.read_text())]
    same = known()
    text = {p.relative_to(ROOT): p.read_text().splitlines() for p in files}
    named = (
        (m[0].name, text[m[0]][m[1] - 1].strip(), f"{m[2]} -> {m[3]}") for m in work
    )
    work = [m for m, name in zip(work, named, strict=True) if name not in same]
    if options.n and options.n < len(work):
        work = random.Random(0).sample(work, options.n)
    for module in HEAVY:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Path(folder)  # the tree may change meanwhile
        for name in ("lossedu", "tests"):
            shutil.copytree(ROOT / name, snapshot / name)
        shutil.copy(ROOT / "pyproject.toml", snapshot)
        alive = run(snapshot, work, options.j)
    share = 100 * (1 - alive / len(work))
    print(f"{len(work)} mutants, {alive} survive, {share:.1f} % killed")


if __name__ == "__main__":
    main()
