"""Addresses of the evidence browser."""

from django.urls import path

from lumbago.web.evidence import views

urlpatterns = [
    path("", views.evidence, name="evidence"),
    path("changes/", views.changes, name="evidence-changes"),
    path("validation/", views.validation, name="evidence-validation"),
    path("validation/<slug:name>/", views.report, name="evidence-report"),
    path("validation/<slug:name>.svg", views.figure, name="evidence-figure"),
    path("<slug:kind>.json", views.records, name="evidence-records"),
    path("<slug:kind>/", views.kind, name="evidence-kind"),
    path("<slug:kind>/<slug:id_>/", views.fact, name="evidence-fact"),
    path("<slug:kind>/<slug:id_>.json", views.record, name="evidence-record"),
]
