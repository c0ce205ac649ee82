"""Write the page of the recovery model from the equations and from what is known of each arrow.

equations (on symbols), Recovery -> docs/explanation/the-recovery-model.md
"""

from collections.abc import Iterator

from recovery_equations import LETTERS, diagrams, equations
from recovery_words import CLAIMS, DOUBTS

from lumbago.knowledge import Knowledge
from lumbago.knowledge.recovery import Arrow, Fitted, Recovery, Strength
from lumbago.recovery.equations import Inputs, Parameters, State
from lumbago.recovery.symbols import meanings, symbolic

NOTE = (
    "<!-- Written by docs/generate.py from src/lumbago/recovery/equations.py and src/lumbago/knowledge. "
    "Change those, then: make docs -->"
)

WIDE, FIXED = 0.2, 0.5
"""Shares of a prior's width that results took away: below the first it stays wide, from the second, fixed."""

UNITS = {
    "damaged": "share of fibres",
    "regenerating": "share of fibres",
    "inflammation": "share of fibres",
    "resolution": "share of fibres",
    "guarding": "share of full guarding",
    "sensitisation": "odds of pain",
    "activity": "share of usual",
    "size": "share of usual",
    "neural_drive": "share of usual",
    "aerobic": "share of usual",
    "flexibility": "share of usual",
    "soreness": "odds of pain",
}

LIKEWISE = "Likewise"
"""What an input means that its neighbours explain."""

READINGS = {
    "drive": ("Odds of pain", "odds: 0 none, 1 the middle of the scale"),
    "pain": ("Pain", "0-10"),
    "disability": ("Disability, Roland-Morris", "0-100 %"),
    "perfusion": ("Blood supply of the muscle", "1 in a usual state"),
    "strength": ("Strength of the muscle", "share of the person's usual"),
    "capacity": ("Load that the back bears", "share of a heavy working day"),
    "chance_of_injury": ("Chance of a new strain that day", "0-1"),
}


def page(knowledge: Knowledge) -> str:
    """Return the page, in Markdown with equations between `$$`."""
    recovery = knowledge.recovery
    if recovery is None:
        raise ValueError("this knowledge holds nothing about recovery")
    model = symbolic()
    parts = (
        _opening(recovery),
        _states(),
        diagrams(model, recovery),
        _figures(),
        equations(model),
        _claims(recovery),
        _arrows(recovery),
        _doubts(recovery),
        _unfixed(recovery),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _opening(recovery: Recovery) -> Iterator[str]:
    yield from ("# The recovery model", "", NOTE, "")
    yield (
        "The article that this project began with describes a system of causes: strain, inflammation,"
        " spasm, pain, avoidance, wasting, less support. This page shows that system as we compute it day"
        " by day, and says of each arrow what it rests on."
    )
    yield from ("", "Four things to know before reading a curve:", "")
    yield (
        "- **Tissue explains the first days. Persistence is predicted by psychosocial items, not by"
        " injury**: fear of moving, low mood, the expectation that it will last. The slow tail of the model"
        " is sensitisation and fear-avoidance, and differs between people; it is not slow healing."
    )
    yield (
        "- **That a non-specific episode is a muscle tear is unproven.** No test shows it. The model says"
        " how it would go if it were one."
    )
    yield (
        "- **Whether ordinary patients lose condition is disputed**, and small in our model: who keeps"
        " moving, even half as much as usual, loses little."
    )
    yield (
        "- **Two and seven days of rest hardly differ** in pain. Staying active is better by little; bed"
        " costs days of work and, much longer, strength."
    )
    yield from ("", _fit_in_words(recovery))
    yield (
        "Why the model has this form: [decision 12](../decisions/0012-a-small-model-with-people-in-it.md)."
        " How to take it elsewhere: [export the model](../how-to/export-the-model.md)."
    )


def _fit_in_words(recovery: Recovery) -> str:
    fit = recovery.calibration
    if fit is None:
        return (
            "It has **not been fitted yet**: every number and every curve below is a prior, our own reading."
        )
    return (
        f"It was fitted on {fit.on} to {len(fit.reached)} published results with {fit.people:,} virtual"
        f" people in each arm. Of these results {100 * fit.coverage:.0f} % lie inside the predicted 90 %"
        f" interval; {100 * fit.coverage_left_out:.0f} % when the study's whole family was left out of the"
        " fit."
    )


def _states() -> Iterator[str]:
    yield from ("", "## The states", "", "Twelve numbers are carried from day to day; time is in days.", "")
    yield from ("| | state | what it is | unit |", "|---|---|---|---|")
    for name, words in meanings(State).items():
        yield f"| ${LETTERS[name]}$ | `{name}` | {words} | {UNITS[name]} |"
    yield from ("", "What settles within the hour is read off them:", "")
    yield from ("| | reading | what it is | unit |", "|---|---|---|---|")
    for name, (words, unit) in READINGS.items():
        yield f"| ${LETTERS[name]}$ | `{name}` | {words} | {unit} |"
    yield from ("", "A day may bring, in the order of the model's inputs; the unit is in the words:", "")
    yield from ("| input | what it is |", "|---|---|")
    words_of = meanings(Inputs)
    for name in Inputs._fields:
        yield f"| `{name}` | {words_of.get(name, LIKEWISE)} |"


def _figures() -> Iterator[str]:
    yield from ("", "## A typical person", "")
    yield (
        "Median parameters, pain 6 of 10 three days after onset, ordinary days, without the fluctuation and"
        " the chance of a new strain that every real course has. Nobody is this person: courses differ far"
        " more between people than anything on this page."
    )
    yield from ("", "![Every state and reading over 90 days](../images/recovery-states.svg)", "")
    yield (
        "The same person who stays up, and who goes to bed for two or for seven days from the first day."
        " The pain that is left after twelve weeks stands beside each line's name."
    )
    yield from (
        "",
        (
            "![Pain, disability, activity and strength after no, 2 and 7 days in"
            " bed](../images/recovery-rest.svg)"
        ),
    )


def _claims(recovery: Recovery) -> Iterator[str]:
    yield from (
        "",
        "## What each claim became",
        "",
        "| claim | in our words | arrows | what the evidence says |",
    )
    yield "|---|---|---|---|"
    for claim, (words, evidence) in CLAIMS.items():
        names = ", ".join(f"`{name}`" for name, arrow in recovery.arrows.items() if claim in arrow.claims)
        yield f"| {claim} | {words} | {names} | {evidence} |"


def _arrows(recovery: Recovery) -> Iterator[str]:
    yield from ("", "## The arrows", "")
    yield (
        "Every prior has the status *judgement*: our own reading, with a range that should hold the truth"
        " nine times in ten; what was read stands under *evidence*. *Between people* is the standard"
        " deviation of the logarithm (0: all alike). *Fitted* is what the published results made of it;"
        " they **fix** an arrow when they take away half of its prior's width or more, and leave it"
        f" **wide** when they take less than {100 * WIDE:.0f} %."
    )
    yield from (
        "",
        "| arrow | from → to | claim | unit | prior | between people | fitted | results | evidence |",
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    verdicts = {name: doubt.verdict for doubt in DOUBTS for name in doubt.arrows}
    for name in Parameters._fields:
        arrow, fitted = recovery.arrows[name], _fitted(recovery, name)
        cells = (
            f"`{name}`<br>{arrow.meaning}",
            f"{arrow.source_state.replace('_', ' ')} → {arrow.target_state.replace('_', ' ')}",
            ", ".join(arrow.claims) or "none",
            arrow.unit,
            _span(arrow.prior),
            _between(recovery, name),
            _span(fitted) if fitted else "not fitted",
            _informed(fitted),
            _rests_on(arrow, verdicts.get(name)),
        )
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _fitted(recovery: Recovery, name: str) -> Fitted | None:
    return recovery.calibration.fitted.get(name) if recovery.calibration else None


def _span(number: Strength | Fitted) -> str:
    return f"{number.median:.2g} ({number.low:.2g}–{number.high:.2g})"


def _between(recovery: Recovery, name: str) -> str:
    prior, fitted = recovery.arrows[name].between, _fitted(recovery, f"between {name}")
    return f"{prior:g}" if fitted is None else f"{prior:g}; fitted {_span(fitted)}"


def _informed(fitted: Fitted | None) -> str:
    if fitted is None:
        return "none: its prior stays wide"
    words = (
        "fix it" if fitted.informed >= FIXED else "narrow it" if fitted.informed >= WIDE else "leave it wide"
    )
    return f"{words} ({100 * fitted.informed:.0f} %)"


def _rests_on(arrow: Arrow, verdict: str | None) -> str:
    read = ", ".join(f"[`{source}`](../reference/sources.md#{source})" for source in arrow.sources)
    rests = f"read from {read}" if read else "no source"
    return f"**{verdict or ('some support' if read else 'our judgement')}**; {rests}. {arrow.why}"


def _doubts(recovery: Recovery) -> Iterator[str]:
    yield from ("", "## What the evidence does not support", "")
    yield (
        "These arrows are in the model because the article, or common belief, has them. They enter weak or"
        " with a wide prior; what the fit left of them stands beside them."
    )
    yield from (
        "",
        "| statement | evidence | what was found | arrows: prior, then fitted |",
        "|---|---|---|---|",
    )
    for doubt in DOUBTS:
        numbers = "<br>".join(_before_and_after(recovery, name) for name in doubt.arrows)
        yield f"| {doubt.title} | {doubt.verdict} | {doubt.says} | {numbers} |"


def _before_and_after(recovery: Recovery, name: str) -> str:
    fitted = _fitted(recovery, name)
    return f"`{name}` {_span(recovery.arrows[name].prior)}; {_span(fitted) if fitted else 'not fitted'}"


def _unfixed(recovery: Recovery) -> Iterator[str]:
    wide = [name for name in Parameters._fields if _is_wide(_fitted(recovery, name))]
    yield from ("", "## What no result fixes", "")
    if recovery.calibration is None:
        yield "Nothing has been fitted yet: **every prior stays as wide as it is**."
    elif wide:
        yield (
            f"No published result says much about {len(wide)} of {len(Parameters._fields)} arrows: **their"
            " priors stay wide**, and a forecast carries that width. They are"
            f" {', '.join(f'`{name}`' for name in wide)}."
        )
    else:
        yield "Every arrow is narrowed by some published result."


def _is_wide(fitted: Fitted | None) -> bool:
    return fitted is None or fitted.informed < WIDE
