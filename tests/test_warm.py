"""The warm runner: the verdicts of a fresh interpreter, from a server that is up."""

import os
import signal
import textwrap
import time

import pytest

from lossedu.grading import Limits, find, judge
from lossedu.grading._run import run_source
from lossedu.grading._warm import Warm

ID = "sigmoid_cross_entropy_grad"
EXERCISE = find(ID)
PROBES = EXERCISE.cases()
LIMITS = Limits(seconds=1.0, memory=1 << 28)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture
def warm():
    with Warm() as warm:
        yield warm


def text(body):
    body = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
    start = "import os, random, signal, sys, time\nimport numpy as np\n"
    return f"{start}\ndef {ID}(y_true, logits):\n{body}\n"


def said(warm, source, limits=LIMITS):
    outcome = warm.run(EXERCISE, PROBES, source, "answer.py", limits)
    return judge(EXERCISE, PROBES, outcome)


RIGHT = """
e = np.exp(-np.abs(logits))
large, small = 1 / (1 + e), e / (1 + e)
s = np.where(logits > 0, large, small)
return (1 - y_true) * s - y_true * np.where(logits > 0, small, large)
"""
BODIES = {
    "right": RIGHT,
    "wrong": "return y_true - 1 / (1 + np.exp(-logits))",
    "prints": "print(len(logits))\nreturn -logits",
    "raises": "return 1 / 0",
    "loops": "while True: pass",
    "forks": "if not os.fork(): time.sleep(60)\nreturn -logits",
    "floods": "while True: os.write(2, b'x' * 60000)",
    "exits": "os._exit(7)",
    "is killed": "os.kill(os.getpid(), 9)",
    "eats memory": "return np.zeros(8 * 10**8)",
    "sees its folder": "raise RuntimeError(os.listdir('.'), __file__, __name__)",
    "starter": "raise NotImplementedError",
}
SOURCES = {name: text(body) for name, body in BODIES.items()}
SOURCES |= {
    "no function": "x = 1",
    "no Python": "def f(",
    "loops while imported": "while True: pass",
    "exits while imported": f"import os\ndef {ID}(y, z): pass\nos._exit(0)",
}


@pytest.mark.parametrize("name", SOURCES)
def test_the_verdict_is_that_of_a_fresh_interpreter(warm, name):
    source = SOURCES[name]
    cold = judge(
        EXERCISE, PROBES, run_source(EXERCISE, PROBES, source, "answer.py", LIMITS)
    )
    for _ in range(2):  # and the first answer does nothing to the second
        assert said(warm, source) == cold


def test_what_is_random_is_the_same_every_time(warm):
    body = "raise RuntimeError(random.random(), np.random.rand(), hash('a'))"
    messages = {said(warm, text(body)).message for _ in range(2)}
    warm.close()
    messages |= {said(warm, text(body)).message}
    assert len(messages) == 1


def test_nothing_is_imported_from_the_current_folder(warm):
    body = "raise RuntimeError('' in sys.path, os.getcwd() in sys.path)"
    for runner in (warm.run, run_source):
        outcome = runner(EXERCISE, PROBES, text(body), "answer.py", LIMITS)
        assert "(False, False)" in judge(EXERCISE, PROBES, outcome).message


def test_a_change_of_numpy_does_not_reach_the_next_answer(warm):
    broken = text("np.exp = np.abs = np.where = None\nreturn -logits")
    assert said(warm, broken).status == "wrong"
    assert said(warm, SOURCES["right"]).status == "right"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_who_ends_the_server_is_lost_alone(warm, number, monkeypatch):
    monkeypatch.setattr("lossedu.grading._warm.PATIENCE", 0.5)
    killer = text(f"os.kill(os.getppid(), {int(number)})\n" + RIGHT)
    verdict = said(warm, killer)
    assert (verdict.status, verdict.reason) == ("crashed", "signal")
    assert said(warm, SOURCES["right"]).status == "right"


def test_a_server_that_something_else_ended_is_replaced(warm):
    assert said(warm, SOURCES["right"]).status == "right"
    os.kill(warm._server._process.pid, signal.SIGKILL)
    assert said(warm, SOURCES["right"]).status == "right"


def test_what_leaves_the_group_is_ended_as_well(warm, tmp_path):
    file = tmp_path / "pid"
    os.mkfifo(file)
    reader = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    # A pipe, because a file could not be written into.
    said(warm, text(f"""
    if not os.fork():
        os.setsid()
        os.closerange(0, 64)
        pipe = os.open({str(file)!r}, os.O_WRONLY)
        os.write(pipe, b"%d " % os.getpid())
        time.sleep(60)
        os._exit(0)
    time.sleep(0.1)
    return -logits
    """))  # fmt: skip
    pids = [int(pid) for pid in os.read(reader, 100).split()]
    os.close(reader)
    assert len(pids) == len(PROBES)
    alive = [pid for pid in pids if _alive(pid)]
    if not os.path.exists(f"/proc/self/task/{os.getpid()}/children"):
        for pid in alive:
            os.kill(pid, signal.SIGKILL)
        pytest.skip("needs /proc with children")
    assert alive == []


@pytest.mark.skipif(not os.path.exists("/proc"), reason="needs Linux")
def test_the_memory_of_the_server_is_closed_to_others(warm):
    body = "import ctypes\nraise RuntimeError(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    assert "RuntimeError" in said(warm, text(body)).message
    assert ": 0." in said(warm, text(body)).message


def test_a_server_ends_with_the_process_that_judges(warm):
    read, written = os.pipe()
    pid = os.fork()
    if pid == 0:
        own = Warm()
        said(own, SOURCES["right"])
        os.write(written, b"%d" % own._server._process.pid)
        os._exit(0)
    os.waitpid(pid, 0)
    server = int(os.read(read, 100))
    for _ in range(100):
        if not _alive(server):
            return
        time.sleep(0.05)
    pytest.fail("the server is still there")


def _alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False


def test_without_fork_it_is_an_interpreter(monkeypatch):
    monkeypatch.delattr(os, "fork")
    with Warm() as warm:
        assert said(warm, SOURCES["wrong"]).mistakes == ("flipped_sign",)
        assert warm._server is None


def test_an_interrupted_run_starts_anew(warm, monkeypatch):
    from lossedu.grading import _process

    def interrupted(*_):
        raise KeyboardInterrupt

    said(warm, SOURCES["right"])
    with monkeypatch.context() as patch:
        patch.setattr(_process, "_take", interrupted)
        with pytest.raises(KeyboardInterrupt):
            said(warm, SOURCES["right"])
    assert said(warm, SOURCES["right"]).status == "right"
