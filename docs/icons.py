"""Draw the icons of the installed app from the one of the tab.

    favicon.svg, a real browser -> src/lumbago/web/static/icons/*.png

Run it after the favicon has changed: python docs/icons.py. It needs Chromium and what `make test` installs.
"""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).parents[1] / "src" / "lumbago" / "web" / "static"
DRAWN = {"icon-192": 192, "icon-512": 512}
"""With its own round corners."""

FULL = {"maskable-512": 512, "touch-180": 180}
"""Without: the system cuts them itself, and what is drawn lies within the circle that it leaves."""


def main() -> None:
    """Draw each, and say so."""
    svg = (STATIC / "favicon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, size in {**DRAWN, **FULL}.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            shape = svg.replace('rx="8"', 'rx="0"') if name in FULL else svg
            page.set_content(
                f'<body style="margin:0">{shape.replace("<svg", f"<svg width={size}", 1)}</body>'
            )
            page.screenshot(path=STATIC / "icons" / f"{name}.png", omit_background=True)
            print(f"Wrote icons/{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
