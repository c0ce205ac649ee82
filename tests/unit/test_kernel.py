"""The kernel follows the equations, and no number depends on how the work is cut up."""

import re
import tracemalloc

import numpy as np
import pytest
from recovery_cast import EVEN, crowd, jumping_days
from scipy.integrate import solve_ivp

from lumbago.recovery import INPUTS, Cloud, Luck, equations, follow
from lumbago.recovery.compiling import assembly, lanes_of_this_processor
from lumbago.recovery.course import Asked, run, usual_days
from lumbago.recovery.equations import Inputs, Parameters, State
from lumbago.recovery.kernel import STEPS, build, write
from lumbago.recovery.luck import words
from lumbago.recovery.readings import READ_OFF, Evening, read

CLOSE = 1e-3
"""Points of pain; where pain is above 0.1, also a share of it."""

LUCK = Luck(11)


def shard(cloud, start, end):
    return Cloud(*(rows[:, start:end] for rows in cloud))


def same(some, others):
    return all((some.of[name] == others.of[name]).all() for name in some.of)


USUAL = Inputs(*[0.0] * len(Inputs._fields))._replace(load=np.nan)


def exact_course(people, inputs, injured, luck):
    """Pain by SciPy, started anew every morning, with the new strains that the kernel met; (days + 1, n)."""
    p = Parameters(*people.parameters.astype(float))
    states = people.states.astype(float)
    pain = [latent_pain(states, p, USUAL)]
    for day, row in enumerate(inputs.astype(float)):
        today = equations.today(State(*states), p, Inputs(*row))
        torn = np.minimum(p.tear * sizes(luck, day, states.shape[1]), 1) * (1 - states[0] - states[1])
        morning = states.copy()
        morning[0] += np.where(injured[day + 1] > 0, torn, 0)
        states = lived(morning, p, today)
        pain.append(latent_pain(states, p, Inputs(*row)))
    return np.array(pain)


def latent_pain(states, p, inputs):
    state = State(*states)
    return equations.felt(equations.drive(state, p, equations.today(state, p, inputs)), p, 0)


def sizes(luck, day, n):
    """Size of a strain on that day, were there one, in shares of `tear`."""
    drawn = words(np.arange(n, dtype=np.uint64), np.uint64(day), np.uint64(0), np.uint64(luck.seed))
    return 0.5 + ((drawn[3] >> np.uint64(9)).astype(float) + 0.5) / 2**23


def lived(states, p, today):
    def change(_, flat):
        return np.array(equations.rates(State(*flat.reshape(states.shape)), p, today)).ravel()

    found = solve_ivp(change, (0, 1), states.ravel(), "DOP853", rtol=1e-10, atol=1e-12)
    return found.y[:, -1].reshape(states.shape)


def errors(pain, exact):
    off = np.abs(pain - exact)
    return off.max(), (off / exact)[exact > 0.1].max()


def test_daily_pain_is_that_of_an_exact_solution():
    people, inputs = crowd(60, only={**EVEN, "hazard": 0.5}), jumping_days(60)

    found = follow(people, inputs, luck=LUCK, record=("pain", "injured")).of
    exact = exact_course(people, inputs, found["injured"], LUCK)

    assert found["injured"].sum() > 20
    assert max(errors(found["pain"], exact)) <= CLOSE


def test_fewer_steps_a_day_would_not_do():
    people, inputs = crowd(2_000, only=EVEN), jumping_days(60)
    asked = Asked(inputs, LUCK, ("pain",), 1)
    exact = run(build("float64", steps=40), people, asked).of["pain"]

    few, enough = (run(build("float64", steps=steps), people, asked).of["pain"] for steps in (2, STEPS))

    assert max(errors(enough, exact)) <= CLOSE < max(errors(few, exact))


def test_single_precision_is_double_precision_rounded():
    people, inputs = crowd(500), jumping_days(365)
    asked = Asked(inputs, None, ("pain", "disability", "strength", "aerobic"), 1)

    single, double = (run(build(width), people, asked).of for width in ("float32", "float64"))

    assert single["pain"].dtype == np.float32
    assert np.abs(single["pain"] - double["pain"]).max() < 3e-4
    assert np.abs(single["disability"] - double["disability"]).max() < 3e-3
    assert np.abs(single["strength"] - double["strength"]).max() < 3e-5


@pytest.mark.parametrize("threads", [2, 3, 5])
def test_threads_change_nothing(threads):
    people, inputs = crowd(2_013), jumping_days(100)

    alone = follow(people, inputs, luck=LUCK, record=READ_OFF, threads=1)

    assert same(alone, follow(people, inputs, luck=LUCK, record=READ_OFF, threads=threads))


def test_shards_and_their_order_change_nothing():
    people, inputs = crowd(301), jumping_days(40)
    whole = follow(people, inputs, luck=LUCK).of["pain"]

    for start, end in ((200, 301), (0, 1), (1, 18), (18, 200)):
        part = follow(shard(people, start, end), inputs, luck=LUCK._replace(first_person=start))
        assert (part.of["pain"] == whole[:, start:end]).all()


def test_going_on_is_the_same_as_not_stopping():
    people, inputs = crowd(50), jumping_days(30)
    whole = follow(people, inputs, luck=LUCK, record=READ_OFF)

    first = follow(people, inputs[:10], luck=LUCK, record=READ_OFF)
    second = follow(first.final, inputs[10:], luck=LUCK._replace(first_day=10), record=READ_OFF)

    for name, rows in whole.of.items():
        assert (rows[:11] == first.of[name]).all()
        assert (rows[11:] == second.of[name][1:]).all()
    assert (whole.final.states == second.final.states).all()


def test_the_people_given_are_not_changed():
    people = crowd(40)
    before = [rows.copy() for rows in people]

    follow(people, jumping_days(5), luck=LUCK)

    assert all((rows == old).all() for rows, old in zip(people, before, strict=True))


def test_without_luck_nothing_new_happens():
    people = crowd(100, only={"hazard": 5.0})

    paths = follow(people, usual_days(20), luck=None, record=("injured", "pain"))

    assert not paths.of["injured"].any()
    assert not paths.final.shakes.any()


def test_strains_strike_as_the_chance_says():
    people, n = crowd(3_000, only={"hazard": 1.0}), 3_000
    state, p = State(*people.states.astype(float)), Parameters(*people.parameters.astype(float))
    chance = equations.chance_of_injury(state, p, equations.today(state, p, USUAL))
    fate = words(np.arange(n, dtype=np.uint64), np.uint64(0), np.uint64(0), np.uint64(LUCK.seed))[2] / 2**32

    injured = follow(people, usual_days(1), luck=LUCK, record=("injured",)).of["injured"][1]

    clear = np.abs(fate - chance) > 1e-5
    assert (injured == (fate < chance))[clear].all()
    assert 0.02 < injured.mean() < 0.9


def test_what_is_read_off_is_what_the_equations_say():
    people, inputs = crowd(200), jumping_days(1)
    p = Parameters(*people.parameters.astype(float))

    paths = follow(people, inputs, luck=None, record=READ_OFF)
    shaken = follow(people, usual_days(0), luck=None, record=READ_OFF)

    morning, evening = State(*people.states.astype(float)), State(*paths.final.states.astype(float))
    of_day = equations.today(morning, p, Inputs(*inputs[0].astype(float)))
    at_start = equations.today(morning, p, USUAL)
    for name in READ_OFF:
        lived_day = Evening(evening, p, of_day, (0.0, 0.0), 0.0)
        start = Evening(morning, p, at_start, tuple(people.shakes.astype(float)), 0.0)
        assert paths.of[name][1] == pytest.approx(read(name, lived_day) + 0 * p.clear, rel=1e-4, abs=1e-5), (
            name
        )
        assert shaken.of[name][0] == pytest.approx(read(name, start) + 0 * p.clear, rel=1e-4, abs=1e-5), name


def test_disability_has_its_own_good_and_bad_days():
    people = crowd(50)._replace(shakes=np.repeat(np.float32([[0.0], [2.0]]), 50, axis=1))

    of = follow(people, usual_days(0), luck=None).of
    even = follow(people._replace(shakes=0 * people.shakes), usual_days(0), luck=None).of

    assert (of["pain"] == even["pain"]).all()
    assert (of["disability"] > even["disability"]).all()


def test_people_in_bed_or_too_disabled_are_off_work():
    people, days = crowd(100, only={"work_limit": 200.0}), usual_days(2)
    days[0, INPUTS.index("rest")] = 1

    bed = follow(people, days, luck=None, record=("absent",)).of["absent"]
    ill = follow(crowd(100, only={"work_limit": 0.0}), usual_days(1), luck=None, record=("absent",)).of[
        "absent"
    ]

    assert (bed[1] == 1).all()
    assert (bed[[0, 2]] == 0).all()
    assert (ill == 1).all()


def test_no_strain_tears_more_than_is_whole():
    people = crowd(500, only={"hazard": 5.0, "tear": 3.0})

    of = follow(people, usual_days(60), luck=LUCK, record=("damaged", "regenerating", "injured")).of

    assert of["injured"].mean() > 0.5
    assert (of["damaged"] + of["regenerating"]).max() <= 1 + 1e-6


def test_what_is_not_a_number_is_not_hidden():
    people = crowd(40)
    people.parameters[Parameters._fields.index("settle"), 7] = np.nan
    people.states[State._fields.index("sensitisation"), 9] = np.nan

    pain = follow(people, usual_days(3), luck=None).of["pain"]

    assert np.isnan(pain[1:, [7, 9]]).all()
    assert np.isfinite(np.delete(pain, [7, 9], axis=1)).all()


def test_nobody_and_no_days_are_no_trouble():
    people = crowd(3)

    assert follow(people, usual_days(0), luck=LUCK).of["pain"].shape == (1, 3)
    assert follow(shard(people, 0, 0), usual_days(4), luck=LUCK).of["pain"].shape == (5, 0)


def test_an_unknown_reading_is_refused_by_name():
    with pytest.raises(ValueError, match=r"cannot record \['mood'\]; choose from damaged"):
        follow(crowd(3), usual_days(2), luck=None, record=("pain", "mood"))


def test_inputs_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"inputs have shape \(5, 2\); expected \(days, 13\)"):
        follow(crowd(3), np.zeros((5, 2)), luck=None)


def test_a_large_cohort_in_shards_needs_little_memory():
    """10^5 people for a year, of which only means are kept; every day of all at once would be 146 MB."""
    n, size = 100_000, 10_000
    people, inputs = crowd(size), usual_days(365)
    tracemalloc.start()

    means = [
        follow(people, inputs, luck=LUCK._replace(first_person=start)).of["pain"].mean(axis=1)
        for start in range(0, n, size)
    ]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert np.isfinite(means).all()
    assert peak < 100e6


def test_no_number_is_wider_than_it_should_be():
    assert "double" not in write("float32", 8)
    assert "float" not in write("float64", 4)


def test_the_machine_works_on_several_people_at_once_and_calls_nothing():
    code = assembly(write("float32", lanes_of_this_processor()))
    wide = re.findall(r"\bv?(?:fn?m(?:add|sub)\w*ps|mulps|divps)\b|\bfml[as]\s+v", code)
    if not wide:
        pytest.skip("the names of this processor's vector instructions are not known to this test")
    narrow = re.findall(r"\bv?(?:fn?m(?:add|sub)\w*ss|mulss|divss)\b|\bfml[as]\s+s", code)

    assert not re.search(r"^\s+(callq?|bl)\s", code, re.MULTILINE)
    assert len(narrow) < 0.05 * len(wide)
