"""Addresses of the evidence browser."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
