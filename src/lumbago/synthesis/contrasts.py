"""Contrasts that no study can have found.

Contrasts -> nothing, or a fault that names the study
"""

from collections.abc import Sequence

import numpy as np

from lumbago.errors import SynthesisError
from lumbago.synthesis.studies import Contrasts, Floats

OPEN = 0.001
"""An effect may be this far from a difference of arms of its study: rounding. As in netmeta."""

NOTHING = 1e-9
"""Share of the largest variance of a study below which a negative one is rounding of the machine."""


def check_contrasts(contrasts: Contrasts) -> None:
    """Refuse contrasts that are impossible one by one.

    Raises:
        SynthesisError: Naming the study.
    """
    if not contrasts.studies:
        raise SynthesisError("", "there is no study", "Bring at least one study with two arms")
    columns = (contrasts.first, contrasts.second, contrasts.effects, contrasts.errors)
    if any(len(column) != len(contrasts.studies) for column in columns):
        raise SynthesisError("", "columns differ in length", "Give every contrast an entry in each")
    for row, (first, second) in enumerate(zip(contrasts.first, contrasts.second, strict=True)):
        if first == second:
            raise _fault(contrasts, row, "treat2", f"it compares {first} with itself")
    is_wrong = ~np.isfinite(contrasts.effects)
    if is_wrong.any():
        raise _fault(contrasts, int(np.argmax(is_wrong)), "TE", "its effect is not a number")
    is_wrong = ~(contrasts.errors > 0) | np.isinf(contrasts.errors)
    if is_wrong.any():
        row = int(np.argmax(is_wrong))
        told = f"its standard error is {contrasts.errors[row]:g}, but must be above 0"
        raise _fault(contrasts, row, "seTE", told)


def check_closure(off: Floats, studies: Sequence[str]) -> None:
    """Refuse effects of a study that contradict each other.

    Args:
        off: What keeps each effect from being a difference of arms, shape (studies, contrasts).
        studies: Their names.

    Raises:
        SynthesisError: Naming the study.
    """
    is_wrong = np.abs(off) > OPEN
    if is_wrong.any():
        raise SynthesisError(
            studies[int(np.argmax(is_wrong.any(axis=1)))],
            "its effects contradict each other: a against b plus b against c is not a against c",
            "Give them with more digits, or look them up in the paper",
        )


def check_variances(arms: Floats, spectrum: Floats, studies: Sequence[str]) -> None:
    """Refuse standard errors that arms of one study cannot have.

    Each arm adds its own variance to all its contrasts; a negative one is impossible.

    Args:
        arms: The variance that each arm adds, shape (studies, arms).
        spectrum: Eigenvalues of the covariances of arms, shape (studies, arms - 1).
        studies: Their names.

    Raises:
        SynthesisError: Naming the study.
    """
    largest = spectrum.max(axis=1)
    is_wrong = (arms.min(axis=1) < -NOTHING * largest) | (spectrum.min(axis=1) <= NOTHING * largest)
    if is_wrong.any():
        raise SynthesisError(
            studies[int(np.argmax(is_wrong))],
            "its standard errors cannot belong to arms of one study: one arm would have a variance below 0",
            "Give them with more digits, or look them up in the paper",
        )


def _fault(contrasts: Contrasts, row: int, column: str, told: str) -> SynthesisError:
    return SynthesisError(contrasts.studies[row], told, "Look it up in the paper", column=column, row=row)


def gap(there: Sequence[tuple[str, str]]) -> str:
    """Say which comparison of a study is doubled or missing, in words.

    Examples:
        >>> gap([("heat", "rest"), ("heat", "walk")])
        'it has 3 arms, but no comparison of rest with walk'
    """
    for first, second in there:
        if there.count((first, second)) > 1:
            return f"it compares {first} with {second} more than once"
    arms = sorted({arm for pair in there for arm in pair})
    missing = (
        f"{first} with {second}"
        for place, first in enumerate(arms)
        for second in arms[place + 1 :]
        if (first, second) not in there
    )
    return f"it has {len(arms)} arms, but no comparison of {', '.join(missing)}"
