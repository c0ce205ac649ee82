"""Plain words for which medicines a person may take.

    History, MedicineSafety, Knowledge -> MedicineWords

What forbids is said before what only warns; a dose is said only where the checks left one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lumbago.knowledge import Knowledge
from lumbago.knowledge.medicine import Access, Figure, Substance
from lumbago.record import (
    Amount,
    DailyTotal,
    History,
    MedicineCheck,
    MedicineSafety,
    RuleApplied,
    Status,
    Verdict,
)
from lumbago.wording.language import marked, say, say_known, say_number
from lumbago.wording.retelling import because, questions
from lumbago.wording.words import STATUS_WORDS

VERDICTS = {
    Verdict.FINE: marked("No rule speaks against it"),
    Verdict.CAUTION: marked("With care"),
    Verdict.ASK_FIRST: marked("Ask a pharmacist or doctor first"),
    Verdict.CONTRAINDICATED: marked("Not for you"),
}
ACCESS = {
    Access.WITHOUT_PRESCRIPTION: marked("sold without a prescription"),
    Access.PRESCRIPTION: marked("on prescription only: something to discuss with a doctor"),
    Access.CONTROLLED: marked("a controlled medicine: only a doctor can weigh it"),
}
EVERY_MEDICINE = {
    "of-a-kind-already-taken": marked(
        "You already take something of this kind. Two together add harm, not relief."
    ),
    "allergy-stated": marked("You said that you are allergic to it, or to something of its kind."),
    "medicine-not-recognised": marked(
        "Lumbago does not know a medicine that you take. Ask a pharmacist first."
    ),
    "allergy-not-recognised": marked(
        "Lumbago does not know an allergy that you named. Ask a pharmacist first."
    ),
    "illness-not-recognised": marked(
        "Lumbago does not know an illness that you named. Ask a pharmacist first."
    ),
    "name-was-guessed": marked(
        "The name of something you wrote was guessed. Check it, or ask a pharmacist first."
    ),
    "medicines-not-listed": marked(
        "You take medicines that you did not list. List them, or ask a pharmacist first."
    ),
    "more-than-a-day-allows": marked("You already take more of it than one day allows. Take no more of it."),
}
"""What is said for rules that stand in no file."""

OPEN = marked("It depends on your answer to:")

GROUPS = ("chosen", "fine", "care", "ask", "discuss", "no")

TOO_MUCH = marked(
    "{name}: what you wrote adds up to {per_day} {unit} in a day, from {products}. The most for you is "
    "{ceiling} {unit}. {remedy}"
)
TAKEN_FOR = marked("You wrote “{written}”. It was taken for {known}: check the spelling.")


@dataclass(frozen=True)
class Why:
    """One rule about a medicine, in words.

    Attributes:
        says: What the person is told.
        because: What they said that makes it hold; or what they were not asked.
        figures: Numbers behind it.
        cite: What `lumbago cite` takes; empty where the rule stands in no file.
        status: What it rests on.
        is_open: Whether it is undecided.
    """

    says: str
    because: tuple[str, ...]
    figures: tuple[str, ...]
    cite: str
    status: str
    is_open: bool


@dataclass(frozen=True)
class Checked:
    """One medicine, checked, in words."""

    id: str
    name: str
    plain: str
    access: str
    verdict: str
    amount: str
    how: tuple[str, ...]
    whys: tuple[Why, ...]


@dataclass(frozen=True)
class MedicineWords:
    """All medicines in words.

    Attributes:
        alarms: What is taken above its ceiling.
        notes: Spellings that were guessed, and words that nobody knows.
        chosen: What is part of the plan, with amounts.
        fine: Other medicines without a prescription that no rule speaks against.
        with_care: The same where a rule asks for care.
        ask_first: What to ask about first.
        discuss: What needs a prescription and no rule forbids.
        forbidden: What not to take.
        questions: What to answer to know more.
    """

    alarms: tuple[str, ...]
    notes: tuple[str, ...]
    chosen: tuple[Checked, ...]
    fine: tuple[Checked, ...]
    with_care: tuple[Checked, ...]
    ask_first: tuple[Checked, ...]
    discuss: tuple[Checked, ...]
    forbidden: tuple[Checked, ...]
    questions: tuple[str, ...]


def tell_medicines(
    history: History, safety: MedicineSafety, knowledge: Knowledge, chosen: tuple[str, ...] = ()
) -> MedicineWords:
    """Put checks into words.

    Args:
        history: Whose they are.
        safety: What was decided.
        knowledge: What its ids mean; what it no longer holds is left out.
        chosen: Medicines that a plan holds.
    """
    groups: dict[str, list[Checked]] = {name: [] for name in GROUPS}
    for check in safety.checks:
        substance = knowledge.medicines.get(check.medicine)
        if substance is not None:
            group = "chosen" if check.medicine in chosen else _group(check, substance)
            groups[group].append(_checked(check, substance, history, knowledge))
    order = {name: place for place, name in enumerate(chosen)}
    return MedicineWords(
        alarms=tuple(_too_much(total, knowledge) for total in safety.above),
        notes=tuple(_notes(safety)),
        chosen=tuple(sorted(groups["chosen"], key=lambda one: order[one.id])),
        fine=tuple(groups["fine"]),
        with_care=tuple(groups["care"]),
        ask_first=tuple(groups["ask"]),
        discuss=tuple(groups["discuss"]),
        forbidden=tuple(groups["no"]),
        questions=questions(safety.unasked, knowledge),
    )


def amount_in_words(amount: Amount) -> str:
    """Return a dose as a person can follow it.

    Examples:
        >>> amount_in_words(Amount((25, 25), "mg", (8, 8), 75, 3)).partition(". ")[0]
        '25 mg'
    """
    low, high = (_size(number, amount.unit) for number in amount.single)
    dose = low if low == high else say("{low}; {high} if that is not enough", low=low, high=high)
    first, last = (say_number(f"{hours:g}") for hours in amount.every_hours)
    wait = first if first == last else say("{low} to {high}", low=first, high=last)
    return say(
        "{dose}. Wait {wait} hours between doses. Never more than {most} in "
        "24 hours, counting everything that holds it. At most {days} days; then ask.",
        dose=dose,
        wait=wait,
        most=_size(amount.most_a_day, amount.unit),
        days=say_number(f"{amount.longest_days:g}"),
    )


def _size(number: float, unit: str) -> str:
    return f"{say_number(f'{number:,.0f}')} {unit}"


def _named(substance: Substance) -> str:
    """Return what a medicine is called, as a sentence begins."""
    name = say_known("medicines/name", substance.name)
    return name[:1].upper() + name[1:]


def _group(check: MedicineCheck, substance: Substance) -> str:
    if check.verdict is Verdict.CONTRAINDICATED:
        return "no"
    if substance.access is not Access.WITHOUT_PRESCRIPTION:
        return "discuss"
    return {Verdict.ASK_FIRST: "ask", Verdict.CAUTION: "care"}.get(check.verdict, "fine")


def _checked(check: MedicineCheck, substance: Substance, history: History, knowledge: Knowledge) -> Checked:
    return Checked(
        id=check.medicine,
        name=_named(substance),
        plain=substance.plain,
        access=say(ACCESS[substance.access]),
        verdict=say("You take it already") if check.is_taken else say(VERDICTS[check.verdict]),
        amount="" if check.amount is None else amount_in_words(check.amount),
        how=() if check.amount is None else substance.how,
        whys=tuple(_why(applied, history, knowledge) for applied in check.applied),
    )


def _why(applied: RuleApplied, history: History, knowledge: Knowledge) -> Why:
    rule = knowledge.medicine_rules.get(applied.rule)
    if applied.unasked:
        said = questions(applied.unasked, knowledge)
    elif rule is None:
        said = applied.because
    else:
        said = tuple(because(key, history, knowledge) for key in applied.because)
    if rule is None:
        says = say(EVERY_MEDICINE[applied.rule]) if applied.rule in EVERY_MEDICINE else applied.rule
        return Why(says, said, (), "", say(STATUS_WORDS[Status.JUDGEMENT]), bool(applied.unasked))
    status = say(STATUS_WORDS[rule.status])
    if applied.unasked:
        return Why(say(OPEN), said, (), rule.id, status, is_open=True)
    figures = tuple(_figure(figure, knowledge) for figure in rule.figures)
    return Why(rule.says, said, figures, rule.id, status, is_open=False)


def _figure(figure: Figure, knowledge: Knowledge) -> str:
    number = say_number(f"{figure.value:g}")
    if figure.ci95 is not None:
        low, high = (say_number(f"{end:g}") for end in figure.ci95)
        number = say("{number} ({low} to {high})", number=number, low=low, high=high)
    source = knowledge.sources[figure.source].citation if figure.source else say("our judgement")
    return f"{figure.what}: {number}; {source}"


def _too_much(total: DailyTotal, knowledge: Knowledge) -> str:
    substance = knowledge.medicines[total.medicine]
    return say(
        TOO_MUCH,
        name=_named(substance),
        per_day=say_number(f"{total.per_day or 0:,.0f}"),
        unit=substance.unit,
        products=", ".join(total.products),
        ceiling=say_number(f"{total.ceiling:,.0f}"),
        remedy=substance.too_much,
    )


def _notes(safety: MedicineSafety) -> Iterator[str]:
    for written, known in safety.near:
        yield say(TAKEN_FOR, written=written, known=say_known("medicines/name", known))
    for written in safety.not_recognised:
        yield say(
            "Lumbago does not know “{written}”, so every medicine is one to ask about first.",
            written=written,
        )
