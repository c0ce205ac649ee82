"""A forecast is told in plain words: always with its band, never as a promise."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from lumbago.cli import fan, picture
from lumbago.record import Band, Basis, Chance, CheckIn, Difference, Forecast, History, Report, WhatIf
from lumbago.wording.forecasting import CLAIM, in_ten, tell

ON = date(2026, 3, 2)
HISTORY = History(Report(on=ON, nprs=6))
ALWAYS = (7, 14, 28, 42, 84, 182, 365)
LONGEST_SENTENCE = 30
OLDEST_READER = 7.5
"""Grade of Flesch and Kincaid: 12 or 13 years old."""

PROMISES = ("you will", "certain", "guarantee", "definite", "cure", "always get", "never get", "heal")


def band(day, *levels):
    lowest, low, quarter, middle, three, high, highest = levels
    return Band(day, middle, (quarter, three), (low, high), (lowest, highest))


def way(name, change=(-0.1, -0.4, 0.2), work=(2.0, 0.0, 3.0)):
    median, low, high = change
    return WhatIf(name, tuple(Difference(day, median, (low, high), 0.0) for day in (7, 14, 28, 84)), work)


def foretold(pain=(1, 1.6, 2.4, 3.1, 4.2, 5.6, 7), limits=(5, 20, 30, 40, 45, 50, 70), **changed):
    days = (0, *ALWAYS)
    usual = Forecast(
        from_day=0,
        pain=tuple(band(day, *pain) for day in days),
        disability=tuple(band(day, *limits) for day in days),
        recovered=tuple(Chance(day, min(1.0, day / 200)) for day in days),
        days_to_recovery=(97, 34, None),
        too_early=(),
        what_ifs=(way("rest-0-days", (0, 0, 0), (0, 0, 0)), way("rest-4-days"), way("programme")),
        check_ins=0,
        basis=Basis.MODEL,
        weight=0.0,
        seed=1,
    )
    return replace(usual, **changed)


def sentences_of(words):
    said = (*words.pain, *words.daily_life, *words.recovery, *words.made_with, words.since)
    return [*said, *(comparison.sentence for comparison in words.comparisons)]


def test_the_middle_never_stands_without_its_band():
    words = tell(HISTORY, foretold())

    assert words.pain[0] == (
        "In two weeks pain will most likely be about 3 out of 10. "
        "For 8 in 10 people like you it lies between 2 and 6."
    )
    for line in (*words.pain, *words.daily_life):
        assert "For 8 in 10 people like you" in line or not re.search(r"about \d", line)


def test_too_early_is_said_plainly_and_no_middle_with_it():
    words = tell(HISTORY, foretold(too_early=(42, 84)))

    assert "too early to tell" not in words.pain[0]
    assert all("too early to tell" in line and "most likely" not in line for line in words.pain[1:])
    assert [row.pain for row in words.rows if row.when in {"6 weeks", "12 weeks"}] == ["too early"] * 2


def test_days_of_a_forecast_are_counted_from_the_last_thing_said():
    later = History(HISTORY.report, (CheckIn(on=ON + timedelta(14), nprs=4),))
    days = (14, *(day + 14 for day in ALWAYS))
    pain = tuple(band(day, *(level + (day == 28) for level in range(7))) for day in days)

    words = tell(later, replace(foretold(), from_day=14, pain=pain, too_early=(42,), check_ins=1))

    assert "16 March 2026" in words.since
    assert "about 4 out of 10" in words.pain[0]
    assert "too early" in words.pain[1]
    assert "1 check-in" in words.made_with[0]


def test_daily_life_from_hardly_to_greatly_limited_is_too_early_to_tell():
    words = tell(HISTORY, foretold(limits=(0, 3, 10, 30, 50, 80, 90)))

    assert all("too early to tell" in line for line in words.daily_life[1:4])


def test_daily_life_that_nobody_asked_about_is_called_that():
    asked = History(Report(on=ON, nprs=6, rmdq_percent=40))

    assert "not asked" in tell(HISTORY, foretold()).daily_life[-1]
    assert "not asked" not in " ".join(tell(asked, foretold()).daily_life)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((97, 34, None), "between about 5 weeks and more than a year; half need longer than about 3 months"),
        ((12, 9, 20), "between about 9 days and about 3 weeks; half need longer than about 12 days"),
        (
            (None, 200, None),
            "about 7 months and more than a year; fewer than half have recovered within a year",
        ),
        ((None, None, None), "too early to tell"),
    ],
)
def test_the_time_to_recovery_is_a_range(days, said):
    told = tell(HISTORY, foretold(days_to_recovery=days)).recovery[-1]

    assert said in told


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0, "fewer than 1 in 20"),
        (0.05, "about 1 in 10"),
        (0.42, "about 4 in 10"),
        (1.0, "more than 19 in 20"),
    ],
)
def test_a_chance_is_told_in_people(chance, said):
    assert in_ten(chance) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((-0.8, -1.6, 0.0), "no difference we can be sure of"),
        ((-0.8, -1.6, 0.3), "no difference we can be sure of (1.6 lower to 0.3 higher)"),
        ((0.2, 0.1, 0.7), "too small for most to feel (0.1 to 0.7 higher)"),
        ((-1.2, -2.0, -0.6), "about 1.2 lower (0.6 to 2 lower)"),
    ],
)
def test_a_change_is_called_one_only_where_its_band_leaves_out_none(change, said):
    told = tell(HISTORY, foretold(what_ifs=(way("rest-4-days", change),))).comparisons[0]

    assert said in told.pain_soon
    assert "Resting 4 days in bed instead of none" in told.sentence


@pytest.mark.parametrize(
    ("work", "said"),
    [
        ((2.0, 0.0, 3.0), "about 2 more (0 to 3 more)"),
        ((2.0, -1.0, 3.0), "no difference we can be sure of (1 fewer to 3 more)"),
        ((0.0, -3.0, 0.0), "most likely no difference (0 to 3 fewer)"),
        ((0.1, -0.2, 0.3), "no difference"),
    ],
)
def test_days_off_work_come_with_their_band(work, said):
    assert tell(HISTORY, foretold(what_ifs=(way("rest-4-days", work=work),))).comparisons[0].work == said


def test_what_the_others_are_compared_with_is_not_told():
    ways = [comparison.way for comparison in tell(HISTORY, foretold()).comparisons]

    assert len(ways) == 2
    assert "0 days" not in " ".join(ways)


def test_it_says_what_it_was_computed_with_and_claims_nothing():
    stacked = tell(HISTORY, foretold(basis=Basis.STACKED, weight=0.3)).made_with

    assert "30 parts in 100" in stacked[0]
    assert CLAIM in stacked
    assert "model alone" in tell(HISTORY, foretold()).made_with[0]


LEVELS = st.lists(st.floats(0, 10), min_size=7, max_size=7).map(sorted)
DAYS = st.none() | st.integers(0, 365)
CHANGES = st.tuples(*[st.floats(-10, 10)] * 3).map(sorted).map(lambda c: (c[1], c[0], c[2]))


@settings(max_examples=60, deadline=None)
@given(LEVELS, LEVELS, st.tuples(DAYS, DAYS, DAYS), CHANGES, st.sets(st.sampled_from(ALWAYS)))
def test_whatever_is_forecast_is_told_without_a_promise(pain, limits, days, change, early):
    forecast = foretold(
        pain=pain,
        limits=[10 * level for level in limits],
        days_to_recovery=days,
        too_early=tuple(sorted(early)),
        what_ifs=(way("rest-2-days", change, change), way("stay-active", change, change)),
    )

    text = " ".join(sentences_of(tell(HISTORY, forecast)))

    assert [promise for promise in PROMISES if promise in text.lower()] == []
    assert text.count(" will ") == text.count(" will most likely ")
    assert "-" not in re.sub(r"check-in|[a-z]-[a-z]", "", text)


def grade(sentence):
    words = re.findall(r"[A-Za-z’']+", sentence)
    beats = sum(max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))) for word in words)
    return 0.39 * len(words) + 11.8 * beats / len(words) - 15.59


@pytest.mark.parametrize("early", [(), ALWAYS], ids=["told", "too early"])
def test_a_twelve_year_old_can_read_it(early):
    told = sentences_of(tell(HISTORY, foretold(too_early=early)))
    parts = [part for line in told for part in re.split(r"(?<=[.;:])\s", line) if len(part.split()) > 3]

    assert [part for part in parts if len(part.split()) > LONGEST_SENTENCE] == []
    assert sum(map(grade, parts)) / len(parts) <= OLDEST_READER


def drawn(forecast, said, *, width=60, encoding="utf-8", days=84):
    raw = io.BytesIO()
    console = Console(
        file=io.TextIOWrapper(raw, encoding=encoding, write_through=True),
        force_terminal=True, no_color=True, markup=False, highlight=False, width=width,
    )  # fmt: skip
    fan.draw(console, forecast, said, days=days, now="today")
    return re.sub(r"\x1b\[[0-9;]*m", "", raw.getvalue().decode(encoding)).splitlines()


@pytest.mark.parametrize("width", [30, 60, 100])
@pytest.mark.parametrize("days", [1, 28, 365])
def test_a_fan_fits_its_terminal(width, days):
    lines = drawn(foretold(), [(0, 6)], width=width, days=days)

    assert max(map(len, lines)) <= width
    assert "today" in lines[-1]
    assert [line[:3].strip() for line in lines[1:-2]] == ["10", "", "8", "", "6", "", "4", "", "2", "", "0"]


def test_a_fan_reads_without_colour_and_without_block_characters():
    blocks, letters = (
        drawn(foretold(too_early=(84,)), [(0, 6)]),
        drawn(foretold(), [(0, 6)], encoding="ascii"),
    )

    assert set("━▓▒░◆?") <= set("".join(blocks))
    assert set("=#+.o") <= set("".join(letters))


def test_what_was_said_long_before_leaves_the_fan_its_room():
    days = (400, *(day + 400 for day in ALWAYS))
    forecast = replace(foretold(), from_day=400, pain=tuple(band(day, *range(7)) for day in days))

    frame = fan.framed(forecast, [(0, 6), (380, 4), (400, 2)], days=28)

    assert (frame.first, frame.now, frame.last) == (380, 400, 428)


@pytest.mark.parametrize("name", ["a.png", "a.svg"])
def test_the_same_forecast_gives_the_same_picture(tmp_path, name):
    pytest.importorskip("matplotlib")

    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        picture.write(HISTORY, foretold(too_early=(84,)), tmp_path / folder / name, days=84, now="today")

    first, second = ((tmp_path / folder / name).read_bytes() for folder in ("one", "two"))
    assert first == second
    assert first[:4] in {b"\x89PNG", b"<?xm"}
    assert [path.name for path in (tmp_path / "one").iterdir()] == [name]
