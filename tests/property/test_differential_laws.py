"""Laws of the differential, on invented conditions, against Bayes' rule done by hand and by pyAgrum."""

import itertools
import math

import numpy as np
import pyagrum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import answers, condition, finding, history, knowledge, sexes, table_of

from lumbago.diagnosis import differentiate, probabilities, weights_of
from lumbago.diagnosis.bayes import posterior, prior_of
from lumbago.knowledge import current, tabulate
from lumbago.record import Certainty

KEYS = ["f0", "f1", "f2", "f3"]
NAMES = ["one", "two", "three"]
FIRMNESS = [Certainty.TOO_EARLY, Certainty.COULD_CHANGE, Certainty.LIKELY_TO_HOLD, Certainty.FIRM]
SINGLE_PRECISION = 1e-6

CHANCE = st.floats(0.05, 0.95)
CHANCES = st.lists(st.lists(CHANCE, min_size=len(KEYS), max_size=len(KEYS)), min_size=3, max_size=3)
RATIO = st.one_of(st.none(), st.floats(0.1, 30))
RATIOS = st.fixed_dictionaries(
    {name: st.fixed_dictionaries({key: st.tuples(RATIO, RATIO) for key in KEYS}) for name in NAMES}
)
PRIORS = st.lists(st.floats(0.01, 0.9), min_size=3, max_size=3)
SAID = answers(KEYS)


def world(ratios, priors, *, clusters=None, spread=1.0, cap=1e9, keys=KEYS):
    """Return knowledge of three conditions; clusters name the group of correlated findings of a key."""
    return knowledge(
        [finding(key, correlated=(clusters or {}).get(key)) for key in keys],
        conditions=[
            condition(name, prior, ratios[name], spread=spread)
            for name, prior in zip(NAMES, priors, strict=True)
        ],
        cap=cap,
    )


def probability_of(known, said):
    return probabilities(tabulate([history(said)], known), weights_of(known))[0]


def by_hand(ratios, priors, said):
    """Return Bayes' rule in double precision, every finding independent."""
    weight = [
        prior * math.prod(ratios[name][key][0 if is_present else 1] or 1 for key, is_present in said.items())
        for name, prior in zip(NAMES, priors, strict=True)
    ]
    return np.array(weight) / sum(weight)


def log_effect(known, said):
    """Return what the findings add to the log odds of each condition."""
    table, weights = tabulate([history(said)], known), weights_of(known)
    return (posterior(table, weights).log_odds - prior_of(table, weights))[0]


@given(RATIOS, PRIORS, SAID)
def test_independent_findings_give_exactly_bayes(ratios, priors, said):
    assert probability_of(world(ratios, priors), said) == pytest.approx(
        by_hand(ratios, priors, said), abs=SINGLE_PRECISION
    )


@given(CHANCES, PRIORS, SAID)
@settings(max_examples=40)
def test_pyagrum_agrees(chances, priors, said):
    """A network of one cause and its findings; likelihood ratios against any common reference."""
    reference = 0.4
    ratios = {
        name: {key: (p / reference, (1 - p) / (1 - reference)) for key, p in zip(KEYS, row, strict=True)}
        for name, row in zip(NAMES, chances, strict=True)
    }
    network = pyagrum.BayesNet()
    network.add(pyagrum.LabelizedVariable("cause", "", NAMES))
    network.cpt("cause").fillWith((np.array(priors) / sum(priors)).tolist())
    for column, key in enumerate(KEYS):
        network.add(pyagrum.LabelizedVariable(key, "", 2))
        network.addArc("cause", key)
        for row, name in enumerate(NAMES):
            network.cpt(key)[{"cause": name}] = [1 - chances[row][column], chances[row][column]]
    inference = pyagrum.LazyPropagation(network)
    inference.setEvidence({key: int(is_present) for key, is_present in said.items()})
    inference.makeInference()

    given_by_peer = inference.posterior("cause").toarray()

    assert probability_of(world(ratios, priors), said) == pytest.approx(given_by_peer, abs=SINGLE_PRECISION)


@given(RATIOS, PRIORS)
def test_what_nobody_asked_changes_nothing(ratios, priors):
    known = world(ratios, priors)

    assert probability_of(known, {}) == pytest.approx(np.array(priors) / sum(priors), abs=SINGLE_PRECISION)
    assert differentiate(history({}), known).certainty is Certainty.TOO_EARLY


@given(RATIOS, PRIORS, SAID, st.sampled_from(KEYS))
def test_an_unasked_finding_weighs_as_if_it_did_not_exist(ratios, priors, said, silent):
    said = {key: answer for key, answer in said.items() if key != silent}
    without = {
        name: {key: pair for key, pair in row.items() if key != silent} for name, row in ratios.items()
    }

    one, other = probability_of(world(ratios, priors), said), probability_of(world(without, priors), said)

    assert one == pytest.approx(other, abs=SINGLE_PRECISION)


@given(RATIOS, PRIORS, SAID)
def test_a_cluster_counts_once(ratios, priors, said):
    known = world(ratios, priors, clusters=dict.fromkeys(KEYS, "alike"))

    effect = log_effect(known, said)

    for name, total in zip(NAMES, effect, strict=True):
        logs = [math.log(ratios[name][k][0 if yes else 1] or 1) for k, yes in said.items()]
        strongest = max(logs, default=0.0) if max(logs, default=0.0) > 0 else min(logs, default=0.0)
        assert total == pytest.approx(strongest, abs=1e-5)


@given(RATIOS, PRIORS, SAID, st.sampled_from(KEYS), st.booleans())
def test_an_answer_against_never_cancels_one_for_inside_a_cluster(ratios, priors, said, key, answer):
    known = world(ratios, priors, clusters=dict.fromkeys(KEYS, "alike"))
    said = {k: yes for k, yes in said.items() if k != key}

    before, after = log_effect(known, said), log_effect(known, {**said, key: answer})

    speaks_for = before > 0
    assert np.all(after[speaks_for] >= before[speaks_for] - 1e-6)


@given(RATIOS, PRIORS, SAID)
def test_two_clusters_multiply(ratios, priors, said):
    clusters = {"f0": "left", "f1": "left", "f2": "right", "f3": "right"}
    known = world(ratios, priors, clusters=clusters)

    left = log_effect(known, {k: yes for k, yes in said.items() if clusters[k] == "left"})
    right = log_effect(known, {k: yes for k, yes in said.items() if clusters[k] == "right"})

    assert log_effect(known, said) == pytest.approx(left + right, abs=1e-5)


@given(RATIOS, PRIORS, SAID, st.floats(1.5, 100))
def test_the_cap_holds_both_ways_and_touches_nothing_inside(ratios, priors, said, cap):
    free, capped = (log_effect(world(ratios, priors, cap=c), said) for c in (1e9, cap))

    assert np.all(np.abs(capped) <= math.log(cap) + 1e-5)
    assert capped == pytest.approx(np.clip(free, -math.log(cap), math.log(cap)), abs=1e-5)


@given(RATIOS, PRIORS, SAID, st.permutations(KEYS))
def test_the_order_of_findings_and_of_answers_does_not_matter(ratios, priors, said, keys):
    clusters = {"f0": "alike", "f2": "alike"}
    shuffled = {key: said[key] for key in keys if key in said}

    one = differentiate(history(said), world(ratios, priors, clusters=clusters))
    other = differentiate(history(shuffled), world(ratios, priors, clusters=clusters, keys=keys))

    by_name = {c.condition: c.probability for c in other.candidates}
    for candidate in one.candidates:
        assert candidate.probability == pytest.approx(by_name[candidate.condition], abs=SINGLE_PRECISION)


@given(RATIOS, PRIORS, SAID)
def test_probabilities_sum_to_one_and_stand_in_order(ratios, priors, said):
    found = [c.probability for c in differentiate(history(said), world(ratios, priors)).candidates]

    assert sum(found) == pytest.approx(1, abs=1e-5)
    assert found == sorted(found, reverse=True)


@given(RATIOS, PRIORS, SAID, st.floats(1.0, 4.0), st.floats(1.0, 4.0))
def test_wider_ranges_never_make_certainty_firmer(ratios, priors, said, spread, more):
    narrow, wide = (
        differentiate(history(said), world(ratios, priors, spread=s)) for s in (spread, spread * more)
    )

    assert FIRMNESS.index(wide.certainty) <= FIRMNESS.index(narrow.certainty)
    assert set(narrow.rivals) <= set(wide.rivals)
    for less, greater in zip(narrow.candidates, wide.candidates, strict=True):
        assert greater.low <= less.low + SINGLE_PRECISION
        assert less.high <= greater.high + SINGLE_PRECISION
        assert less.low - SINGLE_PRECISION <= less.probability <= less.high + SINGLE_PRECISION


@given(RATIOS, PRIORS, SAID)
def test_the_explanation_adds_up_to_the_answer(ratios, priors, said):
    known = world(ratios, priors, clusters={"f0": "alike", "f1": "alike"})

    effect = dict(zip(NAMES, log_effect(known, said), strict=True))

    for candidate in differentiate(history(said), known).candidates:
        weights = (*candidate.weights_for, *candidate.weights_against)
        shown = sum(math.log(weight.likelihood_ratio) for weight in weights)
        assert shown == pytest.approx(effect[candidate.condition], abs=1e-5)
        assert all(said[weight.finding] is weight.present for weight in weights)


@given(RATIOS, PRIORS, st.lists(SAID, min_size=1, max_size=10))
def test_many_rows_equal_as_many_single_rows(ratios, priors, people):
    known = world(ratios, priors)

    together = probabilities(tabulate([history(said) for said in people], known), weights_of(known))

    for row, said in zip(together, people, strict=True):
        assert np.array_equal(row, probability_of(known, said))


# The real conditions: the kernel must treat them as it treats the invented ones.


def random_people(n):
    rng = np.random.default_rng(7)
    known = current()
    states = rng.choice([-1, 0, 1], size=(n, len(known.findings)), p=[0.25, 0.65, 0.1])
    age = np.where(rng.random(n) < 0.1, np.nan, rng.integers(0, 121, n))
    return table_of(states, age=age, sex=sexes(n, rng))


def test_blocks_and_threads_do_not_matter():
    people, weights = random_people(20_000), weights_of(current())

    one, many = probabilities(people, weights, threads=1), probabilities(people, weights, threads=3)

    assert np.array_equal(one, many)
    assert np.array_equal(one[-3:], probabilities(people.rows(19_997, 20_000), weights))
    assert one.sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_the_packed_kernel_equals_a_plain_walk_over_the_files():
    known, n = current(), 200
    people, keys = random_people(n), list(known.findings)
    weights = weights_of(known)
    priors = prior_of(people, weights).astype(float)
    expected = np.empty_like(priors)
    for row, column in itertools.product(range(n), range(len(known.conditions))):
        fact = list(known.conditions.values())[column]
        clusters = {}
        for likelihood in fact.likelihoods:
            state = people.states[row, keys.index(likelihood.finding)]
            ratio = {1: likelihood.present, -1: likelihood.absent, 0: None}[int(state)]
            if ratio is not None:
                name = known.findings[likelihood.finding].correlated or likelihood.finding
                clusters.setdefault(name, []).append(math.log(ratio.value))
        total = sum(max(logs) if max(logs) > 0 else min(logs) for logs in clusters.values())
        cap = math.log(known.differencing.cap)
        expected[row, column] = priors[row, column] + min(max(total, -cap), cap)
    expected = np.exp(expected)
    expected /= expected.sum(axis=1, keepdims=True)

    assert probabilities(people, weights) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("answer", [True, False])
def test_an_answer_brings_the_uncertainty_of_its_ratio_along(answer):
    spread = 3.0
    ratios = {name: dict.fromkeys(KEYS, (2.0, 0.5)) for name in NAMES}
    known = world(ratios, [0.2, 0.3, 0.5], spread=spread)

    silent, said = (
        posterior(tabulate([history(answers)], known), weights_of(known)).variance
        for answers in ({}, {"f0": answer})
    )

    error = 2 * math.log(spread) / (2 * 1.959964)
    assert said - silent == pytest.approx(np.full_like(silent, error**2), rel=1e-4)
