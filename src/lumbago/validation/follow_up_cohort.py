"""What the alert of two weeks told of people whom others followed.

    People, Recovery -> shares of those alerted and not alerted who still hurt on day 91

One check-in only: the test has a single step to work with. Nothing of one person leaves this file.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

import numpy as np

from lumbago.prognosis import foresee
from lumbago.prognosis.bank import CLASS_DAYS
from lumbago.record import CheckIn, Foreseen, History, Report, Setting, Sex
from lumbago.validation.cohort import People, place_of
from lumbago.validation.follow_up import (
    BAD_NPRS,
    BAD_SHARE,
    EITHER,
    ON,
    ONCE,
    THRESHOLDS,
    Study,
    rule_of,
    tested,
)
from lumbago.validation.follow_up_scores import fourfold, is_still_up, lines_of

DAY, LATER = 14, 91
RECENT_CLASS = 2
"""The class of duration up to which pain is called recent: four weeks."""

OUTCOMES = ("bad", "slow")
"""Pain of 3 or more later; and that is at least 70 % of the first."""

GROUPS = ("all", "recent")


class Came(NamedTuple):
    """One person of a cohort: what was said, which rules alerted, and what came later."""

    is_recent: bool
    alerts: Mapping[str, bool]
    outcomes: Mapping[str, bool]


def cohort_report(
    study: Study, people: People, *, watch: Callable[[int], None] | None = None
) -> dict[str, Any]:
    """Count what alerts told, for everybody with pain known at the report, on day 14 and on day 91.

    Args:
        study: The model and the lines.
        people: The cohort.
        watch: Told how many people are done.

    Returns:
        `people`: in the file; `rows`: one for each group, rule and outcome.
    """
    came = []
    for place in _known(people):
        came.append(_came(study, people, place))
        if watch is not None:
            watch(len(came))
    return {"people": len(people.ids), "known": len(came), "rows": list(_rows(came))}


def count_known(people: People) -> int:
    """Return of how many people pain is known at the report, on day 14 and on day 91."""
    return len(_known(people))


def _rows(came: list[Came]) -> Iterator[dict[str, Any]]:
    for group in GROUPS:
        some = [one for one in came if group == "all" or one.is_recent]
        for rule in (*map(rule_of, THRESHOLDS), ONCE, EITHER):
            for outcome in OUTCOMES:
                alerts = [one.alerts[rule] for one in some]
                bad = [one.outcomes[outcome] for one in some]
                row = {"group": group, "rule": rule, "outcome": outcome, "n": len(some)}
                yield row | fourfold(alerts, bad)


def _known(people: People) -> list[int]:
    here = ~np.isnan(people.answers["pain"])
    later = (people.places["pain", DAY] >= 0) & (people.places["pain", LATER] >= 0)
    return [int(place) for place in np.flatnonzero(here & later)]


def _came(study: Study, people: People, place: int) -> Came:
    history = history_of(people, place)
    began, now = history.report.nprs or 0, history.nprs or 0
    later = int(people.places["pain", LATER][place])
    foreseen = foresee(history, study.recovery)
    is_bad = later >= BAD_NPRS
    return Came(
        is_recent=bool(people.answers["duration"][place] <= RECENT_CLASS),
        alerts=_alerts(study, (began, now), foreseen),
        outcomes={"bad": is_bad, "slow": is_bad and later >= BAD_SHARE * began},
    )


def _alerts(study: Study, pain: tuple[int, int], foreseen: tuple[Foreseen, ...]) -> dict[str, bool]:
    lines = lines_of(study.dosing)
    tests = {rate: tested(pain[0], foreseen, rate) is not None for rate in (*THRESHOLDS, lines.false_alarms)}
    is_up = is_still_up(*pain, lines)
    return {
        **{rule_of(rate): tests[rate] for rate in THRESHOLDS},
        ONCE: is_up,
        EITHER: is_up or tests[lines.false_alarms],
    }


def history_of(people: People, place: int) -> History:
    """Return what one person of a cohort said at the report and on day 14, as far as it was asked."""
    known = {
        name: None if np.isnan(values[place]) else float(values[place])
        for name, values in people.answers.items()
    }
    duration, male = known["duration"], known["male"]
    report = Report(
        on=ON,
        age=known["age"],
        sex=None if male is None else (Sex.MALE if male else Sex.FEMALE),
        setting=Setting.PRIMARY_CARE,
        onset_days=None if duration is None else CLASS_DAYS[int(duration) - 1],
        nprs=int(place_of(people.answers["pain"], "pain")[place]),
        findings=_findings(known),
        rmdq_percent=known["disability"],
    )
    nprs = int(people.places["pain", DAY][place])
    check_in = CheckIn(on=ON + timedelta(days=DAY), nprs=nprs, rmdq_percent=known["disability_14"])
    return History(report, (check_in,))


def _findings(known: Mapping[str, float | None]) -> dict[str, bool]:
    leg, long_year = known["leg_pain"], known["long_year"]
    told = {} if leg is None else {"leg_pain": leg > 0, "leg_pain_worse_than_back": leg > 1}
    return told | ({"chronic_back_pain": True} if long_year else {})
