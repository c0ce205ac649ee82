"""NumPy's words become instructions that mean the same."""

import numpy as np
import pytest

from lumbago.recovery.compiling import Program, compiled
from lumbago.recovery.lanes import DOUBLE, SINGLE, WHOLE

SIDE_BY_SIDE = 4
REALS = {"float32": SINGLE, "float64": DOUBLE}


def computed(function, *columns, width="float32"):
    """What the machine makes of numbers; `function` gets one `Lanes` for each column."""
    program = Program(REALS[width], SIDE_BY_SIDE, ("given", "found"), ("n",))
    place = program.arguments
    with program.turns(program.whole(0), place["n"], by=SIDE_BY_SIDE) as first:
        rows = [program.several(place["given"], place["n"] * k + first) for k in range(len(columns))]
        program.keep(function(*rows), place["found"], first)
    run, _engine = compiled(program.text(), 3)
    given, found = np.array(columns, width), np.empty(len(columns[0]), width)
    run(given.ctypes.data, found.ctypes.data, found.size)
    return found


def off(found, exact):
    """Largest error, as a share of the exact value."""
    return (np.abs(found - exact) / np.maximum(np.abs(exact), 1e-30)).max()


def test_the_exponential_is_exact_to_single_precision():
    x = np.linspace(-87, 88, 400_000, dtype=np.float32)

    assert off(computed(np.exp, x), np.exp(x.astype(float))) < 2e-7


def test_the_exponential_stays_finite_far_out():
    ends = computed(np.exp, np.array([-1e30, -1000, 1000, 1e30]))

    assert np.isfinite(ends).all()
    assert (ends[:2] < 1e-37).all()
    assert (ends[2:] > 1e38).all()


def test_the_logarithm_is_exact_to_single_precision():
    x = np.exp(np.linspace(-87, 88, 400_000)).astype(np.float32)
    near_1 = np.linspace(0.5, 2, 400_000, dtype=np.float32)

    assert off(computed(np.log, x), np.log(x.astype(float))) < 2e-7
    assert off(computed(np.log, near_1), np.log(near_1.astype(float))) < 2e-7


@pytest.mark.parametrize("width", REALS)
@pytest.mark.parametrize(
    "function",
    [
        lambda a, b: a + b * 2 - 1 / b,
        lambda a, b: -a,
        lambda a, b: np.minimum(a, b) + 2 * np.maximum(a, 0.5),
        lambda a, b: np.where(a < b, a, 1),
        lambda a, b: np.where((a > b) | (a == a), 1, 0) + 0 * a,
        lambda a, b: np.where(a != a, b, a),
        lambda a, b: np.sqrt(b) + np.rint(3 * a),
        lambda a, b: np.exp(a) * np.log(b),
    ],
)
def test_arithmetic_means_what_it_means_to_numpy(function, width):
    a, b = np.linspace(-2, 3, 40).astype(width), np.linspace(0.1, 4, 40).astype(width)

    assert computed(function, a, b, width=width) == pytest.approx(function(a, b), rel=1e-6, abs=1e-6)


def test_what_is_unknown_to_the_machine_is_refused():
    with pytest.raises(TypeError):
        computed(np.arctan, np.ones(4))


def test_a_branch_is_taken_only_when_its_condition_holds():
    program = Program(SINGLE, SIDE_BY_SIDE, ("found",), ("wanted",))
    place = program.arguments
    with program.when(place["wanted"] != 0):
        program.keep(program.fraction(7.0), place["found"], program.whole(0))
    run, _engine = compiled(program.text(), 2)
    found = np.zeros(SIDE_BY_SIDE, np.float32)

    run(found.ctypes.data, 0)
    untouched = found.copy()
    run(found.ctypes.data, 1)

    assert not untouched.any()
    assert (found == 7).all()


def test_a_loop_without_turns_does_nothing():
    program = Program(SINGLE, SIDE_BY_SIDE, ("found",), ("start", "end"))
    place = program.arguments
    with program.turns(place["start"], place["end"]) as turn:
        program.keep(turn.fraction(), place["found"], program.whole(0))
    run, _engine = compiled(program.text(), 3)
    found = np.full(SIDE_BY_SIDE, -1, np.float32)

    run(found.ctypes.data, 3, 3)
    before = found[0]
    run(found.ctypes.data, 3, 9)

    assert (before, found[0]) == (-1, 8)
    assert WHOLE.width == 64
