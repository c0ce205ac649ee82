"""`lumbago plan`, `medicines check` and `treatments` as a person runs them."""

import json
import re

import pytest
from command_line import EXAMPLES, lumbago, words_of

THEN = ("--as-of", "2026-03-02")
READY = EXAMPLES / "strain-ready-for-a-plan.toml"
BUSY = EXAMPLES / "strain-with-three-medicines.toml"


@pytest.fixture(scope="module")
def ready():
    return lumbago("plan", *THEN, READY)


@pytest.fixture(scope="module")
def busy():
    return lumbago("plan", *THEN, BUSY)


def test_a_plan_goes_from_today_to_after_recovery(ready):
    assert ready.returncode == 0
    assert ready.stderr == ""
    titles = ["Today", "This week", "By two weeks", "After that", "Medicines", "What not to do, and why"]
    places = [ready.stdout.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)


def test_rest_ends_on_day_three_and_is_never_in_bed(ready):
    seen = words_of(ready)

    assert "ease off for one or two days at most" in seen
    assert "From day 3, stop resting by day" in seen
    assert "Do not stay in bed by day" in seen


def test_one_medicine_is_dosed_with_its_ceiling_and_longest_use(ready):
    seen = words_of(ready)

    assert len(re.findall(r"Never more than [\d,]+ mg", seen)) == 1
    assert "Ibuprofen: 200 mg; 400 mg if that is not enough." in seen
    assert "Never more than 1,200 mg in 24 hours, counting everything that holds it" in seen
    assert "At most 5 days; then ask" in seen


def test_what_cannot_be_taken_is_named_with_its_reason(busy):
    refused = busy.stdout.partition("Not for you")[2].partition("Your answers")[0]

    assert "Ibuprofen: You take a blood pressure medicine and a water tablet" in " ".join(refused.split())
    assert "No medicine is part of this plan" in words_of(busy)
    assert not re.search(r"Never more than [\d,]+ mg", busy.stdout)


def test_only_what_could_still_be_bought_is_asked_about(busy):
    asked = re.findall(r"^  \? ", busy.stdout.partition("Your answers to these")[2], re.MULTILINE)

    assert 1 <= len(asked) <= 8


def test_every_line_of_the_plan_can_be_cited():
    told = json.loads(lumbago("plan", *THEN, READY, "--json").stdout)["plan"]

    cited = [lumbago("cite", f"{line['treatment']}/{line['line']}") for line in told["lines"][::7]]

    assert len(told["lines"]) > 20
    assert all(run.returncode == 0 and "•" in run.stdout for run in cited)


def test_with_evidence_each_line_says_what_it_rests_on():
    lines = lumbago("plan", *THEN, READY, "--evidence").stdout.partition("\nMedicines\n")[0]

    assert len(re.findall(r"^  [•✗!↻] ", lines, re.MULTILINE)) == len(re.findall(r"\[[\w-]+/[\w-]+\]", lines))


@pytest.mark.parametrize("name", ["cauda-equina", "sciatica-with-foot-drop", "kidney-stone", "incomplete"])
def test_where_something_comes_first_there_is_no_plan_and_no_medicine(name):
    run = lumbago("plan", *THEN, EXAMPLES / f"{name}.toml")

    assert run.returncode == 0
    assert "No plan is given with this answer" in words_of(run)
    assert "buprofen" not in run.stdout
    assert json.loads(lumbago("plan", *THEN, EXAMPLES / f"{name}.toml", "--json").stdout)["plan"] is None


def test_answers_of_an_earlier_day_make_no_plan_and_name_no_dose():
    plan = lumbago("plan", READY)
    checked = lumbago("medicines", "check", READY)

    assert "No plan is made from answers of an earlier day" in words_of(plan)
    assert json.loads(lumbago("plan", READY, "--json").stdout)["plan"] is None
    assert "Never more than" not in checked.stdout


def test_a_guideline_takes_out_what_it_advises_against():
    danish = lumbago("plan", *THEN, READY, "--guideline", "danish")

    assert "under the guideline of" in words_of(danish)
    assert not re.search(r"Never more than [\d,]+ mg", danish.stdout)


def test_a_guideline_nobody_knows_is_refused_with_those_there_are():
    run = lumbago("plan", *THEN, READY, "--guideline", "swedish")

    assert run.returncode == 2
    assert "nice" in run.stderr
    assert "danish" in run.stderr


@pytest.mark.parametrize("name", ["cauda-equina", "sciatica-with-foot-drop"])
def test_beside_an_alarm_no_medicine_is_checked(name):
    run = lumbago("medicines", "check", *THEN, EXAMPLES / f"{name}.toml")

    assert "No medicine is named with this answer" in words_of(run)
    checked = json.loads(lumbago("medicines", "check", *THEN, EXAMPLES / f"{name}.toml", "--json").stdout)
    assert checked["medicines"] is None


def test_while_warning_signs_are_open_no_amount_is_told():
    told = json.loads(lumbago("medicines", "check", *THEN, EXAMPLES / "incomplete.toml", "--json").stdout)

    assert not told["is_complete"]
    assert all(check["amount"] is None for check in told["medicines"]["checks"])


def test_a_check_says_reason_number_and_source():
    seen = words_of(lumbago("medicines", "check", *THEN, BUSY))

    assert "[nsaid-triple; published]" in seen
    assert "1.82 (1.35 to 2.46)" in seen
    assert "Lapi F" in seen


@pytest.mark.parametrize(
    ("dose", "says"), [(7, "what you wrote adds up to 3,500 mg"), (9, "Emergency: get help now"), (4, None)]
)
def test_paracetamol_is_added_up_over_the_day(dose, says):
    report = READY.read_text(encoding="utf-8").replace("takes_medicine = false", "takes_medicine = true")
    taken = f'medicines = [{{ name = "Tylenol", dose_mg = 500, per_day = {dose} }}]\n[findings]'

    seen = words_of(lumbago("medicines", "check", *THEN, "-", typed=report.replace("[findings]", taken, 1)))

    assert ("adds up to" in seen or "Emergency" in seen) is (says is not None)
    assert says is None or says in seen


def test_options_are_told_with_intervals_and_what_is_level():
    seen = words_of(lumbago("treatments"))

    assert re.search(r"1 warmth .*?\d+\.\d \(\d+\.\d to", seen)
    assert "Exercise cannot be told apart from: anti-inflammatory tablet" in seen
    assert "No two of these can be told apart" in words_of(lumbago("treatments", "--phase", "persistent"))
    assert "staying in bed: In trials" in seen


def test_contradicting_reviews_stand_side_by_side():
    seen = words_of(lumbago("treatments", "--about", "exercise"))

    assert "MD -0.8 (-5.79 to 4.19)" in seen
    assert "SMD -1.4 (-2.41 to -0.4)" in seen
    assert "Its people were mixed" in seen


def test_the_forest_plot_is_written_the_same_each_time(tmp_path):
    first, second = tmp_path / "one.svg", tmp_path / "two.svg"

    for place in (first, second):
        assert lumbago("treatments", "--svg", place).returncode == 0

    assert first.read_bytes() == second.read_bytes()
    assert b"anti-inflammatory tablet" in first.read_bytes()


def test_a_treatment_nobody_knows_is_refused_with_those_there_are():
    run = lumbago("treatments", "--about", "leeches")

    assert run.returncode == 2
    assert "nsaid-oral" in run.stderr
