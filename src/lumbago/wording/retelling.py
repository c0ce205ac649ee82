"""What a person said, retold in words: answers, the drawing, numbers, diagnoses, medicines.

    finding, History, Knowledge -> where it comes from

Nothing is decided here; what follows from what was decided by `knowledge.table`.
"""

from collections.abc import Iterable, Iterator, Mapping

from lumbago.knowledge import Knowledge
from lumbago.knowledge.daily_totals import daily_totals
from lumbago.knowledge.medicine_names import recognised_in
from lumbago.knowledge.names import id_of, is_one_of
from lumbago.knowledge.schema import AskedOf, Finding
from lumbago.record import CheckIn, History, Medicine, Preferences, Region, Report, Setting
from lumbago.wording.language import marked, say, say_date, say_days, say_known, say_number
from lumbago.wording.regions import REGION_NAMES

ASKED = {
    "age": marked("How old are you?"),
    "sex": marked("What is your sex?"),
    "nprs": marked("How strong is your pain?"),
    "duration_days": marked("When did this pain begin?"),
    "onset_days": marked("When did this pain begin?"),
    "pain_map": marked("Where does it hurt?"),
    "medicines": marked("Which medicines do you take?"),
    "allergies": marked("Which medicines are you allergic to?"),
    "pregnancy_weeks": marked("How many weeks pregnant are you?"),
    "weight_kg": marked("How much do you weigh?"),
}
STATED = {
    "age": marked("You are {number} years old"),
    "nprs": marked("You gave your pain {number}"),
    "pregnancy_weeks": marked("You are {number} weeks pregnant"),
    "weight_kg": marked("You weigh {number} kg"),
    "onset_age": marked("Your pain began when you were about {number}"),
}
SEXES = {"female": marked("female"), "male": marked("male"), "other": marked("other")}
LISTED = {
    "diagnosed": marked("You have: {names}"),
    "medicines": marked("You take: {names}"),
    "allergies": marked("You cannot take: {names}"),
}
LEG = ("thigh", "calf", "shin", "foot")
DAYS_A_YEAR = 365.25
OLDEST_LIMIT = 100
"""A limit of a rule from which it only means "or more"."""


def question(key: str, knowledge: Knowledge) -> str:
    """Return what a person would be asked; the limit of a rule as the question behind it."""
    if key in knowledge.findings:
        return knowledge.findings[key].question
    measure = key.partition(":")[0]
    return say(ASKED[measure]) if measure in ASKED else key


def questions(keys: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    """Return what a person would be asked, each question once."""
    return tuple(dict.fromkeys(question(key, knowledge) for key in keys))


def said(key: str, *, answer: str, history: History, knowledge: Knowledge) -> str:
    """Return in words where a finding comes from: an answer, a number, the drawing, or a clinician.

    Args:
        key: The finding.
        answer: "yes" or "no".
        history: What was said.
        knowledge: What the finding is called.
    """
    finding = knowledge.findings.get(key)
    if finding is None:
        return f"{key}: {_yes_or_no(answer == 'yes')}"
    is_present = answer == "yes"
    if finding.asked_of is AskedOf.CLINICIAN:
        sign = {"sign": finding.clinician}
        return say("Present: {sign}", **sign) if is_present else say("Absent: {sign}", **sign)
    found = _origin(finding, is_present, history, knowledge)
    if found:
        return found
    if is_present:
        return say("Your other answers mean yes to: {question}", question=finding.question)
    return say("Your other answers mean no to: {question}", question=finding.question)


def because(key: str, history: History, knowledge: Knowledge) -> str:
    """Return in words an answer, or a limit, that made a rule hold."""
    if ":" not in key:
        return said(key, answer="yes", history=history, knowledge=knowledge)
    name, _, span = key.partition(": ")
    if name == "sex":
        return say("Your sex: {sex}", sex=say(SEXES[span]))
    low, _, high = span.partition(" to ")
    stated, limit = _stated(name, history), _limit(low, high)
    if not stated:
        return f"{name}: {limit}"
    return stated if name == "nprs" else say("{stated}; this counts {limit}", stated=stated, limit=limit)


def told(history: History, knowledge: Knowledge, unsure: Iterable[str] = ()) -> Iterator[str]:
    """Yield everything a person said, a line each.

    Args:
        history: What was said.
        knowledge: What the findings are called.
        unsure: What was asked and answered with "not sure", or not at all.
    """
    yield from _about(history.report)
    yield from _answers(history.report.findings, knowledge)
    for key in unsure:
        asked = {"question": question(key, knowledge)}
        is_finding = key in knowledge.findings
        yield say("Not sure: {question}", **asked) if is_finding else say("Not said: {question}", **asked)
    yield from _beyond_questions(history.report)
    for check_in in history.check_ins:
        for line in _later(check_in, knowledge):
            yield say("On {day}: {line}", day=say_date(check_in.on), line=line)


def _yes_or_no(is_yes: object) -> str:
    return say("yes") if is_yes else say("no")


def _limit(low: str, high: str) -> str:
    ends = {"low": say_number(low), "high": say_number(high)}
    if float(low) <= 0:
        return say("up to {high}", **ends)
    return say("from {low}", **ends) if float(high) >= OLDEST_LIMIT else say("from {low} to {high}", **ends)


def _heard(history: History) -> Mapping[str, bool]:
    """Return the answers, a later one in place of an earlier one."""
    heard = dict(history.report.findings)
    for check_in in history.check_ins:
        heard.update(check_in.findings)
    return heard


def _origin(finding: Finding, is_present: bool, history: History, knowledge: Knowledge) -> str:
    """Return in words what a finding comes from; empty where nothing said explains it."""
    if _heard(history).get(finding.id) is is_present:
        asked = {"question": finding.question}
        return (
            say("You said yes to: {question}", **asked)
            if is_present
            else say("You said no to: {question}", **asked)
        )
    return (
        _from_lists(finding, is_present, history.report, knowledge)
        or _from_amounts(finding, is_present, history.report, knowledge)
        or _from_drawing(finding, is_present, history)
        or _from_number(finding, is_present, history)
        or _from_another(finding, is_present, history, knowledge)
    )


def _from_lists(finding: Finding, is_present: bool, report: Report, knowledge: Knowledge) -> str:
    diagnosed = [name.replace("-", " ") for name in report.diagnosed if id_of(name) in finding.diagnosed]
    medicines = [m.name for m in report.medicines if _makes(m.name, finding, knowledge)]
    allergies = [name for name in report.allergies if is_one_of(name, finding.allergies)]
    lists = {"diagnosed": diagnosed, "medicines": medicines, "allergies": allergies}
    told = (say(LISTED[kind], names=", ".join(names)) for kind, names in lists.items() if names)
    return next(told, "") if is_present else ""


def _from_amounts(finding: Finding, is_present: bool, report: Report, knowledge: Knowledge) -> str:
    """Return what adds up to more than a day allows; the ceiling that holds for anybody is named."""
    if not is_present or finding.overdose_of is None:
        return ""

    def is_said(key: str) -> bool:
        return report.findings.get(key, False)

    totals = daily_totals(report, knowledge, is_said, Setting.PRIMARY_CARE)
    total = next((t for t in totals if t.medicine == finding.overdose_of and t.is_above), None)
    if total is None or total.per_day is None:
        return ""
    substance = knowledge.medicines[total.medicine]
    return say(
        "What you take adds up to {per_day} {unit} of {medicine} in a day; the most is {ceiling} {unit}",
        per_day=say_number(f"{total.per_day:,.0f}"),
        unit=substance.unit,
        medicine=say_known("medicines/name", substance.name),
        ceiling=say_number(f"{total.ceiling:,.0f}"),
    )


def _makes(medicine: str, finding: Finding, knowledge: Knowledge) -> bool:
    """Return whether a medicine, or its class, makes a finding present."""
    found = recognised_in(medicine, knowledge) if finding.classes else ()
    in_class = any(one is not None and not one.classes.isdisjoint(finding.classes) for one in found)
    return in_class or is_one_of(medicine, finding.medicines)


def _from_drawing(finding: Finding, is_present: bool, history: History) -> str:
    pain_map = history.report.pain_map
    if pain_map is None:
        return ""
    own = [region for region in pain_map if region in finding.regions]
    if finding.id == "bilateral_leg_pain":
        own = [region for region in pain_map if region.value.startswith(LEG)]
    if is_present:
        return say("On the drawing you marked: {places}", places=_places(own)) if own else ""
    denies = finding.regions_deny and not own
    return say("On the drawing you marked only: {places}", places=_places(pain_map)) if denies else ""


def _from_number(finding: Finding, is_present: bool, history: History) -> str:
    derived = finding.derived
    number = None if derived is None else _number(derived.measure, history)
    if derived is None or number is None or not (is_present or derived.else_absent):
        return ""
    lies_within = derived.at_least <= number <= derived.at_most
    return _stated(derived.measure, history) if lies_within is is_present else ""


def _from_another(finding: Finding, is_present: bool, history: History, knowledge: Knowledge) -> str:
    """Return what another answer says that implies this one: a special "yes", a general "no"."""
    if is_present:
        others = [other for other in knowledge.findings.values() if finding.id in other.implies]
    else:
        others = [knowledge.findings[key] for key in finding.implies]
    found = (_origin(other, is_present, history, knowledge) for other in others)
    return next((words for words in found if words), "")


def _number(measure: str, history: History) -> float | None:
    """Return a number of the report, as it is on the last day of the history."""
    report = history.report
    days = history.duration_days
    if measure == "duration_days":
        return days
    if measure == "onset_age":
        return None if days is None or report.age is None else report.age - days / DAYS_A_YEAR
    if measure == "nprs":
        return history.nprs
    return {
        "age": report.age,
        "pregnancy_weeks": report.pregnancy_weeks,
        "weight_kg": report.weight_kg,
        "breastfeeding": report.breastfeeding,
    }.get(measure)


def _stated(measure: str, history: History) -> str:
    """Return a number in words; empty where none was given."""
    number = _number(measure, history)
    if number is None:
        return ""
    if measure == "duration_days":
        return say("Your pain has lasted {days}", days=say_days(number))
    if measure == "breastfeeding":
        return say("You breastfeed") if number else say("You do not breastfeed")
    if measure == "pregnancy_weeks" and not number:
        return say("You are not pregnant")
    figures = f"{number:.0f}" if measure == "onset_age" else f"{number:g}"
    return say(STATED[measure], number=say_number(figures)) if measure in STATED else ""


def _places(regions: Iterable[Region]) -> str:
    """Return places one after another; each name may hold a comma itself."""
    return "; ".join(say(REGION_NAMES[region]) for region in regions) or say("no place")


def _answers(findings: Mapping[str, bool], knowledge: Knowledge) -> Iterator[str]:
    for key, is_present in findings.items():
        asked = {"question": question(key, knowledge)}
        yield say("Yes: {question}", **asked) if is_present else say("No: {question}", **asked)


def _about(report: Report) -> Iterator[str]:
    if report.age is not None:
        yield say("Age: {age}", age=say_number(f"{report.age:g}"))
    if report.sex is not None:
        yield say("Sex: {sex}", sex=say(SEXES[report.sex.value]))
    if report.onset is not None:
        yield say("Pain began on {day}", day=say_date(report.onset))
    elif report.onset_days is not None:
        yield say("Days since the pain began: {days}", days=say_number(f"{report.onset_days:g}"))
    if report.nprs is not None:
        yield say("Pain now, 0 to 10: {nprs}", nprs=report.nprs)
    if report.pain_map is not None:
        yield say("Where it hurts: {places}", places=_places(report.pain_map))


def _beyond_questions(report: Report) -> Iterator[str]:
    """Yield what only a written report holds."""
    if report.diagnosed:
        yield say("Diagnosed: {names}", names=", ".join(report.diagnosed))
    if report.medicines:
        yield say("Medicines: {names}", names=", ".join(map(_dose, report.medicines)))
    if report.allergies:
        yield say("Allergies: {names}", names=", ".join(report.allergies))
    yield from _numbers(
        {
            marked("Weight, kg: {number}"): report.weight_kg,
            marked("Weeks pregnant: {number}"): report.pregnancy_weeks,
            marked("Disability (Roland-Morris), per cent: {number}"): report.rmdq_percent,
        }
    )
    if report.breastfeeding is not None:
        yield say("Breastfeeding: {answer}", answer=_yes_or_no(report.breastfeeding))
    if report.rmdq is not None:
        yield say("Roland-Morris, items ticked: {items}", items=_items(report.rmdq))
    if report.start_back is not None:
        yield say("STarT Back, items: {items}", items=_items(report.start_back))
    if report.preferences != Preferences():
        yield say("What suits you: {preferences}", preferences="; ".join(_preferred(report.preferences)))


def _numbers(told: Mapping[str, float | None]) -> Iterator[str]:
    """Yield what a number belongs to, for each that was given."""
    for words, number in told.items():
        if number is not None:
            yield say(words, number=say_number(f"{number:g}"))


def _items(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers)) or say("none")


def _preferred(preferences: Preferences) -> Iterator[str]:
    minutes = preferences.minutes_per_day
    if minutes is not None:
        yield say("minutes a day: {minutes}", minutes=say_number(f"{minutes:g}"))
    if preferences.equipment:
        known = (say_known("exercises/equipment", thing) for thing in preferences.equipment)
        yield say("with: {things}", things=", ".join(known))
    if preferences.disliked:
        yield say("not: {names}", names=", ".join(preferences.disliked))
    if preferences.language:
        yield say("language: {language}", language=preferences.language)


def _dose(medicine: Medicine) -> str:
    dose = medicine.name
    if medicine.dose_mg is not None:
        dose += f" {say_number(f'{medicine.dose_mg:g}')} mg"
    if medicine.per_day is None:
        return dose
    return say("{dose}, {times} a day", dose=dose, times=say_number(f"{medicine.per_day:g}"))


def _later(check_in: CheckIn, knowledge: Knowledge) -> Iterator[str]:
    said_then = [
        *_numbers(
            {
                marked("pain, 0 to 10: {number}"): check_in.nprs,
                marked("disability, per cent: {number}"): check_in.rmdq_percent,
                marked("activity, 0 to 10: {number}"): check_in.activity,
            }
        ),
        *(say("done: {exercise}", exercise=name) for name in check_in.done),
        *(say("felt: {exercise}", exercise=felt.exercise) for felt in check_in.felt),
        *_answers(check_in.findings, knowledge),
    ]
    yield from said_then or [say("nothing new")]
