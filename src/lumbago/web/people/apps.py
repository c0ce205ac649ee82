"""The Django app of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, people, who may see whom."""

    name = "lumbago.web.people"
    label = "people"
