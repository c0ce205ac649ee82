"""For whom something is kept, as a form said it.

request -> the person, and the key that this device must remember

Nothing is guessed where it could be two people: then nothing is kept, and the person is asked.
"""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lumbago.errors import LumbagoError
from lumbago.web.people.keeping import new_person, others_than_new, people_of
from lumbago.web.people.models import LONGEST_NAME, Person
from lumbago.web.people.names import alike, readable

NEW = "new"
"""What a form says in place of an id for somebody who is not here yet."""


class NotChosenError(LumbagoError):
    """It is not clear for whom something is to be kept; the message says why."""


def chosen_person(request: HttpRequest) -> tuple[Person, str]:
    """Return the person who was chosen, a new one where somebody new was named or nobody is here yet.

    Raises:
        NotChosenError: When it could be more than one, or nobody whom this account or device keeps.
    """
    people = list(people_of(request))
    chosen, name = request.POST.get("person", ""), _name_in(request)
    if not people or chosen == NEW:
        return _somebody_new(request, name)
    if chosen:
        return _somebody_here(people, chosen, name), ""
    if name:
        return _somebody_new(request, name)
    if len(people) > 1 or (people[0].owner_id is None and request.user.is_authenticated):
        raise NotChosenError(_("Several people are kept here, and none was chosen."))
    return people[0], ""


def _somebody_here(people: list[Person], chosen: str, name: str) -> Person:
    person = next((one for one in people if str(one.pk) == chosen), None)
    if person is None:
        raise NotChosenError(
            _("The person who was chosen is not kept here any more. Perhaps you signed in or out meanwhile.")
        )
    if name and alike(name) != alike(person.name):
        raise NotChosenError(_("You chose somebody, and also wrote the name of someone new."))
    return person


def _somebody_new(request: HttpRequest, name: str) -> tuple[Person, str]:
    others = others_than_new(request, name)
    if alike(name) in map(alike, others):
        raise NotChosenError(_("Somebody of that name is kept here already."))
    otherwise = _("Person %(number)d") % {"number": len(others) + 1} if others else ""
    return new_person(request, name, otherwise)


def _name_in(request: HttpRequest) -> str:
    """Return the name that was written, without what no name has."""
    return readable(request.POST.get("name", ""))[:LONGEST_NAME].strip()
