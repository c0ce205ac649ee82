"""Profiles of the laws: `quick` is for the mutation check, where every law runs many times."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "quick",
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.register_profile("default", deadline=None, derandomize=True)
settings.load_profile(os.environ.get("LAWS", "default"))
