"""Luck is fixed by seed, person, day and purpose, and looks like luck."""

import numpy as np
import pytest
from recovery_cast import crowd
from scipy import stats

from lumbago.recovery import Luck, follow
from lumbago.recovery.course import usual_days
from lumbago.recovery.equations import Parameters
from lumbago.recovery.kernel import DRAWN_BITS, SPARE_BITS
from lumbago.recovery.luck import normal, normals, uniforms, words

MANY = 200_000

KNOWN_ANSWERS = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]
"""Counter, key and answer of Philox 4x32-10: the vectors that its authors publish with Random123."""


def numbers(text):
    return [int(word, 16) for word in text.split()]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_words_are_those_of_philox(counter, key, answer):
    person_low, day, purpose, person_high = (np.uint64(word) for word in numbers(counter))
    seed_low, seed_high = (np.uint64(word) for word in numbers(key))
    high = np.uint64(32)

    drawn = words(person_low | person_high << high, day, purpose, seed_low | seed_high << high)

    assert [int(word) for word in drawn] == numbers(answer)


def test_uniform_draws_are_uniform():
    drawn = uniforms(Luck(7), MANY, 1)

    assert 0 < drawn.min() < drawn.max() < 1
    assert stats.kstest(drawn, "uniform").pvalue > 0.01


def test_normal_draws_are_normal():
    drawn = normals(Luck(7), MANY, 1)

    assert stats.kstest(drawn, "norm").pvalue > 0.01


def test_the_normal_quantile_is_exact_to_single_precision():
    inside = np.concatenate([np.linspace(1e-7, 1 - 1e-7, 100_001), 2.0 ** -np.arange(2, 24)])

    assert normal(inside) == pytest.approx(stats.norm.ppf(inside), abs=5e-6)


@pytest.mark.parametrize("other", [Luck(8), Luck(7, first_day=1), Luck(7, first_person=MANY)])
def test_another_seed_day_or_person_is_another_draw(other):
    drawn, others = normals(Luck(7), MANY, 1), normals(other, MANY, 1)

    assert abs(np.corrcoef(drawn, others)[0, 1]) < 0.01


def test_another_purpose_is_another_draw():
    assert abs(np.corrcoef(normals(Luck(7), MANY, 1), normals(Luck(7), MANY, 2))[0, 1]) < 0.01


def test_a_shard_draws_what_the_whole_draws():
    assert (uniforms(Luck(7, first_person=900), 100, 1) == uniforms(Luck(7), 1_000, 1)[900:]).all()


def test_the_kernel_draws_the_same_words_as_numpy():
    """One day of fluctuation, from the words of that person and day."""
    luck = Luck(2**31 + 5, first_person=2**33 - 7, first_day=11)
    people = crowd(50)
    person = np.uint64(luck.first_person) + np.arange(50, dtype=np.uint64)
    drawn = words(person, np.uint64(luck.first_day), np.uint64(0), np.uint64(luck.seed))
    linger = people.parameters[Parameters._fields.index("linger")].astype(float)

    moved = follow(people, usual_days(1), luck=luck).final.shakes

    for shake, before, word in zip(moved, people.shakes, drawn, strict=False):
        fresh = normal(((word >> np.uint64(9)).astype(float) + 0.5) / 2**23)
        assert shake == pytest.approx(linger * before + np.sqrt(1 - linger**2) * fresh, abs=2e-5)


def test_no_draw_of_the_kernel_is_nought_or_one():
    """The least and the largest word, in single precision: a normal draw from 1 would be no number."""
    ends = (np.float32([0, 2**DRAWN_BITS - 1]) + np.float32(0.5)) * np.float32(0.5**DRAWN_BITS)

    assert ends[0] > 0
    assert ends[1] < 1
    assert SPARE_BITS + DRAWN_BITS == 32


def test_fluctuation_stays_standard():
    people = crowd(20_000, only={"linger": 0.8})

    shakes = follow(people, usual_days(40), luck=Luck(5)).final.shakes

    assert shakes.mean(axis=1) == pytest.approx([0, 0], abs=0.03)
    assert shakes.std(axis=1) == pytest.approx([1, 1], abs=0.03)
    assert abs(np.corrcoef(shakes)[0, 1]) < 0.03
