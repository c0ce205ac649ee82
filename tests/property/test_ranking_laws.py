"""Laws of the ranking, for any effects that reviews may ever find; the treatments are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_treatments import INVENTED, effect, invented, treatment

from lumbago.record import Link, Phase
from lumbago.treatment import rank

EFFECTS = st.lists(
    st.tuples(st.floats(-30, 10), st.floats(1, 15), st.sampled_from(["high", "moderate", "low", "very-low"])),
    min_size=2,
    max_size=6,
)


def ranked(effects, against="placebo"):
    treatments = [
        treatment(f"t{k}", "option", effect(against, value, half, certainty=grade))
        for k, (value, half, grade) in enumerate(effects)
    ]
    return rank(Phase.ACUTE, invented(treatments=treatments))


def place_of(id_, ranking):
    return next(option.place for option in ranking.options if option.treatment == id_)


@given(EFFECTS, st.floats(0, 1))
def test_a_treatment_never_rises_when_its_effect_shrinks(effects, share):
    value, half, grade = effects[0]
    shrunk = [
        (min(value, value * share), half, grade) if value > 0 else (value * share, half, grade),
        *effects[1:],
    ]

    before, after = ranked(effects), ranked(shrunk)

    if value <= 0:
        assert place_of("t0", after) >= place_of("t0", before)


@given(EFFECTS, st.floats(0, 20))
def test_a_treatment_never_rises_when_another_of_its_network_gets_better(effects, more):
    value, half, grade = effects[1]
    better = [effects[0], (value - more, half, grade), *effects[2:]]

    assert place_of("t0", ranked(better)) >= place_of("t0", ranked(effects))


@given(
    st.floats(-30, 0),
    st.floats(0, 1),
    st.floats(-10, 10),
    st.lists(st.sampled_from(["high", "moderate", "low", "very-low"]), min_size=3, max_size=3),
)
def test_a_treatment_never_rises_when_its_effect_shrinks_in_a_network(value, share, step, grades):
    """Others hang on it: what is known only by way of an uncertain comparison is as uncertain."""

    def place(of_first):
        treatments = [
            treatment("t0", "option", effect("placebo", of_first, 4, certainty=grades[0])),
            treatment("t1", "option", effect("t0", step, 2, certainty=grades[1])),
            treatment("t2", "option", effect("placebo", -5, 3, certainty=grades[2])),
        ]
        return place_of("t0", rank(Phase.ACUTE, invented(treatments=treatments)))

    assert place(value * share) >= place(value)


@given(EFFECTS)
def test_places_follow_what_is_gained(effects):
    options = [option for option in ranked(effects).options if option.place]

    assert [option.place for option in options] == list(range(1, len(effects) + 1))
    gains = [option.net_benefit for option in options]
    assert gains == sorted(gains, reverse=True)


@given(EFFECTS)
def test_levelness_is_mutual(effects):
    level = {option.treatment: option.level_with for option in ranked(effects).options}

    assert all(one in level[other] for one, others in level.items() for other in others)


@given(EFFECTS)
def test_doubt_never_makes_an_effect_larger(effects):
    for option in ranked(effects).options:
        assert abs(option.net_benefit) <= abs(option.estimate.value) + 1e-3


@given(st.floats(-60, -1), st.floats(0.5, 10))
def test_a_single_small_trial_is_never_first(value, half):
    small = treatment("small", "option", effect("placebo", value, half, trials=1, people=60))
    large = treatment("large", "option", effect("placebo", -1, 3))

    options = rank(Phase.ACUTE, invented(treatments=[small, large])).options

    assert [option.treatment for option in options] == ["large", "small"]


def test_what_no_trial_joins_to_the_rest_has_no_place():
    ranking = rank(Phase.ACUTE, INVENTED)

    (apart,) = (option for option in ranking.options if option.treatment == "apart")
    assert apart.place is None
    assert apart.why_not_ranked == "not-connected"
    assert ranking.unconnected == ("apart",)


def test_evidence_for_one_phase_is_not_used_for_another():
    only = treatment("only", "option", effect("placebo", -9, 2, phases=("persistent",)))

    ranking = rank(Phase.ACUTE, invented(treatments=[only]))

    assert ranking.options[0].estimate is None
    assert ranking.options[0].why_not_ranked == "not-counted"


def test_a_loop_of_trials_is_weighed_together():
    blue = next(option for option in rank(Phase.ACUTE, INVENTED).options if option.treatment == "blues")

    assert blue.estimate.link is Link.MIXED
    assert -8 < blue.estimate.value < -4


def test_a_treatment_reached_only_by_way_of_another_says_so():
    first = treatment("first", "option", effect("placebo", -7, 4))
    second = treatment("second", "option", effect("first", -5, 3))

    options = {o.treatment: o for o in rank(Phase.ACUTE, invented(treatments=[first, second])).options}

    assert options["second"].estimate.link is Link.INDIRECT
    assert options["second"].estimate.value == pytest.approx(-12)


def test_a_scale_of_relief_is_turned_round_and_marked():
    warm = treatment("warm", "option", effect("placebo", 1, 0.5, top=5, better="higher", is_relief=True))

    (option,) = rank(Phase.ACUTE, invented(treatments=[warm])).options

    assert option.estimate.value == pytest.approx(-20)
    assert option.estimate.is_converted


def test_of_two_equal_effects_the_more_certain_comes_first():
    sure = treatment("sure", "option", effect("placebo", -9, 3, certainty="high"))
    doubtful = treatment("doubtful", "option", effect("placebo", -9, 3, certainty="very-low"))

    options = rank(Phase.ACUTE, invented(treatments=[doubtful, sure])).options

    assert [option.treatment for option in options] == ["sure", "doubtful"]


def test_harm_costs_places():
    kind = treatment("kind", "option", effect("placebo", -7, 3))
    harsh = treatment(
        "harsh",
        "option",
        effect("placebo", -8, 3),
        effect("placebo", 2.5, 0.5, id="harm", outcome="adverse", measure="RR", top=None, counts=False),
    )

    options = rank(Phase.ACUTE, invented(treatments=[kind, harsh])).options

    assert [option.treatment for option in options] == ["kind", "harsh"]


def test_the_most_specific_position_of_a_guideline_wins():
    acute = {o.treatment: o for o in rank(Phase.ACUTE, INVENTED, "strict").options}
    later = {o.treatment: o for o in rank(Phase.PERSISTENT, INVENTED, "strict").options}

    assert acute["reds"].why_not_ranked == "against-guideline"
    assert later["reds"].place is not None
