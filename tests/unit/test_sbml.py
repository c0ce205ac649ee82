"""The exported model is valid SBML, and a simulator that is not ours finds our course in it."""

import sys

import libsbml
import numpy as np
import pytest
import sympy
from typer.testing import CliRunner

from lumbago.cli.app import app
from lumbago.cli.model import typical
from lumbago.knowledge import current
from lumbago.recovery import INPUTS, Luck, Spread, begin, draw, equations, follow
from lumbago.recovery.course import usual_days
from lumbago.recovery.equations import Inputs, Parameters, State
from lumbago.recovery.sbml import sbml
from lumbago.recovery.symbols import GIVEN, MORNING, READINGS, TODAY, symbolic

DAYS = 42
CLOSE = 1e-3
"""Points of pain, shares of what is usual; a hundred times that for disability in per cent."""

PEOPLE = [(2.0, 0), (4.0, 21), (6.0, 3), (8.5, 1), (9.8, 200)]
"""Pain at the start and days since onset."""

SEEN = ("pain", "disability", "perfusion", "strength", "capacity", *State._fields)


def arrows():
    return current().recovery.arrows


def drawn(number, pain, days_since_onset):
    spreads = {name: Spread(arrow.prior.median, arrow.between) for name, arrow in arrows().items()}
    luck = Luck(7, first_person=number)
    parameters = draw(spreads, 1, luck=luck)
    return begin(parameters, pain=pain, days_since_onset=days_since_onset, luck=luck)


def jumping_days(seed):
    """Inputs that jump from day to day, some of them for a week, load given or as usual."""
    luck = np.random.default_rng(seed)
    days = usual_days(DAYS)
    for column, name in enumerate(INPUTS):
        held = np.repeat(luck.random(DAYS // 7), 7) if name in {"nsaid", "education"} else luck.random(DAYS)
        days[:, column] = (
            held if name in {"rest", "load", "stretching", "strengthening", "aerobic"} else held > 0.6
        )
    days[:, INPUTS.index("immobilised")] = np.arange(DAYS) // 3 == 9
    days[::4, INPUTS.index("load")] = np.nan
    return days


MIDDAY = tuple(day + 0.5 for day in range(DAYS + 1))
LATE_EVENING = tuple(day + 1 - 1e-7 for day in range(DAYS))


def simulated(text, names, times=MIDDAY):
    """Run the document elsewhere; readings at these times, shape (times, names)."""
    roadrunner = pytest.importorskip(
        "roadrunner", reason="libroadrunner is not installed: no other simulator"
    )
    simulator = roadrunner.RoadRunner(text)
    simulator.integrator.setValue("relative_tolerance", 1e-9)
    simulator.integrator.setValue("absolute_tolerance", 1e-12)
    simulator.timeCourseSelections = list(names)
    return np.array(simulator.simulate(times=[0, *times]))[1:]


@pytest.mark.parametrize(("number", "person"), list(enumerate(PEOPLE)))
def test_another_simulator_finds_our_daily_pain_and_disability(number, person):
    cloud, days = drawn(number, *person), jumping_days(number)

    theirs = simulated(sbml(cloud, days, arrows()), ("daily_pain", "daily_disability"))

    ours = follow(cloud, days, luck=None).of
    assert np.abs(theirs[:, 0] - ours["pain"][:, 0]).max() < CLOSE
    assert np.abs(theirs[:, 1] - ours["disability"][:, 0]).max() < 100 * CLOSE


def test_another_simulator_finds_every_state_as_we_do():
    cloud, days = drawn(3, 8.5, 1), jumping_days(3)

    theirs = simulated(sbml(cloud, days, arrows()), SEEN, LATE_EVENING)

    ours = follow(cloud, days, luck=None, record=SEEN).of
    for place, name in enumerate(SEEN):
        scale = 100 if name == "disability" else 1
        assert np.abs(theirs[:, place] - ours[name][1:, 0]).max() < CLOSE * scale, name


def test_the_document_is_consistent_down_to_its_units():
    text = sbml(drawn(0, 6, 3), jumping_days(0), arrows())
    document = libsbml.readSBMLFromString(text)

    document.checkConsistency()

    faults = [document.getError(place).getMessage() for place in range(document.getNumErrors())]
    assert faults == []


def test_ordinary_days_follow_the_last_day_that_is_given():
    days = usual_days(2)
    days[:, INPUTS.index("rest")] = 1

    theirs = simulated(sbml(drawn(0, 6, 3), days, arrows()), (f"{GIVEN}rest", f"{GIVEN}load"))

    usual = float(drawn(0, 6, 3).parameters[Parameters._fields.index("usual_load"), 0])
    assert theirs[:4, 0].tolist() == [1, 1, 0, 0]
    assert theirs[:, 1] == pytest.approx(usual)


def test_the_same_person_gives_the_same_document():
    first, second = (sbml(drawn(1, 5, 9), jumping_days(1), arrows()) for _ in range(2))

    assert first == second


def test_a_document_holds_one_person():
    spreads = {name: Spread(arrow.prior.median) for name, arrow in arrows().items()}
    two = begin(draw(spreads, 2, luck=Luck(1)), pain=5, days_since_onset=1, luck=Luck(1))

    with pytest.raises(ValueError, match="2 people; expected one"):
        sbml(two, usual_days(1), arrows())


def test_every_day_has_all_inputs():
    with pytest.raises(ValueError, match="inputs have shape"):
        sbml(drawn(0, 6, 3), np.zeros((3, 2)), arrows())


def test_the_equations_on_symbols_are_the_equations():
    luck = np.random.default_rng(5)
    state = State(*luck.uniform(0.1, 0.9, len(State._fields)))
    morning = State(*luck.uniform(0.1, 0.9, len(State._fields)))
    parameters = Parameters(*luck.uniform(0.1, 0.9, len(Parameters._fields)))
    inputs = Inputs(*luck.uniform(0, 1, len(Inputs._fields)))
    day = equations.today(morning, parameters, inputs)
    odds = equations.drive(state, parameters, day)
    model = symbolic()
    values = {**state._asdict(), **parameters._asdict()}
    values |= {MORNING + name: value for name, value in morning._asdict().items()}
    values |= {GIVEN + name: value for name, value in inputs._asdict().items()}
    values |= {TODAY + name: value for name, value in day._asdict().items()}
    known = {"state": state, "parameters": parameters, "day": day}
    for name in ("drive", "strength", "perfusion"):
        values[name] = float(model.readings[name].subs(values))
    values["capacity"] = float(model.readings["capacity"].subs(values))

    def said(expression):
        return float(sympy.sympify(expression).subs(values))

    assert list(model.readings) == list(READINGS)
    assert [said(term) for term in model.today] == pytest.approx(list(day))
    assert [said(rate) for rate in model.rates] == pytest.approx(list(equations.rates(**known)))
    assert values["drive"] == pytest.approx(float(odds))
    assert said(model.readings["pain"]) == pytest.approx(equations.felt(odds, parameters, 0))
    assert said(model.readings["disability"]) == pytest.approx(equations.limited(odds, parameters, 0))
    assert said(model.readings["chance_of_injury"]) == pytest.approx(equations.chance_of_injury(**known))


def test_a_typical_person_starts_with_the_pain_that_is_stated():
    person = typical(current().recovery, 6, 3)

    assert follow(person, usual_days(0), luck=None).of["pain"][0, 0] == pytest.approx(6, abs=CLOSE)


def run(*arguments):
    return CliRunner().invoke(app, ["model", "export", *map(str, arguments)])


def test_the_command_writes_a_document(tmp_path):
    out, days = tmp_path / "recovery.xml", tmp_path / "days.csv"
    days.write_text("rest,load\n1,\n0,0.5\n", encoding="utf-8")

    ran = run("--sbml", out, "--inputs", days)

    assert ran.exit_code == 0
    document = libsbml.readSBMLFromFile(str(out))
    assert document.getNumErrors() == 0
    rule = document.getModel().getRule(f"{GIVEN}load")
    formula = libsbml.formulaToL3String(rule.getMath()).replace(" dimensionless", "")
    assert formula == "piecewise(usual_load, day < 1, 0.5, day < 2, usual_load)"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("rest,sauna\n1,1\n", "line 1: no input is called ['sauna']"),
        ("rest,rest\n1,1\n", "line 1: rest stands there twice"),
        ("rest,load\n1\n", "line 2: 1 values for 2 names"),
        ("rest\n0\n2\n", "line 3: rest: 2 is out of range. Give 0 to 1"),
        ("rest\nnan\n", "line 2: rest: nan is out of range"),
        ("rest\nmuch\n", "line 2: rest: 'much' is not a number"),
        ("", "line 1: no input is called"),
        ("rest\n" + "1\n" * 3_661, "3,661 days. Give at most 3,660"),
    ],
)
def test_a_bad_file_of_days_is_refused_and_nothing_is_written(tmp_path, content, said):
    days = tmp_path / "days.csv"
    days.write_text(content, encoding="utf-8")

    ran = run("--sbml", tmp_path / "out.xml", "--inputs", days)

    assert ran.exit_code == 2
    assert said in ran.output
    assert not (tmp_path / "out.xml").exists()


@pytest.mark.parametrize("package", ["libsbml", "sympy"])
def test_without_its_packages_the_command_says_what_to_install(tmp_path, monkeypatch, package):
    for module in ("lumbago.recovery.sbml", "lumbago.recovery.symbols"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, package, None)

    ran = run("--sbml", tmp_path / "out.xml")

    assert ran.exit_code == 2
    assert "pip install 'lumbago[export]'" in ran.output
    assert not (tmp_path / "out.xml").exists()
