"""Addresses of the clinic."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
