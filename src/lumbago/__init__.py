"""Lumbago: the open system for the low back that has just gone."""
