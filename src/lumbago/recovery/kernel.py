"""Follow people day by day: one array kernel for one person, a cohort and a cloud of particles.

    parameters, states, inputs, luck -> daily readings

The equations are compiled as they stand (see `lanes.py`). A few people go side by side through all their
days, and nobody is treated apart: the numbers do not depend on who the neighbours are.
"""

from typing import Any, NamedTuple

import numpy as np

from lumbago.recovery import equations, luck
from lumbago.recovery.compiling import Program, Variable, compiled, lanes_of_this_processor
from lumbago.recovery.equations import Inputs, Parameters, State, Today
from lumbago.recovery.lanes import DOUBLE, SINGLE, WHOLE, Lanes
from lumbago.recovery.readings import READ_OFF, Evening, read

STEPS = 5
"""Runge-Kutta steps a day: pain within 1e-3 of an exact solution (tests/unit/test_kernel.py)."""

POINTERS = ("parameters", "states", "shakes", "inputs", "records")
WHOLES = ("people", "start", "end", "days", "seed", "first_person", "first_day", "lucky")
"""Arguments of the kernel, in this order. Arrays have people last; `states` and `shakes` move on in place;
`records` holds the address of an array (days + 1, people) for each of `READ_OFF`, or 0."""

NOTHING = 1e-15
"""Less is nothing: what fades for months would end in subnormal numbers, which are slow."""

SPARE_BITS, DRAWN_BITS = 9, 23
"""Of the 32 bits of a random word, so many make a fraction that single precision holds, never 0 nor 1."""


class Kernel(NamedTuple):
    """The kernel, ready to run.

    Attributes:
        run: Takes `POINTERS` as addresses and `WHOLES`; lets go of the interpreter while it runs.
        width: NumPy's name of its fractions.
        abreast: How many people go side by side.
        engine: Owns the machine code, which lives as long as it does.
    """

    run: Any
    width: str
    abreast: int
    engine: Any


def build(width: str, steps: int = STEPS) -> Kernel:
    """Compile the kernel for this processor, in a few tenths of a second.

    Args:
        width: `float32` (production) or `float64` (oracle).
        steps: Runge-Kutta steps a day.
    """
    abreast = lanes_of_this_processor()
    run, engine = compiled(write(width, abreast, steps), len(POINTERS + WHOLES))
    return Kernel(run, width, abreast, engine)


def write(width: str, abreast: int, steps: int = STEPS) -> str:
    """Write the kernel in LLVM's words, for so many people side by side; see `build`."""
    program = Program({"float32": SINGLE, "float64": DOUBLE}[width], abreast, POINTERS, WHOLES)
    given, zero = program.arguments, program.whole(0)
    with program.turns(given["start"], given["end"], by=abreast) as person:
        lives = _Lives(program, person)
        with program.turns(zero, given["days"] + 1) as day:
            lives.record(day)
            with program.when(day < given["days"]):
                lives.wake(day)
                with program.turns(zero, program.whole(steps)):
                    lives.step(1 / steps)
        lives.save()
    return program.text()


class _Lives:
    """The people who go side by side, as the program holds them."""

    def __init__(self, program: Program, person: Lanes) -> None:
        self.program, self.person, self.given = program, person, program.arguments
        self.parameters = Parameters(*self._rows("parameters", len(Parameters._fields)))
        self.states = [Variable(program, row) for row in self._rows("states", len(State._fields))]
        self.shakes = [Variable(program, row) for row in self._rows("shakes", 2)]
        self.injured = Variable(program, 0.0)
        usual = Inputs(*[0.0] * len(Inputs._fields))._replace(load=program.fraction(np.nan))
        self.today = [Variable(program, term) for term in equations.today(self.state, self.parameters, usual)]

    @property
    def state(self) -> State:
        """How they are at this point of the program."""
        return State(*(state.get() for state in self.states))

    @property
    def day(self) -> Today:
        """What holds today."""
        return Today(*(term.get() for term in self.today))

    def wake(self, day: Lanes) -> None:
        """Begin a day: what it brings, and its luck."""
        for state in self.states:
            state.set(equations.choose(state.get() < NOTHING, 0.0, state.get()))
        terms = equations.today(self.state, self.parameters, self._inputs(day))
        for variable, term in zip(self.today, terms, strict=True):
            variable.set(term)
        with self.program.when(self.given["lucky"] != 0):
            self._fluctuate_and_strain(self._draws(day))
        with self.program.when(self.given["lucky"] == 0):
            for shake in self.shakes:
                shake.set(0.0)

    def step(self, days: float) -> None:
        """Live a part of a day: one Runge-Kutta step of fourth order."""
        start, day = self.state, self.day
        first = equations.rates(start, self.parameters, day)
        second = equations.rates(_moved(start, first, days / 2), self.parameters, day)
        third = equations.rates(_moved(start, second, days / 2), self.parameters, day)
        fourth = equations.rates(_moved(start, third, days), self.parameters, day)
        for variable, x, a, b, c, d in zip(self.states, start, first, second, third, fourth, strict=True):
            variable.set(x + (days / 6) * (a + 2.0 * b + 2.0 * c + d))

    def record(self, day: Lanes) -> None:
        """Keep what was asked for of the day that has ended."""
        place = day * self.given["people"] + self.person
        for row, name in enumerate(READ_OFF):
            address = self.program.one(WHOLE, self.given["records"], self.program.whole(row))
            with self.program.when(address != 0):
                shakes = self.shakes[0].get(), self.shakes[1].get()
                evening = Evening(self.state, self.parameters, self.day, shakes, self.injured.get())
                self.program.keep(read(name, evening), self.program.pointer(address), place)

    def save(self) -> None:
        """Write down how they ended."""
        for name, variables in (("states", self.states), ("shakes", self.shakes)):
            for row, variable in enumerate(variables):
                self.program.keep(variable.get(), self.given[name], self._place(row))

    def _draws(self, day: Lanes) -> list[Lanes]:
        person = self.program.neighbours(self.given["first_person"] + self.person)
        words = luck.words(person, self.given["first_day"] + day, np.uint64(luck.DAILY), self.given["seed"])
        return [((word >> SPARE_BITS).fraction() + 0.5) * 0.5**DRAWN_BITS for word in words]

    def _fluctuate_and_strain(self, draws: list[Lanes]) -> None:
        p, state = self.parameters, self.state
        for shake, draw in zip(self.shakes, draws[:2], strict=True):
            shake.set(p.linger * shake.get() + np.sqrt(1 - p.linger * p.linger) * luck.normal(draw))
        is_struck = draws[2] < equations.chance_of_injury(state, p, self.day)
        tear = np.minimum(p.tear * (0.5 + draws[3]), 1.0)
        torn = tear * (1 - state.damaged - state.regenerating)
        self.states[0].set(equations.choose(is_struck, state.damaged + torn, state.damaged))
        self.injured.set(equations.choose(is_struck, 1.0, 0.0))

    def _inputs(self, day: Lanes) -> Inputs:
        first, real = day * len(Inputs._fields), self.program.setting.real
        return Inputs(
            *(self.program.one(real, self.given["inputs"], first + k) for k in range(len(Inputs._fields)))
        )

    def _rows(self, name: str, count: int) -> list[Lanes]:
        return [self.program.several(self.given[name], self._place(row)) for row in range(count)]

    def _place(self, row: int) -> Lanes:
        place: Lanes = self.given["people"] * row + self.person
        return place


def _moved(state: State, slopes: State, days: float) -> State:
    return State(*(x + days * slope for x, slope in zip(state, slopes, strict=True)))
