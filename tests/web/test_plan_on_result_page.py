"""The plan on the page of the answer: what to do, why this and not that, and only where it may be shown."""

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from looking import DESK, PHONE, faults_at, faults_of
from test_browser_journey import visit  # noqa: F401 - a fixture
from web_cast import CHILD, HAD_CANCER, NUMB, STRAINED, UNSURE_OF_FEVER, check_medicines, text_of, walk

from lumbago.knowledge import current
from lumbago.record import Scope
from lumbago.web.forest import WIDEST, forest_of
from lumbago.web.views.interview import today

TITLE = "What to do"
DOSE = re.compile(r"\d\s?mg")
ON_LITHIUM = replace(STRAINED, medicines="lithium carbonate 400 mg at night\nibuprofen 800 mg, 3 a day")
FOR_MONTHS = replace(STRAINED, onset_days="200")
FOR_WEEKS = replace(STRAINED, onset_days="60")


def section(response, name):
    found = re.search(
        rf'<section[^>]*aria-labelledby="{name}">.*?</section>', response.content.decode(), re.DOTALL
    )
    return found.group() if found else ""


@pytest.fixture(scope="module")
def strained():
    """The page of one person whose medicines were not checked, asked for once."""
    from django.test import Client

    return walk(Client(), STRAINED)


@pytest.fixture(scope="module")
def checked():
    """The page of one person who takes no medicine and said so, asked for once."""
    from django.test import Client

    return check_medicines(Client(), STRAINED)


def test_it_runs_from_today_to_afterwards(strained):
    seen = text_of(section(strained, "plan"))

    places = [
        seen.index(title) for title in ("Today", "This week", "By two weeks", "After that", "Medicines")
    ]
    assert places == sorted(places)


def test_every_line_carries_what_it_rests_on(client, strained):
    plan = section(strained, "plan")
    lines = re.findall(r'<li class="line.*?</li>\s*(?=<li class="line|</ul>)', plan, re.DOTALL)

    links = [re.findall(r'href="(/cite/[^"]+)"', line) for line in lines]

    assert len(lines) >= 20
    assert all('class="evidence"' in line for line in lines)
    assert all(links)
    assert {link: client.get(link).status_code for link in {x for found in links for x in found}}.keys()
    assert {client.get(link).status_code for link in {x for found in links for x in found}} == {200}


def test_our_own_lines_give_our_reason(strained):
    plan = section(strained, "plan")

    assert "Our reason:" in text_of(plan)
    assert "our judgement" in text_of(plan)


def test_it_comes_after_the_forecast_and_before_its_reasons(strained):
    page = strained.content.decode()

    titles = (
        "What it probably is</h2>",
        "How long it may take</h2>",
        "What to do</h2>",
        "Why this and not that</h2>",
    )
    places = [page.index(title) for title in titles]
    assert places == sorted(places)


def test_comfort_that_needs_no_clearing_gives_way_to_the_plan(client, strained):
    assert "What may ease it meanwhile" not in strained.content.decode()
    assert "What may ease it meanwhile" in walk(client, HAD_CANCER).content.decode()


def test_the_long_page_says_what_is_on_it(strained):
    contents = re.search(r'<nav class="contents.*?</nav>', strained.content.decode(), re.DOTALL).group()

    wanted = re.findall(r'href="#([^"]+)"', contents)
    assert wanted == ["causes", "forecast", "plan", "why"]
    assert all(f'id="{name}"' in strained.content.decode() for name in wanted)


def test_no_amount_is_told_before_the_check(strained):
    assert not DOSE.search(text_of(section(strained, "plan")))
    assert "no painkiller and no amount is named" in text_of(section(strained, "plan"))


def test_after_the_check_a_medicine_comes_with_an_amount_a_person_can_follow(checked):
    dose = re.search(r'<li class="dose">.*?</li>\s*</ul>', section(checked, "plan"), re.DOTALL).group()

    for words in ("Wait", "hours between doses", "Never more than", "in 24 hours", "then ask"):
        assert words in text_of(dose)
    assert "Only if you want one" in text_of(section(checked, "plan"))


def test_what_is_not_for_this_person_comes_with_the_reason_and_what_was_said(client):
    response = check_medicines(client, ON_LITHIUM)

    plan = section(response, "plan")
    forbidden = text_of(plan.partition("Not for you")[2])
    assert "lithium" in forbidden
    assert "You take: lithium carbonate" in forbidden
    assert 'class="dose"' not in plan


def test_too_much_of_a_medicine_is_said_at_the_top(client):
    response = check_medicines(client, ON_LITHIUM)

    page = text_of(response.content.decode())
    assert page.index("Too much of a medicine") < page.index("What it probably is")
    assert "2,400 mg in a day" in page


@pytest.mark.parametrize(
    "person", [NUMB, HAD_CANCER, CHILD, UNSURE_OF_FEVER], ids=["emergency", "urgent", "child", "open"]
)
def test_where_someone_must_look_or_answer_first_there_is_no_plan_and_no_medicine(client, person):
    response = walk(client, person)
    if response.context["answer"].scope is Scope.WHOLE:
        pytest.skip("with this knowledge another answer already settles what fever would")

    page = response.content.decode()
    assert response.context["plan"] is None
    assert f"{TITLE}</h2>" not in page
    assert "Check which medicines" not in page
    assert not DOSE.search(text_of(page))
    assert client.get("/plan/", follow=True).request["PATH_INFO"] == "/result/"


def test_where_nobody_said_when_it_began_that_is_said_first(client):
    report = walk(client, STRAINED).context["report"].replace('"onset_days": 2.0,', "")

    page = client.post("/report/", {"text": report})

    if page.context["plan"] is None:
        pytest.skip("with this knowledge a warning sign hangs on when it began")
    assert "You did not say when this pain began" in text_of(section(page, "plan"))


def test_the_table_holds_every_option_that_has_a_place(strained):
    rows = strained.context["plan"].ranked
    table = re.search(
        r'<table class="stacked league".*?</table>', section(strained, "why"), re.DOTALL
    ).group()

    names = [
        text_of(name).strip() for name in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', table, re.DOTALL)
    ]
    assert [name.partition(". ")[0] for name in names] == [row.place for row in rows]
    assert all(
        "95 % interval" in text_of(row)
        for row in re.findall(r"<tr role=\"row\"><th scope=\"row.*?</tr>", table)
    )
    assert "told apart" in text_of(section(strained, "why"))


def test_what_has_no_place_says_why(strained):
    seen = text_of(
        section(strained, "why").partition("Without a place, and why")[2].partition("Each option")[0]
    )

    for reason, rows in strained.context["plan"].unranked.items():
        assert reason in seen
        assert all(row.name in seen for row in rows)


def test_every_option_shows_all_that_was_found_with_harms_and_guidelines(strained):
    why = section(strained, "why")

    for row in strained.context["plan"].ranked:
        assert all(
            html.escape(effect.number) in why or effect.number in html.unescape(why) for effect in row.effects
        )
    assert "What it may do besides" in why
    assert "What guidelines say" in why


def test_the_picture_says_in_words_what_it_shows(strained):
    svg = re.search(r'<figure class="forest">.*?</svg>', section(strained, "why"), re.DOTALL).group()

    described = text_of(re.search(r"<desc.*?</desc>", svg, re.DOTALL).group())
    assert 'role="img" aria-labelledby="forest-title forest-desc"' in svg
    for row in strained.context["plan"].ranked:
        assert row.gain in described
    assert svg.count('class="forest-name"') == len(strained.context["plan"].ranked)


def test_an_interval_that_leaves_the_picture_ends_in_an_arrow(strained):
    row = strained.context["plan"].ranked[0]
    wide = replace(row, estimate=replace(row.estimate, low=-WIDEST - 30.0))

    bar = forest_of([wide], 10).bars[0]

    assert len(bar.arrows) == 1
    assert all(not bar.arrows for bar in forest_of([row], 10).bars)


def test_nothing_in_it_needs_a_script_or_a_style_of_its_own(strained):
    for name in ("plan", "why"):
        assert not re.search(r"<script|<style| style=| on\w+=", section(strained, name))


@pytest.mark.parametrize("guideline", sorted(current().guidelines))
def test_the_same_person_can_be_run_under_each_guideline(client, guideline):
    walk(client, STRAINED)

    page = client.get("/result/", {"guideline": guideline})

    name = current().guidelines[guideline].name
    assert page.context["answer"].assessment.plan.guideline == guideline
    assert f"under the guideline of {name}" in text_of(section(page, "plan"))
    assert re.search(rf'value="{guideline}" aria-pressed="true"', page.content.decode())


def test_a_guideline_that_does_not_exist_is_not_taken_for_none(client):
    walk(client, STRAINED)

    assert client.get("/result/", {"guideline": "nobody"}).status_code == 404


def test_a_report_that_was_brought_can_be_run_under_a_guideline_too(client):
    report = walk(client, STRAINED).context["report"]

    page = client.post("/report/", {"text": report, "guideline": "nice"})

    assert page.context["plan"].guideline == "nice"


@pytest.mark.django_db
def test_what_is_kept_holds_the_plan_as_it_was_given(client):
    walk(client, STRAINED)
    response = client.get("/result/", {"guideline": "nice"})

    kept = client.post("/keep/", {"report": response.context["report"], "guideline": "nice"}, follow=True)

    assert kept.context["answer"].assessment.plan == response.context["answer"].assessment.plan
    assert section(kept, "why") == section(response, "why")
    assert "Under which guideline?" not in kept.content.decode()
    sheet = client.get(f"{kept.request['PATH_INFO']}plan/")
    assert "Plan for my back" in sheet.content.decode()


@pytest.mark.django_db
def test_a_kept_plan_of_another_day_stands_only_among_what_was_said_that_day(client):
    report = walk(client, STRAINED).context["report"]
    day = today() - timedelta(days=9)

    kept = client.post("/keep/", {"report": report.replace(str(today()), str(day))}, follow=True)

    page = kept.content.decode()
    assert 'aria-labelledby="plan"' not in page
    assert page.index('class="panel that-day"') < page.index("This was the plan of that day")
    assert "Take no medicine by it" in page
    assert "Of an earlier day" in client.get(f"{kept.request['PATH_INFO']}plan/").content.decode()


def test_an_old_report_gets_no_plan_at_all(client):
    report = walk(client, STRAINED).context["report"]
    day = today() - timedelta(days=9)

    page = client.post("/report/", {"text": report.replace(str(today()), str(day))})

    assert page.context["plan"] is None


def test_the_page_to_print_holds_plan_medicines_and_safety_net(client):
    check_medicines(client, STRAINED)

    sheet = text_of(client.get("/plan/").content.decode())

    for words in (
        "Plan for my back",
        "Today",
        "After that",
        "Medicines",
        "Never more than",
        "Not to do",
        "Get help",
    ):
        assert words in sheet
    assert "† our own judgement, awaiting clinical sign-off" in sheet


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_plan_has_no_fault_and_fits_the_window(visit, checked):  # noqa: F811
    page = visit(viewport=DESK)
    page.goto("/report/")
    page.locator("textarea").fill(checked.context["report"])
    page.get_by_role("button", name="Show what it says").click()
    for place in (
        "section[aria-labelledby=plan] .evidence summary",
        "section[aria-labelledby=why] .option summary",
    ):
        page.locator(place).first.click()

    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert page.get_by_role("img", name="What each option does to pain").is_visible()
        assert page.get_by_role("heading", name="Ibuprofen").is_visible()
    assert faults_at(page, (DESK, PHONE)) == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_from_the_answer_through_the_medicines_to_an_amount(visit, strained):  # noqa: F811
    page = visit(viewport=PHONE, java_script_enabled=False)
    page.goto("/report/")
    page.locator("textarea").fill(strained.context["report"])
    page.get_by_role("button", name="Show what it says").click()
    page.get_by_role("button", name="Check which medicines are safe for you").click()
    asked = faults_without_script(page)
    page.get_by_label("I take no medicines at all").check()
    page.get_by_label("None that I know of").check()
    page.get_by_role("button", name="Next", exact=True).click()
    while "/interview/" in page.url:
        all_no = page.get_by_role("button", name="No to all of these")
        if all_no.count():
            all_no.click()
        else:
            page.get_by_label("No", exact=True).check()
            page.get_by_role("button", name="Next", exact=True).click()

    page.locator("#plan").scroll_into_view_if_needed()  # what lies far down is laid out where one comes near

    assert asked == []
    page.locator(".amount").first.wait_for()
    page.get_by_role("link", name="Print the plan").click()
    assert page.get_by_role("heading", name="Plan for my back").is_visible()


def faults_without_script(page):
    """What can be seen without running anything in the page: its two boxes and four ticks."""
    return (
        []
        if page.locator("main textarea").count() == 2 and page.locator("main .tick").count() == 4
        else ["?"]
    )


AS_A_DEMONSTRATION = """() => document.body.insertAdjacentHTML('afterbegin',
    '<p class="demonstration">Demonstration: invented people</p>')"""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "person",
    [STRAINED, ON_LITHIUM, FOR_WEEKS, FOR_MONTHS],
    ids=["nothing taken", "much forbidden", "weeks", "months"],
)
def test_the_plan_is_printed_on_one_page(visit, client, person):  # noqa: F811
    report = check_medicines(client, person).context["report"]
    page = visit(viewport=DESK)
    page.goto("/report/")
    page.locator("textarea").fill(report)
    page.get_by_role("button", name="Show what it says").click()
    page.get_by_role("button", name="Print the plan").click()
    page.get_by_role("heading", name="Plan for my back").wait_for()
    seen = faults_of(page)
    papers = [page.pdf(format=paper) for paper in ("A4", "Letter")]
    page.evaluate(AS_A_DEMONSTRATION)
    papers.append(page.pdf(format="A4"))

    assert [len(re.findall(rb"/Type\s*/Page(?!s)", paper)) for paper in papers] == [1, 1, 1]
    assert seen == []
