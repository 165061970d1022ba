"""Find what learners have handed in, and the source that answers an exercise.

A folder of submissions holds a folder, a notebook or a Python file for each learner.
From a notebook, the answer is put together as the kernel would have it after its
cells were run from top to bottom: the last definition of the function counts, and
with it goes what it needs and nothing else.
"""

from __future__ import annotations

import ast
import json
import re
import symtable
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from lossedu.grading._exercise import shelf
from lossedu.grading._run import is_blank
from lossedu.grading._terminal import UsageError
from lossedu.grading._worker import SOURCE_CAP

KINDS = (".py", ".ipynb")
FILE_CAP = 1 << 26  # bytes of a notebook, pictures and all
ASIDE = {"__pycache__", "__MACOSX", "node_modules"}
# Cell magics whose cell still is Python; what stands below any other is not.
TIMED = ("%%time", "%%timeit", "%%capture", "%%prun")
# A line may also go on with an operator: `% n` and `!= n` are no magics.
MAGIC = re.compile(r"\s*(?:%[%\w]|!(?!=)|\?|[\w.]+\?\??\s*$|[\w, ]+=\s*(?:%[%\w]|!))")


@dataclass(frozen=True)
class Answer:
    """What one learner has handed in for one exercise.

    Attributes
    ----------
    learner, exercise : str
        Whose it is, and what it answers.
    file : str
        Path inside the folder of submissions; empty if there is none.
    source : str or None
        None if there is nothing to run, and `trouble` says why.
    reason, trouble : str
        In one word and in a sentence why there is no source.
    """

    learner: str
    exercise: str
    file: str = ""
    source: str | None = None
    reason: str = ""
    trouble: str = ""

    @property
    def label(self) -> str:
        """The file name, as error messages give it."""
        return self.file.rpartition("/")[2]


def answers(
    folder: Path, exercises: Sequence[str], learner: str | None = None
) -> list[Answer]:
    """Return an answer, or why there is none, for each learner and exercise.

    Parameters
    ----------
    folder : Path
        The submissions.
    exercises : sequence of str
        Ids of the exercises in question.
    learner : str, optional
        The whole folder is the work of one learner, whose name this is.

    Raises
    ------
    UsageError
        If the folder is none, cannot be read, or holds no submission.
    """
    return [
        answer
        for name, files in _learners(folder, learner).items()
        for answer in _of_learner(name, folder, files, exercises)
    ]


def _learners(folder: Path, learner: str | None) -> dict[str, list[Path]]:
    """Return the files of each learner, in order of the names."""
    entries = _entries(folder)
    if learner is not None:
        return {learner: [file for entry in entries for file in _files(entry)]}
    names: dict[str, list[Path]] = {}
    for entry in entries:
        if entry.is_dir() or entry.suffix in KINDS:
            name = entry.name if entry.is_dir() else entry.stem
            names.setdefault(name, []).extend(_files(entry))
    if not names:
        raise UsageError(
            f"{folder} holds no submission: neither a folder for each learner nor "
            "notebooks or Python files. Is it the right folder?"
        )
    if names.keys() <= shelf().keys():
        raise UsageError(
            f"{folder} holds files that are named after exercises and not after "
            "learners. Is it the work of one? Then add --learner NAME."
        )
    return dict(sorted(names.items()))


def _entries(folder: Path) -> list[Path]:
    if not folder.exists():
        raise UsageError(f"There is no folder {folder}. Is the path right?")
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file. Give the folder that it is in.")
    try:
        return [entry for entry in sorted(folder.iterdir()) if _counts(entry)]
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}.") from None


def _counts(path: Path) -> bool:
    return not path.name.startswith(".") and path.name not in ASIDE


def _files(entry: Path) -> Iterator[Path]:
    """Yield the files of an entry in order; links to folders are not followed."""
    if not entry.is_dir():
        if entry.suffix in KINDS:
            yield entry
        return
    try:
        inside = sorted(entry.iterdir())
    except OSError:
        yield entry  # it will be said of this learner that it cannot be read
        return
    for path in inside:
        if _counts(path) and not (path.is_dir() and path.is_symlink()):
            yield from _files(path)


def _of_learner(
    learner: str, folder: Path, files: Iterable[Path], exercises: Sequence[str]
) -> Iterator[Answer]:
    """Yield one answer for each exercise: the best that the files give."""
    read = [(_read(file), file.relative_to(folder).as_posix()) for file in files]
    for exercise in exercises:
        offers = [_offer(learner, exercise, *pair) for pair in read]
        # A file that bears the exercise's name, then the last that has the function.
        named = [o for o in offers if o.source and o.label == f"{exercise}.py"]
        having = [o for o in offers if o.source is not None]
        broken = [o for o in offers if o.reason != "missing"]
        nothing = Answer(learner, exercise, **_nothing(exercise))
        yield [nothing, *broken, *having, *named][-1]


def _nothing(exercise: str) -> dict[str, str]:
    text = f"Nothing that was handed in defines {exercise}."
    return {"reason": "missing", "trouble": text}


class Unreadable(Exception):
    """A file cannot be taken for what its name says."""


def _read(file: Path) -> _Script | _Notebook | Unreadable:
    try:
        text = _text(file)
        return _Notebook(_cells(text)) if file.suffix == ".ipynb" else _Script(text)
    except Unreadable as error:
        return error
    except OSError as error:
        return Unreadable(f"it cannot be read ({error.strerror})")


def _text(file: Path) -> str:
    if file.is_fifo() or file.is_char_device():  # to read it might take for ever
        raise Unreadable("it is a pipe or a device")
    with file.open("rb") as stream:
        data = stream.read(FILE_CAP + 1)
    if len(data) > FILE_CAP:
        raise Unreadable(f"it is larger than {FILE_CAP >> 20} MiB")
    if b"\0" in data:
        raise Unreadable("it is not text in UTF-8")
    return data.decode("utf-8-sig", "replace")


def _offer(
    learner: str, exercise: str, read: _Script | _Notebook | Unreadable, file: str
) -> Answer:
    """Return what one file has for an exercise."""
    if isinstance(read, Unreadable):
        text = f"{file} was not judged: {read}. Have it handed in again."
        return Answer(learner, exercise, file, None, "unreadable", text)
    source = read.source(exercise, file)
    if source is None or is_blank(source):
        return Answer(learner, exercise, file, None, **_nothing(exercise))
    if len(source) > SOURCE_CAP:
        text = f"The answer in {file} is longer than {SOURCE_CAP >> 10} KiB."
        return Answer(learner, exercise, file, None, "too long", text)
    return Answer(learner, exercise, file, source)


def _defines(text: str, name: str) -> bool:
    """Tell of a text that does not parse whether it means to define the function."""
    return re.search(rf"^\s*def\s+{name}\b", text, re.MULTILINE) is not None


@dataclass(frozen=True)
class _Script:
    """A Python file: an answer is the whole of it."""

    text: str

    @cached_property
    def _bound(self) -> frozenset[str] | None:
        parts = _statements(self.text)
        if parts is None:
            return None
        return frozenset().union(*(part.bound for part in parts))

    def source(self, exercise: str, file: str) -> str | None:
        if Path(file).stem == exercise:
            return self.text
        if self._bound is None:
            return self.text if _defines(self.text, exercise) else None
        return self.text if exercise in self._bound else None


@dataclass(frozen=True)
class _Statement:
    """A statement of a cell: its text, and which names it binds and needs.

    What it changes without binding it (`table[0] = 1`, `table.append(1)`) is apart,
    and so is what it imports.
    """

    text: str
    node: ast.stmt
    bound: frozenset[str]
    imported: frozenset[str]
    used: frozenset[str]
    changed: frozenset[str]

    @property
    def is_function(self) -> bool:
        return isinstance(self.node, ast.FunctionDef)

    @property
    def is_future(self) -> bool:
        """Whether it is one that Python wants before all others."""
        return (
            isinstance(self.node, ast.ImportFrom) and self.node.module == "__future__"
        )

    @property
    def is_for_all(self) -> bool:
        """Whether it may matter to any other: nobody knows what `import *` binds."""
        return self.is_future or (
            isinstance(self.node, ast.ImportFrom) and self.node.names[0].name == "*"
        )


@dataclass(frozen=True)
class _Notebook:
    """The code cells of a notebook."""

    cells: Sequence[str]

    @cached_property
    def _parts(self) -> list[_Statement]:
        """All statements, in the order of the cells; a cell may be no Python."""
        parsed = [_statements(cell) for cell in self.cells]
        return [part for parts in parsed for part in parts or ()]

    def source(self, exercise: str, _: str) -> str | None:
        """Return the last definition with what it needs, or a broken attempt."""
        chosen = self._last(exercise)
        if not chosen:
            broken = [c for c in self.cells if _statements(c) is None]
            attempts = [cell for cell in broken if _defines(cell, exercise)]
            return attempts[-1] if attempts else None
        chosen = self._needed(chosen, exercise)
        order = sorted(chosen, key=lambda i: (not self._parts[i].is_future, i))
        return "\n".join(self._parts[i].text for i in order) + "\n"

    def _needed(self, chosen: set[int], exercise: str) -> set[int]:
        """Return the chosen statements and all that they need, however far back."""
        others = {i for i, p in enumerate(self._parts) if exercise not in p.bound}
        chosen = chosen | {i for i in others if self._parts[i].is_for_all}
        # A line like `np.save(...)` does not change what a module is.
        made = {name for p in self._parts for name in p.bound - p.imported}
        while True:
            names = {name for i in chosen for name in self._parts[i].used}
            more = {i for i in others - chosen if self._parts[i].bound & names}
            touched = names & made
            more |= {i for i in others - chosen if self._parts[i].changed & touched}
            if not more:
                return chosen
            chosen = chosen | more

    def _last(self, exercise: str) -> set[int]:
        """Return the last definition; of `f = decorate(f)`, that of `f` as well."""
        chosen = set()
        for index in reversed(range(len(self._parts))):
            part = self._parts[index]
            if exercise in part.bound:
                chosen.add(index)
                if part.is_function or exercise not in part.used:
                    break
        return chosen


def _cells(text: str) -> list[str]:
    """Return the code cells of a notebook as plain Python, as far as they are."""
    try:
        data = json.loads(text)
        sheets = data.get("worksheets", [data])
        cells = [cell for sheet in sheets for cell in sheet["cells"]]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        texts = [cell["source"] if "source" in cell else cell["input"] for cell in code]
        return [_plain(_joined(text)) for text in texts]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable("it is no Jupyter notebook") from None


def _joined(source: Any) -> str:
    return source if isinstance(source, str) else "".join(source)


def _plain(cell: str) -> str:
    """Return a cell without what only IPython understands."""
    if _statements(cell) is not None:
        return cell  # a line may well start with the operator %
    start = cell.lstrip()
    if start.startswith("%%") and not start.startswith(TIMED):
        return ""
    lines = (_without_magic(line) for line in cell.splitlines())
    return "\n".join(lines) + "\n"


def _without_magic(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return indent + "pass" if MAGIC.match(line) else line


def _statements(text: str) -> list[_Statement] | None:
    """Take a text apart, or return None if Python cannot."""
    try:
        tree = ast.parse(text)
        lines = text.encode().splitlines(keepends=True)
        return [_statement(node, lines) for node in tree.body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _statement(node: ast.stmt, lines: list[bytes]) -> _Statement:
    text = _segment(node, lines)
    table = symtable.symtable(text, "cell", "exec")
    symbols = list(table.get_symbols())
    imported = {s.get_name() for s in symbols if s.is_imported()}
    bound = {s.get_name() for s in symbols if s.is_assigned()} | imported
    used = {s.get_name() for s in symbols if s.is_referenced()}
    for inner in _inner(table):
        used |= {s.get_name() for s in inner.get_symbols() if s.is_global()}
    sets = map(frozenset, (bound, imported, used, _changed(node)))
    return _Statement(text, node, *sets)


SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def _changed(statement: ast.stmt) -> set[str]:
    """Return the names whose value a statement changes when it is run."""
    names, left = set(), [cast("ast.AST", statement)]
    while left:
        match left.pop():
            case node if isinstance(node, SCOPES):
                continue
            case (
                ast.Subscript(ctx=ast.Store()) | ast.Attribute(ctx=ast.Store()) as node
            ):
                names.add(_base(node))
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner))) as node:
                names.add(_base(owner))
        left += ast.iter_child_nodes(node)
    return names


def _base(node: ast.expr) -> str:
    """Return the name in front of all brackets and dots, if there is one."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _segment(node: ast.stmt, lines: list[bytes]) -> str:
    """Cut a statement out with its decorators; columns count bytes."""
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
    assert node.end_lineno is not None
    piece = lines[first - 1 : node.end_lineno]
    piece[-1] = piece[-1][: node.end_col_offset]
    if first == node.lineno:
        piece[0] = piece[0][node.col_offset :]
    return b"".join(piece).decode("utf-8", "replace")


def _inner(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _inner(child)
