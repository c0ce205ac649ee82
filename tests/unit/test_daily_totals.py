"""What a person takes in a day is added up however they write it; the products are real."""

from datetime import date

import pytest

from lumbago.knowledge import current
from lumbago.knowledge.daily_totals import daily_totals
from lumbago.knowledge.medicine_names import recognised_in
from lumbago.record import Medicine, Report

ON = date(2026, 3, 2)


def paracetamol(*medicines: Medicine) -> float | None:
    totals = daily_totals(Report(on=ON, medicines=medicines), current(), lambda _: False)
    return next((total.per_day for total in totals if total.medicine == "paracetamol"), None)


@pytest.mark.parametrize(
    ("name", "dose_mg", "per_day", "total"),
    [
        ("paracetamol", 500.0, 4.0, 2000),
        ("paracetamol 1g", None, 8.0, 8000),
        ("paracetamol 500 mg", None, 12.0, 6000),
        ("paracetamol 2x500 mg", None, 6.0, 6000),
        ("paracetamol500mg", None, 12.0, 6000),
        ("Tylenol Extra Strength", None, 12.0, 6000),
        ("paracetamol", None, 20.0, 10_000),
        ("Tramacet", 75.0, 8.0, 5200),
        ("co-codamol 30/500", 60.0, 5.0, 5000),
        ("co-codamol 30/500", 1000.0, 4.0, 4000),
        ("co-codamol 8/500", None, 8.0, 4000),
        ("Percocet 10/325", 20.0, 7.0, 4550),
        ("ibuprofen", 400.0, 3.0, None),
    ],
)
def test_an_entry_is_read_as_people_write_it(name, dose_mg, per_day, total):
    assert paracetamol(Medicine(name, dose_mg, per_day)) == total


def test_the_order_of_entries_changes_no_sum():
    doses = (0.3, 0.3, 2999.4)

    sums = {
        paracetamol(*(Medicine("paracetamol", doses[k], 1.0) for k in order))
        for order in ((0, 1, 2), (0, 2, 1), (2, 0, 1))
    }

    assert len(sums) == 1


def test_an_entry_without_a_number_adds_nothing_known():
    assert paracetamol(Medicine("paracetamol")) is None


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Losec warfarin", ["omeprazole", "warfarin"]),
        ("pantoprazole/apixaban", ["pantoprazole", "apixaban"]),
        ("doliprane et xarelto", ["paracetamol", "rivaroxaban"]),
        ("Panadol/Nurofen", ["paracetamol", "ibuprofen"]),
        ("Warfarin sodium, 5 mg tablets", ["warfarin"]),
        ("Ibuprofen-ratiopharm 600", ["ibuprofen"]),
        ("omeprazole qqqwwweee", ["omeprazole", None]),
        ("zzzzz", [None]),
        ("\N{PILL}", [None]),
    ],
)
def test_every_medicine_of_an_entry_is_found_and_no_unknown_word_is_passed_over(written, found):
    names = [None if one is None else one.name for one in recognised_in(written, current())]

    assert names == found
