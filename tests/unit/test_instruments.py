"""Questionnaires: what they ask, and what their answers say."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.errors import KnowledgeError, ReportError, UnknownIdError
from lumbago.instruments import Disability, Risk, disability, instrument, questionnaire, start_back
from lumbago.record import Status

LENGTHS = {"nprs": 1, "rmdq-23": 23, "rmdq-24": 24, "start-back": 9}
RISING = [Risk.LOW, Risk.MEDIUM, Risk.HIGH]
POINT = st.integers(0, 1)
POINTS = st.lists(POINT, min_size=9, max_size=9)
ANSWERED_OR_NOT = st.lists(st.one_of(st.none(), POINT), min_size=9, max_size=9)
VERSION = st.sampled_from([23, 24])


def nine(*, physical: int, distress: int) -> list[int]:
    """Return nine points, so many among items 1 to 4 and so many among items 5 to 9."""
    return [1] * physical + [0] * (4 - physical) + [1] * distress + [0] * (5 - distress)


@pytest.mark.parametrize("items", [23, 24])
def test_nothing_ticked_is_no_disability_and_everything_is_a_hundred_per_cent(items):
    nothing, everything = disability([], items=items), disability(range(1, items + 1), items=items)

    assert nothing == Disability(rmdq=0, percent=0, answered=items, is_complete=True)
    assert everything == Disability(rmdq=items, percent=100, answered=items, is_complete=True)


def test_the_percent_is_of_the_version_that_was_asked():
    assert disability([1, 2, 3]).percent == 12.5
    assert disability([1, 2, 3], items=23).percent == pytest.approx(13.0435, abs=1e-4)


def test_a_missing_item_earns_no_point_and_is_said_aloud():
    score = disability([1, 2], missing=[7, 24])

    assert score == Disability(rmdq=2, percent=100 * 2 / 24, answered=22, is_complete=False)


@given(VERSION.flatmap(lambda items: st.tuples(st.just(items), st.sets(st.integers(1, items)))))
def test_one_more_tick_never_lowers_disability(asked):
    items, ticked = asked
    before = disability(ticked, items=items)

    for extra in set(range(1, items + 1)) - ticked:
        after = disability(ticked | {extra}, items=items)

        assert after.rmdq == before.rmdq + 1
        assert after.percent > before.percent


@given(st.sets(st.integers(1, 24)), st.sets(st.integers(1, 24), min_size=1, max_size=23))
def test_an_answer_to_what_is_missing_never_lowers_disability(ticked, missing):
    incomplete = disability(ticked - missing, missing=missing)

    assert not incomplete.is_complete
    assert incomplete.answered == 24 - len(missing)
    assert disability(ticked | missing).percent >= incomplete.percent


@pytest.mark.parametrize(
    ("ticked", "missing", "items", "says"),
    [
        ([25], [], 24, "there is no item '25'. Write whole numbers from 1 to 24"),
        ([24], [], 23, "there is no item '24'. Write whole numbers from 1 to 23"),
        ([0], [], 24, "there is no item '0'"),
        ([1.0], [], 24, "there is no item '1.0'"),
        ([], [25], 24, "there is no item '25'"),
        ([3, 4, 3], [], 24, "item 3 stands there twice. Name each item once"),
        ([3], [3], 24, "item 3 stands there twice. Name each item once"),
        ([1], [], 18, "there is no version with 18 items. Choose 24 or 23"),
        ([], range(1, 25), 24, "no item was answered. Leave rmdq out when it was not asked"),
    ],
)
def test_an_impossible_roland_morris_names_field_and_remedy(ticked, missing, items, says):
    with pytest.raises(ReportError) as refused:
        disability(ticked, missing=missing, items=items)

    assert refused.value.field == "rmdq"
    assert refused.value.remedy
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("physical", "distress", "group"),
    [
        (3, 0, Risk.LOW),
        (0, 3, Risk.LOW),
        (4, 0, Risk.MEDIUM),
        (1, 3, Risk.MEDIUM),
        (4, 3, Risk.MEDIUM),
        (0, 4, Risk.HIGH),
        (4, 4, Risk.HIGH),
    ],
)
def test_the_published_cut_offs(physical, distress, group):
    score = start_back(nine(physical=physical, distress=distress))

    assert (score.total, score.distress, score.group) == (physical + distress, distress, group)
    assert score.is_complete
    assert score.answered == 9


@pytest.mark.parametrize("item", range(1, 10))
def test_items_five_to_nine_and_no_others_are_distress(item):
    score = start_back([int(place == item) for place in range(1, 10)])

    assert score.total == 1
    assert score.distress == int(item >= 5)


@given(POINTS)
def test_one_more_point_never_lowers_the_group(points):
    before = start_back(points)

    for place in (place for place, point in enumerate(points) if point == 0):
        after = start_back([*points[:place], 1, *points[place + 1 :]])

        assert after.total == before.total + 1
        assert after.distress >= before.distress
        assert RISING.index(after.group) >= RISING.index(before.group)
        assert after.group.rank >= before.group.rank


@settings(deadline=None, max_examples=60)
@given(ANSWERED_OR_NOT)
def test_a_group_is_given_exactly_where_no_missing_answer_could_change_it(points):
    choices = [(0, 1) if point is None else (point,) for point in points]
    possible = {start_back(answers).group for answers in product(*choices)}

    score = start_back(points)

    assert score.group is (possible.pop() if len(possible) == 1 else None)
    assert score.answered == 9 - points.count(None)
    assert score.is_complete is (None not in points)


@pytest.mark.parametrize(
    ("points", "group"),
    [
        ([1, 1, 1, None, 0, 0, 0, 0, 0], None),
        ([None] * 9, None),
        ([1, 1, None, 0, 0, 0, 0, 0, 0], Risk.LOW),
        ([None, 0, 0, 0, 1, 1, 1, 1, None], Risk.HIGH),
    ],
)
def test_a_missing_answer_leaves_the_group_open_unless_it_cannot_matter(points, group):
    assert start_back(points).group is group
    assert not start_back(points).is_complete


@pytest.mark.parametrize(
    ("points", "field", "says"),
    [
        ([0] * 10, "start_back", "it holds 10 answers. Write 9"),
        ([0] * 8, "start_back", "it holds 8 answers. Write 9"),
        ([2, *[0] * 8], "start_back.0", "'2' is not possible for item 1. Write 1 or 0"),
        ([*[0] * 8, -1], "start_back.8", "'-1' is not possible for item 9. Write 1 or 0"),
        ([*[0] * 8, True], "start_back.8", "'True' is not possible for item 9"),
        ([*[0] * 8, "1"], "start_back.8", "'1' is not possible for item 9"),
    ],
)
def test_an_impossible_start_back_names_field_and_remedy(points, field, says):
    with pytest.raises(ReportError) as refused:
        start_back(points)

    assert refused.value.field == field
    assert refused.value.remedy
    assert says in str(refused.value)


def test_only_the_two_strongest_answers_to_the_ninth_item_count():
    tool = instrument("start-back")
    answers = tool.items[8].answers

    points = [tool.points(["disagree"] * 8 + [answer])[8] for answer in answers]

    assert answers == ("not at all", "slightly", "moderately", "very", "extremely")
    assert points == [0, 0, 0, 1, 1]


def test_agreeing_counts_one_point_and_an_answer_that_was_not_given_stays_missing():
    points = instrument("start-back").points

    assert points(["agree"] * 8 + ["not at all"]) == (1,) * 8 + (0,)
    assert points(["disagree", None, *["agree"] * 6, None]) == (0, None, *[1] * 6, None)


@pytest.mark.parametrize(
    ("answers", "field", "says"),
    [
        (["agree"] * 10, "start_back", "it holds 10 answers. Write 9, in order"),
        (["agree"] * 9, "start_back.8", "It offers not at all, slightly"),
        (
            ["very", *["agree"] * 8],
            "start_back.0",
            "'very' is no answer to item 1. It offers disagree",
        ),
    ],
)
def test_an_answer_that_is_not_offered_names_field_and_remedy(answers, field, says):
    with pytest.raises(ReportError) as refused:
        instrument("start-back").points(answers)

    assert refused.value.field == field
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("name", "before", "after", "matters"),
    [
        ("nprs", 8, 6, True),  # 2 points, 25 %
        ("nprs", 8, 7, False),
        ("nprs", 3, 2, True),  # 1 point, 33 %
        ("nprs", 6, 9, False),
        ("rmdq-24", 20, 15, True),  # 5 points, 25 %
        ("rmdq-24", 20, 16, False),
        ("rmdq-24", 10, 7, True),  # 3 points, 30 % exactly
        ("rmdq-24", 10, 8, False),
        ("rmdq-23", 20, 15, True),
    ],
)
def test_a_change_matters_from_the_mic_up(name, before, after, matters):
    assert instrument(name).is_important_improvement(before, after) is matters


@given(st.sampled_from(["nprs", "rmdq-23", "rmdq-24"]), st.data())
def test_getting_better_still_never_makes_a_change_matter_less(name, data):
    scale = instrument(name)
    before = data.draw(st.integers(0, scale.highest))
    matters = [scale.is_important_improvement(before, after) for after in range(before + 1)]

    assert matters == sorted(matters, reverse=True)
    assert not scale.is_important_improvement(before, before)


@pytest.mark.parametrize(
    ("name", "before", "after", "says"),
    [
        ("nprs", 11, 5, "nprs: '11' is not possible here. Write a whole number from 0 to 10"),
        ("nprs", 5, -1, "nprs: '-1' is not possible here. Write a whole number from 0 to 10"),
        ("nprs", 5.5, 2, "nprs: '5.5' is not possible here"),
        ("rmdq-24", 25, 5, "rmdq: '25' is not possible here. Write a whole number from 0 to 24"),
        ("rmdq-23", 24, 5, "rmdq: '24' is not possible here. Write a whole number from 0 to 23"),
        ("start-back", 5, 2, "has no published MIC. Compare its groups instead"),
    ],
)
def test_an_impossible_change_names_field_and_remedy(name, before, after, says):
    with pytest.raises(ReportError) as refused:
        instrument(name).is_important_improvement(before, after)

    assert says in str(refused.value)


@pytest.mark.parametrize(("name", "length"), LENGTHS.items())
def test_an_instrument_says_what_it_asks_and_by_whose_leave(name, length):
    tool = instrument(name)

    assert tool.id == name
    assert len(tool.items) == length
    assert len({item.topic for item in tool.items}) == length
    assert tool.licence
    assert tool.sources[tool.source].resolves
    assert date(2027, 11, 1) <= tool.review_by <= date(2028, 11, 24)


@pytest.mark.parametrize("name", ["rmdq-23", "start-back"])
def test_wording_that_others_own_is_not_shipped(name):
    tool = instrument(name)

    assert [item.text for item in tool.items] == [None] * len(tool.items)
    assert not tool.is_worded
    assert "deployment supplies" in tool.licence
    assert instrument("nprs").is_worded


@pytest.mark.parametrize(
    ("name", "points", "status"),
    [("nprs", 2, Status.PUBLISHED), ("rmdq-24", 5, Status.PUBLISHED), ("rmdq-23", 5, Status.JUDGEMENT)],
)
def test_a_mic_says_what_it_rests_on(name, points, status):
    mic = instrument(name).mic

    assert (mic.points, mic.percent, mic.status) == (points, 30, status)
    assert (mic.source is None) is (status is Status.JUDGEMENT)


def test_an_unknown_instrument_names_the_nearest():
    with pytest.raises(UnknownIdError, match="Did you mean start-back"):
        instrument("startback")


SOUND = """
name = "Invented"
measures = "Nothing"
field = "invented"
recall = "now"
response = "tick"
licence = "Ours"
source = "nobody1900"
review_by = 2028-01-01
items = [{topic = "An invented thing"}]
sources.nobody1900 = {citation = "Nobody N (1900)", pmid = 1}
sources.lost1901 = {citation = "Lost L (1901)"}
"""
MIC = SOUND + 'mic.points = 5\nmic.percent = 30\nmic.at = "Somewhere"\nmic.status = "judgement"\n'
PUBLISHED = MIC.replace("judgement", "published")


@pytest.fixture
def read_invented(tmp_path, monkeypatch):
    def read(text):
        file = tmp_path / "invented.toml"
        file.write_text(text, encoding="utf-8")
        monkeypatch.setattr(questionnaire, "_files", lambda: [file])
        instrument.cache_clear()
        return instrument("invented")

    yield read
    instrument.cache_clear()


def test_a_sound_file_is_read(read_invented):
    assert read_invented(SOUND).id == "invented"
    assert read_invented(MIC + "mic.range = [4, 6]").mic.range == (4, 6)
    assert read_invented(PUBLISHED + 'mic.source = "nobody1900"').mic.source == "nobody1900"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (SOUND.replace("Ours", " "), "instruments/invented.toml: licence"),
        (SOUND.replace("licence", "license"), "instruments/invented.toml: licen"),
        (SOUND.replace("nobody1900", "unheard1900", 1), "source: 'unheard1900' is not among its sources"),
        (SOUND.replace("nobody1900", "lost1901", 1), "source: 'lost1901' has neither DOI nor PMID"),
        (PUBLISHED, "mic.source: 'None' is not among its sources"),
        (PUBLISHED + 'mic.source = "lost1901"', "mic.source: 'lost1901' has neither"),
        (MIC, "mic.range: a judgement needs a range"),
        (MIC + "mic.range = [6, 8]", "mic.range: a judgement needs a range"),
        (MIC + "mic.range = [3, 4]", "mic.range: a judgement needs a range"),
        (MIC + 'mic.range = [4, 6]\nmic.source = "nobody1900"', "mic.source: a judgement is our own"),
        ("not = = toml", "instruments/invented.toml: it cannot be read"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_field(read_invented, text, says):
    with pytest.raises(KnowledgeError) as refused:
        read_invented(text)

    assert says in str(refused.value)


@pytest.fixture
def wording(tmp_path):
    def write(text):
        file = tmp_path / "keele.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_a_deployment_brings_its_own_wording(wording):
    texts = [f"Invented sentence {number}" for number in range(1, 10)]
    tool = instrument("start-back")

    worded = tool.worded(wording(f'licence = "An invented licence"\nitems = {texts}\n'))

    assert worded.is_worded
    assert [item.text for item in worded.items] == texts
    assert [item.positive for item in worded.items] == [item.positive for item in tool.items]
    assert worded.wording_licence == "An invented licence"
    assert not tool.is_worded


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f'licence = "L"\nitems = {["x"] * 8}', "items: it holds 8 texts; write 9"),
        (f'licence = "L"\nitems = {["x"] * 10}', "items: it holds 10 texts; write 9"),
        (f'licence = "L"\nitems = {["x"] * 8 + [" "]}', "items.8: "),
        (f"items = {['x'] * 9}", "licence: "),
        (f'licence = "L"\nitems = {["x"] * 9}\nextra = 1', "extra: "),
    ],
)
def test_wording_that_does_not_fit_is_refused_by_name(wording, text, says):
    with pytest.raises(KnowledgeError) as refused:
        instrument("start-back").worded(wording(text))

    assert str(refused.value).startswith(f"keele.toml: {says}")


def test_wording_that_is_not_there_is_refused_by_name(tmp_path):
    with pytest.raises(KnowledgeError, match=r"absent\.toml: it cannot be read"):
        instrument("start-back").worded(tmp_path / "absent.toml")
