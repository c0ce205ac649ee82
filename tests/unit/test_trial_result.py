"""A trial from protocol to interval, power and pictures."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lumbago.errors import TrialError
from lumbago.knowledge import current
from lumbago.recovery import Luck
from lumbago.shards import Block, cluster, cores
from lumbago.simulation import power, read_trial, run
from lumbago.simulation.cohort import cohort
from lumbago.simulation.drawing import pictures
from lumbago.simulation.known import at, studies, study
from lumbago.simulation.protocol import Population, Spreading
from lumbago.simulation.result import as_fields
from lumbago.simulation.running import draws_of_people

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "trials").glob("*.toml"))

TRIAL = """name = "Costs $5 & more"
n = 1500
observed = 60
[population]
preset = "acute-primary-care"
[[arm]]
name = "bed <rest>"
phase = [{ days = [0, 13], rest = 1 }]
[[arm]]
name = "usual"
[[outcome]]
id = "pain"
measure = "pain_mean"
day = 28
arm = "usual"
published = { value = 3.0, low = 2.5, high = 3.5 }
[[outcome]]
id = "difference"
measure = "pain_mean"
scale = [0, 100]
day = 28
difference = ["bed <rest>", "usual"]
[[outcome]]
id = "share"
measure = "nprs_share_at_least"
scale = [0, 100]
threshold = 4
day = 28
arm = "usual"
published = { value = 99.9 }
[[outcome]]
id = "odds"
measure = "nprs_share_at_least"
threshold = 4
day = 28
odds_ratio = ["bed <rest>", "usual"]
[[outcome]]
id = "hazard"
measure = "recovered_share"
threshold = 1
for_days = 3
day = 28
hazard_ratio = ["bed <rest>", "usual"]
[[outcome]]
id = "never"
measure = "days_to_recovery_median"
threshold = 0
for_days = 28
day = 28
arm = "usual"
published = { value = 10 }
"""


@pytest.fixture(scope="module")
def prior():
    sharp = np.log(current().recovery.arrows["settle"].prior.median)
    draws = [{"settle": float(sharp + shift)} for shift in (-0.3, 0.0, 0.3)]
    return at(current().recovery, draws, "acute-primary-care")


@pytest.fixture(scope="module")
def result(prior):
    return run(read_trial(TRIAL), prior, cores())


def of(result, outcome):
    return next(one for one in result.outcomes if one.outcome.id == outcome)


def test_json_holds_what_was_promised(result):
    fields = as_fields(result)

    ids = ["pain", "difference", "share", "odds", "hazard", "never"]
    assert [one["id"] for one in fields["outcomes"]] == ids
    assert json.dumps(fields, allow_nan=False)
    assert {"predicted", "low", "high", "published", "inside", "z"} <= set(fields["outcomes"][0])
    assert fields["outcomes"][0]["published"] == {"value": 3.0, "low": 2.5, "high": 3.5, "interval": 95}
    assert fields["outcomes"][1]["published"] is None


def test_each_interval_holds_its_number(result):
    for one in result.outcomes:
        if one.predicted is not None:
            assert one.low < one.predicted < one.high


def test_what_was_not_reached_is_said_to_be_nothing(result):
    never = of(result, "never")

    assert (never.predicted, never.low, never.high, never.z) == (None, None, None, None)
    assert never.is_inside is False


def test_a_published_number_far_off_lies_outside(result):
    share = of(result, "share")

    assert share.is_inside is False
    assert share.z > 3
    assert share.high <= 100


def test_more_people_in_the_study_narrow_the_interval(prior, result):
    larger = run(replace(read_trial(TRIAL), observed=600), prior, cores())

    assert of(larger, "pain").errors.sampling == pytest.approx(of(result, "pain").errors.sampling / 10**0.5)
    assert of(larger, "pain").high < of(result, "pain").high


def test_without_the_number_of_people_there_is_no_sampling_error(prior):
    alone = run(replace(read_trial(TRIAL), observed=None), prior, cores())

    assert of(alone, "pain").errors.sampling == 0


def test_people_may_differ_by_arm(prior, result):
    uneven = run(replace(read_trial(TRIAL), observed={"usual": 60}), prior, cores())

    assert of(uneven, "pain").errors == of(result, "pain").errors
    assert of(uneven, "difference").errors.sampling == 0


def test_draws_that_differ_widen_the_interval(prior, result):
    one_draw = run(read_trial(TRIAL), prior._replace(draws=prior.draws[:1]), cores())

    assert of(one_draw, "pain").errors.parameters == 0
    assert of(result, "pain").errors.parameters > 0


def test_studies_that_differ_widen_the_interval_by_a_share_of_the_scale(prior):
    calibrated = prior._replace(study_spread={"pain_mean": 0.05, "pain_mean:difference": 0.02})

    found = run(read_trial(TRIAL), calibrated, cores())

    assert of(found, "pain").errors.studies == pytest.approx(0.5)
    assert of(found, "difference").errors.studies == pytest.approx(2)
    assert of(found, "share").errors.studies == 0


def test_the_error_of_few_people_is_what_other_seeds_show(prior):
    trial = replace(read_trial(TRIAL), n=300, observed=None)
    one_draw = prior._replace(draws=prior.draws[:1])

    found = [of(run(replace(trial, seed=seed), one_draw, cores()), "pain") for seed in range(40)]

    assert np.std([one.predicted for one in found]) == pytest.approx(found[0].errors.monte_carlo, rel=0.35)


def test_a_small_cohort_uses_some_draws_evenly_apart():
    assert draws_of_people(Block(0, 4), 4, 30).tolist() == [0, 0, 0, 0]
    assert set(draws_of_people(Block(0, 1500), 1500, 30)) == {0, 10, 20}
    assert set(draws_of_people(Block(0, 20_000), 20_000, 30)) == set(range(30))


def test_a_trial_s_own_numbers_go_before_those_of_the_preset(prior):
    people = Population(nprs=Spreading(mean=3.0), age=Spreading(share=0.5))
    which = np.zeros(4000, np.int64)

    found = cohort(people, prior, which, luck=Luck(1)).facts

    assert found["nprs"].mean() == pytest.approx(3, abs=0.05)
    assert found["nprs"].std() > 0.5
    assert set(found["age"]) == {0, 1}
    assert found["onset_days"].mean() == pytest.approx(9, abs=0.5)


def test_the_same_number_is_the_same_person_in_any_block(prior):
    which = np.repeat(np.arange(3), 100)

    whole = cohort(Population(), prior, which, luck=Luck(1))
    part = cohort(Population(), prior, which[150:220], luck=Luck(1, 150))

    assert (whole.cloud.parameters[:, 150:220] == part.cloud.parameters).all()
    assert (whole.facts["nprs"][150:220] == part.facts["nprs"]).all()
    assert (whole.cloud.states[:, 150:220] == part.cloud.states).all()


def test_a_difference_is_what_two_arms_differ_by(prior):
    text = (
        TRIAL
        + '[[outcome]]\nid = "other"\nmeasure = "pain_mean"\nscale = [0, 100]\nday = 28\narm = "bed <rest>"\n'
    )

    found = run(read_trial(text), prior, cores())

    apart = of(found, "other").predicted - 10 * of(found, "pain").predicted
    assert of(found, "difference").predicted == pytest.approx(apart, abs=1e-4)


def test_courses_tell_pain_and_recovery_by_day(result):
    course = result.courses["usual"]

    assert course.pain.shape == (7, 29)
    assert (np.diff(course.pain, axis=0) >= 0).all()
    assert (np.diff(course.recovered[:22]) >= 0).all()
    assert course.mean[28] == pytest.approx(of(result, "pain").predicted, abs=0.15)


def test_power_is_that_of_two_normal_means(result):
    pain = of(result, "pain")

    found = power(pain, 1.0)

    assert found.sd == pytest.approx(pain.per_person[0])
    assert found.needed[0.8] == pytest.approx(2 * ((1.96 + 0.8416) * found.sd) ** 2, abs=1)
    assert found.by_size[20] < found.by_size[200] < found.by_size[2000]
    assert found.needed[0.8] < found.needed[0.9]


def test_power_for_what_the_model_predicts_needs_two_arms(result):
    assert power(of(result, "difference")).effect == pytest.approx(of(result, "difference").predicted)
    assert power(of(result, "hazard")).effect == pytest.approx(of(result, "hazard").predicted)
    with pytest.raises(TrialError, match="--effect: 'pain' is of one arm"):
        power(of(result, "pain"))


def test_power_for_a_share_is_told_on_its_scale(result):
    assert power(of(result, "share"), 10.0).effect == pytest.approx(10)
    assert power(of(result, "share"), 10.0).needed[0.8] < power(of(result, "share"), 5.0).needed[0.8]


def test_no_size_shows_no_effect(result):
    assert power(of(result, "pain"), 0.0).needed == {0.8: None, 0.9: None}


@pytest.mark.parametrize("effect", [0, -0.5])
def test_a_ratio_below_nothing_is_refused(result, effect):
    with pytest.raises(TrialError, match="ratio above 0"):
        power(of(result, "odds"), effect)


def test_pictures_are_the_same_each_time_and_say_no_date(result):
    first, second = dict(pictures(result)), dict(pictures(result))

    assert set(first) == {
        f"{name}.{form}" for name in ("pain", "recovery", "forest") for form in ("svg", "png")
    }
    assert first == second
    assert b"<dc:date>" not in first["pain.svg"]
    for name, content in first.items():
        if name.endswith("svg"):
            assert ET.fromstring(content) is not None  # noqa: S314 - our own drawing


def test_words_of_a_protocol_are_drawn_as_they_stand(result):
    drawn = dict(pictures(result))["pain.svg"].decode()

    assert "Costs $5 &amp; more" in drawn
    assert "bed &lt;rest&gt;" in drawn


def test_a_cluster_gives_the_same_numbers(prior, result):
    distributed = pytest.importorskip(
        "distributed", reason="Dask is not installed: pip install lumbago[cluster]"
    )
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as here:
        found = run(read_trial(TRIAL), prior, cluster(here.scheduler_address))

    assert as_fields(found) == as_fields(result)


def runs(trial):
    trial = replace(trial, n=64)

    found = run(trial, at(current().recovery, [{}], trial.population.preset), cores(1))

    return len(found.outcomes) == len(trial.outcome)


@pytest.mark.parametrize("name", studies())
def test_every_published_study_can_be_run(name):
    assert runs(study(name))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_can_be_run(path):
    assert runs(read_trial(path.read_text()))


def test_there_are_examples_for_at_least_eight_studies():
    assert len(EXAMPLES) >= 8
