"""`lumbago programme` as a person runs it."""

import json
import re

import pytest
from command_line import EXAMPLES, lumbago, words_of
from icalendar import Calendar
from typer.testing import CliRunner

from lumbago.cli.app import app

THEN = ("--as-of", "2026-03-02")
READY = EXAMPLES / "strain-ready-for-a-plan.toml"
STOP = "Stop and get help now if a leg turns weak"


def run(*arguments):
    return CliRunner().invoke(app, ["programme", *map(str, arguments)], env={"COLUMNS": "80"})


@pytest.fixture(scope="module")
def ready():
    return run(READY, *THEN)


@pytest.fixture(scope="module")
def told():
    return json.loads(run(READY, *THEN, "--json").stdout)["programme"]


def test_a_week_begins_with_today_and_holds_seven_days(ready):
    assert ready.exit_code == 0, ready.output
    seen = words_of(ready)
    assert seen.index("THIS WEEK'S EXERCISES") < seen.index("Today, Monday 2 March") < seen.index("The days")
    assert len(re.findall(r"• \w+day \d+ March", seen)) == 7
    assert max(map(len, ready.stdout.splitlines())) <= 80


def test_each_exercise_says_how_much_why_and_what_that_rests_on(ready, told):
    seen = words_of(ready)

    assert len(told["prescribed"]) >= 3
    for one in told["prescribed"]:
        assert f"[{one['exercise']}]" in seen
    assert seen.count("Why: ") == seen.count("How much: ") == len(told["prescribed"])


def test_when_to_stop_and_what_nobody_claims_are_always_told(ready):
    assert STOP in words_of(ready)
    assert STOP in words_of(run(READY, *THEN, "--show", "short"))
    assert "Nobody has tested whether this programme works" in words_of(ready)


def test_what_is_not_known_is_asked_with_the_way_to_answer(ready, told):
    seen = "".join(ready.stdout.split())

    assert told["unasked"]
    assert "lumbagocheck-inFILEyes=ID,IDno=ID,ID" in seen
    assert all(f"[{key}]" in seen for key in told["unasked"])
    assert f"no={told['unasked'][0]}" not in seen, "no denial is written out to be pasted"


def test_the_steps_are_shown_on_request(ready):
    steps = run(READY, *THEN, "--show", "steps")

    assert "Stand tall for a breath" not in words_of(ready)
    assert "Stand tall for a breath" in words_of(steps)


def test_a_bad_day_has_two_minutes(ready):
    short = run(READY, *THEN, "--show", "short")

    assert "TWO MINUTES, FOR A BAD DAY" in short.stdout
    assert "That is enough for today." in words_of(short)
    assert "The days" not in short.stdout


def test_all_that_is_left_out_has_its_reason(told):
    seen = words_of(run(READY, *THEN, "--show", "left-out"))

    assert "Left out until you tell us about what follows:" in seen
    assert all(one["why"] for one in told["left_out"])


def test_what_one_exercise_rests_on_can_be_cited(told):
    for one in told["prescribed"]:
        cited = CliRunner().invoke(app, ["cite", one["exercise"]])
        assert cited.exit_code == 0, cited.output


def test_no_day_is_longer_than_the_person_has(written):
    file = written(READY.read_text(encoding="utf-8") + "\n[preferences]\nminutes_per_day = 8\n")

    done = run(file, *THEN, "--json")

    week = json.loads(done.stdout)["programme"]
    longest = max(sum(one["seconds"] for one in week["prescribed"] if day in one["days"]) for day in range(7))
    assert week["limit_seconds"] == 8 * 60
    assert longest <= 8 * 60


@pytest.mark.parametrize("name", ["cauda-equina", "sciatica-with-foot-drop", "kidney-stone", "incomplete"])
def test_where_something_comes_first_there_is_no_programme(name):
    done = run(EXAMPLES / f"{name}.toml", *THEN)

    assert done.exit_code == 0
    assert "No programme is given with this answer" in words_of(done)
    assert "THIS WEEK'S EXERCISES" not in done.stdout
    assert "Short walks" not in done.stdout
    assert json.loads(run(EXAMPLES / f"{name}.toml", *THEN, "--json").stdout)["programme"] is None


@pytest.mark.parametrize("name", ["cauda-equina", "incomplete"])
def test_where_something_comes_first_no_sheet_is_written(name, tmp_path):
    run(EXAMPLES / f"{name}.toml", *THEN, "--write", tmp_path / "week.html")

    assert list(tmp_path.iterdir()) == []


def test_answers_of_an_earlier_day_make_no_programme():
    old = run(READY)

    assert "No programme is made from answers of an earlier day" in words_of(old)
    assert "lumbago check-in FILE" in words_of(old)
    assert json.loads(run(READY, "--json").stdout)["programme"] is None


def test_the_sheet_holds_the_week_the_pictures_and_nothing_from_elsewhere(tmp_path, told):
    done = run(READY, *THEN, "--write", tmp_path / "week.html")

    sheet = (tmp_path / "week.html").read_text(encoding="utf-8")
    assert "Written to" in done.stdout
    assert sheet.count("data:image/svg+xml;base64,") == len(told["prescribed"])
    assert STOP in sheet
    assert "☐" in sheet
    assert not re.search(r"https?://|<script", sheet)


def test_the_calendar_has_an_entry_for_each_day_and_is_the_same_each_time(tmp_path):
    for name in ("one.ics", "two.ics"):
        run(READY, *THEN, "--write", tmp_path / name)

    first = (tmp_path / "one.ics").read_bytes()
    entries = Calendar.from_ical(first).walk("VEVENT")
    assert first == (tmp_path / "two.ics").read_bytes()
    assert len({str(entry["uid"]) for entry in entries}) == len(entries) == 7
    assert str(entries[0].decoded("dtstart")) == "2026-03-02"


@pytest.mark.parametrize("name", ["week.pdf", "week", "there.html"])
def test_a_sheet_replaces_no_file_and_has_an_ending_we_know(tmp_path, name):
    (tmp_path / "there.html").write_text("mine")

    done = run(READY, *THEN, "--write", tmp_path / name)

    assert done.exit_code == 2
    assert "--write" in done.stderr
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


def test_a_report_may_come_through_a_pipe_and_a_broken_one_is_one_sentence():
    piped = lumbago("programme", "-", *THEN, typed=READY.read_text(encoding="utf-8"))
    broken = lumbago("programme", "-", *THEN, typed="on = yesterday")

    assert "THIS WEEK'S EXERCISES" in piped.stdout
    assert broken.returncode == 2
    assert len(broken.stderr.splitlines()) == 1
