"""What-ifs: what the model says, told as no more than that, and bed never as a gain."""

import pytest
from charts_cast import followed_for_three_weeks, rounded, standing_of, table
from following_cast import of, seen_on

from lumbago.knowledge import current
from lumbago.prognosis.trying import tried, trying
from lumbago.web.course import AHEAD
from lumbago.web.followed import with_forecast

pytestmark = pytest.mark.django_db

SLIDER = {"headers": {"HX-Request": "true", "HX-Target": "what-if-shown"}}


@pytest.fixture
def followed():
    return followed_for_three_weeks()


@pytest.mark.parametrize(("rest", "move"), [(0, 2), (7, 0), (3, 4)])
def test_a_what_if_tells_what_the_model_says_of_it_and_nothing_else(client, followed, rest, move):
    history = with_forecast(standing_of(followed), current()).history
    found = tried(trying(history, current().recovery), rest=rest, active=move, shown=AHEAD)

    page = client.get(f"{followed}progress/?rest={rest}&move={move}")
    told = table(page, "what-if-pain", "What the what-if changes")

    assert set(told) == {one.day for one in found.differences}
    for one in found.differences:
        assert [raw for raw, _text in told[one.day]] == [rounded(one.median), rounded(*one.most)]


def test_a_what_if_says_that_it_is_one_and_what_was_found_in_people(client, followed):
    seen = seen_on(client.get(f"{followed}progress/?rest=7&move=4"))

    assert "a thought, not a promise and not advice" in seen
    assert "7 days in bed, then staying active, and exercises on half of the days" in seen
    for treatment in ("bed-rest", "stay-active", "exercise"):
        assert current().treatments[treatment].summary in seen
    assert "No plan here ever asks for more than 2 days" in seen


@pytest.mark.parametrize("rest", [1, 2, 7, 14])
@pytest.mark.parametrize("move", [0, 4])
def test_days_in_bed_are_never_told_as_a_gain(client, followed, rest, move):
    page = client.get(f"{followed}progress/?rest={rest}&move={move}")

    alone = page.context["what_if"].rest_alone

    assert "lower" not in alone.pain_soon.partition("(")[0]
    assert "fewer" not in alone.work
    assert alone.work in seen_on(page)


@pytest.mark.parametrize(
    "asked", ["", "?rest=0&move=0", "?rest=-3", "?rest=x&move=%00", "?rest=٣", "?move=1e9"]
)
def test_going_on_as_usual_is_no_what_if_and_nonsense_is_taken_as_that(client, followed, asked):
    page = client.get(f"{followed}progress/{asked}")

    assert page.status_code == 200
    assert page.context["what_if"].asked.is_usual
    assert "a thought, not a promise" not in seen_on(page)


def test_beyond_the_end_of_a_slider_is_its_end(client, followed):
    asked = client.get(f"{followed}progress/?rest=99&move=9").context["what_if"].asked

    assert (asked.rest, asked.move) == (14, 4)


def test_a_moved_slider_gets_the_what_if_alone_and_stores_nothing(client, followed):
    said = of(followed).check_ins.count()

    part = client.get(f"{followed}progress/?rest=2&move=1", **SLIDER)

    assert "<main" not in part.content.decode()
    assert 'id="what-if-says" role="status" hx-swap-oob="true"' in part.content.decode()
    assert "no-store" in part.headers["Cache-Control"]
    assert of(followed).check_ins.count() == said


def test_a_slider_moved_after_an_alarm_loads_the_page_anew(client, followed):
    client.post(
        f"{followed}check-in/",
        {"nprs": "7", "new": "looked", "signs": ["saddle_numbness", "urinary_retention"]},
    )

    part = client.get(f"{followed}progress/?rest=2", **SLIDER)

    assert part.headers["HX-Refresh"] == "true"
    assert part.content == b""
