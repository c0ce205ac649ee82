"""Knowledge that nobody has looked at for too long stops the build the day after."""

from datetime import UTC, datetime

from lumbago.knowledge import current, overdue


def test_no_review_is_overdue():
    today = datetime.now(tz=UTC).date()

    assert overdue(current(), today) == []


def test_the_settings_of_the_differential_are_reviewed_too():
    today = datetime.now(tz=UTC).date()

    assert current().differencing.review_by >= today


def test_every_fact_that_decides_has_a_review_date():
    knowledge = current()
    deciding = (
        "findings", "red_flags", "conditions", "explanations", "terms", "dispositions",
        "treatments", "guidelines", "medicines", "medicine_classes", "medicine_rules", "products",
        "circumstances", "exercises",
    )  # fmt: skip

    undated = [
        f"{folder}/{id_}"
        for folder in deciding
        for id_, fact in getattr(knowledge, folder).items()
        if not fact.review_by
    ]

    assert undated == []
