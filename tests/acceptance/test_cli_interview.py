"""`lumbago interview`, driven through its standard input."""

import json
import tomllib

from command_line import lumbago

REPORT = 'on = 2026-03-02\nage = 45\nsex = "male"\nnprs = 4\n'

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


def test_an_interview_never_replaces_a_file(written):
    run = lumbago("interview", "--save", written(REPORT), typed=BASICS)

    assert run.returncode == 2
    assert "Choose another name" in run.stderr
    assert run.stdout == ""
