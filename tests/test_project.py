"""The project's files agree with each other, and name nobody's machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import tomllib
import yaml

import lossedu

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([\w.!+]+)(?:\s*;.*)?$")
# Written in two parts, so that this file does not name them itself.
PRIVATE = re.compile(
    r"(?<![\w.~-])/(?:" + r"root|work|home/(?!ann\b)\w+|Users)/\w"
    r"|\b(?:py" + r"pi\.org|files\.pythonhosted|download\.pytorch\.org)"
    r"|file:/" + r"//"
)


def text(name: str) -> str:
    return (ROOT / name).read_text("utf8")


def pins() -> dict[str, str]:
    lines = [line.strip() for line in text("requirements.txt").splitlines()]
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert wanted[-1] == "-e ."
    matches = [(line, PIN.match(line)) for line in wanted[:-1]]
    assert [line for line, match in matches if match is None] == []
    return {match[1]: match[2] for _, match in matches if match}


def requirement(line: str) -> tuple[str, str]:
    match = re.match(r"([A-Za-z0-9._-]+)(.*)", line)
    assert match
    return re.sub(r"[._-]+", "-", match[1]).lower(), match[2]


def test_one_version() -> None:
    citation = yaml.safe_load(text("CITATION.cff"))
    assert lossedu.__version__ == PROJECT["version"] == str(citation["version"])


def test_citation_is_complete() -> None:
    citation = yaml.safe_load(text("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors", "license", "date-released"} <= set(citation)
    assert citation["authors"] == PROJECT["authors"]


@pytest.mark.parametrize("extra", ["notebooks", "book", "dev", "dask"])
def test_each_dependency_of_the_extras_is_pinned_in_its_range(extra: str) -> None:
    from packaging.specifiers import SpecifierSet

    pinned = pins()
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"][extra]
    for name, allowed in map(requirement, wanted):
        if name == "lossedu":  # another of its extras
            continue
        assert name in pinned
        assert SpecifierSet(allowed).contains(pinned[name]), (name, pinned[name])


def test_pins_leave_cuda_to_torch() -> None:
    assert pins()["torch"] == "2.13.0"
    cuda = [name for name in pins() if name.startswith(("nvidia", "cuda", "triton"))]
    assert cuda == []


def test_readme_commands_are_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|\$ )make ([a-z]+)", text("README.md")))
    assert {"book", "test", "serve"} <= named
    assert named <= targets


def test_readme_files_exist() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)\s]+)\)", text("README.md"))
    assert [link for link in links if not (ROOT / link.split("#")[0]).exists()] == []


def tracked() -> list[Path]:
    line = ["git", "ls-files", "-z"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this is not a git checkout")
    return [ROOT / name for name in done.stdout.split("\0") if name]


def test_no_tracked_file_names_a_machine() -> None:
    found = []
    for path in tracked():
        if not path.is_file():
            continue
        try:
            content = path.read_text("utf8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}: {match.group()}"
            for match in PRIVATE.finditer(content)
        ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "private",
    ["see /ro" + "ot/notes", "'/wo" + "rk/main'", "https://py" + "pi.org/simple"],
)
def test_a_private_name_is_noticed(private: str) -> None:
    assert PRIVATE.search(private)


def test_every_change_that_is_left_out_is_to_a_line_that_stands() -> None:
    lines: dict[str, set[str]] = {}
    for path in (ROOT / "lossedu").rglob("*.py"):
        found = {line.strip() for line in path.read_text("utf8").splitlines()}
        lines.setdefault(path.name, set()).update(found)
    listed = text("tools/equivalent_mutants.txt").splitlines()
    rows = [line.split(" | ") for line in listed if not line.startswith("#")]
    assert all(len(row) == 4 for row in rows)
    assert [row for row in rows if row[1] not in lines.get(row[0], ())] == []


def test_no_build_output_is_tracked() -> None:
    built = {"_build", ".venv", "test-artifacts", "__pycache__", ".ipynb_checkpoints"}
    assert [p for p in tracked() if built & set(p.relative_to(ROOT).parts)] == []


def test_an_old_python_is_told_so() -> None:
    code = "import sys; sys.version_info = (3, 9, 7); sys.path[:0] = ['tools'];"
    code += "import make_environment; make_environment.main()"
    line = [sys.executable, "-c", code]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer, and this one is 3.9.7" in done.stderr
