"""Laws of triage, for any report and any red flags we may ever write.

The rules are invented, one or more of each disposition; test_red_flag_laws.py has the real ones.
"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from invented import answers, finding, flag, history, knowledge, sexes, table_of

from lumbago.knowledge import tabulate
from lumbago.knowledge.table import NOT_ASKED, PRESENT
from lumbago.record import Disposition
from lumbago.triage import screen, screen_table

ALARMS = ["a", "b", "c", "d", "e", "f", "g", "h"]
REASSURING = ["calm", "quiet"]
FLAGS = [
    flag("emergency-plain", "emergency", "a"),
    flag(
        "emergency-nested",
        "emergency",
        {"all": ["b", {"any": ["c", {"at_least": 2, "of": ["d", "e", "f"]}]}]},
    ),
    flag("emergency-aged", "emergency", {"all": [{"age": (60, 120)}, "g"]}),
    flag("emergency-recent", "emergency", {"all": ["h", {"duration_days": (0, 42), "presumed": True}]}),
    flag("urgent-plain", "urgent", "b"),
    flag("urgent-set-aside", "urgent", {"all": ["c", "d"]}, unless=["calm"]),
    flag("urgent-of-two", "urgent", {"at_least": 2, "of": ["e", "f", {"all": ["g", "h"]}]}),
    flag("routine-any", "routine", {"any": ["e", "f", {"nprs": (7, 10)}]}, unless=["quiet"]),
    flag("routine-sex", "routine", {"all": ["g", {"sex": "female"}]}),
    flag("self-care-plain", "self-care", "h"),
]
KEYS = [*ALARMS, *REASSURING]
INVENTED = knowledge([finding(key) for key in KEYS], flags=FLAGS)
NUMBERS = st.fixed_dictionaries(
    {},
    optional={
        "age": st.sampled_from([10, 59, 60, 61]),
        "onset_days": st.sampled_from([0, 42, 43]),
        "nprs": st.sampled_from([0, 6, 7, 10]),
        "sex": st.sampled_from(["female", "male", "other"]),
    },
)


def screened(said, numbers):
    return screen(history(said, **numbers), INVENTED)


@given(answers(KEYS), NUMBERS, st.sampled_from(ALARMS))
def test_one_more_alarming_finding_never_lowers_urgency(said, numbers, alarm):
    before, after = screened(said, numbers), screened({**said, alarm: True}, numbers)

    assert before.disposition.urgency <= after.disposition.urgency
    assert {f.id for f in before.raised} <= {f.id for f in after.raised}


@given(answers(KEYS), NUMBERS)
def test_urgency_is_that_of_the_most_urgent_raised_flag(said, numbers):
    triage = screened(said, numbers)

    most = max((f.disposition.urgency for f in triage.raised), default=Disposition.SELF_CARE.urgency)

    assert triage.disposition.urgency == most
    assert [f.disposition.urgency for f in triage.raised] == sorted(
        (f.disposition.urgency for f in triage.raised), reverse=True
    )


@given(answers(KEYS), NUMBERS, st.sampled_from(KEYS), st.booleans())
def test_one_more_answer_never_contradicts_what_was_decided(said, numbers, key, answer):
    if key in said or (key in REASSURING and answer):
        return
    table = tabulate([history(said, **numbers), history({**said, key: answer}, **numbers)], INVENTED)

    before, after = screen_table(table, INVENTED).rules.T

    assert np.all((before == NOT_ASKED) | (before == after))


@given(answers(KEYS), NUMBERS)
def test_silence_is_never_read_as_no(said, numbers):
    triage = screened(said, numbers)
    decided_no = {f.id for f in FLAGS} - {f.id for f in (*triage.raised, *triage.open)}

    everything = screened({**{key: True for key in ALARMS if key not in said}, **said}, numbers)

    could_still_hold = {f.id for f in everything.raised if f.disposition.urgency > triage.disposition.urgency}
    assert could_still_hold.isdisjoint(decided_no)


def test_asking_nothing_never_completes():
    triage = screened({}, {})

    assert triage.disposition is Disposition.SELF_CARE
    assert not triage.is_complete
    assert set(triage.unasked) >= set(ALARMS) - {"h"}


@given(answers(ALARMS), NUMBERS)
def test_only_an_answer_to_everything_that_could_alarm_soon_completes(said, numbers):
    triage = screened(said, numbers)

    reachable = screened({**{key: True for key in ALARMS if key not in said}, **said}, numbers)

    if triage.is_complete and not triage.disposition.is_soon:
        assert reachable.disposition.urgency < Disposition.URGENT.urgency


@given(answers(KEYS), NUMBERS, st.sampled_from(KEYS))
def test_no_reassuring_answer_lowers_an_emergency(said, numbers, key):
    if said.get(key) is True:
        return
    before = screened(said, numbers)
    denied = screened({**said, key: False}, numbers)
    set_aside = screened({**said, **dict.fromkeys(REASSURING, True)}, numbers)

    if before.disposition is Disposition.EMERGENCY:
        assert denied.disposition is Disposition.EMERGENCY
        assert set_aside.disposition is Disposition.EMERGENCY


@given(answers(KEYS), NUMBERS, st.sampled_from(KEYS))
def test_a_no_in_place_of_silence_never_lowers_urgency(said, numbers, key):
    if key in said:
        return

    before, after = screened(said, numbers), screened({**said, key: False}, numbers)

    assert before.disposition is after.disposition


def test_only_what_is_present_for_certain_sets_a_rule_aside():
    alarmed = {"c": True, "d": True}

    unsaid, denied, said = (
        screened({**alarmed, **more}, {}) for more in ({}, {"calm": False}, {"calm": True})
    )

    assert "urgent-set-aside" in {f.id for f in unsaid.raised}
    assert "urgent-set-aside" in {f.id for f in denied.raised}
    assert "urgent-set-aside" not in {f.id for f in (*said.raised, *said.open)}


@given(answers(KEYS), NUMBERS, st.permutations(FLAGS), st.permutations(KEYS))
def test_the_order_of_rules_and_findings_does_not_matter(said, numbers, flags, keys):
    shuffled = knowledge([finding(key) for key in keys], flags=flags)

    one, other = screened(said, numbers), screen(history(said, **numbers), shuffled)

    assert one.disposition is other.disposition
    assert set(one.raised) == set(other.raised)
    assert {f.id for f in one.open} == {f.id for f in other.open}
    assert set(one.unasked) == set(other.unasked)


@given(st.lists(st.tuples(answers(KEYS), NUMBERS), min_size=1, max_size=20))
def test_the_array_kernel_of_many_rows_equals_as_many_single_rows(people):
    histories = [history(said, **numbers) for said, numbers in people]

    together = screen_table(tabulate(histories, INVENTED), INVENTED)
    alone = [screen_table(tabulate([one], INVENTED), INVENTED) for one in histories]

    for field in ("rules", "urgency"):
        assert np.array_equal(
            getattr(together, field), np.concatenate([getattr(o, field) for o in alone], axis=-1)
        )


@given(st.lists(st.tuples(answers(KEYS), NUMBERS), min_size=1, max_size=20))
def test_one_history_is_explained_as_the_array_kernel_decides(people):
    histories = [history(said, **numbers) for said, numbers in people]

    screened = screen_table(tabulate(histories, INVENTED), INVENTED)

    for one, rules, urgency in zip(histories, screened.rules.T, screened.urgency, strict=True):
        explained = screen(one, INVENTED)
        held = {id_ for id_, state in zip(INVENTED.red_flags, rules, strict=True) if state == PRESENT}
        assert {flag.id for flag in explained.raised} == held
        assert explained.disposition.urgency == urgency


def test_blocks_and_threads_do_not_matter():
    rng = np.random.default_rng(1)
    n = 20_000
    table = table_of(rng.integers(-1, 2, (n, len(KEYS))), age=rng.integers(0, 120, n), sex=sexes(n, rng))

    one, many = screen_table(table, INVENTED, threads=1), screen_table(table, INVENTED, threads=3)
    last = screen_table(table.rows(n - 5, n), INVENTED)

    assert all(np.array_equal(a, b) for a, b in zip(one, many, strict=True))
    assert all(np.array_equal(a[..., -5:], b) for a, b in zip(one, last, strict=True))
