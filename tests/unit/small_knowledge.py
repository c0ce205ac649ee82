"""A knowledge folder as small as it can be, for tests that break one thing in it."""

from pathlib import Path

REVIEW = "review_by = 2099-01-01"

FINDING = f"""
question = "Does it hurt?"
why = "To test."
clinician = "Pain"
kind = "symptom"
topic = "signs"
asked_of = "person"
no_ages = false
{REVIEW}
"""

DISPOSITION = f"""
headline = "See someone"
what_to_do = ["Rest."]
comfort = ["Warmth."]
safety_net = ["Come back."]
status = "judgement"
sources = []
{REVIEW}
"""


def _weight(name: str, value: float) -> str:
    return (
        f'[{name}]\nvalue = {value}\nlow = {value}\nhigh = {value}\nstatus = "judgement"\nat = "To test."\n'
    )


WEIGHING = f'{REVIEW}\ninert = ["placebo"]\npersistent = []\nsubacute = []\n' + "".join(
    _weight(name, value)
    for name, value in {
        "worthwhile": 10, "sd": 20, "hope": 6, "adverse_without": 0.1, "adverse_points": 0.3, "small": 200,
        "apart": 0.9, "acute_days": 42, "subacute_days": 84, "doubt.low": 6,
    }.items()
)  # fmt: skip


def _exercise(kind: str) -> str:
    return f"""
name = "Trying {kind}"
plain = "try it out"
kind = "{kind}"
purpose = "To test."
steps = ["Start.", "Try.", "Stop."]
mistakes = ["None."]
muscles = ["all"]
position = "standing"
equipment = ["wall"]
phases = ["first-days", "first-two-weeks", "subacute", "persistent", "prevention"]
irritability = 2
directions = ["neutral"]
ladder = "{kind}"
level = 1
{REVIEW}
[dose]
sets = [1, 2]
reps = [5, 10]
hold_s = [0, 5]
pace_s = 4
times_a_day = [1, 1]
days_a_week = [7, 3]
sides = 1
status = "published"
at = "Table 1"
sources = ["known2020"]
[[cautions]]
circumstance = "sore"
verdict = "leave-out"
says = "Not with an ache."
status = "judgement"
at = "To test."
"""


PROGRAMME = (
    f'{REVIEW}\nfirst_choices = []\neases = []\nadvice = []\n'
    + "".join(
        f"[emphasis.{phase}]\nstrengthening = [3]\nstretching = [2]\naerobic = [4]\n"
        for phase in ("first-days", "first-two-weeks", "subacute", "persistent", "prevention")
    )
    + "".join(
        _weight(name, value)
        for name, value in {
            "minutes": 30, "least_a_day": 2, "most_a_day": 4, "most_a_week": 7, "rungs": 5,
            "good_sessions": 2, "wait_weeks": 2, "break_days": 21, "fresh_weeks": 6, "irritable": 7,
            "stirred": 4, "still_up": 2, "hard": 3, "too_much": 4, "first_days": 3, "two_weeks": 14,
            "subacute_days": 84, "conditioning_days": 28, "maintenance_days": 3, "warm_up": 5,
            "rest_s": 30, "change_s": 20, "short_s": 120, "walking_target": 150, "flare": 2,
            "much_better": 0.3, "false_alarms": 0.1, "quiet_days": 7, "rmdq_days": 28,
        }.items()
    )
)  # fmt: skip

FILES = {
    "programme.toml": PROGRAMME,
    "differential.toml": f"""
cap = 1000.0
reasons = "To test."
status = "judgement"
{REVIEW}
""",
    "arrows.toml": f"""
status = "judgement"
{REVIEW}
[arrow.mend]
meaning = "Mending"
unit = "/d"
claims = []
source_state = "torn"
target_state = "whole"
prior = {{ median = 1.0, low = 0.5, high = 2.0 }}
between = 0.0
sources = []
why = "To test."
[population.people]
meaning = "Anyone"
start = "in pain"
age = {{ mean = 40 }}
previous_episodes = {{ share = 0.5 }}
[effect.age-mend]
fact = "age"
parameter = "mend"
centre = 40
prior = [0.0, -0.1, 0.1]
sources = []
why = "To test."
""",
    "sources/known2020.toml": """
citation = "Known, 2020"
seen = "Abstract"
doi = "10.1000/known"
""",
    "sources/blog2020.toml": """
citation = "A web page, 2020"
seen = "The page"
""",
    "topics/signs.toml": """
title = "Signs"
intro = "What you feel."
order = 1
""",
    "findings/ache.toml": FINDING,
    "findings/alarm.toml": FINDING,
    "findings/lifting.toml": FINDING,
    "explanations/strain.toml": f"""
title = "What is a strain?"
lead = "A sore muscle."
{REVIEW}
[[sections]]
heading = "What it is"
text = "A sore muscle."
status = "published"
sources = ["known2020"]
""",
    "terms/sprain.toml": f"""
name = "Sprain"
means = "A joint that was bent too far."
status = "judgement"
synonyms = ["wrench"]
see = ["explanations/strain", "terms/ligament"]
{REVIEW}
""",
    "terms/ligament.toml": f"""
name = "Ligament"
means = "A band that holds up to ten bones together."
status = "published"
sources = ["known2020"]
at = "Table 1"
{REVIEW}
""",
    "red_flags/danger.toml": f"""
rule = "R01"
name = "Danger"
suspects = ["tumour"]
disposition = "emergency"
within = "now"
when = "alarm"
says = "Go now."
reasoning = "To test."
status = "judgement"
level_range = ["urgent", "emergency"]
sources = []
at = "nowhere"
{REVIEW}
""",
    "red_flags/worry.toml": f"""
rule = "R02"
name = "Worry"
suspects = ["tumour"]
disposition = "urgent"
within = "days"
when = {{ any = ["alarm", {{ age = [60, 120] }}] }}
unless = ["lifting"]
says = "Go soon."
reasoning = "To test."
status = "published"
sources = ["known2020"]
at = "Table 1"
{REVIEW}
""",
    "conditions/tumour.toml": f"""
name = "Tumour"
plain = "A growth"
group = "tumour"
serious = true
summary = "A growth."
confirmed_by = "A scan."
explanation = "strain"
{REVIEW}
[[priors]]
setting = "self-care"
value = 0.01
low = 0.001
high = 0.1
status = "judgement"
at = "To test."
[[priors]]
setting = "primary-care"
value = 0.01
low = 0.001
high = 0.1
status = "judgement"
at = "To test."
[[priors]]
setting = "emergency-department"
value = 0.01
low = 0.001
high = 0.1
status = "judgement"
at = "To test."
[[factors]]
age = [60, 120]
value = 2.0
low = 1.0
high = 4.0
status = "judgement"
at = "To test."
[[likelihoods]]
finding = "alarm"
[likelihoods.present]
value = 5.0
low = 2.0
high = 9.0
interval = "ci95"
status = "published"
source = "known2020"
at = "Table 2"
[pattern]
name = "Typical tumour"
plain = "A typical growth"
when = "alarm"
unless = ["lifting"]
at = "To test."
""",
    "weighing.toml": WEIGHING,
    "treatments/moving.toml": f"""
name = "Moving"
plain = "moving"
kind = "advice"
summary = "Moving about."
medicines = ["redol"]
{REVIEW}
[[places]]
phases = ["acute"]
role = "core"
why = "To test."
status = "judgement"
[[effects]]
id = "effect"
phases = ["acute"]
population = "Nobody."
outcome = "pain"
against = "placebo"
measure = "MD"
better = "lower"
when = "1 week"
certainty = "low"
status = "published"
source = "known2020"
at = "Table 1"
value = -5
ci95 = [-9, -1]
top = 100
counts = true
[[lines]]
id = "go"
period = "today"
phases = ["acute"]
kind = "do"
text = "Move."
status = "judgement"
at = "To test."
""",
    "guidelines/strict.toml": f"""
name = "Strict"
edition = "1900"
about = "Nobody."
{REVIEW}
[[positions]]
rule = "s1"
treatment = "moving"
phases = ["acute"]
stance = "do"
text = "Do."
status = "judgement"
at = "To test."
""",
    "medicines/redol.toml": f"""
name = "redol"
plain = "A red one."
classes = ["reds"]
access = "without-prescription"
{REVIEW}
[dose]
single = [1, 2]
every_hours = [4, 6]
status = "published"
source = "known2020"
at = "Label"
[[ceilings]]
per_day = 8
whose = "lay"
status = "judgement"
at = "To test."
[[longest]]
days = 5
status = "judgement"
at = "To test."
""",
    "medicine_classes/reds.toml": f"""
name = "Reds"
plain = "reds"
{REVIEW}
[members]
redol = ["Redolbrand"]
""",
    "medicine_rules/no-ache.toml": f"""
rule = "n1"
about = ["reds"]
when = "ache"
verdict = "contraindicated"
says = "Not with an ache."
reasoning = "To test."
status = "judgement"
sources = []
at = "To test."
{REVIEW}
""",
    "products/mix.toml": f"""
name = "mix"
contains = {{ redol = 2 }}
status = "judgement"
at = "Its name."
{REVIEW}
""",
    "circumstances/sore.toml": f"""
name = "Soreness"
plain = "being sore"
when = "ache"
unknown = "presume"
conditions = ["tumour"]
likely = 0.5
status = "judgement"
at = "To test."
{REVIEW}
""",
    **{f"exercises/{kind}.toml": _exercise(kind) for kind in ("stretching", "strengthening", "aerobic")},
    **{f"dispositions/{name}.toml": DISPOSITION for name in ("emergency", "urgent", "routine", "self-care")},
}


def write(root: Path, **changed: str | None) -> Path:
    """Write the folder below a root, with some files changed, added or (None) left out."""
    for name, text in {**FILES, **changed}.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return root


def altered(name: str, old: str, new: str) -> dict[str, str]:
    """Return one file with its first `old` replaced."""
    assert old in FILES[name], f"{name} does not hold {old!r}"
    return {name: FILES[name].replace(old, new, 1)}


def added(name: str, lines: str) -> dict[str, str]:
    """Return one file with lines put before its first table."""
    head, bracket, tail = FILES[name].partition("\n[")
    return {name: f"{head}\n{lines}\n{bracket}{tail}"}
