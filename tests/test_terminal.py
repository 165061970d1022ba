"""The learner's terminal, as a process: what is printed, kept and returned."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import commands
import pytest

import lossedu
from lossedu.grading import Verdict, _desk, find, shelf
from lossedu.grading.__main__ import main
from lossedu.grading._desk import starter
from lossedu.grading._memory import NAME, Record
from lossedu.grading._report import EXIT, TITLE, text

ID = "sigmoid_cross_entropy_grad"
EXERCISE = find(ID)
ROOT = Path(lossedu.__file__).parents[1]
FIRST, SECOND = list(shelf())[:2]
SOLUTION = EXERCISE.solution_text.splitlines()[-1]


@pytest.fixture
def run(tmp_path):
    def run(*arguments, **environment):
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "lossedu.grading", *arguments],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    return run


@pytest.fixture
def write(tmp_path):
    def write(body, name=ID):
        (tmp_path / "exercises").mkdir(exist_ok=True)
        file = tmp_path / "exercises" / f"{name}.py"
        file.write_text(
            f"import numpy as np\n\n\ndef {name}(y_true, logits):\n{body}\n"
        )
        return file

    return write


RIGHT = """\
    y, e = np.asarray(y_true), np.exp(-np.abs(logits))
    here, other = 1 / (1 + e), e / (1 + e)
    s = np.where(logits > 0, here, other)
    return (1 - y) * s - y * np.where(logits > 0, other, here)"""


def test_from_start_to_solution(run, write, tmp_path):
    started = run("start", ID)
    assert started.returncode == 0
    assert "derivative of binary cross-entropy" in started.stdout
    file = tmp_path / "exercises" / f"{ID}.py"
    assert file.read_text() == starter(EXERCISE)
    assert run("check").returncode == EXIT["not attempted"]
    assert "left as it is" in run("start", ID).stdout
    write("    return y_true - 1 / (1 + np.exp(-logits))")
    wrong = run("check", ID)
    assert (wrong.returncode, wrong.stderr) == (EXIT["wrong"], "")
    assert "wrong sign" in wrong.stdout
    assert "--show" in run("solution", ID).stdout
    write(RIGHT)
    assert run("check", str(file)).returncode == EXIT["right"]
    assert SOLUTION in run("solution", ID).stdout
    listed = run("list").stdout
    assert f"✓ {ID}" in listed
    assert f"1 of {len(shelf())} passed" in listed
    assert file.read_text().endswith(RIGHT + "\n")


def test_start_takes_the_first_that_was_not_started(run, tmp_path):
    for _ in range(2):
        assert run("start").returncode == 0
    assert len(list((tmp_path / "exercises").glob("*.py"))) == 2


def test_exit_codes_of_wrong_answers(run, write):
    for body, status in (
        ("    raise NotImplementedError", "not attempted"),
        ("    return (", "wrong"),
        ("    return 1 / 0", "crashed"),
        ("    import os; os._exit(0)", "crashed"),
    ):
        write(body)
        assert run("check", ID).returncode == EXIT[status], body
    write("    while True: pass")
    assert run("check", ID, "--seconds", "0.3").returncode == EXIT["crashed"]
    assert run("check", "kl_divergence").returncode == EXIT["not attempted"]
    both = run("check", ID, "kl_divergence", "--seconds", "0.3")
    assert both.returncode == EXIT["crashed"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "sigmoid_crossentropy_grad"), f"Did you mean {ID}"),
        (("check", "nowhere.py"), "There is no file nowhere.py"),
        (("check", "--fast"), "--fast"),
        (("check", "--seconds", "0"), "above 0"),
        (("check", "--seconds", "soon"), "soon"),
        (("chek",), "Did you mean check"),
        (("check",), "lossedu start"),
        (("hint",), "ID"),
        (("hint", "kl"), "no exercise 'kl'"),
        (("solution", ID, "--sho"), "--sho"),
        ((), "Which command"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence(run, arguments, words):
    result = run(*arguments)
    assert result.returncode == 64
    assert result.stdout == ""
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_is_too_large_or_a_folder(run, tmp_path):
    (tmp_path / f"{ID}.py").write_text("#" * 200_000)
    assert "larger than" in run("check", f"{ID}.py").stderr
    (tmp_path / "kl_divergence.py").mkdir()
    assert run("check", "kl_divergence.py").returncode == 64


def test_json_has_the_fields_and_nothing_of_the_machine(run, write, tmp_path):
    write("    print(__file__)\n    return y_true - 1 / (1 + np.exp(-logits))")
    first, second = run("check", "--json"), run("check", "--json", ID)
    assert first.stdout == second.stdout
    data = json.loads(first.stdout)
    assert data["schema"] == 1
    (result,) = data["results"]
    assert list(result) == [
        "exercise",
        "status",
        "reason",
        "message",
        "numbers",
        "mistakes",
        "probe",
        "printed",
    ]
    assert result["mistakes"] == ["flipped_sign"]
    assert str(tmp_path) not in first.stdout


def test_hints_are_remembered_between_commands(run, tmp_path):
    texts = [" ".join(run("hint", ID).stdout.split()) for _ in range(4)]
    assert texts == [*EXERCISE.hints, EXERCISE.hints[-1]]


def keep(tmp_path, **records):
    """Write a progress file."""
    (tmp_path / "exercises").mkdir(exist_ok=True)
    data = {"version": 1, "exercises": records}
    (tmp_path / "exercises" / NAME).write_text(json.dumps(data))


def kept(tmp_path):
    data = json.loads((tmp_path / "exercises" / NAME).read_text())
    return {name: Record(**record) for name, record in data["exercises"].items()}


def test_an_exercise_that_has_changed_is_passed_in_an_older_version(run, tmp_path):
    keep(tmp_path, **{ID: {"passed": "0"}, FIRST: {"passed": find(FIRST).version}})
    for command in ("list", "progress"):
        shown = run(command).stdout
        assert "↻ passed in an older version" in shown
        assert f"1 of {len(shelf())} passed" in shown
        assert "counts once `lossedu check` passes it anew" in shown
    assert f"↻ {ID}" in run("list").stdout
    assert SOLUTION in run("solution", ID).stdout
    states = {e["id"]: e["state"] for e in listed(run)}
    assert (states[ID], states[FIRST], states[SECOND]) == ("older", "passed", "new")


def test_no_colour_where_nobody_sees_it(run, write):
    write(RIGHT)
    assert "\x1b" not in run("check", ID).stdout


@pytest.mark.parametrize("no_colour", ["", "1"])
def test_colour_on_a_terminal_unless_refused(write, tmp_path, no_colour):
    pty = pytest.importorskip("pty")
    write(RIGHT)
    ours, theirs = pty.openpty()
    environment = {"PYTHONPATH": str(ROOT), "NO_COLOR": no_colour, "TERM": "xterm"}
    command = [sys.executable, "-m", "lossedu.grading", "check", ID]
    subprocess.run(command, cwd=tmp_path, env=environment, stdout=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert ("\x1b[1;32m" in shown) is not bool(no_colour)


def test_a_reader_who_leaves_does_not_change_the_exit_code(write, tmp_path):
    write(RIGHT)
    read, written = os.pipe()
    os.close(read)
    process = subprocess.run(
        [sys.executable, "-m", "lossedu.grading", "check", ID],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        stdout=written,
        stderr=subprocess.PIPE,
    )
    os.close(written)
    assert (process.returncode, process.stderr) == (0, b"")


def test_a_terminal_without_unicode_is_no_reason_to_fail(run, write):
    write(RIGHT)
    result = run("check", ID, PYTHONIOENCODING="ascii")
    assert result.returncode == 0


# Overviews.


def listed(run, *arguments):
    data = json.loads(run("list", "--json", *arguments).stdout)
    assert data["schema"] == 1
    return data["exercises"]


def test_the_list_is_in_the_books_order_with_a_mark_for_each(run, write, tmp_path):
    write("    raise NotImplementedError", SECOND)
    keep(tmp_path, **{FIRST: {"passed": find(FIRST).version, "hints": 2}})
    shown = run("list").stdout
    lines = re.findall(r"^  (.) (\w+)$", shown, re.MULTILINE)
    marks = {FIRST: "✓", SECOND: "○"}
    assert lines == [(marks.get(name, "·"), name) for name in shelf()]
    assert f"{find(FIRST).chapter:<30} ██░░░░ 1 of 3\n" in shown
    assert shown.endswith("✓ passed  ○ started  · not started\n")
    rows = listed(run)
    assert [row["id"] for row in rows] == list(shelf())
    assert rows[0] == {
        "id": FIRST,
        "chapter": find(FIRST).chapter,
        "state": "passed",
        "hints": 2,
        "attempts": 0,
    }


def test_a_list_of_one_chapter(run):
    chapter = find(ID).chapter
    wanted = [name for name in shelf() if find(name).chapter == chapter]
    for given in (chapter, chapter.upper(), chapter.replace("-", "_")):
        assert [row["id"] for row in listed(run, given)] == wanted
    wrong = run("list", chapter[:-2])
    assert (wrong.returncode, wrong.stdout) == (64, "")
    assert f"Did you mean {chapter}" in wrong.stderr
    assert "lossedu progress" in run("list", "zzz").stderr


def test_progress_has_a_line_for_every_chapter(run, write, tmp_path):
    write("    raise NotImplementedError", SECOND)
    keep(tmp_path, **{FIRST: {"passed": find(FIRST).version}})
    lines = run("progress").stdout.splitlines()
    assert lines[0] == f"{find(FIRST).chapter:<30} ✓○·   1 of 3"
    assert len(lines[: lines.index("")]) == len({find(n).chapter for n in shelf()})
    data = json.loads(run("progress", "--json").stdout)
    assert data["schema"] == 1
    assert data["chapters"][0] == {
        "chapter": find(FIRST).chapter,
        "exercises": 3,
        "passed": 1,
        "older": 0,
        "started": 1,
        "new": 1,
    }


def test_a_bar_is_full_only_when_all_is_passed():
    standing = _desk.Standing
    for done in range(8):
        some = [
            standing(str(n), "c", "passed" if n < done else "new", 0, 0)
            for n in range(7)
        ]
        bar = lossedu.grading._overview._bar(some)
        assert ("░" not in bar) is (done == 7)
        assert bar.count("█") == 6 * done // 7


@pytest.mark.parametrize("columns", [40, 80])
def test_everything_fits_the_terminal(run, write, tmp_path, columns):
    write("    return y_true - 1 / (1 + np.exp(-logits))")
    keep(tmp_path, **{FIRST: {"passed": find(FIRST).version}, SECOND: {"passed": "0"}})
    for command in (
        ("list",),
        ("progress",),
        ("check", ID),
        ("hint", ID),
        ("start", ID),
        ("reset", ID),
    ):
        shown = run(*command, COLUMNS=str(columns)).stdout
        long = [line for line in shown.splitlines() if len(line) > columns]
        # What is to be copied is in one piece: a command, an id, a link.
        assert [line for line in long if not re.search(f"lossedu|{ID}|#", line)] == []


def test_a_terminal_that_lacks_symbols_gets_plain_ones(run, write):
    write("    return y_true")
    for command in ("list", "progress"):
        shown = run(command, PYTHONIOENCODING="ascii").stdout
        assert "?" not in shown
        assert "o started" in shown
    assert f"x {ID}: Not right yet" in run("check", PYTHONIOENCODING="ascii").stdout
    assert f"✗ {ID}" in run("check", PYTHONIOENCODING="utf-8").stdout


# Start and reset.


def test_a_starter_begins_with_the_task_and_is_still_not_attempted(
    run, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    for name in shelf():
        assert main(["start", name]) == 0
        said = " ".join(capsys.readouterr().out.split())
        starter = find(name).starter
        text = (tmp_path / "exercises" / f"{name}.py").read_text()
        assert text.endswith(f"\n\n{starter}")
        comment = text.removesuffix(starter).strip()
        words = " ".join(re.sub("^# ?", "", comment, flags=re.MULTILINE).split())
        task = " ".join(find(name).task.split())
        assert words.startswith(task)
        assert said.startswith(task)
        link = find(name).link
        assert link in words
        assert f"In the book: {link}" in said
        assert max(map(len, comment.splitlines())) <= 79
    last = list(shelf())[-1]
    assert run("check", FIRST, last).returncode == EXIT["not attempted"]


def test_reset_keeps_every_copy_and_forgets(run, write, tmp_path):
    folder = tmp_path / "exercises"
    write(RIGHT)
    run("check", ID)
    run("hint", ID)
    assert kept(tmp_path)[ID].passed == EXERCISE.version
    answer = (folder / f"{ID}.py").read_text()
    said = run("reset", ID)
    assert said.returncode == 0
    assert f"{ID}.py.bak" in said.stdout
    assert "forgotten" in said.stdout
    assert (folder / f"{ID}.py").read_text() == starter(EXERCISE)
    assert (folder / f"{ID}.py.bak").read_text() == answer
    assert kept(tmp_path) == {}
    assert ".bak" not in run("reset", ID).stdout  # there was nothing to keep
    write("    return 1")
    assert f"{ID}.py.bak1" in run("reset", ID).stdout
    assert (folder / f"{ID}.py.bak").read_text() == answer
    assert "return 1" in (folder / f"{ID}.py.bak1").read_text()


def test_reset_of_what_was_never_started_writes_the_starter(run, tmp_path):
    first, second = run("reset", ID), run("reset", ID)
    assert f"{ID}.py is the starter now. " in first.stdout
    assert f"{ID}.py is the starter again. " in second.stdout
    assert (tmp_path / "exercises" / f"{ID}.py").read_text() == starter(EXERCISE)


def test_a_chapter_is_no_exercise_and_is_called_so(run):
    for command in ("start", "check", "hint"):
        for given in ("many-classes", "Many_Classes"):
            said = run(command, given)
            assert (said.returncode, said.stdout) == (64, "")
            assert "To see its exercises: lossedu list many-classes" in said.stderr


def test_another_folder_than_usual_is_said_to_be_empty(run, write):
    assert "Nothing has been started in this folder." in run("progress").stderr
    assert "no answer in this folder yet" in run("check", ID).stdout
    write(RIGHT)
    assert run("progress").stderr == ""


# What comes next.


def test_after_a_right_answer_the_next_that_is_not_passed(run, write, tmp_path):
    write(RIGHT)
    keep(tmp_path, **{FIRST: {"passed": find(FIRST).version}, SECOND: {"passed": "0"}})
    names = list(shelf())
    after = names[names.index(ID) + 1 :] + names[: names.index(ID)]
    following = next(name for name in after if name not in (FIRST, SECOND))
    assert run("check").stdout.endswith(f"\n\nGo on: lossedu start {following}\n")
    everything = {name: {"passed": find(name).version} for name in shelf()}
    keep(tmp_path, **everything)
    assert "Every exercise is passed" in run("check", ID).stdout
    assert run("watch").stdout.startswith("Every exercise is passed")


def test_after_a_wrong_answer_the_hint_and_after_several_nothing(run, write):
    write("    return y_true")
    assert run("check").stdout.endswith(f"Stuck? lossedu hint {ID}\n")
    both = run("check", ID, "kl_divergence").stdout
    assert "Stuck?" not in both
    assert "Go on" not in both
    write("    raise NotImplementedError")
    assert "Stuck?" not in run("check").stdout


def test_answers_are_counted_until_one_is_right(run, write, tmp_path):
    for body in ("    raise NotImplementedError", "    return 1", "    1 / 0", RIGHT):
        write(body)
        run("check", ID)
    assert kept(tmp_path)[ID] == Record(EXERCISE.version, lossedu.__version__, 0, 3)
    write("    return 1")
    assert run("check", ID).returncode == 1
    assert kept(tmp_path)[ID].attempts == 3
    assert f"✓ {ID}" in run("list").stdout


def test_a_file_elsewhere_is_judged_and_nothing_is_written(run, write, tmp_path):
    file = write(RIGHT).rename(tmp_path / f"{ID}.py")
    (tmp_path / "exercises").rmdir()
    assert run("check", str(file)).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == [f"{ID}.py"]


# Input that a command cannot do with.


@pytest.mark.parametrize(
    "given", [ID.upper(), f"{ID}.py", ID.replace("_", "-"), f"exercises/{ID}.py"]
)
def test_an_id_may_be_written_in_several_ways(run, write, given):
    write("    return y_true")
    for command in ("check", "hint", "solution", "start", "reset"):
        assert run(command, given).returncode == (1 if command == "check" else 0)


def test_a_path_may_leave_out_the_ending(run, write):
    write(RIGHT)
    assert run("check", f"exercises/{ID}").returncode == 0


@pytest.fixture
def inside(tmp_path, write):
    """Runs a command somewhere in the course's folder."""
    write(RIGHT)

    def inside(place, *arguments):
        (tmp_path / place).mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, "-m", "lossedu.grading", *arguments],
            cwd=tmp_path / place,
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
        )

    return inside


def test_the_folder_of_answers_is_found_from_inside_and_from_beside(inside, tmp_path):
    for given in ((ID,), (f"{ID}.py",), ()):
        assert inside("exercises", "check", *given).returncode == 0
    assert f"{FIRST}.py is written" in inside("exercises", "start").stdout
    started = inside("notebooks", "start").stdout
    assert f"../exercises/{SECOND}.py is written" in started
    assert {path.name for path in tmp_path.iterdir()} == {"exercises", "notebooks"}
    assert ID in kept(tmp_path)
    assert list((tmp_path / "notebooks").iterdir()) == []


def test_a_folder_called_exercises_without_answers_is_none(inside, tmp_path):
    other = tmp_path / "other"
    (other / "exercises").mkdir(parents=True)
    (tmp_path / "exercises" / f"{ID}.py").unlink()
    assert "exercises/" in inside("other/exercises", "start").stdout
    assert (other / "exercises" / "exercises" / f"{FIRST}.py").exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (
            "week1.ipynb",
            b"{}",
            "is a notebook. Judge its functions in it, with `check`",
        ),
        ("notes.txt", b"text", "An answer is a file ID.py"),
        ("kl_divergnce.py", b"x = 1", "Did you mean kl_divergence"),
        ("answer.py", b"x = 1", "answers no exercise: its name should be that of"),
        (f"{ID}.py", b"\x7fELF\0\0\1", "Save it as such"),
        (f"{ID}.py", "x = 1".encode("utf-16"), "is not text in UTF-8"),
        (f"{ID}.py", b"#" * 200_000, "larger than"),
    ],
)
def test_a_file_that_is_no_answer(run, tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    result = run("check", name)
    assert (result.returncode, result.stdout) == (64, "")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_folder_is_no_answer(run, write):
    write(RIGHT)
    result = run("check", "exercises")
    assert (result.returncode, result.stdout) == (64, "")
    assert "`lossedu check` alone judges all" in result.stderr


def test_one_file_that_cannot_be_read_hides_no_verdict(run, write, tmp_path):
    write(RIGHT)
    (tmp_path / "exercises" / f"{FIRST}.py").write_bytes(b"\0")
    for flags in ((), ("--json",)):
        result = run("check", *flags)
        assert result.returncode == 64
        assert f"{FIRST}.py is not text" in result.stderr
        assert ID in result.stdout
    assert ID in kept(tmp_path)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# the task\n#\n\n  # more\n"])
def test_a_file_without_code_is_not_attempted(run, write, data):
    write("").write_bytes(data)
    result = run("check", ID)
    assert result.returncode == EXIT["not attempted"]
    assert f"lossedu reset {ID}" in result.stdout


def test_a_file_without_the_function_names_what_there_is(run, write):
    write(RIGHT).write_text("def sigmoid_ce(y, z):\n    return y\n")
    result = run("check", ID)
    assert result.returncode == EXIT["wrong"]
    assert "it defines sigmoid_ce" in " ".join(result.stdout.split())


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_and_marks_of_other_systems_are_fine(run, write, codec, ending):
    file = write(RIGHT)
    lines = ["# größer", *file.read_text().splitlines(), ""]
    file.write_bytes(ending.join(lines).encode(codec))
    assert run("check", ID).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "--jsn"), "`lossedu check` takes no --jsn. Did you mean --json"),
        (("list", "--jsno"), "Did you mean --json"),
        (("start", "a", "b"), "`lossedu start` takes no b."),
        (("hint", "qqq"), "lossedu list"),
        (("reset",), "ID"),
        (("--quick", "list"), "--quick"),
        (("watch", "--seconds", "-1"), "above 0"),
        (("Check",), "Did you mean check"),
    ],
)
def test_options_that_are_mistyped(run, arguments, words):
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (64, "")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_damaged_progress_file_is_told_in_a_sentence(run, write, tmp_path):
    write(RIGHT)
    for command in (("list",), ("hint", ID), ("check", ID)):
        (tmp_path / "exercises" / NAME).write_text('{"passed": 3')
        result = run(*command)
        assert result.returncode == 0
        assert result.stderr.count("was damaged") == 1
        assert len(result.stderr.splitlines()) == 1
        assert ID in result.stdout or command[0] == "hint"
    assert (tmp_path / "exercises" / f"{NAME}.damaged2").exists()


def test_a_newer_progress_file_stays_and_the_verdict_is_given(run, write, tmp_path):
    write(RIGHT)
    newer = '{"version": 99, "exercises": {"kl_divergence": {"hints": 1}}}'
    (tmp_path / "exercises" / NAME).write_text(newer)
    result = run("check", ID)
    assert result.returncode == 0
    assert "Right" in result.stdout
    assert "newer lossedu" in result.stderr
    assert (tmp_path / "exercises" / NAME).read_text() == newer


def test_a_file_in_the_place_of_the_folder(run, tmp_path):
    (tmp_path / "exercises").write_text("")
    for command in ("start", "reset"):
        result = run(command, ID)
        assert (result.returncode, result.stdout) == (64, "")
        assert "exercises" in result.stderr
        assert len(result.stderr.splitlines()) == 1
    assert run("hint", ID).stdout != ""
    assert run("list").returncode == 0


def test_a_folder_that_is_gone(tmp_path):
    code = (
        "import os, sys; from lossedu.grading.__main__ import main\n"
        "os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone'); sys.exit(main())"
    )
    line = [sys.executable, "-c", code, "list"]
    environment = {"PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        line, cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert result.returncode == 64
    assert "This folder is gone" in result.stderr


def unwritable(*_):
    raise PermissionError(13, "Permission denied")


@pytest.fixture
def locked(tmp_path, monkeypatch, write):
    """A folder in which nothing can be written, even by the superuser."""
    write(RIGHT)
    monkeypatch.chdir(tmp_path)
    for place in ("_desk.write_new", "_desk.write_whole", "_memory.write_whole"):
        monkeypatch.setattr(f"lossedu.grading.{place}", unwritable)


def test_a_folder_that_cannot_be_written(locked, capfd):
    for command, code in (
        (("start", FIRST), 64),
        (("reset", ID), 64),
        (("watch", FIRST), 64),
        (("check", ID), 0),
        (("hint", ID), 0),
        (("list",), 0),
    ):
        assert main(command) == code, command
        out, error = capfd.readouterr()
        assert bool(out) is (code == 0)
        if command[0] != "list":
            assert "Make the folder writable" in error
            assert len(error.splitlines()) == 1


# The book's transcript.


SEEN = {
    "exercises/terminal.txt": (
        "Not attempted",
        "Not right yet",
        "Right",
        "Did you mean",
    ),
    "teaching/class.txt": ("12 learners: ", "Mistakes", "the hardest first"),
}


@pytest.mark.parametrize(("name", "words"), SEEN.items(), ids=list(SEEN))
def test_the_book_prints_what_a_terminal_shows(name, words):
    tool = commands.command("tools/make_transcript.py")
    assert set(tool.STORED) == set(SEEN)
    fresh = tool.STORED[name]()
    stored = (tool.BOOK / name).read_text(encoding="utf-8")
    assert stored == fresh, "tools/make_transcript.py --write"
    lines = [line for line in fresh.splitlines() if not line.startswith("$")]
    assert max(map(len, lines)) <= tool.COLUMNS
    assert all(word in fresh for word in words)
    assert not re.search(r"\x1b|/tmp|\.py\.bak|\d ?ms|lossedu/grading", fresh)


# How a verdict is laid out.

SAID = Verdict(
    ID,
    "wrong",
    "mistake",
    "You divided by the number of rows. See `lossedu check --json`, and then see the "
    "chapter binary-classification.",
    ("three rows, element 0: y_true = [1, 0, 1], logits = [0.5, -0.25, 1e-12]",),
    printed="one\n" * 20,
)


@pytest.mark.parametrize("columns", [30, 40, 80])
@pytest.mark.parametrize("status", list(EXIT))
def test_a_verdict_fits_and_keeps_what_belongs_together(columns, status):
    verdict = Verdict(**{**vars(SAID), "status": status})
    shown = text(verdict, width=columns, colour=False)
    head, *rest = shown.splitlines()
    assert head.endswith(f"{ID}: {TITLE[status]}")
    assert all(len(line) <= columns for line in rest)
    numbers = [line for line in rest if line.startswith("  ") and "|" not in line]
    assert " ".join(" ".join(numbers).split()) == SAID.numbers[0]
    assert "`lossedu check --json`" in shown
    assert "binary-classification" in shown
    assert shown.count("  | one") == 12
    coloured = text(verdict, width=columns, colour=True)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == shown
    assert coloured != shown
