"""`lumbago check-in` as a person runs it, on a copy of an example."""

import json
import re

import pytest
from command_line import EXAMPLES, lumbago, words_of
from typer.testing import CliRunner

from lumbago.cli.app import app
from lumbago.errors import LumbagoError
from lumbago.knowledge import current

READY = EXAMPLES / "strain-ready-for-a-plan.toml"
DAY = ("--on", "2026-03-05")
EMERGENCY = "Emergency: get help now"
SIGNS = "saddle_numbness,urinary_retention"


def run(file, *answers, on="2026-03-05", typed=None):
    arguments = ["check-in", str(file), *answers, "--on", on]
    return CliRunner().invoke(app, arguments, input=typed, env={"COLUMNS": "80"})


@pytest.fixture
def report(written):
    return written(READY.read_bytes())


def refusal(*arguments):
    """Return what a person reads when a command refuses."""
    done = CliRunner().invoke(app, ["check-in", *map(str, arguments)])
    assert done.exit_code != 0
    return str(done.exception) if isinstance(done.exception, LumbagoError) else done.stderr


def assessed(file):
    done = CliRunner().invoke(app, ["assess", "--json", str(file)])
    return json.loads(done.stdout)


def test_three_answers_are_kept_and_told_what_they_mean(report):
    done = run(report, "pain=5", "activity=6", "new=none")

    assert done.exit_code == 0, done.output
    seen = words_of(done)
    assert f"Kept in {report}" in seen.replace("\n", "") or "Kept in" in seen
    assert "You are getting better" in seen
    assert "Pain 5 of 10 now, 8 at the start." in seen
    assert "Check in again by" in seen
    assert max(map(len, (line for line in done.stdout.splitlines() if str(report) not in line))) <= 80
    assert assessed(report)["history"]["check_ins"][0]["activity"] == 6


def test_all_that_its_owner_wrote_stays_in_the_file(report):
    before = report.read_text(encoding="utf-8")

    run(report, "pain=5", "new=none")

    assert report.read_text(encoding="utf-8").startswith(before.rstrip())


def test_a_file_that_only_its_owner_may_read_stays_so(report):
    report.chmod(0o600)

    run(report, "pain=5", "new=none")

    assert report.stat().st_mode & 0o777 == 0o600


def test_none_answers_every_warning_sign_of_its_day(report):
    run(report, "pain=5", "new=none")

    assert assessed(report)["is_complete"]


@pytest.mark.parametrize("pain", ["pain=8", "pain=1", "pain=0"])
def test_an_emergency_sign_is_the_first_thing_said_whatever_the_pain(report, pain):
    done = run(report, pain, "activity=10", f"new={SIGNS}")

    assert EMERGENCY in words_of(done)
    assert "getting better" not in words_of(done)
    assert "Do not drive yourself" in words_of(done)


def test_an_emergency_told_in_the_fewest_words_is_an_emergency(report):
    """Two signs and nothing else make the shortest line of all: it must not be refused."""
    done = run(report, "pain=5", f"new={SIGNS}")

    assert done.exception is None
    assert EMERGENCY in words_of(done)


def test_an_emergency_beside_what_one_did_is_an_emergency_as_well(report):
    done = run(
        report, "pain=2", "activity=9", "done=short-walks", f"new={SIGNS}", "no=fever,chest_pain,collapse"
    )

    assert EMERGENCY in words_of(done)


def test_after_an_emergency_sign_there_is_no_programme_and_no_review(report):
    run(report, "pain=2", "done=short-walks", f"new={SIGNS}", "no=fever,chest_pain,collapse")

    for command in ("programme", "review"):
        seen = words_of(CliRunner().invoke(app, [command, str(report)]))
        assert "Short walks" not in seen
        assert "getting better" not in seen
        assert EMERGENCY in seen


def test_weeks_of_good_days_mute_no_alarm(report):
    for day in range(5, 26, 5):
        run(report, "pain=0", "activity=10", "new=none", on=f"2026-03-{day:02}")

    done = run(report, "pain=0", "done=short-walks", f"new={SIGNS}", "no=fever,chest_pain", on="2026-03-30")

    assert EMERGENCY in words_of(done)


def test_without_an_answer_about_signs_nothing_reassures(report):
    done = run(report, "pain=1", "activity=10", "done=short-walks", "hurt=short-walks:1", "hurt=knee-rolls:2")

    assert "Not complete" in words_of(done)
    assert "You are getting better" not in words_of(done)


@pytest.mark.parametrize("pain", ["pain=8", "pain=9"])
def test_as_much_pain_as_at_the_start_is_not_called_getting_better(report, pain):
    assert "You are getting better" not in words_of(run(report, pain, "new=none"))


def test_the_shortest_check_in_is_kept(report):
    done = run(report, "pain=5")

    assert done.exit_code == 0, done.exception
    assert assessed(report)["history"]["check_ins"][0]["nprs"] == 5


def test_the_signs_are_listed_with_their_ids_and_nothing_is_kept(report):
    before = report.read_bytes()

    done = run(report, "new=?")

    for key in ("saddle_numbness", "urinary_retention", "fever"):
        assert f"{key}: {current().findings[key].sign}" in words_of(done)
    assert report.read_bytes() == before


def test_how_exercises_went_is_kept(report):
    run(
        report,
        "pain=5",
        "new=none",
        "done=short-walks,glute-bridge",
        "hurt=glute-bridge:4",
        "easy=short-walks",
        "unable=knee-rolls",
        "settled=glute-bridge:yes",
    )

    felt = {one["exercise"]: one for one in assessed(report)["history"]["check_ins"][0]["felt"]}
    assert felt["glute-bridge"] | {"effort": None} == {
        "exercise": "glute-bridge",
        "could_do": True,
        "hurt": 4,
        "effort": None,
        "settled": True,
    }
    assert felt["short-walks"]["effort"] == "too-easy"
    assert felt["knee-rolls"]["could_do"] is False


def test_undo_takes_the_last_one_back_and_leaves_the_file_as_it_was(report):
    before = report.read_bytes()
    run(report, "pain=5", "new=none")
    once = report.read_bytes()
    run(report, "pain=4", "new=none", on="2026-03-06")

    first = CliRunner().invoke(app, ["check-in", str(report), "--undo"])
    middle = report.read_bytes()
    CliRunner().invoke(app, ["check-in", str(report), "--undo"])

    assert "The check-in of 2026-03-06 was taken back." in first.stdout
    assert middle == once
    assert report.read_bytes() == before


def test_with_nothing_to_take_back_undo_says_so(report):
    assert "there is none to take back" in refusal(report, "--undo")
    assert report.read_bytes() == READY.read_bytes()


def test_a_json_report_takes_check_ins_and_gives_them_back(written):
    fields = {"on": "2026-03-02", "age": 40, "nprs": 7, "onset": "2026-03-01"}
    report = written(json.dumps(fields), "report.json")

    run(report, "pain=5", "new=none")
    kept = json.loads(report.read_text())["check_ins"]
    CliRunner().invoke(app, ["check-in", str(report), "--undo"])

    assert (kept[0]["on"], kept[0]["nprs"]) == ("2026-03-05", 5)
    assert json.loads(report.read_text()) == {**fields, "check_ins": []}


REFUSED = {
    "pain=11": "0 to 10|less than or equal to 10",
    "pain=bad": "'bad' is not a number",
    "mood=good": "it is not understood",
    "nonsense": "it is not of the form key=value",
    "new=levitation": "there is no such finding",
    "done=levitation": "levitation",
    "hurt=levitation:3": "levitation",
    "easy=levitation": "levitation",
    "hurt=short-walks": "it is not understood",
    "hurt=short-walks:11": "less than or equal to 10",
    "rmdq=few": "Write the sentences that fit, as rmdq=1,4,9",
    "rmdq=1,x": "'1,x' does not name sentences. Write rmdq=1,4,9",
    "rmdq=none,3": "'none,3' does not name sentences",
    "rmdq=,": "',' does not name sentences",
    "rmdq=1,25": "there is no item '25'",
    "rmdq=3,3": "item 3 stands there twice",
    "rmdq=39,1%": "'39,1%' does not name sentences",
    "rmdq=101": "less than or equal to 100",
}


@pytest.mark.parametrize("answer", REFUSED)
def test_what_cannot_be_is_refused_with_what_to_do_and_the_file_stays(report, answer):
    said = refusal(report, "activity=5", "no=fever,chest_pain,collapse,rigors", answer, *DAY)

    assert re.search(REFUSED[answer], said)
    assert report.read_bytes() == READY.read_bytes()


@pytest.mark.parametrize(
    ("on", "says"),
    [("2026-03-01", "lies before the report"), ("2199-01-01", "lies after today")],
    ids=["before the report", "in the future"],
)
def test_a_day_that_cannot_be_is_refused_and_the_file_stays(report, on, says):
    said = refusal(report, "pain=5", "new=none", "done=short-walks", "--on", on)

    assert says in said
    assert report.read_bytes() == READY.read_bytes()


def test_a_second_one_of_the_day_joins_the_first(report):
    run(report, "pain=5", "new=none", "done=short-walks", *DAY)

    said = run(report, "pain=9", "new=saddle_numbness,urinary_retention", *DAY)

    assert "Emergency: get help now" in said.stdout
    assert report.read_text(encoding="utf-8").count("[[check_ins]]") == 1
    assert "short-walks" in report.read_text(encoding="utf-8")


def test_a_later_no_of_the_same_day_takes_no_emergency_back(report):
    run(report, "pain=9", "new=saddle_numbness,urinary_retention", *DAY)

    assert (
        "Emergency: get help now"
        in run(report, "pain=4", "no=saddle_numbness,urinary_retention", *DAY).stdout
    )


def test_nothing_new_and_something_new_in_one_command_are_refused(report):
    before = report.read_bytes()

    assert "there and not to be there" in refusal(report, "pain=5", "new=fever", "new=none", *DAY)
    assert report.read_bytes() == before


def test_taking_one_back_loses_nothing_that_stands_after_it(report):
    run(report, "pain=5", "new=none", *DAY)
    with report.open("a", encoding="utf-8") as file:
        file.write("\n[preferences]\nminutes_per_day = 20\n")

    run(report, "--undo")

    left = report.read_text(encoding="utf-8")
    assert "[[check_ins]]" not in left
    assert "minutes_per_day = 20" in left


def test_an_urgent_sign_is_told_though_it_opens_new_questions(report):
    said = run(report, "pain=5", "yes=fever,rigors", *DAY)

    assert "Urgent" in said.stdout
    assert "getting better" not in said.stdout


def test_stdin_takes_no_check_in():
    assert "name the file" in refusal("-", "pain=5")


def test_a_refusal_is_one_sentence_and_its_exit_code_is_two(report):
    done = lumbago("check-in", report, "pain=eleven", "new=none")

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "'eleven' is not a number" in done.stderr


def signs_of(report):
    return run(report, "new=?").stdout.count("• ")


def asked(report, pain, *signs_then_done, on="2026-03-05"):
    """Type the answers: pain, what one could do, no to each question about exercise, then these."""
    last = assessed(report)["history"]["check_ins"][-1:] or [{"on": "2026-03-02"}]
    day = ["programme", str(report), "--json", "--as-of", last[0]["on"]]
    unasked = json.loads(CliRunner().invoke(app, day).stdout)["programme"]["unasked"]
    return run(report, typed="\n".join([pain, "6", *["n"] * len(unasked), *signs_then_done]) + "\n", on=on)


def test_asked_one_by_one_a_good_day_is_short(report):
    done = asked(report, "5", "n", "short-walks")

    assert done.exit_code == 0, done.output
    assert current().findings["saddle_numbness"].sign in words_of(done)
    assert current().findings["saddle_numbness"].question not in words_of(done)
    assert "You are getting better" in words_of(done)
    assert assessed(report)["history"]["check_ins"][0]["done"] == ["short-walks"]


def test_a_question_shows_how_to_answer_it(report):
    assert "Is any of these there? [y/n]" in asked(report, "5", "n", "").stdout


def test_asked_when_pain_is_up_every_sign_is_a_question_of_its_own(report):
    done = asked(report, "10", *["n"] * signs_of(report), "")

    assert done.exit_code == 0, done.output
    assert "Is any of these there?" not in words_of(done).replace(
        "Anything new? Is any of these there now?", ""
    )
    for key in ("saddle_numbness", "urinary_retention", "fever"):
        assert current().findings[key].question in words_of(done)


def test_asked_and_told_that_something_is_there_each_sign_is_asked_and_the_alarm_comes_first(report):
    done = asked(report, "2", "y", "y", "y", *["n"] * (signs_of(report) - 2), "")

    assert EMERGENCY in words_of(done)


@pytest.mark.parametrize("typed", ["", "5\n", "5\n6\nn\n"], ids=["at once", "after the pain", "half way"])
def test_who_stops_half_way_keeps_nothing_and_is_told_so(report, typed):
    done = run(report, typed=typed)

    assert done.exit_code == 130
    assert "You stopped; nothing was kept." in words_of(done)
    assert report.read_bytes() == READY.read_bytes()


def test_an_answer_that_is_neither_yes_nor_no_is_asked_again(report):
    done = run(report, typed="11\n5\n\n" + "maybe\nn\n" * 6 + "levitation\nshort-walks\n")

    assert "Please type a whole number from 0 to 10." in words_of(done)
    assert "Please type y or n." in words_of(done)
    assert "There is no exercise 'levitation'" in words_of(done)
    assert assessed(report)["history"]["check_ins"][0]["nprs"] == 5
