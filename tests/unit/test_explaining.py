"""Why a history was given its level, and what is worth asking next; rules and findings are invented."""

from datetime import date

import pytest
from small_knowledge import FILES, FINDING, write

from lumbago.knowledge import load, tabulate
from lumbago.record import History, Report
from lumbago.triage import next_asked_in, screen

ON = date(2026, 3, 2)
RULE = FILES["red_flags/danger.toml"]
KEYS = "abcdef"
SIGN = FINDING.replace('"person"', '"clinician"')


def rule(level, when, *, within="none"):
    """Return the file of a rule."""
    return (
        RULE.replace('disposition = "emergency"', f'disposition = "{level}"')
        .replace('within = "now"', f'within = "{within}"')
        .replace('when = "alarm"', f"when = {when}")
    )


@pytest.fixture
def knowing(tmp_path):
    """Return knowledge of these rules and no others, over a to f, and a sign that only a clinician sees."""

    def know(rules):
        findings = {f"findings/{key}.toml": FINDING for key in KEYS}
        rules = {f"red_flags/{name}.toml": text for name, text in rules.items()}
        none = {"red_flags/danger.toml": None, "red_flags/worry.toml": None}
        return load(write(tmp_path, **findings, **none, **rules, **{"findings/sign.toml": SIGN}))

    return know


def said(**answers):
    return History(Report(on=ON, findings=answers))


def ids(flags):
    return [flag.id for flag in flags]


def test_a_rule_of_the_level_that_is_reached_is_open_no_more(knowing):
    knowledge = knowing(
        {"raised": rule("urgent", '"a"'), "same": rule("urgent", '"b"'), "graver": rule("emergency", '"c"')}
    )

    triage = screen(said(a=True), knowledge)

    assert ids(triage.open) == ["graver"]
    assert triage.unasked == ("c",)


def test_what_holds_stands_gravest_first_and_then_soonest(knowing):
    knowledge = knowing(
        {
            "a-routine": rule("routine", '"a"', within="now"),
            "b-weeks": rule("urgent", '"a"', within="weeks"),
            "c-days": rule("urgent", '"a"', within="days"),
            "d-today": rule("urgent", '"a"', within="today"),
            "e-emergency": rule("emergency", '"a"', within="none"),
        }
    )

    triage = screen(said(a=True), knowledge)

    assert ids(triage.raised) == ["e-emergency", "d-today", "c-days", "b-weeks", "a-routine"]


def test_what_is_open_stands_gravest_first(knowing):
    knowledge = knowing(
        {
            "a-routine": rule("routine", '"a"'),
            "b-urgent": rule("urgent", '"b"'),
            "c-emergency": rule("emergency", '"c"'),
        }
    )

    triage = screen(said(), knowledge)

    assert ids(triage.open) == ["c-emergency", "b-urgent", "a-routine"]


def test_only_what_could_be_urgent_or_an_emergency_must_be_asked(knowing):
    knowledge = knowing(
        {
            "a-routine": rule("routine", '"a"'),
            "b-urgent": rule("urgent", '"b"'),
            "c-emergency": rule("emergency", '"c"'),
        }
    )

    triage = screen(said(b=False, c=False), knowledge)

    assert ids(triage.open) == ["a-routine"]
    assert triage.unasked == ()
    assert triage.is_complete


def test_what_only_an_examination_shows_keeps_nobody_waiting(knowing):
    knowledge = knowing({"both": rule("emergency", '{ all = ["a", "sign"] }')})

    triage = screen(said(a=True), knowledge)

    assert triage.open == ()
    assert triage.is_complete


def test_no_question_is_asked_for_a_rule_that_waits_for_an_examination(knowing):
    knowledge = knowing({"both": rule("emergency", '{ all = ["a", { any = ["sign"] }] }')})

    triage = screen(said(), knowledge)

    assert triage.open == ()
    assert triage.is_complete


def test_a_sign_that_was_found_leaves_the_question_open(knowing):
    knowledge = knowing({"both": rule("emergency", '{ all = ["a", "sign"] }')})

    triage = screen(said(sign=True), knowledge)

    assert triage.unasked == ("a",)
    assert not triage.is_complete


def test_a_sign_is_no_reason_to_skip_what_could_be_asked_instead(knowing):
    knowledge = knowing({"either": rule("emergency", '{ any = ["a", "sign"] }')})

    triage = screen(said(), knowledge)

    assert triage.unasked == ("a",)


DEEP = '{ any = [{ all = ["a", "b", { any = ["c", "d"] }] }, "e"] }'


def test_every_way_to_an_emergency_is_named_to_its_end(knowing):
    knowledge = knowing({"deep": rule("emergency", DEEP)})

    triage = screen(said(), knowledge)

    assert triage.unasked == ("a", "e", "b", "c", "d")


def test_what_a_no_has_settled_is_named_no_more(knowing):
    knowledge = knowing({"deep": rule("emergency", DEEP)})

    triage = screen(said(b=False), knowledge)

    assert triage.unasked == ("e",)


@pytest.mark.parametrize(
    ("asked", "answers", "next_asked"),
    [
        ("", {}, ("a",)),
        ("a", {"a": True}, ("b",)),
        ("a", {}, ("b",)),
        ("ab", {}, ("c", "d")),
        ("abc", {}, ("d",)),
        ("abcd", {}, ()),
    ],
)
def test_the_next_question_comes_when_the_first_is_present_or_was_asked_in_vain(
    knowing, asked, answers, next_asked
):
    knowledge = knowing({"three": rule("emergency", '{ all = ["a", "b", { any = ["c", "d"] }] }')})
    table = tabulate([said(**answers)], knowledge)

    keys = next_asked_in(knowledge.red_flags["three"], table, knowledge, frozenset(asked))

    assert keys == next_asked


def test_a_number_that_nobody_gave_is_named_but_is_no_question(knowing):
    """Age and duration are asked on screens of their own."""
    knowledge = knowing({"old": rule("urgent", '{ all = [{ age = [60, 120] }, "a"] }')})
    table = tabulate([said()], knowledge)

    keys = next_asked_in(knowledge.red_flags["old"], table, knowledge)

    assert screen(said(), knowledge).unasked == ("age: 60 to 120", "a")
    assert keys == ("a",)


def test_a_rule_that_holds_names_only_what_makes_it_hold(knowing):
    knowledge = knowing({"deep": rule("emergency", DEEP)})

    triage = screen(said(a=True, b=True, c=False, d=True, e=False), knowledge)

    assert triage.raised[0].because == ("a", "b", "d")
