"""The Django app of its folder."""

from django.apps import AppConfig


class OfflineConfig(AppConfig):
    """See the folder's own page."""

    name = "lumbago.web.offline"
    label = "offline"
