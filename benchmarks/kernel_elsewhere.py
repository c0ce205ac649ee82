"""The recovery model for simulators that read a model file, made from the equations on symbols.

    equations -> SBML, Myokit's language; a way to live a day, one person, inputs -> pain each day

Parameters and what holds today are constants that are set from outside, so each solver starts anew every
morning and none has to carry the days' inputs.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy.printing.str import StrPrinter

from lumbago.recovery import Cloud
from lumbago.recovery.equations import Inputs, Parameters, State, Today, today
from lumbago.recovery.symbols import TODAY, symbolic

CONSTANTS = (*Parameters._fields, *(TODAY + name for name in Today._fields))
READINGS = ("drive", "perfusion", "pain")

Day = Callable[[State, tuple[float, ...]], tuple[State, float]]
"""Takes the morning's state and the constants; returns the evening's state and pain."""


class _Words(StrPrinter):
    """Expressions in the words of both languages, but for the name of a choice."""

    choice = "piecewise({yes}, {condition}, {no})"

    def _print_Piecewise(self, expression: Any) -> str:  # noqa: N802 - SymPy's protocol
        (yes, condition), (no, _) = expression.args
        return self.choice.format(condition=self._print(condition), yes=self._print(yes), no=self._print(no))

    def _print_Pow(self, expression: Any, rational: bool = False) -> str:  # noqa: N802
        base, power = map(self._print, expression.args)
        return f"(({base})^({power}))"


class _MyokitWords(_Words):
    choice = "if({condition}, {yes}, {no})"


def _formulas(words: _Words) -> tuple[dict[str, str], dict[str, str]]:
    """Return readings and rates by name."""
    found = symbolic()
    return (
        {name: words.doprint(found.readings[name]) for name in READINGS},
        {name: words.doprint(sympy.sympify(rate)) for name, rate in found.rates._asdict().items()},
    )


def followed(day: Day, person: Cloud, inputs: NDArray[np.float32]) -> list[float]:
    """Return pain at the end of each day of one person."""
    parameters = Parameters(*person.parameters[:, 0].tolist())
    state, pain = State(*person.states[:, 0].tolist()), []
    for row in inputs.tolist():
        terms = today(state, parameters, Inputs(*row))
        state, felt = day(state, (*parameters, *map(float, terms)))
        pain.append(felt)
    return pain


def myokit_day(relative: float, absolute: float) -> Day:
    """Return a day in Myokit (CVODES)."""
    import myokit

    readings, rates = _formulas(_MyokitWords())
    lines = ["[[model]]", *(f"body.{name} = 0.5" for name in State._fields), "[engine]", "time = 0 bind time"]
    lines += ["[body]", *(f"{name} = 1" for name in CONSTANTS)]
    lines += [f"{name} = {formula}" for name, formula in readings.items()]
    lines += [f"dot({name}) = {formula}" for name, formula in rates.items()]
    simulation = myokit.Simulation(myokit.parse_model("\n".join(lines) + "\n"))
    simulation.set_tolerance(absolute, relative)
    known: dict[str, float] = {}

    def day(state: State, constants: tuple[float, ...]) -> tuple[State, float]:
        for name, value in zip(CONSTANTS, constants, strict=True):
            if known.get(name) != value:
                simulation.set_constant(f"body.{name}", value)
                known[name] = value
        simulation.set_time(0)
        simulation.set_state(list(state))
        log = simulation.run(1, log=["body.pain"], log_times=[1 - 1e-9])
        return State(*simulation.state()), log["body.pain"][-1]

    return day


def roadrunner_day(relative: float, absolute: float) -> Day:
    """Return a day in libRoadRunner (CVODE)."""
    import roadrunner

    simulator = roadrunner.RoadRunner(_plain_sbml())
    simulator.integrator.setValue("relative_tolerance", relative)
    simulator.integrator.setValue("absolute_tolerance", absolute)
    simulator.timeCourseSelections = ["pain", *State._fields]
    places = {name: k for k, name in enumerate(simulator.model.getGlobalParameterIds())}
    chosen = [places[name] for name in (*State._fields, *CONSTANTS)]

    def day(state: State, constants: tuple[float, ...]) -> tuple[State, float]:
        simulator.model.setTime(0)
        simulator.model.setGlobalParameterValues(chosen, [*state, *constants])
        pain, *states = np.asarray(simulator.simulate(0, 1, 2))[-1].tolist()
        return State(*states), pain

    return day


def _plain_sbml() -> str:
    import libsbml

    document = libsbml.SBMLDocument(3, 1)
    model, (readings, rates) = document.createModel(), _formulas(_Words())
    for name in (*State._fields, *CONSTANTS, *readings):
        quantity = model.createParameter()
        quantity.setId(name)
        quantity.setValue(0.5)
        quantity.setConstant(name in CONSTANTS)
    for formulas, create in ((readings, model.createAssignmentRule), (rates, model.createRateRule)):
        for name, formula in formulas.items():
            rule = create()
            rule.setVariable(name)
            rule.setMath(libsbml.parseL3Formula(formula))
    return str(libsbml.writeSBMLToString(document))
