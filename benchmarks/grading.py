"""Measure how long a learner and a teacher wait for the grader.

    python benchmarks/grading.py             # print it
    python benchmarks/grading.py --write     # store it, for the book

Each exercise is checked in a notebook (here: this process, from which an answer is
forked as from a kernel) and from a cold start in a terminal; one is watched. Then a
class of 200 learners is graded, of whose answers one in a hundred never ends.
"""

import argparse
import csv
import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from lossedu.grading import check, find, shelf

ROOT = Path(__file__).resolve().parent.parent
STORED = ROOT / "book" / "graders"
COMMAND = [sys.executable, "-m", "lossedu.grading"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
SAVES = 30


def timed(function, *arguments):
    """The seconds that a call takes."""
    start = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - start


def in_a_notebook():
    """Seconds of a check: right answers, mistakes, and one that nothing explains."""

    def odd(*arguments, **settings):
        return np.cos(np.sum([np.sum(np.asarray(a)) for a in arguments[:2]]))

    for name in shelf():
        exercise = find(name)
        wrong = [mistake.functions[0] for mistake in exercise.mistakes]
        for function in [*exercise.alternatives, *wrong, odd]:
            yield timed(lambda n=name, f=function: check(n, f)._repr_html_())


def from_cold():
    """Seconds of `lossedu check`, from the start of Python to its end."""
    with tempfile.TemporaryDirectory() as folder:
        for name in shelf():
            file = Path(folder) / f"{name}.py"
            file.write_text(find(name).solution_text, encoding="utf-8")
            command = [*COMMAND, "check", str(file)]
            yield timed(lambda c=command: subprocess.run(c, **quiet(folder)))


def quiet(folder):
    """Settings under which a command must succeed and prints nowhere."""
    return {
        "cwd": folder,
        "env": ENVIRONMENT,
        "check": True,
        "stdout": subprocess.DEVNULL,
    }


def watching():
    """Seconds from a save to the verdict on the screen of `lossedu watch`."""
    name = next(iter(shelf()))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*COMMAND, "start", name], **quiet(folder))
        file = Path(folder) / "exercises" / f"{name}.py"
        ours, theirs = pty.openpty()
        command = [*COMMAND, "watch", name]
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), theirs)
        watch = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, **streams)
        os.close(theirs)
        read(ours, "q quit")
        for number in range(SAVES):
            answer = (
                f"import numpy as np\n\n\ndef {name}(p):\n    return {number} * p\n"
            )
            time.sleep(0.3)  # as nobody saves at once
            yield timed(
                lambda text=answer: (file.write_text(text), read(ours, "Not right"))
            )
        os.write(ours, b"q")
        watch.wait(10)
        os.close(ours)


def read(terminal, words, seconds=20):
    """Read until these words are on the screen."""
    seen, end = "", time.monotonic() + seconds
    while words not in seen:
        ready, _, _ = select.select([terminal], [], [], end - time.monotonic())
        if not ready:
            raise SystemExit(f"`lossedu watch` did not say {words!r} but {seen!r}")
        seen += os.read(terminal, 1 << 16).decode("utf-8", "replace")


def a_class(learners):
    """Answers judged, seconds, and rows that came out, of a class."""
    with tempfile.TemporaryDirectory() as folder:
        make = [sys.executable, str(ROOT / "tools" / "make_class.py"), "class"]
        subprocess.run([*make, "--learners", str(learners)], **quiet(folder))
        grade = [*COMMAND, "grade", "class"]
        settings = {**quiet(folder), "stdout": subprocess.PIPE, "text": True}
        start = time.perf_counter()
        said = subprocess.run(grade, **settings).stdout
        seconds = time.perf_counter() - start
        judged = int(said.split(" judged in")[0].split()[-1])
        with (Path(folder) / "class-results" / "results.csv").open() as file:
            rows = list(csv.DictReader(file))
    return judged, seconds, rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--write", action="store_true", help="store it for the book")
    chosen = parser.parse_args()
    table = [("what", "times", "median, ms", "95 of 100 within, ms", "longest, ms")]
    ways = {
        "a check in a notebook": in_a_notebook,
        "`lossedu check`, from a cold start": from_cold,
        "`lossedu watch`, from a save to the verdict": watching,
    }
    for what, measure in ways.items():
        milliseconds = 1000 * np.array(list(measure()))
        figures = np.quantile(milliseconds, (0.5, 0.95, 1.0))
        table.append((what, str(milliseconds.size), *(f"{f:.0f}" for f in figures)))
        print(*table[-1], sep="  ", flush=True)
    judged, seconds, rows = a_class(chosen.learners)
    lost = chosen.learners * len(shelf()) - len(rows)
    stopped = sum(row["reason"] == "time" for row in rows)
    figures = {
        "learners": chosen.learners,
        "exercises": len(shelf()),
        "rows lost": lost,
        "answers judged": judged,
        "stopped": stopped,
        "seconds": f"{seconds:.0f}",
        "answers a second": f"{judged / seconds:.0f}",
    }
    print(figures)
    if chosen.write:
        write("speed.csv", table)
        write("class.csv", [figures.keys(), figures.values()])


def write(name, rows):
    with (STORED / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
