"""What a proxy in front does to a request, put right before Django sees it.

    environ, as a proxy passed it on -> environ, as the person's browser meant it

The proxy may take the sub-path off or leave it, and may name the browser's address or not: both work.
What it names is believed only where LUMBAGO_URL says that there is one, only from a machine nearby, and only
its own word: the last of a list, for all before it may be the browser's invention.
"""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote, urlsplit

from lumbago.web.deployment import HERE_ONLY, Deployment

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")
FOR, PROTO, HOST = FORWARDED
SAFE = frozenset({"GET", "HEAD"})
PROGRAMS = "/api/"
"""Below it programs ask, not people."""


def behind_proxy(application: Application, deployment: Deployment) -> Application:
    """Serve an application behind the proxy that a deployment has; without one nothing changes."""
    if not deployment.has_proxy:
        return application

    def respond(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        meant = as_meant(environ, deployment)
        if _is_plain(meant, deployment) and meant["PATH_INFO"].startswith(PROGRAMS):
            start_response("403 Forbidden", [("Content-Type", "text/plain"), ("Content-Length", "0")])
            return [b""]  # a program that is led on would never learn that what it sent could be read
        elsewhere = _elsewhere(meant, deployment)
        if elsewhere:
            start_response("302 Found", [("Location", elsewhere), ("Content-Length", "0")])
            return [b""]
        return application(meant, start_response)

    return respond


def as_meant(environ: Environ, deployment: Deployment) -> Environ:
    """Return a request without its sub-path, with the address of the browser in place of the proxy's."""
    meant = {**environ, "PATH_INFO": _without(deployment.prefix, environ.get("PATH_INFO", ""))}
    if not _is_near(environ.get("REMOTE_ADDR", "")):
        return {key: value for key, value in meant.items() if key not in FORWARDED}
    came_from = _address(_last(environ, FOR))
    if came_from:
        meant["REMOTE_ADDR"] = came_from
    host = _last(environ, HOST) or environ.get("HTTP_HOST", "")
    if deployment.origins and _name_of(host) in HERE_ONLY and any(key in environ for key in FORWARDED):
        host = urlsplit(deployment.origins[0]).netloc  # the proxy named itself instead of the address
    meant["HTTP_HOST"] = host
    if deployment.is_https and (_last(environ, PROTO) or _name_of(host) not in HERE_ONLY):
        meant[PROTO] = _last(environ, PROTO) or "https"
    return meant


def _without(prefix: str, path: str) -> str:
    """Take the sub-path off, if the proxy did not; "" stands for the sub-path without its slash."""
    return path.removeprefix(prefix) if prefix and f"{path}/".startswith(f"{prefix}/") else path


def _elsewhere(meant: Environ, deployment: Deployment) -> str:
    """Return where a browser must go instead: to HTTPS, and to the slash that cookies end with."""
    is_plain = _is_plain(meant, deployment) and meant["REQUEST_METHOD"] in SAFE
    origin = deployment.origins[0] if is_plain and deployment.origins else ""
    is_bare = bool(deployment.prefix) and not meant["PATH_INFO"]
    if not origin and not is_bare:
        return ""
    path = quote((meant["PATH_INFO"] or "/").encode("latin-1", "replace"), safe="/~@!$&'()*+,;=:")
    asked = f"?{meant['QUERY_STRING']}" if meant.get("QUERY_STRING") else ""
    return f"{origin}{deployment.prefix}{path}{asked}"


def _is_plain(meant: Environ, deployment: Deployment) -> bool:
    return deployment.is_https and meant.get(PROTO) == "http"


def _is_near(address: str) -> bool:
    """Whether a peer is this machine or of its own network: nobody on the internet may pose as our proxy."""
    try:
        near = ipaddress.ip_address(address)
    except ValueError:
        return not address  # a socket of this machine has none
    return not near.is_global


def _address(written: str) -> str:
    """Return an address without a port; empty where it is none."""
    bare = written.strip("[]") if written.count(":") != 1 else written.partition(":")[0]
    try:
        return str(ipaddress.ip_address(bare.partition("]")[0]))
    except ValueError:
        return ""


def _name_of(host: str) -> str:
    return f"{host.partition(']')[0]}]" if host.startswith("[") else host.partition(":")[0]


def _last(environ: Environ, key: str) -> str:
    return str(environ.get(key, "")).rpartition(",")[2].strip()
