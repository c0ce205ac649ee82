"""Bad knowledge of treatments and medicines stops the program at start, naming file and field."""

import pytest
from small_knowledge import altered, write

from lumbago.errors import KnowledgeError
from lumbago.knowledge import load

MOVING, STRICT, REDOL = "treatments/moving.toml", "guidelines/strict.toml", "medicines/redol.toml"
RULE, WEIGHING, MIX = "medicine_rules/no-ache.toml", "weighing.toml", "products/mix.toml"
LINE = '[[lines]]\nid = "go"\n'
SECOND_PLACE = (
    '[[places]]\nphases = ["acute"]\nrole = "avoid"\nwhy = "To test."\nstatus = "judgement"\n[[effects]]'
)
TIE = (
    '[[positions]]\nrule = "s2"\ntreatment = "moving"\nphases = ["acute"]\nstance = "do-not"\ntext = "No."\n'
    'status = "judgement"\nat = "To test."\n[[positions]]'
)

BROKEN = {
    "a dose that nobody published": (
        altered(
            REDOL, 'status = "published"\nsource = "known2020"', 'status = "unverified"\nsource = "blog2020"'
        ),
        REDOL,
        "dose",
    ),
    "a published dose from a web page": (altered(REDOL, '"known2020"', '"blog2020"'), REDOL, "dose"),
    "a dose without a ceiling for everybody": (
        altered(REDOL, 'whose = "lay"\n', 'whose = "lay"\nwhen = "ache"\n'),
        REDOL,
        "ceilings",
    ),
    "a ceiling over more than one finding": (
        altered(REDOL, 'whose = "lay"\n', 'whose = "lay"\nwhen = { any = ["ache", "alarm"] }\n'),
        REDOL,
        "",
    ),
    "a dose without a longest use": (
        altered(REDOL, '[[longest]]\ndays = 5\nstatus = "judgement"\nat = "To test."\n', ""),
        REDOL,
        "ceilings",
    ),
    "a class that does not exist": (altered(REDOL, '["reds"]', '["blues"]'), REDOL, "classes"),
    "a rule that clears": (altered(RULE, '"contraindicated"', '"fine"'), RULE, "verdict"),
    "a rule about nothing": (altered(RULE, '["reds"]', '["blues"]'), RULE, "about"),
    "a rule over a finding that does not exist": (altered(RULE, '"ache"', '"acke"'), RULE, "when"),
    "a judgement that names a source": (
        altered(MIX, 'status = "judgement"', 'status = "judgement"\nsource = "known2020"'),
        MIX,
        "source",
    ),
    "three days of rest": (altered(MOVING, LINE, f"{LINE}rest_days = 3\n"), MOVING, "lines"),
    "two places in one phase": (altered(MOVING, "[[effects]]", SECOND_PLACE), MOVING, "places"),
    "a medicine that does not exist": (altered(MOVING, '"redol"', '"bluol"'), MOVING, "medicines"),
    "an unverified effect that counts": (
        altered(
            MOVING, 'status = "published"\nsource = "known2020"', 'status = "unverified"\nsource = "blog2020"'
        ),
        MOVING,
        "effects.effect",
    ),
    "an effect outside its interval": (altered(MOVING, "value = -5", "value = 5"), MOVING, "effects.effect"),
    "an effect without a number or words": (altered(MOVING, "value = -5\n", ""), MOVING, "effects.effect"),
    "a mean difference without its scale": (altered(MOVING, "top = 100\n", ""), MOVING, "effects.effect"),
    "a ratio that counts": (altered(MOVING, '"MD"', '"RR"'), MOVING, "effects.effect"),
    "what counts without an interval": (altered(MOVING, "ci95 = [-9, -1]\n", ""), MOVING, "effects.effect"),
    "words for the unsure without an exception": (
        altered(MOVING, LINE, f'{LINE}if_unsure = "Unless."\n'),
        MOVING,
        "lines.go",
    ),
    "a position on nothing": (altered(STRICT, '"moving"', '"standing"'), STRICT, "positions.s1"),
    "two positions that tie": (altered(STRICT, "[[positions]]", TIE), STRICT, "positions.s1"),
    "a weight outside its range": (altered(WEIGHING, "value = 20", "value = 30"), WEIGHING, ""),
    "no file of weights": ({WEIGHING: None}, WEIGHING, ""),
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
    knowledge = load(write(tmp_path))

    assert set(knowledge.treatments) == {"moving"}
    assert knowledge.weighing is not None
