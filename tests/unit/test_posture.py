"""Poses and movements: what a file may say, how a body stands, and what its picture contains."""

import tomllib
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

import lumbago.knowledge
from lumbago.posture import Body, Form, Movement, Pose, draw, settle
from lumbago.posture.skeleton import PLACE, skeleton

KNOWLEDGE = Path(lumbago.knowledge.__file__).parent
BODY = TypeAdapter(Body).validate_python(tomllib.loads((KNOWLEDGE / "body.toml").read_text(encoding="utf-8")))
MOVEMENT = TypeAdapter(Movement)
SQUAT = {"start": {}, "end": {"hip_flexion": 80, "knee_flexion": 80, "lean": 20, "ankle_dorsiflexion": 20}}


def movement(**written: object) -> Movement:
    """Return the movement that a file with these lines describes."""
    return MOVEMENT.validate_python({"id": "invented", **SQUAT, **written})


def where(pose: Pose, part: str) -> np.ndarray:
    """Where a part is when the middle of the hips is at the origin."""
    return skeleton(pose.angles[None], BODY).points[0, PLACE[part]]


def picture(shown: Movement, form: Form = Form.ANIMATED) -> str:
    return draw(
        shown, settle(shown, BODY), form=form, title="Squat & rise", description="A person bends the knees."
    )


def test_a_joint_without_its_side_means_both():
    pose = movement().end

    assert pose.knee_flexion_left == pose.knee_flexion_right == 80


def test_a_joint_with_its_side_wins_over_one_without():
    pose = movement(start={"knee_flexion": 20, "knee_flexion_left": 50}).start

    assert (pose.knee_flexion_left, pose.knee_flexion_right) == (50, 20)


def test_the_end_lists_only_what_changes():
    shown = movement(start={"neck_flexion": 15}, end={"lean": 10})

    assert (shown.end.neck_flexion, shown.end.lean) == (15, 10)


def test_a_movement_without_an_end_rests_in_its_start():
    rest = MOVEMENT.validate_python(
        {"id": "rest", "start": {"lean": -90}, "support": [{"parts": ["pelvis"]}]}
    )

    assert rest.end == rest.start
    assert not rest.moves


def test_tolerances_may_be_written_for_both_sides():
    assert movement(tolerances={"knee_flexion": 12}).tolerances == {
        "knee_flexion_left": 12,
        "knee_flexion_right": 12,
    }


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ({"start": {"knee_flexion": -10}}, "start.knee_flexion_left"),
        ({"end": {"hip_flexion_right": 170}}, "end.hip_flexion_right"),
        ({"between": {"low": {"elbow_flexion": 190}}}, "between.low.elbow_flexion_left"),
        ({"start": {"knee_flexoin": 10}}, "start.knee_flexoin"),
        ({"start": {"lean": True}}, "start.lean"),
    ],
)
def test_what_no_human_joint_can_do_is_refused_by_name(written, named):
    with pytest.raises(ValidationError) as refused:
        movement(**written)

    assert named in {".".join(map(str, error["loc"])) for error in refused.value.errors()}


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ({"support": [{"parts": ["tail"]}]}, "support.parts: 'tail'"),
        ({"support": [{"parts": ["pelvis"], "on": "chair"}]}, "support.on: 'chair'"),
        ({"support": [{"parts": ["sole"], "during": ["middle"]}]}, "support.during: 'middle'"),
        ({"phases": [{"name": "out", "seconds": 1, "to": "top"}]}, "phases: 'top'"),
        ({"arrows": [{"part": "beak"}]}, "arrows: 'beak'"),
        ({"props": [{"kind": "stick", "through": ["knee", "wing"]}]}, "props.through: 'wing'"),
        ({"tolerances": {"ears": 5}}, "tolerances: 'ears'"),
    ],
)
def test_what_does_not_exist_is_refused_by_name(written, named):
    with pytest.raises(ValidationError, match=named):
        movement(**written)


def test_a_judgement_about_the_body_names_no_source():
    with pytest.raises(ValidationError, match="names no source"):
        TypeAdapter(Body).validate_python(
            {"trunk": {"value": 0.3, "status": "judgement", "at": "Ours", "sources": ["winter2009"]}}
        )


def test_a_standing_body_is_as_tall_as_it_says():
    soles, head = where(Pose(), "heel_left")[2], where(Pose(), "head")[2]
    height = head + BODY.head.value / 2 - (soles - 0.015)

    assert height == pytest.approx(1.0, abs=0.02)


def test_joints_bend_the_way_they_do_in_people():
    """Forward is x, left is y, up is z."""
    assert where(Pose(lean=90), "head")[0] > 0.3
    assert where(Pose(hip_flexion_left=90), "knee_left")[0] == pytest.approx(BODY.thigh.value)
    assert where(Pose(knee_flexion_left=90), "ankle_left")[0] < -0.2
    assert where(Pose(ankle_dorsiflexion_left=20), "toe_left")[2] > where(Pose(), "toe_left")[2]
    assert where(Pose(shoulder_flexion_right=90), "hand_right")[0] > 0.3
    assert where(Pose(shoulder_abduction_right=90), "hand_right")[1] < -0.3
    assert where(Pose(elbow_flexion_left=90), "wrist_left")[0] > 0.1
    assert where(Pose(side_bend=30), "head")[1] > 0.05
    assert where(Pose(rotation=40), "shoulder_right")[0] > 0.03
    assert where(Pose(lumbar_flexion=40), "head")[0] > where(Pose(), "head")[0]


def test_a_squat_keeps_its_feet_on_the_floor_and_lowers_the_hips():
    settled = settle(movement(), BODY)
    start, end = settled.bodies.points[0], settled.bodies.points[settled.shown["end"]]

    assert end[PLACE["pelvis"], 2] < start[PLACE["pelvis"], 2] - 0.1
    for part in ("heel_left", "toe_left", "heel_right", "toe_right"):
        assert end[PLACE[part]] == pytest.approx(start[PLACE[part]], abs=1e-3)


def test_a_chair_stands_where_the_person_sits():
    sitting = {"start": {"hip_flexion": 90, "knee_flexion": 90}, "end": {}, "props": [{"kind": "chair"}]}
    support = [{"parts": ["sole"]}, {"parts": ["pelvis"], "on": "chair"}]

    settled = settle(movement(**sitting, support=support), BODY)

    seat = settled.bodies.points[0, PLACE["pelvis"], 2] - BODY.thigh_thickness.value
    assert seat == pytest.approx(settled.placed[0].height, abs=5e-3)


def test_hands_on_a_wall_stay_on_it():
    leaning = {
        "start": {"shoulder_flexion": 85, "wrist_extension": 80},
        "end": {"elbow_flexion": 60, "lean": 12},
        "props": [{"kind": "wall", "at": "hand_right", "turned": 180}],
        "support": [{"parts": ["sole"]}, {"parts": ["palm"], "on": "wall"}],
    }

    settled = settle(movement(**leaning), BODY)

    palms = settled.bodies.points[:, PLACE["palm_right"]]
    assert np.abs(palms - palms[0]).max() < 5e-3


def test_a_picture_names_itself_and_escapes_what_it_is_told():
    root = ElementTree.fromstring(picture(movement()))  # noqa: S314 - we wrote it
    texts = {element.tag.rpartition("}")[2]: element.text for element in root}

    assert texts["title"] == "Squat & rise"
    assert texts["desc"] == "A person bends the knees."


def test_frames_are_numbered_and_a_rest_is_one_picture():
    rest = movement(start={}, end={})

    frames, still = picture(movement(), Form.FRAMES), picture(rest, Form.FRAMES)

    assert [frames.count(f">{number}</text>") for number in (1, 2)] == [1, 1]
    assert "</text>" not in still


def test_whoever_asked_for_less_motion_sees_start_and_end_still():
    moving = picture(movement())
    still = moving[moving.index('<g class="still">') :]

    assert "prefers-reduced-motion:reduce){.moving{display:none}.still{display:inline}}" in moving
    assert 'class="f-ghost"' in still
    assert "<animate" not in picture(movement(), Form.FRAMES)


def test_colours_have_a_day_and_a_night_and_may_be_set_by_the_page():
    moving = picture(movement())

    assert moving.count("var(--figure-skin,") == 2
    assert "prefers-color-scheme:dark" in moving
