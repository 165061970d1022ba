"""Every exercise: what is right is accepted, what is wrong is rejected and named."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest

from lossedu import exercises
from lossedu.grading import Exercise, FormatError, _exercise, find, judge, probe, shelf
from lossedu.grading._match import sheet
from lossedu.grading._run import run_inline

ALL = [find(name) for name in shelf()]
WRONG = [(exercise, mistake) for exercise in ALL for mistake in exercise.mistakes]
FOLDER = Path(exercises.__file__).parent

each = pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)
each_mistake = pytest.mark.parametrize(
    ("exercise", "mistake"), WRONG, ids=[f"{e.id}-{m.name}" for e, m in WRONG]
)


def verdict(exercise, function, seed=0):
    probes = exercise.cases(seed)
    return judge(exercise, probes, run_inline(probes, function))


def answer(source, name):
    """Return the function that a learner's text defines."""
    namespace = {"np": np}
    exec(source, namespace)
    return namespace[name]


def test_there_are_two_exercises_in_a_chapter():
    chapters = [exercise.chapter for exercise in ALL]
    assert {"binary-classification", "cross-entropy"} <= set(chapters)
    assert all(chapters.count(chapter) >= 2 for chapter in chapters)


@each
def test_right_answers_are_accepted(exercise):
    for function in [exercise.reference, *exercise.alternatives]:
        for seed in range(25):
            said = verdict(exercise, function, seed)
            assert said.status == "right", (function.__name__, seed, said)


def squeezed(exercise, part):
    """Return the solution with the axes of length 1 taken out of one result."""

    def call(*arguments, **keywords):
        made = exercise._shown(*arguments, **keywords)
        if not (exercise.returns or exercise.stateful):
            return np.squeeze(made)
        return tuple(np.squeeze(r) if i == part else r for i, r in enumerate(made))

    return call


def arrays(exercise):
    """Return which results of a call are not of shape () everywhere."""
    known = sheet(exercise, exercise.cases())
    pairs = zip(known.items, known.expected, strict=True)
    return sorted({item.part for item, wanted in pairs if wanted.shape})


@each
def test_a_result_that_lost_its_axes_of_length_one_is_rejected(exercise):
    """Some probe has one element, or one row, or one weight."""
    for part in arrays(exercise):
        for seed in range(5):
            said = verdict(exercise, squeezed(exercise, part), seed)
            assert (said.status, said.reason) == ("wrong", "shape"), (part, seed, said)


@each_mistake
def test_a_mistake_is_rejected_and_named_as_itself(exercise, mistake):
    for number, function in enumerate(mistake.functions):
        for seed in range(1 if number else 5):
            said = verdict(exercise, function, seed)
            assert said.status == "wrong", (function, seed, said)
            assert said.mistakes == (mistake.name,), (function, seed, said)
            assert said.message == mistake.feedback


# As learners write them, without the library's careful forms: the same names.
WRITTEN = {
    "sigmoid_cross_entropy_grad": {
        "flipped_sign": "y_true - 1 / (1 + np.exp(-logits))",
        "kept_the_slope": "(1/(1+np.exp(-logits)) - y_true) * np.exp(-logits)"
        " / (1 + np.exp(-logits))**2",
        "averaged": "(1/(1+np.exp(-logits)) - y_true) / len(y_true)",
        "summed": "sum(1/(1+np.exp(-logits)) - y_true)",
        "mean_of_all": "(1/(1+np.exp(-logits)) - y_true).mean()",
        "swapped_arguments": "1/(1+np.exp(-y_true)) - logits",
        "forgot_the_sigmoid": "logits - y_true",
        "sigmoid_twice": "1/(1+np.exp(-1/(1+np.exp(-logits)))) - y_true",
        "hard_threshold": "np.where(logits > 0, 1, 0) - y_true",
        "squared_error_slope": "-2 * (y_true - 1/(1+np.exp(-logits)))",
        "digits_lost": "1 / (1 + np.exp(-logits)) - y_true",
        "overflow": "np.exp(logits) / (np.exp(logits) + 1) - y_true",
    },
    "binary_cross_entropy": {
        "zero_times_infinity": "-y_true*np.log(y_prob) - (1-y_true)*np.log1p(-y_prob)",
        "epsilon_added": "-(y_true*np.log(y_prob+1e-9)"
        " + (1-y_true)*np.log(1-y_prob+1e-9))",
        "squared_error": "(y_prob - y_true)**2",
        "clipped": "-np.log(np.where(y_true == 1, np.clip(y_prob, 1e-7, 1-1e-7),"
        " 1 - np.clip(y_prob, 1e-7, 1-1e-7)))"
        " if set(y_true) <= {0, 1} else -y_true*np.log(y_prob)"
        "-(1-y_true)*np.log(1-y_prob)",
    },
    "cross_entropy": {
        "zero_times_infinity": "-(p * np.log(q)).sum(-1)",
        "tiny_number": "-(p * np.log(q + 1e-12)).sum(axis=-1)",
        "not_summed": "np.where(p == 0, 0, -p * np.log(q))",
        "base_two": "-np.where(p > 0, p * np.log2(q), 0).sum(-1)",
    },
    "kl_divergence": {
        "zero_times_infinity": "(p * (np.log(p) - np.log(q))).sum(-1)",
        "tiny_number": "(p * np.log((p + 1e-10) / (q + 1e-10))).sum(-1)",
        "flipped_sign": "np.where(p > 0, p * np.log(q / p), 0).sum(-1)",
        "cross_entropy": "-np.where(p > 0, p * np.log(q), 0).sum(-1)",
        "mean_over_classes": "np.where(p > 0, p * np.log(p / q), 0).mean(-1)",
    },
}
SPELT = [(name, *pair) for name, texts in WRITTEN.items() for pair in texts.items()]


@pytest.mark.parametrize(("name", "mistake", "text"), SPELT)
def test_a_mistake_is_named_however_it_is_written(name, mistake, text):
    exercise = find(name)
    parameters = ", ".join(exercise.parameters)
    function = answer(f"def {name}({parameters}):\n    return {text}\n", name)
    assert verdict(exercise, function).mistakes == (mistake,)


def the_true_class_by_its_score(labels, scores):
    true = scores[np.arange(len(labels)), labels, np.newaxis]
    return np.where(scores == true, 0, np.maximum(0, 1 + scores - true)).mean(axis=1)


def better_by_a_margin(losses, *, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best] - 2e-5:
            best = epoch
        elif epoch - best >= patience:
            return best, epoch
    return best, len(losses) - 1


def lines_from_five_on(y_true, y_pred):
    a = np.abs(y_pred - y_true)
    near = np.log1p(2 * np.sinh(np.minimum(a, 5) / 2) ** 2)
    return np.where(a > 5, a - np.log(2), near)


@pytest.mark.parametrize(
    ("name", "function", "title"),
    [
        ("log_cosh", lines_from_five_on, "halfway out"),
        (
            "multiclass_hinge",
            the_true_class_by_its_score,
            "level with the true class",
        ),
        ("early_stopping", better_by_a_margin, "better by a hair"),
    ],
)
def test_what_is_wrong_on_one_kind_of_input_is_wrong(name, function, title):
    assert verdict(find(name), function).probe == title


@each
def test_the_starter_is_not_attempted(exercise):
    assert "# TODO" in exercise.starter
    assert max(map(len, exercise.starter.splitlines())) <= 79  # a cell of the book
    function = answer(exercise.starter, exercise.id)
    assert function.__doc__
    assert verdict(exercise, function).status == "not attempted"


@each
def test_the_parts_are_there(exercise):
    assert len(exercise.alternatives) >= 3
    assert len(exercise.mistakes) >= 6
    assert len(exercise.hints) == 3
    assert "Next: " not in exercise.praise  # the judge says what is next
    probes = exercise.cases()
    assert {probe.visible for probe in probes} == {True, False}
    assert len({probe.title for probe in probes}) == len(probes)


@each
def test_seeds_change_the_hidden_inputs_alone(exercise):
    for one, two in zip(exercise.cases(1), exercise.cases(2), strict=True):
        both = zip(one.arguments, two.arguments, strict=True)
        assert all(np.array_equal(a, b) for a, b in both) == one.visible
    for one, two in zip(exercise.cases(3), exercise.cases(3), strict=True):
        for a, b in zip(one.arguments, two.arguments, strict=True):
            np.testing.assert_array_equal(a, b)


@each
def test_texts_are_short_and_plain(exercise):
    texts = [exercise.praise, *exercise.hints]
    texts += [mistake.feedback for mistake in exercise.mistakes]
    assert all(len(text.split()) <= 80 for text in texts)
    # Two of them at once must fit into one message as well.
    assert all(len(mistake.said.split()) <= 30 for mistake in exercise.mistakes)
    for text in [*texts[:1], *texts[4:], exercise.task]:  # a hint may show code
        assert not re.search(r"[$\\<>{}*#]|https?:", text), text


@each_mistake
def test_feedback_asks_and_does_not_give_the_solution(exercise, mistake):
    assert mistake.feedback.endswith("?")
    said = mistake.feedback.lower().replace(" ", "")
    bodies = [
        line.strip().replace(" ", "").lower().removeprefix("return")
        for line in exercise.solution_text.splitlines()
        if not line.startswith(("def ", "import ", "from "))
    ]
    assert not any(len(body) > 8 and body in said for body in bodies)
    assert not re.search(r"\bnp\.|log1p|where\(|sigmoid\(-?z\)", mistake.feedback)


@each
def test_the_solution_stands_for_itself(exercise):
    *imports, node = ast.parse(exercise.solution_text).body
    assert all(isinstance(n, ast.Import | ast.ImportFrom) for n in imports)
    assert node.name == exercise.id
    namespace = {}
    exec(exercise.solution_text, namespace)
    assert verdict(exercise, namespace[exercise.id]).status == "right"


@each
def test_the_module_is_where_its_id_and_chapter_say(exercise):
    folder = exercise.chapter.replace("-", "_")
    file = FOLDER / folder / f"{exercise.id}.py"
    assert len(file.read_text().splitlines()) < 300


def make_starter(head):
    return f"{head}\n    # TODO\n    raise NotImplementedError\n"


def make(**changes):
    parts = {
        "id": "double",
        "chapter": "numbers",
        "section": "double",
        "task": "Double it.",
        "starter": make_starter("def double(x):"),
        "reference": lambda x: 2 * x,
        "hints": ("a?", "b?", "c?"),
        "praise": "Twice as much.",
    }
    return Exercise(**{**parts, **changes})


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"hints": ("a", "b")}, "2 hints"),
        ({"hints": ("a", "b", " ")}, "none empty"),
        ({"starter": "def double(x):\n    raise NotImplementedError\n"}, "# TODO"),
        ({"starter": "def double(x):\n    # TODO\n    return 1\n"}, "NotImplemented"),
        (
            {"starter": "def d(x):\n    # TODO\n    raise NotImplementedError\n"},
            "define",
        ),
        ({"starter": make_starter("def double(x:")}, "parse"),
        ({"task": " "}, "task is empty"),
        ({"section": ""}, "section is empty"),
        ({"reference": None}, "not callable"),
    ],
)
def test_a_module_that_lacks_a_part_is_refused(changes, complaint):
    with pytest.raises(FormatError, match=complaint):
        make(**changes)


def test_mistakes_need_a_question_and_a_name_of_their_own():
    exercise = make()

    def silent(x):
        return x

    def blunt(x):
        """You forgot to double."""
        return x

    def fine(x):
        """You forgot to double. Did you?"""
        return x

    for function in (silent, blunt):
        with pytest.raises(FormatError, match=function.__name__):
            exercise.mistake(function)
    exercise.mistake(fine)
    with pytest.raises(FormatError, match="two mistakes"):
        exercise.mistake(fine)


def test_an_exercise_has_one_generator_of_probes():
    exercise = make()
    with pytest.raises(FormatError, match="no probes"):
        exercise.cases()
    exercise.probes(lambda rng: iter([probe("one", [1.0])]))
    with pytest.raises(FormatError, match="two generators"):
        exercise.probes(lambda rng: iter([]))


def test_the_table_lists_every_module_once():
    files = {f.stem for f in FOLDER.glob("*/*.py") if f.stem != "__init__"}
    listed = [name for names in exercises.CHAPTERS.values() for name in names]
    assert sorted(listed) == sorted(files)


MODULE = '''"""A module."""

exercise = Exercise(
    id="double",
    task="Double it.",
    reference=lambda x: 2 * x,
)

SCALE = 3.0  # of the inputs


@exercise.probes
def _(rng):
    """Give inputs."""
    yield probe("one", [SCALE])


@exercise.solution
def twice(x):
    return x + x


@exercise.mistake
def once(x):
    """You took it once. How often?"""
    return x
'''


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Double it.", "Take it twice."),
        ("You took it once.", "It is there once."),
        ("return x\n", "return 1 * x\n"),
        ("x + x", "2 * x"),
        ("# of the inputs", "# of all inputs"),
        ("A module.", "One module."),
    ],
)
def test_better_words_leave_a_pass_as_it_is(old, new):
    assert old in MODULE
    assert _exercise._judged(MODULE.replace(old, new)) == _exercise._judged(MODULE)


@pytest.mark.parametrize(
    ("old", "new"),
    [("2 * x", "3 * x"), ("[SCALE]", "[2 * SCALE]"), ("3.0", "4.0"), ('"one"', '"1"')],
)
def test_what_is_judged_otherwise_is_another_version(old, new):
    assert old in MODULE
    assert _exercise._judged(MODULE.replace(old, new)) != _exercise._judged(MODULE)


@each
def test_a_version_and_an_edition(exercise):
    assert re.fullmatch("[0-9a-f]{16}", exercise.version)
    assert re.fullmatch("[0-9a-f]{16}", exercise.edition)
    assert exercise.version != exercise.edition


def test_a_numpy_that_raises_nothing_judges_alike(monkeypatch):
    """WebAssembly has no flags for invalid operations: NumPy gives NaN and no error."""
    cholesky = np.linalg.cholesky

    def silent(matrix):
        try:
            return cholesky(matrix)
        except np.linalg.LinAlgError:
            return np.full_like(matrix, np.nan)

    monkeypatch.setattr(np.linalg, "cholesky", silent)
    exercise = find("largest_stable_rate")
    for function in [exercise.reference, *exercise.alternatives]:
        assert verdict(exercise, function, 4321).status == "right"
