"""The check-in: three taps on a good day, every sign on a bad one, and an alarm that nothing mutes."""

import json
import re

import pytest
from following_cast import GOOD_DAY, NUMB, SHOWN, keep, main_of, of, said_earlier, seen_on, take_back
from web_cast import text_of

from lumbago.instruments import instrument
from lumbago.knowledge import current
from lumbago.web.models import KeptCheckIn

pytestmark = pytest.mark.django_db

GRAVE = ("saddle_numbness", "urinary_retention", "bowel_incontinence", "fever")


def check_in(client, address, **said):
    return client.post(f"{address}check-in/", said, follow=True)


def stored():
    return json.loads(KeptCheckIn.objects.get().said)


def asks_about_signs(page):
    return "Please look at each of these" in seen_on(page)


def checked_on(page):
    return set(re.findall(r'name="(\w+)" value="([\w-]+)" checked', main_of(page)))


def test_a_good_day_takes_three_taps(client):
    address = keep()
    page = main_of(client.get(f"{address}check-in/"))

    seen = check_in(client, address, **GOOD_DAY)

    assert page.count("<fieldset") == 3
    assert seen.request["PATH_INFO"] == f"{address}today/"
    assert (stored()["nprs"], stored()["activity"]) == (5, 5)


def test_none_of_these_answers_every_sign_that_was_shown_and_no_other(client):
    address = keep()
    page = client.get(f"{address}check-in/")
    shown = {key for group in page.context["groups"] for key, *_ in group["signs"]}

    check_in(client, address, **GOOD_DAY)

    assert set(stored()["findings"]) == shown
    assert not any(stored()["findings"].values())


def test_what_one_could_do_may_be_left_out(client):
    check_in(client, keep(), nprs="5", new="none", shown=SHOWN)

    assert "activity" not in stored()


def asked_in_one_tile(client, address):
    tile = main_of(client.get(f"{address}check-in/?again")).partition('id="q-new"')[2]
    return [key for key in GRAVE if (current().findings[key].sign or "") in tile]


@pytest.mark.parametrize("nprs", [8, 5, 0], ids=["as at the start", "better", "no pain at all"])
def test_every_check_in_asks_about_the_emergency_signs(client, nprs):
    address = keep()
    said_earlier(address, nprs, days_ago=1)

    assert asked_in_one_tile(client, address) == list(GRAVE)


def test_the_day_after_an_emergency_its_signs_are_asked_about_again(client):
    """Else nobody could ever say that it was seen to, and the alarm would stand for ever."""
    address = keep()
    said_earlier(address, 7, days_ago=1, saddle_numbness=True, urinary_retention=True)

    assert asked_in_one_tile(client, address) == list(GRAVE)


def test_after_an_urgent_report_the_emergency_signs_are_asked_about_as_well(client):
    assert asked_in_one_tile(client, keep("kidney-stone", days_ago=1)) == list(GRAVE)


@pytest.mark.parametrize(
    "said",
    [{"nprs": "10", "new": "none"}, {"nprs": "1", "new": "some"}],
    ids=["pain is up", "something is new, though pain is down"],
)
def test_a_worse_day_shows_each_sign_with_its_own_box_and_stores_nothing_yet(client, said):
    address = keep()
    shown = {key for g in client.get(f"{address}check-in/").context["groups"] for key, *_ in g["signs"]}

    page = check_in(client, address, activity="3", done=["short-walks"], rmdq=["7", "11"], **said)

    boxes = set(re.findall(r'type="checkbox" name="signs" value="(\w+)"', main_of(page)))
    carried = set(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', main_of(page)))
    assert asks_about_signs(page)
    assert boxes == shown
    assert {one for one in carried if one[0] not in {"csrfmiddlewaretoken", "shown"}} == {
        ("nprs", said["nprs"]), ("activity", "3"), ("done", "short-walks"), ("rmdq", "7"), ("rmdq", "11"),
    }  # fmt: skip
    assert KeptCheckIn.objects.count() == 0


def test_who_has_looked_at_every_sign_and_ticks_none_is_believed(client):
    seen = check_in(client, keep(), nprs="10", new="looked", shown=SHOWN)

    assert "Pain 10 of 10 now" in seen_on(seen)
    assert not any(stored()["findings"].values())


@pytest.mark.parametrize("nprs", ["0", "7"], ids=["without pain", "in pain"])
@pytest.mark.parametrize("new", ["looked", "none", "some"])
def test_an_emergency_sign_is_an_emergency_whatever_else_is_said(client, nprs, new):
    address = keep()
    page = check_in(
        client, address, nprs=nprs, activity="10", new=new, signs=["saddle_numbness", "urinary_retention"]
    )
    if asks_about_signs(page):
        page = check_in(client, address, **NUMB)

    assert "Emergency: get help now" in seen_on(page)


def test_weeks_of_good_days_mute_no_alarm(client):
    address = keep(days_ago=30)
    for days_ago in (21, 14, 7, 1):
        said_earlier(address, 1, days_ago=days_ago)

    page = check_in(client, address, nprs="0", new="looked", signs=["saddle_numbness", "urinary_retention"])

    assert "Emergency: get help now" in seen_on(page)


@pytest.mark.parametrize("button", ["none", "looked"])
def test_a_sign_that_the_page_did_not_show_is_asked_about_and_never_stored_as_a_no(client, button):
    """Our knowledge may have grown between the page and its answer."""
    address = keep()
    seen = " ".join(key for key in SHOWN.split() if key != "fever")

    page = check_in(client, address, **{**GOOD_DAY, "new": button, "shown": seen})

    asked_next = {"none": True, "looked": False}[button]
    assert asks_about_signs(page) == asked_next
    assert 'name="signs" value="fever"' in main_of(page) or not asked_next
    assert asked_next == (not KeptCheckIn.objects.exists())
    assert asked_next or set(stored()["findings"]) & set(SHOWN.split()) <= set(seen.split())


def test_a_page_that_names_no_sign_has_shown_none(client):
    address = keep()

    check_in(client, address, nprs="5", new="looked", signs=["fever"])

    assert stored()["findings"] == {"fever": True}


@pytest.mark.parametrize("page", ["check-in", "today"])
def test_a_page_of_a_check_in_says_which_signs_it_shows(client, page):
    seen = client.get(f"{keep()}{page}/")

    shown = [key for group in seen.context["groups"] for key, *_ in group["signs"]]
    said = re.search(r'type="hidden" name="shown" value="([^"]*)"', main_of(seen))
    assert said is not None
    assert sorted(said[1].split()) == sorted(shown)


def test_an_emergency_is_not_undone_by_a_later_no_of_the_same_day(client):
    address = keep()
    check_in(client, address, **NUMB)

    asked = check_in(client, address, **GOOD_DAY)
    assert 'name="signs" value="saddle_numbness" checked' in asked.content.decode()
    page = check_in(client, address, **{**GOOD_DAY, "new": "looked"})

    assert "Emergency" in seen_on(page)


def test_a_wrong_tap_is_put_right_by_taking_the_check_in_back(client):
    address = keep()
    check_in(client, address, **NUMB)

    take_back(client, address)
    page = check_in(client, address, **GOOD_DAY)

    assert "Emergency" not in seen_on(page)
    assert "To do today" in seen_on(page)


def test_two_check_ins_of_one_day_become_one_and_the_later_answer_wins(client):
    address = keep()
    check_in(client, address, **GOOD_DAY, done=["short-walks"])
    check_in(client, address, nprs="6", new="none", shown=SHOWN, done=["glute-bridge"])

    assert of(address).check_ins.count() == 1
    assert (stored()["nprs"], stored()["activity"]) == (6, 5)
    assert stored()["done"] == ["short-walks", "glute-bridge"]


WRONG = {
    "pain of eleven": ({"nprs": "11"}, "Choose a number from 0 to 10 for your pain."),
    "pain in words": ({"nprs": "bad"}, "Choose a number from 0 to 10 for your pain."),
    "no pain told": ({"nprs": ""}, "Choose a number from 0 to 10 for your pain."),
    "activity": ({"activity": "77"}, "Choose one of the five for what you could do."),
    "a sentence that does not exist": ({"rmdq": ["25"]}, "Tick only sentences that are shown."),
    "sentences in words": ({"rmdq": ["few"]}, "Tick only sentences that are shown."),
    "no button": ({"new": ""}, "Say whether anything is new, with one of the buttons at the end."),
    "an exercise that does not exist": ({"done": ["levitation"]}, "Tick only exercises that are shown."),
    "a sign that does not exist": ({"signs": ["levitation"]}, "Tick only signs that are shown."),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_refused_in_plain_words_and_nothing_typed_is_lost(client, case):
    wrong, says = WRONG[case]
    address = keep()
    check_in(client, address, **GOOD_DAY)
    before = stored()
    good = {"nprs": "4", "activity": "8", "new": "none", "rmdq": ["7"], "done": ["short-walks"]}

    page = client.post(f"{address}check-in/", {**good, **wrong})

    kept = {(key, one if isinstance(one, str) else one[0]) for key, one in good.items() if key not in wrong}
    assert page.status_code == 400
    assert says in seen_on(page)
    assert kept - {("new", "none")} == checked_on(page)
    assert {f"#q-{key}" for key in wrong} == set(re.findall(r'<li><a href="(#q-\w+)"', main_of(page)))
    assert {f'id="q-{key}"' for key in wrong if key != "signs"} <= set(
        re.findall(r'id="q-\w+"', main_of(page))
    )
    assert stored() == before


def test_words_that_would_be_markup_stay_words(client):
    page = client.post(f"{keep()}check-in/", {"nprs": "<script>", "rmdq": '"><script>', "new": "none"})

    assert page.status_code == 400
    assert "<script>" not in main_of(page)


def due(client):
    """Return a kept report whose Roland-Morris sentences are due, and the part of the page with them."""
    address = keep()
    check_in(client, address, **GOOD_DAY)
    page = main_of(client.get(f"{address}check-in/"))
    return address, page.partition('id="q-rmdq"')[2].partition("</details>")[0]


def test_when_due_the_sentences_are_folded_away_word_for_word_with_a_box_each(client):
    _, part = due(client)
    asked = instrument("rmdq-24")

    seen = text_of(part)
    assert "<details>" in part
    assert "what does your back make hard?" in part.partition("</summary>")[0]
    assert asked.instruction in seen
    assert re.findall(r'name="rmdq" value="(\d+)"', part) == [str(number) for number in range(1, 25)]
    assert all(f"<span>{one.text}</span>" in part for one in asked.items)
    assert part.count('type="checkbox"') == 25
    assert 'type="radio"' not in part


def test_when_not_due_no_sentence_is_shown(client):
    assert "q-rmdq" not in main_of(client.get(f"{keep()}check-in/"))


@pytest.mark.parametrize(
    ("said", "percent"),
    [
        ({"rmdq": [str(number) for number in range(1, 13)]}, 50),
        ({"rmdq": ["1", "4", "9"]}, 12.5),
        ({"rmdq": ["24"]}, 4.2),
        ({"rmdq": ["4", "4"]}, 4.2),
        ({"rmdq_none": "yes"}, 0),
    ],
    ids=["half of them", "three", "one", "one sent twice", "none of them"],
)
def test_the_sentences_that_fit_are_stored_as_a_share_of_all(client, said, percent):
    check_in(client, keep(), **GOOD_DAY, **said)

    assert stored()["rmdq_percent"] == percent


def test_no_tick_and_no_box_is_not_filled_in(client):
    check_in(client, due(client)[0], **GOOD_DAY)

    assert "rmdq_percent" not in stored()


def test_sentences_beside_none_of_them_are_refused_and_all_ticks_stay(client):
    address, _ = due(client)
    before = stored()

    page = client.post(f"{address}check-in/", {**GOOD_DAY, "rmdq": ["4", "9"], "rmdq_none": "yes"})

    assert page.status_code == 400
    assert "You ticked sentences, and also that none of them fits you today. Keep one of the two." in seen_on(
        page
    )
    assert '<a href="#q-rmdq">' in main_of(page)
    assert "<details open>" in main_of(page)
    assert {("rmdq", "4"), ("rmdq", "9"), ("rmdq_none", "yes")} <= checked_on(page)
    assert stored() == before


def test_none_of_them_is_carried_to_the_page_of_signs_and_counts_there(client):
    address = keep()

    page = check_in(client, address, nprs="10", new="none", rmdq_none="yes")
    assert '<input type="hidden" name="rmdq_none" value="yes">' in main_of(page)
    check_in(client, address, nprs="10", new="looked", rmdq_none="yes")

    assert stored()["rmdq_percent"] == 0


def test_the_wording_of_a_deployment_takes_the_place_of_ours(client, tmp_path, monkeypatch):
    file = tmp_path / "rmdq.toml"
    texts = [f"Line {number}" for number in range(24)]
    file.write_text(f'licence = "By leave of nobody"\ninstruction = "Read on."\nitems = {texts}')
    worded = instrument("rmdq-24").worded(file)
    monkeypatch.setattr("lumbago.web.check_in_form.instrument", lambda name: worded)

    seen = text_of(due(client)[1])

    assert all(words in seen for words in ("Read on.", "Line 0", "Line 23", "By leave of nobody"))
    assert "I stay at home" not in seen


def test_exercises_of_the_day_may_be_ticked(client):
    address = keep(days_ago=0)

    page = client.get(f"{address}check-in/")
    check_in(client, address, **GOOD_DAY, done=[page.context["exercises"][0][0]])

    assert stored()["done"] == [page.context["exercises"][0][0]]
