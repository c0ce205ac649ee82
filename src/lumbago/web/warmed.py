"""What `lumbago serve` serves: the app, while forecast and plan are made ready in the background.

The recovery model is compiled, the trials weighed and the exercises drawn when first used; nobody
should wait for that on their page.
"""

import gc
from threading import Thread
from time import sleep

from lumbago.knowledge import current
from lumbago.web.wsgi import application

__all__ = ["application"]

BREATH = 0.8
"""Seconds between two pictures: nobody's page waits for one that nobody asked for."""

FEW_MADE = 10_000
"""Things newly made before those no longer needed are looked for. Measured: with Python's own 700, a sixth of
the time of pages went into looking."""


def _make_ready() -> None:
    from datetime import date

    from lumbago.prognosis import predict
    from lumbago.record import CheckIn, History, Phase, Report
    from lumbago.treatment import rank

    anyone = History(Report(on=date(2026, 3, 2), nprs=5), (CheckIn(on=date(2026, 3, 3), nprs=4),))
    recovery = current().recovery
    for phase in Phase if current().weighing is not None else ():
        rank(phase, current())
    if recovery is not None:
        predict(anyone, recovery)
    _read_languages()
    _keep_for_good()
    _draw()


def _read_languages() -> None:
    """Have knowledge said in every language: a search looks into all of them."""
    from lumbago.knowledge import search
    from lumbago.knowledge.languages import LANGUAGES, in_language

    search("facet", current(), [in_language(current(), language) for language in LANGUAGES])


def _keep_for_good() -> None:
    """Spare what was made so far from being looked through time and again: knowledge stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(FEW_MADE, *gc.get_threshold()[1:])


def _draw() -> None:
    """Draw the pictures of exercises, one at a time, with room for requests between."""
    from lumbago.posture import Form
    from lumbago.wording.pictures import picture

    for exercise in current().exercises:
        for form in Form:
            picture(exercise, form)
        sleep(BREATH)


current()  # before the first request is taken, not while somebody waits for it
Thread(target=_make_ready, name="forecast", daemon=True).start()
