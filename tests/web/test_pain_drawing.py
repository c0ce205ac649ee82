"""The drawing and its checkboxes know every region, and left is the person's own."""

import re

from web_cast import STRAINED, answer_until

from lumbago.record import Region
from lumbago.web.pain_drawing import BACK, FRONT, VIEWS, WIDTH
from lumbago.wording import REGION_NAMES


def middle(shape):
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", shape.path)]
    return sum(numbers[::2]) / len(numbers[::2])


def test_every_region_has_a_name_and_a_shape():
    drawn = {shape.region for view in VIEWS for shape in view.shapes}

    assert drawn == set(Region) == set(REGION_NAMES)


def test_seen_from_behind_left_is_on_the_left():
    assert all(middle(s) < WIDTH / 2 for s in BACK.shapes if s.region.value.endswith("-left"))


def test_seen_from_in_front_left_is_on_the_right():
    assert all(middle(s) > WIDTH / 2 for s in FRONT.shapes if s.region.value.endswith("-left"))


def test_every_region_can_be_ticked_without_the_picture(client):
    page = answer_until(client, STRAINED, lambda screen: "pain_map" in screen.asks).content.decode()

    ticked = re.findall(r'type="checkbox" name="pain_map" value="([a-z-]+)"', page)

    assert sorted(ticked) == sorted(region.value for region in Region)
