"""Read and write a trial of one.

TOML <-> Trial
"""

from datetime import date

import tomli
import tomli_w
from pydantic import TypeAdapter, ValidationError

from lumbago.errors import ReportError
from lumbago.n_of_1.drawing import Trial

_TRIAL = TypeAdapter(Trial)


def read_trial(text: str) -> Trial:
    """Read a trial of one.

    Raises:
        ReportError: Naming the field that cannot be read.
    """
    try:
        return _TRIAL.validate_python(tomli.loads(text))
    except tomli.TOMLDecodeError as broken:
        raise ReportError(
            "file", f"it is no TOML ({broken})", "Write it as 'lumbago n-of-1 draw' does"
        ) from None
    except ValidationError as invalid:
        error = invalid.errors(include_url=False)[0]
        place = ".".join(map(str, error["loc"])) or "file"
        shown = str(error.get("input"))[:60]
        raise ReportError(place, f"'{shown}' is not possible here", error["msg"]) from None


def written(trial: Trial) -> str:
    """Return a trial of one as TOML; what is not known yet is left out."""
    fields = _TRIAL.dump_python(trial, mode="python", exclude_none=True)
    return tomli_w.dumps({**fields, "days": [dict(day) for day in fields["days"]]})


def with_answer(trial: Trial, on: date, *, nprs: int, kept: bool | None = None) -> Trial:
    """Return a trial with the pain of one day.

    Raises:
        ReportError: When the day is none of its own, or the pain impossible.
    """
    if not trial.days:
        raise ReportError("days", "there are none", "Draw them with 'lumbago n-of-1 draw'")
    if all(day.on != on for day in trial.days):
        first, last = trial.days[0].on, trial.days[-1].on
        raise ReportError("on", f"{on} is no day of this trial", f"It runs from {first} to {last}")
    fields = {**_TRIAL.dump_python(trial)}
    fields["days"] = [
        {**day, "nprs": nprs, "kept": kept} if day["on"] == on else day for day in fields["days"]
    ]
    try:
        return _TRIAL.validate_python(fields)
    except ValidationError:
        raise ReportError("nprs", f"'{nprs}' is not possible here", "Write 0 to 10") from None
