"""Laws of pooling, for any network of studies.

Networks are invented: a true effect of each treatment, and studies of two to four arms around it.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lumbago.errors import SynthesisError
from lumbago.synthesis import Choices, Contrasts, Measure, synthesise
from lumbago.synthesis.components import Additive
from lumbago.synthesis.fitting import fit
from lumbago.synthesis.heterogeneity import Method
from lumbago.synthesis.network import parts, weave
from lumbago.synthesis.pairwise import pool
from lumbago.synthesis.ranking import SmallValues, sucra
from lumbago.synthesis.splitting import indirect_by_removal, split

LETTERS = "abcdefg"
QUICK = Choices(draws=0)
NEAR = {"rtol": 1e-7, "atol": 1e-7}


def joined(pieces):
    names = zip(*((study, a, b) for study, a, b, _, _ in pieces), strict=True)
    effects, errors = (np.array([piece[place] for piece in pieces]) for place in (3, 4))
    return Contrasts(*(tuple(column) for column in names), effects, errors)


def study_of(name, arms, luck):
    """All contrasts of a study whose arms have each a value and a variance."""
    values = luck.normal(size=len(arms)) + [LETTERS.index(arm) / 3 for arm in arms]
    variances = luck.uniform(0.05, 1, size=len(arms))
    return [
        (name, arms[i], arms[j], values[i] - values[j], np.sqrt(variances[i] + variances[j]))
        for i in range(len(arms))
        for j in range(i + 1, len(arms))
    ]


TWO_TO_SIX, ONE_TO_EIGHT = st.integers(2, 6), st.integers(1, 8)


@st.composite
def networks(draw, treatments=TWO_TO_SIX, extra=ONE_TO_EIGHT):
    """A connected network: a chain of two-armed studies, and some more of up to four arms."""
    names = LETTERS[: draw(treatments)]
    luck = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    pieces = []
    for number, (first, second) in enumerate(pairwise(names)):
        pieces += study_of(f"chain {number}", [first, second], luck)
    for number in range(draw(extra)):
        arms = luck.choice(list(names), size=min(len(names), int(luck.integers(2, 5))), replace=False)
        pieces += study_of(f"more {number}", list(arms), luck)
    return joined(pieces)


def analysed(contrasts, **chosen):
    return synthesise(contrasts, Measure.MD, "a", choices=replace(QUICK, **chosen))


def reordered(contrasts, order):
    def of(column):
        return tuple(column[place] for place in order)

    return Contrasts(
        of(contrasts.studies),
        of(contrasts.first),
        of(contrasts.second),
        contrasts.effects[order],
        contrasts.errors[order],
    )


def same(one, other, **near):
    near = near or NEAR
    for model in ("common", "random"):
        for table in ("estimates", "errors"):
            a, b = (getattr(getattr(found, model).league, table) for found in (one, other))
            np.testing.assert_allclose(a, b, **near)
    np.testing.assert_allclose(one.tau2, other.tau2, **near)


@given(networks(), st.integers(0, 1000), st.sampled_from(Method))
def test_the_order_of_studies_never_matters(contrasts, seed, method):
    order = np.random.default_rng(seed).permutation(contrasts.effects.size)

    same(analysed(contrasts, method=method), analysed(reordered(contrasts, order), method=method))


@given(networks())
def test_the_names_of_treatments_never_matter(contrasts):
    """The alphabet turned round: the first comes last."""
    turn = {name: LETTERS[-1 - LETTERS.index(name)] for name in LETTERS}
    turned = replace(
        contrasts,
        first=tuple(turn[name] for name in contrasts.first),
        second=tuple(turn[name] for name in contrasts.second),
    )

    one, other = analysed(contrasts), synthesise(turned, Measure.MD, "g", choices=QUICK)

    np.testing.assert_allclose(one.random.league.estimates, other.random.league.estimates[::-1, ::-1], **NEAR)
    np.testing.assert_allclose(one.random.p_scores, other.random.p_scores[::-1], **NEAR)
    np.testing.assert_allclose(one.decomposition.within.q, other.decomposition.within.q, **NEAR)


@given(networks(), st.integers(0, 1000))
def test_a_contrast_turned_round_says_the_same(contrasts, seed):
    is_turned = np.random.default_rng(seed).random(contrasts.effects.size) < 0.5
    sides = list(zip(contrasts.first, contrasts.second, is_turned, strict=True))
    turned = replace(
        contrasts,
        first=tuple(b if turn else a for a, b, turn in sides),
        second=tuple(a if turn else b for a, b, turn in sides),
        effects=np.where(is_turned, -contrasts.effects, contrasts.effects),
    )

    same(analysed(contrasts), analysed(turned))


@given(networks(), st.floats(0.1, 100), st.sampled_from(Method))
def test_another_unit_changes_nothing_but_the_unit(contrasts, unit, method):
    assume(unit * np.abs(contrasts.effects).max() < 1e4)
    scaled = replace(contrasts, effects=unit * contrasts.effects, errors=unit * contrasts.errors)

    one, other = analysed(contrasts, method=method), analysed(scaled, method=method)

    near = {"rtol": 1e-5, "atol": 1e-6}
    np.testing.assert_allclose(
        unit * one.random.league.estimates, other.random.league.estimates, rtol=1e-5, atol=1e-6 * unit
    )
    np.testing.assert_allclose(unit**2 * one.tau2, other.tau2, rtol=1e-4, atol=1e-6 * unit**2)
    np.testing.assert_allclose(one.random.p_scores, other.random.p_scores, **near)
    np.testing.assert_allclose(one.decomposition.total.q, other.decomposition.total.q, **near)


@given(networks(treatments=st.just(2)), st.sampled_from(Method))
def test_a_network_of_one_comparison_is_a_pairwise_meta_analysis(contrasts, method):
    sign = np.where(np.array(contrasts.first) == "a", 1.0, -1.0)
    pooled = pool(sign * contrasts.effects, contrasts.errors, method)

    found = analysed(contrasts, method=method)

    assert found.random.league.estimates[0, 1] == pytest.approx(pooled.random.estimate)
    assert found.random.league.errors[0, 1] == pytest.approx(pooled.random.error)
    assert found.tau2 == pytest.approx(pooled.tau2)
    assert found.decomposition.total.q == pytest.approx(pooled.q.q)
    assert found.decomposition.between.q == 0


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(0.1, 3)), min_size=2, max_size=9))
def test_pooling_common_effects_is_a_weighted_mean(studies):
    effects, errors = np.array(studies).T
    weights = 1 / errors**2

    pooled = pool(effects, errors)

    assert pooled.common.estimate == pytest.approx((weights * effects).sum() / weights.sum(), abs=1e-9)
    assert pooled.common.error == pytest.approx(weights.sum() ** -0.5)
    assert effects.min() - 1e-9 <= pooled.random.estimate <= effects.max() + 1e-9
    assert pooled.weights.sum() == pytest.approx(1)


@given(networks())
def test_every_study_twice_doubles_precision(contrasts):
    twice = Contrasts(
        contrasts.studies + tuple(f"{name} again" for name in contrasts.studies),
        contrasts.first * 2,
        contrasts.second * 2,
        np.tile(contrasts.effects, 2),
        np.tile(contrasts.errors, 2),
    )

    one, other = analysed(contrasts).common.league, analysed(twice).common.league

    np.testing.assert_allclose(one.estimates, other.estimates, **NEAR)
    np.testing.assert_allclose(one.errors**2, 2 * other.errors**2, **NEAR)


@given(networks())
def test_a_league_table_mirrors_itself_and_its_differences_add_up(contrasts):
    league = analysed(contrasts).random.league

    np.testing.assert_allclose(league.estimates, -league.estimates.T, atol=1e-12)
    np.testing.assert_allclose(league.low, -league.high.T, atol=1e-12)
    np.testing.assert_allclose(league.estimates[:, :1] + league.estimates[:1], league.estimates, atol=1e-9)
    assert (league.p >= 0).all()
    assert (league.p <= 1).all()


@given(networks(), st.sampled_from(SmallValues))
def test_p_scores_have_mean_one_half_and_turn_round_with_what_is_good(contrasts, small_values):
    scores = analysed(contrasts, small_values=small_values).random.p_scores
    others = [value for value in SmallValues if value is not small_values]

    assert scores.mean() == pytest.approx(0.5)
    np.testing.assert_allclose(analysed(contrasts, small_values=others[0]).random.p_scores, 1 - scores)


@given(networks())
def test_drawn_ranks_agree_with_p_scores(contrasts):
    found = analysed(contrasts, draws=4000)

    np.testing.assert_allclose(found.ranks.sum(axis=0), 1)
    np.testing.assert_allclose(found.ranks.sum(axis=1), 1)
    np.testing.assert_allclose(sucra(found.ranks), found.random.p_scores, atol=0.04)


@given(networks())
def test_q_falls_apart_into_within_and_between(contrasts):
    parts_ = analysed(contrasts).decomposition

    assert parts_.within.q + parts_.between.q == pytest.approx(parts_.total.q, abs=1e-7)
    assert parts_.within.df + parts_.between.df == parts_.total.df
    assert sum(one.test.q for one in parts_.designs) == pytest.approx(parts_.within.q, abs=1e-9)
    assert sum(one.studies for one in parts_.designs) == len(set(contrasts.studies))


@given(networks())
def test_the_network_is_the_mean_of_direct_and_indirect_evidence(contrasts):
    splits = analysed(contrasts).splits
    both = np.isfinite(splits.indirect[0])
    weights = 1 / splits.direct[1] ** 2, 1 / splits.indirect[1] ** 2

    mean = (weights[0] * splits.direct[0] + weights[1] * splits.indirect[0]) / (weights[0] + weights[1])

    np.testing.assert_allclose(mean[both], splits.network[0][both], atol=1e-6)
    assert ((splits.share >= 0) & (splits.share <= 1)).all()


@given(networks(treatments=st.integers(3, 5)))
def test_indirect_evidence_of_two_armed_studies_is_the_network_without_them(contrasts):
    """With common effects and two arms everywhere, back-calculation and removal are one."""
    counts = {name: contrasts.studies.count(name) for name in contrasts.studies}
    keep = np.array([place for place, name in enumerate(contrasts.studies) if counts[name] == 1])
    contrasts = reordered(contrasts, keep)
    network = weave(contrasts)
    assume(parts(network).max() == 0 and len(network.treatments) > 2)
    found = synthesise(contrasts, Measure.MD, network.treatments[0], choices=QUICK)

    calculated, removed = split(network, found.common.fit), indirect_by_removal(network, None)
    both = np.isfinite(calculated.indirect[0])

    np.testing.assert_allclose(calculated.indirect[:, both], removed[:, both], rtol=1e-5, atol=1e-5)


@given(networks())
def test_treatments_that_are_their_own_components_are_a_network(contrasts):
    found = analysed(contrasts, additive=Additive(inactive="a"))

    np.testing.assert_allclose(
        found.components.random_treatments[0], found.random.league.estimates[:, 0], atol=1e-6
    )
    np.testing.assert_allclose(
        found.components.random_treatments[1], found.random.league.errors[:, 0], atol=1e-6
    )
    assert found.components.difference.df == 0


@given(networks(), st.floats(0.01, 5))
def test_more_heterogeneity_never_narrows_an_interval(contrasts, more):
    network = weave(contrasts)

    assert (fit(network, more).errors >= fit(network, 0.0).errors - 1e-12).all()


BREAKS = {
    "negative standard error": lambda c, row: replace(c, errors=c.errors * np.where(row, -1, 1)),
    "zero standard error": lambda c, row: replace(c, errors=np.where(row, 0.0, c.errors)),
    "infinite standard error": lambda c, row: replace(c, errors=np.where(row, np.inf, c.errors)),
    "standard error that is no number": lambda c, row: replace(c, errors=np.where(row, np.nan, c.errors)),
    "effect that is no number": lambda c, row: replace(c, effects=np.where(row, np.nan, c.effects)),
    "comparison with itself": lambda c, row: replace(
        c, second=tuple(a if broken else b for a, b, broken in zip(c.first, c.second, row, strict=True))
    ),
    "missing comparison": lambda c, row: reordered(c, np.flatnonzero(~row)),
    "doubled comparison": lambda c, row: reordered(c, np.append(np.arange(row.size), np.flatnonzero(row))),
    "effects at odds": lambda c, row: replace(c, effects=c.effects + 0.1 * row),
    "standard error too small for its study": lambda c, row: replace(c, errors=np.where(row, 1e-3, c.errors)),
}


@pytest.mark.parametrize("broken", BREAKS)
@given(contrasts=networks(treatments=st.integers(3, 6)), place=st.integers(0, 100))
def test_what_no_study_can_have_found_is_refused_by_name(broken, contrasts, place):
    many = [row for row, name in enumerate(contrasts.studies) if contrasts.studies.count(name) > 1]
    assume(many)
    row = many[place % len(many)]
    spoilt = BREAKS[broken](contrasts, np.arange(contrasts.effects.size) == row)

    with pytest.raises(SynthesisError) as fault:
        analysed(spoilt)

    assert fault.value.study == contrasts.studies[row]
    assert f"study '{contrasts.studies[row]}'" in str(fault.value)


@given(networks(treatments=st.integers(3, 5)))
def test_a_study_that_nothing_links_is_refused_by_name(contrasts):
    luck = np.random.default_rng(1)
    apart = [
        *zip(
            contrasts.studies,
            contrasts.first,
            contrasts.second,
            contrasts.effects,
            contrasts.errors,
            strict=True,
        )
    ]
    apart += study_of("apart", ["f", "g"], luck)

    with pytest.raises(SynthesisError, match="study 'apart': the network is in 2 parts"):
        analysed(joined(apart))


@given(networks())
def test_an_unknown_reference_is_refused(contrasts):
    with pytest.raises(SynthesisError, match="no study has the reference 'z'"):
        synthesise(contrasts, Measure.MD, "z", choices=QUICK)
