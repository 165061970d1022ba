"""Build the book, say where it is and how long it took.

    python tools/build_book.py [--output FOLDER] [--all]

The notebooks are not run: the book shows their stored outputs. A warning of
the build is an error.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def command(output: Path, *, everything: bool = False) -> list[str]:
    """Return the Jupyter Book command, for the book under `output`/_build."""
    call = "from jupyter_book.cli.main import main; main()"
    line = [sys.executable, "-c", call, "build", str(ROOT / "book")]
    line += ["--config", str(ROOT / "_config.yml"), "--toc", str(ROOT / "_toc.yml")]
    line += ["--path-output", str(output), "-W", "--keep-going", "-n", "-q"]
    return [*line, "--all"] if everything else line


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the book.")
    parser.add_argument("--output", type=Path, default=ROOT)
    parser.add_argument("--all", action="store_true", help="build every page anew")
    options = parser.parse_args()
    if find_spec("jupyter_book") is None:
        sys.exit("Jupyter Book is not installed here: run `make book`.")
    print("Building the book ...", flush=True)
    start = time.perf_counter()
    line = command(options.output, everything=options.all)
    # From the top folder, as the configuration's paths are written; warnings
    # go to the error stream, which is shown.
    done = subprocess.run(line, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        print(f"The book was not built ({seconds:.1f} s); the warnings above say why.")
        return done.returncode
    page = options.output / "_build" / "html" / "index.html"
    print(f"The book is at {page} (built in {seconds:.1f} s).")
    print("Open that file, or run `make serve` to read it at a local address.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
