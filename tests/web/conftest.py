import importlib
import os
import shutil

import pytest
from web_cast import DEVICE

# Playwright's own event loop runs in the thread of the tests; Django would take it for ours.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

OFFLINE = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no 'chromium' on PATH: install it with apt-get install chromium")
    return {**browser_type_launch_args, "executable_path": chromium, "args": OFFLINE}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Every browser is the device that the people of `following_cast` are kept for."""
    key = {"name": "device", "value": DEVICE, "domain": "localhost", "path": "/"}
    blank = {"expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}
    return {**browser_context_args, "storage_state": {"cookies": [{**key, **blank}], "origins": []}}


@pytest.fixture(scope="session", autouse=True)
def packed_once():
    """Pack each static file once: a worker does so when it starts, but here each client starts anew."""
    from lumbago.web.packed import PackedFilesMiddleware

    ready, pack = {}, PackedFilesMiddleware.get_static_file

    def get_static_file(self, path, url, stat_cache=None):
        if (path, url) not in ready:
            ready[path, url] = pack(self, path, url, stat_cache)
        return ready[path, url]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PackedFilesMiddleware, "get_static_file", get_static_file)
        yield


@pytest.fixture(scope="module", autouse=True)
def hashed_quickly():
    """Hash passwords in no time: what keeps them is looked at by one test, that asks for our own settings."""
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def client(client, request):
    """As `browser_context_args`, without a browser. A page that needs no database gets none."""
    if request.node.get_closest_marker("django_db"):
        client.cookies["device"] = DEVICE
    return client


@pytest.fixture(autouse=True)
def no_counting_without_a_database(request, settings):
    """Limits are counted in the database; a page that needs none is asked for without a limit."""
    if not request.node.get_closest_marker("django_db"):
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let tests empty the audit log between them; that nobody else can has a test of its own."""
    from django.apps import apps
    from django.db import connection

    undo = importlib.import_module("lumbago.web.people.migrations.0002_audit_is_append_only").allow
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        undo(apps, editor)
