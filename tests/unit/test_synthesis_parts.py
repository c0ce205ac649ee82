"""Parts of a synthesis, on networks small enough to reckon by hand."""

import json

import numpy as np
import pytest

from lumbago.errors import SynthesisError
from lumbago.synthesis import Choices, Contrasts, Measure, synthesise
from lumbago.synthesis.components import Additive, fit_components
from lumbago.synthesis.fields import as_fields
from lumbago.synthesis.figures import funnel_points, pictures
from lumbago.synthesis.fitting import fit
from lumbago.synthesis.geometry import geometry
from lumbago.synthesis.heterogeneity import Disagreement, Method, inconsistency, prediction_reach
from lumbago.synthesis.league import league
from lumbago.synthesis.network import weave
from lumbago.synthesis.pairwise import pool
from lumbago.synthesis.ranking import SmallValues, own_variances, rankogram
from lumbago.synthesis.splitting import indirect_by_removal, split


def contrasts(*rows):
    names = zip(*((study, *pair.split("-")) for study, pair, _, _ in rows), strict=True)
    return Contrasts(
        *(tuple(column) for column in names),
        np.array([row[2] for row in rows], dtype=float),
        np.array([row[3] for row in rows], dtype=float),
    )


TRIANGLE = contrasts(("1", "a-b", 1.0, 0.5), ("2", "b-c", 1.0, 0.5), ("3", "a-c", 3.0, 1.0))
STUDIES = contrasts(
    ("1", "a-b", 1.0, 0.5), ("2", "a-b", 2.0, 0.5), ("3", "b-c", 1.0, 0.5), ("4", "a-c", 3.0, 1.0)
)
CHOSEN = Choices(draws=0)


def test_a_loop_is_weighed_as_by_hand():
    """Indirect a-c: 2 with variance 1/2; direct 3 with variance 1."""
    model = fit(weave(TRIANGLE), 0.0)

    assert model.differences[0, 2] == pytest.approx((2 / 0.5 + 3 / 1) / 3)
    assert model.variances[0, 2] == pytest.approx(1 / 3)


def test_a_loop_is_split_as_by_hand():
    network = weave(TRIANGLE)

    found = split(network, fit(network, 0.0))

    assert (found.first.tolist(), found.second.tolist()) == ([0, 0, 1], [1, 2, 2])
    assert found.share[1] == pytest.approx(1 / 3)
    assert found.direct[:, 1] == pytest.approx([3, 1])
    assert found.indirect[:, 1] == pytest.approx([2, np.sqrt(0.5)])
    assert found.difference[:, 1] == pytest.approx([1, np.sqrt(1.5)])
    np.testing.assert_allclose(indirect_by_removal(network, None)[:, 1], [2, np.sqrt(0.5)])


def test_indirect_evidence_by_removal_is_what_the_other_studies_say():
    network = weave(STUDIES)

    found = indirect_by_removal(network, Method.DL)

    assert np.isfinite(found).all()
    assert found[0].tolist() == pytest.approx([2.0, 2.5, 1.5])


def test_q_of_a_loop_lies_between_designs():
    found = synthesise(TRIANGLE, Measure.MD, "a", choices=CHOSEN).decomposition

    assert found.total == found.between
    assert found.total.q == pytest.approx(1 / 1.5)
    assert found.within.df == 0
    assert np.isnan(found.tau2_within)


def test_q_of_one_design_lies_within():
    found = synthesise(STUDIES, Measure.MD, "a", choices=CHOSEN).decomposition

    one = next(design for design in found.designs if design.design == ("a", "b"))
    assert one.studies == 2
    assert one.test.q == pytest.approx(0.5**2 / 0.25 * 2)
    assert found.within.q == pytest.approx(one.test.q)


def test_nothing_is_said_of_heterogeneity_that_nothing_shows():
    found = synthesise(contrasts(("1", "a-b", 1.0, 0.5)), Measure.MD, "a", choices=CHOSEN)

    assert np.isnan(found.tau2)
    assert np.isnan(found.i2.value)
    assert found.random.league.errors[0, 1] == 0.5
    assert np.isnan(found.prediction).all()


def test_a_pairwise_analysis_is_as_by_hand():
    """Q = 2 with 1 degree of freedom; tau2 = (2 - 1) / (8 - 32 / 8)."""
    found = pool(np.array([0.0, 1.0]), np.array([0.5, 0.5]))

    assert found.q.q == pytest.approx(2)
    assert found.tau2 == pytest.approx(0.25)
    assert found.random.error == pytest.approx(0.5)
    assert found.i2.value == pytest.approx(0.5)
    assert found.weights.tolist() == [0.5, 0.5]


def test_restricted_likelihood_finds_no_heterogeneity_where_there_is_none():
    assert pool(np.array([1.0, 1.0, 1.1]), np.array([0.5, 0.4, 0.6]), Method.REML).tau2 == 0


def test_a_prediction_interval_widens_with_heterogeneity_and_few_studies():
    """t of 3 degrees of freedom at 97.5 %: 3.182."""
    errors = np.array([0.3])

    assert prediction_reach(0.16, errors, 3) == pytest.approx([3.182446 * 0.5])
    assert np.isnan(prediction_reach(0.16, errors, 1)).all()


def test_i2_is_never_below_nothing():
    assert inconsistency(Disagreement(3.0, 9, 0.96)).value == 0
    assert inconsistency(Disagreement(3.0, 9, 0.96)).low == 0


def test_ranks_follow_the_luck_they_are_given():
    effects, nothing = np.array([0.0, -1.0, 1.0]), np.zeros((3, 3))
    luck = np.zeros((4, 3))

    good, bad = (rankogram(effects, nothing, luck, values) for values in SmallValues)

    np.testing.assert_array_equal(good, [[0, 1, 0], [1, 0, 0], [0, 0, 1]])
    np.testing.assert_array_equal(bad, [[0, 1, 0], [0, 0, 1], [1, 0, 0]])


def test_own_variances_are_found_again_in_a_star():
    own = np.array([1.0, 2.0, 3.0, 4.0])
    errors = np.sqrt(own[:, None] + own) * (1 - np.eye(4))

    np.testing.assert_allclose(own_variances(errors), own)


def test_a_league_says_one_of_itself():
    table = league(fit(weave(TRIANGLE), 0.0), 0.95)

    assert np.diag(table.p).tolist() == [1, 1, 1]
    assert table.high[0, 1] - table.estimates[0, 1] == pytest.approx(1.959964 * table.errors[0, 1])


def test_geometry_counts_studies_arms_and_designs():
    three = [("5", pair, 1.0 - (pair == "b-c"), 0.7) for pair in ("a-b", "a-c", "b-c")]
    shape = geometry(weave(contrasts(*three, ("1", "a-b", 1.0, 0.5))))

    assert shape.edges == [(0, 1, 2), (0, 2, 1), (1, 2, 1)]
    assert shape.studies.tolist() == [[0, 2, 1], [2, 0, 1], [1, 1, 0]]
    assert shape.arms.tolist() == [2, 2, 1]
    assert (shape.designs, shape.parts) == (2, 1)


ADDED = contrasts(
    ("1", "A-P", 0.5, 0.1), ("2", "A+B-A", 0.3, 0.2), ("3", "B-P", 0.2, 0.15), ("4", "A+B-P", 0.9, 0.2),
    ("5", "D-C", 0.4, 0.1), ("6", "D+E-C", 0.3, 0.2), ("7", "D+E-D", 0.6, 0.3), ("8", "C+D-C", 0.2, 0.2),
)  # fmt: skip


def test_components_link_parts_of_a_network_as_netmeta_says():
    """netmeta 3.2-0: discomb(..., inactive = "P")."""
    found = fit_components(weave(ADDED), Additive("P"), Method.DL)

    assert found.names == ("A", "B", "C", "D", "E")
    assert found.random[0, 0] == pytest.approx(0.536923168266991)
    assert found.random[1, 0] == pytest.approx(0.128941790732141)
    assert (found.additive.q, found.additive.df) == (pytest.approx(4.07763975155279), 3)
    assert found.tau2 == pytest.approx(0.107728135464086**2)
    assert found.difference is None


def test_a_network_in_parts_is_pooled_by_components_only():
    found = synthesise(ADDED, Measure.MD, "P", choices=Choices(additive=Additive("P"), draws=0))

    assert (found.common, found.random, found.splits) == (None, None, None)
    assert set(dict(pictures(found))) == {"network.svg", "network.png"}
    with pytest.raises(SynthesisError, match="in parts"):
        funnel_points(found)
    assert as_fields(found)["network"]["connected"] is False
    assert json.dumps(as_fields(found), allow_nan=False)


def test_components_that_always_come_together_are_not_told_apart():
    found = fit_components(
        weave(contrasts(("1", "A+B-P", 0.5, 0.1), ("2", "C-P", 0.2, 0.1))), Additive("P"), Method.DL
    )

    assert np.isnan(found.common[0]).tolist() == [True, True, False]
    assert found.common_treatments[0].tolist() == pytest.approx([0.5, 0.2, 0.0])


@pytest.mark.parametrize(
    ("additive", "told"),
    [(Additive("Q"), "inactive treatment 'Q'"), (Additive("", "A"), "empty component")],
)
def test_components_that_cannot_be_are_refused(additive, told):
    with pytest.raises(SynthesisError, match=told):
        fit_components(weave(ADDED), additive, Method.DL)


def test_a_study_of_four_arms_needs_six_comparisons():
    pairs = ("a-b", "a-c", "a-d", "b-c", "b-d")

    with pytest.raises(SynthesisError, match="study '1': it has 4 arms, but no comparison of c with d"):
        weave(contrasts(*(("1", pair, 0.0, 1.0) for pair in pairs)))


def test_an_arm_that_would_need_a_negative_variance_is_refused():
    """Squared standard errors of 1 and 1 through b, but 2.5 past it: b would have a variance of -1/4."""
    three = [("1", "a-b", 0.0, 1.0), ("1", "b-c", 0.0, 1.0), ("1", "a-c", 0.0, np.sqrt(2.5))]

    with pytest.raises(
        SynthesisError, match="study '1': its standard errors cannot belong to arms of one study"
    ):
        weave(contrasts(*three))


def test_every_number_of_a_synthesis_fits_json():
    found = as_fields(synthesise(STUDIES, Measure.OR, "c", choices=Choices(draws=100)))

    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["random"]["effects"][0]["ratio"]["estimate"] == pytest.approx(
        np.exp(found["random"]["effects"][0]["estimate"])
    )


@pytest.mark.parametrize("measure", [Measure.MD, Measure.OR])
def test_pictures_are_drawn_and_the_same_twice(measure):
    found = synthesise(STUDIES, measure, "c", choices=Choices(draws=100))

    one, other = dict(pictures(found)), dict(pictures(found))

    names = ("network", "forest", "funnel", "rankogram")
    assert set(one) == {f"{name}.{form}" for name in names for form in ("svg", "png")}
    assert one == other
    assert one["forest.png"].startswith(b"\x89PNG")
    assert b"effect of a new study" in one["forest.svg"]


def test_a_forest_of_one_comparison_shows_its_studies():
    found = synthesise(
        contrasts(("Ito", "a-b", 1.0, 0.5), ("Rossi", "a-b", 2.0, 0.5)), Measure.MD, "b", choices=CHOSEN
    )

    drawn = dict(pictures(found))

    assert b"Rossi" in drawn["forest.svg"]
    assert "rankogram.png" not in drawn


def test_a_funnel_counts_other_less_reference():
    found = synthesise(TRIANGLE, Measure.MD, "a", choices=CHOSEN)

    off, errors = funnel_points(found)

    assert off == pytest.approx(found.common.fit.off * [-1, 1, -1])
    assert errors == pytest.approx([0.5, 0.5, 1.0])
