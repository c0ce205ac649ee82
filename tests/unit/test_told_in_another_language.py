"""Whatever is told of a person is told in the language that is spoken: no English word is left in it.

A language is made up for it, in which every letter is a wide one: any other letter was never said.
"""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import polib
import pytest
from icalendar import Calendar

from lumbago import wording
from lumbago.care import advise, assess, follow_up, foretell, safe_medicines, train
from lumbago.knowledge import current, languages
from lumbago.knowledge.languages import in_language
from lumbago.n_of_1 import Analysis, Trial, Verdict
from lumbago.posture import Form as Drawn
from lumbago.record import (
    Because,
    CheckIn,
    Difference,
    Estimate,
    ExerciseKind,
    Form,
    History,
    Link,
    Medicine,
    Move,
    Phase,
    Prescribed,
    Region,
    Scope,
    read_history,
)
from lumbago.record.report import Effort, Felt, Fitness, Preferences
from lumbago.treatment import rank
from lumbago.wording import (
    because,
    comparing,
    exercises,
    forecasting,
    language,
    n_of_1,
    options,
    pictures,
    said,
    sheets,
    told,
    words,
)
from lumbago.wording.language import say, say_date, speaking
from lumbago.wording.medicines import tell_medicines
from lumbago.wording.planning import tell_plan
from lumbago.wording.reviewing import tell_review
from lumbago.wording.training import tell_programme

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
CATALOGUE = Path(wording.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "wording.po"

WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in map(chr, range(128)) if letter.isalpha()}
PLACE = re.compile(r"(\{[^{}]*\})")

ENGLISH = {
    "id",
    "cite",
    "standing",
    "at",
    "note",
    "sources",
    "figures",
    "kind",
    "mark",
    "topic",
    "guideline",
    "estimate",
}
"""Fields of ids and signs, and of evidence for clinicians, which decision 26 leaves in English."""

AS_TYPED = {"Nurofen", "ibuprofn", "xyzzy", "penicilin", "ramipril", "hydrochlorothiazide", "sertraline"}
AS_TYPED |= {"asthma", "diabetes", "hypertension", "band", *current().exercises}
"""Names of medicines and illnesses as people wrote them, and ids of exercises."""

CODES = {"mg", "MD", "SMD", "RR", "OR", "HR", "NNT", "de"}
LEFT = re.compile(r"[A-Za-z]{2,}")


def widened(text):
    return "".join(
        part if PLACE.fullmatch(part) else part.translate(WIDE) for part in PLACE.split(text or "")
    )


class Sentences:
    """A catalogue that knows what translators are given, and nothing else."""

    def __init__(self):
        entries = list(polib.pofile(str(CATALOGUE)))
        self.known = {text for entry in entries for text in (entry.msgid, entry.msgid_plural) if text}

    def gettext(self, text):
        return widened(text) if text in self.known else text

    def ngettext(self, one, many, n):
        return self.gettext(one if n == 1 else many)


class Facts:
    def pgettext(self, context, text):
        return widened(text)


@pytest.fixture(autouse=True)
def wide_language(monkeypatch):
    sentences = Sentences()
    monkeypatch.setattr(languages, "_catalogue", lambda name, spoken: Facts())
    monkeypatch.setattr(language, "_catalogue", lambda spoken: sentences)
    in_language.cache_clear()
    pictures._drawn.cache_clear()
    with speaking("de"):
        yield
    in_language.cache_clear()
    pictures._drawn.cache_clear()


def spoken():
    return in_language(current(), "de")


def texts_in(value):
    """Yield every text below a value that a person reads."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ENGLISH:
                yield from texts_in(getattr(value, field.name))


def left_in(*values):
    """Return every text in which a word was not said in the language that is spoken."""
    whole_first = sorted((*AS_TYPED, *CODES), key=len, reverse=True)
    typed = re.compile("|".join(rf"\b{re.escape(one)}\b" for one in whole_first))
    return [text for text in texts_in(values) if LEFT.search(typed.sub("", text))]


def read(path):
    return read_history(path.read_text(encoding="utf-8"), Form.TOML, today=LATEST)


LATEST = language.date(2026, 12, 31)


def ready():
    return read(next(path for path in EXAMPLES if path.stem == "strain-ready-for-exercise"))


def followed():
    """Somebody with medicines, preferences and check-ins, who may be shown everything."""
    history = ready()
    report = replace(
        history.report,
        medicines=(Medicine("Nurofen", 400, 3), Medicine("ibuprofn", 200.5), Medicine("xyzzy")),
        allergies=("penicilin",),
        diagnosed=("asthma",),
        weight_kg=70.5,
        rmdq=(1, 4, 9),
        start_back=(1, 0, 1, 0, 0, 1, 0, 1, 1),
        preferences=Preferences(20, ("band",), ("glute-bridge",), Fitness.SOME, "de"),
    )
    felt = (Felt("glute-bridge", True, 8, Effort.TOO_HARD, False),)
    later = [
        CheckIn(history.on + timedelta(days), nprs, 30.5, 5, ("glute-bridge",), felt, report.findings)
        for days, nprs in ((3, 4), (10, 7), (17, 6))
    ]
    return History(report, (*later, CheckIn(later[-1].on + timedelta(1), findings=report.findings)))


def everywhere():
    """Somebody who drew every region and never said when the pain began."""
    report = replace(ready().report, onset=None, onset_days=3.5, pain_map=tuple(Region), rmdq_percent=40)
    return History(replace(report, breastfeeding=True, pregnancy_weeks=22))


HISTORIES = {
    **{path.stem: lambda path=path: read(path) for path in EXAMPLES},
    "followed": followed,
    "followed-in-ten-minutes": lambda: with_minutes(10),
    "followed-in-two-minutes": lambda: with_minutes(2),
    "everywhere": everywhere,
}
EVERY_HISTORY = pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES)


def with_minutes(minutes):
    history = followed()
    preferences = replace(history.report.preferences, minutes_per_day=minutes)
    return History(replace(history.report, preferences=preferences), history.check_ins)


LIMITS = ("age: 50 to 120", "age: 0 to 17.5", "duration_days: 7 to 42", "nprs: 7 to 10", "sex: female")


@EVERY_HISTORY
def test_what_a_person_said_is_retold(history):
    said_then, knowledge = history(), spoken()
    answers = product(knowledge.findings, ("yes", "no"))
    report = said_then.report
    limits = [key for key in LIMITS if not key.startswith("dur") or report.duration_days is not None]

    assert not left_in(
        list(told(said_then, knowledge, unsure=("fever", "age", "weight_kg", "pain_map"))),
        [said(key, answer=answer, history=said_then, knowledge=knowledge) for key, answer in answers],
        [because(key, said_then, knowledge) for key in limits],
    )


@EVERY_HISTORY
def test_plans_medicines_and_weeks_are_told(history):
    knowledge = spoken()
    assessment = train(advise(assess(history(), current()), current()), current())
    safety = safe_medicines(assessment, current())
    plan, programme = assessment.plan, assessment.programme

    assert not left_in(
        tell_medicines(assessment.history, safety, knowledge, ("ibuprofen",)) if safety else (),
        tell_plan(assessment.history, plan, knowledge) if plan else (),
        tell_programme(programme, knowledge) if programme else (),
    )


@pytest.mark.parametrize("guideline", sorted(current().guidelines))
def test_a_plan_under_a_guideline_is_told(guideline):
    assessment = advise(assess(ready(), current()), current(), guideline)

    assert not left_in(tell_plan(assessment.history, assessment.plan, spoken()))


@pytest.mark.parametrize("history", [ready, followed, everywhere])
def test_a_forecast_and_a_review_are_told(history):
    assessment = follow_up(foretell(assess(history(), current()), current()), current())
    forecast, review = assessment.forecast, assessment.review
    if forecast is None:
        assert assessment.scope is not Scope.WHOLE
        return
    told_of_it = forecasting.tell(assessment.history, forecast)
    early = forecasting.tell(assessment.history, replace(forecast, too_early=tuple(forecasting.IN_TABLE)))

    assert not left_in(told_of_it, early, [one.sentence for one in told_of_it.comparisons])
    assert not left_in(tell_review(assessment, review, spoken()) if review else ())


def test_the_sheet_and_the_calendar_are_told():
    programme = train(assess(ready(), current()), current()).programme
    page = re.sub(r"<style>.*?</style>", "", sheets.sheet_of(programme, spoken()), flags=re.S)
    calendar = Calendar.from_ical(sheets.calendar_of(programme, spoken(), owner="somebody"))
    entries = [str(one[key]) for one in calendar.walk("VEVENT") for key in ("summary", "description")]

    assert 'lang="de"' in page
    assert not left_in(re.sub(r"<[^>]*>", " ", page), re.findall(r'alt="([^"]*)"', page))
    assert not left_in(entries, str(calendar["x-wr-calname"]))


def test_a_picture_is_titled_in_the_language_that_is_spoken():
    texts = r"<title>(.*?)</title><desc>(.*?)</desc>"
    with speaking("en"):
        english = pictures.picture("glute-bridge", Drawn.FRAMES)

    found = re.search(texts, pictures.picture("glute-bridge", Drawn.FRAMES), re.S)

    assert not left_in(found.groups())
    assert left_in(re.search(texts, english, re.S).groups())


def test_a_picture_in_another_form_or_language_settles_no_figure_anew(monkeypatch):
    pictures.picture("glute-bridge", Drawn.ANIMATED)
    monkeypatch.setattr(pictures, "settle", lambda *_: pytest.fail("settled anew"))
    pictures._drawn.cache_clear()

    with speaking("en"):
        assert "<svg" in pictures.picture("glute-bridge", Drawn.FRAMES)


@pytest.mark.parametrize("phase", Phase)
def test_options_are_told(phase):
    rows = options.rows_of(rank(phase, current()), spoken())
    others = [options.row_of(treatment, phase, spoken()) for treatment in current().treatments]

    assert not left_in(rows, others, options.levels_of(rows), options.levels_of(rows[:2]))
    assert not left_in([text for row in rows for text in row.guidelines])


SIZES = (-3.2, -1, -0.6, -0.24, -0.04, 0, 0.04, 0.24, 1, 2.6)
BANDS = [(middle, low, high) for middle, low, high in product(SIZES, repeat=3) if low <= middle <= high]


def test_every_change_is_told():
    estimates = [
        Estimate(*band, link, 0.02, True) for band, link in product(((-7, -9, -3), (2, -1, 4)), Link)
    ]

    assert not left_in(
        [comparing._difference(Difference(14, middle, (low, high), 0.0)) for middle, low, high in BANDS],
        [comparing._work(*band) for band in BANDS],
        [comparing._way(way) for way in ("rest-1-alone", "rest-4-days", *comparing.WAYS)],
        [options.gain_in_words(one) for one in estimates],
        [forecasting.span(days) for days in (0, 1, 9, 40, 100, 365)],
        [forecasting.in_ten(chance) for chance in (0, 0.4, 1)],
    )


def test_every_amount_is_told():
    amounts = product((1, 2), (1, 8), (0, 5, 60, 150), (1, 2, 3), (1, 2))
    prescribed = [
        Prescribed(
            *("bridge", ExerciseKind.AEROBIC, 1, 0, (0,), sets, reps, hold, times, sides, 90.0, Move.NEW),
            because=(Because.ROOM,),
        )
        for sets, reps, hold, times, sides in amounts
    ]

    assert not left_in([exercises.amount_words(one) for one in prescribed])


@pytest.mark.parametrize("verdict", Verdict)
def test_a_trial_of_one_is_told(verdict):
    trial = Trial("２４", ())
    found = [
        Analysis(4, left_out, verdict, difference, interval, None, False, more, is_over)
        for left_out, difference, interval, more, is_over in product(
            (0, 1), (None, -1.2, 2.0), (None, (-2.0, 0.5)), (None, 5), (True, False)
        )
    ]

    assert not left_in([n_of_1.tell_trial(trial, one) for one in found])


CONSTANTS = (
    words.STATUS_WORDS,
    words.LEVEL_WORDS,
    words.WITHIN_WORDS,
    words.CERTAINTY_WORDS,
    dict(words.LIKELIHOOD_WORDS),
    wording.REGION_NAMES,
    exercises.KINDS,
    exercises.TOTAL,
    options.GRADES,
    options.STANCES,
)


def test_what_others_say_is_in_the_catalogue():
    parts = [part for rows in wording.PARTS.values() for part in rows]
    places = [place for _, regions in parts for _, place in regions]

    assert not left_in([say(text) for one in CONSTANTS for text in one.values()])
    assert not left_in([say(text) for text in (*(name for name, _ in parts), *places)], say_date(ready().on))
    assert wording.REGION_NAMES.keys() == {region for _, regions in parts for region, _ in regions}


def test_what_nobody_said_is_found():
    assert left_in("never said", say("Not so long"), say("Age: {age}", age="forty"))
    assert len(left_in("never said", say("Age: {age}", age=40))) == 1
