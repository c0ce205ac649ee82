"""The recovery model as one of the forecasts that are compared.

Recovery -> a model that learns from a reference and forecasts people
"""

from functools import lru_cache

import numpy as np

from lumbago.knowledge.recovery import Recovery
from lumbago.prognosis.bank import Bank, bank
from lumbago.prognosis.personal import ANCHORS, Coefficients, coefficients_of, model_chances
from lumbago.validation.cohort import People
from lumbago.validation.peers import Forecasts, Given, Model

PARTICLES = 960
"""For each person; fewer for a cohort so large that they would not fit into memory."""

MOST_PARTICLES = 1_500_000
SEED = 9


def recovery_forecast(recovery: Recovery, *cohorts: People) -> Model:
    """Return the recovery model's forecast, with the particles of everybody made once.

    Args:
        recovery: The calibrated model.
        cohorts: Everybody who will be learnt from or forecast; who is in two is taken from the first.
    """
    everybody = together(*cohorts)
    particles = min(PARTICLES, max(24, MOST_PARTICLES // len(everybody.ids)))
    made = bank(everybody.answers, recovery, particles, ANCHORS, seed=SEED)
    place_of = {one: place for place, one in enumerate(everybody.ids)}

    def particles_of(people: People) -> Bank:
        return made.those([place_of[one] for one in people.ids])

    @lru_cache(maxsize=32)
    def learnt(ids: tuple[str, ...]) -> Coefficients:
        some = everybody.those(np.array([place_of[one] for one in ids]))
        return coefficients_of(some.answers, some.places, particles_of(some))

    def forecast(reference: People, people: People, given: Given) -> Forecasts:
        check_in = people.places if given is Given.CHECK_IN else None
        return model_chances(learnt(reference.ids), people.answers, particles_of(people), check_in)

    return forecast


def together(*cohorts: People) -> People:
    """Return everybody in some cohorts once, by id."""
    first = cohorts[0]
    for people in cohorts[1:]:
        new = np.array([one not in set(first.ids) for one in people.ids], bool)
        more = people.those(new)
        first = People(
            (*first.ids, *more.ids),
            {name: np.concatenate([row, more.answers[name]]) for name, row in first.answers.items()},
            {result: np.concatenate([row, more.places[result]]) for result, row in first.places.items()},
        )
    return first
