"""`lumbago forecast` as a person runs it: words first, and no forecast where someone must look first."""

import json
import re
from datetime import date, timedelta

import pytest
from command_line import EXAMPLES, lumbago, words_of

STRAIN = EXAMPLES / "strain-after-lifting-with-twist.toml"
REPORT = 'on = 2026-03-02\nage = 45\nsex = "male"\nonset = 2026-02-27\nnprs = 4\n'


def with_check_ins(*check_ins):
    return REPORT + "".join(f"[[check_ins]]\n{fields}\n" for fields in check_ins)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """One forecast in words, and what it drew."""
    folder = tmp_path_factory.mktemp("pictures")
    run = lumbago("forecast", STRAIN, "--png", folder / "fan.png", "--svg", folder / "fan.svg")
    return run, folder


def test_the_words_come_first_each_with_its_band(told):
    run, _ = told
    seen = words_of(run)

    assert run.returncode == 0
    assert run.stderr == ""
    first = seen.partition("Daily life")[0]
    assert "In two weeks" in first
    assert first.count("For 8 in 10 people like you") == 3
    for title in ("Pain", "Daily life", "Recovery", "What would change if you", "What this rests on"):
        assert f"\n{title}" in run.stdout


def test_it_says_what_is_not_known_and_claims_nothing(told):
    seen = words_of(told[0])

    assert "claims no efficacy" in seen
    assert "from your report and no check-in" in seen
    assert "Counted from 2 March 2026" in seen
    assert "Watch for these" in seen
    assert "These are answers of 2 March 2026" in seen


def test_each_way_to_spend_the_days_comes_with_its_uncertainty(told):
    seen = words_of(told[0])

    ways = re.findall(r"• (Resting \d+ days|Staying active|Exercises)(.*?)\.(?= •| What)", seen)

    assert [way for way, _ in ways].count("Staying active") == 1
    assert len(ways) == 6
    assert all("(" in said or "no difference" in said for _, said in ways)


def test_without_a_terminal_there_is_a_small_table_and_no_chart(told):
    run, _ = told

    assert "Recovered by then" in run.stdout
    assert "12 weeks" in run.stdout
    assert "░" not in run.stdout
    assert "\x1b" not in run.stdout
    assert max(map(len, run.stdout.splitlines())) <= 80


def test_pictures_are_written_whole(told):
    _, folder = told

    assert sorted(path.name for path in folder.iterdir()) == ["fan.png", "fan.svg"]
    assert (folder / "fan.png").read_bytes().startswith(b"\x89PNG")
    assert (folder / "fan.svg").read_text().rstrip().endswith("</svg>")


def test_json_is_the_assessment_with_its_forecast():
    found = json.loads(lumbago("forecast", STRAIN, "--json").stdout)
    same = json.loads(lumbago("assess", STRAIN, "--json").stdout)

    assert found["forecast"]["pain"]
    assert found["is_complete"] is True
    assert found == same


def test_assess_tells_a_forecast_in_short_after_the_causes():
    seen = words_of(lumbago("assess", STRAIN))

    after = seen.partition("How sure is this?")[2].partition("Watch for these")[0]
    assert "How long it may take" in after
    assert "For 8 in 10 people like you" in after
    assert "claims no efficacy" in after


def test_assess_leaves_the_forecast_out_when_asked():
    run = lumbago("assess", STRAIN, "--no-forecast")

    assert "How long it may take" not in run.stdout
    assert json.loads(lumbago("assess", STRAIN, "--no-forecast", "--json").stdout)["forecast"] is None


@pytest.mark.parametrize("name", ["cauda-equina", "sciatica-with-foot-drop", "child", "so far"])
def test_where_someone_must_look_first_it_answers_as_assess_does(written, tmp_path, name):
    child = STRAIN.read_text().replace("age = 38", "age = 15")
    texts = {"child": child, "so far": REPORT + "findings = { history_of_cancer = true }\n"}
    file = written(texts[name]) if name in texts else EXAMPLES / f"{name}.toml"
    picture = tmp_path / "fan.png"

    run, same = lumbago("forecast", file, "--png", picture), lumbago("assess", file)

    assert (run.stdout, run.returncode) == (same.stdout, same.returncode)
    assert "How long" not in run.stdout
    assert "No forecast is shown" in run.stderr
    assert not picture.exists()
    assert json.loads(lumbago("forecast", file, "--json").stdout)["forecast"] is None


def test_while_a_warning_sign_is_open_that_is_said_before_the_forecast():
    run = lumbago("forecast", EXAMPLES / "incomplete.toml")
    seen = words_of(run)

    before, title, after = seen.partition("How long it may take")
    assert title
    assert "Not complete" in before
    assert "holds only if none of the warning signs is there" in before
    assert "[urinary_retention]" in before
    assert "In two weeks" in after
    assert "How long it may take" not in lumbago("assess", EXAMPLES / "incomplete.toml").stdout


def test_a_clinician_sees_it_after_the_emergency_and_is_told_what_it_is():
    run = lumbago("forecast", EXAMPLES / "cauda-equina.toml", "--clinician")
    seen = words_of(run)

    assert "Emergency" in run.stdout.splitlines()[1]
    assert "is not shown a forecast" in seen.partition("In two weeks")[0].partition("FOR THE CLINICIAN")[2]
    assert "19 in 20" in seen


def test_four_hundred_days_of_silence_still_give_a_forecast(written):
    text = with_check_ins("on = 2026-03-05\nnprs = 5", "on = 2027-04-09\nnprs = 2").replace("2026", "2024")

    found = json.loads(lumbago("forecast", written(text.replace("2027", "2025")), "--json").stdout)

    assert found["forecast"]["from_day"] == (date(2025, 4, 9) - date(2024, 3, 2)).days > 400
    assert found["forecast"]["check_ins"] == 2


NEXT, THIRD = "on = 2026-03-03", "on = 2026-03-04"
TOMORROW = f"on = {date.today() + timedelta(2)}"  # noqa: DTZ011 - the command reads the same clock


@pytest.mark.parametrize(
    ("check_ins", "field", "remedy"),
    [
        ((NEXT, NEXT), "check_ins.1.on", "Make one of the two"),
        ((THIRD, NEXT), "check_ins.1.on", "in order"),
        ((NEXT, "on = 2026-03-01"), "check_ins.1.on", "Write 2026-03-02 or later"),
        (("on = 2026-02-20",), "check_ins.0.on", "before the onset"),
        ((NEXT, TOMORROW), "check_ins.1.on", "an earlier date"),
        ((NEXT, f"{THIRD}\nnprs = 11"), "check_ins.1.nprs", "less than or equal to 10"),
        ((NEXT, f"{THIRD}\npain = 4"), "check_ins.1.pain", "spelling"),
    ],
)
def test_a_check_in_that_cannot_be_meant_is_refused_with_field_and_remedy(written, check_ins, field, remedy):
    run = lumbago("forecast", written(with_check_ins(*check_ins)))

    assert run.returncode == 2
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1
    assert f"report.toml: {field}:" in run.stderr
    assert remedy in run.stderr


@pytest.mark.parametrize("name", ["fan.pdf", "nowhere/fan.png"])
def test_a_place_for_no_picture_is_refused_before_anything_is_computed(tmp_path, name):
    run = lumbago("forecast", STRAIN, "--png", tmp_path / name)

    assert run.returncode == 2
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1
    assert "--png" in run.stderr
