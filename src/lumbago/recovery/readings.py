"""What may be read off people at the end of a day.

    state, parameters, day, fluctuation -> one reading by name

The states themselves may be read off, and what a person, a doctor or an employer would see.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lumbago.recovery import equations
from lumbago.recovery.equations import Number, Parameters, State, Today

IN_BED = 0.5
"""With less than this of the usual activity possible, nobody goes to work."""


class Evening(NamedTuple):
    """People at the end of a day.

    Attributes:
        state: How they are.
        parameters: Who they are.
        day: What held today.
        shakes: Fluctuation of pain and of disability, in standard deviations.
        injured: 1 after a new strain today, else 0.
    """

    state: State
    parameters: Parameters
    day: Today
    shakes: tuple[Number, Number]
    injured: Number


def read(name: str, evening: Evening) -> Number:
    """Return one reading out of `READ_OFF`."""
    return evening.state._asdict()[name] if name in State._fields else _READINGS[name](evening)


def _odds(evening: Evening) -> Number:
    return equations.drive(evening.state, evening.parameters, evening.day)


def _disability(evening: Evening) -> Number:
    return equations.limited(_odds(evening), evening.parameters, evening.shakes[1])


def _absent(evening: Evening) -> Number:
    unable = _disability(evening) > evening.parameters.work_limit
    return equations.choose(unable | (evening.day.ceiling < IN_BED), 1, 0)


_READINGS: Mapping[str, Callable[[Evening], Number]] = {
    "pain": lambda evening: equations.felt(_odds(evening), evening.parameters, evening.shakes[0]),
    "disability": _disability,
    "perfusion": lambda evening: equations.perfusion(evening.state, evening.parameters, evening.day),
    "strength": lambda evening: equations.strength(evening.state, evening.parameters),
    "capacity": lambda evening: equations.capacity(evening.state, evening.parameters),
    "injured": lambda evening: evening.injured,
    "absent": _absent,
}

READ_OFF = (*State._fields, *_READINGS)
"""Pain 0-10, disability 0-100, `injured` and `absent` (from work) 0 or 1, all else in shares of the usual."""
