"""A question is one short sentence, and says why it is asked."""

import pytest

from lumbago.knowledge import current
from lumbago.knowledge.schema import AskedOf

LONGEST_QUESTION = 25
FINDINGS = current().findings.values()


def test_every_finding_says_what_it_asks_and_why():
    silent = [finding.id for finding in FINDINGS if not finding.question.strip() or not finding.why.strip()]

    assert silent == []


def test_every_question_is_short():
    long = {f.id: len(f.question.split()) for f in FINDINGS if len(f.question.split()) > LONGEST_QUESTION}

    assert long == {}


def test_every_question_to_a_person_ends_with_a_question_mark():
    odd = [f.id for f in FINDINGS if f.asked_of is AskedOf.PERSON and not f.question.endswith("?")]

    assert odd == []


@pytest.mark.parametrize("part", ["question", "why", "clinician"])
def test_nothing_is_asked_in_two_files(part):
    said = [getattr(finding, part).lower() for finding in FINDINGS if finding.asked_of is not AskedOf.DERIVED]

    assert sorted({text for text in said if said.count(text) > 1 and part != "why"}) == []
