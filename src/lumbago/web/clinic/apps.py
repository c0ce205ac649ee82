"""The Django app of its folder."""

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    """See the folder's own page."""

    name = "lumbago.web.clinic"
    label = "clinic"
