"""What exercises, and the circumstances that forbid or change them, rest on.

    id -> Cited

What one circumstance means for one exercise is cited as `exercise/circumstance`, how much of it is done as
`exercise/dose`.
"""

from collections.abc import Iterator

from lumbago.knowledge.checking import findings_in
from lumbago.knowledge.cited import Cited, Ground, sources_in
from lumbago.knowledge.exercise import Circumstance, Exercise, ExerciseDose
from lumbago.knowledge.schema import Knowledge

DOSE = "dose"
LEAVE_OUT = "leave-out"
VERDICTS = {LEAVE_OUT: "left out", "change": "changed"}
UNKNOWN = {
    "presume": "Until someone asked, it is taken to be so",
    "mention": "Until someone asked, it is only said whom it is about",
}


def cite_exercises(id_: str, knowledge: Knowledge) -> list[Cited]:
    """Return every fact about exercising with that id, and what it rests on."""
    whole, _, part = id_.partition("/")
    found = []
    if whole in knowledge.exercises:
        found.append(_exercise(knowledge.exercises[whole], part, knowledge))
    if id_ in knowledge.circumstances:
        found.append(_circumstance(knowledge.circumstances[id_], knowledge))
    return found


def exercise_ids(knowledge: Knowledge) -> Iterator[str]:
    """Yield every id that `cite_exercises` knows, parts of exercises apart."""
    yield from knowledge.exercises
    yield from knowledge.circumstances


def dose_in_words(dose: ExerciseDose) -> str:
    """Return how much of an exercise is done, from its first rung to its last ("10 to 15 times")."""
    sets = "" if dose.sets == (1, 1) else f"{_span(dose.sets)} sets of "
    reps = "" if dose.reps == (1, 1) else f"{_span(dose.reps)} times"
    hold = "" if dose.hold_s == (0, 0) else _length(dose.hold_s)
    once = f"{sets}{' each held '.join(part for part in (reps, hold) if part) or 'once'}"
    each = " on each side" if dose.sides > 1 else ""
    return f"{once}{each}; {_span(dose.times_a_day)} × a day, {_span(dose.days_a_week)} days a week"


def _exercise(exercise: Exercise, part: str, knowledge: Knowledge) -> Cited:
    dose, grounds = exercise.dose, list[Ground]()
    if part in {"", DOSE}:
        grounds += sources_in(dose.sources, dose.status, dose_in_words(dose), dose.at, knowledge)
    for caution in exercise.cautions:
        if part in {"", caution.circumstance}:
            named = knowledge.circumstances[caution.circumstance].plain
            statement = f"{VERDICTS[caution.verdict]} with {named}: {caution.says}"
            grounds += sources_in(caution.sources, caution.status, statement, caution.at, knowledge)
    id_ = f"{exercise.id}/{part}" if part else exercise.id
    return Cited(id_, "exercises", exercise.name, exercise.purpose, tuple(grounds))


def _circumstance(circumstance: Circumstance, knowledge: Knowledge) -> Cited:
    asked = ", ".join(dict.fromkeys(findings_in(circumstance.when)))
    likely = ""
    if circumstance.likely is not None:
        likely = f"; or {' or '.join(circumstance.conditions)} from {circumstance.likely:.0%} on"
    statement = f"It follows from {asked}{likely}. {UNKNOWN[circumstance.unknown]}"
    verdicts = [
        (caution.verdict, exercise.name)
        for exercise in knowledge.exercises.values()
        for caution in exercise.cautions
        if caution.circumstance == circumstance.id
    ]
    left_out = [name for verdict, name in verdicts if verdict == LEAVE_OUT]
    text = f"With {circumstance.plain}, {len(verdicts) - len(left_out)} exercises are done in another way"
    text += f", and {len(left_out)} are left out: {', '.join(left_out)}." if left_out else "."
    grounds = sources_in(circumstance.sources, circumstance.status, statement, circumstance.at, knowledge)
    return Cited(circumstance.id, "circumstances", circumstance.name, text, grounds)


def _span(pair: tuple[float, float]) -> str:
    first, last = pair
    return f"{first:g}" if first == last else f"{first:g} to {last:g}"


def _length(seconds: tuple[float, float]) -> str:
    if min(seconds) >= 60 and all(one % 30 == 0 for one in seconds):
        return f"{_span((seconds[0] / 60, seconds[1] / 60))} min"
    return f"{_span(seconds)} s"
