"""Addresses of one person that the clinic's room answers: their summary, their messages, who looked."""

from django.urls import URLPattern, path

from lumbago.web.clinic.views import looking, messages
from lumbago.web.summary import views as summaries

urlpatterns: list[URLPattern] = [
    path("person/<uuid:person_id>/summary/", summaries.page, name="summary"),
    path("person/<uuid:person_id>/summary.pdf", summaries.paper, name="summary-pdf"),
    path("person/<uuid:person_id>/messages/", messages.received, name="messages"),
    path("person/<uuid:person_id>/messages/<int:message_id>/read/", messages.read, name="message-read"),
    path("person/<uuid:person_id>/who-looked/", looking.who_looked, name="who-looked"),
]
