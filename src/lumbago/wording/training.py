"""Plain words for a week of exercise, the same at every front door.

Programme, Knowledge -> ProgrammeWords
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lumbago.knowledge import Knowledge
from lumbago.knowledge.dosing import Advice
from lumbago.record import (
    Direction,
    ExerciseKind,
    ExercisePhase,
    LeftOut,
    MissingKind,
    Programme,
    WhyNot,
)
from lumbago.wording.exercises import KINDS, MINUTE, ExerciseWords, length, tell_exercise
from lumbago.wording.language import (
    marked,
    say,
    say_all,
    say_any,
    say_day,
    say_day_and_month,
    say_number,
)
from lumbago.wording.retelling import questions
from lumbago.wording.words import STATUS_WORDS

PHASES = {
    ExercisePhase.FIRST_DAYS: marked("the first days"),
    ExercisePhase.FIRST_TWO_WEEKS: marked("the first two weeks"),
    ExercisePhase.SUBACUTE: marked("the weeks after the first two"),
    ExercisePhase.PERSISTENT: marked("pain that has lasted more than twelve weeks"),
    ExercisePhase.PREVENTION: marked("staying well"),
}
IRRITABILITY = (marked("calm"), marked("a little easily stirred up"), marked("easily stirred up"))
EASES = {
    Direction.FLEXION: marked("Bending forward eases your pain, so that comes first."),
    Direction.EXTENSION: marked("Arching backward eases your pain, so that comes first."),
    Direction.ROTATION: marked("Turning eases your pain, so that comes first."),
    Direction.SIDE_BENDING: marked("Bending to the side eases your pain, so that comes first."),
    Direction.NEUTRAL: marked("Staying in the middle eases your pain, so that comes first."),
}
WHY_NOT = {
    WhyNot.FORBIDDEN: marked("Not for you"),
    WhyNot.NOT_ASKED: marked("Left out until you tell us about what follows"),
    WhyNot.NOT_YET: marked("Not yet"),
    WhyNot.TOO_IRRITABLE: marked("Not while your back is easily stirred up"),
    WhyNot.HURT: marked("Resting, because it was too much"),
    WhyNot.DISLIKED: marked("You do not want it"),
    WhyNot.EQUIPMENT: marked("It needs something that you did not say you have"),
    WhyNot.LEVEL: marked("Harder or easier than what is right now"),
    WhyNot.TIME: marked("It takes more time than you have"),
    WhyNot.ENOUGH: marked("It would suit you as well; the week is full"),
}
UNTOLD = marked("We leave it out until you tell us whether you have any of these: {named}")
MISSING = marked("{kind}: none this week. {why}.")
EASED = marked(
    "Made easier this week, because something was too much or your pain is up. That is how it should be."
)
NONE = marked("Nothing suits you now. A physiotherapist can find what does.")
OVERDONE = marked(
    "Several exercises were too much, so this week is short. Show it to a physiotherapist or a doctor."
)
MANY = 3
"""Exercises that rest because they were too much, from which somebody should look."""
NO_TIME = marked("Nothing fits into so little time. Three minutes a day are enough for a first step.")
CLAIM = marked(
    "Nobody has tested whether this programme works. It keeps to what trials and common practice say, and "
    "you can stop at any time."
)
WARM_UP_WALK = marked("The walk comes first: it warms you up.")
WARM_UP_SHORT = marked("Begin gently: the first repetitions are your warm-up.")
WARM_UP_ELSE = marked("Warm up first: {minutes} minutes of easy walking, or marching on the spot.")


@dataclass(frozen=True)
class DayWords:
    """One day of a week.

    Attributes:
        on: Its date.
        name: "Monday 2 March".
        items: Exercise ids and what is done, in order.
        time: How long it takes.
        warm_up: How it begins, where strength is part of it.
    """

    on: date
    name: str
    items: tuple[tuple[str, str], ...]
    time: str
    warm_up: str


@dataclass(frozen=True)
class OutGroup:
    """Exercises that are left out for one reason.

    Attributes:
        why: The reason.
        items: Names, and what makes it so.
    """

    why: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AdviceWords:
    """One sentence beside the exercises, and what it rests on."""

    topic: str
    text: str
    status: str
    at: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ProgrammeWords:
    """A week in words.

    Attributes:
        about: For whom, and when.
        notes: What a reader must know first.
        days: Seven of them.
        exercises: Each exercise of the week.
        short: The two-minute version.
        walking: How much walking, and what it grows to.
        left_out: What is left out, by reason.
        mentions: What to tell us if it is so; empty where everything was asked.
        questions: Answers to these would free what is left out.
        advice: When to stop, how to go about it, load and lifting, keeping on.
        claim: What nobody claims.
    """

    about: str
    notes: tuple[str, ...]
    days: tuple[DayWords, ...]
    exercises: tuple[ExerciseWords, ...]
    short: tuple[ExerciseWords, ...]
    walking: str
    left_out: tuple[OutGroup, ...]
    mentions: str
    questions: tuple[str, ...]
    advice: tuple[AdviceWords, ...]
    claim: str

    def on(self, day: date) -> DayWords | None:
        """Return one day; None outside the week."""
        return next((one for one in self.days if one.on == day), None)

    def of(self, day: DayWords) -> tuple[ExerciseWords, ...]:
        """Return the exercises of a day, in order."""
        by_id = {one.id: one for one in self.exercises}
        return tuple(by_id[id_] for id_, _ in day.items)

    def about_topic(self, *topics: str) -> tuple[AdviceWords, ...]:
        """Return the advice on some topics."""
        return tuple(one for one in self.advice if one.topic in topics)


def tell_programme(programme: Programme, knowledge: Knowledge) -> ProgrammeWords:
    """Put a week into words."""
    exercises = {one.exercise: tell_exercise(one, knowledge) for one in programme.prescribed}
    return ProgrammeWords(
        about=_about(programme),
        notes=_notes(programme, knowledge),
        days=tuple(_day(programme, on, exercises, knowledge) for on in programme.week_days),
        exercises=tuple(exercises.values()),
        short=tuple(tell_exercise(one, knowledge) for one in programme.short),
        walking=_walking(programme),
        left_out=tuple(_left_out(programme.left_out, knowledge)),
        mentions=_mentions(programme, knowledge),
        questions=questions(programme.unasked, knowledge),
        advice=_advice(programme, knowledge),
        claim=say(CLAIM),
    )


def _about(programme: Programme) -> str:
    about = say(
        "Week {week}, from {day}. For {phase}; your back is {irritability}. At most {time} a day.",
        week=programme.week + 1,
        day=say_day_and_month(programme.starts),
        phase=say(PHASES[programme.phase]),
        irritability=say(IRRITABILITY[programme.irritability]),
        time=length(programme.limit_seconds),
    )
    return about if programme.eases is None else f"{about} {say(EASES[programme.eases])}"


def _notes(programme: Programme, knowledge: Knowledge) -> tuple[str, ...]:
    notes = [say(EASED)] if programme.is_eased else []
    if sum(out.why is WhyNot.HURT for out in programme.left_out) >= MANY:
        notes.append(say(OVERDONE))
    if not programme.prescribed:
        is_time = all(one.why is WhyNot.TIME for one in programme.missing)
        notes.append(say(NO_TIME if is_time else NONE))
    notes += [_missing(one, knowledge) for one in programme.missing]
    return tuple(notes)


def _missing(one: MissingKind, knowledge: Knowledge) -> str:
    why = say(WHY_NOT[one.why])
    if one.circumstances:
        named = _names(one.circumstances, knowledge)
        if one.why is WhyNot.NOT_ASKED:
            why = say(UNTOLD, named=say_any(named))
        else:
            why = say("{why}, because of {named}", why=why, named=say_all(named))
    return say(MISSING, kind=say(KINDS[one.kind]), why=why)


def _names(circumstances: Iterable[str], knowledge: Knowledge) -> list[str]:
    return [knowledge.circumstances[id_].plain for id_ in circumstances if id_ in knowledge.circumstances]


def _day(
    programme: Programme, on: date, exercises: dict[str, ExerciseWords], knowledge: Knowledge
) -> DayWords:
    own = programme.on(on)
    kinds = {one.kind for one in own}
    warm_up = ""
    if ExerciseKind.STRENGTHENING in kinds and knowledge.dosing is not None:
        minutes = knowledge.dosing.warm_up.value
        is_walking = ExerciseKind.AEROBIC in kinds
        is_room = programme.limit_seconds > programme.seconds_on(on) + minutes * MINUTE
        else_ = WARM_UP_ELSE if is_room else WARM_UP_SHORT
        warm_up = say(WARM_UP_WALK if is_walking else else_, minutes=say_number(f"{minutes:g}"))
    return DayWords(
        on=on,
        name=say_day(on),
        items=tuple((one.exercise, exercises[one.exercise].amount) for one in own),
        time=length(programme.seconds_on(on)),
        warm_up=warm_up,
    )


def _walking(programme: Programme) -> str:
    now, target = length(programme.walking_seconds), length(programme.walking_target_seconds)
    if not programme.walking_seconds:
        return ""
    if programme.walking_seconds >= programme.walking_target_seconds:
        return say("Stamina this week: {now}. That is the target; keep it.", now=now)
    return say(
        "Stamina this week: {now} in all. It grows little by little towards {target} a week, over months.",
        now=now,
        target=target,
    )


def _left_out(left_out: tuple[LeftOut, ...], knowledge: Knowledge) -> Iterable[OutGroup]:
    for why, words in WHY_NOT.items():
        own = [out for out in left_out if out.why is why]
        if own:
            yield OutGroup(say(words), tuple(_out(out, knowledge) for out in own))


def _out(out: LeftOut, knowledge: Knowledge) -> tuple[str, str]:
    exercise = knowledge.exercises[out.exercise]
    says = (c.says for c in exercise.cautions if c.circumstance in out.circumstances)
    because = say_all(_names(out.circumstances, knowledge))
    if out.why is WhyNot.FORBIDDEN:
        because += f": {next(says, '')}"
    return exercise.name, because[:1].upper() + because[1:]


def _mentions(programme: Programme, knowledge: Knowledge) -> str:
    """Return what would forbid something here if it were so, and nobody asked about."""
    if not programme.mentions:
        return ""
    return say(
        "Nobody asked you about {named}. If one of them is so: say so, for something here would be left out.",
        named=say_any(_names(programme.mentions, knowledge)),
    )


def _advice(programme: Programme, knowledge: Knowledge) -> tuple[AdviceWords, ...]:
    if knowledge.dosing is None:
        return ()
    return tuple(_told(one, knowledge) for one in knowledge.dosing.advice if programme.phase in one.phases)


def _told(one: Advice, knowledge: Knowledge) -> AdviceWords:
    sources = tuple(knowledge.sources[id_].citation for id_ in one.sources)
    return AdviceWords(one.topic, one.text, say(STATUS_WORDS[one.status]), one.at, sources)
