"""Migrations of the embedded database."""
