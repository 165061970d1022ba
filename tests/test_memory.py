"""The progress file: whole after a crash at any point, and nothing lost silently."""

import errno
import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import lossedu
from lossedu.grading import _memory
from lossedu.grading._files import set_aside, write_new, write_whole
from lossedu.grading._memory import NAME, Memory, Record, Unkept

ROOT = Path(lossedu.__file__).parents[1]
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs fork and locks")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "exercises").mkdir()
    return tmp_path / "exercises"


@pytest.fixture
def remembered(folder):
    """A file with two exercises in it."""
    Memory.change(folder, lambda m: m.judged("kl", "v1", right=False))
    Memory.change(folder, lambda m: m.judged("kl", "v1", right=True))
    Memory.change(folder, lambda m: m.hint("sigmoid", 3))
    return folder


KEPT = {
    "kl": Record(passed="v1", lossedu=lossedu.__version__, attempts=2),
    "sigmoid": Record(hints=1),
}


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_is_kept_comes_back(remembered):
    memory = Memory.load(remembered)
    assert (memory.records, memory.notice) == (KEPT, "")
    assert names(remembered) == [NAME]


def test_the_file_holds_no_time_and_no_path(remembered):
    data = json.loads((remembered / NAME).read_text())
    assert data == {
        "version": 1,
        "exercises": {
            "kl": {
                "passed": "v1",
                "lossedu": lossedu.__version__,
                "hints": 0,
                "attempts": 2,
            },
            "sigmoid": {"passed": "", "lossedu": "", "hints": 1, "attempts": 0},
        },
    }


def test_a_pass_stays_when_a_later_answer_is_wrong(remembered):
    Memory.change(remembered, lambda m: m.judged("kl", "v1", right=False))
    assert Memory.load(remembered).records == KEPT


def test_of_a_changed_exercise_answers_count_on_and_the_old_pass_stays(remembered):
    Memory.change(remembered, lambda m: m.judged("kl", "v2", right=False))
    assert Memory.load(remembered)["kl"].passed == "v1"
    Memory.change(remembered, lambda m: m.judged("kl", "v2", right=True))
    assert Memory.load(remembered)["kl"] == Record("v2", lossedu.__version__, 0, 4)


def test_hints_go_on_to_the_last_and_stay_there():
    memory = Memory()
    assert [memory.hint("kl", 3) for _ in range(5)] == [0, 1, 2, 2, 2]
    assert memory["kl"].hints == 3


def test_what_is_forgotten_is_gone(remembered):
    Memory.change(remembered, lambda m: m.forget("kl"))
    Memory.change(remembered, lambda m: m.forget("never"))
    assert Memory.load(remembered).records == {"sigmoid": KEPT["sigmoid"]}


def test_without_a_change_nothing_is_written(remembered):
    before = (remembered / NAME).stat()
    Memory.change(remembered, lambda m: m["another"])
    after = (remembered / NAME).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_no_file_is_no_news(tmp_path):
    memory = Memory.load(tmp_path / "exercises")
    assert (memory.records, memory.notice) == ({}, "")
    assert names(tmp_path) == []
    (tmp_path / "file").write_text("")
    assert Memory.load(tmp_path / "file").notice == ""


# Damaged files, and files of a newer lossedu.


def damaged(text, by):
    """Damage the text of a file, and return what can still be read of it."""
    data = json.loads(text)
    if by == "cut":
        return text[: text.index('"sigmoid"') + 20].encode(), {"kl"}
    if by == "empty":
        return b"", set()
    if by == "zeros":
        return b"\0" * len(text), set()
    if by == "torn":
        return text.replace('"version": 1,', '"vers\xff').encode("latin-1"), {*KEPT}
    if by == "deep":
        return b"[" * 100_000, set()
    if by == "list":
        return b"[1, 2]", set()
    changes = {
        "version": lambda: data.update(version="one"),
        "below": lambda: data.update(version=0),
        "type": lambda: data["exercises"]["kl"].update(hints="three"),
        "negative": lambda: data["exercises"]["kl"].update(attempts=-1),
        "bool": lambda: data["exercises"]["kl"].update(attempts=True),
    }
    changes[by]()
    whole = {"version", "below"}
    return json.dumps(data).encode(), {*KEPT} if by in whole else {"sigmoid"}


@pytest.mark.parametrize(
    "by",
    [
        "cut",
        "empty",
        "zeros",
        "torn",
        "deep",
        "list",
        "version",
        "below",
        "type",
        "negative",
        "bool",
    ],
)
def test_a_damaged_file_is_kept_told_and_read_as_far_as_possible(remembered, by):
    file = remembered / NAME
    data, readable = damaged(file.read_text(), by)
    file.write_bytes(data)
    memory = Memory.load(remembered)
    assert memory.records == {name: KEPT[name] for name in readable}
    assert "was damaged" in memory.notice
    assert f"{NAME}.damaged" in memory.notice
    assert (remembered / f"{NAME}.damaged").read_bytes() == data
    again = Memory.load(remembered)
    assert (again.records, again.notice) == (memory.records, "")


def test_an_earlier_damaged_copy_is_not_overwritten(folder):
    for number in range(3):
        (folder / NAME).write_text(f"broken {number}")
        Memory.load(folder)
    copies = [folder / f"{NAME}.damaged{number}" for number in ("", 1, 2)]
    assert [c.read_text() for c in copies] == ["broken 0", "broken 1", "broken 2"]


def test_a_change_of_a_damaged_file_keeps_it_as_well(remembered):
    (remembered / NAME).write_text((remembered / NAME).read_text()[:-4])
    memory = Memory.change(remembered, lambda m: m.hint("kl", 3))
    assert "was damaged" in memory.notice
    wanted = {**KEPT, "kl": Record("v1", lossedu.__version__, 1, 2)}
    assert Memory.load(remembered).records == wanted


def test_a_newer_file_is_read_and_left_as_it_is(remembered):
    file = remembered / NAME
    data = json.loads(file.read_text())
    data["version"] = 2
    data["exercises"]["kl"]["stars"] = 5
    file.write_text(json.dumps(data))
    before = file.read_bytes()
    memory = Memory.load(remembered)
    assert (memory.records, memory.notice) == (KEPT, "")
    with pytest.raises(Unkept, match=r"newer lossedu.*Update lossedu"):
        Memory.change(remembered, lambda m: m.hint("kl", 3))
    assert file.read_bytes() == before
    assert names(remembered) == [NAME]


def test_a_file_that_cannot_be_read_is_told(folder):
    (folder / NAME).mkdir()
    assert "cannot be read" in Memory.load(folder).notice
    with pytest.raises(Unkept, match=r"exercises/\.lossedu\.json cannot be written"):
        Memory.change(folder, lambda m: m.hint("kl", 3))


def refuse(*_, **__):
    raise PermissionError(errno.EACCES, "Permission denied")


def test_a_folder_that_cannot_be_written_is_told(remembered, monkeypatch):
    before = (remembered / NAME).read_bytes()
    monkeypatch.setattr(_memory, "write_whole", refuse)
    with pytest.raises(Unkept, match=r"Permission denied.*Make the folder writable"):
        Memory.change(remembered, lambda m: m.hint("kl", 3))
    assert (remembered / NAME).read_bytes() == before


def test_a_damaged_file_that_cannot_be_repaired_is_read_all_the_same(
    remembered, monkeypatch
):
    (remembered / NAME).write_text((remembered / NAME).read_text()[:-4])
    monkeypatch.setattr(_memory, "set_aside", refuse)
    memory = Memory.load(remembered)
    assert memory.records == KEPT
    assert "is damaged" in memory.notice
    assert "Permission denied" in memory.notice


# Where the file is.


def test_the_nearest_file_at_or_above_is_found(remembered):
    course = remembered.parent
    deep = course / "notebooks" / "week 1"
    deep.mkdir(parents=True)
    for start in (course, deep, remembered):
        assert Memory.find(start) == remembered
    (course / "notebooks" / "exercises").mkdir()
    assert Memory.find(deep) == remembered  # there is no file in the nearer one
    Memory.change(course / "notebooks" / "exercises", lambda m: m.hint("kl", 3))
    assert Memory.find(deep) == course / "notebooks" / "exercises"
    assert Memory.find(course) == remembered


def test_a_folder_without_a_file_is_not_found(folder):
    assert Memory.find(folder) is None


@POSIX
def test_another_users_file_is_not_found(remembered, monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: (remembered / NAME).stat().st_uid + 1)
    assert Memory.find(remembered) is None


# Crashes. A child makes one change and is ended at each call that it makes of the
# system, before the call and after it.

CALLS = [
    "open",
    "fdopen",
    "write",
    "fsync",
    "replace",
    "rename",
    "unlink",
    "close",
    "mkdir",
    "link",
]
SAVE = """
    import builtins, io, os, sys
    from pathlib import Path
    from lossedu.grading._memory import Memory
    when = int(sys.argv[2])
    step = 0

    def point():
        global step
        step += 1
        if step == when:
            os._exit(9)

    def counted(function):
        def call(*arguments, **keywords):
            point()
            result = function(*arguments, **keywords)
            point()
            return result
        return call

    class Half(io.FileIO):  # unbuffered, and a write ends in the middle
        def write(self, data):
            point()
            done = super().write(bytes(data)[: len(data) // 2])
            point()
            return done + super().write(bytes(data)[done:])

    def opened(file, mode="r", *rest, **keywords):
        point()
        writing = "x" in mode or "w" in mode
        return Half(file, mode.replace("b", "")) if writing else whole(file, mode)

    whole = io.open
    folder = Path(sys.argv[1])
    for name in CALLS:
        if hasattr(os, name):
            setattr(os, name, counted(getattr(os, name)))
    Path.open = lambda self, mode="r", *a, **k: opened(self, mode)
    Memory.change(folder, lambda m: m.judged("adam", "v9", right=True))
    os._exit(0)
"""


def ended_at(folder, step):
    code = textwrap.dedent(SAVE).replace("CALLS", repr(CALLS))
    line = [sys.executable, "-c", code, str(folder), str(step)]
    return subprocess.run(line, env={"PYTHONPATH": str(ROOT)}, timeout=60).returncode


@POSIX
@pytest.mark.parametrize("state", ["whole", "damaged", "missing"])
def test_a_crash_at_any_call_leaves_the_old_or_the_new_file(remembered, state):
    file = remembered / NAME
    old = {"whole": file.read_bytes(), "damaged": file.read_bytes()[:-5]}.get(state)
    begin = {} if old is None else KEPT
    new = {**begin, "adam": Record("v9", lossedu.__version__, 0, 1)}
    seen = set()
    for step in range(1, 100):
        for path in remembered.iterdir():
            path.unlink()
        if old is not None:
            file.write_bytes(old)
        code = ended_at(remembered, step)
        now = file.read_bytes() if file.exists() else None
        seen.add(now)
        records = Memory.load(remembered).records
        assert records == (begin if now == old else new)
        Memory.change(remembered, lambda m: m.hint("last", 3))
        assert [n for n in names(remembered) if n.endswith(".tmp")] == []
        if code == 0:
            break
        assert code == 9
    assert step > 8
    assert len(seen) == 2
    assert old in seen


@POSIX
def test_kill_at_any_moment_leaves_a_whole_file(remembered):
    code = (
        "import sys; from pathlib import Path\n"
        "from lossedu.grading._memory import Memory\n"
        "print('ready', flush=True)\n"
        "while True: Memory.change(Path(sys.argv[1]), lambda m: "
        "m.judged('adam', 'v9', right=False))\n"
    )
    rng, attempts = random.Random(0), 0
    for _ in range(12):
        line = [sys.executable, "-c", code, str(remembered)]
        environment = {"PYTHONPATH": str(ROOT)}
        with subprocess.Popen(line, stdout=subprocess.PIPE, env=environment) as child:
            child.stdout.readline()
            time.sleep(rng.uniform(0.005, 0.05))
            child.send_signal(signal.SIGKILL)
        memory = Memory.load(remembered)
        assert memory.notice == ""
        assert {n: memory[n] for n in KEPT} == KEPT
        assert memory["adam"].attempts >= attempts
        attempts = memory["adam"].attempts
        assert len([n for n in names(remembered) if n.endswith(".tmp")]) <= 1
    assert attempts > 0


def test_a_failed_write_leaves_nothing_behind(folder, monkeypatch):
    (folder / "kept").write_bytes(b"old")
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError):
        write_whole(folder / "kept", b"new")
    assert names(folder) == ["kept"]
    assert (folder / "kept").read_bytes() == b"old"


def test_the_disk_has_the_file_before_it_is_replaced_and_the_folder_after(
    folder, monkeypatch
):
    calls = []
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda h: (calls.append("sync"), sync(h)))
    monkeypatch.setattr(
        os, "replace", lambda a, b: (calls.append("replace"), replace(a, b))
    )
    write_whole(folder / "file", b"new")
    assert calls[:2] == ["sync", "replace"]
    if os.name == "posix":
        assert calls[2:] == ["sync"]


def test_a_new_file_is_never_written_over_another(folder):
    write_new(folder / "file", b"one")
    with pytest.raises(FileExistsError):
        write_new(folder / "file", b"two")
    copies = [set_aside(folder / "file", ".bak", b"%d" % n).name for n in range(3)]
    assert copies == ["file.bak", "file.bak1", "file.bak2"]
    assert (folder / "file").read_bytes() == b"one"
    assert (folder / "file.bak1").read_bytes() == b"1"


# Two at once.


@POSIX
def test_two_that_write_at_once_lose_nothing(folder):
    code = (
        "import sys; from pathlib import Path\n"
        "from lossedu.grading._memory import Memory\n"
        "for n in range(40): Memory.change(Path(sys.argv[1]), lambda m: "
        "(m.judged('both', 'v', right=False), m.hint(f'{sys.argv[2]}{n}', 3)))\n"
    )
    environment = {"PYTHONPATH": str(ROOT)}
    children = [
        subprocess.Popen([sys.executable, "-c", code, folder, name], env=environment)
        for name in ("a", "b", "c")
    ]
    assert [child.wait() for child in children] == [0, 0, 0]
    memory = Memory.load(folder)
    assert memory["both"].attempts == 120
    assert {f"{c}{n}" for c in "abc" for n in range(40)} <= set(memory.records)
    assert names(folder) == [NAME]


@POSIX
def test_a_lock_that_is_never_free_is_told(remembered, monkeypatch):
    import fcntl

    monkeypatch.setattr(_memory, "PATIENCE", 0.05)
    before = (remembered / NAME).read_bytes()
    handle = os.open(remembered, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(Unkept, match=r"Another command has been writing in exercises"):
        Memory.change(remembered, lambda m: m.hint("kl", 3))
    os.close(handle)
    assert (remembered / NAME).read_bytes() == before
    Memory.change(remembered, lambda m: m.hint("kl", 3))


@POSIX
def test_where_there_are_no_locks_it_is_written_all_the_same(remembered, monkeypatch):
    import fcntl

    monkeypatch.setattr(fcntl, "flock", refuse)
    Memory.change(remembered, lambda m: m.hint("kl", 3))
    monkeypatch.setitem(sys.modules, "fcntl", None)  # as on Windows
    Memory.change(remembered, lambda m: m.hint("kl", 3))
    assert Memory.load(remembered)["kl"].hints == 2
