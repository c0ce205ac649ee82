"""Knowledge and sentences in another language: what is read changes, what is decided never does."""

from contextvars import copy_context
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import pytest

from lumbago.care import advise, assess, safe_medicines, train
from lumbago.knowledge import current, languages, search
from lumbago.knowledge.expression import Expression
from lumbago.knowledge.languages import KEYS, TEXTS, in_language, known_as, told
from lumbago.knowledge.loading import FOLDERS
from lumbago.record import Form, read_history
from lumbago.treatment import check_medicines
from lumbago.wording import language
from lumbago.wording.language import say, say_day, say_known, say_n, say_number, speaking, spoken_language

FOLDERS_IN_ENGLISH = {
    "sources",  # citations, as a reader would look them up
    "products",  # names on a pack: medicines are recognised by them
    "medicine_classes",  # words of all languages already: medicines are recognised by them
}
NOTES_ON_EVIDENCE = {"at", "note", "reasoning", "what", "population", "target"}
"""Fields that say where a number stands and in whom it was measured; of an effect, they are translated."""

CODES = {"rule", "measure", "allergies", "medicines"}
"""Fields with capitals or blanks that are compared, not read."""

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))


TAKES_TWO = """
on = 2026-03-02
age = 40
nprs = 5

[[medicines]]
name = "Nurofen"
dose_mg = 400
per_day = 3

[[medicines]]
name = "paracetamol"
dose_mg = 1000
per_day = 6
"""


@pytest.fixture(scope="module")
def backwards():
    """Knowledge in a language that no word of English is known in."""
    return told(current(), lambda context, id_, text: text[::-1])


@pytest.fixture
def translated(monkeypatch):
    """Let tests say what a catalogue holds."""

    class Catalogue(dict):
        def pgettext(self, context, text):
            return self.get(text, text)

        def gettext(self, text):
            return self.get(text, text)

        def ngettext(self, one, many, n):
            return self[one] if n == 1 else self[many]

    catalogue = Catalogue()
    monkeypatch.setattr(languages, "_catalogue", lambda name, language: catalogue)
    monkeypatch.setattr(language, "_catalogue", lambda spoken: catalogue)
    in_language.cache_clear()
    yield catalogue
    in_language.cache_clear()


def prose(value, path=()):
    """Yield the path and each text below a fact that has a capital or a blank: ids and codes have none."""
    if isinstance(value, str) and not isinstance(value, Enum):
        if value != value.lower() or " " in value:
            yield "/".join(path)
    elif isinstance(value, tuple):
        for part in value:
            yield from prose(part, path)
    elif is_dataclass(value) and not isinstance(value, Expression):
        for field in fields(value):
            yield from prose(getattr(value, field.name), (*path, field.name))


@pytest.mark.parametrize("folder", sorted({*FOLDERS, "dosing"} - FOLDERS_IN_ENGLISH))
def test_every_text_of_knowledge_is_translated_or_said_to_stay_english(folder):
    facts = getattr(current(), folder)
    found = {path for fact in (facts.values() if folder in FOLDERS else [facts]) for path in prose(fact)}

    listed = {*TEXTS.get(folder, ()), *KEYS.get(folder, ())}
    left = {path for path in found - listed if path.split("/")[-1] not in NOTES_ON_EVIDENCE | CODES}
    assert left == set()


def test_folders_in_english_are_not_in_the_table():
    assert not FOLDERS_IN_ENGLISH & set(TEXTS)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_language_decides_nothing(path, backwards):
    said = read_history(path.read_text(encoding="utf-8"), Form.TOML, today=date(2026, 12, 31))

    english, other = (
        (assessment, safe_medicines(assessment, knowledge))
        for knowledge in (current(), backwards)
        for assessment in [advise(assess(said, knowledge), knowledge)]
    )

    assert other == english


def test_what_somebody_takes_is_recognised_in_every_language(backwards):
    said = read_history(TAKES_TWO, Form.TOML, today=date(2026, 12, 31))

    english, other = (check_medicines(said, knowledge) for knowledge in (current(), backwards))

    assert english.checks
    assert other == english


def test_a_week_of_exercise_is_the_same_in_every_language(backwards):
    path = next(path for path in EXAMPLES if path.stem == "strain-ready-for-exercise")
    said = read_history(path.read_text(encoding="utf-8"), Form.TOML, today=date(2026, 12, 31))

    english = train(assess(said, current()), current())

    assert english.programme is not None
    assert train(assess(said, backwards), backwards) == english


def test_every_text_is_told_and_ids_numbers_and_notes_are_left(backwards):
    bridge, english = backwards.exercises["glute-bridge"], current().exercises["glute-bridge"]

    assert bridge.steps == tuple(step[::-1] for step in english.steps)
    assert [c.says for c in bridge.cautions] == [c.says[::-1] for c in english.cautions]
    assert [c.at for c in bridge.cautions] == [c.at for c in english.cautions]
    assert (bridge.id, bridge.dose, bridge.position) == (english.id, english.dose, english.position)
    assert backwards.dosing.advice[0].text == current().dosing.advice[0].text[::-1]
    assert backwards.version == current().version


def test_what_nobody_translated_stays_english(translated):
    translated["Fever"] = "Fieber"
    translated["Do you have pain in your belly?"] = "Haben Sie Bauchschmerzen?"

    german = in_language(current(), "de")

    assert german.findings["abdominal_pain"].question == "Haben Sie Bauchschmerzen?"
    assert german.findings["abdominal_pain"].why == current().findings["abdominal_pain"].why


def test_english_is_the_knowledge_itself():
    assert in_language(current(), "en") is current()


def test_a_language_is_put_together_once():
    assert in_language(current(), "es") is in_language(current(), "es")


def test_a_text_is_looked_up_without_the_line_ends_of_its_file(translated):
    translated["One line."] = "Una línea."

    assert known_as("explanations/lead", "One\nline.\n", "es") == "Una línea."
    assert known_as("explanations/lead", "Another\nline.\n", "es") == "Another\nline.\n"


def test_plain_words_of_both_languages_find_a_fact(translated):
    condition = current().conditions["mechanical-back-pain"]
    translated["; ".join(condition.synonyms)] = "tirón; contractura"
    translated[condition.plain] = "Tirón o contractura muscular"

    spanish = in_language(current(), "es")

    found = spanish.conditions["mechanical-back-pain"]
    assert found.synonyms[:2] == ("tirón", "contractura")
    assert {"pulled muscle", condition.plain} <= set(found.synonyms)
    for words in ("contractura", "pulled muscle"):
        assert found.id in {hit.id for hit in search(words, spanish)}


def test_a_medicine_is_recognised_in_every_language_and_read_in_one(translated):
    translated["ibuprofen"] = "ibuprofeno"

    spanish = in_language(current(), "es")
    with speaking("es"):
        read = say_known("medicines/name", "ibuprofen")

    assert spanish.medicines["ibuprofen"].name == "ibuprofen"
    assert read == "ibuprofeno"


def test_a_sentence_is_said_in_the_language_that_is_spoken(translated):
    translated["Pain {nprs} of 10 now."] = "Dolor ahora: {nprs} de 10."

    with speaking("es"):
        assert say("Pain {nprs} of 10 now.", nprs=4) == "Dolor ahora: 4 de 10."
        assert say("Not translated") == "Not translated"


def test_one_and_many_are_told_apart(translated):
    translated.update({"{n} day": "{n} Tag", "{n} days": "{n} Tage"})

    assert [say_n("{n} day", "{n} days", n) for n in (1, 2)] == ["1 Tag", "2 Tage"]


def test_nothing_is_said_of_an_empty_text():
    with speaking("es"):
        assert say("") == ""


def test_braces_stay_where_no_value_is_given():
    assert say("{place}") == "{place}"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("en-gb", "en"), ("de-AT", "de"), ("es-419", "es"), ("fr", "en"), ("", "en"), ("zh_x", "en")],
)
def test_only_our_languages_are_spoken(asked, spoken):
    with speaking(asked):
        assert spoken_language() == spoken
    assert spoken_language() == "en"


def test_a_language_is_spoken_in_its_own_request_only():
    with speaking("de"):
        elsewhere = copy_context()
    with speaking("es"):
        assert elsewhere.run(spoken_language) == "de"


def test_a_fault_ends_the_language_too():
    with pytest.raises(ValueError, match="fault"), speaking("de"):
        raise ValueError("fault")

    assert spoken_language() == "en"


@pytest.mark.parametrize(
    ("spoken", "figures"), [("en", "1,234.5"), ("de", "1\u202f234,5"), ("es", "1\u202f234,5")]
)
def test_a_number_has_the_decimal_point_of_its_language(spoken, figures):
    with speaking(spoken):
        assert say_number("1,234.5") == figures


def test_a_day_is_put_together_as_its_language_does(translated):
    translated.update(
        {"Monday": "lunes", "March": "marzo", "{weekday} {day} {month}": "{weekday} {day} de {month}"}
    )

    assert say_day(date(2026, 3, 2)) == "lunes 2 de marzo"
