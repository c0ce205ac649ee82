"""Take the picture of the README from the running web app.

    one invented person, a real browser -> docs/images/result.png

`make pictures` runs it. It needs Chromium and what `make test` installs.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
SHOWN = HERE / "images" / "result.png"
PORT = 8471
SIZE = {"width": 820, "height": 1720}
REPORT = HERE.parent / "examples" / "strain-after-lifting-with-twist.toml"


def main() -> None:
    """Start the app with an empty database, answer as the example does, and take the picture."""
    with tempfile.TemporaryDirectory() as folder:
        app = subprocess.Popen(
            [sys.executable, "-m", "lumbago.cli", "serve", "--port", str(PORT)],
            env={**os.environ, "LUMBAGO_DATA": folder},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            _take(_address(app))
        finally:
            app.terminate()
            app.wait()


def _address(app: subprocess.Popen[str]) -> str:
    found = re.search(r"http://\S+", app.stdout.readline() if app.stdout else "")
    if found is None:
        raise SystemExit(f"the app did not start on port {PORT}: is the port taken?")
    return found.group().rstrip("/")


def _take(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        _answer(page, address)
        page.screenshot(path=SHOWN)
        browser.close()
    print(f"Wrote {SHOWN.relative_to(HERE.parent)}")


def _answer(page: Page, address: str) -> None:
    page.goto(f"{address}/report/")
    page.locator("textarea").fill(_of_today(REPORT.read_text(encoding="utf-8")))
    page.get_by_role("button", name="Show what it says").click()
    page.locator(".cause").first.wait_for()


def _of_today(report: str) -> str:
    """Date a report today: an old one reassures nobody, and would not show what most people see."""
    day = datetime.now(tz=UTC).date().isoformat()
    return re.sub(r"^(on|onset) = \d{4}-\d\d-\d\d", rf"\1 = {day}", report, flags=re.MULTILINE)


if __name__ == "__main__":
    main()
