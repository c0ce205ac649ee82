"""Every address of the web app."""

from allauth.account.decorators import reauthentication_required
from allauth.usersessions.views import list_usersessions
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from lumbago.web.views import (
    following,
    health,
    interview,
    kept,
    pages,
    progress,
    results,
    sheet,
    training,
    words,
)

urlpatterns = [
    path("", pages.home, name="home"),
    path("start/", interview.start, name="start"),
    path("interview/", interview.interview, name="interview"),
    path("interview/<int:number>/", interview.screen, name="screen"),
    path("interview/medicines/", interview.medicines, name="medicines"),
    path("interview/open/", interview.open_again, name="open-again"),
    path("result/", results.result, name="result"),
    path("plan/", sheet.plan, name="plan"),
    path("report/", results.written, name="written"),
    path("report/download/", results.download, name="download"),
    path("keep/", results.keep, name="keep"),
    path("kept/<str:kept_id>/", kept.kept, name="kept"),
    path("kept/<str:kept_id>/plan/", kept.plan, name="kept-plan"),
    path("kept/<str:kept_id>/delete/", kept.delete, name="delete"),
    path("kept/<str:kept_id>/today/", following.today, name="today"),
    path("kept/<str:kept_id>/check-in/", following.check_in, name="check-in"),
    path("kept/<str:kept_id>/undo/", following.undo, name="undo"),
    path("kept/<str:kept_id>/review/", progress.review, name="review"),
    path("kept/<str:kept_id>/medicines/", following.medicines_today, name="medicines-today"),
    path("kept/<str:kept_id>/progress/", progress.progress, name="progress"),
    path("kept/<str:kept_id>/exercises/", training.exercises, name="exercises"),
    path("kept/<str:kept_id>/feel/", training.feel, name="feel"),
    path("kept/<str:kept_id>/week/", training.week, name="week"),
    path("kept/<str:kept_id>/week/print/", training.print_week, name="print-week"),
    path("kept/<str:kept_id>/exercises.ics", training.calendar, name="calendar"),
    path("exercises/", training.catalogue, name="catalogue"),
    path("exercises/<slug:exercise>/", training.exercise, name="exercise"),
    path("pictures/<slug:exercise>/<slug:form>.svg", training.drawn, name="picture"),
    path("deleted/", kept.deleted, name="deleted"),
    path("what-is/", pages.explanations, name="explanations"),
    path("what-is/<slug:page_id>/", pages.explanation, name="explanation"),
    path("words/", words.words, name="words"),
    path("cite/<path:fact_id>/", pages.grounds, name="grounds"),
    path("account/sessions/", reauthentication_required(list_usersessions), name="usersessions_list"),
    path("account/", include("allauth.urls")),
    path("", include("lumbago.web.people.urls")),
    path("clinic/", include("lumbago.web.clinic.urls")),
    path("", include("lumbago.web.clinic.person_urls")),
    path("evidence/", include("lumbago.web.evidence.urls")),
    path("", include("lumbago.web.offline.urls")),
    path("language/", set_language, name="set_language"),
    path("healthz", health.health, name="health"),
    path("favicon.ico", RedirectView.as_view(url=static("favicon.svg"))),
]

handler400 = "lumbago.web.views.faults.bad_request"
handler403 = "lumbago.web.views.faults.not_found"
handler429 = "lumbago.web.views.faults.too_often"
handler404 = "lumbago.web.views.faults.not_found"
handler500 = "lumbago.web.views.faults.own_fault"
