"""Whole journeys in a real browser: mouse, keyboard, without scripts, on a phone and on a desk."""

import re

import pytest
from looking import DESK, PHONE, faults_at, faults_in_light_and_dark, faults_of
from web_cast import HAD_CANCER, LONGEST_WALK, NUMB, STRAINED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit(browser, browser_context_args, live_server):
    """Open a page in a browser of its own; afterwards, nothing may have left this host.

    The worker is left out unless a test wants it: what it answers no test could see or stand in for.
    """
    asked, complaints, contexts = [], [], []

    def open_page(**options):
        usual = {**browser_context_args, "reduced_motion": "reduce", "service_workers": "block"}
        context = browser.new_context(**{**usual, "base_url": live_server.url, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)  # on a busy machine the first forecast takes its time
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
    assert complaints == []


def is_asking(page):
    return "/interview/" in page.url


def names_on(page):
    return set(page.locator("main form.screen [name]").evaluate_all("fields => fields.map(f => f.name)"))


def fill(page, person):
    """Answer one screen with the mouse."""
    names = names_on(page)
    if "age" in names:
        page.fill("#age", person.age)
        page.get_by_label({"male": "Male", "female": "Female"}[person.sex], exact=True).check()
    if "onset_days" in names:
        page.fill("#onset_days", person.onset_days)
    if "nprs" in names:
        page.locator(f'input[name=nprs][value="{person.nprs}"]').check()
    for region in person.pain_map if "pain_map" in names else ():
        page.locator(f'input[value="{region}"]').check()
    for key in sorted(name for name in names if page.locator(f"#q-{name} details.why").count()):
        answer = "yes" if key in person.yes else "no"
        page.locator(f'input[name="{key}"][value="{answer}"]').check()


def send(page, act=None):
    """Send the screen, and wait for what comes after it."""
    before = page.locator("main").element_handle()
    (act or (lambda: page.get_by_role("button", name="Next", exact=True).click()))()
    page.wait_for_function("main => !main.isConnected", arg=before)
    page.locator("main h1").wait_for()


def send_without_script(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Next", exact=True).click()


def begin(page):
    page.goto("/")
    page.get_by_role("button", name="Find out what it could be").click()
    page.wait_for_url("**/interview/1/")


def walk(page, person, *, next_screen=send, at_each=lambda page: None):
    begin(page)
    for _ in range(LONGEST_WALK):
        if not is_asking(page):
            return
        at_each(page)
        fill(page, person)
        next_screen(page)
    raise AssertionError("the interview does not end")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_a_strain_from_the_first_page_to_the_answer(visit, size):
    page = visit(viewport=size)
    seen = {}

    def look(page):
        kind = frozenset(names_on(page)) & {"age", "nprs", "pain_map"} or "checklist"
        if kind not in seen:
            seen[kind] = faults_in_light_and_dark(page)

    walk(page, STRAINED, at_each=look)
    seen["result"] = faults_in_light_and_dark(page)

    assert {kind: faults for kind, faults in seen.items() if faults} == {}
    assert len(seen) >= 4
    assert "Muscle strain" in page.locator(".cause").first.inner_text()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_an_emergency_is_the_first_thing_on_the_screen(visit, size):
    page = visit(viewport=size)

    walk(page, NUMB)

    assert page.get_by_role("heading", level=1).inner_text().startswith("Emergency")
    assert page.get_by_role("heading", level=1).bounding_box()["y"] < size["height"] / 2
    assert page.locator(".cause").first.is_hidden()
    assert faults_of(page) == []


def test_an_urgent_answer_has_no_faults_either(visit):
    page = visit(viewport=PHONE)

    walk(page, HAD_CANCER)

    assert page.locator(".level-tag").first.inner_text().strip() == "Urgent"
    assert faults_of(page) == []


def test_without_scripts_everything_still_works(visit):
    page = visit(viewport=PHONE, java_script_enabled=False)

    walk(page, STRAINED, next_screen=send_without_script)

    assert "Muscle strain" in page.locator(".cause").first.inner_text()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Keep this")).click()
    assert "/kept/" in page.url
    with page.expect_navigation():
        page.get_by_role("button", name="Delete it").click()
    assert "It is deleted" in page.locator("main").inner_text()


def wait_for_focus(page, wanted):
    """The focus moves when the new page has settled; fail when it never gets there."""
    page.wait_for_function("wanted => document.activeElement.matches(wanted)", arg=wanted)


def press_to(page, wanted):
    """Press Tab until the focus is on what is wanted."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"the keyboard never reaches {wanted}")


def choose_sex_by_keyboard(page, sex):
    press_to(page, "input[name=sex]")
    page.keyboard.press("Space")
    for _ in range(3):
        if page.locator(f"input[name=sex][value={sex}]").is_checked():
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"the arrow keys never reach {sex}")


def answer_measures_by_keyboard(page, person, names):
    if "age" in names:
        press_to(page, "#age")
        page.keyboard.type(person.age)
        choose_sex_by_keyboard(page, person.sex)
    if "onset_days" in names:
        press_to(page, "#onset_days")
        page.keyboard.type(person.onset_days)
    if "nprs" in names:
        press_to(page, "input[name=nprs]")
        page.keyboard.press("Space")
        for _ in range(int(person.nprs)):
            page.keyboard.press("ArrowRight")
    if "pain_map" in names:
        press_to(page, f'input[value="{person.pain_map[0]}"]')
        page.keyboard.press("Space")


def answer_by_keyboard(page, person):
    answer_measures_by_keyboard(page, person, names_on(page))
    keys = page.locator("fieldset.item:has(details.why)").evaluate_all("sets => sets.map(s => s.id.slice(2))")
    for key in keys:
        press_to(page, f'input[name="{key}"]')
        page.keyboard.press("Space")
        if key not in person.yes:
            page.keyboard.press("ArrowRight")


def test_the_keyboard_alone_is_enough(visit):
    page = visit(viewport=DESK)
    page.goto("/")
    press_to(page, "main form[action='/start/'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/interview/1/")

    for _ in range(LONGEST_WALK):
        if not is_asking(page):
            break
        answer_by_keyboard(page, NUMB)
        press_to(page, "button[value=next]")
        send(page, lambda: page.keyboard.press("Enter"))
        wait_for_focus(page, "h1")

    assert page.get_by_role("heading", level=1).inner_text().startswith("Emergency")


def go_to(page, person, name):
    begin(page)
    while name not in names_on(page):
        fill(page, person)
        send(page)


def test_a_forgotten_answer_is_announced_and_reached(visit):
    page = visit(viewport=PHONE)
    go_to(page, STRAINED, "saddle_numbness")

    send(page)

    wait_for_focus(page, ".errors")
    assert page.locator(".errors").get_attribute("role") == "alert"
    page.locator(".errors a").first.click()
    assert page.evaluate("document.activeElement.id").startswith("q-")
    assert faults_of(page) == []


def test_a_touch_on_the_drawing_ticks_its_box_and_a_tick_colours_the_drawing(visit):
    page = visit(viewport=PHONE, has_touch=True)
    go_to(page, STRAINED, "pain_map")
    shape, box = page.locator('[data-region="buttock-left"]'), page.locator('input[value="buttock-left"]')

    shape.tap()

    assert box.is_checked()
    assert re.search(r"\bis-marked\b", shape.get_attribute("class"))
    box.uncheck()
    page.wait_for_function("() => !document.querySelector('[data-region=buttock-left].is-marked')")
    shape.tap()
    page.get_by_label("No pain anywhere right now").check()
    assert not box.is_checked()


def test_no_to_all_of_these_is_one_press(visit):
    page = visit(viewport=PHONE)
    go_to(page, STRAINED, "saddle_numbness")
    before = page.url

    send(page, lambda: page.get_by_role("button", name="No to all of these").click())

    assert page.url != before


def test_the_browser_keeps_no_copy_of_the_answers(visit):
    page = visit(viewport=PHONE)
    walk(page, NUMB)

    stored = page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")

    assert "numb" not in stored
    assert "<" not in stored


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/what-is/",
        "/what-is/?q=pulled+muscle",
        "/what-is/sciatica/",
        "/cite/cauda-equina-signs/",
        "/report/",
        "/deleted/",
        "/nothing",
    ],
)
def test_every_kind_of_page_is_free_of_faults(visit, address):
    page = visit(viewport=DESK)

    page.goto(address)

    assert faults_at(page, (DESK, PHONE)) == []


def test_a_refused_report_and_a_kept_answer_are_free_of_faults(visit):
    page = visit(viewport=PHONE)
    page.goto("/report/")
    page.fill("#text", "on = 2026-03-02\nage = -3")
    with page.expect_navigation():
        page.get_by_role("button", name="Show what it says").click()
    refused = faults_of(page)
    page.fill("#text", "on = 2026-03-02\nage = 40")
    with page.expect_navigation():
        page.get_by_role("button", name="Show what it says").click()
    incomplete = faults_of(page)
    send(page, lambda: page.get_by_role("button", name=re.compile("^Keep this")).click())

    assert (refused, incomplete, faults_of(page)) == ([], [], [])
    assert "/kept/" in page.url


def test_words_are_found_while_they_are_typed(visit):
    page = visit(viewport=PHONE)
    page.goto("/what-is/")

    page.get_by_role("searchbox").press_sequentially("slipped disc")

    page.locator("#hits a", has_text="sciatica").first.wait_for()
