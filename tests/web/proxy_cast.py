"""A reverse proxy and a browser, small enough to read, for tests of an instance behind the one."""

import http.client
import re
import shutil
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlencode, urlsplit

HOST, PREFIX = "example.org", "/back"
ORIGIN = f"https://{HOST}"
URL = f"{ORIGIN}{PREFIX}"
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}

NGINX = """
daemon off; error_log stderr error; pid {folder}/pid;
events {{}}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location /back/ {{
            proxy_pass http://127.0.0.1:{upstream}{path};
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto https;
        }}
    }}
}}
"""


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


@contextmanager
def proxy_before(upstream, *, strips=False, is_bare=False):
    """Give the port of a proxy; a bare one names neither host nor browser, as nginx without settings."""

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self):
            path = self.path.removeprefix(PREFIX) if strips else self.path
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            sent = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
            sent["Host"] = f"127.0.0.1:{upstream}" if is_bare else self.headers["Host"]
            if not is_bare:
                browser = self.headers.get("X-Test-Browser", "203.0.113.9")
                sent["X-Forwarded-For"] = ", ".join(filter(None, (sent.get("X-Forwarded-For"), browser)))
                sent["X-Forwarded-Proto"] = self.headers.get("X-Test-Scheme", "https")
            behind = http.client.HTTPConnection("127.0.0.1", upstream, timeout=30)
            behind.request(self.command, path, body=body or None, headers=sent)
            came = behind.getresponse()
            text = came.read()
            self.send_response(came.status)
            for name, value in came.getheaders():
                if name.lower() not in HOP_BY_HOP | {"date", "server"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(text)
            behind.close()

        do_GET = do_POST = do_HEAD = answer  # noqa: N815 - what http.server calls them

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@contextmanager
def nginx_before(upstream, folder, *, strips=False):
    """Give the port of an nginx set up as the documentation says."""
    port = free_port()
    settings = NGINX.format(folder=folder, port=port, upstream=upstream, path="/" if strips else "")
    (folder / "nginx.conf").write_text(settings)
    with subprocess.Popen([shutil.which("nginx"), "-p", folder, "-c", folder / "nginx.conf"]) as server:
        wait_for(port)
        yield port
        server.terminate()


@dataclass
class Came:
    """What came back."""

    status: int
    text: str
    headers: list
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


@dataclass
class Browser:
    """What a browser does with addresses, cookies and forms; it believes that it speaks HTTPS."""

    port: int
    address: str = "203.0.113.9"
    jar: dict = field(default_factory=dict)

    def get(self, path, **headers):
        return self._ask("GET", path, None, headers)

    def post(self, path, fields, **headers):
        fields = {"csrfmiddlewaretoken": self.jar.get("__Secure-csrftoken", ""), **fields}
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": ORIGIN, **headers}
        return self._ask("POST", path, urlencode(fields), sent)

    def _ask(self, method, path, body, headers):
        sent = {"Host": HOST, "Cookie": "; ".join(f"{k}={v}" for k, v in self.jar.items()), **headers}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, {**sent, "X-Test-Browser": self.address})
        response = connection.getresponse()
        came = Came(response.status, response.read().decode(errors="replace"), response.getheaders())
        connection.close()
        for name, value in came.headers:
            if name.lower() == "set-cookie":
                came.cookies.load(value)
        self.jar |= {name: cookie.value for name, cookie in came.cookies.items()}
        return came


def addresses_in(page):
    """Every address within this site that a page names."""
    named = re.findall(r'(?:href|src|action|hx-get|hx-post|data-[a-z-]+)="(/[^"]*)"', page)
    return sorted({urlsplit(address).path for address in named})
