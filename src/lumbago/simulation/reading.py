"""Read a trial written as TOML.

    text -> Trial

Every error names the line and the field, and says what to write instead.
"""

import tomllib
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from lumbago.errors import TrialError
from lumbago.simulation.checking import faults
from lumbago.simulation.places import line_of
from lumbago.simulation.protocol import Trial

LARGEST_TRIAL = 1_000_000
"""Characters; no honest protocol is longer."""

SHAPES = {
    "tuple_type": "It should be a list in square brackets",
    "dict_type": "It should be a table",
    "dataclass_type": "It should be a table, such as { mean = 7, sd = 5 }",
    "bool_type": "It should be true or false",
    "float_type": "It should be a number",
    "int_type": "It should be a whole number",
    "string_type": "It should be a text in quotes",
    "too_long": "It should hold fewer, such as [0, 13] for the first two weeks",
    "too_short": "Write at least one",
}
"""What a value should be, in words that are not a programmer's."""

_TRIAL = TypeAdapter(Trial)


def read_trial(text: str) -> Trial:
    """Read a trial.

    Raises:
        TrialError: Naming line and field of the first fault.
    """
    if len(text) > LARGEST_TRIAL:
        raise TrialError("file", f"it holds {len(text):,} characters", f"At most {LARGEST_TRIAL:,} are read")
    trial = _validated(_parsed(text), text)
    for fault in faults(trial):
        raise _error(fault.path, fault.problem, fault.remedy, text)
    return trial


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except RecursionError:
        raise TrialError(
            "file", "it is nested too deeply", "A trial holds tables of numbers, no more"
        ) from None
    except ValueError as broken:
        raise TrialError("file", f"this is not TOML ({broken})", "Mend that place and try again") from None


def _validated(fields: dict[str, Any], text: str) -> Trial:
    try:
        return _TRIAL.validate_python(fields)
    except ValidationError as invalid:
        error = invalid.errors(include_url=False)[0]
        path = tuple(part for part in error["loc"] if _is_written(part))
        raise _error(path, *_in_words(error), text) from None


def _is_written(part: str | int) -> bool:
    """Whether a part of a path stands in the file: branches of a union do not."""
    return isinstance(part, int) or not any(mark in part for mark in "[(-{")


def _error(path: Sequence[str | int], problem: str, remedy: str, text: str) -> TrialError:
    field = ".".join(map(str, path)) or "file"
    return TrialError(field, problem, remedy, line=line_of(text, path))


def _in_words(error: Any) -> tuple[str, str]:  # noqa: ANN401 - pydantic's own dictionary
    shown = str(error.get("input"))[:60]
    if error["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        return "there is no such field", "Check the spelling, or leave it out"
    if error["type"] in {"missing", "missing_argument"}:
        return "it is missing", "Write it"
    if error["type"] in SHAPES:
        return f"'{shown}' is not possible here", SHAPES[error["type"]]
    return f"'{shown}' is not possible here", error["msg"].replace("Input should be", "It should be")
