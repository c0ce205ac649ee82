"""Addresses of the app without a network."""

from django.urls import include, path

from lumbago.web.offline import views
from lumbago.web.offline.api import api, openapi

urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("service-worker.js", views.service_worker, name="service-worker"),
    path("offline/", views.offline, name="offline"),
    path("api/openapi.json", openapi, name="openapi"),
    path("api/", include(api.urls[0])),  # without a namespace: `people.rights` knows addresses by one name
]
