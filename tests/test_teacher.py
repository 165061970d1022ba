"""A class is graded: every row, the same bytes, after interruptions, in each format."""

import base64
import concurrent.futures as futures
import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

import lossedu
from lossedu.grading import Limits, find, judge
from lossedu.grading import _batch as batch
from lossedu.grading import _class as sums
from lossedu.grading import _formats as formats
from lossedu.grading._batch import Job, Journal, Pool, carried_out, judged
from lossedu.grading._formats import Foreign, Results, Row
from lossedu.grading._progress import Progress, left
from lossedu.grading._run import read, run_inline, run_source

ROOT = Path(lossedu.__file__).parents[1]
ID = "cross_entropy"
RIGHT = "from lossedu.information import cross_entropy"
SUM = f"import numpy as np\ndef {ID}(p, q):\n    return "
WRONG = SUM + "np.mean(-(np.asarray(p) * np.log(q)).sum(-1))\n"
ODD = SUM + "-(np.asarray(p) * np.log(np.asarray(q) + 7) ** 3).sum(-1)\n"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture
def run(tmp_path):
    def run(*arguments, cwd=tmp_path, **settings):
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "lossedu.grading", *arguments],
            cwd=cwd,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            **settings,
        )

    return run


@pytest.fixture
def hw(tmp_path):
    """A small class with one of everything."""
    sources = {
        "ann": RIGHT,
        "bob": WRONG,
        "cleo": f"def {ID}(p, q):\n    while True: pass\n",
        "dan": f"def {ID}(p, q)\n    return 1\n",
        "eva": f"import os\ndef {ID}(p, q):\n    os._exit(0)\n",
        "fay": find(ID).starter,
        "gus": ODD,
        "hal": "# the same numbers\n" + ODD,
        "ida": f"def {ID}(p, q):\n    print('\\x1b<&>')\n    return 1 / 0\n",
        "=jo": WRONG.replace("np.mean", "np.sum"),
    }
    (tmp_path / "hw").mkdir()
    for name, source in sources.items():
        (tmp_path / "hw" / f"{name}.py").write_text(source, "utf-8")
    cell = {"cell_type": "code", "source": "x = 1"}
    text = json.dumps({"cells": [cell]})
    (tmp_path / "hw" / "kim.ipynb").write_text(text, "utf-8")
    return tmp_path / "hw"


GRADE = ("grade", "hw", "--exercise", ID, "--seconds", "1")
ALL = ("--junit", "--gradescope", "--classroom")
STATES = {
    "=jo": "wrong",
    "ann": "right",
    "bob": "wrong",
    "cleo": "crashed",
    "dan": "wrong",
    "eva": "crashed",
    "fay": "not attempted",
    "gus": "wrong",
    "hal": "wrong",
    "ida": "crashed",
    "kim": "not attempted",
}


def test_every_row_and_the_same_bytes_for_any_number_of_workers(run, hw, tmp_path):
    files = ("results.json", "results.csv")
    seen = set()
    for workers in (1, 2, 7):
        result = run(*GRADE, "--workers", str(workers), "--out", f"out{workers}")
        assert (result.returncode, result.stderr) == (0, "")
        folder = tmp_path / f"out{workers}"
        seen.add(tuple((folder / name).read_bytes() for name in files))
    assert len(seen) == 1
    (both,) = seen
    assert str(tmp_path).encode() not in b"".join(both)
    rows = formats.from_json(both[0].decode()).rows
    assert {row.learner: row.status for row in rows} == STATES
    assert [row.learner for row in rows] == sorted(STATES)
    assert "11 learners: 1 right, 5 wrong, 3 crashed, 2 not attempted" in result.stdout


def test_the_rows_are_the_verdicts_of_check(run, hw, tmp_path):
    run(*GRADE)
    text = (tmp_path / "hw-results" / "results.json").read_text("utf-8")
    rows = {row.learner: row for row in formats.from_json(text).rows}
    exercise, limits = find(ID), Limits(seconds=1.0)
    for learner in ("ann", "bob", "dan", "gus", "ida"):
        source = (hw / f"{learner}.py").read_text("utf-8")
        probes = exercise.cases()
        outcome = run_source(exercise, probes, source, f"{learner}.py", limits)
        verdict = judge(exercise, probes, outcome)
        for field in ("status", "reason", "message", "numbers", "mistakes", "printed"):
            assert getattr(rows[learner], field) == getattr(verdict, field)


def test_what_was_judged_is_not_judged_again(run, hw, tmp_path):
    first = run(*GRADE, "--out", "out")
    assert "10 judged" in first.stdout
    bytes_ = (tmp_path / "out" / "results.json").read_bytes()
    assert "All of it was judged before" in run(*GRADE, "--out", "out").stdout
    (hw / "bob.py").write_text(RIGHT, "utf-8")
    (hw / "new.py").write_text(WRONG, "utf-8")
    assert "2 judged" in run(*GRADE, "--out", "out").stdout
    assert "11 judged" in run(*GRADE, "--out", "out", "--fresh").stdout
    (hw / "bob.py").write_text(WRONG, "utf-8")
    (hw / "new.py").unlink()
    run(*GRADE, "--out", "out")
    assert (tmp_path / "out" / "results.json").read_bytes() == bytes_


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_goes_on(run, tmp_path, number):
    (tmp_path / "hw").mkdir()
    for name in range(30):
        text = f"# {name}\nimport time\ntime.sleep(0.1)\n{WRONG}"
        (tmp_path / "hw" / f"{name:02}.py").write_text(text, "utf-8")
    command = [*GRADE[:-1], "9", "--workers", "2"]
    whole = run(*command, "--out", "whole")
    assert whole.returncode == 0
    process = subprocess.Popen(
        [sys.executable, "-m", "lossedu.grading", *command, "--out", "out"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    journal = tmp_path / "out" / "journal.jsonl"
    while not journal.exists() or journal.read_bytes().count(b"\n") < 5:
        assert process.poll() is None
        time.sleep(0.02)
    if number == signal.SIGINT:
        os.killpg(process.pid, number)  # as Ctrl-C does, to the workers as well
    else:
        process.kill()
    said = process.communicate(timeout=60)[1]
    if number == signal.SIGINT:
        assert (process.returncode, said.count("\n")) == (130, 1), said
        assert "goes on" in said
    assert not (tmp_path / "out" / "results.json").exists()
    kept = journal.read_bytes()
    count = kept.count(b"\n")
    assert 5 <= count < 30
    journal.write_bytes(kept[:-7])  # as if cut within the last line
    again = run(*command, "--out", "out")
    assert f"{30 - count + 1} judged" in again.stdout
    for name in ("results.json", "results.csv"):
        one, other = (tmp_path / out / name for out in ("whole", "out"))
        assert one.read_bytes() == other.read_bytes()


def test_a_worker_leaves_an_interruption_to_its_parent():
    code = "import os; from lossedu.grading._batch import _begin; _begin()\n"
    code += "os.kill(os.getpid(), 2); print('alive')"
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, env={"PYTHONPATH": str(ROOT)}, capture_output=True)
    assert (said.stdout, said.stderr) == (b"alive\n", b"")


def test_nothing_outlives_a_run_that_was_killed(tmp_path):
    (tmp_path / "hw").mkdir()
    text = "import time\ntime.sleep(60)"
    (tmp_path / "hw" / "a.py").write_text(f"def {ID}(p, q):\n  pass\n{text}", "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "lossedu.grading", *GRADE[:-1], "60"],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "MARK": str(tmp_path),
        },
    )
    if not Path("/proc").exists():
        process.kill()
        pytest.skip("needs /proc")
    marks = [f"MARK={tmp_path}", "lossedu.grading._server"]
    while len(_processes(marks)) < 3:  # this one, a worker, its server
        time.sleep(0.05)
    mine = _processes(marks[:1])
    process.kill()
    process.wait()
    for _ in range(200):
        if not any(pid in _processes(marks) for pid in mine):
            return
        time.sleep(0.05)
    pytest.fail("a worker is still there")


def _processes(marks):
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            text = (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if any(mark.encode() in text for mark in marks):
            found.append(folder.name)
    return found


# The batch.


def results_of(jobs, pool):
    return dict(pair for pair in carried_out(jobs, pool) if pair is not None)


def killer(number):
    """An answer that ends the process that judges it, which is its server's parent."""
    return f"""
import os
# {number}
def {ID}(p, q):
    with open(f"/proc/{{os.getppid()}}/stat") as stat:
        os.kill(int(stat.read().rpartition(") ")[2].split()[1]), 9)
    return 1
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_an_answer_that_kills_its_worker_costs_only_itself():
    jobs = [Job(ID, f"# {n}\n{WRONG}", "a.py") for n in range(6)]
    jobs[2:2] = [Job(ID, killer(n), "a.py") for n in range(2)]
    found = results_of(jobs, Pool(2))
    assert found.keys() == set(jobs)
    for job in jobs:
        worker = "os.kill" in job.source
        assert found[job]["status"] == ("crashed" if worker else "wrong")
        assert found[job]["reason"] == ("worker" if worker else "mistake")


def test_an_error_of_the_judge_costs_one_row(monkeypatch):
    class Threads(Pool):
        def open(self, workers):
            return futures.ThreadPoolExecutor(workers)

    def fails(job):
        if job.label == "b.py":
            raise RuntimeError
        return {"status": "right"}

    monkeypatch.setattr(batch, "carry_out", fails)
    jobs = [Job(ID, "", label) for label in ("a.py", "b.py", "c.py")]
    found = results_of(jobs, Threads(2))
    assert [found[job]["status"] for job in jobs] == ["right", "crashed", "right"]
    assert "RuntimeError" in found[jobs[1]]["message"]


def test_what_was_under_way_on_an_executor_that_broke_is_not_lost(monkeypatch):
    class Breaking(futures.ThreadPoolExecutor):
        """Takes two pieces of work, of which it does none, and is broken then."""

        taken = 0

        def submit(self, function, job):
            if self.taken == 2:
                raise futures.BrokenExecutor
            self.taken += 1
            return futures.Future()

    class Broken(Pool):
        opened = 0

        def open(self, workers):
            self.opened += 1
            kind = Breaking if self.opened == 1 else futures.ThreadPoolExecutor
            return kind(workers)

    monkeypatch.setattr(batch, "carry_out", lambda job: {"label": job.label})
    jobs = [Job(ID, "", label) for label in "abcde"]
    found = results_of(jobs, Broken(3))
    assert [found[job]["label"] for job in jobs] == list("abcde")


def test_the_same_answer_runs_once(tmp_path, monkeypatch):
    seen = []
    known = {"status": "right", "reason": "right"}

    def counted(jobs, _):
        seen.extend(jobs)
        return iter([(job, known) for job in jobs])

    class Nothing:
        def close(self):
            pass

    monkeypatch.setattr(batch, "carried_out", lambda *a: (x for x in counted(*a)))
    job, same = (Job(ID, RIGHT, "a.py") for _ in range(2))
    with closing(Journal(tmp_path / "journal.jsonl")) as journal:
        assert judged([job, same], journal, Nothing, id) == {job: known}
    assert seen == [job]


def test_the_fingerprint_changes_with_all_that_matters(monkeypatch):
    job = Job(ID, RIGHT, "a.py")
    changes = {
        "exercise": "kl_divergence",
        "source": WRONG,
        "label": "b.py",
        "seed": 1,
        "seconds": 3.0,
        "memory": 1 << 20,
    }
    keys = {job.key, *(Job(**{**vars(job), k: v}).key for k, v in changes.items())}
    monkeypatch.setattr(find(ID), "edition", "another")
    assert len(keys | {job.key}) == len(changes) + 2


def test_a_journal_forgets_what_is_torn_or_passing(tmp_path):
    file = tmp_path / "journal.jsonl"

    def known(fresh=False, **added):
        with closing(Journal(file, fresh)) as journal:
            before = set(journal.known)
            for key, reason in added.items():
                journal.add(key, {"status": "x", "reason": reason})
        return before

    assert known(a="right", b="startup", c="time", e="worker") == set()
    assert known() == {"a", "c"}
    file.write_bytes(file.read_bytes()[:-5] + b"\xff\n[3]\nnull\n[1, {}]\n[")
    assert known(d="right") == {"a"}
    assert known() == {"a", "d"}
    assert known(fresh=True) == set()
    assert file.read_bytes() == b""


def test_the_digest_is_that_of_the_numbers():
    exercise = find(ID)
    probes = exercise.cases()

    def digest(function):
        return batch.digest(run_inline(probes, function))

    import numpy as np

    one = digest(lambda p, q: np.sum(p, -1))
    assert re.fullmatch("[0-9a-f]{12}", one)
    assert digest(lambda p, q: np.sum(p, -1) * (1 + 1e-12)) == one
    assert digest(lambda p, q: np.sum(p, -1) * 1.001) != one
    assert digest(lambda p, q: np.sum(p, -1, keepdims=True)) != one
    assert digest(lambda p, q: -0.0) == digest(lambda p, q: 0.0)
    assert digest(lambda p, q: 1 / 0) == digest(lambda p, q: None) == ""
    assert batch.digest(read(batch_raw(), probes, Limits())) == ""


def batch_raw():
    from lossedu.grading._run import Raw

    return Raw(b"", b"", "time")


def test_on_a_dask_cluster(run, hw, tmp_path):
    distributed = pytest.importorskip("distributed")
    cluster = distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=2,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
    )
    try:
        address = cluster.scheduler_address
        result = run(*GRADE, "--dask", address, "--out", "far")
        assert (result.returncode, result.stderr) == (0, "")
        assert "10 judged" in result.stdout
    finally:
        cluster.close()
    run(*GRADE, "--out", "near")
    for name in ("results.json", "results.csv"):
        far, near = (tmp_path / out / name for out in ("far", "near"))
        assert far.read_bytes() == near.read_bytes()


def test_the_work_of_one(run, tmp_path):
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / f"{ID}.py").write_text(WRONG, "utf-8")
    command = ("grade", "submission", "--exercise", ID, "--learner", "ann", *ALL)
    assert run(*command, "--out", "out").returncode == 0
    file = tmp_path / "out" / "gradescope" / "ann" / "results.json"
    (test,) = json.loads(file.read_text("utf-8"))["tests"]
    assert (test["name"], test["status"]) == (ID, "failed")


# The formats.

ROWS = tuple(
    Row(name, ID, status, reason, message, numbers, mistakes, file=f"{name}.py")
    for name, status, reason, message, numbers, mistakes in [
        ("ann", "right", "right", "Well.", (), ()),
        ("bob", "wrong", "mistake", "Why?", ("x = 1", "expected 1"), ("averaged",)),
        ("bob", "crashed", "time", "Stopped \ud800\x00 <&>.", (), ()),
        ("cyd", "not attempted", "missing", "Nothing.", (), ()),
        ("=1+1", "wrong", "value", "-1\n2", (), ()),
    ]
)
RESULTS = Results(0, 2.0, 1 << 30, {ID: "f00"}, ROWS)


def test_results_are_read_as_they_were_written():
    assert formats.from_json(formats.as_json(RESULTS)) == RESULTS


def test_a_table_for_a_spreadsheet():
    table = list(csv.DictReader(io.StringIO(formats.as_csv(RESULTS))))
    assert [row["score"] for row in table] == ["1", "0", "0", "0", "0"]
    assert table[1]["mistakes"] == "averaged"
    assert (table[4]["learner"], table[4]["message"]) == ("'=1+1", "'-1\n2")


# Elements and attributes of the schema that Jenkins' xUnit plugin checks with:
# src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd in
# github.com/jenkinsci/xunit-plugin. Of each element: the attributes that it must
# have, those that it may have, and the elements that may be in it.
CASES = "skipped error failure rerunFailure rerunError flakyFailure flakyError"
MORE = "group time skipped timestamp hostname id package file log url version"
SAID = ("", "type message", "", True)
JUNIT = {
    "testsuites": ("", "name time tests failures errors", "testsuite", False),
    "testsuite": (
        "name tests failures errors",
        MORE,
        "testsuite properties testcase system-out system-err",
        False,
    ),
    "testcase": (
        "name",
        "time classname group",
        f"{CASES} system-out system-err",
        False,
    ),
    "failure": SAID,
    "error": SAID,
    "skipped": SAID,
    "system-out": ("", "", "", True),
}


def follow_schema(element):
    must, may, inside, text = JUNIT[element.tag]
    assert set(must.split()) <= set(element.attrib)
    assert set(element.attrib) <= set(must.split()) | set(may.split())
    assert text or not (element.text or "").strip()
    for child in element:
        assert child.tag in inside.split()
        follow_schema(child)


def test_junit_follows_the_schema():
    text = formats.as_junit(RESULTS)
    root = ElementTree.fromstring(text)
    follow_schema(root)
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["ann", "bob", "cyd", "=1+1"]
    bob = suites["bob"]
    assert [bob.get(k) for k in ("tests", "failures", "errors")] == ["2", "1", "1"]
    assert [child.tag for case in bob for child in case] == ["failure", "error"]
    assert suites["cyd"].get("skipped") == "1"
    assert "time=" not in text


# The fields that Gradescope documents (gradescope-autograders.readthedocs.io, page
# "Autograder Specifications", "Output format"), and those that GitHub Classroom's
# reporter and Python grader share (github.com/classroom-resources, the repositories
# autograding-grading-reporter and autograding-python-grader).
TEXT, NUMBER = {"type": "string"}, {"type": "number"}


def an_object(required, **properties):
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


VISIBLE = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
GRADESCOPE = an_object(
    "tests",
    score=NUMBER,
    execution_time=NUMBER,
    output=TEXT,
    output_format={"enum": ["text", "html", "simple_format", "md", "ansi"]},
    visibility=VISIBLE,
    stdout_visibility=VISIBLE,
    extra_data={"type": "object"},
    leaderboard={"type": "array"},
    tests={
        "type": "array",
        "items": an_object(
            "score max_score name",
            score=NUMBER,
            max_score=NUMBER,
            status={"enum": ["passed", "failed"]},
            name=TEXT,
            name_format=TEXT,
            number=TEXT,
            output=TEXT,
            output_format={"enum": ["text", "html", "simple_format", "md", "ansi"]},
            tags={"type": "array"},
            visibility=VISIBLE,
            extra_data={"type": "object"},
        ),
    },
)
STATUS = {"enum": ["pass", "fail", "error"]}
CLASSROOM = an_object(
    "version status max_score tests",
    version={"const": 1},
    status=STATUS,
    max_score={"type": "integer", "minimum": 1},
    tests={
        "type": "array",
        "minItems": 1,
        "items": an_object(
            "name status score",
            name=TEXT,
            status=STATUS,
            score=NUMBER,
            message={"type": ["string", "null"]},
            test_code=TEXT,
            filename=TEXT,
            line_no={"type": "integer"},
            execution_time=TEXT,
        ),
    },
)


def test_gradescope_and_classroom_follow_their_schemas():
    jsonschema = pytest.importorskip("jsonschema")
    for _, rows in formats.by_learner(ROWS):
        scope = json.loads(formats.as_gradescope(rows))
        jsonschema.validate(scope, GRADESCOPE)
        room = json.loads(base64.b64decode(formats.as_classroom(rows), validate=False))
        jsonschema.validate(room, CLASSROOM)
        points = sum(test["score"] for test in room["tests"])
        assert points == scope["score"] == sum(row.score for row in rows)
        assert (room["status"] == "pass") is (points == room["max_score"])


def test_what_a_learner_reads_there():
    bob = formats.by_learner(ROWS)[1][1]
    scope = json.loads(formats.as_gradescope(bob))
    assert scope["output"] == "0 of 2 right."
    assert scope["tests"][0]["output"] == "Why?\nx = 1\nexpected 1"
    room = json.loads(base64.b64decode(formats.as_classroom(bob)))
    assert [test["status"] for test in room["tests"]] == ["fail", "error"]


def test_all_formats_are_written(run, hw, tmp_path):
    result = run(*GRADE, *ALL, "--out", "out")
    assert result.returncode == 0
    out = tmp_path / "out"
    follow_schema(ElementTree.parse(out / "junit.xml").getroot())
    for learner in STATES:
        scope = json.loads((out / "gradescope" / learner / "results.json").read_text())
        room = base64.b64decode((out / "classroom" / f"{learner}.txt").read_text())
        assert len(scope["tests"]) == len(json.loads(room)["tests"]) == 1
    wanted = {"results.json", "results.csv", "journal.jsonl", "junit.xml"}
    assert {f.name for f in out.iterdir()} == wanted | {"gradescope", "classroom"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": 2}',
        '{"schema": 1}',
        '{"schema": 1, "rows": [{}]}',
        formats.as_json(RESULTS).replace('"right"', "3"),
        formats.as_json(RESULTS).replace('"seed"', '"seeds"'),
        '{"schema": 1, "rows": [], "seed": 0, "seconds": 2, "memory": 1, '
        '"exercises": 3}',
        formats.as_json(RESULTS).replace(f'"{ID}": ', '"another": '),
    ],
)
def test_what_holds_no_results(text):
    with pytest.raises(Foreign):
        formats.from_json(text)


# The report.


def made(learner, status, reason, mistakes=(), digest=""):
    told = ("the numbers",) if digest else ()
    said = f"{reason} told"
    row = Row(learner, ID, status, reason, said, told, mistakes, digest=digest)
    return row


CLASS = Results(
    0,
    2.0,
    1 << 30,
    {"kl_divergence": "1", ID: "2"},
    (
        made("a", "right", "right"),
        made("b", "wrong", "mistake", ("averaged",), "d1"),
        made("c", "wrong", "mistake", ("averaged",), "d2"),
        made("d", "wrong", "two mistakes", ("averaged", "flipped"), "d3"),
        made("e", "wrong", "value", (), "d4"),
        made("f", "wrong", "value", (), "d5"),
        made("g", "wrong", "ratio", (), "d4"),
        made("h", "wrong", "syntax"),
        made("i", "crashed", "time"),
        made("j", "not attempted", "missing"),
        made("k", "not attempted", "unreadable"),
    ),
)


def test_the_report_counts_and_groups():
    report = sums.report(CLASS)
    assert (report.learners, report.answers) == (11, 9)
    hardest, nobody = report.exercises
    assert (hardest.exercise, hardest.right, hardest.attempted) == (ID, 1, 9)
    assert (hardest.missing, hardest.unread) == (1, 1)
    assert (nobody.exercise, nobody.attempted) == ("kl_divergence", 0)
    assert [(g.name, g.learners) for g in report.mistakes] == [
        ("averaged", ("b", "c")),
        ("averaged and flipped", ("d",)),
    ]
    groups = [(g.name, g.learners) for g in report.unexplained]
    assert groups == [("value", ("e", "g")), ("value", ("f",))]
    assert [g.learners for g in report.stopped] == [("h",), ("i",)]


def test_the_report_in_words():
    text = sums.as_text(sums.report(CLASS), 80)
    assert f"{ID}, averaged: 2 of 9: mistake told\n    b, c\n" in text
    assert "the numbers\n    e, g" in text
    assert f"  {ID}  1 of 9 right, 1 not attempted, 1 unreadable" in text
    assert text.endswith("\n  Attempted by nobody: kl_divergence")
    assert max(map(len, text.splitlines())) <= 80
    many = Results(
        0, 2, 1, {ID: ""}, tuple(made(f"l{i}", "wrong", "x") for i in range(9))
    )
    assert "l5 and 3 more" in sums.as_text(sums.report(many), 80)


def test_the_report_for_pages_and_programs():
    report = sums.report(CLASS)
    page = sums.as_markdown(report)
    assert f"| `{ID}` | 1 of 9 | 1 not attempted, 1 unreadable |" in page
    assert page.endswith("|\n\nAttempted by nobody: kl_divergence")
    assert "## Mistakes" in page
    data = json.loads(sums.as_json(report))
    assert data["schema"] == 1
    assert data["unexplained"][0]["learners"] == ["e", "g"]


def test_in_a_page_code_stays_code_and_the_rest_is_text():
    told = replace(made("a", "wrong", "syntax"), message="2 * 3 < 7: `f(*, a): x < 1`")
    page = sums.as_markdown(sums.report(Results(0, 2, 1, {ID: ""}, (told,))))
    assert "2 \\* 3 &lt; 7: `f(*, a): x < 1`\n" in page
    odd = replace(told, message="a ` * <")
    assert "a ` \\* &lt;\n" in sums.as_markdown(
        sums.report(Results(0, 2, 1, {ID: ""}, (odd,)))
    )


def test_from_a_class_to_its_report(run, hw, tmp_path):
    run(*GRADE, "--out", "out")
    file = "out/results.json"
    shown = run("report", file)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "mean_of_all: 1 of 9" in shown.stdout
    assert "gus, hal" in shown.stdout
    assert run("report", file, "--markdown").stdout.startswith("# 11 learners")
    assert json.loads(run("report", file, "--json").stdout)["learners"] == 11


# What cannot be done.


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("grade",), "FOLDER"),
        (("grade", "nowhere"), "There is no folder nowhere"),
        (("grade", "/"), "no place beside"),
        (("grade", "circle"), "circle"),
        (("grade", "empty"), "holds no submission"),
        (("grade", "hw/ann.py"), "is a file"),
        (("grade", "hw", "--exercise", "cross_entrop"), "Did you mean cross_entropy"),
        (("grade", "hw", "--out", "hw/results"), "inside the submissions"),
        (("grade", "hw", "--out", "hw"), "inside the submissions"),
        (("grade", "hw", "--out", "file"), "Nothing can be written into"),
        (("grade", "hw", "--out", "file/out"), "Nothing can be written into"),
        (("grade", "hw", "--learner", "../ann"), "fit to name a file"),
        (("grade", "hw", "--learner", ".."), "fit to name a file"),
        (("grade", "hw", "--workers", "0"), "from 1 to 1024"),
        (("grade", "hw", "--workers", "x"), "invalid number"),
        (("grade", "hw", "--seed", "-1"), "negative"),
        (("grade", "hw", "--seconds", "0"), "above 0"),
        (("grade", "hw", "--workers", "2", "--dask", "x"), "not allowed"),
        (("report", "nowhere.json"), "cannot be read"),
        (("report", "empty"), "cannot be read"),
        (("report", "file"), "holds no results"),
        (("report", "binary"), "holds no results"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence(run, hw, tmp_path, arguments, words):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("text", "utf-8")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    (tmp_path / "circle").symlink_to("circle")
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (64, "")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert list(hw.glob("*results*")) == []


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_graded(run, hw, tmp_path):
    (hw / "bad.ipynb").write_text("{", "utf-8")
    result = run(*GRADE, "--exercise", "kl_divergence", "--out", "out")
    assert result.returncode == 64
    assert result.stderr.count("bad.ipynb") == 1
    rows = formats.from_json((tmp_path / "out" / "results.json").read_text()).rows
    assert Counter(row.reason for row in rows)["unreadable"] == 2
    assert len(rows) == 24


def test_results_that_cannot_be_written_lose_nothing(run, hw, tmp_path):
    (tmp_path / "out" / "results.csv").mkdir(parents=True)
    result = run(*GRADE, "--out", "out")
    assert result.returncode == 64
    assert "results.csv cannot be written" in result.stderr
    assert "lost" in result.stderr
    (tmp_path / "out" / "results.csv").rmdir()
    assert "All of it was judged before" in run(*GRADE, "--out", "out").stdout


@pytest.mark.parametrize("number", [1, 2])
def test_no_cluster_is_said_in_a_sentence(run, hw, number):
    if number == 1:
        pytest.importorskip("distributed")
        result = run(*GRADE, "--dask", "tcp://127.0.0.1:1")
        assert "No Dask scheduler" in result.stderr
    else:
        code = "import sys; sys.modules['distributed'] = None\n"
        code += "from lossedu.grading.__main__ import main\n"
        code += f"sys.exit(main({[*GRADE, '--dask', 'x']}))"
        result = subprocess.run(
            [sys.executable, "-c", code],
            cwd=hw.parent,
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
        )
        assert "pip install" in result.stderr
    assert result.returncode == 64


# Progress.


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_the_time_left_is_not_guessed_too_early():
    assert "not known" in left(0, 100, 60.0)
    assert "not known" in left(9, 100, 60.0)
    assert "not known" in left(50, 100, 0.1)
    assert left(50, 100, 60.0) == "about 1 min left"
    assert left(99, 100, 5.0) == "about 1 s left"
    assert left(50, 100, 10.0) == "about 10 s left"
    # Nothing has ended for a while: an estimate that only grows.
    assert left(50, 100, 55.0) == "about 55 s left"
    assert left(10, 1000, 3600.0) == "about 99.0 h left"


def test_a_bar_on_a_terminal_alone(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    stream = Terminal()
    progress = Progress(200, stream)
    progress.show(0)
    progress.show(200)
    progress.close()
    shown = stream.getvalue().replace("\x1b[K", "").split("\r")
    assert "0 of 200, the time left is not known yet" in shown[1]
    assert shown[-1].endswith("#] 200 of 200, all done\n")
    assert max(map(len, shown)) < 80
    quiet = io.StringIO()
    progress = Progress(200, quiet)
    progress.show(0)
    progress.show(200)
    progress.close()
    assert quiet.getvalue() == ""


def test_a_line_now_and_then_elsewhere(monkeypatch):
    clock = iter([0.0, 10.0, 31.0, 31.0, 40.0, 62.0, 62.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    stream = io.StringIO()
    progress = Progress(200, stream)
    for done in (10, 31, 40, 62):
        progress.show(done)
    assert stream.getvalue().splitlines() == [
        "31 of 200, about 3 min left",
        "62 of 200, about 2 min left",
    ]


def test_a_class_is_made_the_same_way_twice(tmp_path):
    from commands import command

    make = command("tools/make_class.py")
    seen = []
    for name in ("one", "two"):
        make.main([str(tmp_path / name), "--learners", "6"])
        files = sorted(f for f in (tmp_path / name).rglob("*") if f.is_file())
        seen.append([f.read_bytes() for f in files])
    assert seen[0] == seen[1]
    assert len(set(seen[0])) == len(seen[0])


def test_the_answers_of_the_made_class_are_what_they_are_meant_to_be():
    from commands import command

    make = command("tools/make_class.py")
    exercise = find("binary_cross_entropy")
    probes = exercise.cases()
    for kind, wanted in (("right", ["right"]), ("mistake", ["wrong"])):
        for source in make.written(exercise.id, kind)[:3]:
            outcome = run_source(exercise, probes, source, "a.py", Limits())
            assert [judge(exercise, probes, outcome).status] == wanted
