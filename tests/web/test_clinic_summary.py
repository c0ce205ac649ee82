"""One page about a person: true, short, with three things to ask; on screen and on paper."""

import re
import time
from dataclasses import fields
from datetime import timedelta
from importlib import resources
from pathlib import Path

import pytest
from clinic_cast import guest_of, kept_for, signed_in, somebody
from django.utils.translation import override
from following_cast import NUMB, main_of, of, said_earlier, seen_on

from lumbago.knowledge import current
from lumbago.record import Disposition
from lumbago.web import actions
from lumbago.web.models import KeptAssessment
from lumbago.web.summary import Summary, pdf_of, summary_of
from lumbago.web.summary.titles import TITLES
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db

EXAMPLES = sorted(path.stem for path in (Path(__file__).parents[2] / "examples").glob("*.toml"))
SHEET = (resources.files("lumbago.web.summary") / "one_page.typ").read_text(encoding="utf-8")


def summed(example="strain-ready-for-a-plan", *, days_ago=0, name="Ana", **earlier):
    """Return the summary of an example, after check-ins of {days ago: pain}."""
    address = kept_for(somebody(name), example, days_ago=days_ago)
    for days, nprs in earlier.get("said", {}).items():
        said_earlier(address, nprs, days_ago=days, **earlier.get("signs", {}))
    return summary_of(of(address), current(), today=today())


def pages_of(paper):
    return len(re.findall(rb"/Type\s*/Page\b", paper))


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_one_page_with_three_things_to_ask_each_with_its_reason(example):
    summary = summed(example)

    assert pages_of(pdf_of(summary)) == 1
    assert len({ask.what for ask in summary.asks}) == 3
    assert all(ask.what.endswith("?") and ask.why for ask in summary.asks)


def test_a_long_course_is_one_page_and_tells_what_it_leaves_out():
    summary = summed(days_ago=29, said={days: 8 - days % 3 for days in range(27, -1, -1)})

    assert summary.course.left_out == 20
    assert len(summary.course.pain) == 9
    assert pages_of(pdf_of(summary)) == 1


def test_it_tells_who_how_soon_what_how_long_what_to_do_and_by_which_knowledge():
    summary = summed()

    assert summary.about == "38 years, male, pain for one day, pain 8 of 10"
    assert summary.headline == "Not urgent: see your doctor or physiotherapist within weeks."
    assert [reason.name for reason in summary.reasons] == ["Severe pain"]
    assert summary.causes[0].percent == "between 85 and 95 in 100"
    assert "Pain relieved by rest or recumbency: yes" in summary.causes[0].points_for
    assert any("In two weeks" in line for line in summary.forecast)
    assert [dose.name for dose in summary.plan.doses] == ["Ibuprofen"]
    assert summary.plan.lines[0].startswith("Keep moving")
    assert summary.knowledge_version == current().version
    assert not summary.is_old


def test_every_part_of_it_is_on_paper_and_on_screen():
    on_screen = Path(resources.files("lumbago.web") / "templates" / "clinic" / "sheet.html").read_text()
    parts = [field.name for field in fields(Summary)]

    assert [part for part in parts if f"d.{part}" not in SHEET] == []
    assert [part for part in parts if f"summary.{part}" not in on_screen] == []
    assert [key for key in TITLES if not re.search(rf't\.{key}\b|t\.at\("{key}"\)', SHEET)] == []


def test_warning_signs_are_told_as_asked_answered_and_open():
    whole, some = summed(), summed("incomplete", name="Bo")

    assert whole.signs.unasked == ()
    assert whole.signs.absent[0].title == "Bladder, bowel and feeling between the legs"
    assert "New saddle or perianal sensory change" in whole.signs.absent[0].named
    assert len(some.signs.unasked) > 50
    assert some.level == "open"
    assert "nothing here says that all is well" in some.headline
    assert "warning signs that are still open" in some.asks[0].what


def test_a_no_that_aged_is_not_told_as_a_no_of_today():
    address = kept_for(somebody(), days_ago=6)
    actions.check_in(of(address), {"nprs": 5}, on=today())

    signs = summary_of(of(address), current(), today=today()).signs

    assert "Fever" in signs.aged
    assert all("Fever" not in group.named for group in signs.absent)


def test_an_emergency_has_no_forecast_and_no_plan_and_asks_about_it_first():
    summary = summed("cauda-equina")

    assert (summary.forecast, summary.plan, summary.level) == ((), None, "emergency")
    assert summary.headline == "Emergency: get help now."  # once, though the rule says "now" as well
    assert "Bladder, bowel or saddle nerves in trouble" in summary.asks[0].what
    assert "Emergency MRI" in summary.asks[1].why
    assert summary.reasons[0].because[0] == "New saddle or perianal sensory change"
    assert "New saddle or perianal sensory change" in summary.signs.present


def test_what_was_said_on_an_earlier_day_is_dated_and_has_no_plan():
    summary = summed(days_ago=9)

    assert summary.is_old
    assert summary.plan is None
    assert summary.level == "open"
    assert "warning signs with me again" in summary.asks[0].what


def test_a_course_that_stalls_is_the_first_thing_to_ask_about():
    summary = summed(days_ago=20, said={15: 8, 11: 8, 7: 8, 3: 8, 0: 8})

    assert "not getting better as hoped" in summary.asks[0].what
    assert "Two weeks have passed" in summary.asks[0].why
    assert summary.course.headline == "Not getting better as hoped"


def test_medicines_come_with_their_cautions_and_what_is_taken():
    summary = summed("strain-with-three-medicines")

    assert summary.takes == ("Takes: ramipril, hydrochlorothiazide, sertraline.",)
    assert any("Ibuprofen, naproxen" in line and "kidneys" in line for line in summary.plan.not_for)
    assert "safe for me?" in summary.asks[0].what


def test_a_child_gets_no_causes():
    person = somebody()
    kept = of(kept_for(person, days_ago=0))
    KeptAssessment.objects.filter(pk=kept.pk).update(report=kept.report.replace('"age": 38.0', '"age": 12.0'))

    summary = summary_of(of(f"/kept/{kept.pk}"), current(), today=today())

    assert summary.about.startswith("12 years")
    assert summary.causes == ()
    assert pages_of(pdf_of(summary)) == 1


def test_limits_in_daily_life_are_told_first_and_last():
    address = kept_for(somebody(), days_ago=8)
    for days_ago, percent in ((6, 60.0), (3, 45.0), (0, 30.0)):
        said_earlier(address, 5, days_ago=days_ago)
        actions.check_in(of(address), {"rmdq_percent": percent}, on=today() - timedelta(days=days_ago))

    course = summary_of(of(address), current(), today=today()).course

    assert "60 (" in course.disability
    assert "30 (" in course.disability
    assert "45 (" not in course.disability


def test_the_paper_is_tagged_titled_and_carries_its_fonts():
    paper = pdf_of(summed())

    assert paper.startswith(b"%PDF-")
    assert b"pdfuaid" in paper
    assert b"/StructTreeRoot" in paper
    assert b"/Lang(en)" in paper
    assert set(re.findall(rb"\+(\w+)-\w+", b" ".join(re.findall(rb"/BaseFont\s*/\S+", paper)))) == {
        b"LibertinusSerif"
    }


def test_what_a_paper_is_called_names_nobody():
    """Its title is shown in lists of files and of pages that were visited; the name stands on the page."""
    named, other = (pdf_of(summed(name=name)) for name in ("Xyzzyanna", "Ben"))

    titles = [re.search(rb"<dc:title>.*?</dc:title>", paper, flags=re.DOTALL)[0] for paper in (named, other)]
    assert titles[0] == titles[1]
    assert b"Summary of a back" in titles[0]
    assert b"Xyzzyanna" not in named.partition(b"<x:xmpmeta")[2].partition(b"</x:xmpmeta>")[0]


@pytest.mark.parametrize(
    "name", ["王小明", "Ζωή 😀", "محمد", '#eval("1") *b* $x$ \\ @a', "a\x07b", "\u200b", "x" * 60]
)
def test_any_name_makes_a_page(name):
    paper = pdf_of(summed(name=name))

    assert pages_of(paper) == 1


def test_what_a_person_typed_is_text_and_never_markup():
    injected, plain = pdf_of(summed(name="#pagebreak() x")), pdf_of(summed(name="Ana"))

    assert pages_of(injected) == pages_of(plain) == 1
    assert "eval" not in SHEET


def test_the_paper_speaks_the_language_of_the_reader():
    with override("de"):
        paper = pdf_of(summed())

    assert b"/Lang(de)" in paper


def test_a_page_is_set_in_less_than_a_second_of_work():
    summary = summed()
    pdf_of(summary)

    began = time.process_time()
    pdf_of(summary)

    assert time.process_time() - began < 1


def test_the_page_shows_the_same_and_leads_to_the_paper():
    person = somebody()
    kept_for(person, days_ago=0)
    owner = signed_in("owner")

    page = owner.get(f"/person/{person.pk}/summary/")
    paper = owner.get(f"/person/{person.pk}/summary.pdf")

    summary = page.context["summary"]
    assert all(ask.what in seen_on(page) and ask.why in seen_on(page) for ask in summary.asks)
    assert f'href="/person/{person.pk}/summary.pdf" hx-boost="false"' in main_of(page)
    assert (paper.status_code, paper.headers["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in paper.headers["Cache-Control"]
    assert paper.content.startswith(b"%PDF-")


def test_an_alarm_comes_before_the_summary_and_the_rest_is_for_the_clinician():
    person = somebody()
    said_earlier(kept_for(person, days_ago=3), 7, days_ago=0, **dict.fromkeys(NUMB["signs"], True))

    own, guests = (one.get(f"/person/{person.pk}/summary/") for one in (signed_in("owner"), guest_of(person)))

    assert own.context["answer"].level is Disposition.EMERGENCY
    assert seen_on(own).index("Call an ambulance") < seen_on(own).index("For the clinician")
    assert '<details class="panel clinician">' in main_of(own)
    assert '<details class="panel clinician" open>' in main_of(guests)
    assert main_of(own).count("<h1") == 1


def test_a_guest_sees_the_summary_and_no_way_to_more():
    person = somebody()
    kept_for(person)

    page = main_of(guest_of(person).get(f"/person/{person.pk}/summary/"))

    assert f"/clinic/{person.pk}/" not in page
    assert "/kept/" not in page


def test_without_anything_kept_the_page_says_so_and_there_is_no_paper():
    person, owner = somebody(), signed_in("owner")

    assert "Once an answer is kept" in seen_on(owner.get(f"/person/{person.pk}/summary/"))
    assert owner.get(f"/person/{person.pk}/summary.pdf").status_code == 404


def test_what_can_no_longer_be_read_is_told():
    person = somebody()
    kept_for(person)
    KeptAssessment.objects.update(report='{"on": "2026-03-02", "findings": {"gone": true}}')
    owner = signed_in("owner")

    answers = {owner.get(f"/person/{person.pk}/{name}").status_code for name in ("summary/", "summary.pdf")}

    assert answers == {400}
