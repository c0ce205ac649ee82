"""Laws of virtual trials: they hold for every protocol."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.errors import TrialError
from lumbago.knowledge import current
from lumbago.shards import cores
from lumbago.simulation import read_trial, run
from lumbago.simulation.known import at
from lumbago.simulation.result import as_fields
from lumbago.simulation.running import answers

PEOPLE = 1100
OUTCOMES = """
[[outcome]]
id = "pain"
measure = "pain_mean"
day = 21
arm = "b"
[[outcome]]
id = "difference"
measure = "pain_mean"
day = 21
difference = ["a", "b"]
[[outcome]]
id = "recovered"
measure = "recovered_share"
threshold = 1
for_days = 3
from = "onset"
day = 21
risk_ratio = ["a", "b"]
[[outcome]]
id = "hazard"
measure = "recovered_share"
threshold = 1
for_days = 3
day = 21
hazard_ratio = ["a", "b"]
[[outcome]]
id = "work"
measure = "work_days_lost_mean"
day = 21
difference = ["a", "b"]
"""


def trial(first="", second="", *, observation="", n=PEOPLE, seed=1):
    arms = f'[[arm]]\nname = "a"\n{first}\n[[arm]]\nname = "b"\n{second}\n'
    return read_trial(f'name = "laws"\nn = {n}\nseed = {seed}\n{observation}\n{arms}{OUTCOMES}')


CALIBRATED = at(current().recovery, [{"settle": level} for level in (-4.5, -4.0)], "acute-primary-care")
WATCHED = "observation = { dropout_per_month = 0.2, missed_share = 0.1, recall_sd = 0.5 }"

SHARES = st.floats(0, 1).map(lambda share: round(share, 2))
PHASES = st.builds(
    lambda first, length, rest, nsaid, training: (
        f"phase = [{{ days = [{first}, {min(first + length, 20)}], rest = {rest}, nsaid = {nsaid}, "
        f"strengthening = {training} }}]"
    ),
    st.integers(0, 20),
    st.integers(0, 20),
    SHARES,
    SHARES,
    SHARES,
)


def numbers(found):
    return [(one["predicted"], one["low"], one["high"]) for one in as_fields(found)["outcomes"]]


@settings(max_examples=8)
@given(PHASES, st.integers(0, 2**32 - 1), st.sampled_from(["", WATCHED]))
def test_identical_arms_end_identically(phase, seed, observation):
    found = answers(trial(phase, phase, observation=observation, seed=seed), CALIBRATED, cores(1))

    one, other = found.arms["a"], found.arms["b"]
    assert (one.pain == other.pain).all()
    for asked in one.values.keys() & other.values.keys():
        assert np.array_equal(one.values[asked], other.values[asked], equal_nan=True)


@settings(max_examples=6)
@given(PHASES, st.sampled_from(["", WATCHED]))
def test_arms_that_do_the_same_do_not_differ(phase, observation):
    found = run(trial(phase, phase, observation=observation), CALIBRATED, cores(1))

    predicted = {one.outcome.id: one.working for one in found.outcomes}
    assert predicted["difference"] == 0
    assert predicted["work"] == 0
    assert predicted["recovered"] == pytest.approx(0, abs=1e-12)
    assert predicted["hazard"] == pytest.approx(0, abs=1e-9)


@settings(max_examples=8)
@given(PHASES, st.integers(1, PEOPLE), st.integers(1, 4), st.sampled_from(["", WATCHED]))
def test_neither_blocks_nor_threads_change_a_bit(phase, block, threads, observation):
    asked = trial(phase, observation=observation)

    whole = answers(asked, CALIBRATED, cores(1), block=PEOPLE)
    parts = answers(asked, CALIBRATED, cores(threads), block=max(block, 60))

    for name in ("a", "b"):
        assert (whole.arms[name].pain == parts.arms[name].pain).all()
        for question, values in whole.arms[name].values.items():
            assert values.tobytes() == parts.arms[name].values[question].tobytes()


def test_the_order_in_which_blocks_are_done_changes_nothing():
    """A crew that does the last piece first, and still hands results over in order."""

    def backwards(task, pieces):
        done = {number: task(pieces[number]) for number in reversed(range(len(pieces)))}
        return iter([done[number] for number in range(len(pieces))])

    asked = trial("phase = [{ days = [0, 6], rest = 1 }]", n=9000)

    assert numbers(run(asked, CALIBRATED, backwards)) == numbers(run(asked, CALIBRATED, cores(2)))


@pytest.mark.parametrize("outcome", ["pain", "difference", "recovered", "hazard", "work"])
def test_more_people_narrow_the_error_of_chance(outcome):
    def error(n):
        found = run(trial("phase = [{ days = [0, 13], rest = 1 }]", n=n), CALIBRATED, cores(2))
        return next(one.errors.monte_carlo for one in found.outcomes if one.outcome.id == outcome)

    assert error(8000) < 0.7 * error(1000)


def test_another_seed_gives_other_people_and_nearly_the_same_numbers():
    one, other = (run(trial(seed=seed, n=4000), CALIBRATED, cores(2)) for seed in (1, 2))

    first, second = one.outcomes[0], other.outcomes[0]
    assert first.predicted != second.predicted
    assert abs(first.predicted - second.predicted) < 6 * first.errors.monte_carlo


def test_the_same_luck_in_both_arms_makes_a_difference_surer():
    found = run(trial("phase = [{ days = [0, 2], rest = 1 }]"), CALIBRATED, cores(1))

    pain, difference = found.outcomes[:2]
    assert difference.errors.monte_carlo < pain.errors.monte_carlo


def test_more_than_nobody_takes_part():
    with pytest.raises(TrialError, match="line 2: n: '0'"):
        trial(n=0)


def test_one_person_is_a_trial():
    assert run(trial(n=1), CALIBRATED, cores(1)).outcomes[0].predicted is not None


def test_adherence_of_nothing_is_no_treatment():
    kept = run(trial("phase = [{ days = [0, 20], nsaid = 1, adherence = 0 }]"), CALIBRATED, cores(1))

    assert kept.outcomes[1].predicted == 0


def test_a_protocol_is_a_value():
    assert replace(trial(), n=5) == trial(n=5)
