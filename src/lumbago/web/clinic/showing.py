"""What the pages of others show of the clinic.

person -> the messages that wait for them
"""

from lumbago.web.clinic.models import Message
from lumbago.web.people.models import Person


def messages_for(person: Person) -> list[Message]:
    """Return what clinicians wrote to a person and the person has not marked as read, the latest first.

    `clinic/messages_for.html` shows it, as `unread_messages`, to the owner alone.
    """
    return list(person.messages.filter(read_at__isnull=True).select_related("author"))
