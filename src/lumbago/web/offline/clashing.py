"""What two check-ins of one day say in two ways.

    fields, fields -> clashes, in words

Exercises done add up, and of two answers about a sign the "yes" holds: neither is a clash.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from lumbago.web.check_in_form import ACTIVITY
from lumbago.web.languages import spoken

FELT = ("could_do", "hurt", "effort")


class Clash(NamedTuple):
    """One thing that was said in two ways.

    Attributes:
        field: Its place in what a device sends; `felt:` and the exercise for how one went.
        about: What it is.
        mine: What comes in now.
        there: What is stored.
    """

    field: str
    about: str
    mine: str
    there: str


def clashes_of(said: Mapping[str, Any], there: Mapping[str, Any]) -> list[Clash]:
    """Return what is said in one way here and in another there."""
    return [*_numbers(said, there), *_feelings(said, there)]


def _numbers(said: Mapping[str, Any], there: Mapping[str, Any]) -> Iterator[Clash]:
    kinds: dict[str, tuple[str, str, Callable[[Any], str]]] = {
        "nprs": ("nprs", _("Pain now"), _of_ten),
        "activity": ("activity", _("What you could do"), _activity),
        "rmdq_percent": ("rmdq", _("What your back makes hard"), _of_hundred),
    }
    for name, (field, about, words) in kinds.items():
        if name in said and name in there and said[name] != there[name]:
            yield Clash(field, about, words(said[name]), words(there[name]))


def _feelings(said: Mapping[str, Any], there: Mapping[str, Any]) -> Iterator[Clash]:
    before = {one["exercise"]: one for one in there.get("felt", ())}
    for now in said.get("felt", ()):
        then = before.get(now["exercise"], {})
        if any(now[name] != then[name] for name in FELT if name in now and name in then):
            name = spoken().exercises[now["exercise"]].name
            yield Clash(f"felt:{now['exercise']}", name, _felt(now), _felt(then))


def _of_ten(number: float) -> str:
    return _("%(number)s of 10") % {"number": number}


def _of_hundred(number: float) -> str:
    return _("%(number)s of 100") % {"number": round(number)}


def _activity(number: int) -> str:
    return str(dict(ACTIVITY).get(str(number)) or _of_ten(number))


def _felt(one: Mapping[str, Any]) -> str:
    could = {True: _("could do it"), False: _("could not do it")}
    effort = {"too-easy": _("too easy"), "right": _("right"), "too-hard": _("too hard")}
    hurt = one.get("hurt")
    parts = (
        could.get(one.get("could_do"), ""),
        effort.get(one.get("effort", ""), ""),
        _("pain %(number)s of 10") % {"number": hurt} if hurt is not None else "",
    )
    return ", ".join(filter(None, parts))
