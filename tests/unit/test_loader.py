"""Bad knowledge stops the program at start, with the file and the field in its message."""

from datetime import date

import pytest
from small_knowledge import FILES, FINDING, REVIEW, added, altered, write

from lumbago.errors import KnowledgeError
from lumbago.knowledge import current, load, overdue
from lumbago.knowledge.checking import LARGEST_CLUSTER

DANGER, WORRY, TUMOUR = "red_flags/danger.toml", "red_flags/worry.toml", "conditions/tumour.toml"
RATIO = 'value = 5.0\nlow = 2.0\nhigh = 9.0\ninterval = "ci95"\nstatus = "published"\nsource = "known2020"'
OWN_LOWERING = 'value = 0.5\nlow = 0.2\nhigh = 0.9\ninterval = "range"\nstatus = "judgement"'
PRIOR = 'setting = "primary-care"'


def when(text: str) -> dict[str, str]:
    return altered(DANGER, 'when = "alarm"', f"when = {text}")


BROKEN = {
    "a broken file": (added(DANGER, "when = = 3"), DANGER, ""),
    "an id in the file": (added(DANGER, 'id = "danger"'), DANGER, "id"),
    "an unknown key": (added(DANGER, 'severity = "high"'), DANGER, "severity"),
    "a missing key": (altered(DANGER, 'says = "Go now."\n', ""), DANGER, "says"),
    "a name that is no id": ({"red_flags/Danger_2.toml": FILES[DANGER]}, "red_flags/Danger_2.toml", "id"),
    "a finding named with a dash": ({"findings/an-ache.toml": FINDING}, "findings/an-ache.toml", "id"),
    "a rule number of another form": (altered(DANGER, "R01", "Rule 1"), DANGER, "rule"),
    "an unknown disposition": (altered(DANGER, '"emergency"', '"soon"'), DANGER, "disposition"),
    "an unknown finding in a rule": (when('"alram"'), DANGER, "when"),
    "an unknown finding deep in a rule": (when('{ all = ["ache", { any = ["alram"] }] }'), DANGER, "when"),
    "an unknown finding that sets aside": (altered(WORRY, '["lifting"]', '["lfting"]'), WORRY, "unless"),
    "an unknown condition in a rule": (altered(DANGER, '["tumour"]', '["tumor"]'), DANGER, "suspects"),
    "an unknown source in a rule": (altered(WORRY, "known2020", "smith1999"), WORRY, "sources"),
    "a published rule without a source": (altered(WORRY, '["known2020"]', "[]"), WORRY, "sources"),
    "a published rule on a web page": (altered(WORRY, "known2020", "blog2020"), WORRY, "sources"),
    "an unverified rule without a source": (
        {WORRY: FILES[WORRY].replace('"published"', '"unverified"').replace('["known2020"]', "[]")},
        WORRY,
        "sources",
    ),
    "a judgement without its range": (
        altered(DANGER, 'level_range = ["urgent", "emergency"]\n', ""),
        DANGER,
        "level_range",
    ),
    "an emergency that something sets aside": (added(DANGER, 'unless = ["lifting"]'), DANGER, "unless"),
    "an alarm that sets another rule aside": (
        {**altered(WORRY, '"alarm"', '"ache"'), **when('{ any = ["alarm", "lifting"] }')},
        WORRY,
        "unless",
    ),
    "a finding that sets aside and implies an alarm": (
        {"findings/lifting.toml": FINDING + 'implies = ["alarm"]\n'},
        WORRY,
        "unless",
    ),
    "an alarm that implies what sets aside": (
        {"findings/alarm.toml": FINDING + 'implies = ["lifting"]\n'},
        WORRY,
        "unless",
    ),
    "an expression with two parts": (when('{ finding = "alarm", age = [60, 120] }'), DANGER, "when"),
    "an expression with no part": (when("{ presumed = true }"), DANGER, "when"),
    "a count without what it counts": (when('{ finding = "alarm", at_least = 2 }'), DANGER, "when"),
    "a list without its count": (when('{ of = ["alarm", "ache"] }'), DANGER, "when"),
    "a count that can never be reached": (when('{ at_least = 3, of = ["alarm", "ache"] }'), DANGER, "when"),
    "a count of nothing": (when('{ at_least = 0, of = ["alarm", "ache"] }'), DANGER, "when.at_least"),
    "a finding that is presumed": (when('{ finding = "alarm", presumed = true }'), DANGER, "when"),
    "an unknown topic": (altered("findings/ache.toml", '"signs"', '"sings"'), "findings/ache.toml", "topic"),
    "an unknown implied finding": (
        {"findings/ache.toml": FINDING + 'implies = ["alram"]\n'},
        "findings/ache.toml",
        "implies",
    ),
    "a finding that implies itself": (
        {
            "findings/ache.toml": FINDING + 'implies = ["sore"]\n',
            "findings/sore.toml": FINDING + 'implies = ["ache"]\n',
        },
        "findings/ache.toml",
        "implies",
    ),
    "a cluster too large": (
        {f"findings/k{n}.toml": FINDING + 'correlated = "alike"\n' for n in range(LARGEST_CLUSTER + 1)},
        "findings/k0.toml",
        "correlated",
    ),
    "a drawing that denies an alarm": (
        {"findings/alarm.toml": FINDING + 'regions = ["chest"]\nregions_deny = true\n'},
        "findings/alarm.toml",
        "regions_deny",
    ),
    "a drawing that denies what an alarm implies": (
        {
            "findings/alarm.toml": FINDING + 'implies = ["ache"]\n',
            "findings/ache.toml": FINDING + 'regions = ["chest"]\nregions_deny = true\n',
        },
        "findings/ache.toml",
        "regions_deny",
    ),
    "a drawing that denies what is urgent alone": (
        {
            **altered(WORRY, '{ any = ["alarm", { age = [60, 120] }] }', '"ache"'),
            "findings/ache.toml": FINDING + 'regions = ["chest"]\nregions_deny = true\n',
        },
        "findings/ache.toml",
        "regions_deny",
    ),
    "an unknown region": (
        {"findings/ache.toml": FINDING + 'regions = ["knee"]\n'},
        "findings/ache.toml",
        "regions.0",
    ),
    "an unknown explanation": (
        altered(TUMOUR, 'explanation = "strain"', 'explanation = "sprain"'),
        TUMOUR,
        "explanation",
    ),
    "a setting without a prior": (altered(TUMOUR, PRIOR, 'setting = "self-care"'), TUMOUR, "priors"),
    "a prior outside its interval": (
        altered(TUMOUR, "value = 0.01", "value = 0.2"),
        TUMOUR,
        "priors.self-care",
    ),
    "a probability above one": (altered(TUMOUR, "value = 0.01", "value = 1.2"), TUMOUR, "priors.0.value"),
    "a factor outside its interval": (altered(TUMOUR, "value = 2.0", "value = 9.0"), TUMOUR, "factors"),
    "a ratio outside its interval": (
        altered(TUMOUR, "value = 5.0", "value = 1.0"),
        TUMOUR,
        "likelihoods.alarm.present",
    ),
    "a ratio of nought": (
        altered(TUMOUR, "value = 5.0", "value = 0.0"),
        TUMOUR,
        "likelihoods.0.present.value",
    ),
    "a ratio of an unknown finding": (
        altered(TUMOUR, 'finding = "alarm"', 'finding = "alram"'),
        TUMOUR,
        "likelihoods",
    ),
    "a ratio given twice": (
        altered(TUMOUR, '[[likelihoods]]\nfinding = "alarm"\n', '[[likelihoods]]\nfinding = "alarm"\n' * 2),
        TUMOUR,
        "likelihoods.alarm",
    ),
    "a ratio of an unknown source": (
        altered(TUMOUR, "known2020", "smith1999"),
        TUMOUR,
        "likelihoods.alarm.present",
    ),
    "a published ratio from a web page": (
        altered(TUMOUR, "known2020", "blog2020"),
        TUMOUR,
        "likelihoods.alarm.present",
    ),
    "a published ratio without a source": (
        altered(TUMOUR, 'source = "known2020"\n', ""),
        TUMOUR,
        "likelihoods.alarm.present",
    ),
    "a judgement that names a source": (
        altered(TUMOUR, 'status = "published"', 'status = "judgement"'),
        TUMOUR,
        "likelihoods.alarm.present",
    ),
    "a judgement that lowers a serious condition": (
        altered(TUMOUR, RATIO, OWN_LOWERING),
        TUMOUR,
        "likelihoods.alarm.present",
    ),
    "an unverified ratio that lowers a serious condition": (
        altered(TUMOUR, RATIO, OWN_LOWERING.replace("judgement", "unverified") + '\nsource = "known2020"'),
        TUMOUR,
        "likelihoods.alarm.present",
    ),
    "a pattern of an unknown finding": (
        {TUMOUR: FILES[TUMOUR].replace('when = "alarm"', 'when = "alram"')},
        TUMOUR,
        "pattern",
    ),
    "a pattern that an unknown finding sets aside": (
        altered(TUMOUR, '["lifting"]', '["lfting"]'),
        TUMOUR,
        "pattern",
    ),
    "an explanation that cites nothing": (
        altered("explanations/strain.toml", '["known2020"]', "[]"),
        "explanations/strain.toml",
        "What it is",
    ),
    "a missing disposition": ({"dispositions/urgent.toml": None}, "dispositions/", ""),
    "a disposition too many": (
        {"dispositions/soon.toml": FILES["dispositions/urgent.toml"]},
        "dispositions/",
        "",
    ),
    "a missing file of settings": ({"differential.toml": None}, "differential.toml", ""),
    "a cap that forbids everything": (
        altered("differential.toml", "1000.0", "1.0"),
        "differential.toml",
        "cap",
    ),
    "a file without a review date": (
        altered("findings/ache.toml", REVIEW, ""),
        "findings/ache.toml",
        "review_by",
    ),
    "a review date in words": (
        altered("findings/ache.toml", REVIEW, 'review_by = "next year"'),
        "findings/ache.toml",
        "review_by",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_the_loader_refuses(fault, tmp_path):
    changed, file, field = BROKEN[fault]

    with pytest.raises(KnowledgeError) as refused:
        load(write(tmp_path, **changed))

    assert refused.value.file == file
    assert refused.value.field.startswith(field) if field else refused.value.field == ""
    assert str(refused.value).startswith(f"{file}: {field}")


def test_the_small_folder_itself_is_good(tmp_path):
    knowledge = load(write(tmp_path))

    assert set(knowledge.findings) == {"ache", "alarm", "lifting"}
    assert knowledge.red_flags["danger"].id == "danger"


def test_a_drawing_may_deny_what_is_no_more_than_routine(tmp_path):
    routine = FILES[WORRY].replace('disposition = "urgent"', 'disposition = "routine"')
    routine = routine.replace('{ any = ["alarm", { age = [60, 120] }] }', '"ache"')
    drawn = FINDING + 'regions = ["chest"]\nregions_deny = true\n'

    knowledge = load(write(tmp_path, **{WORRY: routine, "findings/ache.toml": drawn}))

    assert knowledge.findings["ache"].regions_deny


@pytest.mark.parametrize("folder", sorted({name.split("/")[0] for name in FILES if "/" in name}))
def test_a_folder_that_is_missing_or_empty_is_refused(folder, tmp_path):
    without = {name: None for name in FILES if name.startswith(f"{folder}/")}
    missing, empty = write(tmp_path / "missing", **without), write(tmp_path / "empty", **without)
    (empty / folder).mkdir()

    for root in (missing, empty):
        with pytest.raises(KnowledgeError) as refused:
            load(root)

        assert str(refused.value).startswith(f"{folder}: the folder is missing or empty")


def test_a_file_that_is_not_text_is_refused(tmp_path):
    folder = write(tmp_path)
    (folder / DANGER).write_bytes(b"\xff\xfe\x00")

    with pytest.raises(KnowledgeError, match=r"^red_flags/danger.toml"):
        load(folder)


def test_a_published_ratio_may_lower_a_serious_condition(tmp_path):
    lowering = altered(TUMOUR, "value = 5.0\nlow = 2.0\nhigh = 9.0", "value = 0.5\nlow = 0.2\nhigh = 0.9")

    assert load(write(tmp_path, **lowering)).conditions["tumour"].likelihoods[0].present.value == 0.5


def test_the_version_follows_every_file(tmp_path):
    whole = load(write(tmp_path / "whole")).version
    changed = load(write(tmp_path / "changed", **altered(DANGER, "Go now.", "Go at once."))).version
    again = load(write(tmp_path / "again")).version

    assert whole == again
    assert whole != changed


def test_a_file_is_overdue_the_day_after_its_review_date(tmp_path):
    knowledge = load(write(tmp_path, **altered("findings/ache.toml", REVIEW, "review_by = 2028-06-01")))

    assert overdue(knowledge, date(2028, 6, 1)) == []
    assert overdue(knowledge, date(2028, 6, 2)) == ["findings/ache"]


def test_the_knowledge_that_comes_with_the_package_is_good_and_loaded_once():
    assert current() is current()
    assert current().red_flags
