"""Make the environment that the course is read, run and tested in: `.venv`.

    python tools/make_environment.py

Uses nothing but the standard library, and says so in words where the Python
that runs it is too old.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)


def main():
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        sys.exit(
            "The course needs Python 3.11 or newer, and this one is " + found + ".\n"
            "Name a newer one, for instance: make book PYTHON=python3.12"
        )
    start = time.time()
    print("Making .venv and installing what requirements.txt lists; the first", end=" ")
    print("time this takes a few minutes.", flush=True)
    home = ROOT / ".venv"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    # From the top folder, because the last requirement is the course itself.
    subprocess.run([*pip, "-r", "requirements.txt"], cwd=str(ROOT), check=True)
    (home / ".made").touch()
    print(f"The environment is ready ({time.time() - start:.0f} s).")


if __name__ == "__main__":
    main()
