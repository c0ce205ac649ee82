"""`lumbago assess` as a person runs it: real processes, real files, what they must see."""

import json
import tomllib

import pytest
from command_line import EXAMPLES, lumbago, words_of

REPORT = 'on = 2026-03-02\nage = 45\nsex = "male"\nnprs = 4\n'

# Examples: file -> disposition, scope, a condition among the first three, words a person must see.
EXPECTED = {
    "strain-after-lifting-with-twist": (
        "self-care",
        "whole",
        "mechanical-back-pain",
        ["You can look after this yourself", "What it probably is", "strained", "Watch for these"],
    ),
    "facet-type": ("routine", "whole", "facet-type-pain", ["Not urgent", "facet-type", "low confidence"]),
    "sciatica-with-foot-drop": (
        "urgent",
        "clearance-first",
        "radiculopathy",
        ["Urgent", "a clinician must look first", "no exercises"],
    ),
    "cauda-equina": ("emergency", "emergency", "cauda-equina-syndrome", ["Emergency", "ambulance"]),
    "kidney-stone": ("urgent", "clearance-first", "kidney-stone", ["Urgent", "Kidney stone"]),
    "ruptured-aortic-aneurysm": (
        "emergency",
        "emergency",
        "abdominal-aortic-aneurysm",
        ["Emergency", "Do not drive yourself"],
    ),
    "fever-with-infection-risk": ("emergency", "emergency", "spinal-infection", ["Emergency"]),
    "severe-pain-alone": (
        "routine",
        "whole",
        "mechanical-back-pain",
        [
            "Severe pain is frightening",
            "by itself is not dangerous",
            "None of your answers points to an emergency",
        ],
    ),
    "strain-ready-for-a-plan": (
        "routine",
        "whole",
        "mechanical-back-pain",
        ["Severe pain is frightening", "strained", "Watch for these"],
    ),
    "strain-ready-for-exercise": (
        "self-care",
        "whole",
        "mechanical-back-pain",
        ["look after this yourself", "strained", "Watch for these"],
    ),
    "strain-with-three-medicines": (
        "routine",
        "whole",
        "mechanical-back-pain",
        ["Not urgent", "What it probably is", "Watch for these"],
    ),
    "incomplete": (
        "routine",
        "incomplete",
        "mechanical-back-pain",
        ["Not complete", "must be answered first", "newly lost control of your bowels"],
    ),
}


def bullets_in(text):
    """What is printed, with the lines of each bullet as one."""
    return " ".join(text.split()).replace(" ? ", "\n? ").replace(" ! ", "\n! ").splitlines()


def test_every_example_is_expected():
    assert {path.stem for path in EXAMPLES.glob("*.toml")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_an_example_is_answered_as_expected(name):
    disposition, scope, condition, _ = EXPECTED[name]

    run = lumbago("assess", EXAMPLES / f"{name}.toml", "--json")

    found = json.loads(run.stdout)
    first = [candidate["condition"] for candidate in found["differential"]["candidates"][:3]]
    assert run.returncode == 0
    assert found["triage"]["disposition"] == disposition
    assert found["scope"] == scope
    assert condition in first


@pytest.mark.parametrize("name", EXPECTED)
def test_a_person_sees_the_words_they_need(name):
    *_, needed = EXPECTED[name]

    run = lumbago("assess", EXAMPLES / f"{name}.toml")

    assert run.returncode == 0
    assert [words for words in needed if words not in words_of(run)] == []
    assert "Not a medical device" in words_of(run)
    assert "Knowledge version" in words_of(run)


@pytest.mark.parametrize("name", [name for name in EXPECTED if name not in {"facet-type", "incomplete"}])
def test_the_example_s_own_condition_comes_first(name):
    found = json.loads(lumbago("assess", EXAMPLES / f"{name}.toml", "--json").stdout)

    assert found["differential"]["candidates"][0]["condition"] == EXPECTED[name][2]


@pytest.mark.parametrize("name", ["cauda-equina", "ruptured-aortic-aneurysm"])
def test_an_emergency_is_shown_first_and_alone(name):
    run = lumbago("assess", EXAMPLES / f"{name}.toml")

    assert "Emergency: get help now" in run.stdout.splitlines()[1]
    assert "in 100" not in run.stdout
    assert "may ease it" not in run.stdout


def test_a_clinician_sees_the_differential_of_an_emergency():
    run = lumbago("assess", EXAMPLES / "cauda-equina.toml", "--clinician")

    assert "Emergency: get help now" in run.stdout.splitlines()[1]
    assert "Cauda equina" in run.stdout
    assert "LR+" in run.stdout


def test_what_is_not_complete_never_reassures():
    seen = words_of(lumbago("assess", EXAMPLES / "incomplete.toml"))

    for soothing in ("Not urgent", "yourself for now", "not dangerous", "likely", "may ease it", "in 100"):
        assert soothing not in seen


def test_what_is_not_complete_names_the_field_of_each_question():
    assert "[urinary_retention]" in lumbago("assess", EXAMPLES / "incomplete.toml").stdout


def test_many_open_questions_are_not_counted_out_nor_asked_twice():
    seen = lumbago("assess", EXAMPLES / "incomplete.toml").stdout
    asked = [line for line in bullets_in(seen) if line.startswith("? ")]

    assert "many answers are missing about warning signs" in seen
    assert len(asked) == len(set(asked))


def test_beside_an_urgent_reason_no_later_time_is_named(written):
    report = "findings = { foot_drop = true, jaundice = true, night_pain = true }\n"

    seen = words_of(lumbago("assess", written(REPORT + report)))

    assert "Urgent" in seen
    assert "See someone within weeks" not in seen
    assert not ("See someone today" in seen and "See someone within days" in seen)


def test_a_reason_that_follows_from_a_number_tells_the_number():
    assert "You gave your pain" in words_of(lumbago("assess", EXAMPLES / "severe-pain-alone.toml"))


def test_json_holds_the_whole_assessment():
    found = json.loads(lumbago("assess", EXAMPLES / "incomplete.toml", "--json").stdout)

    assert set(found) == {
        "history",
        "plan",
        "programme",
        "review",
        "triage",
        "differential",
        "scope",
        "not_understood",
        "knowledge_version",
        "forecast",
        "is_complete",
    }
    assert found["is_complete"] is False
    assert found["triage"]["unasked"]


def test_a_report_on_stdin_may_be_toml_or_json():
    toml = lumbago("assess", "-", "--json", typed=REPORT)
    same = lumbago("assess", "-", "--json", typed=json.dumps({**tomllib.loads(REPORT), "on": "2026-03-02"}))

    assert toml.returncode == same.returncode == 0
    assert toml.stdout == same.stdout


def test_words_that_nothing_knows_are_listed(written):
    path = written('diagnosed = ["wandering-spleen"]\n' + REPORT)

    assert "wandering-spleen" in lumbago("assess", path).stdout


def test_a_child_gets_triage_and_safety_net_only(written):
    seen = words_of(lumbago("assess", written(REPORT.replace("45", "15"))))

    assert "in 100" not in seen
    assert "Watch for these" in seen


@pytest.mark.parametrize("name", EXPECTED)
def test_every_answer_fits_eighty_columns(name):
    run = lumbago("assess", EXAMPLES / f"{name}.toml", "--clinician")

    assert max(map(len, run.stdout.splitlines())) <= 80


def test_a_pipe_gets_no_colour():
    assert "\x1b" not in lumbago("assess", EXAMPLES / "cauda-equina.toml").stdout


@pytest.mark.parametrize(
    ("text", "field", "remedy"),
    [
        (REPORT + "agee = 4\n", "agee", "spelling"),
        (REPORT.replace("45", "-3"), "age", "greater than or equal to 0"),
        (REPORT.replace("nprs = 4", "nprs = 11"), "nprs", "less than or equal to 10"),
        (REPORT.replace("2026", "2999"), "on", "an earlier date"),
        (REPORT + "onset = 2026-03-05\n", "onset", "an earlier date"),
        (REPORT + "findings = { fevr = true }\n", "findings.fevr", "Did you mean fever"),
        (REPORT + 'findings = { fever = "yes" }\n', "findings.fever", "true or false"),
        ("age = 45\n", "on", "Write a date"),
        ("on = \n", "TOML", "try again"),
        ("", "on", "Write a date"),
        (b"\xff\xfe\x00binary", "UTF-8", "Save it as UTF-8"),
        (b"x" * 10_000_000, "10,000,000 bytes", "At most 1,000,000"),
    ],
)
def test_bad_input_is_refused_with_field_and_remedy(written, text, field, remedy):
    run = lumbago("assess", written(text))

    assert run.returncode == 2
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1
    assert "report.toml" in run.stderr
    assert field in run.stderr
    assert remedy in run.stderr


@pytest.mark.parametrize("text", ["{", "[1, 2]", '{"on": "2026-03-02",}', "[" * 100_000])
def test_broken_json_is_refused(written, text):
    run = lumbago("assess", written(text, "report.json"))

    assert run.returncode == 2
    assert "report.json" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("name", ["missing.toml", "report.txt", "."])
def test_a_file_that_cannot_be_a_report_is_refused(written, name):
    folder = written(REPORT, "report.txt").parent

    run = lumbago("assess", folder / name)

    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1


def test_a_report_cannot_command_the_terminal(written):
    run = lumbago("assess", written(REPORT + 'findings = { "\\u001b[2Jx" = true }\n'))

    assert run.returncode == 2
    assert "\x1b" not in run.stderr


def test_an_old_report_is_called_old_before_anything_else():
    ran = lumbago("assess", EXAMPLES / "severe-pain-alone.toml")

    assert ran.stdout.lstrip().startswith("These are answers of 2 March 2026")
