"""Whether a finding can be put to one person."""

from dataclasses import replace

import numpy as np

from lumbago.knowledge.schema import AskedOf, Finding, Knowledge
from lumbago.knowledge.table import ABSENT, NOT_ASKED, SEXES, Table, columns
from lumbago.record import Sex


def is_askable(key: str, table: Table, knowledge: Knowledge) -> bool:
    """Return whether this finding can be put to the person of a one-row table.

    Signs need an examination. Questions for one sex are put to that sex and to everyone
    who did not say male or female; questions for some ages also to those who gave none.
    """
    finding = knowledge.findings[key]
    return finding.asked_of is AskedOf.PERSON and fits(finding, table)


def fits(finding: Finding, table: Table) -> bool:
    """Return whether the person of a one-row table is of a sex and an age that can have a finding."""
    sex = None if table.sex[0] < 0 else SEXES[table.sex[0]]
    if finding.only_sex is not None and sex in {Sex.FEMALE, Sex.MALE} and sex is not finding.only_sex:
        return False
    if finding.only_age is None or np.isnan(table.age[0]):
        return True
    return finding.only_age[0] <= float(table.age[0]) <= finding.only_age[1]


def unasked(table: Table, knowledge: Knowledge) -> frozenset[str]:
    """Return the findings that can be put to the person of a one-row table and have no answer yet."""
    return frozenset(
        key
        for key, state in zip(knowledge.findings, table.states[0].tolist(), strict=True)
        if state == NOT_ASKED and is_askable(key, table, knowledge)
    )


def without_what_cannot_be(table: Table, knowledge: Knowledge) -> Table:
    """Return the table with what this sex or age cannot have marked absent: a man is not pregnant."""
    states = table.states.copy()
    for key, column in columns(knowledge).items():
        if states[0, column] == NOT_ASKED and not _can_be(key, table, knowledge):
            states[0, column] = ABSENT
    return replace(table, states=states)


def _can_be(key: str, table: Table, knowledge: Knowledge) -> bool:
    finding = knowledge.findings[key]
    return fits(finding, table) and all(_can_be(wider, table, knowledge) for wider in finding.implies)
