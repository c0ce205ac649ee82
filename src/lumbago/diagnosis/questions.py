"""What each unasked question could do to the differential.

Table -> by finding, the probabilities if it were absent and if it were present
"""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from lumbago.diagnosis.bayes import Floats, probabilities
from lumbago.diagnosis.weights import ratios_of, weights_of
from lumbago.knowledge import Knowledge
from lumbago.knowledge.asking import unasked
from lumbago.knowledge.table import ABSENT, PRESENT, Table, columns


def if_answered(table: Table, knowledge: Knowledge) -> dict[str, Floats]:
    """Try every unasked question both ways, in one pass of the array kernel.

    Args:
        table: One history.
        knowledge: Conditions to weigh.

    Returns:
        By finding: probabilities if absent and if present, shape (2, conditions).
    """
    keys = sorted(unasked(table, knowledge) & _weighed(knowledge))
    if not keys:
        return {}
    tried = _repeated(table, 2 * len(keys))
    place = columns(knowledge)
    for number, key in enumerate(keys):
        tried.states[2 * number, place[key]] = ABSENT
        tried.states[2 * number + 1, place[key]] = PRESENT
    result = probabilities(tried, weights_of(knowledge), threads=1)
    return {key: result[2 * number : 2 * number + 2] for number, key in enumerate(keys)}


def expected_shift(table: Table, knowledge: Knowledge) -> dict[str, float]:
    """Return how far each unasked question is expected to move the differential.

    The distance is half the summed change of all probabilities (total variation, 0-1),
    averaged over the answer. How likely "yes" is follows from the finding's frequency in
    back pain at large and its LR+ for the conditions as they stand.
    """
    now = probabilities(table, weights_of(knowledge), threads=1)[0]
    shifts = {}
    for key, answered in if_answered(table, knowledge).items():
        chance = _chance_of_yes(key, now, knowledge)
        absent, present = np.abs(answered - now).sum(axis=1) / 2
        shifts[key] = float((1 - chance) * absent + chance * present)
    return shifts


@lru_cache(maxsize=8)
def _weighed(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(finding for _, finding, _ in ratios_of(knowledge))


def _chance_of_yes(key: str, now: Floats, knowledge: Knowledge) -> float:
    ratios = ratios_of(knowledge)
    ratio = [
        found.value if (found := ratios.get((condition, key, True))) is not None else 1.0
        for condition in knowledge.conditions
    ]
    return float(np.clip(knowledge.findings[key].frequency * (now @ np.array(ratio)), 0.01, 0.95))


def _repeated(table: Table, times: int) -> Table:
    return replace(
        table,
        states=np.asfortranarray(np.repeat(table.states, times, axis=0)),
        age=np.repeat(table.age, times),
        duration_days=np.repeat(table.duration_days, times),
        nprs=np.repeat(table.nprs, times),
        sex=np.repeat(table.sex, times),
        setting=np.repeat(table.setting, times),
    )
