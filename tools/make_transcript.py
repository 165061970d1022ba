"""Run a newcomer's first five minutes in a terminal, and print what is seen.

    python tools/make_transcript.py            # print it
    python tools/make_transcript.py --write    # store it, for the book

Every line after a `$` is what the command printed, in a folder of its own. Nothing is
left out, and there is no path, colour or time in it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STORED = ROOT / "book" / "exercises" / "terminal.txt"
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


def transcript() -> str:
    """Return all that is seen, one paragraph for each step."""
    with tempfile.TemporaryDirectory() as folder:
        return "\n\n".join(_steps(Path(folder))) + "\n"


def _steps(folder: Path) -> Iterator[str]:
    body = LINES
    for step in SESSION:
        if step.startswith(" "):
            yield _written(folder / "exercises" / f"{ID}.py", body, step)
            body = step
        else:
            yield f"$ lossedu {step}\n{_run(step, folder)}"


def _run(command: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "lossedu.grading", *command.split()],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "COLUMNS": str(COLUMNS), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout.rstrip()


def _written(file: Path, old: str, new: str) -> str:
    """Write an answer, and say so as a comment of the terminal."""
    source = file.read_text(encoding="utf-8")
    if source.count(old) != 1:
        raise SystemExit(f"{file.name} has no longer the lines that are replaced")
    file.write_text(source.replace(old, new), encoding="utf-8")
    return f"# exercises/{file.name} now ends in\n{new}"


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        STORED.parent.mkdir(exist_ok=True)
        STORED.write_text(transcript(), encoding="utf-8")
    else:
        print(transcript(), end="")
