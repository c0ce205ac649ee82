"""Fits of a world with two numbers and four studies, where the right answer can be said beforehand."""

import math

import numpy as np
import pytest

from lumbago.knowledge.recovery import Arrow, Recovery, Strength
from lumbago.shards import cores
from lumbago.simulation import read_trial
from lumbago.simulation.calibrating import calibrate

NINETY = math.exp(1.6448536269514722)


def arrow(name):
    """An arrow whose logarithm was thought of as 0, give or take 1."""
    return Arrow(
        meaning=name,
        unit="none",
        claims=(),
        source_state="an invented state",
        target_state="another",
        prior=Strength(1.0, 1 / NINETY, NINETY),
        between=0.0,
        sources=(),
        why="Invented.",
    )


def study(family, pain):
    """A large study that found so much pain on the last day."""
    return read_trial(
        f'name = "An invented study"\nfamily = "{family}"\n[[arm]]\nname = "a"\n'
        f'[[outcome]]\nid = "pain"\nmeasure = "pain_mean"\nscale = [0, 10]\nday = 7\narm = "a"\n'
        f'published = {{ value = {pain}, low = {pain - 0.1}, high = {pain + 0.1}, at = "Table 1" }}\n'
    )


def fitted(studies, evaluate, *numbers):
    recovery = Recovery({name: arrow(name) for name in numbers}, {})
    return calibrate(recovery, studies, evaluate, crew=cores(1), kept={})


STUDIES = {
    "first": study("rest", 7.0),
    "again": study("rest", 7.0),
    "walked": study("activity", 3.0),
    "talked": study("advice", 5.0),
}


@pytest.fixture(scope="module")
def fit():
    """Studies of rest speak of the first number alone, those of activity of the second; advice of none."""
    return fitted(
        STUDIES,
        lambda point: np.array([5 + 2 * point[0], 5 + 2 * point[0], 5 + 2 * point[1], 5.0]),
        "first",
        "second",
    )


def test_what_studies_found_is_what_the_fit_foretells(fit):
    assert fit.predicted == pytest.approx([7, 7, 3, 5], abs=0.5)


@pytest.mark.parametrize(("place", "without"), [(0, 5.0), (1, 5.0), (2, 5.0), (3, 5.0)])
def test_a_family_left_out_is_foretold_by_the_others_alone(fit, place, without):
    """Nobody else studied rest, nor activity: left out, they are foretold as before any study."""
    assert fit.left_out[0][place] == pytest.approx(without, abs=1e-6)


def test_a_family_that_others_speak_for_is_foretold_without_it():
    """Two families found the same: either is foretold by the other."""
    studies = {"first": study("rest", 7.0), "second": study("activity", 7.0)}

    both = fitted(studies, lambda point: np.full(2, 5 + 2 * point[0]), "first")

    assert both.left_out[0] == pytest.approx([7, 7], abs=0.5)


def test_a_forecast_of_what_was_left_out_is_less_sure(fit):
    """By all that the prior leaves open: two points for one deviation of the number."""
    assert (fit.left_out[1][:3] > 1.9).all()
    assert (fit.errors[:3] < 1).all()


def test_a_number_goes_no_further_from_its_prior_than_results_reward():
    """Pain rises with the number up to 0.6, and hardly beyond; the study found more than it can reach."""

    def reaching(point):
        return np.array([5 + 1.6 * (min(point[0], 0.6) + 0.01 * max(point[0] - 0.6, 0))])

    found = fitted({"first": study("rest", 7.4)}, reaching, "first").found

    assert 0.3 < found[0] < 0.7


def test_a_family_left_out_is_forgotten_however_far_it_had_pulled():
    """What it alone spoke for goes all the way back to what was thought before it."""
    far = fitted(
        {"far": study("rest", 9.2), "other": study("activity", 5.0)},
        lambda point: np.array([5 + 1.4 * point[0], 5 + point[1]]),
        "first",
        "second",
    )

    assert far.predicted[0] > 6
    assert far.left_out[0][0] == pytest.approx(5.0, abs=1e-6)
