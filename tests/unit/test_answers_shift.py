"""What people answer moves their guesses and their forecast; bearings, cohort and people are invented."""

from datetime import date

import numpy as np
import pytest

from lumbago.knowledge import current
from lumbago.knowledge.recovery import Personal, Recovery
from lumbago.prognosis import plain, predict
from lumbago.prognosis.bank import GRIDS, Bank
from lumbago.prognosis.bearing import LATENTS
from lumbago.prognosis.cloud import guesses
from lumbago.prognosis.facts import FACTS
from lumbago.prognosis.personal import ANCHORS, Coefficients, coefficients_of, model_chances
from lumbago.prognosis.stacking import spoken
from lumbago.record import Basis, History, Report
from lumbago.recovery import Luck
from lumbago.recovery.equations import Parameters
from lumbago.validation import recovery_forecast as run
from lumbago.validation.cohort import People
from lumbago.validation.peers import Given

ON = date(2026, 3, 2)
ARROWS = current().recovery.arrows
MIDDLE_AGE, DECADE = 40.0, 10.0
AGE, SETTLE = plain.COLUMNS.index("age"), LATENTS.index("settle")
EVERY_COLUMN = len(plain.COLUMNS)

SCALING = plain.Scaling(
    np.where(np.arange(EVERY_COLUMN) == AGE, MIDDLE_AGE, 0.0),
    np.where(np.arange(EVERY_COLUMN) == AGE, DECADE, 1.0),
    np.eye(EVERY_COLUMN),
)


def bearing(of_age):
    """Each decade shifts settling by so many standard deviations between people; no other answer bears."""
    values = np.zeros((1 + EVERY_COLUMN, len(LATENTS)))
    values[1 + AGE, SETTLE] = of_age
    return Coefficients(SCALING, values)


def statistics(grid, days, columns, *, of_age):
    """A statistical forecast in which each decade moves the odds of more by so many logits."""
    effects = np.where(np.arange(columns) == AGE, of_age, 0.0)
    one = plain.Regression(np.linspace(-4, 4, len(grid) - 1), effects, np.zeros(columns))
    padded = plain.Scaling(
        np.resize(SCALING.centre, columns) * (np.arange(columns) < EVERY_COLUMN),
        np.where(np.arange(columns) == AGE, DECADE, 1.0),
        np.eye(columns),
    )
    return plain.as_numbers(plain.Plain(padded, dict.fromkeys(days, one)))


def recovery(*, of_age=0.0, statistics_of_age=0.0, weight=0.0):
    """Arrows before any fit, with what an invented cohort taught of age."""
    personal = Personal(
        on=ON,
        people=2,
        cohort="Invented people",
        columns=plain.COLUMNS,
        **{name: values.tolist() for name, values in SCALING._asdict().items()},
        latents=LATENTS,
        coefficients=bearing(of_age).values.tolist(),
        plain={
            outcome: {
                "baseline": statistics(grid, ANCHORS, EVERY_COLUMN, of_age=statistics_of_age),
                "baseline+14": statistics(grid, ANCHORS[1:], EVERY_COLUMN + 2, of_age=statistics_of_age),
            }
            for outcome, grid in GRIDS.items()
        },
        weight={f"{outcome} {given}": weight for outcome in GRIDS for given in ("baseline", "baseline+14")},
    )
    return Recovery(ARROWS, {}, personal=personal)


def aged(years):
    return History(Report(on=ON, age=years, nprs=6))


def settling(history, known):
    return guesses(history, known, 200, luck=Luck(1)).parameters[Parameters._fields.index("settle")]


def test_an_answer_that_bears_on_settling_moves_every_guess():
    slower = recovery(of_age=-0.5)

    assert (settling(aged(60), slower) < settling(aged(40), slower)).all()
    assert (settling(aged(30), slower) > settling(aged(40), slower)).all()


def test_a_shift_is_told_in_deviations_between_people():
    """Half a deviation slower: people differ by `between` in the logarithm."""
    slower = recovery(of_age=-0.5)

    moved = np.median(np.log(settling(aged(50), slower) / settling(aged(40), slower)))

    assert moved == pytest.approx(-0.5 * ARROWS["settle"].between, rel=0.05)


def test_an_answer_that_bears_on_nothing_moves_no_guess():
    assert (settling(aged(60), recovery()) == settling(aged(40), recovery())).all()


def test_where_no_cohort_was_at_hand_answers_move_no_guess():
    untaught = Recovery(ARROWS, {})

    assert (settling(aged(60), untaught) == settling(aged(40), untaught)).all()


def cohort(ages):
    return {name: np.full(len(ages), np.nan) for name in FACTS} | {"age": np.asarray(ages, float)}


def bank(people, *, seed=1, particles=400):
    """Guesses at people that state 1 where settling is fast and 8 where it is slow, on every day."""
    latents = np.random.default_rng(seed).standard_normal((people, particles, len(LATENTS)))
    is_fast = latents[:, :, SETTLE] > 0
    chances = {}
    for outcome, grid in GRIDS.items():
        low, high = np.eye(len(grid))[[1, 8]]
        for day in ANCHORS:
            chances[outcome, day] = np.where(is_fast[..., None], low, high).astype(np.float32)
    return Bank(latents, chances)


def test_guesses_of_a_cohort_count_by_what_each_answered():
    """A deviation of settling: five in six then lie above the middle, and not half."""
    middle, old = model_chances(bearing(0.5), cohort([40.0, 60.0]), bank(2, particles=4_000))["pain", 91]

    assert middle[1] == pytest.approx(0.5, abs=0.05)
    assert old[1] == pytest.approx(0.84, abs=0.05)
    assert old[8] == pytest.approx(1 - old[1])


def test_what_a_cohort_stated_after_two_weeks_counts_too():
    stated = {(outcome, 14): np.array([8, -1]) for outcome in GRIDS}

    asked, silent = model_chances(bearing(0.0), cohort([40.0, 40.0]), bank(2), stated)["pain", 91]

    assert asked[8] == pytest.approx(1, abs=1e-3)
    assert silent[8] == pytest.approx(0.5, abs=0.1)


def test_a_cohort_teaches_which_answer_bears_on_recovery():
    """The older half of it did well, the younger badly."""
    ages = np.linspace(20, 60, 120)
    places = {(outcome, day): np.where(ages > MIDDLE_AGE, 1, 8) for outcome in GRIDS for day in ANCHORS}

    values = coefficients_of(cohort(ages), places, bank(120, particles=100)).values

    assert values[1 + AGE, SETTLE] > 0.3
    assert values[1 + AGE, SETTLE] == np.abs(values[1:]).max()


def test_the_recovery_model_is_validated_with_what_answers_bear_on(monkeypatch):
    """Of people in the same pain the older went on in it, the younger did not; new people are told so."""
    monkeypatch.setattr(run, "PARTICLES", 100)
    ages = np.tile([30.0, 50.0], 30)
    answers = {**cohort(ages), "pain": np.full(60, 6.0), "disability": np.full(60, 50.0)}
    places = {(outcome, day): np.where(ages > MIDDLE_AGE, 7, 0) for outcome in GRIDS for day in ANCHORS}
    people = People(tuple(map(str, range(60))), answers, places)
    known, new = people.those(np.arange(50)), people.those(np.arange(50, 60))

    chances = run.recovery_forecast(Recovery(ARROWS, {}), people)(known, new, Given.BASELINE)["pain", 91]

    young, old = ((chances @ GRIDS["pain"])[first::2] for first in (0, 1))
    assert old.min() > young.max() + 0.5


def test_the_statistical_forecast_listens_to_answers():
    known = recovery(statistics_of_age=1.0, weight=0.5)

    young, old = (
        said.chances["pain"][91][1] @ GRIDS["pain"]
        for said in (spoken(aged(years), (), known) for years in (30, 60))
    )

    assert old > young + 2


def test_with_the_whole_weight_a_forecast_says_what_statistics_say():
    def foretold(years):
        forecast = predict(aged(years), recovery(statistics_of_age=2.0, weight=1.0), particles=64, horizon=91)
        assert forecast.basis is Basis.STACKED
        return forecast.band(forecast.pain, 91).median

    assert foretold(20) < 2
    assert foretold(60) > 8
