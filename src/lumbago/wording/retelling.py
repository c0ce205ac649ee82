"""What a person said, retold in words: answers, the drawing, numbers, diagnoses, medicines.

    finding, History, Knowledge -> where it comes from

Nothing is decided here; what follows from what was decided by `knowledge.table`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from lumbago.knowledge import Knowledge
from lumbago.knowledge.daily_totals import daily_totals
from lumbago.knowledge.medicine_names import recognised_in
from lumbago.knowledge.names import id_of, is_one_of
from lumbago.knowledge.schema import AskedOf, Finding
from lumbago.record import CheckIn, History, Medicine, Preferences, Region, Report, Setting
from lumbago.wording.regions import REGION_NAMES

ASKED = {
    "age": "How old are you?",
    "sex": "What is your sex?",
    "nprs": "How strong is your pain?",
    "duration_days": "When did this pain begin?",
    "onset_days": "When did this pain begin?",
    "pain_map": "Where does it hurt?",
    "medicines": "Which medicines do you take?",
    "allergies": "Which medicines are you allergic to?",
    "pregnancy_weeks": "How many weeks pregnant are you?",
    "weight_kg": "How much do you weigh?",
}
LEG = ("thigh", "calf", "shin", "foot")
DAYS_A_YEAR = 365.25
OLDEST_LIMIT = 100
"""A limit of a rule from which it only means "or more"."""


def question(key: str, knowledge: Knowledge) -> str:
    """Return what a person would be asked; the limit of a rule as the question behind it."""
    if key in knowledge.findings:
        return knowledge.findings[key].question
    return ASKED.get(key.partition(":")[0], key)


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
        return f"{key}: {answer}"
    is_present = answer == "yes"
    if finding.asked_of is AskedOf.CLINICIAN:
        return f"{'Present' if is_present else 'Absent'}: {finding.clinician}"
    found = _origin(finding, is_present, history, knowledge)
    return found or f"Your other answers mean {answer} to: {finding.question}"


def because(key: str, history: History, knowledge: Knowledge) -> str:
    """Return in words an answer, or a limit, that made a rule hold."""
    if ":" not in key:
        return said(key, answer="yes", history=history, knowledge=knowledge)
    name, _, span = key.partition(": ")
    if name == "sex":
        return f"Your sex: {span}"
    low, _, high = span.partition(" to ")
    stated, limit = _stated(name, history), _limit(low, high)
    if not stated:
        return f"{name}: {limit}"
    return stated if name == "nprs" else f"{stated}; this counts {limit}"


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
        yield f"{'Not sure' if key in knowledge.findings else 'Not said'}: {question(key, knowledge)}"
    yield from _beyond_questions(history.report)
    for check_in in history.check_ins:
        for line in _later(check_in, knowledge):
            yield f"On {_day(check_in.on)}: {line}"


def _limit(low: str, high: str) -> str:
    if float(low) <= 0:
        return f"up to {high}"
    return f"from {low}" if float(high) >= OLDEST_LIMIT else f"from {low} to {high}"


def _heard(history: History) -> Mapping[str, bool]:
    """Return the answers, a later one in place of an earlier one."""
    heard = dict(history.report.findings)
    for check_in in history.check_ins:
        heard.update(check_in.findings)
    return heard


def _origin(finding: Finding, is_present: bool, history: History, knowledge: Knowledge) -> str:
    """Return in words what a finding comes from; empty where nothing said explains it."""
    if _heard(history).get(finding.id) is is_present:
        return f"You said {'yes' if is_present else 'no'} to: {finding.question}"
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
    lists = {"have": diagnosed, "take": medicines, "cannot take": allergies}
    return next(
        (f"You {verb}: {', '.join(names)}" for verb, names in lists.items() if names and is_present), ""
    )


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
    amounts = f"{total.per_day:,.0f} {substance.unit} of {substance.name} in a day"
    return f"What you take adds up to {amounts}; the most is {total.ceiling:,.0f} {substance.unit}"


def _makes(medicine: str, finding: Finding, knowledge: Knowledge) -> bool:
    """Return whether a medicine, or its class, makes a finding present."""
    found = recognised_in(medicine, knowledge) if finding.classes else ()
    in_class = any(one is not None and not one.classes.isdisjoint(finding.classes) for one in found)
    return in_class or is_one_of(medicine, finding.medicines)


def _from_drawing(finding: Finding, is_present: bool, history: History) -> str:
    pain_map = history.report.pain_map
    if pain_map is None:
        return ""
    marked = [region for region in pain_map if region in finding.regions]
    if finding.id == "bilateral_leg_pain":
        marked = [region for region in pain_map if region.value.startswith(LEG)]
    if is_present:
        return f"On the drawing you marked: {_places(marked)}" if marked else ""
    denies = finding.regions_deny and not marked
    return f"On the drawing you marked only: {_places(pain_map)}" if denies else ""


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
    return {
        "age": f"You are {number:g} years old",
        "nprs": f"You gave your pain {number:g}",
        "duration_days": f"Your pain has lasted {_days(number)}",
        "pregnancy_weeks": f"You are {number:g} weeks pregnant" if number else "You are not pregnant",
        "weight_kg": f"You weigh {number:g} kg",
        "breastfeeding": "You breastfeed" if number else "You do not breastfeed",
        "onset_age": f"Your pain began when you were about {number:.0f}",
    }.get(measure, "")


def _days(number: float) -> str:
    return f"{number:g} day{'' if number == 1 else 's'}"


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def _places(regions: Iterable[Region]) -> str:
    """Return places one after another; each name may hold a comma itself."""
    return "; ".join(REGION_NAMES[region] for region in regions) or "no place"


def _answers(findings: Mapping[str, bool], knowledge: Knowledge) -> Iterator[str]:
    for key, is_present in findings.items():
        yield f"{'Yes' if is_present else 'No'}: {question(key, knowledge)}"


def _about(report: Report) -> Iterator[str]:
    if report.age is not None:
        yield f"Age: {report.age:g}"
    if report.sex is not None:
        yield f"Sex: {report.sex.value}"
    if report.onset is not None:
        yield f"Pain began on {_day(report.onset)}"
    elif report.onset_days is not None:
        yield f"Days since the pain began: {report.onset_days:g}"
    if report.nprs is not None:
        yield f"Pain now, 0 to 10: {report.nprs}"
    if report.pain_map is not None:
        yield f"Where it hurts: {_places(report.pain_map)}"


def _beyond_questions(report: Report) -> Iterator[str]:
    """Yield what only a written report holds."""
    if report.diagnosed:
        yield f"Diagnosed: {', '.join(report.diagnosed)}"
    if report.medicines:
        yield f"Medicines: {', '.join(map(_dose, report.medicines))}"
    if report.allergies:
        yield f"Allergies: {', '.join(report.allergies)}"
    numbers = {
        "Weight, kg": report.weight_kg,
        "Weeks pregnant": report.pregnancy_weeks,
        "Disability (Roland-Morris), per cent": report.rmdq_percent,
    }
    yield from (f"{name}: {number:g}" for name, number in numbers.items() if number is not None)
    if report.breastfeeding is not None:
        yield f"Breastfeeding: {'yes' if report.breastfeeding else 'no'}"
    if report.rmdq is not None:
        yield f"Roland-Morris, items ticked: {', '.join(map(str, report.rmdq)) or 'none'}"
    if report.start_back is not None:
        yield f"STarT Back, items: {', '.join(map(str, report.start_back))}"
    if report.preferences != Preferences():
        yield f"What suits you: {_preferred(report.preferences)}"


def _preferred(preferences: Preferences) -> str:
    minutes = preferences.minutes_per_day
    parts = {
        "minutes a day": "" if minutes is None else f"{minutes:g}",
        "with": ", ".join(preferences.equipment),
        "not": ", ".join(preferences.disliked),
        "language": preferences.language or "",
    }
    return "; ".join(f"{name}: {words}" for name, words in parts.items() if words)


def _dose(medicine: Medicine) -> str:
    dose = "" if medicine.dose_mg is None else f" {medicine.dose_mg:g} mg"
    return f"{medicine.name}{dose}" + ("" if medicine.per_day is None else f", {medicine.per_day:g} a day")


def _later(check_in: CheckIn, knowledge: Knowledge) -> Iterator[str]:
    numbers = {
        "pain, 0 to 10": check_in.nprs,
        "disability, per cent": check_in.rmdq_percent,
        "activity, 0 to 10": check_in.activity,
    }
    said_then = [
        *(f"{name}: {number:g}" for name, number in numbers.items() if number is not None),
        *(f"done: {name}" for name in check_in.done),
        *(f"felt: {felt.exercise}" for felt in check_in.felt),
        *_answers(check_in.findings, knowledge),
    ]
    yield from said_then or ["nothing new"]
