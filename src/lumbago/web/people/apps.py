"""The Django app of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, people, who may see whom."""

    name = "lumbago.web.people"
    label = "people"

    def ready(self) -> None:
        """Listen to what Django and its guests tell of signing in."""
        from lumbago.web.people import sessions, watching

        sessions.listen()
        watching.listen()
