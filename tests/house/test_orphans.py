"""No fact lies about that nothing uses."""

import pytest

from lumbago.knowledge import current
from lumbago.knowledge.checking import findings_in

GENERAL_PAGES = {"do-i-need-the-emergency-department", "how-lumbago-decides", "red-flags"}
"""Pages about the product or about deciding, not about one condition."""


@pytest.fixture(scope="module")
def knowledge():
    return current()


def in_rules(knowledge):
    flags = knowledge.red_flags.values()
    return {key for flag in flags for key in (*findings_in(flag.when), *flag.unless)}


def in_conditions(knowledge):
    conditions = knowledge.conditions.values()
    patterns = [condition.pattern for condition in conditions if condition.pattern]
    return {
        *(likelihood.finding for condition in conditions for likelihood in condition.likelihoods),
        *(key for pattern in patterns for key in (*findings_in(pattern.when), *pattern.unless)),
    }


def in_treating(knowledge):
    """What medicine rules and ceilings ask for, and what lines of a plan depend on."""
    rules = knowledge.medicine_rules.values()
    ceilings = [ceiling for medicine in knowledge.medicines.values() for ceiling in medicine.ceilings]
    lines = [line for treatment in knowledge.treatments.values() for line in treatment.lines]
    expressions = [part for line in lines for part in (line.when, line.unless)]
    expressions += [*(rule.when for rule in rules), *(ceiling.when for ceiling in ceilings)]
    return {
        *(key for rule in rules for key in rule.asks),
        *(key for expression in expressions if expression is not None for key in findings_in(expression)),
    }


def in_circumstances(knowledge):
    return {key for one in knowledge.circumstances.values() for key in findings_in(one.when)}


def test_every_finding_is_used(knowledge):
    used = in_rules(knowledge) | in_conditions(knowledge) | in_treating(knowledge)
    used |= in_circumstances(knowledge)

    idle = [f.id for f in knowledge.findings.values() if f.id not in used and not used & set(f.implies)]

    assert idle == []


def test_every_topic_has_a_question(knowledge):
    assert set(knowledge.topics) == {finding.topic for finding in knowledge.findings.values()}


def test_no_cluster_has_one_member(knowledge):
    clusters = [finding.correlated for finding in knowledge.findings.values() if finding.correlated]

    assert [cluster for cluster in set(clusters) if clusters.count(cluster) == 1] == []


def test_every_explanation_is_reached_from_a_condition_or_is_general(knowledge):
    reached = {condition.explanation for condition in knowledge.conditions.values()}

    assert set(knowledge.explanations) - reached == GENERAL_PAGES


def test_every_condition_is_explained(knowledge):
    missing = [c.id for c in knowledge.conditions.values() if c.explanation not in knowledge.explanations]

    assert missing == []


def test_every_condition_has_something_to_say_for_it(knowledge):
    mute = [
        condition.id
        for condition in knowledge.conditions.values()
        if not any(
            likelihood.present and likelihood.present.value > 1 for likelihood in condition.likelihoods
        )
    ]

    assert mute == []


def test_every_serious_condition_is_suspected_by_a_rule(knowledge):
    suspected = {condition for flag in knowledge.red_flags.values() for condition in flag.suspects}

    assert [c.id for c in knowledge.conditions.values() if c.serious and c.id not in suspected] == []
