import os
import shutil

import pytest

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
