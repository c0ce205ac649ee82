"""Effects of studies, from means and events, by hand and as other programs count them."""

import numpy as np
import pytest

from lumbago.errors import SynthesisError
from lumbago.synthesis import EventArms, MeanArms, Measure
from lumbago.synthesis.measures import from_events, from_means, hedges_correction
from lumbago.synthesis.studies import ZeroCells


def means(*arms, study="Ito"):
    treatments, n, values, sds = zip(*arms, strict=True)
    columns = (np.array(column, dtype=float) for column in (n, values, sds))
    return MeanArms((study,) * len(arms), treatments, *columns)


def events(*studies):
    """Each study as pairs of events and people."""
    rows = [
        (f"study {number}", place, *arm)
        for number, arms in enumerate(studies)
        for place, arm in enumerate(arms)
    ]
    names = tuple(row[0] for row in rows), tuple("abcd"[row[1]] for row in rows)
    return EventArms(*names, *(np.array([row[place] for row in rows], dtype=float) for place in (2, 3)))


def test_a_mean_difference_is_a_difference_of_means():
    found = from_means(means(("heat", 25, 3.0, 2.0), ("rest", 16, 4.0, 1.0)), Measure.MD)

    assert found.effects == pytest.approx([-1.0])
    assert found.errors**2 == pytest.approx([4 / 25 + 1 / 16])


def test_hedges_g_is_as_metafor_counts_it():
    """metafor 3.8-1: escalc("SMD", m1i=1.2, sd1i=2, n1i=20, m2i=.3, sd2i=2.4, n2i=25)."""
    found = from_means(means(("heat", 20, 1.2, 2.0), ("rest", 25, 0.3, 2.4)), Measure.SMD)

    assert found.effects == pytest.approx([0.396124799776])
    assert found.errors**2 == pytest.approx([0.0917434984111])


def test_the_exact_correction_lies_near_the_usual_approximation():
    freedom = np.array([4.0, 10.0, 50.0])

    assert hedges_correction(freedom) == pytest.approx(1 - 3 / (4 * freedom - 1), abs=3e-3)
    assert hedges_correction(np.array([2.0])) == pytest.approx(np.pi**-0.5)


def test_standardised_effects_of_many_arms_close_and_share_one_deviation():
    found = from_means(means(("a", 20, 1.0, 2.0), ("b", 30, 0.0, 1.0), ("c", 10, 3.0, 4.0)), Measure.SMD)
    ab, ac, bc = found.effects
    pooled = np.sqrt((19 * 4 + 29 * 1 + 9 * 16) / 57)

    assert ab + bc == pytest.approx(ac)
    assert ab == pytest.approx(hedges_correction(np.array([57.0]))[0] / pooled)
    assert found.errors[0] ** 2 == pytest.approx(1 / 20 + 1 / 30 + ab**2 / 120)


def test_logarithms_of_ratios_are_those_of_the_four_cells():
    arms = events([(9, 140), (23, 140)])

    odds, risk = from_events(arms, Measure.OR), from_events(arms, Measure.RR)

    assert odds.effects == pytest.approx([np.log((9 * 117) / (131 * 23))])
    assert odds.errors**2 == pytest.approx([1 / 9 + 1 / 131 + 1 / 23 + 1 / 117])
    assert risk.effects == pytest.approx([np.log(9 / 23)])
    assert risk.errors**2 == pytest.approx([1 / 9 - 1 / 140 + 1 / 23 - 1 / 140])


@pytest.mark.parametrize(
    ("measure", "value", "variance"),
    [(Measure.OR, -1.85281972599, 2.37893921796), (Measure.RR, -1.73233604876, 2.19963369963)],
)
def test_a_zero_cell_adds_half_to_every_cell_of_its_study_as_in_metafor(measure, value, variance):
    """metafor 3.8-1: escalc(measure, ai=0, n1i=20, ci=3, n2i=25)."""
    found = from_events(events([(0, 20), (3, 25)], [(4, 20), (5, 20)]), measure)

    assert found.effects[0] == pytest.approx(value)
    assert found.errors[0] ** 2 == pytest.approx(variance)
    assert found.effects[1] == from_events(events([(4, 20), (5, 20)]), measure).effects[0]


def test_a_zero_cell_in_one_arm_corrects_every_arm_of_its_study():
    found = from_events(events([(0, 20), (3, 25), (6, 30)]), Measure.OR)

    assert found.effects[2] == pytest.approx(np.log((3.5 / 22.5) / (6.5 / 24.5)))


def test_zero_cells_may_be_treated_otherwise():
    arms = events([(0, 20), (3, 25)], [(4, 20), (5, 20)])

    everywhere = from_events(arms, Measure.OR, ZeroCells.EVERYWHERE)
    left_out = from_events(arms, Measure.OR, ZeroCells.LEAVE_OUT)

    assert everywhere.effects[1] == pytest.approx(np.log((4.5 / 16.5) / (5.5 / 15.5)))
    assert left_out.left_out == ("study 0",)
    assert left_out.studies == ("study 1",)


def test_a_study_in_which_nothing_happened_is_left_out_and_named():
    arms = events([(0, 20), (0, 25)], [(20, 20), (25, 25)], [(4, 20), (5, 20)])

    assert from_events(arms, Measure.OR).left_out == ("study 0", "study 1")
    assert from_events(arms, Measure.RR).left_out == ("study 0",)


def test_a_study_left_out_adds_nothing_anywhere_else():
    arms = events([(0, 20), (0, 25)], [(4, 20), (5, 20)])

    found = from_events(arms, Measure.OR, ZeroCells.EVERYWHERE)

    assert found.effects == pytest.approx([np.log((4 / 16) / (5 / 15))])


FINE = (("heat", 20, 1.0, 2.0), ("rest", 20, 2.0, 2.0))
IMPOSSIBLE_MEANS = {
    "n of arm 'heat' is 0": (("heat", 0, 1.0, 2.0), FINE[1]),
    "n of arm 'heat' is -3": (("heat", -3, 1.0, 2.0), FINE[1]),
    "sd of arm 'heat' is 0": (("heat", 20, 1.0, 0.0), FINE[1]),
    "sd of arm 'heat' is nan": (("heat", 20, 1.0, np.nan), FINE[1]),
    "mean of arm 'heat' is nan": (("heat", 20, np.nan, 1.0), FINE[1]),
    "two arms 'rest'": (*FINE, FINE[1]),
    "one arm only": FINE[:1],
}


@pytest.mark.parametrize("told", IMPOSSIBLE_MEANS)
def test_impossible_means_are_refused_by_name(told):
    with pytest.raises(SynthesisError, match=f"study 'Ito'.*{told}"):
        from_means(means(*IMPOSSIBLE_MEANS[told]), Measure.MD)


IMPOSSIBLE_EVENTS = {
    "more events than people": [(21, 20), (3, 25)],
    "events must be 0 or more": [(-1, 20), (3, 25)],
    "n must be above 0": [(0, 0), (3, 25)],
    "n of arm 'b' is nan": [(1, 20), (3, np.nan)],
}


@pytest.mark.parametrize("told", IMPOSSIBLE_EVENTS)
def test_impossible_events_are_refused_by_name(told):
    with pytest.raises(SynthesisError, match=f"study 'study 1'.*{told}"):
        from_events(events([(4, 20), (5, 20)], IMPOSSIBLE_EVENTS[told]), Measure.OR)


def test_a_measure_that_arms_cannot_give_is_refused():
    with pytest.raises(SynthesisError, match="Choose MD or SMD"):
        from_means(means(*FINE), Measure.OR)
    with pytest.raises(SynthesisError, match="Choose OR or RR"):
        from_events(events([(4, 20), (5, 20)]), Measure.HR)


def test_studies_too_small_for_a_standardised_difference_are_refused():
    with pytest.raises(SynthesisError, match="study 'Ito': it has too few people for an SMD"):
        from_means(means(("heat", 2, 1.0, 2.0), ("rest", 1, 2.0, 2.0)), Measure.SMD)


def test_studies_that_say_nothing_at_all_are_refused():
    with pytest.raises(SynthesisError, match="no study says anything"):
        from_events(events([(0, 20), (0, 25)]), Measure.OR)
