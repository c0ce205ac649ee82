"""Review how recovery goes.

    History, what was foretold -> Review

The alert "not recovering" is calm: look again, move a little more, ask for help. It never speaks of red
flags: those have their own rules, and nothing here can mute them.
"""

from collections.abc import Sequence
from datetime import date
from statistics import median

from lumbago.followup.asking import asks_rmdq, next_check_in
from lumbago.followup.testing import weigh
from lumbago.knowledge.dosing import Dosing
from lumbago.record import Foreseen, Going, History, Review, SequentialTest

WELL_WEEK = 7
"""Days of pain 0 or 1 that count as recovered, as in the forecast."""

MONTH = 28
"""Days without pain after which pain is a new episode (de Vet 2002)."""

WEEK = 7
AGAIN = 2
"""Pain from which a new episode has begun: more than nearly none."""


def review(history: History, foreseen: Sequence[Foreseen], dosing: Dosing) -> Review:
    """Return how recovery goes, from the last thing said.

    Args:
        history: What was said.
        foreseen: What was foretold of each check-in; empty where nobody forecast.
        dosing: Where the lines are drawn.
    """
    test = weigh(history.report.nprs, foreseen, false_alarms=dosing.false_alarms.value)
    by_test = _alerts(test) and not _is_well(history)
    two_weeks = _is_past_two_weeks(history, dosing)
    by_floor = _is_stuck_at_second_look(history, dosing) and not _is_well(history)
    is_not_recovering = by_test or by_floor
    going = _going(history, is_not_recovering, dosing)
    return Review(
        on=history.on,
        going=going,
        is_not_recovering=is_not_recovering and going is not Going.RECURRENCE,
        by_test=by_test,
        two_weeks=two_weeks,
        nprs=history.nprs,
        change=_change(history),
        test=test,
        next_check_in=next_check_in(history, going, dosing),
        asks_rmdq=asks_rmdq(history, dosing),
    )


def _alerts(test: SequentialTest | None) -> bool:
    """Return whether the test has raised its alert, and what came since does not speak for recovery again."""
    return test is not None and test.alerted_on is not None and test.evidence[-1].value >= 1


def _is_well(history: History) -> bool:
    return history.well_days is not None


def _is_past_two_weeks(history: History, dosing: Dosing) -> bool:
    """Return whether two weeks have passed since the pain began; since the report where nobody said when."""
    days = history.duration_days
    days = (history.on - history.report.on).days if days is None else days
    return bool(history.check_ins) and days >= dosing.two_weeks.value


def _is_stuck_at_second_look(history: History, dosing: Dosing) -> bool:
    """Return whether pain had changed little at the second look, and has changed little still.

    The second look is the first pain stated once two weeks have passed since it began, and a week since the
    report: before, a change could hardly be told. It is looked at once; who looks at every check-in alarms
    many who get well.
    """
    looks = (c.on for c in history.check_ins if c.nprs is not None)
    second = next((on for on in looks if _is_time_to_look(history.until(on), dosing)), None)
    if second is None:
        return False
    return not (_is_much_better(history.until(second), dosing) or _is_much_better(history, dosing))


def _is_time_to_look(history: History, dosing: Dosing) -> bool:
    return _is_past_two_weeks(history, dosing) and (history.on - history.report.on).days >= WEEK


def _is_much_better(history: History, dosing: Dosing) -> bool:
    """Return whether pain has fallen by the share that people call a meaningful change.

    The middle of what was stated in the last week counts: one bad day is not a stall.
    """
    if len(history.stated) < 2:
        return False
    began, last_on = history.stated[0][1], history.stated[-1][0]
    now = median(nprs for on, nprs in history.stated[1:] if (last_on - on).days < WEEK)
    return began - now >= dosing.much_better.value * began and now < began


def _change(history: History) -> int | None:
    return history.stated[-1][1] - history.stated[0][1] if len(history.stated) > 1 else None


def _going(history: History, is_not_recovering: bool, dosing: Dosing) -> Going:
    if len(history.stated) < 2 or not history.check_ins:
        return Going.STALLED if is_not_recovering else Going.TOO_EARLY
    if _is_new_episode(history):
        return Going.RECURRENCE
    if _has_flared(history, dosing):
        return Going.FLARE
    well = history.well_days
    if well is not None and well >= WELL_WEEK:
        return Going.RECOVERED
    if is_not_recovering:
        return Going.STALLED
    began, now = history.stated[0][1], history.stated[-1][1]
    return Going.RECOVERING if now < began else Going.TOO_EARLY


def _is_new_episode(history: History) -> bool:
    """Return whether there was a month without pain, and pain since."""
    since: date | None = None
    was_month = False
    for on, nprs in history.stated:
        if nprs >= AGAIN:
            was_month = was_month or (since is not None and _was_month(history, since, on))
            since = None
        else:
            since = since or on
    return was_month and history.nprs is not None and history.nprs >= AGAIN


def _was_month(history: History, since: date, until: date) -> bool:
    """Return whether a month without pain lies between two days, and was stated near its end as well."""
    well = [on for on, _ in history.stated if since <= on < until]
    return (until - since).days >= MONTH and (well[-1] - since).days >= MONTH - WEEK


def _has_flared(history: History, dosing: Dosing) -> bool:
    """Return whether pain is up from the least of the week before."""
    last_on, last = history.stated[-1]
    week = [nprs for on, nprs in history.stated[:-1] if (last_on - on).days <= WEEK]
    return bool(week) and last - min(week) >= dosing.flare.value
