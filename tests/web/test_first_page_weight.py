"""What a first visit costs on a slow or a dear line: every byte of a page, as `lumbago serve` sends it."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from proxy_cast import free_port, wait_for

from lumbago.record import Form, read_history
from lumbago.web.views.interview import today
from lumbago.web.written import report_json

pytestmark = pytest.mark.browser

MOST = 150_000
"""Bytes of a first page, with all that it loads."""

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
EXAMPLE = Path(__file__).parents[2] / "examples" / "strain-ready-for-a-plan.toml"
SERVED_PACKED = ("/static/lumbago.css", "/static/vendor/htmx.min.js", "/static/favicon.svg")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The address of the app as `lumbago serve` runs it."""
    port = free_port()
    command = [sys.executable, "-m", "lumbago.cli", "serve", "--port", str(port)]
    own = {"LUMBAGO_DATA": str(tmp_path_factory.mktemp("weighed")), "LUMBAGO_DATABASE": ""}
    with subprocess.Popen(command, env={**os.environ, **own}, stdout=subprocess.PIPE, text=True) as server:
        assert "ready" in server.stdout.readline()
        wait_for(port)
        yield f"http://localhost:{port}"
        server.terminate()


@pytest.fixture
def page(browser, served):
    """A page of a browser that has nothing yet; its worker's own files are left out, for they come later."""
    context = browser.new_context(base_url=served, service_workers="block")
    page = context.new_page()
    page.set_default_timeout(120_000)  # the first forecast compiles the model
    yield page
    context.close()


def weight(page, address):
    """Return the bytes that came over the line for a page, headers included, into an empty cache."""
    session, came = page.context.new_cdp_session(page), []
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.loadingFinished", lambda one: came.append(one["encodedDataLength"]))
    answer = page.goto(address, wait_until="networkidle")
    session.detach()
    assert answer.ok, address
    return sum(came)


def send(page, address, **said):
    """Post a form as a page of ours would; return the address that it leads to."""
    token = TOKEN.search(page.request.get("/report/").text())[1]
    return page.request.post(address, form={**said, "csrfmiddlewaretoken": token}).url


def report(days_ago):
    text, on = EXAMPLE.read_text(encoding="utf-8"), today() - timedelta(days=days_ago)
    for field, day in {"on": on, "onset": on - timedelta(days=1)}.items():
        text = re.sub(rf"^{field} = \S+", f"{field} = {day}", text, flags=re.MULTILINE)
    return report_json(read_history(text, Form.TOML, today=today()))


def test_the_first_page_weighs_little_and_the_others_hardly_more(page):
    weights = {"start": weight(page, "/")}
    send(page, "/start/")
    weights["interview"] = weight(page, "/interview/1/")
    weights["answer"] = weight(page, send(page, "/keep/", report=report(0), name="Me"))
    own = re.search(r"/kept/[^/]+/", send(page, "/keep/", report=report(5), person="new", name="Mum"))[0]
    send(page, f"{own}check-in/", nprs="4", activity="5", new="none")
    for one in ("today", "progress"):
        weights[one] = weight(page, f"{own}{one}/")

    print({name: f"{came / 1000:.0f} kB" for name, came in weights.items()})
    assert min(weights.values()) > 10_000  # something was weighed
    assert {name: came for name, came in weights.items() if came > MOST} == {}


@pytest.mark.parametrize("address", SERVED_PACKED)
def test_static_texts_are_sent_packed_to_whoever_can_unpack_them(page, served, address):
    plain = page.request.get(address, headers={"Accept-Encoding": "identity"})
    packed = page.request.get(address, headers={"Accept-Encoding": "gzip"})
    again = page.request.get(
        address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["etag"]}
    )

    assert packed.body() == plain.body()
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert {"accept-encoding"} == {one.headers["vary"].lower() for one in (plain, packed, again)}
    assert again.status == 304


def test_a_part_of_a_file_is_cut_from_the_file_itself(page):
    part = page.request.get(SERVED_PACKED[1], headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"})

    assert part.status == 206
    assert part.headers["content-length"] == "10"
    assert "content-encoding" not in part.headers
