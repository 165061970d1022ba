"""The project's commands as modules, for the tests that call their functions."""

import importlib.util
import os
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@cache
def command(path):
    """The command at a path inside the project, run once to its definitions."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / Path(path).parent)  # where its siblings are
        spec.loader.exec_module(module)
    return module


def missing(sentence):
    """Skip what needs something that is not installed; in CI, fail."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(sentence)
