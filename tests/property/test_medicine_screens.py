"""What an interview asks about medicines, on invented ones: only who wants to know, until nothing is open."""

from dataclasses import replace

import pytest
from invented import ON, condition, finding, flag
from invented_treatments import CLASSES, FINDINGS, INVENTED, keyed, rule, substance

from lumbago.interview import Stage, Step, next_screen, progress
from lumbago.interview.medicines import TAKEN, medicine_screens
from lumbago.interview.steps import TAKES_MEDICINE, history_of
from lumbago.knowledge import Knowledge
from lumbago.knowledge.schema import Topic
from lumbago.record import History, Report

WEEKS = {"measure": "pregnancy_weeks"}
KNOWN = replace(
    INVENTED,
    topics={"invented": Topic(id="invented", title="Invented", intro="To test.", order=1)},
    findings={
        **INVENTED.findings,
        TAKES_MEDICINE: finding(TAKES_MEDICINE),
        "pregnant": finding("pregnant", only_sex="female", derived={**WEEKS, "at_least": 0.01}),
        "far": finding("far", only_sex="female", implies=("pregnant",), derived={**WEEKS, "at_least": 20}),
        "light": finding("light", asked_of="derived", derived={"measure": "weight_kg", "at_most": 50}),
        **{f"extra_{n}": finding(f"extra_{n}") for n in range(9)},
    },
    medicine_classes=keyed(*CLASSES),
    medicines=keyed(
        substance(
            "redol",
            "reds",
            ceilings=[
                {"per_day": 600, "whose": "lay", "status": "judgement", "at": "-"},
                {"per_day": 300, "whose": "lay", "status": "judgement", "at": "-", "when": "light"},
            ],
        )
    ),
    medicine_rules=keyed(
        rule("no-far", "reds", "contraindicated", "far"),
        rule("no-bleeds", "reds", "contraindicated", "bleeds"),
        rule("ask-extra", "reds", "ask-first", {"any": [f"extra_{n}" for n in range(9)]}),
    ),
    treatments={},
    conditions=keyed(condition("one", 0.5, {}), condition("other", 0.5, {})),
)
TAKE_NONE = Step(TAKEN.asks, {"medicines": [], "allergies": []})
BASICS = Step(
    ("age", "sex", "onset_days", "nprs", "pain_map"),
    {"age": 40, "sex": "female", "onset_days": 2, "nprs": 4, "pain_map": []},
)


def asked_for(*steps: Step, knowledge: Knowledge = KNOWN) -> list[tuple[str, ...]]:
    """Every screen that follows, each answered with "no", or not at all where it wants a number."""
    steps, found = list(steps), []
    while (screen := next_screen(steps, knowledge, on=ON)) is not None:
        found.append(screen.asks)
        keys = [key for key in screen.asks if key in knowledge.findings]
        steps.append(Step(screen.asks, {"findings": dict.fromkeys(keys, False)} if keys else {}))
    return found


def test_nothing_is_asked_of_who_did_not_want_it():
    assert medicine_screens(History(Report(on=ON)), frozenset({"age", "allergies"}), KNOWN) == []


def test_a_list_that_was_half_answered_is_asked_again():
    half = Step(("medicines",), {"medicines": []})

    assert next_screen([BASICS, half], KNOWN, on=ON) == TAKEN


def test_checklists_of_at_most_eight_hold_everything_that_is_open():
    asked = asked_for(BASICS, TAKE_NONE)

    assert max(map(len, asked)) <= 8
    assert {key for keys in asked for key in keys} >= {"bleeds", *(f"extra_{n}" for n in range(9))}
    assert len({key for keys in asked for key in keys}) == sum(map(len, asked))


def test_not_sure_is_asked_once_and_then_left():
    unsure = Step(("bleeds", *(f"extra_{n}" for n in range(9)), "weight_kg", "pregnant", "far"))

    assert next_screen([BASICS, TAKE_NONE, unsure], KNOWN, on=ON) is None


def test_a_number_is_asked_where_only_a_number_decides():
    assert ("weight_kg",) in asked_for(BASICS, TAKE_NONE)


@pytest.mark.parametrize(("is_pregnant", "is_asked"), [(True, True), (False, False)])
def test_the_weeks_are_asked_only_after_a_yes(is_pregnant, is_asked):
    said = Step(("pregnant",), {"findings": {"pregnant": is_pregnant}})

    asked = asked_for(BASICS, said, TAKE_NONE)

    assert (("pregnancy_weeks",) in asked) is is_asked


def test_who_cannot_say_the_weeks_is_asked_the_limit_instead():
    said = Step(("pregnant", "pregnancy_weeks"), {"findings": {"pregnant": True}})

    assert any("far" in keys for keys in asked_for(BASICS, said, TAKE_NONE))


def test_nobody_who_must_be_seen_soon_is_asked():
    alarmed = replace(KNOWN, red_flags=keyed(flag("alarm", "urgent", "tired")))
    said = Step(("tired",), {"findings": {"tired": True}})

    assert asked_for(BASICS, said, TAKE_NONE, knowledge=alarmed) == []


def test_a_warning_sign_that_is_open_comes_first():
    alarmed = replace(KNOWN, red_flags=keyed(flag("alarm", "urgent", "tired")))

    first = next_screen([BASICS, TAKE_NONE], alarmed, on=ON)

    assert first.stage is Stage.SAFETY
    assert first.asks == ("tired",)


def test_progress_counts_the_checklists_ahead():
    far = progress([BASICS, TAKE_NONE], KNOWN, on=ON)

    assert far.done == 2
    assert far.expected >= 2 + 2


@pytest.mark.parametrize(("listed", "takes"), [([], False), ([{"name": "redol"}], True)])
def test_a_list_says_whether_anything_is_taken(listed, takes):
    step = Step(TAKEN.asks, {"medicines": listed, "allergies": []})

    assert history_of([step], on=ON).report.findings[TAKES_MEDICINE] is takes


def test_an_empty_list_undoes_no_yes():
    said = Step((TAKES_MEDICINE,), {"findings": {TAKES_MEDICINE: True}})

    assert history_of([said, TAKE_NONE], on=ON).report.findings[TAKES_MEDICINE] is True


def test_the_finding_that_a_list_answers_exists():
    from lumbago.knowledge import current

    assert TAKES_MEDICINE in current().findings


def test_all_invented_answers_are_of_invented_findings():
    assert set(FINDINGS) <= set(KNOWN.findings)
