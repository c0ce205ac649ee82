"""What `lumbago serve` serves: the app, while forecast and plan are made ready in the background.

The recovery model is compiled, and the trials are weighed, when they are first used; nobody should wait for
that on their page.
"""

from threading import Thread

from lumbago.web.wsgi import application

__all__ = ["application"]


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


Thread(target=_make_ready, name="forecast", daemon=True).start()
