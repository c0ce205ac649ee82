"""What a check-in says: as words on the command line, or asked one by one.

"pain=4", "new=none" -> fields of a check-in;  questions in the terminal -> the same
"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from lumbago.cli.printing import bullets, heading, paragraph
from lumbago.errors import ReportError, UnknownIdError
from lumbago.instruments import disability, instrument
from lumbago.record import Effort

if TYPE_CHECKING:
    from rich.console import Console

    from lumbago.knowledge import Knowledge
    from lumbago.record import History

NOTHING = "none"
YES = frozenset({"y", "yes"})
NO = frozenset({"n", "no"})
EFFORTS = {"easy": Effort.TOO_EASY, "hard": Effort.TOO_HARD}
WORSE = 2
"""A rise of pain, NPRS points, from which each group of signs is asked about by itself."""

SCALES = {"pain": "nprs", "activity": "activity", "rmdq": "rmdq_percent"}
"""Field of a check-in for each answer that is a number."""

BY_NUMBER = "rmdq=1,4,9 (one alone: 4,) or none"
PLACES = "pain, activity, rmdq, new, yes, no, done, easy, hard, unable, hurt, settled"


def read_answers(answers: Sequence[str], signs: Sequence[str]) -> dict[str, Any]:
    """Return the fields of a check-in.

    Args:
        answers: As typed: `pain=4`, `new=none`, `done=glute-bridge,short-walks`.
        signs: What "none" answers with no; what was there before is not among them.

    Raises:
        ReportError: When an answer is not understood.
    """
    fields: dict[str, Any] = {}
    findings: dict[str, bool] = {}
    felt: dict[str, dict[str, Any]] = {}
    for answer in answers:
        key, equals, value = answer.partition("=")
        if not equals or not value:
            raise ReportError(answer, "it is not of the form key=value", f"Write one of {PLACES}")
        if key in SCALES:
            fields[SCALES[key]] = _percent(value) if key == "rmdq" else _number(key, value)
        elif key in {"new", "yes", "no"}:
            _find(findings, key, value, signs)
        elif key == "done":
            fields["done"] = [*fields.get("done", ()), *value.split(",")]
        else:
            _feel(felt, key, value)
    if findings:
        fields["findings"] = findings
    if felt:
        fields["felt"] = [{"exercise": id_, **how} for id_, how in felt.items()]
    return fields


def check_exercises(fields: Mapping[str, Any], knowledge: "Knowledge") -> None:
    """Refuse an exercise that does not exist: what is misspelt would count for nothing.

    Raises:
        UnknownIdError: Naming the nearest.
    """
    named = [*fields.get("done", ()), *(one["exercise"] for one in fields.get("felt", ()))]
    for id_ in named:
        if id_ not in knowledge.exercises:
            raise UnknownIdError(id_, get_close_matches(id_, knowledge.exercises), kinds="exercise")


def _number(key: str, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise ReportError(key, f"'{value}' is not a number", "Write for example pain=4") from None


def _percent(value: str) -> float:
    """Return Roland-Morris, per cent: from sentences (`1,4,9`, `4,`, `none`) or as told (`39.1%`, `39.1`)."""
    if value.casefold() == NOTHING or re.search(r"[,\s]", value):
        return _percent_of(value)
    try:
        return float(value.removesuffix("%"))
    except ValueError:
        remedy = f"Write the sentences that fit, as {BY_NUMBER}; or a share, as 39.1%"
        raise ReportError("rmdq", f"'{value}' is not a number", remedy) from None


def _percent_of(typed: str) -> float:
    """Return what sentences that fit come to, per cent.

    Raises:
        ReportError: When a number is no sentence, or stands twice.
    """
    words = [word for word in re.split(r"[,\s]+", typed.casefold()) if word]
    numbers = [] if words == [NOTHING] else words
    if not words or not all(re.fullmatch(r"[0-9]{1,2}", word) for word in numbers):
        raise ReportError("rmdq", f"'{typed}' does not name sentences", f"Write {BY_NUMBER}")
    return round(disability([int(number) for number in numbers]).percent, 1)


def _find(findings: dict[str, bool], key: str, value: str, signs: Sequence[str]) -> None:
    """Add an answer to each finding that is named; `new=none` says no to every sign given.

    Raises:
        ReportError: When one command says both yes and no.
    """
    is_none = key == "new" and value == NOTHING
    said = dict.fromkeys(signs if is_none else value.split(","), not is_none and key != "no")
    both = [id_ for id_, yes in said.items() if findings.get(id_, yes) != yes]
    if both:
        raise ReportError(both[0], "it is said to be there and not to be there", "Say one of the two")
    findings.update(said)


def _feel(felt: dict[str, dict[str, Any]], key: str, value: str) -> None:
    """Add how exercises felt."""
    if key in {"easy", "hard", "unable"}:
        for id_ in value.split(","):
            told = (
                {"could_do": False} if key == "unable" else {"could_do": True, "effort": EFFORTS[key].value}
            )
            felt.setdefault(id_, {}).update(told)
        return
    id_, colon, rest = value.partition(":")
    is_answer = key == "hurt" or (key == "settled" and rest.casefold() in YES | NO)
    if not is_answer or not colon:
        raise ReportError(f"{key}={value}", "it is not understood", f"Write one of {PLACES}; hurt=ID:3")
    how = {"hurt": _number(key, rest)} if key == "hurt" else {"settled": rest.casefold() in YES}
    felt.setdefault(id_, {}).update({"could_do": True, **felt.get(id_, {}), **how})


def ask(
    console: "Console", history: "History", knowledge: "Knowledge", signs: Sequence[str]
) -> dict[str, Any]:
    """Ask three things on a good day; when pain is up, or something is new, each group of signs by itself.

    Where the Roland-Morris sentences are due they come last, and not when a warning sign is there.

    Raises:
        EOFError: When there is nothing more to read.
        KeyboardInterrupt: When the person presses Ctrl-C.
    """
    from lumbago.followup.asking import asks_rmdq
    from lumbago.interview.new_signs import told_before

    nprs = _ask_number(console, "Pain now, 0 none to 10 the worst you can think of")
    activity = _ask_number(console, "What could you do, 0 nothing to 10 as usual")
    fields: dict[str, Any] = {"nprs": nprs, "activity": activity}
    is_worse = nprs is not None and history.nprs is not None and nprs - history.nprs >= WORSE
    exercise = _ask_about_exercise(console, history, knowledge)
    found = _ask_signs(console, knowledge, signs, is_worse or bool(told_before(history, signs)))
    fields["findings"] = {**exercise, **found}
    done = _ask_words(
        console, "Exercises you did, by their ids with commas; Enter for none", knowledge.exercises
    )
    if done:
        fields["done"] = done
    dosing = knowledge.dosing
    if dosing is not None and asks_rmdq(history, dosing) and not any(found.values()):
        fields["rmdq_percent"] = _ask_sentences(console)
    return {key: value for key, value in fields.items() if value is not None}


def _ask_about_exercise(console: "Console", history: "History", knowledge: "Knowledge") -> dict[str, bool]:
    """Ask what decides which exercises are safe, where a programme is given and nobody has asked yet."""
    from lumbago.care import assess, train

    programme = train(assess(history, knowledge), knowledge).programme
    if programme is None or not programme.unasked:
        return {}
    heading(console, "Your answers to these decide which exercises are safe for you")
    return {key: _ask_yes(console, knowledge.findings[key].question) for key in programme.unasked}


def _ask_signs(
    console: "Console", knowledge: "Knowledge", signs: Sequence[str], is_one_by_one: bool
) -> dict[str, bool]:
    """Ask about all signs at once, or one by one: when pain is up, or when one was there before."""
    from lumbago.interview.new_signs import grouped

    groups = grouped(tuple(signs), knowledge)
    heading(console, "Anything new? Is any of these there now?")
    for group in groups:
        bullets(console, [f"{group.title}: {'; '.join(_sign(key, knowledge) for key in group.findings)}"])
    if not is_one_by_one and not _ask_yes(console, "Is any of these there?"):
        return dict.fromkeys(signs, False)
    found: dict[str, bool] = {}
    for group in groups:
        heading(console, group.title)
        for key in group.findings:
            found[key] = _ask_yes(console, knowledge.findings[key].question)
    return found


def _sign(key: str, knowledge: "Knowledge") -> str:
    return knowledge.findings[key].sign or knowledge.findings[key].question


def _ask_yes(console: "Console", question: str) -> bool:
    """Ask until it is yes or no: silence is never no."""
    while True:
        typed = console.input(f"{question} [y/n] ", markup=False).strip().casefold()
        if typed in YES:
            return True
        if typed in NO:
            return False
        paragraph(console, "Please type y or n.")


def _ask_number(console: "Console", question: str) -> int | None:
    while True:
        typed = console.input(f"{question} (Enter: leave it out): ", markup=False).strip()
        if not typed:
            return None
        if typed.isdigit() and int(typed) <= 10:
            return int(typed)
        paragraph(console, "Please type a whole number from 0 to 10.")


def show_sentences(console: "Console") -> None:
    """Print the Roland-Morris sentences with their numbers, and what to do with them."""
    asked = instrument("rmdq-24")
    heading(console, "What does your back make hard?")
    paragraph(console, asked.instruction or "")
    bullets(console, [one.text or "" for one in asked.items], mark="1")
    paragraph(console, f"{asked.name}. {asked.wording_licence or ''}".strip(), style="dim")


def _ask_sentences(console: "Console") -> float | None:
    """Ask which sentences fit; nothing typed is not filled in, and never "none of them"."""
    show_sentences(console)
    question = "Which fit you today? Numbers such as 1 4 9, or none (Enter: leave it out): "
    while True:
        typed = console.input(question, markup=False).strip()
        if not typed:
            return None
        try:
            return _percent_of(typed)
        except ReportError:
            paragraph(console, "Please type numbers from 1 to 24, each once, such as 1 4 9; or none.")


def _ask_words(console: "Console", question: str, known: Mapping[str, object]) -> list[str]:
    while True:
        words = [
            word.strip() for word in console.input(f"{question}: ", markup=False).split(",") if word.strip()
        ]
        unknown = [word for word in words if word not in known]
        if not unknown:
            return words
        paragraph(console, f"There is no exercise '{unknown[0]}'. 'lumbago programme FILE' shows their ids.")
