"""Plain words for one exercise and its dose, the same at every front door.

Prescribed, Knowledge -> ExerciseWords
"""

from dataclasses import dataclass

from lumbago.knowledge import Knowledge
from lumbago.knowledge.exercise import Exercise
from lumbago.record import Because, ExerciseKind, Move, Prescribed
from lumbago.wording.language import marked, say, say_known, say_n
from lumbago.wording.words import STATUS_WORDS

KINDS = {
    ExerciseKind.STRETCHING: marked("Stretching"),
    ExerciseKind.STRENGTHENING: marked("Strength"),
    ExerciseKind.AEROBIC: marked("Stamina"),
    ExerciseKind.MOBILITY: marked("Movement"),
    ExerciseKind.MOTOR_CONTROL: marked("Control"),
    ExerciseKind.RELAXATION: marked("Rest and breath"),
}
BECAUSE = {
    Because.KEPT: marked("You have been doing it."),
    Because.EASES: marked("It moves the way that eases your pain."),
    Because.GENTLE: marked("It may be done while your back is easily stirred up."),
    Because.FRESH: marked("A change, after weeks of the same."),
    Because.ROOM: marked("It suits you now, and there is time for it."),
}
TOTAL = {
    ExerciseKind.STRETCHING: marked(
        "Every week has stretching, strength and stamina: this is your stretching."
    ),
    ExerciseKind.STRENGTHENING: marked(
        "Every week has stretching, strength and stamina: this is your strength."
    ),
    ExerciseKind.AEROBIC: marked("Every week has stretching, strength and stamina: this is your stamina."),
}
"""What is said of `Because.TOTAL`: there are no other kinds that every week has."""

MOVES = {
    Move.NEW: marked("New"),
    Move.SAME: marked("As last week"),
    Move.MORE: marked("A little more than last week"),
    Move.LESS: marked("Easier than last week"),
}
MANY_TIMES = 2
MINUTE = 60
LONG = 90
"""Seconds from which a time is told in minutes."""


@dataclass(frozen=True)
class ExerciseWords:
    """One exercise in words.

    Attributes:
        id: What `lumbago cite` takes.
        name: Its usual name.
        plain: What one does, in a few words.
        kind: What sort it is.
        amount: How much.
        time: How long it takes on one day.
        move: What became of its dose.
        whys: Why it was chosen.
        changes: How it is done in another way, for this person.
        ifs: How it would be, if something were so that nobody could tell.
        purpose: What it is for.
        steps: How it is done.
        mistakes: What people do wrong, and what to do instead.
        equipment: What it needs.
        status: What its dose rests on, in words.
        at: Its reason, or its place in a source.
        hold_s: Seconds of one hold, for a timer.
        reps: Repetitions of one set, both sides together.
        sets: Sets each time.
    """

    id: str
    name: str
    plain: str
    kind: str
    amount: str
    time: str
    move: str
    whys: tuple[str, ...]
    changes: tuple[str, ...]
    ifs: tuple[str, ...]
    purpose: str
    steps: tuple[str, ...]
    mistakes: tuple[str, ...]
    equipment: tuple[str, ...]
    status: str
    at: str
    hold_s: float
    reps: int
    sets: int


def tell_exercise(one: Prescribed, knowledge: Knowledge) -> ExerciseWords:
    """Put one exercise of a week into words."""
    exercise = knowledge.exercises[one.exercise]
    return ExerciseWords(
        id=exercise.id,
        name=exercise.name,
        plain=exercise.plain[:1].upper() + exercise.plain[1:],
        kind=say(KINDS[one.kind]),
        amount=amount_words(one),
        time=length(one.seconds),
        move=say(MOVES[one.move]),
        whys=tuple(say(_why(because, one.kind)) for because in one.because),
        changes=changes_of(exercise, one.changed_by),
        ifs=tuple(
            say(
                "If you have {circumstance}: {change}",
                circumstance=knowledge.circumstances[id_].plain,
                change=says,
            )
            for id_ in one.may_change
            for says in changes_of(exercise, (id_,))
        ),
        purpose=exercise.purpose,
        steps=exercise.steps,
        mistakes=exercise.mistakes,
        equipment=tuple(say_known("exercises/equipment", thing) for thing in exercise.equipment),
        status=say(STATUS_WORDS[exercise.dose.status]),
        at=exercise.dose.at,
        hold_s=one.hold_s,
        reps=one.reps * one.sides,
        sets=one.sets,
    )


def _why(because: Because, kind: ExerciseKind) -> str:
    return TOTAL[kind] if because is Because.TOTAL else BECAUSE[because]


def changes_of(exercise: Exercise, circumstances: tuple[str, ...]) -> tuple[str, ...]:
    """Return how an exercise is done in another way because of these circumstances."""
    return tuple(
        c.says for c in exercise.cautions if c.verdict == "change" and c.circumstance in circumstances
    )


def amount_words(one: Prescribed) -> str:
    """Return how much, in words.

    Examples:
        >>> from lumbago.record import ExerciseKind, Move, Prescribed, Because
        >>> amount_words(Prescribed("bridge", ExerciseKind.STRENGTHENING, 1, 0, (0,), 2, 8, 5, 1, 1, 90.0,
        ...     Move.NEW, (Because.ROOM,)))
        '2 sets of 8 times, hold each 5 seconds'
        >>> amount_words(Prescribed("walk", ExerciseKind.AEROBIC, 1, 0, (0,), 1, 1, 600, 3, 1, 1800.0,
        ...     Move.NEW, (Because.ROOM,)))
        '10 minutes, 3 times a day'
    """
    what = _once(one) if one.reps == 1 else _repeated(one)
    if one.times_a_day > MANY_TIMES:
        return say("{amount}, {n} times a day", amount=what, n=one.times_a_day)
    return say("{amount}, twice a day", amount=what) if one.times_a_day == MANY_TIMES else what


def _once(one: Prescribed) -> str:
    """Return how much of what has no repetitions: so long, or once."""
    is_sided = one.sides > 1
    if one.hold_s:
        time = length(one.hold_s)
        what = say("{time} on each side", time=time) if is_sided else time
    else:
        what = say("once on each side") if is_sided else say("once")
    return what if one.sets == 1 else say("{n} rounds of {amount}", n=one.sets, amount=what)


def _repeated(one: Prescribed) -> str:
    counts = {"reps": one.reps, "sets": one.sets}
    if one.sides > 1:
        sided = say("{reps} times on each side", **counts)
        what = sided if one.sets == 1 else say("{sets} sets of {reps} times on each side", **counts)
    else:
        what = (
            say("{reps} times", **counts) if one.sets == 1 else say("{sets} sets of {reps} times", **counts)
        )
    if one.hold_s < 1:
        return what
    return say("{amount}, hold each {time}", amount=what, time=length(one.hold_s))


def length(seconds: float) -> str:
    """Return a time in words.

    Examples:
        >>> length(45), length(60), length(600), length(150)
        ('45 seconds', '1 minute', '10 minutes', '2½ minutes')
    """
    if seconds < LONG and seconds != MINUTE:
        return say_n("{n} second", "{n} seconds", round(seconds))
    halves = round(seconds / MINUTE * 2)
    whole = f"{halves // 2}{'½' if halves % 2 and halves < 20 else ''}"
    return say_n("{time} minute", "{time} minutes", 1 if whole == "1" else 2, time=whole)
