"""Judge many answers at once, on an executor of `concurrent.futures`.

What has been judged is kept in a journal as it comes, under a fingerprint of all
that the verdict depends on. Whoever goes on after an interruption, or grades again
after some have handed in anew, judges only what is not in it.
"""

from __future__ import annotations

import concurrent.futures as futures
import hashlib
import json
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from lossedu import __version__
from lossedu.grading._exercise import find
from lossedu.grading._judge import Verdict, judge
from lossedu.grading._process import hide
from lossedu.grading._run import Limits, Outcome
from lossedu.grading._warm import Warm

TICK = 0.5  # seconds after which somebody waits in vain and may say so
DIGITS = 6  # that two answers must share to count as the same
Found = dict[str, Any]  # a verdict and the digest of its numbers, as JSON has it


@dataclass(frozen=True)
class Job:
    """One answer to judge; it can be sent to another process or machine."""

    exercise: str
    source: str
    label: str
    seed: int = 0
    seconds: float = 2.0
    memory: int = Limits.memory

    @property
    def key(self) -> str:
        """Fingerprint of all that the verdict depends on."""
        parts = [asdict(self), find(self.exercise).edition, __version__]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


# What happens in a worker.

_here = threading.local()


def carry_out(job: Job) -> Found:
    """Judge one answer in this process, with the server of this thread."""
    if not hasattr(_here, "warm"):
        hide()  # what is expected is here, and the answers run beside
        _here.warm = Warm()
    exercise = find(job.exercise)
    probes = exercise.cases(job.seed)
    limits = Limits(seconds=job.seconds, memory=job.memory)
    outcome = _here.warm.run(exercise, probes, job.source, job.label, limits)
    verdict = judge(exercise, probes, outcome)
    # Through JSON and back, so that a new verdict is one that was read.
    return dict(json.loads(json.dumps(asdict(verdict) | {"digest": digest(outcome)})))


def digest(outcome: Outcome) -> str:
    """Return a short name for the numbers of a run, the same for the same numbers.

    Empty if the answer did not come to its end with numbers everywhere.
    """
    if outcome.ended != "finished" or not all(a.values for a in outcome.answers):
        return ""
    values = [value for answer in outcome.answers for value in answer.values]
    if not values:
        return ""
    told = "".join(f"{value.shape}{_rounded(value)}" for value in values)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _rounded(value: Any) -> list[str]:
    # + 0.0 makes 0 of -0
    return [f"{number + 0.0:.{DIGITS - 1}e}" for number in np.ravel(value)]


def _version() -> str:
    return __version__


def _begin() -> None:
    """Prepare a worker: Ctrl-C is the parent's, and nobody outlives the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


# What happens in the process that was called.


class Pool:
    """The executor of one machine: processes that each judge one answer at a time."""

    def __init__(self, workers: int) -> None:
        """Take the number of answers that may be under way at once."""
        self.workers, self.window = workers, 2 * workers
        ways = multiprocessing.get_all_start_methods()
        # Not by fork: a process with threads is not safe to fork.
        way = "forkserver" if "forkserver" in ways else "spawn"
        self._context = multiprocessing.get_context(way)
        self._context.set_forkserver_preload([__name__])

    def open(self, workers: int) -> futures.Executor:
        """Return a new executor, also in place of one that is broken."""
        return futures.ProcessPoolExecutor(workers, self._context, _begin)

    def end(self, executor: futures.Executor) -> None:
        """End an executor, and what has not begun on it."""
        executor.shutdown(cancel_futures=True)

    def close(self) -> None:
        """Nothing is left."""


class Cluster:
    """The executor of a Dask cluster, which starts its own workers."""

    def __init__(self, address: str) -> None:
        """Connect to the scheduler at this address."""
        from distributed import Client

        self._client = Client(address, timeout=10, set_as_default=False)
        others = set(self._client.run(_version).values()) - {__version__}
        if others:
            self.close()
            raise OSError(f"its workers have lossedu {', '.join(others)}")
        self.workers = max(1, sum(self._client.nthreads().values()))
        self.window = 4 * self.workers  # it is further away

    def open(self, workers: int) -> futures.Executor:
        """Return the cluster as an executor; how many work is not ours to say."""
        executor: futures.Executor = self._client.get_executor(pure=False)
        return executor

    def end(self, executor: futures.Executor) -> None:
        """Take back what has not ended; the cluster itself stays."""
        executor.shutdown(wait=False)

    def close(self) -> None:
        """Leave the cluster as it is."""
        self._client.close()


def carried_out(
    jobs: Iterable[Job], pool: Pool | Cluster
) -> Generator[tuple[Job, Found] | None, None, None]:
    """Yield each job with what was found, in the order in which they end.

    None is yielded now and then while nothing ends. An answer during which a worker
    died is tried again alone: if it does it again, it crashed.
    """
    left, suspects = deque(jobs), dict[Job, str]()
    while left:
        yield from _through(left, suspects, pool, pool.workers, pool.window)
    for job in suspects:
        again = dict[Job, str]()
        yield from _through(deque([job]), again, pool, 1, 1)
        yield from ((job, _died(job, error)) for job, error in again.items())


def _through(
    left: deque[Job],
    suspects: dict[Job, str],
    pool: Pool | Cluster,
    workers: int,
    window: int,
) -> Iterator[tuple[Job, Found] | None]:
    """Send jobs until none is left or the executor breaks."""
    executor, under_way = pool.open(workers), dict[futures.Future[Found], Job]()
    try:
        while left or under_way:
            while left and len(under_way) <= window:
                under_way[executor.submit(carry_out, left[0])] = left[0]
                left.popleft()
            done, _ = futures.wait(under_way, TICK, futures.FIRST_COMPLETED)
            if not done:
                yield None
            for future in done:
                job, error = under_way.pop(future), future.exception()
                if error is None:
                    yield job, future.result()
                else:
                    suspects[job] = type(error).__name__
    except futures.BrokenExecutor as error:
        suspects |= dict.fromkeys(under_way.values(), type(error).__name__)
    finally:
        pool.end(executor)


def _died(job: Job, error: str) -> Found:
    text = f"Twice the process that judged your answer did not come to its end ({error}"
    text += "). Does your code send signals to other processes?"
    verdict = Verdict(job.exercise, "crashed", "worker", text)
    return dict(json.loads(json.dumps(asdict(verdict)))) | {"digest": ""}


# What is kept on the way. These reasons say more of the machine than of the answer.
PASSING = ("worker", "startup")


class Journal:
    """A file with one line for each verdict, written as it comes."""

    def __init__(self, file: Path, fresh: bool = False) -> None:
        """Read what an earlier run has left, or leave it aside."""
        self.known = {} if fresh else dict(_lines(file))
        self._stream: IO[bytes] = file.open("wb" if fresh else "ab")
        if _is_torn(file):
            self._stream.write(b"\n")

    def add(self, key: str, found: Found) -> None:
        """Keep a verdict; what is written once survives the end of this process."""
        self.known[key] = found
        if found["reason"] not in PASSING:
            self._stream.write(json.dumps([key, found]).encode() + b"\n")
            self._stream.flush()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def _lines(file: Path) -> Iterator[tuple[str, Found]]:
    """Yield what is whole: the last line may have been cut by the end of a run."""
    with suppress(FileNotFoundError):
        for line in file.read_bytes().splitlines():
            with suppress(ValueError):
                match json.loads(line):
                    case [str(key), {"status": str(), "reason": str()} as found]:
                        yield key, found


def _is_torn(file: Path) -> bool:
    data = file.read_bytes()
    return bool(data) and not data.endswith(b"\n")


def judged(
    jobs: Sequence[Job],
    journal: Journal,
    make_pool: Callable[[], Pool | Cluster],
    watch: Callable[[int], None],
) -> dict[Job, Found]:
    """Return what was found of each job; the executor is made if there is work.

    `watch` is told how many have been judged by this run, and told so again while
    nothing happens.
    """
    keys = {job: job.key for job in jobs}
    new = [job for job, key in keys.items() if key not in journal.known]
    if new:
        with closing(make_pool()) as pool, closing(carried_out(new, pool)) as pairs:
            for done, pair in _counted(pairs):
                if pair is not None:
                    journal.add(keys[pair[0]], pair[1])
                watch(done)
    return {job: journal.known[key] for job, key in keys.items()}


def _counted(
    pairs: Iterable[tuple[Job, Found] | None],
) -> Iterator[tuple[int, tuple[Job, Found] | None]]:
    done = 0
    for pair in pairs:
        done += pair is not None
        yield done, pair
