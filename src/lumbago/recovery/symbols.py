"""The equations on symbols: what every export and every page about the model is made from.

    equations -> expressions (SymPy)

Nothing is written twice: the functions of `equations.py` run as they stand, with symbols in the fields
and with SymPy's `exp`, `log` and a piecewise `choose`. SymPy is needed here and nowhere else.
"""

from collections.abc import Callable
from inspect import signature
from types import FunctionType
from typing import Any, NamedTuple

import sympy  # type: ignore[import-untyped]

from lumbago.recovery import equations
from lumbago.recovery.equations import Inputs, Parameters, State, Today

MORNING = "morning_"
"""Before the name of a state: its value when the day began."""

GIVEN = "given_"
"""Before the name of an input of the day."""

TODAY = "today_"
"""Before the name of a term that holds for the whole day."""

READINGS = {
    "drive": "drive",
    "strength": "strength",
    "perfusion": "perfusion",
    "capacity": "capacity",
    "pain": "felt",
    "disability": "limited",
    "chance_of_injury": "chance_of_injury",
}
"""What is read off the state, and the function that reads it; each after those that it calls."""

Expression = Any
"""A SymPy expression."""


class Symbolic(NamedTuple):
    """The model as expressions; a state or a parameter is a symbol of its own name.

    Attributes:
        today: What holds for a day, from parameters, inputs (`given_...`) and the morning's state
            (`morning_...`).
        readings: By the names of `READINGS`, without fluctuation; one that uses another has its symbol.
        rates: How fast each state changes, per day, from states, parameters, `today_...`, `drive` and
            `perfusion`.
    """

    today: Today
    readings: dict[str, Expression]
    rates: State


def symbolic() -> Symbolic:
    """Run the equations on symbols; the load that a day gives is always one of its own, never "the usual"."""
    scope, name = _functions(), sympy.Symbol
    known = {
        "state": State(*map(name, State._fields)),
        "parameters": Parameters(*map(name, Parameters._fields)),
        "inputs": Inputs(*(name(GIVEN + field) for field in Inputs._fields)),
        "day": Today(*(name(TODAY + field) for field in Today._fields)),
        "odds": name("drive"),
        "shake": 0,
    }
    morning = State(*(name(MORNING + field) for field in State._fields))
    today = _called(scope["today"], {**known, "state": morning})
    readings = {}
    for reading, function in READINGS.items():
        readings[reading] = _called(scope[function], known)
        scope[function] = _symbol_of(reading)
    return Symbolic(today, readings, _called(scope["rates"], known))


def meanings(kind: type) -> dict[str, str]:
    """Return what each field of `State`, `Inputs` or `Today` means, as its docstring says.

    Examples:
        >>> meanings(State)["damaged"]
        'Share of muscle fibres torn and not yet cleared away, 0-1'
    """
    _, _, listed = (kind.__doc__ or "").partition("Attributes:")
    pairs = (line.strip().partition(": ") for line in listed.splitlines())
    return {name: words.rstrip(".") for name, _, words in pairs if words}


def _functions() -> dict[str, Any]:
    """Return the functions of the equations in a scope where arithmetic is SymPy's.

    They call each other through that scope, so that one put in another's place is called instead.
    """
    scope = {**vars(equations), "exp": sympy.exp, "log": sympy.log, "choose": _choose}
    own = {name: value for name, value in vars(equations).items() if isinstance(value, FunctionType)}
    scope.update({name: FunctionType(function.__code__, scope, name) for name, function in own.items()})
    return scope


def _called(function: Callable[..., Any], known: dict[str, Any]) -> Any:  # noqa: ANN401
    """Call a function with what its parameters are named for."""
    return function(**{name: known[name] for name in signature(function).parameters})


def _choose(condition: Any, yes: Any, no: Any) -> Expression:  # noqa: ANN401
    return sympy.Piecewise((yes, condition), (no, True))


def _symbol_of(name: str) -> Callable[..., Expression]:
    return lambda *_: sympy.Symbol(name)
