"""The Django app; it loads knowledge at start, so bad knowledge never reaches a person."""

from django.apps import AppConfig

from lumbago.knowledge import current


class WebConfig(AppConfig):
    """The one app of the project."""

    name = "lumbago.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load knowledge, or stop here."""
        from lumbago.knowledge.poses import current_poses
        from lumbago.web.answers import check_codes

        check_codes(current())
        current_poses()
