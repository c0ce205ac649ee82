"""Two halves of one check-in, said on one day, as one.

    fields, fields -> fields

The later answer wins, but for a "yes" that a later "no" leaves as it is.
"""

from collections.abc import Mapping
from typing import Any

from lumbago.knowledge import Knowledge


def joined(before: Mapping[str, Any], said: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """Return the fields of a check-in after more was said on its day.

    Args:
        before: What its day already held, in the form of report.json.
        said: What is said now.
        knowledge: Which findings stay once they are there.
    """
    whole = {**before, **said}
    stays = {
        key: True
        for key, yes in before.get("findings", {}).items()
        if yes and key in knowledge.findings and knowledge.findings[key].yes_stays
    }
    whole["findings"] = {**before.get("findings", {}), **said.get("findings", {}), **stays}
    felt = {one["exercise"]: one for one in (*before.get("felt", ()), *said.get("felt", ()))}
    done = dict.fromkeys((*before.get("done", ()), *said.get("done", ())))
    whole["felt"] = list(felt.values())
    whole["done"] = [id_ for id_ in done if felt.get(id_, {}).get("could_do") is not False]
    return {key: value for key, value in whole.items() if value not in ([], {})}
