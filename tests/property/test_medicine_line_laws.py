"""A medicine line says the same in any order and in any language, and never less than it may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.interview.medicine_lines import read_medicines, written
from lumbago.interview.medicine_words import LANGUAGES, any_of

STRENGTHS = {"400 mg": 400, "0,4 g": 400, "1.000 mg": 1000, "1 g": 1000, "2,5 mg": 2.5, "100 µg": 0.1}
OFTEN = {
    "3 am Tag": 3, "dreimal täglich": 3, "alle 8 Stunden": 3, "3x tgl.": 3, "1-1-1": 3, "1-0-1": 2,
    "morgens und abends": 2, "einmal pro Woche": 1 / 7, "jeden zweiten Tag": 0.5, "zur Nacht": 1,
    "3 al día": 3, "tres veces al día": 3, "cada 8 horas": 3, "c/8h": 3, "por la mañana y por la noche": 2,
    "una vez por semana": 1 / 7, "cada dos días": 0.5, "al acostarse": 1, "diario": 1,
    "3 a day": 3, "three times daily": 3, "every 8 hours": 3, "morning and night": 2, "once a week": 1 / 7,
}  # fmt: skip
PIECES = {
    "": 1,
    "2 Tabletten": 2,
    "dos pastillas": 2,
    "half a tablet": 0.5,
    "eine halbe Tablette": 0.5,
    "½ comprimido": 0.5,
}
ASIDES = [
    "",
    "bei Bedarf",
    "si lo necesito",
    "with food",
    "con agua",
    "seit 3 Wochen",
    "por una semana",
    "for 5 days",
]
NAMES = ["xanomerin", "Ácido zálico", "vitamin B12", "Glücksalbin 30/500"]


def nobody_knows(_):
    return None


def read(line):
    (medicine,) = read_medicines(line, nobody_knows)
    return medicine


def parts_of(choices):
    return st.sampled_from(list(choices))


@given(parts_of(NAMES), st.permutations(["strength", "often", "pieces", "aside"]), st.data())
def test_strength_pieces_and_how_often_are_read_in_any_order_and_any_language(name, order, data):
    said = {
        "strength": data.draw(parts_of(STRENGTHS)),
        "often": data.draw(parts_of(OFTEN)),
        "pieces": data.draw(parts_of(PIECES)),
        "aside": data.draw(parts_of(ASIDES)),
    }

    medicine = read(", ".join([name, *(said[part] for part in order if said[part])]))

    assert medicine["name"] == name
    a_day = STRENGTHS[said["strength"]] * PIECES[said["pieces"]] * OFTEN[said["often"]]
    assert medicine["dose_mg"] * medicine["per_day"] == pytest.approx(a_day)


@given(st.integers(1, 7), st.integers(1, 3), parts_of(["{}-{} al día", "{} bis {} am Tag", "{} to {} a day"]))
def test_of_a_range_the_most_counts(least, more, way):
    assert read(f"xanomerin {way.format(least, least + more)}")["per_day"] == least + more


@given(
    st.integers(1, 11),
    st.integers(1, 12),
    parts_of(["cada {}-{} horas", "alle {} bis {} Std.", "every {} to {} h"]),
)
def test_of_hours_between_doses_the_fewest_count(least, more, way):
    assert read(f"xanomerin {way.format(least, least + more)}")["per_day"] == pytest.approx(24 / least)


@given(st.lists(st.integers(0, 4), min_size=3, max_size=4).filter(any), parts_of(STRENGTHS))
def test_a_day_of_a_scheme_is_the_sum_of_its_tablets(tablets, strength):
    medicine = read(f"xanomerin {strength} {'-'.join(map(str, tablets))}")

    assert medicine["dose_mg"] * medicine["per_day"] == pytest.approx(STRENGTHS[strength] * sum(tablets))


@given(st.text("123 -/,.x½mgTabletntäglich alí()", max_size=60))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence_and_read_back_as_the_same(line):
    try:
        medicines = read_medicines(line, nobody_knows)
    except ValueError as fault:
        assert str(fault).startswith("Line ")  # noqa: PT017 - either is right
        return

    assert all(medicine.get("per_day", 1) <= 48 for medicine in medicines)
    assert all(any(letter.isalpha() for letter in medicine["name"]) for medicine in medicines)


@given(parts_of(OFTEN), parts_of(LANGUAGES))
def test_what_was_read_in_one_language_is_written_in_each_of_them(often, language):
    medicine = read(f"xanomerin 400 mg, {often}")

    assert read(written([medicine], language)) == medicine


def test_every_language_has_words_of_every_kind_that_is_needed():
    wanted = [
        "numbers",
        "times",
        "per",
        "day",
        "week",
        "hours",
        "pieces",
        "moments",
        "asides",
        "nothing",
        "both",
    ]

    lacking = [
        (code, kind) for code, words in LANGUAGES.items() for kind in wanted if not getattr(words, kind)
    ]

    assert lacking == []
    assert any_of("week") == "(?:week|woche|semana)"
