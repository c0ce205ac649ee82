"""Pages are shown in the language of the person, and decide what they decide in English."""

import html
import re
from collections import Counter

import pytest
from django.test import Client
from django.utils.translation import override
from following_cast import keep, said_earlier
from web_cast import HAD_CANCER, NUMB, STRAINED, answer_until, text_of, walk

from lumbago.errors import ReportError
from lumbago.interview.choosing import BASICS
from lumbago.interview.medicines import MEDICINE_SCREENS
from lumbago.knowledge import current
from lumbago.knowledge.languages import in_language
from lumbago.web.faults_again import SENTENCES, said_again
from lumbago.web.forms import TITLES
from lumbago.web.heard import in_words
from lumbago.web.plain_faults import plain
from lumbago.web.showing import answer_of

ENGLISH, SPANISH = (in_language(current(), language) for language in ("en", "es"))


def speaking_client(language):
    return Client(headers={"accept-language": language})


def read(response):
    return html.unescape(response.content.decode())


def test_the_questions_of_the_interview_are_spanish():
    response = answer_until(
        speaking_client("es"), STRAINED, lambda screen: not set(screen.asks) & set(TITLES)
    )

    screen, page = response.context["screen"], read(response)
    topic = SPANISH.topics[current().findings[screen.asks[0]].topic]
    assert (screen.title, screen.intro) == (topic.title, topic.intro)
    assert topic.title != ENGLISH.topics[topic.id].title
    for key in screen.asks:
        assert SPANISH.findings[key].question in page
        assert SPANISH.findings[key].question != ENGLISH.findings[key].question


@pytest.mark.parametrize("person", [STRAINED, NUMB, HAD_CANCER], ids=["strained", "numb", "had cancer"])
def test_the_result_is_shown_in_spanish_and_is_the_same(person):
    here, there = (walk(speaking_client(language), person) for language in ("en", "es"))

    answers = here.context["answer"], there.context["answer"]
    assert answers[0].assessment == answers[1].assessment
    assert [(r.id, bool(r.says), bool(r.within)) for r in answers[0].reasons] == [
        (r.id, bool(r.says), bool(r.within)) for r in answers[1].reasons
    ]
    assert [cause.id for cause in answers[0].causes] == [cause.id for cause in answers[1].causes]
    assert [r.id for r in here.context["top_reasons"]] == [r.id for r in there.context["top_reasons"]]
    level = answers[0].level.value
    assert ENGLISH.dispositions[level].headline in read(here)
    assert SPANISH.dispositions[level].headline in read(there)


@pytest.mark.parametrize("person", [NUMB, HAD_CANCER], ids=["numb", "had cancer"])
def test_words_in_another_language_change_no_order_and_leave_nothing_out(client, person, monkeypatch):
    assessment = walk(client, person).context["answer"].assessment
    before = answer_of(assessment, ENGLISH)
    monkeypatch.setattr("lumbago.web.showing.say", lambda text: f"[{text}]" if text else "")

    after = answer_of(assessment, ENGLISH)

    assert after.level_words == f"[{before.level_words}]"
    assert [(one.id, one.says, one.level, one.within) for one in after.reasons] == [
        (one.id, one.says, f"[{one.level}]", one.within and f"[{one.within}]") for one in before.reasons
    ]
    assert any(one.within for one in after.reasons)


def test_what_a_line_rests_on_is_marked_alike_in_every_language():
    clients = [speaking_client(language) for language in ("en", "es", "de")]
    pages = [read(walk(one, STRAINED)) for one in clients]
    sheets = [read(one.get("/plan/")) for one in clients]

    marks = [Counter(re.findall(r'class="(tag|tag tag-[a-z]+)"', page)) for page in pages]
    assert marks[0]["tag tag-judgement"]
    assert marks[1:] == marks[:1] * 2
    signs = [Counter(re.findall('<span class="sign">(.)', sheet)) for sheet in sheets]
    assert signs[0]["†"]
    assert signs[1:] == signs[:1] * 2


@pytest.mark.django_db
def test_today_is_shown_in_spanish_and_asks_the_same(client):
    address = keep()
    said_earlier(address, 5, days_ago=1)

    here, there = (client.get(f"{address}today/", headers={"accept-language": one}) for one in ("en", "es"))

    signs = [
        [key for group in page.context["groups"] for key, _, _ in group["signs"]] for page in (here, there)
    ]
    assert signs[0] == signs[1] != []
    titles = {group["title"] for group in there.context["groups"]}
    assert titles <= {topic.title for topic in SPANISH.topics.values()}
    assert titles.isdisjoint(topic.title for topic in ENGLISH.topics.values())
    assert [(c.cite, c.kind) for c in here.context["daily"].do] == [
        (c.cite, c.kind) for c in there.context["daily"].do
    ]


def test_learn_is_spanish_and_spanish_words_find_the_same_page(client):
    page = SPANISH.explanations["sciatica"]

    learn = client.get("/what-is/", headers={"accept-language": "es"})
    found = client.get("/what-is/", {"q": page.title}, headers={"accept-language": "es"})
    shown = client.get("/what-is/sciatica/", headers={"accept-language": "es"})

    assert page.title != ENGLISH.explanations["sciatica"].title
    assert page.title in read(learn)
    assert found.context["hits"][0].id == "sciatica"
    assert " ".join(page.lead.split()) in text_of(shown.content.decode())


def test_in_english_the_headings_of_the_interview_stay_what_they_are():
    for screen in (*BASICS, *MEDICINE_SCREENS):
        assert in_words(screen, ENGLISH) == screen


def test_a_fixed_heading_of_the_interview_is_said_in_the_language_spoken(monkeypatch):
    monkeypatch.setattr("lumbago.web.heard.say", lambda text: f"[{text}]")

    assert in_words(BASICS[0], SPANISH).title == f"[{BASICS[0].title}]"


def test_no_sentence_about_a_fault_loses_anything_in_english():
    for sentence in SENTENCES:
        text = re.sub(r"\{(\w+)\}", r"<\1>", sentence)
        assert said_again(text) == text
    assert said_again("a sentence that nobody knows") == "a sentence that nobody knows"


def test_what_stands_in_a_sentence_about_a_fault_is_kept(monkeypatch):
    monkeypatch.setattr("lumbago.web.faults_again.gettext", lambda text: f"[{text}]")

    told = said_again(
        "Line 2, “{a} and b”: this is how strong a liquid is. Write how much you take at a time, in mg."
    )

    assert told == (
        "[Line 2, “{a} and b”: [this is how strong a liquid is. Write how much you take at a time, in mg].]"
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on = 2999-01-01", ("lies after today", "or an earlier date")),
        ("on = ", ("this is not TOML", "Mend that place")),
        ("on = 2026-03-02\nages = 4", ("no such field", "Check the spelling")),
        ("on = 2026-03-02\nage = 400", ("is not possible here", "less than or equal to")),
        ("on = 2026-03-02\nsex = 'x'", ("is not possible here", "should be")),
        ("on = 2026-03-02\npain_map = 3", ("is not possible here", "It should be a list")),
    ],
)
def test_what_is_wrong_with_a_written_report_is_a_sentence_that_can_be_translated(
    client, text, parts, monkeypatch
):
    known = []
    monkeypatch.setattr("lumbago.web.faults_again.gettext", lambda said: known.append(said) or said)

    response = client.post("/report/", {"text": text})

    told = response.context["fault"]
    assert parts[0] in told.problem
    assert parts[1] in told.remedy
    assert len(known) == 2


def test_a_remedy_for_the_command_line_is_put_in_other_words():
    told = plain(
        ReportError("findings.x", "there is no such finding", "List them with: lumbago cite --findings")
    )

    assert told.remedy.startswith("Check its spelling")
    with override("es"):
        assert "lumbago cite" not in plain(ReportError("x", "y", "List them with: lumbago cite")).remedy
