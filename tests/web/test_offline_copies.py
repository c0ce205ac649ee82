"""Whose copies a device keeps, and when they go, in a real browser."""

# ruff: noqa: F811

from datetime import timedelta

import pytest
from following_cast import keep, of, somebody
from looking import DESK, faults_of
from offline_cast import (  # noqa: F401
    HAS_NO_PAGES,
    address,
    answer,
    at_home_then_away,
    due,
    nothing_waits,
    open_app,
    seen,
    until,
    visit,
    wait_for_copies,
    wait_for_words,
)
from people_cast import account, kept_for, let_in, person_of, signed_in
from sync_cast import stored
from test_browser_journey import send

from lumbago.web.models import KeptAssessment
from lumbago.web.people.models import AuditEntry
from lumbago.web.views.interview import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = ["today/"]
HAS_WORKER = "async () => Boolean((await navigator.serviceWorker.ready).active)"
SHELL = """async () => { for (const name of await caches.keys()) {
    if (name.includes(' shell ')) { return (await (await caches.open(name)).keys()).map(one => one.url); }
    } }"""

COUNTS_WHILE_REPLACED = """async () => {
    const outbox = window.offline.outbox, counts = [];
    let is_done = false;
    const [piece] = await outbox.all();
    const replaced = outbox.replace(piece.key, piece).then(() => { is_done = true; });
    while (!is_done) { counts.push((await outbox.all()).length); }
    await replaced;
    return [...counts, (await outbox.all()).length];
    }"""


def as_account(page, name):
    """Let a browser be signed in, and be no device that keeps anybody."""
    cookie = signed_in(name).cookies["session"].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "session", "value": cookie, "url": page.url_of_app}])


@pytest.fixture
def open_as(open_app, live_server):
    """Open a page in a browser in which an account is signed in."""

    def opened(name, **options):
        page = open_app(**options)
        page.url_of_app = live_server.url
        as_account(page, name)
        return page

    return opened


def let_a_check_in_wait(page, address):
    """Check in without a network."""
    at_home_then_away(page, address, ["today/", "check-in/"])
    page.goto(f"{address}check-in/")
    answer(page, 4)
    wait_for_words(page, "Waiting to be sent")


def kept_of(name):
    return f"/kept/{kept_for(person_of(account(name), name)).id}/"


def test_signing_out_deletes_the_copies(open_as):
    page, address = open_as("anna"), kept_of("anna")
    page.goto(f"{address}today/")
    wait_for_copies(page, address, TODAY)
    page.goto("/account/logout/")

    with page.expect_response("**/account/logout/") as signed_out:
        page.locator("main form[action='/account/logout/'] button").click()
    until(page, HAS_NO_PAGES)
    page.context.set_offline(True)
    page.goto(f"{address}today/")
    wait_for_words(page, "that page is not kept on this device")

    assert signed_out.value.all_headers()["clear-site-data"] == '"cache"'


def test_whoever_signs_in_next_finds_no_copy_though_nobody_signed_out(open_as):
    page, address = open_as("anna"), kept_of("anna")
    page.goto(f"{address}today/")
    wait_for_copies(page, address, TODAY)

    as_account(page, "ben")
    page.goto("/what-is/")
    until(page, HAS_NO_PAGES)
    page.context.set_offline(True)
    page.goto(f"{address}today/")
    wait_for_words(page, "that page is not kept on this device")


def test_a_report_that_is_no_longer_there_takes_all_copies_with_it(open_app, address):
    page = open_app()
    page.goto(f"{address}today/")
    wait_for_copies(page, address, TODAY)
    of(address).delete()

    page.goto(f"{address}today/")

    until(page, HAS_NO_PAGES)


def test_deleting_a_report_deletes_its_copies_and_what_waits_of_it(open_app, address, monkeypatch):
    page = open_app()
    let_a_check_in_wait(page, address)
    monkeypatch.setattr("lumbago.web.offline.syncing.DAYS_BACK", -1)  # none can be stored
    page.context.set_offline(False)
    wait_for_words(page, "This could not be stored")
    page.goto(address)

    page.get_by_role("button", name="Delete it").click()
    wait_for_words(page, "It is deleted")

    nothing_waits(page)
    until(page, HAS_NO_PAGES)
    assert KeptAssessment.objects.count() == 0


def test_what_others_own_is_never_kept_and_never_fetched_unasked(open_as):
    address = kept_of("anna")
    let_in(person_of(account("anna"), "anna"), "fay")
    page = open_as("fay")

    page.goto(f"{address}today/")
    until(page, HAS_WORKER)
    page.goto(f"{address}week/")
    page.goto(f"{address}today/")
    page.context.set_offline(True)
    page.goto(f"{address}today/")
    wait_for_words(page, "that page is not kept on this device")

    assert page.evaluate("async address => Boolean(await caches.match(address))", f"{address}today/") is False
    looked = AuditEntry.objects.filter(role="follower").count()
    assert looked <= 4  # three visits, and the one by which the worker learns that it is nothing of ours


def test_no_page_of_an_interview_and_nothing_of_the_reader_is_among_the_public_files(open_as):
    page = open_as("anna")
    page.goto("/")
    until(page, HAS_WORKER)
    page.get_by_role("button", name="Find out what it could be").click()
    page.wait_for_url("**/interview/1/")
    page.goto("/interview/1/")

    kept = page.evaluate(SHELL)
    own = page.evaluate("async () => (await (await caches.match('/offline/', { ignoreVary: true })).text())")

    assert not any("interview" in one for one in kept)
    assert "anna" not in own
    assert any(one.endswith("/static/lumbago.css") for one in kept)


@pytest.mark.parametrize("size", [None, DESK], ids=["390", "1280"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_shared_device_forgets_and_keeps_nothing_more_until_it_may(open_app, address, size, scheme):
    page = open_app(color_scheme=scheme, **({"viewport": size} if size else {}))
    page.goto(f"{address}today/")
    wait_for_copies(page, address, TODAY)
    page.goto("/offline/")
    page.locator("[data-copies]").get_by_role("link", name="Today", exact=True).wait_for()
    faults = faults_of(page)

    page.get_by_role("button", name="Forget this device’s offline copies").click()
    wait_for_words(page, "No page is kept on this device now.")
    page.goto(f"{address}today/")
    page.goto(f"{address}week/")
    nothing = page.evaluate(HAS_NO_PAGES)
    page.goto("/offline/")
    page.get_by_role("button", name="Keep copies on this device again").click()
    page.goto(f"{address}today/")
    wait_for_copies(page, address, TODAY)

    assert nothing
    assert faults == faults_of(page) == []


def test_who_signs_out_with_check_ins_unsent_is_asked_first(open_as, monkeypatch):
    page, address = open_as("anna"), kept_of("anna")
    let_a_check_in_wait(page, address)
    monkeypatch.setattr("lumbago.web.offline.syncing.DAYS_BACK", -1)  # none can be stored
    page.context.set_offline(False)
    page.goto("/account/logout/")

    page.locator("main form[action='/account/logout/'] button").click()
    wait_for_words(page, "Not everything has been sent")
    faults = faults_of(page)
    page.get_by_role("button", name="Sign out and delete them").click()
    page.get_by_role("link", name="Sign in").wait_for()
    nothing_waits(page)

    assert faults == []
    assert stored(address) == {}


def test_what_waits_is_sent_before_signing_out(open_as):
    page, address = open_as("anna"), kept_of("anna")
    let_a_check_in_wait(page, address)
    page.context.set_offline(False)
    page.goto("/account/logout/")

    page.locator("main form[action='/account/logout/'] button").click()
    page.get_by_role("link", name="Sign in").wait_for()

    assert stored(address)["nprs"] == 4


def test_who_is_on_the_way_to_another_page_is_not_led_elsewhere_by_what_was_sent(open_app, due):
    page = open_app()
    let_a_check_in_wait(page, due)
    page.evaluate("window.dispatchEvent(new Event('beforeunload'))")

    page.context.set_offline(False)
    wait_for_words(page, "Your check-in is sent.")

    assert page.url.endswith("/check-in/")
    assert stored(due)["nprs"] == 4


def test_what_takes_the_place_of_what_waits_is_there_at_every_moment(open_app, due):
    page = open_app()
    let_a_check_in_wait(page, due)

    counts = page.evaluate(COUNTS_WHILE_REPLACED)

    assert set(counts) == {1}


def test_what_somebody_left_unsent_is_not_shown_to_the_next(open_as):
    page, address = open_as("anna"), kept_of("anna")
    let_a_check_in_wait(page, address)

    as_account(page, "ben")
    page.context.set_offline(False)
    page.goto("/offline/")
    wait_for_words(page, "Check-ins of somebody who is not signed in wait here: 1.")

    assert "Pain 4 of 10" not in seen(page)
    assert stored(address) == {}


def test_a_check_in_that_is_too_old_says_so_and_can_be_thrown_away(open_app):
    address = keep(days_ago=20)
    page = open_app()
    at_home_then_away(page, address, ["today/", "check-in/"])
    page.clock.set_fixed_time(f"{today() - timedelta(days=15)}T10:00:00Z")
    page.goto(f"{address}check-in/")
    answer(page, 4)
    wait_for_words(page, "Waiting to be sent")

    page.context.set_offline(False)
    wait_for_words(page, "This could not be stored")
    told = seen(page)
    page.get_by_role("button", name="Throw it away").click()
    nothing_waits(page)

    assert "more than 14 days old" in told
    assert stored(address) == {}


def test_without_scripts_nothing_is_kept_and_the_page_says_so(open_app):
    page = open_app(java_script_enabled=False)
    somebody()

    page.goto("/offline/")

    assert "This needs JavaScript." in seen(page)
    assert "Do others use this device?" not in seen(page)
    assert page.get_by_role("heading", name="Call an ambulance now if").is_visible()


def test_a_page_in_a_browser_without_workers_is_as_ever(open_app, due):
    page = open_app(service_workers="block")
    page.goto(f"{due}check-in/")

    page.locator('main input[name="nprs"][value="4"]').check()
    send(page, lambda: page.get_by_role("button", name="None of these", exact=True).click())

    assert stored(due)["nprs"] == 4
