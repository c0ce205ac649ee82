"""For whom something is kept, as a form said it.

request -> the person, and the key that this device must remember

Nothing is guessed where it could be two people: then nothing is kept, and the person is asked.
"""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lumbago.errors import LumbagoError
from lumbago.web.people.keeping import new_person, people_of
from lumbago.web.people.models import LONGEST_NAME, Person

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
        return _somebody_new(request, people, name)
    if chosen:
        return _somebody_here(people, chosen, name), ""
    if name:
        return _somebody_new(request, people, name)
    if len(people) > 1 or (people[0].owner_id is None and request.user.is_authenticated):
        raise NotChosenError(_("Several people are kept here, and none was chosen."))
    return people[0], ""


def _somebody_here(people: list[Person], chosen: str, name: str) -> Person:
    person = next((one for one in people if str(one.pk) == chosen), None)
    if person is None:
        raise NotChosenError(
            _("The person who was chosen is not kept here any more. Perhaps you signed in or out meanwhile.")
        )
    if name and name.casefold() != person.name.casefold():
        raise NotChosenError(_("You chose somebody, and also wrote the name of someone new."))
    return person


def _somebody_new(request: HttpRequest, people: list[Person], name: str) -> tuple[Person, str]:
    names = {one.name.casefold() for one in people}
    if name.casefold() in names:
        raise NotChosenError(_("Somebody of that name is kept here already."))
    number = len(people) + 1
    return new_person(request, name or (_("Person %(number)d") % {"number": number} if people else ""))


def _name_in(request: HttpRequest) -> str:
    """Return the name that was written, without what no name has."""
    written = request.POST.get("name", "")
    return "".join(letter for letter in written if letter.isprintable()).strip()[:LONGEST_NAME]
