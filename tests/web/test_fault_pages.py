"""Whatever breaks, a person gets a page in the house's style that says what to do."""

import http.client
import io
import os
import socket
import subprocess
import sys
import time

import pytest
from django.test import Client, override_settings
from django.urls import path

from lumbago.web import urls
from lumbago.web.sizes import TimelyBody


def broken(request):
    raise RuntimeError("broken on purpose")


class BrokenUrls:
    urlpatterns = (*urls.urlpatterns, path("broken/", broken))
    handler500 = urls.handler500


def test_an_unknown_address_is_answered_in_style(client):
    response = client.get("/nothing/here")

    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/start/", "/keep/", "/report/download/", "/interview/open/", "/kept/x/delete/"]
)
def test_an_address_for_buttons_says_so(client, address):
    response = client.get(address)

    assert response.status_code == 405
    assert "To the first page" in response.content.decode()


def test_our_own_fault_is_called_ours():
    client = Client(raise_request_exception=False)

    with override_settings(ROOT_URLCONF=BrokenUrls):
        response = client.get("/broken/")

    assert response.status_code == 500
    assert "our fault" in response.content.decode()


def test_a_forged_form_is_refused_in_style():
    response = Client(enforce_csrf_checks=True).post("/start/")

    assert response.status_code == 403
    assert "This page is too old" in response.content.decode()


class Never:
    """A body that does not come."""

    def read(self, size=-1):
        time.sleep(5)
        return b""

    readline = read


def test_a_body_that_does_not_come_holds_nobody_up():
    body = TimelyBody(Never(), seconds=0.05)
    begun = time.monotonic()

    with pytest.raises(TimeoutError, match="did not come"):
        body.read(10)

    assert time.monotonic() - begun < 2


def test_a_body_that_comes_in_time_is_read_whole():
    body = TimelyBody(io.BytesIO(b"one\ntwo"))

    assert (body.readline(), body.read()) == (b"one\n", b"two")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    """Wait until someone listens."""
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return


@pytest.fixture
def served(tmp_path):
    """The port of the app as `lumbago serve` runs it."""
    port = free_port()
    command = [sys.executable, "-m", "lumbago.cli", "serve", "--port", str(port)]
    env = {**os.environ, "LUMBAGO_DATA": str(tmp_path)}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert "ready" in server.stdout.readline()
        wait_for(port)
        yield port
        server.terminate()


def status_of(port, address, cookie=""):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", address, headers={"Cookie": cookie})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.getheader("Set-Cookie", "").partition(";")[0]


def test_a_few_slow_uploads_keep_nobody_waiting(served):
    _, cookie = status_of(served, "/report/")
    head = f"POST /report/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nContent-Length: 99\r\n"
    slow = [socket.create_connection(("127.0.0.1", served)) for _ in range(12)]
    for connection in slow:
        connection.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\na".encode())
    time.sleep(0.5)

    answered = [status_of(served, "/")[0] for _ in range(6)]

    for connection in slow:
        connection.close()
    assert cookie.startswith("csrftoken=")
    assert answered == [200] * 6


HIDDEN = b"GET /hidden/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
HEADS = {
    "a length and chunks": b"Content-Length: 500\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "two lengths": b"Content-Length: 0\r\nContent-Length: 43\r\n\r\n" + HIDDEN,
    "chunks by a name that is none": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "a blank before the colon": b"Transfer-Encoding : chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + HIDDEN,
    "a length with a sign": b"Content-Length: +3\r\n\r\nabc" + HIDDEN,
}


def answers_to(port, raw):
    """Return the first line of every answer that comes until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(raw)
        came = b"".join(iter(lambda: connection.recv(65_536), b""))
    return [line for line in came.split(b"\r\n") if line.startswith(b"HTTP/")]


def test_no_second_request_hides_in_a_body(served):
    """Where one ends is never a matter of opinion: one answer, a refusal, and the connection is closed."""
    answers = {
        name: answers_to(served, b"POST /keep/ HTTP/1.1\r\nHost: localhost\r\n" + head)
        for name, head in HEADS.items()
    }

    assert {name: len(lines) for name, lines in answers.items()} == dict.fromkeys(HEADS, 1)
    assert {lines[0].split()[1] for lines in answers.values()} <= {b"400", b"403"}


@pytest.mark.django_db
def test_health_tells_the_knowledge_in_use(client):
    response = client.get("/healthz")

    assert response.json()["status"] == "ok"
    assert response.json()["knowledge_version"]
