"""`lumbago n-of-1` as a person runs it: draw, log each evening, analyse."""

import json
import tomllib
from datetime import date, timedelta

import pytest
from command_line import lumbago, words_of
from typer.testing import CliRunner

from lumbago.cli.app import app
from lumbago.errors import LumbagoError

HEAT = "a heat wrap for an hour"
FIRST = date(2026, 3, 2)


def call(*arguments):
    return CliRunner().invoke(app, ["n-of-1", *map(str, arguments)], env={"COLUMNS": "80"})


@pytest.fixture
def trial(tmp_path):
    """A drawn trial of seven pairs of days, all of them past."""
    file = tmp_path / "heat.toml"
    done = call("draw", HEAT, file, "--first", FIRST, "--seed", 1)
    assert done.exit_code == 0, done.output
    return file


def refusal(*arguments):
    """Return what a person reads when a command refuses."""
    done = call(*arguments)
    assert done.exit_code != 0
    return str(done.exception) if isinstance(done.exception, LumbagoError) else done.stderr


def days_in(file):
    return tomllib.loads(file.read_text(encoding="utf-8"))["days"]


def live(file, *, with_it, without, until=14):
    for number, day in enumerate(days_in(file)[:until]):
        nprs = (with_it if day["does"] else without) + number // 2 % 2
        assert call("log", file, nprs, "--on", day["on"]).exit_code == 0


def verdict(file, *, on="2026-04-01"):
    return call("analyse", file, "--on", on)


def test_the_draw_gives_each_pair_one_day_with_it_and_one_without(trial):
    days = days_in(trial)

    assert [day["on"] for day in days] == [FIRST + timedelta(days=place) for place in range(14)]
    assert all(one["does"] != other["does"] for one, other in zip(days[::2], days[1::2], strict=True))


def test_the_draw_says_what_to_do_each_day_and_what_it_is_not_for(tmp_path):
    done = call("draw", HEAT, tmp_path / "heat.toml", "--first", FIRST, "--seed", 1)

    seen = words_of(done)
    assert seen.count("do it") == seen.count("go without") == 7
    assert "Each evening: lumbago n-of-1 log" in seen
    assert "Medicines, and anything a doctor told you to do or to leave, are not for a trial of one" in seen


def test_the_same_seed_draws_the_same_days_and_luck_does_not(tmp_path):
    for name, seed in (("one", 5), ("two", 5), ("three", 6), ("four", 7)):
        call("draw", HEAT, tmp_path / name, "--first", FIRST, "--seed", seed)

    texts = [(tmp_path / name).read_text() for name in ("one", "two", "three", "four")]
    assert texts[0] == texts[1]
    assert len(set(texts)) > 1


def test_days_logged_are_kept_and_counted(trial):
    done = call("log", trial, 4, "--on", FIRST)

    assert "Kept. 1 of 14 days." in done.stdout
    assert days_in(trial)[0]["nprs"] == 4


def test_a_day_not_lived_as_drawn_is_left_out_and_counted(trial):
    live(trial, with_it=2, without=5)
    call("log", trial, 5, "--not-kept", "--on", FIRST)

    told = json.loads(call("analyse", trial, "--on", "2026-04-01", "--json").stdout)

    assert (told["pairs"], told["left_out"]) == (6, 1)
    assert "1 pair" in words_of(verdict(trial))


@pytest.mark.parametrize(
    ("with_it", "without", "headline"),
    [
        (2, 6, "It helps you: less pain on days with"),
        (6, 2, "It makes it worse: more pain on days with"),
        (4, 4, "It makes no difference worth the trouble"),
    ],
)
def test_the_verdict_comes_with_its_interval_and_its_limits(trial, with_it, without, headline):
    live(trial, with_it=with_it, without=without)

    seen = words_of(verdict(trial))

    assert f"{headline}" in seen
    assert HEAT in seen
    assert "the truth may lie between" in seen
    assert "You knew which day it was" in seen
    assert "This is about you and these days only." in seen


def test_before_the_last_day_there_is_no_verdict(trial):
    live(trial, with_it=1, without=8, until=10)

    seen = words_of(verdict(trial, on="2026-03-12"))

    assert "Cannot tell yet" in seen
    assert "No verdict before the last day" in seen
    assert "It helps you" not in seen


def test_with_nothing_logged_it_says_that_it_cannot_tell(trial):
    seen = words_of(verdict(trial))

    assert "Cannot tell yet" in seen
    assert "nan" not in seen.split()


def test_swapping_days_by_hand_is_refused(trial):
    text = trial.read_text(encoding="utf-8")
    trial.write_text(text.replace("does = true", "does = false", 1), encoding="utf-8")

    assert "its pair has the same on both days" in refusal("analyse", trial)


def test_a_refusal_is_one_sentence_and_its_exit_code_is_two(trial):
    done = lumbago("n-of-1", "log", trial, "4", "--on", "2026-05-01")

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("log", "TRIAL", "11"), "less than or equal to 10"),
        (("log", "TRIAL", "4", "--on", "2026-05-01"), "is no day of this trial"),
        (("log", "TRIAL", "4", "--on", "2199-05-01"), "lies ahead"),
        (("draw", HEAT, "TRIAL"), "there is such a file already"),
        (("draw", HEAT, "NEW", "--pairs", "2"), "Choose 3 to 60 pairs"),
        (("draw", HEAT, "NEW", "--pairs", "61"), "Choose 3 to 60 pairs"),
        (("analyse", "NEW"), "there is no such file"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do_and_nothing_changes(trial, tmp_path, arguments, says):
    before = trial.read_bytes()
    places = {"TRIAL": trial, "NEW": tmp_path / "new.toml"}

    said = refusal(*(places.get(word, word) for word in arguments))

    assert says in " ".join(said.split())
    assert trial.read_bytes() == before
    assert not (tmp_path / "new.toml").exists()
