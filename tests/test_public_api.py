"""The public names: complete tables, whole docstrings, examples that run."""

import doctest
import inspect
import subprocess
import sys

import pytest
from cases import tables

import lossedu
from lossedu import Pair
from lossedu.information import Generator

MODULES = [getattr(lossedu, name) for name in lossedu.__all__ if name != "Pair"]
TABLES = tables()
# Derivatives in another argument than the last one, beside that of the table.
IN_ANOTHER = {"prelu_slope_grad", "gaussian_nll_mean_grad"}
FUNCTIONS = [
    (module, name)
    for module in MODULES
    for name in module.__all__
    if callable(getattr(module, name))
]
IDS = [f"{m.__name__.split('.')[-1]}.{n}" for m, n in FUNCTIONS]


def defined_in(module, thing):
    return getattr(thing, "__module__", "").startswith(module.__name__)


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_all_is_exact(module):
    public = {
        name
        for name, thing in vars(module).items()
        if not name.startswith("_") and not inspect.ismodule(thing)
        and (defined_in(module, thing) if callable(thing) else name.isupper())
    }  # fmt: skip
    assert public == set(module.__all__)
    assert len(module.__all__) == len(set(module.__all__))


def test_the_package_lists_its_modules():
    for name in lossedu.__all__:
        assert hasattr(lossedu, name)
    assert lossedu.Pair is Pair


@pytest.mark.parametrize("module", TABLES, ids=lambda m: m.__name__)
def test_a_table_is_complete(module):
    names = [n for n in module.__all__ if n.endswith("_grad") and n not in IN_ANOTHER]
    names = [n for n in names if not n.endswith("_with_grad")]
    assert sorted(names) == sorted(f"{n}_grad" for n in TABLES[module])
    for name, pair in TABLES[module].items():
        assert isinstance(pair, Pair)
        assert pair.value is getattr(module, name)
        assert pair.grad is getattr(module, f"{name}_grad")


@pytest.mark.parametrize("module", TABLES, ids=lambda m: m.__name__)
def test_a_derivative_stands_directly_below_its_function(module):
    for value, grad in TABLES[module].values():
        assert inspect.getsourcefile(value) == inspect.getsourcefile(grad)
        below = [
            name
            for name, f in inspect.getmembers(inspect.getmodule(value), callable)
            if inspect.isfunction(f) and f.__module__ == value.__module__
        ]
        below.sort(key=lambda n: line(getattr(inspect.getmodule(value), n)))
        assert below[below.index(value.__name__) + 1] == grad.__name__


def line(f):
    return f.__code__.co_firstlineno


@pytest.mark.parametrize(("module", "name"), FUNCTIONS, ids=IDS)
def test_a_docstring_is_whole(module, name):
    text = inspect.getdoc(getattr(module, name))
    assert text
    if name.endswith("_grad") and name[:-5] in TABLES.get(module, ()):
        assert text.startswith(("Derivative of `", "Gradient of ``"))
        return
    wanted = ["Parameters", "Examples"]
    if not inspect.isclass(getattr(module, name)):
        wanted.insert(1, "Returns")
    if name in TABLES.get(module, ()):
        wanted[2:2] = ["Raises", "Notes", "References"]
    places = [text.find(f"\n{w}\n{'-' * len(w)}\n") for w in wanted]
    assert min(places) > 0
    assert places == sorted(places)


@pytest.mark.parametrize(("module", "name"), FUNCTIONS, ids=IDS)
def test_every_parameter_is_in_the_docstring(module, name):
    f = getattr(module, name)
    if name.endswith("_grad") and name[:-5] in TABLES.get(module, ()):
        return
    text = inspect.getdoc(f)
    documented = text[text.index("Parameters") : text.index("Examples")]
    for parameter in inspect.signature(f).parameters:
        assert parameter in documented


def doctests():
    """The examples of the library, which is what `import lossedu` brings."""
    apart = ("lossedu.grading", "lossedu.exercises", "lossedu.plotting")
    finder = doctest.DocTestFinder(exclude_empty=True)
    seen = {}
    for name, module in sorted(sys.modules.items()):
        if name.split(".")[0] == "lossedu" and not name.startswith(apart):
            for test in finder.find(module, name):
                if test.examples and test.name not in seen:
                    seen[test.name] = test
    return list(seen.values())


@pytest.mark.parametrize("test", doctests(), ids=lambda t: t.name)
def test_examples_run(test):
    results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
    assert results.failed == 0
    assert results.attempted > 0


def test_there_are_examples_to_run():
    assert len(doctests()) > 35


def test_a_pair_and_a_generator_are_read_by_name_and_by_place():
    assert Pair._fields == ("value", "grad")
    assert Generator._fields == ("value", "grad", "intercept")


def test_importing_the_package_imports_numpy_alone():
    code = (
        "import sys, numpy; before = set(sys.modules); import lossedu;"
        "[getattr(lossedu, name) for name in lossedu.__all__];"
        "new = {m.split('.')[0] for m in set(sys.modules) - before};"
        "print(*sorted(new - set(sys.stdlib_module_names)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        cwd=inspect.getsourcefile(lossedu).removesuffix("lossedu/__init__.py"),
    )  # fmt: skip
    assert run.stdout.split() == ["lossedu", "numpy"]
