"""Laws of the plan, for any person and any knowledge; the knowledge is invented."""

from hypothesis import given
from hypothesis import strategies as st
from invented import history
from invented_treatments import ANSWERS, FINDINGS, INVENTED, PEOPLE

from lumbago.knowledge.medicine_names import classes_of, recognise
from lumbago.record import Period, Phase, Verdict
from lumbago.treatment import plan


@given(ANSWERS, PEOPLE)
def test_no_plan_holds_what_a_check_forbids_or_asks_about(answers, person):
    drawn = plan(history(answers, **person), INVENTED)

    checks = {check.medicine: check for check in drawn.medicines.checks}
    for medicine in drawn.chosen:
        assert checks[medicine].verdict.severity <= Verdict.CAUTION.severity
        assert checks[medicine].amount is not None


@given(ANSWERS, PEOPLE)
def test_no_plan_holds_two_medicines_of_one_class(answers, person):
    told = history(answers, **person)
    drawn = plan(told, INVENTED)

    held = [classes_of(medicine, INVENTED) for medicine in drawn.chosen]
    taken = [r for m in told.report.medicines if (r := recognise(m.name, INVENTED)) is not None]
    for number, classes in enumerate(held):
        assert all(not classes & other for other in held[number + 1 :])
    for medicine in drawn.chosen:
        own = INVENTED.medicines[medicine].classes
        assert all(not one.classes.intersection(own) for one in taken)


def test_of_two_treatments_with_one_kind_of_medicine_one_is_dosed():
    safe = dict.fromkeys([*FINDINGS, "takes_thinner"], False)

    drawn = plan(history(safe, age=40, onset_days=3.0), INVENTED)

    assert drawn.chosen == ("redol",)
    assert "rubol" in drawn.considered


@given(ANSWERS, PEOPLE)
def test_no_line_speaks_of_a_medicine_that_is_forbidden(answers, person):
    drawn = plan(history({**answers, "bleeds": True}, **person), INVENTED)

    assert "why-red" not in {line.line for line in drawn.lines}


@given(ANSWERS, PEOPLE)
def test_lines_for_some_are_said_only_where_it_is_certain(answers, person):
    told = history(answers, **person)

    said = {line.line for line in plan(told, INVENTED).lines}

    assert ("ease" in said) is (person.get("nprs", 0) >= 7)
    assert ("not-tired" in said) is (answers.get("tired") is False)


@given(ANSWERS, PEOPLE)
def test_no_line_rests_more_than_two_days(answers, person):
    lines = {(t.id, line.id): line for t in INVENTED.treatments.values() for line in t.lines}

    for planned in plan(history(answers, **person), INVENTED).lines:
        assert (lines[planned.treatment, planned.line].rest_days or 0) <= 2


@given(ANSWERS, PEOPLE)
def test_lines_come_in_order_of_time(answers, person):
    order = list(Period)

    places = [order.index(line.period) for line in plan(history(answers, **person), INVENTED).lines]

    assert places == sorted(places)


@given(ANSWERS, PEOPLE)
def test_the_phase_follows_how_long_it_has_lasted(answers, person):
    drawn = plan(history(answers, **person), INVENTED)

    days = person.get("onset_days")
    told = Phase.PERSISTENT if answers.get("stiff") else None
    if days is not None:
        told = Phase.ACUTE if days <= 42 else Phase.SUBACUTE if days <= 84 else Phase.PERSISTENT
    assert drawn.is_phase_known is (told is not None)
    assert drawn.phase is (told or Phase.ACUTE)


@given(ANSWERS, PEOPLE)
def test_the_same_history_gives_the_same_plan(answers, person):
    turned = dict(reversed(answers.items()))

    assert plan(history(answers, **person), INVENTED) == plan(history(turned, **person), INVENTED)


@given(ANSWERS, st.sampled_from(["", "strict"]))
def test_what_a_guideline_advises_against_is_not_in_its_plan(answers, guideline):
    answers = {**answers, "bleeds": False, "takes_thinner": False}

    drawn = plan(history(answers, age=40, onset_days=3.0), INVENTED, guideline)

    assert ("reds" in {line.treatment for line in drawn.lines}) is (guideline == "")
    assert ("reds" in drawn.avoid) is (guideline == "strict")
    assert guideline == "" or "redol" not in drawn.chosen


def test_what_a_person_dislikes_is_left_out():
    told = history({}, age=40, onset_days=3.0, preferences={"disliked": ("Reds",)})

    assert "reds" not in {line.treatment for line in plan(told, INVENTED).lines}


def test_the_lines_that_warn_are_there():
    drawn = plan(history({}, age=40, onset_days=3.0), INVENTED)

    assert ("bed", "no-bed") in {(line.treatment, line.line) for line in drawn.lines}
    assert drawn.avoid == ("bed",)
