"""The clinic in a real browser: free of faults in light and dark, by keyboard alone, and without scripts."""

import pytest
from clinic_cast import account, kept_for, signed_in, somebody
from following_cast import NUMB, of, said_earlier
from looking import DESK, NARROW, PHONE, TOO_WIDE, faults_at, faults_of
from test_browser_journey import press_to, send, visit, wait_for_focus  # noqa: F401

from lumbago.web.clinic import standing
from lumbago.web.clinic.models import Message, MessageTemplate, Note, Task
from lumbago.web.views.interview import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPEN_ALL = "() => document.querySelectorAll('main details').forEach(one => { one.open = true; })"
TO_TOUCH = "main .filters a, main .clinic-list a, main .tabs a, main .links a"
CUT_OFF = """() => [...document.querySelectorAll('main .tabs a, main .filters a')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.textContent)"""


@pytest.fixture
def person():
    """Somebody with an emergency of today, a note, a task, a message and a template about them."""
    person = somebody("Ana Example")
    kept = kept_for(person, days_ago=6)
    said_earlier(kept, 6, days_ago=3)
    said_earlier(kept, 7, days_ago=0, **dict.fromkeys(NUMB["signs"], True))
    author = account("clinician")
    Note.objects.create(person=person, author=author, text="Seen today.")
    Note.objects.create(person=person, author=author, text="Wrong.", struck_at="2026-01-01T00:00:00Z")
    Task.objects.create(person=person, author=author, text="Call", due=today())
    Message.objects.create(person=person, author=author, text="Please call.")
    MessageTemplate.objects.create(author=author, title="Walk", text="Dear {name}, walk.")
    said_earlier(kept_for(somebody("Bo"), days_ago=4), 5, days_ago=0)
    return person


@pytest.fixture
def open_page(visit):  # noqa: F811
    """Open a page in a browser of its own in which an account is signed in."""

    def opened(name="clinician", **options):
        page = visit(**options)
        page.set_default_timeout(60_000)  # the first review compiles the model
        session = signed_in(name).cookies["session"].value
        page.context.add_cookies([{"name": "session", "value": session, "domain": "localhost", "path": "/"}])
        return page

    return opened


def addresses(person):
    kept = person.kept.get()
    day = kept.check_ins.first().on
    of_clinic = f"/clinic/{person.pk}/"
    return [
        "/clinic/",
        "/clinic/?show=tasks",
        of_clinic,
        f"{of_clinic}{kept.pk}/{day}/?show=forecast",
        f"{of_clinic}{kept.pk}/{today()}/",
        *(f"{of_clinic}{tab}/" for tab in ("notes", "tasks", "messages")),
        "/clinic/templates/",
        f"/person/{person.pk}/summary/",
    ]


def test_every_page_of_the_clinic_is_free_of_faults_in_light_and_dark(open_page, person):
    page, seen = open_page(viewport=DESK), {}

    for one in addresses(person):
        page.goto(one, wait_until="domcontentloaded")
        page.evaluate(OPEN_ALL)
        seen[one[-24:]] = faults_at(page, (DESK, PHONE), TO_TOUCH)

    assert {one: faults for one, faults in seen.items() if faults} == {}


def test_what_only_the_owner_sees_is_free_of_faults(open_page, person):
    page, seen = open_page("owner", viewport=PHONE), {}
    signed_in("clinician").get(f"/clinic/{person.pk}/")

    for one in ("messages", "who-looked"):
        page.goto(f"/person/{person.pk}/{one}/", wait_until="domcontentloaded")
        seen[one] = faults_of(page, TO_TOUCH)

    assert seen == {"messages": [], "who-looked": []}


def test_nothing_is_cut_off_on_the_narrowest_phone(open_page, person):
    page, wide = open_page(viewport=NARROW), []

    for one in addresses(person):
        page.goto(one, wait_until="domcontentloaded")
        wide += [one] * page.evaluate(TOO_WIDE) + page.evaluate(CUT_OFF)

    assert wide == []


def test_from_the_list_to_a_note_with_the_keyboard_alone(open_page, person):
    page = open_page(viewport=DESK)
    page.goto("/clinic/")

    press_to(page, ".clinic-list tbody th a")
    send(page, lambda: page.keyboard.press("Enter"))
    wait_for_focus(page, "h1")
    press_to(page, ".tabs a:nth-child(3)")
    send(page, lambda: page.keyboard.press("Enter"))
    wait_for_focus(page, "h1")
    press_to(page, "textarea[name=text]")
    page.keyboard.type("By keyboard.")
    press_to(page, "form.screen button")
    send(page, lambda: page.keyboard.press("Enter"))

    assert "By keyboard." in page.locator("main").inner_text()
    assert Note.objects.filter(text="By keyboard.").exists()


def test_a_note_without_words_is_announced_and_reached(open_page, person):
    page = open_page(viewport=PHONE)
    page.goto(f"/clinic/{person.pk}/notes/")

    send(page, lambda: page.get_by_role("button", name="Keep the note").click())

    wait_for_focus(page, ".errors")
    assert faults_of(page) == []
    page.locator(".errors a").click()
    assert page.evaluate("document.activeElement.id") == "q-text"


def test_reviews_that_are_left_come_by_themselves_and_the_reader_stays_in_place(open_page, monkeypatch):
    monkeypatch.setattr(standing, "AT_ONCE", 1)
    for name in ("Ana", "Bo", "Cem"):
        said_earlier(kept_for(somebody(name), days_ago=4), 5, days_ago=0)
    page = open_page(viewport=DESK)

    page.goto("/clinic/")
    page.focus("#name")

    page.get_by_text("still being worked out").wait_for(state="detached")
    assert page.locator(".clinic-list tbody tr", has_text="Getting better").count() == 3
    assert page.evaluate("document.activeElement.id") == "name"


def test_without_scripts_all_of_it_still_works(open_page, person):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/clinic/")
    page.fill("#name", "bo")
    page.get_by_role("button", name="Search").click()
    found = page.locator(".clinic-list tbody tr").count()
    page.goto(f"/clinic/{person.pk}/tasks/")
    page.get_by_role("button", name="Done").click()
    page.goto(f"/clinic/{person.pk}/messages/")
    page.get_by_role("link", name="Walk", exact=True).click()
    page.get_by_role("button", name="Send the message").click()

    assert found == 1
    assert "/clinic/" in page.url
    assert Task.objects.get().done_at is not None
    assert Message.objects.first().text == "Dear Ana Example, walk."


def test_the_paper_is_fetched_and_not_put_into_the_page(open_page, person):
    page = open_page(viewport=DESK)
    page.goto(f"/person/{person.pk}/summary/")

    paper = page.request.get(page.get_by_role("link", name="One page to print").get_attribute("href"))

    assert paper.ok
    assert paper.body().startswith(b"%PDF-")


def test_on_paper_the_summary_is_the_sheet_alone(open_page):
    person = somebody()
    kept = kept_for(person, days_ago=0)
    page = open_page(viewport={"width": 720, "height": 1000})
    page.goto(f"/person/{person.pk}/summary/")

    page.emulate_media(media="print")

    assert of(kept).person == person
    assert [page.locator(one).first.is_visible() for one in (".masthead", ".footer", ".tabs")] == [False] * 3
