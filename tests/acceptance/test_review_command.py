"""`lumbago review` as a person runs it: check-ins made with `lumbago check-in` on a copy of an example."""

import json

import pytest
from command_line import EXAMPLES, lumbago, words_of
from typer.testing import CliRunner

from lumbago.cli.app import app

READY = EXAMPLES / "strain-ready-for-a-plan.toml"


def call(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)), env={"COLUMNS": "80"})


@pytest.fixture
def lived(written):
    """Write a report and check in on days of March 2026, with no to every sign."""

    def live(days):
        file = written(READY.read_bytes())
        for day, nprs in days.items():
            done = call(
                "check-in", file, f"pain={nprs}", "new=none", "done=short-walks", "--on", f"2026-03-{day:02}"
            )
            assert done.exit_code == 0, done.exception
        return file

    return live


STALLED = {5: 8, 9: 8, 13: 8, 17: 8, 21: 8}


def test_before_the_first_check_in_it_says_how_to_begin():
    done = call("review", READY)

    assert done.exit_code == 0
    assert "Nothing to review yet: check in first ('lumbago check-in FILE')." in words_of(done)


@pytest.mark.parametrize(
    ("days", "headline"),
    [
        ({5: 6, 9: 4}, "You are getting better"),
        ({5: 4, 8: 3, 10: 7}, "A flare: worse than some days ago"),
        (STALLED, "Not getting better as hoped"),
        ({10: 1, 14: 0, 18: 0}, "You have recovered"),
    ],
)
def test_it_says_how_it_goes(lived, days, headline):
    done = call("review", lived(days))

    seen = words_of(done)
    assert headline in seen
    assert f"Pain {list(days.values())[-1]} of 10 now, 8 at the start." in seen
    assert "Check in again by" in seen
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_no_better_after_two_weeks_is_told_calmly_with_three_things_to_do(lived):
    seen = words_of(call("review", lived(STALLED)))

    assert "it does not mean that something is damaged" in seen
    assert "Two weeks have passed: time for a second look." in seen
    for words in ("Check again:", "Move a little more:", "Ask for help:"):
        assert words in seen
    assert "Watch for these, whatever it is" in seen


def test_the_test_is_shown_check_in_by_check_in_on_request(lived):
    file = lived(STALLED)

    plain, shown = words_of(call("review", file)), words_of(call("review", file, "--test"))

    assert "The test, check-in by check-in" not in plain
    assert "An alert is due at" in shown
    assert shown.count("• day ") == len(STALLED)


def test_json_holds_the_same(lived):
    told = json.loads(call("review", lived(STALLED), "--json").stdout)["review"]

    assert told["going"] == "stalled"
    assert told["is_not_recovering"]
    assert (told["nprs"], told["change"]) == (8, 0)


def test_an_emergency_comes_before_it(lived):
    file = lived({5: 5})
    call(
        "check-in",
        file,
        "pain=1",
        "done=short-walks",
        "new=saddle_numbness,urinary_retention",
        "no=fever,chest_pain,collapse",
        "--on",
        "2026-03-09",
    )

    seen = words_of(call("review", file))

    assert "Emergency: get help now" in seen
    assert "What the answer says comes first." in seen
    assert "getting better" not in seen


def test_answers_of_an_earlier_day_are_said_to_be_so(lived):
    seen = words_of(call("review", lived({5: 5})))

    assert "These are answers of 5 March 2026" in seen
    assert seen.index("These are answers of") < seen.index("You are getting better")


def test_while_a_sign_is_open_its_questions_come_first_and_nothing_reassures(written):
    file = written((EXAMPLES / "incomplete.toml").read_bytes())
    call("check-in", file, "pain=2", "new=none", "done=short-walks", "--on", "2026-03-05")

    seen = words_of(call("review", file))

    assert "You are getting better" not in seen
    assert "It says nothing about danger: the questions above can." in seen


@pytest.mark.parametrize("name", ["gone.toml", "report.docx"])
def test_a_file_that_cannot_be_read_is_named_with_what_to_do(tmp_path, name):
    done = lumbago("review", tmp_path / name)

    assert done.returncode == 2
    assert name in done.stderr
