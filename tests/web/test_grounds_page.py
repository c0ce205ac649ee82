"""What each fact rests on can be looked up."""

import html

import pytest

from lumbago.knowledge import current

FACTS = [
    next(iter(current().findings)),
    next(iter(current().conditions)),
    next(iter(current().red_flags)),
    next(iter(current().sources)),
    *(
        next(iter(facts))
        for facts in (
            current().treatments,
            current().medicines,
            current().products,
            current().medicine_rules,
            current().guidelines,
        )
    ),
    "weighing",
]


@pytest.mark.parametrize("fact_id", FACTS)
def test_each_kind_of_fact_has_a_page(client, fact_id):
    response = client.get(f"/cite/{fact_id}/")

    assert response.status_code == 200
    assert "What this rests on" in response.content.decode()


def test_one_ratio_has_a_page(client):
    condition = next(c for c in current().conditions.values() if c.likelihoods)

    response = client.get(f"/cite/{condition.id}/{condition.likelihoods[0].finding}/")

    assert response.status_code == 200
    assert "LR" in response.content.decode()


def test_one_line_and_one_effect_of_a_treatment_have_a_page(client):
    treatment = next(t for t in current().treatments.values() if t.lines and t.effects)

    for part in (treatment.lines[0].id, treatment.effects[0].id):
        response = client.get(f"/cite/{treatment.id}/{part}/")
        assert response.status_code == 200
        assert "Treatment" in response.content.decode()
        assert "LR: likelihood ratio" not in response.content.decode()


def test_an_unknown_fact_names_near_ones(client):
    response = client.get("/cite/sadle_numbness/")

    assert response.status_code == 404
    assert "saddle_numbness" in html.unescape(response.content.decode())
