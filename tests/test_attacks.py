"""Answers that attack their judge: no wrong pass, no lost report, no lost kernel.

What is not stopped is tested as well, so that the package's page stays true: an
answer may call the reference, which is public.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

import lossedu
from lossedu.activations import sigmoid
from lossedu.grading import Limits, find, judge
from lossedu.grading._frames import (
    BODY_CAP,
    HEAD_CAP,
    MARK,
    Frame,
    ProtocolError,
    pack,
    portable,
    unpack,
)
from lossedu.grading._run import (
    OUTPUT_CAP,
    Raw,
    read,
    run_forked,
    run_inline,
    run_source,
)
from lossedu.grading._warm import Warm
from lossedu.grading._worker import Case, pack_case, serve

ID = "sigmoid_cross_entropy_grad"
EXERCISE = find(ID)
PROBES = EXERCISE.cases()
ROOT = Path(lossedu.__file__).parents[1]
LIMITS = Limits(seconds=2.0, memory=1 << 28)
BUSY = 20.0  # what a machine may need that does much else; a hang takes longer

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def right(y_true, logits):
    y = np.asarray(y_true)
    return (1 - y) * sigmoid(logits) - y * sigmoid(-logits)


def apart(source, limits=LIMITS):
    return run_source(EXERCISE, PROBES, source, f"{ID}.py", limits)


def forked(source, limits=LIMITS):
    """Define the function here, as a cell does, and run it in a child."""
    space = {}
    exec(source, space)
    return run_forked(PROBES, space[ID], limits)


SERVER = Warm()  # one for all attacks: none may do anything to the next answer


def warm(source, limits=LIMITS):
    return SERVER.run(EXERCISE, PROBES, source, f"{ID}.py", limits)


@pytest.fixture(scope="module", autouse=True)
def _no_server_left():
    yield
    SERVER.close()


RUNNERS = [forked, apart, warm]


@pytest.fixture(params=RUNNERS, ids=["forked", "interpreter", "warm"])
def run(request):
    def run(body, limits=LIMITS):
        body = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
        source = HEAD + f"\ndef {ID}(y_true, logits):\n{body}\n"
        started = time.monotonic()
        verdict = judge(EXERCISE, PROBES, request.param(source, limits))
        assert time.monotonic() - started < limits.seconds + BUSY
        assert len(verdict.message.split()) <= 80
        return verdict

    return run


HEAD = """
import gc, json, os, signal, struct, sys, threading, time
import numpy as np

def right(y_true, logits):
    e = np.exp(-np.abs(logits))
    large, small = 1 / (1 + e), e / (1 + e)
    s, rest = np.where(logits > 0, (large, small), (small, large))
    return (1 - y_true) * s - y_true * rest

def forge(kind, wrong=0.0):
    from lossedu.grading._frames import pack
    frames = pack({"kind": "hello"}) + pack({"kind": "ready", "parameters": []})
    for index in range(9):
        value = {"kind": "value", "probe": index, "form": "array", "type": "ndarray"}
        same = {"same": [True, True]}
        frames += pack({**value, **same}, [np.full(2, wrong)] * 3)
    return {"frames": frames, "noise": b"x" * 5000, "none": b""}[kind]

def everywhere(data):
    for descriptor in range(64):
        try:
            os.write(descriptor, data)
        except OSError:
            pass
"""


def test_the_right_answer_passes(run):
    assert run("return right(y_true, logits)").status == "right"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("while True: pass", "time"),
        ("time.sleep(1000)", "time"),
        ("while True:\n  try:\n    time.sleep(9)\n  except BaseException: 1", "time"),
        ("for s in range(1, 32):\n  try: signal.signal(s, 1)\n"
         "  except (OSError, ValueError): pass\nwhile True: pass", "time"),
        ("os.closerange(0, 200)\nwhile True: pass", None),
        ("os.kill(os.getpid(), signal.SIGSTOP)", "time"),
        ("while True: print('x' * 10000)", "time"),
        ("while True: os.write(2, b'x' * 60000)", "time"),
        ("while True: everywhere(b'x' * 60000)", "protocol"),
        ("while True: everywhere(forge('frames'))", "protocol"),
        ("def again(): again()\nagain()", "error"),
        ("sys.setrecursionlimit(10**9)\ndef again(n): return again(n + 1) + 1\n"
         "again(0)", None),
        ("x = []\nwhile True: x.append(np.ones(10**6))", None),
        ("return np.ones(10**11)", "error"),
        ("return np.zeros(8 * 10**8)", "error"),
        ("return bytearray(1 << 40)", "error"),
        ("return [0] * 10**10", "error"),
        ("sys.exit(0)", "error"),
        ("raise KeyboardInterrupt", "error"),
        ("raise GeneratorExit", "error"),
        ("os._exit(0)", "exit"),
        ("os._exit(64)", "exit"),
        ("os.abort()", "signal"),
        ("os.kill(os.getpid(), 9)", "signal"),
        ("os.kill(0, 9)", "signal"),
        ("everywhere(b'LSE1')\nreturn right(y_true, logits)", "protocol"),
        ("everywhere(forge('noise'))\nreturn right(y_true, logits)", "protocol"),
        ("everywhere(forge('frames'))\nos._exit(0)", "protocol"),
        ("threading.Thread(target=os._exit, args=(0,)).start()\ntime.sleep(9)", "exit"),
    ],
)  # fmt: skip
def test_what_does_not_come_back(run, body, reason):
    verdict = run(body, Limits(seconds=0.4, memory=1 << 28))
    assert verdict.status == "crashed", verdict
    assert reason is None or verdict.reason == reason, verdict


LOOPS = ["while True: pass", "while True: print('x' * 9999)", "time.sleep(9)"]


@pytest.mark.parametrize("body", LOOPS)
def test_stopped_within_half_a_second_of_the_limit(body):
    """The best of a few tries: a busy machine may be late, the watch may not."""
    source = HEAD + f"\ndef {ID}(y_true, logits):\n    {body}\n"
    late = []
    for _ in range(4):
        started = time.monotonic()
        assert forked(source, Limits(seconds=0.2)).ended == "time"
        late.append(time.monotonic() - started - 0.2)
        if late[-1] < 0.5:
            return
    pytest.fail(f"stopped {min(late):.2f} s after the limit")


@pytest.mark.parametrize(
    "body",
    [
        # Comparisons and checks that always agree, in a process that is not asked.
        "np.allclose = np.array_equal = np.all = lambda *a, **k: True\n"
        "np.abs = np.isnan = np.isfinite = lambda x: x == x\nreturn -logits",
        "import lossedu.grading._judge as j\nj.STEPS = j.STEPS[5:6]\n"
        "j.Evidence.right = True\nreturn -logits",
        "import lossedu.grading._match as m\nm.close = lambda *a, **k: True\n"
        "return -logits",
        "import lossedu.losses\n"
        "lossedu.losses.sigmoid_cross_entropy_grad = lambda y, z: -z\nreturn -logits",
        # Objects that say that they are equal.
        "class Liar(np.ndarray):\n"
        "  def __eq__(self, other): return np.ones(self.shape, bool)\n"
        "  __le__ = __ge__ = __eq__\n"
        "  def __array_ufunc__(self, *a, **k): return np.ones(self.shape, bool)\n"
        "  def __array_function__(self, *a, **k): return True\n"
        "return (-logits).view(Liar)",
        "class Liar(float):\n  def __eq__(self, other): return True\n"
        "  def __sub__(self, other): return 0.0\n  __rsub__ = __sub__\n"
        "return np.array([Liar(1)] * len(logits), object)",
        "class Liar:\n  def __array__(self, *a, **k): return np.array([self])\n"
        "return Liar()",
        "class Liar:\n  def __array__(self, *a, **k): raise SystemExit\nreturn Liar()",
        "class Liar:\n  def __getattr__(self, name): raise RuntimeError\nreturn Liar()",
        # Shapes and types that frames do not carry.
        "return np.broadcast_to(0.0, (1 << 30, 1 << 30))",
        "return np.zeros((1,) * 20)",
        "return np.zeros((0, 1 << 40))",
        "return np.array(['a', 'b'])",
        "return np.zeros(2, 'M8[s]')",
        "return np.zeros(2, [('a', float)])",
        "return np.full(logits.shape, np.nan)",
        "return np.full(logits.shape, np.inf)",
        # Arguments that are made to agree.
        "logits[:] = 0\ny_true[:] = 0\nreturn right(y_true, logits)",
        "logits.resize(0, refcheck=False)\nreturn y_true",
        "logits.flags.writeable = False\nreturn -logits",
        # Only some answers right.
        "if len(logits) == 9: raise NotImplementedError\nreturn right(y_true, logits)",
        # Errors that hurt whoever reports them.
        "class E(Exception):\n  def __str__(self): raise self\nraise E",
        "class E(Exception):\n  def __str__(self): return 3\nraise E",
        "raise ValueError('x' * 10**7)",
        "raise ValueError('\\x1b[2J\\x07\\ud800\\0')",
        "raise type('<b>' * 10**5, (Exception,), {})",
        "json.dumps = lambda *a, **k: '{}'\nreturn -logits",
        "struct.Struct.pack = None",
        "import lossedu.grading._worker as w\nw.pack = lambda *a, **k: b''\n"
        "return y_true",
        "os.write = lambda d, b: len(b)\nreturn right(y_true, logits)",
        "sys.stdout = sys.stderr = None\nreturn -logits",
        "sys.stdout.close()\nsys.stderr.close()\nreturn -logits",
    ],
)
def test_what_tries_to_look_right(run, body):
    verdict = run(body)
    assert verdict.status in ("wrong", "crashed"), verdict
    assert verdict.message.isprintable()


@pytest.mark.parametrize(
    "body",
    [
        "os.fork()\nreturn right(y_true, logits)",
        "if os.fork(): time.sleep(0.05)\nreturn right(y_true, logits)",
        "if not os.fork(): time.sleep(0.05)\nreturn right(y_true, logits)",
        "if not os.fork(): time.sleep(60)\nreturn right(y_true, logits)",
        "if not os.fork(): os.setsid(); time.sleep(2)\nreturn right(y_true, logits)",
        "if not os.fork():\n  while True: everywhere(forge('frames'))\n"
        "return right(y_true, logits)",
    ],
)
def test_a_second_process_is_noticed(run, body):
    verdict = run(body)
    assert (verdict.status, verdict.reason) == ("crashed", "protocol"), verdict


def test_a_second_process_that_ends_in_time_is_let_be(run):
    body = "if not os.fork(): os._exit(0)\nos.wait()\nreturn right(y_true, logits)"
    assert run(body).status == "right"


def test_a_process_that_was_started_is_ended_with_the_first(run, tmp_path):
    file = tmp_path / "alive"
    run(f"""
    if not os.fork():
        time.sleep(1.2)
        open({str(file)!r}, "w").close()
        os._exit(0)
    while True: pass
    """, Limits(seconds=0.4))  # fmt: skip
    time.sleep(1.0)
    assert not file.exists()


@pytest.mark.parametrize("run", [apart, warm])
def test_a_fork_bomb_ends_with_the_first(run):
    """Not in a fork of this process, which is not the place for it."""
    source = (
        HEAD
        + f"""
def {ID}(y_true, logits):
    for _ in range(6):
        os.fork()
    while True: time.sleep(1)
"""
    )
    verdict = judge(EXERCISE, PROBES, run(source, Limits(seconds=0.4)))
    assert verdict.status == "crashed"


@pytest.mark.parametrize("run", [apart, warm])
def test_the_interpreter_has_no_exercise_and_nothing_of_the_learners(run):
    source = f"""
import os, sys

def {ID}(y_true, logits):
    held = [m for m in sys.modules if m.startswith("lossedu.exercises")]
    kept = dict(os.environ)
    where = os.listdir(".")
    raise RuntimeError(f"{{held}} {{kept.get('HOME')}} {{where}} {{sys.argv[1:]}}")
"""
    os.environ.setdefault("HOME", "/")
    verdict = judge(EXERCISE, PROBES, run(source))
    assert "[] None [] []" in verdict.message


HERE = "here = os.getcwd()\n"


@pytest.mark.parametrize(
    "body",
    [
        "for _ in range(3000): os.mkdir('d'); os.chdir('d')",
        "for _ in range(300): os.mkdir('d' * 250); os.chdir('d' * 250)",
        HERE + "os.rmdir(here)",
        HERE + "os.rmdir(here); open(here, 'w').close()",
        HERE + "os.rmdir(here); os.symlink(KEPT, here)",
        HERE + "os.symlink(KEPT, 'link')",
        "os.mkdir('d'); open('d/f', 'w').close(); os.chmod('d', 0); os.chmod('.', 0)",
    ],
)
@pytest.mark.parametrize("run", [apart, warm])
def test_the_folder_goes_whatever_was_done_to_it(run, body, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    for name in ("temporary", "kept", "kept/more"):
        (tmp_path / name).mkdir()
    kept = f"KEPT = {str(tmp_path / 'kept')!r}\n"
    source = f"{HEAD}{kept}{body}\n{ID} = right\n"
    assert judge(EXERCISE, PROBES, run(source)).status == "right"
    assert list((tmp_path / "temporary").iterdir()) == []
    assert (tmp_path / "kept" / "more").is_dir()


@pytest.mark.parametrize("run", [apart, warm])
def test_the_interpreter_writes_into_no_file(run, tmp_path):
    file = tmp_path / "file"
    source = f"""
def {ID}(y_true, logits):
    with open({str(file)!r}, "w") as stream:
        stream.write("x" * 100)
    return y_true
"""
    verdict = judge(EXERCISE, PROBES, run(source))
    assert verdict.reason == "error"
    assert not file.exists() or file.read_text() == ""


HIDDEN = """
import ctypes, sys
from pathlib import Path
from lossedu.grading import find
from lossedu.grading.__main__ import main
from lossedu.grading._batch import Job, carry_out

dumpable = lambda: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
print(dumpable(), flush=True)
if sys.argv[1] == "check":
    main(["check", sys.argv[2]])
else:
    carry_out(Job("sigmoid", find("sigmoid").starter, "sigmoid.py"))
print(dumpable(), flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hides memory")
@pytest.mark.parametrize("way", ["check", "grade"])
def test_the_memory_of_the_judge_is_hidden_from_the_answer(way, tmp_path):
    file = tmp_path / "sigmoid.py"
    file.write_text(find("sigmoid").starter, "utf-8")
    process = subprocess.run(
        [sys.executable, "-c", HIDDEN, way, str(file)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
    )
    lines = process.stdout.splitlines()
    assert (lines[0], lines[-1]) == ("1", "0"), process.stderr


def test_what_is_not_stopped_the_reference_can_be_called(run):
    """The library is public; see the page of the package."""
    body = "from lossedu import losses\n"
    body += f"return losses.{ID}(y_true, logits)"
    assert run(body).status == "right"


def test_the_answer_does_not_reach_the_files_of_the_notebook(tmp_path):
    with open(tmp_path / "socket", "wb", buffering=0) as stream:
        os.set_inheritable(stream.fileno(), True)
        source = HEAD + f"\ndef {ID}(y_true, logits):\n    everywhere(b'x')\n"
        forked(source)
    assert (tmp_path / "socket").read_bytes() == b""


KERNEL = """
import os, sys, threading, time, warnings
import numpy as np
from lossedu.grading import check

threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
np.ones((200, 200)) @ np.ones((200, 200))  # BLAS has its threads

def matrix(y_true, logits):
    np.ones((300, 300)) @ np.ones((300, 300))
    return -logits

def name(body):
    space = {"os": os, "sys": sys, "np": np, "time": time}
    exec("def f(y_true, logits):\\n    " + body, space)
    return space["f"]

for body in (
    "os._exit(3)", "sys.exit(3)", "os.abort()", "while True: pass",
    "return np.ones(10**12)", "np.abs = None; return logits", "os.kill(0, 9)",
    "os.closerange(0, 100)", "raise KeyboardInterrupt",
):
    result = check("sigmoid_cross_entropy_grad", name(body), seconds=0.3)
    assert not result.right, body
    assert np.abs is not None
result = check("sigmoid_cross_entropy_grad", matrix)
assert result.verdict.status == "wrong", result
print("alive")
"""


def test_a_kernel_with_threads_survives_and_is_not_warned():
    process = subprocess.run(
        # Always and not error: what the fork warns of is never raised.
        [sys.executable, "-W", "always", "-c", KERNEL],
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (process.stdout, process.stderr) == ("alive\n", "")


def test_no_child_and_no_descriptor_is_left_behind():
    descriptors = Path("/proc/self/fd")
    if not descriptors.exists():
        pytest.skip("needs /proc")
    SERVER.close()
    before = len(list(descriptors.iterdir()))
    for _ in range(5):
        for runner in RUNNERS:
            runner(f"def {ID}(y_true, logits):\n    return logits\n")
    SERVER.close()
    assert len(list(descriptors.iterdir())) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_floods_do_not_fill_the_judges_memory():
    from lossedu.grading._process import forked as fork

    def prints(y_true, logits):
        for _ in range(50):
            os.write(2, b"x" * 10_000)
        os._exit(0)

    def sends(y_true, logits):
        while True:
            for pipe in range(3, 64):
                with contextlib.suppress(OSError):
                    os.write(pipe, b"x" * 10_000)

    cases = [Case(PROBES[0].arguments, {}, True)]
    raw = fork(prints, cases, Limits(), most=1000)
    assert (raw.ended, len(raw.output)) == ("closed", OUTPUT_CAP)
    raw = fork(sends, cases, Limits(), most=1000)
    assert raw.ended == "flood"
    assert len(raw.frames) < 1000 + (1 << 17)


def test_an_interrupted_check_leaves_no_child(monkeypatch):
    from lossedu.grading import _process

    def interrupted(*_):
        raise KeyboardInterrupt

    SERVER.close()
    monkeypatch.setattr(_process, "_take", interrupted)
    for runner in RUNNERS:
        with pytest.raises(KeyboardInterrupt):
            runner(f"def {ID}(y_true, logits):\n    return logits\n")
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


# The wire.


def honest(function):
    """Return the bytes that an honest worker sends."""
    frames = bytearray(pack({"kind": "hello"}))
    cases = [Case(p.arguments, p.keywords, p.visible) for p in PROBES]
    serve(function, cases, frames.extend, type("Out", (), {"show": lambda *_: None})())
    return bytes(frames)


def judged(data, ended="closed"):
    return judge(EXERCISE, PROBES, read(Raw(data, b"", ended), PROBES, Limits()))


@pytest.mark.parametrize(
    "array",
    [
        np.float64(1.5),
        np.zeros(0),
        np.zeros((2, 0, 3)),
        np.arange(6.0).reshape(2, 3)[:, ::-1],
        np.array([True, False]),
        np.arange(3, dtype=">i4"),
        np.array([1 + 2j]),
        np.array([np.nan, np.inf, -0.0], np.float16),
    ],
)
def test_arrays_arrive_as_they_were(array):
    ((head, (back,)),) = unpack(pack({"a": 1}, [array]))
    assert head == {"a": 1}
    assert back.shape == np.shape(array)  # () above all, which must not become (1,)
    np.testing.assert_array_equal(back, array)
    assert back.dtype == np.asarray(array).dtype.newbyteorder("<")


@pytest.mark.parametrize(
    "array",
    [
        np.array([None]),
        np.array(["a"]),
        np.array([b"a"]),
        np.zeros(1, "M8[s]"),
        np.zeros(1, [("a", float)]),
        np.zeros((1,) * 9),
        np.zeros(BODY_CAP + 1, np.int8),
    ],
)
def test_what_a_frame_does_not_carry(array):
    with pytest.raises(ProtocolError):
        portable(array)


def frame(head, body=b"", mark=MARK):
    sizes = len(head).to_bytes(4, "little") + len(body).to_bytes(4, "little")
    return mark + sizes + head + body


@pytest.mark.parametrize(
    "data",
    [
        b"x",
        frame(b"{}"),
        frame(b"[]"),
        frame(b"null"),
        frame(b'{"arrays": []}', mark=b"LSE0"),
        frame(b'{"arrays": []}', b"x"),
        frame(b'{"arrays": []}')[:-1],
        frame(b'{"arrays": {}}'),
        frame(b"\xff\xfe"),
        frame(b"[" * 10_000),
        frame(b" " * (HEAD_CAP + 1)),
        frame(b'{"arrays": [["<f8", [1]]]}', b"1234567"),
        frame(b'{"arrays": [["<f8", [1]]]}', b"123456789"),
        frame(b'{"arrays": [["<f8", [-1]]]}'),
        frame(b'{"arrays": [["<f8", [true]]]}', b"12345678"),
        frame(b'{"arrays": [["<f8", [1.0]]]}', b"12345678"),
        frame(b'{"arrays": [["<f8", 1]]}', b"12345678"),
        frame(b'{"arrays": [["|O", [1]]]}', b"12345678"),
        frame(b'{"arrays": [["O", [1]]]}', b"12345678"),
        frame(b'{"arrays": [[">f8", [1]]]}', b"12345678"),
        frame(b'{"arrays": [["<f8", [1], 0]]}', b"12345678"),
        frame(b'{"arrays": [["<f8", [0, 4194304, 4194304, 4194304, 4194304]]]}'),
        frame(b'{"arrays": [["<f8", [' + b"1," * 8 + b"1]]]}", b"12345678"),
        frame(b'{"arrays": [["<f8", [' + b"9" * 5000 + b"]]]}", b"12345678"),
    ],
)
def test_a_malformed_frame_is_a_protocol_error(data):
    with pytest.raises(ProtocolError):
        list(unpack(data))
    assert judged(data).reason == "protocol"


def frames(data):
    return [pack(*one) for one in unpack(data)]


def changed(data, number, **fields):
    """Return the frames with some fields of one of them changed."""
    all_frames = list(unpack(data))
    head, arrays = all_frames[number]
    all_frames[number] = Frame({**head, **fields}, arrays)
    return b"".join(pack(*one) for one in all_frames)


def test_frames_are_counted_exactly():
    data = honest(right)
    pieces = frames(data)
    assert judged(data).status == "right"
    for wrong in (
        data + pieces[-1],
        data + data,
        data + b"L",
        b"".join(pieces[1:]),
        b"".join([*pieces[:2], *pieces[3:]]),
        b"".join([*pieces[:2], pieces[3], pieces[2], *pieces[4:]]),
        b"".join([pieces[0], pieces[0], *pieces[2:]]),
    ):
        assert judged(wrong).reason == "protocol"
    assert judged(b"".join(pieces[:-1])).reason == "exit"
    assert judged(b"").reason == "startup"
    assert judged(data, "flood").reason == "protocol"
    assert judged(data, "lingering").reason == "protocol"


@pytest.mark.parametrize(
    ("number", "fields"),
    [
        (0, {"kind": "hallo"}),
        (0, {"more": 1}),
        (1, {"parameters": "y"}),
        (1, {"parameters": [1]}),
        (1, {"more": 1}),
        (2, {"probe": True}),
        (2, {"probe": 1}),
        (2, {"kind": "right"}),
        (2, {"form": "ndarray"}),
        (2, {"form": "none"}),
        (2, {"form": 1}),
        (2, {"type": 1}),
        (2, {"same": [True]}),
        (2, {"same": [True, False]}),
        (2, {"same": True}),
        (2, {"more": 1}),
    ],
)
def test_fields_that_are_not_a_workers(number, fields):
    assert judged(changed(honest(right), number, **fields)).reason == "protocol"


@pytest.mark.parametrize(
    "head",
    [
        {"kind": "refused", "reason": "because", "text": "", "line": 0, "code": ""},
        {"kind": "refused", "reason": "syntax", "text": "", "line": "0", "code": ""},
        {"kind": "refused", "reason": "syntax", "text": "", "line": True, "code": ""},
        {"kind": "refused", "reason": "syntax", "text": ""},
    ],
)
def test_refusals_that_are_not_a_workers(head):
    assert judged(pack({"kind": "hello"}) + pack(head)).reason == "protocol"


def mutated(rng, data):
    """Change a stream of frames as chance, or a vandal, would."""
    piece = bytearray(data)
    for _ in range(rng.integers(1, 4)):
        start, end = sorted(rng.integers(0, len(piece) + 1, 2))
        match rng.integers(6):
            case 0:
                piece[start % len(piece)] = rng.integers(256)
            case 1:
                del piece[start : min(end, start + 20)]
            case 2:
                piece[start:start] = rng.bytes(rng.integers(1, 20))
            case 3:
                piece[start:start] = piece[start:end]
            case 4:
                del piece[start:]
            case 5:
                parts = frames(data)
                rng.shuffle(parts)
                piece = bytearray(b"".join(parts[: rng.integers(1, len(parts) + 3)]))
        if not piece:
            break
    return bytes(piece)


@pytest.mark.parametrize("ended", ["closed", "time"])
def test_thousands_of_malformed_streams_neither_pass_nor_raise(ended):
    rng = np.random.default_rng(0)
    wrong, good = honest(lambda y, z: -right(y, z)), honest(right)
    seen = set()
    for _ in range(1500):
        verdict = judged(mutated(rng, wrong), ended)
        assert verdict.status != "right"
        seen.add(verdict.reason)
        data = mutated(rng, good)
        # A change that leaves a right answer right changed no more than a text.
        if judged(data, ended).status == "right":
            values = [a for _, arrays in unpack(data) for a in arrays]
            truth = [a for _, arrays in unpack(good) for a in arrays]
            for a, b in zip(values, truth, strict=True):
                np.testing.assert_allclose(a, b, rtol=1e-6)
    assert "protocol" in seen


def test_a_request_arrives_as_it_was_sent():
    case = Case((np.arange(3), 0.5, np.float32(2) * np.ones(2)), {"delta": 1.0}, False)
    ((head, arrays),) = unpack(pack_case(case))
    assert head["kept"] == [True, False, True]
    assert (head["keywords"], head["visible"]) == ({"delta": 1.0}, False)
    assert arrays[1].shape == ()


def test_inline_results_are_plain_arrays_as_well():
    class Liar(np.ndarray):
        def __eq__(self, other):
            return np.ones(self.shape, bool)

        __hash__ = None

    outcome = run_inline(PROBES, lambda y, z: (-z).view(Liar))
    assert all(type(a.values[0]) is np.ndarray for a in outcome.answers)
    assert judge(EXERCISE, PROBES, outcome).status == "wrong"
