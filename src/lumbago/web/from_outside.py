"""Ask an instance at the address that people type, and say in words what comes back.

    address -> (is well, what was found, what to do)

The only request that Lumbago ever makes, and only when it is told to.
"""

import http.client
import json
import socket
import ssl
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from lumbago.web.checkup import Found
from lumbago.web.deployment import deployment

SECONDS = 10
LARGEST = 100_000
STYLE = "/static/lumbago.css"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ASLEEP = frozenset({502, 503, 504})

PROXY = "docs/how-to/run-it.md shows how a proxy is set up"


class Answer(NamedTuple):
    """What came back: status, where it leads, its kind, and the beginning of its text."""

    status: int
    location: str
    kind: str
    text: bytes


def seen_from_outside(url: str) -> Found:
    """Return what people find at an address.

    Raises:
        DeploymentError: When it is no address.
    """
    deployment({"LUMBAGO_URL": url})
    parts = urlsplit(url.rstrip("/"))
    try:
        health = _get(parts, "/healthz")
        style = _get(parts, STYLE) if health.status == 200 else None
    except (OSError, http.client.HTTPException) as fault:
        return _unanswered(parts, fault)
    if health.status != 200 or style is None:
        return _refused(parts, health)
    return _answered(parts, health, style)


def _get(parts: SplitResult, path: str) -> Answer:
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        connection.request("GET", f"{parts.path}{path}", headers={"Host": parts.netloc, "Accept": "*/*"})
        came = connection.getresponse()
        return Answer(
            came.status,
            came.getheader("Location", ""),
            came.getheader("Content-Type", ""),
            came.read(LARGEST),
        )
    finally:
        connection.close()


def _unanswered(parts: SplitResult, fault: Exception) -> Found:
    where = parts.netloc
    if isinstance(fault, socket.gaierror):
        return Found(
            False, f"nobody knows the name {parts.hostname}", "Enter it in the DNS, or mend the address"
        )
    if isinstance(fault, ssl.SSLCertVerificationError):
        return Found(
            False, f"{where}: its certificate does not hold: {fault.verify_message}", "Renew it at the proxy"
        )
    if isinstance(fault, ssl.SSLError):
        return Found(False, f"{where} does not speak HTTPS", "Give the proxy a certificate, or mend the port")
    if isinstance(fault, ConnectionRefusedError):
        return Found(
            False, f"nobody listens at {where}", "Start the proxy, or 'lumbago serve'; open the port"
        )
    if isinstance(fault, TimeoutError):
        return Found(False, f"{where} did not answer in {SECONDS} seconds", "Look at firewall and proxy")
    return Found(False, f"{where}: {fault or type(fault).__name__}", PROXY)


def _refused(parts: SplitResult, health: Answer) -> Found:
    address, status = parts.geturl(), health.status
    if status in REDIRECTS:
        return _redirected(parts, health)
    if _told(health).get("status") == "broken":
        return Found(
            False, f"{address}: Lumbago runs, but its database does not answer", "Run 'lumbago doctor'"
        )
    if status == 400:
        return Found(
            False,
            f"{address}: Lumbago refuses the host name {parts.hostname} (400)",
            f"Start it with LUMBAGO_URL={address}",
        )
    if status == 404:
        return Found(
            False,
            f"{address}: somebody answers, but Lumbago is not below {parts.path or '/'} (404)",
            f"Start it with LUMBAGO_URL={address}, and send {parts.path or '/'} on to it. {PROXY}",
        )
    if status in ASLEEP:
        return Found(
            False,
            f"{address}: the proxy answers, but cannot reach Lumbago ({status})",
            "Start 'lumbago serve'; is its port the proxy's?",
        )
    return Found(False, f"{address}: the answer is {status}", PROXY)


def _redirected(parts: SplitResult, health: Answer) -> Found:
    address = parts.geturl()
    if health.location.rstrip("/") == f"{address}/healthz":
        return Found(
            False,
            f"{address} leads to itself, for ever",
            "The proxy must say how people come: X-Forwarded-Proto $scheme. " + PROXY,
        )
    if parts.scheme == "http" and health.location.startswith("https://"):
        return Found(
            False, f"{address} leads on to HTTPS", f"Give people, and LUMBAGO_URL, https{address[4:]}"
        )
    return Found(False, f"{address} leads to {health.location}", "Send it on to Lumbago instead")


def _answered(parts: SplitResult, health: Answer, style: Answer) -> Found:
    address, told = parts.geturl(), _told(health)
    if told.get("status") != "ok":
        return Found(False, f"{address}: something answers, but it is not Lumbago", PROXY)
    if style.status != 200 or "css" not in style.kind:
        return Found(False, f"{address}{STYLE}: {style.status} instead of a style sheet", PROXY)
    seen = urlsplit(str(told.get("address", "")).rstrip("/"))
    if seen.geturl() == address:
        return Found(True, f"{address} is well: pages, static files and database answer")
    return _thought_elsewhere(parts, seen)


def _told(health: Answer) -> dict[str, object]:
    """Return what Lumbago says of its health; empty when it is not Lumbago that answers."""
    try:
        told = json.loads(health.text)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _thought_elsewhere(parts: SplitResult, seen: SplitResult) -> Found:
    address = parts.geturl()
    if seen.path != parts.path:
        found = f"{address}: Lumbago thinks it is below {seen.path or '/'}"
        return Found(False, found, f"Start it with LUMBAGO_URL={address}")
    if seen.netloc != parts.netloc:
        found = f"{address}: Lumbago thinks it is at {seen.netloc}, so links it hands out would be wrong"
        return Found(False, found, f"The proxy must pass the name on: Host $host. {PROXY}")
    found = f"{address}: Lumbago thinks people come by {seen.scheme}"
    return Found(False, found, f"Start it with LUMBAGO_URL={address}, and pass X-Forwarded-Proto $scheme on")
