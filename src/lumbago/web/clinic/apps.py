"""The Django app of the clinic."""

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    """Notes, tasks, messages, and how people stand."""

    name = "lumbago.web.clinic"
    label = "clinic"

    def ready(self) -> None:
        """Watch for what people say."""
        from lumbago.web.clinic.standing import listen

        listen()
