"""Bad knowledge of exercises and circumstances stops the program at start, naming file and field."""

from dataclasses import fields

import pytest
from small_knowledge import FILES, FINDING, altered, write

from lumbago.errors import KnowledgeError, UnknownIdError
from lumbago.knowledge import cite, load, search
from lumbago.knowledge.poses import load_poses
from lumbago.posture import Body

STRONG, FAST, SORE = "exercises/strengthening.toml", "exercises/aerobic.toml", "circumstances/sore.toml"
CAUTION = '[[cautions]]\ncircumstance = "sore"\nverdict = "leave-out"\nsays = "Not with an ache."\n'
JUDGED = 'status = "judgement"\nat = "To test."\n'
SIGN = FINDING.replace('"person"', '"clinician"')


def second(level: int) -> dict[str, str]:
    """One more strengthening exercise on the same ladder."""
    return {"exercises/stronger.toml": FILES[STRONG].replace("level = 1", f"level = {level}")}


BROKEN = {
    "a caution about nothing": (altered(STRONG, '"sore"', '"sour"'), STRONG, "cautions.sour"),
    "a circumstance given twice": (
        altered(STRONG, CAUTION, f"{CAUTION}{JUDGED}{CAUTION}"),
        STRONG,
        "cautions.sore",
    ),
    "a judged caution that names a source": (
        altered(STRONG, JUDGED, f'{JUDGED}sources = ["known2020"]\n'),
        STRONG,
        "cautions.sore",
    ),
    "a verdict that allows": (altered(STRONG, '"leave-out"', '"fine"'), STRONG, "cautions.0.verdict"),
    "a published dose from a web page": (altered(STRONG, '"known2020"', '"blog2020"'), STRONG, "dose"),
    "an unverified dose from nowhere": (
        altered(
            STRONG,
            'status = "published"\nat = "Table 1"\nsources = ["known2020"]',
            'status = "unverified"\nat = "-"',
        ),
        STRONG,
        "dose",
    ),
    "a judged dose that names a source": (altered(STRONG, '"published"', '"judgement"'), STRONG, "dose"),
    "repetitions that fall": (altered(STRONG, "reps = [5, 10]", "reps = [10, 5]"), STRONG, "dose.reps"),
    "sets that fall": (altered(STRONG, "sets = [1, 2]", "sets = [2, 1]"), STRONG, "dose.sets"),
    "a hold that falls": (altered(STRONG, "hold_s = [0, 5]", "hold_s = [5, 0]"), STRONG, "dose.hold_s"),
    "a dose that takes no time": (altered(STRONG, "pace_s = 4", "pace_s = 0"), STRONG, "dose.pace_s"),
    "neutral and another direction": (
        altered(STRONG, '["neutral"]', '["neutral", "flexion"]'),
        STRONG,
        "directions",
    ),
    "no direction": (altered(STRONG, '["neutral"]', "[]"), STRONG, "directions"),
    "a thing needed twice": (altered(STRONG, '["wall"]', '["wall", "wall"]'), STRONG, "equipment"),
    "a thing that nobody knows": (altered(STRONG, '["wall"]', '["trapeze"]'), STRONG, "equipment.0"),
    "two steps": (altered(STRONG, '"Try.", ', ""), STRONG, "steps"),
    "no mistake": (altered(STRONG, '["None."]', "[]"), STRONG, "mistakes"),
    "a ladder without its first place": (altered(STRONG, "level = 1", "level = 2"), STRONG, "level"),
    "a gap in a ladder": (second(level=3), "exercises/stronger.toml", "level"),
    "two exercises on one place": (second(level=1), "exercises/stronger.toml", "level"),
    "a phase without a kind": (altered(FAST, '"first-days", ', ""), "exercises/", "phases"),
    "a circumstance over a finding that does not exist": (altered(SORE, '"ache"', '"acke"'), SORE, "when"),
    "a condition that does not exist": (altered(SORE, '"tumour"', '"tumor"'), SORE, "conditions"),
    "a condition without its probability": (altered(SORE, "likely = 0.5\n", ""), SORE, "likely"),
    "a probability of nothing": (altered(SORE, 'conditions = ["tumour"]\n', ""), SORE, "likely"),
    "a judged circumstance that names a source": (
        altered(SORE, JUDGED, f'{JUDGED}sources = ["known2020"]\n'),
        SORE,
        "sources",
    ),
    "a sign that is presumed": ({"findings/ache.toml": SIGN}, SORE, "unknown"),
    "a circumstance that no exercise minds": (
        {"circumstances/idle.toml": FILES[SORE]},
        "circumstances/idle.toml",
        "",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_bad_knowledge_is_refused_with_file_and_field(fault, tmp_path):
    changed, file, field = BROKEN[fault]
    root = write(tmp_path, **changed)

    with pytest.raises(KnowledgeError) as refused:
        load(root)

    assert refused.value.file == file
    assert refused.value.field.startswith(field)


def test_the_same_folder_unbroken_is_loaded(tmp_path):
    knowledge = load(write(tmp_path, **second(level=2)))

    assert set(knowledge.exercises) == {"aerobic", "strengthening", "stretching", "stronger"}
    assert set(knowledge.circumstances) == {"sore"}


def test_an_exercise_is_cited_with_its_dose_and_every_caution(tmp_path):
    (cited,) = cite("strengthening", load(write(tmp_path)))

    assert [ground.source for ground in cited.grounds] == ["known2020", None]
    assert "1 to 2 sets of 5 to 10 times" in cited.grounds[0].statement
    assert cited.grounds[1].statement == "left out with being sore: Not with an ache."


def test_one_caution_is_cited_alone(tmp_path):
    knowledge = load(write(tmp_path))

    (cited,) = cite("strengthening/sore", knowledge)

    assert len(cited.grounds) == 1
    with pytest.raises(UnknownIdError):
        cite("strengthening/sour", knowledge)


def test_a_circumstance_is_cited_with_what_decides_it(tmp_path):
    (cited,) = cite("sore", load(write(tmp_path)))

    assert "ache; or tumour from 50% on" in cited.grounds[0].statement
    assert "3 are left out: Trying aerobic, Trying strengthening, Trying stretching." in cited.text


def test_the_words_people_use_lead_to_an_exercise(tmp_path):
    named = altered(STRONG, "irritability = 2", 'irritability = 2\nsynonyms = ["press-ups"]')

    hits = search("press-ups", load(write(tmp_path, **named)))

    assert (hits[0].folder, hits[0].id) == ("exercises", "strengthening")


MEASURE = 'value = 0.1\nstatus = "unverified"\nsources = ["blog2020"]\nat = "Figure 1"\n'
BODY = "".join(f"[{part.name}]\n{MEASURE}" for part in fields(Body))
DRAWN = {
    "body.toml": BODY,
    **{f"poses/{kind}.toml": "start = {}\n" for kind in ("stretching", "strengthening", "aerobic")},
}
BADLY_DRAWN = {
    "an exercise without its pose": ({"poses/aerobic.toml": None}, FAST, ""),
    "a pose without its exercise": ({"poses/dancing.toml": "start = {}\n"}, "poses/dancing.toml", ""),
    "no pose at all": (dict.fromkeys(DRAWN, None) | {"body.toml": BODY}, "poses", ""),
    "a knee that bends backwards": (
        {"poses/aerobic.toml": "start = { knee_flexion = -20 }\n"},
        "poses/aerobic.toml",
        "start",
    ),
    "a length from a source that does not exist": (
        {"body.toml": BODY.replace("blog2020", "smith1999", 1)},
        "body.toml",
        "trunk",
    ),
    "a published length from a web page": (
        {"body.toml": BODY.replace("unverified", "published", 1)},
        "body.toml",
        "trunk",
    ),
    "no body": ({"body.toml": None}, "body.toml", ""),
}


@pytest.mark.parametrize("fault", BADLY_DRAWN)
def test_bad_poses_are_refused_with_file_and_field(fault, tmp_path):
    changed, file, field = BADLY_DRAWN[fault]
    root = write(tmp_path, **{**DRAWN, **changed})

    with pytest.raises(KnowledgeError) as refused:
        load_poses(root, load(root))

    assert refused.value.file == file
    assert refused.value.field.startswith(field)


def test_good_poses_are_loaded(tmp_path):
    root = write(tmp_path, **DRAWN)

    assert set(load_poses(root, load(root)).movements) == {"aerobic", "strengthening", "stretching"}
