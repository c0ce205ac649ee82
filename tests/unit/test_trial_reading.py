"""A protocol is read as it stands, or refused with line, field and remedy."""

import pytest

from lumbago.errors import TrialError
from lumbago.simulation import read_trial
from lumbago.simulation.living import inputs
from lumbago.simulation.places import line_of

TRIAL = """name = "Two days in bed against ordinary activity"
seed = 1
n = 200
observed = 67
[population]
preset = "acute-primary-care"
onset_days = { mean = 7, sd = 5, min = 0, max = 21 }
nprs = 5.7
previous_episodes = { share = 0.7 }
[[arm]]
name = "bed rest"
[[arm.phase]]
days = [0, 1]
rest = 1.0
[[arm]]
name = "ordinary activity"
[[outcome]]
id = "pain"
measure = "pain_mean"
scale = [0, 10]
day = 84
arm = "bed rest"
published = { value = 2.1, low = 1.6, high = 2.6, at = "Table 2" }
[[outcome]]
id = "recovered"
measure = "recovered_share"
threshold = 1
for_days = 7
from = "onset"
day = 84
risk_ratio = ["bed rest", "ordinary activity"]
"""


def with_phases(*phases):
    written = "".join(f"[[arm.phase]]\n{phase}\n" for phase in phases)
    return read_trial(TRIAL.replace("[[arm.phase]]\ndays = [0, 1]\nrest = 1.0\n", written))


def test_a_protocol_is_read_as_it_stands():
    trial = read_trial(TRIAL)

    assert trial.n == 200
    assert list(trial.arms) == ["bed rest", "ordinary activity"]
    assert trial.population.nprs.mean == 5.7
    assert trial.outcome[1].from_ == "onset"
    assert trial.outcome[1].arms == ("bed rest", "ordinary activity")
    assert trial.horizon == 84


def test_windows_line_ends_and_a_mark_of_byte_order_change_nothing():
    assert read_trial("\ufeff" + TRIAL.replace("\n", "\r\n")) == read_trial(TRIAL)


def test_a_median_without_a_day_is_looked_for_during_a_year():
    text = TRIAL.replace('"recovered_share"', '"days_to_recovery_median"').replace("day = 84\nrisk", "risk")

    assert read_trial(text.replace("risk_ratio", "difference")).horizon == 365


@pytest.mark.parametrize(
    ("written", "instead", "line", "field", "words"),
    [
        ("n = 200", "n = 0", 3, "n", "greater than or equal to 1"),
        ("n = 200", 'n = "many"', 3, "n", "whole number"),
        ("seed = 1", "seeds = 1", 2, "seeds", "Check the spelling"),
        ("nprs = 5.7", "nprs = 11", 8, "population.nprs.mean", "Write 0 to 10"),
        ("nprs = 5.7", "nprs = { men = 5 }", 8, "population.nprs.men", "Check the spelling"),
        ("nprs = 5.7", "nprs = { mean = 5, share = 0.1 }", 8, "population.nprs", "Keep"),
        ("min = 0, max = 21", "min = 30, max = 21", 7, "population.onset_days", "Change their places"),
        ("min = 0, max", "min = 8, max", 7, "population.onset_days", "outside min and max"),
        ("acute-primary-care", "acute", 6, "population.preset", "It should be 'acute-primary-care'"),
        ("rest = 1.0", "rst = 1.0", 14, "arm.0.phase.0.rst", "no such field"),
        ("rest = 1.0", "rest = 1.5", 14, "arm.0.phase.0.rest", "from 0 to 1"),
        ("rest = 1.0", "rest = true", 14, "arm.0.phase.0.rest", "from 0 to 1"),
        ("rest = 1.0", "rest = [1.0]", 14, "arm.0.phase.0.rest", "different length"),
        ("rest = 1.0", "rest = []", 14, "arm.0.phase.0.rest", "from 0 to 1"),
        ("[0, 1]", "[1, 0]", 13, "arm.0.phase.0.days", "Change their places"),
        ("[0, 1]", "[-1, 1]", 13, "arm.0.phase.0.days.0", "greater than or equal to 0"),
        ("[0, 1]", "[84, 90]", 13, "arm.0.phase.0.days", "outside the trial"),
        ('"bed rest"\n[[arm.phase', '"bed rest"\ndays = 60\n[[arm.phase', 22, "outcome.0.day", "60 days"),
        ('name = "ordinary activity"', 'name = "bed rest"', 16, "arm.1.name", "there already"),
        ('arm = "bed rest"', 'arm = "bed"', 22, "outcome.0.arm", "Write one of bed rest"),
        ('arm = "bed rest"', "", 17, "outcome.0", "names no arm"),
        (
            'arm = "bed rest"',
            'arm = "bed rest"\ndifference = ["a", "b"]',
            17,
            "outcome.0",
            "arm and difference",
        ),
        ('"pain_mean"', '"pain_means"', 19, "outcome.0.measure", "Did you mean pain_mean?"),
        ("low = 1.6", "low = 2.5", 23, "outcome.0.published.low", "above the value"),
        ("high = 2.6", "high = 2.0", 23, "outcome.0.published.high", "below the value"),
        ("scale = [0, 10]", "scale = [10, 0]", 20, "outcome.0.scale", "lower end first"),
        ("scale = [0, 10]", "scale = [0]", 20, "outcome.0.scale.1", "missing"),
        ("day = 84\narm", "arm", 17, "outcome.0.day", "missing"),
        ("day = 84\narm", "day = 84.5\narm", 21, "outcome.0.day", "whole number"),
        ("threshold = 1\n", "", 24, "outcome.1.threshold", "missing"),
        ('"onset"', '"birth"', 29, "outcome.1.from", "'onset', 'start'"),
        ("risk_ratio", "hazard_rate", 31, "outcome.1.hazard_rate", "no such field"),
        (
            '["bed rest", "ordinary activity"]',
            '["bed rest", "bed rest"]',
            31,
            "outcome.1.risk_ratio",
            "itself",
        ),
        ("observed = 67", "observed = 0", 4, "observed", "greater than or equal to 1"),
        ("observed = 67", "observed = { bed = 67 }", 4, "observed.bed", "there is no arm"),
        ("observed = 67", "days = 50", 21, "outcome.0.day", "50 days"),
        ('"recovered"', '"pain"', 25, "outcome.1.id", "there already"),
        (
            'arm = "bed rest"',
            'hazard_ratio = ["bed rest", "ordinary activity"]',
            22,
            "outcome.0.hazard_ratio",
            "no hazard",
        ),
        (
            'arm = "bed rest"',
            'odds_ratio = ["bed rest", "ordinary activity"]',
            22,
            "outcome.0.odds_ratio",
            "no share",
        ),
        ("day = 84\narm", "day = 84\nfrom_day = 3\narm", 22, "outcome.0.from_day", "Leave it out"),
    ],
)
def test_a_fault_is_named_with_line_field_and_remedy(written, instead, line, field, words):
    assert written in TRIAL

    with pytest.raises(TrialError) as caught:
        read_trial(TRIAL.replace(written, instead, 1))

    assert caught.value.field == field
    assert words in str(caught.value)
    assert caught.value.line == line


def test_arms_of_different_length_are_refused():
    text = TRIAL.replace('name = "bed rest"', 'name = "bed rest"\ndays = 84')
    text = text.replace('name = "ordinary activity"', 'name = "ordinary activity"\ndays = 90')

    with pytest.raises(
        TrialError, match=r"line 18: arm\.1\.days: arms are of different length: 90 days here, 84"
    ):
        read_trial(text)


@pytest.mark.parametrize("text", ["n = ", "[[arm]", "a = [" * 2000, "\x00"])
def test_what_is_not_toml_is_refused(text):
    with pytest.raises(TrialError, match="file"):
        read_trial(text)


def test_a_protocol_without_outcomes_is_refused():
    with pytest.raises(TrialError, match="outcome"):
        read_trial(TRIAL[: TRIAL.index("[[outcome]]")])


def test_later_phases_win():
    trial = with_phases("days = [0, 3]\nrest = 1\nnsaid = 1", "days = [2, 9]\nrest = 0.25")

    days = inputs(trial.arm[0], 12)

    assert days[:, 0].tolist() == [1, 1, *[0.25] * 8, 0, 0]
    assert days[:4, 4].tolist() == [1, 1, 1, 1]


def test_what_is_not_stated_stays_as_people_live():
    days = inputs(read_trial(TRIAL).arm[1], 5)

    assert (days[:, 1] != days[:, 1]).all()
    assert days[:, [0, *range(2, 13)]].sum() == 0


def test_an_input_may_be_given_for_each_day():
    trial = with_phases("days = [1, 3]\nload = [0.1, 0.2, 0.3]")

    assert inputs(trial.arm[0], 5)[1:4, 1].tolist() == pytest.approx([0.1, 0.2, 0.3])


def test_adherence_weakens_treatments_and_not_what_befalls_people():
    trial = with_phases("days = [0, 1]\nrest = 1\nload = 0.8\nimmobilised = 1\nadherence = 0.5")

    row = inputs(trial.arm[0], 2)[0]

    assert row[0] == 0.5
    assert row[1] == pytest.approx(0.8)
    assert row[12] == 1


def test_a_phase_may_outlast_the_last_outcome():
    assert inputs(with_phases("days = [0, 200]\nnsaid = 1").arm[0], 84)[:, 4].sum() == 84


def test_a_field_that_is_not_written_is_placed_at_the_table_around_it():
    assert line_of(TRIAL, ("outcome", 1, "threshold")) == 27
    assert line_of(TRIAL, ("outcome", 1, "odds_ratio")) == 24
    assert line_of(TRIAL, ("nowhere",)) == 0
