"""Settle a movement: put the figure on the ground and keep hands and feet where they bear.

Movement, Body -> Settled

A file says angles to a few degrees; a foot on the floor needs them to a tenth. So each pose becomes the
one nearest to what was written in which everything that bears on something touches it. The frames between
two poses bend every joint evenly and are then settled in the same way: limbs never change their length.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lumbago.posture.bearing import Bearing, bearings, misses, sunk
from lumbago.posture.body import Body
from lumbago.posture.movement import Movement
from lumbago.posture.placing import Placed, place
from lumbago.posture.pose import JOINTS, LIMITS, TO_ONE_SIDE, Floats, Pose, posed
from lumbago.posture.skeleton import Skeleton, skeleton

LARGEST_STEP = 26.0
"""Degrees that a joint turns between two frames, about; frames run straight from one to the next."""

MOST_STEPS = 5
"""Stretches that a way from pose to pose is cut into at most."""

ROUNDS = 40
"""Rounds at most; a pose settles in far fewer."""

RELUCTANCE = 5e-5
"""Body heights of miss that count as much as one degree away from what was written. Ours."""

STIFF = {"lean": 3.0, "lumbar_flexion": 3.0, "thoracic_flexion": 3.0, "neck_flexion": 2.0, "breath": 1e4}
STIFF |= dict.fromkeys(TO_ONE_SIDE, 10.0)
"""How much more reluctantly some angles leave what was written than those of the limbs. Ours."""

PULL = np.array([RELUCTANCE * STIFF.get(joint, 1.0) for joint in JOINTS] + [0.01, 0.01, 0.01])
"""The cost of leaving what was written, per degree and per body height of drifting in the room."""

UNIT = np.array([1.0] * len(JOINTS) + [0.01, 0.01, 0.01])
"""A step of one: a degree, or a hundredth of body height."""

ENOUGH = 0.03
"""A pose has settled when no joint would turn more than this, degrees."""

NUDGE = 1e-3
"""Degrees, and hundredths of body height, by which slopes are felt."""


class Settled(NamedTuple):
    """A movement as it is drawn.

    Attributes:
        poses: Every pose as settled, by name.
        seconds: When each frame is reached; shape (frames,).
        bodies: The body in each frame.
        shown: Place of each pose among the frames, by name.
        placed: Props that stand in the room, in order.
    """

    poses: Mapping[str, Pose]
    seconds: Floats
    bodies: Skeleton
    shown: Mapping[str, int]
    placed: tuple[Placed, ...]


def settle(movement: Movement, body: Body) -> Settled:
    """Return a movement whose hands, feet and back are where they bear, frame by frame."""
    alone = _settled(_written(movement.start), _Ground(body, bearings(movement, {}), {}))
    starting = _skeleton(alone, body)
    standing = tuple(place(prop, starting) for prop in movement.props if prop.through is None)
    borne = bearings(movement, {found.prop.kind.value: found for found in standing})
    states, stays = _key_states(movement, body, borne)
    poses = {name: posed(state[: len(JOINTS)]) for name, state in states.items()}
    frames, seconds, shown = _timeline(movement, states, _Ground(body, borne, stays))
    return Settled(poses, np.array(seconds), _skeleton(np.array(frames), body), shown, standing)


class _Ground(NamedTuple):
    """What a body settles on: the bearings that hold in these poses, and where parts stay."""

    body: Body
    borne: Sequence[Bearing]
    stays: Mapping[int, Floats]
    poses: Sequence[str] = ("start",)

    def misses(self, states: Floats) -> Floats:
        bodies = _skeleton(states, self.body)
        held = [
            misses(bodies, bearing, self.stays.get(which))
            for which, bearing in enumerate(self.borne)
            if bearing.holds_in(self.poses)
        ]
        return np.concatenate([*held, sunk(bodies)], axis=1)


def _key_states(
    movement: Movement, body: Body, borne: Sequence[Bearing]
) -> tuple[dict[str, Floats], dict[int, Floats]]:
    """Settle every pose in the order in which it is reached; what bears in two of them stays in place."""
    states: dict[str, Floats] = {}
    stays: dict[int, Floats] = {}
    last = np.zeros(3)
    for name in dict.fromkeys(["start", *(phase.to for phase in movement.phases), *movement.poses]):
        written = _written(movement.poses[name])
        written[0, -3:-1] = last[:2]
        states[name] = _settled(written, _Ground(body, borne, stays, (name,)))[0]
        last = states[name][-3:]
        points = _skeleton(states[name][None], body).points[0]
        for which, bearing in enumerate(borne):
            if bearing.holds_in((name,)):
                stays.setdefault(which, points[bearing.part])
    return states, stays


def _timeline(
    movement: Movement, states: Mapping[str, Floats], ground: _Ground
) -> tuple[list[Floats], list[float], dict[str, int]]:
    """Return every frame, when it is reached, and which frame shows which pose."""
    frames, seconds, shown = [states["start"]], [0.0], {"start": 0}
    names = ["start", *(phase.to for phase in movement.phases)]
    for (left, reached), phase in zip(pairwise(names), movement.phases, strict=True):
        way = [states[reached]]
        if left != reached:
            way = _way(states[left], states[reached], ground._replace(poses=(left, reached)))
        seconds += [seconds[-1] + phase.seconds * (step + 1) / len(way) for step in range(len(way))]
        frames += way
        shown.setdefault(reached, len(frames) - 1)
    shown.setdefault("end", 0)
    return frames, seconds, shown


def _way(left: Floats, reached: Floats, ground: _Ground) -> list[Floats]:
    """Return the frames after the first pose, the second included: slow, faster, slow."""
    turned = float(np.abs(reached - left)[: len(JOINTS)].max())
    steps = int(np.clip(np.ceil(turned / LARGEST_STEP) + 1, 2, MOST_STEPS))
    share = np.linspace(0, 1, steps + 1)[1:-1, None]
    eased = share * share * (3 - 2 * share)
    between = left + eased * (reached - left)
    return [*_settled(between, ground), reached]


def _written(pose: Pose) -> Floats:
    """Return a pose as a state: its angles, then where it stands; shape (1, joints + 3)."""
    return np.concatenate([pose.angles, np.zeros(3)])[None]


def _skeleton(states: Floats, body: Body) -> Skeleton:
    bodies = skeleton(states[:, : len(JOINTS)], body)
    return bodies._replace(points=bodies.points + states[:, None, -3:])


def _settled(written: Floats, ground: _Ground) -> Floats:
    """Return the states nearest to those written in which nothing misses what it bears on.

    Args:
        written: Angles in degrees, then where each stands in body heights; shape (n, joints + 3).
        ground: What it settles on.
    """
    states = written.copy()
    if not states[:, -1].any():
        states[:, -1] -= sunk(_skeleton(states, ground.body)).min(axis=1)
    aim, cautious = states.copy(), np.full(len(states), 1e-3)
    cost = _cost(states, aim, ground)
    for _ in range(ROUNDS):
        step = _step(states, aim, cautious, ground)
        tried = states + step
        tried[:, : len(JOINTS)] = np.clip(tried[:, : len(JOINTS)], *LIMITS)
        better = (new := _cost(tried, aim, ground)) < cost
        states, cost = np.where(better[:, None], tried, states), np.where(better, new, cost)
        cautious = np.where(better, cautious / 5, cautious * 8)
        if (np.abs(step[:, : len(JOINTS)]).max(axis=1) < ENOUGH).all():
            break
    return states


def _cost(states: Floats, aim: Floats, ground: _Ground) -> Floats:
    """How far each state is from bearing as it should and from what was written; shape (n,)."""
    missed, left = ground.misses(states), (states - aim) * PULL
    return np.asarray((missed**2).sum(axis=1) + (left**2).sum(axis=1))


def _step(states: Floats, aim: Floats, cautious: Floats, ground: _Ground) -> Floats:
    """Return the step of Levenberg and Marquardt; the more cautious, the shorter."""
    missed, slopes = _slopes(states, ground)
    square = slopes @ slopes.swapaxes(1, 2) + np.diag((PULL * UNIT) ** 2)
    square = square + cautious[:, None, None] * np.eye(len(UNIT)) * 1e-3
    downhill = np.einsum("nvr,nr->nv", slopes, missed) + (states - aim) * PULL**2 * UNIT
    step: Floats = np.linalg.solve(square, -downhill[:, :, None])[:, :, 0].clip(-20, 20) * UNIT
    return step


def _slopes(states: Floats, ground: _Ground) -> tuple[Floats, Floats]:
    """Return the misses and how each changes with each part of the state; shapes (n, r) and (n, v, r)."""
    n, wide = states.shape
    nudged = states[:, None] + np.concatenate([np.zeros((1, wide)), np.diag(UNIT * NUDGE)])
    found = ground.misses(nudged.reshape(-1, wide)).reshape(n, wide + 1, -1)
    return found[:, 0], (found[:, 1:] - found[:, :1]) / NUDGE
