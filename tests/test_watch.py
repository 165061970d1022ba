"""`lossedu watch`: when a file was saved, what then happens, and the keys."""

import os
import re
import select
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import lossedu
from lossedu.grading import find, shelf
from lossedu.grading._desk import Desk, starter
from lossedu.grading._exercise import following
from lossedu.grading._memory import Memory
from lossedu.grading._run import Limits, run_source
from lossedu.grading._watch import (
    SETTLED,
    UNLIKELY,
    Do,
    Session,
    Settling,
    _Loop,
)

ROOT = Path(lossedu.__file__).parents[1]
FIRST, SECOND = "cross_entropy", "kl_divergence"
RIGHT = "    return -np.sum(np.where(p > 0, p * np.log(q), 0), axis=-1)"
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a terminal of POSIX")

# When a file was saved.

OLD, NEW, CUT = (1, 10, 5), (2, 12, 5), (2, 0, 5)


def looks(*looked, known=OLD):
    """Look at a file at given times, and return what was told, with its time."""
    settling = Settling(known, 0.0)
    told = [(now, settling.look(stamp, now)) for now, stamp in looked]
    return [(now, event) for now, event in told if event]


def test_a_file_that_nobody_saves_is_not_judged():
    assert looks(*((n / 20, OLD) for n in range(100))) == []


def test_a_save_is_told_once_when_the_file_has_not_changed_for_a_tick():
    ticks = [(n / 20, NEW) for n in range(1, 100)]
    assert looks(*ticks) == [(0.1, "saved")]
    still = [(n / 20, (n, n, 5)) for n in range(2, 30)]
    assert looks(*still) == []
    assert looks(*still, (1.5, still[-1][1])) == [(1.5, "saved")]


def test_looks_in_quick_succession_settle_nothing():
    quick = [(1 + n * SETTLED / 100, NEW) for n in range(90)]
    assert looks(*quick) == []


@pytest.mark.parametrize("between", [None, CUT], ids=["moved away", "emptied"])
def test_an_editor_may_take_the_file_away_while_it_writes(between):
    times = [n / 20 for n in range(1, 5)]
    assert times[-1] < UNLIKELY
    away = [(now, between) for now in times]
    assert looks(*away, (0.25, NEW), (0.3, NEW)) == [(0.3, "saved")]
    assert looks(*away, (0.25, OLD), (0.3, OLD)) == []
    event = "saved" if between else "gone"
    told = looks(*away, (0.5, between), (0.55, between), (0.6, NEW), (0.7, NEW))
    assert told == [(0.5, event), (0.7, "saved")]


def test_a_replaced_file_of_the_same_time_and_size_is_another():
    assert looks((0.1, (1, 10, 6)), (0.2, (1, 10, 6))) == [(0.2, "saved")]


def test_a_file_that_was_not_there_is_saved_when_it_comes():
    assert looks((0.1, None), (0.2, NEW), (0.3, NEW), known=None) == [(0.3, "saved")]


# What happens then.


def session(names=("a", "b", "c"), current="a", done=()):
    def following(name, passed):
        index = names.index(name)
        after = [*names[index + 1 :], *names[:index]]
        return next((n for n in after if n not in passed and n not in done), None)

    return Session(current, following)


def test_keys_and_events():
    watched = session()
    wanted = {"h": Do.HINT, "l": Do.LIST, "q": Do.STOP, "\x03": Do.STOP}
    wanted |= {"saved": Do.JUDGE, "gone": Do.GONE}
    for event, what in wanted.items():
        assert watched.happened(event) == [what]
    for key in "xyz \n?":
        assert watched.happened(key) == []
    assert watched.current == "a"


def test_next_goes_around_and_right_answers_go_on_to_the_end():
    watched = session()
    assert [watched.happened("n") for _ in range(4)] == [[Do.OPEN]] * 4
    assert watched.current == "b"
    assert watched.verdict(right=False) == []
    assert watched.verdict(right=True) == [Do.OPEN]
    assert watched.current == "c"
    watched.happened("n")
    assert watched.current == "a"
    assert watched.verdict(right=True) == [Do.OPEN]
    assert watched.happened("n") == [Do.LAST]
    assert watched.verdict(right=True) == [Do.DONE, Do.STOP]
    assert watched.summary() == "Judged 4 times, 3 passed: b, a, c."


def test_the_last_line_counts():
    watched = session()
    assert watched.summary() == "Nothing was judged, 0 passed."
    watched.verdict(right=False)
    assert watched.summary() == "Judged once, 0 passed."
    watched.verdict(right=True)
    assert watched.summary() == "Judged 2 times, 1 passed: a."


# The loop, with keys and a runner of the test's own.


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Desk.here()


def loop(desk, keys="", name=FIRST, run=run_source):
    """Carry out keys, a blank being none, then `q`, and return the loop."""
    steps = iter([*keys, "q"])

    def wait(seconds):
        time.sleep(seconds)
        return next(steps).strip()

    watched = Session(name, desk.following)
    made = _Loop(desk, watched, Limits(), run, wait, True)
    made.run()
    return made


def answer(desk, body, name=FIRST):
    desk.folder.mkdir(exist_ok=True)
    text = f"import numpy as np\n\n\ndef {name}(p, q):\n{body}\n"
    desk.file(name).write_text(text)
    return text


def test_it_begins_with_the_starter_and_the_task_and_judges_nothing(desk, capfd):
    made = loop(desk)
    shown = capfd.readouterr().out
    assert desk.file(FIRST).read_text() == starter(find(FIRST))
    assert shown.startswith("\nWrite the cross-entropy")
    assert "q quit" in shown
    assert made.session.judged == 0


def test_what_was_written_before_is_judged_and_a_right_answer_moves_on(desk, capfd):
    answer(desk, RIGHT)
    made = loop(desk, " " * 5)
    shown = capfd.readouterr().out
    assert shown.index(f"{FIRST}: Right") < shown.index("Write the relative entropy")
    assert desk.file(SECOND).read_text() == starter(find(SECOND))
    assert made.session.current == SECOND
    assert Memory.load(desk.folder)[FIRST].passed == find(FIRST).version


def test_what_was_passed_before_is_not_judged_before_it_is_saved(desk):
    answer(desk, RIGHT)
    desk.remember(lambda m: m.judged(FIRST, find(FIRST).version, right=True))
    assert loop(desk, " " * 5).session.judged == 0


def test_hint_list_and_next(desk, capfd):
    loop(desk, "HxlNn")
    shown = capfd.readouterr().out
    assert " ".join(find(FIRST).hints[0].split()) in " ".join(shown.split())
    assert f"○ {FIRST}" in shown
    assert shown.index(f"{SECOND}.py is written") > shown.index("not started")
    assert Memory.load(desk.folder)[FIRST].hints == 1


def test_a_file_saved_while_it_is_judged_gives_no_verdict_on_the_old_one(desk, capfd):
    answer(desk, "    return p")
    sources = []

    def run(exercise, probes, source, label, limits):
        sources.append(source)
        if len(sources) == 2:
            answer(desk, "    return p + q")
        return run_source(exercise, probes, source, label, limits)

    watched = loop(desk, " " * 20, run=run).session
    assert sources[0] == find(FIRST).starter  # before anything was saved
    assert [("p + q" in source) for source in sources[1:]] == [False, True]
    assert watched.judged == 1
    assert capfd.readouterr().out.count("Not right yet") == 1


def test_a_file_that_cannot_be_read_is_said_and_not_fatal(desk, capfd):
    desk.folder.mkdir()
    desk.file(FIRST).write_bytes(b"\0\0")
    desk.file(SECOND).mkdir()
    loop(desk, "    n    ")
    shown = capfd.readouterr().out
    assert "is not text in UTF-8" in shown
    assert f"{SECOND}.py is no file" in shown


def test_when_nothing_can_be_kept_it_still_goes_on_to_the_end(desk, monkeypatch, capfd):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("lossedu.grading._memory.write_whole", refuse)
    for name in shelf():
        desk.folder.mkdir(exist_ok=True)
        desk.file(name).write_text(find(name).solution_text)
    made = loop(desk, " " * 5 * len(shelf()))
    names = list(shelf())
    first = names.index(FIRST)  # from there to the end, and then from the beginning
    assert made.session.passed == names[first:] + names[:first]
    assert "Every exercise is passed" in capfd.readouterr().out


# The real thing: a terminal, and a small shell of the test's own that starts the
# command as its foreground job, as a shell does.

SHELL = """
import fcntl, os, signal, sys, termios

def front(group):
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    os.tcsetpgrp(0, group)
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)

def echoes():
    return bool(termios.tcgetattr(0)[3] & termios.ECHO)

fcntl.ioctl(0, termios.TIOCSCTTY, 0)
child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    front(os.getpid())
    os.execv(sys.executable, [sys.executable, "-m", "lossedu.grading", *sys.argv[1:]])
while True:
    _, status = os.waitpid(child, os.WUNTRACED)
    front(os.getpgrp())
    if not os.WIFSTOPPED(status):
        break
    print("suspended, echo", echoes(), flush=True)
    sys.stdin.readline()
    front(child)
    os.kill(child, signal.SIGCONT)
print("ended", os.waitstatus_to_exitcode(status), "echo", echoes(), flush=True)
"""
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "TERM": "xterm", "NO_COLOR": "1"}
MENU = "q quit"


class Terminal:
    """A terminal with a command in it: type, and read what it shows."""

    def __init__(self, folder, *arguments):
        import pty

        self.folder, self.shown = folder, ""
        self.ours, theirs = pty.openpty()
        line = [sys.executable, "-c", SHELL, "watch", *arguments]
        self.shell = subprocess.Popen(
            line,
            cwd=folder,
            env=ENVIRONMENT,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def type(self, keys):
        os.write(self.ours, keys.encode())

    def until(self, words, seconds=30):
        """Return what is shown up to some words, and not what was shown before."""
        end = time.monotonic() + seconds
        while words not in self.shown:
            assert time.monotonic() < end, self.shown
            if select.select([self.ours], [], [], 0.1)[0]:
                data = os.read(self.ours, 1 << 16)
                self.shown += data.decode("utf-8", "replace").replace("\r\n", "\n")
        before, self.shown = self.shown.split(words, 1)
        return before + words

    def save(self, body, name=FIRST):
        file = self.folder / "exercises" / f"{name}.py"
        file.write_text(f"import numpy as np\n\n\ndef {name}(p, q):\n{body}\n")

    def loop(self, seconds=30):
        """Save an answer that never ends, and return when it runs."""
        runs = self.folder / "runs"
        self.save(f"    open({str(runs)!r}, 'w').close()\n    while True: pass")
        end = time.monotonic() + seconds
        while not runs.exists():
            assert time.monotonic() < end, "the answer was not run"
            time.sleep(0.01)

    def pid(self):
        """Return the number of the command's process."""
        return os.tcgetpgrp(self.ours)

    def close(self):
        self.shell.kill()
        self.shell.wait()
        os.close(self.ours)


@pytest.fixture
def terminal(tmp_path):
    made = []

    def terminal(*arguments):
        made.append(Terminal(tmp_path, *arguments))
        return made[-1]

    yield terminal
    for one in made:
        one.close()


@POSIX
def test_from_the_first_save_to_the_end(terminal, tmp_path):
    screen = terminal(FIRST)
    assert f"exercises/{FIRST}.py is written" in screen.until(MENU)
    screen.save("    return p")
    assert f"✗ {FIRST}: Not right yet" in screen.until(MENU)
    screen.save("    return (")
    assert "Python cannot read the file" in screen.until(MENU)
    screen.type("h")
    assert " ".join(find(FIRST).hints[0].split())[:20] in screen.until("come?")
    screen.type("l")
    assert f"○ {FIRST}" in screen.until("not started\n")
    screen.save(RIGHT)
    shown = screen.until(MENU)
    assert f"✓ {FIRST}: Right" in shown
    assert f"exercises/{SECOND}.py is written" in shown
    screen.type("n")
    assert f"{following(SECOND)}.py is written" in screen.until(MENU)
    screen.type("q")
    assert f"Judged 3 times, 1 passed: {FIRST}." in screen.until("echo True")
    assert Memory.load(tmp_path / "exercises")[FIRST].attempts == 3


@POSIX
def test_keys_are_neither_echoed_nor_mistaken(terminal):
    screen = terminal(FIRST)
    screen.until(MENU)
    screen.type("\x1b[H\x1bOH\x1b[5~xyz\x1b")  # Home on two kinds of terminals, ...
    for _ in range(2):  # a busy machine takes the first for the end of the last key
        time.sleep(0.5)
        screen.type("l")
    assert screen.until("not started\n").lstrip("\n").startswith("entropy")


@POSIX
@pytest.mark.parametrize(
    ("end", "code"), [("\x03", 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_however_it_ends_the_terminal_is_as_before(terminal, end, code):
    screen = terminal(FIRST)
    screen.until(MENU)
    screen.save("    return p")
    screen.until(MENU)
    if isinstance(end, str):
        screen.type(end)
    else:
        os.kill(screen.pid(), end)
    shown = screen.until("echo True")
    assert "Judged once, 0 passed." in shown
    assert f"ended {code} echo True" in shown
    assert "Traceback" not in shown


@POSIX
def test_an_error_leaves_the_terminal_as_it_was(terminal, tmp_path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / f"{SECOND}.py").symlink_to("nowhere/else.py")
    screen = terminal(FIRST)
    screen.until(MENU)
    (tmp_path / "exercises" / f"{FIRST}.py").unlink()
    (tmp_path / "exercises").rename(tmp_path / "moved")
    (tmp_path / "exercises").write_text("")
    screen.type("n")
    shown = screen.until("echo True")
    assert "ended 64 echo True" in shown
    assert "Rename it" in shown


@POSIX
def test_suspended_while_an_answer_runs(terminal):
    """A child that is stopped before it has left the group would stop all."""
    screen = terminal(FIRST, "--seconds", "0.5")
    for number in range(6):
        screen.until(MENU)
        screen.save("    while True: pass")
        time.sleep(0.05 * number)
        screen.type("\x1a")
        screen.until("suspended, echo True")
        screen.type("fg\n")
        assert "Which loop" in screen.until(MENU)
        screen.save(f"    return p + {number}")
    screen.type("q")
    assert "ended 0 echo True" in screen.until("echo True")


@POSIX
def test_suspended_and_continued(terminal):
    screen = terminal(FIRST)
    screen.until(MENU)
    for _ in range(2):
        screen.type("\x1a")
        screen.until("suspended, echo True")
        screen.type("fg\n")
        screen.until("fg\n")
        screen.save("    return p")
        assert "Not right yet" in screen.until(MENU)
        screen.type("l")
        assert screen.until("not started\n").lstrip("\n").startswith("entropy")
    screen.type("q")
    assert "ended 0 echo True" in screen.until("echo True")


@POSIX
def test_keys_typed_while_an_answer_loops_work_after_the_limit(terminal):
    screen = terminal(FIRST, "--seconds", "0.5")
    screen.until(MENU)
    screen.loop()
    screen.type("q")
    shown = screen.until("echo True")
    assert "Which loop does not end?" in shown
    assert "ended 0" in shown


@POSIX
def test_ctrl_c_ends_an_answer_that_loops(terminal):
    screen = terminal(FIRST, "--seconds", "600")
    screen.until(MENU)
    screen.loop()
    screen.type("\x03")
    assert "ended 0" in screen.until("echo True")


@POSIX
@pytest.mark.parametrize("way", ["replaced", "moved away", "emptied", "in pieces"])
def test_the_ways_in_which_editors_save(terminal, tmp_path, way):
    screen = terminal(FIRST)
    screen.until(MENU)
    file = tmp_path / "exercises" / f"{FIRST}.py"
    head, tail = f"import numpy as np\n\n\ndef {FIRST}(p, q):\n", "    return p\n"
    if way == "replaced":
        (tmp_path / "new").write_text(head + tail)
        os.replace(tmp_path / "new", file)
    elif way == "moved away":
        file.rename(tmp_path / "exercises" / f"{FIRST}.py~")
        time.sleep(0.15)
        file.write_text(head + tail)
    elif way == "emptied":
        file.write_text("")
        time.sleep(0.15)
        file.write_text(head + tail)
    else:
        with file.open("w") as stream:
            for piece in (*(head + "\n" * 20), tail):
                stream.write(piece)
                stream.flush()
                time.sleep(0.01)
    assert "Not right yet" in screen.until(MENU)
    screen.type("q")
    assert "Judged once" in screen.until("echo True")


@POSIX
def test_a_file_that_is_deleted_is_said_and_may_come_back(terminal, tmp_path):
    screen = terminal(FIRST)
    screen.until(MENU)
    (tmp_path / "exercises" / f"{FIRST}.py").unlink()
    screen.until(f"exercises/{FIRST}.py is gone")
    screen.save("    return p")
    assert "Not right yet" in screen.until(MENU)


@POSIX
def test_without_a_terminal_it_works_without_keys(tmp_path):
    line = [sys.executable, "-m", "lossedu.grading", "watch", FIRST]
    with subprocess.Popen(
        line,
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        lines = iter(process.stdout.readline, "")
        assert next(one for one in lines if "is written" in one)
        file = tmp_path / "exercises" / f"{FIRST}.py"
        file.write_text(textwrap.dedent(f"def {FIRST}(p, q):\n    return p\n"))
        assert next(one for one in lines if "Not right yet" in one)
        process.terminate()
        rest = process.stdout.read()
        assert re.search(r"Judged once, 0 passed\.\n$", rest)
        assert MENU not in rest
    assert process.returncode == 143


@POSIX
def test_it_ends_when_nobody_reads(tmp_path):
    read, written = os.pipe()
    line = [sys.executable, "-m", "lossedu.grading", "watch", FIRST]
    process = subprocess.Popen(
        line,
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=written,
        stderr=subprocess.PIPE,
    )
    os.close(written)
    assert os.read(read, 1)
    os.close(read)
    (tmp_path / "exercises" / f"{FIRST}.py").write_text(f"{FIRST} = 1\n")
    assert process.communicate(timeout=30)[1] == b""
    assert process.returncode == 0


@POSIX
def test_a_terminal_without_jobs_gives_keys_as_well(tmp_path):
    """As in some containers: it is a terminal, and not the one that sends signals."""
    import pty

    ours, theirs = pty.openpty()
    watch = subprocess.Popen(
        [sys.executable, "-m", "lossedu.grading", "watch", FIRST],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown, end = b"", time.monotonic() + 30
    while MENU.encode() not in shown and time.monotonic() < end:
        if select.select([ours], [], [], 0.1)[0]:
            shown += os.read(ours, 1 << 16)
    os.write(ours, b"q")
    assert watch.wait(10) == 0
    os.close(ours)
