"""Plain words for one exercise and its dose, the same at every front door.

Prescribed, Knowledge -> ExerciseWords
"""

from dataclasses import dataclass

from lumbago.knowledge import Knowledge
from lumbago.knowledge.exercise import Exercise
from lumbago.record import Because, ExerciseKind, Move, Prescribed
from lumbago.wording.words import STATUS_WORDS

KINDS = {
    ExerciseKind.STRETCHING: "Stretching",
    ExerciseKind.STRENGTHENING: "Strength",
    ExerciseKind.AEROBIC: "Stamina",
    ExerciseKind.MOBILITY: "Movement",
    ExerciseKind.MOTOR_CONTROL: "Control",
    ExerciseKind.RELAXATION: "Rest and breath",
}
BECAUSE = {
    Because.TOTAL: "Every week has stretching, strength and stamina: this is your {kind}.",
    Because.KEPT: "You have been doing it.",
    Because.EASES: "It moves the way that eases your pain.",
    Because.GENTLE: "It may be done while your back is easily stirred up.",
    Because.FRESH: "A change, after weeks of the same.",
    Because.ROOM: "It suits you now, and there is time for it.",
}
MOVES = {
    Move.NEW: "New",
    Move.SAME: "As last week",
    Move.MORE: "A little more than last week",
    Move.LESS: "Easier than last week",
}
TIMES = {1: "once", 2: "twice"}
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
    kind = KINDS[one.kind]
    return ExerciseWords(
        id=exercise.id,
        name=exercise.name,
        plain=exercise.plain[:1].upper() + exercise.plain[1:],
        kind=kind,
        amount=amount_words(one),
        time=length(one.seconds),
        move=MOVES[one.move],
        whys=tuple(BECAUSE[because].format(kind=kind.lower()) for because in one.because),
        changes=changes_of(exercise, one.changed_by),
        ifs=tuple(
            f"If you have {knowledge.circumstances[id_].plain}: {says}"
            for id_ in one.may_change
            for says in changes_of(exercise, (id_,))
        ),
        purpose=exercise.purpose,
        steps=exercise.steps,
        mistakes=exercise.mistakes,
        equipment=exercise.equipment,
        status=STATUS_WORDS[exercise.dose.status],
        at=exercise.dose.at,
        hold_s=one.hold_s,
        reps=one.reps * one.sides,
        sets=one.sets,
    )


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
    side = " on each side" if one.sides > 1 else ""
    if one.reps == 1:
        what = f"{length(one.hold_s)}{side}" if one.hold_s else f"once{side}"
        what = what if one.sets == 1 else f"{one.sets} rounds of {what}"
    else:
        what = f"{one.reps} times{side}"
        what = what if one.sets == 1 else f"{one.sets} sets of {what}"
        if one.hold_s >= 1:
            what += f", hold each {length(one.hold_s)}"
    if one.times_a_day > 1:
        what += f", {TIMES.get(one.times_a_day, f'{one.times_a_day} times')} a day"
    return what


def length(seconds: float) -> str:
    """Return a time in words.

    Examples:
        >>> length(45), length(60), length(600), length(150)
        ('45 seconds', '1 minute', '10 minutes', '2½ minutes')
    """
    if seconds < LONG and seconds != MINUTE:
        return f"{seconds:.0f} second{'s' * (round(seconds) != 1)}"
    halves = round(seconds / MINUTE * 2)
    whole = f"{halves // 2}{'½' if halves % 2 and halves < 20 else ''}"
    return f"{whole} minute{'s' * (whole != '1')}"
