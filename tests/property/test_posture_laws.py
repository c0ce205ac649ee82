"""Laws of every pose, and of every movement that is drawn for people."""

import re
import tomllib
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

import lumbago.knowledge
from lumbago.posture import Body, Form, Movement, Pose, Settled, draw, settle
from lumbago.posture.bearing import bearings, misses, sunk
from lumbago.posture.pose import JOINTS, LIMITS, posed
from lumbago.posture.skeleton import PLACE, POINTS, skeleton

KNOWLEDGE = Path(lumbago.knowledge.__file__).parent
BODY = TypeAdapter(Body).validate_python(tomllib.loads((KNOWLEDGE / "body.toml").read_text(encoding="utf-8")))
EXERCISES = sorted(file.stem for file in (KNOWLEDGE / "poses").glob("*.toml"))

BONES = {
    ("hip", "knee"): BODY.thigh.value,
    ("knee", "ankle"): BODY.shank.value,
    ("shoulder", "elbow"): BODY.upper_arm.value,
    ("elbow", "wrist"): BODY.forearm.value,
}
SIDES = ("left", "right")
HAIR, FINGER = 0.006, 0.02
"""Body heights: what nobody sees, about a centimetre; and what nobody minds, about three."""

ANGLES = st.tuples(
    *(st.floats(low, high).map(lambda x: round(x, 1)) for low, high in zip(*LIMITS, strict=True))
)
POSES = ANGLES.map(lambda angles: posed(np.array(angles)))


@cache
def read(exercise: str) -> Movement:
    text = (KNOWLEDGE / "poses" / f"{exercise}.toml").read_text(encoding="utf-8")
    return TypeAdapter(Movement).validate_python({"id": exercise, **tomllib.loads(text)})


@cache
def settled(exercise: str) -> Settled:
    return settle(read(exercise), BODY)


@cache
def picture(exercise: str, form: Form) -> str:
    told = {"title": exercise, "description": f"How to do: {exercise}"}
    return draw(read(exercise), settled(exercise), form=form, **told)


@given(POSES)
def test_no_pose_changes_the_length_of_a_limb(pose):
    points = skeleton(pose.angles[None], BODY).points[0]

    for (upper, lower), length in BONES.items():
        for side in SIDES:
            apart = points[PLACE[f"{upper}_{side}"]] - points[PLACE[f"{lower}_{side}"]]
            assert np.linalg.norm(apart) == pytest.approx(length)


@given(POSES)
def test_mirrored_angles_give_a_mirrored_figure(pose):
    points = skeleton(pose.angles[None], BODY).points[0]
    other = skeleton(pose.mirrored.angles[None], BODY).points[0]

    for name in POINTS:
        stem, _, side = name.rpartition("_")
        twin = f"{stem}_{SIDES[1 - SIDES.index(side)]}" if side in SIDES else name
        assert other[PLACE[twin]] == pytest.approx(points[PLACE[name]] * [1, -1, 1], abs=1e-9)


@given(POSES)
def test_mirroring_twice_changes_nothing(pose):
    assert pose.mirrored.mirrored == pose


@given(st.sampled_from(range(len(JOINTS))), st.floats(0.5, 500), st.booleans())
def test_angles_beyond_what_people_can_do_are_refused_by_name(place, beyond, is_above):
    least, most = LIMITS
    angle = most[place] + beyond if is_above else least[place] - beyond

    with pytest.raises(ValidationError) as refused:
        Pose(**{JOINTS[place]: float(angle)})

    assert refused.value.errors()[0]["loc"] == (JOINTS[place],)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_limbs_keep_their_length_in_every_frame(exercise):
    points = settled(exercise).bodies.points

    for (upper, lower), length in BONES.items():
        for side in SIDES:
            apart = points[:, PLACE[f"{upper}_{side}"]] - points[:, PLACE[f"{lower}_{side}"]]
            assert np.linalg.norm(apart, axis=1) == pytest.approx(length)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_nothing_sinks_into_the_floor(exercise):
    assert sunk(settled(exercise).bodies).min() > -HAIR * 1.5


@pytest.mark.parametrize("exercise", EXERCISES)
def test_what_bears_on_something_touches_it(exercise):
    shown = settled(exercise)
    for bearing in bearings(read(exercise), {placed.prop.kind.value: placed for placed in shown.placed}):
        missed = np.abs(misses(shown.bodies, bearing, None)).max(axis=1)
        for name, frame in shown.shown.items():
            if bearing.holds_in((name,)):
                assert missed[frame] < FINGER, f"{POINTS[bearing.part]} in {name}"


@pytest.mark.parametrize("exercise", EXERCISES)
def test_supports_that_do_not_slide_stay_put(exercise):
    points = settled(exercise).bodies.points
    for support in read(exercise).support:
        if support.slides or support.during or support.on not in ("floor", "wall", "chair", "step", "bench"):
            continue
        for part in support.parts:
            track = points[:, PLACE[part]]
            assert np.abs(track - track[0]).max() < FINGER, part


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_settled_pose_is_one_that_people_can_do(exercise):
    for pose in settled(exercise).poses.values():
        assert (pose.angles >= LIMITS[0]).all()
        assert (pose.angles <= LIMITS[1]).all()


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_movement_ends_where_it_began(exercise):
    assert read(exercise).phases[-1].to == "start"


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_picture_is_safe_to_serve_and_says_what_it_shows(exercise, form):
    text = picture(exercise, form)
    root = ElementTree.fromstring(text)  # noqa: S314 - we wrote it
    elements = list(root.iter())
    names = {element.tag.rpartition("}")[2] for element in elements}
    attributes = {(name.rpartition("}")[2], value) for element in elements for name, value in element.items()}

    assert root[0].tag.endswith("title")
    assert root[0].text == exercise
    assert not names & {"script", "foreignObject", "image", "a"}
    assert not [name for name, _ in attributes if name.startswith("on") or name == "style"]
    assert all(value.startswith("#") for name, value in attributes if name == "href")
    assert not re.search(r"url\(|@import|javascript:", text)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_reference_in_a_picture_leads_somewhere(exercise, form):
    text = picture(exercise, form)
    named = re.findall(r' id="([^"]+)"', text)

    assert len(named) == len(set(named))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(named)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_picture_is_small(exercise):
    assert len(picture(exercise, Form.ANIMATED).encode()) < 24_000
    assert len(picture(exercise, Form.FRAMES).encode()) < 16_000


@pytest.mark.parametrize("exercise", EXERCISES[::12])
def test_drawing_twice_draws_the_same(exercise):
    movement = read(exercise)
    told = {"title": exercise, "description": f"How to do: {exercise}"}
    again = draw(movement, settle(movement, BODY), form=Form.ANIMATED, **told)

    assert again == picture(exercise, Form.ANIMATED)


def test_two_pictures_on_one_page_share_no_names():
    named = [re.findall(r' id="([^"]+)"', picture(exercise, Form.ANIMATED)) for exercise in EXERCISES]

    assert len({name for names in named for name in names}) == sum(len(names) for names in named)
