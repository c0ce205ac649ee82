"""What `lumbago serve` serves: the app, while forecast and plan are made ready in the background.

The recovery model is compiled, the trials weighed and the exercises drawn when first used; nobody
should wait for that on their page.
"""

from threading import Thread
from time import sleep

from lumbago.web.wsgi import application

__all__ = ["application"]

BREATH = 0.2
"""Seconds between two pictures: nobody's page waits for one that nobody asked for."""


def _make_ready() -> None:
    from datetime import date

    from lumbago.knowledge import current
    from lumbago.prognosis import predict
    from lumbago.record import CheckIn, History, Phase, Report
    from lumbago.treatment import rank

    anyone = History(Report(on=date(2026, 3, 2), nprs=5), (CheckIn(on=date(2026, 3, 3), nprs=4),))
    recovery = current().recovery
    for phase in Phase if current().weighing is not None else ():
        rank(phase, current())
    if recovery is not None:
        predict(anyone, recovery)
    _draw()


def _draw() -> None:
    """Draw the pictures that a list of exercises shows, one at a time, with room for requests between."""
    from lumbago.knowledge import current
    from lumbago.posture import Form
    from lumbago.wording.pictures import picture

    for form in (Form.ANIMATED, Form.FRAMES):
        for exercise in current().exercises:
            picture(exercise, form)
            sleep(BREATH)


Thread(target=_make_ready, name="forecast", daemon=True).start()
