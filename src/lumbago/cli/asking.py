"""Hold an interview in a terminal.

    Screens, lines typed -> Steps

What was heard is a list of screens, each with its answers so far: going back is dropping
the last answer. An emergency ends it at once, also in the middle of a checklist.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from lumbago.care import assess
from lumbago.cli.printing import bullets, heading, paragraph
from lumbago.interview import Screen, Step, history_of, next_screen, progress
from lumbago.interview.medicine_lines import UNNAMED, read_allergies, read_medicines
from lumbago.interview.medicines import TAKEN
from lumbago.knowledge import Knowledge
from lumbago.knowledge.medicine_names import recognise
from lumbago.record import Disposition, Region, Scope, Sex
from lumbago.record.scales import Age, Days, Kilograms, Nprs, Weeks
from lumbago.triage import screen as triage_of
from lumbago.wording import REGION_NAMES

if TYPE_CHECKING:
    from rich.console import Console


class Word(Enum):
    """What a person may type instead of an answer."""

    BACK = "b"
    WHY = "w"
    STOP = "s"
    NOT_SURE = "?"


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Asking:
    """Where an interview is held, what can be asked, and the date of the report.

    Attributes:
        wants_medicines: Whether to go on with which medicines are safe; asked once nothing else is open.
    """

    console: "Console"
    knowledge: Knowledge
    on: date
    wants_medicines: Callable[[], bool] = _never


@dataclass
class Heard:
    """One screen and its answers so far, in the order of what it asks; grows and shrinks."""

    screen: Screen
    answers: list[Any] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether every question of the screen has its answer."""
        return len(self.answers) == len(self.screen.asks)

    @property
    def step(self) -> Step:
        """The same as a step of an interview; "not sure" was asked and has no answer."""
        asked = self.screen.asks[: len(self.answers)]
        answers = zip(asked, map(_heard_as, asked, self.answers), strict=True)
        said = {key: answer for key, answer in answers if answer is not Word.NOT_SURE}
        findings = {key: answer for key, answer in said.items() if key not in FIELDS}
        fields = {key: answer for key, answer in said.items() if key in FIELDS}
        return Step(asked, {**fields, "findings": findings})


def _heard_as(key: str, answer: Any) -> Any:  # noqa: ANN401 - whatever was answered
    """Return an answer as it counts: not to be sure what one takes is to take something that has no name."""
    if answer is not Word.NOT_SURE:
        return answer
    return {"medicines": [{"name": UNNAMED}], "allergies": [UNNAMED]}.get(key, answer)


def hold(asking: Asking) -> list[Step]:
    """Ask until nothing more is worth asking, or the person stops; return the steps.

    Raises:
        KeyboardInterrupt: When the person presses Ctrl-C.
    """
    heard: list[Heard] = []
    while (current := _open_screen(heard, asking)) is not None:
        answer = _answer_to(current, asking)
        if answer is Word.STOP:
            break
        if answer is Word.BACK:
            _go_back(heard, asking)
        else:
            current.answers.append(answer)
            if (answer is True or isinstance(answer, list)) and _is_emergency(heard, asking):
                break
    return _steps(heard)


def _open_screen(heard: list[Heard], asking: Asking) -> Heard | None:
    """Return the screen that still waits for an answer, or the next one; None at the end."""
    if heard and not heard[-1].is_whole:
        return heard[-1]
    steps = _steps(heard)
    screen = next_screen(steps, asking.knowledge, on=asking.on) or _medicines_screen(steps, asking)
    if screen is None:
        return None
    far = progress(steps, asking.knowledge, on=asking.on)
    heading(asking.console, f"[{far.done + 1} of about {max(far.expected, far.done + 1)}] {screen.title}")
    paragraph(asking.console, screen.intro)
    heard.append(Heard(screen))
    return heard[-1]


def _medicines_screen(steps: list[Step], asking: Asking) -> Screen | None:
    """Return where the check of medicines begins, where no alarm comes first and the person wants it."""
    if any("medicines" in step.asked for step in steps):
        return None
    is_cleared = assess(history_of(steps, on=asking.on), asking.knowledge).scope is Scope.WHOLE
    return TAKEN if is_cleared and asking.wants_medicines() else None


def asked_once(console: "Console") -> Callable[[], bool]:
    """Return what asks whether to check medicines, and remembers the answer; no answer is "no"."""

    @cache
    def wants() -> bool:
        heading(console, "Medicines")
        paragraph(console, WANTS_MEDICINES, style="bold")
        try:
            return input("> ").strip().lower() in {"y", "yes"}
        except EOFError:
            return False

    return wants


def _go_back(heard: list[Heard], asking: Asking) -> None:
    """Drop the last answer, and a screen that was opened and not answered."""
    if not heard[-1].answers:
        if len(heard) == 1:
            paragraph(asking.console, "This is the first question.")
            return
        heard.pop()
    heard[-1].answers.pop()
    heading(asking.console, f"Back: {heard[-1].screen.title}")


def _steps(heard: Sequence[Heard]) -> list[Step]:
    return [part.step for part in heard if part.answers]


def _is_emergency(heard: Sequence[Heard], asking: Asking) -> bool:
    triage = triage_of(history_of(_steps(heard), on=asking.on), asking.knowledge)
    return triage.disposition is Disposition.EMERGENCY


def _answer_to(current: Heard, asking: Asking) -> Any:  # noqa: ANN401 - a bool, a number, regions or a Word
    """Ask one question until it has an answer; the end of input is "stop"."""
    key = current.screen.asks[len(current.answers)]
    prompt, reader = _question(key, asking)
    while True:
        asking.console.print()
        paragraph(asking.console, prompt, style="bold")
        try:
            typed = input("> ").strip().lower()
        except EOFError:
            asking.console.print()
            return Word.STOP
        if typed == Word.WHY.value:
            finding = asking.knowledge.findings.get(key)
            paragraph(asking.console, finding.why if finding else current.screen.intro, style="italic")
            continue
        word = next((word for word in Word if typed == word.value), None)
        try:
            return word or reader(typed)
        except ValueError as fault:
            paragraph(asking.console, f"{fault} Or: ? not sure, b back, w why, s stop.", style="yellow")


def _question(key: str, asking: Asking) -> tuple[str, Callable[[str], Any]]:
    if key == "pain_map":
        bullets(asking.console, (REGION_NAMES[region] for region in Region), mark="1")
    if key == "medicines":
        return MEDICINES, lambda typed: read_medicines(
            typed.replace(";", "\n"), partial(recognise, knowledge=asking.knowledge)
        )
    if key in FIELDS:
        return FIELDS[key]
    return f"{asking.knowledge.findings[key].question} (y / n / ?)", _yes_or_no


def _yes_or_no(typed: str) -> bool:
    if typed in {"y", "yes"}:
        return True
    if typed in {"n", "no"}:
        return False
    raise ValueError("Please type y or n.")


def _number_on(scale: Any, sentence: str) -> Callable[[str], float]:  # noqa: ANN401 - an annotated type
    """Return a reader of numbers that a scale of `record.scales` admits."""
    adapter: TypeAdapter[float] = TypeAdapter(scale)

    def read(typed: str) -> float:
        try:
            number = float(typed.replace(",", "."))
            return adapter.validate_python(int(number) if number.is_integer() else number)
        except (ValidationError, ValueError, OverflowError):
            raise ValueError(sentence) from None

    return read


def _sex(typed: str) -> str:
    for sex in Sex:
        if typed and sex.value.startswith(typed):
            return sex.value
    raise ValueError("Please type f, m or o.")


def _regions(typed: str) -> list[str]:
    regions = list(Region)
    try:
        numbers = [int(word) for word in typed.replace(",", " ").split()]
    except ValueError:
        numbers = []
    if numbers == [0]:
        return []
    if not numbers or not all(1 <= number <= len(regions) for number in numbers):
        raise ValueError(f"Please type numbers from 1 to {len(regions)} with spaces between, or 0 for none.")
    return [regions[number - 1].value for number in dict.fromkeys(numbers)]


WANTS_MEDICINES = "Shall we check which medicines are safe for you? It takes a few more questions. (y / n)"
MEDICINES = (
    "Which medicines do you take? Put ; between them, and add how much and how often if you know: "
    "ibuprofen 400 mg, 3 a day; ramipril 5 mg once a day. Type none if you take nothing."
)

FIELDS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "age": ("How old are you, in years?", _number_on(Age, "Please type your age in years, 0 to 120.")),
    "sex": ("What is your sex? (f female / m male / o other)", _sex),
    "onset_days": (
        "How many days ago did this pain begin? (0 today)",
        _number_on(Days, "Please type a number of days, 0 or more."),
    ),
    "nprs": (
        "How strong is your pain now, from 0 none to 10 the worst you can think of?",
        _number_on(Nprs, "Please type a whole number from 0 to 10."),
    ),
    "pain_map": (
        "Where does it hurt? Type all numbers that fit, with spaces between; 0 for none of these.",
        _regions,
    ),
    "medicines": (MEDICINES, str),
    "allergies": (
        "What are you allergic to, or have reacted to badly? Put commas between. Type none if nothing.",
        lambda typed: read_allergies(typed.replace(";", "\n")),
    ),
    "weight_kg": ("How much do you weigh, in kg?", _number_on(Kilograms, "Please type kilograms, 1 to 500.")),
    "pregnancy_weeks": (
        "How many weeks pregnant are you?",
        _number_on(Weeks, "Please type weeks, 0 to 45."),
    ),
}
"""Fields of a report that an interview asks for: the question, and what reads its answer."""
