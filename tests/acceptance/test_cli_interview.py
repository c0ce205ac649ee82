"""`lumbago interview`, driven through its standard input."""

import json
import tomllib
from datetime import date
from functools import cache

import pytest
from command_line import lumbago, words_of

from lumbago.cli.keeping import keep
from lumbago.interview import Step, next_screen
from lumbago.knowledge import current
from lumbago.record import Form, History, Medicine, Report, read_history

REPORT = 'on = 2026-03-02\nage = 45\nsex = "male"\nnprs = 4\n'

ON = date(2026, 3, 2)

# The interview: age, sex, days, NPRS, drawing, then safety.
BASICS = "45\nm\n3\n6\n2\n"


def test_an_interview_ends_at_once_in_an_emergency(tmp_path):
    kept = tmp_path / "kept.toml"

    run = lumbago("interview", "--save", kept, typed=BASICS + "y\n" * 3)

    assert run.returncode == 0
    assert "Emergency: get help now" in run.stdout
    assert kept.stat().st_mode & 0o077 == 0


def test_an_interview_with_every_answer_no_is_complete(tmp_path):
    kept = tmp_path / "kept.json"

    run = lumbago("interview", "--save", kept, typed=BASICS + "n\n" * 300)

    assert run.returncode == 0
    assert "Not complete" not in run.stdout
    assert "What it probably is" in run.stdout
    assert json.loads(lumbago("assess", kept, "--json").stdout)["is_complete"]


def test_not_sure_is_never_read_as_no():
    run = lumbago("interview", typed=BASICS + "?\n" * 300)

    assert run.returncode == 0
    assert "Not complete" in run.stdout


def test_an_interview_can_be_stopped_and_shows_what_it_knows():
    run = lumbago("interview", typed=BASICS + "s\n")

    assert run.returncode == 0
    assert "Not complete" in run.stdout


def test_the_end_of_input_is_a_polite_end():
    run = lumbago("interview", typed="45\n")

    assert run.returncode == 0
    assert "Not complete" in run.stdout
    assert "Traceback" not in run.stderr


def test_an_interview_goes_back_and_asks_again(tmp_path):
    kept = tmp_path / "kept.toml"

    lumbago("interview", "--save", kept, typed="44\nb\n45\nf\n3\nb\nb\nm\n4\n6\n2\ns\n")

    said = tomllib.loads(kept.read_text())
    assert (said["age"], said["sex"], said["onset_days"]) == (45, "male", 4)


def test_an_interview_refuses_what_is_impossible_and_asks_again(tmp_path):
    kept = tmp_path / "kept.toml"

    run = lumbago("interview", "--save", kept, typed="-3\n45\nq\nm\n3\n11\n6\n99\n2 3\nhm\ns\n")

    said = tomllib.loads(kept.read_text())
    assert (said["age"], said["nprs"], said["pain_map"]) == (45, 6, ["lumbar-left", "lumbar-centre"])
    assert "0 to 120" in run.stdout
    assert "0 to 10" in run.stdout


def test_an_interview_says_why_it_asks():
    run = lumbago("interview", typed="w\ns\n")

    assert run.stdout.count("Some causes depend on age and sex") == 2


@cache
def questions_answered_no():
    """How many questions come after the basics for one who answers "no" to all of them."""
    basics = (
        {"age": 45, "sex": "male"},
        {"onset_days": 3, "nprs": 6},
        {"pain_map": ["lumbar-left"]},
    )
    steps, asked = [Step(tuple(fields), fields) for fields in basics], 0
    while (screen := next_screen(steps, current(), on=date(2026, 3, 2))) is not None:
        steps.append(Step(screen.asks, {"findings": dict.fromkeys(screen.asks, False)}))
        asked += len(screen.asks)
    return asked


NOES = "n\n" * 300


def test_an_interview_offers_to_check_medicines_and_then_plans(tmp_path):
    kept = tmp_path / "kept.json"
    typed = BASICS + "n\n" * questions_answered_no() + "y\n"

    run = lumbago(
        "interview",
        "--save",
        kept,
        typed=typed + "ibuprofen 400\nramipril 5 mg once a day; omeprazole\nnone\n" + NOES,
    )

    said = json.loads(kept.read_text())
    assert "Shall we check which medicines are safe for you?" in words_of(run)
    assert "Line 1, “ibuprofen 400”: we cannot tell what 400 stands for" in words_of(run)
    assert said["medicines"] == [{"name": "ramipril", "dose_mg": 5.0, "per_day": 1.0}, {"name": "omeprazole"}]
    assert said["findings"]["takes_medicine"] is True
    assert words_of(run).index("What it probably is") < words_of(run).index("WHAT TO DO")


def test_a_flag_goes_on_with_medicines_without_asking_first():
    run = lumbago(
        "interview", "--medicines", typed=BASICS + "n\n" * questions_answered_no() + "none\nnone\n" + NOES
    )

    assert "Shall we check" not in words_of(run)
    assert "Never more than" in words_of(run)


@pytest.mark.parametrize("answer", ["n\n", ""], ids=["no", "end of input"])
def test_nobody_has_to_have_medicines_checked(answer):
    run = lumbago("interview", typed=BASICS + "n\n" * questions_answered_no() + answer)

    assert run.returncode == 0
    assert "WHAT TO DO" not in run.stdout


def test_not_to_be_sure_what_one_takes_is_never_read_as_nothing(tmp_path):
    kept = tmp_path / "kept.json"
    noes = "n\n" * questions_answered_no()

    run = lumbago("interview", "--medicines", "--save", kept, typed=BASICS + noes + "?\n?\n" + NOES)

    assert json.loads(kept.read_text())["medicines"] == [{"name": "one I cannot name"}]
    assert "Never more than" not in words_of(run)


def test_too_much_paracetamol_is_an_emergency_at_once():
    noes = "n\n" * questions_answered_no()

    run = lumbago("interview", "--medicines", typed=BASICS + noes + "paracetamol 1 g, 6 a day\n")

    assert "Emergency" in run.stdout
    assert "WHAT TO DO" not in run.stdout


def test_an_interview_never_replaces_a_file(written):
    run = lumbago("interview", "--save", written(REPORT), typed=BASICS)

    assert run.returncode == 2
    assert "Choose another name" in run.stderr
    assert run.stdout == ""


@pytest.mark.parametrize("form", ["toml", "json"])
def test_what_is_kept_can_be_read_again_medicines_and_all(form, tmp_path):
    taken = (Medicine("ramipril", 5.0, 1.0), Medicine("co-codamol 8/500"))
    report = Report(
        on=ON, age=40.0, onset=ON, findings={"fever": False}, medicines=taken, allergies=("aspirin",)
    )
    place = tmp_path / f"kept.{form}"

    keep(History(report), place)

    assert read_history(place.read_text(encoding="utf-8"), Form(form), today=ON).report == report
