"""Single arrows of the recovery model, one at a time: what a person would notice of each."""

import numpy as np
import pytest
from recovery_cast import EVEN, crowd

from lumbago.recovery import INPUTS, follow
from lumbago.recovery.course import usual_days

NO_ADVICE = {"avoid_education": 0.0, "settle_education": 0.0, "load_education": 0.0}
NO_SKIN = {"ease_heat": 0.0, "ease_ice": 0.0, "warm": 0.0, "cool": 0.0}
"""People in whom advice, or heat and ice, do nothing at all."""


def lived(people, days, reading, **brought):
    """Return a reading of the last of some days that each bring the same, shape (n,)."""
    inputs = usual_days(days)
    for name, dose in brought.items():
        inputs[:, INPUTS.index(name)] = dose
    return follow(people, inputs, luck=None, record=(reading,)).of[reading][-1]


@pytest.mark.parametrize("reading", ["pain", "disability", "activity", "sensitisation", "capacity"])
def test_advice_that_reaches_nothing_changes_nothing(reading):
    people = crowd(40, only=NO_ADVICE)

    assert (lived(people, 28, reading, education=1) == lived(people, 28, reading)).all()


def test_who_follows_advice_avoids_less_and_stays_more_active_in_the_same_pain():
    people = crowd(40, only={**NO_ADVICE, "avoid": 2.0, "avoid_education": 0.5})

    advised, left_alone = (lived(people, 2, "activity", education=told) for told in (1, 0))

    assert (advised > left_alone).all()
    assert np.median(advised - left_alone) > 0.05


def test_more_advice_followed_lowers_avoidance_more():
    people = crowd(40, only={**NO_ADVICE, "avoid": 2.0, "avoid_education": 0.5})

    active = [np.mean(lived(people, 2, "activity", education=share)) for share in (0, 0.5, 1)]

    assert active == sorted(set(active))


def test_advice_settles_sensitisation_sooner():
    people = crowd(40, only={**NO_ADVICE, "settle": 0.05, "settle_education": 2.0})

    advised, left_alone = (lived(people, 28, "sensitisation", education=told) for told in (1, 0))

    assert (advised <= left_alone).all()
    assert advised.mean() < 0.8 * left_alone.mean()


@pytest.mark.parametrize(("used", "other"), [("heat", "ice"), ("ice", "heat")])
def test_what_eases_pain_is_what_was_put_on(used, other):
    people = crowd(40, only={**EVEN, **NO_SKIN, f"ease_{used}": 1.0})
    nothing = lived(people, 1, "pain")

    assert (lived(people, 1, "pain", **{used: 1}) < nothing).all()
    assert (lived(people, 1, "pain", **{other: 1}) == nothing).all()


def test_heat_brings_blood_to_the_muscle_and_ice_does_not():
    people = crowd(40, only={**NO_SKIN, "warm": 0.2})
    usual = lived(people, 1, "perfusion")

    assert (lived(people, 1, "perfusion", heat=1) > usual).all()
    assert (lived(people, 1, "perfusion", ice=1) == usual).all()


def test_ice_takes_blood_from_the_muscle_and_heat_does_not():
    people = crowd(40, only={**NO_SKIN, "cool": 0.2})
    usual = lived(people, 1, "perfusion")

    assert (lived(people, 1, "perfusion", ice=1) < usual).all()
    assert (lived(people, 1, "perfusion", heat=1) == usual).all()
