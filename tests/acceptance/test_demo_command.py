"""`lumbago serve --demo`: looked at as a visitor would, then stopped."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

PEOPLE = (
    "Ben",
    "Carla",
    "Dev",
    "Edith",
    "Farid",
    "Grace",
    "Hugo",
    "Ines",
    "Jonas",
    "Kim",
    "Lena",
    "Malik",
    "Nora",
)
BANNER = "Demonstration: invented people"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """The address, what was printed, the folder for temporary files, and the server."""
    folder, port = tmp_path_factory.mktemp("temporary"), free_port()
    command = [sys.executable, "-m", "lumbago.cli", "serve", "--demo", "--port", str(port)]
    env = {
        **os.environ,
        "TMPDIR": str(folder),
        "LUMBAGO_DATABASE": "postgresql://nobody@nowhere.invalid/real",
    }
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as server:
        lines = []
        while not lines or "ready" not in lines[-1]:
            line = server.stdout.readline()
            assert line, "".join(lines)
            lines.append(line)
        yield f"http://localhost:{port}", "".join(lines), folder, server
        if server.poll() is None:
            server.terminate()


def signed_in(shown, name):
    address, printed, *_ = shown
    password = re.search(rf"as {name} +password (\S+)", printed).group(1)
    jar = http.cookiejar.CookieJar()
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    visitor.open(f"{address}/account/login/").read()
    token = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
    fields = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "login": name, "password": password})
    visitor.open(f"{address}/account/login/", fields.encode()).read()
    return lambda path: visitor.open(f"{address}{path}").read().decode()


def test_every_page_says_that_the_people_are_invented(shown):
    address = shown[0]

    for path in ("/", "/what-is/", "/account/login/"):
        assert BANNER in urllib.request.urlopen(f"{address}{path}").read().decode()  # noqa: S310


def test_the_owner_finds_everybody(shown):
    read = signed_in(shown, "demo")

    page = read("/mine/")

    assert "account/login" not in page
    assert [name for name in PEOPLE if name not in page] == []


def test_the_clinician_was_let_in_to_everybody(shown):
    page = signed_in(shown, "clinic")("/clinic/")

    assert [name for name in PEOPLE if name not in page] == []


def test_stopping_leaves_nothing_behind(shown):
    *_, folder, server = shown
    assert list(Path(folder).glob("lumbago-demo-*/lumbago.sqlite3"))

    server.send_signal(signal.SIGTERM)

    assert server.wait(timeout=40) in {0, -signal.SIGTERM}
    assert list(Path(folder).glob("lumbago-demo-*")) == []
