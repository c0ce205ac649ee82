"""How long pages take while people of all kinds use them: 50 requests a second, on PostgreSQL.

    pip install locust; sh tests/postgresql.sh python benchmarks/web_load.py [--rate 50] [--seconds 60]

`DURABLE=yes` lets that PostgreSQL wait for the disk, as one that people rely on does. Seven of ten visitors
have kept a report: they look at today, check in, look at their progress, their week and an exercise, and
search. Three of ten answer a whole interview. Every request is a page that is made anew; files that browsers
keep are left out, for they would only make the figures better. Locust asks and this machine answers, on the
same cores.
"""

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402 - locust wants its patches before anything that opens a socket
import os  # noqa: E402
import re  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
from datetime import UTC, datetime, timedelta  # noqa: E402
from itertools import cycle  # noqa: E402
from pathlib import Path  # noqa: E402
from time import monotonic  # noqa: E402

import gevent  # noqa: E402
import numpy as np  # noqa: E402
from locust import task  # noqa: E402
from locust.contrib.fasthttp import FastHttpUser  # noqa: E402
from locust.env import Environment  # noqa: E402

from lumbago.record import Form, read_history  # noqa: E402
from lumbago.web.written import report_json  # noqa: E402
from telling import cpu  # noqa: E402

WANTED_P95 = 150
"""Milliseconds."""

WARM = 90
"""Seconds in which workers draw the pictures of exercises after a start."""

LUCK = np.random.default_rng(1)

PACE = 0.5
"""Requests a second of one visitor: people read what they are shown, if quickly."""

SPAWN = 3
"""Visitors that come in a second, before anything is measured."""

SAID = {
    "age": "40", "sex": "male", "onset_days": "2", "nprs": "5", "pain_map": "lumbar-left", "weight_kg": "70",
    "pregnancy_weeks": "12", "medicines": "", "allergies": "",
}  # fmt: skip
YES = {"lifted", "muscle_spasm", "worse_movement", "better_rest", "local_tenderness"}
NAMED = re.compile(r'name="(\w+)"')
FORM = re.compile(r'<form class="screen".*?</form>', re.DOTALL)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
SHOWN = re.compile(r'name="shown" value="([\w ]*)"')
BEGAN = datetime.now(tz=UTC).date() - timedelta(days=5)
READY = Path(__file__).parents[1] / "examples" / "strain-ready-for-a-plan.toml"
UNSAID = re.compile("_(none|unsaid)$|^onset$")
SEARCHES = ("pulled+muscle", "facet", "how+long", "sciatica", "ice")


def earlier_report(age):
    """Return an example as if somebody of an age had written it some days ago."""
    text = re.sub(r"^age = \S+", f"age = {age}", READY.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for field, day in {"on": BEGAN, "onset": BEGAN - timedelta(days=1)}.items():
        text = re.sub(rf"^{field} = \S+", f"{field} = {day}", text, flags=re.MULTILINE)
    return report_json(read_history(text, Form.TOML, today=datetime.now(tz=UTC).date()))


AGES = cycle(range(20, 75))
"""Every visitor is somebody else: nothing is answered because it was answered to another. None is so old that
this report calls for a doctor first, and the pages of the day stand aside."""

DAYS = [{"nprs": nprs, "activity": activity} for nprs in "43" for activity in ("3", "5", "8", "10")]
"""What a visitor says in turn."""


class Visitor(FastHttpUser):
    """Asks for one page at a time."""

    abstract = True

    def wait_time(self):
        """Return the seconds up to the next page: nobody waits for anybody else, so moments are random."""
        self.due = getattr(self, "due", monotonic()) + LUCK.exponential(1 / PACE)
        return max(0.0, self.due - monotonic())

    def on_start(self):
        """Begin."""
        self.token = ""
        self.steps = self.journey()

    @task
    def step(self):
        """Ask for the next page."""
        next(self.steps)

    def see(self, address, label):
        """Return a page."""
        return self._took(self.client.get(address, name=label))

    def send(self, address, label, **said):
        """Return what a form is answered with."""
        said["csrfmiddlewaretoken"] = self.token
        return self._took(self.client.post(address, said, name=label, allow_redirects=False))

    def _took(self, page):
        token = TOKEN.search(page.text)
        self.token = token[1] if token else self.token
        return page

    def interview(self):
        """Answer every screen, one request a step, up to the result."""
        yield self.see("/", "home")
        yield self.send("/start/", "start")
        mine = {**SAID, "age": str(next(AGES))}
        where = "/interview/1/"
        while "/interview/" in where:
            page = self.see(where, "interview: ask")
            where = page.url.removeprefix(self.host)
            if "/interview/" not in where:
                return
            yield page
            asked = set(NAMED.findall(FORM.search(page.text)[0])) - {"csrfmiddlewaretoken", "action", "shown"}
            plain = {key for key in asked if not UNSAID.search(key)}
            said = {key: mine.get(key, "yes" if key in YES else "no") for key in plain}
            said |= {f"{key}_none": "on" for key in asked & {"medicines", "allergies"}}
            taken = self.send(where, "interview: answer", **{**said, "action": "next"})
            if taken.status_code != 302:
                raise AssertionError(f"{where} did not take {said}")
            yield taken
            where = taken.headers["Location"]


class Newcomer(Visitor):
    """Answers one interview after another."""

    weight = 3

    def journey(self):
        """Yield one page after another."""
        while True:
            self.client.cookiejar.clear()
            yield from self.interview()
            yield self.see("/result/", "result")


class Returning(Visitor):
    """Keeps a report before anything is measured, and then comes back day by day."""

    weight = 7

    def on_start(self):
        """Keep a report of some days ago."""
        self.token = ""
        self.see("/", "home")
        kept = self.send("/keep/", "keep", name="Me", report=earlier_report(next(AGES)))
        if kept.status_code != 302:
            raise AssertionError(f"not kept: {kept.status_code}")
        self.own = re.match(r"/kept/[^/]+/", kept.headers["Location"])[0]
        self.steps = self.journey()

    def journey(self):
        """Yield one page after another."""
        for words, said in zip(cycle(SEARCHES), cycle(DAYS)):
            yield self.see(f"{self.own}today/", "today")
            page = self.see(f"{self.own}check-in/", "check-in: ask")
            yield page
            shown = SHOWN.search(page.text)[1]
            yield self.send(f"{self.own}check-in/", "check-in: answer", **said, new="none", shown=shown)
            yield self.see(f"{self.own}today/", "today")
            yield self.see(f"{self.own}progress/", "progress")
            yield self.see(f"{self.own}week/", "week")
            yield self.see("/exercises/glute-bridge/", "exercise")
            yield self.see(f"/what-is/?q={words}", "search")


def serving(port, folder):
    """Start the app on the database of LUMBAGO_DATABASE, and return it once it answers."""
    own = {**os.environ, "LUMBAGO_DATA": folder}
    command = [Path(sys.executable).with_name("lumbago"), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, text=True)
    line = server.stdout.readline()
    if "ready" not in line:
        raise SystemExit("the app did not start")
    gevent.sleep(WARM)
    return server


def measured(host, rate, seconds):
    """Return locust's figures for the seconds that count."""
    environment = Environment(user_classes=[Newcomer, Returning], host=host)
    runner = environment.create_local_runner()
    runner.start(user_count=round(rate / PACE), spawn_rate=SPAWN)
    gevent.sleep(round(rate / PACE) / SPAWN + 20)
    environment.stats.reset_all()
    gevent.sleep(seconds)
    stats = environment.stats
    told(stats, seconds)
    errors = len(environment.stats.errors)
    p95 = stats.total.get_response_time_percentile(0.95)
    runner.quit()
    asked = stats.total.num_requests / seconds
    return errors, p95, asked


def told(stats, seconds):
    """Print what each kind of page took."""
    rows = [*sorted(stats.entries.values(), key=lambda one: one.name), stats.total]
    print(f"{'page':<20}{'requests':>9}{'a second':>10}{'median':>8}{'p95':>7}{'p99':>7}{'failed':>8}")
    for row in rows:
        times = [row.get_response_time_percentile(share) for share in (0.5, 0.95, 0.99)]
        asked = f"{row.num_requests:>9}{row.num_requests / seconds:>10.1f}"
        print(f"{row.name:<20}{asked}{times[0]:>8}{times[1]:>7}{times[2]:>7}{row.num_failures:>8}")


def main():
    """Measure, print, and say whether it is as wanted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--port", type=int, default=8123)
    chosen = parser.parse_args()
    database = os.environ.get("LUMBAGO_DATABASE", "sqlite")
    print(f"{cpu()}, {len(os.sched_getaffinity(0))} cores, {database.partition(':')[0]}; milliseconds")
    with tempfile.TemporaryDirectory() as folder:
        server = serving(chosen.port, folder)
        try:
            errors, p95, asked = measured(f"http://127.0.0.1:{chosen.port}", chosen.rate, chosen.seconds)
        finally:
            server.terminate()
            server.wait()
    verdict = "met" if p95 <= WANTED_P95 and not errors and asked > 0.97 * chosen.rate else "NOT met"
    print(
        f"wanted: p95 at most {WANTED_P95} ms at {chosen.rate:g} a second, nothing failed: {verdict} "
        f"(p95 {p95} ms at {asked:.1f} a second, {errors} kinds of failure)"
    )


if __name__ == "__main__":
    main()
