"""What a person takes of a substance in a day, from all products together, and whether that is too much.

    medicines of a report -> DailyTotal of each substance that has a ceiling

Every printed ceiling that holds for a person counts, and the lowest of them decides.
"""

from collections.abc import Callable
from math import fsum

from lumbago.knowledge.medicine import Ceiling, Substance
from lumbago.knowledge.medicine_names import Recognised, recognised_in, strength_in
from lumbago.knowledge.schema import Knowledge
from lumbago.record import DailyTotal, Medicine, Report, Setting

MOST_TABLETS = 8
"""Nobody takes more at a time."""

ROUNDING = 1e-6
"""mg; sums of decimal fractions are off by less."""

MILLIGRAMS = "mg"
"""The unit in which a person states a dose: what is counted otherwise (a gel) is not added up."""

IsPresent = Callable[[str], bool]
"""Whether a finding counts as present."""


def daily_totals(
    report: Report, knowledge: Knowledge, is_present: IsPresent, setting: Setting | None = None
) -> tuple[DailyTotal, ...]:
    """Return what is taken of each substance with a ceiling that the person takes at all.

    Args:
        report: Its medicines are read; an amount that was not said adds nothing.
        knowledge: Substances, products and ceilings.
        is_present: Says of the finding that a ceiling depends on whether it is present.
        setting: Whose ceilings hold; None for those of the report's own setting.
    """
    taken = [
        (medicine, found)
        for medicine in report.medicines
        for found in recognised_in(medicine.name, knowledge)
    ]
    totals = []
    for substance in knowledge.medicines.values():
        holding = [(m, r) for m, r in taken if r is not None and substance.name in r.contains]
        most = ceiling_of(substance, setting or report.setting, is_present)
        if holding and most is not None and substance.unit == MILLIGRAMS:
            known = [amount for m, r in holding if (amount := _per_day(m, r, substance)) is not None]
            total = fsum(known) if known else None
            is_above = total is not None and total > most + ROUNDING
            products = tuple(dict.fromkeys(medicine.name for medicine, _ in holding))
            totals.append(DailyTotal(substance.id, total, most, is_above, products))
    return tuple(totals)


def ceiling_of(substance: Substance, setting: Setting, is_present: IsPresent) -> float | None:
    """Return the lowest ceiling that holds for a person; None where there is none."""
    return min((c.per_day for c in substance.ceilings if _holds(c, setting, is_present)), default=None)


def _holds(ceiling: Ceiling, setting: Setting, is_present: IsPresent) -> bool:
    """Whoever treats themselves keeps to both ceilings; a clinician's prescription may pass the lay one."""
    if ceiling.whose == "lay" and setting is not Setting.SELF_CARE:
        return False
    return ceiling.when is None or is_present(ceiling.when.finding or "")


def _per_day(medicine: Medicine, recognised: Recognised, substance: Substance) -> float | None:
    """Return what one entry adds in a day; where no dose was said, the smallest usual one is taken for it."""
    if medicine.per_day is None:
        return None
    dose = medicine.dose_mg if medicine.dose_mg is not None else strength_in(medicine.name)
    held = recognised.contains[substance.name]
    if held is not None:
        return held * medicine.per_day * _units(medicine.dose_mg, recognised)
    usual = None if substance.dose is None else substance.dose.single[0]
    least = dose if dose is not None else usual
    return None if least is None else least * medicine.per_day


def _units(dose_mg: float | None, recognised: Recognised) -> float:
    """Return tablets in one dose: a stated dose may be of any substance in it; the most count."""
    amounts = [amount for amount in recognised.contains.values() if amount]
    if dose_mg is None or not amounts:
        return 1.0
    whole = [
        times for amount in amounts if (times := dose_mg / amount).is_integer() and times <= MOST_TABLETS
    ]
    return max([1.0, dose_mg / max(amounts), *whole])
