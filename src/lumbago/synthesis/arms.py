"""Arms that belong together, and arms that no study can have had.

MeanArms | EventArms -> rows by study
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lumbago.errors import SynthesisError
from lumbago.synthesis.studies import EventArms, Floats, Ints, MeanArms, Names


def groups(studies: Names, treatments: Names) -> Iterator[Ints]:
    """Yield the rows of studies with equally many arms, shape (studies, arms), arms ordered by name."""
    by_study: dict[str, list[int]] = {}
    for row, study in enumerate(studies):
        by_study.setdefault(study, []).append(row)
    by_size: dict[int, list[list[int]]] = {}
    for rows in by_study.values():
        by_size.setdefault(len(rows), []).append(sorted(rows, key=lambda row: treatments[row]))
    for size in sorted(by_size):
        yield np.array(by_size[size], dtype=np.int64)


def check_means(arms: MeanArms) -> None:
    """Refuse means by arm that are impossible.

    Raises:
        SynthesisError: Naming the study.
    """
    _check_same_length(arms.studies, (arms.treatments, arms.n, arms.means, arms.sds))
    _check_arms(arms.studies, arms.treatments)
    _refuse(arms, ~(arms.n > 0) | np.isinf(arms.n), ("n", arms.n, "n must be above 0"))
    _refuse(arms, ~np.isfinite(arms.means), ("mean", arms.means, "a mean must be a number"))
    _refuse(arms, ~(arms.sds > 0) | np.isinf(arms.sds), ("sd", arms.sds, "a deviation must be above 0"))


def check_events(arms: EventArms) -> None:
    """Refuse events by arm that are impossible.

    Raises:
        SynthesisError: Naming the study.
    """
    _check_same_length(arms.studies, (arms.treatments, arms.events, arms.n))
    _check_arms(arms.studies, arms.treatments)
    _refuse(arms, ~(arms.n > 0) | np.isinf(arms.n), ("n", arms.n, "n must be above 0"))
    _refuse(arms, ~(arms.events >= 0), ("events", arms.events, "events must be 0 or more"))
    _refuse(arms, arms.events > arms.n, ("events", arms.events, "there are more events than people"))


def _check_same_length(studies: Names, others: tuple[Names | Floats, ...]) -> None:
    if not studies:
        raise SynthesisError("", "there is no study", "Bring at least one study with two arms")
    if any(len(other) != len(studies) for other in others):
        raise SynthesisError("", "columns differ in length", "Give every arm an entry in each")


def _check_arms(studies: Names, treatments: Names) -> None:
    """Refuse an arm that stands there twice, and a study of one arm."""
    seen: dict[str, set[str]] = {}
    for row, (study, treatment) in enumerate(zip(studies, treatments, strict=True)):
        arms = seen.setdefault(study, set())
        if treatment in arms:
            raise SynthesisError(
                study,
                f"it has two arms '{treatment}'",
                "Pool them into one arm, or name them apart",
                column="treat",
                row=row,
            )
        arms.add(treatment)
    for row, study in enumerate(studies):
        if len(seen[study]) == 1:
            raise SynthesisError(
                study, "it has one arm only", "Add what it was compared with, or leave it out", row=row
            )


def _refuse(arms: MeanArms | EventArms, is_wrong: NDArray[np.bool_], told: tuple[str, Floats, str]) -> None:
    if not is_wrong.any():
        return
    column, numbers, rule = told
    row = int(np.argmax(is_wrong))
    raise SynthesisError(
        arms.studies[row],
        f"{column} of arm '{arms.treatments[row]}' is {numbers[row]:g}: {rule}",
        "Look it up in the paper",
        column=column,
        row=row,
    )
