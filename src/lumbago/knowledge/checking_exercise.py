"""What files about exercises and circumstances must not say, to each other or at all.

A gap in a ladder, a circumstance that nobody can be asked about, a phase without strengthening: each stops
the program.
"""

from collections import Counter
from itertools import groupby

from lumbago.errors import KnowledgeError
from lumbago.knowledge.checking import check_expression, check_sources_of, findings_in, must_exist
from lumbago.knowledge.dosing import Dosing
from lumbago.knowledge.exercise import Circumstance, Exercise, ExerciseDose
from lumbago.knowledge.schema import AskedOf, Finding, Knowledge
from lumbago.knowledge.treatment import Weight
from lumbago.record import Direction, ExerciseKind, ExercisePhase

EVERY_WEEK = (ExerciseKind.STRETCHING, ExerciseKind.STRENGTHENING, ExerciseKind.AEROBIC)
"""Kinds that belong to every programme, so that every phase needs one of each."""

SOME = {"steps": (3, 6), "mistakes": (1, 3), "muscles": (1, 4), "phases": (1, 5), "directions": (1, 4)}
"""How many of each an exercise gives."""

DOSING = "programme.toml"

TELLABLE = ("nprs", "duration_days", "pregnancy_weeks")
"""Numbers that a person can say."""


def check_exercises(knowledge: Knowledge) -> None:
    """Refuse exercises and circumstances that contradict themselves or claim more than their sources.

    Raises:
        KnowledgeError: Naming the first faulty file and field.
    """
    for circumstance in knowledge.circumstances.values():
        _check_circumstance(knowledge, circumstance)
    for exercise in knowledge.exercises.values():
        _check_exercise(knowledge, exercise)
    _check_ladders(knowledge)
    _check_dosing(knowledge)
    _check_phases(knowledge)
    used = {caution.circumstance for one in knowledge.exercises.values() for caution in one.cautions}
    for id_ in knowledge.circumstances:
        if id_ not in used:
            raise KnowledgeError(f"circumstances/{id_}.toml", "", "no exercise is cautious about it")


def _check_dosing(knowledge: Knowledge) -> None:
    """Refuse a dosing that names what does not exist, or sees another phase than the plan does."""
    dosing, file = knowledge.dosing, DOSING
    if dosing is None:
        return
    _check_weights(knowledge, dosing)
    for one in dosing.eases:
        check_expression(knowledge, file, "eases", one.when)
    for advice in dosing.advice:
        check_sources_of(knowledge, file, f"advice.{advice.id}", advice)
    ladders = {exercise.ladder for exercise in knowledge.exercises.values()}
    for ladder in dosing.first_choices:
        must_exist(file, "first_choices", ladder, ladders, "exercises")
    if set(dosing.emphasis) != set(ExercisePhase):
        raise KnowledgeError(file, "emphasis", "every phase needs its own")
    weighing = knowledge.weighing
    if weighing is not None and weighing.subacute_days.value != dosing.subacute_days.value:
        raise KnowledgeError(file, "subacute_days", "weighing.toml says otherwise")


def _check_weights(knowledge: Knowledge, dosing: Dosing) -> None:
    for name in type(dosing).__dataclass_fields__:
        weight = getattr(dosing, name)
        if isinstance(weight, Weight):
            check_sources_of(knowledge, DOSING, name, weight)
            if not weight.low <= weight.value <= weight.high:
                raise KnowledgeError(DOSING, name, f"{weight.value:g} lies outside its range")


def _check_circumstance(knowledge: Knowledge, circumstance: Circumstance) -> None:
    file = f"circumstances/{circumstance.id}.toml"
    check_expression(knowledge, file, "when", circumstance.when)
    for condition in circumstance.conditions:
        must_exist(file, "conditions", condition, knowledge.conditions, "conditions")
    if bool(circumstance.conditions) != (circumstance.likely is not None):
        raise KnowledgeError(file, "likely", "conditions and likely belong together")
    check_sources_of(knowledge, file, "sources", circumstance)
    if circumstance.unknown == "presume":
        for key in findings_in(circumstance.when):
            if not _can_be_told(knowledge.findings[key]):
                raise KnowledgeError(file, "unknown", f"presumed for ever: nobody can be asked for '{key}'")


def _can_be_told(finding: Finding) -> bool:
    return finding.asked_of is AskedOf.PERSON or (
        finding.derived is not None and finding.derived.measure in TELLABLE
    )


def _check_exercise(knowledge: Knowledge, exercise: Exercise) -> None:
    file = f"exercises/{exercise.id}.toml"
    for field, (least, most) in SOME.items():
        given = getattr(exercise, field)
        if not least <= len(given) <= most:
            raise KnowledgeError(file, field, f"it gives {len(given)}; give {least} to {most}")
    for field in ("phases", "directions", "equipment"):
        if len(set(getattr(exercise, field))) < len(getattr(exercise, field)):
            raise KnowledgeError(file, field, "one is given twice")
    if Direction.NEUTRAL in exercise.directions and len(exercise.directions) > 1:
        raise KnowledgeError(file, "directions", "neutral stands alone")
    _check_dose(knowledge, file, exercise.dose)
    times = Counter(caution.circumstance for caution in exercise.cautions)
    for caution in exercise.cautions:
        field = f"cautions.{caution.circumstance}"
        must_exist(file, field, caution.circumstance, knowledge.circumstances, "circumstances")
        if times[caution.circumstance] > 1:
            raise KnowledgeError(file, field, "it is given twice")
        check_sources_of(knowledge, file, field, caution)


def _check_dose(knowledge: Knowledge, file: str, dose: ExerciseDose) -> None:
    """What is done at one time grows; on how many days may fall as it does."""
    check_sources_of(knowledge, file, "dose", dose)
    for field in ("sets", "reps", "hold_s"):
        first, last = getattr(dose, field)
        if first > last:
            raise KnowledgeError(file, f"dose.{field}", f"it falls from {first:g} to {last:g}")
    if not (dose.pace_s or dose.hold_s[0]):
        raise KnowledgeError(file, "dose.pace_s", "it takes no time: give hold_s or pace_s")


def _check_ladders(knowledge: Knowledge) -> None:
    """The next place of a ladder is the progression: no gap, and no two exercises on one place."""
    climbed = sorted(knowledge.exercises.values(), key=lambda one: (one.ladder, one.level, one.id))
    for ladder, rungs in groupby(climbed, key=lambda one: one.ladder):
        for place, exercise in enumerate(rungs, start=1):
            if exercise.level != place:
                raise KnowledgeError(
                    f"exercises/{exercise.id}.toml", "level", f"the next place of '{ladder}' is {place}"
                )


def _check_phases(knowledge: Knowledge) -> None:
    there = {(phase, one.kind) for one in knowledge.exercises.values() for phase in one.phases}
    for phase in ExercisePhase:
        for kind in EVERY_WEEK:
            if (phase, kind) not in there:
                raise KnowledgeError("exercises/", "phases", f"{phase.value} has no {kind.value} exercise")
