"""What is wrong with an open page: what axe finds, what is too small to touch, what is too wide."""

from axe_playwright_python.base import AXE_SCRIPT

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}

AXE = """async ([at, how]) => (await axe.run(at, {resultTypes: ['violations'], ...how}))
    .violations.map(found => found.id + ': ' + found.nodes[0].html.slice(0, 160))"""
"""Of rules that hold axe would list every node as well, which takes a third of the time."""

TOO_SMALL = """where => [...document.querySelectorAll(where)]
    .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 43.5)
    .map(e => 'target under 44 px: ' + e.outerHTML.slice(0, 120))"""
TO_TOUCH = "main .button, main .choice, main .tick, main summary"
BY_COLOURS = ["color-contrast", "link-in-text-block"]
"""Rules that depend on colours, all that the dark changes."""

TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


def axe_faults_of(page, at="html", **how):
    """What axe finds within a part of a page."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(AXE, [at, how])


def faults_of(page, *small):
    """What is wrong at the width and in the colours that the page has; `small` is to be touched too."""
    found = axe_faults_of(page) + page.evaluate(TOO_SMALL, ", ".join([TO_TOUCH, *small]))
    return found + (["wider than the window"] if page.evaluate(TOO_WIDE) else [])


def faults_in_light_and_dark(page, *small):
    """What is wrong at the width that the page now has."""
    found = faults_of(page, *small)
    page.emulate_media(color_scheme="dark")
    found += [f"dark {fault}" for fault in axe_faults_of(page, runOnly=BY_COLOURS)]
    page.emulate_media(color_scheme="light")
    return found


def faults_at(page, sizes, *small):
    """What is wrong at each of these sizes, in light and dark, of one page that is loaded once."""
    found = []
    for size in sizes:
        page.set_viewport_size(size)
        found += [f"{size['width']} {fault}" for fault in faults_in_light_and_dark(page, *small)]
    return found
