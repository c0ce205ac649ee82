"""The first page says what this is, what it is not, and when to stop reading and call."""

from web_cast import STRAINED, answer_until


def test_it_names_the_emergency_before_anything_is_asked(client):
    text = client.get("/").content.decode()

    assert "Call an ambulance now if" in text
    assert "cannot pass urine" in text


def test_it_says_that_it_is_no_device_and_untested(client):
    text = client.get("/").content.decode()

    assert "Not a medical device" in text
    assert "Nobody has yet tested" in text


def test_looking_at_it_leaves_no_answers_in_the_browser(client):
    response = client.get("/")

    assert "answers" not in response.cookies


def test_it_offers_to_carry_on_where_someone_stopped(client):
    answer_until(client, STRAINED, lambda screen: "pain_map" in screen.asks)

    text = client.get("/").content.decode()

    assert "Carry on with my answers" in text


def test_starting_again_forgets_every_answer(client):
    answer_until(client, STRAINED, lambda screen: "pain_map" in screen.asks)

    response = client.post("/start/", follow=True)

    assert response.context["number"] == 1
    assert "Carry on" not in client.get("/").content.decode()


def test_the_first_page_with_all_it_loads_is_light(client):
    parts = ["/", "/static/lumbago.css", "/static/vendor/htmx.min.js"]
    parts += ["/static/page.js", "/static/pain-drawing.js", "/static/favicon.svg"]

    total = sum(len(b"".join(client.get(part))) for part in parts)

    assert total < 150_000


def test_nothing_on_it_points_to_another_host(client):
    text = client.get("/").content.decode()

    assert "http://" not in text
    assert "https://" not in text


def test_scripts_and_styles_come_from_here_only(client):
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
