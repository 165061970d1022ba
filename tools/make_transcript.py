"""Run a newcomer's first five minutes in a terminal, and a teacher's, and print them.

    python tools/make_transcript.py            # print them
    python tools/make_transcript.py --write    # store them, for the book

Every line after a `$` is what the command printed, in a folder of its own. Nothing is
left out but how long the teacher waited; there is no path, colour or time in it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "book"
COLUMNS = 76  # what a page shows without scrolling
ID = "self_information"  # the first
TYPO = "    return -np.log(q)"
WRONG = "    return -np.log(p)"
RIGHT = "    return -np.log2(p)"
LINES = "    # TODO\n    raise NotImplementedError"
# A command, or what is written in the place of the starter's last two lines.
SESSION = (
    "list entropy",
    "start",
    f"check {ID}",
    TYPO,
    f"check {ID}",
    WRONG,
    f"chekc {ID}",
    f"check {ID}",
    f"hint {ID}",
    RIGHT,
    f"check {ID}",
    f"solution {ID}",
    "list entropy",
)


MAKE = "tools/make_class.py hw --learners 12 --seed 3"
CLASS = (
    "grade hw --exercise entropy --exercise huber_grad --exercise adam_step",
    "report hw-results/results.json",
)


def newcomer() -> str:
    """Return all that a newcomer sees, one paragraph for each step."""
    with tempfile.TemporaryDirectory() as folder:
        return "\n\n".join(_steps(Path(folder))) + "\n"


def teacher() -> str:
    """Return what a teacher sees, who grades a small class."""
    with tempfile.TemporaryDirectory() as folder:
        made = _run([str(ROOT / MAKE.split()[0]), *MAKE.split()[1:]], Path(folder))
        seen = [f"$ python {MAKE}{made}"]
        for command in CLASS:
            seen.append(f"$ lossedu {command}\n{_lossedu(command, Path(folder))}")
    lines = "\n\n".join(seen).splitlines(keepends=True)
    return "".join(line for line in lines if " judged in " not in line) + "\n"


STORED = {"exercises/terminal.txt": newcomer, "teaching/class.txt": teacher}


def _steps(folder: Path) -> Iterator[str]:
    body = LINES
    for step in SESSION:
        if step.startswith(" "):
            yield _written(folder / "exercises" / f"{ID}.py", body, step)
            body = step
        else:
            yield f"$ lossedu {step}\n{_lossedu(step, folder)}"


def _lossedu(command: str, folder: Path) -> str:
    return _run(["-m", "lossedu.grading", *command.split()], folder)


def _run(arguments: list[str], folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "COLUMNS": str(COLUMNS), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout.rstrip().replace(f"{folder.resolve()}/", "")


def _written(file: Path, old: str, new: str) -> str:
    """Write an answer, and say so as a comment of the terminal."""
    source = file.read_text(encoding="utf-8")
    if source.count(old) != 1:
        raise SystemExit(f"{file.name} has no longer the lines that are replaced")
    file.write_text(source.replace(old, new), encoding="utf-8")
    return f"# exercises/{file.name} now ends in\n{new}"


if __name__ == "__main__":
    for name, make in STORED.items():
        if sys.argv[1:] == ["--write"]:
            (BOOK / name).parent.mkdir(exist_ok=True)
            (BOOK / name).write_text(make(), encoding="utf-8")
        else:
            print(make())
