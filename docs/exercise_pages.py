"""The reference pages of exercises, and of the circumstances that forbid or change them.

Knowledge -> lines of Markdown, by page
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields

from treatment_pages import SIGN_OFF, rests

from lumbago.knowledge import Knowledge
from lumbago.knowledge.cited_exercises import dose_in_words
from lumbago.knowledge.exercise import Circumstance, Exercise
from lumbago.knowledge.poses import current_poses
from lumbago.knowledge.schema import Expression
from lumbago.knowledge.treatment import Weight
from lumbago.record import ExerciseKind, ExercisePhase, Status

KINDS = {
    ExerciseKind.AEROBIC: "Aerobic",
    ExerciseKind.STRENGTHENING: "Strengthening",
    ExerciseKind.STRETCHING: "Stretching",
    ExerciseKind.MOTOR_CONTROL: "Motor control",
    ExerciseKind.MOBILITY: "Mobility",
    ExerciseKind.RELAXATION: "Relaxation",
}
PHASES = {
    ExercisePhase.FIRST_DAYS: "first days",
    ExercisePhase.FIRST_TWO_WEEKS: "first two weeks",
    ExercisePhase.SUBACUTE: "subacute",
    ExercisePhase.PERSISTENT: "persistent",
    ExercisePhase.PREVENTION: "prevention",
}
IRRITABILITY = ("a calm back only", "not a back that is easily stirred up", "any back")
"""Whom it may be given to, by the highest irritability."""

VERDICTS = {"leave-out": "left out", "change": "changed"}
UNKNOWN = {"presume": "taken to be so", "mention": "only mentioned"}


def exercise_pages(
    knowledge: Knowledge, note: str, in_words: Callable[[Expression], str]
) -> dict[str, list[str]]:
    """Return the lines of each page, by its name.

    Args:
        knowledge: What they say.
        note: What stands below each title.
        in_words: Writes what makes a circumstance hold.
    """
    return {
        "exercises": ["# Exercises", "", note, "", *_exercises(knowledge)],
        "circumstances": ["# Circumstances", "", note, "", *_circumstances(knowledge, in_words)],
    }


def sources_named(knowledge: Knowledge) -> list[str]:
    """Return the source of each fact about exercising and about the body drawn, as often as it is named."""
    facts = [*knowledge.circumstances.values()]
    facts += [part for one in knowledge.exercises.values() for part in (one.dose, *one.cautions)]
    dosing = knowledge.dosing
    facts += dosing.advice if dosing is not None else ()
    weights = (getattr(dosing, part.name) for part in fields(dosing)) if dosing is not None else ()
    named = [weight.source for weight in weights if isinstance(weight, Weight) and weight.source]
    body = current_poses().body
    facts += [getattr(body, part.name) for part in fields(body)]
    return [*named, *(source for fact in facts for source in fact.sources)]


def _exercises(knowledge: Knowledge) -> Iterator[str]:
    exercises = list(knowledge.exercises.values())
    cautions = [caution for one in exercises for caution in one.cautions]
    doses = Counter(one.dose.status for one in exercises)
    judged = sum(caution.status is Status.JUDGEMENT for caution in cautions)
    yield (
        f"{len(exercises)} exercises in {len({one.ladder for one in exercises})} ladders of rising "
        f"difficulty. How much of one is done is published for {doses[Status.PUBLISHED]}, unverified for "
        f"{doses[Status.UNVERIFIED]}, and {SIGN_OFF} for {doses[Status.JUDGEMENT]}. {len(cautions)} cautions "
        f"say when one is left out or changed; {judged} of them, without a source beside them, are "
        f"{SIGN_OFF}; `lumbago cite EXERCISE` gives their reasons. "
        "Who is meant: [circumstances](circumstances.md)."
    )
    for kind, title in KINDS.items():
        here = [one for one in exercises if one.kind is kind]
        here.sort(key=lambda one: (one.ladder, one.level))
        yield from ("", f"## {title}", "")
        yield "| exercise | what one does | ladder, place | when | for |"
        yield "|---|---|---|---|---|"
        for one in here:
            cells = (
                f"[{one.name}](#{one.id})",
                one.plain,
                f"{one.ladder} {one.level}",
                _phases(one),
                IRRITABILITY[one.irritability],
            )
            yield _row(cells)
        for one in here:
            yield from _exercise(one, knowledge)


def _exercise(one: Exercise, knowledge: Knowledge) -> Iterator[str]:
    yield from ("", f'<a id="{one.id}"></a>', "", f"### {one.name}", "")
    needs = f" · needs: {', '.join(one.equipment)}" if one.equipment else ""
    moves = ", ".join(direction.value for direction in one.directions)
    yield f"`{one.id}` · {one.position}{needs} · low back: {moves} · review by {one.review_by}"
    yield from ("", one.purpose, "")
    dose = one.dose
    yield f"- **How much:** {dose_in_words(dose)} {rests(dose.status, dose.sources, dose.at)}"
    yield f"- **Works on:** {', '.join(one.muscles)}"
    for verdict, words in VERDICTS.items():
        here = [caution for caution in one.cautions if caution.verdict == verdict]
        if here:
            yield from ("", f"{words.capitalize()} with", "")
        for caution in here:
            name = knowledge.circumstances[caution.circumstance].plain
            seen = caution.status is not Status.JUDGEMENT
            rest = f" {rests(caution.status, caution.sources, caution.at)}" if seen else ""
            yield f"- [{name}](circumstances.md#{caution.circumstance}): {caution.says}{rest}"


def _phases(one: Exercise) -> str:
    """Return the phases from the first to the last; each by itself where there is a gap."""
    places = [place for place, phase in enumerate(PHASES) if phase in one.phases]
    names = list(PHASES.values())
    if len(places) > 1 and places[-1] - places[0] == len(places) - 1:
        return f"{names[places[0]]} to {names[places[-1]]}"
    return ", ".join(names[place] for place in places)


def _circumstances(knowledge: Knowledge, in_words: Callable[[Expression], str]) -> Iterator[str]:
    yield (
        f"{len(knowledge.circumstances)} circumstances forbid or change exercises. A circumstance holds when "
        "its findings say so, or once one of its conditions is as probable as stated. While nobody was "
        "asked, what could do harm is taken to be so; the others are only mentioned beside the exercise."
    )
    for one in knowledge.circumstances.values():
        yield from _circumstance(one, knowledge, in_words)


def _circumstance(
    one: Circumstance, knowledge: Knowledge, in_words: Callable[[Expression], str]
) -> Iterator[str]:
    yield from ("", f'<a id="{one.id}"></a>', "", f"## {one.name}", "")
    yield from (f"`{one.id}` · “{one.plain}” · review by {one.review_by}", "")
    yield f"- **When:** {in_words(one.when)}"
    if one.likely is not None:
        named = " or ".join(
            f"[{knowledge.conditions[id_].name}](conditions.md#{id_})" for id_ in one.conditions
        )
        yield f"- **Or:** {named}, from a probability of {one.likely:.0%} on"
    yield f"- **While nobody was asked:** {UNKNOWN[one.unknown]}"
    yield f"- **Rests on:** {rests(one.status, one.sources, one.at)[1:-1]}"
    for verdict, words in VERDICTS.items():
        named = ", ".join(
            f"[{exercise.name}](exercises.md#{exercise.id})"
            for exercise in knowledge.exercises.values()
            for caution in exercise.cautions
            if caution.circumstance == one.id and caution.verdict == verdict
        )
        if named:
            yield f"- **{words.capitalize()}:** {named}"


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
