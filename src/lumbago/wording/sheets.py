"""A week of exercise to take away: a page with pictures to print, and a calendar.

Programme, Knowledge -> HTML;  Programme, Knowledge -> iCalendar
"""

import base64
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from html import escape
from itertools import chain

from icalendar import Calendar, Event

from lumbago.knowledge import Knowledge
from lumbago.posture import Form
from lumbago.record import Programme
from lumbago.wording.exercises import ExerciseWords
from lumbago.wording.language import marked, say, spoken_language
from lumbago.wording.pictures import picture
from lumbago.wording.training import ProgrammeWords, tell_programme

STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 48rem; color: #1b1f24; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 0 0 .3rem; }
article { display: grid; grid-template-columns: 17rem 1fr; gap: 1rem; padding: .8rem 0;
  border-top: 1px solid #ccd2d9; break-inside: avoid; }
img { width: 100%; } table { border-collapse: collapse; width: 100%; break-inside: avoid; }
td, th { border: 1px solid #ccd2d9; padding: .25rem .4rem; text-align: left; } .tick { width: 3.2rem; }
ol, ul { padding-left: 1.2rem; margin: .3rem 0; } .stop { font-weight: 600; }
@media print { body { margin: 0; font-size: 11pt; } }
"""
MADE_BY = "-//Lumbago//Programme//EN"
WEEKDAYS = (
    marked("Mon"),
    marked("Tue"),
    marked("Wed"),
    marked("Thu"),
    marked("Fri"),
    marked("Sat"),
    marked("Sun"),
)
"""Narrow enough for a column."""


def sheet_of(programme: Programme, knowledge: Knowledge) -> str:
    """Return a whole page of HTML that needs nothing else: the week, each exercise with its picture."""
    told = tell_programme(programme, knowledge)
    parts = chain(
        [f"<h1>{escape(say('Your exercises'))}</h1><p>{escape(told.about)}</p>"],
        (f"<p><strong>{escape(note)}</strong></p>" for note in told.notes),
        [_list("stop", [one.text for one in told.about_topic("stop")])],
        [_table(told)],
        (_article(one) for one in told.exercises),
        [_list("", [one.text for one in told.about_topic("pacing", "lifting", "keep-on")])],
        [f"<p>{escape(told.claim)}</p>"],
    )
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    title = escape(say("Exercises from {day}", day=programme.starts))
    head += f"<title>{title}</title><style>{STYLE}</style>"
    page = f"<head>{head}</head><body>{''.join(parts)}</body>"
    return f'<!doctype html><html lang="{spoken_language()}">{page}</html>'


def _table(told: ProgrammeWords) -> str:
    """Return the week as a table to tick."""
    names = ((say(WEEKDAYS[day.on.weekday()]), day.on.day) for day in told.days)
    head = "".join(f'<th class="tick">{escape(weekday)} {number}</th>' for weekday, number in names)
    rows = []
    for one in told.exercises:
        ticks = ("☐" if one.id in dict(day.items) else "" for day in told.days)
        cells = "".join(f'<td class="tick">{tick}</td>' for tick in ticks)
        rows.append(f"<tr><th>{escape(one.name)}</th>{cells}</tr>")
    return f"<table><tr><th>{escape(say('Exercise'))}</th>{head}</tr>{''.join(rows)}</table>"


def _article(one: ExerciseWords) -> str:
    drawn = base64.b64encode(picture(one.id, Form.FRAMES).encode()).decode()
    image = f'<img alt="{escape(one.plain)}" src="data:image/svg+xml;base64,{drawn}">'
    steps = "".join(f"<li>{escape(step)}</li>" for step in one.steps)
    own = f"<strong>{escape(say('For you:'))}</strong>"
    changes = "".join(f"<p>{own} {escape(change)}</p>" for change in one.changes)
    words = f"<h2>{escape(one.name)}: {escape(one.amount)}</h2>{changes}<ol>{steps}</ol>"
    return f"<article><div>{image}</div><div>{words}</div></article>"


def _list(kind: str, sentences: list[str]) -> str:
    return f'<ul class="{kind}">{"".join(f"<li>{escape(one)}</li>" for one in sentences)}</ul>'


def calendar_of(programme: Programme | None, knowledge: Knowledge, *, owner: str) -> bytes:
    """Return the week as iCalendar: one entry on each day that has exercises; none without a programme.

    An entry is known by its owner and its day, so that a calendar which reads the feed again changes it in
    place, and two people may share one calendar.

    Args:
        programme: The week; None where nothing may be shown.
        knowledge: What its ids mean.
        owner: Whatever tells people apart; only a hash of it is written.
    """
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", say("Lumbago exercises"))
    if programme is not None:
        own = hashlib.sha256(owner.encode()).hexdigest()[:16]
        for event in _events(programme, tell_programme(programme, knowledge), own):
            calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _events(programme: Programme, told: ProgrammeWords, own: str) -> Iterator[Event]:
    for day in told.days:
        if not day.items:
            continue
        event = Event()
        lines = [day.warm_up, *(f"{one.name}: {one.amount}" for one in told.of(day))]
        event.add("uid", f"{own}-{day.on}@lumbago")
        event.add("summary", say("Back exercises ({time})", time=day.time))
        event.add("description", "\n".join(line for line in lines if line))
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("dtstamp", datetime.combine(programme.starts, time(), UTC))
        event.add("transp", "TRANSPARENT")
        yield event
