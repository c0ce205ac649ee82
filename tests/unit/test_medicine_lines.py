"""Medicines as people write them: read in one way only, or refused by name of the line."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.interview.medicine_lines import UNNAMED, read_allergies, read_medicines, written
from lumbago.knowledge import current
from lumbago.knowledge.medicine_names import recognise

known = partial(recognise, knowledge=current())


def read(line):
    return read_medicines(line, known)


@pytest.mark.parametrize(
    ("line", "name", "dose_mg", "per_day"),
    [
        ("ibuprofen", "ibuprofen", None, None),
        ("ibuprofen 400 mg, 3 a day", "ibuprofen", 400, 3),
        ("- Ibuprofen 400mg 3x daily", "Ibuprofen", 400, 3),
        ("1. ibuprofen 0,4 g three times a day with food", "ibuprofen", 400, 3),
        ("ramipril 2.5 mg in the morning", "ramipril", 2.5, 1),
        ("aspirin 75 mg od", "aspirin", 75, 1),
        ("apixaban 5mg BD", "apixaban", 5, 2),
        ("oxycodone 5 mg every 12 hours", "oxycodone", 5, 2),
        ("prednisolone 5 mg every other day", "prednisolone", 5, 0.5),
        ("methotrexate 10 mg once a week", "methotrexate", 10, 1 / 7),
        ("levothyroxine 100 micrograms daily", "levothyroxine", 0.1, 1),
        ("ramipril 5 mg for blood pressure", "ramipril", 5, None),
        ("ibuprofen 400 mg when needed", "ibuprofen", 400, None),
        ("lithium carbonate (Priadel) 400 mg", "lithium carbonate Priadel", 400, None),
        ("paracetamol 1,000 mg 4 a day", "paracetamol", 1000, 4),
        ("vitamin B12", "vitamin B12", None, None),
        ("the pill", "the pill", None, None),
    ],
)
def test_what_people_write_is_understood(line, name, dose_mg, per_day):
    (medicine,) = read(line)

    assert medicine["name"] == name
    assert medicine.get("dose_mg") == pytest.approx(dose_mg)
    assert medicine.get("per_day") == pytest.approx(per_day)


@pytest.mark.parametrize(
    ("line", "mg_a_day"),
    [
        ("paracetamol 500 mg, 2 tablets, 4 times a day", 4000),
        ("2 tablets of paracetamol 500 mg every 4-6 hours", 6000),
        ("paracetamol 2 x 500 mg 4 a day", 4000),
        ("paracetamol 500 mg 8 tablets a day", 4000),
        ("naproxen 250 mg 1-2 tablets twice daily", 1000),
        ("paracetamol 500 mg half a tablet twice a day", 500),
    ],
)
def test_of_what_may_be_meant_the_most_counts(line, mg_a_day):
    (medicine,) = read(line)

    assert medicine["dose_mg"] * medicine["per_day"] == mg_a_day


def test_tablets_of_a_mixture_count_as_tablets():
    (medicine,) = read("co-codamol 30/500, 2 tablets 4 times a day")

    assert medicine == {"name": "co-codamol 30/500", "per_day": 8.0}


@pytest.mark.parametrize("line", ["diclofenac 1% gel 2 g, 4 a day", "ibuprofen gel 3 times a day"])
def test_grams_of_a_gel_are_no_milligrams_of_a_substance(line):
    assert "dose_mg" not in read(line)[0]
    assert read(line)[0]["name"].endswith("gel")


@pytest.mark.parametrize(
    ("line", "problem", "remedy"),
    [
        ("ibuprofen 400", "we cannot tell what 400 stands for", "for example 400 mg"),
        ("ibuprofen, ramipril", "we cannot read “ramipril”", "Write one medicine a line"),
        ("ibuprofen 400 mg ramipril 5 mg", "two amounts", "Write one medicine a line"),
        ("omeprazole and ramipril", "two medicines", "Write one medicine a line"),
        ("paracetamol 500 mg 20-0-0-20", "we cannot read “20-0-0-20”", "how much and how often"),
        ("ibuprofen 400 mg 3 a day, 2 a day", "two amounts", "Write one medicine a line"),
        ("ibuprofen 400 mg 3 - 2 a day", "two amounts", "Write one medicine a line"),
        ("Tylenol No 3 daily", "“Tylenol No 3” may be a name, or how many", "Put a comma after the name"),
        ("tramadol 100 mg 20 drops", "how strong a liquid is", "how much you take at a time, in mg"),
        ("paracetamol 250 mg/5 ml, 10 ml", "how strong a liquid is", "how much you take at a time, in mg"),
        ("ibuprofen 400 mg lots", "we cannot read “lots”", "how much and how often"),
        ("400 mg", "we find no name in it", "Write it like this: ibuprofen 400 mg, 3 a day"),
        ("ibuprofen 400 mg 100 a day", "100 cannot be right", "Check the number"),
        ("ibuprofen 99999999 mg", "99,999,999 cannot be right", "Check the number"),
        ("x" * 130, "130 characters", "at most 120 a line"),
    ],
)
def test_a_line_that_can_be_read_two_ways_is_named_with_a_remedy(line, problem, remedy):
    with pytest.raises(ValueError, match="Line 2, “") as fault:
        read(f"omeprazole 20 mg\n{line}")

    assert problem in str(fault.value)
    assert remedy in str(fault.value)


NOTHING = """
none, None., no, nothing, I take nothing, no known allergies, no medication, keine, Keine., nichts, nein,
keine Medikamente, keine Allergien, keine bekannt, ich nehme nichts, ich nehme keine Medikamente, ninguno,
ninguna, Ninguna., nada, ningún medicamento, ningun medicamento, ninguna alergia, ninguna conocida,
no tomo nada, no tomo ningún medicamento, sin alergias, no tengo alergias, no tengo ninguna alergia
"""


@pytest.mark.parametrize(
    "said", ["", "\n\n", "keine, nichts", "ninguno, nada", *map(str.strip, NOTHING.split(","))]
)
def test_none_is_an_empty_list(said):
    assert read(said) == []
    assert read_allergies(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "no aspirin",
        "keine außer Penicillin",
        "ninguna salvo penicilina",
        "kein Ibuprofen",
        "nada de sulfamidas",
    ],
)
def test_what_only_begins_with_none_is_kept(said):
    assert read_allergies(said) == [said]
    assert read(said)[0]["name"].split()[-1] == said.split()[-1]


def test_none_among_others_is_no_empty_list():
    assert [one["name"] for one in read("ibuprofen\nnone")] == ["ibuprofen", "none"]


def test_allergies_stand_one_a_line_or_with_commas():
    assert read_allergies("penicillin, nuts\nlatex and aspirin") == ["penicillin", "nuts", "latex", "aspirin"]


@pytest.mark.parametrize(
    ("said", "allergies"),
    [
        ("Penicillin, Latex und Nüsse", ["Penicillin", "Latex", "Nüsse"]),
        ("penicilina y nueces", ["penicilina", "nueces"]),
        ("aspirina e ibuprofeno", ["aspirina", "ibuprofeno"]),
        ("vitamin e and nuts", ["vitamin e", "nuts"]),
        ("Hunde & Katzen + Pollen", ["Hunde", "Katzen", "Pollen"]),
        ("Penicillin oder Sulfonamide", ["Penicillin", "Sulfonamide"]),
        ("Handschuhe, Yohimbin", ["Handschuhe", "Yohimbin"]),
        ("penicilina\nninguna", ["penicilina", "ninguna"]),
    ],
)
def test_allergies_are_told_apart_in_every_language(said, allergies):
    assert read_allergies(said) == allergies


@pytest.mark.parametrize(
    ("amount", "dose_mg"),
    [
        ("1.000 mg", 1000), ("1,000 mg", 1000), ("1 000 mg", 1000), ("1\u202f000 mg", 1000),
        ("1\u00a0500 mg", 1500),
        ("1’000 mg", 1000), ("0,5 g", 500), ("0.5 g", 500), (".5 g", 500), ("1 g", 1000),
        ("1,000 g", 1000), ("1.000 µg", 1), ("62,5 mg", 62.5), ("0,125 mg", 0.125), ("3,125 mg", 3.125),
        ("10.000 mg", 10000), ("1 gr", 1000), ("medio gramo", 500), ("ein halbes Gramm", 500),
    ],
)  # fmt: skip
def test_an_amount_is_what_is_meant_with_any_mark_of_decimals_and_thousands(amount, dose_mg):
    assert read(f"paracetamol {amount}") == [{"name": "paracetamol", "dose_mg": dose_mg}]


def test_what_has_no_name_is_known_as_nothing():
    assert known(UNNAMED) is None


NAMES = st.sampled_from(["ibuprofen", "ramipril", "co-codamol 30/500", "vitamin B12", "diclofenac gel"])
MEDICINES = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "per_day": st.sampled_from([0.5, 1 / 7, 3 / 7, 1 / 3, 1 / 30, 4 / 30, 1.0, 2.0, 3.5, 24 / 7, 8.0]),
        "dose_mg": st.sampled_from([0.1, 5.0, 62.5, 1000.0, 1.125, 3.125, 0.0005]),
    },
)


@given(st.lists(MEDICINES, min_size=1, max_size=4), st.sampled_from(["en", "de", "es", "fr"]))
def test_what_is_written_is_read_back_the_same(medicines, language):
    plain = [
        {key: value for key, value in one.items() if key != "dose_mg" or "gel" not in one["name"]}
        for one in medicines
    ]

    again = read_medicines(written(plain, language), known)

    assert again == plain
