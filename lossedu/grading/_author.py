"""The author's command: verify."""

from __future__ import annotations

import argparse
import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lossedu.grading._exercise import find, shelf
from lossedu.grading._terminal import Add, UsageError

if TYPE_CHECKING:
    from lossedu.grading._verify import Scores

REWRITES = Path("tests/held_out")


def add_commands(add: Add) -> None:
    """Add the author's command to the command line."""
    verify = add("verify", _verify, "measure how good the graders are")
    verify.add_argument("ids", nargs="*", metavar="ID", help="by default all")
    verify.add_argument("--seeds", type=int, default=100, help="default 100")
    verify.add_argument("--workers", type=int, default=os.cpu_count())
    verify.add_argument(
        "--rewrites", type=Path, default=REWRITES, help=f"default {REWRITES}"
    )
    verify.add_argument("--tables", type=Path, help="compare with the tables there")
    verify.add_argument("--write", action="store_true", help="write the tables anew")


def _verify(chosen: argparse.Namespace) -> tuple[str, int]:
    names = [find(name).id for name in chosen.ids or shelf()]
    if chosen.seeds < 1 or chosen.workers < 1:
        raise UsageError("Seeds and workers are whole numbers above 0.")
    if chosen.write and not chosen.tables:
        raise UsageError("Write where? Name the folder: --tables FOLDER --write")
    scores = list(_measured(names, chosen.seeds, chosen.rewrites, chosen.workers))
    lines = [*_table(scores), "", *_misses(scores), *map(str, targets(scores))]
    met = all(target.met for target in targets(scores))
    if chosen.tables:
        stale = _kept(chosen.tables, tables(scores), chosen.write)
        lines += [
            f"{name} is not what was measured: --write renews it" for name in stale
        ]
        met = met and not stale
    return "\n".join(lines), 0 if met else 1


def _measured(
    names: Sequence[str], seeds: int, rewrites: Path, workers: int
) -> Iterator[Scores]:
    """Yield the scores in the order of the names, from as many processes."""
    from concurrent.futures import ProcessPoolExecutor
    from itertools import repeat

    from lossedu.grading._progress import Progress
    from lossedu.grading._verify import measure

    progress = Progress(len(names))
    with closing(progress), ProcessPoolExecutor(workers) as pool:
        done = pool.map(measure, names, repeat(seeds), repeat(rewrites))
        for number, scores in enumerate(done, 1):
            progress.show(number)
            yield scores


class Target(NamedTuple):
    """A share that must reach a bound, or stay below it."""

    title: str
    hits: int
    of: int
    bound: float = 100.0
    most: bool = False

    @property
    def share(self) -> float:
        """Percent; nothing counted is nothing reached."""
        return 100 * self.hits / self.of if self.of else (100.0 if self.most else 0.0)

    @property
    def met(self) -> bool:
        """Whether it is where it should be."""
        return self.share <= self.bound if self.most else self.share >= self.bound

    def __str__(self) -> str:
        sign, limit = ("ok", "at most") if self.met else ("MISSED", "at most")
        limit = limit if self.most else "at least"
        count = f"{self.hits} of {self.of}, {self.share:.2f} %"
        return f"{sign:<7}{self.title}: {count} ({limit} {self.bound:g} %)"


def targets(scores: Iterable[Scores]) -> list[Target]:
    """Return what is promised of the graders, with what was measured."""
    scores = list(scores)
    declared = [_outcomes(s.declared) for s in scores]
    rewritten = [_outcomes(s.rewritten) for s in scores]
    trials = sum(o.trials for o in declared)
    again = sum(o.trials for o in rewritten)
    without = sum(n == 0 for s in scores for n in s.rewrites.values())
    mistakes = sum(len(s.declared) for s in scores)
    return [
        Target(
            "exercises with all their parts", sum(map(_is_whole, scores)), len(scores)
        ),
        Target(
            "right answers accepted",
            sum(s.accepted for s in scores),
            sum(s.tried for s in scores),
            100,
        ),
        Target("mistakes rejected", sum(o.rejected for o in declared), trials, 100),
        Target("mistakes named", sum(o.right for o in declared), trials, 100),
        Target("mistakes with a rewrite", mistakes - without, mistakes, 100),
        Target("rewrites named right", sum(o.right for o in rewritten), again, 95),
        Target("rewrites named wrong", sum(o.wrong for o in rewritten), again, 1, True),
        Target("rewrites rejected", sum(o.rejected for o in rewritten), again, 100),
        Target(
            "changes of one token rejected",
            sum(s.killed for s in scores),
            sum(s.mutants for s in scores),
            95,
        ),
    ]


# What no exercise may fall short of, however good the others are.
FEWEST = {"answers": 4, "mistakes": 6, "named": 80.0, "changes": 90.0}


def _is_whole(s: Scores) -> bool:
    """Tell whether an exercise has enough of all, and stands the measure by itself."""
    again = _outcomes(s.rewritten)
    return (
        s.answers >= FEWEST["answers"]
        and len(s.declared) >= FEWEST["mistakes"]
        and 100 * again.right >= FEWEST["named"] * again.trials
        and 100 * s.killed >= FEWEST["changes"] * s.mutants > 0
    )


class Outcomes(NamedTuple):
    """How often a mistake was rejected, named as itself, and named as another."""

    trials: int
    rejected: int
    right: int
    wrong: int


def _outcomes(said: dict[str, Counter[str]]) -> Outcomes:
    from lossedu.grading._verify import ACCEPTED, UNNAMED

    trials = sum(count.total() for count in said.values())
    accepted = sum(count[ACCEPTED] for count in said.values())
    right = sum(count[name] for name, count in said.items())
    unnamed = sum(count[UNNAMED] for count in said.values())
    return Outcomes(
        trials, trials - accepted, right, trials - accepted - right - unnamed
    )


HEAD = (
    *("exercise", "right answers", "accepted", "mistakes", "rejected", "named"),
    *("rewrites", "named right", "named wrong", "changes", "rejected too"),
)


def _rows(scores: Iterable[Scores]) -> Iterator[tuple[str, ...]]:
    """Yield the row of each exercise: counts, and shares in percent."""
    for s in scores:
        declared, rewritten = _outcomes(s.declared), _outcomes(s.rewritten)
        yield (
            s.exercise,
            str(s.answers),
            _percent(s.accepted, s.tried),
            str(len(s.declared)),
            _percent(declared.rejected, declared.trials),
            _percent(declared.right, declared.trials),
            str(sum(s.rewrites.values())),
            _percent(rewritten.right, rewritten.trials),
            _percent(rewritten.wrong, rewritten.trials),
            str(s.mutants),
            _percent(s.killed, s.mutants),
        )


def _percent(part: int, whole: int) -> str:
    """Write a share so that it says 100 only if nothing is missing."""
    if not whole:
        return "-"
    share = 100 * part / whole
    return f"{min(share, 99.9) if part < whole else share:.1f}".removesuffix(".0")


def _table(scores: Iterable[Scores]) -> Iterator[str]:
    rows = [HEAD, *_rows(scores)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]
        yield "  ".join(cells)


def _misses(scores: Iterable[Scores]) -> Iterator[str]:
    """Yield what did not come out as it should, each in a line."""
    for s in scores:
        for kind, said in (("mistake", s.declared), ("rewrite", s.rewritten)):
            for name, counts in said.items():
                for other in sorted(set(counts) - {name}):
                    yield f"{s.exercise}: {kind} {name} {counts[other]} times {other}"
        for one in s.survivors:
            yield f"{s.exercise}: {one.function} accepted with {one.old} -> {one.new}"


def tables(scores: Iterable[Scores]) -> dict[str, str]:
    """Return the tables of the book as CSV, by the names of their files."""
    scores = list(scores)
    confusion = [("exercise", "mistake", "kind", "said", "times")]
    for s in scores:
        for kind, said in (("declared", s.declared), ("rewritten", s.rewritten)):
            for name, counts in said.items():
                for other, times in sorted(counts.items()):
                    confusion.append((s.exercise, name, kind, other, str(times)))
    mixed = [confusion[0], *(row for row in confusion[1:] if row[1] != row[3])]
    survivors: list[Sequence[str]] = [("exercise", "answer", "token", "changed to")]
    survivors += [one for s in scores for one in s.survivors]
    totals = [("measure", "hits", "of", "percent", "bound")]
    for t in targets(scores):
        bound = f"{'at most' if t.most else 'at least'} {t.bound:g}"
        totals.append((t.title, str(t.hits), str(t.of), f"{t.share:.2f}", bound))
    return {
        "exercises.csv": _csv([HEAD, *_rows(scores)]),
        "confusion.csv": _csv(confusion),
        "mixed_up.csv": _csv(mixed),
        "survivors.csv": _csv(survivors),
        "targets.csv": _csv(totals),
    }


def _csv(rows: Sequence[Sequence[str]]) -> str:
    """Write a table; one without rows gets dashes, since a page shows no empty one."""
    text = io.StringIO()
    dashes = [] if len(rows) > 1 else [["-"] * len(rows[0])]
    csv.writer(text, lineterminator="\n").writerows([*rows, *dashes])
    return text.getvalue()


def _kept(folder: Path, texts: dict[str, str], write: bool) -> list[str]:
    """Write the files if that is asked, and return which differ."""
    if write:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    return [name for name, text in texts.items() if _read(folder / name) != text]


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""
