"""Break the package, one token at a time, and see whether a test notices.

    python tools/mutate.py                 # every mutant of the core, for hours
    python tools/mutate.py -n 100          # a random sample of so many from each file
    python tools/mutate.py lossedu/losses  # of some files
    python tools/mutate.py --write         # and note the score for the status page

Each mutant changes one operator, comparison, constant, name or order of arguments in a
copy of the tree and runs the tests there until one fails. What survives is printed; a
survivor is a missing test, or a change that changes nothing and goes to
equivalent_mutants.txt with the reason.
"""

import argparse
import contextlib
import csv
import importlib
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import NamedTuple

from lossedu.grading._mutants import Change, changes

ROOT = Path(__file__).parents[1]
CORE = ["_check.py", "_stable.py", "_ways.py", "gradcheck.py", "autodiff.py"]
CORE += ["schedules.py", "surfaces.py", "information", "losses", "activations"]
CORE = [f"lossedu/{name}" for name in [*CORE, "regularizers", "optimizers"]]
# Tests of the library, and not of the book, the site or the grader.
OTHERS = {
    "accuracy_tables",
    "attacks",
    "benchmarks",
    "conventions",
    "equations",
    "exercise_pages",
    "exercises",
}
OTHERS |= {"grading", "grading_forms", "memory", "submissions", "teacher", "terminal"}
OTHERS |= {"verify", "warm", "watch"}
OTHERS |= {"notebooks", "project", "prose", "public_api", "site"}
TESTS = [p.stem.removeprefix("test_") for p in (ROOT / "tests").glob("test_*.py")]
TESTS = sorted(set(TESTS) - OTHERS)
FOR_ALL = ["laws", "accuracy", "bad_calls"]  # their cases carry the functions' names
# What runs another library is slow to start; its numbers are stored for test_parity.
OURS = "not live and not pytorch and not keras and not scikit"
MEASURED = ROOT / "book" / "status"
HEAVY = ["numpy", "numpy.testing", "pytest", "mpmath", "doctest", "scipy.special"]


class Mutant(NamedTuple):
    """One change to one file."""

    path: Path
    change: Change

    @property
    def text(self):
        """The change as equivalent_mutants.txt writes it."""
        return f"{self.change.old} -> {self.change.new}"


def mutants(path):
    """Yield every change to a file."""
    for change in changes((ROOT / path).read_text()):
        yield Mutant(path, change)


def known():
    """Return the changes listed as changing nothing: file, line, change."""
    lines = (ROOT / "tools" / "equivalent_mutants.txt").read_text().splitlines()
    return {tuple(line.split(" | ")[:3]) for line in lines if line[0] != "#"}


def stages(mutant):
    """The tests to ask, those likeliest to notice first: (files, words) each."""
    module, own = mutant.path.parts[1].removesuffix(".py"), mutant.path.stem.strip("_")
    mine = [t for t in TESTS if t in (module, f"{module}_{own}")]
    near = [t for t in TESTS if t.startswith(module) and t not in mine]
    name = mutant.change.function
    for end in ("_grad", "_vjp", "_jacobian", "_prox"):
        name = name.removesuffix(end)
    named = name if name and not name.startswith("_") else ""
    near = [*mine, *near]
    if named and near:
        yield near, named
    if mine:
        yield mine, ""
    for test in FOR_ALL:
        if named:
            yield [test], named
    yield [t for t in TESTS if t not in mine], ""


def judge(snapshot, mutant):
    """Return the mutant and whether no test notices."""
    with tempfile.TemporaryDirectory() as folder:
        ignore = shutil.ignore_patterns("__pycache__", "grading", "exercises")
        shutil.copytree(snapshot / "lossedu", Path(folder) / "lossedu", ignore=ignore)
        (Path(folder) / mutant.path).write_text(mutant.change.source)
        lives = all(passes(snapshot, folder, *stage) for stage in stages(mutant))
    return mutant, lives


def passes(snapshot, folder, tests, words):
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
        chosen = f"{words} and {OURS}" if words else OURS
        options = ["-xq", "-p", "no:cacheprovider", "-k", chosen]
        code = importlib.import_module("pytest").main([*options, *files])
        os._exit(0 if code == 5 else code)  # 5: no test of that name
    return os.waitpid(child, 0)[1] == 0


def run(snapshot, work, processes):
    """Judge all mutants, print the survivors and return them."""
    ask = partial(judge, snapshot)
    for path in dict.fromkeys(mutant.path for mutant in work):
        text = (ROOT / path).read_text()
        if not ask(Mutant(path, Change(0, "", "", "", False, text)))[1]:
            sys.exit("the tests fail on the unchanged package")
        break
    alive = []
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        for done, (mutant, lives) in enumerate(pool.imap_unordered(ask, work), 1):
            if lives:
                alive.append(mutant)
                change = mutant.change
                kind = "arithmetic" if change.arithmetic else "other"
                where = f"{mutant.path}:{change.line}"
                print(f"{where}: {change.old}  ->  {change.new}  [{kind}]", flush=True)
            if done % 50 == 0:
                print(f"{done} of {len(work)}", file=sys.stderr, flush=True)
    return alive


def write(everything, left_out, work, alive):
    """Note for each file what was tried and what survived, for the status page."""
    lists = {"changes": everything, "left out": left_out}
    lists |= {"tried": work, "survive": alive}
    counts = {k: Counter(m.path.as_posix() for m in v) for k, v in lists.items()}
    MEASURED.mkdir(exist_ok=True)
    with (MEASURED / "mutation.csv").open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["file", *counts])
        for path in counts["changes"]:
            table.writerow([f"`{path}`", *(count[path] for count in counts.values())])
    with (MEASURED / "survivors.csv").open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["file", "line", "change", "why it is left out"])
        lines = (ROOT / "tools" / "equivalent_mutants.txt").read_text().splitlines()
        rows = [line.split(" | ") for line in lines if line[0] != "#"]
        rows += [
            (m.path.name, str(m.change.line), m.text, "no test notices") for m in alive
        ]
        table.writerows([*(f"`{code}`" for code in row[:3]), row[3]] for row in rows)


def main():
    """Try the mutants on as many processes as asked and print what survives."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", default=CORE)
    parser.add_argument("-n", type=int, help="sample so many of each file (seed 0)")
    parser.add_argument("-j", type=int, default=os.cpu_count())
    parser.add_argument("--write", action="store_true", help="note the score")
    options = parser.parse_args()
    files = [ROOT / f for f in options.files]
    files = [p for f in files for p in (sorted(f.glob("*.py")) if f.is_dir() else [f])]
    same, everything, left_out, work = known(), [], [], []
    for path in files:
        found = list(mutants(path.relative_to(ROOT)))
        text = path.read_text().splitlines()
        asked = [
            m
            for m in found
            if (path.name, text[m.change.line - 1].strip(), m.text) not in same
        ]
        everything += found
        left_out += [m for m in found if m not in asked]
        if options.n and options.n < len(asked):
            asked = random.Random(0).sample(asked, options.n)
        work += asked
    for module in HEAVY:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Path(folder)  # the tree may change meanwhile
        for name in ("lossedu", "tests", "tools"):
            shutil.copytree(ROOT / name, snapshot / name)
        shutil.copy(ROOT / "pyproject.toml", snapshot)
        alive = run(snapshot, work, options.j)
    if options.write:
        write(everything, left_out, work, alive)
    share = 100 * (1 - len(alive) / len(work))
    print(f"{len(work)} mutants, {len(alive)} survive, {share:.1f} % killed")


if __name__ == "__main__":
    main()
