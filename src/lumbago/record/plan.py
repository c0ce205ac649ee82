"""Plan: what helps this person, what is safe for them, and what to do from day to day.

Treatments, medicines, rules and lines are named, not copied: look them up in the knowledge
they came from.
"""

from enum import Enum

from pydantic.dataclasses import dataclass

from lumbago.record.scales import STRICT, Probability


class Phase(Enum):
    """How long the pain has lasted; evidence for one is not evidence for another."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    PERSISTENT = "persistent"


class Period(Enum):
    """When a line of the plan is for, in order."""

    TODAY = "today"
    THIS_WEEK = "this-week"
    BY_DAY_14 = "by-day-14"
    AFTER = "after"


class LineKind(Enum):
    """What a line of the plan is about."""

    DO = "do"
    AVOID = "avoid"
    HELP = "help"
    REVIEW = "review"


class Verdict(Enum):
    """Whether a person may take a medicine, best first."""

    FINE = "fine"
    CAUTION = "caution"
    ASK_FIRST = "ask-first"
    CONTRAINDICATED = "contraindicated"

    @property
    def severity(self) -> int:
        """Place in the order above; higher is worse."""
        return list(Verdict).index(self)


class Role(Enum):
    """What a treatment is for in one phase."""

    CORE = "core"
    """Everybody's first step."""
    OPTION = "option"
    """May be chosen."""
    AVOID = "avoid"
    """Not to do."""


class Link(Enum):
    """How an estimate against doing nothing in particular came about."""

    DIRECT = "direct"
    """Trials compared just these two."""
    MIXED = "mixed"
    """Trials of these two, and others that lead from one to the other."""
    INDIRECT = "indirect"
    """Only trials that lead from one to the other by a third."""


@dataclass(frozen=True, config=STRICT)
class RuleApplied:
    """One rule of medicine safety that holds, or that nobody can decide yet.

    Attributes:
        rule: The rule, by its file's name.
        verdict: What it makes of the medicine.
        because: Findings and limits that make it hold; empty while it is undecided.
        unasked: Findings whose answers would decide it; empty when it holds.
    """

    rule: str
    verdict: Verdict
    because: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Amount:
    """How much of a medicine a person may take.

    Attributes:
        single: One dose, least and most, in `unit`.
        unit: What the numbers count ("mg").
        every_hours: Hours between doses, least and most.
        most_a_day: Never more in any 24 hours, from all products together.
        longest_days: Never longer without asking.
    """

    single: tuple[float, float]
    unit: str
    every_hours: tuple[float, float]
    most_a_day: float
    longest_days: float


@dataclass(frozen=True, config=STRICT)
class MedicineCheck:
    """One medicine, checked against one person.

    Attributes:
        medicine: Which, by its file's name.
        verdict: The worst that any rule says.
        applied: Rules that hold or are undecided, worst first.
        is_taken: Whether the person takes it already.
        amount: How much, where it may be taken without a prescription and no rule asks first; else None.
    """

    medicine: str
    verdict: Verdict
    applied: tuple[RuleApplied, ...] = ()
    is_taken: bool = False
    amount: Amount | None = None


@dataclass(frozen=True, config=STRICT)
class DailyTotal:
    """What a person takes of one substance in a day, from all products together.

    Attributes:
        medicine: The substance, by its file's name.
        per_day: Amount a day that is known of; None when no amount was said.
        ceiling: The lowest ceiling that holds for this person.
        is_above: Whether what is known of passes it.
        products: What it is in, as the person wrote it.
    """

    medicine: str
    per_day: float | None
    ceiling: float
    is_above: bool
    products: tuple[str, ...]


@dataclass(frozen=True, config=STRICT)
class MedicineSafety:
    """All medicines that may come into question, checked against one person.

    Attributes:
        checks: One a medicine, the fine ones first.
        totals: What is taken already of substances that have a ceiling.
        not_recognised: Medicines as written that nobody knows: everything is asked first.
        near: What was written, and what it was taken for.
        unasked: Findings whose answers would decide something.
    """

    checks: tuple[MedicineCheck, ...]
    totals: tuple[DailyTotal, ...] = ()
    not_recognised: tuple[str, ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    unasked: tuple[str, ...] = ()

    @property
    def above(self) -> tuple[DailyTotal, ...]:
        """What is taken above its ceiling."""
        return tuple(total for total in self.totals if total.is_above)


@dataclass(frozen=True, config=STRICT)
class Estimate:
    """What a treatment does to pain on 0-100 against doing nothing in particular; below 0 is less pain.

    Attributes:
        value: Mean difference.
        low: Lower end of the 95 % interval, as the trials have it.
        high: Upper end.
        link: How it came about.
        worthwhile: Chance that the mean gain is at least the smallest worthwhile one.
        is_converted: Whether it was put on this scale by an assumption of ours.
        trials: How many; None when the review does not say.
        people: How many; None when the review does not say.
    """

    value: float
    low: float
    high: float
    link: Link
    worthwhile: Probability
    is_converted: bool
    trials: int | None = None
    people: int | None = None


@dataclass(frozen=True, config=STRICT)
class Option:
    """One treatment as an option for one phase.

    Attributes:
        treatment: Which, by its file's name.
        estimate: What it does to pain; None where nothing can be counted.
        net_benefit: Expected gain on 0-100 after doubt and harm; None where it is not ranked.
        net_low: Lower end of its 80 % range.
        net_high: Upper end.
        place: Place in the ranking, from 1; None where it is not ranked.
        level_with: Options that it cannot be told apart from.
        why_not_ranked: Why there is no place; empty where there is one.
    """

    treatment: str
    estimate: Estimate | None = None
    net_benefit: float | None = None
    net_low: float | None = None
    net_high: float | None = None
    place: int | None = None
    level_with: tuple[str, ...] = ()
    why_not_ranked: str = ""


@dataclass(frozen=True, config=STRICT)
class Ranking:
    """The options of one phase, best first, then those without a place.

    Attributes:
        phase: Which.
        options: Ranked ones in order, then the others by name.
        unconnected: Options whose trials no other trial joins to the rest.
        guideline: The overlay it was made under; empty for our own reading.
    """

    phase: Phase
    options: tuple[Option, ...]
    unconnected: tuple[str, ...] = ()
    guideline: str = ""


@dataclass(frozen=True, config=STRICT)
class PlannedLine:
    """One line of the plan.

    Attributes:
        treatment: Where it is written, by its file's name.
        line: Its id there.
        period: When it is for.
        kind: What it is about.
        is_unsure: Whether it is said with its exception, as nobody can say whether that is there.
    """

    treatment: str
    line: str
    period: Period
    kind: LineKind
    is_unsure: bool = False


@dataclass(frozen=True, config=STRICT)
class Plan:
    """What to do, from day to day.

    Attributes:
        phase: How long the pain has lasted.
        is_phase_known: Whether anybody said so; else it is taken for acute.
        lines: Lines, in order of period.
        medicines: Every medicine, checked.
        considered: Medicines of the options that the plan follows.
        chosen: Those of them with an amount; no two of one class.
        ranking: The options, weighed.
        avoid: Treatments not to do, by their file's name.
        guideline: The overlay it was made under; empty for our own reading.
    """

    phase: Phase
    lines: tuple[PlannedLine, ...]
    medicines: MedicineSafety
    ranking: Ranking
    is_phase_known: bool = True
    considered: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    guideline: str = ""
