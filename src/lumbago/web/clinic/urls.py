"""Addresses of the clinic."""

from datetime import date

from django.urls import URLPattern, path, register_converter

from lumbago.web.clinic.views import caring, histories, lists, messages


class Day:
    """A date in an address, such as 2026-03-02."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, written: str) -> date:
        """Read it; a day that no calendar has is no address."""
        return date.fromisoformat(written)

    def to_url(self, day: date) -> str:
        """Write it."""
        return day.isoformat()


register_converter(Day, "day")

urlpatterns: list[URLPattern] = [
    path("", lists.people, name="clinic"),
    path("templates/", messages.templates, name="clinic-templates"),
    path("templates/<int:template_id>/", messages.template, name="clinic-template"),
    path("templates/<int:template_id>/delete/", messages.template_deleted, name="clinic-template-delete"),
    path("<uuid:person_id>/", histories.history, name="clinic-history"),
    path("<uuid:person_id>/notes/", caring.notes, name="clinic-notes"),
    path("<uuid:person_id>/notes/<int:note_id>/strike/", caring.strike, name="clinic-note-strike"),
    path("<uuid:person_id>/tasks/", caring.tasks, name="clinic-tasks"),
    path("<uuid:person_id>/tasks/<int:task_id>/done/", caring.task_done, name="clinic-task-done"),
    path("<uuid:person_id>/tasks/<int:task_id>/undo/", caring.task_undo, name="clinic-task-undo"),
    path("<uuid:person_id>/messages/", messages.messages, name="clinic-messages"),
    path("<uuid:person_id>/<str:kept_id>/<day:on>/", histories.day, name="clinic-day"),
]
