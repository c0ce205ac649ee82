"""Three weeks of somebody who is followed, and how a page of charts is read."""

import re
from datetime import timedelta

from following_cast import keep, main_of, of, said_earlier, somebody

from lumbago.knowledge import current
from lumbago.record import Form, read_history
from lumbago.web import actions
from lumbago.web.followed import today_of
from lumbago.web.views.interview import today
from lumbago.web.views.results import answered

FORECAST, START, SAID = "The forecast now", "The forecast at the start", "What you told us"


def followed_for_three_weeks():
    """Return the address of three weeks of check-ins after a report whose forecast was shown and kept."""
    told = of(keep(days_ago=20))
    history = read_history(told.report, Form.JSON, today=today())
    kept = actions.keep(answered(history), somebody())
    address = f"/kept/{kept.id}/"
    for days_ago, nprs in ((15, 6), (11, 5), (7, 5), (3, 3), (0, 2)):
        said_earlier(address, nprs, days_ago=days_ago)
    for days_ago, said in (
        (15, {"activity": 3, "rmdq_percent": 62.5, "done": ["short-walks", "glute-bridge"]}),
        (11, {"activity": 5, "done": ["short-walks"]}),
        (
            3,
            {
                "activity": 8,
                "rmdq_percent": 25.0,
                "done": ["glute-bridge", "calf-stretch", "no-longer-known"],
            },
        ),
    ):
        actions.check_in(kept, said, on=today() - timedelta(days=days_ago))
    return address


def figure(page, chart):
    """Return the part of a page that holds one chart."""
    return next(one for one in main_of(page).split("<figure") if f'id="{chart}-title"' in one)


def table(page, chart, caption):
    """Return a table of a chart: by place the numbers of each column, for the script and for the reader."""
    part = figure(page, chart).partition(f"<caption>{caption}</caption>")[2].partition("</table>")[0]
    rows = re.findall(r'<tr data-x="([^"]+)"><th scope="row">[^<]+</th>(.*?)</tr>', part)
    cells = re.compile(r'<td(?: data-y="([^"]*)")?>(.*?)</td>')
    return {
        float(place): [(tuple(map(float, raw.split())), text) for raw, text in cells.findall(row)]
        for place, row in rows
    }


def heads(page, chart, caption):
    """Return what the columns of a table of a chart are called."""
    part = figure(page, chart).partition(f"<caption>{caption}</caption>")[2].partition("</thead>")[0]
    return re.findall(r"<th scope=\"col\"[^>]*>([^<]+)</th>", part)


def standing_of(address):
    """Return how what is kept at an address stands today."""
    return today_of(of(address), current(), today=today())


def rounded(*numbers):
    """Return numbers as the tables write them for a script."""
    return tuple(float(f"{number:g}") for number in numbers)
