"""Who is drawn from the calibrated population can be followed, and starts where they said they stand."""

import numpy as np
import pytest

from lumbago.knowledge import current
from lumbago.prognosis.population import posterior, spreads_of
from lumbago.recovery import Luck, Spread, begin, draw, follow
from lumbago.recovery.course import READ_OFF, usual_days
from lumbago.recovery.equations import Parameters, State
from lumbago.recovery.people import STEADY, draw_freely, within_limits

RECOVERY = current().recovery
MIDDLE = spreads_of(RECOVERY, posterior(RECOVERY)[0])
N = 2_000


@pytest.mark.parametrize("number", range(len(posterior(RECOVERY))))
def test_nobody_who_may_be_drawn_leaves_the_scales(number):
    spreads = spreads_of(RECOVERY, posterior(RECOVERY)[number])
    luck = Luck(3, number * N)
    pain = np.linspace(0, 10, N)

    cloud = begin(
        draw(spreads, N, luck=luck),
        pain=pain,
        days_since_onset=np.tile([0.0, 7.0, 60.0, 900.0], N // 4),
        disability=np.linspace(100, 0, N),
        luck=luck,
    )
    paths = follow(cloud, usual_days(40), luck=luck, record=READ_OFF).of

    assert all(np.isfinite(rows).all() for rows in paths.values())
    assert 0 <= paths["pain"].min() <= paths["pain"].max() <= 10
    assert 0 <= paths["disability"].min() <= paths["disability"].max() <= 100
    assert paths["damaged"].min() >= -1e-6
    assert (paths["damaged"] + paths["regenerating"]).max() <= 1 + 1e-5


@pytest.mark.parametrize("stated", [1.0, 4.0, 7.0, 9.0])
def test_people_start_with_the_pain_they_stated(stated):
    luck = Luck(5)
    cloud = begin(draw(MIDDLE, 500, luck=luck), pain=stated, days_since_onset=6.0, luck=luck)

    felt = follow(cloud, usual_days(1), luck=luck).of["pain"][0]
    assert np.mean(np.abs(felt - stated) < 0.05) > 0.98
    assert np.abs(felt - stated).max() < 0.1


def test_the_longer_ago_the_onset_the_less_of_the_pain_is_tissue():
    luck = Luck(5)
    rows = draw(MIDDLE, 500, luck=luck)
    torn = [
        begin(rows, pain=6.0, days_since_onset=days, luck=luck)
        .states[State._fields.index("regenerating")]
        .mean()
        for days in (7.0, 30.0, 200.0)
    ]

    assert torn[0] > torn[1] > torn[2]
    assert torn[2] < 0.01


def test_sensitisation_never_outgrows_its_settling():
    rows = draw(MIDDLE, 5_000, luck=Luck(1))
    sensitise, settle = (rows[Parameters._fields.index(name)] for name in ("sensitise", "settle"))

    assert (sensitise <= STEADY * settle * (1 + 1e-6)).all()
    assert (
        draw_freely(MIDDLE, 5_000, luck=Luck(1))[Parameters._fields.index("sensitise")] >= sensitise
    ).all()


def test_no_share_is_drawn_beyond_its_limit():
    wild = {**MIDDLE, "linger": Spread(0.9, 2.0), "settle": Spread(5.0, 2.0)}

    rows = draw(wild, 1_000, luck=Luck(1))

    assert rows[Parameters._fields.index("linger")].max() <= 0.98
    assert rows[Parameters._fields.index("settle")].max() <= 1.0
    assert within_limits(rows.copy()).tolist() == rows.tolist()


def test_a_parameter_that_is_missing_is_named():
    with pytest.raises(ValueError, match="settle"):
        draw({name: one for name, one in MIDDLE.items() if name != "settle"}, 3, luck=Luck(1))
