"""Addresses of people, sharing and one's own data."""

from django.urls import path

from lumbago.web.people.views import mine, opening, owning, share

urlpatterns = [
    path("mine/", mine.mine, name="mine"),
    path("mine/add/", mine.add, name="person-add"),
    path("mine/claim/", mine.claimed, name="claim"),
    path("person/<uuid:person_id>/answers/", mine.archive, name="archive"),
    path("person/<uuid:person_id>/name/", mine.rename, name="rename"),
    path("person/<uuid:person_id>/leave/", mine.leave, name="leave"),
    path("person/<uuid:person_id>/share/", share.share, name="share"),
    path("person/<uuid:person_id>/links/<uuid:link_id>/end/", share.link_ended, name="link-end"),
    path("person/<uuid:person_id>/grants/<int:grant_id>/end/", share.grant_ended, name="grant-end"),
    path("person/<uuid:person_id>/data/", owning.my_data, name="data"),
    path("person/<uuid:person_id>/data/lumbago.json", owning.everything, name="everything"),
    path("person/<uuid:person_id>/data/lumbago.zip", owning.tables, name="tables"),
    path("person/<uuid:person_id>/data/delete/", owning.delete, name="person-delete"),
    path("kept/<str:kept_id>/report.json", owning.report, name="report-json"),
    path("shared/", opening.shared, name="shared"),
    path("shared/accept/", opening.accept, name="accept"),
    path("calendar/<str:code>.ics", opening.calendar_feed, name="calendar-feed"),
    path("gone/", owning.gone, name="gone"),
    path("account/delete/", owning.account_delete, name="account-delete"),
]
