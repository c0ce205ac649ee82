"""Pictures of exercises, drawn from their poses.

exercise -> SVG
"""

from functools import lru_cache

from lumbago.errors import UnknownIdError
from lumbago.knowledge import current
from lumbago.knowledge.languages import LANGUAGES, in_language
from lumbago.knowledge.poses import current_poses
from lumbago.posture import Form, Settled, draw, settle
from lumbago.wording.language import spoken_language


def picture(exercise: str, form: Form) -> str:
    """Return the picture of an exercise as SVG: moving, or still frames for print; titled as it is spoken.

    Args:
        exercise: Its id.
        form: Which of the two.

    Raises:
        UnknownIdError: When there is no such exercise.
    """
    return _drawn(exercise, form, spoken_language())


@lru_cache(maxsize=256 * len(LANGUAGES))
def _drawn(exercise: str, form: Form, language: str) -> str:
    knowledge = in_language(current(), language)
    if exercise not in knowledge.exercises:
        raise UnknownIdError(exercise, list(knowledge.exercises), kinds="exercise")
    told, movement = knowledge.exercises[exercise], current_poses().movements[exercise]
    description = f"{told.plain}. {' '.join(told.steps)}"
    return draw(movement, _settled(exercise), form=form, title=told.name, description=description)


@lru_cache(maxsize=256)
def _settled(exercise: str) -> Settled:
    """Return how the figure of an exercise moves: a quarter of a second of work; drawing is a thirtieth."""
    poses = current_poses()
    return settle(poses.movements[exercise], poses.body)
