"""Write what a class might hand in, to measure `lossedu grade` with.

    python tools/make_class.py FOLDER --learners 200 --seed 0

Every second learner hands in a notebook, the others a folder with a file for each
exercise. The answers are the exercises' own alternatives and declared mistakes,
starters, texts that do not parse, crashes, and one in a hundred that never ends; no
two files are alike. The same seed writes the same class.
"""

import argparse
import ast
import inspect
import json
import sys
from functools import cache
from pathlib import Path

import numpy as np

from lossedu.grading import find, shelf
from lossedu.grading._submissions import _Notebook

# How often each kind of answer occurs, in per cent.
SHARES = {
    "right": 54,
    "mistake": 28,
    "nothing": 6,
    "starter": 4,
    "syntax": 3,
    "error": 3,
    "exit": 1,
    "endless": 1,
}
BODIES = {
    "error": ("return 1 / 0", "return [][0]", "return np.log(undefined)"),
    "exit": ("import os\n    os._exit(3)", "raise SystemExit"),
    "endless": ("while True:\n        pass", "import time\n    time.sleep(600)"),
}


@cache
def written(name, kind):
    """All texts that answer an exercise in a kind of way."""
    exercise = find(name)
    if kind == "starter":
        return (exercise.starter,)
    if kind == "right":
        return tuple(source(exercise, f) for f in exercise.alternatives)
    if kind == "mistake":
        wrong = [m.functions[0].func for m in exercise.mistakes]
        return tuple(source(exercise, f) for f in wrong)
    if kind == "syntax":
        return tuple(text + "    return (\n" for text in written(name, "right"))
    head = exercise.starter.partition("# TODO")[0]
    return tuple(f"{head}{body}\n" for body in BODIES[kind])


def source(exercise, function):
    """A function of an exercise's module as a learner's file, with what it needs."""
    module = inspect.getsource(inspect.getmodule(function))
    tree = ast.parse(inspect.cleandoc(inspect.getsource(function)))
    (node,) = tree.body
    node.decorator_list, node.name = [], exercise.id
    # A tuple lists the numbers that people choose; this one chose the first.
    settings = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    node.args.kw_defaults = [
        first(function, setting.arg, value) for setting, value in settings
    ]
    if ast.get_docstring(node) is not None:
        del node.body[0]
    return _Notebook([module, ast.unparse(tree)]).source(exercise.id, "")


def first(function, setting, value):
    """The first of the numbers that a tuple lists, or the default as it is."""
    if isinstance((function.__kwdefaults__ or {}).get(setting), tuple):
        return ast.Subscript(value, ast.Constant(0), ast.Load())
    return value


def answer(rng, name, learner):
    """One answer, or nothing; a comment makes it unlike all others."""
    shares = np.array(list(SHARES.values())) / sum(SHARES.values())
    kind = rng.choice(list(SHARES), p=shares)
    if kind == "nothing":
        return ""
    texts = written(name, str(kind))
    return f"# {name} by {learner}\n" + texts[rng.integers(len(texts))]


def notebook(answers):
    """A notebook with one answer a cell and something around them."""
    texts = ["%matplotlib inline\nimport numpy as np", *answers.values()]
    texts += [f"check('{name}', {name})" for name in answers]
    cells = [
        {"cell_type": "code", "source": text.splitlines(keepends=True), "outputs": []}
        | {"execution_count": None, "metadata": {}}
        for text in texts
    ]
    return json.dumps(
        {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    )


def hand_in(folder, learner, answers, as_notebook):
    """Write what one learner hands in."""
    if as_notebook:
        (folder / f"{learner}.ipynb").write_text(notebook(answers), "utf-8")
        return
    (folder / learner).mkdir()
    for name, text in answers.items():
        (folder / learner / f"{name}.py").write_text(text, "utf-8")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(arguments)
    if chosen.folder.exists():
        sys.exit(f"{chosen.folder} is there already; name a new folder.")
    chosen.folder.mkdir(parents=True)
    rng = np.random.default_rng(chosen.seed)
    for number in range(chosen.learners):
        learner = f"learner{number:04}"
        texts = {name: answer(rng, name, learner) for name in shelf()}
        handed = {name: text for name, text in texts.items() if text}
        hand_in(chosen.folder, learner, handed, number % 2 == 0)


if __name__ == "__main__":
    main()
