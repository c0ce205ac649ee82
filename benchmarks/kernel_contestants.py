"""Who races: our kernel, its twin in C, and the same equations in other people's solvers.

    Task -> a call that returns pain at the end of each day, shape (days, people)

Each peer is given its inputs in the form it likes best, outside the timed call, and the loosest tolerance
(or the longest step) that passes the proof. Nothing here is imported before it is needed.
"""

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kernel_task import Task
from lumbago.recovery import Cloud, equations, follow
from lumbago.recovery.equations import Inputs, Parameters, State, Today, drive, rates, today
from lumbago.recovery.kernel import STEPS

Call = Callable[[], NDArray[Any]]

TWIN = Path(__file__).with_name("kernel_twin.c")
BLOCK = 64
"""People in a block of the twin."""


class Contestant(NamedTuple):
    """One way to follow people.

    Attributes:
        name: What the table calls it.
        version: Says which version it is; fails when it is absent.
        people: How many people a round has, so that a round lasts about a second or less.
        prepare: Takes the task, returns the call that is timed.
    """

    name: str
    version: Callable[[], str]
    people: int
    prepare: Callable[[Task], Call]


def contestants() -> list[Contestant]:
    """Return who races, ours first."""
    return [
        Contestant("lumbago", _package("lumbago"), 8_192, _ours),
        Contestant("C twin", _compiler_version, 8_192, _twin),
        Contestant("JAX", _package("jax"), 2_048, _jax),
        Contestant("diffrax", _package("diffrax"), 2_048, _diffrax),
        Contestant("NumPy", _package("numpy"), 2_048, _numpy),
        Contestant("libRoadRunner", _package("libroadrunner"), 12, _roadrunner),
        Contestant("Myokit", _package("myokit"), 12, _myokit),
        Contestant("SciPy LSODA", _package("scipy"), 8, _scipy),
    ]


def _package(name: str) -> Callable[[], str]:
    return lambda: metadata.version(name)


def _ours(task: Task) -> Call:
    return lambda: follow(task.people, task.inputs, luck=None, threads=1).of["pain"][1:]


def _compiler_version() -> str:
    compiler = _compiler()
    return subprocess.run([compiler, "--version"], capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )[0]


def _compiler() -> str:
    found = shutil.which("clang") or shutil.which("gcc")
    if not found:
        raise ImportError("neither clang nor gcc is here")
    return found


def _twin(task: Task) -> Call:
    return twin_call(task, seed=0, is_lucky=False)


def twin_call(task: Task, *, seed: int, is_lucky: bool) -> Call:
    """Compile the twin and return a call of it."""
    library = Path(tempfile.mkdtemp()) / "twin.so"
    flags = [
        "-O3",
        "-ffast-math",
        "-march=native",
        f"-DBLOCK={BLOCK}",
        f"-DSTEPS={STEPS}",
        "-shared",
        "-fPIC",
    ]
    subprocess.run([_compiler(), *flags, str(TWIN), "-o", str(library), "-lm"], check=True)
    run = ctypes.CDLL(str(library)).follow
    run.argtypes, run.restype = [ctypes.c_void_p] * 6 + [ctypes.c_uint64] * 4, None
    people, (days, n) = task.people, (len(task.inputs), task.people.states.shape[1])
    assert n % BLOCK == 0
    given = [np.ascontiguousarray(rows) for rows in (*people, task.inputs)]

    def call() -> NDArray[Any]:
        pain, disability = np.empty((2, days + 1, n), np.float32)
        arrays = [array.ctypes.data for array in (*given, pain, disability)]
        run(*arrays, n, days, seed, is_lucky)
        return pain[1:]

    return call


def _speak(dialect: Any) -> None:
    """Let the equations use another library's functions in this process."""
    equations.exp, equations.log, equations.choose = dialect.exp, dialect.log, dialect.where


def _moved(state: State, slopes: State, days: float) -> State:
    return State(*(x + days * slope for x, slope in zip(state, slopes, strict=True)))


def _runge_kutta(state: State, p: Parameters, day: Any) -> State:
    h = 1 / STEPS
    first = rates(state, p, day)
    second = rates(_moved(state, first, h / 2), p, day)
    third = rates(_moved(state, second, h / 2), p, day)
    fourth = rates(_moved(state, third, h), p, day)
    slopes = zip(first, second, third, fourth, strict=True)
    return _moved(state, State(*(a + 2 * b + 2 * c + d for a, b, c, d in slopes)), h / 6)


def _pain(state: State, p: Parameters, day: Any) -> Any:
    odds = drive(state, p, day)
    return 10 * odds / (1 + odds)


def _numpy(task: Task) -> Call:
    p = Parameters(*task.people.parameters)

    def call() -> NDArray[Any]:
        state, pain = State(*task.people.states), []
        for row in task.inputs:
            day = today(state, p, Inputs(*row))
            for _ in range(STEPS):
                state = _runge_kutta(state, p, day)
            pain.append(_pain(state, p, day))
        return np.array(pain)

    return call


def _jax(task: Task) -> Call:
    import jax

    def live(state: State, p: Parameters, day: Any) -> State:
        return jax.lax.fori_loop(0, STEPS, lambda _, moved: _runge_kutta(moved, p, day), state)

    return _scanned(task, live)


def _diffrax(task: Task) -> Call:
    import diffrax

    term, solver = diffrax.ODETerm(lambda _, y, given: rates(y, *given)), diffrax.Tsit5()

    def live(state: State, p: Parameters, day: Any) -> State:
        found = diffrax.diffeqsolve(term, solver, 0, 1, 1 / 3, state, args=(p, day), max_steps=8)
        return State(*(x[0] for x in found.ys))

    return _scanned(task, live)


def _scanned(task: Task, live: Callable[[State, Parameters, Any], State]) -> Call:
    """One compiled loop over the days, whoever lives a day."""
    import jax
    from jax import numpy as jnp

    _speak(jnp)
    p, start = (
        Parameters(*map(jnp.asarray, task.people.parameters)),
        State(*map(jnp.asarray, task.people.states)),
    )

    @jax.jit
    def course(p: Parameters, start: State, inputs: Any) -> Any:
        def one(state: State, row: Any) -> Any:
            day = today(state, p, Inputs(*row))
            state = live(state, p, day)
            return state, _pain(state, p, day)

        return jax.lax.scan(one, start, inputs)[1]

    inputs = jnp.asarray(task.inputs)
    return lambda: np.asarray(course(p, start, inputs))


def _scipy(task: Task) -> Call:
    from scipy.integrate import odeint

    def day(state: State, constants: tuple[float, ...]) -> tuple[State, float]:
        p, terms = (
            Parameters(*constants[: len(Parameters._fields)]),
            Today(*constants[len(Parameters._fields) :]),
        )
        evening = State(*odeint(_change, state, (0, 1), args=(p, terms), rtol=1e-3, atol=1e-5)[1].tolist())
        return evening, _pain(evening, p, terms)

    equations.choose = lambda condition, yes, no: yes if condition else no
    return _one_by_one(task, day)


def _change(y: NDArray[Any], _: float, p: Parameters, day: Today) -> State:
    return rates(State(*y.tolist()), p, day)


def _roadrunner(task: Task) -> Call:
    from kernel_elsewhere import roadrunner_day

    return _one_by_one(task, roadrunner_day(relative=1e-4, absolute=1e-5))


def _myokit(task: Task) -> Call:
    from kernel_elsewhere import myokit_day

    return _one_by_one(task, myokit_day(relative=1e-5, absolute=1e-6))


def _one_by_one(task: Task, day: Any) -> Call:
    from kernel_elsewhere import followed

    people = [Cloud(*(rows[:, [i]] for rows in task.people)) for i in range(task.people.states.shape[1])]
    return lambda: np.array([followed(day, person, task.inputs) for person in people]).T
