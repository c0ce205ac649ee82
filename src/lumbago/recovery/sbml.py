"""The model of one person, without luck, as an SBML document that other simulators read.

    Cloud of one, inputs (days, inputs) -> SBML Level 3 Version 1

Our days have edges: inputs change at midnight, and what holds for a day is worked out once from the state
of that morning. One event does both, and keeps the readings of the day that ended (`daily_pain`).
"""

import inspect
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import escape
from itertools import groupby
from typing import Any, NamedTuple, Protocol

import libsbml  # type: ignore[import-untyped]
import numpy as np
import sympy  # type: ignore[import-untyped]
from numpy.typing import ArrayLike

from lumbago.recovery import equations
from lumbago.recovery.course import Cloud, usual_days
from lumbago.recovery.equations import Inputs, Parameters, State, Today
from lumbago.recovery.symbols import GIVEN, MORNING, TODAY, Expression, Symbolic, meanings, symbolic

DAY, PER_DAY, PLAIN = "day", "per_day", "dimensionless"
"""Units; every quantity but time is a share, an odds or a scale."""

DAILY = {"daily_pain": "pain", "daily_disability": "disability"}
"""Readings of the day that ended last, and what they are read from."""

CLOCK = {"one_day": ("one day", DAY), "next_day": ("when the next day begins", DAY)}

READ = {
    "drive": "Odds of pain, 0 none, 1 the middle of its scale",
    "strength": "Strength of the muscle, share of usual; torn fibres pull nothing",
    "perfusion": "Blood supply of the muscle, 1 in a usual state",
    "capacity": "Load that the back bears, share of a heavy working day",
    "pain": "Pain, 0-10",
    "disability": "Disability, Roland-Morris, 0-100 per cent",
    "chance_of_injury": "Chance of a new strain in a day like this, 0-1; it never strikes here",
}
"""What is read off the state at any moment."""


class Described(Protocol):
    """What is known of a parameter in words."""

    @property
    def meaning(self) -> str:
        """What it does."""

    @property
    def unit(self) -> str:
        """Its unit; whatever is per day says `/d`."""


class _Draft(NamedTuple):
    """A document being written.

    Attributes:
        model: libSBML's model.
        symbolic: The equations.
        per_day: Parameters whose unit is per day.
    """

    model: Any
    symbolic: Symbolic
    per_day: frozenset[str]


def sbml(person: Cloud, inputs: ArrayLike, described: Mapping[str, Described]) -> str:
    """Write the deterministic model of one person as SBML; the same arguments give the same text.

    Args:
        person: Parameters, state and fluctuation at the start, one person. The fluctuation enters the
            readings of day 0 only, as in `follow` without luck.
        inputs: What each day brings, shape (days, inputs); ordinary days follow the last.
        described: Meaning and unit of each parameter.

    Returns:
        The document: states, parameters and inputs are SBML parameters, since none is a substance.

    Raises:
        ValueError: When there is not exactly one person, or the inputs have another number of columns.
    """
    given = np.asarray(inputs, np.float32)
    if person.parameters.shape[1] != 1:
        raise ValueError(f"{person.parameters.shape[1]} people; expected one")
    if given.ndim != 2 or given.shape[1] != len(Inputs._fields):
        raise ValueError(f"inputs have shape {given.shape}; expected (days, {len(Inputs._fields)})")
    document = libsbml.SBMLDocument(3, 1)
    per_day = frozenset(name for name in Parameters._fields if "/d" in described[name].unit)
    draft = _Draft(document.createModel(), symbolic(), per_day)
    _name(draft)
    _write_units(draft)
    _write_parameters(draft, person, described)
    _write_days(draft, np.vstack([given, usual_days(1)]))
    _write_states(draft, person)
    _write_readings(draft, person)
    _write_midnight(draft)
    return str(libsbml.writeSBMLToString(document))


def _name(draft: _Draft) -> None:
    source = sha256(inspect.getsource(equations).encode()).hexdigest()[:16]
    sentences = (
        "The recovery model of Lumbago for one person, without luck: no fluctuation and no new strain.",
        f"Made from {equations.__name__} (SHA-256 of its source begins with {source}); names are as there.",
        f"{MORNING}: the state when the day began. {GIVEN}: inputs of the day. {TODAY}: what holds for it.",
        "daily_pain and daily_disability: as read at the end of the day that ended last.",
        "Not a medical device. That an episode of back pain is a muscle tear is unproven.",
    )
    body = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    draft.model.setId("lumbago_recovery")
    draft.model.setName("Recovery from acute low back pain")
    draft.model.setNotes(f'<body xmlns="http://www.w3.org/1999/xhtml">{body}</body>')


def _write_units(draft: _Draft) -> None:
    for name, exponent in ((DAY, 1), (PER_DAY, -1)):
        definition = draft.model.createUnitDefinition()
        definition.setId(name)
        unit = definition.createUnit()
        unit.setKind(libsbml.UNIT_KIND_SECOND)
        unit.setExponent(exponent)
        unit.setScale(0)
        unit.setMultiplier(86_400)
    draft.model.setTimeUnits(DAY)


def _write_parameters(draft: _Draft, person: Cloud, described: Mapping[str, Described]) -> None:
    for name, value in zip(Parameters._fields, person.parameters[:, 0], strict=True):
        unit = PER_DAY if name in draft.per_day else PLAIN
        words = f"{described[name].meaning} [{described[name].unit}]"
        _quantity(draft, name, words, unit).setValue(_short(value))
    for name, (words, unit) in CLOCK.items():
        _quantity(draft, name, words, unit).setValue(1)


def _write_days(draft: _Draft, given: Any) -> None:  # noqa: ANN401
    """Write the inputs, each by its runs of equal days, and what holds for a day."""
    _quantity(draft, DAY, "Number of the day being lived, from 0", PLAIN).setValue(0)
    words = meanings(Inputs)
    for name, column in zip(Inputs._fields, given.T, strict=True):
        _quantity(draft, GIVEN + name, words.get(name, name), PLAIN)
        _rule(draft, GIVEN + name, _by_day(column))
    words = meanings(Today)
    for name, expression in draft.symbolic.today._asdict().items():
        known = {str(symbol) for symbol in expression.free_symbols}
        unit = PER_DAY if known & draft.per_day else PLAIN
        _quantity(draft, TODAY + name, f"Today: {words.get(name, name)}", unit)
        _rule(draft, TODAY + name, expression)


def _by_day(column: Any) -> str:  # noqa: ANN401
    """Return the formula of one input; not a number is the person's usual load.

    Examples:
        >>> _by_day(np.array([1, 1, np.nan]))
        'piecewise(1, day < 2, usual_load)'
        >>> _by_day(np.array([0, 0]))
        '0'
    """
    values = ["usual_load" if np.isnan(value) else f"{_short(value):g}" for value in column]
    pieces, end = [], 0
    for value, run in groupby(values):
        end += len(list(run))
        pieces += [value, f"day < {end}"]
    return f"piecewise({', '.join(pieces[:-1])})" if len(pieces) > 2 else pieces[0]


def _write_states(draft: _Draft, person: Cloud) -> None:
    words = meanings(State)
    for name, value in zip(State._fields, person.states[:, 0], strict=True):
        _quantity(draft, name, words[name], PLAIN).setValue(_short(value))
        rule = draft.model.createRateRule()
        rule.setVariable(name)
        rule.setMath(_formula(getattr(draft.symbolic.rates, name)))
    for name in _mornings(draft):
        start = person.states[State._fields.index(name.removeprefix(MORNING)), 0]
        _quantity(draft, name, f"In the morning: {words[name.removeprefix(MORNING)]}", PLAIN).setValue(
            _short(start)
        )


def _mornings(draft: _Draft) -> list[str]:
    """Return the names of the states whose morning a day remembers."""
    names = {str(symbol) for expression in draft.symbolic.today for symbol in expression.free_symbols}
    return sorted(name for name in names if name.startswith(MORNING))


def _write_readings(draft: _Draft, person: Cloud) -> None:
    hazard, one_day = sympy.symbols("hazard one_day")
    for name, expression in draft.symbolic.readings.items():
        _quantity(draft, name, READ[name], PLAIN)
        _rule(draft, name, expression.subs(hazard, hazard * one_day))
    for (name, source), value in zip(DAILY.items(), _first_readings(person), strict=True):
        words = f"{READ[source]}, at the end of the day that ended last"
        _quantity(draft, name, words, PLAIN).setValue(_short(value))


def _first_readings(person: Cloud) -> Iterator[float]:
    """Yield pain and disability before any day was lived."""
    state, p = State(*person.states[:, 0].astype(float)), Parameters(*person.parameters[:, 0].astype(float))
    day = equations.today(state, p, Inputs(*usual_days(1)[0].astype(float)))
    odds = equations.drive(state, p, day)
    for reading, shake in zip((equations.felt, equations.limited), person.shakes[:, 0], strict=True):
        yield float(reading(odds, p, float(shake)))


def _write_midnight(draft: _Draft) -> None:
    event = draft.model.createEvent()
    event.setId("midnight")
    event.setName("A day ends and the next begins")
    event.setUseValuesFromTriggerTime(True)
    trigger = event.createTrigger()
    trigger.setInitialValue(True)
    trigger.setPersistent(True)
    trigger.setMath(_formula("time >= next_day"))
    changes = {**DAILY, DAY: f"{DAY} + 1", "next_day": "next_day + one_day"}
    changes.update({name: name.removeprefix(MORNING) for name in _mornings(draft)})
    for name, formula in changes.items():
        draft.model.getParameter(name).setConstant(False)
        assignment = event.createEventAssignment()
        assignment.setVariable(name)
        assignment.setMath(_formula(formula))


def _quantity(draft: _Draft, name: str, words: str, unit: str) -> Any:  # noqa: ANN401
    parameter = draft.model.createParameter()
    parameter.setId(name)
    parameter.setName(words)
    parameter.setUnits(unit)
    parameter.setConstant(name in Parameters._fields or name == "one_day")
    return parameter


def _rule(draft: _Draft, name: str, formula: Expression) -> None:
    rule = draft.model.createAssignmentRule()
    rule.setVariable(name)
    rule.setMath(_formula(formula))


def _formula(formula: Expression) -> Any:  # noqa: ANN401
    """Read a SymPy expression, or SBML's own infix, as MathML whose bare numbers have no dimension."""
    text = formula if isinstance(formula, str) else _Infix().doprint(formula)
    tree = libsbml.parseL3Formula(text)
    if tree is None:
        raise ValueError(f"{text}: {libsbml.getLastParseL3Error()}")
    _without_dimension(tree)
    return tree


def _without_dimension(tree: Any) -> None:  # noqa: ANN401
    if tree.isNumber():
        tree.setUnits(PLAIN)
    for place in range(tree.getNumChildren()):
        _without_dimension(tree.getChild(place))


class _Infix(sympy.printing.str.StrPrinter):  # type: ignore[misc]
    """SymPy's text in SBML's infix."""

    def doprint(self, expr: Expression) -> str:
        return str(super().doprint(expr)).replace("**", "^")

    def _print_log(self, expr: Expression) -> str:
        return f"ln({self._print(expr.args[0])})"

    def _print_Piecewise(self, expr: Expression) -> str:  # noqa: N802 - SymPy's protocol
        *first, (last, _) = expr.args
        pieces = [self._print(part) for piece in first for part in piece]
        return f"piecewise({', '.join([*pieces, self._print(last)])})"


def _short(value: float) -> float:
    """Return a number of single precision with no more digits than it has."""
    return float(str(np.float32(value)))
