"""What Lighthouse says of the five main pages, on a phone and at a desk: 95 or more for speed and access.

    CHROME_PATH=/usr/bin/chromium python benchmarks/lighthouse.py [--with "npx lighthouse"] [--runs 3]

Lighthouse needs Node and a Chromium. It is no part of Lumbago and stands in none of its lists of packages:
`npx lighthouse` gets it; or `npm install lighthouse` in an empty folder, and then
`--with FOLDER/node_modules/.bin/lighthouse`. The app is started as people start it, on an empty data folder;
somebody answers a whole interview, and somebody else has kept an answer of five days ago and checks in. Each
page is loaded by a browser that has nothing yet, on a phone and over a line as slow as Lighthouse makes them
up. Of several runs the median counts. "power" is what this machine is worth to Lighthouse, which slows its
phone down fourfold from there: below 1000 it warns itself, and other work at the same time makes it worse.
"""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from lumbago.record import Form, read_history
from lumbago.web.written import report_json
from telling import cpu

WANTED = 95
GOOD = 0.9
"""The score from which Lighthouse itself calls a part of the whole good."""

OK = 200
LOST, TRIES = "NO_NAVSTART", 5
"""What it says when the browser lost the beginning of its record, which happens; it asks to be run again."""
ASKED = ("performance", "accessibility")
FORMS = {"phone": [], "desk": ["--preset=desktop"]}
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
MOST_SCREENS = 40

SAID = {"age": "40", "sex": "male", "onset_days": "2", "nprs": "5", "pain_map": "lumbar-left"}
YES = {"lifted", "muscle_spasm", "worse_movement", "better_rest", "local_tenderness"}
NAMED = re.compile(r'name="(\w+)"')
SCREEN = re.compile(r'<form class="screen".*?</form>', re.DOTALL)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
UNSAID = re.compile("_(none|unsaid)$|^onset$|^csrfmiddlewaretoken$|^action$")
EXAMPLE = Path(__file__).parents[1] / "examples" / "strain-ready-for-a-plan.toml"


class Visitor:
    """Somebody with a browser of their own, who asks for pages and sends forms."""

    def __init__(self, host):
        self.host, self.cookies, self.token = host, CookieJar(), ""
        self._opener = build_opener(HTTPCookieProcessor(self.cookies))

    def see(self, address, **said):
        """Return a page and its address; with something said, what a form is answered with."""
        body = urlencode({**said, "csrfmiddlewaretoken": self.token}).encode() if said else None
        with self._opener.open(Request(f"{self.host}{address}", body), timeout=120) as answer:
            page, came_to = answer.read().decode(), answer.url.removeprefix(self.host)
        found = TOKEN.search(page)
        self.token = found[1] if found else self.token
        return page, came_to

    def cookie(self):
        """Return what this browser sends along."""
        return "; ".join(f"{one.name}={one.value}" for one in self.cookies)


def answered(host):
    """Return a visitor at the first page of an interview, and one at its end."""
    visitor = Visitor(host)
    visitor.see("/")
    page, where = visitor.see("/start/", go="yes")
    first = visitor.cookie()
    for _ in range(MOST_SCREENS):
        if "/interview/" not in where:
            return first, visitor.cookie()
        asked = [name for name in NAMED.findall(SCREEN.search(page)[0]) if not UNSAID.search(name)]
        said = {name: SAID.get(name, "yes" if name in YES else "no") for name in asked}
        page, where = visitor.see(where, **said, action="next")
    raise SystemExit("the interview does not end")


def followed(host):
    """Return the address of a kept answer of five days ago, with a check-in of today, and who may open it."""
    visitor, began = Visitor(host), datetime.now(tz=UTC).date() - timedelta(days=5)
    text = EXAMPLE.read_text(encoding="utf-8")
    for field, day in {"on": began, "onset": began - timedelta(days=1)}.items():
        text = re.sub(rf"^{field} = \S+", f"{field} = {day}", text, flags=re.MULTILINE)
    history = read_history(text, Form.TOML, today=datetime.now(tz=UTC).date())
    visitor.see("/")
    _page, where = visitor.see("/keep/", name="Me", report=report_json(history))
    own = re.match(r"/kept/[^/]+/", where)[0]
    visitor.see(f"{own}check-in/", nprs="4", activity="5", new="none")
    visitor.see(f"{own}progress/")  # so that nobody waits for the model to be made ready
    return own, visitor.cookie()


def pages(host):
    """Return what is looked at, and with which cookies: by name."""
    beginning, end = answered(host)
    own, owner = followed(host)
    return {
        "start": ("/", ""),
        "interview": ("/interview/1/", beginning),
        "result": ("/result/", end),
        "today": (f"{own}today/", owner),
        "progress": (f"{own}progress/", owner),
    }


def looked_at(url, cookie, *, form, program):
    """Return Lighthouse's whole report of one page."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as headers:
        json.dump({"Cookie": cookie} if cookie else {}, headers)
        headers.flush()
        asked = [f"--only-categories={','.join(ASKED)}", f"--extra-headers={headers.name}", *FORMS[form]]
        quiet = ["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"]
        for _ in range(TRIES):
            told = subprocess.run(
                [*program, url, *asked, *quiet], capture_output=True, text=True, check=False
            )
            if not told.returncode or LOST not in told.stderr:
                break
    if told.returncode:
        raise SystemExit(told.stderr[-2000:])
    report = json.loads(told.stdout)
    document = report["audits"]["network-requests"]["details"]["items"][0]
    if document["statusCode"] != OK:
        raise SystemExit(f"{url} answered {document['statusCode']}: that is not the page to look at")
    return report


def costs_of(report):
    """Return what costs points, by the names that Lighthouse gives it."""
    refs = [ref for name in ASKED for ref in report["categories"][name]["auditRefs"] if ref["weight"]]
    audits = {ref["id"]: report["audits"][ref["id"]] for ref in refs}
    found = {key: one for key, one in audits.items() if one["score"] is not None and one["score"] < GOOD}
    return ", ".join(f"{key} {one.get('displayValue', '')}".strip() for key, one in found.items())


def row(name, form, reports):
    """Print one line of the table; return whether it is as wanted."""
    scores = [round(100 * median(one["categories"][kind]["score"] for one in reports)) for kind in ASKED]
    times = [median(one["audits"][kind]["numericValue"] for one in reports) for kind in TIMES]
    weight = reports[0]["audits"]["total-byte-weight"]["numericValue"] / 1000
    power = median(one["environment"]["benchmarkIndex"] for one in reports)
    shown = "".join(f"{value:>8.0f}" for value in (*scores, *times, weight, power))
    print(f"{name:<11}{form:<7}{shown}  {costs_of(reports[-1])}", flush=True)
    return min(scores) >= WANTED


def served(port, folder):
    """Start the app as people do, and return it once it answers."""
    command = [sys.executable, "-m", "lumbago.cli", "serve", "--port", str(port)]
    own = {**os.environ, "LUMBAGO_DATA": folder, "LUMBAGO_DATABASE": ""}
    server = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, text=True)
    if "ready" not in server.stdout.readline():
        raise SystemExit("the app did not start")
    return server


def measured(host, chosen):
    """Look at every page in every form; return for each whether it is as wanted."""
    program, looked = shlex.split(chosen.program), pages(host)
    time.sleep(chosen.warm)
    met = []
    for name, (address, cookie) in looked.items():
        for form in FORMS:
            reports = [
                looked_at(host + address, cookie, form=form, program=program) for _ in range(chosen.runs)
            ]
            met.append(row(name, form, reports))
    return met


def main():
    """Start the app, look at its pages, print the table, and say whether it is as wanted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--with", dest="program", default="npx lighthouse", help="how Lighthouse is called")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--port", type=int, default=8123)
    parser.add_argument("--warm", type=int, default=45, help="seconds in which pictures are drawn at first")
    chosen = parser.parse_args()
    print(f"{cpu()}, {len(os.sched_getaffinity(0))} cores; milliseconds and kB")
    heads = ("speed", "access", "FCP", "LCP", "TBT", "weight", "power")
    print(f"{'page':<11}{'on a':<7}{''.join(f'{head:>8}' for head in heads)}  costs points")
    with tempfile.TemporaryDirectory() as folder:
        server = served(chosen.port, folder)
        try:
            met = measured(f"http://localhost:{chosen.port}", chosen)
        finally:
            server.terminate()
            server.wait()
    print(f"wanted: at least {WANTED} of 100 everywhere: {'met' if all(met) else 'NOT met'}")


if __name__ == "__main__":
    main()
