"""Every published number and recommendation on treatment that was collected has a place, or a reason.

The tables lie beside the repository; without them only what the files say of themselves is checked.
"""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT.parent / "shared" / "evidence"
KNOWLEDGE = ROOT / "src" / "lumbago" / "knowledge"


def files_in(folder):
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((KNOWLEDGE / folder).glob("*.toml"))
    }


TREATMENTS = files_in("treatments")
GUIDELINES = files_in("guidelines")
SOURCES = files_in("sources")
EFFECTS = [(name, effect) for name, file in TREATMENTS.items() for effect in file.get("effects", [])]
LINES = [(name, line) for name, file in TREATMENTS.items() for line in file.get("lines", [])]
POSITIONS = [(name, position) for name, file in GUIDELINES.items() for position in file["positions"]]

IN_WORDS = {
    "gianola_ae_1": ("opioid", "65.7 %"),
    "gianola_ae_2": ("nsaid-oral", "54.3 %"),
    "gianola_ae_3": ("systemic-steroid", "46.9 %"),
    "smr_discont": ("muscle-relaxant", "risk ratio 0.8, 0.6 to 1.1"),
    "opal_misuse": ("opioid", "20 of 100 were at risk of misuse after the opioid, and 10 of 100"),
    "walk_ae": ("walking", "52 of 100 walkers had some adverse event and 54 of 100"),
    "walk_dose": ("walking", "30 minutes of walking on five days a week"),
}
"""Rows that are no contrast: told in a harm or a line."""

NO_EFFECT = {
    "reassure": "From memory, and reassurance is no outcome that is weighed.",
    "cashin25_12": "Says only that all other treatments are undecided, and names none.",
}
NATURAL_COURSE = re.compile(r"course(12)?_")
"""How pain goes by itself is told by the forecast, not by a treatment."""

FROM_ELSEWHERE = {
    "ferreira-2021-snri": "Abstract; the table of effects holds no number for antidepressants.",
    "urquhart-2008-all": "Abstract; an older review that contradicts the newer ones.",
    "cochrane-sham-pooled-here": "Pooled by us from the data of a review.",
}
ARMS = re.compile(r"friedman-(\d{4})-added")
OWEN = re.compile(r"owen-(pain|function)-(.+)")

CITED = {
    "lan1": ("stay-active", "foster2018"),
    "lan2": ("bed-rest", "foster2018"),
    "apta1": ("spinal-manipulation", "apta2021"),
    "apta2": ("massage", "apta2021"),
    "apta3": ("exercise", "apta2021"),
    "apta5": ("strength-training", "apta2021"),
    "apta6": ("motor-control", "apta2021"),
    "apta8": ("exercise", "apta2021"),
}
"""Recommendations of those that are no overlay: a place of the treatment cites them."""

NO_POSITION = {
    "nice1": "About other diagnoses: triage does it.",
    "nice2": "About sorting people by risk: a questionnaire does it.",
    "dk1": "About asking for what predicts lasting pain: a questionnaire does it.",
    "lan3": "Seen in part only, from a review and no guideline.",
    "apta4": "About pain with leg pain, which is another trouble.",
    "apta7": "About pain with leg pain, which is another trouble.",
    "aafp1": "About danger signs: triage does it.",
    "aafp2": "Its source resolves to nothing, and others say the same.",
    "aafp3": "Its source resolves to nothing, and a later trial contradicts it.",
}
PHASES = {
    "any": {"acute", "subacute", "persistent"},
    "acute": {"acute"},
    "chronic": {"persistent"},
    "acute/subacute": {"acute", "subacute"},
    "recent onset": {"acute", "subacute"},
    "recent onset <12 wk": {"acute", "subacute"},
}
LAST_RESORT = ("acp3", "opioid")
"""Allowed only after all else failed, which nobody can know here: so the position is against it."""

SEEN_IN_PART = ("nice13", "acupuncture")
"""Of this row only the list of electrical treatments is from memory."""


def read(name, key):
    if not (TABLES / name).exists():
        pytest.skip(f"the table is not here: put {name} in ../shared/evidence to run this")
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return {key(row): row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def table():
    return read("effects_summary.csv", lambda row: row["id"])


@pytest.fixture(scope="module")
def rules():
    return read("guideline_rules.csv", lambda row: row["id"])


@pytest.fixture(scope="module")
def exercise():
    """The network of kinds of exercise, by outcome and kind as ids name them."""
    words = {"pain": "pain", "physical_function": "function", "mental_health": "mind"}
    return read(
        "nma_owen2020_exercise_chronic.csv",
        lambda row: (words[row["outcome"]], row["node"].partition(": ")[2].lower()),
    )


def row_of(effect, table):
    return table.get(effect["id"].replace("-", "_"))


def tabled(table):
    return [(name, effect, row) for name, effect in EFFECTS if (row := row_of(effect, table))]


def resolves(source):
    return any(key in SOURCES[source] for key in ("doi", "pmid", "pmcid", "edition"))


def is_number(text):
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def test_every_row_of_effects_has_a_place_or_a_reason(table):
    used = {row["id"] for _, _, row in tabled(table)}
    natural = {id_ for id_ in table if NATURAL_COURSE.match(id_)}

    assert set(table) - used - natural == {*IN_WORDS, *NO_EFFECT}
    assert used & {*IN_WORDS, *NO_EFFECT} == set()


def test_every_effect_comes_from_a_table_or_says_where_from(table, exercise):
    stray = [
        effect["id"]
        for _, effect in EFFECTS
        if not row_of(effect, table)
        and effect["id"] not in FROM_ELSEWHERE
        and not ARMS.fullmatch(effect["id"])
        and not ((found := OWEN.fullmatch(effect["id"])) and found.groups() in exercise)
    ]

    assert stray == []


def test_every_number_is_the_table_s(table):
    wrong = {
        (name, effect["id"]): (effect.get("value"), row["estimate"])
        for name, effect, row in tabled(table)
        if effect["measure"] != "verdict" and effect["value"] != float(row["estimate"])
    }

    assert wrong == {}


def test_every_interval_is_the_table_s(table):
    wrong = {
        (name, effect["id"]): effect.get("ci95")
        for name, effect, row in tabled(table)
        if effect.get("ci95", []) != ([float(row["ci_low"]), float(row["ci_high"])] if row["ci_low"] else [])
    }

    assert wrong == {}


def test_every_count_of_trials_and_people_is_the_table_s(table):
    wrong = {
        (name, effect["id"], key): effect.get(key)
        for name, effect, row in tabled(table)
        for key, column in (("trials", "n_trials"), ("people", "n_participants"))
        if effect.get(key) != (int(row[column]) if row[column].isdigit() else None)
    }

    assert wrong == {}


def test_what_was_not_seen_is_not_published(table):
    claimed = [
        (name, effect["id"])
        for name, effect, row in tabled(table)
        if effect["status"] == "published" and not row["status"].startswith("seen")
    ]

    assert claimed == []


def test_what_was_seen_and_resolves_is_published(table):
    hidden = [
        (name, effect["id"])
        for name, effect, row in tabled(table)
        if effect["status"] != "published" and row["status"].startswith("seen") and resolves(effect["source"])
    ]

    assert hidden == []


def test_a_number_is_no_verdict_and_a_verdict_no_number(table):
    wrong = [
        effect["id"]
        for _, effect, row in tabled(table)
        if (effect["measure"] == "verdict") == is_number(row["estimate"])
    ]

    assert wrong == []


@pytest.mark.parametrize("row", IN_WORDS)
def test_a_row_told_in_words_is_told(row):
    name, words = IN_WORDS[row]
    told = [entry["text"] for key in ("harms", "lines") for entry in TREATMENTS[name].get(key, [])]

    assert any(words in text for text in told)


def test_kinds_of_exercise_stand_as_printed(exercise):
    found = {named.groups(): effect for _, effect in EFFECTS if (named := OWEN.fullmatch(effect["id"]))}
    kinds = {key for key, row in exercise.items() if row["node"].startswith("INT") and key[0] != "mind"}
    wrong = {
        key: effect["value"]
        for key, effect in found.items()
        if (row := exercise[key])
        and [effect["value"], *effect["ci95"]]
        != [float(row[column]) for column in ("smd_vs_true_control", "ci_low", "ci_high")]
    }

    assert set(found) == kinds
    assert wrong == {}


def test_arms_told_in_words_stand_as_printed():
    arms = read("acute_lbp_trials_arms.csv", lambda row: (row["trial"], row["arm"], row["outcome"]))
    printed = Counter()
    for (trial, _, _), row in arms.items():
        printed.update({(trial[-4:], float(row["mean_improvement"])): 1})
        printed.update({(trial[-4:], float(row["ae_pct"])): 1} if row["ae_pct"] else {})
    told = {
        (ARMS.fullmatch(effect["id"])[1], float(number))
        for _, effect in EFFECTS
        if ARMS.fullmatch(effect["id"])
        for number in re.findall(r"\d+(?:\.\d+)?", effect["words"])
        if number not in {"24", "100"}
    }

    assert told
    assert told - set(printed) == set()


def test_every_rule_of_a_guideline_has_a_place_or_a_reason(rules):
    places = {position["rule"] for _, position in POSITIONS}

    assert set(rules) - places == {*CITED, *NO_POSITION}
    assert places - set(rules) == set()


@pytest.mark.parametrize("rule", CITED)
def test_a_rule_of_no_overlay_is_cited_by_a_place(rule):
    name, source = CITED[rule]

    assert any(source in place.get("sources", []) for place in TREATMENTS[name]["places"])


def test_every_position_is_for_and_against_as_its_rule(rules):
    turned = [
        (position["rule"], position["treatment"])
        for _, position in POSITIONS
        if (position["stance"] == "do-not") != (rules[position["rule"]]["do_dont"] == "DONT")
        and (position["rule"], position["treatment"]) != LAST_RESORT
    ]

    assert turned == []


def test_every_position_is_about_the_phases_of_its_rule(rules):
    wrong = [
        (position["rule"], position["treatment"])
        for _, position in POSITIONS
        if set(position["phases"]) != PHASES[rules[position["rule"]]["phase"]]
    ]

    assert wrong == []


def test_a_position_is_published_when_its_rule_was_seen(rules):
    wrong = [
        (position["rule"], position["treatment"])
        for _, position in POSITIONS
        if (position["status"] == "published") != rules[position["rule"]]["status"].startswith("seen")
        and (position["rule"], position["treatment"]) != SEEN_IN_PART
    ]

    assert wrong == []


@pytest.mark.parametrize("reasons", [NO_EFFECT, NO_POSITION, FROM_ELSEWHERE])
def test_every_reason_is_a_sentence(reasons):
    assert [key for key, why in reasons.items() if not why.endswith(".") or len(why) < 15] == []


def test_nothing_but_published_pain_counts():
    wrong = [
        (name, effect["id"])
        for name, effect in EFFECTS
        if effect.get("counts") and (effect["status"] != "published" or effect["outcome"] != "pain")
    ]

    assert wrong == []


def test_a_network_that_shares_its_trials_with_a_review_never_counts():
    networks = {"gianola2022", "wewege2023"}

    assert [e["id"] for _, e in EFFECTS if e.get("counts") and e["source"] in networks] == []


def test_evidence_is_not_stretched_from_one_phase_to_another_unsaid():
    """Whoever mixes phases says so where the reader looks."""
    silent = [
        (name, effect["id"])
        for name, effect in EFFECTS
        if len(effect["phases"]) > 1
        and not re.search(
            r"mixed|12 weeks|without pain|recovered|not said", effect["population"] + effect.get("note", "")
        )
    ]

    assert silent == []


def test_no_line_allows_more_than_two_days_of_rest():
    restful = [line for _, line in LINES if line.get("rest_days")]

    assert restful
    assert all(line["rest_days"] <= 2 and "not in bed" in line["text"] for line in restful)


def test_whoever_is_told_to_ease_off_is_told_what_to_do_on_day_3():
    lines = {line["id"]: line for line in TREATMENTS["easing-off"]["lines"]}

    assert lines["day-3"]["text"].startswith("From day 3")
    assert lines["day-3"]["when"] == lines["ease-off"]["when"]


def test_no_line_names_the_amount_of_a_medicine():
    told = [
        name
        for name, line in LINES
        if re.search(r"\d\s*(mg|g|ml|tablets?|times a day)\b", line["text"]) and "trial" not in line["text"]
    ]

    assert told == []


def test_what_is_unverified_only_warns():
    unverified = [line for _, line in LINES if line["status"] == "unverified"]

    assert [line["id"] for line in unverified if line["kind"] != "avoid"] == []


def test_no_judgement_names_a_source():
    parts = [
        (name, part)
        for name, file in TREATMENTS.items()
        for key in ("places", "harms", "lines", "effects")
        for part in file.get(key, [])
    ]

    assert [name for name, part in parts if part["status"] == "judgement" and part.get("sources")] == []


def test_every_line_is_short():
    long = [
        (name, line["id"])
        for name, line in LINES
        if len(line["text"].split()) > 32 or len(re.findall(r"[.?!](?:\s|$)", line["text"])) > 2
    ]

    assert long == []


def test_what_the_evidence_contradicts_is_said():
    text = {(name, line["id"]): line["text"] for name, line in LINES}

    assert "no more than a dummy" in text["paracetamol", "no-paracetamol"]
    assert "No study gives an estimate" in text["ice", "ice"]
    assert "disputed" in text["stay-active", "muscles"]
