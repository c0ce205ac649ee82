"""Questions laid out in short checklists of a kind.

findings -> Screens
"""

from collections.abc import Collection, Iterable

from lumbago.interview.steps import Screen, Stage
from lumbago.knowledge import Knowledge
from lumbago.knowledge.table import columns

LONGEST_CHECKLIST = 8


def general_first(wanted: Collection[str], knowledge: Knowledge) -> list[str]:
    """Return what to ask next: a special finding waits for the general one that it implies.

    A "no" to the general one answers both.
    """
    return [key for key in wanted if not set(knowledge.findings[key].implies) & set(wanted)]


def laid_out_in_checklists(keys: Iterable[str], stage: Stage, knowledge: Knowledge) -> list[Screen]:
    """Lay questions out in checklists of one kind, at most eight each, in the order of the topics."""
    by_topic: dict[str, list[str]] = {}
    for key in keys:
        by_topic.setdefault(knowledge.findings[key].topic, []).append(key)
    screens = []
    for topic in sorted(by_topic, key=lambda topic: knowledge.topics[topic].order):
        place = columns(knowledge)
        for start in range(0, len(by_topic[topic]), LONGEST_CHECKLIST):
            asks = tuple(sorted(by_topic[topic][start : start + LONGEST_CHECKLIST], key=place.__getitem__))
            title, intro = knowledge.topics[topic].title, knowledge.topics[topic].intro
            screens.append(Screen(f"{stage.value}-{topic}-{asks[0]}", title, intro, asks, stage))
    return screens
