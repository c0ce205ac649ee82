"""The language that is spoken while somebody is answered.

    English sentence -> the same sentence in that language

Constants are built when a file is imported, before anybody is there to be answered: they are `marked`, and
said when they are used.
"""

import gettext
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from importlib import resources

from lumbago.knowledge.languages import LANGUAGES, SOURCE_LANGUAGE, known_as

_SPOKEN = ContextVar("language", default=SOURCE_LANGUAGE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language until the block ends; English where it is none of ours ("de-at" is German).

    Examples:
        >>> with speaking("de-at"):
        ...     spoken_language()
        'de'
    """
    own = language.partition("-")[0].lower()
    before = _SPOKEN.set(own if own in LANGUAGES else SOURCE_LANGUAGE)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def spoken_language() -> str:
    """Return the language that is spoken now."""
    return _SPOKEN.get()


def marked(text: str) -> str:
    """Return a text as it is, and mark it for translation: it is said later.

    Examples:
        >>> marked("You are getting better")
        'You are getting better'
    """
    return text


def say(text: str, **values: object) -> str:
    """Return a sentence in the language that is spoken, with values put into its {places}.

    Examples:
        >>> say("Pain {nprs} of 10 now.", nprs=4)
        'Pain 4 of 10 now.'
    """
    said = _catalogue(spoken_language()).gettext(text) if text else text
    return said.format(**values) if values else said


def say_n(one: str, many: str, n: int, **values: object) -> str:
    """Return a sentence for one or for many; {n} is how many.

    Examples:
        >>> [say_n("{n} day", "{n} days", n) for n in (1, 3)]
        ['1 day', '3 days']
    """
    return _catalogue(spoken_language()).ngettext(one, many, n).format(n=n, **values)


def say_known(context: str, text: str) -> str:
    """Return what knowledge recognises something by ("medicines/name", "exercises/equipment"), to be read."""
    return known_as(context, text, spoken_language())


def say_number(figures: str) -> str:
    """Return a number with the decimal point of the language.

    Examples:
        >>> with speaking("es"):
        ...     say_number(f"{2.5:g}")
        '2,5'
    """
    return figures if spoken_language() == SOURCE_LANGUAGE else figures.translate(_COMMA)


def say_day(day: date) -> str:
    """Return a day of the year in words.

    Examples:
        >>> say_day(date(2026, 3, 2))
        'Monday 2 March'
    """
    weekday, month = say(_WEEKDAYS[day.weekday()]), say(_MONTHS[day.month - 1])
    return say("{weekday} {day} {month}", weekday=weekday, day=day.day, month=month)


def say_date(day: date) -> str:
    """Return a day of any year in words.

    Examples:
        >>> say_date(date(2026, 3, 2))
        '2 March 2026'
    """
    return say("{day} {month} {year}", day=day.day, month=say(_MONTHS[day.month - 1]), year=day.year)


def say_day_and_month(day: date) -> str:
    """Return a day of this year, near enough to need no weekday, in words.

    Examples:
        >>> say_day_and_month(date(2026, 3, 2))
        '2 March'
    """
    return say("{day} {month}", day=day.day, month=say(_MONTHS[day.month - 1]))


def say_days(days: float) -> str:
    """Return a number of days in words; it may be a broken one.

    Examples:
        >>> say_days(1), say_days(3.5)
        ('1 day', '3.5 days')
    """
    return say_n("{days} day", "{days} days", 1 if days == 1 else 2, days=say_number(f"{days:g}"))


def say_all(names: Sequence[str]) -> str:
    """Return names as a list that holds for all of them.

    Examples:
        >>> say_all(["heat", "rest", "walking"])
        'heat, rest and walking'
    """
    return _joined(marked("{names} and {last}"), names)


def say_any(names: Sequence[str]) -> str:
    """Return names as a list of which one is enough.

    Examples:
        >>> say_any(["heat", "rest", "walking"])
        'heat, rest or walking'
    """
    return _joined(marked("{names} or {last}"), names)


def _joined(pattern: str, names: Sequence[str]) -> str:
    return say(pattern, names=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = resources.files("lumbago.wording") / "locale"
    return gettext.translation("wording", str(folder), [language], fallback=True)


_COMMA = str.maketrans(".,", ",\u202f")
"""A narrow space between thousands: in Mexico "4.000 mg" would be four."""

_WEEKDAYS = (
    marked("Monday"),
    marked("Tuesday"),
    marked("Wednesday"),
    marked("Thursday"),
    marked("Friday"),
    marked("Saturday"),
    marked("Sunday"),
)
_MONTHS = (
    marked("January"),
    marked("February"),
    marked("March"),
    marked("April"),
    marked("May"),
    marked("June"),
    marked("July"),
    marked("August"),
    marked("September"),
    marked("October"),
    marked("November"),
    marked("December"),
)
